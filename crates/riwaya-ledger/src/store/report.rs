//! One report with all its claims.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Ledger, LedgerError, load, write};
use crate::model::{DocId, Document, StoredClaim};

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
        let mut rejected = load::as_read(&self.connection, &mut self.names, number)?.claims;
        rejected.retain(|c| !standing.standing().any(|(_, s)| s.id == c.id));
        Ok(Report {
            document: Arc::clone(&standing.document),
            name,
            published: standing.filed.published,
            claims: standing.into_standing(),
            rejected,
        })
    }
}
