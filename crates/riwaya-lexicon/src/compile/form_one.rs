//! Form I: the only form whose present must be told.

use super::stem::{End, Stem, folded};
use super::verb::{Stems, Verb};

/// Takes a verb of form I apart: citation form and third person present, without vowel marks, not folded.
#[must_use]
pub fn form_one(past: &[char], present: &[char]) -> Option<Verb> {
    let inner = present.get(1..)?;
    if past.len() < 2 || inner.len() < 2 {
        return None;
    }
    let parts = Parts { past, inner, kind: kind(past) };
    Some(Verb {
        active: parts.active(),
        passive: parts.passive(),
        masdars: Vec::new(),
        agent: parts.agent(),
        patient: parts.patient(),
        imperative_prefix: if needs_alif(parts.kind, past, inner) { "ا" } else { "" },
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sound,
    Doubled,
    Hollow,
    Defective,
}

fn kind(past: &[char]) -> Kind {
    match past {
        [_, _] => Kind::Doubled,
        [_, 'ا', _] => Kind::Hollow,
        [.., 'ى' | 'ا' | 'ي'] => Kind::Defective,
        _ => Kind::Sound,
    }
}

/// Whether the imperative needs an alif before its stem: where the stem begins with two consonants.
fn needs_alif(kind: Kind, past: &[char], inner: &[char]) -> bool {
    match kind {
        Kind::Hollow | Kind::Doubled => false,
        _ => past.len() == inner.len() && !matches!(past[0], 'أ'),
    }
}

struct Parts<'a> {
    past: &'a [char],
    inner: &'a [char],
    kind: Kind,
}

impl Parts<'_> {
    fn active(&self) -> Stems {
        let past = weak_end(self.past);
        let present = weak_end(self.inner);
        let (past_closed, present_closed) = match self.kind {
            Kind::Doubled => (twice(self.past), twice(self.inner)),
            Kind::Hollow => (self.closed(self.past), self.closed(self.inner)),
            _ => (past.clone(), present.clone()),
        };
        Stems { past, past_closed, present, present_closed }
    }

    fn passive(&self) -> Stems {
        let p = self.past;
        let (past, present) = match self.kind {
            Kind::Doubled => (Stem::of(p), Stem::of(p)),
            Kind::Hollow => (Stem::of(&[p[0], 'ي', p[2]]), Stem::of(&[p[0], 'ا', p[2]])),
            Kind::Defective => {
                let text = folded(&p[..p.len() - 1]);
                let past = Stem { text, end: End::LongI };
                (past, Stem { text: self.after_u(&p[..p.len() - 1]), end: End::AlifY })
            }
            Kind::Sound => {
                let raised: Vec<char> =
                    p.iter().enumerate().map(|(i, c)| if i == 1 && is_hamza(*c) { 'ئ' } else { *c }).collect();
                let end = Stem::of(p).with_a();
                let text: Vec<char> = if end.end == End::Sound { p.to_vec() } else { p[..p.len() - 1].to_vec() };
                (Stem::of(&raised).with_i(), Stem { text: self.after_u(&text), end: end.end })
            }
        };
        let (past_closed, present_closed) = match self.kind {
            Kind::Doubled => (twice(p), twice(p)),
            Kind::Hollow => (self.closed(p), self.closed(p)),
            _ => (past.clone(), present.clone()),
        };
        Stems { past, past_closed, present, present_closed }
    }

    /// A hamza that opens the root is written on و after the u of the passive.
    fn after_u(&self, root: &[char]) -> String {
        let mut root = root.to_vec();
        if let Some(first) = root.first_mut().filter(|c| is_hamza(**c)) {
            *first = 'و';
        }
        folded(&root)
    }

    fn closed(&self, letters: &[char]) -> Stem {
        let stem = Stem::of(&[letters[0], letters[2]]);
        match (stem.end, self.inner.get(1)) {
            (End::HamzaBare, Some('و')) => stem.ending(End::HamzaU),
            (End::HamzaBare, Some('ي')) => stem.ending(End::HamzaI),
            (End::HamzaBare, _) if letters == self.past => stem.ending(End::HamzaI),
            (End::HamzaBare, _) => stem.ending(End::HamzaA),
            _ => stem,
        }
    }

    fn agent(&self) -> Stem {
        let p = self.past;
        match self.kind {
            Kind::Doubled => Stem::of(&[p[0], 'ا', p[1]]),
            Kind::Hollow => Stem::of(&[p[0], 'ا', 'ئ', p[2]]),
            Kind::Defective => {
                let mut text = vec![p[0], 'ا'];
                text.extend(&p[1..p.len() - 1]);
                Stem { text: folded(&text), end: End::LongI }
            }
            Kind::Sound => {
                let mut letters = vec![p[0], 'ا'];
                letters.extend(p[1..].iter().enumerate().map(|(i, c)| if i == 0 && is_hamza(*c) { 'ئ' } else { *c }));
                Stem::of(&letters).with_i()
            }
        }
    }

    fn patient(&self) -> Stem {
        let p = self.past;
        match self.kind {
            Kind::Doubled => Stem::of(&['م', p[0], p[1], 'و', p[1]]),
            Kind::Hollow => {
                let weak = if self.inner.get(1) == Some(&'ي') { 'ي' } else { 'و' };
                Stem::of(&['م', p[0], weak, p[2]])
            }
            Kind::Defective => {
                let weak = if self.inner.last() == Some(&'و') { 'و' } else { 'ي' };
                let text = format!("م{}{weak}", folded(&p[..p.len() - 1]));
                Stem { text, end: End::Sound }
            }
            Kind::Sound => {
                let n = p.len();
                let mut letters = vec!['م'];
                letters
                    .extend(p[..n - 1].iter().enumerate().map(|(i, c)| if i == 1 && is_hamza(*c) { 'ؤ' } else { *c }));
                letters.extend(['و', if is_hamza(p[n - 1]) { 'ء' } else { p[n - 1] }]);
                Stem::of(&letters)
            }
        }
    }
}

fn twice(letters: &[char]) -> Stem {
    Stem::of(&[letters[0], letters[1], letters[1]])
}

/// A stem whose last letter may be any weak letter.
fn weak_end(letters: &[char]) -> Stem {
    let end = match letters.last() {
        Some('ا') if letters.len() > 2 => End::AlifW,
        Some('ي') => End::LongI,
        Some('و') => End::LongU,
        _ => return Stem::of(letters),
    };
    Stem { text: folded(&letters[..letters.len() - 1]), end }
}

fn is_hamza(c: char) -> bool {
    matches!(c, 'أ' | 'ؤ' | 'ئ' | 'ء')
}
