//! One module a subcommand.

pub mod about;
pub mod desk;
pub mod eval;
pub mod explain;
mod keep;
pub mod ledger;
pub mod lexicon;
pub mod read;
pub mod train;
pub mod values;

use std::io::{self, BufWriter, Write};

use riwaya_reader::{Reader, Report};

use crate::cli::LexiconArgs;
use crate::fault::Fault;
use crate::input::Item;

/// Standard output, buffered; errors of writing are faults that know a closed pipe.
pub(crate) fn standard_output() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Prints a text to standard output.
pub(crate) fn print(text: &str) -> Result<(), Fault> {
    let mut out = standard_output();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Fault::Write)
}

/// A reader that lives as long as the program.
pub(crate) enum AnyReader {
    Builtin(&'static Reader),
    Own(Box<Reader>),
}

impl AnyReader {
    pub(crate) fn new(args: &LexiconArgs) -> Result<Self, Fault> {
        match &args.lexicon {
            None => Ok(Self::Builtin(Reader::builtin())),
            Some(dir) => {
                let reader = Reader::with_folder(dir).map_err(|e| Fault::Lexicon(e.to_string()))?;
                Ok(Self::Own(Box::new(reader)))
            }
        }
    }

    /// The built-in reader without the trained scorers.
    pub(crate) fn rules_alone() -> Result<Self, Fault> {
        Reader::with_weights(None).map(|r| Self::Own(Box::new(r))).map_err(|e| Fault::Lexicon(e.to_string()))
    }

    /// What it reads by: readers of one version give the same claims for the same report.
    pub(crate) fn version(args: &LexiconArgs) -> Result<std::sync::Arc<str>, Fault> {
        let Some(dir) = &args.lexicon else { return Ok(riwaya_reader::VERSION.into()) };
        // FNV-1a over the names and bytes of the folder's files.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for entry in walkdir::WalkDir::new(dir).sort_by_file_name() {
            let entry = entry.map_err(|e| Fault::Lexicon(e.to_string()))?;
            if entry.file_type().is_file() {
                let path = entry.path();
                let bytes = std::fs::read(path).map_err(|e| Fault::Lexicon(format!("{}: {e}", path.display())))?;
                let name = path.strip_prefix(dir).unwrap_or(path).to_string_lossy().into_owned();
                for byte in name.into_bytes().into_iter().chain(bytes) {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            }
        }
        Ok(format!("{}+{hash:016x}", riwaya_reader::VERSION).into())
    }

    pub(crate) fn get(&self) -> &Reader {
        match self {
            Self::Builtin(reader) => reader,
            Self::Own(reader) => reader,
        }
    }
}

/// The report that an item holds.
pub(crate) fn report(item: &Item) -> Report<'_> {
    Report { text: &item.text, published: item.published, outlet: item.outlet.as_deref() }
}
