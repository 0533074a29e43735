//! Making the kept account what the claims give, by making anew only what changed.
//!
//! Incidents of which a document tells that changed are dissolved, their tellings and those of new documents grouped among
//! the others of their block and days; an incident is written again where its tellings or their reports changed. What was
//! decided about incidents is applied last and taken back first, so grouping never sees it. Many documents are reconciled
//! a slice at a time, each in a transaction of its own: between two, the account is what the documents so far give.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, params};
use typed_arena::Arena;

use super::facet::Facets;
use super::gist::{Aside, Blocks, Known, Reports, Seat, read, telling, written};
use super::incident::{Composed, Seats, blob, composed, keep_incident, remove_incident, seats};
use super::index::Alike;
use super::names::NameCache;
use super::series::keep_running;
use super::truces_anew::{self, TrucesAnew};
use super::{Ledger, LedgerError, decision, gist, load, near_copies, series, truces};
use crate::account::{
    Claims, Disturbance, Fact, Gist, Kept, Look, LookTerms, Member, OriginId, Placed, Reason, Regrouped, Regrouping,
    Ruling, Shelf, Sketch, Telling, Told, of_members, points, ruled,
};
use crate::model::{ClaimId, DocId};

/// What the account was made from, and by which code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    code: Option<String>,
    /// The last document.
    pub documents: i64,
    /// The last decision.
    pub decisions: i64,
}

/// The code by which accounts are made here.
fn code() -> String {
    format!("{} {}", riwaya_reader::VERSION, env!("RIWAYA_ACCOUNT_CODE"))
}

impl Made {
    /// Whether it can have come of an earlier one by what was appended since.
    pub(super) fn follows(&self, before: &Self) -> bool {
        self.code == before.code && self.documents >= before.documents && self.decisions >= before.decisions
    }

    pub(super) fn of(db: &Connection) -> Result<Self, LedgerError> {
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
    Ok(!stale && truces_anew::are_made(db)? && Made::of(db)? == Made::now(db)?)
}

/// Whether the kept account can be read by this code, though something may have come in since.
pub(super) fn is_readable(db: &Connection) -> Result<bool, LedgerError> {
    let made = Made::of(db)?;
    Ok(made.code == Some(code()) || made.documents == 0 && made.code.is_none())
}

/// Whether something was decided about a document since the account was made.
pub(super) fn is_stale(db: &Connection, doc: DocId) -> Result<bool, LedgerError> {
    let Some(document) = super::write::document_number(db, doc)? else { return Ok(false) };
    let mut query = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM stale WHERE document = ?1)")?;
    Ok(query.query_row([document], |r| r.get(0))?)
}

/// How many documents came in, or changed, since the account was made.
pub(super) fn waiting(db: &Connection) -> Result<usize, LedgerError> {
    let made = Made::of(db)?;
    let count =
        "SELECT (SELECT count(*) FROM document WHERE id > ?1) + (SELECT count(*) FROM stale WHERE document <= ?1)";
    let count: i64 = db.prepare_cached(count)?.query_row([made.documents], |r| r.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
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

    /// Reconciles so many of the documents that came in or changed, in one transaction: others write before the next.
    /// Truces, which are of all documents, are left to [`Self::truces_anew`].
    ///
    /// # Errors
    /// As [`Self::reconcile`].
    pub fn reconcile_some(&mut self, documents: u32) -> Result<Unmade, LedgerError> {
        if is_made(&self.connection)? {
            return Ok(Unmade::Nothing);
        }
        let (tx, names) = self.begin()?;
        let done = reconcile_documents(&tx, names, i64::from(documents.max(1)))?;
        let are_made = truces_anew::are_made(&tx)?;
        tx.commit().inspect_err(|_| names.forget())?;
        Ok(match (done, are_made) {
            (false, _) => Unmade::Documents,
            (true, false) => Unmade::Truces,
            (true, true) => Unmade::Nothing,
        })
    }
}

/// What of the account is not yet what the claims give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmade {
    /// Nothing: it is made.
    Nothing,
    /// Documents that came in or changed, and perhaps truces.
    Documents,
    /// Truces alone.
    Truces,
}

/// Documents that are reconciled in one transaction where nobody is known to wait.
pub(super) const SLICE: i64 = 10_000;

/// Reconciles so many of the documents that came in; gives whether none is left, and the account is made.
pub(super) fn reconcile(db: &Connection, names: &mut NameCache, most: i64) -> Result<bool, LedgerError> {
    let done = reconcile_documents(db, names, most)?;
    if done && !truces_anew::are_made(db)? {
        TrucesAnew::of(db)?.keep(db)?;
    }
    Ok(done)
}

/// Reconciles so many of the documents that came in, except for the truces that they tell of; gives whether none is left.
fn reconcile_documents(db: &Connection, names: &mut NameCache, most: i64) -> Result<bool, LedgerError> {
    let (made, now) = (Made::of(db)?, Made::now(db)?);
    let mut after = made.documents;
    let anew = made.code != now.code;
    if anew {
        rebuild(db, names)?;
        after = 0;
    }
    let last = now.documents.min(after + most);
    let stale = numbers_up_to(db, "SELECT document FROM stale WHERE document <= ?1 LIMIT ?2", [last, most])?;
    // Rows are counted as they come and go where that is less than to count all of them.
    let is_small = !anew && last - after + (stale.len() as i64) < COUNTED;
    let slice = Slice { stale, after, last };
    if is_small {
        tallied(db, || slice.work_in(db, names))?;
    } else {
        slice.work_in(db, names)?;
        count(db)?;
    }
    if anew {
        truces_anew::changed(db)?;
    }
    let query = "UPDATE made SET code = ?1, documents = ?2, decisions = ?3";
    db.prepare_cached(query)?.execute(params![now.code, last, now.decisions])?;
    let left: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM stale)", [], |r| r.get(0))?;
    Ok(last == now.documents && !left)
}

/// Documents that are reconciled together: some that changed, in their order, and those after one, up to another.
struct Slice {
    stale: Vec<i64>,
    after: i64,
    last: i64,
}

impl Slice {
    /// Makes of the account what these documents change, except for truces.
    fn work_in(&self, db: &Connection, names: &mut NameCache) -> Result<(), LedgerError> {
        let Self { stale, after, last } = self;
        let moved = near_copies::settle(db, *after, *last)?;
        let mut truces_change = truces::told_by(db, &moved)? || truces::told_between(db, *after, *last)?;
        restore(db)?;
        let mut next = db.query_row("SELECT next FROM made", [], |r| r.get(0))?;
        let mut reports = Reports::new(db);
        let mut work = Work::default();
        work.dissolve(db, &mut reports, stale.iter().chain(&moved))?;
        for document in stale {
            let told = truces::told_in(db, *document)?;
            forget(db, *document)?;
            remember(db, names, (db, *document))?;
            truces_change |= told != truces::told_in(db, *document)?;
            db.prepare_cached("DELETE FROM stale WHERE document = ?1")?.execute([document])?;
        }
        work.take_new(db, stale, (*after, *last))?;
        for (block, work) in work.blocks {
            regroup(db, &mut reports, (block, &mut next), &work)?;
        }
        for document in stale.iter().filter(|d| **d <= *after).copied().chain(after + 1..=*last) {
            keep_asides(db, &mut reports, document)?;
        }
        rule(db, &mut reports)?;
        db.prepare_cached("UPDATE made SET next = ?1")?.execute([next])?;
        if truces_change {
            truces_anew::changed(db)?;
        }
        Ok(())
    }
}

/// Documents below which rows are counted as they come and go.
const COUNTED: i64 = 500;

/// What is to be grouped, by block.
#[derive(Default)]
struct Work {
    blocks: BTreeMap<i64, BlockWork>,
}

#[derive(Default)]
struct BlockWork {
    /// Tellings that are in no incident.
    loose: BTreeSet<i64>,
    /// Where incidents were dissolved.
    disturbed: Vec<Disturbance>,
}

impl Work {
    /// Dissolves the incidents of which these documents tell.
    fn dissolve<'d>(
        &mut self,
        db: &Connection,
        reports: &mut Reports<'_>,
        documents: impl Iterator<Item = &'d i64>,
    ) -> Result<(), LedgerError> {
        let mut incidents = BTreeSet::new();
        let mut query = db.prepare_cached("SELECT incident FROM placed WHERE telling BETWEEN ?1 AND ?2")?;
        for document in documents {
            for incident in query.query_map(Seat::of_document(*document), |r| r.get::<_, i64>(0))? {
                incidents.insert(incident?);
            }
        }
        for incident in incidents {
            let mut disturbed: BTreeMap<i64, Disturbance> = BTreeMap::new();
            for (seat, _) in seats(db, incident)?.unwrap_or_default() {
                let mut query = db.prepare_cached("SELECT block, body FROM telling WHERE id = ?1")?;
                let mut rows = query.query([seat.id()])?;
                let Some(row) = rows.next()? else { continue };
                let block = row.get(0)?;
                let look = Look::of(&telling(blob(row.get_ref(1)?), reports.get(seat.document)?)?);
                take_up(db, block, (seat.id(), &look))?;
                disturbed.entry(block).or_default().add(&look);
                self.blocks.entry(block).or_default().loose.insert(seat.id());
            }
            for (block, disturbed) in disturbed {
                self.blocks.entry(block).or_default().disturbed.push(disturbed);
            }
            db.prepare_cached("DELETE FROM shown WHERE incident = ?1")?.execute([incident])?;
            remove_incident(db, incident)?;
        }
        Ok(())
    }

    /// Takes the tellings of documents that came in, and of those that were remembered anew.
    fn take_new(&mut self, db: &Connection, stale: &[i64], (after, last): (i64, i64)) -> Result<(), LedgerError> {
        for work in self.blocks.values_mut() {
            work.loose.retain(|id| stale.binary_search(&Seat::of(*id).document).is_err());
        }
        let mut query = db.prepare_cached("SELECT id, block FROM telling WHERE id BETWEEN ?1 AND ?2")?;
        let mut take = |range: [i64; 2]| -> Result<(), LedgerError> {
            let mut rows = query.query(range)?;
            while let Some(row) = rows.next()? {
                self.blocks.entry(row.get(1)?).or_default().loose.insert(row.get(0)?);
            }
            Ok(())
        };
        take([Seat::of_document(after + 1)[0], Seat::of_document(last)[1]])?;
        stale.iter().filter(|d| **d <= after).try_for_each(|d| take(Seat::of_document(*d)))
    }
}

/// Takes out what is kept of a document whose incidents were dissolved.
fn forget(db: &Connection, document: i64) -> Result<(), LedgerError> {
    db.prepare_cached("DELETE FROM telling WHERE id BETWEEN ?1 AND ?2")?.execute(Seat::of_document(document))?;
    series::remove_running(db, "document = ?1 AND incident = 0", document)?;
    db.prepare_cached("DELETE FROM aside WHERE document = ?1")?.execute([document])?;
    Ok(())
}

/// Keeps the counts that a document tells outside its incidents.
fn keep_asides(db: &Connection, reports: &mut Reports<'_>, document: i64) -> Result<(), LedgerError> {
    let mut query = db.prepare_cached("SELECT body FROM aside WHERE document = ?1")?;
    let mut rows = query.query([document])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let Aside { published, facts, .. } = read(blob(row.get_ref(0)?))?;
    let Known { doc, .. } = reports.get(document)?;
    let keys: Vec<u32> = facts.iter().map(|(key, _)| *key).collect();
    let mut claims = Claims::default();
    claims.put_facts(doc, (OriginId(doc), published), facts);
    for key in keys {
        let id = ClaimId { doc, key };
        keep_running(db, (document, 0), points(id, None, &claims), Alike::of_claim(id, &claims))?;
    }
    Ok(())
}

/// Counts all that is kept of the account.
fn count(db: &Connection) -> Result<(), LedgerError> {
    db.execute(
        "UPDATE made SET incidents = (SELECT count(*) FROM incident),
         actual = (SELECT count(*) FROM incident) - (SELECT count(*) FROM incident WHERE actual = 0),
         contests = (SELECT count(*) FROM contest), opposed = (SELECT count(*) FROM contest WHERE opposed = 1),
         tolls = (SELECT count(*) FROM toll), truces = (SELECT count(*) FROM truce)",
        [],
    )?;
    Ok(())
}

/// Counts what comes and goes while something is written.
pub(super) fn tallied(db: &Connection, write: impl FnOnce() -> Result<(), LedgerError>) -> Result<(), LedgerError> {
    db.execute_batch(include_str!("tally.sql"))?;
    write()?;
    db.execute(
        "UPDATE made SET incidents = made.incidents + t.incidents, actual = made.actual + t.actual,
         contests = made.contests + t.contests, opposed = made.opposed + t.opposed,
         tolls = made.tolls + t.tolls, truces = made.truces + t.truces FROM temp.tally t",
        [],
    )?;
    db.execute_batch(include_str!("untally.sql"))?;
    Ok(())
}

/// Every table that is made from the claims.
const DERIVED: [&str; 19] = [
    "stale",
    "facet",
    "sketch",
    "band",
    "copy",
    "telling",
    "aside",
    "placed",
    "lying",
    "shown",
    "ruled",
    "unruled",
    "incident",
    "contest",
    "dispute",
    "toll",
    "running",
    "truce",
    "truce_claim",
];

/// Makes what is kept of every document anew.
fn rebuild(db: &Connection, names: &mut NameCache) -> Result<(), LedgerError> {
    for table in DERIVED {
        db.execute_batch(&format!("DELETE FROM {table}"))?;
    }
    keep_gists(db, names, db)
}

/// Keeps in a ledger that has none what the account needs of every document of a ledger.
pub(super) fn keep_gists(db: &Connection, names: &mut NameCache, into: &Connection) -> Result<(), LedgerError> {
    for number in numbers(db, "SELECT document FROM filed ORDER BY document")? {
        remember(db, names, (into, number))?;
        let text: String =
            db.prepare_cached("SELECT text FROM document WHERE id = ?1")?.query_row([number], |r| r.get(0))?;
        if let Some(sketch) = Sketch::of(&text) {
            near_copies::keep(into, number, &sketch)?;
        }
    }
    Ok(())
}

/// Keeps what a document's claims, as they stand, add to the account.
fn remember(db: &Connection, names: &mut NameCache, (into, document): (&Connection, i64)) -> Result<(), LedgerError> {
    let loaded = load::effective(db, names, document)?;
    let facets = Facets::made(db, names, &loaded)?;
    let (doc, published) = (loaded.document.id, loaded.filed.published);
    let gist = gist_of(doc, published, &loaded.into_standing());
    facets.tell(&gist).keep(into, document)?;
    gist::keep(into, &mut Blocks::default(), (document, published), &gist)
}

/// The gist of a document's claims as they stand.
pub(super) fn gist_of(doc: DocId, published: Option<jiff::civil::Date>, claims: &[crate::model::StoredClaim]) -> Gist {
    let origin = OriginId(doc);
    let told: Vec<Told<'_>> = claims.iter().map(|claim| Told { claim, published, origin }).collect();
    Gist::of(&told)
}

pub(super) fn numbers(db: &Connection, query: &str) -> Result<Vec<i64>, LedgerError> {
    let mut query = db.prepare_cached(query)?;
    let numbers = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}

fn numbers_up_to(db: &Connection, query: &str, values: [i64; 2]) -> Result<Vec<i64>, LedgerError> {
    let mut query = db.prepare_cached(query)?;
    let mut numbers: Vec<i64> = query.query_map(values, |r| r.get(0))?.collect::<Result<_, _>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Takes a telling from where it lies.
fn take_up(db: &Connection, block: i64, (seat, look): (i64, &Look)) -> Result<(), LedgerError> {
    db.prepare_cached("DELETE FROM placed WHERE telling = ?1")?.execute([seat])?;
    let mut take = db.prepare_cached("DELETE FROM lying WHERE block = ?1 AND day = ?2 AND telling = ?3")?;
    for day in look.lies() {
        take.execute(params![block, day, seat])?;
    }
    Ok(())
}

/// The incidents of one block as they are kept.
struct BlockShelf<'a, 'r> {
    db: &'a Connection,
    reports: &'r mut Reports<'a>,
    block: i64,
    /// By what incidents of several tellings are found.
    shown: HashMap<i64, LookTerms>,
}

impl BlockShelf<'_, '_> {
    fn shown(&mut self, incident: i64) -> Result<LookTerms, LedgerError> {
        if let Some(shown) = self.shown.get(&incident) {
            return Ok(shown.clone());
        }
        let mut query = self.db.prepare_cached("SELECT terms FROM shown WHERE incident = ?1")?;
        let mut rows = query.query([incident])?;
        let row = rows.next()?.ok_or_else(|| LedgerError::Damaged("an incident that nothing shows".to_owned()))?;
        let shown: LookTerms = read(blob(row.get_ref(0)?))?;
        self.shown.insert(incident, shown.clone());
        Ok(shown)
    }
}

impl Shelf for BlockShelf<'_, '_> {
    type Error = LedgerError;

    fn placed(&mut self, day: i32) -> Result<Vec<Placed>, LedgerError> {
        let mut query =
            self.db.prepare_cached("SELECT telling, incident, alone, look FROM lying WHERE block = ?1 AND day = ?2")?;
        let mut rows = query.query(params![self.block, day])?;
        let mut placed = Vec::new();
        while let Some(row) = rows.next()? {
            let (seat, incident, alone) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let look: Look = read(blob(row.get_ref(3)?))?;
            let shown = if alone { look.shown.clone() } else { self.shown(incident)? };
            placed.push(Placed { seat, incident, shown, look });
        }
        Ok(placed)
    }

    fn members(&mut self, incident: i64) -> Result<Vec<(Kept, Vec<Reason>)>, LedgerError> {
        let seats = seats(self.db, incident)?.unwrap_or_default();
        seats.into_iter().map(|(seat, reasons)| Ok((kept(self.db, self.reports, seat.id())?, reasons))).collect()
    }
}

fn kept(db: &Connection, reports: &mut Reports<'_>, id: i64) -> Result<Kept, LedgerError> {
    let mut query = db.prepare_cached("SELECT body FROM telling WHERE id = ?1")?;
    let mut rows = query.query([id])?;
    let row = rows.next()?.ok_or_else(|| LedgerError::Damaged("an incident without its telling".to_owned()))?;
    Ok(Kept { seat: id, telling: telling(blob(row.get_ref(0)?), reports.get(Seat::of(id).document)?)? })
}

/// Groups what is loose in a block, and writes the incidents that this changes.
fn regroup<'a>(
    db: &'a Connection,
    reports: &mut Reports<'a>,
    (block, next): (i64, &mut i64),
    work: &BlockWork,
) -> Result<(), LedgerError> {
    let arena = Arena::new();
    let loose: Vec<Kept> = work.loose.iter().map(|id| kept(db, reports, *id)).collect::<Result<_, _>>()?;
    let mut regrouping = Regrouping::new(&arena, BlockShelf { db, reports, block, shown: HashMap::new() });
    loose.into_iter().for_each(|kept| regrouping.add(kept));
    let changed = regrouping.run(&work.disturbed)?;
    for old in changed.iter().filter_map(|g| g.old) {
        db.prepare_cached("DELETE FROM shown WHERE incident = ?1")?.execute([old])?;
        remove_incident(db, old)?;
    }
    for regrouped in changed.into_iter().filter(|g| !g.members.is_empty()) {
        lay(db, (block, *next), &regrouped)?;
        write(db, *next, regrouped)?;
        *next += 1;
    }
    Ok(())
}

/// Lays the tellings of an incident where others find them.
fn lay(db: &Connection, (block, incident): (i64, i64), of: &Regrouped<'_>) -> Result<(), LedgerError> {
    let mut place = db.prepare_cached("INSERT OR REPLACE INTO placed VALUES (?1, ?2)")?;
    let mut lay = db.prepare_cached("INSERT OR REPLACE INTO lying VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    let alone = of.members.len() == 1;
    for member in &of.members {
        place.execute([member.seat, incident])?;
        let look = written(&member.look)?;
        for day in member.look.lies() {
            lay.execute(params![block, day, member.seat, incident, alone, look])?;
        }
    }
    if !alone {
        db.prepare_cached("INSERT INTO shown VALUES (?1, ?2)")?.execute(params![incident, written(&of.shown)?])?;
    }
    Ok(())
}

fn write(db: &Connection, number: i64, Regrouped { members, .. }: Regrouped<'_>) -> Result<(), LedgerError> {
    let mut claims = Claims::default();
    let mut query = db.prepare_cached("SELECT facts FROM telling WHERE id = ?1")?;
    for Member { seat, telling, .. } in &members {
        let facts: Vec<(u32, Fact)> = query.query_row([seat], |r| Ok(read(blob(r.get_ref(0)?))))??;
        claims.put_facts(telling.id.doc, (telling.origin, telling.published), facts);
    }
    let seats: Seats = members.iter().map(|m| (Seat::of(m.seat), m.reasons.clone())).collect();
    let Some(incident) = of_members(members.into_iter().map(|m| (m.telling, m.reasons)).collect()) else {
        return Ok(());
    };
    keep_incident(db, number, &Composed { incident, claims }, &seats)
}

/// Takes back what decisions changed: incidents are as they were grouped.
fn restore(db: &Connection) -> Result<(), LedgerError> {
    for number in numbers(db, "SELECT id FROM incident WHERE id < 0")? {
        remove_incident(db, number)?;
    }
    let mut reports = Reports::new(db);
    let mut query = db.prepare_cached("SELECT incident, members FROM unruled")?;
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
                && let Some(seats) = seats(db, number)?
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
            db.prepare_cached("INSERT INTO ruled VALUES (?1, ?2)")?.execute([seat.id(), -number])?;
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
    /// Toll series that run over many events.
    pub running: i64,
    pub truces: i64,
}

impl Totals {
    pub(super) fn of(db: &Connection) -> Result<Self, LedgerError> {
        let query = "SELECT incidents, actual, contests, opposed, tolls, truces,
                     (SELECT count(*) FROM toll WHERE incident = 0) FROM made";
        Ok(db.prepare_cached(query)?.query_row([], |r| {
            Ok(Self {
                incidents: r.get(0)?,
                actual: r.get(1)?,
                contests: r.get(2)?,
                opposed: r.get(3)?,
                tolls: r.get(4)?,
                truces: r.get(5)?,
                running: r.get(6)?,
            })
        })?)
    }
}
