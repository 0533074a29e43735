//! What was decided, and what became of reports and claims.

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A decision as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Decision {
    /// Its number; decisions apply in this order.
    pub id: i64,
    /// When (RFC 3339).
    pub at: String,
    /// Who decided.
    pub by: String,
    /// `accept`, `correct`, `reject`, `merge`, `split`, `note` or `undo`.
    pub action: String,
    /// The claim it is about.
    pub about: String,
    /// What the action needs besides: a field and its value, another claim, the decision that is taken back.
    #[schema(value_type = Object)]
    pub detail: Value,
    /// Why.
    pub why: String,
    /// Whether a later decision took it back.
    pub undone: bool,
}

/// Something that happened to a report or claim.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Past {
    /// When; absent for readings.
    pub at: Option<String>,
    /// Who decided, or the version of the reader.
    pub by: String,
    /// `read`, `missed`, or what was decided.
    pub action: String,
    /// What it is about; absent for readings.
    pub about: Option<String>,
    /// What belongs to it besides.
    #[schema(value_type = Option<Object>)]
    pub detail: Value,
    /// Why.
    pub why: Option<String>,
    /// The hash that chains a decision to those before it.
    pub hash: Option<String>,
}

/// A claim's id as it is written everywhere: the first digits of its document, then its key.
pub(crate) fn short(full: &str) -> String {
    match full.split_once('-') {
        Some((doc, key)) => format!("{doc:.12}-{key}"),
        None => full.to_owned(),
    }
}

/// The ids in a detail, written short.
fn shortened(detail: &Value) -> Value {
    let mut detail = detail.clone();
    if let Some(claim) = detail.get_mut("claim") {
        *claim = claim.as_str().map(short).into();
    }
    detail
}

impl Decision {
    /// A decision; `undone` says whether a later one took it back.
    #[must_use]
    pub fn new(decision: &riwaya_ledger::Decision, undone: bool) -> Self {
        Self {
            id: decision.number,
            at: decision.at.clone(),
            by: decision.by.clone(),
            action: decision.action.clone(),
            about: short(&decision.about),
            detail: shortened(&decision.detail),
            why: decision.why.clone(),
            undone,
        }
    }
}

impl From<&riwaya_ledger::Past> for Past {
    fn from(past: &riwaya_ledger::Past) -> Self {
        let reading = |by: &str, action: &str, detail: Value| Self {
            at: None,
            by: by.to_owned(),
            action: action.to_owned(),
            about: None,
            detail,
            why: None,
            hash: None,
        };
        match past {
            riwaya_ledger::Past::Read { reader, claims } => reading(reader, "read", json!({ "claims": claims })),
            riwaya_ledger::Past::Missed { reader } => reading(reader, "missed", Value::Null),
            riwaya_ledger::Past::Decided(d) => Self {
                at: Some(d.at.clone()),
                by: d.by.clone(),
                action: d.action.clone(),
                about: Some(d.about.clone()),
                detail: d.detail.clone(),
                why: Some(d.why.clone()),
                hash: Some(d.hash.iter().map(|b| format!("{b:02x}")).collect()),
            },
        }
    }
}
