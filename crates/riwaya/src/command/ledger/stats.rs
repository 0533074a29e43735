//! `riwaya stats`: what the ledger holds.

use riwaya_ledger::Stats;
use serde_json::{Value, json};

use super::open;
use crate::Outcome;
use crate::cli::ledger::ListOnlyArgs;
use crate::command::print;
use crate::fault::Fault;
use crate::show::account::object;
use crate::show::columns::{Column, Entry};
use crate::show::list::List;
use crate::show::{Mark, labels};

const COLUMNS: [Column; 3] = [
    Column { heading: "event", least: 18, share: 0 },
    Column { heading: "claims", least: 9, share: 0 },
    Column { heading: "held as", least: 30, share: 1 },
];

/// Counts reports, claims and decisions.
///
/// # Errors
/// When the ledger cannot be read.
pub fn run(args: &ListOnlyArgs) -> Result<Outcome, Fault> {
    let stats = open(&args.ledger)?.stats()?;
    let mut list = List { columns: COLUMNS.to_vec(), note: Some(summary(&stats)), ..List::default() };
    for tally in &stats.events {
        let held: Vec<String> =
            tally.stances.iter().map(|(s, n)| format!("{} {n}", labels::stance(*s, args.list.lang))).collect();
        list.rows.push(vec![
            vec![Entry::new(labels::event(tally.event, args.list.lang), Mark::Event)],
            vec![Entry::new(tally.claims.to_string(), Mark::Plain)],
            vec![Entry::new(held.join(", "), Mark::Plain)],
        ]);
    }
    let events: Vec<Value> = stats
        .events
        .iter()
        .map(|t| {
            let stances: Vec<Value> = t.stances.iter().map(|(s, n)| json!({ s.as_str(): n })).collect();
            json!({"event": t.event.as_str(), "claims": t.claims, "stances": stances})
        })
        .collect();
    list.records.push(object(json!({
        "reports": stats.documents,
        "readings": stats.readings,
        "claims": stats.claims,
        "decisions": stats.decisions,
        "first": stats.published.map(|p| p.0.to_string()),
        "last": stats.published.map(|p| p.1.to_string()),
        "bytes": stats.bytes,
        "readers": stats.readers.iter().map(|(v, n)| json!({"version": v, "readings": n})).collect::<Vec<_>>(),
        "events": events,
    })));
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

fn summary(stats: &Stats) -> String {
    let days = stats.published.map(|(first, last)| format!(" of {first} to {last}")).unwrap_or_default();
    let mebibytes = stats.bytes as f64 / f64::from(1 << 20);
    format!(
        "{} reports{days}, {} claims, {} decisions; {mebibytes:.1} MiB",
        stats.documents, stats.claims, stats.decisions
    )
}
