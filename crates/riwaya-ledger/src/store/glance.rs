//! All claims and incidents at a glance: what they are counted and filtered by, held in memory. How many there are when and
//! where under a filter is then known without reading a row.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::Connection;

use super::facet::{Facets, Traits, Wanted};
use super::gist::{Seat, read};
use super::incident::blob;
use super::index::{Role, number_day};
use super::labels::{self, Label};
use super::{Filter, Ledger, LedgerError};
use crate::model::{ClaimId, DocId};

/// Every claim that stands and every incident of a ledger, as it was when it was last reconciled. A claim takes some
/// hundred bytes.
#[derive(Debug, Default)]
pub struct Glance {
    /// The incidents, the earliest first.
    pub incidents: Vec<Glanced>,
    /// The places where they were.
    pub places: Vec<GlancedPlace>,
    documents: Vec<Document>,
    claims: Vec<Row>,
    named: Vec<(u8, i64)>,
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
    claims: Vec<bool>,
    incidents: Vec<bool>,
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
    named: usize,
    incident: Option<u32>,
}

impl Chosen {
    /// How many claims are asked for.
    #[must_use]
    pub fn claims(&self) -> usize {
        self.claims.iter().filter(|c| **c).count()
    }

    /// Whether a claim is asked for, by its place in the glance.
    #[must_use]
    pub fn has_claim(&self, at: usize) -> bool {
        self.claims.get(at).copied().unwrap_or_default()
    }
}

impl Glance {
    /// The incidents of which a claim is asked for, the earliest first.
    pub fn incidents_of<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a Glanced> {
        self.incidents.iter().zip(&chosen.incidents).filter(|(_, is_chosen)| **is_chosen).map(|(incident, _)| incident)
    }

    /// The incidents of which documents tell that came in after the one of that number.
    #[must_use]
    pub fn told_since(&self, document: i64) -> Vec<&Glanced> {
        let old = self.documents.partition_point(|d| d.number <= document);
        let from = old.checked_sub(1).and_then(|last| self.documents.get(last)).map_or(0, |d| d.end);
        let told: BTreeSet<u32> = self.claims.iter().skip(from).filter_map(|row| row.incident).collect();
        told.into_iter().filter_map(|at| self.incidents.get(at as usize)).collect()
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = GlancedClaim> {
        self.claims.iter().enumerate().map(|(at, row)| GlancedClaim {
            at,
            confidence: row.confidence,
            contested: row.incident.and_then(|i| self.incidents.get(i as usize)).is_some_and(|i| i.contested),
        })
    }

    /// The claims that a filter asks for.
    fn chosen(&self, wanted: &Wanted<'_>) -> Chosen {
        let mut chosen =
            Chosen { claims: vec![false; self.claims.len()], incidents: vec![false; self.incidents.len()] };
        let (mut from, mut named) = (0, 0);
        for document in &self.documents {
            for at in from..document.end {
                let row = self.claims[at];
                let traits = Traits {
                    event: row.event.into(),
                    stance: row.stance.into(),
                    days: (row.days.0.into(), row.days.1.into()),
                    confidence: row.confidence,
                    named: &self.named[named..row.named],
                };
                named = row.named;
                if wanted.meets(document.outlet, &traits) {
                    chosen.claims[at] = true;
                    if let Some(incident) = row.incident {
                        chosen.incidents[incident as usize] = true;
                    }
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
            let placed = placed(db, &numbers)?;
            claims(db, &mut glance, &placed)?;
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

    /// The ids of claims, by their places in a glance.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn glanced_ids(&self, glance: &Glance, at: &[usize]) -> Result<Vec<ClaimId>, LedgerError> {
        let mut sha = self.connection.prepare_cached("SELECT sha FROM document WHERE id = ?1")?;
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

/// Takes up the incidents; gives the place of each by its number.
fn incidents(db: &Connection, glance: &mut Glance) -> Result<HashMap<i64, u32>, LedgerError> {
    let mut contested = db.prepare("SELECT about FROM contest WHERE matter = 0")?;
    let contested: HashSet<i64> = contested.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut numbers = HashMap::new();
    let mut query = db.prepare("SELECT id, day, actual, claims FROM incident ORDER BY day, name")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        numbers.insert(number, glance.incidents.len() as u32);
        glance.incidents.push(Glanced {
            day: number_day(row.get(1)?),
            actual: row.get(2)?,
            contested: contested.contains(&number),
            claims: row.get(3)?,
            place: None,
        });
    }
    Ok(numbers)
}

/// The incident of each telling.
fn placed(db: &Connection, numbers: &HashMap<i64, u32>) -> Result<HashMap<i64, u32>, LedgerError> {
    let mut query = db.prepare(
        "SELECT p.telling, coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling",
    )?;
    let mut rows = query.query([])?;
    let mut placed = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Some(at) = numbers.get(&row.get(1)?) {
            placed.insert(row.get(0)?, *at);
        }
    }
    Ok(placed)
}

fn claims(db: &Connection, glance: &mut Glance, placed: &HashMap<i64, u32>) -> Result<(), LedgerError> {
    let mut query = db.prepare("SELECT document, body FROM facet ORDER BY document")?;
    let mut rows = query.query([])?;
    let day = |number: i64| i32::try_from(number).unwrap_or_default();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let facets: Facets = read(blob(row.get_ref(1)?))?;
        for facet in &facets.claims {
            let traits = facet.traits();
            glance.named.extend_from_slice(traits.named);
            let seat = facet.telling.map(|nth| Seat { document: number, nth: i64::from(nth) }.id());
            glance.claims.push(Row {
                key: facet.key,
                event: traits.event as i8,
                stance: traits.stance as i8,
                confidence: traits.confidence,
                days: (day(traits.days.0), day(traits.days.1)),
                named: glance.named.len(),
                incident: seat.and_then(|s| placed.get(&s).copied()),
            });
        }
        glance.documents.push(Document { number, outlet: facets.outlet, end: glance.claims.len() });
    }
    Ok(())
}

/// Says of each incident where it was: the most exact of the places that its claims name.
fn places(db: &Connection, glance: &mut Glance, reach: &dyn Fn(&str) -> Option<f64>) -> Result<(), LedgerError> {
    let mut known: HashMap<i64, Option<(u32, f64)>> = HashMap::new();
    let mut key_of = db.prepare("SELECT key FROM subject WHERE id = ?1")?;
    let mut found: Vec<Option<(u32, f64)>> = vec![None; glance.incidents.len()];
    let mut from = 0;
    for row in &glance.claims {
        let named = &glance.named[from..row.named];
        from = row.named;
        let Some(incident) = row.incident else { continue };
        for (_, subject) in named.iter().filter(|(role, _)| *role == Role::Place as u8) {
            let place = match known.get(subject) {
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
                    known.insert(*subject, place);
                    place
                }
            };
            let best = &mut found[incident as usize];
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
