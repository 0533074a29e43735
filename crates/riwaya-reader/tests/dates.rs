//! Which day an event has: `dates/cases.md`, read and compared.

mod cases;

#[test]
fn events_have_their_days() {
    cases::hold(include_str!("dates/cases.md"), 8, |case| {
        let text = riwaya_text::Text::new(case.text);
        let claims = &case.working.reading.claims;
        let day = |c: &riwaya_reader::Claim| c.date.as_ref().and_then(|d| d.iso.clone()).unwrap_or_else(|| "-".into());
        claims.iter().map(|c| format!("{} {}", text.slice(c.trigger), day(c))).collect()
    });
}
