//! Lists under one filter: what is asked for is chosen row by row, and only what is shown is made.

use rusqlite::{Connection, Row, params_from_iter};

use super::LedgerError;
use super::account::Account;
use super::asked::Asked;
use super::filter::Named;
use super::gist::Reports;
use super::glance::Under;
use super::incident::{self, Composed, blob, composed};
use super::names::NameCache;
use super::pages::{Column, Cursor, Holds, Listing, Page, Rows, TRUCES};
use super::reconcile::Totals;
use super::series::{self, SeriesRow};
use super::truces;
use crate::account::{Contest, Incident, Matter, Scope, TollSeries, Truce, in_order, points};

/// The lists of one filter; what was looked at for one is known to the next.
pub(super) struct Lists<'a> {
    db: &'a Connection,
    asked: Asked<'a>,
    reports: Reports<'a>,
    /// Reports that wait to be reconciled.
    waiting: usize,
}

impl<'a> Lists<'a> {
    pub(super) fn new(
        (db, names): (&'a Connection, &'a mut NameCache),
        (under, named): (Under<'a>, &'a [Named]),
        waiting: usize,
    ) -> Result<Self, LedgerError> {
        Ok(Self { db, asked: Asked::new(db, names, under, named)?, reports: Reports::new(db), waiting })
    }

    /// Whether rows of a list are of many incidents, as far as a glance knows.
    pub(super) fn has_many(&self, rows: &Rows) -> bool {
        self.asked.has_many(rows)
    }

    /// Incidents, with low and high of their numbers and what is contested of them.
    pub(super) fn incidents(&mut self, rows: &Rows, page: &Page) -> Result<Listing<Incident>, LedgerError> {
        self.list(rows, page, |source, row| {
            let Some((found, seats)) = source.incident(number(row, 0))? else { return Ok(None) };
            source.account.learn_extremes(&found.incident, &found.claims);
            source.account.contests.extend(incident::contest(source.db, source.reports, &found, &seats)?);
            Ok(Some(found.incident))
        })
    }

    /// Contests, with what they are about.
    pub(super) fn contests(&mut self, rows: &Rows, page: &Page) -> Result<Listing<Contest>, LedgerError> {
        self.list(rows, page, |source, row| source.contest(number(row, 0), (number(row, 1), bytes(row, 2))))
    }

    /// Toll series, with the incidents that they are of.
    pub(super) fn tolls(&mut self, rows: &Rows, page: &Page) -> Result<Listing<TollSeries>, LedgerError> {
        self.list(rows, page, |source, row| source.series(&series_row(row), number(row, 6)))
    }

    /// Truces.
    pub(super) fn truces(&mut self, page: &Page) -> Result<Listing<Truce>, LedgerError> {
        self.list(&TRUCES, page, |source, row| {
            let Some(truce) = source.truce(number(row, 0), bytes(row, 1))? else { return Ok(None) };
            source.account.truces.push(truce.clone());
            Ok(Some(truce))
        })
    }

    fn list<T: Clone>(
        &mut self,
        rows: &Rows,
        page: &Page,
        mut item: impl FnMut(&mut Source<'a, '_>, &[Column]) -> Result<Option<T>, LedgerError>,
    ) -> Result<Listing<T>, LedgerError>
    where
        Account: Holds<T>,
    {
        self.asked.choose(rows, page)?;
        let listing = self.chosen(rows, page, &mut item)?;
        if listing.next.is_none() && self.asked.looks_further()? {
            return self.chosen(rows, page, &mut item);
        }
        Ok(listing)
    }

    /// A list of rows that are found as was chosen.
    fn chosen<T: Clone>(
        &mut self,
        rows: &Rows,
        page: &Page,
        mut item: impl FnMut(&mut Source<'a, '_>, &[Column]) -> Result<Option<T>, LedgerError>,
    ) -> Result<Listing<T>, LedgerError>
    where
        Account: Holds<T>,
    {
        let Self { db, asked, reports, waiting } = self;
        let (db, waiting) = (*db, *waiting);
        let mut listing = Listing { found: Vec::new(), account: Account::default(), total: None, waiting, next: None };
        let width = rows.order(page.order).len();
        if let Some(after) = page.after.as_ref().filter(|a| a.0.len() != width) {
            return Err(LedgerError::Unknown(after.to_string()));
        }
        let mut statement = db.prepare(&rows.query(asked, page))?;
        let after = page.after.iter().flat_map(|c| &c.0).map(Column::value);
        let mut found = statement.query(params_from_iter(asked.values(rows.table).into_iter().chain(after)))?;
        let (mut count, mut last) = (0, None);
        while let Some(row) = found.next()? {
            if asked.tires() {
                break;
            }
            let columns = (0..width + rows.row.len()).map(|c| Column::of(row.get(c)?));
            if rows.behind && !is_behind(asked, row, width + rows.row.len())? {
                continue;
            }
            let mut key = columns.collect::<Result<Vec<_>, LedgerError>>()?;
            let of = key.split_off(width);
            let full = page.limit > 0 && listing.found.len() == page.limit;
            if full && asked.is_all() {
                listing.next = last.take().map(Cursor);
                break;
            }
            let mut part = Account::default();
            let mut source = Source { db, reports, asked, account: &mut part };
            let Some(what) = item(&mut source, &of)? else { continue };
            count += 1;
            if full {
                // Nobody waits for the rest to be counted.
                listing.next = last.take().map(Cursor);
                break;
            }
            listing.account.take(part);
            listing.account.hold(&what);
            listing.found.push(what);
            last = Some(key);
        }
        let ended = listing.next.is_none() && page.after.is_none();
        listing.total = match asked.is_all() {
            true => usize::try_from((rows.total)(&Totals::of(db)?)).ok(),
            false => ended.then_some(count),
        };
        listing.account.sort();
        listing.account.learn_own_labels(db)?;
        Ok(listing)
    }
}

/// What a list is made of.
struct Source<'a, 'r> {
    db: &'a Connection,
    reports: &'r mut Reports<'a>,
    asked: &'r mut Asked<'a>,
    /// What is needed to tell of what is listed.
    account: &'r mut Account,
}

impl Source<'_, '_> {
    /// The incident of a number, where one of its claims is asked for.
    fn incident(&mut self, number: i64) -> Result<Option<(Composed, incident::Seats)>, LedgerError> {
        if !self.asked.may_want_incident(number) {
            return Ok(None);
        }
        let Some(seats) = incident::seats(self.db, number)? else { return Ok(None) };
        if !self.asked.wants_of(seats.iter().map(|(seat, _)| *seat))? {
            return Ok(None);
        }
        let found = composed(self.db, self.reports, &seats)?;
        Ok(Some((found, seats)))
    }

    /// The truce of a number and name.
    fn truce(&mut self, number: i64, name: &[u8]) -> Result<Option<Truce>, LedgerError> {
        let (db, reports) = (self.db, &mut *self.reports);
        self.asked.truce(name, || truces::truce(db, reports, number))
    }

    fn contest(&mut self, matter: i64, (about, name): (i64, &[u8])) -> Result<Option<Contest>, LedgerError> {
        if matter == 0 {
            let Some((found, seats)) = self.incident(about)? else { return Ok(None) };
            let contest = incident::contest(self.db, self.reports, &found, &seats)?;
            self.account.incidents.push(found.incident);
            return Ok(contest);
        }
        let Some(truce) = self.truce(about, name)? else { return Ok(None) };
        let matter = if matter == 1 { Matter::Truce } else { Matter::Violation };
        let Some(contest) = truces::contest(self.db, self.reports, &truce, matter)? else { return Ok(None) };
        self.account.truces.push(truce);
        Ok(Some(contest))
    }

    fn series(&mut self, wanted: &SeriesRow, incident: i64) -> Result<Option<TollSeries>, LedgerError> {
        if incident == 0 {
            let asked = self.asked.wants_running(wanted)?;
            let (db, reports) = (self.db, &mut *self.reports);
            let make = || series::running(db, reports, wanted).map(Some);
            return if asked { self.asked.running(wanted, make) } else { Ok(None) };
        }
        let Some((found, _)) = self.incident(incident)? else { return Ok(None) };
        let series = series_of(&found, wanted);
        self.account.incidents.push(found.incident);
        Ok(series)
    }
}

/// Whether a claim behind a row is asked for, as far as it stands beside it.
fn is_behind(asked: &mut Asked<'_>, row: &Row<'_>, column: usize) -> Result<bool, LedgerError> {
    match blob(row.get_ref(column)?) {
        [] => Ok(true),
        body => asked.wants_behind(body),
    }
}

fn number(row: &[Column], column: usize) -> i64 {
    match row.get(column) {
        Some(Column::Number(n)) => *n,
        _ => 0,
    }
}

fn bytes(row: &[Column], column: usize) -> &[u8] {
    match row.get(column) {
        Some(Column::Bytes(bytes)) => bytes,
        _ => &[],
    }
}

fn series_row(row: &[Column]) -> SeriesRow {
    let text = |column: usize| match row.get(column) {
        Some(Column::Text(text)) => text.clone(),
        _ => String::new(),
    };
    SeriesRow {
        victims: text(0),
        harm: number(row, 1),
        who: text(2),
        scope: number(row, 3),
        since: number(row, 4),
        name: bytes(row, 5).to_vec(),
    }
}

/// A series of one incident.
pub(super) fn series_of(Composed { incident, claims }: &Composed, wanted: &SeriesRow) -> Option<TollSeries> {
    let all = incident.claims.iter().flat_map(|(id, _)| points(*id, Some(incident), claims));
    let own = |key: &crate::account::TollKey| matches!(key.scope, Scope::Incident(_)) && SeriesRow::of(key) == *wanted;
    let (keys, counts): (Vec<_>, Vec<_>) = all.filter(|(key, _)| own(key)).unzip();
    Some(in_order(keys.into_iter().next()?, counts))
}
