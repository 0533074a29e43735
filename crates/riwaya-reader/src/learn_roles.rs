//! Learning who fills the roles of an event.

use std::ops::Range;

use crate::agree::{fold, same};
use crate::annotation::GoldClaim;
use crate::attribution::Link;
use crate::candidate::Candidate;
use crate::choose_role::{self, Events, Filler, Origin, Role, Site};
use crate::decide::{Judge, Layout};
use crate::event::Event;
use crate::fill_roles::{Filled, Scene};
use crate::page::Page;
use crate::role_features;
use crate::role_ground::Ground;
use crate::role_steps;
use crate::role_view::{Act, Offered, View};
use crate::scorer::{Features, Model};
use crate::told::Story;
use crate::train::Trainer;

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

/// An event of the annotation, found on the page.
#[derive(Debug)]
pub(crate) struct Acted<'a> {
    pub candidate: &'a Candidate,
    pub event: Event,
    pub source: Option<Link>,
    pub gold: &'a GoldClaim,
    pub weight: f32,
}

/// Makes the role examples of one report.
pub(crate) struct RoleTeacher<'a, 't> {
    pub page: &'a Page<'t>,
    pub layout: &'a Layout,
    pub trainer: &'a mut Trainer,
    pub f: &'a mut Features,
    /// Who fills the roles of the events told before; the annotation, where nobody does.
    pub guide: Option<&'a Judge>,
    /// Fillers of the required claims, as they are met.
    pub wanted: Vec<Wanted>,
}

impl RoleTeacher<'_, '_> {
    /// Teaches the roles of every event, and tells who fills them and which fillers were wanted.
    pub(crate) fn teach(mut self, claims: &[Acted<'_>]) -> (Vec<Filled>, Vec<Wanted>) {
        let page = self.page;
        let ground = Ground::new(page, &self.layout.syntax);
        let heads: Vec<usize> = claims.iter().map(|a| a.candidate.head).collect();
        let events: Vec<(usize, Event)> = claims.iter().map(|a| (a.candidate.head, a.event)).collect();
        let around = Events { candidates: &self.layout.candidates, heads: &heads };
        let mut story = Story::default();
        let mut cast = vec![Filled::default(); claims.len()];
        for at in choose_role::order(page, &events) {
            let a = &claims[at];
            let site = around.site(page, a.candidate, a.event, a.source.as_ref());
            let scene = Scene { page, ground: &ground, story: &story };
            let actor = self.role(scene, &site, &[], Role::Actor, (&a.gold.actor, a.weight));
            let target = self.role(scene, &site, &actor, Role::Target, (&a.gold.target, a.weight));
            let place = self.role(scene, &site, &[], Role::Place, (&a.gold.place, a.weight));
            let filled = Filled { actor, target, place };
            let filled = self.guide.map_or(filled, |guide| guide.fill(scene, &site, self.f));
            cast[at] = filled.clone();
            story.tell(page, &ground, &site, filled);
        }
        (cast, self.wanted)
    }

    /// Makes one example of each step: the right fillers in the order of their words, then no more.
    fn role(
        &mut self,
        scene: Scene<'_, '_>,
        site: &Site<'_>,
        taken: &[Filler],
        role: Role,
        (gold, weight): (&[String], f32),
    ) -> Vec<Filler> {
        let model = match role {
            Role::Actor => Model::Actor,
            Role::Target => Model::Target,
            Role::Place => Model::Place,
        };
        let offered = Offered::new(self.page, choose_role::fillers(self.page, site, scene.story, taken, role));
        let all = &offered.all;
        let act = Act::new(scene, site);
        let view = View::new(scene, site, &act, &offered);
        let own: Vec<Vec<String>> = (0..all.len())
            .map(|k| {
                role_features::features(&view, k, self.f);
                self.f.names().to_vec()
            })
            .collect();
        let right = self.right(site, all, gold);
        let wrong: Vec<usize> =
            (0..all.len()).filter(|k| !gold.iter().any(|g| same(name_of(self.page, &all[*k]), g))).collect();
        for step in 0..=right.len() {
            if step == right.len() && right.len() < gold.len() {
                break;
            }
            let chosen = &right[..step];
            let open = role_steps::open(&view, chosen);
            role_steps::none_features(&view, role, chosen, self.f);
            let mut candidates = vec![self.f.names().to_vec()];
            let mut answers = Vec::new();
            let sought = right.get(step).map(|k| name_of(self.page, &all[*k]));
            let answers_it = |k: usize| sought.is_some_and(|s| same(name_of(self.page, &all[k]), s));
            for k in open.into_iter().filter(|k| answers_it(*k) || wrong.contains(k)) {
                if answers_it(k) {
                    answers.push(candidates.len());
                }
                role_steps::step_features(&view, chosen, k, self.f);
                let mut names = own[k].clone();
                names.extend_from_slice(self.f.names());
                candidates.push(names);
            }
            if answers.is_empty() {
                answers.push(0);
            }
            self.trainer.choice_of(model, &candidates, answers, weight);
        }
        if weight == 1.0 {
            self.note(site, role, gold, all);
        }
        right.into_iter().map(|k| all[k].clone()).collect()
    }

    /// The fillers that the annotation wants, for each of its words the best that is offered, in the order of their words.
    fn right(&self, site: &Site<'_>, all: &[Filler], gold: &[String]) -> Vec<usize> {
        let page = self.page;
        let mut out: Vec<usize> = Vec::new();
        for g in gold {
            let exact = |k: usize| fold(name_of(page, &all[k])) == fold(g);
            let fits = |k: &usize| {
                same(name_of(page, &all[*k]), g)
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
            let offered = all.iter().find(|f| same(name_of(page, f), words));
            let kind = |f: &Filler| f.mention.map_or("-", |m| page.mentions[m].kind.name());
            self.wanted.push(Wanted {
                role: role.name(),
                words: words.clone(),
                offered: offered.map(|f| format!("{} {}", f.origin.name(), kind(f))).unwrap_or_default(),
                event: format!("{} {}", site.event, words_of(page, &site.candidate.words)),
                sentence: words_of(page, &page.sentence(site.candidate.head).words).to_owned(),
            });
        }
    }
}

fn name_of<'p>(page: &'p Page<'_>, filler: &Filler) -> &'p str {
    page.name(&filler.words, filler.mention)
}

fn words_of<'p>(page: &'p Page<'_>, words: &Range<usize>) -> &'p str {
    page.text.slice(page.span(words.clone()))
}
