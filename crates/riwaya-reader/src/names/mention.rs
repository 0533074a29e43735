//! What a mention is: a noun phrase in which a claim may find its source, its actor, its target or its place.

use std::fmt;
use std::ops::Range;

pub use riwaya_lexicon::gazetteer::PlaceId;
use riwaya_text::Span;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A town, a region, a building with a name: where something happens.
    Place,
    /// A country, or a capital that stands for its government.
    Country,
    /// A person by name.
    Person,
    /// An armed or political group.
    Group,
    /// An institution: a ministry, a parliament, an international body, a government.
    Body,
    /// A news agency, a broadcaster, a newspaper, a site.
    Outlet,
    /// Armed or uniformed forces: an army, police, guards, warplanes as actors.
    Force,
    /// Human beings by what they are: `مدنيون`, `مسلحون`, `مسؤولون`, `السكان`.
    People,
    /// Whoever is cited with no name: `مصادر طبية`, `شهود عيان`, `بيان`.
    Source,
    /// What can be struck, seized or sent: a base, a hospital, a convoy, homes.
    Thing,
}

impl MentionKind {
    /// The name used in data files and in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Country => "country",
            Self::Person => "person",
            Self::Group => "group",
            Self::Body => "body",
            Self::Outlet => "outlet",
            Self::Force => "force",
            Self::People => "people",
            Self::Source => "source",
            Self::Thing => "thing",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "place" => Self::Place,
            "country" => Self::Country,
            "person" => Self::Person,
            "group" => Self::Group,
            "body" => Self::Body,
            "outlet" => Self::Outlet,
            "force" => Self::Force,
            "people" => Self::People,
            "source" => Self::Source,
            "thing" => Self::Thing,
            _ => return None,
        })
    }
}

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads two capital letters.
    ///
    /// ```
    /// # use riwaya_reader::names::Country;
    /// assert_eq!(Country::new("AZ").map(|c| c.to_string()).as_deref(), Some("AZ"));
    /// assert_eq!(Country::new("Azerbaijan"), None);
    /// ```
    #[must_use]
    pub const fn new(code: &str) -> Option<Self> {
        match *code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Self([a, b])),
            _ => None,
        }
    }

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What part of society an actor belongs to; PLOVER's sectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // `Sector::label` says what each stands for
pub enum Sector {
    Gov,
    Mil,
    Reb,
    Cvl,
    Opp,
    Med,
    Igo,
    Ngo,
    Jud,
    Cop,
    Spy,
    Uaf,
    Crm,
    Bus,
    Edu,
    Rel,
    Hlh,
    Leg,
    Pty,
}

impl Sector {
    pub(crate) const TABLE: [(Self, &'static str, &'static str); 19] = [
        (Self::Gov, "GOV", "government"),
        (Self::Mil, "MIL", "military"),
        (Self::Reb, "REB", "rebels"),
        (Self::Cvl, "CVL", "civilians"),
        (Self::Opp, "OPP", "political opposition"),
        (Self::Med, "MED", "media"),
        (Self::Igo, "IGO", "intergovernmental organisation"),
        (Self::Ngo, "NGO", "non-governmental organisation"),
        (Self::Jud, "JUD", "judiciary"),
        (Self::Cop, "COP", "police"),
        (Self::Spy, "SPY", "intelligence service"),
        (Self::Uaf, "UAF", "unaligned or unidentified armed forces"),
        (Self::Crm, "CRM", "criminals"),
        (Self::Bus, "BUS", "business"),
        (Self::Edu, "EDU", "education"),
        (Self::Rel, "REL", "religious"),
        (Self::Hlh, "HLH", "health"),
        (Self::Leg, "LEG", "legislature"),
        (Self::Pty, "PTY", "political party"),
    ];

    /// The three-letter code of PLOVER.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// What it stands for, in English.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).map_or("", |row| row.2)
    }

    /// The sector of a three-letter code.
    ///
    /// ```
    /// # use riwaya_reader::names::Sector;
    /// assert_eq!(Sector::from_code("MIL"), Some(Sector::Mil));
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::TABLE.iter().find(|row| row.1 == code).map(|row| row.0)
    }
}

/// An entity of the tables in `lexicon/names`, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// A noun phrase that names somebody or something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole phrase, as indices of words.
    pub words: Range<u32>,
    /// Its core name: `خلوصي أكار` of `وزير الدفاع التركي خلوصي أكار`, `كنجة` of `مدينة كنجة`; otherwise the whole phrase.
    pub name: Range<u32>,
    /// The word that governs: `القوات` of `القوات الأرمينية`.
    pub head: u32,
    /// What it names.
    pub kind: MentionKind,
    /// The known entity, where it is one.
    pub entity: Option<EntityId>,
    /// The gazetteer's place, where it is one (the place named, also inside a longer phrase of kind `Place`).
    pub place: Option<PlaceId>,
    /// The country it belongs to, from its parts.
    pub country: Option<Country>,
    /// The part of society it belongs to, from its parts.
    pub sector: Option<Sector>,
    /// The letters of `words`, without the first word's proclitics and the last word's attached pronoun.
    pub span: Span,
    /// The letters of `name`, cut in the same way.
    pub name_span: Span,
    /// Whether it is definite: it carries the article, is a name, or stands in construct with a definite word.
    pub definite: bool,
    /// Whether it names several.
    pub plural: bool,
    /// Whether it is several mentions joined with `و`; the parts follow as mentions of their own.
    pub joint: bool,
    /// The pattern that built it.
    pub rule: &'static str,
}
