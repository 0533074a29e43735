//! The filling of a role: one filler after the other, each choice in view of those before, until none is likelier.

use riwaya_lexicon::Proclitics;

use crate::choose_role::{Filler, Origin, Role, overlaps, preposition, same_words};
use crate::names::MentionKind;
use crate::role_features::{View, bucket, link};
use crate::scorer::Features;

/// The fillers that may still be chosen: those that neither overlap nor repeat one chosen.
pub(crate) fn open(view: &View<'_, '_>, chosen: &[usize]) -> Vec<usize> {
    let all = view.all;
    (0..all.len())
        .filter(|k| {
            !chosen.iter().any(|c| {
                let (a, b) = (&all[*c], &all[*k]);
                overlaps(&a.words, &b.words) || same_words(view.page, std::slice::from_ref(a), &b.words)
            })
        })
        .collect()
}

/// The features of choosing no more.
pub(crate) fn none_features(view: &View<'_, '_>, role: Role, chosen: &[usize], f: &mut Features) {
    f.clear();
    let View { page, site, told, all, .. } = *view;
    let c = site.candidate;
    let event = site.event.as_str();
    let lemma = page.lemma(c.head);
    let n = bucket(chosen.len());
    f.add("none", &[n]);
    f.add("none-event", &[n, event]);
    f.add("none-lemma", &[n, lemma]);
    if let Some(last) = chosen.last() {
        f.add("none-last", &[n, all[*last].origin.name(), event]);
        return;
    }
    let here = all.iter().filter(|o| o.origin == Origin::Here).count();
    let place = all
        .iter()
        .any(|o| o.origin == Origin::Here && o.mention.is_some_and(|m| page.mentions[m].kind == MentionKind::Place));
    f.add("none-here", &[bucket(here)]);
    f.add("none-place", &[if place { "1" } else { "0" }, event]);
    f.add("none-definite", &[if page.has(c.head, Proclitics::AL) { "al" } else { "-" }, event]);
    f.add("none-enclitic", &[if page.top(c.head).is_some_and(|a| a.enclitic.is_some()) { "1" } else { "0" }, event]);
    f.add("none-source", &[if site.source.is_some() { "1" } else { "0" }, event]);
    let s = page.sentence_of[c.head] as usize;
    f.add("none-where", &[if s == 0 { "first" } else { "later" }]);
    f.add("none-told", &[if told.last().is_some_and(|t| t.sentence == s) { "1" } else { "0" }, event]);
    let last = told.last().filter(|t| t.sentence == s);
    let filled = match last.map(|t| t.of(role).is_empty()) {
        None => "-",
        Some(true) => "empty",
        Some(false) => "filled",
    };
    f.add("none-retold", &[filled, last.map_or("-", |t| t.event.group()), site.event.group()]);
    f.add("none-group", &[site.event.group(), if here == 0 { "0" } else { "1" }]);
    f.add("none-next", &[page.key(c.words.end.min(page.len() - 1))]);
}

/// What the fillers chosen before say of filler `k`.
pub(crate) fn step_features(view: &View<'_, '_>, chosen: &[usize], k: usize, f: &mut Features) {
    f.clear();
    let View { page, site, all, .. } = *view;
    let Some(nearest) = chosen.iter().min_by_key(|c| all[**c].at.start.abs_diff(all[k].at.start)) else { return };
    let (a, b) = (&all[*nearest], &all[k]);
    let event = site.event.as_str();
    let n = bucket(chosen.len());
    let (first, second) = if a.at.start < b.at.start { (a, b) } else { (b, a) };
    let link = link(page, first, second);
    let side = if a.at.start < b.at.start { "then" } else { "prior" };
    let kind = |x: &Filler| x.mention.map_or("-", |m| page.mentions[m].kind.name());
    f.add("more", &[n, b.origin.name(), event]);
    f.add("more-link", &[link, side]);
    f.add("more-link-event", &[link, side, event]);
    f.add("more-kinds", &[kind(a), kind(b), event]);
    f.add("more-origins", &[a.origin.name(), b.origin.name(), event]);
    if a.from.is_some() && a.from == b.from {
        f.add("more-told-together", &[event]);
    }
    if a.origin == Origin::Here && b.origin == Origin::Here {
        let bounds = page.sentence(site.candidate.head).words.clone();
        let prep = |x: &Filler| preposition(page, x.at.start, &bounds);
        f.add("more-preps", &[prep(first), prep(second), event]);
    }
}
