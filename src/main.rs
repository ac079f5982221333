//! The program: settings, log, then the server or a command.

use std::{error::Error, io, process::ExitCode};

use latchkey::server::{clock::SystemClock, commands, config::Config, serve, telemetry};

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::load();
    telemetry::start(&config);
    match run(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("latchkey: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config) -> Result<(), Box<dyn Error>> {
    let Some(command) = &config.command else { return Ok(serve::run(config).await?) };
    let mut input = io::BufReader::new(io::stdin());
    Ok(commands::run(command, &config, &SystemClock, &mut input, &mut io::stdout()).await?)
}
