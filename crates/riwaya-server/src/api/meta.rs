//! The words of the interface: every name that answers use, in both languages.

use axum::Json;
use axum::extract::State;
use riwaya_ledger::Filter;
use riwaya_ledger::account::{Family, Position, Reason, TollFlag};
use riwaya_reader::{Bound, Event, Harm, Stance, VERSION};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Asked;
use super::{Problem, Refusals, Shared};
use crate::view::{Label, words};

/// A name that answers use, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Term {
    /// The name.
    pub key: &'static str,
    /// In Arabic.
    pub ar: &'static str,
    /// In English.
    pub en: String,
}

/// What this server is, and the words that it uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Meta {
    /// The version of the program.
    pub version: &'static str,
    /// The version of its reader.
    pub reader: &'static str,
    /// Languages of labels.
    pub langs: [&'static str; 2],
    /// Whether decisions and reports are taken: not in a report file.
    pub writable: bool,
    /// Events.
    pub events: Vec<Term>,
    /// How a source holds a claim.
    pub stances: Vec<Term>,
    /// Kinds of incidents.
    pub families: Vec<Term>,
    /// Where a party stands on a truce.
    pub positions: Vec<Term>,
    /// What is odd about a count.
    pub flags: Vec<Term>,
    /// What befalls people and things.
    pub harms: Vec<Term>,
    /// How a number bounds the true one.
    pub bounds: Vec<Term>,
    /// Why claims are held to be of one incident.
    pub reasons: Vec<Term>,
    /// The sides that the whole account names, the most named first: their order gives them their colours.
    pub sides: Vec<Label>,
    /// The last day of publication.
    pub last: Option<String>,
}

/// Gives what this server is, and the words that it uses.
#[utoipa::path(get, path = "/meta", tag = "meta", responses((status = 200, body = Meta), Refusals))]
pub(super) async fn meta(State(desk): Shared, Asked(()): Asked<()>) -> Result<Json<Meta>, Problem> {
    let answer = desk.ask(|desk, ledger| {
        let whole = desk.snapshot().overview(&Filter::default(), ledger)?;
        Ok(meta_view(true, whole.sides().to_vec(), whole.last()))
    });
    Ok(Json(answer.await?))
}

pub(crate) use crate::view::words::event as event_arabic;

fn terms<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str, arabic: impl Fn(T) -> &'static str) -> Vec<Term> {
    all.iter().map(|t| Term { key: key(*t), ar: arabic(*t), en: key(*t).replace('_', " ") }).collect()
}

pub(crate) fn meta_view(writable: bool, sides: Vec<Label>, last: Option<String>) -> Meta {
    Meta {
        version: env!("CARGO_PKG_VERSION"),
        reader: VERSION,
        langs: ["ar", "en"],
        writable,
        events: terms(Event::ALL, Event::as_str, words::event),
        stances: terms(Stance::ALL, Stance::as_str, words::stance),
        families: terms(Family::ALL, Family::as_str, words::family),
        positions: terms(&Position::ALL, Position::as_str, words::position),
        flags: terms(&TollFlag::ALL, TollFlag::as_str, words::flag),
        harms: terms(Harm::ALL, Harm::as_str, words::harm),
        bounds: terms(Bound::ALL, Bound::as_str, words::bound),
        reasons: terms(&Reason::ALL, Reason::as_str, words::reason),
        sides,
        last,
    }
}
