//! Chains of sources: what a cue offers with the agency that passes it on, the cue around it, the phrase over its sentence.

use smallvec::{SmallVec, smallvec};

use crate::attribution::{Cue, CueKind};
use crate::voices::Link;

/// The phrase that cites a source for the whole sentence in which cue `k` stands: it opens the sentence just before the
/// cue, or follows the cue.
fn cover(cues: &[Cue], k: usize) -> Option<&Cue> {
    let cue = &cues[k];
    let phrase = |c: &&Cue| c.kind == CueKind::Phrase && c.sentence == cue.sentence && cue.kind != CueKind::Phrase;
    let first = |p: usize| p.checked_sub(1).is_none_or(|q| cues[q].sentence != cue.sentence);
    let before = k.checked_sub(1).filter(|p| first(*p)).map(|p| &cues[p]).filter(phrase);
    before.or_else(|| cues[k + 1..].iter().take_while(|c| c.sentence == cue.sentence).find(phrase))
}

type Chain = SmallVec<[Link; 3]>;

/// The chains that a cue offers, nearest the reader first, with how each was made.
pub(crate) fn chains(cues: &[Cue], k: usize) -> SmallVec<[(Chain, &'static str); 4]> {
    let mut out: SmallVec<[(Chain, &'static str); 4]> = SmallVec::new();
    let cue = &cues[k];
    let Some(speaker) = &cue.speaker else { return out };
    out.push((smallvec![speaker.clone()], "own"));
    if let Some(channel) = &cue.channel {
        out.push((smallvec![channel.clone(), speaker.clone()], "channel"));
    }
    if let Some(from) = cue.from() {
        out.extend(chains(cues, from).into_iter().filter(|(c, _)| c.len() > 1).map(|(c, _)| (c, "continued")));
    }
    if let Some(cover) = cover(cues, k).and_then(|c| c.speaker.clone()).filter(|c| c != speaker) {
        out.push((smallvec![cover, speaker.clone()], "covered"));
    }
    if let Some(parent) = cue.parent {
        for (outer, _) in chains(cues, parent) {
            if outer.len() < 3 && !outer.contains(speaker) {
                let mut chain = outer;
                if let Some(channel) = cue.channel.as_ref().filter(|_| chain.len() < 2) {
                    chain.push(channel.clone());
                }
                chain.push(speaker.clone());
                out.push((chain, "nested"));
            }
        }
    }
    out
}
