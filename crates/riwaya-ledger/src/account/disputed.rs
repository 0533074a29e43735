//! How often others deny what a source says, and how often it changed its own account.

use std::collections::{BTreeMap, BTreeSet};

use super::contest::Contest;
use super::voice::{Voice, Word};
use crate::model::ClaimId;

/// What contests tell of one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disputed {
    /// Claims that it asserts and somebody else denies or rejects.
    pub denied_by_others: usize,
    /// Times that it told otherwise what it had told before.
    pub revised: usize,
}

/// What contests tell of each source, by the key of its name; absent is the reports' own voice.
#[must_use]
pub fn disputed(contests: &[Contest]) -> BTreeMap<Option<Box<str>>, Disputed> {
    let mut denied: BTreeMap<Option<Box<str>>, BTreeSet<ClaimId>> = BTreeMap::new();
    let mut out: BTreeMap<Option<Box<str>>, Disputed> = BTreeMap::new();
    for contest in contests {
        for word in denied_in(contest) {
            denied.entry(source(word)).or_default().insert(word.claim);
        }
        for change in &contest.changes {
            out.entry(source(&change.after)).or_default().revised += 1;
        }
    }
    for (source, claims) in denied {
        out.entry(source).or_default().denied_by_others = claims.len();
    }
    out
}

/// The words of a contest that somebody else denies.
pub(crate) fn denied_in(contest: &Contest) -> impl Iterator<Item = &Word> {
    contest.asserting.iter().filter(|w| contest.denying.iter().any(|d| is_another(w, d)))
}

fn source(word: &Word) -> Option<Box<str>> {
    match &word.voice {
        Voice::Report(_) => None,
        Voice::Source(key) => Some(key.clone()),
    }
}

/// Whether two words are of two speakers: of one side, a minister's and an army's are one.
fn is_another(word: &Word, denial: &Word) -> bool {
    word.voice != denial.voice && (word.side.is_none() || word.side != denial.side)
}

#[cfg(test)]
mod tests {
    use riwaya_reader::Stance;

    use super::super::contest::{Change, Changed, Matter};
    use super::super::incident::IncidentId;
    use super::super::origins::OriginId;
    use super::super::side::Side;
    use super::*;
    use crate::model::DocId;

    fn word(key: u32, source: &str, side: &str, stance: Stance) -> Word {
        Word {
            claim: ClaimId { doc: DocId([0; 32]), key },
            voice: Voice::Source(source.into()),
            side: Some(Side::new(side)),
            stance,
            through: Vec::new(),
            origin: OriginId(DocId([0; 32])),
            published: None,
        }
    }

    #[test]
    fn only_others_deny_and_only_the_source_itself_revises() {
        let claim = word(1, "AM/MIL", "AM", Stance::Asserts);
        let own = word(2, "AM/GOV", "AM", Stance::Denies);
        let other = word(3, "AZ/MIL", "AZ", Stance::Denies);
        let contest = |denying: Vec<Word>| Contest {
            about: Matter::Incident(IncidentId(claim.claim)),
            bears_on: BTreeSet::new(),
            asserting: vec![claim.clone()],
            demanding: Vec::new(),
            denying,
            silent: BTreeSet::new(),
            first: None,
            numbers: Vec::new(),
            changes: vec![Change { before: claim.clone(), after: claim.clone(), what: Changed::Stance }],
        };
        let of = |contests: &[Contest]| disputed(contests)[&Some("AM/MIL".into())];
        assert_eq!(of(&[contest(vec![own.clone()])]), Disputed { denied_by_others: 0, revised: 1 });
        // The same claim in two contests is denied once.
        let twice = [contest(vec![own, other.clone()]), contest(vec![other])];
        assert_eq!(of(&twice), Disputed { denied_by_others: 1, revised: 2 });
    }
}
