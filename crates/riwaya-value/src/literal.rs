//! Numbers in digits, with the separators of the press.

use crate::number::Number;

/// Reads the folded letters of a number token: `1,234` `1.234` `3.5` `0,08` `12،220,13` `5ر11`.
///
/// - `٬` parts thousands, `٫` decimals.
/// - A comma parts thousands where every group behind it has three digits and the first has one to three and does not
///   begin with zero; else decimals. Of two kinds of mark the last parts decimals.
/// - A single point with three digits behind it parts thousands too, as in most of the press (`30.000`), unless
///   `decimal_point` says that a scale or a percent sign follows (`1.234 مليون`).
/// - `ر` is the decimal mark of Gulf and German agencies. The two sides are typed in the order in which the line is
///   read, from right to left, so the whole part stands *behind* it: `5ر11` is 11.5, `000ر59` is 59,000.
///
/// `None` for what is no number or does not fit (a time `456ر53ر33`, 400 digits).
///
/// ```text
/// 1,234 → 1234    0,08 → 2/25    5ر11 → 23/2
/// ```
pub(crate) fn number(key: &str, decimal_point: bool) -> Option<Number> {
    if let Some((fraction, whole)) = key.split_once('ر') {
        if whole.contains('ر') {
            return None;
        }
        if fraction == "000" {
            return Number::integer(digits(whole)?).times(Number::integer(1000));
        }
        return decimal(&without(whole), fraction);
    }
    let Some(last) = key.rfind(|c: char| !c.is_ascii_digit()) else {
        return Some(Number::integer(digits(key)?));
    };
    let mark = key[last..].chars().next()?;
    let (whole, tail) = (&key[..last], &key[last + mark.len_utf8()..]);
    let one_kind = whole.chars().all(|c| c.is_ascii_digit() || c == mark);
    let repeated = whole.contains(mark);
    let thousands = match mark {
        '٬' => true,
        '٫' => false,
        _ if !grouped(key, mark) => false,
        '.' => one_kind && (repeated || !decimal_point),
        _ => one_kind,
    };
    if thousands {
        return Some(Number::integer(digits(&without(key))?));
    }
    if repeated {
        return None;
    }
    decimal(&without(whole), tail)
}

/// Whether all groups behind the first have three digits.
fn grouped(key: &str, mark: char) -> bool {
    let mut groups = key.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && !first.starts_with('0') && groups.all(|g| g.len() == 3)
}

fn without(digits: &str) -> String {
    digits.chars().filter(char::is_ascii_digit).collect()
}

fn digits(s: &str) -> Option<i128> {
    if s.is_empty() || s.len() > 30 || !s.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    s.parse().ok()
}

fn decimal(whole: &str, fraction: &str) -> Option<Number> {
    if fraction.len() > 15 {
        return None;
    }
    let power = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let whole = if whole.is_empty() { 0 } else { digits(whole)? };
    Number::integer(whole).plus(Number::ratio(digits(fraction)?, power)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_the_press() {
        for (key, want) in [
            ("7", "7"),
            ("1,234", "1234"),
            ("1.234", "1234"),
            ("12.345.678", "12345678"),
            ("3.5", "7/2"),
            ("0,08", "2/25"),
            ("0.125", "1/8"),
            ("12،220,13", "1222013/100"),
            ("10٬000٫00", "10000"),
            ("5ر11", "23/2"),
            ("000ر59", "59000"),
            ("01.10", "11/10"),
        ] {
            assert_eq!(number(key, false).map(|n| n.to_string()).as_deref(), Some(want), "{key}");
        }
        assert_eq!(number("1.234", true).map(|n| n.to_string()).as_deref(), Some("617/500"));
        for key in ["456ر53ر33", "20.1.09", &"9".repeat(400)] {
            assert_eq!(number(key, false), None, "{key}");
        }
    }
}
