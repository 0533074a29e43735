//! Lists of the ledger: a table for people, JSON or comma-separated values for programs.

use serde_json::{Map, Value};

use super::columns::{Cell, Column, table};
use super::{Mark, Screen};
use crate::cli::ledger::{Lang, ListArgs, ListFormat};
use crate::fault::Fault;

/// A list as it is made by a command.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Columns of the table.
    pub columns: Vec<Column>,
    /// Rows of the table.
    pub rows: Vec<Vec<Cell>>,
    /// The same, whole, for programs: all with the same keys.
    pub records: Vec<Map<String, Value>>,
    /// What stands below the table.
    pub note: Option<String>,
}

impl List {
    /// The list as it is asked for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn written(&self, args: &ListArgs) -> Result<String, Fault> {
        match args.format {
            ListFormat::Table => Ok(self.table(&Screen::new(args.display))),
            ListFormat::Json => {
                let json = serde_json::to_string_pretty(&self.records).map_err(|e| Fault::Write(e.into()))?;
                Ok(json + "\n")
            }
            ListFormat::Csv => self.csv(args.lang),
        }
    }

    fn table(&self, screen: &Screen) -> String {
        let mut out = if self.rows.is_empty() {
            screen.paint(Mark::Faint, "nothing found") + "\n"
        } else {
            table(screen, &self.columns, &self.rows)
        };
        if let Some(note) = &self.note {
            out.push_str(&screen.paint(Mark::Faint, note));
            out.push('\n');
        }
        out
    }

    fn csv(&self, lang: Lang) -> Result<String, Fault> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let wrong = |e: csv::Error| Fault::Write(e.into());
        if let Some(first) = self.records.first() {
            writer.write_record(first.keys()).map_err(wrong)?;
        }
        for record in &self.records {
            writer.write_record(record.values().map(|v| flat(v, lang))).map_err(wrong)?;
        }
        let bytes = writer.into_inner().map_err(|e| Fault::Write(e.into_error()))?;
        String::from_utf8(bytes).map_err(|e| Fault::Write(std::io::Error::other(e)))
    }
}

/// A value in one field: what a list holds is parted by `; `, and a name stands by its label.
fn flat(value: &Value, lang: Lang) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(|v| flat(v, lang)).collect::<Vec<_>>().join("; "),
        Value::Object(object) => {
            let label = if lang == Lang::Ar { "ar" } else { "en" };
            let name = [label, "text", "label"].iter().find_map(|key| object.get(*key)).and_then(Value::as_str);
            let pairs = || object.iter().map(|(key, v)| format!("{key}={}", flat(v, lang))).collect::<Vec<_>>();
            name.map_or_else(|| pairs().join(" "), ToOwned::to_owned)
        }
        other => other.to_string(),
    }
}
