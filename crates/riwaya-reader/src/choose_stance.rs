//! How a source holds an event.

use riwaya_lexicon::{Proclitics, Tense};

use crate::attribution::Marker;
use crate::choose_event::{governor, neighbour};
use crate::choose_source::{Asked, Offer, Sources, bucket, side};
use crate::evidence::Evidence;
use crate::page::Page;
use crate::scorer::Features;

/// The features from which the stance is chosen, to be crossed with each stance.
pub(crate) fn features(
    page: &Page<'_>,
    sources: Sources<'_>,
    evidence: &Evidence,
    asked: &Asked<'_>,
    offer: &Offer,
    f: &mut Features,
) {
    let Sources { set, cues, .. } = sources;
    let Asked { candidate: c, event, .. } = *asked;
    f.clear();
    let bounds = page.sentence(c.head).words.clone();
    f.flag(true, "bias");
    evidence.features(page, c, event, f);
    let mood = evidence.mood(page, c);
    let held = offer.cue.map_or("own", |k| set.classes[usize::from(cues[k].class)].stance.as_str());
    f.add("mood", &[mood]);
    f.add("mood-held", &[mood, held]);
    f.add("mood-event", &[mood, event.as_str()]);
    f.add("event", &[event.as_str()]);
    let prev = |k: usize| c.words.start.checked_sub(k);
    for (k, name) in [(1, "p1"), (2, "p2"), (3, "p3"), (4, "p4")] {
        f.add(name, &[neighbour(page, prev(k), &bounds)]);
    }
    f.add("p1p2", &[neighbour(page, prev(2), &bounds), neighbour(page, prev(1), &bounds)]);
    let from = bounds.start.max(c.words.start.saturating_sub(7));
    for j in from..c.words.start {
        f.add("window", &[page.lemma(j)]);
    }
    for (k, name) in [(0, "n1"), (1, "n2"), (2, "n3")] {
        f.add(name, &[neighbour(page, Some(c.words.end + k), &bounds)]);
    }
    let ahead = bounds
        .clone()
        .find(|j| matches!(page.lemma(*j), "مقبل" | "قادم" | "غدا" | "قريبا" | "سوف" | "مرتقب" | "مقرر" | "لاحق"));
    if let Some(j) = ahead {
        f.add("ahead", &[page.lemma(j), bucket(j.abs_diff(c.head))]);
    }
    let begin = offer
        .cue
        .filter(|_| !offer.carried)
        .map_or(bounds.start, |k| cues[k].words.start.min(c.words.start))
        .max(c.words.start.saturating_sub(14));
    for j in begin..c.words.start {
        let key = page.key(j);
        if matches!(
            key,
            "لم" | "لن"
                | "لا"
                | "ليس"
                | "ليست"
                | "عدم"
                | "بعدم"
                | "دون"
                | "غير"
                | "نفي"
                | "ولم"
                | "ولن"
                | "ولا"
        ) {
            f.add("negated", &[key, bucket(c.words.start - j)]);
            f.add("negated-event", &[key, event.as_str()]);
        }
        if page.has(j, Proclitics::SA) {
            f.add("future-before", &[bucket(c.words.start - j)]);
        }
    }
    f.add("lemma", &[page.lemma(c.head)]);
    f.add("lemma-event", &[page.lemma(c.head), event.as_str()]);
    if let Some(a) = page.top(c.head) {
        let tense = a.inflection.tense.map_or("-", Tense::label);
        f.add("tense", &[a.pos.label(), tense]);
        f.add("tense-p1", &[tense, neighbour(page, prev(1), &bounds)]);
        for (p, name) in
            [(Proclitics::SA, "sa"), (Proclitics::LA, "la"), (Proclitics::BA, "ba"), (Proclitics::AL, "al")]
        {
            if a.proclitics.has(p) {
                f.add("pro", &[name]);
                f.add("pro-tense", &[name, tense]);
            }
        }
    }
    if let Some(v) = governor(page, c.words.start, 10) {
        f.add("governor", &[page.lemma(v)]);
        f.add("governor-p", &[page.lemma(v), neighbour(page, v.checked_sub(1), &bounds)]);
        if page.has(v, Proclitics::SA) {
            f.flag(true, "governor-future");
        }
        let near = c.words.start - v;
        f.add("governor-near", &[page.lemma(v), bucket(near)]);
    }
    if let Some(k) = offer.cue {
        let cue = &cues[k];
        let class = &*set.classes[usize::from(cue.class)].id;
        let side = side(page, cue, c, offer.carried);
        let dist = bucket(c.head.abs_diff(cue.content));
        f.add("cue-class", &[class, side]);
        f.add("cue-class-d", &[class, side, dist]);
        f.add("cue-lemma", &[page.lemma(cue.words.start), side]);
        f.add("cue-event", &[class, side, event.as_str()]);
        let negated =
            cue.words.start.checked_sub(1).map(|j| page.key(j)).is_some_and(|w| matches!(w, "لم" | "لا" | "ما" | "لن"));
        if negated {
            f.add("cue-negated", &[class, side]);
        }
        if cue.content < c.words.start && cue.marker == Marker::That {
            f.add("that-first", &[neighbour(page, Some(cue.content + 1), &bounds), class]);
        }
        f.add("marker", &[cue.marker.name(), class]);
    } else {
        f.flag(true, "own-voice");
    }
}
