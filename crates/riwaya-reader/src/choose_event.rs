//! Whether a word tells an event here, and which.

use std::ops::Range;

use riwaya_lexicon::{Analysis, Proclitics};

use crate::attribution::{Cue, of_sentence};
use crate::candidate::Candidate;
use crate::cues::CueSet;
use crate::frames::FrameSet;
use crate::names::{MentionKind, Sector};
use crate::page::Page;
use crate::scorer::{Features, Part};
use crate::surroundings::{Surroundings, events_in};
use crate::topics::Topics;

/// All that the choice of an event looks at.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, 't> {
    pub page: &'a Page<'t>,
    pub set: &'a FrameSet,
    pub cue_set: &'a CueSet,
    pub topics: &'a Topics,
    pub around: &'a Surroundings,
    pub cues: &'a [Cue],
}

pub(crate) const EDGE: Part<'static> = Part::of("#");
const AL: Part<'static> = Part::of("al");
const NONE: Part<'static> = Part::of("-");

const RANKS: [Part<'static>; 4] = [Part::of("0"), Part::of("1"), Part::of("2"), Part::of("3")];

/// The armed side nearest the event in its sentence, those before it first.
fn agent(page: &Page<'_>, c: &Candidate, bounds: &Range<usize>) -> Option<usize> {
    let armed =
        |m: &usize| matches!(page.mentions[*m].kind, MentionKind::Force | MentionKind::Group | MentionKind::Country);
    let before = page.mentions_in(c.words.start.saturating_sub(10).max(bounds.start)..c.words.start).rev().find(armed);
    before.or_else(|| page.mentions_in(c.words.end..(c.words.end + 6).min(bounds.end)).find(armed))
}

/// A word as features see it: a number, a date, else its lemma.
pub(crate) fn neighbour<'p>(page: &'p Page<'_>, i: Option<usize>, bounds: &Range<usize>) -> &'p str {
    neighbour_part(page, i, bounds).text
}

/// A word as features see it, as part of one.
pub(crate) fn neighbour_part<'p>(page: &'p Page<'_>, i: Option<usize>, bounds: &Range<usize>) -> Part<'p> {
    match i {
        Some(i) if bounds.contains(&i) => {
            if page.number_at[i].is_some() {
                const { Part::of("<num>") }
            } else if page.date_at[i] {
                const { Part::of("<date>") }
            } else {
                page.lemma_part(i)
            }
        }
        _ => EDGE,
    }
}

pub(crate) fn pos_name(page: &Page<'_>, i: usize) -> &'static str {
    page.top(i).map_or("?", |a| a.pos.label())
}

/// The verb that governs a word: the nearest verb before it in its sentence.
pub(crate) fn governor(page: &Page<'_>, i: usize, reach: usize) -> Option<usize> {
    let start = page.sentence(i).words.start.max(i.saturating_sub(reach));
    page.verb_before(i).filter(|v| *v >= start)
}

/// What of a candidate several features are made of.
pub(crate) struct Seen<'p> {
    lemma: Part<'p>,
    /// Part of speech under the reading that met the frame.
    pos: Part<'static>,
    definite: Part<'static>,
    bounds: Range<usize>,
    sentence: usize,
    governor: Option<usize>,
    after: Option<usize>,
    before: Option<usize>,
    /// The kinds of the mentions right behind and right before it.
    kind_after: Part<'static>,
    kind_before: Part<'static>,
    /// The kind of the mention that begins within a few words behind.
    soon: Part<'static>,
    /// The kind of the mention that began within a few words before.
    lately: Part<'static>,
    /// Where its frame was met before.
    again: Part<'static>,
}

impl<'p> Seen<'p> {
    pub(crate) fn new(view: View<'p, '_>, c: &Candidate) -> Self {
        let page = view.page;
        let sentence = page.sentence_of[c.head] as usize;
        let bounds = page.sentence(c.head).words.clone();
        let met = met(page, c);
        let inside = bounds.contains(&c.words.end);
        let lemma = met.and_then(|a| a.lemma).filter(|id| Some(*id) != page.top(c.head).and_then(|a| a.lemma));
        let after = page.mention_at(c.words.end.min(page.len() - 1)).filter(|_| inside);
        let before = page.mention_before(c.words.start);
        let soon = page.mentions_in(c.words.end..(c.words.end + 4).min(bounds.end)).next();
        let lately = page.mentions_in(c.words.start.saturating_sub(5).max(bounds.start)..c.words.start).next_back();
        let definite = met.is_some_and(|a| a.proclitics.has(Proclitics::AL));
        Self {
            lemma: lemma.map_or_else(|| page.lemma_part(c.head), |id| page.lemma_key(id).into()),
            pos: met.map_or("?", |a| a.pos.label()).into(),
            definite: if definite { AL } else { NONE },
            sentence,
            governor: governor(page, c.words.start, 6),
            kind_after: page.kind_part(after),
            kind_before: page.kind_part(before),
            soon: page.kind_part(soon),
            lately: page.kind_part(lately),
            again: view.around.again(c.head).into(),
            after,
            before,
            bounds,
        }
    }
}

/// The reading of the head that met the frame.
fn met<'p>(page: &'p Page<'_>, c: &Candidate) -> Option<&'p Analysis> {
    page.analyses(c.head).get(usize::from(c.rank)).or_else(|| page.top(c.head))
}

/// The features of a candidate, to be crossed with each event it may tell and with "none".
pub(crate) fn features(view: View<'_, '_>, c: &Candidate, f: &mut Features) {
    f.clear();
    let page = view.page;
    let seen = Seen::new(view, c);
    own(page, c, &seen, f);
    neighbours(view, c, &seen, f);
    mentions(page, c, &seen, f);
    inside_mention(page, c, &seen, f);
    near(view, c, &seen, f);
    frames(view, c, &seen, f);
    report(view, c, &seen, f);
}

/// The features by which most words that tell no event are known.
pub(crate) fn outline(view: View<'_, '_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    f.clear();
    own(view.page, c, seen, f);
    mentions(view.page, c, seen, f);
    frames(view, c, seen, f);
}

/// The features that [`outline`] leaves.
pub(crate) fn detail(view: View<'_, '_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    f.clear();
    neighbours(view, c, seen, f);
    inside_mention(view.page, c, seen, f);
    near(view, c, seen, f);
    report(view, c, seen, f);
}

fn own(page: &Page<'_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    let Seen { lemma, pos, definite, .. } = *seen;
    let rank = RANKS[usize::from(c.rank.min(3))];
    f.add("pos", &[pos]);
    f.add("lemma", &[lemma]);
    f.add("lp", &[lemma, pos]);
    f.add("form", &[page.key_part(c.head)]);
    f.add("rank", &[rank, pos]);
    f.add("rank-lemma", &[rank, lemma]);
    if c.phrase {
        f.flag(true, "phrase");
        f.add("phrase-last", &[lemma, page.lemma_part(c.words.end - 1)]);
    }
    f.add("definite", &[definite, lemma]);
    f.flag(definite.text == AL.text, "al");
    let Some(a) = met(page, c) else { return };
    if a.enclitic.is_some() {
        f.flag(true, "enclitic");
        f.add("enclitic", &[lemma]);
    }
    for (p, name) in [
        (Proclitics::BA, const { Part::of("ba") }),
        (Proclitics::LA, const { Part::of("la") }),
        (Proclitics::WA, const { Part::of("wa") }),
        (Proclitics::FA, const { Part::of("fa") }),
        (Proclitics::SA, const { Part::of("sa") }),
    ] {
        if a.proclitics.has(p) {
            f.add("pro", &[name]);
            f.add("pro", &[name, lemma]);
        }
    }
    let number = a.inflection.number.map_or("-", riwaya_lexicon::Number::label);
    f.add("number", &[number.into(), pos]);
}

fn neighbours(view: View<'_, '_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    let (page, bounds, lemma) = (view.page, &seen.bounds, seen.lemma);
    let prev = |k: usize| c.words.start.checked_sub(k);
    let next = |k: usize| Some(c.words.end + k - 1);
    let word = |i: Option<usize>| neighbour_part(page, i, bounds);
    let (p1, p2, n1, n2) = (word(prev(1)), word(prev(2)), word(next(1)), word(next(2)));
    f.add("p1", &[p1]);
    f.add("p2", &[p2]);
    f.add("n1", &[n1]);
    f.add("n2", &[n2]);
    f.add("p1l", &[p1, lemma]);
    f.add("n1l", &[n1, lemma]);
    f.add("p2l", &[p2, lemma]);
    f.add("n2l", &[n2, lemma]);
    f.add("n3", &[word(next(3))]);
    f.add("p3", &[word(prev(3))]);
    f.add("p1n1", &[p1, n1]);
    if let Some(p) = prev(1).filter(|p| bounds.contains(p)) {
        f.add("p1pos", &[pos_name(page, p).into(), seen.pos]);
    }
    if bounds.contains(&c.words.end) {
        f.add("n1pos", &[pos_name(page, c.words.end).into(), seen.pos]);
    }
    if let Some(v) = seen.governor {
        f.add("governor", &[page.lemma_part(v)]);
        f.add("governor-l", &[page.lemma_part(v), lemma]);
    }
}

fn mentions(page: &Page<'_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    let (lemma, after, before) = (seen.lemma, seen.kind_after, seen.kind_before);
    f.add("m-after", &[after]);
    f.add("m-before", &[before]);
    f.add("m-after-l", &[after, lemma]);
    f.add("m-soon", &[seen.soon, lemma]);
    f.add("m-lately", &[seen.lately, lemma]);
    for (name, m) in [("sector-after", seen.after), ("sector-before", seen.before)] {
        if let Some(sector) = m.and_then(|m| page.mentions[m].sector) {
            let sector = Part::from(sector.code());
            f.add(name, &[sector]);
            f.add(name, &[sector, lemma]);
        }
    }
    if let Some(m) = agent(page, c, &seen.bounds) {
        let sector = Part::from(page.mentions[m].sector.map_or("-", Sector::code));
        f.add("agent", &[sector, page.kind_part(Some(m))]);
        f.add("agent-l", &[sector, lemma]);
    }
}

fn inside_mention(page: &Page<'_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    let from = c.head.saturating_sub(8).max(seen.bounds.start);
    for m in page.mentions_in(from..c.head + 1) {
        let mention = &page.mentions[m];
        if (mention.words.end as usize) > c.head {
            let head = mention.head as usize == c.head;
            let role = if head { const { Part::of("head") } } else { const { Part::of("inner") } };
            f.add("in-mention", &[role, page.kind_part(Some(m))]);
            f.add("in-mention-l", &[role, seen.lemma]);
        }
    }
}

/// What the frames of a candidate meet: here words of one frame learn from each other.
fn frames(view: View<'_, '_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    let page = view.page;
    let Seen { pos, definite, again, .. } = *seen;
    let army = view.around.sentence_topics[seen.sentence] & view.topics.army != 0;
    let army = if army { const { Part::of("army") } } else { NONE };
    let p1 = neighbour_part(page, c.words.start.checked_sub(1), &seen.bounds);
    let n1 = neighbour_part(page, Some(c.words.end), &seen.bounds);
    let topics = |i: usize| if seen.bounds.contains(&i) { view.around.topics[i] } else { 0 };
    let cue = of_sentence(view.cues, seen.sentence).iter().rev().find(|q| q.words.start < c.head);
    let cue = cue.map_or(NONE, |q| view.cue_set.classes[usize::from(q.class)].id.part());
    for id in &c.frames {
        let frame = view.set.frames[usize::from(*id)].id.part();
        f.add("frame", &[frame]);
        f.add("frame-pos", &[frame, pos]);
        f.add("frame-p1", &[frame, p1]);
        f.add("frame-n1", &[frame, n1]);
        f.add("frame-after", &[frame, seen.kind_after, pos]);
        f.add("frame-before", &[frame, seen.kind_before, pos]);
        f.add("frame-soon", &[frame, seen.soon, pos]);
        f.add("frame-lately", &[frame, seen.lately, pos]);
        f.add("frame-definite", &[frame, definite]);
        f.add("frame-army", &[frame, army]);
        f.add("frame-again", &[frame, again, definite]);
        f.add("frame-cue", &[frame, cue]);
        if let Some(v) = seen.governor {
            f.add("frame-governor", &[frame, page.lemma_part(v)]);
        }
        for name in view.topics.names(topics(c.words.end)) {
            f.add("frame-next", &[frame, name]);
        }
        for name in view.topics.names(c.words.start.checked_sub(1).map_or(0, topics)) {
            f.add("frame-prev", &[frame, name]);
        }
    }
}

/// Topics and other events of the words around.
fn near(view: View<'_, '_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    let (around, lemma) = (view.around, seen.lemma);
    let words = c.words.start.saturating_sub(8).max(seen.bounds.start)..(c.words.end + 8).min(seen.bounds.end);
    let here = (words.start..c.words.start).chain(c.words.end..words.end).fold(0, |all, i| all | around.topics[i]);
    for name in view.topics.names(here) {
        f.add("near", &[name]);
        f.add("near", &[name, lemma]);
    }
    for name in view.topics.names(around.sentence_topics[seen.sentence] & !here) {
        f.add("sent", &[name]);
        f.add("sent", &[name, lemma]);
    }
    let before = seen.sentence.checked_sub(1).map_or(0, |p| around.sentence_topics[p]);
    for name in view.topics.names(before & view.topics.weapons) {
        f.add("prev-sent", &[name, lemma]);
    }
    for event in events_in(around.events[seen.sentence]) {
        f.add("with", &[event]);
    }
    f.add("weapon-before", &[around.weapon[seen.sentence].into(), lemma]);
}

/// What the whole report says of a candidate.
fn report(view: View<'_, '_>, c: &Candidate, seen: &Seen<'_>, f: &mut Features) {
    f.add("density", &[view.around.density]);
    f.add("climate", &[view.around.climate]);
    f.add("again", &[seen.again, seen.definite]);
    f.flag(of_sentence(view.cues, seen.sentence).iter().any(|q| q.words.start == c.head), "is-cue");
    f.add("where", &[if seen.sentence == 0 { "first" } else { "later" }]);
    f.flag(view.page.quoted[c.head], "quoted");
}
