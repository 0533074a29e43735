//! Names that begin as somebody types.

use super::index::Role;
use super::labels::{self, Label};
use super::names::label;
use super::{Ledger, LedgerError};

/// What a suggested name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggested {
    /// Somebody who acts or suffers.
    Party,
    /// Somebody who speaks.
    Source,
    /// A place.
    Place,
    /// Somebody who publishes.
    Outlet,
}

/// The key before an outlet's folded name.
const OUTLET: &str = "outlet:";

impl Ledger {
    /// What the ledger holds under names that begin so, in any spelling: what it is, its key, and for an outlet its name
    /// as a report has it. The shortest names first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<(Suggested, String, Option<String>)>, LedgerError> {
        let prefix = label(prefix);
        if prefix.is_empty() {
            return Ok(Vec::new());
        }
        let end = format!("{prefix}\u{10ffff}");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut out = Vec::new();
        let mut query = self.connection.prepare_cached(
            "SELECT DISTINCT l.kind, s.key, s.id FROM label l JOIN subject s ON s.id = l.subject
             WHERE l.label >= ?1 AND l.label < ?2 ORDER BY length(l.label), l.label, s.key LIMIT ?3",
        )?;
        let rows = query.query_map((&prefix, &end, limit), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let rows: Vec<(String, String, i64)> = rows.collect::<Result<_, _>>()?;
        for (kind, key, subject) in rows {
            if kind == "place" {
                out.push((Suggested::Place, key, None));
                continue;
            }
            if self.is_named(subject, [Role::Actor, Role::Target])? {
                out.push((Suggested::Party, key.clone(), None));
            }
            if self.is_named(subject, [Role::Origin, Role::Channel])? {
                out.push((Suggested::Source, key, None));
            }
        }
        out.extend(self.outlets(&prefix, limit)?.into_iter().map(|(key, name)| (Suggested::Outlet, key, Some(name))));
        out.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(out)
    }

    /// What the bearer of a key is called; absent where nobody is.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn label(&self, key: &str) -> Result<Option<Label>, LedgerError> {
        match labels::known(key) {
            Some(label) => Ok(Some(label.clone())),
            None => labels::told(&self.connection, key),
        }
    }

    /// How many outlets published reports.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn outlet_count(&self) -> Result<usize, LedgerError> {
        let query = "SELECT count(*) FROM subject WHERE key >= ?1 AND key < ?2";
        let values = (OUTLET, format!("{OUTLET}\u{10ffff}"));
        let count: i64 = self.connection.prepare_cached(query)?.query_row(values, |r| r.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    fn is_named(&self, subject: i64, roles: [Role; 2]) -> Result<bool, LedgerError> {
        let query = "SELECT EXISTS (SELECT 1 FROM mention WHERE subject = ?1 AND role IN (?2, ?3))";
        let values = [subject, roles[0] as i64, roles[1] as i64];
        Ok(self.connection.prepare_cached(query)?.query_row(values, |r| r.get(0))?)
    }

    fn outlets(&self, prefix: &str, limit: i64) -> Result<Vec<(String, String)>, LedgerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT s.key, d.outlet FROM subject s
             JOIN document d ON d.id = (SELECT min(document) FROM mention WHERE subject = s.id AND role = ?1)
             WHERE s.key >= ?2 AND s.key < ?3 AND d.outlet IS NOT NULL ORDER BY s.key LIMIT ?4",
        )?;
        let from = format!("{OUTLET}{prefix}");
        let end = format!("{from}\u{10ffff}");
        let rows = query.query_map((Role::Outlet as i64, from, end, limit), |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
