//! Which claims are asked for, and finding them, the newest first.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;
use riwaya_lexicon::gazetteer::{Gazetteer, name_key};
use riwaya_reader::{Event, Stance};
use riwaya_text::fold_key;
use rusqlite::types::Value;
use rusqlite::{Connection, Rows, Statement, params_from_iter};

use super::facet::{Facets, Wanted};
use super::index::{Role, day_number, event_number, sha_number, stance_number};
use super::load::{Effective, Found, effective, found, name};
use super::names::{NameCache, label};
use super::write::document_number;
use super::{Ledger, LedgerError, apply};
use crate::countries::{self, Country};
use crate::model::{ClaimId, DocId};

/// What is asked for; what is absent or empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// On this day or later: the claim's own days, else the day of publication.
    pub from: Option<Date>,
    /// On this day or earlier.
    pub to: Option<Date>,
    /// In this place or within it: a name in any spelling or language, or an id.
    pub place: Option<String>,
    /// Done by or to them: a name, an id, a country with all that is its own, or `AM/MIL`.
    pub party: Option<String>,
    /// Said by them, or through them.
    pub source: Option<String>,
    /// Published by them.
    pub outlet: Option<String>,
    /// Of one of these events.
    pub events: Vec<Event>,
    /// Held in one of these ways.
    pub stances: Vec<Stance>,
    /// As sure as this at least.
    pub confidence: Option<f32>,
}

/// Few enough documents to look at all of them: where they are more, what is asked for is soon found among all.
pub(super) const FEW: usize = 6_000;

/// Subjects of which one must be named in one of these roles.
pub(super) struct Named {
    roles: Vec<Role>,
    subjects: BTreeSet<i64>,
}

impl Named {
    pub(super) fn roles(&self) -> &[Role] {
        &self.roles
    }

    pub(super) const fn subjects(&self) -> &BTreeSet<i64> {
        &self.subjects
    }

    /// Whether one of these is named in a claim of an outlet.
    pub(super) fn is_named(&self, outlet: Option<i64>, named: &[(u8, i64)]) -> bool {
        named
            .iter()
            .any(|(role, subject)| self.roles.iter().any(|r| *r as u8 == *role) && self.subjects.contains(subject))
            || self.roles.contains(&Role::Outlet) && outlet.is_some_and(|o| self.subjects.contains(&o))
    }
}

impl Ledger {
    /// Hands the claims that are asked for to `sink`, the newest first, until it has enough.
    ///
    /// # Errors
    /// [`LedgerError::Unknown`] where nobody and no place of that name is in the ledger; else when it cannot be read.
    pub fn each_claim(
        &mut self,
        filter: &Filter,
        mut sink: impl FnMut(Found) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        self.each_place(filter, |search, place| Ok(search.load(place)?.map_or(ControlFlow::Continue(()), &mut sink)))
    }

    /// Hands the ids of the claims that are asked for to `sink`, the newest first, until it has enough: no report is read.
    ///
    /// # Errors
    /// As [`Self::each_claim`].
    pub fn each_claim_id(
        &mut self,
        filter: &Filter,
        mut sink: impl FnMut(ClaimId) -> ControlFlow<()>,
    ) -> Result<(), LedgerError> {
        self.each_place(filter, |search, place| Ok(search.id(place)?.map_or(ControlFlow::Continue(()), &mut sink)))
    }

    /// Hands the places where claims asked for may stand to `sink`, the newest first, until it has enough.
    fn each_place(
        &mut self,
        filter: &Filter,
        mut sink: impl FnMut(&mut Search<'_>, Place) -> Result<ControlFlow<()>, LedgerError>,
    ) -> Result<(), LedgerError> {
        let named = self.named(filter)?;
        let db = &self.connection;
        let mut search = Search::new(db, &mut self.names, filter, &named);
        if let Some(documents) = documents(db, (&named, &search.wanted), FEW)? {
            return search.by_document(&documents, &mut sink);
        }
        search.by_day(&mut sink)
    }

    /// The first of the claims that are asked for, and whether there are more. A limit of 0 gives all.
    ///
    /// # Errors
    /// As [`Self::each_claim`].
    pub fn claims(&mut self, filter: &Filter, limit: usize) -> Result<(Vec<Found>, bool), LedgerError> {
        let (mut claims, mut more) = (Vec::new(), false);
        self.each_claim(filter, |claim| {
            if limit > 0 && claims.len() == limit {
                more = true;
                return ControlFlow::Break(());
            }
            claims.push(claim);
            ControlFlow::Continue(())
        })?;
        Ok((claims, more))
    }

    /// Those of some claims that stand and are asked for, each with the reader's confidence, as they stand now.
    ///
    /// # Errors
    /// As [`Self::each_claim`].
    pub fn asked_among(&mut self, filter: &Filter, claims: &[ClaimId]) -> Result<Vec<(ClaimId, f32)>, LedgerError> {
        let named = self.named(filter)?;
        let wanted = Wanted::new(filter, &named);
        let mut asked = Vec::new();
        for claim in claims {
            let Some(document) = document_number(&self.connection, claim.doc)? else { continue };
            let facets = Facets::load(&self.connection, &mut self.names, document)?;
            let facet = facets.claims.iter().find(|f| f.key == claim.key);
            let held = facet.filter(|f| wanted.holds(facets.outlet, f));
            asked.extend(held.map(|f| (*claim, f.traits().confidence)));
        }
        Ok(asked)
    }

    pub(super) fn named(&self, filter: &Filter) -> Result<Vec<Named>, LedgerError> {
        let asked = [
            (&filter.party, "party", vec![Role::Actor, Role::Target]),
            (&filter.source, "party", vec![Role::Origin, Role::Channel]),
            (&filter.place, "place", vec![Role::Place]),
        ];
        let mut named = Vec::new();
        for (asked, kind, roles) in asked {
            let Some(asked) = asked else { continue };
            let subjects = subjects((&self.connection, &self.territories), kind, asked)?;
            named.push(Named { roles, subjects });
        }
        if let Some(outlet) = &filter.outlet {
            let key = format!("outlet:{}", label(outlet));
            let subjects = subjects_where(&self.connection, "SELECT id FROM subject WHERE key = ?1", &[key.as_str()])?;
            if subjects.is_empty() {
                return Err(LedgerError::Unknown(outlet.clone()));
            }
            named.push(Named { roles: vec![Role::Outlet], subjects });
        }
        Ok(named)
    }
}

fn subjects_where(db: &Connection, query: &str, values: &[&str]) -> Result<BTreeSet<i64>, LedgerError> {
    let mut query = db.prepare_cached(query)?;
    let found = query.query_map(params_from_iter(values), |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(found)
}

/// All that a name stands for: itself in every spelling, and what belongs to it or lies within it.
fn subjects(
    (db, territories): (&Connection, &RefCell<Territories>),
    kind: &'static str,
    asked: &str,
) -> Result<BTreeSet<i64>, LedgerError> {
    let mut labels = BTreeSet::from([label(asked)]);
    labels.extend(apply::identity(asked).id.map(|id| label(&id)));
    labels.extend(countries::named(asked).map(|c| label(c.id)));
    if kind == "place" {
        let places = Gazetteer::builtin().lookup(&name_key(asked));
        labels.extend(places.into_iter().flat_map(|f| f.places()).map(|p| label(p.id())));
    }
    let mut found = BTreeSet::new();
    for label in &labels {
        let query = "SELECT subject FROM label WHERE label = ?1 AND kind = ?2";
        found.extend(subjects_where(db, query, &[label, kind])?);
    }
    if kind == "place"
        && let Some(country) = countries::placed(asked)
    {
        found.extend(match country.is_territory() {
            true => territories.borrow_mut().of(db, country)?,
            false => called(db, country)?,
        });
    }
    if found.is_empty() {
        return Err(LedgerError::Unknown(asked.to_owned()));
    }
    Ok(found)
}

/// Places that reports call by the name of a country alone: what has an entry of its own may be a town that is called alike.
fn called(db: &Connection, country: Country) -> Result<BTreeSet<i64>, LedgerError> {
    let mut found = BTreeSet::new();
    for name in countries::names(country) {
        found.extend(subjects_where(db, "SELECT id FROM subject WHERE key = ?1", &[&fold_key(name)])?);
    }
    Ok(found)
}

/// Places whose words name a territory: they are told to be there, whatever the gazetteer takes them for. Names are only
/// added to a ledger, and each is looked at once.
#[derive(Debug, Default)]
pub(super) struct Territories {
    /// The last name that was looked at.
    last: i64,
    places: BTreeMap<&'static str, BTreeSet<i64>>,
}

impl Territories {
    fn of(&mut self, db: &Connection, territory: Country) -> Result<BTreeSet<i64>, LedgerError> {
        let mut query =
            db.prepare_cached("SELECT id, subject, words FROM name WHERE id > ?1 AND kind = 'place' ORDER BY id")?;
        let mut rows = query.query([self.last])?;
        while let Some(row) = rows.next()? {
            let words = row.get_ref(2)?.as_str().unwrap_or_default();
            if let Some(found) = countries::placed(words).filter(Country::is_territory) {
                self.places.entry(found.id).or_default().insert(row.get(1)?);
            }
            self.last = row.get(0)?;
        }
        Ok(self.places.get(territory.id).cloned().unwrap_or_default())
    }
}

/// Documents among which are all whose claims name everybody who is asked for: those of whoever is named least, in their
/// order; absent where they are more than `most`, or nobody is asked for.
pub(super) fn documents(
    db: &Connection,
    (named, wanted): (&[Named], &Wanted<'_>),
    most: usize,
) -> Result<Option<Vec<i64>>, LedgerError> {
    let list = |numbers: &mut dyn Iterator<Item = i64>| numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    let [events, stances, from, to] = wanted.bounds();
    // What is not asked for is not looked at: there may be a million rows.
    let conditions = [
        (wanted.asks_for_events(), format!(" AND events & {events} <> 0")),
        (wanted.asks_for_stances(), format!(" AND stances & {stances} <> 0")),
        (wanted.asks_for_days(), format!(" AND last_day >= {from} AND first_day <= {to}")),
    ];
    let conditions: String = conditions.into_iter().filter_map(|(asked, what)| asked.then_some(what)).collect();
    let mut few: Option<Vec<i64>> = None;
    for Named { subjects, roles } in named {
        let most = few.as_ref().map_or(most + 1, Vec::len);
        let query = format!(
            "SELECT document FROM mention WHERE subject IN ({}) AND role IN ({}){conditions}",
            list(&mut subjects.iter().copied()),
            list(&mut roles.iter().map(|r| *r as i64)),
        );
        let mut query = db.prepare(&query)?;
        let mut rows = query.query([])?;
        // A report that names several of them is met several times.
        let (mut found, mut count) = (FixedBitSet::new(), 0);
        while count < most
            && let Some(row) = rows.next()?
        {
            let document = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
            found.grow(document + 1);
            count += usize::from(!found.put(document));
        }
        if count < most {
            few = Some(found.ones().map(|document| document as i64).collect());
        }
    }
    Ok(few)
}

/// Takes places until it has enough.
type Sink<'s> = dyn FnMut(&mut Search<'_>, Place) -> Result<ControlFlow<()>, LedgerError> + 's;

/// A search under way.
struct Search<'a> {
    db: &'a Connection,
    names: &'a mut NameCache,
    filter: &'a Filter,
    wanted: Wanted<'a>,
    /// The facets and the document that were loaded last: claims of one day stand together.
    facets: Option<(i64, Facets)>,
    last: Option<(Effective, Arc<str>)>,
}

/// Where a claim stands in the order in which they are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    day: i64,
    sha: i64,
    document: i64,
    nth: i64,
}

impl<'a> Search<'a> {
    fn new(db: &'a Connection, names: &'a mut NameCache, filter: &'a Filter, named: &'a [Named]) -> Self {
        Self { db, names, filter, wanted: Wanted::new(filter, named), facets: None, last: None }
    }

    fn by_document(&mut self, documents: &[i64], sink: &mut Sink<'_>) -> Result<(), LedgerError> {
        let mut all: Vec<Place> = Vec::new();
        let mut sha = self.db.prepare_cached("SELECT sha FROM document INDEXED BY document_sha WHERE id = ?1")?;
        for document in documents {
            let facets = Facets::load(self.db, self.names, *document)?;
            let mut found = facets.claims.iter().filter(|f| self.wanted.holds(facets.outlet, f)).peekable();
            if found.peek().is_some() {
                let sha = sha_number(DocId(sha.query_row([document], |r| r.get(0))?));
                all.extend(found.map(|f| Place { day: f.days.0, sha, document: *document, nth: i64::from(f.nth) }));
            }
        }
        all.sort_unstable_by_key(|place| std::cmp::Reverse(*place));
        for place in all {
            if sink(self, place)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Walks the days backwards, all events side by side.
    fn by_day(&mut self, sink: &mut Sink<'_>) -> Result<(), LedgerError> {
        let db = self.db;
        let events = if self.filter.events.is_empty() { Event::ALL } else { &self.filter.events };
        let (query, values) = self.standing_query()?;
        let mut statements: Vec<Statement<'_>> = events.iter().map(|_| db.prepare(&query)).collect::<Result<_, _>>()?;
        let mut cursors = Vec::new();
        for (statement, event) in statements.iter_mut().zip(events) {
            let mut all = vec![Value::from(event_number(*event))];
            all.extend(values.iter().cloned());
            let mut rows = statement.query(params_from_iter(all))?;
            let head = next(&mut rows)?;
            cursors.push((head, rows));
        }
        loop {
            let newest = cursors.iter().enumerate().filter_map(|(i, (head, _))| head.map(|h| (h, i))).max();
            let Some((place, cursor)) = newest else { return Ok(()) };
            let (head, rows) = &mut cursors[cursor];
            *head = next(rows)?;
            if sink(self, place)?.is_break() {
                return Ok(());
            }
        }
    }

    fn standing_query(&self) -> Result<(String, Vec<Value>), LedgerError> {
        let from = self.filter.from.map_or(0, |d| day_number(Some(d)));
        let to = self.filter.to.map_or(i64::MAX, |d| day_number(Some(d)));
        let mut query =
            "SELECT day, sha, document, nth FROM standing WHERE event = ? AND day BETWEEN ? AND ? AND last_day >= ?"
                .to_owned();
        let values = vec![Value::from(self.earliest(from, to)?), Value::from(to), Value::from(from)];
        if !self.filter.stances.is_empty() {
            let numbers: Vec<String> = self.filter.stances.iter().map(|s| stance_number(*s).to_string()).collect();
            query += &format!(" AND stance IN ({})", numbers.join(", "));
        }
        query += " ORDER BY day DESC, sha DESC, document DESC, nth DESC";
        Ok((query, values))
    }

    /// The first day on which a claim may begin that reaches the days asked for: all but a few span a year at most.
    fn earliest(&self, from: i64, to: i64) -> Result<i64, LedgerError> {
        if from == 0 {
            return Ok(0);
        }
        let query = "SELECT min(day) FROM standing WHERE last_day - day > 10000 AND last_day >= ?1 AND day <= ?2";
        let long: Option<i64> = self.db.prepare_cached(query)?.query_row([from, to], |r| r.get(0))?;
        Ok(long.unwrap_or(i64::MAX).min(from - 10_000))
    }

    /// The id of the claim of a place, where it is asked for.
    fn id(&mut self, place: Place) -> Result<Option<ClaimId>, LedgerError> {
        let Some(key) = self.wanted_key(place)? else { return Ok(None) };
        let mut sha = self.db.prepare_cached("SELECT sha FROM document INDEXED BY document_sha WHERE id = ?1")?;
        let doc = DocId(sha.query_row([place.document], |r| r.get(0))?);
        Ok(Some(ClaimId { doc, key }))
    }

    /// The claim of a place, where it is asked for.
    fn load(&mut self, place: Place) -> Result<Option<Found>, LedgerError> {
        let nth = usize::try_from(place.nth).unwrap_or_default();
        if self.wanted_key(place)?.is_none() {
            return Ok(None);
        }
        if self.last.as_ref().is_none_or(|(loaded, _)| loaded.filed.number != place.document) {
            let loaded = effective(self.db, self.names, place.document)?;
            self.last = Some((loaded, name(self.db, place.document)?));
        }
        let last = self.last.as_ref();
        Ok(last.and_then(|(loaded, title)| loaded.nth(nth).map(|claim| found(loaded, title, claim))))
    }

    /// The key of the claim of a place, where it is asked for.
    fn wanted_key(&mut self, place: Place) -> Result<Option<u32>, LedgerError> {
        let facets = match self.facets.take() {
            Some((document, facets)) if document == place.document => facets,
            _ => Facets::load(self.db, self.names, place.document)?,
        };
        let facet = facets.claims.iter().find(|f| i64::from(f.nth) == place.nth);
        let wanted = facet.filter(|f| self.wanted.holds(facets.outlet, f)).map(|f| f.key);
        self.facets = Some((place.document, facets));
        Ok(wanted)
    }
}

fn next(rows: &mut Rows<'_>) -> Result<Option<Place>, LedgerError> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Place { day: row.get(0)?, sha: row.get(1)?, document: row.get(2)?, nth: row.get(3)? }))
}
