//! Prints the mentions of reports as JSON lines, and how fast they were read.
//!
//! Input: JSON lines `{"id", "text"}` on standard input. Output, one line a report: `{"id", "mentions": [{"text", "name",
//! "kind", "rule", "country", "sector", "entity", "start", "end", "sentence"}], "sentences": [[start, end]]}`.

use std::io::{BufRead, Write};
use std::time::Instant;

use riwaya_lexicon::gazetteer::Gazetteer;
use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_reader::names::{NameReader, Names};
use riwaya_text::Text;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let names = Names::builtin();
    let lexicon = Lexicon::builtin();
    let mut analyser = Analyser::new(lexicon);
    let mut reader = NameReader::new(names, lexicon, Gazetteer::builtin());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut nanos, mut words_read, mut count, mut bytes) = (0u128, 0usize, 0usize, 0usize);
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let raw = record["text"].as_str().unwrap_or_default();
        let text = Text::new(raw);
        let words = analyser.words(&text);
        let start = Instant::now();
        let mentions = reader.mentions(&words);
        nanos += start.elapsed().as_nanos();
        words_read += words.len();
        count += mentions.len();
        bytes += raw.len();
        let sentences: Vec<Value> = words
            .sentences()
            .iter()
            .map(|s| words.span(s.start as usize..s.end as usize))
            .map(|s| json!([s.start(), s.end()]))
            .collect();
        let mentions: Vec<Value> = mentions
            .iter()
            .map(|m| {
                json!({
                    "text": text.slice(m.span),
                    "name": text.slice(m.name_span),
                    "kind": m.kind.name(),
                    "rule": m.rule,
                    "country": m.country.map(|c| c.to_string()),
                    "sector": m.sector.map(riwaya_reader::names::Sector::code),
                    "entity": m.entity.and_then(|e| names.entity(e)).map(|e| &*e.id),
                    "place": m.place.as_ref().map(|p| p.0.as_str()),
                    "start": m.span.start(),
                    "end": m.span.end(),
                    "joint": m.joint,
                })
            })
            .collect();
        writeln!(out, "{}", json!({"id": record["id"], "mentions": mentions, "sentences": sentences}))?;
    }
    eprintln!(
        "{words_read} words, {count} mentions, {} ns a word, {:.1} MB/s",
        nanos / words_read.max(1) as u128,
        bytes as f64 / 1e6 / (nanos.max(1) as f64 / 1e9)
    );
    Ok(())
}
