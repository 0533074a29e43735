//! Origins as they are kept: near-copies that share one, found by the bands of their sketches.
//!
//! Only documents that came in since are compared; the bands of the others are read once, one after another.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use foldhash::fast::FixedState;
use rusqlite::{Connection, OptionalExtension, params};

use super::LedgerError;
use crate::account::{Groups, Sketch};

/// Sketches that are remembered while pairs are compared.
const MOST: usize = 20_000;

/// Keeps the sketch of a document.
pub(super) fn keep(db: &Connection, document: i64, sketch: &Sketch) -> Result<(), LedgerError> {
    db.prepare_cached("INSERT INTO sketch VALUES (?1, ?2)")?.execute(params![document, sketch.to_bytes()])?;
    let keys: Vec<u8> = sketch.bands().iter().flat_map(|key| key.to_le_bytes()).collect();
    db.prepare_cached("INSERT INTO band VALUES (?1, ?2)")?.execute(params![document, keys])?;
    Ok(())
}

/// Finds the near-copies of the documents that came in after one, up to another; gives those of before that have another
/// origin now.
pub(super) fn settle(db: &Connection, after: i64, last: i64) -> Result<Vec<i64>, LedgerError> {
    if after == last {
        return Ok(Vec::new());
    }
    let bands = Bands::load(db, last)?;
    let new = bands.documents.partition_point(|d| *d <= after);
    if new == bands.documents.len() {
        return Ok(Vec::new());
    }
    let mut copies = Copies::of(db, &bands.documents)?;
    for band in 0..bands.width {
        let mut met: Vec<(u32, u32)> = (new..bands.documents.len()).map(|k| (bands.key(k, band), k as u32)).collect();
        met.sort_unstable();
        let mut filter = vec![0_u64; 1 << 10];
        for (key, _) in &met {
            filter[(key >> 22) as usize] |= 1 << (key >> 16 & 63);
        }
        for k in 0..new {
            let key = bands.key(k, band);
            if filter[(key >> 22) as usize] & (1 << (key >> 16 & 63)) != 0 {
                let from = met.partition_point(|(other, _)| *other < key);
                for (_, other) in met[from..].iter().take_while(|(other, _)| *other == key) {
                    copies.compare(k, *other as usize)?;
                }
            }
        }
        for bucket in met.chunk_by(|a, b| a.0 == b.0) {
            for (i, (_, k)) in bucket.iter().enumerate() {
                for (_, other) in &bucket[..i] {
                    copies.compare(*k as usize, *other as usize)?;
                }
            }
        }
    }
    copies.write(after)
}

/// The bands of every document, in the order of their numbers.
struct Bands {
    documents: Vec<i64>,
    keys: Vec<u32>,
    width: usize,
}

impl Bands {
    fn load(db: &Connection, last: i64) -> Result<Self, LedgerError> {
        let mut bands = Self { documents: Vec::new(), keys: Vec::new(), width: Sketch::BANDS };
        let mut query = db.prepare_cached("SELECT document, keys FROM band WHERE document <= ?1 ORDER BY document")?;
        let mut rows = query.query([last])?;
        while let Some(row) = rows.next()? {
            let (keys, _) = super::incident::blob(row.get_ref(1)?).as_chunks::<4>();
            if keys.len() != bands.width {
                return Err(LedgerError::Damaged("bands of another width".to_owned()));
            }
            bands.documents.push(row.get(0)?);
            bands.keys.extend(keys.iter().map(|k| u32::from_le_bytes(*k)));
        }
        Ok(bands)
    }

    fn key(&self, k: usize, band: usize) -> u32 {
        self.keys[k * self.width + band]
    }
}

/// Near-copies as they are found; documents by their places among those that have a sketch.
struct Copies<'a> {
    db: &'a Connection,
    documents: &'a [i64],
    groups: Groups,
    sketches: HashMap<u32, Sketch, FixedState>,
    joined: BTreeSet<usize>,
}

impl<'a> Copies<'a> {
    /// The groups that are kept.
    fn of(db: &'a Connection, documents: &'a [i64]) -> Result<Self, LedgerError> {
        let mut groups = Groups::new(documents.len());
        let mut query = db.prepare_cached("SELECT document, origin FROM copy")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let place = |document: i64| documents.binary_search(&document);
            if let (Ok(copy), Ok(origin)) = (place(row.get(0)?), place(row.get(1)?)) {
                groups.join(copy, origin);
            }
        }
        Ok(Self { db, documents, groups, sketches: HashMap::default(), joined: BTreeSet::new() })
    }

    fn compare(&mut self, a: usize, b: usize) -> Result<(), LedgerError> {
        if self.groups.root(a) == self.groups.root(b) {
            return Ok(());
        }
        self.remember(a)?;
        self.remember(b)?;
        if let (Some(one), Some(two)) = (self.sketches.get(&(a as u32)), self.sketches.get(&(b as u32)))
            && one.is_near_copy(two)
        {
            self.groups.join(a, b);
            self.joined.extend([a, b]);
        }
        Ok(())
    }

    fn remember(&mut self, k: usize) -> Result<(), LedgerError> {
        if self.sketches.contains_key(&(k as u32)) {
            return Ok(());
        }
        if self.sketches.len() >= MOST {
            self.sketches.clear();
        }
        let mut query = self.db.prepare_cached("SELECT body FROM sketch WHERE document = ?1")?;
        let body: Option<Vec<u8>> = query.query_row([self.documents[k]], |r| r.get(0)).optional()?;
        if let Some(sketch) = body.as_deref().and_then(Sketch::from_bytes) {
            self.sketches.insert(k as u32, sketch);
        }
        Ok(())
    }

    /// Writes the groups that grew.
    fn write(&mut self, after: i64) -> Result<Vec<i64>, LedgerError> {
        let grown: HashSet<usize> = self.joined.iter().map(|k| self.groups.root(*k)).collect();
        let mut members: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        for (k, document) in self.documents.iter().enumerate() {
            let root = self.groups.root(k);
            if grown.contains(&root) {
                members.entry(root).or_default().push(*document);
            }
        }
        let mut moved = Vec::new();
        let mut sha = self.db.prepare_cached("SELECT sha FROM document INDEXED BY document_sha WHERE id = ?1")?;
        for documents in members.into_values() {
            let mut ids: Vec<([u8; 32], i64)> = Vec::with_capacity(documents.len());
            for document in &documents {
                ids.push((sha.query_row([document], |r| r.get(0))?, *document));
            }
            let Some((_, origin)) = ids.into_iter().min() else { continue };
            for document in documents {
                let mut query = self.db.prepare_cached("SELECT origin FROM copy WHERE document = ?1")?;
                let before: i64 = query.query_row([document], |r| r.get(0)).optional()?.unwrap_or(document);
                if document <= after && before != origin {
                    moved.push(document);
                }
                self.db.prepare_cached("INSERT OR REPLACE INTO copy VALUES (?1, ?2)")?.execute([document, origin])?;
            }
        }
        Ok(moved)
    }
}
