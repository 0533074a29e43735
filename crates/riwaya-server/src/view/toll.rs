//! Counts of harm over time.

use std::collections::{BTreeSet, HashMap};

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
    /// How many counts there are.
    pub counts: usize,
    /// The counts; of a long series so many that its course can be seen, where that was asked for.
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

/// A long series with so many of its counts that its course can be seen, evenly over them, and the lowest and the highest of
/// what is no part of another count.
fn course(series: &account::TollSeries, counts: usize) -> account::TollSeries {
    let most = series.points.len();
    let whole: Vec<usize> = (0..most).filter(|at| series.points.get(*at).is_some_and(|p| !p.part)).collect();
    let among = || if whole.is_empty() { 0..most } else { 0..whole.len() }.map(|nth| *whole.get(nth).unwrap_or(&nth));
    let height = |at: &usize| series.points.get(*at).map(|p| p.to.unwrap_or(p.n));
    let least = |at: &usize| series.points.get(*at).map(|p| p.n);
    let ends = among().min_by_key(least).into_iter().chain(among().max_by_key(height));
    let evenly = (0..most).step_by(most.div_ceil(counts.max(1)).max(1));
    let kept: BTreeSet<usize> = evenly.chain(ends).chain(most.checked_sub(1)).collect();
    let points = kept.into_iter().filter_map(|at| series.points.get(at).cloned()).collect();
    account::TollSeries { key: series.key.clone(), points, flags: series.flags.clone() }
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
            counts: series.points.len(),
            points: self.toll_points(series),
        }
    }

    /// A series with so many of its counts, and its lowest and highest, that its course can be seen.
    #[must_use]
    pub fn toll_course(&self, series: &account::TollSeries, counts: usize) -> TollSeries {
        TollSeries { counts: series.points.len(), ..self.toll(&course(series, counts)) }
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

#[cfg(test)]
mod tests {
    use riwaya_ledger::account::{OriginId, Scope, TollKey, TollPoint, Voice, Word};
    use riwaya_ledger::{ClaimId, DocId};
    use riwaya_reader::{Bound, Harm, Stance};

    use super::*;

    #[test]
    fn a_long_series_keeps_its_course() {
        let series = |counts: &[u64]| account::TollSeries {
            key: TollKey { victims: None, harm: Harm::Killed, who: "people".into(), scope: Scope::War },
            points: counts.iter().map(|n| count(*n)).collect(),
            flags: Vec::new(),
        };
        let numbers = |s: &account::TollSeries| s.points.iter().map(|p| p.n).collect::<Vec<_>>();
        let short = series(&[3, 5, 4]);
        assert_eq!(course(&short, 160), short);
        let mut long: Vec<u64> = (1_000..5_000).collect();
        (long[17], long[1_999]) = (1, 90_000);
        let told = numbers(&course(&series(&long), 160));
        assert!(told.len() <= 163, "{}", told.len());
        assert_eq!((told.first(), told.last()), (Some(&1_000), Some(&4_999)));
        assert!(told.contains(&1) && told.contains(&90_000), "the lowest and the highest");
        assert!(told.iter().filter(|n| ![1, 90_000].contains(*n)).is_sorted(), "in the order of time");
    }

    fn count(n: u64) -> TollPoint {
        let doc = DocId([0; 32]);
        let claim = ClaimId { doc, key: n as u32 };
        let word = Word {
            claim,
            voice: Voice::Report(OriginId(doc)),
            side: None,
            stance: Stance::Asserts,
            through: Vec::new(),
            origin: OriginId(doc),
            published: None,
        };
        TollPoint { day: None, n, to: None, bound: Bound::Exact, part: false, word }
    }
}
