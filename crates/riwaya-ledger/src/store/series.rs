//! Toll series as they are kept: a row for each, and for the counts of those that run over many events.

use std::collections::HashMap;

use jiff::civil::Date;
use riwaya_reader::Harm;
use rusqlite::{Connection, Row, params};

use super::LedgerError;
use super::behind::Behind;
use super::gist::{Reports, read, written};
use super::index::{Alike, day_number, number_day};
use crate::account::{OriginId, Point, Scope, Side, TollKey, TollSeries, Voice, in_order};

/// Bits for the place of a count in its claim.
const COUNTS: u32 = 16;

/// A series by its columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SeriesRow {
    pub victims: String,
    pub harm: i64,
    pub who: String,
    pub scope: i64,
    pub since: i64,
    pub name: Vec<u8>,
}

impl SeriesRow {
    pub(super) fn of(key: &TollKey) -> Self {
        let (scope, since, name) = match &key.scope {
            Scope::Incident(id) => (0, 0, id.0.beginning().to_vec()),
            Scope::Since(day) => (1, day_number(Some(*day)), Vec::new()),
            Scope::War => (2, 0, Vec::new()),
        };
        let victims = key.victims.as_ref().map(|s| s.key().to_owned()).unwrap_or_default();
        let harm = Harm::ALL.iter().position(|h| *h == key.harm).unwrap_or_default() as i64;
        Self { victims, harm, who: key.who.to_string(), scope, since, name }
    }

    pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            victims: row.get(0)?,
            harm: row.get(1)?,
            who: row.get(2)?,
            scope: row.get(3)?,
            since: row.get(4)?,
            name: row.get(5)?,
        })
    }

    /// What the series is of, where it runs over many events.
    fn key(&self) -> Result<TollKey, LedgerError> {
        let wrong = || LedgerError::Damaged("a toll series of nothing".to_owned());
        let harm = usize::try_from(self.harm).ok().and_then(|h| Harm::ALL.get(h)).ok_or_else(wrong)?;
        let since: Option<Date> = number_day(self.since);
        Ok(TollKey {
            victims: (!self.victims.is_empty()).then(|| Side::new(&self.victims)),
            harm: *harm,
            who: self.who.as_str().into(),
            scope: if self.scope == 2 { Scope::War } else { Scope::Since(since.ok_or_else(wrong)?) },
        })
    }
}

/// The counts of a series of one incident.
#[derive(Default)]
pub(super) struct Counts {
    /// How many.
    pub points: i64,
    /// The last of their days.
    pub day: i64,
    /// The claims that tell them.
    pub behind: Behind,
}

/// Keeps a series of one incident.
pub(super) fn keep_series(db: &Connection, key: &TollKey, incident: i64, counts: &Counts) -> Result<(), LedgerError> {
    let SeriesRow { victims, harm, who, scope, since, name } = SeriesRow::of(key);
    let Alike { events, stances, days: (first, last) } = counts.behind.alike();
    let behind = counts.behind.body()?;
    db.prepare_cached("INSERT INTO toll VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")?
        .execute(params![
            victims,
            harm,
            who,
            scope,
            since,
            name,
            incident,
            counts.points,
            counts.day,
            events,
            stances,
            first,
            last,
            behind
        ])?;
    Ok(())
}

/// Keeps the counts of one claim that run over many events; `incident` is 0 where it tells of none, `alike` what it is like.
pub(super) fn keep_running(
    db: &Connection,
    (document, incident): (i64, i64),
    points: Vec<(TollKey, Point)>,
    alike: Alike,
) -> Result<(), LedgerError> {
    let Alike { events, stances, days: (first, last) } = alike;
    for (nth, (key, point)) in (0_i64..).zip(points) {
        if matches!(key.scope, Scope::Incident(_)) {
            continue;
        }
        let SeriesRow { victims, harm, who, scope, since, name } = SeriesRow::of(&key);
        let nth = (i64::from(point.point.word.claim.key) << COUNTS) | nth;
        let day = day_number(point.point.day);
        db.prepare_cached("INSERT INTO running VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")?
            .execute(params![
                document,
                nth,
                victims,
                harm,
                who,
                scope,
                since,
                incident,
                day,
                events,
                stances,
                first,
                last,
                written(&point)?
            ])?;
        let any = Alike::ANY;
        db.prepare_cached(
            "INSERT INTO toll VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 1, ?7, ?8, ?9, ?10, ?11, x'') ON CONFLICT DO UPDATE
             SET points = points + 1, day = max(day, excluded.day)",
        )?
        .execute(params![
            victims,
            harm,
            who,
            scope,
            since,
            name,
            day,
            any.events,
            any.stances,
            any.days.0,
            any.days.1
        ])?;
    }
    Ok(())
}

/// Takes running counts out again, and series of which none is left.
pub(super) fn remove_running(db: &Connection, which: &str, value: i64) -> Result<(), LedgerError> {
    let query = format!("DELETE FROM running WHERE {which} RETURNING victims, harm, who, scope, since, x'' AS name");
    let mut query = db.prepare_cached(&query)?;
    let rows: Vec<SeriesRow> = query.query_map([value], SeriesRow::of_row)?.collect::<Result<_, _>>()?;
    for SeriesRow { victims, harm, who, scope, since, name } in rows {
        let key = params![victims, harm, who, scope, since, name];
        let left = "UPDATE toll SET points = points - 1, day = (SELECT ifnull(max(day), 0) FROM running
             WHERE victims = ?1 AND harm = ?2 AND who = ?3 AND scope = ?4 AND since = ?5)
             WHERE victims = ?1 AND harm = ?2 AND who = ?3 AND scope = ?4 AND since = ?5 AND name = ?6";
        db.prepare_cached(left)?.execute(key)?;
        let none = "DELETE FROM toll WHERE victims = ?1 AND harm = ?2 AND who = ?3 AND scope = ?4 AND since = ?5
             AND name = ?6 AND points = 0";
        db.prepare_cached(none)?.execute(key)?;
    }
    Ok(())
}

/// A series that runs over many events, with its counts.
pub(super) fn running(db: &Connection, reports: &mut Reports<'_>, row: &SeriesRow) -> Result<TollSeries, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT c.document, r.body FROM running r LEFT JOIN copy c ON c.document = r.document
         WHERE r.victims = ?1 AND r.harm = ?2 AND r.who = ?3 AND r.scope = ?4 AND r.since = ?5",
    )?;
    let mut rows = query.query(params![row.victims, row.harm, row.who, row.scope, row.since])?;
    let mut points = Vec::new();
    while let Some(found) = rows.next()? {
        let mut point: Point = read(found.get_ref(1)?.as_blob().unwrap_or_default())?;
        let word = &mut point.point.word;
        // Only of a copy another report is the origin.
        let copy: Option<i64> = found.get(0)?;
        let origin = copy.map_or(Ok(OriginId(word.claim.doc)), |copy| reports.get(copy).map(|known| known.origin))?;
        word.origin = origin;
        if let Voice::Report(voice) = &mut word.voice {
            *voice = origin;
        }
        points.push(point);
    }
    Ok(in_order(row.key()?, points))
}

/// A claim behind a series that runs over many events, and what it is like.
#[derive(Clone, Debug)]
pub(super) struct RunningClaim {
    pub document: i64,
    pub key: u32,
    events: i64,
    stances: i64,
    days: (i64, i64),
}

impl RunningClaim {
    /// Whether it is like what is asked for: events and stances as bits, the first and the last day.
    pub(super) const fn is_like(&self, [events, stances, from, to]: [i64; 4]) -> bool {
        self.events & events != 0 && self.stances & stances != 0 && self.days.1 >= from && self.days.0 <= to
    }

    /// From six columns: document, place of the count, events, stances, first and last day.
    fn of_row(r: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            document: r.get(first)?,
            key: (r.get::<_, i64>(first + 1)? >> COUNTS) as u32,
            events: r.get(first + 2)?,
            stances: r.get(first + 3)?,
            days: (r.get(first + 4)?, r.get(first + 5)?),
        })
    }
}

/// The claims of a series that runs over many events, those left out that are not like what is asked for (events and stances
/// as bits, the first and the last day).
pub(super) fn told(
    db: &Connection,
    row: &SeriesRow,
    [events, stances, from, to]: [i64; 4],
) -> Result<Vec<RunningClaim>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT document, nth, events, stances, first_day, last_day FROM running
         WHERE victims = ?1 AND harm = ?2 AND who = ?3 AND scope = ?4 AND since = ?5
         AND events & ?6 <> 0 AND stances & ?7 <> 0 AND last_day >= ?8 AND first_day <= ?9",
    )?;
    let values = params![row.victims, row.harm, row.who, row.scope, row.since, events, stances, from, to];
    let found = query.query_map(values, |r| RunningClaim::of_row(r, 0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The claims of every series that runs over many events.
pub(super) fn all_told(db: &Connection) -> Result<HashMap<SeriesRow, Vec<RunningClaim>>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT victims, harm, who, scope, since, x'', document, nth, events, stances, first_day, last_day FROM running
         ORDER BY victims, harm, who, scope, since",
    )?;
    let mut rows = query.query([])?;
    let mut told: HashMap<SeriesRow, Vec<RunningClaim>> = HashMap::new();
    let mut last: Option<(SeriesRow, Vec<RunningClaim>)> = None;
    while let Some(r) = rows.next()? {
        let (row, claim) = (SeriesRow::of_row(r)?, RunningClaim::of_row(r, 6)?);
        match &mut last {
            Some((known, claims)) if *known == row => claims.push(claim),
            _ => told.extend(last.replace((row, vec![claim]))),
        }
    }
    told.extend(last);
    Ok(told)
}
