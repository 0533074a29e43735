//! `riwaya account`, `incidents`, `incident`, `contests`, `tolls`: what the claims of all reports tell together.

use riwaya_ledger::account::Incident;
use riwaya_ledger::{LedgerError, Lengths, Listing, Order, Page};

use super::{filter, open};
use crate::Outcome;
use crate::cli::ledger::{ClaimsArgs, IncidentArgs, TruceArgs};
use crate::command::print;
use crate::fault::Fault;
use crate::show::Screen;
use crate::show::account as show;
use crate::show::list::List;
use crate::show::truce as truce_list;

/// The part of a list that is asked for: its beginning.
const fn page(args: &ClaimsArgs) -> Page {
    Page { after: None, limit: args.list.limit, order: Order::Oldest }
}

/// Prints a list, and says what is left out of it.
fn finish(mut list: List, left_out: Option<Option<usize>>, args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let limit = args.list.limit;
    list.note = left_out.map(|all| match all {
        Some(all) => format!("the first {limit} of {all}; more with --limit"),
        None => format!("the first {limit}; more with --limit"),
    });
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

/// How many there are where some were left out, as far as it is known.
fn left_out<T>(listing: &Listing<T>) -> Option<Option<usize>> {
    listing.next.as_ref().map(|_| listing.total)
}

/// Lists incidents in the order of their days.
///
/// # Errors
/// When the ledger cannot be read, or holds nobody and no place of a name asked for.
pub fn incidents(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    let listing = ledger.incidents(&filter, &page(args))?;
    let found: Vec<&Incident> = listing.found.iter().collect();
    finish(show::incidents(&listing.account, &found, args.list.lang), left_out(&listing), args)
}

/// Shows one incident: each claim about it, and what holds it to the others.
///
/// # Errors
/// When there is no such incident.
pub fn incident(args: &IncidentArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let id = ledger.claim_id(&args.id)?;
    let unknown = || LedgerError::Unknown(args.id.clone());
    let (incident, account) = ledger.incident(id)?.ok_or_else(unknown)?;
    let claims = ledger.found(&incident.claims.iter().map(|(c, _)| *c).collect())?;
    print(&show::incident(&account, (&incident, &claims), &args.list)?)?;
    Ok(Outcome::Well)
}

/// Lists what some assert and others deny, and numbers that differ.
///
/// # Errors
/// As [`incidents`].
pub fn contests(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    let listing = ledger.contests(&filter, &page(args))?;
    let found: Vec<_> = listing.found.iter().collect();
    finish(show::contests(&listing.account, &found, args.list.lang), left_out(&listing), args)
}

/// Lists the counts of each series in the order of time.
///
/// # Errors
/// As [`incidents`].
pub fn tolls(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    // A series has a row at least, so no more of them than rows are asked for can be seen.
    let listing = ledger.toll_series(&filter, &page(args))?;
    let found: Vec<_> = listing.found.iter().collect();
    let mut list = show::tolls(&listing.account, &found, args.list.lang);
    let (rows, limit) = (list.rows.len(), args.list.limit);
    let whole = listing.next.is_none().then_some(rows);
    if limit == 0 || rows <= limit && whole.is_some() {
        return finish(list, None, args);
    }
    list.rows.truncate(limit);
    list.records.truncate(limit);
    finish(list, Some(whole), args)
}

/// Lists truces in the order of their days.
///
/// # Errors
/// As [`incidents`].
pub fn truces(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    let listing = ledger.truces(&filter, &page(args))?;
    let found: Vec<_> = listing.found.iter().collect();
    finish(truce_list::truces(&listing.account, &found, args.list.lang), left_out(&listing), args)
}

/// Shows one truce as each party has it, on a day or as last told.
///
/// # Errors
/// When there is no such truce.
pub fn truce(args: &TruceArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let id = ledger.claim_id(&args.id)?;
    let unknown = || LedgerError::Unknown(args.id.clone());
    let (truce, account) = ledger.truce(id)?.ok_or_else(unknown)?;
    let span = ledger.truce_span(&truce)?;
    print(&truce_list::truce(&account, (&truce, &span), args.on, &args.list)?)?;
    Ok(Outcome::Well)
}

/// Rows of each part of the overview.
const MOST: Lengths = Lengths { incidents: 8, contests: 8, tolls: 16, tolls_of_incidents: false, truces: 4 };

/// One screen: incidents, the contested ones, each side's toll, truces and alleged violations.
///
/// # Errors
/// When the ledger cannot be read.
pub fn account(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    let overview = ledger.overview(&filter, &MOST)?;
    print(&show::overview(&overview, &Screen::new(args.list.display), args.list.lang))?;
    Ok(Outcome::Well)
}
