//! The account at one moment, as far as it is held in memory: what is counted, and what is worth a look.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use riwaya_ledger::account::Truce;
use riwaya_ledger::{
    Chosen, ClaimId, DocId, Extent, Filter, Glance, Ledger, LedgerError, Listing, Order, Page, Renewed, SourceTally,
    Spoken, Stats, Tally, Under,
};

use super::Desk;
use super::answers::Answers;
use super::queue::{self, Weighed};
pub use super::queue::{Because, Candidate};
use crate::api::overview::Kept;
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
    /// Claims worth a look, the worthiest first.
    pub queue: Arc<Vec<Candidate>>,
    weighed: Weighed,
    truces: Mutex<Option<Arc<Listing<Truce>>>>,
    /// The incidents of which the claims of reports tell.
    told: Mutex<HashMap<DocId, Arc<Incidents>>>,
    asked: Mutex<HashMap<String, Asked>>,
    pub(super) answers: Answers,
}

/// Claims of a report, each with the incident of which it tells.
type Incidents = Vec<(ClaimId, ClaimId)>;

/// What a filter asks for, each part as soon as it was first wanted.
#[derive(Clone, Debug, Default)]
struct Asked {
    filter: Filter,
    /// Which claims and incidents.
    chosen: Part<Chosen>,
    /// Those incidents, counted.
    tally: Part<Tally>,
    /// Those of the claims that are worth a look.
    queue: Part<Vec<Candidate>>,
    /// Who says those claims.
    spoken: Part<Spoken>,
    overview: Part<Kept>,
    /// How often it was asked for.
    times: usize,
}

/// A part of what a filter asks for: held while it is made, so that whoever asks for the same meanwhile gets it too.
#[derive(Debug)]
struct Part<T>(Arc<Mutex<Option<Arc<T>>>>);

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Part<T> {
    fn is_made(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn or_make(&self, make: impl FnOnce() -> Result<T, LedgerError>) -> Result<Arc<T>, LedgerError> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held.as_ref() {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        *held = Some(Arc::clone(&made));
        Ok(made)
    }
}

/// Filters that are remembered.
const REMEMBERED: usize = 32;
/// Reports of which it is remembered of what they tell.
const REPORTS: usize = 4_096;
/// Truces that are held.
const TRUCES: usize = 200;
/// Kilometres that an area of unknown extent is taken to reach, when places are compared.
const WIDE: f64 = 1_000.0;
/// How long answers that were wanted are made again before a new account is shown.
const AGAIN: Duration = Duration::from_millis(1_500);

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
        let stats = ledger.stats()?;
        Self::with(ledger, extent, (glance, stats), &Weighed::new())
    }

    /// What a ledger holds now, made of this and of what changed since `extent`, where that is less.
    ///
    /// # Errors
    /// [`LedgerError::Unreconciled`] where something came in that was not reconciled; or when the ledger cannot be read.
    pub(super) fn renewed(&self, ledger: &mut Ledger, extent: Extent) -> Result<Self, LedgerError> {
        let Some(Renewed { glance, documents }) = ledger.renewed(&self.glance, &reach)? else {
            return Self::of(ledger);
        };
        let mut weighed = self.weighed.clone();
        weighed.retain(|(document, _), _| !documents.contains(document));
        let is_read = (extent.document, extent.reading) != (self.extent.document, self.extent.reading);
        let stats = if is_read { ledger.stats()? } else { ledger.stats_decided(self.stats.clone())? };
        Self::with(ledger, extent, (glance, stats), &weighed)
    }

    fn with(
        ledger: &mut Ledger,
        extent: Extent,
        (glance, stats): (Glance, Stats),
        known: &Weighed,
    ) -> Result<Self, LedgerError> {
        let (queue, weighed) = queue::candidates(ledger, &glance, None, known)?;
        let (queue, outlets) = (Arc::new(queue), ledger.outlet_count()?);
        let (truces, told, asked) = (Mutex::default(), Mutex::default(), Mutex::default());
        let answers = Answers::default();
        Ok(Self { extent, glance, stats, outlets, queue, weighed, truces, told, asked, answers })
    }

    /// Makes what was asked of an earlier snapshot, as far as there is time: whoever asks again need not wait.
    pub(super) fn prepare(&self, desk: &Desk, before: &Self, ledger: &mut Ledger) {
        let until = Instant::now() + AGAIN;
        let asked = before.asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut filters: Vec<Asked> = asked.into_values().filter(|a| a.times > 0).collect();
        filters.sort_by_key(|a| (a.filter != Filter::default(), Reverse(a.times)));
        for Asked { filter, overview, queue, .. } in filters {
            if Instant::now() > until {
                break;
            }
            // What cannot be made now is made, or refused, when it is asked for.
            let _ = overview.is_made().then(|| self.overview(&filter, ledger));
            let _ = queue.is_made().then(|| self.queue(ledger, &filter));
        }
        for (key, make) in before.answers.wanted() {
            if Instant::now() > until {
                break;
            }
            if let Ok(bytes) = make(desk, self, ledger) {
                self.answers.put(key, make, bytes);
            }
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.values_mut().for_each(|a| a.times = 0);
    }

    /// The claims and incidents that a filter asks for.
    ///
    /// # Errors
    /// When the ledger cannot be read, or holds nobody and no place of a name asked for.
    pub fn chosen(&self, ledger: &Ledger, filter: &Filter) -> Result<Arc<Chosen>, LedgerError> {
        self.remembered(filter, |asked| &asked.chosen, || ledger.chosen(&self.glance, filter))
    }

    /// The incidents that a filter asks for, counted by day and place.
    ///
    /// # Errors
    /// As [`Self::chosen`].
    pub fn tally(&self, ledger: &Ledger, filter: &Filter) -> Result<Arc<Tally>, LedgerError> {
        let chosen = self.chosen(ledger, filter)?;
        self.tally_of(filter, &chosen)
    }

    /// The incidents that a filter asks for, which were chosen already, counted by day and place.
    pub(crate) fn tally_of(&self, filter: &Filter, chosen: &Chosen) -> Result<Arc<Tally>, LedgerError> {
        self.remembered(filter, |asked| &asked.tally, || Ok(self.glance.tally(chosen)))
    }

    /// Asks for lists under a filter: what the filter asks for is looked up here, not in the ledger.
    ///
    /// # Errors
    /// As [`Self::chosen`], and what `ask` gives.
    pub fn under<T>(
        &self,
        ledger: &mut Ledger,
        filter: &Filter,
        ask: impl FnOnce(&mut Ledger, Under<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let chosen = self.chosen(ledger, filter)?;
        ask(ledger, Under::seen(filter, &self.glance, &chosen))
    }

    /// The whole at a glance under a filter, as it was made first.
    pub(crate) fn overview(&self, filter: &Filter, ledger: &mut Ledger) -> Result<Arc<Kept>, LedgerError> {
        self.remembered(filter, |asked| &asked.overview, || Kept::of(self, ledger, filter))
    }

    /// The sources of most of the claims that a filter asks for.
    ///
    /// # Errors
    /// As [`Self::chosen`].
    pub(crate) fn sources(
        &self,
        ledger: &mut Ledger,
        filter: &Filter,
        limit: usize,
    ) -> Result<Vec<SourceTally>, LedgerError> {
        if *filter == Filter::default() {
            return ledger.sources(limit);
        }
        let chosen = self.chosen(ledger, filter)?;
        let spoken = self.remembered(filter, |asked| &asked.spoken, || Ok(self.glance.spoken(&chosen)))?;
        ledger.sources_of((&self.glance, &chosen), &spoken, limit)
    }

    /// The truces that are most spoken of.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn truces(&self, ledger: &mut Ledger) -> Result<Arc<Listing<Truce>>, LedgerError> {
        let held = || self.truces.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held().as_ref() {
            return Ok(Arc::clone(known));
        }
        let page = Page { order: Order::Weight, limit: TRUCES, ..Page::default() };
        let truces = Arc::new(ledger.truces(&Filter::default(), &page)?);
        *held() = Some(Arc::clone(&truces));
        Ok(truces)
    }

    /// The incidents of which the claims of a report tell, where that was looked up.
    pub(super) fn known_told(&self, doc: DocId) -> Option<Arc<Incidents>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).get(&doc).map(Arc::clone)
    }

    /// The incidents of which the claims of a report tell.
    ///
    /// # Errors
    /// When there is no such report, or the ledger cannot be read.
    pub(super) fn told(&self, ledger: &mut Ledger, doc: DocId) -> Result<Arc<Incidents>, LedgerError> {
        if let Some(known) = self.known_told(doc) {
            return Ok(known);
        }
        let told = Arc::new(ledger.incidents_told(doc)?);
        let mut held = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= REPORTS {
            held.clear();
        }
        held.insert(doc, Arc::clone(&told));
        Ok(told)
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
        let make = || Ok(queue::candidates(ledger, &self.glance, Some(&chosen), &self.weighed)?.0);
        self.remembered(filter, |asked| &asked.queue, make)
    }

    /// A part of what a filter asks for, made where nobody wanted it yet.
    fn remembered<T>(
        &self,
        filter: &Filter,
        part: fn(&Asked) -> &Part<T>,
        make: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<Arc<T>, LedgerError> {
        let key = format!("{filter:?}");
        let mut held = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= REMEMBERED && !held.contains_key(&key) {
            held.clear();
        }
        let asked = held.entry(key).or_insert_with(|| Asked { filter: filter.clone(), ..Asked::default() });
        asked.times += 1;
        let part = part(asked).clone();
        drop(held);
        part.or_make(make)
    }
}
