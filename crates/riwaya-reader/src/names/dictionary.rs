//! Names of several words: found by their first word, then compared word by word, the longest first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use riwaya_text::fold_key;

use super::mention::{Country, EntityId};
use super::nouns::Noun;

/// A table by folded spelling. The spellings are short and none is chosen by an adversary to collide within one
/// report's memory, which is bounded; so a quick hash will do.
pub(crate) type KeyMap<V> = HashMap<Box<str>, V, BuildHasherDefault<SpellingHasher>>;

/// Bits of a sieve.
const SIEVE: usize = 1 << 14;

/// A table by folded spelling in which most words of a text are not: a few bits tell so without a look at it.
#[derive(Clone, Debug)]
pub(crate) struct RareMap<V> {
    map: KeyMap<V>,
    bits: Box<[u64; SIEVE / 64]>,
}

impl<V> Default for RareMap<V> {
    fn default() -> Self {
        Self { map: KeyMap::default(), bits: Box::new([0; SIEVE / 64]) }
    }
}

impl<V> RareMap<V> {
    /// The bit of a spelling, by its length and both its ends.
    fn bit(key: &str) -> usize {
        let b = key.as_bytes();
        let head = b.first_chunk().map_or_else(|| b.first().map_or(0, |c| u32::from(*c)), |c| u32::from_le_bytes(*c));
        let tail = b.last_chunk().map_or(0, |c| u32::from_le_bytes(*c));
        let mixed = (head ^ tail.rotate_left(15) ^ b.len() as u32).wrapping_mul(0x9e37_79b1);
        (mixed >> 18) as usize
    }

    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        let bit = Self::bit(key);
        (self.bits[bit / 64] & 1 << (bit % 64) != 0).then(|| self.map.get(key)).flatten()
    }

    /// The value of a spelling, to be changed; a new one where there is none.
    pub(crate) fn of(&mut self, key: &str) -> &mut V
    where
        V: Default,
    {
        let bit = Self::bit(key);
        self.bits[bit / 64] |= 1 << (bit % 64);
        self.map.entry(key.into()).or_default()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.map.keys().map(|k| &**k)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.map.values_mut()
    }
}

/// Multiplies and rotates, eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SpellingHasher(u64);

impl SpellingHasher {
    fn add(&mut self, eight: u64) {
        self.0 = (self.0.rotate_left(5) ^ eight).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// Fewer than eight bytes that end others, as a number: cut out of the eight last, where there are so many.
fn padded(rest: &[u8], whole: &[u8]) -> u64 {
    match whole.last_chunk() {
        Some(last) => u64::from_le_bytes(*last) >> (8 * (8 - rest.len())),
        None => rest.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)),
    }
}

impl Hasher for SpellingHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks();
        for eight in eights {
            self.add(u64::from_le_bytes(*eight));
        }
        if !rest.is_empty() {
            self.add(padded(rest, bytes));
        }
    }

    fn write_u8(&mut self, _: u8) {}
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// An entity.
    Entity(EntityId),
    /// A country.
    Country(Option<Country>),
    /// A capital, which may stand for its government.
    Capital(Option<Country>),
    /// The people of a country or region.
    People(Option<Country>),
    /// A noun of several words that heads a mention.
    Noun(Noun),
}

/// A name behind its first word.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The words after the first, folded.
    pub rest: Box<[Box<str>]>,
    /// What it stands for.
    pub value: Value,
    /// Whether it is also an ordinary word, and must be announced.
    pub guarded: bool,
}

/// The entries of one first word: a range of [`Dictionary`]'s entries.
pub(super) type Entries = (u32, u32);

/// Names by their first word.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    drafts: KeyMap<Vec<Entry>>,
    firsts: KeyMap<Entries>,
    entries: Vec<Entry>,
}

impl Dictionary {
    /// Adds a name, with `*` before it where it is guarded, and its other case (ون for ين).
    pub(super) fn add(&mut self, name: &str, value: Value) {
        let (guarded, name) = name.strip_prefix('*').map_or((false, name), |rest| (true, rest));
        let key = fold_key(name);
        self.add_words(&pieces(&key), value, guarded);
        if key.contains("ون") {
            let oblique: Vec<String> = pieces(&key).iter().map(|w| oblique(w)).collect();
            self.add_words(&oblique, value, guarded);
        }
    }

    fn add_words<S: AsRef<str>>(&mut self, words: &[S], value: Value, guarded: bool) {
        let Some((first, rest)) = words.split_first() else { return };
        let rest: Box<[Box<str>]> = rest.iter().map(|w| w.as_ref().into()).collect();
        let entries = self.drafts.entry(first.as_ref().into()).or_default();
        if !entries.iter().any(|e| e.rest == rest && e.guarded == guarded) {
            entries.push(Entry { rest, value, guarded });
        }
    }

    /// Lays the names out for lookup; names added since are taken in.
    pub(super) fn settle(&mut self) {
        self.entries.clear();
        self.firsts.clear();
        for (first, entries) in &mut self.drafts {
            entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
            let start = self.entries.len() as u32;
            self.entries.extend(entries.iter().cloned());
            self.firsts.insert(first.clone(), (start, self.entries.len() as u32));
        }
    }

    /// The entries of a first word.
    pub(super) fn starting(&self, first: &str) -> Option<Entries> {
        self.firsts.get(first).copied()
    }

    /// Entries by their range, the longest first.
    pub(super) fn entries(&self, range: Entries) -> &[Entry] {
        self.entries.get(range.0 as usize..range.1 as usize).unwrap_or_default()
    }
}

/// The words of a folded name as the text will have them: marks are words of their own.
fn pieces(key: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(4);
    let mut open = false;
    let mut digit = false;
    for c in key.chars() {
        if c.is_whitespace() {
            open = false;
        } else if c.is_alphanumeric() || c == 'ء' {
            let is_digit = c.is_ascii_digit();
            match out.last_mut() {
                Some(last) if open && digit == is_digit => last.push(c),
                _ => out.push(c.to_string()),
            }
            (open, digit) = (true, is_digit);
        } else {
            out.push(c.to_string());
            open = false;
        }
    }
    out
}

/// The oblique case of a sound plural; other words as they are.
fn oblique(word: &str) -> String {
    match word.strip_suffix("ون") {
        Some(stem) if stem.chars().count() >= 4 => format!("{stem}ين"),
        _ => word.to_owned(),
    }
}
