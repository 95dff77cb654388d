//! Calling somebody who has no page open: what a browser gives when it lets itself be called, and which push services
//! are believed.
//!
//! A browser names the address that it is called at. Whoever may add one could have this server send to any address, so
//! only the services of the known makers of browsers are taken, and those that the clinic names.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// The longest address of a push service, in characters.
const ENDPOINT_CHARS_MAX: usize = 1_024;
/// The longest key of a browser as text, in characters.
const KEY_CHARS_MAX: usize = 128;
/// The push services of the makers of browsers: Chrome, Firefox, Safari, Edge.
pub const KNOWN_SERVICES: [&str; 4] = [
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
];

/// What a browser gives: where it is called, and with which keys that is sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// The address at its push service.
    pub endpoint: String,
    /// Its key.
    pub p256dh: String,
    /// Its secret.
    pub auth: String,
}

impl Subscription {
    /// Refuses what is no subscription at a service that is believed.
    pub fn checked(self, services: &Services) -> Result<Self, Invalid> {
        let text = |key: &str| {
            !key.is_empty()
                && key.chars().count() <= KEY_CHARS_MAX
                && key
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || "-_=".contains(it))
        };
        if !text(&self.p256dh) || !text(&self.auth) {
            return Err(Invalid::new("This browser gave no key to call it with."));
        }
        if services.takes(&self.endpoint) {
            Ok(self)
        } else {
            Err(Invalid::new(
                "This browser is called through a service that this clinic does not use. Use another browser, or ask whoever runs the program.",
            ))
        }
    }
}

/// The scheme, the host and the port of an address: what is connected to, and what a sender signs for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Whether the connection is encrypted.
    pub is_https: bool,
    /// The host, in small letters.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Origin {
    /// Splits an address into where to connect and what to ask for there; nothing where it is none, or could be read in
    /// two ways.
    pub fn of(address: &str) -> Option<(Self, &str)> {
        let (is_https, rest) = match address.split_once("://")? {
            ("https", rest) => (true, rest),
            ("http", rest) => (false, rest),
            _ => return None,
        };
        let at = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(at);
        let plain = |it: char| it.is_ascii_graphic() && !"\"<>\\^`{|}#".contains(it);
        if address.len() > ENDPOINT_CHARS_MAX || !path.chars().all(plain) {
            return None;
        }
        let (host, port) = match authority.split_once(':') {
            // Digits alone: a number may also be read with a sign before it.
            Some((host, port)) if port.chars().all(|it| it.is_ascii_digit()) => {
                (host, port.parse().ok()?)
            }
            Some(_) => return None,
            None => (authority, if is_https { 443 } else { 80 }),
        };
        let of_host = |it: char| it.is_ascii_alphanumeric() || it == '-';
        let fits = host
            .split('.')
            .all(|name| !name.is_empty() && name.chars().all(of_host));
        let (host, path) = (
            host.to_ascii_lowercase(),
            if path.is_empty() { "/" } else { path },
        );
        fits.then_some((
            Self {
                is_https,
                host,
                port,
            },
            path,
        ))
    }

    /// As it is written: without the port where it is the usual one.
    pub fn text(&self) -> String {
        let Self {
            is_https,
            host,
            port,
        } = self;
        match (is_https, port) {
            (true, 443) => format!("https://{host}"),
            (true, _) => format!("https://{host}:{port}"),
            (false, 80) => format!("http://{host}"),
            (false, _) => format!("http://{host}:{port}"),
        }
    }
}

/// Which push services are believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Services {
    /// Hosts; one that begins with `*.` stands for every host below it.
    hosts: Vec<String>,
    /// Whole origins that the clinic runs itself, such as a relay in its own network.
    own: Vec<Origin>,
}

impl Default for Services {
    fn default() -> Self {
        Self {
            hosts: KNOWN_SERVICES.map(str::to_owned).into(),
            own: Vec::new(),
        }
    }
}

impl Services {
    /// Reads the list that a clinic writes: hosts, `*.` before one for all below it, and origins with their scheme for
    /// what the clinic runs itself.
    pub fn parse(list: &[String]) -> Result<Self, Invalid> {
        let (mut hosts, mut own) = (Vec::new(), Vec::new());
        for entry in list {
            let wrong = || {
                Invalid::new(format!(
                    "“{entry}” is neither a host, such as push.example.org or *.push.example.org, nor an address such as https://relay.example.org:8443"
                ))
            };
            if entry.contains("://") {
                let (origin, path) = Origin::of(entry).ok_or_else(wrong)?;
                if path != "/" {
                    return Err(wrong());
                }
                own.push(origin);
            } else {
                let host = entry.strip_prefix("*.").unwrap_or(entry);
                let of_host = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '.';
                // At least two names, so that `*.com` is nobody's slip.
                if !host.chars().all(of_host) || !host.trim_matches('.').contains('.') {
                    return Err(wrong());
                }
                hosts.push(entry.to_ascii_lowercase());
            }
        }
        Ok(Self { hosts, own })
    }

    /// Whether an address is at one of them.
    pub fn takes(&self, endpoint: &str) -> bool {
        Origin::of(endpoint).is_some_and(|(origin, _)| {
            self.is_own(&origin)
                || origin.is_https && origin.port == 443 && self.names(&origin.host)
        })
    }

    /// Whether the clinic runs it itself: it may then stand in a private network.
    pub fn is_own(&self, origin: &Origin) -> bool {
        self.own.contains(origin)
    }

    fn names(&self, host: &str) -> bool {
        self.hosts
            .iter()
            .any(|known| match known.strip_prefix("*.") {
                Some(above) => host
                    .strip_suffix(above)
                    .is_some_and(|own| own.ends_with('.') && own.len() > 1),
                None => known == host,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_services_and_those_that_the_clinic_names_are_taken() {
        let usual = Services::default();
        for (endpoint, taken) in [
            ("https://fcm.googleapis.com/fcm/send/abc:def", true),
            ("https://FCM.googleapis.com/x", true),
            (
                "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
                true,
            ),
            ("https://web.push.apple.com/Qx", true),
            ("https://push.apple.com/Qx", false),
            ("https://.push.apple.com/Qx", false),
            ("https://..push.apple.com/Qx", false),
            ("https://a..push.apple.com/Qx", false),
            ("https://fcm.googleapis.com./x", false),
            ("https://fcm.googleapis.com:+443/x", false),
            ("https://fcm.googleapis.com:/x", false),
            ("https://evilpush.apple.com/Qx", false),
            ("http://fcm.googleapis.com/x", false),
            ("https://fcm.googleapis.com:8443/x", false),
            ("https://fcm.googleapis.com@10.0.0.1/x", false),
            ("https://fcm.googleapis.com.evil.example/x", false),
            ("https://127.0.0.1/x", false),
            ("https://[::1]/x", false),
            ("https://fcm.googleapis.com/x y", false),
            ("https://fcm.googleapis.com/x\r\nHost: a", false),
            ("ftp://fcm.googleapis.com/x", false),
            ("", false),
        ] {
            assert_eq!(usual.takes(endpoint), taken, "{endpoint}");
        }
        let own = Services::parse(&["http://127.0.0.1:4711".into(), "*.push.example.org".into()])
            .unwrap();
        for (endpoint, taken) in [
            ("http://127.0.0.1:4711/a", true),
            ("http://127.0.0.1:4712/a", false),
            ("https://127.0.0.1:4711/a", false),
            ("https://a.push.example.org/a", true),
            ("https://fcm.googleapis.com/a", false),
        ] {
            assert_eq!(own.takes(endpoint), taken, "{endpoint}");
        }
    }

    #[test]
    fn a_list_that_cannot_be_meant_is_refused() {
        for entry in ["*.com", "com", "", "https://a.example/path", "a b.example"] {
            assert!(Services::parse(&[entry.to_owned()]).is_err(), "{entry}");
        }
    }

    #[test]
    fn an_origin_is_written_without_its_usual_port() {
        for (address, text, path) in [
            ("https://a.example/b?c=d", "https://a.example", "/b?c=d"),
            ("https://a.example:443", "https://a.example", "/"),
            ("http://a.example:8080/", "http://a.example:8080", "/"),
        ] {
            let (origin, rest) = Origin::of(address).unwrap();
            assert_eq!((origin.text().as_str(), rest), (text, path));
        }
    }

    #[test]
    fn a_browser_without_keys_is_refused() {
        let given = |key: &str| Subscription {
            endpoint: "https://fcm.googleapis.com/x".to_owned(),
            p256dh: key.to_owned(),
            auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
        };
        let services = Services::default();
        assert!(given("BCVx").checked(&services).is_ok());
        for key in ["", "a b", &"x".repeat(KEY_CHARS_MAX + 1)] {
            assert!(given(key).checked(&services).is_err(), "{key}");
        }
    }
}
