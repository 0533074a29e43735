//! What names resolve to: countries, entities and gazetteer places.

use riwaya_lexicon::Lexicon;

use crate::choose_role::Filler;
use crate::claim::{Identity, Location};
use crate::page::Page;

/// Resolves mentions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Who {}

impl Who {
    pub(crate) fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }
    pub(crate) fn identity(&self, _page: &Page<'_>, _mention: Option<usize>) -> Identity {
        Identity::default()
    }
    pub(crate) fn location(&self, page: &Page<'_>, filler: &Filler) -> Location {
        let span = match filler.mention.map(|m| &page.mentions[m]) {
            Some(m) if m.name.start as usize == filler.words.start && m.name.end as usize == filler.words.end => m.name_span,
            _ => page.span(filler.words.clone()),
        };
        Location { span, entry: None }
    }
}
