//! What is told by many claims, made once for all who ask for it of one account.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::super::LedgerError;
use super::super::incident::blob;
use super::super::series::{self, RunningClaim, SeriesRow};
use super::Glance;
use super::disputing::Disputes;
use super::finding::Finder;
use crate::account::{TollSeries, Truce};

/// What was made of one account.
#[derive(Debug, Default)]
pub(in super::super) struct Made {
    /// Series that run over many events.
    pub(in super::super) series: Once<SeriesRow, TollSeries>,
    /// Truces by their names.
    pub(in super::super) truces: Once<Vec<u8>, Truce>,
    running: Whole<HashMap<SeriesRow, Vec<RunningClaim>>>,
    opposed: Whole<Vec<Opposed>>,
    truces_told: Whole<Vec<ToldTruce>>,
    disputes: Whole<Disputes>,
}

impl Made {
    /// The claims behind each series that runs over many events.
    pub(in super::super) fn running(
        &self,
        db: &Connection,
    ) -> Result<Arc<HashMap<SeriesRow, Vec<RunningClaim>>>, LedgerError> {
        self.running.get(|| series::all_told(db))
    }

    /// Contests in which somebody asserts and somebody denies, those of most words first; of the glance that this was made of.
    pub(super) fn opposed(&self, db: &Connection, glance: &Glance) -> Result<Arc<Vec<Opposed>>, LedgerError> {
        self.opposed.get(|| {
            let finder = Finder::of(glance);
            let query = "SELECT matter, about, behind FROM contest WHERE opposed = 1
                 ORDER BY opposed DESC, words DESC, day DESC, matter DESC, name DESC";
            let mut query = db.prepare_cached(query)?;
            let mut rows = query.query([])?;
            let mut opposed = Vec::new();
            while let Some(row) = rows.next()? {
                let (matter, number): (i64, i64) = (row.get(0)?, row.get(1)?);
                opposed.push(match matter {
                    0 => Opposed::Incident(number),
                    _ => Opposed::Truce(ToldTruce::of(&finder, number, blob(row.get_ref(2)?))?),
                });
            }
            Ok(opposed)
        })
    }

    /// Every truce with who tells of it, of the glance that this was made of.
    pub(super) fn truces_told(&self, db: &Connection, glance: &Glance) -> Result<Arc<Vec<ToldTruce>>, LedgerError> {
        self.truces_told.get(|| {
            let finder = Finder::of(glance);
            let mut query = db.prepare_cached("SELECT id, behind FROM truce")?;
            let mut rows = query.query([])?;
            let mut truces = Vec::new();
            while let Some(row) = rows.next()? {
                truces.push(ToldTruce::of(&finder, row.get(0)?, blob(row.get_ref(1)?))?);
            }
            Ok(truces)
        })
    }

    /// What contests tell of each source, of the glance that this was made of.
    pub(super) fn disputes(&self, db: &Connection, glance: &Glance) -> Result<Arc<Disputes>, LedgerError> {
        self.disputes.get(|| Disputes::of(db, glance))
    }
}

/// What a contest in which somebody asserts and somebody denies is about.
#[derive(Debug)]
pub(in super::super) enum Opposed {
    /// The incident of a number.
    Incident(i64),
    /// A truce, or what is alleged to have broken it, with the claims behind the contest.
    Truce(ToldTruce),
}

/// A truce with who tells of it.
#[derive(Debug)]
pub(in super::super) struct ToldTruce {
    /// Its number, as the ledger has it.
    pub(in super::super) number: i64,
    /// The claims that tell of it, by their places in the glance; absent where one came in later.
    pub(super) claims: Option<Box<[usize]>>,
}

impl ToldTruce {
    fn of(finder: &Finder<'_>, number: i64, behind: &[u8]) -> Result<Self, LedgerError> {
        Ok(Self { number, claims: finder.behind(behind)?.into_iter().collect() })
    }
}

/// What is made as a whole by whoever wants it first.
#[derive(Debug)]
struct Whole<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Whole<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Whole<T> {
    /// What was made, else what `make` gives; others wait meanwhile.
    fn get(&self, make: impl FnOnce() -> Result<T, LedgerError>) -> Result<Arc<T>, LedgerError> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held.as_ref() {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        *held = Some(Arc::clone(&made));
        Ok(made)
    }
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
