//! Number words and digits put together: `ثلاثة آلاف و500`, `أحد عشر`, `مليون ونصف`, `الخامس والعشرون`.

use crate::literal;
use crate::mention::{Bound, NumberKind};
use crate::number::Number;
use crate::scene::Scene;
use crate::words::{Class, Sense};

/// A number as it stands, without bound or range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its first token.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// Its value; absent where only its size is told.
    pub value: Option<Number>,
    pub kind: NumberKind,
    /// `Few`, `Dozens` …, else `Exact`.
    pub size: Bound,
    pub definite: bool,
    /// Whether it is one token of digits.
    pub digits: bool,
    /// Whether it follows و or a preposition of its own.
    pub joined: bool,
}

impl Found {
    pub fn integer(&self) -> Option<i128> {
        self.value.and_then(Number::as_integer)
    }

    /// Its value as a small whole number.
    pub fn small(&self) -> Option<i64> {
        self.integer().and_then(|n| i64::try_from(n).ok())
    }
}

/// The number that begins at token `i` and ends before `end`.
pub(crate) fn number(scene: &Scene, i: usize, end: usize) -> Option<Found> {
    if !scene.is_digits(i) && scene.entry(i).is_none() {
        return None;
    }
    let found = ordinal(scene, i, end).or_else(|| fraction(scene, i, end)).or_else(|| cardinal(scene, i, end))?;
    let found = bracketed(scene, found, end);
    Some(signed(scene, percent(scene, found, end)))
}

/// `(69) مليون`
fn bracketed(scene: &Scene, found: Found, end: usize) -> Found {
    let inside = found.digits && found.start > 0 && scene.key(found.start - 1) == "(" && scene.key(found.end) == ")";
    let scale = found.end + 1;
    match scene.cardinal(scale).filter(|_| inside && scale < end) {
        Some((class, n)) if class_scales(class) && n >= 1000 => Found {
            start: found.start - 1,
            end: scale + 1,
            value: found.value.and_then(|v| v.times(Number::integer(i128::from(n)))),
            digits: false,
            ..found
        },
        _ => found,
    }
}

fn plain(scene: &Scene, i: usize, value: Number) -> Found {
    let entry = scene.entry(i);
    Found {
        start: i,
        end: i + 1,
        value: Some(value),
        kind: NumberKind::Cardinal,
        size: Bound::Exact,
        definite: entry.map_or_else(|| scene.glued(i) && scene.key_before(i).ends_with("ال"), |e| e.definite),
        digits: scene.is_digits(i),
        joined: entry.is_some_and(|e| e.and || e.preposition),
    }
}

/// What stands filled in the group below the next scale.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Empty,
    Unit,
    Teen,
    Tens,
    Hundred,
    Digits,
}

/// A number under construction: whole scales that are closed, and the group that is open.
#[derive(Clone, Copy)]
struct Sum {
    closed: Number,
    group: Number,
    slot: Slot,
    /// What follows must be below this scale.
    floor: u64,
    scaled: bool,
}

impl Sum {
    const NEW: Self =
        Self { closed: Number::ZERO, group: Number::ZERO, slot: Slot::Empty, floor: u64::MAX, scaled: false };

    fn value(self) -> Option<Number> {
        self.closed.plus(self.group)
    }

    fn is_new(self) -> bool {
        self.slot == Slot::Empty && !self.scaled
    }

    fn fill(self, n: u64, slot: Slot) -> Option<Self> {
        Some(Self { group: self.group.plus(Number::integer(i128::from(n)))?, slot, ..self })
    }

    /// Adds a word; `and` tells whether و stands before it.
    fn word(self, class: Class, n: u64, and: bool) -> Option<Self> {
        let opens = self.slot == Slot::Empty && (and || !self.scaled);
        let on_hundred = self.slot == Slot::Hundred && and;
        match class {
            Class::Zero => self.is_new().then(|| self.fill(n, Slot::Digits)).flatten(),
            Class::One | Class::Unit | Class::TeenOne if opens || on_hundred => self.fill(n, Slot::Unit),
            Class::Ten if opens || on_hundred || (self.slot == Slot::Unit && !and) => self.fill(n, Slot::Teen),
            Class::Teen if opens || on_hundred => self.fill(n, Slot::Teen),
            Class::Tens if opens || on_hundred || (self.slot == Slot::Unit && and) => self.fill(n, Slot::Tens),
            Class::Hundred if opens => self.fill(n, Slot::Hundred),
            Class::Hundred if !and => self.hundreds(n),
            Class::Hundreds if opens || (self.slot == Slot::Empty && self.floor >= 1000) => self.fill(n, Slot::Hundred),
            Class::Dual if opens => self.close(2, n),
            Class::Scale | Class::Either | Class::Plural if !and && self.slot != Slot::Empty => {
                if class == Class::Plural && n < 100 {
                    return None;
                }
                self.multiply(n)
            }
            Class::Scale if opens => self.close(1, n),
            Class::Either if opens => self.close(2, n),
            Class::Scale | Class::Plural if !and && self.scaled && n > self.floor => {
                Some(Self { closed: self.closed.times(Number::integer(i128::from(n)))?, ..self })
            }
            _ => None,
        }
    }

    /// `ثلاث مئة`, `خمسة وتسعون مئة`: never on top of a hundred.
    fn hundreds(self, n: u64) -> Option<Self> {
        if self.slot == Slot::Hundred || !self.group.is_below(Number::integer(100)) {
            return None;
        }
        Some(Self { group: self.group.times(Number::integer(i128::from(n)))?, slot: Slot::Hundred, ..self })
    }

    fn multiply(self, n: u64) -> Option<Self> {
        if n == 100 {
            return self.hundreds(n);
        }
        if n >= self.floor {
            return None;
        }
        let scaled = self.group.times(Number::integer(i128::from(n)))?;
        Some(Self { closed: self.closed.plus(scaled)?, group: Number::ZERO, slot: Slot::Empty, floor: n, scaled: true })
    }

    fn close(self, count: i128, n: u64) -> Option<Self> {
        if n >= self.floor {
            return None;
        }
        let scaled = Number::integer(count).times(Number::integer(i128::from(n)))?;
        Some(Self { closed: self.closed.plus(scaled)?, floor: n, scaled: true, ..self })
    }

    fn digits(self, n: Number, and: bool, before_hundred: bool) -> Option<Self> {
        let fits = n.is_below(Number::integer(i128::from(self.floor.min(1 << 62))));
        if self.slot == Slot::Hundred && and && n.is_below(Number::integer(100)) {
            return Some(Self { group: self.group.plus(n)?, slot: Slot::Digits, ..self });
        }
        let on_scale = self.slot == Slot::Empty
            && self.scaled
            && fits
            && n.as_integer().is_some()
            && ((and && self.floor >= 1000) || before_hundred);
        if self.is_new() || on_scale {
            return Some(Self { group: n, slot: Slot::Digits, ..self });
        }
        None
    }
}

/// Where the number word after و stands: in the same token (`وعشرون`), or behind a free و.
fn next_atom(scene: &Scene, i: usize, end: usize) -> Option<(usize, bool)> {
    if i >= end {
        return None;
    }
    if scene.key(i) == "و" && i + 1 < end {
        return Some((i + 1, true));
    }
    Some((i, scene.entry(i).is_some_and(|e| e.and)))
}

fn cardinal(scene: &Scene, i: usize, end: usize) -> Option<Found> {
    let first = scene.cardinal(i);
    match first {
        Some((Class::Few, _)) => return few(scene, i, end),
        Some((Class::Plural, n)) => return Some(vague(scene, i, n, end)),
        Some((Class::TeenOne, _)) if !begins_teen(scene, i, end) => return None,
        None if !scene.is_digits(i) => return None,
        _ => {}
    }
    let (sum, at) = add_up(scene, i, end)?;
    let value = sum.value()?;
    let mut found = Found { end: at, digits: scene.is_digits(i) && at == i + 1, ..plain(scene, i, value) };
    if let Some(hidden) = hidden_separator(scene, i, at, end) {
        return Some(hidden);
    }
    if scene.is_digits(i) && scene.key(at) == "e" && scene.glued(at) && scene.is_digits(at + 1) {
        found = exponent(scene, found).unwrap_or(found);
    }
    Some(parts_and_rest(scene, found, sum, end))
}

/// A separator between marks of direction, which part the figure into tokens (`25799,52`).
fn hidden_separator(scene: &Scene, i: usize, at: usize, end: usize) -> Option<Found> {
    let tokens = scene.tokens.get(i..i + 3).filter(|_| at == i + 1 && i + 3 <= end)?;
    let mark = matches!(scene.key(i + 1), "," | "." | "٫" | "٬");
    let apart = tokens[0].span.end() < tokens[1].span.start() || tokens[1].span.end() < tokens[2].span.start();
    if !(mark && apart && scene.is_digits(i) && scene.is_digits(i + 2) && scene.glued(i + 1) && scene.glued(i + 2)) {
        return None;
    }
    let value = literal::number(&format!("{}{}{}", scene.key(i), scene.key(i + 1), scene.key(i + 2)), true)?;
    Some(Found { end: i + 3, digits: false, ..plain(scene, i, value) })
}

/// Adds words as long as they fit. After a scale, what follows may turn out to be a number of its own
/// (`بين 20 ألفا و30 ألفا`); then the sum falls back to the scale.
fn add_up(scene: &Scene, i: usize, end: usize) -> Option<(Sum, usize)> {
    let (mut sum, mut at) = (Sum::NEW, i);
    let mut safe = None;
    while let Some((next, and)) = next_atom(scene, at, end) {
        // «وأحد عشر» folds to the letters of «واحد».
        let folded = scene.key(next) == "واحد" && begins_teen(scene, next, end);
        let and = (and || folded) && at != i;
        if at != i && scene.entry(next).is_some_and(|e| e.preposition) {
            break;
        }
        let step = if scene.is_digits(next) {
            if at == i || !and || scene.key(at) == "و" { digits(scene, next, sum, and, end) } else { None }
        } else if at != i
            && scene.has(scene.after(next), |s| matches!(s, Sense::Parts(_)))
            && sum.slot != Slot::Unit
            && matches!(scene.cardinal(next), Some((Class::Unit, _)))
        {
            None
        } else {
            let pronoun = |class| class == Class::TeenOne && !begins_teen(scene, next, end);
            scene.cardinal(next).filter(|(class, _)| !pronoun(*class)).and_then(|(class, n)| sum.word(class, n, and))
        };
        let Some(step) = step else {
            let rival = !and && scene.cardinal(next).is_some_and(|(class, n)| class_scales(class) && n >= sum.floor);
            if rival && sum.slot != Slot::Empty && sum.scaled {
                return safe;
            }
            break;
        };
        at = next + 1;
        sum = step;
        if sum.slot == Slot::Empty {
            safe = Some((sum, at));
        }
    }
    (at > i).then_some((sum, at))
}

fn class_scales(class: Class) -> bool {
    matches!(class, Class::Scale | Class::Either | Class::Plural)
}

fn digits(scene: &Scene, i: usize, sum: Sum, and: bool, end: usize) -> Option<Sum> {
    let following = scene.cardinal(i + 1).filter(|_| i + 1 < end);
    let scale =
        following.is_some_and(|(class, n)| class_scales(class) && n >= 1000) || percent_at(scene, i + 1, end) > 0;
    let before_hundred = following.is_some_and(|(class, _)| class == Class::Hundred);
    sum.digits(literal::number(scene.key(i), scale)?, and, before_hundred)
}

/// `أحد` and `إحدى` are numbers only before عشر or before و and a ten.
fn begins_teen(scene: &Scene, i: usize, end: usize) -> bool {
    let Some((next, and)) = next_atom(scene, i + 1, end) else { return false };
    matches!((scene.cardinal(next), and), (Some((Class::Ten, _)), false) | (Some((Class::Tens, _)), true))
}

/// `بضعة`, `بضع عشرات`, `عدة آلاف`.
fn few(scene: &Scene, i: usize, end: usize) -> Option<Found> {
    if let Some((Class::Plural, n)) = scene.cardinal(i + 1).filter(|_| i + 1 < end) {
        return Some(Found { start: i, ..vague(scene, i + 1, n, end) });
    }
    Some(Found { value: None, size: Bound::Few, ..plain(scene, i, Number::ZERO) })
}

/// `عشرات`, `مئات الآلاف`.
fn vague(scene: &Scene, i: usize, mut n: u64, end: usize) -> Found {
    let mut at = i + 1;
    while let Some((Class::Plural | Class::Scale, next)) = scene.cardinal(at).filter(|_| at < end) {
        if scene.entry(at).is_some_and(|e| e.and) {
            break;
        }
        n = n.saturating_mul(next);
        at += 1;
    }
    let size = match n {
        0..100 => Bound::Dozens,
        100..1000 => Bound::Hundreds,
        1000..1_000_000 => Bound::Thousands,
        _ => Bound::Millions,
    };
    Found { end: at, value: None, size, ..plain(scene, i, Number::ZERO) }
}

fn exponent(scene: &Scene, found: Found) -> Option<Found> {
    let power = literal::number(scene.key(found.end + 1), true)?.as_integer()?;
    let scale = 10_i128.checked_pow(u32::try_from(power).ok()?)?;
    Some(Found { end: found.end + 2, value: Some(found.value?.times(Number::integer(scale))?), ..found })
}

/// What may follow a number: parts of it, a fraction more, a decimal, a division.
fn parts_and_rest(scene: &Scene, found: Found, sum: Sum, end: usize) -> Found {
    let Some(value) = found.value else { return found };
    let at = found.end;
    let fractioned = |value: Option<Number>, end: usize| {
        value.map_or(found, |v| Found { end, value: Some(v), kind: NumberKind::Fraction, digits: false, ..found })
    };
    if at >= end {
        return found;
    }
    if let Some(Sense::Parts(n)) = scene.entry(at).and_then(|e| e.senses.first()).copied() {
        return fractioned(value.over(Number::integer(i128::from(n))), at + 1);
    }
    if let Some((fraction, after)) = and_fraction(scene, at, end) {
        let of = if sum.scaled && sum.slot == Slot::Empty && sum.floor >= 1000 { sum.floor } else { 1 };
        let more = fraction.times(Number::integer(i128::from(of))).and_then(|f| value.plus(f));
        let skip = usize::from(after < end && scene.cardinal(after).is_some_and(|(_, n)| n == of && of > 1));
        return fractioned(more, after + skip);
    }
    if scene.key(at) == "فاصله"
        && let Some((rest, after)) = add_up(scene, at + 1, end)
    {
        let tenths = rest.value().and_then(Number::as_integer).and_then(|n| literal::number(&format!("0.{n}"), true));
        return fractioned(tenths.and_then(|t| value.plus(t)), after);
    }
    if matches!(scene.key(at), "/" | "⁄") && scene.glued(at) && scene.glued(at + 1) && found.digits {
        return slash(scene, found, end);
    }
    if found.digits && scene.is_digits(at) && scene.key(at + 1) == "/" && at + 2 < end {
        let part = slash(scene, Found { start: at, end: at + 1, ..plain(scene, at, Number::ZERO) }, end);
        let part = literal::number(scene.key(at), true).and_then(|n| ratio_of(scene, n, part.end));
        if let Some(part) = part {
            return fractioned(value.plus(part), at + 3);
        }
    }
    division(scene, found, value, end)
}

fn ratio_of(scene: &Scene, numerator: Number, end: usize) -> Option<Number> {
    let denominator = literal::number(scene.key(end - 1), true)?;
    let below = numerator.is_below(denominator) && scene.key(end - 2) == "/";
    below.then(|| numerator.over(denominator)).flatten()
}

/// `3/4`, and `2/1` as typed from right to left. Two slashes make a date; a part of twelve or less may be one.
fn slash(scene: &Scene, found: Found, end: usize) -> Found {
    let at = found.end + 1;
    let chained = scene.key(at + 1) == "/" && scene.glued(at + 1);
    let before = scene.glued(found.start) && scene.key_before(found.start) == "/";
    let (Some(above), Some(below)) =
        (literal::number(scene.key(found.start), true), literal::number(scene.key(at), true))
    else {
        return found;
    };
    if at >= end || chained || before || below == Number::ZERO || !scene.glued(at) {
        return found;
    }
    let value = if below == Number::ONE { below.over(above) } else { above.over(below) };
    value.map_or(found, |v| Found { end: at + 1, value: Some(v), kind: NumberKind::Fraction, digits: false, ..found })
}

/// `ونصف`, `وثلاثة أرباع`, `وخمس` behind a number.
fn and_fraction(scene: &Scene, i: usize, end: usize) -> Option<(Number, usize)> {
    let (at, true) = next_atom(scene, i, end)? else { return None };
    let entry = scene.entry(at)?;
    for sense in &entry.senses {
        if let Sense::Fraction(a, b) | Sense::MaybeFraction(a, b) = sense {
            return Some((Number::ratio(i128::from(*a), i128::from(*b))?, at + 1));
        }
    }
    let (Class::Unit, n) = scene.cardinal(at)? else { return None };
    let parts = scene.entry(at + 1).filter(|_| at + 1 < end)?;
    let Sense::Parts(of) = parts.senses.first()? else { return None };
    Some((Number::ratio(i128::from(n), i128::from(*of))?, at + 2))
}

/// `واحد من ثلاثة`, `1 على 3`, `خمسة أجزاء من مئة`.
fn division(scene: &Scene, found: Found, value: Number, end: usize) -> Found {
    let at = found.end;
    let part = matches!(scene.key(at), "جزء" | "اجزاء" | "جزءا") && scene.key(at + 1) == "من";
    let one_of = scene.key(at) == "من" && value == Number::ONE && !found.digits;
    let begin = if part {
        at + 2
    } else if one_of || scene.key(at) == "علي" {
        at + 1
    } else {
        return found;
    };
    let Some((sum, after)) =
        add_up(scene, begin, end).filter(|_| begin < end && scene.entry(begin).is_none_or(|e| !e.definite))
    else {
        return found;
    };
    let quotient = sum.value().and_then(|below| {
        let whole = (part && below.is_below(value)).then(|| whole_part(value, below)).flatten();
        match whole {
            Some((whole, rest)) => whole.plus(rest.over(below)?),
            None => value.over(below),
        }
    });
    quotient.map_or(found, |q| Found { end: after, value: Some(q), kind: NumberKind::Fraction, digits: false, ..found })
}

/// `مئتان وثلاثة أجزاء من مئة` is 200.03: the part below a round hundred is what is divided.
fn whole_part(value: Number, below: Number) -> Option<(Number, Number)> {
    let (v, b) = (value.as_integer()?, below.as_integer()?);
    (b % 100 == 0).then(|| (Number::integer(v - v % b), Number::integer(v % b)))
}

/// `نصف`, `ثلثان`, `ربع مليون`, `خمس السكان`, `جزء من مئة`.
fn fraction(scene: &Scene, i: usize, end: usize) -> Option<Found> {
    let entry = scene.entry(i)?;
    let next = scene.key(i + 1);
    let (a, b) = entry.senses.iter().find_map(|s| match s {
        Sense::Fraction(a, b) => Some((*a, *b)),
        Sense::MaybeFraction(a @ 1, b) if i + 1 < end && singular_definite(scene, i + 1) && !entry.definite => {
            Some((*a, *b))
        }
        _ => None,
    })?;
    if next.ends_with("نهايي") || next.ends_with("نهاييات") || next == "النهايي" {
        return None;
    }
    let part = Number::ratio(i128::from(a), i128::from(b))?;
    let mut found = Found { kind: NumberKind::Fraction, ..plain(scene, i, part) };
    if let Some((Class::Scale, n)) = scene.cardinal(i + 1).filter(|_| i + 1 < end)
        && scene.entry(i + 1).is_some_and(|e| !e.and)
    {
        found.value = part.times(Number::integer(i128::from(n)));
        found.end = i + 2;
        found.kind = NumberKind::Cardinal;
    }
    Some(found)
}

fn singular_definite(scene: &Scene, i: usize) -> bool {
    let key = scene.key(i);
    let article = scene.tokens.get(i).is_some_and(|t| scene.text.raw_of(t).starts_with("ال"));
    article && scene.is_word(i) && !key.ends_with("ات") && scene.weekday(i).is_none() && scene.cardinal(i).is_none()
}

/// `الثالث`, `الثالثة عشرة`, `الخامس والعشرون`, `المئة والخامسة والعشرون`.
fn ordinal(scene: &Scene, i: usize, end: usize) -> Option<Found> {
    let entry = scene.entry(i)?;
    let found = |n: u64, end: usize| Found {
        end,
        kind: NumberKind::Ordinal,
        ..plain(scene, i, Number::integer(i128::from(n)))
    };
    if let Some(n) = scene.ordinal(i) {
        let n = u64::from(n);
        return compound_ordinal(scene, i, end, n).map(|(n, at)| found(n, at)).or_else(|| {
            let alone = !(n == 1 && entry.senses.iter().any(|s| matches!(s, Sense::Cardinal(..))));
            alone.then(|| found(n, i + 1))
        });
    }
    if !entry.definite {
        return None;
    }
    let (class, n) = scene.cardinal(i)?;
    match class {
        Class::Hundred | Class::Scale => {
            if let Some((at, true)) = next_atom(scene, i + 1, end)
                && let Some(more) = scene.ordinal(at).map(u64::from)
            {
                let (rest, after) = compound_ordinal(scene, at, end, more).unwrap_or((more, at + 1));
                return Some(found(n + rest, after));
            }
            follows_definite_noun(scene, i).then(|| found(n, i + 1))
        }
        Class::One => compound_ordinal(scene, i, end, n).filter(|(n, _)| *n > 20).map(|(n, at)| found(n, at)),
        Class::Tens => follows_definite_noun(scene, i).then(|| found(n, i + 1)),
        _ => None,
    }
}

fn compound_ordinal(scene: &Scene, i: usize, end: usize, n: u64) -> Option<(u64, usize)> {
    if n > 9 {
        return None;
    }
    let (next, and) = next_atom(scene, i + 1, end)?;
    match (scene.cardinal(next)?, and) {
        ((Class::Ten, 10), false) => Some((n + 10, next + 1)),
        ((Class::Tens, tens), true)
            if scene.entry(next).is_some_and(|e| e.definite) || scene.entry(i).is_some_and(|e| !e.definite) =>
        {
            Some((n + tens, next + 1))
        }
        _ => None,
    }
}

/// After a definite noun, or alone: `الكتاب الثلاثون`.
fn follows_definite_noun(scene: &Scene, i: usize) -> bool {
    let before = scene.key_before(i);
    let alone = i + 1 == scene.tokens.len() && i == 0;
    let noun =
        before.starts_with("ال") && before.chars().count() > 4 && !before.ends_with("ات") && !before.ends_with("ين");
    alone || (noun && scene.unit(i - 1).is_none_or(|(form, _)| form == crate::words::Form::One))
}

/// How many tokens of a percent sign stand at `i`.
fn percent_at(scene: &Scene, i: usize, end: usize) -> usize {
    if i >= end {
        return 0;
    }
    match scene.key(i) {
        "%" | "٪" | "بالميه" | "بالمايه" => 1,
        "في" if i + 1 < end && matches!(scene.key(i + 1), "الميه" | "المايه") => 2,
        "ب" if i + 1 < end && matches!(scene.key(i + 1), "الميه" | "المايه") => 2,
        _ => 0,
    }
}

fn percent(scene: &Scene, found: Found, end: usize) -> Found {
    if found.kind == NumberKind::Ordinal || found.value.is_none() {
        return found;
    }
    let percent = |start: usize, end: usize| Found { start, end, kind: NumberKind::Percent, ..found };
    let after = percent_at(scene, found.end, end);
    if after > 0 {
        return percent(found.start, found.end + after);
    }
    let Some(before) = found.start.checked_sub(1) else { return found };
    let sign =
        matches!(scene.key(before), "%" | "٪") && scene.glued(found.start) && !scene.is_digits(before.wrapping_sub(1));
    let word = percent_at(scene, before, found.start) == 1
        && scene.is_word(before)
        && !scene.is_digits(before.wrapping_sub(1));
    let share = matches!(scene.key(before), "نسبه" | "بنسبه" | "ونسبه") && found.digits;
    if sign || (word && (before == 0 || !value_word(scene, before - 1))) || share {
        return percent(before, found.end);
    }
    found
}

fn value_word(scene: &Scene, i: usize) -> bool {
    scene.is_digits(i) || scene.cardinal(i).is_some()
}

/// A minus sign or word before it.
fn signed(scene: &Scene, found: Found) -> Found {
    let Some(before) = found.start.checked_sub(1) else { return found };
    let sign = matches!(scene.key(before), "-" | "−" | "–")
        && scene.glued(found.start)
        && (before == 0 || (!scene.glued(before) && !scene.is_digits(before - 1)) || scene.key(before - 1) == "<");
    let word = matches!(scene.key(before), "سالب" | "ناقص");
    if !(sign || word) {
        return found;
    }
    match found.value.and_then(Number::negated) {
        Some(v) => Found { start: before, value: Some(v), digits: false, ..found },
        None => found,
    }
}
