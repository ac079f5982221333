//! What a request tells of the device behind it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};

use super::{
    AppState,
    cookie::Carried,
    device::{self, Hints},
    ids::SessionId,
    storage::Origin,
};
use crate::model::Device;

/// The device behind a request that signs in.
#[derive(Clone, Debug)]
pub struct Client {
    /// As sent, cut to [`device::MAX_USER_AGENT`].
    pub user_agent: String,
    pub device: Device,
    pub ip_address: IpAddr,
    /// The session that this browser holds already, if it holds one: signing in replaces it.
    pub holds: Option<SessionId>,
}

impl Client {
    /// Reads it off a request.
    pub fn of(parts: &Parts, state: &AppState) -> Self {
        let user_agent = device::user_agent(header_text(&parts.headers, header::USER_AGENT.as_str()));
        let hints = Hints::of(&parts.headers);
        Self {
            device: device::identify(&user_agent, &hints),
            user_agent,
            ip_address: peer(parts),
            holds: match state.cookie.read(&parts.headers) {
                Carried::Token(token) => state.tokens.session_ever_named(&token),
                Carried::Nothing | Carried::Several => None,
            },
        }
    }

    /// As the log tells it.
    pub fn origin(&self, state: &AppState) -> Origin {
        Origin {
            device_name: self.device.name(),
            device_kind: self.device.kind,
            ip_address: self.ip_address,
            location: state.locator.locate(self.ip_address),
        }
    }
}

/// The address at the other end of the connection. IPv4 within IPv6 reads as IPv4.
fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip().to_canonical())
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
