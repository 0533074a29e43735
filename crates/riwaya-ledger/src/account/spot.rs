//! Spots: places as far as incidents are compared by them.

use super::side::Side;
use crate::model::PlaceName;
use serde::{Deserialize, Serialize};

/// A place of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The gazetteer's id, else the folded words.
    pub key: Box<str>,
    /// ISO code of its country, where known.
    pub country: Option<Box<str>>,
    /// Administrative path, the largest first.
    pub admin: Option<Box<str>>,
    /// Name by which places within it have it in their paths.
    pub english: Box<str>,
    /// Whether it is an area rather than a point: a country, a region, a district.
    pub area: bool,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
}

/// How nearly two places are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// At most [`NEAR_KM`] apart.
    Near,
    /// One lies in the other.
    Within,
    /// The same.
    Same,
}

/// Kinds of the gazetteer whose coordinates stand for an area.
const AREAS: [&str; 9] = ["region", "district", "area", "line", "valley", "island", "river", "sea", "mountain"];

/// Kilometres within which an event may be told by a neighbouring place.
pub const NEAR_KM: f64 = 12.0;

impl Spot {
    /// The place of a name.
    #[must_use]
    pub fn of(name: &PlaceName) -> Self {
        let entry = name.entry.as_ref();
        let territory = super::side::territory(&name.words);
        Self {
            key: territory.as_ref().map_or_else(|| name.key().into(), |t| t.key().into()),
            country: match &territory {
                Some(side) => super::side::counted_to(side).map(Into::into),
                None => entry.and_then(|e| e.country.clone()),
            },
            admin: entry.and_then(|e| e.admin.clone()),
            english: entry.map(|e| e.english.clone()).unwrap_or_default(),
            area: territory.is_some() || entry.is_some_and(|e| AREAS.contains(&&*e.kind)),
            position: entry.filter(|_| territory.is_none()).and_then(|e| e.position),
        }
    }

    /// Whose place it is: the territory's, else the country's.
    #[must_use]
    pub fn side(&self) -> Side {
        let territory = !self.key.starts_with("gn:") && self.area && self.position.is_none();
        self.country.as_deref().filter(|_| !territory).map_or_else(|| Side::new(&self.key), Side::new)
    }

    /// Whether more than its words are known, so that it can be compared.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.key.contains(':')
    }
}

/// How nearly two known places are one; absent where they are two.
pub(super) fn meet(a: &Spot, b: &Spot) -> Option<Reach> {
    if a.key == b.key {
        return Some(Reach::Same);
    }
    let within = |inner: &Spot, outer: &Spot| {
        outer.area
            && !outer.english.is_empty()
            && inner.country == outer.country
            && inner.admin.as_deref().is_some_and(|path| path.split('/').any(|part| part == &*outer.english))
    };
    if within(a, b) || within(b, a) {
        return Some(Reach::Within);
    }
    let (here, there) = (a.position?, b.position?);
    (!a.area && !b.area && kilometres(here, there) <= NEAR_KM).then_some(Reach::Near)
}

/// Kilometres between two points, on a sphere cut flat: right to a hundredth at these distances.
fn kilometres((north, east): (f64, f64), (other_north, other_east): (f64, f64)) -> f64 {
    const A_DEGREE: f64 = 111.195;
    let shrink = ((north + other_north) / 2.0).to_radians().cos();
    ((north - other_north).powi(2) + ((east - other_east) * shrink).powi(2)).sqrt() * A_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town(key: &str, admin: &str, position: (f64, f64)) -> Spot {
        Spot {
            key: key.into(),
            country: Some("AZ".into()),
            admin: Some(admin.into()),
            english: "".into(),
            area: false,
            position: Some(position),
        }
    }

    #[test]
    fn places_are_one_by_name_path_or_distance() {
        let ganja = town("gn:1", "Ganja", (40.68, 46.36));
        let suburb = town("gn:2", "Goygol", (40.66, 46.30));
        let goranboy = town("gn:3", "Goranboy", (40.61, 46.79));
        assert_eq!(meet(&ganja, &ganja), Some(Reach::Same));
        assert_eq!(meet(&ganja, &suburb), Some(Reach::Near));
        assert_eq!(meet(&ganja, &goranboy), None);
        let district = Spot { english: "Goranboy".into(), area: true, ..town("gn:4", "", (40.6, 46.8)) };
        assert_eq!(meet(&district, &goranboy), Some(Reach::Within));
    }
}
