//! A report laid out for reading: words, sentences, mentions, numbers, dates and quotation, by index of word.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use riwaya_lexicon::{Analysis, LemmaId, Lexicon, Pos, Proclitics, Words};
use riwaya_text::{Span, Text, TokenKind};
use riwaya_value::{DateMention, NumberMention, Values};

use crate::lists::{List, Listed};
use crate::names::{Country, Mention, MentionKind, Sector};
use crate::scorer::Part;
use crate::spelling::{Opens, Signs, Spelling, is_grammatical, stem_of};

/// A report laid out for reading.
pub(crate) struct Page<'t> {
    pub text: &'t Text<'t>,
    pub lexicon: &'t Lexicon,
    pub words: &'t Words<'t>,
    /// What is told of each spelling of the text.
    spellings: Vec<&'t Spelling<'t>>,
    /// Folded letters and lemma of each spelling of the text.
    letters: Vec<Letters<'t>>,
    verb_before: Vec<u32>,
    /// Sentences as ranges of words.
    pub sentences: Vec<Sentence>,
    /// The sentence of each word.
    pub sentence_of: Vec<u32>,
    /// Mentions in order; by word: the first mention that starts at or after it.
    pub mentions: &'t [Mention],
    pub mention_from: Vec<u32>,
    /// The kind of each mention.
    kinds: Vec<Part<'static>>,
    /// By mention: how many mentions up to it belong to its country.
    of_country: Vec<u32>,
    pub numbers: Vec<Number<'t>>,
    pub number_at: Vec<Option<u32>>,
    pub dates: Vec<Dated<'t>>,
    /// The day of publication, where it is known.
    pub published: Option<Date>,
    pub date_at: Vec<bool>,
    /// How deep in quotation each word stands (0 or 1); a quote of one or two words does not count.
    pub quoted: Vec<bool>,
}

/// A word as features see it.
#[derive(Clone, Copy, Debug)]
struct Letters<'t> {
    key: Part<'t>,
    /// The folded lemma of the likeliest analysis, else its stem, else the word itself.
    lemma: Part<'t>,
}

/// For each word and the end, the nearest verb before it as one more than its number; 0 where there is none.
fn verbs_before(words: &Words<'_>) -> Vec<u32> {
    let mut last = 0;
    let mut out = Vec::with_capacity(words.len() + 1);
    for i in 0..words.len() {
        out.push(last);
        if words.best(i).is_some_and(|a| a.pos == Pos::Verb) {
            last = i as u32 + 1;
        }
    }
    out.push(last);
    out
}

/// A sentence.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub words: Range<usize>,
    pub opens_paragraph: bool,
}

/// A number with its place among the words.
#[derive(Clone, Debug)]
pub(crate) struct Number<'t> {
    pub words: Range<usize>,
    pub value: &'t NumberMention,
}

/// A date with its place among the words.
#[derive(Clone, Debug)]
pub(crate) struct Dated<'t> {
    pub words: Range<usize>,
    pub value: &'t DateMention,
}

fn of_country(mentions: &[Mention]) -> Vec<u32> {
    let mut counts: HashMap<Country, u32> = HashMap::new();
    let up_to = |m: &Mention| {
        m.country.map_or(0, |country| {
            let count = counts.entry(country).or_default();
            *count += 1;
            *count
        })
    };
    mentions.iter().map(up_to).collect()
}

impl<'t> Page<'t> {
    pub(crate) fn new(
        text: &'t Text<'t>,
        lexicon: &'t Lexicon,
        (words, spellings): (&'t Words<'t>, Vec<&'t Spelling<'t>>),
        mentions: &'t [Mention],
        values: &'t Values,
    ) -> Self {
        let n = words.len();
        let sentences = sentences(text, words);
        let mut sentence_of = vec![0u32; n];
        for (s, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.words.clone()].fill(s as u32);
        }
        let by_span = |span: Span| -> Range<usize> {
            let start = words.all().partition_point(|w| w.span.end() <= span.start());
            let end = words.all().partition_point(|w| w.span.start() < span.end());
            start..end.max(start)
        };
        let numbers: Vec<Number<'t>> = values
            .numbers
            .iter()
            .map(|value| Number { words: by_span(value.span), value })
            .filter(|x| !x.words.is_empty())
            .collect();
        let dates: Vec<Dated<'t>> = values
            .dates
            .iter()
            .map(|value| Dated { words: by_span(value.span), value })
            .filter(|x| !x.words.is_empty())
            .collect();
        let mut number_at = vec![None; n];
        for (k, number) in (0u32..).zip(&numbers) {
            number_at[number.words.clone()].fill(Some(k));
        }
        let mut date_at = vec![false; n];
        for date in &dates {
            date_at[date.words.clone()].fill(true);
        }
        let quoted = quoted(words, &sentences);
        let mut mention_from = vec![mentions.len() as u32; n + 1];
        let mut m = mentions.len();
        for i in (0..=n).rev() {
            while m > 0 && mentions[m - 1].words.start as usize >= i {
                m -= 1;
            }
            mention_from[i] = m as u32;
        }
        let letters = words
            .spellings()
            .zip(&spellings)
            .map(|((_, word), spelling)| {
                let key = words.key(word);
                Letters { key: spelling.key(key), lemma: spelling.lemma(key) }
            })
            .collect();
        Self {
            text,
            lexicon,
            words,
            letters,
            spellings,
            verb_before: verbs_before(words),
            sentences,
            sentence_of,
            mentions,
            mention_from,
            kinds: mentions.iter().map(|m| m.kind.name().into()).collect(),
            of_country: of_country(mentions),
            numbers,
            number_at,
            dates,
            published: values.anchor.map(|a| a.date),
            date_at,
            quoted,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many mentions up to `m`, itself among them, belong to the country of `m`; 0 where it has none.
    pub(crate) fn told_of_country(&self, m: usize) -> u32 {
        self.of_country[m]
    }

    /// The country told of most; of equals the one that was so first.
    pub(crate) fn land(&self) -> Option<Country> {
        let told = self.mentions.iter().zip(&self.of_country);
        told.rev().max_by_key(|(_, n)| **n).and_then(|(m, _)| m.country)
    }

    /// What is told of the spelling of a word.
    pub(crate) fn spelling(&self, i: usize) -> Option<&'t Spelling<'t>> {
        (i < self.len()).then(|| self.spellings[self.words.spelling(i)])
    }

    /// How a word joins or parts clauses.
    pub(crate) fn signs(&self, i: usize) -> Signs {
        self.spelling(i).map(|s| s.signs).unwrap_or_default()
    }

    /// How a verb holds an event's noun up, as part of a feature.
    pub(crate) fn support(&self, i: usize) -> Part<'static> {
        self.spelling(i).map(|s| s.support).unwrap_or_default().part()
    }

    /// Whether a word is a unit of measure or of time, so that its number counts nobody.
    pub(crate) fn is_unit(&self, i: usize) -> bool {
        self.in_list(i, List::Unit) || self.in_list(i, List::Percent)
    }

    /// What may begin with a word.
    pub(crate) fn opens(&self, i: usize) -> Option<&'t Opens<'t>> {
        self.spelling(i)?.opens()
    }

    fn letters(&self, i: usize) -> Option<&Letters<'t>> {
        (i < self.len()).then(|| &self.letters[self.words.spelling(i)])
    }

    /// The folded letters of a word; none where there is no word `i`.
    pub(crate) fn key(&self, i: usize) -> &'t str {
        self.letters(i).map_or("", |l| l.key.text)
    }

    /// The folded letters of a word as part of a feature.
    pub(crate) fn key_part(&self, i: usize) -> Part<'t> {
        self.letters(i).map_or(const { Part::of("") }, |l| l.key)
    }

    /// The folded lemma of a word as part of a feature.
    pub(crate) fn lemma_part(&self, i: usize) -> Part<'t> {
        self.letters(i).map_or(const { Part::of("") }, |l| l.lemma)
    }

    /// The kind of a mention as part of a feature; `-` where there is none.
    pub(crate) fn kind_part(&self, m: Option<usize>) -> Part<'static> {
        m.and_then(|m| self.kinds.get(m)).copied().unwrap_or(const { Part::of("-") })
    }

    /// The nearest word before `i` whose likeliest reading is a verb.
    pub(crate) fn verb_before(&self, i: usize) -> Option<usize> {
        (*self.verb_before.get(i)? as usize).checked_sub(1)
    }

    /// Whether a word stands in a list.
    pub(crate) fn in_list(&self, i: usize, list: List) -> bool {
        self.listed(i).has(list)
    }

    /// The lists in which a word stands.
    pub(crate) fn listed(&self, i: usize) -> Listed {
        self.spelling(i).map(|s| s.listed).unwrap_or_default()
    }

    /// Whether the likeliest reading of a word is one of the few words of grammar.
    pub(crate) fn is_grammatical(&self, i: usize) -> bool {
        self.top(i).is_some_and(|a| is_grammatical(a.pos))
    }

    /// Whether the likeliest reading of a word is a verb that the lexicon knows, and no name is known there.
    pub(crate) fn is_known_verb(&self, i: usize) -> bool {
        self.mention_at(i).is_none() && self.top(i).is_some_and(|a| a.pos == Pos::Verb && a.lemma.is_some())
    }

    pub(crate) fn analyses(&self, i: usize) -> &[Analysis] {
        if i < self.len() { self.words.analyses(i) } else { &[] }
    }

    pub(crate) fn span(&self, words: Range<usize>) -> Span {
        self.words.span(words)
    }

    /// The letters of words that name something, without the clitics at their edges as far as `mention` tells them.
    pub(crate) fn name_span(&self, words: &Range<usize>, mention: Option<usize>) -> Span {
        let whole = self.span(words.clone());
        match mention.map(|m| &self.mentions[m]) {
            Some(m) if m.name.start as usize == words.start && m.name.end as usize == words.end => m.name_span,
            Some(m) if m.name.start as usize == words.start => Span::new(m.name_span.start(), whole.end()),
            _ => whole,
        }
    }

    /// What is written in that span.
    pub(crate) fn name(&self, words: &Range<usize>, mention: Option<usize>) -> &str {
        self.text.slice(self.name_span(words, mention))
    }

    /// The likeliest analysis.
    pub(crate) fn top(&self, i: usize) -> Option<&Analysis> {
        self.analyses(i).first()
    }

    /// The folded lemma of the likeliest analysis, else the word itself.
    pub(crate) fn lemma(&self, i: usize) -> &'t str {
        self.letters(i).map_or("", |l| l.lemma.text)
    }

    pub(crate) fn lemma_key(&self, id: LemmaId) -> &'t str {
        self.lexicon.lemma(id).key()
    }

    /// The stem of a word under an analysis.
    pub(crate) fn stem(&self, i: usize, a: &Analysis) -> &'t str {
        stem_of(self.key(i), a)
    }

    pub(crate) fn kind(&self, i: usize) -> TokenKind {
        self.words.all().get(i).map_or(TokenKind::Mark, |w| w.kind)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Word
    }

    /// Whether some analysis takes it for a verb, and how well that analysis ranks.
    pub(crate) fn verb(&self, i: usize) -> Option<&Analysis> {
        self.analyses(i).iter().find(|a| a.pos == Pos::Verb)
    }

    /// Whether the likeliest analysis carries one of these proclitics.
    pub(crate) fn has(&self, i: usize, proclitics: Proclitics) -> bool {
        self.top(i).is_some_and(|a| a.proclitics.has_any(proclitics))
    }

    /// The sentence of a word; behind the last word, the last sentence.
    pub(crate) fn sentence(&self, i: usize) -> &Sentence {
        static NONE: Sentence = Sentence { words: 0..0, opens_paragraph: false };
        let s = self.sentence_of.get(i).or(self.sentence_of.last()).map_or(0, |s| *s as usize);
        self.sentences.get(s).unwrap_or(&NONE)
    }

    /// Mentions that start in a range of words.
    pub(crate) fn mentions_in(&self, words: Range<usize>) -> Range<usize> {
        let n = self.mention_from.len() - 1;
        self.mention_from[words.start.min(n)] as usize..self.mention_from[words.end.min(n)] as usize
    }

    /// Dates that start in a range of words.
    pub(crate) fn dates_in(&self, words: &Range<usize>) -> Range<usize> {
        let before = |word: usize| self.dates.partition_point(|d| d.words.start < word);
        let start = before(words.start);
        start..before(words.end).max(start)
    }

    /// The widest mention that starts at word `i`.
    pub(crate) fn mention_at(&self, i: usize) -> Option<usize> {
        self.mentions_in(i..i + 1).max_by_key(|m| (self.mentions[*m].words.end, std::cmp::Reverse(*m)))
    }

    /// The widest mention that starts at word `i` and is no list of several.
    pub(crate) fn mention_alone_at(&self, i: usize) -> Option<usize> {
        let alone = self.mentions_in(i..i + 1).filter(|m| !self.mentions[*m].joint);
        alone.max_by_key(|m| (self.mentions[*m].words.end, std::cmp::Reverse(*m)))
    }

    /// Whether و joins a mention to what stands before it, also where only its name tells that the letter is none of its
    /// own: «عفرين وجنديرس».
    pub(crate) fn is_joined(&self, m: usize) -> bool {
        let mention = &self.mentions[m];
        let first = mention.words.start as usize;
        let cut = || self.words.all().get(first).is_some_and(|w| w.span.start() < mention.span.start());
        self.has(first, Proclitics::WA) || self.key(first).starts_with('و') && cut()
    }

    /// The widest mention with its head at word `i` that is no list of several.
    pub(crate) fn mention_with_head(&self, i: usize) -> Option<usize> {
        let headed = |m: &usize| self.mentions[*m].head as usize == i && !self.mentions[*m].joint;
        self.mentions_in(i.saturating_sub(4)..i + 1).filter(headed).max_by_key(|m| self.mentions[*m].words.len())
    }

    /// The mentions that end just before word `i`, the widest first.
    pub(crate) fn mentions_ending_at(&self, i: usize) -> impl Iterator<Item = usize> {
        let from = self.sentence(i.min(self.len().saturating_sub(1))).words.start.max(i.saturating_sub(14));
        self.mentions_in(from..i).filter(move |m| self.mentions[*m].words.end as usize == i)
    }

    /// The widest mention that ends just before word `i`.
    pub(crate) fn mention_before(&self, i: usize) -> Option<usize> {
        self.mentions_ending_at(i).min_by_key(|m| self.mentions[*m].words.start)
    }

    /// Whether a mention can speak.
    pub(crate) fn can_speak(&self, m: usize) -> bool {
        let mention = &self.mentions[m];
        // A hospital counts the dead and tells of them.
        let mute = mention.kind == MentionKind::Thing && mention.sector != Some(Sector::Hlh);
        !mute && !self.is_guise(m)
    }

    /// «مسلحون بزي الجيش»: whether somebody else wears the dress of those whom a mention names, so that they are not there.
    /// «بصفته قائدا» is he himself.
    pub(crate) fn is_guise(&self, m: usize) -> bool {
        let start = self.mentions[m].words.start as usize;
        let dress = |j: &usize| self.in_list(*j, List::Guise) && self.top(*j).is_some_and(|a| a.enclitic.is_none());
        start.checked_sub(1).filter(dress).is_some() && !self.has(start, Proclitics::WA)
    }
}

/// Words of the longest sentence that is read as one: without an end to sentences, work would grow with their square.
const LONGEST: usize = 250;

fn sentences(text: &Text<'_>, words: &Words<'_>) -> Vec<Sentence> {
    let mut out = Vec::with_capacity(text.sentences().len());
    for (sentence, range) in text.sentences().iter().zip(words.sentences()) {
        let words = range.start as usize..range.end as usize;
        for start in words.clone().step_by(LONGEST) {
            let opens_paragraph = sentence.opens_paragraph && start == words.start;
            out.push(Sentence { words: start..words.end.min(start + LONGEST), opens_paragraph });
        }
    }
    out
}

/// Quotes shorter than this are names or scare quotes, not speech.
const SPEECH: usize = 4;

fn quoted(words: &Words<'_>, sentences: &[Sentence]) -> Vec<bool> {
    let mut out = vec![false; words.len()];
    let mut open: Option<(usize, bool)> = None;
    for i in (0..words.len()).filter(|i| words.word(*i).kind == TokenKind::Mark) {
        let (opens, closes, straight) = match words.key(i) {
            "«" | "“" | "„" => (true, false, false),
            "»" | "”" => (false, true, false),
            "\"" => (open.is_none(), open.is_some(), true),
            _ => continue,
        };
        if opens {
            open = Some((i, straight));
        } else if closes
            && let Some((from, _)) = open.take()
            && i - from > SPEECH
            && i - from < 400
        {
            out[from + 1..i].fill(true);
        }
    }
    if let Some((from, false)) = open {
        let end = sentences.iter().find(|s| s.words.contains(&from)).map_or(words.len(), |s| s.words.end);
        out[from + 1..end].fill(true);
    }
    out
}
