//! Properties: no text makes the crate panic, every span lies on the text, and every number from zero to a thousand
//! million, written out in any gender and case, reads back.

use jiff::civil::date;
use proptest::prelude::*;
use riwaya_text::Text;
use riwaya_value::{Values, read, values};

/// Gender of the counted noun and case of the number word.
#[derive(Clone, Copy, Debug)]
struct Manner {
    feminine: bool,
    oblique: bool,
    /// `مائة` and not `مئة`.
    long_hundred: bool,
    /// A space after و.
    parted: bool,
}

const UNITS: [(&str, &str); 10] = [
    ("", ""),
    ("واحد", "واحدة"),
    ("اثنان", "اثنتان"),
    ("ثلاثة", "ثلاث"),
    ("أربعة", "أربع"),
    ("خمسة", "خمس"),
    ("ستة", "ست"),
    ("سبعة", "سبع"),
    ("ثمانية", "ثماني"),
    ("تسعة", "تسع"),
];
const TENS: [(&str, &str); 10] = [
    ("", ""),
    ("عشرة", "عشر"),
    ("عشرون", "عشرين"),
    ("ثلاثون", "ثلاثين"),
    ("أربعون", "أربعين"),
    ("خمسون", "خمسين"),
    ("ستون", "ستين"),
    ("سبعون", "سبعين"),
    ("ثمانون", "ثمانين"),
    ("تسعون", "تسعين"),
];
const JOINED: [&str; 10] = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];

fn pick(pair: (&'static str, &'static str), second: bool) -> &'static str {
    if second { pair.1 } else { pair.0 }
}

fn below_hundred(n: usize, m: Manner) -> String {
    let and = if m.parted { " و " } else { " و" };
    match n {
        0 => String::new(),
        2 if m.oblique => pick(("اثنين", "اثنتين"), m.feminine).to_owned(),
        1..=9 => pick(UNITS[n], m.feminine).to_owned(),
        10 => pick(TENS[1], m.feminine).to_owned(),
        11 => pick(("أحد عشر", "إحدى عشرة"), m.feminine).to_owned(),
        12 if m.oblique => pick(("اثني عشر", "اثنتي عشرة"), m.feminine).to_owned(),
        12 => pick(("اثنا عشر", "اثنتا عشرة"), m.feminine).to_owned(),
        13..=19 => format!("{} {}", pick(UNITS[n - 10], m.feminine), pick(("عشر", "عشرة"), m.feminine)),
        _ if n.is_multiple_of(10) => pick(TENS[n / 10], m.oblique).to_owned(),
        _ if n % 10 == 1 => format!("{}{and}{}", pick(("واحد", "إحدى"), m.feminine), pick(TENS[n / 10], m.oblique)),
        _ => format!("{}{and}{}", below_hundred(n % 10, m), pick(TENS[n / 10], m.oblique)),
    }
}

fn below_thousand(n: usize, m: Manner) -> String {
    let hundred = if m.long_hundred { "مائة" } else { "مئة" };
    let head = match n / 100 {
        0 => return below_hundred(n, m),
        1 => hundred.to_owned(),
        2 => pick(("مئتان", "مئتين"), m.oblique).to_owned(),
        h => format!("{}{hundred}", JOINED[h]),
    };
    join(head, below_hundred(n % 100, m), m)
}

fn join(head: String, tail: String, m: Manner) -> String {
    match (head.is_empty(), tail.is_empty()) {
        (_, true) => head,
        (true, _) => tail,
        _ if m.parted => format!("{head} و {tail}"),
        _ => format!("{head} و{tail}"),
    }
}

struct Scale {
    one: &'static str,
    counted: &'static str,
    dual: (&'static str, &'static str),
    plural: &'static str,
}

const THOUSAND: Scale =
    Scale { one: "ألف", counted: "ألفا", dual: ("ألفان", "ألفين"), plural: "آلاف" };
const MILLION: Scale = Scale {
    one: "مليون", counted: "مليونا", dual: ("مليونان", "مليونين"), plural: "ملايين"
};

/// So many of a scale; the scale itself is masculine.
fn scaled(n: usize, scale: &Scale, m: Manner) -> String {
    let m = Manner { feminine: false, ..m };
    match n {
        0 => String::new(),
        1 => scale.one.to_owned(),
        2 => pick(scale.dual, m.oblique).to_owned(),
        3..=10 => format!("{} {}", below_thousand(n, m), scale.plural),
        _ if (11..=99).contains(&(n % 100)) => format!("{} {}", below_thousand(n, m), scale.counted),
        _ => format!("{} {}", below_thousand(n, m), scale.one),
    }
}

fn written(n: usize, m: Manner) -> String {
    if n == 0 {
        return "صفر".to_owned();
    }
    let millions = scaled(n / 1_000_000, &MILLION, m);
    let thousands = scaled(n / 1000 % 1000, &THOUSAND, m);
    join(join(millions, thousands, m), below_thousand(n % 1000, m), m)
}

fn manners() -> impl Strategy<Value = Manner> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(feminine, oblique, long_hundred, parted)| Manner { feminine, oblique, long_hundred, parted })
}

fn spans_hold(text: &Text, found: &Values) {
    let tokens = text.tokens().len();
    let spans = found.numbers.iter().map(|m| (m.span, m.tokens.clone()));
    let spans = spans.chain(found.numbers.iter().map(|m| (m.span, m.extent.clone())));
    let spans = spans.chain(found.dates.iter().map(|m| (m.span, m.tokens.clone())));
    let spans = spans.chain(found.times.iter().map(|m| (m.span, m.tokens.clone())));
    let spans = spans.chain(found.durations.iter().map(|m| (m.span, m.tokens.clone())));
    for (span, range) in spans {
        assert!(span.end() <= text.len() && !span.is_empty(), "{span:?} of {}", text.len());
        assert!(range.start < range.end && range.end <= tokens, "{range:?} of {tokens}");
    }
    for list in [
        found.dates.iter().map(|d| d.tokens.clone()).collect::<Vec<_>>(),
        found.times.iter().map(|t| t.tokens.clone()).collect(),
    ] {
        assert!(list.windows(2).all(|w| w[0].end <= w[1].start), "{list:?}");
    }
}

/// Words and marks of values, thrown together.
fn jumbles() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "ثلاثة",
        "وعشرون",
        "مئة",
        "ألف",
        "ملايين",
        "آلاف",
        "ونصف",
        "أخماس",
        "من",
        "إلى",
        "بين",
        "على",
        "جزء",
        "الخميس",
        "والجمعة",
        "أمس",
        "اليوم",
        "يوم",
        "شهر",
        "الشهر",
        "الماضي",
        "الجاري",
        "المقبل",
        "نفسه",
        "نهاية",
        "الأسبوع",
        "عام",
        "عامي",
        "القرن",
        "العاشر",
        "الأول",
        "تشرين",
        "كانون",
        "/",
        "الثاني",
        "رمضان",
        "32",
        "2011",
        "1436",
        "هـ",
        "-",
        "(",
        ")",
        "،",
        ".",
        ":",
        "12",
        "99999999999999999999999999999",
        "5ر2",
        "1,234",
        "%",
        "في",
        "المئة",
        "الساعة",
        "والربع",
        "إلا",
        "دقائق",
        "قبل",
        "بعد",
        "منذ",
        "مساء",
        "منتصف",
        "ليل",
        "صيف",
        "السبعينيات",
        "أكثر",
        "على الأقل",
        "نحو",
        "سيصل",
        "بضعة",
        "أيام",
        "الثلاثة",
        "الـ",
        "24",
        "ساعة",
        "و",
        "صفر",
        "آب",
        "e",
        "آخر",
        "النصف",
        "فاصلة",
        "تريليونات",
        "9999",
    ]);
    prop::collection::vec((words, prop::sample::select(vec![" ", "", "\n"])), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_numbers_read_back(n in prop_oneof![0_usize..2000, 0_usize..1_000_000, 0_usize..1_000_000_000], m in manners()) {
        let words = written(n, m);
        let text = Text::new(&words);
        let found = read(&text, None);
        let shown: Vec<String> = found.numbers.iter().map(|f| format!("{} {}", f.value.map_or_else(String::new, |v| v.to_string()), text.slice(f.span))).collect();
        prop_assert_eq!(shown, vec![format!("{n} {words}")]);
    }

    #[test]
    fn no_text_panics(raw in "\\PC{0,200}") {
        let text = Text::new(&raw);
        spans_hold(&text, &read(&text, Some(date(2020, 10, 8))));
        spans_hold(&text, &read(&text, None));
    }

    #[test]
    fn no_jumble_panics(raw in jumbles(), year in 1_i16..9999) {
        let text = Text::new(&raw);
        spans_hold(&text, &read(&text, Some(date(year, 2, 28))));
        spans_hold(&text, &read(&text, None));
        for value in values(&text, Some(date(year, 12, 31).at(0, 0, 0, 0))) {
            prop_assert!(value.span.end() <= text.len());
        }
    }
}
