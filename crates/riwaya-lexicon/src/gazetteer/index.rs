//! The compiled gazetteer as it is asked.

use std::borrow::Cow;
use std::collections::HashSet;

use super::blob::{
    BEARER, BEGINS_LONGER, HEADER, MAGIC, NAME, NEEDS_CONTEXT, NOWHERE, PLACE, SLOT, SOUND, STEPS, hash, u16_at, u32_at,
};
use super::place::{PlaceKind, name_key};
use super::translit::{SoundKey, Translit};

/// Most words of a name.
const LONGEST: usize = 5;

/// Bytes that are no compiled gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GazetteerError {
    /// They do not begin as one of this version does.
    #[error("not a gazetteer of this version")]
    Magic,
    /// They are shorter or longer than their header says.
    #[error("the gazetteer is {found} bytes long, its header says {said}")]
    Length {
        /// Length by the header.
        said: usize,
        /// Length found.
        found: usize,
    },
}

/// Places by name. Immutable; opening one does no work but to check its header.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    bytes: Cow<'static, [u8]>,
    slot_mask: usize,
    names: usize,
    bearers: usize,
    places: usize,
    place_count: usize,
    sounds: usize,
    sound_count: usize,
    text: usize,
}

/// A place of a [`Gazetteer`].
#[derive(Clone, Copy, Debug)]
pub struct PlaceRef<'a> {
    gazetteer: &'a Gazetteer,
    number: u32,
    needs_context: bool,
}

/// A name that the gazetteer knows.
#[derive(Clone, Copy, Debug)]
pub struct NameMatch<'a> {
    gazetteer: &'a Gazetteer,
    words: usize,
    first: usize,
    count: usize,
}

/// A place whose name sounds like the one asked for.
#[derive(Clone, Copy, Debug)]
pub struct Alike<'a> {
    /// The place.
    pub place: PlaceRef<'a>,
    /// Its name, folded, that sounds alike.
    pub name: &'a str,
    /// Cost of the difference; 0 = the same sounds, at most [`Translit::threshold`].
    pub cost: f32,
}

impl Gazetteer {
    /// Opens compiled bytes, built in or read from a file.
    ///
    /// # Errors
    /// Where they are of another format or cut off.
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, GazetteerError> {
        let bytes = bytes.into();
        if !bytes.starts_with(MAGIC) || bytes.len() < HEADER {
            return Err(GazetteerError::Magic);
        }
        let count = |i: usize| u32_at(&bytes, MAGIC.len() + 4 * i) as usize;
        let names = HEADER + count(0) * SLOT;
        let bearers = names + count(1) * NAME;
        let places = bearers + count(2) * BEARER;
        let sounds = places + count(3) * PLACE;
        let text = sounds + count(4) * SOUND;
        let said = text + count(5);
        if bytes.len() != said {
            return Err(GazetteerError::Length { said, found: bytes.len() });
        }
        if !count(0).is_power_of_two() {
            return Err(GazetteerError::Magic);
        }
        let (slot_mask, place_count, sound_count) = (count(0) - 1, count(3), count(4));
        Ok(Self { slot_mask, names, bearers, places, place_count, sounds, sound_count, text, bytes })
    }

    /// Number of places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.place_count
    }

    /// Whether it holds no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.place_count == 0
    }

    /// All places.
    pub fn places(&self) -> impl Iterator<Item = PlaceRef<'_>> {
        (0..self.place_count as u32).map(|number| {
            let flags = self.bytes.get(self.places + number as usize * PLACE + 49).copied();
            PlaceRef { gazetteer: self, number, needs_context: flags == Some(1) }
        })
    }

    /// The places of a name given by its key (see [`super::name_key`]).
    #[must_use]
    pub fn lookup(&self, key: &str) -> Option<NameMatch<'_>> {
        self.entry(key).and_then(|name| self.name_match(name, key.bytes().filter(|b| *b == b' ').count() + 1))
    }

    /// Whether a name is this word, folded, or begins with it.
    #[must_use]
    pub fn begins(&self, word: &str) -> bool {
        self.entry(word).is_some()
    }

    /// The longest known name that `words`, each folded, begin with; at most five words are read.
    #[must_use]
    pub fn longest<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<NameMatch<'_>> {
        let mut words = words.into_iter();
        let first = words.next()?;
        let mut name = self.entry(first)?;
        let mut best = self.name_match(name, 1);
        let mut key = String::new();
        for (count, word) in (2..=LONGEST).zip(words) {
            if u16_at(&self.bytes, name + 6) & BEGINS_LONGER == 0 || first.is_empty() {
                break;
            }
            if key.is_empty() {
                key.push_str(first);
            }
            key.push(' ');
            key.push_str(word);
            let Some(longer) = self.entry(&key) else { break };
            name = longer;
            best = self.name_match(name, count).or(best);
        }
        best
    }

    /// Places whose names sound like `name`, each once, the nearest first, then the most populous; for names that
    /// [`Self::lookup`] does not know, where a place is expected.
    #[must_use]
    pub fn alike(&self, name: &str, translit: &Translit) -> Vec<Alike<'_>> {
        let key = name_key(name);
        let mut found = Vec::new();
        let sound = match SoundKey::of(&key) {
            sound if sound.tells() => sound.0,
            _ => return found,
        };
        for i in self.first_sound(sound)..self.sound_count {
            let at = self.sounds + i * SOUND;
            if u32_at(&self.bytes, at) != sound {
                break;
            }
            let name = self.names + u32_at(&self.bytes, at + 4) as usize * NAME;
            let known = self.string(name);
            let Some(cost) = translit.within_threshold(&key, known) else { continue };
            if let Some(matched) = self.name_match(name, 1) {
                found.extend(matched.places().map(|place| Alike { place, name: known, cost }));
            }
        }
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.place.population().cmp(&a.place.population())));
        let mut seen = HashSet::new();
        found.retain(|alike| seen.insert(alike.place.number));
        found
    }

    fn first_sound(&self, sound: u32) -> usize {
        let (mut low, mut high) = (0, self.sound_count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if u32_at(&self.bytes, self.sounds + middle * SOUND) < sound {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Offset of the record of the name of this key.
    fn entry(&self, key: &str) -> Option<usize> {
        let mut slot = hash(key.as_bytes()) as usize & self.slot_mask;
        for _ in 0..=self.slot_mask {
            let number = u32_at(&self.bytes, HEADER + slot * SLOT) as usize;
            if number == 0 {
                return None;
            }
            let name = self.names + (number - 1) * NAME;
            if self.letters(name) == Some(key.as_bytes()) {
                return Some(name);
            }
            slot = (slot + 1) & self.slot_mask;
        }
        None
    }

    fn name_match(&self, name: usize, words: usize) -> Option<NameMatch<'_>> {
        let count = u32_at(&self.bytes, name + 12) as usize;
        (count > 0).then(|| NameMatch { gazetteer: self, words, first: u32_at(&self.bytes, name + 8) as usize, count })
    }

    /// The string whose offset and length stand at `at`.
    fn string(&self, at: usize) -> &str {
        self.letters(at).and_then(|b| str::from_utf8(b).ok()).unwrap_or("")
    }

    /// Its bytes.
    fn letters(&self, at: usize) -> Option<&[u8]> {
        let start = self.text + u32_at(&self.bytes, at) as usize;
        self.bytes.get(start..start + usize::from(u16_at(&self.bytes, at + 4)))
    }
}

impl<'a> NameMatch<'a> {
    /// Words of the name.
    #[must_use]
    pub fn words(&self) -> usize {
        self.words
    }

    /// The places that bear it: those that need no place word first, then the most populous first.
    pub fn places(&self) -> impl Iterator<Item = PlaceRef<'a>> + use<'a> {
        let gazetteer = self.gazetteer;
        (self.first..self.first + self.count).map(move |i| {
            let bearer = u32_at(&gazetteer.bytes, gazetteer.bearers + i * BEARER);
            PlaceRef { gazetteer, number: bearer & !NEEDS_CONTEXT, needs_context: bearer & NEEDS_CONTEXT != 0 }
        })
    }

    /// Whether every place of this name needs a place word before it.
    #[must_use]
    pub fn needs_context(&self) -> bool {
        self.places().all(|p| p.needs_context)
    }
}

impl<'a> PlaceRef<'a> {
    fn at(&self) -> usize {
        self.gazetteer.places + self.number as usize * PLACE
    }

    /// Its stable id, as in [`super::PlaceId`].
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.gazetteer.string(self.at())
    }

    /// Its Arabic names, the usual spelling first.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.gazetteer.string(self.at() + 6).split('|')
    }

    /// Its English name.
    #[must_use]
    pub fn english(&self) -> &'a str {
        self.gazetteer.string(self.at() + 12)
    }

    /// English names of its divisions, the larger first, joined by `/`.
    #[must_use]
    pub fn admin(&self) -> &'a str {
        self.gazetteer.string(self.at() + 18)
    }

    /// Arabic name of its region, or empty.
    #[must_use]
    pub fn admin_arabic(&self) -> &'a str {
        self.gazetteer.string(self.at() + 24)
    }

    /// ISO 3166-1 alpha-2 code of its country, or empty.
    #[must_use]
    pub fn country(&self) -> &'a str {
        self.gazetteer.string(self.at() + 30)
    }

    /// Latitude and longitude in degrees, where known.
    #[must_use]
    pub fn position(&self) -> Option<(f64, f64)> {
        let coordinate = |at: usize| u32_at(&self.gazetteer.bytes, self.at() + at).cast_signed();
        let (lat, lon) = (coordinate(36), coordinate(40));
        (lat != NOWHERE).then(|| (f64::from(lat) / STEPS, f64::from(lon) / STEPS))
    }

    /// Inhabitants; 0 where not known.
    #[must_use]
    pub fn population(&self) -> u32 {
        u32_at(&self.gazetteer.bytes, self.at() + 44)
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Option<PlaceKind> {
        self.gazetteer.bytes.get(self.at() + 48).and_then(|k| PlaceKind::from_number(*k))
    }

    /// Whether the name by which it was found should be taken for a place only after a place word.
    #[must_use]
    pub fn needs_context(&self) -> bool {
        self.needs_context
    }
}
