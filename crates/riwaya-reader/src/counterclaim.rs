//! Two claims on one word: what one source says and another denies or refuses.

use riwaya_lexicon::Pos;
use smallvec::smallvec;

use crate::attribution::{Cue, CueKind};
use crate::choose_role::{Role, each_of};
use crate::choose_source::Offer;
use crate::decide::{Draft, Judge, Layout};
use crate::event::{Event, Stance};
use crate::lists::List;
use crate::page::Page;
use crate::voices::Link;

/// How many words may stand between a denial and the noun or verb that cites what is denied.
const NEAR: usize = 14;

/// How many words behind an event a denial of it may stand.
const BEHIND: usize = 25;

/// Adds, behind each draft, the claim of the other source where the sentence names one: «نفت باكو مزاعم يريفان بـ…»,
/// «أعلنت يريفان …، وهو ما نفته باكو».
pub(crate) fn add(page: &Page<'_>, judge: &Judge, layout: &Layout, drafts: Vec<Draft>) -> Vec<Draft> {
    let scene = Scene { page, judge, layout };
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        let second = scene.other(&draft).and_then(|pair| {
            draft.stance = pair.own.unwrap_or(draft.stance);
            if let Some(accused) = &pair.accused {
                draft.filled.actor = each_of(page, accused);
            }
            scene.said_by(&draft, pair.cue, pair.stance)
        });
        out.push(draft);
        out.extend(second);
    }
    out
}

/// The other source of an event.
struct Pair {
    cue: usize,
    /// How that source holds the event.
    stance: Stance,
    /// How the first source holds it, where the pair tells.
    own: Option<Stance>,
    /// Who is said to have done it, where the pair tells.
    accused: Option<Link>,
}

struct Scene<'a, 't> {
    page: &'a Page<'t>,
    judge: &'a Judge,
    layout: &'a Layout,
}

impl Scene<'_, '_> {
    fn stance(&self, cue: &Cue) -> Stance {
        self.judge.cues.classes[usize::from(cue.class)].stance
    }

    fn refuses(&self, cue: &Cue) -> bool {
        matches!(self.stance(cue), Stance::Denies | Stance::Rejects)
    }

    fn other(&self, draft: &Draft) -> Option<Pair> {
        let at = self.layout.candidates[draft.candidate].head;
        let here = self.layout.by_sentence[self.page.sentence_of[at] as usize].clone();
        let own = draft.offer.cue.filter(|k| here.contains(k));
        if let Some((denial, cited)) = here.clone().find_map(|d| Some((d, self.cited(d, at)?))) {
            let said = self.said(cited);
            let refused = if said == Stance::Asserts { Stance::Denies } else { self.stance(&self.layout.cues[denial]) };
            let accused = self.accused(denial, cited, at).filter(|_| is_deed(draft.event)).cloned();
            return match own {
                Some(k) if k == denial => Some(Pair { cue: cited, stance: said, own: Some(refused), accused }),
                Some(k) if k == cited => Some(Pair { cue: denial, stance: refused, own: Some(said), accused }),
                _ => None,
            };
        }
        let taken = own.is_some_and(|k| self.refuses(&self.layout.cues[k]));
        let k = here.filter(|_| !taken).find(|k| self.answers(*k, at, draft))?;
        Some(Pair { cue: k, stance: self.stance(&self.layout.cues[k]), own: None, accused: None })
    }

    /// «نفت الحكومة اتهامات المتمردين بخرق الهدنة»: who denies what he is accused of is the accused, where nobody else is named
    /// between accuser and deed.
    fn accused(&self, denial: usize, cited: usize, at: usize) -> Option<&Link> {
        let cues = &self.layout.cues;
        let accuser = cues[cited].speaker.as_ref()?;
        // «… الذي تتهمه بقتل»: of a verb that accuses somebody else, what is refused is not the accusation.
        let accuses = cues[cited].kind == CueKind::Noun
            && &*self.judge.cues.classes[usize::from(cues[cited].class)].id == "accuse";
        let between = accuser.words.end..at.max(accuser.words.end);
        let alone = self.page.mentions_in(between).all(|m| !Role::Actor.admits(self.page, &self.page.mentions[m]));
        cues[denial].speaker.as_ref().filter(|_| accuses && alone)
    }

    /// How the source of a cited claim holds it: «الاتهامات التي وجهتها» asserts, whatever its verb.
    fn said(&self, cited: usize) -> Stance {
        let cue = &self.layout.cues[cited];
        let from = cue.words.start.saturating_sub(3);
        let accuses = (from..cue.words.start).any(|j| self.page.in_list(j, List::Accusation));
        if accuses { Stance::Asserts } else { self.stance(cue) }
    }

    /// The cue whose words the denial `d` is about, where it reaches over the word `at`: «مزاعم يريفان», «ما أعلنته يريفان».
    fn cited(&self, d: usize, at: usize) -> Option<usize> {
        let cues = &self.layout.cues;
        let denial = &cues[d];
        if !self.refuses(denial)
            || !matches!(denial.kind, CueKind::Verb | CueKind::Participle)
            || denial.words.start >= at
        {
            return None;
        }
        let cited = d + 1;
        let cue = cues.get(cited).filter(|c| c.sentence == denial.sentence)?;
        let near = cue.words.start - denial.words.start <= NEAR && cue.words.start < at && cue.content <= at;
        let other = cue.speaker.is_some() && cue.speaker != denial.speaker && !self.refuses(cue);
        let names = cue.kind == CueKind::Noun || self.is_relative(cue);
        let after = cues.get(cited + 1).is_none_or(|c| c.words.start > at || c.sentence != denial.sentence);
        let runs_on = (denial.words.end..at).all(|j| !self.page.in_list(j, List::CitedEnd));
        (near && other && names && after && runs_on).then_some(cited)
    }

    /// Whether a cue stands in a clause that tells of a noun before it: «الاتهامات التي وجهتها», «ما أعلنته».
    fn is_relative(&self, cue: &Cue) -> bool {
        let before = cue.words.start.checked_sub(1).map_or("", |j| self.page.key(j));
        cue.kind == CueKind::Verb && (matches!(before, "ما" | "التي" | "الذي") || self.has_object(cue))
    }

    fn has_object(&self, cue: &Cue) -> bool {
        self.page.top(cue.words.start).is_some_and(|a| a.pos == Pos::Verb && a.enclitic.is_some())
    }

    /// «وهو ما نفته باكو», «الأمر الذي تنفيه باكو», «لكن باكو نفت ذلك»: a denial behind the word `at` that points back to it.
    fn answers(&self, k: usize, at: usize, draft: &Draft) -> bool {
        let page = self.page;
        let cue = &self.layout.cues[k];
        let start = cue.words.start;
        if cue.kind != CueKind::Verb || start <= at || start - at > BEHIND || !self.refuses(cue) {
            return false;
        }
        let before = start.checked_sub(1).map_or("", |j| page.key(j));
        let object = matches!(before, "ما" | "الذي") && (self.has_object(cue) || before == "الذي");
        let that = (start + 1..page.sentence(at).words.end.min(start + 5)).any(|j| page.key(j) == "ذلك");
        let other = cue.speaker.is_some() && cue.speaker.as_ref() != draft.offer.chain.last();
        let first = !self.layout.by_sentence[cue.sentence]
            .clone()
            .any(|o| (at + 1..start).contains(&self.layout.cues[o].words.start));
        other && first && (object || that)
    }

    /// The same event in the mouth of the source that cue `k` names.
    fn said_by(&self, draft: &Draft, k: usize, stance: Stance) -> Option<Draft> {
        let cue = &self.layout.cues[k];
        let speaker = cue.speaker.clone()?;
        let offer = Offer { cue: Some(k), chain: smallvec![speaker], make: "own", voice: cue.voice, carried: false };
        Some(Draft { offer, stance, ..draft.clone() })
    }
}

/// Whether an event is one of which somebody is accused as who did it.
pub(crate) fn is_deed(event: Event) -> bool {
    event.is_violent() || event == Event::Violation
}

#[cfg(test)]
mod tests {
    use crate::event::Event;
    use crate::reader::{Reader, Report};

    /// The stances, in order, of the claims of an event, with the rules alone.
    fn stances(text: &str, event: Event) -> Vec<&'static str> {
        let reader = Reader::with_weights(None).expect("the built-in lexicon opens");
        let reading = reader.session().read(&Report::new(text));
        reading.claims.iter().filter(|c| c.event == event).map(|c| c.stance.as_str()).collect()
    }

    /// Whichever of two parties denies what the other accuses it of, it is the one accused, in both mouths.
    #[test]
    fn who_denies_an_accusation_is_the_accused() {
        let mut session = Reader::builtin().session();
        for (denies, by, accuser) in [("نفت", "الحكومة", "المتمردين"), ("نفى", "المتمردون", "الحكومة")]
        {
            let text = format!("و{denies} {by} اتهامات {accuser} بخرق الهدنة في صعدة.");
            let claims = session.read(&Report::new(&text)).claims;
            let slice = riwaya_text::Text::new(&text);
            let accused: Vec<Vec<&str>> = claims
                .iter()
                .filter(|c| c.event == Event::Violation)
                .map(|c| c.actor.iter().map(|a| slice.slice(a.span)).collect())
                .collect();
            assert_eq!(accused, [[by], [by]], "{text}");
        }
    }

    #[test]
    fn a_denial_of_anothers_claim_gives_both() {
        let cases = [
            ("نفت وزارة الدفاع ما أعلنته يريفان عن إسقاط مقاتلة.", Event::Shootdown, vec!["asserts", "denies"]),
            ("أعلنت أرمينيا إسقاط ثلاث طائرات، وهو ما نفته أذربيجان.", Event::Shootdown, vec!["asserts", "denies"]),
            ("رفض المتمردون دعوة الحكومة إلى وقف إطلاق النار.", Event::Truce, vec!["demands", "rejects"]),
            ("نفت باكو أن تكون قواتها قصفت القرية.", Event::Shelling, vec!["denies"]),
            ("أعلنت أرمينيا إسقاط ثلاث طائرات.", Event::Shootdown, vec!["asserts"]),
        ];
        for (text, event, wanted) in cases {
            let mut got = stances(text, event);
            got.sort_unstable();
            assert_eq!(got, wanted, "{text}");
        }
    }
}
