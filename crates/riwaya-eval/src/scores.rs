//! Precision, recall and F1 of the measures of the annotation guidelines.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::calibration::Calibration;
use crate::claim::{Claim, Count, Slot};
use crate::likeness::same;
use crate::pairing::{matches, pair, same_bag, same_chain};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Trigger and event.
    Claim,
    /// And chain and stance.
    Attributed,
    /// Claim, and the last link of the chain.
    Origin,
    /// Attributed, and actor, place, date and toll.
    Whole,
    /// The names of actors.
    Actor,
    /// The names of targets.
    Target,
    /// The names of places.
    Place,
    /// Dates.
    Date,
    /// Harm and number of counts.
    Toll,
    /// Counts in every part.
    TollFull,
}

impl Measure {
    /// Every measure, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Claim,
        Self::Attributed,
        Self::Origin,
        Self::Whole,
        Self::Actor,
        Self::Target,
        Self::Place,
        Self::Date,
        Self::Toll,
        Self::TollFull,
    ];

    /// Its name in tables and files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Attributed => "attributed",
            Self::Origin => "origin",
            Self::Whole => "whole",
            Self::Actor => "actor",
            Self::Target => "target",
            Self::Place => "place",
            Self::Date => "date",
            Self::Toll => "toll",
            Self::TollFull => "toll_full",
        }
    }

    const fn of_slot(slot: Slot) -> Self {
        match slot {
            Slot::Actor => Self::Actor,
            Slot::Target => Self::Target,
            Slot::Place => Self::Place,
        }
    }
}

/// How many were right, how many there are, how many were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right.
    pub hit: usize,
    /// Expected.
    pub gold: usize,
    /// Read.
    pub pred: usize,
}

impl Tally {
    const fn add(&mut self, hit: usize, gold: usize, pred: usize) {
        self.hit += hit;
        self.gold += gold;
        self.pred += pred;
    }

    /// Precision, recall and F1; 0 where there is nothing to divide by.
    #[must_use]
    pub fn prf(self) -> (f64, f64, f64) {
        let p = ratio(self.hit, self.pred);
        let r = ratio(self.hit, self.gold);
        let f = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
        (p, r, f)
    }

    fn to_json(self) -> Value {
        let (p, r, f) = self.prf();
        json!({"p": ten_thousandths(p), "r": ten_thousandths(r), "f": ten_thousandths(f), "gold": self.gold, "pred": self.pred})
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of claims are far below 2^53")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rounded to four decimals, ties as the decimal expansion has them (as Python's `round` does).
pub(crate) fn ten_thousandths(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

/// An error of a reading: what was expected, what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The expected claim; absent where none is expected.
    pub expected: Option<Claim>,
    /// The claim that was read; absent where none was.
    pub read: Option<Claim>,
}

impl Miss {
    /// `missed`, `attribution` (read with another chain or stance) or `spurious`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match (&self.expected, &self.read) {
            (_, None) => "missed",
            (Some(_), Some(_)) => "attribution",
            (None, Some(_)) => "spurious",
        }
    }
}

/// The measures over any number of reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    tallies: [Tally; Measure::ALL.len()],
    /// In the order in which events were first met, which settles ties of the table.
    by_event: Vec<(String, Tally)>,
    calibration: Calibration,
}

impl Scores {
    /// The tally of a measure.
    #[must_use]
    pub const fn of(&self, measure: Measure) -> Tally {
        self.tallies[measure as usize]
    }

    /// The tallies of events, the commonest of the gold first.
    #[must_use]
    pub fn by_event(&self) -> Vec<(&str, Tally)> {
        let mut rows: Vec<_> = self.by_event.iter().map(|(e, t)| (e.as_str(), *t)).collect();
        rows.sort_by_key(|(_, t)| std::cmp::Reverse(t.gold));
        rows
    }

    /// The measures as an object: `{"claim": {"p", "r", "f", "gold", "pred"}, …}`, four decimals.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let rows = Measure::ALL.iter().map(|m| (m.as_str().to_owned(), self.of(*m).to_json()));
        Value::Object(rows.collect::<Map<_, _>>())
    }

    /// The events as an object, the commonest of the gold first.
    #[must_use]
    pub fn by_event_json(&self) -> Value {
        let rows = self.by_event().into_iter().map(|(e, t)| (e.to_owned(), t.to_json()));
        Value::Object(rows.collect::<Map<_, _>>())
    }

    /// How well the confidence of the claims tells whether they are right.
    #[must_use]
    pub const fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Adds one report; errors go to `misses`.
    pub fn add(&mut self, gold: &[Claim], pred: &[Claim], misses: Option<&mut Vec<Miss>>) {
        let outcome = Outcome::new(gold, pred);
        self.add_claims(&outcome);
        self.add_slots(&outcome);
        self.add_dates_and_tolls(&outcome);
        self.add_confidence(&outcome);
        if let Some(misses) = misses {
            outcome.explain(misses);
        }
    }

    fn tally(&mut self, measure: Measure) -> &mut Tally {
        &mut self.tallies[measure as usize]
    }

    fn event(&mut self, event: &str) -> &mut Tally {
        let at = self.by_event.iter().position(|(e, _)| e == event).unwrap_or_else(|| {
            self.by_event.push((event.to_owned(), Tally::default()));
            self.by_event.len() - 1
        });
        &mut self.by_event[at].1
    }

    fn add_claims(&mut self, o: &Outcome<'_>) {
        let (gold, pred) = (o.required.len(), o.scored.len());
        for g in &o.required {
            self.event(&g.0.event).gold += 1;
        }
        for p in &o.scored {
            self.event(&p.event).pred += 1;
        }
        for (g, _) in o.right() {
            self.event(&g.event).hit += 1;
        }
        let attributed = || o.right().filter(|(g, p)| is_attributed(g, p));
        let whole = attributed().filter(|(g, p)| is_whole(g, p)).count();
        self.tally(Measure::Claim).add(o.right().count(), gold, pred);
        self.tally(Measure::Attributed).add(attributed().count(), gold, pred);
        self.tally(Measure::Origin).add(o.right().filter(|(g, p)| same_origin(g, p)).count(), gold, pred);
        self.tally(Measure::Whole).add(whole, gold, pred);
    }

    fn add_confidence(&mut self, o: &Outcome<'_>) {
        let attributed = o.right().map(|(g, p)| (p, is_attributed(g, p)));
        for (p, right) in attributed.chain(o.spare.iter().map(|p| (*p, false))) {
            if let Some(confidence) = p.confidence {
                self.calibration.add(confidence, right);
            }
        }
    }

    fn add_slots(&mut self, o: &Outcome<'_>) {
        for slot in Slot::ALL {
            let tally = self.tally(Measure::of_slot(slot));
            for (g, p) in &o.required {
                let read = p.map_or(&[][..], |p| p.slot(slot));
                tally.add(matches(g.slot(slot), read, |a, b| same(a, b)), g.slot(slot).len(), read.len());
            }
            tally.pred += o.spare.iter().map(|p| p.slot(slot).len()).sum::<usize>();
        }
    }

    fn add_dates_and_tolls(&mut self, o: &Outcome<'_>) {
        for (g, p) in &o.required {
            let date = p.and_then(|p| p.date.as_ref());
            let hit = g.date.is_some() && g.date.as_ref() == date;
            self.tally(Measure::Date).add(usize::from(hit), usize::from(g.date.is_some()), usize::from(date.is_some()));
            let counts = p.map_or(&[][..], |p| &p.counts);
            let (n, m) = (g.counts.len(), counts.len());
            self.tally(Measure::Toll).add(matches(&g.counts, counts, Count::agrees), n, m);
            self.tally(Measure::TollFull).add(matches(&g.counts, counts, Count::agrees_fully), n, m);
        }
        for p in &o.spare {
            self.tally(Measure::Date).pred += usize::from(p.date.is_some());
            self.tally(Measure::Toll).pred += p.counts.len();
            self.tally(Measure::TollFull).pred += p.counts.len();
        }
    }
}

/// One report's claims, sorted into what is scored.
struct Outcome<'a> {
    /// Expected claims, each with what was read for it with the right event.
    required: Vec<(&'a Claim, Option<&'a Claim>)>,
    /// The right ones again, in the order of pairing.
    in_order: Vec<(&'a Claim, &'a Claim)>,
    /// Everything read but what met an optional claim, which is neither right nor wrong.
    scored: Vec<&'a Claim>,
    /// What is read and not right.
    spare: Vec<&'a Claim>,
}

impl<'a> Outcome<'a> {
    fn new(gold: &'a [Claim], pred: &'a [Claim]) -> Self {
        let (mut free, mut right) = (vec![false; pred.len()], vec![false; pred.len()]);
        let (mut partner, mut in_order) = (vec![None; gold.len()], Vec::new());
        for (i, j) in pair(gold, pred) {
            if gold[i].optional {
                free[j] = true;
            } else if gold[i].event == pred[j].event {
                right[j] = true;
                partner[i] = Some(&pred[j]);
                in_order.push((&gold[i], &pred[j]));
            }
        }
        let not = |flags: &[&[bool]]| {
            pred.iter().enumerate().filter(|(j, _)| flags.iter().all(|f| !f[*j])).map(|(_, p)| p).collect()
        };
        Self {
            required: gold.iter().zip(partner).filter(|(g, _)| !g.optional).collect(),
            in_order,
            scored: not(&[&free]),
            spare: not(&[&free, &right]),
        }
    }

    fn right(&self) -> impl Iterator<Item = (&'a Claim, &'a Claim)> {
        self.in_order.iter().copied()
    }

    fn explain(&self, misses: &mut Vec<Miss>) {
        let wrong = self.required.iter().filter(|(g, p)| !p.is_some_and(|p| is_attributed(g, p)));
        misses.extend(wrong.map(|(g, p)| Miss { expected: Some((*g).clone()), read: p.cloned() }));
        misses.extend(self.spare.iter().map(|p| Miss { expected: None, read: Some((*p).clone()) }));
    }
}

fn is_attributed(g: &Claim, p: &Claim) -> bool {
    same_chain(&g.chain, &p.chain) && g.stance == p.stance
}

fn same_origin(g: &Claim, p: &Claim) -> bool {
    match (g.chain.last(), p.chain.last()) {
        (None, None) => true,
        (Some(a), Some(b)) => same(a, b),
        _ => false,
    }
}

fn is_whole(g: &Claim, p: &Claim) -> bool {
    same_bag(&g.actor, &p.actor)
        && same_bag(&g.place, &p.place)
        && g.date == p.date
        && g.counts.len() == p.counts.len()
        && matches(&g.counts, &p.counts, Count::agrees) == g.counts.len()
}

/// The table that `score.py` prints.
impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:12} {:>6} {:>6} {:>6} {:>6} {:>6}", "", "P", "R", "F1", "gold", "pred")?;
        let row = |f: &mut fmt::Formatter<'_>, name: &str, t: Tally| {
            let (p, r, f1) = t.prf();
            writeln!(f, "{name:12} {p:6.3} {r:6.3} {f1:6.3} {:6} {:6}", t.gold, t.pred)
        };
        for m in Measure::ALL {
            row(f, m.as_str(), self.of(m))?;
        }
        writeln!(f)?;
        for (event, tally) in self.by_event() {
            row(f, event, tally)?;
        }
        Ok(())
    }
}
