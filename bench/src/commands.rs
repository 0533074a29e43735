//! How long each command takes on a ledger, with and without each filter: `cargo run --release -p riwaya-bench --
//! commands FILE`. Time on the core, which what else the machine does disturbs less, and in brackets by the clock.

use std::fmt;
use std::path::Path;
use std::process::Stdio;

use riwaya_ledger::{Filter, Ledger, Order, Page};

use super::Result;
use super::process::{Cost, command, cost, load, spawn};

/// Runs of each, of which the middle one counts.
const RUNS: usize = 5;

/// Each filter alone, then some together; `TRUCE` stands for a truce of the ledger.
const FILTERS: [&[&str]; 17] = [
    &[],
    &["--from", "2015-03-01", "--to", "2015-03-31"],
    &["--from", "2015-03-01"],
    &["--to", "2014-03-31"],
    &["--place", "عدن"],
    &["--place", "صنعاء"],
    &["--place", "iso:YE"],
    &["--party", "Yemen"],
    &["--party", "الأمم المتحدة"],
    &["--source", "Yemen"],
    &["--outlet", "وكالة الأنباء 7"],
    &["--event", "air_strike"],
    &["--stance", "denies"],
    &["--event", "air_strike", "--stance", "denies"],
    &["--party", "Yemen", "--stance", "denies"],
    &["--confidence", "0.9"],
    &["--since-truce", "TRUCE"],
];

/// Commands that take every filter.
const LISTS: [&str; 6] = ["claims", "incidents", "contests", "tolls", "truces", "account"];

/// Prints the table for a ledger.
pub fn measure(ledger: &Path) -> Result<()> {
    println!("{}", table(&command()?, ledger)?);
    Ok(())
}

/// How long each command takes, as a table.
pub fn table(command: &Path, ledger: &Path) -> Result<String> {
    let (incident, truce, reports) = known(ledger)?;
    let path = ledger.display().to_string();
    let took = |args: &[&str]| took(command, &[args, &["--ledger", &path]].concat());
    let mut out = format!("| on {reports} reports, load {} | {} |\n", load(), LISTS.join(" | "));
    out += &format!("|---|{}\n", "---:|".repeat(LISTS.len()));
    let (mut all, mut late) = (0, Vec::new());
    let mut put = |what: String, took: Took, out: &mut String| {
        all += 1;
        out.push_str(&format!(" {took} |"));
        if took.cpu >= 200.0 {
            late.push(what);
        }
    };
    for filter in FILTERS {
        let filter: Vec<&str> = filter.iter().map(|a| if *a == "TRUCE" { &*truce } else { *a }).collect();
        let told = filter.join(" ").replace(&truce, "ID");
        out += &format!("| {} |", if filter.is_empty() { "without a filter" } else { &told });
        for list in LISTS {
            put(format!("{list} {told}"), took(&[&[list][..], &filter].concat())?, &mut out);
        }
        out.push('\n');
    }
    out += "\n| command | milliseconds |\n|---|---:|\n";
    let single: [&[&str]; 8] = [
        &["incident", &incident],
        &["truce", &truce],
        &["history", &incident],
        &["sources"],
        &["search", "غنجة"],
        &["search", "قتل", "صنعاء"],
        &["search", "قتل", "صنعاء", "--from", "2015-03-01", "--to", "2015-03-31"],
        &["stats"],
    ];
    for args in single {
        let told = args.join(" ").replace(&incident, "ID").replace(&truce, "ID");
        out += &format!("| {told} |");
        put(told, took(args)?, &mut out);
        out.push('\n');
    }
    let late = if late.is_empty() { "none".to_owned() } else { late.join("; ") };
    out += &format!("\nOf {all} commands these took 200 ms or more on the core: {late}.\n");
    Ok(out)
}

/// An incident and a truce that are there, and how many reports.
fn known(ledger: &Path) -> Result<(String, String, i64)> {
    let mut ledger = Ledger::open_existing(ledger)?;
    let page = Page { limit: 1, ..Page::default() };
    let incident = ledger.incidents(&Filter::default(), &page)?.found.first().map(|i| i.id.0.to_string());
    // One that begins on a day, so that `--since-truce` has one.
    let page = Page { limit: 200, order: Order::Newest, after: None };
    let truces = ledger.truces(&Filter::default(), &page)?.found;
    let dated = truces.iter().find(|t| t.start.or(t.agreed).is_some()).map(|t| t.id.0.to_string());
    Ok((incident.ok_or("no incident")?, dated.ok_or("no truce with a day")?, ledger.stats()?.documents))
}

/// The middle of several runs, in milliseconds: by the clock, and on the core.
fn took(command: &Path, args: &[&str]) -> Result<Took> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let Cost { wall, cpu, .. } = cost(spawn(command, args, Stdio::null())?)?;
        times.push(Took { wall: wall * 1e3, cpu: cpu * 1e3 });
    }
    times.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    Ok(times[RUNS / 2])
}

/// What one command took, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Took {
    wall: f64,
    cpu: f64,
}

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} ({:.0})", self.cpu, self.wall)
    }
}
