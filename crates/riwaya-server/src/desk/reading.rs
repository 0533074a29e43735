//! Reading reports that were sent in: in the background, with progress told as it goes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Entry, LedgerError, Terms};
use riwaya_reader::{Reader, Report, VERSION};
use serde::Serialize;
use tokio::sync::oneshot;
use utoipa::ToSchema;

use super::keeper::Job;
use super::{Desk, Event, broken};

/// A report that was sent in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The name under which it comes in.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its day.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
}

/// How far a reading of reports has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReadState {
    /// What stands for it.
    pub id: u64,
    /// Reports that are in the ledger.
    pub done: usize,
    /// Reports that were sent in.
    pub total: usize,
    /// Reports that were not there before.
    pub new: usize,
    /// Claims found so far.
    pub claims: usize,
    /// `reading`, `done` or `failed`.
    pub state: &'static str,
    /// Why it failed.
    pub why: Option<String>,
}

/// Readings since the desk was opened.
#[derive(Debug, Default)]
pub struct Reads {
    next: AtomicU64,
    states: Mutex<BTreeMap<u64, ReadState>>,
}

/// Readings that are remembered.
const REMEMBERED: usize = 100;
/// Reports that are written together.
const BATCH: usize = 64;

impl Reads {
    /// Every reading that is remembered, the newest first.
    #[must_use]
    pub fn all(&self) -> Vec<ReadState> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).values().rev().cloned().collect()
    }

    /// Readings that have not ended.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.states.lock().unwrap_or_else(PoisonError::into_inner).values().filter(|s| s.state == "reading").count()
    }

    fn put(&self, state: &ReadState) {
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        states.insert(state.id, state.clone());
        while states.len() > REMEMBERED {
            states.pop_first();
        }
    }
}

impl Desk {
    /// Begins to read reports; gives what stands for the reading.
    pub fn read(self: &Arc<Self>, reports: Vec<Incoming>) -> ReadState {
        let id = self.reads.next.fetch_add(1, Ordering::SeqCst) + 1;
        let total = reports.len();
        let state = ReadState { id, done: 0, total, new: 0, claims: 0, state: "reading", why: None };
        self.told(&state);
        let (desk, begun) = (Arc::clone(self), state.clone());
        tokio::task::spawn_blocking(move || desk.read_all(&reports, begun));
        state
    }

    fn told(&self, state: &ReadState) {
        self.reads.put(state);
        self.tell(Event::Read(state.clone()));
    }

    fn read_all(&self, reports: &[Incoming], mut state: ReadState) {
        let reader = Reader::builtin();
        let mut session = reader.session();
        let mut terms = Terms::new(reader.lexicon());
        let version = VERSION.into();
        for batch in reports.chunks(BATCH) {
            let entries: Vec<Entry> = batch
                .iter()
                .map(|r| {
                    let outlet = r.outlet.as_deref();
                    let reading = session.read(&Report { text: &r.text, published: r.published, outlet });
                    state.claims += reading.claims.len();
                    let (title, url) = (r.title.as_deref(), r.url.as_deref());
                    let imprint = Imprint { outlet, title, url, published: r.published };
                    Entry::new((&r.name, imprint, &r.text), &version, &reading, &mut terms)
                })
                .collect();
            match self.take(entries) {
                Ok(new) => {
                    state.done += batch.len();
                    state.new += new;
                    state.state = if state.done == state.total { "done" } else { "reading" };
                    self.told(&state);
                }
                Err(error) => {
                    (state.state, state.why) = ("failed", Some(error.to_string()));
                    self.told(&state);
                    return;
                }
            }
        }
    }

    fn take(&self, entries: Vec<Entry>) -> Result<usize, LedgerError> {
        let (reply, answer) = oneshot::channel();
        self.jobs.blocking_send(Job::Take { entries, reply }).map_err(|_| broken())?;
        answer.blocking_recv().unwrap_or_else(|_| Err(broken()))
    }
}
