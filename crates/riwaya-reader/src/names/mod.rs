//! Names: the noun phrases in which a claim's source, actor, target and place are found.
//!
//! One pass from left to right. At each word a mention is tried: a known name (the tables of `lexicon/names` and
//! `lexicon/countries`, the gazetteer), a noun that heads a mention with what belongs to it, or a run of words that must
//! be a name because of what stands before or behind it. What a mention belongs to (country, part of society) comes from
//! its parts.

mod apposed;
mod complement;
mod counted;
mod dictionary;
mod entity;
mod mention;
mod nouns;
mod parser;
mod party_words;
mod person;
mod phrase;
mod place;
mod quotes;
mod series;
mod tag;

pub(crate) use dictionary::{KeyMap, RareMap, SpellingHasher};
pub use entity::{Entity, Names, NamesError};
pub use mention::{Country, EntityId, Mention, MentionKind, PlaceId, Sector};
pub use parser::NameReader;
pub(crate) use party_words::PartyWords;
