//! Every option in one place: help, completion and manual are made from these definitions.

pub mod desk;
pub mod ledger;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::{Date, DateTime};

/// Reads Arabic reports of armed conflict into sourced claims: who says what happened, through whom we know it, and who denies it.
#[derive(Debug, Parser)]
#[command(name = "riwaya", version, after_help = EXIT_CODES, max_term_width = 110)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 all is well; 1 some input could not be read (each named on standard error, the rest is read) or a check \
failed; 2 the command line or a lexicon folder is wrong.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports into claims
    Read(ReadArgs),
    /// Show how a report was read: words, names, speakers, and the rules that built or refused each claim
    Explain(ExplainArgs),
    /// Show numbers, dates, periods, times and durations of a text
    Values(ValuesArgs),
    /// One screen of what the reports tell together: incidents, contests, tolls, truces
    Account(ledger::ClaimsArgs),
    /// List incidents: one event as all reports tell it
    Incidents(ledger::ClaimsArgs),
    /// Show one incident: every claim about it, and why it is held to be one
    Incident(ledger::IncidentArgs),
    /// List what some assert and others deny, and numbers that differ
    Contests(ledger::ClaimsArgs),
    /// List the counts of each harm over time, by source
    Tolls(ledger::ClaimsArgs),
    /// List truces with their parties, brokers, days and alleged violations
    Truces(ledger::ClaimsArgs),
    /// Show one truce as each party has it, on any day
    Truce(ledger::TruceArgs),
    /// List the claims of the ledger
    Claims(ledger::ClaimsArgs),
    /// Find reports by their words, in any spelling and form
    Search(ledger::SearchArgs),
    /// Say who speaks, how they hold what they say, and through whom it comes
    Sources(ledger::ListOnlyArgs),
    /// Say what the ledger holds
    Stats(ledger::ListOnlyArgs),
    /// Decide about a claim: accept, correct, reject, merge, split, note, or undo what was decided
    Decide(ledger::DecideArgs),
    /// Show the readings of a claim or report, and what was decided about it
    History(ledger::HistoryArgs),
    /// Open the ledger in a browser
    Serve(desk::ServeArgs),
    /// Write the same views into one HTML file that opens offline
    Report(desk::ReportArgs),
    /// Look after the ledger's file
    #[command(subcommand)]
    Ledger(ledger::LedgerCommand),
    /// Look into the lexicon or test it
    #[command(subcommand)]
    Lexicon(LexiconCommand),
    /// Score the reader on annotated reports
    Eval(EvalArgs),
    /// Train the scorers on annotated reports and print their weights
    Train(TrainArgs),
    /// Print the JSON Schema of what `read` writes
    Schema,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (of a subcommand, where one is named)
    Man {
        /// The subcommand
        subcommand: Option<String>,
    },
}

/// The longest report read unless asked otherwise, in MiB.
pub const MAX_REPORT: u16 = 12;

/// Where reports come from.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Text files, folders of them, JSON lines (.jsonl, .jsonl.gz), golden Markdown, or `-` for standard input
    #[arg(required_unless_present = "text", value_hint = ValueHint::AnyPath, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read this text instead of a file
    #[arg(long, conflicts_with = "paths", value_name = "TEXT")]
    pub text: Option<String>,
    /// Day of publication (ISO), for reports that bring none of their own
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Who publishes the reports, where they do not say so themselves
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// What the input is; `auto` goes by the file's name, else by its first character
    #[arg(long, value_enum, default_value_t)]
    pub input: InputKind,
    /// The longest report read, in MiB; a longer one is refused with a message
    #[arg(long, value_name = "MIB", default_value_t = MAX_REPORT, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub max_report: u16,
}

#[derive(Debug, Args)]
pub struct LexiconArgs {
    /// A folder of lexicon files of your own, over the built-in ones
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub lexicon: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
    #[command(flatten)]
    pub display: DisplayArgs,
    /// How to write what was read
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The ledger that keeps what is read, made where there is none
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, default_value = ledger::DEFAULT_LEDGER)]
    pub ledger: PathBuf,
    /// Keep nothing; so it is, too, with `--format json` and `jsonl`
    #[arg(long, conflicts_with = "ledger")]
    pub no_ledger: bool,
    /// Print no tables of what was read; what is written for a program is written all the same
    #[arg(long, short)]
    pub quiet: bool,
    /// How many reports to read at once [default: the machine's cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// How things look on a terminal.
#[derive(Clone, Copy, Debug, Args)]
pub struct DisplayArgs {
    /// How to write right-to-left text: in reading order for terminals that turn it themselves, or turned and joined
    /// for those that do not
    #[arg(long, value_enum, default_value_t, global = true)]
    pub rtl: Rtl,
    /// When to colour
    #[arg(long, value_enum, default_value_t, global = true)]
    pub color: Colour,
    /// Columns to fill [default: the terminal's width, 120 where there is none]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub width: Option<u16>,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
    #[command(flatten)]
    pub display: DisplayArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub format: TextOrJson,
}

#[derive(Debug, Args)]
pub struct ValuesArgs {
    /// Text files, JSON lines `{"id", "text", "at"}`, or `-` for standard input
    #[arg(default_value = "-", value_hint = ValueHint::AnyPath, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The moment from which relative dates are counted (ISO day, or day and time)
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub at: Option<DateTime>,
    /// What the input is; `auto` goes by the file's name, else by its first character
    #[arg(long, value_enum, default_value_t)]
    pub input: InputKind,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub display: DisplayArgs,
}

#[derive(Debug, Subcommand)]
pub enum LexiconCommand {
    /// Run the examples in every lexicon file
    Test(LexiconArgs),
    /// Say all that is known of a word
    Show {
        /// The word, in any spelling
        word: String,
        #[command(flatten)]
        lexicon: LexiconArgs,
        #[command(flatten)]
        display: DisplayArgs,
    },
}

#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Gold files (`NAME.gold.json` with `NAME.txt` beside it) or folders of them; each argument is one set
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    pub gold: Vec<PathBuf>,
    /// Score these readings (JSON lines) instead of the reader's own
    #[arg(long, value_name = "JSONL", value_hint = ValueHint::FilePath, conflicts_with_all = ["write", "check"])]
    pub pred: Option<PathBuf>,
    /// Print up to N errors
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub misses: usize,
    /// Print the measures as JSON
    #[arg(long)]
    pub json: bool,
    /// Record the scores of each set in this file; refused where a score has dropped
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub write: Option<PathBuf>,
    /// With `--write`: record lower scores too
    #[arg(long, requires = "write")]
    pub accept_drop: bool,
    /// Fail where the scores recorded in this file are not those of the reader
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub check: Option<PathBuf>,
    /// Read by the rules alone, without the trained scorers
    #[arg(long)]
    pub rules_alone: bool,
    #[command(flatten)]
    pub lexicon: LexiconArgs,
}

#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Gold files (`NAME.gold.json` with `NAME.txt` beside it) or folders of them; what is named twice counts twice
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    pub gold: Vec<PathBuf>,
    /// Write the weights to this file instead of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

/// What an input holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    /// By name, else by first character
    #[default]
    Auto,
    /// Plain text, one report
    Text,
    /// JSON lines
    Jsonl,
    /// A golden report in Markdown
    Golden,
}

/// How readings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line and report
    Jsonl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// For people
    #[default]
    Text,
    /// One JSON object a line and report
    Json,
}

/// How right-to-left text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Rtl {
    /// By the terminal: `visual` where it is known not to turn text, else `logical`
    #[default]
    Auto,
    /// In reading order, each name isolated (FSI … PDI)
    Logical,
    /// Turned and joined here
    Visual,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn moment(value: &str) -> Result<DateTime, String> {
    let day_only = || value.parse::<Date>().map(|d| d.at(0, 0, 0, 0));
    value.parse::<DateTime>().or_else(|_| day_only()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_do_not_contradict_each_other() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_moment_is_a_day_or_a_day_and_a_time() {
        assert_eq!(moment("2020-10-08").map(|m| m.to_string()).as_deref(), Ok("2020-10-08T00:00:00"));
        assert_eq!(moment("2020-10-08T13:05:00").map(|m| m.to_string()).as_deref(), Ok("2020-10-08T13:05:00"));
        assert!(moment("Thursday").is_err());
    }
}
