//! The entities of `lexicon/names`, and the reading of those tables.

use std::collections::HashSet;
use std::path::Path;
use std::sync::OnceLock;

use riwaya_text::fold_key;

use super::dictionary::{Dictionary, Value};
use super::mention::{Country, EntityId, MentionKind, Sector};
use super::nouns::Nouns;

/// What can go wrong in reading a folder of names.
#[derive(Debug, thiserror::Error)]
pub enum NamesError {
    /// A line is not of the table's format.
    #[error("{file}:{line}: {reason}")]
    Line {
        /// The table.
        file: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A file cannot be read.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
}

/// Somebody or something with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Stable id: `wd:Q…` (Wikidata), else `rw:…` (this project's own).
    pub id: Box<str>,
    /// Arabic label.
    pub arabic: Box<str>,
    /// English label.
    pub english: Box<str>,
    /// What it is.
    pub kind: MentionKind,
    /// The country it belongs to.
    pub country: Option<Country>,
    /// The part of society it belongs to.
    pub sector: Option<Sector>,
    /// For persons: office and years, as of public record.
    pub office: Box<str>,
}

/// The tables of names: entities, countries, the nouns that head a mention. Immutable.
#[derive(Debug)]
pub struct Names {
    pub(super) entities: Vec<Entity>,
    pub(super) dictionary: Dictionary,
    pub(super) nouns: Nouns,
    /// Words that open a place's name of two words, folded.
    compounds: HashSet<Box<str>>,
}

macro_rules! lexicon_file {
    ($path:literal) => {
        ($path, include_str!(concat!("../../../../lexicon/", $path)))
    };
}

const ENTITIES: [(MentionKind, (&str, &str)); 5] = [
    (MentionKind::Group, lexicon_file!("names/groups.tsv")),
    (MentionKind::Body, lexicon_file!("names/bodies.tsv")),
    (MentionKind::Outlet, lexicon_file!("names/outlets.tsv")),
    (MentionKind::Person, lexicon_file!("names/persons.tsv")),
    (MentionKind::People, lexicon_file!("names/communities.tsv")),
];
const HEADS: (&str, &str) = lexicon_file!("names/heads.tsv");
const QUALITIES: (&str, &str) = lexicon_file!("names/qualities.tsv");
const COMPOUNDS: (&str, &str) = lexicon_file!("names/compounds.tsv");
pub(super) const COUNTRIES: (&str, &str) = lexicon_file!("countries/countries.tsv");
const PEOPLES: (&str, &str) = lexicon_file!("countries/peoples.tsv");

impl Names {
    /// The names that come with Riwaya.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        // The tables are part of the program, and a test reads each of them without error.
        NAMES.get_or_init(|| Self::read_builtin().unwrap_or_else(|_| Self::empty()))
    }

    /// The names that come with Riwaya, and over them the tables `names/groups.tsv`, `bodies.tsv`, `outlets.tsv`,
    /// `persons.tsv`, `communities.tsv`, `heads.tsv`, `qualities.tsv`, `compounds.tsv` of a user's folder, each where it exists.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is not of the format, named by file and line.
    pub fn with_folder(dir: &Path) -> Result<Self, NamesError> {
        let mut names = Self::read_builtin()?;
        let read = |file: &str| -> Result<Option<(String, String)>, NamesError> {
            let path = dir.join(file);
            if !path.is_file() {
                return Ok(None);
            }
            let name = path.display().to_string();
            std::fs::read_to_string(&path)
                .map(|text| Some((name.clone(), text)))
                .map_err(|error| NamesError::Io { path: name, error })
        };
        for (kind, (file, _)) in ENTITIES {
            if let Some((name, text)) = read(file)? {
                names.read_entities(kind, &name, &text)?;
            }
        }
        if let Some((name, text)) = read(HEADS.0)? {
            names.nouns.read_heads(&mut names.dictionary, &name, &text)?;
        }
        if let Some((name, text)) = read(QUALITIES.0)? {
            names.nouns.read_qualities(&name, &text)?;
        }
        if let Some((name, text)) = read(COMPOUNDS.0)? {
            names.read_compounds(&name, &text)?;
        }
        names.dictionary.settle();
        Ok(names)
    }

    /// The tables as they come, or the line that cannot be read.
    ///
    /// # Errors
    /// The first line that is not of its table's format.
    pub fn read_builtin() -> Result<Self, NamesError> {
        let mut names = Self::empty();
        for (kind, (file, text)) in ENTITIES {
            names.read_entities(kind, file, text)?;
        }
        names.read_countries(COUNTRIES.0, COUNTRIES.1)?;
        names.read_peoples(PEOPLES.0, PEOPLES.1)?;
        names.nouns.read_heads(&mut names.dictionary, HEADS.0, HEADS.1)?;
        names.nouns.read_qualities(QUALITIES.0, QUALITIES.1)?;
        names.read_compounds(COMPOUNDS.0, COMPOUNDS.1)?;
        names.dictionary.settle();
        Ok(names)
    }

    fn empty() -> Self {
        Self {
            entities: Vec::new(),
            dictionary: Dictionary::default(),
            nouns: Nouns::default(),
            compounds: HashSet::new(),
        }
    }

    /// Whether a folded word opens a place's name of two words.
    pub(super) fn opens_compound(&self, word: &str) -> bool {
        self.compounds.contains(word)
    }

    fn read_compounds(&mut self, file: &str, text: &str) -> Result<(), NamesError> {
        for row in rows(file, text) {
            if row.get(0).is_empty() {
                return Err(row.error("the word is missing"));
            }
            self.compounds.insert(fold_key(row.get(0)).into());
        }
        Ok(())
    }

    /// An entity.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// Every entity.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entities that come with Riwaya, without the dictionary in which texts find them: that takes far longer to make.
    #[must_use]
    pub fn builtin_entities() -> &'static [Entity] {
        static ENTITIES_ALONE: OnceLock<Vec<Entity>> = OnceLock::new();
        // The tables are part of the program, and a test reads each of them without error.
        let read = |(kind, (file, text))| rows(file, text).filter_map(move |r| r.entity(kind).ok());
        ENTITIES_ALONE.get_or_init(|| ENTITIES.into_iter().flat_map(read).collect())
    }

    fn read_entities(&mut self, kind: MentionKind, file: &str, text: &str) -> Result<(), NamesError> {
        for row in rows(file, text) {
            let id = EntityId(self.entities.len() as u32);
            self.entities.push(row.entity(kind)?);
            for name in row.entity_names() {
                self.dictionary.add(name, Value::Entity(id));
            }
        }
        Ok(())
    }

    fn read_countries(&mut self, file: &str, text: &str) -> Result<(), NamesError> {
        for row in countries(file, text) {
            let country = row.country()?;
            for name in row.names() {
                self.dictionary.add(name, Value::Country(country));
            }
            for name in row.metonyms() {
                self.dictionary.add(name, Value::Capital(country));
            }
            for nisba in row.nisbas() {
                self.nouns.add_nisba(nisba, country);
            }
            for people in row.peoples() {
                self.dictionary.add(people, Value::People(country));
            }
        }
        Ok(())
    }

    fn read_peoples(&mut self, file: &str, text: &str) -> Result<(), NamesError> {
        for row in rows(file, text) {
            let country = country_of_place(row.get(2));
            for nisba in row.several(0) {
                self.nouns.add_nisba(nisba, country);
            }
            for people in row.several(1) {
                self.dictionary.add(people, Value::People(country));
            }
        }
        Ok(())
    }
}

/// The country in an id of the gazetteer: `gn1:RU.12`, `iso:CD`, `rw:sd-darfur`.
fn country_of_place(id: &str) -> Option<Country> {
    let (source, rest) = id.split_once(':')?;
    let code = match source {
        "iso" => rest,
        "gn1" => rest.split('.').next()?,
        "rw" => rest.split_once('-').map(|(code, _)| code)?,
        _ => return None,
    };
    (code.len() == 2).then(|| Country::new(&code.to_ascii_uppercase())).flatten()
}

/// A row of a table.
pub(super) struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    pub(super) fn get(&self, i: usize) -> &'a str {
        self.cells.get(i).map_or("", |c| c.trim())
    }

    /// The names in a cell, which bars part.
    fn several(&self, i: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(i).split('|').filter(|n| !n.is_empty())
    }

    pub(super) fn error(&self, reason: &str) -> NamesError {
        NamesError::Line { file: self.file.to_owned(), line: self.line, reason: reason.to_owned() }
    }

    fn country(&self, i: usize) -> Result<Option<Country>, NamesError> {
        match self.get(i) {
            "" => Ok(None),
            code => Country::new(code)
                .map(Some)
                .ok_or_else(|| self.error(&format!("`{code}` is no ISO 3166-1 code of two letters"))),
        }
    }

    pub(super) fn sector(&self, i: usize) -> Result<Option<Sector>, NamesError> {
        match self.get(i) {
            "" => Ok(None),
            code => {
                Sector::from_code(code).map(Some).ok_or_else(|| self.error(&format!("`{code}` is no sector of PLOVER")))
            }
        }
    }

    /// The entity of a row of a table of entities.
    fn entity(&self, kind: MentionKind) -> Result<Entity, NamesError> {
        let (country, sector) = (self.country(3)?, self.sector(4)?);
        let first = self.entity_names().next().unwrap_or_default().trim_start_matches('*');
        if first.is_empty() || self.get(0).is_empty() || self.get(2).is_empty() {
            return Err(self.error("an id, an Arabic and an English name are wanted"));
        }
        Ok(Entity {
            id: self.get(0).into(),
            arabic: first.into(),
            english: self.get(2).into(),
            kind,
            country,
            sector,
            office: self.get(5).into(),
        })
    }

    /// Its names in Arabic; `*` stands before one that is also an ordinary word.
    fn entity_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(1).split('|')
    }
}

/// A row of the table of countries.
pub(super) struct CountryRow<'a>(Row<'a>);

impl<'a> CountryRow<'a> {
    fn country(&self) -> Result<Option<Country>, NamesError> {
        self.0.country(1)
    }

    /// Its names in Arabic.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.several(4)
    }

    /// What stands for its government: capitals, seats.
    pub(super) fn metonyms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.several(6)
    }

    /// Its adjectives of nationality.
    pub(super) fn nisbas(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.several(8)
    }

    fn peoples(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.several(9)
    }
}

/// The rows of the table of countries.
pub(super) fn countries<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = CountryRow<'a>> {
    rows(file, text).map(CountryRow)
}

/// The rows of a table: no comments, no header (the first row).
pub(super) fn rows<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(move |(i, line)| Row { file, line: i + 1, cells: line.split('\t').collect() })
}
