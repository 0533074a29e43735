//! Whether what is kept of the account is what the claims give: it is all made again, in a file of its own, and compared.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params};

use super::gist::read;
use super::incident::Seats;
use super::names::NameCache;
use super::reconcile::{self, begin, is_made, keep_gists};
use super::{LedgerError, MIGRATIONS};
use crate::account::Reason;

/// Parts of the account, each with what it is compared by. Numbers of blocks and incidents may differ: they depend on
/// what came in when.
const PARTS: [(&str, &str); 12] = [
    ("origins", "SELECT document, origin FROM copy ORDER BY document"),
    ("tellings", "SELECT t.id, b.domain, b.place, t.body, t.facts FROM telling t JOIN block b ON b.id = t.block ORDER BY t.id"),
    ("tellings", "SELECT document, truce, body FROM aside ORDER BY document"),
    (
        "incidents",
        "SELECT name, day, first_day, last_day, events, stances, actual, origins, claims FROM incident ORDER BY name",
    ),
    (
        "incidents",
        "SELECT t.id, i.name FROM telling t LEFT JOIN placed p ON p.telling = t.id LEFT JOIN ruled r ON r.telling = t.id
         LEFT JOIN incident i ON i.id = coalesce(r.incident, p.incident) ORDER BY t.id",
    ),
    (
        "incidents",
        "SELECT l.telling, i.name, l.day, l.alone, l.look, s.terms FROM lying l LEFT JOIN incident i ON i.id = l.incident
         LEFT JOIN shown s ON s.incident = l.incident ORDER BY l.telling, l.day",
    ),
    ("facets", "SELECT document, body FROM facet ORDER BY document"),
    (
        "contests",
        "SELECT day, matter, name, opposed, words, events, stances, first_day, last_day, behind FROM contest
         ORDER BY matter, name",
    ),
    (
        "contests",
        "SELECT d.source, d.claim, c.matter, c.name, d.revised FROM dispute d
         LEFT JOIN contest c ON c.about = d.about AND c.matter = d.matter ORDER BY d.source, d.claim, c.matter, c.name",
    ),
    (
        "tolls",
        "SELECT victims, harm, who, scope, since, name, points, day, events, stances, first_day, last_day, behind FROM toll
         ORDER BY victims, harm, who, scope, since, name",
    ),
    (
        "tolls",
        "SELECT document, nth, victims, harm, who, scope, since, day, events, stances, first_day, last_day, body FROM running
         ORDER BY document, nth",
    ),
    ("truces", "SELECT name, day, claims, events, stances, first_day, last_day, behind, body, print FROM truce ORDER BY name"),
];

/// The parts of the kept account that are not what the claims give; none where it is stale.
pub(super) fn altered(db: &Connection, names: &mut NameCache) -> Result<Vec<&'static str>, LedgerError> {
    if !is_made(db)? {
        return Ok(Vec::new());
    }
    let again = made_again(db, names)?;
    let mut altered = Vec::new();
    for (part, query) in PARTS {
        if !altered.contains(&part) && !alike(db, &again, query, row)? {
            altered.push(part);
        }
    }
    let members = "SELECT members FROM incident ORDER BY name";
    if !altered.contains(&"incidents") && !alike(db, &again, members, reasons)? {
        altered.push("incidents");
    }
    Ok(altered)
}

/// The account of the same claims, in a file that goes when it is closed.
fn made_again(db: &Connection, names: &mut NameCache) -> Result<Connection, LedgerError> {
    let again = Connection::open("")?;
    again.execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;")?;
    for migration in MIGRATIONS {
        again.execute_batch(migration)?;
    }
    begin(&again)?;
    let mut query = db.prepare("SELECT id, sha FROM document")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        again
            .prepare_cached("INSERT INTO document (id, sha, text) VALUES (?1, ?2, '')")?
            .execute(params![row.get::<_, i64>(0)?, row.get::<_, Value>(1)?])?;
    }
    let mut query = db.prepare("SELECT id, at, by, action, about, detail, why, previous, hash FROM decision")?;
    let mut rows = query.query([])?;
    while let Some(decision) = rows.next()? {
        let values = rusqlite::params_from_iter(row(decision)?);
        again.prepare_cached("INSERT INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(values)?;
    }
    keep_gists(db, names, &again)?;
    while !reconcile::reconcile(&again, &mut NameCache::default(), reconcile::SLICE)? {}
    again.execute_batch("COMMIT")?;
    Ok(again)
}

fn row(row: &Row<'_>) -> Result<Vec<Value>, LedgerError> {
    Ok((0..row.as_ref().column_count()).map(|column| row.get(column)).collect::<Result<_, _>>()?)
}

/// The members of an incident without the numbers of their blocks.
fn reasons(row: &Row<'_>) -> Result<Vec<(i64, i64, Vec<Reason>)>, LedgerError> {
    let seats: Seats = read(&row.get::<_, Vec<u8>>(0)?)?;
    Ok(seats.into_iter().map(|(seat, reasons)| (seat.document, seat.nth, reasons)).collect())
}

/// Whether a query gives the same rows in both.
fn alike<T: PartialEq>(
    one: &Connection,
    other: &Connection,
    query: &str,
    of: fn(&Row<'_>) -> Result<T, LedgerError>,
) -> Result<bool, LedgerError> {
    let (mut one, mut other) = (one.prepare(query)?, other.prepare(query)?);
    let (mut one, mut other) = (one.query([])?, other.query([])?);
    loop {
        match (one.next()?, other.next()?) {
            (None, None) => return Ok(true),
            (Some(a), Some(b)) => {
                // What cannot be read was altered.
                match (of(a), of(b)) {
                    (Ok(a), Ok(b)) if a == b => {}
                    _ => return Ok(false),
                }
            }
            _ => return Ok(false),
        }
    }
}
