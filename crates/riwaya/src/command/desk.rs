//! `riwaya serve` and `riwaya report`: the ledger in a browser, and as one file.

use std::io::Write;

use riwaya_server::api::FilterParams;
use riwaya_server::{Listening, Options, serve as serve_desk};

use crate::Outcome;
use crate::cli::desk::{ReportArgs, ServeArgs};
use crate::cli::ledger::{FilterArgs, Lang};
use crate::command::print;
use crate::fault::Fault;

/// Serves the desk until it is told to end.
///
/// # Errors
/// When the ledger cannot be read, the address cannot be listened on, or the token is none.
pub fn serve(args: &ServeArgs) -> Result<Outcome, Fault> {
    let options = Options {
        ledger: args.ledger.ledger.clone(),
        listen: args.listen,
        token: args.token.clone(),
        hosts: args.host.clone(),
    };
    let open = args.open;
    serve_desk(&options, riwaya_server::asked_to_end(), |listening| tell(&listening, open)).map_err(Fault::Serve)?;
    Ok(Outcome::Well)
}

/// Says where the desk is, on standard error: standard output has no reader to wait for.
fn tell(listening: &Listening, open: bool) {
    let address = format!("http://{}/", listening.address);
    let mut told = format!("the desk is at {address} (end it with Ctrl-C)\n");
    if let Some(token) = &listening.made {
        told.push_str(&format!("token: {token}\n"));
    }
    if let Some(why) = listening.no_page {
        told.push_str(&format!("{why}; the interface under {address}api/v1 answers all the same\n"));
    }
    // Standard error may be closed; then nobody is there to be told.
    let _ = std::io::stderr().write_all(told.as_bytes());
    if open && let Err(error) = open::that_detached(&address) {
        let _ = writeln!(std::io::stderr(), "no browser was opened: {error}");
    }
}

/// Writes the report file.
///
/// # Errors
/// When no page was built into the program, the ledger cannot be read, or the file cannot be written.
pub fn report(args: &ReportArgs) -> Result<Outcome, Fault> {
    let lang = match args.lang {
        Lang::Ar => "ar",
        Lang::En => "en",
    };
    let asked = asked(&args.filter);
    let bytes = riwaya_server::report::write(&args.ledger.ledger, &asked, lang, &args.out).map_err(Fault::Report)?;
    print(&format!("{}: {:.1} MB\n", args.out.display(), bytes as f64 / 1e6))?;
    Ok(Outcome::Well)
}

fn asked(args: &FilterArgs) -> FilterParams {
    FilterParams {
        from: args.from,
        to: args.to,
        place: args.place.clone(),
        party: args.party.clone(),
        source: args.source.clone(),
        outlet: args.outlet.clone(),
        event: args.event.clone(),
        stance: args.stance.clone(),
        confidence: args.confidence,
        since_truce: args.since_truce.clone(),
    }
}
