//! Danger on the public form: whom to call comes before everything, the request arrives all the same, and staff see it
//! first. Nothing of it stands in an address.

use crate::client::Reply;
use crate::door::{host, request, send, with};
use crate::served::Served;
use care::Role;

/// The page between the heading of the site and its foot.
fn main_of(reply: &Reply) -> &str {
    reply.body.split_once("<main").map_or("", |(_, main)| main)
}

#[test]
fn the_form_asks_about_danger_first_in_words_for_whoever_asks() {
    let served = Served::start();
    for (path, own, other) in [
        (
            "/ask",
            "Are you safe right now?",
            "Is the person safe right now?",
        ),
        (
            "/es/ask",
            "¿Está usted a salvo en este momento?",
            "¿Está a salvo la persona en este momento?",
        ),
    ] {
        let page = served.get(path, "");
        let main = main_of(page.status_is(200));
        let asked = main.find(own).unwrap();
        assert!(main.contains(other));
        assert!(asked < main.find("name=\"given\"").unwrap());
        assert!(main.contains("data-help-when=\"no unsure\""));
        // The same list as the server's, for a script that shows help while somebody writes.
        assert!(main.contains("\nkill~ myself~\n") && main.contains("\nquier* morir*\n"));
    }
    let intake = served.enter(Role::IntakeCoordinator).cookie;
    let typed = served.get("/staff/inquiries/new", &intake);
    let typed = main_of(typed.status_is(200));
    assert!(typed.contains("Are they safe right now?") && !typed.contains("data-help-words"));
}

#[test]
fn danger_is_answered_with_whom_to_call_and_arrives_at_the_first_send() {
    let served = Served::start();
    let house = host(&served);
    let fields = request(&served);
    let cases = [
        (
            "/ask",
            ("words", "I want to kill myself, please call"),
            "Get help now",
        ),
        (
            "/es/ask",
            ("words", "Ya no quiero vivir"),
            "Busque ayuda ahora",
        ),
        ("/ask", ("safe_now", "unsure"), "Get help now"),
    ];
    for (n, (path, said, title)) in cases.into_iter().enumerate() {
        let family = ["Uno", "Dos", "Tres"][n];
        let reply = send(
            &served,
            path,
            &with(fields.clone(), &[said, ("family", family)]),
        );
        let main = main_of(reply.status_is(200));
        assert_eq!(reply.header("location"), "");
        let heading = main.find(&format!("<h1>{title}</h1>")).unwrap();
        let (emergency, crisis) = (main.find("tel:911").unwrap(), main.find("tel:988").unwrap());
        let saved = main.find("<h2>").unwrap();
        assert!(heading < emergency && emergency < crisis && crisis < saved);
    }
    let calm = send(&served, "/ask", &with(fields, &[("safe_now", "yes")]));
    calm.status_is(303);
    // Staff: above every stage, with how soon, age and language.
    let director = served
        .world
        .enter(house, house.who(Role::ClinicalDirector, 0));
    let board = served.get("/staff/inquiries", &director.cookie);
    let body = main_of(board.status_is(200));
    let (_, danger) = body.split_once("id=\"danger\"").unwrap();
    let (danger, rest) = danger.split_once("</table>").unwrap();
    for family in ["Uno", "Dos", "Tres"] {
        assert!(danger.contains(family) && !rest.contains(&format!("Ana {family}")));
    }
    assert_eq!(danger.matches("Danger now").count(), 3);
    assert!(danger.contains("Spanish"));
    assert!(rest.contains("Ana Prueba"));
    let today = served.get("/staff", &director.cookie);
    assert!(main_of(today.status_is(200)).contains("3 in danger"));
}

#[test]
fn what_has_to_be_mended_keeps_what_was_typed_and_shows_whom_to_call() {
    let served = Served::start();
    let words = "I want to die";
    let fields = with(
        request(&served),
        &[("words", words), ("phone", ""), ("age", "18_25")],
    );
    let reply = send(&served, "/ask", &fields);
    let main = main_of(reply.status_is(422));
    let help = main.find("Get help now").unwrap();
    assert!(help < main.find("Type a phone number").unwrap());
    assert!(main.find("tel:988").unwrap() < main.find("<form").unwrap());
    assert!(main.contains(words));
    // Mended, it goes through.
    let mended = with(fields, &[("phone", "207 555 0177")]);
    send(&served, "/ask", &mended).status_is(200);
}
