//! Lists the words of a text that the lexicon does not know, the most frequent first, and the share that it knows.
//!
//! Reads text from standard input: `cargo run --release -p riwaya-lexicon --example unknown_words < report.txt`

use std::collections::HashMap;
use std::io::{Read, Write, stdin, stdout};

use riwaya_lexicon::{Analyser, Analysis, Lexicon};
use riwaya_text::{Text, TokenKind};

fn main() -> std::io::Result<()> {
    let mut raw = String::new();
    stdin().read_to_string(&mut raw)?;
    let text = Text::new(&raw);
    let words = Analyser::new(Lexicon::builtin()).words(&text);
    let (mut known, mut all) = (0u64, 0u64);
    let mut unknown: HashMap<&str, u64> = HashMap::new();
    for (i, word) in words.all().iter().enumerate() {
        if word.kind == TokenKind::Word {
            all += 1;
            if words.best(i).is_some_and(Analysis::is_known) {
                known += 1;
            } else {
                *unknown.entry(words.key(i)).or_default() += 1;
            }
        }
    }
    let mut list: Vec<(&str, u64)> = unknown.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut out = stdout().lock();
    writeln!(out, "# {known} of {all} words known: {:.2} %", 100.0 * known as f64 / all.max(1) as f64)?;
    for (key, count) in list {
        writeln!(out, "{count}\t{key}")?;
    }
    Ok(())
}
