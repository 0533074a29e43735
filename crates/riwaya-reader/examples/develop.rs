//! The developer's loop: what the rules propose of the annotation, and scorers trained on one set and tried on another.
//!
//! `develop coverage DIR…` lists what no rule proposes; `develop cross N DIR…` trains on all but every Nth report and prints
//! the readings of the rest as JSON lines, N times, so that every report is read by a reader that never saw it;
//! `develop roles DIR…` lists the fillers of the annotation with what is offered for each; `develop train DIR… > weights`
//! writes the weights.

use std::path::PathBuf;

use riwaya_reader::learn::{GoldFile, Lesson, coverage, retrain, train, wanted};
use riwaya_reader::{Reader, Report};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The annotated reports of folders; a folder named several times counts so many times.
fn lessons(dirs: &[String]) -> Outcome<Vec<Lesson>> {
    let mut out = Vec::new();
    for dir in dirs {
        for entry in std::fs::read_dir(dir)?.flatten() {
            let path: PathBuf = entry.path();
            let Some(stem) = path.to_str().and_then(|p| p.strip_suffix(".gold.json")) else { continue };
            let gold: GoldFile = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
            out.push((gold, std::fs::read_to_string(format!("{stem}.txt"))?));
        }
    }
    Ok(Lesson::gather(out))
}

fn print_readings(reader: &Reader, lessons: &[&Lesson]) {
    let mut session = reader.session();
    for lesson in lessons {
        let published = lesson.gold.published.as_deref().and_then(|d| d.parse().ok());
        let reading = session.read(&Report { text: &lesson.text, published, outlet: None });
        let chars: Vec<char> = lesson.text.chars().collect();
        let words = |s: riwaya_text::Span| chars[s.start() as usize..s.end() as usize].iter().collect::<String>();
        let span = |s: riwaya_text::Span| serde_json::json!({"start": s.start(), "end": s.end(), "text": words(s)});
        let claims: Vec<_> = reading
            .claims
            .iter()
            .map(|c| {
                serde_json::json!({
                    "trigger": span(c.trigger), "text": span(c.text), "event": c.event.as_str(), "stance": c.stance.as_str(),
                    "chain": c.chain.iter().map(|s| words(s.party.span)).collect::<Vec<_>>(),
                    "actor": c.actor.iter().map(|p| words(p.span)).collect::<Vec<_>>(),
                    "target": c.target.iter().map(|p| words(p.span)).collect::<Vec<_>>(),
                    "place": c.place.iter().map(|p| words(p.span)).collect::<Vec<_>>(),
                    "date": c.date.as_ref().and_then(|d| d.iso.clone()),
                    "counts": c.counts.iter().map(|n| serde_json::json!({"harm": n.harm.as_str(), "who": n.who, "n": n.n, "to": n.to,
                        "bound": n.bound.as_str(), "since": n.since, "part": n.part})).collect::<Vec<_>>(),
                    "confidence": c.confidence, "rules": c.rules.iter().map(|r| r.0.to_string()).collect::<Vec<_>>(),
                })
            })
            .collect();
        println!("{}", serde_json::json!({"doc": lesson.gold.doc, "claims": claims}));
    }
}

fn reader_of(weights: &str) -> Outcome<Reader> {
    Ok(Reader::with_weights(Some(&std::fs::read_to_string(weights)?))?)
}

/// The weights of a fold with these models trained anew, the others as they are stored, or as they are trained now.
fn fold_weights(stored: &std::path::Path, models: &str, seen: &[Lesson]) -> Outcome<String> {
    if !stored.exists() {
        std::fs::write(stored, train(Reader::builtin(), seen))?;
    }
    let models: Vec<&str> = models.split(',').collect();
    Ok(retrain(Reader::builtin(), seen, &models, &std::fs::read_to_string(stored)?)?)
}

fn main() -> Outcome<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut more = Vec::new();
    if args.len() > 2 && args[0] == "--with" {
        more = lessons(&args[1..2])?;
        args.drain(..2);
    }
    match args.first().map(String::as_str) {
        Some("coverage") => {
            // develop coverage [--weights FILE] DIR…
            let own = args.get(1).is_some_and(|a| a == "--weights");
            let c = if own {
                coverage(&reader_of(&args[2])?, &lessons(&args[3..])?)
            } else {
                coverage(Reader::builtin(), &lessons(&args[1..])?)
            };
            for (doc, trigger, event, why) in &c.misses {
                println!("{doc}\t{trigger}\t{event}\t{why}");
            }
            println!("claims {} met {} told {} chains {}", c.claims, c.met, c.told, c.chains);
        }
        Some("roles") => {
            let all = wanted(Reader::builtin(), &lessons(&args[1..])?);
            for (doc, w) in &all {
                println!(
                    "{}\t{}\t{}\t{}\t{doc}\t{}",
                    w.role,
                    if w.offered.is_empty() { "-" } else { &w.offered },
                    w.words,
                    w.event,
                    w.sentence.replace('\n', " ")
                );
            }
        }
        Some("retrain") => {
            // develop retrain MODEL,… STORED DIR…
            let models: Vec<&str> = args[1].split(',').collect();
            let stored = std::fs::read_to_string(&args[2])?;
            print!("{}", retrain(Reader::builtin(), &lessons(&args[3..])?, &models, &stored)?);
        }
        Some("train") => print!("{}", train(Reader::builtin(), &lessons(&args[1..])?)),
        Some("read") => {
            let all = lessons(&args[1..])?;
            print_readings(Reader::builtin(), &all.iter().collect::<Vec<_>>());
        }
        Some("rules") => {
            let all = lessons(&args[1..])?;
            print_readings(&Reader::with_weights(None)?, &all.iter().collect::<Vec<_>>());
        }
        Some("try") => {
            // develop try WEIGHTS DIR…
            let reader = reader_of(&args[1])?;
            let all = lessons(&args[2..])?;
            print_readings(&reader, &all.iter().collect::<Vec<_>>());
        }
        Some("examples") => {
            // develop examples WEIGHTS
            let reader = reader_of(&args[1])?;
            let (failed, all) = reader.failed_examples();
            for f in &failed {
                println!("{}\t{}\t{}", f.rule.0, f.wanted, f.sentence);
            }
            println!("examples {all} failed {}", failed.len());
        }
        Some("cross") => {
            // develop cross N DIR…, or, to train these models alone and keep the others in FOLDER:
            // develop cross N --models source,stance --stored FOLDER DIR…
            // With `--with DIR` in front of all, every fold is also taught what lies there.
            let n: usize = args[1].parse()?;
            let some = args.get(2).is_some_and(|a| a == "--models");
            let all = lessons(&args[if some { 6 } else { 2 }..])?;
            for fold in 0..n {
                let mut seen: Vec<Lesson> =
                    all.iter().enumerate().filter(|(i, _)| i % n != fold).map(|(_, l)| l.clone()).collect();
                seen.extend(more.iter().cloned());
                let held: Vec<&Lesson> =
                    all.iter().enumerate().filter(|(i, _)| i % n == fold).map(|(_, l)| l).collect();
                let weights = match args.get(3).filter(|_| some) {
                    Some(models) => fold_weights(&PathBuf::from(&args[5]).join(format!("{fold}.tsv")), models, &seen)?,
                    None => train(Reader::builtin(), &seen),
                };
                if some {
                    std::fs::write(PathBuf::from(&args[5]).join(format!("trained-{fold}.tsv")), &weights)?;
                }
                print_readings(&Reader::with_weights(Some(&weights))?, &held);
            }
        }
        _ => {
            eprintln!(
                "develop coverage|roles|train|read|rules DIR… · develop retrain MODELS STORED DIR… · develop try WEIGHTS DIR… · develop examples WEIGHTS · develop cross N DIR…"
            );
        }
    }
    Ok(())
}
