//! The weights of the scorers: a text file, compiled at build time into a table that is used as it lies.
//!
//! The file has a section a model, `[model]`, and a line a feature: `feature<TAB>weight`, or, where the model chooses
//! among labels, `feature<TAB>label:weight label:weight …`. Weights are decimals with two places.
//!
//! ```text
//! table    for each model: slots u32 (a power of two, or 0), bytes of pool u32, slots, pool
//! slots    tag u32 (upper half of the feature's hash, odd; 0 where empty), value u32; open addressing by the lower half
//! value    the weight in hundredths; of a model with labels: where its labels begin in the pool << 8 | how many they are
//! pool     label u16, weight in hundredths i16
//! ```
//! All numbers are little-endian. The build script includes this file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::scorer::{Features, Model, name_hash};

/// The most labels that a model may have.
const LABELS: usize = 32;

/// Sums of weights are in hundredths.
const UNIT: f32 = 0.01;

/// A line of a weights file that does not parse.
#[derive(Debug, thiserror::Error)]
#[error("weights, line {line}: {what}")]
pub struct WeightsError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// All weights.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    bytes: Cow<'static, [u8]>,
    tables: Vec<Table>,
}

/// Where the table of a model lies.
#[derive(Clone, Debug)]
struct Table {
    slots: Range<usize>,
    pool: Range<usize>,
}

/// The scores of all labels of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelScores([i32; LABELS]);

impl LabelScores {
    /// The score of the label with that number in [`Model::labels`].
    pub(crate) fn of(&self, label: usize) -> f32 {
        self.0[label] as f32 * UNIT
    }
}

impl Weights {
    /// Weights under which every candidate scores zero: the rules alone.
    pub(crate) fn none() -> Self {
        Self::open(Cow::Owned(vec![0; 8 * Model::ALL.len()]))
    }

    /// Reads a weights file.
    pub(crate) fn parse(file: &str) -> Result<Self, WeightsError> {
        Ok(Self::open(Cow::Owned(compile(file)?)))
    }

    /// Opens a compiled table.
    pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Self {
        let number = |at: usize| {
            bytes.get(at..at + 4).and_then(|b| b.first_chunk()).map_or(0, |b| u32::from_le_bytes(*b) as usize)
        };
        let mut at = 0;
        let mut tables = Vec::with_capacity(Model::ALL.len());
        for _ in Model::ALL {
            let slots = at + 8..at + 8 + number(at) * 8;
            let pool = slots.end..slots.end + number(at + 4);
            at = pool.end;
            let whole = pool.end <= bytes.len();
            tables.push(if whole { Table { slots, pool } } else { Table { slots: 0..0, pool: 0..0 } });
        }
        Self { bytes, tables }
    }

    /// Whether the model has any weight.
    pub(crate) fn knows(&self, model: Model) -> bool {
        !self.tables[model as usize].slots.is_empty()
    }

    fn slots(&self, model: Model) -> &[[u8; 8]] {
        self.bytes[self.tables[model as usize].slots.clone()].as_chunks().0
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, model: Model, features: &Features) -> f32 {
        let slots = self.slots(model);
        let sum: i32 = features.hashes().iter().map(|h| find(slots, *h).map_or(0, |value| value as i32)).sum();
        sum as f32 * UNIT
    }

    /// The scores of all labels of a model at once.
    pub(crate) fn score_labels(&self, model: Model, features: &Features) -> LabelScores {
        let slots = self.slots(model);
        let pool: &[[u8; 4]] = self.bytes[self.tables[model as usize].pool.clone()].as_chunks().0;
        let mut out = [0; LABELS];
        for value in features.hashes().iter().filter_map(|h| find(slots, *h)) {
            let first = (value >> 8) as usize;
            for [a, b, c, d] in pool.get(first..first + (value & 0xff) as usize).unwrap_or_default() {
                out[usize::from(u16::from_le_bytes([*a, *b])) % LABELS] += i32::from(i16::from_le_bytes([*c, *d]));
            }
        }
        LabelScores(out)
    }
}

const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

#[inline]
fn find(slots: &[[u8; 8]], hash: u64) -> Option<u32> {
    let mask = slots.len().checked_sub(1)?;
    let mut i = hash as usize & mask;
    loop {
        let slot = u64::from_le_bytes(slots[i]);
        match slot as u32 {
            0 => return None,
            t if t == tag(hash) => return Some((slot >> 32) as u32),
            _ => i = (i + 1) & mask,
        }
    }
}

/// The weights of one model as its file has them: for each feature its labels with their weights in hundredths.
type Sheet<'f> = BTreeMap<&'f str, Vec<(u16, i16)>>;

/// Compiles a weights file.
pub(crate) fn compile(file: &str) -> Result<Vec<u8>, WeightsError> {
    let mut sheets: Vec<Sheet<'_>> = vec![Sheet::new(); Model::ALL.len()];
    let mut model = None;
    for (i, line) in file.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let bad = |what| WeightsError { line: i + 1, what };
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')).filter(|l| !l.contains('\t')) {
            model = Some(*Model::ALL.iter().find(|m| m.name() == name).ok_or_else(|| bad("unknown model"))?);
            continue;
        }
        let model = model.ok_or_else(|| bad("a feature before any [model]"))?;
        let (feature, weights) = line.split_once('\t').ok_or_else(|| bad("two cells expected"))?;
        let labels = model.labels();
        let weights = if labels.is_empty() {
            vec![(0, hundredths(weights).ok_or_else(|| bad("the weight is no number of two places"))?)]
        } else {
            weights.split(' ').map(|cell| labelled(cell, labels)).collect::<Result<_, _>>().map_err(bad)?
        };
        sheets[model as usize].insert(feature, weights);
    }
    let mut out = Vec::new();
    for (model, sheet) in Model::ALL.iter().zip(&sheets) {
        write(*model, sheet, &mut out);
    }
    Ok(out)
}

fn labelled(cell: &str, labels: &[&str]) -> Result<(u16, i16), &'static str> {
    let (label, weight) = cell.split_once(':').ok_or("a label and its weight expected")?;
    let label = labels.iter().position(|l| *l == label).ok_or("unknown label")?;
    Ok((label as u16, hundredths(weight).ok_or("the weight is no number of two places")?))
}

/// `-1.25` as -125.
fn hundredths(weight: &str) -> Option<i16> {
    let (sign, digits) = weight.strip_prefix('-').map_or((1, weight), |d| (-1, d));
    let (whole, part) = digits.split_once('.')?;
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if part.len() != 2 || !plain(whole) || !plain(part) {
        return None;
    }
    let n: i16 = whole.parse().ok()?;
    n.checked_mul(100)?.checked_add(part.parse().ok()?).map(|n| sign * n)
}

fn write(model: Model, sheet: &Sheet<'_>, out: &mut Vec<u8>) {
    let slots = if sheet.is_empty() { 0 } else { (sheet.len() * 2).next_power_of_two() };
    let mut table = vec![0u64; slots];
    let mut pool: Vec<u8> = Vec::new();
    for (feature, weights) in sheet {
        let value = if model.labels().is_empty() {
            weights.first().map_or(0, |(_, w)| i32::from(*w) as u32)
        } else {
            let first = (pool.len() / 4) as u32;
            for (label, weight) in weights {
                pool.extend(label.to_le_bytes());
                pool.extend(weight.to_le_bytes());
            }
            first << 8 | weights.len() as u32
        };
        let hash = name_hash(feature);
        let mut i = hash as usize & (slots - 1);
        while table[i] != 0 {
            i = (i + 1) & (slots - 1);
        }
        table[i] = u64::from(tag(hash)) | u64::from(value) << 32;
    }
    out.extend((slots as u32).to_le_bytes());
    out.extend((pool.len() as u32).to_le_bytes());
    table.iter().for_each(|slot| out.extend(slot.to_le_bytes()));
    out.extend(pool);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_found_under_its_features_name() {
        let mut f = Features::named();
        f.add("lemma", &["قصف", "verb"]);
        f.add("bias", &[]);
        let file = "[event]\nlemma|قصف|verb\tshelling:2.00 none:-0.25\nbias\tnone:1.00\n[join]\nbias\t-0.05\n";
        let weights = Weights::parse(file).unwrap();
        assert_eq!(weights.score(Model::Join, &f), -0.05);
        let scores = weights.score_labels(Model::Event, &f);
        assert_eq!((scores.of(0), scores.of(2), scores.of(1)), (0.75, 2.0, 0.0));
        assert!(weights.knows(Model::Join) && !weights.knows(Model::Date));
    }

    #[test]
    fn a_file_that_is_not_of_the_format_is_refused_by_line() {
        for (file, line) in [
            ("bias\t0.10", 1),
            ("[no such model]", 1),
            ("# a remark\n[join]\nbias", 3),
            ("[join]\nbias\t0.1", 2),
            ("[join]\nbias\t400.00", 2),
            ("[event]\nbias\t0.10", 2),
            ("[event]\nbias\tnobody:0.10", 2),
        ] {
            assert_eq!(Weights::parse(file).map(|_| ()).map_err(|e| e.line), Err(line), "{file}");
        }
    }
}
