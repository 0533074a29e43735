//! Truces as they are kept, and what their reports tell of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::LedgerError;
use super::gist::{Aside, Reports, read};
use super::incident::{about_claim, blob};
use crate::account::{Claims, Contest, Gist, Matter, Truce, TruceDraft, TruceId, contests_of_truce};
use crate::model::ClaimId;

/// Whether any of these documents tells of a truce.
pub(super) fn told_by(db: &Connection, documents: &[i64]) -> Result<bool, LedgerError> {
    let mut query = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM aside WHERE document = ?1 AND truce = 1)")?;
    for document in documents {
        if query.query_row([document], |r| r.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All that a document tells of truces, as it is kept: truces are made of this and of the origins of reports alone.
pub(super) fn told_in(db: &Connection, document: i64) -> Result<Option<Vec<u8>>, LedgerError> {
    let mut query = db.prepare_cached("SELECT body FROM aside WHERE document = ?1 AND truce = 1")?;
    Ok(query.query_row([document], |r| r.get(0)).optional()?)
}

/// Whether one of the documents after one, up to another, tells of a truce.
pub(super) fn told_between(db: &Connection, after: i64, last: i64) -> Result<bool, LedgerError> {
    let query = "SELECT EXISTS (SELECT 1 FROM aside WHERE document > ?1 AND document <= ?2 AND truce = 1)";
    Ok(db.prepare_cached(query)?.query_row([after, last], |r| r.get(0))?)
}

/// What the documents up to one tell of truces.
pub(super) fn told(db: &Connection, reports: &mut Reports<'_>, last: i64) -> Result<Claims, LedgerError> {
    let mut claims = Claims::default();
    let mut query = db.prepare_cached("SELECT document, body FROM aside WHERE truce = 1 AND document <= ?1")?;
    let mut rows = query.query([last])?;
    while let Some(row) = rows.next()? {
        put(&mut claims, reports, row.get(0)?, blob(row.get_ref(1)?))?;
    }
    Ok(claims)
}

fn put(claims: &mut Claims, reports: &mut Reports<'_>, document: i64, body: &[u8]) -> Result<(), LedgerError> {
    let known = reports.get(document)?;
    let Aside { published, facts, truces } = read(body)?;
    let gist = Gist { tellings: Vec::new(), facts: facts.into_iter().collect(), truces };
    claims.put(known.doc, (known.origin, published), gist);
    Ok(())
}

/// The truce of a number.
pub(super) fn truce(db: &Connection, reports: &mut Reports<'_>, number: i64) -> Result<Option<Truce>, LedgerError> {
    let Some(draft) = draft(db, number)? else { return Ok(None) };
    let mut failed = None;
    let truce = draft.truce(|claim| match about_claim(db, reports, claim) {
        Ok(found) => found,
        Err(error) => {
            failed = Some(error);
            None
        }
    });
    failed.map_or(Ok(Some(truce)), Err)
}

fn draft(db: &Connection, number: i64) -> Result<Option<TruceDraft>, LedgerError> {
    let mut query = db.prepare_cached("SELECT body FROM truce WHERE id = ?1")?;
    let mut rows = query.query([number])?;
    rows.next()?.map(|row| read(blob(row.get_ref(0)?))).transpose()
}

/// The number of the truce that a claim speaks of.
pub(super) fn of_claim(db: &Connection, claim: ClaimId) -> Result<Option<i64>, LedgerError> {
    let Some(document) = super::write::document_number(db, claim.doc)? else { return Ok(None) };
    let mut query = db.prepare_cached("SELECT truce FROM truce_claim WHERE document = ?1 AND claim = ?2")?;
    Ok(query.query_row(params![document, claim.key], |r| r.get(0)).optional()?)
}

/// What is contested of a truce.
pub(super) fn contest(
    db: &Connection,
    reports: &mut Reports<'_>,
    truce: &Truce,
    matter: fn(TruceId) -> Matter,
) -> Result<Option<Contest>, LedgerError> {
    let mut claims = Claims::default();
    let told = truce.claims.iter().map(|c| c.doc).chain(truce.violations.iter().map(|v| v.word.claim.doc));
    for doc in told.collect::<BTreeSet<_>>() {
        let Some(document) = reports.number(doc)? else { continue };
        let mut query = db.prepare_cached("SELECT body FROM aside WHERE document = ?1")?;
        let body: Option<Vec<u8>> = query.query_row([document], |r| r.get(0)).optional()?;
        if let Some(body) = body {
            put(&mut claims, reports, document, &body)?;
        }
    }
    let about = matter(truce.id);
    Ok(contests_of_truce(truce, &claims).into_iter().flatten().find(|c| c.about == about))
}
