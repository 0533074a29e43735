//! Words out of the tables of names: countries and their adjectives, places, persons, groups. Only names of one word
//! are words; the tables themselves are read by those who need ids and longer names.

use std::collections::HashSet;

use riwaya_text::fold_key;

use crate::compile::source::{Entry, Source};
use crate::grammar::Pos;

/// Fewest inhabitants of a place out of the generated tables whose name is a word by itself.
const WELL_KNOWN: u32 = 15_000;

/// Which table a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `countries/countries.tsv` or `countries/peoples.tsv`.
    Countries,
    /// `places/front-lines.tsv`, `places/regions.tsv`: each place counts.
    PlacesByHand,
    /// `places/geonames/*.tsv`.
    Places,
    /// `names/*.tsv` with a column of Arabic names: each word of a name is a part of a name.
    Names,
}

/// Adds the words of one table. Columns are found by their heading; a table without them adds nothing.
pub fn read_table(source: &mut Source, table: Table, file: &str, text: &str, ambiguous: &HashSet<String>) {
    let mut heading: Vec<&str> = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        if heading.is_empty() {
            heading = fields;
            continue;
        }
        let row = Row { heading: &heading, fields: &fields, place: (file, i + 1) };
        match table {
            Table::Countries => country(source, &row),
            Table::PlacesByHand => place(source, &row, ambiguous),
            Table::Places => {
                if row.get("population").parse().is_ok_and(|n: u32| n >= WELL_KNOWN) {
                    place(source, &row, ambiguous);
                }
            }
            Table::Names => name(source, &row),
        }
    }
}

struct Row<'a> {
    heading: &'a [&'a str],
    fields: &'a [&'a str],
    place: (&'a str, usize),
}

impl<'a> Row<'a> {
    fn get(&self, column: &str) -> &'a str {
        let at = self.heading.iter().position(|h| *h == column);
        at.and_then(|at| self.fields.get(at)).copied().unwrap_or_default()
    }

    /// The names of one word in a column, without the article where `bare`.
    fn words(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column)
            .split('|')
            .map(|w| w.trim_start_matches('*').trim())
            .filter(|w| !w.is_empty() && !w.contains(' '))
    }

    fn entry(&self, pos: Pos, class: &str, form: &str, marks: &[&str]) -> Entry {
        Entry {
            pos,
            class: Some(class.to_owned()),
            forms: vec![form.to_owned()],
            verb_form: 0,
            present: None,
            others: Vec::new(),
            gloss: self.get("english").to_owned(),
            marks: marks.iter().map(|m| (*m).to_owned()).collect(),
            place: (self.place.0.to_owned(), self.place.1),
        }
    }
}

fn country(source: &mut Source, row: &Row<'_>) {
    for (column, class) in [("names", "country"), ("metonyms", "capital")] {
        for word in row.words(column) {
            source.entries.push(row.entry(Pos::Proper, class, word, &[]));
        }
    }
    let people: Vec<String> = row
        .words("people")
        .filter(|w| !w.ends_with("ون") && !w.ends_with("ين"))
        .map(|w| without_article(w).to_owned())
        .collect();
    for (i, word) in row.words("nisba").enumerate() {
        let mut entry = row.entry(Pos::Adjective, "nationality", word, &[]);
        if i == 0 {
            entry.others.clone_from(&people);
        }
        source.entries.push(entry);
    }
}

fn place(source: &mut Source, row: &Row<'_>, ambiguous: &HashSet<String>) {
    if row.get("needs") == "context" {
        return;
    }
    for word in row.words("names").filter(|w| w.chars().count() > 2) {
        let key = fold_key(word);
        if !ambiguous.contains(&key) && !ambiguous.contains(without_article(&key)) {
            source.entries.push(row.entry(Pos::Proper, "place", word, &["name"]));
        }
    }
}

fn name(source: &mut Source, row: &Row<'_>) {
    for name in row.get("arabic").split('|').map(|n| n.trim_start_matches('*')) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let class = if words.len() == 1 { "name" } else { "name_part" };
        for word in words.iter().filter(|w| w.chars().count() > 2 && !w.contains(['«', '(', '-'])) {
            let mut entry = row.entry(Pos::Proper, class, without_article(word), &["part"]);
            entry.gloss.clear();
            source.entries.push(entry);
        }
    }
}

fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|w| w.chars().count() > 1).unwrap_or(word)
}
