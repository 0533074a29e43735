//! The dates of the claims of a page: a toll and what caused it are one incident, and one incident has one date.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::candidate::Candidate;
use crate::choose_date::{Calendar, Choices, Dated, Undated};
use crate::choose_role::Events;
use crate::decide::{Draft, Judge, Layout};
use crate::event::Event;
use crate::lists::List;
use crate::names::SpellingHasher;
use crate::page::Page;
use crate::reckoned;
use crate::rules;
use crate::scorer::{Features, Model, softmax};

/// The events of a report told so far, those of the incident being told apart from those before it: an incident takes
/// over the dates of others, never its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chronicle<'t> {
    before: Vec<Dated>,
    incident: Vec<Dated>,
    /// By lemma: the last event before that has a date and was told by it.
    by_word: HashMap<&'t str, Dated, BuildHasherDefault<SpellingHasher>>,
}

impl<'t> Chronicle<'t> {
    /// The events of the incidents before the one being told.
    pub(crate) fn before(&self) -> &[Dated] {
        &self.before
    }

    /// The last of them that has a date and was told by a word of this lemma, however far back.
    pub(crate) fn told_by(&self, lemma: &str) -> Option<&Dated> {
        self.by_word.get(lemma)
    }

    /// The last of them that has a date and was told by one of these words.
    pub(crate) fn told_by_any(&self, page: &Page<'_>, words: Range<usize>) -> Option<&Dated> {
        words.filter_map(|w| self.told_by(page.lemma(w))).max_by_key(|told| told.claim)
    }

    /// Ends the incident being told.
    pub(crate) fn end_incident(&mut self, page: &Page<'t>) {
        let dated = self.incident.iter().filter(|told| told.date.is_some());
        self.by_word.extend(dated.map(|told| (page.lemma(told.head), *told)));
        self.before.append(&mut self.incident);
    }

    /// Adds an event to the incident being told.
    pub(crate) fn tell(&mut self, event: Dated) {
        self.incident.push(event);
    }
}

/// What the choices of an incident weigh: the likelihood of their days, and of their own words.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    days: f32,
    words: f32,
}

impl Judge {
    /// Dates every claim, of which the roles are known; the claims of one incident together.
    pub(crate) fn dates(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        drafts: &mut [Draft],
        heads: &[usize],
        f: &mut Features,
    ) {
        let calendar = Calendar { page, cues: &layout.cues, syntax: &layout.syntax };
        let around = Events { candidates: &layout.candidates, heads };
        let mut told = Chronicle::default();
        let mut at = 0;
        while at < drafts.len() {
            let placed = |d: &Draft| (&layout.candidates[d.candidate], d.event);
            let mut end = at + 1;
            while end < drafts.len() && one_incident(page, placed(&drafts[end - 1]), placed(&drafts[end])) {
                end += 1;
            }
            let choices = Choices::new(page, placed(&drafts[at]).0.head, &told);
            let mut weights = vec![Weight::default(); choices.len()];
            for k in at..end {
                let c = placed(&drafts[k]).0;
                let site = around.site(page, c, drafts[k].event, drafts[k].offer.chain.last());
                if self.weights.knows(Model::Date) {
                    let event = Undated { site: &site, filled: &drafts[k].filled };
                    self.weigh(calendar, event, &choices, drafts, &mut weights, f);
                } else {
                    drafts[k].date = rules::date(page, &site, &choices.here);
                }
            }
            for (claim, draft) in drafts.iter_mut().enumerate().take(end).skip(at) {
                if self.weights.knows(Model::Date) {
                    draft.date = choices.date(page, heaviest(&weights));
                }
                let head = layout.candidates[draft.candidate].head;
                let sentence = page.sentence_of[head] as usize;
                told.tell(Dated { sentence, head, event: draft.event, claim, date: draft.date });
            }
            told.end_incident(page);
            at = end;
        }
    }

    /// Adds the logarithm of each choice's probability for one event of an incident.
    fn weigh(
        &self,
        calendar: Calendar<'_, '_>,
        event: Undated<'_>,
        choices: &Choices,
        drafts: &[Draft],
        weights: &mut [Weight],
        f: &mut Features,
    ) {
        let mut scores: Vec<f32> = (0..choices.len())
            .map(|k| {
                choices.features(calendar, event, |claim| &drafts[claim].filled, k, f);
                self.weights.score(Model::Date, f)
            })
            .collect();
        scores[0] -= NONE_DISCOUNT;
        softmax(&mut scores);
        let together = choices.together(calendar.page, &scores);
        for ((weight, words), days) in weights.iter_mut().zip(&scores).zip(&together) {
            weight.words += words.max(1e-6).ln();
            weight.days += days.max(1e-6).ln();
        }
    }
}

/// The choice whose days are likeliest, by its likeliest words; the first of equals.
fn heaviest(weights: &[Weight]) -> usize {
    let order = |a: &Weight, b: &Weight| a.days.total_cmp(&b.days).then(a.words.total_cmp(&b.words));
    weights.iter().enumerate().rev().max_by(|a, b| order(a.1, b.1)).map_or(0, |(k, _)| k)
}

/// How much "no date" is held back, so that precision and recall balance.
const NONE_DISCOUNT: f32 = 0.4;

/// Within how many words a toll and its cause are linked.
const SPAN: usize = 24;

/// Whether of two events told one after the other one is the toll of the other: «هجوم أسفر عن مقتل …», «قتلوا في غارة».
pub(crate) fn one_incident(page: &Page<'_>, a: (&Candidate, Event), b: (&Candidate, Event)) -> bool {
    let is_toll = |e: Event| matches!(e, Event::Casualties | Event::Destruction);
    let (x, y) = (a.0, b.0);
    let between = x.words.end..y.words.start;
    if page.sentence_of[x.head] != page.sentence_of[y.head] || between.len() > SPAN || is_toll(a.1) == is_toll(b.1) {
        return false;
    }
    if !a.1.is_violent() || !b.1.is_violent() || are_apart(page, &between) {
        return false;
    }
    if is_toll(b.1) {
        let results = between.clone().any(|j| page.in_list(j, List::Result));
        let goes_on = page.has(y.words.start, Proclitics::WA)
            && page.top(y.head).is_some_and(|v| v.pos == Pos::Verb)
            && !between.clone().any(|j| page.in_list(j, List::ClauseApart));
        return between.is_empty() || results || goes_on;
    }
    let near = y.words.start.saturating_sub(4).max(x.words.end)..y.words.start + 1;
    !between.clone().any(|j| page.in_list(j, List::ClauseApart)) && near.clone().any(|j| tells_cause(page, j))
}

/// «مقتل الوزير بعد يومين من هجوم»: what a distance in time parts is not one.
fn are_apart(page: &Page<'_>, between: &Range<usize>) -> bool {
    page.dates_in(between).any(|d| reckoned::is_open(page.dates[d].value))
}

fn tells_cause(page: &Page<'_>, j: usize) -> bool {
    page.in_list(j, List::Cause) || page.has(j, Proclitics::BA)
}
