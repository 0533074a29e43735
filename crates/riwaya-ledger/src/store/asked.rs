//! What of the account is asked for: all, what some claims tell of, or what is looked at one by one.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::behind::Behind;
use super::facet::{Facets, Wanted};
use super::filter::{Named, documents};
use super::gist::Seat;
use super::glance::{Made, Once, Opposed, Sought, Under};
use super::index::day_number;
use super::names::NameCache;
use super::pages::{LONG, OPPOSED, Order, Page, Rows, TOLLS, TRUCES};
use super::series::{self, RunningClaim, SeriesRow};
use super::{Filter, LedgerError};
use crate::account::{TollSeries, Truce};

/// Reports that are listed at most to know where not to look.
const MANY: usize = 100_000;

/// Reports that are looked at in vain before it is listed where not to look: what many tell of is soon found.
const IN_VAIN: usize = 300;

/// Reports that are listed for what it takes to look at one.
const LISTED_FOR_ONE: usize = 12;

/// Rows that are looked at, one after the other, before all rows are looked up of which the few claims asked for tell.
const TRIED: usize = 2_000;

/// Reports whose claims are remembered.
const MOST: usize = 50_000;

/// Incidents by which rows are looked up: where they are more, what is asked for is soon found among all.
const FEW_INCIDENTS: usize = 5_000;

/// Incidents of the days that come first in a list which are looked up at least where there are more.
const ENOUGH: usize = 1_000;

/// Contests that come first which are looked up at least, for each that is wanted: some turn out not to be asked for.
const OPPOSED_FOR_ONE: usize = 12;

/// Truces that are looked up: where more are asked for, those that come first are soon found among all.
const FEW_TRUCES: usize = 200;

/// Days of a month, as numbers such as 20201008 count them: most incidents are told to have lasted less.
const MONTH: i64 = 100;

/// A filter over the account.
pub(super) struct Asked<'a> {
    db: &'a Connection,
    names: &'a mut NameCache,
    filter: &'a Filter,
    named: &'a [Named],
    wanted: Wanted<'a>,
    /// What is asked for as a glance knows it: then no report is read.
    sought: Option<Sought<'a>>,
    /// What was made for these lists where there is no glance to keep it.
    made: Made,
    kind: Kind,
    /// The claims asked for in the reports that were looked at: their keys, and the tellings of which they are part.
    seen: HashMap<i64, Vec<(u32, Option<u16>)>>,
    /// The reports among which are all that tell what is asked for, in their order, where they are known.
    among: Option<Vec<i64>>,
    /// So many of them were looked for.
    listed: usize,
    /// Reports that were looked at and tell nothing that is asked for.
    vain: usize,
    /// What the claims asked for tell of, where that was wanted.
    told: Option<Told>,
    /// The first day on which an incident that reaches the days asked for may be listed, where that was wanted.
    earliest: Option<i64>,
    /// Whether only series of many counts are looked at.
    heavy: bool,
    /// How rows are found where those that come first do not fill a page.
    further: Option<Kind>,
    /// So many more rows are looked at before rows are looked up; absent where that would not end it.
    tries: Option<usize>,
}

/// How what is asked for is found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Everything is asked for.
    All,
    /// By what the claims asked for tell of: they are of few reports.
    Few,
    /// By looking at each row.
    Each,
}

/// Lists of numbers, as the database takes them.
#[derive(Clone, Default)]
struct Told {
    /// The incidents; absent where only truces are asked for.
    incidents: Option<Value>,
    /// The documents that tell what is asked for; absent where only incidents are known.
    documents: Option<Value>,
    /// The truces asked for, or whose contests come first; absent for all.
    truces: Option<Value>,
}

/// What the contests are about that come first.
struct First {
    incidents: Vec<i64>,
    truces: BTreeSet<i64>,
    /// Whether none comes behind them.
    all: bool,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        db: &'a Connection,
        names: &'a mut NameCache,
        Under { filter, sought }: Under<'a>,
        named: &'a [Named],
    ) -> Result<Self, LedgerError> {
        let wanted = Wanted::new(filter, named);
        let all = *filter == Filter::default();
        let kind = if all { Kind::All } else { Kind::Each };
        let seen = HashMap::new();
        Ok(Self {
            db,
            names,
            filter,
            named,
            wanted,
            sought,
            made: Made::default(),
            kind,
            seen,
            among: None,
            listed: 0,
            vain: 0,
            told: None,
            earliest: None,
            heavy: false,
            further: None,
            tries: None,
        })
    }

    /// Chooses how the rows of a list are found: by what the claims asked for tell of where that is little.
    pub(super) fn choose(&mut self, rows: &Rows, page: &Page) -> Result<(), LedgerError> {
        if self.is_all() {
            return Ok(());
        }
        if let Some(sought) = self.sought {
            return self.choose_sought(sought, rows, page);
        }
        self.list_among(if rows.of_many { MANY } else { rows.few })?;
        (self.kind, self.tries) = (Kind::Each, None);
        if self.among.as_ref().is_some_and(|among| among.len() <= rows.few) {
            // Of what is asked for little may be wanted; the database passes over no row that it would not tell of.
            if page.limit == 0 || !self.conditions(rows.table).is_empty() {
                return self.look_up();
            }
            self.tries = Some(TRIED);
            return Ok(());
        }
        if let (None, Some(from)) = (self.earliest, self.filter.from) {
            self.earliest = Some(self.earliest(day_number(Some(from)))?);
        }
        Ok(())
    }

    /// Whether a glance knows that a list has rows of more incidents than are looked up.
    pub(super) fn has_many(&self, rows: &Rows) -> bool {
        let sought = self.sought.zip(rows.of);
        sought.is_some_and(|(sought, of)| sought.incidents(of, (FEW_INCIDENTS, 0), None).is_none())
    }

    /// Chooses by the incidents that a glance knows to be asked for.
    fn choose_sought(&mut self, sought: Sought<'_>, rows: &Rows, page: &Page) -> Result<(), LedgerError> {
        (self.kind, self.told, self.heavy, self.further) = (Kind::Each, None, false, None);
        if rows.table == TRUCES.table {
            let truces = sought.truces(self.db)?;
            if truces.len() <= FEW_TRUCES {
                self.told = Some(Told { truces: Some(list(&truces)?), ..Told::default() });
                self.kind = Kind::Few;
            }
            return Ok(());
        }
        let Some(of) = rows.of else { return Ok(()) };
        let by_weight = page.order == Order::Weight && page.limit > 0;
        if by_weight && rows.only == OPPOSED.only && page.after.is_none() {
            let First { incidents, truces, all } = self.first_opposed(sought, OPPOSED_FOR_ONE * page.limit)?;
            let (incidents, truces) = (Some(list(&incidents)?), Some(list(&truces)?));
            self.told = Some(Told { incidents, documents: None, truces });
            (self.kind, self.further) = (Kind::Few, (!all).then_some(Kind::Each));
            return Ok(());
        }
        let enough = ENOUGH.max(2 * page.limit);
        if let Some(found) = sought.incidents(of, (FEW_INCIDENTS, enough), rows.days(page)) {
            self.told = Some(Told { incidents: Some(list(&found.numbers)?), ..Told::default() });
            self.heavy = by_weight && rows.table == TOLLS.table && found.all;
            (self.kind, self.further) = match (self.heavy, found.all) {
                (true, _) => (Kind::Each, Some(Kind::Few)),
                (false, true) => (Kind::Few, None),
                (false, false) => (Kind::Few, Some(Kind::Each)),
            };
        }
        Ok(())
    }

    /// What the contests of most words are about in which somebody asserts and somebody denies: so many of those of which a
    /// claim is asked for.
    fn first_opposed(&self, sought: Sought<'_>, most: usize) -> Result<First, LedgerError> {
        let mut first = First { incidents: Vec::new(), truces: BTreeSet::new(), all: true };
        for (nth, contest) in sought.opposed(self.db)?.iter().filter(|c| sought.may_want(c)).enumerate() {
            if nth == most {
                first.all = false;
                break;
            }
            match contest {
                Opposed::Incident(number) => first.incidents.push(*number),
                Opposed::Truce(truce) => {
                    first.truces.insert(truce.number);
                }
            }
        }
        Ok(first)
    }

    /// Looks rows up by what the claims asked for tell of.
    fn look_up(&mut self) -> Result<(), LedgerError> {
        self.kind = Kind::Few;
        if let (None, Some(among)) = (&self.told, self.among.take()) {
            self.told = Some(self.told(&among)?);
            self.among = Some(among);
        }
        Ok(())
    }

    /// Whether enough rows were looked at to look them up instead.
    pub(super) fn tires(&mut self) -> bool {
        self.tries = self.tries.map(|left| left.saturating_sub(1));
        self.tries == Some(0)
    }

    /// Goes on to look at all rows where only those that come first were looked up, or to look up what was not found by
    /// looking; tells whether that is so.
    pub(super) fn looks_further(&mut self) -> Result<bool, LedgerError> {
        if let Some(kind) = self.further.take() {
            (self.kind, self.heavy) = (kind, false);
            return Ok(true);
        }
        let tired = self.tries.take() == Some(0);
        if tired {
            self.look_up()?;
        }
        Ok(tired)
    }

    /// Lists the reports among which are all that tell what is asked for, where they are no more than `most`.
    fn list_among(&mut self, most: usize) -> Result<(), LedgerError> {
        if self.among.is_none() && self.listed < most {
            self.listed = most;
            self.among = documents(self.db, (self.named, &self.wanted), most)?;
        }
        Ok(())
    }

    pub(super) fn is_all(&self) -> bool {
        self.kind == Kind::All
    }

    /// What the claims asked for of some reports tell of.
    fn told(&mut self, documents: &[i64]) -> Result<Told, LedgerError> {
        let (mut incidents, mut telling) = (BTreeSet::new(), BTreeSet::new());
        let mut placed = self.db.prepare_cached(
            "SELECT coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling
             WHERE p.telling = ?1",
        )?;
        for document in documents {
            let found = self.found(*document)?.to_vec();
            if !found.is_empty() {
                telling.insert(*document);
            }
            for nth in found.iter().filter_map(|(_, telling)| *telling).collect::<BTreeSet<u16>>() {
                let seat = Seat { document: *document, nth: i64::from(nth) };
                for number in placed.query_map([seat.id()], |r| r.get::<_, i64>(0))? {
                    incidents.insert(number?);
                }
            }
        }
        Ok(Told { incidents: Some(list(&incidents)?), documents: Some(list(&telling)?), truces: None })
    }

    /// The first day on which an incident that reaches the days asked for may be listed.
    fn earliest(&self, from: i64) -> Result<i64, LedgerError> {
        let query = "SELECT min(day) FROM incident WHERE last_day - day > 100 AND last_day >= ?1";
        let long: Option<i64> = self.db.prepare_cached(query)?.query_row([from], |r| r.get(0))?;
        Ok(long.unwrap_or(i64::MAX).min(from - MONTH))
    }

    /// The rows of a list that are looked at.
    pub(super) fn source(&self, table: &str) -> String {
        let told = self.told.as_ref().filter(|_| self.kind == Kind::Few);
        match (table, told) {
            ("truce", Some(Told { truces: Some(_), .. })) => {
                "json_each(?) a CROSS JOIN truce l ON l.id = a.value".to_owned()
            }
            ("incident", Some(_)) => "json_each(?) a CROSS JOIN incident l ON l.id = a.value".to_owned(),
            ("contest", Some(Told { truces: Some(_), .. })) => {
                "(SELECT l.* FROM json_each(?) a CROSS JOIN contest l INDEXED BY contest_about ON l.about = a.value AND l.matter = 0
                  UNION ALL SELECT l.* FROM json_each(?) t CROSS JOIN contest l INDEXED BY contest_about
                  ON l.about = t.value AND l.matter IN (1, 2)) l"
                    .to_owned()
            }
            ("contest", Some(_)) => {
                "(SELECT l.* FROM json_each(?) a CROSS JOIN contest l INDEXED BY contest_about ON l.about = a.value AND l.matter = 0
                  UNION ALL SELECT l.* FROM truce t CROSS JOIN contest l INDEXED BY contest_about
                  ON l.about = t.id AND l.matter IN (1, 2)) l"
                    .to_owned()
            }
            ("toll", Some(Told { documents: None, .. })) => {
                "(SELECT l.* FROM json_each(?) a CROSS JOIN toll l ON l.incident = a.value AND l.incident <> 0
                  UNION ALL SELECT * FROM toll WHERE incident = 0) l"
                    .to_owned()
            }
            ("toll", Some(_)) => {
                "(SELECT l.* FROM json_each(?) a CROSS JOIN toll l ON l.incident = a.value AND l.incident <> 0
                  UNION SELECT l.* FROM json_each(?) a CROSS JOIN running r ON r.document = a.value
                  CROSS JOIN toll l ON l.victims = r.victims AND l.harm = r.harm AND l.who = r.who
                  AND l.scope = r.scope AND l.since = r.since) l"
                    .to_owned()
            }
            _ => format!("{table} l"),
        }
    }

    /// Conditions that whatever is asked for meets.
    pub(super) fn conditions(&self, table: &str) -> Vec<String> {
        if self.kind != Kind::Each {
            return Vec::new();
        }
        let [events, stances, from, to] = self.wanted.bounds();
        let mut conditions = Vec::new();
        if !self.filter.events.is_empty() {
            conditions.push(format!("l.events & {events} <> 0"));
        }
        if !self.filter.stances.is_empty() {
            conditions.push(format!("l.stances & {stances} <> 0"));
        }
        if self.filter.from.is_some() {
            conditions.push(format!("l.last_day >= {from}"));
        }
        if self.filter.to.is_some() {
            conditions.push(format!("l.first_day <= {to}"));
        }
        if self.heavy {
            conditions.push(LONG.only.to_owned());
        }
        if table == "incident" {
            conditions.extend(self.earliest.map(|day| format!("l.day >= {day}")));
        }
        conditions
    }

    /// The values of [`Self::source`].
    pub(super) fn values(&self, table: &str) -> Vec<Value> {
        let Some(told) = self.told.as_ref().filter(|_| self.kind == Kind::Few) else { return Vec::new() };
        let Told { incidents, documents, truces } = told.clone();
        let values = match table {
            "truce" => [None, None, truces],
            "contest" => [incidents, None, truces],
            "toll" => [incidents, documents, None],
            _ => [incidents, None, None],
        };
        values.into_iter().flatten().collect()
    }

    /// Whether a claim of an incident may be asked for, as far as a glance knows.
    pub(super) fn may_want_incident(&self, number: i64) -> bool {
        self.is_all() || self.sought.and_then(|sought| sought.has_incident(number)).unwrap_or(true)
    }

    /// Whether one of the claims behind a row is asked for.
    pub(super) fn wants_behind(&mut self, body: &[u8]) -> Result<bool, LedgerError> {
        if self.is_all() {
            return Ok(true);
        }
        for (document, keys) in Behind::read(body)? {
            if self.has(document, |key, _| keys.contains(&key))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a count of a series that runs over many events is asked for.
    pub(super) fn wants_running(&mut self, row: &SeriesRow) -> Result<bool, LedgerError> {
        if self.is_all() {
            return Ok(true);
        }
        let bounds = self.wanted.bounds();
        let Some(sought) = self.sought else {
            return self.has_any(series::told(self.db, row, bounds)?.iter());
        };
        let known = sought.made().running(self.db)?;
        self.has_any(known.get(row).into_iter().flatten().filter(|c| c.is_like(bounds)))
    }

    /// Whether one of some claims is asked for.
    fn has_any<'c>(&mut self, claims: impl Iterator<Item = &'c RunningClaim>) -> Result<bool, LedgerError> {
        for claim in claims {
            if self.has(claim.document, |key, _| key == claim.key)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A series that runs over many events, as it was made first.
    pub(super) fn running(
        &self,
        row: &SeriesRow,
        make: impl FnOnce() -> Result<Option<TollSeries>, LedgerError>,
    ) -> Result<Option<TollSeries>, LedgerError> {
        self.once(|made| &made.series, row, make)
    }

    /// A truce, as it was made first.
    pub(super) fn truce(
        &self,
        name: &[u8],
        make: impl FnOnce() -> Result<Option<Truce>, LedgerError>,
    ) -> Result<Option<Truce>, LedgerError> {
        self.once(|made| &made.truces, name, make)
    }

    fn once<K, Q, T>(
        &self,
        kept: fn(&Made) -> &Once<K, T>,
        key: &Q,
        make: impl FnOnce() -> Result<Option<T>, LedgerError>,
    ) -> Result<Option<T>, LedgerError>
    where
        K: Eq + Hash + Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
        T: Clone,
    {
        kept(self.sought.map_or(&self.made, Sought::made)).get(key, make)
    }

    /// Whether a claim of one of these tellings is asked for.
    pub(super) fn wants_of(&mut self, seats: impl IntoIterator<Item = Seat>) -> Result<bool, LedgerError> {
        if self.is_all() {
            return Ok(true);
        }
        for seat in seats {
            if self.has(seat.document, |_, telling| telling.map(i64::from) == Some(seat.nth))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether one of the claims of a document that are asked for is of a key and telling.
    fn has(&mut self, document: i64, is: impl Fn(u32, Option<u16>) -> bool) -> Result<bool, LedgerError> {
        let seen = self.sought.and_then(|sought| sought.has_claim(document, &is));
        match seen {
            Some(has) => Ok(has),
            None => Ok(self.found(document)?.iter().any(|(key, telling)| is(*key, *telling))),
        }
    }

    fn found(&mut self, document: i64) -> Result<&[(u32, Option<u16>)], LedgerError> {
        // The list grows with what looking took, so that it never takes much more.
        let worth = self.vain.saturating_mul(LISTED_FOR_ONE).min(MANY);
        if self.vain >= IN_VAIN && (worth >= 2 * self.listed || worth == MANY) {
            self.list_among(worth)?;
        }
        if self.among.as_ref().is_some_and(|among| among.binary_search(&document).is_err()) {
            return Ok(&[]);
        }
        if !self.seen.contains_key(&document) {
            if self.seen.len() >= MOST {
                self.seen.clear();
            }
            let facets = Facets::load(self.db, self.names, document)?;
            let wanted = facets.claims.iter().filter(|f| self.wanted.holds(facets.outlet, f));
            let found: Vec<_> = wanted.map(|f| (f.key, f.telling)).collect();
            self.vain += usize::from(found.is_empty());
            self.seen.insert(document, found);
        }
        Ok(self.seen.get(&document).map_or(&[], Vec::as_slice))
    }
}

/// Numbers, as the database takes them.
fn list(numbers: &impl serde::Serialize) -> Result<Value, LedgerError> {
    Ok(Value::from(serde_json::to_string(numbers)?))
}
