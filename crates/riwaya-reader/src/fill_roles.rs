//! The roles of the claims of a page: who did it, to whom, where.

use crate::candidate::Candidate;
use crate::choose_role::{self, Filler, Ground, Role, Site, Told};
use crate::decide::{Draft, Judge, Layout};
use crate::event::Event;
use crate::page::Page;
use crate::role_features::{self, View};
use crate::role_steps;
use crate::rules;
use crate::scorer::{Features, Model, softmax};

/// The probability from which a filler is taken, for each role.
const ACTOR_THRESHOLD: f32 = 0.28;
const TARGET_THRESHOLD: f32 = 0.28;
const PLACE_THRESHOLD: f32 = 0.33;

impl Judge {
    /// Fills the roles of every claim: what is known of one event helps with those after it.
    pub(crate) fn roles(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        drafts: &mut [Draft],
        heads: &[usize],
        f: &mut Features,
    ) {
        if drafts.is_empty() {
            return;
        }
        let ground = Ground::new(page);
        let events: Vec<(usize, Event)> =
            drafts.iter().map(|d| (layout.candidates[d.candidate].head, d.event)).collect();
        let mut told: Vec<Told> = Vec::with_capacity(drafts.len());
        for k in choose_role::order(page, &events) {
            let draft = &mut drafts[k];
            let c = &layout.candidates[draft.candidate];
            let others = others(page, heads, c);
            let site = Site { candidate: c, event: draft.event, source: draft.offer.chain.last(), others: &others };
            draft.actor = self.role(page, &ground, &site, &told, &[], Role::Actor, f);
            draft.target = self.role(page, &ground, &site, &told, &draft.actor, Role::Target, f);
            draft.place = self.role(page, &ground, &site, &told, &[], Role::Place, f);
            told.push(Told {
                sentence: page.sentence_of[c.head] as usize,
                head: c.head,
                event: draft.event,
                actor: draft.actor.clone(),
                target: draft.target.clone(),
                place: draft.place.clone(),
            });
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn role(
        &self,
        page: &Page<'_>,
        ground: &Ground,
        site: &Site<'_>,
        told: &[Told],
        taken: &[Filler],
        role: Role,
        f: &mut Features,
    ) -> Vec<Filler> {
        let all = choose_role::fillers(page, ground, site, told, taken, role);
        let (model, threshold) = match role {
            Role::Actor => (Model::Actor, ACTOR_THRESHOLD),
            Role::Target => (Model::Target, TARGET_THRESHOLD),
            Role::Place => (Model::Place, PLACE_THRESHOLD),
        };
        if !self.weights.knows(model) {
            return rules::role(page, site, &all, role);
        }
        let view = View { page, ground, site, told, all: &all };
        let own: Vec<f32> = all
            .iter()
            .map(|filler| {
                role_features::features(&view, filler, f);
                self.weights.score(model, f)
            })
            .collect();
        let mut chosen: Vec<usize> = Vec::new();
        loop {
            let open = role_steps::open(&view, &chosen);
            role_steps::none_features(&view, &chosen, f);
            let mut scores = vec![self.weights.score(model, f)];
            for k in &open {
                role_steps::step_features(&view, &chosen, *k, f);
                scores.push(own[*k] + self.weights.score(model, f));
            }
            softmax(&mut scores);
            let Some(k) =
                (1..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).filter(|k| scores[*k] >= threshold)
            else {
                break;
            };
            chosen.push(open[k - 1]);
        }
        chosen.sort_by_key(|k| all[*k].at.start);
        chosen.into_iter().map(|k| all[k].clone()).collect()
    }
}

/// The words of other events of a candidate's sentence.
pub(crate) fn others(page: &Page<'_>, heads: &[usize], c: &Candidate) -> Vec<usize> {
    let s = page.sentence_of[c.head];
    heads.iter().copied().filter(|h| page.sentence_of[*h] == s && !c.words.contains(h)).collect()
}
