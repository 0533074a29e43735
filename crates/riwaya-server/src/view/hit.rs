//! Reports that were found by their words.

use riwaya_reader::record::Quotes;
use serde::Serialize;
use utoipa::ToSchema;

use super::Quote;

/// A report that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Hit {
    /// The report.
    pub document: String,
    /// The name under which it came in.
    pub report: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// The day from which its dates were counted.
    pub published: Option<String>,
    /// The sentence in which most of the words stand; absent where only the title has them.
    pub sentence: Option<Quote>,
    /// The words that were found.
    pub words: Vec<Quote>,
    /// Claims that it makes, as it was read.
    pub claims: usize,
}

impl From<&riwaya_ledger::Hit> for Hit {
    fn from(hit: &riwaya_ledger::Hit) -> Self {
        let document = &hit.document;
        let quotes = Quotes::new(&document.text);
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Self {
            document: document.id.to_string(),
            report: hit.name.to_string(),
            outlet: owned(&document.outlet),
            title: owned(&document.title),
            url: owned(&document.url),
            published: hit.published.map(|d| d.to_string()),
            sentence: hit.sentence.map(|s| Quote::of(s, &quotes)),
            words: hit.words.iter().map(|w| Quote::of(*w, &quotes)).collect(),
            claims: hit.claims,
        }
    }
}
