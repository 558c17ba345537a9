//! Parses the arguments, then opens the window or runs a command.

fn main() -> std::process::ExitCode {
    jianbao::cli::main(std::env::args_os())
}
