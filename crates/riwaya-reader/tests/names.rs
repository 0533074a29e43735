//! Mentions, read from sentences in data files and compared with what stands beneath each.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use riwaya_lexicon::gazetteer::Gazetteer;
use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_reader::names::{Mention, NameReader, Names};
use riwaya_text::Text;

/// A mention as the files write it: `name | kind | country | sector | rest of the phrase`.
fn written(text: &Text<'_>, m: &Mention) -> String {
    let part = |x: Option<String>| x.unwrap_or_else(|| "-".to_owned());
    format!(
        "{} | {} | {} | {} | {}",
        text.slice(m.name_span),
        m.kind.name(),
        part(m.country.map(|c| c.to_string())),
        part(m.sector.map(|s| s.code().to_owned())),
        if m.name_span == m.span { "=" } else { text.slice(m.span) },
    )
}

fn read(sentence: &str) -> (Vec<String>, Vec<String>) {
    let text = Text::new(sentence);
    let words = Analyser::new(Lexicon::builtin()).words(&text);
    let mut reader = NameReader::new(Names::builtin(), Lexicon::builtin(), Gazetteer::builtin());
    let mentions = reader.mentions(&words);
    let lines = |joint: bool| mentions.iter().filter(|m| m.joint == joint).map(|m| written(&text, m)).collect();
    (lines(false), lines(true))
}

#[test]
fn what_was_read_before_changes_no_mention() {
    let texts = ["قال الناطق جمعه حسن إن المدينة هادئة.", "قال الناطق جمعة حسن إن المدينة هادئة."];
    let texts = texts.map(Text::new);
    for order in [[0, 1], [1, 0]] {
        let mut analyser = Analyser::new(Lexicon::builtin());
        let mut reader = NameReader::new(Names::builtin(), Lexicon::builtin(), Gazetteer::builtin());
        for text in order.map(|k| &texts[k]) {
            let mut fresh = NameReader::new(Names::builtin(), Lexicon::builtin(), Gazetteer::builtin());
            let alone = fresh.mentions(&Analyser::new(Lexicon::builtin()).words(text));
            assert_eq!(reader.mentions(&analyser.words(text)), alone, "{}", text.raw());
        }
    }
}

/// Cases: `> sentence`, then `- mention` for what must be found, `+ phrase` for what must be found as joint, and
/// `! words` for what must be no mention.
#[test]
fn mentions_of_sentences() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let (mut wrong, mut cases) = (String::new(), 0);
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "md")) {
        let (mut singles, mut joints) = (Vec::new(), Vec::new());
        let mut sentence = String::new();
        for line in fs::read_to_string(file).unwrap().lines() {
            let Some((mark, rest)) = line.split_once(' ') else { continue };
            let names_it = |all: &[String]| all.iter().any(|m| m.split(" | ").next() == Some(rest));
            let found = match mark {
                ">" => {
                    rest.clone_into(&mut sentence);
                    (singles, joints) = read(rest);
                    continue;
                }
                "-" => singles.iter().any(|m| m == rest),
                "+" => names_it(&joints),
                "!" => !names_it(&singles),
                _ => continue,
            };
            cases += 1;
            if !found {
                writeln!(wrong, "{sentence}\n  wanted {mark} {rest}\n  found  {}", singles.join("\n         "))
                    .unwrap();
            }
        }
    }
    assert!(cases > 0, "no cases");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn tables_can_be_read() {
    if let Err(error) = Names::read_builtin() {
        panic!("{error}");
    }
}

#[test]
fn ids_are_unique_and_tables_are_large() {
    let names = Names::builtin();
    let mut ids: Vec<&str> = names.entities().iter().map(|e| &*e.id).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    assert!(count > 1_500, "only {count} entities");
}

#[test]
fn spans_lie_in_the_text_whatever_it_is() {
    let fragments = [
        "«",
        "»",
        "\"",
        "وزير",
        "الدفاع",
        "في",
        "مدينة",
        "«داعش",
        "12",
        "و",
        "من",
        "قوات",
        "،",
        "(",
        "CNN",
        "أبو",
        "بن",
        "شمال",
    ];
    let mut state = 7usize;
    for _ in 0..400 {
        let mut sentence = String::new();
        for _ in 0..14 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sentence.push_str(fragments[(state >> 33) % fragments.len()]);
            sentence.push(' ');
        }
        let text = Text::new(&sentence);
        let words = Analyser::new(Lexicon::builtin()).words(&text);
        let mut reader = NameReader::new(Names::builtin(), Lexicon::builtin(), Gazetteer::builtin());
        for m in reader.mentions(&words) {
            assert!(m.span.end() <= text.len() && m.words.start < m.words.end && m.words.end as usize <= words.len());
            assert!(m.words.start <= m.name.start && m.name.end <= m.words.end, "{sentence}: {m:?}");
        }
    }
}
