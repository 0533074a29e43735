//! The account of all that the ledger holds: near-copies, incidents, contests and tolls of the claims as they stand.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::facet::{Facets, Wanted};
use super::filter::{FEW, documents};
use super::gist::Reports;
use super::labels::{self, Label};
use super::load::{Found, effective};
use super::names::NameCache;
use super::series::SeriesRow;
use super::{Filter, Ledger, LedgerError, decision, incident, reconcile, series, truces};
use crate::account::{
    Claims, Contest, Extremes, Incident, IncidentId, Matter, OriginId, Point, Side, Sketch, Telling, Told, TollKey,
    TollSeries, Truce, TruceId, Voice, Word, contests, extremes, in_order, origins, points, ruled, tellings, tolls,
    truces as truces_of,
};
use crate::model::{ClaimId, DocId, StoredClaim};

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

/// A part of the account that can be asked for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Incidents.
    Incidents,
    /// Low and high of the numbers told of incidents.
    Extremes,
    /// What is contested.
    Contests,
    /// Series of counts.
    Tolls,
    /// Truces.
    Truces,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] = [Self::Incidents, Self::Extremes, Self::Contests, Self::Tolls, Self::Truces];
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
        labels::known(key).or_else(|| self.labels.get(key))
    }

    /// Of several labels of one key the first stands.
    fn learn_labels(&mut self, told: impl IntoIterator<Item = (Box<str>, Label)>) {
        for (key, label) in told {
            self.labels.entry(key).or_insert(label);
        }
    }

    /// Brings everything into its order.
    pub(super) fn sort(&mut self) {
        self.incidents.sort_by_key(|i| i.id);
        self.incidents.dedup_by_key(|i| i.id);
        self.contests.sort_by_key(|c| c.about);
        self.contests.dedup_by_key(|c| c.about);
        self.truces.sort_by_key(|t| t.id);
        self.truces.dedup_by_key(|t| t.id);
        self.tolls.sort_by(|a, b| a.key.cmp(&b.key));
    }
}

impl Ledger {
    /// The account of all reports. It depends on nothing but the claims that stand and what was decided: the order in
    /// which reports came in does not matter.
    ///
    /// What is kept of it is made anew first, as far as a report, a reading or a decision came in since, or this program
    /// would make it otherwise. All of it is held in memory; [`Ledger::incidents`] and its like read a page.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn account(&mut self) -> Result<Account, LedgerError> {
        self.account_with(&Part::ALL)
    }

    /// The account as [`Self::account`] gives it, with these parts at least: others may be left empty.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn account_with(&mut self, parts: &[Part]) -> Result<Account, LedgerError> {
        self.with_made(|db, _| whole(db, parts))
    }

    /// Reads what is kept of the account once it is what the claims give. A ledger that was opened only to be asked tells
    /// what it was when it was last reconciled.
    pub(super) fn with_made<T>(
        &mut self,
        read: impl FnOnce(&Connection, &mut NameCache) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        if reconcile::is_made(&tx)? || self.asks && reconcile::is_readable(&tx)? {
            return read(&tx, &mut self.names);
        }
        drop(tx);
        if self.asks {
            return Err(LedgerError::Unreconciled);
        }
        loop {
            let (tx, names) = self.begin()?;
            if !reconcile::reconcile(&tx, names, reconcile::SLICE)? {
                tx.commit()?;
                continue;
            }
            // What is made is read before anybody else can write.
            let answer = read(&tx, names)?;
            return match tx.commit() {
                // The answer stands even where there is no room to keep it.
                Err(error) if error.sqlite_error_code() != Some(ErrorCode::DiskFull) => Err(error.into()),
                _ => Ok(answer),
            };
        }
    }

    /// Reports that came in, or whose claims changed, since the account was reconciled.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn waiting(&self) -> Result<usize, LedgerError> {
        reconcile::waiting(&self.connection)
    }

    /// Makes the account from the claims, whatever is kept.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn account_anew(&mut self) -> Result<Account, LedgerError> {
        anew(&self.connection, &mut self.names)
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
        let named = self.named(filter)?;
        let db = &self.connection;
        let wanted = Wanted::new(filter, &named);
        let documents = match documents(db, (&named, &wanted), FEW)? {
            Some(few) => few,
            None => reconcile::numbers(db, "SELECT document FROM filed")?,
        };
        let mut sha = db.prepare_cached("SELECT sha FROM document INDEXED BY document_sha WHERE id = ?1")?;
        let mut ids = HashSet::new();
        for document in documents {
            let facets = Facets::load(db, &mut self.names, document)?;
            let mut keys = facets.claims.iter().filter(|f| wanted.holds(facets.outlet, f)).map(|f| f.key).peekable();
            if keys.peek().is_some() {
                let doc = DocId(sha.query_row([document], |r| r.get(0))?);
                ids.extend(keys.map(|key| ClaimId { doc, key }));
            }
        }
        Ok(ids)
    }
}

/// The claims of a report as they stand, without its text.
struct Report {
    doc: DocId,
    published: Option<Date>,
    claims: Vec<StoredClaim>,
}

/// The account made of all claims at once.
fn anew(db: &Connection, names: &mut NameCache) -> Result<Account, LedgerError> {
    let mut sketches: Vec<(DocId, Sketch)> = Vec::new();
    let mut reports: Vec<Report> = Vec::new();
    for number in reconcile::numbers(db, "SELECT document FROM filed ORDER BY document")? {
        let loaded = effective(db, names, number)?;
        let doc = loaded.document.id;
        sketches.extend(Sketch::of(&loaded.document.text).map(|s| (doc, s)));
        reports.push(Report { doc, published: loaded.filed.published, claims: loaded.into_standing() });
    }
    reports.sort_unstable_by_key(|r| r.doc);
    let origins = origins(sketches.iter().map(|(doc, sketch)| (*doc, sketch)));
    let mut told: Vec<Told<'_>> = Vec::new();
    let mut all: Vec<Telling> = Vec::new();
    for report in &reports {
        let origin = origins.get(&report.doc).copied().unwrap_or(OriginId(report.doc));
        let own = told.len();
        told.extend(report.claims.iter().map(|claim| Told { claim, published: report.published, origin }));
        all.extend(tellings(&told[own..]));
    }
    let incidents = ruled(&all, &decision::rulings(db)?);
    let claims = Claims::new(told);
    let truces = truces_of(&incidents, &claims);
    let contests = contests(&incidents, &truces, &claims);
    let tolls = tolls(&incidents, &claims);
    let extremes = incidents.iter().map(|i| (i.id, extremes(i, &claims))).filter(|(_, e)| !e.is_empty()).collect();
    let mut account = Account { incidents, contests, tolls, truces, extremes, labels: BTreeMap::new() };
    account.learn_labels(labels::all_told(db)?);
    Ok(account)
}

/// These parts of the account that is kept.
fn whole(db: &Connection, parts: &[Part]) -> Result<Account, LedgerError> {
    let mut account = Account::default();
    let reports = &mut Reports::new(db);
    let mut series: BTreeMap<TollKey, Vec<Point>> = BTreeMap::new();
    for number in reconcile::numbers(db, "SELECT id FROM incident")? {
        let Some(seats) = incident::seats(db, number)? else { continue };
        let found = incident::composed(db, reports, &seats)?;
        if parts.contains(&Part::Extremes) {
            account.learn_extremes(&found.incident, &found.claims);
        }
        if parts.contains(&Part::Contests) {
            account.contests.extend(incident::contest(db, reports, &found, &seats)?);
        }
        if parts.contains(&Part::Tolls) {
            for (id, _) in &found.incident.claims {
                for (key, point) in points(*id, Some(&found.incident), &found.claims) {
                    series.entry(key).or_default().push(point);
                }
            }
        }
        account.incidents.push(found.incident);
    }
    // Running series hold the counts of claims in no incident as well.
    series.retain(|key, _| matches!(key.scope, crate::account::Scope::Incident(_)));
    account.tolls = series.into_iter().map(|(key, points)| in_order(key, points)).collect();
    if parts.contains(&Part::Tolls) {
        let mut query = db.prepare("SELECT victims, harm, who, scope, since, name FROM toll WHERE scope > 0")?;
        let rows: Vec<SeriesRow> = query.query_map([], SeriesRow::of_row)?.collect::<Result<_, _>>()?;
        for row in rows {
            account.tolls.push(series::running(db, reports, &row)?);
        }
    }
    for number in reconcile::numbers(db, "SELECT id FROM truce")? {
        let Some(truce) = truces::truce(db, reports, number)? else { continue };
        if parts.contains(&Part::Contests) {
            for matter in [Matter::Truce, Matter::Violation] {
                account.contests.extend(truces::contest(db, reports, &truce, matter)?);
            }
        }
        account.truces.push(truce);
    }
    account.sort();
    account.learn_labels(labels::all_told(db)?);
    Ok(account)
}

impl Account {
    /// The keys of all that it tells of.
    pub(super) fn keys(&self) -> BTreeSet<&str> {
        let mut keys = BTreeSet::new();
        for incident in &self.incidents {
            keys.extend(incident.spots.iter().map(|s| &*s.key));
            keys.extend(incident.accused.iter().chain(&incident.victims).map(Side::key));
        }
        keys.extend(self.extremes.values().flatten().filter_map(|e| e.side.as_ref()).map(Side::key));
        let mut words: Vec<&Word> = Vec::new();
        for contest in &self.contests {
            keys.extend(contest.silent.iter().map(Side::key));
            words.extend(contest.asserting.iter().chain(&contest.demanding).chain(&contest.denying));
            words.extend(contest.numbers.iter().flat_map(|n| &n.told).map(|t| &t.word));
            words.extend(contest.changes.iter().flat_map(|c| [&c.before, &c.after]));
        }
        for series in &self.tolls {
            keys.extend(series.key.victims.iter().map(Side::key));
            words.extend(series.points.iter().map(|p| &p.word));
        }
        for truce in &self.truces {
            keys.extend(truce.parties.iter().chain(&truce.brokers).map(Side::key));
            keys.extend(truce.spots.iter().map(|s| &*s.key));
            keys.extend(truce.violations.iter().flat_map(|v| &v.accused).map(Side::key));
            keys.extend(truce.violations.iter().flat_map(|v| &v.places).map(|p| &**p));
            words.extend(truce.positions.iter().map(|p| &p.word).chain(&truce.others));
            words.extend(truce.violations.iter().map(|v| &v.word));
        }
        for word in words {
            keys.extend(word.side.as_ref().map(Side::key));
            keys.extend(word.through.iter().map(|t| &**t));
            if let Voice::Source(source) = &word.voice {
                keys.insert(source);
            }
        }
        keys
    }

    pub(super) fn learn_extremes(&mut self, incident: &Incident, claims: &Claims) {
        let extremes = extremes(incident, claims);
        if !extremes.is_empty() {
            self.extremes.insert(incident.id, extremes);
        }
    }
}
