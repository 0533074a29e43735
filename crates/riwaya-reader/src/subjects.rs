//! What shows whether a noun is the subject of a verb of saying: number, case, what governs it, and where it stands.

use riwaya_lexicon::{Analysis, Case, Number, Pos, Proclitics, Tense};

use crate::attribution::is_that;
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::syntax::precedes;

/// «كما اتهموا القوات …»: a verb that shows that many speak stands behind them, or names them by its ending alone; before
/// its subject it is singular. «يدعوا» may be a singular spelt as many do.
pub(crate) fn names_its_own(page: &Page<'_>, i: usize) -> bool {
    let Some(a) = page.top(i).filter(|a| a.pos == Pos::Verb) else { return false };
    let key = page.key(i);
    let many = matches!(a.inflection.number, Some(Number::Plural | Number::Dual));
    many && match a.inflection.tense {
        Some(Tense::Past) => ["وا", "تا"].iter().any(|ending| key.ends_with(ending)),
        _ => ["ون", "ان"].iter().any(|ending| key.ends_with(ending)),
    }
}

/// «واتهم المتمردين بقصف القرى»: a plural in the accusative behind a verb is its object.
pub(crate) fn is_oblique(page: &Page<'_>, m: usize) -> bool {
    let head = page.mentions[m].head as usize;
    let several = |a: &Analysis| matches!(a.inflection.number, Some(Number::Plural | Number::Dual));
    page.key(head).ends_with("ين")
        && page.top(head).is_some_and(|a| several(a) && a.inflection.case.is_some_and(|c| c != Case::Nominative))
}

/// Whether a word is a preposition that governs what follows; «فيه» has its own pronoun and governs nothing behind it.
pub(crate) fn is_preposition(page: &Page<'_>, j: usize) -> bool {
    page.top(j).is_some_and(|a| a.pos == Pos::Preposition && a.enclitic.is_none()) || page.in_list(j, List::Governs)
}

/// «أعلن المتمردون رفضهم لعرض الحكومة»: whose something is that a preposition governs.
pub(crate) fn owns(page: &Page<'_>, j: usize) -> bool {
    let governed = page.has(j - 1, Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA));
    let noun = page.top(j - 1).is_some_and(|a| a.enclitic.is_none() && !a.proclitics.has(Proclitics::AL));
    governed && noun && page.mention_at(j - 1).is_none() && !page.date_at[j - 1]
}

/// «وأضاف متحدثا إلى …», «قدم تقريرا»: one thing or person in the accusative of the indefinite is no subject.
pub(crate) fn is_accusative(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    let head = mention.head as usize;
    matches!(mention.kind, MentionKind::People | MentionKind::Source)
        && !mention.definite
        && !mention.plural
        && page.key(head).ends_with('ا')
        && !page.lemma(head).ends_with('ا')
        && page.top(head).is_some_and(|a| a.enclitic.is_none())
}

/// «بيانا قالت فيه إن …»: the pronoun behind the verb stands for what holds the words, not for who says them.
pub(crate) fn holds_words(page: &Page<'_>, i: usize) -> bool {
    i + 1 < page.len() && matches!(page.key(i + 1), "فيه" | "فيها")
}

/// «…، في وقت أعلن الجيش …»: a clause begins between the verb and whoever was named before.
pub(crate) fn opens_time(page: &Page<'_>, i: usize) -> bool {
    i >= 2 && page.key(i - 1) == "وقت" && page.key(i - 2) == "في"
}

/// «لكن المعارضة اتهمت …», «إن الجيش نفى …»: behind the word that opens a clause its subject stands right before the verb.
pub(crate) fn opens_with(page: &Page<'_>, i: usize, m: usize) -> bool {
    let mention = &page.mentions[m];
    let opener = |j: usize| is_that(page.key(j)) && page.key(j) != "ما" || page.in_list(j, List::Opener);
    mention.words.end as usize == i
        && mention.kind != MentionKind::Place
        && precedes(page, mention.head as usize, i)
        && (mention.words.start as usize).checked_sub(1).is_some_and(opener)
}

/// «في تقارير أفادت بأن …», «معلومات تحدثت عن …»: a verb right behind an indefinite noun tells of that noun; «في بيان قال
/// إن …» has its subject elsewhere.
pub(crate) fn relates(page: &Page<'_>, i: usize, m: usize) -> bool {
    let mention = &page.mentions[m];
    let start = mention.words.start as usize;
    mention.words.end as usize == i
        && !mention.definite
        && matches!(mention.kind, MentionKind::Source | MentionKind::People)
        && (mention.plural || !page.in_list(start, List::Statement))
        && precedes(page, mention.head as usize, i)
}
