//! Places into the bytes that a [`super::Gazetteer`] reads.

use std::collections::{BTreeMap, HashMap};

use super::blob::{BEGINS_LONGER, HEADER, MAGIC, NEEDS_CONTEXT, NOWHERE, PLACE, STEPS, hash};
use super::place::{Ambiguous, Place, name_key};
use super::translit::SoundKey;

/// Countries whose names are Arabic words: comparing them by sound would find words, not spellings.
const ARABIC_SPEAKING: [&str; 20] = [
    "YE", "SY", "IQ", "LY", "PS", "LB", "SD", "SA", "OM", "AE", "QA", "KW", "BH", "JO", "EG", "DZ", "MA", "TN", "EH",
    "MR",
];

/// Places that the layout cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CompileError(String);

/// A name on its way: flags and bearers.
#[derive(Default)]
struct Name {
    begins_longer: bool,
    by_sound: bool,
    bearers: Vec<u32>,
}

/// The compiled form of `places`; deterministic.
///
/// # Errors
/// More text, names or places than the layout's numbers reach.
pub fn compile(places: &[Place], ambiguous: &Ambiguous) -> Result<Vec<u8>, CompileError> {
    let names = collect_names(places, ambiguous)?;
    let mut text = Text::default();
    let mut place_bytes = Vec::with_capacity(places.len() * PLACE);
    for place in places {
        write_place(place, &mut text, &mut place_bytes)?;
    }
    let slot_count = (names.len() * 2).next_power_of_two().max(2);
    let mut slots = vec![0u32; slot_count];
    let (mut name_bytes, mut bearers, mut sounds) = (Vec::new(), Vec::<u32>::new(), Vec::<(u32, u32)>::new());
    for (number, (key, name)) in (0u32..).zip(&names) {
        let (offset, length) = text.add(key)?;
        name_bytes.extend(offset.to_le_bytes());
        name_bytes.extend(length.to_le_bytes());
        name_bytes.extend(if name.begins_longer { BEGINS_LONGER } else { 0 }.to_le_bytes());
        name_bytes.extend(small(bearers.len())?.to_le_bytes());
        name_bytes.extend(small(name.bearers.len())?.to_le_bytes());
        bearers.extend(&name.bearers);
        let sound = SoundKey::of(key);
        if name.by_sound && sound.tells() {
            sounds.push((sound.0, number));
        }
        let mut slot = hash(key.as_bytes()) as usize & (slot_count - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (slot_count - 1);
        }
        slots[slot] = number + 1;
    }
    sounds.sort_unstable();
    let mut out = Vec::with_capacity(HEADER + text.bytes.len() + place_bytes.len() + slot_count * 4);
    out.extend(MAGIC);
    for count in [slot_count, names.len(), bearers.len(), places.len(), sounds.len(), text.bytes.len()] {
        out.extend(small(count)?.to_le_bytes());
    }
    out.extend(slots.iter().flat_map(|s| s.to_le_bytes()));
    out.extend(name_bytes);
    out.extend(bearers.iter().flat_map(|b| b.to_le_bytes()));
    out.extend(place_bytes);
    out.extend(sounds.iter().flat_map(|(k, n)| [k.to_le_bytes(), n.to_le_bytes()]).flatten());
    out.extend(text.bytes);
    Ok(out)
}

/// Every name by its key with its bearers, the most populous first, and every beginning of a longer name.
fn collect_names(places: &[Place], ambiguous: &Ambiguous) -> Result<BTreeMap<String, Name>, CompileError> {
    let mut order: Vec<(u32, &Place)> = Vec::with_capacity(places.len());
    for (number, place) in places.iter().enumerate() {
        order.push((small(number)?, place));
    }
    order.sort_by_key(|(number, p)| (p.needs_context, std::cmp::Reverse(p.population), *number));
    let mut names: BTreeMap<String, Name> = BTreeMap::new();
    for (number, place) in order {
        let by_sound = !ARABIC_SPEAKING.contains(&place.country.as_str())
            && (!place.needs_context || place.source == "gn-spelled");
        for written in &place.names {
            let key = name_key(written);
            let needs = place.needs_context || ambiguous.contains(&key);
            for (space, _) in key.match_indices(' ') {
                names.entry(key[..space].to_owned()).or_default().begins_longer = true;
            }
            let name = names.entry(key).or_default();
            name.by_sound |= by_sound;
            let bearer = number | if needs { NEEDS_CONTEXT } else { 0 };
            if !name.bearers.contains(&bearer) {
                name.bearers.push(bearer);
            }
        }
    }
    Ok(names)
}

fn write_place(place: &Place, text: &mut Text, out: &mut Vec<u8>) -> Result<(), CompileError> {
    let start = out.len();
    for string in
        [&place.id.0, &place.names.join("|"), &place.english, &place.admin, &place.admin_arabic, &place.country]
    {
        let (offset, length) = text.add(string)?;
        out.extend(offset.to_le_bytes());
        out.extend(length.to_le_bytes());
    }
    let steps = |degrees: f64| (degrees * STEPS).round() as i32;
    let (lat, lon) = place.position.map_or((NOWHERE, 0), |(lat, lon)| (steps(lat), steps(lon)));
    out.extend(lat.to_le_bytes());
    out.extend(lon.to_le_bytes());
    out.extend(place.population.to_le_bytes());
    out.push(place.kind.number());
    out.push(u8::from(place.needs_context));
    out.resize(start + PLACE, 0);
    Ok(())
}

fn small(number: usize) -> Result<u32, CompileError> {
    u32::try_from(number)
        .ok()
        .filter(|n| n & NEEDS_CONTEXT == 0)
        .ok_or_else(|| CompileError(format!("{number} is too many")))
}

/// Strings, each kept once.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Text {
    fn add(&mut self, string: &str) -> Result<(u32, u16), CompileError> {
        let length = u16::try_from(string.len()).map_err(|_| CompileError(format!("too long: {string}")))?;
        if let Some(&offset) = self.known.get(string) {
            return Ok((offset, length));
        }
        let offset = small(self.bytes.len())?;
        self.bytes.extend(string.as_bytes());
        self.known.insert(string.to_owned(), offset);
        Ok((offset, length))
    }
}
