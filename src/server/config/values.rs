//! How the values of settings are read, and what is wrong with those that are wrong.
//!
//! What is said of a value never repeats it: see [`crate::server::cli`].

use std::{net::SocketAddr, time::Duration};

use lettre::message::Mailbox;
use secrecy::SecretString;
use tracing::Level;
use tracing_subscriber::{EnvFilter, filter::Targets};
use url::{Host, Url};

use crate::server::{
    http::forwarded::TrustedProxies,
    mail::{SmtpServer, ascii_sender},
    storage,
};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

pub fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "it must be an address and a port, such as 127.0.0.1:3000 or [::1]:3000".into())
}

pub fn public_url(text: &str) -> Result<Url, String> {
    let otherwise = "it must begin with http:// or https:// and a host, such as https://devices.example.com";
    let url: Url = text.parse().map_err(|_| otherwise)?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(otherwise.into());
    }
    let has_user = !url.username().is_empty() || url.password().is_some();
    if url.host().is_some_and(|host| is_unspecified(&host)) {
        return Err("it must be where people reach it: 0.0.0.0 and [::] are no addresses to go to".into());
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || has_user {
        return Err("it must have no path, query or user".into());
    }
    Ok(url)
}

fn is_unspecified(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(_) => false,
        Host::Ipv4(address) => address.is_unspecified(),
        Host::Ipv6(address) => address.to_canonical().is_unspecified(),
    }
}

pub fn trusted_proxies(text: &str) -> Result<TrustedProxies, String> {
    text.parse().map_err(|_| "it must be addresses and networks such as 10.0.0.0/8, with commas between them".into())
}

pub fn database_url(text: &str) -> Result<SecretString, String> {
    if storage::is_url(text) {
        Ok(text.into())
    } else {
        Err("it must be sqlite:PATH or postgres://USER@HOST/NAME".into())
    }
}

pub fn lifetime(text: &str) -> Result<Duration, String> {
    duration(text, MINUTE, 365 * DAY, "it must be from 1m to 365d")
}

pub fn retention(text: &str) -> Result<Duration, String> {
    duration(text, Duration::ZERO, 3650 * DAY, "it must be from 0s to 3650d")
}

fn duration(text: &str, least: Duration, most: Duration, otherwise: &str) -> Result<Duration, String> {
    let duration = humantime::parse_duration(text)
        .map_err(|_| format!("it must be a number with its unit, such as 30m, 24h or 30d; {otherwise}"))?;
    if (least..=most).contains(&duration) { Ok(duration) } else { Err(otherwise.to_owned()) }
}

pub fn smtp_url(text: &str) -> Result<SecretString, String> {
    SmtpServer::parse(text)?;
    Ok(text.into())
}

pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    let otherwise = "it must be an address, such as Latchkey <no-reply@example.com>";
    let mailbox = text.parse().map_err(|_| otherwise)?;
    ascii_sender(mailbox).map_err(|_| otherwise.into())
}

/// Refuses what would log nothing of Latchkey without saying so: a word that is no level is taken for
/// the name of a module.
pub fn log_filter(text: &str) -> Result<String, String> {
    let otherwise = "it must be error, warn, info, debug, trace or off, or such as info,tower_http=debug";
    EnvFilter::try_new(text).map_err(|_| otherwise)?;
    let is_off = text.trim().eq_ignore_ascii_case("off") || text.trim() == "0";
    // Filters by fields and spans are not understood by it: those were not written by chance.
    let mutes = text.parse().is_ok_and(|targets: Targets| !targets.would_enable("latchkey", &Level::ERROR));
    if text.trim().is_empty() || (mutes && !is_off) {
        return Err(format!("nothing of Latchkey would be logged: {otherwise}"));
    }
    Ok(text.to_owned())
}
