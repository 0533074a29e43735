//! The ledger under bad luck: killed while writing, two writers at once, a disk that is full, rows altered by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Action, Decided, Entry, Filter, Ledger, LedgerError, Terms};
use riwaya_reader::{Reader, Report};

/// Set for a process that is to write: the ledger, the first report, and how many.
const LEDGER: &str = "RIWAYA_TEST_LEDGER";
const FIRST: &str = "RIWAYA_TEST_FIRST";
const COUNT: &str = "RIWAYA_TEST_COUNT";

/// Reports of one batch.
const BATCH: usize = 4;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("riwaya-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn ledger(&self) -> PathBuf {
        self.0.join("ledger.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Report number `n`: its own text, a few claims.
fn entries(numbers: std::ops::Range<usize>) -> Vec<Entry> {
    let reader = Reader::builtin();
    let (mut session, mut terms) = (reader.session(), Terms::new(reader.lexicon()));
    let version: Arc<str> = "test".into();
    let entry = |n: usize| {
        let text = format!(
            "أعلن الجيش مقتل {} جنود في هجوم قرب مدينة تعز، ونفى المتحدث باسم المسلحين الهجوم رقم {n}.",
            n % 7 + 3
        );
        let reading = session.read(&Report::new(&text));
        Entry::new((&format!("report-{n}"), Imprint::default(), &text), &version, &reading, &mut terms)
    };
    numbers.map(entry).collect()
}

/// What a writing process does: batch after batch, each acknowledged on standard output once it is written.
#[test]
fn writing_process() {
    let Some(path) = std::env::var_os(LEDGER) else {
        println!("only runs as a process of the other tests");
        return;
    };
    let number = |name: &str| std::env::var(name).unwrap().parse::<usize>().unwrap();
    let (first, count) = (number(FIRST), number(COUNT));
    let all = entries(first..first + count);
    let mut ledger = Ledger::open(Path::new(&path)).unwrap().on_waiting(|| println!("waiting"));
    println!("begun");
    for (i, entries) in all.chunks(BATCH).enumerate() {
        let mut batch = ledger.batch().unwrap();
        for entry in entries {
            batch.add(entry).unwrap();
        }
        batch.commit().unwrap();
        println!("written {}", first + i * BATCH);
        if i % 4 == 3 {
            ledger.reconcile().unwrap();
        }
    }
}

fn writer(ledger: &Path, first: usize, count: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["writing_process", "--exact", "--nocapture"])
        .env(LEDGER, ledger)
        .env(FIRST, first.to_string())
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What a process says; it has begun to write.
fn begun(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|l| l == "begun"), "the writer began");
    lines
}

/// Batches that a process said were written.
fn acknowledged(lines: impl Iterator<Item = String>) -> Vec<usize> {
    lines.filter_map(|l| l.strip_prefix("written ")?.parse().ok()).collect()
}

fn holds(ledger: &mut Ledger, numbers: impl Iterator<Item = usize>) {
    for n in numbers {
        for entry in entries(n..n + 1) {
            let back: Vec<_> = ledger.claims_of(entry.document.id).unwrap().into_iter().map(|f| f.claim).collect();
            assert_eq!(back, entry.claims, "report {n}");
        }
    }
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let folder = Folder::new("kill");
    let path = folder.ledger();
    // A fixed sequence of moments, spread over the time that a writer runs.
    let mut moment = 0x2545_f491_u64;
    let (mut next, mut cut_short) = (0, 0);
    for _ in 0..100 {
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let wait = (moment >> 33) % 60_000;
        let count = 60 * BATCH;
        let mut child = writer(&path, next, count);
        let lines = begun(&mut child);
        std::thread::sleep(Duration::from_micros(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let written = acknowledged(lines);
        cut_short += usize::from(!written.is_empty() && written.len() < count / BATCH);
        let mut ledger = Ledger::open(&path).unwrap();
        let documents = ledger.stats().unwrap().documents as usize;
        let last = written.last().map_or(next, |first| first + BATCH);
        assert!(documents >= last, "{documents} reports, {last} acknowledged");
        assert_eq!(documents % BATCH, 0, "a batch is there whole or not at all");
        holds(&mut ledger, last.saturating_sub(1)..last.min(documents));
        next = documents;
    }
    println!("{cut_short} of 100 writers were killed between two batches; {next} reports");
    assert!(cut_short >= 10, "only {cut_short} writers were killed while they wrote");
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
    let claims = ledger.claims(&Filter::default(), 0).unwrap().0.len();
    assert_eq!(ledger.stats().unwrap().claims, claims as i64);
    holds(&mut ledger, (0..next).step_by(17));
}

#[test]
fn two_processes_write_at_once() {
    let folder = Folder::new("two");
    let path = folder.ledger();
    let mut children = [writer(&path, 0, 120), writer(&path, 60, 120)];
    for child in &mut children {
        let lines = begun(child);
        assert_eq!(acknowledged(lines).len(), 30);
        assert!(child.wait().unwrap().success());
    }
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.stats().unwrap().documents, 180);
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
    holds(&mut ledger, (0..180).step_by(13));
}

#[test]
fn a_full_disk_is_told_and_what_was_written_stands() {
    let folder = Folder::new("full");
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    ledger.limit_size(1200 << 10).unwrap();
    let mut written = 0;
    let error = loop {
        let all = entries(written..written + 40);
        let mut batch = ledger.batch().unwrap();
        let added: Result<Vec<_>, _> = all.iter().map(|e| batch.add(e)).collect();
        match added.and_then(|_| batch.commit()) {
            Ok(()) => written += 40,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, LedgerError::Full), "{error:?}");
    assert!(written > 0);
    holds(&mut ledger, (0..written).step_by(11));
    drop(ledger);
    let mut ledger = Ledger::open(&folder.ledger()).unwrap();
    assert_eq!(ledger.stats().unwrap().documents, written as i64);
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
    // With room again it goes on where it stopped.
    let mut batch = ledger.batch().unwrap();
    for entry in entries(written..written + 40) {
        batch.add(&entry).unwrap();
    }
    batch.commit().unwrap();
    holds(&mut ledger, written..written + 40);
}

#[test]
fn what_is_altered_by_hand_is_told() {
    let folder = Folder::new("alter");
    let path = folder.ledger();
    let all = entries(0..4);
    let mut ledger = Ledger::open(&path).unwrap();
    let mut batch = ledger.batch().unwrap();
    for entry in &all {
        batch.add(entry).unwrap();
    }
    batch.commit().unwrap();
    let by = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "heard twice" };
    for entry in &all {
        ledger.decide(entry.claims[0].id, &Action::Note, by).unwrap();
    }
    drop(ledger);
    let alterations = [
        ("decision", "UPDATE decision SET why = 'other' WHERE id = 2", "decision 2: altered"),
        ("decision", "DELETE FROM decision WHERE id = 2", "before decision 3"),
        ("document", "UPDATE document SET text = text || ' ' WHERE id = 1", "document"),
        ("reading", "UPDATE reading SET claims = '[]' WHERE id = 3", "the reading of document"),
        ("name", "UPDATE name SET english = 'Somebody else' WHERE id = 1", "name 1: altered"),
    ];
    for (table, alteration, told) in alterations {
        let copy = folder.0.join("copy.db");
        std::fs::copy(&path, &copy).unwrap();
        let db = rusqlite::Connection::open(&copy).unwrap();
        let refused = db.execute(alteration, []).unwrap_err();
        assert!(refused.to_string().contains("never"), "{table}: {refused}");
        // Whoever holds the file can take the guards away; then the hashes tell.
        for suffix in ["stays", "kept"] {
            db.execute_batch(&format!("DROP TRIGGER {table}_{suffix}")).unwrap();
        }
        db.execute_batch(&format!("PRAGMA foreign_keys = OFF; {alteration}")).unwrap();
        drop(db);
        let faults = Ledger::open(&copy).unwrap().verify().unwrap().faults;
        assert!(faults.iter().any(|f| f.contains(told)), "{alteration}: {faults:?}");
        std::fs::remove_file(&copy).unwrap();
    }
}

#[test]
fn another_file_is_no_ledger() {
    let folder = Folder::new("other");
    let path = folder.ledger();
    assert!(matches!(Ledger::open_existing(&path), Err(LedgerError::Missing(_))));
    std::fs::write(&path, "قصف ".repeat(2000)).unwrap();
    assert!(matches!(Ledger::open(&path), Err(LedgerError::NotALedger(_))));
    std::fs::remove_file(&path).unwrap();
    let foreign = rusqlite::Connection::open(&path).unwrap();
    foreign.execute_batch("CREATE TABLE other (a)").unwrap();
    drop(foreign);
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Ledger::open(&path), Err(LedgerError::NotALedger(_))));
    assert_eq!(std::fs::read(&path).unwrap(), before, "a file that is something else stays as it is");
    std::fs::remove_file(&path).unwrap();
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.execute_batch("PRAGMA user_version = 1000").unwrap();
    drop(newer);
    assert!(matches!(Ledger::open(&path), Err(LedgerError::Newer { version: 1000, .. })));
}
