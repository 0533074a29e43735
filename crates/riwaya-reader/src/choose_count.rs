//! The features by which quantities are given to harm words, and harm words to tolls.

use riwaya_lexicon::{Number as Grammatical, Pos, Proclitics};

use crate::candidate::Candidate;
use crate::choose_event::{neighbour_part, pos_name};
use crate::choose_role::within;
use crate::claim::Harm;
use crate::names::MentionKind;
use crate::page::Page;
use crate::role_view::{NONE, yes};
use crate::scorer::{Features, Part};
use crate::toll::{HarmWord, Quantity, Told};
use crate::victims::Victims;

const BUCKETS: [Part<'static>; 8] = [
    Part::of("0"),
    Part::of("1"),
    Part::of("2"),
    Part::of("3"),
    Part::of("4"),
    Part::of("6"),
    Part::of("9"),
    Part::of("15"),
];

/// A count or distance, in steps.
fn bucket(n: usize) -> Part<'static> {
    BUCKETS[match n {
        0..=3 => n,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        _ => 7,
    }]
}

/// The quantity before that was given to a harm word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    /// Index of the candidate whose victims it counts.
    pub candidate: usize,
    /// The word after its last.
    pub end: usize,
}

/// What stands between the quantity given before and this one: «و», «بينهم», «إضافة إلى», a clause …
fn link(page: &Page<'_>, given: Option<Given>, q: &Quantity) -> &'static str {
    let Some(given) = given.filter(|g| g.end <= q.words.start) else { return "none" };
    let gap = given.end..q.words.start;
    if gap.len() > 12 {
        return "far";
    }
    let verbs = gap.clone().any(|j| page.top(j).is_some_and(|a| a.pos == Pos::Verb));
    let besides =
        gap.clone().any(|j| matches!(page.key(j), "اضافه" | "بالاضافه" | "جانب" | "فضلا" | "كذلك" | "عدا" | "علاوه"));
    match () {
        () if q.part => "part",
        () if verbs => "verb",
        () if besides => "besides",
        () if page.has(q.words.start, Proclitics::WA) => "and",
        () if gap.is_empty() => "adjacent",
        () if gap.clone().any(|j| page.has(j, Proclitics::WA)) => "and-near",
        () if gap.clone().any(|j| matches!(page.key(j), "،" | ",")) => "comma",
        () => "near",
    }
}

/// Whether a quantity is joined to the one that ends at word `end`: «6 جنود و3 مدنيين», «جندي إضافة إلى طفل».
fn joins(page: &Page<'_>, end: usize, q: &Quantity) -> bool {
    let gap = end..q.words.start;
    if end > q.words.start || gap.len() > 3 {
        return false;
    }
    let and = page.has(q.words.start, Proclitics::WA) || gap.clone().any(|j| matches!(page.key(j), "و" | "،" | ","));
    let besides = gap.clone().any(|j| matches!(page.key(j), "اضافه" | "بالاضافه" | "جانب" | "فضلا"));
    let verb = gap.clone().any(|j| page.top(j).is_some_and(|a| a.pos == Pos::Verb));
    (and || besides) && !verb
}

/// The word before `i`, past the quotation marks that open there.
fn before_quotes(page: &Page<'_>, i: usize) -> Option<usize> {
    let mut j = i.checked_sub(1)?;
    while j > 0 && matches!(page.key(j), "\"" | "«" | "»" | "“" | "”" | "(") {
        j -= 1;
    }
    Some(j)
}

/// How the quantity behind this one follows it: what stands between them and how it is told.
fn following(page: &Page<'_>, quantities: &[Quantity], q: &Quantity) -> (&'static str, &'static str) {
    let Some(next) = quantities.iter().find(|o| o.words.start >= q.words.end) else { return ("none", "-") };
    let given = Given { candidate: 0, end: q.words.end };
    (link(page, Some(given), next), next.told.name())
}

/// The harm words and the quantities among which a sentence's numbers are given out.
#[derive(Clone, Copy)]
pub(crate) struct Tally<'a, 't> {
    pub page: &'a Page<'t>,
    pub victims: &'a Victims,
    pub candidates: &'a [Candidate],
    pub harms: &'a [HarmWord],
    pub quantities: &'a [Quantity],
}

/// The features of "quantity `q` counts the victims of harm word `h`".
pub(crate) fn features(tally: Tally<'_, '_>, h: &HarmWord, q: &Quantity, before: Option<Given>, f: &mut Features) {
    let Tally { page, victims, candidates, harms, quantities } = tally;
    f.clear();
    let c = &candidates[h.candidate];
    let bounds = page.sentence(c.head).words.clone();
    let harm = Part::from(h.harm.as_str());
    let after = q.words.start >= c.words.end;
    let inside = c.words.start <= q.words.start && q.words.end <= c.words.end;
    let side = if inside {
        const { Part::of("inside") }
    } else if after {
        const { Part::of("after") }
    } else {
        const { Part::of("before") }
    };
    let (lo, hi) = if after { (c.words.end, q.words.start) } else { (q.words.end, c.words.start) };
    let distance = (lo..hi.max(lo)).filter(|j| page.is_word(*j) && !page.date_at[*j]).count();
    let verb = page.top(c.head).is_some_and(|a| a.pos == Pos::Verb);
    let pos = if verb { const { Part::of("v") } } else { const { Part::of("n") } };
    let told = Part::from(q.told.name());
    let lemma = page.lemma_part(c.head);
    f.add("told", &[told, side]);
    f.add("told-harm", &[told, side, harm]);
    let part = if q.part { const { Part::of("part") } } else { const { Part::of("whole") } };
    let same = before.filter(|b| b.candidate == h.candidate);
    if same.is_some_and(|b| joins(page, b.end, q)) {
        f.flag(true, "goes-on");
        f.add("goes-on-told", &[told, part]);
    } else {
        f.add("dist", &[side, bucket(distance), told]);
        f.add("dist-pos", &[side, bucket(distance), told, pos]);
        f.add("dist-lemma", &[side, bucket(distance), lemma]);
    }
    f.add("lemma", &[lemma, side, told]);
    let follows = match before {
        Some(b) if b.candidate == h.candidate => const { Part::of("same") },
        Some(_) => const { Part::of("other") },
        None => const { Part::of("none") },
    };
    f.add("follows", &[follows, side, told]);
    f.add("follows-part", &[follows, part, told]);
    let linked = Part::from(link(page, before, q));
    let (behind, next) = following(page, quantities, q);
    let (behind, next) = (Part::from(behind), Part::from(next));
    f.add("next", &[behind, next, told, side, pos]);
    f.add("link", &[follows, linked, told]);
    f.add("link-side", &[follows, linked, told, side]);
    if let Some(a) = page.verb(c.head) {
        f.add("form", &[a.inflection.number.map_or("-", Grammatical::label).into(), told, side]);
        f.add("voice", &[a.inflection.voice.map_or("-", riwaya_lexicon::Voice::label).into(), told, side]);
    }
    f.flag(q.part, "part");
    f.add("part", &[yes(q.part), side, told]);
    let noun = q.noun.map_or(NONE, |n| page.lemma_part(n));
    f.add("noun", &[noun, side, told]);
    f.add("noun-harm", &[noun, harm, side]);
    f.add("who", &[q.noun.and_then(|n| victims.of(page, n)).map_or("-", |v| v.who).into(), told, side, pos]);
    let own = match q.noun {
        Some(n) if c.words.contains(&n) => const { Part::of("own") },
        Some(n) if harms.iter().any(|o| candidates[o.candidate].head == n) => const { Part::of("other") },
        _ => const { Part::of("none") },
    };
    f.add("own", &[own, told]);
    f.add("own-side", &[own, told, side]);
    f.add("p1", &[neighbour_part(page, before_quotes(page, q.words.start), &bounds), side, told]);
    f.add("n1", &[neighbour_part(page, Some(q.words.end), &bounds), side, told]);
    f.add("definite", &[definite(page, q), told, side]);
    let joined = if page.has(q.words.start, Proclitics::BA) {
        const { Part::of("ب") }
    } else if page.has(q.words.start, Proclitics::LA) {
        const { Part::of("ل") }
    } else if page.has(q.words.start, Proclitics::WA) {
        const { Part::of("و") }
    } else {
        NONE
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
    f.add("nearest", &[yes(nearest), side, told]);
    let prep = crate::choose_role::preposition_part(page, q.words.start, &bounds);
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
        f.add("near-p", &[neighbour_part(page, Some(lo), &bounds), side, told]);
    }
}

/// Whether the counted noun is definite.
fn definite(page: &Page<'_>, q: &Quantity) -> Part<'static> {
    if q.noun.is_some_and(|n| page.has(n, Proclitics::AL)) { const { Part::of("al") } } else { NONE }
}

/// The features of "this quantity counts nobody's victims".
pub(crate) fn none_features(tally: Tally<'_, '_>, q: &Quantity, before: Option<Given>, f: &mut Features) {
    let Tally { page, victims, .. } = tally;
    f.clear();
    let bounds = page.sentence(q.words.start).words.clone();
    let told = Part::from(q.told.name());
    f.add("none", &[told]);
    f.add("none-link", &[link(page, before, q).into(), told]);
    let noun = q.noun.map_or(NONE, |n| page.lemma_part(n));
    f.add("none-noun", &[noun, told]);
    f.add("none-who", &[q.noun.and_then(|n| victims.of(page, n)).map_or("-", |v| v.who).into(), told]);
    f.add("none-p1", &[neighbour_part(page, q.words.start.checked_sub(1), &bounds), told]);
    f.add("none-p2", &[neighbour_part(page, q.words.start.checked_sub(2), &bounds), told]);
    f.add("none-n1", &[neighbour_part(page, Some(q.words.end), &bounds), told]);
    f.add("none-part", &[yes(q.part), told]);
    f.add("none-definite", &[definite(page, q), told]);
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
    f.flag(true, "bias");
    let (first, second) = (Part::from(a.harm.as_str()), Part::from(b.harm.as_str()));
    f.add("harms", &[first, second]);
    f.add("lemmas", &[page.lemma(x.head), page.lemma(y.head)]);
    f.add("dist", &[bucket(hi.saturating_sub(lo))]);
    f.add("p1", &[neighbour_part(page, y.words.start.checked_sub(1), &bounds)]);
    let wa = if page.has(y.words.start, Proclitics::WA) { const { Part::of("و") } } else { NONE };
    f.add("wa", &[wa]);
    f.add("wa-harms", &[wa, first, second]);
    f.add("pos", &[pos_name(page, x.head).into(), pos_name(page, y.head).into(), wa]);
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
    let lemma = page.lemma_part(c.words.end - 1);
    let pos = Part::from(pos_name(page, c.head));
    f.flag(true, "bias");
    f.add("harm", &[harm.as_str()]);
    f.add("lemma", &[lemma]);
    f.add("first", &[page.lemma(c.head)]);
    f.add("form", &[page.key(c.head)]);
    f.add("pos", &[pos, harm.as_str().into()]);
    f.add("group", &[bucket(group.len()), bucket(counted)]);
    f.add("group-lemma", &[bucket(group.len()), bucket(counted), lemma]);
    let same = group.iter().filter(|h| h.harm == harm).count();
    f.add("same", &[bucket(same), bucket(counted)]);
    f.add("p1", &[neighbour_part(page, c.words.start.checked_sub(1), &bounds)]);
    f.add("p2", &[neighbour_part(page, c.words.start.checked_sub(2), &bounds)]);
    f.add("n1", &[neighbour_part(page, Some(c.words.end), &bounds)]);
    f.add("definite", &[if page.has(c.head, Proclitics::AL) { const { Part::of("al") } } else { NONE }, lemma]);
    let negated = (c.words.start.saturating_sub(6).max(bounds.start)..c.words.start)
        .any(|j| matches!(page.key(j), "لم" | "دون" | "بدون" | "لا" | "عدم" | "لن" | "تفادي" | "ليست"));
    f.add("negated", &[yes(negated), harm.as_str().into()]);
}
