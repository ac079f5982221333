//! The client address of a request: the peer's, or the one that trusted proxies report.
//!
//! `Forwarded` (RFC 7239) and `X-Forwarded-For` are lists to which each proxy appends its client; what the client
//! itself sent is to the left of that. So they are read from the right, for as long as the addresses are those of
//! trusted proxies. Parsers of the whole header are of no use here: its left part may be anything, made to break
//! them.

use std::{borrow::Cow, fmt, net::IpAddr, str::FromStr, sync::Once};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use ipnetwork::{IpNetwork, IpNetworkError, Ipv4Network};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The trusted proxies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNetwork>);

impl TrustedProxies {
    /// Whether no proxy is trusted.
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every address of a family is one.
    pub fn are_everybody(&self) -> bool {
        self.0.iter().any(|network| network.prefix() == 0)
    }

    /// Whether `address` is one of them.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    /// Networks (`10.0.0.0/8`) and addresses, with commas between them.
    fn from_str(text: &str) -> Result<Self, String> {
        let networks = text.split(',').map(str::trim).filter(|network| !network.is_empty());
        let networks = networks.map(|network| canonical(network).map_err(|_| format!("{network} is not a network")));
        networks.collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let networks: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        formatter.write_str(if networks.is_empty() { "no proxy is trusted" } else { "trusted: " })?;
        formatter.write_str(&networks.join(", "))
    }
}

/// IPv4 within IPv6 as IPv4: that is how addresses are compared.
fn canonical(text: &str) -> Result<IpNetwork, IpNetworkError> {
    let network: IpNetwork = without_zone(text).unwrap_or(text).parse()?;
    match (network, network.ip().to_canonical()) {
        (IpNetwork::V6(wide), IpAddr::V4(address)) if wide.prefix() >= 96 => {
            Ipv4Network::new(address, wide.prefix() - 96).map(IpNetwork::V4)
        }
        _ => Ok(network),
    }
}

/// The address that a request comes from.
///
/// The peer's address, unless it is a trusted proxy: then that of the proxy's client, and so on. Anything but an
/// address (`unknown`, an obfuscated name, garbage) ends this at the last address.
///
/// A proxy that sets one of the two headers may pass the other on as the client sent it, and nothing says which one
/// that is. So if both are present, they count only if they agree.
pub fn client_address(headers: &HeaderMap, peer: IpAddr, trusted: &TrustedProxies) -> IpAddr {
    let peer = peer.to_canonical();
    let forwarded = walk(peer, trusted, lines(headers, &header::FORWARDED).flat_map(forwarded_for));
    let x_forwarded_for = walk(peer, trusted, lines(headers, &X_FORWARDED_FOR).flat_map(x_forwarded_for));
    match (headers.contains_key(header::FORWARDED), headers.contains_key(X_FORWARDED_FOR)) {
        (true, true) if forwarded != x_forwarded_for => {
            warn_of_two_headers();
            peer
        }
        (true, _) => forwarded,
        (false, _) => x_forwarded_for,
    }
}

/// From the peer to the client that each one names, for as long as it is trusted and names one.
fn walk(peer: IpAddr, trusted: &TrustedProxies, named: impl Iterator<Item = Option<IpAddr>>) -> IpAddr {
    let mut address = peer;
    for next in named {
        match next.filter(|_| trusted.contain(address)) {
            Some(next) => address = next,
            None => break,
        }
    }
    address
}

/// The lines of a header, the last one first. Several are one list (RFC 9110, section 5.3).
fn lines<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a HeaderValue> + use<'a> {
    headers.get_all(name).iter().rev()
}

/// Whom a line of `X-Forwarded-For` names, from the right.
fn x_forwarded_for(line: &HeaderValue) -> impl Iterator<Item = Option<IpAddr>> {
    line.as_bytes().rsplit(|byte| *byte == b',').map(|text| node(&unquoted(text.trim_ascii())))
}

/// Whom a line of `Forwarded` names, from the right. Each element: `for=192.0.2.1;proto=https`.
fn forwarded_for(line: &HeaderValue) -> impl Iterator<Item = Option<IpAddr>> {
    rsplit(line.as_bytes(), b',').map(|element| {
        let mut named = rsplit(element, b';').filter_map(|pair| {
            let equals = pair.iter().position(|byte| *byte == b'=')?;
            let (name, value) = (pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii());
            name.eq_ignore_ascii_case(b"for").then_some(value)
        });
        let value = named.next()?;
        // Each parameter at most once (RFC 7239, section 4).
        if named.next().is_some() {
            return None;
        }
        node(&unquoted(value))
    })
}

/// Splits from the right, but not within a quoted string (RFC 9110, section 5.6.4), in which a client
/// may have had a word (`host="a, for=b"`). The right part is a trusted proxy's, and well-formed.
fn rsplit(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut quoted = false;
        for at in (0..text.len()).rev() {
            if text[at] == b'"' && !is_escaped(text, at) {
                quoted = !quoted;
            } else if text[at] == separator && !quoted {
                rest = Some(&text[..at]);
                return Some(&text[at + 1..]);
            }
        }
        rest.take()
    })
}

fn is_escaped(text: &[u8], at: usize) -> bool {
    text[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`, each IPv6 one with
/// its zone (RFC 4007, section 11; in a URL, `%25`: RFC 6874), which means nothing beyond the proxy.
fn node(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let (address, port) = match text.strip_prefix('[') {
        Some(text) => {
            let (address, rest) = text.split_once(']')?;
            (
                without_zone(address)?.parse().ok().map(IpAddr::V6)?,
                rest.strip_prefix(':').or(rest.is_empty().then_some("0"))?,
            )
        }
        None => {
            if let Some(address) = without_zone(text).and_then(|text| text.parse().ok()) {
                (address, "0")
            } else {
                let (address, port) = text.split_once(':')?;
                (address.parse().ok().map(IpAddr::V4)?, port)
            }
        }
    };
    is_port(port).then(|| address.to_canonical())
}

/// IPv4 has no zones, and a zone is not empty.
fn without_zone(text: &str) -> Option<&str> {
    let Some((address, zone)) = text.split_once('%') else { return Some(text) };
    let zone = zone.strip_prefix("25").filter(|zone| !zone.is_empty()).unwrap_or(zone);
    let right = !zone.is_empty() && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/@:".contains(&byte));
    (right && address.contains(':')).then_some(address)
}

/// A number, or a name that stands for one (RFC 7239, section 6.2).
fn is_port(text: &str) -> bool {
    let hidden = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    text.parse::<u16>().is_ok() || text.strip_prefix('_').is_some_and(|name| !name.is_empty() && hidden(name))
}

/// What a quoted string says, or the word itself (RFC 9110, section 5.6.4).
fn unquoted(value: &[u8]) -> Cow<'_, [u8]> {
    let Some(inside) = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")) else {
        return Cow::Borrowed(value);
    };
    if !inside.contains(&b'\\') {
        return Cow::Borrowed(inside);
    }
    let mut escaped = false;
    let plain = inside.iter().copied().filter(|byte| {
        escaped = *byte == b'\\' && !escaped;
        !escaped
    });
    Cow::Owned(plain.collect())
}

/// Once: anybody can send both.
fn warn_of_two_headers() {
    static WARNED: Once = Once::new();
    WARNED.call_once(|| {
        tracing::warn!(
            "--trusted-proxies: a request has Forwarded and X-Forwarded-For headers that differ, and neither \
             counts: have the proxy remove the one that it does not set"
        );
    });
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod zone_tests;
