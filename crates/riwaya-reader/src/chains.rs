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

/// A chain, nearest the reader first, and how it was made.
type Made = (Chain, &'static str);

/// The chains that each cue of a page offers.
///
/// A cue offers what the cue offers from which its speaker is carried over, and puts itself behind the chains of the cue in
/// whose content it stands. Both stand before it, so that all are told in one pass; each asked by itself would go back to
/// the first of them every time, and where many speak by turns in one sentence, over every way between them.
#[derive(Debug)]
pub(crate) struct Chains(Vec<Box<[Made]>>);

impl Chains {
    pub(crate) fn new(cues: &[Cue]) -> Self {
        let mut all = Self(Vec::with_capacity(cues.len()));
        for k in 0..cues.len() {
            let made = all.made(cues, k);
            all.0.push(made.into_boxed_slice());
        }
        all
    }

    /// The chains of cue `k`, each once.
    pub(crate) fn of(&self, k: usize) -> &[Made] {
        &self.0[k]
    }

    /// The chains of cue `k`, where those of the cues before it are known.
    fn made(&self, cues: &[Cue], k: usize) -> Vec<Made> {
        let mut out: Vec<Made> = Vec::new();
        let mut add = |chain: Chain, make: &'static str| {
            if out.len() < MOST && !out.iter().any(|(c, _)| *c == chain) {
                out.push((chain, make));
            }
        };
        let cue = &cues[k];
        let Some(speaker) = &cue.speaker else { return out };
        add(smallvec![speaker.clone()], "own");
        if let Some(channel) = &cue.channel {
            add(smallvec![channel.clone(), speaker.clone()], "channel");
        }
        for (chain, _) in cue.from().map_or(&[][..], |from| self.of(from)).iter().filter(|(c, _)| c.len() > 1) {
            add(chain.clone(), "continued");
        }
        if let Some(cover) = cover(cues, k).and_then(|c| c.speaker.clone()).filter(|c| c != speaker) {
            add(smallvec![cover, speaker.clone()], "covered");
        }
        for (outer, _) in cue.parent.map_or(&[][..], |parent| self.of(parent)) {
            if outer.len() < 3 && !outer.contains(speaker) {
                let mut chain = outer.clone();
                if let Some(channel) = cue.channel.as_ref().filter(|_| chain.len() < 2) {
                    chain.push(channel.clone());
                }
                chain.push(speaker.clone());
                add(chain, "nested");
            }
        }
        out
    }
}

/// How many chains a cue offers at most, so that speakers by turns in one endless sentence cost no more each: no reading of
/// the corpus changes by it.
const MOST: usize = 24;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::reader::{Reader, Report};

    /// Every cue takes up the speaker of the one before it, and has another agency to pass his words on.
    #[test]
    fn a_source_that_goes_on_speaking_is_read_to_the_end() {
        const TIMES: usize = 2500;
        let again = "وأضاف الحربي لوكالة رويترز أن القوات قصفت المدينة. ";
        let text = format!("قال محمد سعيد الحربي لوكالة رويترز إن القوات قصفت المدينة. {}", again.repeat(TIMES));
        let reading = Reader::builtin().session().read(&Report::new(&text));
        assert!(reading.claims.len() > TIMES, "{} claims", reading.claims.len());
        let speakers: HashSet<_> = reading.claims.iter().filter_map(|c| Some(c.chain.last()?.party.span)).collect();
        assert!(speakers.len() <= 2, "{speakers:?}");
        assert!(reading.claims.iter().all(|c| c.chain.len() <= 3));
    }
}
