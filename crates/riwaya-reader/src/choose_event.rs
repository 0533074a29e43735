//! Whether a word tells an event here, and which.

use riwaya_lexicon::{Pos, Proclitics};

use crate::attribution::Cue;
use crate::candidate::Candidate;
use crate::event::Event;
use crate::frames::FrameSet;
use crate::names::MentionKind;
use crate::page::Page;
use crate::scorer::Features;

/// What surrounds the candidates of a page, computed once.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// For each sentence, the events that other words propose, as bits.
    sentence_events: Vec<u32>,
    /// For each sentence, the subject matter its words show, as bits.
    sentence_topics: Vec<u16>,
    /// For each sentence, the kind of weapon that the report named last before its end.
    weapon: Vec<&'static str>,
    /// The share of candidates among the report's words, in steps.
    density: &'static str,
}

/// Subject matter that decides between readings of a word; by lemma.
fn topic(lemma: &str) -> u16 {
    match lemma {
        "طائره" | "طيران" | "مقاتله" | "مروحيه" | "جوي" | "طيار" | "درون" | "جوا" | "غاره" => {
            1
        }
        "مدفعيه" | "هاون" | "صاروخ" | "قذيفه" | "مدفعي" | "راجمه" | "صاروخي" | "دبابه" => {
            2
        }
        "انتحاري" | "مفخخ" | "مفخخه" | "عبوه" | "ناسف" | "ناسفه" | "قنبله" | "لغم" | "متفجرات" | "حزام" => {
            4
        }
        "مباراه" | "لاعب" | "هدف" | "فريق" | "مدرب" | "دوري" | "كاس" | "منتخب" | "شوط" | "بطوله" | "حكم" | "ملعب"
        | "نادي" => 8,
        "سعر" | "سوق" | "بورصه" | "اقتصاد" | "شركه" | "دولار" | "بنك" | "استثمار" | "تداول" | "نفط" | "ارباح"
        | "سهم" => 16,
        "فيروس" | "مرض" | "كورونا" | "وباء" | "علاج" | "طبيب" | "مريض" | "سرطان" => {
            32
        }
        "برلمان" | "انتخاب" | "حزب" | "مرشح" | "ناخب" | "اقتراع" => 64,
        "فيلم" | "مهرجان" | "فنان" | "كتاب" | "روايه" | "ممثل" | "اغنيه" => 128,
        "محكمه" | "قاض" | "قاضي" | "محاكمه" | "تهمه" | "ادانه" | "محام" => 256,
        "زلزال" | "فيضان" | "اعصار" | "سيل" | "حادث" | "مرور" | "سير" => 512,
        "جيش" | "جندي" | "قوات" | "قوه" | "مسلح" | "ميليشيا" | "متمرد" | "مقاتل" | "عسكري" | "عنصر" | "حوثي" => {
            1024
        }
        "هدنه" | "اطلاق" | "تهدئه" => 2048,
        _ => 0,
    }
}

impl Surroundings {
    pub(crate) fn new(page: &Page<'_>, set: &FrameSet, candidates: &[Candidate]) -> Self {
        let mut sentence_events = vec![0u32; page.sentences.len()];
        for c in candidates {
            let s = page.sentence_of[c.head] as usize;
            for f in &c.frames {
                sentence_events[s] |= 1 << (set.frames[usize::from(*f)].event as u32);
            }
        }
        let sentence_topics: Vec<u16> =
            page.sentences.iter().map(|s| s.words.clone().fold(0, |all, i| all | topic(page.lemma(i)))).collect();
        let mut last = "-";
        let weapon = page
            .sentences
            .iter()
            .map(|s| {
                for i in s.words.clone() {
                    last = match topic(page.lemma(i)) & 7 {
                        1 => "air",
                        2 => "gun",
                        4 => "bomb",
                        _ => last,
                    };
                }
                last
            })
            .collect();
        let density = match candidates.len() * 100 / page.len().max(1) {
            0..4 => "0",
            4..8 => "4",
            8..12 => "8",
            12..16 => "12",
            _ => "16",
        };
        Self { sentence_events, sentence_topics, weapon, density }
    }
}

const EDGE: &str = "#";

const RANKS: [&str; 4] = ["0", "1", "2", "3"];

/// The armed side nearest the event in its sentence, those before it first.
fn agent(page: &Page<'_>, c: &Candidate, bounds: &std::ops::Range<usize>) -> Option<usize> {
    let armed =
        |m: &usize| matches!(page.mentions[*m].kind, MentionKind::Force | MentionKind::Group | MentionKind::Country);
    let before = page.mentions_in(c.words.start.saturating_sub(10).max(bounds.start)..c.words.start).rev().find(armed);
    before.or_else(|| page.mentions_in(c.words.end..(c.words.end + 6).min(bounds.end)).find(armed))
}

/// A word as features see it: lemma and part of speech for closed and common words, its class otherwise.
pub(crate) fn neighbour<'p>(page: &'p Page<'_>, i: Option<usize>, bounds: &std::ops::Range<usize>) -> &'p str {
    match i {
        Some(i) if bounds.contains(&i) => {
            if page.number_at[i].is_some() {
                "<num>"
            } else if page.date_at[i] {
                "<date>"
            } else {
                page.lemma(i)
            }
        }
        _ => EDGE,
    }
}

/// The kind of the mention that starts or ends at a word.
pub(crate) fn mention_kind(page: &Page<'_>, m: Option<usize>) -> &'static str {
    m.map_or("-", |m| page.mentions[m].kind.name())
}

pub(crate) fn pos_name(page: &Page<'_>, i: usize) -> &'static str {
    page.top(i).map_or("?", |a| a.pos.label())
}

/// The features of a candidate, to be crossed with each event it may tell and with "none".
pub(crate) fn features(
    page: &Page<'_>,
    around: &Surroundings,
    set: &FrameSet,
    cues: &[Cue],
    c: &Candidate,
    f: &mut Features,
) {
    f.clear();
    let bounds = page.sentence(c.head).words.clone();
    let lemma = page.lemma(c.head);
    let pos = pos_name(page, c.head);
    let s = page.sentence_of[c.head] as usize;
    f.add("bias", &[]);
    f.add("pos", &[pos]);
    f.add("lemma", &[lemma]);
    f.add("lp", &[lemma, pos]);
    let key = page.key(c.head);
    f.add("form", &[key]);
    f.add("rank", &[RANKS[usize::from(c.rank.min(3))], pos]);
    f.add("rank-lemma", &[RANKS[usize::from(c.rank.min(3))], lemma]);
    if c.phrase {
        f.flag(true, "phrase");
        f.add("phrase-last", &[lemma, page.lemma(c.words.end - 1)]);
    }
    let definite = page.has(c.head, Proclitics::AL);
    f.add("definite", &[if definite { "1" } else { "0" }, lemma]);
    f.flag(definite, "al");
    if let Some(a) = page.top(c.head) {
        if a.enclitic.is_some() {
            f.flag(true, "enclitic");
            f.add("enclitic", &[lemma]);
        }
        for (p, name) in [
            (Proclitics::BA, "ba"),
            (Proclitics::LA, "la"),
            (Proclitics::WA, "wa"),
            (Proclitics::FA, "fa"),
            (Proclitics::SA, "sa"),
        ] {
            if a.proclitics.has(p) {
                f.add("pro", &[name]);
                f.add("pro", &[name, lemma]);
            }
        }
        f.add("number", &[a.inflection.number.map_or("-", riwaya_lexicon::Number::label), pos]);
    }
    let prev = |k: usize| c.words.start.checked_sub(k);
    let next = |k: usize| Some(c.words.end + k - 1);
    let (p1, p2, n1, n2) = (
        neighbour(page, prev(1), &bounds),
        neighbour(page, prev(2), &bounds),
        neighbour(page, next(1), &bounds),
        neighbour(page, next(2), &bounds),
    );
    f.add("p1", &[p1]);
    f.add("p2", &[p2]);
    f.add("n1", &[n1]);
    f.add("n2", &[n2]);
    f.add("p1l", &[p1, lemma]);
    f.add("n1l", &[n1, lemma]);
    f.add("p2l", &[p2, lemma]);
    f.add("n2l", &[n2, lemma]);
    f.add("n3", &[neighbour(page, next(3), &bounds)]);
    f.add("p3", &[neighbour(page, prev(3), &bounds)]);
    f.add("p1n1", &[p1, n1]);
    if let Some(p) = prev(1).filter(|p| bounds.contains(p)) {
        f.add("p1pos", &[pos_name(page, p), pos]);
    }
    if bounds.contains(&c.words.end) {
        f.add("n1pos", &[pos_name(page, c.words.end), pos]);
    }
    let after = page.mention_at(c.words.end.min(page.len() - 1)).filter(|_| bounds.contains(&c.words.end));
    let before = page.mention_before(c.words.start);
    f.add("m-after", &[mention_kind(page, after)]);
    f.add("m-before", &[mention_kind(page, before)]);
    f.add("m-after-l", &[mention_kind(page, after), lemma]);
    let governor = governor(page, c.words.start, 6).map(|v| page.lemma(v));
    let near_army = around.sentence_topics[s] & 1024 != 0;
    inside_mention(page, c, f);
    surroundings(page, around, c, s, lemma, f);
    for id in &c.frames {
        let frame = &*set.frames[usize::from(*id)].id;
        f.add("frame", &[frame]);
        f.add("frame-pos", &[frame, pos]);
        f.add("frame-p1", &[frame, p1]);
        f.add("frame-n1", &[frame, n1]);
        f.add("frame-after", &[frame, mention_kind(page, after), pos]);
        f.add("frame-before", &[frame, mention_kind(page, before), pos]);
        f.add("frame-definite", &[frame, if definite { "al" } else { "-" }]);
        if let Some(v) = governor {
            f.add("frame-governor", &[frame, v]);
        }
        f.add("frame-army", &[frame, if near_army { "army" } else { "-" }]);
    }
    if let Some(v) = governor {
        f.add("governor", &[v]);
        f.add("governor-l", &[v, lemma]);
    }
    for (name, m) in [("sector-after", after), ("sector-before", before)] {
        if let Some(sector) = m.and_then(|m| page.mentions[m].sector) {
            f.add(name, &[sector.code()]);
            f.add(name, &[sector.code(), lemma]);
        }
    }
    if let Some(m) = agent(page, c, &bounds) {
        let mention = &page.mentions[m];
        let sector = mention.sector.map_or("-", crate::names::Sector::code);
        f.add("agent", &[sector, mention.kind.name()]);
        f.add("agent-l", &[sector, lemma]);
    }
    let weapon = around.weapon[s];
    f.add("weapon-before", &[weapon, lemma]);
    let is_cue = cues.iter().any(|q| q.words.start == c.head);
    f.flag(is_cue, "is-cue");
    f.add("where", &[if s == 0 { "first" } else { "later" }]);
    f.flag(page.quoted[c.head], "quoted");
}

fn inside_mention(page: &Page<'_>, c: &Candidate, f: &mut Features) {
    let from = c.head.saturating_sub(8).max(page.sentence(c.head).words.start);
    for m in page.mentions_in(from..c.head + 1) {
        let mention = &page.mentions[m];
        if (mention.words.end as usize) > c.head {
            let role = if mention.head as usize == c.head { "head" } else { "inner" };
            f.add("in-mention", &[role, mention.kind.name()]);
            f.add("in-mention-l", &[role, page.lemma(c.head)]);
        }
    }
}

fn surroundings(page: &Page<'_>, around: &Surroundings, c: &Candidate, s: usize, lemma: &str, f: &mut Features) {
    let bounds = page.sentence(c.head).words.clone();
    let near = c.words.start.saturating_sub(8).max(bounds.start)..(c.words.end + 8).min(bounds.end);
    let mut near_topics = 0;
    let mut places = false;
    for i in near.clone() {
        near_topics |= topic(page.lemma(i));
    }
    for m in page.mentions_in(near) {
        places |= page.mentions[m].kind == MentionKind::Place;
    }
    f.flag(places, "near-place");
    for bit in 0..12 {
        let name =
            ["air", "gun", "bomb", "sport", "money", "health", "vote", "art", "court", "nature", "army", "truce"][bit];
        if near_topics & (1 << bit) != 0 {
            f.add("near", &[name]);
            f.add("near", &[name, lemma]);
        } else if around.sentence_topics[s] & (1 << bit) != 0 {
            f.add("sent", &[name]);
            f.add("sent", &[name, lemma]);
        }
        let before = s.checked_sub(1).map_or(0, |p| around.sentence_topics[p]);
        if before & (1 << bit) != 0 && bit < 3 {
            f.add("prev-sent", &[name, lemma]);
        }
    }
    for event in Event::ALL {
        if around.sentence_events[s] & (1 << (*event as u32)) != 0 {
            f.add("with", &[event.as_str()]);
        }
    }
    f.add("density", &[around.density]);
}

/// The verb that governs a word: the nearest verb before it in its sentence.
pub(crate) fn governor(page: &Page<'_>, i: usize, reach: usize) -> Option<usize> {
    let start = page.sentence(i).words.start.max(i.saturating_sub(reach));
    (start..i).rev().find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb))
}
