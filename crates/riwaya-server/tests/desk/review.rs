//! Reviewers at work: what one decides the others see, nothing acknowledged is lost, and all of it can be taken back.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::running::{Running, examples, start};
use riwaya_ledger::Ledger;
use serde_json::{Value, json};

/// Listens; gives each event's name and data.
fn listen(server: &Running) -> Receiver<(String, Value)> {
    let (head, coming) = server.listen();
    assert_eq!(head["content-type"], "text/event-stream");
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let mut name = String::new();
        for line in BufReader::new(coming).lines() {
            let Ok(line) = line else { return };
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ")
                && tell.send((name.clone(), serde_json::from_str(data).unwrap())).is_err()
            {
                return;
            }
        }
    });
    told
}

fn wait_for(told: &Receiver<(String, Value)>, wanted: &str) -> Value {
    loop {
        let (name, data) = told.recv_timeout(Duration::from_secs(60)).expect(wanted);
        if name == wanted {
            return data;
        }
    }
}

#[test]
fn a_decision_shows_at_once_and_is_taken_back() {
    let server = start(examples);
    let told = listen(&server);
    let claim = server.json("/api/v1/review/queue?limit=1")["items"][0]["claim"].clone();
    let id = claim["id"].as_str().unwrap();
    let (status, rejected) = server.decide("first", "reject", id, &json!({}));
    assert_eq!((status, rejected["about"].as_str()), (201, Some(id)));
    assert_eq!(wait_for(&told, "decision")["decision"]["id"], rejected["id"]);
    let now = server.json(&format!("/api/v1/claims/{id}"));
    assert_eq!((&now["rejected"], &now["decision"]["by"]), (&json!(true), &json!("first")));
    let gone = |server: &Running| {
        let claims = server.json("/api/v1/claims?limit=500");
        claims["items"].as_array().unwrap().iter().all(|c| c["id"] != id)
    };
    assert!(gone(&server));
    // The account follows behind.
    wait_for(&told, "account");
    let queued = |asked: &str| {
        let queue = server.json(&format!("/api/v1/review/queue?limit=500{asked}"));
        let whole = (queue["total"].clone(), queue["among"].clone(), queue["open"].clone());
        (queue["items"].as_array().unwrap().iter().filter(|i| i["claim"]["id"] == id).count(), whole)
    };
    let event = format!("&event={}", claim["event"].as_str().unwrap());
    assert_eq!((queued("").0, queued(&event).0), (0, 0));

    let (status, undone) = server.decide("second", "undo", id, &json!({"decision": rejected["id"]}));
    assert_eq!((status, &undone["detail"]["decision"]), (201, &rejected["id"]));
    assert_eq!(wait_for(&told, "decision")["decision"]["id"], undone["id"]);
    assert!(!gone(&server));
    // Whoever looks for what waits does not wait for the account, nor is it there twice once that is made.
    assert_eq!((queued("").0, queued(&event).0, queued("&by=second").0), (1, 1, 1));
    assert_eq!(queued("&confidence=1").0, 0);
    let before = queued("").1;
    wait_for(&told, "account");
    assert_eq!(queued(""), (1, before));
    let listed = server.json("/api/v1/decisions");
    let undone_of = |n: usize| listed["items"][n]["undone"].as_bool();
    assert_eq!((undone_of(0), undone_of(1)), (Some(false), Some(true)), "the newest first");
    assert_eq!(server.decide("second", "undo", id, &json!({"decision": rejected["id"]})).0, 409);
    let actions: Vec<Value> = server
        .json(&format!("/api/v1/claims/{id}/history"))
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["action"].clone())
        .collect();
    assert_eq!(actions, ["read", "reject", "undo"]);
}

#[test]
fn corrections_hold_and_wrong_ones_are_refused() {
    let server = start(examples);
    let id = server.json("/api/v1/claims?limit=1")["items"][0]["id"].as_str().unwrap().to_owned();
    let (status, _) = server.decide("a", "correct", &id, &json!({"field": "stance", "value": "threatens"}));
    assert_eq!(status, 201);
    assert_eq!(server.json(&format!("/api/v1/claims/{id}"))["stance"], "threatens");
    let cases = [
        (json!({"field": "stance", "value": "perhaps"}), 400),
        (json!({"field": "colour", "value": "red"}), 400),
        (json!({"field": "stance"}), 400),
        (json!({}), 400),
        (json!({"field": "place", "value": "", "decision": 1}), 400),
        (json!({"about": ["000000000000-00000000"], "field": "place", "value": ""}), 404),
        (json!({"by": " ", "field": "place", "value": ""}), 400),
        (json!({"when": "now", "field": "place", "value": ""}), 400),
    ];
    for (more, expected) in cases {
        let (status, problem) = server.decide("a", "correct", &id, &more);
        assert_eq!(status, expected, "{more} {problem}");
    }
    assert_eq!(server.json("/api/v1/decisions")["total"], 1);
}

#[test]
fn twenty_reviewers_lose_nothing() {
    const EACH: usize = 10;
    let server = start(examples);
    let told = listen(&server);
    let claims: Vec<String> = server.json("/api/v1/claims?limit=500")["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["id"].as_str().unwrap().to_owned())
        .collect();
    let acknowledged: BTreeSet<i64> = std::thread::scope(|scope| {
        let reviewers: Vec<_> = (0..20)
            .map(|r| {
                let (server, claims) = (&server, &claims);
                scope.spawn(move || {
                    let by = format!("reviewer {r}");
                    let decide = |n: usize| {
                        let action = ["accept", "reject", "note"][(r + n) % 3];
                        let (status, made) =
                            server.decide(&by, action, &claims[(r * 3 + n) % claims.len()], &json!({}));
                        assert_eq!(status, 201, "{made}");
                        assert_eq!(server.get("/api/v1/overview").status, 200);
                        made["id"].as_i64().unwrap()
                    };
                    (0..EACH).map(decide).collect::<Vec<_>>()
                })
            })
            .collect();
        reviewers.into_iter().flat_map(|r| r.join().unwrap()).collect()
    });
    assert_eq!(acknowledged.len(), 20 * EACH, "each has a number of its own");
    let seen: BTreeSet<i64> =
        (0..20 * EACH).map(|_| wait_for(&told, "decision")["decision"]["id"].as_i64().unwrap()).collect();
    assert_eq!(seen, acknowledged, "everybody sees each");
    let progress = server.json("/api/v1/review/progress");
    assert_eq!(progress["by"].as_array().unwrap().len(), 20);
    assert!(progress["agreement"]["pairs"].as_u64().unwrap() > 0);
    let folder = server.end();
    let mut ledger = Ledger::open_existing(&folder.path().join("a.db")).unwrap();
    let kept: BTreeSet<i64> = ledger.decisions().unwrap().iter().map(|d| d.number).collect();
    assert_eq!(kept, acknowledged);
    let verified = ledger.verify().unwrap();
    assert!(verified.faults.is_empty(), "{:?}", verified.faults);
}

#[test]
fn what_another_program_decides_is_seen_too() {
    let server = start(examples);
    let told = listen(&server);
    let mut ledger = Ledger::open_existing(&server.ledger()).unwrap();
    let claim = ledger.claims(&riwaya_ledger::Filter::default(), 1).unwrap().0[0].claim.id;
    let by = riwaya_ledger::Decided { by: "elsewhere", at: "2020-10-12T08:00:00Z", why: "" };
    ledger.decide(claim, &riwaya_ledger::Action::Reject, by).unwrap();
    assert_eq!(wait_for(&told, "decision")["decision"]["by"], "elsewhere");
    assert_eq!(server.json(&format!("/api/v1/claims/{claim}"))["rejected"], true);
}

#[test]
fn reports_that_are_sent_in_are_read_and_told_of() {
    let server = start(examples);
    let told = listen(&server);
    let before = server.json("/api/v1/overview");
    let lines: String = (0..70)
        .map(|n| {
            let text = format!("قال الجيش في البلد رقم {n} إن قواته قصفت مدينة تعز يوم الخميس، وقتل {n} جنود.");
            json!({"id": format!("n{n}"), "text": text, "published": "2020-10-09", "outlet": "وكالة المثال"})
                .to_string()
                + "\n"
        })
        .collect();
    let answer = server.post("/api/v1/reads", "application/x-ndjson", lines);
    assert_eq!(answer.status, 202);
    let begun = answer.json();
    assert_eq!((&begun["total"], &begun["state"]), (&json!(70), &json!("reading")));
    let mut done = Vec::new();
    loop {
        let state = wait_for(&told, "read");
        done.push(state["done"].as_u64().unwrap());
        if state["state"] == "done" {
            assert_eq!(state["new"], 70);
            break;
        }
    }
    assert!(done.windows(2).all(|w| w[0] <= w[1]), "{done:?}");
    wait_for(&told, "account");
    let after = server.json(&format!("/api/v1/overview?seen={}", before["stats"]["stamp"].as_str().unwrap()));
    assert_eq!(after["changes"]["reports"], 70);
    assert!(after["changes"]["claims"].as_u64().unwrap() >= 70);
    assert!(after["changes"]["incidents"].as_u64().unwrap() > 0);
    let found = server
        .json("/api/v1/claims?outlet=%D9%88%D9%83%D8%A7%D9%84%D8%A9%20%D8%A7%D9%84%D9%85%D8%AB%D8%A7%D9%84&limit=1");
    assert!(found["total"].as_u64().unwrap() >= 70);
}
