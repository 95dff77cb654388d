//! Connections that dribble their heads are closed, and nobody else notices them.

use crate::prepared;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const SLOW: usize = 200;
/// How often each of them sends one more byte.
const DRIBBLE: Duration = Duration::from_millis(500);
/// When all of them have to be closed.
const CLOSED_BY: Duration = Duration::from_secs(15);
/// What a normal request may take meanwhile.
const NORMAL_MAX: Duration = Duration::from_millis(500);

#[test]
fn two_hundred_slow_connections_are_closed_while_a_normal_request_is_quick() {
    let (home, prepared) = prepared();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let mut client = server.client(&prepared.session);
    assert_eq!(client.get("/staff").unwrap().status, 200);
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..SLOW)
        .map(|_| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            stream.set_nonblocking(true).unwrap();
            stream
                .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
                .unwrap();
            stream
        })
        .collect();
    while !slow.is_empty() {
        assert!(
            began.elapsed() < CLOSED_BY,
            "{} slow connections are still open",
            slow.len()
        );
        let asked = Instant::now();
        assert_eq!(client.get("/staff").unwrap().status, 200);
        assert!(
            asked.elapsed() < NORMAL_MAX,
            "a normal request took {:?}",
            asked.elapsed()
        );
        slow.retain_mut(is_open);
        std::thread::sleep(DRIBBLE);
    }
}

/// Sends one more byte; the server may have closed the connection, with an answer or without.
fn is_open(stream: &mut TcpStream) -> bool {
    let mut answer = [0; 512];
    let heard = stream.read(&mut answer);
    let silent = matches!(&heard, Err(error) if error.kind() == ErrorKind::WouldBlock);
    silent && stream.write_all(b"a").is_ok()
}
