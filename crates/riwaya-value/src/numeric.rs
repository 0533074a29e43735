//! Dates in figures: `08/10/2020`, `2020-10-08`, `20/01/09`, `4/22`, `3-2015`.

use crate::mention::{Calendar, Direction, Expression};
use crate::phrase::{Grammar, Said};

impl Grammar<'_, '_> {
    /// A date in figures. Day before month, as the Arabic press writes, unless the figures forbid it; a year of two
    /// digits may stand at either end, and then both readings are kept.
    pub fn numeric(&self, i: usize) -> Option<Said> {
        if i >= self.end || !self.scene.is_digits(i) {
            return None;
        }
        let before = self.before(i);
        if self.scene.glued(i) && matches!(before, "/" | "-" | "." | ":" | "–") {
            return None;
        }
        if let Some(said) = self.dotted(i) {
            return Some(said);
        }
        let mark = self.key(i + 1);
        if !matches!(mark, "/" | "-" | "\\") || !self.scene.glued(i + 1) || !self.scene.glued(i + 2) {
            return None;
        }
        let (a, b) = (figure(self.key(i))?, figure(self.key(i + 2))?);
        if self.key(i + 3) == mark && self.scene.glued(i + 3) {
            let c = figure(self.key(i + 4)).filter(|_| self.scene.glued(i + 4))?;
            let chained = self.key(i + 5) == mark && self.scene.glued(i + 5) && figure(self.key(i + 6)).is_some();
            return if chained { None } else { whole(i, i + 5, a, b, c) };
        }
        self.two_figures(i, mark, a, b)
    }

    /// `20.1.2009`, one token.
    fn dotted(&self, i: usize) -> Option<Said> {
        let mut figures = self.key(i).split('.');
        let (a, b, c) = (figures.next()?, figures.next()?, figures.next()?);
        if figures.next().is_some() {
            return None;
        }
        let thousands = b.len() == 3 && c.len() == 3;
        if thousands { None } else { whole(i, i + 1, figure(a)?, figure(b)?, figure(c)?) }
    }

    fn two_figures(&self, i: usize, mark: &str, a: (u16, usize), b: (u16, usize)) -> Option<Said> {
        let year = match (a.1, b.1) {
            (4, 1..=2) => Some((a.0, b.0)),
            (1..=2, 4) => Some((b.0, a.0)),
            _ => None,
        };
        if let Some((year, month)) = year.filter(|(y, m)| (1900..=2100).contains(y) && (1..=12).contains(m)) {
            return Some(Said::new(i, i + 3, calendar(Some(year), month, None)?));
        }
        let led = matches!(self.before(i), "في" | "يوم" | "بتاريخ" | "عند" | "تاريخ" | "منذ" | "حتي" | "(" | "الموافق")
            || self.scene.weekday(i.wrapping_sub(1)).is_some();
        let (day, month) = match (a.0, b.0) {
            (13..=31, 1..=12) => (a.0, b.0),
            (1..=12, 13..=31) => (b.0, a.0),
            (1..=31, 1..=12) if led && mark == "/" && self.before(i) != "في" => (a.0, b.0),
            _ => return None,
        };
        if a.1 > 2 || b.1 > 2 || !(led || self.scene.is_word(i.wrapping_sub(1))) {
            return None;
        }
        let verb = led || self.before(i).starts_with("سا");
        if mark != "/" && !verb {
            return None;
        }
        if let (true, Some(year)) = (matches!(self.key(i + 3), "," | "،"), figure(self.key(i + 4)))
            && (year.1 == 4 || year.1 == 2)
        {
            return whole(i, i + 5, (day, 2), (month, 2), year);
        }
        Some(Said::new(i, i + 3, calendar(None, month, Some(day))?))
    }
}

/// A figure of at most four digits, with its length.
fn figure(key: &str) -> Option<(u16, usize)> {
    let fits = (1..=4).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| key.parse().ok().map(|n| (n, key.len()))).flatten()
}

fn calendar(year: Option<u16>, month: u16, day: Option<u16>) -> Option<Expression> {
    let year = year.map(i16::try_from).transpose().ok()?;
    Some(Expression::Calendar {
        weekday: None,
        day: day.map(u8::try_from).transpose().ok()?,
        month: Some(u8::try_from(month).ok()?),
        year,
        calendar: if year.is_some_and(|y| (1300..1500).contains(&y)) { Calendar::Hijri } else { Calendar::Gregorian },
        direction: Direction::Bare,
        relative: None,
        part: None,
    })
}

type Figure = (u16, usize);

fn whole(start: usize, end: usize, a: Figure, b: Figure, c: Figure) -> Option<Said> {
    let said = |year: u16, month: u16, day: u16| {
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then(|| calendar(Some(year), month, Some(day))).flatten()
    };
    if a.1 >= 3 {
        return said(a.0, b.0, c.0).map(|e| Said::new(start, end, e));
    }
    if c.1 >= 3 {
        return said(c.0, b.0, a.0).or_else(|| said(c.0, a.0, b.0)).map(|e| Said::new(start, end, e));
    }
    if c.1 != 2 || b.1 > 2 {
        return None;
    }
    let full = |year: u16| if year < 70 { 2000 + year } else { 1900 + year };
    let day_first = said(full(c.0), b.0, a.0).or_else(|| said(full(c.0), a.0, b.0));
    let year_first = (a.1 == 2).then(|| said(full(a.0), b.0, c.0)).flatten();
    match (day_first, year_first) {
        (Some(expression), other) => Some(Said { other, ..Said::new(start, end, expression) }),
        (None, Some(expression)) => Some(Said::new(start, end, expression)),
        (None, None) => None,
    }
}
