//! Connections that are only asked, kept open between requests.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use riwaya_ledger::{Ledger, LedgerError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests that may ask at once: more than the cores, since some wait for the disk.
const AT_ONCE: usize = 6;

#[derive(Debug)]
pub(super) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Ledger>>,
    free: Arc<Semaphore>,
}

impl Pool {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::default(), free: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Waits until one more may ask. The semaphore is never closed.
    pub(super) async fn permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.free).acquire_owned().await.ok()
    }

    pub(super) fn take(&self) -> Result<Ledger, LedgerError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Ledger::open_to_ask(&self.path), Ok)
    }

    pub(super) fn give_back(&self, ledger: Ledger) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
