//! One reading of a written word: what is joined to it, which lemma it is, in which form.

use std::fmt;

use crate::grammar::{Gender, Inflection, Number, Person, Pos};
use crate::lexicon::LemmaId;

/// The letters joined before a stem: a set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Proclitics(u16);

impl Proclitics {
    /// None.
    pub const NONE: Self = Self(0);
    /// و, and.
    pub const WA: Self = Self(1);
    /// ف, so, then.
    pub const FA: Self = Self(1 << 1);
    /// ب, in, by, with.
    pub const BA: Self = Self(1 << 2);
    /// ل, to, for; before verbs, in order to.
    pub const LA: Self = Self(1 << 3);
    /// ك, as, like.
    pub const KA: Self = Self(1 << 4);
    /// س of the future.
    pub const SA: Self = Self(1 << 5);
    /// The article.
    pub const AL: Self = Self(1 << 6);
    /// ل of emphasis.
    pub const LAM_EMPH: Self = Self(1 << 7);
    /// أ of a question.
    pub const HAMZA_Q: Self = Self(1 << 8);

    const NAMES: [(Self, &'static str); 9] = [
        (Self::HAMZA_Q, "أ"),
        (Self::WA, "و"),
        (Self::FA, "ف"),
        (Self::BA, "ب"),
        (Self::LA, "ل"),
        (Self::LAM_EMPH, "لَ"),
        (Self::KA, "ك"),
        (Self::SA, "س"),
        (Self::AL, "ال"),
    ];

    /// Whether every one of `other` is in it.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any of `other` is in it.
    #[must_use]
    pub const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set with those of `other` taken out.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }
}

impl fmt::Display for Proclitics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (bit, name) in Self::NAMES {
            if self.has(bit) {
                if !first {
                    f.write_str("+")?;
                }
                first = false;
                f.write_str(name)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Proclitics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

/// An attached pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pronoun {
    /// Its person.
    pub person: Person,
    /// Its gender, where written.
    pub gender: Option<Gender>,
    /// Its number.
    pub number: Number,
}

impl fmt::Display for Pronoun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.person.label())?;
        f.write_str(self.gender.map_or("", Gender::label))?;
        f.write_str(self.number.label())
    }
}

/// One reading of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// What is joined before the stem.
    pub proclitics: Proclitics,
    /// The pronoun joined behind it.
    pub enclitic: Option<Pronoun>,
    /// The stem, as start and end byte of the folded key; article and other clitics lie outside.
    pub stem: (u8, u8),
    /// The lemma; `None` for a word that the lexicon does not know.
    pub lemma: Option<LemmaId>,
    /// Part of speech.
    pub pos: Pos,
    /// What the form shows.
    pub inflection: Inflection,
    /// How likely this reading is beside the others of the same word: higher is better.
    pub weight: i16,
}

impl Analysis {
    /// Whether the lexicon knows the word.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.lemma.is_some()
    }

    /// Whether the article is joined to it.
    #[must_use]
    pub const fn is_definite(&self) -> bool {
        self.proclitics.has(Proclitics::AL)
    }
}
