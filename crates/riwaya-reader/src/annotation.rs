//! Annotated reports, and where their claims stand on the text.

use std::collections::BTreeMap;

use riwaya_text::Span;
use serde::Deserialize;

use crate::event::{Event, Stance};

/// An annotated report, as the guidelines write it.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldFile {
    /// Its name.
    pub doc: String,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// Its claims.
    pub claims: Vec<GoldClaim>,
}

/// An annotated claim.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClaim {
    /// The clause.
    pub text: String,
    /// Which occurrence of the clause, from 1.
    pub nth: Option<usize>,
    /// The event word.
    pub trigger: String,
    /// Which occurrence of it in the clause, from 1.
    pub trigger_nth: Option<usize>,
    /// Event.
    pub event: String,
    /// Sources.
    #[serde(default)]
    pub chain: Vec<String>,
    /// Stance.
    pub stance: String,
    /// Actors.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Targets.
    #[serde(default)]
    pub target: Vec<String>,
    /// Places.
    #[serde(default)]
    pub place: Vec<String>,
    /// Date.
    pub date: Option<String>,
    /// Counts.
    #[serde(default)]
    pub counts: Vec<GoldCount>,
    /// Whether nobody is scored on it.
    #[serde(default)]
    pub optional: bool,
}

/// An annotated count.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldCount {
    /// Harm.
    pub harm: String,
    /// Number.
    pub n: Option<u64>,
}

/// An annotated report with its text.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The annotation.
    pub gold: GoldFile,
    /// The text.
    pub text: String,
    /// How much it counts in training, beside 1 for a report named once.
    pub weight: f32,
}

impl Lesson {
    /// The lessons of annotated reports with their texts, in the order of the reports' names: the order is part of what
    /// is learnt. A report named several times counts so many times.
    #[must_use]
    pub fn gather(reports: impl IntoIterator<Item = (GoldFile, String)>) -> Vec<Self> {
        let mut out: BTreeMap<String, Self> = BTreeMap::new();
        for (gold, text) in reports {
            out.entry(gold.doc.clone()).or_insert(Self { gold, text, weight: 0.0 }).weight += 1.0;
        }
        out.into_values().collect()
    }
}

/// A claim of the annotation on the text.
pub(crate) struct Marked<'g> {
    pub claim: &'g GoldClaim,
    pub event: Event,
    pub stance: Stance,
    pub trigger: Span,
    pub extent: Span,
}

fn find_nth(hay: &str, needle: &str, nth: usize) -> Option<usize> {
    let mut from = 0;
    for _ in 1..nth {
        from += hay[from..].find(needle)? + hay[from..].chars().next().map_or(1, char::len_utf8);
        while !hay.is_char_boundary(from) {
            from += 1;
        }
    }
    hay[from..].find(needle).map(|at| from + at)
}

/// The claims of an annotation that are found on their text.
pub(crate) fn marked<'g>(text: &str, claims: &'g [GoldClaim]) -> Vec<Marked<'g>> {
    let points = |byte: usize| text[..byte].chars().count() as u32;
    claims
        .iter()
        .filter_map(|claim| {
            let at = find_nth(text, &claim.text, claim.nth.unwrap_or(1))?;
            let trigger = at + find_nth(&claim.text, &claim.trigger, claim.trigger_nth.unwrap_or(1))?;
            Some(Marked {
                claim,
                event: claim.event.parse().ok()?,
                stance: claim.stance.parse().ok()?,
                trigger: Span::new(points(trigger), points(trigger + claim.trigger.len())),
                extent: Span::new(points(at), points(at + claim.text.len())),
            })
        })
        .collect()
}
