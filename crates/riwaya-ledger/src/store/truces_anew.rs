//! Truces made anew from what their reports tell of them.
//!
//! A truce is spoken of for months, so all of them are made together. That takes long in a large ledger and is done from a
//! reading, while others write; what differs from the truces that are kept is then written at once.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::behind::{Behind, of_contest};
use super::gist::{Reports, written};
use super::incident::{keep_contest, remove_contests};
use super::index::{Alike, day_number};
use super::reconcile::{Made, tallied};
use super::{Ledger, LedgerError, truces};
use crate::account::{Claims, Contest, TruceDraft, contests_of_truce, truce_drafts};

/// Every truce as the reports tell of it, as far as it differs from what is kept.
#[derive(Debug)]
pub struct TrucesAnew {
    of: Told,
    /// Numbers of truces that are told otherwise, or of which nobody tells any more.
    gone: Vec<i64>,
    new: Vec<Row>,
}

/// How often what reports tell of truces changed, and as of which change truces are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Told {
    told: i64,
    made: i64,
}

impl Told {
    fn of(db: &Connection) -> Result<Self, LedgerError> {
        let mut query = db.prepare_cached("SELECT told, made FROM truces_made")?;
        Ok(query.query_row([], |r| Ok(Self { told: r.get(0)?, made: r.get(1)? }))?)
    }
}

/// Whether truces are kept as the reports tell of them.
pub(super) fn are_made(db: &Connection) -> Result<bool, LedgerError> {
    let Told { told, made } = Told::of(db)?;
    Ok(told == made)
}

/// Says that what reports tell of truces changed.
pub(super) fn changed(db: &Connection) -> Result<(), LedgerError> {
    db.prepare_cached("UPDATE truces_made SET told = told + 1")?.execute([])?;
    Ok(())
}

impl Ledger {
    /// Makes every truce from what the reports tell. Nothing is written, and nobody waits for it.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn truces_anew(&self) -> Result<TrucesAnew, LedgerError> {
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        TrucesAnew::of(&tx)
    }

    /// Keeps the truces that were made anew, unless what reports tell of truces changed since: then they are to be made
    /// again. Gives whether they are kept.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn keep_truces(&mut self, anew: &TrucesAnew) -> Result<bool, LedgerError> {
        let (tx, _) = self.begin()?;
        let is_of_now = Told::of(&tx)? == anew.of;
        if is_of_now {
            anew.keep(&tx)?;
            tx.commit()?;
        }
        Ok(is_of_now)
    }
}

impl TrucesAnew {
    /// The truces of the documents that are reconciled.
    pub(super) fn of(db: &Connection) -> Result<Self, LedgerError> {
        let mut reports = Reports::new(db);
        let claims = truces::told(db, &mut reports, Made::of(db)?.documents)?;
        let mut kept = kept(db)?;
        let mut anew = Self { of: Told::of(db)?, gone: Vec::new(), new: Vec::new() };
        for draft in truce_drafts(&claims) {
            let mut row = Row::of(&draft, &claims, &mut reports)?;
            match kept.remove(&row.name[..]) {
                Some(before) if before.print == row.print => continue,
                Some(before) => {
                    row.number = Some(before.number);
                    anew.gone.push(before.number);
                }
                None => {}
            }
            anew.new.push(row);
        }
        anew.gone.extend(kept.into_values().map(|truce| truce.number));
        anew.gone.sort_unstable();
        Ok(anew)
    }

    /// Writes what differs. A truce keeps its number for as long as it is told of, and no number stands for two.
    pub(super) fn keep(&self, db: &Connection) -> Result<(), LedgerError> {
        tallied(db, || {
            for number in &self.gone {
                remove_contests(db, "about = ?1 AND matter <> 0", &[*number])?;
                db.prepare_cached("DELETE FROM truce_claim WHERE truce = ?1")?.execute([number])?;
                db.prepare_cached("DELETE FROM truce WHERE id = ?1")?.execute([number])?;
            }
            let mut next: i64 = db.query_row("SELECT next FROM made", [], |r| r.get(0))?;
            for row in &self.new {
                row.keep(db, row.number.unwrap_or(next))?;
                next += i64::from(row.number.is_none());
            }
            db.prepare_cached("UPDATE made SET next = ?1")?.execute([next])?;
            Ok(())
        })?;
        db.prepare_cached("UPDATE truces_made SET made = ?1")?.execute([self.of.told])?;
        Ok(())
    }
}

/// A truce that is kept.
struct KeptTruce {
    number: i64,
    print: Vec<u8>,
}

/// Truces that are kept, by their names.
fn kept(db: &Connection) -> Result<HashMap<Vec<u8>, KeptTruce>, LedgerError> {
    let mut query = db.prepare_cached("SELECT name, id, print FROM truce")?;
    let rows = query.query_map([], |r| Ok((r.get(0)?, KeptTruce { number: r.get(1)?, print: r.get(2)? })))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A truce as it is to be kept.
#[derive(Debug)]
struct Row {
    /// The number that it has already.
    number: Option<i64>,
    name: [u8; 12],
    day: i64,
    alike: Alike,
    behind: Vec<u8>,
    body: Vec<u8>,
    contests: Vec<(Contest, Behind)>,
    /// Documents and keys of its claims.
    claims: Vec<(i64, u32)>,
    print: Vec<u8>,
}

impl Row {
    fn of(draft: &TruceDraft, claims: &Claims, reports: &mut Reports<'_>) -> Result<Self, LedgerError> {
        let truce = draft.bare();
        let behind = Behind::of(truce.claims.iter().copied(), claims, |doc| reports.number(doc))?;
        let contests = contests_of_truce(truce, claims).into_iter().flatten();
        let contests = contests.map(|contest| {
            let behind = Behind::of(of_contest(&contest), claims, |doc| reports.number(doc))?;
            Ok((contest, behind))
        });
        let mut row = Self {
            number: None,
            name: truce.id.0.beginning(),
            day: day_number(truce.day()),
            alike: behind.alike(),
            behind: behind.body()?,
            body: written(draft)?,
            contests: contests.collect::<Result<_, LedgerError>>()?,
            claims: behind.claims().collect(),
            print: Vec::new(),
        };
        row.print = row.print()?;
        Ok(row)
    }

    /// Tells two rows apart wherever anything that is kept of them differs.
    fn print(&self) -> Result<Vec<u8>, LedgerError> {
        let alike = |a: Alike| (a.events, a.stances, a.days);
        let contests: Vec<_> = self
            .contests
            .iter()
            .map(|(c, b)| Ok((c, alike(b.alike()), b.body()?)))
            .collect::<Result<_, LedgerError>>()?;
        let all = written(&(self.day, alike(self.alike), &self.behind, &self.body, contests))?;
        Ok(Sha256::digest(all)[..16].to_vec())
    }

    fn keep(&self, db: &Connection, number: i64) -> Result<(), LedgerError> {
        db.prepare_cached("INSERT INTO truce VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?.execute(
            params![
                number,
                self.day,
                self.name,
                self.claims.len() as i64,
                self.alike.events,
                self.alike.stances,
                self.alike.days.0,
                self.alike.days.1,
                self.behind,
                self.body,
                self.print
            ],
        )?;
        for (contest, behind) in &self.contests {
            keep_contest(db, (self.day, number), contest, behind)?;
        }
        let mut keep = db.prepare_cached("INSERT INTO truce_claim VALUES (?1, ?2, ?3)")?;
        for (document, key) in &self.claims {
            keep.execute(params![document, key, number])?;
        }
        Ok(())
    }
}
