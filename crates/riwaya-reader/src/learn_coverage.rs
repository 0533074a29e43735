//! How much of an annotation the rules propose at all, before any choice.

use crate::annotation::{Lesson, marked};
use crate::choose_source;
use crate::learn::{candidate_for, chain_agrees};
use crate::reader::{Reader, Report};

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
                let offers = choose_source::offers(page, reader.judge.sources(&layout), layout.candidates[k].head);
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
