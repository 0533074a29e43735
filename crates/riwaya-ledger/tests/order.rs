//! The order in which reports come does not matter, to the last field.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use riwaya_ledger::account::{
    Claims, Contest, Incident, OriginId, Sketch, Telling, Told, TollSeries, Truce, contests, incidents, origins,
    tellings, tolls, truces,
};
use riwaya_ledger::model::{Document, Imprint, StoredClaim};
use riwaya_reader::{Reader, Report};

/// A report with what was read of it.
struct Read {
    document: Document,
    sketch: Option<Sketch>,
    claims: Vec<StoredClaim>,
}

/// Reports of the corpus, spread over it; `None` where it is not at hand.
fn corpus(count: usize) -> Option<Vec<Read>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("RIWAYA_SHARED").map_or(beside, PathBuf::from);
    let file = std::fs::File::open(shared.join("corpus/conflict.jsonl.gz")).ok()?;
    let lines: Vec<String> = BufReader::new(flate2::read::GzDecoder::new(file)).lines().map_while(Result::ok).collect();
    let step = (lines.len() / count).max(1);
    let mut session = Reader::builtin().session();
    let read = |line: &String| -> Option<Read> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        let text = value["text"].as_str()?;
        let day = value["date"].as_str().and_then(|d| d.get(..10)).and_then(|d| d.parse().ok());
        let reading = session.read(&Report { published: day, ..Report::new(text) });
        let published = reading.published.map(|p| p.day);
        let document = Document::new(Imprint { published, url: value["id"].as_str(), ..Imprint::default() }, text);
        let claims = StoredClaim::of_reading(document.id, text, &Arc::from("test"), &reading.claims);
        Some(Read { sketch: Sketch::of(text), document, claims })
    };
    Some(lines.iter().step_by(step).take(count).filter_map(read).collect())
}

#[derive(Debug, PartialEq)]
struct Everything {
    tellings: Vec<Telling>,
    incidents: Vec<Incident>,
    contests: Vec<Contest>,
    tolls: Vec<TollSeries>,
    truces: Vec<Truce>,
}

fn reconcile(reports: &[&Read], shuffle: &mut impl FnMut(usize) -> usize) -> Everything {
    let origins = origins(reports.iter().filter_map(|r| Some((r.document.id, r.sketch.as_ref()?))));
    let mut told: Vec<Told<'_>> = Vec::new();
    let mut all: Vec<Telling> = Vec::new();
    for report in reports {
        let origin = origins.get(&report.document.id).copied().unwrap_or(OriginId(report.document.id));
        let published = report.document.published;
        let mut own: Vec<Told<'_>> = report.claims.iter().map(|claim| Told { claim, published, origin }).collect();
        shuffled(&mut own, shuffle);
        all.extend(tellings(&own));
        told.extend(own);
    }
    let incidents = incidents(&all);
    let claims = Claims::new(told);
    let truces = truces(&incidents, &claims);
    all.sort_by_key(|t| t.id);
    Everything {
        contests: contests(&incidents, &truces, &claims),
        tolls: tolls(&incidents, &claims),
        tellings: all,
        incidents,
        truces,
    }
}

fn shuffled<T>(items: &mut [T], below: &mut impl FnMut(usize) -> usize) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(last + 1));
    }
}

#[test]
fn two_hundred_reports_in_twenty_orders() {
    let Some(reports) = corpus(200) else {
        println!("skipped: ../shared/corpus is not at hand");
        return;
    };
    let mut reports: Vec<&Read> = reports.iter().collect();
    let mut state = 0x5EED_u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let first = reconcile(&reports, &mut below);
    println!(
        "{} reports: {} incidents, {} contests, {} toll series, {} truces",
        reports.len(),
        first.incidents.len(),
        first.contests.len(),
        first.tolls.len(),
        first.truces.len()
    );
    assert!(reports.len() >= 190 && first.incidents.len() > reports.len() && !first.truces.is_empty());
    for order in 1..=20 {
        shuffled(&mut reports, &mut below);
        assert!(reconcile(&reports, &mut below) == first, "order {order} tells another account");
    }
}

#[test]
fn blocks_can_be_reconciled_one_by_one() {
    use std::collections::BTreeMap;

    use riwaya_ledger::account::Block;
    let Some(reports) = corpus(200) else {
        println!("skipped: ../shared/corpus is not at hand");
        return;
    };
    let all = reconcile(&reports.iter().collect::<Vec<_>>(), &mut |n| n - 1);
    let mut blocks: BTreeMap<Block, Vec<&Telling>> = BTreeMap::new();
    for telling in &all.tellings {
        blocks.entry(Block::of(telling)).or_default().push(telling);
    }
    let mut apart: Vec<Incident> = blocks.into_values().flat_map(incidents).collect();
    apart.sort_by_key(|i| i.id);
    assert!(apart == all.incidents);
}
