//! Truces as one report tells them: which of its claims speak of which truce.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::{Event, Stance};
use riwaya_text::fold_key;

use super::side::Side;
use super::spot::Spot;
use super::telling::{CLAUSE_GAP, Told, gap};
use super::voice::Claims;
use crate::model::DocId;

/// Words in a clause that tell the start of a truce rather than the day of its agreement; folded stems.
const STARTS: [&str; 10] = ["بدء", "بدا", "يبدا", "تبدا", "سريان", "يسري", "تسري", "اعتبارا", "دخل", "منتصف"];

/// One truce as one report tells it.
pub(super) struct TruceTelling<'a> {
    pub doc: DocId,
    pub published: Option<Date>,
    pub claims: Vec<Told<'a>>,
    /// The days told for its agreement, and for its start.
    pub agreed: Option<Date>,
    pub start: Option<Date>,
    pub parties: BTreeSet<Side>,
    pub brokers: BTreeSet<Side>,
    pub spots: Vec<Spot>,
    /// Every known side that its report names: whose war it is.
    pub around: BTreeSet<Side>,
}

impl TruceTelling<'_> {
    /// The first day of it that is told.
    pub fn day(&self) -> Option<Date> {
        self.agreed.into_iter().chain(self.start).min()
    }
}

/// The truces of one report; `report` holds its claims in the order of its text.
pub(super) fn truce_tellings<'a>(report: &[Told<'a>], claims: &Claims<'_>) -> Vec<TruceTelling<'a>> {
    let of_truce: Vec<Told<'a>> = report.iter().filter(|t| t.claim.event == Event::Truce).copied().collect();
    let mut out: Vec<TruceTelling<'a>> = Vec::new();
    for told in of_truce.iter().filter(|t| exact_day(t).is_some()) {
        let day = exact_day(told);
        match out.iter_mut().find(|t| t.claims.iter().any(|c| exact_day(c) == day)) {
            Some(same) => same.claims.push(*told),
            None => out.push(TruceTelling::new(*told)),
        }
    }
    for told in of_truce.iter().filter(|t| exact_day(t).is_none()) {
        match referred(told, &out, report) {
            Some(k) => out[k].claims.push(*told),
            None => out.push(TruceTelling::new(*told)),
        }
    }
    for telling in &mut out {
        telling.settle(report, claims);
    }
    out
}

/// The day of a truce claim, where it tells one rather than a month or a year.
fn exact_day(told: &Told<'_>) -> Option<Date> {
    told.claim.days().filter(|d| d.from.saturating_add(2.days()) >= d.to).map(|d| d.from)
}

/// Which of the truces told of a claim with no day speaks: the one that its clause dates or names by its place, else
/// the last, else the one that has no day either.
fn referred(told: &Told<'_>, known: &[TruceTelling<'_>], report: &[Told<'_>]) -> Option<usize> {
    let clause = told.claim.text.span;
    let since = report
        .iter()
        .filter(|t| t.claim.text.span.start() < clause.end() && clause.start() < t.claim.text.span.end())
        .flat_map(|t| &t.claim.counts)
        .find_map(|c| c.since.as_deref()?.parse::<Date>().ok());
    let dated = |day: Date| known.iter().position(|t| t.claims.iter().any(|c| exact_day(c) == Some(day)));
    if let Some(k) = since.and_then(dated) {
        return Some(k);
    }
    let words = fold_key(&told.claim.text.words);
    let names_place = |t: &TruceTelling<'_>| {
        let places = t.claims.iter().flat_map(|c| &c.claim.place);
        places.map(|p| fold_key(&p.name.words)).any(|name| !name.is_empty() && words.contains(&name))
    };
    let named: Vec<usize> = (0..known.len()).filter(|k| names_place(&known[*k])).collect();
    if let [k] = named[..] {
        return Some(k);
    }
    // One that is asked to be kept has begun; one that is announced may yet begin.
    let begun = |day: &Date| told.claim.stance != Stance::Demands || told.published.is_none_or(|p| *day <= p);
    let days = (0..known.len()).map(|k| (known[k].claims.iter().filter_map(exact_day).filter(begun).max(), k));
    days.max().map(|(_, k)| k)
}

impl<'a> TruceTelling<'a> {
    fn new(told: Told<'a>) -> Self {
        Self {
            doc: told.claim.doc(),
            published: told.published,
            claims: vec![told],
            agreed: None,
            start: None,
            parties: BTreeSet::new(),
            brokers: BTreeSet::new(),
            spots: Vec::new(),
            around: BTreeSet::new(),
        }
    }

    /// Fills in what the claims together tell.
    fn settle(&mut self, report: &[Told<'_>], claims: &Claims<'_>) {
        for told in &self.claims {
            let claim = told.claim;
            let sides: BTreeSet<Side> =
                claim.actor.iter().filter_map(|p| claims.sides(claim).side(&p.name)).filter(Side::is_known).collect();
            let spots: Vec<Spot> = claim.place.iter().map(|p| Spot::of(&p.name)).collect();
            // Where three are named, the host is who brought the others together.
            let host = |s: &&Side| sides.len() > 2 && spots.iter().any(|p| p.country.as_deref() == Some(s.key()));
            self.brokers.extend(sides.iter().filter(host).cloned());
            self.parties.extend(sides);
            self.spots.extend(spots.into_iter().filter(Spot::is_known));
            if let Some(day) = exact_day(told) {
                let words = fold_key(&claim.text.words);
                let starts =
                    claim.stance == Stance::Plans || words.split(' ').any(|w| STARTS.iter().any(|s| w.contains(s)));
                let slot = if starts { &mut self.start } else { &mut self.agreed };
                *slot = Some(slot.map_or(day, |known| known.min(day)));
            }
        }
        let brokers = self.mediators(report, claims);
        self.brokers.extend(brokers);
        self.parties.retain(|s| !self.brokers.contains(s));
        self.spots.sort_by(|a, b| a.key.cmp(&b.key));
        self.spots.dedup_by(|a, b| a.key == b.key);
        let parties =
            report.iter().flat_map(|t| t.claim.actor.iter().map(move |p| claims.sides(t.claim).side(&p.name)));
        self.around = parties.flatten().filter(Side::is_known).collect();
    }

    /// The one side that, in the same breath, met two of the parties.
    fn mediators(&self, report: &[Told<'_>], claims: &Claims<'_>) -> BTreeSet<Side> {
        let near = |t: &&Told<'_>| self.claims.iter().any(|c| gap(c.claim, t.claim) <= CLAUSE_GAP);
        let talks = report.iter().filter(|t| t.claim.event == Event::Talks).filter(near);
        talks
            .filter_map(|t| {
                let met: BTreeSet<Side> =
                    t.claim.actor.iter().filter_map(|p| claims.sides(t.claim).side(&p.name)).collect();
                let others: Vec<&Side> = met.iter().filter(|s| !self.parties.contains(s) && s.is_known()).collect();
                match others[..] {
                    [one] if met.len() == 3 => Some(one.clone()),
                    _ => None,
                }
            })
            .collect()
    }
}
