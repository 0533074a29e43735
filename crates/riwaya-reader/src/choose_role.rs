//! Who did it, to whom, and where: which mentions fill the roles of an event.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::attribution::Link;
use crate::candidate::Candidate;
use crate::choose_event::{governor, neighbour, pos_name};
use crate::event::Event;
use crate::names::{Mention, MentionKind};
use crate::page::Page;
use crate::scorer::Features;

/// From where a filler is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A mention of the event's own sentence.
    Here,
    /// The last link of the event's chain, where it stands elsewhere.
    Source,
    /// A filler of an event told before.
    Carried,
    /// A mention of the sentence before.
    Before,
}

impl Origin {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Source => "source",
            Self::Carried => "carried",
            Self::Before => "before",
        }
    }
}

/// Words that may fill a role.
#[derive(Clone, Debug)]
pub(crate) struct Filler {
    pub words: Range<usize>,
    pub mention: Option<usize>,
    pub origin: Origin,
    /// The event told before whose filler this was.
    pub from: Option<Event>,
}

/// The fillers of an event already read, from which later events may inherit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub sentence: usize,
    pub event: Option<Event>,
    pub actor: Vec<Range<usize>>,
    pub place: Vec<Range<usize>>,
}

/// Where the event of a claim stands and what is already known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'a> {
    pub candidate: &'a Candidate,
    pub event: Event,
    pub source: Option<&'a Link>,
    /// Words of other accepted events of the sentence.
    pub others: &'a [usize],
}

/// The fillers that a role may take.
pub(crate) fn fillers(page: &Page<'_>, site: &Site<'_>, told: &[Told], role: Role) -> Vec<Filler> {
    let s = page.sentence_of[site.candidate.head] as usize;
    let bounds = page.sentences[s].words.clone();
    let mut out: Vec<Filler> = Vec::new();
    for m in page.mentions_in(bounds.clone()) {
        let mention = &page.mentions[m];
        if !mention.joint && role.admits(mention) && !(mention.name.start as usize <= site.candidate.head && site.candidate.head < mention.name.end as usize && mention.head as usize == site.candidate.head) {
            out.push(Filler { words: name(mention), mention: Some(m), origin: Origin::Here, from: None });
        }
    }
    if role == Role::Actor {
        if let Some(link) = site.source.filter(|l| !out.iter().any(|f| f.words == l.words)) {
            out.push(Filler { words: link.words.clone(), mention: link.mention, origin: Origin::Source, from: None });
        }
    }
    if role != Role::Target {
        inherit(page, told, s, role, &mut out);
        if s > 0 {
            let before = page.sentences[s - 1].words.clone();
            for m in page.mentions_in(before) {
                let mention = &page.mentions[m];
                let words = name(mention);
                let wanted = if role == Role::Place { mention.kind == MentionKind::Place } else { matches!(mention.kind, MentionKind::Force | MentionKind::Group) };
                if role.admits(mention) && wanted && !same_words(page, &out, &words) {
                    out.push(Filler { words, mention: Some(m), origin: Origin::Before, from: None });
                }
            }
        }
    }
    out
}

fn inherit(page: &Page<'_>, told: &[Told], s: usize, role: Role, out: &mut Vec<Filler>) {
    for t in told.iter().rev().take_while(|t| s - t.sentence <= 2).take(4) {
        let fillers = if role == Role::Actor { &t.actor } else { &t.place };
        for words in fillers {
            if !same_words(page, out, words) {
                out.push(Filler { words: words.clone(), mention: None, origin: Origin::Carried, from: t.event });
            }
        }
    }
}

fn same_words(page: &Page<'_>, out: &[Filler], words: &Range<usize>) -> bool {
    out.iter().any(|f| f.words == *words || (f.words.len() == words.len() && f.words.clone().zip(words.clone()).all(|(a, b)| page.key(a) == page.key(b))))
}

pub(crate) fn name(mention: &Mention) -> Range<usize> {
    mention.name.start as usize..mention.name.end as usize
}

/// A role of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Actor,
    Target,
    Place,
}

impl Role {
    fn admits(self, mention: &Mention) -> bool {
        match self {
            Self::Actor => !matches!(mention.kind, MentionKind::Thing | MentionKind::Source | MentionKind::Outlet),
            Self::Target => !matches!(mention.kind, MentionKind::Source | MentionKind::Outlet),
            Self::Place => matches!(mention.kind, MentionKind::Place | MentionKind::Country | MentionKind::Thing),
        }
    }
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
        15..=24 => "15",
        _ => "25",
    }
}

/// The preposition that governs a mention, joined or apart; `""` where none does.
pub(crate) fn preposition<'p>(page: &'p Page<'_>, start: usize, bounds: &Range<usize>) -> &'p str {
    if let Some(a) = page.top(start) {
        for (p, name) in [(Proclitics::BA, "ب"), (Proclitics::LA, "ل"), (Proclitics::KA, "ك")] {
            if a.proclitics.has(p) && a.pos != Pos::Verb {
                return name;
            }
        }
    }
    let mut j = start;
    while j > bounds.start && start - j < 2 {
        j -= 1;
        if page.top(j).is_some_and(|a| a.pos == Pos::Preposition) {
            return page.lemma(j);
        }
        if page.is_word(j) {
            break;
        }
    }
    ""
}

/// The features of a filler for a role of an event.
pub(crate) fn features(page: &Page<'_>, site: &Site<'_>, filler: &Filler, all: &[Filler], f: &mut Features) {
    f.clear();
    let c = site.candidate;
    let event = site.event.as_str();
    let s = page.sentence_of[c.head] as usize;
    let bounds = page.sentences[s].words.clone();
    let kind = filler.mention.map_or("-", |m| page.mentions[m].kind.name());
    f.add("bias", &[filler.origin.name()]);
    f.add("event", &[event, filler.origin.name()]);
    f.add("kind", &[kind, filler.origin.name()]);
    f.add("kind-event", &[kind, event, filler.origin.name()]);
    let lemma = page.lemma(c.head);
    let verbal = page.top(c.head).is_some_and(|a| a.pos == Pos::Verb);
    let pos = if verbal { "v" } else { "n" };
    if let Some(sector) = filler.mention.and_then(|m| page.mentions[m].sector) {
        f.add("sector", &[sector.code(), event]);
    }
    let is_source = site.source.is_some_and(|l| l.words == filler.words || overlaps(&l.words, &filler.words));
    if is_source {
        f.add("is-source", &[event]);
        f.add("is-source-pos", &[event, pos, lemma]);
        f.flag(true, "is-source");
    }
    let enclitic = page.top(c.head).is_some_and(|a| a.enclitic.is_some());
    let definite = page.has(c.head, Proclitics::AL);
    if filler.origin != Origin::Here {
        away(page, site, filler, all, definite, enclitic, f);
        return;
    }
    let start = filler.words.start;
    let phrase = filler.mention.map_or(start, |m| page.mentions[m].words.start as usize);
    let prep = preposition(page, phrase.max(bounds.start), &bounds);
    let after = start > c.head;
    let side = if after { "after" } else { "before" };
    let distance = if after { phrase.saturating_sub(c.words.end) } else { c.words.start.saturating_sub(filler.words.end) };
    let inside = c.words.start < start && start < c.words.end;
    f.flag(inside, "inside");
    f.add("dist", &[side, bucket(distance)]);
    f.add("dist-kind", &[side, bucket(distance), kind]);
    f.add("dist-event", &[side, bucket(distance), event]);
    f.add("prep", &[prep, side]);
    f.add("prep-event", &[prep, side, event]);
    f.add("prep-kind", &[prep, side, kind, pos]);
    f.add("prep-lemma", &[prep, side, lemma]);
    f.add("prep-dist", &[prep, side, bucket(distance), pos]);
    f.add("lemma-side", &[lemma, side, kind]);
    f.add("p1", &[neighbour(page, phrase.checked_sub(1), &bounds), side]);
    f.add("p2", &[neighbour(page, phrase.checked_sub(2), &bounds), side]);
    f.add("n1", &[neighbour(page, Some(filler.words.end), &bounds), side]);
    order(page, site, filler, all, kind, side, prep, pos, f);
    let (lo, hi) = if after { (c.words.end, phrase) } else { (filler.words.end, c.words.start) };
    between(page, site, lo, hi, side, event, f);
    if enclitic {
        f.add("enclitic", &[side, kind, event]);
    }
    f.add("passive", &[passive(page, c.head), side, prep, kind]);
    if let Some(v) = governor(page, c.words.start, 8).filter(|_| !verbal) {
        f.add("governor", &[page.lemma(v), side, kind]);
        if !after {
            let position = if filler.words.end <= v { "before-governor" } else { "after-governor" };
            f.add("governor-side", &[position, kind, prep]);
            f.add("governor-side-l", &[position, page.lemma(v), prep]);
        }
    }
    if let Some(v) = governor(page, start, 8).filter(|v| *v != c.head) {
        f.add("own-governor", &[page.lemma(v), side, prep]);
    }
    f.add("head", &[filler.mention.map_or("-", |m| page.lemma(page.mentions[m].head as usize)), side]);
    f.add("head-event", &[filler.mention.map_or("-", |m| page.lemma(page.mentions[m].head as usize)), event]);
    f.add("head-pos", &[filler.mention.map_or("-", |m| pos_name(page, page.mentions[m].head as usize)), pos]);
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether the stored vowels or the spelling show a passive.
fn passive(page: &Page<'_>, i: usize) -> &'static str {
    if page.words.all().get(i).is_some_and(|w| page.text.slice(w.span).chars().nth(1) == Some('\u{064f}')) {
        return "passive";
    }
    match page.verb(i).and_then(|a| a.inflection.voice) {
        Some(riwaya_lexicon::Voice::Passive) => "passive",
        Some(riwaya_lexicon::Voice::Active) => "active",
        None => "open",
    }
}

/// How the filler ranks among the others: the first after the event, the last before it, joined to the one before.
#[allow(clippy::too_many_arguments)]
fn order(page: &Page<'_>, site: &Site<'_>, filler: &Filler, all: &[Filler], kind: &str, side: &str, prep: &str, pos: &str, f: &mut Features) {
    let c = site.candidate;
    let here = || all.iter().filter(|o| o.origin == Origin::Here && o.words != filler.words);
    let between = here()
        .filter(|o| {
            if side == "after" {
                o.words.start > c.head && o.words.start < filler.words.start
            } else {
                o.words.start < c.head && o.words.start > filler.words.start
            }
        })
        .count();
    let bare_between = here()
        .filter(|o| {
            let bounds = page.sentence(c.head).words.clone();
            let inside = if side == "after" {
                o.words.start > c.head && o.words.start < filler.words.start
            } else {
                o.words.start < c.head && o.words.start > filler.words.start
            };
            inside && preposition(page, o.words.start, &bounds).is_empty()
        })
        .count();
    f.add("rank", &[side, bucket(between)]);
    f.add("rank-kind", &[side, bucket(between), kind]);
    f.add("rank-bare", &[side, bucket(bare_between), prep, pos]);
    f.add("rank-lemma", &[side, bucket(bare_between), prep, page.lemma(c.head)]);
    let same_kind_between = here()
        .filter(|o| {
            let k = o.mention.map_or("-", |m| page.mentions[m].kind.name());
            k == kind
                && if side == "after" {
                    o.words.start > c.head && o.words.start < filler.words.start
                } else {
                    o.words.start < c.head && o.words.start > filler.words.start
                }
        })
        .count();
    f.add("rank-same", &[side, bucket(same_kind_between), kind, site.event.as_str()]);
    let nested = here().any(|o| o.words.start <= filler.words.start && filler.words.end <= o.words.end);
    f.flag(nested, "nested");
    let contains = here().any(|o| filler.words.start <= o.words.start && o.words.end <= filler.words.end);
    f.flag(contains, "contains");
    if let Some(before) = here().find(|o| o.words.end == filler.words.start && page.has(filler.words.start, Proclitics::WA)) {
        let bounds = page.sentence(c.head).words.clone();
        let p = preposition(page, before.words.start, &bounds);
        f.add("joined", &[side, p, site.event.as_str()]);
        f.add("joined-prep", &[side, p, pos]);
    }
    let joins = here().any(|o| filler.words.end == o.words.start && page.has(o.words.start, Proclitics::WA));
    if joins {
        f.add("joins", &[side, site.event.as_str()]);
    }
    let no_place_here = !here().any(|o| o.mention.is_some_and(|m| page.mentions[m].kind == MentionKind::Place));
    f.flag(no_place_here, "no-other-place");
}

fn between(page: &Page<'_>, site: &Site<'_>, lo: usize, hi: usize, side: &str, event: &str, f: &mut Features) {
    let (mut verbs, mut commas, mut relatives, mut ands) = (0, 0, 0, 0);
    for j in lo..hi.max(lo) {
        if page.top(j).is_some_and(|a| a.pos == Pos::Verb) {
            verbs += 1;
        }
        match page.key(j) {
            "،" | "," | "؛" => commas += 1,
            "الذي" | "التي" | "الذين" | "اللذين" => relatives += 1,
            "و" | "فيما" | "بينما" | "كما" | "حيث" => ands += 1,
            _ => {}
        }
    }
    let others = site.others.iter().filter(|o| lo <= **o && **o < hi).count();
    f.add("verbs", &[side, bucket(verbs)]);
    f.add("commas", &[side, bucket(commas)]);
    f.add("relatives", &[side, bucket(relatives)]);
    f.add("ands", &[side, bucket(ands)]);
    f.add("others", &[side, bucket(others)]);
    f.add("others-event", &[side, bucket(others), event]);
    if hi == lo + 1 && page.is_word(lo) {
        f.add("only", &[side, page.lemma(lo)]);
    }
    if hi >= lo + 1 && lo < page.len() && side == "after" {
        f.add("then", &[page.lemma(lo), page.lemma(site.candidate.head)]);
    }
    if verbs == 0 && commas == 0 && relatives == 0 && ands == 0 {
        f.add("clean", &[side]);
    }
}

fn away(page: &Page<'_>, site: &Site<'_>, filler: &Filler, all: &[Filler], definite: bool, enclitic: bool, f: &mut Features) {
    let c = site.candidate;
    let event = site.event.as_str();
    let origin = filler.origin.name();
    let s = page.sentence_of[c.head] as usize;
    let at = page.sentence_of[filler.words.start] as usize;
    let here = all.iter().filter(|o| o.origin == Origin::Here).count();
    let here_place = all.iter().any(|o| o.origin == Origin::Here && o.mention.is_some_and(|m| page.mentions[m].kind == MentionKind::Place));
    f.add("away-here", &[origin, bucket(here)]);
    f.add("away-place", &[origin, if here_place { "1" } else { "0" }]);
    f.add("away-definite", &[origin, if definite { "al" } else { "-" }, event]);
    f.add("away-definite-place", &[origin, if definite { "al" } else { "-" }, if here_place { "1" } else { "0" }]);
    f.add("away-enclitic", &[origin, if enclitic { "1" } else { "0" }, event]);
    f.add("away-back", &[origin, bucket(s.abs_diff(at))]);
    f.add("away-lemma", &[origin, page.lemma(c.head)]);
    f.add("away-first", &[origin, page.lemma(page.sentences[s].words.start)]);
    if let Some(from) = filler.from {
        let same = from == site.event;
        f.add("away-same", &[origin, if same { "same" } else { "other" }, if definite { "al" } else { "-" }]);
        f.add("away-from", &[origin, from.as_str(), event]);
        let related = from.is_violent() && site.event.is_violent();
        f.add("away-violent", &[origin, if related { "1" } else { "0" }, if here_place { "1" } else { "0" }, if s == at { "same" } else { "back" }]);
    }
    let nearest = all.iter().find(|o| o.origin == filler.origin).is_some_and(|o| o.words == filler.words);
    f.add("away-nearest", &[origin, if nearest { "1" } else { "0" }]);
    let next = page.key((c.words.end).min(page.len() - 1));
    f.add("away-next", &[origin, next]);
}

/// Of chosen fillers that overlap or repeat a name, the likelier one; in the order of their words.
pub(crate) fn without_overlaps(page: &Page<'_>, mut chosen: Vec<(f32, Filler)>) -> Vec<Filler> {
    chosen.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.words.start.cmp(&b.1.words.start)));
    let mut out: Vec<Filler> = Vec::new();
    for (_, filler) in chosen {
        if !out.iter().any(|o| overlaps(&o.words, &filler.words)) && !same_words(page, &out, &filler.words) {
            out.push(filler);
        }
    }
    out.sort_by_key(|f| f.words.start);
    out
}
