//! What browsers, search engines, password managers and calendars ask for by themselves.

use crate::client::Request;
use crate::served::Served;
use care::Role;

const BASE: &str = "http://localhost:8080";

#[test]
fn agreed_addresses_answer() {
    let served = Served::start();
    let robots = served.get("/robots.txt", "");
    robots.status_is(200);
    // Whatever is not for the public is named, so that a new face cannot be forgotten.
    for route in web::routes::all().filter(|route| !route.changes) {
        let public = matches!(
            route.path.trim_start_matches("/es"),
            "" | "/"
                | "/sites"
                | "/sites/{id}"
                | "/first-visit"
                | "/privacy"
                | "/what-is-an-iop"
                | "/check"
                | "/ask"
                | "/health"
                | "/look/{file}"
                | "/look/{organization}/{file}"
                | "/robots.txt"
                | "/sw.js"
                | "/.well-known/security.txt"
                | "/.well-known/change-password"
        );
        let shut = robots
            .body
            .lines()
            .filter_map(|line| line.strip_prefix("Disallow: "))
            .any(|prefix| route.path.starts_with(prefix));
        assert_ne!(public, shut, "{}", route.path);
    }
    let security = served.get("/.well-known/security.txt", "");
    security.status_is(200);
    assert_eq!(security.header("content-type"), "text/plain; charset=utf-8");
    for line in ["Contact: tel:", "Expires: ", "/.well-known/security.txt\n"] {
        assert!(security.body.contains(line), "{}", security.body);
    }
    let password = served.get("/.well-known/change-password", "");
    password.status_is(303);
    assert_eq!(password.header("location"), "/account/password");
}

#[test]
fn both_languages_of_a_page_are_named_by_whole_addresses() {
    let served = Served::start();
    for path in ["/check", "/es/check"] {
        let page = served.get(path, "").body;
        for (lang, there) in [("en", "/check"), ("es", "/es/check")] {
            let link =
                format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{BASE}{there}\">");
            assert!(page.contains(&link), "{path}: {link}");
        }
    }
}

#[test]
fn pages_styles_and_scripts_travel_compressed_to_whoever_reads_that() {
    let served = Served::start();
    let page = served.get("/", "");
    let asset = page.body.split("\"/assets/stepwell.").nth(1).unwrap();
    let asset = format!("/assets/stepwell.{}", asset.split_once('"').unwrap().0);
    for path in ["/", &asset] {
        for (accepts, encoding) in [
            ("gzip, deflate, br", "gzip"),
            ("GZIP;q=0.5", "gzip"),
            ("gzip;q=0", ""),
            ("gzip;Q=0.0", ""),
            ("identity", ""),
        ] {
            let reply = served.send(&Request::get(path).with("Accept-Encoding", accepts));
            reply.status_is(200);
            assert_eq!(
                reply.header("content-encoding"),
                encoding,
                "{path} to {accepts}"
            );
            assert_eq!(
                reply.header("vary").to_lowercase(),
                "accept-encoding",
                "{path} to {accepts}"
            );
        }
        assert_eq!(served.get(path, "").header("content-encoding"), "");
    }
}

#[test]
fn a_calendar_that_says_the_same_is_not_sent_again() {
    let served = Served::start();
    let seat = served.enter(Role::Counselor);
    let made = served.post("/staff/calendar/address", &seat.cookie, &[]);
    let address = made.body.split("/calendar/").find_map(|part| {
        let (name, _) = part.split_once(".ics")?;
        (!name.contains(['<', '"'])).then(|| format!("/calendar/{name}.ics"))
    });
    let address = address.expect("the address is shown");
    let first = served.get(&address, "");
    first.status_is(200);
    assert!(first.body.starts_with("BEGIN:VCALENDAR"));
    assert!(
        !first.body.contains("METHOD:"),
        "a feed is read, not sent: {}",
        first.body
    );
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = |tag: &str| served.send(&Request::get(&address).with("If-None-Match", tag));
    for same in [tag.as_str(), tag.trim_start_matches("W/")] {
        let unchanged = again(same);
        unchanged.status_is(304);
        assert_eq!(
            (unchanged.body.as_str(), unchanged.header("etag")),
            ("", tag.as_str())
        );
    }
    again("W/\"another\"").status_is(200);
    // What it calls the times has changed, so it says something else.
    let chosen = served.post("/staff/calendar", &seat.cookie, &[("title", "Busy")]);
    chosen.status_is(303);
    let changed = again(&tag);
    changed.status_is(200);
    assert_ne!(changed.header("etag"), tag);
}
