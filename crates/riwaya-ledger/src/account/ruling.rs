//! Rulings: what analysts hold of which tellings are one event, applied over the grouping.

use std::collections::{BTreeSet, HashMap};

use super::incident::{Incident, incidents, of_members};
use super::telling::{Reason, Telling};
use crate::model::ClaimId;

/// What somebody decided about the incidents of two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Both are one event: their incidents become one.
    Merge(ClaimId, ClaimId),
    /// They are two events: where both are in one incident, the telling of the first leaves it and stands alone.
    Split(ClaimId, ClaimId),
}

/// The incidents of tellings with the rulings applied, one after the other, in the order of ids. A ruling about a claim
/// that is in no telling changes nothing. The order of the tellings does not matter; that of the rulings does.
#[must_use]
pub fn ruled(tellings: &[Telling], rulings: &[Ruling]) -> Vec<Incident> {
    let grouped = incidents(tellings);
    if rulings.is_empty() {
        return grouped;
    }
    let mut groups = Groups::of(tellings, &grouped);
    for ruling in rulings {
        groups.apply(*ruling);
    }
    let Groups { mut members, changed, .. } = groups;
    let unchanged = grouped.into_iter().enumerate().filter(|(k, _)| !changed.contains(k)).map(|(_, i)| i);
    let mut out: Vec<Incident> = unchanged.collect();
    out.extend(changed.iter().filter_map(|k| of_members(std::mem::take(&mut members[*k]))));
    out.sort_by_key(|i| i.id);
    out
}

/// Tellings by the number of their group: incidents in the order of ids, then those that were split off.
struct Groups<'a> {
    members: Vec<Vec<(&'a Telling, Vec<Reason>)>>,
    of: HashMap<ClaimId, usize>,
    changed: BTreeSet<usize>,
}

impl<'a> Groups<'a> {
    fn of(tellings: &'a [Telling], incidents: &[Incident]) -> Self {
        let by_id: HashMap<ClaimId, &Telling> = tellings.iter().map(|t| (t.id, t)).collect();
        let member = |(id, reasons): &(ClaimId, Vec<Reason>)| Some((*by_id.get(id)?, reasons.clone()));
        let members = incidents.iter().map(|i| i.tellings.iter().filter_map(member).collect()).collect();
        let claims = incidents.iter().enumerate().flat_map(|(k, i)| i.claims.iter().map(move |(c, _)| (*c, k)));
        Self { members, of: claims.collect(), changed: BTreeSet::new() }
    }

    fn apply(&mut self, ruling: Ruling) {
        let (Ruling::Merge(claim, other) | Ruling::Split(claim, other)) = ruling;
        let (Some(&a), Some(&b)) = (self.of.get(&claim), self.of.get(&other)) else { return };
        match ruling {
            Ruling::Merge(..) if a != b => self.join(a.min(b), a.max(b)),
            Ruling::Split(..) if a == b => self.part(a, claim),
            _ => {}
        }
    }

    fn join(&mut self, kept: usize, given: usize) {
        let mut moved = std::mem::take(&mut self.members[given]);
        if let Some((_, reasons)) = moved.first_mut() {
            reasons.push(Reason::Decided);
        }
        self.number(&moved, kept);
        self.members[kept].extend(moved);
    }

    fn part(&mut self, group: usize, claim: ClaimId) {
        let leaves = |(telling, _): &(&Telling, _)| telling.claims.iter().any(|(c, _)| *c == claim);
        let Some(at) = self.members[group].iter().position(leaves) else { return };
        let (telling, _) = self.members[group].remove(at);
        // The first of an incident has no reason.
        if let Some((_, reasons)) = self.members[group].first_mut() {
            reasons.clear();
        }
        let apart = vec![(telling, Vec::new())];
        self.members.push(Vec::new());
        let number = self.members.len() - 1;
        self.number(&apart, number);
        self.members[number] = apart;
        self.changed.insert(group);
    }

    fn number(&mut self, moved: &[(&'a Telling, Vec<Reason>)], group: usize) {
        let claims = moved.iter().flat_map(|(t, _)| t.claims.iter().map(|(c, _)| *c));
        for claim in claims {
            self.changed.extend(self.of.insert(claim, group));
        }
        self.changed.insert(group);
    }
}
