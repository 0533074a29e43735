//! `riwaya account`, `incidents`, `incident`, `contests`, `tolls`: what the claims of all reports tell together.

use std::collections::HashSet;

use riwaya_ledger::account::{Contest, Incident, TollSeries, Truce};
use riwaya_ledger::{Account, ClaimId, Filter, LedgerError, Part};
use riwaya_server::view::{day_of, in_time};

use super::{filter, open};
use crate::Outcome;
use crate::cli::ledger::{ClaimsArgs, IncidentArgs, TruceArgs};
use crate::command::print;
use crate::fault::Fault;
use crate::show::Screen;
use crate::show::account as show;
use crate::show::list::List;
use crate::show::truce as truce_list;

/// These parts of the account, and the claims that a filter asks for; absent where it asks for all.
fn asked(args: &ClaimsArgs, parts: &[Part]) -> Result<(Account, Option<HashSet<ClaimId>>), Fault> {
    let mut ledger = open(&args.ledger)?;
    let filter = filter(&mut ledger, &args.filter)?;
    let wanted = if filter == Filter::default() { None } else { Some(ledger.claim_ids(&filter)?) };
    Ok((ledger.account_with(parts)?, wanted))
}

fn wants(wanted: Option<&HashSet<ClaimId>>, mut claims: impl Iterator<Item = ClaimId>) -> bool {
    wanted.is_none_or(|w| claims.any(|c| w.contains(&c)))
}

/// Cuts what was found to as many as were asked for, and gives the number of all.
fn cut<T>(found: &mut Vec<T>, args: &ClaimsArgs) -> usize {
    let all = found.len();
    if args.list.limit > 0 {
        found.truncate(args.list.limit);
    }
    all
}

/// Prints a list cut to what was asked for, and says what is left out of `all`.
fn finish(mut list: List, all: usize, args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let limit = args.list.limit;
    if limit > 0 && all > limit {
        list.rows.truncate(limit);
        list.records.truncate(limit);
        list.note = Some(format!("the first {limit} of {all}; more with --limit"));
    }
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

/// Lists incidents in the order of their days.
///
/// # Errors
/// When the ledger cannot be read, or holds nobody and no place of a name asked for.
pub fn incidents(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let (account, wanted) = asked(args, &[Part::Incidents, Part::Extremes, Part::Contests])?;
    let is_asked = |i: &&Incident| wants(wanted.as_ref(), i.claims.iter().map(|(c, _)| *c));
    let mut found: Vec<&Incident> = account.incidents.iter().filter(is_asked).collect();
    found.sort_by_cached_key(|i| in_time(i));
    let all = cut(&mut found, args);
    finish(show::incidents(&account, &found, args.list.lang), all, args)
}

/// Shows one incident: each claim about it, and what holds it to the others.
///
/// # Errors
/// When there is no such incident.
pub fn incident(args: &IncidentArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let id = ledger.claim_id(&args.id)?;
    let account = ledger.account_with(&[Part::Incidents, Part::Extremes, Part::Contests])?;
    let unknown = || LedgerError::Unknown(args.id.clone());
    let incident = account.incident_of(id).ok_or_else(unknown)?;
    let claims = ledger.found(&incident.claims.iter().map(|(c, _)| *c).collect())?;
    print(&show::incident(&account, (incident, &claims), &args.list)?)?;
    Ok(Outcome::Well)
}

/// Lists what some assert and others deny, and numbers that differ.
///
/// # Errors
/// As [`incidents`].
pub fn contests(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let (account, wanted) = asked(args, &[Part::Incidents, Part::Contests, Part::Truces])?;
    let words = |c: &Contest| {
        let numbers = c.numbers.iter().flat_map(|n| &n.told).map(|t| t.word.claim);
        c.asserting.iter().chain(&c.denying).map(|w| w.claim).chain(numbers).collect::<Vec<_>>()
    };
    let mut found: Vec<&Contest> =
        account.contests.iter().filter(|c| wants(wanted.as_ref(), words(c).into_iter())).collect();
    found.sort_by_cached_key(|c| (day_of(&account, c.about), c.about));
    let all = cut(&mut found, args);
    finish(show::contests(&account, &found, args.list.lang), all, args)
}

/// Lists the counts of each series in the order of time.
///
/// # Errors
/// As [`incidents`].
pub fn tolls(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let (account, wanted) = asked(args, &[Part::Incidents, Part::Tolls])?;
    let is_asked = |t: &&TollSeries| wants(wanted.as_ref(), t.points.iter().map(|p| p.word.claim));
    let mut found: Vec<&TollSeries> = account.tolls.iter().filter(is_asked).collect();
    // A series has a row at least, so no more of them than rows are asked for can be seen.
    let rows = found.iter().map(|t| t.points.len()).sum();
    cut(&mut found, args);
    finish(show::tolls(&account, &found, args.list.lang), rows, args)
}

/// Lists truces in the order of their days.
///
/// # Errors
/// As [`incidents`].
pub fn truces(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let (account, wanted) = asked(args, &[Part::Truces])?;
    let mut found: Vec<&Truce> =
        account.truces.iter().filter(|t| wants(wanted.as_ref(), t.claims.iter().copied())).collect();
    found.sort_by_key(|t| (t.day(), t.id));
    let all = cut(&mut found, args);
    finish(truce_list::truces(&account, &found, args.list.lang), all, args)
}

/// Shows one truce as each party has it, on a day or as last told.
///
/// # Errors
/// When there is no such truce.
pub fn truce(args: &TruceArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let id = ledger.claim_id(&args.id)?;
    let account = ledger.account_with(&[Part::Truces])?;
    let unknown = || LedgerError::Unknown(args.id.clone());
    let truce = account.truce_of(id).ok_or_else(unknown)?;
    print(&truce_list::truce(&account, truce, args.on, &args.list)?)?;
    Ok(Outcome::Well)
}

/// One screen: incidents, the contested ones, each side's toll, truces and alleged violations.
///
/// # Errors
/// When the ledger cannot be read.
pub fn account(args: &ClaimsArgs) -> Result<Outcome, Fault> {
    let (account, wanted) = asked(args, &Part::ALL)?;
    let screen = Screen::new(args.list.display);
    let kept = |id: ClaimId| wanted.as_ref().is_none_or(|w| w.contains(&id));
    print(&show::overview(&account, &screen, args.list.lang, &kept))?;
    Ok(Outcome::Well)
}
