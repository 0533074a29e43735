//! How fast a ledger takes in reports that were read already, and how fast it answers: `scale CORPUS.jsonl N LEDGER`.
//!
//! The N reports are made of the corpus: each is one of its reports under another number, outlet and day, so that names
//! and words are as frequent as in life. The same call makes the same reports.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Entry, Filter, Ledger, Terms};
use riwaya_reader::{Event, Reader, Reading, Report, Stance};

/// Reports of the corpus that are read, and reports of a batch.
const READ: usize = 400;
const BATCH: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, corpus, count, ledger] = args.as_slice() else {
        return Err("usage: scale CORPUS.jsonl N LEDGER".into());
    };
    let (count, ledger) = (count.parse::<usize>()?, Path::new(ledger));
    let reader = Reader::builtin();
    let read = corpus_of(Path::new(corpus), reader)?;
    fill(ledger, &read, count, reader)?;
    ask(ledger, reader)
}

fn corpus_of(path: &Path, reader: &Reader) -> Result<Vec<(String, Reading)>, Box<dyn Error>> {
    let mut session = reader.session();
    let published = Some(Date::constant(2015, 7, 21));
    let mut out = Vec::new();
    for line in BufReader::new(File::open(path)?).lines().step_by(11).take(READ) {
        let object: serde_json::Value = serde_json::from_str(&line?)?;
        let text = object["text"].as_str().unwrap_or_default().to_owned();
        let reading = session.read(&Report { text: &text, published, outlet: None });
        out.push((text, reading));
    }
    Ok(out)
}

/// Report number `n`: the days of its claims move with that of its publication.
fn varied(read: &[(String, Reading)], n: usize) -> (String, Reading, Date) {
    let (text, reading) = &read[(n * 7919) % read.len()];
    let days = (n * 104_729 % 3_650) as i64;
    let moved = |day: Date| day.saturating_add(days.days());
    let text = format!("{text}\nالرقم {n}.");
    let mut reading = reading.clone();
    for claim in &mut reading.claims {
        if let Some(date) = &mut claim.date {
            let day = date.iso.as_deref().and_then(|iso| iso.parse::<Date>().ok());
            date.iso = day.map(|d| moved(d).to_string().into()).or(date.iso.take());
        }
    }
    (text, reading, moved(Date::constant(2015, 7, 21)))
}

fn fill(path: &Path, read: &[(String, Reading)], count: usize, reader: &Reader) -> Result<(), Box<dyn Error>> {
    let mut ledger = Ledger::open(path)?;
    let mut terms = Terms::new(reader.lexicon());
    let version: Arc<str> = riwaya_reader::VERSION.into();
    let (mut preparing, mut writing) = (0.0, 0.0);
    for first in (0..count).step_by(BATCH) {
        let started = Instant::now();
        let entry = |n: usize| {
            let (text, reading, day) = varied(read, n);
            let outlet = format!("وكالة {}", n % 97);
            let imprint = Imprint { outlet: Some(&outlet), published: Some(day), ..Imprint::default() };
            Entry::new((&n.to_string(), imprint, &text), &version, &reading, &mut terms)
        };
        let entries: Vec<Entry> = (first..count.min(first + BATCH)).map(entry).collect();
        preparing += started.elapsed().as_secs_f64();
        let started = Instant::now();
        let mut batch = ledger.batch()?;
        for entry in &entries {
            batch.add(entry)?;
        }
        batch.commit()?;
        writing += started.elapsed().as_secs_f64();
        if (first + BATCH).is_multiple_of(10_000) || first + BATCH >= count {
            let done = count.min(first + BATCH);
            println!(
                "{done} reports: prepared in {preparing:.1} s, written in {writing:.1} s ({:.0}/s)",
                done as f64 / writing
            );
        }
    }
    let stats = ledger.stats()?;
    println!("{} claims, {} MiB", stats.claims, stats.bytes >> 20);
    Ok(())
}

fn ask(path: &Path, reader: &Reader) -> Result<(), Box<dyn Error>> {
    let filters = [
        ("claims", Filter::default()),
        ("claims --place عدن", Filter { place: Some("عدن".to_owned()), ..Filter::default() }),
        ("claims --party Yemen", Filter { party: Some("Yemen".to_owned()), ..Filter::default() }),
        ("claims --event protest", Filter { events: vec![Event::Protest], ..Filter::default() }),
        ("claims --stance denies", Filter { stances: vec![Stance::Denies], ..Filter::default() }),
        ("claims --from", Filter { from: Some(Date::constant(2020, 3, 1)), ..Filter::default() }),
    ];
    for (name, filter) in filters {
        let started = Instant::now();
        let found = Ledger::open_existing(path)?.claims(&filter, 50)?.0.len();
        println!("{name}: {found} in {} ms", started.elapsed().as_millis());
    }
    let started = Instant::now();
    let (_, total) = Ledger::open_existing(path)?.search(reader.lexicon(), "قتل صنعاء", (None, None), 50)?;
    println!("search: {total} reports in {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    Ledger::open_existing(path)?.sources(50)?;
    println!("sources: {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    Ledger::open_existing(path)?.stats()?;
    println!("stats: {} ms", started.elapsed().as_millis());
    Ok(())
}
