//! Frames: the words that may tell an event, read from `lexicon/frames/`.

use riwaya_text::fold_key;
use serde::Deserialize;

use crate::claim::Harm;
use crate::event::Event;
use crate::names::{KeyMap, RareMap};
use crate::reader::ReaderError;
use crate::scorer::{Label, Part};

/// Names a file of the built-in lexicon with its text.
macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$((concat!($folder, "/", $name, ".toml"), include_str!(concat!("../../../lexicon/", $folder, "/", $name, ".toml")))),+]
    };
}
pub(crate) use files;

pub(crate) const BUILTIN: &[(&str, &str)] = files!("frames":
    "clash", "shelling", "air_strike", "bombing", "attack", "shootdown", "destruction", "casualties", "abduction",
    "capture", "offensive", "deployment", "withdrawal", "truce", "violation", "talks", "agreement", "condemnation",
    "sanction", "aid", "protest");

/// A frame file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    event: String,
    #[serde(default)]
    frame: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default)]
    harm: String,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    phrases: Vec<String>,
    #[serde(default)]
    also: String,
    #[serde(default)]
    reads: Vec<String>,
    #[serde(default)]
    refuses: Vec<String>,
}

/// A frame: words that may tell one event, and what else they may tell.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub id: Label,
    pub event: Event,
    pub also: Vec<Event>,
    /// What befell the victims; several where one phrase tells of several.
    pub harm: Vec<Harm>,
    pub reads: Vec<String>,
    pub refuses: Vec<String>,
}

/// One element of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    /// Folded, as written.
    pub form: Box<str>,
    /// Folded, without the article.
    pub stem: Box<str>,
    /// How many words may stand before it.
    pub gap: u8,
    /// The bits of form and stem: a word whose spellings share none does not meet it.
    pub bits: u64,
}

/// A phrase of several words.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub elements: Vec<Element>,
    /// Index of the frame or cue it belongs to.
    pub owner: u16,
}

/// The widest gap that `..` stands for, in words.
const GAP: u8 = 6;

impl Phrase {
    /// Parses `أطلق .. النار`.
    pub(crate) fn parse(written: &str, owner: u16) -> Self {
        let mut elements = Vec::new();
        let mut gap = 0;
        for word in written.split_whitespace() {
            if word == ".." {
                gap = GAP;
                continue;
            }
            let form = fold_key(word);
            // An article is written without hamza: «ألقى» has none.
            let article = !word.starts_with(['أ', 'إ']);
            let bare = form.strip_prefix("ال").filter(|s| article && s.chars().count() >= 2);
            let stem = bare.unwrap_or(&form).to_owned();
            let bits = Part::of(&form).hash().bit() | Part::of(&stem).hash().bit();
            elements.push(Element { form: form.into(), stem: stem.into(), gap, bits });
            gap = 0;
        }
        Self { elements, owner }
    }
}

/// All frames, indexed by the words that open them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrameSet {
    pub frames: Vec<Frame>,
    pub verbs: KeyMap<Vec<u16>>,
    pub nouns: KeyMap<Vec<u16>>,
    /// Phrases by the stem of their first element.
    pub phrases: RareMap<Vec<Phrase>>,
}

/// The owner of phrases in which an event word tells no event: no frame has this index.
pub(crate) const FIGURE: u16 = u16::MAX;

const FIGURES: &str = include_str!("../../../lexicon/figures.txt");

impl FrameSet {
    /// Adds the figures of speech, which take their words from the frames.
    pub(crate) fn add_figures(&mut self) {
        for line in FIGURES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let phrase = Phrase::parse(line, FIGURE);
            if let Some(first) = phrase.elements.first() {
                self.phrases.of(&first.stem.clone()).push(phrase);
            }
        }
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, text: &str) -> Result<(), ReaderError> {
        let file: File = toml::from_str(text).map_err(|e| ReaderError::toml(path, text, &e))?;
        let bad = |what: String| ReaderError::Lexicon { path: path.to_owned(), line: None, what };
        let event: Event = file.event.parse().map_err(|e: crate::event::UnknownName| bad(e.to_string()))?;
        for entry in file.frame {
            let owner = u16::try_from(self.frames.len()).map_err(|_| bad("more than 65,535 frames".to_owned()))?;
            let also = entry.also.split_whitespace().map(str::parse).collect::<Result<_, _>>();
            let also = also.map_err(|e: crate::event::UnknownName| bad(e.to_string()))?;
            let harm = entry.harm.split_whitespace().map(str::parse).collect::<Result<_, _>>();
            let harm = harm.map_err(|e: crate::event::UnknownName| bad(e.to_string()))?;
            for verb in entry.verbs.split_whitespace() {
                push(self.verbs.entry(fold_key(verb).into()).or_default(), owner);
            }
            for noun in entry.nouns.split_whitespace() {
                push(self.nouns.entry(fold_key(noun).into()).or_default(), owner);
            }
            for written in &entry.phrases {
                let phrase = Phrase::parse(written, owner);
                let Some(first) = phrase.elements.first() else {
                    return Err(bad(format!("{}: an empty phrase", entry.id)));
                };
                self.phrases.of(&first.stem.clone()).push(phrase);
            }
            self.frames.push(Frame {
                id: entry.id.as_str().into(),
                event,
                also,
                harm,
                reads: entry.reads,
                refuses: entry.refuses,
            });
        }
        Ok(())
    }
}

fn push(owners: &mut Vec<u16>, owner: u16) {
    if !owners.contains(&owner) {
        owners.push(owner);
    }
}

#[cfg(test)]
mod tests {
    use super::Phrase;

    #[test]
    fn only_an_article_is_cut_from_a_phrase() {
        for (written, stems) in [("ألقى .. القبض", ["القي", "قبض"]), ("إلحاق الأضرار", ["الحاق", "اضرار"])]
        {
            let phrase = Phrase::parse(written, 0);
            assert_eq!(phrase.elements.iter().map(|e| &*e.stem).collect::<Vec<_>>(), stems, "{written}");
        }
    }
}
