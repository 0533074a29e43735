//! Claims, one by one.

use axum::Json;
use axum::extract::{Path, State};
use riwaya_ledger::{ClaimId, Found, LedgerError};
use serde::Serialize;
use std::ops::ControlFlow;
use std::sync::Arc;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, PageParams};
use super::{List, Problem, Refusals, Shared, ids};
use crate::desk::{Desk, Sheets};
use crate::view::{self, Claim, Decision, Marked, Quote};

/// A claim with what the desk knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DeskClaim {
    /// The claim.
    #[serde(flatten)]
    pub claim: Claim,
    /// The incident that it speaks of.
    pub incident: Option<String>,
    /// The last judgement of it that stands.
    pub decision: Option<Decision>,
    /// Whether that judgement rejects it.
    pub rejected: bool,
    /// The sentence in which it stands.
    pub sentence: Option<Quote>,
    /// The words that carry it.
    pub marks: Vec<Marked>,
}

/// A claim as the desk shows it; absent where the newest reading does not make it.
///
/// # Errors
/// When the ledger cannot be read.
pub fn desk_claim(desk: &Desk, sheets: &Sheets<'_>, id: ClaimId) -> Result<Option<DeskClaim>, LedgerError> {
    let sheet = sheets.sheet(id.doc)?;
    let Some(claim) = sheet.claim(id) else { return Ok(None) };
    let report = &sheet.report;
    let found = Found {
        claim: claim.clone(),
        document: Arc::clone(&report.document),
        name: Arc::clone(&report.name),
        published: report.published,
    };
    Ok(Some(DeskClaim {
        claim: (&found).into(),
        incident: sheets.incident_of(id)?.map(|i| i.to_string()),
        decision: desk.log(|log| log.standing(id).map(|d| Decision::new(d, false))),
        rejected: report.rejected.iter().any(|c| c.id == id),
        sentence: sheet.sentence(id),
        marks: view::marks(claim),
    }))
}

/// Lists claims, the newest first.
#[utoipa::path(get, path = "/claims", tag = "claims", params(FilterParams, PageParams),
    responses((status = 200, body = List<DeskClaim>), Refusals))]
pub(super) async fn claims(
    State(desk): Shared,
    Asked((filter, page)): Asked<(FilterParams, PageParams)>,
) -> Result<Json<List<DeskClaim>>, Problem> {
    let answer = desk.ask(move |desk, ledger| {
        let filter = filter.filter(ledger)?;
        let total = desk.snapshot().chosen(ledger, &filter)?.claims();
        let (from, mut at, mut ids, mut more) = (page.cursor.unwrap_or_default(), 0, Vec::new(), false);
        ledger.each_claim_id(&filter, |id| {
            if ids.len() == page.limit {
                more = true;
                return ControlFlow::Break(());
            }
            if at >= from {
                ids.push(id);
            }
            at += 1;
            ControlFlow::Continue(())
        })?;
        let next = more.then(|| (from + ids.len()).to_string());
        let sheets = Sheets::new(desk, ledger);
        let items = ids.into_iter().filter_map(|id| desk_claim(desk, &sheets, id).transpose());
        Ok(List { items: items.collect::<Result<_, _>>()?, next, total: Some(total) })
    });
    Ok(Json(answer.await?))
}

/// Gives one claim, also one that was rejected.
#[utoipa::path(get, path = "/claims/{id}", tag = "claims",
    params(("id" = String, Path, description = "The claim", pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")),
    responses((status = 200, body = DeskClaim), Refusals))]
pub(super) async fn claim(
    State(desk): Shared,
    Path(id): Path<String>,
    Asked(()): Asked<()>,
) -> Result<Json<DeskClaim>, Problem> {
    ids::claim("id", &id)?;
    let answer = desk.ask(move |desk, ledger| {
        let claim = ledger.claim_id(&id)?;
        let sheets = Sheets::new(desk, ledger);
        desk_claim(desk, &sheets, claim)?.ok_or(LedgerError::Unknown(id))
    });
    Ok(Json(answer.await?))
}

/// Gives the readings of a claim and what was decided about it, the oldest first.
#[utoipa::path(get, path = "/claims/{id}/history", tag = "claims",
    params(("id" = String, Path, description = "The claim", pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")),
    responses((status = 200, body = Vec<view::Past>), Refusals))]
pub(super) async fn history(
    State(desk): Shared,
    Path(id): Path<String>,
    Asked(()): Asked<()>,
) -> Result<Json<Vec<view::Past>>, Problem> {
    ids::claim("id", &id)?;
    let answer = desk.ask(move |_, ledger| {
        let claim = ledger.claim_id(&id)?;
        Ok(ledger.history_of_claim(claim)?.iter().map(Into::into).collect())
    });
    Ok(Json(answer.await?))
}
