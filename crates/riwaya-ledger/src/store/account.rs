//! The account of all that the ledger holds: near-copies, incidents, contests and tolls of the claims as they stand.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::ControlFlow;

use jiff::civil::Date;
use riwaya_reader::names::Names;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::derived::Part;
use super::load::{Found, effective};
use super::names::NameCache;
use super::{Filter, Ledger, LedgerError, decision, derived};
use crate::account::{
    Claims, Contest, Extremes, Incident, IncidentId, Matter, OriginId, Sketch, Telling, Told, TollSeries, Truce,
    TruceId, contests, extremes, origins, ruled, tellings, tolls, truces,
};
use crate::model::{ClaimId, DocId, StoredClaim};
use crate::{countries, sectors};

/// What the claims of all reports tell together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Incidents in the order of their ids.
    pub incidents: Vec<Incident>,
    /// The contested among them, and other contested matters, in the order of what they are about.
    pub contests: Vec<Contest>,
    /// Series of counts.
    pub tolls: Vec<TollSeries>,
    /// Truces in the order of their ids.
    pub truces: Vec<Truce>,
    pub(super) extremes: BTreeMap<IncidentId, Vec<Extremes>>,
    pub(super) labels: BTreeMap<Box<str>, Label>,
}

/// What somebody is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// In Arabic, else as a report has it.
    pub arabic: Box<str>,
    /// In English, where known.
    pub english: Option<Box<str>>,
}

impl Account {
    /// Low and high of each harm of an incident.
    #[must_use]
    pub fn extremes(&self, incident: IncidentId) -> &[Extremes] {
        self.extremes.get(&incident).map_or(&[], Vec::as_slice)
    }

    /// The contest about an incident, where there is one.
    #[must_use]
    pub fn contest(&self, incident: IncidentId) -> Option<&Contest> {
        let at = self.contests.binary_search_by_key(&Matter::Incident(incident), |c| c.about).ok()?;
        self.contests.get(at)
    }

    /// The incident of an id.
    #[must_use]
    pub fn incident(&self, id: IncidentId) -> Option<&Incident> {
        self.incidents.get(self.incidents.binary_search_by_key(&id, |i| i.id).ok()?)
    }

    /// The truce of an id.
    #[must_use]
    pub fn truce(&self, id: TruceId) -> Option<&Truce> {
        self.truces.get(self.truces.binary_search_by_key(&id, |t| t.id).ok()?)
    }

    /// The incident that a claim speaks of.
    #[must_use]
    pub fn incident_of(&self, claim: ClaimId) -> Option<&Incident> {
        self.incidents.iter().find(|i| i.claims.iter().any(|(c, _)| *c == claim))
    }

    /// The truce of that id, or that a claim speaks of.
    #[must_use]
    pub fn truce_of(&self, claim: ClaimId) -> Option<&Truce> {
        self.truce(TruceId(claim)).or_else(|| self.truces.iter().find(|t| t.claims.contains(&claim)))
    }

    /// What the bearer of a key is called: of a side (`AM`), a source or a place.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&Label> {
        self.labels.get(key)
    }

    fn learn_labels<'a>(&mut self, claims: impl Iterator<Item = &'a StoredClaim>) {
        for entity in Names::builtin().entities() {
            let label = Label { arabic: entity.arabic.clone(), english: Some(entity.english.clone()) };
            self.labels.insert(entity.id.clone(), label);
        }
        for country in countries::all() {
            let label = Label { arabic: country.arabic.into(), english: Some(country.english.into()) };
            if country.id.starts_with("iso:") {
                self.labels.insert(country.code.into(), label.clone());
                // A country of which no sector is told.
                self.labels.insert(format!("{}/-", country.code).into(), label.clone());
            }
            self.labels.insert(country.id.into(), label);
        }
        for claim in claims {
            let links = claim.chain.iter().map(|l| &l.party);
            for party in links.chain(&claim.actor).chain(&claim.target) {
                let key = party.name.key();
                // Whoever acts for a country is called by country and sector, not by whichever name came first.
                if !self.labels.contains_key(&*key)
                    && let Some((arabic, english)) = sectors::labels(&key)
                {
                    self.labels.insert(key.into(), Label { arabic: arabic.into(), english: Some(english.into()) });
                    continue;
                }
                let identity = &party.name.identity;
                let arabic = identity.arabic.as_ref().unwrap_or(&party.name.words);
                let label = Label { arabic: arabic.clone(), english: identity.english.clone() };
                // Of several spellings the first in the order of letters, whichever came in first.
                let known = self.labels.entry(key.into()).or_insert_with(|| label.clone());
                if known.english.is_none() && label.arabic < known.arabic {
                    *known = label;
                }
            }
            for place in &claim.place {
                let entry = place.name.entry.as_ref();
                let arabic = entry.map_or(&place.name.words, |e| &e.arabic).clone();
                let label = Label { arabic, english: entry.map(|e| e.english.clone()).filter(|e| !e.is_empty()) };
                self.labels.entry(place.name.key().into()).or_insert(label);
            }
        }
    }
}

impl Ledger {
    /// The account of all reports. It depends on nothing but the claims that stand and what was decided: the order in
    /// which reports came in does not matter.
    ///
    /// It is made once and kept; it is made anew when a report, a reading or a decision came in since, or when this
    /// program would make it otherwise. All claims, without the texts of their reports, are held in memory meanwhile.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn account(&mut self) -> Result<Account, LedgerError> {
        self.account_with(&Part::ALL)
    }

    /// The account as [`Self::account`] gives it, with these parts at least: others may be left empty.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn account_with(&mut self, parts: &[Part]) -> Result<Account, LedgerError> {
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        let stamp = derived::Stamp::of(&tx)?;
        if let Some(account) = derived::kept(&tx, &stamp, parts)? {
            return Ok(account);
        }
        let account = made(&tx, &mut self.names)?;
        // The answer stands even where it cannot be kept: another process writes, or there is no room.
        match derived::keep(&tx, &stamp, &account) {
            Ok(()) => match tx.commit() {
                Err(e) if !derived::is_no_fault(&e) => Err(e.into()),
                _ => Ok(account),
            },
            Err(LedgerError::Full) => Ok(account),
            Err(LedgerError::Database(e)) if derived::is_no_fault(&e) => Ok(account),
            Err(e) => Err(e),
        }
    }

    /// Makes the account from the claims, whatever is kept.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn account_anew(&mut self) -> Result<Account, LedgerError> {
        made(&self.connection, &mut self.names)
    }

    /// The claims of some ids, in their order, as they stand.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn found(&mut self, ids: &BTreeSet<ClaimId>) -> Result<Vec<Found>, LedgerError> {
        let docs: BTreeSet<DocId> = ids.iter().map(|id| id.doc).collect();
        let mut out = Vec::new();
        for doc in docs {
            out.extend(self.claims_of(doc)?.into_iter().filter(|f| ids.contains(&f.claim.id)));
        }
        out.sort_by_key(|f| f.claim.id);
        Ok(out)
    }

    /// The claims that are asked for, by their ids.
    ///
    /// # Errors
    /// As [`Self::each_claim`].
    pub fn claim_ids(&mut self, filter: &Filter) -> Result<HashSet<ClaimId>, LedgerError> {
        let mut ids = HashSet::new();
        self.each_claim(filter, |found| {
            ids.insert(found.claim.id);
            ControlFlow::Continue(())
        })?;
        Ok(ids)
    }
}

/// The claims of a report as they stand, without its text.
struct Report {
    doc: DocId,
    published: Option<Date>,
    claims: Vec<StoredClaim>,
}

pub(super) fn made(db: &Connection, names: &mut NameCache) -> Result<Account, LedgerError> {
    let mut sketches: Vec<(DocId, Sketch)> = Vec::new();
    let mut reports: Vec<Report> = Vec::new();
    for number in document_numbers(db)? {
        let loaded = effective(db, names, number)?;
        let doc = loaded.document.id;
        sketches.extend(Sketch::of(&loaded.document.text).map(|s| (doc, s)));
        reports.push(Report { doc, published: loaded.filed.published, claims: loaded.into_standing() });
    }
    reports.sort_unstable_by_key(|r| r.doc);
    let origins = origins(sketches.iter().map(|(doc, sketch)| (*doc, sketch)));
    drop(sketches);
    let mut told: Vec<Told<'_>> = Vec::new();
    let mut all: Vec<Telling> = Vec::new();
    for report in &reports {
        let origin = origins.get(&report.doc).copied().unwrap_or(OriginId(report.doc));
        let own = told.len();
        told.extend(report.claims.iter().map(|claim| Told { claim, published: report.published, origin }));
        all.extend(tellings(&told[own..]));
    }
    let incidents = ruled(&all, &decision::rulings(db)?);
    drop(all);
    let claims = Claims::new(told);
    let truces = truces(&incidents, &claims);
    let contests = contests(&incidents, &truces, &claims);
    let tolls = tolls(&incidents, &claims);
    let extremes = incidents.iter().map(|i| (i.id, extremes(i, &claims))).filter(|(_, e)| !e.is_empty()).collect();
    drop(claims);
    let mut account = Account { incidents, contests, tolls, truces, extremes, labels: BTreeMap::new() };
    account.learn_labels(reports.iter().flat_map(|r| &r.claims));
    Ok(account)
}

fn document_numbers(db: &Connection) -> Result<Vec<i64>, LedgerError> {
    // In the order in which they lie in the file.
    let mut query = db.prepare_cached("SELECT document FROM filed ORDER BY document")?;
    let numbers = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(numbers)
}
