//! Sides: on whose behalf somebody speaks, acts or suffers.
//!
//! A minister, an army and a capital are one side; a force that governs a territory of its own is a side apart from
//! the country that the territory is counted to. Words that name a side only within their report (`الإقليم`,
//! `المتمردون`, `الحكومة`) are resolved against the sides that the report names in full.

use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};

use riwaya_text::fold_key;

use crate::model::{Name, StoredClaim};

/// A side: a country (`AM`), a territory or group by its id, a body by its id, else the folded words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Side(Arc<str>);

impl From<String> for Side {
    fn from(key: String) -> Self {
        Self(key.into())
    }
}

impl From<Side> for String {
    fn from(side: Side) -> Self {
        side.0.as_ref().into()
    }
}

impl Side {
    /// The side of that key.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self(key.into())
    }

    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0
    }

    /// Whether it is a country, by its ISO code.
    #[must_use]
    pub fn is_country(&self) -> bool {
        self.0.len() == 2 && self.0.bytes().all(|b| b.is_ascii_uppercase())
    }

    /// Whether it is known by more than the words of a report.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.is_country() || self.0.contains([':', '/'])
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The sides that one report names in full.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    territory: Option<Side>,
    rebels: Option<Side>,
    country: Option<Side>,
}

impl Sides {
    /// The sides of a report, from all its claims.
    #[must_use]
    pub fn of<'a>(claims: impl IntoIterator<Item = &'a StoredClaim>) -> Self {
        let (mut territories, mut rebels, mut countries) = (Tally::default(), Tally::default(), Tally::default());
        for claim in claims {
            let parties = claim.chain.iter().map(|l| &l.party).chain(&claim.actor).chain(&claim.target);
            for party in parties {
                let name = &party.name;
                match plain(name) {
                    Some(side) if side.key().starts_with("rw:") && is_territory(&side) => territories.add(side),
                    // Rebels of whom only the country is told are no side of their own.
                    Some(side) if name.identity.sector == Some("REB") && side.key().ends_with("/REB") => (),
                    Some(side) if name.identity.sector == Some("REB") => rebels.add(side),
                    Some(side) if side.is_country() => countries.add(side),
                    _ => (),
                }
            }
            for place in &claim.place {
                if let Some(side) = territory(&place.name.words) {
                    territories.add(side);
                } else if let Some(code) = place.name.entry.as_ref().and_then(|e| e.country.as_deref()) {
                    countries.add(Side::new(code));
                }
            }
        }
        Self { territory: territories.only(), rebels: rebels.most(), country: countries.most() }
    }

    /// The side of a name in this report; absent for nobody in particular (`مدنيون`, `شهود عيان`).
    #[must_use]
    pub fn side(&self, name: &Name) -> Option<Side> {
        if let Some(side) = plain(name) {
            // Who has taken up arms in a country, in a report of one territory of it, speaks for that territory.
            let rebel = name.identity.sector == Some("REB");
            let held = self.territory.as_ref().filter(|t| rebel && counted_to(t) == name.identity.country.as_deref());
            if let Some(held) = held {
                return Some(held.clone());
            }
            // Rebels of a country, no group named, are the group that the report names.
            let unnamed = side.key().ends_with("/REB");
            return Some(self.rebels.clone().filter(|_| unnamed).unwrap_or(side));
        }
        let words = fold_key(&name.words);
        let says = |stems: &[&str]| words.split(' ').any(|w| stems.iter().any(|s| w.contains(s)));
        if says(&["اقليم"]) {
            self.territory.clone()
        } else if says(&["متمرد", "تمرد"]) {
            self.rebels.clone()
        } else if says(&["حكوم", "سلطات", "جيش"]) {
            self.country.clone()
        } else {
            None
        }
    }
}

/// The side that suffers with those whom a name stands for: civilians are their country's.
pub(super) fn sufferer(name: &Name, sides: &Sides) -> Option<Side> {
    let country = || name.identity.country.as_deref().map(Side::new);
    sides.side(name).or_else(country)
}

#[derive(Debug, Default)]
struct Tally(BTreeMap<Side, u32>);

impl Tally {
    fn add(&mut self, side: Side) {
        *self.0.entry(side).or_default() += 1;
    }

    fn only(self) -> Option<Side> {
        (self.0.len() == 1).then(|| self.0.into_keys().next()).flatten()
    }

    /// The most frequent; the least key among equals.
    fn most(self) -> Option<Side> {
        self.0.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then(b.cmp(a))).map(|(side, _)| side)
    }
}

/// The side that a name tells by itself.
fn plain(name: &Name) -> Option<Side> {
    let identity = &name.identity;
    if let Some(side) = territory(&name.words) {
        return Some(side);
    }
    let id = identity.id.as_deref();
    if let Some(held) = id.and_then(|id| territories().iter().find(|t| id.starts_with(t.side.key()))) {
        return Some(held.side.clone());
    }
    match (id, identity.country.as_deref(), identity.sector) {
        (_, _, Some("CVL" | "MED")) => None,
        // These speak for themselves, wherever they sit.
        (Some(id), _, Some("NGO" | "IGO")) => Some(Side::new(id)),
        (None, _, Some("NGO" | "IGO")) => None,
        (Some(id), _, Some("REB")) => Some(Side::new(id)),
        (None, Some(country), Some("REB")) => Some(Side::new(&format!("{country}/REB"))),
        (_, Some(country), _) => Some(Side::new(country)),
        (Some(id), None, _) => Some(nationality(&name.words).unwrap_or_else(|| Side::new(id))),
        (None, None, _) => None,
    }
}

/// The country that a name tells by its adjective of nationality or by its name (`النيابة العامة الأذربيجانية`).
fn nationality(words: &str) -> Option<Side> {
    static KNOWN: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let rows = COUNTRIES.lines().map(|l| l.split('\t').collect::<Vec<_>>());
        rows.filter(|row| row.get(10) == Some(&"country"))
            .flat_map(|row| {
                let names = row[4].split('|').map(fold_key);
                let adjectives = row[8].split('|').filter(|a| !a.is_empty()).map(fold_key);
                let forms = adjectives.flat_map(|a| [format!("ال{a}ه"), format!("ال{a}")]);
                names.chain(forms).map(|form| (form, row[1])).collect::<Vec<_>>()
            })
            .collect()
    });
    fold_key(words).split(' ').find_map(|word| known.get(word)).map(|code| Side::new(code))
}

/// A territory that rules itself without being generally recognised.
#[derive(Debug)]
struct Territory {
    side: Side,
    country: &'static str,
    names: Vec<String>,
}

const COUNTRIES: &str = include_str!("../../../../lexicon/countries/countries.tsv");

fn territories() -> &'static [Territory] {
    static ALL: OnceLock<Vec<Territory>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows = COUNTRIES.lines().map(|l| l.split('\t').collect::<Vec<_>>());
        rows.filter(|row| row.get(10) == Some(&"de facto"))
            .map(|row| Territory {
                side: Side::new(row[0]),
                country: row[1],
                names: [row[4], row[6]]
                    .iter()
                    .flat_map(|cell| cell.split('|'))
                    .filter(|n| !n.is_empty())
                    .map(fold_key)
                    .collect(),
            })
            .collect()
    })
}

pub(super) fn is_territory(side: &Side) -> bool {
    territories().iter().any(|t| t.side == *side)
}

/// The country that a territory is counted to in the gazetteer.
pub(super) fn counted_to(side: &Side) -> Option<&'static str> {
    territories().iter().find(|t| t.side == *side).map(|t| t.country)
}

/// The territory for which somebody is named to act («أمين المظالم في آرتساخ»), unless a nationality is named too.
pub(crate) fn governed(words: &str) -> Option<Side> {
    territory(words).filter(|_| nationality(words).is_none())
}

/// Words whose territories a thread remembers.
const MOST: usize = 50_000;

/// The territory that words name, if they name one. A nationality beside it does not change whose they are.
pub(super) fn territory(words: &str) -> Option<Side> {
    thread_local! {
        static SEEN: RefCell<HashMap<Box<str>, Option<Side>>> = RefCell::default();
    }
    SEEN.with_borrow_mut(|seen| {
        if let Some(known) = seen.get(words) {
            return known.clone();
        }
        if seen.len() >= MOST {
            seen.clear();
        }
        let named = named_territory(words);
        seen.insert(words.into(), named.clone());
        named
    })
}

fn named_territory(words: &str) -> Option<Side> {
    let words = fold_key(words);
    let mut at = 0;
    for word in words.split(' ') {
        let rest = &words[at..];
        at += word.len() + 1;
        let bare = word.strip_prefix(['و', 'ب', 'ل']).map_or(rest, |w| &rest[word.len() - w.len()..]);
        if let Some(side) = opens_with_territory(rest).or_else(|| opens_with_territory(bare)) {
            return Some(side);
        }
    }
    None
}

fn opens_with_territory(words: &str) -> Option<Side> {
    static BY_FIRST_WORD: OnceLock<HashMap<&'static str, Vec<(&'static str, usize)>>> = OnceLock::new();
    let known = BY_FIRST_WORD.get_or_init(|| {
        let mut known: HashMap<_, Vec<_>> = HashMap::new();
        for (t, name) in territories().iter().enumerate().flat_map(|(t, held)| held.names.iter().map(move |n| (t, n))) {
            known.entry(first_word(name)).or_default().push((name.as_str(), t));
        }
        known
    });
    let ends = |name: &str| words.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let (_, t) = known.get(first_word(words))?.iter().find(|(name, _)| ends(name))?;
    Some(territories()[*t].side.clone())
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use riwaya_reader::Identity;

    use super::*;

    fn name(words: &str, country: Option<&str>, sector: Option<&'static str>) -> Name {
        let identity = Identity { country: country.map(Into::into), sector, ..Identity::default() };
        Name { words: words.into(), identity }
    }

    #[test]
    fn a_territory_is_a_side_apart_from_its_country() {
        let sides = Sides::default();
        let side = |n: &Name| sides.side(n).map(|s| s.key().to_owned());
        assert_eq!(side(&name("سلطات إقليم كاراباخ", Some("AZ"), Some("GOV"))).as_deref(), Some("rw:nagorno-karabakh"));
        assert_eq!(side(&name("الجيش الأذربيجاني", Some("AZ"), Some("MIL"))).as_deref(), Some("AZ"));
        assert_eq!(side(&name("مدنيون", Some("AZ"), Some("CVL"))), None);
        assert_eq!(side(&name("المتمردون", Some("YE"), Some("REB"))).as_deref(), Some("YE/REB"));
    }
}
