//! Reports with their whole text, and the reader's working behind each claim.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use riwaya_ledger::{ClaimId, DocId, LedgerError};
use riwaya_reader::record::Quotes;
use riwaya_reader::{Explanation, Reader, Report, SentenceNote, Verdict};
use riwaya_text::Span;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, PageParams};
use super::claims::{DeskClaim, desk_claim};
use super::{List, Problem, Refusals, Shared, ids};
use crate::desk::{Desk, Sheet, Sheets};
use crate::view::{EventName, Quote, ReportBrief};

/// A report with its text.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReportView {
    /// The report.
    #[serde(flatten)]
    pub brief: ReportBrief,
    /// Its text as stored; every span counts code points of it.
    pub text: String,
    /// Its claims, also those that were rejected, in the order of the text.
    pub claims_whole: Vec<DeskClaim>,
    /// Other reports that are near-copies of it.
    pub copies: Vec<ReportBrief>,
}

/// How the reader came to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Explained {
    /// The claim.
    pub claim: String,
    /// Whether this program's reader makes the claim; else what follows is of its sentence alone.
    pub made: bool,
    /// The rules that built it.
    pub rules: Vec<RuleNote>,
    /// Its sentence.
    pub sentence: Option<Quote>,
    /// The words of the sentence with their analyses, the likeliest first.
    pub words: Vec<WordNote>,
    /// Names and noun phrases of the sentence.
    pub names: Vec<NameNote>,
    /// Who speaks over which stretch.
    pub speakers: Vec<SpeakerNote>,
    /// Words that may tell an event, and what became of each.
    pub candidates: Vec<CandidateNote>,
}

/// A rule that built a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RuleNote {
    /// Its name.
    pub rule: String,
    /// What its name says: the step of the reader, and what it chose there.
    pub says: String,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WordNote {
    /// The word.
    pub word: Quote,
    /// Its analyses.
    pub analyses: Vec<String>,
}

/// A name or noun phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NameNote {
    /// The phrase.
    pub phrase: Quote,
    /// The name inside it.
    pub name: Quote,
    /// What it was taken for.
    pub reading: String,
}

/// A stretch with its speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpeakerNote {
    /// The word that cites.
    pub cue: Quote,
    /// What is said.
    pub content: Quote,
    /// The sources, nearest the reader first.
    pub chain: Vec<Quote>,
    /// The cue of the lexicon.
    pub rule: String,
}

/// A word that may tell an event.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CandidateNote {
    /// The word.
    pub trigger: Quote,
    /// The frame that proposed it.
    pub frame: String,
    /// The events considered, the likeliest first.
    pub events: Vec<Considered>,
    /// Whether claims were built on it.
    pub built: bool,
    /// Why it was refused, where it was.
    pub refused: Option<String>,
}

/// An event with its probability.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Considered {
    /// The event.
    #[schema(value_type = EventName)]
    pub event: &'static str,
    /// From 0 to 1.
    pub probability: f64,
}

fn brief(sheet: &Sheet) -> ReportBrief {
    let report = &sheet.report;
    ReportBrief::new((&report.document, &report.name), report.published, report.claims.len())
}

/// Lists the reports that make a claim asked for, the newest claims first.
#[utoipa::path(get, path = "/reports", tag = "reports", params(FilterParams, PageParams),
    responses((status = 200, body = List<ReportBrief>), Refusals))]
pub(super) async fn reports(
    State(desk): Shared,
    Asked((filter, page)): Asked<(FilterParams, PageParams)>,
) -> Result<Json<List<ReportBrief>>, Problem> {
    let answer = desk.ask(move |desk, ledger| {
        let filter = filter.filter(ledger)?;
        let mut documents: Vec<DocId> = Vec::new();
        let (from, mut seen, mut more) = (page.cursor.unwrap_or_default(), BTreeSet::new(), false);
        ledger.each_claim_id(&filter, |id| {
            if documents.len() == page.limit {
                more = true;
                return std::ops::ControlFlow::Break(());
            }
            if seen.insert(id.doc) && seen.len() > from {
                documents.push(id.doc);
            }
            std::ops::ControlFlow::Continue(())
        })?;
        let next = more.then(|| (from + documents.len()).to_string());
        let sheets = Sheets::new(desk, ledger);
        let items = documents.into_iter().map(|doc| Ok(brief(&*sheets.sheet(doc)?)));
        Ok(List { items: items.collect::<Result<_, LedgerError>>()?, next, total: None })
    });
    Ok(Json(answer.await?))
}

/// Gives one report with its text, every claim and its near-copies.
#[utoipa::path(get, path = "/reports/{document}", tag = "reports",
    params(("document" = String, Path, description = "The report, or the beginning of its id",
        pattern = "^[0-9a-f]{12,64}$")),
    responses((status = 200, body = ReportView), Refusals))]
pub(super) async fn report(
    State(desk): Shared,
    Path(document): Path<String>,
    Asked(()): Asked<()>,
) -> Result<Json<ReportView>, Problem> {
    ids::document("document", &document)?;
    let answer = desk.ask(move |desk, ledger| {
        let doc = ledger.document_id(&document)?;
        let sheets = Sheets::new(desk, ledger);
        report_view(desk, &sheets, doc)
    });
    Ok(Json(answer.await?))
}

/// A report with its text, every claim and its near-copies.
///
/// # Errors
/// When there is no such report, or the ledger cannot be read.
pub fn report_view(desk: &Desk, sheets: &Sheets<'_>, doc: DocId) -> Result<ReportView, LedgerError> {
    let sheet = sheets.sheet(doc)?;
    sheets.learn_told(doc)?;
    let mut ids: Vec<(u32, ClaimId)> =
        sheet.report.claims.iter().chain(&sheet.report.rejected).map(|c| (c.trigger.span.start(), c.id)).collect();
    ids.sort_unstable();
    let claims = ids.into_iter().filter_map(|(_, id)| desk_claim(desk, sheets, id).transpose());
    let mut copies = sheets.near_copies(doc)?;
    copies.truncate(COPIES);
    Ok(ReportView {
        brief: brief(&sheet),
        text: sheet.report.document.text.to_string(),
        claims_whole: claims.collect::<Result<_, _>>()?,
        copies: copies.into_iter().map(|doc| Ok(brief(&*sheets.sheet(doc)?))).collect::<Result<_, LedgerError>>()?,
    })
}

/// Near-copies that are named.
const COPIES: usize = 100;

/// Gives the reader's working behind one claim.
#[utoipa::path(get, path = "/reports/{document}/explain/{claim}", tag = "reports",
    params(("document" = String, Path, description = "The report", pattern = "^[0-9a-f]{12,64}$"),
        ("claim" = String, Path, description = "The claim", pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")),
    responses((status = 200, body = Explained), Refusals))]
pub(super) async fn explain(
    State(desk): Shared,
    Path((document, claim)): Path<(String, String)>,
    Asked(()): Asked<()>,
) -> Result<Json<Explained>, Problem> {
    ids::document("document", &document)?;
    ids::claim("claim", &claim)?;
    let answer = desk.ask(move |desk, ledger| {
        let id = ledger.claim_id(&claim)?;
        if ledger.document_id(&document)? != id.doc {
            return Err(LedgerError::Unknown(claim));
        }
        let sheet = desk.sheet(ledger, id.doc)?;
        let stored = sheet.claim(id).ok_or(LedgerError::Unknown(claim))?;
        let document = &sheet.report.document;
        let (published, outlet) = (document.published, document.outlet.as_deref());
        let report = Report { text: &document.text, published, outlet };
        let working = Reader::builtin().session().explain(&report);
        let nth = ClaimId::of_all(id.doc, &working.reading.claims).iter().position(|c| *c == id);
        let rules = stored.rules.iter().map(|r| rule(&r.0)).collect();
        Ok(explained((id, nth), rules, &working, stored.trigger.span, &Quotes::new(&document.text)))
    });
    Ok(Json(answer.await?))
}

/// `frame.shelling.verb`: the parts of a rule's name in words.
fn rule(name: &str) -> RuleNote {
    RuleNote { rule: name.to_owned(), says: name.replace(['.', '/', ':'], " › ").replace('_', " ") }
}

fn explained(
    (id, nth): (ClaimId, Option<usize>),
    rules: Vec<RuleNote>,
    working: &Explanation,
    trigger: Span,
    quotes: &Quotes<'_>,
) -> Explained {
    let note = working.sentences.iter().find(|s| s.span.contains(trigger));
    let of = |span: Span| Quote::of(span, quotes);
    let empty = SentenceNote::default();
    let found = note.unwrap_or(&empty);
    Explained {
        claim: id.to_string(),
        made: nth.is_some(),
        rules,
        sentence: note.map(|n| of(n.span)),
        words: found.words.iter().map(|w| WordNote { word: of(w.span), analyses: w.analyses.clone() }).collect(),
        names: found
            .names
            .iter()
            .map(|n| NameNote { phrase: of(n.span), name: of(n.name), reading: n.reading.clone() })
            .collect(),
        speakers: found
            .clauses
            .iter()
            .map(|c| SpeakerNote {
                cue: of(c.cue),
                content: of(c.content),
                chain: c.chain.iter().map(|s| of(*s)).collect(),
                rule: c.rule.0.to_string(),
            })
            .collect(),
        candidates: found.candidates.iter().map(|c| candidate(c, &of)).collect(),
    }
}

fn candidate(note: &riwaya_reader::CandidateNote, of: &dyn Fn(Span) -> Quote) -> CandidateNote {
    CandidateNote {
        trigger: of(note.trigger),
        frame: note.frame.0.to_string(),
        events: note
            .events
            .iter()
            .map(|(event, p)| Considered { event: event.as_str(), probability: f64::from(*p) })
            .collect(),
        built: matches!(note.verdict, Verdict::Built(_)),
        refused: match &note.verdict {
            Verdict::Built(_) => None,
            Verdict::Refused { why } => Some(why.clone()),
        },
    }
}
