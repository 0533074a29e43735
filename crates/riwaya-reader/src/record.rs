//! The record of a reading: what `riwaya read --format jsonl` writes, one object a report.
//!
//! This is the contract with every program downstream; `schema/reading-1.schema.json` states it as JSON Schema. Keys
//! are only ever added under the same [`SCHEMA`]; anything else gets a new number. Offsets are Unicode code points of
//! the report's text as stored.
//!
//! ```
//! use riwaya_reader::{Reader, Report, record::{Heading, Record}};
//!
//! let text = "قصفت القوات الأرمينية مدينة كنجة.";
//! let reading = Reader::builtin().session().read(&Report::new(text));
//! let heading = Heading { doc: "karabakh", ..Heading::default() };
//! let json = serde_json::to_string(&Record::new(&heading, text, &reading))?;
//! assert!(json.starts_with(r#"{"schema":"riwaya.reading/1","doc":"karabakh""#));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::borrow::Cow;

use riwaya_text::Span;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::claim::{Bound, Claim, Count, Identity, Location, Party, Reading, Silence, Source, When};

/// Name and version of the record.
pub const SCHEMA: &str = "riwaya.reading/1";

/// Keys that the record itself writes; a carried key of the same name is written as `input.NAME`.
pub const OWN_KEYS: [&str; 7] = ["schema", "doc", "published", "published_from", "outlet", "claims", "silence"];

/// What is known of a report besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heading<'a> {
    /// The report's name: unique in its input, as far as the input is.
    pub doc: &'a str,
    /// Who publishes it.
    pub outlet: Option<&'a str>,
    /// Further keys of the input, carried along as they stand.
    pub carried: Option<&'a Map<String, Value>>,
}

/// A reading as it is written.
#[derive(Clone, Debug, Serialize)]
pub struct Record<'a> {
    schema: &'static str,
    doc: &'a str,
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_from: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(flatten)]
    carried: Carried<'a>,
    claims: Claims<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silence: Option<&'static str>,
}

impl<'a> Record<'a> {
    /// The record of `reading`, which was read from `text`.
    #[must_use]
    pub fn new(heading: &Heading<'a>, text: &'a str, reading: &'a Reading) -> Self {
        Self {
            schema: SCHEMA,
            doc: heading.doc,
            published: reading.published.map(|p| p.day.to_string()),
            published_from: reading.published.map(|p| if p.from_dateline { "dateline" } else { "given" }),
            outlet: heading.outlet,
            carried: Carried(heading.carried),
            claims: Claims { claims: &reading.claims, quotes: Quotes::new(text) },
            silence: reading.silence.map(Silence::as_str),
        }
    }
}

/// Claims that are made into records as they are written: those of a long report are many.
#[derive(Clone, Debug)]
struct Claims<'a> {
    claims: &'a [Claim],
    quotes: Quotes<'a>,
}

impl Serialize for Claims<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((1..).zip(self.claims).map(|(id, claim)| ClaimRecord::new(id, claim, &self.quotes)))
    }
}

/// Keys of the input, none of them hiding a key of the record.
#[derive(Clone, Copy, Debug)]
struct Carried<'a>(Option<&'a Map<String, Value>>);

impl Serialize for Carried<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.into_iter().flatten().map(|(key, value)| {
            let own = OWN_KEYS.contains(&key.as_str());
            (if own { Cow::Owned(format!("input.{key}")) } else { Cow::Borrowed(key.as_str()) }, value)
        }))
    }
}

#[derive(Clone, Debug, Serialize)]
struct ClaimRecord<'a> {
    id: u32,
    trigger: Quote<'a>,
    text: Quote<'a>,
    event: &'static str,
    plover: Option<PloverRecord>,
    acled: Option<AcledRecord>,
    chain: Vec<SourceRecord<'a>>,
    stance: &'static str,
    actor: Vec<PartyRecord<'a>>,
    target: Vec<PartyRecord<'a>>,
    place: Vec<PlaceRecord<'a>>,
    date: Option<&'a str>,
    date_evidence: Option<DateEvidence<'a>>,
    counts: Vec<CountRecord<'a>>,
    rules: Vec<&'a str>,
    confidence: f64,
}

impl<'a> ClaimRecord<'a> {
    fn new(id: u32, claim: &'a Claim, quotes: &Quotes<'a>) -> Self {
        Self {
            id,
            trigger: quotes.of(claim.trigger),
            text: quotes.of(claim.text),
            event: claim.event.as_str(),
            plover: claim.plover.map(|p| PloverRecord { event: p.event, mode: p.mode }),
            acled: claim.acled.map(|a| AcledRecord { event: a.event, sub_event: a.sub_event }),
            chain: claim.chain.iter().map(|s| SourceRecord::new(s, quotes)).collect(),
            stance: claim.stance.as_str(),
            actor: claim.actor.iter().map(|p| PartyRecord::new(p, quotes)).collect(),
            target: claim.target.iter().map(|p| PartyRecord::new(p, quotes)).collect(),
            place: claim.place.iter().map(|p| PlaceRecord::new(p, quotes)).collect(),
            date: claim.date.as_ref().and_then(|d| d.iso.as_deref()),
            date_evidence: claim.date.as_ref().map(|d| DateEvidence::new(d, quotes)),
            counts: claim.counts.iter().map(|c| CountRecord::new(c, quotes)).collect(),
            rules: claim.rules.iter().map(|r| &*r.0).collect(),
            confidence: thousandths(claim.confidence),
        }
    }
}

/// Three decimals: what the calibration carries, and the same digits on every machine.
fn thousandths(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

/// Words of the report with their place.
#[derive(Clone, Copy, Debug, Serialize)]
struct Quote<'a> {
    text: &'a str,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct PloverRecord {
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct AcledRecord {
    event: &'static str,
    sub_event: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct SourceRecord<'a> {
    #[serde(flatten)]
    party: PartyRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Quote<'a>>,
}

impl<'a> SourceRecord<'a> {
    fn new(source: &'a Source, quotes: &Quotes<'a>) -> Self {
        Self { party: PartyRecord::new(&source.party, quotes), cue: source.cue.map(|c| quotes.of(c)) }
    }
}

#[derive(Clone, Debug, Serialize)]
struct PartyRecord<'a> {
    #[serde(flatten)]
    quote: Quote<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ar: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'static str>,
}

impl<'a> PartyRecord<'a> {
    fn new(party: &'a Party, quotes: &Quotes<'a>) -> Self {
        let Identity { id, arabic, english, country, sector } = &party.identity;
        Self {
            quote: quotes.of(party.span),
            id: id.as_deref(),
            ar: arabic.as_deref(),
            en: english.as_deref(),
            country: country.as_deref(),
            sector: *sector,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct PlaceRecord<'a> {
    #[serde(flatten)]
    quote: Quote<'a>,
    #[serde(flatten)]
    entry: Option<EntryRecord<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct EntryRecord<'a> {
    id: &'a str,
    ar: &'a str,
    en: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    admin: Option<&'a str>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
}

impl<'a> PlaceRecord<'a> {
    fn new(place: &'a Location, quotes: &Quotes<'a>) -> Self {
        let entry = place.entry.as_ref().map(|e| EntryRecord {
            id: &e.id,
            ar: &e.arabic,
            en: &e.english,
            country: e.country.as_deref(),
            admin: e.admin.as_deref(),
            kind: &e.kind,
            lat: e.position.map(|p| p.0),
            lon: e.position.map(|p| p.1),
        });
        Self { quote: quotes.of(place.span), entry }
    }
}

#[derive(Clone, Debug, Serialize)]
struct DateEvidence<'a> {
    #[serde(flatten)]
    quote: Quote<'a>,
    how: &'a str,
}

impl<'a> DateEvidence<'a> {
    fn new(when: &'a When, quotes: &Quotes<'a>) -> Self {
        Self { quote: quotes.of(when.span), how: &when.how }
    }
}

#[derive(Clone, Debug, Serialize)]
struct CountRecord<'a> {
    harm: &'static str,
    who: &'a str,
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    part: bool,
    evidence: Quote<'a>,
}

impl<'a> CountRecord<'a> {
    fn new(count: &'a Count, quotes: &Quotes<'a>) -> Self {
        Self {
            harm: count.harm.as_str(),
            who: &count.who,
            n: count.n,
            to: count.to,
            bound: (count.bound != Bound::Exact).then(|| count.bound.as_str()),
            since: count.since.as_deref(),
            part: count.part,
            evidence: quotes.of(count.span),
        }
    }
}

/// Cuts the words of a span out of a text without walking it from the start each time.
///
/// ```
/// # use riwaya_reader::record::Quotes;
/// # use riwaya_text::Span;
/// assert_eq!(Quotes::new("في كنجة").words(Span::new(3, 7)), "كنجة");
/// ```
#[derive(Clone, Debug)]
pub struct Quotes<'a> {
    text: &'a str,
    /// The byte of every `STRIDE`th code point.
    milestones: Vec<u32>,
}

const STRIDE: usize = 32;

impl<'a> Quotes<'a> {
    /// Prepares a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let milestones = text.char_indices().step_by(STRIDE).filter_map(|(byte, _)| u32::try_from(byte).ok()).collect();
        Self { text, milestones }
    }

    /// The words of a span; what lies past the end is left out.
    #[must_use]
    pub fn words(&self, span: Span) -> &'a str {
        &self.text[self.byte(span.start())..self.byte(span.end())]
    }

    fn of(&self, span: Span) -> Quote<'a> {
        Quote { text: self.words(span), start: span.start(), end: span.end() }
    }

    fn byte(&self, point: u32) -> usize {
        let point = point as usize;
        let Some(&from) = self.milestones.get(point / STRIDE) else { return self.text.len() };
        let from = from as usize;
        self.text[from..].char_indices().nth(point % STRIDE).map_or(self.text.len(), |(byte, _)| from + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_cut_anywhere_in_a_long_text() {
        let text = "قصفت a ".repeat(200);
        let quotes = Quotes::new(&text);
        for start in [0, 1, 127, 128, 129, 700, 1399] {
            let expected: String = text.chars().skip(start as usize).take(3).collect();
            assert_eq!(quotes.words(Span::new(start, start + 3)), expected, "at {start}");
        }
        assert_eq!(quotes.words(Span::new(1400, 1500)), "");
        assert_eq!(quotes.words(Span::new(9000, 9001)), "");
    }

    #[test]
    fn carried_keys_never_hide_the_records_own() {
        let carried =
            Map::from_iter([("claims".to_owned(), Value::from("theirs")), ("desk".to_owned(), Value::from("south"))]);
        let heading = Heading { doc: "a", outlet: None, carried: Some(&carried) };
        let reading = Reading { claims: Vec::new(), published: None, silence: None };
        let value = serde_json::to_value(Record::new(&heading, "", &reading)).unwrap();
        assert_eq!(value["claims"], serde_json::json!([]));
        assert_eq!(value["input.claims"], "theirs");
        assert_eq!(value["desk"], "south");
    }
}
