//! How a source holds an event.

use riwaya_lexicon::{Proclitics, Tense};

use crate::attribution::{Link, Marker};
use crate::candidate::Candidate;
use crate::choose_event::{governor, neighbour_part};
use crate::choose_source::{Asked, Offer, Sources, bucket, side};
use crate::event::{Event, Stance};
use crate::evidence::Evidence;
use crate::lists::List;
use crate::page::Page;
use crate::scorer::{Features, Part};
use crate::syntax::Syntax;

/// How the claims told so far were held: the last of each event, and which of these is the last of all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holdings {
    last: [Option<Holding>; Event::ALL.len()],
    latest: Option<Event>,
}

/// One claim as it was held.
#[derive(Clone, Debug)]
struct Holding {
    event: Event,
    stance: Stance,
    source: Option<Link>,
    head: usize,
}

impl Holdings {
    /// Adds a claim whose event stands at word `head`.
    pub(crate) fn tell(&mut self, event: Event, stance: Stance, source: Option<&Link>, head: usize) {
        self.last[event as usize] = Some(Holding { event, stance, source: source.cloned(), head });
        self.latest = Some(event);
    }

    fn of(&self, event: Event) -> Option<&Holding> {
        self.last[event as usize].as_ref()
    }

    /// How the last claim of this event was held, and the last of the same sentence: «طالب بوقف القتال والإفراج عن الأسرى».
    fn features(&self, page: &Page<'_>, c: &Candidate, event: Event, source: Option<&Link>, f: &mut Features) {
        let sentence = |head: usize| page.sentence_of[head] as usize;
        let now = Part::from(event.as_str());
        let whose = |h: &Holding| Part::from(if h.source.as_ref() == source { "same" } else { "other" });
        match self.of(event) {
            None => f.add("first-of", &[now]),
            Some(h) => {
                let (held, whose) = (Part::from(h.stance.as_str()), whose(h));
                f.add("again", &[held, whose, bucket(sentence(c.head).saturating_sub(sentence(h.head)))]);
                f.add("again-event", &[held, whose, now]);
                let word = if page.lemma(h.head) == page.lemma(c.head) { "1" } else { "0" };
                f.add("again-word", &[held, word.into(), whose]);
            }
        }
        if let Some(h) = self.latest.and_then(|e| self.of(e)).filter(|h| sentence(h.head) == sentence(c.head)) {
            let (held, whose) = (Part::from(h.stance.as_str()), whose(h));
            f.add("beside", &[held, whose, bucket(c.head.abs_diff(h.head))]);
            f.add("beside-event", &[held, Part::from(h.event.as_str()), now]);
        }
    }
}

/// The features from which the stance is chosen, to be crossed with each stance.
pub(crate) fn features(
    page: &Page<'_>,
    sources: Sources<'_>,
    evidence: &Evidence,
    asked: &Asked<'_>,
    offer: &Offer,
    told: &Holdings,
    f: &mut Features,
) {
    let Sources { set, cues, syntax, .. } = sources;
    let Asked { candidate: c, event, .. } = *asked;
    f.clear();
    let bounds = page.sentence(c.head).words.clone();
    f.flag(true, "bias");
    let nearest = evidence.features(page, c, event, f);
    told.features(page, c, event, offer.chain.last(), f);
    let told = Part::from(event.as_str());
    above(page, syntax, evidence, c, told, f);
    let mood = Part::from(evidence.mood(page, c));
    let held = Part::from(offer.cue.map_or("own", |k| set.classes[usize::from(cues[k].class)].stance.as_str()));
    f.add("mood", &[mood]);
    f.add("mood-held", &[mood, held]);
    f.add("mood-event", &[mood, told]);
    f.add("event", &[told]);
    let prev = |k: usize| c.words.start.checked_sub(k);
    for (k, name) in [(1, "p1"), (2, "p2"), (3, "p3"), (4, "p4")] {
        f.add(name, &[neighbour_part(page, prev(k), &bounds)]);
    }
    f.add("p1p2", &[neighbour_part(page, prev(2), &bounds), neighbour_part(page, prev(1), &bounds)]);
    let from = bounds.start.max(c.words.start.saturating_sub(7));
    for j in from..c.words.start {
        f.add("window", &[page.lemma_part(j)]);
    }
    for (k, name) in [(0, "n1"), (1, "n2"), (2, "n3")] {
        f.add(name, &[neighbour_part(page, Some(c.words.end + k), &bounds)]);
    }
    let ahead = bounds.clone().find(|j| page.in_list(*j, List::Ahead));
    if let Some(j) = ahead {
        f.add("ahead", &[page.lemma_part(j), bucket(j.abs_diff(c.head))]);
    }
    let begin = offer
        .cue
        .filter(|_| !offer.carried)
        .map_or(bounds.start, |k| cues[k].words.start.min(c.words.start))
        .max(c.words.start.saturating_sub(14));
    for j in begin..c.words.start {
        if page.in_list(j, List::Negation) {
            f.add("negated", &[page.key_part(j), bucket(c.words.start - j)]);
            f.add("negated-event", &[page.key_part(j), told]);
        }
        if page.has(j, Proclitics::SA) {
            f.add("future-before", &[bucket(c.words.start - j)]);
        }
    }
    f.add("lemma", &[page.lemma_part(c.head)]);
    f.add("lemma-event", &[page.lemma_part(c.head), told]);
    if let Some(a) = page.top(c.head) {
        let tense = Part::from(a.inflection.tense.map_or("-", Tense::label));
        f.add("tense", &[a.pos.label().into(), tense]);
        f.add("tense-p1", &[tense, neighbour_part(page, prev(1), &bounds)]);
        for (p, name) in
            [(Proclitics::SA, "sa"), (Proclitics::LA, "la"), (Proclitics::BA, "ba"), (Proclitics::AL, "al")]
        {
            if a.proclitics.has(p) {
                let name = Part::from(name);
                f.add("pro", &[name]);
                f.add("pro-tense", &[name, tense]);
            }
        }
    }
    if let Some(v) = governor(page, c.words.start, 10) {
        f.add("governor", &[page.lemma_part(v)]);
        f.add("governor-p", &[page.lemma_part(v), neighbour_part(page, v.checked_sub(1), &bounds)]);
        if page.has(v, Proclitics::SA) {
            f.flag(true, "governor-future");
        }
        let near = c.words.start - v;
        f.add("governor-near", &[page.lemma_part(v), bucket(near)]);
    }
    if let Some(k) = offer.cue {
        let cue = &cues[k];
        let class = set.classes[usize::from(cue.class)].id.part();
        let side = Part::from(side(page, cue, c, offer.carried));
        let dist = bucket(c.head.abs_diff(cue.content));
        f.add("cue-class", &[class, side]);
        f.add("cue-class-d", &[class, side, dist]);
        f.add("cue-lemma", &[page.lemma_part(cue.words.start), side]);
        f.add("cue-event", &[class, side, told]);
        f.add("cue-evidence", &[class, side, Part::from(nearest.unwrap_or("-"))]);
        let negated = cue.words.start.checked_sub(1).is_some_and(|j| page.in_list(j, List::Negation));
        if negated {
            f.add("cue-negated", &[class, side]);
        }
        if cue.content < c.words.start && cue.marker == Marker::That {
            f.add("that-first", &[neighbour_part(page, Some(cue.content + 1), &bounds), class]);
        }
        f.add("marker", &[cue.marker.name().into(), class]);
    } else {
        f.flag(true, "own-voice");
    }
}

/// The words on which the event hangs: «العمليات ستستمر», «عودة المفاوضات مستحيلة», which may stand behind it.
fn above(page: &Page<'_>, syntax: &Syntax, evidence: &Evidence, c: &Candidate, told: Part<'_>, f: &mut Features) {
    let mut at = c.head;
    for step in ["1", "2", "3"].map(Part::from) {
        let Some(tie) = syntax.tie(at) else { return };
        at = tie.head;
        let function = Part::from(tie.function.name());
        let side = if at < c.head { const { Part::of("before") } } else { const { Part::of("after") } };
        f.add("above", &[page.lemma_part(at), step]);
        f.add("above-function", &[page.lemma_part(at), function, side]);
        let kind = evidence.kind(page, at).map_or(const { Part::of("-") }, Part::from);
        f.add("above-evidence", &[kind, step, side]);
        f.add("above-evidence-event", &[kind, told, function]);
        if page.has(at, Proclitics::SA) {
            f.add("above-future", &[step, side, function]);
        }
        if let Some(j) = at.checked_sub(1).filter(|j| page.in_list(*j, List::Negation)) {
            f.add("above-negated", &[page.key_part(j), step, side]);
        }
    }
}
