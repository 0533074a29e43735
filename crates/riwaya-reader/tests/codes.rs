//! Codes of claims in PLOVER and ACLED: `codes/cases.tsv`, read and compared.

use riwaya_reader::{Claim, Reader, Report};

const CASES: &str = include_str!("codes/cases.tsv");

fn coded(claim: &Claim) -> (String, String) {
    let plover =
        claim.plover.map_or("-".to_owned(), |p| [Some(p.event), p.mode].map(Option::unwrap_or_default).join(" "));
    let acled = claim.acled.map_or("-".to_owned(), |a| format!("{} > {}", a.event, a.sub_event));
    (plover.trim().to_owned(), acled)
}

#[test]
fn claims_are_coded_as_their_words_and_parties_tell() {
    let mut session = Reader::builtin().session();
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in CASES.lines().filter(|l| !l.starts_with('#')) {
        let [event, plover, acled, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns are wanted: {line}")
        };
        all += 1;
        let reading = session.read(&Report::new(text));
        let found = reading.claims.iter().find(|c| c.event.as_str() == event).map(coded);
        if found != Some((plover.to_owned(), acled.to_owned())) {
            wrong.push(format!("{text}\n  wanted {event}: {plover}, {acled}\n  found  {found:?}"));
        }
    }
    assert!(all >= 10, "only {all} cases");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
