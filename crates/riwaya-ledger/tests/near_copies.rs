//! Precision and recall of near-copies on pairs of the corpus that were labelled by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::path::Path;

use riwaya_ledger::account::{Sketch, origins};
use riwaya_ledger::model::{Document, Imprint};

const LABELS: &str = include_str!("cases/near-copies.tsv");

/// The corpus, by its own ids; `None` where it is not at hand.
fn corpus() -> Option<HashMap<String, String>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("RIWAYA_SHARED").map_or(beside, Into::into);
    let path = shared.join("corpus/conflict.jsonl.gz");
    let file = std::fs::File::open(path).ok()?;
    let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    let report = |line: String| -> Option<(String, String)> {
        let value: serde_json::Value = serde_json::from_str(&line).ok()?;
        Some((value["id"].as_str()?.to_owned(), value["text"].as_str()?.to_owned()))
    };
    Some(lines.map_while(Result::ok).filter_map(report).collect())
}

#[test]
fn labelled_pairs_are_told_apart() {
    let Some(corpus) = corpus() else {
        println!("skipped: ../shared/corpus is not at hand");
        return;
    };
    let mut docs = BTreeMap::new();
    for (id, text) in &corpus {
        let doc = Document::new(Imprint { title: Some(id), ..Imprint::default() }, text);
        if let Some(sketch) = Sketch::of(text) {
            docs.insert(id.as_str(), (doc.id, sketch));
        }
    }
    let origins = origins(docs.values().map(|(id, sketch)| (*id, sketch)));
    let (mut hit, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    let mut pairs = 0;
    for line in LABELS.lines().filter(|l| !l.starts_with('#')) {
        let [a, b, label] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let ((one, sketch), (two, other)) = (&docs[a], &docs[b]);
        pairs += 1;
        let alike = format!("{line} {:.2} {:.2}", sketch.alikeness(other), sketch.opens_like(other));
        match (origins[one] == origins[two], label == "copy") {
            (true, true) => hit += 1,
            (true, false) => wrong.push(alike),
            (false, true) => missed.push(alike),
            (false, false) => (),
        }
    }
    let (precision, recall) = (ratio(hit, wrong.len()), ratio(hit, missed.len()));
    println!("near-copies on {pairs} pairs: precision {precision:.3}, recall {recall:.3}");
    println!("wrong: {wrong:#?}\nmissed: {missed:#?}");
    assert!(pairs >= 150);
    assert!(precision >= 0.95 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}");
}

fn ratio(hit: usize, miss: usize) -> f64 {
    hit as f64 / (hit + miss).max(1) as f64
}
