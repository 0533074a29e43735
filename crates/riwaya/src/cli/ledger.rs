//! Options of the commands that ask the ledger.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use riwaya_reader::{Event, Stance};

use super::DisplayArgs;

/// The ledger of the working folder.
pub const DEFAULT_LEDGER: &str = "riwaya.db";

#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// The ledger
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, default_value = DEFAULT_LEDGER)]
    pub ledger: PathBuf,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table for people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// Comma-separated values with a heading line
    Csv,
}

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Arabic
    Ar,
    /// English
    #[default]
    En,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// Labels in Arabic or English; a name without a label stands as the report has it
    #[arg(long, value_enum, default_value_t)]
    pub lang: Lang,
    /// At most so many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[command(flatten)]
    pub display: DisplayArgs,
}

/// Which claims are meant.
#[derive(Debug, Args)]
pub struct FilterArgs {
    /// On this day or later (the claim's own day, else that of publication)
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// On this day or earlier
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// From the day on which this truce begins, else was agreed: its id, or any claim about it
    #[arg(long, value_name = "TRUCE")]
    pub since_truce: Option<String>,
    /// In this place or within it: any spelling, Arabic or English, or an id
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Done by or to them: a name, an id, a country with all that is its own, or COUNTRY/SECTOR (AM/MIL)
    #[arg(long, value_name = "NAME")]
    pub party: Option<String>,
    /// Said by them or through them
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Published by them
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Of this event; may be given more than once
    #[arg(long, value_name = "EVENT")]
    pub event: Vec<Event>,
    /// Held in this way; may be given more than once
    #[arg(long, value_name = "STANCE")]
    pub stance: Vec<Stance>,
    /// As sure as this at least (0 to 1)
    #[arg(long, value_name = "P")]
    pub confidence: Option<f32>,
}

#[derive(Debug, Args)]
pub struct ClaimsArgs {
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub struct IncidentArgs {
    /// The incident, or any claim about it
    pub id: String,
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub struct TruceArgs {
    /// The truce, or any claim about it
    pub id: String,
    /// As it stood on this day [default: as last told]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words, in any spelling and form; each must be there
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Published on this day or later
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub struct ListOnlyArgs {
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// A claim, or a report (the beginning of its id)
    pub id: String,
    #[command(flatten)]
    pub list: ListArgs,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

#[derive(Debug, Args)]
pub struct DecideArgs {
    /// The claim
    pub id: String,
    #[command(subcommand)]
    pub action: Decide,
}

#[derive(Debug, Args)]
pub struct DecidedArgs {
    /// Who decides
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub why: String,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}

/// What is decided.
#[derive(Debug, Subcommand)]
pub enum Decide {
    /// It was read rightly
    Accept(DecidedArgs),
    /// A field of it is something else
    Correct {
        /// `event`, `stance`, `date`, `place`, `actor`, `target`, `source` or a harm, and its value (`killed=13`); an
        /// empty value says that the report does not tell it
        #[arg(value_name = "FIELD=VALUE")]
        correction: String,
        #[command(flatten)]
        decided: DecidedArgs,
    },
    /// It is no claim, or was not said
    Reject(DecidedArgs),
    /// Its incident and that of another claim are one event
    Merge {
        /// A claim of the other incident
        #[arg(value_name = "CLAIM")]
        other: String,
        #[command(flatten)]
        decided: DecidedArgs,
    },
    /// Its report tells another event than the rest of its incident
    Split {
        /// A claim of what stays
        #[arg(value_name = "CLAIM")]
        other: String,
        #[command(flatten)]
        decided: DecidedArgs,
    },
    /// A remark that changes nothing
    Note(DecidedArgs),
    /// An earlier decision about it is taken back; it stays on record
    Undo {
        /// The number of the decision
        #[arg(value_name = "NUMBER")]
        decision: i64,
        #[command(flatten)]
        decided: DecidedArgs,
    },
}

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Look whether anything in the ledger was altered
    Verify(LedgerArgs),
}
