//! Dates that point: last week, this year, three days ago, the first half of; and lengths of time.

use smallvec::SmallVec;

use crate::mention::{Bound, Expression, Part, Relation, Unit};
use crate::number::Number;
use crate::phrase::{Grammar, Said, with_part};
use crate::pieces::steps;
use crate::words::{Form, Sense};

/// Some units of time; a count is absent where it is only `a few`.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    pub parts: SmallVec<[(Unit, Option<Number>); 2]>,
    pub end: usize,
    /// It is a noun of one unit and no number (`شهر`).
    pub bare: bool,
    /// It carries the article.
    pub definite: bool,
}

impl Quantity {
    /// Its length in seconds, a month taken as 30 days and a year as 365.
    pub fn seconds(&self) -> Option<Number> {
        self.parts
            .iter()
            .try_fold(Number::ZERO, |sum, (unit, n)| sum.plus(Number::integer(seconds(*unit)).times((*n)?)?))
    }
}

const fn seconds(unit: Unit) -> i128 {
    match unit {
        Unit::Second => 1,
        Unit::Minute => 60,
        Unit::Hour => 3600,
        Unit::Day => 86_400,
        Unit::Week => 7 * 86_400,
        Unit::Month => 30 * 86_400,
        Unit::Quarter => 91 * 86_400,
        Unit::Year => 365 * 86_400,
        Unit::Decade => 3650 * 86_400,
        Unit::Century => 36_500 * 86_400,
    }
}

impl Grammar<'_, '_> {
    /// `ثلاثة أيام`, `يومين ونصف`, `الأيام الثلاثة`, `عام واحد وشهر و21 يوما`.
    pub fn quantity(&self, i: usize) -> Option<Quantity> {
        let mut all = self.one_quantity(i)?;
        if all.definite {
            return Some(all);
        }
        for _ in 0..4 {
            let at = match self.key(all.end) {
                "و" | "," | "،" => all.end + 1,
                _ if self.scene.entry(all.end).is_some_and(|e| e.and) => all.end,
                _ if self.scene.is_digits(all.end) => all.end,
                _ => break,
            };
            let smaller = |q: &Quantity| match (q.parts.last(), all.parts.last()) {
                (Some(next), Some(last)) => next.0 < last.0,
                _ => false,
            };
            let Some(next) = self.one_quantity(at).filter(|q| !q.definite && smaller(q)) else { break };
            all.parts.extend(next.parts);
            all.end = next.end;
            all.bare = false;
        }
        Some(all)
    }

    fn one_quantity(&self, i: usize) -> Option<Quantity> {
        if let Some((form, unit)) = self.unit(i) {
            return self.unit_first(i, form, unit);
        }
        let n = self.number(i)?;
        if n.kind == crate::mention::NumberKind::Percent || n.kind == crate::mention::NumberKind::Ordinal {
            return None;
        }
        if n.value.is_none() && n.size != Bound::Few {
            return None;
        }
        let (form, unit) = self.unit(n.end)?;
        if form == Form::Two || self.scene.entry(n.end).is_some_and(|e| e.and || e.preposition) {
            return None;
        }
        Some(self.and_a_half(Quantity {
            parts: SmallVec::from_slice(&[(unit, n.value)]),
            end: n.end + 1,
            bare: false,
            definite: n.definite || (self.definite(n.end) && n.value.is_some_and(|v| !v.is_below(Number::ONE))),
        }))
    }

    fn unit_first(&self, i: usize, form: Form, unit: Unit) -> Option<Quantity> {
        let definite = self.definite(i);
        let of = |count: i128, end: usize, bare: bool| Quantity {
            parts: SmallVec::from_slice(&[(unit, Some(Number::integer(count)))]),
            end,
            bare,
            definite,
        };
        match form {
            Form::Two => Some(self.and_a_half(of(2, i + 1, false))),
            Form::One if definite && unit != Unit::Hour => None,
            Form::One => {
                let next = self.key(i + 1);
                let counted = matches!(next, "واحد" | "واحده" | "كامل" | "كامله" | "واحدا" | "كاملا");
                let quantity = self.and_a_half(of(1, i + 1 + usize::from(counted), !counted));
                (!definite).then_some(quantity)
            }
            Form::Many if definite => {
                let at = if self.key(i + 1) == "ال" { i + 2 } else { i + 1 };
                if matches!(self.key(at), "القليله" | "المعدوده") {
                    return Some(Quantity {
                        parts: SmallVec::from_slice(&[(unit, None)]),
                        end: at + 1,
                        bare: false,
                        definite,
                    });
                }
                let n = self.number(at).filter(|n| n.value.is_some())?;
                let ordinal = n.kind == crate::mention::NumberKind::Ordinal;
                (!ordinal)
                    .then(|| of(0, n.end, false))
                    .map(|q| Quantity { parts: SmallVec::from_slice(&[(unit, n.value)]), ..q })
            }
            Form::Many => None,
        }
    }

    /// `ساعتين ونصف`, `يوم ونصف اليوم`
    fn and_a_half(&self, quantity: Quantity) -> Quantity {
        let at = if self.key(quantity.end) == "و" { quantity.end + 1 } else { quantity.end };
        let Some(entry) = self.scene.entry(at).filter(|e| (e.and || at > quantity.end) && at < self.end) else {
            return quantity;
        };
        let part = entry.senses.iter().find_map(|s| match s {
            Sense::Fraction(a, b) => Number::ratio(i128::from(*a), i128::from(*b)),
            _ => None,
        });
        let (Some(part), Some((unit, Some(n)))) = (part, quantity.parts.last().copied()) else { return quantity };
        let Some(sum) = n.plus(part) else { return quantity };
        let again = self.unit(at + 1).is_some_and(|u| u.1 == unit) && self.definite(at + 1);
        let end = at + 1 + usize::from(again);
        Quantity { parts: SmallVec::from_slice(&[(unit, Some(sum))]), end, bare: false, ..quantity }
    }

    /// `الأسبوع الماضي`, `هذا العام`, `الشهر نفسه`, `الأسبوع الماضي الأحد`.
    pub fn relative(&self, i: usize) -> Option<Said> {
        let of = |unit: Unit, offset: i32, end: usize| {
            Said::new(i, end, Expression::Relative { unit, offset, part: None, weekday: None })
        };
        let calendar = |unit: Unit| unit >= Unit::Week;
        if matches!(self.key(i), "هذا" | "هذه" | "وهذا") && i < self.end {
            let (_, unit) = self
                .unit(i + 1)
                .filter(|(form, unit)| *form == Form::One && calendar(*unit) && self.definite(i + 1))?;
            return Some(self.weekday_in(of(unit, 0, i + 2)));
        }
        let (form, unit) = self.unit(i)?;
        if form == Form::One && calendar(unit) && self.definite(i) && i == self.floor && i + 1 == self.end {
            return Some(of(unit, 0, i + 1));
        }
        if form != Form::One || !calendar(unit) || !self.definite(i) || i + 1 >= self.end {
            return None;
        }
        if self.scene.has(i + 1, |s| *s == Sense::Same) {
            return Some(Said { same: true, ..of(unit, 0, i + 2) });
        }
        if matches!(self.key(i + 1), "الاخير" | "الاخيره" | "السابق" | "السابقه" | "التاليه" | "التالي")
            && self.narrative(i)
        {
            return None;
        }
        let direction = self.adjective(i + 1)?;
        Some(self.weekday_in(of(unit, steps(direction), i + 2)))
    }

    /// `في الأسبوع الأخير من`, `الشهر السابق له`, `في العام التالي`: another time than now.
    fn narrative(&self, i: usize) -> bool {
        matches!(self.key(i + 2), "من" | "له" | "لها" | "لذلك" | "ل" | "علي")
            || matches!(self.key(i + 1), "السابقه" | "الاخيره")
    }

    fn weekday_in(&self, said: Said) -> Said {
        let at = if self.key(said.end) == "يوم" { said.end + 1 } else { said.end };
        let Expression::Relative { unit: Unit::Week, offset, .. } = said.expression else { return said };
        if self.week_range(at).is_some() {
            return self.week_days(said, offset, at);
        }
        match self.scene.weekday(at).filter(|_| at < self.end && self.scene.entry(at).is_some_and(|e| !e.and)) {
            Some(day) => Said {
                end: at + 1,
                expression: Expression::Relative { unit: Unit::Week, offset, part: None, weekday: Some(day) },
                ..said
            },
            None => said,
        }
    }

    /// `بين الجمعة والأحد`, `من الأربعاء إلى الجمعة`: the two days and the end.
    fn week_range(&self, i: usize) -> Option<(u8, u8, usize)> {
        let link = self.key(i);
        if !matches!(link, "بين" | "من") {
            return None;
        }
        let low = self.scene.weekday(i + 1)?;
        let at = if matches!(self.key(i + 2), "الي" | "حتي" | "و") { i + 3 } else { i + 2 };
        let joined = at == i + 3 || (link == "بين" && self.scene.entry(at).is_some_and(|e| e.and));
        let high = self.scene.weekday(at).filter(|_| joined && at < self.end)?;
        Some((low, high, at + 1))
    }

    fn week_days(&self, said: Said, offset: i32, at: usize) -> Said {
        let Some((low, high, end)) = self.week_range(at) else { return said };
        let of = |day: u8| Box::new(Expression::Relative { unit: Unit::Week, offset, part: None, weekday: Some(day) });
        Said { end, expression: Expression::Between(of(low), of(high)), ..said }
    }

    /// `اليومين الماضيين`, `الأيام الثلاثة الماضية`, `الـ24 ساعة الماضية`, `آخر 3 سنوات`, `العقد القادم`.
    pub fn stretch(&self, i: usize) -> Option<Said> {
        let last = matches!(self.key(i), "اخر");
        let at = if last { i + 1 } else { i };
        let definite_one =
            matches!(self.unit(at), Some((Form::One, Unit::Decade | Unit::Century))) && self.definite(at);
        if definite_one {
            let (_, unit) = self.unit(at)?;
            let direction = self.adjective(at + 1)?;
            return Some(Said::new(
                i,
                at + 2,
                Expression::Relative { unit, offset: steps(direction), part: None, weekday: None },
            ));
        }
        let quantity = self.quantity(at)?;
        let (unit, count) = *quantity.parts.first()?;
        if quantity.bare || quantity.parts.len() > 1 {
            return None;
        }
        let count = count.map_or(Some(3), |n| i32::try_from(n.as_integer()?).ok())?;
        let (sign, end) = match self.adjective(quantity.end) {
            Some(direction) if !last => (steps(direction), quantity.end + 1),
            _ if last => (-1, quantity.end),
            _ => return None,
        };
        let led = self.key(i.wrapping_sub(1)) == "ال" && i > self.floor && self.scene.glued(i);
        (sign != 0 && count > 0 && unit >= Unit::Hour)
            .then(|| Said::new(if led { i - 1 } else { i }, end, Expression::Stretch { unit, count: sign * count }))
    }

    /// `قبل ثلاثة أيام`, `منذ عامين`, `بعد شهر`, `شهر و21 يوما من الآن`.
    pub fn distance(&self, i: usize) -> Option<Said> {
        if let Some(said) = self.after_that(i) {
            return Some(said);
        }
        let lead = self.before(i);
        let (sign, relation) = match lead {
            "قبل" | "وقبل" => (-1, Relation::At),
            "منذ" | "ومنذ" => (-1, Relation::Since),
            "بعد" | "وبعد" => (1, Relation::At),
            _ => (-1, Relation::At),
        };
        let led = matches!(lead, "قبل" | "وقبل" | "منذ" | "ومنذ" | "بعد" | "وبعد");
        let quantity = self.quantity(i)?;
        if quantity.definite {
            return None;
        }
        let from_now = self.key(quantity.end) == "من" && matches!(self.key(quantity.end + 1), "الان" | "اليوم");
        let other = matches!(self.key(quantity.end), "من" | "علي" | "عن") && !from_now;
        let names = quantity.bare
            && (self.number(quantity.end).is_some()
                || self.month_at(quantity.end, true)
                || self.key(quantity.end) == "ال");
        if !(led || from_now) || names {
            return None;
        }
        let counted = counted_steps(&quantity, sign)?;
        let start = if matches!(lead, "قبل" | "وقبل" | "بعد" | "وبعد") { i - 1 } else { i };
        let end = if from_now { quantity.end + 2 } else { quantity.end };
        Some(Said { relation, from_event: other, ..Said::new(start, end, Expression::Distance { steps: counted }) })
    }

    /// `قبل ذلك بيوم`, `بعدها بثلاثة أيام`, `في اليوم التالي`: counted from what was told before.
    fn after_that(&self, i: usize) -> Option<Said> {
        let counted = |start: usize, end: usize, steps| {
            let distance = Said::new(start, end, Expression::Distance { steps });
            Some(Said { from_event: true, ..distance })
        };
        if self.key(i) == "اليوم" && matches!(self.key(i + 1), "التالي" | "الموالي") {
            return counted(i, i + 2, vec![(Unit::Day, 1)]);
        }
        let that = matches!(self.before(i), "ذلك" | "هذا") && i > self.floor + 1;
        let start = i.checked_sub(if that { 2 } else { 1 })?;
        let sign = match self.key(start) {
            "قبل" | "وقبل" if that => -1,
            "بعد" | "وبعد" if that => 1,
            "قبله" | "قبلها" | "وقبله" | "وقبلها" if !that => -1,
            "بعده" | "بعدها" | "وبعده" | "وبعدها" if !that => 1,
            _ => return None,
        };
        let at = if self.key(i) == "ب" { i + 1 } else { i };
        if at == i && !self.scene.entry(i).is_some_and(|e| e.preposition) {
            return None;
        }
        let quantity = self.quantity(at)?;
        let steps = counted_steps(&quantity, sign)?;
        counted(start, quantity.end, steps)
    }

    /// `مطلع الشهر المقبل`, `أواخر 2012`, `نهاية الأسبوع`, `الأسبوع الثالث من أكتوبر`, `النصف الأول من 2014`.
    pub fn part(&self, i: usize) -> Option<Said> {
        if let Some(said) = self.weekend(i) {
            return Some(said);
        }
        if let Some((Form::One, Unit::Week)) =
            self.unit(i).filter(|_| !self.definite(i) && self.number(i + 1).is_some())
        {
            let day = self.calendar(i + 1)?;
            return Some(Said::new(i, day.end, with_part(day.expression, Part::Nth(Unit::Week, 0))?));
        }
        let (part, mut at) = self.part_words(i)?;
        if matches!(self.key(at), "من" | "في") {
            at += 1;
        }
        let unit_only =
            matches!(part, Part::Rest).then(|| self.unit(at)).flatten().filter(|(form, _)| *form == Form::One);
        if let Some((_, unit)) = unit_only.filter(|_| self.relative(at).is_none()) {
            return Some(Said::new(
                i,
                at + 1,
                Expression::Relative { unit, offset: 0, part: Some(part), weekday: None },
            ));
        }
        let of = self
            .relative(at)
            .or_else(|| self.this_year(at))
            .or_else(|| self.calendar(at))
            .or_else(|| self.year_of_part(at))?;
        let expression = with_part(of.expression, part)?;
        Some(Said { same: of.same, ..Said::new(i, of.end, expression) })
    }

    fn year_of_part(&self, i: usize) -> Option<Said> {
        if let Some((Form::One, Unit::Year)) = self.unit(i) {
            let n = self.number(i + 1)?;
            let year = i16::try_from(n.small()?).ok().filter(|y| (100..=2999).contains(y))?;
            let (hijri, end) = self.era(n.end, year);
            return Some(Said::new(i, end, crate::phrase::of_year(year, hijri)));
        }
        let (year, end) = self.year_number(i).filter(|(y, _)| (1800..=2100).contains(y))?;
        Some(Said::new(i, end, crate::phrase::of_year(year, false)))
    }

    fn part_words(&self, i: usize) -> Option<(Part, usize)> {
        let entry = self.scene.entry(i)?;
        if let Some((Form::One, unit @ (Unit::Week | Unit::Decade))) = self.unit(i).filter(|_| entry.definite) {
            return self.nth(unit, i);
        }
        for sense in &entry.senses {
            match sense {
                Sense::Part(Part::Season(_)) => {}
                Sense::Part(part) if !entry.definite && self.key(i) != "اخر" => {
                    return Some((*part, self.scene.after(i)));
                }
                Sense::Fraction(1, 4) if entry.definite => return self.nth(Unit::Quarter, i),
                Sense::Fraction(1, 2) if entry.definite => {
                    let n = self.number(i + 1).filter(|n| n.kind == crate::mention::NumberKind::Ordinal)?;
                    let half = n.small().and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=2).contains(n))?;
                    return (self.key(n.end) == "من").then_some((Part::Half(half), n.end));
                }
                _ => {}
            }
        }
        None
    }

    fn nth(&self, unit: Unit, i: usize) -> Option<(Part, usize)> {
        if matches!(self.key(i + 1), "الاخير" | "الاخيره") && self.key(i + 2) == "من" {
            return Some((Part::Nth(unit, -1), i + 2));
        }
        let n = self.number(i + 1).filter(|n| n.kind == crate::mention::NumberKind::Ordinal)?;
        let nth = i8::try_from(n.small()?).ok().filter(|n| (1..=53).contains(n))?;
        Some((Part::Nth(unit, nth), n.end))
    }

    /// `عطلة نهاية الأسبوع`, `نهاية هذا الأسبوع`
    fn weekend(&self, i: usize) -> Option<Said> {
        if !matches!(self.key(i), "نهايه" | "بنهايه") {
            return None;
        }
        let (at, i) = if self.before(i).ends_with("عطله") { (i, i - 1) } else { (i, i) };
        let this = self.key(at + 1) == "هذا";
        let week = if this { at + 2 } else { at + 1 };
        if !matches!(self.unit(week), Some((Form::One, Unit::Week))) {
            return None;
        }
        let adjective = self.adjective(week + 1);
        if adjective.is_some() && at == i {
            return None;
        }
        let end = week + 1 + usize::from(adjective.is_some());
        let alone = i == self.floor && end == self.end;
        let offset = adjective.map_or(if this || alone { 0 } else { BARE_WEEKEND }, steps);
        let expression = Expression::Relative { unit: Unit::Week, offset, part: Some(Part::Weekend), weekday: None };
        Some(Said::new(i, end, expression))
    }
}

/// Marks a weekend that is told with no direction: the last one, or the next where the clause looks ahead.
pub(crate) const BARE_WEEKEND: i32 = i32::MIN;

/// The steps of whole days and longer units that a quantity tells; `None` where it is only a few, or counts hours.
fn counted_steps(quantity: &Quantity, sign: i32) -> Option<Vec<(Unit, i32)>> {
    let step = |(unit, n): &(Unit, Option<Number>)| {
        let n = i32::try_from((*n)?.as_integer()?).ok()?;
        (*unit >= Unit::Day && n.unsigned_abs() <= 20_000).then_some((*unit, sign * n))
    };
    quantity.parts.iter().map(step).collect()
}
