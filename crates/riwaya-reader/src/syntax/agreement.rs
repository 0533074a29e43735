//! Whether a noun can be the subject of a verb: gender, number and person.

use riwaya_lexicon::{Analysis, Gender, Number, Person, Pos, Proclitics, Pronoun, State};

use crate::names::MentionKind;
use crate::page::Page;

/// What a noun shows of itself to a verb.
#[derive(Clone, Copy, Debug)]
struct Shown {
    feminine: bool,
    masculine: bool,
    plural: bool,
}

impl Shown {
    /// Whether it may be of a gender; of that which is not written, it may.
    fn has(self, gender: Option<Gender>) -> bool {
        match gender {
            Some(Gender::Feminine) => self.feminine,
            Some(Gender::Masculine) => self.masculine,
            None => true,
        }
    }

    /// Whether a later word of that number and gender can mean it: one of several tells no gender that binds.
    fn takes_up(self, many: bool, gender: Option<Gender>) -> bool {
        if many { self.plural } else { self.has(gender) }
    }
}

/// Whether a verb that stands before a noun can have it as its subject: such a verb is singular.
pub(crate) fn follows(page: &Page<'_>, verb: usize, noun: usize) -> bool {
    let Some(a) = page.top(verb) else { return false };
    let singular = !matches!(a.inflection.number, Some(Number::Plural | Number::Dual));
    singular && third(a) && gender(page, a, noun)
}

/// Whether a verb that stands behind a noun can have it as its subject.
pub(crate) fn precedes(page: &Page<'_>, noun: usize, verb: usize) -> bool {
    let Some(a) = page.top(verb) else { return false };
    let many = matches!(a.inflection.number, Some(Number::Plural | Number::Dual));
    third(a) && shown(page, noun).takes_up(many, a.inflection.gender)
}

/// «واتهمت الجيش», «واتهم الحكومة»: whether a noun right behind a verb shows another gender than the verb, and so is its
/// object. Proper names, people and what is feminine as a plural show none that binds.
pub(crate) fn is_object(page: &Page<'_>, verb: usize, m: usize) -> bool {
    let mention = &page.mentions[m];
    let noun = mention.head as usize;
    let bare = matches!(mention.rule, "force" | "body" | "group") && mention.definite && noun == verb + 1;
    let singular = || {
        let reading = page.analyses(noun).iter().find(|a| nominal(a.pos));
        reading.is_some_and(|a| a.lemma.is_some() && matches!(a.inflection.number, None | Some(Number::Singular)))
    };
    bare && singular() && page.top(verb).is_some_and(|a| a.pos == Pos::Verb && third(a) && !gender(page, a, noun))
}

/// Whether a relative pronoun can stand for a noun.
pub(crate) fn stands_for(page: &Page<'_>, pronoun: usize, noun: usize) -> bool {
    let of = shown(page, noun);
    match page.lemma(pronoun) {
        "الذي" | "للذي" => of.masculine && !of.plural || !of.feminine,
        "التي" | "للتي" => of.feminine,
        "الذين" | "للذين" => of.plural,
        _ => true,
    }
}

/// Whether a pronoun joined to a word can stand for a noun.
pub(crate) fn refers(page: &Page<'_>, pronoun: Pronoun, noun: usize) -> bool {
    let many = pronoun.number != Number::Singular;
    pronoun.person == Person::Third && shown(page, noun).takes_up(many, pronoun.gender)
}

fn third(a: &Analysis) -> bool {
    a.inflection.person.is_none_or(|p| p == Person::Third)
}

fn gender(page: &Page<'_>, verb: &Analysis, noun: usize) -> bool {
    shown(page, noun).has(verb.inflection.gender)
}

/// What the head word of a phrase shows; things and beasts in the plural are feminine, people are what they are.
fn shown(page: &Page<'_>, noun: usize) -> Shown {
    let reading = page.analyses(noun).iter().find(|a| nominal(a.pos));
    let (gender, number) = reading.map_or((None, None), |a| (a.inflection.gender, a.inflection.number));
    let kind = page.mention_with_head(noun).map(|m| page.mentions[m].kind);
    let plural = matches!(number, Some(Number::Plural | Number::Dual));
    let ending = page.key(noun).ends_with('ه') && reading.is_none_or(|a| a.enclitic.is_none());
    let sound = page.key(noun).ends_with("ات");
    let person = matches!(kind, Some(MentionKind::People | MentionKind::Person));
    let feminine = gender == Some(Gender::Feminine) || ending || sound;
    let (feminine, masculine) = match kind {
        Some(MentionKind::Country | MentionKind::Place | MentionKind::Outlet) if gender.is_none() => (true, true),
        _ if number == Some(Number::Plural) && !person && !feminine => {
            (true, gender == Some(Gender::Masculine) || kind == Some(MentionKind::Force))
        }
        _ if gender.is_none() && !feminine => (reading.is_none(), true),
        // `رجل` may be a foot, which is feminine: a person is masculine where no ending says otherwise.
        _ => (feminine, !feminine || gender == Some(Gender::Masculine) || person && !ending && !sound),
    };
    Shown { feminine, masculine, plural: plural || person }
}

/// Whether a part of speech can name something.
pub(crate) fn nominal(pos: Pos) -> bool {
    matches!(
        pos,
        Pos::Noun
            | Pos::Masdar
            | Pos::Adjective
            | Pos::ActiveParticiple
            | Pos::PassiveParticiple
            | Pos::Proper
            | Pos::Unknown
    )
}

/// Whether a word is the first part of an idafa as far as its own form tells: no article, no pronoun, no tanween.
pub(crate) fn construct(page: &Page<'_>, word: usize) -> bool {
    page.top(word).is_some_and(|a| {
        matches!(a.pos, Pos::Noun | Pos::Masdar | Pos::ActiveParticiple | Pos::PassiveParticiple | Pos::Unknown)
            && !a.proclitics.has(Proclitics::AL)
            && a.enclitic.is_none()
            && a.inflection.state != Some(State::Nunated)
            && !keeps_its_n(page.key(word), a)
    })
}

/// Whether the ن of a dual or plural stands, which an idafa would have taken away.
fn keeps_its_n(key: &str, a: &Analysis) -> bool {
    matches!(a.inflection.number, Some(Number::Dual | Number::Plural))
        && ["ون", "ين", "ان"].iter().any(|ending| key.ends_with(ending))
        && a.inflection.case.is_some()
}

/// Whether a word names who can act: people, armed or not, a body, a country.
pub(crate) fn acts(page: &Page<'_>, noun: usize) -> bool {
    page.mention_with_head(noun)
        .is_some_and(|m| !matches!(page.mentions[m].kind, MentionKind::Thing | MentionKind::Place))
}

/// Whether a word agrees with one before it as its adjective does: with the article or without.
pub(crate) fn qualifies(page: &Page<'_>, noun: usize, word: usize) -> bool {
    let (Some(a), Some(b)) = (page.top(noun), page.top(word)) else { return false };
    let adjective = matches!(b.pos, Pos::Adjective | Pos::ActiveParticiple | Pos::PassiveParticiple);
    let definite = a.is_definite() || a.pos == Pos::Proper || a.enclitic.is_some();
    adjective
        && b.proclitics.without(Proclitics::AL).is_empty()
        && (b.is_definite() == definite || b.is_definite() && construct(page, noun))
}
