//! What is asserted by some and denied by others, and numbers that differ.

use jiff::civil::Date;
use riwaya_ledger::account::{self, Changed, Matter};
use riwaya_ledger::{Account, ClaimId};
use serde::Serialize;
use utoipa::ToSchema;

use super::incident::in_time;
use super::{Label, PlaceLabel, View, Word, day};

/// A contested matter.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Contest {
    /// `incident`, `truce` or `violation`.
    pub matter: &'static str,
    /// The id of the incident or truce.
    pub about: String,
    /// The kind of incident; absent for truces.
    pub family: Option<&'static str>,
    /// The day by which it is listed.
    pub day: Option<String>,
    /// The places of the incident.
    pub place: Vec<PlaceLabel>,
    /// Who says that it was, is, or will be.
    pub asserting: Vec<Word>,
    /// Who asks for it.
    pub demanding: Vec<Word>,
    /// Who says that it was not, or refuses it.
    pub denying: Vec<Word>,
    /// Sides named in it of which no word is reported.
    pub silent: Vec<Label>,
    /// The word that was published first.
    pub first: Option<Word>,
    /// Numbers that differ.
    pub numbers: Vec<Differing>,
    /// Sources that changed their own account.
    pub changes: Vec<Change>,
}

/// A contested matter in a line.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ContestBrief {
    /// `incident`, `truce` or `violation`.
    pub matter: &'static str,
    /// The id of the incident or truce.
    pub about: String,
    /// The kind of incident; absent for truces.
    pub family: Option<&'static str>,
    /// The day by which it is listed.
    pub day: Option<String>,
    /// The places of the incident.
    pub place: Vec<PlaceLabel>,
    /// How many claims assert it.
    pub asserting: usize,
    /// How many claims deny it.
    pub denying: usize,
    /// How many numbers of it differ.
    pub numbers: usize,
}

/// Different numbers of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Differing {
    /// What befell.
    pub harm: &'static str,
    /// Whom or what.
    pub who: String,
    /// Each number with who tells it, lowest first.
    pub told: Vec<NumberTold>,
}

/// A number as somebody's word.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NumberTold {
    /// How many.
    pub n: u64,
    /// The upper end of a range.
    pub to: Option<u64>,
    /// How it bounds the true number.
    pub bound: &'static str,
    /// Whose word.
    pub word: Word,
}

/// A source that told it otherwise before.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Change {
    /// In what they differ: `stance` or `number`.
    pub what: &'static str,
    /// What it said first.
    pub before: Word,
    /// What it said later.
    pub after: Word,
}

/// The day by which a contested matter is listed.
#[must_use]
pub fn day_of(account: &Account, matter: Matter) -> Option<Date> {
    match matter {
        Matter::Incident(id) => account.incident(id).and_then(|i| in_time(i).0),
        Matter::Truce(id) | Matter::Violation(id) => account.truce(id).and_then(account::Truce::day),
    }
}

/// The id of a contested matter, and what kind it is.
#[must_use]
pub const fn matter_id(matter: Matter) -> (&'static str, ClaimId) {
    match matter {
        Matter::Incident(id) => ("incident", id.0),
        Matter::Truce(id) => ("truce", id.0),
        Matter::Violation(id) => ("violation", id.0),
    }
}

impl View<'_> {
    /// A contest in a line.
    #[must_use]
    pub fn contest_brief(&self, contest: &account::Contest) -> ContestBrief {
        let incident = match contest.about {
            Matter::Incident(id) => self.account.incident(id),
            Matter::Truce(_) | Matter::Violation(_) => None,
        };
        let (matter, about) = matter_id(contest.about);
        ContestBrief {
            matter,
            about: about.to_string(),
            family: incident.map(|i| i.family.as_str()),
            day: day(day_of(self.account, contest.about)),
            place: incident.into_iter().flat_map(|i| &i.spots).map(|s| self.place(s)).collect(),
            asserting: contest.asserting.len(),
            denying: contest.denying.len(),
            numbers: contest.numbers.len(),
        }
    }

    /// A contest.
    #[must_use]
    pub fn contest(&self, contest: &account::Contest) -> Contest {
        let ContestBrief { matter, about, family, day, place, .. } = self.contest_brief(contest);
        Contest {
            matter,
            about,
            family,
            day,
            place,
            asserting: self.words(&contest.asserting),
            demanding: self.words(&contest.demanding),
            denying: self.words(&contest.denying),
            silent: self.sides(&contest.silent),
            first: contest.first.as_ref().map(|w| self.word(w)),
            numbers: contest.numbers.iter().map(|d| self.differing(d)).collect(),
            changes: contest.changes.iter().map(|c| self.change(c)).collect(),
        }
    }

    /// A contest as it stands in a list: of its words only the one that is shown there has its sentence, which is the first that
    /// was published, else the first of those that assert, deny or demand it.
    #[must_use]
    pub fn contest_listed(&self, contest: &account::Contest) -> Contest {
        let mut listed = View::new(self.account).contest(contest);
        let account::Contest { first, asserting, denying, demanding, .. } = contest;
        let shown = first.as_ref().or(asserting.first()).or(denying.first()).or(demanding.first());
        if let Some(shown) = shown {
            let word = self.word(shown);
            let Contest { first, asserting, denying, demanding, .. } = &mut listed;
            let same = first.iter_mut().chain(asserting).chain(denying).chain(demanding);
            same.filter(|w| w.claim == word.claim).for_each(|w| *w = Word { stance: w.stance, ..word.clone() });
        }
        listed
    }

    fn differing(&self, differing: &account::Differing) -> Differing {
        let told = |t: &account::NumberTold| NumberTold {
            n: t.n,
            to: t.to,
            bound: t.bound.as_str(),
            word: self.word(&t.word),
        };
        Differing {
            harm: differing.harm.as_str(),
            who: differing.who.to_string(),
            told: differing.told.iter().map(told).collect(),
        }
    }

    fn change(&self, change: &account::Change) -> Change {
        let what = match change.what {
            Changed::Stance => "stance",
            Changed::Number { .. } => "number",
        };
        Change { what, before: self.word(&change.before), after: self.word(&change.after) }
    }
}
