//! What belongs to a noun by a preposition: where it is, in whose name, for whom, in which field.

use super::mention::{MentionKind, Sector};
use super::nouns::Role;
use super::parser::{Parser, Phrase};
use super::tag::Facts;
use crate::lists::List;

impl Parser<'_> {
    /// What is said with a preposition of where somebody belongs: `مصدر في وزارة الداخلية`, `مواقع للمتمردين`.
    pub(super) fn complements(&mut self, p: &mut Phrase, role: Role, depth: usize) {
        if self.key(p.end) == "لحقوق" && self.key(p.end + 1) == "الانسان" {
            let end = p.end + 2;
            p.reach(end);
            p.sector = p.sector.filter(|s| *s != Sector::Gov).or(Some(Sector::Ngo));
        }
        for _ in 0..2 {
            let j = p.end;
            let start = match self.key(j) {
                "في" | "من" | "لدي" | "داخل" | "باسم" | "بين" => j + 1,
                _ if self.tag_at(j).is(Facts::LA.with(Facts::BA)) || self.tag_at(j).entries_front > 0 => j,
                _ => return,
            };
            if start == j && self.tag_at(j).is(Facts::WA) || self.tag_at(start).is(Facts::WA) && start > j {
                return;
            }
            // «القوات الموالية للرئيس من جهة», «القوات من جانبها»: on one side and on the other.
            let side = self.key(start);
            if matches!(side, "جهه" | "ناحيه") || ["جانب", "جهت", "ناحيت"].iter().any(|s| side.starts_with(s))
            {
                return;
            }
            // «سحب قواتها من بلاده»: what is bound to its owner is not told apart by where it is from.
            if start > j && self.tag_at(p.start).is(Facts::ENCLITIC) && self.key(j) != "باسم" {
                return;
            }
            let by = if start > j { self.key(j).to_owned() } else { self.key(j).chars().take(1).collect() };
            if !may_take(role, &by) {
                return;
            }
            if let Some(end) = self.field(start).filter(|_| by == "ل" && matches!(role, Role::Office | Role::Body)) {
                p.reach(end);
                continue;
            }
            let before = self.out.len();
            let Some(x) = self.quoted_or_bare(start, depth + 1) else { return };
            if !accepts(role, &by, &x, p.definite) {
                self.out.truncate(before);
                return;
            }
            // «الناطق باسم وزير الخارجية فلان»: the name is the speaker's, unless it is known to be the other's.
            if by == "باسم" && x.rule == "office_name" && x.entity.is_none() {
                take_name(p, &x);
                (p.country, p.sector) = (p.country.or(x.country), p.sector.or(x.sector));
                return;
            }
            self.push(&x);
            p.country = p.country.or(x.country);
            let own =
                p.sector.is_none() || role == Role::Office && matches!(x.kind, MentionKind::Group | MentionKind::Force);
            if own && !matches!(role, Role::Thing) {
                p.sector = x.sector.or(p.sector);
            }
            p.reach(x.end);
        }
    }

    /// «الناطق باسم «الحركة»»: a phrase, or a known name in quotes with its marks.
    fn quoted_or_bare(&mut self, start: usize, depth: usize) -> Option<Phrase> {
        if !self.opens_quote(start) {
            return self.phrase(start, depth);
        }
        let mut x = self.known(start + 1, true, depth).filter(|x| self.closes_quote(x.end))?;
        (x.start, x.end) = (start, x.end + 1);
        Some(x)
    }

    /// «نائب الوزير لشؤون الأمن», «اللجنة الوطنية لمكافحة الإرهاب»: where the field of work ends that is joined at `j`.
    fn field(&self, j: usize) -> Option<usize> {
        let noun = self.lists.has(self.bare_key(j), List::Field);
        let definite = |k: usize| self.tag_at(k).is(Facts::ARTICLE) && !self.joined_in_front(k) && self.is_word(k);
        let of_it = (j + 1..j + 3)
            .take_while(|k| definite(*k) && !self.in_list(*k, List::Weekday) && !self.is_period(*k))
            .count();
        (noun && (of_it > 0 || self.tag_at(j).is(Facts::ARTICLE))).then_some(j + 1 + of_it)
    }

    /// A word without ل and the article.
    fn bare_key(&self, j: usize) -> &str {
        let key = self.key(j);
        key.strip_prefix("لل").or_else(|| key.strip_prefix('ل')).unwrap_or(key)
    }
}

/// Lets the name behind an inner office be that of whoever holds the outer one.
pub(super) fn take_name(p: &mut Phrase, x: &Phrase) {
    (p.kind, p.name, p.rule, p.definite) = (MentionKind::Person, x.name, x.rule, true);
    p.end = x.end;
}

/// Whether a head of that role takes such a complement at all.
fn may_take(role: Role, by: &str) -> bool {
    match by {
        "باسم" => role == Role::Office,
        "ل" => matches!(role, Role::Thing | Role::Office | Role::Body | Role::Force | Role::Group | Role::Outlet),
        "ب" => matches!(role, Role::Source | Role::Office | Role::People | Role::Rank),
        "بين" => false,
        "في" | "من" | "لدي" | "داخل" => {
            matches!(
                role,
                Role::Source | Role::Office | Role::People | Role::Rank | Role::Body | Role::Force | Role::Group
            )
        }
        _ => false,
    }
}

/// Whether that phrase is a complement of a head of that role.
fn accepts(role: Role, by: &str, x: &Phrase, definite: bool) -> bool {
    use MentionKind::{Body, Country, Force, Group, Outlet, People, Person, Place, Source, Thing};
    match (by, x.kind) {
        ("باسم", _) => true,
        ("ل", Person) => role == Role::Thing && !definite,
        ("ل", Outlet | Source | Thing | Place) => false,
        // «قالت الشرطة لمراسل الصحيفة»: who is told belongs to nobody.
        ("ل", People) if x.sector == Some(Sector::Med) => false,
        ("ل", Country) => matches!(role, Role::Office | Role::Thing),
        ("ل", _) => role != Role::Thing || !definite || x.definite,
        (_, Body | Force | Group) => !matches!(role, Role::Body) || by == "في",
        ("ب", _) => false,
        ("في", Place | Country) => matches!(role, Role::Source | Role::Office | Role::Body) && x.definite,
        ("لدي", Country) => true,
        ("من", People) => matches!(role, Role::People | Role::Group | Role::Force) && !definite,
        ("من", Place) => role == Role::Source,
        ("من", Country) => role == Role::Source || role == Role::People && !definite,
        _ => false,
    }
}
