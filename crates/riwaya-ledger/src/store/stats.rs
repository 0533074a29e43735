//! What the ledger holds, in numbers.

use jiff::civil::Date;
use riwaya_reader::{Event, Stance};

use super::index::number_day;
use super::{Ledger, LedgerError};

/// What a ledger holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Reports.
    pub documents: i64,
    /// Readings of them: more than reports where some were read again.
    pub readings: i64,
    /// Readers, the oldest first, with the readings of each.
    pub readers: Vec<(String, i64)>,
    /// Claims that stand.
    pub claims: i64,
    /// Decisions.
    pub decisions: i64,
    /// First and last day of publication.
    pub published: Option<(Date, Date)>,
    /// Claims of each event and stance.
    pub events: Vec<EventTally>,
    /// Bytes of the file.
    pub bytes: i64,
}

/// Claims of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTally {
    /// The event.
    pub event: Event,
    /// Its claims.
    pub claims: i64,
    /// How they are held.
    pub stances: Vec<(Stance, i64)>,
}

impl Ledger {
    /// Counts what the ledger holds.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn stats(&self) -> Result<Stats, LedgerError> {
        let db = &self.connection;
        let number = |query: &str| -> Result<i64, LedgerError> { Ok(db.query_row(query, [], |r| r.get(0))?) };
        let mut readers = db.prepare_cached(
            "SELECT v.version, count(*) FROM reader v JOIN reading r ON r.reader = v.id GROUP BY v.id ORDER BY v.id",
        )?;
        let readers = readers.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        let events = self.event_tallies()?;
        Ok(Stats {
            documents: number("SELECT count(*) FROM filed")?,
            readings: readers.iter().map(|(_, n)| n).sum(),
            readers,
            claims: events.iter().map(|e| e.claims).sum(),
            decisions: number("SELECT count(*) FROM decision")?,
            published: self.published()?,
            events,
            bytes: number("PRAGMA page_count")? * number("PRAGMA page_size")?,
        })
    }

    /// Counts what decisions changed of what a ledger held, where nothing was read since.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn stats_decided(&self, before: Stats) -> Result<Stats, LedgerError> {
        let events = self.event_tallies()?;
        let decisions = self.connection.query_row("SELECT count(*) FROM decision", [], |r| r.get(0))?;
        Ok(Stats { claims: events.iter().map(|e| e.claims).sum(), decisions, events, ..before })
    }

    fn published(&self) -> Result<Option<(Date, Date)>, LedgerError> {
        let query = "SELECT min(day), max(day) FROM filed WHERE day > 0";
        let (first, last): (Option<i64>, Option<i64>) =
            self.connection.query_row(query, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(first.and_then(number_day).zip(last.and_then(number_day)))
    }

    fn event_tallies(&self) -> Result<Vec<EventTally>, LedgerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT event, stance, sum(claims) FROM tally GROUP BY event, stance HAVING sum(claims) > 0
             ORDER BY event, stance",
        )?;
        let rows: Vec<(i64, i64, i64)> =
            query.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
        let mut tallies: Vec<EventTally> = Vec::new();
        for (event, stance, claims) in rows {
            let at = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
            let (Some(event), Some(stance)) = (Event::ALL.get(at(event)), Stance::ALL.get(at(stance))) else {
                continue;
            };
            match tallies.last_mut().filter(|t| t.event == *event) {
                Some(tally) => {
                    tally.claims += claims;
                    tally.stances.push((*stance, claims));
                }
                None => tallies.push(EventTally { event: *event, claims, stances: vec![(*stance, claims)] }),
            }
        }
        Ok(tallies)
    }
}
