//! What kind of thing a word means, read from `lexicon/senses.txt`: the choosers learn from it what holds of words that
//! they have not met, as of their likes.

use riwaya_lexicon::{LemmaId, Lexicon};
use riwaya_text::fold_key;

use crate::reader::ReaderError;

const PATH: &str = "senses.txt";
const BUILTIN: &str = include_str!("../../../lexicon/senses.txt");

/// The sense of each lemma; a word has one, its most usual in news.
#[derive(Clone, Debug, Default)]
pub(crate) struct Senses {
    names: Vec<Box<str>>,
    /// By lemma: the place of its sense in `names`, from 1; 0 where it has none.
    by_lemma: Vec<u8>,
}

impl Senses {
    /// The built-in senses, for the words of a lexicon.
    pub(crate) fn builtin(lexicon: &Lexicon) -> Result<Self, ReaderError> {
        Self::parse(BUILTIN, lexicon)
    }

    fn parse(file: &str, lexicon: &Lexicon) -> Result<Self, ReaderError> {
        let mut out = Self { names: Vec::new(), by_lemma: vec![0; lexicon.lemma_count()] };
        for (n, line) in file.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let bad =
                |what: &str| ReaderError::Lexicon { path: PATH.to_owned(), line: Some(n + 1), what: what.to_owned() };
            if let Some(head) = line.strip_prefix("sense ") {
                let name = head.split(" — ").next().unwrap_or(head).trim();
                out.names.push(name.into());
                continue;
            }
            let sense = u8::try_from(out.names.len()).map_err(|_| bad("more than 255 senses"))?;
            if sense == 0 {
                return Err(bad("words before any `sense NAME`"));
            }
            for word in line.split_whitespace() {
                for id in lexicon.lemmas(&fold_key(word)) {
                    let of = &mut out.by_lemma[id.index()];
                    *of = if *of == 0 { sense } else { *of };
                }
            }
        }
        Ok(out)
    }

    /// The sense of a lemma, where it is listed.
    pub(crate) fn of(&self, lemma: LemmaId) -> Option<&str> {
        let sense = usize::from(*self.by_lemma.get(lemma.index())?);
        Some(&**self.names.get(sense.checked_sub(1)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_sense_it_is_first_listed_under() {
        let lexicon = Lexicon::builtin();
        let senses = Senses::parse("sense strike — blows\nقصف ضرب\nsense game\nلعب ضرب\n", lexicon).unwrap();
        let of = |word: &str| lexicon.lemmas(word).next().and_then(|id| senses.of(id));
        assert_eq!((of("ضرب"), of("لعب"), of("شرب")), (Some("strike"), Some("game"), None));
    }

    #[test]
    fn words_before_a_sense_are_refused_by_line() {
        let error = Senses::parse("# remark\nقصف\n", Lexicon::builtin()).unwrap_err().to_string();
        assert!(error.contains("senses.txt") && error.contains('2'), "{error}");
    }
}
