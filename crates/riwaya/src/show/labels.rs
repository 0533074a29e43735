//! Labels in Arabic and English, the same plain word for whoever acts.

use riwaya_reader::{Event, Stance};
use riwaya_server::view::words;

use crate::cli::ledger::Lang;

/// What stands for the report's own voice.
#[must_use]
pub const fn own_voice(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "التقرير",
        Lang::En => "the report",
    }
}

/// An event's label.
#[must_use]
pub fn event(event: Event, lang: Lang) -> String {
    if lang == Lang::En {
        return event.as_str().replace('_', " ");
    }
    words::event(event).to_owned()
}

/// A stance's label.
#[must_use]
pub const fn stance(stance: Stance, lang: Lang) -> &'static str {
    match lang {
        Lang::En => stance.as_str(),
        Lang::Ar => words::stance(stance),
    }
}
