//! The compiled form of a lexicon: one run of bytes that is used as it lies, and the text that it points into.
//!
//! ```text
//! header   8 × u32: magic, slots (a power of two), keys, readings, lemmas, classes, memberships, bytes of text
//! slots    u32 each: 1 + number of the key, 0 where empty; open addressing, hash of the key
//! keys     text start u32, first reading u32, text length u8, readings u8, hash tag u16
//! readings lemma u32, inflection u16, joins u8, part of speech u8
//! lemmas   key start u32, display start u32, gloss start u32, three lengths u8, pos u8, verb+1 u32,
//!          first membership u32, memberships u8, form u8, weight i8, 0 u8
//! classes  name start u32, description start u32, name length u16, description length u16
//! members  u16 each
//! ```
//! All numbers are little-endian.

use std::collections::{BTreeMap, HashMap};

use super::entry::{Lemma, Reading};

/// First word of every compiled lexicon.
pub const MAGIC: u32 = 0x3159_4152;
/// Bytes of the header.
pub const HEADER: usize = 32;
/// Bytes of one key record.
pub const KEY_BYTES: usize = 12;
/// Bytes of one reading.
pub const READING_BYTES: usize = 8;
/// Bytes of one lemma record.
pub const LEMMA_BYTES: usize = 28;
/// Bytes of one class record.
pub const CLASS_BYTES: usize = 12;

/// The hash under which keys are filed: a multiply-and-rotate over eight bytes at a time.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut h = bytes.len() as u64 ^ K;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = (h.rotate_left(23) ^ u64::from_le_bytes(word)).wrapping_mul(K);
    }
    h ^ (h >> 29)
}

/// Text kept once.
#[derive(Default)]
struct Pool {
    text: String,
    known: HashMap<String, u32>,
}

impl Pool {
    fn put(&mut self, s: &str) -> u32 {
        if let Some(at) = self.known.get(s) {
            return *at;
        }
        let at = self.text.len() as u32;
        self.text.push_str(s);
        self.known.insert(s.to_owned(), at);
        at
    }
}

/// A compiled lexicon.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The tables.
    pub bytes: Vec<u8>,
    /// The text that they point into.
    pub text: String,
}

/// Writes lemmas, forms and classes into tables.
#[must_use]
pub fn write(lemmas: &[Lemma], forms: &BTreeMap<String, Vec<Reading>>, classes: &[(String, String)]) -> Compiled {
    let mut pool = Pool::default();
    let slots = (forms.len() * 2).next_power_of_two().max(4);
    let (mut table, mut keys, mut readings) = (vec![0u32; slots], Vec::new(), Vec::new());
    for (number, (key, list)) in forms.iter().enumerate() {
        let h = hash(key.as_bytes());
        let mut slot = h as usize & (slots - 1);
        while table[slot] != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = number as u32 + 1;
        let list = &list[..list.len().min(255)];
        put32(&mut keys, pool.put(key));
        put32(&mut keys, (readings.len() / READING_BYTES) as u32);
        keys.extend([key.len() as u8, list.len() as u8]);
        keys.extend(((h >> 48) as u16).to_le_bytes());
        for r in list {
            put32(&mut readings, r.lemma);
            readings.extend(r.inflection.pack().to_le_bytes());
            readings.extend([r.joins.0, r.pos as u8]);
        }
    }
    let (mut lemma_bytes, mut members) = (Vec::new(), Vec::new());
    for lemma in lemmas {
        write_lemma(lemma, &mut pool, &mut lemma_bytes, &mut members);
    }
    let mut class_bytes = Vec::new();
    for (name, description) in classes {
        put32(&mut class_bytes, pool.put(name));
        put32(&mut class_bytes, pool.put(description));
        class_bytes.extend((name.len() as u16).to_le_bytes());
        class_bytes.extend((description.len() as u16).to_le_bytes());
    }
    let member_count = members.len() / 2;
    let mut out = Vec::new();
    for n in [
        MAGIC as usize,
        slots,
        forms.len(),
        readings.len() / READING_BYTES,
        lemmas.len(),
        classes.len(),
        member_count,
        pool.text.len(),
    ] {
        put32(&mut out, n as u32);
    }
    table.iter().for_each(|n| put32(&mut out, *n));
    for part in [&keys, &readings, &lemma_bytes, &class_bytes, &members] {
        out.extend_from_slice(part);
    }
    Compiled { bytes: out, text: pool.text }
}

fn write_lemma(lemma: &Lemma, pool: &mut Pool, out: &mut Vec<u8>, members: &mut Vec<u8>) {
    let first = members.len() / 2;
    for class in &lemma.classes {
        members.extend(class.to_le_bytes());
    }
    put32(out, pool.put(&lemma.key));
    put32(out, pool.put(&lemma.display));
    put32(out, pool.put(&lemma.gloss));
    out.extend([lemma.key.len() as u8, lemma.display.len() as u8, lemma.gloss.len() as u8, lemma.pos as u8]);
    put32(out, lemma.verb.map_or(0, |v| v + 1));
    put32(out, first as u32);
    out.extend([lemma.classes.len() as u8, lemma.form, lemma.weight as u8, 0]);
}

fn put32(out: &mut Vec<u8>, n: u32) {
    out.extend(n.to_le_bytes());
}
