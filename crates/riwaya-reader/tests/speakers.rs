//! Who speaks in a cue: `speakers/cases.md`, read and compared.

use riwaya_reader::{Reader, Report};

const CASES: &str = include_str!("speakers/cases.md");

#[test]
fn cues_are_given_to_those_who_speak() {
    let mut session = Reader::builtin().session();
    let (mut all, mut wrong) = (0, Vec::new());
    for block in CASES.split("\n\n").skip(1) {
        let mut lines = block.trim().lines();
        let Some(text) = lines.next() else { continue };
        let chars: Vec<char> = text.chars().collect();
        let words = |s: &riwaya_text::Span| chars[s.start() as usize..s.end() as usize].iter().collect::<String>();
        let working = session.explain(&Report::new(text));
        let cues: Vec<String> = working
            .sentences
            .iter()
            .flat_map(|s| &s.clauses)
            .map(|c| std::iter::once(&c.cue).chain(&c.chain).map(words).collect::<Vec<_>>().join(" > "))
            .collect();
        for line in lines {
            let Some((sign, wanted)) = line.split_once(' ') else { continue };
            all += 1;
            if cues.iter().any(|c| c == wanted) != (sign == "-") {
                wrong.push(format!("{text}\n  {line}\n  found {cues:?}"));
            }
        }
    }
    assert!(all >= 10, "only {all} speakers are asked for");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
