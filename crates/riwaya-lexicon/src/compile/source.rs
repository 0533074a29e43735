//! Reading the lexicon's own files.
//!
//! **Words** (`words/*.tsv`): `#` opens a comment; `@verb`, `@noun`, `@adjective`, `@proper CLASS`, `@particle` … open a
//! section; other lines are columns split by tabs:
//!
//! | section | columns |
//! |---|---|
//! | `@verb` | citation form, form number (`I` with the present behind it), masdars or `-` for those by rule, English, marks |
//! | `@noun` | singular, plurals (`ون`, `ات`, whole words, `-` for none), English, marks |
//! | `@adjective` | masculine singular, plurals beside the sound ones or `-`, English, marks |
//! | others | the word with its spellings, `|` between them, English, marks |
//!
//! Marks, split by spaces: `intr` (no passive), `f` (feminine without ة), `uncounted` (no dual), `rare` and
//! `common` (ranked lower, higher), `class=NAME`, `gender=f`, `bound` (takes a pronoun as it is), `bound=X` (written so before
//! a pronoun), `bound-only`; adjectives: `elative` (no feminine), `f=X` (this feminine).
//! Lines that begin with `!` are examples: see [`Example`].
//!
//! **Classes** (`classes/*.txt`): `class NAME : POS, POS — description`, then words, any number a line.

use riwaya_text::fold_key;

use crate::grammar::Pos;

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct SourceError {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A line of a words file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Part of speech of its section.
    pub pos: Pos,
    /// Class named by its section.
    pub class: Option<String>,
    /// Citation form and spellings.
    pub forms: Vec<String>,
    /// Form number of a verb.
    pub verb_form: u8,
    /// Present of a verb of form I.
    pub present: Option<String>,
    /// Masdars of a verb, plurals of a nominal.
    pub others: Vec<String>,
    /// English.
    pub gloss: String,
    /// Marks.
    pub marks: Vec<String>,
    /// File and line.
    pub place: (String, usize),
}

impl Entry {
    /// Whether it bears the mark.
    pub fn has(&self, mark: &str) -> bool {
        self.marks.iter().any(|m| m == mark)
    }

    /// The value of a mark `name=value`.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.marks.iter().find_map(|m| m.strip_prefix(name)?.strip_prefix('='))
    }

    /// An error on this line.
    pub fn error(&self, what: impl Into<String>) -> SourceError {
        SourceError { file: self.place.0.clone(), line: self.place.1, what: what.into() }
    }
}

/// An example that a words file carries: `! surface → lemma verb past passive` must be among the readings, with
/// `! surface ≠> lemma noun` none may be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The word as written.
    pub surface: String,
    /// Lemma, part of speech and anything more that the reading must show, split by spaces.
    pub wanted: String,
    /// Whether it must be there.
    pub holds: bool,
    /// File and line.
    pub place: (String, usize),
}

/// A class of lemmas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Name, with dots between a class and its part.
    pub name: String,
    /// English.
    pub description: String,
    /// Parts of speech that it takes; empty for all.
    pub pos: Vec<Pos>,
    /// Lemmas as written.
    pub words: Vec<String>,
}

/// All that a folder says.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Lines of words files.
    pub entries: Vec<Entry>,
    /// Examples.
    pub examples: Vec<Example>,
    /// Classes.
    pub classes: Vec<Class>,
}

impl Source {
    /// Reads one words file.
    ///
    /// # Errors
    /// The first line that is not of the format.
    pub fn read_words(&mut self, file: &str, text: &str) -> Result<(), SourceError> {
        let mut section: Option<(Pos, Option<String>)> = None;
        for (i, line) in text.lines().enumerate() {
            let place = (file.to_owned(), i + 1);
            let fail = |what: String| SourceError { file: file.to_owned(), line: i + 1, what };
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line.strip_prefix('@') {
                let mut parts = head.split_whitespace();
                let name = parts.next().unwrap_or_default();
                let pos = Pos::from_label(name).ok_or_else(|| fail(format!("no part of speech is called {name:?}")))?;
                section = Some((pos, parts.next().map(str::to_owned)));
            } else if let Some(example) = line.strip_prefix('!') {
                self.examples
                    .push(read_example(example, place).ok_or_else(|| fail("an example needs → or ≠>".to_owned()))?);
            } else {
                let (pos, class) = section.clone().ok_or_else(|| fail("a word before any @section".to_owned()))?;
                self.entries.push(read_entry(line, pos, class, place)?);
            }
        }
        Ok(())
    }

    /// Reads one file of classes.
    ///
    /// # Errors
    /// The first line that is not of the format.
    pub fn read_classes(&mut self, file: &str, text: &str) -> Result<(), SourceError> {
        let mut open = None;
        for (i, line) in text.lines().enumerate() {
            let fail = |what: String| SourceError { file: file.to_owned(), line: i + 1, what };
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(head) = line.strip_prefix("class ") {
                let (names, description) =
                    head.split_once('—').ok_or_else(|| fail("a class needs — and a description".to_owned()))?;
                let (name, pos) = names.split_once(':').unwrap_or((names, ""));
                let pos = pos
                    .split(',')
                    .map(str::trim)
                    .filter(|p| !p.is_empty())
                    .map(|p| Pos::from_label(p).ok_or_else(|| fail(format!("no part of speech is called {p:?}"))))
                    .collect::<Result<Vec<Pos>, SourceError>>()?;
                let name = name.trim().to_owned();
                open = Some(self.classes.len());
                self.classes.push(Class { name, description: description.trim().to_owned(), pos, words: Vec::new() });
            } else if !line.is_empty() {
                let class = open.ok_or_else(|| fail("a word before any class".to_owned()))?;
                self.classes[class].words.extend(line.split_whitespace().map(str::to_owned));
            }
        }
        Ok(())
    }
}

/// The example on a line, without its `!`.
pub fn read_example(line: &str, place: (String, usize)) -> Option<Example> {
    let (surface, wanted, holds) = match line.split_once("≠>") {
        Some((surface, wanted)) => (surface, wanted, false),
        None => line.split_once('→').map(|(surface, wanted)| (surface, wanted, true))?,
    };
    Some(Example { surface: surface.trim().to_owned(), wanted: wanted.trim().to_owned(), holds, place })
}

fn read_entry(line: &str, pos: Pos, class: Option<String>, place: (String, usize)) -> Result<Entry, SourceError> {
    let fail = |what: String| SourceError { file: place.0.clone(), line: place.1, what };
    let mut columns = line.split('\t').map(str::trim);
    let forms: Vec<String> = split(columns.next().unwrap_or_default());
    if forms.is_empty() || forms.iter().any(|f| fold_key(f).len() > 60) {
        return Err(fail("a line begins with a word".to_owned()));
    }
    let (mut verb_form, mut present, mut others) = (0, None, Vec::new());
    match pos {
        Pos::Verb => {
            let mut kind = columns.next().unwrap_or_default().split_whitespace();
            let name = kind.next().unwrap_or_default();
            verb_form = form_number(name).ok_or_else(|| fail(format!("no form is called {name:?}")))?;
            present = kind.next().map(str::to_owned);
            others = split(columns.next().unwrap_or("-"));
        }
        Pos::Noun | Pos::Adjective => others = split(columns.next().unwrap_or("-")),
        _ => {}
    }
    let gloss = columns.next().unwrap_or_default().to_owned();
    if gloss.len() > 250 {
        return Err(fail("the English is too long".to_owned()));
    }
    let marks = columns.next().unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    Ok(Entry { pos, class, forms, verb_form, present, others, gloss, marks, place })
}

fn split(column: &str) -> Vec<String> {
    column.split('|').map(str::trim).filter(|s| !s.is_empty() && *s != "-").map(str::to_owned).collect()
}

fn form_number(name: &str) -> Option<u8> {
    const NAMES: [&str; 13] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "QI", "QII", "QIV"];
    NAMES.iter().position(|n| *n == name).map(|i| i as u8 + 1)
}
