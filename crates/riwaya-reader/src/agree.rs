//! Whether two namings of one source, party or place agree: the measure of the annotation guidelines' scorer.

use std::collections::HashMap;

// «على» and «إلى» fold to «علي» and «الي», which the scorer does not stop; kept so, since its figures must be met.
const STOP: [&str; 8] = ["في", "من", "ان", "عن", "باسم", "كل", "بين", "مع"];

/// The scorer's folding: vowel marks, tatweel and controls go; hamza seats, ى, ة and گ are equated.
#[must_use]
pub fn fold(s: &str) -> String {
    s.chars()
        .filter(|c| !matches!(*c, '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06ed}' | '\u{0640}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ئ' => 'ي',
            'ة' => 'ه',
            'ؤ' => 'و',
            'گ' => 'ك',
            c => c,
        })
        .collect()
}

fn drop_prefix<'w>(w: &'w str, prefixes: &[&str], rest: usize) -> &'w str {
    prefixes.iter().find_map(|p| w.strip_prefix(p).filter(|r| r.chars().count() >= rest)).unwrap_or(w)
}

fn stem(w: &str) -> &str {
    let w = drop_prefix(w, &["و", "ف"], 4);
    let w = drop_prefix(w, &["بال", "كال", "لل", "ال"], 2);
    let w = drop_prefix(w, &["ب", "ل"], 4);
    if w.chars().count() <= 4 {
        return w;
    }
    ["يون", "يين", "يه", "ات", "ين", "ون", "ه", "ي"].iter().find_map(|s| w.strip_suffix(s)).unwrap_or(w)
}

fn tokens(folded: &str) -> HashMap<&str, usize> {
    let mut out = HashMap::new();
    for w in folded.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty() && !is_stop(w)) {
        *out.entry(stem(w)).or_insert(0) += 1;
    }
    out
}

fn is_stop(w: &str) -> bool {
    STOP.contains(&w)
}

/// Whether two namings agree in most of their words.
///
/// ```
/// # use riwaya_reader::agree::same;
/// assert!(same("القوات الأرمينية", "للقوات الارمينية"));
/// assert!(!same("أرمينيا", "أذربيجان"));
/// ```
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let (fa, fb) = (fold(a), fold(b));
    let join = |s: &str| s.replace(' ', "");
    let (ja, jb) = (join(&fa), join(&fb));
    if ja == jb {
        return true;
    }
    let (la, lb) = (ja.chars().count(), jb.chars().count());
    let (short, long) = (la.min(lb), la.max(lb));
    if short >= 4 && (ja.contains(&jb) || jb.contains(&ja)) && 2 * short >= long {
        return true;
    }
    let (ta, tb) = (tokens(&fa), tokens(&fb));
    let hit: usize = ta.iter().map(|(w, n)| (*n).min(tb.get(w).copied().unwrap_or(0))).sum();
    let total: usize = ta.values().sum::<usize>() + tb.values().sum::<usize>();
    hit > 0 && 4 * hit >= total
}
