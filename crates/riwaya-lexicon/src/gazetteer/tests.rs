use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::*;

fn tables() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicon/places")
}

fn read(name: &str) -> String {
    fs::read_to_string(tables().join(name)).unwrap()
}

/// All tables in the order in which they are joined: generated ones, then those by hand.
fn places() -> Vec<Place> {
    let mut files: Vec<PathBuf> = fs::read_dir(tables().join("geonames")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.extend(["regions.tsv", "front-lines.tsv"].map(|f| tables().join(f)));
    let parsed = files.iter().flat_map(|f| {
        parse_places(&f.display().to_string(), &fs::read_to_string(f).unwrap()).unwrap_or_else(|e| panic!("{e}"))
    });
    merge(parsed)
}

fn gazetteer() -> Gazetteer {
    Gazetteer::new(compile(&places(), &Ambiguous::parse(&read("ambiguous-names.tsv"))).unwrap()).unwrap()
}

fn translit() -> Translit {
    Translit::parse("spelling-costs.tsv", &read("spelling-costs.tsv")).unwrap()
}

#[test]
fn holds_the_places_of_the_brief() {
    let gazetteer = gazetteer();
    assert!(gazetteer.len() > 30_000, "{}", gazetteer.len());
    let cases = [
        ("غنجة", "AZ", "Ganja"),
        ("كنجه", "AZ", "Ganja"),
        ("شوشي", "AZ", "Shusha"),
        ("الدريهمي", "YE", "Ad Durayhimi"),
        ("كوباني", "SY", "Kobani"),
        ("الباغوز", "SY", "Baghuz"),
        ("تلعفر", "IQ", "Tal Afar"),
        ("ترهونة", "LY", "Tarhuna"),
        ("الشجاعية", "PS", "Shujaiya"),
        ("مارون الراس", "LB", "Maroun al-Ras"),
        ("الفاشر", "SD", "El Fasher"),
        ("بنتيو", "SS", "Bentiu"),
        ("بيدوا", "SO", "Baidoa"),
        ("سنغين", "AF", "Sangin"),
        ("وزيرستان الشمالية", "PK", "North Waziristan"),
        ("أفدييفكا", "UA", "Avdiivka"),
        ("غروزني", "RU", "Grozny"),
        ("كيدال", "ML", "Kidal"),
        ("شيبوك", "NG", "Chibok"),
        ("ميكيلي", "ET", "Mekelle"),
        ("مضيق هرمز", "", "Strait of Hormuz"),
    ];
    let mut wrong = Vec::new();
    for (name, country, english) in cases {
        let found: Vec<_> = gazetteer.lookup(&name_key(name)).into_iter().flat_map(|m| m.places()).collect();
        if !found.iter().any(|p| p.country() == country && p.english().starts_with(english) && p.position().is_some()) {
            wrong.push((name, found.iter().map(|p| format!("{} {}", p.country(), p.english())).collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn takes_the_longest_name_and_marks_common_words() {
    let gazetteer = gazetteer();
    let words = ["ديره", "اسماعيل", "خان", "الباكستانيه"];
    assert_eq!(gazetteer.longest(words).map(|m| m.words()), Some(3));
    assert!(gazetteer.lookup("المدينه").is_some_and(|m| m.needs_context()));
    assert!(gazetteer.lookup("حلب").is_some_and(|m| !m.needs_context()));
    assert!(gazetteer.lookup("لايوجد").is_none());
}

#[test]
fn compiling_keeps_what_the_tables_say() {
    let places = places();
    let gazetteer = gazetteer();
    for (place, compiled) in places.iter().zip(gazetteer.places()) {
        assert_eq!(compiled.id(), place.id.0);
        assert_eq!(compiled.names().collect::<Vec<_>>(), place.names);
        assert_eq!((compiled.english(), compiled.country()), (place.english.as_str(), place.country.as_str()));
        assert_eq!((compiled.admin(), compiled.admin_arabic()), (place.admin.as_str(), place.admin_arabic.as_str()));
        assert_eq!((compiled.kind(), compiled.population()), (Some(place.kind), place.population));
        assert_eq!(compiled.needs_context(), place.needs_context);
    }
}

#[test]
fn errors_name_file_and_line() {
    let head = "id\tnames\tenglish\tcountry\tadmin\tadmin_ar\tkind\tlat\tlon\tpopulation\tneeds\tsource\n";
    let cases = [
        ("id\tnames\n", "t:1: the columns should be"),
        ("x:1\tاسم\tA\tYE\t\t\tcity\t1\t2\t\t\n", "t:2: 11 columns"),
        ("x:1\t\tA\tYE\t\t\tcity\t1\t2\t\t\tgn\n", "t:2: an empty id or name"),
        ("x:1\tاسم\tA\tYE\t\t\tcastle\t1\t2\t\t\tgn\n", "t:2: unknown kind"),
        ("x:1\tاسم\tA\tYE\t\t\tcity\t91\t2\t\t\tgn\n", "t:2: 91 is beyond"),
        ("x:1\tاسم\tA\tYE\t\t\tcity\t1\t2\tmany\t\tgn\n", "t:2: population"),
        ("x:1\tاسم\tA\tYE\t\t\tcity\t1\t2\t\tyes\tgn\n", "t:2: needs is"),
    ];
    for (row, message) in cases {
        let table = if row.starts_with("id") { row.to_owned() } else { format!("{head}{row}") };
        let error = parse_places("t", &table).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error} should begin {message}");
    }
    assert_eq!(Gazetteer::new(b"nothing".as_slice()).unwrap_err(), GazetteerError::Magic);
    assert_eq!(Translit::parse("c", "swap\tab\tc\t1").unwrap_err().line, 1);
}

#[test]
fn spelling_pairs_are_told_apart() {
    let (translit, pairs) = (translit(), read("spelling-pairs.tsv"));
    let (mut hits, mut misses, mut false_hits, mut rejected) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for row in pairs.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let taken = translit.same(fields[1], fields[2]);
        *match (fields[0], taken) {
            ("same", true) => &mut hits,
            ("same", false) => &mut misses,
            (_, true) => &mut false_hits,
            (_, false) => &mut rejected,
        } += 1;
        if (fields[0] == "same") != taken {
            wrong.push(format!("{row} {:.2}", translit.cost(&name_key(fields[1]), &name_key(fields[2]))));
        }
    }
    let precision = f64::from(hits) / f64::from(hits + false_hits);
    let recall = f64::from(hits) / f64::from(hits + misses);
    eprintln!("{} same, {} other: precision {precision:.3}, recall {recall:.3}", hits + misses, false_hits + rejected);
    assert!(hits + misses >= 150 && false_hits + rejected >= 150);
    assert!(precision >= 0.93 && recall >= 0.93, "precision {precision:.3}, recall {recall:.3}\n{}", wrong.join("\n"));
}

#[test]
fn unlisted_spellings_find_their_place() {
    let (gazetteer, translit) = (gazetteer(), translit());
    for (name, english) in
        [("قانجه", "Ganja"), ("جانجه", "Ganja"), ("باخموط", "Bakhmut"), ("استيبانكيرط", "Stepanakert")]
    {
        let found: Vec<&str> = gazetteer.alike(name, &translit).iter().map(|a| a.place.english()).collect();
        assert!(found.iter().take(3).any(|e| e.starts_with(english)), "{name}: {found:?}");
    }
}

/// Prints the cost of opening and asking; `cargo test --release -p riwaya-lexicon measure -- --ignored --nocapture`.
#[test]
#[ignore = "measures, asserts nothing"]
fn measure() {
    let bytes = compile(&places(), &Ambiguous::parse(&read("ambiguous-names.tsv"))).unwrap();
    println!("{} bytes, {} places", bytes.len(), places().len());
    let start = Instant::now();
    let gazetteer = Gazetteer::new(bytes).unwrap();
    println!("open: {:?}", start.elapsed());
    let translit = translit();
    let words = ["غنجه", "حلب", "قالت", "المدينه", "الفاشر", "وزارة", "هجوما", "دير", "صنعاء", "مقتل"];
    let rounds = 200_000;
    let start = Instant::now();
    let found: usize = (0..rounds).map(|i| usize::from(gazetteer.lookup(words[i % 10]).is_some())).sum();
    println!("lookup: {} ns ({found} found)", start.elapsed().as_nanos() / rounds as u128);
    let start = Instant::now();
    let found: usize = (0..rounds).map(|i| gazetteer.longest([words[i % 10], "الزور"]).map_or(0, |m| m.words())).sum();
    println!("longest: {} ns ({found} words)", start.elapsed().as_nanos() / rounds as u128);
    let start = Instant::now();
    let found: usize = (0..2_000).map(|i| gazetteer.alike(words[i % 10], &translit).len()).sum();
    println!("alike: {} ns ({found} found)", start.elapsed().as_nanos() / 2_000);
}
