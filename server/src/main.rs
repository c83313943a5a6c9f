//! Parses the command line, runs one subcommand, returns its exit code.

use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a shell says of a program that a pipe was closed under: 128 and the number of SIGPIPE.
const PIPE_CLOSED: i32 = 141;

/// Whoever reads the first lines alone, as `head` does, is no reason to panic.
fn leave_when_nobody_reads() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to std") && said.contains("Broken pipe") {
            std::process::exit(PIPE_CLOSED);
        }
        usual(panic);
    }));
}

fn main() -> ExitCode {
    leave_when_nobody_reads();
    onemap::cli::run(&onemap::cli::Cli::parse())
}
