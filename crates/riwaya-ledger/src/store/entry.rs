//! A report on its way into the ledger: everything that can be made of it before a writer is needed.

use std::sync::Arc;

use riwaya_reader::{Published, Reading, Silence};

use riwaya_text::Text;

use super::reconcile::gist_of;
use crate::account::{Gist, Sketch};
use crate::model::{Document, Imprint, StoredClaim};
use crate::terms::Terms;

/// A report that was read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The report.
    pub document: Document,
    /// The name under which it came in: an `id`, the name of a file.
    pub name: Box<str>,
    /// The version of the reader.
    pub reader: Arc<str>,
    /// The day from which its dates were counted.
    pub published: Option<Published>,
    /// Why there is no claim.
    pub silence: Option<Silence>,
    /// Its claims.
    pub claims: Vec<StoredClaim>,
    /// What it is found by.
    pub(super) terms: String,
    /// What is kept of its words, to know near-copies by.
    pub(super) sketch: Option<Sketch>,
    /// What it adds to the account.
    pub(super) gist: Gist,
}

impl Entry {
    /// What is kept of a report and its reading. `terms` makes it searchable.
    #[must_use]
    pub fn new(
        (name, imprint, text): (&str, Imprint<'_>, &str),
        reader: &Arc<str>,
        reading: &Reading,
        terms: &mut Terms<'_>,
    ) -> Self {
        let document = Document::new(imprint, text);
        let claims = StoredClaim::of_reading(document.id, text, reader, &reading.claims);
        let words = Text::new(text);
        let terms = terms.of_report(imprint.title, &words, &claims);
        let gist = gist_of(document.id, reading.published.map(|p| p.day), &claims);
        Self {
            document,
            name: name.into(),
            reader: Arc::clone(reader),
            published: reading.published,
            silence: reading.silence,
            claims,
            terms,
            sketch: Sketch::of_words(&words),
            gist,
        }
    }
}
