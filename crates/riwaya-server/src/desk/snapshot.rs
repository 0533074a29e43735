//! The account at one moment, with what finds its parts quickly.

use std::collections::{BTreeMap, HashMap};

use riwaya_ledger::account::{Contest, Disputed, Incident, Matter, Truce, disputed};
use riwaya_ledger::{Account, ClaimId, DocId, Extent, Ledger, LedgerError, Stats};

pub use super::queue::{Because, Candidate};

/// The account of a ledger as it was at some extent.
#[derive(Debug)]
pub struct Snapshot {
    /// How far the ledger reached.
    pub extent: Extent,
    /// The account.
    pub account: Account,
    /// What the ledger held, in numbers.
    pub stats: Stats,
    /// How many publish.
    pub outlets: usize,
    /// What contests tell of each source.
    pub disputed: BTreeMap<Option<Box<str>>, Disputed>,
    /// Claims worth a look, the worthiest first.
    pub queue: Vec<Candidate>,
    incident_of: HashMap<ClaimId, usize>,
    truce_of: HashMap<ClaimId, usize>,
    by_doc: HashMap<DocId, Vec<usize>>,
}

impl Snapshot {
    /// The account of a ledger as it is now.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of(ledger: &mut Ledger) -> Result<Self, LedgerError> {
        // Taken first: what comes in meanwhile makes the snapshot older than it says, never newer.
        let extent = ledger.extent()?;
        let account = ledger.account()?;
        let stats = ledger.stats()?;
        let outlets = ledger.outlet_count()?;
        let queue = super::queue::candidates(ledger, &account)?;
        let mut by_doc: HashMap<DocId, Vec<usize>> = HashMap::new();
        for (at, incident) in account.incidents.iter().enumerate() {
            for (telling, _) in &incident.tellings {
                by_doc.entry(telling.doc).or_default().push(at);
            }
        }
        let claims = |(at, i): (usize, &Incident)| i.claims.iter().map(|(c, _)| (*c, at)).collect::<Vec<_>>();
        let incident_of = account.incidents.iter().enumerate().flat_map(claims).collect();
        let claims = |(at, t): (usize, &Truce)| t.claims.iter().map(|c| (*c, at)).collect::<Vec<_>>();
        let truce_of = account.truces.iter().enumerate().flat_map(claims).collect();
        let disputed = disputed(&account.contests);
        Ok(Self { extent, account, stats, outlets, disputed, queue, incident_of, truce_of, by_doc })
    }

    /// The incident that a claim speaks of.
    #[must_use]
    pub fn incident_of(&self, claim: ClaimId) -> Option<&Incident> {
        self.account.incidents.get(*self.incident_of.get(&claim)?)
    }

    /// The truce of an id, or that a claim speaks of.
    #[must_use]
    pub fn truce_of(&self, claim: ClaimId) -> Option<&Truce> {
        self.account.truces.get(*self.truce_of.get(&claim)?)
    }

    /// The incidents that a report tells.
    pub fn incidents_of(&self, doc: DocId) -> impl Iterator<Item = &Incident> {
        self.by_doc.get(&doc).into_iter().flatten().filter_map(|at| self.account.incidents.get(*at))
    }

    /// The contest about a matter.
    #[must_use]
    pub fn contest(&self, about: Matter) -> Option<&Contest> {
        let at = self.account.contests.binary_search_by_key(&about, |c| c.about).ok()?;
        self.account.contests.get(at)
    }
}
