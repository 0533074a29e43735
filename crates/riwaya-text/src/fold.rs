//! Folding: the form of a word in which spellings of the press compare equal.
//!
//! Dropped: vowel marks, tatweel, bidi controls, zero-width joiners. Equated: hamza seats (أ إ آ ٱ → ا, ؤ → و,
//! ئ → ي), ى → ي, ة → ه, Persian and Urdu letters to the nearest Arabic one, presentation forms to their letters
//! (Unicode NFKC), Arabic-Indic and Persian digits to ASCII, Latin letters to lower case.

use unicode_normalization::char::decompose_compatible;

/// What one character becomes in a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// It carries nothing that a comparison needs.
    Dropped,
    /// It becomes this character.
    Char(char),
    /// A presentation form of several letters; see [`fold`].
    Compound,
}

/// Folds one character.
///
/// ```
/// # use riwaya_text::{Folded, fold_char};
/// assert_eq!(fold_char('أ'), Folded::Char('ا'));
/// assert_eq!(fold_char('\u{0651}'), Folded::Dropped);
/// assert_eq!(fold_char('٣'), Folded::Char('3'));
/// ```
#[must_use]
pub fn fold_char(c: char) -> Folded {
    Folded::Char(match c {
        '\u{0621}' | '\u{0627}'..='\u{0628}' | '\u{062a}'..='\u{063a}' | '\u{0641}'..='\u{0648}' | '\u{064a}' => c,
        'أ' | 'إ' | 'آ' | 'ٱ' | '\u{0672}' | '\u{0673}' | '\u{0675}' => 'ا',
        'ؤ' | '\u{0676}' | 'ۆ' | 'ۇ' | 'ۈ' | 'ۋ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ے' | 'ې' | 'ۍ' | 'ێ' | '\u{0678}' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۃ' | 'ۂ' | 'ۿ' => 'ه',
        'ک' | 'گ' | 'ڪ' | 'ڭ' | 'ڮ' | 'ګ' => 'ك',
        'پ' => 'ب',
        'ڤ' | 'ڥ' => 'ف',
        'چ' | 'ڃ' | 'څ' => 'ج',
        'ژ' => 'ز',
        'ٹ' | 'ټ' => 'ت',
        'ڈ' | 'ډ' => 'د',
        'ڑ' | 'ړ' | 'ڕ' => 'ر',
        'ں' | 'ڼ' => 'ن',
        'ڵ' => 'ل',
        '\u{0660}'..='\u{0669}' => digit(c, 0x0660),
        '\u{06f0}'..='\u{06f9}' => digit(c, 0x06f0),
        '\u{ff10}'..='\u{ff19}' => digit(c, 0xff10),
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{0610}'..='\u{061a}'
        | '\u{064b}'..='\u{065f}'
        | '\u{0670}'
        | '\u{06d6}'..='\u{06ed}'
        | '\u{08d3}'..='\u{08ff}'
        | '\u{0640}'
        | '\u{00ad}'
        | '\u{061c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => return Folded::Dropped,
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => return Folded::Compound,
        _ => c,
    })
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

/// Folds `c` and hands every resulting character to `emit`.
///
/// ```
/// # use riwaya_text::fold;
/// let mut out = String::new();
/// fold('ﻻ', |c| out.push(c));
/// assert_eq!(out, "لا");
/// ```
pub fn fold(c: char, mut emit: impl FnMut(char)) {
    match fold_char(c) {
        Folded::Dropped => {}
        Folded::Char(c) => emit(c),
        Folded::Compound => decompose_compatible(c, |d| {
            if let Folded::Char(d) = fold_char(d) {
                emit(d);
            }
        }),
    }
}

/// The folded form of a whole string, spaces kept: the key under which a name or a word is stored and looked up.
///
/// ```
/// assert_eq!(riwaya_text::fold_key("أذربيجانُ"), "اذربيجان");
/// assert_eq!(riwaya_text::fold_key("کراباغ"), "كراباغ");
/// ```
#[must_use]
pub fn fold_key(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        fold(c, |d| out.push(d));
    }
    out
}
