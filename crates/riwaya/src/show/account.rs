//! Incidents, contests and tolls, with every account side by side.

use riwaya_ledger::account::{
    Contest, Extremes, Incident, Matter, Scope, Side, TollPoint, TollSeries, Truce, Voice, Word,
};
use riwaya_ledger::{Account, Found, Most, Overview};
use riwaya_reader::Bound;
use riwaya_server::view::{Claim, View, day_of, flags, matter_id};
use serde::Serialize;
use serde_json::{Map, Value};

use super::columns::{Cell, Column, Entry, table};
use super::list::List;
use super::{Mark, Screen, claims, labels};
use crate::cli::ledger::{Lang, ListArgs, ListFormat};
use crate::fault::Fault;

const INCIDENTS: [Column; 7] = [
    Column { heading: "when", least: 12, share: 0 },
    Column { heading: "what", least: 10, share: 1 },
    Column { heading: "where", least: 12, share: 3 },
    Column { heading: "by → on, as told", least: 16, share: 3 },
    Column { heading: "numbers told", least: 18, share: 3 },
    Column { heading: "told by", least: 10, share: 1 },
    Column { heading: "incident", least: 21, share: 0 },
];

const CONTESTS: [Column; 6] = [
    Column { heading: "when", least: 12, share: 0 },
    Column { heading: "what", least: 12, share: 2 },
    Column { heading: "asserted by", least: 16, share: 4 },
    Column { heading: "denied by", least: 16, share: 4 },
    Column { heading: "numbers that differ", least: 20, share: 4 },
    Column { heading: "about", least: 21, share: 0 },
];

const TOLLS: [Column; 7] = [
    Column { heading: "whose", least: 12, share: 2 },
    Column { heading: "harm", least: 16, share: 1 },
    Column { heading: "of", least: 10, share: 1 },
    Column { heading: "day", least: 10, share: 0 },
    Column { heading: "number", least: 9, share: 0 },
    Column { heading: "who says", least: 14, share: 3 },
    Column { heading: "note", least: 10, share: 0 },
];

/// What programs get of it, key by key.
pub(crate) fn object(view: impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(view) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// What the bearer of a key is called.
pub(super) fn called(account: &Account, key: &str, lang: Lang) -> String {
    let label = account.label(key);
    let name = label.map(|l| if lang == Lang::Ar { &l.arabic } else { l.english.as_ref().unwrap_or(&l.arabic) });
    name.map_or(key, |n| n).to_owned()
}

pub(super) fn sides<'a>(account: &Account, sides: impl IntoIterator<Item = &'a Side>, lang: Lang) -> String {
    sides.into_iter().map(|s| called(account, s.key(), lang)).collect::<Vec<_>>().join(", ")
}

fn spots(account: &Account, incident: &Incident, lang: Lang) -> String {
    incident.spots.iter().map(|s| called(account, &s.key, lang)).collect::<Vec<_>>().join(", ")
}

fn when(incident: &Incident) -> String {
    match (incident.days, incident.first_published) {
        // Parted so that a narrow column breaks it between the days.
        (Some(days), _) => days.to_string().replace('/', "/ "),
        (None, Some(day)) => format!("({day})"),
        _ => String::new(),
    }
}

pub(super) fn speaker(account: &Account, word: &Word, lang: Lang) -> String {
    match &word.voice {
        Voice::Report(_) => labels::own_voice(lang).to_owned(),
        Voice::Source(key) => called(account, key, lang),
    }
}

pub(super) fn speakers<'a>(account: &Account, words: impl IntoIterator<Item = &'a Word>, lang: Lang) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for word in words {
        let name = speaker(account, word, lang);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn numbers(extremes: &[Extremes]) -> Vec<String> {
    let whole = extremes.iter().filter(|e| e.side.is_none());
    let range = |e: &Extremes| match (e.low.0, e.high.0) {
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("{low}–{high}"),
    };
    whole.map(|e| format!("{} {} {}", e.harm, range(e), e.who).replace('_', " ")).collect()
}

pub(super) fn entries(texts: Vec<String>, mark: Mark) -> Cell {
    texts.into_iter().map(|t| Entry::new(t, mark)).collect()
}

/// A list of incidents.
#[must_use]
pub fn incidents(account: &Account, found: &[&Incident], lang: Lang) -> List {
    List {
        columns: INCIDENTS.to_vec(),
        rows: found.iter().map(|i| incident_row(account, i, lang)).collect(),
        records: found.iter().map(|i| object(View::new(account).incident(i))).collect(),
        note: None,
    }
}

fn incident_row(account: &Account, incident: &Incident, lang: Lang) -> Vec<Cell> {
    let plain = |text: String| if text.is_empty() { Vec::new() } else { vec![Entry::new(text, Mark::Plain)] };
    let mut what = vec![Entry::new(incident.family.as_str(), Mark::Event)];
    if !incident.actual {
        what.push(Entry::new("not yet", Mark::Ahead));
    }
    if account.contest(incident.id).is_some_and(|c| !c.denying.is_empty()) {
        what.push(Entry::new("✗ denied", Mark::Against));
    }
    let mut parties = plain(sides(account, &incident.accused, lang));
    let victims = sides(account, &incident.victims, lang);
    if !victims.is_empty() {
        parties.push(Entry::signed("→ ", victims, Mark::Plain));
    }
    let origins = incident.origins.len();
    let told = if origins == 1 { "1 origin".to_owned() } else { format!("{origins} origins") };
    vec![
        plain(when(incident)),
        what,
        plain(spots(account, incident, lang)),
        parties,
        entries(numbers(account.extremes(incident.id)), Mark::Plain),
        plain(told),
        vec![Entry::new(incident.id.0.to_string(), Mark::Faint)],
    ]
}

/// One incident with every claim about it: `found` are those that stand.
///
/// # Errors
/// When it cannot be written.
pub fn incident(account: &Account, (incident, found): (&Incident, &[Found]), args: &ListArgs) -> Result<String, Fault> {
    if args.format == ListFormat::Json {
        let mut record = object(View::new(account).incident(incident));
        record.insert("claims_whole".to_owned(), found.iter().map(|f| Value::from(object(Claim::from(f)))).collect());
        if let Some(contest) = account.contest(incident.id) {
            record.insert("contest".to_owned(), Value::from(object(View::new(account).contest(contest))));
        }
        let json = serde_json::to_string_pretty(&record).map_err(|e| Fault::Write(e.into()))?;
        return Ok(json + "\n");
    }
    let list = claims::list(found, args.lang).written(args)?;
    if args.format == ListFormat::Csv {
        return Ok(list);
    }
    let screen = Screen::new(args.display);
    let heading = [incident.family.as_str().to_owned(), when(incident), spots(account, incident, args.lang)];
    let contest = account.contest(incident.id).map(|c| contests(account, &[c], args.lang).written(args)).transpose()?;
    Ok(format!("{}\n{list}{}", screen.heading(&heading), contest.unwrap_or_default()))
}

/// A list of contests.
#[must_use]
pub fn contests(account: &Account, found: &[&Contest], lang: Lang) -> List {
    List {
        columns: CONTESTS.to_vec(),
        rows: found.iter().map(|c| contest_row(account, c, lang)).collect(),
        records: found.iter().map(|c| object(View::new(account).contest(c))).collect(),
        note: None,
    }
}

fn contest_row(account: &Account, contest: &Contest, lang: Lang) -> Vec<Cell> {
    let (kind, id) = matter_id(contest.about);
    let incident = match contest.about {
        Matter::Incident(id) => account.incident(id),
        Matter::Truce(_) | Matter::Violation(_) => None,
    };
    let mut what = vec![Entry::new(incident.map_or(kind, |i| i.family.as_str()), Mark::Event)];
    what.extend(incident.map(|i| Entry::new(spots(account, i, lang), Mark::Faint)));
    let day = day_of(account, contest.about).map(|d| d.to_string()).unwrap_or_default();
    let differing = contest.numbers.iter().flat_map(|d| {
        d.told.iter().map(move |t| {
            let who = speaker(account, &t.word, lang);
            format!("{} {} {}: {who}", d.harm, bounded(t.n, t.to, t.bound), d.who).replace('_', " ")
        })
    });
    vec![
        vec![Entry::new(incident.map_or(day, when), Mark::Plain)],
        what,
        entries(speakers(account, &contest.asserting, lang), Mark::Plain),
        entries(speakers(account, &contest.denying, lang), Mark::Against),
        entries(differing.collect(), Mark::Plain),
        vec![Entry::new(id.to_string(), Mark::Faint)],
    ]
}

/// `13`, `≥40`, `10–15`
fn bounded(n: u64, to: Option<u64>, bound: Bound) -> String {
    match (to, bound) {
        (Some(to), _) => format!("{n}–{to}"),
        (None, Bound::AtLeast) => format!("≥{n}"),
        (None, Bound::AtMost) => format!("≤{n}"),
        (None, Bound::About) => format!("~{n}"),
        (None, _) => n.to_string(),
    }
}

/// A list of counts, series by series.
#[must_use]
pub fn tolls(account: &Account, found: &[&TollSeries], lang: Lang) -> List {
    let mut list = List { columns: TOLLS.to_vec(), ..List::default() };
    for series in found {
        for point in &series.points {
            list.rows.push(toll_row(account, series, point, lang));
            list.records.push(object(View::new(account).toll_row(series, point)));
        }
    }
    list
}

fn scope(account: &Account, scope: &Scope, lang: Lang) -> String {
    match scope {
        Scope::Incident(id) => account
            .incident(*id)
            .map(|i| spots(account, i, lang))
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| "an incident".to_owned()),
        Scope::Since(day) => format!("since {day}"),
        Scope::War => "since the war began".to_owned(),
    }
}

fn toll_row(account: &Account, series: &TollSeries, point: &TollPoint, lang: Lang) -> Vec<Cell> {
    let plain = |text: String| vec![Entry::new(text, Mark::Plain)];
    let whose = series.key.victims.as_ref().map(|s| called(account, s.key(), lang)).unwrap_or_default();
    let mut notes: Vec<String> = flags(series, point).into_iter().map(|f| f.replace('_', " ")).collect();
    notes.extend(point.part.then(|| "part".to_owned()));
    vec![
        plain(whose),
        plain(format!("{} {}", series.key.harm, series.key.who).replace('_', " ")),
        plain(scope(account, &series.key.scope, lang)),
        plain(point.day.map(|d| d.to_string()).unwrap_or_default()),
        plain(bounded(point.n, point.to, point.bound)),
        plain(speaker(account, &point.word, lang)),
        entries(notes, Mark::Against),
    ]
}

/// One screen of the whole account.
#[must_use]
pub fn overview(overview: &Overview, screen: &Screen, lang: Lang) -> String {
    let account = &overview.account;
    let Most { found, total } = &overview.incidents;
    let told = incidents(account, &found.iter().collect::<Vec<_>>(), lang);
    let heading = counted("incidents", *total, "; those with most accounts");
    let mut out = part(screen, &heading, told);
    let Most { found, total } = &overview.contests;
    let contested = contests(account, &found.iter().collect::<Vec<_>>(), lang);
    out += &part(screen, &counted("contested", *total, ""), contested);
    let Most { found, total } = &overview.tolls;
    let of = match total {
        Some(all) if *all > found.len() => format!(", {} of {all}", found.len()),
        Some(_) => String::new(),
        None => format!(", {} of many", found.len()),
    };
    out += &part(screen, &format!("running tolls, side by side{of}"), running_tolls(account, found, lang));
    let found: Vec<&Truce> = overview.truces.found.iter().collect();
    out += &part(screen, "truces and alleged violations", super::truce::truces(account, &found, lang));
    out
}

/// A heading that tells how many there are, where that is known.
fn counted(what: &str, total: Option<usize>, note: &str) -> String {
    match total {
        Some(total) => format!("{total} {what}{note}"),
        None => format!("{what}{note}"),
    }
}

fn part(screen: &Screen, heading: &str, list: List) -> String {
    let rows: Vec<Vec<Cell>> = list.rows;
    let heading = screen.heading(&[heading.to_owned()]);
    if rows.is_empty() {
        return format!("{heading}\nnone\n\n");
    }
    format!("{heading}\n{}\n", table(screen, &list.columns, &rows))
}

/// The last count of each running toll.
fn running_tolls(account: &Account, series: &[TollSeries], lang: Lang) -> List {
    let mut list = List { columns: TOLLS.to_vec(), ..List::default() };
    for series in series {
        let last = series.points.iter().rev().find(|p| !p.part);
        list.rows.extend(last.map(|p| toll_row(account, series, p, lang)));
    }
    list
}
