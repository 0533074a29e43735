//! The account at one moment, as far as it is held in memory: what is counted, and what is worth a look.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use riwaya_ledger::account::Truce;
use riwaya_ledger::{Chosen, Extent, Filter, Glance, Ledger, LedgerError, Listing, Order, Page, Stats};

use super::queue::{self, Heights};
pub use super::queue::{Because, Candidate};
use crate::gazetteer;

/// What a ledger held at some extent.
#[derive(Debug)]
pub struct Snapshot {
    /// How far the ledger reached.
    pub extent: Extent,
    /// Its claims and incidents.
    pub glance: Glance,
    /// What the ledger held, in numbers.
    pub stats: Stats,
    /// How many publish.
    pub outlets: usize,
    /// The truces that are most spoken of.
    pub truces: Listing<Truce>,
    /// Claims worth a look, the worthiest first.
    pub queue: Arc<Vec<Candidate>>,
    asked: Mutex<HashMap<String, Asked>>,
}

/// What a filter asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which claims and incidents.
    pub chosen: Arc<Chosen>,
    /// Those of the claims that are worth a look; made when it is first wanted.
    queue: Option<Arc<Vec<Candidate>>>,
}

/// Filters that are remembered.
const REMEMBERED: usize = 32;
/// Truces that are held.
const TRUCES: usize = 200;
/// Kilometres that an area of unknown extent is taken to reach, when places are compared.
const WIDE: f64 = 1_000.0;

/// How exactly a place is known: kilometres, 0 for a point; absent where its position is not.
fn reach(key: &str) -> Option<f64> {
    let site = gazetteer::site(key)?;
    site.position?;
    Some(if site.is_area() { site.reach.unwrap_or(WIDE) } else { 0.0 })
}

impl Snapshot {
    /// What a ledger holds now. `heights` remembers the tolls of claims that were weighed before.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &mut Ledger, heights: &mut Heights) -> Result<Self, LedgerError> {
        // Taken first: what comes in meanwhile makes the snapshot older than it says, never newer.
        let extent = ledger.extent()?;
        let glance = ledger.glance(&reach)?;
        let queue = Arc::new(queue::candidates(ledger, &glance, None, heights)?);
        let page = Page { order: Order::Weight, limit: TRUCES, ..Page::default() };
        let truces = ledger.truces(&Filter::default(), &page)?;
        let (stats, outlets) = (ledger.stats()?, ledger.outlet_count()?);
        Ok(Self { extent, glance, stats, outlets, truces, queue, asked: Mutex::default() })
    }

    /// The claims and incidents that a filter asks for.
    ///
    /// # Errors
    /// When the ledger cannot be read, or holds nobody and no place of a name asked for.
    pub fn chosen(&self, ledger: &Ledger, filter: &Filter) -> Result<Arc<Chosen>, LedgerError> {
        let key = format!("{filter:?}");
        if let Some(asked) = self.remembered(&key) {
            return Ok(asked.chosen);
        }
        let chosen = Arc::new(ledger.chosen(&self.glance, filter)?);
        self.remember(key, Asked { chosen: Arc::clone(&chosen), queue: None });
        Ok(chosen)
    }

    /// The claims that a filter asks for and that are worth a look, the worthiest first.
    ///
    /// # Errors
    /// As [`Self::chosen`].
    pub fn queue(&self, ledger: &mut Ledger, filter: &Filter) -> Result<Arc<Vec<Candidate>>, LedgerError> {
        if *filter == Filter::default() {
            return Ok(Arc::clone(&self.queue));
        }
        let key = format!("{filter:?}");
        if let Some(queue) = self.remembered(&key).and_then(|a| a.queue) {
            return Ok(queue);
        }
        let chosen = self.chosen(ledger, filter)?;
        let queue = Arc::new(queue::candidates(ledger, &self.glance, Some(&chosen), &mut Heights::default())?);
        self.remember(key, Asked { chosen, queue: Some(Arc::clone(&queue)) });
        Ok(queue)
    }

    fn remembered(&self, key: &str) -> Option<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn remember(&self, key: String, asked: Asked) {
        let mut held = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= REMEMBERED {
            held.clear();
        }
        held.insert(key, asked);
    }
}
