//! Parses the arguments, then opens the window or runs a command.

/// Allocator that gives back what is freed after pages were read.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    jianbao::cli::main(std::env::args_os())
}
