//! What a written word may be inside a mention: one look at its spelling and its readings, remembered by spelling.

use riwaya_lexicon::{Analysis, Pos, Proclitics};

use super::dictionary::Entries;
use super::entity::Names;
use super::nouns::{Adjective, Noun, Role};
use crate::lists::Listed;

/// A set of facts about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Facts(u16);

impl Facts {
    /// The likeliest reading is a verb.
    pub const VERB: Self = Self(1);
    /// A preposition, conjunction, particle, pronoun, demonstrative, relative or adverb.
    pub const LINK: Self = Self(1 << 1);
    pub const PREPOSITION: Self = Self(1 << 2);
    pub const NUMERAL: Self = Self(1 << 3);
    /// No reading has a lemma.
    pub const UNKNOWN: Self = Self(1 << 4);
    /// A given name or another proper noun.
    pub const PROPER: Self = Self(1 << 5);
    /// Some reading is a noun.
    pub const NOUN: Self = Self(1 << 6);
    /// Some reading is an adjective or a participle, or the word is spelled like an adjective of relation.
    pub const ADJECTIVE: Self = Self(1 << 7);
    /// It carries the article.
    pub const ARTICLE: Self = Self(1 << 8);
    pub const WA: Self = Self(1 << 9);
    /// ب or ك joined.
    pub const BA: Self = Self(1 << 10);
    /// ل joined.
    pub const LA: Self = Self(1 << 11);
    pub const ENCLITIC: Self = Self(1 << 12);
    /// A verb of saying.
    pub const SPEECH: Self = Self(1 << 13);
    /// No known word, or a proper noun as likely as what else it may be.
    pub const NAMELY: Self = Self(1 << 14);

    /// What no bare part of a name shows.
    pub const GRAMMAR: Self =
        Self::LINK.with(Self::PREPOSITION).with(Self::NUMERAL).with(Self::ARTICLE).with(Self::ENCLITIC);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn set(&mut self, other: Self, on: bool) {
        if on {
            self.0 |= other.0;
        }
    }
}

/// What a word may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub facts: Facts,
    /// The noun it is, where it may head a mention.
    pub noun: Option<Noun>,
    /// The listed adjective it is.
    pub adjective: Option<Adjective>,
    /// Bytes of the key that are joined in front (the article not counted).
    pub front: u8,
    /// Bytes of the key that are an attached pronoun.
    pub back: u8,
    /// The names that begin with it.
    pub entries: Option<Entries>,
    /// Bytes joined in front when it begins a name.
    pub entries_front: u8,
    /// Whether a name of the gazetteer may begin with it; where not, none does.
    pub begins_place: bool,
    /// The lists of written words in which it stands.
    pub listed: Listed,
}

impl Tag {
    /// What is no word may be nothing.
    pub(super) const NONE: Self = Self {
        facts: Facts(0),
        noun: None,
        adjective: None,
        front: 0,
        back: 0,
        entries: None,
        entries_front: 0,
        begins_place: false,
        listed: Listed::NONE,
    };

    pub(super) fn role(&self) -> Option<Role> {
        self.noun.map(|n| n.role)
    }

    pub(super) const fn is(&self, facts: Facts) -> bool {
        self.facts.has(facts)
    }

    pub(super) fn definite(&self) -> bool {
        self.is(Facts::ARTICLE.with(Facts::ENCLITIC))
    }
}

/// A way to take letters off the front: bytes before the article, bytes before the stem.
#[derive(Clone, Copy)]
struct Front {
    cut: usize,
    stem: usize,
    facts: Facts,
}

const ENCLITICS: [&str; 7] = ["هما", "ها", "هم", "هن", "نا", "ه", "ي"];

/// What `key` may be.
pub(super) fn tag(names: &Names, key: &str, readings: &[Analysis], is_speech: impl Fn(&Analysis) -> bool) -> Tag {
    let mut out = noun_or_word(names, key, readings, is_speech);
    joined_compound(&mut out, names, key);
    out
}

fn noun_or_word(names: &Names, key: &str, readings: &[Analysis], is_speech: impl Fn(&Analysis) -> bool) -> Tag {
    let mut out = Tag::NONE;
    let mut fronts = [Front { cut: 0, stem: 0, facts: Facts::default() }; 10];
    let count = fronts_of(key, &mut fronts);
    let fronts = &fronts[..count];
    let top = readings.first();
    grammar(&mut out, key, readings, is_speech);
    find_entries(&mut out, names, key, fronts);
    let verb = out.is(Facts::VERB) && top.is_some_and(|a| a.proclitics.is_empty() || !a.proclitics.has(Proclitics::AL));
    for front in fronts {
        let stem = &key[front.stem..];
        let noun = names.nouns.noun(stem).filter(|n| !(n.role == Role::Title && out.is(Facts::VERB)));
        // `أمام` is folded like `إمام`: the preposition is meant.
        let link = out.is(Facts::LINK) && top.is_some_and(|a| usize::from(a.stem.0) == front.stem);
        let person = |n: &Noun| matches!(n.role, Role::Office | Role::Rank | Role::Title | Role::People) && !n.plural;
        let noun = noun.filter(|n| !(link && person(n)));
        let adjective = names.nouns.adjective(stem);
        if noun.is_some() || adjective.is_some() {
            (out.noun, out.adjective, out.front) = (noun, adjective, front.cut as u8);
            out.facts = out.facts.with(front.facts);
            let same_front = top.is_some_and(|a| usize::from(a.stem.0) == front.stem);
            if verb && same_front && noun.is_none_or(|n| !n.plural || n.construct) {
                out.facts.set(Facts::VERB, true);
            } else {
                out.facts = Facts(out.facts.0 & !(Facts::VERB.0 | Facts::LINK.0 | Facts::PREPOSITION.0));
            }
            return out;
        }
    }
    if let Some((noun, front, back)) = with_pronoun(names, key, fronts) {
        // `جبلية` is an adjective before it is `جبلي` with a pronoun.
        let adjective = top.is_some_and(|a| a.pos == Pos::Adjective && a.enclitic.is_none());
        // ة and ه fold alike: `مراقبة` is watching before it is somebody's watcher.
        let whole = back == 2 && key.ends_with('ه') && top.is_some_and(|a| a.enclitic.is_none());
        let rival = adjective || whole || out.is(Facts::VERB.with(Facts::LINK).with(Facts::PROPER));
        if !rival {
            (out.noun, out.front, out.back) = (Some(noun), front.cut as u8, back as u8);
            out.facts = out.facts.with(front.facts).with(Facts::ENCLITIC);
            return out;
        }
    }
    plain(&mut out, key, top);
    out
}

/// `وآل عقاب`: what opens a name is short enough to be read otherwise with its و.
fn joined_compound(out: &mut Tag, names: &Names, key: &str) {
    let rest = key.strip_prefix('و').filter(|rest| names.opens_compound(rest));
    if out.front == 0 && rest.is_some() {
        out.facts.set(Facts::WA, true);
        out.front = 2;
    }
}

/// Facts from the readings of the lexicon.
fn grammar(out: &mut Tag, key: &str, readings: &[Analysis], is_speech: impl Fn(&Analysis) -> bool) {
    let Some(top) = readings.first() else { return };
    let f = &mut out.facts;
    let question = top.proclitics.has(Proclitics::HAMZA_Q);
    f.set(Facts::VERB, top.pos == Pos::Verb && !question);
    f.set(Facts::SPEECH, top.pos == Pos::Verb && is_speech(top));
    f.set(Facts::PREPOSITION, top.pos == Pos::Preposition);
    let link = matches!(
        top.pos,
        Pos::Preposition
            | Pos::Conjunction
            | Pos::Particle
            | Pos::Pronoun
            | Pos::Demonstrative
            | Pos::Relative
            | Pos::Adverb
    );
    f.set(Facts::LINK, link);
    f.set(Facts::NUMERAL, top.pos == Pos::Numeral);
    let strange = readings.iter().all(|a| a.lemma.is_none() || a.proclitics.has(Proclitics::HAMZA_Q));
    let unknown = strange && key.chars().count() > 1;
    f.set(Facts::UNKNOWN, unknown);
    let proper = |a: &Analysis| a.pos == Pos::Proper && a.lemma.is_some();
    f.set(Facts::PROPER, readings.iter().any(proper));
    f.set(Facts::NAMELY, unknown || namely(readings, top));
    f.set(Facts::NOUN, matches!(top.pos, Pos::Noun | Pos::Masdar | Pos::ActiveParticiple | Pos::PassiveParticiple));
    let adjective = |a: &Analysis| matches!(a.pos, Pos::Adjective | Pos::ActiveParticiple | Pos::PassiveParticiple);
    let second = readings.get(1).is_some_and(adjective) && !matches!(top.pos, Pos::Verb | Pos::Noun | Pos::Masdar);
    f.set(Facts::ADJECTIVE, adjective(top) || second);
}

/// Whether a name is as likely as what else the word may be: `تعز`, which is a verb too, but not `إبادة`.
fn namely(readings: &[Analysis], top: &Analysis) -> bool {
    let long = |a: &&Analysis| usize::from(a.stem.1).saturating_sub(usize::from(a.stem.0)) > SHORT;
    let proper = || readings.iter().filter(|a| a.pos == Pos::Proper && a.lemma.is_some()).filter(long);
    let bound = Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA);
    let whole = || proper().any(|a| !a.proclitics.has_any(bound.with(Proclitics::HAMZA_Q)));
    let joined = || proper().any(|a| a.proclitics.has_any(bound));
    match top.pos {
        Pos::Proper => true,
        Pos::Verb => whole(),
        _ => !top.proclitics.is_empty() && (whole() || joined()),
    }
}

/// Bytes of two letters: what is so short is no name that stands with a joined particle.
const SHORT: usize = 4;

/// Clitics of a word that is no listed noun.
fn plain(out: &mut Tag, key: &str, top: Option<&Analysis>) {
    let Some(top) = top else { return };
    let p = top.proclitics;
    let unknown = out.is(Facts::UNKNOWN);
    // «ساجد» is no coming deed where it is a name: nothing is joined to a name but what a noun may bear.
    let deed = p.has_any(Proclitics::SA.with(Proclitics::HAMZA_Q)) && out.is(Facts::PROPER);
    let front = if deed { 0 } else { usize::from(top.stem.0) };
    let article = p.has(Proclitics::AL);
    out.facts.set(Facts::ARTICLE, article);
    out.facts.set(Facts::WA, p.has_any(Proclitics::WA.with(Proclitics::FA)));
    out.facts.set(Facts::BA, p.has_any(Proclitics::BA.with(Proclitics::KA)));
    out.facts.set(Facts::LA, p.has(Proclitics::LA));
    out.facts.set(Facts::ENCLITIC, top.enclitic.is_some());
    let alif = article && key.get(..front).is_some_and(|f| f.ends_with("ال"));
    out.front = if alif { front - 4 } else { front } as u8;
    out.back = (key.len() - usize::from(top.stem.1).min(key.len())) as u8;
    if unknown && !article && out.front == 0 && key.starts_with('و') && key.chars().count() >= 5 {
        out.facts.set(Facts::WA, true);
        out.front = 2;
    }
    let relation = key.ends_with("يه") || key.ends_with("ي") || key.ends_with("يون") || key.ends_with("يين");
    out.facts.set(Facts::ADJECTIVE, unknown && relation);
}

fn find_entries(out: &mut Tag, names: &Names, key: &str, fronts: &[Front]) {
    for front in fronts {
        let word = &key[front.cut..];
        let found = if front.facts.has(Facts::LA) && front.facts.has(Facts::ARTICLE) && !word.starts_with("ال") {
            // للأمم: the article has lost its alif.
            let mut whole = String::with_capacity(word.len() + 4);
            whole.push_str("ال");
            whole.push_str(&key[front.stem..]);
            names.dictionary.starting(&whole)
        } else {
            names.dictionary.starting(word)
        };
        if let Some(entries) = found {
            (out.entries, out.entries_front) = (Some(entries), front.cut as u8);
            return;
        }
    }
}

fn with_pronoun(names: &Names, key: &str, fronts: &[Front]) -> Option<(Noun, Front, usize)> {
    for front in fronts.iter().filter(|f| !f.facts.has(Facts::ARTICLE)) {
        let stem = &key[front.stem..];
        for enclitic in ENCLITICS {
            let Some(rest) = stem.strip_suffix(enclitic).filter(|r| r.chars().count() > 2) else { continue };
            let free = names.nouns.noun(rest);
            // What is left of `حكومته` and `حلفاؤهم` without the pronoun is no word: they keep it.
            let back = if free.is_some() { enclitic.len() } else { 0 };
            let noun = free.or_else(|| bound_noun(names, rest));
            if let Some(noun) = noun.filter(|n| !matches!(n.role, Role::Rank | Role::Title)) {
                return Some((noun, *front, back));
            }
        }
    }
    None
}

/// The noun that is written `rest` before a pronoun: `طائرت` for `طائرة`, `ابناي` for `أبناء`.
fn bound_noun(names: &Names, rest: &str) -> Option<Noun> {
    let other = if let Some(stem) = rest.strip_suffix('ت') {
        format!("{stem}ه")
    } else if let Some(stem) = rest.strip_suffix('ي').or_else(|| rest.strip_suffix('و')) {
        format!("{stem}ء")
    } else {
        return None;
    };
    names.nouns.noun(&other)
}

/// The ways to take letters off the front, the fewest first.
fn fronts_of(key: &str, out: &mut [Front; 10]) -> usize {
    let mut count = 0;
    let mut put = |cut: usize, stem: usize, facts: Facts| {
        if stem + 2 < key.len() && count < out.len() {
            out[count] = Front { cut, stem, facts };
            count += 1;
        }
    };
    let none = Facts::default();
    put(0, 0, none);
    if key.starts_with("ال") {
        put(0, 4, Facts::ARTICLE);
    }
    let starts: &[(usize, Facts)] =
        if key.starts_with(['و', 'ف']) { &[(0, Facts(0)), (2, Facts::WA)] } else { &[(0, Facts(0))] };
    for &(at, before) in starts.iter().rev() {
        let rest = &key[at..];
        if at > 0 {
            put(at, at, before);
            if rest.starts_with("ال") {
                put(at, at + 4, before.with(Facts::ARTICLE));
            }
        }
    }
    for &(at, before) in starts {
        let rest = &key[at..];
        for (letter, fact) in [("ل", Facts::LA), ("ب", Facts::BA), ("ك", Facts::BA)] {
            let Some(rest) = rest.strip_prefix(letter) else { continue };
            let (cut, facts) = (at + 2, before.with(fact));
            if fact == Facts::LA && rest.starts_with('ل') {
                put(cut + 2, cut + 2, facts.with(Facts::ARTICLE));
            }
            if rest.starts_with("ال") {
                put(cut, cut + 4, facts.with(Facts::ARTICLE));
            }
            put(cut, cut, facts);
        }
    }
    count
}
