//! Connections that never finish their question.

use crate::client::Request;
use crate::served::Served;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The bounds that README names.
const CLOSED_WITHIN: Duration = Duration::from_secs(15);
const NORMAL_WITHIN: Duration = Duration::from_millis(500);

const SLOW: usize = 200;
/// Between two letters of a dribbled head.
const PAUSE: Duration = Duration::from_millis(400);

#[test]
fn slow_connections_are_closed_while_others_are_served() {
    let served = Served::start();
    served.get("/health", "").status_is(200);
    let began = Instant::now();
    let mut slow: Vec<TcpStream> = (0..SLOW)
        .map(|_| TcpStream::connect(served.address).unwrap())
        .collect();
    for stream in &slow {
        stream.set_nonblocking(true).unwrap();
    }
    let head = b"GET / HTTP/1.1\r\nHost: localhost:8080\r\nX-Slow: "
        .iter()
        .chain(std::iter::repeat(&b'a'));
    let mut normal = Vec::new();
    for letter in head {
        slow.retain_mut(|stream| still_open(stream, *letter));
        let asked = Instant::now();
        served.send(&Request::get("/")).status_is(200);
        normal.push(asked.elapsed());
        assert!(
            began.elapsed() < CLOSED_WITHIN,
            "{} are still open",
            slow.len()
        );
        if slow.is_empty() {
            break;
        }
        std::thread::sleep(PAUSE);
    }
    normal.sort();
    // One in twenty may meet a busy machine; a server that waits for slow neighbours would fail all of them.
    let worst = normal[normal.len() * 19 / 20];
    assert!(worst < NORMAL_WITHIN, "{normal:?}");
}

/// Sends one more letter; answers whether the other side still listens.
fn still_open(stream: &mut TcpStream, letter: u8) -> bool {
    let written = stream.write(&[letter]).is_ok();
    let read = match stream.read(&mut [0; 512]) {
        Ok(0) => false,
        Ok(_) => true,
        Err(error) => error.kind() == std::io::ErrorKind::WouldBlock,
    };
    written && read
}

#[test]
fn a_body_that_dribbles_in_is_given_up() {
    let served = Served::start();
    let mut stream = TcpStream::connect(served.address).unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: localhost:8080\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin=";
    stream.write_all(head.as_bytes()).unwrap();
    let began = Instant::now();
    stream.set_read_timeout(Some(CLOSED_WITHIN)).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 400");
    assert!(began.elapsed() < CLOSED_WITHIN);
}

#[test]
fn requests_sent_ahead_of_the_answers_are_not_served_one_and_all() {
    let served = Served::start();
    let mut stream = TcpStream::connect(served.address).unwrap();
    let asked = "GET /sign-in HTTP/1.1\r\nHost: localhost:8080\r\n\r\n".repeat(50);
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answers = Vec::new();
    // What was sent ahead and not read may end the connection with an error.
    let _ = stream.read_to_end(&mut answers);
    let answers = String::from_utf8_lossy(&answers);
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    // One after the other they are served for as long as one likes.
    let mut stream = TcpStream::connect(served.address).unwrap();
    for _ in 0..5 {
        stream
            .write_all(&asked.as_bytes()[..asked.len() / 50])
            .unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"</html>") {
            let mut piece = [0; 4_096];
            let length = stream.read(&mut piece).unwrap();
            assert!(length > 0, "{}", String::from_utf8_lossy(&answer));
            answer.extend_from_slice(&piece[..length]);
        }
    }
}
