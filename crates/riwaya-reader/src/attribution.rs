//! Who speaks: every place of a report that cites a source, with its speaker and the stretch it reaches over.

use std::collections::HashMap;
use std::ops::Range;

use riwaya_lexicon::{Lexicon, Pos, Proclitics};
use smallvec::{SmallVec, smallvec};

use crate::candidate::meet;
use crate::cues::{CueClass, CueSet};
use crate::names::MentionKind;
use crate::page::Page;

/// By what kind of words a source is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    Verb,
    Participle,
    Phrase,
    Noun,
    Colon,
}

impl CueKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Participle => "participle",
            Self::Phrase => "phrase",
            Self::Noun => "noun",
            Self::Colon => "colon",
        }
    }
}

/// How a cue found its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    After,
    Before,
    Carried,
    None,
}

impl How {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
            Self::Carried => "carried",
            Self::None => "none",
        }
    }
}

/// What opens the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    That,
    Colon,
    Quote,
    None,
}

impl Marker {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::That => "that",
            Self::Colon => "colon",
            Self::Quote => "quote",
            Self::None => "none",
        }
    }
}

/// A link of a chain: the words that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub words: Range<usize>,
    pub mention: Option<usize>,
}

/// A place that cites a source.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub words: Range<usize>,
    pub class: u16,
    pub kind: CueKind,
    pub sentence: usize,
    /// Who passes it on to the reader, where the cue itself tells («نقلت … عن», «قال لـ…»).
    pub channel: Option<Link>,
    pub speaker: Option<Link>,
    pub how: How,
    pub marker: Marker,
    /// Where the content begins.
    pub content: usize,
    /// The cue in whose content this one stands.
    pub parent: Option<usize>,
}

/// Which lemmas cite.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueTable {
    verbs: HashMap<u32, u16>,
    nouns: HashMap<u32, u16>,
}

impl CueTable {
    pub(crate) fn new(set: &CueSet, lexicon: &Lexicon) -> Self {
        let mut out = Self::default();
        for (map, table, verb) in [(&set.verbs, &mut out.verbs, true), (&set.nouns, &mut out.nouns, false)] {
            for (key, class) in map {
                for id in lexicon.lemmas(key) {
                    if (lexicon.lemma(id).pos() == Pos::Verb) == verb {
                        table.insert(id.index() as u32, *class);
                    }
                }
            }
        }
        out
    }
}

/// Words that open a clause of content.
fn is_that(key: &str) -> bool {
    matches!(
        key,
        "ان" | "بان" | "انه" | "انها" | "انهم" | "انهما" | "بانه" | "بانها" | "بانهم" | "انني" | "اننا" | "بانهما" | "ما" | "بما" | "انما"
    )
}

fn is_quote_open(key: &str) -> bool {
    matches!(key, "«" | "“" | "\"" | "„")
}

/// Particles that may stand between a verb and its subject, or between a subject and its verb.
fn is_skippable(key: &str) -> bool {
    matches!(
        key,
        "قد" | "كان" | "كانت" | "كانوا" | "لقد" | "ايضا" | "كذلك" | "بدوره" | "بدورها" | "لم" | "لا" | "الذي" | "التي" | "الذين" | "اليوم"
            | "امس" | "من" | "جانبه" | "جانبها" | "جهته" | "جهتها" | "ناحيته" | "هنا" | "هذا" | "وقت" | "سابق" | "لاحق" | "في" | "انذاك"
            | "عنه" | "مساء" | "صباح" | "ظهر" | "فجر" | "يوم" | "«" | "\"" | "“" | "(" | ")" | "»" | "”" | "،"
    )
}

struct Finder<'p, 't> {
    page: &'p Page<'t>,
    set: &'p CueSet,
    table: &'p CueTable,
    outlet: Option<&'p str>,
    cues: Vec<Cue>,
}

/// All cues of a page in the order of their words. `outlet` is who publishes the report, folded, where known.
pub(crate) fn cues(page: &Page<'_>, set: &CueSet, table: &CueTable, outlet: Option<&str>) -> Vec<Cue> {
    let mut finder = Finder { page, set, table, outlet, cues: Vec::new() };
    for s in 0..page.sentences.len() {
        finder.sentence(s);
    }
    finder.cues
}

impl Finder<'_, '_> {
    fn sentence(&mut self, s: usize) {
        let words = self.page.sentences[s].words.clone();
        self.colon(s, &words);
        let mut i = words.start;
        while i < words.end {
            if self.page.is_word(i) {
                if let Some(end) = self.phrase(s, i, words.end) {
                    i = end;
                    continue;
                }
                let _ = self.verb(s, i, words.end) || self.participle(s, i, words.end) || self.noun(s, i, words.end);
            }
            i += 1;
        }
    }

    fn class(&self, class: u16) -> &CueClass {
        &self.set.classes[usize::from(class)]
    }

    /// «لافروف: …» at the head of a sentence.
    fn colon(&mut self, s: usize, words: &Range<usize>) {
        let limit = words.end.min(words.start + 14);
        let Some(colon) = (words.start..limit).find(|i| self.page.key(*i) == ":") else { return };
        let Some(m) = self.page.mention_at(words.start) else { return };
        if self.page.mentions[m].words.end as usize != colon || !self.page.can_speak(m) || colon + 1 >= words.end {
            return;
        }
        let Some(class) = self.set.verbs.get("قال").copied() else { return };
        let link = self.link(m);
        self.push(Cue {
            words: colon..colon + 1,
            class,
            kind: CueKind::Colon,
            sentence: s,
            channel: None,
            speaker: Some(link),
            how: How::Before,
            marker: Marker::Colon,
            content: colon + 1,
            parent: None,
        });
    }

    fn phrase(&mut self, s: usize, i: usize, end: usize) -> Option<usize> {
        let page = self.page;
        let (class, words) = self.phrase_at(i, end)?;
        let class_of = self.class(class).clone();
        if class_of.after {
            return None;
        }
        // «بحسب ما أعلن …»: a verb of saying may stand between the phrase and its source. A preposition joined to
        // the source («وفقا لوزارة …») belongs to the phrase's last element.
        let mut from = words.end;
        let last_is_joined = words.end > i + 1 && page.mention_at(words.end - 1).is_some();
        if last_is_joined {
            from = words.end - 1;
        }
        let limit = end.min(from + 6);
        let m = (from..limit)
            .take_while(|j| !is_that(page.key(*j)) || page.key(*j) == "ما" || *j == from)
            .find_map(|j| page.mention_at(j).filter(|m| page.can_speak(*m)))?;
        let speaker = self.link(m);
        let content = page.mentions[m].words.end as usize;
        self.push(Cue {
            words: words.clone(),
            class,
            kind: CueKind::Phrase,
            sentence: s,
            channel: None,
            speaker: Some(speaker),
            how: How::After,
            marker: Marker::None,
            content,
            parent: None,
        });
        Some(words.end.max(i + 1))
    }

    fn phrase_at(&self, i: usize, end: usize) -> Option<(u16, Range<usize>)> {
        let page = self.page;
        let mut best: Option<(u16, Range<usize>)> = None;
        let mut look = |key: &str| {
            for phrase in self.set.phrases.get(key).map_or(&[][..], Vec::as_slice) {
                if let Some(words) = meet_phrase(page, phrase, i, end) {
                    if best.as_ref().is_none_or(|(_, b)| words.len() > b.len()) {
                        best = Some((phrase.owner, words));
                    }
                }
            }
        };
        look(page.key(i));
        for a in page.analyses(i) {
            let stem = page.stem(i, a);
            if stem != page.key(i) {
                look(stem);
            }
        }
        best
    }

    fn verb(&mut self, s: usize, i: usize, end: usize) -> bool {
        let page = self.page;
        let mut found = None;
        for (rank, a) in page.analyses(i).iter().enumerate() {
            if a.pos == Pos::Verb {
                if let Some(class) = a.lemma.and_then(|id| self.table.verbs.get(&(id.index() as u32))) {
                    found = Some((rank, *class));
                    break;
                }
            }
        }
        let Some((rank, class)) = found else { return false };
        let (marker, content) = self.marker(i + 1, end);
        if (rank > 0 || page.key(i) == "بين") && (marker == Marker::None || content > i + 12) {
            return false;
        }
        let limit = if marker == Marker::None { end } else { content };
        let (speaker, how) = self.speaker(s, i, limit);
        let mut channel = self.addressee(i, limit);
        let mut speaker = speaker;
        if self.class(class).channel {
            if let Some(origin) = self.origin_after_an(i, limit.max((i + 16).min(end)).min(end)) {
                channel = speaker.replace(origin);
            }
        }
        let content = if marker == Marker::None {
            speaker.as_ref().filter(|l| l.words.start > i).map_or(i + 1, |l| l.words.end)
        } else {
            content
        };
        self.push(Cue { words: i..i + 1, class, kind: CueKind::Verb, sentence: s, channel, speaker, how, marker, content, parent: None });
        true
    }

    fn participle(&mut self, s: usize, i: usize, end: usize) -> bool {
        let key = self.page.key(i);
        let bare = key.strip_prefix('و').unwrap_or(key);
        let Some(class) = self.set.participles.get(key).or_else(|| self.set.participles.get(bare)).copied() else { return false };
        let (marker, content) = self.marker(i + 1, end);
        let speaker = self.current_speaker(s, i);
        let how = if speaker.is_some() { How::Carried } else { How::None };
        let content = if marker == Marker::None { i + 1 } else { content };
        self.push(Cue {
            words: i..i + 1,
            class,
            kind: CueKind::Participle,
            sentence: s,
            channel: None,
            speaker,
            how,
            marker,
            content,
            parent: None,
        });
        true
    }

    /// «نفي أنقرة إرسال …», «اتهام يريفان لباكو بـ…»: a verbal noun of saying with its speaker in idafa.
    fn noun(&mut self, s: usize, i: usize, end: usize) -> bool {
        let page = self.page;
        let class = page.analyses(i).iter().find_map(|a| {
            (a.pos != Pos::Verb && !a.proclitics.has(Proclitics::AL)).then_some(a.lemma?).and_then(|id| self.table.nouns.get(&(id.index() as u32)))
        });
        let Some(class) = class.copied() else { return false };
        let Some(m) = (i + 1 < end).then(|| page.mention_at(i + 1)).flatten().filter(|m| page.can_speak(*m)) else { return false };
        if page.has(i + 1, Proclitics::BA.with(Proclitics::LA)) || page.mentions[m].kind == MentionKind::Place {
            return false;
        }
        let speaker = Some(self.link(m));
        let content = page.mentions[m].words.end as usize;
        self.push(Cue {
            words: i..i + 1,
            class,
            kind: CueKind::Noun,
            sentence: s,
            channel: None,
            speaker,
            how: How::After,
            marker: Marker::None,
            content,
            parent: None,
        });
        true
    }

    /// The first word that opens content, and where the content begins.
    fn marker(&self, from: usize, end: usize) -> (Marker, usize) {
        let page = self.page;
        for j in from..end.min(from + 40) {
            let key = page.key(j);
            if is_that(key) {
                return (Marker::That, j);
            }
            if key == ":" {
                return (Marker::Colon, j + 1);
            }
            if is_quote_open(key) && j + 1 < end && page.quoted[j + 1] && !page.quoted[j] {
                return (Marker::Quote, j + 1);
            }
            if key == "." || (j > from && self.is_verb_cue(j) && j > from + 2) {
                break;
            }
        }
        (Marker::None, from)
    }

    fn is_verb_cue(&self, j: usize) -> bool {
        self.page.top(j).is_some_and(|a| {
            a.pos == Pos::Verb && a.lemma.is_some_and(|id| self.table.verbs.contains_key(&(id.index() as u32)))
        })
    }

    fn speaker(&self, s: usize, i: usize, limit: usize) -> (Option<Link>, How) {
        if let Some(link) = self.subject_after(i, limit) {
            return (Some(link), How::After);
        }
        let page = self.page;
        if !page.has(i, Proclitics::WA.with(Proclitics::FA)) {
            if let Some(link) = self.subject_before(i) {
                return (Some(link), How::Before);
            }
        }
        match self.current_speaker(s, i) {
            Some(link) => (Some(link), How::Carried),
            None => (None, How::None),
        }
    }

    fn subject_after(&self, i: usize, limit: usize) -> Option<Link> {
        let page = self.page;
        let mut j = i + 1;
        let mut strangers = 0;
        while j < limit {
            let key = page.key(j);
            if is_that(key) || key == ":" || key == "." {
                return None;
            }
            let skip = page.date_at[j] || is_skippable(key);
            if !skip || !page.is_word(j) {
                if let Some(m) = page.mention_at(j) {
                    let joined = page.has(j, Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA));
                    let governed = j > i + 1 && is_preposition(page, j - 1);
                    if page.can_speak(m) && !joined && !governed {
                        return Some(self.joint(m));
                    }
                    j = page.mentions[m].words.end as usize;
                    continue;
                }
                if page.is_word(j) && !skip {
                    strangers += 1;
                    if strangers > 4 {
                        return None;
                    }
                }
            }
            j += 1;
        }
        None
    }

    fn subject_before(&self, i: usize) -> Option<Link> {
        let page = self.page;
        let start = page.sentence(i).words.start;
        let mut j = i;
        while j > start && is_skippable(page.key(j - 1)) && i - j < 4 {
            if let Some(m) = page.mention_before(j).filter(|m| page.can_speak(*m)) {
                return Some(self.link(m));
            }
            j -= 1;
        }
        page.mention_before(j).filter(|m| page.can_speak(*m)).map(|m| self.link(m))
    }

    /// The speaker last heard: in this sentence, else its first name that can speak, else in the sentences before.
    fn current_speaker(&self, s: usize, i: usize) -> Option<Link> {
        let last = self.cues.iter().rev().find(|c| c.speaker.is_some() && s - c.sentence <= 4);
        if let Some(cue) = last.filter(|c| c.sentence == s) {
            return cue.speaker.clone();
        }
        let start = self.page.sentences[s].words.start;
        let opening = (i > start + 3)
            .then(|| {
                self.page.mentions_in(start..(start + 12).min(i)).find(|m| {
                    matches!(self.page.mentions[*m].kind, MentionKind::Person | MentionKind::Body | MentionKind::Country | MentionKind::Source)
                })
            })
            .flatten();
        opening.map(|m| self.link(m)).or_else(|| last.and_then(|c| c.speaker.clone()))
    }

    /// «قال لـ«رويترز»»: an agency that was told, and passes on.
    fn addressee(&self, i: usize, limit: usize) -> Option<Link> {
        let page = self.page;
        let range = page.mentions_in(i + 1..limit.min(i + 26));
        let m = range.into_iter().find(|m| {
            let mention = &page.mentions[*m];
            let start = mention.words.start as usize;
            mention.kind == MentionKind::Outlet && (page.has(start, Proclitics::LA) || told_before(page, start))
        })?;
        let link = self.link(m);
        (!self.is_own_outlet(&link)).then_some(link)
    }

    /// «نقلت الوكالة عن …»: the origin.
    fn origin_after_an(&self, i: usize, limit: usize) -> Option<Link> {
        let page = self.page;
        let an = (i + 1..limit).find(|j| matches!(page.key(*j), "عن" | "الي"))?;
        (an + 1..limit.min(an + 4)).find_map(|j| page.mention_at(j).filter(|m| page.can_speak(*m))).map(|m| self.joint(m))
    }

    fn is_own_outlet(&self, link: &Link) -> bool {
        let Some(outlet) = self.outlet else { return false };
        link.words.clone().any(|w| {
            let key = self.page.key(w);
            let bare = key.strip_prefix("ال").unwrap_or(key);
            bare.chars().count() >= 3 && outlet.contains(bare)
        })
    }

    fn link(&self, m: usize) -> Link {
        let name = &self.page.mentions[m].name;
        Link { words: name.start as usize..name.end as usize, mention: Some(m) }
    }

    /// Speakers joined by و are one link, the whole phrase.
    fn joint(&self, m: usize) -> Link {
        let page = self.page;
        let mut link = self.link(m);
        let mut end = page.mentions[m].words.end as usize;
        while let Some(next) = page.mention_at(end.min(page.len().saturating_sub(1))) {
            let mention = &page.mentions[next];
            let same_kind = mention.kind == page.mentions[m].kind;
            if end >= page.len() || mention.words.start as usize != end || !page.has(end, Proclitics::WA) || !same_kind {
                break;
            }
            end = mention.words.end as usize;
            link.words.end = end;
        }
        link
    }

    fn push(&mut self, mut cue: Cue) {
        cue.parent = self.parent(&cue);
        self.cues.push(cue);
    }

    /// The cue in whose content this one stands: same sentence, begun before, and no new main clause between.
    fn parent(&self, cue: &Cue) -> Option<usize> {
        let page = self.page;
        let at = cue.words.start;
        for (k, outer) in self.cues.iter().enumerate().rev() {
            if outer.sentence != cue.sentence {
                break;
            }
            let quoting = cue.kind == CueKind::Phrase && self.class(cue.class).channel;
            if quoting && outer.kind != CueKind::Phrase {
                return Some(k);
            }
            if outer.kind == CueKind::Phrase || outer.speaker == cue.speaker || outer.content > at {
                continue;
            }
            let inside_quote = page.quoted[at] && !page.quoted[outer.words.start];
            let new_clause = page.has(at, Proclitics::WA.with(Proclitics::FA))
                || (outer.content..at).any(|j| matches!(page.key(j), "فيما" | "بينما" | "كما" | "لكن" | "حين" | "؛"));
            if inside_quote || (cue.kind != CueKind::Participle && !new_clause && outer.marker != Marker::None) {
                return Some(k);
            }
        }
        None
    }
}

fn is_preposition(page: &Page<'_>, j: usize) -> bool {
    page.top(j).is_some_and(|a| a.pos == Pos::Preposition) || matches!(page.key(j), "في" | "من" | "عن" | "علي" | "الي" | "مع" | "بين" | "لدي" | "عبر" | "خلال")
}

/// A detached ل before a quoted name: «لـ «رويترز»».
fn told_before(page: &Page<'_>, start: usize) -> bool {
    let before = |k: usize| start.checked_sub(k).map(|j| page.key(j));
    match before(1) {
        Some("ل" | "الي" | "لوكاله" | "لصحيفه" | "لقناه" | "لموقع") => true,
        Some("«" | "\"" | "“") => matches!(before(2), Some("ل" | "الي" | "لوكاله" | "لصحيفه" | "لقناه")),
        _ => false,
    }
}

/// Meets a phrase whose last element may be a bare preposition joined to the next word («وفقا ل»).
fn meet_phrase(page: &Page<'_>, phrase: &crate::frames::Phrase, i: usize, end: usize) -> Option<Range<usize>> {
    match phrase.elements.split_last() {
        Some((last, front)) if *last.form == *"ل" && !front.is_empty() => {
            let head = crate::frames::Phrase { elements: front.to_vec(), owner: phrase.owner };
            let words = meet(page, &head, i, end)?;
            let next = words.end;
            (next < end && (page.has(next, Proclitics::LA) || page.key(next) == "ل")).then_some(words)
        }
        _ => meet(page, phrase, i, end),
    }
}

/// The chains that a cue offers, nearest the reader first, with how each was made.
pub(crate) fn chains(cues: &[Cue], k: usize) -> SmallVec<[(SmallVec<[Link; 3]>, &'static str); 4]> {
    let mut out = SmallVec::new();
    let cue = &cues[k];
    let Some(speaker) = &cue.speaker else { return out };
    out.push((smallvec![speaker.clone()], "own"));
    if let Some(channel) = &cue.channel {
        out.push((smallvec![channel.clone(), speaker.clone()], "channel"));
    }
    if let Some(parent) = cue.parent {
        let mut chain: SmallVec<[Link; 3]> = SmallVec::new();
        if let Some((outer, _)) = chains(cues, parent).pop() {
            chain.extend(outer);
        }
        if !chain.is_empty() && chain.len() < 3 && !chain.contains(speaker) {
            if let Some(channel) = &cue.channel {
                chain.push(channel.clone());
            }
            chain.push(speaker.clone());
            out.push((chain, "nested"));
        }
    }
    out
}
