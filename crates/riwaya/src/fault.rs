//! What can be wrong with the input or the call, in words for the person who called.

use std::path::PathBuf;

use miette::Diagnostic;
use riwaya_ledger::LedgerError;

/// Something that was not read, or not as asked.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Fault {
    /// The system would not give a file or folder.
    #[error("{place}: {source}")]
    Io {
        /// File or folder.
        place: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Bytes that are not UTF-8.
    #[error("{place}: not UTF-8 at byte {offset}; not read")]
    #[diagnostic(help("{hint}"))]
    NotUtf8 {
        /// File, or file and line.
        place: String,
        /// First wrong byte, counted from the start of the file.
        offset: u64,
        /// What may help.
        hint: String,
    },
    /// A folder or a file of JSON lines without a report.
    #[error("{place}: no report in it")]
    #[diagnostic(help("reports are .txt files, JSON lines (.jsonl, .jsonl.gz) and golden .md files"))]
    NoReport {
        /// Folder or file.
        place: String,
    },
    /// A path without annotated reports.
    #[error("{place}: no annotated report in it")]
    #[diagnostic(help("an annotated report is NAME.gold.json with NAME.txt beside it"))]
    NoGold {
        /// Folder or file.
        place: String,
    },
    /// A line that does not parse.
    #[error("{file}:{line}: not a JSON object with a text: {why}; not read")]
    #[diagnostic(help("one object a line: {{\"id\": …, \"text\": …, \"published\": …}}"))]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// A key of a line that holds something else than it should; the report is read without it.
    #[error("{place}: `{key}` is {found}; read without it")]
    #[diagnostic(severity(Warning))]
    Key {
        /// File and line.
        place: String,
        /// The key.
        key: &'static str,
        /// What stood there and what should.
        found: String,
    },
    /// A report beyond the limit.
    #[error("{place}: longer than {limit} MiB; not read")]
    #[diagnostic(help("cut it into reports, or raise the limit with --max-report"))]
    TooLong {
        /// File, or file and line.
        place: String,
        /// The limit in MiB.
        limit: u16,
    },
    /// A golden report that is not written as it should be.
    #[error("{place}: {source}")]
    Golden {
        /// The file.
        place: String,
        /// What is wrong.
        source: riwaya_eval::golden::GoldenError,
    },
    /// The reader failed: a fault of ours, told so that it is never taken for a report without claims.
    #[error("{doc}: the reader failed on this report; not read")]
    #[diagnostic(help("this is a defect of riwaya: please send the report to its authors"))]
    Broken {
        /// The report's name.
        doc: String,
    },
    /// Output could not be written.
    #[error("cannot write: {0}")]
    Write(#[source] std::io::Error),
    /// The lexicon folder is wrong.
    #[error("the lexicon folder cannot be used: {0}")]
    Lexicon(String),
    /// Scoring could not be done.
    #[error(transparent)]
    Eval(#[from] riwaya_eval::EvalError),
    /// Recorded scores that are not the reader's.
    #[error("{}: {why}", file.display())]
    #[diagnostic(help("record the scores again: {command}"))]
    Scores {
        /// The file of scores.
        file: PathBuf,
        /// What differs.
        why: String,
        /// What records them again.
        command: String,
    },
    /// The ledger did not do what was asked.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The desk is not served.
    #[error(transparent)]
    Serve(riwaya_server::ServeError),
    /// The report file was not written.
    #[error(transparent)]
    Report(riwaya_server::report::ReportError),
    /// Another process writes to the ledger.
    #[error("another process writes to the ledger; waiting for it")]
    #[diagnostic(severity(Warning))]
    Waiting,
    /// A decision about a claim that the newest reading does not make.
    #[error("decision {number} by {by} no longer applies: the claim {about} is not read any more")]
    #[diagnostic(severity(Warning))]
    Lapsed {
        /// The decision's number.
        number: i64,
        /// Who decided.
        by: String,
        /// The claim.
        about: String,
    },
    /// The ledger is not as it was written.
    #[error("{}: {}", file.display(), what.join("; "))]
    Altered {
        /// The ledger.
        file: PathBuf,
        /// What is wrong, one sentence each.
        what: Vec<String>,
    },
    /// Anything else that was asked for and is not there.
    #[error("{0}")]
    Unknown(String),
}

impl Fault {
    /// Whether it is of the call rather than of the input: exit code 2.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::Lexicon(_) | Self::Unknown(_) | Self::Ledger(LedgerError::Correction(_)))
    }

    /// Whether the reader of our output went away, which is no fault of anyone's.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write(e) if e.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
