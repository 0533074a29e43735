//! Nouns and adjectives: cases, duals, sound plurals, the forms before a pronoun and after the article.

use super::entry::Form;
use super::stem::{End, Stem};
use crate::grammar::{Case, Gender, Inflection, Joins, Number, State};

/// What a nominal forms beside its bare singular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Pattern {
    /// A feminine in ة.
    pub feminine: bool,
    /// A plural in ون.
    pub plural_un: bool,
    /// A plural in ات.
    pub plural_at: bool,
    /// A dual.
    pub dual: bool,
    /// Feminine without ة: حرب.
    pub is_feminine: bool,
    /// The form itself is a plural.
    pub is_plural: bool,
    /// Ends in ي that falls without the article: قاضٍ.
    pub drops_i: bool,
}

const ALL: Joins = Joins(Joins::FREE.0 | Joins::BOUND.0 | Joins::ARTICLE.0);
const FREE_ARTICLE: Joins = Joins(Joins::FREE.0 | Joins::ARTICLE.0);
const CONSTRUCT: Joins = Joins(Joins::FREE.0 | Joins::BOUND.0);
const SG: Number = Number::Singular;
const DU: Number = Number::Dual;
const PL: Number = Number::Plural;

struct Forms {
    out: Vec<Form>,
}

impl Forms {
    fn add(
        &mut self,
        key: String,
        gender: Option<Gender>,
        number: Number,
        case: Option<Case>,
        state: Option<State>,
        joins: Joins,
    ) {
        let inflection = Inflection { gender, number: Some(number), case, state, ..Inflection::default() };
        match self.out.iter_mut().find(|f| f.key == key && f.inflection == inflection) {
            Some(form) => form.joins = form.joins.with(joins),
            None => self.out.push(Form { key, inflection, joins }),
        }
    }
}

/// All forms of a nominal.
#[must_use]
pub fn inflect(stem: &Stem, pattern: Pattern) -> Vec<Form> {
    let mut forms = Forms { out: Vec::new() };
    if stem.end == End::Ta {
        ta(&mut forms, &stem.text, pattern);
    } else {
        plain(&mut forms, stem, pattern);
    }
    forms.out
}

/// Forms in ة.
fn ta(forms: &mut Forms, text: &str, pattern: Pattern) {
    let g = Some(Gender::Feminine);
    let number = if pattern.is_plural { PL } else { SG };
    forms.add(format!("{text}ه"), g, number, None, None, FREE_ARTICLE);
    forms.add(format!("{text}ت"), g, number, None, None, Joins::BOUND);
    if pattern.dual {
        duals(forms, &[format!("{text}ت")], g);
    }
    if pattern.plural_at {
        forms.add(format!("{text}ات"), g, PL, None, None, ALL);
    }
}

fn duals(forms: &mut Forms, stems: &[String], gender: Option<Gender>) {
    for s in stems {
        forms.add(format!("{s}ان"), gender, DU, Some(Case::Nominative), None, FREE_ARTICLE);
        forms.add(format!("{s}ين"), gender, DU, Some(Case::Oblique), None, FREE_ARTICLE);
        let rare = CONSTRUCT.with(Joins::RARE);
        forms.add(format!("{s}ا"), gender, DU, Some(Case::Nominative), Some(State::Construct), rare);
        forms.add(format!("{s}ي"), gender, DU, Some(Case::Oblique), Some(State::Construct), rare);
    }
}

fn plain(forms: &mut Forms, stem: &Stem, pattern: Pattern) {
    let gender = match (pattern.is_plural, pattern.is_feminine || matches!(stem.end, End::AlifY)) {
        (true, _) => None,
        (false, true) => Some(Gender::Feminine),
        (false, false) => Some(Gender::Masculine),
    };
    let number = if pattern.is_plural { PL } else { SG };
    singular(forms, stem, gender, number, pattern.drops_i);
    if pattern.plural_un {
        sound_plural(forms, stem);
    }
    if pattern.dual {
        let stems: Vec<String> = match stem.end {
            End::HamzaBare => vec![stem.bare(), format!("{}ي", stem.text)],
            End::HamzaA => vec![stem.text.clone(), stem.bare()],
            End::AlifW => vec![format!("{}و", stem.text)],
            _ => vec![stem.bare()],
        };
        duals(forms, &stems, gender);
    }
    if pattern.feminine {
        let base = if stem.end == End::HamzaBare { stem.bare() } else { feminine_base(stem) };
        ta(forms, &base, Pattern { dual: true, plural_at: true, ..Pattern::default() });
    } else if pattern.plural_at {
        for base in stem.with_suffix("ات", false) {
            forms.add(base, Some(Gender::Feminine), PL, None, None, ALL);
        }
    }
}

/// What ة is put behind: مبنى gives مبناة.
fn feminine_base(stem: &Stem) -> String {
    match stem.end {
        End::AlifY | End::AlifW => format!("{}ا", stem.text),
        _ => stem.bare(),
    }
}

fn singular(forms: &mut Forms, stem: &Stem, gender: Option<Gender>, number: Number, drops_i: bool) {
    let bare = stem.bare();
    if drops_i {
        forms.add(stem.text.clone(), gender, number, None, None, Joins::FREE);
    }
    forms.add(bare.clone(), gender, number, None, None, FREE_ARTICLE);
    let mut before = stem.before_pronoun(true);
    if matches!(stem.end, End::HamzaBare | End::HamzaA | End::HamzaU) {
        before.push(format!("{}ي", stem.text));
    }
    for key in before {
        forms.add(key, gender, number, None, None, Joins::BOUND);
    }
    let nunated = match stem.end {
        End::Sound | End::HamzaI | End::HamzaU | End::LongI => vec![format!("{bare}ا")],
        End::HamzaBare if !stem.text.ends_with('ا') => vec![format!("{bare}ا"), format!("{}يا", stem.text)],
        _ => Vec::new(),
    };
    for key in nunated {
        forms.add(key, gender, number, Some(Case::Accusative), Some(State::Nunated), Joins::FREE);
    }
}

fn sound_plural(forms: &mut Forms, stem: &Stem) {
    let g = Some(Gender::Masculine);
    let add = |forms: &mut Forms, suffix: &str, case, state, joins| {
        for key in stem.with_suffix(suffix, false) {
            forms.add(key, g, PL, Some(case), state, joins);
        }
    };
    add(forms, "ون", Case::Nominative, None, FREE_ARTICLE);
    add(forms, "ين", Case::Oblique, None, FREE_ARTICLE);
    add(forms, "و", Case::Nominative, Some(State::Construct), CONSTRUCT);
    add(forms, "ي", Case::Oblique, Some(State::Construct), CONSTRUCT.with(Joins::RARE));
}
