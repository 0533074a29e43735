//! The store: what goes in comes out, decisions hold, nothing is altered unseen.

use std::sync::Arc;

use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Action, Correction, Decided, Entry, Filter, Ledger, StoredClaim, Taken, Terms};
use riwaya_reader::{Event, Reader, Report, Stance};

const REPORTS: [(&str, &str, &str); 4] = [
    ("a", "2020-10-08", "قالت وزارة الدفاع الأذربيجانية إن القوات الأرمينية قصفت مدينة كنجة يوم الخميس، وقُتِلَ 13 مدنيا."),
    ("b", "2020-10-09", "نفت أرمينيا أن تكون قواتها قصفت غنجة."),
    ("c", "2020-10-10", "وقتلوا ثلاثة جنود في هجوم على حاجز قرب مدينة تعز اليمنية."),
    ("d", "2020-10-11", "اجتمع وزير الخارجية الروسي مع نظيره الأرميني في موسكو."),
];

#[cfg(test)]
mod ledgers {
    use super::*;

    pub fn entry((name, published, text): (&str, &str, &str), version: &str) -> Entry {
        let reader = Reader::builtin();
        let published = Some(published.parse().unwrap());
        let reading = reader.session().read(&Report { text, published, outlet: Some("وكالة المثال") });
        let imprint = Imprint { outlet: Some("وكالة المثال"), published, ..Imprint::default() };
        Entry::new((name, imprint, text), &Arc::from(version), &reading, &mut Terms::new(reader.lexicon()))
    }

    pub fn ledger_of(entries: &[Entry]) -> Ledger {
        let mut ledger = Ledger::in_memory().unwrap();
        let mut batch = ledger.batch().unwrap();
        for entry in entries {
            assert_eq!(batch.add(entry).unwrap(), Taken::New);
        }
        batch.commit().unwrap();
        ledger
    }

    pub fn reports() -> Vec<Entry> {
        REPORTS.into_iter().map(|r| entry(r, "1")).collect()
    }

    pub fn all(ledger: &mut Ledger) -> Vec<StoredClaim> {
        ledger.claims(&Filter::default(), 0).unwrap().0.into_iter().map(|f| f.claim).collect()
    }
}
use ledgers::{all, entry, ledger_of, reports};

const BY: Decided<'static> = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "" };

#[test]
fn claims_come_back_as_they_went_in() {
    let entries = reports();
    let mut ledger = ledger_of(&entries);
    for entry in &entries {
        let back: Vec<_> = ledger.claims_of(entry.document.id).unwrap().into_iter().map(|f| f.claim).collect();
        assert_eq!(back, entry.claims);
    }
    let expected: usize = entries.iter().map(|e| e.claims.len()).sum();
    assert!(expected > 3, "the reports make claims");
    assert_eq!(all(&mut ledger).len(), expected);
    assert_eq!(ledger.stats().unwrap().claims, expected as i64);
}

#[test]
fn the_order_of_reports_does_not_matter() {
    let mut entries = reports();
    let expected = all(&mut ledger_of(&entries));
    entries.rotate_left(2);
    entries.swap(0, 1);
    assert_eq!(all(&mut ledger_of(&entries)), expected);
}

#[test]
fn a_report_is_read_once_by_each_version() {
    let mut ledger = ledger_of(&reports());
    let again = entry(REPORTS[0], "1");
    let newer = entry(REPORTS[0], "2");
    let mut batch = ledger.batch().unwrap();
    assert_eq!(batch.add(&again).unwrap(), Taken::Known);
    assert_eq!(batch.add(&newer).unwrap(), Taken::Again);
    batch.commit().unwrap();
    let stats = ledger.stats().unwrap();
    assert_eq!((stats.documents, stats.readings), (4, 5));
    assert!(ledger.claims_of(newer.document.id).unwrap().iter().all(|f| &*f.claim.reader == "2"));
    assert!(ledger.has(newer.document.id, "2").unwrap() && !ledger.has(newer.document.id, "3").unwrap());
    assert_eq!(stats.claims, all(&mut ledger).len() as i64);
}

#[test]
fn filters_take_any_spelling_and_language() {
    let mut ledger = ledger_of(&reports());
    let mut count = |filter: Filter| ledger.claims(&filter, 0).unwrap().0.len();
    let place = |place: &str| Filter { place: Some(place.to_owned()), ..Filter::default() };
    let ganja = count(place("Ganja"));
    assert!(ganja >= 2, "كنجة and غنجة are one place");
    assert_eq!(count(place("غنجه")), ganja);
    assert_eq!(count(place("gn:586523")), ganja);
    assert!(count(place("AZ")) >= ganja, "within the country");
    let denied = Filter { stances: vec![Stance::Denies], ..Filter::default() };
    assert!(count(denied) >= 1);
    let shelling =
        |from: &str| Filter { events: vec![Event::Shelling], from: Some(from.parse().unwrap()), ..Filter::default() };
    assert!(count(shelling("2020-10-01")) >= 2);
    assert_eq!(count(shelling("2020-11-01")), 0);
}

#[test]
fn decisions_hold_and_survive_a_newer_reader() {
    let entries = reports();
    let mut ledger = ledger_of(&entries);
    let denial = entries[1].claims.iter().find(|c| c.stance == Stance::Denies).expect("a denial").id;
    let shelling = entries[0].claims.iter().find(|c| c.event == Event::Shelling).expect("a shelling").id;
    ledger.decide(denial, &Action::Reject, BY).unwrap();
    ledger.decide(shelling, &Action::Correct(Correction::parse("date=2020-10-07").unwrap()), BY).unwrap();
    let holds = |ledger: &mut Ledger| {
        let claims = all(ledger);
        assert!(!claims.iter().any(|c| c.id == denial));
        let moved = claims.iter().find(|c| c.id == shelling).unwrap();
        assert_eq!(moved.days().unwrap().to_string(), "2020-10-07");
        assert_eq!(ledger.stats().unwrap().claims, claims.len() as i64);
    };
    holds(&mut ledger);
    let mut batch = ledger.batch().unwrap();
    for report in REPORTS {
        batch.add(&entry(report, "2")).unwrap();
    }
    batch.commit().unwrap();
    holds(&mut ledger);
    assert_eq!(ledger.lapsed().unwrap(), []);
    ledger.decide(denial, &Action::Accept, BY).unwrap();
    assert!(all(&mut ledger).iter().any(|c| c.id == denial));
    assert!(ledger.verify().unwrap().faults.is_empty());
}

#[test]
fn a_decision_about_a_claim_that_is_gone_is_told() {
    let mut ledger = ledger_of(&reports());
    let first = all(&mut ledger)[0].id;
    ledger.decide(first, &Action::Accept, BY).unwrap();
    let mut newer = entry(*REPORTS.iter().find(|r| entry(**r, "1").document.id == first.doc).unwrap(), "2");
    newer.claims.clear();
    let mut batch = ledger.batch().unwrap();
    batch.add(&newer).unwrap();
    batch.commit().unwrap();
    assert_eq!(ledger.lapsed().unwrap().len(), 1);
}

#[test]
fn words_are_found_in_every_form() {
    let lexicon = Reader::builtin().lexicon();
    let mut ledger = ledger_of(&reports());
    let mut names = |query: &str| {
        let (hits, total) = ledger.search(lexicon, query, (None, None), 10).unwrap();
        assert_eq!(hits.len(), total);
        let mut names: Vec<String> = hits.iter().map(|h| h.name.to_string()).collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(names("قتل"), "a c");
    assert_eq!(names("غنجة"), "a b");
    assert_eq!(names("كنجة قصف"), "a b");
    assert_eq!(names("الموسكو"), names("موسكو"));
    assert_eq!(names("«»"), "");
    assert_eq!(names("\"قتل\" OR"), "", "operators of the index are words like others");
}
