//! One report with all its claims.

use std::sync::Arc;

use jiff::civil::Date;

use rusqlite::{Connection, OptionalExtension};

use super::facet::{Facets, telling_of};
use super::gist::Seat;
use super::{Ledger, LedgerError, incident, load, write};
use crate::model::{ClaimId, DocId, Document, StoredClaim};

/// A report with its claims as they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The report.
    pub document: Arc<Document>,
    /// The name under which it came in.
    pub name: Arc<str>,
    /// The day from which its dates were counted.
    pub published: Option<Date>,
    /// The claims that stand, in the order of the text.
    pub claims: Vec<StoredClaim>,
    /// The claims that a decision rejects, as they were read.
    pub rejected: Vec<StoredClaim>,
}

impl Ledger {
    /// A report with its claims.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is no such document.
    pub fn report(&mut self, doc: DocId) -> Result<Report, LedgerError> {
        let number = write::document_number(&self.connection, doc)?;
        let number = number.ok_or_else(|| LedgerError::Unknown(doc.to_string()))?;
        let standing = load::effective(&self.connection, &mut self.names, number)?;
        let name = load::name(&self.connection, number)?;
        // Of most reports nothing was rejected: they are read once.
        let mut rejected = Vec::new();
        if !standing.all_stand() {
            rejected = load::as_read(&self.connection, &mut self.names, number)?.claims;
            rejected.retain(|c| !standing.standing().any(|(_, s)| s.id == c.id));
        }
        Ok(Report {
            document: Arc::clone(&standing.document),
            name,
            published: standing.filed.published,
            claims: standing.into_standing(),
            rejected,
        })
    }
    /// The claims of a report that tell of an incident, each with the incident's id, as the ledger was last reconciled.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is no such document.
    pub fn incidents_told(&mut self, doc: DocId) -> Result<Vec<(ClaimId, ClaimId)>, LedgerError> {
        let number = write::document_number(&self.connection, doc)?;
        let number = number.ok_or_else(|| LedgerError::Unknown(doc.to_string()))?;
        let db = &self.connection;
        let facets = Facets::load(db, &mut self.names, number)?;
        let mut told = Vec::new();
        for (seat, incident) in incident::of_document(db, number)? {
            let Some(id) = incident_id(db, incident)? else { continue };
            let claims = facets.claims.iter().filter(|f| f.telling.is_some_and(|nth| i64::from(nth) == seat.nth));
            told.extend(claims.map(|f| (ClaimId { doc, key: f.key }, id)));
        }
        Ok(told)
    }

    /// The id of the incident that a claim tells of, as [`Self::incidents_told`] gives it with those of the whole report.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is no such document.
    pub fn incident_told(&self, claim: ClaimId) -> Result<Option<ClaimId>, LedgerError> {
        let db = &self.connection;
        let document = write::document_number(db, claim.doc)?;
        let document = document.ok_or_else(|| LedgerError::Unknown(claim.doc.to_string()))?;
        let Some(nth) = telling_of(db, document, claim.key)? else { return Ok(None) };
        let incident = of_telling(db, Seat { document, nth: i64::from(nth) })?;
        incident.map_or(Ok(None), |number| incident_id(db, number))
    }

    /// Other reports that are near-copies of one, or of which it is one, as the ledger was last reconciled.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is no such document.
    pub fn near_copies(&self, doc: DocId) -> Result<Vec<DocId>, LedgerError> {
        let db = &self.connection;
        let number = write::document_number(db, doc)?.ok_or_else(|| LedgerError::Unknown(doc.to_string()))?;
        let mut query = db.prepare_cached("SELECT origin FROM copy WHERE document = ?1")?;
        let origin: i64 = query.query_row([number], |r| r.get(0)).optional()?.unwrap_or(number);
        let mut query = db.prepare_cached(
            "SELECT sha FROM document WHERE id <> ?1 AND (id = ?2 OR id IN (SELECT document FROM copy WHERE origin = ?2))
             ORDER BY sha",
        )?;
        Ok(query.query_map([number, origin], |r| Ok(DocId(r.get(0)?)))?.collect::<Result<_, _>>()?)
    }
}

/// The number of the incident of a telling.
fn of_telling(db: &Connection, telling: Seat) -> Result<Option<i64>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling
         WHERE p.telling = ?1",
    )?;
    Ok(query.query_row([telling.id()], |r| r.get(0)).optional()?)
}

/// The id of an incident of a number: its kept name is the beginning.
fn incident_id(db: &Connection, number: i64) -> Result<Option<ClaimId>, LedgerError> {
    let mut query = db.prepare_cached("SELECT name FROM incident WHERE id = ?1")?;
    let name: Option<[u8; 12]> = query.query_row([number], |r| r.get(0)).optional()?;
    let Some(name) = name else { return Ok(None) };
    let (mut first, mut last) = ([0_u8; 32], [u8::MAX; 32]);
    first[..8].copy_from_slice(&name[..8]);
    last[..8].copy_from_slice(&name[..8]);
    let mut query = db.prepare_cached("SELECT sha FROM document WHERE sha BETWEEN ?1 AND ?2 LIMIT 1")?;
    let sha: Option<[u8; 32]> = query.query_row([first, last], |r| r.get(0)).optional()?;
    let [.., a, b, c, d] = name;
    Ok(sha.map(|sha| ClaimId { doc: DocId(sha), key: u32::from_be_bytes([a, b, c, d]) }))
}
