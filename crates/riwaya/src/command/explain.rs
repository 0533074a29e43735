//! `riwaya explain`: the reader's working, sentence by sentence.

use std::fmt::Write as _;
use std::io::Write;
use std::ops::ControlFlow;

use riwaya_reader::record::{Heading, Quotes, Record};
use riwaya_reader::{CandidateNote, Claim, ClauseNote, Explanation, SentenceNote, Session, Verdict, label};
use riwaya_text::Span;
use serde_json::{Value, json};

use super::{AnyReader, report, standard_output};
use crate::cli::{ExplainArgs, TextOrJson};
use crate::fault::Fault;
use crate::input::{Inputs, Item};
use crate::show::{Mark, Screen};
use crate::{Outcome, tell};

/// Explains each report.
///
/// # Errors
/// When the lexicon folder is wrong or output cannot be written. Faults of the input are told as they come.
pub fn run(args: &ExplainArgs) -> Result<Outcome, Fault> {
    let reader = AnyReader::new(&args.lexicon)?;
    let screen = Screen::new(args.display);
    let mut session = reader.get().session();
    let mut out = standard_output();
    let (mut outcome, mut error) = (Outcome::Well, None);
    let mut take = |item: Result<Item, Fault>| {
        let piece = match item.and_then(|item| explained(&mut session, &item, &screen, args.format)) {
            Ok(piece) => piece,
            Err(fault) => {
                tell(&fault);
                outcome = Outcome::Partly;
                return ControlFlow::Continue(());
            }
        };
        error = out.write_all(piece.as_bytes()).err();
        if error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    Inputs::from(&args.input).each(&mut take);
    error.map_or_else(|| out.flush(), Err).map_err(Fault::Write)?;
    Ok(outcome)
}

fn explained(session: &mut Session<'_>, item: &Item, screen: &Screen, format: TextOrJson) -> Result<String, Fault> {
    let working = session.explain(&report(item));
    let quotes = Quotes::new(&item.text);
    match format {
        TextOrJson::Text => Ok(Page { screen, quotes: &quotes, claims: &working.reading.claims }.set(item, &working)),
        TextOrJson::Json => json_line(item, &working, &quotes).map_err(|e| Fault::Write(e.into())),
    }
}

/// Sets an explanation for people.
struct Page<'a> {
    screen: &'a Screen,
    quotes: &'a Quotes<'a>,
    claims: &'a [Claim],
}

impl Page<'_> {
    fn set(&self, item: &Item, working: &Explanation) -> String {
        let mut out = format!("{}\n", self.screen.heading(std::slice::from_ref(&item.doc)));
        if let Some(silence) = working.reading.silence {
            let _ = writeln!(out, "no claim: {}", silence.as_str().replace('_', " "));
        }
        for sentence in &working.sentences {
            self.sentence(sentence, &mut out);
        }
        out
    }

    fn words(&self, span: Span) -> String {
        self.screen.line(self.quotes.words(span))
    }

    fn title(&self, title: &str) -> String {
        self.screen.paint(Mark::Faint, &format!("  {title:9}"))
    }

    fn sentence(&self, note: &SentenceNote, out: &mut String) {
        let _ = writeln!(out, "\n{}", self.screen.paint(Mark::Strong, &self.words(note.span)));
        let mut title = self.title("words");
        for word in &note.words {
            let analyses = word.analyses.iter().map(|a| self.screen.line(a)).collect::<Vec<_>>().join(" | ");
            let tie = word.tie.map_or(String::new(), |(head, how)| format!("  → {} {how}", self.words(head)));
            let _ = writeln!(out, "{title} {}  {analyses}{tie}", self.words(word.span));
            title = self.title("");
        }
        title = self.title("names");
        for name in &note.names {
            let inner = if name.name == name.span { String::new() } else { format!(" ({})", self.words(name.name)) };
            let _ = writeln!(out, "{title} {}{inner}  {}", self.words(name.span), self.screen.line(&name.reading));
            title = self.title("");
        }
        title = self.title("speakers");
        for clause in &note.clauses {
            let _ = writeln!(out, "{title} {}", self.clause(clause));
            title = self.title("");
        }
        title = self.title("events");
        for candidate in &note.candidates {
            let _ = writeln!(out, "{title} {}", self.candidate(candidate));
            title = self.title("");
        }
    }

    fn clause(&self, clause: &ClauseNote) -> String {
        let chain = match &clause.chain[..] {
            [] => "the report".to_owned(),
            links => links.iter().map(|s| self.words(*s)).collect::<Vec<_>>().join(" › "),
        };
        let cue = self.words(clause.cue);
        format!("{chain}  by {cue} ({})  says {}", clause.rule.0, self.words(clause.content))
    }

    fn candidate(&self, candidate: &CandidateNote) -> String {
        let considered = candidate.events.iter().map(|(e, p)| format!("{e} {:.0} %", p * 100.0)).collect::<Vec<_>>();
        let head = format!("{} ({}): {}", self.words(candidate.trigger), candidate.frame.0, considered.join(", "));
        match &candidate.verdict {
            Verdict::Refused { why } => {
                format!("{head}\n{} {} {why}", self.title(""), self.screen.paint(Mark::Against, "refused:"))
            }
            Verdict::Built(claims) => {
                let told =
                    claims.iter().filter_map(|i| Some((*i, self.claims.get(*i)?))).map(|(i, c)| self.built(i, c));
                head + &told.collect::<String>()
            }
        }
    }

    fn built(&self, index: usize, claim: &Claim) -> String {
        let rules = claim.rules.iter().map(|r| &*r.0).collect::<Vec<_>>().join(", ");
        let mark = self.screen.paint(Mark::Event, &format!("claim {}:", index + 1));
        let what = label(claim.event, claim.stance);
        format!("\n{} {mark} {what}, {:.0} %, by {rules}", self.title(""), claim.confidence * 100.0)
    }
}

/// One object a line: the record of the reading with the working under `sentences`.
fn json_line(item: &Item, working: &Explanation, quotes: &Quotes<'_>) -> Result<String, serde_json::Error> {
    let heading = Heading { doc: &item.doc, outlet: item.outlet.as_deref(), carried: Some(&item.carried) };
    let mut value = serde_json::to_value(Record::new(&heading, &item.text, &working.reading))?;
    value["schema"] = "riwaya.explanation/1".into();
    value["sentences"] = working.sentences.iter().map(|s| sentence_json(s, quotes)).collect();
    Ok(format!("{value}\n"))
}

fn sentence_json(note: &SentenceNote, quotes: &Quotes<'_>) -> Value {
    let quote = |s: Span| json!({"text": quotes.words(s), "start": s.start(), "end": s.end()});
    let words = note.words.iter().map(|w| {
        let tie = w.tie.map(|(head, function)| json!({"head": quote(head), "function": function}));
        json!({"word": quote(w.span), "analyses": w.analyses, "tie": tie})
    });
    let names =
        note.names.iter().map(|n| json!({"phrase": quote(n.span), "name": quote(n.name), "reading": n.reading}));
    let speakers = note.clauses.iter().map(|c| {
        let chain: Vec<Value> = c.chain.iter().map(|s| quote(*s)).collect();
        json!({"cue": quote(c.cue), "content": quote(c.content), "chain": chain, "rule": &*c.rule.0})
    });
    let candidates = note.candidates.iter().map(|c| {
        let events: Vec<Value> =
            c.events.iter().map(|(e, p)| json!({"event": e.as_str(), "probability": f64::from(*p)})).collect();
        let mut value = json!({"trigger": quote(c.trigger), "frame": &*c.frame.0, "events": events});
        match &c.verdict {
            Verdict::Built(claims) => value["claims"] = claims.iter().map(|i| i + 1).collect(),
            Verdict::Refused { why } => value["refused"] = why.as_str().into(),
        }
        value
    });
    json!({
        "sentence": quote(note.span),
        "words": words.collect::<Vec<_>>(),
        "names": names.collect::<Vec<_>>(),
        "speakers": speakers.collect::<Vec<_>>(),
        "candidates": candidates.collect::<Vec<_>>(),
    })
}
