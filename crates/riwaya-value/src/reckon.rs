//! From what was said to the days meant.

use jiff::civil::Date;

use crate::calendar::{
    add, around, hijri_month, hijri_year, make, month, nearest_weekday, one_day, range, weekday, year, years,
};
use crate::mention::{Calendar, DateRange, Direction, Expression, Part, Precision, Reason, Unit};
use crate::relative::BARE_WEEKEND;

/// What a date is reckoned from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    /// The day of publication.
    pub anchor: Option<Date>,
    /// Whether the clause looks ahead.
    pub future: bool,
    /// The month resolved last, for `الشهر نفسه`.
    pub last: Option<DateRange>,
    /// It points at a unit named before.
    pub same: bool,
    /// It is counted from another event.
    pub from_event: bool,
    /// The year of publication where no more is known of it.
    pub year: Option<i16>,
}

type Days = Result<DateRange, Reason>;

/// The days that `expression` means.
pub(crate) fn resolve(expression: &Expression, ground: Ground) -> Days {
    match expression {
        Expression::Offset { days, weekday } => from_today(*days, *weekday, ground),
        Expression::Calendar { .. } => calendar(expression, ground),
        Expression::Relative { unit, offset, part, weekday } => relative(*unit, *offset, *part, *weekday, ground),
        Expression::Distance { steps } => distance(steps, ground),
        Expression::Stretch { unit, count } => stretch(*unit, *count, ground),
        Expression::Years { from, to } => years(*from, to - from + 1).ok_or(Reason::OutOfRange),
        Expression::Between(low, high) => between(low, high, ground),
    }
}

/// So many days from today. A page may bear a later day than the report that it shows: where the day of the week belies
/// the offset, «today» was another day, and the nearest day of that name is meant.
fn from_today(days: i32, named: Option<u8>, ground: Ground) -> Days {
    let anchor = anchor(ground)?;
    let told = add(anchor, Unit::Day, days).ok_or(Reason::OutOfRange)?;
    let day = match named.filter(|n| *n != weekday(told)) {
        None => told,
        Some(n) if days > 0 => nearest_weekday(told, n, false).ok_or(Reason::OutOfRange)?,
        Some(n) => nearest_weekday(told, n, true).ok_or(Reason::OutOfRange)?,
    };
    Ok(one_day(day))
}

fn anchor(ground: Ground) -> Result<Date, Reason> {
    ground.anchor.ok_or(Reason::NoAnchor)
}

fn between(low: &Expression, high: &Expression, ground: Ground) -> Days {
    let to = resolve(high, ground)?;
    let from = resolve(low, ground)?;
    // «ليل السبت - الأحد»: the first day is the one before the last.
    let from = if to.from < from.from {
        resolve(low, Ground { anchor: Some(to.from), future: false, ..ground })?
    } else {
        from
    };
    if to.to < from.from {
        return Err(Reason::NoSuchDay);
    }
    let precision = match (from.precision, to.precision) {
        (Precision::Year, Precision::Year) => Precision::Years,
        (Precision::Month, Precision::Month) => Precision::Months,
        _ => Precision::Interval,
    };
    Ok(range(from.from, to.to, precision))
}

/// The calendar fields, unpacked.
#[derive(Clone, Copy)]
struct Fields {
    weekday: Option<u8>,
    day: Option<u8>,
    month: Option<u8>,
    year: Option<i16>,
    direction: Direction,
    relative: Option<(Unit, i32)>,
}

fn calendar(expression: &Expression, ground: Ground) -> Days {
    let Expression::Calendar { weekday, day, month, year, calendar, direction, relative, part } = expression else {
        return Err(Reason::OutOfRange);
    };
    let fields =
        Fields { weekday: *weekday, day: *day, month: *month, year: *year, direction: *direction, relative: *relative };
    let whole = match calendar {
        Calendar::Hijri => hijri(fields, ground),
        Calendar::Gregorian => gregorian(fields, ground),
    }?;
    match part {
        Some(part) if matches!(part, Part::Nth(..) | Part::Half(_)) => narrowed(whole, *part).ok_or(Reason::NoSuchDay),
        _ => Ok(whole),
    }
}

fn gregorian(f: Fields, ground: Ground) -> Days {
    let told = match f.relative {
        Some((Unit::Year, n)) => Some(around_year(ground, n)?),
        _ => f.year,
    };
    match (told, f.month, f.day) {
        (Some(y), Some(m), Some(d)) => make(y, m, d).map(one_day).ok_or(Reason::NoSuchDay),
        (Some(y), Some(m), None) => month(y, m).ok_or(Reason::OutOfRange),
        (Some(y), None, None) => year(y).ok_or(Reason::OutOfRange),
        (None, Some(m), Some(d)) => day_and_month(f, m, d, ground),
        (None, Some(m), None) => named_month(f, m, ground),
        (None, None, Some(d)) => day_alone(f, d, ground),
        (None, None, None) => match f.weekday {
            Some(w) => weekday_alone(w, f.direction, ground),
            None => Err(Reason::NoAnchor),
        },
        (Some(_), None, Some(_)) => Err(Reason::NoSuchDay),
    }
}

fn around_year(ground: Ground, offset: i32) -> Result<i16, Reason> {
    let base = if ground.same { ground.last.map(|r| r.from).or(ground.anchor) } else { ground.anchor };
    let year = add(base.ok_or(Reason::NoAnchor)?, Unit::Year, offset).ok_or(Reason::OutOfRange)?;
    Ok(year.year())
}

/// So many days of a year make eleven months: how far back a day without a year is looked for.
const ELEVEN_MONTHS: i32 = 335;

/// Months from which on this month is nearer in the next year, or in the last.
const HALF_A_YEAR: u8 = 6;

fn day_and_month(f: Fields, m: u8, d: u8, ground: Ground) -> Days {
    if make(2000, m, d).is_none() {
        return Err(Reason::NoSuchDay);
    }
    if let (None, Some(year), Direction::Present) = (ground.anchor, ground.year, f.direction) {
        return make(year, m, d).map(one_day).ok_or(Reason::NoSuchDay);
    }
    let anchor = anchor(ground)?;
    let fits = |day: &Date| f.weekday.is_none_or(|w| weekday(*day) == w);
    let found: Vec<Date> = (-1..=1).filter_map(|n| make(anchor.year() + n, m, d)).filter(fits).collect();
    // A weekday that fits no near year is a slip of the writer; the day itself is not.
    let found = if found.is_empty() { (-1..=1).filter_map(|n| make(anchor.year() + n, m, d)).collect() } else { found };
    let past = found.iter().rev().find(|day| **day <= anchor).copied();
    let next = found.iter().find(|day| **day >= anchor).copied();
    let ahead = found.iter().find(|day| **day > anchor).copied();
    let old = past.is_none_or(|p| add(p, Unit::Day, ELEVEN_MONTHS).is_some_and(|limit| limit < anchor));
    let chosen = match f.direction {
        Direction::Past => found.iter().rev().find(|day| **day < anchor).copied(),
        Direction::Future => ahead,
        // «15 ديسمبر الجاري», told in January: a page that was updated.
        Direction::Present => found.iter().min_by_key(|day| (**day - anchor).get_days().abs()).copied(),
        Direction::Bare if ground.future => next,
        Direction::Bare if old => next.or(past),
        Direction::Bare => past,
    };
    chosen.map(one_day).ok_or(Reason::NoSuchDay)
}

fn named_month(f: Fields, m: u8, ground: Ground) -> Days {
    if let (None, Some(year), Direction::Present) = (ground.anchor, ground.year, f.direction) {
        return month(year, m).ok_or(Reason::OutOfRange);
    }
    let anchor = anchor(ground)?;
    let (now, m_now) = (anchor.year(), anchor.month().unsigned_abs());
    let chosen = match f.direction {
        Direction::Past => now - i16::from(m >= m_now),
        Direction::Present => now + i16::from(m_now > m + HALF_A_YEAR) - i16::from(m > m_now + HALF_A_YEAR),
        Direction::Future => now + i16::from(m <= m_now),
        Direction::Bare if ground.future => now + i16::from(m < m_now),
        Direction::Bare => now - i16::from(m > m_now),
    };
    month(chosen, m).ok_or(Reason::OutOfRange)
}

/// `الخميس 21`, `العاشر من الشهر الجاري`, `يوم 27`.
fn day_alone(f: Fields, d: u8, ground: Ground) -> Days {
    let base = if ground.same { ground.last.map(|r| r.from).or(ground.anchor) } else { ground.anchor };
    let base = base.ok_or(Reason::NoAnchor)?;
    let in_month = |offset: i32| {
        let day = add(base.first_of_month(), Unit::Month, offset)?;
        make(day.year(), day.month().unsigned_abs(), d)
    };
    if let Some((Unit::Month, offset)) = f.relative {
        return in_month(offset).map(one_day).ok_or(Reason::NoSuchDay);
    }
    let Some(wanted) = f.weekday else {
        return in_month(0).map(one_day).ok_or(Reason::NoSuchDay);
    };
    let order: [i32; 9] = if ground.future { [0, 1, 2, 3, -1, -2, -3, 4, 5] } else { [0, -1, -2, 1, -3, 2, 3, -4, -5] };
    let found = order.iter().filter_map(|n| in_month(*n)).find(|day| weekday(*day) == wanted);
    found.map(one_day).ok_or(Reason::NoSuchDay)
}

fn weekday_alone(w: u8, direction: Direction, ground: Ground) -> Days {
    let anchor = anchor(ground)?;
    let day = |n: i32| add(anchor, Unit::Day, n);
    let found = match direction {
        Direction::Past => day(-1).and_then(|d| nearest_weekday(d, w, true)),
        Direction::Future => day(1).and_then(|d| nearest_weekday(d, w, false)),
        Direction::Present => around(anchor, Unit::Week).and_then(|r| nearest_weekday(r.from, w, false)),
        Direction::Bare => nearest_weekday(anchor, w, !ground.future),
    };
    found.map(one_day).ok_or(Reason::OutOfRange)
}

fn hijri(f: Fields, ground: Ground) -> Days {
    let approximate = |from: Date, to: Date| range(from, to, Precision::Approximate);
    let Some(m) = f.month else {
        let y = f.year.ok_or(Reason::NoAnchor)?;
        let (first, last) = (hijri_month(y, 1), hijri_month(y, 12));
        return first.zip(last).map(|(a, b)| approximate(a.0, b.1)).ok_or(Reason::OutOfRange);
    };
    let y = match (f.year, f.relative) {
        (Some(y), _) => y,
        (None, relative) => {
            let anchor = anchor(ground)?;
            let now = hijri_year(anchor);
            let begun = hijri_month(now, m).is_some_and(|r| r.0 <= anchor);
            match (relative, f.direction) {
                (Some((Unit::Year, n)), _) => i16::try_from(i32::from(now) + n).map_err(|_| Reason::OutOfRange)?,
                (_, Direction::Future) => now + i16::from(begun),
                _ if ground.future => now,
                _ => now - i16::from(!begun),
            }
        }
    };
    let (first, last) = hijri_month(y, m).ok_or(Reason::OutOfRange)?;
    let Some(d) = f.day else { return Ok(approximate(first, last)) };
    if d > 30 {
        return Err(Reason::NoSuchDay);
    }
    let day = add(first, Unit::Day, i32::from(d) - 1).ok_or(Reason::OutOfRange)?;
    // A weekday told with it settles the day that the sighting of the moon leaves open.
    if let Some(w) = f.weekday {
        let near = (-2..=2).filter_map(|n| add(day, Unit::Day, n)).find(|d| weekday(*d) == w);
        return near.map(one_day).ok_or(Reason::NoSuchDay);
    }
    let around = |n: i32| add(day, Unit::Day, n).unwrap_or(day);
    Ok(approximate(around(-1), around(1)))
}

fn relative(unit: Unit, offset: i32, part: Option<Part>, day: Option<u8>, ground: Ground) -> Days {
    if ground.same {
        let last = ground.last.ok_or(Reason::NoAnchor)?;
        return around(last.from, unit).ok_or(Reason::OutOfRange);
    }
    if let (None, Some(now), Unit::Year, None) = (ground.anchor, ground.year, unit, part) {
        let told = i16::try_from(i32::from(now) + offset).map_err(|_| Reason::OutOfRange)?;
        return year(told).ok_or(Reason::OutOfRange);
    }
    let anchor = anchor(ground)?;
    if let (Unit::Quarter, Some(Part::Season(n))) = (unit, part) {
        return nearest_season(anchor, offset, n, ground.future);
    }
    if offset == BARE_WEEKEND {
        return bare_weekend(anchor, ground.future);
    }
    let base = if unit == Unit::Month { anchor.first_of_month() } else { anchor };
    let whole = add(base, unit, offset).and_then(|d| around(d, unit)).ok_or(Reason::OutOfRange)?;
    let whole = match unit {
        Unit::Decade if offset != 0 => stretch(Unit::Decade, offset, ground)?,
        _ => whole,
    };
    if let Some(day) = day {
        return nearest_weekday(whole.from, day, false).map(one_day).ok_or(Reason::NoSuchDay);
    }
    match part {
        Some(Part::Rest) => Ok(range(anchor, whole.to, Precision::Interval)),
        Some(part @ (Part::Nth(..) | Part::Season(_) | Part::Half(_) | Part::Weekend)) => {
            narrowed(whole, part).ok_or(Reason::NoSuchDay)
        }
        _ => Ok(whole),
    }
}

fn nearest_season(anchor: Date, offset: i32, n: u8, future: bool) -> Days {
    let seasons: Vec<DateRange> = (-2..=2).filter_map(|y| season(anchor.year() + y, n)).collect();
    let past = seasons.iter().rev();
    let found = match offset {
        -1 => past.clone().find(|s| s.to < anchor),
        1 => seasons.iter().find(|s| s.from > anchor),
        _ if future => seasons.iter().find(|s| s.to >= anchor),
        _ => past.clone().find(|s| s.from <= anchor),
    };
    found.copied().ok_or(Reason::OutOfRange)
}

fn bare_weekend(anchor: Date, future: bool) -> Days {
    let saturday = nearest_weekday(anchor, 6, !future);
    let weekend = saturday.and_then(|s| Some(range(s, add(s, Unit::Day, 1)?, Precision::Interval)));
    weekend.ok_or(Reason::OutOfRange)
}

/// The stretch of `whole` that `part` names; its ends are estimates for early, middle and late.
pub(crate) fn narrowed(whole: DateRange, part: Part) -> Option<DateRange> {
    let days = (whole.to - whole.from).get_days();
    let at = |n: i32| add(whole.from, Unit::Day, n);
    let about = |from: Date, to: Date| range(from, to, Precision::Approximate);
    let half = match whole.precision {
        Precision::Week => 3,
        Precision::Month => 15,
        Precision::Year => 181,
        _ => (days + 1) / 2,
    };
    Some(match part {
        Part::Early => about(whole.from, at(half - 1)?),
        Part::Late => about(at(half)?, whole.to),
        Part::Middle => about(at(days / 3)?, at(days * 2 / 3)?),
        Part::Half(1) => range(whole.from, at(half - 1)?, Precision::Interval),
        Part::Half(_) => range(at(half)?, whole.to, Precision::Interval),
        Part::Rest => whole,
        Part::Weekend => range(at(5)?, at(6)?, Precision::Interval),
        Part::Season(n) => season(whole.from.year(), n)?,
        Part::Nth(Unit::Week, n) => nth_week(whole, n)?,
        Part::Nth(unit, n) => {
            let last = n < 0;
            let day = if last { whole.to } else { add(whole.from, unit, i32::from(n) - 1)? };
            around(day, unit).filter(|r| whole.from <= r.from && r.to <= whole.to)?
        }
    })
}

/// Weeks of a month or year are counted from its first Monday; the last is the last that ends in it. Week 0 is the one
/// around its first day.
fn nth_week(whole: DateRange, n: i8) -> Option<DateRange> {
    if n < 0 {
        let last = around(whole.to, Unit::Week)?;
        return if last.to > whole.to { around(add(last.from, Unit::Week, -1)?, Unit::Week) } else { Some(last) };
    }
    if n == 0 {
        return around(whole.from, Unit::Week);
    }
    let first = around(whole.from, Unit::Week)?;
    let skip = i32::from(weekday(whole.from) > 1) + i32::from(n) - 1;
    let monday = add(first.from, Unit::Week, skip)?;
    let week = around(monday, Unit::Week)?;
    (week.from <= whole.to).then_some(week)
}

/// Three months from March, June, September, December.
fn season(year: i16, n: u8) -> Option<DateRange> {
    let from = make(year, 3 + 3 * n.min(3), 1)?;
    Some(range(from, add(from, Unit::Month, 2)?.last_of_month(), Precision::Approximate))
}

/// The point so far away. Its precision is that of its smallest unit.
fn distance(steps: &[(Unit, i32)], ground: Ground) -> Days {
    let ahead = steps.iter().any(|(_, n)| *n > 0);
    if ground.from_event || (ahead && !ground.future) {
        return Err(Reason::FromEvent);
    }
    let point = exact_distance(steps, anchor(ground)?).ok_or(Reason::OutOfRange)?;
    let smallest = steps.iter().map(|s| s.0).min().unwrap_or(Unit::Day);
    let whole = if smallest == Unit::Week { around(point, Unit::Day) } else { around(point, smallest) };
    whole.ok_or(Reason::OutOfRange)
}

/// The very day so far away.
pub(crate) fn exact_distance(steps: &[(Unit, i32)], anchor: Date) -> Option<Date> {
    steps.iter().try_fold(anchor, |day, (unit, n)| add(day, *unit, *n))
}

/// The last hours reach from the day on which they began to the day of publication.
fn hours(count: i32, anchor: Date) -> Days {
    let days = if count.abs() <= 24 { count.signum() } else { count / 24 };
    let far = add(anchor, Unit::Day, days).ok_or(Reason::OutOfRange)?;
    Ok(range(far.min(anchor), far.max(anchor), Precision::Interval))
}

/// The last or next so many units, today's not counted. Decades are whole ones.
fn stretch(unit: Unit, count: i32, ground: Ground) -> Days {
    let anchor = anchor(ground)?;
    let (unit, count) = match unit {
        Unit::Second | Unit::Minute => return Err(Reason::NoAnchor),
        Unit::Hour => return hours(count, anchor),
        unit => (unit, count),
    };
    if unit >= Unit::Decade {
        let now = around(anchor, unit).ok_or(Reason::OutOfRange)?;
        let one = if count < 0 { -1 } else { 1 };
        let near = add(now.from, unit, one).and_then(|d| around(d, unit)).ok_or(Reason::OutOfRange)?;
        let far = add(now.from, unit, count).and_then(|d| around(d, unit)).ok_or(Reason::OutOfRange)?;
        return Ok(range(near.from.min(far.from), near.to.max(far.to), Precision::Interval));
    }
    let far = add(anchor, unit, count).ok_or(Reason::OutOfRange)?;
    let yesterday = add(anchor, Unit::Day, -1).ok_or(Reason::OutOfRange)?;
    if count < 0 && unit == Unit::Month {
        let last = add(anchor.first_of_month(), Unit::Day, -1).ok_or(Reason::OutOfRange)?;
        return Ok(range(far.first_of_month(), last, Precision::Months));
    }
    if count < 0 {
        return Ok(range(far.min(yesterday), yesterday, Precision::Interval));
    }
    let tomorrow = add(anchor, Unit::Day, 1).ok_or(Reason::OutOfRange)?;
    Ok(range(tomorrow, far, Precision::Interval))
}
