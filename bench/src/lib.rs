//! The texts that are measured on.

pub mod vary;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use riwaya_eval::golden;

/// Texts of reports held in memory.
#[derive(Debug)]
pub struct Corpus {
    /// Where they come from, for the record.
    pub name: String,
    /// The texts.
    pub texts: Vec<String>,
}

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The file of conflict articles beside the repository (or in `RIWAYA_SHARED`), where it is present.
#[must_use]
pub fn corpus_file() -> Option<PathBuf> {
    let shared = std::env::var_os("RIWAYA_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    Some(shared.join("corpus/conflict.jsonl.gz")).filter(|f| f.exists())
}

/// The reports of a file of JSON lines: the text of each and its day, as it is written there.
///
/// # Errors
/// When it cannot be read.
pub fn reports_of(file: &Path) -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let lines = BufReader::new(MultiGzDecoder::new(std::fs::File::open(file)?)).lines();
    let mut reports = Vec::new();
    for line in lines {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let day = value["date"].as_str().unwrap_or_default().to_owned();
        reports.extend(value["text"].as_str().map(|text| (text.to_owned(), day)));
    }
    Ok(reports)
}

impl Corpus {
    /// The conflict articles beside the repository; else the golden reports, over and over.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn load() -> Result<Self, Box<dyn std::error::Error>> {
        corpus_file().map_or_else(Self::of_golden_reports, |file| Self::of_json_lines(&file))
    }

    fn of_json_lines(file: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let texts: Vec<String> = reports_of(file)?.into_iter().map(|(text, _)| text).collect();
        let name = format!("{} ({} reports)", file.file_name().unwrap_or_default().display(), texts.len());
        Ok(Self { name, texts })
    }

    fn of_golden_reports() -> Result<Self, Box<dyn std::error::Error>> {
        let mut once = Vec::new();
        for folder in ["examples", "tests/golden"] {
            once.extend(golden::load_folder(&root().join(folder))?.into_iter().map(|(_, g)| g.text));
        }
        let name = format!("golden reports ({} of them, 60 times over)", once.len());
        Ok(Self { name, texts: once.iter().cycle().take(once.len() * 60).cloned().collect() })
    }

    /// Bytes of UTF-8 in all.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }

    /// One report of about `bytes` bytes, made of the texts one after another, over again where they do not suffice.
    #[must_use]
    pub fn one_report(&self, bytes: usize) -> String {
        let mut out = String::with_capacity(bytes + (1 << 16));
        for text in self.texts.iter().cycle() {
            if out.len() >= bytes {
                break;
            }
            out.push_str(text);
            out.push('\n');
        }
        out
    }
}
