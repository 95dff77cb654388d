//! Mail leaves by the configured server, and waits while that does not answer.

use crate::{done, found, prepared};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};

/// Takes one message like a mail server; answers what was in it.
fn take_message(stream: TcpStream) -> String {
    talk(stream, b"250 yes\r\n")
}

/// The same, with what it says to whom a message is for.
fn talk(stream: TcpStream, to_whom: &[u8]) -> String {
    let mut reader = BufReader::new(stream);
    let (mut message, mut line, mut in_message) = (String::new(), String::new(), false);
    reader.get_mut().write_all(b"220 ready\r\n").unwrap();
    while reader.read_line(&mut line).unwrap() > 0 {
        let command = line.to_ascii_uppercase();
        let answer: &[u8] = if in_message && line.trim_end() == "." {
            in_message = false;
            b"250 taken\r\n"
        } else if in_message {
            message.push_str(&line);
            b""
        } else if command.starts_with("DATA") {
            in_message = true;
            b"354 go on\r\n"
        } else if command.starts_with("RCPT") {
            to_whom
        } else if command.starts_with("QUIT") {
            reader.get_mut().write_all(b"221 bye\r\n").unwrap();
            break;
        } else {
            b"250 yes\r\n"
        };
        reader.get_mut().write_all(answer).unwrap();
        line.clear();
        if !message.is_empty() && !in_message {
            break;
        }
    }
    message
}

#[test]
fn an_invitation_leaves_by_the_configured_server() {
    let (home, _) = prepared();
    let person = ["--email", "ana@clinic.example", "--name", "Ana Ruiz"];
    done(&home.run(&[&["user", "add", "--role", "counselor"], &person[..]].concat()));
    let relay = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = relay.local_addr().unwrap().port();
    let config = format!(
        "listen = \"127.0.0.1:0\"\n[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"off\"\nfrom = \"Clinic <clinic@clinic.example>\"\n"
    );
    std::fs::write(home.path("stepwell.toml"), config).unwrap();
    let server = home.serve(&[]);
    // The director was invited too, when the clinic was made.
    let mut messages = String::new();
    while !messages.contains("ana@clinic.example") {
        messages.push_str(&take_message(relay.accept().unwrap().0));
    }
    assert!(
        messages.contains("From: Clinic <clinic@clinic.example>"),
        "{messages}"
    );
    assert!(
        messages.contains("Subject: Set up your sign-in"),
        "{messages}"
    );
    assert!(messages.contains("/welcome/"), "{messages}");
    server.kill();
}

#[test]
fn check_tries_the_mail_server_and_says_no_more_than_it_saw() {
    let (home, _) = prepared();
    let relay = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = relay.local_addr().unwrap().port();
    let config = format!(
        "listen = \"127.0.0.1:0\"\n[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"off\"\nfrom = \"Clinic <clinic@clinic.example>\"\n"
    );
    std::fs::write(home.path("stepwell.toml"), config).unwrap();
    let greeted = std::thread::spawn(move || {
        take_message(relay.accept().unwrap().0);
    });
    let ran = home.run(&["check"]);
    let said = done(&ran);
    greeted.join().unwrap();
    assert!(
        said.contains("127.0.0.1 answers; whether a message arrives"),
        "{said}"
    );
    // Nobody listens there any more.
    found(
        &home.run(&["check"]),
        &["PROBLEM  mail", "the mail server does not answer"],
    );
}

#[test]
fn check_sends_a_message_where_it_is_asked_to_and_says_what_the_server_said() {
    let (home, _) = prepared();
    let relay = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = relay.local_addr().unwrap().port();
    let config = format!(
        "listen = \"127.0.0.1:0\"\n[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"off\"\nfrom = \"Clinic <clinic@clinic.example>\"\n"
    );
    std::fs::write(home.path("stepwell.toml"), config).unwrap();
    let server = std::thread::spawn(move || {
        let taken = take_message(relay.accept().unwrap().0);
        talk(relay.accept().unwrap().0, b"550 no such mailbox\r\n");
        taken
    });
    let args = ["check", "--mail-to", "ana@clinic.example"];
    let ran = home.run(&args);
    let said = done(&ran);
    assert!(
        said.contains("took a message to ana@clinic.example; look whether it arrived"),
        "{said}"
    );
    found(
        &home.run(&args),
        &[
            "PROBLEM  mail",
            "the mail server refused it: 550 no such mailbox",
        ],
    );
    assert!(server.join().unwrap().contains("Subject: Mail works"));
}
