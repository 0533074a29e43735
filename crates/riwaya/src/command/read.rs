//! `riwaya read`: reports to claims.

use std::io::{IsTerminal, Write};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use riwaya_reader::record::{Heading, Record};
use riwaya_reader::{Reader, Reading};

use super::{AnyReader, report, standard_output};
use crate::cli::{Format, ReadArgs};
use crate::fault::Fault;
use crate::input::{Inputs, Item};
use crate::show::{Screen, reading};
use crate::{Outcome, pipeline, tell};

/// Reads every report and writes what it says.
///
/// # Errors
/// When the lexicon folder is wrong or output cannot be written. Faults of the input are told as they come.
pub fn run(args: &ReadArgs) -> Result<Outcome, Fault> {
    let reader = AnyReader::new(&args.lexicon)?;
    let inputs = Inputs::from(&args.input);
    let writing = Writing { format: args.format, screen: Screen::new(args.display) };
    let jobs = args.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get), usize::from);
    let progress = progress(&inputs);
    let mut out = standard_output();
    let (mut outcome, mut written) = (Outcome::Well, 0_u64);
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
            match piece {
                Ok(piece) => {
                    out.write_all(writing.before(written).as_bytes())?;
                    out.write_all(piece.as_bytes())?;
                    written += 1;
                }
                Err(fault) => {
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
    run.and_then(|()| out.write_all(writing.end(written).as_bytes()))
        .and_then(|()| out.flush())
        .map_err(Fault::Write)?;
    Ok(outcome)
}

/// How readings are written.
struct Writing {
    format: Format,
    screen: Screen,
}

impl Writing {
    /// Reads one item after another and sets each.
    fn worker<'r>(&self, reader: &'r Reader) -> impl FnMut(Result<Item, Fault>) -> Result<String, Fault> + use<'_, 'r> {
        let mut session = reader.session();
        move |item| {
            let item = item?;
            match catch_unwind(AssertUnwindSafe(|| session.read(&report(&item)))) {
                Ok(reading) => self.set(&item, &reading),
                Err(_) => {
                    session = reader.session();
                    Err(Fault::Broken { doc: item.doc })
                }
            }
        }
    }

    fn set(&self, item: &Item, reading: &Reading) -> Result<String, Fault> {
        if self.format == Format::Table {
            return Ok(reading::report(&self.screen, item, reading));
        }
        let heading = Heading { doc: &item.doc, outlet: item.outlet.as_deref(), carried: Some(&item.carried) };
        let record = Record::new(&heading, &item.text, reading);
        let json = match self.format {
            Format::Json => serde_json::to_string_pretty(&record),
            _ => serde_json::to_string(&record).map(|line| line + "\n"),
        };
        json.map_err(|e| Fault::Write(e.into()))
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
