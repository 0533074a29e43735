//! Days and intervals of days, as claims tell them.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How exactly a date was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DayPrecision {
    /// One day.
    Day,
    /// From one day to another.
    Interval,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The first and last day on which something is claimed to have been; equal for one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    #[serde(with = "crate::model::numbered")]
    pub from: Date,
    /// Last day, never before the first.
    #[serde(with = "crate::model::numbered")]
    pub to: Date,
    /// How exactly it was told.
    pub precision: DayPrecision,
}

impl Days {
    /// One day.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { from: day, to: day, precision: DayPrecision::Day }
    }

    /// The days of a claim's ISO date: `2020-10-08`, `2020-10`, `2015` or two of these with `/` between them. Absent
    /// where it is none of these.
    ///
    /// ```
    /// # use riwaya_ledger::model::{DayPrecision, Days};
    /// let october = Days::parse("2020-10").unwrap();
    /// assert_eq!((october.to.to_string().as_str(), october.precision), ("2020-10-31", DayPrecision::Month));
    /// assert_eq!(Days::parse("2020-10-16/2020-10-17").unwrap().precision, DayPrecision::Interval);
    /// assert_eq!(Days::parse("yesterday"), None);
    /// ```
    #[must_use]
    pub fn parse(iso: &str) -> Option<Self> {
        if let Some((from, to)) = iso.split_once('/') {
            let (from, to) = (Self::parse(from)?.from, Self::parse(to)?.to);
            let precision = if from == to { DayPrecision::Day } else { DayPrecision::Interval };
            return (from <= to).then_some(Self { from, to, precision });
        }
        let number = |s: &str| s.parse::<i8>().ok();
        match iso.len() {
            10 => iso.parse().ok().map(Self::day),
            7 => {
                let from = Date::new(iso.get(..4)?.parse().ok()?, number(iso.get(5..)?)?, 1).ok()?;
                Some(Self { from, to: from.last_of_month(), precision: DayPrecision::Month })
            }
            4 => {
                let from = Date::new(iso.parse().ok()?, 1, 1).ok()?;
                Some(Self { from, to: from.last_of_year(), precision: DayPrecision::Year })
            }
            _ => None,
        }
    }

    /// Whether both have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether the days are at most `days` apart.
    #[must_use]
    pub fn is_within(&self, days: i32, other: &Self) -> bool {
        let reach = |day: Date, days: i32| day.saturating_add(days.days());
        reach(self.from, -days) <= other.to && other.from <= reach(self.to, days)
    }
}

impl std::fmt::Display for Days {
    /// As the guidelines write it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let iso = match self.precision {
            DayPrecision::Day => self.from.to_string(),
            DayPrecision::Interval => format!("{}/{}", self.from, self.to),
            DayPrecision::Month => format!("{:04}-{:02}", self.from.year(), self.from.month()),
            DayPrecision::Year => format!("{:04}", self.from.year()),
        };
        f.pad(&iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_were_told() {
        for iso in ["2020-10-08", "2020-10", "2015", "2020-10-16/2020-10-17"] {
            assert_eq!(Days::parse(iso).map(|d| d.to_string()).as_deref(), Some(iso));
        }
        for wrong in ["", "2020-13", "08-10-2020", "2020-10-17/2020-10-16", "تشرين"] {
            assert_eq!(Days::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nearness_is_counted_from_either_end() {
        let day = |s: &str| Days::parse(s).unwrap();
        assert!(day("2020-10-08").is_within(1, &day("2020-10-09")));
        assert!(day("2020-10-10").is_within(1, &day("2020-10-09")));
        assert!(!day("2020-10-08").is_within(1, &day("2020-10-10")));
        assert!(day("2020-10").overlaps(&day("2020-10-31")));
    }
}
