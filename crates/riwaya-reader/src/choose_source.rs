//! Which cue is the source of an event, and how the source holds it.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics, Tense};
use smallvec::{SmallVec, smallvec};

use crate::attribution::{Cue, CueKind, Link, Marker};
use crate::candidate::Candidate;
use crate::chains::Chains;
use crate::choose_event::{governor, neighbour_part};
use crate::cues::CueSet;
use crate::event::{Event, Stance};
use crate::page::Page;
use crate::pauses::Pauses;
use crate::role_view::{NONE, yes};
use crate::scorer::{Features, Part};
use crate::spelling::Signs;
use crate::syntax::{Function, Syntax};
use crate::voices::How;

/// A chain that may be the source of an event.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    /// The innermost cue; `None` is the report's own voice.
    pub cue: Option<usize>,
    pub chain: SmallVec<[Link; 3]>,
    /// How the chain was made from the cue.
    pub make: &'static str,
    /// Which voice of the cue speaks.
    pub voice: usize,
    /// The cue stands in a sentence before.
    pub carried: bool,
}

/// The chain of the claim before, with the word that told it.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub at: usize,
    pub chain: SmallVec<[Link; 3]>,
}

/// An event whose source is chosen.
pub(crate) struct Asked<'a> {
    pub candidate: &'a Candidate,
    pub event: Event,
    /// The claim before, where its chain is known.
    pub before: Option<&'a Heard>,
    /// The first word of its clause.
    clause: usize,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(page: &Page<'_>, candidate: &'a Candidate, event: Event, before: Option<&'a Heard>) -> Self {
        let clause = clause_start(page, candidate.head, &page.sentence(candidate.head).words);
        Self { candidate, event, before, clause }
    }
}

/// What sources are chosen by.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    pub set: &'a CueSet,
    pub cues: &'a [Cue],
    pub by_sentence: &'a [Range<usize>],
    pub chains: &'a Chains,
    pub syntax: &'a Syntax,
    pub pauses: &'a Pauses,
}

/// How many sentences back a speaker may reach.
const REACH: usize = 3;

/// The chains that may be the source of an event at word `at`: the report's own voice first, then the nearest cues.
pub(crate) fn offers(page: &Page<'_>, sources: Sources<'_>, at: usize) -> Vec<Offer> {
    let Sources { cues, by_sentence, chains, .. } = sources;
    let s = page.sentence_of[at] as usize;
    let mut out = vec![Offer { cue: None, chain: SmallVec::new(), make: "none", voice: 0, carried: false }];
    let mut offer = |k: usize, carried: bool| {
        for &(ref chain, make) in chains.of(k) {
            out.push(Offer { cue: Some(k), chain: chain.clone(), make, voice: cues[k].voice, carried });
        }
        for voice in other_voices(&cues[k]) {
            let chain: SmallVec<[Link; 3]> = smallvec![cues[k].voices[voice].link.clone()];
            if !out.iter().any(|o: &Offer| o.cue == Some(k) && o.chain == chain) {
                out.push(Offer { cue: Some(k), chain, make: "other", voice, carried });
            }
        }
    };
    // «توالت الغارات، ودانت الحكومة …»: what is joined on behind an event tells of something else.
    let joined = |k: &usize| {
        let cue = cues[*k].words.start;
        cue > at && page.has(cue, Proclitics::WA.with(Proclitics::FA))
    };
    let mut here: SmallVec<[usize; 8]> = by_sentence[s].clone().filter(|k| !joined(k)).collect();
    here.sort_by_key(|k| (cues[*k].words.start.abs_diff(at), *k));
    for k in here.into_iter().take(6) {
        offer(k, false);
    }
    let mut seen = 0;
    for p in (s.saturating_sub(REACH)..s).rev() {
        for k in by_sentence[p].clone().rev() {
            if seen < 2 {
                offer(k, true);
                seen += 1;
            }
        }
    }
    out
}

/// A voice less likely than this is not offered beside the likeliest.
const LIKELY: f32 = 0.1;

/// The voices of a cue that may speak beside the one chosen.
fn other_voices(cue: &Cue) -> impl Iterator<Item = usize> + '_ {
    (0..cue.voices.len()).filter(|v| *v != cue.voice && cue.odds[*v] >= LIKELY)
}

/// How likely a voice of a cue is to speak, in steps.
fn likely(cue: &Cue, voice: usize) -> &'static str {
    match cue.odds.get(voice).copied().unwrap_or(0.0) {
        p if p >= 0.97 => "sure",
        p if p >= 0.85 => "85",
        p if p >= 0.6 => "60",
        p if p >= 0.4 => "40",
        p if p >= 0.2 => "20",
        _ => "10",
    }
}

/// The cues of each sentence, as ranges of indices.
pub(crate) fn by_sentence(page: &Page<'_>, cues: &[Cue]) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(page.sentences.len());
    let mut k = 0;
    for s in 0..page.sentences.len() {
        let start = k;
        while k < cues.len() && cues[k].sentence == s {
            k += 1;
        }
        out.push(start..k);
    }
    out
}

const BUCKETS: [Part<'static>; 9] = [
    Part::of("0"),
    Part::of("1"),
    Part::of("2"),
    Part::of("3"),
    Part::of("5"),
    Part::of("8"),
    Part::of("13"),
    Part::of("21"),
    Part::of("36"),
];

/// A count or distance, in steps.
pub(crate) fn bucket(n: usize) -> Part<'static> {
    BUCKETS[match n {
        0..=2 => n,
        3..=4 => 3,
        5..=7 => 4,
        8..=12 => 5,
        13..=20 => 6,
        21..=35 => 7,
        _ => 8,
    }]
}

const AGAIN: Part<'static> = Part::of("carried");
const HERE: Part<'static> = Part::of("here");

/// Whether the cue of an offer stands in the event's sentence.
const fn where_(offer: &Offer) -> Part<'static> {
    if offer.carried { AGAIN } else { HERE }
}

/// Whether a word stands in quotes.
fn quoted(page: &Page<'_>, i: usize) -> Part<'static> {
    if page.quoted[i] { const { Part::of("in") } } else { const { Part::of("out") } }
}

/// The features of one offer for an event.
pub(crate) fn features(page: &Page<'_>, sources: Sources<'_>, asked: &Asked<'_>, offer: &Offer, f: &mut Features) {
    f.clear();
    let Sources { set, cues, by_sentence, syntax, pauses, .. } = sources;
    let (c, event) = (asked.candidate, asked.event);
    let at = c.head;
    let s = page.sentence_of[at] as usize;
    let bounds = page.sentence(at).words.clone();
    if let Some(before) = asked.before {
        heard_features(page, cues, by_sentence, before, at, offer, f);
        let relation = Part::from(relation(offer, before));
        let over = over(cues, by_sentence[s].clone(), at);
        let stands = match offer.cue {
            None => "none",
            Some(_) if offer.carried => "carried",
            Some(k) if cues[k].kind == CueKind::Phrase => "phrase",
            Some(k) if over.clone().next_back() == Some(k) => "innermost",
            Some(k) if over.clone().any(|o| o == k) => "over",
            Some(_) => "beside",
        };
        f.add("heard-over", &[relation, stands.into(), bucket(over.count())]);
    }
    let Some(k) = offer.cue else {
        none_features(page, cues, by_sentence, s, at, event, f);
        return;
    };
    if offer.chain.len() > 1 {
        channel_features(page, offer, f);
    }
    let cue = &cues[k];
    let class = set.classes[usize::from(cue.class)].id.part();
    let kind = Part::from(cue.kind.name());
    let lemma = page.lemma_part(cue.words.start);
    let side = Part::from(side(page, cue, c, offer.carried));
    let make = Part::from(offer.make);
    let marker = Part::from(cue.marker.name());
    let told = Part::from(event.as_str());
    f.add("make", &[make]);
    f.add("make-class", &[make, class, kind]);
    f.add("class", &[class, kind, side]);
    f.add("cue", &[lemma, side]);
    let how = Part::from(cue.voices.get(offer.voice).map_or("none", |v| v.how.name()));
    let likely = Part::from(likely(cue, offer.voice));
    f.add("how", &[how, side]);
    f.add("likely", &[likely]);
    f.add("likely-how", &[likely, how, where_(offer)]);
    f.add("marker", &[marker, side]);
    f.add("event-class", &[told, class, side]);
    f.add("event-side", &[told, side]);
    if let Some(m) = offer.chain.last().and_then(|l| l.mention) {
        f.add("speaker", &[page.kind_part(Some(m)), side]);
    }
    if !offer.carried {
        clause_features(page, cue, c, side, f);
    }
    f.add("under", &[make, yes(cue.parent.is_some()), side]);
    f.add("quote", &[quoted(page, at), side, marker]);
    if offer.carried {
        carried_features(page, sources, k, at, f);
        return;
    }
    hanging_features(syntax, cue, c, [class, side, marker], f);
    let before = |n: usize| neighbour_part(page, c.words.start.checked_sub(n), &bounds);
    f.add("p1-side", &[before(1), side]);
    f.add("p2-side", &[before(2), side]);
    f.add("p1-class", &[before(1), class, kind]);
    let start = asked.clause;
    let clause = clause(page, start, &bounds);
    f.add("clause-side", &[clause, side]);
    let outside = cue.words.start < start;
    let stands = if outside { const { Part::of("outside") } } else { const { Part::of("inside") } };
    f.add("clause-class", &[clause, class, stands]);
    let (from, to) = if cue.words.start < at { (cue.content.min(at), at) } else { (at, cue.words.start) };
    f.add("dist", &[bucket(to - from), side]);
    let between = pauses.within(from..to);
    let [breaks, clauses, commas] = [between.breaks, between.clauses, between.commas].map(usize::from);
    f.add("breaks", &[bucket(breaks), side]);
    f.add("clauses", &[bucket(clauses), side]);
    f.add("commas", &[bucket(commas), side]);
    f.add("bcc", &[bucket(breaks), bucket(clauses), side, marker]);
    let between = by_sentence[s]
        .clone()
        .filter(|o| {
            *o != k && cues[*o].words.start > cue.words.start.min(at) && cues[*o].words.start < cue.words.start.max(at)
        })
        .count();
    f.add("cues-between", &[bucket(between), side]);
    let closer = by_sentence[s]
        .clone()
        .filter(|o| *o != k && cues[*o].words.start.abs_diff(at) < cue.words.start.abs_diff(at))
        .count();
    f.add("closer", &[bucket(closer), side]);
    f.add("sentence-cues", &[bucket(by_sentence[s].len()), side]);
    let inner = bucket(inner(cues, by_sentence[s].clone(), k, at));
    f.add("inner", &[inner, kind, side]);
    f.add("inner-likely", &[inner, kind, likely, how]);
    f.add("inner-parted", &[inner, kind, marker, bucket(breaks), yes(clauses > 0)]);
    for j in (from..to).rev().take(3) {
        if page.key(j).starts_with('و') && is_and_that(page.key(j)) {
            f.add("and-that", &[side]);
        }
    }
}

/// The cues of a sentence that open what is said before word `at`, of which it may be part.
fn over(cues: &[Cue], here: Range<usize>, at: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
    here.filter(move |k| cues[*k].kind != CueKind::Phrase && cues[*k].content <= at && cues[*k].words.start < at)
}

/// How many cues of a sentence that open what is said stand nearer before word `at` than cue `k`, of whose words it is.
fn inner(cues: &[Cue], here: Range<usize>, k: usize, at: usize) -> usize {
    let over = |o: &&Cue| o.kind != CueKind::Phrase && o.content <= at && o.words.start > cues[k].words.start;
    cues[here].iter().filter(over).count()
}

/// Whether the event hangs on the cue, and through what: by its complement it is said, by a circumstance perhaps not.
fn hanging_features(syntax: &Syntax, cue: &Cue, c: &Candidate, [class, side, marker]: [Part<'_>; 3], f: &mut Features) {
    let (mut at, mut steps) = (c.head, 0);
    let (mut told, mut beside) = (false, false);
    while let Some(tie) = syntax.tie(at).filter(|_| steps < HIGHEST) {
        steps += 1;
        told |= matches!(tie.function, Function::Relative | Function::Circumstance);
        beside |= tie.function == Function::Conjunct;
        at = tie.head;
        if cue.words.contains(&at) {
            let last = Part::from(tie.function.name());
            f.add("hangs", &[last, bucket(steps), side]);
            f.add("hangs-class", &[last, class, yes(told)]);
            f.add("hangs-through", &[last, yes(told), yes(beside), marker]);
            return;
        }
    }
    let on_event = std::iter::successors(Some(cue.words.start), |w| syntax.tie(*w).map(|t| t.head))
        .take(HIGHEST)
        .any(|w| c.words.contains(&w));
    f.add("apart", &[yes(on_event), class, side]);
    f.add("apart-marker", &[yes(on_event), marker, side]);
}

/// How far up from an event a cue on which it hangs is looked for.
const HIGHEST: usize = 10;

/// In which kind of clause a cue stands, and what binds the event to what the cue opens.
fn clause_features(page: &Page<'_>, cue: &Cue, c: &Candidate, side: Part<'_>, f: &mut Features) {
    let i = cue.words.start;
    let bounds = page.sentence(i).words.clone();
    let verb = page.top(i).filter(|a| a.pos == Pos::Verb && cue.kind == CueKind::Verb);
    let voice = cue.voices.get(cue.voice);
    let first = voice
        .filter(|v| v.how == How::Before)
        .and_then(|v| v.said)
        .map_or(i, |m| page.mentions[m].words.start as usize);
    let before = first.checked_sub(1).filter(|j| *j >= bounds.start).map_or("#", |j| page.key(j));
    let clause = match before {
        "الذي" | "التي" | "الذين" | "اللتين" | "اللذين" => "relative",
        _ if verb.is_some_and(|a| a.enclitic.is_some()) => "object",
        "ما" | "مما" => "what",
        "كان" | "كانت" | "وكان" | "وكانت" | "قد" | "وقد" => "had",
        "#" | "." => "first",
        "،" | "," => "comma",
        _ if page.has(i, Proclitics::WA.with(Proclitics::FA)) => "and",
        _ => "in",
    };
    let (clause, marker) = (Part::from(clause), Part::from(cue.marker.name()));
    f.add("cue-clause", &[clause, side]);
    f.add("cue-clause-near", &[clause, side, bucket(c.head.abs_diff(i))]);
    if let Some(a) = verb {
        f.add("cue-tense", &[a.inflection.tense.map_or("-", Tense::label).into(), side]);
    }
    if cue.content < c.words.start && i < c.words.start {
        let link = (cue.content..c.words.start).rev().take(12).find(|j| page.signs(*j).has(Signs::LINK));
        let bound = link.map_or(NONE, |j| page.key_part(j));
        f.add("bound-by", &[bound, side]);
        f.add("bound-marker", &[bound, marker, side]);
        let parts = (cue.content..c.words.start).rev().find(|j| page.signs(*j).has(Signs::BREAK));
        f.add("parted-by", &[parts.map_or(NONE, |j| page.key_part(j)), side]);
        let definite = page.has(c.words.start, Proclitics::AL);
        f.add("definite", &[yes(definite), bound, marker]);
    }
}

/// The first word of the clause around a word, as far as punctuation and conjoined verbs tell.
fn clause_start(page: &Page<'_>, at: usize, bounds: &Range<usize>) -> usize {
    let opens = |j: usize| {
        matches!(page.key(j - 1), "،" | "," | "؛" | "." | ":")
            || page.signs(j).has(Signs::BREAK)
            || page.has(j, Proclitics::WA.with(Proclitics::FA)) && page.top(j).is_some_and(|a| a.pos == Pos::Verb)
    };
    (bounds.start + 1..=at).rev().find(|j| opens(*j)).unwrap_or(bounds.start)
}

/// How the clause that starts at a word begins.
fn clause<'p>(page: &'p Page<'_>, start: usize, bounds: &Range<usize>) -> Part<'p> {
    match page.top(start) {
        Some(a) if a.pos == Pos::Verb && a.proclitics.has(Proclitics::WA) => const { Part::of("و+verb") },
        Some(a) if a.pos == Pos::Verb => const { Part::of("verb") },
        _ => neighbour_part(page, Some(start), bounds),
    }
}

/// How an offer's chain stands to that of the claim before.
fn relation(offer: &Offer, before: &Heard) -> &'static str {
    match (offer.chain.last(), before.chain.last()) {
        _ if offer.chain == before.chain => "same",
        (Some(a), Some(b)) if a == b && offer.chain.len() > before.chain.len() => "longer",
        (Some(a), Some(b)) if a == b => "shorter",
        (None, _) => "leaves",
        (_, None) => "opens",
        _ if before.chain.iter().any(|l| offer.chain.contains(l)) => "shares",
        _ => "other",
    }
}

fn heard_features(
    page: &Page<'_>,
    cues: &[Cue],
    by_sentence: &[Range<usize>],
    before: &Heard,
    at: usize,
    offer: &Offer,
    f: &mut Features,
) {
    let relation = Part::from(relation(offer, before));
    let (s, from) = (page.sentence_of[at] as usize, page.sentence_of[before.at] as usize);
    let gap = bucket(s - from.min(s));
    let here = &cues[by_sentence[s].clone()];
    let between = bucket(here.iter().filter(|c| (before.at..at).contains(&c.words.start)).count());
    f.add("heard", &[relation, gap]);
    f.add("heard-between", &[relation, gap, between]);
    f.add("heard-cues", &[relation, gap, bucket(here.len()), quoted(page, at)]);
    f.add("heard-make", &[relation, offer.make.into(), where_(offer)]);
    f.add("heard-near", &[relation, bucket(at.abs_diff(before.at)), between]);
    f.add("heard-para", &[relation, gap, yes(page.sentences[s].opens_paragraph)]);
}

/// Who passes an origin on: an agency is a link, the publisher itself is none.
fn channel_features(page: &Page<'_>, offer: &Offer, f: &mut Features) {
    let link = &offer.chain[0];
    let make = Part::from(offer.make);
    f.add("channel-kind", &[page.kind_part(link.mention), make]);
    for w in link.words.clone().take(4) {
        f.add("channel-word", &[page.lemma_part(w)]);
    }
    let last = link.words.end - 1;
    let mut edges = (0..page.len().min(14)).chain(page.len().saturating_sub(6)..page.len());
    let own = edges.any(|j| !link.words.contains(&j) && page.key(j) == page.key(last));
    f.add("channel-own", &[yes(own), make]);
    f.add("chain-length", &[bucket(offer.chain.len().min(3)), make]);
}

fn is_and_that(key: &str) -> bool {
    matches!(key, "وان" | "وانه" | "وانها" | "وبان" | "وانهم")
}

/// Where the event stands as seen from the cue.
pub(crate) fn side(page: &Page<'_>, cue: &Cue, c: &Candidate, carried: bool) -> &'static str {
    if carried {
        "carried"
    } else if c.words.contains(&cue.words.start) {
        "self"
    } else if cue.speaker.as_ref().is_some_and(|l| l.words.contains(&c.head)) {
        "in-speaker"
    } else if c.head >= cue.content && c.head > cue.words.start {
        match cue.marker {
            Marker::None if c.head - cue.words.start <= 2 => "object",
            _ if page.quoted[c.head] => "content-quoted",
            _ => "content",
        }
    } else if c.head > cue.words.start {
        "between"
    } else {
        "before"
    }
}

fn none_features(
    page: &Page<'_>,
    cues: &[Cue],
    by_sentence: &[Range<usize>],
    s: usize,
    at: usize,
    event: Event,
    f: &mut Features,
) {
    let bounds = page.sentence(at).words.clone();
    let here = by_sentence[s].clone();
    f.add("none-event", &[event.as_str()]);
    f.add("none-cues", &[bucket(here.len())]);
    let before = here.clone().filter(|k| cues[*k].content <= at).count();
    f.add("none-before", &[bucket(before)]);
    let phrase = here.clone().any(|k| cues[k].kind == CueKind::Phrase);
    f.flag(phrase, "none-phrase");
    f.add("none-quoted", &[quoted(page, at)]);
    let first = if s == 0 { const { Part::of("first") } } else { const { Part::of("later") } };
    f.add("none-where", &[first, bucket(here.len())]);
    f.add("none-first", &[neighbour_part(page, Some(bounds.start), &bounds)]);
    f.add("none-para", &[yes(page.sentences[s].opens_paragraph)]);
    let last = s > 0 && !by_sentence[s - 1].is_empty();
    f.add("none-prev", &[if last { const { Part::of("cue") } } else { NONE }, bucket(here.len())]);
    let verb = governor(page, bounds.start + 1, 1).map_or(NONE, |_| const { Part::of("v") });
    f.add("none-verb", &[verb, bucket(here.len())]);
    f.add("none-key", &[page.key_part(bounds.start)]);
}

/// The features of "cue `k`, of a sentence before, still speaks at word `at`".
fn carried_features(page: &Page<'_>, sources: Sources<'_>, k: usize, at: usize, f: &mut Features) {
    let Sources { cues, by_sentence, .. } = sources;
    let cue = &cues[k];
    let s = page.sentence_of[at] as usize;
    let start = page.sentences[s].words.start;
    let bounds = page.sentences[s].words.clone();
    f.add("back-here", &[bucket(s - cue.sentence), bucket(by_sentence[s].len())]);
    f.add("back-para", &[yes(page.sentences[s].opens_paragraph), bucket(s - cue.sentence)]);
    f.add("back-first", &[neighbour_part(page, Some(start), &bounds)]);
    f.add("back-key", &[page.key_part(start)]);
    f.add("back-marker", &[cue.marker.name()]);
}

/// The stances in the order in which the scorer's labels stand.
pub(crate) const STANCES: [Stance; 6] =
    [Stance::Asserts, Stance::Denies, Stance::Plans, Stance::Demands, Stance::Rejects, Stance::Threatens];

/// The probability of each offer with that of all offers that name the same sources in the same words; it is kept by
/// the first of them, which is the nearest: stances are learnt of that one.
pub(crate) fn agreeing(page: &Page<'_>, offers: &[Offer], p: &[f32]) -> Vec<f32> {
    let mut out = p.to_vec();
    for (a, offer) in offers.iter().enumerate() {
        for (b, other) in offers.iter().enumerate().skip(a + 1) {
            if same_words(page, &offer.chain, &other.chain) {
                out[a] += out[b];
                out[b] = 0.0;
            }
        }
    }
    out
}

fn same_words(page: &Page<'_>, a: &[Link], b: &[Link]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(x, y)| {
            x.words == y.words
                || (x.words.len() == y.words.len()
                    && x.words.clone().zip(y.words.clone()).all(|(i, j)| page.key(i) == page.key(j)))
        })
}
