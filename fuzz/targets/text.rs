//! Tokens and sentences of any text: in order, inside the text, every letter of a key from the letters it stands for; and its
//! parts, which together are the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use riwaya_text::{Span, Text};

fuzz_target!(|raw: &str| {
    let text = Text::new(raw);
    let mut end = 0;
    for token in text.tokens() {
        assert!(token.span.start() >= end && !token.span.is_empty(), "tokens follow one another");
        end = token.span.end();
        assert_eq!(text.slice(token.span), text.raw_of(token));
        assert_eq!(text.byte_of(token.span.start()), raw.len() - raw[text.byte_of(token.span.start())..].len());
    }
    assert!(end <= text.len());
    let mut next = 0;
    for sentence in text.sentences() {
        assert_eq!(sentence.tokens.start, next, "sentences hold every token once");
        assert!(!sentence.tokens.is_empty());
        next = sentence.tokens.end;
    }
    assert_eq!(next, text.tokens().len());
    assert_eq!(text.slice(Span::new(0, text.len())), raw);
    let mut behind = raw;
    for part in Text::parts(raw, Text::LEAST_PART) {
        assert!(part.raw().len() <= Text::LEAST_PART);
        assert!(part.tokens().iter().all(|t| text.slice(t.span) == part.raw_of(t)), "parts keep places");
        behind = behind.strip_prefix(part.raw()).expect("parts follow one another");
    }
    assert_eq!(behind, "", "parts hold everything");
});
