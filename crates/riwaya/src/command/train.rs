//! `riwaya train`: the weights of the scorers from annotated reports, the same bytes for the same reports.

use riwaya_eval::gold;
use riwaya_reader::Reader;
use riwaya_reader::learn::{GoldFile, Lesson, train};

use super::print;
use crate::Outcome;
use crate::cli::TrainArgs;
use crate::fault::Fault;

/// Trains on all reports named and prints or writes the weights.
///
/// # Errors
/// When a gold file or its text cannot be read or does not parse, or the weights cannot be written.
pub fn run(args: &TrainArgs) -> Result<Outcome, Fault> {
    let files = gold::files(&args.gold)?;
    let reports = files.iter().map(|path| report(path)).collect::<Result<Vec<_>, _>>()?;
    let weights = train(Reader::builtin(), &Lesson::gather(reports));
    match &args.out {
        None => print(&weights)?,
        Some(path) => {
            std::fs::write(path, weights).map_err(|source| Fault::Io { place: path.display().to_string(), source })?;
        }
    }
    Ok(Outcome::Well)
}

fn report(path: &std::path::Path) -> Result<(GoldFile, String), Fault> {
    let read = |path: &std::path::Path| {
        std::fs::read_to_string(path).map_err(|source| Fault::Io { place: path.display().to_string(), source })
    };
    let name = path.display().to_string();
    let gold: GoldFile = serde_json::from_str(&read(path)?).map_err(|e| Fault::Lexicon(format!("{name}: {e}")))?;
    let text = name.strip_suffix(".gold.json").map(|stem| format!("{stem}.txt")).unwrap_or(name);
    Ok((gold, read(std::path::Path::new(&text))?))
}
