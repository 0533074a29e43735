//! Gold files: `NAME.gold.json` with the report beside it in `NAME.txt`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::EvalError;
use crate::claim::{Claim, Count, Extent, find_nth};

/// A report with its annotation.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The report's name.
    pub doc: String,
    /// Its text as stored.
    pub text: String,
    /// ISO day of publication, where known.
    pub published: Option<String>,
    /// What a careful reader gets out of it.
    pub claims: Vec<Claim>,
    /// Strings of the annotation that the report does not hold.
    pub faults: Vec<String>,
}

#[derive(Deserialize)]
struct RawGold {
    doc: String,
    published: Option<String>,
    claims: Vec<RawClaim>,
}

#[derive(Deserialize)]
struct RawClaim {
    id: serde_json::Value,
    text: String,
    trigger: String,
    nth: Option<usize>,
    trigger_nth: Option<usize>,
    event: String,
    stance: String,
    #[serde(default)]
    chain: Vec<String>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    place: Vec<String>,
    date: Option<String>,
    counts: Option<Vec<Count>>,
    #[serde(default)]
    optional: bool,
}

/// The gold files that `paths` name: files as they are, folders with all beneath them in order.
///
/// # Errors
/// When a folder cannot be read.
pub fn files<P: AsRef<Path>>(paths: &[P]) -> Result<Vec<PathBuf>, EvalError> {
    let mut out = Vec::new();
    for path in paths.iter().map(AsRef::as_ref) {
        if !path.is_dir() {
            out.push(path.to_owned());
            continue;
        }
        let mut found = Vec::new();
        for entry in walkdir::WalkDir::new(path) {
            let entry = entry.map_err(|e| EvalError::Io { path: path.to_owned(), source: e.into() })?;
            if entry.file_name().to_string_lossy().ends_with(".gold.json") {
                found.push(entry.into_path());
            }
        }
        found.sort();
        out.append(&mut found);
    }
    Ok(out)
}

/// Reads one gold file with its report.
///
/// # Errors
/// When either file cannot be read or the annotation is not the JSON of the guidelines.
pub fn load(path: &Path) -> Result<Gold, EvalError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = read(&path.with_file_name(name.replace(".gold.json", ".txt")))?;
    let raw: RawGold = serde_json::from_str(&read(path)?)
        .map_err(|source| EvalError::Json { place: path.display().to_string(), source })?;
    let mut faults = Vec::new();
    let claims = raw.claims.into_iter().map(|c| resolve(c, &text, &mut faults)).collect();
    let faults = faults.into_iter().map(|f| format!("{}: {f}", path.display())).collect();
    Ok(Gold { doc: raw.doc, text, published: raw.published, claims, faults })
}

fn read(path: &Path) -> Result<String, EvalError> {
    std::fs::read_to_string(path).map_err(|source| EvalError::Io { path: path.to_owned(), source })
}

fn resolve(raw: RawClaim, report: &str, faults: &mut Vec<String>) -> Claim {
    let id = raw.id.to_string();
    let mut find = |hay: &str, needle: &str, nth: Option<usize>| {
        find_nth(hay, needle, nth.unwrap_or(1), 0).unwrap_or_else(|| {
            faults.push(format!("claim {id}: not found: {needle}"));
            0
        })
    };
    let at = find(report, &raw.text, raw.nth);
    let trigger = at + find(&raw.text, &raw.trigger, raw.trigger_nth);
    Claim {
        id,
        extent: stretch(at, &raw.text),
        trigger: stretch(trigger, &raw.trigger),
        words: raw.text,
        event: raw.event,
        stance: raw.stance,
        chain: raw.chain,
        actor: raw.actor,
        target: raw.target,
        place: raw.place,
        date: raw.date,
        counts: raw.counts.unwrap_or_default(),
        optional: raw.optional,
        confidence: None,
    }
}

pub(crate) fn stretch(at: usize, words: &str) -> Extent {
    (at, at + words.chars().count())
}
