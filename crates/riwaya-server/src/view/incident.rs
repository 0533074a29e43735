//! One event, as all reports tell it.

use jiff::civil::Date;
use riwaya_ledger::ClaimId;
use riwaya_ledger::account::{self, IncidentId, Reason};
use riwaya_ledger::model::DayPrecision;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Label, PlaceLabel, View, day};

/// An incident.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Incident {
    /// What stands for it.
    pub id: String,
    /// What kind of event.
    pub family: &'static str,
    /// Whether it is told as a fact; otherwise as a plan, a demand or a threat.
    pub actual: bool,
    /// When, the most exact that is told.
    pub date: Option<String>,
    /// How exactly: `day`, `interval`, `month`, `year`.
    pub date_precision: Option<&'static str>,
    /// The earliest report of it.
    pub first_published: Option<String>,
    /// Every place named for it.
    pub place: Vec<PlaceLabel>,
    /// The sides said to have done it.
    pub accused: Vec<Label>,
    /// The sides said to have suffered it.
    pub victims: Vec<Label>,
    /// Whether somebody denies or rejects it.
    pub denied: bool,
    /// Whether somebody denies it or numbers of it differ.
    pub contested: bool,
    /// Low and high of each harm, first by all sources, then by side.
    pub numbers: Vec<Extreme>,
    /// Independent origins.
    pub origins: usize,
    /// Its claims, each with why it belongs to its telling.
    pub claims: Vec<Joined>,
    /// Its tellings, each with why it is held to be this event; the first has no reason.
    pub tellings: Vec<Joined>,
}

/// A claim with what holds it to an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Joined {
    /// The claim.
    pub id: String,
    /// Why it belongs there.
    pub because: Vec<&'static str>,
}

/// Lowest and highest number of a harm; never an average.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Extreme {
    /// What befell.
    pub harm: &'static str,
    /// Whom or what.
    pub who: String,
    /// On whose word; absent for all sources together.
    pub side: Option<Label>,
    /// The lowest.
    pub low: End,
    /// The highest.
    pub high: End,
    /// How many independent origins tell a number.
    pub origins: usize,
}

/// A number with the claim that tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct End {
    /// How many.
    pub n: u64,
    /// The claim.
    pub claim: String,
}

/// The order in which incidents are listed: by day, then by id.
#[must_use]
pub fn in_time(incident: &account::Incident) -> (Option<Date>, IncidentId) {
    (incident.days.map(|d| d.from).or(incident.first_published), incident.id)
}

impl View<'_> {
    /// An incident.
    #[must_use]
    pub fn incident(&self, incident: &account::Incident) -> Incident {
        let contest = self.account.contest(incident.id);
        Incident {
            id: incident.id.0.to_string(),
            family: incident.family.as_str(),
            actual: incident.actual,
            date: incident.days.map(|d| d.to_string()),
            date_precision: incident.days.map(|d| match d.precision {
                DayPrecision::Day => "day",
                DayPrecision::Interval => "interval",
                DayPrecision::Month => "month",
                DayPrecision::Year => "year",
            }),
            first_published: day(incident.first_published),
            place: incident.spots.iter().map(|s| self.place(s)).collect(),
            accused: self.sides(&incident.accused),
            victims: self.sides(&incident.victims),
            denied: contest.is_some_and(|c| !c.denying.is_empty()),
            contested: contest.is_some(),
            numbers: self.account.extremes(incident.id).iter().map(|e| self.extreme(e)).collect(),
            origins: incident.origins.len(),
            claims: incident.claims.iter().map(joined).collect(),
            tellings: incident.tellings.iter().map(joined).collect(),
        }
    }

    fn extreme(&self, extreme: &account::Extremes) -> Extreme {
        let end = |(n, claim): (u64, ClaimId)| End { n, claim: claim.to_string() };
        Extreme {
            harm: extreme.harm.as_str(),
            who: extreme.who.to_string(),
            side: extreme.side.as_ref().map(|s| self.label(s.key())),
            low: end(extreme.low),
            high: end(extreme.high),
            origins: extreme.origins,
        }
    }
}

fn joined((claim, reasons): &(ClaimId, Vec<Reason>)) -> Joined {
    Joined { id: claim.to_string(), because: reasons.iter().map(|r| r.as_str()).collect() }
}
