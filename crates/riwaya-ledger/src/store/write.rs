//! Taking reports in: a batch is one transaction; a report is in it whole or not at all.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::facet::{Facets, outlet_key};
use super::gist::Blocks;
use super::index::{Alike, Counts, Filed, Role, day_number, mention, sha_number};
use super::names::NameCache;
use super::{Entry, Ledger, LedgerError, body, decision, gist, load, near_copies, reconcile};
use crate::model::{DocId, Document};

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is new.
    New,
    /// It was read before by another version of the reader: that reading stands behind the new one.
    Again,
    /// This version has read it before; nothing was written.
    Known,
}

/// An open transaction. What it took in is there for good once [`Batch::commit`] has returned, and gone if it is dropped.
#[derive(Debug)]
pub struct Batch<'l> {
    tx: Transaction<'l>,
    names: &'l mut NameCache,
    counts: Counts,
    readers: HashMap<std::sync::Arc<str>, i64>,
    blocks: Blocks,
    decided: bool,
    committed: bool,
}

impl Ledger {
    /// Begins to take reports in. Waits for another process that writes.
    ///
    /// # Errors
    /// [`LedgerError::Busy`] when that process does not end.
    pub fn batch(&mut self) -> Result<Batch<'_>, LedgerError> {
        let (tx, names) = self.begin()?;
        reconcile::begin(&tx)?;
        let decided = tx.query_row("SELECT EXISTS (SELECT 1 FROM decision)", [], |r| r.get(0))?;
        let (counts, readers, blocks) = (Counts::default(), HashMap::new(), Blocks::default());
        Ok(Batch { tx, names, counts, readers, blocks, decided, committed: false })
    }

    /// Whether this version of the reader has read that report.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn has(&self, doc: DocId, reader: &str) -> Result<bool, LedgerError> {
        let query = "SELECT EXISTS (SELECT 1 FROM document d JOIN reading r ON r.document = d.id
                     JOIN reader v ON v.id = r.reader WHERE d.sha = ?1 AND v.version = ?2)";
        Ok(self.connection.prepare_cached(query)?.query_row(params![doc.0, reader], |r| r.get(0))?)
    }
}

impl Batch<'_> {
    /// Takes a report in.
    ///
    /// # Errors
    /// When no room is left or the database fails; the batch is then to be dropped.
    pub fn add(&mut self, entry: &Entry) -> Result<Taken, LedgerError> {
        let (number, new) = self.document(&entry.document)?;
        self.tx
            .prepare_cached("INSERT OR IGNORE INTO document_name VALUES (?1, ?2)")?
            .execute(params![number, entry.name])?;
        let reader = self.reader(entry)?;
        let newest: Option<i64> = self
            .tx
            .prepare_cached("SELECT max(reader) FROM reading WHERE document = ?1")?
            .query_row([number], |r| r.get(0))?;
        let known = "SELECT EXISTS (SELECT 1 FROM reading WHERE document = ?1 AND reader = ?2)";
        if !new && self.tx.prepare_cached(known)?.query_row([number, reader], |r| r.get(0))? {
            return Ok(Taken::Known);
        }
        let stands = newest.is_none_or(|n| n < reader);
        if newest.is_some() && stands {
            self.unfile(number)?;
        }
        self.reading(number, reader, entry)?;
        if let Some(outlet) = entry.document.outlet.as_deref().filter(|_| new) {
            self.outlet(number, outlet)?;
        }
        if stands {
            self.file(number, entry, newest.is_none())?;
        }
        if new {
            let day = day_number(entry.document.published.or(entry.published.map(|p| p.day)));
            self.tx.prepare_cached("INSERT INTO filed VALUES (?1, ?2, ?3)")?.execute([
                day,
                sha_number(entry.document.id),
                number,
            ])?;
            self.tx
                .prepare_cached("INSERT INTO terms (rowid, words) VALUES (?1, ?2)")?
                .execute(params![number, entry.terms])?;
            if let Some(sketch) = &entry.sketch {
                near_copies::keep(&self.tx, number, sketch)?;
            }
        }
        Ok(if new { Taken::New } else { Taken::Again })
    }

    /// Makes everything that was taken in last. It has been written to the disk when this returns.
    ///
    /// # Errors
    /// When no room is left or the database fails; nothing of the batch is then in the ledger.
    pub fn commit(mut self) -> Result<(), LedgerError> {
        self.counts.write(&self.tx)?;
        self.tx.execute_batch("COMMIT")?;
        self.committed = true;
        Ok(())
    }

    fn document(&self, document: &Document) -> Result<(i64, bool), LedgerError> {
        let kept: Option<i64> = self
            .tx
            .prepare_cached("SELECT id FROM document WHERE sha = ?1")?
            .query_row([document.id.0], |r| r.get(0))
            .optional()?;
        if let Some(number) = kept {
            return Ok((number, false));
        }
        self.tx
            .prepare_cached(
                "INSERT INTO document (sha, outlet, title, url, published, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                document.id.0,
                document.outlet,
                document.title,
                document.url,
                document.published.map(|d| d.to_string()),
                document.text
            ])?;
        Ok((self.tx.last_insert_rowid(), true))
    }

    fn reader(&mut self, entry: &Entry) -> Result<i64, LedgerError> {
        if let Some(number) = self.readers.get(&entry.reader) {
            return Ok(*number);
        }
        self.tx.prepare_cached("INSERT OR IGNORE INTO reader (version) VALUES (?1)")?.execute([&*entry.reader])?;
        let number = self
            .tx
            .prepare_cached("SELECT id FROM reader WHERE version = ?1")?
            .query_row([&*entry.reader], |r| r.get(0))?;
        self.readers.insert(std::sync::Arc::clone(&entry.reader), number);
        Ok(number)
    }

    fn reading(&mut self, document: i64, reader: i64, entry: &Entry) -> Result<(), LedgerError> {
        let claims = body::write(&self.tx, self.names, &entry.claims)?;
        let published = entry.published.map(|p| p.day.to_string());
        let dateline = entry.published.is_some_and(|p| p.from_dateline);
        let silence = entry.silence.map(riwaya_reader::Silence::as_str);
        let digest = reading_digest(entry.document.id, &entry.reader, published.as_deref(), &claims);
        self.tx
            .prepare_cached(
                "INSERT INTO reading (document, reader, published, dateline, silence, claims, digest)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![document, reader, published, dateline, silence, claims, digest])?;
        Ok(())
    }

    /// Files the claims of the newest reading. What a first reading adds to the account is at hand; that of a later one is
    /// made when the account is reconciled, and until then the account tells what the reading before it did.
    fn file(&mut self, number: i64, entry: &Entry, first: bool) -> Result<(), LedgerError> {
        let published = entry.published.map(|p| p.day);
        let filed = Filed { number, doc: entry.document.id, published };
        let decided = self.decided && !decision::about_document(&self.tx, filed.doc)?.is_empty();
        let facets = if decided {
            let loaded = load::effective(&self.tx, self.names, number)?;
            Facets::made(&self.tx, self.names, &loaded)?
        } else {
            let claims = entry.claims.iter().enumerate();
            Facets::of(&self.tx, self.names, (filed, entry.document.outlet.as_deref()), claims)?
        };
        for facet in &facets.claims {
            self.counts.add(&self.tx, filed, facet)?;
        }
        if first && !decided {
            facets.tell(&entry.gist).keep(&self.tx, number)?;
            gist::keep(&self.tx, &mut self.blocks, (number, published), &entry.gist)
        } else {
            let before = Facets::load(&self.tx, self.names, number)?;
            facets.still(&before).keep(&self.tx, number)?;
            stale(&self.tx, number)
        }
    }

    fn unfile(&mut self, number: i64) -> Result<(), LedgerError> {
        let before = load::effective(&self.tx, self.names, number)?;
        for facet in &Facets::made(&self.tx, self.names, &before)?.claims {
            self.counts.remove(&self.tx, before.filed, facet)?;
        }
        Ok(())
    }

    fn outlet(&self, number: i64, outlet: &str) -> Result<(), LedgerError> {
        let key = outlet_key(outlet);
        self.tx.prepare_cached("INSERT OR IGNORE INTO subject (key) VALUES (?1)")?.execute([&key])?;
        let subject =
            self.tx.prepare_cached("SELECT id FROM subject WHERE key = ?1")?.query_row([&key], |r| r.get(0))?;
        mention(&self.tx, (subject, Role::Outlet as i64, number), Alike::ANY)
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if !self.committed {
            self.names.forget();
        }
    }
}

/// Says that the claims of a document are others than those of which the account was made.
pub(super) fn stale(db: &Connection, document: i64) -> Result<(), LedgerError> {
    db.prepare_cached("INSERT OR IGNORE INTO stale VALUES (?1)")?.execute([document])?;
    Ok(())
}

/// What a reading's row must hash to.
pub(super) fn reading_digest(doc: DocId, reader: &str, published: Option<&str>, claims: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(doc.0);
    for part in [reader, published.unwrap_or("-"), claims] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The number of a document.
pub(super) fn document_number(db: &Connection, doc: DocId) -> Result<Option<i64>, LedgerError> {
    let query = "SELECT id FROM document WHERE sha = ?1";
    Ok(db.prepare_cached(query)?.query_row([doc.0], |r| r.get(0)).optional()?)
}
