mod annotated;
use riwaya_ledger::account::*;
#[test]
fn see() {
    let all: Vec<_> = std::env::var("GOLD")
        .unwrap()
        .split(' ')
        .map(|f| annotated::Annotation::gold(std::path::Path::new(f)))
        .collect();
    let tellings: Vec<Telling> = all
        .iter()
        .flat_map(|a| {
            let told: Vec<Told> = a
                .claims
                .iter()
                .map(|claim| Told { claim, published: a.document.published, origin: OriginId(a.document.id) })
                .collect();
            tellings(&told)
        })
        .collect();
    let mut name = std::collections::HashMap::new();
    for a in &all {
        for (c, n) in a.claims.iter().zip(&a.numbers) {
            name.insert(c.id, format!("{}.{n}", &a.name[a.name.len() - 5..]));
        }
    }
    let mut lines: Vec<_> = incidents(&tellings)
        .iter()
        .map(|i| {
            let mut m: Vec<_> = i.claims.iter().map(|(c, _)| name[c].clone()).collect();
            m.sort();
            format!(
                "{} {} days {:?} acc {:?} spots {:?}",
                m.join(" "),
                i.family.as_str(),
                i.days.map(|d| d.to_string()),
                i.accused.iter().map(|s| s.key()).collect::<Vec<_>>(),
                i.spots.iter().map(|s| s.key.clone()).collect::<Vec<_>>()
            )
        })
        .collect();
    lines.sort();
    for l in lines {
        println!("{l}");
    }
}
