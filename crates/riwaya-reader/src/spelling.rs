//! What the lexicon tells of a spelling wherever it stands: asked once, and remembered for the reports that follow.

use riwaya_lexicon::{Analysis, Lexicon, Pos, Proclitics, Remembered, Words};
use smallvec::SmallVec;

use crate::candidate::LAST_RANK;
use crate::decide::Judge;
use crate::frames::{Element, Phrase};
use crate::lists::{List, Listed};
use crate::scorer::{Part, PartHash};
use crate::support_verbs::{Support, support};

/// What is told of a spelling.
#[derive(Debug, Default)]
pub(crate) struct Spelling<'r> {
    key: PartHash,
    lemma: Lemma<'r>,
    lemma_hash: PartHash,
    /// A bit for each of its letters, its stems and its lemmas.
    forms: u64,
    /// Its topics, as bits.
    pub topics: u32,
    /// The kind of evidence that it is.
    pub evidence: Option<u8>,
    pub signs: Signs,
    /// The lists in which it stands.
    pub listed: Listed,
    /// How it holds an event's noun up, where it is a verb.
    pub support: Support,
    opens: Option<Box<Opens<'r>>>,
}

/// How a spelling joins or parts clauses, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs(u8);

impl Signs {
    /// A comma or a semicolon.
    pub(crate) const COMMA: Self = Self(1);
    pub(crate) const RELATIVE: Self = Self(1 << 1);
    /// Joins clauses.
    pub(crate) const JOINS: Self = Self(1 << 2);
    /// Parts an event from the cue before it.
    pub(crate) const BREAK: Self = Self(1 << 3);
    /// Binds an event to another as its time, cause or ground.
    pub(crate) const LINK: Self = Self(1 << 4);
    /// A comma alone.
    pub(crate) const PAUSE: Self = Self(1 << 5);
    /// A sign behind which a phrase does not go on.
    pub(crate) const STOP: Self = Self(1 << 6);

    fn of(key: &str, listed: Listed) -> Self {
        let told = [
            (Self::COMMA, matches!(key, "،" | "," | "؛")),
            (Self::RELATIVE, listed.has(List::Relative)),
            (Self::JOINS, listed.has(List::Joins)),
            (Self::BREAK, listed.has(List::Break)),
            (Self::LINK, listed.has(List::Link)),
            (Self::PAUSE, matches!(key, "،" | ",")),
            (Self::STOP, matches!(key, "." | ":" | "؛" | "»" | "«")),
        ];
        Self(told.iter().filter(|(_, holds)| *holds).fold(0, |all, (sign, _)| all | sign.0))
    }

    pub(crate) const fn has(self, sign: Self) -> bool {
        self.0 & sign.0 != 0
    }
}

/// The folded lemma of the likeliest analysis, else its stem, else the word itself.
#[derive(Debug, Default)]
enum Lemma<'r> {
    Listed(&'r str),
    /// Bytes of the word.
    Stem(u8, u8),
    #[default]
    Word,
}

/// What may begin with a spelling.
#[derive(Debug, Default)]
pub(crate) struct Opens<'r> {
    /// The frames that it meets by itself.
    pub frames: SmallVec<[u16; 4]>,
    /// How far down its readings the first stands that meets one of them.
    pub rank: u8,
    /// Phrases that tell an event, in the order in which they are tried.
    pub phrases: Box<[&'r [Phrase]]>,
    /// Phrases that cite.
    pub cue_phrases: Box<[&'r Phrase]>,
    /// The class of the verb that cites, and how far down its readings it stands.
    pub cue_verb: Option<(usize, u16)>,
    pub cue_participle: Option<u16>,
    pub cue_noun: Option<u16>,
    /// Rules for codes with those of their phrases that begin with it.
    pub codes: SmallVec<[(u16, u16); 4]>,
}

impl Opens<'_> {
    fn is_empty(&self) -> bool {
        self.frames.is_empty()
            && self.phrases.is_empty()
            && self.cue_phrases.is_empty()
            && self.cue_verb.is_none()
            && self.cue_participle.is_none()
            && self.cue_noun.is_none()
            && self.codes.is_empty()
    }
}

impl<'r> Spelling<'r> {
    fn new(judge: &'r Judge, lexicon: &'r Lexicon, key: &str, readings: &[Analysis]) -> Self {
        let word = Asked { judge, lexicon, key, readings };
        let lemma = word.lemma();
        let text = lemma.text(key);
        let lemma_hash = Part::of(text).hash();
        let listed = judge.lists.of(key, text);
        let opens = Opens {
            phrases: word.phrases(),
            cue_phrases: word.cue_phrases(),
            cue_verb: word.cue_verb(),
            cue_participle: judge.cues.participle(key),
            cue_noun: word.cue_noun(),
            codes: judge.codes.opening(lexicon, key, readings),
            ..word.frames()
        };
        Self {
            key: Part::of(key).hash(),
            forms: word.forms(),
            topics: readings.first().map_or(0, |a| judge.topics.of(a, text)),
            evidence: judge.evidence.number(key, text),
            signs: Signs::of(key, listed),
            support: support(listed),
            listed,
            lemma,
            lemma_hash,
            opens: (!opens.is_empty()).then(|| Box::new(opens)),
        }
    }

    /// The folded letters, as part of a feature.
    pub(crate) fn key<'k>(&self, key: &'k str) -> Part<'k> {
        self.key.part(key)
    }

    /// The folded lemma, as part of a feature.
    pub(crate) fn lemma<'k>(&self, key: &'k str) -> Part<'k>
    where
        'r: 'k,
    {
        self.lemma_hash.part(self.lemma.text(key))
    }

    /// What may begin with it.
    pub(crate) fn opens(&self) -> Option<&Opens<'r>> {
        self.opens.as_deref()
    }

    /// Whether it may meet an element; where not, it does not.
    pub(crate) fn may_meet(&self, element: &Element) -> bool {
        self.forms & element.bits != 0
    }
}

impl<'r> Lemma<'r> {
    fn text<'k>(&self, key: &'k str) -> &'k str
    where
        'r: 'k,
    {
        match self {
            Self::Listed(text) => text,
            Self::Stem(start, end) => key.get(usize::from(*start)..usize::from(*end)).unwrap_or(key),
            Self::Word => key,
        }
    }
}

/// A spelling of which everything is asked.
struct Asked<'r, 'k> {
    judge: &'r Judge,
    lexicon: &'r Lexicon,
    key: &'k str,
    readings: &'k [Analysis],
}

impl<'r, 'k> Asked<'r, 'k> {
    fn stem(&self, a: &Analysis) -> &'k str {
        stem_of(self.key, a)
    }

    fn lemma(&self) -> Lemma<'r> {
        match self.readings.first() {
            Some(Analysis { lemma: Some(id), .. }) => Lemma::Listed(self.lexicon.lemma(*id).key()),
            Some(a) => Lemma::Stem(a.stem.0, a.stem.1),
            None => Lemma::Word,
        }
    }

    fn forms(&self) -> u64 {
        let bit = |text: &str| Part::of(text).hash().bit();
        self.readings.iter().fold(bit(self.key), |all, a| {
            all | bit(self.stem(a)) | a.lemma.map_or(0, |id| bit(self.lexicon.lemma(id).key()))
        })
    }

    /// A word that is likeliest a preposition or another word of grammar tells no event under its rarer readings.
    fn frames(&self) -> Opens<'r> {
        if self.readings.first().is_some_and(|a| is_grammatical(a.pos)) {
            return Opens { rank: LAST_RANK, ..Opens::default() };
        }
        let (frames, rank) = self.judge.openers.frames(&self.judge.frames, self.key, self.readings);
        Opens { frames, rank, ..Opens::default() }
    }

    /// «أنه» opens none of «أنهى».
    fn phrases(&self) -> Box<[&'r [Phrase]]> {
        let mut tried: SmallVec<[&str; 6]> = SmallVec::new();
        let mut out = Vec::new();
        let grammatical = self.readings.first().is_some_and(|a| is_grammatical(a.pos));
        let readings = if grammatical { &self.readings[..1] } else { self.readings };
        for a in readings {
            let listed = a.lemma.filter(|id| self.judge.openers.opens_phrase(*id));
            let lemma = listed.map(|id| self.lexicon.lemma(id).key());
            for text in std::iter::once(self.stem(a)).chain(lemma) {
                if let Some(phrases) = self.judge.frames.phrases.get(text).filter(|_| !tried.contains(&text)) {
                    tried.push(text);
                    out.push(phrases.as_slice());
                }
            }
        }
        out.into()
    }

    fn cue_phrases(&self) -> Box<[&'r Phrase]> {
        let mut tried: SmallVec<[&str; 6]> = SmallVec::new();
        let mut out = Vec::new();
        for text in std::iter::once(self.key).chain(self.readings.iter().map(|a| self.stem(a))) {
            if tried.contains(&text) {
                continue;
            }
            tried.push(text);
            let phrases = self.judge.cues.phrases.get(text).map_or(&[][..], Vec::as_slice);
            // One word alone cites only as it is written: «نقلا», not «نقل»; the first letter of «وفق» is its own.
            let bare = self.key.strip_prefix('و').unwrap_or(self.key);
            let written = |p: &Phrase| matches!(&*p.elements[0].form, form if form == self.key || form == bare);
            out.extend(phrases.iter().filter(|p| p.elements.len() != 1 || written(p)));
        }
        out.into()
    }

    fn cue_verb(&self) -> Option<(usize, u16)> {
        if self.readings.first().is_some_and(|a| is_grammatical(a.pos)) {
            return None;
        }
        self.readings.iter().enumerate().find_map(|(rank, a)| {
            let id = a.lemma.filter(|_| a.pos == Pos::Verb)?;
            Some((rank, self.judge.cue_table.verb(id)?))
        })
    }

    /// With the article only where it may be what somebody performs: «قام بالدعوة إلى …».
    fn cue_noun(&self) -> Option<u16> {
        self.readings.iter().find_map(|a| {
            let definite = a.proclitics.has(Proclitics::AL) && !a.proclitics.has(Proclitics::BA);
            let noun = a.pos != Pos::Verb && !definite;
            a.lemma.filter(|_| noun).and_then(|id| self.judge.cue_table.noun(id))
        })
    }
}

/// Whether a part of speech is one of the few words of grammar.
pub(crate) const fn is_grammatical(pos: Pos) -> bool {
    matches!(
        pos,
        Pos::Preposition | Pos::Conjunction | Pos::Relative | Pos::Pronoun | Pos::Demonstrative | Pos::Particle
    )
}

/// The stem of a word under an analysis.
pub(crate) fn stem_of<'k>(key: &'k str, a: &Analysis) -> &'k str {
    key.get(usize::from(a.stem.0)..usize::from(a.stem.1)).unwrap_or(key)
}

/// All spellings seen so far, by the numbers that an analyser gave them.
#[derive(Debug)]
pub(crate) struct Spellings<'r> {
    judge: &'r Judge,
    lexicon: &'r Lexicon,
    known: Remembered<Spelling<'r>>,
    unknown: Spelling<'r>,
}

impl<'r> Spellings<'r> {
    pub(crate) fn new(judge: &'r Judge, lexicon: &'r Lexicon) -> Self {
        Self { judge, lexicon, known: Remembered::default(), unknown: Spelling::default() }
    }

    /// What is told of each spelling of a text.
    pub(crate) fn of(&mut self, words: &Words<'_>) -> Vec<&Spelling<'r>> {
        self.known.follow(words);
        for (number, word) in words.spellings() {
            if self.known.get(number).is_none() {
                let told = Spelling::new(self.judge, self.lexicon, words.key(word), words.analyses(word));
                self.known.put(number, told);
            }
        }
        words.spellings().map(|(number, _)| self.known.get(number).unwrap_or(&self.unknown)).collect()
    }
}
