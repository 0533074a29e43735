//! Options of the commands that show the ledger in a browser.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::ledger::{FilterArgs, Lang, LedgerArgs};

#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub ledger: LedgerArgs,
    /// The address to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    pub listen: SocketAddr,
    /// The token that must be shown; on an address that other machines reach one is made where none is given
    #[arg(long, value_name = "TOKEN", env = "RIWAYA_TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// A name under which the server may be asked, besides its address; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The file to write
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
    #[command(flatten)]
    pub filter: FilterArgs,
    /// The language to begin with; the reader can switch
    #[arg(long, value_enum, default_value_t)]
    pub lang: Lang,
    #[command(flatten)]
    pub ledger: LedgerArgs,
}
