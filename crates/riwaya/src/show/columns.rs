//! Columns of text: wrapping and padding by what a terminal shows.

use unicode_width::UnicodeWidthChar;

use super::{Mark, Screen};

/// One entry of a cell: it begins on a line of its own and may run over several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What stands before it: a sign of its role.
    pub sign: &'static str,
    /// The words.
    pub text: String,
    /// How they are marked.
    pub mark: Mark,
}

impl Entry {
    /// Words without a sign.
    #[must_use]
    pub fn new(text: impl Into<String>, mark: Mark) -> Self {
        Self { sign: "", text: text.into(), mark }
    }

    /// Words behind a sign.
    #[must_use]
    pub fn signed(sign: &'static str, text: impl Into<String>, mark: Mark) -> Self {
        Self { sign, text: text.into(), mark }
    }
}

/// Entries of one column in one row.
pub type Cell = Vec<Entry>;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// The fewest columns of the screen it takes.
    pub least: usize,
    /// Its share of the room that is left; 0 keeps it at its least.
    pub share: usize,
}

/// Columns of the screen that a text takes.
///
/// Counted letter by letter, as terminals do; ligatures are joined before, or not at all.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Sets rows under their headings. Columns are parted by two spaces on a wide screen, one on a narrow one.
#[must_use]
pub fn table(screen: &Screen, columns: &[Column], rows: &[Vec<Cell>]) -> String {
    let gap = if screen.width >= 100 { "  " } else { " " };
    let widths = widths(screen.width, columns, gap.len());
    let mut out = String::new();
    let headings: Vec<Cell> = columns.iter().map(|c| vec![Entry::new(c.heading, Mark::Faint)]).collect();
    for row in std::iter::once(&headings).chain(rows) {
        let cells: Vec<Vec<Line>> = row.iter().zip(&widths).map(|(cell, w)| wrap(cell, *w)).collect();
        for i in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::new();
            let mut pending = 0;
            for (cell, column_width) in cells.iter().zip(&widths) {
                let shown = cell.get(i).map_or((String::new(), 0), |l| l.show(screen));
                if shown.1 > 0 {
                    line.push_str(&" ".repeat(pending));
                    line.push_str(&shown.0);
                    pending = 0;
                }
                pending += column_width.saturating_sub(shown.1) + gap.len();
            }
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn widths(screen: usize, columns: &[Column], gap: usize) -> Vec<usize> {
    let least: usize = columns.iter().map(|c| c.least).sum::<usize>() + gap * columns.len().saturating_sub(1);
    let shares: usize = columns.iter().map(|c| c.share).sum::<usize>().max(1);
    let room = screen.saturating_sub(least);
    columns.iter().map(|c| c.least + room * c.share / shares).collect()
}

/// A line of a cell.
#[derive(Debug, PartialEq, Eq)]
struct Line<'a> {
    sign: &'a str,
    text: String,
    mark: Mark,
}

impl Line<'_> {
    /// As written, and the columns it takes.
    fn show(&self, screen: &Screen) -> (String, usize) {
        let text = screen.line(&self.text);
        let taken = width(self.sign) + width(&text);
        (format!("{}{}", self.sign, screen.paint(self.mark, &text)), taken)
    }
}

/// Breaks entries at spaces, and within words that are longer than the column.
fn wrap(cell: &Cell, room: usize) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    for entry in cell {
        let indent = width(entry.sign);
        let room = room.saturating_sub(indent).max(1);
        for (i, text) in break_lines(&entry.text, room).into_iter().enumerate() {
            let sign = if i == 0 { entry.sign } else { &"    "[..indent.min(4)] };
            out.push(Line { sign, text, mark: entry.mark });
        }
    }
    out
}

fn break_lines(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let mut word = word;
        if used > 0 && used + 1 + width(word) > room {
            lines.push(String::new());
            used = 0;
        }
        while used == 0 && width(word) > room {
            let (head, tail) = word.split_at(fitting(word, room));
            if let Some(last) = lines.last_mut() {
                last.push_str(head);
            }
            lines.push(String::new());
            word = tail;
        }
        if let Some(last) = lines.last_mut() {
            if used > 0 {
                last.push(' ');
                used += 1;
            }
            last.push_str(word);
        }
        used += width(word);
    }
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The byte at which a word must be broken to fit; never 0.
fn fitting(word: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, c) in word.char_indices() {
        used += c.width().unwrap_or(0);
        if used > room && at > 0 {
            return at;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Screen = Screen { width: 24, colour: false, visual: true };

    #[test]
    fn words_are_wrapped_and_cells_aligned() {
        let columns = [
            Column { heading: "a", least: 6, share: 0 },
            Column { heading: "b", least: 6, share: 1 },
            Column { heading: "c", least: 4, share: 0 },
        ];
        let cell = |text: &str| vec![Entry::new(text, Mark::Plain)];
        let rows = [vec![cell("one two"), vec![Entry::signed("→ ", "three four five", Mark::Plain)], cell("abcdefg")]];
        assert_eq!(
            table(&PLAIN, &columns, &rows),
            "a      b            c\none    → three four abcd\ntwo      five       efg\n"
        );
    }

    #[test]
    fn joined_letters_take_one_column() {
        assert_eq!(width(&PLAIN.line("سلام")), 3);
        assert_eq!(width("قُتِلَ"), 3);
    }
}
