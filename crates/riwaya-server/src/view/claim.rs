//! One claim of one report.

use riwaya_ledger::{Found, countries, model};
use riwaya_reader::Bound;
use riwaya_text::Span;
use serde::Serialize;
use utoipa::ToSchema;

use super::{EventName, StanceName, day};
use crate::gazetteer;

/// Words of a report with their place: code points of its text as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// The code point behind the last.
    pub end: u32,
}

/// A name, as it stands in one place of a report, with what it resolves to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mention {
    /// The words of the report.
    #[serde(flatten)]
    pub words: Quote,
    /// Id of the entity or place, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Arabic name, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ar: Option<String>,
    /// English name, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// ISO code of the country it belongs to, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// Somebody, as named in one place of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Party {
    /// Where, and who it is.
    #[serde(flatten)]
    pub mention: Mention,
    /// PLOVER sector, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<&'static str>,
}

/// A place, as named in one place of a report.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Place {
    /// Where in the report, and which place of the gazetteer it is.
    #[serde(flatten)]
    pub mention: Mention,
    /// Administrative path, the largest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin: Option<String>,
    /// `region`, `town` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
}

/// A number of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    /// What befell: `killed`, `injured` …
    pub harm: &'static str,
    /// Whom or what.
    pub who: String,
    /// How many; absent where only words such as "dozens" are told.
    pub n: Option<u64>,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u64>,
    /// How it bounds the true number, where it is not exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<&'static str>,
    /// A day or `war`, where it counts from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Whether it is part of another count of the claim.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
}

/// A claim of a report as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Claim {
    /// What stands for it.
    pub id: String,
    /// The name under which its report came in.
    pub report: String,
    /// The id of its report.
    pub document: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day from which its dates were counted.
    pub published: Option<String>,
    /// What is claimed.
    #[schema(value_type = EventName)]
    pub event: &'static str,
    /// How the last of the chain holds it.
    #[schema(value_type = StanceName)]
    pub stance: &'static str,
    /// The sources, from the one nearest the reader to the origin; empty is the report's own voice.
    pub chain: Vec<Party>,
    /// Who did it.
    pub actor: Vec<Party>,
    /// Whom or what it was done to.
    pub target: Vec<Party>,
    /// Where.
    pub place: Vec<Place>,
    /// When: an ISO day, month, year, or two days parted by `/`.
    pub date: Option<String>,
    /// The words of the date.
    pub date_words: Option<String>,
    /// The numbers of a toll.
    pub counts: Vec<Count>,
    /// PLOVER type and mode.
    pub plover: Option<String>,
    /// ACLED sub-event type.
    pub acled: Option<String>,
    /// The word of the event.
    pub trigger: Quote,
    /// The clause.
    pub text: Quote,
    /// Probability that event, chain and stance are right.
    pub confidence: f64,
    /// The rules that built it.
    pub rules: Vec<String>,
    /// The version of the reader that read it.
    pub reader: String,
}

impl Quote {
    pub(crate) fn new(span: Span, words: &str) -> Self {
        Self { text: words.to_owned(), start: span.start(), end: span.end() }
    }
}

impl From<&model::Quote> for Quote {
    fn from(quote: &model::Quote) -> Self {
        Self::new(quote.span, &quote.words)
    }
}

impl From<&model::Party> for Party {
    fn from(party: &model::Party) -> Self {
        let identity = &party.name.identity;
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Self {
            mention: Mention {
                words: Quote::new(party.span, &party.name.words),
                id: owned(&identity.id),
                ar: owned(&identity.arabic),
                en: owned(&identity.english),
                country: owned(&identity.country),
            },
            sector: identity.sector,
        }
    }
}

impl From<&model::PlaceMention> for Place {
    fn from(place: &model::PlaceMention) -> Self {
        let entry = place.name.entry.as_ref();
        let position = entry.and_then(|e| e.position);
        // The gazetteer of places lists no countries: their words are all that a report gives.
        let country = if entry.is_none() { countries::placed(&place.name.key()) } else { None };
        let either = |entry: Option<&str>, country: Option<&str>| entry.or(country).map(str::to_owned);
        Self {
            mention: Mention {
                words: Quote::new(place.span, &place.name.words),
                id: either(entry.map(|e| &*e.id), country.map(|c| c.id)),
                ar: either(entry.map(|e| &*e.arabic), country.map(|c| c.arabic)),
                en: either(entry.map(|e| &*e.english), country.map(|c| c.english)),
                country: either(entry.and_then(|e| e.country.as_deref()), country.map(|c| c.code)),
            },
            admin: entry.and_then(|e| e.admin.as_deref()).map(str::to_owned),
            kind: either(entry.map(|e| &*e.kind), country.and_then(|c| gazetteer::site(c.id)).map(|s| s.kind)),
            lat: position.map(|p| p.0),
            lon: position.map(|p| p.1),
        }
    }
}

impl From<&riwaya_reader::Count> for Count {
    fn from(count: &riwaya_reader::Count) -> Self {
        Self {
            harm: count.harm.as_str(),
            who: count.who.to_string(),
            n: count.n,
            to: count.to,
            bound: (count.bound != Bound::Exact).then(|| count.bound.as_str()),
            since: count.since.as_deref().map(str::to_owned),
            part: count.part,
        }
    }
}

impl From<&Found> for Claim {
    fn from(found: &Found) -> Self {
        let claim = &found.claim;
        Self {
            id: claim.id.to_string(),
            report: found.name.to_string(),
            document: claim.doc().to_string(),
            outlet: found.document.outlet.as_deref().map(str::to_owned),
            published: day(found.published),
            event: claim.event.as_str(),
            stance: claim.stance.as_str(),
            chain: claim.chain.iter().map(|l| (&l.party).into()).collect(),
            actor: claim.actor.iter().map(Into::into).collect(),
            target: claim.target.iter().map(Into::into).collect(),
            place: claim.place.iter().map(Into::into).collect(),
            date: claim.days().map(|d| d.to_string()),
            date_words: claim.date.as_ref().map(|d| d.words.words.to_string()),
            counts: claim.counts.iter().map(Into::into).collect(),
            plover: claim.coding.plover.as_ref().map(|(event, mode)| match mode {
                Some(mode) => format!("{event} {mode}"),
                None => event.to_string(),
            }),
            acled: claim.coding.acled.as_ref().map(|(_, sub_event)| sub_event.to_string()),
            trigger: (&claim.trigger).into(),
            text: (&claim.text).into(),
            confidence: (f64::from(claim.confidence) * 1000.0).round() / 1000.0,
            rules: claim.rules.iter().map(|r| r.0.to_string()).collect(),
            reader: claim.reader.to_string(),
        }
    }
}
