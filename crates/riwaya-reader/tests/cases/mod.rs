//! Cases in Markdown: behind the heading blocks of a text and lines that say what is wanted of it.

use riwaya_reader::{Explanation, Reader, Report};

/// A text, what is wanted of it, and how it was read.
pub struct Case<'c> {
    pub text: &'c str,
    pub wanted: Vec<&'c str>,
    pub working: Explanation,
}

/// Reads every case of a file.
pub fn read(file: &str, mut check: impl FnMut(&Case<'_>)) {
    let mut session = Reader::builtin().session();
    for block in file.split("\n\n").skip(1) {
        let mut lines = block.trim().lines();
        let Some(text) = lines.next() else { continue };
        let working = session.explain(&Report::new(text));
        check(&Case { text, wanted: lines.collect(), working });
    }
}
