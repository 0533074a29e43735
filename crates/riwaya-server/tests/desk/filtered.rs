//! What is counted, listed and drawn is what a filter asks for, and every key that is told can be asked for.

use std::collections::BTreeSet;

use crate::running::{examples, start};
use serde_json::{Value, json};

#[test]
fn every_count_of_a_toll_has_its_sentence() {
    let server = start(examples);
    let tolls = server.json("/api/v1/tolls?course=true&limit=500");
    let points: Vec<&Value> =
        tolls["items"].as_array().unwrap().iter().flat_map(|t| t["points"].as_array().unwrap()).collect();
    assert!(points.len() > 20);
    for point in points {
        let id = point["word"]["claim"].as_str().unwrap();
        let claim = server.json(&format!("/api/v1/claims/{id}"));
        let sentence = &claim["sentence"];
        let within = |m: &&Value| {
            sentence["start"].as_u64() <= m["start"].as_u64() && m["end"].as_u64() <= sentence["end"].as_u64()
        };
        let marks: Vec<&Value> = claim["marks"].as_array().unwrap().iter().filter(within).collect();
        assert!(marks.iter().any(|m| m["field"] == "count"), "{id}: {sentence} {marks:?}");
        assert_eq!(claim["published"], point["word"]["published"], "{id}");
    }
}

/// غنجة.
const GANJA: &str = "%D8%BA%D9%86%D8%AC%D8%A9";

#[test]
fn an_overview_counts_what_is_asked_for() {
    let server = start(examples);
    let at_ganja = server.json(&format!("/api/v1/overview?place={GANJA}"));
    assert!(at_ganja["stats"]["reports"].as_u64() < server.json("/api/v1/overview")["stats"]["reports"].as_u64());
    for filter in [format!("place={GANJA}"), "event=shelling".to_owned(), "from=2020-10-10&stance=denies".to_owned()] {
        let overview = server.json(&format!("/api/v1/overview?{filter}"));
        let list =
            |of: &str| server.json(&format!("/api/v1/{of}?{filter}&limit=500"))["items"].as_array().unwrap().clone();
        let claims = list("claims");
        let different = |field: &str| claims.iter().map(|c| c[field].to_string()).collect::<BTreeSet<_>>();
        let counted = |field: &str| usize::try_from(overview["stats"][field].as_u64().unwrap()).unwrap();
        assert!(!claims.is_empty(), "{filter}");
        assert_eq!(counted("reports"), different("document").len(), "{filter}");
        assert_eq!(counted("outlets"), different("outlet").len(), "{filter}");
        assert_eq!(counted("reports"), list("reports").len(), "{filter}");
        let published: BTreeSet<&str> = claims.iter().filter_map(|c| c["published"].as_str()).collect();
        let span = |field: &str| overview["stats"][field].as_str();
        assert_eq!(span("first_asked"), published.first().copied(), "{filter}");
        assert_eq!(span("last_asked"), published.last().copied(), "{filter}");
        let of_event = |event: &Value| claims.iter().filter(|c| c["event"] == *event).count();
        let events = overview["events"].as_array().unwrap();
        assert!(events.iter().all(|e| e["claims"] == json!(of_event(&e["event"]))), "{filter}: {events:?}");
        assert_eq!(events.len(), different("event").len(), "{filter}");
        assert_eq!(overview["tolls"].as_array().unwrap().len(), list("tolls").len().min(3), "{filter}");
    }
}

#[test]
fn countries_and_territories_are_areas_of_the_map() {
    let server = start(examples);
    let map = server.json("/api/v1/map");
    let places = map["places"].as_array().unwrap();
    let (key, kind) = (|p: &Value| p["place"]["key"].as_str().unwrap().to_owned(), |p: &Value| p["kind"].clone());
    for (wanted, of) in [("rw:nagorno-karabakh", "territory"), ("iso:AZ", "country")] {
        let found: Vec<&Value> = places.iter().filter(|p| key(p) == wanted).collect();
        assert_eq!(found.len(), 1, "{wanted}: {places:?}");
        assert_eq!(kind(found[0]), of);
        assert!(found[0]["place"]["en"].is_string() && found[0]["lat"].is_number(), "{found:?}");
    }
    let incidents = server.json("/api/v1/incidents?limit=500");
    let incidents = incidents["items"].as_array().unwrap();
    for place in incidents.iter().flat_map(|i| i["place"].as_array().unwrap()) {
        let area = place["kind"] == "territory" || place["kind"] == "country";
        assert!(!area || place["precision"] == "area", "{place}");
    }
    // Of a claim that names no place of its incident the map may know more.
    let nowhere = |i: &&Value| i["actual"] == true && i["place"].as_array().unwrap().iter().all(|p| p["lat"].is_null());
    assert!(map["without_position"].as_u64().unwrap() <= incidents.iter().filter(nowhere).count() as u64);
    let unknown = incidents.iter().flat_map(|i| i["place"].as_array().unwrap()).filter(|p| p["lat"].is_null());
    let unknown: Vec<&Value> = unknown.map(|p| &p["ar"]).collect();
    assert!(unknown.len() < 12, "{} {unknown:?}", map["without_position"]);
}

#[test]
fn a_place_is_asked_for_as_it_is_called() {
    let server = start(examples);
    let incidents = server.json("/api/v1/incidents?limit=500");
    let places = incidents["items"].as_array().unwrap().iter().flat_map(|i| i["place"].as_array().unwrap());
    let keys: BTreeSet<&str> = places.map(|p| p["key"].as_str().unwrap()).collect();
    assert!(keys.contains("rw:nagorno-karabakh"), "{keys:?}");
    for key in keys {
        let asked: String = form_urlencoded::byte_serialize(key.as_bytes()).collect();
        let found = server.json(&format!("/api/v1/incidents?limit=500&place={asked}"));
        let tells = |i: &Value| i["place"].as_array().unwrap().iter().any(|p| p["key"] == key);
        let all = incidents["items"].as_array().unwrap().iter().filter(|i| tells(i)).count();
        let met = found["items"].as_array().unwrap().iter().filter(|i| tells(i)).count();
        assert_eq!(met, all, "{key}");
    }
    // قره
    let suggested = server.json("/api/v1/suggest?q=%D9%82%D8%B1%D9%87");
    let places: Vec<&Value> = suggested.as_array().unwrap().iter().filter(|s| s["kind"] == "place").collect();
    let karabakh = places.iter().filter(|s| s["key"] == "rw:nagorno-karabakh").count();
    assert_eq!(karabakh, 1, "{places:?}");
    assert!(places.iter().all(|s| s["key"] != "rw:nagorno-karabakh" || s["en"] == "Nagorno-Karabakh"), "{places:?}");
}

#[test]
fn sources_are_those_of_what_is_asked_for() {
    let server = start(examples);
    let whole = server.json("/api/v1/sources?limit=500");
    assert_eq!(server.json("/api/v1/sources?limit=500&confidence=0"), whole, "a filter that leaves nothing out");
    let network = server.json("/api/v1/sources/network");
    assert_eq!(server.json("/api/v1/sources/network?confidence=0"), network);
    for filter in [format!("place={GANJA}"), "stance=denies".to_owned(), "from=2020-10-10&event=truce".to_owned()] {
        let claims = server.json(&format!("/api/v1/claims?{filter}&limit=500"))["items"].as_array().unwrap().clone();
        let sources = server.json(&format!("/api/v1/sources?{filter}&limit=500"));
        let sources = sources["items"].as_array().unwrap();
        let sum: u64 = sources.iter().map(|s| s["claims"].as_u64().unwrap()).sum();
        assert_eq!(sum, claims.len() as u64, "{filter}");
        assert!(sources.len() < whole["items"].as_array().unwrap().len(), "{filter}");
        for source in sources {
            let of =
                |field: &str| source[field].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
            assert_eq!(of("stances"), source["claims"].as_u64().unwrap(), "{filter}");
            assert!(source["denied_by_others"].as_u64() <= source["claims"].as_u64(), "{filter}: {source}");
        }
        let network = server.json(&format!("/api/v1/sources/network?{filter}"));
        let named = sources.iter().filter(|s| !s["source"].is_null()).count();
        let speak = network["nodes"].as_array().unwrap().iter().filter(|n| n["claims"] != 0).count();
        assert_eq!(speak, named, "{filter}");
    }
}
