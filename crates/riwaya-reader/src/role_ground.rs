//! What is known of a report's words and names before any role is chosen.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::choose_role::{JOINED, joined_number};
use crate::names::{Country, Mention, MentionKind, Sector, SpellingHasher};
use crate::page::Page;
use crate::scorer::{Part, PartHash};
use crate::spelling::Signs;
use crate::support_verbs::extent;
use crate::syntax::Syntax;

/// What is known of a report's words and names.
pub(crate) struct Ground<'p> {
    /// By mention.
    pub named: Vec<Named>,
    page: &'p Page<'p>,
    /// The country that the report names most often, also by adjectives and places; the first of equals.
    pub land: Option<Country>,
    /// By word: the preposition that governs a mention which starts there.
    prepositions: Vec<Preposition>,
    /// By word: what stands before it in the report; a count that is full begins again.
    before: Vec<Tally>,
    /// Which word hangs on which.
    pub syntax: &'p Syntax,
}

/// A mention as features see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    rule: PartHash,
    /// The first mention of the report with the same words.
    pub name: u32,
    /// How often the report has a mention of the same words.
    pub often: u8,
    /// How wide a place it is, from 0; 5 for what is no place.
    pub wide: u8,
}

/// The preposition that governs a mention.
#[derive(Clone, Copy, Debug)]
enum Preposition {
    None,
    /// Joined to it, by its place in [`JOINED`].
    Joined(u8),
    /// A word of its own.
    Apart(u32),
}

/// How many words of some kinds there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub verbs: u16,
    pub commas: u16,
    pub relatives: u16,
    /// Words that join clauses.
    pub ands: u16,
}

const SECTORS: [Part<'static>; Sector::TABLE.len()] = {
    let mut out = [Part::of(""); Sector::TABLE.len()];
    let mut k = 0;
    while k < out.len() {
        let (sector, code, _) = Sector::TABLE[k];
        out[sector as usize] = Part::of(code);
        k += 1;
    }
    out
};

/// The code of a sector as part of a feature.
pub(crate) const fn sector_part(sector: Sector) -> Part<'static> {
    SECTORS[sector as usize]
}

impl<'p> Ground<'p> {
    pub(crate) fn new(page: &'p Page<'p>, syntax: &'p Syntax) -> Self {
        Self {
            page,
            named: named(page),
            land: page.land(),
            prepositions: prepositions(page),
            before: tallies(page),
            syntax,
        }
    }

    /// The preposition that governs a mention which starts at a word.
    pub(crate) fn preposition(&self, start: usize) -> Part<'p> {
        match self.prepositions.get(start).copied().unwrap_or(Preposition::None) {
            Preposition::None => const { Part::of("") },
            Preposition::Joined(k) => JOINED[usize::from(k)].1,
            Preposition::Apart(word) => self.page.lemma_part(word as usize),
        }
    }

    /// The pattern that built a mention.
    pub(crate) fn rule(&self, m: usize) -> Part<'static> {
        self.named[m].rule.part(self.page.mentions[m].rule)
    }

    /// How many words of each kind stand in a range of words of one sentence.
    pub(crate) fn tally(&self, words: &Range<usize>) -> Tally {
        let (a, b) = (self.before[words.start], self.before[words.end]);
        Tally {
            verbs: b.verbs.wrapping_sub(a.verbs),
            commas: b.commas.wrapping_sub(a.commas),
            relatives: b.relatives.wrapping_sub(a.relatives),
            ands: b.ands.wrapping_sub(a.ands),
        }
    }
}

/// For each word the preposition that governs a mention which starts there; the same as [`crate::choose_role::preposition_part`].
fn prepositions(page: &Page<'_>) -> Vec<Preposition> {
    let mut out = Vec::with_capacity(page.len());
    for s in &page.sentences {
        let (mut before, mut further) = (None, None);
        for i in s.words.clone() {
            let top = page.top(i);
            let apart = || before.or(further).map_or(Preposition::None, Preposition::Apart);
            out.push(top.and_then(joined_number).map_or_else(apart, Preposition::Joined));
            further = if page.is_word(i) { None } else { before };
            before = top.is_some_and(|a| a.pos == Pos::Preposition).then_some(i as u32);
        }
    }
    out
}

fn named(page: &Page<'_>) -> Vec<Named> {
    let mut names: HashMap<&str, (u32, u8), BuildHasherDefault<SpellingHasher>> = HashMap::default();
    let keys: Vec<&str> = page.mentions.iter().map(|m| page.text.slice(m.name_span)).collect();
    for (k, key) in (0u32..).zip(&keys) {
        let (_, times) = names.entry(key).or_insert((k, 0));
        *times = times.saturating_add(1);
    }
    let of = |(k, m): (usize, &Mention)| {
        let (name, often) = names.get(keys[k]).copied().unwrap_or_default();
        let wide = match m.kind {
            MentionKind::Country => 4,
            MentionKind::Place => extent(page.listed(m.words.start as usize)),
            _ => 5,
        };
        Named { rule: Part::of(m.rule).hash(), name, often, wide }
    };
    page.mentions.iter().enumerate().map(of).collect()
}

/// For each word and the end, what stands before it.
fn tallies(page: &Page<'_>) -> Vec<Tally> {
    let mut so_far = Tally::default();
    let mut out = Vec::with_capacity(page.len() + 1);
    for i in 0..page.len() {
        out.push(so_far);
        let top = page.top(i).filter(|a| a.pos == Pos::Verb);
        let signs = page.signs(i);
        let joined = top.is_some_and(|a| a.proclitics.has_any(Proclitics::WA.with(Proclitics::FA)));
        let count = |n: u16, more: bool| n.wrapping_add(u16::from(more));
        so_far = Tally {
            verbs: count(so_far.verbs, top.is_some()),
            commas: count(so_far.commas, signs.has(Signs::COMMA)),
            relatives: count(so_far.relatives, signs.has(Signs::RELATIVE)),
            ands: count(count(so_far.ands, joined), signs.has(Signs::JOINS)),
        };
    }
    out.push(so_far);
    out
}
