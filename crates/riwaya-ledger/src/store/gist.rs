//! What is kept of each report for the account: its tellings by block, and what it tells besides.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::LedgerError;
use crate::account::{Block, Fact, Family, Figure, Gist, OriginId, Reason, Side, Spot, Telling, TruceReport};
use crate::model::{ClaimId, Days, DocId};

/// Where a telling stands in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Seat {
    pub document: i64,
    pub nth: i64,
}

/// Tellings of one document that can be told apart: more claims than a document of any length has been seen to make.
const TELLINGS: i64 = 1 << 16;

impl Seat {
    /// The number of the telling's row.
    pub(super) const fn id(self) -> i64 {
        self.document * TELLINGS + self.nth
    }

    pub(super) const fn of(id: i64) -> Self {
        Self { document: id / TELLINGS, nth: id % TELLINGS }
    }

    /// The first and the last number that a telling of a document can have.
    pub(super) const fn of_document(document: i64) -> [i64; 2] {
        [document * TELLINGS, document * TELLINGS + TELLINGS - 1]
    }
}

/// A document as the account knows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub doc: DocId,
    pub origin: OriginId,
}

/// A telling as it is kept: without what is known of its document.
#[derive(Deserialize)]
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

/// A telling on its way to be kept, in the form of [`Body`].
#[derive(Serialize)]
struct BodyOf<'a> {
    #[serde(with = "crate::model::numbered::option")]
    published: Option<Date>,
    family: Family,
    actual: bool,
    claims: Vec<(u32, &'a [Reason])>,
    spots: &'a [Spot],
    days: Option<Days>,
    accused: Vec<&'a Side>,
    victims: Vec<&'a Side>,
    figures: Vec<&'a Figure>,
}

/// What a report tells outside its tellings, on its way to be kept, in the form of [`Aside`].
#[derive(Serialize)]
struct AsideOf<'a> {
    #[serde(with = "crate::model::numbered::option")]
    published: Option<Date>,
    facts: Vec<(u32, &'a Fact)>,
    truces: &'a TruceReport,
}

/// What a report tells outside its tellings.
#[derive(Deserialize)]
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
    (document, published): (i64, Option<Date>),
    gist: &Gist,
) -> Result<(), LedgerError> {
    for (nth, told) in (0_i64..).zip(&gist.tellings) {
        let facts: Vec<(u32, &Fact)> =
            told.claims.iter().filter_map(|(id, _)| Some((id.key, gist.facts.get(&id.key)?))).collect();
        let body = BodyOf {
            published,
            family: told.family,
            actual: told.actual,
            claims: told.claims.iter().map(|(id, reasons)| (id.key, reasons.as_slice())).collect(),
            spots: &told.spots,
            days: told.days,
            accused: told.accused.iter().collect(),
            victims: told.victims.iter().collect(),
            figures: told.figures.iter().collect(),
        };
        let block = blocks.number(db, told)?;
        db.prepare_cached("INSERT INTO telling VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            Seat { document, nth }.id(),
            block,
            written(&body)?,
            written(&facts)?
        ])?;
    }
    let told: HashSet<u32> = gist.tellings.iter().flat_map(|t| t.claims.iter().map(|(id, _)| id.key)).collect();
    let facts: Vec<(u32, &Fact)> =
        gist.facts.iter().filter(|(key, _)| !told.contains(key)).map(|(key, fact)| (*key, fact)).collect();
    if facts.is_empty() && gist.truces.is_empty() {
        return Ok(());
    }
    let aside = AsideOf { published, facts, truces: &gist.truces };
    db.prepare_cached("INSERT INTO aside VALUES (?1, ?2, ?3)")?.execute(params![
        document,
        !gist.truces.is_empty(),
        written(&aside)?
    ])?;
    Ok(())
}

/// Documents by their numbers.
pub(super) struct Reports<'a> {
    db: &'a Connection,
    seen: HashMap<i64, Known>,
    numbers: HashMap<DocId, i64>,
}

/// Documents that are remembered at once.
const MOST: usize = 400_000;

impl<'a> Reports<'a> {
    /// Documents, each looked up when it is asked for.
    pub(super) fn new(db: &'a Connection) -> Self {
        Self { db, seen: HashMap::new(), numbers: HashMap::new() }
    }

    /// One document.
    pub(super) fn get(&mut self, document: i64) -> Result<Known, LedgerError> {
        if let Some(known) = self.seen.get(&document) {
            return Ok(*known);
        }
        let mut query = self.db.prepare_cached(
            "SELECT d.sha, o.sha FROM document d INDEXED BY document_sha LEFT JOIN copy c ON c.document = d.id
             LEFT JOIN document o INDEXED BY document_sha ON o.id = c.origin WHERE d.id = ?1",
        )?;
        let known = query.query_row([document], |r| {
            let doc = DocId(r.get(0)?);
            Ok(Known { doc, origin: OriginId(r.get::<_, Option<[u8; 32]>>(1)?.map_or(doc, DocId)) })
        })?;
        if self.seen.len() >= MOST {
            self.seen.clear();
            self.numbers.clear();
        }
        self.seen.insert(document, known);
        self.numbers.insert(known.doc, document);
        Ok(known)
    }

    /// The number of a document.
    pub(super) fn number(&mut self, doc: DocId) -> Result<Option<i64>, LedgerError> {
        match self.numbers.get(&doc) {
            Some(number) => Ok(Some(*number)),
            None => super::write::document_number(self.db, doc),
        }
    }
}
