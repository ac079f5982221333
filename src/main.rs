//! The program. What it does is in the library: see [`latchkey::server::program`].

use std::process::ExitCode;

/// After downloads of 30,000 entries of a log the program holds 98 MiB with it, and 116 with glibc's allocator,
/// which keeps what the hash of a password took (unoptimised builds).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    latchkey::server::program::main()
}
