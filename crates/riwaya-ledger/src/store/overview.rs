//! One screen of the whole account: what most tell of, what is contested, the running tolls, the truces.

use super::account::Account;
use super::incident::listed;
use super::pages::{ACTUAL, Listing, OPPOSED, Order, Page, RUNNING};
use super::{Filter, Ledger, LedgerError};
use crate::account::{Contest, Incident, TollSeries, Truce};

/// The most told of each part of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// What is needed to tell of it.
    pub account: Account,
    /// Incidents told as facts of most origins, in the order of their days.
    pub incidents: Most<Incident>,
    /// Contests of most claims in which somebody asserts and somebody denies, in the order of what they are about.
    pub contests: Most<Contest>,
    /// Running tolls of most counts, in the order of their keys.
    pub tolls: Most<TollSeries>,
    /// Truces of most claims, in the order of their days.
    pub truces: Most<Truce>,
}

/// The most told of one part.
#[derive(Clone, Debug, PartialEq)]
pub struct Most<T> {
    /// These.
    pub found: Vec<T>,
    /// Of how many; absent where only looking at each of them would tell.
    pub total: Option<usize>,
}

impl Ledger {
    /// At most so many of each part of the account, of which a claim is asked for.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn overview(&mut self, filter: &Filter, most: usize) -> Result<Overview, LedgerError> {
        let page = |limit| Page { limit, order: Order::Weight, after: None };
        let mut account = Account::default();
        let incidents = self.incidents_of(&ACTUAL, filter, &page(most))?;
        let mut incidents = account.take_most(incidents);
        incidents.found.sort_by_key(|i| (listed(i), i.id));
        let contests = self.contests_of(&OPPOSED, filter, &page(most))?;
        let mut contests = account.take_most(contests);
        contests.found.sort_by_key(|c| c.about);
        let tolls = self.tolls_of(&RUNNING, filter, &page(2 * most))?;
        let mut tolls = account.take_most(tolls);
        tolls.found.sort_by(|a, b| a.key.cmp(&b.key));
        let truces = self.truces(filter, &page(most / 2))?;
        let mut truces = account.take_most(truces);
        truces.found.sort_by_key(|t| (t.day(), t.id));
        account.sort();
        Ok(Overview { account, incidents, contests, tolls, truces })
    }
}

impl Account {
    fn take_most<T>(&mut self, listing: Listing<T>) -> Most<T> {
        let Listing { found, account, total, .. } = listing;
        self.take(account);
        Most { found, total }
    }
}
