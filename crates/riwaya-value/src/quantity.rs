//! Numbers with what binds them: bounds before and behind, ranges, and the names whose numbers count nothing.

use std::ops::Range;

use crate::cardinal::{self, Found};
use crate::mention::{Bound, NumberKind, NumberMention};
use crate::scene::Scene;
use crate::words::{Binding, Sense};

/// How far behind a number its bound may stand, nouns between (`30 قتيلا مدنيا على الأقل`).
const REACH: usize = 4;

/// All numbers of one sentence, in order.
pub(crate) fn numbers(scene: &Scene, sentence: &Range<usize>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut i = sentence.start;
    while let Some(at) = scene.hit(i, sentence.end) {
        i = at;
        match cardinal::number(scene, i, sentence.end) {
            Some(mut found) => {
                // A sign or a percent word before it may belong to the number before.
                found.start = found.start.max(out.last().map_or(sentence.start, |last: &Found| last.end));
                i = found.end.max(i + 1);
                out.push(found);
            }
            None => i = scene.after(i),
        }
    }
    out
}

/// The numbers of one sentence as mentions: ranges joined, bounds read.
pub(crate) fn mentions(scene: &Scene, sentence: &Range<usize>, found: &[Found], out: &mut Vec<NumberMention>) {
    let mut k = 0;
    while k < found.len() {
        let next = found.get(k + 1);
        let range = next.and_then(|next| range(scene, &found[k], next, sentence.start));
        let end = if range.is_some() { next.map_or(found[k].end, |n| n.end) } else { found[k].end };
        let limit = found.get(k + if range.is_some() { 2 } else { 1 }).map_or(sentence.end, |n| n.start);
        if let Some(mention) = mention(scene, sentence.start..limit, &found[k], next, range, end) {
            out.push(mention);
        }
        k += if range.is_some() { 2 } else { 1 };
    }
}

fn mention(
    scene: &Scene,
    window: Range<usize>,
    found: &Found,
    next: Option<&Found>,
    range: Option<usize>,
    end: usize,
) -> Option<NumberMention> {
    if is_pronoun(scene, found) {
        return None;
    }
    let mut start = range.unwrap_or(found.start);
    let mut stop = end;
    let mut binding = None;
    if let Some((at, bound)) = before(scene, start, window.start) {
        start = at;
        binding = Some(bound);
    }
    if let Some((at, bound)) = after(scene, end, window.end) {
        stop = at;
        binding = Some(match binding {
            Some(Binding::Above) if bound == Binding::Equal => Binding::Bound(Bound::AtLeast),
            Some(Binding::Below) if bound == Binding::Equal => Binding::Bound(Bound::AtMost),
            Some(b @ (Binding::Above | Binding::Below)) => b,
            _ => bound,
        });
    }
    let to = range.and(next).and_then(|n| n.value);
    let (bound, open) = match binding {
        _ if found.value.is_none() => (found.size, false),
        Some(Binding::Above) => (Bound::AtLeast, true),
        Some(Binding::Below) => (Bound::AtMost, true),
        Some(Binding::Bound(bound)) => (bound, false),
        Some(Binding::Equal) | None => (Bound::Exact, false),
    };
    Some(NumberMention {
        span: scene.span(found.start, end),
        tokens: found.start..end,
        extent: start..stop,
        value: found.value,
        to,
        kind: if range.is_some() && found.kind == NumberKind::Ordinal { NumberKind::Cardinal } else { found.kind },
        bound,
        open,
        definite: found.definite,
        counts_nothing: counts_nothing(scene, found, end),
    })
}

/// `واحد من أبرز القادة`, `أي واحد`: no number.
fn is_pronoun(scene: &Scene, found: &Found) -> bool {
    let one = !found.digits
        && found.end == found.start + 1
        && found.kind == NumberKind::Cardinal
        && found.small() == Some(1)
        && scene.is_word(found.start);
    let before = scene.key_before(found.start);
    one && (matches!(scene.key(found.end), "من" | "منهم" | "منها" | "تلو" | "منا" | "بعد")
        || matches!(before, "اي" | "كل" | "ولا" | "اكثر" | "غير"))
}

/// Where the words of a range begin, if the two numbers make one.
fn range(scene: &Scene, low: &Found, high: &Found, floor: usize) -> Option<usize> {
    if !matches!((low.value, high.value), (Some(a), Some(b)) if a.is_below(b)) {
        return None;
    }
    let gap = high.start.checked_sub(low.end)?;
    let link = scene.key(low.end);
    let before = low.start.checked_sub(1).filter(|b| *b >= floor);
    let word = |w: &[&str]| before.filter(|b| w.contains(&scene.key(*b)));
    let and =
        link == "و" || scene.entry(high.start).is_some_and(|e| e.and) || (gap > 0 && scene.key(high.start - 1) == "و");
    if gap <= 2
        && and
        && let Some(between) = word(&["بين", "مابين", "وبين"])
    {
        let what = between.checked_sub(1).filter(|w| *w >= floor && matches!(scene.key(*w), "ما" | "وما"));
        return Some(what.unwrap_or(between));
    }
    if gap == 1 && matches!(link, "الي" | "حتي") && low.kind == high.kind {
        return Some(word(&["من"]).unwrap_or(low.start));
    }
    let hyphen = matches!(link, "-" | "–" | "—" | "~" | "_") && (scene.glued(low.end) == scene.glued(high.start));
    let chained =
        matches!(scene.key(high.end), "-" | "/" | "–") || matches!(scene.key_before(low.start), "-" | "/" | "–");
    (gap == 1 && hyphen && low.digits && high.digits && !chained).then_some(low.start)
}

/// The bound whose words end before token `i`, and where they begin.
fn before(scene: &Scene, i: usize, floor: usize) -> Option<(usize, Binding)> {
    let mut i = i;
    if i > floor && matches!(scene.key(i - 1), "ال" | "ل" | "ب") && scene.glued(i) {
        i -= 1;
    }
    if i > floor && matches!(scene.key(i - 1), "\"" | "«" | "“" | "(") {
        i -= 1;
    }
    let last = i.checked_sub(1).filter(|l| *l >= floor)?;
    if matches!(scene.key(last), ">" | "<") && scene.key_before(last) == "=" {
        return None;
    }
    let phrases = scene.words.before.get(bare(scene.key(last), scene, last))?;
    phrases.iter().find_map(|(words, binding)| {
        let start = last.checked_sub(words.len()).filter(|s| *s >= floor)?;
        let fits = words.iter().enumerate().all(|(at, word)| {
            let key = scene.key(start + at);
            key == &**word || (at == 0 && without_particle(key) == &**word)
        });
        fits.then_some((start, *binding))
    })
}

/// The word without its particle, where only that is a bound's word (`ونحو`, `لنحو`).
fn bare<'t>(key: &'t str, scene: &Scene, _: usize) -> &'t str {
    if scene.words.before.contains_key(key) { key } else { without_particle(key) }
}

fn without_particle(key: &str) -> &str {
    let rest = key.strip_prefix(['و', 'ف']).unwrap_or(key);
    if rest.len() == key.len() { key.strip_prefix(['ب', 'ل']).unwrap_or(key) } else { rest }
}

/// The bound that stands within reach behind a number, and where its words end.
fn after(scene: &Scene, end: usize, limit: usize) -> Option<(usize, Binding)> {
    let limit_is_number = scene.is_digits(limit) || scene.cardinal(limit).is_some();
    for at in end..limit.min(end + REACH) {
        if let Some(phrases) = scene.words.after.get(scene.key(at)) {
            for (words, binding) in phrases {
                let fits =
                    at + words.len() < limit && words.iter().enumerate().all(|(n, w)| scene.key(at + 1 + n) == &**w);
                let stop = at + 1 + words.len();
                let opens = stop == limit && limit_is_number
                    || (scene.key(stop) == "من" && stop + 1 == limit && limit_is_number);
                if fits && !opens {
                    return Some((stop, *binding));
                }
            }
        }
        let comma =
            matches!(scene.key(at), "،" | "," | "\"" | "»" | "”") && scene.words.after.contains_key(scene.key(at + 1));
        if !(scene.is_word(at) || comma) || matches!(scene.key(at), "و" | "في" | "ان") {
            return None;
        }
    }
    None
}

/// Whether a number names rather than counts: behind `رقم`, joined to letters or to a hyphen (`إف-16`), or too long.
fn counts_nothing(scene: &Scene, found: &Found, end: usize) -> bool {
    let i = found.start;
    let label = |at: usize| scene.has(at, |s| *s == Sense::Label);
    if i > 0 && label(i - 1) || (i > 1 && found.digits && label(i - 2) && scene.key(i - 1).starts_with("ال")) {
        return true;
    }
    if !found.digits {
        return false;
    }
    if is_year_or_stamp(scene, i, end) {
        return true;
    }
    let Some(before) = i.checked_sub(1) else { return false };
    let letters = |at: usize| scene.tokens.get(at).is_some_and(|t| t.kind == riwaya_text::TokenKind::Foreign);
    let entity = scene.glued(i) && scene.key(before) == "#";
    let joined = entity
        || scene.glued(i)
            && (letters(before)
                || (matches!(scene.key(before), "-" | "–")
                    && scene.glued(before)
                    && before > 0
                    && !scene.is_digits(before - 1)));
    let foreign = (letters(before) && !scene.is_word(end)) || (letters(end) && scene.glued(end));
    let key = scene.key(i);
    joined || foreign || (key.len() >= 7 && key.bytes().all(|b| b.is_ascii_digit()) && key.starts_with('0'))
}

/// `0923 (GMT`, and four digits that look like a year with no noun behind them to count.
fn is_year_or_stamp(scene: &Scene, i: usize, end: usize) -> bool {
    let key = scene.key(i);
    if key.len() != 4 || !key.bytes().all(|b| b.is_ascii_digit()) || end != i + 1 {
        return false;
    }
    let stamp = key.starts_with('0') || scene.key(end) == "gmt" || scene.key(end + 1) == "gmt";
    let year = ("1950"..="2050").contains(&key) && key != "2000";
    let next = scene.key(end);
    let small_word = matches!(next, "في" | "من" | "الي" | "علي" | "و" | "بعد" | "قبل" | "ان" | "حيث" | "عن" | "بين");
    let counts = scene.is_word(end) && !next.starts_with("ال") && !small_word;
    stamp || (year && !counts)
}
