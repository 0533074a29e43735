//! The account at one moment, as far as it is held in memory: what is counted, and what is worth a look.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use riwaya_ledger::account::Truce;
use riwaya_ledger::{Chosen, Extent, Filter, Glance, Ledger, LedgerError, Listing, Order, Page, Stats};

use super::queue;
pub use super::queue::{Because, Candidate};
use crate::api::overview::{MapView, Overview};
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

/// What a filter asks for, each part as soon as it was first wanted.
#[derive(Clone, Debug, Default)]
struct Asked {
    /// Which claims and incidents.
    chosen: Option<Arc<Chosen>>,
    /// Those of the claims that are worth a look.
    queue: Option<Arc<Vec<Candidate>>>,
    overview: Option<Arc<Overview>>,
    map: Option<Arc<MapView>>,
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
    Some(if site.is_area() { gazetteer::reach(key).unwrap_or(WIDE) } else { 0.0 })
}

impl Snapshot {
    /// What a ledger holds now.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &mut Ledger) -> Result<Self, LedgerError> {
        // Taken first: what comes in meanwhile makes the snapshot older than it says, never newer.
        let extent = ledger.extent()?;
        let glance = ledger.glance(&reach)?;
        let queue = Arc::new(queue::candidates(ledger, &glance, None)?);
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
        self.remembered(filter, |asked| &mut asked.chosen, || ledger.chosen(&self.glance, filter))
    }

    /// The whole at a glance under a filter, as it was made first.
    pub(crate) fn overview(
        &self,
        filter: &Filter,
        make: impl FnOnce() -> Result<Overview, LedgerError>,
    ) -> Result<Arc<Overview>, LedgerError> {
        self.remembered(filter, |asked| &mut asked.overview, make)
    }

    /// The map under a filter, as it was made first.
    pub(crate) fn map(
        &self,
        filter: &Filter,
        make: impl FnOnce() -> Result<MapView, LedgerError>,
    ) -> Result<Arc<MapView>, LedgerError> {
        self.remembered(filter, |asked| &mut asked.map, make)
    }

    /// The claims that a filter asks for and that are worth a look, the worthiest first.
    ///
    /// # Errors
    /// As [`Self::chosen`].
    pub fn queue(&self, ledger: &mut Ledger, filter: &Filter) -> Result<Arc<Vec<Candidate>>, LedgerError> {
        if *filter == Filter::default() {
            return Ok(Arc::clone(&self.queue));
        }
        let chosen = self.chosen(ledger, filter)?;
        let make = || queue::candidates(ledger, &self.glance, Some(&chosen));
        self.remembered(filter, |asked| &mut asked.queue, make)
    }

    /// A part of what a filter asks for, made where nobody wanted it yet. Nobody waits for another while it is made.
    fn remembered<T>(
        &self,
        filter: &Filter,
        part: fn(&mut Asked) -> &mut Option<Arc<T>>,
        make: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<Arc<T>, LedgerError> {
        let key = format!("{filter:?}");
        let held = || self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().get_mut(&key).and_then(|asked| part(asked).clone()) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        let mut held = held();
        if held.len() >= REMEMBERED && !held.contains_key(&key) {
            held.clear();
        }
        *part(held.entry(key).or_default()) = Some(Arc::clone(&made));
        Ok(made)
    }
}
