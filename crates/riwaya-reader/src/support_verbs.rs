//! Verbs that only hold an event's noun up: `شن هجوما`, `تعرض لهجوم`, `وقع الهجوم`. What they say of those around them
//! is the same whatever the noun.

use crate::lists::{List, Listed};
use crate::scorer::Part;

/// What the subject of a verb is to the event whose noun stands with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Support {
    Does,
    Suffers,
    /// It is where or what occurs.
    Occurs,
    Causes,
    Repels,
    /// The verb is an act itself.
    Strikes,
    Owns,
    /// Any other verb.
    #[default]
    Other,
}

impl Support {
    /// The name as part of a feature.
    pub(crate) const fn part(self) -> Part<'static> {
        match self {
            Self::Does => const { Part::of("does") },
            Self::Suffers => const { Part::of("suffers") },
            Self::Occurs => const { Part::of("occurs") },
            Self::Causes => const { Part::of("causes") },
            Self::Repels => const { Part::of("repels") },
            Self::Strikes => const { Part::of("strikes") },
            Self::Owns => const { Part::of("owns") },
            Self::Other => const { Part::of("-") },
        }
    }
}

/// How a verb in these lists holds an event's noun up.
pub(crate) fn support(listed: Listed) -> Support {
    let kinds = [
        (List::SupportDoes, Support::Does),
        (List::SupportSuffers, Support::Suffers),
        (List::SupportOccurs, Support::Occurs),
        (List::SupportCauses, Support::Causes),
        (List::SupportRepels, Support::Repels),
        (List::SupportStrikes, Support::Strikes),
        (List::SupportOwns, Support::Owns),
    ];
    kinds.iter().find(|(list, _)| listed.has(*list)).map_or(Support::Other, |(_, support)| *support)
}

/// How wide a place is, by the lists of the noun that heads its name: 0 for a spot or a quarter, 4 for a country.
pub(crate) fn extent(listed: Listed) -> u8 {
    match () {
        () if listed.has(List::ExtentSpot) => 0,
        () if listed.has(List::ExtentDistrict) => 2,
        () if listed.has(List::ExtentProvince) => 3,
        () => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Support, extent, support};
    use crate::lists::Lists;
    use riwaya_text::fold_key;

    #[test]
    fn support_verbs_are_met_as_lemmas_are_folded() {
        let lists = Lists::builtin().unwrap();
        for (verb, hold) in [
            ("شنّ", Support::Does),
            ("أدى", Support::Causes),
            ("استأنف", Support::Does),
            ("تصدى", Support::Repels),
            ("ذهب", Support::Other),
        ] {
            assert_eq!(support(lists.of("", &fold_key(verb))), hold, "{verb}");
        }
    }

    #[test]
    fn a_quarter_is_narrower_than_a_district_and_that_than_a_province() {
        let lists = Lists::builtin().unwrap();
        let of = |noun: &str| extent(lists.of("", &fold_key(noun)));
        assert!(of("حيّ") < of("مديرية") && of("مديرية") < of("محافظة"));
    }
}
