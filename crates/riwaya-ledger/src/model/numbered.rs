//! Days are kept as numbers such as 20201008: for `#[serde(with = …)]`.

use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

fn number(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

fn day(number: i32) -> Option<Date> {
    let (year, rest) = (number.div_euclid(10_000), number.rem_euclid(10_000));
    Date::new(year.try_into().ok()?, (rest / 100).try_into().ok()?, (rest % 100).try_into().ok()?).ok()
}

pub(crate) fn serialize<S: Serializer>(value: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    number(*value).serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    day(i32::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no day"))
}

/// The same for a day that may be absent.
pub(crate) mod option {
    use super::{Date, Deserialize, Deserializer, Error, Serialize, Serializer, day, number};

    pub(crate) fn serialize<S: Serializer>(value: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(number).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let number = Option::<i32>::deserialize(deserializer)?;
        number.map(|n| day(n).ok_or_else(|| D::Error::custom("no day"))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_comes_back() {
        for iso in ["2020-10-08", "0001-01-01", "-000004-12-31", "9999-12-31"] {
            let date: Date = iso.parse().unwrap();
            assert_eq!(day(number(date)), Some(date), "{iso}");
        }
        assert_eq!(day(20_201_332), None);
    }
}
