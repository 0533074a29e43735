//! Asks a running desk as many would: so many requests a second of every kind, while reviewers decide. Prints how long
//! answers took, counted from the moment at which each was due, so that waiting in line counts too.
//!
//! `cargo run --release -p riwaya-server --example load -- http://127.0.0.1:7878 [SECONDS] [REQUESTS A SECOND]`

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;

const REVIEWERS: usize = 20;
const WORKERS: usize = 24;

fn get(agent: &Agent, url: &str) -> Value {
    let answer = agent.get(url).call();
    answer.map_or(Value::Null, |mut a| a.body_mut().read_json().unwrap_or_default())
}

/// Asks and reads the whole answer; nothing where it is given, else its status and what it says, or why there is none.
/// Bodies are not taken apart: that would be the work of whoever asks, on the cores of the desk.
fn refused(agent: &Agent, url: &str) -> Option<String> {
    let answered = agent.get(url).call();
    match answered.and_then(|mut a| Ok((a.status(), a.body_mut().with_config().limit(64 << 20).read_to_vec()?))) {
        Ok((status, _)) if status == 200 => None,
        Ok((status, body)) => Some(format!("{} {}", status.as_str(), String::from_utf8_lossy(&body))),
        Err(error) => Some(error.to_string()),
    }
}

fn percentile(sorted: &[Duration], share: f64) -> Duration {
    let at = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let base = args.next().ok_or("the address of a desk is missing")? + "/api/v1";
    let seconds: u64 = args.next().map_or(Ok(30), |s| s.parse())?;
    let rate: usize = args.next().map_or(Ok(200), |s| s.parse())?;
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let list = |path: &str, key: &str| -> Vec<String> {
        let items = get(&agent, &format!("{base}/{path}"))["items"].as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|i| i[key].as_str().map(str::to_owned)).collect()
    };
    let claims = list("claims?limit=500", "id");
    let incidents = list("incidents?limit=200", "id");
    let documents = list("reports?limit=200", "document");
    let path = |n: usize| -> String {
        let of = |all: &[String]| all[n % all.len().max(1)].clone();
        match n % 12 {
            0 => "overview".to_owned(),
            1 | 2 => "incidents?limit=50".to_owned(),
            3 => format!("incidents/{}", of(&incidents)),
            4 => "contests?limit=20".to_owned(),
            5 => "truces?limit=20".to_owned(),
            6 => "claims?limit=50".to_owned(),
            7 => format!("claims/{}", of(&claims)),
            8 => format!("reports/{}", of(&documents)),
            9 => "review/queue?limit=20".to_owned(),
            10 => "suggest?q=%D8%A3%D8%B1".to_owned(),
            _ => "review/progress".to_owned(),
        }
    };
    let [next, decided, gone, awaited] = [const { AtomicUsize::new(0) }; 4];
    let failed: Mutex<Vec<String>> = Mutex::default();
    let fail = |what: String| failed.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    let before = get(&agent, &format!("{base}/decisions?limit=1"))["total"].as_u64().unwrap_or_default();
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let (mut asked, mut decisions): (Vec<(Duration, usize)>, Vec<Duration>) = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..WORKERS)
            .map(|_| {
                scope.spawn(|| {
                    let mut took = Vec::new();
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        let due = begun + Duration::from_secs_f64(n as f64 / rate as f64);
                        if due >= end {
                            return took;
                        }
                        std::thread::sleep(due.saturating_duration_since(Instant::now()));
                        let refused = refused(&agent, &format!("{base}/{}", path(n)));
                        // What was named by a claim that somebody rejected meanwhile is gone, and said to be; where
                        // somebody else took that back it is awaited.
                        let was_rejected = || {
                            let about = path(n).replace("incidents/", "decisions?about=");
                            let decisions = get(&agent, &format!("{base}/{about}"))["items"].clone();
                            decisions.as_array().is_some_and(|all| all.iter().any(|d| d["action"] == "reject"))
                        };
                        if let Some(refused) = refused {
                            if refused.starts_with("503") && refused.contains("not worked in yet") {
                                awaited.fetch_add(1, Ordering::Relaxed);
                            } else if refused.starts_with("404") && was_rejected() {
                                gone.fetch_add(1, Ordering::Relaxed);
                            } else {
                                fail(format!("{refused} {}", path(n)));
                            }
                        }
                        took.push((due.elapsed(), n % 12));
                    }
                })
            })
            .collect();
        let deciding: Vec<_> = (0..REVIEWERS)
            .map(|r| {
                let (agent, base, claims, fail, decided) = (&agent, &base, &claims, &fail, &decided);
                scope.spawn(move || {
                    let mut took = Vec::new();
                    // A reviewer decides every second, each at a moment of its own.
                    std::thread::sleep(Duration::from_millis(50 * r as u64));
                    let mut n = r;
                    while Instant::now() < end {
                        let due = Instant::now();
                        let action = ["accept", "reject", "note"][n % 3];
                        let body =
                            json!({"action": action, "about": [claims[n % claims.len()]], "by": format!("r{r}")});
                        let sent = agent.post(format!("{base}/decisions")).header("X-Riwaya", "1").send_json(&body);
                        match sent {
                            Ok(answer) if answer.status() == 201 => {
                                decided.fetch_add(1, Ordering::Relaxed);
                            }
                            Ok(answer) => fail(format!("{} {action} {}", answer.status(), claims[n % claims.len()])),
                            Err(error) => fail(format!("{error} {action}")),
                        }
                        took.push(due.elapsed());
                        n += REVIEWERS;
                        std::thread::sleep(Duration::from_secs(1).saturating_sub(due.elapsed()));
                    }
                    took
                })
            })
            .collect();
        (
            asking.into_iter().filter_map(|t| t.join().ok()).flatten().collect(),
            deciding.into_iter().filter_map(|t| t.join().ok()).flatten().collect(),
        )
    });
    asked.sort_unstable();
    decisions.sort_unstable();
    let times: Vec<Duration> = asked.iter().map(|(t, _)| *t).collect();
    let mut all: Vec<Duration> = times.iter().chain(&decisions).copied().collect();
    all.sort_unstable();
    for (name, sorted) in [("answers", &times), ("decisions", &decisions), ("all together", &all)] {
        let [half, most, last] = [0.5, 0.99, 1.0].map(|s| percentile(sorted, s));
        println!("{name}: {}, half within {half:?}, 99 % within {most:?}, all within {last:?}", sorted.len());
    }
    for kind in 0..12 {
        let own: Vec<Duration> = asked.iter().filter(|(_, k)| *k == kind).map(|(t, _)| *t).collect();
        println!(
            "  {}: 99 % within {:?}",
            path(kind).split(['?', '/']).next().unwrap_or_default(),
            percentile(&own, 0.99)
        );
    }
    let kept = get(&agent, &format!("{base}/decisions?limit=1"))["total"].as_u64().unwrap_or_default() - before;
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "named by a claim that was rejected since: {}; that was rejected, and is to be worked in again: {}",
        gone.into_inner(),
        awaited.into_inner()
    );
    println!("failed: {}; acknowledged: {}; in the ledger: {kept}", failed.len(), decided.into_inner());
    failed.iter().take(20).for_each(|what| println!("  {what}"));
    Ok(())
}
