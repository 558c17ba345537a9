//! `cargo run --release --features training --example train -- …`: makes the data files that the engine embeds.

use clap::Parser;
use jianbao::training::{TrainCommand, run};

/// Makes the data files that the engine embeds.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: TrainCommand,
}

fn main() -> std::process::ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            std::process::ExitCode::FAILURE
        }
    }
}
