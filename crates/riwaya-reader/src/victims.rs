//! Who or what a toll counts, by the counted noun; read from `lexicon/victims/`.

use std::collections::HashMap;

use riwaya_lexicon::{Lexicon, Pos};
use riwaya_text::fold_key;

use crate::page::Page;

const PEOPLE: &str = include_str!("../../../lexicon/victims/people.tsv");
const THINGS: &str = include_str!("../../../lexicon/victims/things.tsv");

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
}

impl Victims {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut out = Self { by_lemma: vec![None; lexicon.lemma_count()], by_key: HashMap::new() };
        for (table, people) in [(PEOPLE, true), (THINGS, false)] {
            for line in table.lines().filter(|l| !l.starts_with('#')) {
                let Some((who, nouns)) = line.split_once('\t') else { continue };
                for noun in nouns.split_whitespace() {
                    out.add(lexicon, noun, Group { who, people });
                }
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
        analyses.iter().take(if verb_first { 2 } else { 4 }).filter(|a| a.pos != Pos::Verb).find_map(|a| {
            match a.lemma {
                Some(id) => self.by_lemma[id.index()],
                None => self.by_key.get(page.stem(i, a)).copied(),
            }
        })
    }

    /// Whether word `i` is a unit of measure or of time, so that its number counts nobody.
    pub(crate) fn is_unit(&self, page: &Page<'_>, i: usize) -> bool {
        matches!(
            page.lemma(i),
            "كيلومتر"
                | "كلم"
                | "كم"
                | "متر"
                | "ميل"
                | "ساعه"
                | "دقيقه"
                | "يوم"
                | "اسبوع"
                | "شهر"
                | "سنه"
                | "عام"
                | "دولار"
                | "ريال"
                | "دينار"
                | "مليار"
                | "يورو"
                | "طن"
                | "درجه"
                | "مره"
                | "كيلو"
                | "كيلوغرام"
                | "كيلوجرام"
                | "لتر"
                | "برميل"
                | "بالمئه"
                | "بالمائه"
                | "سم"
                | "ملم"
                | "ميلا"
                | "جنيه"
                | "ليره"
                | "روبيه"
        )
    }
}

impl Victims {
    /// The group that a quantity counts: by the noun, or by the word that narrows it («10 أشخاص مدنيين», «عدد من القتلى المدنيين»).
    pub(crate) fn who(&self, page: &Page<'_>, q: &crate::toll::Quantity) -> &'static str {
        let Some(noun) = q.noun else { return "people" };
        let group = self.of(page, noun);
        let general = group.is_none_or(|g| g.who == "people");
        if general {
            let narrower = (noun + 1..page.len().min(noun + 4))
                .take_while(|j| page.is_word(*j))
                .filter(|j| page.number_at[*j].is_none())
                .find_map(|j| self.of(page, j).filter(|g| g.who != "people" && g.people));
            if let Some(g) = narrower {
                return g.who;
            }
        }
        group.map_or("people", |g| g.who)
    }
}
