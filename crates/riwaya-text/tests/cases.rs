//! Cases of tokens and sentences, one a line in `cases/`.

use riwaya_text::{Span, Text, fold_key};

fn rows(file: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    file.lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#') && !l.is_empty())
        .map(|(i, l)| (i + 1, l.split('\t').collect()))
}

#[test]
fn tokens() {
    let mut wrong = Vec::new();
    for (line, row) in rows(include_str!("cases/tokens.tsv")) {
        let text = Text::new(row[0]);
        let got = text.tokens().iter().map(|t| text.key(t)).collect::<Vec<_>>().join(" ");
        if got != row[1] {
            wrong.push(format!("line {line}: {}\n  want {}\n  got  {got}", row[0], row[1]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences() {
    let mut wrong = Vec::new();
    for (line, row) in rows(include_str!("cases/sentences.tsv")) {
        let stored = row[0].replace("\\n", "\n");
        let text = Text::new(&stored);
        let firsts: Vec<&str> = text.sentences().iter().map(|s| text.key(&text.tokens()[s.tokens.start])).collect();
        let got = format!("{}\t{}", firsts.len(), firsts.join(" "));
        if got != format!("{}\t{}", row[1], row[2]) {
            wrong.push(format!("line {line}: {}\n  want {} {}\n  got  {got}", row[0], row[1], row[2]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_token_lands_on_its_letters() {
    for (_, row) in rows(include_str!("cases/tokens.tsv")) {
        let text = Text::new(row[0]);
        for token in text.tokens() {
            let stored = text.slice(token.span);
            assert_eq!(stored, text.raw_of(token));
            assert_eq!(fold_key(stored), text.key(token));
            assert_eq!(stored.chars().count() as u32, token.span.len());
        }
    }
}

#[test]
fn a_span_past_the_end_is_cut() {
    let text = Text::new("قال");
    assert_eq!(text.slice(Span::new(1, 99)), "ال");
    assert_eq!(text.slice(Span::new(50, 99)), "");
}

/// However a long text is divided, its parts are the whole, each within its limit, and words keep their places.
#[test]
fn parts_are_the_whole() {
    let lines = "قُتِلَ ١٣ مدنيًّا في غـنجة. وقال الوزير: «لن نقبل»؟\nنفت أرمينيا ذلك!\n".repeat(200);
    let line = lines.replace('\n', " ");
    let word = "لا".repeat(5000);
    let letters = |t: &Text<'_>| t.tokens().iter().map(|k| (k.span, t.key(k).to_owned())).collect::<Vec<_>>();
    for (raw, keeps_words) in [(&lines, true), (&line, true), (&word, false), (&String::new(), true)] {
        for most in [0, Text::LEAST_PART, 1500, 4096, usize::MAX] {
            let parts: Vec<Text<'_>> = Text::parts(raw, most).collect();
            assert_eq!(parts.iter().map(Text::raw).collect::<String>(), **raw, "{most}");
            assert!(parts.iter().all(|p| p.raw().len() <= most.max(Text::LEAST_PART)), "{most}");
            let whole = Text::new(raw);
            if keeps_words {
                assert_eq!(parts.iter().flat_map(letters).collect::<Vec<_>>(), letters(&whole), "{most}");
            }
            for part in &parts {
                assert!(part.tokens().iter().all(|t| part.slice(t.span) == whole.slice(t.span)), "{most}");
            }
        }
    }
}
