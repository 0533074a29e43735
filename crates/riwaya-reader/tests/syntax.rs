//! Which word hangs on which: `syntax/cases.md`, tied and compared.

mod cases;

#[test]
fn words_hang_on_the_words_that_govern_them() {
    cases::hold(include_str!("syntax/cases.md"), 25, |case| {
        let text = riwaya_text::Text::new(case.text);
        let words = case.working.sentences.iter().flat_map(|s| &s.words);
        words
            .filter_map(|w| w.tie.map(|(head, how)| format!("{} > {} {how}", text.slice(w.span), text.slice(head))))
            .collect()
    });
}
