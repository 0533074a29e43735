//! What the bearers of keys are called.

use std::collections::HashMap;
use std::sync::OnceLock;

use riwaya_reader::names::Names;
use rusqlite::{Connection, Row};

use super::LedgerError;
use crate::{countries, sectors};

/// What somebody is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// In Arabic, else as a report has it.
    pub arabic: Box<str>,
    /// In English, where known.
    pub english: Option<Box<str>>,
}

/// The label of a key that is known without any report: an entity's, a country's, a territory's.
pub(super) fn known(key: &str) -> Option<&'static Label> {
    static KNOWN: OnceLock<HashMap<Box<str>, Label>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known = HashMap::new();
        for entity in Names::builtin_entities() {
            let label = Label { arabic: entity.arabic.clone(), english: Some(entity.english.clone()) };
            known.insert(entity.id.clone(), label);
        }
        for country in countries::all() {
            let label = Label { arabic: country.arabic.into(), english: Some(country.english.into()) };
            // No sector is told.
            known.insert(format!("{}/-", country.key()).into(), label.clone());
            // Whoever acts for a country is called by country and sector, not by whichever name came first.
            for (key, arabic, english) in sectors::of(country) {
                known.insert(key.into(), Label { arabic: arabic.into(), english: Some(english.into()) });
            }
            known.insert(country.key().into(), label.clone());
            known.insert(country.id.into(), label);
        }
        known
    });
    known.get(key)
}

const CALLED: &str = "SELECT s.key, c.name, c.english FROM subject s JOIN called c ON c.subject = s.id";

fn row(row: &Row<'_>) -> rusqlite::Result<(Box<str>, Label)> {
    let english: Option<String> = row.get(2)?;
    let label =
        Label { arabic: row.get::<_, String>(1)?.into(), english: english.filter(|e| !e.is_empty()).map(Into::into) };
    Ok((row.get::<_, String>(0)?.into(), label))
}

/// The label of a key that reports name.
pub(super) fn told(db: &Connection, key: &str) -> Result<Option<Label>, LedgerError> {
    let mut query = db.prepare_cached(&format!("{CALLED} WHERE s.key = ?1"))?;
    let mut rows = query.query_map([key], row)?;
    Ok(rows.next().transpose()?.map(|(_, label)| label))
}

/// The labels of all keys that reports name.
pub(super) fn all_told(db: &Connection) -> Result<Vec<(Box<str>, Label)>, LedgerError> {
    let mut query = db.prepare_cached(CALLED)?;
    let rows = query.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}
