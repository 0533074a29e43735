//! The command: see [`riwaya_command`].

use std::process::ExitCode;

fn main() -> ExitCode {
    riwaya_command::main()
}
