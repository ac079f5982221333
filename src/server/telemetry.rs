//! The log, and what is said on standard error beside it.

mod writer;

use std::{
    io::{self, IsTerminal, Write},
    panic,
    time::Duration,
};

use tracing_subscriber::{EnvFilter, fmt};

pub use self::writer::Writer;
use super::config::{Config, LogFormat};

/// How long lines that wait may take to be written when the program ends: a pipe may be full, and read
/// by nobody.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Starts the log as `config` has it, on standard error. Panics are lines of it as well.
///
/// Secrets, email addresses, IP addresses and tokens don't belong in it (ASVS 16.2.5).
pub fn start(config: &Config) -> Writer {
    let writer = Writer::start(io::stderr(), |lost| tracing::warn!(lost, "log lines could not be written"));
    let log = fmt()
        .with_env_filter(EnvFilter::new(&config.log))
        .with_writer(writer.clone())
        .with_ansi(io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().init(),
    }
    // The hook that is there writes to standard error itself, and may wait for ever to do so.
    panic::set_hook(Box::new(|panic| {
        let message = panic.payload_as_str().unwrap_or_default();
        tracing::error!(at = panic.location().map(tracing::field::display), "a panic: {message}");
    }));
    writer
}

/// The last line of a program that has no log yet. That it can't be written changes nothing: the exit
/// code says as much.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "latchkey: {line}");
}

/// Says why the program ends, if there is something to say, and lets what waits be written.
pub fn finish(log: &Writer, line: Option<&str>) {
    if let Some(line) = line {
        log.push(format!("latchkey: {line}\n").as_bytes());
    }
    log.finish(LAST_WORDS);
}
