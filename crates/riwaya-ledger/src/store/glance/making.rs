//! Making a glance: from nothing, or of an earlier one and what changed since.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, Rows, Transaction, TransactionBehavior};

use super::super::decision::about_after;
use super::super::facet::Facets;
use super::super::gist::{Seat, read};
use super::super::incident::{Seats, blob, of_document};
use super::super::index::{day_number, number_day};
use super::super::labels::{self, Label};
use super::super::names::NameCache;
use super::super::reconcile::{self, Made};
use super::super::{Ledger, LedgerError, write};
use super::stretch::{Packed, Stretch, Told, places_in};
use super::{Glance, Glanced, GlancedPlace, Numbers, PlaceIndex, Places, Renewed};
use crate::countries;

/// How exactly the place of a key is known, the less the more exactly; absent where its position is not.
type Reach<'a> = dyn Fn(&str) -> Option<f64> + 'a;

/// What a glance was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    /// Absent where something came in that was not reconciled.
    made: Option<Made>,
    /// The number of the first incident that is made later.
    next: i64,
    /// The last reading.
    reading: i64,
    /// Incidents whose tellings decisions put into others.
    unruled: Vec<i64>,
}

/// More changed documents than these are sooner read all together with the rest.
const MANY: usize = 20_000;
/// Times that an account is reconciled for a glance before others are kept from writing meanwhile.
const TRIES: usize = 8;

impl Mark {
    fn of(db: &Connection) -> Result<Self, LedgerError> {
        let reading = db.prepare_cached("SELECT ifnull(max(id), 0) FROM reading")?.query_row([], |r| r.get(0))?;
        let next = db.prepare_cached("SELECT next FROM made")?.query_row([], |r| r.get(0))?;
        let unruled = reconcile::numbers(db, "SELECT incident FROM unruled")?;
        let made = if reconcile::is_made(db)? { Some(Made::of(db)?) } else { None };
        Ok(Self { made, next, reading, unruled })
    }
}

impl Ledger {
    /// Everything at a glance. `reach` says how exactly the place of a key is known, the less the more exactly; absent
    /// where its position is not.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn glance(&mut self, reach: &dyn Fn(&str) -> Option<f64>) -> Result<Glance, LedgerError> {
        // Others write while it is made, as long as they do so less often than the account is reconciled.
        for _ in 0..TRIES {
            self.reconcile()?;
            let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
            if reconcile::is_made(&tx)? {
                return whole(&tx, reach);
            }
        }
        self.with_made(|db, _| whole(db, reach))
    }

    /// An earlier glance with all that changed since; absent where it is better made from nothing. Nothing is written,
    /// and nobody waits for it.
    ///
    /// # Errors
    /// [`LedgerError::Unreconciled`] where something came in that was not reconciled; or when the ledger cannot be read.
    pub fn renewed(
        &mut self,
        old: &Glance,
        reach: &dyn Fn(&str) -> Option<f64>,
    ) -> Result<Option<Renewed>, LedgerError> {
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        renewed((&tx, &mut self.names), old, reach)
    }
}

/// A glance made from nothing.
fn whole(db: &Connection, reach: &Reach<'_>) -> Result<Glance, LedgerError> {
    let mut glance = Glance { mark: Mark::of(db)?, ..Glance::default() };
    let mut numbers = Numbers::default();
    let mut contested = db.prepare("SELECT about FROM contest WHERE matter = 0")?;
    let contested: HashSet<i64> = contested.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut counted = db.prepare("SELECT DISTINCT incident FROM toll WHERE incident <> 0")?;
    let counted: HashSet<i64> = counted.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut query = db.prepare("SELECT id, day, actual, claims FROM incident ORDER BY day, name")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        numbers.put(number, glance.incidents.len() as u32);
        glance.incidents.push(glanced(row, (contested.contains(&number), counted.contains(&number)))?);
    }
    glance.incidents.whole = glance.incidents.len();
    let mut placed = db.prepare(Tellings::QUERY)?;
    let mut placed = Tellings { rows: placed.query([])?, next: None };
    let mut query = db.prepare("SELECT document, body FROM facet ORDER BY document")?;
    let mut rows = query.query([])?;
    let mut stretch = Stretch::default();
    let filed = filed_days(db)?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let facets: Facets = read(blob(row.get_ref(1)?))?;
        let day = filed.get(&number).copied().unwrap_or_default();
        stretch.add((number, day), &facets, &placed.of(number, &numbers)?)?;
        if stretch.is_full() {
            glance.push(std::mem::take(&mut stretch));
        }
    }
    glance.push(stretch);
    glance.numbers = Arc::new(numbers);
    glance.place_all(db, reach)?;
    // Whoever asks first need not wait for these.
    glance.made.running(db)?;
    glance.made.opposed(db, &glance)?;
    glance.made.truces_told(db, &glance)?;
    glance.made.disputes(db, &glance)?;
    Ok(glance)
}

/// The day under which each document is filed.
fn filed_days(db: &Connection) -> Result<HashMap<i64, i64>, LedgerError> {
    let mut query = db.prepare("SELECT document, day FROM filed")?;
    let days = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(days)
}

/// The day under which a document is filed, told by what it is filed by: `filed` is in the order of days, and would be read
/// whole for one document.
fn filed_day(db: &Connection, document: i64) -> Result<i64, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT coalesce(d.published, (SELECT r.published FROM reading r WHERE r.document = d.id ORDER BY r.id LIMIT 1))
         FROM document d WHERE d.id = ?1",
    )?;
    let day: Option<String> = query.query_row([document], |r| r.get(0))?;
    Ok(day_number(day.and_then(|day| day.parse().ok())))
}

fn glanced(row: &SqlRow<'_>, (contested, counted): (bool, bool)) -> Result<Glanced, LedgerError> {
    let listed: i64 = row.get(1)?;
    let number: i32 = row.get(0)?;
    let day = number_day(listed);
    Ok(Glanced { day, actual: row.get(2)?, contested, claims: row.get(3)?, place: None, number, counted })
}

/// The incident of each telling, in the order of tellings.
struct Tellings<'s> {
    rows: Rows<'s>,
    next: Option<(i64, i64)>,
}

impl Tellings<'_> {
    const QUERY: &'static str =
        "SELECT p.telling, coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling
         ORDER BY p.telling";

    /// The incidents of the tellings of a document; documents are asked for in their order.
    fn of(&mut self, document: i64, numbers: &Numbers) -> Result<Told, LedgerError> {
        let mut told = Told::new();
        let [first, last] = Seat::of_document(document);
        loop {
            if let Some((telling, incident)) = self.next.take_if(|(telling, _)| *telling <= last) {
                if telling >= first {
                    told.extend(place_of(Seat::of(telling), numbers.get(incident)));
                }
            } else if self.next.is_some() {
                return Ok(told);
            }
            let Some(row) = self.rows.next()? else { return Ok(told) };
            self.next = Some((row.get(0)?, row.get(1)?));
        }
    }
}

fn place_of(seat: Seat, incident: Option<u32>) -> Option<(u16, u32)> {
    Some((u16::try_from(seat.nth).ok()?, incident?))
}

/// The earlier glance with what changed; absent where so much did that it is better made from nothing.
fn renewed(
    (db, names): (&Connection, &mut NameCache),
    old: &Glance,
    reach: &Reach<'_>,
) -> Result<Option<Renewed>, LedgerError> {
    let mark = Mark::of(db)?;
    let Some(made) = &mark.made else { return Err(LedgerError::Unreconciled) };
    let Some(before) = old.mark.made.as_ref().filter(|before| made.follows(before)) else { return Ok(None) };
    let documents = changed_documents(db, (before, old.mark.reading))?;
    let unruled: BTreeSet<i64> = old.mark.unruled.iter().chain(&mark.unruled).copied().collect();
    let mut glance = Glance { made: Arc::default(), ..old.clone() };
    let changed = glance.take_incidents(db, old.mark.next, &unruled)?;
    let added = glance.incidents.len() - glance.incidents.whole;
    if documents.len() > MANY || added > glance.incidents.whole / 4 + MANY {
        return Ok(None);
    }
    glance.take_documents((db, names), &documents, &changed)?;
    glance.place((db, reach), &changed)?;
    glance.mark = mark;
    Ok(Some(Renewed { glance, documents }))
}

/// The documents that came in, were read anew, or about whose claims somebody decided.
fn changed_documents(db: &Connection, (before, reading): (&Made, i64)) -> Result<BTreeSet<i64>, LedgerError> {
    let mut changed: BTreeSet<i64> = BTreeSet::new();
    for (query, after) in [
        ("SELECT id FROM document WHERE id > ?1", before.documents),
        ("SELECT document FROM reading WHERE id > ?1", reading),
    ] {
        let mut query = db.prepare_cached(query)?;
        let numbers = query.query_map([after], |r| r.get::<_, i64>(0))?;
        for number in numbers {
            changed.insert(number?);
        }
    }
    for doc in about_after(db, before.decisions)? {
        changed.extend(write::document_number(db, doc)?);
    }
    Ok(changed)
}

/// Incidents that are new or other than before, by their places, each with its tellings.
type Changed = BTreeMap<u32, Seats>;

impl Glance {
    fn push(&mut self, mut stretch: Stretch) {
        if !stretch.documents().is_empty() {
            stretch.shrink();
            self.stretches.push(Arc::new(stretch));
        }
    }

    /// Takes up incidents that came after a number, and those of which decisions were made.
    fn take_incidents(&mut self, db: &Connection, next: i64, unruled: &BTreeSet<i64>) -> Result<Changed, LedgerError> {
        let mut numbers: Vec<i64> = unruled.iter().copied().filter(|number| *number < next).collect();
        let mut query =
            db.prepare_cached("SELECT id FROM incident WHERE id < 0 UNION SELECT id FROM incident WHERE id >= ?1")?;
        numbers.extend(query.query_map([next], |r| r.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
        let mut known = Numbers::clone(&self.numbers);
        let mut changed = Changed::new();
        let mut contested =
            db.prepare_cached("SELECT EXISTS (SELECT 1 FROM contest WHERE about = ?1 AND matter = 0)")?;
        let mut counted =
            db.prepare_cached("SELECT EXISTS (SELECT 1 FROM toll WHERE incident = ?1 AND incident <> 0)")?;
        let mut query = db.prepare_cached("SELECT id, day, actual, claims, members FROM incident WHERE id = ?1")?;
        for number in numbers {
            let mut rows = query.query([number])?;
            let Some(row) = rows.next()? else { continue };
            let is_counted = counted.query_row([number], |r| r.get(0))?;
            let incident = glanced(row, (contested.query_row([number], |r| r.get(0))?, is_counted))?;
            let at = known.get(number).unwrap_or(self.incidents.len() as u32);
            match self.incidents.get_mut(at as usize) {
                Some(before) => *before = incident,
                None => self.incidents.push(incident),
            }
            known.put(number, at);
            changed.insert(at, read(blob(row.get_ref(4)?))?);
        }
        self.numbers = Arc::new(known);
        Ok(changed)
    }

    /// Takes up the claims of documents that changed, and of which incidents the tellings of others are now.
    fn take_documents(
        &mut self,
        (db, names): (&Connection, &mut NameCache),
        documents: &BTreeSet<i64>,
        changed: &Changed,
    ) -> Result<(), LedgerError> {
        let mut moved: BTreeMap<i64, Told> = documents.iter().map(|d| (*d, Told::new())).collect();
        for (at, seats) in changed {
            for (seat, _) in seats {
                moved.entry(seat.document).or_default().extend(place_of(*seat, Some(*at)));
            }
        }
        let last = self.stretches.last().map_or(0, |s| s.last());
        let new = moved.split_off(&(last + 1));
        let mut anew: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        for document in moved.keys() {
            anew.entry(self.stretches.partition_point(|s| s.last() < *document)).or_default().push(*document);
        }
        let mut add = |numbers: &Numbers, stretch: &mut Stretch, document: i64| -> Result<(), LedgerError> {
            let told = of_document(db, document)?.into_iter();
            let told = told.filter_map(|(seat, incident)| place_of(seat, numbers.get(incident))).collect();
            stretch.add((document, filed_day(db, document)?), &Facets::load(db, names, document)?, &told)
        };
        for at in anew.into_keys() {
            let Some(old) = self.stretches.get(at) else { continue };
            let mut stretch = Stretch::default();
            for (nth, document) in old.documents().iter().enumerate() {
                if documents.contains(&document.number) {
                    add(&self.numbers, &mut stretch, document.number)?;
                } else {
                    stretch.add_from(old, nth, moved.get(&document.number));
                }
            }
            stretch.shrink();
            self.stretches[at] = Arc::new(stretch);
        }
        let open = self.stretches.pop_if(|s| !s.is_full() && !new.is_empty());
        let mut stretch = open.map(|s| Stretch::clone(&s)).unwrap_or_default();
        for document in new.into_keys() {
            add(&self.numbers, &mut stretch, document)?;
            if stretch.is_full() {
                self.push(std::mem::take(&mut stretch));
            }
        }
        self.push(stretch);
        Ok(())
    }

    /// Says of incidents that changed where they were.
    fn place(&mut self, (db, reach): (&Connection, &Reach<'_>), changed: &Changed) -> Result<(), LedgerError> {
        for (at, seats) in changed {
            let documents: BTreeSet<i64> = seats.iter().map(|(seat, _)| seat.document).collect();
            let mut best = None;
            for document in documents {
                let Some(stretch) = self.stretch_of(document).map(|(_, stretch)| Arc::clone(stretch)) else { continue };
                for row in stretch.rows_of(document).into_iter().flatten() {
                    if stretch.row(row).and_then(|r| r.incident()) == Some(*at as usize) {
                        self.places_with(db, reach, stretch.named_of(row), &mut best)?;
                    }
                }
            }
            if let Some(incident) = self.incidents.get_mut(*at as usize) {
                incident.place = best.map(|(at, _)| at);
            }
        }
        Ok(())
    }

    /// Says of each incident where it was: the most exact of the places that its claims name.
    fn place_all(&mut self, db: &Connection, reach: &Reach<'_>) -> Result<(), LedgerError> {
        let mut found: Vec<Option<(PlaceIndex, f64)>> = vec![None; self.incidents.len()];
        for stretch in self.stretches.clone() {
            for (_, at, row) in stretch.each() {
                if let Some(best) = row.incident().and_then(|i| found.get_mut(i)) {
                    self.places_with(db, reach, stretch.named_of(at), best)?;
                }
            }
        }
        for (at, place) in found.into_iter().enumerate() {
            if let Some(incident) = self.incidents.get_mut(at) {
                incident.place = place.map(|(at, _)| at);
            }
        }
        Ok(())
    }

    /// The most exact of a place and those that a claim names.
    fn places_with(
        &mut self,
        db: &Connection,
        reach: &Reach<'_>,
        named: &[Packed],
        best: &mut Option<(PlaceIndex, f64)>,
    ) -> Result<(), LedgerError> {
        for subject in places_in(named) {
            let place = match self.places.known.get(&subject) {
                Some(place) => *place,
                None => Arc::make_mut(&mut self.places).learn(db, subject, reach)?,
            };
            if let Some((at, reach)) = place
                && best.is_none_or(|(_, least)| reach < least)
            {
                *best = Some((at, reach));
            }
        }
        Ok(())
    }
}

impl Places {
    fn learn(
        &mut self,
        db: &Connection,
        subject: i64,
        reach: &Reach<'_>,
    ) -> Result<Option<(PlaceIndex, f64)>, LedgerError> {
        let key: Option<String> = db
            .prepare_cached("SELECT key FROM subject WHERE id = ?1")?
            .query_row([subject], |r| r.get(0))
            .optional()?;
        let key = key.ok_or_else(|| LedgerError::Damaged("a place without a name".to_owned()))?;
        let country = countries::placed(&key).map(|country| country.id);
        let key = country.map_or(key, str::to_owned);
        let place = match (reach(&key), country.and_then(|id| self.countries.get(id))) {
            (None, _) => None,
            (Some(reach), Some(at)) => Some((*at, reach)),
            (Some(reach), None) => {
                let at = self.add(db, key)?;
                self.countries.extend(country.zip(at));
                at.map(|at| (at, reach))
            }
        };
        self.known.insert(subject, place);
        Ok(place)
    }

    /// Adds a place.
    fn add(&mut self, db: &Connection, key: String) -> Result<Option<PlaceIndex>, LedgerError> {
        let at = PlaceIndex::of(self.all.len());
        let label = match labels::known(&key) {
            Some(label) => Some(label.clone()),
            None => labels::told(db, &key)?,
        };
        let label = label.unwrap_or_else(|| Label { arabic: key.as_str().into(), english: None });
        self.all.push(GlancedPlace { key: key.into(), label });
        Ok(at)
    }
}
