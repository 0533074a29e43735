//! What must hold for every text: spans on the text, the same bytes for the same input, no panic; and fairness: parties
//! that change places in a report change places in its reading, and nothing else changes.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use proptest::prelude::*;
use riwaya_reader::record::{Heading, Quotes, Record};
use riwaya_reader::{Claim, Reader, Reading, Report};
use riwaya_text::Span;

fn read(text: &str) -> Reading {
    let published = Some(jiff::civil::date(2020, 10, 8));
    Reader::builtin().session().read(&Report { text, published, outlet: None })
}

fn json(text: &str, reading: &Reading) -> String {
    serde_json::to_string(&Record::new(&Heading { doc: "a", ..Heading::default() }, text, reading)).unwrap()
}

fn spans(claim: &Claim) -> Vec<Span> {
    let mut out = vec![claim.trigger, claim.text];
    out.extend(claim.chain.iter().flat_map(|s| [Some(s.party.span), s.cue]).flatten());
    out.extend(claim.actor.iter().chain(&claim.target).map(|p| p.span));
    out.extend(claim.place.iter().map(|p| p.span));
    out.extend(claim.date.iter().map(|d| d.span));
    out.extend(claim.counts.iter().map(|c| c.span));
    out
}

/// Words and marks of which news is made, and the troubles of its pages.
const PIECES: &[&str] = &[
    "قصفت",
    "القوات",
    "الأرمينية",
    "أذربيجان",
    "مدينة",
    "كنجة",
    "قتل",
    "مقتل",
    "وإصابة",
    "13",
    "١٣",
    "مدنيا",
    "قال",
    "وأضاف",
    "نفى",
    "أن",
    "إن",
    "الخميس",
    "أمس",
    "8",
    "أكتوبر",
    "2020",
    "وزارة",
    "الدفاع",
    "الهدنة",
    "وقف",
    "إطلاق",
    "النار",
    "وفقا",
    "لرويترز",
    "اتهمت",
    "بقصف",
    "لم",
    "سوف",
    "هجوم",
    "على",
    "في",
    "من",
    "بين",
    "أكثر",
    "،",
    ".",
    "..",
    "«",
    "»",
    "\"",
    "(",
    ")",
    ":",
    "؟",
    "\n",
    "   ",
    "\u{200f}",
    "\u{202b}",
    "ـ",
    "َ",
    "أذربيجانوأرمينيا",
    "فيالتزام",
    "12ر1",
    "1,234",
    "99999999999999999999",
    "32",
    "فبراير",
    "0000",
    "-",
    "/",
    "%",
    "�",
    "\0",
];

fn news() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60).prop_map(|pieces| {
        pieces.iter().map(|(piece, spaced)| format!("{piece}{}", if *spaced { " " } else { "" })).collect()
    })
}

/// Longer than the parts in which a report is read, and ending with a word of its own.
#[test]
fn a_report_of_any_length_is_read_to_its_end() {
    let paragraph = "قصفت القوات الأرمينية مدينة كنجة أمس الأربعاء. وقال متحدث إن 13 مدنيا قتلوا.\n";
    let one = read(paragraph);
    let times = 600_000 / paragraph.len();
    for text in [paragraph.repeat(times), paragraph.replace('\n', " ").repeat(times)] {
        let whole = read(&text);
        assert_eq!(whole.claims.len(), times * one.claims.len());
        assert_eq!(whole.published, one.published);
        let quotes = Quotes::new(&text);
        let paragraphs = Quotes::new(paragraph);
        for (claim, same) in whole.claims.iter().zip(one.claims.iter().cycle()) {
            assert_eq!(quotes.words(claim.trigger), paragraphs.words(same.trigger), "at {:?}", claim.trigger);
        }
        let last = whole.claims.last().unwrap().trigger.end();
        let behind = u32::try_from(text.chars().count()).unwrap() - last;
        assert!(behind < 20, "{behind} characters behind the last claim");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_land_on_the_text(text in news()) {
        let length = u32::try_from(text.chars().count()).unwrap();
        for claim in read(&text).claims {
            for span in spans(&claim) {
                prop_assert!(span.end() <= length && !span.is_empty(), "{span:?} of {length}");
            }
            prop_assert!(claim.confidence >= 0.0 && claim.confidence <= 1.0, "{}", claim.confidence);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        let reading = read(&text);
        prop_assert!(reading.claims.is_empty() != reading.silence.is_none());
    }

    #[test]
    fn bytes_of_any_kind_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(first in news(), second in news()) {
        let fresh = json(&second, &read(&second));
        let mut session = Reader::builtin().session();
        let report = |text| Report { text, published: Some(jiff::civil::date(2020, 10, 8)), outlet: None };
        session.read(&report(&first));
        prop_assert_eq!(json(&second, &session.read(&report(&second))), fresh);
    }
}

/// Names of equal grammar: country, its people, its army, its capital, in pairs of equal length where spans must agree.
const PARTIES: [[&str; 2]; 6] = [
    ["أذربيجانيون", "أرمنيون"],
    ["الأذربيجانية", "الأرمينية"],
    ["الأذربيجاني", "الأرميني"],
    ["أذربيجان", "أرمينيا"],
    ["باكو", "يريفان"],
    ["كنجة", "شوشا"],
];

/// `{0}` and `{1}` stand for one party and the other in the form that the letter names.
const SENTENCES: &[&str] = &[
    "قالت وزارة الدفاع {d0} إن القوات {d1} قصفت مدينة {t0} مما أسفر عن مقتل 13 مدنيا وإصابة 40.",
    "نفت {c0} أن تكون قواتها قد قصفت {t1}.",
    "اتهمت {c0} {c1} بانتهاك الهدنة أمس الأربعاء.",
    "أعلن الجيش {m0} السيطرة على 5 قرى، وقال الجيش {m1} إنه أسقط 3 طائرات مسيرة.",
    "دعت روسيا {c0} و{c1} إلى وقف إطلاق النار.",
    "قتل 5 جنود من القوات {d0} في اشتباكات مع القوات {d1}.",
    "قالت {p0} إن {p1} ترفض الهدنة.",
];

fn with_parties(sentence: &str, turned: bool) -> String {
    let mut text = sentence.to_owned();
    for (letter, names) in
        [("d", PARTIES[1]), ("m", PARTIES[2]), ("c", PARTIES[3]), ("p", PARTIES[4]), ("t", PARTIES[5])]
    {
        for (i, place) in ["0", "1"].iter().enumerate() {
            text = text.replace(&format!("{{{letter}{place}}}"), names[i ^ usize::from(turned)]);
        }
    }
    text
}

/// What a reading says, with every name turned to the other party's.
fn told(text: &str, reading: &Reading, turned: bool) -> Vec<String> {
    let quotes = Quotes::new(text);
    let words = |span: Span| turn(quotes.words(span), turned);
    let all = |spans: Vec<Span>| spans.into_iter().map(words).collect::<Vec<_>>();
    let parties = |list: &[riwaya_reader::Party]| all(list.iter().map(|p| p.span).collect());
    let told = |c: &Claim| {
        let counts: Vec<_> = c.counts.iter().map(|n| (n.harm, &n.who, n.n, n.to, n.bound, &n.since, n.part)).collect();
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {counts:?}",
            words(c.trigger),
            c.event,
            c.stance,
            all(c.chain.iter().map(|s| s.party.span).collect()),
            parties(&c.actor),
            parties(&c.target),
            all(c.place.iter().map(|p| p.span).collect()),
            c.date.as_ref().and_then(|d| d.iso.clone()),
        )
    };
    reading.claims.iter().map(told).collect()
}

/// Every name of a party replaced by the other party's, the longest first.
fn turn(words: &str, turned: bool) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let named = PARTIES.iter().flat_map(|[a, b]| [(a, b), (b, a)]).filter(|(name, _)| rest.starts_with(**name));
        match named.max_by_key(|(name, _)| name.len()).filter(|_| turned) {
            Some((name, other)) => {
                out.push_str(other);
                rest = &rest[name.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[test]
fn parties_that_change_places_change_places_in_the_reading_and_nothing_else_does() {
    let mut faults = String::new();
    for sentence in SENTENCES {
        let (one, other) = (with_parties(sentence, false), with_parties(sentence, true));
        let (as_is, turned) = (told(&one, &read(&one), false), told(&other, &read(&other), true));
        if as_is != turned {
            faults += &format!("{one}\n  {as_is:#?}\n{other}, names turned back\n  {turned:#?}\n");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn sentences_of_the_fairness_test_are_read() {
    for sentence in SENTENCES {
        let text = with_parties(sentence, false);
        assert!(!read(&text).claims.is_empty(), "nothing is read of: {text}");
    }
}
