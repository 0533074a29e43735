//! A server on a port of its own, over a ledger of reports made for the test.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use riwaya_eval::golden;
use riwaya_ledger::model::Imprint;
use riwaya_ledger::{Entry, Ledger, Terms};
use riwaya_reader::{Reader, Report};
use riwaya_server::{Listening, Options, serve};
use serde_json::{Value, json};
use tempfile::TempDir;
use ureq::http::{HeaderMap, Request};
use ureq::{Agent, BodyReader};

pub struct Running {
    pub listening: Listening,
    agent: Agent,
    folder: TempDir,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
}

/// A report: name, day, outlet, title, text.
pub type Told<'a> = (&'a str, &'a str, &'a str, Option<&'a str>, &'a str);

/// The reports of `examples/` in a ledger.
pub fn examples(path: &Path) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let reports = golden::load_folder(&folder).unwrap();
    let told: Vec<Told<'_>> = reports
        .iter()
        .map(|(_, g)| {
            let (day, outlet) = (g.published.as_deref().unwrap(), g.outlet.as_deref().unwrap_or_default());
            (g.id.as_str(), day, outlet, Some(g.title.as_str()), g.text.as_str())
        })
        .collect();
    fill(path, &told);
}

/// Reports in a ledger.
pub fn fill(path: &Path, reports: &[Told<'_>]) {
    let mut ledger = Ledger::open(path).unwrap();
    let reader = Reader::builtin();
    let (mut session, mut terms) = (reader.session(), Terms::new(reader.lexicon()));
    let mut batch = ledger.batch().unwrap();
    for (name, day, outlet, title, text) in reports {
        let (published, outlet) = (Some(day.parse().unwrap()), Some(*outlet).filter(|o| !o.is_empty()));
        let reading = session.read(&Report { text, published, outlet });
        let imprint = Imprint { outlet, title: *title, published, ..Imprint::default() };
        batch
            .add(&Entry::new((name, imprint, text), &Arc::from(riwaya_reader::VERSION), &reading, &mut terms))
            .unwrap();
    }
    batch.commit().unwrap();
}

pub fn start(fill: impl FnOnce(&Path)) -> Running {
    start_as(fill, |_| {})
}

pub fn start_as(fill: impl FnOnce(&Path), change: impl FnOnce(&mut Options)) -> Running {
    let folder = TempDir::new().unwrap();
    let ledger = folder.path().join("a.db");
    fill(&ledger);
    let mut options = Options { ledger, listen: SocketAddr::from(([127, 0, 0, 1], 0)), token: None, hosts: Vec::new() };
    change(&mut options);
    let (end, ended) = tokio::sync::oneshot::channel();
    let (tell, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        let until = async {
            let _ = ended.await;
        };
        serve(&options, until, |listening| tell.send(listening).unwrap()).unwrap();
    });
    let listening = told.recv().unwrap();
    let settings = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
    let agent = settings.build().into();
    Running { listening, agent, folder, end: Some(end), thread: Some(thread) }
}

impl Running {
    pub fn address(&self) -> SocketAddr {
        let port = self.listening.address.port();
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    pub fn ledger(&self) -> PathBuf {
        self.folder.path().join("a.db")
    }

    /// Sends a request with its headers.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = Request::builder().method(method).uri(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.agent.run(request.body(body).unwrap()).unwrap();
        let (head, mut body) = response.into_parts();
        Answer { status: head.status.as_u16(), headers: head.headers, body: body.read_to_vec().unwrap() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], &[])
    }

    /// Begins to listen: the head of the answer, and what goes on coming.
    pub fn listen(&self) -> (HeaderMap, BodyReader<'static>) {
        let (head, body) = self.agent.get(self.url("/api/v1/events")).call().unwrap().into_parts();
        (head.headers, body.into_reader())
    }

    /// The answer to a request that is answered.
    pub fn json(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// Sends what a page of this server may send.
    pub fn post(&self, path: &str, kind: &str, body: impl AsRef<[u8]>) -> Answer {
        self.send("POST", path, &[("X-Riwaya", "1"), ("Content-Type", kind)], body.as_ref())
    }

    /// Decides, and gives status and answer.
    pub fn decide(&self, by: &str, action: &str, claim: &str, more: &Value) -> (u16, Value) {
        let mut body = json!({"action": action, "about": [claim], "by": by, "why": "test"});
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        let answer = self.post("/api/v1/decisions", "application/json", body.to_string());
        (answer.status, answer.json())
    }

    /// Ends the server and waits until it has ended.
    pub fn end(mut self) -> TempDir {
        self.stop();
        std::mem::replace(&mut self.folder, TempDir::new().unwrap())
    }

    fn stop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.stop();
        }
    }
}
