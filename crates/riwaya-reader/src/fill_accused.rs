//! Who did what an accusation tells: the accused, and not who accuses them.

use std::ops::Range;

use riwaya_lexicon::Proclitics;

use crate::accused::{Accusation, may_do};
use crate::choose_role::{self, Filler, Origin, antecedent, name, overlaps, same_words};
use crate::counterclaim::is_deed;
use crate::decide::{Draft, Judge, Layout};
use crate::event::Event;
use crate::lists::List;
use crate::page::Page;
use crate::voices::Link;

impl Judge {
    /// The doers of what an accusation tells, where it names others than were chosen.
    pub(crate) fn accused(
        &self,
        page: &Page<'_>,
        layout: &Layout,
        draft: &Draft,
        actor: &[Filler],
    ) -> Option<Vec<Filler>> {
        self.accused_by_each_other(page, layout, draft).or_else(|| accused_by_speaker(page, layout, draft, actor))
    }

    /// «تبادل الطرفان الاتهامات بخرق الهدنة», «اتهم كل من الجيش والحركة الآخر بخرقها»: of each who speaks there the others say that he did it.
    fn accused_by_each_other(&self, page: &Page<'_>, layout: &Layout, draft: &Draft) -> Option<Vec<Filler>> {
        let cue = draft.offer.cue.filter(|_| !draft.offer.carried)?;
        let mutual = self.cues.classes[usize::from(layout.cues[cue].class)].mutual;
        let speaker = draft.offer.chain.last()?;
        if !mutual && !page.in_list(speaker.words.end, List::EachOther) {
            return None;
        }
        is_deed(draft.event).then(|| choose_role::each_of(page, speaker))
    }
}

/// «اتهم الجيش المتمردين بقصف القرية»: the accused, where who accuses them would have done it himself.
fn accused_by_speaker(page: &Page<'_>, layout: &Layout, draft: &Draft, actor: &[Filler]) -> Option<Vec<Filler>> {
    let cue = draft.offer.cue.filter(|_| !draft.offer.carried && draft.event != Event::Condemnation)?;
    let speaker = draft.offer.chain.last()?;
    if !speak(page, actor, &speaker.words) {
        return None;
    }
    accused_by(page, layout.cues[cue].words.start)
}

/// Those whom the verb at a word accuses, each by himself.
fn accused_by(page: &Page<'_>, verb: usize) -> Option<Vec<Filler>> {
    let accusation = Accusation::at(page, verb).or_else(|| Accusation::blaming(page, verb))?;
    let Link { words, mention } = accusation.of()?;
    let Some(m) = mention else { return Some(vec![Filler::of(words, None, Origin::Here)]) };
    let within = page.mentions_in(words.clone());
    let joined = within.filter(|k| page.mentions[m].joint && !page.mentions[*k].joint && may_do(page, *k));
    let mut each: Vec<usize> = joined.collect();
    // Of «قوات الحكومة والمتمردين» the government is named within the first.
    each.retain(|k| {
        let own = name(&page.mentions[*k]);
        own.start == words.start || page.has(own.start, Proclitics::WA)
    });
    if each.is_empty() {
        each.push(m);
    }
    let filler = |m: usize| {
        let named = antecedent(page, m).unwrap_or(m);
        let own = Filler::of(name(&page.mentions[named]), Some(named), Origin::Here);
        Filler { at: name(&page.mentions[m]), stands: Some(m), ..own }
    };
    Some(each.into_iter().map(filler).collect())
}

/// Whether some fillers are, or are named within, those who speak in some words.
fn speak(page: &Page<'_>, fillers: &[Filler], speaker: &Range<usize>) -> bool {
    let within = |f: &Filler| overlaps(&f.words, speaker) || overlaps(&f.at, speaker);
    same_words(page, fillers, speaker) || fillers.iter().any(within)
}

#[cfg(test)]
mod tests {
    use crate::event::Event;
    use crate::reader::{Reader, Report};

    #[test]
    fn the_accused_did_it_whichever_party_it_is() {
        let mut session = Reader::builtin().session();
        for accusation in [
            "اتهم الجيش المتمردين بقصف القرية أمس.",
            "اتهم الجيش، الذي يحاصر المدينة، المتمردين بقصف القرية.",
            "واتهم المتمردين بقصف القرية.",
            "ويتهم المتحدث باسم الجيش المتمردين بقصف القرية.",
            "حمل الجيش المتمردين مسؤولية قصف القرية أمس.",
            "وحملت جماعة الحوثي المتمردين المسؤولية عن قصف القرية.",
        ] {
            for party in ["المتمردين", "القوات الحكومية"] {
                let text = accusation.replace("المتمردين", party);
                let claims = session.read(&Report::new(&text)).claims;
                let slice = riwaya_text::Text::new(&text);
                let shelling = claims.iter().filter(|c| c.event == Event::Shelling);
                let doers: Vec<&str> = shelling.flat_map(|c| &c.actor).map(|a| slice.slice(a.span)).collect();
                assert_eq!(doers, [party], "{text}");
            }
        }
    }
}
