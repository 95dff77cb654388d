//! A browser as small as it can be: one connection, one cookie, forms.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Error, Read as _, Result, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take.
const ANSWER_SECONDS_MAX: u64 = 30;
/// The largest answer that is read, in bytes.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The browser.
pub struct Client {
    address: SocketAddr,
    cookie: String,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer.
#[derive(Debug, Default)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// Where it sends on to.
    pub location: Option<String>,
    /// The session it began, if any.
    pub session: Option<String>,
    /// The page.
    pub body: String,
}

impl HttpAnswer {
    /// The token of the page's forms. A token belongs to the session, so it fits any form.
    pub fn token(&self) -> Option<&str> {
        self.hidden("_token")
    }

    /// What a hidden field of the page carries.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    }
}

impl Client {
    /// One with the session cookie of somebody who signed in, or with none.
    pub fn new(address: SocketAddr, session: &str) -> Self {
        Self {
            address,
            cookie: format!("__Host-session={session}"),
            connection: None,
        }
    }

    /// Opens a page.
    pub fn get(&mut self, path: &str) -> Result<HttpAnswer> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
            self.address, self.cookie
        );
        self.send(&head)
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<HttpAnswer> {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let body = body.join("&");
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        self.send(&request)
    }

    /// Sends a request. A connection that the server closed meanwhile is opened again, once.
    fn send(&mut self, request: &str) -> Result<HttpAnswer> {
        if let Some(connection) = self.connection.take()
            && let Ok(answer) = self.exchange(connection, request)
        {
            return Ok(answer);
        }
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(ANSWER_SECONDS_MAX)))?;
        self.exchange(BufReader::new(stream), request)
    }

    fn exchange(
        &mut self,
        mut connection: BufReader<TcpStream>,
        request: &str,
    ) -> Result<HttpAnswer> {
        connection.get_mut().write_all(request.as_bytes())?;
        let (mut answer, length) = read_head(&mut connection)?;
        let mut body = vec![0; length.min(BODY_BYTES_MAX)];
        connection.read_exact(&mut body)?;
        answer.body = String::from_utf8_lossy(&body).into_owned();
        self.connection = Some(connection);
        Ok(answer)
    }
}

fn read_head(connection: &mut BufReader<TcpStream>) -> Result<(HttpAnswer, usize)> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        return Err(Error::other("the server closed the connection"));
    }
    let status = line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| Error::other("this is not HTTP"))?;
    let mut answer = HttpAnswer {
        status,
        ..HttpAnswer::default()
    };
    let mut length = 0;
    loop {
        line.clear();
        if connection.read_line(&mut line)? == 0 {
            return Err(Error::other("the answer broke off"));
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().map_err(Error::other)?,
            "location" => answer.location = Some(value.to_owned()),
            "set-cookie" => {
                let session = value
                    .strip_prefix("__Host-session=")
                    .and_then(|rest| rest.split(';').next());
                answer.session = session.map(str::to_owned).or(answer.session);
            }
            _ => {}
        }
    }
    Ok((answer, length))
}

fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}
