//! What contests tell of sources, held against what a filter asks for without reading a row.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::super::LedgerError;
use super::super::incident::blob;
use super::finding::{Documents, Finder};
use super::{Chosen, Glance};
use crate::account::Disputed;

/// What contests tell of each source, by its key.
#[derive(Debug, Default)]
pub(super) struct Disputes(HashMap<Box<str>, OfSource>);

/// What contests tell of one source.
#[derive(Debug, Default)]
struct OfSource {
    /// Claims of it that others deny, by their places in the glance; each is there once.
    denied: Vec<usize>,
    /// How often it changed its account of what.
    revised: Vec<(Matter, usize)>,
}

/// What an account is of.
#[derive(Debug)]
enum Matter {
    /// An incident, by its place in the glance.
    Incident(usize),
    /// A truce, by the places of the claims that tell of it.
    Truce(Vec<usize>),
}

impl Disputes {
    /// What all contests tell, as far as the glance has what they tell of.
    pub(super) fn of(db: &Connection, glance: &Glance) -> Result<Self, LedgerError> {
        let (finder, documents) = (Finder::of(glance), Documents::of(db)?);
        let mut truces: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        let mut disputes = Self::default();
        let mut query = db.prepare("SELECT source, claim, matter, about, revised FROM dispute ORDER BY source")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let source = row.get_ref(0)?.as_str().unwrap_or_default();
            let (matter, about, revised): (i64, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
            if !disputes.0.contains_key(source) {
                disputes.0.insert(source.into(), OfSource::default());
            }
            let Some(own) = disputes.0.get_mut(source) else { continue };
            let matter = match (revised, matter) {
                (0, _) => {
                    own.denied.extend(
                        documents.claim(blob(row.get_ref(1)?)).and_then(|(document, key)| finder.claim(document, key)),
                    );
                    continue;
                }
                (_, 0) => glance.numbers.get(about).map(|at| Matter::Incident(at as usize)),
                _ => {
                    let known = truces.get(&(matter, about)).cloned();
                    let claims = known.map_or_else(|| behind(db, &finder, (matter, about)), Ok)?;
                    truces.insert((matter, about), claims.clone());
                    Some(Matter::Truce(claims))
                }
            };
            own.revised.extend(matter.zip(usize::try_from(revised).ok()));
        }
        for own in disputes.0.values_mut() {
            // A claim that is denied in several contests is denied once.
            own.denied.sort_unstable();
            own.denied.dedup();
        }
        Ok(disputes)
    }
}

/// The claims behind the contest about a truce.
fn behind(db: &Connection, finder: &Finder<'_>, about: (i64, i64)) -> Result<Vec<usize>, LedgerError> {
    let mut query = db.prepare_cached("SELECT behind FROM contest WHERE matter = ?1 AND about = ?2")?;
    let mut rows = query.query(about)?;
    let Some(row) = rows.next()? else { return Ok(Vec::new()) };
    Ok(finder.behind(blob(row.get_ref(0)?))?.into_iter().flatten().collect())
}

impl Glance {
    /// What contests tell of a source: of its claims that are asked for, and of how it changed its account of what they tell.
    pub(in crate::store) fn disputed(
        &self,
        db: &Connection,
        chosen: &Chosen,
        source: &str,
    ) -> Result<Disputed, LedgerError> {
        let disputes = self.made.disputes(db, self)?;
        let Some(own) = disputes.0.get(source) else { return Ok(Disputed::default()) };
        let is_asked = |matter: &Matter| match matter {
            Matter::Incident(at) => chosen.incidents.contains(*at),
            Matter::Truce(claims) => claims.iter().any(|at| chosen.has_claim(*at)),
        };
        Ok(Disputed {
            denied_by_others: own.denied.iter().filter(|at| chosen.has_claim(**at)).count(),
            revised: own.revised.iter().filter(|(matter, _)| is_asked(matter)).map(|(_, times)| times).sum(),
        })
    }
}
