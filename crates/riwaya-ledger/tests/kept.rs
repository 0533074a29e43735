//! The account as it is kept, and what is decided about incidents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::path::PathBuf;
use std::sync::Arc;

use riwaya_ledger::account::Incident;
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{
    Account, Action, ClaimId, Correction, Decided, Entry, Filter, Ledger, LedgerError, Page, Terms, Unmade,
};
use riwaya_reader::{Reader, Report};

const BY: Decided<'static> = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "" };

const REPORTS: [(&str, &str); 5] = [
    ("2020-10-08", "قالت وزارة الدفاع الأذربيجانية إن القوات الأرمينية قصفت مدينة كنجة يوم الخميس، وقُتِلَ 13 مدنيا."),
    ("2020-10-08", "قصفت القوات الأرمينية مدينة كنجة يوم الخميس وقتل 12 مدنيا، بحسب النيابة العامة الأذربيجانية."),
    ("2020-10-10", "قصفت القوات الأذربيجانية مدينة شوشة يوم الجمعة، بحسب سلطات إقليم ناغورني كاراباخ."),
    ("2020-10-11", "قالت سلطات إقليم ناغورني كاراباخ إن 604 من جنودها قتلوا منذ 27 سبتمبر/أيلول."),
    ("2020-10-11", "أعلنت روسيا أن أرمينيا وأذربيجان اتفقتا على وقف لإطلاق النار يبدأ يوم الاثنين."),
];

fn entry(nth: usize) -> Entry {
    let (published, text) = REPORTS[nth];
    entry_of(&nth.to_string(), published, text)
}

fn entry_of(name: &str, published: &str, text: &str) -> Entry {
    let reader = Reader::builtin();
    let published = Some(published.parse().unwrap());
    let reading = reader.session().read(&Report { text, published, outlet: None });
    let imprint = Imprint { published, ..Imprint::default() };
    Entry::new((name, imprint, text), &Arc::from("1"), &reading, &mut Terms::new(reader.lexicon()))
}

fn add(ledger: &mut Ledger, entries: &[Entry]) {
    let mut batch = ledger.batch().unwrap();
    for entry in entries {
        batch.add(entry).unwrap();
    }
    batch.commit().unwrap();
}

fn ledger_of(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    add(&mut ledger, entries);
    ledger
}

struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
        }
    }
}

/// Both as they are kept and as they are made anew; equal.
fn same(ledger: &mut Ledger) -> Account {
    let account = ledger.account().unwrap();
    assert_eq!(ledger.account().unwrap(), account, "what is kept is what was made");
    assert_eq!(ledger.account_anew().unwrap(), account);
    account
}

#[test]
fn what_is_kept_is_what_the_claims_give() {
    let entries: Vec<Entry> = (0..REPORTS.len()).map(entry).collect();
    let mut ledger = ledger_of(&entries[..2]);
    let two = same(&mut ledger);
    assert!(!two.incidents.is_empty() && !two.contests.is_empty() && !two.tolls.is_empty());
    add(&mut ledger, &entries[2..]);
    let all = same(&mut ledger);
    assert!(all.incidents.len() > two.incidents.len() && !all.truces.is_empty());
    let claim = all.incidents[0].claims[0].0;
    ledger.decide(claim, &Action::Reject, BY).unwrap();
    let fewer = same(&mut ledger);
    assert!(fewer.incident_of(claim).is_none(), "a decision makes the account stale");
    ledger.decide(claim, &Action::Correct(Correction::parse("date=2020-10-01").unwrap()), BY).unwrap();
    assert_eq!(same(&mut ledger).incident_of(claim).unwrap().days.unwrap().to_string(), "2020-10-01");
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn an_altered_account_is_told() {
    let file = File(std::env::temp_dir().join(format!("riwaya-kept-{}.db", std::process::id())));
    let mut ledger = Ledger::open(&file.0).unwrap();
    add(&mut ledger, &(0..REPORTS.len()).map(entry).collect::<Vec<_>>());
    ledger.account().unwrap();
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
    let db = rusqlite::Connection::open(&file.0).unwrap();
    let alterations = [
        ("UPDATE toll SET who = 'houses'", "tolls"),
        ("DELETE FROM running", "tolls"),
        ("UPDATE incident SET members = x'00'", "incidents"),
        ("UPDATE placed SET incident = (SELECT max(id) FROM incident)", "incidents"),
        ("DELETE FROM contest", "contests"),
        ("UPDATE toll SET points = points + 1", "tolls"),
        ("UPDATE truce SET day = day + 1", "truces"),
        ("UPDATE telling SET facts = x'00' WHERE id < 131072", "tellings"),
        ("INSERT INTO copy VALUES (1, 2)", "origins"),
    ];
    for (alteration, part) in alterations {
        db.execute_batch("SAVEPOINT altering").unwrap();
        db.execute(alteration, []).unwrap();
        db.execute_batch("RELEASE altering").unwrap();
        let fault = format!("the account's {part}: not what the claims give");
        assert_eq!(ledger.verify().unwrap().faults, [fault], "{alteration}");
        // What another version of the program made is made anew.
        db.execute("UPDATE made SET code = 'older'", []).unwrap();
        same(&mut ledger);
        assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new(), "{alteration}");
    }
    db.execute("UPDATE made SET code = NULL", []).unwrap();
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new(), "what is stale is made anew when asked for");
    same(&mut ledger);
}

/// Reconciles documents until only truces are left.
fn all_but_truces(ledger: &mut Ledger) {
    loop {
        match ledger.reconcile_some(1).unwrap() {
            Unmade::Documents => {}
            Unmade::Truces => return,
            Unmade::Nothing => panic!("no truce is left to be made"),
        }
    }
}

#[test]
fn truces_are_made_while_others_write() {
    let mut entries: Vec<Entry> = (0..REPORTS.len()).map(entry).collect();
    entries.push(entry_of(
        "other",
        "2021-05-20",
        "أعلنت مصر أن إسرائيل وحركة حماس اتفقتا على وقف لإطلاق النار يبدأ يوم الجمعة.",
    ));
    let mut ledger = ledger_of(&entries);
    let before = same(&mut ledger);
    assert_eq!(before.truces.len(), 2);
    let [one, other] = [0, 1].map(|n| before.truces[n].claims[0]);

    ledger.decide(one, &Action::Reject, BY).unwrap();
    all_but_truces(&mut ledger);
    let truces = ledger.truces_anew().unwrap();
    ledger.decide(other, &Action::Correct(Correction::parse("date=2021-05-22").unwrap()), BY).unwrap();
    all_but_truces(&mut ledger);
    assert!(!ledger.keep_truces(&truces).unwrap(), "reports tell otherwise since");
    let truces = ledger.truces_anew().unwrap();
    assert!(ledger.keep_truces(&truces).unwrap());
    assert_eq!(ledger.reconcile_some(1).unwrap(), Unmade::Nothing);
    assert!(!ledger.keep_truces(&truces).unwrap(), "they are kept already");
    let after = same(&mut ledger);
    assert_eq!(after.truces.len(), 1);
    assert_eq!(after.truces[0].day().unwrap().to_string(), "2021-05-22");

    // What is listed is what is kept, and counted as it came and went.
    let page = Page::default();
    assert_eq!(ledger.truces(&Filter::default(), &page).unwrap().total, Some(1));
    assert_eq!(ledger.contests(&Filter::default(), &page).unwrap().total, Some(after.contests.len()));
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn what_is_not_worked_in_yet_is_said_to_be_awaited() {
    let file = File(std::env::temp_dir().join(format!("riwaya-awaited-{}.db", std::process::id())));
    let mut ledger = Ledger::open(&file.0).unwrap();
    add(&mut ledger, &(0..REPORTS.len()).map(entry).collect::<Vec<_>>());
    let claim = ledger.account().unwrap().incidents[0].claims[0].0;
    let mut asked = Ledger::open_to_ask(&file.0).unwrap();
    assert!(asked.incident(claim).unwrap().is_some());
    ledger.decide(claim, &Action::Reject, BY).unwrap();
    ledger.reconcile().unwrap();
    assert!(asked.incident(claim).unwrap().is_none(), "a rejected claim tells of nothing");
    ledger.decide(claim, &Action::Accept, BY).unwrap();
    assert!(matches!(asked.incident(claim), Err(LedgerError::Awaited(_))));
    ledger.reconcile().unwrap();
    assert!(asked.incident(claim).unwrap().is_some());
}

fn of(account: &Account, claim: ClaimId) -> Incident {
    account.incident_of(claim).expect("its incident").clone()
}

#[test]
fn incidents_are_merged_and_split_by_decision() {
    let entries: Vec<Entry> = (0..REPORTS.len()).map(entry).collect();
    let mut ledger = ledger_of(&entries);
    let before = same(&mut ledger);
    let claim = |nth: usize| {
        let ids = before.incidents.iter().flat_map(|i| i.claims.iter().map(|(c, _)| *c));
        ids.filter(|c| c.doc == entries[nth].document.id).min().unwrap()
    };
    let (a, b, far) = (claim(0), claim(1), claim(2));
    assert_eq!(of(&before, a).id, of(&before, b).id, "one event by itself");
    assert_ne!(of(&before, a).id, of(&before, far).id);

    ledger.decide(a, &Action::Split(b), BY).unwrap();
    let split = same(&mut ledger);
    assert_ne!(of(&split, a).id, of(&split, b).id);
    assert_eq!(split.incidents.len(), before.incidents.len() + 1);
    assert!(split.contests.len() < before.contests.len(), "their numbers no longer differ");

    ledger.decide(far, &Action::Merge(a), BY).unwrap();
    let merged = same(&mut ledger);
    assert_eq!(of(&merged, a).id, of(&merged, far).id);
    assert_eq!(merged.incidents.len(), before.incidents.len());

    ledger.decide(b, &Action::Merge(a), BY).unwrap();
    let one = same(&mut ledger);
    assert_eq!(of(&one, b).tellings.len(), 3);
    assert!(matches!(ledger.decide(a, &Action::Split(a), BY), Err(LedgerError::OneTelling)));
    let nobody = ClaimId { doc: a.doc, key: a.key ^ 1 };
    assert!(matches!(ledger.decide(a, &Action::Merge(nobody), BY), Err(LedgerError::Unknown(_))));
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
    for (id, decisions) in [(a, 3), (b, 2), (far, 1)] {
        let past = ledger.history_of_claim(id).unwrap();
        assert_eq!(past.len(), 1 + decisions, "a reading, and what was decided: {past:?}");
    }

    let mut turned = ledger_of(&entries.iter().rev().cloned().collect::<Vec<_>>());
    for (claim, action) in [(a, Action::Split(b)), (far, Action::Merge(a)), (b, Action::Merge(a))] {
        turned.decide(claim, &action, BY).unwrap();
    }
    assert_eq!(same(&mut turned), one, "the order of reports does not matter");
}
