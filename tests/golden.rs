//! Golden reports: every report of `examples/` and `tests/golden/` is read and compared with the claims beneath it.
//!
//! What the reader is known not to get right is recorded in `tests/golden/known-gaps.tsv`. The test fails when a gap
//! appears, changes or closes that is not recorded so; `./record-golden` records them anew, and the difference of that
//! file shows what a change of the reader did. Beneath all of it lie the floors of `tests/golden/floors.tsv`, which
//! recording only ever raises.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use riwaya_eval::golden::{Golden, load_folder};
use riwaya_eval::{Claim, Count, Measure, Scores, Slot, pair, prediction, same_bag, same_chain};
use riwaya_reader::record::{Heading, Record};
use riwaya_reader::{Event, Harm, Reader, Report, Session, Stance};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every golden report with its path from the repository's root.
fn reports() -> Vec<(String, Golden)> {
    let root = root();
    let mut out = Vec::new();
    for folder in ["examples", "tests/golden"] {
        for (path, golden) in load_folder(&root.join(folder)).unwrap_or_else(|e| panic!("{e}")) {
            out.push((format!("{folder}/{}", path.file_name().unwrap().to_string_lossy()), golden));
        }
    }
    out
}

fn read(session: &mut Session<'_>, golden: &Golden) -> Vec<Claim> {
    let published = golden.published.as_ref().map(|d| d.parse().unwrap());
    let reading = session.read(&Report { text: &golden.text, published, outlet: golden.outlet.as_deref() });
    let heading = Heading { doc: &golden.id, ..Heading::default() };
    let record = serde_json::to_value(Record::new(&heading, &golden.text, &reading)).unwrap();
    prediction::from_value(record, &golden.text).unwrap()
}

/// One difference between what is expected and what was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Gap {
    file: String,
    /// The claim: its trigger, and its place among the claims on that trigger's words.
    claim: String,
    /// `missed`, `spurious`, or the part that differs.
    part: String,
    expected: String,
    read: String,
}

impl Gap {
    const HEAD: &str = "\
# What the reader is known not to get right in the golden reports. Written by `./record-golden`; do not edit.
# report\tclaim\twhat differs\texpected\tread
";

    fn line(&self) -> String {
        [&self.file, &self.claim, &self.part, &self.expected, &self.read]
            .map(|s| s.replace(['\t', '\n'], " "))
            .join("\t")
    }

    fn parse(line: &str) -> Self {
        let mut parts = line.split('\t').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self { file: next(), claim: next(), part: next(), expected: next(), read: next() }
    }

    /// What it is about, whatever was read.
    fn key(&self) -> (&str, &str, &str) {
        (&self.file, &self.claim, &self.part)
    }
}

fn slice(text: &str, extent: (usize, usize)) -> String {
    text.chars().skip(extent.0).take(extent.1 - extent.0).collect()
}

fn gist(claim: &Claim) -> String {
    let mut out = format!("{} {}", claim.event, claim.stance);
    if !claim.chain.is_empty() {
        let _ = write!(out, ", {}", claim.chain.join(" > "));
    }
    out
}

fn list(names: &[String]) -> String {
    names.join("; ")
}

fn tolls(counts: &[Count]) -> String {
    counts.iter().map(Count::to_string).collect::<Vec<_>>().join("; ")
}

/// The differences of one report. Claims are paired as the measures pair them.
fn gaps(file: &str, golden: &Golden, read: &[Claim]) -> Vec<Gap> {
    let mut out = Vec::new();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut name = |claim: &Claim, sign: &str| {
        let trigger = format!("{sign}{}", slice(&golden.text, claim.trigger));
        let nth = named.entry(trigger.clone()).or_default();
        *nth += 1;
        format!("{trigger} #{nth}")
    };
    let pairs: BTreeMap<usize, usize> = pair(&golden.claims, read).into_iter().collect();
    for (i, expected) in golden.claims.iter().enumerate() {
        let claim = name(expected, "");
        if expected.optional {
            continue;
        }
        let mut add = |part: &str, expected: String, read: String| {
            out.push(Gap { file: file.to_owned(), claim: claim.clone(), part: part.to_owned(), expected, read });
        };
        match pairs.get(&i).map(|j| &read[*j]) {
            None => add("missed", gist(expected), String::new()),
            Some(found) if found.event != expected.event => add("event", gist(expected), gist(found)),
            Some(found) => compare(expected, found, &mut add),
        }
    }
    for (j, extra) in read.iter().enumerate() {
        if pairs.values().all(|k| *k != j) {
            let claim = name(extra, "+");
            out.push(Gap {
                file: file.to_owned(),
                claim,
                part: "spurious".to_owned(),
                expected: String::new(),
                read: gist(extra),
            });
        }
    }
    out
}

fn compare(expected: &Claim, found: &Claim, add: &mut impl FnMut(&str, String, String)) {
    if !same_chain(&expected.chain, &found.chain) {
        add("chain", expected.chain.join(" > "), found.chain.join(" > "));
    }
    if expected.stance != found.stance {
        add("stance", expected.stance.clone(), found.stance.clone());
    }
    for slot in Slot::ALL {
        let (want, got) = (expected.slot(slot), found.slot(slot));
        if !same_bag(want, got) {
            add(slot.as_str(), list(want), list(got));
        }
    }
    if expected.date != found.date {
        let or_none = |d: &Option<String>| d.clone().unwrap_or_default();
        add("date", or_none(&expected.date), or_none(&found.date));
    }
    let same_tolls = expected.counts.len() == found.counts.len()
        && expected.counts.iter().all(|e| found.counts.iter().any(|f| e.agrees_fully(f)));
    if !same_tolls {
        add("counts", tolls(&expected.counts), tolls(&found.counts));
    }
}

fn measure() -> (Vec<Gap>, Scores) {
    let mut session = Reader::builtin().session();
    let (mut all, mut scores) = (Vec::new(), Scores::default());
    for (file, golden) in reports() {
        let read = read(&mut session, &golden);
        scores.add(&golden.claims, &read, None);
        all.extend(gaps(&file, &golden, &read));
    }
    (all, scores)
}

fn lines(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect()
}

const FLOORED: [Measure; 8] = [
    Measure::Claim,
    Measure::Attributed,
    Measure::Origin,
    Measure::Whole,
    Measure::Actor,
    Measure::Place,
    Measure::Date,
    Measure::Toll,
];

fn floors(file: &Path) -> BTreeMap<String, f64> {
    let parse = |line: &String| line.split_once('\t').map(|(m, f)| (m.to_owned(), f.parse().unwrap()));
    lines(file).iter().filter_map(parse).collect()
}

/// Writes the gaps, and raises the floors to a hundredth below what was measured.
fn record(found: &[Gap], scores: &Scores, gaps_file: &Path, floors_file: &Path) {
    let text: String = found.iter().map(|g| g.line() + "\n").collect();
    std::fs::write(gaps_file, format!("{}{text}", Gap::HEAD)).unwrap();
    let old = floors(floors_file);
    let mut text =
        "# F1 over all golden reports below which no change may fall. Raised by `./record-golden`.\n".to_owned();
    for measure in FLOORED {
        let reached = ((scores.of(measure).prf().2 - 0.01) * 100.0).floor().max(0.0) / 100.0;
        let floor = reached.max(old.get(measure.as_str()).copied().unwrap_or(0.0));
        let _ = writeln!(text, "{}\t{floor:.2}", measure.as_str());
    }
    std::fs::write(floors_file, text).unwrap();
}

/// What has changed against the record, for people.
fn difference(found: &[Gap], recorded: &[Gap]) -> String {
    let keyed = |gaps: &[Gap]| gaps.iter().map(|g| (g.line(), g.clone())).collect::<BTreeMap<_, _>>();
    let (now, then) = (keyed(found), keyed(recorded));
    let keys =
        |gaps: &[Gap]| gaps.iter().map(|g| (g.file.clone(), g.claim.clone(), g.part.clone())).collect::<BTreeSet<_>>();
    let (now_keys, then_keys) = (keys(found), keys(recorded));
    let held = |set: &BTreeSet<(String, String, String)>, g: &Gap| {
        set.iter().any(|(f, c, p)| (f.as_str(), c.as_str(), p.as_str()) == g.key())
    };
    let mut out = String::new();
    let mut tell = |sign: &str, g: &Gap| {
        let _ = writeln!(out, "{sign} {} `{}` {}", g.file, g.claim, g.part);
        if !g.expected.is_empty() {
            let _ = writeln!(out, "      expected {}", g.expected);
        }
        if !g.read.is_empty() {
            let _ = writeln!(out, "      read     {}", g.read);
        }
    };
    for (line, gap) in &now {
        if !then.contains_key(line) {
            tell(if held(&then_keys, gap) { "changed" } else { "new    " }, gap);
        }
    }
    for (line, gap) in &then {
        if !now.contains_key(line) && !held(&now_keys, gap) {
            tell("closed ", gap);
        }
    }
    out
}

#[test]
fn golden_reports_read_as_recorded() {
    let (gaps_file, floors_file) = (root().join("tests/golden/known-gaps.tsv"), root().join("tests/golden/floors.tsv"));
    let (found, scores) = measure();
    if std::env::var_os("RIWAYA_RECORD").is_some() {
        record(&found, &scores, &gaps_file, &floors_file);
        println!("{scores}");
        return;
    }
    let recorded: Vec<Gap> = lines(&gaps_file).iter().map(|l| Gap::parse(l)).collect();
    // Compared as they are written, since writing levels tabs and line ends.
    let found: Vec<Gap> = found.iter().map(|g| Gap::parse(&g.line())).collect();
    let difference = difference(&found, &recorded);
    assert!(
        difference.is_empty(),
        "the golden reports are read otherwise than recorded:\n{difference}\nrecord it, if it is meant: ./record-golden\n"
    );
    for (measure, floor) in floors(&floors_file) {
        let measure = Measure::ALL.into_iter().find(|m| m.as_str() == measure).unwrap();
        let f1 = scores.of(measure).prf().2;
        assert!(
            f1 >= floor,
            "{} of the golden reports is {f1:.3}, below its floor {floor:.2}\n{scores}",
            measure.as_str()
        );
    }
}

#[test]
fn golden_reports_are_written_as_the_guidelines_ask() {
    let reports = reports();
    assert!(reports.len() >= 40, "{} golden reports, at least 40 are promised", reports.len());
    let mut faults = String::new();
    let mut ids = BTreeSet::new();
    for (file, golden) in &reports {
        if !ids.insert(golden.id.clone()) {
            let _ = writeln!(faults, "{file}: another report is called {}", golden.id);
        }
        for (claim, line) in golden.claims.iter().zip(&golden.lines) {
            let mut bad = |why: String| writeln!(faults, "{file}: {why}: {line}").unwrap();
            let _ = claim.event.parse::<Event>().map_err(|e| bad(e.to_string()));
            let _ = claim.stance.parse::<Stance>().map_err(|e| bad(e.to_string()));
            for count in &claim.counts {
                let _ = count.harm.parse::<Harm>().map_err(|e| bad(e.to_string()));
                let _ = count.bound().parse::<riwaya_reader::Bound>().map_err(|e| bad(e.to_string()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_difference_says_what_is_new_what_changed_and_what_closed() {
    let gap = |claim: &str, part: &str, read: &str| Gap {
        file: "a.md".to_owned(),
        claim: claim.to_owned(),
        part: part.to_owned(),
        expected: "x".to_owned(),
        read: read.to_owned(),
    };
    let recorded = [gap("قصف #1", "place", "كنجة"), gap("قتل #1", "missed", ""), gap("هجوم #1", "chain", "y")];
    let found = [gap("قصف #1", "place", "شوشا"), gap("هجوم #1", "chain", "y"), gap("غارة #1", "date", "z")];
    let told = difference(&found, &recorded);
    let signs: Vec<&str> = told.lines().filter(|l| !l.starts_with(' ')).collect();
    assert_eq!(signs, ["new     a.md `غارة #1` date", "changed a.md `قصف #1` place", "closed  a.md `قتل #1` missed"]);
}
