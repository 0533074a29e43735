//! Where sources are cited: every cue of a report, with its speaker and the stretch it reaches over.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};
use smallvec::{SmallVec, smallvec};

use crate::accused::Accusation;
use crate::channels::tells_somebody;
use crate::choose_speaker::{self, Asking};
use crate::cues::{CueClass, CueSet};
use crate::decide::best;
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::role_view::voice;
use crate::scorer::{Features, Model, Weights, softmax};
use crate::support_verbs::Support;
pub(crate) use crate::voices::Link;
use crate::voices::{How, Standing, Voice, Voices};

/// By what kind of words a source is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    Verb,
    Participle,
    Phrase,
    Noun,
    Colon,
}

impl CueKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Participle => "participle",
            Self::Phrase => "phrase",
            Self::Noun => "noun",
            Self::Colon => "colon",
        }
    }
}

/// What opens the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    That,
    Colon,
    Quote,
    None,
}

impl Marker {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::That => "that",
            Self::Colon => "colon",
            Self::Quote => "quote",
            Self::None => "none",
        }
    }
}

/// A place that cites a source.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub words: Range<usize>,
    pub class: u16,
    pub kind: CueKind,
    pub sentence: usize,
    /// Who passes it on to the reader, where the cue itself tells («نقلت … عن», «قال لـ…»).
    pub channel: Option<Link>,
    pub speaker: Option<Link>,
    /// Who may speak, of whom `speaker` was chosen.
    pub voices: SmallVec<[Voice; 4]>,
    /// Which of them was chosen.
    pub voice: usize,
    /// How likely each of them is to speak.
    pub odds: SmallVec<[f32; 4]>,
    pub marker: Marker,
    /// Where the content begins.
    pub content: usize,
    /// The cue in whose content this one stands.
    pub parent: Option<usize>,
}

impl Cue {
    /// The cue before from which the speaker is carried over.
    pub(crate) fn from(&self) -> Option<usize> {
        self.voices.get(self.voice).and_then(|v| v.from)
    }
}

/// The cues of sentence `s`, out of all in the order of their sentences.
pub(crate) fn of_sentence(cues: &[Cue], s: usize) -> &[Cue] {
    let start = cues.partition_point(|c| c.sentence < s);
    let end = start + cues[start..].partition_point(|c| c.sentence == s);
    &cues[start..end]
}

/// Words that open a clause of content.
pub(crate) fn is_that(key: &str) -> bool {
    matches!(
        key,
        "ان" | "بان"
            | "انه"
            | "انها"
            | "انهم"
            | "انهما"
            | "بانه"
            | "بانها"
            | "بانهم"
            | "انني"
            | "اننا"
            | "بانهما"
            | "ما"
            | "بما"
            | "انما"
    )
}

pub(crate) fn is_quote_open(key: &str) -> bool {
    matches!(key, "«" | "“" | "\"" | "„")
}

/// A cue just found, before its speaker is chosen.
pub(crate) struct Found {
    pub words: Range<usize>,
    pub class: u16,
    pub kind: CueKind,
    pub sentence: usize,
    pub channel: Option<Link>,
    pub voices: SmallVec<[Voice; 4]>,
    pub marker: Marker,
    /// Where the content begins; where nothing marks it, it begins behind the cue or behind a speaker that follows it.
    pub content: usize,
}

/// Finds the cues of a page, one sentence after the other.
pub(crate) struct Finder<'p, 't> {
    pub page: &'p Page<'t>,
    set: &'p CueSet,
    weights: &'p Weights,
    pub outlet: Option<&'p str>,
    pub cues: Vec<Cue>,
    /// The last cue whose speaker is known.
    pub spoken: Option<usize>,
    features: Features,
}

/// What cues are read with.
#[derive(Clone, Copy)]
pub(crate) struct CueRules<'a> {
    pub set: &'a CueSet,
    pub weights: &'a Weights,
}

/// All cues of a page in the order of their words. `outlet` is who publishes the report, folded, where known.
pub(crate) fn cues(page: &Page<'_>, rules: CueRules<'_>, outlet: Option<&str>) -> Vec<Cue> {
    let CueRules { set, weights } = rules;
    let mut finder =
        Finder { page, set, weights, outlet, cues: Vec::new(), spoken: None, features: Features::default() };
    for s in 0..page.sentences.len() {
        finder.sentence(s);
    }
    finder.cues
}

impl Finder<'_, '_> {
    fn sentence(&mut self, s: usize) {
        let words = self.page.sentences[s].words.clone();
        self.colon(s, &words);
        let mut i = words.start;
        while i < words.end {
            if self.page.is_word(i) {
                if let Some(end) = self.phrase(s, i, words.end) {
                    i = end;
                    continue;
                }
                let _ = self.verb(s, i, words.end) || self.participle(s, i, words.end) || self.noun(s, i, words.end);
            }
            i += 1;
        }
    }

    pub(crate) fn class(&self, class: u16) -> &CueClass {
        &self.set.classes[usize::from(class)]
    }

    pub(crate) fn voices(&self) -> Voices<'_, '_> {
        Voices { page: self.page, cues: &self.cues }
    }

    /// «لافروف: …» at the head of a sentence.
    fn colon(&mut self, s: usize, words: &Range<usize>) {
        let limit = words.end.min(words.start + 14);
        let Some(colon) = (words.start..limit).find(|i| self.page.key(*i) == ":") else { return };
        if colon + 1 >= words.end {
            return;
        }
        let Some(class) = self.set.verbs.get("قال").copied() else { return };
        // «… - لافروف: …»: a page puts its own name and the rubric before the headline.
        let dash = |i: &usize| matches!(self.page.key(*i), "-" | "–" | "|");
        let head = (words.start..colon).rev().find(dash).map_or(words.start, |i| i + 1);
        let headline = head > words.start && !(words.start..head).any(|i| self.page.is_known_verb(i));
        let names = |m: usize| {
            let mention = &self.page.mentions[m];
            mention.words.start as usize == head && mention.words.end as usize == colon
        };
        if headline && let Some(m) = self.page.mention_at(head).filter(|m| names(*m) && self.page.can_speak(*m)) {
            let voices = self.voices().only(m, How::Before);
            return self.push_colon(s, class, colon, voices);
        }
        let voices = match self.page.mention_at(words.start) {
            Some(m) if self.page.mentions[m].words.end as usize == colon && self.page.can_speak(m) => {
                self.voices().only(m, How::Before)
            }
            // «واشنطن: …» is where the report was written.
            Some(m) if self.page.mentions[m].words.end as usize == colon => return,
            _ => self.voices().of_words(words.start..colon),
        };
        self.push_colon(s, class, colon, voices);
    }

    fn push_colon(&mut self, s: usize, class: u16, colon: usize, voices: SmallVec<[Voice; 4]>) {
        if voices.is_empty() {
            return;
        }
        let content = colon + 1;
        self.push(Found {
            words: colon..content,
            class,
            kind: CueKind::Colon,
            sentence: s,
            channel: None,
            voices,
            marker: Marker::Colon,
            content,
        });
    }

    fn verb(&mut self, s: usize, i: usize, end: usize) -> bool {
        let page = self.page;
        let Some((rank, class)) = page.opens(i).and_then(|o| o.cue_verb) else { return false };
        if rank > 0 && self.in_persons_name(i) {
            return false;
        }
        let (marker, mut content) = self.marker(i + 1, end);
        let marked = marker != Marker::None;
        // «أدينوا بالقتل»: the condemned say nothing.
        let condemned = &*self.class(class).id == "condemn" && voice(page, i) == Some(riwaya_lexicon::Voice::Passive);
        if condemned || self.withholds(i, end) {
            return false;
        }
        // «اتهم بقصف القرية»: the accused say nothing.
        if Accusation::at(page, i) == Some(Accusation::Passive) {
            return false;
        }
        // «ما لا يقل عن»: to be few, not to say.
        if page.key(i) == "يقل" {
            return false;
        }
        if page.in_list(i, List::Impersonal) && marker == Marker::That && content <= i + 2
            || page.in_list(i, List::SaysMarked) && marker != Marker::That
            || self.lacks_object(class, i, end)
        {
            return false;
        }
        if (rank > 0 || page.key(i) == "بين") && (!marked || content > i + 12) && !self.opens_clause(i, end) {
            return false;
        }
        let limit = if marked { content } else { end };
        let mut voices = self.voices().of_verb(s, i, limit, marked);
        let mut marker = marker;
        if let Some(at) = self.speech(i, &voices, end).filter(|_| !marked) {
            (marker, content) = (Marker::Colon, at);
        } else if !marked {
            content = i + 1;
        }
        let told = self.addressee(i, limit);
        // «أبلغ طبيب وكالة رويترز بأن …»: who was told does not speak.
        let speaks = |v: &Voice| told.as_ref() != Some(&v.link);
        if tells_somebody(page, i) && voices.iter().any(speaks) {
            voices.retain(|v| speaks(v));
        }
        let mut channel = told.or_else(|| self.interviewer(s, i, limit));
        if self.class(class).channel {
            match self.origin_after_an(i, limit.max(i + 16).min(end)) {
                Some(origin) => {
                    channel = voices.first().map(|v| v.link.clone()).filter(|c| *c != origin.link);
                    voices = smallvec![origin];
                }
                // «تنقل الشاحنات الوقود»: to carry, not to pass on.
                None if !marked && !voices.iter().any(|v| self.is_outlet(v)) => return false,
                None => {}
            }
        }
        self.push(Found { words: i..i + 1, class, kind: CueKind::Verb, sentence: s, channel, voices, marker, content });
        true
    }

    /// «وقال المرصد لا تزال المعارك مستمرة»: where words said without any mark begin, right behind their speaker.
    fn speech(&self, i: usize, voices: &[Voice], end: usize) -> Option<usize> {
        let page = self.page;
        let m = voices.first().filter(|v| v.how == How::After)?.said?;
        let at = page.mentions[m].words.end as usize;
        let opens = |j: usize| {
            page.in_list(j, List::SpeechOpener)
                || page.mention_at(j).is_none()
                    && page.is_known_verb(j)
                    && page.top(j).is_some_and(|a| a.pos == Pos::Verb && a.proclitics.is_empty())
        };
        (page.in_list(i, List::SaysFreely) && at < end && opens(at)).then_some(at)
    }

    /// «نقلت رويترز تصريحات»: who passes on for a living.
    fn is_outlet(&self, voice: &Voice) -> bool {
        voice.said.is_some_and(|m| self.page.mentions[m].kind == MentionKind::Outlet)
    }

    /// «يوسف», «يشكر»: a name that may be read as a verb, within the name of a person.
    fn in_persons_name(&self, i: usize) -> bool {
        let page = self.page;
        let names = |m: usize| {
            let mention = &page.mentions[m];
            mention.kind == MentionKind::Person && (mention.name.start as usize..mention.name.end as usize).contains(&i)
        };
        page.mentions_in(i.saturating_sub(NAME)..i + 1).any(names)
    }

    /// «طلب عدم ذكر اسمه», «رفضت الكشف عن هويتها»: how a source stays unnamed is nothing it says.
    fn withholds(&self, i: usize, end: usize) -> bool {
        let page = self.page;
        let asks = page.in_list(i, List::Withhold);
        asks && (i + 1..end.min(i + 6)).any(|j| page.in_list(j, List::Withheld))
    }

    /// «تبادل الطرفان الاتهامات»: some verbs cite only with a noun of saying behind them.
    fn lacks_object(&self, class: u16, i: usize, end: usize) -> bool {
        let nouns = &self.class(class).only_with;
        !nouns.is_empty() && !(i + 1..end.min(i + 8)).any(|j| nouns.iter().any(|n| **n == *self.page.lemma(j)))
    }

    /// Whether word `i` stands where a verb opens a clause, with a name that can speak right behind it, or where only a
    /// verb can stand.
    fn opens_clause(&self, i: usize, end: usize) -> bool {
        let page = self.page;
        let start = page.sentence(i).words.start;
        if i > start && (page.key(i - 1).ends_with("قد") || self.was(start, i)) {
            return true;
        }
        let first =
            i == start || page.has(i, Proclitics::WA.with(Proclitics::FA)) || page.in_list(i - 1, List::ClauseOpener);
        let subject = (i + 1 < end).then(|| page.mention_at(i + 1)).flatten();
        first && subject.is_some_and(|m| page.can_speak(m) && page.mentions[m].kind != MentionKind::Place)
    }

    /// «وكان الأمين العام رحب …»: whether he who has been named before word `i` is the subject of a verb of being.
    fn was(&self, start: usize, i: usize) -> bool {
        let page = self.page;
        page.mentions_ending_at(i).any(|m| {
            let first = page.mentions[m].words.start as usize;
            first > start && page.key(first - 1).trim_start_matches('و').starts_with("كان") && page.can_speak(m)
        })
    }

    fn participle(&mut self, s: usize, i: usize, end: usize) -> bool {
        let Some(class) = self.page.opens(i).and_then(|o| o.cue_participle) else { return false };
        if self.withholds(i, end) {
            return false;
        }
        let (marker, content) = self.marker(i + 1, end);
        let voices = self.voices().of_participle(s, i);
        let content = if marker == Marker::None { i + 1 } else { content };
        self.push(Found {
            words: i..i + 1,
            class,
            kind: CueKind::Participle,
            sentence: s,
            channel: None,
            voices,
            marker,
            content,
        });
        true
    }

    /// «نفي أنقرة إرسال …», «اتهام يريفان لباكو بـ…»: a verbal noun of saying with its speaker in idafa.
    fn noun(&mut self, s: usize, i: usize, end: usize) -> bool {
        let page = self.page;
        if self.hearsay(s, i, end) {
            return true;
        }
        let Some(class) = page.opens(i).and_then(|o| o.cue_noun) else { return false };
        if self.performed(s, i, end, class) {
            return true;
        }
        if page.has(i, Proclitics::AL) {
            return false;
        }
        let Some(m) = (i + 1 < end).then(|| page.mention_at(i + 1)).flatten().filter(|m| page.can_speak(*m)) else {
            return false;
        };
        if page.has(i + 1, Proclitics::BA.with(Proclitics::LA)) || page.mentions[m].kind == MentionKind::Place {
            return false;
        }
        // Accusations in the plural are of those who make them: «اتهامات المتمردين بخرق الهدنة».
        if page.lemma(i) != "اتهام" || page.key(i).ends_with("ات") {
            return self.noun_of(s, i..i + 1, class, m);
        }
        // «اتهام الحكومة للمتمردين بـ…»; in «اتهام إيران بتقديم الدعم» with nobody else named she is accused.
        let behind = |m: usize| page.mentions[m].words.end as usize;
        let accuser = page.mentions_in(i + 1..i + 2).find(|k| behind(*k) < end && page.has(behind(*k), Proclitics::LA));
        let m = accuser.unwrap_or(m);
        if behind(m) < end && page.has(behind(m), Proclitics::BA) {
            return false;
        }
        self.noun_of(s, i..i + 1, class, m)
    }

    /// «قام شيوخ القبائل بالدعوة إلى …»: the verb only says that its subject does what the noun tells.
    fn performed(&mut self, s: usize, i: usize, end: usize, class: u16) -> bool {
        let page = self.page;
        let start = page.sentence(i).words.start.max(i.saturating_sub(PERFORMED));
        let verb = (start..i).rev().find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb));
        let does = |v: usize| page.support(v).same(Support::Does.part()) || page.in_list(v, List::SupportSays);
        let Some(verb) = verb.filter(|v| page.has(i, Proclitics::BA) && does(*v)) else {
            return false;
        };
        let voices = self.voices().of_verb(s, verb, i, false);
        let (marker, content) = self.marker(i + 1, end);
        let content = if marker == Marker::None { i + 1 } else { content };
        let words = i..i + 1;
        self.push(Found { words, class, kind: CueKind::Noun, sentence: s, channel: None, voices, marker, content });
        true
    }

    /// «وسط أنباء عن تقدم …», «معلومات حول …»: what is heard is its own source.
    fn hearsay(&mut self, s: usize, i: usize, end: usize) -> bool {
        let page = self.page;
        let Some(m) = page.mention_at(i).filter(|m| page.mentions[*m].kind == MentionKind::Source) else {
            return false;
        };
        let content = page.mentions[m].words.end as usize;
        // «إجراء تحقيق حول الهجوم»: what is yet to be found out is not heard.
        if page.lemma(i) == "تحقيق" {
            return false;
        }
        if content >= end || !page.in_list(content, List::HeardOf) {
            return false;
        }
        let Some(class) = self.set.verbs.get("ذكر").copied() else { return false };
        self.noun_of(s, i..content, class, m)
    }

    /// Takes a noun that cites what mention `m` says behind it.
    fn noun_of(&mut self, s: usize, words: Range<usize>, class: u16, m: usize) -> bool {
        let voices = self.voices().only(m, How::After);
        let content = self.page.mentions[m].words.end as usize;
        self.push(Found {
            words,
            class,
            kind: CueKind::Noun,
            sentence: s,
            channel: None,
            voices,
            marker: Marker::None,
            content,
        });
        true
    }

    /// The first word that opens content, and where the content begins.
    fn marker(&self, from: usize, end: usize) -> (Marker, usize) {
        let page = self.page;
        for j in from..end.min(from + 40) {
            let key = page.key(j);
            if is_that(key) && page.in_list(j - 1, List::ThatApart) {
                break;
            }
            if is_that(key) && !page.in_list(j - 1, List::ThatOther) {
                return (Marker::That, j);
            }
            if key == ":" {
                return (Marker::Colon, j + 1);
            }
            if is_quote_open(key) && j + 1 < end && page.quoted[j + 1] && !page.quoted[j] {
                return (Marker::Quote, j + 1);
            }
            let speaks = self.is_verb_cue(j) && !self.withholds(j, end) || self.says_besides(j, end);
            if key == "." || j > from + 2 && speaks {
                break;
            }
        }
        (Marker::None, from)
    }

    /// «نفى الوزير وجود أسرى قائلا إن …»: what follows the participle is not what the verb before it is about.
    fn says_besides(&self, j: usize, end: usize) -> bool {
        let participle = self.page.opens(j).is_some_and(|o| o.cue_participle.is_some());
        participle && (j + 1..end.min(j + 3)).any(|k| is_that(self.page.key(k)))
    }

    /// Whether the likeliest reading of a word is a verb that cites.
    fn is_verb_cue(&self, j: usize) -> bool {
        self.page.opens(j).is_some_and(|o| o.cue_verb.is_some_and(|(rank, _)| rank == 0))
    }

    /// Keeps a cue with the likeliest of its voices for its speaker.
    pub(crate) fn push(&mut self, found: Found) {
        let odds = self.odds(&found);
        let voice = best(&odds);
        let Found { words, class, kind, sentence, channel, voices, marker, mut content } = found;
        let chosen = voices.get(voice);
        let speaker = chosen.map(|v| v.link.clone());
        if marker == Marker::None {
            let said = chosen
                .filter(|v| v.how == How::After)
                .and_then(|v| v.said)
                .map(|m| self.page.mentions[m].words.end as usize);
            content = said.unwrap_or(content).max(content);
        }
        let mut cue =
            Cue { words, class, kind, sentence, channel, speaker, voices, voice, odds, marker, content, parent: None };
        cue.parent = self.parent(&cue);
        self.spoken = cue.speaker.as_ref().map(|_| self.cues.len()).or(self.spoken);
        self.cues.push(cue);
    }

    /// How likely each voice of a cue is to speak; the first alone where nothing was learnt. Who speaks is learnt of all
    /// voices, also where the words leave some only.
    fn odds(&mut self, found: &Found) -> SmallVec<[f32; 4]> {
        let voices = &found.voices;
        if voices.len() < 2 || !self.weights.knows(Model::Speaker) {
            return (0..voices.len()).map(|k| if k == 0 { 1.0 } else { 0.0 }).collect();
        }
        let standing = match found.kind {
            CueKind::Verb => self.voices().standing(found.words.start, voices),
            _ => Standing::Anywhere,
        };
        let asking = Asking {
            at: found.words.start,
            sentence: found.sentence,
            class: &self.set.classes[usize::from(found.class)],
            kind: found.kind,
            marker: found.marker,
            content: found.content,
            voices,
        };
        let mut scores: SmallVec<[f32; 4]> = SmallVec::new();
        for (k, voice) in voices.iter().enumerate() {
            if !standing.allows(voice.how) {
                scores.push(f32::NEG_INFINITY);
                continue;
            }
            choose_speaker::features(self.page, &asking, k, &mut self.features);
            scores.push(self.weights.score(Model::Speaker, &self.features));
        }
        softmax(&mut scores);
        scores
    }

    /// The cue in whose content this one stands: same sentence, begun before, and no new main clause between.
    fn parent(&self, cue: &Cue) -> Option<usize> {
        let page = self.page;
        let at = cue.words.start;
        for (k, outer) in self.cues.iter().enumerate().rev() {
            if outer.sentence != cue.sentence {
                break;
            }
            let quoting = cue.kind == CueKind::Phrase && self.class(cue.class).channel;
            if quoting && outer.kind != CueKind::Phrase {
                return Some(k);
            }
            if outer.kind == CueKind::Phrase || outer.speaker == cue.speaker || outer.content > at {
                continue;
            }
            let inside_quote = page.quoted[at] && !page.quoted[outer.words.start];
            let new_clause = page.has(at, Proclitics::WA.with(Proclitics::FA))
                || (outer.content..at).any(|j| page.in_list(j, List::ClauseNew));
            if inside_quote || (cue.kind != CueKind::Participle && !new_clause && outer.marker != Marker::None) {
                return Some(k);
            }
        }
        None
    }
}

/// How many words before a word the mention may begin whose name it is part of.
const NAME: usize = 10;

/// How many words a verb may stand before the noun of what its subject performs.
const PERFORMED: usize = 10;
