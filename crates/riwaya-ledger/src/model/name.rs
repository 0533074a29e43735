//! Names as reports write them, with what they resolve to.

use riwaya_reader::{GazetteerEntry, Identity};
use riwaya_text::fold_key;

use crate::account::governed;

/// A person, body, force, country or group as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The words of the report.
    pub words: Box<str>,
    /// What it resolves to.
    pub identity: Identity,
}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // Names of the same words are few.
        self.words.hash(state);
    }
}

impl Name {
    /// What stands for whoever is named, the same for every spelling: the id, else country and sector, else the
    /// folded words. Whoever acts for a territory that rules itself is not counted to a country.
    ///
    /// ```
    /// # use riwaya_ledger::model::Name;
    /// # use riwaya_reader::Identity;
    /// let army = Identity { country: Some("AM".into()), sector: Some("MIL"), ..Identity::default() };
    /// assert_eq!(Name { words: "القوات الأرمينية".into(), identity: army }.key(), "AM/MIL");
    /// let office = Identity { country: Some("AZ".into()), sector: Some("GOV"), ..Identity::default() };
    /// assert_eq!(Name { words: "أمين المظالم في آرتساخ".into(), identity: office }.key(), "rw:nagorno-karabakh/GOV");
    /// ```
    #[must_use]
    pub fn key(&self) -> String {
        match &self.identity {
            Identity { id: Some(id), .. } => id.to_string(),
            Identity { country: Some(country), sector, .. } => {
                let territory = governed(&self.words);
                format!("{}/{}", territory.as_ref().map_or(&**country, |t| t.key()), sector.unwrap_or("-"))
            }
            _ => fold_key(&self.words),
        }
    }
}

/// A place as a report names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceName {
    /// The words of the report, without "city of".
    pub words: Box<str>,
    /// Its gazetteer entry, where it has one.
    pub entry: Option<GazetteerEntry>,
}

impl PlaceName {
    /// What stands for the place, the same for every spelling: the gazetteer's id, else the folded words.
    #[must_use]
    pub fn key(&self) -> String {
        self.entry.as_ref().map_or_else(|| fold_key(&self.words), |e| e.id.to_string())
    }
}
