//! How the values of settings are read, and what is wrong with those that are wrong.
//!
//! What is said of a value never repeats it: see [`crate::server::cli`].

use std::{
    net::{Ipv4Addr, SocketAddr, ToSocketAddrs},
    time::Duration,
};

use lettre::message::Mailbox;
use secrecy::SecretString;
use tracing::Level;
use tracing_subscriber::{EnvFilter, filter::Targets};
use url::{Host, Url};

use crate::server::{
    http::forwarded::TrustedProxies,
    mail::{SmtpServer, ascii_sender},
    storage,
    text::is_invisible,
};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

/// An address and a port; a host's name and a port; or a port of this machine alone.
pub fn listen(text: &str) -> Result<SocketAddr, String> {
    let otherwise = "it must be an address and a port, such as 127.0.0.1:3000, [::1]:3000 or localhost:3000";
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    if let Ok(port) = text.parse() {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    }
    let (host, port) = text.rsplit_once(':').ok_or(otherwise)?;
    let port: u16 = port.parse().map_err(|_| otherwise)?;
    match host {
        // Some programs take that for every network, others for this machine.
        "" => Err("say 127.0.0.1 before the port for this machine alone, or 0.0.0.0 for every network".into()),
        "*" => Err("say 0.0.0.0 before the port for every network, or [::] with IPv6".into()),
        "localhost" => Ok((Ipv4Addr::LOCALHOST, port).into()),
        _ if host.contains(':') => Err(otherwise.into()),
        _ => {
            let mut found: Vec<_> = (host, port).to_socket_addrs().map_err(|_| "its host isn't known")?.collect();
            found.sort_by_key(SocketAddr::is_ipv6);
            found.first().copied().ok_or_else(|| otherwise.into())
        }
    }
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

/// The most characters of a site's name: it stands in the title of every page and in subjects of emails.
const LONGEST_NAME: usize = 40;

/// Without what can't be seen: it would turn the text around it, or break a header.
pub fn site_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_plain = |c: char| !c.is_control() && !is_invisible(c);
    if (1..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().all(is_plain) {
        Ok(name.to_owned())
    } else {
        Err(format!("it must be a name of 1 to {LONGEST_NAME} visible characters"))
    }
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
