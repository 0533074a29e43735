//! However reports come in, and however often the account is asked for meanwhile, it is in the end the account of all of
//! them at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Account, Action, Correction, Decided, Entry, Ledger, Terms};
use riwaya_reader::{Reader, Report};

const BY: Decided<'static> = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "" };

/// Numbers in a fixed sequence.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Reports about a few events, told by several, with near-copies among them.
fn written() -> Vec<(String, String)> {
    let outlets = ["قالت وزارة الدفاع الأذربيجانية إن", "أفادت سلطات إقليم ناغورني كاراباخ بأن", "ذكرت وكالة الأنباء أن"];
    let mut out = Vec::new();
    for n in 0..48_usize {
        let day = 5 + n % 6;
        let place = ["كنجة", "ستيباناكيرت", "شوشة", "ترتر"][n / 6 % 4];
        let says = outlets[n % 3];
        let killed = 3 + n % 5;
        let text = match n % 4 {
            0 => format!(
                "{says} القوات الأرمينية قصفت مدينة {place} يوم {day} أكتوبر 2020، وقتل {killed} مدنيين. ودان الاتحاد الأوروبي القصف."
            ),
            1 => format!(
                "نفت أرمينيا أن تكون قواتها قصفت مدينة {place} يوم {day} أكتوبر 2020. وقالت إن {killed} من جنودها قتلوا منذ 27 سبتمبر 2020."
            ),
            2 => format!(
                "أعلنت روسيا أن أرمينيا وأذربيجان اتفقتا على وقف لإطلاق النار يبدأ يوم {day} أكتوبر 2020. {says} الهدنة انتهكت في {place}."
            ),
            _ => format!(
                "{says} القوات قصفت مدينة {place} وأصيب {killed} أشخاص بجروح في هجوم صاروخي على حي سكني وسط المدينة مساء اليوم بحسب شهود عيان تحدثوا لمراسلنا رقم {}",
                n / 16
            ),
        };
        out.push((format!("2020-10-{:02}", day + n % 2), text));
    }
    out
}

/// Reports of the corpus, spread over it, where it is at hand.
fn corpus(count: usize) -> Option<Vec<(String, String)>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("RIWAYA_SHARED").map_or(beside, PathBuf::from);
    let file = std::fs::File::open(shared.join("corpus/conflict.jsonl.gz")).ok()?;
    let lines: Vec<String> = BufReader::new(flate2::read::GzDecoder::new(file)).lines().map_while(Result::ok).collect();
    // Neighbours tell of the same days.
    let read = |line: &String| -> Option<(String, String)> {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        Some((value["date"].as_str()?.get(..10)?.to_owned(), value["text"].as_str()?.to_owned()))
    };
    Some(lines.iter().skip(600).take(count).filter_map(read).collect())
}

fn entries(reports: &[(String, String)], version: &str) -> Vec<Entry> {
    let reader = Reader::builtin();
    let (mut session, mut terms) = (reader.session(), Terms::new(reader.lexicon()));
    let mut entry = |(n, (day, text)): (usize, &(String, String))| {
        let published = day.parse().ok();
        let reading = session.read(&Report { text, published, outlet: None });
        let outlet = format!("وكالة {}", n % 7);
        let imprint = Imprint { outlet: Some(&outlet), published, ..Imprint::default() };
        Entry::new((&n.to_string(), imprint, text), &Arc::from(version), &reading, &mut terms)
    };
    reports.iter().enumerate().map(&mut entry).collect()
}

fn add(ledger: &mut Ledger, entries: &[Entry]) {
    let mut batch = ledger.batch().unwrap();
    for entry in entries {
        batch.add(entry).unwrap();
    }
    batch.commit().unwrap();
}

/// What is decided in every ledger: claims are named by the reports, so it is the same wherever they stand.
fn decide(ledger: &mut Ledger, entries: &[Entry]) {
    let claim = |k: usize| entries[k % entries.len()].claims.first().map(|c| c.id);
    let correction = Correction::parse("date=2020-10-07").unwrap();
    for (k, action) in [(3, Action::Reject), (4, Action::Correct(correction)), (5, Action::Reject), (5, Action::Accept)]
    {
        if let Some(id) = claim(k) {
            ledger.decide(id, &action, BY).unwrap();
        }
    }
    for (a, b) in [(6, 12), (7, 8), (12, 30)] {
        if let (Some(a), Some(b)) = (claim(a), claim(b)) {
            ledger.decide(a, &Action::Merge(b), BY).unwrap();
            ledger.reconcile().unwrap();
        }
    }
    if let (Some(a), Some(b)) = (claim(12), claim(6)) {
        ledger.decide(a, &Action::Split(b), BY).unwrap();
    }
}

fn same(found: &Account, expected: &Account, which: &str) {
    let parts = [
        ("incidents", found.incidents == expected.incidents),
        ("contests", found.contests == expected.contests),
        ("tolls", found.tolls == expected.tolls),
        ("truces", found.truces == expected.truces),
        ("all", found == expected),
    ];
    let wrong: Vec<&str> = parts.iter().filter(|(_, same)| !same).map(|(part, _)| *part).collect();
    assert!(wrong.is_empty(), "{which}: another account: {wrong:?}");
}

fn check(name: &str, reports: &[(String, String)], rounds: usize) {
    let first = entries(reports, "1");
    let second = entries(&reports[..reports.len() / 5], "2");
    let mut whole = Ledger::in_memory().unwrap();
    add(&mut whole, &first);
    add(&mut whole, &second);
    let plain = whole.account().unwrap();
    assert_eq!(whole.account_anew().unwrap(), plain, "{name}: kept and made at once");
    decide(&mut whole, &first);
    let expected = whole.account().unwrap();
    assert_eq!(whole.account_anew().unwrap(), expected, "{name}: with decisions");
    assert!(!plain.contests.is_empty() && !plain.tolls.is_empty() && !plain.truces.is_empty() && expected != plain);
    println!(
        "{name}: {} reports, {} incidents, {} contests, {} toll series, {} truces",
        first.len(),
        plain.incidents.len(),
        plain.contests.len(),
        plain.tolls.len(),
        plain.truces.len()
    );
    let mut dice = Dice(0x5EED);
    for round in 0..rounds {
        let mut order = first.clone();
        dice.shuffle(&mut order);
        let mut ledger = Ledger::in_memory().unwrap();
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(1 + dice.below(1 + first.len() / 4)));
            add(&mut ledger, now);
            if dice.below(3) > 0 {
                ledger.reconcile().unwrap();
            }
            rest = later;
        }
        let mut again = second.clone();
        dice.shuffle(&mut again);
        for entries in again.chunks(1 + dice.below(4)) {
            add(&mut ledger, entries);
            if dice.below(2) > 0 {
                ledger.account().unwrap();
            }
        }
        same(&ledger.account().unwrap(), &plain, &format!("{name}, round {round}"));
        decide(&mut ledger, &first);
        same(&ledger.account().unwrap(), &expected, &format!("{name}, round {round}, after decisions"));
        assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new(), "{name}, round {round}");
    }
}

#[test]
fn any_sequence_of_batches_gives_the_account_of_all_at_once() {
    check("written here", &written(), 8);
}

#[test]
fn any_sequence_of_batches_of_the_corpus_gives_the_account_of_all_at_once() {
    match corpus(150) {
        Some(reports) => check("corpus", &reports, 5),
        None => println!("skipped: ../shared/corpus is not at hand"),
    }
}
