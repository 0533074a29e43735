//! A claim as annotators write it and as a reading is compared with it.

use serde::Deserialize;

/// First and last (exclusive) Unicode code point of the report's text.
pub type Extent = (usize, usize);

/// A claim, expected or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its number or name in its file.
    pub id: String,
    /// The clause.
    pub extent: Extent,
    /// The word of the event.
    pub trigger: Extent,
    /// The clause's words.
    pub words: String,
    /// What is claimed.
    pub event: String,
    /// How the last link holds it.
    pub stance: String,
    /// The sources, nearest the reader first.
    pub chain: Vec<String>,
    /// Who did it.
    pub actor: Vec<String>,
    /// Whom or what it was done to.
    pub target: Vec<String>,
    /// Where.
    pub place: Vec<String>,
    /// When, as ISO 8601.
    pub date: Option<String>,
    /// The numbers of a toll.
    pub counts: Vec<Count>,
    /// Whether careful readers may differ on it: then nobody is scored on it.
    pub optional: bool,
    /// How sure the reader is of it, in thousandths.
    pub confidence: Option<u16>,
}

/// The parts of a claim that hold names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who did it.
    Actor,
    /// Whom or what it was done to.
    Target,
    /// Where.
    Place,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 3] = [Self::Actor, Self::Target, Self::Place];

    /// Its name in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Target => "target",
            Self::Place => "place",
        }
    }
}

impl Claim {
    /// The names in a slot.
    #[must_use]
    pub fn slot(&self, slot: Slot) -> &[String] {
        match slot {
            Slot::Actor => &self.actor,
            Slot::Target => &self.target,
            Slot::Place => &self.place,
        }
    }
}

/// One number of a toll.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Count {
    /// What befell them.
    pub harm: String,
    /// Whom.
    pub who: Option<String>,
    /// How many, where told.
    pub n: Option<i64>,
    /// Upper end of a range.
    pub to: Option<i64>,
    /// How the number bounds the true one; absent is `exact`.
    pub bound: Option<String>,
    /// Start of a cumulative toll.
    pub since: Option<String>,
    /// Part of another count of the claim.
    #[serde(default)]
    pub part: Option<bool>,
}

impl Count {
    /// How the number bounds the true one.
    #[must_use]
    pub fn bound(&self) -> &str {
        self.bound.as_deref().filter(|b| !b.is_empty()).unwrap_or("exact")
    }

    /// Whether it is part of another count.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.part == Some(true)
    }

    /// Same harm and number.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.harm == other.harm && self.n == other.n && self.to == other.to
    }

    /// Same in every part.
    #[must_use]
    pub fn agrees_fully(&self, other: &Self) -> bool {
        self.agrees(other)
            && self.who == other.who
            && self.bound() == other.bound()
            && self.since == other.since
            && self.is_part() == other.is_part()
    }
}

/// In golden files' words: `killed civilians 13 at_least since war part`.
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.harm, self.who.as_deref().unwrap_or("-"))?;
        match self.n {
            Some(n) => write!(f, " {n}")?,
            None => f.write_str(" -")?,
        }
        if let Some(to) = self.to {
            write!(f, " to {to}")?;
        }
        if self.bound() != "exact" {
            write!(f, " {}", self.bound())?;
        }
        if let Some(since) = &self.since {
            write!(f, " since {since}")?;
        }
        if self.is_part() {
            f.write_str(" part")?;
        }
        Ok(())
    }
}

/// Where the `nth` (from 1) occurrence of `needle` begins, in code points; occurrences may overlap.
pub(crate) fn find_nth(hay: &str, needle: &str, nth: usize, from_point: usize) -> Option<usize> {
    let mut from = hay.char_indices().nth(from_point).map_or(hay.len(), |(byte, _)| byte);
    let mut found = None;
    for _ in 0..nth {
        let at = from + hay.get(from..)?.find(needle)?;
        found = Some(at);
        from = at + hay[at..].chars().next().map_or(1, char::len_utf8);
    }
    found.map(|byte| hay[..byte].chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occurrences_are_counted_in_code_points() {
        assert_eq!(find_nth("قصف وقصف", "قصف", 2, 0), Some(5));
        assert_eq!(find_nth("قصف وقصف", "قصف", 1, 1), Some(5));
        assert_eq!(find_nth("قصف وقصف", "قصف", 3, 0), None);
        assert_eq!(find_nth("aaa", "aa", 2, 0), Some(1));
    }
}
