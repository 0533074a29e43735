//! Values as records, for programs downstream.

use jiff::civil::{Date, DateTime, Time};
use riwaya_text::{Span, Text};
use serde::{Serialize, Serializer};

use crate::mention::{Anchor, Bound, DateMention, Expression, NumberKind, NumberMention, Part, Values};
use crate::number::Number;
use crate::reckon::{exact_distance, narrowed};

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
    let values = crate::read(text, at.map(DateTime::date));
    let mut out = Vec::new();
    for number in &values.numbers {
        shape_number(number, &mut out);
    }
    shape_ranges(text, &values, &mut out);
    out.extend(values.dates.iter().map(|date| Value { span: date.span, reading: shape_date(date, values.anchor) }));
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

/// A day or a stretch of days. A told part of a month or year narrows it here; [`crate::read`] leaves the whole, which
/// is all that is certain.
fn shape_date(date: &DateMention, anchor: Option<Anchor>) -> Reading {
    if let (Expression::Distance { steps }, Some(anchor)) = (&date.expression, anchor) {
        let day = exact_distance(steps, anchor.date);
        return Reading::Date { from: day, to: day };
    }
    let part = match date.expression {
        Expression::Calendar { part, .. } | Expression::Relative { part, .. } => part,
        _ => None,
    };
    let resolved = match (date.resolved, part) {
        (Some(whole), Some(part @ (Part::Early | Part::Middle | Part::Late | Part::Season(_)))) => {
            narrowed(whole, part)
        }
        (resolved, _) => resolved,
    };
    let (from, to) = (resolved.map(|r| r.from), resolved.map(|r| r.to));
    let day = is_day(&date.expression);
    if day { Reading::Date { from, to } } else { Reading::Period { from, to } }
}

fn is_day(expression: &Expression) -> bool {
    match expression {
        Expression::Offset { .. } | Expression::Distance { .. } => true,
        Expression::Calendar { weekday, day, part: None, .. } => weekday.is_some() || day.is_some(),
        Expression::Relative { weekday, .. } => weekday.is_some(),
        _ => false,
    }
}

fn shape_number(number: &NumberMention, out: &mut Vec<Value>) {
    let Some(value) = number.value.map(Number::to_f64) else { return };
    let reading = match number.kind {
        NumberKind::Cardinal | NumberKind::Fraction => Reading::Number { value },
        NumberKind::Ordinal => Reading::Ordinal { value },
        NumberKind::Percent => Reading::Percent { value },
    };
    out.push(Value { span: number.span, reading });
}

/// A range of numbers, as tokens, before two half-open ones are joined.
struct Range {
    tokens: std::ops::Range<usize>,
    from: Option<Number>,
    to: Option<Number>,
}

/// Ranges and bounds; `more than a quarter and less than a half` is one range.
fn shape_ranges(text: &Text, values: &Values, out: &mut Vec<Value>) {
    let mut ranges: Vec<Range> = Vec::new();
    for number in &values.numbers {
        let Some((from, to)) = ends(text, number) else { continue };
        let tokens = number.extent.clone();
        if let Some(last) = ranges.last_mut() {
            let between = text.tokens().get(last.tokens.end..tokens.start).unwrap_or_default();
            let near = between.len() <= 2 && between.iter().all(|t| matches!(text.key(t), "و" | "،" | "," | "او"));
            if let (true, Some(low), None, None, Some(high)) = (near, last.from, last.to, from, to)
                && low.is_below(high)
            {
                last.to = to;
                last.tokens.end = tokens.end;
                continue;
            }
        }
        ranges.push(Range { tokens, from, to });
    }
    let tokens = text.tokens();
    for range in ranges {
        let (Some(first), Some(last)) = (tokens.get(range.tokens.start), tokens.get(range.tokens.end.wrapping_sub(1)))
        else {
            continue;
        };
        let reading = Reading::Range { from: range.from.map(Number::to_f64), to: range.to.map(Number::to_f64) };
        out.push(Value { span: first.span.join(last.span), reading });
    }
}

fn ends(text: &Text, number: &NumberMention) -> Option<(Option<Number>, Option<Number>)> {
    let value = number.value?;
    if number.to.is_some() {
        return Some((Some(value), number.to));
    }
    let first = text.tokens().get(number.extent.start).map_or("", |t| text.key(t));
    match number.bound {
        Bound::AtLeast => Some((Some(value), None)),
        Bound::AtMost => Some((None, Some(value))),
        Bound::Exact if matches!(first, "يساوي" | "تساوي") => Some((Some(value), Some(value))),
        _ => None,
    }
}
