//! Who says what a filter asks for, and through whom.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use foldhash::fast::FixedState;

use super::chosen::{in_parts, ones};
use super::stretch::Packed;
use super::{Chosen, Glance};
use crate::store::index::{OWN_VOICE, Role};

/// Claims that are asked for, counted by who says them: of each origin how many come through whom, and how it holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken(pub(in crate::store) BTreeMap<i64, Vec<Voiced>>);

/// Claims of one origin: through whom they come, how they are held, and how many.
pub(in crate::store) type Voiced = (i64, i64, i64);

/// Who says a claim, through whom, and how they hold it.
type Voice = (i64, i64, i64);

impl Glance {
    /// Who says what is asked for, counted by all cores.
    #[must_use]
    pub fn spoken(&self, chosen: &Chosen) -> Spoken {
        let part = |nths: Range<usize>| {
            let mut counted: HashMap<Voice, i64, FixedState> = HashMap::default();
            for (stretch, claims) in self.claims_of(chosen, nths) {
                for at in ones(claims) {
                    let Some(stance) = stretch.stance(at) else { continue };
                    let (origin, channel) = speakers(stretch.named_of(at));
                    *counted.entry((origin, channel, stance)).or_default() += 1;
                }
            }
            counted
        };
        let mut whole: BTreeMap<Voice, i64> = BTreeMap::new();
        for (voice, claims) in in_parts(self.stretches.len(), &part).flatten() {
            *whole.entry(voice).or_default() += claims;
        }
        let mut spoken = Spoken::default();
        for ((origin, channel, stance), claims) in whole {
            spoken.0.entry(origin).or_default().push((channel, stance, claims));
        }
        spoken
    }
}

/// The first that are named as origin and as channel of a claim; where nobody is, the report speaks itself.
fn speakers(named: &[Packed]) -> (i64, i64) {
    let (mut origin, mut channel) = (OWN_VOICE, OWN_VOICE);
    for (role, subject) in named.iter().rev().map(|n| n.parts()) {
        if role == Role::Origin as u8 {
            origin = subject;
        } else if role == Role::Channel as u8 {
            channel = subject;
        }
    }
    (origin, channel)
}
