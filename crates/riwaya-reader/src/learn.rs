//! Learning from annotated reports: what the reader proposes, beside what the annotation says.

use std::ops::Range;

use riwaya_text::Span;
use serde::Deserialize;

use crate::agree::{fold, same};
use crate::candidate::Candidate;
use crate::choose_date;
use crate::choose_event;
use crate::choose_role::{self, Filler, Ground, Origin, Role, Site, Told};
use crate::choose_source::{self, STANCES};
use crate::decide::Layout;
use crate::event::{Event, Stance};
use crate::page::Page;
use crate::reader::{Reader, Report};
use crate::role_features::{self, View};
use crate::role_steps;
use crate::scorer::{Features, Model};
use crate::toll::{self, HarmWord};
use crate::train::{Fit, Trainer};

/// An annotated report, as the guidelines write it.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldFile {
    /// Its name.
    pub doc: String,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// Its claims.
    pub claims: Vec<GoldClaim>,
}

/// An annotated claim.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClaim {
    /// The clause.
    pub text: String,
    /// Which occurrence of the clause, from 1.
    pub nth: Option<usize>,
    /// The event word.
    pub trigger: String,
    /// Which occurrence of it in the clause, from 1.
    pub trigger_nth: Option<usize>,
    /// Event.
    pub event: String,
    /// Sources.
    #[serde(default)]
    pub chain: Vec<String>,
    /// Stance.
    pub stance: String,
    /// Actors.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Targets.
    #[serde(default)]
    pub target: Vec<String>,
    /// Places.
    #[serde(default)]
    pub place: Vec<String>,
    /// Date.
    pub date: Option<String>,
    /// Counts.
    #[serde(default)]
    pub counts: Vec<GoldCount>,
    /// Whether nobody is scored on it.
    #[serde(default)]
    pub optional: bool,
}

/// An annotated count.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldCount {
    /// Harm.
    pub harm: String,
    /// Number.
    pub n: Option<u64>,
}

/// An annotated report with its text.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The annotation.
    pub gold: GoldFile,
    /// The text.
    pub text: String,
}

/// A claim of the annotation on the text.
struct Marked<'g> {
    claim: &'g GoldClaim,
    event: Event,
    stance: Stance,
    trigger: Span,
    extent: Span,
}

/// Trains the scorers on annotated reports and returns the weights file; the same lessons give the same bytes.
#[must_use]
pub fn train(reader: &Reader, lessons: &[Lesson]) -> String {
    let mut trainer = Trainer::new();
    let mut session = reader.session();
    for lesson in lessons {
        let published = lesson.gold.published.as_deref().and_then(|d| d.parse().ok());
        let report = Report { text: &lesson.text, published, outlet: None };
        session.on_page(&report, |page, outlet, _| {
            let layout = reader.judge.layout(page, outlet);
            let marked = marked(&lesson.text, &lesson.gold.claims);
            let mut filled = Vec::new();
            Teacher {
                reader,
                page,
                layout: &layout,
                marked: &marked,
                trainer: &mut trainer,
                filled: &mut filled,
                f: Features::named(),
            }
            .teach();
        });
    }
    trainer.fit(Fit::default())
}

/// A filler that the annotation wants, and what the rules offer for it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// `actor`, `target` or `place`.
    pub role: &'static str,
    /// Its words in the annotation.
    pub words: String,
    /// Where the offered filler stands and of what kind it is; empty where none is offered.
    pub offered: String,
    /// The event and its word.
    pub event: String,
    /// The sentence of the event.
    pub sentence: String,
}

/// The fillers of required claims, each with what the rules offer for it, given the right fillers of the claims before.
#[must_use]
pub fn wanted(reader: &Reader, lessons: &[Lesson]) -> Vec<(String, Wanted)> {
    let mut out = Vec::new();
    let mut session = reader.session();
    for lesson in lessons {
        let published = lesson.gold.published.as_deref().and_then(|d| d.parse().ok());
        let report = Report { text: &lesson.text, published, outlet: None };
        session.on_page(&report, |page, outlet, _| {
            let layout = reader.judge.layout(page, outlet);
            let marked = marked(&lesson.text, &lesson.gold.claims);
            let mut trainer = Trainer::new();
            let mut filled = Vec::new();
            Teacher {
                reader,
                page,
                layout: &layout,
                marked: &marked,
                trainer: &mut trainer,
                filled: &mut filled,
                f: Features::named(),
            }
            .teach();
            out.extend(filled.into_iter().map(|w| (lesson.gold.doc.clone(), w)));
        });
    }
    out
}

/// How much of the annotation the rules propose at all: claims whose trigger some candidate meets, and whose event it may tell.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Required claims.
    pub claims: usize,
    /// Of these, met by a candidate.
    pub met: usize,
    /// Of these, by one that may tell the event.
    pub told: usize,
    /// Chains among the offers.
    pub chains: usize,
    /// The misses: document, trigger, event, why.
    pub misses: Vec<(String, String, String, String)>,
}

/// Measures the candidates that the rules propose.
#[must_use]
pub fn coverage(reader: &Reader, lessons: &[Lesson]) -> Coverage {
    let mut out = Coverage::default();
    let mut session = reader.session();
    for lesson in lessons {
        let published = lesson.gold.published.as_deref().and_then(|d| d.parse().ok());
        let report = Report { text: &lesson.text, published, outlet: None };
        session.on_page(&report, |page, outlet, _| {
            let layout = reader.judge.layout(page, outlet);
            for m in marked(&lesson.text, &lesson.gold.claims).iter().filter(|m| !m.claim.optional) {
                out.claims += 1;
                let miss = |why: String| (lesson.gold.doc.clone(), m.claim.trigger.clone(), m.claim.event.clone(), why);
                let Some(k) = candidate_for(reader, page, &layout, m) else {
                    out.misses.push(miss("no candidate".to_owned()));
                    continue;
                };
                out.met += 1;
                if layout.candidates[k].events(&reader.judge.frames).contains(&m.event) {
                    out.told += 1;
                } else {
                    out.misses.push(miss("event".to_owned()));
                }
                let offers = choose_source::offers(page, &layout.cues, &layout.by_sentence, layout.candidates[k].head);
                if offers.iter().any(|o| chain_agrees(page, o, &m.claim.chain)) {
                    out.chains += 1;
                } else {
                    let sentence = page.text.slice(page.span(page.sentence(layout.candidates[k].head).words.clone()));
                    let heard: Vec<String> = offers
                        .iter()
                        .map(|o| {
                            o.chain
                                .iter()
                                .map(|l| page.text.slice(page.span(l.words.clone())))
                                .collect::<Vec<_>>()
                                .join(" > ")
                        })
                        .collect();
                    out.misses.push(miss(format!("chain {:?} not offered: {heard:?} in {sentence}", m.claim.chain)));
                }
            }
        });
    }
    out
}

fn find_nth(hay: &str, needle: &str, nth: usize) -> Option<usize> {
    let mut from = 0;
    for _ in 1..nth {
        from += hay[from..].find(needle)? + hay[from..].chars().next().map_or(1, char::len_utf8);
        while !hay.is_char_boundary(from) {
            from += 1;
        }
    }
    hay[from..].find(needle).map(|at| from + at)
}

fn marked<'g>(text: &str, claims: &'g [GoldClaim]) -> Vec<Marked<'g>> {
    let points = |byte: usize| text[..byte].chars().count() as u32;
    claims
        .iter()
        .filter_map(|claim| {
            let at = find_nth(text, &claim.text, claim.nth.unwrap_or(1))?;
            let trigger = at + find_nth(&claim.text, &claim.trigger, claim.trigger_nth.unwrap_or(1))?;
            Some(Marked {
                claim,
                event: claim.event.parse().ok()?,
                stance: claim.stance.parse().ok()?,
                trigger: Span::new(points(trigger), points(trigger + claim.trigger.len())),
                extent: Span::new(points(at), points(at + claim.text.len())),
            })
        })
        .collect()
}

fn candidate_for(reader: &Reader, page: &Page<'_>, layout: &Layout, m: &Marked<'_>) -> Option<usize> {
    (0..layout.candidates.len())
        .filter(|k| page.span(layout.candidates[*k].words.clone()).overlaps(m.trigger))
        .max_by_key(|k| {
            let c = &layout.candidates[*k];
            let frames = c.frames.iter().any(|f| reader.judge.frames.frames[usize::from(*f)].event == m.event);
            let may = c.events(&reader.judge.frames).contains(&m.event);
            (frames, may, m.trigger.overlaps(page.span(c.head..c.head + 1)), std::cmp::Reverse(*k))
        })
}

fn words_of<'p>(page: &'p Page<'_>, words: &Range<usize>) -> &'p str {
    page.text.slice(page.span(words.clone()))
}

fn chain_agrees(page: &Page<'_>, offer: &choose_source::Offer, gold: &[String]) -> bool {
    offer.chain.len() == gold.len() && offer.chain.iter().zip(gold).all(|(l, g)| same(words_of(page, &l.words), g))
}

/// Makes examples of one report.
struct Teacher<'a, 't> {
    reader: &'a Reader,
    page: &'a Page<'t>,
    layout: &'a Layout,
    marked: &'a [Marked<'a>],
    trainer: &'a mut Trainer,
    filled: &'a mut Vec<Wanted>,
    f: Features,
}

impl Teacher<'_, '_> {
    fn teach(mut self) {
        let mut claims: Vec<Vec<usize>> = vec![Vec::new(); self.layout.candidates.len()];
        for (g, m) in self.marked.iter().enumerate() {
            if let Some(k) = candidate_for(self.reader, self.page, self.layout, m) {
                claims[k].push(g);
            }
        }
        self.events(&claims);
        let accepted = self.accepted(&claims);
        self.joins(&accepted);
        self.numbers(&accepted);
        let heads: Vec<usize> = accepted.iter().map(|(k, _)| self.layout.candidates[*k].head).collect();
        let mut dated = Vec::new();
        for (k, g) in &accepted {
            self.claim(*k, *g, &heads, &mut dated);
        }
        self.roles(&accepted, &heads);
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
            choose_event::features(
                self.page,
                &self.layout.around,
                &self.reader.judge.frames,
                &self.layout.cues,
                c,
                &mut self.f,
            );
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
            if let Some(harm) = toll::harm_of(self.page, &self.reader.judge.frames, c, self.marked[g].event) {
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
            toll::join_features(self.page, &self.layout.candidates, a, b, &heads, &mut self.f);
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
        let quantities = toll::quantities(page, victims, page.sentences[s].words.clone());
        let mut used: Vec<(usize, usize)> = Vec::new();
        for q in &quantities {
            let span = page.span(q.words.clone());
            let mut gold = 0;
            let mut best = usize::MAX;
            for (h, g) in claims.iter().enumerate() {
                let m = &self.marked[*g];
                if !m.extent.overlaps(span) {
                    continue;
                }
                let found = m.claim.counts.iter().enumerate().find(|(k, n)| {
                    n.harm == harms[h].harm.as_str()
                        && n.n == q.n
                        && !used.contains(&(*g, *k))
                        && (q.n.is_some() || q.told != toll::Told::Single)
                });
                let distance = self.layout.candidates[harms[h].candidate].head.abs_diff(q.words.start);
                if found.is_some() && distance < best {
                    best = distance;
                    gold = h + 1;
                }
            }
            if gold > 0 {
                let g = claims[gold - 1];
                let k =
                    self.marked[g].claim.counts.iter().enumerate().find(|(k, n)| {
                        n.harm == harms[gold - 1].harm.as_str() && n.n == q.n && !used.contains(&(g, *k))
                    });
                if let Some((k, _)) = k {
                    used.push((g, k));
                }
            }
            toll::none_features(page, victims, q, &mut self.f);
            let mut candidates = vec![self.f.names().to_vec()];
            for h in harms {
                toll::features(page, victims, &self.layout.candidates, harms, h, &quantities, q, &mut self.f);
                candidates.push(self.f.names().to_vec());
            }
            self.trainer.choice(Model::Number, &candidates, gold, 1.0);
        }
    }

    fn claim(&mut self, k: usize, g: usize, heads: &[usize], dated: &mut Vec<(usize, Event, Option<usize>)>) {
        let (page, layout, m) = (self.page, self.layout, &self.marked[g]);
        let c = &layout.candidates[k];
        let weight = if m.claim.optional { 0.4 } else { 1.0 };
        let offers = choose_source::offers(page, &layout.cues, &layout.by_sentence, c.head);
        let right = offers.iter().position(|o| chain_agrees(page, o, &m.claim.chain));
        if let Some(right) = right {
            let kept: Vec<usize> =
                (0..offers.len()).filter(|o| *o == right || !chain_agrees(page, &offers[*o], &m.claim.chain)).collect();
            let candidates: Vec<Vec<String>> = kept
                .iter()
                .map(|o| {
                    choose_source::features(
                        page,
                        &self.reader.judge.cues,
                        &layout.cues,
                        &layout.by_sentence,
                        c,
                        m.event,
                        &offers[*o],
                        &mut self.f,
                    );
                    self.f.names().to_vec()
                })
                .collect();
            let gold = kept.iter().position(|o| *o == right).unwrap_or(0);
            self.trainer.choice(Model::Source, &candidates, gold, weight);
        }
        let offer = &offers[right.unwrap_or(0)];
        if right.is_some() {
            choose_source::stance_features(page, &self.reader.judge.cues, &layout.cues, c, m.event, offer, &mut self.f);
            let labels: Vec<&str> = STANCES.iter().map(|s| s.as_str()).collect();
            let gold = STANCES.iter().position(|s| *s == m.stance).unwrap_or(0);
            self.trainer.label(Model::Stance, &self.f, &labels, gold, weight);
        }
        let s = page.sentence_of[c.head];
        let others = self.others(c, heads);
        let site = Site { candidate: c, event: m.event, source: offer.chain.last(), others: &others };
        let date = self.date(&site, dated, m.claim.date.as_deref(), weight);
        dated.push((s as usize, m.event, date));
    }

    fn others(&self, c: &Candidate, heads: &[usize]) -> Vec<usize> {
        let s = self.page.sentence_of[c.head];
        heads.iter().copied().filter(|h| self.page.sentence_of[*h] == s && !c.words.contains(h)).collect()
    }

    fn roles(&mut self, accepted: &[(usize, usize)], heads: &[usize]) {
        let (page, layout) = (self.page, self.layout);
        let ground = Ground::new(page);
        let events: Vec<(usize, Event)> =
            accepted.iter().map(|(k, g)| (layout.candidates[*k].head, self.marked[*g].event)).collect();
        let mut told: Vec<Told> = Vec::new();
        for at in choose_role::order(page, &events) {
            let (k, g) = accepted[at];
            let (c, m) = (&layout.candidates[k], &self.marked[g]);
            let weight = if m.claim.optional { 0.4 } else { 1.0 };
            let offers = choose_source::offers(page, &layout.cues, &layout.by_sentence, c.head);
            let offer = offers.iter().find(|o| chain_agrees(page, o, &m.claim.chain));
            let others = self.others(c, heads);
            let site =
                Site { candidate: c, event: m.event, source: offer.and_then(|o| o.chain.last()), others: &others };
            let actor = self.role(&ground, &site, &told, &[], Role::Actor, &m.claim.actor, weight);
            let target = self.role(&ground, &site, &told, &actor, Role::Target, &m.claim.target, weight);
            let place = self.role(&ground, &site, &told, &[], Role::Place, &m.claim.place, weight);
            told.push(Told {
                sentence: page.sentence_of[c.head] as usize,
                head: c.head,
                event: m.event,
                actor,
                target,
                place,
            });
        }
    }

    /// Makes one example of each step: the right fillers in the order of their words, then no more.
    #[allow(clippy::too_many_arguments)]
    fn role(
        &mut self,
        ground: &Ground,
        site: &Site<'_>,
        told: &[Told],
        taken: &[Filler],
        role: Role,
        gold: &[String],
        weight: f32,
    ) -> Vec<Filler> {
        let model = match role {
            Role::Actor => Model::Actor,
            Role::Target => Model::Target,
            Role::Place => Model::Place,
        };
        let all = choose_role::fillers(self.page, ground, site, told, taken, role);
        let view = View { page: self.page, ground, site, told, all: &all };
        let own: Vec<Vec<String>> = all
            .iter()
            .map(|filler| {
                role_features::features(&view, filler, &mut self.f);
                self.f.names().to_vec()
            })
            .collect();
        let right = self.right(site, &all, gold);
        let wrong: Vec<usize> =
            (0..all.len()).filter(|k| !gold.iter().any(|g| same(words_of(self.page, &all[*k].words), g))).collect();
        for step in 0..=right.len() {
            if step == right.len() && right.len() < gold.len() {
                break;
            }
            let chosen = &right[..step];
            let open = role_steps::open(&view, chosen);
            role_steps::none_features(&view, chosen, &mut self.f);
            let mut candidates = vec![self.f.names().to_vec()];
            let mut answer = 0;
            for k in open.into_iter().filter(|k| right.get(step) == Some(k) || wrong.contains(k)) {
                if right.get(step) == Some(&k) {
                    answer = candidates.len();
                }
                role_steps::step_features(&view, chosen, k, &mut self.f);
                let mut names = own[k].clone();
                names.extend_from_slice(self.f.names());
                candidates.push(names);
            }
            self.trainer.choice(model, &candidates, answer, weight);
        }
        if weight == 1.0 {
            self.note(site, role, gold, &all);
        }
        right.into_iter().map(|k| all[k].clone()).collect()
    }

    /// The fillers that the annotation wants, for each of its words the best that is offered, in the order of their words.
    fn right(&self, site: &Site<'_>, all: &[Filler], gold: &[String]) -> Vec<usize> {
        let page = self.page;
        let mut out: Vec<usize> = Vec::new();
        for g in gold {
            let exact = |k: usize| fold(words_of(page, &all[k].words)) == fold(g);
            let fits = |k: &usize| {
                same(words_of(page, &all[*k].words), g)
                    && !out.iter().any(|o| choose_role::overlaps(&all[*o].words, &all[*k].words))
            };
            let best = (0..all.len()).filter(fits).min_by_key(|k| {
                let far = all[*k].at.start.abs_diff(site.candidate.head);
                (all[*k].origin != Origin::Here, !exact(*k), far)
            });
            out.extend(best);
        }
        out.sort_by_key(|k| (all[*k].origin != Origin::Here, all[*k].at.start));
        out
    }

    /// Keeps which fillers of the annotation were among the offers.
    fn note(&mut self, site: &Site<'_>, role: Role, gold: &[String], all: &[Filler]) {
        let page = self.page;
        for words in gold {
            let offered = all.iter().find(|f| same(words_of(page, &f.words), words));
            let kind = |f: &Filler| f.mention.map_or("-", |m| page.mentions[m].kind.name());
            self.filled.push(Wanted {
                role: role.name(),
                words: words.clone(),
                offered: offered.map(|f| format!("{} {}", f.origin.name(), kind(f))).unwrap_or_default(),
                event: format!("{} {}", site.event, words_of(page, &site.candidate.words)),
                sentence: words_of(page, &page.sentence(site.candidate.head).words).to_owned(),
            });
        }
    }

    fn date(
        &mut self,
        site: &Site<'_>,
        dated: &[(usize, Event, Option<usize>)],
        gold: Option<&str>,
        weight: f32,
    ) -> Option<usize> {
        let page = self.page;
        let here = choose_date::here(page, site);
        let carried = choose_date::carried(page, site, dated);
        let agrees = |d: usize| crate::values::iso(page.dates[d].value).as_deref() == gold;
        let right = match gold {
            None => Some(0),
            Some(_) => here
                .iter()
                .enumerate()
                .filter(|(_, d)| agrees(**d))
                .min_by_key(|(_, d)| page.dates[**d].words.start.abs_diff(site.candidate.head))
                .map(|(k, _)| k + 1)
                .or_else(|| carried.iter().position(|(d, ..)| agrees(*d)).map(|k| here.len() + 1 + k)),
        }?;
        choose_date::none_features(page, site, &here, &mut self.f);
        let mut candidates = vec![self.f.names().to_vec()];
        for d in &here {
            choose_date::features(page, &self.layout.cues, site, *d, &here, &mut self.f);
            candidates.push(self.f.names().to_vec());
        }
        for (_, from, back) in &carried {
            choose_date::carried_features(page, site, *from, *back, here.len(), &mut self.f);
            candidates.push(self.f.names().to_vec());
        }
        if candidates.len() > 1 {
            self.trainer.choice(Model::Date, &candidates, right, weight);
        }
        match right {
            0 => None,
            k if k <= here.len() => Some(here[k - 1]),
            k => Some(carried[k - 1 - here.len()].0),
        }
    }
}

fn toll_event(event: Event) -> bool {
    matches!(event, Event::Casualties | Event::Destruction | Event::Shootdown | Event::Abduction)
}

fn has_harm(m: &Marked<'_>) -> bool {
    !m.claim.counts.is_empty()
}
