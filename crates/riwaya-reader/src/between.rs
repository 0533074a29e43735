//! The parties between whom something passes: «هدنة بين أرمينيا وأذربيجان».

use riwaya_lexicon::Proclitics;

use crate::choose_role::{Filler, Origin, Role, antecedent, name, overlaps};
use crate::page::Page;
use crate::role_steps::alike;

/// The parties chosen, and those that are joined to one of them behind «بين»: where one is named between whom something
/// passes, so are the others. In the order of their words.
pub(crate) fn all_between(page: &Page<'_>, chosen: &[Filler]) -> Vec<Filler> {
    let mut out = chosen.to_vec();
    for filler in chosen.iter().filter(|f| f.origin == Origin::Here) {
        for m in filler.stands.map_or_else(Vec::new, |m| between(page, m)) {
            let named = antecedent(page, m).unwrap_or(m);
            let at = name(&page.mentions[m]);
            let own = Filler::of(name(&page.mentions[named]), Some(named), Origin::Here);
            let joined = Filler { at, stands: Some(m), ..own };
            if !out.iter().any(|f| overlaps(&f.at, &joined.at) || alike(page, f, &joined)) {
                out.push(joined);
            }
        }
    }
    out.sort_by_key(|f| f.at.start);
    out
}

/// The parties joined by و of which mention `m` is one, where «بين» stands before the first.
fn between(page: &Page<'_>, m: usize) -> Vec<usize> {
    let start = |m: usize| page.mentions[m].words.start as usize;
    let end = |m: usize| page.mentions[m].words.end as usize;
    let party = |m: &usize| Role::Actor.admits(page, &page.mentions[*m]) && !page.is_guise(*m);
    let alone = |i: usize| page.mention_alone_at(i).filter(party);
    let mut first = m;
    while page.has(start(first), Proclitics::WA)
        && let Some(before) = page.mentions_ending_at(start(first)).find(|b| party(b) && !page.mentions[*b].joint)
    {
        first = before;
    }
    if start(first).checked_sub(1).is_none_or(|j| page.key(j) != "بين") {
        return Vec::new();
    }
    let mut out = vec![first];
    let mut last = first;
    loop {
        let at = end(last);
        let next = match () {
            () if at >= page.len() => None,
            () if page.key(at) == "وبين" => alone(at + 1),
            () if page.has(at, Proclitics::WA) => alone(at),
            () => None,
        };
        let Some(next) = next.filter(|n| page.sentence_of[start(*n)] == page.sentence_of[start(m)]) else { break };
        out.push(next);
        last = next;
    }
    out
}
