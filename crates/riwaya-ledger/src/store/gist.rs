//! What is kept of each report for the account: its tellings by block, and what it tells besides.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::LedgerError;
use super::incident::remove_incident;
use super::series::{self, keep_running};
use crate::account::{Block, Claims, Fact, Family, Figure, Gist, OriginId, Reason, Side, Spot, Telling, TruceReport};
use crate::model::{ClaimId, Days, DocId};

/// Where a telling stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Seat {
    pub block: i64,
    pub document: i64,
    pub nth: i64,
}

/// A document as the account knows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub doc: DocId,
    pub origin: OriginId,
}

/// A telling as it is kept: without what is known of its document.
#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(with = "crate::model::numbered::option")]
    published: Option<Date>,
    family: Family,
    actual: bool,
    claims: Vec<(u32, Vec<Reason>)>,
    spots: Vec<Spot>,
    days: Option<Days>,
    accused: Vec<Side>,
    victims: Vec<Side>,
    figures: Vec<Figure>,
}

/// What a report tells outside its tellings.
#[derive(Serialize, Deserialize)]
pub(super) struct Aside {
    #[serde(with = "crate::model::numbered::option")]
    pub published: Option<Date>,
    pub facts: Vec<(u32, Fact)>,
    pub truces: TruceReport,
}

pub(super) fn written<T: Serialize>(value: &T) -> Result<Vec<u8>, LedgerError> {
    postcard::to_allocvec(value).map_err(|e| LedgerError::Damaged(e.to_string()))
}

pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, LedgerError> {
    postcard::from_bytes(bytes).map_err(|e| LedgerError::Damaged(format!("the account: {e}")))
}

/// A telling read back.
pub(super) fn telling(body: &[u8], known: Known) -> Result<Telling, LedgerError> {
    let Body { published, family, actual, claims, spots, days, accused, victims, figures } = read(body)?;
    let claims: Vec<(ClaimId, Vec<Reason>)> =
        claims.into_iter().map(|(key, reasons)| (ClaimId { doc: known.doc, key }, reasons)).collect();
    let id = claims.first().ok_or_else(|| LedgerError::Damaged("a telling of no claim".to_owned()))?.0;
    Ok(Telling {
        id,
        origin: known.origin,
        published,
        family,
        actual,
        claims,
        spots,
        days,
        accused: accused.into_iter().collect(),
        victims: victims.into_iter().collect(),
        figures: figures.into_iter().collect(),
    })
}

/// The numbers of blocks.
#[derive(Debug, Default)]
pub(super) struct Blocks(HashMap<Block, i64>);

impl Blocks {
    fn number(&mut self, db: &Connection, telling: &Telling) -> Result<i64, LedgerError> {
        let block = Block::of(telling);
        if let Some(number) = self.0.get(&block) {
            return Ok(*number);
        }
        let values = params![block.domain.as_str(), block.place];
        db.prepare_cached("INSERT OR IGNORE INTO block (domain, place) VALUES (?1, ?2)")?.execute(values)?;
        let number = db
            .prepare_cached("SELECT id FROM block WHERE domain = ?1 AND place = ?2")?
            .query_row(values, |r| r.get(0))?;
        self.0.insert(block, number);
        Ok(number)
    }
}

/// Keeps the gist of a document that has none.
pub(super) fn keep(
    db: &Connection,
    blocks: &mut Blocks,
    (document, doc, published): (i64, DocId, Option<Date>),
    gist: &Gist,
) -> Result<(), LedgerError> {
    for (nth, told) in (0_i64..).zip(&gist.tellings) {
        let facts: Vec<(u32, &Fact)> =
            told.claims.iter().filter_map(|(id, _)| Some((id.key, gist.facts.get(&id.key)?))).collect();
        let body = Body {
            published,
            family: told.family,
            actual: told.actual,
            claims: told.claims.iter().map(|(id, reasons)| (id.key, reasons.clone())).collect(),
            spots: told.spots.clone(),
            days: told.days,
            accused: told.accused.iter().cloned().collect(),
            victims: told.victims.iter().cloned().collect(),
            figures: told.figures.iter().cloned().collect(),
        };
        let block = blocks.number(db, told)?;
        db.prepare_cached("INSERT INTO telling VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
            block,
            document,
            nth,
            written(&body)?,
            written(&facts)?
        ])?;
    }
    let told: HashSet<u32> = gist.tellings.iter().flat_map(|t| t.claims.iter().map(|(id, _)| id.key)).collect();
    let rest = gist.facts.iter().filter(|(key, _)| !told.contains(key));
    let facts: Vec<(u32, Fact)> = rest.map(|(key, fact)| (*key, fact.clone())).collect();
    if facts.is_empty() && gist.truces.is_empty() {
        return Ok(());
    }
    let mut claims = Claims::default();
    claims.put_facts(doc, (OriginId(doc), published), facts.iter().cloned());
    for (key, _) in &facts {
        keep_running(db, document, 0, crate::account::points(ClaimId { doc, key: *key }, None, &claims))?;
    }
    let aside = Aside { published, facts, truces: gist.truces.clone() };
    db.prepare_cached("INSERT INTO aside VALUES (?1, ?2, ?3)")?.execute(params![
        document,
        !gist.truces.is_empty(),
        written(&aside)?
    ])?;
    Ok(())
}

/// Takes the gist of a document out again, with the incidents that it was part of; says what is to be made anew.
pub(super) fn remove(db: &Connection, document: i64) -> Result<(), LedgerError> {
    let mut query = db.prepare_cached(
        "SELECT t.block, t.nth, p.incident FROM telling t
         LEFT JOIN placed p ON p.block = t.block AND p.document = t.document AND p.nth = t.nth WHERE t.document = ?1",
    )?;
    let seats: Vec<(i64, i64, Option<i64>)> =
        query.query_map([document], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
    for (block, nth, incident) in seats {
        if let Some(incident) = incident {
            remove_incident(db, incident)?;
            db.prepare_cached("INSERT OR IGNORE INTO gone VALUES (?1)")?.execute([incident])?;
        }
        for table in ["telling", "placed"] {
            let query = format!("DELETE FROM {table} WHERE block = ?1 AND document = ?2 AND nth = ?3");
            db.prepare_cached(&query)?.execute([block, document, nth])?;
        }
        db.prepare_cached("INSERT OR IGNORE INTO dirty VALUES (?1)")?.execute([block])?;
    }
    series::remove_running(db, "document = ?1 AND incident = 0", document)?;
    let truce: Option<bool> = db
        .prepare_cached("DELETE FROM aside WHERE document = ?1 RETURNING truce")?
        .query_row([document], |r| r.get(0))
        .optional()?;
    if truce == Some(true) {
        db.prepare_cached("INSERT OR IGNORE INTO gone VALUES (?1)")?.execute([TRUCES])?;
    }
    Ok(())
}

/// Stands for the truces among what is gone.
pub(super) const TRUCES: i64 = 0;

/// Documents by their numbers.
pub(super) struct Reports<'a> {
    db: &'a Connection,
    seen: HashMap<i64, Known>,
}

impl<'a> Reports<'a> {
    /// Documents, each looked up when it is asked for.
    pub(super) fn new(db: &'a Connection) -> Self {
        Self { db, seen: HashMap::new() }
    }

    /// Every document.
    pub(super) fn all(db: &'a Connection) -> Result<Self, LedgerError> {
        let mut seen = HashMap::new();
        let mut query = db.prepare("SELECT id, sha FROM document ORDER BY sha")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let doc = DocId(row.get(1)?);
            seen.insert(row.get(0)?, Known { doc, origin: OriginId(doc) });
        }
        let mut query = db.prepare("SELECT document, origin FROM copy WHERE document <> origin")?;
        let copies: Vec<(i64, i64)> = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        for (document, origin) in copies {
            let origin = seen.get(&origin).map(|known| known.origin);
            if let (Some(known), Some(origin)) = (seen.get_mut(&document), origin) {
                known.origin = origin;
            }
        }
        Ok(Self { db, seen })
    }

    /// One document.
    pub(super) fn get(&mut self, document: i64) -> Result<Known, LedgerError> {
        if let Some(known) = self.seen.get(&document) {
            return Ok(*known);
        }
        let mut query = self.db.prepare_cached(
            "SELECT d.sha, o.sha FROM document d LEFT JOIN copy c ON c.document = d.id
             LEFT JOIN document o ON o.id = c.origin WHERE d.id = ?1",
        )?;
        let known = query.query_row([document], |r| {
            let doc = DocId(r.get(0)?);
            Ok(Known { doc, origin: OriginId(r.get::<_, Option<[u8; 32]>>(1)?.map_or(doc, DocId)) })
        })?;
        self.seen.insert(document, known);
        Ok(known)
    }
}
