//! Incidents, contests, tolls and truces.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use riwaya_ledger::account::{self, IncidentId, Scope, Side, TollKey, Truce};
use riwaya_ledger::{DocId, Ledger, LedgerError, Listing};
use riwaya_reader::Harm;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, FromGiven, Given, ListParams, Order};
use super::claims::{DeskClaim, desk_claim};
use super::told::Told;
use super::{List, Problem, Refusals, Shared, ids};
use crate::desk::Sheets;
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

type ListAsked = Asked<((FilterParams, OrderParams), ListParams)>;

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
    /// What is contested of it, and of who broke it.
    pub contests: Vec<view::Contest>,
    /// From when to when it is to hold.
    pub span: view::TruceSpan,
}

/// A part of a list of the account.
fn listed<T, V>(listing: &Listing<T>, view: impl Fn(&T) -> V) -> List<V> {
    List {
        items: listing.found.iter().map(view).collect(),
        next: listing.next.as_ref().map(ToString::to_string),
        total: listing.total,
    }
}

/// Lists incidents.
#[utoipa::path(get, path = "/incidents", tag = "account", params(FilterParams, OrderParams, ListParams),
    responses((status = 200, body = List<view::Incident>), Refusals))]
pub(super) async fn incidents(State(desk): Shared, Asked(asked): ListAsked) -> Result<Told, Problem> {
    let ((filter, order), page) = asked;
    let key = format!("incidents {filter:?} {order:?} {page:?}");
    Told::of(&desk, key, move |_, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        let page = page.clone().page(order.order);
        let listing = snapshot.under(ledger, &filter, |ledger, under| ledger.incidents(under, &page))?;
        let view = View::new(&listing.account);
        Ok(listed(&listing, |found| view.incident(found)))
    })
    .await
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
        let claim = ledger.claim_id(&id)?;
        let (incident, account) = ledger.incident(claim)?.ok_or(LedgerError::Unknown(id))?;
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&account, &sheets);
        Ok(IncidentWhole {
            contest: account.contest(incident.id).map(|c| view.contest(c)),
            claims_whole: incident
                .claims
                .iter()
                .filter_map(|(c, _)| desk_claim(desk, &sheets, *c).transpose())
                .collect::<Result<_, _>>()?,
            incident: view.incident(&incident),
        })
    });
    Ok(Json(answer.await?))
}

/// Lists what some assert and others deny, and numbers that differ.
#[utoipa::path(get, path = "/contests", tag = "account", params(FilterParams, OrderParams, ListParams),
    responses((status = 200, body = List<view::Contest>), Refusals))]
pub(super) async fn contests(State(desk): Shared, Asked(asked): ListAsked) -> Result<Told, Problem> {
    let ((filter, order), page) = asked;
    let key = format!("contests {filter:?} {order:?} {page:?}");
    Told::of(&desk, key, move |desk, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        let page = page.clone().page(order.order);
        let listing = snapshot.under(ledger, &filter, |ledger, under| ledger.contests(under, &page))?;
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&listing.account, &sheets);
        Ok(listed(&listing, |found| view.contest_listed(found)))
    })
    .await
}

/// How the counts of a series are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CourseParams {
    /// Of a long series only so many counts that its course can be seen, the lowest and the highest among them; in a list, of
    /// those behind the first hardly more than these.
    #[param(required = false, default = false)]
    pub course: bool,
}

impl FromGiven for CourseParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { course: given.one("course")?.unwrap_or_default() })
    }
}

/// Counts by which the course of a series is shown.
const COURSE: usize = 160;
/// Those of series behind the first of a list: they are named there, and not drawn.
const COURSE_LISTED: usize = 1;
/// As which day a series of a whole war begins.
const WAR: &str = "war";

/// Lists the counts of each harm over time, by series: those of most counts first.
#[utoipa::path(get, path = "/tolls", tag = "account", params(FilterParams, CourseParams, ListParams),
    responses((status = 200, body = List<view::TollSeries>), Refusals))]
pub(super) async fn tolls(
    State(desk): Shared,
    Asked(asked): Asked<((FilterParams, CourseParams), ListParams)>,
) -> Result<Told, Problem> {
    let ((filter, course), page) = asked;
    let key = format!("tolls {filter:?} {course:?} {page:?}");
    Told::of(&desk, key, move |_, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        let page = page.clone().page(Order::Weight);
        let listing = snapshot.under(ledger, &filter, |ledger, under| ledger.toll_series(under, &page))?;
        // A long series is told by thousands of claims: their sentences are read one by one, where they are looked at.
        let view = View::new(&listing.account);
        let first = listing.found.first().map(|first| &first.key);
        let told = |found: &account::TollSeries| match course.course {
            true => view.toll_course(found, if Some(&found.key) == first { COURSE } else { COURSE_LISTED }),
            false => view.toll(found),
        };
        Ok(listed(&listing, told))
    })
    .await
}

/// A toll series by what it counts.
#[derive(Clone, Debug, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TollParams {
    /// The key of the side that suffered; absent where none is known.
    #[param(min_length = 1, max_length = 300)]
    pub victims: Option<String>,
    /// What befell.
    #[param(value_type = String)]
    pub harm: Harm,
    /// Whom or what.
    #[param(min_length = 1, max_length = 300)]
    pub who: String,
    /// The incident that it counts, else `since` says from when on it counts.
    #[param(pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")]
    pub incident: Option<String>,
    /// The day from which it counts, or `war`.
    pub since: Option<String>,
}

impl FromGiven for TollParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        let missing = |name| Problem::parameter(name, "is missing");
        let incident = given.text("incident")?;
        if let Some(id) = &incident {
            ids::claim("incident", id)?;
        }
        let since = given.text("since")?;
        match (&incident, since.as_deref()) {
            (None, None) => return Err(missing("since")),
            (Some(_), Some(_)) => return Err(Problem::parameter("since", "may not stand beside `incident`")),
            (None, Some(day)) if day != WAR && day.parse::<Date>().is_err() => {
                return Err(Problem::parameter("since", "is neither a day nor `war`"));
            }
            _ => {}
        }
        Ok(Self {
            victims: given.text("victims")?,
            harm: given.one("harm")?.ok_or_else(|| missing("harm"))?,
            who: given.text("who")?.ok_or_else(|| missing("who"))?,
            incident,
            since,
        })
    }
}

impl TollParams {
    fn key(&self, ledger: &Ledger) -> Result<TollKey, LedgerError> {
        let scope = match (&self.incident, &self.since) {
            (Some(id), _) => Scope::Incident(IncidentId(ledger.claim_id(id)?)),
            (None, since) => since.as_deref().and_then(|day| day.parse().ok()).map_or(Scope::War, Scope::Since),
        };
        let victims = self.victims.as_deref().map(Side::new);
        Ok(TollKey { victims, harm: self.harm, who: self.who.as_str().into(), scope })
    }
}

/// Gives one toll series, all of its counts or so many that its course can be seen.
#[utoipa::path(get, path = "/tolls/one", tag = "account", params(TollParams, CourseParams),
    responses((status = 200, body = view::TollSeries), Refusals))]
pub(super) async fn toll(
    State(desk): Shared,
    Asked((asked, course)): Asked<(TollParams, CourseParams)>,
) -> Result<Told, Problem> {
    let key = format!("toll {asked:?} {course:?}");
    Told::of(&desk, key, move |_, _, ledger| {
        let key = asked.key(ledger)?;
        let unknown = || LedgerError::Unknown(format!("{} {}", asked.harm.as_str(), asked.who));
        let (series, account) = ledger.toll(&key)?.ok_or_else(unknown)?;
        let view = View::new(&account);
        Ok(if course.course { view.toll_course(&series, COURSE) } else { view.toll(&series) })
    })
    .await
}

/// Lists truces.
#[utoipa::path(get, path = "/truces", tag = "account", params(FilterParams, OrderParams, ListParams),
    responses((status = 200, body = List<view::Truce>), Refusals))]
pub(super) async fn truces(State(desk): Shared, Asked(asked): ListAsked) -> Result<Told, Problem> {
    let ((filter, order), page) = asked;
    let key = format!("truces {filter:?} {order:?} {page:?}");
    Told::of(&desk, key, move |_, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        let page = page.clone().page(order.order);
        let listing = snapshot.under(ledger, &filter, |ledger, under| ledger.truces(under, &page))?;
        let view = View::new(&listing.account);
        Ok(listed(&listing, |found| view.truce(found)))
    })
    .await
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
        let claim = ledger.claim_id(&id)?;
        let (truce, account) = ledger.truce(claim)?.ok_or(LedgerError::Unknown(id))?;
        let sheets = Sheets::new(desk, ledger);
        let view = View::quoting(&account, &sheets);
        let contests = account.contests.iter().map(|c| view.contest(c)).collect();
        truce_whole((&view, &sheets), (&truce, contests), on)
    });
    Ok(Json(answer.await?))
}

/// A truce with what is contested of it and how long it is to hold, and its state on a day, else as last told.
pub(crate) fn truce_whole(
    (view, sheets): (&View<'_>, &Sheets<'_>),
    (truce, contests): (&Truce, Vec<view::Contest>),
    on: Option<Date>,
) -> Result<TruceWhole, LedgerError> {
    let documents: BTreeSet<DocId> = truce.claims.iter().map(|c| c.doc).collect();
    let sheets = documents.into_iter().map(|doc| sheets.sheet(doc)).collect::<Result<Vec<_>, _>>()?;
    let claims = sheets.iter().flat_map(|sheet| &sheet.report.claims).filter(|c| truce.claims.contains(&c.id));
    Ok(TruceWhole {
        truce: view.truce(truce),
        state: view.state(truce, on.unwrap_or(Date::MAX)),
        contests,
        span: (&riwaya_ledger::TruceSpan::of(truce, claims)).into(),
    })
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
