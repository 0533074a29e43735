//! The linear scorer that chooses where rules leave several answers.
//!
//! A candidate is a bag of named features; its score is the sum of their weights; the choice is a softmax over the
//! candidates that the rules propose. Weights live in a text file (see [`crate::weights`]), made by `riwaya train` and
//! reproducible to the byte. Method: multinomial logistic regression (Berger, Della Pietra & Della Pietra 1996), trained
//! with AdaGrad (Duchi, Hazan & Singer 2011).
//!
//! The build script includes this file: it uses nothing else of the crate but the weights.

pub(crate) use crate::weights::Weights;

/// The choices that scorers make, one model each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Model {
    /// Which event, if any, a word tells.
    Event,
    /// Whether a harm word belongs to the toll before it.
    Join,
    /// Which cue is the source of an event.
    Source,
    /// How the source holds it.
    Stance,
    /// Whether a mention is the actor.
    Actor,
    /// Whether a mention is the target.
    Target,
    /// Whether a mention is the place.
    Place,
    /// Which date is the event's.
    Date,
    /// Which number counts the victims of a harm word.
    Number,
    /// Whether a harm word with no number tells of victims all the same.
    Bare,
    /// Who speaks in a cue.
    Speaker,
}

impl Model {
    pub(crate) const ALL: &'static [Self] = &[
        Self::Event,
        Self::Join,
        Self::Source,
        Self::Stance,
        Self::Actor,
        Self::Target,
        Self::Place,
        Self::Date,
        Self::Number,
        Self::Bare,
        Self::Speaker,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Join => "join",
            Self::Source => "source",
            Self::Stance => "stance",
            Self::Actor => "actor",
            Self::Target => "target",
            Self::Place => "place",
            Self::Date => "date",
            Self::Number => "number",
            Self::Bare => "bare",
            Self::Speaker => "speaker",
        }
    }

    /// The column of a model whose weights share a table with those of the other roles: one look finds all three.
    pub(crate) const fn column(self) -> Option<usize> {
        match self {
            Self::Actor => Some(0),
            Self::Target => Some(1),
            Self::Place => Some(2),
            _ => None,
        }
    }

    /// The answers among which a model chooses, where every feature is crossed with each; none where a model weighs
    /// candidates one by one. The order is that of `Event::ALL` behind "none", and of the stances.
    pub(crate) const fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Event => &[
                "none",
                "clash",
                "shelling",
                "air_strike",
                "bombing",
                "attack",
                "shootdown",
                "destruction",
                "casualties",
                "abduction",
                "capture",
                "offensive",
                "deployment",
                "withdrawal",
                "truce",
                "violation",
                "talks",
                "agreement",
                "condemnation",
                "sanction",
                "aid",
                "protest",
            ],
            Self::Stance => &["asserts", "denies", "plans", "demands", "rejects", "threatens"],
            _ => &[],
        }
    }
}

/// A part of a feature's name, with its hash: hashed once, it makes any number of features.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    pub text: &'a str,
    hash: u64,
}

impl<'a> Part<'a> {
    #[inline(always)]
    pub(crate) const fn of(text: &'a str) -> Self {
        Self { text, hash: part_hash(text.as_bytes()) }
    }

    /// Whether another part makes the same features.
    pub(crate) const fn same(self, other: Part<'_>) -> bool {
        self.hash == other.hash
    }

    /// Its hash, to be kept where its text is not.
    pub(crate) const fn hash(self) -> PartHash {
        PartHash(self.hash)
    }
}

/// The hash of a part that is remembered without its text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PartHash(u64);

impl PartHash {
    /// The part, from the very text that was hashed.
    pub(crate) const fn part(self, text: &str) -> Part<'_> {
        Part { text, hash: self.0 }
    }

    /// One of 64 bits: sets of texts that share none have no text in common.
    pub(crate) const fn bit(self) -> u64 {
        1 << (self.0 >> 58)
    }
}

impl<'a> From<&'a str> for Part<'a> {
    #[inline(never)]
    fn from(text: &'a str) -> Self {
        Self::of(text)
    }
}

/// A name that the lexicon gives, with its hash.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    text: Box<str>,
    hash: u64,
}

impl Label {
    /// The name as part of a feature.
    pub(crate) fn part(&self) -> Part<'_> {
        Part { text: &self.text, hash: self.hash }
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        Self { text: text.into(), hash: Part::of(text).hash }
    }
}

impl std::ops::Deref for Label {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// The features of one candidate, as hashes; with their names too while training.
#[derive(Debug, Default)]
pub(crate) struct Features {
    hashes: Vec<u64>,
    names: Option<Vec<String>>,
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FIRST: u64 = 0xa076_1d64_78bd_642f;
const LENGTH: u64 = 0xe703_7ed1_a0b4_28db;
const JOIN: u64 = 0x8ebc_6af0_9c88_c6e3;

/// The two halves of a product of two words, folded into one word.
#[inline(always)]
const fn fold(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

#[inline(always)]
const fn word(bytes: &[u8], at: usize) -> u64 {
    match bytes.split_at(at).1.first_chunk() {
        Some(b) => u64::from_le_bytes(*b),
        None => 0,
    }
}

#[inline(always)]
const fn half(bytes: &[u8], at: usize) -> u64 {
    match bytes.split_at(at).1.first_chunk() {
        Some(b) => u32::from_le_bytes(*b) as u64,
        None => 0,
    }
}

/// The hash of a part: one multiplication for each 16 bytes (the scheme of Wang Yi's wyhash).
#[inline(always)]
const fn part_hash(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    let mut h = SEED ^ (n as u64).wrapping_mul(LENGTH);
    let mut at = 0;
    while n - at > 16 {
        h = fold(word(bytes, at) ^ FIRST, word(bytes, at + 8) ^ h);
        at += 16;
    }
    let (a, b) = match n {
        16.. => (word(bytes, n - 16), word(bytes, n - 8)),
        8..16 => (word(bytes, 0), word(bytes, n - 8)),
        4..8 => (half(bytes, 0), half(bytes, n - 4)),
        1..4 => ((bytes[0] as u64) << 16 | (bytes[n / 2] as u64) << 8 | bytes[n - 1] as u64, 0),
        0 => (0, 0),
    };
    fold(a ^ FIRST, b ^ h)
}

/// The hash of a feature's name so far, gone on with one more part.
#[inline(always)]
const fn join(hash: u64, part: u64) -> u64 {
    fold(hash ^ part, JOIN)
}

/// The hash of a feature's written name: what its weights are stored under.
pub(crate) fn name_hash(name: &str) -> u64 {
    let mut parts = name.split('|').map(|part| part_hash(part.as_bytes()));
    let template = parts.next().unwrap_or_default();
    parts.fold(template, join)
}

impl Features {
    /// A bag that keeps names, for training.
    pub(crate) fn named() -> Self {
        Self { hashes: Vec::new(), names: Some(Vec::new()) }
    }

    pub(crate) fn clear(&mut self) {
        self.hashes.clear();
        if let Some(names) = &mut self.names {
            names.clear();
        }
    }

    /// Adds the feature `template|part|part…`. Inlined, so that the compiler hashes the template.
    #[inline(always)]
    pub(crate) fn add<'p, P: Into<Part<'p>> + Copy, const N: usize>(&mut self, template: &'static str, parts: &[P; N]) {
        let mut hash = part_hash(template.as_bytes());
        for part in parts {
            let part: Part<'p> = (*part).into();
            hash = join(hash, part.hash);
        }
        self.hashes.push(hash);
        if self.names.is_some() {
            // A copy, so that the parts themselves need not lie in memory.
            let parts = *parts;
            self.name(template, &parts);
        }
    }

    #[cold]
    #[inline(never)]
    fn name<'p, P: Into<Part<'p>> + Copy>(&mut self, template: &'static str, parts: &[P]) {
        let Some(names) = &mut self.names else { return };
        let mut name = String::from(template);
        for part in parts {
            let part: Part<'p> = (*part).into();
            name.push('|');
            name.push_str(part.text);
        }
        names.push(name);
    }

    /// Adds the feature when `condition` holds.
    #[inline(always)]
    pub(crate) fn flag(&mut self, condition: bool, template: &'static str) {
        if condition {
            self.add::<Part<'_>, 0>(template, &[]);
        }
    }

    pub(crate) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    pub(crate) fn names(&self) -> &[String] {
        self.names.as_deref().unwrap_or_default()
    }
}

/// Scores turned into probabilities, in place.
pub(crate) fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - top).exp();
        sum += *s;
    }
    for s in scores.iter_mut() {
        *s /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_the_order_of_what_they_name() {
        let events = crate::event::Event::ALL.iter().map(|e| e.as_str());
        assert!(std::iter::once("none").chain(events).eq(Model::Event.labels().iter().copied()));
        let stances = crate::choose_source::STANCES.iter().map(|s| s.as_str());
        assert!(stances.eq(Model::Stance.labels().iter().copied()));
    }

    #[test]
    fn a_feature_has_the_hash_of_its_name() {
        let parts = ["", "a", "في", "قصف", "القوات", "الاذربيجانيه", "المستقبل القريب جدا جدا"];
        let mut f = Features::named();
        for a in parts {
            f.add("bare", &[a]);
            for b in parts {
                f.add("template", &[a, b]);
            }
        }
        let by_name: Vec<u64> = f.names().iter().map(|n| name_hash(n)).collect();
        assert_eq!(f.hashes(), by_name);
        let distinct: std::collections::HashSet<u64> = by_name.iter().copied().collect();
        assert_eq!(distinct.len(), by_name.len());
    }
}
