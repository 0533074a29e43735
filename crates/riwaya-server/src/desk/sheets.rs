//! Reports with their sentences, held in memory while they are asked for often.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use riwaya_ledger::{ClaimId, DocId, Ledger, LedgerError, Report, StoredClaim};
use riwaya_reader::record::Quotes;
use riwaya_text::Text;

use super::{Desk, Snapshot};
use crate::view::{self, Quote, Quoted, Quoting};

/// A report with the sentence of each claim.
#[derive(Debug)]
pub struct Sheet {
    /// The report.
    pub report: Report,
    sentences: HashMap<ClaimId, Quote>,
}

impl Sheet {
    fn new(report: Report) -> Self {
        let (text, quotes) = (Text::new(&report.document.text), Quotes::new(&report.document.text));
        let all = report.claims.iter().chain(&report.rejected);
        let sentence = |span| Quote::of(view::sentence_of(&text, span), &quotes);
        let sentences = all.map(|c| (c.id, sentence(c.trigger.span))).collect();
        Self { report, sentences }
    }

    /// A claim, standing or rejected.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&StoredClaim> {
        self.report.claims.iter().chain(&self.report.rejected).find(|c| c.id == id)
    }

    /// The sentence of a claim.
    #[must_use]
    pub fn sentence(&self, id: ClaimId) -> Option<Quote> {
        self.sentences.get(&id).cloned()
    }
}

/// Reports held at once: some tens of MB.
const MOST: usize = 4_096;

#[derive(Debug, Default)]
pub(super) struct SheetCache {
    held: Mutex<HashMap<DocId, Held>>,
    /// The last reading that those held may stand on.
    reading: AtomicI64,
}

#[derive(Debug)]
struct Held {
    sheet: Arc<Sheet>,
    /// The last decision about the report that the sheet knows of.
    decision: i64,
}

impl SheetCache {
    /// A sheet; `decided` gives the last decision about its report that is told of.
    pub(super) fn get(
        &self,
        ledger: &mut Ledger,
        doc: DocId,
        decided: impl Fn() -> i64,
    ) -> Result<Arc<Sheet>, LedgerError> {
        // Taken before the report is read: a decision that comes in between makes the sheet stale, never wrong.
        let (decision, reading) = (decided(), self.reading.load(Ordering::SeqCst));
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = held.get(&doc).filter(|h| h.decision >= decision) {
            return Ok(Arc::clone(&found.sheet));
        }
        drop(held);
        let sheet = Arc::new(Sheet::new(ledger.report(doc)?));
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if self.reading.load(Ordering::SeqCst) == reading {
            if held.len() >= MOST {
                held.clear();
            }
            held.insert(doc, Held { sheet: Arc::clone(&sheet), decision });
        }
        Ok(sheet)
    }

    /// Forgets everything where reports were read since.
    pub(super) fn read_until(&self, reading: i64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if self.reading.swap(reading, Ordering::SeqCst) != reading {
            held.clear();
        }
    }
}

/// The reports of a ledger, one after the other as they are asked for.
pub struct Sheets<'a> {
    desk: &'a Desk,
    ledger: RefCell<&'a mut Ledger>,
    snapshot: Arc<Snapshot>,
}

impl<'a> Sheets<'a> {
    /// Reports read through a connection.
    pub fn new(desk: &'a Desk, ledger: &'a mut Ledger) -> Self {
        Self { desk, ledger: RefCell::new(ledger), snapshot: desk.snapshot() }
    }

    /// The sheet of a report.
    ///
    /// # Errors
    /// When there is no such report, or the ledger cannot be read.
    pub fn sheet(&self, doc: DocId) -> Result<Arc<Sheet>, LedgerError> {
        self.desk.sheet(&mut self.ledger.borrow_mut(), doc)
    }

    /// The incident of which a claim tells, as the account was last made.
    ///
    /// # Errors
    /// As [`Self::sheet`].
    pub fn incident_of(&self, claim: ClaimId) -> Result<Option<ClaimId>, LedgerError> {
        match self.snapshot.known_told(claim.doc) {
            Some(told) => Ok(told.iter().find(|(id, _)| *id == claim).map(|(_, incident)| *incident)),
            None => self.ledger.borrow().incident_told(claim),
        }
    }

    /// Looks up the incidents of all claims of a report together: of each is then known what it tells of.
    ///
    /// # Errors
    /// As [`Self::sheet`].
    pub fn learn_told(&self, doc: DocId) -> Result<(), LedgerError> {
        self.snapshot.told(&mut self.ledger.borrow_mut(), doc).map(drop)
    }

    /// Other reports with the same text but for little.
    ///
    /// # Errors
    /// As [`Self::sheet`].
    pub fn near_copies(&self, doc: DocId) -> Result<Vec<DocId>, LedgerError> {
        self.ledger.borrow().near_copies(doc)
    }
}

impl Quoting for Sheets<'_> {
    fn quoted(&self, claim: ClaimId) -> Option<Quoted> {
        let sheet = self.sheet(claim.doc).ok()?;
        let found = sheet.claim(claim)?;
        let sentence = sheet.sentence(claim)?;
        let mut marks = view::marks(found);
        marks.retain(|m| sentence.start <= m.start && m.end <= sentence.end);
        Some(Quoted { outlet: sheet.report.document.outlet.as_deref().map(str::to_owned), sentence, marks })
    }
}
