//! The words of a text with their readings.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use riwaya_text::{Folded, Sentence, Span, Text, Token, TokenKind, fold, fold_char};

use crate::analysis::{Analysis, Proclitics};
use crate::compile::blob::hash;
use crate::fused;
use crate::lexicon::Lexicon;
use crate::numbering::{Kept, Numbering};
use crate::written::Written;

/// Spellings remembered at the end of a text before those are forgotten that only one text had: with what others keep of
/// them, some 15 MB. Half of the spellings of running news come up in one text of many.
const CACHE_LIMIT: usize = 1 << 15;

/// Reads the words of texts, one text after the other; one for each thread. What it has read it remembers, which makes
/// it faster and changes nothing else.
#[derive(Debug)]
pub struct Analyser<'l> {
    lexicon: &'l Lexicon,
    /// The numbers of short spellings.
    short: HashMap<Short, u32, BuildHasherDefault<KeyHasher>>,
    /// For each way of being [`Written`], folded word to the number of its spelling, where it is long; last those of marks, numbers and
    /// foreign letters.
    long: [ByKey<u32>; Written::WAYS + 1],
    /// The spellings by their numbers.
    known: Vec<Known>,
    numbering: Numbering,
    /// What it kept when it last forgot spellings.
    kept: Option<Kept>,
    /// The number of the text that is read; 0 is none.
    text: u32,
    /// Where tokens that the lexicon does not know, as stored, are to be cut.
    cuts: ByKey<Box<[usize]>>,
    plain: Arc<[Analysis]>,
}

type ByKey<T> = HashMap<Box<str>, T, BuildHasherDefault<KeyHasher>>;

/// Hashes with the function of the lexicon's own table.
#[derive(Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ hash(bytes);
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(26) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_u8(&mut self, _: u8) {}
}

/// A spelling of few letters: its bytes, then how many they are and its table, so that nothing lies elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Short([u64; 3]);

impl Short {
    /// The most bytes.
    const MOST: usize = 23;

    fn of(key: &str, table: usize) -> Option<Self> {
        let mut bytes = [0; Self::MOST + 1];
        bytes.get_mut(..key.len()).filter(|_| key.len() <= Self::MOST)?.copy_from_slice(key.as_bytes());
        bytes[Self::MOST] = (key.len() | table << 5) as u8;
        let word = |k: usize| bytes[8 * k..].first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
        Some(Self([word(0), word(1), word(2)]))
    }
}

impl Hash for Short {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}

/// A word: a token, or a part of a token whose words lost the space between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// The token that holds it.
    pub token: u32,
    /// What the token is made of.
    pub kind: TokenKind,
    /// Whether nothing separates it from the word before.
    pub glued: bool,
    /// The bytes of the token's key that are its key.
    part: (u32, u32),
}

/// The words of one text in order.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t Text<'t>,
    words: Vec<Word>,
    /// For each word the place of its spelling among those of the text.
    spellings: Vec<u32>,
    /// The spellings of the text in the order in which they come up.
    distinct: Vec<Spelling>,
    numbering: Numbering,
    kept: Option<Kept>,
    sentences: Vec<Range<u32>>,
}

/// A spelling of a text.
#[derive(Clone, Debug)]
struct Spelling {
    number: u32,
    /// A word that has it.
    word: u32,
    readings: Arc<[Analysis]>,
}

/// A spelling that an analyser remembers.
#[derive(Debug)]
struct Known {
    readings: Arc<[Analysis]>,
    /// Whether it has readings, and the lexicon does not know the likeliest.
    unknown: bool,
    /// The last text in which it came up, and its place among the spellings of that text.
    seen: (u32, u32),
    /// Whether several texts had it since others were forgotten.
    again: bool,
}

impl<'l> Analyser<'l> {
    /// An analyser with nothing remembered.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            short: HashMap::default(),
            long: Default::default(),
            known: Vec::new(),
            numbering: Numbering::fresh(),
            kept: None,
            text: 0,
            cuts: HashMap::default(),
            plain: Arc::new([]),
        }
    }

    /// The lexicon it reads with.
    #[must_use]
    pub const fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    /// The words of a text.
    #[must_use]
    pub fn words<'t>(&mut self, text: &'t Text<'t>) -> Words<'t> {
        if self.known.len() >= CACHE_LIMIT || self.text == u32::MAX {
            self.forget();
        }
        self.text += 1;
        let tokens = text.tokens();
        let mut out = Words {
            text,
            words: Vec::with_capacity(tokens.len()),
            spellings: Vec::with_capacity(tokens.len()),
            distinct: Vec::with_capacity(tokens.len() / 2),
            numbering: self.numbering,
            kept: self.kept.clone(),
            sentences: Vec::with_capacity(text.sentences().len()),
        };
        for Sentence { tokens: range, .. } in text.sentences() {
            let first = out.words.len() as u32;
            for i in range.clone() {
                self.token(text, i, &tokens[i], &mut out);
            }
            out.sentences.push(first..out.words.len() as u32);
        }
        out
    }

    /// Forgets the spellings that only one text had, or all where too few would be forgotten; the others get new numbers.
    fn forget(&mut self) {
        if self.known.iter().filter(|k| k.again).count() > CACHE_LIMIT / 2 {
            self.known.iter_mut().for_each(|k| k.again = false);
        }
        let again = |(number, known): (usize, &Known)| known.again.then_some(number as u32);
        let numbers: Arc<[u32]> = self.known.iter().enumerate().filter_map(again).collect();
        let mut now = vec![None; self.known.len()];
        for (number, before) in (0u32..).zip(&*numbers) {
            now[*before as usize] = Some(number);
        }
        let stays = |number: &mut u32| now[*number as usize].inspect(|n| *number = *n).is_some();
        self.short.retain(|_, number| stays(number));
        self.long.iter_mut().for_each(|table| table.retain(|_, number| stays(number)));
        self.known.retain_mut(|k| std::mem::take(&mut k.again));
        self.known.iter_mut().for_each(|k| k.seen = (0, 0));
        self.cuts.clear();
        self.kept = Some(Kept { before: self.numbering, numbers });
        self.numbering = Numbering::fresh();
        self.text = 0;
    }

    fn token(&mut self, text: &Text<'_>, index: usize, token: &Token, out: &mut Words<'_>) {
        let key = text.key(token);
        let number = match token.kind {
            TokenKind::Word => self.word(key, Written::of(text.raw_of(token))),
            _ => self.unread(key),
        };
        if self.known[number].unknown && self.cut(text, index, token, out) {
            return;
        }
        self.put(number, out);
        out.words.push(Word {
            span: token.span,
            token: index as u32,
            kind: token.kind,
            glued: token.glued,
            part: (0, key.len() as u32),
        });
    }

    /// Says which spelling the next word of a text has.
    fn put(&mut self, number: usize, out: &mut Words<'_>) {
        let known = &mut self.known[number];
        if known.seen.0 != self.text {
            known.again |= known.seen.0 != 0;
            known.seen = (self.text, out.distinct.len() as u32);
            let (number, word) = (number as u32, out.words.len() as u32);
            out.distinct.push(Spelling { number, word, readings: Arc::clone(&known.readings) });
        }
        out.spellings.push(known.seen.1);
    }

    /// Cuts a token whose words lost the space between them. Says whether it did.
    fn cut(&mut self, text: &Text<'_>, index: usize, token: &Token, out: &mut Words<'_>) -> bool {
        let (raw, key) = (text.raw_of(token), text.key(token));
        if !self.cuts.contains_key(raw) {
            self.cuts.insert(raw.into(), fused::cuts(self.lexicon, raw, key).into());
        }
        let Some(cuts) = self.cuts.get(raw).filter(|c| !c.is_empty()).cloned() else { return false };
        let mut start = 0;
        for end in cuts.iter().copied().chain([key.len()]) {
            let span = part_of(raw, token.span, (0, key.len()), (start, end));
            let number = self.word(&key[start..end], Written::of(text.slice(span)));
            self.put(number, out);
            out.words.push(Word {
                span,
                token: index as u32,
                kind: token.kind,
                glued: token.glued || start > 0,
                part: (start as u32, end as u32),
            });
            start = end;
        }
        true
    }

    /// The number of one folded word, with the readings that [`Lexicon::analyse`] gives it and its letters as stored allow.
    fn word(&mut self, key: &str, written: Written) -> usize {
        let lexicon = self.lexicon;
        self.number(key, written.number(), |_| written.judge(lexicon, key, lexicon.analyse(key)).into())
    }

    /// The number of a token that is no word.
    fn unread(&mut self, key: &str) -> usize {
        self.number(key, UNREAD, Arc::clone)
    }

    /// The number of a spelling, given now with the readings that are made of no readings, where it has none yet.
    fn number(&mut self, key: &str, table: usize, readings: impl FnOnce(&Arc<[Analysis]>) -> Arc<[Analysis]>) -> usize {
        let short = Short::of(key, table);
        let known = short.map_or_else(|| self.long[table].get(key), |short| self.short.get(&short));
        if let Some(number) = known {
            return *number as usize;
        }
        let number = self.known.len();
        let readings = readings(&self.plain);
        let unknown = readings.first().is_some_and(|a| !a.is_known());
        self.known.push(Known { readings, unknown, seen: (0, 0), again: false });
        match short {
            Some(short) => self.short.insert(short, number as u32),
            None => self.long[table].insert(key.into(), number as u32),
        };
        number
    }
}

/// The table of what has no readings, behind those of the words.
const UNREAD: usize = Written::WAYS;

impl<'t> Words<'t> {
    /// The text.
    #[must_use]
    pub const fn text(&self) -> &'t Text<'t> {
        self.text
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// All words in order.
    #[must_use]
    pub fn all(&self) -> &[Word] {
        &self.words
    }

    /// Word `i`.
    ///
    /// # Panics
    /// Where there is no word `i`, like a slice.
    #[must_use]
    pub fn word(&self, i: usize) -> &Word {
        &self.words[i]
    }

    /// The folded letters of word `i`.
    #[must_use]
    pub fn key(&self, i: usize) -> &'t str {
        let word = &self.words[i];
        let key = self.text.key(&self.text.tokens()[word.token as usize]);
        &key[word.part.0 as usize..word.part.1 as usize]
    }

    /// The readings of word `i`, the likeliest first; none for numbers, marks and foreign letters.
    #[must_use]
    pub fn analyses(&self, i: usize) -> &[Analysis] {
        &self.distinct[self.spellings[i] as usize].readings
    }

    /// The likeliest reading of word `i`.
    #[must_use]
    pub fn best(&self, i: usize) -> Option<&Analysis> {
        self.analyses(i).first()
    }

    /// The place of the spelling of word `i` among the spellings of the text. Words of one spelling have the same letters,
    /// folded, and the same readings.
    #[must_use]
    pub fn spelling(&self, i: usize) -> usize {
        self.spellings[i] as usize
    }

    /// The spellings of the text in the order in which they come up: the number of each, and a word that has it.
    pub fn spellings(&self) -> impl ExactSizeIterator<Item = (usize, usize)> + '_ {
        self.distinct.iter().map(|s| (s.number as usize, s.word as usize))
    }

    /// What the analyser kept when it last forgot spellings.
    pub(crate) const fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// Which numbers its spellings have.
    #[must_use]
    pub const fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// The letters of word `i` as stored.
    #[must_use]
    pub fn raw(&self, i: usize) -> &'t str {
        self.text.slice(self.words[i].span)
    }

    /// The sentences of the text, as ranges of words.
    #[must_use]
    pub fn sentences(&self) -> &[Range<u32>] {
        &self.sentences
    }

    /// The words from the first to the last of a range, as a span. Empty for an empty range.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match (self.words.get(range.start), range.end.checked_sub(1).and_then(|i| self.words.get(i))) {
            (Some(first), Some(last)) if range.start < range.end => first.span.join(last.span),
            (Some(first), _) => Span::new(first.span.start(), first.span.start()),
            _ => Span::default(),
        }
    }

    /// Where the stem of a reading stands: no proclitic, no article, no pronoun.
    #[must_use]
    pub fn stem_span(&self, i: usize, analysis: &Analysis) -> Span {
        self.part_span(i, usize::from(analysis.stem.0), usize::from(analysis.stem.1))
    }

    /// Where the word stands without the letters و ف ب ل ك س أ before it and the pronoun behind it; the article stays
    /// where it is written with its alif (of `للجيش` only `جيش` is left).
    #[must_use]
    pub fn bare_span(&self, i: usize, analysis: &Analysis) -> Span {
        let (start, end) = (usize::from(analysis.stem.0), usize::from(analysis.stem.1));
        let key = self.key(i);
        let article = analysis.proclitics.has(Proclitics::AL) && key[..start].ends_with("ال");
        self.part_span(i, if article { start - "ال".len() } else { start }, end)
    }

    /// The code points that carry a part of the folded key of word `i`.
    fn part_span(&self, i: usize, start: usize, end: usize) -> Span {
        let word = &self.words[i];
        part_of(self.text.slice(word.span), word.span, (0, (word.part.1 - word.part.0) as usize), (start, end))
    }
}

/// The code points, out of those of `span`, that carry the bytes `part` of a folded key of the bytes `whole`.
fn part_of(raw: &str, span: Span, whole: (usize, usize), part: (usize, usize)) -> Span {
    if part == whole {
        return span;
    }
    let (mut at, mut point) = (0, span.start());
    let (mut from, mut to) = (None, span.end());
    for c in raw.chars() {
        let width = folded_width(c);
        if width > 0 {
            if at >= part.0 && from.is_none() {
                from = Some(point);
            }
            if at >= part.1 {
                to = point;
                break;
            }
        }
        at += width;
        point += 1;
    }
    Span::new(from.unwrap_or(to), to)
}

/// How many bytes a character leaves in a key.
fn folded_width(c: char) -> usize {
    match fold_char(c) {
        Folded::Dropped => 0,
        Folded::Char(c) => c.len_utf8(),
        Folded::Compound => {
            let mut width = 0;
            fold(c, |d| width += d.len_utf8());
            width
        }
    }
}
