//! Verbs that only hold an event's noun up: `شن هجوما`, `تعرض لهجوم`, `وقع الهجوم`. What they say of those around them
//! is the same whatever the noun.

/// What the subject of a verb is to the event whose noun stands with it: `does` it, `suffers` it, is where or what
/// `occurs`, is what `causes` it, `repels` it; `strikes` for a verb that is an act itself, `-` for any other.
pub(crate) fn support(lemma: &str) -> &'static str {
    match lemma {
        "شن" | "نفذ" | "قاد" | "اطلق" | "وجه" | "ارتكب" | "باشر" | "واصل" | "كثف" | "استانف" | "خاض" | "بدا"
        | "اجري" | "عقد" | "فرض" | "حقق" | "حاول" | "تمكن" | "استطاع" | "صعد" | "زرع" | "وقف" => {
            "does"
        }
        "تعرض" | "شهد" | "واجه" | "عاني" | "تكبد" | "لقي" => "suffers",
        "وقع" | "دار" | "اندلع" | "جري" | "حدث" | "استمر" | "تجدد" | "تواصل" | "نشب" | "تصاعد" | "احتدم" | "حصل"
        | "اعقب" | "انتهي" | "توقف" | "تجري" => "occurs",
        "اسفر" | "ادي" | "اوقع" | "خلف" | "تسبب" | "اودي" | "نتج" | "نجم" | "حصد" | "الحق" => {
            "causes"
        }
        "صد" | "احبط" | "افشل" | "تصدي" | "منع" => "repels",
        "استهدف" | "طال" | "هاجم" | "قصف" | "ضرب" | "اقتحم" | "اغار" | "داهم" | "فجر" | "قتل" | "اصاب" => {
            "strikes"
        }
        "تبني" | "اتهم" | "نسب" | "حمل" | "اعترف" | "نفي" => "owns",
        _ => "-",
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
    use super::{extent, support};
    use riwaya_text::fold_key;

    #[test]
    fn support_verbs_are_met_as_lemmas_are_folded() {
        for (verb, hold) in [("شنّ", "does"), ("أدى", "causes"), ("استأنف", "does"), ("تصدى", "repels"), ("ذهب", "-")]
        {
            assert_eq!(support(&fold_key(verb)), hold, "{verb}");
        }
    }

    #[test]
    fn a_quarter_is_narrower_than_a_district_and_that_than_a_province() {
        let of = |noun: &str| extent(&fold_key(noun));
        assert!(of("حيّ") < of("مديرية") && of("مديرية") < of("محافظة"));
    }
}
