//! How the values of settings are read, and what is wrong with those that are wrong.

use std::time::Duration;

use lettre::message::Mailbox;
use secrecy::SecretString;
use url::Url;

use crate::server::mail::{SmtpServer, ascii_sender};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

pub fn public_url(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|error| format!("{error}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err("it must begin with http:// or https:// and a host".into());
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err("it must have no path, query or user".into());
    }
    Ok(url)
}

pub fn database_url(text: &str) -> Result<String, String> {
    if text.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty()) {
        Ok(text.to_owned())
    } else {
        Err("it must be sqlite:PATH".into())
    }
}

pub fn lifetime(text: &str) -> Result<Duration, String> {
    duration(text, MINUTE, 365 * DAY, "it must be from 1m to 365d")
}

pub fn retention(text: &str) -> Result<Duration, String> {
    duration(text, Duration::ZERO, 3650 * DAY, "it must be from 0s to 3650d")
}

fn duration(text: &str, least: Duration, most: Duration, otherwise: &str) -> Result<Duration, String> {
    let duration = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if (least..=most).contains(&duration) { Ok(duration) } else { Err(otherwise.to_owned()) }
}

pub fn smtp_url(text: &str) -> Result<SecretString, String> {
    SmtpServer::parse(text)?;
    Ok(text.into())
}

pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    let mailbox = text.parse().map_err(|error| format!("{error}"))?;
    ascii_sender(mailbox).map_err(|error| error.to_string())
}

pub fn log_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text).map_err(|error| error.to_string())?;
    Ok(text.to_owned())
}
