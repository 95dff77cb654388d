//! Clients that ask and never read, and clients that never finish asking.

use crate::report::{NORMAL_MAX, NORMAL_SHORT_MAX, Report};
use crate::{Attacked, Size};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Requests that a slow reader sends ahead.
const AHEAD: usize = 200;
/// Between two letters of a dribbled head.
const PAUSE: Duration = Duration::from_millis(500);
/// When all of those who dribble have to be gone.
const CLOSED_BY: Duration = Duration::from_secs(15);

/// Sends requests ahead without reading an answer; nothing where the server has no place for it.
fn slow_reader(address: SocketAddr) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_nonblocking(true).ok()?;
    let asked = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(AHEAD);
    let _ = stream.write(asked.as_bytes());
    Some(stream)
}

#[test]
fn clients_that_ask_and_never_read_close_the_site_for_nobody() {
    let (size, attacked) = (Size::chosen(), Attacked::start());
    let address = attacked.server.address;
    let name = "clients that ask and never read";
    let report = Report::of(name, &attacked.server, "/", || {
        let began = Instant::now();
        let readers: Vec<_> = (0..size.slow_readers)
            .filter_map(|_| slow_reader(address))
            .collect();
        let connected = readers.len();
        while began.elapsed() < Duration::from_secs(size.slow_seconds) {
            std::thread::sleep(Duration::from_millis(100));
        }
        let open = readers.iter().filter(|stream| is_open(stream)).count();
        format!(
            "{connected} connected and sent {AHEAD} requests each; {open} of them were still open at the end"
        )
    });
    report.normal_within(if size.short {
        NORMAL_SHORT_MAX
    } else {
        NORMAL_MAX
    });
}

/// Whether the server still holds a connection: one that it let go of shows an end or an error behind what was sent.
fn is_open(stream: &TcpStream) -> bool {
    let mut stream = stream;
    let mut answer = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut answer) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(error) => return error.kind() == ErrorKind::WouldBlock,
        }
    }
}

#[test]
fn clients_that_dribble_are_let_go_of_while_everybody_else_is_served() {
    let (size, attacked) = (Size::chosen(), Attacked::start());
    let address = attacked.server.address;
    let name = "clients that dribble their heads";
    let report = Report::of(name, &attacked.server, "/", || {
        let began = Instant::now();
        let head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
        let mut dribblers: Vec<_> = (0..size.dribblers)
            .filter_map(|_| {
                let mut stream = TcpStream::connect(address).ok()?;
                stream.set_nonblocking(true).ok()?;
                stream.write_all(head).ok()?;
                Some(stream)
            })
            .collect();
        let connected = dribblers.len();
        while !dribblers.is_empty() {
            assert!(
                began.elapsed() < CLOSED_BY,
                "{} are still open",
                dribblers.len()
            );
            dribblers.retain_mut(|stream| is_open(stream) && stream.write_all(b"a").is_ok());
            std::thread::sleep(PAUSE);
        }
        format!(
            "{connected} connected; the last was let go of after {:.1} s",
            began.elapsed().as_secs_f64()
        )
    });
    report.normal_within(if size.short {
        NORMAL_SHORT_MAX
    } else {
        NORMAL_MAX
    });
}
