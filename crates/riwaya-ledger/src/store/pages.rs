//! Lists of the account, a page at a time: what is shown is made of its rows, the rest is not read.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::asked::Asked;
use super::filter::FEW;
use super::gist::Reports;
use super::glance::{DaysFrom, Glanced, Under};
use super::incident::composed;
use super::lists::{Lists, series_of};
use super::reconcile::Totals;
use super::series::{self, SeriesRow};
use super::{Ledger, LedgerError, incident, labels, reconcile, truces};
use crate::account::{Contest, Incident, Matter, Scope, TollKey, TollSeries, Truce};
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
pub struct Cursor(pub(super) Vec<Column>);

/// A value by which a list is ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Column {
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
    pub(super) table: &'static str,
    /// Which of its rows; empty for all.
    pub(super) only: &'static str,
    /// How many there are.
    pub(super) total: fn(&Totals) -> i64,
    /// The columns by which it is ordered, one way or the other.
    listed: &'static [&'static str],
    newest: &'static [&'static str],
    weight: &'static [&'static str],
    /// What tells a row from others, and the number of what it tells of.
    pub(super) row: &'static [&'static str],
    /// Whether what is behind a row stands beside it.
    pub(super) behind: bool,
    /// So many reports may be looked at before the list is gone through; none where a list is short and tells what is behind
    /// its rows.
    pub(super) few: usize,
    /// Whether one of its rows may be told by thousands of reports: to list those that name whoever is asked for takes less
    /// than to look at each of them in vain.
    pub(super) of_many: bool,
    /// The incidents by which its rows can be looked up where a glance tells which are asked for; absent where a list is short.
    pub(super) of: Option<fn(&Glanced) -> bool>,
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
    of_many: false,
    of: Some(|_| true),
};
const CONTESTS: Rows = Rows {
    table: "contest",
    only: "",
    total: |totals| totals.contests,
    listed: &["day", "matter", "name"],
    newest: &["day", "matter", "name"],
    weight: &["opposed", "words", "day", "matter", "name"],
    row: &["matter", "about", "name"],
    behind: true,
    few: 0,
    of_many: false,
    of: Some(Glanced::is_contested),
};
pub(super) const TOLLS: Rows = Rows {
    table: "toll",
    only: "",
    total: |totals| totals.tolls,
    listed: &["victims", "harm", "who", "scope", "since", "name"],
    newest: &["day", "victims", "harm", "who", "scope", "since", "name"],
    weight: &["points", "day", "victims", "harm", "who", "scope", "since", "name"],
    row: &["victims", "harm", "who", "scope", "since", "name", "incident"],
    behind: true,
    few: FEW,
    of_many: false,
    of: Some(Glanced::is_counted),
};
pub(super) const TRUCES: Rows = Rows {
    table: "truce",
    only: "",
    total: |totals| totals.truces,
    listed: &["day", "name"],
    newest: &["day", "name"],
    weight: &["claims", "day", "name"],
    row: &["id", "name"],
    behind: true,
    few: 0,
    of_many: false,
    of: None,
};

/// Incidents told as facts.
pub(super) const ACTUAL: Rows = Rows { only: "l.actual = 1", total: |totals| totals.actual, ..INCIDENTS };
/// Contests in which somebody asserts and somebody denies.
pub(super) const OPPOSED: Rows = Rows { only: "l.opposed = 1", total: |totals| totals.opposed, ..CONTESTS };
/// Toll series that run over many events.
pub(super) const RUNNING: Rows =
    Rows { only: "l.incident = 0", total: |totals| totals.running, few: 0, of_many: true, of: None, ..TOLLS };
/// Toll series of more counts than most have: the others are soon looked at one by one.
pub(super) const LONG: Rows = Rows { only: "l.points > 2", ..TOLLS };

impl Ledger {
    /// Lists under one filter, each of what was reconciled.
    pub(super) fn lists<'u, T>(
        &mut self,
        under: impl Into<Under<'u>>,
        of: impl FnOnce(&mut Lists<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let under = under.into();
        let named = self.named(under.filter)?;
        let asks = self.asks;
        self.with_made(|db, names| {
            let waiting = if asks { reconcile::waiting(db)? } else { 0 };
            of(&mut Lists::new((db, names), (under, &named), waiting)?)
        })
    }

    /// The incidents of which a claim is asked for, in the order of their days; with low and high of their numbers and
    /// what is contested of them.
    ///
    /// # Errors
    /// When the ledger cannot be read or written, or holds nobody and no place of a name asked for.
    pub fn incidents<'u>(
        &mut self,
        under: impl Into<Under<'u>>,
        page: &Page,
    ) -> Result<Listing<Incident>, LedgerError> {
        self.lists(under, |lists| lists.incidents(&INCIDENTS, page))
    }

    /// The contests of which a claim is asked for, in the order of their days; with the incidents and truces that they
    /// are about.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn contests<'u>(&mut self, under: impl Into<Under<'u>>, page: &Page) -> Result<Listing<Contest>, LedgerError> {
        self.lists(under, |lists| lists.contests(&CONTESTS, page))
    }

    /// The toll series of which a claim is asked for, in the order of their keys; with the incidents that they are of.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn toll_series<'u>(
        &mut self,
        under: impl Into<Under<'u>>,
        page: &Page,
    ) -> Result<Listing<TollSeries>, LedgerError> {
        self.lists(under, |lists| lists.tolls(&TOLLS, page))
    }

    /// The truces of which a claim is asked for, in the order of their days.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn truces<'u>(&mut self, under: impl Into<Under<'u>>, page: &Page) -> Result<Listing<Truce>, LedgerError> {
        self.lists(under, |lists| lists.truces(page))
    }

    /// The incident that a claim tells of, with what [`Self::incidents`] gives besides.
    ///
    /// # Errors
    /// [`LedgerError::Awaited`] where a ledger that was opened only to be asked does not have it yet, since something was
    /// decided about the report; or when the ledger cannot be read or written.
    pub fn incident(&mut self, claim: ClaimId) -> Result<Option<(Incident, Account)>, LedgerError> {
        self.with_made(|db, _| {
            let reports = &mut Reports::new(db);
            let number = incident::of_claim(db, reports, claim)?;
            let Some(seats) = number.map_or(Ok(None), |number| incident::seats(db, number))? else {
                let is_awaited = reconcile::is_stale(db, claim.doc)?;
                return if is_awaited { Err(LedgerError::Awaited(claim.to_string())) } else { Ok(None) };
            };
            let found = composed(db, reports, &seats)?;
            let mut account = Account::default();
            account.learn_extremes(&found.incident, &found.claims);
            account.contests.extend(incident::contest(db, reports, &found, &seats)?);
            account.incidents.push(found.incident.clone());
            account.learn_own_labels(db)?;
            Ok(Some((found.incident, account)))
        })
    }

    /// The toll series of a key, with the incident that it is of.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn toll(&mut self, key: &TollKey) -> Result<Option<(TollSeries, Account)>, LedgerError> {
        self.with_made(|db, _| {
            let (reports, row) = (&mut Reports::new(db), SeriesRow::of(key));
            let mut account = Account::default();
            let series = match &key.scope {
                Scope::Incident(id) => {
                    let Some(number) = incident::of_claim(db, reports, id.0)? else { return Ok(None) };
                    let Some(seats) = incident::seats(db, number)? else { return Ok(None) };
                    let found = composed(db, reports, &seats)?;
                    let series = series_of(&found, &row);
                    account.incidents.push(found.incident);
                    series
                }
                Scope::Since(_) | Scope::War => {
                    Some(series::running(db, reports, &row)?).filter(|series| !series.points.is_empty())
                }
            };
            let Some(series) = series else { return Ok(None) };
            account.tolls.push(series.clone());
            account.learn_own_labels(db)?;
            Ok(Some((series, account)))
        })
    }

    /// The truce that a claim speaks of, with what is contested of it.
    ///
    /// # Errors
    /// When the ledger cannot be read or written.
    pub fn truce(&mut self, claim: ClaimId) -> Result<Option<(Truce, Account)>, LedgerError> {
        self.with_made(|db, _| {
            let Some(number) = truces::of_claim(db, claim)? else { return Ok(None) };
            let reports = &mut Reports::new(db);
            let Some(truce) = truces::truce(db, reports, number)? else { return Ok(None) };
            let mut account = Account { truces: vec![truce.clone()], ..Account::default() };
            for matter in [Matter::Truce, Matter::Violation] {
                account.contests.extend(truces::contest(db, reports, &truce, matter)?);
            }
            account.learn_own_labels(db)?;
            Ok(Some((truce, account)))
        })
    }
}

impl Rows {
    pub(super) const fn order(&self, order: Order) -> &'static [&'static str] {
        match order {
            Order::Oldest => self.listed,
            Order::Newest => self.newest,
            Order::Weight => self.weight,
        }
    }

    /// The days that come first on a page, where the list goes by them.
    pub(super) fn days(&self, page: &Page) -> Option<DaysFrom> {
        if page.limit == 0 || self.order(page.order).first() != Some(&"day") || self.table == "toll" {
            return None;
        }
        let after = page.after.as_ref().and_then(|cursor| match cursor.0.first() {
            Some(Column::Number(day)) => Some(*day),
            _ => None,
        });
        match page.order {
            Order::Oldest => Some(DaysFrom::Oldest(after.unwrap_or(i64::MIN))),
            Order::Newest => Some(DaysFrom::Newest(after.unwrap_or(i64::MAX))),
            Order::Weight => None,
        }
    }

    pub(super) fn query(&self, asked: &Asked<'_>, page: &Page) -> String {
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
    pub(super) fn of(value: Value) -> Result<Self, LedgerError> {
        match value {
            Value::Integer(n) => Ok(Self::Number(n)),
            Value::Text(text) => Ok(Self::Text(text)),
            Value::Blob(bytes) => Ok(Self::Bytes(bytes)),
            _ => Err(LedgerError::Damaged("a list without order".to_owned())),
        }
    }

    pub(super) fn value(&self) -> Value {
        match self {
            Self::Number(n) => Value::from(*n),
            Self::Text(text) => Value::from(text.clone()),
            Self::Bytes(bytes) => Value::from(bytes.clone()),
        }
    }
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
