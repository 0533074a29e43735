//! The linear scorer that chooses where rules leave several answers.
//!
//! A candidate is a bag of named features; its score is the sum of their weights; the choice is a softmax over the
//! candidates that the rules propose. Weights live in a small text file (`model<TAB>feature<TAB>weight`), made by
//! `riwaya train` and reproducible to the byte. Method: multinomial logistic regression (Berger, Della Pietra & Della
//! Pietra 1996), trained with AdaGrad (Duchi, Hazan & Singer 2011).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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
}

/// The features of one candidate, as hashes; with their names too while training.
#[derive(Debug, Default)]
pub(crate) struct Features {
    hashes: Vec<u64>,
    names: Option<Vec<String>>,
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn mix(hash: u64, bytes: &[u8]) -> u64 {
    let mut h = hash;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.iter().rev().fold(0u64, |w, b| (w << 8) | u64::from(*b));
        h = (h ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    }
    for b in chunks.remainder() {
        h = (h ^ u64::from(*b)).wrapping_mul(PRIME);
    }
    h
}

/// The hash of a feature name: what a weight is stored under.
pub(crate) fn name_hash(name: &str) -> u64 {
    name.split('|').fold(SEED, |h, part| (mix(h, part.as_bytes()) ^ 0x7c).wrapping_mul(PRIME))
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

    /// Adds the feature `template|part|part…`.
    pub(crate) fn add(&mut self, template: &'static str, parts: &[&str]) {
        let step = |h: u64, part: &str| (mix(h, part.as_bytes()) ^ 0x7c).wrapping_mul(PRIME);
        self.hashes.push(parts.iter().fold(step(SEED, template), |h, part| step(h, part)));
        if let Some(names) = &mut self.names {
            let mut name = String::from(template);
            for part in parts {
                name.push('|');
                name.push_str(part);
            }
            names.push(name);
        }
    }

    /// Adds the feature when `condition` holds.
    pub(crate) fn flag(&mut self, condition: bool, template: &'static str) {
        if condition {
            self.add(template, &[]);
        }
    }

    pub(crate) fn names(&self) -> &[String] {
        self.names.as_deref().unwrap_or_default()
    }
}

/// A map keyed by hashes that are already well mixed.
#[derive(Default, Clone, Copy, Debug)]
pub(crate) struct Prehashed(u64);

impl Hasher for Prehashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0, bytes);
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

type Table = HashMap<u64, f32, BuildHasherDefault<Prehashed>>;

/// All weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    tables: Vec<Table>,
}

/// A line of a weights file that does not parse.
#[derive(Debug, thiserror::Error)]
#[error("weights, line {line}: {what}")]
pub struct WeightsError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

impl Weights {
    /// Weights under which every candidate scores zero: the rules alone.
    pub(crate) fn none() -> Self {
        Self { tables: vec![Table::default(); Model::ALL.len()] }
    }

    /// Reads a weights file.
    pub(crate) fn parse(file: &str) -> Result<Self, WeightsError> {
        let mut out = Self::none();
        for (i, line) in file.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let bad = |what| WeightsError { line: i + 1, what };
            let mut cells = line.split('\t');
            let (Some(model), Some(feature), Some(weight), None) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
                return Err(bad("three cells expected"));
            };
            let Some(m) = Model::ALL.iter().position(|m| m.name() == model) else { return Err(bad("unknown model")) };
            let weight: f32 = weight.parse().map_err(|_| bad("the weight is no number"))?;
            out.tables[m].insert(name_hash(feature), weight);
        }
        Ok(out)
    }

    /// Whether the model has any weight.
    pub(crate) fn knows(&self, model: Model) -> bool {
        !self.tables[model as usize].is_empty()
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, model: Model, features: &Features) -> f32 {
        let table = &self.tables[model as usize];
        features.hashes.iter().filter_map(|h| table.get(h)).sum()
    }

    /// The score of a candidate whose features are each crossed with a label.
    pub(crate) fn score_label(&self, model: Model, features: &Features, label: &str) -> f32 {
        let table = &self.tables[model as usize];
        features.hashes.iter().filter_map(|h| table.get(&((mix(*h, label.as_bytes()) ^ 0x7c).wrapping_mul(PRIME)))).sum()
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

/// The probability of a candidate that stands against "no".
pub(crate) fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_found_under_its_written_name() {
        let mut f = Features::named();
        f.add("lemma", &["قصف", "verb"]);
        let weights = Weights::parse(&format!("event\t{}\t0.5\nevent\tlemma|قصف|verb|shelling\t2\n", f.names()[0])).unwrap();
        assert_eq!(weights.score(Model::Event, &f), 0.5);
        assert_eq!(weights.score_label(Model::Event, &f, "shelling"), 2.0);
    }
}
