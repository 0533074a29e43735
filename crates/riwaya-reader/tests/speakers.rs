//! Who speaks in a cue: `speakers/cases.md`, read and compared.

mod cases;

#[test]
fn cues_are_given_to_those_who_speak() {
    cases::hold(include_str!("speakers/cases.md"), 10, |case| {
        let text = riwaya_text::Text::new(case.text);
        let links = |c: &riwaya_reader::ClauseNote| {
            std::iter::once(&c.cue).chain(&c.chain).map(|s| text.slice(*s)).collect::<Vec<_>>().join(" > ")
        };
        case.working.sentences.iter().flat_map(|s| &s.clauses).map(links).collect()
    });
}
