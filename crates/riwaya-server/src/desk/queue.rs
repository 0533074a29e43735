//! Which claims are worth a look: those the reader is least sure of, contested ones, and those that tell high tolls.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use riwaya_ledger::{Account, ClaimId, Filter, Found, Ledger, LedgerError, StoredClaim};

/// Why a claim is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The reader is not sure of it.
    LowConfidence,
    /// Somebody denies it, or tells another number.
    Contested,
    /// It tells many dead, wounded or displaced.
    HighToll,
}

impl Because {
    /// The name used in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LowConfidence => "low_confidence",
            Self::Contested => "contested",
            Self::HighToll => "high_toll",
        }
    }
}

/// A claim worth a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The claim.
    pub claim: ClaimId,
    /// How much a look is worth, from 0 to 1.
    pub value: f64,
    /// Why.
    pub because: Vec<Because>,
}

/// Claims below this are unsure.
const UNSURE: f32 = 0.5;
/// People from whom a toll is high.
const HIGH: u64 = 20;
/// The highest toll that still adds value.
const HIGHEST: f64 = 10_000.0;
/// Claims that are weighed, the newest first, besides the contested ones: a queue is worked from its top.
const WEIGHED: usize = 50_000;
/// Claims that stay in the queue.
const MOST: usize = 5_000;

/// The claims most worth a look, the worthiest first.
pub(super) fn candidates(ledger: &mut Ledger, account: &Account) -> Result<Vec<Candidate>, LedgerError> {
    let contested = contested(account);
    let mut found: HashMap<ClaimId, Candidate> = HashMap::new();
    let mut weighed = 0;
    ledger.each_claim(&Filter::default(), |Found { claim, .. }| {
        weighed += 1;
        found.insert(claim.id, candidate(&claim, contested.contains(&claim.id)));
        if weighed < WEIGHED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let older = contested.iter().filter(|c| !found.contains_key(c)).take(MOST).copied().collect();
    for Found { claim, .. } in ledger.found(&older)? {
        found.insert(claim.id, candidate(&claim, true));
    }
    let mut all: Vec<Candidate> = found.into_values().collect();
    all.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.claim.cmp(&b.claim)));
    all.truncate(MOST);
    Ok(all)
}

fn contested(account: &Account) -> HashSet<ClaimId> {
    let words = account.contests.iter().flat_map(|c| {
        let numbers = c.numbers.iter().flat_map(|n| n.told.iter().map(|t| &t.word));
        c.asserting.iter().chain(&c.denying).chain(numbers)
    });
    words.map(|w| w.claim).collect()
}

/// What a look is worth: half for doubt, three tenths for a contest, two tenths for a toll, on a scale of orders.
fn candidate(claim: &StoredClaim, contested: bool) -> Candidate {
    let doubt = f64::from(1.0 - claim.confidence.clamp(0.0, 1.0));
    let toll = claim.counts.iter().filter_map(|c| c.to.or(c.n)).max().unwrap_or_default();
    let height = ((toll as f64 + 1.0).ln() / HIGHEST.ln()).min(1.0);
    let value = 0.5 * doubt + if contested { 0.3 } else { 0.0 } + 0.2 * height;
    let mut because = Vec::new();
    because.extend((claim.confidence < UNSURE).then_some(Because::LowConfidence));
    because.extend(contested.then_some(Because::Contested));
    because.extend((toll >= HIGH).then_some(Because::HighToll));
    Candidate { claim: claim.id, value: (value * 1000.0).round() / 1000.0, because }
}
