//! A half-filled assessment survives the server being killed, and an answer sent again counts once.

use crate::common::Server;
use crate::prepared;

fn id(location: &str) -> String {
    let path = location.split('?').next().unwrap();
    path.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn answers_that_were_acknowledged_survive_a_kill() {
    let (home, prepared) = prepared();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let mut client = server.client(&prepared.session);
    let token = |server: &Server, path: &str| {
        let page = server.client(&prepared.session).get(path).unwrap();
        page.token().unwrap().to_owned()
    };
    let new = token(&server, "/staff/people/new");
    let fields = [
        ("_token", new.as_str()),
        ("given", "Half"),
        ("family", "Filled"),
        ("program", prepared.program.as_str()),
    ];
    let added = client.post("/staff/people/new", &fields).unwrap();
    let path = format!(
        "/staff/people/{}/assessment/home",
        id(&added.location.unwrap())
    );
    let first = token(&server, &path);
    let one = [
        ("_token", first.as_str()),
        ("source", "person"),
        ("a.home.stability", "unstable"),
    ];
    assert_eq!(client.post(&path, &one).unwrap().status, 303);
    let second = token(&server, &path);
    let two = [
        ("_token", second.as_str()),
        ("source", "family"),
        ("a.home.safety", "tense"),
    ];
    assert_eq!(client.post(&path, &two).unwrap().status, 303);
    server.kill();

    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let mut client = server.client(&prepared.session);
    let page = client.get(&path).unwrap().body;
    assert!(page.contains("<strong>unstable</strong>"), "{page}");
    assert!(page.contains("<strong>tense</strong>"), "{page}");
    // Whoever never got the answer sends the same again.
    assert_eq!(client.post(&path, &two).unwrap().status, 303);
    let page = client.get(&path).unwrap().body;
    assert_eq!(page.matches("<strong>tense</strong>").count(), 1, "{page}");
}
