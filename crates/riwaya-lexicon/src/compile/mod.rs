//! From the lexicon's files to its compiled form. Used by the build script for the words that come with Riwaya, and at
//! run time for a user's own folder.

pub mod blob;
mod entry;
mod form_one;
mod nominal;
pub mod source;
mod stem;
mod verb;

use std::collections::{BTreeMap, HashMap};

use riwaya_text::fold_key;

use crate::grammar::{Gender, Inflection, Joins, Number, Pos};
use blob::Compiled;
use entry::{Form, Lemma, Reading};
use nominal::Pattern;
use source::{Entry, Source, SourceError};
use stem::{End, Stem};

/// Compiles what the files say.
///
/// # Errors
/// The first entry that cannot be inflected, or the first class word that no lemma answers to.
pub fn compile(source: &Source) -> Result<Compiled, SourceError> {
    let mut lexicon = Compiler::default();
    for entry in source.entries.iter().filter(|e| e.pos == Pos::Verb) {
        lexicon.verb(entry)?;
    }
    for entry in source.entries.iter().filter(|e| e.pos != Pos::Verb) {
        match entry.pos {
            Pos::Noun => lexicon.noun(entry),
            Pos::Adjective => lexicon.adjective(entry),
            _ => lexicon.word(entry),
        }
    }
    lexicon.classes(source);
    lexicon.drop_shadowed_names();
    let classes: Vec<(String, String)> = lexicon.class_names;
    Ok(blob::write(&lexicon.lemmas, &lexicon.forms, &classes))
}

#[derive(Default)]
struct Compiler {
    lemmas: Vec<Lemma>,
    by_key: HashMap<String, Vec<u32>>,
    /// Verbs by folded citation form, form number and folded present.
    verbs: HashMap<(String, u8, Option<String>), u32>,
    forms: BTreeMap<String, Vec<Reading>>,
    class_names: Vec<(String, String)>,
}

impl Compiler {
    fn lemma(&mut self, display: &str, pos: Pos, gloss: &str, verb: Option<u32>, weight: i8) -> u32 {
        let number = self.lemmas.len() as u32;
        let key = fold_key(display);
        self.by_key.entry(key.clone()).or_default().push(number);
        let form = 0;
        let (display, gloss) = (display.to_owned(), gloss.to_owned());
        self.lemmas.push(Lemma { key, display, gloss, pos, verb, form, weight, classes: Vec::new() });
        number
    }

    fn add(&mut self, lemma: u32, forms: Vec<Form>) {
        let pos = self.lemmas[lemma as usize].pos;
        for Form { key, inflection, joins } in forms {
            if key.is_empty() || key.len() > 80 {
                continue;
            }
            let list = self.forms.entry(key).or_default();
            match list.iter_mut().find(|r| r.lemma == lemma && r.inflection == inflection) {
                Some(reading) => reading.joins = reading.joins.with(joins),
                None => list.push(Reading { lemma, inflection, joins, pos }),
            }
        }
    }

    fn verb(&mut self, entry: &Entry) -> Result<(), SourceError> {
        let letters = letters(&entry.forms[0]);
        let verb = match entry.verb_form {
            1 => {
                let present = entry.present.as_deref().ok_or_else(|| entry.error("form I needs its present"))?;
                form_one::form_one(&letters, &self::letters(present))
            }
            form => verb::derived(&letters, form),
        }
        .ok_or_else(|| entry.error("no verb of that form looks like this"))?;
        let name = (fold_key(&entry.forms[0]), entry.verb_form, entry.present.as_deref().map(fold_key));
        if let Some(id) = self.verbs.get(&name).copied() {
            self.more_masdars(id, entry);
            return Ok(());
        }
        let weight = match () {
            () if entry.has("rare") => -20,
            () if entry.has("common") => 12,
            () => 0,
        };
        let id = self.lemma(&entry.forms[0], Pos::Verb, &entry.gloss, None, weight);
        self.lemmas[id as usize].form = entry.verb_form;
        self.verbs.insert(name, id);
        let passive = !entry.has("intr");
        self.add(id, verb::conjugate(&verb, passive));
        let others = weight.min(0);
        self.participle(id, &verb.agent, Pos::ActiveParticiple, others);
        if passive {
            self.participle(id, &verb.patient, Pos::PassiveParticiple, others - 1);
        }
        let masdars: Vec<Stem> = if entry.others.is_empty() {
            verb.masdars.clone()
        } else {
            let listed = entry.others.iter().map(|m| Stem::of(&self::letters(m.trim_start_matches('+'))));
            let by_rule = if entry.others.iter().any(|m| m.starts_with('+')) { verb.masdars.as_slice() } else { &[] };
            listed.chain(by_rule.iter().cloned()).collect()
        };
        for stem in masdars {
            self.masdar(id, &stem, entry.verb_form, others);
        }
        Ok(())
    }

    /// A verb that two files list: the second adds the masdars that the first has not.
    fn more_masdars(&mut self, id: u32, entry: &Entry) {
        for masdar in &entry.others {
            let stem = Stem::of(&letters(masdar.trim_start_matches('+')));
            let known = self.by_key.get(&stem.bare()).into_iter().flatten();
            if !known.into_iter().any(|n| self.lemmas[*n as usize].verb == Some(id)) {
                self.masdar(id, &stem, entry.verb_form, self.lemmas[id as usize].weight);
            }
        }
    }

    fn participle(&mut self, verb: u32, stem: &Stem, pos: Pos, weight: i8) {
        let drops_i = stem.end == End::LongI;
        let gloss = self.lemmas[verb as usize].gloss.clone();
        let id = self.lemma(&stem.display(), pos, &gloss, Some(verb), weight - 4);
        let pattern =
            Pattern { feminine: true, plural_un: true, plural_at: true, dual: true, drops_i, ..Pattern::default() };
        self.add(id, nominal::inflect(stem, pattern));
    }

    fn masdar(&mut self, verb: u32, stem: &Stem, form: u8, weight: i8) {
        let gloss = self.lemmas[verb as usize].gloss.clone();
        let display = stem.display();
        let display = match display.strip_prefix('ا') {
            Some(rest) if form == 4 => format!("إ{rest}"),
            _ => display,
        };
        let id = self.lemma(&display, Pos::Masdar, &gloss, Some(verb), weight - 1);
        let counted = form != 1 || stem.end == End::Ta;
        let drops_i = stem.end == End::LongI;
        let pattern = Pattern { plural_at: counted, dual: counted, drops_i, ..Pattern::default() };
        self.add(id, nominal::inflect(stem, pattern));
    }

    fn noun(&mut self, entry: &Entry) {
        let weight = if entry.has("rare") { -20 } else { 2 };
        let (stem, drops_i) = nominal_stem(&entry.forms[0]);
        let listed = self.listed(&entry.forms[0], Pos::Noun);
        let id = match listed.or_else(|| self.masdar_with_key(&entry.forms[0])) {
            Some(id) => {
                if listed.is_none() {
                    self.lemmas[id as usize].gloss.clone_from(&entry.gloss);
                }
                id
            }
            None => self.lemma(entry.forms[0].trim_end_matches('\u{64d}'), Pos::Noun, &entry.gloss, None, weight),
        };
        let human = entry.others.iter().any(|p| p == "ون");
        let pattern = Pattern {
            feminine: human,
            plural_un: human,
            plural_at: human || entry.others.iter().any(|p| p == "ات"),
            dual: !entry.has("uncounted"),
            is_feminine: entry.has("f"),
            drops_i,
            is_plural: false,
        };
        self.add(id, nominal::inflect(&stem, pattern));
        for spelling in &entry.forms[1..] {
            let (stem, drops_i) = nominal_stem(spelling);
            self.add(id, nominal::inflect(&stem, Pattern { drops_i, ..pattern }));
        }
        self.broken(id, &entry.others);
        self.section_class(id, entry);
    }

    /// A lemma that an earlier line lists in the same letters and with the same part of speech.
    fn listed(&self, display: &str, pos: Pos) -> Option<u32> {
        let display = display.trim_end_matches('\u{64d}');
        let numbers = self.by_key.get(&fold_key(display))?;
        numbers.iter().copied().find(|n| {
            let lemma = &self.lemmas[*n as usize];
            lemma.pos == pos && lemma.display == display
        })
    }

    /// A masdar that a noun's line speaks of: the line adds its plurals and its English.
    fn masdar_with_key(&self, display: &str) -> Option<u32> {
        let numbers = self.by_key.get(&fold_key(display))?;
        numbers.iter().copied().find(|n| self.lemmas[*n as usize].pos == Pos::Masdar)
    }

    fn broken(&mut self, id: u32, plurals: &[String]) {
        for plural in plurals.iter().filter(|p| !matches!(p.as_str(), "ون" | "ات")) {
            let (stem, drops_i) = nominal_stem(plural);
            let pattern = Pattern { is_plural: true, drops_i, ..Pattern::default() };
            self.add(id, nominal::inflect(&stem, pattern));
        }
    }

    fn adjective(&mut self, entry: &Entry) {
        let weight = if entry.has("rare") { -20 } else { 1 };
        let (stem, drops_i) = nominal_stem(&entry.forms[0]);
        let display = entry.forms[0].trim_end_matches('\u{64d}');
        let id = match self.listed(display, Pos::Adjective) {
            Some(id) => id,
            None => self.lemma(display, Pos::Adjective, &entry.gloss, None, weight),
        };
        let elative = entry.has("elative");
        let pattern = Pattern {
            feminine: !elative,
            plural_un: true,
            plural_at: !elative,
            dual: true,
            drops_i,
            ..Pattern::default()
        };
        for spelling in &entry.forms {
            let (stem, drops_i) =
                if spelling == &entry.forms[0] { (stem.clone(), drops_i) } else { nominal_stem(spelling) };
            self.add(id, nominal::inflect(&stem, Pattern { drops_i, ..pattern }));
        }
        for form in entry.value("f").iter().flat_map(|v| v.split(',')) {
            let stem = Stem::of(&letters(form));
            self.add(
                id,
                nominal::inflect(
                    &stem,
                    Pattern { is_feminine: true, dual: true, plural_at: true, ..Pattern::default() },
                ),
            );
        }
        self.broken(id, &entry.others);
        self.section_class(id, entry);
    }

    /// A word of any other kind: its spellings as they stand.
    fn word(&mut self, entry: &Entry) {
        let weight = match entry.pos {
            Pos::Proper if entry.has("rare") => -20,
            Pos::Proper if matches!(entry.class.as_deref(), Some("country" | "capital")) => 5,
            Pos::Proper if entry.has("name") => -8,
            Pos::Proper if entry.has("part") => -12,
            Pos::Proper => -2,
            _ if entry.has("rare") => -20,
            _ => 6,
        };
        let id = match self.listed(&entry.forms[0], entry.pos) {
            Some(id) => id,
            None => self.lemma(&entry.forms[0], entry.pos, &entry.gloss, None, weight),
        };
        let joins = if entry.pos == Pos::Proper || entry.pos == Pos::Numeral {
            Joins::FREE.with(Joins::ARTICLE)
        } else {
            Joins::FREE
        };
        let inflection = Inflection {
            gender: entry.value("gender").and_then(Gender::from_label),
            number: entry.value("number").and_then(Number::from_label),
            ..Inflection::default()
        };
        let mut forms: Vec<Form> = entry
            .forms
            .iter()
            .map(|f| {
                let joins = if entry.has("bound-only") { Joins::BOUND } else { joins };
                Form { key: fold_key(f), inflection, joins }
            })
            .collect();
        if entry.has("bound") {
            for form in &mut forms {
                form.joins = form.joins.with(Joins::BOUND);
            }
        }
        for bound in entry.value("bound").iter().flat_map(|v| v.split(',')) {
            forms.push(Form { key: fold_key(bound), inflection, joins: Joins::BOUND });
        }
        self.add(id, forms);
        self.section_class(id, entry);
    }

    /// A word of a longer name that is also an ordinary word (باب, صالح) is that word: the tables of names know the rest.
    fn drop_shadowed_names(&mut self) {
        let part = self.class_number("name_part", "");
        for list in self.forms.values_mut() {
            let is_part = |r: &Reading| {
                let lemma = &self.lemmas[r.lemma as usize];
                lemma.pos == Pos::Proper && lemma.classes == [part]
            };
            if list.len() > 1 && !list.iter().all(is_part) {
                list.retain(|r| !is_part(r));
            }
        }
    }

    fn section_class(&mut self, id: u32, entry: &Entry) {
        let named = entry.class.iter().map(String::as_str).chain(entry.value("class"));
        for name in named.collect::<Vec<_>>() {
            let class = self.class_number(name, "");
            self.join(id, class);
        }
    }

    fn class_number(&mut self, name: &str, description: &str) -> u16 {
        let at = match self.class_names.iter().position(|(n, _)| n == name) {
            Some(at) => at,
            None => {
                self.class_names.push((name.to_owned(), String::new()));
                self.class_names.len() - 1
            }
        };
        if self.class_names[at].1.is_empty() {
            description.clone_into(&mut self.class_names[at].1);
        }
        at as u16
    }

    fn join(&mut self, lemma: u32, class: u16) {
        let classes = &mut self.lemmas[lemma as usize].classes;
        if let Err(at) = classes.binary_search(&class) {
            classes.insert(at, class);
        }
    }

    fn classes(&mut self, source: &Source) {
        for class in &source.classes {
            let mut numbers = vec![self.class_number(&class.name, &class.description)];
            let mut name = class.name.as_str();
            while let Some((parent, _)) = name.rsplit_once('.') {
                numbers.push(self.class_number(parent, ""));
                name = parent;
            }
            for word in &class.words {
                let members = self.members(word, &class.pos);
                let members = if members.is_empty() {
                    let pos = class.pos.first().copied().unwrap_or(Pos::Noun);
                    self.unlisted(word, pos)
                } else {
                    members
                };
                for lemma in members {
                    for number in &numbers {
                        self.join(lemma, *number);
                    }
                }
            }
        }
    }

    /// Lemmas that a word of a class means: by the letters, and by the vowel marks where the class writes them.
    fn members(&self, word: &str, pos: &[Pos]) -> Vec<u32> {
        let marked = word.chars().any(|c| ('\u{64b}'..='\u{652}').contains(&c));
        let fits = |n: &u32| {
            let lemma = &self.lemmas[*n as usize];
            (pos.is_empty() || pos.contains(&lemma.pos)) && (!marked || lemma.display == word)
        };
        let key = fold_key(word);
        let named: Vec<u32> = self.by_key.get(&key).into_iter().flatten().copied().filter(fits).collect();
        if !named.is_empty() {
            return named;
        }
        // A plural means its singular: قوات is قوة.
        self.forms.get(&key).into_iter().flatten().map(|r| r.lemma).filter(fits).collect()
    }

    /// A word that only a class names is a lemma with the forms that can be made without being told more.
    fn unlisted(&mut self, word: &str, pos: Pos) -> Vec<u32> {
        if matches!(pos, Pos::Verb) {
            return Vec::new();
        }
        let id = self.lemma(word, pos, "", None, 0);
        let nominal = matches!(pos, Pos::Noun | Pos::Adjective);
        if nominal {
            let (stem, drops_i) = nominal_stem(word);
            let pattern =
                Pattern { dual: true, plural_at: true, drops_i, feminine: pos == Pos::Adjective, ..Pattern::default() };
            self.add(id, nominal::inflect(&stem, pattern));
        } else {
            let form = Form { key: fold_key(word), inflection: Inflection::default(), joins: Joins::FREE };
            self.add(id, vec![form]);
        }
        vec![id]
    }
}

/// Letters without vowel marks; hamza seats kept.
fn letters(word: &str) -> Vec<char> {
    word.chars().filter(|c| !('\u{64b}'..='\u{652}').contains(c) && *c != '\u{640}').collect()
}

/// The stem of a nominal, and whether its final ي falls (written with ٍ : قاضٍ).
fn nominal_stem(word: &str) -> (Stem, bool) {
    let stem = Stem::of(&letters(word));
    if word.ends_with('\u{64d}') {
        return (stem.ending(End::LongI), true);
    }
    let plain_alif = stem.end == End::Sound && stem.text.ends_with('ا') && stem.text.chars().count() > 2;
    if plain_alif {
        let mut text = stem.text;
        text.pop();
        return (Stem { text, end: End::AlifW }, false);
    }
    (stem, false)
}
