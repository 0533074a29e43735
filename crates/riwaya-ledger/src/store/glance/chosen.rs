//! What a filter asks for among all claims and incidents.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::Arc;
use std::thread;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use rusqlite::Connection;

use super::super::facet::Wanted;
use super::super::filter::Named;
use super::super::index::day_number;
use super::super::{Filter, Ledger, LedgerError};
use super::made::{Made, Opposed, ToldTruce};
use super::sieve::Sieve;
use super::stretch::{Row, Stretch};
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

    /// The claims of a stretch that begins at `start`, as words of bits.
    pub(super) fn claims_of(&self, stretch: &Stretch, start: usize) -> &[usize] {
        let first = start / WORD;
        self.claims.as_slice().get(first..first + stretch.claims().div_ceil(WORD)).unwrap_or_default()
    }
}

/// Bits of a word of a set.
pub(super) const WORD: usize = usize::BITS as usize;

/// The places of the bits that are set in a word, from the lowest.
pub(super) fn ones_of(word: usize) -> impl Iterator<Item = usize> {
    let of = |left: usize| Some(left).filter(|left| *left != 0);
    std::iter::successors(of(word), move |left| of(left & (left - 1))).map(|left| left.trailing_zeros() as usize)
}

/// The places of the bits that are set in some words.
pub(super) fn ones(words: &[usize]) -> impl Iterator<Item = usize> {
    words.iter().zip((0..).step_by(WORD)).flat_map(|(word, start)| ones_of(*word).map(move |at| start + at))
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
    /// Their numbers.
    pub numbers: Vec<i64>,
    /// Whether these are all; else they are those of the days that come first.
    pub all: bool,
}

/// Which days come first in a list.
#[derive(Clone, Copy)]
pub(in super::super) enum DaysFrom {
    /// The oldest, from one on.
    Oldest(i64),
    /// The newest, up to one.
    Newest(i64),
}

impl<'a> Sought<'a> {
    /// What was made at the glance.
    pub(in super::super) fn made(self) -> &'a Made {
        &self.glance.made
    }

    /// Whether one of the claims of a document that are asked for is of a key and telling. Absent where the document came in later.
    pub(in super::super) fn has_claim(&self, document: i64, is: impl Fn(u32, Option<u16>) -> bool) -> Option<bool> {
        let (nth, stretch) = self.glance.stretch_of(document)?;
        let start = self.chosen.starts.get(nth)?;
        let mut rows = stretch.rows_of(document)?.filter(|at| self.chosen.has_claim(start + at));
        Some(rows.any(|at| stretch.row(at).is_some_and(|row| is(row.key, row.telling()))))
    }

    /// Contests in which somebody asserts and somebody denies, those of most words first.
    pub(in super::super) fn opposed(self, db: &Connection) -> Result<Arc<Vec<Opposed>>, LedgerError> {
        self.glance.made.opposed(db, self.glance)
    }

    /// Whether something that a contest is about may be asked for: of an incident any claim, of a truce those behind the contest.
    pub(in super::super) fn may_want(&self, contest: &Opposed) -> bool {
        match contest {
            Opposed::Incident(number) => self.has_incident(*number).unwrap_or(true),
            Opposed::Truce(truce) => self.may_want_truce(truce),
        }
    }

    /// The truces of which a claim may be asked for, by their numbers.
    pub(in super::super) fn truces(&self, db: &Connection) -> Result<Vec<i64>, LedgerError> {
        let truces = self.glance.made.truces_told(db, self.glance)?;
        Ok(truces.iter().filter(|t| self.may_want_truce(t)).map(|t| t.number).collect())
    }

    fn may_want_truce(&self, truce: &ToldTruce) -> bool {
        truce.claims.as_deref().is_none_or(|claims| claims.iter().any(|at| self.chosen.has_claim(*at)))
    }

    /// Whether a claim of an incident is asked for; absent where it was made later.
    pub(in super::super) fn has_incident(&self, number: i64) -> Option<bool> {
        self.glance.numbers.get(number).map(|at| self.chosen.incidents.contains(at as usize))
    }

    /// The incidents of a kind of which a claim is asked for: all where they are not more than `most`, else those of the days
    /// that come first, as many days as hold `enough`. Absent where there are more and no days come first.
    pub(in super::super) fn incidents(
        &self,
        of: fn(&Glanced) -> bool,
        (most, enough): (usize, usize),
        days: Option<DaysFrom>,
    ) -> Option<SoughtIncidents> {
        let all = || self.glance.incidents_of(self.chosen).filter(|i| of(i));
        let number = |incident: &Glanced| i64::from(incident.number);
        if all().nth(most).is_none() {
            return Some(SoughtIncidents { numbers: all().map(number).collect(), all: true });
        }
        let days = days?;
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        let mut run: (Option<Date>, usize) = (None, 0);
        for incident in all() {
            if incident.day != run.0 {
                *counts.entry(day_number(run.0)).or_default() += run.1;
                run = (incident.day, 0);
            }
            run.1 += 1;
        }
        *counts.entry(day_number(run.0)).or_default() += run.1;
        let mut sum = 0;
        let mut is_enough = |count: usize| {
            sum += count;
            sum >= enough
        };
        let wanted = match days {
            DaysFrom::Oldest(from) => {
                from..=counts.range(from..).find(|(_, n)| is_enough(**n)).map_or(i64::MAX, |(day, _)| *day)
            }
            DaysFrom::Newest(to) => {
                counts.range(..=to).rev().find(|(_, n)| is_enough(**n)).map_or(i64::MIN, |(day, _)| *day)..=to
            }
        };
        let numbers: Vec<i64> = all().filter(|i| wanted.contains(&day_number(i.day))).map(number).collect();
        Some(SoughtIncidents { numbers, all: false })
    }
}

impl Glance {
    /// The incidents of which a claim is asked for; most of one day stand together.
    pub fn incidents_of<'a>(&'a self, chosen: &'a Chosen) -> impl Iterator<Item = &'a Glanced> {
        self.part_of(chosen, 0..self.incidents.shelves.len())
    }

    /// So many of the claims worth most, of all or of those chosen, the worthiest first; of those worth as much, the first.
    /// What one is worth is told by the reader's confidence and by whether its incident is contested, which never makes it
    /// less: of most claims it is then not looked up.
    pub fn worthiest(
        &self,
        chosen: Option<&Chosen>,
        most: usize,
        worth: impl Fn(f32, bool) -> f64 + Sync,
    ) -> Vec<GlancedClaim> {
        let starts = self.starts();
        let part = |nths: Range<usize>| {
            let mut best = Best { most, worth: &worth, found: Vec::with_capacity(2 * most), least: f64::NEG_INFINITY };
            for (stretch, start) in self.stretches.iter().zip(&starts).skip(nths.start).take(nths.len()) {
                let mut offer = |at: usize| {
                    if stretch.confidence(at).is_some_and(|confidence| worth(confidence, true) > best.least) {
                        self.offer((stretch, *start, at), &mut best);
                    }
                };
                match chosen {
                    Some(chosen) => ones(chosen.claims_of(stretch, *start)).for_each(offer),
                    None => (0..stretch.claims()).for_each(&mut offer),
                }
            }
            best.found()
        };
        let mut best = Best { most, worth: &worth, found: Vec::new(), least: f64::NEG_INFINITY };
        in_parts(self.stretches.len(), &part).flatten().for_each(|claim| best.offer(claim));
        best.found()
    }

    /// Offers a claim of a stretch that begins at `start`. Which document tells it is looked up last: most claims turn out
    /// to be worth less before.
    fn offer<W: Fn(f32, bool) -> f64>(&self, (stretch, start, at): (&Stretch, usize, usize), best: &mut Best<'_, W>) {
        let Some(row) = stretch.row(at) else { return };
        if best.would_take(row.confidence, self.is_contested(&row))
            && let Some(document) = stretch.document_of(at)
        {
            best.offer(self.claim(start + at, document, row));
        }
    }

    /// Some of the stretches, each with which of its claims are asked for, as words of bits.
    pub(super) fn claims_of<'a>(
        &'a self,
        chosen: &'a Chosen,
        nths: Range<usize>,
    ) -> impl Iterator<Item = (&'a Stretch, &'a [usize])> {
        let stretches = self.stretches.iter().zip(&chosen.starts).skip(nths.start).take(nths.len());
        stretches.map(|(stretch, start)| (&**stretch, chosen.claims_of(stretch, *start)))
    }

    /// Where the claims of each stretch begin: at the beginning of a word of [`Chosen`], so that stretches are chosen from by
    /// whole words, whoever does so.
    pub(super) fn starts(&self) -> Vec<usize> {
        let start = |end: &mut usize, stretch: &Arc<Stretch>| {
            let start = *end;
            *end += stretch.claims().next_multiple_of(WORD);
            Some(start)
        };
        self.stretches.iter().scan(0, start).collect()
    }

    fn is_contested(&self, row: &Row) -> bool {
        row.incident().and_then(|i| self.incidents.get(i)).is_some_and(|i| i.contested)
    }

    pub(super) fn claim(&self, at: usize, document: i64, row: Row) -> GlancedClaim {
        let contested = self.is_contested(&row);
        GlancedClaim { at, document, key: row.key, telling: row.telling(), confidence: row.confidence, contested }
    }

    /// What a filter asks for, looked for by all cores.
    fn chosen(&self, (wanted, named): (&Wanted<'_>, &[Named])) -> Chosen {
        let sieves: Vec<Sieve> = named.iter().map(Sieve::of).collect();
        let choose = |nths: Range<usize>| {
            let stretches = self.stretches.iter().skip(nths.start).take(nths.len());
            let words = stretches.clone().map(|s| s.claims().div_ceil(WORD)).sum();
            let (mut claims, mut met) = (Vec::with_capacity(words), Vec::new());
            let mut incidents = FixedBitSet::with_capacity(self.incidents.len());
            for stretch in stretches {
                stretch.choose((wanted, &sieves), &mut met, &mut claims, |incident| incidents.insert(incident));
            }
            (claims, incidents)
        };
        let mut parts = in_parts(self.stretches.len(), &choose);
        let (mut claims, mut incidents) = parts.next().unwrap_or_default();
        for (words, others) in parts {
            claims.extend_from_slice(&words);
            incidents.union_with(&others);
        }
        let claims = FixedBitSet::with_capacity_and_blocks(claims.len() * WORD, claims);
        Chosen { claims, incidents, starts: self.starts() }
    }
}

/// The claims worth most of those offered.
struct Best<'w, W> {
    most: usize,
    worth: &'w W,
    found: Vec<GlancedClaim>,
    /// What is worth no more is not among them.
    least: f64,
}

impl<W: Fn(f32, bool) -> f64> Best<'_, W> {
    fn worth(&self, claim: &GlancedClaim) -> f64 {
        (self.worth)(claim.confidence, claim.contested)
    }

    fn order(&self) -> impl Fn(&GlancedClaim, &GlancedClaim) -> Ordering + use<'_, W> {
        |a, b| self.worth(b).total_cmp(&self.worth(a)).then(a.at.cmp(&b.at))
    }

    /// Whether a claim is worth enough, as far as is known by now.
    fn would_take(&self, confidence: f32, contested: bool) -> bool {
        (self.worth)(confidence, contested) > self.least
    }

    /// Takes a claim in; claims are offered in their order.
    fn offer(&mut self, claim: GlancedClaim) {
        if self.worth(&claim) <= self.least {
            return;
        }
        self.found.push(claim);
        if self.found.len() >= 2 * self.most {
            let mut found = std::mem::take(&mut self.found);
            let (_, last, _) = found.select_nth_unstable_by(self.most - 1, self.order());
            self.least = self.worth(last);
            found.truncate(self.most);
            self.found = found;
        }
    }

    fn found(mut self) -> Vec<GlancedClaim> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_unstable_by(self.order());
        found.truncate(self.most);
        found
    }
}

/// Parts at most: more cores would wait for memory.
const PARTS: usize = 8;

/// What is made of the parts of a whole of so many, each by a core of its own, in their order.
pub(super) fn in_parts<T: Send>(whole: usize, make: &(impl Fn(Range<usize>) -> T + Sync)) -> impl Iterator<Item = T> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(PARTS);
    let long = whole.div_ceil(cores).max(1);
    let mut parts = (0..whole).step_by(long).map(|start| start..whole.min(start + long));
    let Some(first) = parts.next() else { return Vec::new().into_iter() };
    let made: Vec<T> = thread::scope(|scope| {
        let threads: Vec<_> = parts.map(|part| scope.spawn(move || make(part))).collect();
        // This thread has a core too, and its memory at hand.
        let first = make(first);
        let others =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(first).chain(others).collect()
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
