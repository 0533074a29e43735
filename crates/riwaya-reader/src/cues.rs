//! Cues: the words that cite a source, read from `lexicon/cues/`.

use riwaya_lexicon::{LemmaId, Lexicon, Pos};
use riwaya_text::fold_key;
use serde::Deserialize;

use crate::event::Stance;
use crate::frames::{Phrase, files};
use crate::names::{KeyMap, RareMap};
use crate::reader::ReaderError;
use crate::scorer::Label;

pub(crate) const BUILTIN: &[(&str, &str)] = files!("cues": "verbs", "phrases");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cue: Vec<CueEntry>,
    #[serde(default)]
    phrase: Vec<PhraseEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    id: String,
    stance: String,
    #[serde(default)]
    channel: bool,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    participles: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    only_with: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    id: String,
    #[serde(default)]
    channel: bool,
    #[serde(default)]
    after: bool,
    words: Vec<String>,
}

/// A kind of citing.
#[derive(Clone, Debug)]
pub(crate) struct CueClass {
    pub id: Label,
    pub stance: Stance,
    /// «نقل … عن»: its subject passes on another source.
    pub channel: bool,
    /// «تبادل الطرفان الاتهامات بـ…»: those who speak accuse one another.
    pub mutual: bool,
    /// «في تصريح لـ»: names who was spoken to, after the speaker.
    pub after: bool,
    /// Nouns, folded, one of which must follow the verb.
    pub only_with: Vec<Box<str>>,
}

/// All cues, indexed by their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueSet {
    pub classes: Vec<CueClass>,
    pub verbs: KeyMap<u16>,
    pub participles: RareMap<Option<u16>>,
    pub nouns: KeyMap<u16>,
    pub phrases: RareMap<Vec<Phrase>>,
}

impl CueSet {
    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, text: &str) -> Result<(), ReaderError> {
        let file: File = toml::from_str(text).map_err(|e| ReaderError::toml(path, text, &e))?;
        let bad = |what: String| ReaderError::Lexicon { path: path.to_owned(), line: None, what };
        for entry in file.cue {
            let owner = self.next().map_err(bad)?;
            let stance = entry.stance.parse().map_err(|e: crate::event::UnknownName| bad(e.to_string()))?;
            for (words, map) in [(&entry.verbs, &mut self.verbs), (&entry.nouns, &mut self.nouns)] {
                for word in words.split_whitespace() {
                    map.entry(fold_key(word).into()).or_insert(owner);
                }
            }
            for word in entry.participles.split_whitespace() {
                self.participles.of(&fold_key(word)).get_or_insert(owner);
            }
            let only_with = entry.only_with.split_whitespace().map(|w| fold_key(w).into()).collect();
            self.classes.push(CueClass {
                id: entry.id.as_str().into(),
                stance,
                channel: entry.channel,
                mutual: entry.mutual,
                after: false,
                only_with,
            });
        }
        for entry in file.phrase {
            let owner = self.next().map_err(bad)?;
            for written in &entry.words {
                let phrase = Phrase::parse(written, owner);
                let Some(first) = phrase.elements.first() else {
                    return Err(bad(format!("{}: an empty phrase", entry.id)));
                };
                self.phrases.of(&first.stem.clone()).push(phrase);
            }
            self.classes.push(CueClass {
                id: entry.id.as_str().into(),
                stance: Stance::Asserts,
                channel: entry.channel,
                mutual: false,
                after: entry.after,
                only_with: Vec::new(),
            });
        }
        for phrases in self.phrases.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.elements.len()));
        }
        Ok(())
    }

    /// The class of a participle that cites, with or without a و before it.
    pub(crate) fn participle(&self, key: &str) -> Option<u16> {
        let bare = key.strip_prefix('و').unwrap_or(key);
        self.participles.get(key).or_else(|| self.participles.get(bare)).copied().flatten()
    }

    fn next(&self) -> Result<u16, String> {
        u16::try_from(self.classes.len()).map_err(|_| "more than 65,535 cues".to_owned())
    }
}

/// Which lemmas cite.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueTable {
    /// By the number of a lemma.
    verbs: Vec<Option<u16>>,
    nouns: Vec<Option<u16>>,
}

impl CueTable {
    pub(crate) fn new(set: &CueSet, lexicon: &Lexicon) -> Self {
        let n = lexicon.lemma_count();
        let mut out = Self { verbs: vec![None; n], nouns: vec![None; n] };
        for (map, table, verb) in [(&set.verbs, &mut out.verbs, true), (&set.nouns, &mut out.nouns, false)] {
            for (key, class) in map {
                for id in lexicon.lemmas(key) {
                    if (lexicon.lemma(id).pos() == Pos::Verb) == verb {
                        table[id.index()] = Some(*class);
                    }
                }
            }
        }
        out
    }

    pub(crate) fn verb(&self, id: LemmaId) -> Option<u16> {
        self.verbs[id.index()]
    }

    pub(crate) fn noun(&self, id: LemmaId) -> Option<u16> {
        self.nouns[id.index()]
    }
}
