//! All claims and incidents at a glance: what they are counted and filtered by, held in memory. How many there are when and
//! where under a filter is then known without reading a row.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, Rows};

use super::facet::{Facets, Traits, Wanted};
use super::gist::{Aside, Seat, read};
use super::incident::blob;
use super::index::{Role, number_day};
use super::labels::{self, Label};
use super::{Filter, Ledger, LedgerError};
use crate::account::Fact;
use crate::model::{ClaimId, DocId};

/// Every claim that stands and every incident of a ledger, as it was when it was last reconciled. A claim takes some
/// forty bytes.
#[derive(Debug, Default)]
pub struct Glance {
    /// The incidents, the earliest first.
    pub incidents: Vec<Glanced>,
    /// The places where they were.
    pub places: Vec<GlancedPlace>,
    documents: Vec<Document>,
    claims: Vec<Row>,
    named: Vec<Packed>,
}

/// A role and a subject in one number: the account is held twice while it is made anew.
#[derive(Clone, Copy, Debug)]
struct Packed(u32);

/// Bits of a role.
const ROLES: u32 = 3;

impl Packed {
    fn of(role: u8, subject: i64) -> Result<Self, LedgerError> {
        let fits = |subject: u32| subject.checked_shl(ROLES).filter(|n| n >> ROLES == subject);
        let number = u32::try_from(subject).ok().and_then(fits);
        number.map(|n| Self(n | u32::from(role))).ok_or_else(|| LedgerError::Damaged("too many names".to_owned()))
    }

    const fn parts(self) -> (u8, i64) {
        ((self.0 & ((1 << ROLES) - 1)) as u8, (self.0 >> ROLES) as i64)
    }
}

/// Which of many are chosen.
#[derive(Clone, Debug)]
struct Bits(Vec<u64>);

impl Bits {
    fn none_of(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    fn choose(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn each(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(nth, word)| {
            let next = |word: &u64| Some(word & (word - 1)).filter(|left| *left != 0);
            std::iter::successors(Some(*word).filter(|w| *w != 0), next)
                .map(move |word| nth * 64 + word.trailing_zeros() as usize)
        })
    }
}

/// What an incident is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glanced {
    /// The day by which it is listed.
    pub day: Option<Date>,
    /// Whether it is told as a fact.
    pub actual: bool,
    /// Whether somebody denies it, or numbers of it differ.
    pub contested: bool,
    /// Claims that tell of it.
    pub claims: u32,
    /// The most exact place that a claim of it names, as an index of [`Glance::places`].
    pub place: Option<u32>,
}

/// A place that claims name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlancedPlace {
    /// What stands for it.
    pub key: Box<str>,
    /// What it is called.
    pub label: Label,
}

/// The part of a glance that a filter asks for.
#[derive(Clone, Debug)]
pub struct Chosen {
    claims: Bits,
    incidents: Bits,
}

/// A claim with what is known of it at a glance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlancedClaim {
    /// Its place in the glance.
    pub at: usize,
    /// The reader's confidence.
    pub confidence: f32,
    /// Whether the incident of which it tells is contested.
    pub contested: bool,
}

#[derive(Clone, Copy, Debug)]
struct Document {
    number: i64,
    outlet: Option<i64>,
    /// Where its claims end; they begin where those of the document before end.
    end: usize,
}

/// A claim; what it names begins where that of the claim before ends.
#[derive(Clone, Copy, Debug)]
struct Row {
    key: u32,
    event: i8,
    stance: i8,
    confidence: f32,
    days: (i32, i32),
    named: u32,
    /// [`NONE`] where it tells of no incident.
    incident: u32,
}

/// No incident.
const NONE: u32 = u32::MAX;

impl Row {
    const fn incident(&self) -> Option<usize> {
        if self.incident == NONE { None } else { Some(self.incident as usize) }
    }
}

impl Chosen {
    /// How many claims are asked for.
    #[must_use]
    pub fn claims(&self) -> usize {
        self.claims.count()
    }

    /// Whether a claim is asked for, by its place in the glance.
    #[must_use]
    pub fn has_claim(&self, at: usize) -> bool {
        self.claims.has(at)
    }
}

impl Glance {
    /// The incidents of which a claim is asked for, the earliest first.
    pub fn incidents_of<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a Glanced> {
        chosen.incidents.each().filter_map(|at| self.incidents.get(at))
    }

    /// The incidents of which documents tell that came in after the one of that number.
    #[must_use]
    pub fn told_since(&self, document: i64) -> Vec<&Glanced> {
        let old = self.documents.partition_point(|d| d.number <= document);
        let from = old.checked_sub(1).and_then(|last| self.documents.get(last)).map_or(0, |d| d.end);
        let told: BTreeSet<usize> = self.claims.iter().skip(from).filter_map(Row::incident).collect();
        told.into_iter().filter_map(|at| self.incidents.get(at)).collect()
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = GlancedClaim> {
        self.claims.iter().enumerate().map(|(at, row)| GlancedClaim {
            at,
            confidence: row.confidence,
            contested: row.incident().and_then(|i| self.incidents.get(i)).is_some_and(|i| i.contested),
        })
    }

    /// The claims that a filter asks for.
    fn chosen(&self, wanted: &Wanted<'_>) -> Chosen {
        let mut chosen =
            Chosen { claims: Bits::none_of(self.claims.len()), incidents: Bits::none_of(self.incidents.len()) };
        let (mut from, mut first) = (0, 0);
        let mut named: Vec<(u8, i64)> = Vec::new();
        for document in &self.documents {
            for at in from..document.end {
                let row = self.claims[at];
                let end = row.named as usize;
                named.clear();
                if wanted.names() {
                    named.extend(self.named[first..end].iter().map(|n| n.parts()));
                }
                first = end;
                let traits = Traits {
                    event: row.event.into(),
                    stance: row.stance.into(),
                    days: (row.days.0.into(), row.days.1.into()),
                    confidence: row.confidence,
                    named: &named,
                };
                if wanted.meets(document.outlet, &traits) {
                    chosen.claims.choose(at);
                    row.incident().into_iter().for_each(|incident| chosen.incidents.choose(incident));
                }
            }
            from = document.end;
        }
        chosen
    }
}

impl Ledger {
    /// Everything at a glance. `reach` says how exactly the place of a key is known, the less the more exactly; absent
    /// where its position is not.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn glance(&mut self, reach: &dyn Fn(&str) -> Option<f64>) -> Result<Glance, LedgerError> {
        self.with_made(|db, _| {
            let mut glance = Glance::default();
            let numbers = incidents(db, &mut glance)?;
            claims(db, &mut glance, &numbers)?;
            places(db, &mut glance, reach)?;
            Ok(glance)
        })
    }

    /// What a filter asks for.
    ///
    /// # Errors
    /// When the ledger cannot be read, or holds nobody and no place of a name asked for.
    pub fn chosen(&self, glance: &Glance, filter: &Filter) -> Result<Chosen, LedgerError> {
        let named = self.named(filter)?;
        Ok(glance.chosen(&Wanted::new(filter, &named)))
    }

    /// The highest number that each of some claims tells, by their places in a glance; as the account was reconciled last.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn heights(&mut self, glance: &Glance, at: &[usize]) -> Result<Vec<u64>, LedgerError> {
        let db = &self.connection;
        let mut last: Option<(i64, Facets)> = None;
        let mut heights = Vec::with_capacity(at.len());
        for at in at {
            let document = glance.documents.partition_point(|d| d.end <= *at);
            let (Some(row), Some(document)) = (glance.claims.get(*at), glance.documents.get(document)) else {
                heights.push(0);
                continue;
            };
            let facets = match last.take() {
                Some((number, facets)) if number == document.number => facets,
                _ => Facets::load(db, &mut self.names, document.number)?,
            };
            let telling = facets.claims.iter().find(|f| f.key == row.key).and_then(|f| f.telling);
            heights.push(height(db, (document.number, telling), row.key)?);
            last = Some((document.number, facets));
        }
        Ok(heights)
    }

    /// The ids of claims, by their places in a glance.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn glanced_ids(&self, glance: &Glance, at: &[usize]) -> Result<Vec<ClaimId>, LedgerError> {
        let mut sha =
            self.connection.prepare_cached("SELECT sha FROM document INDEXED BY document_sha WHERE id = ?1")?;
        let mut ids = Vec::with_capacity(at.len());
        for at in at {
            let document = glance.documents.partition_point(|d| d.end <= *at);
            let (Some(row), Some(document)) = (glance.claims.get(*at), glance.documents.get(document)) else {
                continue;
            };
            ids.push(ClaimId { doc: DocId(sha.query_row([document.number], |r| r.get(0))?), key: row.key });
        }
        Ok(ids)
    }
}

/// The highest number that the facts of a claim tell.
fn height(db: &Connection, (document, telling): (i64, Option<u16>), key: u32) -> Result<u64, LedgerError> {
    let facts: Vec<(u32, Fact)> = match telling {
        Some(nth) => {
            let mut query = db.prepare_cached("SELECT facts FROM telling WHERE id = ?1")?;
            let mut rows = query.query([Seat { document, nth: i64::from(nth) }.id()])?;
            rows.next()?.map(|row| read(blob(row.get_ref(0)?))).transpose()?.unwrap_or_default()
        }
        None => {
            let mut query = db.prepare_cached("SELECT body FROM aside WHERE document = ?1")?;
            let mut rows = query.query([document])?;
            let aside: Option<Aside> = rows.next()?.map(|row| read(blob(row.get_ref(0)?))).transpose()?;
            aside.map(|a| a.facts).unwrap_or_default()
        }
    };
    let told = facts.iter().filter(|(k, _)| *k == key).flat_map(|(_, fact)| &fact.counts);
    Ok(told.filter_map(|c| c.to.or(c.n)).max().unwrap_or_default())
}

/// Places of incidents in a glance by their numbers: those that decisions made have numbers below zero, and are few.
#[derive(Default)]
struct Numbers {
    grouped: Vec<u32>,
    ruled: HashMap<i64, u32>,
}

impl Numbers {
    fn put(&mut self, number: i64, place: u32) {
        match usize::try_from(number) {
            Ok(number) => {
                if self.grouped.len() <= number {
                    self.grouped.resize(number + 1, NONE);
                }
                self.grouped[number] = place;
            }
            Err(_) => {
                self.ruled.insert(number, place);
            }
        }
    }

    fn get(&self, number: i64) -> u32 {
        let known = match usize::try_from(number) {
            Ok(number) => self.grouped.get(number),
            Err(_) => self.ruled.get(&number),
        };
        known.copied().unwrap_or(NONE)
    }
}

/// Takes up the incidents; gives the place of each by its number.
fn incidents(db: &Connection, glance: &mut Glance) -> Result<Numbers, LedgerError> {
    let mut contested = db.prepare("SELECT about FROM contest WHERE matter = 0")?;
    let contested: HashSet<i64> = contested.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut numbers = Numbers::default();
    let mut query = db.prepare("SELECT id, day, actual, claims FROM incident ORDER BY day, name")?;
    let mut rows = query.query([])?;
    let mut day = (0, None);
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let listed: i64 = row.get(1)?;
        if listed != day.0 {
            day = (listed, number_day(listed));
        }
        numbers.put(number, glance.incidents.len() as u32);
        glance.incidents.push(Glanced {
            day: day.1,
            actual: row.get(2)?,
            contested: contested.contains(&number),
            claims: row.get(3)?,
            place: None,
        });
    }
    Ok(numbers)
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
    fn of(&mut self, document: i64, incidents: &mut Vec<(i64, i64)>) -> Result<(), LedgerError> {
        incidents.clear();
        let [first, last] = Seat::of_document(document);
        loop {
            if let Some((telling, incident)) = self.next.take_if(|(telling, _)| *telling <= last) {
                if telling >= first {
                    incidents.push((telling, incident));
                }
            } else if self.next.is_some() {
                return Ok(());
            }
            let Some(row) = self.rows.next()? else { return Ok(()) };
            self.next = Some((row.get(0)?, row.get(1)?));
        }
    }
}

fn claims(db: &Connection, glance: &mut Glance, numbers: &Numbers) -> Result<(), LedgerError> {
    let mut placed = db.prepare(Tellings::QUERY)?;
    let mut placed = Tellings { rows: placed.query([])?, next: None };
    let mut query = db.prepare("SELECT document, body FROM facet ORDER BY document")?;
    let mut rows = query.query([])?;
    let day = |number: i64| i32::try_from(number).unwrap_or_default();
    let mut told: Vec<(i64, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let facets: Facets = read(blob(row.get_ref(1)?))?;
        placed.of(number, &mut told)?;
        for facet in &facets.claims {
            let traits = facet.traits();
            for (role, subject) in traits.named {
                glance.named.push(Packed::of(*role, *subject)?);
            }
            let seat = facet.telling.map(|nth| Seat { document: number, nth: i64::from(nth) }.id());
            let incident = seat.and_then(|s| told.iter().find(|(telling, _)| *telling == s));
            glance.claims.push(Row {
                key: facet.key,
                event: traits.event as i8,
                stance: traits.stance as i8,
                confidence: traits.confidence,
                days: (day(traits.days.0), day(traits.days.1)),
                named: glance.named.len() as u32,
                incident: incident.map_or(NONE, |(_, incident)| numbers.get(*incident)),
            });
        }
        glance.documents.push(Document { number, outlet: facets.outlet, end: glance.claims.len() });
    }
    glance.claims.shrink_to_fit();
    glance.named.shrink_to_fit();
    Ok(())
}

/// Says of each incident where it was: the most exact of the places that its claims name.
fn places(db: &Connection, glance: &mut Glance, reach: &dyn Fn(&str) -> Option<f64>) -> Result<(), LedgerError> {
    let mut known: HashMap<i64, Option<(u32, f64)>> = HashMap::new();
    let mut key_of = db.prepare("SELECT key FROM subject WHERE id = ?1")?;
    let mut found: Vec<Option<(u32, f64)>> = vec![None; glance.incidents.len()];
    let mut from = 0;
    for row in &glance.claims {
        let named = &glance.named[from..row.named as usize];
        from = row.named as usize;
        let Some(incident) = row.incident() else { continue };
        for (_, subject) in named.iter().map(|n| n.parts()).filter(|(role, _)| *role == Role::Place as u8) {
            let place = match known.get(&subject) {
                Some(place) => *place,
                None => {
                    let key: String = key_of.query_row([subject], |r| r.get(0))?;
                    let place = match reach(&key) {
                        None => None,
                        Some(reach) => {
                            let label = match labels::known(&key) {
                                Some(label) => Some(label.clone()),
                                None => labels::told(db, &key)?,
                            };
                            let label = label.unwrap_or_else(|| Label { arabic: key.as_str().into(), english: None });
                            glance.places.push(GlancedPlace { key: key.into(), label });
                            Some((glance.places.len() as u32 - 1, reach))
                        }
                    };
                    known.insert(subject, place);
                    place
                }
            };
            let best = &mut found[incident];
            if let Some((at, reach)) = place
                && best.is_none_or(|(_, least)| reach < least)
            {
                *best = Some((at, reach));
            }
        }
    }
    for (incident, place) in glance.incidents.iter_mut().zip(found) {
        incident.place = place.map(|(at, _)| at);
    }
    Ok(())
}
