//! Codes of a claim in the schemes of others that are nearer than its event's own, read from `lexicon/codes/`.

use std::ops::Range;

use riwaya_lexicon::{Analysis, Lexicon};
use serde::Deserialize;
use smallvec::SmallVec;

use crate::candidate::{meet, spelled_so};
use crate::claim::{Claim, Party};
use crate::event::{ACLED, Acled, Event, PLOVER, Plover, Stance};
use crate::frames::Phrase;
use crate::names::RareMap;
use crate::page::Page;
use crate::reader::ReaderError;
use crate::spelling::stem_of;

pub(crate) const BUILTIN: (&str, &str) = ("codes/codes.toml", include_str!("../../../lexicon/codes/codes.toml"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    code: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    event: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    actor: String,
    #[serde(default)]
    target: String,
    plover: Option<String>,
    acled: Option<String>,
    #[serde(default)]
    tells: Vec<String>,
    #[serde(default)]
    silent: Vec<String>,
}

/// A rule: what must be so, and the codes that follow.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: Box<str>,
    events: Vec<Event>,
    words: Vec<Phrase>,
    actor: Vec<Box<str>>,
    target: Vec<Box<str>>,
    plover: Option<Plover>,
    acled: Option<Acled>,
    pub tells: Vec<String>,
    pub silent: Vec<String>,
}

/// All rules, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    pub rules: Vec<Rule>,
    /// For the first words of all rules, as written and by their stems, the rules with those of their phrases.
    firsts: RareMap<Vec<(u16, u16)>>,
}

/// Words before and behind the event word that tell of its manner.
const BEFORE: usize = 4;
const BEHIND: usize = 10;

impl Codes {
    /// Adds a file. Its rules are tried before those that are there, so that a user's own decide.
    pub(crate) fn add(&mut self, path: &str, text: &str) -> Result<(), ReaderError> {
        let file: File = toml::from_str(text).map_err(|e| ReaderError::toml(path, text, &e))?;
        let bad = |id: &str, what: String| ReaderError::Lexicon {
            path: path.to_owned(),
            line: None,
            what: format!("{id}: {what}"),
        };
        let rules = file.code.into_iter().map(|entry| {
            let id = entry.id.clone();
            Rule::new(entry).map_err(|what| bad(&id, what))
        });
        self.rules.splice(0..0, rules.collect::<Result<Vec<_>, _>>()?);
        u16::try_from(self.rules.len()).map_err(|_| bad("codes", "more than 65,535 rules".to_owned()))?;
        self.firsts = RareMap::default();
        for (r, rule) in (0u16..).zip(&self.rules) {
            for (p, phrase) in (0u16..).zip(&rule.words) {
                let first = phrase.elements.first();
                for spelling in first.into_iter().flat_map(|e| [&e.form, &e.stem]) {
                    self.firsts.of(spelling).push((r, p));
                }
            }
        }
        Ok(())
    }

    /// The phrases of rules that begin with a spelling, as the numbers of rule and phrase.
    pub(crate) fn opening(&self, lexicon: &Lexicon, key: &str, readings: &[Analysis]) -> SmallVec<[(u16, u16); 4]> {
        let stems = readings.iter().map(|a| stem_of(key, a));
        let lemmas = readings.iter().filter_map(|a| a.lemma).map(|id| lexicon.lemma(id).key());
        let mut out: SmallVec<[(u16, u16); 4]> = SmallVec::new();
        for found in std::iter::once(key).chain(stems).chain(lemmas).filter_map(|text| self.firsts.get(text)) {
            out.extend(found.iter().copied().filter(|(r, p)| {
                let first = self.rules[usize::from(*r)].words[usize::from(*p)].elements.first();
                first.is_some_and(|e| spelled_so(lexicon, key, readings, e))
            }));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Gives a claim the nearest codes that its words and parties tell. A demand, a rejection or a threat keeps its
    /// PLOVER type, whatever is demanded.
    pub(crate) fn refine(&self, page: &Page<'_>, trigger: &Range<usize>, claim: &mut Claim) {
        let told = matches!(claim.stance, Stance::Asserts | Stance::Denies | Stance::Plans);
        let around = around(page, trigger);
        let mut begun: SmallVec<[Begun; 16]> = SmallVec::new();
        for i in around.clone().filter(|i| page.is_word(*i)) {
            let codes = page.opens(i).into_iter().flat_map(|o| o.codes.iter());
            begun.extend(codes.map(|(rule, phrase)| Begun { at: i, rule: *rule, phrase: *phrase }));
        }
        let (mut plover, mut acled) = (None, None);
        for (r, rule) in (0u16..).zip(&self.rules) {
            let nearer = plover.is_none() && told && rule.plover.is_some() || acled.is_none() && rule.acled.is_some();
            let words = |b: &Begun| {
                b.rule == r && meet(page, &rule.words[usize::from(b.phrase)].elements, b.at, around.end).is_some()
            };
            if nearer && rule.concerns(claim) && (rule.words.is_empty() || begun.iter().any(words)) {
                plover = plover.or(rule.plover.filter(|_| told));
                acled = acled.or(rule.acled);
            }
        }
        claim.plover = plover.or(claim.plover);
        claim.acled = acled.or(claim.acled);
    }
}

/// A phrase of a rule that begins at a word.
struct Begun {
    at: usize,
    rule: u16,
    phrase: u16,
}

impl Rule {
    fn new(entry: Entry) -> Result<Self, String> {
        let events = entry.event.split_whitespace().map(str::parse).collect::<Result<Vec<Event>, _>>();
        let sectors = |written: &str| written.split_whitespace().map(Into::into).collect::<Vec<_>>();
        let words: Vec<Phrase> = entry.words.iter().map(|w| Phrase::parse(w, 0)).collect();
        if words.iter().any(|p| p.elements.is_empty()) {
            return Err("empty words".to_owned());
        }
        if words.is_empty() && entry.actor.is_empty() && entry.target.is_empty() {
            return Err("neither `words` nor `actor` nor `target`".to_owned());
        }
        Ok(Self {
            events: events.map_err(|e| e.to_string())?,
            words,
            actor: sectors(&entry.actor),
            target: sectors(&entry.target),
            plover: entry.plover.as_deref().map(plover).transpose()?,
            acled: entry.acled.as_deref().map(acled).transpose()?,
            id: entry.id.into(),
            tells: entry.tells,
            silent: entry.silent,
        })
    }

    /// Whether it is about the event and the parties of a claim.
    fn concerns(&self, claim: &Claim) -> bool {
        self.events.contains(&claim.event) && among(&self.actor, &claim.actor) && among(&self.target, &claim.target)
    }

    /// Whether its words begin at one of these places and go no further than `end`; a rule without words asks for none.
    pub(crate) fn meets(&self, page: &Page<'_>, mut places: impl Iterator<Item = usize>, end: usize) -> bool {
        let at = |i: usize| self.words.iter().any(|p| opens(page, p, i) && meet(page, &p.elements, i, end).is_some());
        self.words.is_empty() || places.any(at)
    }

    /// Whether its examples concern its words.
    pub(crate) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }
}

fn opens(page: &Page<'_>, phrase: &Phrase, i: usize) -> bool {
    let (key, readings) = (page.key(i), page.analyses(i));
    page.is_word(i) && phrase.elements.first().is_some_and(|e| spelled_so(page.lexicon, key, readings, e))
}

/// The words of the sentence near an event word.
fn around(page: &Page<'_>, trigger: &Range<usize>) -> Range<usize> {
    let bounds = &page.sentence(trigger.start).words;
    trigger.start.saturating_sub(BEFORE).max(bounds.start)..(trigger.end + BEHIND).min(bounds.end)
}

/// Whether the first party of which anything is known is of one of these sectors; no sectors ask for nothing.
fn among(sectors: &[Box<str>], parties: &[Party]) -> bool {
    let of = |party: &Party| party.identity.sector.or_else(|| party.identity.country.as_ref().map(|_| "STATE"));
    sectors.is_empty() || parties.iter().find_map(of).is_some_and(|s| sectors.iter().any(|o| **o == *s))
}

/// A code of the PLOVER codebook, as `ASSAULT firearms`.
fn plover(written: &str) -> Result<Plover, String> {
    let (event, mode) = written.split_once(' ').map_or((written, None), |(e, m)| (e, Some(m)));
    let (event, modes) = PLOVER.iter().find(|(e, _)| *e == event).ok_or_else(|| format!("no PLOVER type: {event}"))?;
    let known = |m: &str| modes.iter().find(|k| **k == m).copied().ok_or_else(|| format!("no mode of {event}: {m}"));
    Ok(Plover { event, mode: mode.map(known).transpose()? })
}

/// A code of the ACLED codebook, as `Battles > Armed clash`.
fn acled(written: &str) -> Result<Acled, String> {
    let no = || format!("no ACLED type with its sub-event type: {written}");
    let (event, sub) = written.split_once(" > ").ok_or_else(no)?;
    let (event, subs) = ACLED.iter().find(|(e, _)| *e == event).ok_or_else(no)?;
    let sub_event = subs.iter().find(|s| **s == sub).copied().ok_or_else(no)?;
    Ok(Acled { event, sub_event })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_outside_the_codebooks_are_refused() {
        for (written, wrong) in [("ASSAULT kindness", true), ("HUG", true), ("ASSAULT firearms", false)] {
            assert_eq!(plover(written).is_err(), wrong, "{written}");
        }
        for (written, wrong) in [("Battles > Duel", true), ("Battles", true), ("Riots > Mob violence", false)] {
            assert_eq!(acled(written).is_err(), wrong, "{written}");
        }
    }

    #[test]
    fn a_file_that_asks_for_nothing_or_names_no_event_is_refused() {
        for file in [
            "[[code]]\nid = \"a\"\nevent = \"attack\"\nplover = \"ASSAULT firearms\"",
            "[[code]]\nid = \"a\"\nevent = \"party\"\nactor = \"MIL\"",
            "[[code]]\nid = \"a\"\nevent = \"attack\"\nwords = [\"\"]",
        ] {
            assert!(Codes::default().add("own.toml", file).is_err(), "{file}");
        }
    }
}
