//! Keeping what is read: reports go into the ledger in batches, and are told of once they are there for good.

use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use riwaya_ledger::{Entry, Ledger, Taken};

use crate::fault::Fault;
use crate::tell;

/// A batch is written after so many reports, so many bytes of text, or so long.
const MOST_REPORTS: usize = 1_000;
const MOST_BYTES: usize = 8 << 20;
const LONGEST: Duration = Duration::from_secs(1);

/// Reports on their way into a ledger.
pub(super) struct Keeper {
    ledger: Ledger,
    waiting: Vec<Entry>,
    bytes: usize,
    since: Instant,
    /// What is to be printed once the batch is written.
    held: String,
    /// What became of the reports.
    pub new: usize,
    pub again: usize,
    pub known: usize,
}

impl Keeper {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let waits = || tell(&Fault::Waiting);
        Ok(Self {
            ledger: Ledger::open(path).map_err(Fault::Ledger)?.on_waiting(waits),
            waiting: Vec::new(),
            bytes: 0,
            since: Instant::now(),
            held: String::new(),
            new: 0,
            again: 0,
            known: 0,
        })
    }

    /// Takes a report, and what is to be printed of it; absent where the ledger has it already.
    pub(super) fn take(&mut self, entry: Option<Entry>, shown: &str, out: &mut dyn Write) -> Result<(), Fault> {
        self.held.push_str(shown);
        match entry {
            None => self.known += 1,
            Some(entry) => {
                self.bytes += entry.document.text.len();
                self.waiting.push(entry);
            }
        }
        let full = self.waiting.len() >= MOST_REPORTS || self.bytes >= MOST_BYTES || self.since.elapsed() >= LONGEST;
        if full { self.write(out) } else { Ok(()) }
    }

    /// Writes what waits, then prints it.
    pub(super) fn write(&mut self, out: &mut dyn Write) -> Result<(), Fault> {
        if !self.waiting.is_empty() {
            let mut batch = self.ledger.batch().map_err(Fault::Ledger)?;
            let (mut new, mut again, mut known) = (0, 0, 0);
            for entry in &self.waiting {
                match batch.add(entry).map_err(Fault::Ledger)? {
                    Taken::New => new += 1,
                    Taken::Again => again += 1,
                    Taken::Known => known += 1,
                }
            }
            batch.commit().map_err(Fault::Ledger)?;
            self.new += new;
            self.again += again;
            self.known += known;
            self.waiting.clear();
            self.bytes = 0;
        }
        let print = |out: &mut dyn Write, held: &str| -> io::Result<()> {
            out.write_all(held.as_bytes())?;
            out.flush()
        };
        print(out, &self.held).map_err(Fault::Write)?;
        self.held.clear();
        self.since = Instant::now();
        Ok(())
    }

    /// Writes the rest and says what became of all; tells decisions that no longer apply.
    pub(super) fn finish(mut self, out: &mut dyn Write) -> Result<(), Fault> {
        self.write(out)?;
        self.ledger.reconcile().map_err(Fault::Ledger)?;
        let mut lapsed = Vec::new();
        if self.again > 0 {
            lapsed = self.ledger.lapsed().map_err(Fault::Ledger)?;
        }
        for decision in lapsed {
            tell(&Fault::Lapsed { number: decision.number, by: decision.by, about: decision.about });
        }
        let mut parts = vec![format!("{} new", self.new)];
        parts.extend((self.again > 0).then(|| format!("{} read anew", self.again)));
        parts.extend((self.known > 0).then(|| format!("{} known", self.known)));
        let path = self.ledger.path().display();
        // Standard error may be closed; then nobody is there to be told.
        let _ = writeln!(io::stderr(), "{path}: {} reports", parts.join(", "));
        Ok(())
    }
}
