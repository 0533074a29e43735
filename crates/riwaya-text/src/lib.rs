//! The bottom of the house: text, spans, folding, tokens and sentences.
//!
//! [`Text::new`] reads a report once, from left to right, and never fails. Every span that leaves this crate is a
//! [`Span`] of Unicode code points of the text *as stored*, so that whatever is later said about a word can be shown
//! on the very letters that carry it. Comparison happens on [`fold`]ed keys.
//!
//! ```
//! use riwaya_text::Text;
//!
//! let text = Text::new("قُتِلَ ١٣ مدنيًّا في غـنجة.");
//! let keys: Vec<&str> = text.tokens().iter().map(|t| text.key(t)).collect();
//! assert_eq!(keys, ["قتل", "13", "مدنيا", "في", "غنجه", "."]);
//! assert_eq!(text.slice(text.tokens()[0].span), "قُتِلَ");
//! ```

mod fold;
mod span;
mod text;
mod tokenize;

pub use fold::{Folded, fold, fold_char, fold_key};
pub use span::Span;
pub use text::{Sentence, Text};
pub use tokenize::{Token, TokenKind};
