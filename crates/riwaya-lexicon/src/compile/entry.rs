//! What the files say, before it becomes bytes.

use crate::grammar::{Inflection, Joins, Pos};

/// A lemma about to be written.
#[derive(Clone, Debug)]
pub struct Lemma {
    /// Folded citation form.
    pub key: String,
    /// Citation form as written in the file.
    pub display: String,
    /// English, one or two words.
    pub gloss: String,
    /// Part of speech.
    pub pos: Pos,
    /// The verb of a masdar or participle.
    pub verb: Option<u32>,
    /// Verb form, 1–10; 11 and 12 for quadriliterals; 0 for others.
    pub form: u8,
    /// Added to the weight of each of its readings.
    pub weight: i8,
    /// Numbers of its classes, sorted.
    pub classes: Vec<u16>,
}

/// One reading of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Number of the lemma.
    pub lemma: u32,
    /// What the form shows.
    pub inflection: Inflection,
    /// What it may stand beside.
    pub joins: Joins,
    /// Part of speech of the lemma.
    pub pos: Pos,
}

/// A form with its grammar, not yet tied to a lemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Folded letters.
    pub key: String,
    /// What it shows.
    pub inflection: Inflection,
    /// What it may stand beside.
    pub joins: Joins,
}
