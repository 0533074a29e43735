//! JSON lines, text and golden Markdown of any bytes: each report or fault once, never a panic.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use riwaya_command::cli::InputKind;
use riwaya_command::input::Inputs;

fuzz_target!(|bytes: &[u8]| {
    for kind in [InputKind::Auto, InputKind::Text, InputKind::Jsonl, InputKind::Golden] {
        let inputs = Inputs { kind, ..Inputs::default() };
        let mut outcomes = 0;
        let flow = inputs.stream(&mut &*bytes, kind, "fuzz", "fuzz", &mut |outcome| {
            outcomes += 1;
            if let Err(fault) = outcome {
                assert!(!fault.to_string().is_empty());
            }
            ControlFlow::Continue(())
        });
        assert_eq!(flow, ControlFlow::Continue(()));
        assert!(outcomes > 0, "an input is never passed over in silence");
    }
});
