//! `riwaya values`: numbers, dates, periods, times and durations of any text.

use std::io::Write;
use std::ops::ControlFlow;

use jiff::civil::{Date, DateTime};
use riwaya_reader::record::Quotes;
use riwaya_text::Text;
use riwaya_value::{Reading, Value, values};
use serde_json::json;

use super::standard_output;
use crate::cli::{Format, ValuesArgs};
use crate::fault::Fault;
use crate::input::{Inputs, Item};
use crate::show::columns::{Column, Entry, table};
use crate::show::{Mark, Screen};
use crate::{Outcome, tell};

const COLUMNS: [Column; 4] = [
    Column { heading: "where", least: 11, share: 0 },
    Column { heading: "kind", least: 9, share: 0 },
    Column { heading: "words", least: 20, share: 1 },
    Column { heading: "value", least: 23, share: 1 },
];

/// Shows the values of each text.
///
/// # Errors
/// When output cannot be written. Faults of the input are told as they come.
pub fn run(args: &ValuesArgs) -> Result<Outcome, Fault> {
    let inputs = Inputs { paths: args.paths.clone(), kind: args.input, ..Inputs::default() };
    let screen = Screen::new(args.display);
    let mut out = standard_output();
    let (mut outcome, mut error, mut written) = (Outcome::Well, None, 0_u64);
    inputs.each(&mut |item| {
        let item = match item {
            Ok(item) => item,
            Err(fault) => {
                tell(&fault);
                outcome = Outcome::Partly;
                return ControlFlow::Continue(());
            }
        };
        let text = Text::new(&item.text);
        let found = values(&text, at(&item).or(args.at));
        let piece = match args.format {
            Format::Table => shown(&screen, &item, &found),
            Format::Jsonl => format!("{}\n", json!({"id": item.doc, "values": found})),
            Format::Json => {
                format!("{}{:#}", if written == 0 { "[\n" } else { ",\n" }, json!({"id": item.doc, "values": found}))
            }
        };
        written += 1;
        match out.write_all(piece.as_bytes()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                error = Some(e);
                ControlFlow::Break(())
            }
        }
    });
    let end = match (args.format, written) {
        (Format::Json, 0) => "[]\n",
        (Format::Json, _) => "\n]\n",
        _ => "",
    };
    let finish = error.map_or(Ok(()), Err).and_then(|()| out.write_all(end.as_bytes())).and_then(|()| out.flush());
    finish.map_err(Fault::Write)?;
    Ok(outcome)
}

/// The moment that a line brings in `at`, else its day of publication.
fn at(item: &Item) -> Option<DateTime> {
    let told = item.carried.get("at").and_then(|v| v.as_str());
    let moment = told.and_then(|t| t.parse().ok().or_else(|| t.get(..10)?.parse::<Date>().ok().map(midnight)));
    moment.or_else(|| item.published.map(midnight))
}

fn midnight(day: Date) -> DateTime {
    day.at(0, 0, 0, 0)
}

fn shown(screen: &Screen, item: &Item, found: &[Value]) -> String {
    let quotes = Quotes::new(&item.text);
    let plain = |text: String| vec![Entry::new(text, Mark::Plain)];
    let row = |v: &Value| {
        let (kind, value) = told(&v.reading);
        vec![
            vec![Entry::new(format!("{}–{}", v.span.start(), v.span.end()), Mark::Faint)],
            vec![Entry::new(kind, Mark::Event)],
            plain(quotes.words(v.span).to_owned()),
            plain(value),
        ]
    };
    let body = if found.is_empty() {
        screen.paint(Mark::Faint, "   no value\n")
    } else {
        table(screen, &COLUMNS, &found.iter().map(row).collect::<Vec<_>>())
    };
    format!("{}\n{body}\n", screen.heading(std::slice::from_ref(&item.doc)))
}

/// A value's kind and worth in words; `?` where the text does not settle it.
fn told(reading: &Reading) -> (&'static str, String) {
    fn or_open<T: ToString>(value: Option<&T>) -> String {
        value.map_or_else(|| "?".to_owned(), ToString::to_string)
    }
    match reading {
        Reading::Number { value } => ("number", value.to_string()),
        Reading::Ordinal { value } => ("ordinal", value.to_string()),
        Reading::Percent { value } => ("percent", format!("{value} %")),
        Reading::Range { from: Some(from), to: None } => ("range", format!("≥ {from}")),
        Reading::Range { from: None, to: Some(to) } => ("range", format!("≤ {to}")),
        Reading::Range { from, to } => ("range", format!("{} – {}", or_open(from.as_ref()), or_open(to.as_ref()))),
        Reading::Date { from, .. } => ("date", or_open(from.as_ref())),
        Reading::Period { from, to } => ("period", format!("{}/{}", or_open(from.as_ref()), or_open(to.as_ref()))),
        Reading::Time { value } => ("time", or_open(value.as_ref())),
        Reading::Duration { seconds } => ("duration", format!("{} s", or_open(seconds.as_ref()))),
    }
}
