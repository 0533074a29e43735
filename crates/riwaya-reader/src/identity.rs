//! What names resolve to: countries, entities and gazetteer places.

use riwaya_lexicon::gazetteer::{Gazetteer, PlaceRef, name_key};

use crate::choose_role::Filler;
use crate::claim::{GazetteerEntry, Identity, Location};
use crate::names::{Mention, Names};
use crate::page::Page;

/// Resolves mentions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who<'n> {
    pub names: &'n Names,
    pub places: &'n Gazetteer,
}

impl Who<'_> {
    /// Who a mention names, as far as the tables and its parts tell.
    pub(crate) fn identity(&self, page: &Page<'_>, mention: Option<usize>) -> Identity {
        let Some(mention) = mention.map(|m| &page.mentions[m]) else { return Identity::default() };
        let entity = mention.entity.and_then(|id| self.names.entity(id));
        Identity {
            id: entity.map(|e| e.id.clone()),
            arabic: entity.map(|e| e.arabic.clone()),
            english: entity.map(|e| e.english.clone()),
            country: mention.country.map(|c| c.code().into()),
            sector: mention.sector.map(crate::names::Sector::code),
        }
    }

    /// Where a filler is, with its gazetteer entry.
    pub(crate) fn location(&self, page: &Page<'_>, filler: &Filler) -> Location {
        let mention = filler.mention.map(|m| &page.mentions[m]);
        let span = match mention {
            Some(m) if m.name.start as usize == filler.words.start && m.name.end as usize == filler.words.end => {
                m.name_span
            }
            _ => page.span(filler.words.clone()),
        };
        Location { span, entry: mention.and_then(|m| self.entry(page, m)) }
    }

    fn entry(&self, page: &Page<'_>, mention: &Mention) -> Option<GazetteerEntry> {
        let wanted = mention.place.as_ref()?;
        let key = name_key(page.text.slice(mention.name_span));
        let found = self.places.lookup(&key)?;
        found.places().find(|p| p.id() == wanted.0).map(|p| entry(&p))
    }
}

fn entry(place: &PlaceRef<'_>) -> GazetteerEntry {
    let present = |s: &str| (!s.is_empty()).then(|| s.into());
    GazetteerEntry {
        id: place.id().into(),
        arabic: place.names().next().unwrap_or_default().into(),
        english: place.english().into(),
        country: present(place.country()),
        admin: present(place.admin()),
        kind: place.kind().map_or("place", riwaya_lexicon::gazetteer::PlaceKind::name).into(),
        position: place.position(),
    }
}
