//! The command as people call it: what it prints, where it complains, how it ends.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const REPORT: &str = "قالت وزارة الدفاع الأذربيجانية إن القوات الأرمينية قصفت مدينة كنجة مما أسفر عن مقتل 13 مدنيا.";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn riwaya(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_riwaya"));
    command.args(args).current_dir(root()).stdin(Stdio::null());
    command
}

fn with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = riwaya(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // A command that refuses its input may close it before all is written.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn complaints(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// A folder of its own for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let path = std::env::temp_dir().join(format!("riwaya-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        for (file, bytes) in files {
            let file = path.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        Self(path)
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn examples_are_read_in_every_format() {
    let table = riwaya(&["read", "--no-ledger", "examples"]).output().unwrap();
    assert!(table.status.success(), "{}", complaints(&table));
    assert_eq!(complaints(&table), "");
    assert_eq!(out(&table).matches("── ").count(), 12, "one heading a report");
    let jsonl = riwaya(&["read", "examples", "--format", "jsonl"]).output().unwrap();
    let records = lines(&jsonl);
    let quiet = riwaya(&["read", "examples", "--format", "jsonl", "--quiet"]).output().unwrap();
    assert_eq!(quiet.stdout, jsonl.stdout, "what a program reads is not silenced");
    assert_eq!(records.len(), 12);
    let json = riwaya(&["read", "examples", "--format", "json"]).output().unwrap();
    assert_eq!(serde_json::from_str::<Vec<Value>>(out(&json)).unwrap(), records);
}

#[test]
fn output_is_what_the_schema_says() {
    let schema: Value = serde_json::from_slice(&riwaya(&["schema"]).output().unwrap().stdout).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let mut records = lines(&riwaya(&["read", "examples", "tests/golden", "--format", "jsonl"]).output().unwrap());
    records.extend(lines(&with_input(&["read", "-", "--format", "jsonl"], b"no Arabic")));
    assert!(records.len() > 40);
    for record in &records {
        let faults: Vec<String> =
            validator.iter_errors(record).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", record["doc"]);
    }
    // The schema itself refuses what is not a reading.
    for wrong in [r#"{"doc":"a"}"#, r#"{"schema":"riwaya.reading/2","doc":"a","published":null,"claims":[]}"#] {
        assert!(!validator.is_valid(&serde_json::from_str(wrong).unwrap()), "{wrong}");
    }
}

#[test]
fn every_quote_stands_where_it_says() {
    let input = format!(
        "{}\n",
        serde_json::json!({"id": "a", "text": format!("\u{200f}{REPORT}\n{REPORT}"), "desk": {"n": 1}})
    );
    let record = lines(&with_input(&["read", "-", "--format", "jsonl"], input.as_bytes())).remove(0);
    assert_eq!(record["doc"], "a");
    assert_eq!(record["desk"]["n"], 1, "other keys are carried along");
    let text: Vec<char> = format!("\u{200f}{REPORT}\n{REPORT}").chars().collect();
    let mut quotes = 0;
    let mut walk = vec![&record["claims"]];
    while let Some(value) = walk.pop() {
        if let (Some(words), Some(start), Some(end)) =
            (value["text"].as_str(), value["start"].as_u64(), value["end"].as_u64())
        {
            let span = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
            assert_eq!(text[span].iter().collect::<String>(), words);
            quotes += 1;
        }
        match value {
            Value::Array(list) => walk.extend(list),
            Value::Object(map) => walk.extend(map.values()),
            _ => {}
        }
    }
    assert!(quotes > 6, "the report has claims");
}

#[test]
fn order_and_bytes_do_not_depend_on_jobs() {
    let line =
        |i: usize| serde_json::json!({"id": i, "text": format!("{} {REPORT}", "قال ".repeat(i % 40))}).to_string();
    let input: String = (0..300).map(|i| line(i) + if i % 50 == 7 { "x\n" } else { "\n" }).collect();
    let one = with_input(&["read", "-", "--format", "jsonl", "--jobs", "1"], input.as_bytes());
    assert_eq!(out(&one).lines().count(), 294);
    for jobs in ["2", "5"] {
        let many = with_input(&["read", "-", "--format", "jsonl", "--jobs", jobs], input.as_bytes());
        assert!(out(&one) == out(&many), "{jobs} jobs");
        assert_eq!(complaints(&one), complaints(&many), "{jobs} jobs");
    }
}

#[test]
fn bad_input_is_named_and_the_rest_is_read() {
    let folder = Folder::new(
        "bad",
        &[
            ("a.txt", REPORT.as_bytes()),
            ("b.txt", b"\xd9\x82\xd8\xb5\xff\xfe"),
            ("c.txt", b""),
            ("d/e.jsonl", b"{\"id\":\"x\",\"text\":\"\"}\n{oops\n\n{\"id\":\"y\",\"text\":\"\"}\n"),
            ("f.txt", &[0, 1, 2, b'a', 0]),
            ("g.txt", "\u{202e}\u{2067}قصف\u{202b}\u{2069}\u{2069} الجيش".as_bytes()),
            ("notes.md", b"# no report\n"),
            ("h.jsonl.gz", b"not gzip at all"),
            (".hidden.txt", b"\xff"),
        ],
    );
    let read = riwaya(&["read", "--format", "jsonl", &folder.path("")]).output().unwrap();
    assert_eq!(read.status.code(), Some(1), "{}", complaints(&read));
    let docs: Vec<String> = lines(&read).iter().map(|r| r["doc"].as_str().unwrap().to_owned()).collect();
    assert_eq!(docs, ["a", "c", "x", "y", "f", "g"]);
    let told = complaints(&read);
    for wanted in ["b.txt: not UTF-8 at byte 4", "e.jsonl:2: not a JSON object", "h.jsonl.gz"] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
    assert!(!told.contains("hidden") && !told.contains("notes"), "{told}");
    let silences: Vec<Value> = lines(&read).iter().map(|r| r["silence"].clone()).collect();
    assert_eq!(silences[1], "empty");
    assert_eq!(silences[4], "no_arabic");
}

#[test]
fn what_holds_no_report_is_said_to() {
    let folder = Folder::new("none", &[("README.md", b"# no report\n"), ("empty.jsonl", b"\n")]);
    for (path, wanted) in [(".", "no report in it"), ("empty.jsonl", "no report in it"), ("gone.txt", "gone.txt: ")] {
        let file = if path == "." { Folder::new("none2", &[("x.pdf", b"")]) } else { Folder::new("none3", &[]) };
        let path = if path == "." { file.path("") } else { folder.path(path) };
        let read = riwaya(&["read", "--no-ledger", &path]).output().unwrap();
        assert_eq!(read.status.code(), Some(1));
        assert!(complaints(&read).contains(wanted), "{path}: {}", complaints(&read));
        assert_eq!(out(&read), "");
    }
}

#[test]
fn a_line_of_a_hundred_megabytes_is_refused_and_the_next_is_read() {
    let mut input = b"{\"id\":\"long\",\"text\":\"".to_vec();
    input.resize(100 << 20, b'a');
    input.extend_from_slice(b"\"}\n{\"id\":\"next\",\"text\":\"\"}\n");
    let read = with_input(&["read", "-", "--format", "jsonl"], &input);
    assert_eq!(read.status.code(), Some(1));
    assert!(complaints(&read).contains("standard input:1: longer than 12 MiB"), "{}", complaints(&read));
    assert_eq!(lines(&read)[0]["doc"], "next");
    let text = with_input(&["read", "--no-ledger", "-"], &vec![b'a'; 100 << 20]);
    assert_eq!(text.status.code(), Some(1));
    assert!(complaints(&text).contains("longer than 12 MiB"), "{}", complaints(&text));
}

#[test]
fn wrong_calls_end_with_2() {
    for args in [&["read"][..], &["read", "x", "--format", "xml"], &["read", "x", "--jobs", "0"], &["man", "nothing"]] {
        assert_eq!(riwaya(args).output().unwrap().status.code(), Some(2), "{args:?}");
    }
    let folder = Folder::new("lexicon", &[("words/bad.tsv", b"\xff\xff"), ("frames/bad.toml", b"[[[")]);
    let read = riwaya(&["read", "examples", "--lexicon", &folder.path("")]).output().unwrap();
    assert_eq!(read.status.code(), Some(2), "{}", complaints(&read));
}

#[test]
fn a_closed_pipe_is_no_fault() {
    let input = format!("{}\n", serde_json::json!({"id": "a", "text": REPORT})).repeat(20_000);
    let mut child = riwaya(&["read", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || {
        let _ = stdin.write_all(input.as_bytes());
    });
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert_eq!((output.status.code(), complaints(&output)), (Some(0), ""));
}

#[test]
fn a_report_of_one_line_on_standard_input_is_read() {
    let read = with_input(
        &["read", "-", "--published", "2020-10-08", "--outlet", "وكالة", "--format", "jsonl"],
        REPORT.as_bytes(),
    );
    let record = lines(&read).remove(0);
    assert_eq!(
        (&record["doc"], &record["published"], &record["outlet"]),
        (&"-".into(), &"2020-10-08".into(), &"وكالة".into())
    );
    assert!(!record["claims"].as_array().unwrap().is_empty());
}

#[test]
fn tables_fit_the_width_asked_for() {
    for width in ["80", "100", "160"] {
        let table = riwaya(&["read", "--no-ledger", "examples", "--width", width, "--rtl", "visual"]).output().unwrap();
        for line in out(&table).lines() {
            let taken = riwaya_command::show::columns::width(line);
            assert!(taken <= width.parse().unwrap(), "{taken} columns in {width}: {line}");
        }
    }
}

#[test]
fn values_are_shown_in_the_shape_asked_for() {
    let input = "{\"id\":\"a\",\"text\":\"قتل 13 شخصا أمس\",\"at\":\"2020-10-08T00:00:00\"}\n";
    let shown = with_input(&["values", "--format", "jsonl"], input.as_bytes());
    let record = lines(&shown).remove(0);
    assert_eq!(record["id"], "a");
    let number = &record["values"][0];
    assert_eq!((&number["kind"], number["value"].as_f64()), (&"number".into(), Some(13.0)));
    assert_eq!((number["start"].as_u64(), number["end"].as_u64()), (Some(4), Some(6)));
    let table = with_input(&["values", "--at", "2020-10-08"], "أمس".as_bytes());
    assert!(out(&table).contains("2020-10-07"), "{}", out(&table));
}

#[test]
fn explanations_hold_every_word() {
    let told = riwaya(&["explain", "--text", REPORT, "--format", "json"]).output().unwrap();
    let record = lines(&told).remove(0);
    let words: Vec<&str> = record["sentences"][0]["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["word"]["text"].as_str().unwrap())
        .collect();
    assert!(words.contains(&"قصفت") && words.contains(&"13"), "{words:?}");
    let text = riwaya(&["explain", "--text", REPORT]).output().unwrap();
    assert!(out(&text).contains("قصفت") && out(&text).contains("events"), "{}", out(&text));
}

#[test]
fn the_lexicon_is_shown_and_its_examples_hold() {
    let shown = riwaya(&["lexicon", "show", "قصفت"]).output().unwrap();
    assert!(out(&shown).contains("bomb") || out(&shown).contains("shell"), "{}", out(&shown));
    let test = riwaya(&["lexicon", "test"]).output().unwrap();
    assert!(test.status.success(), "{}", out(&test));
}

#[test]
fn help_completions_and_manual_come_from_one_definition() {
    let help = riwaya(&["read", "--help"]).output().unwrap();
    let manual = riwaya(&["man", "read"]).output().unwrap();
    let completions = riwaya(&["completions", "bash"]).output().unwrap();
    for option in ["--published", "--outlet", "--format", "--lexicon", "--jobs", "--rtl", "--max-report"] {
        assert!(out(&help).contains(option), "help lacks {option}");
        assert!(out(&manual).replace('\\', "").contains(option), "manual lacks {option}");
        assert!(out(&completions).contains(option), "completions lack {option}");
    }
}
