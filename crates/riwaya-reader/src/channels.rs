//! Who passes on what a source said: the outlet that was told, that spoke to the source, or that cites it.

use riwaya_lexicon::Proclitics;

use crate::attribution::{Finder, is_that};
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::voices::{How, Link, Voice};

impl Finder<'_, '_> {
    /// «قال لـ«رويترز»»: an agency that was told, and passes on.
    pub(crate) fn addressee(&self, i: usize, limit: usize) -> Option<Link> {
        let page = self.page;
        let range = page.mentions_in(i + 1..limit.min(i + 26));
        let m = range.into_iter().find(|m| {
            let mention = &page.mentions[*m];
            let start = mention.words.start as usize;
            // «لبي بي سي» reads as a verb.
            let joined = page.key(start).starts_with('ل') && mention.span.start() > page.span(start..start + 1).start();
            let told = page.has(start, Proclitics::LA) || joined || told_before(page, start) || self.informed(i, start);
            mention.kind == MentionKind::Outlet && told
        })?;
        let link = self.voices().link(m);
        (!self.is_own_outlet(&link)).then_some(link)
    }

    /// «أبلغ مسؤول وكالة رويترز بأن …»: an object of the verb behind its subject.
    fn informed(&self, i: usize, start: usize) -> bool {
        let page = self.page;
        let subject = || page.mentions_in(i + 1..start).any(|m| page.can_speak(m));
        page.in_list(i, List::SaysTo) && subject()
    }

    /// «في مقابلة مع «رويترز» قال …», «قال في تصريحات نقلتها وكالة …»: an agency named as the one that was spoken to, or
    /// that brought what was said.
    pub(crate) fn interviewer(&self, s: usize, i: usize, limit: usize) -> Option<Link> {
        let page = self.page;
        let start = page.sentences[s].words.start.max(i.saturating_sub(14));
        let m = (start..i).chain(i + 1..limit.min(i + 26)).find_map(|j| {
            let end = if j < i { i } else { limit };
            let (class, words) = self.phrase_at(j, end)?;
            let after = self.class(class).after;
            (words.end.saturating_sub(1)..end.min(words.end + 3))
                .filter(|_| after)
                .find_map(|k| page.mention_at(k).filter(|m| page.mentions[*m].kind == MentionKind::Outlet))
        })?;
        let link = self.voices().link(m);
        (!self.is_own_outlet(&link)).then_some(link)
    }

    /// «نقلت الوكالة عن …»: the origin, by its name, by the words up to what is said, or by a pronoun.
    pub(crate) fn origin_after_an(&self, i: usize, limit: usize) -> Option<Voice> {
        let page = self.page;
        let an = (i + 1..limit).find(|j| matches!(page.key(*j), "عن" | "عنه" | "عنها" | "عنهم"))?;
        if page.key(an).chars().count() > 2 {
            let from = self.spoken?;
            let link = self.cues[from].speaker.clone()?;
            return Some(Voice { said: link.mention, link, how: How::Carried, from: Some(from) });
        }
        let named = (an + 1..limit.min(an + 4)).find_map(|j| page.mention_at(j).filter(|m| page.can_speak(*m)));
        if let Some(m) = named {
            return self.voices().only(m, How::After).into_iter().next();
        }
        let end = (an + 1..limit)
            .find(|j| is_that(page.key(*j)) || matches!(page.key(*j), "قوله" | "قولها" | "قولهم" | ":" | "،"))?;
        let link = Link { words: an + 1..end, mention: None };
        (1..=6).contains(&(end - an - 1)).then_some(Voice { link, how: How::Words, said: None, from: None })
    }

    fn is_own_outlet(&self, link: &Link) -> bool {
        let Some(outlet) = self.outlet else { return false };
        link.words.clone().any(|w| {
            let key = self.page.key(w);
            let bare = key.strip_prefix("ال").unwrap_or(key);
            bare.chars().count() >= 3 && outlet.contains(bare)
        })
    }
}

/// «أبلغ», «أخبر»: whether a verb of saying always has whom it tells for its object.
pub(crate) fn tells_somebody(page: &Page<'_>, i: usize) -> bool {
    page.in_list(i, List::SaysTo) && !page.in_list(i, List::SaysAlone)
}

/// A detached ل before a quoted name: «لـ «رويترز»».
pub(crate) fn told_before(page: &Page<'_>, start: usize) -> bool {
    let before = |k: usize| start.checked_sub(k).map(|j| page.key(j));
    match before(1) {
        Some("ل" | "الي" | "لوكاله" | "لصحيفه" | "لقناه" | "لموقع") => true,
        Some("«" | "\"" | "“") => matches!(before(2), Some("ل" | "الي" | "لوكاله" | "لصحيفه" | "لقناه")),
        _ => false,
    }
}
