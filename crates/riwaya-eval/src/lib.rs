//! Annotated reports, and how near a reading comes to them.
//!
//! Two forms of annotation are read: gold files ([`gold`]: `NAME.txt` with `NAME.gold.json`) and golden reports
//! ([`golden`]: Markdown with the expected claims beneath each sentence). Readings come as the JSON lines that
//! `riwaya read` writes ([`prediction`]). [`Scores`] holds precision, recall and F1 of ten measures; the definitions are
//! those of the annotation guidelines' own `score.py`, to the last digit.
//!
//! ```
//! use riwaya_eval::{Scores, golden::Golden};
//!
//! let golden = Golden::parse("---\nid: a\ntitle: t\npublished: -\noutlet: o\n---\n\n> قصف الجيش كنجة.\n\n\
//!     - `قصف` shelling asserts | actor: الجيش | place: كنجة\n")?;
//! let mut scores = Scores::default();
//! scores.add(&golden.claims, &golden.claims, None);
//! assert_eq!(scores.of(riwaya_eval::Measure::Whole).prf(), (1.0, 1.0, 1.0));
//! # Ok::<(), riwaya_eval::golden::GoldenError>(())
//! ```

mod calibration;
mod claim;
mod likeness;
mod pairing;
mod scores;

pub mod gold;
pub mod golden;
pub mod prediction;

pub use calibration::Calibration;
pub use claim::{Claim, Count, Extent, Slot};
pub use likeness::{fold, same};
pub use pairing::{pair, same_bag, same_chain};
pub use scores::{Measure, Miss, Scores, Tally};

/// Why annotations or readings could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file or line is not the JSON it should be.
    #[error("{place}: {source}")]
    Json {
        /// File, or file and line.
        place: String,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A golden report is not written as it should be.
    #[error("{}: {source}", path.display())]
    Golden {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong, with its line.
        source: golden::GoldenError,
    },
}
