//! Regrouping: the incidents of a block after some of its tellings are new, changed or gone, without grouping the others
//! again.
//!
//! Where a telling belongs depends only on the tellings before it in [`Order`] that are listed on the days about which it
//! looks. So tellings are placed in that order, each at most once, and one that was placed before is placed again only
//! where an incident that it can see has changed by a telling before it. What comes out is what grouping the whole block
//! gives.
//!
//! Of what was placed before only the [`Look`] is read, and an incident as a whole only where a telling may belong to it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use typed_arena::Arena;

use super::incident::{Draft, Rank, when};
use super::look::{Look, Order, Stretch, Terms};
use super::telling::{Reason, Telling};

/// A telling with the number under which it is kept.
pub(crate) struct Kept {
    pub seat: i64,
    pub telling: Telling,
}

/// A telling that was placed before.
pub(crate) struct Placed {
    pub seat: i64,
    /// The number of its incident.
    pub incident: i64,
    /// By what that incident is found.
    pub shown: Terms,
    pub look: Look,
}

/// Where tellings lie that were placed before.
pub(crate) trait Shelf {
    /// Why it cannot be read.
    type Error;

    /// The tellings that lie on a day, by [`Look::lies`].
    fn placed(&mut self, day: i32) -> Result<Vec<Placed>, Self::Error>;

    /// The tellings of an incident, each with why it belongs to it.
    fn members(&mut self, incident: i64) -> Result<Vec<(Kept, Vec<Reason>)>, Self::Error>;
}

/// An incident that is not what it was.
pub(crate) struct Regrouped<'a> {
    /// The number that it had.
    pub old: Option<i64>,
    /// By what it is found.
    pub shown: Terms,
    /// Its tellings in the order in which they were put together, with their seats and reasons; none where it is gone.
    pub members: Vec<Member<'a>>,
}

/// A telling of an incident that is not what it was.
pub(crate) struct Member<'a> {
    pub seat: i64,
    pub telling: &'a Telling,
    pub look: Look,
    pub reasons: Vec<Reason>,
}

/// The days on which something changed, and what can be found there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disturbance {
    days: BTreeSet<i32>,
    terms: Terms,
}

impl Disturbance {
    /// Takes in that a telling may have left an incident or joined it.
    pub(crate) fn add(&mut self, look: &Look) {
        self.days.extend(look.listed.iter().flat_map(|(from, to)| *from..=*to));
        self.terms.add(&look.shown);
    }

    fn is_seen_by(&self, look: &Look) -> bool {
        let sees = |(from, to): Stretch| self.days.range(from..=to).next().is_some();
        look.sought.meet(&self.terms) && look.reach.is_some_and(sees)
    }
}

struct Item<'a> {
    seat: i64,
    look: Box<Look>,
    /// The telling itself, where it was read.
    telling: Option<&'a Telling>,
    group: Option<usize>,
    reasons: Vec<Reason>,
    pending: bool,
}

#[derive(Default)]
struct Group<'a> {
    old: Option<i64>,
    /// Whether all its members are here; until then none is.
    whole: bool,
    members: BTreeSet<(Order, usize)>,
    /// Those of its members that come before the telling which is being placed, put together.
    draft: Option<Draft<'a>>,
    last: Option<(Order, usize)>,
    shown: Terms,
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
    by_day: HashMap<i32, Vec<usize>>,
    /// Days that were read.
    read: HashSet<i32>,
    /// Items by their seats, and groups by the numbers they had.
    seats: HashMap<i64, usize>,
    known: HashMap<i64, usize>,
    pending: BTreeSet<(Order, usize)>,
    placing: u64,
}

/// Days over which a telling looks back at most.
const BACK: i32 = 5;

impl<'a, S: Shelf> Regrouping<'a, S> {
    pub(crate) fn new(arena: &'a Arena<Telling>, shelf: S) -> Self {
        Self {
            arena,
            shelf,
            items: Vec::new(),
            groups: Vec::new(),
            by_day: HashMap::new(),
            read: HashSet::new(),
            seats: HashMap::new(),
            known: HashMap::new(),
            pending: BTreeSet::new(),
            placing: 0,
        }
    }

    /// Adds a telling that is in no incident.
    pub(crate) fn add(&mut self, Kept { seat, telling }: Kept) {
        let item = self.put(seat, Look::of(&telling));
        self.items[item].telling = Some(self.arena.alloc(telling));
        self.await_placing(item);
    }

    /// Places what was added, and whatever it and what was `disturbed` move; gives the incidents that changed.
    pub(crate) fn run(mut self, disturbed: &[Disturbance]) -> Result<Vec<Regrouped<'a>>, S::Error> {
        for disturbed in disturbed {
            self.mark(disturbed, None)?;
        }
        while let Some((_, item)) = self.pending.pop_first() {
            self.items[item].pending = false;
            self.place(item)?;
        }
        let Self { items, groups, .. } = self;
        let mut items: Vec<Option<Item<'a>>> = items.into_iter().map(Some).collect();
        let mut member = |(_, k): (Order, usize)| {
            let Item { seat, look, telling, reasons, .. } = items[k].take()?;
            Some(Member { seat, telling: telling?, look: *look, reasons })
        };
        let mut changed: Vec<Regrouped<'a>> = Vec::new();
        for group in groups.into_iter().filter(|g| g.changed) {
            let members: Vec<Member<'a>> = group.members.into_iter().filter_map(&mut member).collect();
            let mut shown = Terms::default();
            members.iter().for_each(|m| shown.add(&m.look.shown));
            changed.push(Regrouped { old: group.old, shown, members });
        }
        changed.retain(|g| g.old.is_some() || !g.members.is_empty());
        Ok(changed)
    }

    fn put(&mut self, seat: i64, look: Look) -> usize {
        let number = self.items.len();
        let found = look.listed.filter(|_| look.lies().next().is_some());
        for day in found.iter().flat_map(|(from, to)| *from..=*to) {
            self.by_day.entry(day).or_default().push(number);
        }
        self.seats.insert(seat, number);
        self.items.push(Item {
            seat,
            look: Box::new(look),
            telling: None,
            group: None,
            reasons: Vec::new(),
            pending: false,
        });
        number
    }

    fn await_placing(&mut self, item: usize) {
        self.items[item].pending = true;
        self.pending.insert((self.items[item].look.order, item));
    }

    /// Reads what is listed on a day.
    fn need(&mut self, day: i32) -> Result<(), S::Error> {
        for day in Look::lying_on(day) {
            if !self.read.insert(day) {
                continue;
            }
            for Placed { seat, incident, shown, look } in self.shelf.placed(day)? {
                // Read on another day, or as a member of an incident that was read whole.
                if self.seats.contains_key(&seat) {
                    continue;
                }
                let item = self.put(seat, look);
                let groups = &mut self.groups;
                let group = *self.known.entry(incident).or_insert_with(|| {
                    groups.push(Group { old: Some(incident), shown, ..Group::default() });
                    groups.len() - 1
                });
                self.items[item].group = Some(group);
            }
        }
        Ok(())
    }

    /// Reads an incident as a whole.
    fn complete(&mut self, group: usize) -> Result<(), S::Error> {
        let Some(incident) = self.groups[group].old.filter(|_| !self.groups[group].whole) else { return Ok(()) };
        self.groups[group].whole = true;
        for (Kept { seat, telling }, reasons) in self.shelf.members(incident)? {
            let item = match self.seats.get(&seat) {
                Some(item) => *item,
                None => self.put(seat, Look::of(&telling)),
            };
            self.items[item].telling = Some(self.arena.alloc(telling));
            self.items[item].reasons = reasons;
            self.join(item, group);
        }
        Ok(())
    }

    fn join(&mut self, item: usize, group: usize) {
        self.items[item].group = Some(group);
        let look = &self.items[item].look;
        self.groups[group].members.insert((look.order, item));
        self.groups[group].shown.add(&look.shown);
    }

    fn place(&mut self, item: usize) -> Result<(), S::Error> {
        let (order, current) = (self.items[item].look.order, self.items[item].group);
        if let Some(group) = current {
            self.complete(group)?;
        }
        let best = self.best(item)?;
        let founds = |k: &usize| self.groups[*k].members.first() == Some(&(order, item));
        let (target, reasons) = match best {
            Some((k, reasons)) => (k, reasons),
            None => match current.filter(founds) {
                Some(k) => (k, Vec::new()),
                None => {
                    self.groups.push(Group { whole: true, ..Group::default() });
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
        disturbed.add(&self.items[item].look);
        for group in current.into_iter().chain([target]) {
            self.groups[group].members.iter().for_each(|(_, member)| disturbed.add(&self.items[*member].look));
        }
        if let Some(left) = current {
            self.groups[left].members.remove(&(order, item));
            self.groups[left].changed = true;
        }
        self.join(item, target);
        self.mark(&disturbed, Some(order))
    }

    /// The incidents that a telling can see, of which one before it is listed where it looks.
    fn seen(&mut self, item: usize) -> Result<Vec<usize>, S::Error> {
        self.placing += 1;
        let mut seen = Vec::new();
        let look = &self.items[item].look;
        let Some((from, to)) = look.reach.filter(|_| !look.sought.are_none()) else { return Ok(seen) };
        for day in from..=to {
            self.need(day)?;
            let look = &self.items[item].look;
            for other in self.by_day.get(&day).into_iter().flatten() {
                let Item { look: there, group, .. } = &self.items[*other];
                let Some(k) = group.filter(|_| there.order < look.order) else { continue };
                if std::mem::replace(&mut self.groups[k].seen, self.placing) != self.placing
                    && self.groups[k].shown.meet(&look.sought)
                {
                    seen.push(k);
                }
            }
        }
        Ok(seen)
    }

    /// The incident to which most holds a telling, among those before it.
    fn best(&mut self, item: usize) -> Result<Option<(usize, Vec<Reason>)>, S::Error> {
        let seen = self.seen(item)?;
        let Some(telling) = self.items[item].telling else { return Ok(None) };
        let (order, when) = (self.items[item].look.order, when(telling));
        let mut best: Option<(Rank<Reverse<Order>>, usize, Vec<Reason>)> = None;
        for k in seen {
            self.complete(k)?;
            self.advance(k, order);
            let sought = &self.items[item].look.sought;
            let Some(draft) = self.groups[k].draft.as_ref().filter(|d| d.terms.meet(sought)) else { continue };
            let Some((weight, reasons)) = draft.holds(telling, when) else { continue };
            let Some((founded, _)) = self.groups[k].members.first() else { continue };
            let rank = (weight, draft.when.map(|w| w.to), Reverse(*founded));
            if best.as_ref().is_none_or(|(known, ..)| *known < rank) {
                best = Some((rank, k, reasons));
            }
        }
        Ok(best.map(|(_, k, reasons)| (k, reasons)))
    }

    /// Puts the members of a group that come before `order` together.
    fn advance(&mut self, k: usize, order: Order) {
        let group = &mut self.groups[k];
        let from = group.last.map_or(Bound::Unbounded, Bound::Excluded);
        let mut last = None;
        for (at, member) in group.members.range((from, Bound::Excluded((order, 0)))) {
            let Item { telling: Some(telling), look, .. } = &self.items[*member] else { continue };
            match &mut group.draft {
                Some(draft) => draft.add(telling, Vec::new()),
                None => group.draft = Some(Draft::new(telling)),
            }
            if let Some(draft) = &mut group.draft {
                draft.terms.add(&look.shown);
            }
            last = Some((*at, *member));
        }
        group.last = last.or(group.last);
    }

    /// Notes every placed telling behind `after` that looks where something changed.
    fn mark(&mut self, disturbed: &Disturbance, after: Option<Order>) -> Result<(), S::Error> {
        if disturbed.terms.are_none() {
            return Ok(());
        }
        let near: BTreeSet<i32> = disturbed.days.iter().flat_map(|d| d - 1..=d + BACK).collect();
        for day in near {
            self.need(day)?;
            for k in self.by_day.get(&day).into_iter().flatten() {
                let item = &mut self.items[*k];
                let behind = after.is_none_or(|a| item.look.order > a);
                if !item.pending && behind && disturbed.is_seen_by(&item.look) {
                    item.pending = true;
                    self.pending.insert((item.look.order, *k));
                }
            }
        }
        Ok(())
    }
}
