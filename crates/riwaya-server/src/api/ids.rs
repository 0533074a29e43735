//! Ids in paths and parameters.

use super::problem::Problem;

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Whether a text could be the id of a claim, an incident or a truce.
///
/// # Errors
/// Where it could not.
pub(super) fn claim(name: &str, written: &str) -> Result<(), Problem> {
    let is_id =
        |(doc, key): (&str, &str)| (12..=64).contains(&doc.len()) && is_hex(doc) && key.len() == 8 && is_hex(key);
    let fits = written.split_once('-').is_some_and(is_id);
    if fits { Ok(()) } else { Err(Problem::parameter(name, "is no id such as 3f9c21d07a55-8e1b004c")) }
}

/// Whether a text could be the id of a document, or the beginning of one.
///
/// # Errors
/// Where it could not.
pub(super) fn document(name: &str, written: &str) -> Result<(), Problem> {
    let fits = (12..=64).contains(&written.len()) && is_hex(written);
    if fits { Ok(()) } else { Err(Problem::parameter(name, "is no id of a report: 12 to 64 hexadecimal digits")) }
}
