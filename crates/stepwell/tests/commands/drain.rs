//! Asked to stop, the server finishes what was begun.

use crate::prepared;
use record::journal::Checkpoint;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

#[test]
fn a_request_that_was_begun_is_answered_after_the_server_was_asked_to_stop() {
    let (home, prepared) = prepared();
    let server = home.serve(&[
        "--listen",
        "127.0.0.1:0",
        "--checkpoints-file",
        "checkpoints",
    ]);
    let page = server
        .client(&prepared.session)
        .get("/staff/people/new")
        .unwrap();
    let token = page.token().unwrap();
    let body = format!(
        "_token={token}&given=Last&family=Word&phone=207+555+0164&site={}",
        prepared.site
    );
    let head = format!(
        "POST /staff/people/new HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-session={}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        prepared.session,
        body.len()
    );
    let mut stream = TcpStream::connect(server.address).unwrap();
    let (first, rest) = body.split_at(10);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    // An answer to another request shows that the server has seen the beginning of this one.
    assert_eq!(
        server
            .client(&prepared.session)
            .get("/health")
            .unwrap()
            .status,
        200
    );
    server.terminate();
    while TcpStream::connect(server.address).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(server.wait().success());
    let record = prepared.record();
    let came = record
        .read(prepared.organization, |read| {
            let ever = (jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::MAX);
            record::intake::inquiry::came_in(read, ever)
        })
        .unwrap();
    assert_eq!(came.len(), 1);
    let (last, _) = record
        .read(prepared.organization, |read| record::journal::head(read))
        .unwrap();
    let checkpoints = Checkpoint::read_file(&home.path("checkpoints")).unwrap();
    let vouched = checkpoints.last().map(|checkpoint| checkpoint.seq);
    assert_eq!(
        vouched,
        Some(last),
        "the last entries are vouched for by no checkpoint"
    );
}
