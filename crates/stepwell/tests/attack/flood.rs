//! Sign-ins with addresses that nobody has, and passkey ceremonies that nobody finishes.

use crate::common::client::Client;
use crate::crowd::{Told, at_once, meaning, sign_in, token};
use crate::report::{NORMAL_MAX, NORMAL_SHORT_MAX, Report};
use crate::{Attacked, Size};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// What a page may take while so many people sign in.
const BESIDE_SIGN_INS_MAX: Duration = Duration::from_millis(100);

#[test]
fn a_flood_of_unknown_names_is_answered_and_everybody_else_is_served() {
    let (size, attacked) = (Size::chosen(), Attacked::start());
    let address = attacked.server.address;
    let token = token(address);
    let name = "flood of sign-ins with unknown names";
    let report = Report::of(name, &attacked.server, "/", || {
        let told = Told::default();
        let each = size.sign_ins / size.connections;
        at_once(size.connections, |connection| {
            let mut client = Client::new(address, "");
            for number in 0..each {
                let login = format!("nobody-{connection}-{number}@nowhere.example");
                told.add(meaning(&sign_in(
                    &mut client,
                    &token,
                    &login,
                    "a wrong password",
                )));
            }
        });
        assert_eq!(told.count("something else"), 0, "{}", told.all());
        told.all()
    });
    report.normal_within(if size.short {
        NORMAL_SHORT_MAX
    } else {
        NORMAL_MAX
    });
    // Whoever works there has noticed nothing.
    let page = attacked
        .server
        .client(&attacked.prepared.session)
        .get("/staff");
    assert_eq!(page.unwrap().status, 200);
}

#[test]
fn passkey_ceremonies_that_nobody_finishes_stop_nobody() {
    let (size, attacked) = (Size::chosen(), Attacked::start());
    let address = attacked.server.address;
    let name = "flood at the door for passkeys";
    let report = Report::of(name, &attacked.server, "/", || {
        let told = Told::default();
        at_once(80, |_| {
            for _ in 0..(if size.short { 2 } else { 50 }) {
                told.add(if begin(address) { "begun" } else { "refused" });
            }
        });
        told.all()
    });
    report.normal_within(if size.short {
        NORMAL_SHORT_MAX
    } else {
        NORMAL_MAX
    });
}

/// Begins a ceremony, as a script without a form token would.
fn begin(address: SocketAddr) -> bool {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = "POST /sign-in/passkey/begin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.starts_with("HTTP/1.1 200")
}

#[test]
fn pages_stay_quick_while_many_people_sign_in() {
    let (size, attacked) = (Size::chosen(), Attacked::start());
    let address = attacked.server.address;
    let token = token(address);
    let report = Report::of("many people signing in", &attacked.server, "/", || {
        let (told, began) = (Told::default(), Instant::now());
        at_once(size.signing_in, |number| {
            let mut client = Client::new(address, "");
            while began.elapsed() < Duration::from_secs(size.signing_in_seconds) {
                let login = format!("somebody-{number}@clinic.example");
                told.add(meaning(&sign_in(
                    &mut client,
                    &token,
                    &login,
                    "a wrong password",
                )));
                // People type; they are quick here.
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        told.all()
    });
    report.normal_within(if size.short {
        NORMAL_SHORT_MAX
    } else {
        BESIDE_SIGN_INS_MAX
    });
}
