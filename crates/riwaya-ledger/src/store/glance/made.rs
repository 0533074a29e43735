//! What is told by many claims, made once for all who ask for it of one account.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::LedgerError;
use super::super::series::SeriesRow;
use crate::account::{TollSeries, Truce};

/// What was made of one account.
#[derive(Debug, Default)]
pub(in super::super) struct Made {
    /// Series that run over many events.
    pub(in super::super) series: Once<SeriesRow, TollSeries>,
    /// Truces by their names: numbers are given anew when truces change, names are not.
    pub(in super::super) truces: Once<Vec<u8>, Truce>,
}

/// What was made first stays until nobody asks the account any more.
#[derive(Debug)]
pub(in super::super) struct Once<K, T>(Mutex<HashMap<K, Arc<T>>>);

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T: Clone> Once<K, T> {
    /// What a key stands for, made where nobody asked for it; what is not there is looked for again. Whoever asks while it
    /// is made makes it too rather than wait.
    pub(in super::super) fn get<Q>(
        &self,
        key: &Q,
        make: impl FnOnce() -> Result<Option<T>, LedgerError>,
    ) -> Result<Option<T>, LedgerError>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held().get(key).cloned();
        if let Some(known) = known {
            return Ok(Some(T::clone(&known)));
        }
        let Some(made) = make()? else { return Ok(None) };
        held().insert(key.to_owned(), Arc::new(made.clone()));
        Ok(Some(made))
    }
}
