//! The settings: each a flag, an environment variable and a default.

mod choices;
mod doubts;
mod values;
pub mod variables;

use std::{ffi::OsStr, net::SocketAddr, num::NonZero, path::PathBuf, time::Duration};

use clap::Parser;
use lettre::message::Mailbox;
use secrecy::SecretString;
use url::Url;

pub use self::choices::{Hsts, LogFormat, SignUp};
pub use self::doubts::Doubt;
pub(super) use self::values::database_url;
use self::values::{
    lifetime, listen, log_filter, mailbox, public_url, retention, site_name, smtp_url, trusted_proxies,
};
use super::{
    http::forwarded::TrustedProxies,
    listen::Limits,
    storage::{Database, Retention},
};

// The settings. No doc comment: clap would put it in the place of the opening of `--help`, which is that of
// `super::cli::Cli`.
#[derive(Clone, Debug, Parser)]
#[expect(clippy::doc_markdown, reason = "these lines are the help that people read")]
pub struct Config {
    /// Address and port to serve on.
    #[arg(long, env = "LATCHKEY_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3000", value_parser = listen, help_heading = "Serving")]
    pub listen: SocketAddr,

    /// The URL that people use, such as https://devices.example.com. With https, cookies are Secure and HSTS is
    /// sent. Links in emails lead there, so it is required with --smtp-url if --listen is 0.0.0.0 or [::].
    /// [default: http:// and the address of --listen]
    #[arg(long, env = "LATCHKEY_PUBLIC_URL", value_name = "URL", value_parser = public_url, help_heading = "Serving")]
    pub public_url: Option<Url>,

    /// With https: what browsers remember for two years (HSTS). Covers this host, its subdomains too, or both with
    /// preloading.
    #[arg(long, env = "LATCHKEY_HSTS", value_name = "SCOPE", default_value = "max-age", help_heading = "Serving")]
    pub hsts: Hsts,

    /// Proxies whose Forwarded and X-Forwarded-For headers are trusted: addresses and networks such as 10.0.0.0/8,
    /// separated by commas. [default: none]
    #[arg(
        long,
        env = "LATCHKEY_TRUSTED_PROXIES",
        value_name = "NETWORKS",
        default_value = "",
        hide_default_value = true,
        value_parser = trusted_proxies, help_heading = "Serving"
    )]
    pub trusted_proxies: TrustedProxies,

    /// Folder with the built site. [default: ../site, relative to the program]
    #[arg(long, env = "LATCHKEY_SITE_ROOT", value_name = "FOLDER", help_heading = "Serving")]
    pub site_root: Option<PathBuf>,

    /// Folder for the database and the signing key; created if missing.
    #[arg(
        long,
        env = "LATCHKEY_DATA_DIR",
        global = true,
        value_name = "FOLDER",
        default_value = "data",
        help_heading = "Storage"
    )]
    pub data_dir: PathBuf,

    /// The database: sqlite:PATH (%, ? and # in the path are written %25, %3F and %23), or
    /// postgres://USER:PASSWORD@HOST/NAME for PostgreSQL 13 or newer; ?sslmode=verify-full requires TLS with a
    /// valid certificate. [default: latchkey.db in --data-dir]
    #[arg(
        long,
        env = "LATCHKEY_DATABASE_URL",
        global = true,
        value_name = "URL",
        value_parser = database_url,
        hide_env_values = true,
        help_heading = "Storage"
    )]
    pub database_url: Option<SecretString>,

    /// Live sessions that are kept in memory, so that a check need not read them from an SQLite database.
    #[arg(long, env = "LATCHKEY_SESSIONS_IN_MEMORY", value_name = "COUNT", default_value = "100000", value_parser = clap::value_parser!(u32).range(0..=10_000_000), help_heading = "Storage")]
    pub sessions_in_memory: u32,

    /// File with the password of the database user, to keep it out of the URL. PostgreSQL only.
    #[arg(long, env = "LATCHKEY_DATABASE_PASSWORD_FILE", global = true, value_name = "FILE", help_heading = "Storage")]
    pub database_password_file: Option<PathBuf>,

    /// The most connections to the database. PostgreSQL only.
    #[arg(
        long,
        env = "LATCHKEY_DATABASE_CONNECTIONS",
        global = true,
        value_name = "NUMBER",
        default_value = "10",
        value_parser = clap::value_parser!(u32).range(1..=1000),
        help_heading = "Storage"
    )]
    pub database_connections: u32,

    /// File with the signing key; created (mode 0600) if missing. [default: signing.key in --data-dir]
    #[arg(long, env = "LATCHKEY_SIGNING_KEY_FILE", global = true, value_name = "FILE", help_heading = "Storage")]
    pub signing_key_file: Option<PathBuf>,

    /// The issuer named in tokens: give each of several instances that share a key its own.
    #[arg(long, env = "LATCHKEY_ISSUER", value_name = "NAME", default_value = "latchkey", value_parser = clap::builder::NonEmptyStringValueParser::new(), help_heading = "Sessions")]
    pub issuer: String,

    /// How long a device may be idle, such as 24h, unless 'Keep me signed in' was chosen.
    #[arg(long, env = "LATCHKEY_IDLE_TIMEOUT", value_name = "TIME", default_value = "24h", value_parser = lifetime, help_heading = "Sessions")]
    pub idle_timeout: Duration,

    /// How long a device may be idle with 'Keep me signed in'.
    #[arg(long, env = "LATCHKEY_KEPT_IDLE_TIMEOUT", value_name = "TIME", default_value = "30d", value_parser = lifetime, help_heading = "Sessions")]
    pub kept_idle_timeout: Duration,

    /// How long a shared computer stays signed in.
    #[arg(long, env = "LATCHKEY_SHARED_LIFETIME", value_name = "TIME", default_value = "1h", value_parser = lifetime, help_heading = "Sessions")]
    pub shared_lifetime: Duration,

    /// The longest that any device stays signed in, however active it is.
    #[arg(long, env = "LATCHKEY_ABSOLUTE_LIFETIME", value_name = "TIME", default_value = "90d", value_parser = lifetime, help_heading = "Sessions")]
    pub absolute_lifetime: Duration,

    /// How long a token is valid; an active device gets a new one in time.
    #[arg(long, env = "LATCHKEY_TOKEN_LIFETIME", value_name = "TIME", default_value = "15m", value_parser = lifetime, help_heading = "Sessions")]
    pub token_lifetime: Duration,

    /// How long an entered password counts before sensitive actions ask for it again (re-authentication).
    #[arg(long, alias = "proof-lifetime", env = "LATCHKEY_REAUTH_LIFETIME", value_name = "TIME", default_value = "10m", value_parser = retention, help_heading = "Sessions")]
    pub reauth_lifetime: Duration,

    /// The most devices signed in to one account; beyond that, the one idle longest is signed out, unconfirmed
    /// devices first. An unconfirmed device never pushes out a confirmed one.
    #[arg(long, env = "LATCHKEY_SESSION_LIMIT", value_name = "COUNT", default_value = "50", value_parser = clap::value_parser!(u32).range(1..=10_000), help_heading = "Sessions")]
    pub session_limit: u32,

    /// What the site is called in pages and emails.
    #[arg(long, env = "LATCHKEY_SITE_NAME", value_name = "NAME", default_value = "Latchkey", value_parser = site_name, help_heading = "Identity")]
    pub site_name: String,

    /// Logo for the pages: an SVG or PNG file of at most 256 KiB, read at the start. [default: Latchkey's]
    #[arg(long, env = "LATCHKEY_LOGO", value_name = "FILE", help_heading = "Identity")]
    pub logo: Option<PathBuf>,

    /// Who may create an account. [default: confirm with --smtp-url, else open]
    #[arg(long, env = "LATCHKEY_SIGN_UP", value_name = "MODE", help_heading = "Accounts and email")]
    pub sign_up: Option<SignUp>,

    /// The mail server, such as smtps://user:password@mail.example.com (port 465), or
    /// smtp://user:password@mail.example.com (STARTTLS, port 587). With a password, nothing is sent unless the
    /// connection is encrypted. Without one, smtp://mail.example.com (port 25) is encrypted if the server offers
    /// it. To choose, add ?tls=required, ?tls=opportunistic (no password), or ?tls=none, which sends everything in
    /// clear text. Certificates are checked against the system's authorities, or those in SSL_CERT_FILE. Without a
    /// server, emails are written as .eml files to mail/ in --data-dir.
    #[arg(long, env = "LATCHKEY_SMTP_URL", value_name = "URL", value_parser = smtp_url, hide_env_values = true, help_heading = "Accounts and email")]
    pub smtp_url: Option<SecretString>,

    /// Sender of emails. Without a name, --site-name is its name.
    #[arg(long, env = "LATCHKEY_MAIL_FROM", value_name = "ADDRESS", default_value = "latchkey@localhost", value_parser = mailbox, help_heading = "Accounts and email")]
    pub mail_from: Mailbox,

    /// How long the security log of an account is kept.
    #[arg(long, env = "LATCHKEY_LOG_RETENTION", value_name = "TIME", default_value = "180d", value_parser = retention, help_heading = "Retention")]
    pub log_retention: Duration,

    /// How long IP addresses are kept in the security log.
    #[arg(long, env = "LATCHKEY_ADDRESS_RETENTION", value_name = "TIME", default_value = "30d", value_parser = retention, help_heading = "Retention")]
    pub address_retention: Duration,

    /// City or country database in MaxMind's format, such as GeoLite2's or DB-IP's; SIGHUP reloads it. [default:
    /// the country database that the set-up installs, ../location/country.mmdb relative to the program]
    #[arg(long, env = "LATCHKEY_LOCATION_DB", value_name = "PATH", help_heading = "Locations")]
    pub location_db: Option<PathBuf>,

    /// Sign-ins, sign-ups and resets per minute from one address; password checks per minute on one known device.
    #[arg(long, env = "LATCHKEY_ATTEMPTS_PER_MINUTE", value_name = "COUNT", default_value = "30", value_parser = clap::value_parser!(u32).range(1..=1_000_000), help_heading = "Limits")]
    pub attempts_per_minute: u32,

    /// The most connections at one time; beyond that, the one idle the longest is closed.
    #[arg(long, env = "LATCHKEY_MAX_CONNECTIONS", value_name = "COUNT", default_value = "2048", value_parser = clap::value_parser!(u32).range(16..=1_000_000), help_heading = "Limits")]
    pub max_connections: u32,

    /// The most connections from one address; --trusted-proxies are exempt.
    #[arg(long, env = "LATCHKEY_MAX_CONNECTIONS_PER_ADDRESS", value_name = "COUNT", default_value = "256", value_parser = clap::value_parser!(u32).range(1..=1_000_000), help_heading = "Limits")]
    pub max_connections_per_address: u32,

    /// The most requests in progress at one time, a quarter of them from one address; the rest get 503.
    #[arg(long, env = "LATCHKEY_MAX_REQUESTS", value_name = "COUNT", default_value = "1024", value_parser = clap::value_parser!(u32).range(4..=1_000_000), help_heading = "Limits")]
    pub max_requests: u32,

    /// The most passwords hashed at one time; each takes 19 MiB. [default: the number of processors]
    #[arg(long, env = "LATCHKEY_PASSWORD_WORKERS", value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Limits")]
    pub password_workers: Option<u16>,

    /// The most password checks that wait for --password-workers, counted separately for known devices and everyone
    /// else; the rest get 503.
    #[arg(long, env = "LATCHKEY_PASSWORD_QUEUE", value_name = "COUNT", default_value = "64", value_parser = clap::value_parser!(u16).range(0..=10_000), help_heading = "Limits")]
    pub password_queue: u16,

    /// What to log, such as warn, info, or latchkey=debug,tower_http=debug.
    #[arg(long, env = "LATCHKEY_LOG", value_name = "FILTER", default_value = "info", value_parser = log_filter, help_heading = "Log and output")]
    pub log: String,

    /// How to write the log.
    #[arg(
        long,
        env = "LATCHKEY_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Log and output"
    )]
    pub log_format: LogFormat,
}

impl Config {
    /// Where people reach it. Where it listens on all addresses and nothing is said, that is this machine.
    pub fn public_url(&self) -> Url {
        self.public_url.clone().unwrap_or_else(|| {
            let text = if self.listens_everywhere() {
                format!("http://localhost:{}", self.listen.port())
            } else {
                format!("http://{}", self.listen)
            };
            text.parse().expect("a host and a port are the authority of a URL")
        })
    }

    /// Whether links lead here from another machine: not to 'any address', which is none.
    pub fn links_lead_here(&self) -> bool {
        self.public_url.is_some() || !self.listens_everywhere()
    }

    fn listens_everywhere(&self) -> bool {
        self.listen.ip().to_canonical().is_unspecified()
    }

    /// Whether people reach it over https.
    pub fn https(&self) -> bool {
        self.public_url().scheme() == "https"
    }

    /// The database.
    pub fn database(&self) -> Database {
        match &self.database_url {
            None => Database::File(self.data_dir.join("latchkey.db")),
            Some(url) => Database::at(url, self.database_password_file.as_deref(), self.database_connections),
        }
    }

    /// The file that the database is in; none if it is on a server.
    pub fn database_file(&self) -> Option<PathBuf> {
        self.database().file()
    }

    /// The sender of emails.
    pub fn mail_from(&self) -> Mailbox {
        let Mailbox { name, email } = self.mail_from.clone();
        Mailbox { name: name.or_else(|| Some(self.site_name.clone())), email }
    }

    /// Where mail is written, where no server takes it.
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// The file with the signing key.
    pub fn signing_key_file(&self) -> PathBuf {
        self.signing_key_file.clone().unwrap_or_else(|| self.data_dir.join("signing.key"))
    }

    /// Who may make an account.
    pub fn sign_up(&self) -> SignUp {
        self.sign_up.unwrap_or(if self.smtp_url.is_some() { SignUp::Confirm } else { SignUp::Open })
    }

    /// Whether another address counts only once a link that goes there was opened. Where nobody can
    /// sign up, too, if there is a mail server: else anybody could write to anybody through it, and
    /// learn who has an account.
    pub fn confirms_addresses(&self) -> bool {
        match self.sign_up() {
            SignUp::Open => false,
            SignUp::Confirm => true,
            SignUp::Closed => self.smtp_url.is_some(),
        }
    }

    /// How long data is kept.
    pub fn retention(&self) -> Retention {
        Retention { log: self.log_retention, addresses: self.address_retention }
    }

    /// How much may be going on at one time.
    pub fn limits(&self) -> Limits {
        let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Limits {
            connections: count(self.max_connections),
            connections_per_address: count(self.max_connections_per_address),
            requests: count(self.max_requests),
        }
    }

    /// How many passwords may be hashed at one time.
    pub fn password_workers(&self) -> usize {
        self.password_workers.map_or_else(
            // They give way to requests by their priority.
            || std::thread::available_parallelism().map_or(1, NonZero::get),
            usize::from,
        )
    }
}

/// Whether there is nothing in it but white space.
pub fn is_blank(value: &OsStr) -> bool {
    value.to_str().is_some_and(|value| value.trim().is_empty())
}

#[cfg(test)]
mod tests;
