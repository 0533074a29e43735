//! The desk as a process: killed while it works decisions in, it has lost none of those that it acknowledged.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use riwaya_ledger::Ledger;
use serde_json::{Value, json};

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_riwaya"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    command.args(args).current_dir(root).stdin(Stdio::null());
    command
}

/// What a command that ends well prints.
fn out(args: &[&str]) -> String {
    let output = command(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Everything that lists tell, as it is exported.
fn exports(ledger: &str) -> Vec<String> {
    let list = |list: &&str| out(&[list, "--ledger", ledger, "--format", "json", "--limit", "0"]);
    ["claims", "incidents", "contests", "tolls", "truces"].iter().map(list).collect()
}

struct Desk {
    process: Child,
    address: String,
}

impl Desk {
    fn serve(ledger: &str) -> Self {
        let mut process =
            command(&["serve", "--ledger", ledger, "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = String::new();
        BufReader::new(process.stderr.take().unwrap()).read_line(&mut told).unwrap();
        let address = told.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { process, address }
    }

    /// Sends a request; the status and the body of its answer.
    fn ask(&self, request: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!("{request} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        let sent = format!("X-Riwaya: 1\r\nContent-Type: application/json\r\nContent-Length: {}", body.len());
        write!(stream, "{head}{sent}\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Kills it: it can do nothing more.
    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// A decision: what, about which claims, and what is corrected.
type Decided<'a> = (&'a str, Vec<&'a str>, Option<(&'a str, &'a str)>);

fn decide(desk: &Desk, (action, about, corrected): &Decided<'_>) -> i64 {
    let mut body = json!({"action": action, "about": about, "by": "desk", "why": "test"});
    if let Some((field, value)) = corrected {
        (body["field"], body["value"]) = (json!(field), json!(value));
    }
    let (status, answer) = desk.ask("POST /api/v1/decisions", &body.to_string());
    assert_eq!(status, 201, "{answer}");
    serde_json::from_str::<Value>(&answer).unwrap()["id"].as_i64().unwrap()
}

/// The same, waited for as commands do.
fn decide_and_wait(ledger: &str, (action, about, corrected): &Decided<'_>) {
    let set = corrected.map(|(field, value)| format!("{field}={value}"));
    let mut args = vec!["decide", about[0], *action];
    args.extend(about.get(1).copied().into_iter().chain(set.as_deref()));
    args.extend(["--by", "desk", "--why", "test", "--ledger", ledger]);
    out(&args);
    out(&["incidents", "--ledger", ledger, "--limit", "1"]);
}

#[test]
fn a_desk_that_is_killed_works_in_what_it_acknowledged_and_comes_to_the_same() {
    let folder = Folder(std::env::temp_dir().join(format!("riwaya-desk-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let path = |name: &str| folder.0.join(name).display().to_string();
    let (killed, waited) = (path("killed.db"), path("waited.db"));
    for ledger in [&killed, &waited] {
        out(&["read", "examples", "--quiet", "--ledger", ledger]);
    }
    let listed = |list: &str| -> Vec<String> {
        let all: Value =
            serde_json::from_str(&out(&[list, "--ledger", &killed, "--format", "json", "--limit", "0"])).unwrap();
        all.as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect()
    };
    let (claims, incidents) = (listed("claims"), listed("incidents"));
    let one = |n: usize| vec![claims[n * 5 % claims.len()].as_str()];
    let two = |n: usize| vec![incidents[n].as_str(), incidents[n + 1].as_str()];
    let rounds: [Vec<Decided<'_>>; 4] = [
        vec![("reject", one(0), None), ("accept", one(1), None), ("correct", one(2), Some(("stance", "threatens")))],
        vec![("merge", two(3), None), ("note", one(4), None), ("reject", one(5), None)],
        vec![("correct", one(6), Some(("date", "2020-10-09"))), ("reject", one(7), None), ("reject", one(8), None)],
        vec![("reject", one(9), None), ("correct", one(10), Some(("place", ""))), ("reject", one(11), None)],
    ];
    let (mut acknowledged, mut unworked) = (Vec::new(), 0);
    for round in &rounds {
        let desk = Desk::serve(&killed);
        acknowledged.extend(round.iter().map(|decided| decide(&desk, decided)));
        desk.kill();
        let ledger = Ledger::open_to_ask(Path::new(&killed)).unwrap();
        let kept: Vec<i64> = ledger.decisions().unwrap().iter().map(|d| d.number).collect();
        assert_eq!(kept, acknowledged, "what was acknowledged is on the disk");
        unworked += usize::from(ledger.waiting().unwrap() > 0);
    }
    assert!(unworked > 0, "none of the desks was killed before it had worked in what it acknowledged");
    // A desk that is opened has worked in all of it before it answers.
    let desk = Desk::serve(&killed);
    assert_eq!(Ledger::open_to_ask(Path::new(&killed)).unwrap().waiting().unwrap(), 0);
    let (status, overview) = desk.ask("GET /api/v1/overview", "");
    let stats = serde_json::from_str::<Value>(&overview).unwrap()["stats"].clone();
    assert_eq!((status, &stats["decisions"], &stats["waiting"]), (200, &json!(acknowledged.len()), &json!(0)));
    desk.kill();
    for decided in rounds.iter().flatten() {
        decide_and_wait(&waited, decided);
    }
    assert_eq!(exports(&killed), exports(&waited), "decided one by one, each waited for, it tells the same");
    assert!(out(&["ledger", "verify", "--ledger", &killed]).contains(&format!("{} decisions", acknowledged.len())));
}
