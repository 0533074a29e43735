//! Exact numbers: integers and fractions, a floating point form only at the edge.

use std::fmt;

/// A rational number in lowest terms. Every operation is checked: what does not fit is `None`.
///
/// ```
/// use riwaya_value::Number;
/// let half = Number::ratio(2, 4).unwrap();
/// assert_eq!(half.to_string(), "1/2");
/// assert_eq!(half.as_integer(), None);
/// assert_eq!(Number::integer(13).as_integer(), Some(13));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    numerator: i128,
    denominator: i128,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self::integer(0);
    /// One.
    pub const ONE: Self = Self::integer(1);

    /// A whole number.
    #[must_use]
    pub const fn integer(n: i128) -> Self {
        Self { numerator: n, denominator: 1 }
    }

    /// `numerator / denominator`, reduced; `None` for a zero denominator or one that does not fit.
    #[must_use]
    pub fn ratio(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = i128::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let sign = denominator.signum();
        let numerator = (numerator / divisor).checked_mul(sign)?;
        Some(Self { numerator, denominator: (denominator / divisor).checked_mul(sign)? })
    }

    /// The value if it is whole.
    #[must_use]
    pub const fn as_integer(self) -> Option<i128> {
        if self.denominator == 1 { Some(self.numerator) } else { None }
    }

    /// The nearest floating point number.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the nearest is what is asked for")]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::ratio(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        Self::ratio(numerator, self.denominator.checked_mul(other.denominator)?)
    }

    /// The quotient; `None` when `other` is zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.denominator)?;
        Self::ratio(numerator, self.denominator.checked_mul(other.numerator)?)
    }

    /// The number with its sign turned.
    #[must_use]
    pub fn negated(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, denominator: self.denominator })
    }

    /// Whether it lies below `other`.
    #[must_use]
    pub fn is_below(self, other: Self) -> bool {
        match (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator)) {
            (Some(left), Some(right)) => left < right,
            _ => self.to_f64() < other.to_f64(),
        }
    }
}

const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_integer() {
            Some(n) => write!(f, "{n}"),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}
