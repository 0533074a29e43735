//! Claims as a glance holds them: some documents after one another, shared between one glance and the next.

use std::ops::Range;

use smallvec::SmallVec;

use super::super::LedgerError;
use super::super::facet::{Facets, Wanted};
use super::super::index::Role;
use super::chosen::{WORD, ones_of};
use super::sieve::Sieve;

/// Documents of a stretch: what changes of one document makes this many anew.
pub(super) const LONG: usize = 256;

/// No incident.
const NONE: u32 = u32::MAX;
/// No telling: a document has never so many.
const UNTOLD: u16 = u16::MAX;

/// A role and a subject in one number: there are millions of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed(u32);

/// Bits of a role.
const ROLES: u32 = 3;

impl Packed {
    fn of(role: u8, subject: i64) -> Result<Self, LedgerError> {
        let fits = |subject: u32| subject.checked_shl(ROLES).filter(|n| n >> ROLES == subject);
        let number = u32::try_from(subject).ok().and_then(fits);
        number.map(|n| Self(n | u32::from(role))).ok_or_else(|| LedgerError::Damaged("too many names".to_owned()))
    }

    pub(super) const fn parts(self) -> (u8, i64) {
        ((self.0 & ((1 << ROLES) - 1)) as u8, (self.0 >> ROLES) as i64)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Document {
    pub number: i64,
    pub outlet: Option<i64>,
    /// The day under which it is filed, as a number such as 20201008; 0 for none.
    pub day: i32,
    /// Where its claims end; they begin where those of the document before end.
    end: usize,
}

/// A claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub key: u32,
    pub confidence: f32,
    /// [`UNTOLD`] where it is part of no telling.
    telling: u16,
    /// [`NONE`] where it tells of no incident.
    incident: u32,
}

impl Row {
    /// The incident of which it tells, by its place in the glance.
    pub(super) const fn incident(&self) -> Option<usize> {
        if self.incident == NONE { None } else { Some(self.incident as usize) }
    }

    /// The telling of its document that it is part of.
    pub(super) const fn telling(&self) -> Option<u16> {
        if self.telling == UNTOLD { None } else { Some(self.telling) }
    }
}

/// Claims, a column for each of what they are like: a filter looks at few of them, and at millions of claims.
#[derive(Clone, Debug, Default)]
struct Columns {
    keys: Vec<u32>,
    events: Vec<i8>,
    stances: Vec<i8>,
    confidences: Vec<f32>,
    first_days: Vec<i32>,
    last_days: Vec<i32>,
    tellings: Vec<u16>,
    incidents: Vec<u32>,
    /// Where what a claim names ends; it begins where that of the claim before ends.
    named: Vec<u32>,
}

impl Columns {
    fn len(&self) -> usize {
        self.keys.len()
    }

    fn row(&self, at: usize) -> Option<Row> {
        Some(Row {
            key: *self.keys.get(at)?,
            confidence: *self.confidences.get(at)?,
            telling: *self.tellings.get(at)?,
            incident: *self.incidents.get(at)?,
        })
    }

    /// Adds some claims of others, as they are there but for what they name and tell of.
    fn extend_from(&mut self, other: &Self, range: Range<usize>) {
        fn take<T: Copy>(own: &mut Vec<T>, other: &[T], range: &Range<usize>) {
            own.extend_from_slice(other.get(range.clone()).unwrap_or_default());
        }
        take(&mut self.keys, &other.keys, &range);
        take(&mut self.events, &other.events, &range);
        take(&mut self.stances, &other.stances, &range);
        take(&mut self.confidences, &other.confidences, &range);
        take(&mut self.first_days, &other.first_days, &range);
        take(&mut self.last_days, &other.last_days, &range);
        take(&mut self.tellings, &other.tellings, &range);
        take(&mut self.incidents, &other.incidents, &range);
        take(&mut self.named, &other.named, &range);
    }

    fn shrink(&mut self) {
        self.keys.shrink_to_fit();
        self.events.shrink_to_fit();
        self.stances.shrink_to_fit();
        self.confidences.shrink_to_fit();
        self.first_days.shrink_to_fit();
        self.last_days.shrink_to_fit();
        self.tellings.shrink_to_fit();
        self.incidents.shrink_to_fit();
        self.named.shrink_to_fit();
    }

    /// Whether each claim is asked for, whoever is named in it.
    fn meet(&self, wanted: &Wanted<'_>, met: &mut Vec<bool>) {
        met.clear();
        met.resize(self.len(), true);
        if wanted.asks_for_days() {
            let [.., from, to] = wanted.bounds();
            let day = |day: i64| i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX });
            let (from, to) = (day(from), day(to));
            let days = self.first_days.iter().zip(&self.last_days);
            met.iter_mut().zip(days).for_each(|(met, (first, last))| *met &= *last >= from && *first <= to);
        }
        if wanted.asks_for_events() {
            met.iter_mut().zip(&self.events).for_each(|(met, event)| *met &= wanted.has_event((*event).into()));
        }
        if wanted.asks_for_stances() {
            met.iter_mut().zip(&self.stances).for_each(|(met, stance)| *met &= wanted.has_stance((*stance).into()));
        }
        if let Some(least) = wanted.asks_for_confidence() {
            met.iter_mut().zip(&self.confidences).for_each(|(met, confidence)| *met &= *confidence >= least);
        }
    }
}

/// The incidents of a document's tellings, by their places in the glance.
pub(super) type Told = Vec<(u16, u32)>;

fn told_in(told: &Told, telling: u16) -> Option<u32> {
    told.iter().find(|(nth, _)| *nth == telling).map(|(_, incident)| *incident)
}

/// Some documents with their claims.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    documents: Vec<Document>,
    claims: Columns,
    named: Vec<Packed>,
}

impl Stretch {
    /// Adds a document behind the others.
    pub(super) fn add(&mut self, (number, filed): (i64, i64), facets: &Facets, told: &Told) -> Result<(), LedgerError> {
        let day = |number: i64| i32::try_from(number).unwrap_or_default();
        for facet in &facets.claims {
            let traits = facet.traits();
            for (role, subject) in traits.named {
                self.named.push(Packed::of(*role, *subject)?);
            }
            let telling = facet.telling.unwrap_or(UNTOLD);
            let claims = &mut self.claims;
            claims.keys.push(facet.key);
            claims.events.push(traits.event as i8);
            claims.stances.push(traits.stance as i8);
            claims.confidences.push(traits.confidence);
            claims.first_days.push(day(traits.days.0));
            claims.last_days.push(day(traits.days.1));
            claims.tellings.push(telling);
            claims.incidents.push(told_in(told, telling).filter(|_| telling != UNTOLD).unwrap_or(NONE));
            claims.named.push(self.named.len() as u32);
        }
        self.documents.push(Document { number, outlet: facets.outlet, day: day(filed), end: self.claims.len() });
        Ok(())
    }

    /// Adds a document of another stretch, of whose tellings some are of other incidents now.
    pub(super) fn add_from(&mut self, other: &Self, nth: usize, told: Option<&Told>) {
        let Some(document) = other.documents.get(nth) else { return };
        let claims = other.claims_of(nth);
        let from = other.named_before(claims.start);
        let to = other.named_before(claims.end);
        let (begin, shift) = (self.claims.len(), self.named.len() as u32);
        self.claims.extend_from(&other.claims, claims);
        for named in self.claims.named.iter_mut().skip(begin) {
            *named = *named - from + shift;
        }
        if let Some(told) = told {
            let Columns { tellings, incidents, .. } = &mut self.claims;
            for (telling, incident) in tellings.iter().zip(incidents).skip(begin) {
                *incident = told_in(told, *telling).unwrap_or(*incident);
            }
        }
        self.named.extend(other.named.get(from as usize..to as usize).unwrap_or_default());
        self.documents.push(Document { end: self.claims.len(), ..*document });
    }

    pub(super) fn shrink(&mut self) {
        self.documents.shrink_to_fit();
        self.claims.shrink();
        self.named.shrink_to_fit();
    }

    pub(super) fn is_full(&self) -> bool {
        self.documents.len() >= LONG
    }

    /// Its documents, in the order of their numbers.
    pub(super) fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The number of its last document.
    pub(super) fn last(&self) -> i64 {
        self.documents.last().map_or(0, |d| d.number)
    }

    /// Where the claims of one of its documents are.
    fn claims_of(&self, nth: usize) -> Range<usize> {
        let end = |nth: usize| self.documents.get(nth).map_or(0, |d| d.end);
        nth.checked_sub(1).map_or(0, end)..end(nth)
    }

    /// How many claims it has.
    pub(super) fn claims(&self) -> usize {
        self.claims.len()
    }

    /// The claims of a document; absent where it is not one of these.
    pub(super) fn rows_of(&self, number: i64) -> Option<Range<usize>> {
        let nth = self.documents.binary_search_by_key(&number, |d| d.number).ok()?;
        Some(self.claims_of(nth))
    }

    /// A claim.
    pub(super) fn row(&self, at: usize) -> Option<Row> {
        self.claims.row(at)
    }

    /// How sure the reader is of a claim.
    pub(super) fn confidence(&self, at: usize) -> Option<f32> {
        self.claims.confidences.get(at).copied()
    }

    /// The number of the document of a claim.
    pub(super) fn document_of(&self, at: usize) -> Option<i64> {
        self.documents.get(self.documents.partition_point(|d| d.end <= at)).map(|d| d.number)
    }

    /// The documents of some claims, which are given in their order.
    pub(super) fn documents_of(&self, claims: impl Iterator<Item = usize>) -> impl Iterator<Item = &Document> {
        let mut end = 0;
        claims.filter_map(move |at| {
            if at < end {
                return None;
            }
            let document = self.documents.get(self.documents.partition_point(|d| d.end <= at))?;
            end = document.end;
            Some(document)
        })
    }

    /// The event of a claim, by its number.
    pub(super) fn event(&self, at: usize) -> Option<usize> {
        self.claims.events.get(at).and_then(|event| usize::try_from(*event).ok())
    }

    /// How a claim is held, by the stance's number.
    pub(super) fn stance(&self, at: usize) -> Option<i64> {
        self.claims.stances.get(at).map(|stance| i64::from(*stance))
    }

    /// Each claim with its document and its place in the stretch.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Document, usize, Row)> {
        self.documents.iter().enumerate().flat_map(move |(nth, document)| {
            self.claims_of(nth).filter_map(move |at| Some((document, at, self.claims.row(at)?)))
        })
    }

    /// Adds which of its claims are asked for to `chosen`, a word of bits for each [`WORD`] of them, and hands the incidents of
    /// which these tell to `sink`. `met` is for its own use.
    pub(super) fn choose(
        &self,
        (wanted, sieves): (&Wanted<'_>, &[Sieve]),
        met: &mut Vec<bool>,
        chosen: &mut Vec<usize>,
        mut sink: impl FnMut(usize),
    ) {
        self.claims.meet(wanted, met);
        if !sieves.is_empty() {
            self.sift(sieves, met);
        }
        for (met, incidents) in met.chunks(WORD).zip(self.claims.incidents.chunks(WORD)) {
            let word = met.iter().rev().fold(0, |word, met| word << 1 | usize::from(*met));
            chosen.push(word);
            let told = ones_of(word).filter_map(|at| incidents.get(at)).filter(|incident| **incident != NONE);
            told.for_each(|incident| sink(*incident as usize));
        }
    }

    /// Leaves out claims in which nobody of those asked for is named.
    fn sift(&self, sieves: &[Sieve], met: &mut [bool]) {
        for (nth, document) in self.documents.iter().enumerate() {
            let names: SmallVec<[&Sieve; 4]> = sieves.iter().filter(|s| !s.has_outlet(document.outlet)).collect();
            let claims = self.claims_of(nth);
            let mut begin = self.named_before(claims.start) as usize;
            let ends = self.claims.named.get(claims.clone()).unwrap_or_default();
            for (met, end) in met.get_mut(claims).unwrap_or_default().iter_mut().zip(ends) {
                let named = begin..*end as usize;
                begin = named.end;
                *met = *met && {
                    let named = self.named.get(named).unwrap_or_default();
                    names.iter().all(|sieve| sieve.has_any(named))
                };
            }
        }
    }

    /// Where what the claims before one name ends.
    fn named_before(&self, at: usize) -> u32 {
        at.checked_sub(1).and_then(|last| self.claims.named.get(last)).copied().unwrap_or_default()
    }

    /// What a claim names.
    pub(super) fn named_of(&self, at: usize) -> &[Packed] {
        self.named.get(self.named_before(at) as usize..self.named_before(at + 1) as usize).unwrap_or_default()
    }
}

/// The places that a claim names.
pub(super) fn places_in(named: &[Packed]) -> impl Iterator<Item = i64> {
    named.iter().map(|n| n.parts()).filter(|(role, _)| *role == Role::Place as u8).map(|(_, subject)| subject)
}
