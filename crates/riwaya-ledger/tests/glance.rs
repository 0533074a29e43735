//! What is counted at a glance is what lists hold: one filter, however it is asked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use riwaya_ledger::account::{Contest, Scope, Side, TollKey, TollSeries, Truce};
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{
    Action, ClaimId, Correction, Decided, Entry, Filter, Glance, Glanced, GlancedClaim, Ledger, LedgerError, Listing,
    Order, Page, Terms, Under, Unmade,
};
use riwaya_reader::{Event, Harm, Reader, Report, Stance};

const BY: Decided<'static> = Decided { by: "desk", at: "2020-10-12T08:00:00Z", why: "" };

fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    add(&mut ledger, 0..24);
    ledger
}

fn add(ledger: &mut Ledger, reports: Range<i8>) {
    let reader = Reader::builtin();
    let (mut session, mut terms) = (reader.session(), Terms::new(reader.lexicon()));
    let mut batch = ledger.batch().unwrap();
    for n in reports {
        let place = ["كنجة", "ستيباناكيرت", "شوشة", "تعز"][usize::try_from(n).unwrap() % 4];
        let day = 5 + n % 6;
        let text = if n % 8 == 5 {
            format!(
                "أعلنت روسيا أن أرمينيا وأذربيجان اتفقتا على وقف لإطلاق النار يبدأ يوم {day} أكتوبر 2020. ونفت أرمينيا الهدنة. وقالت أرمينيا إن {n} من جنودها قتلوا منذ 27 سبتمبر 2020."
            )
        } else if n % 3 == 0 {
            format!("نفت أرمينيا أن تكون قواتها قصفت مدينة {place} يوم {day} أكتوبر 2020.")
        } else {
            format!(
                "قالت وزارة الدفاع الأذربيجانية إن القوات الأرمينية قصفت مدينة {place} يوم {day} أكتوبر 2020، وقتل {n} مدنيا."
            )
        };
        let published = Some(jiff::civil::date(2020, 10, day));
        let outlet = Some(["صحيفة أولى", "صحيفة ثانية"][usize::from(n % 2 == 0)]);
        let reading = session.read(&Report { text: &text, published, outlet });
        let imprint = Imprint { outlet, published, ..Imprint::default() };
        let entry = Entry::new((&n.to_string(), imprint, &text), &Arc::from("1"), &reading, &mut terms);
        batch.add(&entry).unwrap();
    }
    batch.commit().unwrap();
}

fn filters() -> Vec<Filter> {
    let day = |d| Some(jiff::civil::date(2020, 10, d));
    let text = |t: &str| Some(t.to_owned());
    vec![
        Filter::default(),
        Filter { events: vec![Event::Shelling], ..Filter::default() },
        Filter { stances: vec![Stance::Denies], ..Filter::default() },
        Filter { from: day(7), to: day(8), ..Filter::default() },
        Filter { place: text("كنجة"), ..Filter::default() },
        Filter { party: text("Armenia"), stances: vec![Stance::Asserts], ..Filter::default() },
        Filter { source: text("AZ"), from: day(6), ..Filter::default() },
        Filter { outlet: text("صحيفة ثانية"), confidence: Some(0.5), ..Filter::default() },
    ]
}

/// Where what is counted differs from what is listed.
fn differing(ledger: &mut Ledger) -> Vec<String> {
    let glance = ledger.glance(&|_| None).unwrap();
    let mut differing = Vec::new();
    for filter in filters() {
        let chosen = ledger.chosen(&glance, &filter).unwrap();
        let counted = (chosen.claims(), glance.incidents_of(&chosen).count());
        let listed = (
            ledger.claim_ids(&filter).unwrap().len(),
            ledger.incidents(&filter, &Page::default()).unwrap().found.len(),
        );
        if counted != listed {
            differing.push(format!("{filter:?}: counted {counted:?}, listed {listed:?}"));
        }
    }
    differing
}

#[test]
fn what_is_counted_is_what_is_listed() {
    let mut ledger = ledger();
    assert_eq!(differing(&mut ledger), Vec::<String>::new());
    let first: Vec<_> =
        ledger.claim_ids(&Filter::default()).unwrap().into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    for claim in first.iter().take(6) {
        ledger.decide(*claim, &Action::Reject, BY).unwrap();
    }
    assert_eq!(differing(&mut ledger), Vec::<String>::new());
}

/// What a list gives, page after page in every order.
fn pages<T: Debug>(mut list: impl FnMut(&Page) -> Listing<T>) -> Vec<String> {
    let mut told = Vec::new();
    for order in [Order::Oldest, Order::Newest, Order::Weight] {
        for limit in [0, 3] {
            let mut after = None;
            loop {
                let page = list(&Page { limit, order, after });
                told.push(format!("{:?} {:?}", page.found, page.total));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
    }
    told
}

/// What every list gives under a filter.
fn listed(ledger: &mut Ledger, under: Under<'_>) -> Vec<String> {
    let mut listed = pages(|page| ledger.incidents(under, page).unwrap());
    listed.extend(pages(|page| ledger.contests(under, page).unwrap()));
    listed.extend(pages(|page| ledger.toll_series(under, page).unwrap()));
    listed.extend(pages(|page| ledger.truces(under, page).unwrap()));
    listed
}

#[test]
fn lists_are_the_same_whether_a_glance_or_the_ledger_knows_what_is_asked_for() {
    let mut ledger = ledger();
    let glance = ledger.glance(&|_| None).unwrap();
    for filter in filters() {
        let chosen = ledger.chosen(&glance, &filter).unwrap();
        let seen = listed(&mut ledger, Under::seen(&filter, &glance, &chosen));
        assert_eq!(seen, listed(&mut ledger, (&filter).into()), "{filter:?}");
    }
}

#[test]
fn a_series_is_found_by_what_it_counts() {
    let mut ledger = ledger();
    let all = ledger.toll_series(&Filter::default(), &Page::default()).unwrap().found;
    assert!(all.iter().any(|s| matches!(s.key.scope, Scope::Since(_))) && all.len() > 3);
    for series in all {
        assert_eq!(ledger.toll(&series.key).unwrap().map(|(found, _)| found), Some(series));
    }
    let nobody = TollKey { victims: Some(Side::new("XX")), harm: Harm::Killed, who: "x".into(), scope: Scope::War };
    assert!(ledger.toll(&nobody).unwrap().is_none());
}

#[test]
fn the_worthiest_claims_are_found_among_all_and_among_those_asked_for() {
    let mut ledger = ledger();
    let glance = ledger.glance(&|_| None).unwrap();
    let denied = Filter { stances: vec![Stance::Denies], ..Filter::default() };
    let chosen = ledger.chosen(&glance, &denied).unwrap();
    let worth = |confidence: f32, contested: bool| f64::from(confidence * 100.0) % 7.0 + 3.0 * f64::from(contested);
    let worth_of = |claim: &GlancedClaim| worth(claim.confidence, claim.contested);
    for chosen in [None, Some(&chosen)] {
        let mut all: Vec<_> = glance.claims().filter(|c| chosen.is_none_or(|chosen| chosen.has_claim(c.at))).collect();
        all.sort_by(|a, b| worth_of(b).total_cmp(&worth_of(a)).then(a.at.cmp(&b.at)));
        for most in [1, 5, 1_000] {
            assert_eq!(glance.worthiest(chosen, most, worth), all[..most.min(all.len())], "{most}");
        }
    }
}

/// How a glance tells of what filters ask for.
fn counted(ledger: &Ledger, glance: &Glance) -> Vec<String> {
    let tells = |filter: Filter| {
        let chosen = ledger.chosen(glance, &filter).unwrap();
        // Which number a place has is of no meaning.
        let place = |i: &Glanced| i.place.and_then(|place| glance.places().get(place.at())).map(|p| p.key.clone());
        let told = |i: &Glanced| (i.day, i.actual, i.contested, i.claims, place(i));
        let mut incidents: Vec<_> = glance.incidents_of(&chosen).map(told).collect();
        incidents.sort();
        let claims = glance.claims().filter(|c| chosen.has_claim(c.at));
        let claims: Vec<_> = claims.map(|c| (c.at, c.document, c.key, c.confidence, c.contested)).collect();
        format!("{incidents:?} {claims:?} {:?}", glance.published(&chosen))
    };
    filters().into_iter().map(tells).collect()
}

/// The longer its key the less exactly a place is known.
fn reach() -> impl Fn(&str) -> Option<f64> {
    |key| Some(key.len() as f64)
}

/// What a glance tells that is made from nothing.
fn anew(ledger: &mut Ledger) -> Vec<String> {
    let whole = ledger.glance(&reach()).unwrap();
    counted(ledger, &whole)
}

/// Makes the account as the desk does: so many documents at a time, and truces beside.
fn make(ledger: &mut Ledger, documents: u32) {
    loop {
        match ledger.reconcile_some(documents).unwrap() {
            Unmade::Nothing => return,
            Unmade::Documents => {}
            Unmade::Truces => {
                let truces = ledger.truces_anew().unwrap();
                assert!(ledger.keep_truces(&truces).unwrap());
            }
        }
    }
}

#[test]
fn a_glance_made_of_an_earlier_one_is_that_made_of_all() {
    let mut ledger = ledger();
    let reach = reach();
    let mut glance = ledger.glance(&reach).unwrap();
    let all: Vec<ClaimId> =
        ledger.claim_ids(&Filter::default()).unwrap().into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let claim = |n: usize| all[n * 7 % all.len()];
    let other = |n: usize| all.iter().copied().find(|c| c.doc != claim(n).doc).unwrap();
    let actions = [
        Action::Reject,
        Action::Accept,
        Action::Correct(Correction::parse("date=2020-10-09").unwrap()),
        Action::Reject,
        Action::Note,
        Action::Reject,
        Action::Split(other(6)),
        Action::Merge(other(7)),
        Action::Reject,
        Action::Merge(other(9)),
    ];
    let mut last = 0;
    for (n, action) in actions.iter().enumerate() {
        last = ledger.decide(claim(n), action, BY).unwrap().number;
        assert!(matches!(ledger.renewed(&glance, &reach), Err(LedgerError::Unreconciled)), "{action:?}");
        make(&mut ledger, 1);
        glance = ledger.renewed(&glance, &reach).unwrap().unwrap().glance;
        assert_eq!(counted(&ledger, &glance), anew(&mut ledger), "{action:?}");
    }
    // What a merging hid comes back.
    ledger.decide(claim(9), &Action::Undo(last), BY).unwrap();
    make(&mut ledger, 1);
    glance = ledger.renewed(&glance, &reach).unwrap().unwrap().glance;
    assert_eq!(counted(&ledger, &glance), anew(&mut ledger));
    // Reports that come in, and rows that were counted as they came and went.
    add(&mut ledger, 24..40);
    make(&mut ledger, 3);
    glance = ledger.renewed(&glance, &reach).unwrap().unwrap().glance;
    assert_eq!(counted(&ledger, &glance), anew(&mut ledger));
    let page = Page::default();
    let (all, some) = (Filter::default(), Filter { confidence: Some(0.0), ..Filter::default() });
    let incidents = [&all, &some].map(|f| ledger.incidents(f, &page).unwrap().total);
    let contests = [&all, &some].map(|f| ledger.contests(f, &page).unwrap().total);
    let tolls = [&all, &some].map(|f| ledger.toll_series(f, &page).unwrap().total);
    let truces = [&all, &some].map(|f| ledger.truces(f, &page).unwrap().total);
    for [told, counted] in [incidents, contests, tolls, truces] {
        assert_eq!(told, counted);
        assert!(told > Some(0));
    }
}

/// What of a list is missing or too much under each filter: it is to hold what one of the claims asked for is behind.
fn unlike<T>(
    ledger: &mut Ledger,
    list: impl Fn(&mut Ledger, &Filter, &Page) -> Vec<T>,
    claims: impl Fn(&T) -> Vec<ClaimId>,
) -> (usize, Vec<String>) {
    let page = |order| Page { order, ..Page::default() };
    let all = list(ledger, &Filter::default(), &page(Order::Oldest));
    let mut unlike = Vec::new();
    for (filter, order) in
        filters().into_iter().flat_map(|f| [Order::Oldest, Order::Newest, Order::Weight].map(|o| (f.clone(), o)))
    {
        let asked = ledger.claim_ids(&filter).unwrap();
        let behind = |item: &T| claims(item).into_iter().collect::<BTreeSet<_>>();
        let wanted: BTreeSet<_> =
            all.iter().map(behind).filter(|ids| ids.iter().any(|id| asked.contains(id))).collect();
        let found: BTreeSet<_> = list(ledger, &filter, &page(order)).iter().map(behind).collect();
        if wanted != found {
            unlike.push(format!("{filter:?} {order:?}: {} wanted, {} found", wanted.len(), found.len()));
        }
    }
    (all.len(), unlike)
}

#[test]
fn lists_hold_what_a_claim_asked_for_is_behind() {
    let mut ledger = ledger();
    let none = Vec::<String>::new();
    let of_contest = |c: &Contest| {
        let words = c.asserting.iter().chain(&c.denying).map(|w| w.claim);
        words.chain(c.numbers.iter().flat_map(|n| &n.told).map(|t| t.word.claim)).collect()
    };
    let of_series = |s: &TollSeries| s.points.iter().map(|p| p.word.claim).collect();
    for decided in [false, true] {
        if decided {
            let first = *ledger.claim_ids(&Filter::default()).unwrap().iter().min().unwrap();
            ledger.decide(first, &Action::Reject, BY).unwrap();
        }
        let contests = unlike(&mut ledger, |l, f, p| l.contests(f, p).unwrap().found, of_contest);
        assert!(contests.0 > 3 && contests.1 == none, "{contests:?}");
        let series = unlike(&mut ledger, |l, f, p| l.toll_series(f, p).unwrap().found, of_series);
        assert!(series.0 > 3 && series.1 == none, "{series:?}");
        let truces = unlike(&mut ledger, |l, f, p| l.truces(f, p).unwrap().found, |t: &Truce| t.claims.clone());
        assert!(truces.0 > 1 && truces.1 == none, "{truces:?}");
    }
}

#[test]
fn ids_come_as_their_claims_do() {
    let mut ledger = ledger();
    let first = *ledger.claim_ids(&Filter::default()).unwrap().iter().min().unwrap();
    ledger.decide(first, &Action::Reject, BY).unwrap();
    for filter in filters() {
        let (claims, _) = ledger.claims(&filter, 0).unwrap();
        let expected: Vec<ClaimId> = claims.iter().map(|found| found.claim.id).collect();
        let mut ids = Vec::new();
        ledger
            .each_claim_id(&filter, |id| {
                ids.push(id);
                if ids.len() == expected.len() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .unwrap();
        assert!(!ids.is_empty() && ids == expected, "{filter:?}: {} of {}", ids.len(), expected.len());
    }
}

#[test]
fn a_claim_at_a_glance_is_found_by_its_place() {
    let mut ledger = ledger();
    let glance = ledger.glance(&|_| Some(0.0)).unwrap();
    let all: Vec<_> = glance.claims().collect();
    let ids: BTreeSet<_> = ledger.glanced_ids(&all).unwrap().into_iter().collect();
    assert_eq!(ids, ledger.claim_ids(&Filter::default()).unwrap().into_iter().collect());
    let all = glance.told_since(0);
    assert!(all.iter().any(|i| i.contested) && all.iter().any(|i| i.place.is_some()));
    let told: usize = glance.told_since(4).len();
    assert!(told > 0 && told < all.len(), "{told}");
}

#[test]
fn reports_know_their_incidents_and_copies() {
    let mut ledger = ledger();
    let listing = ledger.incidents(&Filter::default(), &Page::default()).unwrap();
    for incident in &listing.found {
        for (claim, _) in &incident.claims {
            let told = ledger.incidents_told(claim.doc).unwrap();
            assert!(told.contains(&(*claim, incident.id.0)), "{claim} is not told to be of {}", incident.id.0);
            assert_eq!(ledger.incident_told(*claim).unwrap(), Some(incident.id.0), "{claim} by itself");
        }
        let doc = incident.id.0.doc;
        for copy in ledger.near_copies(doc).unwrap() {
            assert!(copy != doc && ledger.near_copies(copy).unwrap().contains(&doc));
        }
    }
}
