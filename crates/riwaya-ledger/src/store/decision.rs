//! Decisions: appended, never altered, each hashed over the one before.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::apply::Correction;
use super::facet::{Facet, Facets};
use super::index::Counts;
use super::names::NameCache;
use super::{Ledger, LedgerError, load, write};
use crate::account::Ruling;
use crate::model::{ClaimId, DocId};

/// What an analyst decides about a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// It was read rightly.
    Accept,
    /// A field of it is something else.
    Correct(Correction),
    /// It is no claim, or was not said.
    Reject,
    /// The incident of the other claim is the same event.
    Merge(ClaimId),
    /// The incident of the other claim is another event.
    Split(ClaimId),
    /// A remark; changes nothing.
    Note,
    /// The decision of that number is taken back, as if it had not been made; an undoing can itself be undone.
    Undo(i64),
}

/// A decision as it stands in the ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Its number; decisions apply in this order.
    pub number: i64,
    /// When, as the one who decided had it (RFC 3339).
    pub at: String,
    /// Who decided.
    pub by: String,
    /// `accept`, `correct`, `reject`, `merge`, `split`, `note` or `undo`.
    pub action: String,
    /// The full id of what it is about.
    pub about: String,
    /// What the action needs besides: the field and its value, the claims that were merged.
    pub detail: Value,
    /// Why.
    pub why: String,
    /// SHA-256 over this decision and the hash of the one before.
    pub hash: [u8; 32],
}

/// Who decides, when and why.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// Who.
    pub by: &'a str,
    /// When (RFC 3339).
    pub at: &'a str,
    /// Why.
    pub why: &'a str,
}

impl Action {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Correct(_) => "correct",
            Self::Reject => "reject",
            Self::Merge(_) => "merge",
            Self::Split(_) => "split",
            Self::Note => "note",
            Self::Undo(_) => "undo",
        }
    }

    fn detail(&self) -> Value {
        match self {
            Self::Correct(correction) => correction.detail(),
            Self::Merge(other) | Self::Split(other) => json!({ "claim": full_id(*other) }),
            Self::Undo(number) => json!({ "decision": number }),
            Self::Accept | Self::Reject | Self::Note => json!({}),
        }
    }
}

/// The id of a claim as decisions write it: the whole of its document's.
pub(super) fn full_id(claim: ClaimId) -> String {
    format!("{}-{:08x}", claim.doc, claim.key)
}

impl Ledger {
    /// Appends a decision about a claim; from now on it holds for every account of the claims.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where the claim, or the other that the action names, is not in the newest reading of its
    /// document; [`LedgerError::OneTelling`] where two claims of one report are to be split; [`LedgerError::NotUndone`]
    /// where the decision to be taken back is of another claim, or was taken back. Nothing is then written.
    pub fn decide(&mut self, claim: ClaimId, action: &Action, decided: Decided<'_>) -> Result<Decision, LedgerError> {
        let one = self.decide_all(&[(claim, action, decided)])?;
        one.into_iter().next().unwrap_or_else(|| Err(LedgerError::Unknown(claim.to_string())))
    }

    /// Appends decisions in their order, and waits for the disk once for all of them. Each is answered as
    /// [`Self::decide`] would: where one is refused, nothing of it is written and the others stand. When this returns
    /// what was decided is on the disk.
    ///
    /// # Errors
    /// When no room is left or the database fails; none of them is then in the ledger.
    pub fn decide_all(
        &mut self,
        asked: &[(ClaimId, &Action, Decided<'_>)],
    ) -> Result<Vec<Result<Decision, LedgerError>>, LedgerError> {
        let (tx, names) = self.begin()?;
        let mut answers = Vec::with_capacity(asked.len());
        for (claim, action, decided) in asked {
            tx.execute_batch("SAVEPOINT one")?;
            let answer = decide(&tx, names, (*claim, *action), *decided);
            match &answer {
                Ok(_) => tx.execute_batch("RELEASE one")?,
                Err(_) => {
                    names.forget();
                    tx.execute_batch("ROLLBACK TO one; RELEASE one")?;
                }
            }
            match answer {
                Err(error @ (LedgerError::Full | LedgerError::Damaged(_) | LedgerError::Database(_))) => {
                    return Err(error);
                }
                answer => answers.push(answer),
            }
        }
        tx.commit().inspect_err(|_| names.forget())?;
        Ok(answers)
    }

    /// Every decision, in the order in which they were made.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, LedgerError> {
        all(&self.connection)
    }

    /// The decisions about something, by its full id or the beginning of it.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn decisions_about(&self, id: &str) -> Result<Vec<Decision>, LedgerError> {
        between(&self.connection, id, &format!("{id}\u{10ffff}"))
    }

    /// Decisions about claims that the newest reading of their document no longer holds.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn lapsed(&mut self) -> Result<Vec<Decision>, LedgerError> {
        let mut lapsed = Vec::new();
        for decision in all(&self.connection)? {
            let Some(claim) = claim_of(&decision.about) else { continue };
            let Some(number) = write::document_number(&self.connection, claim.doc)? else { continue };
            let read = load::as_read(&self.connection, &mut self.names, number)?;
            if !read.claims.iter().any(|c| c.id == claim) {
                lapsed.push(decision);
            }
        }
        Ok(lapsed)
    }
}

/// Appends a decision, and files its claim as it now stands.
fn decide(
    tx: &Connection,
    names: &mut NameCache,
    (claim, action): (ClaimId, &Action),
    decided: Decided<'_>,
) -> Result<Decision, LedgerError> {
    let unknown = || LedgerError::Unknown(claim.to_string());
    if let Action::Merge(other) | Action::Split(other) = action {
        if matches!(action, Action::Split(_)) && other.doc == claim.doc {
            return Err(LedgerError::OneTelling);
        }
        let unknown = || LedgerError::Unknown(other.to_string());
        let number = write::document_number(tx, other.doc)?.ok_or_else(unknown)?;
        load::as_read(tx, names, number)?.claims.iter().find(|c| c.id == *other).ok_or_else(unknown)?;
    }
    if let Action::Undo(undone) = action {
        undoable(tx, claim, *undone)?;
    }
    let number = write::document_number(tx, claim.doc)?.ok_or_else(unknown)?;
    let read = load::as_read(tx, names, number)?;
    let nth = read.claims.iter().position(|c| c.id == claim).ok_or_else(unknown)?;
    let before = load::effective(tx, names, number)?;
    let decision = append(tx, (action.name(), &full_id(claim), &action.detail()), decided)?;
    let after = load::effective(tx, names, number)?;
    if before.nth(nth) == after.nth(nth) {
        // What is told stays as it was: nothing is filed anew, and the account need not be made again.
        return Ok(decision);
    }
    let mut counts = Counts::default();
    if let Some(claim) = before.nth(nth) {
        counts.remove(tx, before.filed, &Facet::of(tx, names, before.filed, (nth, claim))?)?;
    }
    if let Some(claim) = after.nth(nth) {
        counts.add(tx, after.filed, &Facet::of(tx, names, after.filed, (nth, claim))?)?;
    }
    counts.write(tx)?;
    let facets = Facets::load(tx, names, number)?;
    Facets::made(tx, names, &after)?.still(&facets).keep(tx, number)?;
    write::stale(tx, number)?;
    Ok(decision)
}

/// The decision that takes another back must be about the same claim, and find it in force.
fn undoable(db: &Connection, claim: ClaimId, number: i64) -> Result<(), LedgerError> {
    let decisions = about_document(db, claim.doc)?;
    let about = full_id(claim);
    let found = decisions.iter().any(|d| d.number == number && d.about == about);
    let in_force = found && !undone(&decisions).contains(&number);
    if in_force { Ok(()) } else { Err(LedgerError::NotUndone(number)) }
}

impl Decision {
    /// The number of the decision that it takes back, where it does.
    #[must_use]
    pub fn undoes(&self) -> Option<i64> {
        (self.action == "undo").then(|| self.detail.get("decision").and_then(Value::as_i64)).flatten()
    }
}

/// The numbers of decisions that a later one, itself in force, takes back. The decisions must be in their order.
#[must_use]
pub fn undone(decisions: &[Decision]) -> BTreeSet<i64> {
    let mut undone = BTreeSet::new();
    for decision in decisions.iter().rev() {
        if let Some(number) = decision.undoes()
            && !undone.contains(&decision.number)
        {
            undone.insert(number);
        }
    }
    undone
}

/// The decisions about a claim, or about another claim and it.
pub(super) fn naming(db: &Connection, id: &str) -> Result<Vec<Decision>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT id, at, by, action, about, detail, why, hash FROM decision
         WHERE about = ?1 OR action IN ('merge', 'split') AND detail ->> 'claim' = ?1 ORDER BY id",
    )?;
    let rows: Vec<_> = query.query_map([id], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// What was decided about which claims are of one event, in the order of the decisions.
pub(super) fn rulings(db: &Connection) -> Result<Vec<Ruling>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT id, at, by, action, about, detail, why, hash FROM decision WHERE action IN ('merge', 'split', 'undo')
         ORDER BY id",
    )?;
    let mut decisions: Vec<Decision> = query.query_map([], row)?.collect::<Result<_, _>>()?;
    let undone = undone(&decisions);
    decisions.retain(|d| d.action != "undo" && !undone.contains(&d.number));
    let ruling = |d: &Decision| {
        let other = claim_of(d.detail.get("claim")?.as_str()?)?;
        let claim = claim_of(&d.about)?;
        Some(if d.action == "merge" { Ruling::Merge(claim, other) } else { Ruling::Split(claim, other) })
    };
    Ok(decisions.iter().filter_map(ruling).collect())
}

/// The claim that a decision is about, where it is about one.
fn claim_of(about: &str) -> Option<ClaimId> {
    let (doc, key) = about.split_once('-')?;
    Some(ClaimId { doc: doc.parse().ok()?, key: u32::from_str_radix(key, 16).ok()? })
}

/// The decisions about claims of a document.
pub(super) fn about_document(db: &Connection, doc: DocId) -> Result<Vec<Decision>, LedgerError> {
    between(db, &format!("{doc}-"), &format!("{doc}."))
}

fn between(db: &Connection, first: &str, last: &str) -> Result<Vec<Decision>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT id, at, by, action, about, detail, why, hash FROM decision WHERE about >= ?1 AND about < ?2 ORDER BY id",
    )?;
    let rows: Vec<_> = query.query_map([first, last], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

fn all(db: &Connection) -> Result<Vec<Decision>, LedgerError> {
    let mut query =
        db.prepare_cached("SELECT id, at, by, action, about, detail, why, hash FROM decision ORDER BY id")?;
    let rows: Vec<_> = query.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The decisions after the one of that number.
pub(super) fn after(db: &Connection, number: i64) -> Result<Vec<Decision>, LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT id, at, by, action, about, detail, why, hash FROM decision WHERE id > ?1 ORDER BY id",
    )?;
    let rows: Vec<_> = query.query_map([number], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The documents of the claims about which decisions after the one of that number are.
pub(super) fn about_after(db: &Connection, number: i64) -> Result<BTreeSet<DocId>, LedgerError> {
    let mut query = db.prepare_cached("SELECT about FROM decision WHERE id > ?1")?;
    let about: Vec<String> = query.query_map([number], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(about.iter().filter_map(|about| Some(claim_of(about)?.doc)).collect())
}

fn row(row: &Row<'_>) -> rusqlite::Result<Decision> {
    let detail: String = row.get(5)?;
    Ok(Decision {
        number: row.get(0)?,
        at: row.get(1)?,
        by: row.get(2)?,
        action: row.get(3)?,
        about: row.get(4)?,
        // A detail that does not parse no longer hashes to its hash either, which `verify` tells.
        detail: serde_json::from_str(&detail).unwrap_or(Value::Null),
        why: row.get(6)?,
        hash: row.get(7)?,
    })
}

/// The hash before the first decision.
pub(super) const BEGINNING: [u8; 32] = [0; 32];

/// Adds a decision to the end of the chain.
pub(super) fn append(
    db: &Connection,
    (action, about, detail): (&str, &str, &Value),
    decided: Decided<'_>,
) -> Result<Decision, LedgerError> {
    let last: Option<(i64, [u8; 32])> = db
        .query_row("SELECT id, hash FROM decision ORDER BY id DESC LIMIT 1", [], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let (number, previous) = last.map_or((1, BEGINNING), |(number, hash)| (number + 1, hash));
    let mut decision = Decision {
        number,
        at: decided.at.to_owned(),
        by: decided.by.to_owned(),
        action: action.to_owned(),
        about: about.to_owned(),
        detail: detail.clone(),
        why: decided.why.to_owned(),
        hash: BEGINNING,
    };
    let detail = detail.to_string();
    decision.hash = hash(&decision, &detail, &previous);
    db.execute(
        "INSERT INTO decision (id, at, by, action, about, detail, why, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![number, decision.at, decision.by, action, about, detail, decision.why, previous, decision.hash],
    )?;
    Ok(decision)
}

/// What a decision must hash to; `detail` is its JSON as it stands.
pub(super) fn hash(decision: &Decision, detail: &str, previous: &[u8; 32]) -> [u8; 32] {
    let Decision { number, at, by, action, about, why, .. } = decision;
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(number.to_le_bytes());
    for part in [at.as_str(), by, action, about, detail, why] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
