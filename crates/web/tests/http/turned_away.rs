//! Words of danger in a form that is turned away: whatever it is turned away for, they are kept, somebody is told, and
//! the page begins with whom to call. What one address or one form can write has an end all the same.

use crate::client::{Reply, Request};
use crate::common::minutes;
use crate::door::{host, request, send, with};
use crate::in_danger::{WORDS, kept, main_of};
use crate::served::{Served, with_token};
use care::Role;
use clinic::intake::inquiry::ADDED_MAX;
use jiff::SignedDuration;

const FORM: &str = "application/x-www-form-urlencoded";

/// A form, by the name of the way in which it comes wrong, and with what it is turned away where it tells of no danger.
type Way = (
    &'static str,
    u16,
    fn(&Served, Vec<(String, String)>) -> Request,
);

const WAYS: [Way; 8] = [
    ("it is too old", 409, |served, fields| {
        let old = signed(&served.token(""), &fields);
        served.world.wait(SignedDuration::from_hours(13));
        Request::post("/ask", &old)
    }),
    ("it has no key", 409, |_, fields| {
        Request::post("/ask", &fields)
    }),
    (
        "its key is of a session that ended",
        409,
        |served, fields| {
            let cookie = served.enter(Role::Counselor).cookie;
            Request::post("/ask", &signed(&served.token(&cookie), &fields))
        },
    ),
    (
        "it has a field of an earlier form",
        422,
        |served, mut fields| {
            fields.push(("pronouns".to_owned(), "they".to_owned()));
            Request::post("/ask", &signed(&served.token(""), &fields))
        },
    ),
    ("it has too many fields", 400, |served, mut fields| {
        fields.extend((0..500).map(|_| ("times".to_owned(), "morning".to_owned())));
        Request::post("/ask", &signed(&served.token(""), &fields))
    }),
    ("it is too long", 413, |served, mut fields| {
        for (name, value) in &mut fields {
            if name == "words" {
                value.push_str(&" and so on".repeat(10_000));
            }
        }
        Request::post("/ask", &signed(&served.token(""), &fields))
    }),
    ("it is of another kind", 415, |served, fields| {
        let fields = signed(&served.token(""), &fields);
        let body = serde_urlencoded::to_string(fields).unwrap();
        Request::raw("/ask", "text/plain", body.into_bytes())
    }),
    ("nobody says where it was made", 403, |served, fields| {
        Request::post("/ask", &signed(&served.token(""), &fields)).without("Sec-Fetch-Site")
    }),
];

fn signed(token: &str, fields: &[(String, String)]) -> Vec<(String, String)> {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    with_token(token, &fields)
}

/// A whole request with these words.
fn fields(served: &Served, family: &'static str, words: &'static str) -> Vec<(String, String)> {
    let changes = [("family", family), ("words", words)];
    let fields = with(request(served), &changes);
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn begins_with_whom_to_call(reply: &Reply) {
    let main = main_of(reply);
    let (title, crisis) = (main.find("Get help now"), main.find("tel:988"));
    assert!(title.is_some() && crisis.is_some(), "{main}");
    assert!(main.find("<form").is_none_or(|form| crisis < Some(form)));
}

#[test]
fn whatever_a_form_is_turned_away_for_its_words_of_danger_are_kept() {
    let served = Served::start();
    for (n, (way, _, made)) in WAYS.into_iter().enumerate() {
        served.world.wait(minutes(60));
        let sent = made(&served, fields(&served, way, WORDS));
        // Sent twice it is one request.
        for _ in 0..2 {
            let reply = served.send(&sent);
            assert_eq!(reply.status, 200, "{way}: {}", reply.body);
            begins_with_whom_to_call(&reply);
            let (asked, raised) = kept(&served);
            assert_eq!((asked.len(), raised.len()), (n + 1, n + 1), "{way}");
        }
    }
}

#[test]
fn what_tells_of_no_danger_is_turned_away_as_any_form_is() {
    let served = Served::start();
    for (way, status, made) in WAYS {
        let reply = served.send(&made(&served, fields(&served, way, "Please call me.")));
        assert_eq!(reply.status, status, "{way}: {}", reply.body);
        assert!(!main_of(&reply).contains("Get help now"), "{way}");
        if status == 409 {
            assert!(reply.body.contains("Please call me."), "{way}");
        }
    }
    assert!(kept(&served).0.is_empty());
}

/// Nobody typed here what a page of another site sends; whoever reads the answer learns whom to call.
#[test]
fn what_another_site_sends_is_not_taken_and_shows_whom_to_call() {
    let served = Served::start();
    let sent = signed(&served.token(""), &fields(&served, "Prueba", WORDS));
    for from in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Origin", "https://elsewhere.example"),
    ] {
        let sent = Request::post("/ask", &sent).without("Sec-Fetch-Site");
        let reply = served.send(&sent.with(from.0, from.1));
        begins_with_whom_to_call(reply.status_is(403));
    }
    assert!(kept(&served).0.is_empty());
    // A body of which nothing can be read is none.
    let nothing = Request::raw("/ask", FORM, Vec::new());
    served.send(&nothing).status_is(409);
}

#[test]
fn what_others_sent_from_the_same_address_keeps_nobody_in_danger_waiting_and_there_is_an_end() {
    let served = Served::start();
    let families = ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"];
    let calm = |family| {
        send(
            &served,
            "/ask",
            &with(request(&served), &[("family", family)]),
        )
    };
    let danger = |family| {
        let changes = [("family", family), ("words", WORDS)];
        send(&served, "/ask", &with(request(&served), &changes))
    };
    let statuses = families.map(|family| calm(family).status);
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429]);
    let replies = families.map(danger);
    let statuses = replies.each_ref().map(|reply| reply.status);
    assert_eq!(statuses, [200, 200, 200, 200, 200, 429]);
    let [.., last] = &replies;
    begins_with_whom_to_call(last);
    assert!(last.body.contains(WORDS) && last.body.contains("wait"));
    assert_eq!(kept(&served).1.len(), 5);
    // Whoever is sent away is sent away for a minute, however much was sent before.
    for n in 0..12 {
        served.world.wait(minutes(1));
        danger(["Siete", "Ocho"][n % 2]).status_is(200);
    }
    assert_eq!(kept(&served).1.len(), 17);
}

/// A stranger in a shelter sends the same again and again; somebody else there is in danger.
#[test]
fn one_stranger_crowds_out_nobody_in_danger_at_the_same_address_and_all_of_it_has_an_end() {
    let served = Served::start();
    let danger = |family: &str, phone: &str, words: &str| {
        let changes = [("family", family), ("phone", phone), ("words", words)];
        send(&served, "/ask", &with(request(&served), &changes)).status
    };
    let families = ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"];
    let stranger = families.map(|family| danger(family, "207 555 0101", WORDS));
    assert_eq!(stranger, [200, 200, 200, 200, 200, 429]);
    assert_eq!(
        danger("Siete", "207 555 0102", WORDS),
        200,
        "another number"
    );
    let others = format!("{WORDS} today");
    assert_eq!(danger("Ocho", "207 555 0101", &others), 200, "other words");
    let mut sent = 7;
    while danger("Nueve", &format!("207 555 02{sent:02}"), WORDS) == 200 {
        sent += 1;
    }
    assert_eq!(sent, 40);
}

#[test]
fn one_form_adds_only_so_much() {
    let served = Served::start();
    let token = served.token("");
    let post = |words: &str| {
        served.world.wait(minutes(1));
        let fields = [("words", words), ("phone", "207 555 0177")];
        served.send(&Request::post("/ask", &with_token(&token, &fields)))
    };
    let written = || {
        let store = served.world.clinic.record();
        let read = store.read(host(&served).organization, |read| {
            record::journal::after(read, 0, u32::MAX)
        });
        let entries: Result<Vec<record::journal::Chained>, record::RecordError> = read;
        entries.unwrap().len()
    };
    for n in 0..=ADDED_MAX {
        let reply = post(&format!("{WORDS} {n}"));
        let main = main_of(reply.status_is(200));
        assert!(main.contains("marked as urgent") && !main.contains("nothing more"));
    }
    let before = written();
    let full = post(&format!("{WORDS} and more"));
    begins_with_whom_to_call(full.status_is(200));
    assert!(
        main_of(&full).contains("takes nothing more"),
        "{}",
        full.body
    );
    // What was said before is known, and nothing is written for it either.
    let known = post(&format!("{WORDS} {ADDED_MAX}"));
    assert!(main_of(known.status_is(200)).contains("marked as urgent"));
    assert_eq!(written(), before);
    let (asked, _) = kept(&served);
    let words = asked[0].request.words.as_ref().unwrap();
    assert_eq!(words.as_str(), format!("{WORDS} {ADDED_MAX}"));
    assert_eq!(asked.len(), 1);
}
