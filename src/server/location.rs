//! Where an address roughly is, behind the interface that location data will fill.

use std::net::IpAddr;

use crate::model::Precision;

/// Where an address roughly is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// As a person reads it: 'Lyon, France', 'France', 'Local network', 'Unknown location'.
    pub label: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
    /// Degrees: latitude, longitude. Only a City database has them.
    pub coordinates: Option<(f64, f64)>,
}

/// Finds the approximate place of an address.
pub trait Locate: Send + Sync {
    /// `languages`: the request's Accept-Language, best first.
    fn locate(&self, address: IpAddr, precision: Precision, languages: &str) -> Place;
}

/// Knows only what the address itself tells: whether it is of a network that is not the internet.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByAddressAlone;

impl Locate for ByAddressAlone {
    fn locate(&self, address: IpAddr, precision: Precision, _: &str) -> Place {
        if precision == Precision::None {
            return Place { label: "Place not kept".to_owned(), ..Place::default() };
        }
        let label = if is_local(address) { "Local network" } else { "Unknown location" };
        Place { label: label.to_owned(), ..Place::default() }
    }
}

/// Loopback, private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) addresses.
fn is_local(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(address: &str) -> String {
        ByAddressAlone.locate(address.parse().unwrap(), Precision::City, "").label
    }

    #[test]
    fn local_addresses_are_on_the_local_network() {
        for address in [
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.7",
            "169.254.3.4",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:192.168.1.7",
        ] {
            assert_eq!(place(address), "Local network", "{address}");
        }
    }

    #[test]
    fn the_rest_is_not_known() {
        for address in ["8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "0.0.0.0", "2001:4860:4860::8888", "::"] {
            assert_eq!(place(address), "Unknown location", "{address}");
        }
    }
}
