//! Who speaks, how they hold what they say, and through whom it comes.

use std::collections::BTreeMap;

use riwaya_reader::Stance;
use rusqlite::{Connection, OptionalExtension};

use super::glance::{Chosen, Glance, Spoken, Voiced};
use super::index::OWN_VOICE;
use super::{Ledger, LedgerError, labels};
use crate::account::Disputed;

/// What is counted of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTally {
    /// What stands for it in every spelling; absent for the reports' own voice.
    pub key: Option<String>,
    /// Arabic label, else the words that name it.
    pub arabic: String,
    /// English label, where there is one.
    pub english: Option<String>,
    /// Claims of which it is the origin.
    pub claims: i64,
    /// How many of them it holds in each way.
    pub stances: Vec<(Stance, i64)>,
    /// Through whom they come, the most frequent first.
    pub channels: Vec<Channel>,
    /// What contests tell of it.
    pub disputed: Disputed,
}

/// Through whom a source's claims come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// What stands for it; absent where the report cites the source itself.
    pub key: Option<String>,
    /// Arabic label, else the words that name it.
    pub arabic: String,
    /// English label, where there is one.
    pub english: Option<String>,
    /// How many claims.
    pub claims: i64,
}

impl Ledger {
    /// The sources of most claims, the most frequent first; a limit of 0 gives all. What contests tell of them is as the
    /// account was last reconciled.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn sources(&self, limit: usize) -> Result<Vec<SourceTally>, LedgerError> {
        let db = &self.connection;
        let mut query =
            db.prepare_cached("SELECT origin, sum(claims) FROM spoken GROUP BY origin HAVING sum(claims) > 0")?;
        let counted = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut voiced =
            db.prepare_cached("SELECT channel, stance, claims FROM spoken WHERE origin = ?1 AND claims > 0")?;
        listed(counted, limit, |source| {
            let rows = voiced.query_map([source.0], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            tally(db, source, &rows.collect::<Result<Vec<_>, _>>()?, |key| disputed(db, key))
        })
    }

    /// The sources of most claims of those that were chosen of a glance, as [`Self::sources`] gives them; `spoken` is what the
    /// glance counted of these claims. Of contests what those claims and their incidents tell is counted.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn sources_of(
        &self,
        (glance, chosen): (&Glance, &Chosen),
        spoken: &Spoken,
        limit: usize,
    ) -> Result<Vec<SourceTally>, LedgerError> {
        let db = &self.connection;
        let sum = |voiced: &Vec<Voiced>| voiced.iter().map(|(.., claims)| claims).sum();
        let counted = spoken.0.iter().map(|(origin, voiced)| (*origin, sum(voiced))).collect();
        listed(counted, limit, |source| {
            let voiced = spoken.0.get(&source.0).map(Vec::as_slice).unwrap_or_default();
            tally(db, source, voiced, |key| glance.disputed(db, chosen, key))
        })
    }
}

/// The sources of most claims, each told by `tally`.
fn listed(
    mut counted: Vec<(i64, i64)>,
    limit: usize,
    tally: impl FnMut((i64, i64)) -> Result<SourceTally, LedgerError>,
) -> Result<Vec<SourceTally>, LedgerError> {
    counted.sort_by_key(|(_, claims)| std::cmp::Reverse(*claims));
    if limit > 0
        && let Some((_, least)) = counted.get(limit - 1).copied()
    {
        // Those that tie with the last one are ordered by their key, not by when they came in.
        counted.retain(|(_, claims)| *claims >= least);
    }
    let mut tallies: Vec<SourceTally> = counted.into_iter().map(tally).collect::<Result<_, _>>()?;
    tallies.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.key.cmp(&b.key)));
    tallies.truncate(if limit > 0 { limit } else { usize::MAX });
    Ok(tallies)
}

fn disputed(db: &Connection, key: &str) -> Result<Disputed, LedgerError> {
    // A claim that is denied in several contests is denied once.
    let mut query = db.prepare_cached(
        "SELECT count(DISTINCT claim) FILTER (WHERE revised = 0), ifnull(sum(revised), 0) FROM dispute WHERE source = ?1",
    )?;
    let (denied, revised): (i64, i64) = query.query_row([key], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(Disputed { denied_by_others: count(denied), revised: count(revised) })
}

fn tally(
    db: &Connection,
    (origin, claims): (i64, i64),
    voiced: &[Voiced],
    disputed: impl FnOnce(&str) -> Result<Disputed, LedgerError>,
) -> Result<SourceTally, LedgerError> {
    let (mut stances, mut channels) = (BTreeMap::new(), BTreeMap::new());
    for (channel, stance, n) in voiced {
        if let Some(stance) = usize::try_from(*stance).ok().and_then(|s| Stance::ALL.get(s)) {
            *stances.entry(*stance).or_default() += n;
        }
        *channels.entry(*channel).or_default() += n;
    }
    let channel = |(subject, claims): (i64, i64)| -> Result<Channel, LedgerError> {
        let Labelled { key, arabic, english } = labelled(db, subject)?;
        Ok(Channel { key, arabic, english, claims })
    };
    let mut channels: Vec<Channel> = channels.into_iter().map(channel).collect::<Result<_, _>>()?;
    channels.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.key.cmp(&b.key)));
    let Labelled { key, arabic, english } = labelled(db, origin)?;
    let disputed = disputed(key.as_deref().unwrap_or_default())?;
    Ok(SourceTally { key, arabic, english, claims, stances: stances.into_iter().collect(), channels, disputed })
}

struct Labelled {
    key: Option<String>,
    arabic: String,
    english: Option<String>,
}

/// A subject's key and labels, the same whichever spelling came first.
fn labelled(db: &Connection, subject: i64) -> Result<Labelled, LedgerError> {
    if subject == OWN_VOICE {
        return Ok(Labelled { key: None, arabic: String::new(), english: None });
    }
    let mut query = db.prepare_cached(
        "SELECT s.key, c.name, c.english FROM subject s JOIN called c ON c.subject = s.id WHERE s.id = ?1",
    )?;
    let found =
        query.query_row([subject], |r| Ok(Labelled { key: Some(r.get(0)?), arabic: r.get(1)?, english: r.get(2)? }));
    let found = found.optional()?;
    let mut found = found.ok_or_else(|| LedgerError::Damaged(format!("there is no name of subject {subject}")))?;
    if let Some(known) = found.key.as_deref().and_then(labels::known) {
        (found.arabic, found.english) = (known.arabic.to_string(), known.english.as_deref().map(str::to_owned));
    }
    Ok(found)
}
