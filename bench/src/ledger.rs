//! Measures the ledger on many reports and writes `bench/LEDGER.md`: `cargo run --release -p riwaya-bench -- ledger
//! --reports 200000`. With `--reuse` only as many reports are read as the corpus has and their readings are used again for
//! others, with their days and towns changed: for working on the ledger; nothing is then written.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_bench::vary::{Made, Variety};
use riwaya_bench::{corpus_file, reports_of, root};
use riwaya_ledger::model::{Days, Imprint};
use riwaya_ledger::{Entry, Ledger, Terms};
use riwaya_reader::{GazetteerEntry, Reader, Reading, Report};

use super::process::{Cost, command, commit, cost, load, machine, spawn};
use super::{Result, commands, mega};

/// What is asked for on the command line.
struct Asked {
    reports: usize,
    reuse: bool,
    /// Where the ledger stays; otherwise it goes when it was measured.
    keep: Option<PathBuf>,
}

impl Asked {
    fn of(args: &[String]) -> Result<Self> {
        let mut asked = Self { reports: 200_000, reuse: false, keep: None };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--reports" => asked.reports = args.next().ok_or("--reports needs a number")?.parse()?,
                "--reuse" => asked.reuse = true,
                "--keep" => asked.keep = Some(args.next().ok_or("--keep needs a file")?.into()),
                other => return Err(format!("there is no option {other}").into()),
            }
        }
        Ok(asked)
    }
}

/// Measures a ledger of a tenth of the reports and one of all.
pub fn measure(args: &[String]) -> Result<()> {
    let asked = Asked::of(args)?;
    let file = corpus_file().ok_or("the corpus is not at hand")?;
    let corpus = reports_of(&file)?;
    let variety = Variety::new(corpus.iter().map(|(text, day)| (text.as_str(), day.as_str())))?;
    let folder = std::env::temp_dir().join(format!("riwaya-ledger-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = if asked.reuse {
        let path = asked.keep.unwrap_or_else(|| folder.join("reused.db"));
        reuse(&variety, asked.reports, &path, &corpus)
    } else {
        whole(&variety, asked.reports, &folder)
    };
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn whole(variety: &Variety, reports: usize, folder: &Path) -> Result<()> {
    let command = command()?;
    let mut out = String::from(
        "# The ledger: how fast, how big\n\nWritten by `cargo run --release -p riwaya-bench -- ledger`; do not edit.\n\n",
    );
    writeln!(out, "- measured {}, on {}", &jiff::Timestamp::now().to_string()[..10], machine())?;
    writeln!(out, "- commit {}, release build, two jobs", commit())?;
    writeln!(
        out,
        "- reports made of the corpus by `bench/src/vary.rs`, read, taken in and reconciled by `riwaya read`\n"
    )?;
    writeln!(out, "| reports | text | wall clock | reports a second | CPU a report | peak memory | ledger | load |")?;
    writeln!(out, "|---:|---:|---:|---:|---:|---:|---:|---:|")?;
    let mut costs = Vec::new();
    let mut asked = String::new();
    for count in [reports / 10, reports] {
        let (file, ledger) = (folder.join(format!("{count}.jsonl")), folder.join(format!("{count}.db")));
        let bytes = write(variety, count, &file)?;
        let (file, path) = (file.display().to_string(), ledger.display().to_string());
        let args = ["read", &file, "--quiet", "--jobs", "2", "--ledger", &path];
        let Cost { wall, cpu, peak } = cost(spawn(&command, &args, Stdio::null())?)?;
        let each = cpu * 1e3 / count as f64;
        writeln!(
            out,
            "| {count} | {:.0} MB | {wall:.1} s | {:.0} | {each:.2} ms | {:.0} MB | {:.0} MB | {} |",
            mega(bytes),
            count as f64 / wall,
            mega(peak),
            mega(usize::try_from(std::fs::metadata(&ledger)?.len())?),
            load()
        )?;
        costs.push(each);
        println!("{}", out.lines().last().unwrap_or_default());
        asked = commands::table(&command, &ledger)?;
        std::fs::remove_file(file)?;
    }
    writeln!(out, "\nA report costs {:.2} times what it costs at a tenth of the size.\n", costs[1] / costs[0])?;
    writeln!(out, "Commands as whole processes, the middle of five runs, in milliseconds:\n\n{asked}")?;
    std::fs::write(root().join("bench/LEDGER.md"), &out)?;
    print!("{out}");
    Ok(())
}

/// Writes so many reports as JSON lines; tells the bytes of their texts.
fn write(variety: &Variety, count: usize, file: &Path) -> Result<usize> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    let mut bytes = 0;
    for n in 0..count {
        let made = variety.report(n);
        bytes += made.text.len();
        let line = serde_json::json!({
            "id": format!("r{n}"), "outlet": made.outlet, "published": made.published.to_string(), "text": made.text,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(bytes)
}

/// Takes in and reconciles reports of which only some were read.
fn reuse(variety: &Variety, reports: usize, path: &Path, corpus: &[(String, String)]) -> Result<()> {
    const BATCH: usize = 1000;
    const STRETCH: usize = 10_000;
    let reader = Reader::builtin();
    let mut session = reader.session();
    let july = Some(Date::constant(2015, 7, 15));
    let readings: Vec<Reading> =
        corpus.iter().map(|(text, _)| session.read(&Report { text, published: july, outlet: None })).collect();
    let towns = Towns::of(&readings);
    let mut ledger = Ledger::open(path)?;
    let mut terms = Terms::new(reader.lexicon());
    let version: Arc<str> = riwaya_reader::VERSION.into();
    let (mut all, mut stretch) = (Spent::default(), Spent::default());
    for first in (0..reports).step_by(BATCH) {
        let made: Vec<(Made, Reading)> = (first..reports.min(first + BATCH))
            .map(|n| {
                let mut made = variety.report(n);
                made.text = dressed(&corpus[made.base].0, &readings[made.base], &made.text);
                let reading = towns.moved(&readings[made.base], n, made.published);
                (made, reading)
            })
            .collect();
        let started = super::spent();
        let entries: Vec<Entry> = made
            .iter()
            .map(|(made, reading)| {
                let imprint =
                    Imprint { outlet: Some(&made.outlet), published: Some(made.published), ..Imprint::default() };
                Entry::new((&made.number.to_string(), imprint, &made.text), &version, reading, &mut terms)
            })
            .collect();
        stretch.preparing += super::spent() - started;
        let started = super::spent();
        let mut batch = ledger.batch()?;
        for entry in &entries {
            batch.add(entry)?;
        }
        batch.commit()?;
        stretch.writing += super::spent() - started;
        stretch.reports += made.len();
        if stretch.reports >= STRETCH || first + BATCH >= reports {
            let started = super::spent();
            ledger.reconcile()?;
            stretch.reconciling += super::spent() - started;
            println!("up to {}: {stretch}", first + made.len());
            all.add(&std::mem::take(&mut stretch));
        }
    }
    println!("{all}; peak memory {}", super::process::own_peak());
    let stats = ledger.stats()?;
    println!("{} claims, {} MiB", stats.claims, stats.bytes >> 20);
    drop(ledger);
    println!("{}", commands::table(&command()?, path)?);
    Ok(())
}

/// A text that was read, its names where they stand and its other words changed for words of `other` that are as long.
fn dressed(text: &str, reading: &Reading, other: &str) -> String {
    let mut named = vec![false; text.chars().count()];
    for claim in &reading.claims {
        let parties = claim.chain.iter().map(|s| &s.party).chain(&claim.actor).chain(&claim.target);
        for span in parties.map(|p| p.span).chain(claim.place.iter().map(|p| p.span)) {
            named[span.start() as usize..span.end() as usize].fill(true);
        }
    }
    let mut words: HashMap<usize, Vec<&str>> = HashMap::new();
    for word in other.split_whitespace() {
        words.entry(word.chars().count()).or_default().push(word);
    }
    let mut taken: HashMap<usize, usize> = HashMap::new();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let length = word.chars().count();
        let stays = named[at..at + length].contains(&true);
        let nth = taken.entry(length).or_default();
        match words.get(&length).filter(|_| !stays) {
            Some(alike) => {
                out.push_str(alike[*nth % alike.len()]);
                out.push_str(&piece[word.len()..]);
                *nth += 1;
            }
            None => out.push_str(piece),
        }
        at += piece.chars().count();
    }
    out
}

/// What reports cost that were read already, in seconds on a core.
#[derive(Default)]
struct Spent {
    reports: usize,
    preparing: f64,
    writing: f64,
    reconciling: f64,
}

impl Spent {
    fn add(&mut self, other: &Self) {
        self.reports += other.reports;
        self.preparing += other.preparing;
        self.writing += other.writing;
        self.reconciling += other.reconciling;
    }
}

impl std::fmt::Display for Spent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each = |seconds: f64| seconds * 1e3 / self.reports as f64;
        write!(
            f,
            "{} reports, CPU of each: prepared {:.3} ms, written {:.3} ms, reconciled {:.3} ms",
            self.reports,
            each(self.preparing),
            each(self.writing),
            each(self.reconciling)
        )
    }
}

/// Towns that were read, by country.
struct Towns(BTreeMap<String, Vec<GazetteerEntry>>);

impl Towns {
    fn of(readings: &[Reading]) -> Self {
        let mut towns: BTreeMap<String, Vec<GazetteerEntry>> = BTreeMap::new();
        let places = readings.iter().flat_map(|r| &r.claims).flat_map(|c| &c.place);
        for entry in places.filter_map(|p| p.entry.as_ref()) {
            let there = towns.entry(entry.country.as_deref().unwrap_or_default().to_owned()).or_default();
            if !there.iter().any(|t| t.id == entry.id) {
                there.push(entry.clone());
            }
        }
        Self(towns)
    }

    /// A reading with its days moved and its towns changed for others of their country.
    fn moved(&self, reading: &Reading, n: usize, published: Date) -> Reading {
        let mut reading = reading.clone();
        let days = (published - Date::constant(2015, 7, 15)).get_days();
        for claim in &mut reading.claims {
            if let Some(date) = &mut claim.date {
                // Months and years move too, else all reports would tell of the same.
                let moved = |d: Days| Days {
                    from: d.from.saturating_add(days.days()),
                    to: d.to.saturating_add(days.days()),
                    ..d
                };
                let told = date.iso.as_deref().and_then(Days::parse);
                date.iso = told.map(|d| moved(d).to_string().into()).or(date.iso.take());
            }
            for entry in claim.place.iter_mut().filter_map(|p| p.entry.as_mut()) {
                let there = self.0.get(entry.country.as_deref().unwrap_or_default());
                let at = there.and_then(|t| t.iter().position(|t| t.id == entry.id));
                if let Some((there, at)) = there.zip(at) {
                    *entry = there[(at + n % 13) % there.len()].clone();
                }
            }
        }
        if let Some(day) = &mut reading.published {
            day.day = published;
        }
        reading
    }
}
