//! JSON lines: one object a report, `{"id", "text", "published", "outlet", …}`; all other keys are carried along.

use std::io::BufRead;
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::bytes::{self, Line};
use super::{Inputs, Item, Sink};
use crate::fault::Fault;

/// Hands every line's report, or what is wrong with it, to `sink`.
pub(super) fn each(inputs: &Inputs, source: &mut dyn BufRead, file: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (mut offset, mut any) = (0, false);
    for number in 1.. {
        let begin = offset;
        let line = match bytes::line(source, inputs.limit, &mut offset) {
            Ok(Line::End) => break,
            Ok(Line::Whole(line)) if line.iter().all(u8::is_ascii_whitespace) => continue,
            Ok(line) => line,
            Err(source) => return sink(Err(Fault::Io { place: format!("{file}:{number}"), source })),
        };
        any = true;
        let place = Place { file, number };
        let item = match line {
            Line::Whole(bytes) => bytes::text(bytes, &place.to_string(), begin).and_then(|l| parse(inputs, &l, place)),
            _ => Err(Fault::TooLong { place: place.to_string(), limit: inputs.limit }),
        };
        match item {
            Ok((item, faults)) => {
                faults.into_iter().try_for_each(|fault| sink(Err(fault)))?;
                sink(Ok(item))?;
            }
            Err(fault) => sink(Err(fault))?,
        }
    }
    if any { ControlFlow::Continue(()) } else { sink(Err(Fault::NoReport { place: file.to_owned() })) }
}

#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    number: u64,
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.number)
    }
}

/// The report of a line, with the keys that were not what they should be.
fn parse(inputs: &Inputs, line: &str, place: Place<'_>) -> Result<(Item, Vec<Fault>), Fault> {
    let fail = |why: String| Fault::Line { file: place.file.to_owned(), line: place.number, why };
    let line = if place.number == 1 { line.trim_start_matches('\u{feff}') } else { line };
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(|e| fail(e.to_string()))?;
    let text = match object.shift_remove("text") {
        Some(Value::String(text)) => text,
        Some(other) => return Err(fail(format!("`text` is {}", kind(&other)))),
        None => return Err(fail("there is no `text`".to_owned())),
    };
    let mut faults = Vec::new();
    let mut wrong = |key, found: String| faults.push(Fault::Key { place: place.to_string(), key, found });
    let doc = match object.shift_remove("id") {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        None | Some(Value::Null) => place.to_string(),
        Some(other) => {
            wrong("id", format!("{}, not a name", kind(&other)));
            place.to_string()
        }
    };
    let published = match object.shift_remove("published") {
        None | Some(Value::Null) => inputs.published,
        Some(Value::String(day)) if day.is_empty() => inputs.published,
        Some(Value::String(day)) => day.get(..10).and_then(|d| d.parse().ok()).or_else(|| {
            wrong("published", format!("`{day}`, no ISO day"));
            inputs.published
        }),
        Some(other) => {
            wrong("published", format!("{}, no ISO day", kind(&other)));
            inputs.published
        }
    };
    let outlet = match object.shift_remove("outlet") {
        None | Some(Value::Null) => inputs.outlet.clone(),
        Some(Value::String(name)) => Some(name),
        Some(other) => {
            wrong("outlet", format!("{}, not a name", kind(&other)));
            inputs.outlet.clone()
        }
    };
    Ok((Item { doc, text, published, outlet, carried: object }, faults))
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::InputKind;

    fn read(source: &str) -> (Vec<Item>, Vec<String>) {
        let inputs = Inputs { kind: InputKind::Jsonl, limit: 1, ..Inputs::default() };
        let (mut items, mut faults) = (Vec::new(), Vec::new());
        let mut sink = |r: Result<Item, Fault>| {
            match r {
                Ok(item) => items.push(item),
                Err(fault) => faults.push(fault.to_string()),
            }
            ControlFlow::Continue(())
        };
        let flow = each(&inputs, &mut source.as_bytes(), "f", &mut sink);
        assert_eq!(flow, ControlFlow::Continue(()));
        (items, faults)
    }

    #[test]
    fn wrong_lines_are_named_and_the_rest_is_read() {
        let (items, faults) = read(
            "{\"id\":\"a\",\"text\":\"قصف\",\"published\":\"2020-10-08T10:00\",\"desk\":1}\n\n{\"id\":\n[1]\n{\"id\":1}\n{\"id\":7,\"text\":\"\",\"published\":\"8/10\"}\n",
        );
        assert_eq!(items.iter().map(|i| i.doc.as_str()).collect::<Vec<_>>(), ["a", "7"]);
        assert_eq!(items[0].published.map(|d| d.to_string()).as_deref(), Some("2020-10-08"));
        assert_eq!(items[0].carried["desk"], 1);
        let lines: Vec<_> = faults.iter().map(|f| f.split(": ").next().unwrap_or_default()).collect();
        assert_eq!(lines, ["f:3", "f:4", "f:5", "f:6"], "{faults:?}");
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        assert_eq!(read("\n \n").1, ["f: no report in it"]);
    }
}
