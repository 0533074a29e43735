//! What is derived from each claim so that it is found quickly: who and where is named, when, what, and how often.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use riwaya_reader::{Event, Stance};
use rusqlite::{Connection, params};

use super::LedgerError;
use super::facet::Facet;
use crate::model::{DocId, StoredClaim};

/// In what part of a claim somebody or something is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Origin = 0,
    Channel = 1,
    Actor = 2,
    Target = 3,
    Place = 4,
    Outlet = 5,
}

/// Stands for the report's own voice where a subject is counted.
pub(super) const OWN_VOICE: i64 = 0;

/// A document as its claims are filed under it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filed {
    pub number: i64,
    pub doc: DocId,
    pub published: Option<Date>,
}

/// A day as a number that sorts as it does: 20201008. 0 for none.
pub(super) fn day_number(day: Option<Date>) -> i64 {
    day.map_or(0, |d| i64::from(d.year()) * 10_000 + i64::from(d.month()) * 100 + i64::from(d.day()))
}

/// The day of a number.
pub(super) fn number_day(number: i64) -> Option<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// The place of an event in the guidelines' list.
pub(super) fn event_number(event: Event) -> i64 {
    Event::ALL.iter().position(|e| *e == event).unwrap_or_default() as i64
}

/// The place of a stance in the guidelines' list.
pub(super) fn stance_number(stance: Stance) -> i64 {
    Stance::ALL.iter().position(|s| *s == stance).unwrap_or_default() as i64
}

/// The first bytes of a document's id: an order that does not depend on when it came in.
pub(super) fn sha_number(doc: DocId) -> i64 {
    let b = doc.0;
    i64::from_be_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])
}

/// Changes of the counts, gathered over a transaction and written once.
#[derive(Debug, Default)]
pub(super) struct Counts {
    spoken: HashMap<(i64, i64, i64), i64>,
    tally: HashMap<(i64, i64, i64), i64>,
    /// What the document at hand was already said to name.
    mentioned: HashSet<(i64, i64)>,
    document: i64,
}

impl Counts {
    /// Files a claim.
    pub(super) fn add(&mut self, db: &Connection, filed: Filed, facet: &Facet) -> Result<(), LedgerError> {
        db.prepare_cached("INSERT OR REPLACE INTO standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(params![
            facet.event,
            facet.days.0,
            sha_number(filed.doc),
            filed.number,
            facet.nth,
            facet.days.1,
            facet.stance
        ])?;
        self.count(facet, 1);
        if self.document != filed.number {
            self.mentioned.clear();
            self.document = filed.number;
        }
        for (role, subject) in &facet.named {
            self.mention(db, *subject, i64::from(*role))?;
        }
        Ok(())
    }

    /// Takes a claim out again. Mentions stay: they say where to look, not what is there.
    pub(super) fn remove(&mut self, db: &Connection, filed: Filed, facet: &Facet) -> Result<(), LedgerError> {
        db.prepare_cached(
            "DELETE FROM standing WHERE event = ?1 AND day = ?2 AND sha = ?3 AND document = ?4 AND nth = ?5",
        )?
        .execute(params![facet.event, facet.days.0, sha_number(filed.doc), filed.number, facet.nth])?;
        self.count(facet, -1);
        Ok(())
    }

    fn count(&mut self, facet: &Facet, by: i64) {
        *self.tally.entry((facet.event, facet.stance, facet.days.0 / 100)).or_default() += by;
        let origin = facet.first(Role::Origin).unwrap_or(OWN_VOICE);
        let channel = facet.first(Role::Channel).unwrap_or(OWN_VOICE);
        *self.spoken.entry((origin, channel, facet.stance)).or_default() += by;
    }

    fn mention(&mut self, db: &Connection, subject: i64, role: i64) -> Result<(), LedgerError> {
        if self.mentioned.insert((subject, role)) {
            mention(db, subject, role, self.document)?;
        }
        Ok(())
    }

    /// Writes what was gathered.
    pub(super) fn write(&mut self, db: &Connection) -> Result<(), LedgerError> {
        let mut spoken = db.prepare_cached(
            "INSERT INTO spoken VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (origin, channel, stance) DO UPDATE SET claims = claims + excluded.claims",
        )?;
        for ((origin, channel, stance), by) in std::mem::take(&mut self.spoken) {
            spoken.execute([origin, channel, stance, by])?;
        }
        let mut tally = db.prepare_cached(
            "INSERT INTO tally VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (event, stance, month) DO UPDATE SET claims = claims + excluded.claims",
        )?;
        for ((event, stance, month), by) in std::mem::take(&mut self.tally) {
            tally.execute([event, stance, month, by])?;
        }
        Ok(())
    }
}

/// First and last day that a claim is filed under: its own, else that of publication.
pub(super) fn days_of(filed: Filed, claim: &StoredClaim) -> (i64, i64) {
    match claim.days() {
        Some(days) => (day_number(Some(days.from)), day_number(Some(days.to))),
        None => (day_number(filed.published), day_number(filed.published)),
    }
}

/// Says that a document names somebody in a role.
pub(super) fn mention(db: &Connection, subject: i64, role: i64, document: i64) -> Result<(), LedgerError> {
    db.prepare_cached("INSERT OR IGNORE INTO mention VALUES (?1, ?2, ?3)")?.execute([subject, role, document])?;
    Ok(())
}
