//! Names that no table knows, told by where they stand: between an office and what its holder says.

use riwaya_lexicon::{Analysis, Person, Pos};

use super::mention::MentionKind;
use super::nouns::Role;
use super::parser::Parser;
use super::tag::Facts;
use crate::lists::List;

/// The most words of such a name.
const LONGEST: usize = 4;

/// What stands before a name and so tells how surely what follows its words closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// An office: `رئيس الشرطة`.
    Office,
    /// An office and a comma: `رئيس الشرطة،`.
    Comma,
    /// A rank, whatever stands before it: `قائد القوات، الجنرال`.
    Rank,
}

impl Parser<'_> {
    /// Where the name ends that begins at word `k`, of whatever words it is made: «رئيس الشرطة في المدينة باني أمين إن»,
    /// «الناطقة باسم القوات، باولا روي:». Behind a definite office a bare word without article is no adjective of it and no
    /// part of an idafa with it, so that two of them before what is said can only be a name.
    ///
    /// One word alone is a name where nothing knows it: «الناشط الكردي هفيدار إن».
    pub(super) fn apposed_name(&self, k: usize, opened: Opened) -> Option<usize> {
        let strange = |j: usize| self.tag_at(j).is(Facts::UNKNOWN) || self.is_name(j);
        let closes = |j: &usize| {
            self.closes_apposition(*j, opened)
                || (k..*j).all(strange) && self.tells_what(*j)
                || (k..*j).any(strange) && self.tells_whom(*j)
        };
        let end = (k + 1..self.end.min(k + LONGEST + 1)).find(closes)?;
        let enough = end > k + 1 || self.stands_alone(k);
        let part = |j: usize| self.is_bare(j, opened) && !self.is_told(k, j);
        (enough && self.opens_apposition(k, opened) && (k + 1..end).all(part)).then_some(end)
    }

    /// «رئيس البلدية سامي كرم أكد أن», «وصف الوزير سامي كرم الإجراءات التي»: whether word `j` is none of the name that begins
    /// at `k`, but what is said of it.
    fn is_told(&self, k: usize, j: usize) -> bool {
        let t = self.tag_at(j);
        let family = t.is(Facts::PROPER.with(Facts::UNKNOWN)) || self.key(j).ends_with('ي');
        t.is(Facts::SPEECH) || j > k + 1 && t.is(Facts::ARTICLE) && !family
    }

    /// Whether a word is in no table and has nothing about it of which something else could be made.
    fn stands_alone(&self, k: usize) -> bool {
        let t = self.tag_at(k);
        t.is(Facts::UNKNOWN)
            && !t.is(Facts::ARTICLE.with(Facts::WA).with(Facts::BA).with(Facts::LA).with(Facts::ADJECTIVE))
            && self.key(k + 1) == "ان"
    }

    /// «بريان نارانجو لـCNN»: to whom it was told.
    fn tells_whom(&self, j: usize) -> bool {
        let t = self.tag_at(j);
        let outlet = || t.role() == Some(Role::Outlet) || self.known_entity(j, MentionKind::Outlet).is_some();
        self.key(j) == "ل" || t.is(Facts::LA) && outlet()
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
            // A rank with its name needs nothing more: «العميد فلان أحد القادة», «اللواء فلان في حديث».
            "احد" => opened == Opened::Rank,
            _ => opened == Opened::Rank && self.tag_at(j).is(Facts::PREPOSITION) && !self.is_ali(j),
        }
    }

    /// «أكد رئيس البلدية فلان الفلاني مقتل ثلاثة»: the action that is told stands in construct behind who tells of it.
    fn tells_what(&self, j: usize) -> bool {
        let masdar = |a: &Analysis| a.pos == Pos::Masdar && a.proclitics.is_empty() && a.enclitic.is_none();
        self.words.analyses(j).first().is_some_and(masdar)
    }

    fn opens_apposition(&self, k: usize, opened: Opened) -> bool {
        let t = self.tag_at(k);
        // «الخبير العسكري رياض فلان»: gardens are given as a name.
        let thing = |role: Role| matches!(role, Role::Thing | Role::PlaceNoun | Role::Area);
        let heads = t.noun.is_some_and(|n| n.role != Role::Title && !(thing(n.role) && self.is_name(k)));
        let named = t.is(Facts::UNKNOWN) || self.is_name(k) || self.is_mine(k);
        self.is_bare(k, opened) && !heads && !t.is(Facts::ARTICLE) && (named || !t.is(Facts::VERB))
    }

    /// Whether a word has no grammar about it: nothing joined, no preposition, no time, no accusative of an adverb. Behind a
    /// comma a ب is the name's own: «، باولا».
    pub(super) fn is_bare(&self, j: usize, opened: Opened) -> bool {
        let (t, key) = (self.tag_at(j), self.key(j));
        let ali = self.is_ali(j);
        let named = t.is(Facts::UNKNOWN) || self.is_mine(j) || self.is_name(j);
        let front = if opened == Opened::Rank { Facts::BA.with(Facts::LA) } else { Facts::BA };
        let plain = !t.is(Facts::WA.with(Facts::ARTICLE)) && t.entries_front == 0 && t.noun.is_none();
        let own = opened != Opened::Office && t.is(front) && plain;
        let joined = (t.is(Facts::ENCLITIC) || self.joined_in_front(j)) && !own;
        let link = t.is(Facts::LINK.with(Facts::PREPOSITION).with(Facts::NUMERAL)) && !self.is_mine(j) && !ali;
        let when = self.tells_when(j) || t.listed.has(List::Weekday) || t.listed.has(List::Month);
        let plural = t.noun.is_some_and(|n| n.plural && !matches!(n.role, Role::Thing | Role::PlaceNoun | Role::Area));
        let grammar = link || joined && !named;
        self.is_word(j)
            && !(grammar || when || plural)
            && (named || own || !key.ends_with('ا'))
            && key.chars().count() > 1
    }

    /// The name, and not the preposition على.
    fn is_ali(&self, j: usize) -> bool {
        self.key(j) == "علي" && self.words.raw(j).ends_with('ي')
    }

    /// Whether a word is a name by which people are called, with nothing joined to it.
    pub(super) fn is_name(&self, j: usize) -> bool {
        let name = |a: &Analysis| a.pos == Pos::Proper && a.lemma.is_some() && a.proclitics.is_empty();
        self.words.analyses(j).iter().any(name)
    }
}
