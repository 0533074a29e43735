//! Truces, as each party has them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use riwaya_ledger::{ClaimId, account};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Label, PlaceLabel, View, Word, day};

/// A truce, as all reports tell it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Truce {
    /// What stands for it.
    pub id: String,
    /// The day it was agreed, as told.
    pub agreed: Option<String>,
    /// Whether it is only wished for: every position told of a party asks for it, sets terms or refuses.
    pub wished: bool,
    /// The day from which it holds, as told.
    pub start: Option<String>,
    /// What it is called: `humanitarian`, `temporary`, `unilateral`, `full`.
    pub kinds: Vec<&'static str>,
    /// Between whom.
    pub parties: Vec<Label>,
    /// Who brought it about.
    pub brokers: Vec<Label>,
    /// Where it was agreed, or where it is to hold.
    pub place: Vec<PlaceLabel>,
    /// Each party's positions, in order of time.
    pub positions: Vec<Position>,
    /// Words of others than the parties.
    pub others: Vec<Word>,
    /// Violations alleged and denied, in order of time.
    pub violations: Vec<Violation>,
    /// The claims of what it is to bring.
    pub terms: Vec<String>,
    /// Every claim that speaks of it.
    pub claims: Vec<String>,
}

/// From when to when a truce is to hold, as told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TruceSpan {
    /// The day on which it begins, else that of its agreement.
    pub start: Option<ToldDay>,
    /// How long it is to hold; what most reports tell first.
    pub terms: Vec<ToldTerm>,
    /// The day on which the first of these terms is over; absent where no start or no term is told.
    pub end: Option<String>,
}

/// A day of a truce with the claims that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ToldDay {
    /// The day.
    pub day: String,
    /// The claims.
    pub claims: Vec<String>,
}

/// A term with the claims that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ToldTerm {
    /// How many hours.
    pub hours: i64,
    /// The claims.
    pub claims: Vec<String>,
}

impl From<&riwaya_ledger::TruceSpan> for TruceSpan {
    fn from(span: &riwaya_ledger::TruceSpan) -> Self {
        let ids = |claims: &BTreeSet<ClaimId>| claims.iter().map(ToString::to_string).collect();
        let term = |told: &riwaya_ledger::ToldTerm| ToldTerm { hours: told.hours, claims: ids(&told.claims) };
        Self {
            start: span.start.as_ref().map(|told| ToldDay { day: told.day.to_string(), claims: ids(&told.claims) }),
            terms: span.terms.iter().map(term).collect(),
            end: day(span.end()),
        }
    }
}

/// A party's position, in the words of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Position {
    /// Whose position.
    pub party: Label,
    /// The position; in a state, absent where none is told by that day.
    pub position: &'static str,
    /// From which day.
    pub day: Option<String>,
    /// Whether the party itself is the source.
    pub own: bool,
    /// Whose words.
    pub word: Word,
    /// Further claims that make the position.
    pub with: Vec<String>,
}

/// A violation alleged, or denied.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Violation {
    /// Who is said to have broken the truce.
    pub accused: Vec<Label>,
    /// When, as told.
    pub date: Option<String>,
    /// Where.
    pub place: Vec<Label>,
    /// Incidents told in the same breath.
    pub incidents: Vec<String>,
    /// Whose words.
    pub word: Word,
}

/// A truce on one day, as each party has it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct State {
    /// The day.
    pub on: String,
    /// Whether the day told for its start, or else for its agreement, has come; absent where none is told.
    pub begun: Option<bool>,
    /// The last position of each party told by that day.
    pub positions: Vec<Position>,
    /// Parties of whom no position is told by that day.
    pub silent: Vec<Label>,
    /// Violations told by that day.
    pub violations: Vec<Violation>,
}

impl View<'_> {
    /// A truce.
    #[must_use]
    pub fn truce(&self, truce: &account::Truce) -> Truce {
        Truce {
            id: truce.id.0.to_string(),
            agreed: day(truce.agreed),
            wished: truce.is_wished(),
            start: day(truce.start),
            kinds: truce.kinds.iter().map(|k| k.as_str()).collect(),
            parties: self.sides(&truce.parties),
            brokers: self.sides(&truce.brokers),
            place: truce.spots.iter().map(|s| self.place(s)).collect(),
            positions: truce.positions.iter().map(|p| self.position(p)).collect(),
            others: self.words(&truce.others),
            violations: truce.violations.iter().map(|v| self.violation(v)).collect(),
            terms: truce.terms.iter().map(ToString::to_string).collect(),
            claims: truce.claims.iter().map(ToString::to_string).collect(),
        }
    }

    /// Its state on a day.
    #[must_use]
    pub fn state(&self, truce: &account::Truce, on: Date) -> State {
        let state = truce.on(on);
        State {
            on: on.to_string(),
            begun: state.begun,
            positions: state.positions.values().map(|p| self.position(p)).collect(),
            silent: self.sides(state.silent),
            violations: state.violations.iter().map(|v| self.violation(v)).collect(),
        }
    }

    /// A party's position.
    #[must_use]
    pub fn position(&self, told: &account::PositionTold) -> Position {
        Position {
            party: self.label(told.party.key()),
            position: told.position.as_str(),
            day: day(told.day),
            own: told.own,
            word: self.word(&told.word),
            with: told.with.iter().map(ToString::to_string).collect(),
        }
    }

    fn violation(&self, violation: &account::Violation) -> Violation {
        Violation {
            accused: self.sides(&violation.accused),
            date: violation.days.map(|d| d.to_string()),
            place: violation.places.iter().map(|p| self.label(p)).collect(),
            incidents: violation.incidents.iter().map(|i| i.0.to_string()).collect(),
            word: self.word(&violation.word),
        }
    }
}
