//! Bytes to text, within a limit of memory.

use std::io::{self, BufRead, Read};

use crate::fault::Fault;

const MIB: u64 = 1 << 20;

/// Whether the first character that is no space (nor byte order mark) is `{`. Consumes leading white space of a stream
/// whose first buffer holds nothing else.
pub(super) fn begins_with_brace(source: &mut dyn BufRead) -> io::Result<bool> {
    let buffer = source.fill_buf()?;
    let buffer = buffer.strip_prefix("\u{feff}".as_bytes()).unwrap_or(buffer);
    Ok(buffer.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{'))
}

/// A whole stream as text.
pub(super) fn whole(source: &mut dyn BufRead, place: &str, limit: u16) -> Result<String, Fault> {
    let most = u64::from(limit) * MIB;
    let mut bytes = Vec::new();
    let read = source.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|source| Fault::Io { place: place.to_owned(), source })?;
    if bytes.len() as u64 > most {
        return Err(Fault::TooLong { place: place.to_owned(), limit });
    }
    text(bytes, place, 0)
}

/// UTF-8 bytes as text; `offset` is where they begin in their file.
pub(super) fn text(bytes: Vec<u8>, place: &str, offset: u64) -> Result<String, Fault> {
    String::from_utf8(bytes).map_err(|error| Fault::NotUtf8 {
        place: place.to_owned(),
        offset: offset + error.utf8_error().valid_up_to() as u64,
        hint: hint(error.as_bytes()).to_owned(),
    })
}

fn hint(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this looks like UTF-16: convert it first (iconv -f UTF-16 -t UTF-8)",
        [0x1f, 0x8b, ..] => "this is compressed: name it .gz",
        _ if is_windows_arabic(bytes) => {
            "this looks like Windows Arabic: convert it first (iconv -f WINDOWS-1256 -t UTF-8)"
        }
        _ => "reports must be UTF-8: convert it first (iconv -f ENCODING -t UTF-8)",
    }
}

/// Most bytes above ASCII are those of Arabic letters in code page 1256.
fn is_windows_arabic(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    let letters = bytes.iter().filter(|b| matches!(**b, 0xc0..=0xdf | 0xe1 | 0xe3..=0xe6 | 0xec | 0xed)).count();
    high > 0 && letters * 10 >= high * 9
}

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its bytes, without the line end.
    Whole(Vec<u8>),
    /// Longer than the limit; passed over.
    TooLong,
    /// There is none any more.
    End,
}

/// Reads the next line, holding no more of it than the limit. Adds its length to `offset`.
pub(super) fn line(source: &mut dyn BufRead, limit: u16, offset: &mut u64) -> io::Result<Line> {
    let most = u64::from(limit) * MIB;
    let (mut bytes, mut length) = (Vec::new(), 0_u64);
    loop {
        let buffer = source.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let taken = end.map_or(buffer.len(), |at| at + 1);
        length += taken as u64;
        if length <= most + 1 {
            bytes.extend_from_slice(&buffer[..taken]);
        } else {
            bytes = Vec::new();
        }
        source.consume(taken);
        if end.is_some() {
            break;
        }
    }
    *offset += length;
    if length == 0 {
        return Ok(Line::End);
    }
    if length > most + 1 {
        return Ok(Line::TooLong);
    }
    while bytes.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Line::Whole(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_and_counted() {
        let mut source = io::BufReader::with_capacity(3, "ab\r\n\nlonger\nend".as_bytes());
        let mut offset = 0;
        let mut next = || line(&mut source, 1, &mut offset).unwrap();
        assert_eq!(next(), Line::Whole(b"ab".to_vec()));
        assert_eq!(next(), Line::Whole(Vec::new()));
        assert_eq!(next(), Line::Whole(b"longer".to_vec()));
        assert_eq!(next(), Line::Whole(b"end".to_vec()));
        assert_eq!(next(), Line::End);
        assert_eq!(offset, 15);
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let long = "a".repeat((1 << 20) + 5) + "\nb\n";
        let mut source = io::BufReader::new(long.as_bytes());
        let mut offset = 0;
        assert_eq!(line(&mut source, 1, &mut offset).unwrap(), Line::TooLong);
        assert_eq!(line(&mut source, 1, &mut offset).unwrap(), Line::Whole(b"b".to_vec()));
        assert_eq!(offset, long.len() as u64);
    }

    #[test]
    fn wrong_bytes_are_named_by_their_place() {
        let fault = text(vec![b'a', 0xd9, 0x82, 0xff], "f.txt", 10).unwrap_err();
        assert_eq!(fault.to_string(), "f.txt: not UTF-8 at byte 13; not read");
        assert!(hint(b"\xda\xd5\xdd \xc7\xe1\xcc\xed\xd4").contains("1256"));
    }
}
