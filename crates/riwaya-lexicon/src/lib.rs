//! The compiled lexicon: words and their forms, classes of words, and the readings of written words.
//!
//! [`Lexicon`] holds lemmas, all their inflected forms and their classes; it is compiled at build time from
//! `lexicon/words` and `lexicon/classes` and used as it lies. [`Analyser`] reads the words of a text: each [`Word`] keeps
//! the letters joined to it, and each of its [`Analysis`] says which they are.
//!
//! ```
//! use riwaya_lexicon::{Analyser, Lexicon, Pos};
//! use riwaya_text::Text;
//!
//! let text = Text::new("وقالت الوزارة");
//! let words = Analyser::new(Lexicon::builtin()).words(&text);
//! assert_eq!(words.best(0).map(|a| a.pos), Some(Pos::Verb));
//! ```

mod analyse;
mod analysis;
mod builtin;
mod compile;
mod examples;
mod fused;
pub mod gazetteer;
mod grammar;
mod lexicon;
mod numbering;
mod words;
mod written;

pub use analysis::{Analysis, Proclitics, Pronoun};
pub use compile::source::SourceError;
pub use examples::{Failure, unlike};
pub use grammar::{Case, Gender, Inflection, Joins, Mood, Number, Person, Pos, State, Tense, Voice};
pub use lexicon::{ClassId, LemmaId, LemmaRef, Lexicon, LexiconError};
pub use numbering::{Numbering, Remembered};
pub use words::{Analyser, Word, Words};
