//! What is known of places besides their names: kind, position, and how far an area reaches.

use std::collections::HashMap;
use std::sync::OnceLock;

use riwaya_ledger::countries;
use riwaya_lexicon::gazetteer::{Gazetteer, PlaceKind};

/// A place of the gazetteer, or a country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Site {
    /// `country`, `region`, `town` …
    pub kind: &'static str,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// The country, and the name within it of a region or district: the area whose places tell how far it reaches.
    area: Option<(&'static str, &'static str)>,
}

/// Kinds whose coordinates are merely the middle of an area.
const AREAS: [&str; 12] = [
    "country",
    "territory",
    "region",
    "district",
    "area",
    "line",
    "valley",
    "island",
    "river",
    "sea",
    "lake",
    "mountain",
];

impl Site {
    /// Whether its coordinates are merely the middle of an area.
    pub fn is_area(&self) -> bool {
        AREAS.contains(&self.kind)
    }
}

/// The place of a key; absent for one that is known only by its words.
pub(crate) fn site(key: &str) -> Option<Site> {
    sites().get(key).copied()
}

/// Kilometres around the position within which nine in ten of the known places of an area lie.
pub(crate) fn reach(key: &str) -> Option<f64> {
    static REACHES: OnceLock<HashMap<&str, f64>> = OnceLock::new();
    let reaches = || {
        let members = members();
        let of = |site: &Site| reach_over(site.position?, members.get(&site.area?)?);
        sites().iter().filter_map(|(key, site)| Some((*key, of(site)?))).collect()
    };
    REACHES.get_or_init(reaches).get(key).copied()
}

fn sites() -> &'static HashMap<&'static str, Site> {
    static SITES: OnceLock<HashMap<&str, Site>> = OnceLock::new();
    SITES.get_or_init(all_sites)
}

fn all_sites() -> HashMap<&'static str, Site> {
    let mut sites = HashMap::with_capacity(Gazetteer::builtin().len() + 2 * countries::all().count());
    for place in Gazetteer::builtin().places() {
        let kind = place.kind();
        let parts = matches!(kind, Some(PlaceKind::Region | PlaceKind::District));
        let area = parts.then(|| (place.country(), place.english()));
        sites
            .insert(place.id(), Site { kind: kind.map_or("place", PlaceKind::name), position: place.position(), area });
    }
    for country in countries::all() {
        let whole = country.id.starts_with("iso:");
        let kind = if whole { "country" } else { "territory" };
        let site = Site { kind, position: country.position, area: whole.then_some((country.code, "")) };
        if whole {
            sites.insert(country.code, site);
        }
        sites.insert(country.id, site);
    }
    sites
}

/// Where the places of each area are.
fn members() -> HashMap<(&'static str, &'static str), Vec<(f64, f64)>> {
    let mut members: HashMap<_, Vec<_>> = HashMap::new();
    for place in Gazetteer::builtin().places() {
        let Some(position) = place.position() else { continue };
        members.entry((place.country(), "")).or_default().push(position);
        for part in place.admin().split('/').filter(|p| !p.is_empty()) {
            members.entry((place.country(), part)).or_default().push(position);
        }
    }
    members
}

/// Kilometres around a middle within which nine in ten of the positions lie.
fn reach_over(middle: (f64, f64), positions: &[(f64, f64)]) -> Option<f64> {
    let mut far: Vec<f64> = positions.iter().map(|p| kilometres(middle, *p)).collect();
    far.sort_by(f64::total_cmp);
    far.get(far.len() * 9 / 10).copied().map(f64::round).filter(|km| *km >= 1.0)
}

/// Kilometres along the great circle, on a sphere.
fn kilometres((north, east): (f64, f64), (other_north, other_east): (f64, f64)) -> f64 {
    const RADIUS: f64 = 6371.0;
    let (a, b) = (north.to_radians(), other_north.to_radians());
    let half = |d: f64| (d / 2.0).sin().powi(2);
    let h = half(b - a) + a.cos() * b.cos() * half((other_east - east).to_radians());
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_reaches_as_far_as_its_places() {
        let azerbaijan = site("iso:AZ").unwrap();
        assert!(azerbaijan.is_area());
        assert!((100.0..350.0).contains(&reach("iso:AZ").unwrap()), "{azerbaijan:?}");
        assert_eq!(site("AZ"), Some(azerbaijan));
        assert_eq!(site("no such place"), None);
        let baku_to_ganja = kilometres((40.38, 49.89), (40.68, 46.36));
        assert!((baku_to_ganja - 300.0).abs() < 5.0, "{baku_to_ganja}");
    }
}
