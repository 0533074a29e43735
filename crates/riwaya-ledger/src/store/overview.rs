//! One screen of the whole account: what most tell of, what is contested, the running tolls, the truces.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::Connection;

use super::account::Account;
use super::gist::Reports;
use super::incident::{composed, contest, listed, seats};
use super::pages::contest_of;
use super::reconcile::Totals;
use super::series::{SeriesRow, running};
use super::{Filter, Ledger, LedgerError, Part, truces};
use crate::account::{Contest, Incident, Scope, TollSeries, Truce, Word};
use crate::model::ClaimId;

/// The most told of each part of an account, and how many there are of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// What is needed to tell of it.
    pub account: Account,
    /// Incidents told as facts of most origins, in the order of their days; and how many there are.
    pub incidents: (Vec<Incident>, usize),
    /// Contests in which somebody asserts and somebody denies, in the order of what they are about; and how many.
    pub contests: (Vec<Contest>, usize),
    /// Running tolls of most counts, in the order of their keys; and how many.
    pub tolls: (Vec<TollSeries>, usize),
    /// Truces of most claims, in the order of their days; and how many.
    pub truces: (Vec<Truce>, usize),
}

impl Ledger {
    /// At most so many of each part of the account, of which a claim is asked for.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn overview(&mut self, filter: &Filter, most: usize) -> Result<Overview, LedgerError> {
        if *filter == Filter::default() {
            return self.with_made(|db, _| whole(db, most));
        }
        let wanted = self.claim_ids(filter)?;
        let account = self.account_with(&Part::ALL)?;
        let asked = |mut claims: &mut dyn Iterator<Item = ClaimId>| Iterator::any(&mut claims, |c| wanted.contains(&c));
        let mut incidents: Vec<Incident> = account.incidents.clone();
        incidents.retain(|i| i.actual && asked(&mut i.claims.iter().map(|(c, _)| *c)));
        let words = |words: &[Word]| words.iter().map(|w| w.claim).collect::<BTreeSet<_>>();
        let mut contests: Vec<Contest> = account.contests.clone();
        contests.retain(|c| {
            let (asserting, denying) = (words(&c.asserting), words(&c.denying));
            !asserting.is_empty() && !denying.is_empty() && asked(&mut asserting.into_iter().chain(denying))
        });
        let mut tolls: Vec<TollSeries> = account.tolls.clone();
        tolls.retain(|t| {
            !matches!(t.key.scope, Scope::Incident(_)) && asked(&mut t.points.iter().map(|p| p.word.claim))
        });
        let mut found: Vec<Truce> = account.truces.clone();
        found.retain(|t| asked(&mut t.claims.iter().copied()));
        let counts = (incidents.len(), contests.len(), tolls.len(), found.len());
        incidents.sort_by_key(|i| (Reverse((i.origins.len(), i.claims.len())), listed(i), i.id));
        contests.truncate(most);
        tolls.sort_by(|a, b| b.points.len().cmp(&a.points.len()).then_with(|| a.key.cmp(&b.key)));
        found.sort_by_key(|t| (Reverse(t.claims.len()), t.id));
        let mut overview = Overview {
            account,
            incidents: (incidents, counts.0),
            contests: (contests, counts.1),
            tolls: (tolls, counts.2),
            truces: (found, counts.3),
        };
        overview.cut(most);
        Ok(overview)
    }
}

impl Overview {
    /// Leaves what most tell of, and brings it into the order of time.
    fn cut(&mut self, most: usize) {
        self.incidents.0.truncate(most);
        self.incidents.0.sort_by_key(|i| (listed(i), i.id));
        self.tolls.0.truncate(2 * most);
        self.tolls.0.sort_by(|a, b| a.key.cmp(&b.key));
        self.truces.0.truncate(most / 2);
        self.truces.0.sort_by_key(|t| (t.day(), t.id));
    }
}

/// The overview of all, from the rows alone.
fn whole(db: &Connection, most: usize) -> Result<Overview, LedgerError> {
    let reports = &mut Reports::new(db);
    let totals = Totals::of(db)?;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    let mut account = Account::default();
    let mut incidents = Vec::new();
    for number in most_told(db, most)? {
        let Some(seats) = seats(db, number)? else { continue };
        let found = composed(db, reports, &seats)?;
        account.learn_extremes(&found.incident, &found.claims);
        account.contests.extend(contest(db, reports, &found, &seats)?);
        incidents.push(found.incident);
    }
    let mut contests = Vec::new();
    for (matter, about) in opposed(db, most)? {
        contests.extend(contest_of(db, reports, (matter, about), &mut account)?);
    }
    account.contests.extend(contests.iter().cloned());
    account.incidents.extend(incidents.iter().cloned());
    let mut tolls = Vec::new();
    for row in longest(db, 2 * most)? {
        tolls.push(running(db, reports, &row)?);
    }
    account.tolls.extend(tolls.iter().cloned());
    let mut found = Vec::new();
    let mut query = db.prepare_cached("SELECT id FROM truce ORDER BY claims DESC, name LIMIT ?1")?;
    let numbers: Vec<i64> = query.query_map([most as i64 / 2], |r| r.get(0))?.collect::<Result<_, _>>()?;
    for number in numbers {
        found.extend(truces::truce(db, reports, number)?);
    }
    account.truces.extend(found.iter().cloned());
    account.sort();
    account.contests.dedup_by_key(|c| c.about);
    account.learn_own_labels(db)?;
    let running: i64 = db.query_row("SELECT count(*) FROM toll WHERE incident = 0", [], |r| r.get(0))?;
    let mut overview = Overview {
        account,
        incidents: (incidents, count(totals.actual)),
        contests: (contests, count(totals.opposed)),
        tolls: (tolls, count(running)),
        truces: (found, count(totals.truces)),
    };
    overview.cut(most);
    Ok(overview)
}

/// The incidents of most origins, told as facts.
fn most_told(db: &Connection, most: usize) -> Result<Vec<i64>, LedgerError> {
    let order = "ORDER BY origins DESC, claims DESC, day, name LIMIT ?1";
    let several = format!("SELECT id FROM incident WHERE actual = 1 AND origins > 1 {order}");
    let any = format!("SELECT id FROM incident WHERE actual = 1 {order}");
    let mut found: Vec<i64> = Vec::new();
    for query in [several, any] {
        if found.len() < most {
            let mut query = db.prepare_cached(&query)?;
            found = query.query_map([most as i64], |r| r.get(0))?.collect::<Result<_, _>>()?;
        }
    }
    Ok(found)
}

/// The first contests in which somebody asserts and somebody denies: what kind, and about what.
fn opposed(db: &Connection, most: usize) -> Result<Vec<(i64, i64)>, LedgerError> {
    let mut query =
        db.prepare_cached("SELECT matter, about FROM contest WHERE opposed = 1 ORDER BY matter, name LIMIT ?1")?;
    let found = query.query_map([most as i64], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// The running series of most counts.
fn longest(db: &Connection, most: usize) -> Result<Vec<SeriesRow>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT victims, harm, who, scope, since, x'' FROM running GROUP BY victims, harm, who, scope, since
         ORDER BY count(*) DESC, victims, harm, who, scope, since LIMIT ?1",
    )?;
    let found = query.query_map([most as i64], SeriesRow::of_row)?.collect::<Result<_, _>>()?;
    Ok(found)
}
