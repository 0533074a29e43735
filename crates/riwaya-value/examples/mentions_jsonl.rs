//! Reads JSON lines `{"id","text","published"}` and writes what [`riwaya_value::read`] finds in each, for measuring.

use std::io::{BufRead, Write, stdin, stdout};

use jiff::civil::Date;
use riwaya_text::Text;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let report: Value = serde_json::from_str(&line?)?;
        let text = Text::new(report["text"].as_str().unwrap_or_default());
        let published = report["published"].as_str().and_then(|at| at.parse::<Date>().ok());
        let values = riwaya_value::read(&text, published);
        let numbers: Vec<Value> = values.numbers.iter().map(|n| number(&text, n)).collect();
        let dates: Vec<Value> = values.dates.iter().map(|d| date(&text, d)).collect();
        let anchor = values.anchor.map(|a| a.date.to_string());
        writeln!(out, "{}", json!({ "id": report["id"], "anchor": anchor, "numbers": numbers, "dates": dates }))?;
    }
    Ok(())
}

fn number(text: &Text, n: &riwaya_value::NumberMention) -> Value {
    json!({
        "start": n.span.start(), "end": n.span.end(), "words": text.slice(n.span),
        "value": n.value.map(|v| v.to_string()), "to": n.to.map(|v| v.to_string()),
        "kind": format!("{:?}", n.kind), "bound": format!("{:?}", n.bound), "counts_nothing": n.counts_nothing,
    })
}

fn date(text: &Text, d: &riwaya_value::DateMention) -> Value {
    json!({
        "start": d.span.start(), "end": d.span.end(), "words": text.slice(d.span),
        "iso": d.resolved.map(|r| r.iso()),
        "precision": d.resolved.map(|r| format!("{:?}", r.precision)), "how": format!("{:?}", d.how),
        "relation": format!("{:?}", d.relation),
    })
}
