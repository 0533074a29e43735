//! Lists of the account, a page at a time: what is shown is made of its rows, the rest is not read.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::asked::Asked;
use super::gist::Reports;
use super::incident::{Composed, composed};
use super::reconcile::Totals;
use super::series::{self, SeriesRow};
use super::{Filter, Ledger, LedgerError, incident, labels, truces};
use crate::account::{Contest, Incident, Matter, Scope, TollSeries, Truce, in_order, points};
use crate::model::ClaimId;

/// Which part of a list is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What comes after this; absent for the beginning.
    pub after: Option<Cursor>,
    /// At most so many; 0 for all.
    pub limit: usize,
}

/// A place in a list. It holds as long as the ledger does not change.
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
    /// Where the list goes on; absent at its end.
    pub next: Option<Cursor>,
}

/// A list as it lies in the ledger: `asked` is joined before it where only some rows are asked for.
struct Rows {
    table: &'static str,
    /// The columns by which it is ordered.
    order: &'static [&'static str],
    /// The number of what a row tells of.
    number: &'static str,
}

const INCIDENTS: Rows = Rows { table: "incident", order: &["day", "name"], number: "id" };
const CONTESTS: Rows = Rows { table: "contest", order: &["day", "matter", "name"], number: "about" };
const TOLLS: Rows =
    Rows { table: "toll", order: &["victims", "harm", "who", "scope", "since", "name"], number: "incident" };
const TRUCES: Rows = Rows { table: "truce", order: &["day", "name"], number: "id" };

impl Ledger {
    /// The incidents of which a claim is asked for, in the order of their days; with low and high of their numbers and
    /// what is contested of them.
    ///
    /// # Errors
    /// When the ledger cannot be read or written, or holds nobody and no place of a name asked for.
    pub fn incidents(&mut self, filter: &Filter, page: &Page) -> Result<Listing<Incident>, LedgerError> {
        self.listing(
            filter,
            page,
            &INCIDENTS,
            |total| total.incidents,
            |db, reports, row, account| {
                let Some(seats) = incident::seats(db, row.number)? else { return Ok(None) };
                let found = composed(db, reports, &seats)?;
                let claims = found.incident.claims.iter().map(|(id, _)| *id).collect();
                account.learn_extremes(&found.incident, &found.claims);
                account.contests.extend(incident::contest(db, reports, &found, &seats)?);
                Ok(Some((found.incident, claims)))
            },
        )
    }

    /// The contests of which a claim is asked for, in the order of their days; with the incidents and truces that they
    /// are about.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn contests(&mut self, filter: &Filter, page: &Page) -> Result<Listing<Contest>, LedgerError> {
        self.listing(
            filter,
            page,
            &CONTESTS,
            |total| total.contests,
            |db, reports, row, account| {
                let contest = contest_of(db, reports, (row.key.get(1), row.number), account)?;
                Ok(contest.map(|c| {
                    let words = c.asserting.iter().chain(&c.denying).map(|w| w.claim);
                    let claims = words.chain(c.numbers.iter().flat_map(|n| &n.told).map(|t| t.word.claim)).collect();
                    (c, claims)
                }))
            },
        )
    }

    /// The toll series of which a claim is asked for, in the order of their keys; with the incidents that they are of.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn toll_series(&mut self, filter: &Filter, page: &Page) -> Result<Listing<TollSeries>, LedgerError> {
        self.listing(
            filter,
            page,
            &TOLLS,
            |total| total.tolls,
            |db, reports, row, account| {
                let wanted = series_row(&row.key);
                let series = if row.number == 0 {
                    series::running(db, reports, &wanted)?
                } else {
                    let Some(found) = composed_at(db, reports, row.number)? else { return Ok(None) };
                    let Some(series) = series_of(&found, &wanted) else { return Ok(None) };
                    account.incidents.push(found.incident);
                    series
                };
                let claims = series.points.iter().map(|p| p.word.claim).collect();
                Ok(Some((series, claims)))
            },
        )
    }

    /// The truces of which a claim is asked for, in the order of their days.
    ///
    /// # Errors
    /// As [`Self::incidents`].
    pub fn truces(&mut self, filter: &Filter, page: &Page) -> Result<Listing<Truce>, LedgerError> {
        self.listing(
            filter,
            page,
            &TRUCES,
            |total| total.truces,
            |db, reports, row, account| {
                let truce = truces::truce(db, reports, row.number)?;
                account.truces.extend(truce.clone());
                Ok(truce.map(|t| {
                    let claims = t.claims.clone();
                    (t, claims)
                }))
            },
        )
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
        filter: &Filter,
        page: &Page,
        rows: &Rows,
        total: fn(&Totals) -> i64,
        mut item: impl FnMut(
            &Connection,
            &mut Reports<'_>,
            &Found,
            &mut Account,
        ) -> Result<Option<(T, Vec<ClaimId>)>, LedgerError>,
    ) -> Result<Listing<T>, LedgerError>
    where
        Account: Holds<T>,
    {
        let named = self.named(filter)?;
        self.with_made(|db, names| {
            let mut asked = Asked::new(db, names, filter, &named)?;
            let reports = &mut Reports::new(db);
            let mut listing = Listing { found: Vec::new(), account: Account::default(), total: None, next: None };
            let mut statement = db.prepare(&rows.query(&asked, page))?;
            let after = page.after.iter().flat_map(|c| &c.0).map(Column::value);
            let mut found = statement.query(params_from_iter(asked.values(rows.table).into_iter().chain(after)))?;
            let (mut count, mut last) = (0, None);
            while let Some(row) = found.next()? {
                let key = (0..rows.order.len()).map(|c| Column::of(row.get(c)?)).collect::<Result<_, LedgerError>>()?;
                let row = Found { key: Cursor(key), number: row.get(rows.order.len())? };
                let full = page.limit > 0 && listing.found.len() == page.limit;
                if full && listing.next.is_none() && asked.is_all() {
                    listing.next = last.take();
                    break;
                }
                let mut part = Account::default();
                let Some((what, claims)) = item(db, reports, &row, &mut part)? else { continue };
                if !asked.wants(&claims)? {
                    continue;
                }
                count += 1;
                if full {
                    listing.next = listing.next.or_else(|| last.take());
                    // Of few the rest is counted; of many nobody waits for it.
                    if asked.is_few() { continue } else { break }
                }
                listing.account.take(part);
                listing.account.hold(&what);
                listing.found.push(what);
                last = Some(row.key);
            }
            let ended = listing.next.is_none() && page.after.is_none();
            listing.total = match asked.is_all() {
                true => usize::try_from(total(&Totals::of(db)?)).ok(),
                false => (ended || asked.is_few() && page.after.is_none()).then_some(count),
            };
            listing.account.sort();
            listing.account.learn_own_labels(db)?;
            Ok(listing)
        })
    }
}

/// A row of a list: its place, and the number of what it tells of.
struct Found {
    key: Cursor,
    number: i64,
}

impl Rows {
    fn query(&self, asked: &Asked<'_>, page: &Page) -> String {
        let Self { table, order, number } = self;
        let columns = order.iter().map(|c| format!("l.{c}")).collect::<Vec<_>>().join(", ");
        let mut conditions = asked.conditions(table);
        if let Some(after) = &page.after {
            let places = vec!["?"; after.0.len()].join(", ");
            conditions.push(format!("({columns}) > ({places})"));
        }
        let conditions =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let from = asked.source(table);
        format!("SELECT {columns}, l.{number} FROM {from} {conditions} ORDER BY {columns}")
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

impl Cursor {
    fn get(&self, column: usize) -> i64 {
        match self.0.get(column) {
            Some(Column::Number(n)) => *n,
            _ => 0,
        }
    }
}

fn series_row(key: &Cursor) -> SeriesRow {
    let text = |column: usize| match key.0.get(column) {
        Some(Column::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let name = match key.0.get(5) {
        Some(Column::Bytes(name)) => name.clone(),
        _ => Vec::new(),
    };
    SeriesRow { victims: text(0), harm: key.get(1), who: text(2), scope: key.get(3), since: key.get(4), name }
}

fn composed_at(db: &Connection, reports: &mut Reports<'_>, number: i64) -> Result<Option<Composed>, LedgerError> {
    incident::seats(db, number)?.map(|s| composed(db, reports, &s)).transpose()
}

/// A series of one incident.
fn series_of(Composed { incident, claims }: &Composed, wanted: &SeriesRow) -> Option<TollSeries> {
    let all = incident.claims.iter().flat_map(|(id, _)| points(*id, Some(incident), claims));
    let own = |key: &crate::account::TollKey| matches!(key.scope, Scope::Incident(_)) && SeriesRow::of(key) == *wanted;
    let (keys, counts): (Vec<_>, Vec<_>) = all.filter(|(key, _)| own(key)).unzip();
    Some(in_order(keys.into_iter().next()?, counts))
}

/// A contest by its kind and the number of what it is about, which is put into `account`.
pub(super) fn contest_of(
    db: &Connection,
    reports: &mut Reports<'_>,
    (matter, about): (i64, i64),
    account: &mut Account,
) -> Result<Option<Contest>, LedgerError> {
    if matter == 0 {
        let Some(seats) = incident::seats(db, about)? else { return Ok(None) };
        let found = composed(db, reports, &seats)?;
        let contest = incident::contest(db, reports, &found, &seats)?;
        account.incidents.push(found.incident);
        return Ok(contest);
    }
    let Some(truce) = truces::truce(db, reports, about)? else { return Ok(None) };
    let contest = truces::contest(db, reports, &truce, if matter == 1 { Matter::Truce } else { Matter::Violation })?;
    account.truces.push(truce);
    Ok(contest)
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
    }

    /// Looks up the labels of all that it tells of, and leaves out what it holds twice.
    pub(super) fn learn_own_labels(&mut self, db: &Connection) -> Result<(), LedgerError> {
        self.incidents.dedup_by_key(|i| i.id);
        self.truces.dedup_by_key(|t| t.id);
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
