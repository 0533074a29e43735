//! What a filter asks for among all claims and incidents.

use std::num::NonZero;
use std::thread;

use fixedbitset::FixedBitSet;

use super::super::facet::Wanted;
use super::super::filter::Named;
use super::super::index::day_number;
use super::super::{Filter, Ledger, LedgerError};
use super::sieve::Sieve;
use super::stretch::Row;
use super::{Glance, Glanced, GlancedClaim};

/// The part of a glance that a filter asks for.
#[derive(Clone, Debug)]
pub struct Chosen {
    claims: FixedBitSet,
    pub(super) incidents: FixedBitSet,
    /// Where the claims of each stretch begin.
    starts: Vec<usize>,
}

impl Chosen {
    /// How many claims are asked for.
    #[must_use]
    pub fn claims(&self) -> usize {
        self.claims.count_ones(..)
    }

    /// Whether a claim is asked for, by its place in the glance.
    #[must_use]
    pub fn has_claim(&self, at: usize) -> bool {
        self.claims.contains(at)
    }
}

/// A filter, and where it was held against a glance, what it asks for there: lists then look at the rows that they show.
#[derive(Clone, Copy, Debug)]
pub struct Under<'a> {
    pub(in super::super) filter: &'a Filter,
    pub(in super::super) sought: Option<Sought<'a>>,
}

impl<'a> Under<'a> {
    /// A filter with what it asks for at a glance.
    #[must_use]
    pub const fn seen(filter: &'a Filter, glance: &'a Glance, chosen: &'a Chosen) -> Self {
        Self { filter, sought: Some(Sought { glance, chosen }) }
    }
}

impl<'a> From<&'a Filter> for Under<'a> {
    fn from(filter: &'a Filter) -> Self {
        Self { filter, sought: None }
    }
}

/// What is asked for at a glance.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Sought<'a> {
    glance: &'a Glance,
    chosen: &'a Chosen,
}

/// Incidents of which a claim is asked for.
pub(in super::super) struct SoughtIncidents {
    /// Their numbers; absent where they are more than was wanted.
    pub few: Option<Vec<i64>>,
    /// The first and the last of the days by which they are listed, as numbers; absent where there is none.
    pub days: Option<(i64, i64)>,
}

impl Sought<'_> {
    /// The claims asked for of a document: their keys, and the tellings of which they are part. Absent where the document
    /// came in later.
    pub(in super::super) fn found(&self, document: i64) -> Option<Vec<(u32, Option<u16>)>> {
        let nth = self.glance.stretches.partition_point(|s| s.last() < document);
        let stretch = self.glance.stretches.get(nth)?;
        let start = self.chosen.starts.get(nth)?;
        let rows = stretch.rows_of(document)?.filter(|at| self.chosen.has_claim(start + at));
        Some(rows.filter_map(|at| stretch.row(at)).map(|row| (row.key, row.telling())).collect())
    }

    /// Whether a claim of an incident is asked for; absent where it was made later.
    pub(in super::super) fn has_incident(&self, number: i64) -> Option<bool> {
        self.glance.numbers.get(number).map(|at| self.chosen.incidents.contains(at as usize))
    }

    /// The incidents of a kind of which a claim is asked for.
    pub(in super::super) fn incidents(&self, of: fn(&Glanced) -> bool, most: usize) -> SoughtIncidents {
        let mut numbers = Vec::new();
        let mut days: Option<(i64, i64)> = None;
        for incident in self.glance.incidents_of(self.chosen).filter(|i| of(i)) {
            if numbers.len() <= most {
                numbers.push(i64::from(incident.number));
            }
            let day = day_number(incident.day);
            days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
        SoughtIncidents { few: Some(numbers).filter(|n| n.len() <= most), days }
    }
}

impl Glance {
    /// The incidents of which a claim is asked for; most of one day stand together.
    pub fn incidents_of<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a Glanced> {
        chosen.incidents.ones().filter_map(|at| self.incidents.get(at))
    }

    /// The claims that a filter asks for.
    pub fn claims_of<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = GlancedClaim> + 'a {
        let mut nth = 0;
        chosen.claims.ones().filter_map(move |at| {
            while chosen.starts.get(nth + 1).is_some_and(|next| at >= *next) {
                nth += 1;
            }
            let (document, row) = self.stretches.get(nth)?.at(at - chosen.starts.get(nth)?)?;
            Some(self.claim(at, document.number, row))
        })
    }

    pub(super) fn claim(&self, at: usize, document: i64, row: Row) -> GlancedClaim {
        let contested = row.incident().and_then(|i| self.incidents.get(i)).is_some_and(|i| i.contested);
        GlancedClaim { at, document, key: row.key, confidence: row.confidence, contested }
    }

    /// What a filter asks for, looked for by all cores.
    fn chosen(&self, (wanted, named): (&Wanted<'_>, &[Named])) -> Chosen {
        let mut starts = Vec::with_capacity(self.stretches.len());
        let claims = self.stretches.iter().fold(0, |start, stretch| {
            starts.push(start);
            start + stretch.claims()
        });
        let sieves: Vec<Sieve> = named.iter().map(Sieve::of).collect();
        let none = || (FixedBitSet::with_capacity(claims), FixedBitSet::with_capacity(self.incidents.len()));
        let choose = |nths: std::ops::Range<usize>| {
            let (mut claims, mut incidents) = none();
            for (stretch, start) in self.stretches.iter().zip(&starts).skip(nths.start).take(nths.len()) {
                stretch.choose(wanted, &sieves, |at, incident| {
                    claims.insert(start + at);
                    incident.into_iter().for_each(|incident| incidents.insert(incident));
                });
            }
            (claims, incidents)
        };
        let (claims, incidents) = in_parts(self.stretches.len(), &choose).fold(none(), |mut all, part| {
            all.0.union_with(&part.0);
            all.1.union_with(&part.1);
            all
        });
        Chosen { claims, incidents, starts }
    }
}

/// Parts at most: more cores would wait for memory.
const PARTS: usize = 8;

/// What is made of the parts of a whole of so many, each by a core of its own, in their order.
pub(super) fn in_parts<T: Send>(
    whole: usize,
    make: &(impl Fn(std::ops::Range<usize>) -> T + Sync),
) -> impl Iterator<Item = T> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(PARTS);
    let long = whole.div_ceil(cores).max(1);
    let parts = (0..whole).step_by(long).map(|start| start..whole.min(start + long));
    let made: Vec<T> = thread::scope(|scope| {
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || make(part))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    made.into_iter()
}

impl Ledger {
    /// What a filter asks for.
    ///
    /// # Errors
    /// When the ledger cannot be read, or holds nobody and no place of a name asked for.
    pub fn chosen(&self, glance: &Glance, filter: &Filter) -> Result<Chosen, LedgerError> {
        let named = self.named(filter)?;
        Ok(glance.chosen((&Wanted::new(filter, &named), &named)))
    }
}
