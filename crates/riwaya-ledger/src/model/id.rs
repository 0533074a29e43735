//! Names of documents and claims that depend on nothing but what they name.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

use riwaya_reader::{Claim, Event};
use riwaya_text::Span;
use sha2::{Digest, Sha256};

use super::Imprint;

/// A text that is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no id")]
pub struct IdError(pub String);

/// SHA-256 of a report's text, outlet, title, address and day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub [u8; 32]);

impl Serialize for DocId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for DocId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        bytes.try_into().map(Self).map_err(D::Error::custom)
    }
}

impl DocId {
    /// The id of a report.
    #[must_use]
    pub fn of(imprint: &Imprint<'_>, text: &str) -> Self {
        let day = imprint.published.map(|d| d.to_string());
        let parts = [imprint.outlet, imprint.title, imprint.url, day.as_deref(), Some(text)];
        let mut hash = Sha256::new();
        for part in parts {
            // A length before each part, and one that no text has for an absent part: no two reports run together.
            hash.update(part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
            hash.update(part.unwrap_or_default().as_bytes());
        }
        Self(hash.finalize().into())
    }
}

impl fmt::Display for DocId {
    /// In hexadecimal; a precision (`{:.12}`) cuts it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&hex(&self.0))
    }
}

impl fmt::Debug for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocId({self:.12})")
    }
}

impl FromStr for DocId {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        let fail = || IdError(s.to_owned());
        let mut bytes = [0; 32];
        if s.len() != 64 || !s.is_ascii() {
            return Err(fail());
        }
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&s[2 * i..2 * i + 2], 16).map_err(|_| fail())?;
        }
        Ok(Self(bytes))
    }
}

/// A claim: its document, and within it a key made of its event word, event and origin.
///
/// It does not depend on the version of the reader: a claim that a newer reader finds on the same words is the same
/// claim, so what an analyst decided about it still holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimId {
    /// The document.
    pub doc: DocId,
    /// The key within it.
    pub key: u32,
}

/// Hexadecimal digits of the document in a written claim id.
const DOC_DIGITS: usize = 12;

impl ClaimId {
    /// The beginning of it, in the order of ids: twelve bytes, of which no two ids of one ledger share all.
    #[must_use]
    pub fn beginning(self) -> [u8; 12] {
        let mut beginning = [0; 12];
        beginning[..8].copy_from_slice(&self.doc.0[..8]);
        beginning[8..].copy_from_slice(&self.key.to_be_bytes());
        beginning
    }

    /// The ids of all claims of a document, in their order.
    #[must_use]
    pub fn of_all(doc: DocId, claims: &[Claim]) -> Vec<Self> {
        let mut taken = std::collections::HashSet::with_capacity(claims.len());
        let key = |claim: &Claim| {
            let origin = claim.chain.last().map(|s| s.party.span);
            // Claims on the same word, of the same event and origin, are told apart by their order.
            (0..).map(|nth| key(claim.trigger, claim.event, origin, nth)).find(|key| taken.insert(*key))
        };
        claims.iter().map(key).map(|key| Self { doc, key: key.unwrap_or_default() }).collect()
    }
}

fn key(trigger: Span, event: Event, origin: Option<Span>, nth: u32) -> u32 {
    let ends = |span: Option<Span>| span.map_or([u32::MAX; 2], |s| [s.start(), s.end()]);
    let [from, to] = ends(Some(trigger));
    let [speaks, spoke] = ends(origin);
    let mut hash = Sha256::new();
    for number in [from, to, speaks, spoke, nth] {
        hash.update(number.to_le_bytes());
    }
    hash.update(event.as_str().as_bytes());
    let digest = hash.finalize();
    u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]])
}

impl fmt::Display for ClaimId {
    /// `3f9c21d07a55-8e1b004c`: the first digits of the document, then the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", &hex(&self.doc.0)[..DOC_DIGITS], self.key)
    }
}

impl fmt::Debug for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClaimId({self})")
    }
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{b:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_id_is_read_back() {
        let id = DocId::of(&Imprint::default(), "قصف");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("12".parse::<DocId>().is_err());
        assert!("ق".repeat(32).parse::<DocId>().is_err());
    }

    #[test]
    fn an_absent_part_is_not_an_empty_one() {
        let empty = Imprint { outlet: Some(""), ..Imprint::default() };
        assert_ne!(DocId::of(&empty, "a"), DocId::of(&Imprint::default(), "a"));
        let titled = Imprint { outlet: Some("a"), title: Some("b"), ..Imprint::default() };
        let joined = Imprint { outlet: Some("ab"), title: Some(""), ..Imprint::default() };
        assert_ne!(DocId::of(&titled, "c"), DocId::of(&joined, "c"));
    }
}
