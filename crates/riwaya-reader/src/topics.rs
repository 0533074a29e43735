//! Subject matter: what a sentence and a report are about, by their words, read from `lexicon/topics.txt`.

use riwaya_lexicon::{Analysis, Lexicon};
use riwaya_text::fold_key;

use crate::names::KeyMap;
use crate::reader::ReaderError;
use crate::scorer::{Label, Part};

const PATH: &str = "topics.txt";
const BUILTIN: &str = include_str!("../../../lexicon/topics.txt");

/// Topics of words, as bits; a bit's number is the topic's place in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topics {
    names: Vec<Label>,
    by_lemma: Vec<u32>,
    by_word: KeyMap<u32>,
    /// Topics that reports of a war are made of.
    pub conflict: u32,
    /// Topics of other reports.
    pub peace: u32,
    /// The topic of armies, and those of weapons.
    pub army: u32,
    pub weapons: u32,
}

/// The numbers of the bits of a set, the lowest first.
pub(crate) fn bits(set: u32) -> impl Iterator<Item = usize> {
    let mut left = set;
    std::iter::from_fn(move || {
        let bit = left.trailing_zeros() as usize;
        left &= left.wrapping_sub(1);
        (bit < 32).then_some(bit)
    })
}

impl Topics {
    /// The built-in topics, for the words of a lexicon.
    pub(crate) fn builtin(lexicon: &Lexicon) -> Result<Self, ReaderError> {
        let mut out = Self { by_lemma: vec![0; lexicon.lemma_count()], ..Self::default() };
        for (n, line) in BUILTIN.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            match line.strip_prefix("topic ") {
                Some(head) => out.open(head, n + 1)?,
                None => out.add(line, lexicon),
            }
        }
        out.army = out.bit("army");
        out.weapons = out.bit("air") | out.bit("gun") | out.bit("bomb");
        Ok(out)
    }

    fn open(&mut self, head: &str, line: usize) -> Result<(), ReaderError> {
        let bad = |what: &str| ReaderError::Lexicon { path: PATH.to_owned(), line: Some(line), what: what.to_owned() };
        if self.names.len() == 32 {
            return Err(bad("more than 32 topics"));
        }
        let head = head.split(" — ").next().unwrap_or(head);
        let (name, kind) = head.split_once(" : ").unwrap_or((head, ""));
        let bit = 1 << self.names.len();
        match kind.trim() {
            "conflict" => self.conflict |= bit,
            "peace" => self.peace |= bit,
            "" => {}
            _ => return Err(bad("a topic is `: conflict`, `: peace` or neither")),
        }
        self.names.push(name.trim().into());
        Ok(())
    }

    fn add(&mut self, words: &str, lexicon: &Lexicon) {
        let Some(bit) = self.names.len().checked_sub(1).map(|b| 1 << b) else { return };
        for word in words.split_whitespace() {
            let key = fold_key(word);
            for id in lexicon.lemmas(&key) {
                self.by_lemma[id.index()] |= bit;
            }
            *self.by_word.entry(key.into()).or_default() |= bit;
        }
    }

    /// The topics of a word by its likeliest reading, or, where that has no lemma, by its stem.
    pub(crate) fn of(&self, a: &Analysis, stem: &str) -> u32 {
        a.lemma.map_or_else(|| self.by_word.get(stem).copied().unwrap_or(0), |id| self.by_lemma[id.index()])
    }

    /// The bit of a topic; 0 where no topic has that name.
    pub(crate) fn bit(&self, name: &str) -> u32 {
        self.names.iter().position(|n| **n == *name).map_or(0, |b| 1 << b)
    }

    /// The names of the topics of a set.
    pub(crate) fn names(&self, set: u32) -> impl Iterator<Item = Part<'_>> {
        bits(set).filter_map(|b| self.names.get(b)).map(Label::part)
    }
}
