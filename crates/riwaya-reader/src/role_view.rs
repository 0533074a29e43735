//! What the features of a filler are taken from, as far as it is the same for many fillers.

use riwaya_lexicon::{Pos, Proclitics, Voice};

use crate::choose_event::{governor, neighbour_part};
use crate::choose_role::{Filler, Origin, Site};
use crate::names::MentionKind;
use crate::page::Page;
use crate::role_ground::Ground;
use crate::scorer::Part;
use crate::told::{Story, Told};

/// What the features of a filler are taken from.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, 't> {
    pub page: &'a Page<'t>,
    pub ground: &'a Ground<'a>,
    pub site: &'a Site<'a>,
    pub story: &'a Story,
    pub act: &'a Act<'a>,
    /// The fillers of the role, those of the event's own sentence first.
    pub all: &'a [Filler],
    /// How many stand in the event's own sentence.
    pub here: usize,
    /// Whether a place is among them.
    pub place: bool,
    /// For each of them the one that ends last before it starts.
    pub previous: &'a [Option<usize>],
}

impl<'a, 't> View<'a, 't> {
    pub(crate) fn new(scene: Scene<'a, 't>, site: &'a Site<'a>, act: &'a Act<'a>, offered: &'a Offered) -> Self {
        let Scene { page, ground, story } = scene;
        let Offered { all, previous } = offered;
        let here = previous.len();
        let place = all[..here].iter().any(|o| o.mention.is_some_and(|m| page.mentions[m].kind == MentionKind::Place));
        Self { page, ground, site, story, act, all, here, place, previous }
    }

    /// The fillers of the event's own sentence.
    pub(crate) fn here(&self) -> &'a [Filler] {
        &self.all[..self.here]
    }

    /// The kind of what a filler names.
    pub(crate) fn kind(&self, filler: &Filler) -> Part<'static> {
        self.page.kind_part(filler.mention)
    }

    /// The rule by which the words that stand for a filler were read.
    pub(crate) fn rule(&self, filler: &Filler) -> Part<'static> {
        filler.stands.map_or(NONE, |m| self.ground.rule(m))
    }
}

/// The fillers offered for a role.
#[derive(Debug)]
pub(crate) struct Offered {
    /// Those of the event's own sentence first.
    pub all: Vec<Filler>,
    /// For each of those the one that ends last before its phrase starts.
    previous: Vec<Option<usize>>,
}

impl Offered {
    pub(crate) fn new(page: &Page<'_>, all: Vec<Filler>) -> Self {
        let here = all.iter().take_while(|f| f.origin == Origin::Here).count();
        let mut by_end: Vec<usize> = (0..here).collect();
        by_end.sort_by_key(|k| all[*k].at.end);
        let previous = all[..here].iter().map(|f| {
            let start = f.phrase(page).start;
            let before = by_end.partition_point(|k| all[*k].at.end <= start);
            before.checked_sub(1).map(|last| by_end[last])
        });
        Self { previous: previous.collect(), all }
    }
}

/// A page and what is told of its events so far.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a, 't> {
    pub page: &'a Page<'t>,
    pub ground: &'a Ground<'a>,
    pub story: &'a Story,
}

/// An event as the features of its fillers see it.
pub(crate) struct Act<'a> {
    pub event: Part<'static>,
    pub group: Part<'static>,
    pub lemma: Part<'a>,
    pub pos: Part<'static>,
    pub verbal: bool,
    pub voice: Part<'static>,
    pub definite: Part<'static>,
    pub enclitic: bool,
    /// The verb that governs the event where the event is a noun, with what kind of support it is.
    pub governor: Option<(usize, Part<'static>)>,
    pub first: Part<'a>,
    pub next: Part<'a>,
    pub second: Part<'a>,
    pub previous: Part<'a>,
    /// The word near it that points back to an event told elsewhere.
    pub echo: Part<'a>,
    pub paragraph: Part<'static>,
    /// The events of the sentence told before.
    pub retold: Vec<Retold<'a>>,
}

/// An event told before in the same sentence.
pub(crate) struct Retold<'a> {
    pub told: &'a Told,
    pub event: Part<'static>,
    pub group: Part<'static>,
    pub before: Part<'static>,
    pub apart: Part<'static>,
    pub prep: Part<'a>,
    pub verb: Part<'a>,
    pub class: Part<'static>,
}

pub(crate) const NONE: Part<'static> = Part::of("-");
pub(crate) const YES: Part<'static> = Part::of("1");
pub(crate) const NO: Part<'static> = Part::of("0");

pub(crate) fn yes(condition: bool) -> Part<'static> {
    if condition { YES } else { NO }
}

impl<'a> Act<'a> {
    pub(crate) fn new(scene: Scene<'a, '_>, site: &Site<'_>) -> Self {
        let Scene { page, ground, story } = scene;
        let c = site.candidate;
        let top = page.top(c.head);
        let verbal = top.is_some_and(|a| a.pos == Pos::Verb);
        let s = page.sentence_of[c.head] as usize;
        let governor = governor(page, c.words.start, 8).filter(|_| !verbal);
        Self {
            event: site.event.as_str().into(),
            group: site.event.group().into(),
            lemma: page.lemma_part(c.head),
            pos: if verbal { const { Part::of("v") } } else { const { Part::of("n") } },
            verbal,
            voice: voice_part(voice(page, c.head)),
            definite: if page.has(c.head, Proclitics::AL) { const { Part::of("al") } } else { NONE },
            enclitic: top.is_some_and(|a| a.enclitic.is_some()),
            governor: governor.map(|v| (v, page.support(v))),
            first: page.lemma_part(page.sentences[s].words.start),
            next: page.key_part(c.words.end.min(page.len() - 1)),
            second: page.key_part((c.words.end + 1).min(page.len() - 1)),
            previous: neighbour_part(page, c.words.start.checked_sub(1), &page.sentences[s].words),
            echo: site.echo.map_or(NONE, |w| page.lemma_part(w)),
            paragraph: yes(page.sentences[s].opens_paragraph),
            retold: story
                .told()
                .iter()
                .rev()
                .take_while(|t| t.sentence == s)
                .map(|t| Retold::new(page, ground, t, c.head))
                .collect(),
        }
    }
}

impl<'a> Retold<'a> {
    fn new(page: &'a Page<'_>, ground: &Ground<'a>, told: &'a Told, head: usize) -> Self {
        let (first, second) = (told.head.min(head), told.head.max(head));
        let verb = governor(page, second, 8).filter(|v| *v > first);
        Self {
            told,
            event: told.event.as_str().into(),
            group: told.event.group().into(),
            before: if told.head < head { const { Part::of("earlier") } } else { const { Part::of("later") } },
            apart: if second - first > 8 { const { Part::of("far") } } else { const { Part::of("near") } },
            prep: ground.preposition(second),
            verb: verb.map_or(NONE, |v| page.lemma_part(v)),
            class: verb.map_or(NONE, |v| page.support(v)),
        }
    }
}

const BUCKETS: [Part<'static>; 9] = [
    Part::of("0"),
    Part::of("1"),
    Part::of("2"),
    Part::of("3"),
    Part::of("4"),
    Part::of("6"),
    Part::of("9"),
    Part::of("15"),
    Part::of("25"),
];

/// A count or distance, in steps.
pub(crate) fn bucket(n: usize) -> Part<'static> {
    BUCKETS[match n {
        0..=3 => n,
        4..=5 => 4,
        6..=8 => 5,
        9..=14 => 6,
        15..=24 => 7,
        _ => 8,
    }]
}

/// A count, in fewer steps.
pub(crate) fn few(n: usize) -> Part<'static> {
    BUCKETS[n.min(2)]
}

/// The voice of a verb, where its stored vowels or its spelling show it.
pub(crate) fn voice(page: &Page<'_>, i: usize) -> Option<Voice> {
    if page.words.all().get(i).is_some_and(|w| page.text.slice(w.span).chars().nth(1) == Some('\u{064f}')) {
        return Some(Voice::Passive);
    }
    page.verb(i).and_then(|a| a.inflection.voice)
}

fn voice_part(voice: Option<Voice>) -> Part<'static> {
    match voice {
        Some(Voice::Passive) => const { Part::of("passive") },
        Some(Voice::Active) => const { Part::of("active") },
        None => const { Part::of("open") },
    }
}
