//! Golden reports: Markdown that is the report, and beneath each stretch the claims a reader should get out of it.
//!
//! ```text
//! ---
//! id: ganja
//! title: What it exercises
//! published: 2020-10-08          (or `-` where the report is undated)
//! outlet: وكالة أنباء
//! ---
//!
//! > قصفت القوات الأرمينية مدينة كنجة.
//!
//! - `قصفت` shelling asserts | actor: القوات الأرمينية | place: كنجة | date: 2020-10-08
//!
//! ¶
//!
//! > الجملة التالية في فقرة جديدة.
//!
//! (none)
//! ```
//!
//! Quoted blocks are joined by a space, after `¶` by a line end. Fields of a claim, in any order: `nth` (which
//! occurrence of the trigger in its block), `chain` (parted by `>`), `actor`, `target`, `place`, `counts` (parted by
//! `;`), `date`, `text` (the clause, where the whole block would be too wide) and the bare word `optional`.

use std::path::{Path, PathBuf};

use crate::EvalError;
use crate::claim::{Claim, Count, Extent, find_nth};
use crate::gold::stretch;

/// A golden report.
#[derive(Clone, Debug, Default)]
pub struct Golden {
    /// The report's name.
    pub id: String,
    /// What it exercises, in English.
    pub title: String,
    /// ISO day of publication; absent where undated.
    pub published: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// The report's text.
    pub text: String,
    /// The claims a reader should get out of it.
    pub claims: Vec<Claim>,
    /// The lines of the claims, as written.
    pub lines: Vec<String>,
}

/// A golden report that is not written as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct GoldenError {
    /// Where.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

impl Golden {
    /// Whether a Markdown file begins like a golden report, with front matter that names an `id`.
    #[must_use]
    pub fn is_golden(source: &str) -> bool {
        front_matter(source).is_some_and(|(lines, _)| lines.iter().any(|(_, l)| l.starts_with("id:")))
    }

    /// Reads a golden report.
    ///
    /// # Errors
    /// When front matter, a claim line or a name in it is wrong: names the line.
    pub fn parse(source: &str) -> Result<Self, GoldenError> {
        let Some((head, body)) = front_matter(source) else { return fail(1, "no front matter between `---` lines") };
        let mut golden = Self::default();
        for (line, text) in head {
            golden.set(line, text)?;
        }
        if golden.id.is_empty() {
            return fail(1, "front matter has no `id`");
        }
        let mut block = Block::default();
        for (line, text) in body {
            golden.take(line, text.trim(), &mut block)?;
        }
        golden.check()?;
        Ok(golden)
    }

    fn set(&mut self, line: usize, text: &str) -> Result<(), GoldenError> {
        let Some((key, value)) = text.split_once(':') else { return fail(line, "no `key: value`") };
        let value = value.trim();
        let told = || (value != "-" && !value.is_empty()).then(|| value.to_owned());
        match key.trim() {
            "id" => value.clone_into(&mut self.id),
            "title" => value.clone_into(&mut self.title),
            "published" => self.published = told(),
            "outlet" => self.outlet = told(),
            other => return fail(line, format!("unknown key `{other}`")),
        }
        Ok(())
    }

    fn take(&mut self, line: usize, text: &str, block: &mut Block) -> Result<(), GoldenError> {
        if let Some(words) = text.strip_prefix('>') {
            self.quote(words.strip_prefix(' ').unwrap_or(words), block);
        } else if let Some(claim) = text.strip_prefix("- ") {
            block.open = false;
            let id = (self.claims.len() + 1).to_string();
            self.claims.push(claim_line(line, claim, block, id)?);
            self.lines.push(text.to_owned());
        } else {
            block.open = false;
            match text {
                "" | "(none)" => {}
                "¶" => block.new_paragraph = true,
                _ => return fail(line, format!("neither text (`> `), claim (`- `), `(none)` nor `¶`: {text}")),
            }
        }
        Ok(())
    }

    /// Adds a quoted line: to the open block, or as the beginning of a new one.
    fn quote(&mut self, words: &str, block: &mut Block) {
        if !self.text.is_empty() {
            self.text.push(if block.new_paragraph { '\n' } else { ' ' });
        }
        block.new_paragraph = false;
        if block.open {
            block.text.push(' ');
        } else {
            block.text.clear();
            block.at = self.text.chars().count();
            block.open = true;
        }
        block.text.push_str(words);
        self.text.push_str(words);
    }

    /// Every name of a claim stands in the report.
    fn check(&self) -> Result<(), GoldenError> {
        for (claim, source) in self.claims.iter().zip(&self.lines) {
            let names = [&claim.chain, &claim.actor, &claim.target, &claim.place];
            if let Some(name) = names.into_iter().flatten().find(|n| !self.text.contains(n.as_str())) {
                return fail(0, format!("not in the report: {name}, in {source}"));
            }
        }
        Ok(())
    }
}

/// The stretch of the report that the next claims belong to.
#[derive(Default)]
struct Block {
    text: String,
    at: usize,
    open: bool,
    new_paragraph: bool,
}

type Lines<'a> = Vec<(usize, &'a str)>;

fn front_matter(source: &str) -> Option<(Lines<'_>, Lines<'_>)> {
    let mut lines = (1..).zip(source.trim_start_matches('\u{feff}').lines());
    lines.next().filter(|(_, l)| l.trim_end() == "---")?;
    let mut head = Vec::new();
    for (number, line) in lines.by_ref() {
        if line.trim_end() == "---" {
            return Some((head, lines.collect()));
        }
        head.push((number, line));
    }
    None
}

fn fail<T>(line: usize, why: impl Into<String>) -> Result<T, GoldenError> {
    Err(GoldenError { line, why: why.into() })
}

fn claim_line(line: usize, source: &str, block: &Block, id: String) -> Result<Claim, GoldenError> {
    let mut fields = source.split(" | ").map(str::trim);
    let head = fields.next().unwrap_or_default();
    let Some((trigger, rest)) = head.strip_prefix('`').and_then(|h| h.split_once('`')) else {
        return fail(line, "no `trigger` in backquotes");
    };
    let [event, stance] = rest.split_whitespace().collect::<Vec<_>>()[..] else {
        return fail(line, "after the trigger: event and stance");
    };
    let mut claim = Claim {
        id,
        extent: stretch(block.at, &block.text),
        trigger: (0, 0),
        words: block.text.clone(),
        event: event.to_owned(),
        stance: stance.to_owned(),
        chain: Vec::new(),
        actor: Vec::new(),
        target: Vec::new(),
        place: Vec::new(),
        date: None,
        counts: Vec::new(),
        optional: false,
        confidence: None,
    };
    let (mut nth, mut clause) = (1, None);
    for field in fields {
        if field == "optional" {
            claim.optional = true;
            continue;
        }
        let Some((key, value)) = field.split_once(':') else { return fail(line, format!("no `key: value`: {field}")) };
        let value = value.trim();
        match key.trim() {
            "nth" => nth = value.parse().or_else(|_| fail(line, format!("no number: {value}")))?,
            "chain" => claim.chain = parts(value, " > "),
            "actor" => claim.actor = parts(value, ";"),
            "target" => claim.target = parts(value, ";"),
            "place" => claim.place = parts(value, ";"),
            "date" => claim.date = Some(value.to_owned()),
            "text" => clause = Some(value),
            "counts" => claim.counts = counts(line, value)?,
            other => return fail(line, format!("unknown field `{other}`")),
        }
    }
    if let Some(clause) = clause {
        claim.extent = locate(line, block, clause, 1)?;
        clause.clone_into(&mut claim.words);
    }
    claim.trigger = locate(line, block, trigger, nth)?;
    Ok(claim)
}

fn locate(line: usize, block: &Block, words: &str, nth: usize) -> Result<Extent, GoldenError> {
    match find_nth(&block.text, words, nth, 0) {
        Some(at) => Ok(stretch(block.at + at, words)),
        None => fail(line, format!("not in the lines above: {words}")),
    }
}

fn parts(value: &str, by: &str) -> Vec<String> {
    value.split(by).map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

fn counts(line: usize, value: &str) -> Result<Vec<Count>, GoldenError> {
    value.split(';').map(|c| count(line, c)).collect()
}

/// `harm who n [to N] [bound] [since X] [part]`.
fn count(line: usize, source: &str) -> Result<Count, GoldenError> {
    let number = |word: &str| word.parse().or_else(|_| fail(line, format!("no number: `{word}` in `{source}`")));
    let words: Vec<&str> = source.split_whitespace().collect();
    let Some(at) = words.iter().position(|w| *w == "-" || w.parse::<i64>().is_ok()).filter(|at| *at >= 2) else {
        return fail(line, format!("a count is `harm who n`, n a number or `-`: {source}"));
    };
    let mut count = Count { harm: words[0].to_owned(), who: Some(words[1..at].join(" ")), ..Count::default() };
    count.n = if words[at] == "-" { None } else { Some(number(words[at])?) };
    let mut rest = words[at + 1..].iter();
    while let Some(word) = rest.next() {
        match *word {
            "to" => count.to = Some(number(rest.next().unwrap_or(&""))?),
            "since" => count.since = rest.next().map(|s| (*s).to_owned()),
            "part" => count.part = Some(true),
            bound => count.bound = Some(bound.to_owned()),
        }
    }
    Ok(count)
}

/// Every golden report (`*.md` with front matter) of a folder, in order of file names.
///
/// # Errors
/// When the folder or a file cannot be read, or a report is not written as it should be.
pub fn load_folder(folder: &Path) -> Result<Vec<(PathBuf, Golden)>, EvalError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| EvalError::Io { path, source }
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        paths.push(entry.map_err(io(folder))?.path());
    }
    paths.retain(|p| p.extension().is_some_and(|e| e == "md"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let source = std::fs::read_to_string(&path).map_err(io(&path))?;
        if Golden::is_golden(&source) {
            let golden = Golden::parse(&source).map_err(|source| EvalError::Golden { path: path.clone(), source })?;
            out.push((path, golden));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "---\nid: a\ntitle: t\npublished: -\noutlet: و\n---\n";

    #[test]
    fn claims_are_read_with_their_places() {
        let golden = Golden::parse(&format!(
            "{HEAD}\n> قصف الجيش كنجة.\n> وقصفها مرة أخرى.\n\n- `قصف` shelling asserts | nth: 2 | actor: الجيش\n\n¶\n\n> مقتل 3.\n\n\
             - `مقتل` casualties denies | chain: الجيش > كنجة | counts: killed aid workers 3 to 5 at_least since war part; injured people -\n"
        ))
        .unwrap();
        assert_eq!(golden.text, "قصف الجيش كنجة. وقصفها مرة أخرى.\nمقتل 3.");
        assert_eq!(golden.published, None);
        assert_eq!(golden.claims[0].trigger, (17, 20));
        assert_eq!(golden.claims[0].extent, (0, 32));
        assert_eq!(golden.claims[1].chain, ["الجيش", "كنجة"]);
        assert_eq!(golden.claims[1].extent, (33, 40));
        assert_eq!(golden.claims[1].counts[0].to_string(), "killed aid workers 3 to 5 at_least since war part");
        assert_eq!(golden.claims[1].counts[1].to_string(), "injured people -");
    }

    #[test]
    fn faults_name_their_line() {
        for (body, line) in
            [("> أ\n\n- قصف", 9), ("> أ\n\n- `ب` clash asserts", 9), ("x", 7), ("> أ\n\n- `أ` clash", 9)]
        {
            let error = Golden::parse(&format!("{HEAD}{body}\n")).unwrap_err();
            assert_eq!(error.line, line, "{body}: {error}");
        }
    }
}
