//! The program: settings, log, then the server or a command.

use std::{
    error::Error,
    io::{self, BufRead, IsTerminal},
    process::ExitCode,
};

use secrecy::ExposeSecret;

use latchkey::server::{clock::SystemClock, commands, config::Config, serve, telemetry};

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::load();
    telemetry::start(&config);
    for name in Config::unknown_variables() {
        tracing::warn!("{name} is not a setting of Latchkey, and does nothing");
    }
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
    serve::make_data_dir(&config)?;
    let mut input: Box<dyn BufRead + Send> = if command.wants_password() && io::stdin().is_terminal() {
        Box::new(io::Cursor::new(commands::password::ask()?.expose_secret().to_owned()))
    } else {
        Box::new(io::BufReader::new(io::stdin()))
    };
    Ok(commands::run(command, &config, &SystemClock, &mut *input, &mut io::stdout()).await?)
}
