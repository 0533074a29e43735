//! Examples of who speaks in a cue: the annotation tells it of every cue that reaches over a claim.

use std::collections::BTreeMap;

use crate::agree::same;
use crate::attribution::{Cue, CueKind, Link, Marker};
use crate::choose_speaker::{self, Asking};
use crate::cues::CueSet;
use crate::decide::Layout;
use crate::page::Page;
use crate::scorer::{Features, Model};
use crate::train::Trainer;

/// A claim as far as its cue is concerned: the index of its candidate and its chain.
pub(crate) type Cited<'g> = (usize, &'g [String]);

/// Adds one example for every cue that reaches over a claim and of whose voices some, not all, are in the claim's chain.
pub(crate) fn teach(page: &Page<'_>, set: &CueSet, layout: &Layout, claims: &[Cited<'_>], trainer: &mut Trainer) {
    let mut right: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    for (candidate, chain) in claims.iter().filter(|(_, chain)| !chain.is_empty()) {
        let head = layout.candidates[*candidate].head;
        let here = layout.by_sentence[page.sentence_of[head] as usize].clone();
        let over =
            here.filter(|k| reaches(&layout.cues[*k], head)).min_by_key(|k| layout.cues[*k].words.start.abs_diff(head));
        let Some(k) = over else { continue };
        let spoken: Vec<bool> = layout.cues[k].voices.iter().map(|v| speaks(page, &v.link, chain)).collect();
        if spoken.iter().any(|s| *s) && !spoken.iter().all(|s| *s) {
            right.entry(k).or_insert(spoken);
        }
    }
    let mut f = Features::named();
    for (k, spoken) in right {
        example(page, set, &layout.cues[k], &spoken, &mut f, trainer);
    }
}

fn reaches(cue: &Cue, head: usize) -> bool {
    match cue.kind {
        CueKind::Phrase => true,
        _ => cue.words.start <= head && (cue.marker == Marker::None || cue.content <= head),
    }
}

fn speaks(page: &Page<'_>, link: &Link, chain: &[String]) -> bool {
    let written = page.name(&link.words, link.mention);
    chain.iter().any(|link| same(written, link))
}

/// One example: the first voice that speaks against all that do not.
fn example(page: &Page<'_>, set: &CueSet, cue: &Cue, spoken: &[bool], f: &mut Features, trainer: &mut Trainer) {
    let asking = Asking {
        at: cue.words.start,
        sentence: cue.sentence,
        class: &set.classes[usize::from(cue.class)],
        kind: cue.kind,
        marker: cue.marker,
        content: cue.content,
        voices: &cue.voices,
    };
    let Some(first) = spoken.iter().position(|s| *s) else { return };
    let mut gold = 0;
    let mut candidates = Vec::new();
    for k in (0..cue.voices.len()).filter(|k| *k == first || !spoken[*k]) {
        if k == first {
            gold = candidates.len();
        }
        choose_speaker::features(page, &asking, k, f);
        candidates.push(f.names().to_vec());
    }
    trainer.choice(Model::Speaker, &candidates, gold, 1.0);
}
