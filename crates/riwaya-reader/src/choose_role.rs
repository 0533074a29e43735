//! Who did it, to whom, and where: which words of a report may fill the roles of an event.

use std::ops::Range;

use riwaya_lexicon::{Analysis, Pos, Proclitics};

use crate::attribution::Link;
use crate::candidate::Candidate;
use crate::event::Event;
use crate::lists::List;
use crate::names::{Mention, MentionKind};
use crate::page::Page;
use crate::scorer::Part;
use crate::stand_ins;
use crate::told::Told;

/// From where a filler is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A mention of the event's own sentence.
    Here,
    /// The last link of the event's chain, where it stands elsewhere.
    Source,
    /// A filler of an event told before.
    Carried,
}

impl Origin {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Source => "source",
            Self::Carried => "carried",
        }
    }

    /// The name as part of a feature.
    pub(crate) const fn part(self) -> Part<'static> {
        match self {
            Self::Here => const { Part::of("here") },
            Self::Source => const { Part::of("source") },
            Self::Carried => const { Part::of("carried") },
        }
    }
}

/// Words that may fill a role.
#[derive(Clone, Debug)]
pub(crate) struct Filler {
    /// The words that name it.
    pub words: Range<usize>,
    /// The words that stand for it beside the event: its own, or `المدينة` for a town named before.
    pub at: Range<usize>,
    /// The mention of the words that stand for it.
    pub stands: Option<usize>,
    /// The mention of the words that name it.
    pub mention: Option<usize>,
    pub origin: Origin,
    /// The event told before whose filler this was, by its index.
    pub from: Option<usize>,
}

impl Filler {
    pub(crate) fn of(words: Range<usize>, mention: Option<usize>, origin: Origin) -> Self {
        Self { at: words.clone(), words, stands: mention, mention, origin, from: None }
    }

    /// The whole phrase that stands for it.
    pub(crate) fn phrase(&self, page: &Page<'_>) -> Range<usize> {
        self.stands.map_or(self.at.clone(), |m| {
            let words = &page.mentions[m].words;
            words.start as usize..words.end as usize
        })
    }
}

/// Where the event of a claim stands and what is already known of it.
#[derive(Clone, Debug)]
pub(crate) struct Site<'a> {
    pub candidate: &'a Candidate,
    pub event: Event,
    pub source: Option<&'a Link>,
    /// Words of other accepted events of the sentence.
    pub others: Vec<usize>,
    /// `أصيب في الهجوم`: a word near the event that points back to an event told elsewhere and tells none itself.
    pub echo: Option<usize>,
    /// The deeds of the sentence that may be what is condemned.
    pub deeds: Vec<Range<usize>>,
}

/// The words of a report that may tell events, and, sorted, those that do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Events<'a> {
    pub candidates: &'a [Candidate],
    pub heads: &'a [usize],
}

impl Events<'_> {
    /// Where an event stands among the others.
    pub(crate) fn site<'c>(
        &self,
        page: &Page<'_>,
        candidate: &'c Candidate,
        event: Event,
        source: Option<&'c Link>,
    ) -> Site<'c> {
        let sentence = page.sentence(candidate.head).words.clone();
        let told = within(self.heads, sentence.clone());
        let others = told.iter().copied().filter(|h| !candidate.words.contains(h)).collect();
        let deeds =
            if event == Event::Condemnation { self.deeds(page, candidate, sentence.clone()) } else { Vec::new() };
        Site { candidate, event, source, others, echo: self.echo(page, candidate, &sentence, told), deeds }
    }

    /// «أدان التفجير الإرهابي», «نددت بأعمال العنف»: nouns of a sentence that tell a deed, each with the word that says which.
    fn deeds(&self, page: &Page<'_>, c: &Candidate, sentence: Range<usize>) -> Vec<Range<usize>> {
        let told = |i: usize| self.heads_from(i).next() == Some(i) || page.in_list(i, List::Deed);
        let noun = |i: usize| page.top(i).is_some_and(|a| a.pos != Pos::Verb) && page.mention_at(i).is_none();
        let mut out: Vec<Range<usize>> = Vec::new();
        for i in sentence.filter(|i| noun(*i) && told(*i) && !c.words.contains(i)) {
            if out.last().is_none_or(|deed| deed.end <= i) {
                out.push(i..if says_which(page, i, i + 1) { i + 2 } else { i + 1 });
            }
        }
        out
    }

    /// The words from `start` on that may tell an event.
    fn heads_from(&self, start: usize) -> impl Iterator<Item = usize> {
        self.candidates[self.candidates.partition_point(|c| c.head < start)..].iter().map(|c| c.head)
    }

    fn echo(&self, page: &Page<'_>, c: &Candidate, sentence: &Range<usize>, told: &[usize]) -> Option<usize> {
        let points = |h: usize| page.has(h, Proclitics::AL) && page.top(h).is_some_and(|a| a.pos != Pos::Verb);
        let heads = self.heads_from(sentence.start).take_while(|h| *h < sentence.end);
        heads
            .filter(|h| !c.words.contains(h) && !told.contains(h) && points(*h))
            .min_by_key(|h| h.abs_diff(c.head))
            .filter(|h| h.abs_diff(c.head) <= ECHO)
    }
}

/// Whether the word behind a noun is its adjective, or the second part of an idafa that it begins.
fn says_which(page: &Page<'_>, noun: usize, next: usize) -> bool {
    let Some(behind) = page.top(next).filter(|_| page.is_word(next)) else { return false };
    let adjective = matches!(behind.pos, Pos::Adjective | Pos::ActiveParticiple | Pos::PassiveParticiple);
    let (al, noun) = (page.has(next, Proclitics::AL), page.has(noun, Proclitics::AL));
    let joined = Proclitics::WA.with(Proclitics::FA).with(Proclitics::BA).with(Proclitics::LA);
    let bare = !behind.proclitics.has_any(joined);
    bare && (noun && al && adjective || !noun && matches!(behind.pos, Pos::Noun | Pos::Masdar | Pos::Proper))
}

/// How many words from an event a word stands at most that points back to its cause.
const ECHO: usize = 15;

/// Those of sorted words that stand in a range.
pub(crate) fn within(sorted: &[usize], words: Range<usize>) -> &[usize] {
    let start = sorted.partition_point(|w| *w < words.start);
    let end = sorted.partition_point(|w| *w < words.end);
    sorted.get(start..end).unwrap_or_default()
}

/// The order in which roles are filled: in each sentence what was done before what came of it.
pub(crate) fn order(page: &Page<'_>, events: &[(usize, Event)]) -> Vec<usize> {
    let mut out: Vec<usize> = (0..events.len()).collect();
    out.sort_by_key(|k| {
        let (head, event) = events[*k];
        (page.sentence_of[head], matches!(event, Event::Casualties | Event::Destruction), head)
    });
    out
}

/// The fillers that a role may take; those of `taken` fill another role already.
///
/// A place or party of the sentences before comes in only where an event of them had it: of those that stand there
/// otherwise, 13 in 65,000 were ever chosen.
pub(crate) fn fillers(page: &Page<'_>, site: &Site<'_>, told: &[Told], taken: &[Filler], role: Role) -> Vec<Filler> {
    let head = site.candidate.head;
    let s = page.sentence_of[head] as usize;
    let bounds = page.sentences[s].words.clone();
    let free = |words: &Range<usize>| !taken.iter().any(|t| t.words == *words);
    let own = page.mentions_in(bounds);
    let mut out: Vec<Filler> = Vec::with_capacity(own.len() + 2);
    for m in own {
        let mention = &page.mentions[m];
        let words = name(mention);
        let itself = words.contains(&head) && mention.head as usize == head && !does_so(page, site, role, mention);
        let absent = role != Role::Place && page.is_guise(m) || role == Role::Target && does_it(page, head, m);
        if mention.joint || !role.admits(page, mention) || absent || itself || !free(&words) {
            continue;
        }
        let meant = stand_ins::meant(page, site, told, m, role).into_iter().filter(|named| free(&named.words));
        out.extend(meant.map(|named| Filler { at: words.clone(), stands: Some(m), ..named }));
    }
    if role == Role::Target {
        let deeds = site.deeds.iter().filter(|deed| free(deed));
        out.extend(deeds.map(|deed| Filler::of(deed.clone(), None, Origin::Here)));
    }
    if role == Role::Actor
        && let Some(link) = site.source.filter(|l| !out.iter().any(|f| f.words == l.words))
    {
        out.push(Filler::of(link.words.clone(), link.mention, Origin::Source));
    }
    if role != Role::Target {
        inherit(page, told, s, role, &mut out);
    }
    out
}

/// «الطائرات تقصف»: who does it, where that and the verb tell the event together.
fn does_so(page: &Page<'_>, site: &Site<'_>, role: Role, mention: &Mention) -> bool {
    let rest = mention.words.end as usize..site.candidate.words.end;
    role == Role::Actor && rest.into_iter().any(|i| page.top(i).is_some_and(|a| a.pos == Pos::Verb))
}

/// «الأراضي التي انتزعها المقاتلون»: who stands in the nominative right behind a verb that has its object as a pronoun did it.
fn does_it(page: &Page<'_>, verb: usize, m: usize) -> bool {
    let noun = page.mentions[m].head as usize;
    noun == verb + 1
        && page.key(noun).ends_with("ون")
        && page.top(verb).is_some_and(|a| a.pos == Pos::Verb && a.enclitic.is_some())
}

/// The parties of a source, each by itself.
pub(crate) fn each_of(page: &Page<'_>, source: &Link) -> Vec<Filler> {
    let parties = page.mentions_in(source.words.clone()).filter(|m| {
        let mention = &page.mentions[*m];
        !mention.joint && Role::Actor.admits(page, mention)
    });
    let each: Vec<Filler> = parties.map(|m| Filler::of(name(&page.mentions[m]), Some(m), Origin::Source)).collect();
    if each.is_empty() { vec![Filler::of(source.words.clone(), source.mention, Origin::Source)] } else { each }
}

/// How many sentences back fillers are inherited.
const FAR_BACK: usize = 3;

/// How many events back fillers are inherited.
const INHERITED: usize = 5;

fn inherit(page: &Page<'_>, told: &[Told], s: usize, role: Role, out: &mut Vec<Filler>) {
    let near = told.iter().enumerate().rev().take_while(|(_, t)| s - t.sentence <= FAR_BACK).take(INHERITED);
    for (k, t) in near {
        for filler in t.of(role) {
            if !same_words(page, out, &filler.words) {
                let own = Filler::of(filler.words.clone(), filler.mention, Origin::Carried);
                out.push(Filler { from: Some(k), ..own });
            }
        }
    }
}

/// Whether some filler has these words, or words spelt alike.
pub(crate) fn same_words(page: &Page<'_>, out: &[Filler], words: &Range<usize>) -> bool {
    out.iter().any(|f| {
        f.words == *words
            || (f.words.len() == words.len()
                && f.words.clone().zip(words.clone()).all(|(a, b)| page.key(a) == page.key(b)))
    })
}

pub(crate) fn name(mention: &Mention) -> Range<usize> {
    mention.name.start as usize..mention.name.end as usize
}

pub(crate) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// A role of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Actor,
    Target,
    Place,
}

impl Role {
    /// The roles in the order in which they are filled.
    pub(crate) const ALL: [Self; 3] = [Self::Actor, Self::Target, Self::Place];

    /// The name used in output.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Target => "target",
            Self::Place => "place",
        }
    }

    /// The name as part of a feature.
    pub(crate) const fn part(self) -> Part<'static> {
        match self {
            Self::Actor => const { Part::of("actor") },
            Self::Target => const { Part::of("target") },
            Self::Place => const { Part::of("place") },
        }
    }

    pub(crate) fn admits(self, page: &Page<'_>, mention: &Mention) -> bool {
        match self {
            Self::Actor => match mention.kind {
                MentionKind::Thing => page.in_list(mention.head as usize, List::Machine),
                MentionKind::Source | MentionKind::Outlet => false,
                _ => true,
            },
            Self::Target => !matches!(mention.kind, MentionKind::Source | MentionKind::Outlet),
            // «الجيشين التركي والسوري»: an adjective is nowhere.
            Self::Place => {
                mention.rule != "nisba"
                    && matches!(mention.kind, MentionKind::Place | MentionKind::Country | MentionKind::Thing)
            }
        }
    }
}

/// The preposition that governs a mention, joined or apart; `""` where none does.
pub(crate) fn preposition<'p>(page: &'p Page<'_>, start: usize, bounds: &Range<usize>) -> &'p str {
    preposition_part(page, start, bounds).text
}

/// The prepositions that are joined to words.
pub(crate) const JOINED: [(Proclitics, Part<'static>); 3] =
    [(Proclitics::BA, Part::of("ب")), (Proclitics::LA, Part::of("ل")), (Proclitics::KA, Part::of("ك"))];

/// The preposition joined to a word, by its place in [`JOINED`].
pub(crate) fn joined_number(a: &Analysis) -> Option<u8> {
    (0u8..).zip(JOINED).find(|(_, (p, _))| a.pos != Pos::Verb && a.proclitics.has(*p)).map(|(k, _)| k)
}

/// The preposition that governs a mention, as part of a feature.
pub(crate) fn preposition_part<'p>(page: &'p Page<'_>, start: usize, bounds: &Range<usize>) -> Part<'p> {
    if let Some(joined) = page.top(start).and_then(joined_number) {
        return JOINED[usize::from(joined)].1;
    }
    let mut j = start;
    while j > bounds.start && start - j < 2 {
        j -= 1;
        if page.top(j).is_some_and(|a| a.pos == Pos::Preposition) {
            return page.lemma_part(j);
        }
        if page.is_word(j) {
            break;
        }
    }
    const { Part::of("") }
}
