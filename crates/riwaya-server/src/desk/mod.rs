//! The desk: one ledger as many requests ask it at once.
//!
//! Requests read through a pool of connections and never wait for a writer. The account is a snapshot that a thread of
//! its own makes anew behind them when something came in; decisions go through one writer, and are acknowledged once
//! they are on the disk.

mod answers;
mod keeper;
mod log;
mod pool;
mod queue;
mod reading;
mod sheets;
mod snapshot;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::body::Bytes;
use riwaya_ledger::{Action, ClaimId, Decided, Decision, Extent, Filter, Ledger, LedgerError};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

pub use log::{Agreement, Counted, Log};
pub use queue::by_doubt;
pub use reading::{Incoming, ReadState, Reads};
pub use sheets::{Sheet, Sheets};
pub use snapshot::{Because, Candidate, Snapshot};

use answers::Make;
use keeper::{Deciding, Job, LOOK};
use pool::Pool;
use sheets::SheetCache;

/// Something that happened, as everybody who listens gets it.
#[derive(Clone, Debug)]
pub enum Event {
    /// Somebody decided.
    Decided(Arc<Decision>),
    /// A reading of reports went on or ended.
    Read(ReadState),
    /// The account was made anew.
    Account(Extent),
}

/// Decisions and reports that wait to be written at most: twenty reviewers have one each.
const WAITING: usize = 512;

/// Events that a slow listener may fall behind before it is told to look at everything again.
const BEHIND: usize = 1024;

/// One ledger, open for many.
#[derive(Debug)]
pub struct Desk {
    pool: Pool,
    snapshot: RwLock<Arc<Snapshot>>,
    log: RwLock<Log>,
    sheets: SheetCache,
    events: broadcast::Sender<Event>,
    jobs: mpsc::Sender<Job>,
    /// Held by whichever thread of this program writes: the other goes on at once when it is done.
    writing: Mutex<()>,
    closing: watch::Sender<bool>,
    /// Reports being read.
    pub reads: Reads,
    keeper: Mutex<Vec<std::thread::JoinHandle<()>>>,
}

impl Desk {
    /// Opens a ledger. Its account is made first where none is kept.
    ///
    /// # Errors
    /// When there is no ledger, or it cannot be read.
    pub fn open(path: &Path) -> Result<Arc<Self>, LedgerError> {
        let mut ledger = Ledger::open_existing(path)?;
        let log = Log::of(ledger.decisions()?);
        let snapshot = Snapshot::of(&mut ledger)?;
        // What a page shows first is there when it is first asked for.
        snapshot.overview(&Filter::default(), &mut ledger)?;
        let (jobs, inbox) = mpsc::channel(WAITING);
        let desk = Arc::new(Self {
            pool: Pool::new(path),
            snapshot: RwLock::new(Arc::new(snapshot)),
            log: RwLock::new(log),
            sheets: SheetCache::default(),
            events: broadcast::channel(BEHIND).0,
            jobs,
            writing: Mutex::default(),
            closing: watch::channel(false).0,
            reads: Reads::default(),
            keeper: Mutex::new(Vec::new()),
        });
        let threads = keeper::start(&desk, ledger, inbox)?;
        *desk.keeper.lock().unwrap_or_else(PoisonError::into_inner) = threads;
        Ok(desk)
    }

    /// The account as it was last made.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks into the log of decisions.
    pub fn log<T>(&self, look: impl FnOnce(&Log) -> T) -> T {
        look(&self.log.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Decisions that are on the disk, but not worked into the account yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        let worked_in = self.snapshot().extent.decision;
        self.log(|log| usize::try_from(log.last() - worked_in).unwrap_or_default())
    }

    /// From now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Asks the ledger on a thread that may wait for the disk.
    ///
    /// # Errors
    /// What `ask` gives; [`LedgerError::Crowded`] where too many wait; or when the ledger cannot be opened.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Self, &mut Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let _permit = self.pool.permit().await?;
        let desk = Arc::clone(self);
        let asked = tokio::task::spawn_blocking(move || {
            let mut ledger = desk.pool.take()?;
            let answer = ask(&desk, &mut ledger);
            desk.pool.give_back(ledger);
            answer
        });
        asked.await.unwrap_or_else(|_| Err(broken()))
    }

    /// An answer that holds as long as the account does, as it was made first. `key` tells it from all others.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub(crate) async fn answer(
        self: &Arc<Self>,
        key: String,
        make: impl Fn(&Self, &Snapshot, &mut Ledger) -> Result<Vec<u8>, LedgerError> + Send + Sync + 'static,
    ) -> Result<Bytes, LedgerError> {
        let (snapshot, make): (_, Make) = (self.snapshot(), Arc::new(make));
        let place = snapshot.answers.place(key, &make);
        let made = || self.ask(move |desk, ledger| Ok(Bytes::from(make(desk, &snapshot, ledger)?)));
        place.get_or_try_init(made).await.cloned()
    }

    /// Appends a decision. It is on the disk, and everybody who listens is told, when this returns.
    ///
    /// # Errors
    /// As [`Ledger::decide`]; [`LedgerError::Crowded`] where too many wait, and nothing is then decided.
    pub async fn decide(&self, claim: ClaimId, action: Action, decided: By) -> Result<Decision, LedgerError> {
        let (reply, answer) = oneshot::channel();
        let job = Job::Decide(Deciding { claim, action, decided, reply });
        self.send(job)?;
        answer.await.unwrap_or_else(|_| Err(broken()))
    }

    /// Hands the writer something to do.
    fn send(&self, job: Job) -> Result<(), LedgerError> {
        self.jobs.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => LedgerError::Crowded,
            mpsc::error::TrySendError::Closed(_) => broken(),
        })
    }

    /// The sheet of a report, from memory where it is there as it stands now.
    pub(crate) fn sheet(&self, ledger: &mut Ledger, doc: riwaya_ledger::DocId) -> Result<Arc<Sheet>, LedgerError> {
        let last = || self.log(|log| log.last_about(doc));
        self.sheets.get(ledger, doc, last)
    }

    /// Ends what listens without end.
    pub fn hush(&self) {
        self.closing.send_replace(true);
    }

    /// Comes to its end when the desk is about to be closed.
    pub(crate) fn closed(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move {
            // The sender is gone only when the desk is.
            let _ = closing.wait_for(|closed| *closed).await;
        }
    }

    /// Ends the threads behind the desk once what was accepted is written.
    pub fn close(&self) {
        self.hush();
        // The writer is asked to end once what waits before it is written.
        while matches!(self.send(Job::Close), Err(LedgerError::Crowded)) {
            std::thread::sleep(LOOK);
        }
        let threads = std::mem::take(&mut *self.keeper.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A thread that failed has told so itself.
            let _ = thread.join();
        }
    }

    /// Takes up decisions that were made since, and tells of them.
    fn catch_up(&self, ledger: &Ledger) -> Result<(), LedgerError> {
        let mut log = self.log.write().unwrap_or_else(PoisonError::into_inner);
        for decision in ledger.decisions_after(log.last())? {
            let decision = log.add(decision);
            // Nobody may be listening.
            let _ = self.events.send(Event::Decided(decision));
        }
        Ok(())
    }

    /// Writes while no other thread of this program does.
    fn write<T>(&self, write: impl FnOnce() -> T) -> T {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        write()
    }

    /// Whether the desk is about to be closed.
    fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }

    fn replace(&self, snapshot: Snapshot) {
        let extent = snapshot.extent;
        self.sheets.read_until(extent.reading);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        let _ = self.events.send(Event::Account(extent));
    }

    pub(crate) fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }
}

/// Who decides, when and why.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
    /// Why.
    pub why: String,
}

impl By {
    fn as_decided(&self) -> Decided<'_> {
        Decided { by: &self.by, at: &self.at, why: &self.why }
    }
}

/// A thread behind the desk failed: a fault of ours.
fn broken() -> LedgerError {
    LedgerError::Stopped
}
