//! What a sector of a country is called: the same plain words for whichever country.

use riwaya_reader::names::Sector;

use crate::countries::Country;

const SECTORS: [Sector; 19] = [
    Sector::Gov,
    Sector::Mil,
    Sector::Reb,
    Sector::Cvl,
    Sector::Opp,
    Sector::Med,
    Sector::Igo,
    Sector::Ngo,
    Sector::Jud,
    Sector::Cop,
    Sector::Spy,
    Sector::Uaf,
    Sector::Crm,
    Sector::Bus,
    Sector::Edu,
    Sector::Rel,
    Sector::Hlh,
    Sector::Leg,
    Sector::Pty,
];

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

/// The key of each sector of a country or territory, with its Arabic and its English label.
pub(crate) fn of(country: Country) -> impl Iterator<Item = (String, String, String)> {
    let sector = move |sector: &Sector| {
        let key = format!("{}/{}", country.key(), sector.code());
        let arabic = format!("{}: {}", country.arabic, arabic(*sector));
        (key, arabic, format!("{}: {}", country.english, sector.label()))
    };
    SECTORS.iter().map(sector)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries;

    #[test]
    fn a_part_of_a_country_is_called_by_country_and_sector() {
        let labels = |code: &str, sector: &str| {
            let key = format!("{code}/{sector}");
            of(countries::all().find(|c| c.key() == code)?)
                .find(|(k, ..)| *k == key)
                .map(|(_, arabic, english)| (arabic, english))
        };
        let cases = [
            ("AZ", "GOV", Some(("أذربيجان: الحكومة", "Azerbaijan: government"))),
            ("AM", "GOV", Some(("أرمينيا: الحكومة", "Armenia: government"))),
            ("AM", "MIL", Some(("أرمينيا: القوات المسلحة", "Armenia: military"))),
            ("rw:nagorno-karabakh", "GOV", Some(("قره باغ: الحكومة", "Nagorno-Karabakh: government"))),
            ("AZ", "XXX", None),
            ("XX", "GOV", None),
        ];
        for (code, sector, expected) in cases {
            let found = labels(code, sector);
            assert_eq!(found.as_ref().map(|(a, e)| (a.as_str(), e.as_str())), expected, "{code}/{sector}");
        }
        let codes: std::collections::HashSet<&str> = SECTORS.iter().map(|s| s.code()).collect();
        assert_eq!(codes.len(), SECTORS.len());
    }
}
