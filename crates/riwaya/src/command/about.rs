//! What the command says of itself: schema, completions, manual.

use clap::CommandFactory;
use clap_complete::Shell;

use super::print;
use crate::Outcome;
use crate::cli::Cli;
use crate::fault::Fault;

/// The JSON Schema of a reading.
pub const SCHEMA: &str = include_str!("../../../../schema/reading-1.schema.json");

/// `riwaya schema`.
///
/// # Errors
/// When standard output is closed.
pub fn schema() -> Result<Outcome, Fault> {
    print(SCHEMA)?;
    Ok(Outcome::Well)
}

/// `riwaya completions SHELL`.
///
/// # Errors
/// When standard output is closed.
pub fn completions(shell: Shell) -> Result<Outcome, Fault> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "riwaya", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Well)
}

/// `riwaya man [SUBCOMMAND]`.
///
/// # Errors
/// When there is no such subcommand, or standard output is closed.
pub fn manual(subcommand: Option<&str>) -> Result<Outcome, Fault> {
    let mut command = Cli::command();
    command.build();
    let title = subcommand.map_or_else(|| "riwaya".to_owned(), |name| format!("riwaya-{name}"));
    let page = match subcommand {
        None => command,
        Some(name) => {
            command.find_subcommand(name).ok_or_else(|| Fault::Unknown(format!("no subcommand `{name}`")))?.clone()
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).title(title).render(&mut text).map_err(Fault::Write)?;
    print(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Well)
}
