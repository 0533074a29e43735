//! Incidents, contests, tolls and truces against what was written by hand: from the annotation, and from the reader's
//! own claims.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

mod annotated;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use annotated::{Annotation, shared, tellings_of, told};
use riwaya_eval::golden::Golden;
use riwaya_ledger::account::{
    Claims, Contest, Family, Incident, Matter, Position, Scope, Truce, contests, incidents, tolls, truces,
};
use riwaya_ledger::model::ClaimId;

const CASES: &str = include_str!("cases/incidents.tsv");

fn seeds() -> Option<Vec<Annotation>> {
    let folder = shared()?.join("gold/seeds");
    Some(["karabakh-08oct", "karabakh-17oct"].map(|n| Annotation::gold(&folder.join(format!("{n}.gold.json")))).into())
}

fn saada() -> Option<Vec<Annotation>> {
    let folder = shared()?.join("gold/dev");
    Some((1..=6).map(|n| Annotation::gold(&folder.join(format!("saada09-0{n}.gold.json")))).collect())
}

fn examples() -> Vec<Annotation> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "md"));
    files.sort();
    let golden = |f: &std::path::PathBuf| {
        let golden = Golden::parse(&std::fs::read_to_string(f).unwrap()).unwrap();
        Annotation::golden(&f.file_stem().unwrap().to_string_lossy()[..2], &golden)
    };
    files.iter().map(golden).collect()
}

/// Everything that is reconciled of some reports.
struct Account {
    claims: Claims,
    incidents: Vec<Incident>,
    truces: Vec<Truce>,
    contests: Vec<Contest>,
    name: BTreeMap<ClaimId, String>,
}

impl Account {
    fn of(reports: &[Annotation]) -> Self {
        let claims = Claims::new(told(reports));
        let incidents = incidents(&tellings_of(reports));
        let truces = truces(&incidents, &claims);
        let contests = contests(&incidents, &truces, &claims);
        let name = reports
            .iter()
            .flat_map(|a| a.claims.iter().zip(&a.numbers).map(|(c, n)| (c.id, format!("{}.{n}", a.name))));
        Self { claims, name: name.collect(), incidents, truces, contests }
    }

    fn names<'b>(&self, claims: impl IntoIterator<Item = &'b ClaimId>) -> BTreeSet<String> {
        claims.into_iter().map(|c| self.name[c].clone()).collect()
    }

    /// The claims for and against, of the contest that holds a claim.
    fn contest(&self, claim: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let holds = |c: &&Contest| c.denying.iter().any(|w| self.name[&w.claim] == claim);
        let contest = self.contests.iter().find(holds).unwrap_or_else(|| panic!("no contest holds {claim}"));
        let sides = |words: &[riwaya_ledger::account::Word]| self.names(words.iter().map(|w| &w.claim));
        (sides(&contest.asserting), sides(&contest.denying))
    }
}

fn set(names: &str) -> BTreeSet<String> {
    names.split(' ').filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// B-cubed precision, recall and F1 of groups against the groups expected; what stands in no group is one of its own.
fn b_cubed(items: &BTreeSet<String>, found: &[BTreeSet<String>], expected: &[BTreeSet<String>]) -> (f64, f64, f64) {
    let group = |groups: &[BTreeSet<String>], item: &String| -> BTreeSet<String> {
        let own = groups.iter().find(|g| g.contains(item)).cloned().unwrap_or_else(|| [item.clone()].into());
        own.intersection(items).cloned().collect()
    };
    let (mut precision, mut recall) = (0.0, 0.0);
    for item in items {
        let (f, e) = (group(found, item), group(expected, item));
        let both = f.intersection(&e).count() as f64;
        precision += both / f.len() as f64;
        recall += both / e.len() as f64;
    }
    let (precision, recall) = (precision / items.len() as f64, recall / items.len() as f64);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// The claims that are judged: required, of a family of incidents, and no running toll.
fn judged(reports: &[Annotation]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for a in reports {
        for ((claim, number), optional) in a.claims.iter().zip(&a.numbers).zip(&a.optional) {
            let running = claim.counts.iter().any(|c| c.since.is_some());
            if !optional && !running && Family::of(claim.event).is_some() {
                out.insert(format!("{}.{number}", a.name));
            }
        }
    }
    out
}

fn expected() -> Vec<BTreeSet<String>> {
    CASES.lines().filter(|l| !l.starts_with('#')).map(set).collect()
}

fn check_incidents(name: &str, reports: &[Annotation]) {
    let account = Account::of(reports);
    let found: Vec<BTreeSet<String>> =
        account.incidents.iter().map(|i| account.names(i.claims.iter().map(|(c, _)| c))).collect();
    let items = judged(reports);
    let (precision, recall, f1) = b_cubed(&items, &found, &expected());
    println!(
        "incidents of {name}, from the annotation: {} claims, P {precision:.3} R {recall:.3} F1 {f1:.3}",
        items.len()
    );
    for group in &found {
        let here: BTreeSet<String> = group.intersection(&items).cloned().collect();
        let right = expected().contains(&here) || here.len() == 1 && !expected().iter().any(|e| e.is_superset(&here));
        if !here.is_empty() && !right {
            println!("  differs: {}", here.into_iter().collect::<Vec<_>>().join(" "));
        }
    }
    assert!(f1 >= 0.90, "{name}: F1 {f1:.3}");
}

#[test]
fn incidents_of_the_examples() {
    check_incidents("examples", &examples());
}

#[test]
fn incidents_of_the_annotated_threads() {
    let (Some(seeds), Some(saada)) = (seeds(), saada()) else {
        println!("skipped: ../shared/gold is not at hand");
        return;
    };
    check_incidents("seeds", &seeds);
    check_incidents("saada09", &saada);
}

#[test]
fn every_contest_between_the_parties_of_the_seeds() {
    let Some(seeds) = seeds() else {
        println!("skipped: ../shared/gold is not at hand");
        return;
    };
    let account = Account::of(&seeds);
    // The ceasefire of 8 October: denied by three, asserted by nobody who is named.
    assert_eq!(account.contest("08oct.12"), (set(""), set("08oct.7 08oct.12 08oct.13 08oct.18")));
    // Pakistani forces.
    assert_eq!(account.contest("17oct.40"), (set("17oct.39"), set("17oct.40")));
    // The shelling of civilians, which bears on both strikes on Ganja.
    let (asserting, denying) = account.contest("17oct.32");
    assert!(asserting.is_superset(&set("17oct.16 17oct.28")), "{asserting:?}");
    assert_eq!(denying, set("17oct.32"));
    let civilians = account.contests.iter().find(|c| c.denying.iter().any(|w| account.name[&w.claim] == "17oct.32"));
    let bears_on = &civilians.unwrap().bears_on;
    let strike = |claim: &str| {
        let holds = |i: &&Incident| i.claims.iter().any(|(c, _)| account.name[c] == claim);
        account.incidents.iter().find(holds).unwrap().id
    };
    assert!(bears_on.contains(&strike("17oct.24")) && bears_on.contains(&strike("17oct.14")));
    // The numbers of Ganja: twenty homes on one word, more than twenty on another.
    let ganja = account.contests.iter().find(|c| c.about == Matter::Incident(strike("17oct.24"))).unwrap();
    let homes = ganja.numbers.iter().find(|n| &*n.who == "homes").unwrap();
    let told: Vec<_> =
        homes.told.iter().map(|t| (t.n, t.bound.as_str(), account.name[&t.word.claim].as_str())).collect();
    assert_eq!(told, [(20, "exact", "17oct.18"), (20, "at_least", "17oct.26")]);
}

/// A truce in words that can be compared.
fn shape(truce: &Truce) -> (String, String, String, String) {
    let day = |d: Option<jiff::civil::Date>| d.map_or("-".to_owned(), |d| d.to_string());
    let sides =
        |s: &BTreeSet<riwaya_ledger::account::Side>| s.iter().map(|s| s.key().to_owned()).collect::<Vec<_>>().join(" ");
    let positions: BTreeSet<String> =
        truce.positions.iter().map(|p| format!("{} {} {}", day(p.day), p.party, p.position.as_str())).collect();
    let positions = positions.into_iter().collect::<Vec<_>>().join("; ");
    (format!("{} {}", day(truce.agreed), day(truce.start)), sides(&truce.parties), sides(&truce.brokers), positions)
}

#[test]
fn truces_of_the_seeds() {
    let Some(seeds) = seeds() else {
        println!("skipped: ../shared/gold is not at hand");
        return;
    };
    let account = Account::of(&seeds);
    let mut truces: Vec<&Truce> = account.truces.iter().collect();
    truces.sort_by_key(|t| t.day());
    let shapes: Vec<_> = truces.iter().map(|t| shape(t)).collect();
    let want = |days: &str, parties: &str, brokers: &str, positions: &str| {
        (days.to_owned(), parties.to_owned(), brokers.to_owned(), positions.to_owned())
    };
    let denied = "2020-10-08 AM denied; 2020-10-08 AZ conditional; 2020-10-08 rw:nagorno-karabakh denied";
    let agreed = "2020-10-10 AM accepted; 2020-10-10 AZ accepted";
    let again = "2020-10-17 AM accepted; 2020-10-17 AZ accepted";
    assert_eq!(shapes[0], want("- 2020-10-08", "AM AZ rw:nagorno-karabakh", "", denied));
    assert_eq!(shapes[1], want("2020-10-10 -", "AM AZ", "RU", agreed));
    assert_eq!(shapes[2], want("- 2020-10-18", "AM AZ", "RU", again));
    assert_eq!(shapes.len(), 3);

    let [violation] = &truces[1].violations[..] else { panic!("one violation: {:?}", truces[1].violations) };
    assert_eq!(violation.accused.iter().map(riwaya_ledger::account::Side::key).collect::<Vec<_>>(), ["AM"]);
    assert_eq!(violation.days.unwrap().to_string(), "2020-10-10/2020-10-11");
    assert!(violation.word.side.is_none(), "the report's own voice");
    let points = violation.incidents.iter().map(|i| account.incidents.iter().find(|j| j.id == *i).unwrap());
    assert!(
        points.clone().count() == 1
            && points
                .clone()
                .all(|i| i.spots.iter().any(|s| &*s.english == "Gǝncǝ")
                    || i.spots.iter().any(|s| &*s.key == "gn:586523"))
    );

    let before = truces[1].on("2020-10-09".parse().unwrap());
    assert!(before.positions.is_empty() && before.begun == Some(false) && before.violations.is_empty());
    let after = truces[1].on("2020-10-12".parse().unwrap());
    assert!(after.positions.values().all(|p| p.position == Position::Accepted) && after.positions.len() == 2);
    assert_eq!((after.begun, after.violations.len()), (Some(true), 1));
}

#[test]
fn tolls_of_the_examples_rise_source_by_source() {
    let examples = examples();
    let account = Account::of(&examples);
    let series = tolls(&account.incidents, &account.claims);
    let military = series.iter().find(|s| {
        let since = matches!(s.key.scope, Scope::Since(d) if d.to_string() == "2020-09-27");
        s.key.victims.as_ref().is_some_and(|v| v.key() == "rw:nagorno-karabakh") && &*s.key.who == "military" && since
    });
    let dated = military.unwrap().points.iter().filter(|p| p.day.is_some());
    let rising: Vec<u64> = dated.map(|p| p.n).collect();
    assert_eq!(rising, [376, 404, 429, 525, 604, 633, 673, 710]);
    assert!(military.unwrap().flags.is_empty(), "{:?}", military.unwrap().flags);
}

/// The reports as the reader reads them: a claim bears the number of the annotated one of its kind on the same event word,
/// else one that no annotated claim has.
fn as_read(reports: &[Annotation]) -> Vec<Annotation> {
    let numbered = |gold: &Annotation| {
        let mut read = gold.read();
        let mut taken = BTreeSet::new();
        for claim in &read.claims {
            let same = |at: &usize| {
                let told = &gold.claims[*at];
                claim.event == told.event
                    && claim.stance == told.stance
                    && claim.trigger.span.start() < told.trigger.span.end()
                    && told.trigger.span.start() < claim.trigger.span.end()
                    && !taken.contains(at)
            };
            let at = (0..gold.claims.len()).find(same);
            taken.extend(at);
            let unlike = || format!("word-{}", claim.trigger.span.start());
            read.numbers.push(at.map_or_else(unlike, |at| gold.numbers[at].clone()));
        }
        read
    };
    reports.iter().map(numbered).collect()
}

/// Reconciled from what the reader itself finds.
fn check_reader(name: &str, reports: &[Annotation], least: f64) {
    let account = Account::of(&as_read(reports));
    let judged = judged(reports);
    let items: BTreeSet<String> = account.name.values().filter(|n| judged.contains(*n)).cloned().collect();
    let found: Vec<BTreeSet<String>> =
        account.incidents.iter().map(|i| account.names(i.claims.iter().map(|(c, _)| c))).collect();
    let (precision, recall, f1) = b_cubed(&items, &found, &expected());
    println!(
        "incidents of {name}, from the reader: {} of {} claims read, P {precision:.3} R {recall:.3} F1 {f1:.3}",
        items.len(),
        judged.len()
    );
    assert!(f1 >= least, "{name}: F1 {f1:.3}, was {least}");
}

#[test]
fn incidents_from_the_readers_own_claims() {
    check_reader("examples", &examples(), 0.90);
    let (Some(seeds), Some(saada)) = (seeds(), saada()) else {
        println!("skipped: ../shared/gold is not at hand");
        return;
    };
    check_reader("seeds", &seeds, 0.78);
    check_reader("saada09", &saada, 0.81);
}

/// Contests as they were found by hand: the claims for, of which the first must be there, and all claims against.
const CONTESTS: &str = include_str!("cases/contests.tsv");

/// The contests expected of one thread: what each is about, claims for, claims against.
fn contests_expected(thread: &str) -> Vec<(&'static str, BTreeSet<String>, BTreeSet<String>)> {
    let lines = CONTESTS.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>());
    let of_thread = |cells: Vec<&'static str>| match cells[..] {
        [at, about, asserting, denying] => (at == thread).then(|| (about, set(asserting), set(denying))),
        _ => panic!("a contest has four cells: {cells:?}"),
    };
    lines.filter_map(of_thread).collect()
}

/// The contests expected that are not found: one is found where somebody expected denies what somebody expected asserts.
/// `whole` asks for all who assert and nobody but those who deny.
fn contests_missing(account: &Account, thread: &str, whole: bool) -> Vec<&'static str> {
    let words = |words: &[riwaya_ledger::account::Word]| account.names(words.iter().map(|w| &w.claim));
    let found: Vec<_> = account.contests.iter().map(|c| (words(&c.asserting), words(&c.denying))).collect();
    let is_found = |asserting: &BTreeSet<String>, denying: &BTreeSet<String>| {
        found.iter().any(|(by, against)| {
            if whole {
                return by.is_superset(asserting) && against == denying;
            }
            (asserting.is_empty() || !by.is_disjoint(asserting)) && !against.is_disjoint(denying)
        })
    };
    let missing = contests_expected(thread).into_iter().filter(|(_, by, against)| !is_found(by, against));
    missing.map(|(about, ..)| about).collect()
}

/// At least `least` of the contests of a thread must come out of the reader's own claims.
fn check_contests(thread: &str, reports: &[Annotation], least: usize) {
    assert_eq!(contests_missing(&Account::of(reports), thread, true), Vec::<&str>::new(), "{thread}: annotated");
    let missing = contests_missing(&Account::of(&as_read(reports)), thread, false);
    let all = contests_expected(thread).len();
    println!("contests of {thread}, from the reader: {} of {all}; missing: {missing:?}", all - missing.len());
    assert!(all - missing.len() >= least, "{thread}: {missing:?}");
}

#[test]
fn contests_from_the_annotation_and_from_the_reader() {
    check_contests("examples", &examples(), 4);
    match seeds() {
        Some(seeds) => check_contests("seeds", &seeds, 3),
        None => println!("skipped: ../shared/gold is not at hand"),
    }
}

/// Who asserts and who denies, of every contest of one report.
fn opposed(report: &str) -> Vec<(BTreeSet<String>, BTreeSet<String>)> {
    let account = Account::of(&[Annotation::golden("a", &Golden::parse(report).unwrap())]);
    let words = |words: &[riwaya_ledger::account::Word]| account.names(words.iter().map(|w| &w.claim));
    account.contests.iter().map(|c| (words(&c.asserting), words(&c.denying))).collect()
}

#[test]
fn that_nobody_was_hurt_denies_the_harm_alone() {
    assert_eq!(opposed(include_str!("cases/nobody-hurt.md")), []);
    assert_eq!(opposed(include_str!("cases/somebody-hurt.md")), [(set("a.2"), set("a.4"))]);
}

/// The numbers told of the strike on Ganja, by who tells them, from the reader's own claims.
#[test]
fn the_tolls_of_ganja_differ_in_the_readers_own_claims() {
    let Some(seeds) = seeds() else {
        println!("skipped: ../shared/gold is not at hand");
        return;
    };
    let account = Account::of(&as_read(&seeds));
    let homes: Vec<_> = account.contests.iter().flat_map(|c| &c.numbers).filter(|n| &*n.who == "homes").collect();
    let told: Vec<_> = homes.iter().flat_map(|n| &n.told).map(|t| (t.n, t.bound.as_str())).collect();
    assert_eq!(told, [(20, "exact"), (20, "at_least")]);
}

/// Day, parties, brokers and positions that are expected of a truce.
type TruceExpected = (&'static str, &'static str, &'static str, &'static str);

/// How much of what is expected of a truce was found: its day, its parties, its brokers, one of its positions.
fn truce_found(account: &Account, (day, parties, brokers, positions): TruceExpected) -> [bool; 4] {
    let shapes: Vec<_> = account.truces.iter().map(shape).collect();
    let stands = |told: &str| positions.split("; ").filter(|p| told.contains(p)).count();
    // The truce that has most of its positions: a day may be read wrong.
    let nearest = shapes.iter().max_by_key(|s| (stands(&s.3), s.0.contains(day), s.1 == parties));
    nearest.map_or([false; 4], |s| [s.0.contains(day), s.1 == parties, s.2 == brokers, stands(&s.3) > 0])
}

/// The truces of each thread.
const TRUCES: [(&str, [TruceExpected; 2]); 2] = [
    (
        "examples",
        [
            (
                "2020-10-10",
                "AM AZ rw:nagorno-karabakh",
                "RU",
                "2020-10-10 AZ accepted; 2020-10-11 rw:nagorno-karabakh accepted",
            ),
            (
                "2020-10-18",
                "AM AZ rw:nagorno-karabakh",
                "RU",
                "2020-10-17 AM announced; 2020-10-17 AZ announced; 2020-10-18 AM accepted; 2020-10-18 AZ accepted",
            ),
        ],
    ),
    (
        "seeds",
        [
            ("2020-10-10", "AM AZ", "RU", "2020-10-10 AM accepted; 2020-10-10 AZ accepted"),
            (
                "2020-10-08",
                "AM AZ rw:nagorno-karabakh",
                "",
                "2020-10-08 AM denied; 2020-10-08 AZ conditional; 2020-10-08 rw:nagorno-karabakh denied",
            ),
        ],
    ),
];

#[test]
fn truces_from_the_annotation_and_from_the_reader() {
    for ((thread, expected), least) in TRUCES.into_iter().zip([3, 2]) {
        let reports = match thread {
            "examples" => Some(examples()),
            _ => seeds(),
        };
        let Some(reports) = reports else {
            println!("skipped: ../shared/gold is not at hand");
            continue;
        };
        let (annotated, read) = (Account::of(&reports), Account::of(&as_read(&reports)));
        for truce in expected {
            assert_eq!(truce_found(&annotated, truce), [true; 4], "{thread}: {truce:?}");
        }
        let found: Vec<bool> = expected.into_iter().flat_map(|t| truce_found(&read, t)).collect();
        let right = found.iter().filter(|f| **f).count();
        println!("truces of {thread}, from the reader: {right} of {}: {found:?}", found.len());
        assert!(right >= least, "{thread}: {found:?}");
    }
}
