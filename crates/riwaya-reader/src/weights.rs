//! The weights of the scorers: a text file, compiled at build time into a table that is used as it lies.
//!
//! The file has a section a model, `[model]`, and a line a feature: `feature<TAB>weight`, or, where the model chooses
//! among labels, `feature<TAB>label:weight label:weight …`. Weights are decimals with two places.
//!
//! ```text
//! known    the models that have weights, as bits u32
//! table    one for the roles together, one for each other model: buckets u32, slots u32, bytes of pool u32; then
//! buckets  displacement u16: what sends every feature of the bucket to a slot of its own; sieve u16: a bit for the lowest
//!          four bits of each of their hashes
//! slots    u64, all zero where empty: from the lowest bit on,
//!          of the roles the upper 34 bits of the feature's hash and the weight of each in hundredths, 10 bits with sign;
//!          of another model the upper 32 bits of the hash, then the weight in hundredths i32, or, where it has labels,
//!          how many of them 8 bits, and where they begin in the pool 24 bits
//! pool     u16: label 5 bits, weight in hundredths 11 bits with sign
//! ```
//! All numbers are little-endian; weights beyond ±5.11 count as that. A feature is found by one look, or is not there: a
//! perfect hash by displacement (Belazzougui, Botelho & Dietzfelbinger 2009). Most features that a text shows have no
//! weight, and the sieve of their bucket tells it. The build script includes this file.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::scorer::{Features, Model, name_hash};

/// The most labels that a model may have.
const LABELS: usize = 1 << LABEL_BITS;

/// Features that are looked up at a stretch.
const LOOKS: usize = 32;

/// Sums of weights are in hundredths; divided, so that they are the decimals that the file writes.
const HUNDREDTHS: f32 = 100.0;

/// How many roles share a table.
const ROLES: usize = 3;

/// Bytes of a bucket, and of a slot.
const BUCKET: usize = 4;
const SLOT: usize = 8;

/// Bits of a weight in a slot of the roles, and of a label in the pool.
const WEIGHT_BITS: u32 = 10;
const LABEL_BITS: u32 = 5;

/// The largest weight, in hundredths.
const HEAVIEST: i16 = (1 << (WEIGHT_BITS - 1)) - 1;

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
    known: u32,
    /// The table of the roles, then one for each model.
    tables: Vec<Table>,
}

/// Where a table lies.
#[derive(Clone, Debug, Default)]
struct Table {
    buckets: Range<usize>,
    slots: Range<usize>,
    pool: Range<usize>,
}

/// The scores of all labels of a model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelScores([i32; LABELS]);

impl LabelScores {
    /// The score of the label with that number in [`Model::labels`].
    pub(crate) fn of(&self, label: usize) -> f32 {
        self.0[label] as f32 / HUNDREDTHS
    }
}

impl std::ops::Add for LabelScores {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
        self
    }
}

/// The scores of a candidate for each role, as sums that may be added up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RoleScores([i32; ROLES]);

impl RoleScores {
    /// The score under the model of a role; nothing under another model.
    pub(crate) fn of(self, model: Model) -> f32 {
        model.column().map_or(0, |c| self.0[c]) as f32 / HUNDREDTHS
    }
}

impl std::ops::Add for RoleScores {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        Self([a + d, b + e, c + f])
    }
}

/// The tables in the order in which they lie, each with its model; none where it is that of the roles.
fn tables() -> impl Iterator<Item = Option<Model>> {
    std::iter::once(None).chain(Model::ALL.iter().copied().filter(|m| m.column().is_none()).map(Some))
}

/// The place of a model's table among them.
const fn table(model: Model) -> usize {
    if model.column().is_some() { 0 } else { 1 + model as usize }
}

impl Weights {
    /// Weights under which every candidate scores zero: the rules alone.
    pub(crate) fn none() -> Self {
        Self::open(Cow::Owned(Vec::new()))
    }

    /// Reads a weights file.
    pub(crate) fn parse(file: &str) -> Result<Self, WeightsError> {
        Ok(Self::open(Cow::Owned(compile(file)?)))
    }

    /// Opens compiled tables.
    pub(crate) fn open(bytes: Cow<'static, [u8]>) -> Self {
        let number = |at: usize| {
            bytes.get(at..at + 4).and_then(|b| b.first_chunk()).map_or(0, |b| u32::from_le_bytes(*b) as usize)
        };
        let mut out = vec![Table::default(); 1 + Model::ALL.len()];
        let mut at = 4;
        for model in tables() {
            let buckets = at + 12..at + 12 + number(at) * BUCKET;
            let slots = buckets.end..buckets.end + number(at + 4) * SLOT;
            let pool = slots.end..slots.end + number(at + 8);
            at = pool.end;
            if pool.end <= bytes.len() {
                out[model.map_or(0, table)] = Table { buckets, slots, pool };
            }
        }
        Self { known: number(0) as u32, bytes, tables: out }
    }

    /// Whether the model has any weight.
    pub(crate) fn knows(&self, model: Model) -> bool {
        self.known & 1 << model as u32 != 0
    }

    fn look(&self, model: Model) -> Look<'_> {
        let table = &self.tables[table(model)];
        Look {
            buckets: self.bytes[table.buckets.clone()].as_chunks().0,
            slots: self.bytes[table.slots.clone()].as_chunks().0,
        }
    }

    /// The score of a candidate.
    pub(crate) fn score(&self, model: Model, features: &Features) -> f32 {
        if model.column().is_some() {
            return self.score_roles(features).of(model);
        }
        let look = self.look(model);
        let mut sum = 0;
        for hashes in features.hashes().chunks(LOOKS) {
            look.at(hashes).each(|hash, slot| sum += look.value(hash, slot) as i32);
        }
        sum as f32 / HUNDREDTHS
    }

    /// The scores of a candidate for all roles at once.
    pub(crate) fn score_roles(&self, features: &Features) -> RoleScores {
        let look = self.look(Model::Actor);
        let mut out = [0; ROLES];
        for hashes in features.hashes().chunks(LOOKS) {
            look.at(hashes).each(|hash, slot| {
                let [a, b, c] = look.roles(hash, slot);
                out = [out[0] + a, out[1] + b, out[2] + c];
            });
        }
        RoleScores(out)
    }

    /// The scores of all labels of a model at once.
    pub(crate) fn score_labels(&self, model: Model, features: &Features) -> LabelScores {
        let look = self.look(model);
        let pool: &[[u8; 2]] = self.bytes[self.tables[table(model)].pool.clone()].as_chunks().0;
        let mut out = [0; LABELS];
        for hashes in features.hashes().chunks(LOOKS) {
            let mut labels = [0; LOOKS];
            let mut filled = 0;
            look.at(hashes).each(|hash, slot| {
                labels[filled % LOOKS] = look.value(hash, slot);
                filled += 1;
            });
            for value in labels.iter().take(filled) {
                let first = (value >> 8) as usize;
                for cell in pool.get(first..first + (value & 0xff) as usize).unwrap_or_default() {
                    let cell = i16::from_le_bytes(*cell);
                    out[cell as usize % LABELS] += i32::from(cell >> LABEL_BITS);
                }
            }
        }
        LabelScores(out)
    }
}

const fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The bucket of a feature.
const fn bucket(hash: u64, buckets: usize) -> usize {
    (((hash & 0xffff_ffff) * buckets as u64) >> 32) as usize
}

const SPREAD: u64 = 0x9fb2_1c65_1e98_df25;

/// The slot of a feature whose bucket has that displacement.
const fn slot(hash: u64, displacement: u16, slots: usize) -> usize {
    let mixed = (hash ^ (displacement as u64).wrapping_mul(SPREAD)).wrapping_mul(SPREAD);
    (((mixed >> 32) * slots as u64) >> 32) as usize
}

/// Whether a feature passes the sieve of its bucket.
const fn sieve(hash: u64) -> u16 {
    1 << (hash & 15)
}

/// A table to look features up in.
struct Look<'b> {
    buckets: &'b [[u8; BUCKET]],
    slots: &'b [[u8; SLOT]],
}

/// Where features lie if they are there at all, with their hashes.
///
/// Looking is done in steps, each for many features before the next: so the looks hide from each other how far the table
/// lies.
struct Places {
    hashes: [u64; LOOKS],
    slots: [u32; LOOKS],
    filled: usize,
}

impl Places {
    #[inline(always)]
    fn each(&self, mut act: impl FnMut(u64, u32)) {
        for (hash, slot) in self.hashes.iter().zip(&self.slots).take(self.filled) {
            act(*hash, *slot);
        }
    }
}

impl Look<'_> {
    /// The slots of those of at most [`LOOKS`] features that may be there.
    #[inline(always)]
    fn at(&self, hashes: &[u64]) -> Places {
        let mut out = Places { hashes: [0; LOOKS], slots: [0; LOOKS], filled: 0 };
        for hash in hashes {
            let Some([a, b, c, d]) = self.buckets.get(bucket(*hash, self.buckets.len())) else { continue };
            let at = out.filled % LOOKS;
            out.hashes[at] = *hash;
            out.slots[at] = slot(*hash, u16::from_le_bytes([*a, *b]), self.slots.len()) as u32;
            out.filled += usize::from(u16::from_le_bytes([*c, *d]) & sieve(*hash) != 0);
        }
        out
    }

    #[inline(always)]
    fn slot(&self, slot: u32) -> u64 {
        self.slots.get(slot as usize).map_or(0, |s| u64::from_le_bytes(*s))
    }

    /// What a slot holds for a feature; 0 where it is another's.
    #[inline(always)]
    fn value(&self, hash: u64, slot: u32) -> u32 {
        let found = self.slot(slot);
        if found as u32 == tag(hash) { (found >> 32) as u32 } else { 0 }
    }

    /// The weights that a slot of the roles holds for a feature.
    #[inline(always)]
    fn roles(&self, hash: u64, slot: u32) -> [i32; ROLES] {
        let found = self.slot(slot);
        let same = (found ^ hash >> ROLE_BITS).trailing_zeros() >= u64::BITS - ROLE_BITS;
        let mask = i64::from(same).wrapping_neg();
        let weight = |k: u32| {
            ((found << ((ROLES as u32 - 1 - k) * WEIGHT_BITS)) as i64 >> (u64::BITS - WEIGHT_BITS) & mask) as i32
        };
        [weight(0), weight(1), weight(2)]
    }
}

/// Bits of the weights in a slot of the roles.
const ROLE_BITS: u32 = WEIGHT_BITS * ROLES as u32;

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
    let known =
        Model::ALL.iter().filter(|m| !sheets[**m as usize].is_empty()).fold(0u32, |all, m| all | 1 << *m as u32);
    let mut out = known.to_le_bytes().to_vec();
    for model in tables() {
        match model {
            Some(model) => write_model(model, &sheets[model as usize], &mut out),
            None => write_roles(&sheets, &mut out),
        }
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
    let n = n.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    Some(sign * n.min(HEAVIEST))
}

fn write_model(model: Model, sheet: &Sheet<'_>, out: &mut Vec<u8>) {
    let mut pool: Vec<u8> = Vec::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(sheet.len());
    for (feature, weights) in sheet {
        let value = if model.labels().is_empty() {
            weights.first().map_or(0, |(_, w)| i32::from(*w) as u32)
        } else {
            let first = (pool.len() / 2) as u32;
            for (label, weight) in weights {
                pool.extend((weight << LABEL_BITS | *label as i16).to_le_bytes());
            }
            first << 8 | weights.len() as u32
        };
        let hash = name_hash(feature);
        entries.push(Entry { hash, slot: u64::from(value) << 32 | u64::from(tag(hash)) });
    }
    write_table(entries, &pool, out);
}

fn write_roles(sheets: &[Sheet<'_>], out: &mut Vec<u8>) {
    let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
    for model in Model::ALL {
        let Some(column) = model.column() else { continue };
        for (feature, weights) in &sheets[*model as usize] {
            let weight = weights.first().map_or(0, |(_, w)| *w) as u64 & ((1 << WEIGHT_BITS) - 1);
            *rows.entry(feature).or_default() |= weight << (u64::BITS - ROLE_BITS + column as u32 * WEIGHT_BITS);
        }
    }
    let entries = rows.into_iter().map(|(feature, weights)| {
        let hash = name_hash(feature);
        Entry { hash, slot: weights | hash >> ROLE_BITS }
    });
    write_table(entries.collect(), &[], out);
}

/// A feature with its slot.
struct Entry {
    hash: u64,
    slot: u64,
}

/// Features to a bucket, on the average.
const CROWD: usize = 4;

fn write_table(mut entries: Vec<Entry>, pool: &[u8], out: &mut Vec<u8>) {
    let mut seen = HashSet::with_capacity(entries.len());
    entries.retain(|e| seen.insert(e.hash));
    let hashes: Vec<u64> = entries.iter().map(|e| e.hash).collect();
    let mut slots = hashes.len() + hashes.len() / 16;
    let displacements = loop {
        if let Some(found) = displace(&hashes, slots) {
            break found;
        }
        slots += slots / 16 + 1;
    };
    let mut sieves = vec![0; displacements.len()];
    let mut table = vec![0u64; slots];
    for Entry { hash, slot: value } in entries {
        let bucket = bucket(hash, displacements.len());
        sieves[bucket] |= sieve(hash);
        table[slot(hash, displacements[bucket], slots)] = value;
    }
    for n in [displacements.len(), slots, pool.len()] {
        out.extend((n as u32).to_le_bytes());
    }
    for (displacement, sieve) in displacements.iter().zip(sieves) {
        out.extend(displacement.to_le_bytes());
        out.extend(sieve.to_le_bytes());
    }
    table.iter().for_each(|slot| out.extend(slot.to_le_bytes()));
    out.extend(pool);
}

/// For each bucket a displacement that sends its features to free slots, the fullest buckets first; none where there are
/// too few slots.
fn displace(hashes: &[u64], slots: usize) -> Option<Vec<u16>> {
    let mut buckets: Vec<Vec<u64>> = vec![Vec::new(); hashes.len().div_ceil(CROWD)];
    let n = buckets.len();
    for hash in hashes {
        buckets[bucket(*hash, n)].push(*hash);
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|b| std::cmp::Reverse(buckets[*b].len()));
    let mut taken = vec![false; slots];
    let mut out = vec![0; n];
    for b in order {
        let of = |d: u16| buckets[b].iter().map(move |hash| slot(*hash, d, slots));
        let fits = |d: &u16| of(*d).enumerate().all(|(k, s)| !taken[s] && !of(*d).take(k).any(|t| t == s));
        out[b] = (0..=u16::MAX).find(fits)?;
        of(out[b]).for_each(|s| taken[s] = true);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_found_under_its_features_name() {
        let mut f = Features::named();
        f.add("lemma", &["قصف", "verb"]);
        f.flag(true, "bias");
        let file = "[event]\nlemma|قصف|verb\tshelling:2.00 none:-0.25\nbias\tnone:1.00\n[join]\nbias\t-0.05\n";
        let weights = Weights::parse(file).unwrap();
        assert_eq!(weights.score(Model::Join, &f), -0.05);
        let scores = weights.score_labels(Model::Event, &f);
        assert_eq!((scores.of(0), scores.of(2), scores.of(1)), (0.75, 2.0, 0.0));
        assert!(weights.knows(Model::Join) && !weights.knows(Model::Date));
    }

    #[test]
    fn every_feature_of_a_large_file_is_found_and_no_other() {
        let names: Vec<String> = (0..900).map(|n| n.to_string()).collect();
        let section = |model: &str, weight: &dyn Fn(usize) -> i32| {
            let lines = (0..600).map(|n| format!("f|{n}\t{:.2}\n", f64::from(weight(n)) / 100.0));
            format!("[{model}]\n{}", lines.collect::<String>())
        };
        let file = section("source", &|n| 300 - n as i32) + &section("place", &|n| n as i32 - 300);
        let weights = Weights::parse(&file).unwrap();
        for (n, name) in names.iter().enumerate() {
            let mut f = Features::default();
            f.add("f", &[name.as_str()]);
            let weight = if n < 600 { (300.0 - n as f32) / 100.0 } else { 0.0 };
            assert_eq!(weights.score(Model::Source, &f), weight, "{name}");
            assert_eq!(weights.score_roles(&f).of(Model::Place), -weight, "{name}");
            assert_eq!(weights.score(Model::Actor, &f), 0.0, "{name}");
        }
        let mut f = Features::default();
        names.iter().for_each(|name| f.add("f", &[name.as_str()]));
        assert_eq!(weights.score(Model::Source, &f), 3.0, "many features at once");
    }

    #[test]
    fn the_heaviest_weight_is_the_limit() {
        let mut f = Features::default();
        f.flag(true, "bias");
        let weights = Weights::parse("[actor]\nbias\t-7.00\n[target]\nbias\t5.11\n").unwrap();
        let scores = weights.score_roles(&f);
        assert_eq!((scores.of(Model::Actor), scores.of(Model::Target), scores.of(Model::Place)), (-5.11, 5.11, 0.0));
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
