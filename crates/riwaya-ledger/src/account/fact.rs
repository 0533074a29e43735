//! Facts: what has to be kept of a report so that accounts can be made without reading it again.
//!
//! A fact is what one claim adds beside its place in a telling: whose word it is, what it counts, who suffered. A
//! [`Gist`] is all that one report adds. Nothing in it depends on any other report.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use jiff::civil::Date;
use riwaya_reader::{Bound, Count, Event, Harm, Stance};

use super::side::{Side, Sides, is_territory, sufferer};
use super::spot::Spot;
use super::telling::{Telling, Told, tellings_among};
use super::truce_telling::TruceReport;
use crate::model::{Days, StoredClaim};

/// What is kept of one claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The key of its source; absent for the report's own voice.
    pub source: Option<Box<str>>,
    /// On whose behalf, where known.
    pub side: Option<Side>,
    /// How it is held.
    #[serde(with = "crate::model::named")]
    pub stance: Stance,
    /// Through whom: the keys of the links before the last.
    pub through: Vec<Box<str>>,
    /// What it claims.
    #[serde(with = "crate::model::named")]
    pub event: Event,
    /// The days that it tells.
    pub days: Option<Days>,
    /// Its numbers.
    pub counts: Vec<Counted>,
    /// Who suffered what it counts.
    pub suffered: Suffered,
}

/// A number of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// What befell.
    #[serde(with = "crate::model::named")]
    pub harm: Harm,
    /// Whom or what.
    pub who: Box<str>,
    /// How many, where told.
    pub n: Option<u64>,
    /// The upper end of a range.
    pub to: Option<u64>,
    /// How it bounds the true number.
    #[serde(with = "crate::model::named")]
    pub bound: Bound,
    /// From when it counts; absent for the event itself.
    pub since: Option<Since>,
    /// Whether it is part of another count of its claim.
    pub part: bool,
}

/// The start of a running count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Since {
    /// The start of the war.
    War,
    /// A day.
    Day(#[serde(with = "crate::model::numbered")] Date),
    /// Something that is no day.
    Unknown,
}

/// The side that suffered what a claim counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suffered {
    /// As the claim itself tells, or does not.
    Told(Option<Side>),
    /// Whose place it was, as others tell the event, unless it is one of those who did it.
    OfPlace(Vec<Side>),
}

impl Suffered {
    /// The side, where `incident` is known to have been at these places.
    pub(super) fn side(&self, incident: Option<&[Spot]>) -> Option<Side> {
        match self {
            Self::Told(side) => side.clone(),
            Self::OfPlace(did) => {
                let place = incident?.iter().find(|s| s.is_known()).map(Spot::side);
                place.filter(|side| !did.contains(side))
            }
        }
    }
}

impl Fact {
    fn of(claim: &StoredClaim, sides: &Sides) -> Self {
        let origin = claim.origin();
        let side = origin.and_then(|p| sides.side(&p.name));
        let counts: Vec<Counted> = claim.counts.iter().map(Counted::of).collect();
        let suffered = if counts.is_empty() { Suffered::Told(None) } else { suffered(claim, side.as_ref(), sides) };
        Self {
            source: origin.map(|p| p.name.key().into()),
            side,
            stance: claim.stance,
            through: claim.chain.iter().rev().skip(1).rev().map(|l| l.party.name.key().into()).collect(),
            event: claim.event,
            days: claim.days(),
            counts,
            suffered,
        }
    }

    /// The greatest whole that it tells of a harm.
    pub(super) fn whole(&self, harm: Harm) -> Option<u64> {
        self.counts.iter().filter(|c| !c.part && c.harm == harm).filter_map(|c| c.to.or(c.n)).max()
    }
}

impl Counted {
    fn of(count: &Count) -> Self {
        let since = count.since.as_deref().map(|since| match since {
            "war" => Since::War,
            day => day.parse().map_or(Since::Unknown, Since::Day),
        });
        Self {
            harm: count.harm,
            who: count.who.clone(),
            n: count.n,
            to: count.to,
            bound: count.bound,
            since,
            part: count.part,
        }
    }
}

/// Those whom the act was done to, else whose place it was, else, where somebody counts dead that he is not said to have
/// killed, his own.
fn suffered(claim: &StoredClaim, speaker: Option<&Side>, sides: &Sides) -> Suffered {
    if let Some(side) = claim.target.iter().find_map(|p| sufferer(&p.name, sides)) {
        return Suffered::Told(Some(side));
    }
    let did: Vec<Side> = claim.actor.iter().filter_map(|p| sides.side(&p.name)).collect();
    let spots: Vec<Spot> = claim.place.iter().map(|p| Spot::of(&p.name)).collect();
    let here = |side: &Side| {
        spots.iter().all(|s| !s.is_known())
            || spots.iter().any(|s| s.country.as_deref() == Some(side.key()) || *s.key == *side.key())
    };
    // An observer or a court counts the dead of others.
    let rebels = claim.origin().is_some_and(|p| p.name.identity.sector == Some("REB"));
    let counts_its_own = |s: &Side| s.is_known() && (s.is_country() || is_territory(s) || rebels);
    if let Some(own) = speaker.filter(|s| counts_its_own(s) && !did.contains(s) && here(s)) {
        return Suffered::Told(Some(own.clone()));
    }
    match spots.iter().find(|s| s.is_known()).map(Spot::side) {
        Some(side) => Suffered::Told(Some(side).filter(|side| !did.contains(side))),
        None => Suffered::OfPlace(did),
    }
}

/// What one report adds to the account.
#[derive(Clone, Debug, PartialEq)]
pub struct Gist {
    /// The events that it tells.
    pub tellings: Vec<Telling>,
    /// Its claims by their keys, those of no weight for the account left out.
    pub facts: BTreeMap<u32, Fact>,
    /// What it tells of truces.
    pub truces: TruceReport,
}

impl Gist {
    /// The gist of a report, from all its claims in any order.
    #[must_use]
    pub fn of(report: &[Told<'_>]) -> Self {
        let sides = Sides::of(report.iter().map(|t| t.claim));
        let tellings = tellings_among(report, &sides);
        let told: std::collections::HashSet<u32> =
            tellings.iter().flat_map(|t| t.claims.iter().map(|(id, _)| id.key)).collect();
        let weighs = |claim: &StoredClaim| {
            told.contains(&claim.id.key)
                || !claim.counts.is_empty()
                || matches!(claim.event, Event::Truce | Event::Violation)
        };
        let facts = report.iter().filter(|t| weighs(t.claim)).map(|t| (t.claim.id.key, Fact::of(t.claim, &sides)));
        let facts = facts.collect();
        let mut in_order: Vec<Told<'_>> = report.to_vec();
        in_order.sort_by_key(|t| (t.claim.trigger.span.start(), t.claim.id));
        Self { facts, truces: TruceReport::of(&in_order, &sides), tellings }
    }
}
