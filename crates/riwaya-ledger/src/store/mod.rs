//! The store: one SQLite file.
//!
//! What is taken in (documents, readings) and what is decided is only ever appended; the database itself refuses
//! anything else. All other tables are made from these and can be made again.

mod account;
mod apply;
mod asked;
mod behind;
mod body;
mod compare;
mod decision;
mod entry;
mod error;
mod extent;
mod facet;
mod filter;
mod gist;
mod glance;
mod history;
mod incident;
mod index;
mod labels;
mod lists;
mod load;
mod names;
mod near_copies;
mod overview;
mod pages;
mod reconcile;
mod report;
mod search;
mod series;
mod sources;
mod stats;
mod suggest;
mod truce_term;
mod truces;
mod truces_anew;
mod verify;
mod write;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub use account::{Account, Part};
pub use apply::Correction;
pub use decision::{Action, Decided, Decision, undone};
pub use entry::Entry;
pub use error::LedgerError;
pub use extent::Extent;
pub use filter::Filter;
pub use glance::{
    Chosen, DayTally, Glance, Glanced, GlancedClaim, GlancedPlace, PlaceIndex, Published, Renewed, Spoken, Tally, Under,
};
pub use history::Past;
pub use labels::Label;
pub use load::Found;
pub use overview::{Lengths, Most, Overview};
pub use pages::{Cursor, Listing, Order, Page};
pub use reconcile::Unmade;
pub use report::Report;
pub use search::Hit;
pub use sources::{Channel, SourceTally};
pub use stats::{EventTally, Stats};
pub use suggest::Suggested;
pub use truce_term::{ToldDay, ToldTerm, TruceSpan};
pub use truces_anew::TrucesAnew;
pub use verify::Verified;
pub use write::{Batch, Taken};

/// `Rwya`: says that a file is a ledger.
const APPLICATION: i64 = 0x5277_7961;

/// Bytes of the file that are mapped at most: as many as `.cargo/config.toml` lets SQLite map.
const MAPPED: i64 = 1 << 36;

/// Each version of the schema, as it is made from the one before.
const MIGRATIONS: [&str; 10] = [
    include_str!("schema-1.sql"),
    include_str!("schema-2.sql"),
    include_str!("schema-3.sql"),
    include_str!("schema-4.sql"),
    include_str!("schema-5.sql"),
    include_str!("schema-6.sql"),
    include_str!("schema-7.sql"),
    include_str!("schema-8.sql"),
    include_str!("schema-9.sql"),
    include_str!("schema-10.sql"),
];

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
    names: names::NameCache,
    territories: RefCell<filter::Territories>,
    /// Whether it was opened only to be asked.
    asks: bool,
    /// Called once when a writer has to wait for another process.
    waiting: fn(),
}

impl Ledger {
    /// Opens a ledger to write to, and makes it where there is none.
    ///
    /// # Errors
    /// When the file is something else, of a newer version, damaged, or cannot be made.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let connection = Connection::open(path)?;
        Self::prepare(connection, path)
    }

    /// Opens a ledger that is there.
    ///
    /// # Errors
    /// [`LedgerError::Missing`] where it is not; otherwise as [`Self::open`].
    pub fn open_existing(path: &Path) -> Result<Self, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::prepare(Connection::open_with_flags(path, flags)?, path)
    }

    /// Opens a ledger that is there, only to ask it: nothing can be written by it, it waits for no writer, and it holds
    /// little in memory, so that many can be open at once. Lists and accounts are those of the last reconciling, by
    /// whoever writes; [`Self::waiting`] tells how many reports came in since.
    ///
    /// # Errors
    /// As [`Self::open_existing`].
    pub fn open_to_ask(path: &Path) -> Result<Self, LedgerError> {
        let mut ledger = Self::open_existing(path)?;
        ledger.asks = true;
        ledger.connection.execute_batch("PRAGMA cache_size = -16384; PRAGMA query_only = ON;")?;
        Ok(ledger)
    }

    /// Reads the file through memory that is shared with the system: quicker, but what is read counts as the program's own
    /// until the system takes it back. How much SQLite maps at most is set in `.cargo/config.toml`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn mapped(self) -> Result<Self, LedgerError> {
        self.connection.query_row(&format!("PRAGMA mmap_size = {MAPPED}"), [], |_| Ok(()))?;
        Ok(self)
    }

    /// Moves nothing from the log of writes into the file when it writes: whoever writes waits for less. Some connection
    /// must [`Self::settle`] from time to time.
    ///
    /// # Errors
    /// When the database fails.
    pub fn unsettled(self) -> Result<Self, LedgerError> {
        self.connection.query_row("PRAGMA wal_autocheckpoint = 0", [], |_| Ok(()))?;
        Ok(self)
    }

    /// Moves what was written into the file, as far as nobody reads what was there before. Nobody waits for it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle(&self) -> Result<(), LedgerError> {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Calls `waiting` once whenever a writer has to wait for another process.
    #[must_use]
    pub fn on_waiting(mut self, waiting: fn()) -> Self {
        self.waiting = waiting;
        self
    }

    /// A ledger in memory, for tests and examples.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn in_memory() -> Result<Self, LedgerError> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    /// Refuses to let the file grow beyond so many bytes, as a disk that is full would.
    ///
    /// # Errors
    /// When the database fails.
    pub fn limit_size(&self, bytes: u64) -> Result<(), LedgerError> {
        let page: i64 = self.connection.query_row("PRAGMA page_size", [], |r| r.get(0))?;
        let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1);
        self.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        Ok(())
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn prepare(connection: Connection, path: &Path) -> Result<Self, LedgerError> {
        let not_a_ledger = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => LedgerError::NotALedger(path.to_owned()),
            _ => error.into(),
        };
        connection.busy_timeout(Duration::from_secs(10))?;
        // Another process may be making its tables, which come with the name of the application: they are counted first.
        let number = |query: &str| connection.query_row(query, [], |r| r.get::<_, i64>(0)).map_err(not_a_ledger);
        let tables = number("SELECT count(*) FROM sqlite_schema")?;
        if tables > 0 && number("PRAGMA application_id")? != APPLICATION {
            return Err(LedgerError::NotALedger(path.to_owned()));
        }
        let version = number("PRAGMA user_version")?;
        let known = MIGRATIONS.len() as i64;
        if version > known {
            return Err(LedgerError::Newer { path: path.to_owned(), version, known });
        }
        connection.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;").map_err(not_a_ledger)?;
        connection.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -131072;
             PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;",
        )?;
        connection.set_prepared_statement_cache_capacity(128);
        let mut ledger = Self {
            connection,
            path: path.to_owned(),
            names: names::NameCache::default(),
            territories: RefCell::default(),
            asks: false,
            waiting: || {},
        };
        if version < known {
            ledger.migrate()?;
        }
        Ok(ledger)
    }

    fn migrate(&mut self) -> Result<(), LedgerError> {
        let (tx, _) = self.begin()?;
        // Another process may have been quicker.
        let version: i64 = tx.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        for (number, migration) in (1..).zip(MIGRATIONS).skip(usize::try_from(version).unwrap_or_default()) {
            tx.execute_batch(migration)?;
            tx.pragma_update(None, "user_version", number)?;
        }
        facet::narrow_mentions(&tx)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.commit()?;
        Ok(())
    }

    /// Begins to write; waits for another writer, and says so once. The names that were seen come along.
    fn begin(&mut self) -> Result<(Transaction<'_>, &mut names::NameCache), LedgerError> {
        let started = Instant::now();
        let mut told = false;
        self.connection.busy_timeout(Duration::from_millis(250))?;
        loop {
            match Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate) {
                Ok(tx) => return Ok((tx, &mut self.names)),
                Err(e) if is_busy(&e) && started.elapsed() < PATIENCE => {
                    if !told {
                        (self.waiting)();
                        told = true;
                    }
                }
                Err(e) if is_busy(&e) => return Err(LedgerError::Busy(PATIENCE.as_secs())),
                Err(e) => return Err(e.into()),
            }
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
}
