//! Lists of the account, a page at a time: what is shown is made of its rows, the rest is not read.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::asked::Asked;
use super::filter::FEW;
use super::gist::Reports;
use super::incident::{Composed, blob, composed};
use super::reconcile::Totals;
use super::series::{self, SeriesRow};
use super::{Filter, Ledger, LedgerError, incident, labels, reconcile, truces};
use crate::account::{Contest, Incident, Matter, Scope, TollSeries, Truce, in_order, points};
use crate::model::ClaimId;

/// Which part of a list is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What comes after this; absent for the beginning.
    pub after: Option<Cursor>,
    /// At most so many; 0 for all.
    pub limit: usize,
    /// In which order the list comes.
    pub order: Order,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By day, the oldest first; toll series by whose they are, of what, and since when.
    #[default]
    Oldest,
    /// By day, the newest first; toll series by the day of their last count.
    Newest,
    /// What most tell of first: incidents by independent origins, then claims; contests in which somebody asserts and
    /// somebody denies before those of numbers alone, then by claims; toll series by counts; truces by claims.
    Weight,
}

/// A place in a list of one order. It holds as long as the ledger does not change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(Vec<Column>);

/// A value by which a list is ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Column {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = postcard::to_allocvec(self).map_err(|_| fmt::Error)?;
        bytes.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = LedgerError;
    fn from_str(written: &str) -> Result<Self, LedgerError> {
        let wrong = || LedgerError::Unknown(written.to_owned());
        let byte = |at: usize| written.get(at..at + 2).and_then(|b| u8::from_str_radix(b, 16).ok());
        let bytes: Option<Vec<u8>> = (0..written.len()).step_by(2).map(byte).collect();
        postcard::from_bytes(&bytes.ok_or_else(wrong)?).map_err(|_| wrong())
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    /// What was found, in order.
    pub found: Vec<T>,
    /// What is needed to tell of it: labels, and what it refers to. Nothing else of the account is here.
    pub account: Account,
    /// How many there are in all; absent where only looking at each of them would tell.
    pub total: Option<usize>,
    /// Reports that came in, or whose claims changed, since the account was reconciled: the list does not tell of them.
    /// Always 0 where the ledger can be written, since it is then reconciled first.
    pub waiting: usize,
    /// Where the list goes on; absent at its end.
    pub next: Option<Cursor>,
}

/// A list as it lies in the ledger.
pub(super) struct Rows {
    table: &'static str,
    /// Which of its rows; empty for all.
    only: &'static str,
    /// How many there are.
    total: fn(&Totals) -> i64,
    /// The columns by which it is ordered, one way or the other.
    listed: &'static [&'static str],
    newest: &'static [&'static str],
    weight: &'static [&'static str],
    /// What tells a row from others, and the number of what it tells of.
    row: &'static [&'static str],
    /// Whether what is behind a row stands beside it.
    behind: bool,
    /// So many reports may be looked at before the list is gone through; none where a list is short and tells what is behind
    /// its rows.
    few: usize,
}

const INCIDENTS: Rows = Rows {
    table: "incident",
    only: "",
    total: |totals| totals.incidents,
    listed: &["day", "name"],
    newest: &["day", "name"],
    weight: &["origins", "claims", "day", "name"],
    row: &["id"],
    behind: false,
    few: FEW,
};
const CONTESTS: Rows = Rows {
    table: "contest",
    only: "",
    total: |totals| totals.contests,
    listed: &["day", "matter", "name"],
    newest: &["day", "matter", "name"],
    weight: &["opposed", "words", "day", "matter", "name"],
    row: &["matter", "about"],
    behind: true,
    few: 0,
};
const TOLLS: Rows = Rows {
    table: "toll",
    only: "",
    total: |totals| totals.tolls,
    listed: &["victims", "harm", "who", "scope", "since", "name"],
    newest: &["day", "victims", "harm", "who", "scope", "since", "name"],
    weight: &["points", "day", "victims", "harm", "who", "scope", "since", "name"],
    row: &["victims", "harm", "who", "scope", "since", "name", "incident"],
    behind: true,
    few: FEW,
};
const TRUCES: Rows = Rows {
    table: "truce",
    only: "",
    total: |totals| totals.truces,
    listed: &["day", "name"],
    newest: &["day", "name"],
    weight: &["claims", "day", "name"],
    row: &["id"],
    behind: true,
    few: 0,
};

/// Incidents told as facts.
pub(super) const ACTUAL: Rows = Rows { only: "l.actual = 1", total: |totals| totals.actual, ..INCIDENTS };
/// Contests in which somebody asserts and somebody denies.
pub(super) const OPPOSED: Rows = Rows { only: "l.opposed = 1", total: |totals| totals.opposed, ..CONTESTS };
/// Toll series that run over many events.
pub(super) const RUNNING: Rows = Rows { only: "l.incident = 0", total: |totals| totals.running, few: 0, ..TOLLS };

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
        let Some(seats) = incident::seats(self.db, number)? else { return Ok(None) };
        if !self.asked.wants_of(seats.iter().map(|(seat, _)| *seat))? {
            return Ok(None);
        }
        let found = composed(self.db, self.reports, &seats)?;
        Ok(Some((found, seats)))
    }

    fn contest(&mut self, matter: i64, about: i64) -> Result<Option<Contest>, LedgerError> {
        if matter == 0 {
            let Some((found, seats)) = self.incident(about)? else { return Ok(None) };
            let contest = incident::contest(self.db, self.reports, &found, &seats)?;
            self.account.incidents.push(found.incident);
            return Ok(contest);
        }
        let Some(truce) = truces::truce(self.db, self.reports, about)? else { return Ok(None) };
        let matter = if matter == 1 { Matter::Truce } else { Matter::Violation };
        let Some(contest) = truces::contest(self.db, self.reports, &truce, matter)? else { return Ok(None) };
        self.account.truces.push(truce);
        Ok(Some(contest))
    }

    fn series(&mut self, wanted: &SeriesRow, incident: i64) -> Result<Option<TollSeries>, LedgerError> {
        if incident == 0 {
            let asked = self.asked.wants_running(wanted)?;
            return if asked { series::running(self.db, self.reports, wanted).map(Some) } else { Ok(None) };
        }
        let Some((found, _)) = self.incident(incident)? else { return Ok(None) };
        let series = series_of(&found, wanted);
        self.account.incidents.push(found.incident);
        Ok(series)
    }
}

impl Ledger {
    /// The incidents of which a claim is asked for, in the order of their days; with low and high of their numbers and
    /// what is contested of them.
    ///
    /// # Errors
    /// When the ledger cannot be read or written, or holds nobody and no place of a name asked for.
    pub fn incidents(&mut self, filter: &Filter, page: &Page) -> Result<Listing<Incident>, LedgerError> {
        self.incidents_of(&INCIDENTS, filter, page)
    }

    pub(super) fn incidents_of(
        &mut self,
        rows: &Rows,
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing<Incident>, LedgerError> {
        self.listing((filter, page), rows, |source, row| {
            let Some((found, seats)) = source.incident(number(row, 0))? else { return Ok(None) };
            source.account.learn_extremes(&found.incident, &found.claims);
            source.account.contests.extend(incident::contest(source.db, source.reports, &found, &seats)?);
            Ok(Some(found.incident))
        })
    }

    /// The contests of which a claim is asked for, in the order of their days; with the incidents and truces that they
    /// are about.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn contests(&mut self, filter: &Filter, page: &Page) -> Result<Listing<Contest>, LedgerError> {
        self.contests_of(&CONTESTS, filter, page)
    }

    pub(super) fn contests_of(
        &mut self,
        rows: &Rows,
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing<Contest>, LedgerError> {
        self.listing((filter, page), rows, |source, row| source.contest(number(row, 0), number(row, 1)))
    }

    /// The toll series of which a claim is asked for, in the order of their keys; with the incidents that they are of.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn toll_series(&mut self, filter: &Filter, page: &Page) -> Result<Listing<TollSeries>, LedgerError> {
        self.tolls_of(&TOLLS, filter, page)
    }

    pub(super) fn tolls_of(
        &mut self,
        rows: &Rows,
        filter: &Filter,
        page: &Page,
    ) -> Result<Listing<TollSeries>, LedgerError> {
        self.listing((filter, page), rows, |source, row| source.series(&series_row(row), number(row, 6)))
    }

    /// The truces of which a claim is asked for, in the order of their days.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn truces(&mut self, filter: &Filter, page: &Page) -> Result<Listing<Truce>, LedgerError> {
        self.listing((filter, page), &TRUCES, |source, row| {
            let Some(truce) = truces::truce(source.db, source.reports, number(row, 0))? else { return Ok(None) };
            source.account.truces.push(truce.clone());
            Ok(Some(truce))
        })
    }

    /// The incident that a claim tells of, with what [`Self::incidents`] gives besides.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn incident(&mut self, claim: ClaimId) -> Result<Option<(Incident, Account)>, LedgerError> {
        self.with_made(|db, _| {
            let reports = &mut Reports::new(db);
            let Some(number) = incident::of_claim(db, reports, claim)? else { return Ok(None) };
            let Some(seats) = incident::seats(db, number)? else { return Ok(None) };
            let found = composed(db, reports, &seats)?;
            let mut account = Account::default();
            account.learn_extremes(&found.incident, &found.claims);
            account.contests.extend(incident::contest(db, reports, &found, &seats)?);
            account.incidents.push(found.incident.clone());
            account.learn_own_labels(db)?;
            Ok(Some((found.incident, account)))
        })
    }

    /// The truce that a claim speaks of.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn truce(&mut self, claim: ClaimId) -> Result<Option<(Truce, Account)>, LedgerError> {
        self.with_made(|db, _| {
            let Some(number) = truces::of_claim(db, claim)? else { return Ok(None) };
            let Some(truce) = truces::truce(db, &mut Reports::new(db), number)? else { return Ok(None) };
            let mut account = Account { truces: vec![truce.clone()], ..Account::default() };
            account.learn_own_labels(db)?;
            Ok(Some((truce, account)))
        })
    }

    fn listing<T: Clone>(
        &mut self,
        (filter, page): (&Filter, &Page),
        rows: &Rows,
        mut item: impl FnMut(&mut Source<'_, '_>, &[Column]) -> Result<Option<T>, LedgerError>,
    ) -> Result<Listing<T>, LedgerError>
    where
        Account: Holds<T>,
    {
        let named = self.named(filter)?;
        let asks = self.asks;
        self.with_made(|db, names| {
            let mut asked = Asked::new(db, names, filter, (&named, rows.few))?;
            let reports = &mut Reports::new(db);
            let waiting = if asks { reconcile::waiting(db)? } else { 0 };
            let mut listing =
                Listing { found: Vec::new(), account: Account::default(), total: None, waiting, next: None };
            let width = rows.order(page.order).len();
            if let Some(after) = page.after.as_ref().filter(|a| a.0.len() != width) {
                return Err(LedgerError::Unknown(after.to_string()));
            }
            let mut statement = db.prepare(&rows.query(&asked, page))?;
            let after = page.after.iter().flat_map(|c| &c.0).map(Column::value);
            let mut found = statement.query(params_from_iter(asked.values(rows.table).into_iter().chain(after)))?;
            let (mut count, mut last) = (0, None);
            while let Some(row) = found.next()? {
                let columns = (0..width + rows.row.len()).map(|c| Column::of(row.get(c)?));
                if rows.behind && !is_behind(&mut asked, row, width + rows.row.len())? {
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
                let mut source = Source { db, reports, asked: &mut asked, account: &mut part };
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
        })
    }
}

impl Rows {
    const fn order(&self, order: Order) -> &'static [&'static str] {
        match order {
            Order::Oldest => self.listed,
            Order::Newest => self.newest,
            Order::Weight => self.weight,
        }
    }

    fn query(&self, asked: &Asked<'_>, page: &Page) -> String {
        let Self { table, row, .. } = self;
        let named = |columns: &[&str]| columns.iter().map(|c| format!("l.{c}")).collect::<Vec<_>>();
        let order = named(self.order(page.order));
        let columns = order.join(", ");
        let (beyond, way) = if page.order == Order::Oldest { (">", "") } else { ("<", " DESC") };
        let mut conditions = asked.conditions(table);
        conditions.extend((!self.only.is_empty()).then(|| self.only.to_owned()));
        if let Some(after) = &page.after {
            let places = vec!["?"; after.0.len()].join(", ");
            conditions.push(format!("({columns}) {beyond} ({places})"));
        }
        let conditions =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let ways = order.iter().map(|c| format!("{c}{way}")).collect::<Vec<_>>().join(", ");
        let row = named(row).join(", ");
        let behind = if self.behind { ", l.behind" } else { "" };
        format!("SELECT {columns}, {row}{behind} FROM {} {conditions} ORDER BY {ways}", asked.source(table))
    }
}

impl Column {
    fn of(value: Value) -> Result<Self, LedgerError> {
        match value {
            Value::Integer(n) => Ok(Self::Number(n)),
            Value::Text(text) => Ok(Self::Text(text)),
            Value::Blob(bytes) => Ok(Self::Bytes(bytes)),
            _ => Err(LedgerError::Damaged("a list without order".to_owned())),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Number(n) => Value::from(*n),
            Self::Text(text) => Value::from(text.clone()),
            Self::Bytes(bytes) => Value::from(bytes.clone()),
        }
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

fn series_row(row: &[Column]) -> SeriesRow {
    let text = |column: usize| match row.get(column) {
        Some(Column::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let name = match row.get(5) {
        Some(Column::Bytes(name)) => name.clone(),
        _ => Vec::new(),
    };
    SeriesRow {
        victims: text(0),
        harm: number(row, 1),
        who: text(2),
        scope: number(row, 3),
        since: number(row, 4),
        name,
    }
}

/// A series of one incident.
fn series_of(Composed { incident, claims }: &Composed, wanted: &SeriesRow) -> Option<TollSeries> {
    let all = incident.claims.iter().flat_map(|(id, _)| points(*id, Some(incident), claims));
    let own = |key: &crate::account::TollKey| matches!(key.scope, Scope::Incident(_)) && SeriesRow::of(key) == *wanted;
    let (keys, counts): (Vec<_>, Vec<_>) = all.filter(|(key, _)| own(key)).unzip();
    Some(in_order(keys.into_iter().next()?, counts))
}

/// What is listed is part of the account that tells of it.
pub(super) trait Holds<T> {
    /// Puts it there.
    fn hold(&mut self, what: &T);
}

impl Holds<Incident> for Account {
    fn hold(&mut self, what: &Incident) {
        self.incidents.push(what.clone());
    }
}

impl Holds<Contest> for Account {
    fn hold(&mut self, what: &Contest) {
        self.contests.push(what.clone());
    }
}

impl Holds<TollSeries> for Account {
    fn hold(&mut self, what: &TollSeries) {
        self.tolls.push(what.clone());
    }
}

impl Holds<Truce> for Account {
    fn hold(&mut self, _: &Truce) {}
}

impl Account {
    /// Takes in what another holds.
    pub(super) fn take(&mut self, other: Self) {
        self.incidents.extend(other.incidents);
        self.contests.extend(other.contests);
        self.tolls.extend(other.tolls);
        self.truces.extend(other.truces);
        self.extremes.extend(other.extremes);
        self.labels.extend(other.labels);
    }

    /// Looks up the labels of all that it tells of.
    pub(super) fn learn_own_labels(&mut self, db: &Connection) -> Result<(), LedgerError> {
        let keys: BTreeSet<Box<str>> = self.keys().into_iter().map(Into::into).collect();
        for key in keys {
            if labels::known(&key).is_none()
                && let Some(label) = labels::told(db, &key)?
            {
                self.labels.insert(key, label);
            }
        }
        Ok(())
    }
}
