//! Verbs that only hold an event's noun up: `شن هجوما`, `تعرض لهجوم`, `وقع الهجوم`. What they say of those around them
//! is the same whatever the noun.

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

/// How a verb holds an event's noun up.
pub(crate) fn support(lemma: &str) -> Support {
    match lemma {
        "شن" | "نفذ" | "قاد" | "اطلق" | "وجه" | "ارتكب" | "باشر" | "واصل" | "كثف" | "استانف" | "خاض" | "بدا"
        | "اجري" | "عقد" | "فرض" | "حقق" | "حاول" | "تمكن" | "استطاع" | "صعد" | "زرع" | "وقف" => {
            Support::Does
        }
        "تعرض" | "شهد" | "واجه" | "عاني" | "تكبد" | "لقي" => Support::Suffers,
        "وقع" | "دار" | "اندلع" | "جري" | "حدث" | "استمر" | "تجدد" | "تواصل" | "نشب" | "تصاعد" | "احتدم" | "حصل"
        | "اعقب" | "انتهي" | "توقف" | "تجري" => Support::Occurs,
        "اسفر" | "ادي" | "اوقع" | "خلف" | "تسبب" | "اودي" | "نتج" | "نجم" | "حصد" | "الحق" => {
            Support::Causes
        }
        "صد" | "احبط" | "افشل" | "تصدي" | "منع" => Support::Repels,
        "استهدف" | "طال" | "هاجم" | "قصف" | "ضرب" | "اقتحم" | "اغار" | "داهم" | "فجر" | "قتل" | "اصاب" => {
            Support::Strikes
        }
        "تبني" | "اتهم" | "نسب" | "حمل" | "اعترف" | "نفي" => Support::Owns,
        _ => Support::Other,
    }
}

/// How wide a place is, by the noun that heads its name: 0 for a spot or a quarter, 4 for a country.
pub(crate) fn extent(noun: &str) -> u8 {
    match noun {
        "حي" | "شارع" | "سوق" | "جبل" | "تل" | "معبر" | "مطار" | "جسر" | "ميدان" | "ساحه" | "مخيم" | "مفرق"
        | "حاجز" | "قاعده" | "موقع" | "قريه" | "نقطه" | "تله" | "مزرعه" | "بوابه" | "ميناء" => {
            0
        }
        "مديريه" | "قضاء" | "ناحيه" | "وادي" | "ضاحيه" => 2,
        "محافظه" | "ولايه" | "اقليم" | "مقاطعه" | "ريف" | "قطاع" | "منطقه" | "جمهوريه" => {
            3
        }
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Support, extent, support};
    use riwaya_text::fold_key;

    #[test]
    fn support_verbs_are_met_as_lemmas_are_folded() {
        for (verb, hold) in [
            ("شنّ", Support::Does),
            ("أدى", Support::Causes),
            ("استأنف", Support::Does),
            ("تصدى", Support::Repels),
            ("ذهب", Support::Other),
        ] {
            assert_eq!(support(&fold_key(verb)), hold, "{verb}");
        }
    }

    #[test]
    fn a_quarter_is_narrower_than_a_district_and_that_than_a_province() {
        let of = |noun: &str| extent(&fold_key(noun));
        assert!(of("حيّ") < of("مديرية") && of("مديرية") < of("محافظة"));
    }
}
