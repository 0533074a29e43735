//! What is odd about counts, and their low and high over independent origins, against what was written by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::sync::Arc;

use jiff::civil::Date;
use riwaya_ledger::account::{Claims, Extremes, OriginId, Told, TollFlag, extremes, incidents, tellings, tolls};
use riwaya_ledger::model::{Coding, Dated, Days, Document, Imprint, Link, Name, Party, PlaceMention, PlaceName, Quote};
use riwaya_ledger::{ClaimId, DocId, StoredClaim};
use riwaya_reader::names::Sector;
use riwaya_reader::{Bound, Count, Event, GazetteerEntry, Harm, Identity, Stance};
use riwaya_text::Span;

const CASES: &str = include_str!("cases/tolls.tsv");

/// A line of a case: a count of a report.
struct Line {
    claim: StoredClaim,
    published: Date,
    origin: OriginId,
    flag: Option<TollFlag>,
}

impl Line {
    fn of(number: usize, fields: &[&str]) -> Self {
        let [day, who, count, scope, part, origin, flag] = fields else { panic!("line {number}") };
        let published: Date = day.parse().unwrap();
        let imprint = Imprint { outlet: Some(origin), published: Some(published), ..Imprint::default() };
        let doc = Document::new(imprint, &format!("تقرير {number}")).id;
        let (n, whole) = count.split_once(':').map_or((*count, None), |(n, whole)| (n, Some(whole)));
        let count = |n: &str, part: bool| Count {
            harm: Harm::Killed,
            who: "civilians".into(),
            n: Some(n.parse().unwrap()),
            to: None,
            bound: Bound::Exact,
            since: scope.strip_prefix("since ").map(Into::into),
            part,
            span: Span::new(20, 22),
        };
        let mut counts = vec![count(n, *part == "part")];
        counts.extend(whole.map(|whole| count(whole, false)));
        let chain = who.split_once('/').map(|(country, sector)| {
            let identity = Identity {
                country: Some(country.into()),
                sector: Sector::from_code(sector).map(Sector::code),
                ..Identity::default()
            };
            let name = Arc::new(Name { words: (*who).into(), identity });
            Link { party: Party { span: Span::new(0, 5), name }, cue: None }
        });
        let here = *scope == "here";
        let claim = StoredClaim {
            id: ClaimId { doc, key: 1 },
            reader: Arc::from("test"),
            trigger: Quote { span: Span::new(10, 14), words: "مقتل".into() },
            text: Quote { span: Span::new(0, 30), words: "مقتل مدنيين".into() },
            event: Event::Casualties,
            coding: Coding::usual(Event::Casualties, Stance::Asserts),
            chain: chain.into_iter().collect(),
            stance: Stance::Asserts,
            actor: Vec::new(),
            target: Vec::new(),
            place: if here { vec![town()] } else { Vec::new() },
            date: here.then(|| Dated {
                days: Days::parse("2020-10-05"),
                words: Quote { span: Span::new(25, 30), words: "أمس".into() },
                how: "told".into(),
            }),
            counts,
            rules: Vec::new(),
            confidence: 0.9,
        };
        let flag = TollFlag::ALL.into_iter().find(|f| f.as_str() == *flag);
        let mut id = [0; 32];
        id[0] = origin.as_bytes()[0];
        Self { claim, published, origin: OriginId(DocId(id)), flag }
    }
}

/// Where the one event was.
fn town() -> PlaceMention {
    let entry = GazetteerEntry {
        id: "gn:586523".into(),
        arabic: "كنجة".into(),
        english: "Gǝncǝ".into(),
        country: Some("AZ".into()),
        admin: None,
        kind: "city".into(),
        position: Some((40.68, 46.36)),
    };
    PlaceMention { span: Span::new(15, 19), name: Arc::new(PlaceName { words: "كنجة".into(), entry: Some(entry) }) }
}

/// Flags and extremes of the lines of one case.
fn check(name: &str, lines: &[Line], range: Option<&[&str]>) {
    let told: Vec<Told<'_>> =
        lines.iter().map(|l| Told { claim: &l.claim, published: Some(l.published), origin: l.origin }).collect();
    let incidents = incidents(&told.iter().flat_map(|t| tellings(std::slice::from_ref(t))).collect::<Vec<_>>());
    let claims = Claims::new(told);
    let series = tolls(&incidents, &claims);
    let points: usize = series.iter().map(|s| s.points.len()).sum();
    assert_eq!(points, lines.iter().map(|l| l.claim.counts.len()).sum::<usize>(), "{name}: every count is in a series");
    for line in lines {
        let flags = series.iter().flat_map(|s| &s.flags).filter(|(_, claim)| *claim == line.claim.id);
        let flags: Vec<TollFlag> = flags.map(|(flag, _)| *flag).collect();
        assert_eq!(flags, line.flag.into_iter().collect::<Vec<_>>(), "{name}: {}", line.published);
    }
    if let Some([low, high, origins]) = range {
        let [incident] = &incidents[..] else { panic!("{name}: {} incidents", incidents.len()) };
        let all: Vec<Extremes> = extremes(incident, &claims).into_iter().filter(|e| e.side.is_none()).collect();
        let [all] = &all[..] else { panic!("{name}: {all:?}") };
        let found = (all.low.0, all.high.0, all.origins);
        assert_eq!(found, (low.parse().unwrap(), high.parse().unwrap(), origins.parse().unwrap()), "{name}");
    }
}

#[test]
fn counts_are_flagged_and_ranged_as_written_by_hand() {
    let mut cases: Vec<(&str, Vec<Line>, Option<Vec<&str>>)> = Vec::new();
    for (number, line) in CASES.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        match (fields[0], cases.last_mut()) {
            ("case", _) => cases.push((fields[1], Vec::new(), None)),
            ("=", Some((.., range))) => *range = Some(fields[1..].to_vec()),
            (_, Some((_, lines, _))) => lines.push(Line::of(number, &fields)),
            _ => panic!("line {number} is of no case"),
        }
    }
    assert!(cases.len() >= 8);
    for (name, lines, range) in &cases {
        check(name, lines, range.as_deref());
    }
}
