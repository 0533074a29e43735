//! Setting things for people: width, colour, right-to-left text, tables.

pub mod account;
pub mod claims;
pub mod columns;
pub mod labels;
pub mod list;
pub mod reading;
mod rtl;
pub mod truce;

use std::io::IsTerminal;

use anstyle::{AnsiColor, Style};

use crate::cli::{Colour, DisplayArgs, Rtl};

/// What the screen takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns to fill.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether right-to-left text must be turned and joined here.
    pub visual: bool,
}

/// Width where there is no terminal: what fits a README and most pagers.
const NO_TERMINAL: u16 = 120;

/// How a piece of text is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it is.
    Plain,
    /// Headings.
    Strong,
    /// Rules and notes.
    Faint,
    /// What is denied or rejected.
    Against,
    /// What is planned, demanded, threatened.
    Ahead,
    /// Event words.
    Event,
}

impl Mark {
    const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Against => AnsiColor::Red.on_default().bold(),
            Self::Ahead => AnsiColor::Yellow.on_default().bold(),
            Self::Event => AnsiColor::Cyan.on_default(),
        }
    }
}

impl Screen {
    /// The screen that standard output is, with what the caller asked for.
    #[must_use]
    pub fn new(args: DisplayArgs) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let columns = || console::Term::stdout().size_checked().filter(|_| terminal).map_or(NO_TERMINAL, |(_, c)| c);
        let colour = match args.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        let visual = match args.rtl {
            Rtl::Visual => true,
            Rtl::Logical => false,
            Rtl::Auto => terminal && rtl::terminal_leaves_text_unturned(|name| std::env::var(name).ok()),
        };
        Self { width: usize::from(args.width.unwrap_or_else(columns)), colour, visual }
    }

    /// Marks a text.
    #[must_use]
    pub fn paint(&self, mark: Mark, text: &str) -> String {
        if !self.colour || mark == Mark::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = mark.style();
        format!("{style}{text}{style:#}")
    }

    /// A stretch of one line as it is written: right-to-left text isolated, or turned and joined.
    #[must_use]
    pub fn line(&self, text: &str) -> String {
        rtl::line(text, self.visual)
    }

    /// A rule across the screen that begins with a heading of several parts.
    #[must_use]
    pub fn heading(&self, parts: &[String]) -> String {
        let (mut out, mut used) = (self.paint(Mark::Faint, "──"), 2);
        for (i, part) in parts.iter().enumerate() {
            let part = self.line(part);
            if i > 0 && used + " · ".len() + columns::width(&part) > self.width {
                out.push_str("\n  ");
                used = 2;
            } else if i > 0 {
                out.push_str(" ·");
                used += 2;
            }
            out.push(' ');
            out.push_str(&self.paint(Mark::Strong, &part));
            used += 1 + columns::width(&part);
        }
        let rule = "─".repeat(self.width.saturating_sub(used + 1));
        format!("{out} {}", self.paint(Mark::Faint, &rule))
    }
}
