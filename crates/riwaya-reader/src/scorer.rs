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

/// The features of one candidate, as hashes; with their names too while training.
#[derive(Debug, Default)]
pub(crate) struct Features {
    hashes: Vec<u64>,
    names: Option<Vec<String>>,
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FIRST: u64 = 0xa076_1d64_78bd_642f;
const LENGTH: u64 = 0xe703_7ed1_a0b4_28db;

/// The two halves of a product of two words, folded into one word.
#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ (product >> 64) as u64
}

#[inline(always)]
fn word(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.first_chunk()).map_or(0, |b| u64::from_le_bytes(*b))
}

#[inline(always)]
fn half(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 4).and_then(|b| b.first_chunk()).map_or(0, |b| u64::from(u32::from_le_bytes(*b)))
}

/// The hash of a feature's name so far, gone on with one more part: one multiplication for each 16 bytes (the scheme of
/// Wang Yi's wyhash).
#[inline(always)]
fn step(hash: u64, part: &str) -> u64 {
    let bytes = part.as_bytes();
    let n = bytes.len();
    let mut h = hash ^ (n as u64).wrapping_mul(LENGTH);
    let mut at = 0;
    while n - at > 16 {
        h = fold(word(bytes, at) ^ FIRST, word(bytes, at + 8) ^ h);
        at += 16;
    }
    let (a, b) = match n {
        8.. => (word(bytes, n.saturating_sub(16)), word(bytes, n - 8)),
        4..8 => (half(bytes, 0), half(bytes, n - 4)),
        1..4 => (u64::from(bytes[0]) << 16 | u64::from(bytes[n / 2]) << 8 | u64::from(bytes[n - 1]), 0),
        0 => (0, 0),
    };
    fold(a ^ FIRST, b ^ h)
}

/// The hash of a feature's written name: what its weights are stored under.
pub(crate) fn name_hash(name: &str) -> u64 {
    name.split('|').fold(SEED, step)
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
    pub(crate) fn add(&mut self, template: &'static str, parts: &[&str]) {
        self.push(step(SEED, template), template, parts);
    }

    #[inline(never)]
    fn push(&mut self, hash: u64, template: &'static str, parts: &[&str]) {
        self.hashes.push(parts.iter().fold(hash, |h, part| step(h, part)));
        if self.names.is_some() {
            self.name(template, parts);
        }
    }

    #[cold]
    fn name(&mut self, template: &'static str, parts: &[&str]) {
        let Some(names) = &mut self.names else { return };
        let mut name = String::from(template);
        for part in parts {
            name.push('|');
            name.push_str(part);
        }
        names.push(name);
    }

    /// Adds the feature when `condition` holds.
    pub(crate) fn flag(&mut self, condition: bool, template: &'static str) {
        if condition {
            self.add(template, &[]);
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
