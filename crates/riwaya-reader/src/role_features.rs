//! What speaks for and against a filler of a role, whatever else fills it.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::choose_event::{governor, neighbour_part, pos_name};
use crate::choose_role::{Filler, Origin, Role, overlaps};
use crate::lists::List;
use crate::page::Page;
use crate::role_ground::sector_part;
use crate::role_steps::usual;
use crate::role_view::{NONE, View, bucket, few, yes};
use crate::scorer::{Features, Part};
use crate::syntax::{follows, precedes, refers};
use crate::told::Told;

/// The features of a filler for a role of an event.
pub(crate) fn features(view: &View<'_, '_>, k: usize, f: &mut Features) {
    f.clear();
    let here = Here::new(view, k);
    outline(&here, f);
    detail(&here, f);
    beside(&here, f);
}

/// The features that are quick to tell, by which most fillers can be ruled out; for a filler of the event's own sentence
/// they are the same whatever the role.
pub(crate) fn outline(here: &Here<'_, '_>, f: &mut Features) {
    whatever(here, f);
    if here.filler.origin == Origin::Here {
        position(here, f);
        hanging(here, f);
    }
}

/// The features of a filler of the event's own sentence that are the same whatever the role.
pub(crate) fn detail(here: &Here<'_, '_>, f: &mut Features) {
    if here.filler.origin == Origin::Here {
        words_around(here, f);
        between(here, f);
        governors(here, f);
        agreeing(here, f);
        within(here, f);
        retold(here, f);
    }
}

/// The features of a filler beside the others that may fill the role.
pub(crate) fn beside(here: &Here<'_, '_>, f: &mut Features) {
    if here.filler.origin != Origin::Here {
        away(here, f);
        return;
    }
    rank(here, f);
    siblings(here, f);
    anchored(here, f);
}

/// A filler beside its event, with what most features are made of.
pub(crate) struct Here<'a, 't> {
    view: &'a View<'a, 't>,
    k: usize,
    filler: &'a Filler,
    bounds: Range<usize>,
    event: Part<'a>,
    group: Part<'a>,
    lemma: Part<'a>,
    pos: Part<'a>,
    kind: Part<'a>,
    rule: Part<'a>,
    /// Where the whole phrase starts and ends.
    phrase: Range<usize>,
    side: Part<'a>,
    after: bool,
    prep: Part<'a>,
}

impl<'a, 't> Here<'a, 't> {
    /// Filler `k` of those offered.
    pub(crate) fn new(view: &'a View<'a, 't>, k: usize) -> Self {
        let View { page, ground, act, .. } = *view;
        let filler = &view.all[k];
        let bounds = page.sentence(filler.at.start).words.clone();
        let phrase = filler.phrase(page);
        let after = filler.at.start > view.site.candidate.head;
        Self {
            view,
            k,
            filler,
            event: act.event,
            group: act.group,
            lemma: act.lemma,
            pos: act.pos,
            kind: page.kind_part(filler.stands),
            rule: view.rule(filler),
            side: if after { AFTER } else { BEFORE },
            after,
            prep: ground.preposition(phrase.start.max(bounds.start)),
            phrase,
            bounds,
        }
    }

    /// The words between the event and the filler.
    fn gap(&self) -> Range<usize> {
        let c = self.view.site.candidate;
        let (lo, hi) = if self.after { (c.words.end, self.phrase.start) } else { (self.phrase.end, c.words.start) };
        lo..hi.max(lo)
    }

    /// The lemma of the filler's governing word.
    fn head(&self) -> Part<'a> {
        let page = self.view.page;
        self.filler.stands.map_or(NONE, |m| page.lemma_part(page.mentions[m].head as usize))
    }

    /// The other fillers of the sentence.
    fn others(&self) -> impl Iterator<Item = &'a Filler> {
        let own = self.filler;
        self.view.here().iter().filter(move |o| o.at != own.at)
    }
}

const AFTER: Part<'static> = Part::of("after");
const BEFORE: Part<'static> = Part::of("before");
const AND: &str = "و";

/// What holds of a filler wherever it stands.
fn whatever(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, ground, site, story, .. } = *h.view;
    let origin = h.filler.origin.part();
    f.add("bias", &[origin]);
    f.add("event", &[h.event, origin]);
    f.add("kind", &[h.kind, origin]);
    f.add("kind-event", &[h.kind, h.event, origin]);
    f.add("rule", &[h.rule, origin]);
    f.flag(h.filler.at != h.filler.words, "pointing");
    if let Some(m) = h.filler.mention {
        let (mention, named) = (&page.mentions[m], &ground.named[m]);
        if let Some(sector) = mention.sector {
            f.add("sector", &[sector_part(sector), h.event]);
        }
        f.add("often", &[bucket(usize::from(named.often)), h.kind, origin]);
        let at_home = mention.country.map_or(NONE, |c| same(ground.land == Some(c)));
        f.add("land", &[at_home, h.kind, origin]);
        f.add("land-rule", &[at_home, h.rule, h.event]);
        for role in Role::ALL {
            let held = story.held(ground, m, role);
            f.add("held", &[role.part(), bucket(held), h.kind, origin]);
            f.add("held-usual", &[role.part(), usual(held, story.filled(role)), h.event, origin]);
        }
        let plural = if mention.plural { const { Part::of("s") } } else { NONE };
        f.add("definite", &[yes(mention.definite), plural, h.kind, h.event]);
    }
    if site.source.is_some_and(|l| overlaps(&l.words, &h.filler.words)) {
        f.add("is-source", &[h.event]);
        f.add("is-source-pos", &[h.event, h.pos, h.lemma]);
        f.flag(true, "is-source");
    }
}

/// How the filler and the event hang together in the sentence.
fn hanging(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, ground, site, .. } = *h.view;
    let word = h.filler.stands.map_or(h.filler.at.start, |m| page.mentions[m].head as usize);
    let Some(path) = ground.syntax.path(site.candidate.head, word) else {
        f.add("apart", &[h.side, h.kind]);
        return;
    };
    let ([up, higher], down) = (path.up, path.down);
    let pivot = page.lemma_part(path.pivot);
    let class = page.support(path.pivot);
    f.add("path-ties", &[up, higher, down, h.prep]);
    f.add("path-ties-kind", &[up, higher, down, h.prep, h.kind]);
    f.add("path-ties-event", &[up, higher, down, h.prep, h.event]);
    f.add("path-ties-group", &[up, down, h.group, h.kind]);
    f.add("path-ties-lemma", &[up, down, h.lemma]);
    f.add("path-ties-class", &[up, higher, down, class, h.kind]);
    f.add("path-ties-pivot", &[up, down, pivot]);
}

fn position(h: &Here<'_, '_>, f: &mut Features) {
    let (c, act) = (h.view.site.candidate, h.view.act);
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
    f.add("passive", &[act.voice, h.side, h.prep, h.kind]);
    if act.enclitic {
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
    let p1 = neighbour_part(page, h.phrase.start.checked_sub(1), &h.bounds);
    let p2 = neighbour_part(page, h.phrase.start.checked_sub(2), &h.bounds);
    f.add("p1", &[p1, h.side]);
    f.add("p1-event", &[p1, h.side, h.event]);
    f.add("p2", &[p2, h.side]);
    f.add("p1p2", &[p2, p1, h.side]);
    f.add("n1", &[neighbour_part(page, Some(h.phrase.end), &h.bounds), h.side]);
    f.add("head", &[h.head(), h.side]);
    f.add("head-event", &[h.head(), h.event]);
    f.add("head-prep", &[h.head(), h.prep, h.side]);
    f.add(
        "head-pos",
        &[h.filler.mention.map_or(NONE, |m| pos_name(page, page.mentions[m].head as usize).into()), h.pos],
    );
}

/// How the filler ranks among the others: the first after the event, the last before it.
fn rank(h: &Here<'_, '_>, f: &mut Features) {
    let view = h.view;
    let head = view.site.candidate.head;
    let start = h.filler.at.start;
    let nearer = |o: &Filler| {
        if h.after { head < o.at.start && o.at.start < start } else { start < o.at.start && o.at.start < head }
    };
    let (mut all, mut bare, mut alike) = (0, 0, 0);
    for o in h.others().filter(|o| nearer(o)) {
        all += 1;
        bare += usize::from(view.ground.preposition(o.at.start).text.is_empty());
        alike += usize::from(view.kind(o).same(h.kind));
    }
    let (all, bare, alike) = (bucket(all), bucket(bare), bucket(alike));
    f.add("rank", &[h.side, all]);
    f.add("rank-kind", &[h.side, all, h.kind]);
    f.add("rank-bare", &[h.side, bare, h.prep, h.pos]);
    f.add("rank-lemma", &[h.side, bare, h.prep, h.lemma]);
    f.add("rank-group", &[h.side, alike, h.kind, h.group]);
    f.add("rank-same", &[h.side, alike, h.kind, h.event]);
}

/// What stands between the event and the filler: verbs, breaks, other events.
fn between(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, ground, site, .. } = *h.view;
    let gap = h.gap();
    let tally = ground.tally(&gap);
    let (verbs, commas) = (usize::from(tally.verbs), usize::from(tally.commas));
    let (relatives, ands) = (usize::from(tally.relatives), usize::from(tally.ands));
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
        f.add("only", &[h.side, page.lemma_part(gap.start)]);
    }
    if !gap.is_empty() && h.after {
        f.add("then", &[page.lemma_part(gap.start), h.lemma]);
    }
    if verbs + commas + relatives + ands == 0 {
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
                BEFORE
            } else {
                AFTER
            }
        }
        _ => const { Part::of("own") },
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
    if let Some((v, class)) = h.view.act.governor {
        let lemma = page.lemma_part(v);
        f.add("governor", &[lemma, h.side, h.kind]);
        f.add("support", &[class, h.side, h.kind, h.prep]);
        if !h.after {
            let before = at.end <= v;
            let position =
                if before { const { Part::of("before-governor") } } else { const { Part::of("after-governor") } };
            f.add("governor-side", &[position, h.kind, h.prep]);
            f.add("governor-side-l", &[position, lemma, h.prep]);
            f.add("support-side", &[position, class, h.prep, h.kind]);
            let gap = bucket(if before { v - at.end } else { at.start.saturating_sub(v + 1) });
            f.add("governor-gap", &[position, gap, h.prep]);
        }
    }
    if let Some(v) = governor(page, at.start, 8).filter(|v| *v != c.head) {
        let (lemma, gap) = (page.lemma_part(v), bucket(at.start - v - 1));
        f.add("own-governor", &[lemma, h.side, h.prep]);
        f.add("own-support", &[page.support(v), gap, h.side, h.prep]);
        f.add("own-governor-gap", &[gap, h.side, h.prep, h.pos]);
    }
    if at.end <= c.words.start
        && let Some(v) =
            (at.end..(at.end + 3).min(c.words.start)).find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb))
    {
        f.add("verb-after", &[page.lemma_part(v), h.event]);
    }
    relative(h, f);
}

/// Whether the verb of the event, or the one that governs it, agrees with the filler as with its subject.
fn agreeing(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let Some(noun) = h.filler.stands.map(|m| page.mentions[m].head as usize) else { return };
    let head = h.view.site.candidate.head;
    let verb = if h.view.act.verbal { Some(head) } else { h.view.act.governor.map(|(v, _)| v) };
    let Some(verb) = verb else { return };
    let (before, fits) =
        if verb < noun { (AFTER, follows(page, verb, noun)) } else { (BEFORE, precedes(page, noun, verb)) };
    let number = page.top(verb).and_then(|a| a.inflection.number).map_or(NONE, |n| n.label().into());
    f.add("agrees", &[yes(fits), before, number, h.kind, h.pos]);
    f.add("agrees-event", &[yes(fits), before, h.view.act.voice, h.prep, h.event]);
    f.add("agrees-kind", &[yes(fits), before, number, h.kind, h.prep]);
}

/// `الهجوم الذي شنه المسلحون`: the verb that follows the event and what follows that verb.
fn relative(h: &Here<'_, '_>, f: &mut Features) {
    let page = h.view.page;
    let end = h.view.site.candidate.words.end;
    if !h.after || h.view.act.verbal {
        return;
    }
    let reach = (end + 4).min(h.phrase.start);
    if let Some(v) = (end..reach.max(end)).find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb)) {
        let (lemma, gap) = (page.lemma_part(v), bucket(h.phrase.start - v - 1));
        f.add("relative", &[lemma, gap, h.prep]);
        f.add("relative-support", &[page.support(v), gap, h.prep, h.kind]);
        f.add("relative-kind", &[gap, h.prep, h.kind]);
    }
}

/// The fillers beside this one: inside it, around it, joined to it.
fn siblings(h: &Here<'_, '_>, f: &mut Features) {
    let view = h.view;
    let page = view.page;
    let own = &h.filler.at;
    f.flag(h.others().any(|o| own.start <= o.at.start && o.at.end <= own.end), "contains");
    let previous = view.previous[h.k].map(|k| &view.all[k]);
    let next = h.others().filter(|o| h.phrase.end <= o.at.start).min_by_key(|o| o.at.start);
    if let Some(o) = previous {
        let link = link(page, o, h.filler);
        f.add("previous", &[link, view.kind(o), h.kind, h.side]);
        f.add("previous-rule", &[link, view.rule(o), h.rule]);
        if link.text == AND {
            let prep = view.ground.preposition(o.at.start);
            f.add("joined", &[h.side, prep, h.event]);
            f.add("joined-prep", &[h.side, prep, h.pos]);
        }
    }
    if let Some(o) = next {
        let link = link(page, h.filler, o);
        f.add("next", &[link, view.kind(o), h.kind, h.side]);
        f.add("next-rule", &[link, h.rule, view.rule(o)]);
        if link.text == AND {
            f.add("joins", &[h.side, h.event]);
        }
    }
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
        f.add("within", &[page.kind_part(Some(m)), h.kind, h.group]);
        f.add("within-rule", &[h.view.ground.rule(m), h.kind, h.side]);
    }
}

/// How many words before a mention one that holds it may start.
const REACH: usize = 10;

/// The first of a list or of a chain of places, each within the next, in which this filler stands; and whether another
/// place tells more exactly where.
fn anchored(h: &Here<'_, '_>, f: &mut Features) {
    let view = h.view;
    let page = view.page;
    let (mut depth, mut joined) = (0, false);
    let mut first = h.k;
    for _ in 0..6 {
        let Some(previous) = view.previous[first] else { break };
        match link(page, &view.all[previous], &view.all[first]).text {
            AND | "،" => joined = true,
            "-" => break,
            "" | "ب" | "في" => depth += 1,
            _ if page.in_list(view.all[previous].phrase(page).end, List::Direction) => depth += 1,
            _ => break,
        }
        first = previous;
    }
    let first = &view.all[first];
    let (joined, depth) = (yes(joined), few(depth));
    let head = view.site.candidate.head;
    let side = if first.at.start > head { AFTER } else { BEFORE };
    let prep = view.ground.preposition(first.at.start);
    let apart = bucket(first.at.start.abs_diff(head));
    f.add("anchor", &[side, prep, depth, joined, h.kind]);
    f.add("anchor-group", &[side, prep, depth, joined, h.group]);
    f.add("anchor-apart", &[side, prep, depth, apart, h.kind]);
    if matches!(h.kind.text, "place" | "country") {
        let extent = wide(view, h.filler);
        let finest =
            h.others().filter(|o| o.at.start.abs_diff(h.filler.at.start) < NEIGHBOURS).all(|o| extent <= wide(view, o));
        let finest = if finest { const { Part::of("finest") } } else { NONE };
        f.add("extent", &[few(usize::from(extent)), depth, finest]);
        f.add("extent-group", &[bucket(usize::from(extent)), h.group, finest]);
    }
}

/// How far apart, in words, places stand of which one may tell more exactly where the other is.
const NEIGHBOURS: usize = 12;

/// How wide a place is, from 0; 5 for what is no place.
fn wide(view: &View<'_, '_>, filler: &Filler) -> u8 {
    filler.mention.map_or(5, |m| view.ground.named[m].wide)
}

/// What links two fillers that stand near each other: `و`, a preposition, nothing at all, `-` where they are far apart.
pub(crate) fn link<'p>(page: &'p Page<'_>, a: &Filler, b: &Filler) -> Part<'p> {
    let end = a.stands.map_or(a.at.end, |m| page.mentions[m].words.end as usize);
    let start = b.stands.map_or(b.at.start, |m| page.mentions[m].words.start as usize);
    if start < end || start - end > 3 {
        return NONE;
    }
    if start - end <= 1 && b.stands.map_or(page.has(start, Proclitics::WA), |m| page.is_joined(m)) {
        return const { Part::of(AND) };
    }
    if start == end {
        return if page.has(start, Proclitics::BA) { const { Part::of("ب") } } else { const { Part::of("") } };
    }
    page.lemma_part(end)
}

/// The filler's part in other events of the sentence.
fn retold(h: &Here<'_, '_>, f: &mut Features) {
    for r in &h.view.act.retold {
        for role in Role::ALL {
            if r.told.of(role).iter().any(|x| x.words == h.filler.words) {
                let role = Part::from(role.name());
                f.add("retold", &[role, r.before, h.event]);
                f.add("retold-event", &[role, r.event, h.event]);
                f.add("retold-prep", &[role, r.before, r.prep, r.apart]);
                f.add("retold-verb", &[role, r.before, r.verb]);
                f.add("retold-group", &[role, r.before, r.group, h.group, r.class]);
                f.add("retold-side", &[role, r.before, h.side, r.apart]);
            }
        }
    }
}

/// What speaks for a filler that stands in another sentence.
fn away(h: &Here<'_, '_>, f: &mut Features) {
    let View { page, site, story, act, .. } = *h.view;
    let origin = h.filler.origin.part();
    let s = page.sentence_of[site.candidate.head] as usize;
    let at = page.sentence_of[h.filler.at.start] as usize;
    let here_place = yes(h.view.place);
    let back = bucket(s.abs_diff(at));
    f.add("away-here", &[origin, bucket(h.view.here)]);
    f.add("away-place", &[origin, here_place]);
    f.add("away-definite", &[origin, act.definite, h.event]);
    f.add("away-definite-place", &[origin, act.definite, here_place]);
    f.add("away-enclitic", &[origin, yes(act.enclitic), h.event]);
    f.add("away-back", &[origin, back]);
    f.add("away-back-kind", &[origin, back, h.kind, here_place]);
    f.add("away-lemma", &[origin, h.lemma]);
    f.add("away-first", &[origin, act.first]);
    f.add("away-paragraph", &[origin, act.paragraph, back]);
    f.add("away-head", &[origin, h.head(), h.event]);
    let alike = h.view.all.iter().filter(|o| o.origin == h.filler.origin);
    let rank = alike.map(|o| &o.words).position(|words| *words == h.filler.words).unwrap_or(0);
    f.add("away-rank", &[origin, bucket(rank), h.kind]);
    f.add("away-rank-place", &[origin, few(rank), here_place, h.event]);
    f.add("away-next", &[origin, act.next]);
    f.add("away-next-second", &[act.next, act.second]);
    f.add("away-previous", &[act.previous, act.definite]);
    recalled(h, origin, f);
    if let Some(t) = h.filler.from.map(|k| &story.told()[k]) {
        handed_down(h, t, origin, f);
    }
}

/// Whether the verb of the event, or a pronoun joined to the event or to the word before it, agrees with a filler that
/// stands elsewhere: «أنه قتل», «هجومها».
fn recalled(h: &Here<'_, '_>, origin: Part<'_>, f: &mut Features) {
    let View { page, site, act, .. } = *h.view;
    let Some(noun) = h.filler.mention.map(|m| page.mentions[m].head as usize) else { return };
    let verb = if act.verbal { Some(site.candidate.head) } else { act.governor.map(|(v, _)| v) };
    if let Some(verb) = verb {
        let fits = yes(precedes(page, noun, verb));
        let number = page.top(verb).and_then(|a| a.inflection.number).map_or(NONE, |n| n.label().into());
        f.add("away-agrees", &[origin, fits, number, h.kind, h.pos]);
        f.add("away-agrees-event", &[origin, fits, act.voice, h.event]);
        f.add("away-agrees-previous", &[origin, fits, act.previous, h.pos]);
    }
    let pronoun = |word: usize| page.top(word).and_then(|a| a.enclitic);
    if let Some(own) = pronoun(site.candidate.head) {
        let fits = yes(refers(page, own, noun));
        f.add("away-own", &[origin, fits, h.event, h.pos]);
        f.add("away-own-kind", &[origin, fits, h.kind, h.pos]);
    }
    if let Some(that) = site.candidate.words.start.checked_sub(1).and_then(pronoun) {
        let fits = yes(refers(page, that, noun));
        f.add("away-that", &[origin, fits, h.event, h.pos]);
        f.add("away-that-word", &[origin, fits, act.previous, h.kind]);
    }
}

/// What speaks for a filler of an event told before.
fn handed_down(h: &Here<'_, '_>, t: &Told, origin: Part<'_>, f: &mut Features) {
    let View { page, site, story, act, .. } = *h.view;
    let s = page.sentence_of[site.candidate.head] as usize;
    let (definite, here_place, back) = (act.definite, yes(h.view.place), bucket(s - t.sentence));
    let event = Part::from(t.event.as_str());
    let last = story.told().last().is_some_and(|l| l.head == t.head);
    f.add("from-same", &[same(t.event == site.event), definite]);
    f.add("from", &[event, h.event]);
    f.add("from-back", &[event, h.event, back]);
    f.add("from-last", &[if last { const { Part::of("last") } } else { NONE }, back, here_place, definite]);
    f.add("from-lemma", &[same(page.lemma(t.head) == h.lemma.text), definite, back]);
    f.add("from-violent", &[yes(t.event.is_violent() && site.event.is_violent()), here_place, back]);
    f.add("from-lemmas", &[page.lemma_part(t.head), h.lemma, definite]);
    if let Some(echo) = site.echo {
        let again = same(page.lemma(t.head) == act.echo.text);
        let prep = h.view.ground.preposition(echo);
        f.add("echo", &[act.echo, event, here_place]);
        f.add("echo-again", &[again, prep, h.event, here_place]);
        f.add("echo-last", &[again, same(last), prep, back]);
    }
    let source = match (&t.source, site.source) {
        (None, None) => NONE,
        (Some(a), Some(b)) => same(a == b),
        _ => const { Part::of("one") },
    };
    f.add("from-source", &[source, same(t.event == site.event), back]);
    f.add("from-joint", &[origin, bucket(t.filled.actor.len()), h.event]);
}

fn same(condition: bool) -> Part<'static> {
    if condition { const { Part::of("same") } } else { const { Part::of("other") } }
}
