//! What became of a report or claim: its readings, the oldest first, and what was decided.

use std::sync::Arc;

use super::decision::{self, Decision, full_id};
use super::{Ledger, LedgerError, body, write};
use crate::model::{ClaimId, DocId, StoredClaim};

/// Something that happened to a report or claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Past {
    /// It was read.
    Read {
        /// The version of the reader.
        reader: String,
        /// How many claims it found: of the report, or one.
        claims: usize,
    },
    /// The report was read, and the claim was not found in it.
    Missed {
        /// The version of the reader.
        reader: String,
    },
    /// It was decided about.
    Decided(Decision),
}

impl Ledger {
    /// The readings of a document, and the decisions about its claims.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where there is no such document.
    pub fn history_of_document(&mut self, doc: DocId) -> Result<Vec<Past>, LedgerError> {
        let readings = self.readings(doc)?;
        let read = readings.into_iter().map(|(reader, claims)| Past::Read { reader, claims: claims.len() });
        let decided = decision::about_document(&self.connection, doc)?.into_iter().map(Past::Decided);
        Ok(read.chain(decided).collect())
    }

    /// The readings of a claim's document, with and without it, and the decisions about it, or about another claim and
    /// it.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where no reading ever made that claim.
    pub fn history_of_claim(&mut self, claim: ClaimId) -> Result<Vec<Past>, LedgerError> {
        let readings = self.readings(claim.doc)?;
        if !readings.iter().any(|(_, claims)| claims.iter().any(|c| c.id == claim)) {
            return Err(LedgerError::Unknown(claim.to_string()));
        }
        let read = readings.into_iter().map(|(reader, claims)| match claims.iter().any(|c| c.id == claim) {
            true => Past::Read { reader, claims: 1 },
            false => Past::Missed { reader },
        });
        let decided = decision::naming(&self.connection, &full_id(claim))?.into_iter().map(Past::Decided);
        Ok(read.chain(decided).collect())
    }

    /// Every reading of a document, the oldest reader first.
    fn readings(&mut self, doc: DocId) -> Result<Vec<(String, Vec<StoredClaim>)>, LedgerError> {
        let number = write::document_number(&self.connection, doc)?;
        let number = number.ok_or_else(|| LedgerError::Unknown(doc.to_string()))?;
        let mut query = self.connection.prepare_cached(
            "SELECT d.text, v.version, r.claims FROM document d JOIN reading r ON r.document = d.id
             JOIN reader v ON v.id = r.reader WHERE d.id = ?1 ORDER BY v.id",
        )?;
        let rows: Vec<(String, String, String)> =
            query.query_map([number], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
        let mut readings = Vec::new();
        for (text, reader, claims) in rows {
            let version: Arc<str> = reader.as_str().into();
            let claims = body::read(&self.connection, &mut self.names, (doc, &version), &text, &claims)?;
            readings.push((reader, claims));
        }
        Ok(readings)
    }
}
