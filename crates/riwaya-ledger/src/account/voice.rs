//! Voices: who holds a claim, and through whom it reached the reader.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use riwaya_reader::Stance;

use super::origins::OriginId;
use super::side::{Side, Sides};
use super::telling::Told;
use crate::model::{ClaimId, DocId, StoredClaim};

/// Who holds a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Voice {
    /// The report itself.
    Report(OriginId),
    /// A source, by the key of its name.
    Source(Box<str>),
}

/// One claim as somebody's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The claim.
    pub claim: ClaimId,
    /// Who holds it.
    pub voice: Voice,
    /// On whose behalf, where known.
    pub side: Option<Side>,
    /// How it is held.
    #[serde(with = "crate::model::named")]
    pub stance: Stance,
    /// Through whom: the keys of the links before the last.
    pub through: Vec<Box<str>>,
    /// The origin of the report.
    pub origin: OriginId,
    /// The day of the report.
    #[serde(with = "crate::model::named::option")]
    pub published: Option<Date>,
}

/// Claims with the sides that their reports name.
#[derive(Debug, Default)]
pub struct Claims<'a> {
    told: HashMap<ClaimId, Told<'a>>,
    sides: BTreeMap<DocId, Sides>,
}

impl<'a> Claims<'a> {
    /// All claims of some reports; each report must be given whole.
    #[must_use]
    pub fn new(claims: impl IntoIterator<Item = Told<'a>>) -> Self {
        let mut reports: BTreeMap<DocId, Vec<&'a StoredClaim>> = BTreeMap::new();
        let mut told = HashMap::new();
        for t in claims {
            if told.insert(t.claim.id, t).is_none() {
                reports.entry(t.claim.doc()).or_default().push(t.claim);
            }
        }
        let sides = reports.into_iter().map(|(doc, claims)| (doc, Sides::of(claims))).collect();
        Self { told, sides }
    }

    /// A claim with what is known of its report.
    #[must_use]
    pub fn told(&self, id: ClaimId) -> Option<Told<'a>> {
        self.told.get(&id).copied()
    }

    /// Every claim in the order of ids.
    #[must_use]
    pub fn sorted(&self) -> Vec<Told<'a>> {
        let mut all: Vec<Told<'a>> = self.told.values().copied().collect();
        all.sort_by_key(|t| (t.claim.doc(), t.claim.trigger.span.start(), t.claim.id));
        all
    }

    /// The sides that a claim's report names.
    #[must_use]
    pub fn sides(&self, claim: &StoredClaim) -> &Sides {
        static NONE: std::sync::LazyLock<Sides> = std::sync::LazyLock::new(Sides::default);
        self.sides.get(&claim.doc()).unwrap_or(&NONE)
    }

    /// A claim as somebody's word.
    #[must_use]
    pub fn word(&self, told: Told<'_>) -> Word {
        let claim = told.claim;
        let through = claim.chain.iter().rev().skip(1).rev().map(|l| l.party.name.key().into()).collect();
        let origin = claim.origin();
        Word {
            claim: claim.id,
            voice: origin.map_or(Voice::Report(told.origin), |p| Voice::Source(p.name.key().into())),
            side: origin.and_then(|p| self.sides(claim).side(&p.name)),
            stance: claim.stance,
            through,
            origin: told.origin,
            published: told.published,
        }
    }
}
