//! Truces, as each party has them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use riwaya_ledger::account::{PositionTold, Truce, Violation};
use riwaya_ledger::{Account, ClaimId, TruceSpan};
use riwaya_reader::Stance;
use riwaya_server::view::{self, View};

use super::account::{called, object, sides, speaker};
use super::columns::{Cell, Column, Entry};
use super::list::List;
use super::{Mark, Screen, labels};
use crate::cli::ledger::{Lang, ListArgs, ListFormat};
use crate::fault::Fault;

const TRUCES: [Column; 6] = [
    Column { heading: "agreed", least: 10, share: 0 },
    Column { heading: "from", least: 10, share: 0 },
    Column { heading: "between › brought about by", least: 20, share: 3 },
    Column { heading: "as each party has it", least: 24, share: 3 },
    Column { heading: "violations alleged", least: 20, share: 4 },
    Column { heading: "truce", least: 21, share: 0 },
];

const STATE: [Column; 5] = [
    Column { heading: "day", least: 10, share: 0 },
    Column { heading: "whose", least: 16, share: 2 },
    Column { heading: "position, or alleged breach", least: 22, share: 3 },
    Column { heading: "who says", least: 18, share: 3 },
    Column { heading: "claim", least: 21, share: 0 },
];

fn day(day: Option<Date>) -> Vec<Entry> {
    day.map(|d| vec![Entry::new(d.to_string(), Mark::Plain)]).unwrap_or_default()
}

/// The last position told of each party.
fn last_positions(truce: &Truce) -> Vec<&PositionTold> {
    let mut last: Vec<&PositionTold> = Vec::new();
    for told in &truce.positions {
        last.retain(|p| p.party != told.party);
        last.push(told);
    }
    last.sort_by_key(|p| &p.party);
    last
}

/// `Azerbaijan, says Armenia`: who is accused and whose word it is; several words about one side stand together.
fn alleged(account: &Account, truce: &Truce, lang: Lang) -> Cell {
    let mut lines: Vec<(String, bool, usize)> = Vec::new();
    for violation in &truce.violations {
        let accused = sides(account, &violation.accused, lang);
        let accused = if accused.is_empty() { "nobody named".to_owned() } else { accused };
        let denied = matches!(violation.word.stance, Stance::Denies | Stance::Rejects);
        let by = speaker(account, &violation.word, lang);
        let line = if denied { format!("{by}: not by {accused}") } else { format!("{accused}, says {by}") };
        match lines.iter_mut().find(|(l, d, _)| *l == line && *d == denied) {
            Some((_, _, n)) => *n += 1,
            None => lines.push((line, denied, 1)),
        }
    }
    let entry = |(line, denied, n): (String, bool, usize)| {
        let times = if n > 1 { format!("{line} ×{n}") } else { line };
        Entry::new(times, if denied { Mark::Against } else { Mark::Plain })
    };
    lines.into_iter().map(entry).collect()
}

/// A list of truces.
#[must_use]
pub fn truces(account: &Account, found: &[&Truce], lang: Lang) -> List {
    let mut list = List { columns: TRUCES.to_vec(), ..List::default() };
    for truce in found {
        let mut between = vec![Entry::new(sides(account, &truce.parties, lang), Mark::Plain)];
        let brokers = sides(account, &truce.brokers, lang);
        if !brokers.is_empty() {
            between.push(Entry::signed("› ", brokers, Mark::Plain));
        }
        let positions = last_positions(truce).into_iter().map(|p| {
            Entry::new(format!("{}: {}", called(account, p.party.key(), lang), p.position.as_str()), Mark::Plain)
        });
        list.rows.push(vec![
            day(truce.agreed.filter(|_| !truce.is_wished())),
            day(truce.start),
            between,
            positions.collect(),
            alleged(account, truce, lang),
            vec![Entry::new(truce.id.0.to_string(), Mark::Faint)],
        ]);
        list.records.push(object(View::new(account).truce(truce)));
    }
    list
}

/// One truce with the claim behind each word of it: its state on a day, or all that is told.
///
/// # Errors
/// When it cannot be written.
pub fn truce(
    account: &Account,
    (truce, span): (&Truce, &TruceSpan),
    on: Option<Date>,
    args: &ListArgs,
) -> Result<String, Fault> {
    let state = on.map(|day| truce.on(day));
    let positions: Vec<&PositionTold> = match &state {
        Some(state) => state.positions.values().copied().collect(),
        None => truce.positions.iter().collect(),
    };
    let violations: Vec<&Violation> = match &state {
        Some(state) => state.violations.clone(),
        None => truce.violations.iter().collect(),
    };
    if args.format == ListFormat::Json {
        let view = View::new(account);
        let mut record = object(view.truce(truce));
        record.insert("span".to_owned(), object(view::TruceSpan::from(span)).into());
        if let Some(on) = on {
            record.insert("on".to_owned(), object(view.state(truce, on)).into());
        }
        let json = serde_json::to_string_pretty(&record).map_err(|e| Fault::Write(e.into()))?;
        return Ok(json + "\n");
    }
    let mut list = List { columns: STATE.to_vec(), ..List::default() };
    for told in positions {
        list.rows.push(position_row(account, told, args.lang));
        list.records.push(object(View::new(account).position(told)));
    }
    for silent in state.iter().flat_map(|s| &s.silent) {
        let whose = called(account, silent.key(), args.lang);
        let row =
            vec![Vec::new(), vec![Entry::new(whose, Mark::Plain)], vec![Entry::new("no position told", Mark::Faint)]];
        list.rows.push([row, vec![Vec::new(), Vec::new()]].concat());
    }
    if args.format == ListFormat::Csv {
        return list.written(args);
    }
    list.rows.extend(violations.iter().map(|v| violation_row(account, v, args.lang)));
    list.rows.extend(span_rows(span));
    let mut heading = vec![format!("truce {}", truce.day().map(|d| d.to_string()).unwrap_or_default())];
    heading.push(sides(account, &truce.parties, args.lang));
    heading.extend(on.map(|d| format!("on {d}")));
    heading.extend(state.and_then(|s| s.begun).map(|b| if b { "begun" } else { "not begun" }.to_owned()));
    Ok(format!("{}\n{}", Screen::new(args.display).heading(&heading), list.written(args)?))
}

/// When it begins, how long it is told to hold and when it ends, each with the claims behind it.
fn span_rows(span: &TruceSpan) -> Vec<Vec<Cell>> {
    let row = |day: Option<Date>, says: String, claims: &BTreeSet<ClaimId>| {
        let claims = claims.iter().map(|c| Entry::new(c.to_string(), Mark::Faint)).collect();
        vec![self::day(day), Vec::new(), vec![Entry::new(says, Mark::Plain)], Vec::new(), claims]
    };
    let start = span.start.iter().map(|told| row(Some(told.day), "begins".to_owned(), &told.claims));
    let terms = span.terms.iter().map(|told| row(None, format!("for {}", term(told.hours)), &told.claims));
    let mut rows: Vec<Vec<Cell>> = start.chain(terms).collect();
    if let (Some(end), Some(start), Some(first)) = (span.end(), &span.start, span.terms.first()) {
        let claims = start.claims.union(&first.claims).copied().collect();
        rows.push(row(Some(end), "ends, by that term".to_owned(), &claims));
    }
    rows
}

/// `72 hours (3 days)`
fn term(hours: i64) -> String {
    let many = |n: i64, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
    match (hours / 24, hours % 24) {
        (days, 0) => format!("{} ({})", many(hours, "hour"), many(days, "day")),
        _ => many(hours, "hour"),
    }
}

fn position_row(account: &Account, told: &PositionTold, lang: Lang) -> Vec<Cell> {
    let plain = |text: String| vec![Entry::new(text, Mark::Plain)];
    vec![
        day(told.day),
        plain(called(account, told.party.key(), lang)),
        plain(told.position.as_str().replace('_', " ")),
        plain(speaker(account, &told.word, lang)),
        vec![Entry::new(told.word.claim.to_string(), Mark::Faint)],
    ]
}

fn violation_row(account: &Account, violation: &Violation, lang: Lang) -> Vec<Cell> {
    let plain = |text: String| vec![Entry::new(text, Mark::Plain)];
    let mut what = vec![Entry::new(labels::event(riwaya_reader::Event::Violation, lang), Mark::Event)];
    what.push(Entry::new(labels::stance(violation.word.stance, lang), Mark::Faint));
    what.extend(violation.places.iter().map(|p| Entry::new(called(account, p, lang), Mark::Plain)));
    vec![
        day(violation.days.map(|d| d.from).or(violation.word.published)),
        plain(sides(account, &violation.accused, lang)),
        what,
        plain(speaker(account, &violation.word, lang)),
        vec![Entry::new(violation.word.claim.to_string(), Mark::Faint)],
    ]
}
