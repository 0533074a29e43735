//! Who speaks in a cue, among those who may.

use riwaya_lexicon::{Gender, Number, Pos, Proclitics};

use crate::attribution::{CueKind, Marker};
use crate::choose_event::EDGE;
use crate::cues::CueClass;
use crate::names::MentionKind;
use crate::page::Page;
use crate::role_view::{NONE, yes};
use crate::scorer::{Features, Part};
use crate::voices::{How, Voice};

/// A cue whose speaker is to be chosen.
pub(crate) struct Asking<'a> {
    pub at: usize,
    pub sentence: usize,
    pub class: &'a CueClass,
    pub kind: CueKind,
    pub marker: Marker,
    /// Where the content begins.
    pub content: usize,
    pub voices: &'a [Voice],
}

fn bucket(n: usize) -> Part<'static> {
    match n {
        0 => const { Part::of("0") },
        1 => const { Part::of("1") },
        2 => const { Part::of("2") },
        3..=4 => const { Part::of("3") },
        5..=8 => const { Part::of("5") },
        9..=16 => const { Part::of("9") },
        _ => const { Part::of("17") },
    }
}

/// Number and gender that the cue's form asks of its subject.
fn form(page: &Page<'_>, asking: &Asking<'_>) -> &'static str {
    let Some(a) = page.verb(asking.at) else {
        let key = page.key(asking.at);
        return match asking.kind {
            CueKind::Participle if key.ends_with('ه') => "f",
            CueKind::Participle if key.ends_with("ين") => "p",
            _ => "m",
        };
    };
    match (a.inflection.number, a.inflection.gender) {
        (Some(Number::Plural | Number::Dual), _) => "p",
        (_, Some(Gender::Feminine)) => "f",
        _ => "m",
    }
}

/// Number and gender of a speaker, as far as its form shows.
fn shape(page: &Page<'_>, voice: &Voice) -> &'static str {
    let Some(m) = voice.said.or(voice.link.mention) else { return "?" };
    let mention = &page.mentions[m];
    let key = page.key(mention.head as usize);
    match mention.kind {
        MentionKind::Person => "person",
        MentionKind::People | MentionKind::Source if mention.plural => "plural",
        MentionKind::Country | MentionKind::Place => "land",
        _ if key.ends_with('ه') || key.ends_with("ات") => "f",
        _ => "m",
    }
}

/// The case of a plural, where its letters show it: a subject does not end in ين.
fn case(page: &Page<'_>, voice: &Voice) -> &'static str {
    let key = page.key(voice.link.words.start);
    let plural = voice.said.is_some_and(|m| page.mentions[m].plural || page.mentions[m].kind == MentionKind::Group);
    match () {
        () if plural && key.ends_with("ين") => "object",
        () if key.ends_with("ون") => "subject",
        () => "-",
    }
}

/// What opens the clause whose subject stands before its verb: «وكان الجيش قد أعلن», «لكن الجيش نفى».
fn frame(page: &Page<'_>, asking: &Asking<'_>) -> &'static str {
    let before = asking.voices.iter().find(|v| v.how == How::Before).and_then(|v| v.said);
    let Some(m) = before else { return "-" };
    let start = page.mentions[m].words.start as usize;
    let opener = start.checked_sub(1).map_or("", |j| page.key(j));
    match opener.strip_prefix('و').unwrap_or(opener) {
        "كان" | "كانت" | "كانا" => "had",
        "ان" | "لكن" | "بان" | "ولكن" | "فان" => "that",
        "الا" | "غير" | "بينما" | "فيما" | "حين" | "اما" => "while",
        _ if start == page.sentences[asking.sentence].words.start => "opens",
        _ => "other",
    }
}

/// The features of one voice.
pub(crate) fn features(page: &Page<'_>, asking: &Asking<'_>, k: usize, f: &mut Features) {
    f.clear();
    let voice = &asking.voices[k];
    let how = Part::from(voice.how.name());
    let class = asking.class.id.part();
    let marker = Part::from(asking.marker.name());
    let kind = page.kind_part(voice.link.mention);
    let said = page.kind_part(voice.said);
    let joined = if page.has(asking.at, Proclitics::WA.with(Proclitics::FA)) { const { Part::of("wa") } } else { NONE };
    let first = if k == 0 { const { Part::of("first") } } else { const { Part::of("later") } };
    let (form, shape) = (Part::from(form(page, asking)), Part::from(shape(page, voice)));
    let frame = Part::from(frame(page, asking));
    f.add("how", &[how]);
    f.add("how-first", &[how, first]);
    f.add("how-class", &[how, class, asking.kind.name().into()]);
    f.add("how-joined", &[how, joined, class]);
    f.add("how-marker", &[how, marker, joined]);
    f.add("kind", &[kind, how]);
    f.add("said", &[said, how, class]);
    f.add("before-it", &[how, asking.voices.get(k.wrapping_sub(1)).map_or("-", |v| v.how.name()).into()]);
    f.add("then", &[how, asking.voices.get(k + 1).map_or("-", |v| v.how.name()).into()]);
    f.add("form", &[form, shape, how]);
    f.add("form-kind", &[form, shape]);
    f.add("word", &[page.lemma_part(voice.link.words.start)]);
    f.add("lemma", &[page.lemma_part(asking.at), how]);
    f.add("length", &[bucket(voice.link.words.len()), how]);
    f.add("frame", &[how, frame]);
    f.add("frame-kind", &[how, frame, kind]);
    let words = &voice.link.words;
    match voice.how {
        How::After | How::Further | How::Words => {
            let at = voice.said.map_or(words.start, |m| page.mentions[m].words.start as usize);
            f.add("gap", &[how, bucket(at.saturating_sub(asking.at))]);
            f.add("case", &[case(page, voice).into(), joined, class]);
            f.add("prev", &[how, at.checked_sub(1).map_or(EDGE, |j| page.lemma_part(j))]);
            let end = voice.said.map_or(words.end, |m| page.mentions[m].words.end as usize);
            f.add("rest", &[how, bucket(asking.content.saturating_sub(end)), marker]);
            f.add("next", &[how, if end < page.len() { page.lemma_part(end) } else { EDGE }]);
            let verbs = (asking.at + 1..at).filter(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb)).count();
            f.add("verbs", &[how, bucket(verbs)]);
            f.flag(voice.said.is_some_and(|m| page.mentions[m].definite), "definite");
        }
        How::Before | How::Opening => {
            let said = voice
                .said
                .map_or(words.clone(), |m| page.mentions[m].words.start as usize..page.mentions[m].words.end as usize);
            f.add("gap", &[how, bucket(asking.at.saturating_sub(said.end))]);
            f.add("prev", &[how, said.start.checked_sub(1).map_or(EDGE, |j| page.lemma_part(j))]);
            let opens = said.start == page.sentences[asking.sentence].words.start;
            f.add("opens", &[how, yes(opens)]);
        }
        How::Carried => {
            let nth = asking.voices[..k].iter().filter(|v| v.how == How::Carried).count();
            let sentence = page.sentence_of[words.start] as usize;
            f.add("nth", &[bucket(nth), joined, class]);
            f.add("nth-kind", &[bucket(nth), kind]);
            f.add("ago", &[bucket(asking.sentence.saturating_sub(sentence)), joined]);
            f.flag(asking.voices.iter().any(|v| v.how == How::After), "carried-over-subject");
        }
    }
}
