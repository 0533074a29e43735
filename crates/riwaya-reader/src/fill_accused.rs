//! Who did what an accusation tells: the accused, and not who accuses them.

use std::ops::Range;

use riwaya_lexicon::{Number, Proclitics};
use smallvec::SmallVec;

use crate::accused::{Accusation, may_do};
use crate::choose_role::{self, Filler, Origin, name, overlaps, same_words};
use crate::counterclaim::is_deed;
use crate::decide::{Draft, Judge, Layout};
use crate::event::Event;
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::stand_ins::antecedent;
use crate::syntax::precedes;
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
    let Link { words, mention } = Accusation::told(page, verb)?.of()?;
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

/// Lets nobody accuse himself: where the accused was taken for who accuses («أوجلان الذي تتهمه بالقتل», «وحملت الحكومة مسؤولية
/// القصف»), somebody else does who is named before, or nobody who is known.
pub(crate) fn set_accusers(page: &Page<'_>, layout: &Layout, drafts: &mut [Draft]) {
    for k in 0..drafts.len() {
        let Some((cue, accused)) = self_accused(page, layout, &drafts[k]) else { continue };
        let own = layout.cues[cue].speaker.clone().filter(|link| !is_same(page, link, &accused));
        let implied = || implied(page, layout.cues[cue].words.start, &accused);
        let chain = match own.or_else(implied).or_else(|| spoke_first(page, layout, cue, &accused)) {
            // Whoever passes the accusation on still does.
            Some(link) => {
                let mut chain = drafts[k].offer.chain.clone();
                chain.pop();
                chain.push(link);
                Some(chain)
            }
            None => told_before(page, layout, (drafts, k), &accused),
        };
        let draft = &mut drafts[k];
        draft.offer.chain = chain.unwrap_or_default();
        if draft.event == Event::Condemnation && speak(page, &draft.filled.actor, &accused.words) {
            draft.filled.actor = draft.offer.chain.last().map(filler).into_iter().collect();
            if draft.filled.target.is_empty() {
                draft.filled.target = vec![filler(&accused)];
            }
        }
    }
}

/// The cue and the accused of a claim whose source is the accused himself.
fn self_accused(page: &Page<'_>, layout: &Layout, draft: &Draft) -> Option<(usize, Link)> {
    let cue = draft.offer.cue.filter(|_| !draft.offer.carried)?;
    let speaker = draft.offer.chain.last()?;
    let verb = layout.cues[cue].words.start;
    let accused = Accusation::told(page, verb)?.of()?;
    let each_other = (verb..verb + 3).any(|j| page.in_list(j, List::EachOther));
    (is_same(page, speaker, &accused) && !each_other).then_some((cue, accused))
}

fn is_same(page: &Page<'_>, a: &Link, b: &Link) -> bool {
    speak(page, &[filler(b)], &a.words)
}

/// A link as it fills a role.
fn filler(link: &Link) -> Filler {
    Filler::of(link.words.clone(), link.mention, Origin::Here)
}

/// «تركيا … الحزب الذي تتهمه بكذا»: whoever is named first in the sentence and agrees with the verb, which has no subject beside
/// it.
fn implied(page: &Page<'_>, verb: usize, accused: &Link) -> Option<Link> {
    let reading = page.top(verb).filter(|a| a.enclitic.is_some())?;
    let many = reading.inflection.number == Some(Number::Plural);
    let from = page.sentence(verb).words.start;
    let fits = |m: &usize| {
        let mention = &page.mentions[*m];
        let party = may_do(page, *m) && (mention.kind == MentionKind::People) == many && !mention.joint;
        party && page.can_speak(*m) && precedes(page, mention.head as usize, verb)
    };
    let mut found = page.mentions_in(from..accused.words.start).filter(fits).map(|m| Link::whole(page, m));
    found.find(|link| !is_same(page, link, accused))
}

/// «نفى الزعيم ذلك واتهم السلطات بالقتل»: who speaks first in the same sentence.
fn spoke_first(page: &Page<'_>, layout: &Layout, cue: usize, accused: &Link) -> Option<Link> {
    let sentence = layout.cues[cue].sentence;
    let before = layout.cues[..cue].iter().filter(|c| c.sentence == sentence);
    before.filter_map(|c| c.speaker.clone()).find(|link| !is_same(page, link, accused))
}

/// The source of the claim before, in the same sentence or the one before it.
fn told_before(
    page: &Page<'_>,
    layout: &Layout,
    (drafts, k): (&[Draft], usize),
    accused: &Link,
) -> Option<SmallVec<[Link; 3]>> {
    let sentence = |d: &Draft| page.sentence_of[layout.candidates[d.candidate].head];
    let before = drafts[..k].last().filter(|d| sentence(&drafts[k]) - sentence(d) <= 1)?;
    let other = before.offer.chain.last().is_some_and(|link| !is_same(page, link, accused));
    other.then(|| before.offer.chain.clone())
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

    #[test]
    fn nobody_accuses_himself_whichever_party_it_is() {
        let mut session = Reader::builtin().session();
        for (text, accuser) in [
            ("وحمل PARTY مسؤولية قصف القرية.", None),
            ("وقال المحافظ إن الوضع هادئ. وحمل PARTY مسؤولية قصف القرية.", None),
            ("استضافت تركيا محادثات مع ممثلي PARTY الذي تتهمه بقتل شرطيين.", Some("تركيا")),
            ("وقال زعيم الجماعة إن الخطر كبير واتهم PARTY بقصف القرية.", Some("زعيم الجماعة")),
        ] {
            for party in ["حزب العمال الكردستاني", "الجيش"] {
                let text = text.replace("PARTY", party);
                let claims = session.read(&Report::new(&text)).claims;
                let slice = riwaya_text::Text::new(&text);
                let told = claims.iter().filter(|c| matches!(c.event, Event::Shelling | Event::Casualties));
                let tellers: Vec<Option<&str>> =
                    told.map(|c| c.chain.last().map(|l| slice.slice(l.party.span))).collect();
                assert_eq!(tellers, [accuser], "{text}");
            }
        }
    }
}
