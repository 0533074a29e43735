//! Truces as one report tells them: which of its claims speak of which truce.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::{Event, Stance};
use riwaya_text::fold_key;

use super::side::{Side, Sides};
use super::spot::Spot;
use super::telling::{CLAUSE_GAP, Told, gap};
use super::truce::{Position, TruceKind};
use crate::model::Days;

/// Words in a clause that tell the start of a truce rather than the day of its agreement; folded stems.
const STARTS: [&str; 10] = ["بدء", "بدا", "يبدا", "تبدا", "سريان", "يسري", "تسري", "اعتبارا", "دخل", "منتصف"];

/// One truce as one report tells it. Claims are named by their keys in the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruceTelling {
    /// The claims that speak of it.
    pub claims: Vec<TruceClaim>,
    /// The day told for its agreement.
    #[serde(with = "crate::model::numbered::option")]
    pub agreed: Option<Date>,
    /// The day told for its start.
    #[serde(with = "crate::model::numbered::option")]
    pub start: Option<Date>,
    /// Between whom.
    pub parties: BTreeSet<Side>,
    /// Who brought it about.
    pub brokers: BTreeSet<Side>,
    /// Where.
    pub spots: Vec<KnownSpot>,
    /// Every known side that its report names: whose war it is.
    pub around: BTreeSet<Side>,
    /// Claims of what it is to bring.
    pub terms: BTreeSet<u32>,
}

/// A place that is known, equal by its key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KnownSpot(pub Spot);

impl PartialEq for KnownSpot {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for KnownSpot {}

/// What one claim tells of a truce.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruceClaim {
    /// The claim's key.
    pub claim: u32,
    /// The position that it tells.
    pub position: Position,
    /// The first day that it tells.
    #[serde(with = "crate::model::numbered::option")]
    pub day: Option<Date>,
    /// The sides whose word it is.
    pub speakers: BTreeSet<Side>,
    /// The sides that it tells of.
    pub actors: BTreeSet<Side>,
    /// What it calls the truce.
    pub kinds: BTreeSet<TruceKind>,
}

/// A violation that one claim tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alleged {
    /// The claim's key.
    pub claim: u32,
    /// Who is said to have broken the truce.
    pub accused: BTreeSet<Side>,
    /// When, as told.
    pub days: Option<Days>,
    /// Places, by their keys.
    pub places: Vec<Box<str>>,
    /// Claims told in the same breath.
    pub near: Vec<u32>,
}

/// What one report tells of truces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TruceReport {
    /// The truces it tells of.
    pub tellings: Vec<TruceTelling>,
    /// The violations it tells of.
    pub violations: Vec<Alleged>,
}

impl TruceTelling {
    /// The first day of it that is told.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.agreed.into_iter().chain(self.start).min()
    }
}

impl TruceReport {
    /// What a report tells; its claims in the order of its text.
    pub(super) fn of(report: &[Told<'_>], sides: &Sides) -> Self {
        let tellings = drafts(report).iter().map(|d| d.settled(report, sides)).collect();
        let violations = report.iter().filter(|t| t.claim.event == Event::Violation);
        Self { tellings, violations: violations.map(|t| Alleged::of(t, report, sides)).collect() }
    }

    /// Whether it tells of none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tellings.is_empty() && self.violations.is_empty()
    }
}

/// Code points between an alleged violation and the acts it is said to have been: a space and a joining letter.
const SAME_BREATH: u32 = 2;

impl Alleged {
    fn of(told: &Told<'_>, report: &[Told<'_>], sides: &Sides) -> Self {
        let claim = told.claim;
        Self {
            claim: claim.id.key,
            accused: claim.actor.iter().filter_map(|p| sides.side(&p.name)).collect(),
            days: claim.days(),
            places: claim.place.iter().map(|p| Spot::of(&p.name).key).collect(),
            near: report.iter().filter(|t| gap(t.claim, claim) <= SAME_BREATH).map(|t| t.claim.id.key).collect(),
        }
    }
}

impl TruceClaim {
    fn of(told: &Told<'_>, sides: &Sides) -> Self {
        let words = fold_key(&told.claim.text.words);
        let names_it = !matches!(told.claim.stance, Stance::Rejects | Stance::Demands);
        Self {
            claim: told.claim.id.key,
            position: Position::of(told.claim.stance, &words),
            day: told.claim.days().map(|d| d.from),
            speakers: speakers(told, sides),
            actors: told.claim.actor.iter().filter_map(|p| sides.side(&p.name)).collect(),
            kinds: if names_it { TruceKind::called(&words) } else { BTreeSet::new() },
        }
    }
}

/// The sides whose word a claim is: the last link's, and those of links that join it directly (`باكو ويريفان`).
fn speakers(told: &Told<'_>, sides: &Sides) -> BTreeSet<Side> {
    let chain = &told.claim.chain;
    let Some(last) = chain.last() else { return BTreeSet::new() };
    let from = last.party.span.start();
    let joined = |end: u32| end <= from && from - end <= 2;
    let links = chain.iter().filter(|l| l.party.span == last.party.span || joined(l.party.span.end()));
    links.filter_map(|l| sides.side(&l.party.name)).collect()
}

/// The claims of one truce as they are gathered.
struct Draft<'a>(Vec<Told<'a>>);

/// The truces of one report; `report` holds its claims in the order of its text.
fn drafts<'a>(report: &[Told<'a>]) -> Vec<Draft<'a>> {
    let of_truce: Vec<Told<'a>> = report.iter().filter(|t| t.claim.event == Event::Truce).copied().collect();
    let mut out: Vec<Draft<'a>> = Vec::new();
    for told in of_truce.iter().filter(|t| exact_day(t).is_some()) {
        let day = exact_day(told);
        match out.iter_mut().find(|t| t.0.iter().any(|c| exact_day(c) == day)) {
            Some(same) => same.0.push(*told),
            None => out.push(Draft(vec![*told])),
        }
    }
    for told in of_truce.iter().filter(|t| exact_day(t).is_none()) {
        match referred(told, &out, report) {
            Some(k) => out[k].0.push(*told),
            None => out.push(Draft(vec![*told])),
        }
    }
    out
}

/// The day of a truce claim, where it tells one rather than a month or a year.
fn exact_day(told: &Told<'_>) -> Option<Date> {
    told.claim.days().filter(|d| d.from.saturating_add(2.days()) >= d.to).map(|d| d.from)
}

/// Which of the truces told of a claim with no day speaks: the one that its clause dates or names by its place, else
/// the last, else the one that has no day either.
fn referred(told: &Told<'_>, known: &[Draft<'_>], report: &[Told<'_>]) -> Option<usize> {
    let clause = told.claim.text.span;
    let since = report
        .iter()
        .filter(|t| t.claim.text.span.start() < clause.end() && clause.start() < t.claim.text.span.end())
        .flat_map(|t| &t.claim.counts)
        .find_map(|c| c.since.as_deref()?.parse::<Date>().ok());
    let dated = |day: Date| known.iter().position(|t| t.0.iter().any(|c| exact_day(c) == Some(day)));
    if let Some(k) = since.and_then(dated) {
        return Some(k);
    }
    let words = fold_key(&told.claim.text.words);
    let names_place = |t: &Draft<'_>| {
        let places = t.0.iter().flat_map(|c| &c.claim.place);
        places.map(|p| fold_key(&p.name.words)).any(|name| !name.is_empty() && words.contains(&name))
    };
    let named: Vec<usize> = (0..known.len()).filter(|k| names_place(&known[*k])).collect();
    if let [k] = named[..] {
        return Some(k);
    }
    // One that is asked to be kept has begun; one that is announced may yet begin.
    let begun = |day: &Date| told.claim.stance != Stance::Demands || told.published.is_none_or(|p| *day <= p);
    let days = (0..known.len()).map(|k| (known[k].0.iter().filter_map(exact_day).filter(begun).max(), k));
    days.max().map(|(_, k)| k)
}

impl Draft<'_> {
    /// What the claims together tell.
    fn settled(&self, report: &[Told<'_>], sides: &Sides) -> TruceTelling {
        let actors = |t: &Told<'_>| -> BTreeSet<Side> {
            t.claim.actor.iter().filter_map(|p| sides.side(&p.name)).filter(Side::is_known).collect()
        };
        let mut telling = TruceTelling {
            claims: self.0.iter().map(|t| TruceClaim::of(t, sides)).collect(),
            agreed: None,
            start: None,
            parties: BTreeSet::new(),
            brokers: BTreeSet::new(),
            spots: Vec::new(),
            around: report.iter().flat_map(actors).collect(),
            terms: self.terms(report),
        };
        for told in &self.0 {
            let claim = told.claim;
            let named = actors(told);
            let spots: Vec<Spot> = claim.place.iter().map(|p| Spot::of(&p.name)).collect();
            // Where three are named, the host is who brought the others together.
            let host = |s: &&Side| named.len() > 2 && spots.iter().any(|p| p.country.as_deref() == Some(s.key()));
            telling.brokers.extend(named.iter().filter(host).cloned());
            telling.parties.extend(named);
            telling.spots.extend(spots.into_iter().filter(Spot::is_known).map(KnownSpot));
            if let Some(day) = exact_day(told) {
                let words = fold_key(&claim.text.words);
                let starts =
                    claim.stance == Stance::Plans || words.split(' ').any(|w| STARTS.iter().any(|s| w.contains(s)));
                let slot = if starts { &mut telling.start } else { &mut telling.agreed };
                *slot = Some(slot.map_or(day, |known| known.min(day)));
            }
        }
        let mediators = self.mediators(&telling.parties, report, sides);
        telling.brokers.extend(mediators);
        telling.parties.retain(|s| !telling.brokers.contains(s));
        telling.spots.sort_by(|a, b| a.0.key.cmp(&b.0.key));
        telling.spots.dedup();
        telling
    }

    /// The one side that, in the same breath, met two of the parties.
    fn mediators(&self, parties: &BTreeSet<Side>, report: &[Told<'_>], sides: &Sides) -> BTreeSet<Side> {
        let near = |t: &&Told<'_>| self.0.iter().any(|c| gap(c.claim, t.claim) <= CLAUSE_GAP);
        let talks = report.iter().filter(|t| t.claim.event == Event::Talks).filter(near);
        talks
            .filter_map(|t| {
                let met: BTreeSet<Side> = t.claim.actor.iter().filter_map(|p| sides.side(&p.name)).collect();
                let others: Vec<&Side> = met.iter().filter(|s| !parties.contains(s) && s.is_known()).collect();
                match others[..] {
                    [one] if met.len() == 3 => Some(one.clone()),
                    _ => None,
                }
            })
            .collect()
    }

    /// What the truce is to bring, in the clause of one of its claims.
    fn terms(&self, report: &[Told<'_>]) -> BTreeSet<u32> {
        const TERMS: [Event; 4] = [Event::Agreement, Event::Aid, Event::Withdrawal, Event::Talks];
        let brought = |t: &&Told<'_>| {
            let to_be = matches!(t.claim.stance, Stance::Plans | Stance::Demands) && TERMS.contains(&t.claim.event);
            to_be && self.0.iter().any(|c| gap(c.claim, t.claim) == 0)
        };
        report.iter().filter(brought).map(|t| t.claim.id.key).collect()
    }
}
