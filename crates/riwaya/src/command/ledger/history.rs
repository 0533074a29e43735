//! `riwaya history`: how a claim or report was read, and what was decided about it.

use riwaya_ledger::{Decision, Past};
use riwaya_server::view;
use serde_json::Value;

use super::open;
use crate::Outcome;
use crate::cli::ledger::HistoryArgs;
use crate::command::print;
use crate::fault::Fault;
use crate::show::Mark;
use crate::show::account::object;
use crate::show::columns::{Column, Entry};
use crate::show::list::List;

const COLUMNS: [Column; 4] = [
    Column { heading: "when", least: 20, share: 0 },
    Column { heading: "who", least: 16, share: 1 },
    Column { heading: "what", least: 20, share: 3 },
    Column { heading: "why", least: 16, share: 3 },
];

/// Lists readings and decisions, the oldest first.
///
/// # Errors
/// When there is no such claim or report.
pub fn run(args: &HistoryArgs) -> Result<Outcome, Fault> {
    let mut ledger = open(&args.ledger)?;
    let past = if args.id.contains('-') {
        let claim = ledger.claim_id(&args.id)?;
        ledger.history_of_claim(claim)?
    } else {
        let doc = ledger.document_id(&args.id)?;
        ledger.history_of_document(doc)?
    };
    let mut list = List { columns: COLUMNS.to_vec(), ..List::default() };
    for event in &past {
        list.rows.push(row(event));
        list.records.push(object(view::Past::from(event)));
    }
    print(&list.written(&args.list)?)?;
    Ok(Outcome::Well)
}

fn row(past: &Past) -> Vec<Vec<Entry>> {
    let plain = |text: &str| vec![Entry::new(text, Mark::Plain)];
    match past {
        Past::Read { reader, claims } => {
            vec![
                Vec::new(),
                vec![Entry::new(reader.as_str(), Mark::Faint)],
                plain(&format!("read, {claims} claims")),
                Vec::new(),
            ]
        }
        Past::Missed { reader } => {
            vec![
                Vec::new(),
                vec![Entry::new(reader.as_str(), Mark::Faint)],
                plain("read without this claim"),
                Vec::new(),
            ]
        }
        Past::Decided(decision) => {
            let Decision { at, by, why, .. } = decision;
            vec![plain(at), plain(by), plain(&told(decision)), plain(why)]
        }
    }
}

fn told(decision: &Decision) -> String {
    let part = |key: &str| decision.detail.get(key).and_then(Value::as_str);
    if let Some(other) = part("claim").and_then(|c| c.split_once('-')) {
        return format!("{} {:.12}-{}", decision.action, other.0, other.1);
    }
    if let Some(number) = decision.undoes() {
        return format!("undo {number}");
    }
    match (part("field"), part("value")) {
        (Some(field), Some(value)) => format!("{} {field} = {value}", decision.action),
        _ => decision.action.clone(),
    }
}
