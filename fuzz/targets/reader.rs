//! Claims of any text lie on it; the record and the explanation of the same text agree with the reading.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use riwaya_reader::record::{Heading, Record};
use riwaya_reader::{Reader, Report};

fuzz_target!(|raw: &str| {
    let mut session = Reader::builtin().session();
    for published in [None, Some(date(2020, 10, 8))] {
        let report = Report { text: raw, published, outlet: Some("وكالة") };
        let reading = session.read(&report);
        let length = raw.chars().count();
        for claim in &reading.claims {
            assert!(claim.trigger.end() as usize <= length && !claim.trigger.is_empty());
            assert!(claim.text.end() as usize <= length);
        }
        assert_eq!(reading.claims.is_empty(), reading.silence.is_some());
        let heading = Heading { doc: "fuzz", ..Heading::default() };
        serde_json::to_string(&Record::new(&heading, raw, &reading)).unwrap();
        assert_eq!(session.explain(&report).reading, reading);
    }
});
