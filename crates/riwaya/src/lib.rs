//! The command line of Riwaya: a thin skin over the reader.
//!
//! [`cli`] defines every option, [`input`] turns paths into reports, [`pipeline`] reads them in parallel and hands the
//! outcomes on in order, [`show`] sets them for a terminal, and [`command`] holds one module a subcommand.

#[expect(missing_docs, reason = "each option's help is its documentation")]
pub mod cli;
pub mod command;
pub mod fault;
pub mod input;
pub mod pipeline;
pub mod show;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Parser;
use cli::{Cli, Command};
use fault::Fault;
use miette::{Diagnostic, Severity};

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Well,
    /// Some input was not read, or a check failed; each told on standard error.
    Partly,
}

/// Runs the command line and says how it went, as the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli.command) {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(fault) if fault.is_broken_pipe() => ExitCode::SUCCESS,
        Err(fault) => {
            let code = if fault.is_usage() { 2 } else { 1 };
            tell(&fault);
            ExitCode::from(code)
        }
    }
}

fn run(command: &Command) -> Result<Outcome, Fault> {
    match command {
        Command::Read(args) => command::read::run(args),
        Command::Explain(args) => command::explain::run(args),
        Command::Values(args) => command::values::run(args),
        Command::Account(args) => command::ledger::account(args),
        Command::Incidents(args) => command::ledger::incidents(args),
        Command::Incident(args) => command::ledger::incident(args),
        Command::Contests(args) => command::ledger::contests(args),
        Command::Tolls(args) => command::ledger::tolls(args),
        Command::Truces(args) => command::ledger::truces(args),
        Command::Truce(args) => command::ledger::truce(args),
        Command::Claims(args) => command::ledger::claims(args),
        Command::Search(args) => command::ledger::search(args),
        Command::Sources(args) => command::ledger::sources(args),
        Command::Stats(args) => command::ledger::stats(args),
        Command::Decide(args) => command::ledger::decide(args),
        Command::History(args) => command::ledger::history(args),
        Command::Serve(args) => command::desk::serve(args),
        Command::Report(args) => command::desk::report(args),
        Command::Ledger(which) => command::ledger::look_after(which),
        Command::Lexicon(which) => command::lexicon::run(which),
        Command::Eval(args) => command::eval::run(args),
        Command::Train(args) => command::train::run(args),
        Command::Schema => command::about::schema(),
        Command::Completions { shell } => command::about::completions(*shell),
        Command::Man { subcommand } => command::about::manual(subcommand.as_deref()),
    }
}

/// Tells a fault on standard error: what is wrong and where, and beneath it what may help.
pub fn tell(fault: &Fault) {
    let warning = fault.severity() == Some(Severity::Warning);
    let (word, colour) = if warning { ("note", AnsiColor::Yellow) } else { ("error", AnsiColor::Red) };
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let style = if coloured { colour.on_default().bold() } else { Style::new() };
    let help = fault.help().map(|help| format!("  help: {help}\n")).unwrap_or_default();
    // Standard error may be closed; then nobody is there to be told.
    let _ = write!(std::io::stderr(), "{style}{word}{style:#}: {fault}\n{help}");
}
