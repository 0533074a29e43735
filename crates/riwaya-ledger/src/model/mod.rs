//! The records that store and account share: documents, their claims, and the names in them.
//!
//! Everything here is a value: nothing refers to a file or a row. Two ledgers that hold the same reports hold equal
//! values, whatever order the reports came in.

mod claim;
mod day;
mod id;
mod name;
pub(crate) mod named;
pub(crate) mod numbered;

pub use claim::{Coding, Dated, Link, Party, PlaceMention, Quote, StoredClaim};
pub use day::{DayPrecision, Days};
pub use id::{ClaimId, DocId, IdError};
pub use name::{Name, PlaceName};

use jiff::civil::Date;

/// A report as the ledger keeps it. [`DocId`] stands for all of it: two reports that differ in anything are two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What stands for it.
    pub id: DocId,
    /// Who publishes it, where told.
    pub outlet: Option<Box<str>>,
    /// Its title, where told.
    pub title: Option<Box<str>>,
    /// Where it stands, where told.
    pub url: Option<Box<str>>,
    /// The day of publication that came with it.
    pub published: Option<Date>,
    /// Its text as stored; every span counts code points of it.
    pub text: Box<str>,
}

/// What is known of a report besides its text, before it is a [`Document`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imprint<'a> {
    /// Who publishes it.
    pub outlet: Option<&'a str>,
    /// Its title.
    pub title: Option<&'a str>,
    /// Where it stands.
    pub url: Option<&'a str>,
    /// The day of publication.
    pub published: Option<Date>,
}

impl Document {
    /// The document of a report.
    ///
    /// ```
    /// # use riwaya_ledger::model::{Document, Imprint};
    /// let here = Document::new(Imprint { outlet: Some("أ"), ..Imprint::default() }, "قصف");
    /// let there = Document::new(Imprint { outlet: Some("ب"), ..Imprint::default() }, "قصف");
    /// assert_ne!(here.id, there.id);
    /// ```
    #[must_use]
    pub fn new(imprint: Imprint<'_>, text: &str) -> Self {
        Self {
            id: DocId::of(&imprint, text),
            outlet: imprint.outlet.map(Into::into),
            title: imprint.title.map(Into::into),
            url: imprint.url.map(Into::into),
            published: imprint.published,
            text: text.into(),
        }
    }
}
