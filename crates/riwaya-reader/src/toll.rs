//! Tolls: which number counts the victims of which word of harm, and who they are.

use std::ops::Range;

use riwaya_lexicon::{Number as Grammatical, Pos, Proclitics};
use smallvec::{SmallVec, smallvec};

use crate::candidate::Candidate;
use crate::choose_event::neighbour;
use crate::claim::{Bound, Harm};
use crate::event::Event;
use crate::fill_roles::within;
use crate::frames::FrameSet;
use crate::names::MentionKind;
use crate::page::Page;
use crate::scorer::Features;
use crate::victims::Victims;

/// How a quantity is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A number in digits or words.
    Number,
    /// A noun in the dual.
    Dual,
    /// A noun in the singular, or a person's name.
    Single,
    /// A noun in the plural with no number.
    Plural,
    /// The number that the harm word's own form shows: its attached pronoun or the inflection of the verb.
    Form,
}

impl Told {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Dual => "dual",
            Self::Single => "single",
            Self::Plural => "plural",
            Self::Form => "form",
        }
    }
}

/// So many of somebody or something.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// The words, number and noun.
    pub words: Range<usize>,
    /// The counted noun, where one stands.
    pub noun: Option<usize>,
    pub told: Told,
    pub n: Option<u64>,
    pub to: Option<u64>,
    pub bound: Bound,
    /// Whether it is part of a count before it («بينهم ثلاثة أطفال»).
    pub part: bool,
}

/// A word of harm: a candidate that tells of victims or of things destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HarmWord {
    /// Index of the candidate.
    pub candidate: usize,
    pub harm: Harm,
}

/// The harms that a candidate tells of when it tells `event`; none where it tells of none.
pub(crate) fn harms_of(page: &Page<'_>, set: &FrameSet, c: &Candidate, event: Event) -> SmallVec<[Harm; 2]> {
    match event {
        Event::Casualties => {
            let several = c.frames.iter().map(|f| &set.frames[usize::from(*f)].harm).find(|h| h.len() > 1);
            if let Some(several) = several {
                return SmallVec::from_slice(several);
            }
            let harms: SmallVec<[Harm; 2]> =
                c.frames.iter().flat_map(|f| set.frames[usize::from(*f)].harm.iter().copied()).collect();
            let lemma = page.lemma(c.head);
            // «أصاب» and «تعرض» wound; a word of several frames takes the first that is no death.
            let milder =
                harms.iter().copied().find(|h| *h != Harm::Killed && !matches!(lemma, "قتل" | "فقد" | "اغتال"));
            smallvec![milder.or_else(|| harms.first().copied()).unwrap_or(Harm::Killed)]
        }
        Event::Destruction => smallvec![Harm::Destroyed],
        Event::Shootdown => smallvec![Harm::ShotDown],
        Event::Abduction => smallvec![Harm::Captured],
        _ => SmallVec::new(),
    }
}

/// The number that the form of a harm word shows: «مقتله», «قتلا», «أصيبت».
pub(crate) fn own_form(page: &Page<'_>, c: &Candidate) -> Option<Quantity> {
    let a = page
        .analyses(c.head)
        .iter()
        .find(|a| a.pos == Pos::Verb || a.enclitic.is_some())
        .or_else(|| page.top(c.head))?;
    let number = if a.pos == Pos::Verb { a.inflection.number } else { a.enclitic.map(|e| e.number) }?;
    let n = match number {
        Grammatical::Singular => Some(1),
        Grammatical::Dual => Some(2),
        Grammatical::Plural => return None,
    };
    Some(Quantity {
        words: c.head..c.head + 1,
        noun: None,
        told: Told::Form,
        n,
        to: None,
        bound: Bound::Exact,
        part: false,
    })
}

/// All quantities of a range of words that may count victims or things, in order.
pub(crate) fn quantities(page: &Page<'_>, victims: &Victims, words: Range<usize>) -> Vec<Quantity> {
    let mut out = Vec::new();
    let mut i = words.start;
    while i < words.end {
        if let Some(k) = page.number_at[i] {
            let number = &page.numbers[usize::from(k)];
            let end = number.words.end.min(words.end);
            if let Some(q) = counted(page, victims, number, words.end) {
                i = q.words.end.max(end).max(i + 1);
                out.push(q);
                continue;
            }
            i = end.max(i + 1);
            continue;
        }
        if let Some(q) = bare_noun(page, victims, i) {
            out.push(q);
        }
        i += 1;
    }
    out
}

fn counted(page: &Page<'_>, victims: &Victims, number: &crate::page::Number<'_>, end: usize) -> Option<Quantity> {
    if page.date_at[number.words.start] {
        return None;
    }
    let value = crate::values::count(number.value)?;
    // The counted noun follows at once, or after «من» and the article («عشرات من المدنيين», «20 من الجنود»).
    let mut noun = None;
    let mut j = number.words.end;
    let mut steps = 0;
    while j < end && steps < 3 {
        if page.is_word(j) {
            if victims.is_unit(page, j) {
                return None;
            }
            if victims.of(page, j).is_some() {
                noun = Some(j);
                break;
            }
            if !matches!(page.lemma(j), "من" | "علي" | "اخر" | "الاقل" | "اقل" | "بين") {
                break;
            }
            steps += 1;
        } else if !matches!(page.key(j), "\"" | "«" | "»" | "(") {
            break;
        }
        j += 1;
    }
    let part = is_part(page, number.words.start);
    Some(Quantity {
        words: number.words.start..noun.map_or(number.words.end, |n| n + 1),
        noun,
        told: Told::Number,
        n: value.n,
        to: value.to,
        bound: value.bound,
        part,
    })
}

/// A people noun with no number: dual, singular or plural.
fn bare_noun(page: &Page<'_>, victims: &Victims, i: usize) -> Option<Quantity> {
    if !page.is_word(i) {
        return None;
    }
    let (told, n) = if victims.of(page, i).is_some() {
        match grammatical(page, i) {
            Grammatical::Dual => (Told::Dual, Some(2)),
            Grammatical::Singular => (Told::Single, Some(1)),
            Grammatical::Plural => (Told::Plural, None),
        }
    } else {
        let m = page.mentions_in(i..i + 1).find(|m| page.mentions[*m].kind == MentionKind::Person)?;
        let words = page.mentions[m].words.clone();
        return Some(Quantity {
            words: words.start as usize..words.end as usize,
            noun: None,
            told: Told::Single,
            n: Some(1),
            to: None,
            bound: Bound::Exact,
            part: is_part(page, i),
        });
    };
    Some(Quantity { words: i..i + 1, noun: Some(i), told, n, to: None, bound: Bound::Exact, part: is_part(page, i) })
}

fn grammatical(page: &Page<'_>, i: usize) -> Grammatical {
    page.analyses(i)
        .iter()
        .find(|a| a.pos != Pos::Verb)
        .and_then(|a| a.inflection.number)
        .unwrap_or(Grammatical::Singular)
}

/// «بينهم», «منهم», «ضمنهم» before a quantity make it part of the count before.
fn is_part(page: &Page<'_>, start: usize) -> bool {
    (1..=4).any(|k| {
        start.checked_sub(k).is_some_and(|j| {
            matches!(
                page.key(j),
                "بينهم"
                    | "وبينهم"
                    | "منهم"
                    | "ومنهم"
                    | "بينهما"
                    | "ضمنهم"
                    | "بينهن"
                    | "منهن"
                    | "فيهم"
                    | "منها"
                    | "بينها"
                    | "احدهم"
                    | "معظمهم"
                    | "غالبيتهم"
            )
        })
    })
}

fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4",
        6..=8 => "6",
        9..=14 => "9",
        _ => "15",
    }
}

/// The features of "quantity `q` counts the victims of harm word `h`".
pub(crate) fn features(
    page: &Page<'_>,
    victims: &Victims,
    candidates: &[Candidate],
    harms: &[HarmWord],
    h: &HarmWord,
    quantities: &[Quantity],
    q: &Quantity,
    before: Option<usize>,
    f: &mut Features,
) {
    f.clear();
    let c = &candidates[h.candidate];
    let bounds = page.sentence(c.head).words.clone();
    let harm = h.harm.as_str();
    let after = q.words.start >= c.words.end;
    let inside = c.words.start <= q.words.start && q.words.end <= c.words.end;
    let side = if inside {
        "inside"
    } else if after {
        "after"
    } else {
        "before"
    };
    let (lo, hi) = if after { (c.words.end, q.words.start) } else { (q.words.end, c.words.start) };
    let distance = hi.saturating_sub(lo);
    let verb = page.top(c.head).is_some_and(|a| a.pos == Pos::Verb);
    let pos = if verb { "v" } else { "n" };
    let told = q.told.name();
    let lemma = page.lemma(c.head);
    f.add("told", &[told, side]);
    f.add("told-harm", &[told, side, harm]);
    f.add("dist", &[side, bucket(distance), told]);
    f.add("dist-pos", &[side, bucket(distance), told, pos]);
    f.add("dist-lemma", &[side, bucket(distance), lemma]);
    f.add("lemma", &[lemma, side, told]);
    let follows = match before {
        Some(b) if b == h.candidate => "same",
        Some(_) => "other",
        None => "none",
    };
    f.add("follows", &[follows, side, told]);
    f.add("follows-part", &[follows, if q.part { "part" } else { "whole" }, told]);
    if let Some(a) = page.verb(c.head) {
        f.add("form", &[a.inflection.number.map_or("-", Grammatical::label), told, side]);
        f.add("voice", &[a.inflection.voice.map_or("-", riwaya_lexicon::Voice::label), told, side]);
    }
    f.flag(q.part, "part");
    f.add("part", &[if q.part { "1" } else { "0" }, side, told]);
    let noun = q.noun.map_or("-", |n| page.lemma(n));
    f.add("noun", &[noun, side, told]);
    f.add("noun-harm", &[noun, harm, side]);
    f.add("who", &[q.noun.and_then(|n| victims.of(page, n)).map_or("-", |v| v.who), told, side, pos]);
    let own = q.noun.is_some_and(|n| c.words.contains(&n));
    f.add("own", &[if own { "1" } else { "0" }, told]);
    f.add("p1", &[neighbour(page, q.words.start.checked_sub(1), &bounds), side, told]);
    f.add("n1", &[neighbour(page, Some(q.words.end), &bounds), side, told]);
    f.add("definite", &[if q.noun.is_some_and(|n| page.has(n, Proclitics::AL)) { "al" } else { "-" }, told, side]);
    let joined = if page.has(q.words.start, Proclitics::BA) {
        "ب"
    } else if page.has(q.words.start, Proclitics::LA) {
        "ل"
    } else if page.has(q.words.start, Proclitics::WA) {
        "و"
    } else {
        "-"
    };
    f.add("joined", &[joined, told, side]);
    let quantities_between =
        quantities.iter().filter(|o| lo <= o.words.start && o.words.end <= hi && o.words != q.words).count();
    let numbers_between = quantities
        .iter()
        .filter(|o| o.told == Told::Number && lo <= o.words.start && o.words.end <= hi && o.words != q.words)
        .count();
    let harms_between = harms.iter().filter(|o| (lo..hi).contains(&candidates[o.candidate].head)).count();
    f.add("q-between", &[side, bucket(quantities_between), told]);
    f.add("n-between", &[side, bucket(numbers_between), told]);
    f.add("h-between", &[side, bucket(harms_between), told]);
    f.add("between", &[side, bucket(quantities_between), bucket(harms_between), pos]);
    let nearest = harms
        .iter()
        .min_by_key(|o| {
            let k = candidates[o.candidate].head;
            (k.abs_diff(q.words.start), k)
        })
        .is_some_and(|o| o.candidate == h.candidate);
    f.add("nearest", &[if nearest { "1" } else { "0" }, side, told]);
    let prep = crate::choose_role::preposition(page, q.words.start, &bounds);
    f.add("prep", &[prep, side, told]);
    let (mut verbs, mut commas) = (0, 0);
    for j in lo..hi {
        if page.top(j).is_some_and(|a| a.pos == Pos::Verb) {
            verbs += 1;
        }
        if matches!(page.key(j), "،" | "," | "؛" | ".") {
            commas += 1;
        }
    }
    f.add("verbs", &[side, bucket(verbs), told]);
    f.add("commas", &[side, bucket(commas), told]);
    let siblings = quantities.iter().filter(|o| o.words.start.abs_diff(c.head) < 12 && o.told == Told::Number).count();
    f.add("siblings", &[bucket(siblings), told, side]);
    if distance <= 2 {
        f.add("near-p", &[neighbour(page, Some(lo), &bounds), side, told]);
    }
}

/// The features of "this quantity counts nobody's victims".
pub(crate) fn none_features(page: &Page<'_>, victims: &Victims, q: &Quantity, f: &mut Features) {
    f.clear();
    let bounds = page.sentence(q.words.start).words.clone();
    let told = q.told.name();
    f.add("none", &[told]);
    let noun = q.noun.map_or("-", |n| page.lemma(n));
    f.add("none-noun", &[noun, told]);
    f.add("none-who", &[q.noun.and_then(|n| victims.of(page, n)).map_or("-", |v| v.who), told]);
    f.add("none-p1", &[neighbour(page, q.words.start.checked_sub(1), &bounds), told]);
    f.add("none-p2", &[neighbour(page, q.words.start.checked_sub(2), &bounds), told]);
    f.add("none-n1", &[neighbour(page, Some(q.words.end), &bounds), told]);
    f.add("none-part", &[if q.part { "1" } else { "0" }, told]);
    f.add("none-definite", &[if q.noun.is_some_and(|n| page.has(n, Proclitics::AL)) { "al" } else { "-" }, told]);
}

/// The features of "harm word `b` goes on with the toll of harm word `a`".
pub(crate) fn join_features(
    page: &Page<'_>,
    candidates: &[Candidate],
    a: &HarmWord,
    b: &HarmWord,
    others: &[usize],
    f: &mut Features,
) {
    f.clear();
    let (x, y) = (&candidates[a.candidate], &candidates[b.candidate]);
    let (lo, hi) = (x.words.end, y.words.start);
    let bounds = page.sentence(x.head).words.clone();
    f.add("bias", &[]);
    f.add("harms", &[a.harm.as_str(), b.harm.as_str()]);
    f.add("lemmas", &[page.lemma(x.head), page.lemma(y.head)]);
    f.add("dist", &[bucket(hi.saturating_sub(lo))]);
    f.add("p1", &[neighbour(page, y.words.start.checked_sub(1), &bounds)]);
    let wa = if page.has(y.words.start, Proclitics::WA) { "و" } else { "-" };
    f.add("wa", &[wa]);
    f.add("wa-harms", &[wa, a.harm.as_str(), b.harm.as_str()]);
    f.add("pos", &[crate::choose_event::pos_name(page, x.head), crate::choose_event::pos_name(page, y.head), wa]);
    f.add("same-lemma", &[if page.lemma(x.head) == page.lemma(y.head) { "1" } else { "0" }]);
    let (mut places, mut breaks) = (0, 0);
    for m in page.mentions_in(lo..hi.max(lo)) {
        if page.mentions[m].kind == MentionKind::Place {
            places += 1;
        }
    }
    for j in lo..hi.max(lo) {
        if matches!(page.key(j), "،" | "فيما" | "بينما" | "كما" | "في" | "حين" | "؛") {
            breaks += 1;
        }
    }
    let events = within(others, lo..hi.max(lo)).len();
    f.add("places", &[bucket(places)]);
    f.add("breaks", &[bucket(breaks)]);
    f.add("events", &[bucket(events)]);
    f.add("dates", &[if (lo..hi.max(lo)).any(|j| page.date_at[j]) { "1" } else { "0" }]);
}

/// The features of "a harm word to which no number belongs tells of victims not counted".
pub(crate) fn bare_features(
    page: &Page<'_>,
    c: &Candidate,
    harm: Harm,
    group: &[HarmWord],
    counted: usize,
    f: &mut Features,
) {
    f.clear();
    let bounds = page.sentence(c.head).words.clone();
    let lemma = page.lemma(c.words.end - 1);
    let pos = crate::choose_event::pos_name(page, c.head);
    f.add("bias", &[]);
    f.add("harm", &[harm.as_str()]);
    f.add("lemma", &[lemma]);
    f.add("first", &[page.lemma(c.head)]);
    f.add("form", &[page.key(c.head)]);
    f.add("pos", &[pos, harm.as_str()]);
    f.add("group", &[bucket(group.len()), bucket(counted)]);
    f.add("group-lemma", &[bucket(group.len()), bucket(counted), lemma]);
    let same = group.iter().filter(|h| h.harm == harm).count();
    f.add("same", &[bucket(same), bucket(counted)]);
    f.add("p1", &[neighbour(page, c.words.start.checked_sub(1), &bounds)]);
    f.add("p2", &[neighbour(page, c.words.start.checked_sub(2), &bounds)]);
    f.add("n1", &[neighbour(page, Some(c.words.end), &bounds)]);
    f.add("definite", &[if page.has(c.head, Proclitics::AL) { "al" } else { "-" }, lemma]);
    let negated = (c.words.start.saturating_sub(6).max(bounds.start)..c.words.start)
        .any(|j| matches!(page.key(j), "لم" | "دون" | "بدون" | "لا" | "عدم" | "لن" | "تفادي" | "ليست"));
    f.add("negated", &[if negated { "1" } else { "0" }, harm.as_str()]);
}
