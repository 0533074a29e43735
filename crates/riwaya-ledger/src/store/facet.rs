//! What the claims of a document can be filtered by, kept beside it: what is asked for is known without loading a report.

use std::collections::HashMap;
use std::fmt;

use rusqlite::{Connection, OptionalExtension, params};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use super::filter::Named;
use super::gist::{read, written};
use super::incident::blob;
use super::index::{Alike, Filed, Role, day_number, days_of, event_number, stance_number};
use super::load::Effective;
use super::names::{NameCache, label};
use super::{Filter, LedgerError, load};
use crate::account::Gist;
use crate::model::StoredClaim;

/// What one claim can be filtered by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Facet {
    pub key: u32,
    /// Its place in the reading.
    pub nth: u32,
    pub event: i64,
    pub stance: i64,
    /// First and last day, as numbers.
    pub days: (i64, i64),
    confidence: f32,
    /// Who and where is named, in what part; links of the chain in their order.
    pub named: Subjects,
    /// The place of the telling that it is part of among those of its report, where it is part of one.
    pub telling: Option<u16>,
}

/// Subjects, each with the role in which it is named. Facets are read by the thousand: few need more room.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Subjects(pub SmallVec<[(u8, i64); 6]>);

impl Serialize for Subjects {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de> Deserialize<'de> for Subjects {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Subjects;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("roles and subjects")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Subjects, A::Error> {
                let mut subjects = SmallVec::new();
                while let Some(subject) = seq.next_element()? {
                    subjects.push(subject);
                }
                Ok(Subjects(subjects))
            }
        }
        deserializer.deserialize_seq(Each)
    }
}

/// The facets of a document's claims that stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Facets {
    /// Who published it.
    pub outlet: Option<i64>,
    pub claims: Vec<Facet>,
}

/// What a filter looks at.
pub(super) struct Traits<'f> {
    pub event: i64,
    pub stance: i64,
    pub days: (i64, i64),
    pub confidence: f32,
    pub named: &'f [(u8, i64)],
}

impl Facet {
    pub(super) fn traits(&self) -> Traits<'_> {
        let Self { event, stance, days, confidence, .. } = *self;
        Traits { event, stance, days, confidence, named: &self.named.0 }
    }

    pub(super) fn of(
        db: &Connection,
        names: &mut NameCache,
        filed: Filed,
        (nth, claim): (usize, &StoredClaim),
    ) -> Result<Self, LedgerError> {
        let mut named = SmallVec::new();
        for (i, link) in claim.chain.iter().enumerate() {
            let role = if i + 1 == claim.chain.len() { Role::Origin } else { Role::Channel };
            named.push((role as u8, names.party(db, &link.party.name)?.subject));
        }
        for (parties, role) in [(&claim.actor, Role::Actor), (&claim.target, Role::Target)] {
            for party in parties {
                named.push((role as u8, names.party(db, &party.name)?.subject));
            }
        }
        for place in &claim.place {
            named.push((Role::Place as u8, names.place(db, &place.name)?.subject));
        }
        Ok(Self {
            key: claim.id.key,
            nth: nth as u32,
            event: event_number(claim.event),
            stance: stance_number(claim.stance),
            days: days_of(filed, claim),
            confidence: claim.confidence,
            named: Subjects(named),
            telling: None,
        })
    }

    /// The first that is named in a part.
    pub(super) fn first(&self, role: Role) -> Option<i64> {
        self.named.0.iter().find(|(r, _)| *r == role as u8).map(|(_, subject)| *subject)
    }
}

/// A filter as facets are compared with it.
pub(super) struct Wanted<'a> {
    named: &'a [Named],
    from: i64,
    to: i64,
    /// Events and stances as bits; all where none is asked for.
    events: u64,
    stances: u64,
    confidence: f32,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(filter: &Filter, named: &'a [Named]) -> Self {
        let mask = |numbers: &mut dyn Iterator<Item = i64>| match numbers.fold(0, |mask, n| mask | 1_u64 << n) {
            0 => u64::MAX,
            some => some,
        };
        Self {
            named,
            from: filter.from.map_or(i64::MIN, |d| day_number(Some(d))),
            to: filter.to.map_or(i64::MAX, |d| day_number(Some(d))),
            events: mask(&mut filter.events.iter().map(|e| event_number(*e))),
            stances: mask(&mut filter.stances.iter().map(|s| stance_number(*s))),
            confidence: filter.confidence.unwrap_or(f32::NEG_INFINITY),
        }
    }

    /// Events and stances as bits, the first and the last day.
    pub(super) fn bounds(&self) -> [i64; 4] {
        [self.events.cast_signed(), self.stances.cast_signed(), self.from, self.to]
    }

    /// Whether a claim is asked for.
    pub(super) fn holds(&self, outlet: Option<i64>, facet: &Facet) -> bool {
        self.meets(outlet, &facet.traits())
    }

    /// Whether a claim with these traits is asked for.
    pub(super) fn meets(&self, outlet: Option<i64>, traits: &Traits<'_>) -> bool {
        self.meets_but_names(traits) && self.named.iter().all(|n| n.is_named(outlet, traits.named))
    }

    /// Whether a claim with these traits is asked for, whoever is named in it.
    fn meets_but_names(&self, traits: &Traits<'_>) -> bool {
        traits.days.1 >= self.from
            && traits.days.0 <= self.to
            && self.has_event(traits.event)
            && self.has_stance(traits.stance)
            && traits.confidence >= self.confidence
    }

    pub(super) const fn has_event(&self, event: i64) -> bool {
        self.events & 1 << event != 0
    }

    pub(super) const fn has_stance(&self, stance: i64) -> bool {
        self.stances & 1 << stance != 0
    }

    pub(super) const fn asks_for_days(&self) -> bool {
        self.from != i64::MIN || self.to != i64::MAX
    }

    pub(super) const fn asks_for_events(&self) -> bool {
        self.events != u64::MAX
    }

    pub(super) const fn asks_for_stances(&self) -> bool {
        self.stances != u64::MAX
    }

    /// How sure claims must be at least, where that is asked for.
    pub(super) fn asks_for_confidence(&self) -> Option<f32> {
        Some(self.confidence).filter(|c| *c != f32::NEG_INFINITY)
    }
}

impl Facets {
    /// The facets of claims as they stand.
    pub(super) fn of<'c>(
        db: &Connection,
        names: &mut NameCache,
        (filed, outlet): (Filed, Option<&str>),
        claims: impl Iterator<Item = (usize, &'c StoredClaim)>,
    ) -> Result<Self, LedgerError> {
        let outlet = outlet.map(|o| outlet_subject(db, o)).transpose()?.flatten();
        let claims = claims.map(|c| Facet::of(db, names, filed, c)).collect::<Result<_, _>>()?;
        Ok(Self { outlet, claims })
    }

    pub(super) fn keep(&self, db: &Connection, document: i64) -> Result<(), LedgerError> {
        db.prepare_cached("INSERT OR REPLACE INTO facet VALUES (?1, ?2)")?
            .execute(params![document, written(self)?])?;
        Ok(())
    }

    /// Notes of which telling each claim is part.
    pub(super) fn tell(mut self, gist: &Gist) -> Self {
        let nth = |key: u32| gist.tellings.iter().position(|t| t.claims.iter().any(|(id, _)| id.key == key));
        for facet in &mut self.claims {
            facet.telling = nth(facet.key).and_then(|n| n.try_into().ok());
        }
        self
    }

    /// Notes of which telling each claim was part before: the account is as it was until it is reconciled.
    pub(super) fn still(mut self, before: &Self) -> Self {
        for facet in &mut self.claims {
            facet.telling = before.claims.iter().find(|f| f.key == facet.key).and_then(|f| f.telling);
        }
        self
    }

    /// Those of a document; made of its claims where an older version of the ledger kept none.
    pub(super) fn load(db: &Connection, names: &mut NameCache, document: i64) -> Result<Self, LedgerError> {
        let mut query = db.prepare_cached("SELECT body FROM facet WHERE document = ?1")?;
        let mut rows = query.query([document])?;
        if let Some(row) = rows.next()? {
            return read(blob(row.get_ref(0)?));
        }
        let loaded = load::effective(db, names, document)?;
        Self::made(db, names, &loaded)
    }

    /// Those of a document that was loaded.
    pub(super) fn made(db: &Connection, names: &mut NameCache, loaded: &Effective) -> Result<Self, LedgerError> {
        Self::of(db, names, (loaded.filed, loaded.document.outlet.as_deref()), loaded.standing())
    }
}

/// The place among the tellings of its document of the one that a claim is part of, where it is part of one.
pub(super) fn telling_of(db: &Connection, document: i64, key: u32) -> Result<Option<u16>, LedgerError> {
    let mut query = db.prepare_cached("SELECT body FROM facet WHERE document = ?1")?;
    let mut rows = query.query([document])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let facets: Facets = read(blob(row.get_ref(0)?))?;
    Ok(facets.claims.iter().find(|f| f.key == key).and_then(|f| f.telling))
}

/// Narrows what is told of every mention to what the claims of its report are like.
pub(super) fn narrow_mentions(db: &Connection) -> Result<(), LedgerError> {
    let mut query = db.prepare("SELECT document, body FROM facet ORDER BY document")?;
    let mut rows = query.query([])?;
    let mut mentioned: HashMap<(i64, u8), Alike> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (document, facets): (i64, Facets) = (row.get(0)?, read(blob(row.get_ref(1)?))?);
        for facet in &facets.claims {
            for (role, subject) in &facet.named.0 {
                let known = mentioned.entry((*subject, *role)).or_insert_with(|| Alike::of(facet));
                *known = known.with(Alike::of(facet));
            }
        }
        for ((subject, role), alike) in mentioned.drain() {
            alike.narrow(db, [subject, i64::from(role), document])?;
        }
    }
    Ok(())
}

/// The key of whoever publishes under a name.
pub(super) fn outlet_key(outlet: &str) -> String {
    format!("outlet:{}", label(outlet))
}

fn outlet_subject(db: &Connection, outlet: &str) -> Result<Option<i64>, LedgerError> {
    let mut query = db.prepare_cached("SELECT id FROM subject WHERE key = ?1")?;
    Ok(query.query_row([outlet_key(outlet)], |r| r.get(0)).optional()?)
}
