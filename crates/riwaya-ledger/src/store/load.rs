//! From rows back to documents and their claims as they stand: the newest reading, with the decisions applied.

use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use super::index::Filed;
use super::names::NameCache;
use super::{Ledger, LedgerError, apply, body, decision};
use crate::model::{ClaimId, DocId, Document, StoredClaim};

/// A claim with the report it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The claim as it stands.
    pub claim: StoredClaim,
    /// Its report.
    pub document: Arc<Document>,
    /// The name under which the report came in; the first in the order of letters where there are several.
    pub name: Arc<str>,
    /// The day from which its dates were counted.
    pub published: Option<Date>,
}

/// A document with the claims of its newest reading.
#[derive(Debug)]
pub(super) struct Effective {
    pub filed: Filed,
    pub document: Arc<Document>,
    /// Each claim as decided; absent where it was rejected.
    claims: Vec<Option<StoredClaim>>,
}

impl Effective {
    /// The claims that stand, with their place in the reading.
    pub(super) fn standing(&self) -> impl Iterator<Item = (usize, &StoredClaim)> {
        self.claims.iter().enumerate().filter_map(|(nth, claim)| claim.as_ref().map(|c| (nth, c)))
    }

    /// The claims that stand alone.
    pub(super) fn into_standing(self) -> Vec<StoredClaim> {
        self.claims.into_iter().flatten().collect()
    }

    /// Whether none was rejected.
    pub(super) fn all_stand(&self) -> bool {
        self.claims.iter().all(Option::is_some)
    }

    /// One of them.
    pub(super) fn nth(&self, nth: usize) -> Option<&StoredClaim> {
        self.claims.get(nth).and_then(Option::as_ref)
    }
}

/// A document with its newest reading as it was read.
pub(super) struct AsRead {
    pub document: Document,
    pub published: Option<Date>,
    pub claims: Vec<StoredClaim>,
}

/// Loads the newest reading of a document.
pub(super) fn as_read(db: &Connection, names: &mut NameCache, number: i64) -> Result<AsRead, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT d.sha, d.outlet, d.title, d.url, d.published, d.text, r.reader, r.published, r.claims
         FROM document d JOIN reading r ON r.document = d.id WHERE d.id = ?1 ORDER BY r.reader DESC LIMIT 1",
    )?;
    let (document, reader, published, claims) = query.query_row([number], |row| {
        Ok((document_of(row)?, row.get::<_, i64>(6)?, date(row, 7)?, row.get::<_, String>(8)?))
    })?;
    let reader = names.reader_of(db, reader)?;
    let claims = body::read(db, names, (document.id, &reader), &document.text, &claims)?;
    Ok(AsRead { document, published, claims })
}

/// Loads a document as it stands.
pub(super) fn effective(db: &Connection, names: &mut NameCache, number: i64) -> Result<Effective, LedgerError> {
    let AsRead { document, published, claims } = as_read(db, names, number)?;
    let decisions = decision::about_document(db, document.id)?;
    let filed = Filed { number, doc: document.id, published };
    let claims = claims.into_iter().map(|c| apply::decided(c, &decisions)).collect::<Result<_, _>>()?;
    Ok(Effective { filed, document: Arc::new(document), claims })
}

fn document_of(row: &Row<'_>) -> rusqlite::Result<Document> {
    let boxed = |column: usize| -> rusqlite::Result<Option<Box<str>>> {
        Ok(row.get::<_, Option<String>>(column)?.map(Into::into))
    };
    Ok(Document {
        id: DocId(row.get(0)?),
        outlet: boxed(1)?,
        title: boxed(2)?,
        url: boxed(3)?,
        published: date(row, 4)?,
        text: row.get::<_, String>(5)?.into(),
    })
}

fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
}

/// The name of a document.
pub(super) fn name(db: &Connection, number: i64) -> Result<Arc<str>, LedgerError> {
    let query = "SELECT name FROM document_name WHERE document = ?1 ORDER BY name LIMIT 1";
    let name: Option<String> = db.prepare_cached(query)?.query_row([number], |r| r.get(0)).optional()?;
    Ok(name.unwrap_or_default().into())
}

impl Ledger {
    /// The document whose id begins so.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is none, [`LedgerError::Ambiguous`] where there are several.
    pub fn document_id(&self, prefix: &str) -> Result<DocId, LedgerError> {
        let unknown = || LedgerError::Unknown(prefix.to_owned());
        let wide = |filler: &str| -> Option<Vec<u8>> {
            let digits = format!("{prefix}{}", filler.repeat(64_usize.checked_sub(prefix.len())?));
            (0..32).map(|i| u8::from_str_radix(digits.get(2 * i..2 * i + 2)?, 16).ok()).collect()
        };
        let (Some(first), Some(last)) = (wide("0"), wide("f")) else { return Err(unknown()) };
        if prefix.len() < 4 {
            return Err(unknown());
        }
        let mut query =
            self.connection.prepare_cached("SELECT sha FROM document WHERE sha BETWEEN ?1 AND ?2 LIMIT 2")?;
        let found: Vec<[u8; 32]> = query.query_map([first, last], |r| r.get(0))?.collect::<Result<_, _>>()?;
        match found.as_slice() {
            [] => Err(unknown()),
            [sha] => Ok(DocId(*sha)),
            _ => Err(LedgerError::Ambiguous(prefix.to_owned())),
        }
    }

    /// The claim that is written so (`3f9c21d07a55-8e1b004c`). It may be one that no longer stands.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where no document of the ledger could hold it.
    pub fn claim_id(&self, written: &str) -> Result<ClaimId, LedgerError> {
        let unknown = || LedgerError::Unknown(written.to_owned());
        let (doc, key) = written.split_once('-').ok_or_else(unknown)?;
        let key = u32::from_str_radix(key, 16).map_err(|_| unknown())?;
        Ok(ClaimId { doc: self.document_id(doc)?, key })
    }

    /// The claims of a document as they stand.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is no such document.
    pub fn claims_of(&mut self, doc: DocId) -> Result<Vec<Found>, LedgerError> {
        let number = super::write::document_number(&self.connection, doc)?;
        let number = number.ok_or_else(|| LedgerError::Unknown(doc.to_string()))?;
        let effective = effective(&self.connection, &mut self.names, number)?;
        let name = name(&self.connection, number)?;
        Ok(effective.standing().map(|(_, claim)| found(&effective, &name, claim)).collect())
    }
}

/// A claim with its report.
pub(super) fn found(effective: &Effective, name: &Arc<str>, claim: &StoredClaim) -> Found {
    Found {
        claim: claim.clone(),
        document: Arc::clone(&effective.document),
        name: Arc::clone(name),
        published: effective.filed.published,
    }
}
