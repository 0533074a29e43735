//! How long a truce is told to hold: read from the words of its claims, as nothing of it is kept.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use riwaya_reader::{Stance, makes_term};
use riwaya_text::Text;
use riwaya_value::Number;

use super::{Ledger, LedgerError};
use crate::account::Truce;
use crate::model::{ClaimId, StoredClaim};

/// From when to when a truce is to hold, as told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TruceSpan {
    /// The day on which it begins, else that of its agreement.
    pub start: Option<ToldDay>,
    /// How long it is to hold; what most reports tell first.
    pub terms: Vec<ToldTerm>,
}

/// A day of a truce with the claims that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldDay {
    /// The day.
    pub day: Date,
    /// The claims.
    pub claims: BTreeSet<ClaimId>,
}

/// A term with the claims that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldTerm {
    /// How many hours.
    pub hours: i64,
    /// The claims.
    pub claims: BTreeSet<ClaimId>,
}

impl TruceSpan {
    /// From when to when a truce is to hold, in the words of its claims.
    pub fn of<'c>(truce: &Truce, claims: impl IntoIterator<Item = &'c StoredClaim>) -> Self {
        let start = truce.start.or(truce.agreed);
        let mut days = BTreeSet::new();
        let mut terms: BTreeMap<i64, BTreeSet<ClaimId>> = BTreeMap::new();
        for claim in claims {
            if start.is_some() && claim.days().map(|d| d.from) == start {
                days.insert(claim.id);
            }
            // Who says that there is none tells no term of it.
            if !matches!(claim.stance, Stance::Denies | Stance::Rejects)
                && let Some(hours) = term_in(&claim.text.words)
            {
                terms.entry(hours).or_default().insert(claim.id);
            }
        }
        let mut terms: Vec<ToldTerm> = terms.into_iter().map(|(hours, claims)| ToldTerm { hours, claims }).collect();
        let reports = |told: &ToldTerm| told.claims.iter().map(|c| c.doc).collect::<BTreeSet<_>>().len();
        terms.sort_by_key(|told| (Reverse(reports(told)), Reverse(told.claims.len())));
        Self { start: start.map(|day| ToldDay { day, claims: days }), terms }
    }

    /// The day on which it ends by the term that most reports tell; absent where no start or no term is told. The hour of its
    /// start is not known: a term that is no whole number of days ends on the day of its last whole one.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use riwaya_ledger::{ToldDay, ToldTerm, TruceSpan};
    /// let start = Some(ToldDay { day: jiff::civil::date(2020, 10, 10), claims: BTreeSet::new() });
    /// let span = TruceSpan { start, terms: vec![ToldTerm { hours: 72, claims: BTreeSet::new() }] };
    /// assert_eq!(span.end(), Some(jiff::civil::date(2020, 10, 13)));
    /// ```
    #[must_use]
    pub fn end(&self) -> Option<Date> {
        let days = self.terms.first()?.hours / HOURS_OF_DAY;
        self.start.as_ref()?.day.checked_add(days.days()).ok()
    }
}

const HOURS_OF_DAY: i64 = 24;
const SECONDS_OF_HOUR: i128 = 3600;
/// The longest term that is believed: longer stretches are of something else.
const LONGEST: i64 = 366 * HOURS_OF_DAY;

impl Ledger {
    /// From when to when a truce is to hold, in the words of its claims.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn truce_span(&mut self, truce: &Truce) -> Result<TruceSpan, LedgerError> {
        let found = self.found(&truce.claims.iter().copied().collect())?;
        Ok(TruceSpan::of(truce, found.iter().map(|f| &f.claim)))
    }
}

/// The hours for which words say that a truce holds: of several, the first.
fn term_in(words: &str) -> Option<i64> {
    let durations = riwaya_value::read(&Text::new(words), None).durations;
    let is_term = |start: u32| {
        let before: String = words.chars().take(start as usize).collect();
        before.split_whitespace().next_back().is_some_and(makes_term)
    };
    let hours = |seconds: Number| i64::try_from(seconds.as_integer()? / SECONDS_OF_HOUR).ok();
    let told = durations.iter().filter(|d| is_term(d.span.start()));
    told.filter_map(|d| hours(d.seconds?)).find(|hours| (1..=LONGEST).contains(hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_told_in_days_or_hours() {
        let cases = [
            ("أعلنت روسيا هدنة إنسانية لمدة 72 ساعة", Some(72)),
            ("اتفق الطرفان على وقف إطلاق النار مدته أسبوع", Some(168)),
            ("وقف لإطلاق النار لمدة ثلاثة أيام يبدأ السبت", Some(72)),
            ("هدنة تستمر خمسة أيام", Some(120)),
            ("تمديد الهدنة 48 ساعة", Some(48)),
            ("خرق الهدنة بعد 24 ساعة من بدئها", None),
            ("اتفقا على هدنة منذ ثلاثة أيام", None),
            ("دخلت الهدنة حيز التنفيذ قبل يومين", None),
            ("هدنة مؤقتة", None),
        ];
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(words, hours)| term_in(words) != *hours)
            .map(|(words, hours)| format!("{words}: {:?}, expected {hours:?}", term_in(words)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_truce_ends_when_its_term_is_over() {
        let told = |hours| ToldTerm { hours, claims: BTreeSet::new() };
        let start = |day| Some(ToldDay { day, claims: BTreeSet::new() });
        let day = jiff::civil::date(2020, 10, 10);
        let cases = [(72, (2020, 10, 13)), (12, (2020, 10, 10)), (36, (2020, 10, 11)), (720, (2020, 11, 9))];
        for (hours, (y, m, d)) in cases {
            let span = TruceSpan { start: start(day), terms: vec![told(hours), told(1)] };
            assert_eq!(span.end(), Some(jiff::civil::date(y, m, d)), "{hours} hours");
        }
        assert_eq!(TruceSpan { start: None, terms: vec![told(72)] }.end(), None);
        assert_eq!(TruceSpan { start: start(day), terms: Vec::new() }.end(), None);
    }
}
