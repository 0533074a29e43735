//! From candidates to claims: every choice of the reader, in the order in which the choices depend on each other.

use std::ops::Range;

use riwaya_lexicon::{Lexicon, Proclitics};
use smallvec::SmallVec;

use crate::attribution::{Cue, CueKind, CueRules, cues, of_sentence};
use crate::candidate::{Candidate, Openers, candidates};
use crate::chains::Chains;
use crate::choose_count::{self, Given, Tally};
use crate::choose_event::{self, Seen, View};
use crate::choose_source::{self, Asked, Heard, Offer, STANCES, Sources};
use crate::choose_stance;
use crate::codes::Codes;
use crate::counterclaim;
use crate::cues::{CueSet, CueTable};
use crate::event::{Event, Stance};
use crate::evidence::Evidence;
use crate::fill_accused::set_accusers;
use crate::fill_roles::Filled;
use crate::frames::FrameSet;
use crate::lists::Lists;
use crate::page::Page;
use crate::pauses::Pauses;
use crate::reckoned::Day;
use crate::rules;
use crate::scorer::{Features, Model, Weights, softmax};
use crate::surroundings::Surroundings;
use crate::syntax::Syntax;
use crate::toll::{self, HarmWord, Quantity};
use crate::topics::Topics;
use crate::victims::Victims;

/// Everything compiled that decisions need.
#[derive(Clone, Debug)]
pub(crate) struct Judge {
    pub frames: FrameSet,
    pub openers: Openers,
    pub cues: CueSet,
    pub cue_table: CueTable,
    pub evidence: Evidence,
    pub victims: Victims,
    pub topics: Topics,
    pub codes: Codes,
    pub lists: Lists,
    pub weights: Weights,
}

/// What the lexicon's files tell besides frames.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub cues: CueSet,
    pub evidence: Evidence,
    pub topics: Topics,
    pub codes: Codes,
    pub lists: Lists,
}

/// A claim in the making, in indices of words.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub candidate: usize,
    pub event: Event,
    pub p_event: f32,
    /// The harm words whose counts it gives: for a toll its own and those joined to it.
    pub harms: Vec<HarmWord>,
    pub offer: Offer,
    pub p_source: f32,
    pub stance: Stance,
    pub p_stance: f32,
    pub filled: Filled,
    pub date: Option<Day>,
    pub quantities: Vec<(usize, Quantity)>,
    /// Harm words that tell of victims with no number.
    pub bare: Vec<HarmWord>,
}

/// What the page offers before any choice.
pub(crate) struct Layout {
    pub candidates: Vec<Candidate>,
    pub cues: Vec<Cue>,
    pub by_sentence: Vec<Range<usize>>,
    pub chains: Chains,
    pub around: Surroundings,
    /// Which word hangs on which.
    pub syntax: Syntax,
    pub pauses: Pauses,
}

/// An event chosen for a candidate, with the probability of each that was considered.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub event: Option<Event>,
    pub p: f32,
    pub considered: Vec<(Option<Event>, f32)>,
}

/// The source chosen for an event.
struct Chosen {
    /// By the nearest cue of whoever speaks: of that one it is asked how he holds the event.
    offer: Offer,
    p: f32,
    /// By a likelier cue of the same words, which tells the claim where it would be held alike by it.
    likelier: Option<Offer>,
}

impl Judge {
    pub(crate) fn new(
        lexicon: &Lexicon,
        frames: FrameSet,
        Words { cues, evidence, topics, codes, lists }: Words,
        weights: Weights,
    ) -> Self {
        let openers = Openers::new(&frames, lexicon);
        let cue_table = CueTable::new(&cues, lexicon);
        let victims = Victims::new(lexicon);
        Self { frames, openers, cues, cue_table, evidence, victims, topics, codes, lists, weights }
    }

    pub(crate) fn layout(&self, page: &Page<'_>, outlet: Option<&str>) -> Layout {
        let candidates = candidates(page);
        let rules = CueRules { set: &self.cues, weights: &self.weights };
        let cues = cues(page, rules, outlet);
        let by_sentence = choose_source::by_sentence(page, &cues);
        let around = Surroundings::new(page, &self.frames, &self.topics, &candidates);
        let syntax = Syntax::new(page, &candidates);
        let chains = Chains::new(&cues);
        Layout { candidates, cues, by_sentence, chains, around, syntax, pauses: Pauses::new(page) }
    }

    /// What the choice of an event looks at.
    pub(crate) fn view<'a, 't>(&'a self, page: &'a Page<'t>, layout: &'a Layout) -> View<'a, 't> {
        View {
            page,
            set: &self.frames,
            cue_set: &self.cues,
            topics: &self.topics,
            around: &layout.around,
            cues: &layout.cues,
        }
    }

    /// The events that a candidate tells, or none.
    pub(crate) fn event(&self, page: &Page<'_>, layout: &Layout, c: &Candidate, f: &mut Features) -> Choice {
        let events = c.events(&self.frames);
        if !self.weights.knows(Model::Event) {
            let event = rules::event(page, &self.frames, c);
            return Choice { event, p: 1.0, considered: vec![(event, 1.0)] };
        }
        let view = self.view(page, layout);
        let seen = Seen::new(view, c);
        choose_event::outline(view, c, &seen, f);
        let mut labels = self.weights.score_labels(Model::Event, f);
        if labels.of(0) <= CLEAR_MARGIN + events.iter().map(|e| labels.of(1 + *e as usize)).fold(f32::MIN, f32::max) {
            choose_event::detail(view, c, &seen, f);
            labels = labels + self.weights.score_labels(Model::Event, f);
        }
        let calm = |e: &Event| if e.is_violent() { layout.around.calm } else { 0.0 };
        let content = if brought_in(page, &layout.cues, c) { CONTENT_DISCOUNT } else { 0.0 };
        let mut scores = vec![labels.of(0) - NONE_DISCOUNT - content];
        scores.extend(events.iter().map(|e| labels.of(1 + *e as usize) - calm(e)));
        softmax(&mut scores);
        let mut considered: Vec<(Option<Event>, f32)> =
            std::iter::once(None).chain(events.iter().copied().map(Some)).zip(scores).collect();
        considered.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (event, p) = considered[0];
        Choice { event, p, considered }
    }

    /// All claims of a page, with the choice made for each candidate.
    pub(crate) fn drafts(&self, page: &Page<'_>, layout: &Layout) -> (Vec<Draft>, Vec<Choice>) {
        let mut f = Features::default();
        let choices: Vec<Choice> = layout.candidates.iter().map(|c| self.event(page, layout, c, &mut f)).collect();
        let accepted: Vec<(usize, Event, f32)> =
            choices.iter().enumerate().filter_map(|(k, c)| Some((k, c.event?, c.p))).collect();
        let groups = self.groups(page, layout, &accepted, &mut f);
        let heads: Vec<usize> = accepted.iter().map(|(k, ..)| layout.candidates[*k].head).collect();
        let mut drafts = Vec::with_capacity(groups.len());
        let mut heard: Option<Heard> = None;
        let mut told = choose_stance::Holdings::default();
        for group in groups {
            let draft = self.draft(page, layout, group, (heard.as_ref(), &told), &mut f);
            let head = layout.candidates[draft.candidate].head;
            told.tell(draft.event, draft.stance, draft.offer.chain.last(), head);
            heard = (draft.p_source >= SURE)
                .then(|| Heard { at: layout.candidates[draft.candidate].head, chain: draft.offer.chain.clone() });
            drafts.push(draft);
        }
        self.roles(page, layout, &mut drafts, &heads, &mut f);
        set_accusers(page, layout, &mut drafts);
        self.dates(page, layout, &mut drafts, &heads, &mut f);
        self.count(page, layout, &mut drafts, &mut f);
        (counterclaim::add(page, self, layout, drafts), choices)
    }

    /// Accepted candidates, tolls that one clause gives together in one group.
    fn groups(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        accepted: &[(usize, Event, f32)],
        f: &mut Features,
    ) -> Vec<Group> {
        let heads: Vec<usize> = accepted.iter().map(|(k, ..)| layout.candidates[*k].head).collect();
        let mut out: Vec<Group> = Vec::new();
        let mut last_toll: Option<usize> = None;
        for &(k, event, p) in accepted {
            let harms = toll::harms_of(page, &self.frames, &layout.candidates[k], event);
            let words = || harms.iter().map(|harm| HarmWord { candidate: k, harm: *harm });
            let harm = words().next();
            if event == Event::Casualties {
                if let (Some(g), Some(harm)) = (last_toll, &harm) {
                    let before = out[g].harms.last();
                    let same_sentence = before.is_some_and(|b| {
                        page.sentence_of[layout.candidates[b.candidate].head]
                            == page.sentence_of[layout.candidates[k].head]
                    });
                    if let Some(before) = before.filter(|_| same_sentence)
                        && self.joins(page, layout, before, harm, &heads, f)
                    {
                        out[g].harms.extend(words());
                        continue;
                    }
                }
                last_toll = Some(out.len());
            }
            out.push(Group { candidate: k, event, p, harms: words().collect() });
        }
        out
    }

    fn joins(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        a: &HarmWord,
        b: &HarmWord,
        heads: &[usize],
        f: &mut Features,
    ) -> bool {
        if !self.weights.knows(Model::Join) {
            return rules::joins(page, &layout.candidates[a.candidate], &layout.candidates[b.candidate]);
        }
        choose_count::join_features(page, &layout.candidates, a, b, heads, f);
        self.weights.score(Model::Join, f) > JOIN_DISCOUNT
    }

    fn draft(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        group: Group,
        (heard, told): (Option<&Heard>, &choose_stance::Holdings),
        f: &mut Features,
    ) -> Draft {
        let c = &layout.candidates[group.candidate];
        let asked = Asked::new(page, c, group.event, heard);
        let Chosen { mut offer, p: p_source, likelier } = self.source(page, layout, &asked, f);
        let (stance, p_stance) = self.stance(page, layout, &asked, &offer, told, f);
        if let Some(other) = likelier.filter(|o| self.stance(page, layout, &asked, o, told, f).0 == stance) {
            offer = other;
        }
        Draft {
            candidate: group.candidate,
            event: group.event,
            p_event: group.p,
            harms: group.harms,
            offer,
            p_source,
            stance,
            p_stance,
            filled: Filled::default(),
            date: None,
            quantities: Vec::new(),
            bare: Vec::new(),
        }
    }

    /// What sources are chosen by.
    pub(crate) fn sources<'a>(&'a self, layout: &'a Layout) -> Sources<'a> {
        Sources {
            set: &self.cues,
            cues: &layout.cues,
            by_sentence: &layout.by_sentence,
            chains: &layout.chains,
            syntax: &layout.syntax,
            pauses: &layout.pauses,
        }
    }

    /// The source of an event as the choice for the next one will know it.
    pub(crate) fn heard(&self, page: &Page<'_>, layout: &Layout, asked: &Asked<'_>, f: &mut Features) -> Option<Heard> {
        let chosen = self.source(page, layout, asked, f);
        (chosen.p >= SURE).then(|| Heard { at: asked.candidate.head, chain: chosen.offer.chain })
    }

    fn source(&self, page: &Page<'_>, layout: &Layout, asked: &Asked<'_>, f: &mut Features) -> Chosen {
        let c = asked.candidate;
        let sources = self.sources(layout);
        let mut offers = choose_source::offers(page, sources, c.head);
        if !self.weights.knows(Model::Source) {
            let k = rules::source(page, &layout.cues, c, &offers);
            return Chosen { offer: offers.swap_remove(k), p: 1.0, likelier: None };
        }
        let mut scores: Vec<f32> = offers
            .iter()
            .map(|o| {
                choose_source::features(page, sources, asked, o, f);
                self.weights.score(Model::Source, f)
            })
            .collect();
        softmax(&mut scores);
        let together = choose_source::agreeing(page, &offers, &scores);
        let k = best(&together);
        let same = (0..offers.len()).filter(|o| offers[*o].chain == offers[k].chain);
        let likeliest = same.max_by(|a, b| scores[*a].total_cmp(&scores[*b])).filter(|o| *o != k);
        let likelier = likeliest.map(|o| offers[o].clone());
        Chosen { offer: offers.swap_remove(k), p: together[k], likelier }
    }

    fn stance(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        asked: &Asked<'_>,
        offer: &Offer,
        told: &choose_stance::Holdings,
        f: &mut Features,
    ) -> (Stance, f32) {
        if !self.weights.knows(Model::Stance) {
            return (rules::stance(page, &self.cues, &layout.cues, asked.candidate, offer), 1.0);
        }
        choose_stance::features(page, self.sources(layout), &self.evidence, asked, offer, told, f);
        let labels = self.weights.score_labels(Model::Stance, f);
        let mut scores: SmallVec<[f32; 6]> = (0..STANCES.len()).map(|k| labels.of(k)).collect();
        softmax(&mut scores);
        let k = best(&scores);
        (STANCES[k], scores[k])
    }

    /// Gives every quantity to the harm word whose victims it counts, then settles the harm words left without one.
    fn count(&self, page: &Page<'_>, layout: &Layout, drafts: &mut [Draft], f: &mut Features) {
        let harms: Vec<(usize, HarmWord)> =
            drafts.iter().enumerate().flat_map(|(d, draft)| draft.harms.iter().map(move |h| (d, h.clone()))).collect();
        let sentence = |h: &HarmWord| page.sentence_of[layout.candidates[h.candidate].head];
        let mut at = 0;
        while at < harms.len() {
            let s = sentence(&harms[at].1);
            let end = at + harms[at..].iter().take_while(|(_, h)| sentence(h) == s).count();
            let here: Vec<HarmWord> = harms[at..end].iter().map(|(_, h)| h.clone()).collect();
            let heads = toll::heads(&layout.candidates, &here);
            let quantities = toll::quantities(page, &self.victims, page.sentences[s as usize].words.clone(), &heads);
            let mut before = None;
            for q in &quantities {
                let got = self.counted_by(self.tally(page, layout, &here, &quantities), q, before, f);
                if let Some(h) = got {
                    before = Some(Given { candidate: here[h].candidate, end: q.words.end });
                    drafts[harms[at + h].0].quantities.push((here[h].candidate, q.clone()));
                }
            }
            at = end;
        }
        for draft in drafts {
            self.own_forms(page, layout, draft, f);
            self.bare(page, layout, draft, f);
        }
    }

    /// What the numbers of a sentence are given out by.
    pub(crate) fn tally<'a, 't>(
        &'a self,
        page: &'a Page<'t>,
        layout: &'a Layout,
        harms: &'a [HarmWord],
        quantities: &'a [Quantity],
    ) -> Tally<'a, 't> {
        Tally { page, victims: &self.victims, candidates: &layout.candidates, harms, quantities }
    }

    fn counted_by(&self, tally: Tally<'_, '_>, q: &Quantity, before: Option<Given>, f: &mut Features) -> Option<usize> {
        if !self.weights.knows(Model::Number) {
            return rules::counted_by(tally.candidates, tally.harms, q);
        }
        choose_count::none_features(tally, q, before, f);
        let mut scores = vec![self.weights.score(Model::Number, f)];
        for h in tally.harms {
            let head = tally.candidates[h.candidate].head;
            let passes = toll::counts_the_next(tally.page, head, q, tally.quantities);
            if passes || !toll::fits(tally.page, tally.victims, h.harm, q) {
                scores.push(f32::NEG_INFINITY);
                continue;
            }
            choose_count::features(tally, h, q, before, f);
            scores.push(self.weights.score(Model::Number, f));
        }
        best(&scores).checked_sub(1)
    }

    /// A harm word left without a number may show one by its form.
    fn own_forms(&self, page: &Page<'_>, layout: &Layout, draft: &mut Draft, f: &mut Features) {
        if draft.event != Event::Casualties || !self.weights.knows(Model::Number) {
            return;
        }
        for h in draft.harms.clone() {
            if draft.quantities.iter().any(|(k, _)| *k == h.candidate) {
                continue;
            }
            let Some(q) = toll::own_form(page, &layout.candidates[h.candidate]) else { continue };
            let tally = self.tally(page, layout, std::slice::from_ref(&h), std::slice::from_ref(&q));
            if self.counted_by(tally, &q, None, f).is_some() {
                draft.quantities.push((h.candidate, q));
            }
        }
    }

    /// Says for each harm word left without a number whether it tells of victims all the same.
    fn bare(&self, page: &Page<'_>, layout: &Layout, draft: &mut Draft, f: &mut Features) {
        if draft.event != Event::Casualties {
            return;
        }
        for k in 0..draft.harms.len() {
            let h = draft.harms[k].clone();
            let several = draft.harms.iter().filter(|o| o.candidate == h.candidate).count() > 1;
            if !several && draft.quantities.iter().any(|(c, _)| *c == h.candidate) {
                continue;
            }
            let counted = draft.quantities.len();
            choose_count::bare_features(page, &layout.candidates[h.candidate], h.harm, &draft.harms, counted, f);
            if !self.weights.knows(Model::Bare) || self.weights.score(Model::Bare, f) > 0.0 {
                draft.bare.push(h);
            }
        }
    }
}

/// Accepted candidates that make one claim.
struct Group {
    candidate: usize,
    event: Event,
    p: f32,
    harms: Vec<HarmWord>,
}

/// How much "no event" is held back, so that precision and recall balance.
const NONE_DISCOUNT: f32 = 0.5;

/// How much more it is held back where the word is what somebody is said to say.
const CONTENT_DISCOUNT: f32 = 1.0;

/// «مزاعم الوزير بوجود قوات»: what a noun of saying brings in with ب is told by somebody.
fn brought_in(page: &Page<'_>, cues: &[Cue], c: &Candidate) -> bool {
    let first = c.words.start;
    page.has(first, Proclitics::BA)
        && of_sentence(cues, page.sentence_of[first] as usize)
            .iter()
            .filter(|q| q.kind == CueKind::Noun && q.content <= first)
            .any(|q| !(q.content..first).any(|j| page.is_word(j)))
}

/// How far "no event" must lead by a word's outline, so that nothing else is looked at: of 11,294 words that tell an event
/// in running news none was so far behind, and more than half of the other words are settled by it.
const CLEAR_MARGIN: f32 = 2.5;

/// How much going on with the toll before is held back: a toll told apart is the lesser fault.
const JOIN_DISCOUNT: f32 = 0.7;

/// The probability from which the chain of a claim tells something of the next one's.
const SURE: f32 = 0.3;

/// Where the highest score stands, the first of equals.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut k = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[k] {
            k = i;
        }
    }
    k
}
