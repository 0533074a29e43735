//! Finding reports by their words, and names as they are typed.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use riwaya_ledger::account::Truce;
use riwaya_ledger::{Ledger, LedgerError, Listing, Suggested, countries};
use riwaya_reader::{Event, Reader};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FromGiven, Given, PageParams};
use super::meta::event_arabic;
use super::told::Told;
use super::{List, Problem, Refusals, Shared};
use crate::view::{Hit, Label, View};

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// Words in any spelling and form; each must be there.
    #[param(min_length = 1, max_length = 300)]
    pub q: String,
    /// Published on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Published on this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

fn wanted(given: &mut Given<'_>) -> Result<String, Problem> {
    given.text("q")?.ok_or_else(|| Problem::parameter("q", "is missing"))
}

impl FromGiven for SearchParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { q: wanted(given)?, from: given.one("from")?, to: given.one("to")? })
    }
}

/// Hits that can be paged through.
const MOST: usize = 5_000;

/// Finds reports by their words, the newest first.
#[utoipa::path(get, path = "/search", tag = "search", params(SearchParams, PageParams),
    responses((status = 200, body = List<Hit>), Refusals))]
pub(super) async fn search(
    State(desk): Shared,
    Asked((search, page)): Asked<(SearchParams, PageParams)>,
) -> Result<Json<List<Hit>>, Problem> {
    let answer = desk.ask(move |_, ledger| {
        let from = page.cursor.unwrap_or_default().min(MOST);
        let to = (from + page.limit).min(MOST);
        let lexicon = Reader::builtin().lexicon();
        let (hits, total) = ledger.search(lexicon, &search.q, (search.from, search.to), to)?;
        Ok(List {
            items: hits.iter().skip(from).map(Hit::from).collect(),
            next: (to < total.min(MOST)).then(|| to.to_string()),
            total: Some(total),
        })
    });
    Ok(Json(answer.await?))
}

/// What is being typed.
#[derive(Clone, Debug, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SuggestParams {
    /// The beginning of a name, in any spelling.
    #[param(min_length = 1, max_length = 300)]
    pub q: String,
}

impl FromGiven for SuggestParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { q: wanted(given)? })
    }
}

/// A name that begins so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suggestion {
    /// `place`, `party`, `source`, `outlet`, `event` or `truce`.
    pub kind: &'static str,
    /// What to filter by.
    pub key: String,
    /// Arabic name.
    pub ar: String,
    /// English name, where there is one.
    pub en: Option<String>,
}

/// Names suggested at once.
const MOST_NAMES: usize = 20;

/// Suggests what the ledger holds under names that begin so.
#[utoipa::path(get, path = "/suggest", tag = "search", params(SuggestParams),
    responses((status = 200, body = Vec<Suggestion>), Refusals))]
pub(super) async fn suggest(
    State(desk): Shared,
    Asked(SuggestParams { q }): Asked<SuggestParams>,
) -> Result<Told, Problem> {
    Told::of(&desk, format!("suggest {q}"), move |_, snapshot, ledger| {
        let listed = snapshot.truces(ledger)?;
        let mut found = events(&q);
        for (kind, key, name) in ledger.suggest(&q, MOST_NAMES)? {
            let country = countries::placed(&key).filter(|_| kind == Suggested::Place);
            let key = country.map_or(key, |country| country.id.to_owned());
            let label = label(ledger, &key)?;
            let (kind, key, ar, en) = match (kind, name) {
                (Suggested::Outlet, Some(name)) => ("outlet", name.clone(), name, None),
                (Suggested::Outlet, None) => continue,
                (Suggested::Place, _) => ("place", key, label.ar, label.en),
                (Suggested::Party, _) => ("party", key, label.ar, label.en),
                (Suggested::Source, _) => ("source", key, label.ar, label.en),
            };
            let suggestion = Suggestion { kind, key, ar, en };
            // A country is named in many spellings, and suggested once.
            if !found.contains(&suggestion) {
                found.push(suggestion);
            }
        }
        found.extend(truces(&listed, &q));
        found.truncate(MOST_NAMES);
        Ok(found)
    })
    .await
}

/// What the bearer of a key is called; the key itself where no name is known.
fn label(ledger: &Ledger, key: &str) -> Result<Label, LedgerError> {
    let known = ledger.label(key)?;
    Ok(Label {
        key: key.to_owned(),
        ar: known.as_ref().map_or(key, |l| &*l.arabic).to_owned(),
        en: known.and_then(|l| l.english).map(Into::into),
    })
}

fn events(typed: &str) -> Vec<Suggestion> {
    let small = typed.trim().to_lowercase();
    let begins =
        |e: &&Event| e.as_str().replace('_', " ").starts_with(&small) || event_arabic(**e).starts_with(typed.trim());
    let suggestion = |e: &Event| Suggestion {
        kind: "event",
        key: e.as_str().to_owned(),
        ar: event_arabic(*e).to_owned(),
        en: Some(e.as_str().replace('_', " ")),
    };
    Event::ALL.iter().filter(begins).map(suggestion).collect()
}

/// Truces between parties of whom one's name begins so, or of a day that does.
fn truces(listed: &Listing<Truce>, typed: &str) -> Vec<Suggestion> {
    let view = View::new(&listed.account);
    let small = typed.trim().to_lowercase();
    let mut out = Vec::new();
    for truce in &listed.found {
        let day = truce.day().map(|d| d.to_string()).unwrap_or_default();
        let parties: Vec<_> = truce.parties.iter().map(|s| view.label(s.key())).collect();
        let begins = |name: &str| name.to_lowercase().starts_with(&small);
        let fits = begins(&day) || parties.iter().any(|p| begins(&p.ar) || p.en.as_deref().is_some_and(begins));
        if fits && !small.is_empty() {
            let join = |names: Vec<&str>| format!("{day} {}", names.join(" / ")).trim().to_owned();
            out.push(Suggestion {
                kind: "truce",
                key: truce.id.0.to_string(),
                ar: join(parties.iter().map(|p| p.ar.as_str()).collect()),
                en: Some(join(parties.iter().map(|p| p.en.as_deref().unwrap_or(&p.ar)).collect())),
            });
        }
    }
    out
}
