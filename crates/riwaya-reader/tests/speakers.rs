//! Who speaks in a cue (`speakers/cases.md`), and through whom a claim is heard (`speakers/chains.md`), read and compared.

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

#[test]
fn claims_are_heard_through_each_body_once() {
    cases::hold(include_str!("speakers/chains.md"), 4, |case| {
        let text = riwaya_text::Text::new(case.text);
        let heard = |c: &riwaya_reader::Claim| {
            let links = c.chain.iter().map(|l| text.slice(l.party.span));
            std::iter::once(c.event.as_str()).chain(links).collect::<Vec<_>>().join(" > ")
        };
        case.working.reading.claims.iter().map(heard).collect()
    });
}
