//! Other sites, other machines and hostile reports: each is kept out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

mod running;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use running::{Running, examples, fill, start, start_as};
use serde_json::json;

fn any_claim(server: &Running) -> String {
    server.json("/api/v1/claims?limit=1")["items"][0]["id"].as_str().unwrap().to_owned()
}

/// Sends bytes as they are and gives the status.
fn raw(address: SocketAddr, request: &str) -> u16 {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or_default()
}

#[test]
fn every_answer_tells_browsers_what_they_may_do() {
    let server = start(examples);
    let paths = ["/", "/incidents", "/login", "/assets/none.js", "/api/v1/meta", "/api/v1/none", "/api/v1/claims?x=1"];
    let told = paths.map(|path| (path, server.get(path).headers));
    for (path, headers) in told.into_iter().chain([("/api/v1/events", server.listen().0)]) {
        let header = |name: &str| headers.get(name).map_or("", |v| v.to_str().unwrap());
        assert_eq!(header("content-security-policy"), riwaya_server::POLICY, "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert!(!headers.contains_key("access-control-allow-origin"), "{path}");
        assert!(!path.starts_with("/api/") || header("cache-control") == "no-store", "{path}");
    }
    assert!(!riwaya_server::POLICY.contains("unsafe"));
}

#[test]
fn a_name_that_was_made_to_point_here_is_refused() {
    let server = start(examples);
    let (address, port) = (server.address(), server.address().port());
    let cases = [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("evil.example:{port}"), 403),
        ("evil.example".to_owned(), 403),
        (format!("127.0.0.1.evil.example:{port}"), 403),
        ("127.0.0.1:1".to_owned(), 403),
    ];
    for (host, status) in cases {
        let request = format!("GET /api/v1/meta HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        assert_eq!(raw(address, &request), status, "{host}");
    }
    assert!([400, 403].contains(&raw(address, "GET /api/v1/meta HTTP/1.0\r\n\r\n")), "no host");
    let named = start_as(examples, |o| o.hosts.push("desk.example".to_owned()));
    let request = format!(
        "GET /api/v1/meta HTTP/1.1\r\nHost: desk.example:{}\r\nConnection: close\r\n\r\n",
        named.address().port()
    );
    assert_eq!(raw(named.address(), &request), 200);
}

#[test]
fn another_site_cannot_decide() {
    let server = start(examples);
    let claim = any_claim(&server);
    let body = json!({"action": "reject", "about": [claim], "by": "mallory"}).to_string();
    let own = format!("http://{}", server.address());
    let own = own.as_str();
    let json_type = ("content-type", "application/json");
    let ours = ("x-riwaya", "1");
    let cases: [(&[(&str, &str)], u16); 9] = [
        (&[json_type], 403),
        (&[("content-type", "text/plain")], 403),
        (&[("content-type", "application/x-www-form-urlencoded")], 403),
        (&[json_type, ours, ("origin", "http://evil.example")], 403),
        (&[json_type, ours, ("origin", "null")], 403),
        (&[json_type, ours, ("sec-fetch-site", "cross-site")], 403),
        (&[json_type, ours, ("sec-fetch-site", "same-site")], 403),
        (&[ours, ("content-type", "text/plain")], 415),
        (&[json_type, ours, ("origin", own), ("sec-fetch-site", "same-origin")], 201),
    ];
    for (headers, status) in cases {
        let answer = server.send("POST", "/api/v1/decisions", headers, body.as_bytes());
        assert_eq!(answer.status, status, "{headers:?}");
    }
    assert_eq!(server.json("/api/v1/decisions")["total"], 1, "only the last was taken");
    let reads = server.send("POST", "/api/v1/reads", &[("content-type", "text/plain")], "قصف".as_bytes());
    assert_eq!(reads.status, 403);
}

#[test]
fn other_machines_must_show_the_token() {
    let open = SocketAddr::from(([0, 0, 0, 0], 0));
    let server = start_as(examples, |o| o.listen = open);
    let token = server.listening.made.clone().expect("a token is made");
    assert!(token.len() >= 32);
    for path in ["/api/v1/meta", "/api/v1/events", "/api/v1/claims", "/api/v1/openapi.json"] {
        assert_eq!(server.get(path).status, 401, "{path}");
    }
    assert_eq!(server.get("/").header("location"), "/login");
    let shows = |name: &str, value: &str| server.send("GET", "/api/v1/meta", &[(name, value)], &[]).status;
    assert_eq!(shows("authorization", &format!("Bearer {token}")), 200);
    assert_eq!(shows("authorization", &format!("Bearer {}", &token[1..])), 401);
    assert_eq!(shows("authorization", "Bearer "), 401);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let login = |token: &str, more: &[(&str, &str)]| {
        server.send("POST", "/login", &[&[form], more].concat(), format!("token={token}").as_bytes())
    };
    assert_eq!(login("wrong", &[]).status, 401);
    assert_eq!(login(&token, &[("origin", "http://evil.example")]).status, 403);
    let answer = login(&token, &[]);
    assert_eq!(answer.status, 303);
    let cookie = answer.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(shows("cookie", cookie.split(';').next().unwrap()), 200);
    assert_eq!(shows("cookie", "riwaya=wrong"), 401);
}

#[test]
fn this_machine_alone_needs_no_token_and_a_weak_one_is_refused() {
    let server = start(examples);
    assert_eq!(server.listening.made, None);
    let options = riwaya_server::Options {
        ledger: server.ledger(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        token: Some("short".to_owned()),
        hosts: Vec::new(),
    };
    assert!(matches!(riwaya_server::serve(&options, async {}, |_| {}), Err(riwaya_server::ServeError::Token)));
    let known = start_as(examples, |o| o.token = Some("0123456789abcdef".to_owned()));
    assert_eq!(known.get("/api/v1/meta").status, 401);
}

/// Names and titles that would be markup, run, or turn what stands around them.
const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</script><svg/onload=alert(1)>",
    "\u{202e}txt.exe\u{2066}",
    "'; DROP TABLE decision; --",
];

#[test]
fn hostile_text_comes_out_as_data() {
    let texts: Vec<String> = HOSTILE
        .iter()
        .map(|h| {
            format!(
                "قالت وزارة الدفاع الأذربيجانية {h} إن القوات الأرمينية قصفت مدينة كنجة يوم الخميس، وقُتِلَ 13 مدنيا {h}."
            )
        })
        .collect();
    let server = start(|path| {
        let told: Vec<running::Told<'_>> =
            HOSTILE.iter().zip(&texts).map(|(h, text)| (*h, "2020-10-08", *h, Some(*h), text.as_str())).collect();
        fill(path, &told);
    });
    for path in ["/api/v1/claims", "/api/v1/incidents", "/api/v1/contests", "/api/v1/sources", "/api/v1/overview"] {
        let response = server.get(path);
        assert_eq!(response.header("content-type"), "application/json", "{path}");
        assert!(response.json().is_object(), "{path}");
    }
    let claims = server.json("/api/v1/claims?limit=500");
    for claim in claims["items"].as_array().unwrap() {
        let document = claim["document"].as_str().unwrap();
        let report = server.json(&format!("/api/v1/reports/{document}"));
        let text = report["text"].as_str().unwrap();
        assert!(texts.iter().any(|t| t == text), "the text is as it came");
        assert!(HOSTILE.contains(&report["title"].as_str().unwrap()));
    }
    let claim = any_claim(&server);
    for hostile in HOSTILE {
        let (status, decision) = server.decide("desk", "note", &claim, &json!({ "why": hostile }));
        assert_eq!((status, decision["why"].as_str()), (201, Some(hostile)));
    }
    assert_eq!(server.json("/api/v1/decisions")["total"], HOSTILE.len());
    let echoed = server.get("/api/v1/claims?place=%3Cscript%3Ealert(1)%3C/script%3E");
    assert_eq!(echoed.header("content-type"), "application/problem+json");
}

#[test]
fn bodies_that_are_too_long_or_none_are_refused() {
    let server = start(examples);
    let cases: [(&str, &str, Vec<u8>, u16); 9] = [
        ("/api/v1/decisions", "application/json", vec![b' '; 70 << 10], 413),
        ("/api/v1/decisions", "application/json", b"{".to_vec(), 400),
        ("/api/v1/decisions", "application/json", b"[]".to_vec(), 400),
        ("/api/v1/decisions", "application/json", br#"{"action":"explode","about":["x"],"by":"a"}"#.to_vec(), 400),
        ("/api/v1/decisions", "application/json", br#"{"action":"note","about":[],"by":"a"}"#.to_vec(), 400),
        ("/api/v1/reads", "application/json", b"{}".to_vec(), 415),
        ("/api/v1/reads", "text/plain", vec![0xff, 0xfe], 400),
        ("/api/v1/reads", "text/plain", b"  ".to_vec(), 400),
        ("/api/v1/reads", "application/x-ndjson", b"{\"text\": 1}".to_vec(), 400),
    ];
    for (path, kind, body, status) in cases {
        let size = body.len();
        let answer = server.post(path, kind, body);
        assert_eq!(answer.status, status, "{path} {kind} {size}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}
