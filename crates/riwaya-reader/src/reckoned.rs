//! Days counted from another event: «جاء الهجوم بعد يومين من قصف القرية», «وبعد ثلاثة أيام هاجموا», «وقبل ذلك بيوم».

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_value::{DateMention, DateRange, Direction, Expression, Precision, Reason, Resolution, Unit};

use crate::choose_date::Dated;
use crate::fill_dates::Chronicle;
use crate::page::Page;

/// Days of the calendar, with the words of the page that tell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    /// Which date of the page.
    pub date: usize,
    /// The days.
    pub range: DateRange,
    /// From what they were counted; `None` where the words name them.
    pub counted: Option<Counted>,
}

impl Day {
    /// The days that a date of the page names itself; `None` where it is open.
    pub(crate) fn said(page: &Page<'_>, date: usize) -> Option<Self> {
        Some(Self { date, range: page.dates[date].value.resolved?, counted: None })
    }

    /// «من المقرر أن يبحثوا تفجيرات الثلاثاء»: for something that was done a weekday alone is the last one, though its sentence
    /// looks ahead besides.
    pub(crate) fn of_what_was_done(self, page: &Page<'_>) -> Self {
        let bare = matches!(
            page.dates[self.date].value.expression,
            Expression::Calendar {
                weekday: Some(_),
                day: None,
                month: None,
                year: None,
                direction: Direction::Bare,
                relative: None,
                ..
            }
        );
        let ahead = page.published.is_some_and(|today| self.range.from > today);
        let week_before = |day: Date| day.checked_sub(7.days()).ok();
        match (week_before(self.range.from), week_before(self.range.to)) {
            (Some(from), Some(to)) if bare && ahead && self.counted.is_none() => {
                Self { range: DateRange { from, to, ..self.range }, ..self }
            }
            _ => self,
        }
    }

    /// As claims write it.
    pub(crate) fn iso(&self) -> Option<String> {
        crate::values::iso(self.range)
    }
}

/// From what days are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// The day of an event told before.
    FromEvent,
    /// A day of the sentence, or that of publication.
    FromDay,
}

impl Counted {
    /// How the claim says that its day was found.
    pub(crate) const fn how(self) -> &'static str {
        match self {
            Self::FromEvent => "counted from another event",
            Self::FromDay => "counted from another day",
        }
    }
}

/// Which of the two events a day is counted for, and how the other is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// «جاء الهجوم بعد يومين من قصف»: the one that the other is counted from, which stands right behind the distance.
    Origin,
    /// «هاجموا القرية بعد يومين من القصف»: the one that lies so far from the other.
    Far,
    /// «وبعد يومين هاجموا»: so far from what was told last.
    Tale,
}

impl Way {
    /// A name for features.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Far => "far",
            Self::Tale => "tale",
        }
    }
}

/// A day counted from another event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reckoned {
    pub day: Day,
    pub way: Way,
    /// The event counted from; `None` where a day of the sentence, or that of publication, stands for what is being told.
    pub from: Option<Dated>,
}

/// How many words behind a distance the event may stand that it is counted from.
const NEAR: usize = 6;

/// How many words may stand between a distance and the event that lies so far away.
const CLAUSE: usize = 12;

/// From how many sentences back a tale goes on.
const REACH: usize = 3;

/// The days counted from other events that may be those of the event at word `head`; `told` are the events told before,
/// in the order of their words.
pub(crate) fn reckoned(page: &Page<'_>, head: usize, told: &Chronicle<'_>) -> Vec<Reckoned> {
    let bounds = page.sentence(head).words.clone();
    page.dates_in(&bounds)
        .filter(|d| is_open(page.dates[*d].value))
        .filter_map(|d| one(page, &bounds, (head, d), told))
        .collect()
}

/// Whether a date is counted from another event than the publication.
pub(crate) fn is_open(date: &DateMention) -> bool {
    date.how == Resolution::Unresolved(Reason::FromEvent)
}

fn one(page: &Page<'_>, bounds: &Range<usize>, (head, d): (usize, usize), told: &Chronicle<'_>) -> Option<Reckoned> {
    let date = &page.dates[d];
    let days = days_of(date.value)?;
    let back = || told.before().iter().rev();
    let counted = |way: Way, from: Option<&Dated>, start: Date, days: i64| {
        let at = start.checked_add(days.days()).ok()?;
        let range = DateRange { from: at, to: at, precision: Precision::Day };
        let counted = Some(if from.is_some() { Counted::FromEvent } else { Counted::FromDay });
        Some(Reckoned { day: Day { date: d, range, counted }, way, from: from.copied() })
    };
    let far = |way: Way, from: Option<&Dated>| counted(way, from, day_of(from?)?, days);
    let behind = date.words.end;
    if !matches!(page.key(behind), "من" | "علي" | "عن") {
        let near = if head < date.words.start { date.words.start - head } else { head.saturating_sub(behind) };
        let near_by = |t: &&Dated| t.sentence + REACH >= page.sentence_of[head] as usize;
        let last = back().take_while(near_by).find(|t| t.date.is_some());
        return if near <= CLAUSE { far(Way::Tale, last) } else { None };
    }
    let other = behind + 1;
    let stands = |t: &&Dated| (other..other + NEAR).contains(&t.head);
    let told_behind = back().take_while(|t| t.head >= other).find(stands).filter(|t| t.head < head);
    if let Some(from) = told_behind {
        return far(Way::Far, Some(from));
    }
    if (other..other + NEAR).contains(&head) {
        let front = bounds.start..date.words.start;
        let dated = |t: &&Dated| t.date.is_some();
        let here = back().take_while(|t| t.head >= front.start);
        let nearest = here.filter(dated).find(|t| front.contains(&t.head));
        let nearest = nearest.or_else(|| told.told_by_any(page, front.clone()));
        return match nearest.and_then(day_of) {
            Some(day) => counted(Way::Origin, nearest, day, -days),
            None => counted(Way::Origin, None, said_in(page, &front).or(page.published)?, -days),
        };
    }
    if head >= date.words.start || date.words.start - head > CLAUSE {
        return None;
    }
    far(Way::Far, told.told_by_any(page, other..other + 2))
}

/// The last day that some words name.
fn said_in(page: &Page<'_>, words: &Range<usize>) -> Option<Date> {
    let dates = page.dates[page.dates_in(words)].iter().rev();
    dates.filter_map(|d| d.value.resolved).find(|days| days.from == days.to).map(|days| days.from)
}

/// The day of an event that has one.
fn day_of(told: &Dated) -> Option<Date> {
    told.date.filter(|day| day.range.from == day.range.to).map(|day| day.range.from)
}

/// The days of a distance counted in days and weeks.
fn days_of(date: &DateMention) -> Option<i64> {
    let Expression::Distance { steps } = &date.expression else { return None };
    steps.iter().try_fold(0, |sum, (unit, n)| match unit {
        Unit::Day => Some(sum + i64::from(*n)),
        Unit::Week => Some(sum + 7 * i64::from(*n)),
        _ => None,
    })
}
