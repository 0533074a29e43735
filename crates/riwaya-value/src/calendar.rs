//! Days, weeks, months and years: the reckoning that jiff leaves to us, and the Hijri calendar.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::mention::{DateRange, Precision, Unit};

/// First and last year that are read.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1..=2999;

pub(crate) fn range(from: Date, to: Date, precision: Precision) -> DateRange {
    DateRange { from, to, precision }
}

pub(crate) fn one_day(day: Date) -> DateRange {
    range(day, day, Precision::Day)
}

pub(crate) fn make(year: i16, month: u8, day: u8) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(crate) fn month(year: i16, month: u8) -> Option<DateRange> {
    let first = make(year, month, 1)?;
    Some(range(first, first.last_of_month(), Precision::Month))
}

pub(crate) fn year(year: i16) -> Option<DateRange> {
    let first = make(year, 1, 1)?;
    Some(range(first, first.last_of_year(), Precision::Year))
}

/// 1 = Monday … 7 = Sunday.
pub(crate) fn weekday(day: Date) -> u8 {
    day.weekday().to_monday_one_offset().unsigned_abs()
}

pub(crate) fn add(day: Date, unit: Unit, n: i32) -> Option<Date> {
    let n = i64::from(n);
    if n.abs() > 1_200_000 {
        return None;
    }
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day => n.days(),
        Unit::Week => (n * 7).days(),
        Unit::Month => 0.months().try_months(n).ok()?,
        Unit::Quarter => 0.months().try_months(n * 3).ok()?,
        Unit::Year => 0.years().try_years(n).ok()?,
        Unit::Decade => 0.years().try_years(n.checked_mul(10)?).ok()?,
        Unit::Century => 0.years().try_years(n.checked_mul(100)?).ok()?,
    };
    day.checked_add(span).ok().filter(|d| YEARS.contains(&d.year()))
}

/// The whole unit in which `day` lies; weeks begin on Monday.
pub(crate) fn around(day: Date, unit: Unit) -> Option<DateRange> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some(one_day(day)),
        Unit::Week => {
            let from = add(day, Unit::Day, 1 - i32::from(weekday(day)))?;
            Some(range(from, add(from, Unit::Day, 6)?, Precision::Week))
        }
        Unit::Month => month(day.year(), day.month().unsigned_abs()),
        Unit::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            let from = date(day.year(), first, 1);
            Some(range(from, add(from, Unit::Month, 2)?.last_of_month(), Precision::Interval))
        }
        Unit::Year => year(day.year()),
        Unit::Decade => years(day.year() / 10 * 10, 10),
        Unit::Century => years((day.year() - 1) / 100 * 100 + 1, 100),
    }
}

pub(crate) fn years(from: i16, count: i16) -> Option<DateRange> {
    let last = from.checked_add(count)?.checked_sub(1)?;
    Some(range(make(from, 1, 1)?, make(last, 12, 31)?, Precision::Interval))
}

/// The nearest day with this weekday: on or before (`back`) or on or after `day`.
pub(crate) fn nearest_weekday(day: Date, wanted: u8, back: bool) -> Option<Date> {
    let ahead = (7 + i32::from(wanted) - i32::from(weekday(day))) % 7;
    add(day, Unit::Day, if back && ahead > 0 { ahead - 7 } else { ahead })
}

/// The first day of a Hijri month in the tabular Islamic calendar (civil epoch, 11 leap years in 30: years 2, 5, 7,
/// 10, 13, 16, 18, 21, 24, 26 and 29). Sighting of the moon moves real months by a day or, rarely, two.
pub(crate) fn hijri_month(year: i16, month: u8) -> Option<(Date, Date)> {
    if !(1..=1600).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let first = hijri_day_number(i32::from(year), i32::from(month));
    let next = if month == 12 {
        hijri_day_number(i32::from(year) + 1, 1)
    } else {
        hijri_day_number(i32::from(year), i32::from(month) + 1)
    };
    let epoch = date(622, 7, 19);
    Some((add(epoch, Unit::Day, first)?, add(epoch, Unit::Day, next - 1)?))
}

/// Days from 1 Muharram of the year 1.
const fn hijri_day_number(year: i32, month: i32) -> i32 {
    (year - 1) * 354 + (3 + 11 * year) / 30 + (59 * (month - 1) + 1) / 2
}

/// The Hijri year in which `day` lies.
pub(crate) fn hijri_year(day: Date) -> i16 {
    let guess = (i32::from(day.year()) - 622) * 33 / 32;
    let from = i16::try_from(guess - 1).unwrap_or(1).max(1);
    (from..from + 4).take_while(|y| hijri_month(*y, 1).is_some_and(|(first, _)| first <= day)).last().unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hijri_months_fall_where_the_tabular_calendar_has_them() {
        assert_eq!(hijri_month(1, 1).map(|m| m.0), Some(date(622, 7, 19)));
        assert_eq!(hijri_month(1436, 9).map(|m| m.0), Some(date(2015, 6, 18)));
        assert_eq!(hijri_month(1442, 1).map(|m| m.0), Some(date(2020, 8, 20)));
        assert_eq!(hijri_year(date(2015, 7, 20)), 1436);
    }

    #[test]
    fn weekdays_count_from_monday() {
        assert_eq!(weekday(date(2020, 10, 8)), 4);
        assert_eq!(nearest_weekday(date(2020, 10, 8), 4, true), Some(date(2020, 10, 8)));
        assert_eq!(nearest_weekday(date(2020, 10, 8), 5, true), Some(date(2020, 10, 2)));
        assert_eq!(nearest_weekday(date(2020, 10, 8), 5, false), Some(date(2020, 10, 9)));
    }
}
