//! The commands that ask the ledger.

mod account;
mod decide;
mod history;
mod sources;
mod stats;

use riwaya_ledger::{Filter, Ledger, LedgerError};
use riwaya_reader::record::Quotes;
use riwaya_server::view::Hit;

pub use account::{account, contests, incident, incidents, tolls, truce, truces};
pub use decide::run as decide;
pub use history::run as history;
pub use sources::run as sources;
pub use stats::run as stats;

use super::print;
use crate::cli::ledger::{ClaimsArgs, FilterArgs, LedgerArgs, LedgerCommand, SearchArgs};
use crate::fault::Fault;
use crate::show::account::object;
use crate::show::columns::{Column, Entry};
use crate::show::list::List;
use crate::show::{Mark, claims as show};
use crate::{Outcome, tell};

fn open(args: &LedgerArgs) -> Result<Ledger, Fault> {
    Ok(Ledger::open_existing(&args.ledger)?.mapped()?.on_waiting(|| tell(&Fault::Waiting)))
}

/// What is asked for; a truce stands for the days from its first.
fn filter(ledger: &mut Ledger, args: &FilterArgs) -> Result<Filter, LedgerError> {
    let since = args.since_truce.as_deref().map(|id| truce_day(ledger, id)).transpose()?;
    Ok(Filter {
        from: args.from.max(since),
        to: args.to,
        place: args.place.clone(),
        party: args.party.clone(),
        source: args.source.clone(),
        outlet: args.outlet.clone(),
        events: args.event.clone(),
        stances: args.stance.clone(),
        confidence: args.confidence,
    })
}

/// The day on which a truce begins, else that of its agreement.
fn truce_day(ledger: &mut Ledger, written: &str) -> Result<jiff::civil::Date, LedgerError> {
    let id = ledger.claim_id(written)?;
    let (truce, _) = ledger.truce(id)?.ok_or_else(|| LedgerError::Unknown(written.to_owned()))?;
    truce.start.or(truce.agreed).ok_or_else(|| LedgerError::Undated(written.to_owned()))
}

/// `riwaya claims`
///
/// # Errors
/// When the ledger cannot be read, or holds nobody and no place of a name asked for.
pub fn claims(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    let (claims, more) = ledger.claims(&filter, args.list.limit)?;
    let mut list = show::list(&claims, args.list.lang);
    list.note = more.then(|| format!("the newest {}; more with --limit", claims.len()));
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

const FOUND: [Column; 4] = [
    Column { heading: "published", least: 10, share: 0 },
    Column { heading: "report", least: 12, share: 2 },
    Column { heading: "where the words stand", least: 30, share: 7 },
    Column { heading: "claims", least: 6, share: 0 },
];

/// `riwaya search`
///
/// # Errors
/// When the ledger cannot be read.
pub fn search(args: &SearchArgs) -> Result<Outcome, Fault> {
    let lexicon = riwaya_reader::Reader::builtin().lexicon();
    let limit = if args.list.limit == 0 { usize::MAX } else { args.list.limit };
    let (hits, total) = open(&args.ledger)?.search(lexicon, &args.words.join(" "), (args.from, args.to), limit)?;
    let mut list = List { columns: FOUND.to_vec(), ..List::default() };
    for hit in &hits {
        let quotes = Quotes::new(&hit.document.text);
        let sentence = hit.sentence.map(|s| quotes.words(s)).unwrap_or_default();
        let day = hit.published.map(|d| d.to_string());
        let mut report = vec![Entry::new(&*hit.name, Mark::Strong)];
        report.extend(hit.document.outlet.as_deref().map(|o| Entry::new(o, Mark::Faint)));
        list.rows.push(vec![
            vec![Entry::new(day.unwrap_or_default(), Mark::Plain)],
            report,
            vec![Entry::new(sentence, Mark::Plain)],
            vec![Entry::new(hit.claims.to_string(), Mark::Plain)],
        ]);
        list.records.push(object(Hit::from(hit)));
    }
    list.note = (total > hits.len()).then(|| format!("the newest {} of {total} reports", hits.len()));
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

/// `riwaya ledger verify`
///
/// # Errors
/// When the ledger cannot be read, or was altered: every place is told.
pub fn look_after(which: &LedgerCommand) -> Result<Outcome, Fault> {
    let LedgerCommand::Verify(args) = which;
    let verified = open(args)?.verify()?;
    if !verified.faults.is_empty() {
        return Err(Fault::Altered { file: args.ledger.clone(), what: verified.faults });
    }
    let head = verified.head.map(|h| format!(", the last of them {h}")).unwrap_or_default();
    print(&format!(
        "as it was written: {} reports, {} readings, {} names, {} decisions{head}\n",
        verified.documents, verified.readings, verified.names, verified.decisions
    ))?;
    Ok(Outcome::Well)
}
