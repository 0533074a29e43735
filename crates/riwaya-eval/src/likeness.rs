//! When two namings are of one source, party or place: most of their words agree, endings and articles apart.

use unicode_normalization::char::is_combining_mark;

/// The form in which namings are compared: marks, tatweel and bidi controls dropped, hamza seats, ى and ة levelled.
///
/// Coarser than the reader's own folding, and fixed by the annotation guidelines.
///
/// ```
/// assert_eq!(riwaya_eval::fold("إلهام علييف أُصيبَ"), "الهام علييف اصيب");
/// ```
#[must_use]
pub fn fold(s: &str) -> String {
    s.chars().filter(|c| !is_dropped(*c)).map(level).collect()
}

fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06ed}' | '\u{0640}'
        | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
}

fn level(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'گ' => 'ك',
        c => c,
    }
}

/// Words too small to tell two namings apart, in folded form.
const SMALL_WORDS: [&str; 10] = ["في", "من", "ان", "على", "الى", "عن", "باسم", "كل", "بين", "مع"];

/// A letter or digit of any script, or `_`: what a word is made of.
fn is_word_char(c: char) -> bool {
    let circled_letter = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c == '_' || (c.is_alphanumeric() && !is_combining_mark(c) && !circled_letter)
}

fn words(s: &str) -> Vec<String> {
    fold(s)
        .split(|c: char| !is_word_char(c))
        .filter(|w| !w.is_empty() && !SMALL_WORDS.contains(w))
        .map(|w| bare(w).to_owned())
        .collect()
}

/// A word without its commonest proclitics and endings.
fn bare(word: &str) -> &str {
    let word = without_prefix(word, &["و", "ف"], 4);
    let word = without_prefix(word, &["بال", "كال", "لل", "ال"], 2);
    let word = without_prefix(word, &["ب", "ل"], 4);
    if word.chars().count() > 4 { without_ending(word) } else { word }
}

/// Strips the first prefix that fits and leaves at least `left` letters.
fn without_prefix<'a>(word: &'a str, prefixes: &[&str], left: usize) -> &'a str {
    let fits = |p: &&str| word.strip_prefix(*p).filter(|rest| rest.chars().count() >= left);
    prefixes.iter().find_map(fits).unwrap_or(word)
}

fn without_ending(word: &str) -> &str {
    const LONGEST_FIRST: [&str; 8] = ["يون", "يين", "يه", "ات", "ين", "ون", "ه", "ي"];
    LONGEST_FIRST.iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word)
}

/// Whether two namings are of one source, party or place.
///
/// ```
/// use riwaya_eval::same;
/// assert!(same("القوات الأرمينية", "قوات أرمينيا الأرمينية"));
/// assert!(same("كنجة", "مدينة كنجة"));
/// assert!(!same("أذربيجان", "أرمينيا"));
/// ```
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let (joined_a, joined_b) = (fold(a).replace(' ', ""), fold(b).replace(' ', ""));
    let (len_a, len_b) = (joined_a.chars().count(), joined_b.chars().count());
    let (short, long) = (len_a.min(len_b), len_a.max(len_b));
    let holds = joined_b.contains(&joined_a) || joined_a.contains(&joined_b);
    if joined_a == joined_b || (short >= 4 && holds && 2 * short >= long) {
        return true;
    }
    let (words_a, mut words_b) = (words(a), words(b));
    let all = words_a.len() + words_b.len();
    let shared = words_a.iter().filter(|w| take(&mut words_b, w)).count();
    shared > 0 && 4 * shared >= all
}

fn take(words: &mut Vec<String>, wanted: &str) -> bool {
    let at = words.iter().position(|w| w == wanted);
    at.map(|i| words.swap_remove(i)).is_some()
}
