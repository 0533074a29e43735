//! Verbs: from the citation form, its form number and (form I) the present, to stems; from stems to all forms.

use super::entry::Form;
use super::stem::{End, Stem, folded};
use crate::grammar::{Gender, Inflection, Joins, Mood, Number, Person, Tense, Voice};

/// The stems of one voice.
#[derive(Clone, Debug)]
pub struct Stems {
    /// Past before a vowel: قال.
    pub past: Stem,
    /// Past before a consonant: قل.
    pub past_closed: Stem,
    /// Present without its prefix: قول.
    pub present: Stem,
    /// Present before a consonant or with nothing behind it in the jussive: قل.
    pub present_closed: Stem,
}

/// A verb taken apart.
#[derive(Clone, Debug)]
pub struct Verb {
    /// Active stems.
    pub active: Stems,
    /// Passive stems.
    pub passive: Stems,
    /// Masdars by rule, as stems of nouns.
    pub masdars: Vec<Stem>,
    /// Active participle.
    pub agent: Stem,
    /// Passive participle.
    pub patient: Stem,
    /// Letters before the imperative's stem.
    pub imperative_prefix: &'static str,
}

const P3: Option<Person> = Some(Person::Third);
const P2: Option<Person> = Some(Person::Second);
const P1: Option<Person> = Some(Person::First);
const M: Option<Gender> = Some(Gender::Masculine);
const F: Option<Gender> = Some(Gender::Feminine);
const SG: Option<Number> = Some(Number::Singular);
const DU: Option<Number> = Some(Number::Dual);
const PL: Option<Number> = Some(Number::Plural);

type Slot = (&'static str, Option<Person>, Option<Gender>, Option<Number>);

/// Past endings behind the open stem.
const PAST_OPEN: [Slot; 4] = [("ت", P3, F, SG), ("ا", P3, M, DU), ("تا", P3, F, DU), ("وا", P3, M, PL)];
/// Past endings behind the closed stem.
const PAST_CLOSED: [Slot; 7] = [
    ("ن", P3, F, PL),
    ("ت", P1, None, SG),
    ("ت", P2, None, SG),
    ("تما", P2, None, DU),
    ("تم", P2, M, PL),
    ("تن", P2, F, PL),
    ("نا", P1, None, PL),
];
/// Present prefixes with nothing behind the stem.
const PRESENT_BARE: [Slot; 5] =
    [("ي", P3, M, SG), ("ت", P3, F, SG), ("ت", P2, M, SG), ("ا", P1, None, SG), ("ن", P1, None, PL)];
/// Present prefix, ending with and without its final ن.
const PRESENT_ENDED: [(&str, &str, &str, Slot); 6] = [
    ("ي", "ان", "ا", ("", P3, M, DU)),
    ("ت", "ان", "ا", ("", P3, F, DU)),
    ("ت", "ان", "ا", ("", P2, None, DU)),
    ("ي", "ون", "وا", ("", P3, M, PL)),
    ("ت", "ون", "وا", ("", P2, M, PL)),
    ("ت", "ين", "ي", ("", P2, F, SG)),
];

/// Collects forms; keeps each key once for each reading and forgets the voice where both voices spell alike.
#[derive(Default)]
struct Paradigm {
    forms: Vec<Form>,
}

impl Paradigm {
    fn add(&mut self, key: String, slot: Slot, tense: Tense, voice: Voice, mood: Option<Mood>, joins: Joins) {
        let (_, person, gender, number) = slot;
        let inflection = Inflection {
            tense: Some(tense),
            voice: Some(voice),
            person,
            gender,
            number,
            mood,
            ..Inflection::default()
        };
        let twin = self.forms.iter_mut().find(|f| {
            f.key == key && Inflection { voice: None, ..f.inflection } == Inflection { voice: None, ..inflection }
        });
        match twin {
            Some(form) => {
                form.joins = form.joins.with(joins);
                if form.inflection.voice != inflection.voice {
                    form.inflection.voice = None;
                }
            }
            None => self.forms.push(Form { key, inflection, joins }),
        }
    }
}

/// All forms of a verb; the passive is left out for verbs that have none.
#[must_use]
pub fn conjugate(verb: &Verb, has_passive: bool) -> Vec<Form> {
    let mut all = Paradigm::default();
    past(&mut all, &verb.active, Voice::Active);
    present(&mut all, &verb.active, Voice::Active);
    imperative(&mut all, verb);
    if has_passive {
        past(&mut all, &verb.passive, Voice::Passive);
        present(&mut all, &verb.passive, Voice::Passive);
    }
    all.forms
}

fn past(all: &mut Paradigm, stems: &Stems, voice: Voice) {
    let third = ("", P3, M, SG);
    all.add(stems.past.bare(), third, Tense::Past, voice, None, Joins::FREE);
    for key in stems.past.before_pronoun(false) {
        all.add(key, third, Tense::Past, voice, None, Joins::BOUND);
    }
    let closed = PAST_CLOSED.iter().map(|s| (&stems.past_closed, s, false));
    let open = PAST_OPEN.iter().map(|s| (&stems.past, s, true));
    for (stem, slot, is_open) in open.chain(closed) {
        for key in stem.with_suffix(slot.0, is_open) {
            let bound = match slot.0 {
                "وا" => key.strip_suffix('ا').map(str::to_owned),
                "تم" => Some(format!("{key}و")),
                _ => Some(key.clone()),
            };
            if let Some(bound) = bound {
                all.add(bound, *slot, Tense::Past, voice, None, Joins::BOUND);
            }
            all.add(key, *slot, Tense::Past, voice, None, Joins::FREE);
        }
    }
}

fn present(all: &mut Paradigm, stems: &Stems, voice: Voice) {
    for slot in &PRESENT_BARE {
        let open = prefixed(slot.0, &stems.present);
        all.add(open.bare(), *slot, Tense::Present, voice, None, Joins::FREE);
        for key in open.before_pronoun(true) {
            all.add(key, *slot, Tense::Present, voice, None, Joins::BOUND);
        }
        let short = prefixed(slot.0, &stems.present_closed).shortened();
        if short != open.bare() {
            all.add(short, *slot, Tense::Present, voice, Some(Mood::Shortened), Joins::FREE.with(Joins::BOUND));
        }
    }
    for (prefix, full, short, slot) in &PRESENT_ENDED {
        let stem = prefixed(prefix, &stems.present);
        for key in stem.with_suffix(full, false) {
            let joins = Joins::FREE.with(Joins::BOUND);
            all.add(key, *slot, Tense::Present, voice, Some(Mood::Indicative), joins);
        }
        for key in stem.with_suffix(short, false) {
            let bound = if *short == "وا" { key.trim_end_matches('ا').to_owned() } else { key.clone() };
            all.add(bound, *slot, Tense::Present, voice, Some(Mood::Shortened), Joins::BOUND);
            all.add(key, *slot, Tense::Present, voice, Some(Mood::Shortened), Joins::FREE);
        }
    }
    for (prefix, slot) in [("ي", ("", P3, F, PL)), ("ت", ("", P2, F, PL))] {
        for key in prefixed(prefix, &stems.present_closed).with_suffix("ن", false) {
            all.add(key, slot, Tense::Present, voice, None, Joins::FREE.with(Joins::BOUND).with(Joins::RARE));
        }
    }
}

fn imperative(all: &mut Paradigm, verb: &Verb) {
    let prefix = verb.imperative_prefix;
    let closed = verb.active.present_closed.prefixed(prefix);
    let open = verb.active.present.prefixed(prefix);
    let joins = Joins::FREE.with(Joins::BOUND).with(Joins::RARE);
    let mut add = |key, gender, number, joins| {
        all.add(key, ("", P2, gender, number), Tense::Imperative, Voice::Active, None, joins);
    };
    add(closed.shortened(), M, SG, joins);
    for key in open.with_suffix("ي", false) {
        add(key, F, SG, joins);
    }
    for key in open.with_suffix("وا", false) {
        add(key.trim_end_matches('ا').to_owned(), M, PL, Joins::BOUND.with(Joins::RARE));
        add(key, M, PL, Joins::FREE.with(Joins::RARE));
    }
}

/// The prefix of a person before a present stem; أ before a hamza makes one آ.
fn prefixed(prefix: &str, stem: &Stem) -> Stem {
    if prefix == "ا" && stem.text.starts_with('ا') { stem.clone() } else { stem.prefixed(prefix) }
}

/// Takes a derived verb (forms II–X and quadriliterals) apart. `letters` has no vowel marks and is not folded.
#[must_use]
pub fn derived(letters: &[char], form: u8) -> Option<Verb> {
    let letters = expand_madda(letters);
    match form {
        2 | 3 | 11 if letters.len() >= 3 => Some(prefixed_with_u(&letters, form)),
        4 if letters.len() >= 3 => Some(form_four(&letters)),
        5 | 6 | 12 if letters.len() >= 4 => Some(with_t(&letters, form)),
        7..=10 | 13 if letters.len() >= 4 => Some(with_alif(&letters, form)),
        _ => None,
    }
}

/// آ as hamza and alif.
fn expand_madda(letters: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(letters.len() + 1);
    for c in letters {
        if *c == 'آ' {
            out.extend(['أ', 'ا']);
        } else {
            out.push(*c);
        }
    }
    out
}

/// The letters with position `i` replaced.
fn replaced(letters: &[char], i: usize, c: char) -> Vec<char> {
    let mut out = letters.to_vec();
    out[i] = c;
    out
}

fn without(letters: &[char], i: usize) -> Vec<char> {
    let mut out = letters.to_vec();
    out.remove(i);
    out
}

/// Forms II, III and the plain quadriliteral: `yu` + the letters of the past.
fn prefixed_with_u(letters: &[char], form: u8) -> Verb {
    let past = Stem::of(letters);
    let mut inner = letters.to_vec();
    if inner[0] == 'أ' {
        inner[0] = 'و';
    }
    let raised: Vec<char> = inner
        .iter()
        .enumerate()
        .map(|(i, c)| if (*c == 'ء' || *c == 'أ') && i + 1 < letters.len() { 'ي' } else { *c })
        .collect();
    let present = Stem::of(&raised).with_i();
    let passive_past = if form == 3 { Stem::of(&replaced(letters, 1, 'و')).with_i() } else { past.with_i() };
    let passive_present = Stem::of(&inner);
    let n = letters.len();
    let masdars = match (form, past.end) {
        (2, End::Sound) => {
            vec![Stem { text: format!("ت{}ي{}", folded(&letters[..n - 1]), letters[n - 1]), end: End::Sound }]
        }
        (2, _) => vec![Stem { text: format!("ت{}ي", past.text), end: End::Ta }],
        (3, End::Sound) => vec![Stem { text: format!("م{}", folded(&inner)), end: End::Ta }],
        (3, _) => vec![Stem { text: format!("م{}ا", passive_present.text), end: End::Ta }],
        _ => vec![Stem { text: past.bare(), end: End::Ta }],
    };
    Verb {
        agent: present.prefixed("م"),
        patient: passive_present.prefixed("م"),
        active: Stems { past_closed: past.clone(), past, present_closed: present.clone(), present },
        passive: Stems {
            past_closed: passive_past.clone(),
            past: passive_past,
            present_closed: passive_present.clone(),
            present: passive_present,
        },
        masdars,
        imperative_prefix: "",
    }
}

/// What the middle of a stem does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    Hollow,
    Doubled,
}

/// Open and closed stem with the middle vowel written `vowel` where the verb is hollow.
fn open_and_closed(letters: &[char], shape: Shape, vowel: char, closed_hamza: End) -> (Stem, Stem) {
    match shape {
        Shape::Plain => (Stem::of(letters), Stem::of(letters)),
        Shape::Doubled => {
            let mut closed = letters.to_vec();
            closed.extend(letters.last());
            (Stem::of(letters), Stem::of(&closed))
        }
        Shape::Hollow => {
            let middle = letters.len() - 2;
            let open = Stem::of(&replaced(letters, middle, vowel));
            let closed = Stem::of(&without(letters, middle));
            let closed = if closed.end == End::HamzaBare { closed.ending(closed_hamza) } else { closed };
            (open, closed)
        }
    }
}

fn form_four(letters: &[char]) -> Verb {
    let core = &letters[1..];
    let hamza_first = core[0] == 'ا' && core.len() >= 3;
    let shape = match core.len() {
        2 if core[1] != 'ى' => Shape::Doubled,
        3 if core[1] == 'ا' => Shape::Hollow,
        _ => Shape::Plain,
    };
    let mut after_u = core.to_vec();
    if hamza_first {
        after_u[0] = 'و';
    }
    let (past, past_closed) = open_and_closed(letters, shape, 'ا', End::HamzaA);
    let (present, present_closed) = open_and_closed(&after_u, shape, 'ي', End::HamzaI);
    let mut passive_letters = after_u.clone();
    passive_letters.insert(0, 'أ');
    let (passive_past, passive_past_closed) = open_and_closed(&passive_letters, shape, 'ي', End::HamzaI);
    let (passive_present, passive_present_closed) = open_and_closed(&after_u, shape, 'ا', End::HamzaA);
    let masdar = alif_masdar(letters, shape, true);
    Verb {
        agent: present.with_i().prefixed("م"),
        patient: passive_present.prefixed("م"),
        active: Stems { past, past_closed, present: present.with_i(), present_closed: present_closed.with_i() },
        passive: Stems {
            past: passive_past.with_i(),
            past_closed: passive_past_closed.with_i(),
            present: passive_present,
            present_closed: passive_present_closed,
        },
        masdars: vec![masdar],
        imperative_prefix: "ا",
    }
}

/// The masdar of forms that begin with alif: a long a before the last radical.
fn alif_masdar(letters: &[char], shape: Shape, hollow_takes_ta: bool) -> Stem {
    let n = letters.len();
    // إيقاف, استيراد, إيمان: a first radical و or hamza becomes a long i, or a hamza on ي, after i.
    let first = if letters[..3.min(n)] == ['ا', 'س', 'ت'] && n >= 6 { 3 } else { 1 };
    let mut body = letters.to_vec();
    if shape == Shape::Plain && matches!(body[first], 'و' | 'أ' | 'ا') && (first == 3 || letters[0] == 'أ') {
        body[first] = 'ي';
    }
    for c in body[..n - 1].iter_mut().skip(first + 1).filter(|c| **c == 'أ') {
        *c = 'ئ';
    }
    if shape == Shape::Hollow && hollow_takes_ta {
        return Stem { text: folded(letters), end: End::Ta };
    }
    let head = folded(&body[..n - 1]);
    let last = letters[n - 1];
    let text = match (shape, last) {
        (Shape::Hollow, _) => format!("{}يا{last}", folded(&letters[..n - 2])),
        (Shape::Doubled, _) => format!("{head}{last}ا{last}"),
        (Shape::Plain, 'ى' | 'أ') => format!("{head}اء"),
        (Shape::Plain, _) => format!("{head}ا{last}"),
    };
    match text.strip_suffix('ء') {
        Some(text) => Stem { text: text.to_owned(), end: End::HamzaBare },
        None => Stem { text, end: End::Sound },
    }
}

/// Forms V, VI and the quadriliteral with ت.
fn with_t(letters: &[char], form: u8) -> Verb {
    let past = Stem::of(letters);
    let swap = |to: char| -> Stem {
        let hamza = |i: usize, c: char| if c == 'ء' && i + 1 < letters.len() { to } else { c };
        Stem::of(&letters.iter().enumerate().map(|(i, c)| hamza(i, *c)).collect::<Vec<char>>())
    };
    let masdar = match past.end {
        End::AlifY => past.ending(End::LongI),
        End::HamzaA | End::HamzaBare => past.ending(End::HamzaU),
        _ => swap('و'),
    };
    let passive_past =
        if form == 6 && letters.len() > 2 { Stem::of(&replaced(letters, 2, 'و')).with_i() } else { past.with_i() };
    Verb {
        agent: swap('ي').with_i().prefixed("م"),
        patient: past.prefixed("م"),
        active: Stems {
            past: past.clone(),
            past_closed: past.clone(),
            present: past.clone(),
            present_closed: past.clone(),
        },
        passive: Stems {
            past: passive_past.clone(),
            past_closed: passive_past,
            present: past.clone(),
            present_closed: past,
        },
        masdars: vec![masdar],
        imperative_prefix: "",
    }
}

/// Whether a form VIII of four letters hides its first radical in a doubled ت (اتخذ, ادعى, اطلع), against احتل, اضطر.
fn takes_up_first_radical(letters: &[char]) -> bool {
    !matches!(letters[2], 'ت' | 'ط' | 'د')
}

/// Forms VII, VIII, IX, X and اطمأنّ.
fn with_alif(letters: &[char], form: u8) -> Verb {
    let n = letters.len();
    let full = match form {
        10 => 6,
        13 => 7,
        _ => 5,
    };
    let shape = if letters[n - 2] == 'ا' {
        Shape::Hollow
    } else if n < full && !(form == 8 && takes_up_first_radical(letters)) {
        Shape::Doubled
    } else {
        Shape::Plain
    };
    let tail: Vec<char> =
        letters[1..].iter().enumerate().map(|(i, c)| if i == 0 && *c == 'ئ' { 'ا' } else { *c }).collect();
    let raised: Vec<char> =
        if form == 13 { tail.iter().map(|c| if *c == 'أ' { 'ي' } else { *c }).collect() } else { tail.clone() };
    let (vowel, hamza) = if form == 10 { ('ي', End::HamzaI) } else { ('ا', End::HamzaA) };
    let (past, past_closed) = open_and_closed(letters, shape, 'ا', End::HamzaA);
    let (present, present_closed) = open_and_closed(&raised, shape, vowel, hamza);
    let (passive_past, passive_past_closed) = open_and_closed(letters, shape, 'ي', End::HamzaI);
    let (passive_present, passive_present_closed) = open_and_closed(&tail, shape, 'ا', End::HamzaA);
    Verb {
        agent: present.with_i().prefixed("م"),
        patient: passive_present.prefixed("م"),
        active: Stems { past, past_closed, present: present.with_i(), present_closed: present_closed.with_i() },
        passive: Stems {
            past: passive_past.with_i(),
            past_closed: passive_past_closed.with_i(),
            present: passive_present,
            present_closed: passive_present_closed,
        },
        masdars: vec![alif_masdar(letters, shape, form == 10)],
        imperative_prefix: "ا",
    }
}
