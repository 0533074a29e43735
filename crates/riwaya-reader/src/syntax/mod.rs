//! Which word hangs on which: verbs with their subjects and objects, nouns with what is joined to them, clauses within
//! clauses.
//!
//! One pass over each sentence, from rules alone: the order of verb, subject and object; agreement in gender and number;
//! the article, which tells a genitive from a new phrase; prepositions; and the words that open a clause. Where the
//! words leave it open (`قتل الجنود`, passive or active) the likelier order is taken: what uses these ties weighs them.

mod agreement;
mod parse;
mod path;

pub(crate) use agreement::{follows, is_object, precedes, refers, stands_for};

use crate::candidate::Candidate;
use crate::page::Page;

/// What a word is to the word that it hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// Its subject, or what stands for it with a passive.
    Subject,
    /// Its object.
    Object,
    /// The second part of an idafa.
    Genitive,
    /// An adjective, or what a phrase holds besides its head.
    Modifier,
    /// Tied by a preposition.
    Prepositional,
    /// A verb joined to the one before: `وقتلت`.
    Conjunct,
    /// A clause behind `أن`, `إن` or a colon.
    Complement,
    /// A clause that tells of a noun: `التي شنتها`, `غارات شنتها`.
    Relative,
    /// A clause of time, place or manner, or one with nothing to join it.
    Circumstance,
    /// Something of the clause, nobody knows what.
    Loose,
}

impl Function {
    pub(crate) const ALL: [Self; 10] = [
        Self::Subject,
        Self::Object,
        Self::Genitive,
        Self::Modifier,
        Self::Prepositional,
        Self::Conjunct,
        Self::Complement,
        Self::Relative,
        Self::Circumstance,
        Self::Loose,
    ];

    /// The name used in features and in `explain`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Genitive => "genitive",
            Self::Modifier => "modifier",
            Self::Prepositional => "by preposition",
            Self::Conjunct => "joined",
            Self::Complement => "complement",
            Self::Relative => "relative",
            Self::Circumstance => "circumstance",
            Self::Loose => "loose",
        }
    }
}

/// The tie of a word to its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    /// The word that it hangs on.
    pub head: usize,
    pub function: Function,
}

/// The ties of a page's words.
#[derive(Clone, Debug)]
pub(crate) struct Syntax {
    /// By word: the word that it hangs on, and what it is to it.
    ties: Vec<Option<(u32, Function)>>,
    /// By verb: the head word of its subject, spoken or understood.
    subjects: Vec<Option<u32>>,
    /// By noun: the first verb of a clause that tells of it.
    relatives: Vec<Option<u32>>,
}

impl Syntax {
    /// Ties the words of every sentence; what the nouns of candidate events take is tied to them.
    pub(crate) fn new(page: &Page<'_>, candidates: &[Candidate]) -> Self {
        let n = page.len();
        let mut out = Self { ties: vec![None; n], subjects: vec![None; n], relatives: vec![None; n] };
        let mut events = vec![false; n];
        for c in candidates {
            events[c.head] = page.is_word(c.head) && c.rank == 0;
        }
        for sentence in &page.sentences {
            parse::sentence(page, &events, sentence.words.clone(), &mut out);
        }
        out
    }

    /// What a word hangs on.
    pub(crate) fn tie(&self, word: usize) -> Option<Tie> {
        let (head, function) = self.ties.get(word).copied().flatten()?;
        Some(Tie { head: head as usize, function })
    }

    /// The head word of a verb's subject, spoken or understood.
    pub(crate) fn subject(&self, verb: usize) -> Option<usize> {
        self.subjects.get(verb).copied().flatten().map(|w| w as usize)
    }

    /// The first verb of a clause that tells of a noun.
    pub(crate) fn relative(&self, noun: usize) -> Option<usize> {
        self.relatives.get(noun).copied().flatten().map(|w| w as usize)
    }
}
