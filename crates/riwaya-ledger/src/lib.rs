//! The ledger: claims of many reports, kept in one file, and what they tell together.
//!
//! [`model`] holds the records that every part shares; [`Ledger`] keeps them; the account made of them (near-copies,
//! incidents, contests, tolls, truces) is a pure function of the claims, so it can be made again at any time and comes
//! out the same whatever order the reports came in.

pub mod account;
pub mod countries;
pub mod model;
mod sectors;
mod store;
mod terms;

pub use account::Disputed;
pub use model::{ClaimId, DocId, Document, StoredClaim};
pub use store::{
    Account, Action, Batch, Channel, Chosen, Correction, Cursor, DayTally, Decided, Decision, Entry, EventTally,
    Extent, Filter, Found, Glance, Glanced, GlancedClaim, GlancedPlace, Hit, Label, Ledger, LedgerError, Lengths,
    Listing, Most, Order, Overview, Page, Part, Past, PlaceIndex, Published, Renewed, Report, SourceTally, Spoken,
    Stats, Suggested, Taken, Tally, ToldDay, ToldTerm, TruceSpan, TrucesAnew, Under, Unmade, Verified, undone,
};
pub use terms::{Query, Terms};
