//! Numbers, quantities, dates, periods, times and durations of Arabic text.
//!
//! [`read`] finds them for a reader of news; [`values()`] shows them as records. Words and names of numbers, months
//! and units are the files of `lexicon/values/`.

mod calendar;
mod cardinal;
mod clock;
mod length;
mod literal;
mod mention;
mod number;
mod numeric;
mod phrase;
mod pieces;
mod quantity;
mod reckon;
mod relative;
mod report;
mod scene;
mod shapes;
mod words;

use jiff::civil::Date;
use riwaya_text::Text;

pub use mention::{
    Anchor, Bound, Calendar, DateMention, DateRange, DayPart, Direction, DurationMention, Expression, NumberKind,
    NumberMention, Part, Precision, Reason, Relation, Resolution, TimeMention, Unit, Values,
};
pub use number::Number;
pub use shapes::{Reading, Value, values};

/// Reads every value of a text.
///
/// Relative dates are counted from `published`, else from the text's own [`dateline`]; without either they stay as
/// said, with the reason why.
///
/// ```
/// use riwaya_text::Text;
/// let text = Text::new("أصيب ما لا يقل عن 12 شخصا فجر الخميس");
/// let values = riwaya_value::read(&text, Some(jiff::civil::date(2020, 10, 8)));
/// assert_eq!(values.numbers[0].bound, riwaya_value::Bound::AtLeast);
/// assert_eq!(values.dates[0].resolved.unwrap().from, jiff::civil::date(2020, 10, 8));
/// ```
#[must_use]
pub fn read(text: &Text, published: Option<Date>) -> Values {
    report::read(text, published)
}

/// The day of publication that the text itself tells, if it tells one.
#[must_use]
pub fn dateline(text: &Text) -> Option<Date> {
    report::find_dateline(text)
}
