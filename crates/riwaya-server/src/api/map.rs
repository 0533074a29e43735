//! The map: where and when incidents were.

use axum::extract::State;
use riwaya_ledger::{Filter, Ledger, LedgerError, PlaceIndex};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams};
use super::overview::{place_label, tallied};
use super::timeline::Bins;
use super::told::Told;
use super::{Problem, Refusals, Shared};
use crate::desk::Snapshot;
use crate::gazetteer;
use crate::view::Label;

/// Incidents on the map: how many began where and when.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MapView {
    /// Every day from the first incident to the last, or the first days of weeks, months or years where they are many; before
    /// and behind the years of all but a few incidents, one bin each.
    pub bins: Vec<String>,
    /// Places of incidents with a position, those of most incidents first.
    pub places: Vec<MapPlace>,
    /// How many incidents told as facts began there, by place and bin.
    pub cells: MapCells,
    /// Incidents that are left out because no position is known.
    pub without_position: usize,
    /// Incidents that are left out because there are too many places: those of fewest incidents.
    pub left_out: usize,
}

/// A place on the map: the most exact that is told of its incidents.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MapPlace {
    /// The place.
    pub place: Label,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `country`, `region`, `town` …
    pub kind: String,
    /// For an area, kilometres around the position within which nine in ten of its known places lie.
    pub radius_km: Option<f64>,
}

/// The incidents of one place that began within one bin, column by column: there are thousands of such cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapCells {
    /// The place, by its index.
    pub place: Vec<usize>,
    /// The bin, by its index; absent for incidents without a day.
    pub bin: Vec<Option<usize>>,
    /// Incidents.
    pub incidents: Vec<u32>,
    /// How many of them somebody denies, or numbers of which differ.
    pub contested: Vec<u32>,
}

/// Places on one map at most.
const MOST_ON_MAP: usize = 1_000;
/// Cells of one map at most, as long as longer bins make them fewer.
const MOST_CELLS: usize = 16_000;

/// Gives where and when incidents were.
#[utoipa::path(get, path = "/map", tag = "account", params(FilterParams),
    responses((status = 200, body = MapView), Refusals))]
pub(super) async fn map(State(desk): Shared, Asked(filter): Asked<FilterParams>) -> Result<Told, Problem> {
    let key = format!("map {filter:?}");
    Told::of(&desk, key, move |_, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        map_view(snapshot, ledger, &filter)
    })
    .await
}

pub(crate) fn map_view(snapshot: &Snapshot, ledger: &Ledger, filter: &Filter) -> Result<MapView, LedgerError> {
    let chosen = snapshot.chosen(ledger, filter)?;
    let glance = &snapshot.glance;
    let tally = snapshot.tally(ledger, filter)?;
    let mut most = tallied(glance, &tally);
    let left_out = most.drain(MOST_ON_MAP.min(most.len())..).map(|(_, n)| n).sum();
    let mut places = Vec::with_capacity(most.len());
    let mut rows: Vec<Option<usize>> = vec![None; glance.places().len()];
    for (number, _) in most {
        let (Some(place), Some(row)) = (glance.places().get(number), rows.get_mut(number)) else { continue };
        let Some((site, (lat, lon))) = gazetteer::site(&place.key).and_then(|s| Some((s, s.position?))) else {
            continue;
        };
        *row = Some(places.len());
        let radius_km = gazetteer::reach(&place.key).filter(|_| site.is_area());
        places.push(MapPlace { place: place_label(place), lat, lon, kind: site.kind.to_owned(), radius_km });
    }
    let mut bins = Bins::over(&tally);
    let row = |place: PlaceIndex| rows.get(place.at()).copied().flatten();
    let cells = loop {
        // The last column is of those without a day.
        let width = bins.len() + 1;
        let column = |day: Option<jiff::civil::Date>| day.map_or(bins.len(), |day| bins.holding(day));
        let cells = glance.cells(&chosen, (places.len(), width), row, column);
        let told = cells.iter().filter(|(incidents, _)| *incidents > 0).count();
        match bins.fewer().filter(|_| told > MOST_CELLS) {
            Some(fewer) => bins = fewer,
            None => break cells,
        }
    };
    Ok(MapView {
        without_position: tally.without_place,
        left_out,
        places,
        cells: told_cells(&cells, bins.len()),
        bins: bins.first_days(),
    })
}

/// The cells in which anything was; each row ends with what has no bin.
fn told_cells(cells: &[(u32, u32)], bins: usize) -> MapCells {
    let mut told = MapCells::default();
    for (at, (incidents, contested)) in cells.iter().enumerate().filter(|(_, (incidents, _))| *incidents > 0) {
        told.place.push(at / (bins + 1));
        told.bin.push(Some(at % (bins + 1)).filter(|bin| *bin < bins));
        told.incidents.push(*incidents);
        told.contested.push(*contested);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_by_place_and_bin() {
        let told = told_cells(&[(0, 0), (2, 1), (1, 0), (3, 0), (0, 0), (0, 0)], 2);
        assert_eq!((told.place, told.bin), (vec![0, 0, 1], vec![Some(1), None, Some(0)]));
        assert_eq!((told.incidents, told.contested), (vec![2, 1, 3], vec![1, 0, 0]));
    }
}
