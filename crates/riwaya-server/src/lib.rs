//! The desk: a ledger as a browser and other programs ask it, and the same views as one file.
//!
//! [`view`] makes the shapes of every answer out of what the ledger holds; [`api`] answers requests with them, guarded
//! against other sites and other machines; [`report`] writes them into one page that opens without a server.

pub mod api;
mod body;
pub mod desk;
mod gazetteer;
mod guard;
mod page;
pub mod report;
mod serve;
pub mod view;

pub use guard::POLICY;
pub use serve::{Listening, Options, ServeError, asked_to_end, serve};
