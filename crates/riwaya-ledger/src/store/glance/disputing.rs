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

/// What contests tell is about, found in a glance.
struct Matters<'g> {
    db: &'g Connection,
    glance: &'g Glance,
    finder: Finder<'g>,
    documents: Documents,
    /// The claims that tell of each truce, by its matter and number.
    truces: BTreeMap<(i64, i64), Vec<usize>>,
}

impl<'g> Matters<'g> {
    fn of(db: &'g Connection, glance: &'g Glance) -> Result<Self, LedgerError> {
        let (finder, documents) = (Finder::of(glance), Documents::of(db)?);
        Ok(Self { db, glance, finder, documents, truces: BTreeMap::new() })
    }

    /// The place of the claim whose id begins so; absent where it came in later.
    fn claim(&self, beginning: &[u8]) -> Option<usize> {
        let (document, key) = self.documents.claim(beginning)?;
        self.finder.claim(document, key)
    }

    /// What a contest is about; absent where it was made later.
    fn matter(&mut self, matter: i64, about: i64) -> Result<Option<Matter>, LedgerError> {
        if matter == 0 {
            return Ok(self.glance.numbers.get(about).map(|at| Matter::Incident(at as usize)));
        }
        if !self.truces.contains_key(&(matter, about)) {
            self.truces.insert((matter, about), self.behind((matter, about))?);
        }
        Ok(self.truces.get(&(matter, about)).cloned().map(Matter::Truce))
    }

    /// The claims behind the contest about a truce.
    fn behind(&self, about: (i64, i64)) -> Result<Vec<usize>, LedgerError> {
        let mut query = self.db.prepare_cached("SELECT behind FROM contest WHERE matter = ?1 AND about = ?2")?;
        let mut rows = query.query(about)?;
        let Some(row) = rows.next()? else { return Ok(Vec::new()) };
        Ok(self.finder.behind(blob(row.get_ref(0)?))?.into_iter().flatten().collect())
    }
}

impl Disputes {
    /// What all contests tell, as far as the glance has what they tell of.
    pub(super) fn of(db: &Connection, glance: &Glance) -> Result<Self, LedgerError> {
        let mut matters = Matters::of(db, glance)?;
        let mut disputes = Self::default();
        let mut query = db.prepare("SELECT source, claim, matter, about, revised FROM dispute ORDER BY source")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let own = disputes.of_source(row.get_ref(0)?.as_str().unwrap_or_default());
            let revised: usize = row.get::<_, i64>(4)?.try_into().unwrap_or_default();
            if revised == 0 {
                own.denied.extend(matters.claim(blob(row.get_ref(1)?)));
            } else if let Some(matter) = matters.matter(row.get(2)?, row.get(3)?)? {
                own.revised.push((matter, revised));
            }
        }
        for own in disputes.0.values_mut() {
            // A claim that is denied in several contests is denied once.
            own.denied.sort_unstable();
            own.denied.dedup();
        }
        Ok(disputes)
    }

    fn of_source(&mut self, source: &str) -> &mut OfSource {
        self.0.entry(source.into()).or_default()
    }
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
