//! Looks: what of a telling decides to which incidents it may belong, before anything else of it is read.
//!
//! Whatever [`super::incident::Draft::holds`] accepts has a [`Terms`] in common with what it is compared with; most that
//! it would refuse has none, and need not be read.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use jiff::civil::Date;

use super::incident::{days_of, reach, when};
use super::spot::Spot;
use super::telling::Telling;
use crate::model::Days;

/// The order in which tellings are put together: those told exactly before the vague, the placed before the unplaced, then
/// by their days, then by the beginning of their ids.
pub(crate) type Order = (u8, bool, Option<i32>, [u8; 12]);

/// The place of a telling in that order.
pub(super) fn order_of(telling: &Telling) -> Order {
    let vague = telling.days.map_or(5, |d| d.precision as u8);
    let unplaced = !telling.spots.iter().any(Spot::is_known);
    (vague, unplaced, when(telling).map(|w| ordinal(w.to)), telling.id.beginning())
}

/// A day as a number.
pub(super) fn ordinal(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// Days one after another, as numbers: the first and the last.
pub(crate) type Stretch = (i32, i32);

/// The days under which something is found.
fn stretch(days: Option<Days>) -> Option<Stretch> {
    let days = days_of(days);
    Some((ordinal(*days.first()?), ordinal(*days.last()?)))
}

/// What a telling shares with an incident that it may join, as numbers in their order: a place, an area, a square of the
/// map; where one of the two has no place, a number or a side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<u32>", into = "Vec<u32>")]
pub(crate) struct Terms(SmallVec<[u32; 8]>);

impl From<Vec<u32>> for Terms {
    fn from(terms: Vec<u32>) -> Self {
        Self(terms.into())
    }
}

impl From<Terms> for Vec<u32> {
    fn from(terms: Terms) -> Self {
        terms.0.into_vec()
    }
}

/// What of a telling is compared before it is read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Look {
    pub order: Order,
    /// The days under which it is found; none where it tells no day and its report neither.
    pub listed: Option<Stretch>,
    /// The days on which it looks for others.
    pub reach: Option<Stretch>,
    /// By what it looks for others, and by what others find it.
    pub sought: Terms,
    pub shown: Terms,
}

impl Look {
    /// The look of a telling.
    pub(crate) fn of(telling: &Telling) -> Self {
        let when = when(telling);
        Self {
            order: order_of(telling),
            listed: stretch(when),
            reach: stretch(reach(telling, when)),
            sought: Terms::sought(telling),
            shown: Terms::shown(telling),
        }
    }

    /// The days under which it is kept: the first of two, each of more. What is listed on a day lies on one of
    /// [`Self::lying_on`]. What others can neither find nor be found by lies nowhere.
    pub(crate) fn lies(&self) -> impl Iterator<Item = i32> + use<> {
        let meets = !self.shown.are_none() || !self.sought.are_none();
        let listed = self.listed.filter(|_| meets);
        listed.into_iter().flat_map(|(from, to)| from..=if to - from > 1 { to } else { from })
    }

    /// Where lies whatever is listed on a day.
    pub(super) fn lying_on(day: i32) -> [i32; 2] {
        [day - 1, day]
    }
}

/// Degrees of a side of a square: more than [`super::spot::NEAR_KM`] in any land where people live.
const SQUARE: f64 = 0.25;

impl Terms {
    /// The terms by which a telling is found.
    pub(super) fn shown(telling: &Telling) -> Self {
        let mut terms = SmallVec::new();
        let mut put = |kind: &str, what: &str, number: u64| terms.push(term(kind, what, number));
        let mut unplaced = true;
        for spot in telling.spots.iter().filter(|s| s.is_known()) {
            unplaced = false;
            put("place", &spot.key, 0);
            for part in parts(spot) {
                put("within", part, country(spot));
            }
            if let Some(name) = area(spot) {
                put("area", name, country(spot));
            }
            if let Some(square) = square(spot) {
                put("square", "", placed(square));
            }
        }
        let kinds = if unplaced { &["told", "alone"][..] } else { &["told"] };
        for kind in kinds {
            telling.figures.iter().filter(|f| f.n > 1).for_each(|f| put(kind, &f.who, f.n));
            telling.accused.iter().for_each(|s| put(kind, s.key(), 0));
        }
        Self::of(terms)
    }

    /// The terms by which a telling looks. Two of which one has no place are held together by a number, or by a side on
    /// days that both tell.
    pub(super) fn sought(telling: &Telling) -> Self {
        let mut terms = SmallVec::new();
        let mut put = |kind: &str, what: &str, number: u64| terms.push(term(kind, what, number));
        let mut unplaced = true;
        for spot in telling.spots.iter().filter(|s| s.is_known()) {
            unplaced = false;
            put("place", &spot.key, 0);
            for part in parts(spot) {
                put("area", part, country(spot));
            }
            if let Some(name) = area(spot) {
                put("within", name, country(spot));
            }
            if let Some((row, column)) = square(spot) {
                for around in (row - 1..=row + 1).flat_map(|r| (column - 1..=column + 1).map(move |c| (r, c))) {
                    put("square", "", placed(around));
                }
            }
        }
        let kind = if unplaced { "told" } else { "alone" };
        telling.figures.iter().filter(|f| f.n > 1).for_each(|f| put(kind, &f.who, f.n));
        if telling.days.is_some() {
            telling.accused.iter().for_each(|s| put(kind, s.key(), 0));
        }
        Self::of(terms)
    }

    fn of(mut terms: SmallVec<[u32; 8]>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        Self(terms)
    }

    /// Adds the terms of another.
    pub(super) fn add(&mut self, other: &Self) {
        if !other.0.iter().all(|t| self.0.binary_search(t).is_ok()) {
            self.0.extend_from_slice(&other.0);
            self.0.sort_unstable();
            self.0.dedup();
        }
    }

    /// Whether nothing can be met by them.
    pub(super) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both have a term.
    pub(super) fn meet(&self, other: &Self) -> bool {
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        few.0.iter().any(|t| many.0.binary_search(t).is_ok())
    }
}

/// FNV-1a of a term's parts, brought to half its length.
fn term(kind: &str, what: &str, number: u64) -> u32 {
    let bytes = kind.bytes().chain([0]).chain(what.bytes()).chain(number.to_le_bytes());
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3));
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// The country of a place, as a number of its letters.
fn country(spot: &Spot) -> u64 {
    spot.country.as_deref().unwrap_or_default().bytes().fold(1, |n, b| n << 8 | u64::from(b))
}

/// The areas in which a place lies.
fn parts(spot: &Spot) -> impl Iterator<Item = &str> {
    spot.admin.as_deref().into_iter().flat_map(|path| path.split('/'))
}

/// The name of an area in the paths of what lies in it.
fn area(spot: &Spot) -> Option<&str> {
    Some(&*spot.english).filter(|name| spot.area && !name.is_empty())
}

/// The square of the map in which a point lies.
fn square(spot: &Spot) -> Option<(i32, i32)> {
    let (north, east) = spot.position.filter(|_| !spot.area)?;
    Some(((north / SQUARE).floor() as i32, (east / SQUARE).floor() as i32))
}

fn placed((row, column): (i32, i32)) -> u64 {
    u64::from(row as u32) << 32 | u64::from(column as u32)
}
