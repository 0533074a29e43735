//! What is known of a report's words and names before any role is chosen.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::choose_role::joined_preposition;
use crate::names::{Mention, MentionKind, SpellingHasher};
use crate::page::Page;
use crate::role_view::bucket;
use crate::scorer::Part;
use crate::spelling::Signs;
use crate::support_verbs::extent;
use crate::syntax::Syntax;

/// What is known of a report's words and names.
#[derive(Debug)]
pub(crate) struct Ground<'p> {
    /// By mention.
    pub named: Vec<Named>,
    /// By word: the preposition that governs a mention which starts there.
    prepositions: Vec<Part<'p>>,
    /// By word: what stands before it in the report.
    before: Vec<Tally>,
    /// Which word hangs on which.
    pub syntax: &'p Syntax,
}

/// A mention as features see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    pub kind: Part<'static>,
    pub rule: Part<'static>,
    pub sector: Option<Part<'static>>,
    /// How often the report has a mention of the same words.
    pub often: Part<'static>,
    /// How wide a place it is, from 0; 5 for what is no place.
    pub wide: u8,
}

/// How many words of some kinds there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub verbs: u32,
    pub commas: u32,
    pub relatives: u32,
    /// Words that join clauses.
    pub ands: u32,
}

impl<'p> Ground<'p> {
    pub(crate) fn new(page: &'p Page<'_>, syntax: &'p Syntax) -> Self {
        Self { named: named(page), prepositions: prepositions(page), before: tallies(page), syntax }
    }

    /// The preposition that governs a mention which starts at a word.
    pub(crate) fn preposition(&self, start: usize) -> Part<'p> {
        self.prepositions.get(start).copied().unwrap_or(const { Part::of("") })
    }

    /// How many words of each kind stand in a range.
    pub(crate) fn tally(&self, words: &Range<usize>) -> Tally {
        let (a, b) = (self.before[words.start], self.before[words.end]);
        Tally {
            verbs: b.verbs - a.verbs,
            commas: b.commas - a.commas,
            relatives: b.relatives - a.relatives,
            ands: b.ands - a.ands,
        }
    }
}

/// For each word the preposition that governs a mention which starts there; the same as [`crate::choose_role::preposition_part`].
fn prepositions<'p>(page: &'p Page<'_>) -> Vec<Part<'p>> {
    let mut out = Vec::with_capacity(page.len());
    for s in &page.sentences {
        let (mut before, mut further) = (None, None);
        for i in s.words.clone() {
            let top = page.top(i);
            let governs = top.is_some_and(|a| a.pos == Pos::Preposition).then(|| page.lemma_part(i));
            let apart = before.or(further).unwrap_or(const { Part::of("") });
            out.push(top.and_then(joined_preposition).unwrap_or(apart));
            further = if page.is_word(i) { None } else { before };
            before = governs;
        }
    }
    out
}

fn named(page: &Page<'_>) -> Vec<Named> {
    let mut counts: HashMap<&str, u8, BuildHasherDefault<SpellingHasher>> = HashMap::default();
    let keys: Vec<&str> = page.mentions.iter().map(|m| page.text.slice(m.name_span)).collect();
    for key in &keys {
        let n = counts.entry(key).or_default();
        *n = n.saturating_add(1);
    }
    let of = |(k, m): (usize, &Mention)| Named {
        kind: page.kind_part(Some(k)),
        rule: m.rule.into(),
        sector: m.sector.map(|s| s.code().into()),
        often: bucket(counts.get(keys[k]).copied().map_or(0, usize::from)),
        wide: match m.kind {
            MentionKind::Country => 4,
            MentionKind::Place => extent(page.lemma(m.words.start as usize)),
            _ => 5,
        },
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
        so_far.verbs += u32::from(top.is_some());
        so_far.ands += u32::from(top.is_some_and(|a| a.proclitics.has_any(Proclitics::WA.with(Proclitics::FA))));
        let signs = page.signs(i);
        so_far.commas += u32::from(signs.has(Signs::COMMA));
        so_far.relatives += u32::from(signs.has(Signs::RELATIVE));
        so_far.ands += u32::from(signs.has(Signs::JOINS));
    }
    out.push(so_far);
    out
}
