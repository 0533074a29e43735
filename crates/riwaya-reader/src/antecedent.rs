//! The fullest name of a speaker near the claim: the person behind an office, what «المصدر» or «الوزارة» points back to.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};

use crate::attribution::{Cue, is_that};
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::voices::{How, Link};

/// Looks fuller names up.
#[derive(Clone, Copy)]
pub(crate) struct Antecedents<'a, 't> {
    pub page: &'a Page<'t>,
    pub cues: &'a [Cue],
}

/// How many mentions back a fuller name is looked for.
const REACH: usize = 160;

/// How many words may stand between the head of an office and its holder's name.
const TITLE: usize = 10;

/// Within how many words behind an unnamed group its own name begins; a name in quotes has fewer.
const ITSELF: usize = 8;

/// How many sentences back a statement stands that is spoken of again.
const ISSUED: usize = 6;

const JOINED: Proclitics =
    Proclitics::WA.with(Proclitics::FA).with(Proclitics::BA).with(Proclitics::LA).with(Proclitics::KA);

/// Whether a word cannot stand between an office and the name of its holder.
fn ends_title(page: &Page<'_>, j: usize) -> bool {
    is_that(page.key(j))
        || page.date_at[j]
        || page.in_list(j, List::TitleEnd)
        || page.top(j).is_some_and(|a| a.pos == Pos::Verb && page.mention_at(j).is_none() && a.proclitics.is_empty())
}

fn is_unknown(page: &Page<'_>, j: usize) -> bool {
    page.key(j).chars().filter(|c| ('ء'..='ي').contains(c)).count() >= 2
        && page.top(j).is_none_or(|a| a.lemma.is_none())
}

/// «فلان الفلاني قائد الشرطة»: an office in apposition ends the name before it.
fn opens_office(page: &Page<'_>, k: usize) -> bool {
    page.mention_at(k).is_some_and(|m| {
        let mention = &page.mentions[m];
        mention.kind == MentionKind::People && !mention.plural && mention.words.len() > 1 && !is_article(page.key(k))
    })
}

/// Whether something is joined to a word in front; the ك of «كرافت» is its own.
fn is_joined(page: &Page<'_>, k: usize) -> bool {
    let own = page.top(k).is_some_and(|a| a.pos == Pos::Proper) && page.has(k, Proclitics::KA);
    page.has(k, JOINED) && !own
}

/// The name علي is written like the preposition on many pages; the other way round it is not.
fn names_ali(page: &Page<'_>, k: usize) -> bool {
    page.key(k) == "علي" && page.words.raw(k).ends_with('ي')
}

/// Whether a word of the language carries a pronoun: «مطالبته».
fn has_pronoun(page: &Page<'_>, k: usize) -> bool {
    page.top(k).is_some_and(|a| a.enclitic.is_some() && a.lemma.is_some())
}

/// Whether a name that stands before word `k` has ended: what is said begins, or when and where it was said.
fn closes_name(page: &Page<'_>, k: usize) -> bool {
    is_that(page.key(k)) || page.date_at.get(k).copied().unwrap_or(false) || page.in_list(k, List::NameEnd)
}

/// «القيادي في «حماس» فلان»: a quotation mark or a preposition that a name in the title follows.
fn opens_named(page: &Page<'_>, j: usize) -> bool {
    matches!(page.key(j), "«" | "\"" | "“" | "في" | "لدي" | "باسم")
        && (page.mention_at(j + 1).is_some() || matches!(page.key(j + 1), "«" | "\"" | "“"))
}

fn is_article(key: &str) -> bool {
    key.starts_with("ال")
}

impl Antecedents<'_, '_> {
    /// The fullest name of a mention.
    pub(crate) fn fullest(&self, m: usize) -> Link {
        let page = self.page;
        let mention = &page.mentions[m];
        let name = mention.name.start as usize..mention.name.end as usize;
        let own = Link { words: name, mention: Some(m) };
        let short = own.words.len() <= 2;
        let found = match mention.kind {
            MentionKind::People => {
                let named = self.named_behind(m).or_else(|| self.surname(m));
                named.or_else(|| self.office(m)).or_else(|| self.pointed_back(m))
            }
            MentionKind::Source => self.issuer(m).or_else(|| self.pointed_back(m)),
            MentionKind::Person if own.words.len() == 1 => self.whole_name(m).or_else(|| Some(self.whole(m))),
            MentionKind::Body | MentionKind::Outlet | MentionKind::Group | MentionKind::Force if short => {
                self.pointed_back(m)
            }
            _ => None,
        };
        found.or_else(|| self.names_itself(m)).unwrap_or(own)
    }

    fn own(&self, m: usize) -> Link {
        let name = &self.page.mentions[m].name;
        Link { words: name.start as usize..name.end as usize, mention: Some(m) }
    }

    /// «المتحدث باسم الجيش، فلان», «المبعوث الأممي إلى اليمن فلان»: a name in apposition to an office.
    fn named_behind(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        let (start, from) = (mention.words.start as usize, mention.words.end as usize);
        let end = page.sentence(start).words.end.min(from + TITLE);
        // «أحد المقاتلين ويدعى فلان»: of several one is named.
        if mention.plural && !page.in_list(from, List::Called) {
            return None;
        }
        let mut j = from;
        while j < end {
            let inner = page.mention_at(j);
            if let Some(p) = inner.filter(|p| page.mentions[*p].kind == MentionKind::Person) {
                return (!page.has(j, JOINED)).then(|| self.whole(p));
            }
            if let Some(run) = self.name_run(j, end) {
                return Some(Link { words: run, mention: None });
            }
            if inner.is_none() && (opens_named(page, j) || page.in_list(j, List::Called)) {
                j += 1;
                continue;
            }
            if inner.is_none() && ends_title(page, j) {
                return None;
            }
            j = inner.map_or(j + 1, |p| page.mentions[p].words.end as usize).max(j + 1);
            if matches!(page.key(j), "»" | "\"" | "”") && page.quoted.get(j - 1).copied().unwrap_or(false) {
                j += 1;
            }
        }
        None
    }

    /// «جماعة مجهولة أطلقت على نفسها «سرايا كذا»»: the name that somebody unnamed goes by.
    fn names_itself(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        let from = mention.words.end as usize;
        let end = page.sentence(mention.words.start as usize).words.end.min(from + ITSELF);
        if mention.definite || !matches!(mention.kind, MentionKind::Group | MentionKind::Force | MentionKind::People) {
            return None;
        }
        let names = (from..end.min(from + 2)).find(|j| page.in_list(*j, List::NamesItself))?;
        let itself = (names + 1..end).find(|j| page.in_list(*j, List::ByName))?;
        let name = (itself + 1..end).find(|j| page.is_word(*j) && !page.in_list(*j, List::ByName))?;
        if (names..name).any(|j| page.mention_at(j).is_some()) {
            return None;
        }
        if page.quoted[name] {
            let close = (name..page.len().min(name + ITSELF)).find(|j| !page.is_word(*j))?;
            return Some(Link { words: name..close, mention: page.mention_at(name) });
        }
        page.mention_at(name).map(|n| self.own(n))
    }

    /// Words at `j` that are a name though no name is known there: two unknown ones, or some with an unknown one among
    /// them up to where the speech opens.
    fn name_run(&self, j: usize, end: usize) -> Option<Range<usize>> {
        let page = self.page;
        let nameless = |k: usize| page.is_word(k) && page.mention_at(k).is_none();
        let unknown = (j..end.min(j + 5)).take_while(|k| nameless(*k) && is_unknown(page, *k)).count();
        if unknown >= 2 {
            return Some(j..j + unknown);
        }
        let stop = (j..end.min(j + 5)).find(|k| !nameless(*k) || closes_name(page, *k))?;
        let opens = is_that(page.key(stop)) || page.key(stop) == "،" && is_that(page.key(stop + 1));
        let fits = (2..=4).contains(&(stop - j))
            && closes_name(page, stop)
            && !is_article(page.key(j))
            && (!page.is_grammatical(j) || names_ali(page, j))
            && ((j..stop).any(|k| {
                is_unknown(page, k) || page.top(k).is_some_and(|a| a.pos == Pos::Proper) || names_ali(page, k)
            }) || opens
                && !page.key(j).ends_with('ا')
                && !page.has(j, JOINED)
                && !page.in_list(j, List::Mute)
                && !(j..stop).any(|k| page.top(k).is_some_and(|a| a.enclitic.is_some() || a.pos == Pos::Verb)));
        fits.then_some(j..stop)
    }

    /// A person's name with the words that belong to it though they are words of the language too: «سامي كرم إن».
    fn whole(&self, p: usize) -> Link {
        let page = self.page;
        let mut link = self.own(p);
        let end = link.words.end;
        if link.words.len() > 2 || end != page.mentions[p].words.end as usize {
            return link;
        }
        let bounds = page.sentence(end.saturating_sub(1)).words.end;
        let stop = (end..bounds.min(end + 3)).find(|k| closes_name(page, *k) || opens_office(page, *k));
        if let Some(stop) = stop.filter(|stop| {
            let part = |k: usize| {
                let article = is_article(page.key(k)) && link.words.len() > 1;
                let adverb = page.key(k).ends_with('ا') && !is_unknown(page, k);
                let other =
                    page.is_grammatical(k) && !names_ali(page, k) || page.is_known_verb(k) || has_pronoun(page, k);
                page.is_word(k) && !is_joined(page, k) && !article && !adverb && !other
            };
            *stop > end && (end..*stop).all(part)
        }) {
            link.words.end = stop;
        }
        link
    }

    /// «وزير الدفاع» of whom the report gives the name before or soon after.
    fn office(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        if mention.plural || !mention.definite {
            return None;
        }
        let head = bare(page.key(mention.words.start as usize));
        let wanted = mention.words.start as usize + 1..mention.words.end as usize;
        let ahead = m + 1..page.mentions.len().min(m + 20);
        self.back(m).chain(ahead).find_map(|p| {
            let other = &page.mentions[p];
            let holds = |title: &Range<usize>| {
                !title.is_empty()
                    && bare(page.key(title.start)) == head
                    && wanted.clone().all(|w| title.clone().any(|t| page.key(t) == page.key(w)))
            };
            let fits = other.kind == MentionKind::Person && self.titles(p).iter().any(holds);
            fits.then(|| self.whole(p))
        })
    }

    /// The words of the offices before and behind a person's name: «وزير الدفاع فلان», «فلان، وزير الدفاع».
    fn titles(&self, m: usize) -> [Range<usize>; 2] {
        let mention = &self.page.mentions[m];
        let (start, end) = (mention.words.start as usize, mention.words.end as usize);
        let (from, to) = (mention.name.start as usize, mention.name.end as usize);
        let behind = (to..end).find(|w| self.page.is_word(*w)).unwrap_or(end);
        [start..from, behind..end]
    }

    /// «بيان صادر عن الجيش», «تقرير للمنظمة»: a statement is whose it is.
    fn issuer(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        let start = mention.words.start as usize;
        let end = (mention.words.end as usize + 4).min(page.sentence(start).words.end);
        if !page.in_list(start, List::Statement) || start + 1 >= end {
            return None;
        }
        let told = |j: usize| page.in_list(j, List::IssueIt) && page.top(j).is_some_and(|a| a.enclitic.is_some());
        let issued = (start + 1..end).find(|j| page.in_list(*j, List::Issue) || told(*j));
        let from = issued.map_or(start + 1, |j| j + 1);
        let inner = page.mentions_in(from..end).find(|n| {
            let other = &page.mentions[*n];
            let construct = other.words.start == mention.words.start + 1 && mention.words.len() > 1;
            let whose = other.words.start == mention.words.end
                && page.has(other.words.start as usize, Proclitics::LA)
                && page.is_word(other.words.start as usize);
            let near = issued.is_some() || whose || construct || other.words.end <= mention.words.end;
            let by = issued.is_some_and(|j| told(j) && other.words.start as usize == j + 1);
            let office = other.kind == MentionKind::People && (by || !other.plural && (whose || construct));
            near && other.words.start > mention.words.start && (office || speaks_in_writing(other.kind))
        });
        // «بيان رئيس الإقليم فلان»: the office is part of the mention.
        let holder = || (mention.words.len() > 1).then(|| self.named_behind(m)).flatten();
        inner.map(|n| self.holder(n)).or_else(holder).or_else(|| self.issued_before(m))
    }

    /// Who holds an office; any other mention by its own name.
    fn holder(&self, m: usize) -> Link {
        let office = self.page.mentions[m].kind == MentionKind::People;
        if office { self.fullest(m) } else { self.own(m) }
    }

    /// «البيان» of whoever had issued one, else of whoever spoke last.
    fn issued_before(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let start = page.mentions[m].words.start as usize;
        let here = page.sentence_of[start] as usize;
        let one =
            page.key(start).strip_prefix('و').unwrap_or(page.key(start)).strip_prefix("ال") == Some(page.lemma(start));
        if page.mentions[m].words.len() > 1 || !one {
            return None;
        }
        // «أوضح بيان صادر عن المكتب … وأكد البيان»: whose statement was told of.
        let told_of = |c: &&Cue| {
            let said = c.voices.get(c.voice).and_then(|v| v.said).filter(|n| *n < m);
            said.is_some_and(|n| page.lemma(page.mentions[n].words.start as usize) == page.lemma(start))
        };
        let earlier = self.cues.iter().rev().take_while(|c| here - c.sentence <= ISSUED);
        if let Some(speaker) = earlier.filter(|c| c.sentence < here).find(told_of).and_then(|c| c.speaker.clone()) {
            return Some(speaker);
        }
        let near = self.cues.iter().rev().take_while(|c| here - c.sentence <= 2 && c.sentence < here);
        near.filter(|c| c.voices.get(c.voice).is_some_and(|v| v.how != How::Words)).find_map(|c| c.speaker.clone())
    }

    /// A full name that holds this surname.
    fn whole_name(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let key = bare(page.key(page.mentions[m].name.start as usize));
        let holds = |p: &usize| {
            let other = &page.mentions[*p];
            other.kind == MentionKind::Person
                && other.name.len() > 1
                && (other.name.start..other.name.end).any(|w| bare(page.key(w as usize)) == key)
        };
        let ahead = m + 1..page.mentions.len().min(m + 20);
        self.back(m).find(holds).or_else(|| ahead.into_iter().find(holds)).map(|p| self.whole(p))
    }

    /// «وأكد العسكري»: an adjective by itself that is the last name of somebody named before.
    fn surname(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let name = &page.mentions[m].name;
        let key = page.key(name.start as usize);
        if name.len() != 1 || !is_article(key) || !key.ends_with('ي') {
            return None;
        }
        let bears = |p: &usize| {
            let other = &page.mentions[*p];
            other.kind == MentionKind::Person && other.name.len() > 1 && page.key(other.name.end as usize - 1) == key
        };
        self.back(m).find(bears).map(|p| self.whole(p))
    }

    /// «المصدر», «الوكالة», «المرصد»: the longer mention before with the same head.
    fn pointed_back(&self, m: usize) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        // «ذات المصدر», «نفس المصدر»: the same one.
        let itself = page.in_list(mention.words.start as usize, List::Itself) && mention.words.len() > 1;
        let start = mention.words.start as usize + usize::from(itself);
        if !page.key(start).contains("ال") && !mention.definite {
            return None;
        }
        let head = page.lemma(start);
        let words = mention.words.len() - usize::from(itself);
        if let Some(cue) = self.spoken(m, head) {
            return Some(cue);
        }
        self.back(m)
            .find(|p| {
                let other = &page.mentions[*p];
                other.kind == mention.kind
                    && !other.joint
                    && other.words.len() > words
                    && page.lemma(other.words.start as usize) == head
                    && (start + 1..mention.words.end as usize)
                        .all(|w| (other.words.start..other.words.end).any(|o| page.lemma(o as usize) == page.lemma(w)))
            })
            .map(|p| self.own(p))
    }

    /// The speaker of a cue before that was named with the same head.
    fn spoken(&self, m: usize, head: &str) -> Option<Link> {
        let page = self.page;
        let mention = &page.mentions[m];
        if !matches!(mention.kind, MentionKind::People | MentionKind::Source) || mention.words.len() > 2 {
            return None;
        }
        let here = page.sentence_of[mention.words.start as usize] as usize;
        self.cues.iter().rev().take_while(|c| here - c.sentence <= 8).find_map(|c| {
            let said = c.voices.get(c.voice)?.said?;
            let fuller = page.lemma(page.mentions[said].words.start as usize) == head
                && said != m
                && page.mentions[said].words.len() >= mention.words.len();
            fuller.then(|| c.speaker.clone()).flatten()
        })
    }

    fn back(&self, m: usize) -> impl Iterator<Item = usize> + '_ {
        (m.saturating_sub(REACH)..m).rev()
    }
}

fn speaks_in_writing(kind: MentionKind) -> bool {
    !matches!(kind, MentionKind::Thing | MentionKind::Place | MentionKind::People | MentionKind::Source)
}

/// A word without joined conjunction, preposition and article, by spelling.
pub(crate) fn bare(key: &str) -> &str {
    let key = key.strip_prefix('و').filter(|k| k.starts_with("ال")).unwrap_or(key);
    key.strip_prefix("ال").or_else(|| key.strip_prefix("لل")).unwrap_or(key)
}
