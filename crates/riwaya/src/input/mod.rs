//! From paths to reports: files, folders, JSON lines and standard input, one report at a time.

mod bytes;
mod lines;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use jiff::civil::Date;
use riwaya_eval::golden::Golden;
use serde_json::{Map, Value};

use crate::cli::{InputArgs, InputKind, MAX_REPORT};
use crate::fault::Fault;

/// A report as it came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its name: the `id` of a line or of a golden report, else the file's name without its ending.
    pub doc: String,
    /// Its text as stored.
    pub text: String,
    /// The day of publication, where told.
    pub published: Option<Date>,
    /// Who publishes it, where told.
    pub outlet: Option<String>,
    /// All other keys of its line.
    pub carried: Map<String, Value>,
}

/// Takes reports and faults as they come; answers whether more are wanted.
pub type Sink<'s> = dyn FnMut(Result<Item, Fault>) -> ControlFlow<()> + 's;

/// What holds for all reports of a run.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// Files, folders, `-`.
    pub paths: Vec<PathBuf>,
    /// A report given as it is.
    pub text: Option<String>,
    /// For reports that bring no day of their own.
    pub published: Option<Date>,
    /// For reports that bring no outlet of their own.
    pub outlet: Option<String>,
    /// What the files hold.
    pub kind: InputKind,
    /// The longest report, in MiB.
    pub limit: u16,
    /// Bytes of files read so far.
    pub meter: Arc<AtomicU64>,
}

impl From<&InputArgs> for Inputs {
    fn from(args: &InputArgs) -> Self {
        Self {
            paths: args.paths.clone(),
            text: args.text.clone(),
            published: args.published,
            outlet: args.outlet.clone(),
            kind: args.input,
            limit: args.max_report,
            meter: Arc::default(),
        }
    }
}

impl Default for Inputs {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            text: None,
            published: None,
            outlet: None,
            kind: InputKind::Auto,
            limit: MAX_REPORT,
            meter: Arc::default(),
        }
    }
}

/// Endings of files that a folder is searched for.
const REPORT_ENDINGS: [&str; 6] = [".txt", ".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".md"];

impl Inputs {
    /// Hands every report and fault to `sink`, in the order of the paths; a folder's files in the order of their names.
    pub fn each(&self, sink: &mut Sink<'_>) {
        if let Some(text) = &self.text
            && sink(Ok(self.item("text".to_owned(), text.clone()))).is_break()
        {
            return;
        }
        for path in &self.paths {
            let flow = match path {
                _ if path.as_os_str() == "-" => self.standard_input(sink),
                _ if path.is_dir() => self.folder(path, sink),
                _ => self.file(path, &name_of(path), sink),
            };
            if flow.is_break() {
                return;
            }
        }
    }

    /// How many bytes the files hold together; absent where that cannot be known beforehand.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        let mut total = 0;
        for path in &self.paths {
            if path.as_os_str() == "-" {
                return None;
            }
            let files = walkdir::WalkDir::new(path).follow_links(true).into_iter().flatten();
            total +=
                files.filter(|e| is_report(e.path())).filter_map(|e| e.metadata().ok()).map(|m| m.len()).sum::<u64>();
        }
        Some(total)
    }

    fn folder(&self, folder: &Path, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let mut reports = 0_usize;
        for entry in walk.into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let place = error.path().unwrap_or(folder).display().to_string();
                    sink(Err(Fault::Io { place, source: error.into() }))?;
                    continue;
                }
            };
            if entry.file_type().is_file() && is_report(entry.path()) {
                let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let mut counted = |r: Result<Item, Fault>| {
                    reports += 1;
                    sink(r)
                };
                self.file(entry.path(), &doc_of(inner), &mut counted)?;
            }
        }
        if reports == 0 {
            sink(Err(Fault::NoReport { place: folder.display().to_string() }))?;
        }
        ControlFlow::Continue(())
    }

    fn standard_input(&self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.stream(&mut BufReader::new(std::io::stdin().lock()), self.kind, "standard input", "-", sink)
    }

    fn file(&self, path: &Path, doc: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let place = path.display().to_string();
        let file = match File::open(path) {
            Ok(file) => Metered { inner: file, meter: Arc::clone(&self.meter) },
            Err(source) => return sink(Err(Fault::Io { place, source })),
        };
        let lower = place.to_lowercase();
        let (plain, packed) = lower.strip_suffix(".gz").map_or((lower.as_str(), false), |plain| (plain, true));
        let kind = match self.kind {
            InputKind::Auto if plain.ends_with(".jsonl") || plain.ends_with(".ndjson") => InputKind::Jsonl,
            InputKind::Auto if plain.ends_with(".txt") => InputKind::Text,
            InputKind::Auto if plain.ends_with(".md") => InputKind::Golden,
            kind => kind,
        };
        if packed {
            self.stream(&mut BufReader::new(MultiGzDecoder::new(file)), kind, &place, doc, sink)
        } else {
            self.stream(&mut BufReader::with_capacity(1 << 16, file), kind, &place, doc, sink)
        }
    }

    /// Hands the reports of a stream to `sink`; `place` names it in faults, `doc` is the name of a text.
    pub fn stream(
        &self,
        source: &mut dyn BufRead,
        kind: InputKind,
        place: &str,
        doc: &str,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let kind = match kind {
            InputKind::Auto => match bytes::begins_with_brace(source) {
                Ok(true) => InputKind::Jsonl,
                Ok(false) => InputKind::Text,
                Err(source) => return sink(Err(Fault::Io { place: place.to_owned(), source })),
            },
            kind => kind,
        };
        if kind == InputKind::Jsonl {
            return lines::each(self, source, place, sink);
        }
        let text = match bytes::whole(source, place, self.limit) {
            Ok(text) => text,
            Err(fault) => return sink(Err(fault)),
        };
        // Markdown with no front matter of a golden report is a text like any other.
        let golden = kind == InputKind::Golden && Golden::is_golden(&text);
        sink(if golden { self.golden(&text, place) } else { Ok(self.item(doc.to_owned(), text)) })
    }

    fn item(&self, doc: String, text: String) -> Item {
        Item { doc, text, published: self.published, outlet: self.outlet.clone(), carried: Map::new() }
    }

    fn golden(&self, source: &str, place: &str) -> Result<Item, Fault> {
        let golden = Golden::parse(source).map_err(|source| Fault::Golden { place: place.to_owned(), source })?;
        let mut item = self.item(golden.id, golden.text);
        if let Some(day) = golden.published {
            item.published = Some(day.parse().map_err(|_| Fault::Key {
                place: place.to_owned(),
                key: "published",
                found: format!("`{day}`, no ISO day"),
            })?);
        }
        item.outlet = golden.outlet.or(item.outlet);
        Ok(item)
    }
}

fn is_report(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    REPORT_ENDINGS.iter().any(|ending| name.ends_with(ending)) && !is_plain_markdown(path, &name)
}

/// Markdown that is no golden report (a README, notes) is no report of a folder.
fn is_plain_markdown(path: &Path, name: &str) -> bool {
    let begins_with_front_matter = || {
        let mut head = [0; 6];
        let read = File::open(path).and_then(|mut f| f.read(&mut head)).unwrap_or(0);
        let head = head[..read].strip_prefix("\u{feff}".as_bytes()).unwrap_or(&head[..read]);
        head.starts_with(b"---")
    };
    name.ends_with(".md") && !begins_with_front_matter()
}

fn name_of(path: &Path) -> String {
    doc_of(Path::new(path.file_name().unwrap_or(path.as_os_str())))
}

/// A path without the ending of its last part, with `/` between parts on every system.
fn doc_of(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
    let whole = parts.join("/");
    let ending = REPORT_ENDINGS.iter().rev().find(|e| whole.to_lowercase().ends_with(*e));
    whole[..whole.len() - ending.map_or(0, |e| e.len())].to_owned()
}

/// Counts the bytes that pass.
struct Metered<R> {
    inner: R,
    meter: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.meter.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_ending_only() {
        for (path, doc) in [("a.txt", "a"), ("b/c.v2.txt", "b/c.v2"), ("d.jsonl.gz", "d"), ("e", "e"), ("f.TXT", "f")] {
            assert_eq!(doc_of(Path::new(path)), doc);
        }
    }
}
