//! The gazetteer: places by name, and the spellings of foreign names that no list has.
//!
//! Tables of `lexicon/places` become [`Place`]s ([`parse_places`], [`merge`]), those become bytes ([`compile`]) and a
//! [`Gazetteer`] reads these where they lie: opening it checks a header and nothing else. A name that it does not know
//! is compared by sound ([`Gazetteer::alike`]) under the costs of `lexicon/places/spelling-costs.tsv` ([`Translit`]).

mod blob;
mod compile;
mod index;
mod place;
#[cfg(test)]
mod tests;
mod translit;

pub use compile::{CompileError, compile};
pub use index::{Alike, Gazetteer, GazetteerError, NameMatch, PlaceRef};
pub use place::{Ambiguous, Place, PlaceId, PlaceKind, TableError, merge, name_key, parse_places};
pub use translit::{SoundKey, Translit};
