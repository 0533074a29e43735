//! The whole at a glance, and the map.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use axum::Json;
use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_ledger::account::{Incident, Scope};
use riwaya_ledger::{DocId, Extent, Ledger, LedgerError};
use riwaya_reader::Harm;
use serde::Serialize;
use utoipa::ToSchema;

use super::account::{contests_of, incidents_of, tolls_of, truces_of};
use super::asked::{Asked, FilterParams, FromGiven, Given, Order};
use super::{Problem, Refusals, Shared, Wanted};
use crate::desk::{Desk, Snapshot};
use crate::gazetteer;
use crate::view::{self, EventName, Label, View};

/// What the ledger holds, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Numbers {
    /// Reports.
    pub reports: i64,
    /// Claims: those asked for.
    pub claims: usize,
    /// Incidents: those asked for.
    pub incidents: usize,
    /// Contests: those asked for.
    pub contests: usize,
    /// Truces: those asked for.
    pub truces: usize,
    /// Decisions.
    pub decisions: usize,
    /// First day of publication.
    pub first: Option<String>,
    /// Last day of publication.
    pub last: Option<String>,
    /// Who publishes: how many.
    pub outlets: usize,
    /// Version of the account: what to give as `seen` at the next visit.
    pub stamp: String,
}

/// What came in since the last visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Changes {
    /// The visit, as it was given.
    pub since: String,
    /// Reports that are new.
    pub reports: i64,
    /// Claims that were read.
    pub claims: i64,
    /// Incidents that a new report tells.
    pub incidents: usize,
    /// Contests about these.
    pub contests: usize,
    /// Decisions that were made.
    pub decisions: usize,
}

/// What was in some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bin {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Incidents told as facts.
    pub incidents: usize,
    /// Claims about them.
    pub claims: usize,
    /// How many of them are contested.
    pub contested: usize,
}

/// A place with how many incidents were there.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PlaceTally {
    /// The place.
    pub place: Label,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `country`, `region`, `town` …
    pub kind: String,
    /// Incidents.
    pub incidents: usize,
}

/// An event with its claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EventTally {
    /// The event.
    #[schema(value_type = EventName)]
    pub event: &'static str,
    /// Claims of it in the whole ledger.
    pub claims: i64,
}

/// The whole at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Overview {
    /// In numbers.
    pub stats: Numbers,
    /// What came in since the last visit; absent where none is given.
    pub changes: Option<Changes>,
    /// Over time.
    pub timeline: Vec<Bin>,
    /// The longest running tolls.
    pub tolls: Vec<view::TollSeries>,
    /// The truces most spoken of.
    pub truces: Vec<view::Truce>,
    /// The contests with most words.
    pub contests: Vec<view::Contest>,
    /// The places of most incidents.
    pub places: Vec<PlaceTally>,
    /// Claims by event.
    pub events: Vec<EventTally>,
}

/// The last visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SeenParams {
    /// The `stamp` of the last visit.
    #[param(value_type = Option<String>, pattern = "^[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}$")]
    pub seen: Option<Extent>,
}

impl FromGiven for SeenParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        let seen: Option<String> = given.one("seen")?;
        let is_part = |p: &str| (1..=9).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
        let read = |s: String| {
            let fits = s.split('.').all(is_part);
            s.parse().ok().filter(|_| fits).ok_or_else(|| Problem::parameter("seen", "is no stamp of this server"))
        };
        Ok(Self { seen: seen.map(read).transpose()? })
    }
}

/// Rows of each part.
const MOST: usize = 8;
const MOST_PLACES: usize = 60;
/// Documents that are looked through for what changed.
const MOST_CHANGED: usize = 20_000;

/// Gives the whole at a glance.
#[utoipa::path(get, path = "/overview", tag = "account", params(FilterParams, SeenParams),
    responses((status = 200, body = Overview), Refusals))]
pub(super) async fn overview(
    State(desk): Shared,
    Asked((filter, seen)): Asked<(FilterParams, SeenParams)>,
) -> Result<Json<Overview>, Problem> {
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let wanted = Wanted::of(desk, ledger, &snapshot, &filter)?;
        overview_view(desk, ledger, &snapshot, &wanted, seen.seen)
    });
    Ok(Json(answer.await?))
}

pub(crate) fn overview_view(
    desk: &Desk,
    ledger: &mut Ledger,
    snapshot: &Snapshot,
    wanted: &Wanted,
    seen: Option<Extent>,
) -> Result<Overview, LedgerError> {
    let incidents = incidents_of(snapshot, wanted, Order::Oldest);
    let mut contests = contests_of(snapshot, wanted, Order::Newest);
    let mut truces = truces_of(snapshot, wanted, Order::Newest);
    let stats = Numbers {
        reports: snapshot.stats.documents,
        claims: wanted.len().unwrap_or_else(|| usize::try_from(snapshot.stats.claims).unwrap_or_default()),
        incidents: incidents.len(),
        contests: contests.len(),
        truces: truces.len(),
        decisions: desk.log(crate::desk::Log::len),
        first: snapshot.stats.published.map(|p| p.0.to_string()),
        last: snapshot.stats.published.map(|p| p.1.to_string()),
        outlets: snapshot.outlets,
        stamp: snapshot.extent.to_string(),
    };
    let changes = seen.map(|seen| changes(ledger, snapshot, seen)).transpose()?;
    let weight = |c: &riwaya_ledger::account::Contest| {
        (c.denying.len().min(c.asserting.len()), c.denying.len() + c.asserting.len())
    };
    contests.sort_by_key(|c| std::cmp::Reverse(weight(c)));
    contests.truncate(MOST);
    truces.sort_by_key(|t| std::cmp::Reverse(t.claims.len()));
    truces.truncate(MOST);
    let runs = |t: &&&riwaya_ledger::account::TollSeries| !matches!(t.key.scope, Scope::Incident(_));
    let tolls = tolls_of(snapshot, wanted);
    let sheets = crate::desk::Sheets::new(desk, ledger);
    let view = View::quoting(&snapshot.account, &sheets);
    Ok(Overview {
        changes,
        timeline: timeline(snapshot, &incidents),
        tolls: tolls.iter().filter(runs).take(MOST).map(|t| view.toll(t)).collect(),
        truces: truces.iter().map(|t| view.truce(t)).collect(),
        contests: contests.iter().map(|c| view.contest(c)).collect(),
        places: places(&view, &incidents),
        events: snapshot
            .stats
            .events
            .iter()
            .map(|t| EventTally { event: t.event.as_str(), claims: t.claims })
            .collect(),
        stats,
    })
}

fn changes(ledger: &Ledger, snapshot: &Snapshot, seen: Extent) -> Result<Changes, LedgerError> {
    let (documents, reports) = ledger.documents_since(seen, MOST_CHANGED)?;
    let documents: HashSet<DocId> = documents.into_iter().collect();
    let touched: BTreeSet<_> = documents.iter().flat_map(|d| snapshot.incidents_of(*d)).map(|i| i.id).collect();
    Ok(Changes {
        since: seen.to_string(),
        reports,
        claims: ledger.claims_since(seen)?,
        contests: touched.iter().filter(|i| snapshot.account.contest(**i).is_some()).count(),
        incidents: touched.len(),
        decisions: ledger.decisions_after(seen.decision)?.len(),
    })
}

/// Bins at most; then they become weeks, and then months.
const MOST_BINS: i32 = 120;

/// Days of each bin: 1, 7, or 0 for months.
fn bin_days(first: Date, last: Date) -> i32 {
    let days = first.until(last).map_or(0, |s| s.get_days());
    match days {
        ..MOST_BINS => 1,
        _ if days / 7 < MOST_BINS => 7,
        _ => 0,
    }
}

/// First and last day of the bin that holds a day.
fn bin(day: Date, days: i32) -> (Date, Date) {
    match days {
        1 => (day, day),
        7 => {
            let from = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
            (from, from.saturating_add(6.days()))
        }
        _ => (day.first_of_month(), day.last_of_month()),
    }
}

fn day_of(incident: &Incident) -> Option<Date> {
    view::in_time(incident).0
}

fn timeline(snapshot: &Snapshot, incidents: &[&Incident]) -> Vec<Bin> {
    let days: Vec<Date> = incidents.iter().filter(|i| i.actual).filter_map(|i| day_of(i)).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Vec::new() };
    let width = bin_days(*first, *last);
    let mut bins: BTreeMap<(Date, Date), (usize, usize, usize)> = BTreeMap::new();
    let (mut at, end) = (bin(*first, width), bin(*last, width));
    while at <= end && bins.len() < 2_000 {
        bins.insert(at, (0, 0, 0));
        let next = at.1.saturating_add(1.day());
        at = bin(next, width);
    }
    for incident in incidents.iter().filter(|i| i.actual) {
        let Some(day) = day_of(incident) else { continue };
        let (incidents, claims, contested) = bins.entry(bin(day, width)).or_default();
        *incidents += 1;
        *claims += incident.claims.len();
        *contested += usize::from(snapshot.account.contest(incident.id).is_some());
    }
    let bin = |((from, to), (incidents, claims, contested)): ((Date, Date), (usize, usize, usize))| Bin {
        from: from.to_string(),
        to: to.to_string(),
        incidents,
        claims,
        contested,
    };
    bins.into_iter().map(bin).collect()
}

fn places(view: &View<'_>, incidents: &[&Incident]) -> Vec<PlaceTally> {
    let mut tally: BTreeMap<&str, (usize, &riwaya_ledger::account::Spot)> = BTreeMap::new();
    for spot in incidents.iter().filter(|i| i.actual).flat_map(|i| &i.spots).filter(|s| s.is_known()) {
        tally.entry(&spot.key).or_insert((0, spot)).0 += 1;
    }
    let mut tally: Vec<(usize, &riwaya_ledger::account::Spot)> = tally.into_values().collect();
    tally.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
    tally.truncate(MOST_PLACES);
    let place = |(incidents, spot): (usize, &riwaya_ledger::account::Spot)| {
        let place = view.place(spot);
        let label = Label { key: place.key, ar: place.ar, en: place.en };
        PlaceTally { place: label, lat: place.lat, lon: place.lon, kind: place.kind, incidents }
    };
    tally.into_iter().map(place).collect()
}

/// Incidents on the map.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MapView {
    /// Every day from the first incident to the last, or the first days of weeks or months where they are many.
    pub bins: Vec<String>,
    /// Incidents with a position, in the order of time.
    pub incidents: Vec<MapIncident>,
    /// Incidents that are left out because no position is known.
    pub without_position: usize,
}

/// An incident on the map.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MapIncident {
    /// What stands for it.
    pub id: String,
    /// What kind of event.
    pub family: &'static str,
    /// First day on which it may have been; absent where no report has a day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Degrees north of the most exact place told of it.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `country`, `region`, `town` …
    pub kind: String,
    /// For an area, kilometres around the position within which nine in ten of its known places lie.
    pub radius_km: Option<f64>,
    /// Whether somebody denies it or numbers of it differ.
    pub contested: bool,
    /// The place.
    pub place: Label,
    /// Lowest and highest number of dead that is told of those of whom most are told.
    pub killed: Option<[u64; 2]>,
}

/// Incidents on one map at most.
const MOST_ON_MAP: usize = 20_000;

/// Gives incidents with their positions.
#[utoipa::path(get, path = "/map", tag = "account", params(FilterParams),
    responses((status = 200, body = MapView), Refusals))]
pub(super) async fn map(State(desk): Shared, Asked(filter): Asked<FilterParams>) -> Result<Json<MapView>, Problem> {
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let wanted = Wanted::of(desk, ledger, &snapshot, &filter)?;
        Ok(map_view(&snapshot, &wanted))
    });
    Ok(Json(answer.await?))
}

pub(crate) fn map_view(snapshot: &Snapshot, wanted: &Wanted) -> MapView {
    let mut found = incidents_of(snapshot, wanted, Order::Oldest);
    found.retain(|i| i.actual);
    let view = View::new(&snapshot.account);
    let all = found.len();
    let mut incidents: Vec<MapIncident> = found.iter().filter_map(|i| on_map(snapshot, &view, i)).collect();
    let without_position = all - incidents.len();
    // The newest stay where there are too many to draw.
    incidents.drain(..incidents.len().saturating_sub(MOST_ON_MAP));
    let bins = timeline(snapshot, &found).into_iter().map(|b| b.from).collect();
    MapView { bins, incidents, without_position }
}

fn on_map(snapshot: &Snapshot, view: &View<'_>, incident: &Incident) -> Option<MapIncident> {
    let placed = incident.spots.iter().map(|s| view.place(s)).filter(|p| p.lat.is_some());
    let reach = |key: &str| gazetteer::site(key).and_then(|s| s.reach);
    // The most exact place: a point before an area, a small area before a large one.
    let place = placed.min_by(|a, b| {
        let size = |p: &view::PlaceLabel| match p.precision {
            view::Precision::Point => 0.0,
            _ => reach(&p.key).unwrap_or(f64::MAX),
        };
        size(a).total_cmp(&size(b))
    })?;
    let radius_km = (place.precision == view::Precision::Area).then(|| reach(&place.key)).flatten();
    let dead = snapshot.account.extremes(incident.id).iter();
    let killed = dead.filter(|e| e.harm == Harm::Killed && e.side.is_none()).max_by_key(|e| e.high.0);
    let day = |d: Date| d.to_string();
    Some(MapIncident {
        id: incident.id.0.to_string(),
        family: incident.family.as_str(),
        from: incident.days.map(|d| d.from).or(incident.first_published).map(day),
        to: incident.days.map(|d| d.to).or(incident.first_published).map(day),
        lat: place.lat?,
        lon: place.lon?,
        kind: place.kind,
        radius_km,
        contested: snapshot.account.contest(incident.id).is_some(),
        place: Label { key: place.key, ar: place.ar, en: place.en },
        killed: killed.map(|e| [e.low.0, e.high.0]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_grow_with_the_time_they_cover() {
        let day = |s: &str| s.parse::<Date>().unwrap();
        assert_eq!(bin_days(day("2020-09-27"), day("2020-11-10")), 1);
        assert_eq!(bin_days(day("2020-01-01"), day("2021-01-01")), 7);
        assert_eq!(bin_days(day("2004-01-01"), day("2021-01-01")), 0);
        assert_eq!(bin(day("2020-10-08"), 7), (day("2020-10-05"), day("2020-10-11")));
        assert_eq!(bin(day("2020-10-08"), 0), (day("2020-10-01"), day("2020-10-31")));
    }
}
