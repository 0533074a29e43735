//! The gazetteer that comes with Riwaya.

use std::sync::OnceLock;

use crate::gazetteer::{Gazetteer, Translit};

static PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));
static COSTS: &str = include_str!(concat!(env!("OUT_DIR"), "/spelling-costs.tsv"));

impl Gazetteer {
    /// The places that come with Riwaya, compiled from `lexicon/places`.
    ///
    /// ```
    /// use riwaya_lexicon::gazetteer::Gazetteer;
    /// assert!(Gazetteer::builtin().len() > 10_000);
    /// ```
    #[must_use]
    pub fn builtin() -> &'static Self {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "the build script wrote these bytes")]
        GAZETTEER.get_or_init(|| Self::new(PLACES).expect("the build script writes what this reads"))
    }
}

impl Translit {
    /// The costs that come with Riwaya, from `lexicon/places/spelling-costs.tsv`.
    ///
    /// ```
    /// use riwaya_lexicon::gazetteer::Translit;
    /// assert!(Translit::builtin().same("كنجه", "غنجه"));
    /// ```
    #[must_use]
    pub fn builtin() -> &'static Self {
        static COST_TABLE: OnceLock<Translit> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "a test reads this very table")]
        COST_TABLE.get_or_init(|| Self::parse("spelling-costs.tsv", COSTS).expect("the table of costs is sound"))
    }
}
