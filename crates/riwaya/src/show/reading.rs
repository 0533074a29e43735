//! The table of a report's claims: who says what happened, where, when, to how many.

use riwaya_reader::record::Quotes;
use riwaya_reader::{Bound, Claim, Count, Reading, Silence, Stance};
use riwaya_text::Span;

use super::columns::{Cell, Column, Entry, table};
use super::{Mark, Screen};
use crate::input::Item;

const COLUMNS: [Column; 7] = [
    Column { heading: "#", least: 2, share: 0 },
    Column { heading: "who says", least: 15, share: 4 },
    Column { heading: "what", least: 12, share: 2 },
    Column { heading: "who → whom", least: 15, share: 4 },
    Column { heading: "where", least: 9, share: 3 },
    Column { heading: "when", least: 10, share: 0 },
    Column { heading: "how many", least: 11, share: 2 },
];

/// Sets a report's claims for a screen.
#[must_use]
pub fn report(screen: &Screen, item: &Item, reading: &Reading) -> String {
    let mut out = screen.heading(&heading(item, reading));
    out.push('\n');
    if reading.claims.is_empty() {
        out.push_str(&screen.paint(Mark::Faint, &format!("   no claim: {}", why(reading.silence))));
        out.push('\n');
    } else {
        let quotes = Quotes::new(&item.text);
        let rows: Vec<_> = (1..).zip(&reading.claims).map(|(n, c)| row(n, c, &quotes)).collect();
        out.push_str(&table(screen, &COLUMNS, &rows));
    }
    out.push('\n');
    out
}

fn heading(item: &Item, reading: &Reading) -> Vec<String> {
    let mut parts = vec![item.doc.clone()];
    if let Some(published) = reading.published {
        let from = if published.from_dateline { " (its own dateline)" } else { "" };
        parts.push(format!("{}{from}", published.day));
    }
    parts.extend(item.outlet.clone());
    match reading.claims.len() {
        0 => {}
        1 => parts.push("1 claim".to_owned()),
        n => parts.push(format!("{n} claims")),
    }
    parts
}

const fn why(silence: Option<Silence>) -> &'static str {
    match silence {
        Some(Silence::Empty) => "there is no text",
        Some(Silence::NoArabic) => "no word in Arabic script",
        Some(Silence::NoEventWord) => "no word of any event",
        Some(Silence::NoneHeld) => "no word that tells an event here (see `riwaya explain`)",
        None => "none found",
    }
}

fn row(number: usize, claim: &Claim, quotes: &Quotes<'_>) -> Vec<Cell> {
    vec![
        vec![Entry::new(number.to_string(), Mark::Faint)],
        sources(claim, quotes),
        what(claim, quotes),
        parties(claim, quotes),
        claim.place.iter().map(|p| name(p.span, quotes)).collect(),
        when(claim, quotes),
        claim.counts.iter().map(|c| Entry::new(count(c), Mark::Plain)).collect(),
    ]
}

fn name(span: Span, quotes: &Quotes<'_>) -> Entry {
    Entry::new(quotes.words(span), Mark::Plain)
}

/// The origin of a claim stands last, behind those through whom it came.
fn sources(claim: &Claim, quotes: &Quotes<'_>) -> Cell {
    if claim.chain.is_empty() {
        return vec![Entry::new("the report", Mark::Faint)];
    }
    let link = |(i, s): (usize, &riwaya_reader::Source)| {
        Entry::signed(if i == 0 { "" } else { "› " }, quotes.words(s.party.span), Mark::Plain)
    };
    claim.chain.iter().enumerate().map(link).collect()
}

fn what(claim: &Claim, quotes: &Quotes<'_>) -> Cell {
    let event = claim.event.as_str().replace('_', " ");
    let mut cell = match claim.stance {
        Stance::Asserts => Vec::new(),
        Stance::Denies | Stance::Rejects => vec![Entry::signed("✗ ", claim.stance.as_str(), Mark::Against)],
        Stance::Plans => vec![Entry::signed("→ ", claim.stance.as_str(), Mark::Ahead)],
        Stance::Demands | Stance::Threatens => vec![Entry::signed("! ", claim.stance.as_str(), Mark::Ahead)],
    };
    cell.push(Entry::new(event, Mark::Event));
    cell.push(Entry::new(quotes.words(claim.trigger), Mark::Faint));
    cell
}

fn parties(claim: &Claim, quotes: &Quotes<'_>) -> Cell {
    let actors = claim.actor.iter().map(|p| name(p.span, quotes));
    let targets = claim.target.iter().map(|p| Entry::signed("→ ", quotes.words(p.span), Mark::Plain));
    actors.chain(targets).collect()
}

fn when(claim: &Claim, quotes: &Quotes<'_>) -> Cell {
    let Some(date) = &claim.date else { return Vec::new() };
    match &date.iso {
        Some(iso) => iso.split_inclusive('/').map(|part| Entry::new(part, Mark::Plain)).collect(),
        // Said, but from no day that is known.
        None => vec![Entry::signed("? ", quotes.words(date.span), Mark::Faint)],
    }
}

/// `killed 13 civilians`, `injured ≥40`, `dozens killed`.
fn count(count: &Count) -> String {
    let number = match (count.n, count.to, count.bound) {
        (Some(n), Some(to), _) => format!(" {n}–{to}"),
        (Some(n), None, Bound::AtLeast) => format!(" ≥{n}"),
        (Some(n), None, Bound::AtMost) => format!(" ≤{n}"),
        (Some(n), None, Bound::About) => format!(" ~{n}"),
        (Some(n), None, _) => format!(" {n}"),
        (None, _, Bound::Exact) => String::new(),
        (None, _, bound) => format!(" {bound} of"),
    };
    let since = count.since.as_ref().map(|s| format!(" since {s}")).unwrap_or_default();
    let part = if count.part { " (part)" } else { "" };
    format!("{}{number} {}{since}{part}", count.harm, count.who.replace('_', " ")).replace('_', " ")
}
