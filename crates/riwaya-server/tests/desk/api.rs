//! Every path answers in the shape that the description gives, over the examples.

use crate::running::{examples, start};
use riwaya_server::api::openapi;
use serde_json::{Value, json};

/// What a path promises for a status, as a JSON Schema.
fn promised(api: &Value, path: &str, status: &str) -> Value {
    let content = &api["paths"][path]["get"]["responses"][status]["content"]["application/json"]["schema"];
    assert!(content.is_object(), "{path} {status} is not described");
    let mut schema = content.clone();
    schema["components"] = api["components"].clone();
    schema
}

#[test]
fn every_answer_has_the_shape_described() {
    let server = start(examples);
    let api = serde_json::to_value(openapi()).unwrap();
    let first = |path: &str, key: &str| -> String {
        let list = server.json(path);
        let items = list["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{path}");
        items[0][key].as_str().unwrap().to_owned()
    };
    let incident = first("/api/v1/incidents", "id");
    let truce = first("/api/v1/truces", "id");
    let claim = first("/api/v1/claims", "id");
    let document = first("/api/v1/claims", "document");
    let tolls = server.json("/api/v1/tolls");
    let toll = |key: &str| tolls["items"][0][key].as_str().map(str::to_owned);
    let scope = toll("incident").map(|i| format!("incident={i}")).or(toll("since").map(|s| format!("since={s}")));
    let victims = tolls["items"][0]["victims"]["key"].as_str().map(|v| format!("&victims={v}"));
    let series = [toll("harm"), toll("who"), scope, victims].map(Option::unwrap_or_default);
    let series = format!("?harm={}&who={}&{}{}", series[0], series[1], series[2], series[3]);
    let cases = [
        ("/overview", "?seen=0.0.0".to_owned()),
        ("/overview", "?place=%D8%BA%D9%86%D8%AC%D8%A9".to_owned()),
        ("/map", String::new()),
        ("/incidents", "?limit=2&order=oldest".to_owned()),
        ("/incidents", "?event=shelling&event=air_strike&party=AM".to_owned()),
        ("/incidents/{id}", incident),
        ("/contests", String::new()),
        ("/tolls", String::new()),
        ("/tolls/one", series.clone()),
        ("/tolls/one", format!("{series}&course=true")),
        ("/truces", String::new()),
        ("/truces/{id}", format!("{truce}?on=2020-10-12")),
        ("/claims", format!("?since_truce={truce}")),
        ("/claims/{id}", claim.clone()),
        ("/claims/{id}/history", claim.clone()),
        ("/reports", String::new()),
        ("/reports/{document}", document.clone()),
        ("/reports/{document}/explain/{claim}", format!("{document} {claim}")),
        ("/search", "?q=%D9%82%D8%AA%D9%84".to_owned()),
        ("/suggest", "?q=%D8%A3%D8%B1".to_owned()),
        ("/sources", String::new()),
        ("/sources", "?stance=denies&limit=3".to_owned()),
        ("/sources/network", String::new()),
        ("/sources/network", "?from=2020-10-08".to_owned()),
        ("/review/queue", "?by=a".to_owned()),
        ("/review/progress", String::new()),
        ("/decisions", String::new()),
        ("/reads", String::new()),
        ("/meta", String::new()),
    ];
    let mut wrong = Vec::new();
    for (path, with) in cases {
        let described = format!("/api/v1{path}");
        let mut asked = described.clone();
        let mut values = with.split(' ');
        for name in ["{id}", "{document}", "{claim}"] {
            if asked.contains(name) {
                asked = asked.replace(name, values.next().unwrap());
            }
        }
        asked.push_str(values.next().unwrap_or_default());
        let answer = server.json(&asked);
        let schema = promised(&api, &described, "200");
        let validator = jsonschema::validator_for(&schema).unwrap();
        wrong.extend(validator.iter_errors(&answer).take(3).map(|e| format!("{asked}: {e} at {}", e.instance_path())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let described = api["paths"].as_object().unwrap().len();
    assert_eq!(described, 25, "every path of the description stands above, and /events");
}

#[test]
fn lists_are_parted_without_loss() {
    let server = start(examples);
    for list in ["incidents", "contests", "tolls", "truces", "claims", "sources", "review/queue"] {
        let whole = server.json(&format!("/api/v1/{list}?limit=500"));
        assert_eq!(whole["next"], Value::Null, "{list}");
        let (mut parts, mut cursor) = (Vec::new(), String::new());
        loop {
            let part = server.json(&format!("/api/v1/{list}?limit=3{cursor}"));
            assert_eq!(part["total"], whole["total"], "{list}");
            parts.extend(part["items"].as_array().unwrap().clone());
            match part["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(Value::from(parts), whole["items"], "{list}");
    }
}

#[test]
fn words_stand_in_their_sentence_and_marks_on_their_words() {
    let server = start(examples);
    let listed = server.json("/api/v1/contests");
    let words_of = |contest: &Value| -> Vec<Value> {
        ["first", "asserting", "denying", "demanding"]
            .into_iter()
            .flat_map(|role| match &contest[role] {
                Value::Array(words) => words.clone(),
                word => vec![word.clone()],
            })
            .filter(|word| !word.is_null())
            .collect()
    };
    let mut words = Vec::new();
    for contest in listed["items"].as_array().unwrap() {
        let shown = words_of(contest).into_iter().find(|word| !word["sentence"].is_null());
        words.push(shown.unwrap_or_else(|| panic!("a list shows a sentence of {contest}")));
        let about = contest["about"].as_str().unwrap();
        let whole = match contest["matter"].as_str().unwrap() {
            "incident" => server.json(&format!("/api/v1/incidents/{about}"))["contest"].clone(),
            matter => {
                let truce = server.json(&format!("/api/v1/truces/{about}"));
                truce["contests"].as_array().unwrap().iter().find(|c| c["matter"] == *matter).unwrap().clone()
            }
        };
        assert_eq!(words_of(&whole).len(), words_of(contest).len());
        words.extend(words_of(&whole));
    }
    assert!(words.len() > 3);
    for word in words {
        let document = word["claim"].as_str().unwrap().split('-').next().unwrap();
        let report = server.json(&format!("/api/v1/reports/{document}"));
        let text: Vec<char> = report["text"].as_str().unwrap().chars().collect();
        let of = |span: &Value| -> String {
            let end = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
            text[end("start")..end("end")].iter().collect()
        };
        assert_eq!(of(&word["sentence"]), word["sentence"]["text"], "{word}");
        let marks = word["marks"].as_array().unwrap();
        assert!(marks.iter().any(|m| m["field"] == "event"), "{word}");
        let claim = report["claims_whole"].as_array().unwrap().iter().find(|c| c["id"] == word["claim"]).unwrap();
        let event = marks.iter().find(|m| m["field"] == "event").unwrap();
        assert_eq!(of(event), claim["trigger"]["text"]);
    }
}

#[test]
fn what_is_wrong_is_named() {
    let server = start(examples);
    let cases = [
        ("/claims?from=yesterday", 400, "from"),
        ("/tolls/one?harm=killed&who=people", 400, "since"),
        ("/tolls/one?harm=killed&who=people&since=yesterday", 400, "since"),
        ("/tolls/one?harm=pinched&who=people&since=war", 400, "harm"),
        ("/claims?event=earthquake", 400, "event"),
        ("/claims?stance=perhaps", 400, "stance"),
        ("/claims?confidence=2", 400, "confidence"),
        ("/claims?confidence=NaN", 400, "confidence"),
        ("/claims?limit=0", 400, "limit"),
        ("/claims?limit=501", 400, "limit"),
        ("/claims?cursor=x", 400, "cursor"),
        ("/claims?cursor=-1", 400, "cursor"),
        ("/claims?from=2020-10-01&from=2020-10-02", 400, "from"),
        ("/claims?colour=red", 400, "colour"),
        ("/claims?place=", 400, "place"),
        ("/incidents?order=random", 400, "order"),
        ("/claims?since_truce=x", 400, "since_truce"),
        ("/overview?seen=yesterday", 400, "seen"),
        ("/search", 400, "q"),
        ("/claims/zz", 400, "id"),
        ("/reports/zz", 400, "document"),
        ("/claims?place=a%00b", 404, "a\u{0}b"),
        ("/claims?place=Atlantis", 404, "Atlantis"),
        ("/claims?party=nobody", 404, "nobody"),
        ("/claims/000000000000-00000000", 404, "000000000000"),
        ("/reports/000000000000", 404, "000000000000"),
        ("/no/such/path", 404, "path"),
        ("/../meta", 404, "/api/v1"),
        ("/..", 404, "/api/v1"),
        ("/sources?place=Atlantis", 404, "Atlantis"),
        ("/sources/network?event=earthquake", 400, "event"),
    ];
    let mut wrong = Vec::new();
    for (path, status, named) in cases {
        let path = format!("/api/v1{path}").replace("/v1/..", "");
        let response = server.get(&path);
        let (found, kind) = (response.status, response.header("content-type"));
        let problem = response.json();
        let told = problem["detail"].as_str().unwrap_or_default();
        let well = found == status && kind == "application/problem+json" && told.contains(named);
        if !well || problem["status"] != json!(status) {
            wrong.push(format!("{path}: {found} {problem}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_description_in_the_repository_is_this_one() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/openapi.json");
    let written = serde_json::to_string_pretty(&openapi()).unwrap() + "\n";
    if std::env::var_os("RIWAYA_RECORD").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == written, "schema/openapi.json is stale: RIWAYA_RECORD=1 cargo test -p riwaya-server --test desk");
}

#[test]
fn part_of_a_country_is_called_by_country_and_sector() {
    let server = start(examples);
    let sources = server.json("/api/v1/sources?limit=500");
    let parts: Vec<&Value> = sources["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["source"])
        .filter(|s| s["key"].as_str().is_some_and(|k| k.len() > 3 && k.as_bytes()[2] == b'/'))
        .collect();
    assert!(!parts.is_empty());
    for part in parts {
        let (code, sector) = part["key"].as_str().unwrap().split_once('/').unwrap();
        let english = part["en"].as_str().unwrap();
        let country = riwaya_ledger::countries::of_code(code).unwrap();
        assert!(english.starts_with(country.english), "{part}");
        assert!(part["ar"].as_str().unwrap().starts_with(country.arabic), "{part}");
        assert_eq!(english.contains(": "), sector != "-", "{part}");
    }
}
