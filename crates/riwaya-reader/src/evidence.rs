//! Words near an event that tell how its source holds it: read from `lexicon/cues/evidence.toml`.

use riwaya_lexicon::{Pos, Proclitics};
use riwaya_text::fold_key;
use serde::Deserialize;

use crate::candidate::Candidate;
use crate::event::Event;
use crate::names::KeyMap;
use crate::page::Page;
use crate::reader::ReaderError;
use crate::scorer::Features;

pub(crate) const BUILTIN: (&str, &str) = ("cues/evidence.toml", include_str!("../../../lexicon/cues/evidence.toml"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    evidence: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    words: String,
}

/// Kinds of evidence by the words that show them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    kinds: Vec<Box<str>>,
    words: KeyMap<u8>,
}

/// How many words before and behind an event are looked at.
const BEFORE: usize = 12;
const BEHIND: usize = 6;

impl Evidence {
    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, text: &str) -> Result<(), ReaderError> {
        let file: File = toml::from_str(text).map_err(|e| ReaderError::toml(path, text, &e))?;
        for entry in file.evidence {
            let kind = u8::try_from(self.kinds.len()).map_err(|_| ReaderError::Lexicon {
                path: path.to_owned(),
                line: None,
                what: "more than 255 kinds of evidence".to_owned(),
            })?;
            for word in entry.words.split_whitespace() {
                self.words.entry(fold_key(word).into()).or_insert(kind);
            }
            self.kinds.push(entry.id.into());
        }
        Ok(())
    }

    /// The number of the kind that a word shows, by its letters or by its lemma.
    pub(crate) fn number(&self, key: &str, lemma: &str) -> Option<u8> {
        self.words.get(key).or_else(|| self.words.get(lemma)).copied()
    }

    /// The kind of evidence that a word is.
    pub(crate) fn kind(&self, page: &Page<'_>, i: usize) -> Option<&str> {
        page.spelling(i)?.evidence.map(|k| &*self.kinds[usize::from(k)])
    }

    /// In what mood an event is told: by its own form, by the particle before it, or by the word that governs it in the
    /// same clause.
    pub(crate) fn mood(&self, page: &Page<'_>, c: &Candidate) -> &str {
        let start = page.sentence(c.head).words.start;
        let key = |k: usize| c.words.start.checked_sub(k).filter(|j| *j >= start).map_or("", |j| page.key(j));
        if page.has(c.words.start, Proclitics::SA) || page.has(c.head, Proclitics::SA) || key(1).ends_with("سوف") {
            return "will";
        }
        if (1..=2).any(|k| matches!(key(k), "لن" | "ولن")) {
            return "will-not";
        }
        if (1..=2).any(|k| matches!(key(k), "لم" | "ولم" | "لا" | "ولا" | "عدم" | "بعدم" | "لعدم" | "دون"))
        {
            return "not";
        }
        for i in (start.max(c.words.start.saturating_sub(8))..c.words.start).rev() {
            if matches!(
                page.key(i),
                "." | "؛" | "،" | "," | ":" | "التي" | "الذي" | "بعد" | "منذ" | "رغم" | "فيما" | "بينما"
            ) {
                break;
            }
            if page.has(i, Proclitics::SA) {
                return "will-bring";
            }
            if let Some(kind) = self.kind(page, i).filter(|k| *k != "done") {
                return kind;
            }
        }
        "plain"
    }

    /// The features of what stands near a candidate; gives the kind of the evidence nearest before it.
    pub(crate) fn features(&self, page: &Page<'_>, c: &Candidate, event: Event, f: &mut Features) -> Option<&str> {
        let bounds = page.sentence(c.head).words.clone();
        let mut near: Option<&str> = None;
        let mut future = false;
        for i in (c.words.start.saturating_sub(BEFORE).max(bounds.start)..c.words.start).rev() {
            if matches!(page.key(i), "." | "؛") {
                break;
            }
            let verb = page.top(i).filter(|a| a.pos == Pos::Verb);
            future |= verb.is_some_and(|a| a.proclitics.has(Proclitics::SA));
            let Some(kind) = self.kind(page, i) else { continue };
            let distance = match c.words.start - i {
                1 => "1",
                2 => "2",
                3..=4 => "3",
                5..=7 => "5",
                _ => "8",
            };
            f.add("evidence", &[kind, distance]);
            f.add("evidence-event", &[kind, event.as_str()]);
            match near {
                None => {
                    f.add("evidence-nearest", &[kind]);
                    near = Some(kind);
                }
                Some(first) => f.add("evidence-pair", &[first, kind]),
            }
        }
        for i in c.words.end..(c.words.end + BEHIND).min(bounds.end) {
            if matches!(page.key(i), "." | "؛" | "،") {
                break;
            }
            if let Some(kind) = self.kind(page, i) {
                f.add("evidence-behind", &[kind]);
                f.add("evidence-behind-event", &[kind, event.as_str()]);
            }
        }
        if future {
            f.add("evidence-sa", &[event.as_str()]);
            f.flag(true, "evidence-sa-any");
        }
        if near.is_none() {
            f.flag(true, "no-evidence");
        }
        near
    }
}
