use std::ops::Range;

use crate::span::Span;
use crate::tokenize::{Gap, Token, TokenKind, scan};

/// A sentence: a range of token indices that is never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Whether it opens a paragraph or a block of the page.
    pub opens_paragraph: bool,
}

/// A report's text with its tokens and sentences.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    raw: &'a str,
    keys: String,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    /// For each [`BLOCK`] of code points how many tokens start before it or with it.
    blocks: Vec<u32>,
    /// The code points of the report before it: 0 but for a part of a long one.
    before: u32,
    points: u32,
}

/// So many code points at a time tell where a search for one of them begins.
const BLOCK: u32 = 16;

/// So many spaces in a row stand for a line end in pages that lost theirs.
const WIDE_GAP: u32 = 3;

impl<'a> Text<'a> {
    /// The longest report read, in bytes: offsets must fit 32 bits, and nothing real comes near it.
    pub const MAX_BYTES: usize = 1 << 30;

    /// The shortest part in which a text is read, in bytes.
    pub const LEAST_PART: usize = 1 << 10;

    /// Reads a text. Never fails; what lies beyond [`Text::MAX_BYTES`] is left out (callers refuse such input first).
    #[must_use]
    pub fn new(raw: &'a str) -> Self {
        Self::behind(0, raw)
    }

    /// A text before which so many code points of the report stand.
    fn behind(before: u32, raw: &'a str) -> Self {
        let raw = &raw[..floor_char_boundary(raw, Self::MAX_BYTES)];
        let scan = scan(raw, before);
        let sentences = sentences(&scan.tokens, &scan.gaps, &scan.keys);
        let points = scan.end - before;
        let blocks = blocks(&scan.tokens, before, points);
        Self { raw, keys: scan.keys, tokens: scan.tokens, sentences, blocks, before, points }
    }

    /// Reads a text of any length in parts of at most `most` bytes (never less than [`Text::LEAST_PART`]), one after the other,
    /// so that no more than a part is in memory. A part ends with a line where it can, else with a sentence or at least with
    /// a word; its spans are those of the whole. There is always a first one.
    ///
    /// ```
    /// # use riwaya_text::Text;
    /// let raw = "قال الوزير إن القتال توقف.\n".repeat(1000);
    /// let parts: Vec<Text> = Text::parts(&raw, Text::LEAST_PART).collect();
    /// assert_eq!(parts.iter().map(Text::raw).collect::<String>(), raw);
    /// let last = &parts[parts.len() - 1];
    /// assert_eq!(last.slice(last.tokens()[0].span), Text::new(&raw).slice(last.tokens()[0].span));
    /// ```
    pub fn parts(raw: &'a str, most: usize) -> impl Iterator<Item = Self> {
        let (mut rest, mut before, mut first) = (raw, 0, true);
        std::iter::from_fn(move || {
            if rest.is_empty() && !first {
                return None;
            }
            first = false;
            let (part, behind) = rest.split_at(part_end(rest, most.max(Self::LEAST_PART)));
            let text = Self::behind(before, part);
            before += text.points;
            rest = behind;
            Some(text)
        })
    }

    /// The text as stored: of a part, its own.
    #[must_use]
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// Length in code points.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.points
    }

    /// Whether there is no character.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// All tokens in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in order; together they hold every token once.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The folded form of a token.
    #[must_use]
    pub fn key(&self, token: &Token) -> &str {
        &self.keys[token.key.0 as usize..token.key.1 as usize]
    }

    /// The letters of a token as stored.
    #[must_use]
    pub fn raw_of(&self, token: &Token) -> &'a str {
        &self.raw[token.bytes.0 as usize..token.bytes.1 as usize]
    }

    /// The words of a span as stored. A span past the end is cut.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        let start = self.byte_of(span.start());
        let end = self.byte_of(span.end());
        &self.raw[start..end]
    }

    /// The byte at which code point `point` begins.
    #[must_use]
    pub fn byte_of(&self, point: u32) -> usize {
        let start = (0, self.before);
        let (mut byte, mut at) = self.token_up_to(point).map_or(start, |t| (t.bytes.0 as usize, t.span.start()));
        let mut rest = self.raw[byte..].chars();
        while at < point {
            let Some(c) = rest.next() else { break };
            byte += c.len_utf8();
            at += 1;
        }
        byte
    }

    /// The last token that starts before a code point or with it.
    fn token_up_to(&self, point: u32) -> Option<&Token> {
        let block = point.saturating_sub(self.before) / BLOCK;
        let block = self.blocks.get(block as usize).or(self.blocks.last()).copied().unwrap_or(0) as usize;
        let more = self.tokens[block..].iter().take_while(|t| t.span.start() <= point).count();
        self.tokens.get((block + more).checked_sub(1)?)
    }
}

fn blocks(tokens: &[Token], before: u32, points: u32) -> Vec<u32> {
    let mut passed = 0;
    let up_to = |block: u32| {
        while tokens.get(passed).is_some_and(|t| t.span.start() - before <= block * BLOCK) {
            passed += 1;
        }
        passed as u32
    };
    (0..=points / BLOCK).map(up_to).collect()
}

/// Where a part of at most `most` bytes ends: behind the last line end, sentence, space or character of its second half.
fn part_end(raw: &str, most: usize) -> usize {
    if raw.len() <= most {
        return raw.len();
    }
    let (least, most) = (floor_char_boundary(raw, most / 2), floor_char_boundary(raw, most));
    let half = &raw[least..most];
    let behind =
        |is: fn(char) -> bool| half.char_indices().rfind(|(_, c)| is(*c)).map(|(at, c)| least + at + c.len_utf8());
    let line = || behind(|c| c == '\n');
    let sentence = || [". ", "! ", "؟ "].iter().filter_map(|end| Some(least + half.rfind(end)? + end.len())).max();
    line().or_else(sentence).or_else(|| behind(char::is_whitespace)).unwrap_or(most)
}

fn floor_char_boundary(s: &str, max: usize) -> usize {
    if s.len() <= max {
        return s.len();
    }
    (0..=max).rev().find(|i| s.is_char_boundary(*i)).unwrap_or(0)
}

fn sentences(tokens: &[Token], gaps: &[Gap], keys: &str) -> Vec<Sentence> {
    let key = |i: usize| &keys[tokens[i].key.0 as usize..tokens[i].key.1 as usize];
    let mut out = Vec::new();
    let (mut start, mut opens) = (0, true);
    for i in 1..tokens.len() {
        let block = gaps[i].newlines > 0 || gaps[i].spaces >= WIDE_GAP;
        if block || (ends_sentence(tokens, i - 1, &key) && !closes_quote(&tokens[i], key(i))) {
            out.push(Sentence { tokens: start..i, opens_paragraph: opens });
            start = i;
            opens = block;
        }
    }
    if start < tokens.len() {
        out.push(Sentence { tokens: start..tokens.len(), opens_paragraph: opens });
    }
    out
}

fn closes_quote(token: &Token, key: &str) -> bool {
    token.glued && token.kind == TokenKind::Mark && matches!(key, "»" | "”" | "\"" | ")" | "'" | "." | "!" | "؟")
}

/// Whether a sentence may end after token `i`.
fn ends_sentence<'k>(tokens: &[Token], i: usize, key: &impl Fn(usize) -> &'k str) -> bool {
    match key(i) {
        "!" | "?" | "؟" | "۔" => true,
        "." => !is_abbreviation(tokens, i, key) && !is_ellipsis(tokens, i, key) && !is_address(tokens, i, key),
        "»" | "”" | "\"" | ")" => {
            tokens[i].glued && i > 0 && matches!(key(i - 1), "." | "!" | "؟") && ends_sentence(tokens, i - 1, key)
        }
        _ => false,
    }
}

/// A single letter before the stop: `أ.ف.ب`, `د. محمد`.
fn is_abbreviation<'k>(tokens: &[Token], i: usize, key: &impl Fn(usize) -> &'k str) -> bool {
    i > 0
        && tokens[i].glued
        && tokens[i - 1].kind != TokenKind::Number
        && key(i - 1).chars().count() == 1
        && tokens[i - 1].kind != TokenKind::Mark
}

/// A stop within the name of a site: `example.com`, `العربية.نت`.
fn is_address<'k>(tokens: &[Token], i: usize, key: &impl Fn(usize) -> &'k str) -> bool {
    let foreign = |j: usize| tokens[j].kind == TokenKind::Foreign;
    let within = i > 0 && i + 1 < tokens.len() && tokens[i].glued && tokens[i + 1].glued;
    within && (foreign(i - 1) && foreign(i + 1) || matches!(key(i + 1), "نت" | "كوم"))
}

/// Two or more stops in a row: a pause, not an end.
fn is_ellipsis<'k>(tokens: &[Token], i: usize, key: &impl Fn(usize) -> &'k str) -> bool {
    let dot = |j: usize| j < tokens.len() && key(j) == ".";
    (i > 0 && tokens[i].glued && dot(i - 1)) || (dot(i + 1) && tokens[i + 1].glued)
}
