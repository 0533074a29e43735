//! How far a ledger reaches: everything in it is only ever appended, so the last of each kind tells what is new.

use std::fmt;
use std::str::FromStr;

use super::{Ledger, LedgerError};
use crate::model::{DocId, IdError};

/// The last document, reading and decision of a ledger at some moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Number of the last document.
    pub document: i64,
    /// Number of the last reading.
    pub reading: i64,
    /// Number of the last decision.
    pub decision: i64,
}

impl fmt::Display for Extent {
    /// `12.12.3`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.document, self.reading, self.decision)
    }
}

impl FromStr for Extent {
    type Err = IdError;

    fn from_str(written: &str) -> Result<Self, IdError> {
        let number = |part: Option<&str>| part.and_then(|p| p.parse().ok()).filter(|n| *n >= 0);
        let mut parts = written.split('.');
        let found = (number(parts.next()), number(parts.next()), number(parts.next()), parts.next());
        match found {
            (Some(document), Some(reading), Some(decision), None) => Ok(Self { document, reading, decision }),
            _ => Err(IdError(written.to_owned())),
        }
    }
}

impl Ledger {
    /// How far the ledger reaches now.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn extent(&self) -> Result<Extent, LedgerError> {
        let last = "SELECT (SELECT ifnull(max(id), 0) FROM document), (SELECT ifnull(max(id), 0) FROM reading),
                    (SELECT ifnull(max(id), 0) FROM decision)";
        let row = |r: &rusqlite::Row<'_>| Ok(Extent { document: r.get(0)?, reading: r.get(1)?, decision: r.get(2)? });
        Ok(self.connection.prepare_cached(last)?.query_row([], row)?)
    }

    /// Documents that came in after an extent, at most `limit` of them, and how many there are.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn documents_since(&self, extent: Extent, limit: usize) -> Result<(Vec<DocId>, i64), LedgerError> {
        let mut query = self.connection.prepare_cached("SELECT sha FROM document WHERE id > ?1 LIMIT ?2")?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = query.query_map([extent.document, limit], |r| Ok(DocId(r.get(0)?)))?;
        let found = found.collect::<Result<_, _>>()?;
        let count = "SELECT count(*) FROM document WHERE id > ?1";
        let all = self.connection.prepare_cached(count)?.query_row([extent.document], |r| r.get(0))?;
        Ok((found, all))
    }

    /// Claims, as they were read, of the readings that came in after an extent.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn claims_since(&self, extent: Extent) -> Result<i64, LedgerError> {
        let count = "SELECT ifnull(sum(json_array_length(claims)), 0) FROM reading WHERE id > ?1";
        Ok(self.connection.prepare_cached(count)?.query_row([extent.reading], |r| r.get(0))?)
    }

    /// The decisions that were made after the one of that number, in their order.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn decisions_after(&self, number: i64) -> Result<Vec<super::Decision>, LedgerError> {
        super::decision::after(&self.connection, number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extent_is_read_as_it_is_written() {
        let extent = Extent { document: 12, reading: 13, decision: 3 };
        assert_eq!(extent.to_string().parse(), Ok(extent));
        for wrong in ["", "1.2", "1.2.3.4", "1.2.x", "-1.2.3"] {
            assert!(wrong.parse::<Extent>().is_err(), "{wrong}");
        }
    }
}
