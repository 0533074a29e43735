//! What a report has told so far: its events with who and what fills their roles.

use crate::attribution::Link;
use crate::choose_role::{Filler, Role, Site};
use crate::event::Event;
use crate::fill_roles::Filled;
use crate::names::KeyMap;
use crate::page::Page;
use crate::role_ground::Ground;

/// An event already read, from whose fillers others may inherit.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub sentence: usize,
    pub head: usize,
    pub event: Event,
    pub filled: Filled,
    /// The last link of its chain.
    pub source: Option<Link>,
}

impl Told {
    pub(crate) fn of(&self, role: Role) -> &[Filler] {
        self.filled.of(role)
    }
}

/// The events of a report told so far, and how often each name filled a role of theirs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    told: Vec<Told>,
    /// By name: how many events it filled a role of, for each role.
    held: Vec<[u16; Role::ALL.len()]>,
    /// For each role, how many events have a filler.
    filled: [u16; Role::ALL.len()],
    /// By lemma: for each role the last event that was told by it and has a filler.
    by_word: KeyMap<[Option<usize>; Role::ALL.len()]>,
}

impl Story {
    /// The events, in the order in which their roles were filled.
    pub(crate) fn told(&self) -> &[Told] {
        &self.told
    }

    /// Adds an event.
    pub(crate) fn tell(&mut self, page: &Page<'_>, ground: &Ground<'_>, site: &Site<'_>, filled: Filled) {
        self.held.resize(ground.named.len(), [0; Role::ALL.len()]);
        for role in Role::ALL {
            let (k, fillers) = (role as usize, filled.of(role));
            self.filled[k] = self.filled[k].saturating_add(u16::from(!fillers.is_empty()));
            for name in fillers.iter().filter_map(|f| Some(ground.named[f.mention?].name)) {
                let held = &mut self.held[name as usize][k];
                *held = held.saturating_add(1);
            }
        }
        let head = site.candidate.head;
        self.index(page.lemma(head), &filled);
        let sentence = page.sentence_of[head] as usize;
        self.told.push(Told { sentence, head, event: site.event, filled, source: site.source.cloned() });
    }

    fn index(&mut self, lemma: &str, filled: &Filled) {
        if !self.by_word.contains_key(lemma) {
            self.by_word.insert(lemma.into(), Default::default());
        }
        let Some(last) = self.by_word.get_mut(lemma) else { return };
        for role in Role::ALL.into_iter().filter(|role| !filled.of(*role).is_empty()) {
            last[role as usize] = Some(self.told.len());
        }
    }

    /// The last event that was told by a word of this lemma and has a filler of a role, however far back.
    pub(crate) fn told_by(&self, lemma: &str, role: Role) -> Option<usize> {
        self.by_word.get(lemma)?[role as usize]
    }

    /// How many events a mention's name filled a role of.
    pub(crate) fn held(&self, ground: &Ground<'_>, mention: usize, role: Role) -> usize {
        self.held.get(ground.named[mention].name as usize).map_or(0, |held| usize::from(held[role as usize]))
    }

    /// How many events have a filler of a role.
    pub(crate) fn filled(&self, role: Role) -> usize {
        usize::from(self.filled[role as usize])
    }
}
