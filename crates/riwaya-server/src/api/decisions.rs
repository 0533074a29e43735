//! Decisions: appended, listed, taken back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use riwaya_ledger::{Action, Correction, Ledger, LedgerError};
use serde::Deserialize;
use utoipa::ToSchema;

use super::asked::{Asked, FromGiven, Given, PageParams};
use super::{List, Problem, Refusals, Shared, ids};
use crate::body::Body;
use crate::desk::By;
use crate::view::Decision;

/// Which decisions are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionsParams {
    /// By this reviewer.
    #[param(min_length = 1, max_length = 300)]
    pub by: Option<String>,
    /// About this claim.
    #[param(pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")]
    pub about: Option<String>,
}

impl FromGiven for DecisionsParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        let about = given.text("about")?;
        about.as_deref().map_or(Ok(()), |id| ids::claim("about", id))?;
        Ok(Self { by: given.text("by")?, about })
    }
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Deciding {
    /// It was read rightly.
    Accept,
    /// A field of it is something else.
    Correct,
    /// It is no claim, or was not said.
    Reject,
    /// A remark that changes nothing.
    Note,
    /// The incidents of both claims are one event.
    Merge,
    /// The first claim's report tells another event than the rest of its incident.
    Split,
    /// An earlier decision about the claim is taken back.
    Undo,
}

/// A decision to be made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// What is decided.
    #[schema(inline)]
    pub action: Deciding,
    /// The claim it is about; for `merge` and `split` the claim and one of the other incident.
    #[schema(min_items = 1, max_items = 2, pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")]
    pub about: Vec<String>,
    /// For `correct`: `event`, `stance`, `date`, `place`, `actor`, `target`, `source` or a harm.
    #[schema(min_length = 1, max_length = 20)]
    pub field: Option<String>,
    /// For `correct`: the value; empty says that the report does not tell it.
    #[schema(max_length = 300)]
    pub value: Option<String>,
    /// For `undo`: the number of the decision that is taken back; else the last about the claim that stands.
    #[schema(minimum = 1)]
    pub decision: Option<i64>,
    /// Why.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub why: String,
    /// Who decides.
    #[schema(
        min_length = 1,
        max_length = 100,
        pattern = "^[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f][^\\u0000-\\u001f\\u007f-\\u009f]*$"
    )]
    pub by: String,
}

/// Lists decisions, the newest first.
#[utoipa::path(get, path = "/decisions", tag = "review", params(DecisionsParams, PageParams),
    responses((status = 200, body = List<Decision>), Refusals))]
pub(super) async fn decisions(
    State(desk): Shared,
    Asked((asked, page)): Asked<(DecisionsParams, PageParams)>,
) -> Result<Json<List<Decision>>, Problem> {
    let about = asked.about.as_deref().and_then(|id| id.split_once('-').map(|(d, k)| (d.to_owned(), k.to_owned())));
    let found = desk.log(|log| {
        let is_about = |full: &str| {
            let wanted = about.as_ref();
            wanted.is_none_or(|(d, k)| full.split_once('-').is_some_and(|(doc, key)| doc.starts_with(d) && key == k))
        };
        let is_asked = |d: &&std::sync::Arc<riwaya_ledger::Decision>| {
            asked.by.as_ref().is_none_or(|by| d.by == *by) && is_about(&d.about)
        };
        let from = page.cursor.unwrap_or_default();
        let mut items: Vec<Decision> = log
            .newest()
            .filter(is_asked)
            .skip(from)
            .take(page.limit + 1)
            .map(|d| Decision::new(d, log.is_undone(d.number)))
            .collect();
        let more = items.len() > page.limit;
        items.truncate(page.limit);
        let whole = asked.by.is_none() && asked.about.is_none();
        List { next: more.then(|| (from + items.len()).to_string()), items, total: whole.then(|| log.len()) }
    });
    Ok(Json(found))
}

/// Appends a decision. It is on the disk when the answer comes.
#[utoipa::path(post, path = "/decisions", tag = "review", request_body = NewDecision,
    params(("X-Riwaya" = String, Header, description = "Says that no other site sent it", pattern = "^1$")),
    responses((status = 201, body = Decision), Refusals,
        (status = 409, description = "It cannot be decided so", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "It is too long", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "It is no JSON", body = Problem, content_type = "application/problem+json"),
        (status = 507, description = "No room is left", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn decide(
    State(desk): Shared,
    Asked(()): Asked<()>,
    Body(new): Body<NewDecision>,
) -> Result<Response, Problem> {
    check(&new)?;
    let by =
        By { by: new.by.trim().to_owned(), at: jiff::Timestamp::now().to_string(), why: new.why.trim().to_owned() };
    let (claim, action) = desk.ask(move |desk, ledger| resolved(desk, ledger, &new)).await?;
    let decision = desk.decide(claim, action, by).await?;
    Ok((StatusCode::CREATED, Json(Decision::new(&decision, false))).into_response())
}

/// What can be seen without the ledger.
fn check(new: &NewDecision) -> Result<(), Problem> {
    for id in &new.about {
        ids::claim("about", id)?;
    }
    let two = matches!(new.action, Deciding::Merge | Deciding::Split);
    if new.about.len() != if two { 2 } else { 1 } {
        let why = if two { "names the claim and one of the other incident" } else { "names one claim" };
        return Err(Problem::parameter("about", why));
    }
    if new.by.trim().is_empty() || new.by.chars().count() > 100 || new.by.chars().any(char::is_control) {
        return Err(Problem::parameter("by", "is a name of 1 to 100 characters"));
    }
    if new.why.chars().count() > 2_000 {
        return Err(Problem::parameter("why", "is longer than 2000 characters"));
    }
    let correct = new.action == Deciding::Correct;
    match (&new.field, &new.value) {
        (Some(_), Some(value)) if correct && value.chars().count() > 300 => {
            Err(Problem::parameter("value", "is longer than 300 characters"))
        }
        (Some(_), Some(_)) if correct => Ok(()),
        (None, None) if !correct => Ok(()),
        _ if correct => Err(Problem::parameter("field", "is wanted with `value` to correct")),
        _ => Err(Problem::parameter("field", "is only for `correct`")),
    }?;
    let undo = new.action == Deciding::Undo;
    if new.decision.is_some() && !undo { Err(Problem::parameter("decision", "is only for `undo`")) } else { Ok(()) }
}

/// The claim and the action, by the ids of the ledger.
fn resolved(
    desk: &crate::desk::Desk,
    ledger: &Ledger,
    new: &NewDecision,
) -> Result<(riwaya_ledger::ClaimId, Action), LedgerError> {
    let id = |at: usize| ledger.claim_id(new.about.get(at).map_or("", String::as_str));
    let claim = id(0)?;
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let action = match new.action {
        Deciding::Accept => Action::Accept,
        Deciding::Reject => Action::Reject,
        Deciding::Note => Action::Note,
        Deciding::Merge => Action::Merge(id(1)?),
        Deciding::Split => Action::Split(id(1)?),
        Deciding::Correct => Action::Correct(Correction::parse(&format!("{}={}", part(&new.field), part(&new.value)))?),
        Deciding::Undo => {
            let last =
                || desk.log(|log| log.about(claim).filter(|d| !log.is_undone(d.number)).last().map(|d| d.number));
            Action::Undo(new.decision.or_else(last).unwrap_or_default())
        }
    };
    Ok((claim, action))
}
