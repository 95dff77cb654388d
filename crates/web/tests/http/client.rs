//! A client of a few lines, because a polite one could not send what these tests have to send.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// One request, headers and body as they go out.
#[derive(Clone)]
pub struct Request {
    pub method: &'static str,
    pub path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    fn new(method: &'static str, path: impl Into<String>) -> Self {
        let headers = [
            ("Host", "localhost:8080"),
            ("Connection", "close"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let headers = headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        Self {
            method,
            path: path.into(),
            headers,
            body: Vec::new(),
        }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    /// A form, as a browser sends it.
    pub fn post(path: impl Into<String>, fields: &[(String, String)]) -> Self {
        let body = serde_urlencoded::to_string(fields).unwrap();
        Self::raw(path, "application/x-www-form-urlencoded", body.into_bytes())
    }

    /// JSON, as a script of ours sends it.
    pub fn json(path: impl Into<String>, body: &str) -> Self {
        Self::raw(path, "application/json", body.as_bytes().to_vec())
    }

    /// Any body under any name.
    pub fn raw(path: impl Into<String>, kind: &str, body: Vec<u8>) -> Self {
        let mut request = Self::new("POST", path).with("Content-Type", kind);
        request.body = body;
        let length = request.body.len().to_string();
        request.with("Content-Length", &length)
    }

    pub fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(found, _)| found != name);
        self
    }

    /// With a session; an empty one is none.
    pub fn session(self, cookie: &str) -> Self {
        if cookie.is_empty() {
            self
        } else {
            self.with("Cookie", &format!("__Host-session={cookie}"))
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        [head.as_bytes(), b"\r\n", &self.body].concat()
    }

    /// Sends it over a connection of its own.
    pub fn send(&self, to: SocketAddr) -> Reply {
        let mut stream = TcpStream::connect(to).unwrap();
        // A server that refuses early may close before it has read everything.
        let _ = stream.write_all(&self.bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Reply::parse(&bytes)
    }
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let mut lines = head.lines();
        let status = lines
            .next()
            .unwrap()
            .split(' ')
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status,
            headers: headers
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }

    /// A header's value, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn cookies(&self) -> Vec<&str> {
        let cookies = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        cookies.map(|(_, value)| value.as_str()).collect()
    }

    /// The first form token on the page.
    pub fn token(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("name=\"_token\" value=\"")
            .expect("the page has a form");
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// The page without its tokens, which differ each time.
    pub fn without_tokens(&self) -> String {
        let mut parts = self.body.split("name=\"_token\" value=\"");
        let mut page = parts.next().unwrap().to_owned();
        for part in parts {
            page.push_str(part.split_once('"').unwrap().1);
        }
        page
    }
}
