//! `riwaya read`: reports to claims.

use std::io::{IsTerminal, Write};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{DocId, Entry as LedgerEntry, Ledger, Terms};
use riwaya_reader::record::{Heading, Record};
use riwaya_reader::{Reader, Reading};

use super::keep::Keeper;
use super::{AnyReader, report, standard_output};
use crate::cli::{Format, ReadArgs};
use crate::fault::Fault;
use crate::input::{Inputs, Item};
use crate::show::{Screen, reading};
use crate::{Outcome, pipeline, tell};

/// About so many bytes has a record beside its claims.
const RECORD: usize = 1024;

/// About so many bytes has a claim in a record.
const CLAIM: usize = 1024;

/// Reads every report and writes what it says; keeps it in the ledger unless it is written for a program.
///
/// # Errors
/// When the lexicon folder or the ledger is wrong, or output cannot be written. Faults of the input are told as they
/// come.
pub fn run(args: &ReadArgs) -> Result<Outcome, Fault> {
    let reader = AnyReader::new(&args.lexicon)?;
    let inputs = Inputs::from(&args.input);
    let keeps = args.format == Format::Table && !args.no_ledger;
    let mut keeper = keeps.then(|| Keeper::open(&args.ledger)).transpose()?;
    let version = AnyReader::version(&args.lexicon)?;
    let writing = Writing {
        format: args.format,
        screen: Screen::new(args.display),
        quiet: args.quiet && args.format == Format::Table,
        ledger: keeps.then_some((args.ledger.as_path(), version)),
    };
    let jobs = args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get), usize::from);
    let progress = progress(&inputs);
    let mut out = standard_output();
    let (mut outcome, mut written, mut failed) = (Outcome::Well, 0_u64, None);
    let feed = |feed: &mut pipeline::Feed<'_, Result<Item, Fault>>| {
        inputs.each(&mut |item| {
            // Beside its text an item holds its name and keys, and its outcome is longer than it.
            let size = 1024 + item.as_ref().map_or(0, |i| i.text.len());
            feed(item, size)
        });
    };
    let run = pipeline::ordered(
        jobs,
        feed,
        || writing.worker(reader.get()),
        |piece| {
            match (piece, &mut keeper) {
                (Ok(piece), Some(keeper)) => {
                    if let Err(fault) = keeper.take(piece.entry, &piece.shown, &mut out) {
                        failed = Some(fault);
                        return Err(std::io::ErrorKind::Other.into());
                    }
                }
                (Ok(piece), None) => {
                    out.write_all(writing.before(written).as_bytes())?;
                    out.write_all(piece.shown.as_bytes())?;
                    written += 1;
                }
                (Err(fault), _) => {
                    out.flush()?;
                    progress.suspend(|| tell(&fault));
                    outcome = Outcome::Partly;
                }
            }
            progress.set_position(inputs.meter.load(Ordering::Relaxed));
            Ok(())
        },
    );
    progress.finish_and_clear();
    if let Some(fault) = failed {
        return Err(fault);
    }
    run.and_then(|()| out.write_all(writing.end(written).as_bytes()))
        .and_then(|()| out.flush())
        .map_err(Fault::Write)?;
    if let Some(keeper) = keeper {
        keeper.finish(&mut out)?;
    }
    Ok(outcome)
}

/// What a worker makes of a report.
struct Piece {
    /// As it is printed.
    shown: String,
    /// As it is kept; absent where it is not, or is known already.
    entry: Option<LedgerEntry>,
}

/// How readings are written.
struct Writing<'a> {
    format: Format,
    screen: Screen,
    quiet: bool,
    /// Where they are kept, and the version of the reader.
    ledger: Option<(&'a Path, Arc<str>)>,
}

impl Writing<'_> {
    /// Reads one item after another and sets each.
    fn worker<'r>(&self, reader: &'r Reader) -> impl FnMut(Result<Item, Fault>) -> Result<Piece, Fault> + use<'_, 'r> {
        let mut session = reader.session();
        let mut terms = Terms::new(reader.lexicon());
        let known = self.ledger.as_ref().map(|(path, _)| Ledger::open_existing(path));
        move |item| {
            let item = item?;
            if let (Some((_, version)), Some(known)) = (&self.ledger, &known) {
                let known = known.as_ref().map_err(|e| Fault::Unknown(e.to_string()))?;
                if known.has(DocId::of(&imprint(&item), &item.text), version)? {
                    return Ok(Piece { shown: self.known(&item), entry: None });
                }
            }
            let Ok(reading) = catch_unwind(AssertUnwindSafe(|| session.read(&report(&item)))) else {
                session = reader.session();
                return Err(Fault::Broken { doc: item.doc });
            };
            let shown = if self.quiet { String::new() } else { self.set(&item, &reading)? };
            let entry = self.ledger.as_ref().map(|(_, version)| {
                LedgerEntry::new((&item.doc, imprint(&item), &item.text), version, &reading, &mut terms)
            });
            Ok(Piece { shown, entry })
        }
    }

    /// What is printed of a report that the ledger has.
    fn known(&self, item: &Item) -> String {
        if self.quiet {
            return String::new();
        }
        self.screen.heading(&[item.doc.clone(), "in the ledger already".to_owned()]) + "\n\n"
    }

    fn set(&self, item: &Item, reading: &Reading) -> Result<String, Fault> {
        if self.format == Format::Table {
            return Ok(reading::report(&self.screen, item, reading));
        }
        let heading = Heading { doc: &item.doc, outlet: item.outlet.as_deref(), carried: Some(&item.carried) };
        let record = Record::new(&heading, &item.text, reading);
        // A string that grew by doubling would hold a long record three times at once.
        let mut json = Vec::with_capacity(RECORD + CLAIM * reading.claims.len());
        let written = match self.format {
            Format::Json => serde_json::to_writer_pretty(&mut json, &record),
            _ => serde_json::to_writer(&mut json, &record).map(|()| json.push(b'\n')),
        };
        written.map_err(|e| Fault::Write(e.into()))?;
        String::from_utf8(json).map_err(|e| Fault::Write(std::io::Error::other(e)))
    }

    const fn before(&self, written: u64) -> &'static str {
        match (self.format, written) {
            (Format::Json, 0) => "[\n",
            (Format::Json, _) => ",\n",
            _ => "",
        }
    }

    const fn end(&self, written: u64) -> &'static str {
        match (self.format, written) {
            (Format::Json, 0) => "[]\n",
            (Format::Json, _) => "\n]\n",
            _ => "",
        }
    }
}

/// What is known of a report besides its text: `title` and `url` are keys of its line.
fn imprint(item: &Item) -> Imprint<'_> {
    let key = |name: &str| item.carried.get(name).and_then(|v| v.as_str()).filter(|v| !v.is_empty());
    Imprint { outlet: item.outlet.as_deref(), title: key("title"), url: key("url"), published: item.published }
}

/// A bar on standard error while output goes elsewhere; nothing where either is not as people look at it.
fn progress(inputs: &Inputs) -> ProgressBar {
    if std::io::stdout().is_terminal() || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(inputs.size(), ProgressDrawTarget::stderr_with_hz(8));
    let shape = if bar.length().is_some() {
        "{elapsed_precise} {wide_bar} {bytes} of {total_bytes} ({bytes_per_sec}, {eta} left)"
    } else {
        "{elapsed_precise} {spinner}"
    };
    if let Ok(style) = ProgressStyle::with_template(shape) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
