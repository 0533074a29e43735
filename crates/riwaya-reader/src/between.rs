//! Parties and places that are joined in the text: «هدنة بين أرمينيا وأذربيجان», «قصفت القوات الحكومية ومسلحون موالون لها».

use riwaya_lexicon::Pos;

use crate::choose_role::{Filler, Origin, Role, name, overlaps};
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::role_steps::alike;
use crate::stand_ins::{antecedent, is_any_place};

/// The parties chosen, and those that are joined to one of them behind «بين»: where one is named between whom something
/// passes, so are the others. In the order of their words.
pub(crate) fn all_between(page: &Page<'_>, chosen: Vec<Filler>) -> Vec<Filler> {
    with_those(page, chosen, |m| between(page, m))
}

/// The fillers chosen for a role of the event told by word `head`, and those of their kind that و joins to one of them.
/// In the order of their words.
pub(crate) fn all_joined(
    page: &Page<'_>,
    head: usize,
    chosen: Vec<Filler>,
    taken: &[Filler],
    role: Role,
) -> Vec<Filler> {
    let free = |m: &usize| {
        let at = name(&page.mentions[*m]);
        !at.contains(&head) && !taken.iter().any(|t| overlaps(&t.at, &at))
    };
    with_those(page, chosen, |m| joined(page, head, m, role).into_iter().filter(free).collect())
}

/// The fillers chosen, and the mentions that `more` gives for each of them.
fn with_those(page: &Page<'_>, mut out: Vec<Filler>, more: impl Fn(usize) -> Vec<usize>) -> Vec<Filler> {
    for k in 0..out.len() {
        let here = out[k].stands.filter(|_| out[k].origin == Origin::Here);
        for m in here.map_or_else(Vec::new, &more) {
            let named = antecedent(page, m).unwrap_or(m);
            let at = name(&page.mentions[m]);
            let own = Filler::of(name(&page.mentions[named]), Some(named), Origin::Here);
            let joined = Filler { at, stands: Some(m), ..own };
            if !out.iter().any(|f| overlaps(&f.at, &joined.at) || alike(page, f, &joined)) {
                out.push(joined);
            }
        }
    }
    out.sort_by_key(|f| f.at.start);
    out
}

fn start(page: &Page<'_>, m: usize) -> usize {
    page.mentions[m].words.start as usize
}

fn end(page: &Page<'_>, m: usize) -> usize {
    page.mentions[m].words.end as usize
}

/// The parties joined by و of which mention `m` is one, where «بين» stands before the first.
fn between(page: &Page<'_>, m: usize) -> Vec<usize> {
    let party = |m: &usize| Role::Actor.admits(page, &page.mentions[*m]) && !page.is_guise(*m);
    let first = before(page, m, Sides::Both, party).pop().unwrap_or(m);
    if start(page, first).checked_sub(1).is_none_or(|j| page.key(j) != "بين") {
        return Vec::new();
    }
    let mut out = vec![first];
    out.extend(behind(page, first, Sides::Both, party));
    out
}

/// The mentions of the same kind that و joins to mention `m`, on either side.
///
/// «قتل الجنود والمسلحون فروا»: what a verb follows behind the event may begin a clause of its own.
fn joined(page: &Page<'_>, head: usize, m: usize, role: Role) -> Vec<usize> {
    let fits = |other: &usize| {
        is_like(page, *other, m)
            && role.admits(page, &page.mentions[*other])
            && !page.is_guise(*other)
            && !is_any_place(page, *other)
    };
    let opens_clause =
        |other: usize| head < start(page, other) && page.top(end(page, other)).is_some_and(|a| a.pos == Pos::Verb);
    let mut out = before(page, m, Sides::One, fits);
    out.extend(behind(page, m, Sides::One, fits).into_iter().take_while(|other| !opens_clause(*other)));
    out
}

/// Whether two mentions are of one kind: both parties, both places, both countries; adjectives among themselves.
fn is_like(page: &Page<'_>, a: usize, b: usize) -> bool {
    let (a, b) = (&page.mentions[a], &page.mentions[b]);
    let party = |kind| {
        use MentionKind::{Body, Force, Group, People, Person};
        matches!(kind, Force | Group | Body | Person | People)
    };
    (a.rule == "nisba") == (b.rule == "nisba") && (a.kind == b.kind || party(a.kind) && party(b.kind))
}

/// How far those reach who stand together: to their own side, or to both sides of what they oppose each other in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sides {
    One,
    Both,
}

impl Sides {
    /// «الجيش من جهة، والمتمردين»: where what may be joined begins, behind the side that a party is on and its comma.
    fn from(self, page: &Page<'_>, at: usize) -> usize {
        if self == Self::One || !is_side(page, at) {
            return at;
        }
        let comma = at + 2 < page.len() && page.key(at + 2) == "،";
        at + 2 + usize::from(comma)
    }

    /// The same from the other end.
    fn up_to(self, page: &Page<'_>, at: usize) -> usize {
        let comma = at.checked_sub(1).filter(|j| page.key(*j) == "،").unwrap_or(at);
        comma.checked_sub(2).filter(|j| self == Self::Both && is_side(page, *j)).unwrap_or(at)
    }
}

/// Whether a side is told of at a word: «من جهة».
fn is_side(page: &Page<'_>, at: usize) -> bool {
    at + 1 < page.len() && page.key(at) == "من" && page.in_list(at + 1, List::Side)
}

/// The mentions that fit among those that و joins one to the next up to mention `m`, the nearest first.
fn before(page: &Page<'_>, m: usize, sides: Sides, fits: impl Fn(&usize) -> bool) -> Vec<usize> {
    let previous = |m: usize| {
        let end = sides.up_to(page, start(page, m));
        let ending = || page.mentions_ending_at(end).find(|b| fits(b) && !page.mentions[*b].joint);
        page.is_joined(m).then(ending).flatten()
    };
    std::iter::successors(previous(m), |first| previous(*first)).collect()
}

/// The mentions that fit among those that و, or «وبين», joins one to the next behind mention `m`.
fn behind(page: &Page<'_>, m: usize, sides: Sides, fits: impl Fn(&usize) -> bool) -> Vec<usize> {
    let sentence = page.sentence_of[start(page, m)];
    let alone = |i: usize| page.mention_alone_at(i).filter(|n| fits(n));
    let next = |last: usize| {
        let at = sides.from(page, end(page, last));
        let found = match () {
            () if at >= page.len() => None,
            () if page.key(at) == "وبين" => alone(at + 1),
            () => alone(at).filter(|n| page.is_joined(*n)),
        };
        found.filter(|n| page.sentence_of[start(page, *n)] == sentence)
    };
    std::iter::successors(next(m), |last| next(*last)).collect()
}

#[cfg(test)]
mod tests {
    use riwaya_text::Span;

    use crate::claim::Claim;
    use crate::event::Event;
    use crate::reader::{Reader, Report};

    /// The parties and the places of the shelling that a sentence tells, in its own words.
    fn shelling(sentence: &str) -> [String; 2] {
        let claims = Reader::builtin().session().read(&Report::new(sentence)).claims;
        let text = riwaya_text::Text::new(sentence);
        let words = |spans: Vec<Span>| spans.into_iter().map(|s| text.slice(s)).collect::<Vec<_>>().join(" + ");
        let claim = claims.iter().find(|c| c.event == Event::Shelling);
        let spans =
            |c: &Claim| [c.actor.iter().map(|p| p.span).collect::<Vec<_>>(), c.place.iter().map(|p| p.span).collect()];
        claim.map(|c| spans(c).map(words)).unwrap_or_default()
    }

    #[test]
    fn both_sides_of_a_fight_are_in_it() {
        for sentence in [
            "دارت اشتباكات بين الجيش والشرطة من جهة والمتمردين من جهة أخرى.",
            "دارت اشتباكات بين الجيش والشرطة من جهة، والمتمردين من جهة أخرى.",
            "دارت اشتباكات بين الجيش والشرطة من جهة، وبين المتمردين من جهة أخرى.",
        ] {
            let claims = Reader::builtin().session().read(&Report::new(sentence)).claims;
            let text = riwaya_text::Text::new(sentence);
            let clash = claims.iter().filter(|c| c.event == Event::Clash);
            let sides: Vec<&str> = clash.flat_map(|c| &c.actor).map(|p| text.slice(p.span)).collect();
            assert_eq!(sides, ["الجيش", "الشرطة", "المتمردين"], "{sentence}");
        }
    }

    #[test]
    fn what_is_joined_belongs_to_it() {
        for (sentence, told) in [
            ("قصف الجيش والمقاومة الشعبية بلدتي عفرين وجنديرس.", ["الجيش + المقاومة الشعبية", "عفرين + جنديرس"]),
            ("قصفت المقاومة الشعبية والجيش بلدتي جنديرس وعفرين.", ["المقاومة الشعبية + الجيش", "جنديرس + عفرين"]),
            ("قصفت القوات الحكومية مدينة عدن والمتمردون ردوا.", ["القوات الحكومية", "عدن"]),
        ] {
            assert_eq!(shelling(sentence), told, "{sentence}");
        }
    }
}
