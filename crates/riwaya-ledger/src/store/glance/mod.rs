//! All claims and incidents at a glance: what they are counted and filtered by, held in memory. How many there are when and
//! where under a filter is then known without reading a row.

mod chosen;
mod disputing;
mod finding;
mod made;
mod making;
mod publishing;
mod sieve;
mod speaking;
mod stretch;
mod tally;

use std::collections::{BTreeSet, HashMap};
use std::num::NonZero;
use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::Connection;

use super::gist::{Aside, Seat, read};
use super::incident::blob;
use super::labels::Label;
use super::{Ledger, LedgerError};
use crate::account::Fact;
use crate::model::{ClaimId, DocId};

pub use chosen::{Chosen, Under};
pub(super) use chosen::{DaysFrom, Sought};
pub(super) use made::{Made, Once, Opposed};
pub use publishing::Published;
pub use speaking::Spoken;
pub(super) use speaking::Voiced;
pub use tally::{DayTally, Tally};

use making::Mark;
use stretch::Stretch;

/// Every claim that stands and every incident of a ledger, as it was when it was last reconciled. A claim takes some
/// forty bytes. What did not change is shared between one glance and the next.
#[derive(Clone, Debug, Default)]
pub struct Glance {
    /// Those that were there when it was made from nothing in the order of their days, then later ones; some may be gone,
    /// and no claim tells of these.
    incidents: Shelves,
    places: Arc<Places>,
    stretches: Vec<Arc<Stretch>>,
    numbers: Arc<Numbers>,
    /// Of this glance alone: the next is made since something changed.
    made: Arc<Made>,
    mark: Mark,
}

/// What an incident is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glanced {
    /// The day by which it is listed.
    pub day: Option<Date>,
    /// Whether it is told as a fact.
    pub actual: bool,
    /// Whether somebody denies it, or numbers of it differ.
    pub contested: bool,
    /// Claims that tell of it.
    pub claims: u32,
    /// The most exact place that a claim of it names, as an index of [`Glance::places`].
    pub place: Option<PlaceIndex>,
    /// Its number in the ledger.
    number: i32,
    /// Whether a toll series of its own is kept.
    counted: bool,
}

/// A place of a glance. There are millions of incidents: none is told without a byte of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceIndex(NonZero<u32>);

impl PlaceIndex {
    fn of(at: usize) -> Option<Self> {
        NonZero::new(u32::try_from(at).ok()?.checked_add(1)?).map(Self)
    }

    /// As an index of [`Glance::places`].
    #[must_use]
    pub const fn at(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Glanced {
    /// Whether somebody denies it, or numbers of it differ.
    pub(super) const fn is_contested(&self) -> bool {
        self.contested
    }

    /// Whether a toll series of its own is kept.
    pub(super) const fn is_counted(&self) -> bool {
        self.counted
    }
}

/// A place that claims name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlancedPlace {
    /// What stands for it.
    pub key: Box<str>,
    /// What it is called.
    pub label: Label,
}

/// A claim with what is known of it at a glance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlancedClaim {
    /// Its place in the glance.
    pub at: usize,
    /// The number of its document.
    pub document: i64,
    /// What tells it from others of its document.
    pub key: u32,
    /// The telling of its document that it is part of.
    telling: Option<u16>,
    /// The reader's confidence.
    pub confidence: f32,
    /// Whether the incident of which it tells is contested.
    pub contested: bool,
}

/// A glance that was made of an earlier one.
#[derive(Clone, Debug)]
pub struct Renewed {
    /// The glance.
    pub glance: Glance,
    /// The numbers of the documents whose claims changed, or that came in.
    pub documents: BTreeSet<i64>,
}

/// Incidents, shared by the thousand.
#[derive(Clone, Debug, Default)]
struct Shelves {
    shelves: Vec<Arc<Vec<Glanced>>>,
    /// How many there were when all of them were told of.
    whole: usize,
}

/// Incidents of a shelf.
const SHELF: usize = 4096;

impl Shelves {
    fn len(&self) -> usize {
        let last = self.shelves.last().map_or(0, |s| s.len());
        self.shelves.len().saturating_sub(1) * SHELF + last
    }

    fn get(&self, at: usize) -> Option<&Glanced> {
        self.shelves.get(at / SHELF)?.get(at % SHELF)
    }

    fn get_mut(&mut self, at: usize) -> Option<&mut Glanced> {
        Arc::make_mut(self.shelves.get_mut(at / SHELF)?).get_mut(at % SHELF)
    }

    fn push(&mut self, incident: Glanced) {
        match self.shelves.last_mut().filter(|s| s.len() < SHELF) {
            Some(shelf) => Arc::make_mut(shelf).push(incident),
            None => self.shelves.push(Arc::new(vec![incident])),
        }
    }
}

/// The places that claims name.
#[derive(Clone, Debug, Default)]
struct Places {
    all: Vec<GlancedPlace>,
    /// The place of each subject with how exactly it is known; absent where its position is not.
    known: HashMap<i64, Option<(PlaceIndex, f64)>>,
    /// Countries and territories by their ids: reports name one in many ways.
    countries: HashMap<&'static str, PlaceIndex>,
}

/// Places of incidents in a glance by their numbers: those that decisions made have numbers below zero, and are few.
#[derive(Clone, Debug, Default)]
struct Numbers {
    grouped: Vec<u32>,
    ruled: HashMap<i64, u32>,
}

/// No place.
const NOWHERE: u32 = u32::MAX;

impl Numbers {
    fn put(&mut self, number: i64, place: u32) {
        match usize::try_from(number) {
            Ok(number) => {
                if self.grouped.len() <= number {
                    self.grouped.resize(number + 1, NOWHERE);
                }
                self.grouped[number] = place;
            }
            Err(_) => {
                self.ruled.insert(number, place);
            }
        }
    }

    fn get(&self, number: i64) -> Option<u32> {
        let known = match usize::try_from(number) {
            Ok(number) => self.grouped.get(number),
            Err(_) => self.ruled.get(&number),
        };
        known.copied().filter(|at| *at != NOWHERE)
    }
}

impl Glance {
    /// The places where incidents were.
    #[must_use]
    pub fn places(&self) -> &[GlancedPlace] {
        &self.places.all
    }

    /// The stretch in which a document stands, with its place among them; absent where it came in later.
    fn stretch_of(&self, document: i64) -> Option<(usize, &Arc<Stretch>)> {
        let nth = self.stretches.partition_point(|s| s.last() < document);
        Some((nth, self.stretches.get(nth)?))
    }

    /// The incidents of which documents tell that came in after the one of that number.
    #[must_use]
    pub fn told_since(&self, document: i64) -> Vec<&Glanced> {
        let new = self.stretches.iter().filter(|s| s.last() > document);
        let claims = new.flat_map(|s| s.each()).filter(|(d, ..)| d.number > document);
        let told: BTreeSet<usize> = claims.filter_map(|(_, _, row)| row.incident()).collect();
        told.into_iter().filter_map(|at| self.incidents.get(at)).collect()
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = GlancedClaim> {
        let stretches = self.stretches.iter().zip(self.starts());
        let all = stretches.flat_map(|(s, start)| s.each().map(move |(document, at, row)| (document, start + at, row)));
        all.map(|(document, at, row)| self.claim(at, document.number, row))
    }
}

impl Ledger {
    /// The highest number that each of some claims of a glance tells; as the account was reconciled last.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn heights(&self, claims: &[GlancedClaim]) -> Result<Vec<u64>, LedgerError> {
        let height = |c: &GlancedClaim| height(&self.connection, (c.document, c.telling), c.key);
        claims.iter().map(height).collect()
    }

    /// The ids of claims of a glance.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn glanced_ids(&self, claims: &[GlancedClaim]) -> Result<Vec<ClaimId>, LedgerError> {
        let mut sha =
            self.connection.prepare_cached("SELECT sha FROM document INDEXED BY document_sha WHERE id = ?1")?;
        let id = |claim: &GlancedClaim| {
            let doc = DocId(sha.query_row([claim.document], |r| r.get(0))?);
            Ok(ClaimId { doc, key: claim.key })
        };
        claims.iter().map(id).collect()
    }
}

/// The highest number that the facts of a claim tell.
fn height(db: &Connection, (document, telling): (i64, Option<u16>), key: u32) -> Result<u64, LedgerError> {
    let facts: Vec<(u32, Fact)> = match telling {
        Some(nth) => {
            let mut query = db.prepare_cached("SELECT facts FROM telling WHERE id = ?1")?;
            let mut rows = query.query([Seat { document, nth: i64::from(nth) }.id()])?;
            rows.next()?.map(|row| read(blob(row.get_ref(0)?))).transpose()?.unwrap_or_default()
        }
        None => {
            let mut query = db.prepare_cached("SELECT body FROM aside WHERE document = ?1")?;
            let mut rows = query.query([document])?;
            let aside: Option<Aside> = rows.next()?.map(|row| read(blob(row.get_ref(0)?))).transpose()?;
            aside.map(|a| a.facts).unwrap_or_default()
        }
    };
    let told = facts.iter().filter(|(k, _)| *k == key).flat_map(|(_, fact)| &fact.counts);
    Ok(told.filter_map(|c| c.to.or(c.n)).max().unwrap_or_default())
}
