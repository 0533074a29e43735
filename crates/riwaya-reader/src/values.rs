//! Numbers and dates as claims write them.

use riwaya_value::{DateMention, DateRange, NumberKind, NumberMention, Precision, Reason, Relation, Resolution};

use crate::claim::Bound;

/// A number that can count victims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub n: Option<u64>,
    pub to: Option<u64>,
    pub bound: Bound,
}

/// The number as a count, where it can be one.
pub(crate) fn count(number: &NumberMention) -> Option<Counted> {
    if number.kind != NumberKind::Cardinal || number.counts_nothing {
        return None;
    }
    let integer = |v: Option<riwaya_value::Number>| {
        v.and_then(riwaya_value::Number::as_integer).and_then(|v| u64::try_from(v).ok())
    };
    let bound = match number.bound {
        riwaya_value::Bound::Exact | riwaya_value::Bound::Few | riwaya_value::Bound::Millions => Bound::Exact,
        riwaya_value::Bound::AtLeast => Bound::AtLeast,
        riwaya_value::Bound::AtMost => Bound::AtMost,
        riwaya_value::Bound::About => Bound::About,
        riwaya_value::Bound::Dozens => Bound::Dozens,
        riwaya_value::Bound::Hundreds => Bound::Hundreds,
        riwaya_value::Bound::Thousands => Bound::Thousands,
    };
    let n = integer(number.value);
    let to = integer(number.to).filter(|to| n.is_some_and(|n| *to > n));
    (n.is_some() || number.value.is_none()).then_some(Counted { n, to, bound })
}

/// Days as claims write them: day, month, year or interval; `None` where they are too vague.
pub(crate) fn iso(range: DateRange) -> Option<String> {
    let (from, to) = (range.from, range.to);
    let month = || {
        (from.year() == to.year() && from.month() == to.month())
            .then(|| format!("{:04}-{:02}", from.year(), from.month()))
    };
    match range.precision {
        Precision::Day => Some(from.to_string()),
        Precision::Month => Some(format!("{:04}-{:02}", from.year(), from.month())),
        Precision::Year => Some(format!("{:04}", from.year())),
        Precision::Months => Some(format!("{:04}-{:02}/{:04}-{:02}", from.year(), from.month(), to.year(), to.month())),
        Precision::Years => Some(format!("{:04}/{:04}", from.year(), to.year())),
        Precision::Interval if from == to => Some(from.to_string()),
        Precision::Interval => Some(format!("{from}/{to}")),
        Precision::Approximate => month().or_else(|| (from.year() == to.year()).then(|| format!("{:04}", from.year()))),
        Precision::Week => None,
    }
}

/// Whether the date tells since when, not when.
pub(crate) fn is_since(date: &DateMention) -> bool {
    date.relation == Relation::Since
}

/// How a date was resolved, or why it was not, in plain words.
pub(crate) fn how(date: &DateMention) -> &'static str {
    match date.how {
        Resolution::Explicit => "explicit",
        Resolution::Published => "from the day of publication",
        Resolution::Dateline => "from the dateline",
        Resolution::Unresolved(Reason::NoAnchor) => "unresolved: no day of publication",
        Resolution::Unresolved(Reason::FromEvent) => "unresolved: counted from another event",
        Resolution::Unresolved(Reason::NoSuchDay) => "unresolved: no such day",
        Resolution::Unresolved(Reason::OutOfRange) => "unresolved: out of range",
    }
}
