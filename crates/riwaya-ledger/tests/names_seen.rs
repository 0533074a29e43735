mod annotated;
#[test]
fn see() {
    for f in std::env::var("GOLD").unwrap().split(' ') {
        let a = annotated::Annotation::gold(std::path::Path::new(f));
        for (c, n) in a.claims.iter().zip(&a.numbers) {
            let p = |ps: Vec<&riwaya_ledger::model::Party>| ps.iter().map(|p| format!("{}={}", p.name.words, p.name.key())).collect::<Vec<_>>().join(" + ");
            println!("{n} {} | CH {} | A {} | T {} | @ {}", c.event, p(c.chain.iter().map(|l| &l.party).collect()), p(c.actor.iter().collect()), p(c.target.iter().collect()),
              c.place.iter().map(|p| format!("{}={}", p.name.words, p.name.entry.as_ref().map_or("-".into(), |e| format!("{} {:?} {:?} {} {:?}", e.id, e.country, e.admin, e.kind, e.position)))).collect::<Vec<_>>().join(" + "));
        }
    }
}
