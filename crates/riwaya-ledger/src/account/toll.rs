//! Toll series: how the count of one harm to one side moves over time, in the words of each source.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::{Bound, Harm};

use super::fact::{Counted, Since};
use super::incident::{Incident, IncidentId};
use super::side::Side;
use super::voice::{Claims, Voice, Word};
use crate::model::ClaimId;

/// What a toll counts over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// One incident.
    Incident(IncidentId),
    /// From a day on.
    Since(#[serde(with = "crate::model::numbered")] Date),
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
    #[serde(with = "crate::model::numbered::option")]
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

/// A count of a series, with what it is compared to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Point {
    pub point: TollPoint,
    /// The greatest whole that its claim tells of the same harm.
    pub whole: Option<u64>,
}

/// Every toll series of `claims`, in the order of keys. `incidents` tell which event a count that is not cumulative is
/// of.
#[must_use]
pub fn tolls(incidents: &[Incident], claims: &Claims) -> Vec<TollSeries> {
    let of: BTreeMap<ClaimId, &Incident> =
        incidents.iter().flat_map(|i| i.claims.iter().map(move |(c, _)| (*c, i))).collect();
    let mut series: BTreeMap<TollKey, Vec<Point>> = BTreeMap::new();
    for (id, _) in claims.all() {
        for (key, point) in points(id, of.get(&id).copied(), claims) {
            series.entry(key).or_default().push(point);
        }
    }
    series.into_iter().map(|(key, points)| in_order(key, points)).collect()
}

/// The counts of one claim, each with the series that it belongs to.
pub(crate) fn points(id: ClaimId, incident: Option<&Incident>, claims: &Claims) -> Vec<(TollKey, Point)> {
    let counts = claims.fact(id).filter(|f| !f.counts.is_empty());
    let (Some(fact), Some(word)) = (counts, counts.and_then(|_| claims.word(id))) else { return Vec::new() };
    let point = |count: &Counted| {
        let n = count.n?;
        let scope = match count.since {
            Some(Since::War) => Scope::War,
            Some(Since::Day(day)) => Scope::Since(day),
            Some(Since::Unknown) => return None,
            None => Scope::Incident(incident?.id),
        };
        let victims = fact.suffered.side(incident.map(|i| i.spots.as_slice()));
        let key = TollKey { victims, harm: count.harm, who: count.who.clone(), scope };
        let day = fact.days.map(|d| d.to).filter(|_| count.since.is_some()).or(word.published);
        let point = TollPoint { day, n, to: count.to, bound: count.bound, part: count.part, word: word.clone() };
        Some((key, Point { point, whole: fact.whole(count.harm) }))
    };
    fact.counts.iter().filter_map(point).collect()
}

/// The series of some counts, in order of time and with their flags.
pub(crate) fn in_order(key: TollKey, mut points: Vec<Point>) -> TollSeries {
    points.sort_by(|a, b| place(&a.point).cmp(&place(&b.point)));
    let mut flags = Vec::new();
    let mut by_voice: BTreeMap<(&Option<Side>, Option<&Voice>), Course> = BTreeMap::new();
    for Point { point, .. } in points.iter().filter(|p| !p.point.part && p.point.day.is_some()) {
        // One side's spokesmen count as one source; a report's own voice is its own.
        let voice = point.word.side.is_none().then_some(&point.word.voice);
        let course = by_voice.entry((&point.word.side, voice)).or_default();
        flags.extend(course.flag(point).map(|f| (f, point.word.claim)));
    }
    for Point { point, whole } in points.iter().filter(|p| p.point.part) {
        if whole.is_some_and(|whole| point.n > whole) {
            flags.push((TollFlag::PartAboveWhole, point.word.claim));
        }
    }
    flags.sort();
    flags.dedup();
    TollSeries { key, points: points.into_iter().map(|p| p.point).collect(), flags }
}

/// Where a count stands in its series.
fn place(p: &TollPoint) -> impl Ord {
    (p.day.is_none(), p.day, p.word.published, p.part, p.n, p.word.claim, p.to, p.bound)
}

/// The counts of one source up to a day.
#[derive(Default)]
struct Course {
    /// Of the days before the last: the numbers, and the last of them with its day.
    numbers: BTreeSet<u64>,
    last: Option<(Date, u64)>,
    /// Of the last day.
    today: Vec<u64>,
    day: Option<Date>,
}

impl Course {
    /// What is odd about the next count in order of time; it is then one of the course.
    fn flag(&mut self, point: &TollPoint) -> Option<TollFlag> {
        let day = point.day?;
        if self.day != Some(day) {
            self.last = self.day.zip(self.today.last().copied()).or(self.last);
            self.numbers.extend(self.today.drain(..));
            self.day = Some(day);
        }
        self.today.push(point.n);
        let (before, last) = self.last?;
        let highest = self.numbers.last().copied()?;
        if point.n < highest && self.numbers.contains(&point.n) {
            return Some(TollFlag::RepeatedLate);
        }
        if point.n < last && point.bound != Bound::AtLeast {
            return Some(TollFlag::Falls);
        }
        let soon = day <= before.saturating_add(JUMP_DAYS.days());
        (soon && point.n >= last.saturating_mul(2) && point.n >= last.saturating_add(JUMP)).then_some(TollFlag::Jump)
    }
}
