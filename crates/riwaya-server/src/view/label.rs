//! What sides, sources and places are called.

use riwaya_ledger::account::{Side, Spot};
use riwaya_ledger::countries;
use serde::Serialize;
use utoipa::ToSchema;

use super::View;
use crate::gazetteer;

/// Somebody or some place, by its key and its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Label {
    /// What stands for it in every spelling.
    pub key: String,
    /// Arabic name, else the words of a report.
    pub ar: String,
    /// English name, where there is one.
    pub en: Option<String>,
}

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A point: a town, a site.
    Point,
    /// An area, of which the coordinates are merely the middle.
    Area,
    /// Its position is not known.
    Unknown,
}

/// A place of an event.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceLabel {
    /// What stands for it in every spelling.
    pub key: String,
    /// Arabic name, else the words of a report.
    pub ar: String,
    /// English name, where there is one.
    pub en: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exactly it is known.
    pub precision: Precision,
    /// `country`, `region`, `town` …
    pub kind: String,
}

impl View<'_> {
    /// What the bearer of a key is called; the key itself where no name is known.
    #[must_use]
    pub fn label(&self, key: &str) -> Label {
        let known = self.account.label(key);
        Label {
            key: key.to_owned(),
            ar: known.map_or(key, |l| &*l.arabic).to_owned(),
            en: known.and_then(|l| l.english.as_deref()).map(str::to_owned),
        }
    }

    pub(super) fn sides<'s>(&self, sides: impl IntoIterator<Item = &'s Side>) -> Vec<Label> {
        sides.into_iter().map(|s| self.label(s.key())).collect()
    }

    /// A place with its position.
    #[must_use]
    pub fn place(&self, spot: &Spot) -> PlaceLabel {
        let country = countries::placed(&spot.key).map(|country| country.id);
        let Label { key, ar, en } = self.label(country.unwrap_or(&spot.key));
        let site = gazetteer::site(&key);
        let position = spot.position.or(site.and_then(|s| s.position));
        let precision = match position {
            None => Precision::Unknown,
            Some(_) if spot.area || site.is_some_and(|s| s.is_area()) => Precision::Area,
            Some(_) => Precision::Point,
        };
        let kind = site.map_or("place", |s| s.kind).to_owned();
        PlaceLabel { key, ar, en, lat: position.map(|p| p.0), lon: position.map(|p| p.1), precision, kind }
    }
}
