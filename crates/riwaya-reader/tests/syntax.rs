//! Which word hangs on which: `syntax/cases.md`, tied and compared.

mod cases;

#[test]
fn words_hang_on_the_words_that_govern_them() {
    let (mut all, mut wrong) = (0, Vec::new());
    cases::read(include_str!("syntax/cases.md"), |case| {
        let text = riwaya_text::Text::new(case.text);
        let words = |span| text.slice(span);
        let read = case.working.sentences.iter().flat_map(|s| &s.words);
        let ties: Vec<String> = read
            .filter_map(|w| w.tie.map(|(head, how)| format!("{} > {} {how}", words(w.span), words(head))))
            .collect();
        for wanted in case.wanted.iter().filter_map(|l| l.strip_prefix("- ")) {
            all += 1;
            if !ties.iter().any(|t| t == wanted) {
                let (word, _) = wanted.split_once(" > ").expect("a case is `word > head function`");
                let found = ties.iter().find(|t| t.split(" > ").next() == Some(word));
                let found = found.map_or("nothing", String::as_str);
                wrong.push(format!("{}\n  wanted {wanted}\n  found  {found}", case.text));
            }
        }
    });
    assert!(all >= 25, "only {all} ties are asked for");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
