//! Readings to be scored: JSON lines, `{"doc": NAME, "claims": […]}`, as `riwaya read --format jsonl` writes them.
//!
//! `trigger` and `text` may be `{"start", "end"}` or plain words; every name may be `{"text"}` or plain words.

use std::collections::HashMap;

use serde::Deserialize;

use crate::EvalError;
use crate::claim::{Claim, Count, Extent, find_nth};
use crate::gold::stretch;

#[derive(Deserialize)]
struct RawReading {
    doc: String,
    claims: Vec<RawClaim>,
}

#[derive(Deserialize)]
struct RawClaim {
    id: Option<serde_json::Value>,
    text: Option<Words>,
    trigger: Option<Words>,
    nth: Option<usize>,
    event: String,
    stance: String,
    chain: Option<Vec<Name>>,
    actor: Option<Vec<Name>>,
    target: Option<Vec<Name>>,
    place: Option<Vec<Name>>,
    date: Option<String>,
    counts: Option<Vec<Count>>,
    confidence: Option<f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Plain(String),
    Placed { start: usize, end: usize },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Plain(String),
    Placed { text: String },
}

/// The claims of each report, by its name; the last line of a name counts.
pub type Predictions = HashMap<String, Vec<Claim>>;

/// Reads JSON lines; `texts` holds the reports by name, `file` is named in errors.
///
/// # Errors
/// At the first line that is no reading, named by its number.
pub fn parse(lines: &str, file: &str, texts: &HashMap<&str, &str>) -> Result<Predictions, EvalError> {
    let mut docs = Predictions::new();
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, l)| !l.trim().is_empty()) {
        let raw: RawReading = serde_json::from_str(line)
            .map_err(|source| EvalError::Json { place: format!("{file}:{number}"), source })?;
        let text = texts.get(raw.doc.as_str()).copied().unwrap_or_default();
        let claims = raw.claims.into_iter().map(|c| resolve(c, text)).collect();
        docs.insert(raw.doc, claims);
    }
    Ok(docs)
}

/// The claims of one reading.
///
/// # Errors
/// When the value is no reading.
pub fn from_value(reading: serde_json::Value, text: &str) -> Result<Vec<Claim>, serde_json::Error> {
    let raw: RawReading = serde_json::from_value(reading)?;
    Ok(raw.claims.into_iter().map(|c| resolve(c, text)).collect())
}

fn resolve(raw: RawClaim, report: &str) -> Claim {
    let clause = raw.text.map(|w| place(&w, report, raw.nth.unwrap_or(1), 0));
    let trigger = raw.trigger.map(|w| place(&w, report, 1, clause.map_or(0, |e| e.0)));
    let extent = clause.or(trigger).unwrap_or_default();
    Claim {
        id: raw.id.map(|v| v.to_string()).unwrap_or_default(),
        extent,
        trigger: trigger.unwrap_or(extent),
        words: report.chars().skip(extent.0).take(extent.1.saturating_sub(extent.0)).collect(),
        event: raw.event,
        stance: raw.stance,
        chain: names(raw.chain),
        actor: names(raw.actor),
        target: names(raw.target),
        place: names(raw.place),
        date: raw.date,
        counts: raw.counts.unwrap_or_default(),
        optional: false,
        confidence: raw.confidence.map(thousandths),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is held between 0 and 1,000")]
fn thousandths(confidence: f64) -> u16 {
    (confidence * 1000.0).round().clamp(0.0, 1000.0) as u16
}

fn place(words: &Words, report: &str, nth: usize, from: usize) -> Extent {
    match words {
        Words::Placed { start, end } => (*start, *end),
        Words::Plain(w) => stretch(find_nth(report, w, nth, from).unwrap_or(0), w),
    }
}

fn names(raw: Option<Vec<Name>>) -> Vec<String> {
    let words = |n| match n {
        Name::Plain(text) | Name::Placed { text } => text,
    };
    raw.unwrap_or_default().into_iter().map(words).collect()
}
