//! The grammar of dates: what was said, before any reckoning.

use std::ops::Range;

use crate::cardinal::Found;
use crate::mention::{Calendar, DayPart, Direction, Expression, NumberKind, Part, Relation, Unit};
use crate::pieces::steps;
use crate::scene::Scene;
use crate::words::{Class, Form, Sense};

/// A date as said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub start: usize,
    pub end: usize,
    pub expression: Expression,
    pub day_part: Option<DayPart>,
    pub relation: Relation,
    /// It points at a unit named before (`الشهر نفسه`).
    pub same: bool,
    /// It is counted from another event.
    pub from_event: bool,
    /// A numeric date whose order is open: the other order.
    pub other: Option<Expression>,
}

impl Said {
    pub fn new(start: usize, end: usize, expression: Expression) -> Self {
        Self {
            start,
            end,
            expression,
            day_part: None,
            relation: Relation::At,
            same: false,
            from_event: false,
            other: None,
        }
    }
}

/// The pieces of a calendar date while they are gathered.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Pieces {
    pub offset: Option<i8>,
    pub weekday: Option<u8>,
    pub day: Option<u8>,
    pub month: Option<(Calendar, u8)>,
    pub year: Option<i16>,
    pub hijri: bool,
    pub direction: Option<Direction>,
    pub relative: Option<(Unit, i32)>,
    pub day_part: Option<DayPart>,
    pub same: bool,
}

impl Pieces {
    pub fn expression(self) -> Expression {
        if let (Some(days), None, None) = (self.offset, self.day, self.month) {
            return Expression::Offset { days: i32::from(days), weekday: self.weekday };
        }
        if let (Some(weekday), None, None, Some((Unit::Week, offset))) =
            (self.weekday, self.day, self.month, self.relative)
        {
            return Expression::Relative { unit: Unit::Week, offset, part: None, weekday: Some(weekday) };
        }
        let named = self.month.map_or(Calendar::Gregorian, |m| m.0);
        Expression::Calendar {
            weekday: self.weekday,
            day: self.day,
            month: self.month.map(|m| m.1),
            year: self.year,
            calendar: if self.hijri { Calendar::Hijri } else { named },
            direction: self.direction.unwrap_or(Direction::Bare),
            relative: self.relative,
            part: None,
        }
    }
}

/// The grammar over one sentence.
pub(crate) struct Grammar<'s, 't> {
    pub scene: &'s Scene<'t>,
    pub numbers: &'s [Found],
    pub floor: usize,
    pub end: usize,
}

/// All dates of one sentence, in order and without overlap.
pub(crate) fn dates(scene: &Scene, sentence: &Range<usize>, numbers: &[Found]) -> Vec<Said> {
    let grammar = Grammar { scene, numbers, floor: sentence.start, end: sentence.end };
    let mut out = Vec::new();
    let (mut i, mut k) = (sentence.start, 0);
    while let Some(at) = scene.hit(i, sentence.end) {
        i = at;
        while k < numbers.len() && numbers[k].start < i {
            k += 1;
        }
        let at_number = numbers.get(k).is_some_and(|n| n.start == i);
        if !at_number && scene.entry(i).is_none() {
            i += 1;
            continue;
        }
        match grammar.date(i) {
            Some(mut said) if said.end > i => {
                // A small word before it may belong to the date before.
                said.start = said.start.max(out.last().map_or(sentence.start, |last: &Said| last.end));
                i = said.end;
                lend_year(out.last_mut(), &said);
                out.push(grammar.related(said));
            }
            _ => i += 1,
        }
    }
    out
}

/// `يونيو وأغسطس 2008`: a month takes the year of the one joined to it.
fn lend_year(before: Option<&mut Said>, said: &Said) {
    let Some(before) = before.filter(|b| b.end == said.start) else { return };
    if let (
        Expression::Calendar { year, month: Some(_), relative: None, .. },
        Expression::Calendar { year: told @ Some(_), .. },
    ) = (&mut before.expression, &said.expression)
    {
        *year = year.or(*told);
    }
}

impl<'t> Grammar<'_, 't> {
    pub fn key(&self, i: usize) -> &'t str {
        if i < self.end { self.scene.key(i) } else { "" }
    }

    pub fn before(&self, i: usize) -> &'t str {
        if i > self.floor { self.scene.key(i - 1) } else { "" }
    }

    pub fn number(&self, i: usize) -> Option<&Found> {
        let at = self.numbers.binary_search_by_key(&i, |n| n.start).ok()?;
        self.numbers.get(at)
    }

    /// The unit at `i`.
    pub fn unit(&self, i: usize) -> Option<(Form, Unit)> {
        if i < self.end { self.scene.unit(i) } else { None }
    }

    pub fn definite(&self, i: usize) -> bool {
        self.scene.entry(i).is_some_and(|e| e.definite)
    }

    /// An adjective of direction (not هذا) at `i`.
    pub fn adjective(&self, i: usize) -> Option<Direction> {
        if i >= self.end || matches!(self.key(i), "هذا" | "هذه" | "وهذا" | "وهذه" | "لهذا" | "بهذا")
        {
            return None;
        }
        self.scene.direction(i)
    }

    fn date(&self, i: usize) -> Option<Said> {
        let first = self
            .this_year(i)
            .or_else(|| self.numeric(i))
            .or_else(|| self.day_range(i))
            .or_else(|| self.part(i))
            .or_else(|| self.stretch(i))
            .or_else(|| self.relative(i))
            .or_else(|| self.distance(i))
            .or_else(|| self.calendar(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.year(i))
            .or_else(|| self.season(i))?;
        Some(self.interval(first))
    }

    /// `من X إلى Y`, `بين X وY`, `X - Y`.
    fn interval(&self, first: Said) -> Said {
        if matches!(first.expression, Expression::Between(..)) || self.before(first.start) == "منذ" {
            return first;
        }
        let link = self.key(first.end);
        if let Some(said) = self.next_day(&first) {
            return said;
        }
        let between = matches!(self.before(first.start), "بين" | "وبين");
        let at = match link {
            "الي" | "حتي" | "وحتي" | "-" | "–" => first.end + 1,
            "و" if between => first.end + 1,
            _ if between && self.scene.entry(first.end).is_some_and(|e| e.and) => first.end,
            _ => return first,
        };
        let at = if matches!(self.key(at), "يوم" | "غايه") { at + 1 } else { at };
        if at >= self.end {
            return first;
        }
        let Some(second) = self.numeric(at).or_else(|| self.calendar(at)).or_else(|| self.year(at)) else {
            return first;
        };
        let dash = matches!(link, "-" | "–");
        if dash
            && !matches!(
                (&first.expression, &second.expression),
                (Expression::Calendar { .. }, Expression::Calendar { .. })
            )
        {
            return first;
        }
        let start = if between || self.before(first.start) == "من" { first.start - 1 } else { first.start };
        let day_part = first.day_part.or(second.day_part);
        let low = borrow(first.expression, &second.expression);
        Said {
            day_part,
            same: first.same,
            ..Said::new(start, second.end, Expression::Between(Box::new(low), Box::new(second.expression)))
        }
    }

    /// `الجمعة والسبت`: two days in a row.
    fn next_day(&self, first: &Said) -> Option<Said> {
        let Expression::Calendar { weekday: Some(one), day: None, month: None, relative: None, .. } = first.expression
        else {
            return None;
        };
        let at = first.end + usize::from(self.key(first.end) == "و");
        let and = at > first.end || self.scene.entry(at).is_some_and(|e| e.and);
        let two = self.scene.weekday(at).filter(|two| and && at < self.end && *two == one % 7 + 1)?;
        let low = Box::new(first.expression.clone());
        let mut high = low.clone();
        if let Expression::Calendar { weekday, .. } = &mut *high {
            *weekday = Some(two);
        }
        let end = if self.adjective(at + 1).is_some() { at + 2 } else { at + 1 };
        Some(Said { end, expression: Expression::Between(low, high), ..first.clone() })
    }

    fn related(&self, mut said: Said) -> Said {
        let mut at = said.start;
        if matches!(self.before(at), "يوم" | "ليله" | "صباح" | "مساء" | "عام" | "فجر" | "شهر") {
            at -= 1;
        }
        said.relation = match self.before(at) {
            "منذ" | "ومنذ" | "مذ" => Relation::Since,
            "حتي" | "وحتي" | "لغايه" => Relation::Until,
            "قبل" | "وقبل" => Relation::Before,
            "بعد" | "وبعد" => Relation::After,
            _ => said.relation,
        };
        said
    }

    /// `4 إلى 23 أكتوبر`, `بين 10 و17 أكتوبر`, `19-20 نوفمبر`, `5 و6 من الشهر الجاري`.
    fn day_range(&self, i: usize) -> Option<Said> {
        let low = self.day_number(i)?;
        let end = self.number(i)?.end;
        let (second, between) = match self.key(end) {
            "الي" | "حتي" | "-" | "–" => (end + 1, false),
            "و" => (end + 1, true),
            "وال" if self.scene.glued(end + 1) => (end + 1, true),
            _ if self.scene.entry(end).is_some_and(|e| e.and) => (end, true),
            _ => return None,
        };
        let high = self.day_number(second)?;
        let said = self.calendar(second)?;
        let Expression::Calendar { day: Some(day), month, relative, year, weekday: None, calendar, direction, part } =
            said.expression
        else {
            return None;
        };
        if day != high || low >= high || (month.is_none() && relative.is_none()) {
            return None;
        }
        let of = |day: u8| Expression::Calendar {
            weekday: None,
            day: Some(day),
            month,
            year,
            calendar,
            direction,
            relative,
            part,
        };
        let lead = self.before(i);
        let start = if (between && lead == "بين") || (!between && lead == "من") { i - 1 } else { i };
        Some(Said {
            same: said.same,
            ..Said::new(start, said.end, Expression::Between(Box::new(of(low)), Box::new(of(high))))
        })
    }

    /// A number that can be a day of the month.
    pub fn day_number(&self, i: usize) -> Option<u8> {
        let n = self.number(i)?;
        let fits = n.value.is_some() && matches!(n.kind, NumberKind::Cardinal | NumberKind::Ordinal);
        u8::try_from(n.small()?).ok().filter(|d| fits && (1..=31).contains(d))
    }

    /// A number that can be a year: four digits, or words from 1000.
    pub fn year_number(&self, i: usize) -> Option<(i16, usize)> {
        let n = self.number(i)?;
        let year = i16::try_from(n.small()?).ok()?;
        let shape = if n.digits { self.key(i).len() == 4 } else { n.kind == NumberKind::Cardinal };
        (shape && (1000..=2999).contains(&year) && n.start == i).then_some((year, n.end))
    }

    /// `عام 2011`, `سنة 1436 هـ`, `عامي 2011 و2013`, `في 2013`, `القرن التاسع عشر`.
    fn year(&self, i: usize) -> Option<Said> {
        if let Some((form, Unit::Year)) = self.unit(i) {
            return self.named_year(i, form);
        }
        if let Some((Form::One, Unit::Century)) = self.unit(i) {
            let n = self.number(i + 1).filter(|n| n.kind == NumberKind::Ordinal)?;
            let century = i16::try_from(n.small()?).ok().filter(|c| (1..=29).contains(c))?;
            return Some(Said::new(i, n.end, Expression::Years { from: century * 100 - 99, to: century * 100 }));
        }
        let (year, end) = self.year_number(i)?;
        let comma = self.before(i) == "،" && self.scene.glued(i);
        let lead = if comma { self.before(i - 1) } else { self.before(i) };
        let led = matches!(
            lead,
            "في" | "منذ"
                | "حتي"
                | "بحلول"
                | "خلال"
                | "ومنذ"
                | "وفي"
                | "ففي"
                | "اعتبارا"
                | "مواليد"
                | "لغايه"
                | "من"
                | "بين"
                | "الي"
        );
        let plausible = (1900..=2100).contains(&year) || !self.scene.is_digits(i);
        let counts = self.scene.is_word(end)
            && end < self.end
            && (year % 100 == 0 || matches!(lead, "من" | "بين" | "الي" | "خلال"))
            && !self.scene.entry(end).is_some_and(|e| e.and)
            && !matches!(self.key(end), "الي" | "حتي" | "و");
        let alone =
            i == self.floor && end == self.end || matches!((self.before(i), self.key(end)), ("|", "") | ("(", ")"));
        if !plausible || counts || !(led || (alone && self.scene.is_digits(i))) {
            return self.year_pair(i, year, end);
        }
        self.year_pair(i, year, end).or_else(|| Some(Said::new(i, end, of_year(year, false))))
    }

    /// `عام 2009 الجاري`, `2009 الجاري`: the year of publication.
    pub fn this_year(&self, i: usize) -> Option<Said> {
        let (at, end) = match self.unit(i) {
            Some((Form::One, Unit::Year)) => (i + 1, self.year_number(i + 1)?.1),
            _ => (i, self.year_number(i)?.1),
        };
        let (year, _) = self.year_number(at)?;
        let now = self.adjective(end) == Some(Direction::Present);
        let pieces = Pieces { year: Some(year), direction: Some(Direction::Present), ..Pieces::default() };
        now.then(|| Said::new(i, end + 1, pieces.expression()))
    }

    /// `2014-2018`
    fn year_pair(&self, i: usize, low: i16, end: usize) -> Option<Said> {
        let (high, after) = self.year_number(end + 1)?;
        let led = matches!(self.before(i), "بين" | "من");
        let link = match self.key(end) {
            "-" | "–" | "/" => true,
            "الي" | "حتي" => led,
            "و" => self.before(i) == "بين",
            _ => false,
        };
        let years = (1900..=2100).contains(&low) && (1900..=2100).contains(&high) && low < high;
        let between = Expression::Between(Box::new(of_year(low, false)), Box::new(of_year(high, false)));
        (link && years).then(|| Said::new(if led { i - 1 } else { i }, after, between))
    }

    fn named_year(&self, i: usize, form: Form) -> Option<Said> {
        let displaced = self.key(i + 1) == "،" && self.scene.glued(i + 2);
        let at = if self.key(i + 1) == "ال" || displaced { i + 2 } else { i + 1 };
        let n = self.number(at)?;
        let mut end = n.end;
        let mut year = i16::try_from(n.small()?).ok().filter(|y| (1..=2999).contains(y))?;
        if n.kind != NumberKind::Cardinal || (self.scene.is_digits(at) && !(3..=4).contains(&self.key(at).len())) {
            return None;
        }
        // «تسعة عشر وثمانية وسبعين»: read in pairs, as in English.
        if (10..=20).contains(&year) && !n.digits {
            let tail = if self.key(end) == "و" { end + 1 } else { end };
            if let Some(rest) = self.number(tail).filter(|r| (10..=99).contains(&r.small().unwrap_or(0))) {
                year = year * 100 + i16::try_from(rest.small()?).ok()?;
                end = rest.end;
            }
        }
        if (year < 100 && form != Form::Two) || form == Form::Many {
            return None;
        }
        let (hijri, end) = self.era(end, year);
        if form == Form::Two {
            let at = if self.key(end) == "و" { end + 1 } else { end };
            let (high, after) = self.year_number(at)?;
            let between = Expression::Between(Box::new(of_year(year, hijri)), Box::new(of_year(high, hijri)));
            return Some(Said::new(i, after, between));
        }
        Some(Said::new(i, end, of_year(year, hijri)))
    }

    /// The era behind a year: `هـ`, `م`.
    pub fn era(&self, i: usize, year: i16) -> (bool, usize) {
        match self.key(i) {
            "ه" | "هجريه" | "هجري" | "للهجره" => (true, i + 1),
            "م" | "ميلاديه" | "ميلادي" | "للميلاد" => (false, i + 1),
            _ => ((1300..1500).contains(&year) && self.before(i) != "عام", i),
        }
    }

    /// `السبعينيات`, `سبعينيات القرن الماضي`.
    fn decade(&self, i: usize) -> Option<Said> {
        if let Some(said) = self.two_thousands(i) {
            return Some(said);
        }
        let tens =
            self.scene.entry(i)?.senses.iter().find_map(|s| if let Sense::Decade(n) = s { Some(*n) } else { None })?;
        let mut end = i + 1;
        if self.key(end) == "من" && self.key(end + 1).starts_with("عمر") {
            return None;
        }
        if self.key(end) == "من" && matches!(self.unit(end + 1), Some((Form::One, Unit::Century))) {
            end += 1;
        }
        if let (Some((Form::One, Unit::Century)), true) = (self.unit(end), self.definite(end)) {
            end += if self.adjective(end + 1).is_some() { 2 } else { self.number(end + 1).map_or(1, |n| n.end - end) };
        }
        Some(Said::new(i, end, Expression::Years { from: 1900 + tens, to: 1909 + tens }))
    }

    /// `الألفينيات`, `في الألفين`
    fn two_thousands(&self, i: usize) -> Option<Said> {
        let named = self.scene.cardinal(i) == Some((Class::Dual, 1000)) && self.definite(i) && self.before(i) == "في";
        let last = i + 1 >= self.end || !self.scene.is_word(i + 1);
        (named && last).then(|| Said::new(i, i + 1, Expression::Years { from: 2000, to: 2009 }))
    }

    /// `صيف 2014`, `الصيف الماضي`, `ربيع العام المقبل`.
    fn season(&self, i: usize) -> Option<Said> {
        let season = self.scene.entry(i)?.senses.iter().find_map(|s| match s {
            Sense::Part(part @ Part::Season(_)) => Some(*part),
            _ => None,
        })?;
        if let Some((year, end)) = self.year_number(i + 1).filter(|(y, _)| (1900..=2100).contains(y)) {
            return Some(Said::new(i, end, with_part(of_year(year, false), season)?));
        }
        if let Some(tail) = self.relative(i + 1).or_else(|| self.year(i + 1))
            && let Some(expression) = with_part(tail.expression, season)
        {
            return Some(Said::new(i, tail.end, expression));
        }
        if let Some(direction) = self.adjective(i + 1).filter(|_| self.definite(i)) {
            let offset = steps(direction);
            let expression = Expression::Relative { unit: Unit::Quarter, offset, part: Some(season), weekday: None };
            return Some(Said::new(i, i + 2, expression));
        }
        let last = i + 1 >= self.end || !self.scene.is_word(i + 1);
        (last && (self.definite(i) || !self.before(i).is_empty())).then(|| {
            Said::new(
                i,
                i + 1,
                Expression::Relative { unit: Unit::Quarter, offset: 0, part: Some(season), weekday: None },
            )
        })
    }
}

pub(crate) fn of_year(year: i16, hijri: bool) -> Expression {
    Pieces { year: Some(year), hijri, ..Pieces::default() }.expression()
}

/// The same date with a stretch of it picked; `None` where it is no stretch of time.
pub(crate) fn with_part(mut expression: Expression, told: Part) -> Option<Expression> {
    match &mut expression {
        Expression::Calendar { weekday, day, part: part @ None, .. }
            if (weekday.is_none() && day.is_none()) || (day.is_some() && told == Part::Nth(Unit::Week, 0)) =>
        {
            *part = Some(told);
        }
        Expression::Relative { part: part @ None, weekday: None, .. } => *part = Some(told),
        _ => return None,
    }
    Some(expression)
}

/// The first of two dates takes the year, and where it has none the month, from the second.
fn borrow(first: Expression, second: &Expression) -> Expression {
    match (first, second) {
        (
            Expression::Calendar { weekday, day, month, year: None, calendar, direction, relative: None, part },
            Expression::Calendar { month: later, year, relative, .. },
        ) => Expression::Calendar {
            weekday,
            day,
            month: month.or(if day.is_some() { *later } else { None }),
            year: *year,
            calendar,
            direction,
            relative: *relative,
            part,
        },
        (first, _) => first,
    }
}
