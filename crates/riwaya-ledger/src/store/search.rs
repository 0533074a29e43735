//! Reports by their words.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use riwaya_lexicon::Lexicon;
use riwaya_text::{Span, Text};

use super::index::day_number;
use super::load::{as_read, name};
use super::{Ledger, LedgerError};
use crate::model::Document;
use crate::terms::Terms;

/// A report that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The report.
    pub document: Document,
    /// The name under which it came in.
    pub name: Arc<str>,
    /// The day from which its dates were counted.
    pub published: Option<Date>,
    /// The sentence in which most of the words stand; absent where only the title has them.
    pub sentence: Option<Span>,
    /// The words that were found.
    pub words: Vec<Span>,
    /// How many claims it makes, as it was read.
    pub claims: usize,
}

impl Ledger {
    /// The reports that hold every word of a query in any spelling and form; the newest first. Also how many there are.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn search(
        &mut self,
        lexicon: &Lexicon,
        query: &str,
        (from, to): (Option<Date>, Option<Date>),
        limit: usize,
    ) -> Result<(Vec<Hit>, usize), LedgerError> {
        let mut terms = Terms::new(lexicon);
        let query = terms.of_query(query);
        let Some(written) = query.written() else { return Ok((Vec::new(), 0)) };
        let db = &self.connection;
        let mut found = db.prepare_cached("SELECT rowid FROM terms WHERE terms MATCH ?1")?;
        let found: HashSet<i64> = found.query_map([written], |r| r.get(0))?.collect::<Result<_, _>>()?;
        let mut filed = db.prepare_cached(
            "SELECT document FROM filed WHERE day BETWEEN ?1 AND ?2 ORDER BY day DESC, sha DESC, document DESC",
        )?;
        let days = [from.map_or(0, |d| day_number(Some(d))), to.map_or(i64::MAX, |d| day_number(Some(d)))];
        let mut rows = filed.query(days)?;
        let (mut hits, mut total) = (Vec::new(), 0);
        let everywhere = from.is_none() && to.is_none();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if !found.contains(&number) {
                continue;
            }
            total += 1;
            if hits.len() < limit {
                let read = as_read(db, &mut self.names, number)?;
                let text = Text::new(&read.document.text);
                let words = terms.found_in(&text, &query);
                let sentence = best_sentence(&text, &words);
                let (published, claims) = (read.published, read.claims.len());
                let name = name(db, number)?;
                hits.push(Hit { document: read.document.clone(), name, published, sentence, words, claims });
            } else if everywhere {
                return Ok((hits, found.len()));
            }
        }
        Ok((hits, total))
    }
}

/// The sentence that holds most of the words; the first of several.
fn best_sentence(text: &Text<'_>, words: &[Span]) -> Option<Span> {
    let counted = text.sentences().iter().map(|s| {
        let tokens = &text.tokens()[s.tokens.clone()];
        let ends = tokens.first().zip(tokens.last());
        let span = ends.map_or_else(Span::default, |(first, last)| first.span.join(last.span));
        (words.iter().filter(|w| span.contains(**w)).count(), span)
    });
    counted.filter(|(n, _)| *n > 0).rev().max_by_key(|(n, _)| *n).map(|(_, span)| span)
}
