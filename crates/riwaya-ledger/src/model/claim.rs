//! A claim as the ledger keeps it.

use std::sync::Arc;

use riwaya_reader::record::Quotes;
use riwaya_reader::{Claim, Count, Event, RuleId, Stance};
use riwaya_text::Span;

use super::{ClaimId, Days, DocId, Name, PlaceName};

/// One claim of one report, with the words that carry it and what they resolve to.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredClaim {
    /// What stands for it; it names its document.
    pub id: ClaimId,
    /// The version of the reader that read it.
    pub reader: Arc<str>,
    /// The word of the event.
    pub trigger: Quote,
    /// The clause.
    pub text: Quote,
    /// What is claimed.
    pub event: Event,
    /// PLOVER and ACLED codes.
    pub coding: Coding,
    /// The sources, from the one nearest the reader to the origin; empty is the report's own voice.
    pub chain: Vec<Link>,
    /// How the last link holds it.
    pub stance: Stance,
    /// Who did it.
    pub actor: Vec<Party>,
    /// Whom or what it was done to.
    pub target: Vec<Party>,
    /// Where.
    pub place: Vec<PlaceMention>,
    /// When.
    pub date: Option<Dated>,
    /// The numbers of a toll.
    pub counts: Vec<Count>,
    /// The rules that built it.
    pub rules: Vec<RuleId>,
    /// Calibrated probability that event, chain and stance are right.
    pub confidence: f32,
}

/// Words of the report with their place: code points of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Where.
    pub span: Span,
    /// The words.
    pub words: Box<str>,
}

/// The codes of a claim in the schemes of others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Coding {
    /// PLOVER type and mode.
    pub plover: Option<(Box<str>, Option<Box<str>>)>,
    /// ACLED type and sub-type.
    pub acled: Option<(Box<str>, Box<str>)>,
}

/// A link of a chain of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who.
    pub party: Party,
    /// The word that cites it, where one stands.
    pub cue: Option<Span>,
}

/// Somebody, as named in one place of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Where the name stands.
    pub span: Span,
    /// The name.
    pub name: Arc<Name>,
}

/// A place, as named in one place of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Where the name stands.
    pub span: Span,
    /// The name.
    pub name: Arc<PlaceName>,
}

/// A date of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The days; absent where the words could not be resolved.
    pub days: Option<Days>,
    /// The words it was read from.
    pub words: Quote,
    /// How it was resolved, or why it was not.
    pub how: Box<str>,
}

impl StoredClaim {
    /// The claims of a reading, in its order.
    #[must_use]
    pub fn of_reading(doc: DocId, text: &str, reader: &Arc<str>, claims: &[Claim]) -> Vec<Self> {
        let quotes = Quotes::new(text);
        let ids = ClaimId::of_all(doc, claims);
        ids.into_iter().zip(claims).map(|(id, claim)| Self::new(id, reader, claim, &quotes)).collect()
    }

    fn new(id: ClaimId, reader: &Arc<str>, claim: &Claim, quotes: &Quotes<'_>) -> Self {
        let parties = |parties: &[riwaya_reader::Party]| parties.iter().map(|p| Party::new(p, quotes)).collect();
        Self {
            id,
            reader: Arc::clone(reader),
            trigger: Quote::at(claim.trigger, quotes),
            text: Quote::at(claim.text, quotes),
            event: claim.event,
            coding: Coding::of(claim),
            chain: claim.chain.iter().map(|s| Link { party: Party::new(&s.party, quotes), cue: s.cue }).collect(),
            stance: claim.stance,
            actor: parties(&claim.actor),
            target: parties(&claim.target),
            place: claim.place.iter().map(|p| PlaceMention::new(p, quotes)).collect(),
            date: claim.date.as_ref().map(|d| Dated {
                days: d.iso.as_deref().and_then(Days::parse),
                words: Quote::at(d.span, quotes),
                how: d.how.clone(),
            }),
            counts: claim.counts.clone(),
            rules: claim.rules.clone(),
            confidence: claim.confidence,
        }
    }

    /// The document it stands in.
    #[must_use]
    pub const fn doc(&self) -> DocId {
        self.id.doc
    }

    /// The days it speaks of, where they could be told.
    #[must_use]
    pub fn days(&self) -> Option<Days> {
        self.date.as_ref().and_then(|d| d.days)
    }

    /// Who is held to have said it first: the last link; absent for the report's own voice.
    #[must_use]
    pub fn origin(&self) -> Option<&Party> {
        self.chain.last().map(|link| &link.party)
    }
}

impl Quote {
    pub(crate) fn at(span: Span, quotes: &Quotes<'_>) -> Self {
        Self { span, words: quotes.words(span).into() }
    }
}

impl Coding {
    fn of(claim: &Claim) -> Self {
        Self {
            plover: claim.plover.map(|p| (p.event.into(), p.mode.map(Into::into))),
            acled: claim.acled.map(|a| (a.event.into(), a.sub_event.into())),
        }
    }

    /// The codes of an event under a stance, where the words say nothing nearer.
    #[must_use]
    pub fn usual(event: Event, stance: Stance) -> Self {
        Self {
            plover: event.plover(stance).map(|p| (p.event.into(), p.mode.map(Into::into))),
            acled: event.acled().map(|a| (a.event.into(), a.sub_event.into())),
        }
    }
}

impl Party {
    fn new(party: &riwaya_reader::Party, quotes: &Quotes<'_>) -> Self {
        let words = quotes.words(party.span).into();
        Self { span: party.span, name: Arc::new(Name { words, identity: party.identity.clone() }) }
    }
}

impl PlaceMention {
    fn new(place: &riwaya_reader::Location, quotes: &Quotes<'_>) -> Self {
        let words = quotes.words(place.span).into();
        Self { span: place.span, name: Arc::new(PlaceName { words, entry: place.entry.clone() }) }
    }
}
