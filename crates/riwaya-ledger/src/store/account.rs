//! The account of all that the ledger holds: near-copies, incidents, contests and tolls of the claims as they stand.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use riwaya_reader::names::Names;

use super::load::{Found, effective, found, name};
use super::{Filter, Ledger, LedgerError};
use crate::account::{
    Claims, Contest, Extremes, Incident, IncidentId, Matter, OriginId, Sketch, Telling, Told, TollSeries, Truce,
    contests, extremes, incidents, origins, tellings, tolls, truces,
};
use crate::countries;
use crate::model::{ClaimId, DocId};

/// What the claims of all reports tell together.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Every claim that stands, in the order of ids.
    pub claims: BTreeMap<ClaimId, Found>,
    /// Incidents in the order of their ids.
    pub incidents: Vec<Incident>,
    /// The contested among them, and other contested matters.
    pub contests: Vec<Contest>,
    /// Series of counts.
    pub tolls: Vec<TollSeries>,
    /// Truces in the order of their ids.
    pub truces: Vec<Truce>,
    extremes: HashMap<IncidentId, Vec<Extremes>>,
    labels: BTreeMap<Box<str>, Label>,
}

/// What somebody is called.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        self.contests.iter().find(|c| c.about == Matter::Incident(incident))
    }

    /// What the bearer of a key is called: of a side (`AM`), a source or a place.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&Label> {
        self.labels.get(key)
    }

    fn learn_labels(&mut self) {
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
        for found in self.claims.values() {
            let links = found.claim.chain.iter().map(|l| &l.party);
            for party in links.chain(&found.claim.actor).chain(&found.claim.target) {
                let identity = &party.name.identity;
                let arabic = identity.arabic.as_ref().unwrap_or(&party.name.words);
                let label = Label { arabic: arabic.clone(), english: identity.english.clone() };
                // Of several spellings the first in the order of letters, whichever came in first.
                let known = self.labels.entry(party.name.key().into()).or_insert_with(|| label.clone());
                if known.english.is_none() && label.arabic < known.arabic {
                    *known = label;
                }
            }
            for place in &found.claim.place {
                let entry = place.name.entry.as_ref();
                let arabic = entry.map_or(&place.name.words, |e| &e.arabic).clone();
                let label = Label { arabic, english: entry.map(|e| e.english.clone()).filter(|e| !e.is_empty()) };
                self.labels.entry(place.name.key().into()).or_insert(label);
            }
        }
    }
}

impl Ledger {
    /// Makes the account of all reports. It depends on nothing but the claims that stand: the order in which reports
    /// came in does not matter.
    ///
    /// All claims are held in memory while it is made.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn account(&mut self) -> Result<Account, LedgerError> {
        let mut account = Account::default();
        let mut sketches: HashMap<DocId, Sketch> = HashMap::new();
        for number in self.document_numbers()? {
            let loaded = effective(&self.connection, &mut self.names, number)?;
            let name: Arc<str> = name(&self.connection, number)?;
            sketches.extend(Sketch::of(&loaded.document.text).map(|s| (loaded.document.id, s)));
            account.claims.extend(loaded.standing().map(|(_, c)| (c.id, found(&loaded, &name, c))));
        }
        let origins = origins(sketches.iter().map(|(doc, sketch)| (*doc, sketch)));
        let told =
            |f: &'_ Found| (f.published, origins.get(&f.claim.doc()).copied().unwrap_or(OriginId(f.claim.doc())));
        let mut by_report: BTreeMap<DocId, Vec<Told<'_>>> = BTreeMap::new();
        for found in account.claims.values() {
            let (published, origin) = told(found);
            by_report.entry(found.claim.doc()).or_default().push(Told { claim: &found.claim, published, origin });
        }
        let all: Vec<Telling> = by_report.values().flat_map(|report| tellings(report)).collect();
        let incidents = incidents(&all);
        let claims = Claims::new(by_report.into_values().flatten());
        let truces = truces(&incidents, &claims);
        let contests = contests(&incidents, &truces, &claims);
        let tolls = tolls(&incidents, &claims);
        let extremes = incidents.iter().map(|i| (i.id, extremes(i, &claims))).collect();
        drop(claims);
        (account.incidents, account.contests, account.tolls, account.extremes) = (incidents, contests, tolls, extremes);
        account.truces = truces;
        account.learn_labels();
        Ok(account)
    }

    /// The claims that are asked for, by their ids.
    ///
    /// # Errors
    /// As [`Self::each_claim`].
    pub fn claim_ids(&mut self, filter: &Filter) -> Result<HashSet<ClaimId>, LedgerError> {
        Ok(self.claims(filter, 0)?.0.into_iter().map(|f| f.claim.id).collect())
    }

    fn document_numbers(&self) -> Result<Vec<i64>, LedgerError> {
        let mut query = self.connection.prepare_cached("SELECT document FROM filed")?;
        let numbers = query.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        Ok(numbers)
    }
}
