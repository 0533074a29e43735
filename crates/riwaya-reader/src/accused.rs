//! Whom an accusation is about: «اتهم الجيش المتمردين بقصف القرية». Nobody accuses himself, and whoever is accused does not
//! say so: of whom a text names around such a verb, the accuser is its subject and the accused its object.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};
use smallvec::SmallVec;

use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::voices::Link;

/// How many words behind the verb the deed may stand.
const REACH: usize = 30;

/// How many words of no known name may stand between the accused and the deed where the accuser is named before them.
const STRANGERS: usize = 2;

/// What follows a verb of accusing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Accusation {
    /// «اتهم الجيش المتمردين بقصف القرية», «واتهم المتمردين بقصف القرية»: those accused.
    Of(Link),
    /// «اتهم بقصف القرية»: whoever is named before it is accused, for it has no object.
    Passive,
    /// «تتهمه الحكومة بقصف القرية», or something that cannot be told.
    Other,
}

impl Accusation {
    /// What the verb at a word says, if it is one that accuses its object.
    pub(crate) fn at(page: &Page<'_>, verb: usize) -> Option<Self> {
        page.in_list(verb, List::Accuses).then(|| Self::before(page, verb, opens_deed))
    }

    /// What the verb at a word says, if it lays the responsibility for a deed on its object: «حمل الجيش المتمردين مسؤولية القصف».
    fn blaming(page: &Page<'_>, verb: usize) -> Option<Self> {
        if !page.in_list(verb, List::Blames) {
            return None;
        }
        let blamed = Self::before(page, verb, |page, j| page.in_list(j, List::Responsibility));
        (blamed != Self::Other).then_some(blamed)
    }

    /// What the verb at a word says, whether it accuses its object or blames it.
    pub(crate) fn told(page: &Page<'_>, verb: usize) -> Option<Self> {
        Self::at(page, verb).or_else(|| Self::blaming(page, verb))
    }

    /// What the verb at a word says of whoever stands between it and the deed.
    fn before(page: &Page<'_>, verb: usize, opens_deed: impl Fn(&Page<'_>, usize) -> bool) -> Self {
        let end = page.sentence(verb).words.end.min(verb + REACH);
        let of = |m: usize| Self::Of(Link::whole(page, m));
        if page.top(verb).is_some_and(|a| a.enclitic.is_some()) {
            return stood_for(page, verb).map_or(Self::Other, of);
        }
        let Some(deed) = (verb + 1..end).find(|j| opens_deed(page, *j)) else { return Self::Other };
        let parties = parties(page, verb + 1, deed);
        let bare = |from: usize| strangers(page, from, deed);
        let near = |m: usize| {
            let end = page.mentions[m].words.end as usize;
            let next = (end..deed).find(|j| page.is_word(*j));
            next.is_some_and(|j| page.in_list(j, List::Relative)) || bare(end).len() <= STRANGERS
        };
        let last = parties.last().copied();
        let unknown = bare(last.map_or(verb + 1, |m| page.mentions[m].words.end as usize));
        match (last, parties.len()) {
            (None, _) if unknown.is_empty() => Self::Passive,
            (Some(m), 2..) if may_do(page, m) && near(m) => of(m),
            (Some(m), 1) if unknown.is_empty() && may_do(page, m) && !is_named_first(page, m) => of(m),
            (_, 0 | 1) if (1..=STRANGERS).contains(&unknown.len()) && !page.in_list(unknown.start, List::EachOther) => {
                Self::Of(Link { words: unknown, mention: None })
            }
            _ => Self::Other,
        }
    }

    /// The accused.
    pub(crate) fn of(self) -> Option<Link> {
        if let Self::Of(accused) = self { Some(accused) } else { None }
    }
}

/// Whether a mention is of somebody who may have done something.
pub(crate) fn may_do(page: &Page<'_>, m: usize) -> bool {
    use MentionKind::{Outlet, Place, Source, Thing};
    !matches!(page.mentions[m].kind, Outlet | Place | Source | Thing)
}

/// «المتمردين الذين تتهمهم الحكومة»: the mention for which a relative pronoun before the verb stands.
fn stood_for(page: &Page<'_>, verb: usize) -> Option<usize> {
    let pronoun = verb.checked_sub(1).filter(|j| page.in_list(*j, List::Relative))?;
    page.mention_before(pronoun).filter(|m| may_do(page, *m))
}

/// «ويتهم دميرتاش الرئيس التركي بكذا»: a name before an office may be that of the accuser.
fn is_named_first(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    mention.kind == MentionKind::Person && mention.name.start == mention.words.start && mention.name != mention.words
}

/// Whether the deed begins at a word: «بقصف», «بأنه».
fn opens_deed(page: &Page<'_>, j: usize) -> bool {
    let noun = || {
        page.has(j, Proclitics::BA)
            && page.top(j).is_some_and(|a| a.pos != Pos::Verb)
            && page.mention_at(j).is_none_or(|m| page.mentions[m].kind == MentionKind::Thing)
            && !page.date_at[j]
    };
    matches!(page.key(j), "ب" | "بان" | "بانه" | "بانها" | "بانهم" | "بانهما") || noun()
}

/// The widest mentions between a verb and the deed that no preposition governs, without what is said aside.
fn parties(page: &Page<'_>, from: usize, deed: usize) -> SmallVec<[usize; 4]> {
    let mut out = SmallVec::new();
    let mut j = from;
    while j < deed && !page.in_list(j, List::Relative) {
        if let Some(after) = aside(page, j, deed) {
            j = after;
            continue;
        }
        let Some(m) = page.mention_at(j).filter(|_| !page.date_at[j]) else {
            j += 1;
            continue;
        };
        let governed = j > from && page.top(j - 1).is_some_and(|a| a.pos == Pos::Preposition && a.enclitic.is_none());
        if !governed && !page.has(j, Proclitics::LA) && !page.has(j, Proclitics::WA) {
            out.push(m);
        }
        j = page.mentions[m].words.end as usize;
    }
    out
}

/// «، التي تقاتل التنظيم، »: behind what is said of whoever was named, between commas.
fn aside(page: &Page<'_>, j: usize, deed: usize) -> Option<usize> {
    let comma = |k: usize| matches!(page.key(k), "،" | ",");
    let opens = comma(j) && (page.in_list(j + 1, List::Relative) || matches!(page.key(j + 1), "وهو" | "وهي"));
    (j + 1..deed).find(|k| opens && comma(*k)).map(|k| k + 1)
}

/// The words from one to another that tell neither when nor how, where they stand together.
fn strangers(page: &Page<'_>, from: usize, to: usize) -> Range<usize> {
    let strange = |j: &usize| page.is_word(*j) && !page.date_at[*j] && !page.in_list(*j, List::Aside);
    let Some(first) = (from..to).find(strange) else { return from..from };
    let last = (first..to).rev().find(strange).unwrap_or(first);
    first..last + 1
}
