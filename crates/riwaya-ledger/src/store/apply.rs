//! What decisions do to a claim.

use std::sync::Arc;

use riwaya_lexicon::gazetteer::{Gazetteer, PlaceKind, name_key};
use riwaya_reader::names::{Names, Sector};
use riwaya_reader::{Event, GazetteerEntry, Harm, Identity, Stance};
use riwaya_text::Span;
use serde_json::{Value, json};

use super::LedgerError;
use super::decision::{Decision, undone};
use super::names::label;
use crate::model::{Coding, Dated, Days, Link, Name, Party, PlaceMention, PlaceName, Quote, StoredClaim};

/// A field of a claim with the value it is to have.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// What is claimed.
    Event(Event),
    /// How the last link holds it.
    Stance(Stance),
    /// When; none: it is not told.
    Date(Option<Days>),
    /// Where; none: it is not told.
    Place(Option<Box<str>>),
    /// Who did it.
    Actor(Option<Box<str>>),
    /// Whom or what it was done to.
    Target(Option<Box<str>>),
    /// Who said it: the last link of the chain; none: the report itself.
    Source(Option<Box<str>>),
    /// The number of a count.
    Count(Harm, Option<u64>),
}

impl Correction {
    /// Reads `field=value`: `event`, `stance`, `date`, `place`, `actor`, `target`, `source`, or a harm (`killed=13`). An
    /// empty value says that the report does not tell it.
    ///
    /// ```
    /// # use riwaya_ledger::Correction;
    /// # use riwaya_reader::Stance;
    /// assert_eq!(Correction::parse("stance=denies").unwrap(), Correction::Stance(Stance::Denies));
    /// assert!(Correction::parse("stance=perhaps").is_err());
    /// ```
    ///
    /// # Errors
    /// When there is no such field, or the value is none of its.
    pub fn parse(written: &str) -> Result<Self, LedgerError> {
        let wrong = |what: String| LedgerError::Correction(what);
        let (field, value) = written.split_once('=').ok_or_else(|| wrong(format!("`{written}` is not field=value")))?;
        let value = value.trim();
        let words = || (!value.is_empty()).then(|| value.into());
        Ok(match field.trim() {
            "event" => Self::Event(value.parse().map_err(|e: riwaya_reader::UnknownName| wrong(e.to_string()))?),
            "stance" => Self::Stance(value.parse().map_err(|e: riwaya_reader::UnknownName| wrong(e.to_string()))?),
            "date" if value.is_empty() => Self::Date(None),
            "date" => Self::Date(Some(Days::parse(value).ok_or_else(|| wrong(format!("`{value}` is no date")))?)),
            "place" => Self::Place(words()),
            "actor" => Self::Actor(words()),
            "target" => Self::Target(words()),
            "source" => Self::Source(words()),
            harm => {
                let harm = harm.parse().map_err(|_| wrong(format!("a claim has no field `{harm}`")))?;
                let n = (!value.is_empty()).then(|| value.parse()).transpose();
                Self::Count(harm, n.map_err(|_| wrong(format!("`{value}` is no number")))?)
            }
        })
    }

    /// The field's name and the value as it is written.
    #[must_use]
    pub fn written(&self) -> (&'static str, String) {
        let words = |w: &Option<Box<str>>| w.as_deref().unwrap_or_default().to_owned();
        match self {
            Self::Event(event) => ("event", event.to_string()),
            Self::Stance(stance) => ("stance", stance.to_string()),
            Self::Date(days) => ("date", days.map(|d| d.to_string()).unwrap_or_default()),
            Self::Place(place) => ("place", words(place)),
            Self::Actor(name) => ("actor", words(name)),
            Self::Target(name) => ("target", words(name)),
            Self::Source(name) => ("source", words(name)),
            Self::Count(harm, n) => (harm.as_str(), n.map(|n| n.to_string()).unwrap_or_default()),
        }
    }

    pub(super) fn detail(&self) -> Value {
        let (field, value) = self.written();
        json!({ "field": field, "value": value })
    }

    fn of_detail(detail: &Value) -> Result<Self, LedgerError> {
        let part = |key: &str| detail.get(key).and_then(Value::as_str).unwrap_or_default();
        Self::parse(&format!("{}={}", part("field"), part("value")))
    }

    fn apply(self, claim: &mut StoredClaim) {
        match self {
            Self::Event(event) => {
                claim.event = event;
                claim.coding = Coding::usual(event, claim.stance);
            }
            Self::Stance(stance) => {
                claim.stance = stance;
                claim.coding = Coding::usual(claim.event, stance);
            }
            Self::Date(days) => {
                claim.date = days.map(|days| Dated { days: Some(days), words: nowhere(claim), how: "decided".into() });
            }
            Self::Place(place) => claim.place = place.into_iter().map(|p| placed(claim.trigger.span, &p)).collect(),
            Self::Actor(name) => claim.actor = name.into_iter().map(|n| party(claim.trigger.span, &n)).collect(),
            Self::Target(name) => claim.target = name.into_iter().map(|n| party(claim.trigger.span, &n)).collect(),
            Self::Source(name) => {
                claim.chain.pop();
                claim.chain.extend(name.map(|n| Link { party: party(claim.trigger.span, &n), cue: None }));
            }
            Self::Count(harm, n) => {
                for count in claim.counts.iter_mut().filter(|c| c.harm == harm) {
                    (count.n, count.to) = (n, None);
                }
            }
        }
    }
}

/// A claim as the decisions leave it; none where it is rejected. A later decision outdoes an earlier one;
/// one that was taken back does nothing.
pub(super) fn decided(mut claim: StoredClaim, decisions: &[Decision]) -> Result<Option<StoredClaim>, LedgerError> {
    if decisions.is_empty() {
        return Ok(Some(claim));
    }
    let about = super::decision::full_id(claim.id);
    let mut rejected = false;
    let undone = undone(decisions);
    for decision in decisions.iter().filter(|d| d.about == about && !undone.contains(&d.number)) {
        match decision.action.as_str() {
            "accept" => rejected = false,
            "reject" => rejected = true,
            "correct" => {
                rejected = false;
                Correction::of_detail(&decision.detail)?.apply(&mut claim);
            }
            _ => {}
        }
    }
    Ok((!rejected).then_some(claim))
}

/// What is decided stands on no words: it points to the event word, and quotes nothing.
fn nowhere(claim: &StoredClaim) -> Quote {
    Quote { span: Span::new(claim.trigger.span.start(), claim.trigger.span.start()), words: "".into() }
}

fn party(at: Span, words: &str) -> Party {
    Party {
        span: Span::new(at.start(), at.start()),
        name: Arc::new(Name { words: words.into(), identity: identity(words) }),
    }
}

fn placed(at: Span, words: &str) -> PlaceMention {
    let gazetteer = Gazetteer::builtin();
    let key = name_key(words);
    let by_id = || gazetteer.places().find(|p| p.id() == words || p.english().eq_ignore_ascii_case(words));
    let place = gazetteer.lookup(&key).and_then(|found| found.places().next()).or_else(by_id);
    let present = |s: &str| (!s.is_empty()).then(|| s.into());
    let entry = place.map(|p| GazetteerEntry {
        id: p.id().into(),
        arabic: p.names().next().unwrap_or_default().into(),
        english: p.english().into(),
        country: present(p.country()),
        admin: present(p.admin()),
        kind: p.kind().map_or("place", PlaceKind::name).into(),
        position: p.position(),
    });
    PlaceMention { span: Span::new(at.start(), at.start()), name: Arc::new(PlaceName { words: words.into(), entry }) }
}

/// Who is meant: an entity by id or label, or country and sector (`AM/MIL`).
pub(super) fn identity(words: &str) -> Identity {
    if let Some((country, sector)) = words.split_once('/')
        && country.len() == 2
    {
        let sector = Sector::from_code(sector).map(Sector::code);
        return Identity { country: Some(country.into()), sector, ..Identity::default() };
    }
    if let Some(country) = crate::countries::named(words) {
        return Identity {
            id: Some(country.id.into()),
            arabic: Some(country.arabic.into()),
            english: Some(country.english.into()),
            country: Some(country.code.into()),
            sector: None,
        };
    }
    let wanted = label(words);
    let is_it = |e: &&riwaya_reader::names::Entity| {
        *e.id == *words || label(&e.arabic) == wanted || label(&e.english) == wanted
    };
    Names::builtin_entities().iter().find(is_it).map_or_else(Identity::default, |e| Identity {
        id: Some(e.id.clone()),
        arabic: Some(e.arabic.clone()),
        english: Some(e.english.clone()),
        country: e.country.map(|c| c.code().into()),
        sector: e.sector.map(Sector::code),
    })
}
