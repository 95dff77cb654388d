//! The public face: two languages, and a request that arrives.

use crate::client::{Reply, Request};
use crate::common::house::House;
use crate::common::minutes;
use crate::served::{Served, with_token};
use care::Role;
use care::intake::inquiry::{Asker, CallBack, Channel, Inquiry};
use clinic::home;
use clinic::intake::inquiry;
use clinic::intake::inquiry::BoardFilter;

mod self_check;

/// The English addresses.
const PAGES: [&str; 8] = [
    "/",
    "/sites",
    "/first-visit",
    "/privacy",
    "/what-is-an-iop",
    "/check",
    "/ask",
    "/ask/sent",
];

/// The same page in Spanish.
pub fn spanish(path: &str) -> String {
    if path == "/" {
        "/es".to_owned()
    } else {
        format!("/es{path}")
    }
}

/// The organization whose pages these are: the first of the installation.
pub fn host(served: &Served) -> &House {
    let organizations = home::organizations(&served.world.clinic).unwrap();
    let mut houses = served.world.houses.iter();
    houses
        .find(|house| house.organization == organizations[0].0)
        .unwrap()
}

/// What the coordinators of both sites have on their boards.
fn arrived(served: &Served) -> Vec<Inquiry> {
    let house = host(served);
    let director = served
        .world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor;
    let board = inquiry::board(&served.world.clinic, &director, &BoardFilter::default());
    let cards = board.unwrap().open.into_iter();
    cards.map(|card| card.inquiry).collect()
}

/// A request that can be taken, for oneself.
pub fn request(served: &Served) -> Vec<(&'static str, String)> {
    [
        ("who", "themselves"),
        ("given", "Ana"),
        ("family", "Prueba"),
        ("phone", "207 555 0177"),
        ("language", "es"),
        ("channels", "text"),
        ("times", "evening"),
        ("voicemail", "no"),
        ("discreet", "yes"),
        ("ask_for", "Anita"),
        ("urgency", "today"),
        ("words", "Necesito ayuda."),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into_iter()
    .chain([("site", host(served).sites[0].to_string())])
    .collect()
}

pub fn with(
    mut fields: Vec<(&'static str, String)>,
    changes: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    fields.extend(
        changes
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    fields
}

pub fn send(served: &Served, path: &str, fields: &[(&'static str, String)]) -> Reply {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    served.post(path, "", &fields)
}

#[test]
fn every_public_page_speaks_its_language_and_leads_to_the_other() {
    let served = Served::start();
    for path in PAGES {
        let other = spanish(path);
        for (here, there, lang, words) in [
            (
                path,
                other.as_str(),
                "en",
                ["Skip to content", "In crisis?", "Sign in"],
            ),
            (
                &other,
                path,
                "es",
                ["Ir al contenido", "¿En crisis?", "Iniciar sesión"],
            ),
        ] {
            let reply = served.get(here, "");
            reply.status_is(200);
            assert!(
                reply.body.contains(&format!(" lang=\"{lang}\"><head>")),
                "{here}"
            );
            assert!(
                reply.body.contains(&format!("href=\"{there}\" hreflang=")),
                "{here}"
            );
            for word in words {
                assert!(reply.body.contains(word), "{here}: {word}");
            }
        }
    }
    let lost = served.get("/es/nowhere", "");
    lost.status_is(404);
    assert!(lost.body.contains("Aquí no hay nada") && lost.body.contains("href=\"/es\""));
}

#[test]
fn a_request_arrives_with_its_rules_once_however_often_it_is_sent() {
    let served = Served::start();
    let token = served.token("");
    let fields = request(&served);
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let once = Request::post("/es/ask", &with_token(&token, &fields));
    let first = served.send(&once);
    first.status_is(303);
    let next = first.header("location").to_owned();
    assert!(next.starts_with("/es/ask/sent?by="), "{next}");
    assert!(!next.contains("Ana") && !next.contains("0177"));
    assert_eq!(served.send(&once).header("location"), next);
    let arrived = arrived(&served);
    assert_eq!(arrived.len(), 1);
    let safe = &arrived[0].request.safe_said;
    assert_eq!(arrived[0].name.full(), "Ana Prueba");
    assert_eq!(safe.channels, [Channel::Text]);
    assert!(safe.discreet && !safe.voicemail);
    assert_eq!(safe.ask_for.as_ref().unwrap().open().as_str(), "Anita");
    let page = served.get(&next, "").body;
    assert!(page.contains("Nos comunicaremos a más tardar el"), "{page}");
    // An address that somebody made up or kept tells of no request and promises nothing.
    let (by_hand, _) = next.split_once("&proof=").unwrap();
    for made_up in [
        by_hand,
        "/es/ask/sent",
        "/es/ask/sent?by=tomorrow&zone=Mars/Base&said=asked&proof=x",
    ] {
        let page = served.get(made_up, "");
        let body = &page.status_is(200).body;
        assert!(!body.contains("Recibimos su solicitud"), "{body}");
        assert!(!body.contains("Nos comunicaremos"), "{body}");
    }
}

#[test]
fn family_and_referrers_are_called_back_themselves() {
    let served = Served::start();
    let asker = [
        ("asker_name", "Mia Prueba"),
        ("asker_phone", "207 555 0178"),
        ("phone", ""),
        ("channels", "phone"),
    ];
    let mother = with(
        request(&served),
        &[&asker[..], &[("who", "other"), ("relationship", "parent")]].concat(),
    );
    send(&served, "/ask", &mother).status_is(303);
    let doctor = with(
        request(&served),
        &[
            &asker[..],
            &[
                ("who", "referrer"),
                ("organization", "Bay Clinic"),
                ("role", "Nurse"),
                ("person_knows", "yes"),
            ],
        ]
        .concat(),
    );
    send(&served, "/ask", &doctor).status_is(303);
    let arrived = arrived(&served);
    assert_eq!(arrived.len(), 2);
    assert!(
        arrived
            .iter()
            .all(|inquiry| inquiry.rules.with() == CallBack::Asker)
    );
    assert!(
        arrived
            .iter()
            .any(|inquiry| matches!(inquiry.request.asker, Asker::Referrer { .. }))
    );
    // Somebody who does not know of it is not called.
    let unknowing = with(mother, &[("with", "person"), ("phone", "207 555 0179")]);
    let reply = send(&served, "/ask", &unknowing);
    reply.status_is(422);
    assert!(reply.body.contains("The person does not know yet"));
}

#[test]
fn what_has_to_be_mended_is_said_in_the_language_and_nothing_is_lost() {
    let served = Served::start();
    let wrong = [
        ("who", "referrer"),
        ("asker_name", ""),
        ("organization", ""),
        ("given", "Ana María"),
        ("family", ""),
        ("phone", "12"),
        ("email", "ana.example.org"),
        ("born", "soon"),
        ("words", "No sé por dónde empezar."),
        ("channels", "email"),
        ("site", "nowhere"),
    ];
    for (path, summary, sentence) in [
        ("/ask", "things to mend", "Choose a place."),
        ("/es/ask", "cosas por corregir", "Elija un lugar."),
    ] {
        let reply = send(&served, path, &with(request(&served), &wrong));
        reply.status_is(422);
        assert!(
            reply.body.contains(summary) && reply.body.contains(sentence),
            "{}",
            reply.body
        );
        let (_, summary) = reply.body.split_once("class=\"error-summary\"").unwrap();
        let ids: Vec<_> = summary
            .split_once("</ul>")
            .unwrap()
            .0
            .split("href=\"#")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0)
            .collect();
        for id in [
            "asker_name",
            "organization",
            "asker_email",
            "family",
            "phone",
            "email",
            "born",
            "site",
        ] {
            assert!(ids.contains(&id), "{path}: {id} in {ids:?}");
            assert!(
                reply.body.contains(&format!(" id=\"{id}\"")),
                "{path}: nothing is #{id}"
            );
        }
        for kept in [
            "value=\"Ana María\"",
            "value=\"12\"",
            "value=\"ana.example.org\"",
            "value=\"soon\"",
            "No sé por dónde empezar.</textarea>",
        ] {
            assert!(reply.body.contains(kept), "{path}: {kept}");
        }
    }
    assert!(arrived(&served).is_empty());
}

#[test]
fn a_machine_that_sends_many_requests_has_to_wait_and_a_person_has_not() {
    let served = Served::start();
    let each = |n: usize| {
        with(
            request(&served),
            &[(
                "given",
                &format!("Ana{}", ["a", "b", "c", "d", "e", "f", "g", "h"][n]),
            )],
        )
    };
    let first = each(0);
    let first: Vec<_> = first
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let first = Request::post("/ask", &with_token(&served.token(""), &first)).session("");
    served.send(&first).status_is(303);
    for n in 1..5 {
        send(&served, "/ask", &each(n)).status_is(303);
    }
    let reply = send(&served, "/ask", &each(5));
    reply.status_is(429);
    // A form that is sent twice is no request more.
    served.send(&first).status_is(303);
    assert!(reply.body.contains("Please wait") && reply.body.contains("value=\"Anaf\""));
    assert_eq!(arrived(&served).len(), 5);
    served.world.wait(minutes(1));
    send(&served, "/ask", &each(5)).status_is(303);
}

/// It stands in the list of a browser's tabs, and in its history.
#[test]
fn the_title_behind_the_link_of_a_message_says_neither_where_nor_what_for() {
    let served = Served::start();
    for path in ["/answer/none", "/es/answer/none"] {
        let page = served.get(path, "");
        let body = &page.status_is(404).body;
        let (_, rest) = body.split_once("<title>").unwrap();
        let (title, _) = rest.split_once("</title>").unwrap();
        assert!(!title.is_empty(), "{path}");
        assert!(
            !title.contains("Stepwell") && !title.contains('·'),
            "{path}: {title}"
        );
        assert!(!title.contains("Alder"), "{path}: {title}");
    }
}
