//! Voices: who holds a claim, and through whom it reached the reader.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use riwaya_reader::Stance;

use super::fact::{Fact, Gist};
use super::origins::OriginId;
use super::side::Side;
use super::telling::Told;
use super::truce_telling::TruceReport;
use crate::model::{ClaimId, DocId};

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
    #[serde(with = "crate::model::numbered::option")]
    pub published: Option<Date>,
}

/// The facts of claims, with what is known of their reports.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    reports: BTreeMap<DocId, (OriginId, Option<Date>)>,
    facts: HashMap<ClaimId, Fact>,
    truces: BTreeMap<DocId, TruceReport>,
}

impl Claims {
    /// All claims of some reports; each report must be given whole.
    #[must_use]
    pub fn new<'a>(claims: impl IntoIterator<Item = Told<'a>>) -> Self {
        let mut reports: BTreeMap<DocId, BTreeMap<ClaimId, Told<'a>>> = BTreeMap::new();
        for told in claims {
            reports.entry(told.claim.doc()).or_default().entry(told.claim.id).or_insert(told);
        }
        let mut all = Self::default();
        for (doc, told) in reports {
            let report: Vec<Told<'_>> = told.into_values().collect();
            let Some(first) = report.first() else { continue };
            all.put(doc, (first.origin, first.published), Gist::of(&report));
        }
        all
    }

    /// Adds what a report tells.
    pub fn put(&mut self, doc: DocId, (origin, published): (OriginId, Option<Date>), gist: Gist) {
        self.put_facts(doc, (origin, published), gist.facts);
        if !gist.truces.is_empty() {
            self.truces.insert(doc, gist.truces);
        }
    }

    /// Adds facts of a report.
    pub fn put_facts(
        &mut self,
        doc: DocId,
        report: (OriginId, Option<Date>),
        facts: impl IntoIterator<Item = (u32, Fact)>,
    ) {
        self.reports.insert(doc, report);
        self.facts.extend(facts.into_iter().map(|(key, fact)| (ClaimId { doc, key }, fact)));
    }

    /// What is kept of a claim.
    #[must_use]
    pub fn fact(&self, id: ClaimId) -> Option<&Fact> {
        self.facts.get(&id)
    }

    /// Every claim, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (ClaimId, &Fact)> {
        self.facts.iter().map(|(id, fact)| (*id, fact))
    }

    /// What the reports tell of truces, in the order of their ids.
    pub(super) fn truces(&self) -> impl Iterator<Item = (DocId, &TruceReport)> {
        self.truces.iter().map(|(doc, report)| (*doc, report))
    }

    /// The day of a report.
    pub(crate) fn published(&self, doc: DocId) -> Option<Date> {
        self.reports.get(&doc).and_then(|(_, published)| *published)
    }

    /// A claim as somebody's word; absent where it is not known here.
    #[must_use]
    pub fn word(&self, id: ClaimId) -> Option<Word> {
        let fact = self.fact(id)?;
        let (origin, published) = *self.reports.get(&id.doc)?;
        Some(Word {
            claim: id,
            voice: fact.source.clone().map_or(Voice::Report(origin), Voice::Source),
            side: fact.side.clone(),
            stance: fact.stance,
            through: fact.through.clone(),
            origin,
            published,
        })
    }
}
