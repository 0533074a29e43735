//! What is known of a report's words and names before any role is chosen.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::candidate::Candidate;
use crate::choose_role::preposition_part;
use crate::names::{Mention, MentionKind, SpellingHasher};
use crate::page::Page;
use crate::role_view::bucket;
use crate::scorer::Part;
use crate::support_verbs::extent;
use crate::syntax::Syntax;

/// What is known of a report's words and names.
#[derive(Debug)]
pub(crate) struct Ground<'p> {
    /// By mention.
    pub named: Vec<Named>,
    /// The first places of the report, and its first parties.
    pub places: Vec<usize>,
    pub parties: Vec<usize>,
    /// By word: the preposition that governs a mention which starts there.
    prepositions: Vec<Part<'p>>,
    /// By word: what stands before it in the report.
    before: Vec<Tally>,
    /// Which word hangs on which.
    pub syntax: Syntax,
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

/// Sentences that open a report: the title and what follows it.
const OPENING: usize = 3;

impl<'p> Ground<'p> {
    pub(crate) fn new(page: &'p Page<'_>, candidates: &[Candidate]) -> Self {
        let end = page.sentences.iter().take(OPENING).next_back().map_or(0, |s| s.words.end);
        let key = |m: &Mention| page.text.slice(m.name_span);
        let opening = || page.mentions_in(0..end).filter(|m| !page.mentions[*m].joint);
        let first = |wanted: fn(MentionKind) -> bool| {
            let mut out: Vec<usize> = Vec::new();
            for m in opening().filter(|m| wanted(page.mentions[*m].kind) && page.mentions[*m].rule != "place.definite")
            {
                if out.len() < 4 && !out.iter().any(|o| key(&page.mentions[*o]) == key(&page.mentions[m])) {
                    out.push(m);
                }
            }
            out
        };
        let prepositions =
            page.sentences.iter().flat_map(|s| s.words.clone().map(|i| preposition_part(page, i, &s.words))).collect();
        Self {
            named: named(page),
            places: first(|k| matches!(k, MentionKind::Place | MentionKind::Country)),
            parties: first(|k| matches!(k, MentionKind::Force | MentionKind::Group)),
            prepositions,
            before: tallies(page),
            syntax: Syntax::new(page, candidates),
        }
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

fn named(page: &Page<'_>) -> Vec<Named> {
    let mut counts: HashMap<&str, u8, BuildHasherDefault<SpellingHasher>> = HashMap::default();
    let key = |m: &Mention| page.text.slice(m.name_span);
    for m in page.mentions {
        let n = counts.entry(key(m)).or_default();
        *n = n.saturating_add(1);
    }
    let of = |(k, m): (usize, &Mention)| Named {
        kind: page.kind_part(Some(k)),
        rule: m.rule.into(),
        sector: m.sector.map(|s| s.code().into()),
        often: bucket(counts.get(key(m)).copied().map_or(0, usize::from)),
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
        match page.key(i) {
            "،" | "," | "؛" => so_far.commas += 1,
            "الذي" | "التي" | "الذين" | "اللذين" => so_far.relatives += 1,
            "و" | "فيما" | "بينما" | "كما" | "حيث" | "وفي" | "لكن" => so_far.ands += 1,
            _ => {}
        }
    }
    out.push(so_far);
    out
}
