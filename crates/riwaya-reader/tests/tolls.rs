//! Who is counted: `tolls/cases.md`, read and compared.

mod cases;

#[test]
fn victims_are_counted_by_group() {
    let (mut all, mut wrong) = (0, Vec::new());
    cases::read(include_str!("tolls/cases.md"), |case| {
        let counts = case.working.reading.claims.iter().flat_map(|c| &c.counts);
        let told: Vec<String> = counts
            .map(|n| format!("{} {} {}", n.harm.as_str(), n.who, n.n.map_or("-".to_owned(), |n| n.to_string())))
            .collect();
        for (sign, wanted) in case.wanted.iter().filter_map(|l| l.split_once(' ')) {
            all += 1;
            if told.iter().any(|t| t == wanted) != (sign == "-") {
                wrong.push(format!("{}\n  {sign} {wanted}\n  found {told:?}", case.text));
            }
        }
    });
    assert!(all >= 5, "only {all} counts are asked for");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
