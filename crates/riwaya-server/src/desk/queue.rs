//! Which claims are worth a look: those the reader is least sure of, contested ones, and those that tell high tolls.

use std::collections::HashMap;

use riwaya_ledger::{Chosen, ClaimId, Filter, Glance, GlancedClaim, Ledger, LedgerError};

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
/// All claims are weighed by doubt and contest; of so many of the worthiest the toll is weighed as well.
const WITH_TOLLS: usize = 6_000;
/// Under a filter the answer is waited for, so fewer.
const WITH_TOLLS_ASKED: usize = 150;
/// Claims that stay in the queue.
const MOST: usize = 5_000;

/// What was read of claims to weigh them: their ids, and the highest numbers that they tell.
pub(super) type Weighed = HashMap<(i64, u32), (ClaimId, u64)>;

/// The claims most worth a look, the worthiest first: of all, or of those chosen. What is `known` of a claim is not read.
pub(super) fn candidates(
    ledger: &mut Ledger,
    glance: &Glance,
    chosen: Option<&Chosen>,
    known: &Weighed,
) -> Result<(Vec<Candidate>, Weighed), LedgerError> {
    let most = if chosen.is_some() { WITH_TOLLS_ASKED } else { WITH_TOLLS };
    let worthiest = glance.worthiest(chosen, most, without_toll);
    let key = |c: &GlancedClaim| (c.document, c.key);
    let unknown: Vec<GlancedClaim> = worthiest.iter().filter(|c| !known.contains_key(&key(c))).copied().collect();
    let read = ledger.glanced_ids(&unknown)?.into_iter().zip(ledger.heights(&unknown)?);
    let mut weighed: Weighed = unknown.iter().map(key).zip(read).collect();
    weighed.extend(worthiest.iter().filter_map(|c| Some((key(c), *known.get(&key(c))?))));
    let told = worthiest.iter().filter_map(|c| Some((c, *weighed.get(&key(c))?)));
    let mut all: Vec<Candidate> = told.map(|(c, (id, height))| candidate(c, id, height)).collect();
    all.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.claim.cmp(&b.claim)));
    all.truncate(MOST);
    Ok((all, weighed))
}

/// Those of some claims that a filter asks for, by the reader's confidence alone: of claims that the account lacks it is not
/// known whether anybody contests them.
pub fn by_doubt(ledger: &mut Ledger, filter: &Filter, claims: &[ClaimId]) -> Result<Vec<Candidate>, LedgerError> {
    let asked = ledger.asked_among(filter, claims)?.into_iter();
    let doubted = asked.map(|(claim, confidence)| Candidate {
        claim,
        value: rounded(without_toll(confidence, false)),
        because: (confidence < UNSURE).then_some(Because::LowConfidence).into_iter().collect(),
    });
    Ok(doubted.collect())
}

/// Half for doubt, three tenths for a contest.
fn without_toll(confidence: f32, contested: bool) -> f64 {
    let doubt = f64::from(1.0 - confidence.clamp(0.0, 1.0));
    0.5 * doubt + if contested { 0.3 } else { 0.0 }
}

/// What a look is worth: doubt, contest, and two tenths for a toll, on a scale of orders.
fn candidate(claim: &GlancedClaim, id: ClaimId, toll: u64) -> Candidate {
    let height = ((toll as f64 + 1.0).ln() / HIGHEST.ln()).min(1.0);
    let value = without_toll(claim.confidence, claim.contested) + 0.2 * height;
    let mut because = Vec::new();
    because.extend((claim.confidence < UNSURE).then_some(Because::LowConfidence));
    because.extend(claim.contested.then_some(Because::Contested));
    because.extend((toll >= HIGH).then_some(Because::HighToll));
    Candidate { claim: id, value: rounded(value), because }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
