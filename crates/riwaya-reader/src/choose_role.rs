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
use crate::told::Story;

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
        Site { candidate, event, source, others, echo: self.echo(page, candidate, &sentence, told) }
    }

    fn echo(&self, page: &Page<'_>, c: &Candidate, sentence: &Range<usize>, told: &[usize]) -> Option<usize> {
        let from = self.candidates.partition_point(|o| o.head < sentence.start);
        let points = |h: usize| page.has(h, Proclitics::AL) && page.top(h).is_some_and(|a| a.pos != Pos::Verb);
        let heads = self.candidates[from..].iter().map(|o| o.head).take_while(|h| *h < sentence.end);
        heads
            .filter(|h| !c.words.contains(h) && !told.contains(h) && points(*h))
            .min_by_key(|h| h.abs_diff(c.head))
            .filter(|h| h.abs_diff(c.head) <= ECHO)
    }
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
pub(crate) fn fillers(page: &Page<'_>, site: &Site<'_>, story: &Story, taken: &[Filler], role: Role) -> Vec<Filler> {
    let head = site.candidate.head;
    let s = page.sentence_of[head] as usize;
    let bounds = page.sentences[s].words.clone();
    let free = |words: &Range<usize>| !taken.iter().any(|t| t.words == *words);
    let own = page.mentions_in(bounds);
    let mut out: Vec<Filler> = Vec::with_capacity(own.len() + 2);
    for m in own {
        let mention = &page.mentions[m];
        let words = name(mention);
        let itself = words.contains(&head) && mention.head as usize == head;
        let absent = role != Role::Place && page.is_guise(m);
        if !mention.joint && role.admits(page, mention) && !absent && !itself && free(&words) {
            match antecedent(page, m) {
                Some(named) => {
                    let filler = Filler::of(name(&page.mentions[named]), Some(named), Origin::Here);
                    out.push(Filler { at: words, stands: Some(m), ..filler });
                }
                // «المدينة» of which nobody knows which it is names no place.
                None if role == Role::Place && points(page, m) => {}
                None => out.push(Filler::of(words, Some(m), Origin::Here)),
            }
        }
    }
    if role == Role::Actor
        && let Some(link) = site.source.filter(|l| !out.iter().any(|f| f.words == l.words))
    {
        out.push(Filler::of(link.words.clone(), link.mention, Origin::Source));
    }
    if role != Role::Target {
        inherit(page, story, site, role, &mut out);
    }
    out
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

/// What a bare definite noun points back to: `المدينة` to the town last named so, `الحركة` to the movement, `البلاد` to
/// the country of which most was told.
pub(crate) fn antecedent(page: &Page<'_>, m: usize) -> Option<usize> {
    if !points(page, m) {
        return None;
    }
    let mention = &page.mentions[m];
    let noun = page.lemma(mention.name.start as usize);
    if noun == LAND {
        return country_told_of(page, m);
    }
    let named = |k: &usize| {
        let other = &page.mentions[*k];
        other.kind == mention.kind
            && !other.joint
            && other.words.len() > 1
            && page.lemma(other.words.start as usize) == noun
            && (other.name != other.words
                || other.entity.is_some()
                || other.rule != "place.noun" && other.rule != "place.definite")
    };
    let from = m.saturating_sub(ANTECEDENTS);
    (from..m).rev().find(named).or_else(|| {
        let town = |k: &usize| {
            page.mentions[*k].kind == MentionKind::Place
                && page.mentions[*k].place.is_some()
                && !page.mentions[*k].joint
        };
        (mention.kind == MentionKind::Place && matches!(noun, "مدينه" | "بلده" | "قريه"))
            .then(|| (from..m).rev().find(town))
            .flatten()
    })
}

const LAND: &str = "بلاد";

/// Whether what a mention names is a bare definite noun, which points to a place or a group named elsewhere.
fn points(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    let own = mention.name.start as usize;
    if mention.name.len() != 1 || !page.has(own, Proclitics::AL) || mention.entity.is_some() {
        return false;
    }
    match mention.kind {
        MentionKind::Place => page.in_list(own, List::Land),
        MentionKind::Group => page.in_list(own, List::Faction),
        _ => false,
    }
}

/// The country named most often up to a mention, the last named of equals.
fn country_told_of(page: &Page<'_>, m: usize) -> Option<usize> {
    let near = m.saturating_sub(ANTECEDENTS)..m;
    let named = |k: &usize| page.mentions[*k].kind == MentionKind::Country && !page.mentions[*k].joint;
    let often = |k: usize| {
        let own = page.mentions[k].country?;
        near.clone().rev().find(|o| page.mentions[*o].country == Some(own)).map(|o| page.told_of_country(o))
    };
    near.clone().filter(named).max_by_key(|k| (often(*k), *k))
}

/// How many mentions back an antecedent may stand.
const ANTECEDENTS: usize = 60;

/// How many sentences back fillers are inherited.
const FAR_BACK: usize = 3;

/// How many events back fillers are inherited.
const INHERITED: usize = 5;

/// From the events told shortly before, and from the last one told by the same word to which a definite noun points back,
/// however far: `الانفجار`.
fn inherit(page: &Page<'_>, story: &Story, site: &Site<'_>, role: Role, out: &mut Vec<Filler>) {
    let head = site.candidate.head;
    let s = page.sentence_of[head] as usize;
    let told = story.told();
    let near = (0..told.len()).rev().take_while(|k| s - told[*k].sentence <= FAR_BACK).take(INHERITED);
    let points = page.has(head, Proclitics::AL) && page.top(head).is_some_and(|a| a.pos != Pos::Verb);
    let again = story.told_by(page.lemma(head), role).filter(|_| points);
    for k in near.chain(again) {
        for filler in told[k].of(role) {
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
