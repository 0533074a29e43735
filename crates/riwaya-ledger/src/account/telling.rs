//! Tellings: one event as one report tells it.
//!
//! Claims of one report are one telling when nothing sets them apart (other days, other places, other accused, other
//! numbers, "another attack") and something holds them together. Incidents are made of tellings, never of single
//! claims, so two events that one report tells apart stay apart.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use jiff::civil::Date;
use riwaya_reader::{Event, Harm, Stance};
use riwaya_text::{Span, fold_key};

use super::origins::OriginId;
use super::side::{Side, Sides, sufferer};
use super::spot::{Reach, Spot, meet};
use crate::model::{ClaimId, Days, StoredClaim};

/// A claim with what is known of its report.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The claim.
    pub claim: &'a StoredClaim,
    /// The day of the report.
    pub published: Option<Date>,
    /// The origin of the report.
    pub origin: OriginId,
}

/// What kinds of events can be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Family {
    /// Shelling, air strikes.
    Strike,
    /// Planted bombs, suicide bombs.
    Bombing,
    /// An attack whose means are not told.
    Attack,
    /// Fighting between sides.
    Clash,
    /// An operation.
    Offensive,
    /// Casualties or destruction whose cause no claim tells.
    Harm,
    /// Aircraft brought down.
    Shootdown,
    /// A place taken.
    Capture,
    /// People taken.
    Abduction,
    /// People driven out.
    Displacement,
    /// Forces sent or present.
    Deployment,
    /// Forces leave.
    Withdrawal,
    /// Meetings.
    Talks,
    /// Deals.
    Agreement,
    /// Sanctions.
    Sanction,
    /// Help.
    Aid,
    /// Demonstrations.
    Protest,
}

impl Family {
    /// Every value.
    pub const ALL: &'static [Self] = &[
        Self::Strike,
        Self::Bombing,
        Self::Attack,
        Self::Clash,
        Self::Offensive,
        Self::Harm,
        Self::Shootdown,
        Self::Capture,
        Self::Abduction,
        Self::Displacement,
        Self::Deployment,
        Self::Withdrawal,
        Self::Talks,
        Self::Agreement,
        Self::Sanction,
        Self::Aid,
        Self::Protest,
    ];

    /// The family of an event; absent for truces, their violations and condemnations, which are no incidents.
    #[must_use]
    pub const fn of(event: Event) -> Option<Self> {
        Some(match event {
            Event::Shelling | Event::AirStrike => Self::Strike,
            Event::Bombing => Self::Bombing,
            Event::Attack => Self::Attack,
            Event::Clash => Self::Clash,
            Event::Offensive => Self::Offensive,
            Event::Casualties | Event::Destruction => Self::Harm,
            Event::Shootdown => Self::Shootdown,
            Event::Capture => Self::Capture,
            Event::Abduction => Self::Abduction,
            Event::Deployment => Self::Deployment,
            Event::Withdrawal => Self::Withdrawal,
            Event::Talks => Self::Talks,
            Event::Agreement => Self::Agreement,
            Event::Sanction => Self::Sanction,
            Event::Aid => Self::Aid,
            Event::Protest => Self::Protest,
            Event::Truce | Event::Violation | Event::Condemnation => return None,
        })
    }

    /// The family of a claim: people taken or driven out are no harm that an attack does.
    #[must_use]
    pub fn of_claim(claim: &StoredClaim) -> Option<Self> {
        let all = |harm: Harm| !claim.counts.is_empty() && claim.counts.iter().all(|c| c.harm == harm);
        match claim.event {
            Event::Casualties if all(Harm::Captured) => Some(Self::Abduction),
            Event::Casualties if all(Harm::Displaced) => Some(Self::Displacement),
            event => Self::of(event),
        }
    }

    /// The name used in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Strike => "strike",
            Self::Bombing => "bombing",
            Self::Attack => "attack",
            Self::Clash => "clash",
            Self::Offensive => "offensive",
            Self::Harm => "harm",
            Self::Shootdown => "shootdown",
            Self::Capture => "capture",
            Self::Abduction => "abduction",
            Self::Displacement => "displacement",
            Self::Deployment => "deployment",
            Self::Withdrawal => "withdrawal",
            Self::Talks => "talks",
            Self::Agreement => "agreement",
            Self::Sanction => "sanction",
            Self::Aid => "aid",
            Self::Protest => "protest",
        }
    }

    /// Families that are reconciled together: claims of different domains are never one event.
    #[must_use]
    pub const fn domain(self) -> Self {
        match self {
            Self::Bombing | Self::Attack | Self::Clash | Self::Offensive | Self::Harm => Self::Strike,
            other => other,
        }
    }

    /// Whether both can be words for one event.
    #[must_use]
    pub fn can_be(self, other: Self) -> bool {
        use Family::{Attack, Bombing, Clash, Harm, Offensive, Strike};
        let (a, b) = (self.min(other), self.max(other));
        a == b || matches!((a, b), (Strike | Bombing, Attack) | (Strike | Bombing | Attack | Clash | Offensive, Harm))
    }

    /// The more telling of two words for one event.
    pub(super) fn merged(self, other: Self) -> Self {
        match (self, other) {
            (Self::Harm, told) | (told, Self::Harm) => told,
            (Self::Attack, told) | (told, Self::Attack) => told,
            (told, _) => told,
        }
    }
}

/// Why claims were put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// On the same event word.
    SameWord,
    /// In the same or the next clause.
    SameClause,
    /// By "the raid", "the attack", told of before.
    Referred,
    /// A toll in the clause of the act that made it.
    TollOfAct,
    /// At the same place.
    SamePlace,
    /// One place lies in the other, or near it.
    NearPlace,
    /// On the same day.
    SameDay,
    /// On days that may be one: the night between, or the time of a report that tells none.
    NearDay,
    /// By the same side.
    SameAccused,
    /// With the same number of victims or things.
    SameNumber,
    /// The event of that kind which the report tells of last.
    LatestTold,
    /// An analyst decided so.
    Decided,
}

impl Reason {
    /// Every value.
    pub const ALL: [Self; 12] = [
        Self::SameWord,
        Self::SameClause,
        Self::Referred,
        Self::TollOfAct,
        Self::SamePlace,
        Self::NearPlace,
        Self::SameDay,
        Self::NearDay,
        Self::SameAccused,
        Self::SameNumber,
        Self::LatestTold,
        Self::Decided,
    ];

    /// The name used in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameWord => "same_word",
            Self::SameClause => "same_clause",
            Self::Referred => "referred",
            Self::TollOfAct => "toll_of_act",
            Self::SamePlace => "same_place",
            Self::NearPlace => "near_place",
            Self::SameDay => "same_day",
            Self::NearDay => "near_day",
            Self::SameAccused => "same_accused",
            Self::SameNumber => "same_number",
            Self::LatestTold => "latest_told",
            Self::Decided => "decided",
        }
    }

    pub(super) const fn weight(self) -> u32 {
        match self {
            Self::SameWord => 6,
            Self::SameNumber => 4,
            Self::SamePlace | Self::Referred => 3,
            Self::SameClause | Self::NearPlace | Self::SameDay => 2,
            Self::NearDay | Self::SameAccused | Self::TollOfAct => 1,
            Self::LatestTold | Self::Decided => 0,
        }
    }
}

/// A number that a claim tells of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// What befell.
    #[serde(with = "crate::model::named")]
    pub harm: Harm,
    /// Whom or what.
    pub who: Box<str>,
    /// How many.
    pub n: u64,
}

/// One event as one report tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// The least of its claims stands for it.
    pub id: ClaimId,
    /// The origin of its report.
    pub origin: OriginId,
    /// The day of the report.
    pub published: Option<Date>,
    /// What kind of event.
    pub family: Family,
    /// Whether it is told as a fact or as a plan, a demand or a threat.
    pub actual: bool,
    /// Its claims in order, each with what holds it to the others.
    pub claims: Vec<(ClaimId, Vec<Reason>)>,
    /// Where.
    pub spots: Vec<Spot>,
    /// When, where told.
    pub days: Option<Days>,
    /// The sides said to have done it.
    pub accused: BTreeSet<Side>,
    /// The sides said to have suffered it.
    pub victims: BTreeSet<Side>,
    /// Numbers of the event itself.
    pub figures: BTreeSet<Figure>,
}

/// What one claim adds to a telling.
struct Piece<'a> {
    told: Told<'a>,
    family: Family,
    actual: bool,
    spots: Vec<Spot>,
    accused: BTreeSet<Side>,
    victims: BTreeSet<Side>,
    figures: BTreeSet<Figure>,
    another: bool,
    /// Whether its clause tells a running toll: then it is no one event.
    running: bool,
}

/// The tellings of one report, in the order of their least claims. `report` holds the claims of one document, in any
/// order.
#[must_use]
pub fn tellings(report: &[Told<'_>]) -> Vec<Telling> {
    tellings_among(report, &Sides::of(report.iter().map(|t| t.claim)))
}

/// The same with the sides that the report names.
pub(super) fn tellings_among(report: &[Told<'_>], sides: &Sides) -> Vec<Telling> {
    let mut pieces: Vec<Piece<'_>> = report.iter().filter_map(|t| Piece::new(*t, sides)).collect();
    let running: Vec<&StoredClaim> =
        report.iter().map(|t| t.claim).filter(|c| c.counts.iter().any(|c| c.since.is_some())).collect();
    for piece in &mut pieces {
        piece.running = running.iter().any(|c| gap(c, piece.told.claim) == 0);
    }
    // The most exactly told first: what is told loosely joins it, whatever order the sentences have.
    pieces.sort_by_key(|p| {
        let exact = (p.told.claim.days().is_some(), p.known_spots().next().is_some());
        (std::cmp::Reverse(exact), p.told.claim.trigger.span.start(), p.told.claim.id)
    });
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for piece in &pieces {
        let best = drafts
            .iter()
            .enumerate()
            .filter_map(|(k, d)| Some((k, d.holds(piece)?)))
            .max_by_key(|(k, reasons)| (weight(reasons), drafts[*k].days.map(|d| d.to), std::cmp::Reverse(*k)));
        match best {
            Some((k, reasons)) => drafts[k].add(piece, reasons),
            None => drafts.push(Draft::new(piece)),
        }
    }
    let mut out: Vec<Telling> = drafts.iter().filter_map(Draft::telling).collect();
    out.sort_by_key(|t| t.id);
    out
}

fn weight(reasons: &[Reason]) -> u32 {
    reasons.iter().map(|r| r.weight()).sum()
}

/// Weight from which a claim belongs to a telling.
const ENOUGH: u32 = 3;

/// The places of a claim. A denial is of what it says: a whole region that only other sentences name does not narrow it.
fn spots(claim: &StoredClaim) -> Vec<Spot> {
    let named = |span: Span| claim.stance != Stance::Denies || span.overlaps(claim.text.span);
    let placed = claim.place.iter().map(|p| (Spot::of(&p.name), named(p.span)));
    placed.filter(|(spot, named)| *named || !spot.area).map(|(spot, _)| spot).collect()
}

impl<'a> Piece<'a> {
    fn new(told: Told<'a>, sides: &Sides) -> Option<Self> {
        let claim = told.claim;
        let family = Family::of_claim(claim)?;
        // A running toll is the sum of many events and belongs to none.
        if claim.event == Event::Casualties && claim.counts.iter().any(|c| c.since.is_some()) {
            return None;
        }
        let figure = |c: &riwaya_reader::Count| Some(Figure { harm: c.harm, who: c.who.clone(), n: c.n? });
        Some(Self {
            told,
            family,
            actual: matches!(claim.stance, Stance::Asserts | Stance::Denies),
            spots: spots(claim),
            accused: claim.actor.iter().filter_map(|p| sides.side(&p.name)).collect(),
            victims: claim.target.iter().filter_map(|p| sufferer(&p.name, sides)).collect(),
            figures: claim.counts.iter().filter(|c| !c.part).filter_map(figure).collect(),
            another: says_another(&claim.text.words),
            running: false,
        })
    }

    /// Whether it is told as "the raid", "the attack", with nothing that places it.
    fn refers(&self) -> bool {
        let word = fold_key(&self.told.claim.trigger.words);
        let first = word.split(' ').next().unwrap_or_default();
        let act = matches!(self.family, Family::Strike | Family::Bombing | Family::Attack);
        let unplaced = self.spots.is_empty() || self.accused.is_empty() && self.known_spots().next().is_none();
        act && !self.running && unplaced && first.starts_with("ال") && !first.ends_with("ات")
    }

    fn known_spots(&self) -> impl Iterator<Item = &Spot> {
        self.spots.iter().filter(|s| s.is_known())
    }
}

/// Whether a clause says that it tells of one more event.
fn says_another(words: &str) -> bool {
    fold_key(words).split(' ').take(8).any(|w| matches!(w, "اخر" | "اخري" | "ثان" | "ثانيه" | "منفصل" | "منفصله"))
}

struct Draft<'a> {
    pieces: Vec<(&'a Piece<'a>, Vec<Reason>)>,
    family: Family,
    days: Option<Days>,
}

impl<'a> Draft<'a> {
    fn new(piece: &'a Piece<'a>) -> Self {
        Self { family: piece.family, days: piece.told.claim.days(), pieces: vec![(piece, Vec::new())] }
    }

    fn add(&mut self, piece: &'a Piece<'a>, reasons: Vec<Reason>) {
        self.family = self.family.merged(piece.family);
        self.days = narrower(self.days, piece.told.claim.days());
        self.pieces.push((piece, reasons));
    }

    /// Why a claim belongs here; absent where it does not.
    fn holds(&self, piece: &Piece<'_>) -> Option<Vec<Reason>> {
        let claim = piece.told.claim;
        let same_word = self.any(|p| p.told.claim.trigger.span == claim.trigger.span);
        if !self.family.can_be(piece.family) || self.any(|p| p.actual != piece.actual) {
            return None;
        }
        let mut reasons = Vec::new();
        if same_word {
            reasons.push(Reason::SameWord);
        }
        let close = self.any(|p| gap(p.told.claim, claim) <= CLAUSE_GAP);
        let overlaps = self.any(|p| gap(p.told.claim, claim) == 0);
        if close {
            reasons.push(Reason::SameClause);
        }
        let toll_of_act = |p: &Piece<'_>| (p.family == Family::Harm) != (piece.family == Family::Harm);
        if self.any(|p| gap(p.told.claim, claim) == 0 && toll_of_act(p)) {
            reasons.push(Reason::TollOfAct);
        }
        if piece.another && !overlaps && !close || self.any(|p| p.another) && !close {
            return None;
        }
        if self.refers_to_or_is_referred_to(piece) {
            reasons.push(Reason::Referred);
        }
        reasons.extend(self.place(piece)?);
        reasons.extend(self.time(piece)?);
        // Whoever denies an act may be called otherwise by those who accuse him.
        let denied = claim.stance == Stance::Denies || self.any(|p| p.told.claim.stance == Stance::Denies);
        let there = reasons.contains(&Reason::SamePlace) && reasons.contains(&Reason::SameDay);
        reasons.extend(self.accused(piece, same_word || denied && there)?);
        reasons.extend(self.figures(piece)?);
        let unplaced = |p: &Piece<'_>| p.known_spots().next().is_none();
        let undated = self.days.is_none() && claim.days().is_none();
        let loose = undated && unplaced(piece) && self.any(unplaced);
        let total = weight(&reasons) + if loose && reasons.contains(&Reason::SameAccused) { 2 } else { 0 };
        if total < ENOUGH {
            return None;
        }
        if self.days.is_some() && claim.days().is_none() {
            reasons.push(Reason::LatestTold);
        }
        Some(reasons)
    }

    /// "The raid", with no place of its own, is the one told of before.
    fn refers_to_or_is_referred_to(&self, piece: &Piece<'_>) -> bool {
        let start = |p: &Piece<'_>| p.told.claim.trigger.span.start();
        piece.refers() && self.any(|p| start(p) < start(piece))
            || self.pieces.iter().all(|(p, _)| p.refers() && start(piece) < start(p))
    }

    fn place(&self, piece: &Piece<'_>) -> Option<Option<Reason>> {
        if self.any(|p| p.spots.iter().any(|m| piece.spots.iter().any(|s| s.key == m.key))) {
            return Some(Some(Reason::SamePlace));
        }
        let mine = self.pieces.iter().flat_map(|(p, _)| p.known_spots());
        let meetings: Vec<Option<Reach>> = mine.flat_map(|m| piece.known_spots().map(move |p| meet(m, p))).collect();
        match meetings.iter().flatten().max() {
            Some(Reach::Same) => Some(Some(Reason::SamePlace)),
            Some(_) => Some(Some(Reason::NearPlace)),
            None if meetings.is_empty() => Some(None),
            None => None,
        }
    }

    fn time(&self, piece: &Piece<'_>) -> Option<Option<Reason>> {
        match (self.days, piece.told.claim.days()) {
            (Some(a), Some(b)) => a.overlaps(&b).then_some(Some(Reason::SameDay)),
            _ => Some(None),
        }
    }

    fn accused(&self, piece: &Piece<'_>, certain: bool) -> Option<Option<Reason>> {
        let mine: BTreeSet<&Side> = self.pieces.iter().flat_map(|(p, _)| &p.accused).collect();
        let theirs: BTreeSet<&Side> = piece.accused.iter().collect();
        if mine.is_empty() || theirs.is_empty() {
            return Some(None);
        }
        if piece.family == Family::Talks {
            // One side meets many: those who met must be the same, as far as they are told.
            let same = mine.len().min(theirs.len()) > 1 && (mine.is_subset(&theirs) || theirs.is_subset(&mine));
            return Some(same.then_some(Reason::SameAccused));
        }
        let shared = !mine.is_disjoint(&theirs);
        (shared || certain).then_some(shared.then_some(Reason::SameAccused))
    }

    fn figures(&self, piece: &Piece<'_>) -> Option<Option<Reason>> {
        let mut same = false;
        for (a, b) in
            self.pieces.iter().flat_map(|(p, _)| &p.figures).flat_map(|a| piece.figures.iter().map(move |b| (a, b)))
        {
            if a.harm == Harm::ShotDown && b.harm == a.harm && a.who != b.who {
                return None;
            }
            if a.harm == b.harm && a.who == b.who {
                if far_apart(a.n, b.n) {
                    return None;
                }
                same |= a.n == b.n && a.n > 1;
            }
        }
        Some(same.then_some(Reason::SameNumber))
    }

    fn any(&self, test: impl Fn(&Piece<'_>) -> bool) -> bool {
        self.pieces.iter().any(|(p, _)| test(p))
    }

    fn telling(&self) -> Option<Telling> {
        let first = self.pieces.first()?.0;
        let mut claims: Vec<_> = self.pieces.iter().map(|(p, r)| (p.told.claim.id, r.clone())).collect();
        claims.sort();
        let mut spots: Vec<Spot> = self.pieces.iter().flat_map(|(p, _)| p.spots.iter().cloned()).collect();
        spots.sort_by(|a, b| a.key.cmp(&b.key));
        spots.dedup_by(|a, b| a.key == b.key);
        let gathered = |of: for<'p> fn(&'p Piece<'a>) -> &'p BTreeSet<Side>| {
            self.pieces.iter().flat_map(|(p, _)| of(p).iter().cloned()).collect::<BTreeSet<_>>()
        };
        Some(Telling {
            id: claims.first()?.0,
            origin: first.told.origin,
            published: first.told.published,
            family: self.family,
            actual: first.actual,
            claims,
            spots,
            days: self.days,
            accused: gathered(|p| &p.accused),
            victims: gathered(|p| &p.victims),
            figures: self.pieces.iter().flat_map(|(p, _)| p.figures.iter().cloned()).collect(),
        })
    }
}

/// Code points between two claims within which they are of one breath.
pub(super) const CLAUSE_GAP: u32 = 25;

pub(super) fn gap(a: &StoredClaim, b: &StoredClaim) -> u32 {
    let (a, b) = (a.text.span, b.text.span);
    if a.end() <= b.start() { b.start() - a.end() } else { a.start().saturating_sub(b.end()) }
}

/// Whether two numbers are too unlike for one toll that grew.
fn far_apart(a: u64, b: u64) -> bool {
    let (low, high) = (a.min(b), a.max(b));
    high > low + 1 && high * 10 > low * 15
}

pub(super) fn narrower(a: Option<Days>, b: Option<Days>) -> Option<Days> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if (b.precision, b.from) < (a.precision, a.from) { b } else { a }),
        (a, b) => a.or(b),
    }
}
