//! Reports in any number, as varied as those of the corpus: sentences of several reports of one publisher together, towns
//! of a country changed for others of it throughout a report, numbers, days and outlets changed; some are reprints.
//!
//! Report `n` is always the same. Days follow one another as in a feed: so many reports a day, over years.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_lexicon::gazetteer::{Gazetteer, PlaceKind};

/// A report of the corpus that others are made of.
#[derive(Debug)]
struct Base {
    sentences: Vec<String>,
    characters: usize,
    /// Its year and month; those of most of the corpus where it tells none.
    month: (i16, i8),
}

/// A report that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its number.
    pub number: usize,
    /// The report of the corpus of which most of it is.
    pub base: usize,
    /// Who publishes it.
    pub outlet: String,
    /// When.
    pub published: Date,
    /// Its text.
    pub text: String,
}

/// Makes reports of a corpus.
#[derive(Debug)]
pub struct Variety {
    bases: Vec<Base>,
    towns: Towns,
}

/// Reports of a day, and of how many the last is reprinted in a hundred.
const A_DAY: usize = 55;
const REPRINTS: usize = 6;
/// Outlets in all.
const OUTLETS: usize = 140;
const FIRST: Date = Date::constant(2014, 1, 1);

/// Numbers in a sequence of their own for each seed.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let h = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        h ^ (h >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % n.max(1)
    }
}

impl Variety {
    /// Makes reports of these texts, each with its day as the corpus writes it.
    ///
    /// # Errors
    /// When the towns cannot be sought.
    pub fn new<'a>(corpus: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Box<dyn std::error::Error>> {
        let corpus: Vec<(&str, &str)> = corpus.into_iter().collect();
        let bases = corpus.iter().map(|(text, day)| Base::of(text, day)).collect();
        Ok(Self { bases, towns: Towns::of(corpus.iter().map(|(text, _)| *text))? })
    }

    /// How many reports of the corpus there are.
    #[must_use]
    pub fn bases(&self) -> usize {
        self.bases.len()
    }

    /// Report number `n`.
    #[must_use]
    pub fn report(&self, n: usize) -> Made {
        let mut dice = Dice(n as u64);
        let outlet = format!("وكالة الأنباء {}", dice.below(OUTLETS) + 1);
        let published = FIRST.saturating_add(i64::try_from(n / A_DAY).unwrap_or_default().days());
        if n > A_DAY && dice.below(100) < REPRINTS {
            // A reprint: cut at the end, under another name, of the same or the next day.
            let first = self.written(n - 1 - dice.below(A_DAY));
            let keep = first.text.chars().count() * (80 + dice.below(20)) / 100;
            let text = first.text.chars().take(keep).collect();
            return Made { number: n, outlet, published, text, ..first };
        }
        Made { outlet, published, ..self.written(n) }
    }

    /// A report that is no reprint.
    fn written(&self, n: usize) -> Made {
        let mut dice = Dice((n as u64) ^ 0x5EED_0000_0000);
        let base = dice.below(self.bases.len());
        let own = &self.bases[base];
        // Neighbours in the corpus are of one publisher, often of one war.
        let near = |dice: &mut Dice| &self.bases[(base + 1 + dice.below(12)) % self.bases.len()];
        let others = [near(&mut dice), near(&mut dice)];
        let mut text = String::new();
        let mut at = [0_usize; 3];
        while text.chars().count() < own.characters {
            let which = [0, 0, 1, 2][dice.below(4)];
            let from = if which == 0 { own } else { others[which - 1] };
            let nth = (at[which] + dice.below(2)) % from.sentences.len().max(1);
            at[which] = nth + 1;
            text.push_str(from.sentences.get(nth).map_or(" ", String::as_str));
        }
        let published = FIRST.saturating_add(i64::try_from(n / A_DAY).unwrap_or_default().days());
        let text = self.towns.exchanged(&text, &mut dice);
        let text = renumbered(&redated(&text, own.month, published), &mut dice);
        Made { number: n, base, outlet: String::new(), published, text }
    }
}

impl Base {
    fn of(text: &str, day: &str) -> Self {
        let mut sentences = vec![String::new()];
        for piece in text.split_inclusive(['.', '\n', '؟', '!']) {
            match sentences.last_mut() {
                Some(last) if last.chars().count() < 60 => last.push_str(piece),
                _ => sentences.push(piece.to_owned()),
            }
        }
        let number = |range| day.get(range).and_then(|d: &str| d.parse().ok());
        let month = number(0..4).zip(number(5..7).and_then(|m| i8::try_from(m).ok()));
        Self { sentences, characters: text.chars().count(), month: month.unwrap_or((2015, 7)) }
    }
}

const MONTHS: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

/// The text with its months and years moved as far as its day of publication was.
fn redated(text: &str, (year, month): (i16, i8), published: Date) -> String {
    let months = i32::from(published.year() - year) * 12 + i32::from(published.month() - month);
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let nth = MONTHS.iter().position(|m| *m == bare).and_then(|m| i32::try_from(m).ok());
        let told: Option<i32> = bare.parse().ok().filter(|y| (1990..2030).contains(y));
        match (nth, told) {
            (Some(nth), _) => {
                let moved = usize::try_from((nth + months).rem_euclid(12)).unwrap_or_default();
                out.push_str(&word.replace(bare, MONTHS[moved]));
            }
            (None, Some(told)) => out.push_str(&word.replace(bare, &(told + months.div_euclid(12)).to_string())),
            _ => out.push_str(word),
        }
    }
    out
}

/// The text with its numbers changed: days of a month stay days of a month, years stay.
fn renumbered(text: &str, dice: &mut Dice) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let bare = word.trim();
        match bare.parse::<usize>() {
            Ok(n) if (3..=28).contains(&n) => out.push_str(&word.replace(bare, &(1 + dice.below(28)).to_string())),
            Ok(n) if (29..1990).contains(&n) => {
                out.push_str(&word.replace(bare, &(n * (50 + dice.below(100)) / 100).to_string()));
            }
            _ => out.push_str(word),
        }
    }
    out
}

/// Towns that the corpus names, by country.
#[derive(Debug)]
struct Towns {
    names: Vec<String>,
    /// The towns of the same country, for each.
    alike: Vec<Vec<usize>>,
    finder: AhoCorasick,
}

impl Towns {
    fn of<'a>(corpus: impl Iterator<Item = &'a str>) -> Result<Self, Box<dyn std::error::Error>> {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for place in Gazetteer::builtin().places() {
            let is_town = matches!(place.kind(), Some(PlaceKind::City | PlaceKind::Town | PlaceKind::Village));
            for name in place.names().take(1).filter(|n| is_town && n.chars().count() > 3 && !n.contains(' ')) {
                names.entry(name.to_owned()).or_insert_with(|| place.country().to_owned());
            }
        }
        let all: Vec<&String> = names.keys().collect();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&all)?;
        let mut told = vec![0_usize; all.len()];
        for text in corpus {
            for found in finder.find_iter(text).filter(|m| is_word(text, m.start(), m.end())) {
                told[found.pattern().as_usize()] += 1;
            }
        }
        let kept: Vec<String> =
            all.iter().zip(&told).filter(|(_, n)| **n > 3).map(|(name, _)| (*name).clone()).collect();
        let country = |name: &String| names.get(name).cloned().unwrap_or_default();
        let alike =
            kept.iter().map(|name| (0..kept.len()).filter(|k| country(&kept[*k]) == country(name)).collect()).collect();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&kept)?;
        Ok(Self { names: kept, alike, finder })
    }

    /// The text with its towns changed for others of their country, the same for the same throughout.
    fn exchanged(&self, text: &str, dice: &mut Dice) -> String {
        let turn = dice.below(97);
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for found in self.finder.find_iter(text).filter(|m| is_word(text, m.start(), m.end())) {
            let alike = &self.alike[found.pattern().as_usize()];
            let own = alike.iter().position(|k| *k == found.pattern().as_usize()).unwrap_or_default();
            out.push_str(&text[end..found.start()]);
            out.push_str(&self.names[alike[(own + turn) % alike.len()]]);
            end = found.end();
        }
        out.push_str(&text[end..]);
        out
    }
}

/// Whether a stretch is a word of its own.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_always_the_same_and_no_two_are() {
        let texts = [
            "قصفت القوات مدينة تعز يوم 8 أكتوبر 2015 وقتل 43 مدنيا على الأقل. وقال شهود عيان إن القصف استمر ساعات طويلة.",
            "أعلنت الحكومة هدنة تبدأ في 12 أكتوبر 2015 في مدينة عدن. ورحبت الأمم المتحدة بالهدنة ودعت الطرفين إلى احترامها.",
        ];
        let variety = Variety::new(texts.map(|t| (t, "2015-10-10"))).unwrap();
        let some: Vec<Made> = (0..200).map(|n| variety.report(n)).collect();
        assert_eq!(some, (0..200).map(|n| variety.report(n)).collect::<Vec<_>>());
        assert!(some.windows(2).all(|w| w[0].published <= w[1].published));
        assert_eq!(some[0].published.year(), 2014);
        assert!(some.iter().all(|m| !m.text.contains("2015")), "years move with the day of publication");
    }
}
