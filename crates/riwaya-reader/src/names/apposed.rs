//! Names that no table knows, told by where they stand: between an office and what its holder says.

use riwaya_lexicon::{Analysis, Person, Pos};

use super::nouns::Role;
use super::parser::Parser;
use super::tag::Facts;
use crate::lists::List;

/// The most words of such a name.
const LONGEST: usize = 3;

/// What stands before a name and so tells how surely what follows its words closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// An office: `رئيس الشرطة`.
    Office,
    /// An office and a comma: `رئيس الشرطة،`.
    Comma,
    /// An office, a comma and a rank: `قائد القوات، الجنرال`.
    Rank,
}

impl Parser<'_> {
    /// Where the name ends that begins at word `k`, of whatever words it is made: «رئيس الشرطة في المدينة باني أمين إن»,
    /// «الناطقة باسم القوات، باولا روي:». Behind a definite office a bare word without article is no adjective of it and no
    /// part of an idafa with it, so that two of them before what is said can only be a name.
    pub(super) fn apposed_name(&self, k: usize, opened: Opened) -> Option<usize> {
        let strange = |end: usize| (k..end).all(|j| self.tag_at(j).is(Facts::UNKNOWN) || self.is_name(j));
        let closes = |j: &usize| self.closes_apposition(*j, opened) || strange(*j) && self.tells_what(*j);
        let end = (k + 2..self.end.min(k + LONGEST + 1)).find(closes)?;
        (self.opens_apposition(k, opened) && (k + 1..end).all(|j| self.is_bare(j, opened))).then_some(end)
    }

    /// «زماراي», «شونا»: nobody in a report says "my" or "our", so that a word with such a pronoun has none.
    fn is_mine(&self, j: usize) -> bool {
        let own = self.words.analyses(j).first().and_then(|a| a.enclitic);
        own.is_some_and(|e| e.person != Person::Third)
    }

    fn closes_apposition(&self, j: usize, opened: Opened) -> bool {
        match self.key(j) {
            "ان" | "بان" | ":" | "قوله" | "قولها" | "الذي" | "التي" => true,
            "،" | "," => {
                opened != Opened::Office || matches!(self.key(j + 1), "وهو" | "وهي" | "ان" | "قوله" | "قولها")
            }
            _ => opened == Opened::Rank && self.tag_at(j).is(Facts::PREPOSITION),
        }
    }

    /// «أكد رئيس البلدية فلان الفلاني مقتل ثلاثة»: the action that is told stands in construct behind who tells of it.
    fn tells_what(&self, j: usize) -> bool {
        let masdar = |a: &Analysis| a.pos == Pos::Masdar && a.proclitics.is_empty() && a.enclitic.is_none();
        self.words.analyses(j).first().is_some_and(masdar)
    }

    fn opens_apposition(&self, k: usize, opened: Opened) -> bool {
        let t = self.tag_at(k);
        let heads = t.noun.is_some_and(|n| n.role != Role::Title);
        let named = t.is(Facts::UNKNOWN) || self.is_name(k) || self.is_mine(k);
        self.is_bare(k, opened) && !heads && !t.is(Facts::ARTICLE) && (named || !t.is(Facts::VERB))
    }

    /// Whether a word has no grammar about it: nothing joined, no preposition, no time, no accusative of an adverb. Behind a
    /// comma a ب is the name's own: «، باولا».
    pub(super) fn is_bare(&self, j: usize, opened: Opened) -> bool {
        let (t, key) = (self.tag_at(j), self.key(j));
        let ali = key == "علي" && self.words.raw(j).ends_with('ي');
        let named = t.is(Facts::UNKNOWN) || self.is_mine(j) || self.is_name(j);
        let own = opened != Opened::Office && t.is(Facts::BA) && !t.is(Facts::WA.with(Facts::ARTICLE));
        let joined = (t.is(Facts::ENCLITIC) || self.joined_in_front(j)) && !own;
        let link = t.is(Facts::LINK.with(Facts::PREPOSITION).with(Facts::NUMERAL)) && !self.is_mine(j) && !ali;
        let when = self.tells_when(j) || t.listed.has(List::Weekday) || t.listed.has(List::Month);
        let plural = t.noun.is_some_and(|n| n.plural);
        let grammar = link || joined && !named;
        self.is_word(j)
            && !(grammar || when || plural)
            && (named || own || !key.ends_with('ا'))
            && key.chars().count() > 1
    }

    /// Whether a word is a name by which people are called, with nothing joined to it.
    pub(super) fn is_name(&self, j: usize) -> bool {
        let name = |a: &Analysis| a.pos == Pos::Proper && a.lemma.is_some() && a.proclitics.is_empty();
        self.words.analyses(j).iter().any(name)
    }
}
