//! The words of values: the files of `lexicon/values/`, parsed once, every particle and the article worked in, so
//! that one look-up a token is enough.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use riwaya_text::fold_key;
use smallvec::SmallVec;
use thiserror::Error;

use crate::mention::{Bound, Calendar, DayPart, Direction, Part, Unit};

/// What is wrong with a line of a data file.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{file}, line {line}: {what}")]
pub struct DataError {
    /// The file's name.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// What a number word may stand beside; see `cardinals.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Zero,
    One,
    TeenOne,
    Unit,
    Ten,
    Teen,
    Tens,
    Hundred,
    Hundreds,
    Scale,
    Dual,
    Either,
    Plural,
    Few,
}

/// How many of a unit its form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    One,
    Two,
    Many,
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Cardinal(Class, u64),
    Ordinal(u8),
    Fraction(u8, u8),
    MaybeFraction(u8, u8),
    Parts(u8),
    Month(Calendar, u8),
    Weekday(u8),
    Unit(Form, Unit),
    Offset(i8),
    Direction(Direction),
    Same,
    DayPart(DayPart),
    Part(Part),
    Decade(i16),
    Label,
}

/// What a surface form means, with the particles it carries.
#[derive(Debug, Default, Clone)]
pub(crate) struct Entry {
    pub senses: SmallVec<[Sense; 2]>,
    /// It carries و or ف.
    pub and: bool,
    /// It carries ب or ل.
    pub preposition: bool,
    /// It carries the article.
    pub definite: bool,
    /// Also another word: needs support.
    pub unsure: bool,
    /// The letters in which it must end as stored, where folding would confuse.
    pub spelled: Option<Box<str>>,
}

/// The words after the first of a phrase, and the phrase's entry.
type Rest = (Box<[Box<str>]>, u16);

#[derive(Debug, Default)]
pub(crate) struct Surface {
    /// The entry of the word alone; 0 is none.
    pub single: u16,
    /// Phrases that begin with it, longest first.
    pub phrases: Vec<Rest>,
}

/// A bound and whether it leaves the number out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binding {
    Bound(Bound),
    Above,
    Below,
    Equal,
}

type Phrases = Map<Vec<(Box<[Box<str>]>, Binding)>>;
type Map<V> = HashMap<Box<str>, V, BuildHasherDefault<Fx>>;

/// All words of values.
#[derive(Debug, Default)]
pub(crate) struct Words {
    surfaces: Map<Surface>,
    /// A bit for the hash of each surface: most words of a text are turned away here.
    gate: Gate,
    pub entries: Vec<Entry>,
    /// Bounds that stand before a number, by their last word.
    pub before: Phrases,
    /// Bounds that stand after a number, by their first word.
    pub after: Phrases,
    /// Words before اليوم that make it another thing.
    pub not_day: Map<()>,
    /// Words that turn a bare date towards the future.
    pub future: Map<()>,
    /// Words that are spelt like a verb of the future and are none: سيناء.
    pub timeless: Map<()>,
}

impl Words {
    /// The words compiled in.
    pub fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::load().0)
    }

    pub fn surface(&self, key: &str) -> Option<&Surface> {
        if self.gate.may_hold(key) { self.surfaces.get(key) } else { None }
    }

    /// Reads all files; lines that do not parse are left out and told.
    pub fn load() -> (Self, Vec<DataError>) {
        let mut loader = Loader::default();
        for (file, content) in FILES {
            for (at, line) in content.lines().enumerate() {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                if let Err(what) = loader.line(line) {
                    loader.errors.push(DataError { file, line: at + 1, what });
                }
            }
        }
        loader.finish()
    }
}

const FILES: [(&str, &str); 9] = [
    ("cardinals.tsv", include_str!("../../../lexicon/values/cardinals.tsv")),
    ("ordinals.tsv", include_str!("../../../lexicon/values/ordinals.tsv")),
    ("fractions.tsv", include_str!("../../../lexicon/values/fractions.tsv")),
    ("months.tsv", include_str!("../../../lexicon/values/months.tsv")),
    ("weekdays.tsv", include_str!("../../../lexicon/values/weekdays.tsv")),
    ("units.tsv", include_str!("../../../lexicon/values/units.tsv")),
    ("deictics.tsv", include_str!("../../../lexicon/values/deictics.tsv")),
    ("bounds.tsv", include_str!("../../../lexicon/values/bounds.tsv")),
    ("labels.tsv", include_str!("../../../lexicon/values/labels.tsv")),
];

/// A word or phrase as its file has it, folded.
struct Spelling {
    words: Vec<Box<str>>,
    unsure: bool,
    spelled: Option<Box<str>>,
    /// It is written with the article (`الخميس`, but not `ألفان`).
    definite: bool,
}

impl Spelling {
    fn parse(form: &str) -> Self {
        let form = form.trim();
        let (form, unsure) = form.strip_suffix('~').map_or((form, false), |f| (f, true));
        let (form, exact) = form.strip_prefix('=').map_or((form, false), |f| (f, true));
        let words = form.split_whitespace().map(|w| fold_key(w).into_boxed_str()).collect();
        let definite = form.starts_with("ال");
        Self { words, unsure, definite, spelled: exact.then(|| form.into()) }
    }
}

#[derive(Default)]
struct Loader {
    words: Words,
    /// Bare meanings in file order, gathered by spelling before the particles are worked in.
    bare: Vec<(Vec<Box<str>>, Entry)>,
    index: HashMap<Vec<Box<str>>, usize>,
    never: Vec<Box<str>>,
    errors: Vec<DataError>,
}

impl Loader {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        let mut columns = line.split('\t');
        let (Some(class), Some(value), Some(forms), None) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err("three columns are wanted");
        };
        let forms = forms.split('|').map(Spelling::parse);
        match class {
            "before" => {
                let binding = binding(value)?;
                for mut form in forms {
                    let last = form.words.pop().ok_or("no word")?;
                    self.words.before.entry(last).or_default().push((form.words.into(), binding));
                }
            }
            "after" => {
                let binding = binding(value)?;
                for mut form in forms {
                    let first = form.words.remove(0);
                    self.words.after.entry(first).or_default().push((form.words.into(), binding));
                }
            }
            "never" => self.never.extend(forms.filter_map(|mut f| f.words.pop())),
            "notday" => self.words.not_day.extend(forms.filter_map(|mut f| f.words.pop()).map(|w| (w, ()))),
            "future" => self.words.future.extend(forms.filter_map(|mut f| f.words.pop()).map(|w| (w, ()))),
            "timeless" => self.words.timeless.extend(forms.filter_map(|mut f| f.words.pop()).map(|w| (w, ()))),
            _ => {
                let sense = sense(class, value)?;
                for form in forms {
                    self.add(form, sense);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, form: Spelling, sense: Sense) {
        let at = *self.index.entry(form.words.clone()).or_insert_with(|| {
            self.bare.push((form.words, Entry::default()));
            self.bare.len() - 1
        });
        let entry = &mut self.bare[at].1;
        if !entry.senses.contains(&sense) {
            entry.senses.push(sense);
        }
        entry.definite |= form.definite;
        entry.unsure |= form.unsure;
        entry.spelled = entry.spelled.take().or(form.spelled);
    }

    /// Works the particles in. Bare words come first, so that no word with a particle hides one without.
    fn finish(mut self) -> (Words, Vec<DataError>) {
        self.words.entries.push(Entry::default());
        let bare = std::mem::take(&mut self.bare);
        for particles in PARTICLES {
            for (words, entry) in &bare {
                self.surface(words, entry, *particles);
            }
        }
        for word in &self.never {
            if let Some(surface) = self.words.surfaces.get_mut(word) {
                surface.single = 0;
            }
        }
        for key in self.words.surfaces.keys() {
            self.words.gate.add(key);
        }
        for surface in self.words.surfaces.values_mut() {
            surface.phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        for phrases in self.words.before.values_mut().chain(self.words.after.values_mut()) {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        (self.words, self.errors)
    }

    fn surface(&mut self, words: &[Box<str>], entry: &Entry, (and, preposition, article): Particles) {
        let Some((first, rest)) = words.split_first() else { return };
        let has_article = entry.definite;
        if article && has_article {
            return;
        }
        let bare = if has_article { first.strip_prefix("ال").unwrap_or(first) } else { first };
        let definite = article || has_article;
        let article = match (definite, preposition) {
            (true, "ل") => "ل",
            (true, _) => "ال",
            (false, _) => "",
        };
        let key = format!("{and}{preposition}{article}{bare}").into_boxed_str();
        let Ok(id) = u16::try_from(self.words.entries.len()) else { return };
        let surface = self.words.surfaces.entry(key).or_default();
        if rest.is_empty() {
            if surface.single != 0 {
                return;
            }
            surface.single = id;
        } else {
            if surface.phrases.iter().any(|(have, _)| **have == *rest) {
                return;
            }
            surface.phrases.push((rest.into(), id));
        }
        self.words.entries.push(Entry {
            and: !and.is_empty(),
            preposition: !preposition.is_empty(),
            definite,
            ..entry.clone()
        });
    }
}

/// و or ف, ب or ل, and the article.
type Particles = (&'static str, &'static str, bool);

const PARTICLES: &[Particles] = &[
    ("", "", false),
    ("", "", true),
    ("و", "", false),
    ("و", "", true),
    ("", "ب", false),
    ("", "ب", true),
    ("", "ل", false),
    ("", "ل", true),
    ("ف", "", false),
    ("ف", "", true),
    ("و", "ب", false),
    ("و", "ب", true),
    ("و", "ل", false),
    ("و", "ل", true),
];

fn binding(value: &str) -> Result<Binding, &'static str> {
    Ok(match value {
        "at_least" => Binding::Bound(Bound::AtLeast),
        "at_most" => Binding::Bound(Bound::AtMost),
        "about" => Binding::Bound(Bound::About),
        "above" => Binding::Above,
        "below" => Binding::Below,
        "equal" => Binding::Equal,
        _ => return Err("no such bound"),
    })
}

fn sense(class: &str, value: &str) -> Result<Sense, &'static str> {
    let number = || value.parse::<u64>().map_err(|_| "a number is wanted");
    let small = || value.parse::<u8>().map_err(|_| "a small number is wanted");
    let ratio = || {
        let (a, b) = value.split_once('/')?;
        Some((a.parse::<u8>().ok()?, b.parse::<u8>().ok()?))
    };
    let ratio = || ratio().ok_or("a fraction is wanted");
    Ok(match class {
        "zero" => Sense::Cardinal(Class::Zero, number()?),
        "one" if value == "1" => Sense::Cardinal(Class::One, 1),
        "teen" => Sense::Cardinal(Class::TeenOne, number()?),
        "unit" => Sense::Cardinal(Class::Unit, number()?),
        "ten" => Sense::Cardinal(Class::Ten, number()?),
        "teens" => Sense::Cardinal(Class::Teen, number()?),
        "tens" => Sense::Cardinal(Class::Tens, number()?),
        "hundred" => Sense::Cardinal(Class::Hundred, number()?),
        "hundreds" => Sense::Cardinal(Class::Hundreds, number()?),
        "scale" => Sense::Cardinal(Class::Scale, number()?),
        "dual" => Sense::Cardinal(Class::Dual, number()?),
        "either" => Sense::Cardinal(Class::Either, number()?),
        "plural" => Sense::Cardinal(Class::Plural, number()?),
        "few" => Sense::Cardinal(Class::Few, number()?),
        "ordinal" => Sense::Ordinal(small()?),
        "fraction" => ratio().map(|(a, b)| Sense::Fraction(a, b))?,
        "maybe" => ratio().map(|(a, b)| Sense::MaybeFraction(a, b))?,
        "parts" => Sense::Parts(ratio()?.1),
        "gregorian" => Sense::Month(Calendar::Gregorian, small()?),
        "hijri" => Sense::Month(Calendar::Hijri, small()?),
        "weekday" => Sense::Weekday(small()?),
        "one" => Sense::Unit(Form::One, unit(value)?),
        "two" => Sense::Unit(Form::Two, unit(value)?),
        "many" => Sense::Unit(Form::Many, unit(value)?),
        "offset" => Sense::Offset(value.parse().map_err(|_| "days are wanted")?),
        "direction" => Sense::Direction(direction(value)?),
        "same" => Sense::Same,
        "daypart" => Sense::DayPart(day_part(value)?),
        "part" => Sense::Part(part(value)?),
        "season" => Sense::Part(Part::Season(small()?)),
        "decade" => Sense::Decade(i16::from(small()?)),
        "label" => Sense::Label,
        _ => return Err("no such class"),
    })
}

fn unit(value: &str) -> Result<Unit, &'static str> {
    Ok(match value {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return Err("no such unit"),
    })
}

fn direction(value: &str) -> Result<Direction, &'static str> {
    Ok(match value {
        "past" => Direction::Past,
        "present" => Direction::Present,
        "future" => Direction::Future,
        _ => return Err("no such direction"),
    })
}

fn day_part(value: &str) -> Result<DayPart, &'static str> {
    Ok(match value {
        "dawn" => DayPart::Dawn,
        "morning" => DayPart::Morning,
        "noon" => DayPart::Noon,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        "night" => DayPart::Night,
        "midnight" => DayPart::Midnight,
        _ => return Err("no such part of the day"),
    })
}

fn part(value: &str) -> Result<Part, &'static str> {
    Ok(match value {
        "early" => Part::Early,
        "middle" => Part::Middle,
        "late" => Part::Late,
        "rest" => Part::Rest,
        _ => return Err("no such part"),
    })
}

/// A set of hashes, small enough to stay in the fastest cache. It may hold what was never added, not the reverse.
#[derive(Debug)]
struct Gate(Box<[u64]>);

impl Default for Gate {
    fn default() -> Self {
        Self(vec![0; 1 << 12].into_boxed_slice())
    }
}

impl Gate {
    fn place(key: &str) -> (usize, u64) {
        let mut hasher = Fx::default();
        hasher.write(key.as_bytes());
        let hash = hasher.finish() >> 20;
        ((hash >> 6) as usize & 0xfff, 1 << (hash & 63))
    }

    fn add(&mut self, key: &str) {
        let (word, bit) = Self::place(key);
        self.0[word] |= bit;
    }

    fn may_hold(&self, key: &str) -> bool {
        let (word, bit) = Self::place(key);
        self.0[word] & bit != 0
    }
}

/// A hash of eight bytes a step: keys come from the compiled lexicon, so nobody can choose them to collide.
#[derive(Default)]
pub(crate) struct Fx(u64);

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_parses() {
        let (words, errors) = Words::load();
        assert_eq!(errors, []);
        assert!(words.entries.len() < usize::from(u16::MAX));
    }

    #[test]
    fn particles_and_article_are_worked_in() {
        let words = Words::get();
        for key in ["ثلاثه", "وثلاثه", "بالثلاثه", "للثلاثه", "الثلاثه", "وبثلاثه", "والثالث", "الاحد", "للخميس", "بالامس"]
        {
            assert!(words.surface(key).is_some_and(|s| s.single != 0), "{key}");
        }
        assert!(words.surface("لست").is_none_or(|s| s.single == 0));
    }
}
