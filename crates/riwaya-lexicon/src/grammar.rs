//! The grammatical categories that a form of a word can show.

/// Declares a small enum that is stored as its number.
macro_rules! category {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order in which they are numbered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in the lexicon's files.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value of a name used in the lexicon's files.
            #[must_use]
            pub fn from_label(label: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.label() == label)
            }
        }
    };
}

category! {
    /// Part of speech of a lemma.
    Pos {
        /// فعل
        Verb = "verb",
        /// اسم
        Noun = "noun",
        /// صفة
        Adjective = "adjective",
        /// مصدر
        Masdar = "masdar",
        /// اسم فاعل
        ActiveParticiple = "active_participle",
        /// اسم مفعول
        PassiveParticiple = "passive_participle",
        /// اسم علم
        Proper = "proper",
        /// Negations, interrogatives, `قد`, `إنّ` and the like.
        Particle = "particle",
        /// حرف جر, and adverbial nouns that govern like one.
        Preposition = "preposition",
        /// حرف عطف, and subordinators.
        Conjunction = "conjunction",
        /// ضمير
        Pronoun = "pronoun",
        /// اسم إشارة
        Demonstrative = "demonstrative",
        /// اسم موصول
        Relative = "relative",
        /// Number words; their values are read elsewhere.
        Numeral = "numeral",
        /// ظرف
        Adverb = "adverb",
        /// A word that the lexicon does not know.
        Unknown = "unknown",
    }
}

category! {
    /// Tense of a verb form.
    Tense {
        /// الماضي
        Past = "past",
        /// المضارع
        Present = "present",
        /// الأمر
        Imperative = "imperative",
    }
}

category! {
    /// Voice of a verb form, where the bare spelling shows it.
    Voice {
        /// المعلوم
        Active = "active",
        /// المجهول
        Passive = "passive",
    }
}

category! {
    /// Grammatical person.
    Person {
        /// المتكلم
        First = "1",
        /// المخاطب
        Second = "2",
        /// الغائب
        Third = "3",
    }
}

category! {
    /// Grammatical gender.
    Gender {
        /// مذكر
        Masculine = "m",
        /// مؤنث
        Feminine = "f",
    }
}

category! {
    /// Grammatical number.
    Number {
        /// مفرد
        Singular = "sg",
        /// مثنى
        Dual = "du",
        /// جمع
        Plural = "pl",
    }
}

category! {
    /// Mood of a present verb, where the bare spelling shows it.
    Mood {
        /// مرفوع: the final ن stands.
        Indicative = "indicative",
        /// منصوب أو مجزوم: the final ن, or a weak letter, is gone.
        Shortened = "shortened",
    }
}

category! {
    /// State of a nominal, where the bare spelling shows it.
    State {
        /// مضاف: the ن of the dual or plural is gone.
        Construct = "construct",
        /// منوّن بالنصب: the final alif of `كتابا`.
        Nunated = "nunated",
    }
}

category! {
    /// Case of a nominal, where the bare spelling shows it.
    Case {
        /// مرفوع: ون, ان, أبو
        Nominative = "nom",
        /// منصوب: the alif of `كتابا`, أبا
        Accusative = "acc",
        /// منصوب أو مجرور: ين
        Oblique = "obl",
    }
}

/// What the form of a word shows of its grammar. What the bare spelling leaves open is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Inflection {
    /// Tense, for verbs.
    pub tense: Option<Tense>,
    /// Voice, for verbs; `None` where active and passive are written alike.
    pub voice: Option<Voice>,
    /// Person, for verbs and pronouns.
    pub person: Option<Person>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Number.
    pub number: Option<Number>,
    /// Mood, for present verbs.
    pub mood: Option<Mood>,
    /// State, for nominals.
    pub state: Option<State>,
    /// Case, for nominals.
    pub case: Option<Case>,
}

impl Inflection {
    /// The inflection in sixteen bits, two for each category.
    #[must_use]
    pub fn pack(self) -> u16 {
        fn bits(value: Option<u8>) -> u16 {
            value.map_or(0, |v| u16::from(v) + 1)
        }
        [
            bits(self.tense.map(|v| v as u8)),
            bits(self.voice.map(|v| v as u8)),
            bits(self.person.map(|v| v as u8)),
            bits(self.gender.map(|v| v as u8)),
            bits(self.number.map(|v| v as u8)),
            bits(self.mood.map(|v| v as u8)),
            bits(self.state.map(|v| v as u8)),
            bits(self.case.map(|v| v as u8)),
        ]
        .iter()
        .enumerate()
        .fold(0, |all, (i, b)| all | (b << (2 * i)))
    }

    /// The inverse of [`Inflection::pack`].
    ///
    /// ```
    /// use riwaya_lexicon::{Inflection, Number, Tense};
    /// let plural = Inflection { tense: Some(Tense::Past), number: Some(Number::Plural), ..Inflection::default() };
    /// assert_eq!(Inflection::unpack(plural.pack()), plural);
    /// ```
    #[must_use]
    pub fn unpack(packed: u16) -> Self {
        fn pick<T: Copy>(all: &[T], packed: u16, slot: u32) -> Option<T> {
            usize::from((packed >> (2 * slot)) & 3).checked_sub(1).and_then(|i| all.get(i).copied())
        }
        Self {
            tense: pick(Tense::ALL, packed, 0),
            voice: pick(Voice::ALL, packed, 1),
            person: pick(Person::ALL, packed, 2),
            gender: pick(Gender::ALL, packed, 3),
            number: pick(Number::ALL, packed, 4),
            mood: pick(Mood::ALL, packed, 5),
            state: pick(State::ALL, packed, 6),
            case: pick(Case::ALL, packed, 7),
        }
    }
}

/// How a form may join its neighbours in the written word: a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Joins(pub u8);

impl Joins {
    /// May end the word.
    pub const FREE: Self = Self(1);
    /// May be followed by an attached pronoun.
    pub const BOUND: Self = Self(2);
    /// May follow the article.
    pub const ARTICLE: Self = Self(4);
    /// Seldom meant by writers: ranked behind other readings.
    pub const RARE: Self = Self(8);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}
