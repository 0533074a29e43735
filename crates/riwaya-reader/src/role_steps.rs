//! The filling of a role: one filler after the other, each choice in view of those before, until none is likelier.

use crate::choose_role::{Filler, Origin, Role, overlaps, same_words};
use crate::names::{Mention, MentionKind, Sector};
use crate::page::Page;
use crate::role_features::link;
use crate::role_view::{NONE, View, bucket, yes};
use crate::scorer::{Features, Part};

/// The fillers that may still be chosen: those that neither overlap nor repeat one chosen.
pub(crate) fn open(view: &View<'_, '_>, chosen: &[usize]) -> Vec<usize> {
    (0..view.all.len()).filter(|k| !chosen.iter().any(|c| excludes(view, *c, *k))).collect()
}

/// Whether one filler, once chosen, overlaps or repeats another.
pub(crate) fn excludes(view: &View<'_, '_>, chosen: usize, other: usize) -> bool {
    repeats(view.page, &view.all[chosen], &view.all[other])
}

/// Whether two fillers share words, or have words spelt alike.
fn repeats(page: &Page<'_>, a: &Filler, b: &Filler) -> bool {
    overlaps(&a.words, &b.words) || same_words(page, std::slice::from_ref(a), &b.words)
}

/// Whether two fillers name one party or place, as far as their words and their entries in the lexicon tell.
pub(crate) fn alike(page: &Page<'_>, a: &Filler, b: &Filler) -> bool {
    repeats(page, a, b)
        || a.mention.zip(b.mention).is_some_and(|(a, b)| one_party(&page.mentions[a], &page.mentions[b]))
}

/// Whether two mentions name one entity, or one state by its country, its government or its army.
fn one_party(a: &Mention, b: &Mention) -> bool {
    let state = |m: &Mention| matches!(m.sector, None | Some(Sector::Gov | Sector::Mil)) && m.place.is_none();
    a.entity.is_some() && a.entity == b.entity
        || a.country.is_some() && a.country == b.country && state(a) && state(b) && party(a) && party(b)
}

fn party(m: &Mention) -> bool {
    matches!(m.kind, MentionKind::Country | MentionKind::Force | MentionKind::Body)
}

/// The features of choosing no more.
pub(crate) fn none_features(view: &View<'_, '_>, role: Role, chosen: &[usize], f: &mut Features) {
    f.clear();
    let View { page, site, story, all, act, .. } = *view;
    let event = act.event;
    let n = bucket(chosen.len());
    f.add("none", &[n]);
    f.add("none-event", &[n, event]);
    f.add("none-lemma", &[n, act.lemma]);
    if let Some(last) = chosen.last() {
        f.add("none-last", &[n, all[*last].origin.part(), event]);
        return;
    }
    f.add("none-here", &[bucket(view.here)]);
    f.add("none-place", &[yes(view.place), event]);
    f.add("none-definite", &[act.definite, event]);
    f.add("none-enclitic", &[yes(act.enclitic), event]);
    f.add("none-source", &[yes(site.source.is_some()), event]);
    let s = page.sentence_of[site.candidate.head] as usize;
    f.add("none-where", &[if s == 0 { const { Part::of("first") } } else { const { Part::of("later") } }]);
    let last = story.told().last().filter(|t| t.sentence == s);
    f.add("none-told", &[yes(last.is_some()), event]);
    let filled = match last.map(|t| t.of(role).is_empty()) {
        None => NONE,
        Some(true) => const { Part::of("empty") },
        Some(false) => const { Part::of("filled") },
    };
    f.add("none-retold", &[filled, last.map_or(NONE, |t| t.event.group().into()), act.group]);
    f.add("none-group", &[act.group, yes(view.here > 0)]);
    f.add("none-next", &[act.next]);
    f.add("none-next-second", &[act.next, act.second]);
    f.add("none-previous", &[act.previous, act.definite]);
    f.add("none-echo", &[act.echo, event]);
    f.add("none-usual", &[usual(story.filled(role), story.told().len()), event]);
}

/// How usual something is among all, in steps.
pub(crate) fn usual(some: usize, all: usize) -> Part<'static> {
    match (some, all) {
        (_, 0) => NONE,
        (0, _) => const { Part::of("never") },
        _ if some * 3 <= all => const { Part::of("seldom") },
        _ if some * 3 <= all * 2 => const { Part::of("often") },
        _ => const { Part::of("mostly") },
    }
}

/// What the fillers chosen before say of filler `k`.
pub(crate) fn step_features(view: &View<'_, '_>, chosen: &[usize], k: usize, f: &mut Features) {
    f.clear();
    let View { page, ground, all, act, .. } = *view;
    let Some(nearest) = chosen.iter().min_by_key(|c| all[**c].at.start.abs_diff(all[k].at.start)) else { return };
    let (a, b) = (&all[*nearest], &all[k]);
    let event = act.event;
    let n = bucket(chosen.len());
    let then = a.at.start < b.at.start;
    let (first, second) = if then { (a, b) } else { (b, a) };
    let link = link(page, first, second);
    let side = if then { const { Part::of("then") } } else { const { Part::of("prior") } };
    f.add("more", &[n, b.origin.part(), event]);
    f.add("more-link", &[link, side]);
    f.add("more-link-event", &[link, side, event]);
    f.add("more-kinds", &[view.kind(a), view.kind(b), event]);
    f.add("more-origins", &[a.origin.part(), b.origin.part(), event]);
    if a.from.is_some() && a.from == b.from {
        f.add("more-told-together", &[event]);
    }
    if a.origin == Origin::Here && b.origin == Origin::Here {
        let prep = |x: &Filler| ground.preposition(x.at.start);
        f.add("more-preps", &[prep(first), prep(second), event]);
    }
}
