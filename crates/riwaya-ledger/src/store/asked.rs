//! What of the account is asked for: all, what some claims tell of, or what is looked at one by one.

use std::collections::{BTreeSet, HashMap};

use riwaya_reader::Event;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::facet::{Facets, Wanted};
use super::filter::{Named, documents};
use super::gist::{Reports, Seat};
use super::index::{day_number, event_number, stance_number};
use super::names::NameCache;
use super::{Filter, LedgerError};
use crate::model::ClaimId;

/// Reports that are listed at most to know where not to look.
const MANY: usize = 100_000;

/// Reports whose claims are remembered.
const MOST: usize = 50_000;

/// Days of a month, as numbers such as 20201008 count them: most incidents are told to have lasted less.
const MONTH: i64 = 100;

/// Events whose claims can be of a truce.
const OF_TRUCES: [Event; 6] =
    [Event::Truce, Event::Violation, Event::Talks, Event::Agreement, Event::Aid, Event::Withdrawal];

/// A filter over the account.
pub(super) struct Asked<'a> {
    db: &'a Connection,
    names: &'a mut NameCache,
    filter: &'a Filter,
    wanted: Wanted<'a>,
    kind: Kind,
    /// The claims asked for in the reports that were looked at: their keys, and the tellings of which they are part.
    seen: HashMap<i64, Vec<(u32, Option<u16>)>>,
    /// The reports among which are all that tell what is asked for, in their order, where they are known.
    among: Option<Vec<i64>>,
    earliest: i64,
}

enum Kind {
    All,
    /// Of few reports: what their claims that are asked for tell of.
    Few(Box<Told>),
    Each,
}

/// Lists of numbers, as the database takes them.
struct Told {
    incidents: Value,
    truces: Value,
    documents: Value,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        db: &'a Connection,
        names: &'a mut NameCache,
        filter: &'a Filter,
        (named, few): (&'a [Named], usize),
    ) -> Result<Self, LedgerError> {
        let wanted = Wanted::new(filter, named);
        let mut asked =
            Self { db, names, filter, wanted, kind: Kind::Each, seen: HashMap::new(), among: None, earliest: 0 };
        if *filter == Filter::default() {
            asked.kind = Kind::All;
            return Ok(asked);
        }
        let among = documents(db, (named, &asked.wanted), MANY)?;
        match among {
            Some(documents) if documents.len() <= few => asked.kind = Kind::Few(Box::new(asked.told(&documents)?)),
            among => asked.among = among,
        }
        if let (Kind::Each, Some(from)) = (&asked.kind, filter.from) {
            asked.earliest = asked.earliest(day_number(Some(from)))?;
        }
        Ok(asked)
    }

    pub(super) fn is_all(&self) -> bool {
        matches!(self.kind, Kind::All)
    }

    /// What the claims asked for of some reports tell of.
    fn told(&mut self, documents: &[i64]) -> Result<Told, LedgerError> {
        let (mut incidents, mut truces, mut telling) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut placed = self.db.prepare_cached(
            "SELECT coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling
             WHERE p.telling = ?1",
        )?;
        let mut agreed = self.db.prepare_cached("SELECT truce FROM truce_claim WHERE document = ?1 AND claim = ?2")?;
        let of_truces = OF_TRUCES.map(event_number);
        for document in documents {
            let facets = Facets::load(self.db, self.names, *document)?;
            for facet in facets.claims.iter().filter(|f| self.wanted.holds(facets.outlet, f)) {
                telling.insert(*document);
                self.seen.entry(*document).or_default().push((facet.key, facet.telling));
                if let Some(nth) = facet.telling {
                    let seat = Seat { document: *document, nth: i64::from(nth) };
                    for number in placed.query_map([seat.id()], |r| r.get::<_, i64>(0))? {
                        incidents.insert(number?);
                    }
                }
                // No other claim is of a truce.
                if !of_truces.contains(&facet.event) {
                    continue;
                }
                for number in agreed.query_map([*document, i64::from(facet.key)], |r| r.get::<_, i64>(0))? {
                    truces.insert(number?);
                }
            }
            self.seen.entry(*document).or_default();
        }
        let list = |numbers: &BTreeSet<i64>| -> Result<Value, LedgerError> {
            Ok(Value::from(serde_json::to_string(numbers)?))
        };
        Ok(Told { incidents: list(&incidents)?, truces: list(&truces)?, documents: list(&telling)? })
    }

    /// The first day on which an incident that reaches the days asked for may be listed.
    fn earliest(&self, from: i64) -> Result<i64, LedgerError> {
        let query = "SELECT min(day) FROM incident WHERE last_day - day > 100 AND last_day >= ?1";
        let long: Option<i64> = self.db.prepare_cached(query)?.query_row([from], |r| r.get(0))?;
        Ok(long.unwrap_or(i64::MAX).min(from - MONTH))
    }

    /// The rows of a list that are looked at.
    pub(super) fn source(&self, table: &str) -> String {
        let told = matches!(self.kind, Kind::Few(_));
        match (table, told) {
            ("incident", true) => "json_each(?) a CROSS JOIN incident l ON l.id = a.value".to_owned(),
            ("truce", true) => "json_each(?) a CROSS JOIN truce l ON l.id = a.value".to_owned(),
            ("contest", true) => {
                "(SELECT l.* FROM json_each(?) a CROSS JOIN contest l ON l.about = a.value AND l.matter = 0
                  UNION ALL SELECT l.* FROM json_each(?) a CROSS JOIN contest l ON l.about = a.value AND l.matter > 0) l"
                    .to_owned()
            }
            ("toll", true) => {
                "(SELECT l.* FROM json_each(?) a CROSS JOIN toll l ON l.incident = a.value AND l.incident <> 0
                  UNION SELECT l.* FROM json_each(?) a CROSS JOIN running r ON r.document = a.value
                  CROSS JOIN toll l ON l.victims = r.victims AND l.harm = r.harm AND l.who = r.who
                  AND l.scope = r.scope AND l.since = r.since) l"
                    .to_owned()
            }
            ("contest", false) if self.is_narrow() => {
                "contest l LEFT JOIN incident i ON l.matter = 0 AND i.id = l.about".to_owned()
            }
            ("toll", false) if self.is_narrow() => {
                "toll l LEFT JOIN incident i ON l.incident <> 0 AND i.id = l.incident".to_owned()
            }
            _ => format!("{table} l"),
        }
    }

    /// Whether rows that tell of an incident can be left out by what it can be filtered by.
    fn is_narrow(&self) -> bool {
        let Filter { from, to, events, stances, .. } = self.filter;
        matches!(self.kind, Kind::Each) && (from.is_some() || to.is_some() || !events.is_empty() || !stances.is_empty())
    }

    /// Conditions that whatever is asked for meets.
    pub(super) fn conditions(&self, table: &str) -> Vec<String> {
        if !self.is_narrow() || table == "truce" {
            return Vec::new();
        }
        let (incident, none) = if table == "incident" { ("l", "") } else { ("i", "i.id IS NULL OR ") };
        let mask = |numbers: &mut dyn Iterator<Item = i64>| numbers.fold(0_i64, |mask, n| mask | 1 << n);
        let mut conditions = Vec::new();
        if !self.filter.events.is_empty() {
            let events = mask(&mut self.filter.events.iter().map(|e| event_number(*e)));
            conditions.push(format!("({none}{incident}.events & {events} <> 0)"));
        }
        if !self.filter.stances.is_empty() {
            let stances = mask(&mut self.filter.stances.iter().map(|s| stance_number(*s)));
            conditions.push(format!("({none}{incident}.stances & {stances} <> 0)"));
        }
        if let Some(from) = self.filter.from {
            conditions.push(format!("({none}{incident}.last_day >= {})", day_number(Some(from))));
            if table == "incident" {
                conditions.push(format!("l.day >= {}", self.earliest));
            }
        }
        if let Some(to) = self.filter.to {
            let to = day_number(Some(to));
            conditions.push(format!("({none}{incident}.first_day <= {to})"));
        }
        conditions
    }

    /// The values of [`Self::source`].
    pub(super) fn values(&self, table: &str) -> Vec<Value> {
        let Kind::Few(told) = &self.kind else { return Vec::new() };
        match table {
            "incident" => vec![told.incidents.clone()],
            "truce" => vec![told.truces.clone()],
            "contest" => vec![told.incidents.clone(), told.truces.clone()],
            _ => vec![told.incidents.clone(), told.documents.clone()],
        }
    }

    /// Whether a claim of one of these reports is asked for.
    pub(super) fn may_want(&mut self, documents: impl IntoIterator<Item = i64>) -> Result<bool, LedgerError> {
        if self.is_all() {
            return Ok(true);
        }
        for document in documents {
            if !self.found(document)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a claim of one of these tellings is asked for.
    pub(super) fn wants_of(&mut self, seats: impl IntoIterator<Item = Seat>) -> Result<bool, LedgerError> {
        if self.is_all() {
            return Ok(true);
        }
        for seat in seats {
            if self.found(seat.document)?.iter().any(|(_, telling)| telling.map(i64::from) == Some(seat.nth)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether one of these claims is asked for.
    pub(super) fn wants(
        &mut self,
        reports: &mut Reports<'_>,
        claims: impl IntoIterator<Item = ClaimId>,
    ) -> Result<bool, LedgerError> {
        if self.is_all() {
            return Ok(true);
        }
        for claim in claims {
            if let Some(document) = reports.number(claim.doc)?
                && self.found(document)?.iter().any(|(key, _)| *key == claim.key)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn found(&mut self, document: i64) -> Result<&[(u32, Option<u16>)], LedgerError> {
        if self.among.as_ref().is_some_and(|among| among.binary_search(&document).is_err()) {
            return Ok(&[]);
        }
        if !self.seen.contains_key(&document) {
            if self.seen.len() >= MOST {
                self.seen.clear();
            }
            let facets = Facets::load(self.db, self.names, document)?;
            let wanted = facets.claims.iter().filter(|f| self.wanted.holds(facets.outlet, f));
            let found = wanted.map(|f| (f.key, f.telling)).collect();
            self.seen.insert(document, found);
        }
        Ok(self.seen.get(&document).map_or(&[], Vec::as_slice))
    }
}
