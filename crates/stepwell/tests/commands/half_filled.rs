//! A half-filled assessment is there after the server was killed, and goes on where it stopped.

use crate::prepared;

#[test]
fn a_half_filled_assessment_survives_a_kill() {
    let (home, prepared) = prepared();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let mut client = server.client(&prepared.session);
    let token = client.get("/staff/people/new").unwrap();
    let fields = [
        ("_token", token.token().unwrap()),
        ("given", "Half"),
        ("family", "Way"),
        ("phone", "207 555 0164"),
        ("site", prepared.site.as_str()),
    ];
    let added = client.post("/staff/people/new", &fields).unwrap();
    let person = added.location.unwrap();
    let person = person.split("/assessment").next().unwrap();
    let path = format!("{person}/assessment/home");
    let section = client.get(&path).unwrap();
    let token = section.token().unwrap();
    let fields = [
        ("_token", token),
        ("source", "person"),
        ("a.home.stability", "mostly stable"),
        ("a.home.safety", "~declined"),
    ];
    let kept = client.post(&path, &fields).unwrap();
    assert_eq!(kept.status, 303, "{}", kept.body);
    server.kill();
    let server = home.serve(&["--listen", "127.0.0.1:0"]);
    let mut client = server.client(&prepared.session);
    let whole = client.get(&format!("{person}/assessment")).unwrap();
    assert!(whole.body.contains("2 of 10"), "{}", whole.body);
    let section = client.get(&path).unwrap();
    for said in ["mostly stable", "declined"] {
        assert!(section.body.contains(said), "{said}: {}", section.body);
    }
    // The same form sent once more, as a browser does that got no answer, adds nothing.
    let again = client.post(&path, &fields).unwrap();
    assert_eq!(again.status, 303, "{}", again.body);
    let same = client.get(&path).unwrap();
    let count = |page: &str| page.matches("mostly stable").count();
    assert_eq!(count(&same.body), count(&section.body));
}
