//! Sentences written for this project, with the values they hold: `tests/cases/*.tsv`.

use jiff::civil::Date;
use riwaya_text::Text;
use riwaya_value::{Bound, NumberKind, NumberMention, read};

/// Runs every line of a file through `found` and shows all that differ.
fn check(file: &str, content: &str, columns: usize, found: impl Fn(&[&str]) -> String) {
    let mut wrong = Vec::new();
    for (at, line) in content.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), columns + 1, "{file}:{}", at + 1);
        let got = found(&fields[..columns]);
        if got != fields[columns] {
            wrong.push(format!("{file}:{} {}\n  want {}\n  got  {got}", at + 1, fields[columns - 1], fields[columns]));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numbers() {
    check("numbers.tsv", include_str!("cases/numbers.tsv"), 1, |fields| {
        let text = Text::new(fields[0]);
        let shown: Vec<String> = read(&text, None).numbers.iter().map(|n| show(&text, n)).collect();
        shown.join(" ; ")
    });
}

fn show(text: &Text, n: &NumberMention) -> String {
    let value = match (n.value, n.to) {
        (Some(low), Some(high)) => format!("{low}..{high}"),
        (Some(value), None) => value.to_string(),
        (None, _) => format!("{:?}", n.bound).to_lowercase(),
    };
    let value = match n.kind {
        NumberKind::Ordinal => format!("#{value}"),
        NumberKind::Percent => format!("{value}%"),
        _ => value,
    };
    let bound = match (n.bound, n.open) {
        (Bound::AtLeast, true) => " above",
        (Bound::AtLeast, false) => " at_least",
        (Bound::AtMost, true) => " below",
        (Bound::AtMost, false) => " at_most",
        (Bound::About, _) => " about",
        _ => "",
    };
    let nothing = if n.counts_nothing { " -" } else { "" };
    format!("{}={value}{bound}{nothing}", text.slice(n.span))
}

#[test]
fn dates() {
    check("dates.tsv", include_str!("cases/dates.tsv"), 2, |fields| {
        let text = Text::new(fields[1]);
        let published = fields[0].parse::<Date>().ok();
        let values = read(&text, published);
        let shown = values.dates.iter().map(|d| {
            let iso = d.resolved.map_or_else(|| "?".to_owned(), |r| r.iso());
            format!("{}={iso}", text.slice(d.span))
        });
        shown.collect::<Vec<_>>().join(" ; ")
    });
}

#[test]
fn hours() {
    check("hours.tsv", include_str!("cases/hours.tsv"), 1, |fields| {
        let text = Text::new(fields[0]);
        let values = read(&text, None);
        let times = values.times.iter().map(|t| format!("{}={}", text.slice(t.span), t.time));
        let lengths = values.durations.iter().map(|d| {
            let seconds = d.seconds.map_or_else(|| "?".to_owned(), |s| s.to_string());
            format!("{}={seconds}", text.slice(d.span))
        });
        times.chain(lengths).collect::<Vec<_>>().join(" ; ")
    });
}

#[test]
fn datelines() {
    let day = |d: &str| d.parse::<Date>().ok();
    for (text, want) in [
        ("0900 (GMT+04:00) - 20/01/09\nعنوان\nقال المتحدث أمس إن الوفد وصل", "2009-01-20"),
        ("الخميس 8 أكتوبر 2020\nقال المتحدث إن الوفد وصل", "2020-10-08"),
        ("عمان 3 أيار 2016 (بترا) - قال المتحدث إن الوفد وصل", "2016-05-03"),
        ("قال المتحدث إن الحرب التي بدأت بالهجوم الكبير على العاصمة في 3 أيار 2016 انتهت", ""),
    ] {
        assert_eq!(riwaya_value::dateline(&Text::new(text)), day(want), "{text}");
    }
}
