//! Counts of harm over time.

use std::collections::HashMap;

use riwaya_ledger::ClaimId;
use riwaya_ledger::account::{self, Scope};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Label, View, Word, day};

/// The counts of one harm to one side, in order of time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TollSeries {
    /// The side that suffered, where known.
    pub victims: Option<Label>,
    /// What befell.
    pub harm: &'static str,
    /// Whom or what.
    pub who: String,
    /// The incident it counts, where it counts one.
    pub incident: Option<String>,
    /// The day from which it counts, or `war`.
    pub since: Option<String>,
    /// The counts.
    pub points: Vec<TollPoint>,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TollPoint {
    /// The day up to which it counts.
    pub day: Option<String>,
    /// How many.
    pub n: u64,
    /// The upper end of a range.
    pub to: Option<u64>,
    /// How it bounds the true number.
    pub bound: &'static str,
    /// Whether it is part of another count of its claim.
    pub part: bool,
    /// What is odd about it: `falls`, `part_above_whole`, `repeated_late`, `jump`.
    pub flags: Vec<&'static str>,
    /// Whose word.
    pub word: Word,
}

/// One count with the series it stands in.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TollRow {
    /// The side that suffered, where known.
    pub victims: Option<Label>,
    /// What befell.
    pub harm: &'static str,
    /// Whom or what.
    pub who: String,
    /// The incident it counts, where it counts one.
    pub incident: Option<String>,
    /// The day from which it counts, or `war`.
    pub since: Option<String>,
    /// The count.
    #[serde(flatten)]
    pub point: TollPoint,
}

/// What is odd about a count.
#[must_use]
pub fn flags(series: &account::TollSeries, point: &account::TollPoint) -> Vec<&'static str> {
    series.flags.iter().filter(|(_, claim)| *claim == point.word.claim).map(|(flag, _)| flag.as_str()).collect()
}

fn scope(scope: &Scope) -> (Option<String>, Option<String>) {
    match scope {
        Scope::Incident(id) => (Some(id.0.to_string()), None),
        Scope::Since(day) => (None, Some(day.to_string())),
        Scope::War => (None, Some("war".to_owned())),
    }
}

impl View<'_> {
    /// A series.
    #[must_use]
    pub fn toll(&self, series: &account::TollSeries) -> TollSeries {
        let (incident, since) = scope(&series.key.scope);
        TollSeries {
            victims: series.key.victims.as_ref().map(|s| self.label(s.key())),
            harm: series.key.harm.as_str(),
            who: series.key.who.to_string(),
            incident,
            since,
            points: self.toll_points(series),
        }
    }

    /// One count of a series, by itself.
    #[must_use]
    pub fn toll_row(&self, series: &account::TollSeries, point: &account::TollPoint) -> TollRow {
        let (incident, since) = scope(&series.key.scope);
        TollRow {
            victims: series.key.victims.as_ref().map(|s| self.label(s.key())),
            harm: series.key.harm.as_str(),
            who: series.key.who.to_string(),
            incident,
            since,
            point: self.toll_point(point, flags(series, point)),
        }
    }

    /// The counts of a series, of which each looks up its flags.
    fn toll_points(&self, series: &account::TollSeries) -> Vec<TollPoint> {
        let mut flagged: HashMap<ClaimId, Vec<&'static str>> = HashMap::new();
        for (flag, claim) in &series.flags {
            flagged.entry(*claim).or_default().push(flag.as_str());
        }
        let flags = |p: &account::TollPoint| flagged.get(&p.word.claim).cloned().unwrap_or_default();
        series.points.iter().map(|p| self.toll_point(p, flags(p))).collect()
    }

    fn toll_point(&self, point: &account::TollPoint, flags: Vec<&'static str>) -> TollPoint {
        TollPoint {
            day: day(point.day),
            n: point.n,
            to: point.to,
            bound: point.bound.as_str(),
            part: point.part,
            flags,
            word: self.word(&point.word),
        }
    }
}
