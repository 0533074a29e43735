//! Numbers, quantities, dates, periods, times and durations of Arabic text.
//!
//! [`read`] finds them for a reader of news; [`values()`] shows them as records. Words and names of numbers, months
//! and units are the files of `lexicon/values/`.

mod mention;
mod number;
mod shapes;

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
#[must_use]
pub fn read(_text: &Text, _published: Option<Date>) -> Values {
    Values::default()
}

/// The day of publication that the text itself tells, if it tells one.
#[must_use]
pub fn dateline(_text: &Text) -> Option<Date> {
    None
}
