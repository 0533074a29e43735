//! Contests: what is asserted by some and denied by others, and numbers that differ.
//!
//! Nothing is weighed: every word stands beside the others with its source, the way it came, and its day.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use riwaya_reader::{Bound, Event, Harm, Stance};

use super::incident::{Incident, IncidentId};
use super::side::Side;
use super::telling::Family;
use super::truce::{Truce, TruceId};
use super::voice::{Claims, Voice, Word};
use crate::model::{ClaimId, DocId};

/// What is contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Matter {
    /// An event, or what is planned, offered or threatened.
    Incident(IncidentId),
    /// Whether there is a truce.
    Truce(TruceId),
    /// Whether a truce was broken.
    Violation(TruceId),
}

/// Words for and against one incident or one other matter, and the numbers told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contest {
    /// What it is about.
    pub about: Matter,
    /// Incidents that a denial with neither place nor day bears on: of the same accused, in the same report.
    pub bears_on: BTreeSet<IncidentId>,
    /// Who says that it was, is, or will be; where only the harm done is denied, who tells of harm.
    pub asserting: Vec<Word>,
    /// Who asks for it.
    pub demanding: Vec<Word>,
    /// Who says that it was not, or refuses it.
    pub denying: Vec<Word>,
    /// Sides named in it of which no word is reported.
    pub silent: BTreeSet<Side>,
    /// The word that was published first; absent where no report has a day.
    pub first: Option<Word>,
    /// Numbers that differ, by harm and whom.
    pub numbers: Vec<Differing>,
    /// Sources that changed their own account.
    pub changes: Vec<Change>,
}

/// Different numbers of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differing {
    /// What befell.
    #[serde(with = "crate::model::named")]
    pub harm: Harm,
    /// Whom or what.
    pub who: Box<str>,
    /// Each number with who tells it, lowest first.
    pub told: Vec<NumberTold>,
}

/// A number as somebody's word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberTold {
    /// How many.
    pub n: u64,
    /// The upper end of a range.
    pub to: Option<u64>,
    /// How it bounds the true number.
    #[serde(with = "crate::model::named")]
    pub bound: Bound,
    /// Whose word.
    pub word: Word,
}

/// A source that told it otherwise before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What it said first.
    pub before: Word,
    /// What it said later.
    pub after: Word,
    /// In what they differ.
    pub what: Changed,
}

/// In what a source's account changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Changed {
    /// From asserting to denying, or back.
    Stance,
    /// A number.
    Number {
        /// Of what harm.
        #[serde(with = "crate::model::named")]
        harm: Harm,
        /// To whom.
        who: Box<str>,
        /// The number told first.
        from: u64,
        /// The number told later.
        to: u64,
    },
}

/// The contested among `incidents` and `truces`, in the order of what they are about. `claims` must hold all their
/// claims.
#[must_use]
pub fn contests(incidents: &[Incident], truces: &[Truce], claims: &Claims) -> Vec<Contest> {
    let mut by_doc: BTreeMap<DocId, Vec<&Incident>> = BTreeMap::new();
    for incident in incidents {
        for doc in incident.tellings.iter().map(|(t, _)| t.doc) {
            by_doc.entry(doc).or_default().push(incident);
        }
    }
    let of_incidents = incidents.iter().filter_map(|i| {
        let contest = contest_of_incident(i, claims)?;
        let others = || i.tellings.iter().filter_map(|(t, _)| by_doc.get(&t.doc)).flatten().copied();
        let bears_on = if may_bear(i, &contest) { bears_on(i, others()) } else { BTreeSet::new() };
        Some(Contest { bears_on, ..contest })
    });
    let of_truces = truces.iter().flat_map(|t| contests_of_truce(t, claims).into_iter().flatten());
    let mut out: Vec<Contest> = of_incidents.chain(of_truces).collect();
    out.sort_by_key(|c| c.about);
    out
}

/// What is contested of one incident; what it bears on is left out.
pub(crate) fn contest_of_incident(incident: &Incident, claims: &Claims) -> Option<Contest> {
    let named: BTreeSet<&Side> = incident.accused.union(&incident.victims).collect();
    contest(Matter::Incident(incident.id), incident.claims.iter().map(|(id, _)| *id), &named, claims)
}

/// What is contested of one truce: whether it is, and whether it was broken.
pub(crate) fn contests_of_truce(truce: &Truce, claims: &Claims) -> [Option<Contest>; 2] {
    let named: BTreeSet<&Side> = truce.parties.iter().collect();
    let accused: BTreeSet<&Side> = truce.violations.iter().flat_map(|v| &v.accused).collect();
    let broken = truce.violations.iter().map(|v| v.word.claim);
    let whether = contest(Matter::Truce(truce.id), truce.claims.iter().copied(), &named, claims);
    [whether, contest(Matter::Violation(truce.id), broken, &accused, claims)]
}

/// What was published first comes first; what has no day comes last.
pub(super) fn in_time(word: &Word) -> (bool, Option<jiff::civil::Date>, ClaimId) {
    (word.published.is_none(), word.published, word.claim)
}

fn contest(
    about: Matter,
    ids: impl Iterator<Item = ClaimId>,
    named: &BTreeSet<&Side>,
    claims: &Claims,
) -> Option<Contest> {
    let mut words: Vec<Word> = ids.filter_map(|id| claims.word(id)).collect();
    words.sort_by_key(in_time);
    let numbers = differing(&words, claims);
    let denying = denying(&words, claims);
    if denying.is_empty() && numbers.is_empty() {
        return None;
    }
    let denied_harm: Option<BTreeSet<Event>> = denying.iter().map(|w| harm(w, claims)).collect();
    let of_matter = |w: &Word| match denied_harm.as_ref().filter(|denied| !denied.is_empty()) {
        Some(denied) => harm(w, claims).is_some_and(|told| denied.contains(&told)),
        None => true,
    };
    let held = |stances: &[Stance]| -> Vec<Word> {
        words.iter().filter(|w| of_matter(w) && stances.contains(&w.stance)).cloned().collect()
    };
    let heard: BTreeSet<&Side> = words.iter().filter_map(|w| w.side.as_ref()).collect();
    Some(Contest {
        about,
        bears_on: BTreeSet::new(),
        asserting: held(&[Stance::Asserts, Stance::Plans, Stance::Threatens]),
        demanding: held(&[Stance::Demands]),
        silent: named.iter().filter(|s| s.is_known() && !heard.contains(*s)).map(|s| (*s).clone()).collect(),
        first: words.iter().find(|w| w.published.is_some()).cloned(),
        changes: changes(&words, claims),
        denying,
        numbers,
    })
}

/// The harm done that a word tells of, where it does not tell of the act: casualties or destruction.
fn harm(word: &Word, claims: &Claims) -> Option<Event> {
    claims.fact(word.claim).map(|f| f.event).filter(|event| Family::of(*event) == Some(Family::Harm))
}

/// The words against. Who says that nobody was hurt does not deny the strike, and denies nothing where nobody says that
/// anybody was.
fn denying(words: &[Word], claims: &Claims) -> Vec<Word> {
    let told: BTreeSet<Event> =
        words.iter().filter(|w| w.stance == Stance::Asserts).filter_map(|w| harm(w, claims)).collect();
    let denies = words.iter().filter(|w| matches!(w.stance, Stance::Denies | Stance::Rejects));
    denies.filter(|w| harm(w, claims).is_none_or(|denied| told.contains(&denied))).cloned().collect()
}

/// Whether a contest is over a denial with neither place nor day, which may bear on other incidents.
pub(crate) fn may_bear(incident: &Incident, contest: &Contest) -> bool {
    !contest.denying.is_empty() && incident.days.is_none() && !incident.spots.iter().any(super::spot::Spot::is_known)
}

/// Those of the `others`, told in the same reports, on which a denial with neither place nor day bears.
pub(crate) fn bears_on<'a>(
    incident: &Incident,
    others: impl IntoIterator<Item = &'a Incident>,
) -> BTreeSet<IncidentId> {
    others
        .into_iter()
        .filter(|i| i.id != incident.id && i.actual == incident.actual && i.family.domain() == incident.family.domain())
        .filter(|i| !i.accused.is_disjoint(&incident.accused))
        .map(|i| i.id)
        .collect()
}

/// The whole counts of a word's claim, each harm and victim once.
fn counts(word: &Word, claims: &Claims) -> Vec<(Harm, Box<str>, NumberTold)> {
    let Some(fact) = claims.fact(word.claim) else { return Vec::new() };
    let whole = fact.counts.iter().filter(|c| !c.part && c.since.is_none());
    whole
        .filter_map(|c| {
            let number = NumberTold { n: c.n?, to: c.to, bound: c.bound, word: word.clone() };
            Some((c.harm, c.who.clone(), number))
        })
        .collect()
}

fn differing(words: &[Word], claims: &Claims) -> Vec<Differing> {
    let mut by_kind: BTreeMap<(Harm, Box<str>), Vec<NumberTold>> = BTreeMap::new();
    for (harm, who, number) in words.iter().flat_map(|w| counts(w, claims)) {
        by_kind.entry((harm, who)).or_default().push(number);
    }
    let differ = |told: &[NumberTold]| {
        let kinds: BTreeSet<_> = told.iter().map(|t| (t.n, t.to, t.bound)).collect();
        let voices: BTreeSet<_> = told.iter().map(|t| (&t.word.voice, t.word.origin)).collect();
        kinds.len() > 1 && voices.len() > 1
    };
    by_kind
        .into_iter()
        .filter(|(_, told)| differ(told))
        .map(|((harm, who), mut told)| {
            told.sort_by_key(|t| (t.n, t.to, t.bound, in_time(&t.word)));
            Differing { harm, who, told }
        })
        .collect()
}

/// Changes from one day to a later one, by the same named source.
fn changes(words: &[Word], claims: &Claims) -> Vec<Change> {
    let mut out = Vec::new();
    let mut last: BTreeMap<(&Voice, Option<Event>), &Word> = BTreeMap::new();
    let mut numbers: BTreeMap<(&Voice, Harm, Box<str>), NumberTold> = BTreeMap::new();
    for word in words.iter().filter(|w| matches!(w.voice, Voice::Source(_)) && w.published.is_some()) {
        if let Some(before) = last.insert((&word.voice, harm(word, claims)), word) {
            let turned = (before.stance == Stance::Denies) != (word.stance == Stance::Denies);
            if turned && before.published < word.published {
                out.push(Change { before: before.clone(), after: word.clone(), what: Changed::Stance });
            }
        }
        for (harm, who, number) in counts(word, claims) {
            let now = number.n;
            if let Some(before) = numbers.insert((&word.voice, harm, who.clone()), number)
                && before.n != now
                && before.word.published < word.published
            {
                let what = Changed::Number { harm, who, from: before.n, to: now };
                out.push(Change { before: before.word, after: word.clone(), what });
            }
        }
    }
    out
}

/// Lowest and highest number of a harm that one side's words, or all words, tell of an incident; never an average.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extremes {
    /// What befell.
    #[serde(with = "crate::model::named")]
    pub harm: Harm,
    /// Whom or what.
    pub who: Box<str>,
    /// On whose word; absent for all sources together.
    pub side: Option<Side>,
    /// The lowest number, with the claim that tells it.
    pub low: (u64, ClaimId),
    /// The highest number, with the claim that tells it.
    pub high: (u64, ClaimId),
    /// How many independent origins tell a number.
    pub origins: usize,
}

/// Low and high of each harm of an incident, over independent origins, first of all sources, then by the source's
/// side.
#[must_use]
pub fn extremes(incident: &Incident, claims: &Claims) -> Vec<Extremes> {
    let mut groups: BTreeMap<(Harm, Box<str>, Option<Side>), Vec<NumberTold>> = BTreeMap::new();
    for (id, _) in &incident.claims {
        let Some(word) = claims.word(*id) else { continue };
        for (harm, who, number) in counts(&word, claims) {
            if let Some(side) = number.word.side.clone() {
                groups.entry((harm, who.clone(), Some(side))).or_default().push(number.clone());
            }
            groups.entry((harm, who, None)).or_default().push(number);
        }
    }
    let extreme = |((harm, who, side), numbers): ((Harm, Box<str>, Option<Side>), Vec<NumberTold>)| {
        let low = numbers.iter().map(|t| (t.n, t.word.claim)).min()?;
        let high = numbers
            .iter()
            .map(|t| (t.to.unwrap_or(t.n), t.word.claim))
            .max_by_key(|(n, c)| (*n, std::cmp::Reverse(*c)))?;
        let origins = numbers.iter().map(|t| t.word.origin).collect::<BTreeSet<_>>().len();
        Some(Extremes { harm, who, side, low, high, origins })
    };
    groups.into_iter().filter_map(extreme).collect()
}
