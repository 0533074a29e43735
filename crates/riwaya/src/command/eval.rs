//! `riwaya eval`: how near the reader comes to annotated reports.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use riwaya_eval::gold::{self, Gold};
use riwaya_eval::prediction::{self, Predictions};
use riwaya_eval::{Claim, EvalError, Measure, Miss, Scores};
use riwaya_reader::record::{Heading, Record};
use riwaya_reader::{Reader, Report};
use serde_json::{Map, Value, json};

use super::{AnyReader, print};
use crate::Outcome;
use crate::cli::EvalArgs;
use crate::fault::Fault;

/// Name and version of the file of scores.
pub const SCHEMA: &str = "riwaya.eval/1";

/// Scores the reader, or given readings, and prints, records or checks the scores.
///
/// # Errors
/// When gold or readings cannot be read, or recorded scores are not the reader's.
pub fn run(args: &EvalArgs) -> Result<Outcome, Fault> {
    let sets = load(&args.gold)?;
    let given = args.pred.as_deref().map(|file| given(file, &sets)).transpose()?;
    let reader = match args.rules_alone {
        true => AnyReader::rules_alone()?,
        false => AnyReader::new(&args.lexicon)?,
    };
    let mut misses = Vec::new();
    let mut all = Scores::default();
    let mut scored = Vec::new();
    for set in &sets {
        let mut scores = Scores::default();
        let readings = read(reader.get(), &set.reports, given.as_ref())?;
        for (gold, pred) in set.reports.iter().zip(&readings) {
            scores.add(&gold.claims, pred, None);
            all.add(&gold.claims, pred, Some(&mut misses));
        }
        scored.push((set, scores));
    }
    let recorded = Recorded { command: command(args), scored: &scored };
    if let Some(file) = &args.write {
        recorded.write(file, args.accept_drop)?;
    }
    if let Some(file) = &args.check {
        recorded.check(file)?;
    }
    misses.truncate(args.misses);
    print(&shown(args, &sets, &scored, &all, &misses))?;
    Ok(Outcome::Well)
}

/// Annotated reports that were named together.
struct Set {
    name: String,
    reports: Vec<Gold>,
}

fn load(paths: &[std::path::PathBuf]) -> Result<Vec<Set>, Fault> {
    let mut sets = Vec::new();
    for path in paths {
        let reports: Vec<Gold> =
            gold::files(&[path])?.iter().map(|f| gold::load(f)).collect::<Result<_, EvalError>>()?;
        if reports.is_empty() {
            return Err(Fault::NoGold { place: path.display().to_string() });
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        sets.push(Set { name: name.trim_end_matches(".gold.json").to_owned(), reports });
    }
    Ok(sets)
}

fn given(file: &Path, sets: &[Set]) -> Result<Predictions, Fault> {
    let place = file.display().to_string();
    let lines = std::fs::read_to_string(file).map_err(|source| Fault::Io { place: place.clone(), source })?;
    let reports = sets.iter().flat_map(|s| &s.reports);
    let texts: HashMap<&str, &str> = reports.map(|g| (g.doc.as_str(), g.text.as_str())).collect();
    Ok(prediction::parse(&lines, &place, &texts)?)
}

fn read(reader: &Reader, reports: &[Gold], given: Option<&Predictions>) -> Result<Vec<Vec<Claim>>, Fault> {
    if let Some(given) = given {
        return Ok(reports.iter().map(|g| given.get(&g.doc).cloned().unwrap_or_default()).collect());
    }
    let mut session = reader.session();
    reports.iter().map(|gold| claims(&mut session, gold)).collect()
}

/// What the reader gets out of an annotated report, in the annotation's terms.
fn claims(session: &mut riwaya_reader::Session<'_>, gold: &Gold) -> Result<Vec<Claim>, Fault> {
    let json = |source| EvalError::Json { place: gold.doc.clone(), source };
    let published = gold.published.as_deref().and_then(|d| d.parse().ok());
    let reading = session.read(&Report { text: &gold.text, published, outlet: None });
    let heading = Heading { doc: &gold.doc, ..Heading::default() };
    let value = serde_json::to_value(Record::new(&heading, &gold.text, &reading)).map_err(json)?;
    Ok(prediction::from_value(value, &gold.text).map_err(json)?)
}

fn command(args: &EvalArgs) -> String {
    let paths: Vec<_> = args.gold.iter().map(|p| p.display().to_string()).collect();
    let file = args.check.as_ref().or(args.write.as_ref()).map(|f| f.display().to_string()).unwrap_or_default();
    format!("riwaya eval {} --write {file}", paths.join(" "))
}

fn shown(args: &EvalArgs, sets: &[Set], scored: &[(&Set, Scores)], all: &Scores, misses: &[Miss]) -> String {
    if args.json {
        return format!("{}\n", all.to_json());
    }
    let mut out = String::new();
    for fault in sets.iter().flat_map(|s| &s.reports).flat_map(|g| &g.faults) {
        let _ = writeln!(out, "annotation: {fault}");
    }
    for (set, scores) in scored {
        let _ = writeln!(out, "{}: {} reports", set.name, set.reports.len());
        let _ = writeln!(out, "{scores}");
    }
    if scored.len() > 1 {
        let _ = writeln!(out, "all: {} reports\n{all}", scored.iter().map(|(s, _)| s.reports.len()).sum::<usize>());
    }
    for miss in misses {
        let _ = writeln!(out, "{}", miss.kind());
        let _ = writeln!(out, "  gold {}", miss.expected.as_ref().map(told).unwrap_or_default());
        let _ = writeln!(out, "  out  {}\n", miss.read.as_ref().map(told).unwrap_or_default());
    }
    out
}

fn told(claim: &Claim) -> String {
    let words: String = claim.words.chars().take(90).collect();
    format!("{}/{} {:?} «{words}»", claim.event, claim.stance, claim.chain)
}

/// The scores of sets, as the file of scores holds them.
struct Recorded<'a> {
    command: String,
    scored: &'a [(&'a Set, Scores)],
}

/// The least fall of an F1 that is called one: below it the fourth decimal is rounding.
const FALL: f64 = 0.0005;

impl Recorded<'_> {
    fn sets(&self) -> Value {
        let set = |(set, scores): &(&Set, Scores)| {
            let value = json!({
                "reports": set.reports.len(),
                "measures": scores.to_json(),
                "by_event": scores.by_event_json(),
                "calibration": scores.calibration().to_json(),
            });
            (set.name.clone(), value)
        };
        Value::Object(self.scored.iter().map(set).collect::<Map<_, _>>())
    }

    fn write(&self, file: &Path, accept_drop: bool) -> Result<(), Fault> {
        let sets = self.sets();
        if let Some(old) = read_scores(file)?.filter(|_| !accept_drop) {
            let falls = falls(&old["sets"], &sets);
            if !falls.is_empty() {
                let command = format!("{} --accept-drop", self.command);
                return Err(Fault::Scores { file: file.to_owned(), why: format!("dropped: {falls}"), command });
            }
        }
        let value = json!({
            "schema": SCHEMA,
            "commit": commit(file),
            "date": jiff::Timestamp::now().to_string()[..10],
            "sets": sets,
        });
        let text = format!("{value:#}\n");
        std::fs::write(file, text).map_err(|source| Fault::Io { place: file.display().to_string(), source })
    }

    fn check(&self, file: &Path) -> Result<(), Fault> {
        let new = self.sets();
        let old = read_scores(file)?.map(|v| v["sets"].clone()).unwrap_or_default();
        let falls = falls(&old, &new);
        let why = if !falls.is_empty() {
            format!("dropped: {falls}")
        } else if old != new {
            "stale: the reader scores otherwise now".to_owned()
        } else {
            return Ok(());
        };
        Err(Fault::Scores { file: file.to_owned(), why, command: self.command.clone() })
    }
}

fn read_scores(file: &Path) -> Result<Option<Value>, Fault> {
    let place = file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(serde_json::from_str(&text).map_err(|source| EvalError::Json { place, source })?)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Fault::Io { place, source }),
    }
}

/// The F1 that have fallen, in words.
fn falls(old: &Value, new: &Value) -> String {
    let mut out = Vec::new();
    for (set, new) in new.as_object().into_iter().flatten() {
        for measure in Measure::ALL.map(Measure::as_str) {
            let f = |sets: &Value| sets["measures"][measure]["f"].as_f64();
            if let (Some(was), Some(is)) = (f(&old[set]), f(new))
                && is < was - FALL
            {
                out.push(format!("{set} {measure} {was:.4} → {is:.4}"));
            }
        }
    }
    out.join(", ")
}

/// The commit that was measured, marked where the tree had changes; absent outside a repository.
fn commit(file: &Path) -> Option<String> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let git = |args: &[&str]| {
        let out = std::process::Command::new("git").arg("-C").arg(folder).args(args).output().ok()?;
        out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    let head = git(&["rev-parse", "--short=12", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]).is_some_and(|s| !s.is_empty());
    Some(if changed { format!("{head} and changes") } else { head })
}
