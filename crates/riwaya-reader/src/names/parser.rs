//! The pass over a report: at each word a mention is tried, and known names come first.

use std::collections::HashSet;

use riwaya_lexicon::gazetteer::Gazetteer;
use riwaya_lexicon::{Analysis, ClassId, Lexicon, Proclitics, Remembered, Words};
use riwaya_text::{Span, TokenKind};

use super::dictionary::Value;
use super::entity::Names;
use super::mention::{Country, EntityId, Mention, MentionKind, PlaceId, Sector};
use super::nouns::{Noun, Role};
use super::person::Surnames;
use super::place::begins_place;
use super::series::Series;
use super::tag::{Facts, Tag, tag};
use crate::lists::{List, Lists};

/// How deep phrases may nest.
pub(super) const DEEPEST: usize = 5;

/// Reads the mentions of reports, one after the other; one for each thread. What it remembers of spellings makes it
/// faster and changes nothing else.
pub struct NameReader<'n> {
    names: &'n Names,
    lexicon: &'n Lexicon,
    places: &'n Gazetteer,
    lists: &'static Lists,
    speech: Vec<ClassId>,
    /// What spellings may be, by their numbers.
    remembered: Remembered<Tag>,
}

impl<'n> NameReader<'n> {
    /// A reader with nothing remembered.
    #[must_use]
    pub fn new(names: &'n Names, lexicon: &'n Lexicon, places: &'n Gazetteer) -> Self {
        let speech = ["speech", "speech.say", "speech.announce", "speech.confirm", "speech.deny", "speech.accuse"]
            .into_iter()
            .chain(["speech.claim", "speech.demand", "speech.reject", "speech.threaten", "speech.promise"])
            .chain(["speech.condemn", "speech.expect", "speech.add"])
            .filter_map(|name| lexicon.class(name))
            .collect();
        Self { names, lexicon, places, lists: Lists::get(), speech, remembered: Remembered::default() }
    }

    /// The mentions of a report in order of their first word, the longer first; parts of a mention that are mentions
    /// themselves follow it.
    pub fn mentions(&mut self, words: &Words<'_>) -> Vec<Mention> {
        self.remembered.follow(words);
        let spelt: Vec<&str> = words.spellings().map(|(_, word)| words.key(word)).collect();
        let keys: Vec<&str> = (0..words.len()).map(|i| spelt[words.spelling(i)]).collect();
        let tags: Vec<Tag> =
            words.spellings().zip(&spelt).map(|((number, word), key)| self.tag(words, number, word, key)).collect();
        let mut parser = Parser {
            names: self.names,
            places: self.places,
            lists: self.lists,
            words,
            tags: &tags,
            keys: &keys,
            end: 0,
            out: Vec::with_capacity(words.len() / 3),
            seen: HashSet::new(),
            countries: Vec::new(),
            surnames: Surnames::default(),
        };
        for sentence in words.sentences() {
            parser.sentence(sentence.start as usize, sentence.end as usize);
        }
        let mut out = parser.out;
        out.sort_by_key(|m| (m.words.start, std::cmp::Reverse(m.words.end)));
        out.dedup_by(|b, a| a.words == b.words && a.joint == b.joint && (a.kind == b.kind || a.name == b.name));
        out
    }

    /// What the spelling of that number may be, which word `i` has.
    fn tag(&mut self, words: &Words<'_>, number: usize, i: usize, key: &str) -> Tag {
        if let Some(known) = self.remembered.get(number) {
            return *known;
        }
        if matches!(words.word(i).kind, TokenKind::Mark | TokenKind::Number) {
            return Tag { begins_place: true, ..Tag::NONE };
        }
        let lexicon = self.lexicon;
        let speech = &self.speech;
        let is_speech =
            |a: &Analysis| a.lemma.is_some_and(|id| lexicon.lemma(id).classes().any(|c| speech.contains(&c)));
        let begins_place = begins_place(self.places, key);
        let listed = self.lists.written(key);
        let found = Tag { begins_place, listed, ..tag(self.names, key, words.analyses(i), is_speech) };
        self.remembered.put(number, found);
        found
    }
}

/// A phrase on its way to be a mention.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub start: usize,
    pub end: usize,
    pub name: (usize, usize),
    pub head: usize,
    pub kind: MentionKind,
    pub role: Option<Role>,
    pub entity: Option<EntityId>,
    pub place: Option<PlaceId>,
    pub country: Option<Country>,
    pub sector: Option<Sector>,
    pub definite: bool,
    pub plural: bool,
    pub rule: &'static str,
    /// Whether something already follows the head in construct.
    pub filled: bool,
    /// Bytes joined before the first word of the name, where it is known which name that is: none before `بعشيقة`, one
    /// letter before `ولحج`.
    pub front: Option<u8>,
}

impl Phrase {
    pub(super) fn new(start: usize, end: usize, kind: MentionKind, rule: &'static str) -> Self {
        Self {
            start,
            end,
            name: (start, end),
            head: start,
            kind,
            role: None,
            entity: None,
            place: None,
            country: None,
            sector: None,
            definite: true,
            plural: false,
            rule,
            filled: false,
            front: None,
        }
    }

    /// Whether the name is no more than the phrase itself.
    pub(super) fn unnamed(&self) -> bool {
        self.name.0 == self.start
    }

    /// Lets the phrase, and a name that is the whole phrase, reach to `end`.
    pub(super) fn reach(&mut self, end: usize) {
        if self.unnamed() && self.name.1 == self.end {
            self.name.1 = end;
        }
        self.end = end;
    }
}

pub(super) struct Parser<'p> {
    pub names: &'p Names,
    pub places: &'p Gazetteer,
    pub lists: &'static Lists,
    pub words: &'p Words<'p>,
    /// What each spelling of the text may be.
    pub tags: &'p [Tag],
    pub keys: &'p [&'p str],
    /// Where the sentence ends.
    pub end: usize,
    pub out: Vec<Mention>,
    /// Entities whose full name has stood in the report.
    pub seen: HashSet<EntityId>,
    /// Countries of which the report has spoken, and how often.
    pub countries: Vec<(Country, u32)>,
    /// The last names of persons whose full names have stood in the report.
    pub surnames: Surnames<'p>,
}

impl<'p> Parser<'p> {
    fn sentence(&mut self, start: usize, end: usize) {
        self.end = end;
        let mut top: Vec<(Phrase, usize)> = Vec::new();
        let mut series = Series::None;
        let mut i = start;
        while i < end {
            let before = top.last().map(|t| &t.0);
            let phrase = self.phrase(i, 0);
            let member = match &phrase {
                Some(p) if !self.is_member(p, series) => None,
                _ => self.member(i, series, before),
            };
            let Some(phrase) = member.or(phrase).or_else(|| self.stray(i)) else {
                i += 1;
                continue;
            };
            series = self.series(&phrase, series);
            i = phrase.end.max(i + 1);
            let at = self.push(&phrase);
            top.push((phrase, at));
        }
        self.join(&top);
    }

    pub(super) fn key(&self, i: usize) -> &'p str {
        if i < self.end { self.keys[i] } else { "" }
    }

    pub(super) fn tag_at(&self, i: usize) -> &'p Tag {
        if i < self.end { self.tag_of(i) } else { &Tag::NONE }
    }

    /// Whether a word of the sentence stands in a list of written words.
    pub(super) fn in_list(&self, i: usize, list: List) -> bool {
        self.tag_at(i).listed.has(list)
    }

    /// What a word of the text may be, also behind the sentence.
    pub(super) fn tag_of(&self, i: usize) -> &'p Tag {
        &self.tags[self.words.spelling(i)]
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        i < self.end && self.words.word(i).kind == TokenKind::Word
    }

    /// The phrase that starts at a word, if one does.
    pub(super) fn phrase(&mut self, i: usize, depth: usize) -> Option<Phrase> {
        if depth > DEEPEST || i >= self.end {
            return None;
        }
        match self.words.word(i).kind {
            TokenKind::Mark => None,
            TokenKind::Number => self.counted(i, depth),
            TokenKind::Foreign => self.known(i, false, depth),
            TokenKind::Word => self.word_phrase(i, depth),
        }
    }

    fn word_phrase(&mut self, i: usize, depth: usize) -> Option<Phrase> {
        if let Some(phrase) = self.known(i, false, depth) {
            return Some(phrase);
        }
        let t = self.tag_at(i);
        if t.is(Facts::NUMERAL) {
            return self.counted(i, depth);
        }
        let governed = i > 0 && self.tag_of(i - 1).is(Facts::PREPOSITION.with(Facts::SPEECH));
        let verb = t.is(Facts::VERB) && !governed;
        if governed && self.sets_apart(i) {
            return None;
        }
        // «دير الزور», «تل عفر»: a town, and no monastery; nor is it a hill that is called like a town.
        if matches!(t.role(), Some(Role::Thing | Role::PlaceNoun))
            && self.compound(i).is_some()
            && let Some(place) = self.gazetteer(i, false).filter(|p| p.end > i + 1)
        {
            return Some(place);
        }
        if let Some(noun) = t.noun.filter(|n| !(verb || depth == 0 && self.is_adverb_or_adjective(i, n)))
            && let Some(phrase) = self.headed(i, i + 1, noun, depth)
        {
            return Some(phrase);
        }
        if t.noun.is_some() && t.is(Facts::ENCLITIC) {
            return None;
        }
        if let Some(place) = self.gazetteer(i, false) {
            return self.called_like(i, &place).or(Some(place));
        }
        if self.names_ali(i) {
            return self.person_run(i);
        }
        if let Some(person) = self.set_off(i) {
            return Some(person);
        }
        if verb || t.is(Facts::LINK) {
            return None;
        }
        self.person_run(i).or_else(|| self.surname(i)).or_else(|| self.unknown_place(i))
    }

    /// «بين الجيش من جهة والمتمردين من جهة أخرى»: a side, and nobody.
    fn sets_apart(&self, i: usize) -> bool {
        let alone = || !self.is_word(i + 1) || self.joined_in_front(i + 1);
        self.in_list(i, List::Side)
            && matches!(self.keys[i - 1], "من" | "ومن")
            && (self.in_list(i + 1, List::SideOther) || alone())
    }

    /// Whether a noun for people is an adverb (`سياسيا`) or an adjective of the noun before (`انقلاب عسكري`).
    fn is_adverb_or_adjective(&self, i: usize, noun: &Noun) -> bool {
        if noun.role != Role::People || noun.plural {
            return false;
        }
        let t = self.tag_at(i);
        // `إن انتحاريا فجر`: behind these a noun must stand.
        let subject = i > 0 && matches!(self.keys[i - 1], "ان" | "وان" | "بان" | "لان" | "لكن" | "ولكن");
        let relation = self.key(i).ends_with("يا") && !subject;
        let before = if i > 0 { self.tag_of(i - 1) } else { &Tag::NONE };
        let noun_before = before.is(Facts::NOUN) && !before.is(Facts::VERB.with(Facts::LINK)) || before.noun.is_some();
        relation
            || t.adjective.is_some()
                && noun_before
                && before.definite() == t.definite()
                && !t.is(Facts::WA.with(Facts::BA).with(Facts::LA))
    }

    /// What a noun that heads a mention builds.
    pub(super) fn headed(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        if let Some(other) =
            noun.otherwise.and_then(|role| self.headed_otherwise(i, after, Noun { role, ..noun }, depth))
        {
            return Some(other);
        }
        match noun.role {
            Role::Office => self.office(i, after, noun, depth),
            Role::Rank | Role::Title => self.titled(i, after, noun, depth),
            Role::PlaceNoun => self.place_noun(i, after, noun, depth),
            Role::Direction => self.direction(i, after, depth),
            Role::Area => self.area(i, after, noun, depth),
            Role::Quantifier | Role::QuantGroup => self.quantified(i, after, noun, depth),
            _ => self.noun_phrase(i, after, noun, depth),
        }
    }

    /// `اللواء` with a name is a rank, `قضاء` with a place's name a district, `جبهات` with one a part of its land.
    fn headed_otherwise(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        match (noun.role, self.tag_at(i).definite()) {
            (Role::Rank, true) => {
                let rank = Noun { sector: Some(Sector::Mil), ..noun };
                self.titled(i, after, rank, depth).filter(|p| p.kind == MentionKind::Person)
            }
            (Role::PlaceNoun, false) => {
                let place = self.place_noun(i, after, Noun { sector: None, ..noun }, depth)?;
                let unknown = |p: &Phrase| (p.name.0..p.name.1).all(|j| self.tag_at(j).is(Facts::UNKNOWN));
                (place.place.is_some() || unknown(&place)).then_some(place)
            }
            _ => None,
        }
    }

    /// A known name. `announced`: what stands before says that a name comes, so that names which are also ordinary
    /// words are taken.
    pub(super) fn known(&mut self, i: usize, announced: bool, depth: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let entries = t.entries?;
        let quoted = i > 0 && self.opens_quote(i - 1);
        let names = self.names;
        for entry in names.dictionary.entries(entries) {
            let end = i + 1 + entry.rest.len();
            let rest = || entry.rest.iter().zip(i + 1..).all(|(word, j)| self.key(j) == &**word);
            if end > self.end || !rest() {
                continue;
            }
            if end == i + 1 && t.is(Facts::VERB.with(Facts::LINK)) && !announced && !quoted {
                continue;
            }
            let free = announced || !entry.guarded || (quoted && self.closes_quote(end));
            let phrase = match entry.value {
                Value::Entity(id) if free || self.seen.contains(&id) => self.entity(i, end, id, !entry.guarded),
                Value::Country(country) => self.country(i, end, country),
                Value::Capital(country) => self.capital(i, end, country),
                Value::People(country) => self.people_of(i, end, country),
                Value::Noun(noun) => self.headed(i, end, noun, depth),
                Value::Entity(_) => None,
            };
            if phrase.is_some() {
                return phrase;
            }
        }
        None
    }

    fn entity(&mut self, i: usize, end: usize, id: EntityId, full: bool) -> Option<Phrase> {
        let names = self.names;
        let entity = names.entity(id)?;
        if entity.kind != MentionKind::Person && self.goes_on_otherwise(end) {
            return None;
        }
        let mut p = Phrase::new(i, end, entity.kind, "known");
        (p.entity, p.country, p.sector) = (Some(id), entity.country, entity.sector);
        p.plural = entity.kind == MentionKind::People;
        if full {
            self.seen.insert(id);
        }
        if self.closes_quote(end) && i > 0 && self.opens_quote(i - 1) && self.tag_at(end + 1).adjective.is_some() {
            p.end = end + 1;
        }
        if entity.kind == MentionKind::Person {
            self.apposed_office(&mut p);
        } else {
            let name = p.name;
            self.adjectives(&mut p, true, 1);
            p.name = if p.end > end { (i, p.end) } else { name };
        }
        Some(p)
    }

    /// Whether a name of a body goes on with an adjective that makes it another body: `مجلس الأمن القومي`.
    fn goes_on_otherwise(&self, end: usize) -> bool {
        let t = self.tag_at(end);
        let own = ["القومي", "الوطني", "القوميه", "الاعلي"];
        t.is(Facts::ARTICLE) && own.contains(&self.key(end))
    }

    fn country(&mut self, i: usize, end: usize, country: Option<Country>) -> Option<Phrase> {
        let t = self.tag_at(i);
        if end == i + 1 && t.is(Facts::ADJECTIVE) && t.adjective.is_none() && self.after_indefinite(i) {
            return None;
        }
        let mut p = Phrase::new(i, end, MentionKind::Country, "country");
        p.country = country;
        p.place = country.map(|c| PlaceId(format!("iso:{c}")));
        Some(p)
    }

    fn capital(&mut self, i: usize, end: usize, country: Option<Country>) -> Option<Phrase> {
        let kind = if self.located(i) { MentionKind::Place } else { MentionKind::Country };
        let mut p = Phrase::new(i, end, kind, "capital");
        p.country = country;
        p.place = self.gazetteer(i, true).filter(|place| place.end == end).and_then(|place| place.place);
        Some(p)
    }

    fn people_of(&mut self, i: usize, end: usize, country: Option<Country>) -> Option<Phrase> {
        let mut p = Phrase::new(i, end, MentionKind::People, "people_of");
        (p.country, p.sector, p.plural) = (country, Some(Sector::Cvl), true);
        self.adjectives(&mut p, true, 2);
        Some(p)
    }

    /// An adjective of nationality that belongs to no mention: `الغارات الروسية`.
    fn stray(&self, i: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let adjective = t.adjective.filter(|a| a.nisba && !t.is(Facts::ENCLITIC))?;
        let mut p = Phrase::new(i, i + 1, MentionKind::Country, "nisba");
        (p.country, p.definite) = (adjective.country, t.is(Facts::ARTICLE));
        Some(p)
    }

    /// Whether the word before is a noun without article, so that an adjective is to be expected.
    pub(super) fn after_indefinite(&self, i: usize) -> bool {
        i > 0 && {
            let before = self.tag_of(i - 1);
            (before.is(Facts::NOUN) || before.noun.is_some()) && !before.definite()
        }
    }

    /// Whether something before says that a place comes.
    pub(super) fn located(&self, i: usize) -> bool {
        let joined = self.tag_at(i).entries_front > 0 && self.key(i).starts_with('ب');
        joined || self.after_preposition(i)
    }

    /// Whether a preposition of place stands before.
    pub(super) fn after_preposition(&self, i: usize) -> bool {
        i > 0
            && matches!(self.keys[i - 1], "في" | "وفي" | "الي" | "والي" | "ب" | "قرب" | "عبر" | "نحو" | "داخل" | "خارج")
    }

    /// Mentions side by side, joined with `و`, are one more mention that holds them.
    fn join(&mut self, top: &[(Phrase, usize)]) {
        let mut i = 0;
        while i < top.len() {
            let mut j = i;
            while j + 1 < top.len() && self.joined(&top[j].0, &top[j + 1].0) {
                j += 1;
            }
            if j > i && self.tag_of(top[j].0.start).is(Facts::WA) {
                let mut whole = self.out[top[i].1].clone();
                let last = &self.out[top[j].1];
                whole.words.end = last.words.end;
                whole.span = whole.span.join(last.span);
                (whole.name, whole.name_span) = (whole.words.clone(), whole.span);
                if whole.country != last.country {
                    whole.country = None;
                }
                (whole.entity, whole.place, whole.plural, whole.joint, whole.rule) = (None, None, true, true, "joint");
                self.out.push(whole);
            }
            i = j + 1;
        }
    }

    fn joined(&self, a: &Phrase, b: &Phrase) -> bool {
        use MentionKind::{Body, Country, Force, Group, Outlet, People, Person, Place, Source, Thing};
        let t = self.tag_of(b.start);
        let with = t.is(Facts::WA) && a.end == b.start;
        let comma = a.end + 1 == b.start && self.key(a.end) == "،";
        let side = |k: MentionKind| match k {
            Country | Group | Body | Force | Person | People | Source | Outlet => 0,
            Place => 1,
            Thing => 2,
        };
        // `فلان رئيس المجلس والناطق باسم الحزب`: one person of two offices.
        let held = a.kind == Person && a.rule == "name_office";
        let second_office = held && b.rule == "office" && !b.plural;
        // «فلان، رئيس مركز الدراسات والإعلام»: what is joined behind his office belongs to the office.
        let of_office = held && with && self.key(a.name.1) == "،" && b.kind != Person;
        let close =
            side(a.kind) == side(b.kind) && (a.kind == b.kind || side(a.kind) == 0) && !second_office && !of_office;
        close && (with || (comma && a.kind == b.kind))
    }

    /// Makes a mention of a phrase; gives its index.
    pub(super) fn push(&mut self, p: &Phrase) -> usize {
        if let Some(country) = p.country.filter(|_| p.rule != "gazetteer") {
            match self.countries.iter_mut().find(|(c, _)| *c == country) {
                Some((_, times)) => *times += 1,
                None => self.countries.push((country, 1)),
            }
        }
        // «فلان – صحيفة – عدن»: a line's last word is no last name.
        if p.kind == MentionKind::Person && p.name.1 - p.name.0 > 1 && self.keys[p.name.1 - 2] != "-" {
            self.surnames.tell(self.keys[p.name.1 - 1], p.country, p.sector);
        }
        let bare = |(start, end): (usize, usize)| {
            let known = p.front.filter(|_| start == p.name.0);
            self.bare(start, end, known.unwrap_or_else(|| self.front_of(start)))
        };
        let span = bare((p.start, p.end));
        let name_span = if p.name == (p.start, p.end) { span } else { bare(p.name) };
        self.out.push(Mention {
            words: p.start as u32..p.end as u32,
            name: p.name.0 as u32..p.name.1 as u32,
            head: p.head as u32,
            kind: p.kind,
            entity: p.entity,
            place: p.place.clone(),
            country: p.country,
            sector: p.sector,
            span,
            name_span,
            definite: p.definite,
            plural: p.plural,
            joint: false,
            rule: p.rule,
        });
        self.out.len() - 1
    }

    /// The letters of words without the bytes that are joined before the first and the pronoun behind the last.
    fn bare(&self, start: usize, end: usize, front: u8) -> Span {
        let (last, front) = (end - 1, usize::from(front));
        let back = usize::from(if self.tag_of(last).noun.is_some() { self.tag_of(last).back } else { 0 });
        let cut = |i: usize, front: usize, back: usize| {
            let length = self.keys[i].len();
            if front + back == 0 || front + back >= length {
                return self.words.word(i).span;
            }
            let part = Analysis {
                proclitics: Proclitics::NONE,
                enclitic: None,
                stem: (front as u8, (length - back).min(255) as u8),
                lemma: None,
                pos: riwaya_lexicon::Pos::Unknown,
                inflection: riwaya_lexicon::Inflection::default(),
                weight: 0,
            };
            self.words.stem_span(i, &part)
        };
        if start == last {
            return cut(start, front, back);
        }
        cut(start, front, 0).join(cut(last, 0, back))
    }

    /// Bytes joined before a word that begins a mention.
    fn front_of(&self, i: usize) -> u8 {
        let t = self.tag_of(i);
        if i > 0 && self.opens_quote(i - 1) && self.words.word(i).glued {
            return 0;
        }
        if t.entries.is_some() && t.noun.is_none() && t.adjective.is_none() { t.entries_front } else { t.front }
    }
}
