//! Places named one after the other: `محافظتي صعدة وعمران`, `في المقاش وآل عقاب ومحضة`.

use super::mention::MentionKind;
use super::nouns::Role;
use super::parser::{Parser, Phrase};
use super::tag::Facts;
use crate::lists::List;

/// What the mentions before a word let expect of it, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Series {
    /// No place stands before it.
    None,
    /// Places that nothing announced as several: only what can be nothing else goes on with them.
    Open,
    /// Places behind a noun for several, `مناطق`: what goes on is another name.
    Announced,
}

impl Parser<'_> {
    /// The series that is open behind a mention. `before`: the one open behind the mention before it.
    pub(super) fn series(&self, p: &Phrase, before: Series) -> Series {
        match p.kind {
            MentionKind::Place if p.rule == "place.definite" => Series::None,
            MentionKind::Place if p.role == Some(Role::PlaceNoun) && p.plural && !p.unnamed() => Series::Announced,
            // `محافظتي عنس وآنس، ومدينة ذمار`: a place noun of its own ends what the first announced.
            MentionKind::Place if p.role.is_none() && self.goes_on(p.start) => before.max(Series::Open),
            MentionKind::Place => Series::Open,
            _ => Series::None,
        }
    }

    fn goes_on(&self, i: usize) -> bool {
        self.tag_at(i).is(Facts::WA) || i > 0 && self.keys[i - 1] == "،"
    }

    /// Whether a mention that was read at a word is rather the next place of a series.
    pub(super) fn is_member(&self, p: &Phrase, series: Series) -> bool {
        let words = p.end - p.start;
        match p.kind {
            MentionKind::Person | MentionKind::People if series != Series::None && words == 2 => {
                self.compound(p.start) == Some(p.end)
            }
            MentionKind::Person => series == Series::Announced && words == 1,
            _ => false,
        }
    }

    /// The next place of a series, at a word that is otherwise no mention.
    pub(super) fn member(&mut self, i: usize, series: Series, before: Option<&Phrase>) -> Option<Phrase> {
        let before = before.filter(|p| p.kind == MentionKind::Place && series != Series::None)?;
        if before.end == i && self.key(i) == "و" {
            return self.quoted_member(i + 1);
        }
        let t = self.tag_at(i);
        let compound = self.compound(i);
        let joined = t.is(Facts::WA);
        let follows = match series {
            Series::Announced => before.end == i && joined || self.follows_comma(i, before),
            _ => joined && (before.end == i || self.follows_comma(i, before)),
        };
        if !follows || !self.is_word(i) || t.is(Facts::LINK) {
            return None;
        }
        let name = |end: usize| Phrase::new(i, end, MentionKind::Place, "place.coordinated");
        if let Some(end) = compound {
            return Some(name(end));
        }
        if (series == Series::Announced || t.noun.is_none() && (!t.is(Facts::VERB) || self.closes_series(i + 1)))
            && let Some(known) = self.gazetteer(i, true).filter(|p| is_near(p, before))
        {
            return Some(known);
        }
        let verb = t.is(Facts::VERB) && !(series == Series::Announced && self.is_between(i));
        (!verb && self.single(i, series, before)).then(|| name(i + 1))
    }

    /// `و«الكثيب»` behind a place.
    fn quoted_member(&mut self, i: usize) -> Option<Phrase> {
        if !self.opens_quote(i) {
            return None;
        }
        let close = (i + 2..(i + 5).min(self.end)).find(|j| self.closes_quote(*j))?;
        let mut p = Phrase::new(i, close + 1, MentionKind::Place, "place.coordinated");
        p.name = (i + 1, close);
        Some(p)
    }

    fn follows_comma(&self, i: usize, before: &Phrase) -> bool {
        before.end + 1 == i && self.keys[before.end] == "،"
    }

    /// `آل عمار`, `وتل رفعت`: where a name of two words ends whose first is a place's only with the second.
    pub(super) fn compound(&self, i: usize) -> Option<usize> {
        let key = self.key(i);
        let opens = |word: &str| self.names.opens_compound(word);
        let first = opens(key) || key.strip_prefix('و').is_some_and(opens);
        let second = self.tag_at(i + 1);
        let fits = first
            && self.is_word(i + 1)
            && !self.joined_in_front(i + 1)
            && !second.is(Facts::LINK.with(Facts::NUMERAL))
            && (!second.is(Facts::VERB) || second.is(Facts::PROPER.with(Facts::NOUN)));
        fits.then_some(i + 2)
    }

    /// `مديريات المتون وخب والشعف`: a verb would not go on with a name that is joined to nothing but it.
    fn is_between(&self, i: usize) -> bool {
        let next = self.tag_at(i + 1);
        self.is_word(i + 1) && next.is(Facts::WA) && next.noun.is_none() && !next.is(Facts::VERB.with(Facts::LINK))
    }

    /// Whether a word by itself can be the next name.
    fn single(&self, i: usize, series: Series, before: &Phrase) -> bool {
        let t = self.tag_at(i);
        if t.adjective.is_some() {
            return false;
        }
        if t.noun.is_none() && t.is(Facts::UNKNOWN) {
            return true;
        }
        let loose = matches!(before.rule, "place.unlisted" | "place.coordinated") && t.is(Facts::ARTICLE);
        match series {
            Series::None => false,
            Series::Open => loose && t.noun.is_none(),
            Series::Announced => {
                let names_party = t.noun.is_some_and(|n| n.role != Role::Thing);
                let named = t.is(Facts::ARTICLE.with(Facts::PROPER)) || loose || self.is_between(i);
                named && !names_party && self.closes_series(i + 1)
            }
        }
    }

    /// Whether a name that is also an ordinary word may end before word `j`: nothing there goes on with that word.
    fn closes_series(&self, j: usize) -> bool {
        let t = self.tag_at(j);
        !self.is_word(j)
            || self.in_list(j, List::Weekday)
            || self.in_list(j, List::Lying)
            || matches!(self.key(j), "امس" | "اليوم")
            || t.is(Facts::WA.with(Facts::PREPOSITION).with(Facts::LINK))
            || t.noun.is_some_and(|n| n.role == Role::Direction)
    }
}

/// Whether two places lie in one country.
fn is_near(a: &Phrase, b: &Phrase) -> bool {
    a.country.is_some() && a.country == b.country
}
