//! Whether the ledger is as it was written.

use rusqlite::types::ValueRef;

use super::decision::{BEGINNING, Decision, hash};
use super::write::reading_digest;
use super::{Ledger, LedgerError, compare};
use crate::model::{DocId, Imprint};

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Documents whose text was hashed again.
    pub documents: u64,
    /// Readings whose claims were hashed again.
    pub readings: u64,
    /// Names that were hashed again.
    pub names: u64,
    /// Decisions of the chain.
    pub decisions: u64,
    /// The hash of the last decision: written down elsewhere, it shows later whether decisions were cut off the end.
    pub head: Option<String>,
    /// What is wrong, one sentence each; empty where all is well.
    pub faults: Vec<String>,
}

impl Ledger {
    /// Looks at every page, document, reading, name and decision, and makes the account again
    /// where one is kept.
    ///
    /// # Errors
    /// When the ledger cannot be read at all.
    pub fn verify(&mut self) -> Result<Verified, LedgerError> {
        let mut verified = Verified::default();
        self.verify_pages(&mut verified)?;
        self.verify_documents(&mut verified)?;
        self.verify_readings(&mut verified)?;
        self.verify_names(&mut verified)?;
        self.verify_decisions(&mut verified)?;
        self.verify_account(&mut verified);
        Ok(verified)
    }

    fn verify_pages(&self, verified: &mut Verified) -> Result<(), LedgerError> {
        let mut check = self.connection.prepare("PRAGMA integrity_check")?;
        let lines: Vec<String> = check.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        verified.faults.extend(lines.into_iter().filter(|l| l != "ok").map(|l| format!("the file: {l}")));
        let mut check = self.connection.prepare("PRAGMA foreign_key_check")?;
        let lines: Vec<String> = check.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        verified.faults.extend(lines.into_iter().map(|l| format!("{l}: a row refers to one that is not there")));
        Ok(())
    }

    fn verify_account(&mut self, verified: &mut Verified) {
        match compare::altered(&self.connection, &mut self.names) {
            Ok(parts) => {
                let told = parts.iter().map(|p| format!("the account's {p}: not what the claims give"));
                verified.faults.extend(told);
            }
            Err(error) => verified.faults.push(format!("the account: {error}")),
        }
    }

    fn verify_documents(&self, verified: &mut Verified) -> Result<(), LedgerError> {
        let mut query = self.connection.prepare("SELECT sha, outlet, title, url, published, text FROM document")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            verified.documents += 1;
            let text = |column: usize| -> Result<Option<&str>, LedgerError> {
                row.get_ref(column)?.as_str_or_null().map_err(|e| LedgerError::Damaged(e.to_string()))
            };
            let id = DocId(row.get(0)?);
            let published = text(4)?.map(str::parse).transpose().unwrap_or_default();
            let imprint = Imprint { outlet: text(1)?, title: text(2)?, url: text(3)?, published };
            if DocId::of(&imprint, text(5)?.unwrap_or_default()) != id {
                verified.faults.push(format!("document {id:.12}: altered"));
            }
        }
        Ok(())
    }

    fn verify_readings(&self, verified: &mut Verified) -> Result<(), LedgerError> {
        let mut query = self.connection.prepare(
            "SELECT d.sha, v.version, r.published, r.claims, r.digest
             FROM reading r JOIN document d ON d.id = r.document JOIN reader v ON v.id = r.reader",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            verified.readings += 1;
            let doc = DocId(row.get(0)?);
            let (version, published): (String, Option<String>) = (row.get(1)?, row.get(2)?);
            let ValueRef::Text(claims) = row.get_ref(3)? else { continue };
            let claims = std::str::from_utf8(claims).unwrap_or_default();
            if reading_digest(doc, &version, published.as_deref(), claims) != row.get::<_, [u8; 32]>(4)? {
                verified.faults.push(format!("the reading of document {doc:.12} by {version}: altered"));
            }
        }
        let unread =
            "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM reading r WHERE r.document = d.id)";
        let unread: i64 = self.connection.query_row(unread, [], |r| r.get(0))?;
        if unread > 0 {
            verified.faults.push(format!("{unread} documents have no reading"));
        }
        Ok(())
    }

    fn verify_names(&self, verified: &mut Verified) -> Result<(), LedgerError> {
        for (name, altered) in super::names::verify(&self.connection)? {
            verified.names += 1;
            if altered {
                verified.faults.push(format!("name {name}: altered"));
            }
        }
        Ok(())
    }

    fn verify_decisions(&self, verified: &mut Verified) -> Result<(), LedgerError> {
        let mut query = self
            .connection
            .prepare("SELECT id, at, by, action, about, detail, why, previous, hash FROM decision ORDER BY id")?;
        let mut rows = query.query([])?;
        let mut previous = BEGINNING;
        while let Some(row) = rows.next()? {
            verified.decisions += 1;
            let decision = Decision {
                number: row.get(0)?,
                at: row.get(1)?,
                by: row.get(2)?,
                action: row.get(3)?,
                about: row.get(4)?,
                detail: serde_json::Value::Null,
                why: row.get(6)?,
                hash: row.get(8)?,
            };
            let detail: String = row.get(5)?;
            if row.get::<_, [u8; 32]>(7)? != previous {
                verified.faults.push(format!("before decision {}: one is missing or was altered", decision.number));
            }
            if hash(&decision, &detail, &previous) != decision.hash {
                verified.faults.push(format!("decision {}: altered", decision.number));
            }
            previous = decision.hash;
        }
        verified.head = (verified.decisions > 0).then(|| DocId(previous).to_string());
        Ok(())
    }
}
