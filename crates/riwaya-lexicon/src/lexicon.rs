//! The lexicon as it is asked: lemmas, classes, forms.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;
use std::{fs, io};

use crate::compile::blob::{CLASS_BYTES, HEADER, KEY_BYTES, LEMMA_BYTES, MAGIC, READING_BYTES, hash};
use crate::compile::compile;
use crate::compile::source::{Example, Source, SourceError, read_example};
use crate::grammar::{Joins, Pos};

/// What can go wrong in reading a lexicon folder.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A line is not of the format.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A file cannot be read.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        error: io::Error,
    },
}

/// A lemma of a [`Lexicon`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LemmaId(u32);

impl LemmaId {
    /// Its number in its lexicon, below [`Lexicon::lemma_count`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A class of lemmas of a [`Lexicon`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(u16);

/// Words, their forms and their classes. Immutable.
#[derive(Debug)]
pub struct Lexicon {
    layers: Vec<Layer>,
    class_names: Vec<String>,
    examples: Vec<Example>,
}

/// One compiled run of bytes; its lemmas and classes are numbered after those of the layers before it.
#[derive(Debug)]
struct Layer {
    bytes: Cow<'static, [u8]>,
    text: Cow<'static, str>,
    slots: usize,
    keys: usize,
    readings: usize,
    lemmas: usize,
    classes: usize,
    members: usize,
    lemma_count: u32,
    first_lemma: u32,
    class_count: usize,
    class_map: Vec<u16>,
}

static BUILTIN_EXAMPLES: &str = include_str!(concat!(env!("OUT_DIR"), "/examples.tsv"));

fn builtin_examples() -> impl Iterator<Item = Example> {
    BUILTIN_EXAMPLES.lines().filter_map(|line| {
        let mut columns = line.splitn(3, '\t');
        let place = (columns.next()?.to_owned(), columns.next()?.parse().ok()?);
        read_example(columns.next()?, place)
    })
}

static BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// The text that [`BUILTIN`] points into.
static BUILTIN_TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.txt"));

/// One reading of a form as the table holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub lemma: LemmaId,
    pub pos: Pos,
    pub inflection: u16,
    pub joins: Joins,
    pub weight: i8,
}

impl Lexicon {
    /// The lexicon that comes with Riwaya.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Self { layers: Vec::new(), class_names: Vec::new(), examples: Vec::new() };
            lexicon.push(Cow::Borrowed(BUILTIN), Cow::Borrowed(BUILTIN_TEXT));
            lexicon
        })
    }

    /// The lexicon that comes with Riwaya, and over it the files `words/*.tsv` and `classes/*.txt` of a folder.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is not of the format, named by file and line.
    pub fn with_folder(dir: &Path) -> Result<Self, LexiconError> {
        let mut lexicon = Self { layers: Vec::new(), class_names: Vec::new(), examples: Vec::new() };
        lexicon.push(Cow::Borrowed(BUILTIN), Cow::Borrowed(BUILTIN_TEXT));
        let source = read_folder(dir)?;
        let compiled = compile(&source)?;
        lexicon.push(Cow::Owned(compiled.bytes), Cow::Owned(compiled.text));
        lexicon.examples = source.examples;
        Ok(lexicon)
    }

    fn push(&mut self, bytes: Cow<'static, [u8]>, text: Cow<'static, str>) {
        let head = |i: usize| u32_at(&bytes, i * 4) as usize;
        debug_assert_eq!(head(0), MAGIC as usize);
        let slots = head(1);
        let keys = HEADER + slots * 4;
        let readings = keys + head(2) * KEY_BYTES;
        let lemmas = readings + head(3) * READING_BYTES;
        let classes = lemmas + head(4) * LEMMA_BYTES;
        let members = classes + head(5) * CLASS_BYTES;
        let first_lemma = self.layers.last().map_or(0, |l| l.first_lemma + l.lemma_count);
        let (lemma_count, class_count) = (head(4) as u32, head(5));
        let mut layer = Layer {
            bytes,
            text,
            slots,
            keys,
            readings,
            lemmas,
            classes,
            members,
            lemma_count,
            first_lemma,
            class_count,
            class_map: Vec::new(),
        };
        for i in 0..layer.class_count {
            let name = layer.class_name(i);
            let number = self.class_names.iter().position(|n| n == name).unwrap_or_else(|| {
                self.class_names.push(name.to_owned());
                self.class_names.len() - 1
            });
            layer.class_map.push(number as u16);
        }
        self.layers.push(layer);
    }

    fn layer_of(&self, id: LemmaId) -> (&Layer, u32) {
        let i = self.layers.partition_point(|l| l.first_lemma <= id.0).saturating_sub(1);
        let layer = &self.layers[i];
        (layer, id.0 - layer.first_lemma)
    }

    /// A lemma.
    #[must_use]
    pub fn lemma(&self, id: LemmaId) -> LemmaRef<'_> {
        let (layer, local) = self.layer_of(id);
        LemmaRef { layer, at: layer.lemmas + local as usize * LEMMA_BYTES, id }
    }

    /// The lemmas whose folded citation form is `key`.
    pub fn lemmas<'a>(&'a self, key: &'a str) -> impl Iterator<Item = LemmaId> + 'a {
        let mut found: Vec<LemmaId> =
            self.readings(key).map(|r| r.lemma).filter(|id| self.lemma(*id).key() == key).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }

    /// How many lemmas there are.
    #[must_use]
    pub fn lemma_count(&self) -> usize {
        self.layers.iter().map(|l| l.lemma_count as usize).sum()
    }

    /// Every lemma.
    pub fn all_lemmas(&self) -> impl Iterator<Item = LemmaId> + '_ {
        (0..self.lemma_count() as u32).map(LemmaId)
    }

    /// The class of that name: `speech.say`, `person.official` …
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_names.iter().position(|n| n == name).map(|i| ClassId(i as u16))
    }

    /// The name of a class.
    #[must_use]
    pub fn class_name(&self, class: ClassId) -> &str {
        self.class_names.get(usize::from(class.0)).map_or("", String::as_str)
    }

    /// The readings of a form, clitics not taken off.
    pub(crate) fn readings<'a>(&'a self, form: &'a str) -> impl Iterator<Item = Reading> + 'a {
        let h = hash(form.as_bytes());
        self.layers.iter().flat_map(move |layer| layer.readings(form, h))
    }

    /// The examples that its files carry.
    pub(crate) fn examples(&self) -> Vec<Example> {
        builtin_examples().chain(self.examples.iter().cloned()).collect()
    }
}

impl Layer {
    fn slice(&self, start: usize, len: usize) -> &str {
        self.text.get(start..start + len).unwrap_or_default()
    }

    fn class_name(&self, i: usize) -> &str {
        let at = self.classes + i * CLASS_BYTES;
        self.slice(u32_at(&self.bytes, at) as usize, usize::from(u16_at(&self.bytes, at + 8)))
    }

    /// Where the readings of a form lie, and how many there are.
    fn find(&self, form: &str, h: u64) -> Option<(usize, usize)> {
        let b: &[u8] = &self.bytes;
        let tag = (h >> 48) as u16;
        let mut slot = h as usize & (self.slots - 1);
        loop {
            let number = u32_at(b, HEADER + slot * 4);
            if number == 0 {
                return None;
            }
            let at = self.keys + (number as usize - 1) * KEY_BYTES;
            if u16_at(b, at + 10) == tag && usize::from(b[at + 8]) == form.len() {
                let start = u32_at(b, at) as usize;
                if self.text.as_bytes().get(start..start + form.len()) == Some(form.as_bytes()) {
                    return Some((u32_at(b, at + 4) as usize, usize::from(b[at + 9])));
                }
            }
            slot = (slot + 1) & (self.slots - 1);
        }
    }

    fn readings(&self, form: &str, h: u64) -> impl Iterator<Item = Reading> + '_ {
        let (first, count) = self.find(form, h).unwrap_or_default();
        (first..first + count).map(move |i| {
            let at = self.readings + i * READING_BYTES;
            let lemma = u32_at(&self.bytes, at);
            let weight = self.bytes[self.lemmas + lemma as usize * LEMMA_BYTES + 26] as i8;
            Reading {
                lemma: LemmaId(self.first_lemma + lemma),
                inflection: u16_at(&self.bytes, at + 4),
                joins: Joins(self.bytes[at + 6]),
                pos: pos_of(self.bytes[at + 7]),
                weight,
            }
        })
    }
}

/// A lemma in its lexicon.
#[derive(Clone, Copy, Debug)]
pub struct LemmaRef<'a> {
    layer: &'a Layer,
    at: usize,
    id: LemmaId,
}

impl<'a> LemmaRef<'a> {
    fn part(self, i: usize) -> &'a str {
        let start = u32_at(&self.layer.bytes, self.at + 4 * i);
        self.layer.slice(start as usize, usize::from(self.layer.bytes[self.at + 12 + i]))
    }

    /// Its number.
    #[must_use]
    pub const fn id(self) -> LemmaId {
        self.id
    }

    /// Folded citation form.
    #[must_use]
    pub fn key(self) -> &'a str {
        self.part(0)
    }

    /// Whether its folded citation form is `key`.
    #[must_use]
    pub fn has_key(self, key: &str) -> bool {
        usize::from(self.layer.bytes[self.at + 12]) == key.len() && self.key() == key
    }

    /// Citation form as the lexicon writes it: with hamzas, and with marks where they tell words apart.
    #[must_use]
    pub fn display(self) -> &'a str {
        self.part(1)
    }

    /// English, one or two words; empty where none is given.
    #[must_use]
    pub fn gloss(self) -> &'a str {
        self.part(2)
    }

    /// Part of speech.
    #[must_use]
    pub fn pos(self) -> Pos {
        pos_of(self.layer.bytes[self.at + 15])
    }

    /// The verb of which it is the masdar or a participle.
    #[must_use]
    pub fn verb(self) -> Option<LemmaId> {
        u32_at(&self.layer.bytes, self.at + 16).checked_sub(1).map(|n| LemmaId(self.layer.first_lemma + n))
    }

    /// Form of a verb: 1–10, 11–13 for quadriliterals.
    #[must_use]
    pub fn form(self) -> Option<u8> {
        Some(self.layer.bytes[self.at + 25]).filter(|f| *f > 0)
    }

    /// Its classes.
    pub fn classes(self) -> impl Iterator<Item = ClassId> + 'a {
        let first = u32_at(&self.layer.bytes, self.at + 20) as usize;
        let count = usize::from(self.layer.bytes[self.at + 24]);
        (first..first + count).map(move |i| {
            let local = u16_at(&self.layer.bytes, self.layer.members + 2 * i);
            ClassId(self.layer.class_map[usize::from(local)])
        })
    }

    /// Whether it belongs to a class.
    #[must_use]
    pub fn is(self, class: ClassId) -> bool {
        self.classes().any(|c| c == class)
    }
}

fn read_folder(dir: &Path) -> Result<Source, LexiconError> {
    let mut source = Source::default();
    for (folder, extension) in [("words", "tsv"), ("classes", "txt")] {
        let folder = dir.join(folder);
        if !folder.is_dir() {
            continue;
        }
        let io = |error| LexiconError::Io { path: folder.display().to_string(), error };
        let mut files = fs::read_dir(&folder)
            .map_err(io)?
            .map(|e| e.map(|e| e.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(io)?;
        files.retain(|f| f.extension().is_some_and(|e| e == extension));
        files.sort();
        for file in files {
            let name = file.display().to_string();
            let text = fs::read_to_string(&file).map_err(|error| LexiconError::Io { path: name.clone(), error })?;
            if extension == "tsv" { source.read_words(&name, &text)? } else { source.read_classes(&name, &text)? }
        }
    }
    Ok(source)
}

fn pos_of(byte: u8) -> Pos {
    Pos::ALL.get(usize::from(byte)).copied().unwrap_or(Pos::Unknown)
}

fn u32_at(b: &[u8], at: usize) -> u32 {
    b.get(at..at + 4).map_or(0, |s| u32::from_le_bytes([s[0], s[1], s[2], s[3]]))
}

fn u16_at(b: &[u8], at: usize) -> u16 {
    b.get(at..at + 2).map_or(0, |s| u16::from_le_bytes([s[0], s[1]]))
}
