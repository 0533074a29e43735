//! Quotation marks around names.

use super::parser::Parser;

impl Parser<'_> {
    /// Whether a mark may open a quotation. One that is written alike at both ends clings to what it holds: «قوات" إلى»
    /// ends there.
    pub(super) fn opens_quote(&self, i: usize) -> bool {
        let (before, behind) = (self.is_glued(i), self.is_glued(i + 1));
        matches!(self.key(i), "«" | "“" | "\"" | "‘" | "”" | "'" | "''") && (behind || !before)
    }

    /// Whether a mark may close a quotation.
    pub(super) fn closes_quote(&self, i: usize) -> bool {
        matches!(self.key(i), "»" | "”" | "\"" | "’" | "“" | "'" | "''")
    }

    /// Whether nothing stands between a word and the one before it.
    fn is_glued(&self, i: usize) -> bool {
        i < self.end && self.words.word(i).glued
    }
}
