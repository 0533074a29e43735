//! Who or what a toll counts, by the counted noun; read from `lexicon/victims/`.

use std::collections::HashMap;

use riwaya_lexicon::{Analysis, Case, Lexicon, Number, Pos};
use riwaya_text::fold_key;

use crate::names::{Mention, MentionKind, Sector};
use crate::page::Page;
use crate::toll::{Quantity, Told};

const PEOPLE: &str = include_str!("../../../lexicon/victims/people.tsv");
const THINGS: &str = include_str!("../../../lexicon/victims/things.tsv");
const SIDES: &str = include_str!("../../../lexicon/victims/sides.tsv");

/// The group of a counted noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The guidelines' word for it.
    pub who: &'static str,
    /// Whether it is people, as against things.
    pub people: bool,
}

/// Counted nouns by lemma.
#[derive(Clone, Debug, Default)]
pub(crate) struct Victims {
    by_lemma: Vec<Option<Group>>,
    by_key: HashMap<String, Group>,
    /// The side that a body's name tells, by folded noun.
    sides: HashMap<String, &'static str>,
}

impl Victims {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let sides = rows(SIDES).map(|(who, noun)| (fold_key(noun), who)).collect();
        let mut out = Self { by_lemma: vec![None; lexicon.lemma_count()], by_key: HashMap::new(), sides };
        for (table, people) in [(PEOPLE, true), (THINGS, false)] {
            for (who, noun) in rows(table) {
                out.add(lexicon, noun, Group { who, people });
            }
        }
        out
    }

    fn add(&mut self, lexicon: &Lexicon, noun: &str, group: Group) {
        let key = fold_key(noun);
        for id in lexicon.lemmas(&key) {
            if lexicon.lemma(id).pos() != Pos::Verb {
                self.by_lemma[id.index()].get_or_insert(group);
            }
        }
        self.by_key.entry(key).or_insert(group);
    }

    /// The group that word `i` names.
    pub(crate) fn of(&self, page: &Page<'_>, i: usize) -> Option<Group> {
        let analyses = page.analyses(i);
        let verb_first = analyses.first().is_some_and(|a| a.pos == Pos::Verb);
        // «ألف من طالبان»: no dual in the nominative stands behind a preposition.
        let governed = i > 0 && page.top(i - 1).is_some_and(|a| a.pos == Pos::Preposition && a.enclitic.is_none());
        let fits = |a: &&Analysis| {
            let subject = a.inflection.number == Some(Number::Dual) && a.inflection.case == Some(Case::Nominative);
            a.pos != Pos::Verb && !(governed && subject)
        };
        analyses.iter().take(if verb_first { 2 } else { 4 }).filter(fits).find_map(|a| match a.lemma {
            Some(id) => self.by_lemma[id.index()],
            None => self.by_key.get(page.stem(i, a)).copied(),
        })
    }
}

/// The rows of a table, a noun each: group, noun.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .flat_map(|(who, nouns)| nouns.split_whitespace().map(move |noun| (who, noun)))
}

/// How many words behind a quantity may tell whom it counts.
const NARROWED: usize = 6;

/// How many words before a bare number may tell whose total it is.
const TOTAL: usize = 16;

impl Victims {
    /// The group that a quantity counts: by the noun, by the words that narrow it («10 أشخاص مدنيين», «22 من رجال
    /// الأمن»), or, for others («آخرون») and bare numbers, that of the quantity before among `told`.
    pub(crate) fn who(&self, page: &Page<'_>, q: &Quantity, told: &[(usize, Quantity)]) -> &'static str {
        let group = q.noun.and_then(|n| self.of(page, n)).map_or("people", |g| g.who);
        if group == "aircraft" && is_unmanned(page, q.words.end) {
            return "drones";
        }
        if group != "people" {
            return group;
        }
        if let Some(who) = self.narrowed(page, q.words.end) {
            return who;
        }
        if let Some(who) = self.of_total(page, q) {
            return who;
        }
        let other = is_other(page, q) || (q.noun.is_none() && q.told == Told::Number && !counts_others(page, q));
        let before = told.iter().map(|(_, o)| o).filter(|o| !o.part && o.words.end <= q.words.start);
        let before = before.max_by_key(|o| o.words.start).filter(|_| other);
        match before {
            Some(before) if before.noun.and_then(|n| self.of(page, n)).is_none_or(|g| g.people) => {
                self.who(page, before, told)
            }
            _ => group,
        }
    }

    /// «ارتفع عدد الجنود الذين قتلوا إلى 30»: the group of which a bare number is the total.
    fn of_total(&self, page: &Page<'_>, q: &Quantity) -> Option<&'static str> {
        let start = q.words.start;
        let from = page.sentence(start).words.start.max(start.saturating_sub(TOTAL));
        let total = (from..start).rev().find(|j| page.lemma(*j) == "عدد").filter(|_| q.noun.is_none())?;
        let group = (total + 1..start.min(total + 4)).find_map(|j| self.of(page, j))?;
        (group.people && group.who != "people").then_some(group.who)
    }

    /// The group told by the words behind a quantity.
    fn narrowed(&self, page: &Page<'_>, from: usize) -> Option<&'static str> {
        let end = page.sentence(from.checked_sub(1)?).words.end;
        for j in from..end.min(from + NARROWED) {
            let key = page.key(j);
            if matches!(key, "\"" | "«" | "»" | "من" | "بين") {
                continue;
            }
            let ranks = key == "في" && matches!(page.key(j + 1), "صفوف" | "صف");
            // «أربعة قتلى سقطوا في صفوف المقاومة»
            let fell = page.lemma(j) == "سقط";
            if ranks
                || fell
                || matches!(key, "صفوف" | "الاقل" | "اخرين" | "اخرون")
                || (key == "علي" && page.key(j + 1) == "الاقل")
            {
                continue;
            }
            if let Some(who) = page.mention_at(j).and_then(|m| side_of(&page.mentions[m])) {
                return Some(who);
            }
            let pos = page.top(j).map(|a| a.pos);
            // «القتلى ليسوا من العسكريين»
            if page.lemma(j) == "ليس"
                || !page.is_word(j)
                || page.number_at[j].is_some()
                || matches!(pos, Some(Pos::Verb | Pos::Preposition))
            {
                return None;
            }
            if let Some(g) = self.of(page, j).filter(|g| g.people && g.who != "people") {
                return Some(g.who);
            }
            if let Some(who) = self.sides.get(page.lemma(j)) {
                return Some(who);
            }
            // «اثنان من شيوخ القبائل»: whose elders they are does not tell more.
            if page.mention_at(j).is_some_and(|m| page.mentions[m].sector == Some(Sector::Cvl)) {
                return None;
            }
        }
        None
    }
}

/// «مسيرة», «بدون طيار» behind an aircraft.
fn is_unmanned(page: &Page<'_>, from: usize) -> bool {
    let end = page.len().min(from + 3);
    (from..end).any(|j| page.lemma(j) == "مسير" || page.key(j) == "مسيره" || j > from && page.lemma(j) == "طيار")
}

/// The side on which a named party stands whose people are counted: «من لواء الشرق», «من عناصر جبهة التحرير».
fn side_of(mention: &Mention) -> Option<&'static str> {
    match (mention.kind, mention.sector) {
        (MentionKind::Force | MentionKind::Group, _) => Some("military"),
        (MentionKind::People, Some(Sector::Mil | Sector::Cop | Sector::Reb | Sector::Uaf)) => Some("military"),
        _ => None,
    }
}

/// «مقتل امرأتين وإصابة تسعة مشاهدين آخرين»: whether a noun of no known group tells whom a number counts.
fn counts_others(page: &Page<'_>, q: &Quantity) -> bool {
    let noun = |a: &Analysis| matches!(a.pos, Pos::Noun | Pos::ActiveParticiple | Pos::PassiveParticiple);
    page.top(q.words.end).is_some_and(|a| noun(a) && a.proclitics.is_empty() && a.enclitic.is_none())
}

fn is_other(page: &Page<'_>, q: &Quantity) -> bool {
    q.noun.is_some_and(|n| matches!(page.lemma(n), "اخر" | "اخرون"))
}
