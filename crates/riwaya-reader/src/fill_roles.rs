//! The roles of the claims of a page: who did it, to whom, where.

use crate::between::{all_between, all_joined};
use crate::choose_role::{self, Events, Filler, Origin, Role, Site};
use crate::decide::{Draft, Judge, Layout};
use crate::event::Event;
use crate::fill_dates::one_incident;
use crate::page::Page;
use crate::role_features::{self, Here};
use crate::role_ground::Ground;
use crate::role_steps;
pub(crate) use crate::role_view::Scene;
use crate::role_view::{Act, Offered, View};
use crate::rules;
use crate::scorer::{Features, Model, softmax};
use crate::told::Story;
use crate::weights::RoleScores;

/// The probability from which a filler is taken, for each role.
const ACTOR_THRESHOLD: f32 = 0.33;
const TARGET_THRESHOLD: f32 = 0.33;
const PLACE_THRESHOLD: f32 = 0.33;

/// How far below the score of no filler an outline may stand, so that its details are still looked at. Of the fillers
/// that come near to being chosen in running news, at most 1 in 100 stands lower.
const NEAR_MARGIN: f32 = 2.5;
const FAR_MARGIN: f32 = 1.0;

/// How far below it outline and details together may stand, so that the filler is weighed beside the others: of 18,800
/// fillers chosen in running news, 66 stand lower, and half of those that are not chosen.
const DETAIL_MARGIN: f32 = 1.5;

/// What fills the roles of an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    pub actor: Vec<Filler>,
    pub target: Vec<Filler>,
    pub place: Vec<Filler>,
}

impl Filled {
    /// What fills a role.
    pub(crate) fn of(&self, role: Role) -> &[Filler] {
        match role {
            Role::Actor => &self.actor,
            Role::Target => &self.target,
            Role::Place => &self.place,
        }
    }
}

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
        let ground = Ground::new(page, &layout.syntax);
        let events: Vec<(usize, Event)> =
            drafts.iter().map(|d| (layout.candidates[d.candidate].head, d.event)).collect();
        let around = Events { candidates: &layout.candidates, heads };
        let mut story = Story::default();
        for k in choose_role::order(page, &events) {
            let draft = &mut drafts[k];
            let c = &layout.candidates[draft.candidate];
            let site = around.site(page, c, draft.event, draft.offer.chain.last());
            let scene = Scene { page, ground: &ground, story: &story };
            let mut filled = self.fill(scene, &site, f);
            if let Some(accused) = self.accused(page, layout, draft, &filled.actor) {
                filled.actor = accused;
            }
            draft.filled.clone_from(&filled);
            story.tell(page, &ground, &site, filled);
        }
        share_places(page, layout, drafts);
    }

    /// Fills the roles of one event.
    pub(crate) fn fill(&self, scene: Scene<'_, '_>, site: &Site<'_>, f: &mut Features) -> Filled {
        let act = Act::new(scene, site);
        let words = scene.page.sentence(site.candidate.head).words.clone();
        let own = scene.page.mentions_in(words);
        let mut casting = Casting {
            judge: self,
            scene,
            site,
            act: &act,
            first: own.start,
            weighed: vec![Weighed::default(); own.len()],
            f,
        };
        let mut actor = casting.all(&[], Role::Actor);
        if matches!(site.event, Event::Truce | Event::Clash | Event::Talks | Event::Agreement) {
            actor = all_between(scene.page, actor);
        }
        let target = casting.all(&actor, Role::Target);
        let place = casting.all(&[], Role::Place);
        Filled { actor, target, place }
    }
}

/// The choice of an event's fillers.
struct Casting<'a, 't, 'f> {
    judge: &'a Judge,
    scene: Scene<'a, 't>,
    site: &'a Site<'a>,
    act: &'a Act<'a>,
    /// The first mention of the event's sentence.
    first: usize,
    /// What the mentions of the sentence weigh as fillers, as far as it was asked.
    weighed: Vec<Weighed>,
    f: &'f mut Features,
}

/// What a filler of the event's own sentence weighs, for all roles at once.
#[derive(Clone, Copy, Debug, Default)]
struct Weighed {
    outline: Option<RoleScores>,
    detail: Option<RoleScores>,
}

impl Casting<'_, '_, '_> {
    /// What fills a role, with whatever is joined to it.
    fn all(&mut self, taken: &[Filler], role: Role) -> Vec<Filler> {
        let chosen = self.role(taken, role);
        all_joined(self.scene.page, self.site.candidate.head, chosen, taken, role)
    }

    fn role(&mut self, taken: &[Filler], role: Role) -> Vec<Filler> {
        let Scene { page, story, .. } = self.scene;
        let offered = Offered::new(page, choose_role::fillers(page, self.site, story.told(), taken, role));
        let all = &offered.all;
        let (model, threshold) = match role {
            Role::Actor => (Model::Actor, ACTOR_THRESHOLD),
            Role::Target => (Model::Target, TARGET_THRESHOLD),
            Role::Place => (Model::Place, PLACE_THRESHOLD),
        };
        let weights = &self.judge.weights;
        if !weights.knows(model) {
            return rules::role(page, self.site, all, role);
        }
        let view = View::new(self.scene, self.site, self.act, &offered);
        role_steps::none_features(&view, role, &[], self.f);
        let none = weights.score(model, self.f);
        let own: Vec<f32> = (0..all.len()).map(|k| self.filler(&view, k, model, none)).collect();
        let mut open: Vec<usize> = (0..all.len()).filter(|k| own[*k] > f32::NEG_INFINITY).collect();
        let mut chosen: Vec<usize> = Vec::new();
        let mut scores = vec![none];
        scores.extend(open.iter().map(|k| own[*k]));
        loop {
            softmax(&mut scores);
            let Some(k) = likeliest(page, all, &open, &scores[1..], threshold) else { break };
            chosen.push(k);
            open.retain(|j| !role_steps::excludes(&view, k, *j));
            role_steps::none_features(&view, role, &chosen, self.f);
            scores.clear();
            scores.push(weights.score(model, self.f));
            for k in &open {
                role_steps::step_features(&view, &chosen, *k, self.f);
                scores.push(own[*k] + weights.score(model, self.f));
            }
        }
        chosen.sort_by_key(|k| all[*k].at.start);
        chosen.into_iter().map(|k| all[k].clone()).collect()
    }

    /// The score of a filler by itself; nothing at all where its outline rules it out beside the score of no filler.
    fn filler(&mut self, view: &View<'_, '_>, k: usize, model: Model, none: f32) -> f32 {
        let filler = &view.all[k];
        let margin = if filler.origin == Origin::Source { FAR_MARGIN } else { NEAR_MARGIN };
        let far = |outline: RoleScores| outline.of(model) < none - margin;
        // What stands for another name may stand for none in another role.
        let itself = filler.origin == Origin::Here && filler.stands == filler.mention;
        let own = filler.stands.filter(|_| itself).map(|m| m - self.first);
        let known = own.map(|k| self.weighed[k]).unwrap_or_default();
        if known.outline.is_some_and(far) {
            return f32::NEG_INFINITY;
        }
        let here = Here::new(view, k);
        let outline = known.outline.unwrap_or_else(|| self.weigh(&here, role_features::outline));
        if let Some(k) = own {
            self.weighed[k].outline = Some(outline);
        }
        if far(outline) {
            return f32::NEG_INFINITY;
        }
        let detail = known.detail.unwrap_or_else(|| self.weigh(&here, role_features::detail));
        if let Some(k) = own {
            self.weighed[k].detail = Some(detail);
        }
        if (outline + detail).of(model) < none - DETAIL_MARGIN {
            return f32::NEG_INFINITY;
        }
        outline.of(model) + (detail + self.weigh(&here, role_features::beside)).of(model)
    }

    fn weigh(&mut self, here: &Here<'_, '_>, features: fn(&Here<'_, '_>, &mut Features)) -> RoleScores {
        self.f.clear();
        features(here, self.f);
        self.judge.weights.score_roles(self.f)
    }
}

/// The likeliest of the open fillers of the party that has most of the likelihood, under whatever names; none where that
/// party's share stays below `threshold`.
fn likeliest(page: &Page<'_>, all: &[Filler], open: &[usize], scores: &[f32], threshold: f32) -> Option<usize> {
    let near: Vec<(usize, f32)> =
        open.iter().copied().zip(scores.iter().copied()).filter(|(_, score)| *score >= SLIGHT).collect();
    let share = |k: usize| -> f32 {
        near.iter().filter(|(j, _)| role_steps::alike(page, &all[k], &all[*j])).map(|(_, score)| score).sum()
    };
    let shares: Vec<(usize, f32, f32)> = near.iter().map(|(k, score)| (*k, *score, share(*k))).collect();
    let first = shares.iter().max_by(|a, b| a.2.total_cmp(&b.2).then(a.1.total_cmp(&b.1)))?;
    if first.2 < threshold {
        return None;
    }
    let names = shares.iter().filter(|(k, ..)| role_steps::alike(page, &all[first.0], &all[*k]));
    names.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(k, ..)| *k)
}

/// Fillers less likely than this add nothing to another name of the same party.
const SLIGHT: f32 = 0.02;

/// A toll and what caused it happened in one place: where only one of the two is placed, so is the other.
fn share_places(page: &Page<'_>, layout: &Layout, drafts: &mut [Draft]) {
    for k in 1..drafts.len() {
        let placed = |d: &Draft| !d.filled.place.is_empty();
        let (a, b) = (&drafts[k - 1], &drafts[k]);
        let at = |d: &Draft| &layout.candidates[d.candidate];
        if placed(a) != placed(b) && one_incident(page, (at(a), a.event), (at(b), b.event)) {
            let (from, to) = if placed(a) { (k - 1, k) } else { (k, k - 1) };
            drafts[to].filled.place = drafts[from].filled.place.clone();
        }
    }
}
