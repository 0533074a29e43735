//! A text with its value words marked: one look-up a token, everything later works on the marks.

use riwaya_text::{Span, Text, Token, TokenKind};

use crate::mention::{DayPart, Direction, Unit};
use crate::words::{Class, Entry, Form, Sense, Words};

/// The entry that begins at a token and how many tokens it covers; entry 0 is none.
#[derive(Clone, Copy, Default)]
struct Mark {
    entry: u16,
    len: u8,
}

pub(crate) struct Scene<'t> {
    pub text: &'t Text<'t>,
    pub tokens: &'t [Token],
    pub words: &'static Words,
    marks: Vec<Mark>,
    /// For each token the nearest one, itself or behind it, that is a value word or a figure.
    hits: Vec<u32>,
}

impl<'t> Scene<'t> {
    pub fn new(text: &'t Text<'t>) -> Self {
        let words = Words::get();
        let tokens = text.tokens();
        let mut scene = Self { text, tokens, words, marks: vec![Mark::default(); tokens.len()], hits: Vec::new() };
        for sentence in text.sentences() {
            for i in sentence.tokens.clone() {
                if tokens[i].kind == TokenKind::Word {
                    scene.marks[i] = scene.look_up(i, sentence.tokens.end);
                }
            }
        }
        scene.hits = scene.nearest_hits();
        scene
    }

    fn nearest_hits(&self) -> Vec<u32> {
        let mut hits = vec![u32::MAX; self.tokens.len()];
        let mut next = u32::MAX;
        for (i, token) in self.tokens.iter().enumerate().rev() {
            if self.marks[i].entry != 0 || token.kind == TokenKind::Number {
                next = u32::try_from(i).unwrap_or(u32::MAX);
            }
            hits[i] = next;
        }
        hits
    }

    /// The first token from `i` on, before `end`, that is a value word or a figure.
    pub fn hit(&self, i: usize, end: usize) -> Option<usize> {
        self.hits.get(i).map(|hit| *hit as usize).filter(|hit| *hit < end)
    }

    /// The longest phrase that begins at `i` and ends in its sentence, else the word alone.
    fn look_up(&self, i: usize, end: usize) -> Mark {
        let Some(surface) = self.words.surface(self.key(i)) else { return Mark::default() };
        for (rest, entry) in &surface.phrases {
            if let Some(len) = self.follows(i + 1, rest).filter(|len| i + usize::from(*len) < end) {
                return Mark { entry: *entry, len: len + 1 };
            }
        }
        let entry = &self.words.entries[usize::from(surface.single)];
        if entry.spelled.as_ref().is_some_and(|s| !self.text.raw_of(&self.tokens[i]).ends_with(&**s)) {
            return Mark::default();
        }
        Mark { entry: surface.single, len: 1 }
    }

    /// Whether the words of a phrase stand at `i`, a slash or hyphen among them allowed (`تشرين/الأول`).
    fn follows(&self, mut i: usize, rest: &[Box<str>]) -> Option<u8> {
        let start = i;
        for word in rest {
            if matches!(self.key(i), "/" | "-") && i == start {
                i += 1;
            }
            if self.key(i) != &**word {
                return None;
            }
            i += 1;
        }
        u8::try_from(i - start).ok()
    }

    /// The folded form of token `i`; empty past the end.
    pub fn key(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| self.text.key(t))
    }

    /// The token before `i`; empty at the start.
    pub fn key_before(&self, i: usize) -> &'t str {
        i.checked_sub(1).map_or("", |i| self.key(i))
    }

    pub fn is_digits(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// Whether token `i` follows the one before with no space between.
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    pub fn entry(&self, i: usize) -> Option<&'static Entry> {
        let mark = self.marks.get(i)?;
        (mark.entry != 0).then(|| &self.words.entries[usize::from(mark.entry)])
    }

    /// One past the tokens of the entry at `i`.
    pub fn after(&self, i: usize) -> usize {
        i + usize::from(self.marks.get(i).map_or(1, |m| m.len.max(1)))
    }

    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|e| self.tokens.get(e))) {
            (Some(a), Some(b)) => a.span.join(b.span),
            _ => Span::default(),
        }
    }

    fn sense<T>(&self, i: usize, pick: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.entry(i)?.senses.iter().find_map(pick)
    }

    pub fn cardinal(&self, i: usize) -> Option<(Class, u64)> {
        self.sense(i, |s| if let Sense::Cardinal(class, n) = s { Some((*class, *n)) } else { None })
    }

    pub fn ordinal(&self, i: usize) -> Option<u8> {
        self.sense(i, |s| if let Sense::Ordinal(n) = s { Some(*n) } else { None })
    }

    pub fn weekday(&self, i: usize) -> Option<u8> {
        self.sense(i, |s| if let Sense::Weekday(n) = s { Some(*n) } else { None })
    }

    pub fn unit(&self, i: usize) -> Option<(Form, Unit)> {
        self.sense(i, |s| if let Sense::Unit(form, unit) = s { Some((*form, *unit)) } else { None })
    }

    pub fn day_part(&self, i: usize) -> Option<DayPart> {
        self.sense(i, |s| if let Sense::DayPart(part) = s { Some(*part) } else { None })
    }

    pub fn direction(&self, i: usize) -> Option<Direction> {
        self.sense(i, |s| if let Sense::Direction(d) = s { Some(*d) } else { None })
    }

    pub fn has(&self, i: usize, pick: impl Fn(&Sense) -> bool) -> bool {
        self.entry(i).is_some_and(|e| e.senses.iter().any(pick))
    }
}
