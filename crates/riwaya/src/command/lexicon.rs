//! `riwaya lexicon`: what the lexicon holds, and whether its examples hold.

use std::fmt::Write;

use riwaya_lexicon::gazetteer::{Gazetteer, name_key};
use riwaya_lexicon::{LemmaRef, Lexicon};
use riwaya_reader::Reader;
use riwaya_text::fold_key;

use super::{AnyReader, print};
use crate::Outcome;
use crate::cli::LexiconCommand;
use crate::fault::Fault;
use crate::show::{Mark, Screen};

/// Runs a lexicon command.
///
/// # Errors
/// When the lexicon folder is wrong or standard output is closed.
pub fn run(which: &LexiconCommand) -> Result<Outcome, Fault> {
    match which {
        LexiconCommand::Test(lexicon) => test(AnyReader::new(lexicon)?.get()),
        LexiconCommand::Show { word, lexicon, display } => {
            print(&show(AnyReader::new(lexicon)?.get(), word, &Screen::new(*display)))?;
            Ok(Outcome::Well)
        }
    }
}

fn test(reader: &Reader) -> Result<Outcome, Fault> {
    let (frames, all) = reader.failed_examples();
    let words = reader.lexicon().check_examples();
    let mut out = String::new();
    for example in &frames {
        let _ = writeln!(out, "{}: {}\n    wanted: it {}", example.rule.0, example.sentence, example.wanted);
    }
    for failure in &words {
        let (file, line) = &failure.place;
        let found = failure.found.join(" | ");
        let _ =
            writeln!(out, "{file}:{line}: {}\n    wanted: {}\n    found:  {found}", failure.surface, failure.wanted);
    }
    let _ = writeln!(
        out,
        "{all} examples of frames and codes, {} of them fail; examples of words that fail: {}",
        frames.len(),
        words.len()
    );
    print(&out)?;
    Ok(if frames.is_empty() && words.is_empty() { Outcome::Well } else { Outcome::Partly })
}

fn show(reader: &Reader, word: &str, screen: &Screen) -> String {
    let lexicon = reader.lexicon();
    let key = fold_key(word);
    let mut out = format!("{}\n", screen.heading(&[word.to_owned()]));
    let _ = writeln!(out, "compared as {}\n", screen.line(&key));
    let readings = lexicon.analyse(&key);
    for analysis in &readings {
        let _ = writeln!(out, "{} {}", screen.paint(Mark::Event, "reads as"), screen.line(&lexicon.show(analysis)));
    }
    let mut lemmas: Vec<_> = readings.iter().filter_map(|a| a.lemma).collect();
    lemmas.sort_unstable();
    lemmas.dedup();
    for id in lemmas {
        lemma(lexicon, lexicon.lemma(id), screen, &mut out);
    }
    places(word, screen, &mut out);
    if readings.iter().all(|a| !a.is_known()) {
        out.push_str("no word of the lexicon\n");
    }
    out
}

fn lemma(lexicon: &Lexicon, lemma: LemmaRef<'_>, screen: &Screen, out: &mut String) {
    let form = lemma.form().map(|f| format!(", form {f}")).unwrap_or_default();
    let of = lemma.verb().map(|v| format!(", of {}", screen.line(lexicon.lemma(v).display()))).unwrap_or_default();
    let head = format!("{} {:?}{form}{of}", screen.line(lemma.display()), lemma.pos());
    let _ = writeln!(out, "{} {head}: {}", screen.paint(Mark::Event, "lemma"), lemma.gloss());
    let classes: Vec<_> = lemma.classes().map(|c| lexicon.class_name(c)).collect();
    if !classes.is_empty() {
        let _ = writeln!(out, "      {}", classes.join(", "));
    }
}

fn places(word: &str, screen: &Screen, out: &mut String) {
    let Some(found) = Gazetteer::builtin().lookup(&name_key(word)) else { return };
    for place in found.places() {
        let position = place.position().map(|(lat, lon)| format!(", {lat:.2} {lon:.2}")).unwrap_or_default();
        let kind = place.kind().map(riwaya_lexicon::gazetteer::PlaceKind::name).unwrap_or_default();
        let context = if place.needs_context() { ", after a place word only" } else { "" };
        let path = [place.country(), place.admin()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("/");
        let mark = screen.paint(Mark::Event, "place");
        let _ = writeln!(out, "{mark} {} {kind}, {path} ({}){position}{context}", place.english(), place.id());
    }
}
