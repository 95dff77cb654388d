//! Where a request comes from, as one visitor: the unit in which failures and shares are counted.

use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// What a household or an office gets of IPv6, in bits: whoever has one address of it has all of them.
const IPV6_NETWORK_BITS: u32 = 64;

/// One visitor: an IPv4 address, or the network of an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Visitor(IpAddr);

impl Visitor {
    /// Whose address this is.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let host = u128::MAX >> IPV6_NETWORK_BITS;
                Self(IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !host)))
            }
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }

    /// Who sent a request: the other end of the connection, or whom the proxy of ours at the other end speaks for.
    pub fn behind(peer: SocketAddr, headers: &HeaderMap, trusted_proxy: bool) -> Self {
        let told = trusted_proxy.then(|| forwarded(headers)).flatten();
        Self::of(told.unwrap_or(peer.ip()))
    }
}

impl std::fmt::Display for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            IpAddr::V4(address) => address.fmt(f),
            IpAddr::V6(network) => write!(f, "{network}/{IPV6_NETWORK_BITS}"),
        }
    }
}

/// The address that the proxy added itself: the last of the last line. What stands before it, anybody can send.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?;
    let last = line.to_str().ok()?.rsplit(',').next()?.trim();
    let bare = last.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .ok()
        .or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn visitor(address: &str) -> String {
        Visitor::of(address.parse().unwrap()).to_string()
    }

    #[test]
    fn a_network_of_ipv6_is_one_visitor_and_an_address_of_ipv4_is_one() {
        assert_eq!(visitor("192.0.2.7"), "192.0.2.7");
        assert_eq!(visitor("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(visitor("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(visitor("2001:db8:1:2::1"), "2001:db8:1:2::/64");
        assert_ne!(visitor("2001:db8:1:3::1"), "2001:db8:1:2::/64");
    }

    #[test]
    fn only_what_a_trusted_proxy_added_last_is_believed() {
        let peer = "127.0.0.1:9".parse().unwrap();
        let told = |lines: &[&str], trusted| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
            }
            Visitor::behind(peer, &headers, trusted).to_string()
        };
        assert_eq!(told(&["192.0.2.7"], false), "127.0.0.1");
        assert_eq!(told(&["192.0.2.7"], true), "192.0.2.7");
        assert_eq!(told(&["10.0.0.1, 192.0.2.7"], true), "192.0.2.7");
        assert_eq!(told(&["10.0.0.1", "192.0.2.7"], true), "192.0.2.7");
        assert_eq!(told(&["192.0.2.7:4711"], true), "192.0.2.7");
        assert_eq!(told(&["[2001:db8::1]:4711"], true), "2001:db8::/64");
        assert_eq!(told(&["[2001:db8::1]"], true), "2001:db8::/64");
        assert_eq!(told(&["unknown"], true), "127.0.0.1");
        assert_eq!(told(&[], true), "127.0.0.1");
    }
}
