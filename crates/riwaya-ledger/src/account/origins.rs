//! Near-copies: a wire story that several outlets reprint, cut or lightly edit is one origin.
//!
//! Two reports are near-copies when most of what each says stands in the other *and* both open alike. The second
//! condition keeps apart reports that share only background, and a follow-up from what it follows.
//!
//! A [`Sketch`] is all that has to be kept of a report. [`Sketch::bands`] are the keys under which near-copies meet: a
//! new report need only be compared with reports that share one of them, so adding a report never looks at the rest.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

use riwaya_text::{Text, TokenKind};

use crate::model::DocId;

/// What stands for all near-copies of one story: the least of their documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OriginId(pub DocId);

/// Words of a shingle.
const SHINGLE: usize = 3;
/// Bands of a sketch, and hashes of a band: pairs alike by 0.4 meet with a probability of 0.94.
const BANDS: usize = 42;
const ROWS: usize = 3;
const HASHES: usize = BANDS * ROWS;
/// Words of the opening.
const OPENING: usize = 50;
/// Share of shingles in common from which two bodies are near-copies.
const ALIKE: f64 = 0.38;
/// The same for openings.
const OPENING_ALIKE: f64 = 0.4;
/// Bodies so alike need no like opening: what differs is page furniture.
const SAME: f64 = 0.56;

/// What is kept of a report's words: enough to tell whether another is a near-copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The least hash of the shingles under each of the permutations.
    least: Box<[u32]>,
    /// Hashes of the opening's shingles, sorted.
    opening: Box<[u32]>,
}

impl Sketch {
    /// How many keys [`Sketch::bands`] gives.
    pub const BANDS: usize = BANDS;

    /// The sketch of a report; absent for one of fewer than three words, which is nobody's copy.
    ///
    /// ```
    /// # use riwaya_ledger::account::Sketch;
    /// let a = Sketch::of("قصفت القوات مواقع على خط التماس فجر اليوم").unwrap();
    /// let b = Sketch::of("قصفت القوّات مواقعَ على خط التماس فجر اليوم").unwrap();
    /// assert!(a.is_near_copy(&b));
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::of_words(&Text::new(text))
    }

    /// The sketch of a report whose words were told apart already.
    #[must_use]
    pub fn of_words(text: &Text<'_>) -> Option<Self> {
        let words = text.tokens().iter().filter(|t| t.kind != TokenKind::Mark);
        let words: Vec<u64> = words.map(|w| hash(text.key(w).as_bytes())).collect();
        let shingles: Vec<u32> = words.windows(SHINGLE).map(shingle).collect();
        if shingles.is_empty() {
            return None;
        }
        let mut distinct = shingles.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let mut least = vec![u32::MAX; HASHES];
        for (slot, reordering) in least.iter_mut().zip(REORDERINGS) {
            *slot = distinct.iter().fold(u32::MAX, |least, s| least.min(permuted(*s, reordering)));
        }
        let mut opening = shingles[..shingles.len().min(OPENING)].to_vec();
        opening.sort_unstable();
        opening.dedup();
        Some(Self { least: least.into(), opening: opening.into() })
    }

    /// The keys under which it meets its near-copies.
    #[must_use]
    pub fn bands(&self) -> [u32; BANDS] {
        std::array::from_fn(|b| {
            let rows = &self.least[b * ROWS..(b + 1) * ROWS];
            let all = rows.iter().fold(b as u64, |h, r| mixed(h ^ u64::from(*r)).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            (all >> 32) as u32
        })
    }

    /// Whether both are one story.
    #[must_use]
    pub fn is_near_copy(&self, other: &Self) -> bool {
        let alike = self.alikeness(other);
        alike >= SAME || (alike >= ALIKE && self.opens_like(other) >= OPENING_ALIKE)
    }

    /// Estimated share of shingles that both have, of all that either has; 0 to 1.
    #[must_use]
    pub fn alikeness(&self, other: &Self) -> f64 {
        let same = self.least.iter().zip(&other.least).filter(|(a, b)| a == b).count();
        same as f64 / HASHES as f64
    }

    /// Share of the shorter opening's shingles that stand in the other's.
    #[must_use]
    pub fn opens_like(&self, other: &Self) -> f64 {
        let same = self.opening.iter().filter(|s| other.opening.binary_search(s).is_ok()).count();
        same as f64 / self.opening.len().min(other.opening.len()) as f64
    }

    /// The sketch as bytes, for keeping.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.least.iter().chain(&self.opening).flat_map(|h| h.to_le_bytes()).collect()
    }

    /// The sketch of [`Sketch::to_bytes`]; absent where they are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (words, rest) = bytes.as_chunks::<4>();
        let words: Vec<u32> = words.iter().map(|w| u32::from_le_bytes(*w)).collect();
        let (least, opening) = words.split_at_checked(HASHES)?;
        (rest.is_empty() && !opening.is_empty()).then(|| Self { least: least.into(), opening: opening.into() })
    }
}

/// The origin of every report. Near-copies of near-copies are one origin, so neither order nor grouping of the input
/// matters; documents given twice count once.
#[must_use]
pub fn origins<'a>(reports: impl IntoIterator<Item = (DocId, &'a Sketch)>) -> BTreeMap<DocId, OriginId> {
    let reports: BTreeMap<DocId, &Sketch> = reports.into_iter().collect();
    let ids: Vec<DocId> = reports.keys().copied().collect();
    let sketches: Vec<&Sketch> = reports.into_values().collect();
    let mut meeting: HashMap<(usize, u32), Vec<u32>> = HashMap::new();
    let mut groups = Groups::new(ids.len());
    for (i, sketch) in sketches.iter().enumerate() {
        for band in sketch.bands().into_iter().enumerate() {
            let met = meeting.entry(band).or_default();
            for &j in met.iter() {
                let j = j as usize;
                if groups.root(i) != groups.root(j) && sketch.is_near_copy(sketches[j]) {
                    groups.join(i, j);
                }
            }
            met.push(i as u32);
        }
    }
    // Ids are in order, and the root of a group is its least member.
    (0..ids.len()).map(|i| (ids[i], OriginId(ids[groups.root(i)]))).collect()
}

/// Disjoint groups of numbers; the root of each is its least.
#[derive(Clone, Debug)]
pub(crate) struct Groups(Vec<usize>);

impl Groups {
    pub(crate) fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    pub(crate) fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

fn shingle(words: &[u64]) -> u32 {
    let all = words.iter().fold(0, |h: u64, w| (h.rotate_left(23) ^ w).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    (mixed(all) >> 32) as u32
}

/// [`HASHES`] fixed reorderings of the 32-bit numbers: an odd factor and an added number each.
const REORDERINGS: [(u32, u32); HASHES] = {
    let mut all = [(0, 0); HASHES];
    let mut k = 0;
    while k < HASHES {
        let seed = mixed((k as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        all[k] = (seed as u32 | 1, (seed >> 32) as u32);
        k += 1;
    }
    all
};

const fn permuted(s: u32, (factor, added): (u32, u32)) -> u32 {
    let x = s.wrapping_mul(factor).wrapping_add(added);
    (x ^ (x >> 15)).wrapping_mul(0x2C1B_3C6D)
}

/// FNV-1a, finished by a mixing step: the same on every machine and in every version.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    mixed(bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h: u64, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3)))
}

const fn mixed(h: u64) -> u64 {
    let h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    h ^ (h >> 31)
}
