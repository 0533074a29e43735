//! From a written word to its readings: every way to take letters off its front and a pronoun off its end that leaves a
//! form of the lexicon.

use crate::analysis::{Analysis, Proclitics, Pronoun};
use crate::grammar::{Gender, Inflection, Joins, Mood, Number, Person, Pos, State, Tense, Voice};
use crate::lexicon::{Lexicon, Reading};

/// Longest key that is analysed, in bytes; stems are addressed by one byte.
const LONGEST: usize = 120;

const fn pronoun(person: Person, gender: Option<Gender>, number: Number) -> Pronoun {
    Pronoun { person, gender, number }
}

/// The attached pronouns in folded letters.
const ENCLITICS: [(&str, Pronoun); 12] = [
    ("هما", pronoun(Person::Third, None, Number::Dual)),
    ("كما", pronoun(Person::Second, None, Number::Dual)),
    ("ها", pronoun(Person::Third, Some(Gender::Feminine), Number::Singular)),
    ("هم", pronoun(Person::Third, Some(Gender::Masculine), Number::Plural)),
    ("هن", pronoun(Person::Third, Some(Gender::Feminine), Number::Plural)),
    ("كم", pronoun(Person::Second, Some(Gender::Masculine), Number::Plural)),
    ("كن", pronoun(Person::Second, Some(Gender::Feminine), Number::Plural)),
    ("نا", pronoun(Person::First, None, Number::Plural)),
    ("ني", pronoun(Person::First, None, Number::Singular)),
    ("ه", pronoun(Person::Third, Some(Gender::Masculine), Number::Singular)),
    ("ك", pronoun(Person::Second, None, Number::Singular)),
    ("ي", pronoun(Person::First, None, Number::Singular)),
];

/// A way to read the front of a word: bytes taken and what they are.
type Front = (usize, Proclitics);

impl Lexicon {
    /// Every reading of a folded word, the likeliest first. A word that the lexicon does not know has readings with no
    /// lemma: whole, and with each front that may be proclitics taken off. Never empty.
    ///
    /// ```
    /// use riwaya_lexicon::{Lexicon, Proclitics};
    /// let readings = Lexicon::builtin().analyse("وقالت");
    /// assert!(readings[0].proclitics.has(Proclitics::WA));
    /// ```
    #[must_use]
    pub fn analyse(&self, key: &str) -> Vec<Analysis> {
        let mut out = Vec::with_capacity(4);
        if key.len() <= LONGEST {
            let mut fronts = [(0, Proclitics::NONE); 16];
            let count = fronts_of(key, &mut fronts);
            for front in &fronts[..count] {
                self.read_from(key, *front, &mut out);
            }
        }
        if out.is_empty() {
            guess(key, &mut out);
        }
        out.sort_by_key(|a| std::cmp::Reverse(a.weight));
        out
    }

    fn read_from(&self, key: &str, front: Front, out: &mut Vec<Analysis>) {
        let (start, proclitics) = front;
        let rest = &key[start..];
        for reading in self.readings(rest).filter(|r| r.joins.has(Joins::FREE)) {
            push(out, &reading, proclitics, None, (start, key.len()));
        }
        if proclitics.has(Proclitics::AL) {
            return;
        }
        for (letters, pronoun) in &ENCLITICS {
            let Some(stem) = rest.strip_suffix(letters).filter(|s| !s.is_empty()) else { continue };
            for reading in self.readings(stem).filter(|r| r.joins.has(Joins::BOUND)) {
                if takes(&reading, letters) {
                    push(out, &reading, proclitics, Some(*pronoun), (start, start + stem.len()));
                }
            }
        }
    }
}

/// Whether a form takes that pronoun: ني stands behind verbs and particles, ي behind nouns and prepositions.
fn takes(reading: &Reading, letters: &str) -> bool {
    match letters {
        "ني" => matches!(reading.pos, Pos::Verb | Pos::Particle | Pos::Conjunction | Pos::Preposition),
        "ي" => reading.pos != Pos::Verb,
        _ => true,
    }
}

/// Adds the reading if its proclitics may stand before it.
fn push(out: &mut Vec<Analysis>, r: &Reading, proclitics: Proclitics, enclitic: Option<Pronoun>, stem: (usize, usize)) {
    let inflection = Inflection::unpack(r.inflection);
    let Some(proclitics) = allowed(r, &inflection, proclitics) else { return };
    let analysis = Analysis {
        proclitics,
        enclitic,
        stem: (stem.0 as u8, stem.1 as u8),
        lemma: Some(r.lemma),
        pos: r.pos,
        weight: weight(r, &inflection, proclitics, enclitic),
        inflection,
    };
    let twin = |a: &Analysis| {
        a.lemma == analysis.lemma
            && a.stem == analysis.stem
            && a.proclitics == analysis.proclitics
            && a.inflection == inflection
    };
    if !out.iter().any(twin) {
        out.push(analysis);
    }
}

/// The proclitics as this form takes them; `None` where it takes them not.
fn allowed(r: &Reading, inflection: &Inflection, p: Proclitics) -> Option<Proclitics> {
    let case_letters = Proclitics::BA.with(Proclitics::KA).with(Proclitics::LA);
    match r.pos {
        Pos::Verb => {
            if p.has_any(Proclitics::AL.with(Proclitics::BA).with(Proclitics::KA)) {
                return None;
            }
            let present = inflection.tense == Some(Tense::Present);
            if p.has(Proclitics::SA) && !(present && inflection.mood != Some(Mood::Shortened)) {
                return None;
            }
            if p.has(Proclitics::LA) && !present {
                let past = inflection.tense == Some(Tense::Past);
                return past.then(|| Proclitics::LAM_EMPH.with(p.without(Proclitics::LA)));
            }
            Some(p)
        }
        Pos::Noun
        | Pos::Adjective
        | Pos::Masdar
        | Pos::ActiveParticiple
        | Pos::PassiveParticiple
        | Pos::Proper
        | Pos::Numeral => {
            let article = !p.has(Proclitics::AL) || r.joins.has(Joins::ARTICLE);
            let nunated = inflection.state == Some(State::Nunated) && p.has_any(case_letters);
            (article && !nunated && !p.has(Proclitics::SA)).then_some(p)
        }
        Pos::Demonstrative | Pos::Relative | Pos::Pronoun => {
            (!p.has_any(Proclitics::AL.with(Proclitics::SA))).then_some(p)
        }
        _ => (!p.has_any(Proclitics::AL.with(Proclitics::SA).with(case_letters))).then_some(p),
    }
}

/// How likely a reading is before its sentence is seen.
fn weight(r: &Reading, inflection: &Inflection, p: Proclitics, enclitic: Option<Pronoun>) -> i16 {
    let mut w = 100 + i16::from(r.weight);
    for (bit, cost) in [
        (Proclitics::WA, 3),
        (Proclitics::FA, 8),
        (Proclitics::BA, 6),
        (Proclitics::LA, 6),
        (Proclitics::KA, 16),
        (Proclitics::SA, 4),
        (Proclitics::AL, 1),
        (Proclitics::LAM_EMPH, 24),
        (Proclitics::HAMZA_Q, 24),
    ] {
        if p.has(bit) {
            w -= cost;
        }
    }
    if let Some(pronoun) = enclitic.filter(|_| !matches!(r.pos, Pos::Preposition | Pos::Conjunction)) {
        w -= match pronoun.person {
            Person::Third => 7,
            Person::First => 13,
            Person::Second => 18,
        };
    }
    if r.joins.has(Joins::RARE) {
        w -= 14;
    }
    w - form_cost(inflection)
}

fn form_cost(inflection: &Inflection) -> i16 {
    let mut cost = 0;
    if inflection.tense == Some(Tense::Imperative) {
        cost += 14;
    }
    if inflection.tense.is_some() {
        cost += match inflection.person {
            Some(Person::First) => 6,
            Some(Person::Second) => 12,
            _ => 0,
        };
        if inflection.number == Some(Number::Dual) {
            cost += 2;
        }
        if inflection.voice == Some(Voice::Passive) {
            cost += 3;
        }
        if inflection.mood == Some(Mood::Shortened) {
            // Where the letters show it («نقل» of قال), a reading needs the particle before it that shortens.
            let shown = inflection.number == Some(Number::Singular) || inflection.person == Some(Person::First);
            cost += if shown { 12 } else { 2 };
        }
    } else {
        cost += match inflection.number {
            Some(Number::Dual) => 3,
            Some(Number::Plural) => 1,
            _ => 0,
        };
        cost += if inflection.state == Some(State::Nunated) { 3 } else { 0 };
    }
    cost
}

/// Fills `fronts` with the ways to read the front of `key`; the first is that nothing is joined.
fn fronts_of(key: &str, fronts: &mut [Front; 16]) -> usize {
    let mut count = 0;
    let mut put = |front: Front| {
        if front.0 < key.len() && count < fronts.len() {
            fronts[count] = front;
            count += 1;
        }
    };
    let from = |at: usize, before: Proclitics, put: &mut dyn FnMut(Front)| {
        let rest = &key[at..];
        put((at, before));
        for (letter, bit) in
            [("ب", Proclitics::BA), ("ك", Proclitics::KA), ("ل", Proclitics::LA), ("س", Proclitics::SA)]
        {
            let Some(rest) = rest.strip_prefix(letter) else { continue };
            let at = at + letter.len();
            let p = before.with(bit);
            put((at, p));
            if bit == Proclitics::LA && rest.starts_with('ل') {
                put((at + 2, p.with(Proclitics::AL)));
            }
            if rest.starts_with("ال") && bit != Proclitics::SA {
                put((at + 4, p.with(Proclitics::AL)));
            }
        }
        if rest.starts_with("ال") {
            put((at + 4, before.with(Proclitics::AL)));
        }
    };
    from(0, Proclitics::NONE, &mut put);
    if key.starts_with('و') {
        from(2, Proclitics::WA, &mut put);
    } else if key.starts_with('ف') {
        from(2, Proclitics::FA, &mut put);
    } else if key.starts_with('ا') && !key.starts_with("ال") {
        put((2, Proclitics::HAMZA_Q));
    }
    count
}

/// Readings of a word that the lexicon does not know.
pub(crate) fn guess(key: &str, out: &mut Vec<Analysis>) {
    let whole = (0, Proclitics::NONE);
    let mut fronts = [whole; 16];
    let count = if key.len() <= LONGEST { fronts_of(key, &mut fronts) } else { 0 };
    let end = key.len().min(usize::from(u8::MAX)) as u8;
    for (rank, (start, proclitics)) in std::iter::once(&whole).chain(fronts[..count].iter().skip(1)).enumerate() {
        let left = key[*start..].chars().count();
        let unlikely = proclitics.has_any(Proclitics::SA.with(Proclitics::HAMZA_Q));
        if rank > 0 && (left < 3 || unlikely) {
            continue;
        }
        let has_article = proclitics.has(Proclitics::AL);
        let cost = i16::from(!has_article) * 10 + proclitics.len() as i16 * 2 + if rank == 0 { -9 } else { 0 };
        out.push(Analysis {
            proclitics: *proclitics,
            enclitic: None,
            stem: (*start as u8, end),
            lemma: None,
            pos: Pos::Unknown,
            inflection: Inflection::default(),
            weight: -cost,
        });
    }
}
