//! Which claims are behind a row of a list, and what they are like: what is asked for is known without making the row.

use std::collections::{BTreeMap, BTreeSet};

use super::LedgerError;
use super::gist::{read, written};
use super::index::Alike;
use crate::account::{Claims, Contest};
use crate::model::{ClaimId, DocId};

/// Claims by the numbers of their documents.
#[derive(Debug, Default)]
pub(super) struct Behind {
    claims: BTreeMap<i64, BTreeSet<u32>>,
    alike: Option<Alike>,
}

impl Behind {
    /// Adds a claim.
    pub(super) fn add(&mut self, (document, key): (i64, u32), alike: Alike) {
        self.claims.entry(document).or_default().insert(key);
        self.alike = Some(self.alike.map_or(alike, |known| known.with(alike)));
    }

    /// These claims, of which `claims` knows what they are like; `number` gives the number of a document.
    pub(super) fn of(
        ids: impl IntoIterator<Item = ClaimId>,
        claims: &Claims,
        mut number: impl FnMut(DocId) -> Result<Option<i64>, LedgerError>,
    ) -> Result<Self, LedgerError> {
        let mut behind = Self::default();
        for id in ids {
            if let Some(document) = number(id.doc)? {
                behind.add((document, id.key), Alike::of_claim(id, claims));
            }
        }
        Ok(behind)
    }

    /// What they are like; like nothing where there is none.
    pub(super) fn alike(&self) -> Alike {
        self.alike.unwrap_or(Alike::NONE)
    }

    /// Each claim, by the number of its document and its key.
    pub(super) fn claims(&self) -> impl Iterator<Item = (i64, u32)> {
        self.claims.iter().flat_map(|(document, keys)| keys.iter().map(|key| (*document, *key)))
    }

    /// As they are kept: each document with the keys of its claims, both in their order.
    pub(super) fn body(&self) -> Result<Vec<u8>, LedgerError> {
        written(&self.claims.iter().collect::<Vec<_>>())
    }

    /// The claims of a body, by document.
    pub(super) fn read(body: &[u8]) -> Result<Vec<(i64, Vec<u32>)>, LedgerError> {
        read(body)
    }
}

/// The claims that a contest tells of: those that assert or deny, and those whose numbers differ.
pub(super) fn of_contest(contest: &Contest) -> impl Iterator<Item = ClaimId> {
    let words = contest.asserting.iter().chain(&contest.denying).map(|w| w.claim);
    words.chain(contest.numbers.iter().flat_map(|n| &n.told).map(|t| t.word.claim))
}
