//! Incidents, contests, tolls and truces.

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use riwaya_ledger::account::{Contest, Incident, TollSeries, Truce, Word};
use riwaya_ledger::{ClaimId, LedgerError};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, FromGiven, Given, Order, PageParams};
use super::claims::{DeskClaim, desk_claim};
use super::{List, Problem, Refusals, Shared, Wanted, ids, part};
use crate::desk::{Sheets, Snapshot};
use crate::view::{self, View};

/// In which order a list goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderParams {
    /// In which order.
    #[param(inline, default = "newest", required = false)]
    pub order: Order,
}

impl FromGiven for OrderParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { order: given.one("order")?.unwrap_or_default() })
    }
}

type ListAsked = Asked<((FilterParams, OrderParams), PageParams)>;

/// An incident with everything told of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IncidentWhole {
    /// The incident.
    #[serde(flatten)]
    pub incident: view::Incident,
    /// What is contested of it.
    pub contest: Option<view::Contest>,
    /// Every claim about it, as it stands.
    pub claims_whole: Vec<DeskClaim>,
}

/// A truce with its state on a day.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TruceWhole {
    /// The truce.
    #[serde(flatten)]
    pub truce: view::Truce,
    /// How it stands: on the day asked for, else as last told.
    pub state: view::State,
}

/// Incidents that are asked for, in the order of time.
pub(crate) fn incidents_of<'s>(snapshot: &'s Snapshot, wanted: &Wanted, order: Order) -> Vec<&'s Incident> {
    let is_asked = |i: &&Incident| wanted.any(i.claims.iter().map(|(c, _)| *c));
    let mut found: Vec<&Incident> = snapshot.account.incidents.iter().filter(is_asked).collect();
    found.sort_by_cached_key(|i| view::in_time(i));
    ordered(found, order)
}

/// Contests that are asked for, in the order of time.
pub(crate) fn contests_of<'s>(snapshot: &'s Snapshot, wanted: &Wanted, order: Order) -> Vec<&'s Contest> {
    let is_asked = |c: &&Contest| wanted.any(contest_words(c).map(|w| w.claim));
    let mut found: Vec<&Contest> = snapshot.account.contests.iter().filter(is_asked).collect();
    found.sort_by_cached_key(|c| (view::day_of(&snapshot.account, c.about), c.about));
    ordered(found, order)
}

/// Truces that are asked for, in the order of time.
pub(crate) fn truces_of<'s>(snapshot: &'s Snapshot, wanted: &Wanted, order: Order) -> Vec<&'s Truce> {
    let is_asked = |t: &&Truce| wanted.any(t.claims.iter().copied());
    let mut found: Vec<&Truce> = snapshot.account.truces.iter().filter(is_asked).collect();
    found.sort_by_key(|t| (t.day(), t.id));
    ordered(found, order)
}

/// Series that are asked for: those that run over days before those of one incident, the longest first.
pub(crate) fn tolls_of<'s>(snapshot: &'s Snapshot, wanted: &Wanted) -> Vec<&'s TollSeries> {
    let is_asked = |t: &&TollSeries| wanted.any(t.points.iter().map(|p| p.word.claim));
    let mut found: Vec<&TollSeries> = snapshot.account.tolls.iter().filter(is_asked).collect();
    let runs = |t: &TollSeries| !matches!(t.key.scope, riwaya_ledger::account::Scope::Incident(_));
    found.sort_by(|a, b| {
        runs(b).cmp(&runs(a)).then(b.points.len().cmp(&a.points.len())).then_with(|| a.key.cmp(&b.key))
    });
    found
}

fn contest_words(contest: &Contest) -> impl Iterator<Item = &Word> {
    let numbers = contest.numbers.iter().flat_map(|n| &n.told).map(|t| &t.word);
    contest.asserting.iter().chain(&contest.denying).chain(numbers)
}

fn ordered<T>(mut found: Vec<T>, order: Order) -> Vec<T> {
    if order == Order::Newest {
        found.reverse();
    }
    found
}

/// Lists incidents.
#[utoipa::path(get, path = "/incidents", tag = "account", params(FilterParams, OrderParams, PageParams),
    responses((status = 200, body = List<view::Incident>), Refusals))]
pub(super) async fn incidents(
    State(desk): Shared,
    Asked(asked): ListAsked,
) -> Result<Json<List<view::Incident>>, Problem> {
    let ((filter, order), page) = asked;
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let wanted = Wanted::of(desk, ledger, &snapshot, &filter)?;
        let found = incidents_of(&snapshot, &wanted, order.order);
        let view = View::new(&snapshot.account);
        Ok(part(&found, page, |i| view.incident(i)))
    });
    Ok(Json(answer.await?))
}

/// Gives one incident with every claim about it.
#[utoipa::path(get, path = "/incidents/{id}", tag = "account",
    params(("id" = String, Path, description = "The incident, or any claim about it",
        pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")),
    responses((status = 200, body = IncidentWhole), Refusals))]
pub(super) async fn incident(
    State(desk): Shared,
    Path(id): Path<String>,
    Asked(()): Asked<()>,
) -> Result<Json<IncidentWhole>, Problem> {
    ids::claim("id", &id)?;
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let claim = ledger.claim_id(&id)?;
        let incident = snapshot.incident_of(claim).ok_or(LedgerError::Unknown(id))?;
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&snapshot.account, &sheets);
        let claims: Vec<ClaimId> = incident.claims.iter().map(|(c, _)| *c).collect();
        Ok(IncidentWhole {
            incident: view.incident(incident),
            contest: snapshot.account.contest(incident.id).map(|c| view.contest(c)),
            claims_whole: claims
                .iter()
                .filter_map(|c| desk_claim(desk, &snapshot, &sheets, *c).transpose())
                .collect::<Result<_, _>>()?,
        })
    });
    Ok(Json(answer.await?))
}

/// Lists what some assert and others deny, and numbers that differ.
#[utoipa::path(get, path = "/contests", tag = "account", params(FilterParams, OrderParams, PageParams),
    responses((status = 200, body = List<view::Contest>), Refusals))]
pub(super) async fn contests(
    State(desk): Shared,
    Asked(asked): ListAsked,
) -> Result<Json<List<view::Contest>>, Problem> {
    let ((filter, order), page) = asked;
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let wanted = Wanted::of(desk, ledger, &snapshot, &filter)?;
        let found = contests_of(&snapshot, &wanted, order.order);
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&snapshot.account, &sheets);
        Ok(part(&found, page, |c| view.contest(c)))
    });
    Ok(Json(answer.await?))
}

/// Lists the counts of each harm over time, by series: those that run over days before those of one incident.
#[utoipa::path(get, path = "/tolls", tag = "account", params(FilterParams, PageParams),
    responses((status = 200, body = List<view::TollSeries>), Refusals))]
pub(super) async fn tolls(
    State(desk): Shared,
    Asked((filter, page)): Asked<(FilterParams, PageParams)>,
) -> Result<Json<List<view::TollSeries>>, Problem> {
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let wanted = Wanted::of(desk, ledger, &snapshot, &filter)?;
        let found = tolls_of(&snapshot, &wanted);
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&snapshot.account, &sheets);
        Ok(part(&found, page, |t| view.toll(t)))
    });
    Ok(Json(answer.await?))
}

/// Lists truces.
#[utoipa::path(get, path = "/truces", tag = "account", params(FilterParams, OrderParams, PageParams),
    responses((status = 200, body = List<view::Truce>), Refusals))]
pub(super) async fn truces(State(desk): Shared, Asked(asked): ListAsked) -> Result<Json<List<view::Truce>>, Problem> {
    let ((filter, order), page) = asked;
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let wanted = Wanted::of(desk, ledger, &snapshot, &filter)?;
        let found = truces_of(&snapshot, &wanted, order.order);
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&snapshot.account, &sheets);
        Ok(part(&found, page, |t| view.truce(t)))
    });
    Ok(Json(answer.await?))
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OnParams {
    /// The day on which it is asked for; else as last told.
    #[param(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
}

impl FromGiven for OnParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { on: given.one("on")? })
    }
}

/// Gives one truce, and how it stands on a day as each party has it.
#[utoipa::path(get, path = "/truces/{id}", tag = "account",
    params(("id" = String, Path, description = "The truce, or any claim about it",
        pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$"), OnParams),
    responses((status = 200, body = TruceWhole), Refusals))]
pub(super) async fn truce(
    State(desk): Shared,
    Path(id): Path<String>,
    Asked(OnParams { on }): Asked<OnParams>,
) -> Result<Json<TruceWhole>, Problem> {
    ids::claim("id", &id)?;
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let claim = ledger.claim_id(&id)?;
        let truce = snapshot.truce_of(claim).ok_or(LedgerError::Unknown(id))?;
        let sheets = Sheets::new(desk, ledger);
        Ok(truce_whole(&View::quoting(&snapshot.account, &sheets), truce, on))
    });
    Ok(Json(answer.await?))
}

/// A truce with its state on a day, else as last told.
pub(crate) fn truce_whole(view: &View<'_>, truce: &Truce, on: Option<Date>) -> TruceWhole {
    TruceWhole { truce: view.truce(truce), state: view.state(truce, on.unwrap_or(Date::MAX)) }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn orders_are_named() {
        assert_eq!(Order::from_str("oldest"), Ok(Order::Oldest));
        assert!(Order::from_str("random").is_err());
    }
}
