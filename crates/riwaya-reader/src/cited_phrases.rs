//! Phrases that cite a source: «وفقا لوزارة الدفاع», «نقلا عن وكالة», «على ما أفاد متحدث».

use std::ops::Range;

use riwaya_lexicon::Proclitics;
use smallvec::{SmallVec, smallvec};

use crate::attribution::{CueKind, Finder, Found, Marker, is_that};
use crate::candidate::meet;
use crate::page::Page;
use crate::voices::How;

impl Finder<'_, '_> {
    /// Takes a phrase that cites at word `i`, with whoever it names; answers where the phrase ends.
    pub(crate) fn phrase(&mut self, s: usize, i: usize, end: usize) -> Option<usize> {
        let page = self.page;
        let (class, words) = self.phrase_at(i, end)?;
        if self.class(class).after {
            return None;
        }
        // «بحسب ما أعلن …»: a verb of saying may stand between the phrase and its source. A preposition joined to
        // the source («وفقا لوزارة …») belongs to the phrase's last element.
        let last_is_joined = words.len() > 1 && page.mention_at(words.end - 1).is_some();
        let from = if last_is_joined { words.end - 1 } else { words.end };
        if from < end && is_that(page.key(from)) && page.key(from) != "ما" {
            return None;
        }
        let limit = end.min(from + 6);
        let named = (from..limit)
            .take_while(|j| !is_that(page.key(*j)) || page.key(*j) == "ما" || *j == from)
            .find_map(|j| page.mention_at(j).filter(|m| page.can_speak(*m) && !page.date_at[j]));
        // «بحسب فلان الفلاني، قائد الشرطة»: words that are no known name may come first.
        let pause = (from..limit).find(|j| !page.is_word(*j)).unwrap_or(limit);
        let behind = named.is_some_and(|m| page.mentions[m].words.start as usize > pause && page.key(pause) == "،");
        let first = if behind { self.voices().of_words(from..pause) } else { SmallVec::new() };
        let named = named.filter(|_| first.is_empty());
        let voices = match named {
            Some(m) => self.voices().only(m, How::After),
            None if behind => first,
            None => self.voices().of_words(from..pause),
        };
        let origin =
            self.passed_on(words.end.saturating_sub(1)..limit).and_then(|v| self.origin_after_an(v, end.min(v + 16)));
        let (channel, voices) = match origin.zip(named) {
            Some((origin, m)) => (Some(self.voices().link(m)).filter(|c| *c != origin.link), smallvec![origin]),
            None => (None, voices),
        };
        let content = match named.filter(|_| channel.is_none()) {
            Some(m) => page.mentions[m].words.end as usize,
            None => voices.first()?.link.words.end,
        };
        let next = words.end.max(i + 1);
        self.push(Found {
            words,
            class,
            kind: CueKind::Phrase,
            sentence: s,
            channel,
            voices,
            marker: Marker::None,
            content,
        });
        Some(next)
    }

    /// «حسب ما نقلته الوكالات عن مصادر»: the verb of passing on within a phrase that cites.
    fn passed_on(&self, mut words: Range<usize>) -> Option<usize> {
        words.find(|j| {
            let verb = self.page.opens(*j).and_then(|o| o.cue_verb);
            verb.is_some_and(|(_, class)| self.class(class).channel)
        })
    }

    pub(crate) fn phrase_at(&self, i: usize, end: usize) -> Option<(u16, Range<usize>)> {
        let page = self.page;
        let mut best: Option<(u16, Range<usize>)> = None;
        for phrase in &page.opens(i)?.cue_phrases {
            if let Some(words) = meet_phrase(page, phrase, i, end)
                && best.as_ref().is_none_or(|(_, b)| words.len() > b.len())
            {
                best = Some((phrase.owner, words));
            }
        }
        best
    }
}

/// Meets a phrase whose last element may be a bare preposition joined to the next word («وفقا ل»).
fn meet_phrase(page: &Page<'_>, phrase: &crate::frames::Phrase, i: usize, end: usize) -> Option<Range<usize>> {
    match phrase.elements.split_last() {
        Some((last, front)) if *last.form == *"ل" && !front.is_empty() => {
            let words = meet(page, front, i, end)?;
            let next = words.end;
            (next < end && (page.has(next, Proclitics::LA) || page.key(next) == "ل")).then_some(words)
        }
        _ => meet(page, &phrase.elements, i, end),
    }
}
