//! Origins as they are kept: near-copies that share one, found by the bands of their sketches.
//!
//! Only documents that came in since are compared; the bands of the others are read once, one after another.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::LedgerError;
use crate::account::Sketch;

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
    let mut copies = Copies { db, sketches: HashMap::new(), groups: groups(db)?, joined: BTreeSet::new() };
    let new = bands.documents.partition_point(|d| *d <= after);
    if new == bands.documents.len() {
        return Ok(Vec::new());
    }
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
                    copies.compare(bands.documents[k], bands.documents[*other as usize])?;
                }
            }
        }
        for bucket in met.chunk_by(|a, b| a.0 == b.0) {
            for (i, (_, k)) in bucket.iter().enumerate() {
                for (_, other) in &bucket[..i] {
                    copies.compare(bands.documents[*k as usize], bands.documents[*other as usize])?;
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

/// The group of each document that has near-copies: one of its documents stands for it.
fn groups(db: &Connection) -> Result<HashMap<i64, i64>, LedgerError> {
    let mut query = db.prepare_cached("SELECT document, origin FROM copy")?;
    let groups = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(groups)
}

/// Near-copies as they are found.
struct Copies<'a> {
    db: &'a Connection,
    sketches: HashMap<i64, Sketch>,
    groups: HashMap<i64, i64>,
    joined: BTreeSet<i64>,
}

impl Copies<'_> {
    fn root(&self, mut document: i64) -> i64 {
        while let Some(next) = self.groups.get(&document).filter(|next| **next != document) {
            document = *next;
        }
        document
    }

    fn compare(&mut self, a: i64, b: i64) -> Result<(), LedgerError> {
        let (root, other) = (self.root(a), self.root(b));
        if root == other {
            return Ok(());
        }
        self.remember(a)?;
        self.remember(b)?;
        if let (Some(one), Some(two)) = (self.sketches.get(&a), self.sketches.get(&b))
            && one.is_near_copy(two)
        {
            self.groups.entry(other).or_insert(other);
            self.groups.insert(root, other);
            self.joined.extend([a, b]);
        }
        Ok(())
    }

    fn remember(&mut self, document: i64) -> Result<(), LedgerError> {
        if self.sketches.contains_key(&document) {
            return Ok(());
        }
        if self.sketches.len() >= MOST {
            self.sketches.clear();
        }
        let mut query = self.db.prepare_cached("SELECT body FROM sketch WHERE document = ?1")?;
        let body: Option<Vec<u8>> = query.query_row([document], |r| r.get(0)).optional()?;
        if let Some(sketch) = body.as_deref().and_then(Sketch::from_bytes) {
            self.sketches.insert(document, sketch);
        }
        Ok(())
    }

    /// Writes the groups that grew.
    fn write(&self, after: i64) -> Result<Vec<i64>, LedgerError> {
        let grown: HashSet<i64> = self.joined.iter().map(|d| self.root(*d)).collect();
        let mut members: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for document in self.groups.keys() {
            let root = self.root(*document);
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
