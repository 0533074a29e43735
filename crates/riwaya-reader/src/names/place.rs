//! Places: names of the gazetteer, place nouns with their names, directions and borders, and names that stand where
//! only a place can.

use std::borrow::Cow;

use riwaya_lexicon::Pos;
use riwaya_lexicon::gazetteer::{Gazetteer, NameMatch, PlaceRef};

use super::apposed::Opened;
use super::mention::{Country, MentionKind, PlaceId};
use super::nouns::{Noun, Role};
use super::parser::{Parser, Phrase};
use super::tag::Facts;
use crate::lists::List;

/// What is left of a word without the letters that may be joined in front of it, the fewest first, with how many bytes are
/// gone; `للرقة` gets its article back.
fn cuts(key: &str) -> impl Iterator<Item = (Cow<'_, str>, usize)> {
    let mut cut = 0;
    [['و', 'ف'].as_slice(), ['ب', 'ل', 'ك'].as_slice()].into_iter().filter_map(move |letters| {
        let rest = &key[cut..];
        if !rest.starts_with(letters) || rest.chars().count() <= 2 {
            return None;
        }
        cut += 2;
        let word = if rest.starts_with("لل") { Cow::Owned(format!("ا{rest}")) } else { Cow::Borrowed(&key[cut..]) };
        Some((word, cut))
    })
}

/// Whether a name of the gazetteer may begin with a word.
pub(super) fn begins_place(places: &Gazetteer, key: &str) -> bool {
    places.begins(key) || cuts(key).any(|(word, _)| places.begins(&word))
}

impl Parser<'_> {
    /// A name of the gazetteer. `announced`: a place word stands before it.
    pub(super) fn gazetteer(&mut self, i: usize, announced: bool) -> Option<Phrase> {
        let t = self.tag_at(i);
        let quoted = self.stands_in_quotes(i);
        let link = t.is(Facts::LINK) && (!announced || t.is(Facts::PREPOSITION) || self.key(i).chars().count() < 3);
        if link && self.key(i) != "ام" && !quoted || matches!(self.key(i), "البلاد" | "ال") {
            return None;
        }
        let (found, cut) = self.find_place(i, announced)?;
        let best = self.bearer(&found)?;
        let joined = Facts::WA.with(Facts::BA).with(Facts::LA).with(Facts::UNKNOWN);
        if cut > 0 && (!t.is(joined) || t.is(Facts::LINK)) {
            return None;
        }
        // `كيكلا`: ك belongs to a name rather than being joined to a shorter one.
        if self.key(i)[..cut].ends_with('ك') && self.key(i)[cut..].chars().count() < LIKENED {
            return None;
        }
        let joined_in = cut > 0 && self.key(i).starts_with('ب');
        let located = announced || joined_in || self.after_preposition(i);
        if found.words() == 1 {
            let told = || !t.is(Facts::VERB) && (self.belongs_to_a_thing(i) || self.spoken_of(&best));
            let named = located || t.is(Facts::NAMELY) || told();
            if !announced && (self.lists.has(&self.key(i)[cut..], List::MonthTown) || !named) {
                return None;
            }
            let here = || cut == 0 && self.stands_within(i) && self.spoken_of(&best);
            if !announced && found.needs_context() && !t.is(Facts::PROPER.with(Facts::UNKNOWN)) && !here() {
                return None;
            }
        }
        if found.needs_context() && !located {
            return None;
        }
        let mut p = Phrase::new(i, i + found.words(), MentionKind::Place, "gazetteer");
        p.place = Some(PlaceId(best.id().to_owned()));
        p.country = Country::new(best.country());
        // `للرقة` has lost a letter: what it is without its ل its own tag tells.
        p.front = (!self.key(i)[..cut].ends_with('ل') || !self.key(i)[cut..].starts_with('ل')).then_some(cut as u8);
        Some(p)
    }

    /// How often the report has spoken of a place's country so far.
    fn times_spoken_of(&self, place: &PlaceRef<'_>) -> u32 {
        let country = Country::new(place.country());
        self.countries.iter().find(|(c, _)| Some(*c) == country).map_or(0, |(_, times)| *times)
    }

    fn spoken_of(&self, place: &PlaceRef<'_>) -> bool {
        self.times_spoken_of(place) > 0
    }

    /// `مطار عدن`, `ميناء الحديدة`: the word before is a thing of this place.
    fn belongs_to_a_thing(&self, i: usize) -> bool {
        let before = if i > 0 { self.tag_of(i - 1) } else { return false };
        before.role() == Some(Role::Thing) && !before.definite()
    }

    /// `في مران`: what stands behind this word lies in it.
    fn stands_within(&self, i: usize) -> bool {
        i > 0
            && matches!(self.keys[i - 1], "في" | "وفي")
            && !self.tag_at(i).is(Facts::NOUN)
            && self.tag_at(i).noun.is_none()
    }

    fn stands_in_quotes(&self, i: usize) -> bool {
        i > 0 && self.opens_quote(i - 1) && self.closes_quote(i + 1)
    }

    /// Of several places with one name, the one in a country of which the report has spoken most; else the first.
    fn bearer<'g>(&self, found: &NameMatch<'g>) -> Option<PlaceRef<'g>> {
        let mut best: Option<(u32, PlaceRef<'g>)> = None;
        for place in found.places().filter(|p| !p.needs_context() || found.needs_context()).take(8) {
            let times = self.times_spoken_of(&place);
            if best.as_ref().is_none_or(|(most, _)| times > *most) {
                best = Some((times, place));
            }
        }
        best.map(|(_, place)| place)
    }

    /// The longest name of the gazetteer at a word, whole or without what is joined in front.
    fn find_place(&self, i: usize, whole: bool) -> Option<(NameMatch<'_>, usize)> {
        let places = self.places;
        let key = self.key(i);
        if !self.tag_at(i).begins_place {
            return None;
        }
        let end = self.end;
        let look =
            |first: &str| places.longest(std::iter::once(first).chain((i + 1..end.min(i + 5)).map(|j| self.keys[j])));
        if let Some(found) = look(key) {
            return Some((found, 0));
        }
        if whole && !self.joined_in_front(i) {
            return None;
        }
        // `وتل عفر`: of two letters no name consists, though one may begin with them.
        let long = |found: &NameMatch<'_>, first: &str| found.words() > 1 || first.chars().count() > 2;
        cuts(key).find_map(|(first, cut)| Some((look(&first).filter(|found| long(found, &first))?, cut)))
    }

    /// `مدينة كنجة`, `بلدة «الدمينة»`, `المناطق الحدودية`.
    pub(super) fn place_noun(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let mut p = Phrase::new(i, after, MentionKind::Place, "place.noun");
        (p.role, p.plural, p.definite) = (Some(noun.role), noun.plural, t.definite());
        if t.definite() {
            self.adjectives(&mut p, true, 3);
            if !t.is(Facts::ENCLITIC) && !self.joined_in_front(p.end) && !self.opens_more(p.end) {
                let end = p.end;
                let capital = self.key(i).ends_with("العاصمه");
                // `حاكم المنطقة سيرغي غايداي`: a town and a person may have one name.
                let apposed = || self.apposed_name(end, Opened::Office).is_some();
                let person = !capital && (self.name_run(end).is_some_and(|last| last > end + 1) || apposed());
                if let Some(x) = (!person).then(|| self.place_name(end, depth)).flatten() {
                    self.name_place(&mut p, &x);
                } else if end == after && capital && self.only_a_name(end) {
                    // `العاصمة نزران`: in apposition.
                    (p.name, p.end) = ((end, end + 1), end + 1);
                    (p.front, p.rule) = (Some(0), "place.unlisted");
                }
            }
            if p.end == after {
                p.rule = "place.definite";
            } else if self.direction_adjective(p.end - 1)
                && self.without_front(i) != "الضاحيه"
                && let Some(x) = self.place_behind(p.end, depth)
            {
                self.name_place(&mut p, &x);
            }
            return Some(p);
        }
        // `مناطق جديدة`, `مناطق كان قد تسلل إليها`: what describes several places is none of them, though a town is
        // called so.
        let next = self.tag_at(after);
        let clause = self.in_list(after, List::Opener);
        let described = noun.plural && (next.is(Facts::ADJECTIVE) && !next.is(Facts::ARTICLE) || clause);
        // «قرية رأس النبع»: a name of two words, though another town is called by the first.
        let longer = self.compound(after);
        let known = (!described).then(|| self.place_name(after, depth)).flatten();
        if let Some(x) = known.filter(|x| longer.is_none_or(|end| x.end >= end)) {
            self.name_place(&mut p, &x);
            self.place_adjectives(&mut p);
            return Some(p);
        }
        if let Some(end) = longer.or_else(|| self.unlisted_place(after, noun)) {
            name_unlisted(&mut p, (after, end));
            self.place_adjectives(&mut p);
            return Some(p);
        }
        if self.must_be_named(noun, after) {
            name_unlisted(&mut p, (after, after + 1));
            return Some(p);
        }
        if self.tag_at(after).is(Facts::ARTICLE) && !self.joined_in_front(after) {
            p.reach(after + 1);
            p.definite = true;
            self.adjectives(&mut p, true, 2);
            return Some(p);
        }
        self.adjectives(&mut p, false, 3);
        // `قصف قرى`: several stand by themselves, where the letters are not those of a verb or of another noun with ك.
        let verb = self.words.analyses(i).first().is_some_and(|a| a.pos == Pos::Verb);
        let several = p.plural && !verb && !t.is(Facts::BA);
        (p.end > after || several).then_some(p)
    }

    /// «القاطع الغربي لمدينة كركوك»: the place of which one side is meant. A suburb is a place of its own.
    fn place_behind(&mut self, k: usize, depth: usize) -> Option<Phrase> {
        let of = self.tag_at(k).is(Facts::LA) || self.key(k) == "من" && self.is_word(k + 1);
        let k = if self.key(k) == "من" { k + 1 } else { k };
        of.then(|| self.phrase(k, depth + 1)).flatten().filter(|x| x.kind == MentionKind::Place && x.place.is_some())
    }

    /// «المنطقة كان», «المدينة أدى إلى», «العاصمة العراقية الجمعة»: what stands behind a place with the article is none of its
    /// name, though a town is called so.
    fn opens_more(&self, j: usize) -> bool {
        let t = self.tag_at(j);
        t.is(Facts::LINK.with(Facts::SPEECH))
            || t.is(Facts::VERB) && !t.is(Facts::PROPER)
            || t.listed.has(List::Weekday)
    }

    /// «بلدتي سيربا وسيليا»: behind a dual that has lost its ن nothing but a name stands, whatever else its letters may be.
    fn must_be_named(&self, noun: Noun, j: usize) -> bool {
        let t = self.tag_at(j);
        noun.construct && self.is_word(j) && !t.is(Facts::LINK) && t.noun.is_none() && t.adjective.is_none()
    }

    fn name_place(&mut self, p: &mut Phrase, x: &Phrase) {
        p.name = x.name;
        p.end = x.end;
        p.definite = true;
        p.place = x.place.clone();
        p.country = x.country.or(p.country);
        p.front = x.front;
        p.rule = "place.named";
    }

    /// Adjectives behind a named place colour the phrase and leave the name alone.
    fn place_adjectives(&mut self, p: &mut Phrase) {
        let name = p.name;
        let before = p.clone();
        self.adjectives(p, true, 2);
        p.name = name;
        if p.end > before.end && self.tag_at(before.end).adjective.is_none() && !self.direction_adjective(before.end) {
            *p = before;
        }
    }

    fn direction_adjective(&self, j: usize) -> bool {
        self.lists.has(self.without_front(j), List::DirectionAdjective)
    }

    /// Whether a word is in no table and looks like no adjective.
    fn only_a_name(&self, j: usize) -> bool {
        let t = self.tag_at(j);
        self.is_word(j)
            && t.is(Facts::UNKNOWN)
            && t.adjective.is_none()
            && t.noun.is_none()
            && !self.joined_in_front(j)
            && !t.is(Facts::ARTICLE.with(Facts::ADJECTIVE).with(Facts::LINK).with(Facts::VERB))
    }

    /// The name of a place behind a place word: in quotes, known, or with a place word of its own.
    fn place_name(&mut self, k: usize, depth: usize) -> Option<Phrase> {
        if depth > super::parser::DEEPEST {
            return None;
        }
        if self.opens_quote(k) || self.key(k) == "(" && !self.tag_at(k + 1).is(Facts::PREPOSITION) {
            // `''''كوتكاي''`: pages write one mark as several.
            let first = (k + 1..(k + 5).min(self.end)).find(|j| !self.opens_quote(*j))?;
            let close =
                (first + 1..(first + 5).min(self.end)).find(|j| self.closes_quote(*j) || self.key(*j) == ")")?;
            let known = self.gazetteer(first, true);
            let mut p = known.unwrap_or_else(|| Phrase::new(first, close, MentionKind::Place, "place"));
            p.name = (first, close);
            (p.start, p.end) = (k, close + 1);
            return Some(p);
        }
        if !self.is_word(k) {
            return None;
        }
        if self.joined_in_front(k) {
            // Nothing is joined to the second part of an idafa: `منطقة كامرا`.
            return self.gazetteer(k, true).filter(|p| p.front == Some(0));
        }
        if let Some(noun) =
            self.tag_at(k).noun.filter(|n| matches!(n.role, Role::PlaceNoun | Role::Direction | Role::Area))
        {
            if let Some(x) = self.gazetteer(k, true).filter(|x| x.end > k + 1) {
                return Some(x);
            }
            return self.headed(k, k + 1, noun, depth + 1).filter(|x| x.end > k + 1 || x.definite);
        }
        let listed = self.gazetteer(k, true);
        let known =
            self.known(k, false, depth + 1).filter(|x| matches!(x.kind, MentionKind::Country | MentionKind::Place));
        match (listed, known) {
            // `جنوبي لبنان`: a town abroad that is called like a country is not meant.
            (Some(a), Some(b)) => Some(if b.end > a.end || b.end == a.end && b.country != a.country { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    /// A name that no table has, behind a place word: where it ends.
    fn unlisted_place(&self, k: usize, noun: Noun) -> Option<usize> {
        let t = self.tag_at(k);
        if let Some(end) = self.two_words(k, noun) {
            return Some(end);
        }
        if !self.is_word(k)
            || self.joined_in_front(k) && !t.is(Facts::UNKNOWN)
            || t.is(Facts::LINK)
            || t.noun.is_some() && !t.is(Facts::ARTICLE)
        {
            return None;
        }
        let unknown = |j: usize| {
            let t = self.tag_at(j);
            self.is_word(j)
                && t.is(Facts::UNKNOWN.with(Facts::PROPER))
                && t.adjective.is_none()
                && (!self.joined_in_front(j) || t.is(Facts::UNKNOWN) && (j == k || !t.begins_place && !t.is(Facts::WA)))
                && !t.is(Facts::VERB)
        };
        if unknown(k) {
            let more = unknown(k + 1) && !self.tag_at(k + 1).is(Facts::ARTICLE.with(Facts::LINK));
            return Some(if more { k + 2 } else { k + 1 });
        }
        let named = t.is(Facts::ARTICLE)
            && t.adjective.is_none()
            && t.noun.is_none_or(|n| n.role != Role::Office)
            && !noun.plural;
        let broad =
            matches!(self.key(k - 1).trim_start_matches(['و', 'ب', 'ل', 'ف']), "منطقه" | "ساحل" | "محيط" | "عاصمه");
        (named && !broad).then_some(k + 1)
    }

    /// `قرية نزلة فرج`, `جبل ظهر الحمار`: an everyday word with what stands behind it.
    fn two_words(&self, k: usize, noun: Noun) -> Option<usize> {
        let (first, second) = (self.tag_at(k), self.tag_at(k + 1));
        let opens = first.is(Facts::NOUN)
            && !first.is(Facts::ARTICLE
                .with(Facts::ADJECTIVE)
                .with(Facts::VERB)
                .with(Facts::ENCLITIC)
                .with(Facts::LINK))
            && first.noun.is_none()
            && first.adjective.is_none()
            && !self.key(k).ends_with('ا');
        let ends = self.is_word(k + 1)
            && second.is(Facts::ARTICLE.with(Facts::UNKNOWN).with(Facts::PROPER))
            && second.adjective.is_none()
            && second.noun.is_none()
            && !second.is(Facts::LINK.with(Facts::VERB))
            && !self.joined_in_front(k + 1);
        (opens && ends && !noun.plural && !self.joined_in_front(k)).then_some(k + 2)
    }

    /// `شمال العراق`, `غربي مدينة تدمر`, `الجنوب`.
    pub(super) fn direction(&mut self, i: usize, after: usize, depth: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        if t.is(Facts::ARTICLE) {
            // «المحور الشمالي», «ريفي حلب الشمالي والغربي»: which of several, and no north.
            if self.direction_adjective(i) {
                return None;
            }
            let mut p = Phrase::new(i, after, MentionKind::Place, "place.direction");
            self.adjectives(&mut p, true, 2);
            return Some(p);
        }
        if t.is(Facts::ENCLITIC) {
            return None;
        }
        let own = self.place_name(after, depth + 1);
        let land = own.is_none();
        let x = own.or_else(|| self.own_country(after))?;
        let mut p = Phrase::new(i, x.end, MentionKind::Place, "place.direction");
        // `شمال البلاد` names the part alone.
        p.name = if land && !self.tag_at(after).is(Facts::UNKNOWN) { (i, x.end) } else { x.name };
        (p.place, p.country, p.front) = (x.place.clone(), x.country, x.front);
        let mut inner = x;
        inner.kind = if inner.rule == "country" { MentionKind::Country } else { MentionKind::Place };
        self.push(&inner);
        Some(p)
    }

    /// `البلاد`, `القطاع`, `الإقليم` behind a direction.
    fn own_country(&self, k: usize) -> Option<Phrase> {
        let t = self.tag_at(k);
        let own = ["البلاد", "بلاده", "بلادها", "المملكه"].contains(&self.key(k))
            || (t.is(Facts::UNKNOWN) && t.adjective.is_none() && !self.joined_in_front(k) && self.is_word(k));
        own.then(|| {
            let mut p = Phrase::new(k, k + 1, MentionKind::Place, "place.unlisted");
            p.country =
                self.countries.iter().enumerate().max_by_key(|(at, (_, times))| (*times, *at)).map(|(_, c)| c.0);
            p
        })
    }

    /// `الحدود التركية`, `أراضي الإقليم`, `الحدود بين باكستان والهند`.
    pub(super) fn area(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let mut p = Phrase::new(i, after, MentionKind::Place, "place.area");
        (p.definite, p.plural) = (t.definite(), noun.plural);
        if !p.definite
            && !self.joined_in_front(after)
            && let Some(x) = self.place_name(after, depth + 1).or_else(|| self.own_country(after))
        {
            p.reach(x.end);
            (p.country, p.definite, p.filled) = (x.country, true, true);
            self.push(&x);
        }
        let definite = p.definite;
        self.adjectives(&mut p, definite, 3);
        let link = self.key(p.end).to_owned();
        if matches!(link.as_str(), "مع" | "بين") {
            let at = p.end + 1;
            if let Some(x) =
                self.phrase(at, depth + 1).filter(|x| matches!(x.kind, MentionKind::Country | MentionKind::Place))
            {
                p.reach(x.end);
                self.push(&x);
                if link == "بين" && self.key(p.end).starts_with('و') {
                    let next = p.end;
                    if let Some(y) = self
                        .phrase(next, depth + 1)
                        .filter(|y| matches!(y.kind, MentionKind::Country | MentionKind::Place))
                    {
                        p.reach(y.end);
                        self.push(&y);
                    }
                }
            }
        }
        (p.definite || p.end > after).then_some(p)
    }

    /// A word that nothing knows, where only a place is to be expected: `في جيريشك`.
    pub(super) fn unknown_place(&mut self, i: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let here = i > 0 && matches!(self.keys[i - 1], "في" | "وفي" | "قرب" | "بين" | "الي");
        let fits =
            t.is(Facts::UNKNOWN) && t.adjective.is_none() && t.noun.is_none() && self.key(i).chars().count() >= 3;
        // `إلى تشريكها`: a noun with its pronoun.
        let owned = ["ها", "هم"].iter().any(|p| self.key(i).ends_with(p));
        if !here || !fits || owned || t.is(Facts::WA) {
            return None;
        }
        Some(Phrase::new(i, if self.only_a_name(i + 1) { i + 2 } else { i + 1 }, MentionKind::Place, "place.unknown"))
    }
}

/// Lets a name that no table has be that of a place.
fn name_unlisted(p: &mut Phrase, name: (usize, usize)) {
    (p.name, p.end, p.definite) = (name, name.1, true);
    // Nothing is joined before the second part of an idafa: `بلدة بليون` has no ب of its own.
    p.front = Some(0);
    p.rule = "place.unlisted";
}

/// The fewest letters of a place that something is likened to: `كبغداد`.
const LIKENED: usize = 5;
