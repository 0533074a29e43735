//! Reads JSON lines `{"id","text","at"}` and writes `{"id","values":[…]}`.

use std::io::{BufRead, Write, stdin, stdout};

use jiff::civil::DateTime;
use riwaya_text::Text;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let case: Value = serde_json::from_str(&line?)?;
        let text = Text::new(case["text"].as_str().unwrap_or_default());
        let at = case["at"].as_str().and_then(|at| at.parse::<DateTime>().ok());
        writeln!(out, "{}", json!({ "id": case["id"], "values": riwaya_value::values(&text, at) }))?;
    }
    Ok(())
}
