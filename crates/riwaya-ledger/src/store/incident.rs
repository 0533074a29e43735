//! Incidents as they are kept: what they are listed and filtered by, and where their tellings stand.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use riwaya_reader::Stance;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};

use super::behind::{Behind, of_contest};
use super::gist::{Reports, Seat, read, telling, written};
use super::index::{Alike, day_number};
use super::series::{Counts, keep_running, keep_series, remove_running};
use super::{LedgerError, facet};
use crate::account::{
    Claims, Contest, Fact, Incident, Matter, Reason, Scope, Telling, TollKey, Voice, Word, bears_on,
    contest_of_incident, denied_in, may_bear, of_members, points,
};
use crate::model::{ClaimId, DocId};

/// The tellings of an incident by where they stand, each with why it belongs to it.
pub(super) type Seats = Vec<(Seat, Vec<Reason>)>;

/// An incident with the facts of its claims.
pub(super) struct Composed {
    pub incident: Incident,
    pub claims: Claims,
}

/// The day by which an incident is listed.
pub(super) fn listed(incident: &Incident) -> Option<Date> {
    incident.days.map(|d| d.from).or(incident.first_published)
}

/// What the claims of an incident are like.
fn alike_in(incident: &Incident, claims: &Claims) -> Alike {
    incident.claims.iter().fold(Alike::NONE, |known, (id, _)| known.with(Alike::of_claim(*id, claims)))
}

/// Keeps an incident with its contest and toll series.
pub(super) fn keep_incident(
    db: &Connection,
    number: i64,
    Composed { incident, claims }: &Composed,
    seats: &Seats,
) -> Result<(), LedgerError> {
    let alike = alike_in(incident, claims);
    let (day, name) = (day_number(listed(incident)), incident.id.0.beginning());
    db.prepare_cached("INSERT INTO incident VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?.execute(
        params![
            number,
            day,
            name,
            alike.days.0,
            alike.days.1,
            alike.events,
            alike.stances,
            incident.actual,
            incident.origins.len() as i64,
            incident.claims.len() as i64,
            written(seats)?
        ],
    )?;
    let documents: HashMap<DocId, i64> =
        incident.tellings.iter().zip(seats).map(|((id, _), (seat, _))| (id.doc, seat.document)).collect();
    if may_be_contested(incident, claims)
        && let Some(contest) = contest_of_incident(incident, claims)
    {
        let behind = Behind::of(of_contest(&contest), claims, |doc| Ok(documents.get(&doc).copied()))?;
        keep_contest(db, (day, number), &contest, &behind)?;
    }
    let mut series: BTreeMap<TollKey, Counts> = BTreeMap::new();
    for (id, _) in &incident.claims {
        let Some(document) = documents.get(&id.doc) else { continue };
        let points = points(*id, Some(incident), claims);
        let alike = Alike::of_claim(*id, claims);
        for (key, point) in points.iter().filter(|(key, _)| matches!(key.scope, Scope::Incident(_))) {
            let counts = series.entry(key.clone()).or_default();
            counts.points += 1;
            counts.day = counts.day.max(day_number(point.point.day));
            counts.behind.add((*document, id.key), alike);
        }
        keep_running(db, (*document, number), points, alike)?;
    }
    for (key, counts) in series {
        keep_series(db, &key, number, &counts)?;
    }
    Ok(())
}

/// Whether a contest is possible at all: somebody denies, or two claims tell numbers.
fn may_be_contested(incident: &Incident, claims: &Claims) -> bool {
    let facts = || incident.claims.iter().filter_map(|(id, _)| claims.fact(*id));
    let denies = |f: &Fact| matches!(f.stance, Stance::Denies | Stance::Rejects);
    facts().any(denies) || facts().filter(|f| !f.counts.is_empty()).count() > 1
}

/// Keeps that something is contested; `about` is the number of what it is about.
pub(super) fn keep_contest(
    db: &Connection,
    (day, about): (i64, i64),
    contest: &Contest,
    behind: &Behind,
) -> Result<(), LedgerError> {
    let (matter, id) = match contest.about {
        Matter::Incident(id) => (0, id.0),
        Matter::Truce(id) => (1, id.0),
        Matter::Violation(id) => (2, id.0),
    };
    let opposed = !contest.asserting.is_empty() && !contest.denying.is_empty();
    let alike = behind.alike();
    db.prepare_cached("INSERT INTO contest VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?.execute(
        params![
            day,
            matter,
            id.beginning(),
            about,
            opposed,
            (contest.asserting.len() + contest.denying.len()) as i64,
            alike.events,
            alike.stances,
            alike.days.0,
            alike.days.1,
            behind.body()?
        ],
    )?;
    let mut keep = db.prepare_cached("INSERT INTO dispute VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for word in denied_in(contest) {
        keep.execute(params![source_of(word), word.claim.beginning(), matter, about, 0])?;
    }
    let mut revised: BTreeMap<&str, i64> = BTreeMap::new();
    for change in &contest.changes {
        *revised.entry(source_of(&change.after)).or_default() += 1;
    }
    for (source, times) in revised {
        keep.execute(params![source, [0_u8; 0], matter, about, times])?;
    }
    Ok(())
}

/// The key of whoever speaks; empty for a report itself.
fn source_of(word: &Word) -> &str {
    match &word.voice {
        Voice::Report(_) => "",
        Voice::Source(key) => key,
    }
}

/// Takes a contest out again.
pub(super) fn remove_contests(db: &Connection, which: &str, about: &[i64]) -> Result<(), LedgerError> {
    for table in ["contest", "dispute"] {
        let query = format!("DELETE FROM {table} WHERE {which}");
        db.prepare_cached(&query)?.execute(rusqlite::params_from_iter(about))?;
    }
    Ok(())
}

/// Takes an incident out again, with its contest and series.
pub(super) fn remove_incident(db: &Connection, number: i64) -> Result<(), LedgerError> {
    let gone = db.prepare_cached("DELETE FROM incident WHERE id = ?1")?.execute([number])?;
    if gone > 0 {
        remove_contests(db, "about = ?1 AND matter = 0", &[number])?;
        db.prepare_cached("DELETE FROM toll WHERE incident = ?1 AND incident <> 0")?.execute([number])?;
        remove_running(db, "incident = ?1 AND incident <> 0", number)?;
    }
    Ok(())
}

/// The tellings of an incident.
pub(super) fn seats(db: &Connection, number: i64) -> Result<Option<Seats>, LedgerError> {
    let mut query = db.prepare_cached("SELECT members FROM incident WHERE id = ?1")?;
    let members: Option<Vec<u8>> = query.query_row([number], |r| r.get(0)).optional()?;
    members.map(|m| read(&m)).transpose()
}

/// An incident made of its tellings.
pub(super) fn composed(db: &Connection, reports: &mut Reports<'_>, seats: &Seats) -> Result<Composed, LedgerError> {
    let mut claims = Claims::default();
    let mut tellings: Vec<Telling> = Vec::with_capacity(seats.len());
    for (seat, _) in seats {
        let (told, facts) = at(db, reports, *seat)?;
        claims.put_facts(told.id.doc, (told.origin, told.published), facts);
        tellings.push(told);
    }
    let members = tellings.iter().zip(seats).map(|(t, (_, reasons))| (t, reasons.clone())).collect();
    let nothing = || LedgerError::Damaged("an incident of no telling".to_owned());
    Ok(Composed { incident: of_members(members).ok_or_else(nothing)?, claims })
}

/// The telling that stands somewhere, with the facts of its claims.
pub(super) fn at(
    db: &Connection,
    reports: &mut Reports<'_>,
    seat: Seat,
) -> Result<(Telling, Vec<(u32, Fact)>), LedgerError> {
    let known = reports.get(seat.document)?;
    let mut query = db.prepare_cached("SELECT body, facts FROM telling WHERE id = ?1")?;
    let mut rows = query.query([seat.id()])?;
    let row = rows.next()?.ok_or_else(|| LedgerError::Damaged("an incident without its telling".to_owned()))?;
    Ok((telling(blob(row.get_ref(0)?), known)?, read(blob(row.get_ref(1)?))?))
}

pub(super) fn blob(value: ValueRef<'_>) -> &[u8] {
    value.as_blob().unwrap_or_default()
}

/// The numbers of the incidents that a document tells of, with its tellings' places.
pub(super) fn of_document(db: &Connection, document: i64) -> Result<Vec<(Seat, i64)>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT p.telling, coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling
         WHERE p.telling BETWEEN ?1 AND ?2 ORDER BY p.telling",
    )?;
    let rows = query.query_map(Seat::of_document(document), |r| Ok((Seat::of(r.get(0)?), r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The number of the incident that a claim tells of.
pub(super) fn of_claim(db: &Connection, reports: &mut Reports<'_>, claim: ClaimId) -> Result<Option<i64>, LedgerError> {
    let Some(document) = super::write::document_number(db, claim.doc)? else { return Ok(None) };
    let Some(nth) = facet::telling_of(db, document, claim.key)? else {
        // One that was rejected since is of its incident until the account is reconciled.
        for (seat, number) in of_document(db, document)? {
            if at(db, reports, seat)?.0.claims.iter().any(|(id, _)| *id == claim) {
                return Ok(Some(number));
            }
        }
        return Ok(None);
    };
    let mut query = db.prepare_cached(
        "SELECT coalesce(r.incident, p.incident) FROM placed p LEFT JOIN ruled r ON r.telling = p.telling
         WHERE p.telling = ?1",
    )?;
    let seat = Seat { document, nth: i64::from(nth) };
    Ok(query.query_row([seat.id()], |r| r.get(0)).optional()?)
}

/// The incident that a claim tells of, without what its claims add.
pub(super) fn about_claim(
    db: &Connection,
    reports: &mut Reports<'_>,
    claim: ClaimId,
) -> Result<Option<Incident>, LedgerError> {
    let number = of_claim(db, reports, claim)?;
    let Some(seats) = number.map(|n| seats(db, n)).transpose()?.flatten() else { return Ok(None) };
    let mut query = db.prepare_cached("SELECT body FROM telling WHERE id = ?1")?;
    let mut tellings: Vec<Telling> = Vec::with_capacity(seats.len());
    for (seat, _) in &seats {
        let known = reports.get(seat.document)?;
        let told = query.query_row([seat.id()], |r| Ok(telling(blob(r.get_ref(0)?), known)))??;
        tellings.push(told);
    }
    Ok(of_members(tellings.iter().zip(seats.into_iter().map(|(_, reasons)| reasons)).collect()))
}

/// What is contested of an incident, and on what it bears.
pub(super) fn contest(
    db: &Connection,
    reports: &mut Reports<'_>,
    Composed { incident, claims }: &Composed,
    seats: &Seats,
) -> Result<Option<Contest>, LedgerError> {
    let Some(mut contest) = contest_of_incident(incident, claims) else { return Ok(None) };
    if may_bear(incident, &contest) {
        let mut others: Vec<Incident> = Vec::new();
        for (seat, _) in seats {
            for (_, number) in of_document(db, seat.document)? {
                if let Some(seats) = self::seats(db, number)? {
                    others.push(composed(db, reports, &seats)?.incident);
                }
            }
        }
        contest.bears_on = bears_on(incident, &others);
    }
    Ok(Some(contest))
}
