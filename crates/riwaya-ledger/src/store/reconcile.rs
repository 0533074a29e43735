//! Making the kept account what the claims give, by making anew only what changed.
//!
//! Tellings of one block are grouped together; an incident is written again where its tellings or their reports changed.
//! What was decided about incidents is applied last and taken back first, so grouping never sees it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::gist::{Blocks, Reports, Seat, TRUCES, read, telling};
use super::incident::{Composed, Seats, blob, composed, keep_incident, remove_incident};
use super::names::NameCache;
use super::{Ledger, LedgerError, decision, gist, load, near_copies, truces};
use crate::account::{Claims, Fact, Gist, Ruling, Sketch, Telling, Told, grouped, of_members, ruled};
use crate::model::ClaimId;

/// What the account was made from, and by which code.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    code: Option<String>,
    documents: i64,
    decisions: i64,
}

/// The code by which accounts are made here.
fn code() -> String {
    format!("{} {}", riwaya_reader::VERSION, env!("RIWAYA_ACCOUNT_CODE"))
}

impl Made {
    fn of(db: &Connection) -> Result<Self, LedgerError> {
        let mut query = db.prepare_cached("SELECT code, documents, decisions FROM made")?;
        Ok(query.query_row([], |r| Ok(Self { code: r.get(0)?, documents: r.get(1)?, decisions: r.get(2)? }))?)
    }

    /// What an account made now is made from. Documents and decisions are only ever appended.
    fn now(db: &Connection) -> Result<Self, LedgerError> {
        let last = "SELECT (SELECT ifnull(max(id), 0) FROM document), (SELECT ifnull(max(id), 0) FROM decision)";
        let (documents, decisions) = db.prepare_cached(last)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Self { code: Some(code()), documents, decisions })
    }
}

/// Whether the kept account is what the claims give.
pub(super) fn is_made(db: &Connection) -> Result<bool, LedgerError> {
    let stale: bool = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM stale)")?.query_row([], |r| r.get(0))?;
    Ok(!stale && Made::of(db)? == Made::now(db)?)
}

/// Says in an empty ledger by which code gists will be kept.
pub(super) fn begin(db: &Connection) -> Result<(), LedgerError> {
    let query = "UPDATE made SET code = ?1 WHERE code IS NULL AND NOT EXISTS (SELECT 1 FROM document)";
    db.prepare_cached(query)?.execute([code()])?;
    Ok(())
}

impl Ledger {
    /// Makes what is kept of the account what the claims give, as far as anything came in since. Lists and accounts do
    /// so when they are asked for; after a long run it is better done at once.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn reconcile(&mut self) -> Result<(), LedgerError> {
        self.with_made(|_, _| Ok(()))
    }
}

/// The documents whose tellings are to be looked at again.
pub(super) struct Fresh {
    /// All that came after this one.
    pub after: i64,
    pub others: HashSet<i64>,
}

impl Fresh {
    pub(super) fn holds(&self, document: i64) -> bool {
        document > self.after || self.others.contains(&document)
    }
}

pub(super) fn reconcile(db: &Connection, names: &mut NameCache) -> Result<(), LedgerError> {
    let (made, now) = (Made::of(db)?, Made::now(db)?);
    let mut after = made.documents;
    if made.code != now.code {
        rebuild(db, names)?;
        after = 0;
    }
    let mut fresh = Fresh { after, others: numbers(db, "SELECT document FROM stale")?.into_iter().collect() };
    let moved = near_copies::settle(db, after)?;
    let truces_moved = truces::told_by(db, &moved)?;
    fresh.others.extend(moved);
    restore(db)?;
    let mut reports = Reports::all(db)?;
    let gone: HashSet<i64> = numbers(db, "SELECT incident FROM gone")?.into_iter().collect();
    let mut next = db.query_row("SELECT next FROM made", [], |r| r.get(0))?;
    for block in touched(db, &fresh)? {
        Regrouping { db, reports: &mut reports, fresh: &fresh, gone: &gone, next: &mut next }.block(block)?;
    }
    rule(db, &mut reports)?;
    if truces_moved || gone.contains(&TRUCES) || truces::told_since(db, &fresh)? {
        truces::remake(db, &mut reports)?;
    }
    finish(db, &now, next)
}

fn finish(db: &Connection, now: &Made, next: i64) -> Result<(), LedgerError> {
    db.execute_batch("DELETE FROM stale; DELETE FROM dirty; DELETE FROM gone;")?;
    db.execute(
        "UPDATE made SET code = ?1, documents = ?2, decisions = ?3, next = ?4,
         (incidents, actual) = (SELECT count(*), ifnull(sum(actual), 0) FROM incident),
         (contests, opposed) = (SELECT count(*), ifnull(sum(opposed), 0) FROM contest),
         tolls = (SELECT count(*) FROM toll), truces = (SELECT count(*) FROM truce)",
        params![now.code, now.documents, now.decisions, next],
    )?;
    Ok(())
}

/// Every table that is made from the claims.
const DERIVED: [&str; 16] = [
    "stale", "dirty", "gone", "sketch", "band", "copy", "telling", "aside", "placed", "ruled", "unruled", "incident",
    "contest", "toll", "running", "truce",
];

/// Makes what is kept of every document anew.
fn rebuild(db: &Connection, names: &mut NameCache) -> Result<(), LedgerError> {
    for table in DERIVED {
        db.execute_batch(&format!("DELETE FROM {table}"))?;
    }
    db.execute_batch("DELETE FROM truce_claim")?;
    keep_gists(db, names, db)
}

/// Keeps in a ledger that has none what the account needs of every document of a ledger.
pub(super) fn keep_gists(db: &Connection, names: &mut NameCache, into: &Connection) -> Result<(), LedgerError> {
    let mut blocks = Blocks::default();
    for number in numbers(db, "SELECT document FROM filed ORDER BY document")? {
        let loaded = load::effective(db, names, number)?;
        let (doc, published) = (loaded.document.id, loaded.filed.published);
        if let Some(sketch) = Sketch::of(&loaded.document.text) {
            near_copies::keep(into, number, &sketch)?;
        }
        let claims = loaded.into_standing();
        gist::keep(into, &mut blocks, (number, doc, published), &gist_of(doc, published, &claims))?;
    }
    Ok(())
}

/// The gist of a document's claims as they stand.
pub(super) fn gist_of(
    doc: crate::model::DocId,
    published: Option<jiff::civil::Date>,
    claims: &[crate::model::StoredClaim],
) -> Gist {
    let origin = crate::account::OriginId(doc);
    let told: Vec<Told<'_>> = claims.iter().map(|claim| Told { claim, published, origin }).collect();
    Gist::of(&told)
}

pub(super) fn numbers(db: &Connection, query: &str) -> Result<Vec<i64>, LedgerError> {
    let mut query = db.prepare_cached(query)?;
    let numbers = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}

/// The blocks in which anything changed.
fn touched(db: &Connection, fresh: &Fresh) -> Result<BTreeSet<i64>, LedgerError> {
    let mut blocks: BTreeSet<i64> = numbers(db, "SELECT block FROM dirty")?.into_iter().collect();
    let mut query = db.prepare_cached("SELECT block FROM telling WHERE document > ?1")?;
    let mut rows = query.query([fresh.after])?;
    while let Some(row) = rows.next()? {
        blocks.insert(row.get(0)?);
    }
    let mut query = db.prepare_cached("SELECT block FROM telling WHERE document = ?1")?;
    for document in &fresh.others {
        let mut rows = query.query([document])?;
        while let Some(row) = rows.next()? {
            blocks.insert(row.get(0)?);
        }
    }
    Ok(blocks)
}

/// One block after another being grouped again.
struct Regrouping<'a, 'r> {
    db: &'a Connection,
    reports: &'r mut Reports<'a>,
    fresh: &'r Fresh,
    gone: &'r HashSet<i64>,
    next: &'r mut i64,
}

/// A telling of the block with the incident that it was of.
struct Row {
    seat: Seat,
    old: Option<i64>,
}

impl Regrouping<'_, '_> {
    fn block(&mut self, block: i64) -> Result<(), LedgerError> {
        let (rows, tellings) = self.load(block)?;
        let at: HashMap<ClaimId, usize> = tellings.iter().enumerate().map(|(k, t)| (t.id, k)).collect();
        let mut held: HashMap<i64, usize> = HashMap::new();
        for old in rows.iter().filter_map(|r| r.old) {
            *held.entry(old).or_default() += 1;
        }
        let groups = grouped(&tellings);
        let places = |group: &[(&Telling, _)]| -> Vec<usize> {
            group.iter().filter_map(|(t, _)| at.get(&t.id).copied()).collect()
        };
        let stands = |places: &[usize]| {
            let old = places.first().and_then(|k| rows[*k].old);
            let whole = old.filter(|o| !self.gone.contains(o) && held.get(o) == Some(&places.len()));
            whole.is_some() && places.iter().all(|k| rows[*k].old == old && !self.fresh.holds(rows[*k].seat.document))
        };
        let changed: Vec<(Vec<usize>, Seats)> = groups
            .into_iter()
            .map(|group| (places(&group), group))
            .filter(|(places, _)| !stands(places))
            .map(|(places, group)| {
                let seats = places.iter().zip(group).map(|(k, (_, reasons))| (rows[*k].seat, reasons)).collect();
                (places, seats)
            })
            .collect();
        let olds: BTreeSet<i64> = changed.iter().flat_map(|(p, _)| p).filter_map(|k| rows[*k].old).collect();
        for old in olds {
            remove_incident(self.db, old)?;
        }
        for (places, seats) in changed {
            self.write(&places.iter().map(|k| &tellings[*k]).collect::<Vec<_>>(), &seats)?;
        }
        Ok(())
    }

    fn load(&mut self, block: i64) -> Result<(Vec<Row>, Vec<Telling>), LedgerError> {
        let mut query = self.db.prepare_cached(
            "SELECT t.document, t.nth, t.body, p.incident FROM telling t
             LEFT JOIN placed p ON p.block = t.block AND p.document = t.document AND p.nth = t.nth
             WHERE t.block = ?1 ORDER BY t.document, t.nth",
        )?;
        let mut found = query.query([block])?;
        let (mut rows, mut tellings) = (Vec::new(), Vec::new());
        while let Some(row) = found.next()? {
            let seat = Seat { block, document: row.get(0)?, nth: row.get(1)? };
            tellings.push(telling(blob(row.get_ref(2)?), self.reports.get(seat.document)?)?);
            rows.push(Row { seat, old: row.get(3)? });
        }
        Ok((rows, tellings))
    }

    fn write(&mut self, tellings: &[&Telling], seats: &Seats) -> Result<(), LedgerError> {
        let number = *self.next;
        *self.next += 1;
        let mut claims = Claims::default();
        let mut query =
            self.db.prepare_cached("SELECT facts FROM telling WHERE block = ?1 AND document = ?2 AND nth = ?3")?;
        for (told, (seat, _)) in tellings.iter().zip(seats) {
            let key = [seat.block, seat.document, seat.nth];
            let facts: Vec<(u32, Fact)> = query.query_row(key, |r| Ok(read(blob(r.get_ref(0)?))))??;
            claims.put_facts(told.id.doc, (told.origin, told.published), facts);
        }
        let members = tellings.iter().zip(seats).map(|(t, (_, reasons))| (*t, reasons.clone())).collect();
        let Some(incident) = of_members(members) else { return Ok(()) };
        keep_incident(self.db, number, &Composed { incident, claims }, seats)?;
        let mut place = self.db.prepare_cached("INSERT OR REPLACE INTO placed VALUES (?1, ?2, ?3, ?4)")?;
        for (seat, _) in seats {
            place.execute([seat.block, seat.document, seat.nth, number])?;
        }
        Ok(())
    }
}

/// Takes back what decisions changed: incidents are as they were grouped.
fn restore(db: &Connection) -> Result<(), LedgerError> {
    for number in numbers(db, "SELECT id FROM incident WHERE id < 0")? {
        remove_incident(db, number)?;
    }
    let mut reports = Reports::new(db);
    let mut query =
        db.prepare_cached("SELECT incident, members FROM unruled WHERE incident NOT IN (SELECT incident FROM gone)")?;
    let kept: Vec<(i64, Vec<u8>)> = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    for (number, members) in kept {
        let seats: Seats = read(&members)?;
        keep_incident(db, number, &composed(db, &mut reports, &seats)?, &seats)?;
    }
    db.execute_batch("DELETE FROM unruled; DELETE FROM ruled;")?;
    Ok(())
}

/// Applies what was decided about incidents.
fn rule(db: &Connection, reports: &mut Reports<'_>) -> Result<(), LedgerError> {
    let rulings = decision::rulings(db)?;
    let mut bases: BTreeMap<i64, Seats> = BTreeMap::new();
    for ruling in &rulings {
        let (Ruling::Merge(claim, other) | Ruling::Split(claim, other)) = *ruling;
        for claim in [claim, other] {
            if let Some(number) = super::incident::of_claim(db, reports, claim)?
                && let Some(seats) = super::incident::seats(db, number)?
            {
                bases.insert(number, seats);
            }
        }
    }
    let mut tellings: Vec<Telling> = Vec::new();
    let mut seat_of: HashMap<ClaimId, Seat> = HashMap::new();
    for (number, seats) in &bases {
        for (seat, _) in seats {
            let (told, _) = super::incident::at(db, reports, *seat)?;
            seat_of.insert(told.id, *seat);
            tellings.push(told);
        }
        db.prepare_cached("INSERT INTO unruled SELECT id, members FROM incident WHERE id = ?1")?.execute([number])?;
        remove_incident(db, *number)?;
    }
    // Whole incidents of a block are grouped as they are among all its tellings.
    for (number, incident) in (1_i64..).zip(ruled(&tellings, &rulings)) {
        let seat = |(id, reasons): &(ClaimId, Vec<_>)| Some((*seat_of.get(id)?, reasons.clone()));
        let seats: Seats = incident.tellings.iter().filter_map(seat).collect();
        keep_incident(db, -number, &composed(db, reports, &seats)?, &seats)?;
        for (seat, _) in &seats {
            db.prepare_cached("INSERT INTO ruled VALUES (?1, ?2, ?3, ?4)")?.execute([
                seat.block,
                seat.document,
                seat.nth,
                -number,
            ])?;
        }
    }
    Ok(())
}

/// How many of each the kept account holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Totals {
    pub incidents: i64,
    /// Incidents that are told as facts.
    pub actual: i64,
    pub contests: i64,
    /// Contests in which somebody asserts and somebody denies.
    pub opposed: i64,
    pub tolls: i64,
    pub truces: i64,
}

impl Totals {
    pub(super) fn of(db: &Connection) -> Result<Self, LedgerError> {
        let query = "SELECT incidents, actual, contests, opposed, tolls, truces FROM made";
        Ok(db.prepare_cached(query)?.query_row([], |r| {
            Ok(Self {
                incidents: r.get(0)?,
                actual: r.get(1)?,
                contests: r.get(2)?,
                opposed: r.get(3)?,
                tolls: r.get(4)?,
                truces: r.get(5)?,
            })
        })?)
    }
}
