//! Settings that are one of a few words.

use clap::ValueEnum;

/// How far `Strict-Transport-Security` reaches (RFC 6797).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Hsts {
    /// This host only.
    MaxAge,
    /// Its subdomains, too.
    Subdomains,
    /// And preloading, as <https://hstspreload.org> requires it: hard to undo.
    Preload,
    /// Send no header: a proxy sends its own, or none is wanted.
    Off,
}

impl Hsts {
    /// The header's value. Two years, as the preload list advises (ASVS 3.4.1, 3.7.4).
    pub const fn value(self) -> Option<&'static str> {
        match self {
            Self::MaxAge => Some("max-age=63072000"),
            Self::Subdomains => Some("max-age=63072000; includeSubDomains"),
            Self::Preload => Some("max-age=63072000; includeSubDomains; preload"),
            Self::Off => None,
        }
    }
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SignUp {
    /// Anybody, immediately.
    Open,
    /// Anybody, after opening a link sent to the address.
    Confirm,
    /// Nobody: accounts are created with `latchkey user add`.
    Closed,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}
