//! Which date of its sentence is the event's.

use riwaya_lexicon::Pos;
use riwaya_value::{Expression, Relation};

use crate::attribution::{Cue, of_sentence};
use crate::choose_event::{governor, neighbour};
use crate::choose_role::Site;
use crate::page::Page;
use crate::scorer::Features;

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
        Expression::Offset(0) => "today",
        Expression::Offset(-1) => "yesterday",
        Expression::Offset(_) => "offset",
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

/// The features of "this date is the event's".
pub(crate) fn features(page: &Page<'_>, cues: &[Cue], site: &Site<'_>, d: usize, all: &[usize], f: &mut Features) {
    f.clear();
    let c = site.candidate;
    let date = &page.dates[d];
    let bounds = page.sentence(c.head).words.clone();
    let event = site.event.as_str();
    let what = expression(&date.value.expression);
    let after = date.words.start >= c.words.end;
    let side = if after { "after" } else { "before" };
    let (lo, hi) = if after { (c.words.end, date.words.start) } else { (date.words.end, c.words.start) };
    let verbal = page.top(c.head).is_some_and(|a| a.pos == Pos::Verb);
    let pos = if verbal { "v" } else { "n" };
    f.add("bias", &[]);
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
    f.flag(page.quoted[c.head] != page.quoted[date.words.start], "across-quote");
}

/// The features of "none of the dates is the event's".
pub(crate) fn none_features(page: &Page<'_>, site: &Site<'_>, all: &[usize], f: &mut Features) {
    f.clear();
    let c = site.candidate;
    let definite = page.has(c.head, riwaya_lexicon::Proclitics::AL);
    f.add("none", &[]);
    f.add("none-event", &[site.event.as_str()]);
    f.add("none-dates", &[bucket(all.len())]);
    f.add("none-lemma", &[page.lemma(c.head)]);
    f.add("none-definite", &[if definite { "al" } else { "-" }]);
    f.add("none-others", &[bucket(site.others.len())]);
    f.flag(page.quoted[c.head], "none-quoted");
}

/// The features of "the event has the date of an event told before".
pub(crate) fn carried_features(
    page: &Page<'_>,
    site: &Site<'_>,
    from: crate::event::Event,
    back: usize,
    dates_here: usize,
    f: &mut Features,
) {
    f.clear();
    let c = site.candidate;
    let definite = page.has(c.head, riwaya_lexicon::Proclitics::AL);
    let same = if from == site.event { "same" } else { "other" };
    f.add("carried", &[]);
    f.add("carried-same", &[same, if definite { "al" } else { "-" }, bucket(back)]);
    f.add("carried-events", &[from.as_str(), site.event.as_str(), bucket(back)]);
    f.add("carried-here", &[bucket(dates_here), bucket(back)]);
    f.add("carried-lemma", &[page.lemma(c.head)]);
    let related = from.is_violent() && site.event.is_violent();
    f.add("carried-violent", &[if related { "1" } else { "0" }, bucket(back)]);
}

/// The dates of the event's sentence that may be its own.
pub(crate) fn here(page: &Page<'_>, site: &Site<'_>) -> Vec<usize> {
    let bounds = page.sentence(site.candidate.head).words.clone();
    let from = page.dates.partition_point(|d| d.words.start < bounds.start);
    (from..page.dates.len())
        .take_while(|d| page.dates[*d].words.start < bounds.end)
        .filter(|d| {
            crate::values::iso(page.dates[*d].value).is_some() && !crate::values::is_since(page.dates[*d].value)
        })
        .collect()
}

/// The dates of events told shortly before: date, event, sentences back.
pub(crate) fn carried(
    page: &Page<'_>,
    site: &Site<'_>,
    dated: &[(usize, crate::event::Event, Option<usize>)],
) -> Vec<(usize, crate::event::Event, usize)> {
    let s = page.sentence_of[site.candidate.head] as usize;
    let mut out: Vec<(usize, crate::event::Event, usize)> = Vec::new();
    for (at, event, date) in dated.iter().rev().take_while(|(at, ..)| s - at <= 2) {
        if let Some(d) = date
            && out.len() < 2
            && !out.iter().any(|(o, ..)| o == d)
        {
            out.push((*d, *event, s - at));
        }
    }
    out
}
