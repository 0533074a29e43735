//! Tokens: maximal runs of one kind of character, cut where news typography hides a boundary.

use std::str::Chars;
use std::sync::LazyLock;

use crate::fold::{Folded, fold, fold_char};
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of the Arabic script.
    Word,
    /// Digits, with separators inside (`1,234`, `3.5`, `12ر1`).
    Number,
    /// Letters of any other script.
    Foreign,
    /// One mark: a quote, a bracket, a stop, a symbol.
    Mark,
}

/// A token of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether it follows the token before with no space between.
    pub glued: bool,
    pub(crate) bytes: (u32, u32),
    pub(crate) key: (u32, u32),
}

/// What a character does in the scan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    Arabic,
    Digit,
    Foreign,
    Space,
    Newline,
    /// Vanishes in the key and belongs to whatever run it stands in.
    Ignorable,
    Mark,
}

pub(crate) fn class(c: char) -> Class {
    match c {
        '\n' | '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' => Class::Newline,
        ' ' | '\t' | '\u{00a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Class::Space,
        '0'..='9' => Class::Digit,
        '\u{0660}'..='\u{0669}' | '\u{06f0}'..='\u{06f9}' | '\u{ff10}'..='\u{ff19}' => Class::Digit,
        '،' | '؛' | '؟' | '٪' | '٫' | '٬' | '۔' | '؍' | '﴾' | '﴿' => Class::Mark,
        _ => match fold_char(c) {
            Folded::Dropped => Class::Ignorable,
            _ if is_arabic(c) => Class::Arabic,
            _ if c.is_alphabetic() => Class::Foreign,
            _ if c.is_whitespace() || c.is_control() => Class::Space,
            _ => Class::Mark,
        },
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064a}' | '\u{066e}'..='\u{06d3}' | '\u{06d5}' | '\u{06ee}'..='\u{06ef}' | '\u{06fa}'..='\u{06ff}'
        | '\u{0750}'..='\u{077f}' | '\u{08a0}'..='\u{08c7}' | '\u{fb50}'..='\u{fdfb}' | '\u{fe70}'..='\u{fefc}')
}

/// What a character does in the scan, and what it becomes in a key.
#[derive(Clone, Copy, Debug)]
struct Letter {
    class: Class,
    folded: Folded,
}

impl Letter {
    fn new(c: char) -> Self {
        Self { class: class(c), folded: fold_char(c) }
    }
}

/// The letters of the first blocks, up to Arabic, of which nearly every text consists.
struct Letters(Box<[Letter]>);

impl Letters {
    fn known() -> &'static Self {
        static KNOWN: LazyLock<Letters> =
            LazyLock::new(|| Letters(('\0'..'\u{0700}').map(Letter::new).collect::<Vec<_>>().into()));
        &KNOWN
    }

    fn of(&self, c: char) -> Letter {
        self.0.get(c as usize).copied().unwrap_or_else(|| Letter::new(c))
    }
}

/// A cursor over the text that counts bytes and code points together.
struct Cursor<'a> {
    rest: Chars<'a>,
    bytes: usize,
    point: u32,
    letters: &'static Letters,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn step(&mut self) {
        self.rest.next();
        self.point += 1;
    }

    /// Bytes gone by.
    fn byte(&self) -> usize {
        self.bytes - self.rest.as_str().len()
    }

    /// Goes by a character and adds it to a key.
    fn take(&mut self, c: char, folded: Folded, keys: &mut String) {
        match folded {
            Folded::Dropped => {}
            Folded::Char(d) => keys.push(d),
            Folded::Compound => fold(c, |d| keys.push(d)),
        }
        self.step();
    }
}

/// How the scan arrived at a token: what lay between it and the one before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gap {
    /// Space characters, newlines not counted.
    pub spaces: u32,
    /// Line ends.
    pub newlines: u32,
}

pub(crate) struct Scan {
    pub tokens: Vec<Token>,
    pub gaps: Vec<Gap>,
    pub keys: String,
    /// The code point behind the last.
    pub end: u32,
}

/// Cuts `raw` into tokens in one pass; its first character is the code point `start`.
///
/// # Panics
/// Never: offsets are `u32`, and [`crate::Text::new`] bounds the length before it calls.
pub(crate) fn scan(raw: &str, start: u32) -> Scan {
    let mut at = Cursor { rest: raw.chars(), bytes: raw.len(), point: start, letters: Letters::known() };
    let mut out = Scan {
        tokens: Vec::with_capacity(raw.len() / 9 + 4),
        gaps: Vec::with_capacity(raw.len() / 9 + 4),
        keys: String::with_capacity(raw.len()),
        end: start,
    };
    let mut gap = Gap::default();
    while let Some(c) = at.peek() {
        let letter = at.letters.of(c);
        match letter.class {
            Class::Space => {
                gap.spaces += 1;
                at.step();
            }
            Class::Newline => {
                gap.newlines += 1;
                at.step();
            }
            Class::Ignorable => at.step(),
            _ => {
                let token = take(&mut at, c, letter, &mut out.keys, gap);
                out.tokens.push(token);
                out.gaps.push(gap);
                gap = Gap::default();
            }
        }
    }
    out.end = at.point;
    out
}

fn take(at: &mut Cursor<'_>, first: char, letter: Letter, keys: &mut String, gap: Gap) -> Token {
    let (start, byte, key) = (at.point, at.byte(), keys.len());
    let kind = match letter.class {
        Class::Arabic => TokenKind::Word,
        Class::Digit => TokenKind::Number,
        Class::Foreign => TokenKind::Foreign,
        _ => TokenKind::Mark,
    };
    at.take(first, letter.folded, keys);
    if kind != TokenKind::Mark {
        take_rest(at, kind, letter.class, keys);
    }
    Token {
        span: Span::new(start, at.point),
        kind,
        glued: gap.spaces == 0 && gap.newlines == 0,
        bytes: (byte as u32, at.byte() as u32),
        key: (key as u32, keys.len() as u32),
    }
}

fn take_rest(at: &mut Cursor<'_>, kind: TokenKind, run: Class, keys: &mut String) {
    // Ignorable characters join a run only when the run goes on behind them, so that a trailing mark of
    // direction never widens a span. Vowel marks do belong to the letter before.
    while let Some(c) = at.peek() {
        let next = at.letters.of(c);
        let goes_on = next.class == run
            || (next.class == Class::Ignorable && (is_vowel_mark(c) || continues(at, run)))
            || (kind == TokenKind::Number && separates_digits(at, c));
        if !goes_on {
            break;
        }
        at.take(c, next.folded, keys);
    }
}

fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}')
}

fn continues(at: &Cursor<'_>, run: Class) -> bool {
    at.rest.clone().map(|c| at.letters.of(c).class).find(|k| *k != Class::Ignorable) == Some(run)
}

/// Whether `c`, standing after a digit, is a decimal or thousands separator: a digit follows at once.
fn separates_digits(at: &Cursor<'_>, c: char) -> bool {
    if !matches!(c, '.' | ',' | '،' | '٫' | '٬' | 'ر') {
        return false;
    }
    at.rest.clone().nth(1).is_some_and(|next| at.letters.of(next).class == Class::Digit)
}
