//! Regrouping: the incidents of a block after some of its tellings are new, changed or gone, without grouping the others
//! again.
//!
//! Where a telling belongs depends only on the tellings before it in [`Order`] that are listed on the days about which it
//! looks. So tellings are placed in that order, each at most once, and one that was placed before is placed again only
//! where an incident that it can see has changed by a telling before it. What comes out is what grouping the whole block
//! gives.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::{Bound, RangeInclusive};

use jiff::civil::Date;
use typed_arena::Arena;

use super::incident::{Draft, Order, Rank, Terms, days_of, order_of, ordinal, reach, when};
use super::telling::{Reason, Telling};
use crate::model::Days;

/// A telling with the number under which it is kept.
pub(crate) struct Kept {
    pub seat: i64,
    pub telling: Telling,
}

/// Where tellings lie that were placed before.
pub(crate) trait Shelf {
    /// Why it cannot be read.
    type Error;

    /// The numbers of the incidents that have a telling whose first day, as a number, is one of these.
    fn incidents(&mut self, days: RangeInclusive<i64>) -> Result<Vec<i64>, Self::Error>;

    /// The tellings of an incident, each with why it belongs to it.
    fn members(&mut self, incident: i64) -> Result<Vec<(Kept, Vec<Reason>)>, Self::Error>;
}

/// An incident that is not what it was.
pub(crate) struct Regrouped<'a> {
    /// The number that it had.
    pub old: Option<i64>,
    /// Its tellings in the order in which they were put together, with their seats and reasons; none where it is gone.
    pub members: Vec<(i64, &'a Telling, Vec<Reason>)>,
}

/// The days on which something changed, and what can be found there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disturbance {
    days: BTreeSet<i64>,
    terms: Terms,
}

impl Disturbance {
    /// Takes in that a telling may have left an incident or joined it.
    pub(crate) fn add(&mut self, telling: &Telling) {
        self.days.extend(listed(when(telling)));
        self.terms.add(Terms::of(telling, true));
    }
}

struct Item<'a> {
    seat: i64,
    telling: &'a Telling,
    order: Order,
    when: Option<Days>,
    listed: Vec<i64>,
    looks: Terms,
    shows: Terms,
    group: Option<usize>,
    reasons: Vec<Reason>,
    pending: bool,
}

#[derive(Default)]
struct Group<'a> {
    old: Option<i64>,
    members: BTreeSet<(Order, usize)>,
    /// Those of its members that come before the telling which is being placed, put together.
    draft: Option<Draft<'a>>,
    last: Option<(Order, usize)>,
    shows: Terms,
    changed: bool,
    /// The placing that last looked at it.
    seen: u64,
}

/// The tellings of one block while some of them are placed.
pub(crate) struct Regrouping<'a, S> {
    arena: &'a Arena<Telling>,
    shelf: S,
    items: Vec<Item<'a>>,
    groups: Vec<Group<'a>>,
    by_day: HashMap<i64, Vec<usize>>,
    /// Stretches of days that were read.
    read: HashSet<i64>,
    known: HashSet<i64>,
    pending: BTreeSet<(Order, usize)>,
    placing: u64,
}

/// Days that are read at once.
const STRETCH: i64 = 8;
/// Days after its first under which a telling may be listed, and over which one looks back or ahead.
const SPAN: i64 = 10;
const BACK: i64 = 5;

fn listed(days: Option<Days>) -> Vec<i64> {
    days_of(days).into_iter().map(ordinal).collect()
}

impl<'a, S: Shelf> Regrouping<'a, S> {
    pub(crate) fn new(arena: &'a Arena<Telling>, shelf: S) -> Self {
        Self {
            arena,
            shelf,
            items: Vec::new(),
            groups: Vec::new(),
            by_day: HashMap::new(),
            read: HashSet::new(),
            known: HashSet::new(),
            pending: BTreeSet::new(),
            placing: 0,
        }
    }

    /// Adds a telling that is in no incident.
    pub(crate) fn add(&mut self, kept: Kept) {
        let item = self.put(kept);
        self.items[item].pending = true;
        self.pending.insert((self.items[item].order, item));
    }

    /// Places what was added, and whatever it and `disturbed` move; gives the incidents that changed.
    pub(crate) fn run(mut self, disturbed: &Disturbance) -> Result<Vec<Regrouped<'a>>, S::Error> {
        self.mark(disturbed, None)?;
        while let Some((_, item)) = self.pending.pop_first() {
            self.items[item].pending = false;
            self.place(item)?;
        }
        let Self { mut items, groups, .. } = self;
        let changed = groups.into_iter().filter(|g| g.changed).map(|group| Regrouped {
            old: group.old,
            members: group
                .members
                .into_iter()
                .map(|(_, k)| (items[k].seat, items[k].telling, std::mem::take(&mut items[k].reasons)))
                .collect(),
        });
        Ok(changed.filter(|g| g.old.is_some() || !g.members.is_empty()).collect())
    }

    fn put(&mut self, Kept { seat, telling }: Kept) -> usize {
        let telling: &'a Telling = self.arena.alloc(telling);
        let when = when(telling);
        let listed = listed(when);
        let number = self.items.len();
        for day in &listed {
            self.by_day.entry(*day).or_default().push(number);
        }
        self.items.push(Item {
            seat,
            telling,
            order: order_of(telling),
            when,
            listed,
            looks: Terms::of(telling, false),
            shows: Terms::of(telling, true),
            group: None,
            reasons: Vec::new(),
            pending: false,
        });
        number
    }

    /// Reads whatever is listed on a day.
    fn need(&mut self, day: i64) -> Result<(), S::Error> {
        for stretch in (day - SPAN).div_euclid(STRETCH)..=day.div_euclid(STRETCH) {
            if !self.read.insert(stretch) {
                continue;
            }
            for incident in self.shelf.incidents(stretch * STRETCH..=stretch * STRETCH + STRETCH - 1)? {
                if self.known.insert(incident) {
                    self.take(incident)?;
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, incident: i64) -> Result<(), S::Error> {
        let number = self.groups.len();
        self.groups.push(Group { old: Some(incident), ..Group::default() });
        for (kept, reasons) in self.shelf.members(incident)? {
            let item = self.put(kept);
            self.items[item].reasons = reasons;
            self.join(item, number);
        }
        Ok(())
    }

    fn join(&mut self, item: usize, group: usize) {
        let Item { order, shows, .. } = self.items[item];
        self.items[item].group = Some(group);
        self.groups[group].members.insert((order, item));
        self.groups[group].shows.add(shows);
    }

    fn place(&mut self, item: usize) -> Result<(), S::Error> {
        let best = self.best(item)?;
        let (order, current) = (self.items[item].order, self.items[item].group);
        let founds = |k: &usize| self.groups[*k].members.first() == Some(&(order, item));
        let (target, reasons) = match best {
            Some((k, reasons)) => (k, reasons),
            None => match current.filter(founds) {
                Some(k) => (k, Vec::new()),
                None => {
                    self.groups.push(Group::default());
                    (self.groups.len() - 1, Vec::new())
                }
            },
        };
        let moves = current != Some(target);
        self.groups[target].changed |= moves || self.items[item].reasons != reasons;
        self.items[item].reasons = reasons;
        if !moves {
            return Ok(());
        }
        let mut disturbed = Disturbance::default();
        self.disturb(&mut disturbed, item);
        for group in current.into_iter().chain([target]) {
            for (_, member) in &self.groups[group].members {
                self.disturb(&mut disturbed, *member);
            }
        }
        if let Some(left) = current {
            self.groups[left].members.remove(&(order, item));
            self.groups[left].changed = true;
        }
        self.join(item, target);
        self.mark(&disturbed, Some(order))
    }

    fn disturb(&self, disturbed: &mut Disturbance, item: usize) {
        disturbed.days.extend(&self.items[item].listed);
        disturbed.terms.add(self.items[item].shows);
    }

    /// The incident to which most holds a telling, among those before it.
    fn best(&mut self, item: usize) -> Result<Option<(usize, Vec<Reason>)>, S::Error> {
        self.placing += 1;
        let Item { telling, order, when, looks, .. } = self.items[item];
        let mut best: Option<(Rank<Reverse<Order>>, usize, Vec<Reason>)> = None;
        for day in listed(reach(telling, when)) {
            self.need(day)?;
            let there = self.by_day.remove(&day).unwrap_or_default();
            for other in &there {
                let Some(k) = self.items[*other].group.filter(|_| self.items[*other].order < order) else { continue };
                if std::mem::replace(&mut self.groups[k].seen, self.placing) == self.placing
                    || !self.groups[k].shows.meet(looks)
                {
                    continue;
                }
                self.advance(k, order);
                let Some(draft) = self.groups[k].draft.as_ref().filter(|d| d.terms.meet(looks)) else { continue };
                let Some((weight, reasons)) = draft.holds(telling, when) else { continue };
                let Some((founded, _)) = self.groups[k].members.first() else { continue };
                let rank = (weight, draft.when.map(|w| w.to), Reverse(*founded));
                if best.as_ref().is_none_or(|(known, ..)| *known < rank) {
                    best = Some((rank, k, reasons));
                }
            }
            self.by_day.insert(day, there);
        }
        Ok(best.map(|(_, k, reasons)| (k, reasons)))
    }

    /// Puts the members of a group that come before `order` together.
    fn advance(&mut self, k: usize, order: Order) {
        let group = &mut self.groups[k];
        let from = group.last.map_or(Bound::Unbounded, Bound::Excluded);
        let mut last = None;
        for (at, member) in group.members.range((from, Bound::Excluded((order, 0)))) {
            let Item { telling, shows, .. } = self.items[*member];
            match &mut group.draft {
                Some(draft) => draft.add(telling, Vec::new()),
                None => group.draft = Some(Draft::new(telling)),
            }
            if let Some(draft) = &mut group.draft {
                draft.terms.add(shows);
            }
            last = Some((*at, *member));
        }
        group.last = last.or(group.last);
    }

    /// Notes every placed telling behind `after` that looks where something changed.
    fn mark(&mut self, disturbed: &Disturbance, after: Option<Order>) -> Result<(), S::Error> {
        let near: BTreeSet<i64> = disturbed.days.iter().flat_map(|d| d - 1..=d + BACK).collect();
        for day in near {
            self.need(day)?;
            for k in self.by_day.get(&day).into_iter().flatten() {
                let item = &self.items[*k];
                if item.pending || !item.looks.meet(disturbed.terms) || after.is_some_and(|a| item.order <= a) {
                    continue;
                }
                if listed(reach(item.telling, item.when)).iter().any(|d| disturbed.days.contains(d)) {
                    self.pending.insert((item.order, *k));
                    self.items[*k].pending = true;
                }
            }
        }
        Ok(())
    }
}

/// The first day under which a telling is found, as a number; absent where it tells none and its report neither.
pub(crate) fn listed_under(telling: &Telling) -> Option<i64> {
    let first: Option<Date> = when(telling).map(|w| w.from);
    first.map(ordinal)
}
