//! The nouns that head a mention and the adjectives that colour it, in every form in which they are written.

use riwaya_text::fold_key;

use super::dictionary::{Dictionary, KeyMap, Value};
use super::entity::{NamesError, rows};
use super::mention::{Country, Sector};

/// The part a noun plays in a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// `وزير`, `رئيس`: stands with a name or for it.
    Office,
    /// `عقيد`: stands before a name.
    Rank,
    /// `السيد`, `الشيخ`: only before a name.
    Title,
    People,
    Force,
    Group,
    Body,
    Outlet,
    Source,
    Thing,
    /// `مدينة`: a place's name follows.
    PlaceNoun,
    /// `حدود`, `أراضي`: a place by itself.
    Area,
    /// `شمال`: a place's name follows, or its whole.
    Direction,
    /// `عدد من`: what is counted follows.
    Quantifier,
    /// `مجموعة`: what is counted follows, or nothing.
    QuantGroup,
}

impl Role {
    const NAMES: [(Self, &'static str); 15] = [
        (Self::Office, "office"),
        (Self::Rank, "rank"),
        (Self::Title, "title"),
        (Self::People, "people"),
        (Self::Force, "force"),
        (Self::Group, "group"),
        (Self::Body, "body"),
        (Self::Outlet, "outlet"),
        (Self::Source, "source"),
        (Self::Thing, "thing"),
        (Self::PlaceNoun, "placenoun"),
        (Self::Area, "area"),
        (Self::Direction, "direction"),
        (Self::Quantifier, "quantifier"),
        (Self::QuantGroup, "quantgroup"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|row| row.1 == name).map(|row| row.0)
    }
}

/// A noun in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Noun {
    pub role: Role,
    /// A second role, where the words behind the noun show it: `اللواء` before a person's name, `قضاء` before a place's.
    pub otherwise: Option<Role>,
    pub sector: Option<Sector>,
    pub plural: bool,
    /// It ends as a construct does (`مقاتلو`, `مقاتلي`): what it is joined to must follow.
    pub construct: bool,
    /// Nothing can stand in construct behind it: `مقاتلون`, `مقاتلا`.
    pub closed: bool,
    /// It is definite without an article of its own (a phrase of several words).
    pub defined: bool,
}

/// An adjective in one of its forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Adjective {
    pub sector: Option<Sector>,
    pub country: Option<Country>,
    /// Whether it is an adjective of nationality or region.
    pub nisba: bool,
    pub plural: bool,
}

/// Forms of nouns and adjectives, folded, without article.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    nouns: KeyMap<Noun>,
    adjectives: KeyMap<Adjective>,
}

impl Nouns {
    pub(super) fn noun(&self, stem: &str) -> Option<Noun> {
        self.nouns.get(stem).copied()
    }

    pub(super) fn adjective(&self, stem: &str) -> Option<Adjective> {
        self.adjectives.get(stem).copied()
    }

    pub(super) fn read_heads(&mut self, names: &mut Dictionary, file: &str, text: &str) -> Result<(), NamesError> {
        for row in rows(file, text) {
            let sector = row.sector(2)?;
            let known = |name: &str| Role::from_name(name).ok_or_else(|| row.error("no such role"));
            let role = known(row.get(1))?;
            let otherwise = Some(row.get(4)).filter(|name| !name.is_empty()).map(known).transpose()?;
            let mut forms = row.get(0).split('|');
            let singular = forms.next().unwrap_or_default();
            if singular.is_empty() {
                return Err(row.error("the noun is missing"));
            }
            let noun = Noun { role, otherwise, sector, plural: false, construct: false, closed: false, defined: false };
            let plural = Noun { plural: true, ..noun };
            let many = singular_is_many(role, singular);
            self.add_head(names, singular, if many { plural } else { noun });
            for form in forms {
                match form {
                    "ة" => {
                        self.add_all(&feminine_forms(&fold_key(singular)), noun, plural);
                    }
                    "ين" => self.add_sound_masculine(&fold_key(singular), plural),
                    "ون" => {
                        self.add_sound_masculine(&fold_key(singular), plural);
                        self.add_sound_feminine(&fold_key(singular), plural);
                    }
                    "ات" => self.add_sound_feminine(&fold_key(singular), plural),
                    broken => self.add_head(names, broken, plural),
                }
            }
        }
        Ok(())
    }

    fn add_head(&mut self, names: &mut Dictionary, form: &str, noun: Noun) {
        let key = fold_key(form);
        if key.contains(' ') {
            let noun = Noun { defined: key.contains(" ال"), ..noun };
            names.add(form, Value::Noun(noun));
            names.add(&with_article(form), Value::Noun(Noun { defined: true, ..noun }));
            return;
        }
        let key =
            key.strip_prefix("ال").filter(|rest| rest.chars().count() > 2 && form.starts_with("ال")).unwrap_or(&key);
        self.put(key, noun);
        if !key.ends_with(['ه', 'ا']) && noun.role != Role::Title {
            self.put(&format!("{key}ا"), Noun { closed: true, ..noun });
        }
        if !noun.plural {
            let stem = key.strip_suffix('ه').map_or_else(|| key.to_owned(), |s| format!("{s}ت"));
            let dual = Noun { plural: true, ..noun };
            self.put(&format!("{stem}ان"), Noun { closed: true, ..dual });
            self.put(&format!("{stem}ين"), Noun { closed: true, ..dual });
            self.put(&format!("{stem}ا"), Noun { construct: true, ..dual });
            self.put(&format!("{stem}ي"), Noun { construct: true, ..dual });
        }
    }

    fn add_sound_masculine(&mut self, singular: &str, plural: Noun) {
        for ending in ["ون", "ين"] {
            self.put(&format!("{singular}{ending}"), Noun { closed: true, ..plural });
        }
        for ending in ["و", "ي"] {
            self.put(&format!("{singular}{ending}"), Noun { construct: true, ..plural });
        }
    }

    fn add_sound_feminine(&mut self, singular: &str, plural: Noun) {
        let stem = singular.strip_suffix('ه').unwrap_or(singular);
        self.put(&format!("{stem}ات"), plural);
    }

    fn add_all(&mut self, forms: &[(String, bool)], one: Noun, many: Noun) {
        for (form, plural) in forms {
            self.put(form, if *plural { many } else { one });
        }
    }

    fn put(&mut self, form: &str, noun: Noun) {
        self.nouns.entry(form.into()).or_insert(noun);
    }

    pub(super) fn read_qualities(&mut self, file: &str, text: &str) -> Result<(), NamesError> {
        for row in rows(file, text) {
            let adjective = Adjective { sector: row.sector(1)?, country: None, nisba: false, plural: false };
            self.add_adjective(&fold_key(row.get(0)), adjective);
        }
        Ok(())
    }

    /// Adds an adjective of nationality, masculine singular without article.
    pub(super) fn add_nisba(&mut self, nisba: &str, country: Option<Country>) {
        self.add_adjective(&fold_key(nisba), Adjective { sector: None, country, nisba: true, plural: false });
    }

    fn add_adjective(&mut self, singular: &str, adjective: Adjective) {
        let plural = Adjective { plural: true, ..adjective };
        let mut put = |form: String, adjective: Adjective| {
            self.adjectives.entry(form.into()).or_insert(adjective);
        };
        put(singular.to_owned(), adjective);
        put(format!("{singular}ا"), adjective);
        put(format!("{singular}ه"), adjective);
        for ending in ["ون", "ين", "ان", "ات", "تان", "تين"] {
            put(format!("{singular}{ending}"), plural);
        }
        // أمريكا: the plural of a nationality also lacks its ي: أمريكان is listed with the peoples.
    }
}

/// Nouns that are singular in form and name many: `سكان` stands alone in the table.
fn singular_is_many(role: Role, word: &str) -> bool {
    role == Role::People
        && ["سكان", "أهالي", "مرتزقة", "فلول", "أنصار", "أتباع", "نشطاء", "سيدات", "جيران", "شباب", "وجهاء", "مارة"]
            .contains(&word)
}

fn feminine_forms(singular: &str) -> [(String, bool); 5] {
    [
        (format!("{singular}ه"), false),
        (format!("{singular}تان"), true),
        (format!("{singular}تين"), true),
        (format!("{singular}تي"), true),
        (format!("{singular}ات"), true),
    ]
}

fn with_article(phrase: &str) -> String {
    if phrase.starts_with("ال") { phrase.to_owned() } else { format!("ال{phrase}") }
}
