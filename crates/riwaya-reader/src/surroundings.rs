//! What surrounds the candidates of a report, computed once: topics, other events, what was told before.

use crate::candidate::Candidate;
use crate::event::Event;
use crate::frames::FrameSet;
use crate::page::Page;
use crate::scorer::Part;
use crate::topics::{Topics, bits};

/// What surrounds the candidates of a page.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// The topics of each word, as bits.
    pub topics: Vec<u32>,
    /// For each sentence, the events that its words propose, as bits.
    pub events: Vec<u32>,
    /// For each sentence, the topics of its words, as bits.
    pub sentence_topics: Vec<u32>,
    /// For each sentence, the kind of weapon that the report named last before its end.
    pub weapon: Vec<&'static str>,
    /// The share of candidates among the report's words, in steps.
    pub density: &'static str,
    /// How much of war there is in the report's words, in steps.
    pub climate: &'static str,
    /// How far the report's words speak against any act of force in it, as odds (natural logarithm).
    pub calm: f32,
    /// For each word at the head of a candidate, whether its frame was met before.
    again: Vec<Again>,
}

/// Where the frame of a candidate was met before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Again {
    No,
    Sentence,
    Before,
    Report,
}

impl Surroundings {
    pub(crate) fn new(page: &Page<'_>, set: &FrameSet, topics: &Topics, candidates: &[Candidate]) -> Self {
        let mut events = vec![0u32; page.sentences.len()];
        for c in candidates {
            for f in &c.frames {
                events[page.sentence_of[c.head] as usize] |= 1 << (set.frames[usize::from(*f)].event as u32);
            }
        }
        let of_words: Vec<u32> = (0..page.len()).map(|i| page.spelling(i).map_or(0, |s| s.topics)).collect();
        let sentence_topics =
            page.sentences.iter().map(|s| of_words[s.words.clone()].iter().fold(0, |all, t| all | t)).collect();
        let count = |mask: u32| of_words.iter().filter(|t| **t & mask != 0).count();
        let (war, peace) = (count(topics.conflict), count(topics.peace));
        let density =
            step(candidates.len() * 100 / page.len().max(1), &[(4, "0"), (8, "4"), (12, "8"), (16, "12")], "16");
        let climate = step(war * 100 / (war + peace).max(1), &[(20, "0"), (40, "20"), (60, "40"), (80, "60")], "80");
        Self {
            weapon: weapons(page, topics, &of_words),
            again: again(page, candidates, set.frames.len()),
            calm: calm(page.len(), war, peace, count(topics.bit("nature"))),
            topics: of_words,
            events,
            sentence_topics,
            density,
            climate,
        }
    }

    /// Where the frame of the candidate with this head was met before.
    pub(crate) fn again(&self, head: usize) -> &'static str {
        match self.again[head] {
            Again::No => "no",
            Again::Sentence => "sentence",
            Again::Before => "before",
            Again::Report => "report",
        }
    }
}

fn step(n: usize, steps: &[(usize, &'static str)], last: &'static str) -> &'static str {
    steps.iter().find(|(below, _)| n < *below).map_or(last, |(_, name)| name)
}

/// Words of war are this share of a war report at least, in hundredths.
const WAR_SHARE: f32 = 8.0;

/// Odds against force where a long report has no word of war at all.
const CALMEST: f32 = 10.0;

/// Odds that do not count yet: every report has words of other things.
const TOLERATED: f32 = 2.0;

/// Odds against force where more is told of accidents and the weather than of war.
const ACCIDENT: f32 = 3.0;

/// Few words of war among many words, and many of other things, make acts of force unlikely.
fn calm(words: usize, war: usize, peace: usize, nature: usize) -> f32 {
    let (words, war, peace, nature) = (words as f32, war as f32, peace as f32, nature as f32);
    let expected = WAR_SHARE * words / 100.0;
    let lack = (expected - war).max(0.0) / (expected + 2.0);
    let other = (peace - 2.0 * war).max(0.0) / (peace + 4.0);
    let accident = if nature > war { ACCIDENT } else { 0.0 };
    (CALMEST * (lack * 0.6 + other * 0.6) - TOLERATED + accident).max(0.0)
}

fn weapons(page: &Page<'_>, topics: &Topics, of_words: &[u32]) -> Vec<&'static str> {
    let kinds = [(topics.bit("air"), "air"), (topics.bit("gun"), "gun"), (topics.bit("bomb"), "bomb")];
    let mut last = "-";
    page.sentences
        .iter()
        .map(|s| {
            for t in &of_words[s.words.clone()] {
                last = kinds.iter().find(|(bit, _)| t & bit != 0).map_or(last, |(_, name)| name);
            }
            last
        })
        .collect()
}

fn again(page: &Page<'_>, candidates: &[Candidate], frames: usize) -> Vec<Again> {
    let mut out = vec![Again::No; page.len()];
    let mut last: Vec<Option<u32>> = vec![None; frames];
    for c in candidates {
        let s = page.sentence_of[c.head];
        let Some(frame) = c.frames.first().map(|f| usize::from(*f)) else { continue };
        out[c.head] = match last[frame] {
            None => Again::No,
            Some(before) if before == s => Again::Sentence,
            Some(before) if before + 1 == s => Again::Before,
            Some(_) => Again::Report,
        };
        last[frame] = Some(s);
    }
    out
}

/// The names of the events that a set of bits holds.
pub(crate) fn events_in(set: u32) -> impl Iterator<Item = Part<'static>> {
    bits(set).filter_map(|b| Event::ALL.get(b)).map(|e| e.as_str().into())
}
