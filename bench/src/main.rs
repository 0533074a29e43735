//! Measures the whole reader and writes `bench/RESULTS.md`: `cargo run --release -p riwaya-bench`; with `ledger` behind it
//! the ledger, with `commands FILE` the commands on one.

mod commands;
mod ledger;
mod process;

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, MatchKind};
use mimalloc::MiMalloc;
use process::{command, commit, cost, load, machine, spawn};
use riwaya_bench::{Corpus, corpus_file, root};
use riwaya_lexicon::Lexicon;
use riwaya_reader::{Phase, Reader, Report};
use riwaya_text::fold_key;

/// As in the command itself.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// No run is begun again after so long.
const ENOUGH: Duration = Duration::from_secs(20);

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const FIRST_CLAIM: &str = "قصفت القوات مدينة كنجة أمس، مما أسفر عن مقتل 13 مدنيا.";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        Some(("ledger", rest)) => return ledger::measure(rest),
        Some(("commands", [file])) => return commands::measure(Path::new(file)),
        _ => {}
    }
    let command = command()?;
    let corpus = Corpus::load()?;
    let mut out =
        String::from("# How fast, how small\n\nWritten by `cargo run --release -p riwaya-bench`; do not edit.\n\n");
    writeln!(out, "- measured {}, on {}", &jiff::Timestamp::now().to_string()[..10], machine())?;
    writeln!(out, "- commit {}, release build, one thread, time on the core", commit())?;
    writeln!(out, "- load of the machine meanwhile: {}", load())?;
    writeln!(out, "- text: {}, {:.1} MB of UTF-8\n", corpus.name, mega(corpus.bytes()))?;
    throughput(&corpus, &mut out)?;
    linearity(&corpus, &mut out)?;
    start_up(&command, &mut out)?;
    memory(&command, &corpus, &mut out)?;
    std::fs::write(root().join("bench/RESULTS.md"), &out)?;
    print!("{out}");
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// The time this thread has had on a core, so that what else the machine does counts less; the clock's where the system
/// does not tell.
fn spent_since(begin: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|n| n.parse::<u64>().ok());
    nanoseconds.map_or_else(|| begin.elapsed().as_secs_f64(), |n| Duration::from_nanos(n).as_secs_f64())
}

/// The time this thread has had on a core since it began.
fn spent() -> f64 {
    static BEGAN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    spent_since(*BEGAN.get_or_init(Instant::now))
}

fn seconds(work: impl FnOnce()) -> f64 {
    let begin = Instant::now();
    let before = spent_since(begin);
    work();
    spent_since(begin) - before
}

/// The shortest of up to `times` runs: the one least disturbed by what else the machine does. Long runs are few.
fn best(times: usize, mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    let first = seconds(&mut work);
    let more = (1..times).take_while(|_| start.elapsed() < ENOUGH).map(|_| seconds(&mut work));
    more.fold(first, f64::min)
}

fn throughput(corpus: &Corpus, out: &mut String) -> Result<()> {
    let mut session = Reader::builtin().session();
    let mut claims = 0;
    let reading = best(3, || {
        claims = corpus.texts.iter().map(|t| session.read(&Report::new(t)).claims.len()).sum();
    });
    let lexicon = Lexicon::builtin();
    let words: Vec<&str> = lexicon.all_lemmas().map(|id| lexicon.lemma(id).key()).filter(|k| !k.is_empty()).collect();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words)?;
    let folded: Vec<String> = corpus.texts.iter().map(|t| fold_key(t)).collect();
    let mut hits = 0;
    let scan = best(3, || hits = folded.iter().map(|t| automaton.find_iter(t).count()).sum::<usize>());
    let megabytes = mega(corpus.bytes());
    writeln!(out, "| on one core | MB/s | of the corpus |\n|---|---:|---|")?;
    writeln!(out, "| **whole reader** | **{:.1}** | {reading:.2} s, {claims} claims |", megabytes / reading)?;
    let what = format!("Aho–Corasick scan for the lexicon's {} words, folded text (the floor)", words.len());
    writeln!(out, "| {what} | {:.1} | {scan:.2} s, {hits} hits |\n", megabytes / scan)?;
    writeln!(out, "The reader takes {:.1} times as long as the scan.\n", reading / scan)?;
    phases(corpus, out)
}

/// How the time is shared among the phases of reading.
fn phases(corpus: &Corpus, out: &mut String) -> Result<()> {
    let mut session = Reader::builtin().session();
    let begin = Instant::now();
    let mut times = [0.0; Phase::ALL.len()];
    for text in &corpus.texts {
        let mut since = spent_since(begin);
        session.read_by_phases(&Report::new(text), |phase| {
            let now = spent_since(begin);
            times[phase as usize] += now - since;
            since = now;
        });
    }
    let all: f64 = times.iter().sum();
    writeln!(out, "| phase | ns a byte | share |\n|---|---:|---:|")?;
    for (phase, time) in Phase::ALL.iter().zip(times) {
        let nanoseconds = time * 1e3 / mega(corpus.bytes());
        writeln!(out, "| {phase:?} | {nanoseconds:.1} | {:.0} % |", 100.0 * time / all)?;
    }
    out.push('\n');
    Ok(())
}

fn linearity(corpus: &Corpus, out: &mut String) -> Result<()> {
    writeln!(out, "| one single report of | seconds | MB/s |\n|---:|---:|---:|")?;
    for size in [10_000, 100_000, 1_000_000, 10_000_000] {
        let report = corpus.one_report(size);
        let mut session = Reader::builtin().session();
        let time = best(3, || {
            session.read(&Report::new(&report));
        });
        writeln!(out, "| {:.2} MB | {time:.4} | {:.1} |", mega(report.len()), mega(report.len()) / time)?;
    }
    out.push('\n');
    Ok(())
}

/// From the start of the process to the first byte of its output, the middle of 21 runs.
fn start_up(command: &Path, out: &mut String) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..21 {
        let start = Instant::now();
        let mut child = spawn(command, &["read", "-", "--format", "jsonl"], Stdio::piped())?;
        child.stdin.take().ok_or("no input")?.write_all(FIRST_CLAIM.as_bytes())?;
        child.stdout.as_mut().ok_or("no output")?.read_exact(&mut [0])?;
        times.push(start.elapsed());
        child.wait()?;
    }
    times.sort();
    writeln!(out, "Start-up to the first claim: {:.1} ms.\n", times[times.len() / 2].as_secs_f64() * 1000.0)?;
    Ok(())
}

fn memory(command: &Path, corpus: &Corpus, out: &mut String) -> Result<()> {
    writeln!(out, "| `riwaya read --format jsonl` | peak memory | wall clock |\n|---|---:|---:|")?;
    let folder = std::env::temp_dir().join(format!("riwaya-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let long = folder.join("long.txt");
    std::fs::write(&long, corpus.one_report(10_000_000))?;
    let many = match corpus_file() {
        Some(file) => file,
        None => {
            let file = folder.join("many.jsonl");
            let lines = corpus.texts.iter().map(|t| serde_json::json!({"text": t}).to_string() + "\n");
            std::fs::write(&file, lines.collect::<String>())?;
            file
        }
    };
    for (what, file, jobs) in
        [("the corpus, one job", &many, "1"), ("the corpus, two jobs", &many, "2"), ("one report of 10 MB", &long, "1")]
    {
        let path = file.display().to_string();
        let cost = cost(spawn(command, &["read", &path, "--format", "jsonl", "--jobs", jobs], Stdio::null())?)?;
        writeln!(out, "| {what} | {:.0} MB | {:.1} s |", mega(cost.peak), cost.wall)?;
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
