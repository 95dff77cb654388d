//! Where a form may come from, how old it may be, and what sending it twice does.

use crate::client::Request;
use crate::common::minutes;
use crate::served::{Served, with_token};
use care::Role;

const ROOM: [(&str, &str); 2] = [("name", "Willow"), ("seats", "9")];

fn rooms(served: &Served) -> String {
    format!("/staff/sites/{}/rooms", served.house().sites[0])
}

fn has_willow(served: &Served, cookie: &str) -> usize {
    let page = served.get(&format!("/staff/sites/{}", served.house().sites[0]), cookie);
    page.status_is(200).body.matches("Willow").count()
}

#[test]
fn a_form_from_elsewhere_is_refused() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let form = |token: &str| {
        Request::post(rooms(&served), &with_token(token, &ROOM))
            .session(&boss)
            .without("Sec-Fetch-Site")
    };
    let fetch = |site: &str| form(&served.token(&boss)).with("Sec-Fetch-Site", site);
    let origin = |origin: &str| form(&served.token(&boss)).with("Origin", origin);
    let refused = [
        form(&served.token(&boss)),
        fetch("cross-site"),
        fetch("same-site"),
        fetch("anything else"),
        origin("https://evil.example"),
        origin("null"),
        origin("http://localhost:8080.evil.example"),
        fetch("cross-site").with("Origin", "http://localhost:8080"),
    ];
    for request in refused {
        let reply = served.send(&request);
        reply.status_is(403);
        assert!(reply.body.contains("Sent from somewhere else"));
    }
    assert_eq!(has_willow(&served, &boss), 0);
    served.send(&origin("http://localhost:8080")).status_is(303);
    assert_eq!(has_willow(&served, &boss), 1);
    let json = Request::json("/account/passkeys/begin", "{}").session(&boss);
    served
        .send(&json.clone().without("Sec-Fetch-Site"))
        .status_is(403);
    served.send(&json).status_is(200);
}

#[test]
fn a_stale_or_foreign_token_shows_what_was_typed_and_sends_it_again() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let other = served.enter(Role::ProgramAdministrator).cookie;
    let tokens = [
        String::new(),
        "x".to_owned(),
        served.token(&other),
        served.token(""),
    ];
    for token in tokens {
        let reply =
            served.send(&Request::post(rooms(&served), &with_token(&token, &ROOM)).session(&boss));
        reply.status_is(409);
        assert!(reply.body.contains("Willow") && reply.body.contains("Send it again"));
        assert_eq!(has_willow(&served, &boss), 0);
    }
    let reply = served.send(&Request::post(rooms(&served), &with_token("", &ROOM)).session(&boss));
    let fields = hidden_fields(&reply.body);
    assert!(fields.contains(&("seats".to_owned(), "9".to_owned())));
    served
        .send(&Request::post(rooms(&served), &fields).session(&boss))
        .status_is(303);
    assert_eq!(has_willow(&served, &boss), 1);
}

/// The fields of the form that sends again.
fn hidden_fields(page: &str) -> Vec<(String, String)> {
    let mut forms = page.split("<form");
    let form = forms.find(|form| form.contains("Send it again")).unwrap();
    let attribute = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let inputs = form.split("<input").skip(1);
    inputs
        .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
        .collect()
}

#[test]
fn a_token_is_stale_after_twelve_hours() {
    let served = Served::start();
    let token = served.get("/sign-in", "").token();
    let fields = [
        ("login", "nobody@nowhere.example"),
        ("password", "wrong wrong wrong"),
    ];
    let request = Request::post("/sign-in", &with_token(&token, &fields));
    served.world.wait(minutes(12 * 60));
    served.send(&request).status_is(422);
    served.world.wait(minutes(1));
    let reply = served.send(&request);
    reply.status_is(409);
    assert!(reply.body.contains("nobody@nowhere.example"));
    assert!(
        !reply.body.contains("wrong wrong wrong"),
        "a password is never shown or sent back"
    );
}

#[test]
fn what_was_typed_survives_a_session_that_ended() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let fields = with_token(&served.token(&boss), &ROOM);
    served.world.wait(minutes(15));
    let reply = served.send(&Request::post(rooms(&served), &fields).session(&boss));
    reply.status_is(401);
    assert!(reply.body.contains("You are signed out") && reply.body.contains("Willow"));
}

#[test]
fn sending_a_form_twice_has_one_effect_and_one_answer() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let request =
        Request::post(rooms(&served), &with_token(&served.token(&boss), &ROOM)).session(&boss);
    let replies: Vec<_> = std::thread::scope(|scope| {
        let sends: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| served.send(&request)))
            .collect();
        sends.into_iter().map(|send| send.join().unwrap()).collect()
    });
    for reply in &replies {
        reply.status_is(303);
        assert_eq!(reply.header("location"), replies[0].header("location"));
    }
    assert_eq!(has_willow(&served, &boss), 1);
    // The same token with another room is not the same form.
    let other = with_token(&served.token(&boss), &[("name", "Elm"), ("seats", "3")]);
    served
        .send(&Request::post(rooms(&served), &other).session(&boss))
        .status_is(303);
    let mut changed = other;
    changed[1].1 = "Oak".to_owned();
    served
        .send(&Request::post(rooms(&served), &changed).session(&boss))
        .status_is(409);
}

#[test]
fn fields_that_the_form_does_not_have_are_refused_by_name() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    for extra in ["organization_id", "id", "roles", "<b>bold</b>"] {
        let fields = [ROOM[0], ROOM[1], (extra, "x")];
        let reply = served.post(&rooms(&served), &boss, &fields);
        reply.status_is(422);
        let shown = extra.replace('<', "&lt;").replace('>', "&gt;");
        assert!(reply.body.contains(&shown), "{extra}");
    }
    assert_eq!(has_willow(&served, &boss), 0);
}

#[test]
fn a_form_that_was_used_already_keeps_what_was_typed() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let token = served.token(&boss);
    let send = |name| {
        let fields = with_token(&token, &[("name", name), ("seats", "3")]);
        served.send(&Request::post(rooms(&served), &fields).session(&boss))
    };
    send("Elm").status_is(303);
    let reused = send("Willow");
    reused.status_is(409);
    assert!(reused.body.contains("This form was sent before"));
    assert!(reused.body.contains("Willow") && reused.body.contains("Send it again"));
    assert_eq!(has_willow(&served, &boss), 0);
    // Whoever wants both sends it again, with a key of its own.
    let fields = hidden_fields(&reused.body);
    let again = Request::post(rooms(&served), &fields).session(&boss);
    served.send(&again).status_is(303);
    assert_eq!(has_willow(&served, &boss), 1);
}

#[test]
fn a_notice_is_told_by_what_was_just_done_and_by_no_address() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let done = served.post(&rooms(&served), &boss, &ROOM);
    let next = done.status_is(303).header("location").to_owned();
    assert!(served.get(&next, &boss).body.contains("Added."));
    let (by_hand, _) = next.split_once("&proof=").unwrap();
    assert!(!served.get(by_hand, &boss).body.contains("Added."));
    // Another browser that is sent the address did nothing, whoever sits at it.
    let another = served.enter(Role::ProgramAdministrator).cookie;
    assert!(!served.get(&next, &another).body.contains("Added."));
    // A minute later it is over, also for whoever kept the address.
    served.world.wait(minutes(2));
    assert!(!served.get(&next, &boss).body.contains("Added."));
}

#[test]
fn a_notice_follows_whoever_signs_out() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let out = served.post("/sign-out", &boss, &[]);
    let next = out.status_is(303).header("location").to_owned();
    let told = |cookie: &str| {
        served
            .get(&next, cookie)
            .body
            .contains("You are signed out")
    };
    // The answer ended the session, so the page is opened without one.
    assert!(told(""));
}

#[test]
fn whoever_confirms_in_another_tab_goes_on_to_the_page_of_the_form() {
    let served = Served::start();
    let cookie = served.enter(Role::ProgramAdministrator).cookie;
    served.world.wait(minutes(10));
    let fields = [("password", "nine boats at the harbor")];
    let token = served.token(&cookie);
    let from = format!(
        "{}/account/password",
        served.world.clinic.settings().base_url
    );
    let request = Request::post("/account/password", &with_token(&token, &fields))
        .session(&cookie)
        .with("Referer", &from);
    let refused = served.send(&request);
    let body = &refused.status_is(403).body;
    let next = "/account/confirm?next=%2Faccount%2Fpassword\"";
    assert!(body.contains(next), "{body}");
}

#[test]
fn a_confirmation_says_what_is_missing_of_what_it_asks() {
    let served = Served::start();
    let seat = served.enter(Role::ProgramAdministrator);
    let (clinic, organization) = (&served.world.clinic, served.house().organization);
    let send = |code: &str| {
        let fields = [("password", "not the password"), ("code", code)];
        let reply = served.post("/account/confirm", &seat.cookie, &fields);
        reply.status_is(422).body.clone()
    };
    let wrong = send("");
    assert!(wrong.contains("The password is not right"), "{wrong}");
    let person = seat.actor.person();
    let set_up = clinic.record().transact(organization, |tx| {
        record::access::account::set_totp(tx, clinic.dice(), person, &[7; 20])
    });
    set_up.unwrap();
    let missing = send("");
    assert!(missing.contains("Enter the code that your"), "{missing}");
    let wrong = send("000000");
    assert!(
        wrong.contains("The password or the code is not right"),
        "{wrong}"
    );
}
