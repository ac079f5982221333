//! What a request says about the device behind it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use latchkey_user_agent::{self as agents, Hints};

use super::presented;
use crate::{
    model::{Device, Language, Precision},
    server::{
        http::{cookie::CookieValue, forwarded::client_address, preference},
        ids::{DeviceSecret, SessionId},
        location::Location,
        state::AppState,
        storage::RequestSource,
        text::is_invisible,
    },
};

/// The device behind a request that signs in.
#[derive(Clone, Debug)]
pub struct Client {
    /// As sent, cut to [`agents::MAX_LENGTH`] bytes.
    pub user_agent: String,
    pub device: Device,
    /// Its address, according to trusted proxies: see [`client_address`].
    pub ip_address: IpAddr,
    /// The session that this browser is already signed in to, if any: signing in replaces it.
    pub current_session: Option<SessionId>,
    /// The language that it chose, or prefers, if that is one of ours.
    pub language: Option<Language>,
    /// What its device cookie says, if it has one.
    pub device_cookie: Option<DeviceSecret>,
}

impl Client {
    /// Reads it off a request.
    pub fn of(parts: &Parts, state: &AppState) -> Self {
        let user_agent = agents::shortened(&header_text(&parts.headers, header::USER_AGENT.as_str()));
        let hints = Hints::of(&parts.headers);
        Self {
            device: agents::identify(&user_agent, &hints),
            user_agent,
            ip_address: address(parts, state),
            language: language(&parts.headers, state),
            current_session: match presented::token(state, &parts.headers) {
                CookieValue::Value(token) => state.tokens.session_ever_named(&token),
                CookieValue::Nothing | CookieValue::Several => None,
            },
            device_cookie: match device_cookie(state, &parts.headers) {
                CookieValue::Value(text) => DeviceSecret::decode(&text).ok(),
                CookieValue::Nothing | CookieValue::Several => None,
            },
        }
    }

    /// Its location, as precisely as the person wants locations stored.
    pub fn location(&self, state: &AppState, precision: Precision) -> Location {
        state.locations.locate(self.ip_address, precision)
    }

    /// As the security log shows it.
    pub fn source(&self, state: &AppState, precision: Precision) -> RequestSource {
        RequestSource {
            device: None,
            device_name: self.device.short_name(),
            device_kind: self.device.kind,
            ip_address: self.ip_address,
            location: self.location(state, precision),
        }
    }
}

/// Under the present name, else the former one.
fn device_cookie(state: &AppState, headers: &HeaderMap) -> CookieValue {
    match state.device_cookie.read(headers) {
        CookieValue::Nothing => state.device_cookie.read_former(headers),
        found => found,
    }
}

/// The address of a request, according to trusted proxies: see [`client_address`].
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

/// The language that was chosen in this browser, else the one that it prefers.
pub fn language(headers: &HeaderMap, state: &AppState) -> Option<Language> {
    match state.language_cookie.read(headers) {
        CookieValue::Value(tag) => tag.parse().ok(),
        CookieValue::Nothing | CookieValue::Several => None,
    }
    .or_else(|| preference::language(headers))
}

/// A header as text: browsers send UTF-8 in it, and what isn't UTF-8 must not lose the rest. Without
/// what can't be seen or turns the text around.
fn header_text(headers: &HeaderMap, name: &str) -> String {
    let bytes = headers.get(name).map(HeaderValue::as_bytes).unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    text.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, HeaderValue::from_bytes(bytes).unwrap());
        header_text(&headers, "user-agent")
    }

    #[test]
    fn a_byte_that_is_not_ascii_loses_nothing_else() {
        assert_eq!(text("Android 15; 小米 13".as_bytes()), "Android 15; 小米 13");
        assert_eq!(text(b"Caf\xe9/1.2 (Linux)"), "Caf\u{fffd}/1.2 (Linux)");
        assert_eq!(text("a\u{85}b\u{202e}c\td".as_bytes()), "abcd");
        assert_eq!(text(b""), "");
    }
}
