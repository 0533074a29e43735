//! Countries, and territories that rule themselves, by their ids and names.

use std::collections::HashMap;
use std::sync::OnceLock;

use riwaya_text::fold_key;

use crate::account::Spot;
use crate::model::PlaceName;

const COUNTRIES: &str = include_str!("../../../lexicon/countries/countries.tsv");

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Country {
    /// `iso:AM`, `rw:…`.
    pub id: &'static str,
    /// ISO 3166-1 alpha-2: its own, or that of the country it is counted to.
    pub code: &'static str,
    /// Usual Arabic name.
    pub arabic: &'static str,
    /// English name.
    pub english: &'static str,
    /// Degrees north and east of the middle of its populated places.
    pub position: Option<(f64, f64)>,
}

impl Country {
    /// What stands for it as a side: the ISO code of a country, the id of a territory.
    #[must_use]
    pub fn key(&self) -> &'static str {
        if self.is_territory() { self.id } else { self.code }
    }

    /// Whether it rules itself without being a country of ISO 3166.
    #[must_use]
    pub fn is_territory(&self) -> bool {
        !self.id.starts_with("iso:")
    }
}

/// Every country and territory.
pub fn all() -> impl Iterator<Item = Country> {
    rows().map(|(country, _)| country)
}

fn rows() -> impl Iterator<Item = (Country, &'static str)> {
    let cells = |line: &'static str| -> Option<(Country, &'static str)> {
        let mut cells = line.split('\t');
        let (id, code, names) = (cells.next()?, cells.next()?, cells.nth(2)?);
        let english = cells.next()?;
        let arabic = names.split('|').next()?;
        let mut degrees = cells.skip(5).map(|cell| cell.parse().ok());
        let position = degrees.next().flatten().zip(degrees.next().flatten());
        id.contains(':').then_some((Country { id, code, arabic, english, position }, names))
    };
    COUNTRIES.lines().filter(|l| !l.starts_with('#')).filter_map(cells)
}

/// The country of an ISO code.
#[must_use]
pub fn of_code(code: &str) -> Option<Country> {
    all().find(|c| c.code == code && c.id.starts_with("iso:"))
}

/// The country or territory of a name in any spelling, of a code, or of an id.
#[must_use]
pub fn named(name: &str) -> Option<Country> {
    static BY_NAME: OnceLock<HashMap<String, Country>> = OnceLock::new();
    let known = BY_NAME.get_or_init(|| {
        let mut known = HashMap::new();
        for (country, names) in rows() {
            let names = names.split('|').map(fold_key).chain([country.english.to_lowercase()]);
            let ids = [Some(country.id), country.id.strip_prefix("iso:")].into_iter().flatten();
            for name in names.chain(ids.map(|id| fold_key(id).to_lowercase())) {
                known.entry(name).or_insert(country);
            }
        }
        known
    });
    known.get(&fold_key(name.trim()).to_lowercase()).copied()
}

/// Every Arabic name of a country or territory, the usual one first.
pub fn names(of: Country) -> impl Iterator<Item = &'static str> {
    rows().filter(move |(country, _)| country.id == of.id).flat_map(|(_, names)| names.split('|'))
}

/// The country or territory for which the key of a place stands. Reports name these by words alone («أذربيجان»,
/// «إقليم كاراباخ»), which the gazetteer of places does not list.
#[must_use]
pub fn placed(key: &str) -> Option<Country> {
    let territory = || {
        let spot = Spot::of(&PlaceName { words: key.into(), entry: None });
        named(&spot.key).filter(|_| spot.area)
    };
    named(key).or_else(|| if key.contains(':') { None } else { territory() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_every_name() {
        for name in ["Armenia", "أرمينيا", "ارمينيا", "am"] {
            assert_eq!(named(name).map(|c| c.id), Some("iso:AM"), "{name}");
        }
        assert_eq!(named("nowhere"), None);
        for name in ["rw:nagorno-karabakh", "قره باغ", "اقليم كاراباخ", "جبهة ناغورنو كاراباخ"]
        {
            assert_eq!(placed(name).map(|c| c.id), Some("rw:nagorno-karabakh"), "{name}");
        }
        assert_eq!(placed("اذربيجان").map(|c| c.id), Some("iso:AZ"));
        for name in ["gn:587084", "مدينة ما", "nowhere"] {
            assert_eq!(placed(name), None, "{name}");
        }
        assert!(all().count() > 190);
        // Nobody settles in Antarctica.
        let populated = || all().filter(|c| c.id != "iso:AQ");
        assert!(populated().all(|c| c.position.is_some_and(|(n, e)| n.abs() <= 90.0 && e.abs() <= 180.0)));
    }
}
