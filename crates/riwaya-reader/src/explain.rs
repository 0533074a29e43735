//! The reader's working, laid open: what it saw in a sentence, what it built and what it refused.

use riwaya_text::Span;

use crate::claim::{Reading, RuleId};
use crate::event::{Event, Stance};

/// A reading with its working.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The claims, as [`crate::Session::read`] returns them.
    pub reading: Reading,
    /// Sentence by sentence.
    pub sentences: Vec<SentenceNote>,
}

/// What the reader saw in one sentence.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SentenceNote {
    /// Where it stands.
    pub span: Span,
    /// Its words with their analyses, the likeliest first.
    pub words: Vec<WordNote>,
    /// Names and noun phrases.
    pub names: Vec<NameNote>,
    /// Who speaks over which stretch.
    pub clauses: Vec<ClauseNote>,
    /// Words that may tell an event, and what became of each.
    pub candidates: Vec<CandidateNote>,
}

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub struct WordNote {
    /// Where it stands.
    pub span: Span,
    /// Its analyses in words.
    pub analyses: Vec<String>,
    /// What it hangs on in its sentence, and as what: `subject`, `object`, `genitive` and so on.
    pub tie: Option<(Span, &'static str)>,
}

/// A name or noun phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct NameNote {
    /// Where it stands.
    pub span: Span,
    /// The name inside it.
    pub name: Span,
    /// What it was taken for, and by which pattern.
    pub reading: String,
}

/// A stretch with its speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseNote {
    /// The word that cites.
    pub cue: Span,
    /// What is said.
    pub content: Span,
    /// The sources, nearest the reader first.
    pub chain: Vec<Span>,
    /// The cue of the lexicon.
    pub rule: RuleId,
}

/// A word that may tell an event.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateNote {
    /// The word.
    pub trigger: Span,
    /// The frame that proposed it.
    pub frame: RuleId,
    /// The events considered with their probability, the likeliest first.
    pub events: Vec<(Event, f32)>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a candidate.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It is the trigger of these claims (indices into the reading).
    Built(Vec<usize>),
    /// It was refused: by a rule, or because "no event" scored higher.
    Refused {
        /// The rule or the reason.
        why: String,
    },
}

/// A claim's event and stance in words, for listings.
#[must_use]
pub fn label(event: Event, stance: Stance) -> String {
    match stance {
        Stance::Asserts => event.to_string(),
        _ => format!("{event}, {stance}"),
    }
}
