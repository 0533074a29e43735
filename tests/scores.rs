//! The recorded scores are the reader's own: `eval/results.json`, and `eval/rules-alone.json` without the trained scorers,
//! fail here when they are stale or a score has dropped, and when the scorers do not beat the rules by a clear margin.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::path::{Path, PathBuf};
use std::process::Command;

use riwaya_eval::Measure;
use serde_json::Value;

const SETS: [&str; 3] = ["seeds", "dev", "train"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn recorded(file: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join("eval").join(file)).unwrap()).unwrap()
}

#[test]
fn scorers_beat_the_rules_alone() {
    let (scored, alone) = (recorded("results.json"), recorded("rules-alone.json"));
    for measure in Measure::ALL {
        let f = |of: &Value| of["sets"]["dev"]["measures"][measure.as_str()]["f"].as_f64().unwrap();
        assert!(f(&scored) > f(&alone) + 0.1, "{}: {} against {}", measure.as_str(), f(&scored), f(&alone));
    }
}

#[test]
fn recorded_scores_are_whole() {
    let results = recorded("results.json");
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
    for options in [&["--check", "eval/results.json"][..], &["--rules-alone", "--check", "eval/rules-alone.json"]] {
        let check = Command::new(env!("CARGO_BIN_EXE_riwaya"))
            .current_dir(root())
            .arg("eval")
            .args(SETS.map(|s| shared.join("gold").join(s)))
            .args(options)
            .output()
            .unwrap();
        assert!(
            check.status.success(),
            "record them anew: ./record-scores\n{}",
            String::from_utf8_lossy(&check.stderr)
        );
    }
}
