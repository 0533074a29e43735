//! The decisions, held in memory: who decided what, which of it stands, and how far reviewers agree.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use riwaya_ledger::{ClaimId, Decision, DocId};

/// Every decision in its order.
#[derive(Debug, Default)]
pub struct Log {
    all: Vec<Arc<Decision>>,
    about: HashMap<ClaimId, Vec<usize>>,
    last_about: HashMap<DocId, i64>,
    undone: BTreeSet<i64>,
    /// What was counted since the last decision.
    counted: OnceLock<Counted>,
}

/// How far reviewers have come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// Claims about which a judgement stands.
    pub judged: usize,
    /// How many decisions each reviewer made, the busiest first.
    pub by: Vec<(String, usize)>,
    /// How far they agree.
    pub agreement: Agreement,
}

/// How far reviewers agree on claims that several of them judged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Pairs of judgements of one claim by two reviewers.
    pub pairs: usize,
    /// Pairs that are the same.
    pub agreeing: usize,
    /// Cohen's kappa over these pairs; absent where it is not defined.
    pub kappa: Option<f64>,
}

/// The claim of a full id.
fn claim_of(about: &str) -> Option<ClaimId> {
    let (doc, key) = about.split_once('-')?;
    Some(ClaimId { doc: doc.parse().ok()?, key: u32::from_str_radix(key, 16).ok()? })
}

impl Log {
    /// The log of decisions in their order.
    #[must_use]
    pub fn of(decisions: Vec<Decision>) -> Self {
        let mut log = Self::default();
        for decision in decisions {
            log.add(decision);
        }
        log
    }

    pub(super) fn add(&mut self, decision: Decision) -> Arc<Decision> {
        self.counted = OnceLock::new();
        let decision = Arc::new(decision);
        if let Some(claim) = claim_of(&decision.about) {
            self.about.entry(claim).or_default().push(self.all.len());
            self.last_about.insert(claim.doc, decision.number);
        }
        self.all.push(Arc::clone(&decision));
        if decision.undoes().is_some() {
            // An undoing may itself be undone: what stands follows from all decisions about the claim.
            let claim = claim_of(&decision.about);
            let own: Vec<Decision> =
                claim.into_iter().flat_map(|c| self.about(c)).map(|d| Decision::clone(d)).collect();
            for decision in &own {
                self.undone.remove(&decision.number);
            }
            self.undone.extend(riwaya_ledger::undone(&own));
        }
        decision
    }

    /// The number of the last decision; 0 where there is none.
    #[must_use]
    pub fn last(&self) -> i64 {
        self.all.last().map_or(0, |d| d.number)
    }

    /// The number of the last decision about a claim of a document.
    #[must_use]
    pub fn last_about(&self, doc: DocId) -> i64 {
        self.last_about.get(&doc).copied().unwrap_or_default()
    }

    /// The newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Arc<Decision>> {
        self.all.iter().rev()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was decided yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether a decision was taken back.
    #[must_use]
    pub fn is_undone(&self, number: i64) -> bool {
        self.undone.contains(&number)
    }

    /// The decisions about a claim, in their order.
    pub fn about(&self, claim: ClaimId) -> impl Iterator<Item = &Arc<Decision>> {
        self.about.get(&claim).into_iter().flatten().filter_map(|at| self.all.get(*at))
    }

    /// The last judgement of a claim that stands: neither a note, nor taken back.
    #[must_use]
    pub fn standing(&self, claim: ClaimId) -> Option<&Arc<Decision>> {
        let stands = |d: &&Arc<Decision>| is_judgement(d) && !self.is_undone(d.number);
        self.about(claim).filter(stands).last()
    }

    /// How many claims stood rejected after the decision of a number.
    #[must_use]
    pub fn rejected_until(&self, number: i64) -> usize {
        self.about.keys().filter(|claim| self.was_rejected(**claim, number)).count()
    }

    /// Claims that stood rejected after the decision of a number, and do not now: an account made then lacks them.
    #[must_use]
    pub fn reopened_since(&self, number: i64) -> Vec<ClaimId> {
        let is_rejected = |claim: ClaimId| self.standing(claim).is_some_and(|d| d.action == "reject");
        let changed = self.all.iter().rev().take_while(|d| d.number > number).filter_map(|d| claim_of(&d.about));
        let changed: BTreeSet<ClaimId> = changed.collect();
        changed.into_iter().filter(|claim| self.was_rejected(*claim, number) && !is_rejected(*claim)).collect()
    }

    /// Whether a claim stood rejected after the decision of a number.
    fn was_rejected(&self, claim: ClaimId, number: i64) -> bool {
        let until = |d: &&Arc<Decision>| d.number <= number;
        // Few claims ever were, and this is asked after each decision.
        if !self.about(claim).filter(until).any(|d| d.action == "reject") {
            return false;
        }
        let own: Vec<Decision> = self.about(claim).filter(until).map(|d| Decision::clone(d)).collect();
        let undone = riwaya_ledger::undone(&own);
        let standing = own.iter().rfind(|d| is_judgement(d) && !undone.contains(&d.number));
        standing.is_some_and(|d| d.action == "reject")
    }

    /// How far reviewers have come; counted once after each decision.
    pub fn counted(&self) -> &Counted {
        self.counted.get_or_init(|| Counted {
            judged: self.about.keys().filter_map(|claim| self.standing(*claim)).count(),
            by: self.by_reviewer(),
            agreement: self.agreement(),
        })
    }

    /// How many decisions each reviewer made, the busiest first.
    fn by_reviewer(&self) -> Vec<(String, usize)> {
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        for decision in &self.all {
            *by.entry(&decision.by).or_default() += 1;
        }
        let mut by: Vec<(String, usize)> = by.into_iter().map(|(who, n)| (who.to_owned(), n)).collect();
        by.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        by
    }

    /// How far reviewers agree: over every pair of reviewers who both judged a claim, their last judgements of it.
    fn agreement(&self) -> Agreement {
        let mut pairs = Vec::new();
        for claim in self.about.keys() {
            let mut last: BTreeMap<&str, String> = BTreeMap::new();
            for decision in self.about(*claim).filter(|d| is_judgement(d) && !self.is_undone(d.number)) {
                last.insert(&decision.by, judgement(decision));
            }
            let judgements: Vec<&String> = last.values().collect();
            for (i, one) in judgements.iter().enumerate() {
                pairs.extend(judgements[i + 1..].iter().map(|other| ((*one).clone(), (*other).clone())));
            }
        }
        agreement(&pairs)
    }
}

fn is_judgement(decision: &Decision) -> bool {
    matches!(decision.action.as_str(), "accept" | "correct" | "reject")
}

/// A judgement as it is compared: a correction agrees only with the same correction.
fn judgement(decision: &Decision) -> String {
    match decision.action.as_str() {
        "correct" => format!("correct {}", decision.detail),
        action => action.to_owned(),
    }
}

/// Agreement over pairs, with the chance of agreeing taken from how often each judgement is given by either.
fn agreement(pairs: &[(String, String)]) -> Agreement {
    let agreeing = pairs.iter().filter(|(a, b)| a == b).count();
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for judgement in pairs.iter().flat_map(|(a, b)| [a, b]) {
        *given.entry(judgement).or_default() += 1;
    }
    let all = pairs.len() as f64;
    let chance: f64 = given.values().map(|n| (*n as f64 / (2.0 * all)).powi(2)).sum();
    // Where everybody gives one judgement, chance alone explains all.
    let kappa = (!pairs.is_empty() && chance < 1.0).then(|| (agreeing as f64 / all - chance) / (1.0 - chance));
    Agreement { pairs: pairs.len(), agreeing, kappa }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn decision(number: i64, by: &str, action: &str, claim: u32, detail: serde_json::Value) -> Decision {
        let doc = DocId([7; 32]);
        Decision {
            number,
            at: "2020-10-10T00:00:00Z".to_owned(),
            by: by.to_owned(),
            action: action.to_owned(),
            about: format!("{doc}-{claim:08x}"),
            detail,
            why: String::new(),
            hash: [0; 32],
        }
    }

    #[test]
    fn agreement_counts_only_judgements_that_stand() {
        let log = Log::of(vec![
            decision(1, "a", "accept", 1, json!({})),
            decision(2, "b", "accept", 1, json!({})),
            decision(3, "a", "accept", 2, json!({})),
            decision(4, "b", "reject", 2, json!({})),
            decision(5, "a", "reject", 3, json!({})),
            decision(6, "b", "reject", 3, json!({})),
            decision(7, "b", "note", 4, json!({})),
            decision(8, "a", "accept", 4, json!({})),
        ]);
        let agreement = log.agreement();
        assert_eq!((agreement.pairs, agreement.agreeing), (3, 2));
        // Both judgements are given three times in six: chance is 1/2, so (2/3 - 1/2) / (1/2).
        assert!((agreement.kappa.unwrap() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(log.counted().judged, 4);
    }

    #[test]
    fn an_undoing_can_be_undone() {
        let claim = ClaimId { doc: DocId([7; 32]), key: 1 };
        let mut log = Log::of(vec![decision(1, "a", "reject", 1, json!({}))]);
        log.add(decision(2, "b", "undo", 1, json!({"decision": 1})));
        assert!(log.is_undone(1) && log.standing(claim).is_none());
        log.add(decision(3, "b", "undo", 1, json!({"decision": 2})));
        assert!(!log.is_undone(1) && log.is_undone(2));
        assert_eq!([0, 1, 2, 3].map(|number| log.rejected_until(number)), [0, 1, 0, 1]);
        assert_eq!([0, 1, 2, 3].map(|number| log.reopened_since(number).len()), [0, 0, 0, 0], "it is rejected again");
        log.add(decision(4, "a", "undo", 1, json!({"decision": 1})));
        let reopened = [0, 1, 2, 3, 4].map(|number| log.reopened_since(number).len());
        assert_eq!(reopened, [0, 1, 0, 1, 0], "only what an account made then lacks");
        log.add(decision(5, "a", "undo", 1, json!({"decision": 4})));
        assert_eq!(log.standing(claim).map(|d| d.number), Some(1));
        assert_eq!(log.agreement(), Agreement::default());
    }
}
