//! `riwaya sources`: who speaks, how they hold what they say, through whom it comes.

use riwaya_ledger::{Channel, SourceTally};
use riwaya_reader::Stance;
use riwaya_server::view::Source;

use super::open;
use crate::Outcome;
use crate::cli::ledger::{Lang, ListOnlyArgs};
use crate::command::print;
use crate::fault::Fault;
use crate::show::account::object;
use crate::show::columns::{Column, Entry};
use crate::show::list::List;
use crate::show::{Mark, labels};

const COLUMNS: [Column; 7] = [
    Column { heading: "who says", least: 20, share: 4 },
    Column { heading: "claims", least: 7, share: 0 },
    Column { heading: "of them denies", least: 14, share: 0 },
    Column { heading: "others deny", least: 11, share: 0 },
    Column { heading: "revised", least: 7, share: 0 },
    Column { heading: "demands, plans, threatens", least: 25, share: 0 },
    Column { heading: "through", least: 20, share: 5 },
];

/// Channels shown in a table.
const MOST_CHANNELS: usize = 3;

/// Lists the sources of most claims.
///
/// # Errors
/// When the ledger cannot be read.
pub fn run(args: &ListOnlyArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    ledger.reconcile()?;
    let sources = ledger.sources(args.list.limit)?;
    let mut list = List { columns: COLUMNS.to_vec(), ..List::default() };
    for source in &sources {
        list.rows.push(row(source, args.list.lang));
        list.records.push(object(Source::from(source)));
    }
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

fn row(source: &SourceTally, lang: Lang) -> Vec<Vec<Entry>> {
    let held = |stances: &[Stance]| -> i64 {
        source.stances.iter().filter(|(s, _)| stances.contains(s)).map(|(_, n)| n).sum()
    };
    let number = |n: i64| vec![Entry::new(if n == 0 { String::new() } else { n.to_string() }, Mark::Plain)];
    let who = match source.key {
        Some(_) => Entry::new(label(&source.arabic, source.english.as_deref(), lang), Mark::Plain),
        None => Entry::new(labels::own_voice(lang), Mark::Faint),
    };
    let through = |c: &Channel| {
        Entry::new(format!("{} ×{}", label(&c.arabic, c.english.as_deref(), lang), c.claims), Mark::Plain)
    };
    vec![
        vec![who],
        number(source.claims),
        number(held(&[Stance::Denies, Stance::Rejects])),
        number(source.disputed.denied_by_others as i64),
        number(source.disputed.revised as i64),
        number(held(&[Stance::Demands, Stance::Plans, Stance::Threatens])),
        source.channels.iter().filter(|c| c.key.is_some()).take(MOST_CHANNELS).map(through).collect(),
    ]
}

fn label(arabic: &str, english: Option<&str>, lang: Lang) -> String {
    match lang {
        Lang::Ar => arabic.to_owned(),
        Lang::En => english.unwrap_or(arabic).to_owned(),
    }
}
