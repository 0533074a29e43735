//! What a report is found by, and what a query asks for: the lemmas of its words, words that have none, and the ids of
//! what is named.

use std::collections::{BTreeSet, HashMap};

use riwaya_lexicon::Lexicon;
use riwaya_lexicon::gazetteer::{Gazetteer, name_key};
use riwaya_text::{Span, Text, TokenKind};

use crate::model::StoredClaim;

/// Words whose terms are remembered; a new memory begins after so many.
const MOST: usize = 100_000;

/// Makes terms; one for each worker, since it remembers words.
#[derive(Debug)]
pub struct Terms<'l> {
    lexicon: &'l Lexicon,
    places: &'static Gazetteer,
    seen: HashMap<Box<str>, Box<[u32]>>,
    /// Every term by its number, and its number by its letters.
    written: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

/// What stands for a lemma, and for a place, so that neither is taken for a written word.
const LEMMA: char = '=';
const PLACE: char = '@';

impl<'l> Terms<'l> {
    /// Terms by the words of a lexicon.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let (seen, written, numbers) = (HashMap::new(), Vec::new(), HashMap::new());
        Self { lexicon, places: Gazetteer::builtin(), seen, written, numbers }
    }

    /// The terms of a report, parted by spaces, each once.
    pub(crate) fn of_report(&mut self, title: Option<&str>, text: &Text<'_>, claims: &[StoredClaim]) -> String {
        if self.seen.len() >= MOST {
            self.seen.clear();
            self.written.clear();
            self.numbers.clear();
        }
        let title = Text::new(title.unwrap_or_default());
        let mut terms: Vec<u32> = Vec::new();
        for part in [&title, text] {
            for word in part.tokens().iter().filter(|t| t.kind != TokenKind::Mark) {
                let key = part.key(word);
                match self.seen.get(key) {
                    Some(known) => terms.extend_from_slice(known),
                    None => terms.extend_from_slice(self.of_word(key)),
                }
            }
        }
        for place in claims.iter().flat_map(|c| &c.place) {
            if let Some(entry) = &place.name.entry {
                terms.push(self.number(&place_term(&entry.id)));
            }
        }
        terms.sort_unstable();
        terms.dedup();
        let mut out = String::with_capacity(terms.len() * 12);
        for term in terms {
            let term = self.written.get(term as usize).map_or("", |t| &**t);
            if !term.is_empty() {
                out.push_str(term);
                out.push(' ');
            }
        }
        out
    }

    /// What a query asks for: every word of it in any spelling and form and with any clitic, a place under any name.
    pub fn of_query(&mut self, query: &str) -> Query {
        let text = Text::new(query);
        let keys = text.tokens().iter().filter(|t| t.kind != TokenKind::Mark).map(|t| text.key(t).to_owned());
        let words: Vec<BTreeSet<Box<str>>> = keys.collect::<Vec<_>>().iter().map(|k| self.all_of(k)).collect();
        let name = name_key(query);
        let place = self.places.lookup(&name).filter(|f| f.words() > 1 && f.words() == name.split(' ').count());
        let place = place.into_iter().flat_map(|f| f.places()).map(|p| place_term(p.id())).collect();
        Query { words, place }
    }

    /// Which of a text's words a query finds: their spans.
    pub fn found_in(&mut self, text: &Text<'_>, query: &Query) -> Vec<Span> {
        let wanted: BTreeSet<&str> = query.words.iter().flatten().map(AsRef::as_ref).collect();
        let words = text.tokens().iter().filter(|t| t.kind != TokenKind::Mark);
        let is_wanted = |key: &str| self.all_of(key).iter().any(|term| wanted.contains(&**term));
        let mut is_wanted = is_wanted;
        words.filter(|t| is_wanted(text.key(t))).map(|t| t.span).collect()
    }

    /// The terms of a word, as they are written.
    fn all_of(&mut self, key: &str) -> BTreeSet<Box<str>> {
        let numbers = self.of_word(key).to_vec();
        numbers.iter().filter_map(|n| self.written.get(*n as usize)).filter(|t| !t.is_empty()).cloned().collect()
    }

    /// Lemmas of the readings that are as likely as the likeliest, and places of that one name; a word without any
    /// stands for itself. What a word is found by depends on its key alone, so equal words share all of it.
    fn of_word(&mut self, key: &str) -> &[u32] {
        if !self.seen.contains_key(key) {
            let mut terms: Vec<u32> = self.terms_of(key).iter().map(|t| self.number(t)).collect();
            if terms.is_empty() {
                terms.push(self.number(key));
            }
            self.seen.insert(key.into(), terms.into());
        }
        self.seen.get(key).map_or(&[], |terms| terms)
    }

    fn number(&mut self, term: &str) -> u32 {
        let term = plain(term);
        if let Some(number) = self.numbers.get(&*term) {
            return *number;
        }
        let number = self.written.len() as u32;
        self.written.push(term.as_str().into());
        self.numbers.insert(term.into(), number);
        number
    }

    fn terms_of(&self, key: &str) -> Box<[Box<str>]> {
        let readings = self.lexicon.analyse(key);
        let mut terms = BTreeSet::new();
        for reading in &readings {
            let stem = key.get(usize::from(reading.stem.0)..usize::from(reading.stem.1)).unwrap_or(key);
            let lemma = reading.lemma.map_or(stem, |id| self.lexicon.lemma(id).key());
            terms.insert(format!("{LEMMA}{lemma}").into_boxed_str());
            if let Some(found) = self.places.lookup(stem).filter(|f| f.words() == 1) {
                terms.extend(found.places().map(|p| place_term(p.id())));
            }
        }
        terms.into_iter().collect()
    }
}

fn place_term(id: &str) -> Box<str> {
    format!("{PLACE}{}", id.replace(|c: char| !c.is_alphanumeric(), "")).into()
}

/// A term without the signs at which the index would cut it.
fn plain(term: &str) -> String {
    let stays = |c: &char| !c.is_ascii() || c.is_ascii_alphanumeric() || [LEMMA, PLACE].contains(c);
    term.chars().filter(|c| stays(c) && !c.is_whitespace()).collect()
}

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The terms of each word; one of each must be there.
    words: Vec<BTreeSet<Box<str>>>,
    /// Places that bear all the words together as their name.
    place: Vec<Box<str>>,
}

impl Query {
    /// The query in the language of FTS5; absent where nothing is asked for.
    pub(crate) fn written(&self) -> Option<String> {
        let any = |terms: &mut dyn Iterator<Item = &Box<str>>| {
            let terms: Vec<String> =
                terms.map(|t| plain(t)).filter(|t| !t.is_empty()).map(|t| format!("\"{t}\"")).collect();
            (!terms.is_empty()).then(|| format!("({})", terms.join(" OR ")))
        };
        let words: Option<Vec<String>> = self.words.iter().map(|w| any(&mut w.iter())).collect();
        let words = words.filter(|w| !w.is_empty())?.join(" AND ");
        Some(match any(&mut self.place.iter()) {
            Some(place) => format!("{place} OR ({words})"),
            None => words,
        })
    }
}
