//! Parses the arguments, then opens the window or runs a command.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
