//! Who speaks, how they hold what they say, and through whom it comes.

use std::collections::BTreeMap;

use riwaya_ledger::SourceTally;
use serde::Serialize;
use utoipa::ToSchema;

use super::Label;

/// What is counted of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Source {
    /// Who; absent for the reports' own voice.
    pub source: Option<Label>,
    /// Claims of which it is the origin.
    pub claims: i64,
    /// How many of them it holds in each way.
    pub stances: BTreeMap<&'static str, i64>,
    /// How many of its claims others deny.
    pub denied_by_others: usize,
    /// How often it changed its own account.
    pub revised: usize,
    /// Through whom its claims come, the most frequent first.
    pub through: Vec<Channel>,
}

/// Through whom a source's claims come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Channel {
    /// Who; absent where the report cites the source itself.
    pub source: Option<Label>,
    /// How many claims.
    pub claims: i64,
}

fn label(key: Option<&String>, arabic: &str, english: Option<&String>) -> Option<Label> {
    key.map(|key| Label { key: key.clone(), ar: arabic.to_owned(), en: english.cloned() })
}

impl From<&SourceTally> for Source {
    fn from(tally: &SourceTally) -> Self {
        let channel = |c: &riwaya_ledger::Channel| Channel {
            source: label(c.key.as_ref(), &c.arabic, c.english.as_ref()),
            claims: c.claims,
        };
        Self {
            source: label(tally.key.as_ref(), &tally.arabic, tally.english.as_ref()),
            claims: tally.claims,
            stances: tally.stances.iter().map(|(s, n)| (s.as_str(), *n)).collect(),
            denied_by_others: tally.disputed.denied_by_others,
            revised: tally.disputed.revised,
            through: tally.channels.iter().map(channel).collect(),
        }
    }
}
