//! Which word hangs on which: `syntax/cases.md`, tied and compared.

use riwaya_reader::{Reader, Report};

const CASES: &str = include_str!("syntax/cases.md");

#[test]
fn words_hang_on_the_words_that_govern_them() {
    let mut session = Reader::builtin().session();
    let (mut all, mut wrong) = (0, Vec::new());
    for block in CASES.split("\n\n").skip(1) {
        let mut lines = block.trim().lines();
        let Some(text) = lines.next() else { continue };
        let chars: Vec<char> = text.chars().collect();
        let words = |s: riwaya_text::Span| chars[s.start() as usize..s.end() as usize].iter().collect::<String>();
        let working = session.explain(&Report::new(text));
        let ties: Vec<String> = working
            .sentences
            .iter()
            .flat_map(|s| &s.words)
            .filter_map(|w| w.tie.map(|(head, how)| format!("{} > {} {how}", words(w.span), words(head))))
            .collect();
        for wanted in lines.filter_map(|l| l.strip_prefix("- ")) {
            all += 1;
            if !ties.iter().any(|t| t == wanted) {
                let (word, _) = wanted.split_once(" > ").expect("a case is `word > head function`");
                let found = ties.iter().find(|t| t.split(" > ").next() == Some(word));
                wrong.push(format!("{text}\n  wanted {wanted}\n  found  {}", found.map_or("nothing", String::as_str)));
            }
        }
    }
    assert!(all >= 25, "only {all} ties are asked for");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
