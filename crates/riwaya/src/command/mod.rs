//! One module a subcommand.

pub mod about;
pub mod eval;
pub mod explain;
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
