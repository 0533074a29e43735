//! Right-to-left text on a screen of left-to-right lines.
//!
//! Two ways, since terminals differ. *Logical*: letters in reading order, each stretch between FSI and PDI, so that a
//! terminal that turns right-to-left text (GNOME's and others on VTE, Konsole, Terminal.app, mlterm) turns each stretch
//! by itself and leaves the columns where they are; so do browsers, editors and pagers. *Visual*: letters turned by the
//! Unicode bidirectional algorithm and put into their joined forms, for terminals that set every letter from left to
//! right as it comes (kitty, Alacritty, foot, WezTerm, xterm, Windows Terminal, VS Code, the Linux console).

use std::borrow::Cow;

use ar_reshaper::ArabicReshaper;
use unicode_bidi::{BidiInfo, Level};

const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';

/// A stretch of one line as it is written. Stray controls are shown as `�`; nothing may turn or move what follows.
pub(super) fn line(text: &str, visual: bool) -> String {
    let text = tame(text);
    if !text.chars().any(is_right_to_left) {
        return text.into_owned();
    }
    if visual { turned(&text) } else { format!("{FSI}{text}{PDI}") }
}

/// Whether the terminal is known to write letters from left to right as they come. `env` looks up the environment.
pub(super) fn terminal_leaves_text_unturned(env: impl Fn(&str) -> Option<String>) -> bool {
    let turns = ["VTE_VERSION", "KONSOLE_VERSION", "MLTERM"].iter().any(|name| env(name).is_some())
        || env("TERM_PROGRAM").as_deref() == Some("Apple_Terminal");
    if turns {
        return false;
    }
    let unturned_program = matches!(env("TERM_PROGRAM").as_deref(), Some("vscode" | "WezTerm" | "ghostty"));
    let marked = ["WT_SESSION", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID", "XTERM_VERSION"];
    let kinds = ["xterm-kitty", "alacritty", "foot", "linux", "wezterm", "xterm-ghostty"];
    let term = env("TERM").unwrap_or_default();
    unturned_program || marked.iter().any(|name| env(name).is_some()) || kinds.iter().any(|k| term.starts_with(k))
}

/// Drops controls of direction and shows other controls.
fn tame(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || is_direction_control(c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !is_direction_control(*c)).map(|c| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    });
    Cow::Owned(shown.collect())
}

const fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A letter of a right-to-left script.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn turned(text: &str) -> String {
    let joined = ArabicReshaper::default().reshape(text);
    let info = BidiInfo::new(&joined, Some(Level::rtl()));
    let Some(paragraph) = info.paragraphs.first() else { return joined };
    let line = info.reorder_line(paragraph, paragraph.range.clone());
    line.chars().map(mirrored).collect()
}

/// Brackets of a right-to-left line, seen from the left.
const fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_isolated_or_turned() {
        assert_eq!(line("Ganja", false), "Ganja");
        assert_eq!(line("كنجة", false), "\u{2068}كنجة\u{2069}");
        assert_eq!(line("سلام", true), "ﻡﻼﺳ");
        assert_eq!(line("(سلام)", true), "(ﻡﻼﺳ)");
        assert_eq!(line("سلام 12", true), "12 ﻡﻼﺳ");
    }

    #[test]
    fn stray_controls_do_not_reach_the_screen() {
        assert_eq!(line("a\u{202e}b\u{1b}[31m\0", false), "ab\u{fffd}[31m\u{fffd}");
    }

    #[test]
    fn terminals_are_told_apart() {
        let with = |pairs: &'static [(&str, &str)]| {
            terminal_leaves_text_unturned(move |name| {
                pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
            })
        };
        assert!(with(&[("TERM", "xterm-kitty")]));
        assert!(with(&[("TERM_PROGRAM", "vscode")]));
        assert!(!with(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")]));
        assert!(!with(&[("TERM", "xterm-256color")]));
    }
}
