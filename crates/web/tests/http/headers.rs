//! The headers of every answer, and the cookies.

use crate::client::{Reply, Request};
use crate::common::token;
use crate::served::Served;
use care::Role;
use clinic::access::sign_in;
use clinic::access::sign_in::LinkPurpose;

/// Written apart from the server's own list.
const EXPECTED: [(&str, &str); 8] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("cache-control", "no-store"),
];

fn check(what: &str, reply: &Reply) {
    for (name, value) in EXPECTED {
        assert_eq!(reply.header(name), value, "{name} of {what}");
    }
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(reply.header(name), "", "{name} of {what}");
    }
}

#[test]
fn every_answer_carries_every_header() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    for route in web::routes::all() {
        let path = route
            .path
            .replace("{id}", "nothing")
            .replace("{link}", "nothing")
            .replace("{token}", "nothing");
        for cookie in ["", &boss] {
            if route.path == "/sign-out" && !cookie.is_empty() {
                continue;
            }
            let request = if route.changes {
                Request::json(&path, "{}")
            } else {
                Request::get(&path)
            };
            check(&path, &served.send(&request.session(cookie)));
        }
    }
    let long = "x".repeat(100_000);
    let others = [
        Request::get("/no/such/page"),
        Request::get("/sign-out"),
        Request::get("/assets/none.css"),
        Request::get("/staff").method("DELETE"),
        Request::raw(
            "/sign-in",
            "application/x-www-form-urlencoded",
            long.into_bytes(),
        ),
    ];
    for request in others {
        let reply = served.send(&request);
        assert!(reply.status >= 400);
        check(&request.path, &reply);
    }
}

#[test]
fn an_asset_is_kept_for_ever_under_a_name_that_changes_with_it() {
    let served = Served::start();
    let page = served.get("/", "");
    let mut assets = 0;
    for part in page.body.split("\"/assets/").skip(1) {
        let name = part.split_once('"').unwrap().0;
        let reply = served.get(&format!("/assets/{name}"), "");
        assert_eq!(
            reply.header("cache-control"),
            "public, max-age=31536000, immutable",
            "{name}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assets += 1;
    }
    assert!(assets >= 2, "a page has a style and a script");
}

#[test]
fn cookies_are_bound_to_this_host_and_kept_from_scripts() {
    let served = Served::start();
    let house = served.house();
    let who = house.who(Role::Counselor, 0);
    let link = sign_in::issue(
        &served.world.clinic,
        house.organization,
        who,
        LinkPurpose::Demo,
    )
    .unwrap();
    let reply = served.post(&format!("/demo/{}", token(&link)), "", &[]);
    reply.status_is(303);
    let begun = served.send(&Request::json("/sign-in/passkey/begin", "{}"));
    let cookies: Vec<_> = reply
        .cookies()
        .into_iter()
        .chain(begun.cookies())
        .map(str::to_owned)
        .collect();
    assert_eq!(cookies.len(), 3);
    for (cookie, name) in
        cookies
            .iter()
            .zip(["__Host-session=", "__Host-known=", "__Host-ceremony="])
    {
        assert!(cookie.starts_with(name), "{cookie}");
        for wanted in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
            assert!(cookie.contains(wanted), "{cookie}");
        }
        assert!(!cookie.to_lowercase().contains("domain"), "{cookie}");
    }
    assert!(
        !cookies[0].contains("Max-Age"),
        "a session ends with the browser"
    );
}

#[test]
fn signing_out_tells_the_browser_to_forget() {
    let served = Served::start();
    for path in ["/sign-out", "/account/devices/end"] {
        let cookie = served.enter(Role::Counselor).cookie;
        served.get("/staff", &cookie).status_is(200);
        let reply = served.post(path, &cookie, &[]);
        reply.status_is(303);
        assert_eq!(reply.header("clear-site-data"), "\"cache\", \"storage\"");
        assert!(reply.cookies()[0].starts_with("__Host-session=; Path=/; Max-Age=0"));
        served.get("/staff", &cookie).status_is(303);
    }
}
