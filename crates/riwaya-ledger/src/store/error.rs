//! What can go wrong with a ledger.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the ledger could not do what was asked. Whatever it is, the file stays as it was before the call.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is no such file.
    #[error("{}: there is no ledger; `riwaya read` makes one, `--ledger` names another", .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: this file is no ledger and stays as it is; `--ledger` names another", .0.display())]
    NotALedger(PathBuf),
    /// The file was written by a later version of the program.
    #[error("{}: made by a newer riwaya (ledger version {version}, this one knows {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i64,
        /// The newest version that is known here.
        known: i64,
    },
    /// Another process writes and did not end in time.
    #[error("another process has been writing to the ledger for {0} s; nothing was written")]
    Busy(u64),
    /// So many wait for the ledger already that one more would wait too long.
    #[error("too many wait for the ledger; ask again in a moment")]
    Crowded,
    /// No room is left.
    #[error("no room is left for the ledger; what was not yet written is left out, and what was stands")]
    Full,
    /// No claim, document, incident or truce has that id.
    #[error("`{0}` is in no report of the ledger")]
    Unknown(String),
    /// It is in a report about which something was decided that the account does not hold yet.
    #[error("what was decided about the report of `{0}` is not worked in yet; ask again in a moment")]
    Awaited(String),
    /// Several have it.
    #[error("`{0}` stands for several; give more of it")]
    Ambiguous(String),
    /// A correction that cannot be made.
    #[error("{0}")]
    Correction(String),
    /// Two claims of one report that are to be two events.
    #[error("both claims stand in one report, and an incident has one telling of a report; nothing was written")]
    OneTelling,
    /// A decision that cannot be taken back.
    #[error("there is no decision {0} in force about that claim; nothing was written")]
    NotUndone(i64),
    /// A truce of which no report tells a day.
    #[error("no report tells the day of truce `{0}`")]
    Undated(String),
    /// A ledger opened only to be asked, whose account another version of the program made.
    #[error("the account was made by another version of riwaya; `riwaya account` makes it anew")]
    Unreconciled,
    /// Whoever keeps the ledger open has ended.
    #[error("the ledger is being closed; nothing was written")]
    Stopped,
    /// A row that no version of the program writes.
    #[error("the ledger is damaged: {0}; `riwaya ledger verify` says where")]
    Damaged(String),
    /// Anything else that the database says.
    #[error("the ledger cannot be used: {0}")]
    Database(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

impl From<serde_json::Error> for LedgerError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
