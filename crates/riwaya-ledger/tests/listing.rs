//! Lists page by page in every order, asked by who cannot write, and decisions that wait for the disk together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::path::PathBuf;
use std::sync::Arc;

use riwaya_ledger::account::Incident;
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Action, ClaimId, Decided, DocId, Entry, Filter, Ledger, LedgerError, Order, Page, Terms};
use riwaya_reader::{Reader, Report};

const BY: Decided<'static> = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "" };

/// Reports of a fortnight: each of three towns is shelled every day, the first as three outlets tell it.
fn entries() -> Vec<Entry> {
    let reader = Reader::builtin();
    let (mut session, mut terms) = (reader.session(), Terms::new(reader.lexicon()));
    let mut out = Vec::new();
    for n in 0..14 * 5 {
        let (day, k) = (1 + n / 5, n % 5);
        let date = format!("يوم {day} أكتوبر 2020");
        let text = match k {
            0 => format!("قالت وزارة الدفاع الأذربيجانية إن القوات الأرمينية قصفت مدينة كنجة {date}، وقتل 3 مدنيين."),
            1 => format!(
                "{date} قصفت القوات الأرمينية مدينة كنجة ليلا. واندلعت حرائق في السوق القديم كما نقل رجال الإطفاء."
            ),
            2 => format!(
                "أغلقت المدارس أبوابها ودوت صفارات الإنذار قبل الفجر بعدما قصفت القوات الأرمينية مدينة كنجة {date}."
            ),
            3 => format!("أعلنت سلطات الإقليم أن القوات الأذربيجانية قصفت مدينة شوشة {date}، وأصيب 4 مدنيين."),
            _ => format!("تضررت منازل عدة حين قصفت القوات الأرمينية بلدة ترتر {date}، بحسب النيابة العامة."),
        };
        let published = format!("2020-10-{day:02}").parse().ok();
        let reading = session.read(&Report { text: &text, published, outlet: None });
        let imprint = Imprint { published, ..Imprint::default() };
        out.push(Entry::new((&n.to_string(), imprint, &text), &Arc::from("1"), &reading, &mut terms));
    }
    out
}

fn add(ledger: &mut Ledger, entries: &[Entry]) {
    let mut batch = ledger.batch().unwrap();
    for entry in entries {
        batch.add(entry).unwrap();
    }
    batch.commit().unwrap();
}

struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("riwaya-{name}-{}.db", std::process::id())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
        }
    }
}

/// All incidents that a filter asks for, a few at a time.
fn paged(ledger: &mut Ledger, filter: &Filter, order: Order) -> Vec<Incident> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let listing = ledger.incidents(filter, &Page { after, limit: 4, order }).unwrap();
        all.extend(listing.found);
        match listing.next {
            Some(next) => after = Some(next),
            None => return all,
        }
    }
}

#[test]
fn pages_in_every_order_hold_the_same() {
    let mut ledger = Ledger::in_memory().unwrap();
    add(&mut ledger, &entries());
    let day = |i: &Incident| i.days.map(|d| d.from).or(i.first_published);
    for filter in [Filter::default(), Filter { place: Some("كنجة".to_owned()), ..Filter::default() }] {
        let oldest = paged(&mut ledger, &filter, Order::Oldest);
        assert!(oldest.len() >= 14 && oldest.is_sorted_by_key(day));
        let mut newest = paged(&mut ledger, &filter, Order::Newest);
        assert!(newest.is_sorted_by_key(|i| std::cmp::Reverse(day(i))));
        newest.reverse();
        assert_eq!(newest, oldest);
        let mut weight = paged(&mut ledger, &filter, Order::Weight);
        assert!(weight.is_sorted_by_key(|i| std::cmp::Reverse((i.origins.len(), i.claims.len()))));
        assert!(weight[0].origins.len() > 1);
        weight.sort_by_key(|i| i.id);
        let mut all = oldest.clone();
        all.sort_by_key(|i| i.id);
        assert_eq!(weight, all);
    }
}

#[test]
fn who_only_asks_hears_what_was_last_reconciled_and_how_much_waits() {
    let file = File::new("asked");
    let all = entries();
    let mut ledger = Ledger::open(&file.0).unwrap();
    add(&mut ledger, &all[..50]);
    ledger.reconcile().unwrap();
    let mut asking = Ledger::open_to_ask(&file.0).unwrap();
    let page = Page { order: Order::Newest, ..Page::default() };
    let before = asking.incidents(&Filter::default(), &page).unwrap();
    assert_eq!((before.waiting, asking.waiting().unwrap()), (0, 0));
    add(&mut ledger, &all[50..]);
    let rejected = before.found[0].claims[0].0;
    ledger.decide(rejected, &Action::Reject, BY).unwrap();
    let meanwhile = asking.incidents(&Filter::default(), &page).unwrap();
    assert_eq!(meanwhile.found, before.found, "nothing is missing while reports wait");
    assert_eq!(meanwhile.waiting, all.len() - 50 + 1);
    ledger.reconcile().unwrap();
    let after = asking.incidents(&Filter::default(), &page).unwrap();
    assert_eq!(after.waiting, 0);
    assert!(after.found.len() > before.found.len());
    assert!(after.found.iter().all(|i| i.claims.iter().all(|(c, _)| *c != rejected)));
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn decisions_are_answered_each_and_written_together() {
    let file = File::new("together");
    let mut ledger = Ledger::open(&file.0).unwrap();
    add(&mut ledger, &entries());
    let claims = ledger.claims(&Filter::default(), 20).unwrap().0;
    let missing = ClaimId { doc: DocId([7; 32]), key: 1 };
    let mut asked: Vec<(ClaimId, &Action, Decided<'_>)> =
        claims.iter().map(|f| (f.claim.id, &Action::Accept, BY)).collect();
    asked.insert(5, (missing, &Action::Accept, BY));
    let answers = ledger.decide_all(&asked).unwrap();
    assert_eq!(answers.len(), 21);
    for (n, answer) in answers.iter().enumerate() {
        match answer {
            Ok(decision) => assert_eq!(decision.number, if n < 5 { n as i64 + 1 } else { n as i64 }),
            Err(error) => assert!(n == 5 && matches!(error, LedgerError::Unknown(_)), "{n}: {error}"),
        }
    }
    drop(ledger);
    let mut ledger = Ledger::open(&file.0).unwrap();
    assert_eq!(ledger.decisions().unwrap().len(), 20);
    assert_eq!(ledger.verify().unwrap().faults, Vec::<String>::new());
}
