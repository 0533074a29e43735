//! The layout of the compiled gazetteer, and the numbers in it. All integers are little-endian.
//!
//! Header (magic, then six counts) · slots (hash table of names) · names · bearers · places · sounds · text.

/// First bytes of a compiled gazetteer; the last digit is the version of the layout.
pub(super) const MAGIC: &[u8; 8] = b"RWPLACE1";
/// Bytes of the header: magic and slots, names, bearers, places, sounds, text bytes.
pub(super) const HEADER: usize = 8 + 6 * 4;
/// A slot: number of a name plus one, 0 = free.
pub(super) const SLOT: usize = 4;
/// A name: text offset, text length (u16), flags (u16), first bearer, bearers.
pub(super) const NAME: usize = 16;
/// A bearer: number of a place; the top bit says that this name of it needs a place word.
pub(super) const BEARER: usize = 4;
/// A place: offsets and lengths of its strings, position, population, kind, flags.
pub(super) const PLACE: usize = 52;
/// A sound: key of a name's sound and number of the name, sorted by key.
pub(super) const SOUND: usize = 8;

/// Flag of a name: longer names begin with its words.
pub(super) const BEGINS_LONGER: u16 = 1;
/// Top bit of a bearer.
pub(super) const NEEDS_CONTEXT: u32 = 1 << 31;
/// Latitude of a place whose position is not known.
pub(super) const NOWHERE: i32 = i32::MIN;
/// Steps of a coordinate in a degree.
pub(super) const STEPS: f64 = 10_000.0;

/// Hash of a key, eight bytes at a time.
pub(super) fn hash(key: &[u8]) -> u32 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut state = key.len() as u64;
    for chunk in key.chunks(8) {
        let mut word = [0; 8];
        word.iter_mut().zip(chunk).for_each(|(w, c)| *w = *c);
        state = (state.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(MULTIPLIER);
    }
    (state >> 32) as u32
}

/// The integer at `at`, 0 beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u32::from_le_bytes(*b))
}

/// The integer at `at`, 0 beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|b| b.first_chunk()).map_or(0, |b| u16::from_le_bytes(*b))
}
