//! What a sector of a country is called: the same plain words for whichever country.

use riwaya_reader::names::Sector;

use crate::countries;

/// The Arabic name of a sector; the English one is the sector's own.
const fn arabic(sector: Sector) -> &'static str {
    match sector {
        Sector::Gov => "الحكومة",
        Sector::Mil => "القوات المسلحة",
        Sector::Reb => "المتمردون",
        Sector::Cvl => "المدنيون",
        Sector::Opp => "المعارضة السياسية",
        Sector::Med => "وسائل الإعلام",
        Sector::Igo => "منظمة حكومية دولية",
        Sector::Ngo => "منظمة غير حكومية",
        Sector::Jud => "القضاء",
        Sector::Cop => "الشرطة",
        Sector::Spy => "الاستخبارات",
        Sector::Uaf => "قوات مسلحة غير محددة",
        Sector::Crm => "مجرمون",
        Sector::Bus => "قطاع الأعمال",
        Sector::Edu => "التعليم",
        Sector::Rel => "هيئات دينية",
        Sector::Hlh => "الصحة",
        Sector::Leg => "السلطة التشريعية",
        Sector::Pty => "حزب سياسي",
    }
}

/// The Arabic and the English label of a key of country and sector (`AZ/GOV`, `AZ/-`); absent for any other key.
pub(crate) fn labels(key: &str) -> Option<(String, String)> {
    let (code, sector) = key.split_once('/')?;
    let country = countries::of_code(code)?;
    if sector == "-" {
        return Some((country.arabic.to_owned(), country.english.to_owned()));
    }
    let sector = Sector::from_code(sector)?;
    Some((format!("{}: {}", country.arabic, arabic(sector)), format!("{}: {}", country.english, sector.label())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_country_is_called_by_country_and_sector() {
        let cases = [
            ("AZ/GOV", Some(("أذربيجان: الحكومة", "Azerbaijan: government"))),
            ("AM/GOV", Some(("أرمينيا: الحكومة", "Armenia: government"))),
            ("AM/MIL", Some(("أرمينيا: القوات المسلحة", "Armenia: military"))),
            ("AZ/-", Some(("أذربيجان", "Azerbaijan"))),
            ("AZ/XXX", None),
            ("rw:artsakh", None),
            ("شهود/عيان", None),
        ];
        for (key, expected) in cases {
            let found = labels(key);
            assert_eq!(found.as_ref().map(|(a, e)| (a.as_str(), e.as_str())), expected, "{key}");
        }
    }
}
