//! Who speaks in a cue: `speakers/cases.md`, read and compared.

mod cases;

#[test]
fn cues_are_given_to_those_who_speak() {
    let (mut all, mut wrong) = (0, Vec::new());
    cases::read(include_str!("speakers/cases.md"), |case| {
        let text = riwaya_text::Text::new(case.text);
        let words = |span| text.slice(span);
        let clauses = case.working.sentences.iter().flat_map(|s| &s.clauses);
        let links = |c: &riwaya_reader::ClauseNote| {
            std::iter::once(&c.cue).chain(&c.chain).map(|s| words(*s)).collect::<Vec<_>>().join(" > ")
        };
        let cues: Vec<String> = clauses.map(links).collect();
        for (sign, wanted) in case.wanted.iter().filter_map(|l| l.split_once(' ')) {
            all += 1;
            if cues.iter().any(|c| c == wanted) != (sign == "-") {
                wrong.push(format!("{}\n  {sign} {wanted}\n  found {cues:?}", case.text));
            }
        }
    });
    assert!(all >= 10, "only {all} speakers are asked for");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
