//! Learning from annotated reports: what the reader proposes, beside what the annotation says.

use crate::agree::same;
pub use crate::annotation::{GoldClaim, GoldCount, GoldFile, Lesson};
use crate::annotation::{Marked, marked};
use crate::choose_count::{self, Given};
use crate::choose_date::{Calendar, Choices, Dated, Undated};
use crate::choose_event;
use crate::choose_role::Events;
use crate::choose_source::{self, Asked, Heard, STANCES};
use crate::choose_stance;
use crate::decide::{Judge, Layout};
use crate::event::Event;
use crate::fill_dates::{Chronicle, one_incident};
use crate::fill_roles::Filled;
pub use crate::learn_coverage::{Coverage, coverage};
pub use crate::learn_roles::Wanted;
use crate::learn_roles::{Acted, RoleTeacher};
use crate::page::Page;
use crate::reader::{Reader, Report};
use crate::reckoned::Day;
use crate::scorer::{Features, Model, Weights};
use crate::toll::{self, HarmWord};
use crate::train::{Trainer, compose};
use crate::{learn_examples, learn_speaker};

/// Trains the scorers on annotated reports and returns the weights file; the same lessons give the same bytes.
///
/// First who speaks in a cue is learnt, then, on the cues so read, everything else.
#[must_use]
pub fn train(reader: &Reader, lessons: &[Lesson]) -> String {
    fit(reader, lessons, Model::ALL)
}

/// Trains the models with these names alone, for trying changes out; the others are those of `stored`.
///
/// # Errors
/// A name that no model has.
pub fn retrain(reader: &Reader, lessons: &[Lesson], models: &[&str], stored: &str) -> Result<String, String> {
    let of = |name: &&str| {
        Model::ALL.iter().find(|m| m.name() == *name).copied().ok_or_else(|| format!("no model is called {name}"))
    };
    let models = models.iter().map(of).collect::<Result<Vec<_>, _>>()?;
    Ok(compose(stored, &fit(reader, lessons, &models)))
}

fn fit(reader: &Reader, lessons: &[Lesson], models: &[Model]) -> String {
    let judge = Judge { weights: Weights::none(), ..reader.judge.clone() };
    let speaker = speakers(reader, &judge, lessons, |_| true);
    let halves = [0, 1].map(|half| {
        let weights = speakers(reader, &judge, lessons, |k| k % 2 != half);
        Judge { weights: Weights::parse(&weights).unwrap_or_else(|_| Weights::none()), ..judge.clone() }
    });
    // Speakers are learnt already; an empty sheet of them would drive their weights out.
    let rest: Vec<Model> = models.iter().copied().filter(|m| *m != Model::Speaker).collect();
    let mut trainer = Trainer::of(&rest);
    let guided = [Model::Source, Model::Stance, Model::Actor, Model::Target, Model::Place, Model::Date];
    let guides =
        guided.iter().any(|m| trainer.trains(*m)).then(|| [0, 1].map(|half| guide(reader, &halves, lessons, half)));
    let mut k = 0;
    for_each(reader, lessons, &mut trainer, |trainer, lesson, page, outlet| {
        let layout = halves[k % 2].layout(page, outlet);
        let guide = guides.as_ref().map(|g| &g[k % 2]);
        k += 1;
        let marked = marked(&lesson.text, &lesson.gold.claims);
        let f = Features::named();
        Teacher { reader, page, layout: &layout, marked: &marked, trainer, f, guide }.teach();
    });
    trainer.weigh(1.0);
    if trainer.trains(Model::Event) {
        learn_examples::teach(reader, &judge, &mut trainer);
    }
    compose(&speaker, &trainer.fit())
}

/// Learns who speaks in a cue from the lessons whose number `of` accepts.
fn speakers(reader: &Reader, judge: &Judge, lessons: &[Lesson], of: impl Fn(usize) -> bool) -> String {
    let mut trainer = Trainer::of(&[Model::Speaker]);
    let seen: Vec<Lesson> =
        lessons.iter().enumerate().filter(|(k, _)| of(*k)).map(|(_, lesson)| lesson.clone()).collect();
    for_each(reader, &seen, &mut trainer, |trainer, lesson, page, outlet| {
        let layout = judge.layout(page, outlet);
        let marked = marked(&lesson.text, &lesson.gold.claims);
        let told: Vec<(usize, &[String])> = marked
            .iter()
            .filter_map(|m| Some((candidate_for(reader, page, &layout, m)?, m.claim.chain.as_slice())))
            .collect();
        learn_speaker::teach(page, &judge.cues, &layout, &told, trainer);
    });
    trainer.fit()
}

/// A reader that chooses sources and fills roles, trained on the lessons of the other half: what it makes of one event is
/// what the reading of the next will have to go by.
fn guide(reader: &Reader, halves: &[Judge; 2], lessons: &[Lesson], half: usize) -> Judge {
    let mut trainer = Trainer::of(&[Model::Source, Model::Actor, Model::Target, Model::Place]);
    let mut k = 0;
    for_each(reader, lessons, &mut trainer, |trainer, lesson, page, outlet| {
        let judge = &halves[k % 2];
        k += 1;
        if (k - 1) % 2 != half {
            let layout = judge.layout(page, outlet);
            let marked = marked(&lesson.text, &lesson.gold.claims);
            let f = Features::named();
            Teacher { reader, page, layout: &layout, marked: &marked, trainer, f, guide: None }.teach();
        }
    });
    Judge {
        weights: Weights::parse(&trainer.fit_roughly()).unwrap_or_else(|_| Weights::none()),
        ..halves[half].clone()
    }
}

/// The fillers of required claims, each with its report and with what the rules offer for it, given the right fillers
/// of the other claims.
#[must_use]
pub fn wanted(reader: &Reader, lessons: &[Lesson]) -> Vec<(String, Wanted)> {
    let mut out = Vec::new();
    let mut trainer = Trainer::of(&[]);
    for_each(reader, lessons, &mut trainer, |trainer, lesson, page, outlet| {
        let layout = reader.judge.layout(page, outlet);
        let marked = marked(&lesson.text, &lesson.gold.claims);
        let f = Features::named();
        let teacher = Teacher { reader, page, layout: &layout, marked: &marked, trainer, f, guide: None };
        out.extend(teacher.teach().into_iter().map(|w| (lesson.gold.doc.clone(), w)));
    });
    out
}

/// Teaches a trainer one lesson after the other, each with its weight.
fn for_each(
    reader: &Reader,
    lessons: &[Lesson],
    trainer: &mut Trainer,
    mut act: impl FnMut(&mut Trainer, &Lesson, &Page<'_>, Option<&str>),
) {
    let mut session = reader.session();
    for lesson in lessons {
        let published = lesson.gold.published.as_deref().and_then(|d| d.parse().ok());
        let report = Report { text: &lesson.text, published, outlet: None };
        trainer.weigh(lesson.weight);
        session.on_page(&report, |page, outlet, _| act(trainer, lesson, page, outlet));
    }
}

pub(crate) fn candidate_for(reader: &Reader, page: &Page<'_>, layout: &Layout, m: &Marked<'_>) -> Option<usize> {
    (0..layout.candidates.len())
        .filter(|k| page.span(layout.candidates[*k].words.clone()).overlaps(m.trigger))
        .max_by_key(|k| {
            let c = &layout.candidates[*k];
            let frames = c.frames.iter().any(|f| reader.judge.frames.frames[usize::from(*f)].event == m.event);
            let may = c.events(&reader.judge.frames).contains(&m.event);
            (frames, may, m.trigger.overlaps(page.span(c.head..c.head + 1)), std::cmp::Reverse(*k))
        })
}

pub(crate) fn chain_agrees(page: &Page<'_>, offer: &choose_source::Offer, gold: &[String]) -> bool {
    offer.chain.len() == gold.len()
        && offer.chain.iter().zip(gold).all(|(l, g)| same(page.name(&l.words, l.mention), g))
}

/// Makes examples of one report.
struct Teacher<'a, 't> {
    reader: &'a Reader,
    page: &'a Page<'t>,
    layout: &'a Layout,
    marked: &'a [Marked<'a>],
    trainer: &'a mut Trainer,
    f: Features,
    /// Who tells the sources and roles of the events told before; the annotation, where nobody does.
    guide: Option<&'a Judge>,
}

impl<'x> Teacher<'x, '_> {
    fn teach(mut self) -> Vec<Wanted> {
        let mut claims: Vec<Vec<usize>> = vec![Vec::new(); self.layout.candidates.len()];
        for (g, m) in self.marked.iter().enumerate() {
            if let Some(k) = candidate_for(self.reader, self.page, self.layout, m) {
                claims[k].push(g);
            }
        }
        let accepted = self.accepted(&claims);
        if self.trainer.trains(Model::Event) {
            self.events(&claims);
        }
        if self.trainer.trains(Model::Join) {
            self.joins(&accepted);
        }
        if self.trainer.trains(Model::Number) {
            self.numbers(&accepted);
        }
        let heads: Vec<usize> = accepted.iter().map(|(k, _)| self.layout.candidates[*k].head).collect();
        let (mut heard, mut told) = (None, choose_stance::Holdings::default());
        let acted: Vec<Acted<'_>> =
            accepted.into_iter().map(|(k, g)| self.claim(k, g, &mut heard, &mut told)).collect();
        let (page, guide, layout) = (self.page, self.guide, self.layout);
        let roles = RoleTeacher { page, layout, trainer: self.trainer, f: &mut self.f, guide, wanted: Vec::new() };
        let (cast, wanted) = roles.teach(&acted);
        self.dates(&acted, &cast, &heads);
        wanted
    }

    /// Candidates with the claim that they tell, required claims first.
    fn accepted(&self, claims: &[Vec<usize>]) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for (k, on) in claims.iter().enumerate() {
            if let Some(g) = on.iter().min_by_key(|g| (self.marked[**g].claim.optional, **g)) {
                out.push((k, *g));
            }
        }
        out
    }

    fn events(&mut self, claims: &[Vec<usize>]) {
        for (k, c) in self.layout.candidates.iter().enumerate() {
            let events = c.events(&self.reader.judge.frames);
            let required: Vec<Event> =
                claims[k].iter().map(|g| &self.marked[*g]).filter(|m| !m.claim.optional).map(|m| m.event).collect();
            let optional = claims[k].iter().any(|g| self.marked[*g].claim.optional);
            let span = self.page.span(c.words.clone());
            let in_toll = events.contains(&Event::Casualties)
                && self.marked.iter().any(|m| {
                    m.event == Event::Casualties && !m.claim.optional && m.extent.contains(span) && has_harm(m)
                });
            let (gold, weight) = match required.iter().find_map(|e| events.iter().position(|x| x == e)) {
                Some(e) => (e + 1, 1.0),
                None if !required.is_empty() || optional => continue,
                None if in_toll => (1 + events.iter().position(|e| *e == Event::Casualties).unwrap_or(0), 0.7),
                None => (0, 1.0),
            };
            choose_event::features(self.reader.judge.view(self.page, self.layout), c, &mut self.f);
            let mut labels = vec!["none"];
            labels.extend(events.iter().map(|e| e.as_str()));
            self.trainer.label(Model::Event, &self.f, &labels, gold, weight);
        }
    }

    /// The words of harm of a sentence that stand inside tolls of the annotation.
    fn harm_words(&self, accepted: &[(usize, usize)]) -> Vec<(HarmWord, usize)> {
        let mut out = Vec::new();
        for (k, c) in self.layout.candidates.iter().enumerate() {
            let span = self.page.span(c.words.clone());
            let own = accepted.iter().find(|(a, _)| *a == k).map(|(_, g)| *g);
            let of_toll = || {
                c.events(&self.reader.judge.frames)
                    .contains(&Event::Casualties)
                    .then(|| self.marked.iter().position(|m| m.event == Event::Casualties && m.extent.contains(span)))
                    .flatten()
            };
            let Some(g) = own.filter(|g| toll_event(self.marked[*g].event)).or_else(of_toll) else { continue };
            if own.is_some_and(|o| !toll_event(self.marked[o].event)) {
                continue;
            }
            for harm in toll::harms_of(self.page, &self.reader.judge.frames, c, self.marked[g].event) {
                out.push((HarmWord { candidate: k, harm }, g));
            }
        }
        out
    }

    fn joins(&mut self, accepted: &[(usize, usize)]) {
        let harms = self.harm_words(accepted);
        let heads: Vec<usize> = accepted.iter().map(|(k, _)| self.layout.candidates[*k].head).collect();
        for pair in harms.windows(2) {
            let ((a, g), (b, h)) = (&pair[0], &pair[1]);
            let casualties = |g: usize| self.marked[g].event == Event::Casualties;
            let sentence = |w: &HarmWord| self.page.sentence_of[self.layout.candidates[w.candidate].head];
            if !casualties(*g) || !casualties(*h) || sentence(a) != sentence(b) {
                continue;
            }
            choose_count::join_features(self.page, &self.layout.candidates, a, b, &heads, &mut self.f);
            self.trainer.binary(Model::Join, &self.f, g == h, 1.0);
        }
    }

    fn numbers(&mut self, accepted: &[(usize, usize)]) {
        let harms = self.harm_words(accepted);
        let mut at = 0;
        while at < harms.len() {
            let s = self.page.sentence_of[self.layout.candidates[harms[at].0.candidate].head];
            let end = at
                + harms[at..]
                    .iter()
                    .take_while(|(h, _)| self.page.sentence_of[self.layout.candidates[h.candidate].head] == s)
                    .count();
            let here: Vec<HarmWord> = harms[at..end].iter().map(|(h, _)| h.clone()).collect();
            let claims: Vec<usize> = harms[at..end].iter().map(|(_, g)| *g).collect();
            self.numbers_of(s as usize, &here, &claims);
            at = end;
        }
    }

    fn numbers_of(&mut self, s: usize, harms: &[HarmWord], claims: &[usize]) {
        let page = self.page;
        let victims = &self.reader.judge.victims;
        let heads = toll::heads(&self.layout.candidates, harms);
        let quantities = toll::quantities(page, victims, page.sentences[s].words.clone(), &heads);
        let mut used: Vec<(usize, usize)> = Vec::new();
        let mut before = None;
        let mut counted: Vec<usize> = Vec::new();
        for q in &quantities {
            let gold = self.right_harm(harms, claims, q, &mut used);
            let tally = self.reader.judge.tally(page, self.layout, harms, &quantities);
            choose_count::none_features(tally, q, before, &mut self.f);
            let mut candidates = vec![self.f.names().to_vec()];
            let mut right = 0;
            for (k, h) in harms.iter().enumerate().filter(|(_, h)| toll::fits(page, victims, h.harm, q)) {
                choose_count::features(tally, h, q, before, &mut self.f);
                if gold == k + 1 {
                    right = candidates.len();
                }
                candidates.push(self.f.names().to_vec());
            }
            if candidates.len() > 1 {
                self.trainer.choice(Model::Number, &candidates, right, 1.0);
            }
            if gold > 0 {
                before = Some(Given { candidate: harms[gold - 1].candidate, end: q.words.end });
                counted.push(gold - 1);
            }
        }
        for h in (0..harms.len()).filter(|h| {
            (several(harms, *h) || !counted.contains(h)) && self.marked[claims[*h]].event == Event::Casualties
        }) {
            self.left_without(harms, claims, h, &counted, &mut used);
        }
    }

    /// The harm word, from 1, whose victims a quantity counts by the annotation; 0 where it counts nobody's.
    fn right_harm(
        &self,
        harms: &[HarmWord],
        claims: &[usize],
        q: &toll::Quantity,
        used: &mut Vec<(usize, usize)>,
    ) -> usize {
        let span = self.page.span(q.words.clone());
        let fits = |h: usize| {
            let m = &self.marked[claims[h]];
            let fits = toll::fits(self.page, &self.reader.judge.victims, harms[h].harm, q);
            if !fits || !m.extent.overlaps(span) || (q.n.is_none() && q.told == toll::Told::Single) {
                return None;
            }
            let shared = several(harms, h);
            m.claim.counts.iter().enumerate().position(|(k, n)| {
                n.harm == harms[h].harm.as_str()
                    && (n.n == q.n || (shared && n.n.is_none()))
                    && !used.contains(&(claims[h], k))
            })
        };
        let best = (0..harms.len())
            .filter_map(|h| {
                Some((self.layout.candidates[harms[h].candidate].head.abs_diff(q.words.start), h, fits(h)?))
            })
            .min();
        let Some((_, h, k)) = best else { return 0 };
        if !several(harms, h) || self.marked[claims[h]].claim.counts[k].n.is_some() {
            used.push((claims[h], k));
        }
        h + 1
    }

    /// A harm word without a number: what its form shows, and whether it counts all the same.
    fn left_without(
        &mut self,
        harms: &[HarmWord],
        claims: &[usize],
        h: usize,
        counted: &[usize],
        used: &mut Vec<(usize, usize)>,
    ) {
        let page = self.page;
        let (harm, g) = (&harms[h], claims[h]);
        let c = &self.layout.candidates[harm.candidate];
        if let Some(q) = toll::own_form(page, c) {
            let gold = self.right_harm(std::slice::from_ref(harm), &[g], &q, used);
            let (one, quantity) = (std::slice::from_ref(harm), std::slice::from_ref(&q));
            let tally = self.reader.judge.tally(page, self.layout, one, quantity);
            choose_count::none_features(tally, &q, None, &mut self.f);
            let none = self.f.names().to_vec();
            choose_count::features(tally, harm, &q, None, &mut self.f);
            self.trainer.choice(Model::Number, &[none, self.f.names().to_vec()], gold, 1.0);
            if gold > 0 {
                return;
            }
        }
        let m = &self.marked[g];
        let k = m
            .claim
            .counts
            .iter()
            .enumerate()
            .position(|(k, n)| n.harm == harm.harm.as_str() && n.n.is_none() && !used.contains(&(g, k)));
        let group: Vec<HarmWord> = harms.iter().zip(claims).filter(|(_, o)| **o == g).map(|(w, _)| w.clone()).collect();
        let numbers = counted.iter().filter(|o| claims[**o] == g).count();
        choose_count::bare_features(page, c, harm.harm, &group, numbers, &mut self.f);
        self.trainer.binary(Model::Bare, &self.f, k.is_some(), 1.0);
        if let Some(k) = k {
            used.push((g, k));
        }
    }

    fn claim(
        &mut self,
        k: usize,
        g: usize,
        heard: &mut Option<Heard>,
        told: &mut choose_stance::Holdings,
    ) -> Acted<'x> {
        let (page, layout, m) = (self.page, self.layout, &self.marked[g]);
        let c = &layout.candidates[k];
        let weight = if m.claim.optional { 0.4 } else { 1.0 };
        let sources = self.reader.judge.sources(layout);
        let offers = choose_source::offers(page, sources, c.head);
        let right = offers.iter().position(|o| chain_agrees(page, o, &m.claim.chain));
        let asked = Asked::new(page, c, m.event, heard.as_ref());
        if let Some(right) = right.filter(|_| self.trainer.trains(Model::Source)) {
            let candidates: Vec<Vec<String>> = offers
                .iter()
                .map(|o| {
                    choose_source::features(page, sources, &asked, o, &mut self.f);
                    self.f.names().to_vec()
                })
                .collect();
            let all = (right..offers.len()).filter(|o| chain_agrees(page, &offers[*o], &m.claim.chain)).collect();
            self.trainer.choice_of(Model::Source, &candidates, all, weight);
        }
        let offer = &offers[right.unwrap_or(0)];
        if right.is_some() {
            let evidence = &self.reader.judge.evidence;
            choose_stance::features(page, sources, evidence, &asked, offer, told, &mut self.f);
            let labels: Vec<&str> = STANCES.iter().map(|s| s.as_str()).collect();
            let gold = STANCES.iter().position(|s| *s == m.stance).unwrap_or(0);
            self.trainer.label(Model::Stance, &self.f, &labels, gold, weight);
        }
        told.tell(m.event, m.stance, right.and_then(|_| offer.chain.last()), c.head);
        *heard = match self.guide {
            Some(guide) => guide.heard(page, layout, &asked, &mut Features::default()),
            None => right.map(|_| Heard { at: c.head, chain: offer.chain.clone() }),
        };
        Acted {
            candidate: c,
            event: m.event,
            source: right.and_then(|_| offer.chain.last().cloned()),
            gold: m.claim,
            weight,
        }
    }

    /// Teaches the date of every event, of which the roles are known.
    fn dates(&mut self, acted: &[Acted<'_>], cast: &[Filled], heads: &[usize]) {
        let page = self.page;
        let around = Events { candidates: &self.layout.candidates, heads };
        let mut told = Chronicle::default();
        let mut opens = 0;
        for (claim, a) in acted.iter().enumerate() {
            let before = claim.checked_sub(1).map(|k| (acted[k].candidate, acted[k].event));
            if !before.is_some_and(|before| one_incident(page, before, (a.candidate, a.event))) {
                told.end_incident(page);
                opens = a.candidate.head;
            }
            let site = around.site(page, a.candidate, a.event, a.source.as_ref());
            let date = self.date((opens, Undated { site: &site, filled: &cast[claim] }), &told, cast, a);
            let head = a.candidate.head;
            told.tell(Dated { sentence: page.sentence_of[head] as usize, head, event: a.event, claim, date });
        }
    }

    /// The right date of an event, where it is among the choices that its incident, which `opens` with that word, has.
    fn date(
        &mut self,
        (opens, event): (usize, Undated<'_>),
        told: &Chronicle<'_>,
        cast: &[Filled],
        a: &Acted<'_>,
    ) -> Option<Day> {
        let page = self.page;
        let head = a.candidate.head;
        let choices = Choices::new(page, opens, told);
        let gold = a.gold.date.as_deref();
        let agrees = |k: &usize| choices.date(page, *k).is_some_and(|day| day.iso().as_deref() == gold);
        let far = |k: &usize| {
            let own = *k <= choices.here.len();
            let way = choices.date(page, *k).filter(|_| own);
            let way = way.map(|day| page.dates[day.date].words.start.abs_diff(head));
            (!own, way, *k)
        };
        let mut right: Vec<usize> = match gold {
            None => vec![0],
            Some(_) => (1..choices.len()).filter(agrees).collect(),
        };
        right.sort_by_key(far);
        let first = *right.first()?;
        let calendar = Calendar { page, cues: &self.layout.cues, syntax: &self.layout.syntax };
        let candidates: Vec<Vec<String>> = (0..choices.len())
            .map(|k| {
                choices.features(calendar, event, |claim| &cast[claim], k, &mut self.f);
                self.f.names().to_vec()
            })
            .collect();
        if candidates.len() > 1 {
            self.trainer.choice_of(Model::Date, &candidates, right, a.weight);
        }
        choices.date(page, first)
    }
}

/// Whether a word tells more than one harm at once.
fn several(harms: &[HarmWord], h: usize) -> bool {
    harms.iter().filter(|o| o.candidate == harms[h].candidate).count() > 1
}

fn toll_event(event: Event) -> bool {
    matches!(event, Event::Casualties | Event::Destruction | Event::Shootdown | Event::Abduction)
}

fn has_harm(m: &Marked<'_>) -> bool {
    !m.claim.counts.is_empty()
}
