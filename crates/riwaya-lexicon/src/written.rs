//! What the letters of a word as stored tell that its folded form does not.

use riwaya_text::{Folded, fold_char};

use crate::analyse::guess;
use crate::analysis::{Analysis, Proclitics};
use crate::grammar::{Person, Pos, Tense};
use crate::lexicon::Lexicon;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    ending: Ending,
    /// إ at its front: no verb of the form أفعل, and nothing that I do.
    hamza_below: bool,
}

/// What the last letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Other,
    /// ة: no attached pronoun.
    Ta,
    /// ه: more likely an attached pronoun, though some write it for ة.
    Ha,
}

/// How far into a word its front reaches: behind a conjunction and a preposition.
const FRONT: usize = 3;

impl Written {
    /// How many ways there are.
    pub(crate) const WAYS: usize = 6;

    /// How a word of a text is written.
    pub(crate) fn of(raw: &str) -> Self {
        let ending = match raw.chars().rev().find(|c| fold_char(*c) != Folded::Dropped) {
            Some('ة') => Ending::Ta,
            Some('ه') => Ending::Ha,
            _ => Ending::Other,
        };
        Self { ending, hamza_below: raw.chars().take(FRONT).any(|c| c == 'إ') }
    }

    /// Its number among the ways.
    pub(crate) const fn number(self) -> usize {
        self.ending as usize * 2 + self.hamza_below as usize
    }

    /// The readings of a folded word without those that its letters rule out, the likeliest first.
    pub(crate) fn judge(self, lexicon: &Lexicon, key: &str, mut readings: Vec<Analysis>) -> Vec<Analysis> {
        let pronoun = |a: &Analysis| a.enclitic.is_some() && key[usize::from(a.stem.1)..] == *"ه";
        if self.hamza_below {
            rule_out(&mut readings, |a| has_hamza_above(lexicon, key, a));
        }
        match self.ending {
            Ending::Other => {}
            // «صينة»: no verb with its object, so a word that nobody knows.
            Ending::Ta if readings.iter().all(pronoun) => {
                readings.clear();
                guess(key, &mut readings);
            }
            Ending::Ta => rule_out(&mut readings, pronoun),
            Ending::Ha => {
                for reading in readings.iter_mut().filter(|a| pronoun(a)) {
                    reading.weight += 12;
                }
                readings.sort_by_key(|a| std::cmp::Reverse(a.weight));
            }
        }
        readings
    }
}

/// Leaves some readings out, unless there would be none.
fn rule_out(readings: &mut Vec<Analysis>, wrong: impl Fn(&Analysis) -> bool) {
    if !readings.iter().all(&wrong) {
        readings.retain(|a| !wrong(a));
    }
}

/// Whether a reading asks for أ where it begins: «أدان», «أكتب», «أقال؟». Of «استخدم» many write إ, which is no sign.
fn has_hamza_above(lexicon: &Lexicon, key: &str, a: &Analysis) -> bool {
    if a.proclitics.has(Proclitics::HAMZA_Q) {
        return true;
    }
    if a.pos != Pos::Verb || !key[usize::from(a.stem.0)..].starts_with('ا') {
        return false;
    }
    match a.inflection.tense {
        Some(Tense::Past) => a.lemma.and_then(|id| lexicon.lemma(id).form()).is_some_and(|form| matches!(form, 1 | 4)),
        _ => a.inflection.person == Some(Person::First),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pronoun_is_written_with_ta() {
        let lexicon = Lexicon::builtin();
        for (raw, known) in [("صينة", false), ("صينه", true), ("مدينة", true)] {
            let key = raw.replace('ة', "ه");
            let readings = Written::of(raw).judge(lexicon, &key, lexicon.analyse(&key));
            assert_eq!(readings[0].lemma.is_some(), known, "{raw}");
        }
    }

    #[test]
    fn hamza_below_is_no_verb_with_hamza_above() {
        let lexicon = Lexicon::builtin();
        for (raw, key, verb) in [
            ("إدانتها", "ادانتها", false),
            ("أدانتها", "ادانتها", true),
            ("وإعادتهم", "واعادتهم", false),
            ("إستخدمت", "استخدمت", true),
        ] {
            let readings = Written::of(raw).judge(lexicon, key, lexicon.analyse(key));
            assert_eq!(readings[0].pos == Pos::Verb, verb, "{raw}");
        }
    }
}
