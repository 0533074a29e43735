//! Lists the tokens of a text that are cut into several words, the most frequent first, and how many tokens there were.
//!
//! With the argument `fuse` it measures instead: neighbouring words are joined by leaving out the space between them, and
//! it prints the share that comes apart again where it was joined.
//! Reads text from standard input: `cargo run --release -p riwaya-lexicon --example cut_words < report.txt`

use std::collections::HashMap;
use std::io::{Read, Write, stdin, stdout};

use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_text::{Text, TokenKind};

/// One in so many pairs of words is joined.
const EVERY: usize = 97;

fn main() -> std::io::Result<()> {
    let mut raw = String::new();
    stdin().read_to_string(&mut raw)?;
    if std::env::args().nth(1).as_deref() == Some("fuse") { measure(&raw) } else { list(&raw) }
}

fn list(raw: &str) -> std::io::Result<()> {
    let text = Text::new(raw);
    let words = Analyser::new(Lexicon::builtin()).words(&text);
    let mut cut: HashMap<String, u64> = HashMap::new();
    let (mut i, mut tokens) = (0, 0u64);
    while i < words.len() {
        let mut end = i + 1;
        while end < words.len() && words.word(end).token == words.word(i).token {
            end += 1;
        }
        tokens += u64::from(words.word(i).kind == TokenKind::Word);
        if end - i > 1 {
            let parts: Vec<&str> = (i..end).map(|j| words.raw(j)).collect();
            *cut.entry(parts.join("|")).or_default() += 1;
        }
        i = end;
    }
    let mut list: Vec<(String, u64)> = cut.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut out = stdout().lock();
    writeln!(out, "# {} of {tokens} tokens cut", list.iter().map(|l| l.1).sum::<u64>())?;
    for (key, count) in list {
        writeln!(out, "{count}\t{key}")?;
    }
    Ok(())
}

fn measure(raw: &str) -> std::io::Result<()> {
    let text = Text::new(raw);
    let mut analyser = Analyser::new(Lexicon::builtin());
    let (mut tried, mut right, mut wrong) = (0u64, 0u64, 0u64);
    let mut out = stdout().lock();
    for (i, pair) in text.tokens().windows(2).enumerate().step_by(EVERY) {
        let [a, b] = pair else { continue };
        if a.kind != TokenKind::Word || b.kind != TokenKind::Word || b.glued {
            continue;
        }
        let (left, joined) = (text.raw_of(a), format!("{}{}", text.raw_of(a), text.raw_of(b)));
        let fused = Text::new(&joined);
        let words = analyser.words(&fused);
        tried += 1;
        if words.len() == 2 && words.raw(0) == left {
            right += 1;
        } else if words.len() > 1 {
            wrong += 1;
            if i % 7 == 0 {
                let parts: Vec<&str> = (0..words.len()).map(|j| words.raw(j)).collect();
                writeln!(out, "{left}|{}\t{}", text.raw_of(b), parts.join("|"))?;
            }
        }
    }
    let share = |n: u64| 100.0 * n as f64 / tried.max(1) as f64;
    writeln!(out, "# {tried} joined: {:.1} % cut where joined, {:.1} % elsewhere", share(right), share(wrong))
}
