//! Cases in Markdown: behind the heading blocks of a text and lines that say what is wanted of it.

use riwaya_reader::{Explanation, Reader, Report};

/// A text, what is wanted of it, and how it was read.
pub struct Case<'c> {
    pub text: &'c str,
    pub wanted: Vec<&'c str>,
    pub working: Explanation,
}

/// Reads every case of a file.
fn read(file: &str, mut check: impl FnMut(&Case<'_>)) {
    let mut session = Reader::builtin().session();
    for block in file.split("\n\n").skip(1) {
        let mut lines = block.trim().lines();
        let Some(text) = lines.next() else { continue };
        let working = session.explain(&Report::new(text));
        check(&Case { text, wanted: lines.collect(), working });
    }
}

/// Holds what is told of each case against its lines: `- words` must be told, `! words` must not. At least `least` lines.
pub fn hold(file: &str, least: usize, tell: impl Fn(&Case<'_>) -> Vec<String>) {
    let (mut all, mut wrong) = (0, Vec::new());
    read(file, |case| {
        let told = tell(case);
        for (sign, wanted) in case.wanted.iter().filter_map(|l| l.split_once(' ')) {
            all += 1;
            if told.iter().any(|t| t == wanted) != (sign == "-") {
                let first = |line: &str| line.split(' ').next().map(str::to_owned);
                let near: Vec<&String> = told.iter().filter(|t| first(t) == first(wanted)).collect();
                let found = if near.is_empty() { told.iter().collect() } else { near };
                wrong.push(format!("{}\n  {sign} {wanted}\n  found {found:?}", case.text));
            }
        }
    });
    assert!(all >= least, "only {all} lines tell what is wanted");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
