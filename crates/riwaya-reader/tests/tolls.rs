//! Who is counted: `tolls/cases.md`, read and compared.

mod cases;

#[test]
fn victims_are_counted_by_group() {
    cases::hold(include_str!("tolls/cases.md"), 5, |case| {
        let counts = case.working.reading.claims.iter().flat_map(|c| &c.counts);
        let number = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
        let told = counts.flat_map(|n| {
            let plain = format!("{} {} {}", n.harm.as_str(), n.who, number(n.n));
            let since = n.since.as_ref().map(|since| format!("{plain} since {since}"));
            std::iter::once(plain).chain(since)
        });
        told.collect()
    });
}
