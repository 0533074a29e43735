//! Connections that are only asked, kept open between requests.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use riwaya_ledger::{Ledger, LedgerError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests that may ask at once: more than the cores, since some wait for the disk.
const AT_ONCE: usize = 6;
/// Requests that may wait until they can ask: more would wait for longer than anybody looks at a page.
const WAITING: usize = 256;

#[derive(Debug)]
pub(super) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Ledger>>,
    free: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// One more that waits, as long as it does.
struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Pool {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            idle: Mutex::default(),
            free: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::default(),
        }
    }

    /// Waits until one more may ask; refuses where too many wait already.
    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, LedgerError> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(Arc::clone(&self.waiting));
        if before >= WAITING {
            return Err(LedgerError::Crowded);
        }
        // The semaphore is never closed.
        Arc::clone(&self.free).acquire_owned().await.map_err(|_| LedgerError::Stopped)
    }

    pub(super) fn take(&self) -> Result<Ledger, LedgerError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Ledger::open_to_ask(&self.path).and_then(Ledger::mapped), Ok)
    }

    pub(super) fn give_back(&self, ledger: Ledger) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(ledger);
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_would_wait_too_long_is_told_at_once() {
        let pool = Arc::new(Pool::new(Path::new("none")));
        let mut held = Vec::new();
        for _ in 0..AT_ONCE {
            held.push(pool.permit().await.unwrap());
        }
        let wait = |_| {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move { pool.permit().await.is_ok() })
        };
        let waiting: Vec<_> = (0..WAITING).map(wait).collect();
        while pool.waiting.load(Ordering::SeqCst) < WAITING {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.permit().await, Err(LedgerError::Crowded)));
        held.clear();
        for one in waiting {
            assert!(one.await.unwrap(), "who waits in time is let in");
        }
        assert!(pool.permit().await.is_ok());
    }
}
