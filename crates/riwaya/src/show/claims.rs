//! Claims of many reports in one list.

use riwaya_ledger::Found;
use riwaya_ledger::model::{Name, PlaceName};
use riwaya_reader::{Bound, Count, Stance};
use riwaya_server::view::Claim;

use super::Mark;
use super::account::object;
use super::columns::{Cell, Column, Entry};
use super::labels;
use super::list::List;
use crate::cli::ledger::Lang;

const COLUMNS: [Column; 8] = [
    Column { heading: "when", least: 10, share: 0 },
    Column { heading: "who says", least: 14, share: 4 },
    Column { heading: "what", least: 12, share: 2 },
    Column { heading: "who → whom", least: 14, share: 4 },
    Column { heading: "where", least: 8, share: 3 },
    Column { heading: "how many", least: 9, share: 2 },
    Column { heading: "report", least: 10, share: 3 },
    Column { heading: "claim", least: 21, share: 0 },
];

/// A list of claims.
#[must_use]
pub fn list(claims: &[Found], lang: Lang) -> List {
    List {
        columns: COLUMNS.to_vec(),
        rows: claims.iter().map(|c| row(c, lang)).collect(),
        records: claims.iter().map(|c| object(Claim::from(c))).collect(),
        note: None,
    }
}

fn row(found: &Found, lang: Lang) -> Vec<Cell> {
    let claim = &found.claim;
    let plain = |text: &str| Entry::new(text, Mark::Plain);
    let sources = match claim.chain.as_slice() {
        [] => vec![Entry::new(labels::own_voice(lang), Mark::Faint)],
        chain => {
            let sign = |i: usize| if i == 0 { "" } else { "› " };
            let link = |(i, l): (usize, &riwaya_ledger::model::Link)| {
                Entry::signed(sign(i), party_label(&l.party.name, lang), Mark::Plain)
            };
            chain.iter().enumerate().map(link).collect()
        }
    };
    let actors = claim.actor.iter().map(|p| plain(&party_label(&p.name, lang)));
    let targets = claim.target.iter().map(|p| Entry::signed("→ ", party_label(&p.name, lang), Mark::Plain));
    vec![
        when(found),
        sources,
        what(found, lang),
        actors.chain(targets).collect(),
        claim.place.iter().map(|p| plain(&place_label(&p.name, lang))).collect(),
        claim.counts.iter().map(|c| plain(&count(c))).collect(),
        vec![Entry::new(&*found.name, Mark::Faint)],
        vec![Entry::new(claim.id.to_string(), Mark::Faint)],
    ]
}

fn when(found: &Found) -> Cell {
    match (found.claim.days(), &found.claim.date, found.published) {
        (Some(days), _, _) => {
            let days = days.to_string();
            days.split_inclusive('/').map(|part| Entry::new(part, Mark::Plain)).collect()
        }
        (None, Some(date), _) => vec![Entry::signed("? ", &*date.words.words, Mark::Faint)],
        // The day of the report, where the claim names none.
        (None, None, Some(day)) => vec![Entry::new(format!("({})", day.strftime("%m-%d")), Mark::Faint)],
        _ => Vec::new(),
    }
}

fn what(found: &Found, lang: Lang) -> Cell {
    let claim = &found.claim;
    let stance = labels::stance(claim.stance, lang);
    let mut cell = match claim.stance {
        Stance::Asserts => Vec::new(),
        Stance::Denies | Stance::Rejects => vec![Entry::signed("✗ ", stance, Mark::Against)],
        Stance::Plans => vec![Entry::signed("→ ", stance, Mark::Ahead)],
        Stance::Demands | Stance::Threatens => vec![Entry::signed("! ", stance, Mark::Ahead)],
    };
    cell.push(Entry::new(labels::event(claim.event, lang), Mark::Event));
    cell.push(Entry::new(&*claim.trigger.words, Mark::Faint));
    cell
}

/// A party by its label, else as the report has it.
#[must_use]
pub fn party_label(name: &Name, lang: Lang) -> String {
    let label = match lang {
        Lang::Ar => &name.identity.arabic,
        Lang::En => &name.identity.english,
    };
    label.as_deref().unwrap_or(&name.words).to_owned()
}

/// A place by its label, else as the report has it.
#[must_use]
pub fn place_label(name: &PlaceName, lang: Lang) -> String {
    let label = name.entry.as_ref().map(|e| if lang == Lang::Ar { &e.arabic } else { &e.english });
    label.filter(|l| !l.is_empty()).unwrap_or(&name.words).to_string()
}

/// `killed 13 civilians`, `injured ≥40`, `dozens killed`.
#[must_use]
pub fn count(count: &Count) -> String {
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
    format!("{}{number} {}{since}{part}", count.harm, count.who).replace('_', " ")
}
