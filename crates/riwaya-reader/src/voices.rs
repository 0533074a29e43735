//! Who may speak in a cue: its subject behind or before it, the name behind an office, the speaker carried over.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};
use riwaya_text::TokenKind;
use smallvec::SmallVec;

use crate::accused::Accusation;
use crate::antecedent::{Antecedents, bare};
use crate::attribution::{Cue, is_quote_open, is_that};
use crate::channels::{tells_somebody, told_before};
use crate::lists::List;
use crate::names::{MentionKind, Sector};
use crate::page::Page;
use crate::subjects::{
    holds_words, is_accusative, is_oblique, is_preposition, names_its_own, opens_time, opens_with, owns, relates,
};
use crate::syntax::{is_object, stands_for};

/// How a cue found its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// The first name behind the cue.
    After,
    /// A further name behind the cue.
    Further,
    /// The words between cue and content, where no name is known among them.
    Words,
    /// A name before the cue.
    Before,
    /// The first name of the sentence.
    Opening,
    /// The speaker of a cue before.
    Carried,
}

impl How {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Further => "further",
            Self::Words => "words",
            Self::Before => "before",
            Self::Opening => "opening",
            Self::Carried => "carried",
        }
    }
}

/// Where the speaker of a cue must stand, as far as the words around it tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Anywhere,
    /// «أشار ناشطون»
    Behind,
    /// «لكن المعارضة اتهمت»
    Before,
}

impl Standing {
    /// Whether a voice found so may speak.
    pub(crate) const fn allows(self, how: How) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Behind => matches!(how, How::After | How::Further | How::Words),
            Self::Before => matches!(how, How::Before),
        }
    }
}

/// A link of a chain: the words that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub words: Range<usize>,
    pub mention: Option<usize>,
}

impl Link {
    /// A mention by all its words.
    pub(crate) fn whole(page: &Page<'_>, m: usize) -> Self {
        let words = &page.mentions[m].words;
        Self { words: words.start as usize..words.end as usize, mention: Some(m) }
    }
}

/// Somebody who may speak in a cue.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    pub link: Link,
    pub how: How,
    /// The mention as it stands there, before it was replaced by a fuller name.
    pub said: Option<usize>,
    /// The cue before from which it is carried over.
    pub from: Option<usize>,
}

/// How many cues back a speaker is known again.
const HEARD: usize = 300;

/// How many sentences back a speaker is carried over.
const CARRY: usize = 5;

/// «جاء في بيان للوزارة أن …»: what came came in a statement, which speaks.
fn came_in(page: &Page<'_>, i: usize, j: usize) -> bool {
    j == i + 2
        && page.key(i + 1) == "في"
        && page.mention_at(j).is_some_and(|m| page.mentions[m].kind == MentionKind::Source)
        && matches!(page.lemma(i), "جاء" | "ورد")
}

/// «أعلن كل من فلان وفلان أن …»: those of whom each speaks.
fn each_of(page: &Page<'_>, i: usize, j: usize) -> bool {
    j == i + 3 && page.key(i + 2) == "من" && matches!(page.key(i + 1), "كل" | "كلا")
}

/// «تبادل الاتهامات بين فلان وفلان»: those between whom it passes.
fn between(page: &Page<'_>, i: usize, j: usize) -> bool {
    page.key(j - 1) == "بين" && page.lemma(i) == "تبادل"
}

/// «عدد من المسؤولين»: several people speak; «عدد القتلى» is a figure.
fn several_of(page: &Page<'_>, i: usize) -> bool {
    page.key(i).ends_with("عدد") && i + 1 < page.len() && page.key(i + 1) == "من"
}

/// Whether a word that is no known name is an action, which says nothing: `تسجيلها`. What is written or told speaks.
fn is_action(page: &Page<'_>, j: usize) -> bool {
    page.mention_at(j).is_none() && page.top(j).is_some_and(|a| a.pos == Pos::Masdar) && !page.in_list(j, List::Telling)
}

/// Words that may stand last before what is said, and belong to no speaker: «وأشار شهود عيان إلى …».
fn trails(page: &Page<'_>, j: usize) -> bool {
    is_preposition(page, j)
        || page.key(j) == "يوم"
        || page.in_list(j, List::Weekday)
        || page.mention_at(j).is_none()
            && page.top(j).is_some_and(|a| a.pos == Pos::Verb && a.proclitics.has(Proclitics::SA))
}

/// Manners of speaking that are no speaker: «بنبرة حزينة», «بشكل قاطع».
fn is_with(key: &str) -> bool {
    ["بنبر", "بلهج", "بشكل", "بصور", "بلغ", "بحزم", "بسخري", "بوضوح", "بغضب", "بصوت"].iter().any(|p| key.starts_with(p))
}

/// Relative pronouns, folded.
const RELATIVES: [&str; 6] = ["الذي", "التي", "الذين", "اللذان", "اللذين", "اللتين"];

/// What points to something told, and names nobody: «جاء ذلك في بيان».
const POINTING: [&str; 4] = ["ذلك", "هذا", "هذه", "تلك"];

/// How many words before a relative pronoun the name may begin for which it stands.
const RELATIVE_REACH: usize = 8;

/// How many words an aside between a subject and its verb may have.
const ASIDE_REACH: usize = 16;

fn ends_subject(key: &str) -> bool {
    is_that(key) || matches!(key, ":" | "." | "؛")
}

/// Finds who may speak.
#[derive(Clone, Copy)]
pub(crate) struct Voices<'a, 't> {
    pub page: &'a Page<'t>,
    pub cues: &'a [Cue],
}

impl Voices<'_, '_> {
    /// Who may speak in a verb of citing at word `i` whose content begins at `limit`, the likeliest first.
    pub(crate) fn of_verb(&self, s: usize, i: usize, limit: usize, marked: bool) -> SmallVec<[Voice; 4]> {
        let page = self.page;
        let mut out = SmallVec::new();
        let joined = page.has(i, Proclitics::WA.with(Proclitics::FA));
        let names_its_own = names_its_own(page, i);
        if !names_its_own {
            self.behind_verb(i, limit, marked, &mut out);
        }
        if !joined || out.is_empty() {
            match self.before(i) {
                Some(m) => self.add(m, How::Before, &mut out),
                // «محسود يتوعد بالانتقام»: the first words of a headline, if they are no known name.
                None => {
                    let start = page.sentences[s].words.start;
                    let opens = |j: &usize| !page.in_list(*j, List::Opener);
                    let end = i - usize::from(i > start && page.key(i - 1) == "قد");
                    out.extend(self.of_words((start..end).find(opens).unwrap_or(end)..end));
                }
            }
        }
        self.carried(s, &mut out);
        self.opening(s, i, &mut out);
        if names_its_own {
            out.retain(|v| !self.is_one(v));
        }
        out
    }

    /// Where the speaker of a verb of citing at word `i` stands, among these voices.
    pub(crate) fn standing(&self, i: usize, voices: &[Voice]) -> Standing {
        let page = self.page;
        if voices.first().is_some_and(|first| self.speaks_alone(i, first)) {
            return Standing::Behind;
        }
        let behind = voices.iter().any(|v| Standing::Behind.allows(v.how));
        let before = voices.iter().find(|v| v.how == How::Before).and_then(|v| v.said);
        let leads = |m: usize| opens_with(page, i, m) && !self.may_be_heard(m) || !behind && relates(page, i, m);
        if before.is_some_and(leads) { Standing::Before } else { Standing::Anywhere }
    }

    /// «فيما أشار ناشطون إلى …»: whoever stands right behind a verb that takes no person for an object speaks, and nobody
    /// named before.
    fn speaks_alone(&self, i: usize, first: &Voice) -> bool {
        let page = self.page;
        let beside = |m: usize| {
            let mention = &page.mentions[m];
            let between = i + 1..mention.words.start as usize;
            !matches!(mention.kind, MentionKind::Place | MentionKind::Thing)
                && between.into_iter().all(|j| !page.is_word(j) || page.date_at[j])
        };
        first.how == How::After
            && page.in_list(i, List::SaysAlone)
            && page.top(i).is_some_and(|a| a.pos == Pos::Verb && a.enclitic.is_none())
            && first.said.is_some_and(|m| beside(m) && !self.may_be_heard(m))
    }

    /// «وقال الأمين العام …», «وقال العسكري …» behind «محمد العسكري»: whether who is named so may be somebody who spoke
    /// before under another name.
    fn may_be_heard(&self, m: usize) -> bool {
        let page = self.page;
        let mention = &page.mentions[m];
        if matches!(mention.kind, MentionKind::Source | MentionKind::Country) {
            return false;
        }
        let link = self.link(m);
        let unresolved = link.mention == Some(m) && mention.kind != MentionKind::Person;
        let office = mention.kind == MentionKind::People && !mention.plural;
        if mention.definite && unresolved && (office || mention.words.len() == 1) {
            return true;
        }
        let key = bare(page.key(mention.head as usize));
        let near = self.cues.len().saturating_sub(HEARD);
        let bears = |other: &Link| {
            other.words.len() > 1 && *other != link && other.words.clone().any(|j| bare(page.key(j)) == key)
        };
        mention.words.len() == 1 && self.cues[near..].iter().filter_map(|c| c.speaker.as_ref()).any(bears)
    }

    /// Whether a voice is that of one person or country, for whom no verb is in the plural.
    fn is_one(&self, voice: &Voice) -> bool {
        let page = self.page;
        voice.link.mention.is_some_and(|m| {
            let mention = &page.mentions[m];
            let alone = voice.link.words.end <= mention.words.end as usize;
            matches!(mention.kind, MentionKind::Person | MentionKind::Country) && !mention.joint && alone
        })
    }

    fn behind_verb(&self, i: usize, limit: usize, marked: bool, out: &mut SmallVec<[Voice; 4]>) {
        // Before the accused only: «واتهم المتمردين بقصف القرية» has its subject elsewhere.
        let accused = Accusation::at(self.page, i).and_then(Accusation::of);
        let limit = accused.map_or(limit, |a| if a.words.start > i { limit.min(a.words.start) } else { limit });
        self.behind(i, limit, out);
        if marked {
            self.words(i, limit, out);
        } else if let Some(stop) = self.unnamed(i, limit) {
            self.words(i, stop, out);
        }
    }

    /// «أعلنت القوة عن اعتقال …»: where the preposition of a verb stands, if no known name comes before it.
    fn unnamed(&self, i: usize, limit: usize) -> Option<usize> {
        let stop = (i + 2..limit.min(i + 5)).find(|j| is_preposition(self.page, *j))?;
        (i + 1..stop).all(|j| self.page.mention_at(j).is_none()).then_some(stop)
    }

    /// Who may speak in a participle («مضيفا») at word `i`.
    pub(crate) fn of_participle(&self, s: usize, i: usize) -> SmallVec<[Voice; 4]> {
        let mut out = SmallVec::new();
        self.carried(s, &mut out);
        self.opening(s, i, &mut out);
        out
    }

    /// The one voice of a mention.
    pub(crate) fn only(&self, m: usize, how: How) -> SmallVec<[Voice; 4]> {
        let mut out = SmallVec::new();
        self.add(m, how, &mut out);
        out
    }

    /// The one voice of a few words that are no known name: not those that begin with a verb or a preposition, tell a
    /// day, or name what cannot speak.
    pub(crate) fn of_words(&self, words: Range<usize>) -> SmallVec<[Voice; 4]> {
        let page = self.page;
        let start = words.start;
        let plain = |j: usize| page.is_word(j) && !page.date_at[j] && page.number_at[j].is_none();
        let verbal = |j: usize| page.top(j).is_some_and(|a| a.pos == Pos::Verb);
        let silent = |j: usize| {
            is_preposition(page, j)
                || page.is_grammatical(j)
                || page.in_list(j, List::Mute)
                || page.in_list(j, List::Aside)
                || is_action(page, j)
        };
        let mut out = SmallVec::new();
        let told = || words.clone().any(|j| page.is_known_verb(j) || is_that(page.key(j)));
        if (1..=5).contains(&words.len()) && words.clone().all(plain) && !verbal(start) && !silent(start) && !told() {
            out.push(Voice { link: Link { words, mention: None }, how: How::Words, said: None, from: None });
        }
        out
    }

    /// The link of a mention, by the fullest name at hand.
    pub(crate) fn link(&self, m: usize) -> Link {
        self.in_full(m).unwrap_or_else(|| Antecedents { page: self.page, cues: self.cues }.fullest(m))
    }

    /// «وكالة الأنباء الفلسطينية "وفا"»: the outlet whose short name a mention in quotes is.
    fn in_full(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        let (start, end) = (mention.words.start as usize, mention.words.end as usize);
        let quote = start.checked_sub(1).filter(|j| is_quote_open(page.key(*j)) || page.key(*j) == "(")?;
        let outlet = |p: usize| page.mentions[p].kind == MentionKind::Outlet;
        let long = page.mention_before(quote).filter(|p| outlet(*p) && outlet(m))?;
        let closed = usize::from(end < page.len() && !page.is_word(end));
        Some(Link { words: page.mentions[long].words.start as usize..end + closed, mention: Some(long) })
    }

    fn can_speak(&self, m: usize) -> bool {
        let page = self.page;
        let words = page.mentions[m].words.start as usize..page.mentions[m].words.end as usize;
        let counted = page.kind(words.start) == TokenKind::Number
            || matches!(page.lemma(words.start), "عشرات" | "الاف" | "ميات" | "عشره" | "ميه");
        page.can_speak(m)
            && !page.date_at[words.start]
            && !is_with(page.key(words.start))
            && (!counted || page.mentions[m].kind == MentionKind::Source)
            && (several_of(page, words.start)
                || page.mentions[m].kind == MentionKind::Outlet
                || !page.in_list(words.start, List::Mute))
    }

    fn add(&self, m: usize, how: How, out: &mut SmallVec<[Voice; 4]>) {
        let link = self.joint(m);
        if !out.iter().any(|v| v.link == link) {
            let near = self.cues.len().saturating_sub(HEARD);
            let from = self.cues[near..].iter().rposition(|c| c.speaker.as_ref() == Some(&link)).map(|k| near + k);
            out.push(Voice { link, how, said: Some(m), from });
        }
    }

    fn behind(&self, i: usize, limit: usize, out: &mut SmallVec<[Voice; 4]>) {
        let page = self.page;
        let mut j = i + 1;
        let mut strangers = 0;
        while j < limit && strangers <= 4 && out.len() < 2 {
            let key = page.key(j);
            if ends_subject(key) {
                return;
            }
            let date = page.date_at[j];
            if let Some(m) = page.mention_at(j).filter(|_| !date) {
                let joined = page.has(j, Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA));
                let told_of = came_in(page, i, j) || each_of(page, i, j) || between(page, i, j);
                let governed =
                    j > i + 1 && (is_preposition(page, j - 1) || !out.is_empty() && owns(page, j)) && !told_of;
                let told = page.mentions[m].kind == MentionKind::Outlet && told_before(page, j);
                let suffers = !told_of && (is_oblique(page, m) || is_accusative(page, m) || is_object(page, i, m));
                if self.can_speak(m) && !joined && !governed && !told && !suffers {
                    let how = if out.is_empty() { How::After } else { How::Further };
                    match self.accuser(i, m).or_else(|| self.informant(i, m)) {
                        Some(link) => out.push(Voice { link, how, said: Some(m), from: None }),
                        None => self.add(m, how, out),
                    }
                }
                j = page.mentions[m].words.end as usize;
                continue;
            }
            if page.is_word(j) && !date && !page.in_list(j, List::Aside) {
                strangers += 1;
            }
            j += 1;
        }
    }

    /// «اتهمت تقارير الجيش بقصف القرية»: where nobody else stands before the deed, whom the reports seem to belong to is
    /// whom they accuse.
    fn accuser(&self, i: usize, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        let words = mention.words.start as usize..mention.words.end as usize;
        let accuses = page.lemma(i) == "اتهم" && mention.kind == MentionKind::Source && words.start == i + 1;
        let deed = page.has(words.end, Proclitics::BA);
        (accuses && deed && words.len() > 1).then(|| Link { words: words.start..words.start + 1, mention: None })
    }

    /// «أبلغ مسؤول وكالة رويترز أن …»: whose official he seems to be is who was told.
    fn informant(&self, i: usize, m: usize) -> Option<Link> {
        let page = self.page;
        let words = &page.mentions[m].words;
        let (start, end) = (words.start as usize, words.end as usize);
        if !tells_somebody(page, i) || !is_that(page.key(end)) {
            return None;
        }
        let outlet = |k: &usize| {
            let inner = &page.mentions[*k];
            inner.kind == MentionKind::Outlet && inner.words.end as usize == end
        };
        let told = page.mentions_in(start + 1..end).find(outlet)?;
        Some(Link { words: start..page.mentions[told].words.start as usize, mention: None })
    }

    /// The words between cue and content where they are no known name: «وقال المركز الإعلامي لمحور كذا، إن …».
    fn words(&self, i: usize, limit: usize, out: &mut SmallVec<[Voice; 4]>) {
        let page = self.page;
        let start = (i + 1..limit).find(|j| page.is_word(*j) && !page.date_at[*j] && !page.in_list(*j, List::Aside));
        // «وقالت في بيان إن …»: what a preposition governs does not speak.
        let governed =
            |j: usize| is_preposition(page, j) || j > i + 1 && is_preposition(page, j - 1) || is_with(page.key(j));
        let of_pronoun = |j: usize| page.top(j).is_some_and(|a| a.pos == Pos::Preposition);
        let other = |j: usize| {
            page.mention_at(j).is_none() && page.top(j).is_some_and(|a| a.pos == Pos::Verb)
                || page.in_list(j, List::Mute)
                || is_action(page, j)
                || page.mention_at(j).is_none()
                    && (POINTING.contains(&page.key(j))
                        || page.key(j).ends_with('ا') && page.top(j).is_some_and(|a| a.lemma.is_some()))
        };
        let Some(start) = start.filter(|j| !governed(*j) && !of_pronoun(*j) && !other(*j) && *j <= i + 3) else {
            return;
        };
        let adverbial = page.mention_at(start).is_some_and(|m| is_accusative(page, m));
        if adverbial || page.has(start, Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA)) {
            return;
        }
        let office = |j: usize| {
            page.mention_at(j)
                .is_some_and(|m| page.mentions[m].kind == MentionKind::People && page.mentions[m].definite)
        };
        // «دعت المجموعة المجتمع الدولي إلى …»: one definite noun behind another is no part of it.
        let second = |j: usize| {
            let noun = |k: usize| page.key(k).starts_with("ال");
            let kinds = [MentionKind::People, MentionKind::Group, MentionKind::Body, MentionKind::Force];
            noun(j) && noun(j - 1) && page.mention_at(j).is_some_and(|m| kinds.contains(&page.mentions[m].kind))
        };
        // «أبلغ مسؤول محلي فرانس برس أن …»: nor is the agency that was told.
        let agency = |j: usize| {
            tells_somebody(page, i)
                && page.mention_at(j).is_some_and(|m| {
                    let mention = &page.mentions[m];
                    mention.kind == MentionKind::Outlet && mention.words.start as usize == j
                })
        };
        // «ووصف المتمردون الحوثيون الغارة بأنها مجزرة»: nor is what happened.
        let happened = |j: usize| {
            page.key(j).starts_with("ال")
                && page.key(j - 1).starts_with("ال")
                && page.top(j).is_some_and(|a| matches!(a.pos, Pos::Noun | Pos::Masdar))
                && page.opens(j).is_some_and(|o| !o.frames.is_empty())
        };
        let stops = |j: usize| {
            let key = page.key(j);
            j > start && (second(j) || happened(j) || agency(j))
                || j >= start + 2 && office(j)
                || page.in_list(j, List::SpeakerEnd)
                || page.has(j, Proclitics::LA)
                    && page.mention_at(j).is_some_and(|m| page.mentions[m].sector == Some(Sector::Med))
                || ends_subject(key)
                || is_quote_open(key) && page.quoted.get(j + 1).copied().unwrap_or(false)
                || page.date_at[j]
                || j > start && key != "من" && (page.is_grammatical(j) || page.is_known_verb(j))
        };
        let mut end = (start..limit).find(|j| stops(*j)).unwrap_or(limit);
        let opened = |last: usize| (start..last).any(|j| is_quote_open(page.key(j)));
        while end > start && (trails(page, end - 1) || !page.is_word(end - 1) && !opened(end - 1)) {
            end -= 1;
        }
        let known = out.iter().any(|v| v.link.words.start <= start && v.link.words.end >= end);
        if end > start && end - start <= 12 && !known {
            let link = Link { words: start..end, mention: None };
            let at = out.len().min(1);
            out.insert(at, Voice { link, how: How::Words, said: None, from: None });
        }
    }

    /// «مواقع المتمردين الذين يقولون إن …»: whom the relative pronoun before the verb stands for, the widest name first.
    fn relative(&self, i: usize) -> Option<usize> {
        let page = self.page;
        let pronoun = i.checked_sub(1).filter(|j| RELATIVES.contains(&page.key(*j)))?;
        // «الذي تتهمه الحكومة»: for whom the pronoun stands is accused.
        if page.in_list(i, List::Accuses) && page.top(i).is_some_and(|a| a.enclitic.is_some()) {
            return None;
        }
        let ends = |m: &usize| page.mentions[*m].words.end as usize == pronoun;
        let near = page.mentions_in(pronoun.saturating_sub(RELATIVE_REACH)..pronoun);
        near.filter(ends).find(|m| self.can_speak(*m) && stands_for(page, pronoun, page.mentions[*m].head as usize))
    }

    fn before(&self, i: usize) -> Option<usize> {
        let page = self.page;
        if let Some(m) = self.relative(i) {
            return Some(m);
        }
        if opens_time(page, i) {
            return None;
        }
        let start = page.sentence(i).words.start;
        let mut j = self.before_aside(i).unwrap_or(i);
        loop {
            if let Some(m) = page.mention_before(j).filter(|m| self.can_speak(*m)) {
                // A report that is somebody's speaks for him: «بيان للجيش قال فيه».
                let writing = matches!(page.mentions[m].kind, MentionKind::Source | MentionKind::Thing);
                let holds = writing && holds_words(page, i) && self.link(m).mention == Some(m);
                return (!holds).then_some(m);
            }
            if j <= start || i - j >= 4 || !page.in_list(j - 1, List::Aside) {
                return None;
            }
            j -= 1;
        }
    }

    /// «وكان خامنئي، وهو مرشد البلاد، قد اتهم …»: the comma behind whom the verb before word `i` is told, where it is said
    /// between commas who he is.
    fn before_aside(&self, i: usize) -> Option<usize> {
        let page = self.page;
        let start = page.sentence(i).words.start.max(i.saturating_sub(ASIDE_REACH));
        let is_comma = |j: &usize| matches!(page.key(*j), "،" | ",");
        let closes = (start..i).rev().take(2).find(is_comma)?;
        let opens = (start..closes).rev().find(is_comma)?;
        let who = matches!(page.key(opens + 1), "وهو" | "وهي" | "الذي" | "التي");
        who.then_some(opens)
    }

    /// The speakers of the cues before, the last heard first.
    fn carried(&self, s: usize, out: &mut SmallVec<[Voice; 4]>) {
        let mut taken = 0;
        for (k, cue) in self.cues.iter().enumerate().rev() {
            if s - cue.sentence > CARRY || taken == 3 {
                return;
            }
            let Some(link) = &cue.speaker else { continue };
            if !out.iter().any(|v| v.link == *link) {
                out.push(Voice { link: link.clone(), how: How::Carried, said: link.mention, from: Some(k) });
                taken += 1;
            }
        }
    }

    /// The first name of the sentence before word `i`.
    fn opening(&self, s: usize, i: usize, out: &mut SmallVec<[Voice; 4]>) {
        let page = self.page;
        let start = page.sentences[s].words.start;
        if i <= start + 3 {
            return;
        }
        let m = page.mentions_in(start..(start + 12).min(i)).find(|m| {
            self.can_speak(*m)
                && matches!(
                    page.mentions[*m].kind,
                    MentionKind::Person
                        | MentionKind::Body
                        | MentionKind::Country
                        | MentionKind::Source
                        | MentionKind::People
                )
        });
        if let Some(m) = m {
            self.add(m, How::Opening, out);
        }
    }

    /// Speakers joined by و are one link, the whole phrase.
    pub(crate) fn joint(&self, m: usize) -> Link {
        let page = self.page;
        let mut link = self.link(m);
        let kind = page.mentions[m].kind;
        let mut end = page.mentions[m].words.end as usize;
        if link.words.end != end {
            return link;
        }
        while end < page.len() && page.has(end, Proclitics::WA) {
            let Some(next) = page.mention_at(end).filter(|n| page.mentions[*n].kind == kind) else { break };
            end = page.mentions[next].words.end as usize;
            link.words.end = end;
        }
        link
    }
}
