//! One screen of the whole account: what most tell of, what is contested, the running tolls, the truces.

use super::account::Account;
use super::glance::Under;
use super::incident::listed;
use super::pages::{ACTUAL, LONG, Listing, OPPOSED, Order, Page, RUNNING, TOLLS};
use super::{Ledger, LedgerError};
use crate::account::{Contest, Incident, Scope, TollSeries, Truce};

/// The most told of each part of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// What is needed to tell of it.
    pub account: Account,
    /// Incidents told as facts of most origins, in the order of their days.
    pub incidents: Most<Incident>,
    /// Contests of most claims in which somebody asserts and somebody denies, in the order of what they are about.
    pub contests: Most<Contest>,
    /// Running tolls of most counts, and those of single incidents that were asked for, in the order of their keys.
    pub tolls: Most<TollSeries>,
    /// Truces of most claims, in the order of their days.
    pub truces: Most<Truce>,
}

/// How many of each part are wanted at most; a part of which none is wanted is not looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Incidents.
    pub incidents: usize,
    /// Contests.
    pub contests: usize,
    /// Running tolls.
    pub tolls: usize,
    /// Whether tolls of single incidents stand among them where fewer run; of many incidents those told more than twice.
    pub tolls_of_incidents: bool,
    /// Truces.
    pub truces: usize,
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
    pub fn overview<'u>(&mut self, under: impl Into<Under<'u>>, most: &Lengths) -> Result<Overview, LedgerError> {
        let mut account = Account::default();
        self.lists(under, |lists| {
            let mut incidents = account.take_most(most.incidents, |page| lists.incidents(&ACTUAL, page))?;
            incidents.found.sort_by_key(|i| (listed(i), i.id));
            let mut contests = account.take_most(most.contests, |page| lists.contests(&OPPOSED, page))?;
            contests.found.sort_by_key(|c| c.about);
            let mut tolls = account.take_most(most.tolls, |page| lists.tolls(&RUNNING, page))?;
            if most.tolls_of_incidents && tolls.found.len() < most.tolls {
                // Of many incidents none is worth being looked for whose toll was told once or twice.
                let rows = if lists.has_many(&TOLLS) { LONG } else { TOLLS };
                let of_any = account.take_most(most.tolls, |page| lists.tolls(&rows, page))?;
                let of_one = of_any.found.into_iter().filter(|t| matches!(t.key.scope, Scope::Incident(_)));
                tolls.found.extend(of_one.take(most.tolls - tolls.found.len()));
                tolls.total = of_any.total;
            }
            tolls.found.sort_by(|a, b| a.key.cmp(&b.key));
            let mut truces = account.take_most(most.truces, |page| lists.truces(page))?;
            truces.found.sort_by_key(|t| (t.day(), t.id));
            account.sort();
            Ok(Overview { account, incidents, contests, tolls, truces })
        })
    }
}

impl Account {
    /// The heaviest rows of a list; none where none is wanted.
    fn take_most<T>(
        &mut self,
        limit: usize,
        list: impl FnOnce(&Page) -> Result<Listing<T>, LedgerError>,
    ) -> Result<Most<T>, LedgerError> {
        if limit == 0 {
            return Ok(Most { found: Vec::new(), total: None });
        }
        let Listing { found, account, total, .. } = list(&Page { limit, order: Order::Weight, after: None })?;
        self.take(account);
        Ok(Most { found, total })
    }
}
