//! Truces across reports: one truce under all its names, where each party stands on it, and who is said to have
//! broken it.
//!
//! Claims of truces are few, and a truce is spoken of for months: [`truces`] takes all of them together.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::{Event, Stance};
use riwaya_text::fold_key;

use super::incident::{Incident, IncidentId};
use super::side::Side;
use super::spot::Spot;
use super::telling::{Family, Told, gap};
use super::truce_telling::{TruceTelling, truce_tellings};
use super::voice::{Claims, Voice, Word};
use crate::model::{ClaimId, Days, DocId};

/// What stands for a truce: the least of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TruceId(pub ClaimId);

/// What a truce is called by those who tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TruceKind {
    /// For humanitarian ends.
    Humanitarian,
    /// For a time.
    Temporary,
    /// By one side alone.
    Unilateral,
    /// Lasting, whole.
    Full,
}

impl TruceKind {
    const STEMS: [(Self, &'static [&'static str]); 4] = [
        (Self::Humanitarian, &["انساني"]),
        (Self::Temporary, &["موقت"]),
        (Self::Unilateral, &["جانب واحد", "طرف واحد", "احادي"]),
        (Self::Full, &["شامل", "كامل", "دايم"]),
    ];

    /// The name used in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Humanitarian => "humanitarian",
            Self::Temporary => "temporary",
            Self::Unilateral => "unilateral",
            Self::Full => "full",
        }
    }
}

/// Where a party stands on a truce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Position {
    /// Asks for it.
    Proposed,
    /// Says that it will be.
    Announced,
    /// Says that it is, or is told to have agreed.
    Accepted,
    /// Says that there is none.
    Denied,
    /// Refuses it.
    Rejected,
    /// Takes it only on terms.
    Conditional,
    /// Says that it is suspended.
    Suspended,
    /// Says that it is over.
    Ended,
}

impl Position {
    /// Every value.
    pub const ALL: [Self; 8] = [
        Self::Proposed,
        Self::Announced,
        Self::Accepted,
        Self::Denied,
        Self::Rejected,
        Self::Conditional,
        Self::Suspended,
        Self::Ended,
    ];

    /// The name used in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Announced => "announced",
            Self::Accepted => "accepted",
            Self::Denied => "denied",
            Self::Rejected => "rejected",
            Self::Conditional => "conditional",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    fn of(told: &Told<'_>) -> Self {
        let words = fold_key(&told.claim.text.words);
        let says = |stems: &[&str]| stems.iter().any(|s| words.contains(s));
        match told.claim.stance {
            Stance::Denies => Self::Denied,
            Stance::Rejects => Self::Rejected,
            Stance::Demands => Self::Proposed,
            Stance::Threatens => Self::Ended,
            Stance::Asserts if says(&["انهيار", "انهار", "انتهت", "انتهي", "انتهاء", "انهاء"]) => {
                Self::Ended
            }
            Stance::Asserts if says(&["تعليق", "علقت", "علق "]) => Self::Suspended,
            Stance::Plans => Self::Announced,
            Stance::Asserts => Self::Accepted,
        }
    }
}

/// A party's position, in the words of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionTold {
    /// Whose position.
    pub party: Side,
    /// The position.
    pub position: Position,
    /// From which day: of what is told, at the latest of the report; absent where no report has a day.
    #[serde(with = "crate::model::named::option")]
    pub day: Option<Date>,
    /// Whether the party itself is the source; otherwise others tell it of the party.
    pub own: bool,
    /// Whose words.
    pub word: Word,
    /// Further claims that make the position, as a demand beside a refusal makes a condition.
    pub with: Vec<ClaimId>,
}

/// A violation alleged, or denied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Who is said to have broken the truce; empty where nobody is named.
    pub accused: BTreeSet<Side>,
    /// Who says so, or denies it.
    pub word: Word,
    /// When, as told.
    pub days: Option<Days>,
    /// Places, by their keys.
    pub places: Vec<Box<str>>,
    /// Incidents told in the same breath.
    pub incidents: BTreeSet<IncidentId>,
}

/// One truce, as all reports tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truce {
    /// What stands for it.
    pub id: TruceId,
    /// The day it was agreed, as told.
    #[serde(with = "crate::model::named::option")]
    pub agreed: Option<Date>,
    /// The day from which it holds, as told.
    #[serde(with = "crate::model::named::option")]
    pub start: Option<Date>,
    /// What it is called.
    pub kinds: BTreeSet<TruceKind>,
    /// Between whom.
    pub parties: BTreeSet<Side>,
    /// Who brought it about.
    pub brokers: BTreeSet<Side>,
    /// Where it was agreed, or where it is to hold.
    pub spots: Vec<Spot>,
    /// Each party's positions, in order of time.
    pub positions: Vec<PositionTold>,
    /// Words of others than the parties, in order of time.
    pub others: Vec<Word>,
    /// Violations alleged and denied, in order of time.
    pub violations: Vec<Violation>,
    /// What it is to bring, as told in the same breath: exchanges, aid, talks, withdrawals.
    pub terms: Vec<ClaimId>,
    /// Every claim that speaks of it.
    pub claims: Vec<ClaimId>,
}

/// A truce on one day, as each party has it.
#[derive(Clone, Debug, PartialEq)]
pub struct StateOn<'t> {
    /// The last position of each party told by that day, and the claims behind it.
    pub positions: BTreeMap<&'t Side, &'t PositionTold>,
    /// Parties of whom no position is told by that day.
    pub silent: BTreeSet<&'t Side>,
    /// Violations told by that day.
    pub violations: Vec<&'t Violation>,
    /// Whether the day told for its start, or else for its agreement, has come; absent where none is told.
    pub begun: Option<bool>,
}

impl Truce {
    /// The first day that is told of it.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.agreed.into_iter().chain(self.start).min()
    }

    /// Its state on a day, as each party has it. What has no day is left out.
    #[must_use]
    pub fn on(&self, day: Date) -> StateOn<'_> {
        let told = |d: Option<Date>| d.is_some_and(|d| d <= day);
        let mut positions = BTreeMap::new();
        for p in self.positions.iter().filter(|p| told(p.day)) {
            positions.insert(&p.party, p);
        }
        StateOn {
            silent: self.parties.iter().filter(|s| !positions.contains_key(s)).collect(),
            violations: self.violations.iter().filter(|v| told(v.days.map(|d| d.from).or(v.word.published))).collect(),
            begun: self.start.or(self.agreed).map(|d| d <= day),
            positions,
        }
    }
}

/// Every truce, in the order of ids. `incidents` are those that violations may point to.
#[must_use]
pub fn truces(incidents: &[Incident], claims: &Claims<'_>) -> Vec<Truce> {
    let mut reports: BTreeMap<DocId, Vec<Told<'_>>> = BTreeMap::new();
    for told in claims.sorted() {
        reports.entry(told.claim.doc()).or_default().push(told);
    }
    reports.retain(|_, r| r.iter().any(|t| matches!(t.claim.event, Event::Truce | Event::Violation)));
    let tellings = reports.values().flat_map(|r| truce_tellings(r, claims)).collect();
    let groups = grouped(tellings);
    let mut truces: Vec<Truce> = groups.iter().filter_map(|g| truce(g, claims, &reports)).collect();
    let around: Vec<BTreeSet<&Side>> = groups.iter().map(|g| g.iter().flat_map(|t| &t.around).collect()).collect();
    let of: BTreeMap<ClaimId, &Incident> =
        incidents.iter().flat_map(|i| i.claims.iter().map(move |(c, _)| (*c, i))).collect();
    let known = Known::new(&truces, around);
    let mut alleged = Vec::new();
    for report in reports.values() {
        for told in report.iter().filter(|t| t.claim.event == Event::Violation) {
            let violation = violation(told, report, claims, &of);
            alleged.extend(known.broken(told, &violation).map(|k| (k, violation)));
        }
    }
    for (k, violation) in alleged {
        truces[k].violations.push(violation);
    }
    for truce in &mut truces {
        truce.violations.sort_by_key(|v| (v.days.map(|d| d.from).or(v.word.published), v.word.claim));
    }
    truces.sort_by_key(|t| t.id);
    truces
}

/// Code points between an alleged violation and the acts it is said to have been: a space and a joining letter.
const SAME_BREATH: u32 = 2;
/// Days after the last word on a truce within which a report that dates none still speaks of it.
const REMEMBERED: i32 = 45;

/// Tellings of one truce together: on one day or the next, of parties that share a side; those with no day to the
/// last truce before them of the same war.
fn grouped(mut tellings: Vec<TruceTelling<'_>>) -> Vec<Vec<TruceTelling<'_>>> {
    tellings.sort_by_key(|t| (t.day().is_none(), t.day(), t.published, t.claims.iter().map(|c| c.claim.id).min()));
    // Groups that have a day come first, in the order of their days; `undated` are the others, by their report's day.
    let mut groups: Vec<Vec<TruceTelling<'_>>> = Vec::new();
    let mut days: Vec<Date> = Vec::new();
    let mut undated: BTreeMap<Option<Date>, Vec<usize>> = BTreeMap::new();
    for telling in tellings {
        let from = |back: i32, day: Date| days.partition_point(|d| *d < day.saturating_sub(back.days()));
        let mut near: Vec<usize> = match (telling.day(), telling.published) {
            (Some(day), _) => (from(1, day)..days.len()).collect(),
            (None, Some(published)) => (from(REMEMBERED, published)..from(-1, published)).collect(),
            (None, None) => Vec::new(),
        };
        if telling.day().is_none() {
            near.splice(0..0, undated.get(&telling.published).into_iter().flatten().copied());
        }
        let fits = |group: &[TruceTelling<'_>]| {
            let apart = group.iter().any(|t| t.doc == telling.doc);
            !apart && group.iter().any(|t| same_war(t, &telling)) && near_in_time(group, &telling)
        };
        // The last is the nearest in time.
        match near.into_iter().rev().find(|k| fits(&groups[*k])) {
            Some(k) => groups[k].push(telling),
            None => {
                match telling.day() {
                    Some(day) => days.push(day),
                    None => undated.entry(telling.published).or_default().push(groups.len()),
                }
                groups.push(vec![telling]);
            }
        }
    }
    groups
}

/// Whether two tellings are of one war: parties in common, or most of the sides that the reports name.
fn same_war(a: &TruceTelling<'_>, b: &TruceTelling<'_>) -> bool {
    let shared = a.around.intersection(&b.around).count();
    !a.parties.is_disjoint(&b.parties) || shared >= 2 || shared > 0 && shared >= a.around.len().min(b.around.len())
}

fn near_in_time(group: &[TruceTelling<'_>], telling: &TruceTelling<'_>) -> bool {
    let Some(first) = group.iter().filter_map(TruceTelling::day).min() else {
        // Neither has a day: one truce where the reports are of one day.
        return telling.day().is_none()
            && group.iter().any(|t| t.published.is_some() && t.published == telling.published);
    };
    match (telling.day(), telling.published) {
        (Some(day), _) => day <= first.saturating_add(1.day()),
        (None, Some(published)) => first <= published && published <= first.saturating_add(REMEMBERED.days()),
        (None, None) => false,
    }
}

fn truce(group: &[TruceTelling<'_>], claims: &Claims<'_>, reports: &BTreeMap<DocId, Vec<Told<'_>>>) -> Option<Truce> {
    let mut told: Vec<Told<'_>> = group.iter().flat_map(|t| t.claims.iter().copied()).collect();
    told.sort_by_key(|t| t.claim.id);
    let brokers: BTreeSet<Side> = group.iter().flat_map(|t| t.brokers.iter().cloned()).collect();
    let parties: BTreeSet<Side> =
        group.iter().flat_map(|t| t.parties.iter().cloned()).filter(|s| !brokers.contains(s)).collect();
    let mut spots: Vec<Spot> = group.iter().flat_map(|t| t.spots.iter().cloned()).collect();
    spots.sort_by(|a, b| a.key.cmp(&b.key));
    spots.dedup_by(|a, b| a.key == b.key);
    let (positions, others) = positions(&told, &parties, claims);
    let names_it = |t: &&Told<'_>| !matches!(t.claim.stance, Stance::Rejects | Stance::Demands);
    let words: Vec<String> = told.iter().filter(names_it).map(|t| fold_key(&t.claim.text.words)).collect();
    let called = |stems: &[&str]| words.iter().any(|w| stems.iter().any(|s| w.contains(s)));
    Some(Truce {
        id: TruceId(told.first()?.claim.id),
        agreed: group.iter().filter_map(|t| t.agreed).min(),
        start: group.iter().filter_map(|t| t.start).min(),
        kinds: TruceKind::STEMS.iter().filter(|(_, stems)| called(stems)).map(|(kind, _)| *kind).collect(),
        parties,
        brokers,
        spots,
        positions,
        others,
        violations: Vec::new(),
        terms: terms(group, reports),
        claims: told.iter().map(|t| t.claim.id).collect(),
    })
}

/// What the truce is to bring, in the clause of one of its claims.
fn terms(group: &[TruceTelling<'_>], reports: &BTreeMap<DocId, Vec<Told<'_>>>) -> Vec<ClaimId> {
    const TERMS: [Event; 4] = [Event::Agreement, Event::Aid, Event::Withdrawal, Event::Talks];
    let mut out = BTreeSet::new();
    for telling in group {
        let report = reports.get(&telling.doc).map(Vec::as_slice).unwrap_or_default();
        let brought = |t: &&Told<'_>| {
            let to_be = matches!(t.claim.stance, Stance::Plans | Stance::Demands) && TERMS.contains(&t.claim.event);
            to_be && telling.claims.iter().any(|c| gap(c.claim, t.claim) == 0)
        };
        out.extend(report.iter().filter(brought).map(|t| t.claim.id));
    }
    out.into_iter().collect()
}

fn positions(told: &[Told<'_>], parties: &BTreeSet<Side>, claims: &Claims<'_>) -> (Vec<PositionTold>, Vec<Word>) {
    let (mut positions, mut others) = (Vec::new(), Vec::new());
    for t in told {
        let word = claims.word(*t);
        let position = Position::of(t);
        let own: BTreeSet<Side> = speakers(t, claims).into_iter().filter(|s| parties.contains(s)).collect();
        let sides = claims.sides(t.claim);
        let spoken_of: BTreeSet<Side> = match (&word.voice, position) {
            // What a report itself tells of the parties; a demand that they keep it is not their position.
            (Voice::Report(_), p) if p != Position::Proposed => {
                t.claim.actor.iter().filter_map(|p| sides.side(&p.name)).filter(|s| parties.contains(s)).collect()
            }
            _ => BTreeSet::new(),
        };
        if own.is_empty() && spoken_of.is_empty() {
            others.push(word);
            continue;
        }
        let day = t.claim.days().map(|d| d.from).into_iter().chain(word.published).min();
        for party in own.iter().chain(&spoken_of) {
            let (party, own, word) = (party.clone(), own.contains(party), word.clone());
            positions.push(PositionTold { party, position, day, own, word, with: Vec::new() });
        }
    }
    let mut positions = conditions(positions);
    positions.sort_by_key(|p| (p.day.is_none(), p.day, p.word.claim));
    others.sort_by_key(super::contest::in_time);
    (positions, others)
}

/// The sides whose word a claim is: the last link's, and those of links that join it directly (`باكو ويريفان`).
fn speakers(told: &Told<'_>, claims: &Claims<'_>) -> BTreeSet<Side> {
    let sides = claims.sides(told.claim);
    let chain = &told.claim.chain;
    let Some(last) = chain.last() else { return BTreeSet::new() };
    let from = last.party.span.start();
    let joined = |end: u32| end <= from && from - end <= 2;
    let links = chain.iter().filter(|l| l.party.span == last.party.span || joined(l.party.span.end()));
    links.filter_map(|l| sides.side(&l.party.name)).collect()
}

/// A side that in one report refuses a truce or offers one, and also demands, takes it on terms.
fn conditions(positions: Vec<PositionTold>) -> Vec<PositionTold> {
    let demands: BTreeMap<(DocId, Side), Vec<ClaimId>> = positions
        .iter()
        .filter(|p| p.position == Position::Proposed)
        .fold(BTreeMap::new(), |mut all: BTreeMap<_, Vec<_>>, p| {
            all.entry((p.word.claim.doc, p.party.clone())).or_default().push(p.word.claim);
            all
        });
    let mut met = BTreeSet::new();
    let mut out: Vec<PositionTold> = positions
        .into_iter()
        .map(|mut p| {
            let key = (p.word.claim.doc, p.party.clone());
            let takes = matches!(p.position, Position::Rejected | Position::Announced);
            if let Some(demanded) = demands.get(&key).filter(|_| takes) {
                p.position = Position::Conditional;
                p.with.clone_from(demanded);
                met.insert(key);
            }
            p
        })
        .collect();
    out.retain(|p| p.position != Position::Proposed || !met.contains(&(p.word.claim.doc, p.party.clone())));
    out
}

fn violation(
    told: &Told<'_>,
    report: &[Told<'_>],
    claims: &Claims<'_>,
    of: &BTreeMap<ClaimId, &Incident>,
) -> Violation {
    let claim = told.claim;
    let accused: BTreeSet<Side> = claim.actor.iter().filter_map(|p| claims.sides(claim).side(&p.name)).collect();
    let near = report.iter().filter(|t| gap(t.claim, claim) <= SAME_BREATH).filter_map(|t| of.get(&t.claim.id));
    let act = |i: &&&Incident| i.family.domain() == Family::Strike && i.actual && !i.accused.is_disjoint(&accused);
    Violation {
        word: claims.word(*told),
        days: claim.days(),
        places: claim.place.iter().map(|p| Spot::of(&p.name).key).collect(),
        incidents: near.filter(act).map(|i| i.id).collect(),
        accused,
    }
}

/// Truces by what a violation knows of them.
struct Known<'t> {
    truces: &'t [Truce],
    around: Vec<BTreeSet<&'t Side>>,
    /// In the order of days.
    by_day: Vec<(Date, TruceId, usize)>,
    by_doc: BTreeMap<DocId, Vec<usize>>,
}

impl<'t> Known<'t> {
    fn new(truces: &'t [Truce], around: Vec<BTreeSet<&'t Side>>) -> Self {
        let mut by_doc: BTreeMap<DocId, Vec<usize>> = BTreeMap::new();
        for (k, claim) in truces.iter().enumerate().flat_map(|(k, t)| t.claims.iter().map(move |c| (k, c))) {
            let there = by_doc.entry(claim.doc).or_default();
            if there.last() != Some(&k) {
                there.push(k);
            }
        }
        let mut by_day: Vec<_> = truces.iter().enumerate().filter_map(|(k, t)| Some((t.day()?, t.id, k))).collect();
        by_day.sort_unstable();
        Self { truces, around, by_day, by_doc }
    }

    /// The truce that is said to be broken: the last that had begun, first of those its own report speaks of, then of
    /// those between the parties.
    fn broken(&self, told: &Told<'_>, violation: &Violation) -> Option<usize> {
        let own = self.by_doc.get(&told.claim.doc()).map(Vec::as_slice).unwrap_or_default();
        let undated =
            || own.iter().copied().filter(|k| self.truces[*k].day().is_none()).max_by_key(|k| self.truces[*k].id);
        let Some(when) = violation.days.map(|d| d.to).or(told.published) else { return undated() };
        let first = when.saturating_sub(REMEMBERED.days());
        let begun = |day: Date| first <= day && day <= when;
        let of_report = own.iter().copied().filter(|k| self.truces[*k].day().is_some_and(begun));
        let last = of_report.max_by_key(|k| (self.truces[*k].day(), self.truces[*k].id));
        let from = self.by_day.partition_point(|(day, ..)| *day < first);
        let to = self.by_day.partition_point(|(day, ..)| *day <= when);
        let before = self.by_day[from..to].iter().rev();
        last.or_else(|| before.map(|(.., k)| *k).find(|k| self.concerns(*k, violation))).or_else(undated)
    }

    fn concerns(&self, k: usize, violation: &Violation) -> bool {
        let truce = &self.truces[k];
        let among =
            |side: &Side| truce.parties.contains(side) || truce.parties.is_empty() && self.around[k].contains(side);
        violation.accused.iter().chain(&violation.word.side).any(among)
    }
}
