//! Words that lost the space between them: `الأممالمتحدة`, `فيالتزام`, `أذربيجانوأرمينيا`.
//!
//! Only a word that the lexicon does not know is cut, only into words that it does know, and only where the letters
//! themselves speak for a boundary ([`Boundary`]). Among the ways to cut, the cheapest is taken.

use riwaya_text::{Folded, fold_char};

use crate::analysis::{Analysis, Proclitics};
use crate::gazetteer::Gazetteer;
use crate::grammar::{Person, Pos, Tense};
use crate::lexicon::{ClassId, Lexicon};

/// Shortest and longest key that is looked at, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 6..=40;
/// A cut that costs more is not made.
const DEAREST: u32 = 62;
/// Most words out of one token.
const MOST_PIECES: usize = 4;

/// A token on its way through the cutter.
struct Fused<'a> {
    lexicon: &'a Lexicon,
    key: &'a str,
    /// Byte offsets of the letters of the key, and of its end.
    letters: Vec<usize>,
    /// Whether the letter before each offset can only end a word: ة, ى, a mark of nunation.
    closed: Vec<bool>,
    grammar: Option<ClassId>,
    before_verb: Option<ClassId>,
}

/// A piece of a token that is a word.
#[derive(Clone, Copy)]
struct Piece {
    cost: u32,
    /// Letters of the stem.
    stem: usize,
    role: Role,
    wa: bool,
    article: bool,
    /// Neither proclitic nor pronoun.
    plain: bool,
    third_present: bool,
    name: bool,
}

/// What a piece may do at a boundary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A word of class `fusing`.
    Grammar,
    /// A word of class `fusing.verb`.
    BeforeVerb,
    Content,
}

/// How strongly letters speak for a boundary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Boundary {
    /// ة or ى before it, or the article behind it.
    Sure,
    /// A preposition on one side, or و on the other.
    Likely(u32),
    /// Nothing speaks for it.
    None,
}

/// The byte offsets in `key` at which the token is to be cut; empty where it stays whole.
#[must_use]
pub fn cuts(lexicon: &Lexicon, raw: &str, key: &str) -> Vec<usize> {
    let count = key.chars().count();
    if !LETTERS.contains(&count) || Gazetteer::builtin().lookup(key).is_some() {
        return Vec::new();
    }
    let mut letters: Vec<usize> = key.char_indices().map(|(i, _)| i).collect();
    letters.push(key.len());
    let (grammar, before_verb) = (lexicon.class("fusing"), lexicon.class("fusing.verb"));
    let fused = Fused { lexicon, key, closed: closed(raw, &letters), letters, grammar, before_verb };
    fused.cheapest().unwrap_or_default()
}

/// Marks the offsets before which a letter stands that only ends words.
fn closed(raw: &str, letters: &[usize]) -> Vec<bool> {
    let mut closed = vec![false; letters.len()];
    let mut at = 0;
    for c in raw.chars() {
        match fold_char(c) {
            Folded::Char(_) => {
                at += 1;
                if matches!(c, 'ة' | 'ى') {
                    closed[at.min(letters.len() - 1)] = true;
                }
            }
            Folded::Dropped if matches!(c, '\u{64b}'..='\u{64d}') => closed[at.min(letters.len() - 1)] = true,
            _ => {}
        }
    }
    closed
}

/// The best way to cut the letters from some point on.
#[derive(Clone)]
struct Path {
    cost: u32,
    first: Piece,
    cuts: Vec<usize>,
}

impl Fused<'_> {
    fn cheapest(&self) -> Option<Vec<usize>> {
        let end = self.letters.len() - 1;
        let mut from: Vec<Option<Path>> = vec![None; end + 1];
        for start in (0..end).rev().filter(|s| *s == 0 || self.may_begin(*s)) {
            let mut best = self.piece(start, end).map(|first| Path { cost: first.cost, first, cuts: Vec::new() });
            for (split, rest) in from.iter().enumerate().take(end.saturating_sub(1)).skip(start + 2) {
                let Some(rest) = rest.clone().filter(|r| r.cuts.len() + 2 <= MOST_PIECES) else { continue };
                let Some(first) = self.piece(start, split) else { continue };
                let toll = match self.boundary(split, first, rest.first) {
                    Boundary::Sure => 0,
                    Boundary::Likely(cost) => cost,
                    Boundary::None => continue,
                };
                let cost = first.cost + toll + rest.cost;
                if best.as_ref().is_none_or(|b| cost < b.cost) {
                    let mut cuts = vec![self.letters[split]];
                    cuts.extend(&rest.cuts);
                    best = Some(Path { cost, first, cuts });
                }
            }
            from[start] = best;
        }
        let path = from.swap_remove(0)?;
        let dearest = DEAREST + 20 * (path.cuts.len() as u32).saturating_sub(1);
        (path.cost <= dearest).then_some(path.cuts)
    }

    /// Whether letters alone leave it open that a word begins here; spares the lexicon most questions.
    fn may_begin(&self, at: usize) -> bool {
        let rest = &self.key[self.letters[at]..];
        let left = self.letters.len() - 1 - at;
        let joined = ["ال", "لل", "وال", "بال", "فال", "كال", "ولل"].iter().any(|p| rest.starts_with(p));
        left >= 2
            && (self.closed[at]
                || joined
                || (at >= 4 && left >= 4)
                || (at <= 5 && left >= 4 && self.grammar_before(at)))
    }

    /// Whether the letters before are a word of class `fusing` or `fusing.verb`.
    fn grammar_before(&self, at: usize) -> bool {
        self.piece(0, at).is_some_and(|p| p.role != Role::Content)
    }

    fn boundary(&self, at: usize, before: Piece, after: Piece) -> Boundary {
        let with_article = after.article && after.stem >= 3;
        let long = before.stem >= 4 && after.stem >= 4;
        let firm = before.cost <= 26 && after.cost <= 26;
        if self.closed[at] {
            return Boundary::Sure;
        }
        match before.role {
            Role::BeforeVerb if after.third_present && firm => Boundary::Likely(8),
            Role::Grammar if with_article => Boundary::Sure,
            Role::Grammar if after.stem >= 6 && !after.wa && firm => Boundary::Likely(14),
            Role::Content if with_article && before.stem >= 3 => Boundary::Likely(if before.stem >= 4 { 0 } else { 8 }),
            Role::Content if after.wa && (long || (before.name && after.name)) && before.outspoken(after) => {
                Boundary::Likely(if before.name && after.name { 2 } else { 8 })
            }
            Role::Content if long && firm && after.role == Role::Content && after.plain => Boundary::Likely(14),
            _ => Boundary::None,
        }
    }

    fn piece(&self, from: usize, to: usize) -> Option<Piece> {
        let letters = to - from;
        if letters < 2 {
            return None;
        }
        let key = &self.key[self.letters[from]..self.letters[to]];
        let readings = self.lexicon.analyse(key);
        let best = readings.first().filter(|a| a.is_known())?;
        let role = self.role(best);
        if role == Role::Content && letters < 4 {
            return None;
        }
        let ill = if best.weight < 92 { 92 - best.weight } else { 0 };
        let short = if role == Role::Content { 6usize.saturating_sub(letters) * 4 } else { 0 };
        let third = best.inflection.person == Some(Person::Third) && best.inflection.tense == Some(Tense::Present);
        Some(Piece {
            cost: 20 + short as u32 + u32::from(ill.unsigned_abs()),
            stem: key[usize::from(best.stem.0)..usize::from(best.stem.1)].chars().count(),
            role,
            wa: best.proclitics.has(Proclitics::WA),
            article: best.proclitics.has(Proclitics::AL),
            plain: best.proclitics.is_empty() && best.enclitic.is_none(),
            third_present: third && best.proclitics.is_empty() && best.enclitic.is_none(),
            name: best.pos == Pos::Proper && letters >= 4,
        })
    }

    fn role(&self, a: &Analysis) -> Role {
        let alone = a.enclitic.is_none() && a.proclitics.without(Proclitics::WA).is_empty();
        let classes = a.lemma.filter(|_| alone).map(|id| self.lexicon.lemma(id));
        match classes {
            Some(lemma) if self.before_verb.is_some_and(|c| lemma.is(c)) => Role::BeforeVerb,
            Some(lemma) if self.grammar.is_some_and(|c| lemma.is(c)) => Role::Grammar,
            _ => Role::Content,
        }
    }
}

impl Piece {
    /// Whether one side of a joining و is a name or has the article.
    const fn outspoken(self, after: Self) -> bool {
        self.article || self.name || after.name
    }
}
