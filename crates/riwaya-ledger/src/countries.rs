//! Countries, and territories that rule themselves, by their ids and names.

use std::collections::HashMap;
use std::sync::OnceLock;

use riwaya_text::fold_key;

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
        if self.id.starts_with("iso:") { self.code } else { self.id }
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

/// The country or territory of a name in any spelling, or of a code.
#[must_use]
pub fn named(name: &str) -> Option<Country> {
    static BY_NAME: OnceLock<HashMap<String, Country>> = OnceLock::new();
    let known = BY_NAME.get_or_init(|| {
        let mut known = HashMap::new();
        for (country, names) in rows() {
            let names = names.split('|').map(fold_key).chain([country.english.to_lowercase()]);
            for name in names.chain(country.id.strip_prefix("iso:").map(str::to_lowercase)) {
                known.entry(name).or_insert(country);
            }
        }
        known
    });
    known.get(&fold_key(name.trim()).to_lowercase()).copied()
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
        assert!(all().count() > 190);
        // Nobody settles in Antarctica.
        let populated = || all().filter(|c| c.id != "iso:AQ");
        assert!(populated().all(|c| c.position.is_some_and(|(n, e)| n.abs() <= 90.0 && e.abs() <= 180.0)));
    }
}
