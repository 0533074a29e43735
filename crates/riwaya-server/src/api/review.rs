//! What to look at next, and how far reviewers have come.

use axum::Json;
use axum::extract::State;
use riwaya_ledger::{Filter, Ledger, LedgerError};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, FromGiven, Given, PageParams};
use super::claims::{DeskClaim, desk_claim};
use super::{List, Problem, Refusals, Shared};
use crate::desk::{Because, Candidate, Counted, Desk, Sheets, Snapshot, by_doubt};

/// Which claims of the queue are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct QueueParams {
    /// Leave out claims that this reviewer judged, rather than those that anybody judged.
    #[param(min_length = 1, max_length = 300)]
    pub by: Option<String>,
}

impl FromGiven for QueueParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { by: given.text("by")? })
    }
}

/// A claim worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Queued {
    /// The claim.
    pub claim: DeskClaim,
    /// How much a look is worth, from 0 to 1.
    pub value: f64,
    /// Why: `low_confidence`, `contested`, `high_toll`.
    pub because: Vec<&'static str>,
}

/// A part of the queue.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Queue {
    /// This part: claims that wait for whoever asks, then those that do not.
    #[serde(flatten)]
    pub list: List<Queued>,
    /// How many of the whole queue wait.
    pub open: usize,
    /// Of how many claims that are asked for these are the worthiest.
    pub among: usize,
}

/// How far reviewers have come.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Progress {
    /// Claims about which a judgement stands.
    pub decided: usize,
    /// Claims about which none does.
    pub open: usize,
    /// Decisions that are not worked into incidents, contests, tolls and truces yet.
    pub waiting: usize,
    /// Decisions by reviewer, the busiest first.
    pub by: Vec<Reviewer>,
    /// How far they agree.
    pub agreement: Agreement,
}

/// A reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reviewer {
    /// Who.
    pub who: String,
    /// How many decisions.
    pub decisions: usize,
}

/// How far reviewers agree on claims that several of them judged.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Agreement {
    /// Pairs of judgements of one claim by two reviewers.
    pub pairs: usize,
    /// Pairs that are the same.
    pub agreeing: usize,
    /// Share of pairs that are the same; absent where there is none.
    pub share: Option<f64>,
    /// Cohen's kappa over these pairs; absent where it is not defined.
    pub kappa: Option<f64>,
}

/// Lists claims worth a look: first those that nobody judged, the worthiest first.
#[utoipa::path(get, path = "/review/queue", tag = "review", params(FilterParams, QueueParams, PageParams),
    responses((status = 200, body = Queue), Refusals))]
pub(super) async fn queue(
    State(desk): Shared,
    Asked(asked): Asked<((FilterParams, QueueParams), PageParams)>,
) -> Result<Json<Queue>, Problem> {
    let ((filter, queue), page) = asked;
    let answer = desk.ask(move |desk, ledger| {
        let snapshot = desk.snapshot();
        let filter = filter.filter(ledger)?;
        let candidates = snapshot.queue(ledger, &filter)?;
        let reopened = reopened(desk, &snapshot, ledger, &filter)?;
        let (open, judged): (Vec<&Candidate>, Vec<&Candidate>) = desk.log(|log| {
            let is_open = |c: &&Candidate| match &queue.by {
                None => log.standing(c.claim).is_none(),
                Some(by) => !log.about(c.claim).any(|d| d.by == *by && !log.is_undone(d.number)),
            };
            by_worth(&candidates, &reopened).partition(is_open)
        });
        let (waiting, among) = (open.len(), snapshot.chosen(ledger, &filter)?.claims() + reopened.len());
        let found: Vec<&Candidate> = open.into_iter().chain(judged).collect();
        let from = page.cursor.unwrap_or_default().min(found.len());
        let to = (from + page.limit).min(found.len());
        let sheets = Sheets::new(desk, ledger);
        let mut items = Vec::with_capacity(to - from);
        for candidate in &found[from..to] {
            // One that a newer reading no longer makes is left out until the account is made anew.
            let Some(claim) = desk_claim(desk, &sheets, candidate.claim)? else { continue };
            let because = candidate.because.iter().map(|b| Because::as_str(*b)).collect();
            items.push(Queued { claim, value: candidate.value, because });
        }
        let list = List { items, next: (to < found.len()).then(|| to.to_string()), total: Some(found.len()) };
        Ok(Queue { list, open: waiting, among: among.max(found.len()) })
    });
    Ok(Json(answer.await?))
}

/// Claims asked for that the account lacks because they were rejected when it was made, and are not any more; the worthiest
/// first.
fn reopened(
    desk: &Desk,
    snapshot: &Snapshot,
    ledger: &mut Ledger,
    filter: &Filter,
) -> Result<Vec<Candidate>, LedgerError> {
    let claims = desk.log(|log| log.reopened_since(snapshot.extent.decision));
    let mut reopened = by_doubt(ledger, filter, &claims)?;
    reopened.sort_by(|a, b| b.value.total_cmp(&a.value));
    Ok(reopened)
}

/// Both in one order, the worthiest first, as each is.
fn by_worth<'a>(some: &'a [Candidate], others: &'a [Candidate]) -> impl Iterator<Item = &'a Candidate> {
    let (mut some, mut others) = (some.iter().peekable(), others.iter().peekable());
    std::iter::from_fn(move || match (some.peek(), others.peek()) {
        (Some(a), Some(b)) if a.value < b.value => others.next(),
        (None, _) => others.next(),
        _ => some.next(),
    })
}

/// Gives how far reviewers have come, and how far they agree.
#[utoipa::path(get, path = "/review/progress", tag = "review", responses((status = 200, body = Progress), Refusals))]
pub(super) async fn progress(State(desk): Shared, Asked(()): Asked<()>) -> Result<Json<Progress>, Problem> {
    let snapshot = desk.snapshot();
    let (Counted { judged: decided, by, agreement }, rejected) =
        desk.log(|log| (log.counted().clone(), log.rejected_until(snapshot.extent.decision)));
    // The account lacks the claims that were rejected when it was made, not those that are rejected since.
    let all = usize::try_from(snapshot.stats.claims).unwrap_or_default() + rejected;
    Ok(Json(Progress {
        decided,
        open: all.saturating_sub(decided),
        waiting: desk.waiting(),
        by: by.into_iter().map(|(who, decisions)| Reviewer { who, decisions }).collect(),
        agreement: Agreement {
            pairs: agreement.pairs,
            agreeing: agreement.agreeing,
            share: (agreement.pairs > 0).then(|| agreement.agreeing as f64 / agreement.pairs as f64),
            kappa: agreement.kappa,
        },
    }))
}
