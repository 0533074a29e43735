//! The recorded scores are the reader's own: `eval/results.json` fails here when it is stale or a score has dropped.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::path::{Path, PathBuf};
use std::process::Command;

use riwaya_eval::Measure;
use serde_json::Value;

const SETS: [&str; 3] = ["seeds", "dev", "train"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn recorded_scores_are_whole() {
    let text = std::fs::read_to_string(root().join("eval/results.json")).unwrap();
    let results: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(results["schema"], riwaya_command::command::eval::SCHEMA);
    assert!(results["commit"].as_str().is_some_and(|c| c.len() >= 12), "{}", results["commit"]);
    for set in SETS {
        for measure in Measure::ALL {
            let row = &results["sets"][set]["measures"][measure.as_str()];
            assert!(row["f"].as_f64().is_some_and(|f| (0.0..=1.0).contains(&f)), "{set} {}", measure.as_str());
        }
    }
}

#[test]
fn recorded_scores_are_the_readers() {
    let beside = root().join("../shared");
    let shared = std::env::var_os("RIWAYA_SHARED").map_or(beside, PathBuf::from);
    if !shared.join("gold/score.py").exists() {
        eprintln!("skipped: no shared gold beside the repository (set RIWAYA_SHARED)");
        return;
    }
    let gold = SETS.map(|s| shared.join("gold").join(s));
    let check = Command::new(env!("CARGO_BIN_EXE_riwaya"))
        .current_dir(root())
        .arg("eval")
        .args(gold)
        .args(["--check", "eval/results.json"])
        .output()
        .unwrap();
    assert!(check.status.success(), "record them anew: ./record-scores\n{}", String::from_utf8_lossy(&check.stderr));
}
