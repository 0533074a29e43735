//! Names, each kept once: claims refer to them by number.

use std::collections::HashMap;
use std::sync::Arc;

use riwaya_lexicon::gazetteer::name_key;
use riwaya_reader::names::Sector;
use riwaya_reader::{GazetteerEntry, Identity};
use riwaya_text::fold_key;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::LedgerError;
use crate::model::{Name, PlaceName};

/// Numbers of a name and of what stands for all its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NameNumber {
    pub name: i64,
    pub subject: i64,
}

/// Names and numbers seen lately, both ways.
#[derive(Debug, Default)]
pub(super) struct NameCache {
    party_numbers: HashMap<Arc<Name>, NameNumber>,
    place_numbers: HashMap<Box<str>, Vec<(Arc<PlaceName>, NameNumber)>>,
    parties: HashMap<i64, Arc<Name>>,
    places: HashMap<i64, Arc<PlaceName>>,
    rules: HashMap<Box<str>, i64>,
    rule_names: HashMap<i64, Arc<str>>,
    readers: HashMap<i64, Arc<str>>,
}

/// Entries after which a cache begins anew: it stays within some tens of MB however long the run is.
const MOST: usize = 100_000;

impl NameCache {
    /// Forgets numbers: those of a transaction that was given up must not be used again.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(super) fn party(&mut self, db: &Connection, name: &Arc<Name>) -> Result<NameNumber, LedgerError> {
        if let Some(found) = self.party_numbers.get(name) {
            return Ok(*found);
        }
        let Identity { id, arabic, english, country, sector } = &name.identity;
        let row = NameRow {
            kind: "party",
            words: &name.words,
            entity: id.as_deref(),
            arabic: arabic.as_deref(),
            english: english.as_deref(),
            country: country.as_deref(),
            sector: *sector,
            ..NameRow::default()
        };
        let number = number(db, &row, || name.key())?;
        if self.party_numbers.len() >= MOST {
            self.party_numbers.clear();
        }
        self.party_numbers.insert(Arc::clone(name), number);
        Ok(number)
    }

    pub(super) fn place(&mut self, db: &Connection, name: &Arc<PlaceName>) -> Result<NameNumber, LedgerError> {
        let seen = self.place_numbers.get(&name.words).into_iter().flatten();
        if let Some((_, found)) = seen.into_iter().find(|(known, _)| known == name) {
            return Ok(*found);
        }
        let entry = name.entry.as_ref();
        let row = NameRow {
            kind: "place",
            words: &name.words,
            entity: entry.map(|e| &*e.id),
            arabic: entry.map(|e| &*e.arabic),
            english: entry.map(|e| &*e.english),
            country: entry.and_then(|e| e.country.as_deref()),
            admin: entry.and_then(|e| e.admin.as_deref()),
            place_kind: entry.map(|e| &*e.kind),
            position: entry.and_then(|e| e.position),
            ..NameRow::default()
        };
        let number = number(db, &row, || name.key())?;
        if self.place_numbers.len() >= MOST {
            self.place_numbers.clear();
        }
        self.place_numbers.entry(name.words.clone()).or_default().push((Arc::clone(name), number));
        Ok(number)
    }

    pub(super) fn party_of(&mut self, db: &Connection, number: i64) -> Result<Arc<Name>, LedgerError> {
        if let Some(found) = self.parties.get(&number) {
            return Ok(Arc::clone(found));
        }
        let name = db
            .prepare_cached("SELECT words, entity, arabic, english, country, sector FROM name WHERE id = ?1")?
            .query_row([number], party_of_row)?;
        if self.parties.len() >= MOST {
            self.parties.clear();
        }
        let name = Arc::new(name);
        self.parties.insert(number, Arc::clone(&name));
        Ok(name)
    }

    pub(super) fn place_of(&mut self, db: &Connection, number: i64) -> Result<Arc<PlaceName>, LedgerError> {
        if let Some(found) = self.places.get(&number) {
            return Ok(Arc::clone(found));
        }
        let name = db
            .prepare_cached(
                "SELECT words, entity, arabic, english, country, admin, place_kind, latitude, longitude
                 FROM name WHERE id = ?1",
            )?
            .query_row([number], place_of_row)?;
        if self.places.len() >= MOST {
            self.places.clear();
        }
        let name = Arc::new(name);
        self.places.insert(number, Arc::clone(&name));
        Ok(name)
    }

    pub(super) fn rule(&mut self, db: &Connection, rule: &str) -> Result<i64, LedgerError> {
        if let Some(found) = self.rules.get(rule) {
            return Ok(*found);
        }
        db.prepare_cached("INSERT OR IGNORE INTO rule (name) VALUES (?1)")?.execute([rule])?;
        let number = db.prepare_cached("SELECT id FROM rule WHERE name = ?1")?.query_row([rule], |r| r.get(0))?;
        self.rules.insert(rule.into(), number);
        Ok(number)
    }

    pub(super) fn rule_of(&mut self, db: &Connection, number: i64) -> Result<Arc<str>, LedgerError> {
        let query = "SELECT name FROM rule WHERE id = ?1";
        text_of(&mut self.rule_names, db, query, number)
    }

    pub(super) fn reader_of(&mut self, db: &Connection, number: i64) -> Result<Arc<str>, LedgerError> {
        let query = "SELECT version FROM reader WHERE id = ?1";
        text_of(&mut self.readers, db, query, number)
    }
}

/// The number of a name in the ledger; one that is new is added.
fn number(db: &Connection, row: &NameRow<'_>, key: impl FnOnce() -> String) -> Result<NameNumber, LedgerError> {
    let digest = row.digest();
    let kept = db
        .prepare_cached("SELECT id, subject FROM name WHERE digest = ?1")?
        .query_row([digest], |r| Ok(NameNumber { name: r.get(0)?, subject: r.get(1)? }))
        .optional()?;
    match kept {
        Some(number) => Ok(number),
        None => row.insert(db, &digest, &key()),
    }
}

fn text_of(
    seen: &mut HashMap<i64, Arc<str>>,
    db: &Connection,
    query: &str,
    number: i64,
) -> Result<Arc<str>, LedgerError> {
    if let Some(found) = seen.get(&number) {
        return Ok(Arc::clone(found));
    }
    let text: String = db.prepare_cached(query)?.query_row([number], |r| r.get(0))?;
    let text: Arc<str> = text.into();
    seen.insert(number, Arc::clone(&text));
    Ok(text)
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Box<str>>> {
    Ok(row.get::<_, Option<String>>(column)?.map(Into::into))
}

fn party_of_row(row: &Row<'_>) -> rusqlite::Result<Name> {
    let sector = text(row, 5)?.and_then(|code| Sector::from_code(&code)).map(Sector::code);
    Ok(Name {
        words: row.get::<_, String>(0)?.into(),
        identity: Identity {
            id: text(row, 1)?,
            arabic: text(row, 2)?,
            english: text(row, 3)?,
            country: text(row, 4)?,
            sector,
        },
    })
}

fn place_of_row(row: &Row<'_>) -> rusqlite::Result<PlaceName> {
    let entry = match text(row, 1)? {
        None => None,
        Some(id) => Some(GazetteerEntry {
            id,
            arabic: text(row, 2)?.unwrap_or_default(),
            english: text(row, 3)?.unwrap_or_default(),
            country: text(row, 4)?,
            admin: text(row, 5)?,
            kind: text(row, 6)?.unwrap_or_default(),
            position: row.get::<_, Option<f64>>(7)?.zip(row.get(8)?),
        }),
    };
    Ok(PlaceName { words: row.get::<_, String>(0)?.into(), entry })
}

/// A row of the table of names.
#[derive(Default)]
struct NameRow<'a> {
    kind: &'static str,
    words: &'a str,
    entity: Option<&'a str>,
    arabic: Option<&'a str>,
    english: Option<&'a str>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    admin: Option<&'a str>,
    place_kind: Option<&'a str>,
    position: Option<(f64, f64)>,
}

impl NameRow<'_> {
    fn digest(&self) -> [u8; 16] {
        let texts = [
            Some(self.kind),
            Some(self.words),
            self.entity,
            self.arabic,
            self.english,
            self.country,
            self.sector,
            self.admin,
            self.place_kind,
        ];
        let mut hash = Sha256::new();
        for text in texts {
            hash.update(text.map_or(u64::MAX, |t| t.len() as u64).to_le_bytes());
            hash.update(text.unwrap_or_default());
        }
        if let Some((north, east)) = self.position {
            hash.update(north.to_le_bytes());
            hash.update(east.to_le_bytes());
        }
        let mut short = [0; 16];
        short.copy_from_slice(&hash.finalize()[..16]);
        short
    }

    fn insert(&self, db: &Connection, digest: &[u8; 16], key: &str) -> Result<NameNumber, LedgerError> {
        let subject = subject(db, key)?;
        for label in self.labels(key) {
            db.prepare_cached("INSERT OR IGNORE INTO label (label, kind, subject) VALUES (?1, ?2, ?3)")?
                .execute(params![label, self.kind, subject])?;
        }
        db.prepare_cached(
            "INSERT INTO name (digest, kind, subject, words, entity, arabic, english, country, sector, admin,
             place_kind, latitude, longitude) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            digest,
            self.kind,
            subject,
            self.words,
            self.entity,
            self.arabic,
            self.english,
            self.country,
            self.sector,
            self.admin,
            self.place_kind,
            self.position.map(|p| p.0),
            self.position.map(|p| p.1),
        ])?;
        let name = db.last_insert_rowid();
        db.prepare_cached(
            "INSERT INTO called VALUES (?1, ?2, ?3, ?4) ON CONFLICT (subject) DO UPDATE
             SET kind = excluded.kind, name = excluded.name, english = excluded.english
             WHERE (excluded.kind, excluded.name, excluded.english IS NULL, ifnull(excluded.english, ''))
             < (kind, name, english IS NULL, ifnull(english, ''))",
        )?
        .execute(params![subject, self.kind, self.arabic.unwrap_or(self.words), self.english])?;
        Ok(NameNumber { name, subject })
    }

    /// Whatever it may be asked for by: its key, words and labels, and those of what it is part of.
    fn labels(&self, key: &str) -> Vec<String> {
        let mut labels = vec![label(key), label(self.words)];
        labels.extend([self.entity, self.arabic, self.english].into_iter().flatten().map(label));
        labels.extend(self.country.map(|c| label(&format!("iso:{c}"))));
        if self.kind == "place" {
            labels.extend(self.admin.into_iter().flat_map(|a| a.split(['/', '>', ','])).map(label));
        }
        labels.retain(|l| !l.is_empty());
        labels
    }
}

/// A label as it is compared: spelling folded, letters small.
pub(super) fn label(text: &str) -> String {
    name_key(&fold_key(text.trim()).to_lowercase())
}

fn subject(db: &Connection, key: &str) -> Result<i64, LedgerError> {
    db.prepare_cached("INSERT OR IGNORE INTO subject (key) VALUES (?1)")?.execute([key])?;
    Ok(db.prepare_cached("SELECT id FROM subject WHERE key = ?1")?.query_row([key], |r| r.get(0))?)
}

/// Hashes every name again: its number, and whether it was altered.
pub(super) fn verify(db: &Connection) -> Result<Vec<(i64, bool)>, LedgerError> {
    let mut query = db.prepare(
        "SELECT id, digest, kind, words, entity, arabic, english, country, sector, admin, place_kind, latitude, longitude
         FROM name ORDER BY id",
    )?;
    let mut rows = query.query([])?;
    let mut verified = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get::<_, Option<String>>(column);
        let texts = (text(2)?, text(3)?, text(4)?, text(5)?, text(6)?, text(7)?, text(8)?, text(9)?, text(10)?);
        let (kind, words, entity, arabic, english, country, sector, admin, place_kind) = &texts;
        let again = NameRow {
            kind: if kind.as_deref() == Some("place") { "place" } else { "party" },
            words: words.as_deref().unwrap_or_default(),
            entity: entity.as_deref(),
            arabic: arabic.as_deref(),
            english: english.as_deref(),
            country: country.as_deref(),
            sector: sector.as_deref(),
            admin: admin.as_deref(),
            place_kind: place_kind.as_deref(),
            position: row.get::<_, Option<f64>>(11)?.zip(row.get(12)?),
        };
        verified.push((row.get(0)?, again.digest() != row.get::<_, [u8; 16]>(1)?));
    }
    Ok(verified)
}
