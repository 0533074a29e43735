//! The door: a [`Reader`] holds what is compiled, a [`Session`] reads one report after another with it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use jiff::civil::Date;
use riwaya_lexicon::gazetteer::Gazetteer;
use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_text::{Text, fold_key};

use crate::assemble::Assembler;
use crate::claim::{Published, Reading, Silence};
use crate::decide::{Judge, Words};
use crate::explain::Explanation;
use crate::frames::FrameSet;
use crate::identity::Who;
use crate::lists::Lists;
use crate::names::{NameReader, Names};
use crate::page::Page;
use crate::scorer::Weights;
use crate::spelling::Spellings;
use crate::topics::Topics;
use crate::working::{FailedExample, Working, failed_codes, failed_examples, failed_lists};

/// A report to read.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The text as stored.
    pub text: &'a str,
    /// The day of publication, where known.
    pub published: Option<Date>,
    /// The outlet that publishes it, where known: it is no link of its own chains.
    pub outlet: Option<&'a str>,
}

impl<'a> Report<'a> {
    /// A report of which only the text is known.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, published: None, outlet: None }
    }
}

/// A phase of reading, for measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Folding, tokens, sentences.
    Text,
    /// Words with their readings.
    Words,
    /// Numbers and dates.
    Values,
    /// Names.
    Names,
    /// All of them side by side.
    Page,
    /// Words that may tell an event, and clauses with who speaks in them.
    Clauses,
    /// Which event, source, stance, parties, place, date and counts.
    Choices,
    /// Claims on the stored text.
    Claims,
}

impl Phase {
    /// Every phase in the order of reading.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::Words, Self::Values, Self::Names, Self::Page, Self::Clauses, Self::Choices, Self::Claims];
}

/// Why a reader could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// A file of a lexicon folder could not be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of frames or cues does not parse.
    #[error("{path}{}: {what}", line.map(|l| format!(":{l}")).unwrap_or_default())]
    Lexicon {
        /// The file.
        path: String,
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// What is wrong.
        what: String,
    },
    /// A file of words, classes or weights does not parse.
    #[error("{0}")]
    Words(String),
}

impl ReaderError {
    pub(crate) fn toml(path: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        Self::Lexicon { path: path.to_owned(), line, what: error.message().to_owned() }
    }
}

/// Longer reports are read in parts of so many bytes, so that time grows with their length and memory does not. No article comes
/// near it: the longest of 4,796 has 60 KB. Across such a part nobody is remembered who spoke or was named.
const PART: usize = 1 << 18;

/// Lexicon, frames, cues and weights, compiled; immutable and shared between threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lex,
    pub(crate) judge: Judge,
    names: Names,
}

#[derive(Debug)]
enum Lex {
    Builtin(&'static Lexicon),
    Own(Box<Lexicon>),
}

/// What the built-in reader reads by: the version of the crate, and a fingerprint of its lexicon and code. Readers of
/// one version give the same claims for the same report.
pub const VERSION: &str = env!("RIWAYA_READER_VERSION");

/// `lexicon/weights.tsv`, compiled by the build script.
static WEIGHTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));

fn builtin_weights() -> Weights {
    Weights::open(Cow::Borrowed(WEIGHTS))
}

impl Reader {
    /// The reader with the lexicon that is built in.
    ///
    /// # Panics
    /// Never: the built-in files are compiled in, and a test reads them all.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the built-in files are part of the program; a test compiles them")]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Reader> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            Self::compile(Lex::Builtin(Lexicon::builtin()), None, builtin_weights())
                .expect("the built-in lexicon compiles")
        })
    }

    /// The built-in reader with a user's folder of lexicon files added.
    ///
    /// # Errors
    /// When a file cannot be read or does not parse: names file and line.
    pub fn with_folder(dir: &Path) -> Result<Self, ReaderError> {
        let lexicon = Lexicon::with_folder(dir).map_err(|e| ReaderError::Words(e.to_string()))?;
        Self::compile(Lex::Own(Box::new(lexicon)), Some(dir), builtin_weights())
    }

    /// The built-in reader with other weights: those of a file, or none (the rules alone).
    ///
    /// # Errors
    /// When the weights do not parse.
    pub fn with_weights(file: Option<&str>) -> Result<Self, ReaderError> {
        let weights = match file {
            Some(file) => Weights::parse(file).map_err(|e| ReaderError::Words(e.to_string()))?,
            None => Weights::none(),
        };
        Self::compile(Lex::Builtin(Lexicon::builtin()), None, weights)
    }

    fn compile(lexicon: Lex, dir: Option<&Path>, weights: Weights) -> Result<Self, ReaderError> {
        let mut frames = FrameSet::default();
        let mut words = Words::default();
        words.evidence.add(crate::evidence::BUILTIN.0, crate::evidence::BUILTIN.1)?;
        words.codes.add(crate::codes::BUILTIN.0, crate::codes::BUILTIN.1)?;
        for (path, text) in crate::frames::BUILTIN {
            frames.add(path, text)?;
        }
        for (path, text) in crate::cues::BUILTIN {
            words.cues.add(path, text)?;
        }
        if let Some(dir) = dir {
            for (path, text) in toml_files(&dir.join("frames"))? {
                frames.add(&path, &text)?;
            }
            for (path, text) in toml_files(&dir.join("cues"))? {
                // A copy of the built-in folder holds both kinds.
                if Path::new(&path).ends_with(crate::evidence::BUILTIN.0) {
                    words.evidence.add(&path, &text)?;
                } else {
                    words.cues.add(&path, &text)?;
                }
            }
            for (path, text) in toml_files(&dir.join("codes"))? {
                words.codes.add(&path, &text)?;
            }
        }
        frames.add_figures();
        let lex = match &lexicon {
            Lex::Builtin(l) => l,
            Lex::Own(l) => &**l,
        };
        words.topics = Topics::builtin(lex)?;
        words.lists = Lists::builtin()?;
        let judge = Judge::new(lex, frames, words, weights);
        let names = match dir {
            Some(dir) => Names::with_folder(dir),
            None => Names::read_builtin(),
        }
        .map_err(|e| ReaderError::Words(e.to_string()))?;
        Ok(Self { lexicon, judge, names })
    }

    /// The words it reads with.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        match &self.lexicon {
            Lex::Builtin(l) => l,
            Lex::Own(l) => l,
        }
    }

    /// The examples of the lexicon's frames, codes and lists that do not hold, and how many examples there are.
    #[must_use]
    pub fn failed_examples(&self) -> (Vec<FailedExample>, usize) {
        let mut session = self.session();
        let (mut failed, frames) = failed_examples(&self.judge, |sentence| session.read(&Report::new(sentence)));
        let (codes, all) = failed_codes(&self.judge.codes, |sentence, rule| {
            session.on_page(&Report::new(sentence), |page, _, _| rule.meets(page, 0..page.len(), page.len()))
        });
        failed.extend(codes);
        let (lists, words) =
            failed_lists(&self.judge.lists, |word| session.on_page(&Report::new(word), |page, _, _| page.listed(0)));
        failed.extend(lists);
        (failed, frames + all + words)
    }

    /// A session on this reader; one a thread.
    #[must_use]
    pub fn session(&self) -> Session<'_> {
        Session {
            reader: self,
            analyser: Analyser::new(self.lexicon()),
            names: NameReader::new(&self.names, self.lexicon(), Gazetteer::builtin()),
            spellings: Spellings::new(&self.judge, self.lexicon()),
        }
    }
}

fn toml_files(dir: &Path) -> Result<Vec<(String, String)>, ReaderError> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let io = |source| ReaderError::Io { path: dir.to_path_buf(), source };
    let mut paths =
        std::fs::read_dir(dir).map_err(io)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(io)?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    paths
        .into_iter()
        .map(|p| match std::fs::read_to_string(&p) {
            Ok(text) => Ok((p.display().to_string(), text)),
            Err(source) => Err(ReaderError::Io { path: p, source }),
        })
        .collect()
}

/// Reads reports one after another, keeping what may be reused between them; results never depend on what was read before.
pub struct Session<'r> {
    reader: &'r Reader,
    analyser: Analyser<'r>,
    names: NameReader<'r>,
    spellings: Spellings<'r>,
}

impl Session<'_> {
    /// The claims of a report.
    pub fn read(&mut self, report: &Report<'_>) -> Reading {
        self.work(report, &mut |_| (), &mut |_| ())
    }

    /// The claims of a report; `clock` is told of every phase when it ends.
    pub fn read_by_phases(&mut self, report: &Report<'_>, mut clock: impl FnMut(Phase)) -> Reading {
        self.work(report, &mut clock, &mut |_| ())
    }

    /// The claims of a report with the working that led to them.
    pub fn explain(&mut self, report: &Report<'_>) -> Explanation {
        let mut sentences = Vec::new();
        let reading = self.work(report, &mut |_| (), &mut |working| sentences.extend(working.sentences()));
        Explanation { reading, sentences }
    }

    /// Reads a report part by part; of what one part tells the next knows the day of publication.
    fn work(
        &mut self,
        report: &Report<'_>,
        clock: &mut dyn FnMut(Phase),
        note: &mut dyn FnMut(&Working<'_, '_>),
    ) -> Reading {
        let mut whole = Reading { claims: Vec::new(), published: None, silence: None };
        for text in Text::parts(report.text, PART) {
            let published = report.published.or(whole.published.map(|p| p.day));
            let part = self.read_part(&text, &Report { published, ..*report }, clock, note);
            whole.claims.extend(part.claims);
            whole.published = whole.published.or(part.published);
            whole.silence = whole.silence.max(part.silence);
        }
        whole.silence = whole.silence.filter(|_| whole.claims.is_empty());
        whole
    }

    fn read_part(
        &mut self,
        text: &Text<'_>,
        report: &Report<'_>,
        clock: &mut dyn FnMut(Phase),
        note: &mut dyn FnMut(&Working<'_, '_>),
    ) -> Reading {
        let reader = self.reader;
        self.lay_out(text, report, clock, |page, outlet, published, clock| {
            let layout = reader.judge.layout(page, outlet);
            clock(Phase::Clauses);
            let (drafts, choices) = reader.judge.drafts(page, &layout);
            clock(Phase::Choices);
            let who = Who { names: &reader.names, places: Gazetteer::builtin() };
            let assembler = Assembler { page, layout: &layout, judge: &reader.judge, who: &who };
            let claims: Vec<_> = drafts.iter().map(|d| assembler.claim(d)).collect();
            let silence = claims.is_empty().then(|| silence(page, layout.candidates.is_empty()));
            clock(Phase::Claims);
            note(&Working { page, layout: &layout, judge: &reader.judge, drafts: &drafts, choices: &choices });
            Reading { claims, published, silence }
        })
    }

    /// Lays a report out and hands it on with the outlet, folded, and the day of publication.
    pub(crate) fn on_page<T>(
        &mut self,
        report: &Report<'_>,
        act: impl FnOnce(&Page<'_>, Option<&str>, Option<Published>) -> T,
    ) -> T {
        let text = Text::new(report.text);
        self.lay_out(&text, report, &mut |_| (), |page, outlet, published, _| act(page, outlet, published))
    }

    fn lay_out<T>(
        &mut self,
        text: &Text<'_>,
        report: &Report<'_>,
        clock: &mut dyn FnMut(Phase),
        act: impl FnOnce(&Page<'_>, Option<&str>, Option<Published>, &mut dyn FnMut(Phase)) -> T,
    ) -> T {
        clock(Phase::Text);
        let words = self.analyser.words(text);
        clock(Phase::Words);
        let values = riwaya_value::read(text, report.published);
        clock(Phase::Values);
        let published = values.anchor.map(|a| Published { day: a.date, from_dateline: a.from_dateline });
        let mentions = self.names.mentions(&words);
        clock(Phase::Names);
        let page = Page::new(text, self.reader.lexicon(), (&words, self.spellings.of(&words)), &mentions, &values);
        let outlet = report.outlet.map(fold_key);
        clock(Phase::Page);
        act(&page, outlet.as_deref(), published, clock)
    }
}

/// Why a page without claims has none.
fn silence(page: &Page<'_>, no_candidates: bool) -> Silence {
    if page.text.raw().trim().is_empty() {
        Silence::Empty
    } else if !(0..page.len()).any(|i| page.is_word(i)) {
        Silence::NoArabic
    } else if no_candidates {
        Silence::NoEventWord
    } else {
        Silence::NoneHeld
    }
}
