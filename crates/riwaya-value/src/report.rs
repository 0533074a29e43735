//! The whole text: every sentence read, the day of publication found, dates resolved.

use std::ops::Range;

use jiff::civil::Date;
use riwaya_text::{Sentence, Text};

use crate::mention::{
    Anchor, Calendar, DateMention, DateRange, Direction, Expression, Precision, Reason, Resolution, Values,
};
use crate::phrase::{Grammar, Said, dates};
use crate::quantity;
use crate::reckon::{Ground, resolve};
use crate::scene::Scene;

/// A date as said, with the sentence that it stands in.
struct Placed {
    said: Said,
    sentence: Range<usize>,
}

/// Stretches of tokens that something has claimed, in order, so that a look-up takes logarithmic time.
pub(crate) struct Taken(Vec<Range<usize>>);

impl Taken {
    fn new(ranges: impl Iterator<Item = Range<usize>>) -> Self {
        let mut all: Vec<Range<usize>> = ranges.collect();
        all.sort_by_key(|r| r.start);
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(all.len());
        for range in all {
            match joined.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// Whether `tokens` overlap one of the stretches.
    pub fn touches(&self, tokens: &Range<usize>) -> bool {
        let first = self.0.partition_point(|r| r.end <= tokens.start);
        self.0.get(first).is_some_and(|r| r.start < tokens.end)
    }
}

fn of<'m, M>(mentions: &'m [M], tokens: impl Fn(&M) -> &Range<usize> + 'm) -> impl Iterator<Item = Range<usize>> + 'm {
    mentions.iter().map(move |m| tokens(m).clone())
}

/// Reads every value of a text.
pub(crate) fn read(text: &Text, published: Option<Date>) -> Values {
    let scene = Scene::new(text);
    let mut values = Values::default();
    let mut said = Vec::new();
    for sentence in text.sentences() {
        read_sentence(&scene, sentence, &mut values, &mut said);
    }
    values.anchor = match published {
        Some(date) => Some(Anchor { date, from_dateline: false }),
        None => dateline(&scene, &said).map(|date| Anchor { date, from_dateline: true }),
    };
    settle(&scene, said, &mut values);
    values
}

/// The day of publication that the text tells.
pub(crate) fn find_dateline(text: &Text) -> Option<Date> {
    let scene = Scene::new(text);
    let mut said = Vec::new();
    let mut values = Values::default();
    for sentence in text.sentences() {
        read_sentence(&scene, sentence, &mut values, &mut said);
    }
    dateline(&scene, &said)
}

fn read_sentence(scene: &Scene, sentence: &Sentence, values: &mut Values, said: &mut Vec<Placed>) {
    let range = &sentence.tokens;
    let numbers = quantity::numbers(scene, range);
    let grammar = Grammar { scene, numbers: &numbers, floor: range.start, end: range.end };
    let found = dates(scene, range, &numbers);
    let (n, t, d) = (values.numbers.len(), values.times.len(), values.durations.len());
    grammar.times(&mut values.times);
    let dates_and_times = Taken::new(found.iter().map(|s| s.start..s.end).chain(of(&values.times[t..], |m| &m.tokens)));
    grammar.durations(&dates_and_times, &mut values.durations);
    let lengths = Taken::new(of(&values.durations[d..], |m| &m.tokens));
    quantity::mentions(scene, range, &numbers, &mut values.numbers);
    for mention in &mut values.numbers[n..] {
        mention.counts_nothing |= dates_and_times.touches(&mention.tokens) || lengths.touches(&mention.tokens);
    }
    said.extend(found.into_iter().map(|said| Placed { said, sentence: range.clone() }));
}

fn settle(scene: &Scene, said: Vec<Placed>, values: &mut Values) {
    let mut last: Option<DateRange> = None;
    let year = said.iter().find_map(|p| told_year(&p.said.expression));
    for Placed { said, sentence } in said {
        let ground = Ground {
            anchor: values.anchor.map(|a| a.date),
            future: looks_ahead(scene, &said, sentence.start),
            last,
            same: said.same,
            from_event: said.from_event,
            year,
        };
        let (expression, answer) = choose(said.expression, said.other, ground);
        let how = match answer {
            Err(reason) => Resolution::Unresolved(reason),
            Ok(_) if is_explicit(&expression) => Resolution::Explicit,
            Ok(_) if values.anchor.is_some_and(|a| a.from_dateline) => Resolution::Dateline,
            Ok(_) => Resolution::Published,
        };
        let resolved = answer.ok();
        if resolved
            .is_some_and(|r| matches!(r.precision, Precision::Day | Precision::Month) && names_month(&expression))
        {
            last = resolved;
        }
        values.dates.push(DateMention {
            span: scene.span(said.start, said.end),
            tokens: said.start..said.end,
            expression,
            day_part: said.day_part,
            relation: said.relation,
            resolved,
            how,
        });
    }
}

/// Of two orders of a date in figures, the one that falls nearer to the day of publication.
fn choose(first: Expression, other: Option<Expression>, ground: Ground) -> (Expression, Result<DateRange, Reason>) {
    let answer = resolve(&first, ground);
    let (Some(other), Some(anchor)) = (other, ground.anchor) else { return (first, answer) };
    let second = resolve(&other, ground);
    let far = |r: &Result<DateRange, Reason>| r.map_or(i64::MAX, |r| i64::from((r.from - anchor).get_days().abs()));
    if far(&second) < far(&answer) { (other, second) } else { (first, answer) }
}

/// The year in `عام 2009 الجاري`.
fn told_year(expression: &Expression) -> Option<i16> {
    match expression {
        Expression::Calendar {
            year: year @ Some(_),
            direction: Direction::Present,
            calendar: Calendar::Gregorian,
            ..
        } => *year,
        _ => None,
    }
}

fn names_month(expression: &Expression) -> bool {
    matches!(expression, Expression::Calendar { month, relative, .. } if month.is_some() || relative.is_some())
}

/// Whether the words tell the days without a day of publication.
fn is_explicit(expression: &Expression) -> bool {
    match expression {
        Expression::Calendar { day, month, year: Some(_), .. } => day.is_none() || month.is_some(),
        Expression::Years { .. } => true,
        Expression::Between(low, high) => is_explicit(low) && is_explicit(high),
        _ => false,
    }
}

/// How far before a date a verb of the future is looked for.
const CLAUSE: usize = 12;

/// Whether the clause before the date looks to the future: `سوف`, `من المقرر`, `سيجتمع`.
fn looks_ahead(scene: &Scene, said: &Said, floor: usize) -> bool {
    for i in (floor.max(said.start.saturating_sub(CLAUSE))..said.start).rev() {
        let key = scene.key(i);
        if matches!(key, "." | "؛" | ":" | "»") {
            return false;
        }
        let verb = || is_future_verb(key) && !scene.words.timeless.contains_key(key);
        if scene.is_word(i) && (scene.words.future.contains_key(key) || verb()) {
            return true;
        }
    }
    false
}

/// س and an imperfect verb. Letters that begin common nouns with سي and ست are left out (سيطر، سيارة، سياسة، ستين).
fn is_future_verb(key: &str) -> bool {
    let rest = key.strip_prefix(['و', 'ف']).unwrap_or(key);
    let Some(rest) = rest.strip_prefix('س') else { return false };
    let mut letters = rest.chars();
    let (Some(person), Some(root)) = (letters.next(), letters.next()) else { return false };
    let more = letters.next().is_some();
    match person {
        'ي' | 'ت' => {
            more && matches!(
                root,
                'ت' | 'ج'
                    | 'ع'
                    | 'ل'
                    | 'ق'
                    | 'ك'
                    | 'ص'
                    | 'ب'
                    | 'ش'
                    | 'ه'
                    | 'خ'
                    | 'ض'
                    | 'غ'
                    | 'ح'
                    | 'ز'
                    | 'ن'
                    | 'د'
            )
        }
        'ا' => more && matches!(root, 'ع' | 'خ' | 'ك' | 'غ' | 'ت' | 'ر' | 'ذ' | 'ق') && key.chars().count() >= 5,
        _ => false,
    }
}

/// A line that holds little more than a date tells the day of publication; so does a date beside `GMT`, and one in
/// the first words of the text.
fn dateline(scene: &Scene, said: &[Placed]) -> Option<Date> {
    said.iter().find_map(|placed| {
        let Placed { said, sentence } = placed;
        let ground = Ground { anchor: None, future: false, last: None, same: false, from_event: false, year: None };
        let day = resolve(&said.expression, ground).ok().filter(|r| r.precision == Precision::Day)?;
        if !is_explicit(&said.expression) || matches!(said.expression, Expression::Between(..)) {
            return None;
        }
        let words = || sentence.clone().filter(|i| scene.is_word(*i)).count();
        let short = sentence.len() <= SHORT_LINE && words() <= 8 && (early(scene, sentence) || late(scene, sentence));
        let head = said.end <= HEAD && !is_event_date(scene, said);
        let stamp =
            (said.start.saturating_sub(8)..(said.end + 8).min(scene.tokens.len())).any(|i| scene.key(i) == "gmt");
        (short || head || stamp).then_some(day.from)
    })
}

/// The longest line, in tokens, that is taken for a dateline.
const SHORT_LINE: usize = 16;
/// A date that ends within so many tokens from the start belongs to the dateline.
const HEAD: usize = 9;
/// How much of the text counts as its first or last lines, in tokens.
const FURNITURE: usize = 80;

fn early(scene: &Scene, sentence: &Range<usize>) -> bool {
    sentence.start < FURNITURE.min(scene.tokens.len())
}

fn late(scene: &Scene, sentence: &Range<usize>) -> bool {
    sentence.end + FURNITURE / 2 > scene.tokens.len()
}

/// `في 8 أكتوبر 2020`, `منذ …`: what happened then, not when it was written.
fn is_event_date(scene: &Scene, said: &Said) -> bool {
    let before = said.start.checked_sub(1).map_or("", |i| scene.key(i));
    matches!(before, "في" | "منذ" | "حتي" | "من" | "يوم" | "قبل" | "بعد" | "بتاريخ")
        || said.relation != crate::mention::Relation::At
}
