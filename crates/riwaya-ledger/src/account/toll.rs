//! Toll series: how the count of one harm to one side moves over time, in the words of each source.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::{Bound, Count, Harm};

use super::incident::{Incident, IncidentId};
use super::side::{Side, sufferer};
use super::spot::Spot;
use super::telling::Told;
use super::voice::{Claims, Voice, Word};
use crate::model::ClaimId;

/// What a toll counts over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// One incident.
    Incident(IncidentId),
    /// From a day on.
    Since(#[serde(with = "crate::model::named")] Date),
    /// From the start of the war, no day told.
    War,
}

/// What a series is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TollKey {
    /// The side that suffered, where known.
    pub victims: Option<Side>,
    /// What befell.
    #[serde(with = "crate::model::named")]
    pub harm: Harm,
    /// Whom or what.
    pub who: Box<str>,
    /// Over what.
    pub scope: Scope,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TollPoint {
    /// The day up to which it counts: as told, else of the report.
    #[serde(with = "crate::model::named::option")]
    pub day: Option<Date>,
    /// How many.
    pub n: u64,
    /// The upper end of a range.
    pub to: Option<u64>,
    /// How it bounds the true number.
    #[serde(with = "crate::model::named")]
    pub bound: Bound,
    /// Whether it is part of another count of its claim.
    pub part: bool,
    /// Whose word.
    pub word: Word,
}

/// What is odd about a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TollFlag {
    /// Lower than the same source told before.
    Falls,
    /// A part greater than the whole it is told of.
    PartAboveWhole,
    /// An old figure of the same source, told again after a greater one.
    RepeatedLate,
    /// At least twice, and at least twenty more than, what the same source told up to three days before.
    Jump,
}

impl TollFlag {
    /// Every value.
    pub const ALL: [Self; 4] = [Self::Falls, Self::PartAboveWhole, Self::RepeatedLate, Self::Jump];

    /// The name used in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Falls => "falls",
            Self::PartAboveWhole => "part_above_whole",
            Self::RepeatedLate => "repeated_late",
            Self::Jump => "jump",
        }
    }
}

/// The counts of one harm, in order of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TollSeries {
    /// What it is of.
    pub key: TollKey,
    /// The counts.
    pub points: Vec<TollPoint>,
    /// Flags, each with the claim it stands on.
    pub flags: Vec<(TollFlag, ClaimId)>,
}

/// Days within which a doubled count is a jump.
const JUMP_DAYS: i32 = 3;
/// People by whom a count must have grown to jump.
const JUMP: u64 = 20;

/// Every toll series of `claims`, in the order of keys. `incidents` tell which event a count that is not cumulative is
/// of.
#[must_use]
pub fn tolls(incidents: &[Incident], claims: &Claims<'_>) -> Vec<TollSeries> {
    let of: BTreeMap<ClaimId, &Incident> =
        incidents.iter().flat_map(|i| i.claims.iter().map(move |(c, _)| (*c, i))).collect();
    let mut series: BTreeMap<TollKey, Vec<TollPoint>> = BTreeMap::new();
    for told in claims.sorted() {
        let incident = of.get(&told.claim.id).copied();
        let word = claims.word(told);
        let mut victims = None;
        for count in &told.claim.counts {
            let (Some(n), Some(scope)) = (count.n, scope(count, incident)) else { continue };
            let victims = victims.get_or_insert_with(|| suffering(told, &word, incident, claims)).clone();
            let key = TollKey { victims, harm: count.harm, who: count.who.clone(), scope };
            let day = told.claim.days().map(|d| d.to).filter(|_| count.since.is_some()).or(told.published);
            let point = TollPoint { day, n, to: count.to, bound: count.bound, part: count.part, word: word.clone() };
            series.entry(key).or_default().push(point);
        }
    }
    series.into_iter().map(|(key, points)| in_order(key, points, claims)).collect()
}

fn scope(count: &Count, incident: Option<&Incident>) -> Option<Scope> {
    match count.since.as_deref() {
        Some("war") => Some(Scope::War),
        Some(day) => day.parse().ok().map(Scope::Since),
        None => incident.map(|i| Scope::Incident(i.id)),
    }
}

/// The side that suffered: those whom the act was done to, else whose place it was, else, where somebody counts dead
/// that he is not said to have killed, his own.
fn suffering(told: Told<'_>, word: &Word, incident: Option<&Incident>, claims: &Claims<'_>) -> Option<Side> {
    let claim = told.claim;
    let sides = claims.sides(claim);
    if let Some(side) = claim.target.iter().find_map(|p| sufferer(&p.name, sides)) {
        return Some(side);
    }
    let did: Vec<Side> = claim.actor.iter().filter_map(|p| sides.side(&p.name)).collect();
    let own = word.side.clone().filter(|s| s.is_known() && !did.contains(s));
    let spots: Vec<Spot> = claim.place.iter().map(|p| Spot::of(&p.name)).collect();
    let here = |side: &Side| {
        spots.iter().all(|s| !s.is_known())
            || spots.iter().any(|s| s.country.as_deref() == Some(side.key()) || *s.key == *side.key())
    };
    own.filter(here)
        .or_else(|| spots.iter().find(|s| s.is_known()).map(Spot::side))
        .or_else(|| incident.and_then(|i| i.spots.iter().find(|s| s.is_known()).map(Spot::side)))
        .filter(|side| !did.contains(side))
}

fn in_order(key: TollKey, mut points: Vec<TollPoint>, claims: &Claims<'_>) -> TollSeries {
    points.sort_by_key(|p| (p.day.is_none(), p.day, p.word.published, p.part, p.n, p.word.claim));
    let mut flags = Vec::new();
    let mut by_voice: BTreeMap<(&Option<Side>, Option<&Voice>), Vec<&TollPoint>> = BTreeMap::new();
    for point in points.iter().filter(|p| !p.part && p.day.is_some()) {
        // One side's spokesmen count as one source; a report's own voice is its own.
        let voice = point.word.side.is_none().then_some(&point.word.voice);
        let before = by_voice.entry((&point.word.side, voice)).or_default();
        flags.extend(flag(before, point).map(|f| (f, point.word.claim)));
        before.push(point);
    }
    for point in points.iter().filter(|p| p.part) {
        let whole = claims.told(point.word.claim).into_iter().flat_map(|t| &t.claim.counts);
        let whole = whole.filter(|c| !c.part && c.harm == key.harm).filter_map(|c| c.to.or(c.n)).max();
        if whole.is_some_and(|whole| point.n > whole) {
            flags.push((TollFlag::PartAboveWhole, point.word.claim));
        }
    }
    flags.sort();
    flags.dedup();
    TollSeries { key, points, flags }
}

fn flag(before: &[&TollPoint], point: &TollPoint) -> Option<TollFlag> {
    let earlier: Vec<&&TollPoint> = before.iter().filter(|b| b.day < point.day).collect();
    let last = earlier.last()?;
    let highest = earlier.iter().map(|p| p.n).max()?;
    if point.n < highest && earlier.iter().any(|p| p.n == point.n) {
        return Some(TollFlag::RepeatedLate);
    }
    if point.n < last.n && point.bound != Bound::AtLeast {
        return Some(TollFlag::Falls);
    }
    let soon = last.day.zip(point.day).is_some_and(|(a, b)| b <= a.saturating_add(JUMP_DAYS.days()));
    (soon && point.n >= last.n * 2 && point.n >= last.n + JUMP).then_some(TollFlag::Jump)
}
