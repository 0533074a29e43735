//! Where claims stand in a glance.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::LedgerError;
use super::super::behind::Behind;
use super::super::incident::blob;
use super::Glance;

/// Finds claims in a glance.
pub(super) struct Finder<'g> {
    glance: &'g Glance,
    /// Where the claims of each stretch begin.
    starts: Vec<usize>,
}

impl<'g> Finder<'g> {
    pub(super) fn of(glance: &'g Glance) -> Self {
        Self { glance, starts: glance.starts() }
    }

    /// The place of a claim of a document; absent where it came in later.
    pub(super) fn claim(&self, document: i64, key: u32) -> Option<usize> {
        let (nth, stretch) = self.glance.stretch_of(document)?;
        let start = self.starts.get(nth)?;
        let at = stretch.rows_of(document)?.find(|at| stretch.row(*at).is_some_and(|row| row.key == key))?;
        Some(start + at)
    }

    /// The places of the claims behind a row.
    pub(super) fn behind(&self, body: &[u8]) -> Result<Vec<Option<usize>>, LedgerError> {
        let all = Behind::read(body)?.into_iter();
        Ok(all.flat_map(|(document, keys)| keys.into_iter().map(move |key| self.claim(document, key))).collect())
    }
}

/// Bytes of a document at the beginning of a claim's id.
const OF_DOCUMENT: usize = 8;

/// Documents by the beginnings of their ids.
pub(super) struct Documents(HashMap<[u8; OF_DOCUMENT], i64>);

impl Documents {
    pub(super) fn of(db: &Connection) -> Result<Self, LedgerError> {
        let mut query = db.prepare("SELECT sha, id FROM document INDEXED BY document_sha")?;
        let mut rows = query.query([])?;
        let mut documents = HashMap::new();
        while let Some(row) = rows.next()? {
            if let Some(beginning) = blob(row.get_ref(0)?).first_chunk() {
                documents.insert(*beginning, row.get(1)?);
            }
        }
        Ok(Self(documents))
    }

    /// The document and the key of the claim whose id begins so.
    pub(super) fn claim(&self, beginning: &[u8]) -> Option<(i64, u32)> {
        let (document, key) = beginning.split_first_chunk()?;
        Some((*self.0.get(document)?, u32::from_be_bytes(key.try_into().ok()?)))
    }
}
