//! The log.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

use super::config::{Config, LogFormat};

/// Starts the log as `config` has it, on standard error.
///
/// Secrets, e-mail addresses, IP addresses and tokens don't belong in it (ASVS 16.2.5).
pub fn start(config: &Config) {
    let filter = EnvFilter::new(&config.log);
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    match config.log_format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().init(),
    }
}
