//! The claims that filters ask for, held while the account stands.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use riwaya_ledger::{ClaimId, Filter, Ledger, LedgerError};

type Found = Arc<HashSet<ClaimId>>;

/// Filters held at once.
const MOST: usize = 64;

#[derive(Debug, Default)]
pub(super) struct FilterCache {
    found: Mutex<(u64, HashMap<String, Found>)>,
}

impl FilterCache {
    pub(super) fn get(&self, ledger: &mut Ledger, filter: &Filter) -> Result<Option<Found>, LedgerError> {
        if *filter == Filter::default() {
            return Ok(None);
        }
        let key = format!("{filter:?}");
        let held = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = held.1.get(&key) {
            return Ok(Some(Arc::clone(found)));
        }
        let generation = held.0;
        drop(held);
        let found = Arc::new(ledger.claim_ids(filter)?);
        let mut held = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if held.0 == generation {
            if held.1.len() >= MOST {
                held.1.clear();
            }
            held.1.insert(key, Arc::clone(&found));
        }
        Ok(Some(found))
    }

    /// Forgets everything: the account was made anew.
    pub(super) fn forget(&self) {
        let mut held = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        held.0 += 1;
        held.1.clear();
    }
}
