//! Times the reading of words: loading, one text through a fresh analyser, every distinct word uncached.
//!
//! Reads text from standard input: `cargo run --release -p riwaya-lexicon --example speed < report.txt`

use std::collections::HashSet;
use std::io::{Read, Write, stdin, stdout};
use std::time::Instant;

use riwaya_lexicon::gazetteer::Gazetteer;
use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_text::Text;

fn main() -> std::io::Result<()> {
    let mut raw = String::new();
    stdin().read_to_string(&mut raw)?;
    let start = Instant::now();
    let lexicon = Lexicon::builtin();
    let places = Gazetteer::builtin().len();
    let loading = start.elapsed();
    let paragraphs: Vec<Text<'_>> = raw.split("\n\n").map(Text::new).collect();
    let mut analyser = Analyser::new(lexicon);
    let start = Instant::now();
    let words: usize = paragraphs.iter().map(|text| analyser.words(text).len()).sum();
    let cached = start.elapsed();
    let distinct: HashSet<&str> = paragraphs.iter().flat_map(|t| t.tokens().iter().map(|k| t.key(k))).collect();
    let start = Instant::now();
    let readings: usize = distinct.iter().map(|key| lexicon.analyse(key).len()).sum();
    let uncached = start.elapsed();
    let each = |time: std::time::Duration, n: usize| time.as_nanos() as f64 / n.max(1) as f64;
    let mut out = stdout();
    writeln!(out, "loading: {loading:?} ({} lemmas, {places} places)", lexicon.lemma_count())?;
    writeln!(out, "{words} words of a text: {:.0} ns each", each(cached, words))?;
    writeln!(
        out,
        "{} distinct words, uncached: {:.0} ns and {:.2} readings each",
        distinct.len(),
        each(uncached, distinct.len()),
        readings as f64 / distinct.len().max(1) as f64
    )
}
