//! The account as it is kept, and what it was made from.

use rusqlite::{Connection, ErrorCode, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::account::Account;
use super::names::NameCache;
use super::{LedgerError, account};

/// What an account was made from, and by what: the account of an equal stamp is equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp(String);

impl Stamp {
    /// The stamp of the ledger as it is. Documents, readings and decisions are only ever appended, so the last of each
    /// tells all.
    pub(super) fn of(db: &Connection) -> Result<Self, LedgerError> {
        let last = "SELECT (SELECT ifnull(max(id), 0) FROM document), (SELECT ifnull(max(id), 0) FROM reading),
                    (SELECT ifnull(max(id), 0) FROM decision)";
        let (document, reading, decision): (i64, i64, i64) =
            db.prepare_cached(last)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let (reader, code) = (riwaya_reader::VERSION, env!("RIWAYA_ACCOUNT_CODE"));
        Ok(Self(format!("documents {document}, readings {reading}, decisions {decision}, by {reader} {code}")))
    }

    /// Whether the account that is kept has it.
    fn stands(&self, db: &Connection) -> Result<bool, LedgerError> {
        Ok(body(db, "stamp")?.is_some_and(|kept| kept == self.0.as_bytes()))
    }
}

/// The parts of an account as they are kept.
fn parts(account: &Account) -> Result<[(&'static str, Vec<u8>); 6], LedgerError> {
    fn written<T: Serialize>(part: &T) -> Result<Vec<u8>, LedgerError> {
        postcard::to_allocvec(part).map_err(|e| LedgerError::Damaged(e.to_string()))
    }
    Ok([
        ("incidents", written(&account.incidents)?),
        ("extremes", written(&account.extremes)?),
        ("contests", written(&account.contests)?),
        ("tolls", written(&account.tolls)?),
        ("truces", written(&account.truces)?),
        ("labels", written(&account.labels)?),
    ])
}

fn body(db: &Connection, part: &str) -> Result<Option<Vec<u8>>, LedgerError> {
    let query = "SELECT body FROM account WHERE part = ?1";
    Ok(db.prepare_cached(query)?.query_row([part], |r| r.get(0)).optional()?)
}

fn read<T: DeserializeOwned>(db: &Connection, part: &str) -> Result<Option<T>, LedgerError> {
    // What cannot be read is made anew; `verify` tells that it was altered.
    Ok(body(db, part)?.and_then(|bytes| postcard::from_bytes(&bytes).ok()))
}

/// A part of the account that can be asked for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Incidents.
    Incidents,
    /// Low and high of the numbers told of incidents.
    Extremes,
    /// What is contested.
    Contests,
    /// Series of counts.
    Tolls,
    /// Truces.
    Truces,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] = [Self::Incidents, Self::Extremes, Self::Contests, Self::Tolls, Self::Truces];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Extremes => "extremes",
            Self::Contests => "contests",
            Self::Tolls => "tolls",
            Self::Truces => "truces",
        }
    }
}

/// Parts being read; `whole` while each could be.
struct Wanted<'a> {
    db: &'a Connection,
    parts: &'a [Part],
    whole: bool,
}

impl Wanted<'_> {
    fn part<T: DeserializeOwned + Default>(&mut self, part: Part) -> Result<T, LedgerError> {
        if self.parts.contains(&part) { self.read(part.as_str()) } else { Ok(T::default()) }
    }

    fn read<T: DeserializeOwned + Default>(&mut self, part: &str) -> Result<T, LedgerError> {
        let found = read(self.db, part)?;
        self.whole &= found.is_some();
        Ok(found.unwrap_or_default())
    }
}

/// The account that is kept, with these of its parts and the labels, where it was made from all that the ledger holds.
pub(super) fn kept(db: &Connection, stamp: &Stamp, parts: &[Part]) -> Result<Option<Account>, LedgerError> {
    if !stamp.stands(db)? {
        return Ok(None);
    }
    let mut wanted = Wanted { db, parts, whole: true };
    let account = Account {
        incidents: wanted.part(Part::Incidents)?,
        extremes: wanted.part(Part::Extremes)?,
        contests: wanted.part(Part::Contests)?,
        tolls: wanted.part(Part::Tolls)?,
        truces: wanted.part(Part::Truces)?,
        labels: wanted.read("labels")?,
    };
    Ok(wanted.whole.then_some(account))
}

/// Keeps an account.
pub(super) fn keep(db: &Connection, stamp: &Stamp, account: &Account) -> Result<(), LedgerError> {
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO account (part, body) VALUES (?1, ?2)")?;
    for (part, body) in parts(account)? {
        put.execute((part, body))?;
    }
    put.execute(("stamp", stamp.0.as_bytes()))?;
    Ok(())
}

/// Whether an account was merely not kept: somebody else writes, there is no room, or the file may not be written.
pub(super) fn is_no_fault(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull | ErrorCode::ReadOnly)
    )
}

/// The parts of the kept account that are not what the claims give; none where it is stale or there is none.
pub(super) fn altered(db: &Connection, names: &mut NameCache) -> Result<Vec<&'static str>, LedgerError> {
    if !Stamp::of(db)?.stands(db)? {
        return Ok(Vec::new());
    }
    let mut altered = Vec::new();
    for (part, made) in parts(&account::made(db, names)?)? {
        if body(db, part)?.is_none_or(|kept| kept != made) {
            altered.push(part);
        }
    }
    Ok(altered)
}
