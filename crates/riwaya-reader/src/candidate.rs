//! Words that may tell an event: every frame that a word or phrase meets.

use std::ops::Range;

use riwaya_lexicon::{Analysis, LemmaId, Lexicon, Pos};
use smallvec::SmallVec;

use crate::event::Event;
use crate::frames::{Element, FIGURE, FrameSet};
use crate::page::Page;
use crate::spelling::{Signs, stem_of};

/// A word or phrase that may tell an event.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// The words, the verb and its object both where they stand apart.
    pub words: Range<usize>,
    /// The word that carries it.
    pub head: usize,
    /// The frames that propose it.
    pub frames: SmallVec<[u16; 4]>,
    /// Whether a phrase of several words was met.
    pub phrase: bool,
    /// How far down the word's readings the one that met a frame stands: 0 is the likeliest.
    pub rank: u8,
}

impl Candidate {
    /// The events it may tell: those of its frames first, in order, then what the frames allow besides.
    pub(crate) fn events(&self, set: &FrameSet) -> SmallVec<[Event; 8]> {
        let mut out = SmallVec::new();
        for f in &self.frames {
            let event = set.frames[usize::from(*f)].event;
            if !out.contains(&event) {
                out.push(event);
            }
        }
        for f in &self.frames {
            for event in &set.frames[usize::from(*f)].also {
                if !out.contains(event) {
                    out.push(*event);
                }
            }
        }
        out
    }
}

/// Readings of a word from this rank on open no frame: the word is hardly meant so.
pub(crate) const LAST_RANK: u8 = 3;

/// What a lemma opens, as bits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Openers {
    verbs: Vec<SmallVec<[u16; 2]>>,
    nouns: Vec<SmallVec<[u16; 2]>>,
    opens_phrase: Vec<bool>,
}

impl Openers {
    pub(crate) fn new(set: &FrameSet, lexicon: &Lexicon) -> Self {
        let n = lexicon.lemma_count();
        let mut out =
            Self { verbs: vec![SmallVec::new(); n], nouns: vec![SmallVec::new(); n], opens_phrase: vec![false; n] };
        let mut fill = |key: &str, frames: &[u16], verb: bool| {
            for id in lexicon.lemmas(key) {
                let is_verb = lexicon.lemma(id).pos() == Pos::Verb;
                if is_verb == verb {
                    let slot = if verb { &mut out.verbs[id.index()] } else { &mut out.nouns[id.index()] };
                    for f in frames {
                        if !slot.contains(f) {
                            slot.push(*f);
                        }
                    }
                }
            }
        };
        for (key, frames) in &set.verbs {
            fill(key, frames, true);
        }
        for (key, frames) in &set.nouns {
            fill(key, frames, false);
        }
        for key in set.phrases.keys() {
            for id in lexicon.lemmas(key) {
                out.opens_phrase[id.index()] = true;
            }
        }
        out
    }

    fn of(&self, id: LemmaId, pos: Pos) -> &[u16] {
        if pos == Pos::Verb { &self.verbs[id.index()] } else { &self.nouns[id.index()] }
    }

    /// Whether some phrase begins with a lemma.
    pub(crate) fn opens_phrase(&self, id: LemmaId) -> bool {
        self.opens_phrase[id.index()]
    }

    /// The frames that a word meets by itself, and how far down its readings the first stands that meets one.
    pub(crate) fn frames(&self, set: &FrameSet, key: &str, readings: &[Analysis]) -> (SmallVec<[u16; 4]>, u8) {
        let mut frames: SmallVec<[u16; 4]> = SmallVec::new();
        let mut best = LAST_RANK;
        for (rank, a) in (0u8..LAST_RANK).zip(readings) {
            let found = match a.lemma {
                Some(id) => self.of(id, a.pos),
                None => set.nouns.get(stem_of(key, a)).map_or(&[][..], Vec::as_slice),
            };
            for f in found {
                best = best.min(rank);
                if !frames.contains(f) {
                    frames.push(*f);
                }
            }
        }
        (frames, best)
    }
}

/// All candidates of a page, in the order of their words; a word inside a longer phrase, or a figure of speech, is no
/// candidate of its own.
pub(crate) fn candidates(page: &Page<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut covered = vec![false; page.len()];
    let mut phrases = Vec::new();
    for s in &page.sentences {
        for i in s.words.clone() {
            phrases_at(page, i, s.words.end, &mut phrases);
        }
        keep_longest(&mut phrases, &mut covered, &mut out);
    }
    out.extend((0..page.len()).filter(|i| !covered[*i]).filter_map(|i| single(page, i)));
    out.retain(|c| !c.frames.contains(&FIGURE));
    out.sort_by_key(|c| (c.head, c.words.end));
    out
}

fn single(page: &Page<'_>, i: usize) -> Option<Candidate> {
    if is_particle(page, i) {
        return None;
    }
    let opens = page.opens(i).filter(|o| !o.frames.is_empty())?;
    Some(Candidate { words: i..i + 1, head: i, frames: opens.frames.clone(), phrase: false, rank: opens.rank })
}

/// «فقد قتل ثلاثة»: before a verb these letters are the particle, and nothing was lost.
fn is_particle(page: &Page<'_>, i: usize) -> bool {
    page.key(i) == "فقد" && page.top(i + 1).is_some_and(|a| a.pos == Pos::Verb && a.proclitics.is_empty())
}

fn phrases_at(page: &Page<'_>, i: usize, end: usize, out: &mut Vec<Candidate>) {
    let Some(opens) = page.opens(i) else { return };
    for phrase in opens.phrases.iter().copied().flatten() {
        if let Some(words) = meet(page, &phrase.elements, i, end) {
            out.push(Candidate {
                head: i,
                words,
                frames: SmallVec::from_slice(&[phrase.owner]),
                phrase: true,
                rank: 0,
            });
        }
    }
}

/// The words of a phrase that starts at word `i`.
#[inline]
pub(crate) fn meet(page: &Page<'_>, phrase: &[Element], i: usize, end: usize) -> Option<Range<usize>> {
    let second = phrase.get(1).filter(|e| e.gap == 0);
    if second.is_some_and(|e| page.spelling(i + 1).is_none_or(|s| !s.may_meet(e))) {
        return None;
    }
    met(page, phrase, i, end)
}

/// The same where the second word is no hindrance, as it is to nearly all phrases.
fn met(page: &Page<'_>, phrase: &[Element], i: usize, end: usize) -> Option<Range<usize>> {
    let mut at = i + 1;
    for element in phrase.iter().skip(1) {
        let limit = end.min(at + usize::from(element.gap) + 1);
        at = first_met(page, element, at..limit)? + 1;
    }
    Some(i..at)
}

/// The first of some words that meets an element by form, by stem or by lemma; none where a clause or a quotation ends
/// before, or somebody says something.
fn first_met(page: &Page<'_>, element: &Element, words: Range<usize>) -> Option<usize> {
    for j in words {
        let spelling = page.spelling(j)?;
        if spelling.may_meet(element) && spelled_so(page.lexicon, page.key(j), page.analyses(j), element) {
            return Some(j);
        }
        if spelling.signs.has(Signs::STOP) || cites(page, j) {
            return None;
        }
    }
    None
}

/// «استعادتها نافيا ما ذكره …», «تدمير مخزن قال إنه …»: with a word that cites another clause begins.
fn cites(page: &Page<'_>, j: usize) -> bool {
    page.opens(j).is_some_and(|o| o.cue_participle.is_some() || o.cue_verb.is_some_and(|(rank, _)| rank == 0))
}

/// Whether a spelling meets an element.
pub(crate) fn spelled_so(lexicon: &Lexicon, key: &str, readings: &[Analysis], element: &Element) -> bool {
    *key == *element.form
        || readings.iter().any(|a| {
            stem_of(key, a) == &*element.stem || a.lemma.is_some_and(|id| lexicon.lemma(id).has_key(&element.stem))
        })
}

/// Keeps, among the phrases of a sentence that overlap, the one with most words met; marks which words are taken.
fn keep_longest(phrases: &mut Vec<Candidate>, covered: &mut [bool], out: &mut Vec<Candidate>) {
    phrases.sort_by_key(|c| (std::cmp::Reverse(c.words.len()), c.words.start));
    let mut kept: Vec<Candidate> = Vec::new();
    for c in phrases.drain(..) {
        let ends = [c.words.start, c.words.end - 1];
        match kept.iter_mut().find(|k| k.words == c.words) {
            Some(same) => {
                for f in &c.frames {
                    if !same.frames.contains(f) {
                        same.frames.push(*f);
                    }
                }
            }
            None if ends.iter().any(|e| covered[*e]) => {}
            None => {
                // A wide phrase takes its first and last words; what stands between may tell an event of its own.
                if c.words.len() <= 4 {
                    covered[c.words.clone()].fill(true);
                } else {
                    covered[c.words.start] = true;
                    covered[c.words.end - 1] = true;
                }
                kept.push(c);
            }
        }
    }
    out.append(&mut kept);
}
