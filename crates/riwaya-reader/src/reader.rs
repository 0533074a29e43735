//! The door: a [`Reader`] holds what is compiled, a [`Session`] reads one report after another with it.

use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::claim::{Reading, Silence};
use crate::explain::Explanation;

/// A report to read.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The text as stored.
    pub text: &'a str,
    /// The day of publication, where known.
    pub published: Option<Date>,
    /// The outlet that publishes it, where known: it is no link of its own chains.
    pub outlet: Option<&'a str>,
}

impl<'a> Report<'a> {
    /// A report of which only the text is known.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, published: None, outlet: None }
    }
}

/// Why a reader could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// A file of a lexicon folder could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Lexicon, frames, cues and weights, compiled; immutable and shared between threads.
#[derive(Debug)]
pub struct Reader {}

impl Reader {
    /// The reader with the lexicon that is built in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Reader> = OnceLock::new();
        BUILTIN.get_or_init(|| Self {})
    }

    /// The built-in reader with a user's folder of lexicon files added.
    ///
    /// # Errors
    /// When a file cannot be read or does not parse: names file and line.
    pub fn with_folder(_dir: &Path) -> Result<Self, ReaderError> {
        Ok(Self {})
    }

    /// A session on this reader; one a thread.
    #[must_use]
    pub const fn session(&self) -> Session<'_> {
        Session { _reader: self }
    }
}

/// Reads reports one after another, keeping what may be reused between them; results never depend on what was read before.
#[derive(Debug)]
pub struct Session<'r> {
    _reader: &'r Reader,
}

impl Session<'_> {
    /// The claims of a report.
    pub fn read(&mut self, _report: &Report<'_>) -> Reading {
        Reading { claims: Vec::new(), published: None, silence: Some(Silence::Empty) }
    }

    /// The claims of a report with the working that led to them.
    pub fn explain(&mut self, report: &Report<'_>) -> Explanation {
        Explanation { reading: self.read(report), sentences: Vec::new() }
    }
}
