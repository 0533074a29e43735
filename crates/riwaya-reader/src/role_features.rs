//! What speaks for and against a filler of a role, whatever else fills it.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::choose_event::{governor, neighbour, pos_name};
use crate::choose_role::{Filler, Ground, Origin, Role, Site, Told, overlaps, preposition};
use crate::names::MentionKind;
use crate::page::Page;
use crate::scorer::Features;
use crate::support_verbs::{extent, support};

/// What the features of a filler are taken from.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, 't> {
    pub page: &'a Page<'t>,
    pub ground: &'a Ground,
    pub site: &'a Site<'a>,
    pub told: &'a [Told],
    pub all: &'a [Filler],
}

pub(crate) fn bucket(n: usize) -> &'static str {
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

fn few(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        _ => "2",
    }
}

/// The features of a filler for a role of an event.
pub(crate) fn features(view: &View<'_, '_>, filler: &Filler, f: &mut Features) {
    f.clear();
    let here = Here::new(view, filler);
    outline(&here, f);
    detail(&here, f);
}

/// The features that are quick to tell, by which most fillers can be ruled out.
pub(crate) fn outline(here: &Here<'_, '_>, f: &mut Features) {
    whatever(here, f);
    if here.filler.origin == Origin::Here {
        position(here, f);
    }
}

/// The features that [`outline`] leaves.
pub(crate) fn detail(here: &Here<'_, '_>, f: &mut Features) {
    if here.filler.origin != Origin::Here {
        away(here, f);
        return;
    }
    words_around(here, f);
    rank(here, f);
    between(here, f);
    governors(here, f);
    siblings(here, f);
    retold(here, f);
}

/// A filler beside its event, with what most features are made of.
pub(crate) struct Here<'a, 't> {
    view: &'a View<'a, 't>,
    filler: &'a Filler,
    bounds: Range<usize>,
    event: &'static str,
    group: &'static str,
    lemma: &'a str,
    pos: &'static str,
    kind: &'static str,
    rule: &'static str,
    /// Where the whole phrase starts and ends.
    phrase: Range<usize>,
    side: &'static str,
    prep: &'a str,
}

impl<'a, 't> Here<'a, 't> {
    pub(crate) fn new(view: &'a View<'a, 't>, filler: &'a Filler) -> Self {
        let page = view.page;
        let head = view.site.candidate.head;
        let bounds = page.sentence(filler.at.start).words.clone();
        let mention = filler.stands.map(|m| &page.mentions[m]);
        let phrase = mention.map_or(filler.at.clone(), |m| m.words.start as usize..m.words.end as usize);
        let prep = preposition(page, phrase.start.max(bounds.start), &bounds);
        Self {
            view,
            filler,
            event: view.site.event.as_str(),
            group: view.site.event.group(),
            lemma: page.lemma(head),
            pos: if page.top(head).is_some_and(|a| a.pos == Pos::Verb) { "v" } else { "n" },
            kind: mention.map_or("-", |m| m.kind.name()),
            rule: mention.map_or("-", |m| m.rule),
            phrase,
            side: if filler.at.start > head { "after" } else { "before" },
            prep,
            bounds,
        }
    }

    fn after(&self) -> bool {
        self.side == "after"
    }

    /// The words between the event and the filler.
    fn gap(&self) -> Range<usize> {
        let c = self.view.site.candidate;
        let (lo, hi) = if self.after() { (c.words.end, self.phrase.start) } else { (self.phrase.end, c.words.start) };
        lo..hi.max(lo)
    }

    /// The lemma of the filler's governing word.
    fn head(&self) -> &'a str {
        let page = self.view.page;
        self.filler.stands.map_or("-", |m| page.lemma(page.mentions[m].head as usize))
    }

    /// The other fillers of the sentence.
    fn others(&self) -> impl Iterator<Item = &'a Filler> {
        let own = self.filler;
        self.view.all.iter().filter(move |o| o.origin == Origin::Here && o.at != own.at)
    }
}

/// What holds of a filler wherever it stands.
fn whatever(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, ground, site, .. } = *h.view;
    let origin = h.filler.origin.name();
    f.add("bias", &[origin]);
    f.add("event", &[h.event, origin]);
    f.add("kind", &[h.kind, origin]);
    f.add("kind-event", &[h.kind, h.event, origin]);
    f.add("rule", &[h.rule, origin]);
    f.flag(h.filler.at != h.filler.words, "pointing");
    if let Some(m) = h.filler.mention {
        let mention = &page.mentions[m];
        if let Some(sector) = mention.sector {
            f.add("sector", &[sector.code(), h.event]);
        }
        f.add("often", &[bucket(usize::from(ground.often[m])), h.kind, origin]);
        f.add(
            "definite",
            &[if mention.definite { "1" } else { "0" }, if mention.plural { "s" } else { "-" }, h.kind, h.event],
        );
    }
    if site.source.is_some_and(|l| overlaps(&l.words, &h.filler.words)) {
        f.add("is-source", &[h.event]);
        f.add("is-source-pos", &[h.event, h.pos, h.lemma]);
        f.flag(true, "is-source");
    }
}

fn position(h: &Here<'_, '_>, f: &mut Features) {
    let c = h.view.site.candidate;
    let page = h.view.page;
    let start = h.filler.at.start;
    let distance = bucket(h.gap().len());
    f.flag(c.words.start < start && start < c.words.end, "inside");
    f.add("dist", &[h.side, distance]);
    f.add("dist-kind", &[h.side, distance, h.kind]);
    f.add("dist-event", &[h.side, distance, h.event]);
    f.add("dist-group", &[h.side, distance, h.group, h.kind]);
    f.add("prep-group", &[h.prep, h.side, h.group, h.kind]);
    f.add("rule-dist", &[h.rule, h.side, distance]);
    f.add("prep", &[h.prep, h.side]);
    f.add("prep-event", &[h.prep, h.side, h.event]);
    f.add("prep-kind", &[h.prep, h.side, h.kind, h.pos]);
    f.add("prep-lemma", &[h.prep, h.side, h.lemma]);
    f.add("prep-dist", &[h.prep, h.side, distance, h.pos]);
    f.add("prep-dist-kind", &[h.prep, h.side, distance, h.kind, h.pos]);
    f.add("lemma-side", &[h.lemma, h.side, h.kind]);
    f.add("passive", &[passive(page, c.head), h.side, h.prep, h.kind]);
    if page.top(c.head).is_some_and(|a| a.enclitic.is_some()) {
        f.add("enclitic", &[h.side, h.kind, h.event]);
    }
    let opening = h.phrase.start.saturating_sub(h.bounds.start);
    if opening <= 3 {
        f.add("opens", &[h.prep, h.kind, bucket(opening)]);
        f.add("opens-event", &[h.prep, h.kind, h.event]);
    }
}

fn words_around(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let p1 = neighbour(page, h.phrase.start.checked_sub(1), &h.bounds);
    let p2 = neighbour(page, h.phrase.start.checked_sub(2), &h.bounds);
    f.add("p1", &[p1, h.side]);
    f.add("p1-event", &[p1, h.side, h.event]);
    f.add("p2", &[p2, h.side]);
    f.add("p1p2", &[p2, p1, h.side]);
    f.add("n1", &[neighbour(page, Some(h.phrase.end), &h.bounds), h.side]);
    f.add("head", &[h.head(), h.side]);
    f.add("head-event", &[h.head(), h.event]);
    f.add("head-prep", &[h.head(), h.prep, h.side]);
    f.add("head-pos", &[h.filler.mention.map_or("-", |m| pos_name(page, page.mentions[m].head as usize)), h.pos]);
}

/// How the filler ranks among the others: the first after the event, the last before it.
fn rank(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let head = h.view.site.candidate.head;
    let start = h.filler.at.start;
    let nearer = |o: &Filler| {
        if h.after() { head < o.at.start && o.at.start < start } else { start < o.at.start && o.at.start < head }
    };
    let (mut all, mut bare, mut alike) = (0, 0, 0);
    for o in h.others().filter(|o| nearer(o)) {
        all += 1;
        bare += usize::from(preposition(page, o.at.start, &h.bounds).is_empty());
        alike += usize::from(o.mention.map_or("-", |m| page.mentions[m].kind.name()) == h.kind);
    }
    f.add("rank", &[h.side, bucket(all)]);
    f.add("rank-kind", &[h.side, bucket(all), h.kind]);
    f.add("rank-bare", &[h.side, bucket(bare), h.prep, h.pos]);
    f.add("rank-lemma", &[h.side, bucket(bare), h.prep, h.lemma]);
    f.add("rank-group", &[h.side, bucket(alike), h.kind, h.group]);
    f.add("rank-same", &[h.side, bucket(alike), h.kind, h.event]);
}

/// What stands between the event and the filler: verbs, breaks, other events.
fn between(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, site, .. } = *h.view;
    let gap = h.gap();
    let (mut verbs, mut commas, mut relatives, mut ands) = (0, 0, 0, 0);
    for j in gap.clone() {
        let verb = page.top(j).is_some_and(|a| a.pos == Pos::Verb);
        verbs += usize::from(verb);
        ands += usize::from(verb && page.has(j, Proclitics::WA.with(Proclitics::FA)));
        match page.key(j) {
            "،" | "," | "؛" => commas += 1,
            "الذي" | "التي" | "الذين" | "اللذين" => relatives += 1,
            "و" | "فيما" | "بينما" | "كما" | "حيث" | "وفي" | "لكن" => ands += 1,
            _ => {}
        }
    }
    let others = site.others.iter().filter(|o| gap.contains(o)).count();
    f.add("verbs", &[h.side, bucket(verbs)]);
    f.add("commas", &[h.side, bucket(commas)]);
    f.add("relatives", &[h.side, bucket(relatives)]);
    f.add("ands", &[h.side, bucket(ands)]);
    f.add("others", &[h.side, bucket(others)]);
    f.add("others-event", &[h.side, bucket(others), h.event]);
    f.add("path", &[h.side, h.prep, few(verbs), few(others), few(ands), h.kind]);
    f.add("path-event", &[h.side, h.prep, few(verbs), few(others), h.event]);
    f.add("path-group", &[h.side, h.prep, few(verbs), few(others), h.group, h.kind]);
    f.add("path-breaks", &[h.side, few(verbs), few(commas), few(ands), few(relatives), h.pos]);
    closest(h, f);
    if gap.len() == 1 && page.is_word(gap.start) {
        f.add("only", &[h.side, page.lemma(gap.start)]);
    }
    if !gap.is_empty() && h.after() {
        f.add("then", &[page.lemma(gap.start), h.lemma]);
    }
    if verbs + commas + relatives + ands == 0 {
        f.add("clean", &[h.side]);
        f.add("clean-prep", &[h.side, h.prep, h.event]);
    }
}

/// Whether another event stands nearer to the filler, and on which side of it.
fn closest(h: &Here<'_, '_>, f: &mut Features) {
    let own = h.gap().len();
    let at = &h.phrase;
    let to = |o: usize| if o < at.start { at.start - o - 1 } else { o.saturating_sub(at.end) };
    let nearest = h.view.site.others.iter().filter(|o| !at.contains(o)).min_by_key(|o| to(**o));
    let which = match nearest {
        Some(o) if to(*o) < own => {
            if *o < at.start {
                "before"
            } else {
                "after"
            }
        }
        _ => "own",
    };
    f.add("closest", &[which, h.side, h.prep]);
    f.add("closest-kind", &[which, h.side, h.kind, h.event]);
    if at.contains(&h.view.site.candidate.head) || h.view.site.others.iter().any(|o| at.contains(o)) {
        f.add("holds-event", &[h.side, h.kind]);
    }
}

/// The verbs that govern the event and the filler.
fn governors(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let c = h.view.site.candidate;
    let at = &h.phrase;
    if let Some(v) = governor(page, c.words.start, 8).filter(|_| h.pos == "n") {
        let lemma = page.lemma(v);
        let class = support(lemma);
        f.add("governor", &[lemma, h.side, h.kind]);
        f.add("support", &[class, h.side, h.kind, h.prep]);
        if !h.after() {
            let position = if at.end <= v { "before-governor" } else { "after-governor" };
            f.add("governor-side", &[position, h.kind, h.prep]);
            f.add("governor-side-l", &[position, lemma, h.prep]);
            f.add("support-side", &[position, class, h.prep, h.kind]);
            f.add(
                "governor-gap",
                &[position, bucket(if at.end <= v { v - at.end } else { at.start.saturating_sub(v + 1) }), h.prep],
            );
        }
    }
    if let Some(v) = governor(page, at.start, 8).filter(|v| *v != c.head) {
        f.add("own-governor", &[page.lemma(v), h.side, h.prep]);
        f.add("own-support", &[support(page.lemma(v)), bucket(at.start - v - 1), h.side, h.prep]);
        f.add("own-governor-gap", &[bucket(at.start - v - 1), h.side, h.prep, h.pos]);
    }
    if at.end <= c.words.start
        && let Some(v) =
            (at.end..(at.end + 3).min(c.words.start)).find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb))
    {
        f.add("verb-after", &[page.lemma(v), h.event]);
    }
    relative(h, f);
}

/// `الهجوم الذي شنه المسلحون`: the verb that follows the event and what follows that verb.
fn relative(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let end = h.view.site.candidate.words.end;
    if !h.after() || h.pos == "v" {
        return;
    }
    let reach = (end + 4).min(h.phrase.start);
    if let Some(v) = (end..reach.max(end)).find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb)) {
        let gap = bucket(h.phrase.start - v - 1);
        f.add("relative", &[page.lemma(v), gap, h.prep]);
        f.add("relative-support", &[support(page.lemma(v)), gap, h.prep, h.kind]);
        f.add("relative-kind", &[gap, h.prep, h.kind]);
    }
}

/// The fillers beside this one: inside it, around it, joined to it, or a more exact place.
fn siblings(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let own = &h.filler.at;
    f.flag(h.others().any(|o| o.at.start <= own.start && own.end <= o.at.end), "nested");
    f.flag(h.others().any(|o| own.start <= o.at.start && o.at.end <= own.end), "contains");
    let previous = h.others().filter(|o| o.at.end <= h.phrase.start).max_by_key(|o| o.at.end);
    let next = h.others().filter(|o| h.phrase.end <= o.at.start).min_by_key(|o| o.at.start);
    let kind = |o: &Filler| o.mention.map_or("-", |m| page.mentions[m].kind.name());
    if let Some(o) = previous {
        let link = link(page, o, h.filler);
        f.add("previous", &[link, kind(o), h.kind, h.side]);
        f.add("previous-rule", &[link, o.stands.map_or("-", |m| page.mentions[m].rule), h.rule]);
        if link == "و" {
            let prep = preposition(page, o.at.start, &h.bounds);
            f.add("joined", &[h.side, prep, h.event]);
            f.add("joined-prep", &[h.side, prep, h.pos]);
        }
    }
    if let Some(o) = next {
        let link = link(page, h.filler, o);
        f.add("next", &[link, kind(o), h.kind, h.side]);
        f.add("next-rule", &[link, h.rule, o.stands.map_or("-", |m| page.mentions[m].rule)]);
        if link == "و" {
            f.add("joins", &[h.side, h.event]);
        }
    }
    let place = h.others().any(|o| kind(o) == "place");
    f.flag(!place, "no-other-place");
    within(h, f);
    anchored(h, f);
}

/// The mention that holds this one within it.
fn within(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let own = &h.phrase;
    let holds = |m: &usize| {
        let words = &page.mentions[*m].words;
        let (start, end) = (words.start as usize, words.end as usize);
        start <= own.start && own.end <= end && end - start > own.len() && !page.mentions[*m].joint
    };
    let from = own.start.saturating_sub(REACH).max(h.bounds.start);
    let around = page.mentions_in(from..own.start + 1).filter(holds).min_by_key(|m| page.mentions[*m].words.len());
    if let Some(m) = around {
        let outer = &page.mentions[m];
        f.add("within", &[outer.kind.name(), h.kind, h.group]);
        f.add("within-rule", &[outer.rule, h.kind, h.side]);
    }
}

/// How many words before a mention one that holds it may start.
const REACH: usize = 10;

/// The first of a list or of a chain of places, each within the next, in which this filler stands.
fn anchored(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let (mut depth, mut joined) = (0, false);
    let mut first = h.filler;
    for _ in 0..6 {
        let start = first.stands.map_or(first.at.start, |m| page.mentions[m].words.start as usize);
        let Some(previous) = h.others().filter(|o| o.at.end <= start).max_by_key(|o| o.at.end) else { break };
        match link(page, previous, first) {
            "و" | "،" => joined = true,
            "-" => break,
            l if matches!(l, "" | "ب" | "في") || direction(l) => depth += 1,
            _ => break,
        }
        first = previous;
    }
    let joined = if joined { "1" } else { "0" };
    let depth = few(depth);
    let head = h.view.site.candidate.head;
    let side = if first.at.start > head { "after" } else { "before" };
    let prep = preposition(page, first.at.start, &h.bounds);
    let apart = bucket(first.at.start.abs_diff(head));
    f.add("anchor", &[side, prep, depth, joined, h.kind]);
    f.add("anchor-group", &[side, prep, depth, joined, h.group]);
    f.add("anchor-apart", &[side, prep, depth, apart, h.kind]);
    if matches!(h.kind, "place" | "country") {
        let extent = wide(h.view, h.filler);
        let finest = h
            .others()
            .filter(|o| o.at.start.abs_diff(h.filler.at.start) < NEIGHBOURS)
            .all(|o| extent <= wide(h.view, o));
        f.add("extent", &[few(usize::from(extent)), depth, if finest { "finest" } else { "-" }]);
        f.add("extent-group", &[bucket(usize::from(extent)), h.group, if finest { "finest" } else { "-" }]);
    }
}

/// How far apart, in words, places stand of which one may tell more exactly where the other is.
const NEIGHBOURS: usize = 12;

/// How wide a place is, from 0; 5 for what is no place.
fn wide(view: &View<'_, '_>, filler: &Filler) -> u8 {
    let page = view.page;
    match filler.mention.map(|m| &page.mentions[m]) {
        Some(m) if m.kind == MentionKind::Country => 4,
        Some(m) if m.kind == MentionKind::Place => extent(page.lemma(m.words.start as usize)),
        _ => 5,
    }
}

/// Whether a word tells on which side of a place another lies.
fn direction(lemma: &str) -> bool {
    matches!(
        lemma,
        "شمال"
            | "جنوب"
            | "شرق"
            | "غرب"
            | "شمالي"
            | "جنوبي"
            | "شرقي"
            | "غربي"
            | "وسط"
            | "اقصي"
            | "قرب"
            | "قريب"
            | "ضمن"
    )
}

/// What links two fillers that stand near each other: `و`, a preposition, nothing at all, `-` where they are far apart.
pub(crate) fn link<'p>(page: &'p Page<'_>, a: &Filler, b: &Filler) -> &'p str {
    let end = a.stands.map_or(a.at.end, |m| page.mentions[m].words.end as usize);
    let start = b.stands.map_or(b.at.start, |m| page.mentions[m].words.start as usize);
    if start < end || start - end > 3 {
        return "-";
    }
    if page.has(start, Proclitics::WA) && start - end <= 1 {
        return "و";
    }
    if start == end {
        return if page.has(start, Proclitics::BA) { "ب" } else { "" };
    }
    page.lemma(end)
}

/// The filler's part in other events of the sentence.
fn retold(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, site, told, .. } = *h.view;
    let head = site.candidate.head;
    let s = page.sentence_of[head] as usize;
    for t in told.iter().rev().take_while(|t| t.sentence == s) {
        let before = if t.head < head { "earlier" } else { "later" };
        let (first, second) = (t.head.min(head), t.head.max(head));
        let prep = preposition(page, second, &h.bounds);
        let apart = if second - first > 8 { "far" } else { "near" };
        let verb = governor(page, second, 8).filter(|v| *v > first).map_or("-", |v| page.lemma(v));
        let class = support(verb);
        for role in Role::ALL {
            if t.of(role).iter().any(|x| x.words == h.filler.words) {
                f.add("retold", &[role.name(), before, h.event]);
                f.add("retold-event", &[role.name(), t.event.as_str(), h.event]);
                f.add("retold-prep", &[role.name(), before, prep, apart]);
                f.add("retold-verb", &[role.name(), before, verb]);
                f.add("retold-group", &[role.name(), before, t.event.group(), h.group, class]);
                f.add("retold-side", &[role.name(), before, h.side, apart]);
            }
        }
    }
}

/// What speaks for a filler that stands in another sentence.
fn away(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, site, told, all, .. } = *h.view;
    let c = site.candidate;
    let origin = h.filler.origin.name();
    let s = page.sentence_of[c.head] as usize;
    let at = page.sentence_of[h.filler.at.start] as usize;
    let here = all.iter().filter(|o| o.origin == Origin::Here).count();
    let here_place = all
        .iter()
        .any(|o| o.origin == Origin::Here && o.mention.is_some_and(|m| page.mentions[m].kind == MentionKind::Place));
    let here_place = if here_place { "1" } else { "0" };
    let definite = if page.has(c.head, Proclitics::AL) { "al" } else { "-" };
    let enclitic = if page.top(c.head).is_some_and(|a| a.enclitic.is_some()) { "1" } else { "0" };
    let back = bucket(s.abs_diff(at));
    f.add("away-here", &[origin, bucket(here)]);
    f.add("away-place", &[origin, here_place]);
    f.add("away-definite", &[origin, definite, h.event]);
    f.add("away-definite-place", &[origin, definite, here_place]);
    f.add("away-enclitic", &[origin, enclitic, h.event]);
    f.add("away-back", &[origin, back]);
    f.add("away-back-kind", &[origin, back, h.kind, here_place]);
    f.add("away-lemma", &[origin, h.lemma]);
    f.add("away-first", &[origin, page.lemma(page.sentences[s].words.start)]);
    f.add("away-paragraph", &[origin, if page.sentences[s].opens_paragraph { "1" } else { "0" }, back]);
    f.add("away-head", &[origin, h.head(), h.event]);
    let rank = all.iter().filter(|o| o.origin == h.filler.origin).position(|o| o.words == h.filler.words).unwrap_or(0);
    f.add("away-rank", &[origin, bucket(rank), h.kind]);
    f.add("away-rank-place", &[origin, few(rank), here_place, h.event]);
    f.add("away-next", &[origin, page.key(c.words.end.min(page.len() - 1))]);
    if let Some(t) = h.filler.from.map(|k| &told[k]) {
        handed_down(h, t, origin, definite, here_place, f);
    }
}

/// What speaks for a filler of an event told before.
fn handed_down(h: &Here<'_, '_>, t: &Told, origin: &str, definite: &str, here_place: &str, f: &mut Features) {
    let View { page, site, told, .. } = *h.view;
    let s = page.sentence_of[site.candidate.head] as usize;
    let same = if t.event == site.event { "same" } else { "other" };
    let back = bucket(s - t.sentence);
    let last = if told.last().is_some_and(|l| l.head == t.head) { "last" } else { "-" };
    f.add("from-same", &[same, definite]);
    f.add("from", &[t.event.as_str(), h.event]);
    f.add("from-back", &[t.event.as_str(), h.event, back]);
    f.add("from-last", &[last, back, here_place, definite]);
    f.add("from-lemma", &[if page.lemma(t.head) == h.lemma { "same" } else { "other" }, definite, back]);
    let violent = t.event.is_violent() && site.event.is_violent();
    f.add("from-violent", &[if violent { "1" } else { "0" }, here_place, back]);
    f.add("from-joint", &[origin, bucket(t.filled.actor.len()), h.event]);
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
