//! The rules alone: what is chosen where no weights are given. The scorers are measured against them.

use crate::attribution::{Cue, CueKind, Marker};
use crate::candidate::Candidate;
use crate::choose_role::{Filler, Origin, Role, Site, preposition};
use crate::choose_source::Offer;
use crate::cues::CueSet;
use crate::event::{Event, Stance};
use crate::frames::FrameSet;
use crate::names::MentionKind;
use crate::page::Page;
use crate::reckoned::Day;
use crate::toll::{HarmWord, Quantity, Told};

/// The event of the first frame.
pub(crate) fn event(page: &Page<'_>, set: &FrameSet, c: &Candidate) -> Option<Event> {
    let _ = page;
    c.frames.first().map(|f| set.frames[usize::from(*f)].event)
}

/// Two words of harm near each other tell one toll.
pub(crate) fn joins(page: &Page<'_>, a: &Candidate, b: &Candidate) -> bool {
    let gap = a.words.end..b.words.start.max(a.words.end);
    gap.len() <= 8 && !gap.clone().any(|j| matches!(page.key(j), "." | "؛" | "فيما" | "بينما"))
}

/// The nearest cue before whose content holds the event, else a phrase that covers the sentence, else the report.
pub(crate) fn source(page: &Page<'_>, cues: &[Cue], c: &Candidate, offers: &[Offer]) -> usize {
    let _ = page;
    let mut best = 0;
    let mut reach = usize::MAX;
    for (k, offer) in offers.iter().enumerate().filter(|(_, o)| !o.carried && o.make == "own") {
        let Some(cue) = offer.cue.map(|q| &cues[q]) else { continue };
        let before = cue.words.start <= c.head;
        let covers =
            (before && (cue.marker != Marker::None || c.head - cue.words.start <= 6)) || cue.kind == CueKind::Phrase;
        let distance = cue.words.start.abs_diff(c.head);
        if covers && distance < reach {
            reach = distance;
            best = k;
        }
    }
    best
}

/// The stance of the cue, turned by a negation just before the event.
pub(crate) fn stance(page: &Page<'_>, set: &CueSet, cues: &[Cue], c: &Candidate, offer: &Offer) -> Stance {
    let negated = (1..=2)
        .any(|k| c.words.start.checked_sub(k).is_some_and(|j| matches!(page.key(j), "لم" | "لن" | "عدم" | "دون")));
    if negated {
        return Stance::Denies;
    }
    offer.cue.map_or(Stance::Asserts, |k| set.classes[usize::from(cues[k].class)].stance)
}

/// Actor: the first force, group or country after a verb with no preposition, or joined in idafa. Target: the next
/// one. Place: names after «في» or of kind place in the sentence, the nearest.
pub(crate) fn role(page: &Page<'_>, site: &Site<'_>, all: &[Filler], role: Role) -> Vec<Filler> {
    let bounds = page.sentence(site.candidate.head).words.clone();
    let here = || all.iter().filter(|f| f.origin == Origin::Here);
    let kind = |f: &Filler| f.mention.map(|m| page.mentions[m].kind);
    let after = || here().filter(|f| f.words.start >= site.candidate.words.end);
    let chosen = match role {
        Role::Place => here()
            .filter(|f| {
                kind(f) == Some(MentionKind::Place)
                    || (kind(f) == Some(MentionKind::Country) && preposition(page, f.words.start, &bounds) == "في")
            })
            .min_by_key(|f| f.words.start.abs_diff(site.candidate.head)),
        Role::Actor => after()
            .filter(|f| {
                f.words.start < site.candidate.words.end + 4
                    && !matches!(kind(f), Some(MentionKind::Place | MentionKind::Thing))
            })
            .find(|f| preposition(page, f.words.start, &bounds).is_empty()),
        Role::Target => after().find(|f| preposition(page, f.words.start, &bounds) == "علي"),
    };
    chosen.cloned().into_iter().collect()
}

/// The only date of the sentence.
pub(crate) fn date(page: &Page<'_>, site: &Site<'_>, here: &[usize]) -> Option<Day> {
    let near = |d: &&usize| page.dates[**d].words.start.abs_diff(site.candidate.head) < 12;
    let nearest = here.iter().filter(near).min_by_key(|d| page.dates[**d].words.start.abs_diff(site.candidate.head));
    nearest.and_then(|d| Day::said(page, *d))
}

/// The nearest harm word.
pub(crate) fn counted_by(candidates: &[Candidate], harms: &[HarmWord], q: &Quantity) -> Option<usize> {
    if q.told == Told::Plural {
        return None;
    }
    let near = (0..harms.len()).min_by_key(|h| candidates[harms[*h].candidate].head.abs_diff(q.words.start))?;
    (candidates[harms[near].candidate].head.abs_diff(q.words.start) <= 5).then_some(near)
}
