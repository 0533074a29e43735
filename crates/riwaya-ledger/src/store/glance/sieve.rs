//! Names that are asked for, as millions of claims are held against them.

use fixedbitset::FixedBitSet;

use super::super::filter::Named;
use super::super::index::Role;
use super::stretch::Packed;

/// Subjects of which one must be named in one of some roles.
pub(super) struct Sieve {
    /// Roles as bits.
    roles: u8,
    subjects: FixedBitSet,
}

impl Sieve {
    pub(super) fn of(named: &Named) -> Self {
        let subject = |subject: &i64| usize::try_from(*subject).ok();
        let most = named.subjects().iter().next_back().and_then(subject).unwrap_or_default();
        let mut subjects = FixedBitSet::with_capacity(most + 1);
        named.subjects().iter().filter_map(subject).for_each(|subject| subjects.insert(subject));
        Self { roles: named.roles().iter().fold(0, |roles, role| roles | 1 << *role as u8), subjects }
    }

    fn has(&self, role: u8, subject: i64) -> bool {
        self.roles >> role & 1 == 1 && usize::try_from(subject).is_ok_and(|subject| self.subjects.contains(subject))
    }

    /// Whether whoever published a report is asked for.
    pub(super) fn has_outlet(&self, outlet: Option<i64>) -> bool {
        outlet.is_some_and(|outlet| self.has(Role::Outlet as u8, outlet))
    }

    /// Whether somebody of these is asked for.
    pub(super) fn has_any(&self, named: &[Packed]) -> bool {
        named.iter().map(|n| n.parts()).any(|(role, subject)| self.has(role, subject))
    }
}
