//! Dates by their names: weekday, day, month, year, with today and yesterday, in the orders of the press.

use crate::cardinal::Found;
use crate::mention::{Calendar, Direction, Expression, NumberKind, Unit};
use crate::phrase::{Grammar, Pieces, Said};
use crate::words::{Form, Sense};

impl Grammar<'_, '_> {
    /// `الخميس 8 أكتوبر/تشرين الأول 2020`, `أمس الخميس`, `فجر السبت`, `العاشر من الشهر الجاري`.
    pub fn calendar(&self, i: usize) -> Option<Said> {
        let mut pieces = Pieces::default();
        let mut at = self.opening(i, &mut pieces)?;
        loop {
            let next = self.skip(at, &pieces);
            match self.piece(next, &mut pieces) {
                Some(after) => at = after,
                None => break,
            }
        }
        let opened = (i..at).rev().find(|k| matches!(self.key(*k), "(" | ")")).is_some_and(|k| self.key(k) == "(");
        let at = if opened && self.key(at) == ")" { at + 1 } else { at };
        let said = Said { day_part: pieces.day_part, same: pieces.same, ..Said::new(i, at, pieces.expression()) };
        if pieces.day_part.is_some() && self.only_day_part(&pieces) {
            return None;
        }
        if let Some(said) = self.days_in_month(&pieces, i, at) {
            return Some(said);
        }
        Some(self.night_between(said, &pieces))
    }

    fn only_day_part(&self, p: &Pieces) -> bool {
        p.offset.is_none() && p.weekday.is_none() && p.day.is_none() && p.month.is_none()
    }

    /// The first piece, with `هذا`, `شهر` or a part of the day before it.
    fn opening(&self, i: usize, pieces: &mut Pieces) -> Option<usize> {
        if i >= self.end {
            return None;
        }
        if matches!(self.key(i), "هذا" | "هذه") {
            let at = if matches!(self.unit(i + 1), Some((Form::One, Unit::Day | Unit::Month))) && !self.definite(i + 1)
            {
                i + 2
            } else {
                i + 1
            };
            if self.weekday(at).is_none() && !self.month_at(at, true) {
                return None;
            }
            pieces.direction = Some(Direction::Present);
            return self.piece(at, pieces);
        }
        if matches!(self.unit(i), Some((Form::One, Unit::Month))) && self.month_at(i + 1, true) {
            return self.piece(i + 1, pieces);
        }
        if matches!(self.unit(i), Some((Form::One, Unit::Day))) && !self.definite(i) && self.scene.day_part(i).is_none()
        {
            let n = self.number(i + 1).filter(|n| n.end >= self.end || !self.scene.is_word(n.end));
            pieces.day = n.and_then(|_| self.day_number(i + 1));
            let end = n
                .map(|n| n.end)
                .filter(|_| pieces.day.is_some() && !self.month_at(self.skip(n.map_or(i, |n| n.end), pieces), true))?;
            return (!matches!(self.key(end), "/" | "-" | "." | "،" | ",")).then_some(end);
        }
        if let Some(part) = self.scene.day_part(i) {
            pieces.day_part = Some(part);
            let at = self.scene.after(i);
            let at = if self.key(at) == "من" { at + 1 } else { at };
            let at = if self.key(at) == "يوم" { at + 1 } else { at };
            return self.piece(at, pieces);
        }
        self.piece(i, pieces)
    }

    /// The token at which the next piece may stand, behind commas, brackets and small words.
    fn skip(&self, mut i: usize, pieces: &Pieces) -> usize {
        for _ in 0..3 {
            let step = match self.key(i) {
                "(" => !pieces_closed(pieces) && self.begins_in_bracket(i + 1),
                ")" => true,
                "،" | "," | "." | "-" | "–" => {
                    pieces.weekday.is_some()
                        || pieces.day.is_some()
                        || pieces.month.is_some()
                        || pieces.offset.is_some()
                }
                "من" => pieces.day.is_some() || pieces.month.is_some(),
                "في" => pieces.weekday.is_some() && pieces.day.is_none() && pieces.month.is_none(),
                "يوم" | "الموافق" | "بتاريخ" => {
                    pieces.offset.is_some() || pieces.weekday.is_some() || pieces.relative.is_some()
                }
                "/" | "\\" => {
                    (pieces.day.is_some() && pieces.month.is_none() && self.month_at(i + 1, true))
                        || (pieces.month.is_some() && self.year_number(i + 1).is_some())
                }
                "شهر" | "لشهر" => pieces.day.is_some(),
                "عام" | "سنه" | "العام" | "السنه" | "للعام" | "لعام" => {
                    let displaced = self.key(i + 1) == "،" && self.scene.glued(i + 2);
                    pieces.month.is_some() && self.year_number(if displaced { i + 2 } else { i + 1 }).is_some()
                }
                _ => false,
            };
            if !step {
                break;
            }
            i += 1;
        }
        i
    }

    fn begins_in_bracket(&self, i: usize) -> bool {
        self.weekday(i).is_some() || self.month_at(i, true) || self.day_number(i).is_some() || self.offset(i).is_some()
    }

    fn weekday(&self, i: usize) -> Option<u8> {
        if i >= self.end {
            return None;
        }
        self.scene.weekday(i).filter(|_| !matches!(self.before(i), "خطبه" | "خطيب" | "لخطبه" | "خطباء"))
    }

    fn piece(&self, i: usize, pieces: &mut Pieces) -> Option<usize> {
        if i >= self.end {
            return None;
        }
        let entry = self.scene.entry(i);
        let fresh = self.only_day_part(pieces);
        if !fresh && entry.is_some_and(|e| e.and) {
            return None;
        }
        if let Some(day) =
            self.weekday(i).filter(|_| pieces.weekday.is_none() && pieces.day.is_none() && pieces.month.is_none())
        {
            pieces.weekday = Some(day);
            return Some(i + 1);
        }
        if let Some(days) =
            self.offset(i).filter(|_| pieces.offset.is_none() && pieces.day.is_none() && pieces.month.is_none())
        {
            pieces.offset = Some(days);
            return Some(self.scene.after(i));
        }
        if let Some(end) = self.day_part_piece(i, pieces) {
            return Some(end);
        }
        if let Some(end) = self.day_piece(i, pieces) {
            return Some(end);
        }
        if self.month_at(i, pieces.day.is_some()) && pieces.month.is_none() {
            return Some(self.month_piece(i, pieces));
        }
        if let Some(end) = self.year_piece(i, pieces) {
            return Some(end);
        }
        self.direction_piece(i, pieces)
    }

    /// `مساء` behind the day, in its adverbial form; ظهر alone is a verb too.
    fn day_part_piece(&self, i: usize, pieces: &mut Pieces) -> Option<usize> {
        let part = self.scene.day_part(i)?;
        let adverb = self.key(i).ends_with('ا') || matches!(self.key(i), "مساء" | "بعد");
        if pieces.day_part.is_some() || pieces.is_bare() || !adverb {
            return None;
        }
        pieces.day_part = Some(part);
        Some(self.scene.after(i))
    }

    /// A day of the month: before its month, behind it, or behind a weekday with nothing after it.
    fn day_piece(&self, i: usize, pieces: &mut Pieces) -> Option<usize> {
        if pieces.day.is_some() {
            return None;
        }
        let first = matches!(self.key(i), "الفاتح" | "فاتح") && self.key(i + 1) == "من";
        let (day, end) = if first { (1, i + 1) } else { (self.day_number(i)?, self.number(i)?.end) };
        let next_open = end >= self.end || !self.scene.is_word(end);
        if pieces.month.is_some() {
            let n = self.number(i)?;
            let year_next = self.year_number(self.skip(end, &Pieces { day: Some(day), ..*pieces })).is_some();
            let sure = n.digits || (n.kind == NumberKind::Ordinal && n.definite);
            if pieces.year.is_some() || !sure || !(next_open || year_next) || matches!(self.key(end), "/" | "%" | "٪")
            {
                return None;
            }
            pieces.day = Some(day);
            return Some(end);
        }
        let probe = Pieces { day: Some(day), ..*pieces };
        let at = self.skip(end, &probe);
        // A misspelled month before its other name: «11 سبتمر/أيلول».
        if self.key(end + 1) == "/"
            && self.scene.is_word(end)
            && !self.month_at(end, true)
            && self.month_at(end + 2, true)
        {
            pieces.day = Some(day);
            return Some(end + 2);
        }
        let score = at == end + 1 && self.key(end) == "-" && self.scene.glued(at);
        if self.month_at(at, !score) && self.scene.entry(at).is_some_and(|e| !e.and) {
            pieces.day = Some(day);
            return Some(end);
        }
        if let Some((offset, same, after)) = self.pointed_month(at) {
            pieces.day = Some(day);
            pieces.relative = Some((Unit::Month, offset));
            pieces.same = same;
            return Some(after);
        }
        if pieces.weekday.is_some() && next_open && !matches!(self.key(end), "/" | ":" | "%" | "٪") {
            pieces.day = Some(day);
            return Some(end);
        }
        None
    }

    /// `الشهر الجاري`, `هذا الشهر`, `الشهر نفسه`: by how many months, whether one named before, and its end.
    fn pointed_month(&self, i: usize) -> Option<(i32, bool, usize)> {
        if matches!(self.key(i), "هذا") && matches!(self.unit(i + 1), Some((Form::One, Unit::Month))) {
            return Some((0, false, i + 2));
        }
        if !matches!(self.unit(i), Some((Form::One, Unit::Month))) || !self.definite(i) {
            return None;
        }
        if self.scene.has(i + 1, |s| *s == Sense::Same) && i + 1 < self.end {
            return Some((0, true, i + 2));
        }
        self.adjective(i + 1).map(|d| (steps(d), false, i + 2))
    }

    /// A month's name at `i`; one that is also another word needs `support`, a neighbour that makes it a month.
    pub fn month_at(&self, i: usize, support: bool) -> bool {
        let Some(entry) = self.scene.entry(i).filter(|_| i < self.end) else { return false };
        if !entry.senses.iter().any(|s| matches!(s, Sense::Month(..))) {
            return false;
        }
        let after = self.scene.after(i);
        !entry.unsure
            || support
            || matches!(
                self.before(i),
                "في" | "شهر"
                    | "هذا"
                    | "خلال"
                    | "منذ"
                    | "حتي"
                    | "بشهر"
                    | "لشهر"
                    | "اواخر"
                    | "مطلع"
                    | "نهايه"
                    | "اوايل"
                    | "منتصف"
            )
            || self.year_number(after).is_some()
            || (self.key(after) == "," && self.year_number(after + 1).is_some())
            || self.adjective(after).is_some()
            || self.twin(after, i).is_some()
    }

    fn month(&self, i: usize) -> Option<(Calendar, u8)> {
        self.scene.entry(i)?.senses.iter().find_map(|s| if let Sense::Month(c, n) = s { Some((*c, *n)) } else { None })
    }

    fn month_piece(&self, i: usize, pieces: &mut Pieces) -> usize {
        pieces.month = self.month(i);
        let after = self.scene.after(i);
        self.twin(after, i).unwrap_or(after)
    }

    /// The same month named in another tradition: `/تشرين الأول`, `(حزيران)`, `- أيلول`, or with nothing between.
    fn twin(&self, i: usize, of: usize) -> Option<usize> {
        let mark = matches!(self.key(i), "/" | "(" | "-" | "–" | "\\" | "،" | "[" | "او");
        let at = if mark { i + 1 } else { i };
        if at >= self.end {
            return None;
        }
        let (first, second) = (self.month(of)?, self.month(at)?);
        // «يناير/كانون الأول»: by mistake the other tradition's name of another month; the first name holds.
        let mistaken = mark && self.key(i) == "/" && is_levantine(self.key(at)) && !is_levantine(self.key(of));
        if first != second && !mistaken {
            return None;
        }
        let end = self.scene.after(at);
        Some(if matches!(self.key(i), "(" | "[") && matches!(self.key(end), ")" | "]") { end + 1 } else { end })
    }

    fn year_piece(&self, i: usize, pieces: &mut Pieces) -> Option<usize> {
        if pieces.month.is_none() || pieces.year.is_some() {
            return None;
        }
        let (year, end) = self.year_number(i)?;
        let n: &Found = self.number(i)?;
        if !n.digits && pieces.day.is_none() && self.scene.is_word(end) && end < self.end {
            return None;
        }
        let (hijri, end) = self.era(end, year);
        pieces.year = Some(year);
        pieces.hijri = hijri && pieces.month.is_some_and(|m| m.0 == Calendar::Hijri);
        Some(end)
    }

    fn direction_piece(&self, i: usize, pieces: &mut Pieces) -> Option<usize> {
        let dated = pieces.weekday.is_some() || pieces.month.is_some();
        if !dated || pieces.direction.is_some() {
            return None;
        }
        if let Some(direction) = self.adjective(i) {
            if pieces.year.is_some() {
                return None;
            }
            // «في يونيو التالي»: behind what was told before, not behind today.
            let told_of = pieces.month.is_some() && matches!(self.key(i), "التالي" | "التاليه");
            pieces.direction = Some(if told_of { Direction::Bare } else { direction });
            return Some(i + 1);
        }
        let said = self.relative(i).filter(|_| pieces.relative.is_none() && pieces.year.is_none())?;
        match said.expression {
            Expression::Relative { unit: Unit::Year, offset, part: None, weekday: None } if pieces.month.is_some() => {
                pieces.relative = Some((Unit::Year, offset));
            }
            Expression::Relative { unit: Unit::Week, offset, part: None, weekday: None } if pieces.month.is_none() => {
                pieces.relative = Some((Unit::Week, offset));
            }
            _ => return None,
        }
        pieces.same |= said.same;
        Some(said.end)
    }

    /// Today, yesterday …, where the word is that and not the name of an outlet or of another day.
    fn offset(&self, i: usize) -> Option<i8> {
        let entry = self.scene.entry(i).filter(|_| i < self.end)?;
        let days = entry.senses.iter().find_map(|s| if let Sense::Offset(n) = s { Some(*n) } else { None })?;
        let after = self.scene.after(i);
        if entry.unsure && self.before(i) != "بعد" {
            return None;
        }
        if days != 0 {
            return Some(days);
        }
        if matches!(self.before(i), "طوال" | "طيله") {
            return None;
        }
        let named = self.scene.words.not_day.contains_key(self.before(i));
        let other = self.scene.has(after, |s| *s == Sense::Same)
            || matches!(self.key(after), "التالي" | "الواحد" | "الماضي" | "الماضيه" | "التاليه" | "السابق")
            || (self.number(after).is_some_and(|n| n.kind == NumberKind::Ordinal) && self.calendar(after).is_none());
        (!named && !other).then_some(days)
    }

    /// `شهر نوفمبر بين 19 و20`
    fn days_in_month(&self, pieces: &Pieces, i: usize, at: usize) -> Option<Said> {
        if pieces.day.is_some() || pieces.month.is_none() || self.key(at) != "بين" {
            return None;
        }
        let low = self.day_number(at + 1)?;
        let link = self.number(at + 1)?.end;
        let second = if self.key(link) == "و" { link + 1 } else { link };
        let high = self.day_number(second).filter(|h| *h > low)?;
        let of = |day: u8| Box::new(Pieces { day: Some(day), ..*pieces }.expression());
        Some(Said::new(i, self.number(second)?.end, Expression::Between(of(low), of(high))))
    }

    /// `ليل السبت - الأحد`: one night, which began on the first; its midnight begins the second.
    fn night_between(&self, said: Said, pieces: &Pieces) -> Said {
        use crate::mention::DayPart;
        let night = matches!(pieces.day_part, Some(DayPart::Night | DayPart::Midnight | DayPart::Evening));
        let Some(first) = pieces.weekday.filter(|_| night && pieces.day.is_none() && pieces.month.is_none()) else {
            return said;
        };
        let mark = matches!(self.key(said.end), "-" | "–" | "/" | "الي" | "علي");
        let at = if mark { said.end + 1 } else { said.end };
        let of = |day: u8| Pieces { weekday: Some(day), ..*pieces }.expression();
        let Some(second) = self.weekday(at).filter(|s| *s == first % 7 + 1) else {
            // What comes after a day's midnight is the next day.
            let after = pieces.day_part == Some(DayPart::Midnight)
                && matches!(self.before(said.start), "بعد" | "وبعد")
                && pieces.offset.is_none();
            return if after { Said { expression: of(first % 7 + 1), ..said } } else { said };
        };
        let expression = if pieces.day_part == Some(DayPart::Midnight) {
            of(second)
        } else {
            Expression::Between(Box::new(of(first)), Box::new(of(second)))
        };
        Said { end: at + 1, expression, ..said }
    }
}

impl Pieces {
    fn is_bare(&self) -> bool {
        self.offset.is_none() && self.weekday.is_none() && self.day.is_none() && self.month.is_none()
    }
}

/// A month of the names that are used from Iraq to Palestine, which the press writes behind the others.
fn is_levantine(key: &str) -> bool {
    ["كانون", "شباط", "اذار", "نيسان", "ايار", "حزيران", "تموز", "اب", "ايلول", "تشرين"].contains(&key)
}

fn pieces_closed(pieces: &Pieces) -> bool {
    pieces.year.is_some()
}

/// By how many units an adjective points.
pub(crate) fn steps(direction: Direction) -> i32 {
    match direction {
        Direction::Past => -1,
        Direction::Present | Direction::Bare => 0,
        Direction::Future => 1,
    }
}
