//! What the ledger holds, in the shape in which programs get it: the commands' JSON, the server's answers and the
//! report file are all made here, so they cannot differ.

mod claim;
mod contest;
mod decision;

mod incident;
mod label;
mod report;
mod scheme;
mod source;
mod toll;
mod truce;
mod word;
pub mod words;

use riwaya_ledger::{Account, ClaimId};

pub use claim::{Claim, Count, Mention, Party, Place, Quote};
pub use contest::{Change, Contest, ContestBrief, Differing, NumberTold, day_of, matter_id};
pub use decision::{Decision, Past};

pub use incident::{End, Extreme, Incident, Joined, in_time};
pub use label::{Label, PlaceLabel, Precision};
pub use report::{Hit, ReportBrief};
pub use scheme::{EventName, StanceName};
pub use source::{Channel, Source};
pub use toll::{TollPoint, TollRow, TollSeries, flags};
pub use truce::{Position, State, ToldDay, ToldTerm, Truce, TruceSpan, Violation};
pub use word::{Field, Marked, Word};

pub(crate) use word::{marks, sentence_of};

/// Gives the sentence in which a claim stands, where it can be had.
pub trait Quoting {
    /// The sentence of a claim; absent where its report cannot be read.
    fn quoted(&self, claim: ClaimId) -> Option<Quoted>;
}

/// The sentence in which a claim stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// Who published the report.
    pub outlet: Option<String>,
    /// The sentence.
    pub sentence: Quote,
    /// The words in it that carry the claim.
    pub marks: Vec<Marked>,
}

/// Makes views of what an account holds.
#[derive(Clone, Copy)]
pub struct View<'a> {
    account: &'a Account,
    quoting: Option<&'a dyn Quoting>,
}

impl<'a> View<'a> {
    /// Views without the sentences of the reports.
    #[must_use]
    pub const fn new(account: &'a Account) -> Self {
        Self { account, quoting: None }
    }

    /// Views in which each word stands with its sentence.
    #[must_use]
    pub const fn quoting(account: &'a Account, quoting: &'a dyn Quoting) -> Self {
        Self { account, quoting: Some(quoting) }
    }
}

pub(crate) fn day(day: Option<jiff::civil::Date>) -> Option<String> {
    day.map(|d| d.to_string())
}
