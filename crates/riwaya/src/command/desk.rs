//! `riwaya serve` and `riwaya report`: the ledger in a browser, and as one file.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

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
    let address = format!("http://{}/", on_this_machine(listening.address));
    let mut told = format!("the desk is at {address} (end it with Ctrl-C)\n");
    if listening.address.ip().is_unspecified() {
        told.push_str(&match as_others_see(listening.address) {
            Some(seen) => format!("other machines of this network: http://{seen}/\n"),
            None => "other machines: the same under this machine's address\n".to_owned(),
        });
    }
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

/// The address at which this machine itself opens what is listened on: "any address" is none.
fn on_this_machine(listened: SocketAddr) -> SocketAddr {
    let loopback = match listened.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(loopback, listened.port())
}

/// The address by which this machine goes out, where it goes anywhere: others reach it there. Nothing is sent.
fn as_others_see(listened: SocketAddr) -> Option<SocketAddr> {
    // Addresses kept for documentation: the system merely says by which way they would be gone to.
    let somewhere: SocketAddr = if listened.is_ipv4() { "192.0.2.1:9" } else { "[2001:db8::1]:9" }.parse().ok()?;
    let socket = UdpSocket::bind((listened.ip(), 0)).ok()?;
    socket.connect(somewhere).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then(|| SocketAddr::new(ip, listened.port()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_told_can_be_opened() {
        let told = |listened: &str| on_this_machine(listened.parse().unwrap()).to_string();
        assert_eq!(told("0.0.0.0:7878"), "127.0.0.1:7878");
        assert_eq!(told("[::]:7878"), "[::1]:7878");
        assert_eq!(told("192.168.1.7:80"), "192.168.1.7:80");
    }
}
