//! What a request tells of the device behind it.

mod address;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};

pub use self::address::{TrustedProxies, client_address};
use super::{
    AppState,
    cookie::Carried,
    device::{self, Hints},
    ids::{DeviceSecret, SessionId},
    location::Place,
    storage::Origin,
};
use crate::model::{Device, Precision};

/// Bytes of an Accept-Language that are kept.
const MAX_LANGUAGES: usize = 256;

/// The device behind a request that signs in.
#[derive(Clone, Debug)]
pub struct Client {
    /// As sent, cut to [`device::MAX_USER_AGENT`].
    pub user_agent: String,
    pub device: Device,
    /// Where it comes from, as far as those are trusted who say so: see [`client_address`].
    pub ip_address: IpAddr,
    /// The session that this browser holds already, if it holds one: signing in replaces it.
    pub holds: Option<SessionId>,
    /// What its device cookie says, if it has one.
    pub device_cookie: Option<DeviceSecret>,
}

impl Client {
    /// Reads it off a request.
    pub fn of(parts: &Parts, state: &AppState) -> Self {
        let user_agent = device::user_agent(header_text(&parts.headers, header::USER_AGENT.as_str()));
        let hints = Hints::of(&parts.headers);
        Self {
            device: device::identify(&user_agent, &hints),
            user_agent,
            ip_address: address(parts, state),
            holds: match state.cookie.read(&parts.headers) {
                Carried::Value(token) => state.tokens.session_ever_named(&token),
                Carried::Nothing | Carried::Several => None,
            },
            device_cookie: match state.device_cookie.read(&parts.headers) {
                Carried::Value(text) => text.parse().ok(),
                Carried::Nothing | Carried::Several => None,
            },
        }
    }

    /// Where it is, as precisely as its person wants that kept.
    pub fn place(&self, state: &AppState, precision: Precision) -> Place {
        state.locator.locate(self.ip_address, precision)
    }

    /// As the log tells it.
    pub fn origin(&self, state: &AppState, precision: Precision) -> Origin {
        Origin {
            device: None,
            device_name: self.device.name(),
            device_kind: self.device.kind,
            ip_address: self.ip_address,
            place: self.place(state, precision),
        }
    }
}

/// Where a request comes from, as far as those are trusted who say so: see [`client_address`].
pub fn address(parts: &Parts, state: &AppState) -> IpAddr {
    client_address(&parts.headers, peer(parts), &state.config.trusted_proxies)
}

/// The address at the other end of the connection.
fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip())
}

/// Its Accept-Language, cut to [`MAX_LANGUAGES`] bytes.
pub fn languages(headers: &HeaderMap) -> String {
    // `to_str` gives ASCII, which may be cut anywhere.
    let text = header_text(headers, header::ACCEPT_LANGUAGE.as_str());
    text[..text.len().min(MAX_LANGUAGES)].to_owned()
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
