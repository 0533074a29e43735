//! Incidents counted by day and place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::chosen::{WORD, in_parts, ones};
use super::{Chosen, Glance, Glanced, PlaceIndex, SHELF};

/// Incidents of which a claim is asked for, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub incidents: usize,
    /// How many of them are contested.
    pub contested: usize,
    /// Those told as facts, by the day by which they are listed.
    pub days: BTreeMap<Option<Date>, DayTally>,
    /// How many are told as facts, by their places' indices in [`Glance::places`].
    pub places: Vec<usize>,
    /// How many are told as facts and have no place with a position.
    pub without_place: usize,
}

/// Incidents of one day that are told as facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayTally {
    /// How many there are.
    pub incidents: usize,
    /// Claims that tell of them.
    pub claims: usize,
    /// How many of them are contested.
    pub contested: usize,
}

impl DayTally {
    /// Adds those of another.
    pub const fn add(&mut self, other: Self) {
        self.incidents += other.incidents;
        self.claims += other.claims;
        self.contested += other.contested;
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.incidents += other.incidents;
        self.contested += other.contested;
        self.without_place += other.without_place;
        for (day, tally) in other.days {
            self.days.entry(day).or_default().add(tally);
        }
        self.places.iter_mut().zip(other.places).for_each(|(own, other)| *own += other);
    }
}

impl Glance {
    /// The incidents of which a claim is asked for, counted by all cores.
    #[must_use]
    pub fn tally(&self, chosen: &Chosen) -> Tally {
        let empty = || Tally { places: vec![0; self.places().len()], ..Tally::default() };
        let part = |range| {
            let mut tally = empty();
            // Most of one day stand together.
            let mut day: (Option<Date>, DayTally) = (None, DayTally::default());
            for incident in self.part_of(chosen, range) {
                tally.incidents += 1;
                tally.contested += usize::from(incident.contested);
                if !incident.actual {
                    continue;
                }
                if incident.day != day.0 {
                    let (before, counted) = std::mem::replace(&mut day, (incident.day, DayTally::default()));
                    tally.days.entry(before).or_default().add(counted);
                }
                day.1.add(DayTally {
                    incidents: 1,
                    claims: incident.claims as usize,
                    contested: usize::from(incident.contested),
                });
                match incident.place.and_then(|place| tally.places.get_mut(place.at())) {
                    Some(count) => *count += 1,
                    None => tally.without_place += 1,
                }
            }
            tally.days.entry(day.0).or_default().add(day.1);
            tally
        };
        let mut whole = in_parts(self.incidents.shelves.len(), &part).fold(empty(), |mut whole, part| {
            whole.add(part);
            whole
        });
        whole.days.retain(|_, day| day.incidents > 0);
        whole
    }

    /// How many of the incidents asked for that are told as facts were where and when, and how many of them are contested:
    /// the rows are those that `row` gives places, the columns those that `column` gives days, each row `width` long.
    #[must_use]
    pub fn cells(
        &self,
        chosen: &Chosen,
        (rows, width): (usize, usize),
        row: impl Fn(PlaceIndex) -> Option<usize> + Sync,
        column: impl Fn(Option<Date>) -> usize + Sync,
    ) -> Vec<(u32, u32)> {
        let empty = || vec![(0, 0); rows * width];
        let part = |range| {
            let mut cells = empty();
            let mut day: Option<(Option<Date>, usize)> = None;
            for incident in self.part_of(chosen, range).filter(|i| i.actual) {
                let Some(row) = incident.place.and_then(&row) else { continue };
                let at = match day.filter(|(known, _)| *known == incident.day) {
                    Some((_, at)) => at,
                    None => day.insert((incident.day, column(incident.day))).1,
                };
                if let Some((count, contested)) = cells.get_mut(row * width + at) {
                    *count += 1;
                    *contested += u32::from(incident.contested);
                }
            }
            cells
        };
        in_parts(self.incidents.shelves.len(), &part).fold(empty(), |mut whole, part| {
            for (own, other) in whole.iter_mut().zip(part) {
                own.0 += other.0;
                own.1 += other.1;
            }
            whole
        })
    }

    /// The incidents of some shelves of which a claim is asked for.
    pub(super) fn part_of<'a>(
        &'a self,
        chosen: &'a Chosen,
        shelves: Range<usize>,
    ) -> impl Iterator<Item = &'a Glanced> {
        let words = chosen.incidents.as_slice().chunks(SHELF / WORD);
        let of_shelf =
            |(shelf, words): (&'a Arc<Vec<Glanced>>, &'a [usize])| ones(words).filter_map(|at| shelf.get(at));
        self.incidents.shelves.iter().zip(words).skip(shelves.start).take(shelves.len()).flat_map(of_shelf)
    }
}
