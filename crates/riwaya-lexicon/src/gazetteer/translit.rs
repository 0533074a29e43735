//! How alike two Arabic spellings of a foreign name are.
//!
//! The press writes a foreign name as it hears it: g as غ ج ك ق, p as ب, v as ف or و, vowels long or not at all. Two
//! spellings of one name keep the same skeleton of consonants up to such confusions ([`SoundKey`]); among names of one
//! skeleton, [`Translit`] weighs what still differs.

use std::collections::HashMap;

use super::place::{TableError, name_key};

/// Consonants that a [`SoundKey`] holds; longer names are told apart by the first of them.
const HELD: u32 = 8;

/// The skeleton of a name: its first eight consonants, confusable ones taken as one, four bits each.
///
/// ```
/// # use riwaya_lexicon::gazetteer::SoundKey;
/// assert_eq!(SoundKey::of("غنجه"), SoundKey::of("كانجا"));
/// assert_ne!(SoundKey::of("غنجه"), SoundKey::of("باكو"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SoundKey(pub(super) u32);

impl SoundKey {
    /// Whether it has the three consonants without which likeness says nothing.
    #[must_use]
    pub fn tells(self) -> bool {
        self.0 > 0xff
    }

    /// The key of a name in folded spelling.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let (mut key, mut held, mut last) = (0, 0, 0);
        let letters = sounds(folded);
        for (i, letter) in letters.iter().enumerate() {
            let class = class(*letter, i == 0, i + 1 == letters.len());
            if class != 0 && class != last && held < HELD {
                key = key << 4 | class;
                held += 1;
            }
            last = class;
        }
        Self(key)
    }
}

/// The class of a consonant, 0 for vowels and what is heard as one.
fn class(letter: char, first: bool, last: bool) -> u32 {
    match letter {
        'غ' | 'ج' | 'ك' | 'ق' | 'خ' | 'ش' | CH => 1,
        'ه' | 'ح' if !last => 1,
        'ت' | 'ط' | 'ث' => 2,
        'د' | 'ض' => 3,
        'س' | 'ص' | 'ز' | 'ذ' | 'ظ' => 4,
        'ب' => 5,
        'ف' => 6,
        'و' if first => 6,
        'ل' => 7,
        'م' => 8,
        'ن' => 9,
        'ر' => 10,
        _ => 0,
    }
}

/// The sound that is written تش.
const CH: char = 'چ';

/// The letters of a folded name, spaces and hyphens left out and تش taken as one.
fn sounds(folded: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(folded.len() / 2);
    for letter in folded.chars().filter(|c| !matches!(c, ' ' | '-')) {
        match letters.last_mut() {
            Some(before) if *before == 'ت' && letter == 'ش' => *before = CH,
            Some(before) if *before == 'د' && letter == 'ج' => *before = 'ج',
            _ => letters.push(letter),
        }
    }
    letters
}

/// What differences between spellings cost.
#[derive(Clone, Debug)]
pub struct Translit {
    swaps: HashMap<(char, char), f32>,
    drops: HashMap<char, f32>,
    final_drops: HashMap<char, f32>,
    double: f32,
    first: f32,
    threshold: f32,
}

impl Translit {
    /// Reads a table of costs: lines `swap A B cost`, `drop A cost`, `final A cost`, `double cost`, `first factor`,
    /// `threshold cost`, tab-separated. What the table does not name costs 1.
    ///
    /// # Errors
    /// A line of another form, with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, TableError> {
        let mut costs = Self {
            swaps: HashMap::new(),
            drops: HashMap::new(),
            final_drops: HashMap::new(),
            double: 1.0,
            first: 1.0,
            threshold: 0.0,
        };
        for (line, row) in (1..).zip(text.lines()) {
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let fields: Vec<&str> = row.split('\t').collect();
            costs.read(&fields).ok_or_else(|| TableError {
                file: file.to_owned(),
                line,
                what: "expected swap A B cost, drop A cost, final A cost, double, first or threshold".to_owned(),
            })?;
        }
        Ok(costs)
    }

    fn read(&mut self, fields: &[&str]) -> Option<()> {
        let cost: f32 = fields.last()?.parse().ok()?;
        let letter = |i: usize| {
            let mut letters = fields.get(i)?.chars();
            letters.next().filter(|_| letters.next().is_none())
        };
        match (*fields.first()?, fields.len()) {
            ("swap", 4) => {
                let (a, b) = (letter(1)?, letter(2)?);
                self.swaps.insert((a, b), cost);
                self.swaps.insert((b, a), cost);
            }
            ("drop", 3) => _ = self.drops.insert(letter(1)?, cost),
            ("final", 3) => _ = self.final_drops.insert(letter(1)?, cost),
            ("double", 2) => self.double = cost,
            ("first", 2) => self.first = cost,
            ("threshold", 2) => self.threshold = cost,
            _ => return None,
        }
        Some(())
    }

    /// The most that two spellings of one name differ.
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Whether two names, as written, are taken for spellings of one.
    #[must_use]
    pub fn same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (name_key(a), name_key(b));
        let sound = SoundKey::of(&a);
        sound.tells() && sound == SoundKey::of(&b) && self.within_threshold(&a, &b).is_some()
    }

    /// The cost of the difference of two folded names if it is within the threshold.
    #[must_use]
    pub fn within_threshold(&self, a: &str, b: &str) -> Option<f32> {
        Some(self.cost(a, b)).filter(|c| *c <= self.threshold)
    }

    /// The cost of the difference of two folded names, a letter of their mean length.
    #[must_use]
    pub fn cost(&self, a: &str, b: &str) -> f32 {
        let (a, b) = (sounds(a), sounds(b));
        let mut row: Vec<f32> = Vec::with_capacity(b.len() + 1);
        row.push(0.0);
        for j in 0..b.len() {
            row.push(row[j] + self.drop(&b, j));
        }
        for i in 0..a.len() {
            let mut diagonal = row[0];
            row[0] += self.drop(&a, i);
            for j in 0..b.len() {
                let swapped = diagonal + self.swap(a[i], b[j], i == 0 || j == 0);
                let dropped = (row[j + 1] + self.drop(&a, i)).min(row[j] + self.drop(&b, j));
                diagonal = row[j + 1];
                row[j + 1] = swapped.min(dropped);
            }
        }
        let mean = (a.len() + b.len()).max(2) as f32 / 2.0;
        row[b.len()] / mean
    }

    fn swap(&self, a: char, b: char, first: bool) -> f32 {
        if a == b {
            return 0.0;
        }
        let cost = self.swaps.get(&(a, b)).copied().unwrap_or(1.0);
        if first { cost * self.first } else { cost }
    }

    fn drop(&self, letters: &[char], at: usize) -> f32 {
        let letter = letters[at];
        if at > 0 && letters[at - 1] == letter {
            return self.double;
        }
        let last = at + 1 == letters.len();
        let ending = if last { self.final_drops.get(&letter) } else { None };
        ending.or_else(|| self.drops.get(&letter)).copied().unwrap_or(1.0)
    }
}
