//! A claim as somebody's word, with the sentence in which it stands.

use riwaya_ledger::account::{self, Voice};
use riwaya_ledger::model::StoredClaim;
use riwaya_reader::record::Quotes;
use riwaya_text::{Span, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Label, Quote, StanceName, View, day};

/// A field of a claim that words carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The word of the event.
    Event,
    /// A source.
    Source,
    /// The word that cites a source.
    Cue,
    /// Who did it.
    Actor,
    /// Whom it was done to.
    Target,
    /// Where.
    Place,
    /// When.
    Date,
    /// A number.
    Count,
}

/// Words that carry a field of a claim: code points of the report's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Marked {
    /// First code point.
    pub start: u32,
    /// The code point behind the last.
    pub end: u32,
    /// What they carry.
    pub field: Field,
}

/// One claim as somebody's word.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Word {
    /// The claim.
    pub claim: String,
    /// Who holds it; absent for the report's own voice.
    pub source: Option<Label>,
    /// On whose behalf, where known.
    pub side: Option<Label>,
    /// How it is held.
    #[schema(value_type = StanceName)]
    pub stance: &'static str,
    /// Through whom it reached the report, the nearest to the reader first.
    pub through: Vec<Label>,
    /// The day of the report.
    pub published: Option<String>,
    /// Who published the report, where the reports are at hand.
    pub outlet: Option<String>,
    /// The sentence in the original, where the reports are at hand.
    pub sentence: Option<Quote>,
    /// The words of the sentence that carry the claim.
    pub marks: Vec<Marked>,
}

impl View<'_> {
    /// A claim as somebody's word.
    #[must_use]
    pub fn word(&self, word: &account::Word) -> Word {
        let quoted = self.quoting.and_then(|q| q.quoted(word.claim));
        let (outlet, sentence, marks) =
            quoted.map_or((None, None, Vec::new()), |q| (q.outlet, Some(q.sentence), q.marks));
        Word {
            claim: word.claim.to_string(),
            source: match &word.voice {
                Voice::Report(_) => None,
                Voice::Source(key) => Some(self.label(key)),
            },
            side: word.side.as_ref().map(|s| self.label(s.key())),
            stance: word.stance.as_str(),
            through: word.through.iter().map(|key| self.label(key)).collect(),
            published: day(word.published),
            outlet,
            sentence,
            marks,
        }
    }

    pub(super) fn words(&self, words: &[account::Word]) -> Vec<Word> {
        words.iter().map(|w| self.word(w)).collect()
    }
}

/// The words that carry a claim, in their order. What an analyst decided stands on no words.
pub(crate) fn marks(claim: &StoredClaim) -> Vec<Marked> {
    let mut found = vec![(claim.trigger.span, Field::Event)];
    for link in &claim.chain {
        found.push((link.party.span, Field::Source));
        found.extend(link.cue.map(|cue| (cue, Field::Cue)));
    }
    found.extend(claim.actor.iter().map(|p| (p.span, Field::Actor)));
    found.extend(claim.target.iter().map(|p| (p.span, Field::Target)));
    found.extend(claim.place.iter().map(|p| (p.span, Field::Place)));
    found.extend(claim.date.iter().map(|d| (d.words.span, Field::Date)));
    found.extend(claim.counts.iter().map(|c| (c.span, Field::Count)));
    let mut marks: Vec<Marked> = found
        .into_iter()
        .filter(|(span, _)| span.start() < span.end())
        .map(|(span, field)| Marked { start: span.start(), end: span.end(), field })
        .collect();
    marks.sort_by_key(|m| (m.start, m.end, m.field));
    marks.dedup();
    marks
}

/// The sentence that holds a span.
pub(crate) fn sentence_of(text: &Text<'_>, span: Span) -> Span {
    let spans = text.sentences().iter().filter_map(|s| {
        let tokens = text.tokens().get(s.tokens.clone())?;
        Some(tokens.first()?.span.join(tokens.last()?.span))
    });
    spans.into_iter().find(|s| s.contains(span)).unwrap_or(span)
}

impl Quote {
    pub(crate) fn of(span: Span, quotes: &Quotes<'_>) -> Self {
        Self::new(span, quotes.words(span))
    }
}
