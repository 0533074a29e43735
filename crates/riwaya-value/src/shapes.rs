//! Values as records, for programs downstream.

use jiff::civil::{Date, DateTime, Time};
use riwaya_text::{Span, Text};
use serde::{Serialize, Serializer};

use crate::mention::{Bound, NumberKind, NumberMention, Precision, Values};
use crate::number::Number;

/// One value with its place, in code points: the record that `riwaya values` writes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Value {
    /// Where.
    #[serde(flatten, serialize_with = "offsets")]
    pub span: Span,
    /// What.
    #[serde(flatten)]
    pub reading: Reading,
}

/// What a value is worth. Serialises with its name under `kind`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Reading {
    /// A cardinal or a fraction; absent where only its size is told.
    Number {
        /// Its value.
        value: f64,
    },
    /// An ordinal.
    Ordinal {
        /// Its value.
        value: f64,
    },
    /// A percentage: 25 is 25 %.
    Percent {
        /// Its value.
        value: f64,
    },
    /// A range of numbers; an absent end is open.
    Range {
        /// Lower end.
        from: Option<f64>,
        /// Upper end.
        to: Option<f64>,
    },
    /// A day.
    Date {
        /// The day, absent where it is not resolved.
        #[serde(serialize_with = "shown")]
        from: Option<Date>,
        /// The same day.
        #[serde(serialize_with = "shown")]
        to: Option<Date>,
    },
    /// A stretch of days.
    Period {
        /// First day, absent where it is not resolved.
        #[serde(serialize_with = "shown")]
        from: Option<Date>,
        /// Last day.
        #[serde(serialize_with = "shown")]
        to: Option<Date>,
    },
    /// A time of the day.
    Time {
        /// `19:00:00`.
        #[serde(serialize_with = "shown")]
        value: Option<Time>,
    },
    /// A length of time.
    Duration {
        /// Its seconds, absent where it is only `a few`.
        seconds: Option<f64>,
    },
}

fn offsets<S: Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeMap;
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("start", &span.start())?;
    map.serialize_entry("end", &span.end())?;
    map.end()
}

#[expect(clippy::ref_option, reason = "the shape serde asks for")]
fn shown<T: ToString, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(T::to_string).serialize(serializer)
}

/// All values of a text as records. `at` is the moment that relative dates are counted from; without it the text's
/// own dateline is looked for.
#[must_use]
pub fn values(text: &Text, at: Option<DateTime>) -> Vec<Value> {
    shape(&crate::read(text, at.map(DateTime::date)))
}

fn shape(values: &Values) -> Vec<Value> {
    let mut out = Vec::new();
    for number in &values.numbers {
        shape_number(number, &mut out);
    }
    for date in &values.dates {
        let (from, to) = (date.resolved.map(|r| r.from), date.resolved.map(|r| r.to));
        let day = date.resolved.is_some_and(|r| r.precision == Precision::Day);
        let reading = if day { Reading::Date { from, to } } else { Reading::Period { from, to } };
        out.push(Value { span: date.span, reading });
    }
    out.extend(values.times.iter().map(|t| Value { span: t.span, reading: Reading::Time { value: Some(t.time) } }));
    out.extend(
        values
            .durations
            .iter()
            .map(|d| Value { span: d.span, reading: Reading::Duration { seconds: d.seconds.map(Number::to_f64) } }),
    );
    out.sort_by_key(|v| (v.span.start(), v.span.end()));
    out
}

fn shape_number(number: &NumberMention, out: &mut Vec<Value>) {
    let Some(value) = number.value.map(Number::to_f64) else { return };
    let reading = match number.kind {
        NumberKind::Cardinal | NumberKind::Fraction => Reading::Number { value },
        NumberKind::Ordinal => Reading::Ordinal { value },
        NumberKind::Percent => Reading::Percent { value },
    };
    out.push(Value { span: number.span, reading });
    let (from, to) = match number.bound {
        _ if number.to.is_some() => (Some(value), number.to.map(Number::to_f64)),
        Bound::AtLeast => (Some(value), None),
        Bound::AtMost => (None, Some(value)),
        _ => return,
    };
    out.push(Value { span: number.span, reading: Reading::Range { from, to } });
}
