//! Claims as a glance holds them: some documents after one another, shared between one glance and the next.

use super::super::LedgerError;
use super::super::facet::Facets;
use super::super::index::Role;

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
    /// Where its claims end; they begin where those of the document before end.
    end: usize,
}

/// A claim; what it names begins where that of the claim before ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub key: u32,
    pub event: i8,
    pub stance: i8,
    /// [`UNTOLD`] where it is part of no telling.
    telling: u16,
    pub confidence: f32,
    pub days: (i32, i32),
    named: u32,
    /// [`NONE`] where it tells of no incident.
    incident: u32,
}

impl Row {
    /// The incident of which it tells, by its place in the glance.
    pub(super) const fn incident(&self) -> Option<usize> {
        if self.incident == NONE { None } else { Some(self.incident as usize) }
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
    claims: Vec<Row>,
    named: Vec<Packed>,
}

impl Stretch {
    /// Adds a document behind the others.
    pub(super) fn add(&mut self, number: i64, facets: &Facets, told: &Told) -> Result<(), LedgerError> {
        let day = |number: i64| i32::try_from(number).unwrap_or_default();
        for facet in &facets.claims {
            let traits = facet.traits();
            for (role, subject) in traits.named {
                self.named.push(Packed::of(*role, *subject)?);
            }
            let telling = facet.telling.unwrap_or(UNTOLD);
            self.claims.push(Row {
                key: facet.key,
                event: traits.event as i8,
                stance: traits.stance as i8,
                telling,
                confidence: traits.confidence,
                days: (day(traits.days.0), day(traits.days.1)),
                named: self.named.len() as u32,
                incident: told_in(told, telling).filter(|_| telling != UNTOLD).unwrap_or(NONE),
            });
        }
        self.documents.push(Document { number, outlet: facets.outlet, end: self.claims.len() });
        Ok(())
    }

    /// Adds a document of another stretch, of whose tellings some are of other incidents now.
    pub(super) fn add_from(&mut self, other: &Self, nth: usize, told: Option<&Told>) {
        let Some(document) = other.documents.get(nth) else { return };
        let claims = other.claims_of(nth);
        let from = claims.start.checked_sub(1).and_then(|last| other.claims.get(last)).map_or(0, |row| row.named);
        let shift = |named: u32| named - from + self.named.len() as u32;
        let rows = other.claims.get(claims).unwrap_or_default().iter().map(|row| Row {
            named: shift(row.named),
            incident: told.and_then(|told| told_in(told, row.telling)).unwrap_or(row.incident),
            ..*row
        });
        let rows: Vec<Row> = rows.collect();
        let to = rows.last().map_or(from, |row| row.named - self.named.len() as u32 + from);
        self.claims.extend(rows);
        self.named.extend(other.named.get(from as usize..to as usize).unwrap_or_default());
        self.documents.push(Document { end: self.claims.len(), ..*document });
    }

    pub(super) fn shrink(&mut self) {
        self.documents.shrink_to_fit();
        self.claims.shrink_to_fit();
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
    fn claims_of(&self, nth: usize) -> std::ops::Range<usize> {
        let end = |nth: usize| self.documents.get(nth).map_or(0, |d| d.end);
        nth.checked_sub(1).map_or(0, end)..end(nth)
    }

    /// Its claims, in the order of their documents.
    pub(super) fn claims(&self) -> &[Row] {
        &self.claims
    }

    /// The claims of a document with what they name; none where it is not one of these.
    pub(super) fn rows_of(&self, number: i64) -> impl Iterator<Item = (&Row, &[Packed])> {
        let nth = self.documents.partition_point(|d| d.number < number);
        let known = self.documents.get(nth).is_some_and(|d| d.number == number);
        let claims = if known { self.claims_of(nth) } else { 0..0 };
        claims.filter_map(|at| Some((self.claims.get(at)?, self.named_of(at))))
    }

    /// Each document with where its claims are.
    pub(super) fn by_document(&self) -> impl Iterator<Item = (&Document, std::ops::Range<usize>)> {
        self.documents.iter().enumerate().map(|(nth, document)| (document, self.claims_of(nth)))
    }

    /// A claim with its document.
    pub(super) fn at(&self, at: usize) -> Option<(&Document, &Row)> {
        let nth = self.documents.partition_point(|d| d.end <= at);
        Some((self.documents.get(nth)?, self.claims.get(at)?))
    }

    /// Each claim with its document and its place in the stretch.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Document, usize, &Row)> {
        self.documents.iter().enumerate().flat_map(move |(nth, document)| {
            self.claims_of(nth).filter_map(move |at| Some((document, at, self.claims.get(at)?)))
        })
    }

    /// What a claim names.
    pub(super) fn named_of(&self, at: usize) -> &[Packed] {
        let end = |at: usize| self.claims.get(at).map_or(0, |row| row.named as usize);
        self.named.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or_default()
    }
}

/// The places that a claim names.
pub(super) fn places_in(named: &[Packed]) -> impl Iterator<Item = i64> {
    named.iter().map(|n| n.parts()).filter(|(role, _)| *role == Role::Place as u8).map(|(_, subject)| subject)
}
