//! Incidents: tellings of different reports about one event.
//!
//! A telling joins the incident to which most holds it, in a fixed order of tellings, so the order of the input does
//! not matter. An incident never holds two tellings of one report: what a report tells apart stays apart.
//!
//! Tellings of different [`Block`]s are never one incident. A ledger that keeps tellings by block needs to reconcile
//! only the blocks that a new report touches: [`incidents`] of the tellings of a union of whole blocks are the incidents
//! of these blocks in the whole ledger.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;

use super::look::{Terms, order_of};
use super::origins::OriginId;
use super::side::Side;
use super::spot::{Reach, Spot, meet};
use super::telling::{Family, Figure, Reason, Telling, narrower};
use crate::model::{ClaimId, DayPrecision, Days};

/// What stands for an incident: the least of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IncidentId(pub ClaimId);

/// Tellings that may be one incident: of one domain of events and one country (or one territory, or one pair of
/// sides where no place is known).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// Domain of events.
    pub domain: Family,
    /// Country, territory or sides.
    pub place: Box<str>,
}

impl Block {
    /// The block of a telling.
    #[must_use]
    pub fn of(telling: &Telling) -> Self {
        let known = telling.spots.iter().filter(|s| s.is_known());
        let place = known.map(|s| s.country.as_deref().unwrap_or(&s.key)).min();
        let sides = || telling.accused.iter().map(Side::key).collect::<Vec<_>>().join("+");
        Self { domain: telling.family.domain(), place: place.map_or_else(sides, str::to_owned).into() }
    }
}

/// One event, as all reports tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// What stands for it.
    pub id: IncidentId,
    /// What kind of event.
    pub family: Family,
    /// Whether it is told as a fact; otherwise as a plan, a demand or a threat.
    pub actual: bool,
    /// When, the most exact that is told.
    pub days: Option<Days>,
    /// The earliest report of it.
    #[serde(with = "crate::model::numbered::option")]
    pub first_published: Option<Date>,
    /// Every place named for it.
    pub spots: Vec<Spot>,
    /// The sides said to have done it.
    pub accused: BTreeSet<Side>,
    /// The sides said to have suffered it.
    pub victims: BTreeSet<Side>,
    /// Its tellings by their ids, each with why it is held to be this event; the first has no reason.
    pub tellings: Vec<(ClaimId, Vec<Reason>)>,
    /// Its claims, each with why it belongs to its telling.
    pub claims: Vec<(ClaimId, Vec<Reason>)>,
    /// Independent origins.
    pub origins: BTreeSet<OriginId>,
}

/// The incidents of tellings, in the order of their ids. The order of the input does not matter.
#[must_use]
pub fn incidents<'a>(tellings: impl IntoIterator<Item = &'a Telling>) -> Vec<Incident> {
    let mut blocks: BTreeMap<Block, Vec<&Telling>> = BTreeMap::new();
    for telling in tellings {
        blocks.entry(Block::of(telling)).or_default().push(telling);
    }
    let mut out: Vec<Incident> = blocks.into_values().flat_map(|block| Grouping::of(block).incidents()).collect();
    out.sort_by_key(|i| i.id);
    out
}

/// The incident of tellings, each with why it belongs to it; absent where there is none.
pub(crate) fn of_members(members: Members<'_>) -> Option<Incident> {
    let mut members = members.into_iter();
    let mut draft = Draft::new(members.next()?.0);
    for (telling, reasons) in members {
        draft.add(telling, reasons);
    }
    draft.incident()
}

/// Days before its report within which an event with no date is taken to have been.
const RECENT: i32 = 1;
/// Days back to which a number alone can point.
const RECALLED: i32 = 5;
/// Least number by which an event can be known again.
const TELLING_NUMBER: u64 = 5;
/// Weight from which tellings of two reports are one event: a place and a time, or more.
const WEIGHT_ENOUGH: u32 = 4;

/// Tellings put together, each with why it belongs to those before it.
pub(crate) type Members<'a> = Vec<(&'a Telling, Vec<Reason>)>;

/// What decides between incidents: the weight of the reasons, then the later, then the first that was made.
pub(super) type Rank<Made> = (u32, Option<Date>, Made);

#[derive(Default)]
struct Grouping<'a> {
    drafts: Vec<Draft<'a>>,
    /// Drafts by a day on which they may have been.
    by_day: HashMap<Date, Vec<u32>>,
    /// The telling that last looked at each draft.
    seen: Vec<u32>,
}

pub(super) struct Draft<'a> {
    members: Members<'a>,
    family: Family,
    days: Option<Days>,
    pub(super) when: Option<Days>,
    spots: Vec<&'a Spot>,
    accused: BTreeSet<&'a Side>,
    figures: BTreeSet<&'a Figure>,
    /// The days under which it is found, and what it can be found by on them.
    listed: Vec<Date>,
    pub(super) terms: Terms,
}

impl<'a> Grouping<'a> {
    fn of(mut block: Vec<&'a Telling>) -> Self {
        block.sort_by_cached_key(|t| order_of(t));
        block.dedup_by_key(|t| t.id);
        let mut grouping = Self::default();
        for (number, telling) in (1..).zip(block) {
            grouping.add(telling, number);
        }
        grouping
    }

    fn add(&mut self, telling: &'a Telling, number: u32) {
        let when = when(telling);
        let looks = Terms::sought(telling);
        let mut best: Option<(Rank<std::cmp::Reverse<usize>>, Vec<Reason>)> = None;
        for day in days_of(reach(telling, when)) {
            for k in self.by_day.get(&day).into_iter().flatten() {
                let k = *k as usize;
                // Seen on another day already, or nothing in common.
                if std::mem::replace(&mut self.seen[k], number) == number || !self.drafts[k].terms.meet(&looks) {
                    continue;
                }
                let Some((weight, reasons)) = self.drafts[k].holds(telling, when) else { continue };
                let rank = (weight, self.drafts[k].when.map(|w| w.to), std::cmp::Reverse(k));
                if best.as_ref().is_none_or(|(known, _)| *known < rank) {
                    best = Some((rank, reasons));
                }
            }
        }
        let k = match best {
            Some(((.., std::cmp::Reverse(k)), reasons)) => {
                self.drafts[k].add(telling, reasons);
                k
            }
            None => {
                self.drafts.push(Draft::new(telling));
                self.seen.push(number);
                self.drafts.len() - 1
            }
        };
        let draft = &mut self.drafts[k];
        draft.terms.add(&Terms::shown(telling));
        for day in days_of(when) {
            if !draft.listed.contains(&day) {
                draft.listed.push(day);
                self.by_day.entry(day).or_default().push(k as u32);
            }
        }
    }

    fn incidents(self) -> impl Iterator<Item = Incident> {
        self.drafts.into_iter().filter_map(Draft::incident)
    }
}

/// The days on which a telling may have been: as told, else shortly before its report.
pub(super) fn when(telling: &Telling) -> Option<Days> {
    let recent =
        |day: Date| Days { from: day.saturating_sub(RECENT.days()), to: day, precision: DayPrecision::Interval };
    telling.days.or_else(|| telling.published.map(recent))
}

/// The days about which to look for the event of a telling.
pub(super) fn reach(telling: &Telling, when: Option<Days>) -> Option<Days> {
    let back = if recalls(telling) { RECALLED } else { 1 };
    when.map(|w| Days { from: w.from.saturating_sub(back.days()), to: w.to.saturating_add(1.day()), ..w })
}

/// Whether a telling with no day has a number by which an event of the days before can be known.
fn recalls(telling: &Telling) -> bool {
    telling.days.is_none() && telling.figures.iter().any(|f| f.n >= TELLING_NUMBER)
}

/// Every day of a short interval; of a longer one the first, for it names a month or a year of its own.
pub(super) fn days_of(days: Option<Days>) -> Vec<Date> {
    // What has no day at all can be known again by nothing.
    let Some(days) = days else { return Vec::new() };
    if is_long(days) { vec![days.from] } else { days.from.series(1.day()).take_while(|d| *d <= days.to).collect() }
}

/// Days of the shortest interval that names a month, a year or years.
const LONG: i32 = 12;

fn is_long(days: Days) -> bool {
    (days.to - days.from).get_days() + 1 >= LONG
}

impl<'a> Draft<'a> {
    pub(super) fn new(telling: &'a Telling) -> Self {
        let mut draft = Self {
            members: Vec::new(),
            family: telling.family,
            days: None,
            when: None,
            spots: Vec::new(),
            accused: BTreeSet::new(),
            figures: BTreeSet::new(),
            listed: Vec::new(),
            terms: Terms::default(),
        };
        draft.add(telling, Vec::new());
        draft
    }

    pub(super) fn add(&mut self, telling: &'a Telling, reasons: Vec<Reason>) {
        self.family = self.family.merged(telling.family);
        self.days = narrower(self.days, telling.days);
        self.when = narrower(self.when, when(telling));
        for spot in telling.spots.iter().filter(|s| s.is_known()) {
            if !self.spots.iter().any(|s| s.key == spot.key) {
                self.spots.push(spot);
            }
        }
        self.accused.extend(&telling.accused);
        self.figures.extend(&telling.figures);
        self.members.push((telling, reasons));
    }

    /// How strongly, and why, a telling is of this event; absent where it is not.
    pub(super) fn holds(&self, telling: &Telling, when: Option<Days>) -> Option<(u32, Vec<Reason>)> {
        let first = self.members.first()?.0;
        if first.actual != telling.actual || !self.family.can_be(telling.family) {
            return None;
        }
        let time = self.time(telling, when)?;
        if self.members.iter().any(|(t, _)| t.id.doc == telling.id.doc) {
            return None;
        }
        let mut reasons = Vec::new();
        reasons.extend(self.place(telling)?);
        reasons.extend(time);
        if !self.accused.is_empty() && !telling.accused.is_empty() {
            if !telling.accused.iter().any(|s| self.accused.contains(s)) {
                return None;
            }
            reasons.push(Reason::SameAccused);
        }
        if telling.figures.iter().any(|f| f.n > 1 && self.figures.contains(f)) {
            reasons.push(Reason::SameNumber);
        }
        let copy = self.members.iter().any(|(t, _)| t.origin == telling.origin);
        // A day that two reports name is much where neither names a place.
        let named_day = reasons[..] == [Reason::SameDay, Reason::SameAccused] && self.days == telling.days;
        let weight = reasons.iter().map(|r| r.weight()).sum::<u32>() + u32::from(copy) + u32::from(named_day);
        (weight >= WEIGHT_ENOUGH).then_some((weight, reasons))
    }

    fn place(&self, telling: &Telling) -> Option<Option<Reason>> {
        let theirs = || telling.spots.iter().filter(|s| s.is_known());
        if self.spots.is_empty() || theirs().next().is_none() {
            return Some(None);
        }
        let reach = self.spots.iter().flat_map(|m| theirs().filter_map(move |t| meet(m, t))).max()?;
        Some(Some(if reach == Reach::Same { Reason::SamePlace } else { Reason::NearPlace }))
    }

    fn time(&self, telling: &Telling, when: Option<Days>) -> Option<Option<Reason>> {
        let (Some(mine), Some(theirs)) = (self.when, when) else { return Some(None) };
        let exact = self.days.is_some() && telling.days.is_some();
        if exact && mine.overlaps(&theirs) {
            return Some(Some(Reason::SameDay));
        }
        // Across a night, or between a day and a report that tells none.
        let night = exact && self.figures.intersection(&telling.figures.iter().collect()).next().is_some();
        let neither = self.days.is_none() && telling.days.is_none();
        let may = match (exact, neither) {
            (true, _) => night && mine.is_within(1, &theirs),
            (_, true) => mine.to.saturating_add(1.day()) >= theirs.to && theirs.to.saturating_add(1.day()) >= mine.to,
            _ => {
                // Within years everything lies: report after report would join, day by day.
                !is_long(mine) && !is_long(theirs) && mine.overlaps(&theirs)
                    || recalls(telling) && self.has_number_of(telling) && mine.is_within(RECALLED, &theirs)
            }
        };
        may.then_some(Some(Reason::NearDay))
    }

    fn has_number_of(&self, telling: &Telling) -> bool {
        telling.figures.iter().any(|f| f.n >= TELLING_NUMBER && self.figures.contains(f))
    }

    fn incident(self) -> Option<Incident> {
        let mut claims: Vec<_> = self.members.iter().flat_map(|(t, _)| t.claims.iter().cloned()).collect();
        claims.sort();
        let mut spots: Vec<Spot> = self.members.iter().flat_map(|(t, _)| t.spots.iter().cloned()).collect();
        spots.sort_by(|a, b| a.key.cmp(&b.key));
        spots.dedup_by(|a, b| a.key == b.key);
        Some(Incident {
            id: IncidentId(claims.first()?.0),
            family: self.family,
            actual: self.members.first()?.0.actual,
            days: self.days,
            first_published: self.members.iter().filter_map(|(t, _)| t.published).min(),
            spots,
            accused: self.accused.into_iter().cloned().collect(),
            victims: self.members.iter().flat_map(|(t, _)| t.victims.iter().cloned()).collect(),
            origins: self.members.iter().map(|(t, _)| t.origin).collect(),
            tellings: self.members.iter().map(|(t, r)| (t.id, r.clone())).collect(),
            claims,
        })
    }
}
