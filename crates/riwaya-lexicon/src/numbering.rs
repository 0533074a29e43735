//! The numbers of spellings, and what others remember under them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::words::Words;

/// The numbers that one analyser gives to spellings until it forgets some of them. No two analysers share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering(u64);

impl Numbering {
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Which spellings an analyser kept when it forgot the others: the number before of each, by its number now.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub before: Numbering,
    pub numbers: Arc<[u32]>,
}

/// What is remembered of spellings by their numbers, for as long as the analyser itself remembers them.
#[derive(Debug)]
pub struct Remembered<T> {
    numbering: Option<Numbering>,
    known: Vec<Option<T>>,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self { numbering: None, known: Vec::new() }
    }
}

impl<T> Remembered<T> {
    /// Goes over to the numbers of a text: to be called for each before anything is asked of its spellings.
    pub fn follow(&mut self, words: &Words<'_>) {
        if self.numbering == Some(words.numbering()) {
            return;
        }
        let mut before = std::mem::take(&mut self.known);
        if let Some(kept) = words.kept().filter(|k| self.numbering == Some(k.before)) {
            let carried = |number: &u32| before.get_mut(*number as usize).and_then(Option::take);
            self.known = kept.numbers.iter().map(carried).collect();
        }
        self.numbering = Some(words.numbering());
    }

    /// What is remembered of a spelling.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&T> {
        self.known.get(number)?.as_ref()
    }

    /// Remembers something of a spelling.
    pub fn put(&mut self, number: usize, told: T) {
        if number >= self.known.len() {
            self.known.resize_with(number + 1, || None);
        }
        self.known[number] = Some(told);
    }
}
