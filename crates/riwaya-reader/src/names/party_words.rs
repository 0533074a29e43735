//! The words by which countries are named: what is learnt of one must hold of all, so no scorer may weigh them.

use std::collections::HashSet;

use riwaya_text::fold_key;

use super::entity::{COUNTRIES, countries};

/// Folded words that name a country, a capital that stands for its government, or their adjectives.
#[derive(Debug)]
pub(crate) struct PartyWords(HashSet<String>);

impl PartyWords {
    pub(crate) fn builtin() -> Self {
        let mut words = HashSet::new();
        for row in countries(COUNTRIES.0, COUNTRIES.1) {
            for name in row.names().chain(row.metonyms()).map(fold_key).filter(|n| !n.contains(' ')) {
                if let Some(bare) = name.strip_prefix("ال") {
                    words.insert(bare.to_owned());
                }
                words.insert(name);
            }
            for nisba in row.nisbas().map(fold_key) {
                words.insert(format!("{nisba}ه"));
                words.insert(nisba);
            }
        }
        Self(words)
    }

    /// Whether a feature is made of such a word: `p1|ارمينيا|before`.
    pub(crate) fn in_feature(&self, name: &str) -> bool {
        name.split('|').skip(1).any(|part| self.0.contains(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_name_and_its_adjective() {
        let words = PartyWords::builtin();
        for feature in ["p1|ارمينيا|before", "head|اذربيجاني", "n1|موسكو", "governor|سوداني|x"]
        {
            assert!(words.in_feature(feature), "{feature}");
        }
        for feature in ["p1|قصف|before", "ارمينيا", "bias"] {
            assert!(!words.in_feature(feature), "{feature}");
        }
    }

    #[test]
    fn no_weight_is_of_the_name_of_a_country() {
        let words = PartyWords::builtin();
        let weights = include_str!("../../../../lexicon/weights.tsv");
        let named: Vec<&str> =
            weights.lines().filter(|l| words.in_feature(l.split('\t').next().unwrap_or(l))).collect();
        assert!(named.is_empty(), "{} weights, such as {:?}", named.len(), &named[..named.len().min(5)]);
    }
}
