//! Words that stand for what is named elsewhere: «المدينة» for a town, «قواتها» for a side, «الطرفان» for two.

use riwaya_lexicon::{Person, Proclitics, Pronoun};
use smallvec::{SmallVec, smallvec};

use crate::choose_role::{Filler, Origin, Role, Site, name};
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::told::Told;

/// Whom or what mention `m` of the event's sentence means where it fills a role of the event: itself, or those for whom it
/// stands; nobody, where it stands for what cannot be told.
pub(crate) fn meant(page: &Page<'_>, site: &Site<'_>, told: &[Told], m: usize, role: Role) -> SmallVec<[Filler; 1]> {
    if let Some(named) = antecedent(page, m) {
        return smallvec![itself(page, named)];
    }
    match role {
        Role::Place if points(page, m) || is_any_place(page, m) => smallvec![],
        Role::Actor if is_both_sides(page, m) => both_sides(page, told, m),
        Role::Actor if is_owned(page, m) => owner(page, site, m).map(|o| itself(page, o)).into_iter().collect(),
        _ => smallvec![itself(page, m)],
    }
}

fn itself(page: &Page<'_>, m: usize) -> Filler {
    Filler::of(name(&page.mentions[m]), Some(m), Origin::Here)
}

/// «قرى», «مناطق»: places without a name or an article are no place that could be found.
pub(crate) fn is_any_place(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    mention.rule == "place.noun" && mention.name.len() == 1
}

/// «الطرفان», «الجانبين»: both who were told of before.
fn is_both_sides(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    let own = mention.name.start as usize;
    mention.words.len() == 1
        && page.has(own, Proclitics::AL)
        && page.in_list(own, List::Party)
        && ["ان", "ين"].iter().any(|dual| page.key(own).ends_with(dual))
}

/// The parties of the last event told shortly before that has several.
fn both_sides(page: &Page<'_>, told: &[Told], m: usize) -> SmallVec<[Filler; 1]> {
    let s = page.sentence_of[page.mentions[m].words.start as usize] as usize;
    let near = told.iter().rev().take_while(|t| s.saturating_sub(t.sentence) <= SIDES_BACK);
    let pair = near.map(|t| t.of(Role::Actor)).find(|parties| parties.len() > 1);
    pair.unwrap_or_default().iter().map(|f| Filler::of(f.words.clone(), f.mention, Origin::Here)).collect()
}

/// How many sentences back the two stand at most for whom «الطرفان» stands.
const SIDES_BACK: usize = 4;

/// «قواتها», «جانبها»: forces, or a side, that a pronoun gives to somebody.
fn is_owned(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    let own = mention.head as usize;
    mention.words.len() == 1
        && (mention.kind == MentionKind::Force || page.in_list(own, List::Party))
        && enclitic(page, m).is_some()
}

fn enclitic(page: &Page<'_>, m: usize) -> Option<Pronoun> {
    page.top(page.mentions[m].head as usize).and_then(|a| a.enclitic)
}

/// «قواتها قصفت», «خرق من جانبها»: whose forces, or whose side, did it, where a side was named that the pronoun may stand for.
fn owner(page: &Page<'_>, site: &Site<'_>, m: usize) -> Option<usize> {
    let words = &page.mentions[m].words;
    let side = |k: &usize| {
        let other = &page.mentions[*k];
        let party =
            matches!(other.kind, MentionKind::Country | MentionKind::Group | MentionKind::Body | MentionKind::Force);
        party && !other.joint && other.words.end <= words.start
    };
    let start = page.sentence(page.mentions[m].head as usize).words.start;
    let before = || page.mentions_in(start..words.start as usize).rev().find(side);
    let speaker = || site.source.and_then(|link| link.mention).filter(side);
    let ours = enclitic(page, m).is_some_and(|p| p.person == Person::First);
    if ours { speaker() } else { before().or_else(speaker) }
}

/// What a bare definite noun points back to: `المدينة` to the town last named so, `الحركة` to the movement, `البلاد` to
/// the country of which most was told.
pub(crate) fn antecedent(page: &Page<'_>, m: usize) -> Option<usize> {
    if !points(page, m) {
        return None;
    }
    let mention = &page.mentions[m];
    let noun = page.lemma(mention.name.start as usize);
    if noun == LAND {
        return country_told_of(page, m);
    }
    let named = |k: &usize| {
        let other = &page.mentions[*k];
        other.kind == mention.kind
            && !other.joint
            && other.words.len() > 1
            && page.lemma(other.words.start as usize) == noun
            && (other.name != other.words
                || other.entity.is_some()
                || other.rule != "place.noun" && other.rule != "place.definite")
    };
    let from = m.saturating_sub(ANTECEDENTS);
    (from..m).rev().find(named).or_else(|| {
        let town = |k: &usize| {
            page.mentions[*k].kind == MentionKind::Place
                && page.mentions[*k].place.is_some()
                && !page.mentions[*k].joint
        };
        (mention.kind == MentionKind::Place && matches!(noun, "مدينه" | "بلده" | "قريه"))
            .then(|| (from..m).rev().find(town))
            .flatten()
    })
}

const LAND: &str = "بلاد";

/// Whether what a mention names is a bare definite noun, which points to a place or a group named elsewhere.
fn points(page: &Page<'_>, m: usize) -> bool {
    let mention = &page.mentions[m];
    let own = mention.name.start as usize;
    if mention.name.len() != 1 || !page.has(own, Proclitics::AL) || mention.entity.is_some() {
        return false;
    }
    match mention.kind {
        MentionKind::Place => page.in_list(own, List::Land),
        MentionKind::Group => page.in_list(own, List::Faction),
        _ => false,
    }
}

/// The country named most often up to a mention, the last named of equals.
fn country_told_of(page: &Page<'_>, m: usize) -> Option<usize> {
    let near = m.saturating_sub(ANTECEDENTS)..m;
    let named = |k: &usize| page.mentions[*k].kind == MentionKind::Country && !page.mentions[*k].joint;
    let often = |k: usize| {
        let own = page.mentions[k].country?;
        near.clone().rev().find(|o| page.mentions[*o].country == Some(own)).map(|o| page.told_of_country(o))
    };
    near.clone().filter(named).max_by_key(|k| (often(*k), *k))
}

/// How many mentions back an antecedent may stand.
const ANTECEDENTS: usize = 60;

#[cfg(test)]
mod tests {
    use riwaya_text::{Span, Text};

    use crate::claim::{Claim, Party};
    use crate::event::Event;
    use crate::reader::{Reader, Report};

    /// What fills a role of the last claim of an event.
    fn filled(report: &str, event: Event, spans: fn(&Claim) -> Vec<Span>) -> Vec<String> {
        let claims = Reader::builtin().session().read(&Report::new(report)).claims;
        let text = Text::new(report);
        let claim = claims.iter().rev().find(|c| c.event == event);
        claim.map(spans).unwrap_or_default().into_iter().map(|s| text.slice(s).to_owned()).collect()
    }

    fn words(parties: &[Party]) -> Vec<Span> {
        parties.iter().map(|p| p.span).collect()
    }

    #[test]
    fn a_side_did_what_its_forces_did() {
        for (report, actor) in [
            ("قالت أذربيجان إن قواتها قصفت مواقع على الجبهة.", "أذربيجان"),
            ("أعلن الجيش الباكستاني أن قواته قصفت مواقع في الجبال.", "الجيش الباكستاني"),
        ] {
            assert_eq!(filled(report, Event::Shelling, |c| words(&c.actor)), [actor], "{report}");
        }
    }

    #[test]
    fn both_sides_are_those_told_of_before() {
        for report in [
            "اندلعت معارك بين الجيش السوري وجبهة النصرة في إدلب. وأضاف المصدر أن الاشتباكات بين الطرفين مستمرة.",
            "اندلعت معارك بين جبهة النصرة والجيش السوري في إدلب. وتجددت الاشتباكات بين الجانبين ليلا.",
        ] {
            let mut sides = filled(report, Event::Clash, |c| words(&c.actor));
            sides.sort();
            assert_eq!(sides, ["الجيش السوري", "جبهة النصرة"], "{report}");
        }
    }

    #[test]
    fn places_without_a_name_are_no_place() {
        for (report, place) in [
            ("قصفت الطائرات مدن ومحافظات اليمن.", "اليمن"),
            ("قصف الطيران قرى وبلدات ريفي حلب الشمالي والغربي.", "حلب"),
        ] {
            let spans = |c: &Claim| c.place.iter().map(|p| p.span).collect();
            assert_eq!(filled(report, Event::AirStrike, spans), [place], "{report}");
        }
    }

    #[test]
    fn deeds_are_condemned() {
        for (report, deed) in [
            ("أدانت وزارة الخارجية الأردنية التفجير الإرهابي الذي استهدف السوق.", "التفجير الإرهابي"),
            ("نددت الجامعة العربية بأعمال العنف.", "أعمال العنف"),
            ("أدان الأمين العام الهجوم على السفارة.", "الهجوم"),
        ] {
            assert_eq!(filled(report, Event::Condemnation, |c| words(&c.target)), [deed], "{report}");
        }
    }
}
