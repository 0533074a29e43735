//! General news: articles in which there is no conflict give hardly a claim of violence. `eval/general/` says which they are.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use riwaya_reader::{Event, Reader, Report};
use serde_json::{Value, json};

/// In how many articles without conflict one spurious claim is allowed.
const ARTICLES_A_CLAIM: usize = 25;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn labels() -> HashMap<(String, String), String> {
    let text = std::fs::read_to_string(root().join("eval/general/labels.tsv")).unwrap();
    let rows = text.lines().filter(|l| !l.starts_with('#')).map(|l| {
        let cells: Vec<&str> = l.split('\t').collect();
        ((cells[0].to_owned(), cells[1].to_owned()), cells[2].to_owned())
    });
    rows.collect()
}

fn violent(event: Event) -> bool {
    event.is_violent() || event == Event::Violation
}

/// Articles, and the claims of violence in them, by label.
fn counted(corpus: &Path) -> Value {
    let labels = labels();
    let mut session = Reader::builtin().session();
    let mut counts: HashMap<&str, [usize; 3]> = HashMap::new();
    for line in BufReader::new(MultiGzDecoder::new(File::open(corpus).unwrap())).lines() {
        let article: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let of = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
        let Some(label) = labels.get(&(of("corpus"), of("id"))) else { continue };
        let text = of("text");
        let published = article["date"].as_str().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        let claims = session.read(&Report { published, ..Report::new(&text) });
        let violence = claims.claims.iter().filter(|c| violent(c.event)).count();
        let row = counts.entry(label.as_str()).or_default();
        row[0] += 1;
        row[1] += violence;
        row[2] += usize::from(violence > 0);
    }
    let row = |label: &str| {
        let [articles, claims, with] = counts.get(label).copied().unwrap_or_default();
        json!({"articles": articles, "violent_claims": claims, "articles_with_one": with})
    };
    json!({"schema": "riwaya.general/1", "none": row("none"), "unsure": row("unsure"), "some": row("some")})
}

#[test]
fn articles_without_conflict_give_hardly_a_claim_of_violence() {
    let record = root().join("eval/general/spurious.json");
    let shared = std::env::var_os("RIWAYA_SHARED").map_or(root().join("../shared"), PathBuf::from);
    let corpus = shared.join("corpus/general.jsonl.gz");
    if !corpus.exists() {
        eprintln!("skipped: no corpus of general news beside the repository (set RIWAYA_SHARED)");
        return;
    }
    let found = counted(&corpus);
    if std::env::var_os("RIWAYA_RECORD").is_some() {
        std::fs::write(&record, format!("{}\n", serde_json::to_string_pretty(&found).unwrap())).unwrap();
    }
    let recorded: Value = serde_json::from_str(&std::fs::read_to_string(&record).unwrap()).unwrap();
    assert_eq!(found, recorded, "record them anew: RIWAYA_RECORD=1 cargo test -p riwaya --test general");
    let of = |key: &str| found["none"][key].as_u64().unwrap() as usize;
    assert!(of("articles") >= 200, "only {} articles without conflict", of("articles"));
    assert!(of("violent_claims") * ARTICLES_A_CLAIM < of("articles"), "{found:#}");
}
