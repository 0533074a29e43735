//! How sources hold what they tell: `stances/cases.md`, read and compared.

mod cases;

#[test]
fn events_are_held_as_their_sources_hold_them() {
    cases::hold(include_str!("stances/cases.md"), 13, |case| {
        let claims = case.working.reading.claims.iter();
        claims.map(|c| format!("{} {}", c.event.as_str(), c.stance.as_str())).collect()
    });
}
