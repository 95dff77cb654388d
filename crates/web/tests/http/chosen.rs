//! In which language somebody reads what is at one address: the one they chose, or asked for at the door.

use crate::client::Request;
use crate::served::{Served, with_token};
use care::Role;

#[test]
fn a_language_that_somebody_chose_holds_in_every_browser_of_theirs() {
    let served = Served::start();
    let (house, person) = (served.house(), served.house().patients[0]);
    let here = served.world.enter(house, person).cookie;
    let there = served.world.enter(house, person).cookie;
    let language = |cookie: &str| {
        let page = served.get("/me", cookie);
        let body = &page.status_is(200).body;
        body.contains("<html class=\"me\" lang=\"es\">")
    };
    assert!(!language(&here) && !language(&there));
    let fields = [("language", "es"), ("next", "/me/week")];
    let chosen = served.post("/account/language", &here, &fields);
    assert_eq!(chosen.status_is(303).header("location"), "/me/week");
    assert!(language(&here) && language(&there));
    // What the browser would rather have does not count any more.
    let english = Request::get("/me").with("Accept-Language", "en-US");
    let page = served.send(&english.session(&there));
    assert!(page.body.contains("Hola, "), "{}", page.body);
    // Whoever works here reads English, whatever they would rather have.
    let counselor = served.enter(Role::Counselor).cookie;
    served.post("/account/language", &counselor, &fields);
    let page = served.get("/account", &counselor);
    assert!(page.body.contains("Your account"), "{}", page.body);
    // What is in neither language is no choice.
    let fields = [("language", "so"), ("next", "/me")];
    served
        .post("/account/language", &here, &fields)
        .status_is(404);
}

#[test]
fn whoever_comes_to_the_door_from_a_page_in_spanish_finds_it_in_spanish() {
    let served = Served::start();
    let home = served.get("/es", "");
    let door = "/sign-in?language=es";
    assert!(
        home.body.contains(&format!("href=\"{door}\"")),
        "{}",
        home.body
    );
    let page = served.get(door, "");
    assert!(page.body.contains("Correo electrónico"), "{}", page.body);
    assert!(
        page.body.contains(&format!("action=\"{door}\"")),
        "{}",
        page.body
    );
    let fields = [
        ("login", "nobody@nowhere.example"),
        ("password", "not the password"),
    ];
    let token = served.token("");
    let refused = served.send(&Request::post(door, &with_token(&token, &fields)));
    let words = "El correo o la contraseña no son correctos.";
    assert!(refused.body.contains(words), "{}", refused.body);
    // The other language is a press away, and leads back to the door without the one that was asked for.
    let form = page.form_to("/language");
    assert_eq!(
        (form.value("language"), form.value("next")),
        ("en", "/sign-in")
    );
}
