//! What is found in a text: mentions of numbers, dates, times and durations, each with the words that carry it.

use std::ops::Range;

use jiff::civil::{Date, Time};
use riwaya_text::Span;

use crate::number::Number;

/// All values of one text, each list in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// Numbers in digits and in words, among them those that stand inside a date.
    pub numbers: Vec<NumberMention>,
    /// Days, months, years and stretches of days.
    pub dates: Vec<DateMention>,
    /// Times of the day.
    pub times: Vec<TimeMention>,
    /// Lengths of time.
    pub durations: Vec<DurationMention>,
    /// The day that relative dates were counted from, and where it came from.
    pub anchor: Option<Anchor>,
}

impl Values {
    /// The numbers that overlap `tokens`, in order. Takes logarithmic time.
    pub fn numbers_in(&self, tokens: Range<usize>) -> &[NumberMention] {
        within(&self.numbers, &tokens, |m| &m.tokens)
    }

    /// The dates that overlap `tokens`, in order. Takes logarithmic time.
    pub fn dates_in(&self, tokens: Range<usize>) -> &[DateMention] {
        within(&self.dates, &tokens, |m| &m.tokens)
    }
}

/// Mentions of one kind never overlap, so that those within a range stand together.
fn within<'v, M>(all: &'v [M], tokens: &Range<usize>, of: impl Fn(&M) -> &Range<usize>) -> &'v [M] {
    let start = all.partition_point(|m| of(m).end <= tokens.start);
    let end = all.partition_point(|m| of(m).start < tokens.end);
    &all[start..end.max(start)]
}

/// The day a report was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day.
    pub date: Date,
    /// Whether it was read from the report itself and not given.
    pub from_dateline: bool,
}

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// `ثلاثة`, `13`.
    Cardinal,
    /// `الثالث`.
    Ordinal,
    /// `نصف`, `ثلاثة أرباع`, `3/4`.
    Fraction,
    /// `25 في المئة`; the value is 25.
    Percent,
}

/// How a number binds what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Just so many.
    Exact,
    /// So many or more. `أكثر من` counts as this one too; [`NumberMention::open`] tells the two apart.
    AtLeast,
    /// So many or fewer.
    AtMost,
    /// Nearly so many.
    About,
    /// `بضعة`, `عدة`: a few.
    Few,
    /// `عشرات`.
    Dozens,
    /// `مئات`.
    Hundreds,
    /// `آلاف`, `عشرات الآلاف`, `مئات الآلاف`.
    Thousands,
    /// `ملايين`.
    Millions,
}

/// A number in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberMention {
    /// The number's own words, with the end of its range, without the words of its bound.
    pub span: Span,
    /// The tokens of `span`.
    pub tokens: Range<usize>,
    /// The tokens with the words of the bound (`أكثر من`, `على الأقل`); with the counted noun where the bound follows it.
    pub extent: Range<usize>,
    /// The number; absent where only its size is told (`عشرات`).
    pub value: Option<Number>,
    /// The upper end of a range (`بين 10 و15`, `10-15`).
    pub to: Option<Number>,
    /// What it does.
    pub kind: NumberKind,
    /// How it binds.
    pub bound: Bound,
    /// Whether the bound leaves the number itself out (`أكثر من 10`: 11 or more; `أقل من`).
    pub open: bool,
    /// Whether it carries the article (`الثلاثة`, `الـ27`).
    pub definite: bool,
    /// Whether it is part of a date, a time, a duration or a figure that counts nothing (a telephone number).
    pub counts_nothing: bool,
}

/// How exact a resolved date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// One week.
    Week,
    /// One month.
    Month,
    /// One year.
    Year,
    /// A stretch of days with a told beginning and end.
    Interval,
    /// A stretch of whole months (`الشهرين الماضيين`).
    Months,
    /// A stretch of whole years (`بين عامي 2011 و2013`).
    Years,
    /// A stretch whose ends are only estimated (`مطلع الشهر`, a Hijri month).
    Approximate,
}

/// A stretch of days; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How exact it is.
    pub precision: Precision,
}

impl DateRange {
    /// The range as ISO 8601, no finer than it was told.
    ///
    /// ```
    /// use riwaya_value::{DateRange, Precision};
    /// let range = |precision| DateRange {
    ///     from: jiff::civil::date(2020, 10, 1),
    ///     to: jiff::civil::date(2020, 11, 30),
    ///     precision,
    /// };
    /// assert_eq!(range(Precision::Interval).iso(), "2020-10-01/2020-11-30");
    /// assert_eq!(range(Precision::Months).iso(), "2020-10/2020-11");
    /// ```
    #[must_use]
    pub fn iso(&self) -> String {
        let month = |d: Date| format!("{:04}-{:02}", d.year(), d.month());
        match self.precision {
            Precision::Year => format!("{:04}", self.from.year()),
            Precision::Month => month(self.from),
            Precision::Months => format!("{}/{}", month(self.from), month(self.to)),
            Precision::Years => format!("{:04}/{:04}", self.from.year(), self.to.year()),
            _ if self.from == self.to => self.from.to_string(),
            _ => format!("{}/{}", self.from, self.to),
        }
    }
}

/// The calendar in which a month or year is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The Gregorian one, under whatever month names.
    Gregorian,
    /// The Hijri one.
    Hijri,
}

/// Which way a relative or bare expression points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `الماضي`, `الفائت`, `المنصرم`.
    Past,
    /// `هذا`, `الجاري`, `الحالي`.
    Present,
    /// `المقبل`, `القادم`, or a verb in the future.
    Future,
    /// Nothing is told.
    Bare,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// `ثانية`.
    Second,
    /// `دقيقة`.
    Minute,
    /// `ساعة`.
    Hour,
    /// `يوم`, `ليلة`.
    Day,
    /// `أسبوع`.
    Week,
    /// `شهر`.
    Month,
    /// `ربع`, of a year.
    Quarter,
    /// `عام`, `سنة`.
    Year,
    /// `عقد`.
    Decade,
    /// `قرن`.
    Century,
}

/// A stretch inside a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// `مطلع`, `أوائل`, `بداية`.
    Early,
    /// `منتصف`, `أواسط`.
    Middle,
    /// `نهاية`, `أواخر`.
    Late,
    /// `بقية`.
    Rest,
    /// `النصف الأول من`, `النصف الثاني من`: 1 or 2.
    Half(u8),
    /// `نهاية الأسبوع`, `عطلة نهاية الأسبوع`.
    Weekend,
    /// The n-th shorter unit (`الأسبوع الثالث من`, `الربع الأول من`); -1 is the last, 0 the one around a
    /// day (`أسبوع 16 سبتمبر`).
    Nth(Unit, i8),
    /// `ربيع`, `صيف`, `خريف`, `شتاء`: 0 to 3.
    Season(u8),
}

/// A part of the day told with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// `فجر`.
    Dawn,
    /// `صباح`, `ضحى`.
    Morning,
    /// `ظهر`.
    Noon,
    /// `عصر`, `بعد الظهر`.
    Afternoon,
    /// `مساء`, `عشية`, `مغرب`.
    Evening,
    /// `ليل`, `ليلة`.
    Night,
    /// `منتصف الليل`.
    Midnight,
}

/// What was said of a date, before any reckoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Days from the day of publication: `اليوم` 0, `أمس` -1, `أول من أمس` -2, `غدا` 1.
    Offset {
        /// How many days.
        days: i32,
        /// The day of the week that is told with it (`أمس الأربعاء`), 1 = Monday.
        weekday: Option<u8>,
    },
    /// A day, month or year by its name or number. Absent fields were not told.
    Calendar {
        /// 1 = Monday … 7 = Sunday.
        weekday: Option<u8>,
        /// Day of the month.
        day: Option<u8>,
        /// Month, 1 to 12.
        month: Option<u8>,
        /// Year.
        year: Option<i16>,
        /// Whose months and years.
        calendar: Calendar,
        /// Which way it points.
        direction: Direction,
        /// The month or year that is only pointed at (`10 من الشهر الجاري`, `يونيو من العام الماضي`), and by how many.
        relative: Option<(Unit, i32)>,
        /// A stretch of it.
        part: Option<Part>,
    },
    /// A unit so many units away (`الأسبوع الماضي` -1, `هذا العام` 0), or a stretch of it.
    Relative {
        /// The unit.
        unit: Unit,
        /// How many of them from now. With the unit `Quarter` and a season as part: the last (-1), this (0) or next (1)
        /// such season.
        offset: i32,
        /// A stretch of it.
        part: Option<Part>,
        /// A weekday in it (`الأحد الأسبوع الماضي`).
        weekday: Option<u8>,
    },
    /// A point so much time away (`قبل ثلاثة أيام` -3, `بعد شهرين` 2).
    Distance {
        /// Each unit with how many of it; negative is the past.
        steps: Vec<(Unit, i32)>,
    },
    /// The last or next so many units (`خلال الأيام الثلاثة الماضية`).
    Stretch {
        /// The unit.
        unit: Unit,
        /// How many; negative is the past.
        count: i32,
    },
    /// Ten or a hundred years: `السبعينيات`.
    Years {
        /// First year.
        from: i16,
        /// Last year.
        to: i16,
    },
    /// From one to the other.
    Between(Box<Expression>, Box<Expression>),
}

/// How a date came to stand against the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// The words tell it whole.
    Explicit,
    /// Counted from the publication date that was given.
    Published,
    /// Counted from the dateline of the report itself.
    Dateline,
    /// Not resolved.
    Unresolved(Reason),
}

/// Why a date stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is relative and no publication date is known.
    NoAnchor,
    /// It is counted from another event (`بعد يومين من الهجوم`, `بعد ثلاثة أيام` in a tale).
    FromEvent,
    /// There is no such day (32 February; a Thursday the 9th that never comes).
    NoSuchDay,
    /// The calendar of this crate does not reach it.
    OutOfRange,
}

/// How a date stands to what is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// At that time.
    At,
    /// `منذ`.
    Since,
    /// `حتى`, `لغاية`.
    Until,
    /// `قبل` a date.
    Before,
    /// `بعد` a date.
    After,
}

/// A date in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// The tokens of `span`.
    pub tokens: Range<usize>,
    /// What was said.
    pub expression: Expression,
    /// The part of the day told with it.
    pub day_part: Option<DayPart>,
    /// How it stands to what is told.
    pub relation: Relation,
    /// The days meant, where they can be told.
    pub resolved: Option<DateRange>,
    /// How they were told, or why not.
    pub how: Resolution,
}

/// A time of the day in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Its words.
    pub span: Span,
    /// The tokens of `span`.
    pub tokens: Range<usize>,
    /// The time, on a clock of 24 hours.
    pub time: Time,
}

/// A length of time in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct DurationMention {
    /// Its words.
    pub span: Span,
    /// The tokens of `span`.
    pub tokens: Range<usize>,
    /// Seconds, a month taken as 30 days and a year as 365; absent where it is only `a few`.
    pub seconds: Option<Number>,
    /// The unit told first.
    pub unit: Unit,
}
