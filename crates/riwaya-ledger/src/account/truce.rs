//! Truces across reports: one truce under all its names, where each party stands on it, and who is said to have
//! broken it.
//!
//! Claims of truces are few, and a truce is spoken of for months: [`truces`] takes all of them together.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::Stance;

use super::incident::{Incident, IncidentId};
use super::side::Side;
use super::spot::Spot;
use super::telling::Family;
use super::truce_telling::{Alleged, TruceClaim, TruceTelling};
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

    /// What folded words call a truce.
    pub(super) fn called(words: &str) -> BTreeSet<Self> {
        let is_called = |stems: &[&str]| stems.iter().any(|s| words.contains(s));
        Self::STEMS.iter().filter(|(_, stems)| is_called(stems)).map(|(kind, _)| *kind).collect()
    }

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

    /// The position of whoever holds folded words in some way.
    pub(super) fn of(stance: Stance, words: &str) -> Self {
        let says = |stems: &[&str]| stems.iter().any(|s| words.contains(s));
        match stance {
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
    #[serde(with = "crate::model::numbered::option")]
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
    #[serde(with = "crate::model::numbered::option")]
    pub agreed: Option<Date>,
    /// The day from which it holds, as told.
    #[serde(with = "crate::model::numbered::option")]
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
    /// Whether the day told for its start, or else for its agreement, has come; absent where none is told, and where it is
    /// only wished for.
    pub begun: Option<bool>,
}

impl Truce {
    /// The first day that is told of it.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.agreed.into_iter().chain(self.start).min()
    }

    /// Whether it is only wished for: every position told of a party asks for it, sets terms or refuses; where none is told
    /// of any, nobody else says that it is or will be. No day told of it is one on which it was agreed or began.
    #[must_use]
    pub fn is_wished(&self) -> bool {
        use Position::{Conditional, Denied, Proposed, Rejected};
        let wishes = |p: &PositionTold| matches!(p.position, Proposed | Conditional | Denied | Rejected);
        let tells = |w: &Word| matches!(w.stance, Stance::Asserts | Stance::Plans);
        let is_told = !self.positions.is_empty() || !self.others.is_empty();
        is_told && self.positions.iter().all(wishes) && !(self.positions.is_empty() && self.others.iter().any(tells))
    }

    /// Its state on a day, as each party has it: the last that is told, of one day rather a party's own word. What has no
    /// day is left out.
    #[must_use]
    pub fn on(&self, day: Date) -> StateOn<'_> {
        let told = |d: Option<Date>| d.is_some_and(|d| d <= day);
        let mut positions: BTreeMap<&Side, &PositionTold> = BTreeMap::new();
        for p in self.positions.iter().filter(|p| told(p.day)) {
            let known = positions.entry(&p.party).or_insert(p);
            if (known.day, known.own) <= (p.day, p.own) {
                *known = p;
            }
        }
        StateOn {
            silent: self.parties.iter().filter(|s| !positions.contains_key(s)).collect(),
            violations: self.violations.iter().filter(|v| told(v.days.map(|d| d.from).or(v.word.published))).collect(),
            begun: self.start.or(self.agreed).filter(|_| !self.is_wished()).map(|d| d <= day),
            positions,
        }
    }
}

/// Every truce, in the order of ids. `incidents` are those that violations may point to.
#[must_use]
pub fn truces(incidents: &[Incident], claims: &Claims) -> Vec<Truce> {
    let of: BTreeMap<ClaimId, &Incident> =
        incidents.iter().flat_map(|i| i.claims.iter().map(move |(c, _)| (*c, i))).collect();
    let drafts = truce_drafts(claims);
    drafts.into_iter().map(|d| d.truce(|claim| of.get(&claim).copied().cloned())).collect()
}

/// A truce whose violations do not yet point to incidents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct TruceDraft {
    truce: Truce,
    /// The claims told in the same breath as each violation.
    near: Vec<Vec<ClaimId>>,
}

impl TruceDraft {
    /// The truce as it stands without incidents.
    pub(crate) const fn bare(&self) -> &Truce {
        &self.truce
    }

    /// The truce; `of` gives the incident that a claim tells of.
    pub(crate) fn truce(self, mut of: impl FnMut(ClaimId) -> Option<Incident>) -> Truce {
        let Self { mut truce, near } = self;
        for (violation, near) in truce.violations.iter_mut().zip(near) {
            let is_act = |i: &Incident| {
                i.family.domain() == Family::Strike && i.actual && !i.accused.is_disjoint(&violation.accused)
            };
            violation.incidents = near.into_iter().filter_map(&mut of).filter(is_act).map(|i| i.id).collect();
        }
        truce
    }
}

/// Every truce that the reports tell of, in the order of ids.
pub(crate) fn truce_drafts(claims: &Claims) -> Vec<TruceDraft> {
    let groups = grouped(claims);
    let mut truces: Vec<Truce> = groups.iter().filter_map(|g| truce(&g.members, claims)).collect();
    let around: Vec<BTreeSet<&Side>> =
        groups.iter().map(|g| g.members.iter().flat_map(|t| &t.telling.around).collect()).collect();
    let known = Known::new(&truces, around);
    let mut alleged: Vec<Vec<(Violation, Vec<ClaimId>)>> = vec![Vec::new(); truces.len()];
    for (doc, report) in claims.truces() {
        for told in &report.violations {
            let Some(violation) = violation(doc, told, claims) else { continue };
            if let Some(k) = known.broken(&violation) {
                let near = told.near.iter().map(|key| ClaimId { doc, key: *key }).collect();
                alleged[k].push((violation, near));
            }
        }
    }
    let mut out: Vec<TruceDraft> = Vec::new();
    for (mut truce, mut alleged) in truces.drain(..).zip(alleged) {
        alleged.sort_by_key(|(v, _)| (v.days.map(|d| d.from).or(v.word.published), v.word.claim));
        let (violations, near) = alleged.into_iter().unzip();
        truce.violations = violations;
        out.push(TruceDraft { truce, near });
    }
    out.sort_by_key(|t| t.truce.id);
    out
}

/// Days after the last word on a truce within which a report that dates none still speaks of it.
const REMEMBERED: i32 = 45;

/// A truce as one report tells it, with what is known of the report.
#[derive(Clone, Copy)]
struct Member<'a> {
    doc: DocId,
    published: Option<Date>,
    telling: &'a TruceTelling,
}

impl Member<'_> {
    fn claims(&self) -> impl Iterator<Item = (ClaimId, &TruceClaim)> {
        self.telling.claims.iter().map(|c| (ClaimId { doc: self.doc, key: c.claim }, c))
    }
}

/// Tellings of one truce, with what is asked of all of them.
struct Group<'a> {
    members: Vec<Member<'a>>,
    docs: BTreeSet<DocId>,
    parties: BTreeSet<&'a Side>,
    around: BTreeSet<&'a BTreeSet<Side>>,
    first: Option<Date>,
}

impl<'a> Group<'a> {
    fn of(member: Member<'a>) -> Self {
        let mut group = Self {
            members: Vec::new(),
            docs: BTreeSet::new(),
            parties: BTreeSet::new(),
            around: BTreeSet::new(),
            first: None,
        };
        group.add(member);
        group
    }

    fn add(&mut self, member: Member<'a>) {
        self.docs.insert(member.doc);
        self.parties.extend(&member.telling.parties);
        self.around.insert(&member.telling.around);
        self.first = self.first.into_iter().chain(member.telling.day()).min();
        self.members.push(member);
    }

    fn fits(&self, member: &Member<'_>) -> bool {
        !self.docs.contains(&member.doc) && self.is_near_in_time(member) && self.is_of_one_war(member.telling)
    }

    /// Whether a telling is of the war of one of these: parties in common, or most of the sides that the reports name.
    fn is_of_one_war(&self, telling: &TruceTelling) -> bool {
        let shares = |around: &&BTreeSet<Side>| {
            let shared = around.intersection(&telling.around).count();
            shared >= 2 || shared > 0 && shared >= around.len().min(telling.around.len())
        };
        telling.parties.iter().any(|p| self.parties.contains(p)) || self.around.iter().any(shares)
    }

    fn is_near_in_time(&self, member: &Member<'_>) -> bool {
        let Some(first) = self.first else {
            // Neither has a day: one truce where the reports are of one day.
            return member.telling.day().is_none()
                && member.published.is_some()
                && self.members.iter().any(|t| t.published == member.published);
        };
        match (member.telling.day(), member.published) {
            (Some(day), _) => day <= first.saturating_add(1.day()),
            (None, Some(published)) => first <= published && published <= first.saturating_add(REMEMBERED.days()),
            (None, None) => false,
        }
    }
}

/// Tellings of one truce together: on one day or the next, of parties that share a side; those with no day to the
/// last truce before them of the same war.
fn grouped(claims: &Claims) -> Vec<Group<'_>> {
    let member = |doc: DocId, telling| Member { doc, published: claims.published(doc), telling };
    let mut tellings: Vec<Member<'_>> =
        claims.truces().flat_map(|(doc, r)| r.tellings.iter().map(move |t| member(doc, t))).collect();
    tellings.sort_by_key(|t| {
        let day = t.telling.day();
        (day.is_none(), day, t.published, t.claims().map(|(id, _)| id).min())
    });
    // Groups that have a day come first, in the order of their days; `undated` are the others, by their report's day.
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut days: Vec<Date> = Vec::new();
    let mut undated: BTreeMap<Option<Date>, Vec<usize>> = BTreeMap::new();
    for member in tellings {
        let from = |back: i32, day: Date| days.partition_point(|d| *d < day.saturating_sub(back.days()));
        let near = match (member.telling.day(), member.published) {
            (Some(day), _) => from(1, day)..days.len(),
            (None, Some(published)) => from(REMEMBERED, published)..from(-1, published),
            (None, None) => 0..0,
        };
        let of_day = undated.get(&member.published).filter(|_| member.telling.day().is_none());
        // The last is the nearest in time.
        let nearest = near.rev().chain(of_day.into_iter().flatten().rev().copied());
        let found = nearest.into_iter().find(|k| groups[*k].fits(&member));
        match found {
            Some(k) => groups[k].add(member),
            None => {
                match member.telling.day() {
                    Some(day) => days.push(day),
                    None => undated.entry(member.published).or_default().push(groups.len()),
                }
                groups.push(Group::of(member));
            }
        }
    }
    groups
}

fn truce(group: &[Member<'_>], claims: &Claims) -> Option<Truce> {
    let mut told: Vec<(ClaimId, &TruceClaim)> = group.iter().flat_map(Member::claims).collect();
    told.sort_by_key(|(id, _)| *id);
    let brokers: BTreeSet<Side> = group.iter().flat_map(|t| t.telling.brokers.iter().cloned()).collect();
    let parties: BTreeSet<Side> =
        group.iter().flat_map(|t| t.telling.parties.iter().cloned()).filter(|s| !brokers.contains(s)).collect();
    let mut spots: Vec<Spot> = group.iter().flat_map(|t| t.telling.spots.iter().map(|s| s.0.clone())).collect();
    spots.sort_by(|a, b| a.key.cmp(&b.key));
    spots.dedup_by(|a, b| a.key == b.key);
    let (positions, others) = positions(&told, &parties, claims);
    let terms: BTreeSet<ClaimId> =
        group.iter().flat_map(|t| t.telling.terms.iter().map(|key| ClaimId { doc: t.doc, key: *key })).collect();
    Some(Truce {
        id: TruceId(told.first()?.0),
        agreed: group.iter().filter_map(|t| t.telling.agreed).min(),
        start: group.iter().filter_map(|t| t.telling.start).min(),
        kinds: told.iter().flat_map(|(_, c)| c.kinds.iter().copied()).collect(),
        parties,
        brokers,
        spots,
        positions,
        others,
        violations: Vec::new(),
        terms: terms.into_iter().collect(),
        claims: told.iter().map(|(id, _)| *id).collect(),
    })
}

fn positions(
    told: &[(ClaimId, &TruceClaim)],
    parties: &BTreeSet<Side>,
    claims: &Claims,
) -> (Vec<PositionTold>, Vec<Word>) {
    let (mut positions, mut others) = (Vec::new(), Vec::new());
    for (id, claim) in told {
        let Some(word) = claims.word(*id) else { continue };
        let own: BTreeSet<&Side> = claim.speakers.intersection(parties).collect();
        let spoken_of: BTreeSet<&Side> = match (&word.voice, claim.position) {
            // What a report itself tells of the parties; a demand that they keep it is not their position.
            (Voice::Report(_), p) if p != Position::Proposed => claim.actors.intersection(parties).collect(),
            _ => BTreeSet::new(),
        };
        if own.is_empty() && spoken_of.is_empty() {
            others.push(word);
            continue;
        }
        let day = claim.day.into_iter().chain(word.published).min();
        for party in own.iter().chain(&spoken_of) {
            let (party, own, word) = ((*party).clone(), own.contains(party), word.clone());
            positions.push(PositionTold { party, position: claim.position, day, own, word, with: Vec::new() });
        }
    }
    let mut positions = conditions(positions);
    positions.sort_by_key(|p| (p.day.is_none(), p.day, p.word.claim));
    others.sort_by_key(super::contest::in_time);
    (positions, others)
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

fn violation(doc: DocId, told: &Alleged, claims: &Claims) -> Option<Violation> {
    Some(Violation {
        word: claims.word(ClaimId { doc, key: told.claim })?,
        days: told.days,
        places: told.places.clone(),
        incidents: BTreeSet::new(),
        accused: told.accused.clone(),
    })
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
    fn broken(&self, violation: &Violation) -> Option<usize> {
        let own = self.by_doc.get(&violation.word.claim.doc).map(Vec::as_slice).unwrap_or_default();
        let undated =
            || own.iter().copied().filter(|k| self.truces[*k].day().is_none()).max_by_key(|k| self.truces[*k].id);
        let Some(when) = violation.days.map(|d| d.to).or(violation.word.published) else { return undated() };
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
