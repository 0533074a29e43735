//! Who says what a filter asks for, and through whom.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::chosen::{in_parts, ones};
use super::stretch::Packed;
use super::{Chosen, Glance};
use crate::store::index::{OWN_VOICE, Role};

/// Claims that are asked for, counted by who says them: of each origin how many come through whom, and how it holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken(pub(in crate::store) BTreeMap<i64, Vec<Voiced>>);

/// Claims of one origin: through whom they come, how they are held, and how many.
pub(in crate::store) type Voiced = (i64, i64, i64);

impl Glance {
    /// Who says what is asked for, counted by all cores.
    #[must_use]
    pub fn spoken(&self, chosen: &Chosen) -> Spoken {
        let starts = self.starts();
        let part = |nths: Range<usize>| {
            let mut counted: HashMap<(i64, i64, i64), i64> = HashMap::new();
            for (stretch, start) in self.stretches.iter().zip(&starts).skip(nths.start).take(nths.len()) {
                for at in ones(chosen.claims_of(stretch, *start)) {
                    let named = stretch.named_of(at);
                    let Some(stance) = stretch.stance(at) else { continue };
                    *counted.entry((first(named, Role::Origin), first(named, Role::Channel), stance)).or_default() += 1;
                }
            }
            counted
        };
        let mut whole: BTreeMap<(i64, i64, i64), i64> = BTreeMap::new();
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

/// The first that is named in a role; where nobody is, the report speaks itself.
fn first(named: &[Packed], role: Role) -> i64 {
    let of_role = named.iter().map(|n| n.parts()).find(|(r, _)| *r == role as u8);
    of_role.map_or(OWN_VOICE, |(_, subject)| subject)
}
