//! The reports that tell what a filter asks for.

use std::collections::BTreeSet;

use riwaya_reader::Event;

use super::chosen::{in_parts, ones};
use super::{Chosen, Glance};

/// The reports that tell claims which are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many there are.
    pub documents: usize,
    /// How many outlets published them.
    pub outlets: usize,
    /// The claims by their events, in the order of the events; of each there is one at least.
    pub events: Vec<(Event, usize)>,
}

/// What was counted of some stretches.
struct Counted {
    documents: usize,
    outlets: BTreeSet<i64>,
    events: [usize; Event::ALL.len()],
}

impl Counted {
    const NONE: Self = Self { documents: 0, outlets: BTreeSet::new(), events: [0; Event::ALL.len()] };

    fn with(mut self, mut other: Self) -> Self {
        self.documents += other.documents;
        self.outlets.append(&mut other.outlets);
        self.events.iter_mut().zip(other.events).for_each(|(own, other)| *own += other);
        self
    }
}

impl Glance {
    /// The reports that tell claims which are asked for, counted by all cores.
    #[must_use]
    pub fn published(&self, chosen: &Chosen) -> Published {
        let starts = self.starts();
        let part = |nths: std::ops::Range<usize>| {
            let mut counted = Counted::NONE;
            for (stretch, start) in self.stretches.iter().zip(&starts).skip(nths.start).take(nths.len()) {
                let claims = chosen.claims_of(stretch, *start);
                for document in stretch.documents_of(ones(claims)) {
                    counted.documents += 1;
                    counted.outlets.extend(document.outlet);
                }
                for event in ones(claims).filter_map(|at| stretch.event(at)) {
                    if let Some(count) = counted.events.get_mut(event) {
                        *count += 1;
                    }
                }
            }
            counted
        };
        let Counted { documents, outlets, events } =
            in_parts(self.stretches.len(), &part).fold(Counted::NONE, Counted::with);
        let events = Event::ALL.iter().copied().zip(events).filter(|(_, claims)| *claims > 0).collect();
        Published { documents, outlets: outlets.len(), events }
    }
}
