//! Bodies that no page of ours sends.

use crate::client::Request;
use crate::served::{Served, with_token};
use care::{Dice as _, Role, SeededDice};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_body_larger_than_any_form_is_refused() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    for size in [64 * 1024 + 1, 5_000_000] {
        let body = [b"name=".as_slice(), &vec![b'x'; size]].concat();
        let reply = served.send(&Request::raw("/staff/sites/new", FORM, body).session(&boss));
        reply.status_is(413);
        assert!(reply.body.contains("Too long"));
    }
    // A length that is only announced is refused without waiting for it.
    let announced = Request::get("/sign-in")
        .method("POST")
        .with("Content-Type", FORM)
        .with("Content-Length", "9000000");
    served.send(&announced).status_is(413);
    let many = "a=1&".repeat(401);
    served
        .send(&Request::raw("/sign-in", FORM, many.into_bytes()))
        .status_is(400);
}

#[test]
fn a_body_of_another_kind_is_refused() {
    let served = Served::start();
    for kind in [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "",
        "application/x-www-form-urlencodedx",
    ] {
        let reply = served.send(&Request::raw("/sign-in", kind, b"{}".to_vec()));
        reply.status_is(415);
        assert!(reply.body.contains("Not a form"), "{kind}");
    }
    let none = Request::raw("/sign-in", FORM, Vec::new()).without("Content-Type");
    served.send(&none).status_is(415);
    let form = Request::raw("/sign-in/passkey/begin", FORM, b"a=b".to_vec());
    let reply = served.send(&form);
    reply.status_is(415);
    assert!(
        reply.body.starts_with("{\"error\":\""),
        "a script reads JSON"
    );
    let charset = format!("{FORM}; charset=utf-8");
    served
        .send(&Request::raw("/sign-in", &charset, Vec::new()))
        .status_is(409);
}

#[test]
fn a_form_that_cannot_be_read_is_refused() {
    let served = Served::start();
    let not_text = [b"login=".as_slice(), &[0xff, 0xfe]].concat();
    let reply = served.send(&Request::raw("/sign-in", FORM, not_text));
    assert!((400..500).contains(&reply.status));
    let reply = served.send(&Request::raw(
        "/sign-in/passkey/finish",
        "application/json",
        vec![0xff, 0xfe],
    ));
    reply.status_is(400);
    assert!(reply.body.contains("cannot be read"));
}

#[test]
fn a_method_that_an_address_does_not_take_is_refused() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    for (method, path) in [
        ("POST", "/staff"),
        ("DELETE", "/staff/sites/new"),
        ("PUT", "/sign-in"),
        ("PATCH", "/"),
        ("GET", "/sign-out"),
        ("TRACE", "/"),
        ("OPTIONS", "/staff"),
    ] {
        let reply = served.send(&Request::get(path).method(method).session(&boss));
        assert_eq!(reply.status, 405, "{method} {path}");
    }
}

/// Whatever arrives, the server itself never fails.
#[test]
fn random_bodies_never_break_the_server() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let dice = SeededDice::new(5);
    let posts: Vec<_> = web::routes::all()
        .filter(|route| route.changes && route.path != "/sign-out")
        .collect();
    for round in 0..100 {
        let route = posts[round % posts.len()];
        let mut body = vec![0; usize::try_from(dice.below(600)).unwrap()];
        dice.fill(&mut body);
        // Every other body is valid text with what parsers stumble over.
        if round % 2 == 0 {
            let letters = b"&=%+[]{}\":,0\\u;_token\0name%00%ff\n";
            for byte in &mut body {
                *byte = letters[usize::from(*byte) % letters.len()];
            }
        }
        let kind = if route.json { "application/json" } else { FORM };
        let path = route
            .path
            .replace("{id}", "%00%2e")
            .replace("{link}", "%ff.%ff")
            .replace("{token}", "..%2f");
        let reply = served.send(&Request::raw(path, kind, body.clone()).session(&boss));
        assert!(
            reply.status < 500,
            "{} {}: {body:?}",
            reply.status,
            route.path
        );
    }
    served.get("/health", "").status_is(200);
}

#[test]
fn what_people_type_is_shown_and_never_run() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let site = served.house().sites[0];
    let nasty = [
        "Robert'); DROP TABLE person;--",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' OR '1'='1",
        "{{7*7}} ${7*7} %s %n",
        "javascript:alert(1)",
    ];
    for name in nasty {
        let fields = [("name", name), ("seats", "9")];
        served
            .post(&format!("/staff/sites/{site}/rooms"), &boss, &fields)
            .status_is(303);
    }
    let page = served.get(&format!("/staff/sites/{site}"), &boss).body;
    for name in nasty {
        let shown = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        assert!(
            page.contains(&shown) || page.contains(&shown.replace('"', "&quot;")),
            "{name}"
        );
    }
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
    // In a search, in the address, and in a refused form.
    let director = served.enter(Role::ClinicalDirector).cookie;
    for name in nasty {
        let query = serde_urlencoded::to_string([("q", name)]).unwrap();
        for path in ["/staff/people", "/staff/search", "/staff/palette"] {
            let reply = served.get(&format!("{path}?{query}"), &director);
            reply.status_is(200);
            let is_page = path != "/staff/palette";
            assert!(
                !is_page
                    || !reply.body.contains("<script>alert") && !reply.body.contains("<img src=x")
            );
        }
        let token = served.token(&director);
        let fields = with_token(&token, &[("given", name), ("family", "")]);
        let reply = served.send(&Request::post("/staff/people/new", &fields).session(&director));
        reply.status_is(422);
        assert!(
            !reply.body.contains("<script>alert") && !reply.body.contains("<img src=x"),
            "{name}"
        );
    }
    let everyone = served.get("/staff/people", &director);
    assert!(
        everyone.body.contains("6 people"),
        "the table is still there"
    );
}

#[test]
fn where_to_go_next_is_a_page_of_ours() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    for (next, expected) in [
        ("/staff/people", "/staff/people"),
        ("//evil.example", "/staff"),
        ("https://evil.example", "/staff"),
        ("/\\evil.example", "/staff"),
        ("/%0d%0aSet-Cookie:x", "/%0d%0aSet-Cookie:x"),
        ("/\r\nSet-Cookie: x=y", "/staff"),
        ("", "/staff"),
    ] {
        let query = serde_urlencoded::to_string([("next", next)]).unwrap();
        let reply = served.get(&format!("/sign-in?{query}"), &cookie);
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, expected),
            "{next}"
        );
    }
}
