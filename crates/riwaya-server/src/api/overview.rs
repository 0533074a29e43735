//! The whole at a glance.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::thread;

use axum::extract::State;
use riwaya_ledger::account::{Contest, TollSeries, Truce};
use riwaya_ledger::{Chosen, Extent, Filter, Glance, GlancedPlace, Ledger, LedgerError, Lengths, Published, Tally};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, FromGiven, Given};
use super::timeline::{Bin, Bins};
use super::told::Told;
use super::{Problem, Refusals, Shared};
use crate::desk::{Desk, Snapshot};
use crate::gazetteer;
use crate::view::{self, EventName, Label, View};

/// What the ledger holds, in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Numbers {
    /// Reports: those that tell a claim asked for; under no filter all.
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
    /// First day of publication, in the whole ledger.
    pub first: Option<String>,
    /// Last day of publication, in the whole ledger.
    pub last: Option<String>,
    /// First day of publication of the reports that tell a claim asked for; under no filter that of all.
    pub first_asked: Option<String>,
    /// Last day of publication of these.
    pub last_asked: Option<String>,
    /// Who publishes the reports: how many.
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
    /// How far it reaches around its position, where it is an area of known extent.
    pub radius_km: Option<f64>,
    /// Incidents.
    pub incidents: usize,
}

/// An event with its claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EventTally {
    /// The event.
    #[schema(value_type = EventName)]
    pub event: &'static str,
    /// Claims of it: those asked for.
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
    /// The longest tolls that run over many events, where they are few also those of single incidents; of long ones so many
    /// counts that their course can be seen.
    pub tolls: Vec<view::TollSeries>,
    /// The truces most spoken of.
    pub truces: Vec<view::Truce>,
    /// The contests with most words.
    pub contests: Vec<view::ContestBrief>,
    /// The places of most incidents.
    pub places: Vec<PlaceTally>,
    /// Claims by event.
    pub events: Vec<EventTally>,
    /// The sides that its tolls, truces and contests name, the most named first.
    pub sides: Vec<Label>,
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
const MOST: Lengths = Lengths { incidents: 0, contests: 6, tolls: 3, tolls_of_incidents: true, truces: 3 };
const MOST_PLACES: usize = 60;
/// Counts by which the course of a toll is shown.
const COURSE: usize = 60;

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
    sides: Vec<Label>,
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
    sides: &'a [Label],
}

impl Kept {
    /// The overview of what a filter asks for.
    pub(crate) fn of(snapshot: &Snapshot, ledger: &mut Ledger, filter: &Filter) -> Result<Self, LedgerError> {
        let Overview { stats, timeline, tolls, truces, contests, places, events, sides, .. } =
            made(snapshot, ledger, filter)?;
        Ok(Self {
            stats,
            timeline: to_raw_value(&timeline)?,
            tolls: to_raw_value(&tolls)?,
            truces: to_raw_value(&truces)?,
            contests: to_raw_value(&contests)?,
            places: to_raw_value(&places)?,
            events: to_raw_value(&events)?,
            sides,
        })
    }

    /// The sides that it names, the most named first.
    pub(super) fn sides(&self) -> &[Label] {
        &self.sides
    }

    /// The last day of publication.
    pub(super) fn last(&self) -> Option<String> {
        self.stats.last.clone()
    }

    /// As it is told now.
    fn told(&self, desk: &Desk, changes: Option<Changes>) -> Result<Vec<u8>, LedgerError> {
        let Self { stats, timeline, tolls, truces, contests, places, events, sides } = self;
        let (decisions, waiting) = (desk.log(crate::desk::Log::len), desk.waiting());
        let stats = Numbers { decisions, waiting, ..stats.clone() };
        Ok(serde_json::to_vec(&Answered { stats, changes, timeline, tolls, truces, contests, places, events, sides })?)
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
    // Counting needs no ledger: it goes on beside the lists.
    let (counted, lists) = thread::scope(|scope| {
        let counted = scope.spawn(|| (snapshot.tally_of(filter, &chosen), published(snapshot, filter, &chosen)));
        let lists = snapshot.under(ledger, filter, |ledger, under| ledger.overview(under, &MOST));
        (counted.join().unwrap_or_else(|panic| resume_unwind(panic)), lists)
    });
    let ((tally, published), lists) = (counted, lists?);
    let riwaya_ledger::Overview { account, mut contests, mut tolls, mut truces, .. } = lists;
    let tally = tally?;
    let (first_asked, last_asked) = published.days.unzip();
    let stats = Numbers {
        reports: published.documents as i64,
        claims: chosen.claims(),
        incidents: tally.incidents,
        contests: tally.contested,
        truces: truces.total,
        decisions: 0,
        waiting: 0,
        first: snapshot.stats.published.map(|p| p.0.to_string()),
        last: snapshot.stats.published.map(|p| p.1.to_string()),
        first_asked: view::day(first_asked),
        last_asked: view::day(last_asked),
        outlets: published.outlets,
        stamp: snapshot.extent.to_string(),
    };
    let weight = |c: &Contest| (c.denying.len().min(c.asserting.len()), c.denying.len() + c.asserting.len());
    contests.found.sort_by_key(|c| Reverse(weight(c)));
    tolls.found.sort_by_key(|t| Reverse(t.points.len()));
    truces.found.sort_by_key(|t| Reverse(t.claims.len()));
    let view = View::new(&account);
    let events = published.events.iter();
    let events = events.map(|(event, claims)| EventTally { event: event.as_str(), claims: *claims as i64 });
    Ok(Overview {
        changes: None,
        timeline: Bins::over(&tally).timeline(&tally.days),
        tolls: tolls.found.iter().map(|t| view.toll_course(t, COURSE)).collect(),
        truces: truces.found.iter().map(|t| view.truce(t)).collect(),
        contests: contests.found.iter().map(|c| view.contest_brief(c)).collect(),
        places: places(&snapshot.glance, &tally),
        sides: sides((&tolls.found, &truces.found, &contests.found)).into_iter().map(|s| view.label(s)).collect(),
        events: events.collect(),
        stats,
    })
}

/// The reports that tell what is asked for: under no filter all, also those that claim nothing.
fn published(snapshot: &Snapshot, filter: &Filter, chosen: &Chosen) -> Published {
    let published = snapshot.glance.published(chosen);
    if *filter != Filter::default() {
        return published;
    }
    let documents = usize::try_from(snapshot.stats.documents).unwrap_or_default();
    Published { documents, outlets: snapshot.outlets, days: snapshot.stats.published, ..published }
}

/// The sides that parts of the account name, the most named first, then by key.
fn sides<'a>((tolls, truces, contests): (&'a [TollSeries], &'a [Truce], &'a [Contest])) -> Vec<&'a str> {
    let tolls =
        tolls.iter().flat_map(|t| t.key.victims.iter().chain(t.points.iter().filter_map(|p| p.word.side.as_ref())));
    let truces = truces.iter().flat_map(|t| {
        let violations = t.violations.iter().flat_map(|v| v.accused.iter().chain(&v.word.side));
        t.parties.iter().chain(violations)
    });
    let words = contests.iter().flat_map(|c| c.asserting.iter().chain(&c.denying));
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for side in tolls.chain(truces).chain(words.filter_map(|w| w.side.as_ref())) {
        *named.entry(side.key()).or_default() += 1;
    }
    let mut sides: Vec<(&str, usize)> = named.into_iter().collect();
    sides.sort_by_key(|(_, times)| Reverse(*times));
    sides.into_iter().map(|(side, _)| side).collect()
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

/// The places of most incidents told as facts, by their indices, with how many.
pub(super) fn tallied(glance: &Glance, tally: &Tally) -> Vec<(usize, usize)> {
    let key = |place: usize| glance.places().get(place).map(|p| &p.key);
    let counts = tally.places.iter().copied().enumerate();
    let mut tally: Vec<(usize, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    tally.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| key(a.0).cmp(&key(b.0))));
    tally
}

pub(super) fn place_label(place: &GlancedPlace) -> Label {
    let (ar, en) = (&place.label.arabic, &place.label.english);
    Label { key: place.key.to_string(), ar: ar.to_string(), en: en.as_deref().map(str::to_owned) }
}

fn places(glance: &Glance, tally: &Tally) -> Vec<PlaceTally> {
    let place = |(place, incidents): (usize, usize)| {
        let place = glance.places().get(place)?;
        let site = gazetteer::site(&place.key)?;
        let (lat, lon) = site.position.unzip();
        let radius_km = gazetteer::reach(&place.key).filter(|_| site.is_area());
        Some(PlaceTally { place: place_label(place), lat, lon, kind: site.kind.to_owned(), radius_km, incidents })
    };
    tallied(glance, tally).into_iter().take(MOST_PLACES).filter_map(place).collect()
}
