//! Stems and the way their last letter meets a suffix.
//!
//! Everything is spelled as in folded keys: ى is ي, ة is ه, and a hamza is the letter of its seat, or ء.

use riwaya_text::fold_key;

/// How a stem ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In a consonant that never changes.
    Sound,
    /// In a hamza after a: بدأ.
    HamzaA,
    /// In a hamza after i: ينشئ.
    HamzaI,
    /// In a hamza after u: تباطؤ.
    HamzaU,
    /// In a hamza after a long vowel or a consonant: جاء, شيء.
    HamzaBare,
    /// In ى: رمى.
    AlifY,
    /// In a long a written ا: دعا.
    AlifW,
    /// In a long i: بقي, يرمي.
    LongI,
    /// In a long u: يدعو.
    LongU,
    /// In ة: إصابة.
    Ta,
}

/// A stem: its letters without the changing end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stem {
    /// Folded letters before the end.
    pub text: String,
    /// The end.
    pub end: End,
}

impl Stem {
    /// A stem from letters as written (unfolded, no vowel marks), its end read off the last letter.
    pub fn of(letters: &[char]) -> Self {
        let end = match letters.last() {
            Some('ى') => End::AlifY,
            Some('أ') => End::HamzaA,
            Some('ئ') => End::HamzaI,
            Some('ؤ') => End::HamzaU,
            Some('ء') => End::HamzaBare,
            Some('ة') => End::Ta,
            _ => End::Sound,
        };
        let kept = if end == End::Sound { letters } else { &letters[..letters.len() - 1] };
        Self { text: folded(kept), end }
    }

    /// The same with another end.
    pub fn ending(&self, end: End) -> Self {
        Self { text: self.text.clone(), end }
    }

    /// Alif maqsura becomes long i, hamza after a becomes hamza after i: what the i of present or passive does.
    pub fn with_i(&self) -> Self {
        self.ending(match self.end {
            End::AlifY | End::AlifW | End::LongU => End::LongI,
            End::HamzaA | End::HamzaU => End::HamzaI,
            other => other,
        })
    }

    /// The converse of [`Stem::with_i`].
    pub fn with_a(&self) -> Self {
        self.ending(match self.end {
            End::LongI | End::LongU | End::AlifW => End::AlifY,
            End::HamzaI | End::HamzaU => End::HamzaA,
            other => other,
        })
    }

    /// With letters put before.
    pub fn prefixed(&self, prefix: &str) -> Self {
        Self { text: format!("{prefix}{}", self.text), end: self.end }
    }

    /// The stem with nothing behind it.
    pub fn bare(&self) -> String {
        format!("{}{}", self.text, self.last_letter())
    }

    fn last_letter(&self) -> &'static str {
        match self.end {
            End::Sound => "",
            End::HamzaA | End::AlifW => "ا",
            End::HamzaI | End::AlifY | End::LongI => "ي",
            End::HamzaU | End::LongU => "و",
            End::HamzaBare => "ء",
            End::Ta => "ه",
        }
    }

    /// The stem as it is written, so far as its letters are known: the end unfolded.
    pub fn display(&self) -> String {
        let last = match self.end {
            End::HamzaA => "أ",
            End::HamzaI => "ئ",
            End::HamzaU => "ؤ",
            End::AlifY => "ى",
            End::Ta => "ة",
            _ => self.last_letter(),
        };
        format!("{}{last}", self.text)
    }

    /// The stem as jussive or imperative leaves it.
    pub fn shortened(&self) -> String {
        match self.end {
            End::AlifY | End::AlifW | End::LongI | End::LongU => self.text.clone(),
            _ => self.bare(),
        }
    }

    /// The spellings before an attached pronoun. `nominative` adds the seat that a following u gives a hamza.
    pub fn before_pronoun(&self, nominative: bool) -> Vec<String> {
        let endings: &[&str] = match (self.end, nominative) {
            (End::AlifY | End::AlifW, _) => &["ا"],
            (End::HamzaA, true) => &["ا", "و"],
            (End::HamzaBare, true) => &["ء", "و"],
            (End::Ta, _) => &["ت"],
            _ => &[self.last_letter()],
        };
        endings.iter().map(|e| format!("{}{e}", self.text)).collect()
    }

    /// The spellings with a suffix. `past_t` marks the ت of the third person, before which a long a falls.
    pub fn with_suffix(&self, suffix: &str, past_t: bool) -> Vec<String> {
        let first = suffix.chars().next();
        // كنّا, أثبتّ: a ن or ت that meets its like is written once.
        let doubled = matches!(first, Some('ن' | 'ت')) && first == self.text.chars().next_back();
        if self.end == End::Sound && doubled && !past_t {
            return vec![format!("{}{}", self.text, &suffix['ن'.len_utf8()..])];
        }
        let middles: &[&str] = match (self.end, first) {
            (End::Sound, _) => &[""],
            (End::AlifY | End::AlifW, Some('ت')) if past_t => &[""],
            (End::AlifY | End::AlifW | End::LongI | End::LongU, Some('و' | 'ي')) => &[""],
            (End::AlifY | End::LongI, _) => &["ي"],
            (End::AlifW | End::LongU, _) => &["و"],
            (End::HamzaA, Some('ا')) => &["", "ا"],
            (End::HamzaA, Some('و')) => &["ا", "و", "ء"],
            (End::HamzaA, Some('ي')) => &["ا", "ي"],
            (End::HamzaBare, Some('و')) => &["ء", "و"],
            (End::HamzaBare, Some('ي')) => &["ي", "ء"],
            (End::HamzaBare, _) => &["ء"],
            (End::HamzaA, _) => &["ا"],
            (End::HamzaI, _) => &["ي"],
            (End::HamzaU, _) => &["و"],
            (End::Ta, _) => &["ت"],
        };
        middles.iter().map(|m| format!("{}{m}{suffix}", self.text)).collect()
    }
}

/// Letters folded, with the two alifs of آ after a prefix made one.
pub fn folded(letters: &[char]) -> String {
    fold_key(&letters.iter().collect::<String>()).replacen("اا", "ا", 1)
}
