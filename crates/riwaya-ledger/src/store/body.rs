//! The claims of a reading as they are kept: a JSON array whose names and rules are numbers, and whose words are spans
//! of the document's text. `schema/ledger.md` documents it.

use std::borrow::Cow;
use std::sync::Arc;

use riwaya_reader::record::Quotes;
use riwaya_reader::{Bound, Count, Event, Harm, RuleId, Stance};
use riwaya_text::Span;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::LedgerError;
use super::names::NameCache;
use crate::model::{ClaimId, Coding, Dated, Days, DocId, Link, Party, PlaceMention, Quote, StoredClaim};

/// `[name, start, end]`
type Mentioned = (i64, u32, u32);

/// `[name, start, end, [start, end] of the word that cites it]`
type Linked = (i64, u32, u32, Option<(u32, u32)>);

/// `[ISO date, start, end, how it was resolved]`
type DatedRow<'a> = (Option<String>, u32, u32, Cow<'a, str>);

#[derive(Debug, Serialize, Deserialize)]
struct Row<'a> {
    key: u32,
    #[serde(borrow)]
    event: Cow<'a, str>,
    #[serde(borrow)]
    stance: Cow<'a, str>,
    trigger: (u32, u32),
    text: (u32, u32),
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    chain: Vec<Linked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    actor: Vec<Mentioned>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    target: Vec<Mentioned>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    place: Vec<Mentioned>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<DatedRow<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[serde(borrow)]
    counts: Vec<CountRow<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plover: Option<(String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acled: Option<(String, String)>,
    rules: Vec<i64>,
    confidence: f32,
}

#[derive(Debug, Serialize, Deserialize)]
struct CountRow<'a> {
    #[serde(borrow)]
    harm: Cow<'a, str>,
    #[serde(borrow)]
    who: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<u64>,
    #[serde(borrow)]
    bound: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    part: bool,
    words: (u32, u32),
}

/// Writes claims; new names and rules are added to the ledger.
pub(super) fn write(db: &Connection, names: &mut NameCache, claims: &[StoredClaim]) -> Result<String, LedgerError> {
    let rows: Result<Vec<Row<'_>>, LedgerError> = claims.iter().map(|c| row(db, names, c)).collect();
    Ok(serde_json::to_string(&rows?)?)
}

/// Reads them back over the text they were read from.
pub(super) fn read(
    db: &Connection,
    names: &mut NameCache,
    origin: (DocId, &Arc<str>),
    text: &str,
    body: &str,
) -> Result<Vec<StoredClaim>, LedgerError> {
    let rows: Vec<Row<'_>> = serde_json::from_str(body)?;
    let quotes = Quotes::new(text);
    rows.into_iter().map(|row| claim(db, names, origin, &quotes, row)).collect()
}

const fn ends(span: Span) -> (u32, u32) {
    (span.start(), span.end())
}

fn row<'a>(db: &Connection, names: &mut NameCache, claim: &'a StoredClaim) -> Result<Row<'a>, LedgerError> {
    let party = |names: &mut NameCache, p: &Party| -> Result<Mentioned, LedgerError> {
        Ok((names.party(db, &p.name)?.name, p.span.start(), p.span.end()))
    };
    let chain = claim.chain.iter().map(|link| {
        let (name, start, end) = party(names, &link.party)?;
        Ok((name, start, end, link.cue.map(ends)))
    });
    let chain = chain.collect::<Result<_, LedgerError>>()?;
    let actor = claim.actor.iter().map(|p| party(names, p)).collect::<Result<_, _>>()?;
    let target = claim.target.iter().map(|p| party(names, p)).collect::<Result<_, _>>()?;
    let place = claim.place.iter().map(|p| Ok((names.place(db, &p.name)?.name, p.span.start(), p.span.end())));
    let place = place.collect::<Result<_, LedgerError>>()?;
    let date = claim.date.as_ref().map(|d| {
        let (start, end) = ends(d.words.span);
        (d.days.map(|days| days.to_string()), start, end, Cow::Borrowed(&*d.how))
    });
    let (plover, acled) = if claim.coding == Coding::usual(claim.event, claim.stance) {
        (None, None)
    } else {
        let plover =
            claim.coding.plover.as_ref().map(|(event, mode)| (event.to_string(), mode.as_deref().map(Into::into)));
        (plover, claim.coding.acled.as_ref().map(|(event, sub)| (event.to_string(), sub.to_string())))
    };
    Ok(Row {
        key: claim.id.key,
        event: claim.event.as_str().into(),
        stance: claim.stance.as_str().into(),
        trigger: ends(claim.trigger.span),
        text: ends(claim.text.span),
        chain,
        actor,
        target,
        place,
        date,
        counts: claim.counts.iter().map(count_row).collect(),
        plover,
        acled,
        rules: claim.rules.iter().map(|r| names.rule(db, &r.0)).collect::<Result<_, _>>()?,
        confidence: claim.confidence,
    })
}

fn count_row(count: &Count) -> CountRow<'_> {
    CountRow {
        harm: count.harm.as_str().into(),
        who: Cow::Borrowed(&*count.who),
        n: count.n,
        to: count.to,
        bound: count.bound.as_str().into(),
        since: count.since.as_deref().map(Into::into),
        part: count.part,
        words: ends(count.span),
    }
}

fn claim(
    db: &Connection,
    names: &mut NameCache,
    (doc, reader): (DocId, &Arc<str>),
    quotes: &Quotes<'_>,
    row: Row<'_>,
) -> Result<StoredClaim, LedgerError> {
    let quote = |(start, end): (u32, u32)| Quote::at(Span::new(start, end), quotes);
    let party = |names: &mut NameCache, (name, start, end): Mentioned| -> Result<Party, LedgerError> {
        Ok(Party { span: Span::new(start, end), name: names.party_of(db, name)? })
    };
    let chain = row.chain.into_iter().map(|(name, start, end, cue)| {
        let cue = cue.map(|(start, end)| Span::new(start, end));
        Ok(Link { party: party(names, (name, start, end))?, cue })
    });
    let chain = chain.collect::<Result<_, LedgerError>>()?;
    let actor = row.actor.into_iter().map(|p| party(names, p)).collect::<Result<_, _>>()?;
    let target = row.target.into_iter().map(|p| party(names, p)).collect::<Result<_, _>>()?;
    let place = row
        .place
        .into_iter()
        .map(|(name, start, end)| Ok(PlaceMention { span: Span::new(start, end), name: names.place_of(db, name)? }));
    let place = place.collect::<Result<_, LedgerError>>()?;
    let rules = row.rules.into_iter().map(|r| Ok(RuleId(names.rule_of(db, r)?.as_ref().into())));
    let (event, stance): (Event, Stance) = (named(&row.event)?, named(&row.stance)?);
    let coding = if row.plover.is_none() && row.acled.is_none() {
        Coding::usual(event, stance)
    } else {
        Coding {
            plover: row.plover.map(|(event, mode)| (event.into(), mode.map(Into::into))),
            acled: row.acled.map(|(event, sub)| (event.into(), sub.into())),
        }
    };
    Ok(StoredClaim {
        id: ClaimId { doc, key: row.key },
        reader: Arc::clone(reader),
        trigger: quote(row.trigger),
        text: quote(row.text),
        event,
        coding,
        chain,
        stance,
        actor,
        target,
        place,
        date: row.date.map(|(iso, start, end, how)| Dated {
            days: iso.as_deref().and_then(Days::parse),
            words: quote((start, end)),
            how: how.into(),
        }),
        counts: row.counts.into_iter().map(count).collect::<Result<_, _>>()?,
        rules: rules.collect::<Result<_, LedgerError>>()?,
        confidence: row.confidence,
    })
}

fn count(row: CountRow<'_>) -> Result<Count, LedgerError> {
    Ok(Count {
        harm: named::<Harm>(&row.harm)?,
        who: row.who.into(),
        n: row.n,
        to: row.to,
        bound: named::<Bound>(&row.bound)?,
        since: row.since.map(Into::into),
        part: row.part,
        span: Span::new(row.words.0, row.words.1),
    })
}

fn named<T: std::str::FromStr<Err = riwaya_reader::UnknownName>>(name: &str) -> Result<T, LedgerError> {
    name.parse().map_err(|e: riwaya_reader::UnknownName| LedgerError::Damaged(e.to_string()))
}
