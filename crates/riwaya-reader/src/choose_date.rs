//! Which date of its sentence is the event's.

use riwaya_lexicon::{Pos, Proclitics};
use riwaya_value::{Expression, Relation};

use crate::attribution::{Cue, of_sentence};
use crate::candidate::Candidate;
use crate::choose_event::{governor, neighbour};
use crate::choose_role::{Filler, Role, Site};
use crate::event::Event;
use crate::fill_dates::Chronicle;
use crate::fill_roles::Filled;
use crate::page::Page;
use crate::reckoned::{Day, Reckoned, reckoned};
use crate::role_steps::alike;
use crate::scorer::{Features, Part};
use crate::syntax::Syntax;

fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=7 => "5",
        8..=12 => "8",
        13..=20 => "13",
        _ => "21",
    }
}

fn expression(date: &Expression) -> &'static str {
    match date {
        Expression::Offset { days: 0, .. } => "today",
        Expression::Offset { days: -1, .. } => "yesterday",
        Expression::Offset { .. } => "offset",
        Expression::Calendar { weekday: Some(_), day: None, .. } => "weekday",
        Expression::Calendar { day: Some(_), .. } => "day",
        Expression::Calendar { month: Some(_), .. } => "month",
        Expression::Calendar { .. } => "year",
        Expression::Relative { .. } => "relative",
        Expression::Distance { .. } => "distance",
        Expression::Stretch { .. } => "stretch",
        Expression::Years { .. } => "years",
        Expression::Between(..) => "between",
    }
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::At => "at",
        Relation::Since => "since",
        Relation::Until => "until",
        Relation::Before => "before",
        Relation::After => "after",
    }
}

/// An event told before, and the date it was given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dated {
    pub sentence: usize,
    /// The word that carries it.
    pub head: usize,
    pub event: Event,
    /// Which claim of the report tells it.
    pub claim: usize,
    pub date: Option<Day>,
}

/// The event whose date is sought, with what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Undated<'a> {
    pub site: &'a Site<'a>,
    pub filled: &'a Filled,
}

/// What the dates of a report are chosen by.
#[derive(Clone, Copy)]
pub(crate) struct Calendar<'a, 't> {
    pub page: &'a Page<'t>,
    pub cues: &'a [Cue],
    pub syntax: &'a Syntax,
}

/// How near in kind two events are.
fn kin(a: Event, b: Event) -> &'static str {
    match (a, b) {
        _ if a == b => "same",
        (_, Event::Casualties | Event::Destruction) if a.is_violent() => "toll",
        (Event::Casualties | Event::Destruction, _) if b.is_violent() => "of-toll",
        _ if a.is_violent() && b.is_violent() => "violent",
        _ => "other",
    }
}

/// How the event word points back: «هذا الهجوم», «الهجوم», «هجومه».
fn pointing(page: &Page<'_>, i: usize) -> &'static str {
    let shown = i > 0
        && matches!(
            page.key(i - 1),
            "هذا"
                | "هذه"
                | "ذلك"
                | "تلك"
                | "وهذا"
                | "وهذه"
                | "بهذا"
                | "بهذه"
                | "لهذا"
                | "لهذه"
                | "نفس"
        );
    match page.top(i) {
        _ if shown => "this",
        Some(a) if a.pos == Pos::Verb => "verb",
        Some(a) if a.proclitics.has_any(Proclitics::AL) => "al",
        Some(a) if a.enclitic.is_some() => "own",
        _ => "-",
    }
}

/// The features of "this date is the event's".
fn features(calendar: Calendar<'_, '_>, site: &Site<'_>, d: usize, all: &[usize], f: &mut Features) {
    f.clear();
    let Calendar { page, cues, syntax } = calendar;
    let c = site.candidate;
    let date = &page.dates[d];
    let bounds = page.sentence(c.head).words.clone();
    let event = site.event.as_str();
    let what = expression(&date.value.expression);
    let after = date.words.start >= c.words.end;
    let inside = c.words.start < date.words.start && date.words.end < c.words.end;
    let side = match () {
        () if inside => "inside",
        () if after => "after",
        () => "before",
    };
    let (lo, hi) = if after { (c.words.end, date.words.start) } else { (date.words.end, c.words.start) };
    let verbal = page.top(c.head).is_some_and(|a| a.pos == Pos::Verb);
    let pos = if verbal { "v" } else { "n" };
    f.flag(true, "bias");
    f.add("what", &[what, side]);
    f.add("relation", &[relation(date.value.relation), what]);
    f.add("event", &[event, what, side]);
    f.add("dist", &[side, bucket(hi.saturating_sub(lo)), pos]);
    f.add("dist-what", &[side, bucket(hi.saturating_sub(lo)), what]);
    f.add("lemma", &[page.lemma(c.head), side]);
    f.add("p1", &[neighbour(page, date.words.start.checked_sub(1), &bounds), side]);
    f.add("p2", &[neighbour(page, date.words.start.checked_sub(2), &bounds), side]);
    f.add("n1", &[neighbour(page, Some(date.words.end), &bounds), side]);
    let others = site.others.iter().filter(|o| lo <= **o && **o < hi).count();
    f.add("others", &[side, bucket(others), pos]);
    let here = of_sentence(cues, page.sentence_of[c.head] as usize);
    let cues_between = here.iter().filter(|q| lo <= q.words.start && q.words.start < hi).count();
    f.add("cues", &[side, bucket(cues_between)]);
    let speech = (date.words.start.saturating_sub(5)..date.words.start)
        .rev()
        .find(|j| page.top(*j).is_some_and(|a| a.pos == Pos::Verb));
    let by_cue =
        speech.is_some_and(|v| of_sentence(cues, page.sentence_of[v] as usize).iter().any(|q| q.words.start == v));
    f.add("by-cue", &[if by_cue { "1" } else { "0" }, side, pos]);
    let self_cue = here.iter().any(|q| q.words.start == c.head);
    f.add("by-cue-self", &[if by_cue { "1" } else { "0" }, if self_cue { "self" } else { "-" }, side]);
    if let Some(v) = governor(page, date.words.start, 8) {
        let own = v == c.head;
        f.add("governor", &[if own { "own" } else { "other" }, side, pos]);
        let governs_event = governor(page, c.words.start, 8) == Some(v);
        f.add("shared", &[if governs_event { "1" } else { "0" }, side, pos]);
        f.add("governor-l", &[page.lemma(v), side, pos]);
    } else {
        f.add("governor", &["none", side, pos]);
    }
    let (mut verbs, mut commas, mut thats) = (0, 0, 0);
    for j in lo..hi.max(lo) {
        if page.top(j).is_some_and(|a| a.pos == Pos::Verb) {
            verbs += 1;
        }
        match page.key(j) {
            "،" | "," | "؛" => commas += 1,
            "ان" | "انه" | "بان" | ":" | "انها" => thats += 1,
            _ => {}
        }
    }
    f.add("verbs", &[side, bucket(verbs), pos]);
    f.add("commas", &[side, bucket(commas)]);
    f.add("thats", &[side, bucket(thats), what]);
    f.add("mix", &[side, bucket(verbs), bucket(commas), bucket(thats), what]);
    let rank = all
        .iter()
        .filter(|o| **o != d)
        .filter(|o| page.dates[**o].words.start.abs_diff(c.head) < date.words.start.abs_diff(c.head))
        .count();
    f.add("rank", &[bucket(rank), side]);
    f.add("pointing", &[pointing(page, c.head), side, bucket(others)]);
    f.flag(page.quoted[c.head] != page.quoted[date.words.start], "across-quote");
    hanging(page, syntax, c, date, what, f);
}

/// How the event and the date hang together in the sentence.
fn hanging(
    page: &Page<'_>,
    syntax: &Syntax,
    c: &Candidate,
    date: &crate::page::Dated<'_>,
    what: &'static str,
    f: &mut Features,
) {
    let paths = date.words.clone().filter_map(|w| syntax.path(c.head, w));
    let Some(path) = paths.min_by_key(|p| p.pivot.abs_diff(c.head)) else {
        f.flag(true, "apart");
        return;
    };
    let ([up, higher], down, what) = (path.up, path.down, Part::from(what));
    f.add("path-ties", &[up, higher, down]);
    f.add("path-ties-what", &[up, higher, down, what]);
    f.add("path-ties-pivot", &[up, down, page.lemma_part(path.pivot)]);
    f.add("path-ties-class", &[up, down, page.support(path.pivot)]);
}

/// The features of "none of the dates is the event's".
fn none_features(page: &Page<'_>, site: &Site<'_>, all: &[usize], f: &mut Features) {
    f.clear();
    let c = site.candidate;
    let definite = page.has(c.head, Proclitics::AL);
    f.flag(true, "none");
    f.add("none-event", &[site.event.as_str()]);
    f.add("none-dates", &[bucket(all.len())]);
    f.add("none-lemma", &[page.lemma(c.head)]);
    f.add("none-definite", &[if definite { "al" } else { "-" }]);
    f.add("none-others", &[bucket(site.others.len())]);
    f.flag(page.quoted[c.head], "none-quoted");
    let bounds = page.sentence(c.head).words.clone();
    f.add("none-p1", &[neighbour(page, c.words.start.checked_sub(1), &bounds)]);
    f.add("none-echo", &[site.echo.map_or("-", |w| page.lemma(w)), site.event.as_str()]);
    f.add("none-pointing", &[pointing(page, c.head), site.event.as_str()]);
}

/// The features of "the event has the date of the event `from` told before", whose roles `cast` fills.
fn carried_features(
    page: &Page<'_>,
    event: Undated<'_>,
    (from, cast): (&Dated, &Filled),
    dates_here: usize,
    f: &mut Features,
) {
    f.clear();
    let Undated { site, filled } = event;
    let c = site.candidate;
    let back = bucket(page.sentence_of[c.head] as usize - from.sentence);
    let same = if from.event == site.event { "same" } else { "other" };
    let points = pointing(page, c.head);
    let kin = kin(from.event, site.event);
    f.flag(true, "carried");
    f.add("carried-same", &[same, points, back]);
    f.add("carried-kin", &[kin, points, back]);
    f.add("carried-events", &[from.event.as_str(), site.event.as_str(), back]);
    f.add("carried-here", &[bucket(dates_here), back, kin]);
    f.add("carried-lemma", &[page.lemma(c.head)]);
    let lemma = if page.lemma(from.head) == page.lemma(c.head) { "1" } else { "0" };
    f.add("carried-same-lemma", &[lemma, points, back]);
    let what = from.date.map_or("-", |day| expression(&page.dates[day.date].value.expression));
    f.add("carried-what", &[what, points, back]);
    let paragraph = page.sentence(c.head).opens_paragraph;
    f.add("carried-paragraph", &[if paragraph { "1" } else { "0" }, back, points]);
    let echo = site.echo.map_or("-", |w| page.lemma(w));
    f.add("carried-echo", &[echo, back]);
    f.add("carried-echo-again", &[if echo == page.lemma(from.head) { "1" } else { "0" }, kin, back]);
    let [actor, target, place] = Role::ALL.map(|role| shared(page, filled.of(role), cast.of(role)));
    f.add("carried-actor", &[actor, kin, points]);
    f.add("carried-target", &[target, kin, points]);
    f.add("carried-place", &[place, kin, points]);
    f.add("carried-cast", &[actor, target, place]);
    f.add("carried-cast-kin", &[actor, target, place, kin]);
}

/// The features of "the event has the day so counted from another".
fn reckoned_features(page: &Page<'_>, site: &Site<'_>, reckoned: &Reckoned, dates_here: usize, f: &mut Features) {
    f.clear();
    let c = site.candidate;
    let way = reckoned.way.as_str();
    let date = &page.dates[reckoned.day.date];
    let (side, gap) = match c.head.checked_sub(date.words.end) {
        Some(gap) => ("after", gap),
        // What stands within the words of the date is near to neither end.
        None => ("before", date.words.start.checked_sub(c.head).unwrap_or(usize::MAX)),
    };
    let (points, kin) =
        reckoned.from.map_or(("published", "-"), |from| (pointing(page, from.head), kin(from.event, site.event)));
    f.flag(true, "reckoned");
    f.add("reckoned-way", &[way, side]);
    f.add("reckoned-gap", &[way, side, bucket(gap)]);
    f.add("reckoned-from", &[way, points, kin]);
    f.add("reckoned-event", &[way, site.event.as_str()]);
    f.add("reckoned-here", &[way, bucket(dates_here)]);
    f.add("reckoned-pointing", &[way, pointing(page, c.head)]);
}

/// Whether two events have somebody or some place in common.
fn shared(page: &Page<'_>, a: &[Filler], b: &[Filler]) -> &'static str {
    match (a, b) {
        ([], []) => "neither",
        ([], _) => "before",
        (_, []) => "now",
        _ if a.iter().any(|a| b.iter().any(|b| alike(page, a, b))) => "same",
        _ => "other",
    }
}

/// The dates among which an event's is chosen, beside none: those of its sentence, then those of events told before, then
/// days counted from those.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    pub here: Vec<usize>,
    pub carried: Vec<Dated>,
    pub reckoned: Vec<Reckoned>,
}

/// One of the choices.
#[derive(Clone, Copy, Debug)]
enum Choice<'c> {
    None,
    Here(usize),
    Carried(&'c Dated),
    Reckoned(&'c Reckoned),
}

impl Choices {
    /// The choices for an event in the sentence of word `head`.
    pub(crate) fn new(page: &Page<'_>, head: usize, told: &Chronicle<'_>) -> Self {
        let here = here(page, head);
        let carried = carried(page, head, &here, told);
        Self { here, carried, reckoned: reckoned(page, head, told) }
    }

    /// How many there are, "none" among them.
    pub(crate) fn len(&self) -> usize {
        1 + self.here.len() + self.carried.len() + self.reckoned.len()
    }

    fn choice(&self, k: usize) -> Choice<'_> {
        let (here, carried) = (self.here.len(), self.carried.len());
        match k.checked_sub(1) {
            None => Choice::None,
            Some(k) if k < here => Choice::Here(self.here[k]),
            Some(k) if k < here + carried => Choice::Carried(&self.carried[k - here]),
            Some(k) => Choice::Reckoned(&self.reckoned[k - here - carried]),
        }
    }

    /// The date of choice `k`, where 0 is none.
    pub(crate) fn date(&self, page: &Page<'_>, k: usize) -> Option<Day> {
        match self.choice(k) {
            Choice::None => None,
            Choice::Here(date) => Day::said(page, date),
            Choice::Carried(from) => from.date,
            Choice::Reckoned(reckoned) => Some(reckoned.day),
        }
    }

    /// Whether two choices come to the same days.
    fn agree(&self, page: &Page<'_>, a: usize, b: usize) -> bool {
        let days = |k: usize| self.date(page, k).map(|day| day.range);
        a == b || days(a).is_some() && days(a) == days(b)
    }

    /// The likelihood of the days of each choice, under whatever words.
    pub(crate) fn together(&self, page: &Page<'_>, p: &[f32]) -> Vec<f32> {
        let of = |k| p.iter().enumerate().filter(|(j, _)| self.agree(page, k, *j)).map(|(_, p)| p).sum();
        (0..p.len()).map(of).collect()
    }

    /// The features of choice `k` for an event; `cast` tells who fills the roles of a claim told before.
    pub(crate) fn features<'f>(
        &self,
        calendar: Calendar<'_, '_>,
        event: Undated<'_>,
        cast: impl Fn(usize) -> &'f Filled,
        k: usize,
        f: &mut Features,
    ) {
        let page = calendar.page;
        match self.choice(k) {
            Choice::None => none_features(page, event.site, &self.here, f),
            Choice::Here(date) => features(calendar, event.site, date, &self.here, f),
            Choice::Carried(from) => carried_features(page, event, (from, cast(from.claim)), self.here.len(), f),
            Choice::Reckoned(reckoned) => reckoned_features(page, event.site, reckoned, self.here.len(), f),
        }
    }
}

/// The dates of a sentence that may be an event's.
fn here(page: &Page<'_>, head: usize) -> Vec<usize> {
    page.dates_in(&page.sentence(head).words)
        .filter(|d| {
            let date = page.dates[*d].value;
            date.resolved.and_then(crate::values::iso).is_some() && !crate::values::is_since(date)
        })
        .collect()
}

/// Events told before whose dates stand in other sentences, one for each date: two told shortly before, the last told
/// first, and the last told by the same word, however far back.
fn carried(page: &Page<'_>, head: usize, here: &[usize], chronicle: &Chronicle<'_>) -> Vec<Dated> {
    let s = page.sentence_of[head] as usize;
    let mut out: Vec<Dated> = Vec::new();
    let fresh = |out: &[Dated], told: &Dated| {
        told.date.is_some_and(|day| {
            (day.counted.is_some() || !here.contains(&day.date)) && !out.iter().any(|o| o.date == Some(day))
        })
    };
    for told in chronicle.before().iter().rev().take_while(|x| s - x.sentence <= REACH) {
        if out.len() < 2 && fresh(&out, told) {
            out.push(*told);
        }
    }
    out.extend(chronicle.told_by(page.lemma(head)).filter(|told| fresh(&out, told)).copied());
    out
}

/// From how many sentences back a date is carried, whatever the event.
const REACH: usize = 3;
