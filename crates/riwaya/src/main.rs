//! The command: see [`riwaya_command`].

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Readings and claims are many small pieces of memory.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    riwaya_command::main()
}
