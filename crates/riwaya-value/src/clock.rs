//! Times of the day: `19:00`, `الساعة السابعة والنصف مساء`, `7 صباحا`, `منتصف الليل`.

use jiff::civil::Time;

use crate::mention::{DayPart, NumberKind, TimeMention, Unit};
use crate::number::Number;
use crate::phrase::Grammar;
use crate::words::{Form, Sense};

/// An hour as said, with its minutes and the token after it.
#[derive(Clone, Copy)]
struct Hour {
    hour: i64,
    minute: i64,
    second: i64,
    end: usize,
    /// Minutes or a half were told: it can be nothing but a time.
    sure: bool,
}

impl Grammar<'_, '_> {
    /// All times of the sentence, in order.
    pub fn times(&self, out: &mut Vec<TimeMention>) {
        let mut i = self.floor;
        while let Some(at) = self.scene.hit(i, self.end) {
            i = at;
            match self.time(i) {
                Some((start, end, time)) => {
                    out.push(TimeMention { span: self.scene.span(start, end), tokens: start..end, time });
                    i = end.max(i + 1);
                }
                None => i += 1,
            }
        }
    }

    fn time(&self, i: usize) -> Option<(usize, usize, Time)> {
        if let Some(found) = self.named_time(i) {
            return Some(found);
        }
        let clock = matches!(self.key(i), "الساعه" | "للساعه" | "بالساعه" | "ساعه" | "والساعه");
        if let Some(found) = self.minutes_before(i) {
            return Some(found);
        }
        let part_first = self.scene.day_part(i).filter(|p| *p != DayPart::Midnight && !clock);
        let at = if clock {
            i + 1
        } else if part_first.is_some() {
            self.scene.after(i)
        } else {
            i
        };
        let hour = self.hour(at, clock)?;
        let (part, end) = self.part_behind(hour.end).map_or((None, hour.end), |(p, e)| (Some(p), e));
        let hour = self.minutes(self.minutes(Hour { end, ..hour }));
        let part = part.or(part_first);
        let (part, end) = match part {
            None => self.part_behind(hour.end).map_or((None, hour.end), |(p, e)| (Some(p), e)),
            part => (part, hour.end),
        };
        let alone = self.hour_alone(at, hour.end);
        let dated = self.key(end) == "يوم" || self.scene.weekday(end).is_some() || self.is_offset(end);
        let counted = dated
            && !clock
            && !hour.sure
            && part_first.is_none()
            && self.number(at).is_some_and(|n| n.kind == NumberKind::Cardinal);
        if counted || !(clock || part.is_some() || hour.sure || alone) {
            return None;
        }
        let end = if self.key(end) == "وقت" && self.key(end + 1) == "الغداء" { end + 2 } else { end };
        Some((i, end, on_24(hour, part)?))
    }

    /// `الظهر`, `منتصف الليل`, `منتصف النهار`
    fn named_time(&self, i: usize) -> Option<(usize, usize, Time)> {
        let middle = self.key(i) == "منتصف" || self.key(i) == "بمنتصف";
        let at = if self.key(i + 1) == "-" { i + 2 } else { i + 1 };
        let hour = match (middle, self.key(at)) {
            (true, "النهار") => 12,
            (true, "الصباح") => 10,
            (true, "الظهر") => 14,
            _ => {
                let after = self.scene.after(i);
                let part = self.scene.day_part(i)?;
                let dated = self.unit(after).is_some() || self.scene.weekday(after).is_some() || self.is_offset(after);
                let led = self.scene.weekday(i.wrapping_sub(1)).is_some()
                    || self.scene.has(i.wrapping_sub(1), |s| matches!(s, Sense::Offset(_)));
                if dated || led || self.number(after).is_some() || self.number(i.wrapping_sub(1)).is_some() {
                    return None;
                }
                return match part {
                    DayPart::Midnight => Some((i, after, Time::midnight())),
                    DayPart::Noon if matches!(self.key(i), "الظهر" | "الظهيره" | "وقت") => {
                        Some((i, after, Time::new(12, 0, 0, 0).ok()?))
                    }
                    _ => None,
                };
            }
        };
        Some((i, at + 1, Time::new(hour, 0, 0, 0).ok()?))
    }

    fn is_offset(&self, i: usize) -> bool {
        i < self.end && self.scene.has(i, |s| matches!(s, Sense::Offset(_)))
    }

    fn hour(&self, i: usize, clock: bool) -> Option<Hour> {
        let n = self.number(i)?;
        if let Some(half) = self.half_hour(i) {
            return Some(half);
        }
        let hour = n.small().filter(|h| (0..=24).contains(h))?;
        let mut found = Hour { hour, minute: 0, second: 0, end: n.end, sure: false };
        if n.digits && self.key(n.end) == ":" && self.scene.glued(n.end) && self.scene.glued(n.end + 1) {
            found.minute = self.sixty(n.end + 1)?;
            found.end = n.end + 2;
            found.sure = true;
            if self.key(found.end) == ":" && self.scene.glued(found.end + 1) {
                found.second = self.sixty(found.end + 1)?;
                found.end += 2;
            }
            return (!(self.scene.glued(i) && self.before(i) == ":")).then_some(found);
        }
        let feminine = n.kind == NumberKind::Ordinal && hour <= 12;
        let fits = feminine || (n.kind == NumberKind::Cardinal && n.value.is_some() && hour > 0);
        (fits && (clock || feminine || hour <= 12)).then_some(found)
    }

    /// `8 والنصف مساء`, read as one number.
    fn half_hour(&self, i: usize) -> Option<Hour> {
        let n = self.number(i).filter(|n| n.kind == NumberKind::Fraction)?;
        let all = i64::try_from(n.value?.times(Number::integer(60))?.as_integer()?).ok()?;
        let told = self.part_behind(n.end).is_some() || self.before(i) == "الساعه";
        (told && (60..13 * 60).contains(&all)).then_some(Hour {
            hour: all / 60,
            minute: all % 60,
            second: 0,
            end: n.end,
            sure: true,
        })
    }

    fn sixty(&self, i: usize) -> Option<i64> {
        let n = self.number(i).filter(|n| n.digits && self.key(i).len() == 2)?;
        n.small().filter(|m| (0..60).contains(m))
    }

    /// `والنصف`, `وربع`, `إلا ثلثا`, `و20 دقيقة`, `وثلاثين في المساء`.
    fn minutes(&self, hour: Hour) -> Hour {
        let at = hour.end;
        let (sign, next) = match self.key(at) {
            "الا" => (-1, at + 1),
            "و" => (1, at + 1),
            _ if self.scene.entry(at).is_some_and(|e| e.and) => (1, at),
            _ => return hour,
        };
        let Some(n) = self.number(next).filter(|_| next < self.end) else { return hour };
        let with = |minutes: i64, end: usize| Hour { minute: hour.minute + sign * minutes, end, sure: true, ..hour };
        match n.kind {
            NumberKind::Fraction => {
                let minutes = n.value.and_then(|v| v.times(Number::integer(60))).and_then(Number::as_integer);
                minutes.and_then(|m| i64::try_from(m).ok()).map_or(hour, |m| with(m, n.end))
            }
            NumberKind::Cardinal => {
                let unit = matches!(self.unit(n.end), Some((Form::One | Form::Many, Unit::Minute)));
                let part = self.part_behind(n.end).is_some();
                match n.small().filter(|m| (1..60).contains(m) && (unit || part)) {
                    Some(m) => with(m, n.end + usize::from(unit)),
                    None => hour,
                }
            }
            _ => hour,
        }
    }

    /// `ثلاث دقائق قبل الثامنة`
    fn minutes_before(&self, i: usize) -> Option<(usize, usize, Time)> {
        let n = self.number(i)?;
        let (_, Unit::Minute) = self.unit(n.end)? else { return None };
        if self.key(n.end + 1) != "قبل" {
            return None;
        }
        let minutes = n.small().filter(|m| (1..60).contains(m))?;
        let hour = self.minutes(self.hour(n.end + 2, false).filter(|_| self.definite(n.end + 2))?);
        Some((i, hour.end, on_24(Hour { minute: hour.minute - minutes, ..hour }, None)?))
    }

    /// A part of the day behind the hour: `مساء`, `بعد الظهر`, `في الليل`.
    fn part_behind(&self, i: usize) -> Option<(DayPart, usize)> {
        let at = if matches!(self.key(i), "في" | "من") { i + 1 } else { i };
        if at >= self.end || (at == i && self.scene.entry(i).is_some_and(|e| e.and)) {
            return None;
        }
        let part = self.scene.day_part(at)?;
        let alone = at == i && matches!(self.key(i), "ليله" | "ليل" | "امسيه");
        (!alone).then(|| (part, self.scene.after(at)))
    }

    /// `في الحادية عشرة`, with nothing behind: an hour, not the eleventh of something.
    fn hour_alone(&self, i: usize, end: usize) -> bool {
        let Some(n) = self.number(i) else { return false };
        let last = end >= self.end || !self.scene.is_word(end);
        let before = self.before(i);
        let noun = before.starts_with("ال") || matches!(before, "و" | "المره") || before.is_empty();
        let feminine = n.kind == NumberKind::Ordinal
            && n.definite
            && n.small().is_some_and(|n| n > 2)
            && (self.key(i).ends_with('ه'));
        let stated = n.digits && n.end - n.start == 1 && last && before == "في" && n.small().is_some_and(|h| h <= 12);
        (last && feminine && !noun)
            || (stated && i == self.end.saturating_sub(1) && self.key(i.wrapping_sub(2)).starts_with("سا"))
    }
}

fn on_24(hour: Hour, part: Option<DayPart>) -> Option<Time> {
    let h = hour.hour;
    let h = match part {
        Some(DayPart::Morning | DayPart::Dawn) if h == 12 => 0,
        Some(DayPart::Night | DayPart::Midnight) if h == 12 => 0,
        Some(DayPart::Night) if (6..12).contains(&h) => h + 12,
        Some(DayPart::Evening | DayPart::Afternoon) if h < 12 => h + 12,
        Some(DayPart::Noon) if h < 10 => h + 12,
        _ => h,
    };
    let minutes = ((h * 60 + hour.minute) % 1440 + 1440) % 1440;
    let of = |n: i64| i8::try_from(n).ok();
    Time::new(of(minutes / 60)?, of(minutes % 60)?, of(hour.second)?, 0).ok()
}
