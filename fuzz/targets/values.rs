//! Values of any text lie on it, with and without a day to count from.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use riwaya_text::Text;

fuzz_target!(|raw: &str| {
    let text = Text::new(raw);
    for at in [None, Some(date(2020, 10, 8).at(12, 0, 0, 0)), Some(date(9999, 12, 31).at(0, 0, 0, 0))] {
        for value in riwaya_value::values(&text, at) {
            assert!(value.span.end() <= text.len() && !value.span.is_empty(), "{value:?}");
        }
    }
    riwaya_value::dateline(&text);
});
