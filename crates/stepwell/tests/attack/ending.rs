//! Being asked to stop while under attack.

use crate::Attacked;
use crate::common::Home;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// The server's own limit, and what a busy machine adds.
const ENDED_BY: Duration = Duration::from_secs(14);

#[test]
fn a_server_that_is_asked_to_stop_ends_though_clients_hang() {
    let attacked = Attacked::start();
    let address = attacked.server.address;
    let hanging: Vec<_> = (0..40)
        .map(|number| {
            let mut stream = TcpStream::connect(address).unwrap();
            // Half of them never finish a head, the others never send their body.
            let asked: &[u8] = if number % 2 == 0 {
                b"GET / HTTP/1.1\r\nHost: a\r\n"
            } else {
                b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
            };
            stream.write_all(asked).unwrap();
            stream
        })
        .collect();
    let asked = Instant::now();
    attacked.server.terminate();
    let Attacked {
        server,
        home,
        prepared,
    } = attacked;
    let status = server.wait();
    println!(
        "asked to stop with {} hanging clients: ended after {:.1} s, {status}",
        hanging.len(),
        asked.elapsed().as_secs_f64()
    );
    assert!(asked.elapsed() < ENDED_BY, "{:?}", asked.elapsed());
    drop((home, prepared));
}

#[test]
fn a_mail_server_that_never_answers_keeps_nobody_from_ending() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let home = Home::new();
    let prepared = crate::Prepared::new(&home);
    let config = format!(
        "[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"off\"\nfrom = \"clinic@clinic.example\"\n"
    );
    std::fs::write(home.path("stepwell.toml"), config).unwrap();
    // Somebody is invited, so there is mail to send; the mail server takes the connection and says nothing.
    prepared.somebody_in_care();
    let server = home.serve(&["--listen", "127.0.0.1:0", "--config", "stepwell.toml"]);
    let (_connection, _) = silent.accept().unwrap();
    let asked = Instant::now();
    server.terminate();
    server.wait();
    assert!(asked.elapsed() < ENDED_BY, "{:?}", asked.elapsed());
}
