//! What is derived from each claim so that it is found quickly: who and where is named, when, what, and how often.

use std::collections::HashMap;

use jiff::civil::Date;
use riwaya_reader::{Event, Stance};
use rusqlite::{Connection, params};

use super::LedgerError;
use super::facet::Facet;
use crate::account::Claims;
use crate::model::{ClaimId, DocId, StoredClaim};

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
    /// Whom the claims of the document at hand name in what role, and what those claims are like.
    mentioned: HashMap<(i64, i64), Alike>,
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
            self.mention(db)?;
            self.document = filed.number;
        }
        let alike = Alike::of(facet);
        for (role, subject) in &facet.named.0 {
            let known = self.mentioned.entry((*subject, i64::from(*role))).or_insert(alike);
            *known = known.with(alike);
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

    fn mention(&mut self, db: &Connection) -> Result<(), LedgerError> {
        for ((subject, role), alike) in self.mentioned.drain() {
            mention(db, (subject, role, self.document), alike)?;
        }
        Ok(())
    }

    /// Writes what was gathered.
    pub(super) fn write(&mut self, db: &Connection) -> Result<(), LedgerError> {
        self.mention(db)?;
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

/// What several claims are like: their events and stances as bits, the first and the last of their days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike {
    pub events: i64,
    pub stances: i64,
    pub days: (i64, i64),
}

impl Alike {
    /// Whatever a report's claims are like.
    pub(super) const ANY: Self = Self { events: -1, stances: -1, days: (0, 99_999_999) };

    /// What no claims are like.
    pub(super) const NONE: Self = Self { events: 0, stances: 0, days: (i64::MAX, 0) };

    pub(super) fn of(facet: &Facet) -> Self {
        Self { events: 1 << facet.event, stances: 1 << facet.stance, days: facet.days }
    }

    /// What a claim is like, as far as it is known.
    pub(super) fn of_claim(id: ClaimId, claims: &Claims) -> Self {
        let (Some(fact), published) = (claims.fact(id), claims.published(id.doc)) else { return Self::ANY };
        let (from, to) = fact.days.map_or((published, published), |d| (Some(d.from), Some(d.to)));
        Self {
            events: 1 << event_number(fact.event),
            stances: 1 << stance_number(fact.stance),
            days: (day_number(from), day_number(to)),
        }
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self {
            events: self.events | other.events,
            stances: self.stances | other.stances,
            days: (self.days.0.min(other.days.0), self.days.1.max(other.days.1)),
        }
    }

    /// Narrows what is told of a mention to this.
    pub(super) fn narrow(self, db: &Connection, [subject, role, document]: [i64; 3]) -> Result<(), LedgerError> {
        let Self { events, stances, days: (first, last) } = self;
        db.prepare_cached(
            "UPDATE mention SET events = ?4, stances = ?5, first_day = ?6, last_day = ?7
             WHERE subject = ?1 AND role = ?2 AND document = ?3",
        )?
        .execute([subject, role, document, events, stances, first, last])?;
        Ok(())
    }
}

/// Says that claims of a document name somebody in a role, and what they are like.
pub(super) fn mention(
    db: &Connection,
    (subject, role, document): (i64, i64, i64),
    alike: Alike,
) -> Result<(), LedgerError> {
    let Alike { events, stances, days: (first, last) } = alike;
    db.prepare_cached(
        "INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE
         SET events = events | excluded.events, stances = stances | excluded.stances,
         first_day = min(first_day, excluded.first_day), last_day = max(last_day, excluded.last_day)",
    )?
    .execute([subject, role, document, events, stances, first, last])?;
    Ok(())
}
