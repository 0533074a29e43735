//! The whole at a glance, and the map.

use std::collections::BTreeMap;

use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_ledger::{Extent, Filter, Glance, Glanced, Ledger, LedgerError, Lengths};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, FromGiven, Given};
use super::told::Told;
use super::{Problem, Refusals, Shared};
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
    /// Incidents that somebody denies, or of which numbers differ: those asked for.
    pub contests: usize,
    /// Truces: those asked for; absent where only looking at each of them would tell.
    pub truces: Option<usize>,
    /// Decisions.
    pub decisions: usize,
    /// Decisions that are not worked into incidents, contests, tolls and truces yet.
    pub waiting: usize,
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
    /// The longest running tolls; of long ones so many counts that their course can be seen.
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

/// Rows of each part. The longest running tolls have thousands of counts.
const MOST: Lengths = Lengths { incidents: 0, contests: 8, tolls: 3, truces: 4 };
const MOST_PLACES: usize = 60;

/// Gives the whole at a glance.
#[utoipa::path(get, path = "/overview", tag = "account", params(FilterParams, SeenParams),
    responses((status = 200, body = Overview), Refusals))]
pub(super) async fn overview(
    State(desk): Shared,
    Asked((filter, seen)): Asked<(FilterParams, SeenParams)>,
) -> Result<Told, Problem> {
    let answer = desk.ask(move |desk, ledger| {
        let filter = filter.filter(ledger)?;
        let snapshot = desk.snapshot();
        let kept = snapshot.overview(&filter, ledger)?;
        let changes = seen.seen.map(|seen| changes(ledger, &snapshot, seen)).transpose()?;
        kept.told(desk, changes)
    });
    Ok(Told(answer.await?.into()))
}

/// An overview as it is kept as long as the account does not change: all but a few of its numbers is written already.
#[derive(Debug)]
pub(crate) struct Kept {
    stats: Numbers,
    timeline: Box<RawValue>,
    tolls: Box<RawValue>,
    truces: Box<RawValue>,
    contests: Box<RawValue>,
    places: Box<RawValue>,
    events: Box<RawValue>,
}

/// An [`Overview`] as it is answered.
#[derive(Serialize)]
struct Answered<'a> {
    stats: Numbers,
    changes: Option<Changes>,
    timeline: &'a RawValue,
    tolls: &'a RawValue,
    truces: &'a RawValue,
    contests: &'a RawValue,
    places: &'a RawValue,
    events: &'a RawValue,
}

impl Kept {
    /// The overview of what a filter asks for.
    pub(crate) fn of(snapshot: &Snapshot, ledger: &mut Ledger, filter: &Filter) -> Result<Self, LedgerError> {
        let Overview { stats, timeline, tolls, truces, contests, places, events, .. } = made(snapshot, ledger, filter)?;
        Ok(Self {
            stats,
            timeline: to_raw_value(&timeline)?,
            tolls: to_raw_value(&tolls)?,
            truces: to_raw_value(&truces)?,
            contests: to_raw_value(&contests)?,
            places: to_raw_value(&places)?,
            events: to_raw_value(&events)?,
        })
    }

    /// As it is told now.
    fn told(&self, desk: &Desk, changes: Option<Changes>) -> Result<Vec<u8>, LedgerError> {
        let Self { stats, timeline, tolls, truces, contests, places, events } = self;
        let (decisions, waiting) = (desk.log(crate::desk::Log::len), desk.waiting());
        let stats = Numbers { decisions, waiting, ..stats.clone() };
        Ok(serde_json::to_vec(&Answered { stats, changes, timeline, tolls, truces, contests, places, events })?)
    }
}

pub(crate) fn overview_view(
    desk: &Desk,
    ledger: &mut Ledger,
    filter: &Filter,
    seen: Option<Extent>,
) -> Result<Overview, LedgerError> {
    let snapshot = desk.snapshot();
    let mut overview = made(&snapshot, ledger, filter)?;
    overview.stats.decisions = desk.log(crate::desk::Log::len);
    overview.stats.waiting = desk.waiting();
    overview.changes = seen.map(|seen| changes(ledger, &snapshot, seen)).transpose()?;
    Ok(overview)
}

/// What stays the same as long as the account does.
fn made(snapshot: &Snapshot, ledger: &mut Ledger, filter: &Filter) -> Result<Overview, LedgerError> {
    let chosen = snapshot.chosen(ledger, filter)?;
    let incidents: Vec<&Glanced> = snapshot.glance.incidents_of(&chosen).collect();
    let riwaya_ledger::Overview { account, mut contests, mut tolls, mut truces, .. } =
        ledger.overview(filter, &MOST)?;
    let stats = Numbers {
        reports: snapshot.stats.documents,
        claims: chosen.claims(),
        incidents: incidents.len(),
        contests: incidents.iter().filter(|i| i.contested).count(),
        truces: truces.total,
        decisions: 0,
        waiting: 0,
        first: snapshot.stats.published.map(|p| p.0.to_string()),
        last: snapshot.stats.published.map(|p| p.1.to_string()),
        outlets: snapshot.outlets,
        stamp: snapshot.extent.to_string(),
    };
    let weight = |c: &riwaya_ledger::account::Contest| {
        (c.denying.len().min(c.asserting.len()), c.denying.len() + c.asserting.len())
    };
    contests.found.sort_by_key(|c| std::cmp::Reverse(weight(c)));
    tolls.found.sort_by_key(|t| std::cmp::Reverse(t.points.len()));
    truces.found.sort_by_key(|t| std::cmp::Reverse(t.claims.len()));
    let view = View::new(&account);
    Ok(Overview {
        changes: None,
        timeline: timeline(&incidents),
        tolls: tolls.found.iter().map(|t| view.toll_course(t)).collect(),
        truces: truces.found.iter().map(|t| view.truce(t)).collect(),
        contests: contests.found.iter().map(|c| view.contest(c)).collect(),
        places: places(&snapshot.glance, &incidents),
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
    let touched = snapshot.glance.told_since(seen.document);
    Ok(Changes {
        since: seen.to_string(),
        reports: ledger.documents_since(seen, 0)?.1,
        claims: ledger.claims_since(seen)?,
        contests: touched.iter().filter(|i| i.contested).count(),
        incidents: touched.len(),
        decisions: ledger.decisions_after(seen.decision)?.len(),
    })
}

/// How long bins are: as short as keeps them few enough to be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Day,
    Week,
    Month,
    Year,
}

/// Days, and then weeks, at most; then they become months.
const MOST_BINS: i32 = 120;
/// Months at most; then they become years. Reports of a war tell of centuries before it too.
const MOST_MONTHS: i32 = 600;

impl Width {
    fn over(first: Date, last: Date) -> Self {
        let days = first.until(last).map_or(0, |s| s.get_days());
        match days {
            ..MOST_BINS => Self::Day,
            _ if days / 7 < MOST_BINS => Self::Week,
            _ if days / 31 < MOST_MONTHS => Self::Month,
            _ => Self::Year,
        }
    }

    /// First and last day of the bin that holds a day.
    fn bin(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let from = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                (from, from.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }
}

/// The incidents told as facts, by runs of one day.
fn by_day<'a>(incidents: &'a [&'a Glanced]) -> impl Iterator<Item = (Date, &'a [&'a Glanced])> {
    let days = incidents.chunk_by(|a, b| a.day == b.day);
    days.filter_map(|day| Some((day.first()?.day?, day)))
}

fn timeline(incidents: &[&Glanced]) -> Vec<Bin> {
    let with_facts = || by_day(incidents).filter(|(_, of)| of.iter().any(|i| i.actual)).map(|(day, _)| day);
    let (Some(first), Some(last)) = (with_facts().min(), with_facts().max()) else { return Vec::new() };
    let width = Width::over(first, last);
    let mut bins: BTreeMap<(Date, Date), (usize, usize, usize)> = BTreeMap::new();
    let (mut at, end) = (width.bin(first), width.bin(last));
    while at <= end && bins.len() < 2_000 {
        bins.insert(at, (0, 0, 0));
        let next = at.1.saturating_add(1.day());
        at = width.bin(next);
    }
    for (day, of) in by_day(incidents).filter(|(day, _)| (first..=last).contains(day)) {
        let (incidents, claims, contested) = bins.entry(width.bin(day)).or_default();
        for incident in of.iter().filter(|i| i.actual) {
            *incidents += 1;
            *claims += incident.claims as usize;
            *contested += usize::from(incident.contested);
        }
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

/// The places of most incidents told as facts, with how many.
fn tallied(glance: &Glance, incidents: &[&Glanced]) -> Vec<(u32, usize)> {
    let mut counts = vec![0; glance.places().len()];
    for place in incidents.iter().filter(|i| i.actual).filter_map(|i| i.place) {
        if let Some(count) = counts.get_mut(place as usize) {
            *count += 1;
        }
    }
    let key = |place: u32| glance.places().get(place as usize).map(|p| &p.key);
    let mut tally: Vec<(u32, usize)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
    tally.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| key(a.0).cmp(&key(b.0))));
    tally
}

fn label(place: &riwaya_ledger::GlancedPlace) -> Label {
    let (ar, en) = (&place.label.arabic, &place.label.english);
    Label { key: place.key.to_string(), ar: ar.to_string(), en: en.as_deref().map(str::to_owned) }
}

fn places(glance: &Glance, incidents: &[&Glanced]) -> Vec<PlaceTally> {
    let place = |(place, incidents): (u32, usize)| {
        let place = glance.places().get(place as usize)?;
        let site = gazetteer::site(&place.key)?;
        let (lat, lon) = site.position.unzip();
        Some(PlaceTally { place: label(place), lat, lon, kind: site.kind.to_owned(), incidents })
    };
    tallied(glance, incidents).into_iter().take(MOST_PLACES).filter_map(place).collect()
}

/// Incidents on the map: how many began where and when.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MapView {
    /// Every day from the first incident to the last, or the first days of weeks, months or years where they are many.
    pub bins: Vec<String>,
    /// Places of incidents with a position, those of most incidents first.
    pub places: Vec<MapPlace>,
    /// How many incidents told as facts began there, by place and bin.
    pub cells: Vec<MapCell>,
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

/// The incidents of one place that began within one bin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapCell {
    /// The place, by its index.
    pub place: u32,
    /// The bin, by its index; absent for incidents without a day.
    pub bin: Option<u32>,
    /// Incidents.
    pub incidents: usize,
    /// How many of them somebody denies, or numbers of which differ.
    pub contested: usize,
}

/// Places on one map at most.
const MOST_ON_MAP: usize = 1_000;

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
    let incidents: Vec<&Glanced> = glance.incidents_of(&chosen).filter(|i| i.actual).collect();
    let mut tally = tallied(glance, &incidents);
    let left_out = tally.drain(MOST_ON_MAP.min(tally.len())..).map(|(_, n)| n).sum();
    let mut places = Vec::with_capacity(tally.len());
    let mut at: Vec<Option<u32>> = vec![None; glance.places().len()];
    for (number, _) in tally {
        let Some(place) = glance.places().get(number as usize) else { continue };
        let Some((site, (lat, lon))) = gazetteer::site(&place.key).and_then(|s| Some((s, s.position?))) else {
            continue;
        };
        at[number as usize] = Some(places.len() as u32);
        let radius_km = gazetteer::reach(&place.key).filter(|_| site.is_area());
        places.push(MapPlace { place: label(place), lat, lon, kind: site.kind.to_owned(), radius_km });
    }
    let bins = timeline(&incidents);
    let bin_of = |day: Date| {
        let day = day.to_string();
        u32::try_from(bins.partition_point(|b| b.to < day)).ok()
    };
    let mut cells: BTreeMap<(u32, Option<u32>), (usize, usize)> = BTreeMap::new();
    for day in incidents.chunk_by(|a, b| a.day == b.day) {
        let bin = day.first().and_then(|i| i.day).and_then(bin_of);
        for incident in day {
            let Some(place) = incident.place.and_then(|p| at.get(p as usize)).copied().flatten() else { continue };
            let (count, contested) = cells.entry((place, bin)).or_default();
            *count += 1;
            *contested += usize::from(incident.contested);
        }
    }
    Ok(MapView {
        without_position: incidents.iter().filter(|i| i.place.is_none()).count(),
        left_out,
        places,
        cells: cells
            .into_iter()
            .map(|((place, bin), (incidents, contested))| MapCell { place, bin, incidents, contested })
            .collect(),
        bins: bins.into_iter().map(|b| b.from).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_grow_with_the_time_they_cover() {
        let day = |s: &str| s.parse::<Date>().unwrap();
        assert_eq!(Width::over(day("2020-09-27"), day("2020-11-10")), Width::Day);
        assert_eq!(Width::over(day("2020-01-01"), day("2021-01-01")), Width::Week);
        assert_eq!(Width::over(day("2004-01-01"), day("2021-01-01")), Width::Month);
        assert_eq!(Width::over(day("1757-01-01"), day("2021-01-01")), Width::Year);
        let at = |width: Width| width.bin(day("2020-10-08"));
        assert_eq!(at(Width::Week), (day("2020-10-05"), day("2020-10-11")));
        assert_eq!(at(Width::Month), (day("2020-10-01"), day("2020-10-31")));
        assert_eq!(at(Width::Year), (day("2020-01-01"), day("2020-12-31")));
    }
}
