//! What parts one clause from the next, counted once for a page, so that any stretch of it is told at once.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::page::Page;
use crate::spelling::Signs;

/// What parts clauses, for each word and the end counted up to there; a count that is full begins again.
#[derive(Clone, Debug)]
pub(crate) struct Pauses(Vec<Count>);

/// How many words of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Words that part an event from the cue before it.
    pub breaks: u16,
    pub commas: u16,
    /// Verbs with `و` or `ف` before them.
    pub clauses: u16,
}

impl Pauses {
    pub(crate) fn new(page: &Page<'_>) -> Self {
        let mut so_far = Count::default();
        let mut out = Vec::with_capacity(page.len() + 1);
        for i in 0..page.len() {
            out.push(so_far);
            let signs = page.signs(i);
            let clause = page
                .top(i)
                .is_some_and(|a| a.pos == Pos::Verb && a.proclitics.has_any(Proclitics::WA.with(Proclitics::FA)));
            let count = |n: u16, more: bool| n.wrapping_add(u16::from(more));
            so_far = Count {
                breaks: count(so_far.breaks, signs.has(Signs::BREAK)),
                commas: count(so_far.commas, signs.has(Signs::PAUSE)),
                clauses: count(so_far.clauses, clause),
            };
        }
        out.push(so_far);
        Self(out)
    }

    /// What stands in a range of words of one sentence; nothing in one that ends before it starts.
    pub(crate) fn within(&self, words: Range<usize>) -> Count {
        let at = |i: usize| self.0.get(i).or(self.0.last()).copied().unwrap_or_default();
        let (a, b) = (at(words.start), at(words.end.max(words.start)));
        Count {
            breaks: b.breaks.wrapping_sub(a.breaks),
            commas: b.commas.wrapping_sub(a.commas),
            clauses: b.clauses.wrapping_sub(a.clauses),
        }
    }
}
