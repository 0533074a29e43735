//! The ledger as people call it: read, ask, decide.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("riwaya-ledger-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(args: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_riwaya")).args(args).current_dir(root).stdin(Stdio::null()).output().unwrap()
}

/// What a command that ends well prints.
fn out(args: &[&str]) -> String {
    let output = run(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn records(args: &[&str]) -> Vec<Value> {
    serde_json::from_str(&out(args)).unwrap()
}

const LISTS: [&str; 5] = ["claims", "incidents", "contests", "tolls", "truces"];

fn exports(ledger: &str) -> Vec<String> {
    let formats = ["json", "csv"].into_iter().flat_map(|f| LISTS.map(|list| (f, list)));
    formats.map(|(f, list)| out(&[list, "--ledger", ledger, "--format", f, "--limit", "0"])).collect()
}

#[test]
fn every_list_answers_in_every_form() {
    let folder = Folder::new("lists");
    let ledger = folder.path("a.db");
    out(&["read", "examples", "--quiet", "--ledger", &ledger]);
    for list in LISTS.into_iter().chain(["sources", "stats"]) {
        let found = records(&[list, "--ledger", &ledger, "--format", "json", "--limit", "0"]);
        assert!(!found.is_empty(), "{list}");
        let csv = out(&[list, "--ledger", &ledger, "--format", "csv", "--limit", "0"]);
        assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), found.len(), "{list}");
        for lang in ["ar", "en"] {
            assert!(!out(&[list, "--ledger", &ledger, "--lang", lang]).is_empty());
        }
    }
    let screen = out(&["account", "--ledger", &ledger]);
    for part in ["incidents", "contested", "running tolls", "truces and alleged violations"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    let incidents = records(&["incidents", "--ledger", &ledger, "--format", "json", "--place", "غنجة"]);
    assert!(!incidents.is_empty());
    let id = incidents[0]["id"].as_str().unwrap();
    assert!(out(&["incident", id, "--ledger", &ledger]).contains(id.split('-').next().unwrap()));
    let truce = &records(&["truces", "--ledger", &ledger, "--format", "json"])[0];
    assert!(!out(&["truce", truce["id"].as_str().unwrap(), "--on", "2020-10-12", "--ledger", &ledger]).is_empty());
    let hits = records(&["search", "قتل", "--ledger", &ledger, "--format", "json"]);
    assert!(!hits.is_empty());
}

#[test]
fn a_truce_tells_its_start_its_term_and_its_end() {
    let folder = Folder::new("term");
    let (ledger, report) = (folder.path("a.db"), folder.path("a.jsonl"));
    let text =
        "أعلنت وزارة الدفاع الروسية أن أرمينيا وأذربيجان اتفقتا على هدنة إنسانية لمدة 72 ساعة تبدأ يوم 10 أكتوبر 2020.";
    let line = serde_json::json!({"id": "a", "text": text, "published": "2020-10-09"});
    std::fs::write(&report, format!("{line}\n")).unwrap();
    out(&["read", &report, "--quiet", "--ledger", &ledger]);
    let truces = records(&["truces", "--ledger", &ledger, "--format", "json"]);
    let id = truces[0]["id"].as_str().unwrap();
    let truce: Value = serde_json::from_str(&out(&["truce", id, "--ledger", &ledger, "--format", "json"])).unwrap();
    let span = &truce["span"];
    assert_eq!((&span["start"]["day"], &span["end"]), (&"2020-10-10".into(), &"2020-10-13".into()));
    assert_eq!((&span["terms"][0]["hours"], span["terms"].as_array().unwrap().len()), (&72.into(), 1));
    for claims in [&span["start"]["claims"], &span["terms"][0]["claims"]] {
        assert!(truce["claims"].as_array().unwrap().contains(&claims[0]), "a claim of the truce tells it: {span}");
    }
    let screen = out(&["truce", id, "--ledger", &ledger]);
    for told in ["begins", "for 72 hours (3 days)", "2020-10-13"] {
        assert!(screen.contains(told), "{told}\n{screen}");
    }
}

#[test]
fn a_truce_that_is_only_asked_for_is_not_told_as_agreed_or_begun() {
    let folder = Folder::new("wished");
    let cases = [
        ("دعت أذربيجان إلى هدنة مع أرمينيا يوم 10 أكتوبر 2020.", true),
        ("طالبت فرنسا بوقف لإطلاق النار بين أرمينيا وأذربيجان يوم 10 أكتوبر 2020.", true),
        ("أعلنت روسيا أن أرمينيا وأذربيجان اتفقتا يوم 10 أكتوبر 2020 على هدنة إنسانية.", false),
    ];
    for (n, (text, wished)) in cases.into_iter().enumerate() {
        let (ledger, report) = (folder.path(&format!("{n}.db")), folder.path(&format!("{n}.jsonl")));
        let line = serde_json::json!({"id": "a", "text": text, "published": "2020-10-09"});
        std::fs::write(&report, format!("{line}\n")).unwrap();
        out(&["read", &report, "--quiet", "--ledger", &ledger]);
        let truces = records(&["truces", "--ledger", &ledger, "--format", "json"]);
        assert_eq!(truces[0]["wished"], wished, "{text}\n{:#}", truces[0]);
        let screen = out(&["truces", "--ledger", &ledger]);
        assert_eq!(screen.contains("2020-10-10"), !wished, "{text}\n{screen}");
    }
}

#[test]
fn the_order_of_reports_and_the_number_of_runs_and_jobs_do_not_matter() {
    let folder = Folder::new("order");
    let (one, many) = (folder.path("one.db"), folder.path("many.db"));
    out(&["read", "examples", "--quiet", "--ledger", &one]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<String> =
        std::fs::read_dir(root).unwrap().map(|f| f.unwrap().path().display().to_string()).collect();
    files.sort();
    for (i, files) in files.chunks(5).rev().enumerate() {
        let mut args = vec!["read", "--quiet", "--ledger", &many, "--jobs", if i == 0 { "1" } else { "3" }];
        args.extend(files.iter().rev().map(String::as_str));
        out(&args);
    }
    assert_eq!(exports(&one), exports(&many));
}

#[test]
fn a_report_is_kept_once_and_only_where_asked() {
    let folder = Folder::new("once");
    let ledger = folder.path("a.db");
    let read = |more: &[&str]| run(&[&["read", "examples", "--ledger", &ledger], more].concat());
    let first = read(&["--quiet"]);
    assert!(String::from_utf8_lossy(&first.stderr).contains("12 new"), "{first:?}");
    let again = read(&[]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("12 known"), "{again:?}");
    assert!(String::from_utf8_lossy(&again.stdout).contains("in the ledger already"));
    let other = folder.path("b.db");
    out(&["read", "examples", "--format", "jsonl", "--ledger", &other]);
    assert!(!Path::new(&other).exists(), "lines for a program leave the ledger alone");
    let missing = run(&["claims", "--ledger", &other]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("there is no ledger"));
}

#[test]
fn decisions_are_kept_with_who_and_why() {
    let folder = Folder::new("decide");
    let ledger = folder.path("a.db");
    out(&["read", "examples", "--quiet", "--ledger", &ledger]);
    let all = ["claims", "--ledger", &ledger, "--format", "json", "--limit", "0"];
    let before = records(&all);
    let (first, second) = (before[0]["id"].as_str().unwrap(), before[1]["id"].as_str().unwrap());
    out(&["decide", first, "reject", "--by", "desk", "--why", "a quotation", "--ledger", &ledger]);
    out(&["decide", second, "correct", "place=Ganja", "--by", "desk", "--ledger", &ledger]);
    let after = records(&all);
    assert_eq!(after.len(), before.len() - 1);
    let corrected = after.iter().find(|c| c["id"] == second).unwrap();
    assert_eq!(corrected["place"][0]["id"], "gn:586523");
    let history = out(&["history", first, "--ledger", &ledger]);
    assert!(history.contains("reject") && history.contains("a quotation"), "{history}");
    let wrong = run(&["decide", first, "correct", "stance=perhaps", "--by", "desk", "--ledger", &ledger]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(out(&["ledger", "verify", "--ledger", &ledger]).contains("2 decisions"));
}

#[test]
fn incidents_are_decided_about_and_lists_begin_with_a_truce() {
    let folder = Folder::new("rule");
    let ledger = folder.path("a.db");
    out(&["read", "examples", "--quiet", "--ledger", &ledger]);
    let all = |list: &str| records(&[list, "--ledger", &ledger, "--format", "json", "--limit", "0"]);
    let before = all("incidents");
    let (first, second) = (before[0]["id"].as_str().unwrap(), before[1]["id"].as_str().unwrap());
    out(&["decide", first, "merge", second, "--by", "desk", "--why", "one raid", "--ledger", &ledger]);
    assert_eq!(all("incidents").len(), before.len() - 1);
    for claim in [first, second] {
        let history = out(&["history", claim, "--ledger", &ledger]);
        assert!(history.contains("merge") && history.contains("one raid"), "{history}");
    }
    out(&["decide", second, "split", first, "--by", "desk", "--ledger", &ledger]);
    assert_eq!(all("incidents").len(), before.len());
    let truce = all("truces").into_iter().find(|t| t["start"].is_string() || t["agreed"].is_string()).unwrap();
    let id = truce["id"].as_str().unwrap();
    for list in ["claims", "incidents", "contests", "tolls"] {
        let since = records(&[list, "--since-truce", id, "--ledger", &ledger, "--format", "json", "--limit", "0"]);
        assert!(since.len() < all(list).len(), "{list}");
    }
    let day = truce["start"].as_str().or(truce["agreed"].as_str()).unwrap();
    let by = |option: &str, value: &str| out(&["incidents", option, value, "--ledger", &ledger, "--format", "csv"]);
    assert_eq!(by("--since-truce", id), by("--from", day));
}
