//! The program: settings, log, then the server or a command.
//!
//! It is compiled here rather than in `main.rs`: a crate that awaits an async function of another compiles it again,
//! with all that it calls, which took the compiler a third of its time.

use std::{
    error::Error,
    io::{self, BufRead, ErrorKind, IsTerminal},
    process::ExitCode,
    time::Duration,
};

use secrecy::ExposeSecret;

use super::{
    cli::{self, Cli, Task},
    clock::SystemClock,
    commands::{self, CommandError},
    config::variables,
    demo, serve, telemetry,
};

/// How long work on threads that block, such as a look-up of a host's name, may hold up the end.
const LAST_WORK: Duration = Duration::from_secs(1);
/// The command was carried out, but its answer is lost: `EX_IOERR` of sysexits.h.
const NOT_PRINTED: u8 = 74;

/// Runs the program, as its arguments and settings say.
pub fn main() -> ExitCode {
    let cli = Cli::load();
    let log = telemetry::start(&cli.config);
    for name in variables::unknown() {
        tracing::warn!("{name} is not a Latchkey setting and is ignored");
    }
    let outcome = match tokio::runtime::Runtime::new() {
        Ok(runtime) => {
            let outcome = runtime.block_on(run(cli));
            runtime.shutdown_timeout(LAST_WORK);
            outcome
        }
        Err(error) => Err(error.into()),
    };
    let (code, line) = match outcome {
        Ok(()) => (ExitCode::SUCCESS, None),
        Err(error) => match error.downcast_ref() {
            // Such as `head`, which has what it wanted.
            Some(CommandError::NotPrinted(source)) if source.kind() == ErrorKind::BrokenPipe => {
                (ExitCode::SUCCESS, None)
            }
            Some(CommandError::NotPrinted(_)) => (ExitCode::from(NOT_PRINTED), Some(error.to_string())),
            _ => (ExitCode::FAILURE, Some(error.to_string())),
        },
    };
    telemetry::finish(&log, line.as_deref());
    code
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    let Cli { config, json, task } = cli;
    let command = match task {
        None | Some(Task::Serve) => return Ok(serve::run(config).await?),
        Some(Task::Demo) => return Ok(demo::run(config).await?),
        Some(Task::Completions { shell }) => return Ok(commands::print(&cli::completions(shell))?),
        Some(Task::Command(command)) => command,
    };
    let mut input: Box<dyn BufRead + Send> = if command.wants_password() && io::stdin().is_terminal() {
        Box::new(io::Cursor::new(commands::password::ask()?.expose_secret().to_owned()))
    } else {
        Box::new(io::BufReader::new(io::stdin()))
    };
    Ok(commands::run(&command, &config, json, &SystemClock, &mut *input, &mut io::stdout()).await?)
}
