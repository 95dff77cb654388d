//! Pages that say what went wrong at an address about somebody: they say nothing of whom it is about.

use crate::client::Request;
use crate::served::{Served, with_token};
use care::{PersonId, Role};
use clinic::people::patient;
use web::routes;

/// An address of the table about one person, with whatever else it names made up.
fn about(path: &str, person: PersonId) -> String {
    let made_up = "01950000-0000-7000-8000-000000000001";
    let parts = path.split('/').map(|part| match part {
        "{id}" => person.to_string(),
        named if named.starts_with('{') => made_up.to_owned(),
        word => word.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn what_went_wrong_at_an_address_about_somebody_neither_names_nor_opens_them() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[0];
    let named = |body: &str| body.contains("Person00");
    // Where nothing goes wrong, they are named: the test sees what it looks for.
    let other = served.enter(Role::ClinicalDirector);
    let page = served.get(&format!("/staff/people/{person}"), &other.cookie);
    assert!(named(&page.status_is(200).body));

    let token = served.token(&director.cookie);
    let mut seen = [0, 0];
    for route in routes::all().filter(|route| route.path.starts_with("/staff/people/{id}")) {
        let path = about(route.path, person);
        let reply = if route.changes {
            let fields = with_token(&token, &[("nobody_asked_for_this", "x")]);
            let request = Request::post(path.clone(), &fields);
            served.send(&request.session(&director.cookie))
        } else {
            served.get(&path, &other.cookie)
        };
        if reply.status < 400 {
            assert!(!route.changes, "{path}: {}", reply.status);
            continue;
        }
        assert!(!named(&reply.body), "{path}: {}", reply.body);
        seen[usize::from(route.changes)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 20, "{seen:?}");
    let opened = patient::recent(&served.world.clinic, &director.actor).unwrap();
    assert!(opened.is_empty(), "{} opened", opened.len());
}
