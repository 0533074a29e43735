//! Answers that hold as long as the account does: made once, and made again behind the requests when it changed.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use riwaya_ledger::{Ledger, LedgerError};
use tokio::sync::OnceCell;

use super::{Desk, Snapshot};

/// How an answer is made.
pub(super) type Make = Arc<dyn Fn(&Desk, &Snapshot, &mut Ledger) -> Result<Vec<u8>, LedgerError> + Send + Sync>;

/// Answers held at once.
const MOST: usize = 256;
/// Their bytes.
const MOST_BYTES: usize = 64 << 20;

/// What was asked of one snapshot.
#[derive(Default)]
pub(super) struct Answers {
    held: Mutex<HashMap<String, Held>>,
}

struct Held {
    bytes: Arc<OnceCell<Bytes>>,
    make: Make,
    /// How often it was asked for.
    asked: usize,
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}

impl Answers {
    /// Where an answer is, or will be: whoever comes first makes it.
    pub(super) fn place(&self, key: String, make: &Make) -> Arc<OnceCell<Bytes>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if !held.contains_key(&key) {
            let bytes = |h: &Held| h.bytes.get().map_or(0, Bytes::len);
            if held.len() >= MOST || held.values().map(bytes).sum::<usize>() > MOST_BYTES {
                held.clear();
            }
        }
        let empty = || Held { bytes: Arc::default(), make: Arc::clone(make), asked: 0 };
        let own = held.entry(key).or_insert_with(empty);
        own.asked += 1;
        Arc::clone(&own.bytes)
    }

    /// Puts an answer where nobody asked for it yet.
    pub(super) fn put(&self, key: String, make: Make, bytes: Vec<u8>) {
        let bytes = Arc::new(OnceCell::new_with(Some(bytes.into())));
        self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Held { bytes, make, asked: 0 });
    }

    /// What was asked for and answered, the most often asked first.
    pub(super) fn wanted(&self) -> Vec<(String, Make)> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wanted: Vec<(&String, &Held)> =
            held.iter().filter(|(_, h)| h.asked > 0 && h.bytes.initialized()).collect();
        wanted.sort_by(|(a, one), (b, two)| two.asked.cmp(&one.asked).then_with(|| a.cmp(b)));
        wanted.into_iter().map(|(key, held)| (key.clone(), Arc::clone(&held.make))).collect()
    }
}
