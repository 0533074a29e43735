//! Reports as lists show them, and as they are found by their words.

use jiff::civil::Date;
use riwaya_ledger::model::Document;
use riwaya_reader::record::Quotes;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Quote, day};

/// A report in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportBrief {
    /// What stands for it.
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
    /// Claims that it makes.
    pub claims: usize,
}

impl ReportBrief {
    /// A report that came in under a name, with the day from which its dates were counted and how many claims it makes.
    #[must_use]
    pub fn new((document, name): (&Document, &str), published: Option<Date>, claims: usize) -> Self {
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Self {
            document: document.id.to_string(),
            report: name.to_owned(),
            outlet: owned(&document.outlet),
            title: owned(&document.title),
            url: owned(&document.url),
            published: day(published),
            claims,
        }
    }
}

/// A report that was found by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Hit {
    /// The report.
    #[serde(flatten)]
    pub brief: ReportBrief,
    /// The sentence in which most of the words stand; absent where only the title has them.
    pub sentence: Option<Quote>,
    /// The words that were found.
    pub words: Vec<Quote>,
}

impl From<&riwaya_ledger::Hit> for Hit {
    fn from(hit: &riwaya_ledger::Hit) -> Self {
        let quotes = Quotes::new(&hit.document.text);
        Self {
            brief: ReportBrief::new((&hit.document, &hit.name), hit.published, hit.claims),
            sentence: hit.sentence.map(|s| Quote::of(s, &quotes)),
            words: hit.words.iter().map(|w| Quote::of(*w, &quotes)).collect(),
        }
    }
}
