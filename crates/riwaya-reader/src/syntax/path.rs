//! From an event to a word that may fill one of its roles, by way of ties.

use super::{Function, Syntax};
use crate::scorer::Part;

/// How an event and a word hang together: up from the event to a word, the pivot, and down from there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path {
    /// How the event hangs on the pivot, from the event up.
    pub up: [Part<'static>; 2],
    /// What the other word is to the pivot.
    pub down: Part<'static>,
    /// The word on which both hang.
    pub pivot: usize,
}

/// How far up from an event the search goes.
const HIGHEST: usize = 4;

impl Syntax {
    /// The way from an event's word to another; none where they do not hang together closely.
    pub(crate) fn path(&self, event: usize, word: usize) -> Option<Path> {
        let mut up = [NONE; 2];
        let mut at = event;
        for level in 0..HIGHEST {
            if let Some(down) = self.below(at, word) {
                return Some(Path { up, down, pivot: at });
            }
            let tie = self.tie(at)?;
            up[level.min(1)] = if level < 2 { name(tie.function) } else { FAR };
            at = tie.head;
        }
        None
    }

    /// What a word is to another that stands above it.
    fn below(&self, head: usize, word: usize) -> Option<Part<'static>> {
        if head == word {
            return Some(const { Part::of("itself") });
        }
        let tie = self.tie(word);
        if let Some(t) = tie.filter(|t| t.head == head) {
            return Some(name(t.function));
        }
        if self.subject(head) == Some(word) {
            return Some(const { Part::of("understood") });
        }
        if let Some(verb) = self.relative(head) {
            if let Some(t) = tie.filter(|t| t.head == verb) {
                return Some(relative_name(t.function));
            }
            if self.subject(verb) == Some(word) {
                return Some(const { Part::of("rel-understood") });
            }
        }
        let above = self.tie(tie?.head)?;
        (above.head == head).then(|| second_name(above.function))
    }
}

const NONE: Part<'static> = Part::of("-");
const FAR: Part<'static> = Part::of("far");

const NAMES: [Part<'static>; Function::ALL.len()] = {
    let mut out = [NONE; Function::ALL.len()];
    let mut k = 0;
    while k < out.len() {
        out[Function::ALL[k] as usize] = Part::of(Function::ALL[k].name());
        k += 1;
    }
    out
};

const fn name(function: Function) -> Part<'static> {
    NAMES[function as usize]
}

const fn relative_name(function: Function) -> Part<'static> {
    match function {
        Function::Subject => const { Part::of("rel-subject") },
        Function::Object => const { Part::of("rel-object") },
        Function::Prepositional => const { Part::of("rel-by") },
        _ => const { Part::of("rel") },
    }
}

const fn second_name(function: Function) -> Part<'static> {
    match function {
        Function::Subject => const { Part::of("of-subject") },
        Function::Object => const { Part::of("of-object") },
        Function::Genitive => const { Part::of("of-genitive") },
        Function::Prepositional => const { Part::of("of-by") },
        Function::Relative => const { Part::of("of-relative") },
        Function::Conjunct => const { Part::of("of-conjunct") },
        Function::Complement => const { Part::of("of-complement") },
        _ => const { Part::of("of") },
    }
}
