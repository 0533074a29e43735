//! What of the account is asked for: all, what a few claims tell of, or what is looked at one by one.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::Connection;
use rusqlite::types::Value;

use super::filter::{Named, few_documents};
use super::index::{day_number, event_number, stance_number};
use super::load::effective;
use super::names::NameCache;
use super::{Filter, LedgerError, incident};
use crate::model::{ClaimId, DocId};

/// Reports whose claims are remembered.
const MOST: usize = 4_000;

/// Days of a month, as numbers such as 20201008 count them: most incidents are told to have lasted less.
const MONTH: i64 = 100;

/// A filter over the account.
pub(super) struct Asked<'a> {
    db: &'a Connection,
    names: &'a mut NameCache,
    filter: &'a Filter,
    named: &'a [Named],
    kind: Kind,
    /// The claims asked for in the reports that were looked at.
    seen: HashMap<DocId, HashSet<u32>>,
    earliest: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    All,
    /// Of few reports: what they tell of is in the table `asked`.
    Few,
    Each,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        db: &'a Connection,
        names: &'a mut NameCache,
        filter: &'a Filter,
        named: &'a [Named],
    ) -> Result<Self, LedgerError> {
        let mut asked = Self { db, names, filter, named, kind: Kind::Each, seen: HashMap::new(), earliest: 0 };
        if *filter == Filter::default() {
            asked.kind = Kind::All;
        } else if let Some(documents) = few_documents(db, named)? {
            asked.kind = Kind::Few;
            asked.note(&documents)?;
        } else if let Some(from) = filter.from {
            asked.earliest = asked.earliest(day_number(Some(from)))?;
        }
        Ok(asked)
    }

    pub(super) fn is_all(&self) -> bool {
        self.kind == Kind::All
    }

    pub(super) fn is_few(&self) -> bool {
        self.kind == Kind::Few
    }

    /// Notes what a few reports tell of.
    fn note(&self, documents: &[i64]) -> Result<(), LedgerError> {
        self.db.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS asked (kind INTEGER, number INTEGER, PRIMARY KEY (kind, number)) STRICT;
             DELETE FROM asked;",
        )?;
        let mut note = self.db.prepare_cached("INSERT OR IGNORE INTO asked VALUES (?1, ?2)")?;
        let mut truces = self.db.prepare_cached("SELECT DISTINCT truce FROM truce_claim WHERE document = ?1")?;
        for document in documents {
            note.execute([3, *document])?;
            for (_, number) in incident::of_document(self.db, *document)? {
                note.execute([0, number])?;
            }
            for truce in truces.query_map([document], |r| r.get::<_, i64>(0))? {
                note.execute([1, truce?])?;
            }
        }
        Ok(())
    }

    /// The first day on which an incident that reaches the days asked for may be listed.
    fn earliest(&self, from: i64) -> Result<i64, LedgerError> {
        let query = "SELECT min(day) FROM incident WHERE last_day - day > 100 AND last_day >= ?1";
        let long: Option<i64> = self.db.prepare_cached(query)?.query_row([from], |r| r.get(0))?;
        Ok(long.unwrap_or(i64::MAX).min(from - MONTH))
    }

    /// The rows of a list that are looked at.
    pub(super) fn source(&self, table: &str) -> String {
        if self.kind != Kind::Few {
            return format!("{table} l");
        }
        match table {
            "incident" => "temp.asked a CROSS JOIN incident l ON a.kind = 0 AND l.id = a.number".to_owned(),
            "truce" => "temp.asked a CROSS JOIN truce l ON a.kind = 1 AND l.id = a.number".to_owned(),
            "contest" => "temp.asked a CROSS JOIN contest l ON a.kind < 2 AND l.about = a.number
                          AND (l.matter = 0) = (a.kind = 0)"
                .to_owned(),
            _ => "(SELECT l.* FROM temp.asked a CROSS JOIN toll l ON a.kind = 0 AND l.incident = a.number
                   UNION SELECT l.* FROM temp.asked a CROSS JOIN running r ON a.kind = 3 AND r.document = a.number
                   CROSS JOIN toll l ON l.victims = r.victims AND l.harm = r.harm AND l.who = r.who
                   AND l.scope = r.scope AND l.since = r.since) l"
                .to_owned(),
        }
    }

    /// Conditions that whatever is asked for meets.
    pub(super) fn conditions(&self, table: &str) -> Vec<String> {
        if self.kind != Kind::Each || table != "incident" {
            return Vec::new();
        }
        let mask = |numbers: &mut dyn Iterator<Item = i64>| numbers.fold(0_i64, |mask, n| mask | 1 << n);
        let mut conditions = Vec::new();
        if !self.filter.events.is_empty() {
            let events = mask(&mut self.filter.events.iter().map(|e| event_number(*e)));
            conditions.push(format!("l.events & {events} <> 0"));
        }
        if !self.filter.stances.is_empty() {
            let stances = mask(&mut self.filter.stances.iter().map(|s| stance_number(*s)));
            conditions.push(format!("l.stances & {stances} <> 0"));
        }
        if self.filter.from.is_some() {
            conditions.push("l.day >= ? AND l.last_day >= ?".to_owned());
        }
        if self.filter.to.is_some() {
            conditions.push("l.first_day <= ?".to_owned());
        }
        conditions
    }

    /// The values of the conditions.
    pub(super) fn values(&self, table: &str) -> Vec<Value> {
        if self.kind != Kind::Each || table != "incident" {
            return Vec::new();
        }
        let from = self.filter.from.map(|d| [self.earliest, day_number(Some(d))]);
        let to = self.filter.to.map(|d| day_number(Some(d)));
        from.into_iter().flatten().chain(to).map(Value::from).collect()
    }

    /// Whether one of these claims is asked for.
    pub(super) fn wants(&mut self, claims: &[ClaimId]) -> Result<bool, LedgerError> {
        if self.kind == Kind::All {
            return Ok(true);
        }
        let docs: BTreeSet<DocId> = claims.iter().map(|c| c.doc).collect();
        for doc in docs {
            self.look_at(doc)?;
            let keys = self.seen.get(&doc);
            if claims.iter().any(|c| c.doc == doc && keys.is_some_and(|k| k.contains(&c.key))) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn look_at(&mut self, doc: DocId) -> Result<(), LedgerError> {
        if self.seen.contains_key(&doc) {
            return Ok(());
        }
        if self.seen.len() >= MOST {
            self.seen.clear();
        }
        let mut keys = HashSet::new();
        if let Some(number) = super::write::document_number(self.db, doc)? {
            let loaded = effective(self.db, self.names, number)?;
            let mut search = super::filter::Search::new(self.db, self.names, self.filter, self.named);
            for (_, claim) in loaded.standing() {
                if search.wants(&loaded.filed, claim)? {
                    keys.insert(claim.id.key);
                }
            }
        }
        self.seen.insert(doc, keys);
        Ok(())
    }
}
