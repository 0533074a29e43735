//! Taking decisions back: what was decided before holds again, and everything stays on record.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::path::PathBuf;
use std::sync::Arc;

use riwaya_ledger::model::Imprint;
use riwaya_ledger::{
    Action, ClaimId, Correction, Decided, Entry, Filter, Ledger, LedgerError, StoredClaim, Terms, undone,
};
use riwaya_reader::{Reader, Report, Stance};

const TEXTS: [&str; 2] = [
    "قالت وزارة الدفاع الأذربيجانية إن القوات الأرمينية قصفت مدينة كنجة يوم الخميس، وقُتِلَ 13 مدنيا.",
    "قالت وزارة الدفاع الأرمينية إن قصفا استهدف مدينة كنجة الخميس.",
];
const BY: Decided<'static> = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "" };

struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("riwaya-undo-{name}-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Self(path)
    }

    fn filled(&self) -> Ledger {
        let mut ledger = Ledger::open(&self.0).unwrap();
        let reader = Reader::builtin();
        let published = Some("2020-10-08".parse().unwrap());
        let mut batch = ledger.batch().unwrap();
        for text in TEXTS {
            let reading = reader.session().read(&Report { text, published, outlet: None });
            let imprint = Imprint { published, ..Imprint::default() };
            let mut terms = Terms::new(reader.lexicon());
            batch.add(&Entry::new(("a", imprint, text), &Arc::from("1"), &reading, &mut terms)).unwrap();
        }
        batch.commit().unwrap();
        ledger
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

fn all(ledger: &mut Ledger) -> Vec<StoredClaim> {
    ledger.claims(&Filter::default(), 0).unwrap().0.into_iter().map(|f| f.claim).collect()
}

fn first(ledger: &mut Ledger) -> ClaimId {
    all(ledger)[0].id
}

#[test]
fn what_was_before_holds_again() {
    let file = File::new("again");
    let mut ledger = file.filled();
    let before = all(&mut ledger);
    let stats = ledger.stats().unwrap().claims;
    let claim = first(&mut ledger);
    let actions = [
        Action::Reject,
        Action::Correct(Correction::Stance(Stance::Threatens)),
        Action::Correct(Correction::Place(None)),
    ];
    for action in actions {
        let made = ledger.decide(claim, &action, BY).unwrap();
        assert_ne!(all(&mut ledger), before, "{action:?}");
        ledger.decide(claim, &Action::Undo(made.number), BY).unwrap();
        assert_eq!(all(&mut ledger), before, "{action:?}");
        assert_eq!(ledger.stats().unwrap().claims, stats, "{action:?}");
    }
    assert_eq!(ledger.decisions().unwrap().len(), 6, "nothing is deleted");
    assert!(ledger.verify().unwrap().faults.is_empty());
}

#[test]
fn an_undoing_is_undone_and_order_matters() {
    let file = File::new("redo");
    let mut ledger = file.filled();
    let claim = first(&mut ledger);
    let rejected = ledger.decide(claim, &Action::Reject, BY).unwrap().number;
    let back = ledger.decide(claim, &Action::Undo(rejected), BY).unwrap().number;
    let again = ledger.decide(claim, &Action::Undo(back), BY).unwrap();
    assert_eq!(again.undoes(), Some(back));
    assert!(all(&mut ledger).iter().all(|c| c.id != claim), "the rejection holds again");
    assert_eq!(undone(&ledger.decisions().unwrap()), [back].into());
}

#[test]
fn only_a_decision_in_force_about_the_claim_is_taken_back() {
    let file = File::new("refused");
    let mut ledger = file.filled();
    let claims = all(&mut ledger);
    let (claim, other) = (claims[0].id, claims.iter().find(|c| c.id != claims[0].id).unwrap().id);
    let made = ledger.decide(claim, &Action::Accept, BY).unwrap().number;
    let refused = |ledger: &mut Ledger, claim, number| matches!(ledger.decide(claim, &Action::Undo(number), BY), Err(LedgerError::NotUndone(n)) if n == number);
    assert!(refused(&mut ledger, other, made), "of another claim");
    assert!(refused(&mut ledger, claim, 99), "of no decision");
    ledger.decide(claim, &Action::Undo(made), BY).unwrap();
    assert!(refused(&mut ledger, claim, made), "twice");
    assert_eq!(ledger.decisions().unwrap().len(), 2);
}

#[test]
fn a_merge_that_is_taken_back_merges_nothing() {
    let file = File::new("merge");
    let mut ledger = file.filled();
    let before = ledger.account().unwrap();
    assert!(before.incidents.len() > 1 || before.incidents[0].tellings.len() > 1);
    let ids: Vec<ClaimId> = before.incidents.iter().map(|i| i.id.0).collect();
    let (action, claim) = if ids.len() > 1 {
        (Action::Merge(ids[1]), ids[0])
    } else {
        let tellings = &before.incidents[0].tellings;
        (Action::Split(tellings[1].0), tellings[0].0)
    };
    let made = ledger.decide(claim, &action, BY).unwrap();
    assert_ne!(ledger.account().unwrap().incidents, before.incidents);
    ledger.decide(claim, &Action::Undo(made.number), BY).unwrap();
    assert_eq!(ledger.account().unwrap().incidents, before.incidents);
}

/// Makes the table of decisions what it was before decisions could be taken back, and takes away what no earlier version
/// had.
const NARROWER: &str = "
    DROP TABLE lying; DROP TABLE shown; DROP INDEX document_sha;
    ALTER TABLE mention DROP COLUMN events; ALTER TABLE mention DROP COLUMN stances;
    ALTER TABLE mention DROP COLUMN first_day; ALTER TABLE mention DROP COLUMN last_day;
    DROP TRIGGER decision_stays; DROP TRIGGER decision_kept; DROP INDEX decision_about;
    CREATE TABLE narrow (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL CHECK (by <> ''),
        action TEXT NOT NULL CHECK (action IN ('accept', 'correct', 'reject', 'merge', 'split', 'note')),
        about TEXT NOT NULL, detail TEXT NOT NULL, why TEXT NOT NULL,
        previous BLOB NOT NULL CHECK (length(previous) = 32), hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
    ) STRICT;
    INSERT INTO narrow SELECT * FROM decision; DROP TABLE decision; ALTER TABLE narrow RENAME TO decision;
    DROP INDEX truce_claim_truce; DROP TABLE truces_made;
    CREATE INDEX decision_about ON decision (about);
    CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'never altered'); END;
    CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'never deleted'); END;";

#[test]
fn a_ledger_of_before_is_migrated_with_its_decisions() {
    let file = File::new("migrated");
    let mut ledger = file.filled();
    let claim = first(&mut ledger);
    for action in [Action::Accept, Action::Note, Action::Reject] {
        ledger.decide(claim, &action, BY).unwrap();
    }
    let before = ledger.decisions().unwrap();
    drop(ledger);
    let raw = rusqlite::Connection::open(&file.0).unwrap();
    raw.execute_batch(NARROWER).unwrap();
    raw.pragma_update(None, "user_version", 3).unwrap();
    let undo = "INSERT INTO decision VALUES (9, 'x', 'x', 'undo', 'x', '{}', '', zeroblob(32), randomblob(32))";
    assert!(raw.execute_batch(undo).is_err(), "the table of before takes no undoing");
    drop(raw);

    let mut ledger = Ledger::open(&file.0).unwrap();
    assert_eq!(ledger.decisions().unwrap(), before);
    let last = before.last().unwrap().number;
    ledger.decide(claim, &Action::Undo(last), BY).unwrap();
    assert_eq!(first(&mut ledger), claim, "what was rejected stands again");
    let verified = ledger.verify().unwrap();
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
    assert_eq!(verified.decisions, 4);
    drop(ledger);
    let raw = rusqlite::Connection::open(&file.0).unwrap();
    for forbidden in ["DELETE FROM decision", "UPDATE decision SET by = 'somebody else'"] {
        assert!(raw.execute_batch(forbidden).is_err(), "{forbidden}");
    }
}
