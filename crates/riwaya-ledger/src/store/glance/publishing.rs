//! The reports that tell what a filter asks for.

use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use riwaya_reader::Event;

use super::super::index::number_day;
use super::chosen::{in_parts, ones};
use super::{Chosen, Glance};

/// The reports that tell claims which are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many there are.
    pub documents: usize,
    /// How many outlets published them.
    pub outlets: usize,
    /// The first and the last day under which they are filed; absent where none has a day.
    pub days: Option<(Date, Date)>,
    /// The claims by their events, in the order of the events; of each there is one at least.
    pub events: Vec<(Event, usize)>,
}

/// What was counted of some stretches.
struct Counted {
    documents: usize,
    /// By their subjects' numbers.
    outlets: FixedBitSet,
    /// The first and the last, as numbers.
    days: (i32, i32),
    events: [usize; Event::ALL.len()],
}

impl Counted {
    const NONE: Self =
        Self { documents: 0, outlets: FixedBitSet::new(), days: (i32::MAX, 0), events: [0; Event::ALL.len()] };

    fn add_day(&mut self, (first, last): (i32, i32)) {
        self.days = (self.days.0.min(first), self.days.1.max(last));
    }

    fn with(mut self, other: &Self) -> Self {
        self.documents += other.documents;
        self.outlets.union_with(&other.outlets);
        self.add_day(other.days);
        self.events.iter_mut().zip(other.events).for_each(|(own, other)| *own += other);
        self
    }
}

impl Glance {
    /// The reports that tell claims which are asked for, counted by all cores.
    #[must_use]
    pub fn published(&self, chosen: &Chosen) -> Published {
        let part = |nths: std::ops::Range<usize>| {
            let mut counted = Counted::NONE;
            for (stretch, claims) in self.claims_of(chosen, nths) {
                for document in stretch.documents_of(ones(claims)) {
                    counted.documents += 1;
                    if document.day > 0 {
                        counted.add_day((document.day, document.day));
                    }
                    if let Some(outlet) = document.outlet.and_then(|outlet| usize::try_from(outlet).ok()) {
                        counted.outlets.grow_and_insert(outlet);
                    }
                }
                for event in ones(claims).filter_map(|at| stretch.event(at)) {
                    if let Some(count) = counted.events.get_mut(event) {
                        *count += 1;
                    }
                }
            }
            counted
        };
        let Counted { documents, outlets, days: (first, last), events } =
            in_parts(self.stretches.len(), &part).fold(Counted::NONE, |whole, part| whole.with(&part));
        let events = Event::ALL.iter().copied().zip(events).filter(|(_, claims)| *claims > 0).collect();
        let days = number_day(first.into()).zip(number_day(last.into()));
        Published { documents, outlets: outlets.count_ones(..), days, events }
    }
}
