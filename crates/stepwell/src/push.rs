//! Handing calls to push services: one request over TLS for each, to an address in public, and nothing that it answers is
//! followed or kept.
//!
//! Browsers name the address, so it is looked at twice: the clinic's list of services says which hosts are believed, and
//! here none of them may stand in a private network, whatever its name resolves to at that moment. The connection goes to
//! the address that was looked at.

use care::followup::push::{Origin, Services};
use clinic::followup::bell::{KEPT_SECONDS, Outgoing, Pusher, Sent};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long one address of a push service may take to connect.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long a push service may take in all, without resolving its name, however slowly it goes on answering.
const TIMEOUT_IN_ALL: Duration = Duration::from_secs(10);
/// Addresses of one name that are tried.
const ADDRESSES_MAX: usize = 2;
/// The longest first line of an answer, in bytes.
const LINE_BYTES_MAX: usize = 256;

const NO_ADDRESS: &str = "the push service has no address";
const UNREACHED: &str = "the push service cannot be reached";
const SILENT: &str = "the push service did not answer";

/// A connection on which nothing is waited for beyond a moment.
struct Within {
    stream: TcpStream,
    by: Instant,
}

impl Within {
    fn left(&self) -> std::io::Result<Duration> {
        let left = self.by.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(left)
    }
}

impl Read for Within {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        self.stream.read(buffer)
    }
}

impl Write for Within {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write(buffer)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stream.flush()
    }
}

/// Push services over HTTPS.
pub struct Https {
    services: Services,
    tls: Arc<ClientConfig>,
}

impl Https {
    /// Prepares calling through these services; connects only when there is somebody to call.
    pub fn new(services: Services) -> Result<Self, rustls::Error> {
        let roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            services,
            tls: Arc::new(tls),
        })
    }

    fn connect(&self, origin: &Origin) -> Result<TcpStream, &'static str> {
        let found = (origin.host.as_str(), origin.port).to_socket_addrs();
        let found: Vec<SocketAddr> = found.map_err(|_| NO_ADDRESS)?.collect();
        let own = self.services.is_own(origin);
        if !own && !found.iter().all(|address| is_public(address.ip())) {
            return Err("the push service stands in a private network");
        }
        for address in found.iter().take(ADDRESSES_MAX) {
            if let Ok(stream) = TcpStream::connect_timeout(address, TIMEOUT) {
                return Ok(stream);
            }
        }
        Err(UNREACHED)
    }

    fn ask(&self, call: &Outgoing) -> Result<u16, &'static str> {
        let (origin, path) = Origin::of(&call.endpoint).ok_or("the address cannot be used")?;
        if !self.services.takes(&call.endpoint) {
            return Err("the push service is not one of those that are used");
        }
        let by = Instant::now() + TIMEOUT_IN_ALL;
        let stream = self.connect(&origin)?;
        let stream = Within { stream, by };
        if !origin.is_https {
            return exchange(stream, &origin, path, call);
        }
        let name = ServerName::try_from(origin.host.clone());
        let name = name.map_err(|_| "the address cannot be used")?;
        let tls = ClientConnection::new(Arc::clone(&self.tls), name);
        let tls = tls.map_err(|_| UNREACHED)?;
        exchange(StreamOwned::new(tls, stream), &origin, path, call)
    }
}

/// Sends one request and reads the status of the answer.
fn exchange(
    mut stream: impl Read + Write,
    origin: &Origin,
    path: &str,
    call: &Outgoing,
) -> Result<u16, &'static str> {
    let text = origin.text();
    let host = text.split_once("://").map_or("", |(_, host)| host);
    // The topic lets a later call take the place of one that waits for the browser: both say the same.
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {}\r\nContent-Encoding: aes128gcm\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\nTTL: {KEPT_SECONDS}\r\nUrgency: high\r\nTopic: stepwell\r\nConnection: close\r\n\r\n",
        call.authorization,
        call.body.len(),
    );
    let silent = |_| SILENT;
    stream.write_all(head.as_bytes()).map_err(silent)?;
    stream.write_all(&call.body).map_err(silent)?;
    stream.flush().map_err(silent)?;
    let (mut line, mut byte) = (Vec::new(), [0; 1]);
    while line.len() < LINE_BYTES_MAX {
        match stream.read(&mut byte) {
            Ok(1) if byte == *b"\n" => break,
            Ok(1) => line.extend(byte),
            _ => break,
        }
    }
    status(&line).ok_or(SILENT)
}

/// The status in the first line of an answer.
fn status(line: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(line).ok()?;
    let rest = line.strip_prefix("HTTP/1.")?;
    rest.split(' ').nth(1)?.trim().parse().ok()
}

impl Pusher for Https {
    fn push(&self, call: &Outgoing) -> Sent {
        match self.ask(call) {
            Ok(200..=202) => Sent::Taken,
            Ok(404 | 410) => Sent::Gone,
            Ok(429 | 500..) => Sent::Failed("the push service asks to try again later"),
            Ok(_) => Sent::Failed("the push service refused it"),
            Err(reason @ (NO_ADDRESS | UNREACHED | SILENT)) => Sent::Silent(reason),
            Err(reason) => Sent::Failed(reason),
        }
    }
}

/// The demonstration's push service: it calls nobody.
pub struct Nobody;

impl Pusher for Nobody {
    fn push(&self, _: &Outgoing) -> Sent {
        Sent::Failed("a demonstration calls nobody")
    }
}

/// Whether an address is one of everybody's. What is not surely so is not.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let reserved = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !reserved
}

/// Only what is handed out to networks, without what carries an address of the other kind inside.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let carries = a == 0x2002 || (a == 0x2001 && (b == 0 || b == 0xdb8));
    (0x2000..=0x3fff).contains(&a) && !carries
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn no_private_address_counts_as_public() {
        for (ip, public) in [
            ("8.8.8.8", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("2606:4700::1", true),
            ("::1", false),
            ("::ffff:10.0.0.1", false),
            ("fd00::1", false),
            ("fe80::1", false),
            ("2002:0a00:0001::1", false),
            ("64:ff9b::a00:1", false),
        ] {
            assert_eq!(is_public(ip.parse().unwrap()), public, "{ip}");
        }
    }

    #[test]
    fn a_name_that_leads_into_a_private_network_is_not_connected_to() {
        let https = Https::new(Services::parse(&["*.localhost.example".into()]).unwrap()).unwrap();
        let origin = Origin {
            is_https: true,
            host: "localhost".to_owned(),
            port: 443,
        };
        let refused = https.connect(&origin).map(drop);
        assert_eq!(refused, Err("the push service stands in a private network"));
    }

    /// Answers one request with a status, and hands on what was asked.
    fn service(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut asked, mut piece) = (Vec::new(), [0; 1024]);
            while !asked.ends_with(b"sealed") {
                let read = stream.read(&mut piece).unwrap();
                assert!(read > 0, "it broke off");
                asked.extend_from_slice(&piece[..read]);
            }
            stream.write_all(answer.as_bytes()).unwrap();
            String::from_utf8(asked).unwrap()
        });
        (origin, asked)
    }

    #[test]
    fn a_service_is_asked_as_the_standard_says_and_its_status_is_read() {
        for (answer, sent) in [
            ("HTTP/1.1 201 Created\r\n\r\n", Sent::Taken),
            ("HTTP/1.1 410 Gone\r\n\r\n", Sent::Gone),
            (
                "HTTP/1.1 429 Too Many Requests\r\n\r\n",
                Sent::Failed("the push service asks to try again later"),
            ),
            (
                "HTTP/1.1 403 Forbidden\r\n\r\n",
                Sent::Failed("the push service refused it"),
            ),
            ("nonsense\r\n", Sent::Silent(SILENT)),
        ] {
            let (origin, asked) = service(answer);
            let https =
                Https::new(Services::parse(std::slice::from_ref(&origin)).unwrap()).unwrap();
            let call = Outgoing {
                endpoint: format!("{origin}/push/abc"),
                authorization: "vapid t=a.b.c, k=d".to_owned(),
                body: b"sealed".to_vec(),
            };
            assert_eq!(https.push(&call), sent, "{answer}");
            let asked = asked.join().unwrap();
            for line in [
                "POST /push/abc HTTP/1.1\r\n",
                "Authorization: vapid t=a.b.c, k=d\r\n",
                "Content-Encoding: aes128gcm\r\n",
                "Content-Length: 6\r\n",
                "TTL: 900\r\n",
                "Urgency: high\r\n",
            ] {
                assert!(asked.contains(line), "{line} in {asked}");
            }
        }
    }

    #[test]
    fn a_service_that_goes_on_slowly_is_not_waited_for_beyond_its_time() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let slow = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // Each byte comes in good time, and the line would take many seconds.
            while stream.write_all(b"H").is_ok() {
                std::thread::sleep(Duration::from_millis(40));
            }
        });
        let begun = Instant::now();
        let stream = Within {
            stream: TcpStream::connect(address).unwrap(),
            by: begun + Duration::from_millis(300),
        };
        let origin = Origin {
            is_https: false,
            host: "127.0.0.1".to_owned(),
            port: address.port(),
        };
        let call = Outgoing {
            endpoint: String::new(),
            authorization: String::new(),
            body: Vec::new(),
        };
        assert_eq!(exchange(stream, &origin, "/", &call), Err(SILENT));
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "it was waited for"
        );
        slow.join().unwrap();
    }

    #[test]
    fn a_service_that_is_not_named_is_not_asked() {
        let https = Https::new(Services::default()).unwrap();
        let call = Outgoing {
            endpoint: "http://127.0.0.1:9/a".to_owned(),
            authorization: String::new(),
            body: Vec::new(),
        };
        let refused = Sent::Failed("the push service is not one of those that are used");
        assert_eq!(https.push(&call), refused);
    }
}
