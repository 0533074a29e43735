//! Persons: offices and titles with names, names with offices, and runs of words that must be a name.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use riwaya_lexicon::Pos;

use super::apposed::Opened;
use super::dictionary::SpellingHasher;
use super::mention::{Country, EntityId, MentionKind, Sector};
use super::nouns::{Noun, Role};
use super::parser::{Parser, Phrase};
use super::tag::{Facts, Tag};
use crate::lists::List;

/// Forms of address that stand before a name without the article.
const BARE_TITLES: [&str; 6] = ["ملا", "شيخ", "مولوي", "مولانا", "ايه الله", "حاج"];

/// Longest name of a person, in words.
const LONGEST_NAME: usize = 6;

/// The last name of a person, with what the full name told.
struct Surname<'p> {
    key: &'p str,
    country: Option<Country>,
    sector: Option<Sector>,
    /// How many full names had stood before it.
    after: usize,
}

/// The last names of persons whose full names have stood in the report, each as it was told last: a long report has very
/// many of them.
#[derive(Default)]
pub(super) struct Surnames<'p> {
    last: HashMap<&'p str, Surname<'p>, BuildHasherDefault<SpellingHasher>>,
    told: usize,
}

impl<'p> Surnames<'p> {
    /// Adds the last name of somebody, with what the full name told.
    pub(super) fn tell(&mut self, key: &'p str, country: Option<Country>, sector: Option<Sector>) {
        self.last.insert(key, Surname { key, country, sector, after: self.told });
        self.told += 1;
    }

    /// Of two spellings the last name that was told last.
    fn either(&self, a: &str, b: &str) -> Option<&Surname<'p>> {
        [a, b].into_iter().filter_map(|key| self.last.get(key)).max_by_key(|s| s.after)
    }
}

impl Parser<'_> {
    /// The last name alone of somebody whose full name has stood before.
    pub(super) fn surname(&self, i: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        // «رجل صالح»: behind a noun without article an everyday word describes it.
        let everyday = !t.is(Facts::PROPER.with(Facts::UNKNOWN)) && (t.is(Facts::ARTICLE) || self.after_indefinite(i));
        if everyday || t.noun.is_some() || t.adjective.is_some() || t.is(Facts::NUMERAL) {
            return None;
        }
        let (key, bare) = (self.key(i), self.without_front(i));
        let known = self.surnames.either(key, bare)?;
        let mut p = Phrase::new(i, i + 1, MentionKind::Person, "surname");
        (p.country, p.sector, p.front) = (known.country, known.sector, (known.key == key).then_some(0));
        Some(p)
    }

    /// «أصيب محمد الشدادي …، وإصابة الشدادي …»: whoever is called like a town that the report has not named.
    pub(super) fn called_like(&self, i: usize, place: &Phrase) -> Option<Phrase> {
        let named = || self.out.iter().any(|m| m.place == place.place);
        let person = self.surname(i).filter(|_| place.end == i + 1 && !self.after_preposition(i))?;
        let joined_in = person.front.is_none() && self.tag_at(i).is(Facts::BA);
        (!joined_in && !named()).then_some(person)
    }

    /// An office, and the name of who holds it where it follows.
    pub(super) fn office(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        let mut p = self.noun_phrase(i, after, noun, depth)?;
        if noun.plural {
            return Some(p);
        }
        self.named(&mut p);
        Some(p)
    }

    /// Lets the name that follows an office be part of the mention.
    fn named(&mut self, p: &mut Phrase) {
        // «المتحدث باسمها فلان»
        let in_its_name = matches!(self.key(p.end), "باسمه" | "باسمها" | "باسمهم");
        let comma = self.key(p.end) == "،";
        let mut k = if comma || in_its_name { p.end + 1 } else { p.end };
        let opens = k;
        while (self.is_rank(k) || k > opens && self.is_grade(k)) && !self.joined_in_front(k) {
            k += 1;
        }
        let quoted = self.opens_quote(k);
        let first = if quoted { k + 1 } else { k };
        let known = self.person_name(first).filter(|(end, entity)| !comma || self.name_closes(*end, *entity));
        let opened = match (comma, k > opens) {
            (false, false) => Opened::Office,
            (true, false) => Opened::Comma,
            (_, true) => Opened::Rank,
        };
        let longer = |end: &usize| known.as_ref().is_none_or(|(known, _)| *end > *known);
        let apposed = self.apposed_name(first, opened).filter(|_| p.definite && !quoted).filter(longer);
        let apposed = apposed.map(|end| (end, None));
        if apposed.is_some() {
            // What looks joined is the name's own: «، باولا».
            p.front = Some(0);
        }
        let Some((end, entity)) = apposed.or(known) else { return };
        if quoted && !self.closes_quote(end) {
            return;
        }
        p.kind = MentionKind::Person;
        p.name = (first, end);
        p.end = if quoted { end + 1 } else { end };
        p.definite = true;
        self.recognise(p, entity, "office_name");
        // «الأمير فلان مساعد وزير الدفاع»: a bare title leaves room for an office behind the name.
        if p.name.0 == p.start + 1 {
            self.apposed_office(p);
        }
    }

    /// Whether a word tells more of the rank before it: «العميد الركن», «الفريق أول», «العقيد المتقاعد».
    pub(super) fn is_grade(&self, k: usize) -> bool {
        let key = self.key(k);
        matches!(key.strip_prefix("ال").unwrap_or(key), "منشق" | "متقاعد" | "ركن" | "اول" | "طيار" | "بحري" | "مهندس")
    }

    /// Whether a word is a rank or a form of address, also one that is a force as well: «اللواء فلان».
    pub(super) fn is_rank(&self, k: usize) -> bool {
        let t = self.tag_at(k);
        t.noun.is_some_and(|n| {
            matches!(n.role, Role::Rank | Role::Title) || n.otherwise == Some(Role::Rank) && t.is(Facts::ARTICLE)
        })
    }

    /// The name behind `خبير الشؤون العسكرية`.
    pub(super) fn apposed_person(&mut self, p: &mut Phrase) {
        let k = p.end;
        let Some(end) = self.apposed_name(k, Opened::Office) else { return };
        p.kind = MentionKind::Person;
        (p.name, p.end, p.rule) = ((k, end), end, "people_name");
    }

    /// The name behind `الناشط الإعلامي`: at least two words, or one that nobody knows.
    pub(super) fn named_person(&mut self, p: &mut Phrase) {
        let k = p.end;
        let run = self.name_run(k).filter(|end| *end >= k + 2);
        let apposed = self.apposed_name(k, Opened::Office);
        let Some(end) = run.max(apposed) else { return };
        p.kind = MentionKind::Person;
        (p.name, p.end, p.rule) = ((k, end), end, "people_name");
        self.apposed_office(p);
    }

    fn recognise(&mut self, p: &mut Phrase, entity: Option<EntityId>, rule: &'static str) {
        p.rule = rule;
        p.entity = entity;
        let Some(known) = entity.and_then(|id| self.names.entity(id)) else { return };
        p.country = p.country.or(known.country);
        p.sector = p.sector.or(known.sector);
        self.seen.extend(entity);
    }

    /// Whether a name behind a comma is closed by another, or is known.
    fn name_closes(&self, end: usize, entity: Option<EntityId>) -> bool {
        entity.is_some() || matches!(self.key(end), "،" | "," | ":" | "ان") || self.tag_at(end).is(Facts::VERB)
    }

    /// A rank or a form of address with a name; a rank by itself is somebody too.
    pub(super) fn titled(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        if noun.role == Role::Title && !t.definite() && !BARE_TITLES.iter().any(|title| self.key(i).ends_with(title)) {
            return None;
        }
        let mut k = after;
        while !self.joined_in_front(k)
            && (self.tag_at(k).noun.is_some_and(|n| matches!(n.role, Role::Rank | Role::Title)) || self.is_grade(k))
        {
            k += 1;
        }
        if let Some((end, entity)) = self.person_name(k).filter(|_| !noun.plural) {
            let mut p = Phrase::new(i, end, MentionKind::Person, "title_name");
            (p.name, p.sector) = ((k, end), noun.sector);
            self.recognise(&mut p, entity, "title_name");
            self.apposed_office(&mut p);
            return Some(p);
        }
        if noun.role == Role::Title {
            return None;
        }
        if t.is(Facts::ARTICLE)
            && !noun.plural
            && let Some(end) = self.apposed_name(k, Opened::Rank)
        {
            let mut p = Phrase::new(i, end, MentionKind::Person, "title_name");
            // What looks joined is the name's own: «الجنرال لازاري».
            (p.name, p.sector, p.front) = ((k, end), noun.sector, Some(0));
            self.apposed_office(&mut p);
            return Some(p);
        }
        self.office(i, after, noun, depth)
    }

    /// A person's name at a word where one is expected: its end, and who it is.
    pub(super) fn person_name(&mut self, k: usize) -> Option<(usize, Option<EntityId>)> {
        if !self.is_word(k) || self.joined_in_front(k) && self.tag_at(k).entries.is_none() {
            return None;
        }
        if self.tag_at(k).entries_front == 0
            && let Some((end, id)) = self.known_person(k)
        {
            let goes_on = end == k + 1 && self.name_like(end, true);
            if !goes_on {
                return Some((end, Some(id)));
            }
        }
        // «أبلغ مسؤول محلي فرانس برس»: an agency is nobody's name.
        self.name_run(k).filter(|end| !self.is_agency(k, *end)).map(|end| (end, None))
    }

    /// Whether just these words are the name of an outlet.
    fn is_agency(&self, k: usize, end: usize) -> bool {
        self.known_entity(k, MentionKind::Outlet).is_some_and(|(known, _)| known == end)
    }

    fn known_person(&self, k: usize) -> Option<(usize, EntityId)> {
        self.known_entity(k, MentionKind::Person)
    }

    /// The known entity of that kind whose name begins at a word: where it ends, and which it is.
    pub(super) fn known_entity(&self, k: usize, kind: MentionKind) -> Option<(usize, EntityId)> {
        use super::dictionary::Value;
        let entries = self.tag_at(k).entries?;
        self.names.dictionary.entries(entries).iter().find_map(|entry| {
            let Value::Entity(id) = entry.value else { return None };
            let end = k + 1 + entry.rest.len();
            let fits = end <= self.end && entry.rest.iter().zip(k + 1..).all(|(word, j)| self.key(j) == &**word);
            let meant = self.names.entity(id).is_some_and(|e| e.kind == kind);
            (fits && meant).then_some((end, id))
        })
    }

    /// Where a run of words that can be a name ends.
    pub(super) fn name_run(&self, k: usize) -> Option<usize> {
        let mut end = k;
        while end < self.end && end < k + LONGEST_NAME && self.name_like(end, end > k) {
            let link = self.in_list(end, List::NameLink);
            end += 1;
            if link && self.is_word(end) && !self.tag_at(end).is(Facts::LINK) {
                end += 1;
            }
            if self.key(end) == "-" && self.words.word(end).glued && self.name_like(end + 1, true) {
                end += 1;
            }
        }
        (end > k).then_some(end.min(self.end))
    }

    /// Whether a word can be part of a name; `inside`: one stands before it.
    pub(super) fn name_like(&self, j: usize, inside: bool) -> bool {
        if !self.is_word(j) {
            return false;
        }
        let t = self.tag_at(j);
        let key = self.key(j);
        if key == "علي" && self.words.raw(j).ends_with('ي') {
            return inside || self.name_like(j + 1, true);
        }
        if key.starts_with("عبدال") && key.len() > "عبدال".len() + 2 {
            return true;
        }
        if t.listed.has(List::Month) || t.listed.has(List::Weekday) || key.chars().count() < 2 {
            return false;
        }
        if t.listed.has(List::NameLink) {
            let opens = matches!(key, "ابو" | "ابي" | "ابن" | "عبد" | "ام" | "ال" | "مير");
            return inside || opens || key == "بن" && self.name_like(j + 1, true);
        }
        if t.role() == Some(Role::Title) && !t.is(Facts::ARTICLE.with(Facts::WA).with(Facts::BA).with(Facts::LA)) {
            return inside || self.name_like(j + 1, true);
        }
        if inside && (self.names_family(j) || self.stands_before_inna(j)) {
            return true;
        }
        if t.noun.is_some() || t.adjective.is_some() || t.is(Facts::LINK) || t.is(Facts::NUMERAL) {
            return inside && (matches!(key, "الله" | "الدين") || self.is_third_name(j));
        }
        if inside && self.closes_name(j) {
            return true;
        }
        if t.is(Facts::WA) && t.front > 0 && (inside || !t.is(Facts::UNKNOWN)) {
            return false;
        }
        if t.is(Facts::BA.with(Facts::LA)) || t.is(Facts::ENCLITIC) && !t.is(Facts::PROPER) {
            return false;
        }
        if t.is(Facts::PROPER) {
            return !t.is(Facts::VERB) || inside || self.name_like(j + 1, true);
        }
        if t.is(Facts::VERB) {
            let spoken = j > 0 && self.tag_of(j - 1).is(Facts::SPEECH);
            let next = self.tag_at(j + 1);
            // «ومضى يقول ان»: a verb behind a verb of saying is no name.
            let present = ["ي", "ت", "سي", "ست", "سن"].iter().any(|front| key.starts_with(front));
            return !inside && spoken && !present && next.noun.is_none() && next.is(Facts::UNKNOWN.with(Facts::PROPER));
        }
        let article = t.is(Facts::ARTICLE);
        t.is(Facts::UNKNOWN) && (inside || !article)
            || inside && article && matches!(key, "الله" | "الدين")
            || inside && article && !t.is(Facts::NOUN)
            || inside && article && self.ends_name(j)
    }

    /// «سعيد الحربي», «محمد المصري»: whatever tells of belonging, right behind a given name, is the name of a family. An
    /// adjective of the man would stand behind his office.
    fn names_family(&self, j: usize) -> bool {
        let (given, t) = (self.tag_at(j - 1), self.tag_at(j));
        let belongs = t.is(Facts::ARTICLE) && t.adjective.is_some_and(|a| !a.plural) && self.key(j).ends_with('ي');
        belongs && !self.joined_in_front(j) && is_given(given) && given.adjective.is_none()
    }

    /// «روبرت وود إن», «سيرغي كرم،», «مايك مور رئيس الأركان»: between a given name and what ends it, a bare word that may be
    /// read otherwise is the name's last.
    fn closes_name(&self, j: usize) -> bool {
        let (given, t, key) = (self.tag_at(j - 1), self.tag_at(j), self.key(j));
        let office = t.noun.is_none() && self.opens_office(j + 1);
        let ends = office || matches!(self.key(j + 1), "ان" | "،" | "," | ":" | "(");
        ends && is_given(given) && !t.is(Facts::GRAMMAR.with(Facts::VERB)) && !key.ends_with('ا') && !self.tells_when(j)
    }

    /// «قال عاموس يدلين إن», «قال اللواء عبدالكريم خلف إن»: between one name behind a verb of saying and `إن` no verb or
    /// preposition has a place, but a last name has.
    fn stands_before_inna(&self, j: usize) -> bool {
        let (t, key) = (self.tag_at(j), self.key(j));
        let first = self.tag_at(j - 1);
        let is_name = first.is(Facts::PROPER.with(Facts::UNKNOWN)) && first.noun.is_none() && first.adjective.is_none();
        let titled = |k: usize| self.tag_of(k).noun.is_some();
        let told = j >= 2 && (self.tag_of(j - 2).is(Facts::SPEECH) || titled(j - 2));
        let inna = j + 1 < self.end && self.words.raw(j + 1) == "إن";
        let otherwise = t.is(Facts::VERB) || self.words.analyses(j).iter().any(|a| a.pos == Pos::Proper);
        inna && told
            && (is_name || self.key(j - 1).starts_with("عبدال"))
            && otherwise
            && !self.joined_in_front(j)
            && !t.is(Facts::ENCLITIC)
            && key.chars().count() >= 3
            && !key.ends_with('ا')
            && !self.words.raw(j).ends_with('ى')
            && !self.tells_when(j)
            && !t.listed.has(List::Weekday)
    }

    /// Whether a word, also one joined by و, is a time of the day, which may stand behind a name.
    pub(super) fn tells_when(&self, j: usize) -> bool {
        let key = self.key(j);
        self.lists.has(key.strip_prefix('و').unwrap_or(key), List::Daytime)
    }

    /// Whether a word is the office of one.
    fn is_office(&self, j: usize) -> bool {
        self.tag_at(j).noun.is_some_and(|n| n.role == Role::Office && !n.plural)
    }

    /// Whether the office of one begins at a word, with nothing joined in front.
    fn opens_office(&self, j: usize) -> bool {
        self.is_office(j) && !self.joined_in_front(j)
    }

    /// «محمد رحيم أمين إن», «محمد رحيم أمين لاحقا»: behind two given names an office without its article is the name's last.
    fn is_third_name(&self, j: usize) -> bool {
        let later = self.in_list(j + 1, List::Weekday) || self.tells_when(j + 1) || self.is_adverb(j + 1);
        self.is_office(j) && j >= 2 && is_given(self.tag_of(j - 2)) && (later || self.closes_name(j))
    }

    /// Whether a word shows the accusative of an adverb: «لاحقا».
    fn is_adverb(&self, j: usize) -> bool {
        self.key(j).ends_with('ا') && self.words.analyses(j).first().is_some_and(|a| a.pos == Pos::Adverb)
    }

    /// Whether a common noun with the article stands where a family name would: before a verb, `ان`, or a comma.
    fn ends_name(&self, j: usize) -> bool {
        let next = self.tag_at(j + 1);
        self.key(j).chars().count() >= 5 && (next.is(Facts::VERB) || matches!(self.key(j + 1), "ان" | "،" | ":" | "."))
    }

    /// Whether a word is the name علي, not the preposition على, and a name goes on behind it.
    pub(super) fn names_ali(&self, i: usize) -> bool {
        self.key(i) == "علي" && i > 0 && self.tag_of(i - 1).is(Facts::SPEECH) && self.name_like(i, false)
    }

    /// An office in apposition behind a name: `خلوصي أكار وزير الدفاع التركي`, `، وزير الدفاع التركي،`.
    pub(super) fn apposed_office(&mut self, p: &mut Phrase) {
        let k = if self.key(p.end) == "،" { p.end + 1 } else { p.end };
        let t = self.tag_at(k);
        let Some(noun) = t.noun.filter(|n| n.role == Role::Office && !n.plural) else { return };
        if self.joined_in_front(k) || t.is(Facts::ENCLITIC) || t.is(Facts::VERB) {
            return;
        }
        let before = self.out.len();
        match self.noun_phrase(k, k + 1, noun, 2) {
            Some(office) if office.definite || office.filled => {
                p.country = office.country.or(p.country);
                p.sector = p.sector.or(office.sector);
                p.end = office.end;
                p.rule = "name_office";
            }
            _ => self.out.truncate(before),
        }
    }

    /// «إعجاز عابد، وهو مسؤول أمني», «كاي أيدي، مدير البعثة»: where bare words end of which it is said behind a comma who
    /// they are.
    fn who_is(&self, i: usize) -> Option<usize> {
        let told = |j: usize| matches!(self.key(j), "وهو" | "وهي") || self.opens_office(j);
        let end = (i + 2..i + 4).find(|j| self.key(*j) == "،" && told(j + 1) || self.opens_office(*j))?;
        let bare = |j: usize| self.is_bare(j, Opened::Comma) && self.tag_at(j).noun.is_none();
        ((i..end).all(bare) && (self.key(end) == "،" || self.is_strange_name(i, end))).then_some(end)
    }

    /// «عز الدين كوتشوك حاكم الإقليم», and not «قال الأسبوع الماضي رئيس الوزراء» or «محمد رحيم أمين إن»: whether the words
    /// before an office are those of a name, and the office is of something.
    fn is_strange_name(&self, i: usize, office: usize) -> bool {
        let strange = |j: usize| {
            let t = self.tag_at(j);
            (t.is(Facts::UNKNOWN) || self.is_name(j)) && !t.is(Facts::BA.with(Facts::LA).with(Facts::WA))
                || matches!(self.key(j), "الدين" | "الله")
        };
        let of = self.tag_at(office + 1);
        let held = of.is(Facts::ARTICLE) || of.noun.is_some() || of.entries.is_some() || of.begins_place;
        let opens = !self.tag_at(i).is(Facts::ARTICLE.with(Facts::BA).with(Facts::LA));
        opens
            && (i + 1..office).all(strange)
            && (self.tag_at(office).is(Facts::ARTICLE) || held && self.key(office + 1) != "ان")
    }

    /// «لكن سالم العبيدي، قائد الشرطة، تحدث عن»: behind a particle that a noun must follow, the words from a given name on up
    /// to the comma behind which it is said who that is, or up to a verb of saying; the given name may be a verb as well.
    pub(super) fn set_off(&mut self, i: usize) -> Option<Phrase> {
        let opened = i > 0 && self.in_list(i - 1, List::NounFollows);
        if !opened || !self.is_name(i) || self.tag_at(i).is(Facts::ARTICLE) {
            return None;
        }
        let told = |j: usize| self.key(j) == "،" && self.opens_office(j + 1);
        let end = (i + 2..i + 5).find(|j| told(*j) || self.tag_at(*j).is(Facts::SPEECH))?;
        let part = |j: usize| self.is_bare(j, Opened::Office) && self.tag_at(j).noun.is_none();
        if !(i..end).all(part) {
            return None;
        }
        let mut p = Phrase::new(i, end, MentionKind::Person, "given_name");
        self.apposed_office(&mut p);
        Some(p)
    }

    /// A run of words that is a name because of how it begins or what stands before it.
    pub(super) fn person_run(&mut self, i: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let kunya = matches!(self.key(i), "ابو" | "ابي" | "ابا");
        let spoken = i > 0 && self.tag_of(i - 1).is(Facts::SPEECH);
        let relayed = i > 0 && matches!(self.keys[i - 1], "عن" | "وعن");
        if !kunya
            && !spoken
            && !relayed
            && !t.is(Facts::PROPER.with(Facts::UNKNOWN))
            && !self.names_ali(i)
            && !self.key(i).starts_with("عبدال")
        {
            return None;
        }
        // «الأيام الماضية»: a noun and its adjective are no given name and its family's.
        if t.is(Facts::ARTICLE) && self.tag_at(i + 1).is(Facts::ARTICLE) && self.key(i + 1).ends_with('ه') {
            return None;
        }
        if let Some(end) = self.who_is(i).filter(|_| spoken || relayed) {
            let mut p = Phrase::new(i, end, MentionKind::Person, "after_speech_verb");
            self.apposed_office(&mut p);
            return Some(p);
        }
        let end = self.name_run(i)?;
        let before = if i > 0 { self.tag_of(i - 1) } else { &Tag::NONE };
        let given = t.is(Facts::PROPER) && !t.is(Facts::UNKNOWN);
        let long = end >= i + 2;
        let rule = match () {
            () if kunya && long => "kunya",
            () if given && long => "given_name",
            () if before.is(Facts::SPEECH) => "after_speech_verb",
            () if long && before.is(Facts::VERB) => "after_verb",
            () => return None,
        };
        let mut p = Phrase::new(i, end, MentionKind::Person, rule);
        self.apposed_office(&mut p);
        Some(p)
    }
}

/// Whether a word is a name by which a person may be called.
fn is_given(t: &Tag) -> bool {
    t.is(Facts::PROPER) && !t.is(Facts::ARTICLE) && t.noun.is_none()
}
