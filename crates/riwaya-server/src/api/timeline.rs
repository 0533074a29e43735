//! Incidents over time, in bins of days.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_ledger::{DayTally, Tally};
use serde::Serialize;
use utoipa::ToSchema;

/// What was in some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bin {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Incidents told as facts.
    pub incidents: usize,
    /// Claims about them.
    pub claims: usize,
    /// How many of them are contested.
    pub contested: usize,
}

/// How long bins are: as short as keeps them few enough to be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Day,
    Week,
    Month,
    Year,
}

/// Days, and then weeks, at most; then they become months.
const MOST_BINS: i32 = 120;
/// Months at most; then they become years.
const MOST_MONTHS: i32 = 240;
/// Years before and behind which lie so few of a thousand incidents are put together where all years are too many: reports of
/// a war tell of centuries before it too.
const FEW: usize = 5;

impl Width {
    fn over(first: Date, last: Date) -> Self {
        let days = days_between(first, last);
        match days {
            ..MOST_BINS => Self::Day,
            _ if days / 7 < MOST_BINS => Self::Week,
            _ if days / 31 < MOST_MONTHS => Self::Month,
            _ => Self::Year,
        }
    }

    /// The next longer.
    const fn longer(self) -> Option<Self> {
        match self {
            Self::Day => Some(Self::Week),
            Self::Week => Some(Self::Month),
            Self::Month => Some(Self::Year),
            Self::Year => None,
        }
    }

    /// First and last day of the bin that holds a day.
    fn bin(self, day: Date) -> (Date, Date) {
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let from = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                (from, from.saturating_add(6.days()))
            }
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Year => (day.first_of_year(), day.last_of_year()),
        }
    }
}

/// The first of some days up to which more than a few of all incidents were.
fn beyond(days: impl IntoIterator<Item = (Date, usize)>, all: usize) -> Option<Date> {
    let mut sum = 0;
    let mut days = days.into_iter();
    let found = days.find(|(_, incidents)| {
        sum += incidents;
        sum * 1_000 > all * FEW
    });
    found.map(|(day, _)| day)
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |s| s.get_days())
}

/// Bins over all days on which an incident is told as a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bins {
    width: Width,
    /// First and last days, in order; the first and the last bin may be longer than the others.
    days: Vec<(Date, Date)>,
}

impl Bins {
    /// Bins that are few enough to be told apart.
    pub(super) fn over(tally: &Tally) -> Self {
        let days = || tally.days.iter().filter_map(|(day, of)| Some(((*day)?, of.incidents)));
        let (Some((first, _)), Some((last, _))) = (days().next(), days().next_back()) else {
            return Self { width: Width::Day, days: Vec::new() };
        };
        let width = Width::over(first, last);
        if width != Width::Year {
            return Self::between((first, last), (first, last), width);
        }
        let all: usize = days().map(|(_, incidents)| incidents).sum();
        let heart = (beyond(days(), all).unwrap_or(first), beyond(days().rev(), all).unwrap_or(last));
        Self::between((first, last), heart, Width::over(heart.0, heart.1))
    }

    /// The same days in fewer bins; absent where they are of the longest kind.
    pub(super) fn fewer(&self) -> Option<Self> {
        let (first, last) = (self.days.first()?, self.days.last()?);
        let is_own = |bin: &&(Date, Date)| self.width.bin(bin.0) == **bin;
        let heart = (self.days.iter().find(is_own)?.0, self.days.iter().rfind(is_own)?.1);
        Some(Self::between((first.0, last.1), heart, self.width.longer()?))
    }

    /// Bins of one width over the heart of some days; what is before and behind it is of one bin each.
    fn between((first, last): (Date, Date), heart: (Date, Date), width: Width) -> Self {
        let (begin, end) = (width.bin(heart.0), width.bin(heart.1));
        let mut days = Vec::new();
        if first < begin.0 {
            days.push((first, begin.0.saturating_sub(1.day())));
        }
        let mut at = begin;
        days.push(at);
        while at < end {
            at = width.bin(at.1.saturating_add(1.day()));
            days.push(at);
        }
        if last > end.1 {
            days.push((end.1.saturating_add(1.day()), last));
        }
        Self { width, days }
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.days.len()
    }

    /// The bin that holds a day; past all of them where none does.
    pub(super) fn holding(&self, day: Date) -> usize {
        self.days.partition_point(|(_, last)| *last < day)
    }

    /// Their first days.
    pub(super) fn first_days(&self) -> Vec<String> {
        self.days.iter().map(|(first, _)| first.to_string()).collect()
    }

    /// What was in each.
    pub(super) fn timeline(&self, days: &BTreeMap<Option<Date>, DayTally>) -> Vec<Bin> {
        let mut sums = vec![DayTally::default(); self.len()];
        for (day, tally) in days {
            if let Some(sum) = day.and_then(|day| sums.get_mut(self.holding(day))) {
                sum.add(*tally);
            }
        }
        let bin = |((from, to), DayTally { incidents, claims, contested }): (&(Date, Date), DayTally)| Bin {
            from: from.to_string(),
            to: to.to_string(),
            incidents,
            claims,
            contested,
        };
        self.days.iter().zip(sums).map(bin).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(s: &str) -> Date {
        s.parse().unwrap()
    }

    /// Bins over some days, each with so many incidents.
    fn over(days: &[(&str, usize)]) -> Bins {
        let tally = |incidents| DayTally { incidents, ..DayTally::default() };
        let days = days.iter().map(|(d, incidents)| (Some(day(d)), tally(*incidents))).collect();
        Bins::over(&Tally { days, ..Tally::default() })
    }

    #[test]
    fn bins_grow_with_the_time_they_cover() {
        assert_eq!(Width::over(day("2020-09-27"), day("2020-11-10")), Width::Day);
        assert_eq!(Width::over(day("2020-01-01"), day("2021-01-01")), Width::Week);
        assert_eq!(Width::over(day("2004-01-01"), day("2021-01-01")), Width::Month);
        assert_eq!(Width::over(day("1757-01-01"), day("2021-01-01")), Width::Year);
        let at = |width: Width| width.bin(day("2020-10-08"));
        assert_eq!(at(Width::Week), (day("2020-10-05"), day("2020-10-11")));
        assert_eq!(at(Width::Month), (day("2020-10-01"), day("2020-10-31")));
        assert_eq!(at(Width::Year), (day("2020-01-01"), day("2020-12-31")));
    }

    #[test]
    fn centuries_before_a_war_do_not_make_it_a_line() {
        let bins = over(&[("0678-05-01", 1), ("2014-03-01", 500), ("2015-08-20", 700), ("2110-01-01", 1)]);
        assert_eq!(bins.width, Width::Week);
        assert_eq!(bins.days.first(), Some(&(day("0678-05-01"), day("2014-02-23"))), "what was before");
        assert_eq!(bins.days.last(), Some(&(day("2015-08-24"), day("2110-01-01"))), "what is told for later");
        assert_eq!(bins.holding(day("2014-03-01")), 1);
        let timeline = bins.timeline(&BTreeMap::from([
            (Some(day("1200-01-01")), DayTally { incidents: 2, claims: 5, contested: 1 }),
            (None, DayTally { incidents: 9, claims: 9, contested: 9 }),
        ]));
        assert_eq!(timeline.iter().map(|b| b.incidents).sum::<usize>(), 2, "those without a day are in none");
        let fewer = bins.fewer().unwrap();
        assert_eq!(
            (fewer.width, fewer.days.len()),
            (Width::Month, 21),
            "February 2014 to August 2015, what was before and what is told for later"
        );
        assert_eq!(fewer.days.first().map(|d| d.0), Some(day("0678-05-01")));
        assert!(fewer.fewer().unwrap().fewer().is_none());
    }

    #[test]
    fn days_that_nobody_tells_of_have_no_bins() {
        assert_eq!(over(&[]).len(), 0);
        assert_eq!(over(&[("2020-10-08", 3)]).first_days(), ["2020-10-08"]);
    }
}
