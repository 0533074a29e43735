//! Lengths of time that are no dates: `لمدة شهر`, `ثلاث ساعات`, `طوال اليوم`.

use crate::mention::{DurationMention, Unit};
use crate::number::Number;
use crate::phrase::Grammar;
use crate::report::Taken;
use crate::words::{Form, Sense};

impl Grammar<'_, '_> {
    /// All lengths of time of the sentence that lie outside `taken`, in order.
    pub fn durations(&self, taken: &Taken, out: &mut Vec<DurationMention>) {
        let mut i = self.floor;
        while let Some(at) = self.scene.hit(i, self.end) {
            i = at;
            let found = self.duration(i);
            match found.filter(|f| !taken.touches(&f.tokens)) {
                Some(found) => {
                    i = found.tokens.end;
                    out.push(found);
                }
                None => i += 1,
            }
        }
    }

    fn duration(&self, i: usize) -> Option<DurationMention> {
        let mention = |start: usize, end: usize, seconds: Option<Number>, unit: Unit| DurationMention {
            span: self.scene.span(start, end),
            tokens: start..end,
            seconds,
            unit,
        };
        if matches!(self.before(i), "طوال" | "طيله") {
            let (end, unit) = self.whole_unit(i)?;
            return Some(mention(i - 1, end, seconds_of(unit), unit));
        }
        if let Some((at, unit, part)) = self.half(i) {
            let seconds = seconds_of(unit).and_then(|s| s.times(part));
            return Some(mention(i, at, seconds, unit));
        }
        let quantity = self.quantity(i)?;
        let (unit, _) = *quantity.parts.first()?;
        let led = matches!(self.before(i), "لمده" | "مده" | "خلال" | "بمده" | "مدي" | "مدته" | "مدتها");
        let alone = i == self.floor && quantity.end == self.end;
        if quantity.bare && !led && !alone {
            return None;
        }
        Some(mention(i, quantity.end, quantity.seconds(), unit))
    }

    /// The unit behind طوال, with the article or without.
    fn whole_unit(&self, i: usize) -> Option<(usize, Unit)> {
        if i < self.end && self.scene.has(i, |s| matches!(s, Sense::Offset(0))) {
            return Some((self.scene.after(i), Unit::Day));
        }
        let (form, unit) = self.unit(i)?;
        (form == Form::One).then_some((i + 1, unit))
    }

    /// `نصف ساعة`, `ربع الساعة`
    fn half(&self, i: usize) -> Option<(usize, Unit, Number)> {
        let (Form::One, unit) = self.unit(i + 1)? else { return None };
        let part = self.scene.entry(i)?.senses.iter().find_map(|s| match s {
            Sense::Fraction(a, b) => Number::ratio(i128::from(*a), i128::from(*b)),
            _ => None,
        })?;
        Some((i + 2, unit, part)).filter(|_| !self.definite(i))
    }
}

fn seconds_of(unit: Unit) -> Option<Number> {
    let one = crate::relative::Quantity {
        parts: smallvec::SmallVec::from_slice(&[(unit, Some(Number::ONE))]),
        end: 0,
        bare: true,
        definite: false,
    };
    one.seconds()
}
