//! Danger on the public form: whom to call comes before everything, the request arrives all the same, and staff see it
//! first. Nothing of it stands in an address.

use crate::client::{Reply, Request};
use crate::common::minutes;
use crate::door::{host, request, send, with};
use crate::served::{Served, with_token};
use care::Role;
use care::followup::signal::Matter;
use care::intake::inquiry::Inquiry;
use care::people::person::NAMELESS;
use clinic::followup::signal;
use clinic::followup::signal::{ListedSignal, Which};
use clinic::intake::inquiry;
use clinic::intake::inquiry::BoardFilter;
use std::collections::BTreeSet;

pub const WORDS: &str = "I want to kill myself, please call";

/// The page between the heading of the site and its foot.
pub fn main_of(reply: &Reply) -> &str {
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

/// What the director finds on the board and among the signals.
pub fn kept(served: &Served) -> (Vec<Inquiry>, Vec<ListedSignal>) {
    let house = host(served);
    let director = served
        .world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor;
    let clinic = &served.world.clinic;
    let board = inquiry::board(clinic, &director, &BoardFilter::default()).unwrap();
    let open = board.open.into_iter().map(|card| card.inquiry).collect();
    (open, signal::list(clinic, &director, Which::Open).unwrap())
}

/// Nobody in danger is sent back for a field: each of them may be missing or nonsense, as long as somebody is reached.
#[test]
fn no_field_keeps_somebody_in_danger_out() {
    let fields: Vec<&'static str> = {
        let served = Served::start();
        let page = served.get("/ask", "");
        let names = main_of(&page).split(" name=\"").skip(1);
        let names = names.filter_map(|rest| rest.split_once('"'));
        let names: BTreeSet<String> = names.map(|(name, _)| name.to_owned()).collect();
        let left = ["_token", "words", "phone", "who", "with"];
        let own = |name: &String| !left.contains(&name.as_str());
        let names = names.into_iter().filter(own);
        names.map(|name| &*name.leak()).collect()
    };
    assert!(fields.len() > 15, "{fields:?}");
    for wrong in ["", "nonsense"] {
        let served = Served::start();
        for (n, field) in fields.iter().enumerate() {
            // Five at once, and then one has to wait.
            served.world.wait(minutes(60));
            let sent = with(
                request(&served),
                &[("words", WORDS), ("channels", "phone"), (*field, wrong)],
            );
            let reply = send(&served, "/ask", &sent);
            let main = main_of(reply.status_is(200));
            assert!(main.contains("<h1>Get help now</h1>"), "{field}: {main}");
            let (asked, raised) = kept(&served);
            assert_eq!((asked.len(), raised.len()), (n + 1, n + 1), "{field}");
            assert!(
                raised
                    .iter()
                    .all(|one| one.signal.matter == Some(Matter::Suicide))
            );
        }
    }
}

#[test]
fn words_and_a_number_are_kept_at_once_and_the_rest_belongs_to_the_same_request() {
    let served = Served::start();
    let first = [("words", WORDS), ("phone", "207 555 0177")];
    let reply = served.post("/ask", "", &first);
    let main = main_of(reply.status_is(200));
    assert!(main.find("tel:988").unwrap() < main.find("<form").unwrap());
    // It promises nothing, and says who is told and what to do.
    assert!(!main.contains("in touch by"), "{main}");
    assert!(main.contains("staff on call") && main.contains("Do not stay alone"));
    assert!(main.contains(WORDS), "what was typed stands in the form");
    let (asked, raised) = kept(&served);
    assert_eq!((asked.len(), raised.len()), (1, 1));
    assert_eq!(asked[0].name.full(), NAMELESS);
    assert!(host(&served).sites.contains(&asked[0].site));
    assert_eq!(raised[0].called, NAMELESS);
    // The form that was shown sends the same key.
    let again = with_token(&reply.token(), &first);
    let again = Request::post("/ask", &again).session("");
    served.send(&again).status_is(200);
    let name = [("given", "Ana"), ("family", "Prueba")];
    let named = [&first[..], &name[..]].concat();
    let named = with_token(&reply.token(), &named);
    let named = Request::post("/ask", &named).session("");
    served.send(&named).status_is(200);
    served.send(&named).status_is(200);
    let (asked, raised) = kept(&served);
    assert_eq!((asked.len(), raised.len()), (1, 1), "nothing doubles");
    assert_eq!(asked[0].name.full(), "Ana Prueba");
    assert_eq!(asked[0].request.words.as_ref().unwrap().as_str(), WORDS);
}

/// Where nobody is reached, one number is all that is asked for, and sending it is enough.
#[test]
fn without_a_way_to_reach_anybody_only_a_number_is_asked_for() {
    let served = Served::start();
    for (path, who, number) in [
        ("/ask", "themselves", "phone"),
        ("/es/ask", "other", "asker_phone"),
    ] {
        let (before, _) = kept(&served);
        let reply = served.post(path, "", &[("who", who), ("safe_now", "no")]);
        let main = main_of(reply.status_is(422));
        assert!(main.find("tel:988").unwrap() < main.find("<form").unwrap());
        let visible = main.split("<input").skip(1).filter(|tag| {
            let tag = tag.split('>').next().unwrap();
            !tag.contains("type=\"hidden\"")
        });
        assert_eq!(visible.count(), 1, "{main}");
        assert!(main.contains(&format!("name=\"{number}\"")), "{main}");
        let sent = [("who", who), ("safe_now", "no"), (number, "207 555 0177")];
        let sent = with_token(&reply.token(), &sent);
        served
            .send(&Request::post(path, &sent).session(""))
            .status_is(200);
        let (asked, raised) = kept(&served);
        assert_eq!(asked.len(), before.len() + 1);
        assert!(
            raised
                .iter()
                .any(|one| one.signal.title() == "Said they are not safe now")
        );
    }
}

/// Whoever goes back in the browser and writes of danger into a form that was sent already is heard.
#[test]
fn danger_in_a_form_that_was_sent_already_is_heard() {
    let served = Served::start();
    let token = served.token("");
    let post = |words: &str| {
        let fields = with(request(&served), &[("words", words)]);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        served.send(&Request::post("/ask", &with_token(&token, &fields)).session(""))
    };
    post("I need help.").status_is(303);
    for _ in 0..2 {
        post(WORDS).status_is(200);
        let (asked, raised) = kept(&served);
        assert_eq!((asked.len(), raised.len()), (2, 1));
    }
}
