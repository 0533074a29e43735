//! Examples: what a written word must be read as, and what it must not.

use riwaya_text::fold_key;

use crate::analysis::{Analysis, Proclitics};
use crate::grammar::{Case, Gender, Inflection, Mood, Number, Person, Pos, State, Tense, Voice};
use crate::lexicon::Lexicon;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File and line.
    pub place: (String, usize),
    /// The word as written.
    pub surface: String,
    /// What it should be, or should not be, read as.
    pub wanted: String,
    /// The readings that it has.
    pub found: Vec<String>,
}

impl Lexicon {
    /// Runs the examples in the words files; those that hold are left out.
    #[must_use]
    pub fn check_examples(&self) -> Vec<Failure> {
        let failing = |e: &crate::compile::source::Example| unlike(self, &e.surface, &e.wanted).is_some() == e.holds;
        self.examples()
            .into_iter()
            .filter(failing)
            .map(|e| Failure { found: shown(self, &e.surface), place: e.place, surface: e.surface, wanted: e.wanted })
            .collect()
    }

    /// A reading in one line: `و+قال verb past 3 m sg`.
    #[must_use]
    pub fn show(&self, analysis: &Analysis) -> String {
        let mut out = String::new();
        if !analysis.proclitics.is_empty() {
            out.push_str(&format!("{}+", analysis.proclitics));
        }
        out.push_str(analysis.lemma.map_or("?", |id| self.lemma(id).display()));
        for label in labels(analysis) {
            out.push(' ');
            out.push_str(label);
        }
        if let Some(pronoun) = analysis.enclitic {
            out.push_str(&format!(" ~{pronoun}"));
        }
        out
    }
}

fn shown(lexicon: &Lexicon, surface: &str) -> Vec<String> {
    lexicon.analyse(&fold_key(surface)).iter().map(|a| lexicon.show(a)).collect()
}

/// Whether no reading of `surface` is as `wanted` says; then all the readings that it has.
///
/// `wanted` is a citation form and then, in any order, labels that the reading must bear: part of speech, `past`,
/// `passive`, `3`, `f`, `pl` …; `+و` a proclitic, `~3fsg` a pronoun, `bare` neither, `first` that it is the likeliest.
/// A citation form of `*` is any.
///
/// ```
/// use riwaya_lexicon::{Lexicon, unlike};
/// let lexicon = Lexicon::builtin();
/// assert_eq!(unlike(lexicon, "وأعلنت", "أعلن verb past 3 f sg +و"), None);
/// ```
#[must_use]
pub fn unlike(lexicon: &Lexicon, surface: &str, wanted: &str) -> Option<Vec<String>> {
    let mut parts = wanted.split_whitespace();
    let lemma = parts.next().unwrap_or("*");
    let labels: Vec<&str> = parts.collect();
    let readings = lexicon.analyse(&fold_key(surface));
    let fits = |(rank, a): (usize, &Analysis)| {
        let named = lemma == "*" || a.lemma.is_some_and(|id| is_named(lexicon, id, lemma));
        named && labels.iter().all(|label| bears(a, rank, label))
    };
    let held = readings.iter().enumerate().any(fits);
    (!held).then(|| readings.iter().map(|a| lexicon.show(a)).collect())
}

fn is_named(lexicon: &Lexicon, id: crate::lexicon::LemmaId, name: &str) -> bool {
    let lemma = lexicon.lemma(id);
    let marked = name.chars().any(|c| ('\u{64b}'..='\u{652}').contains(&c));
    if marked { lemma.display() == name } else { lemma.key() == fold_key(name) }
}

fn bears(a: &Analysis, rank: usize, label: &str) -> bool {
    if let Some(proclitic) = label.strip_prefix('+') {
        return a.proclitics.to_string().split('+').any(|p| p == proclitic);
    }
    if let Some(pronoun) = label.strip_prefix('~') {
        return a.enclitic.is_some_and(|e| e.to_string() == pronoun);
    }
    match label {
        "bare" => a.proclitics.without(Proclitics::AL).is_empty() && a.enclitic.is_none(),
        "first" => rank == 0,
        _ => labels(a).contains(&label),
    }
}

fn labels(a: &Analysis) -> Vec<&'static str> {
    let Inflection { tense, voice, person, gender, number, mood, state, case } = a.inflection;
    let mut out = vec![a.pos.label()];
    out.extend(tense.map(Tense::label));
    out.extend(voice.map(Voice::label));
    out.extend(person.map(Person::label));
    out.extend(gender.map(Gender::label));
    out.extend(number.map(Number::label));
    out.extend(mood.map(Mood::label));
    out.extend(state.map(State::label));
    out.extend(case.map(Case::label));
    debug_assert!(Pos::from_label(out[0]).is_some());
    out
}
