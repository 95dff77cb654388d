//! A form that has to be mended comes back whole.

use crate::client::Reply;
use crate::served::Served;
use care::Role;

type Fields = &'static [(&'static str, &'static str)];

/// A form that cannot be taken as it is: who sends it, where to, and what is in it.
const WRONG: [(Role, &str, Fields); 26] = [
    (
        Role::ProgramAdministrator,
        "/staff/sites/new",
        &[
            ("name", ""),
            ("zone", "Mars/Base"),
            ("hours", "now and then"),
        ],
    ),
    (
        Role::ProgramAdministrator,
        "/staff/sites/{site}/rooms",
        &[("name", ""), ("seats", "many")],
    ),
    (
        Role::ProgramAdministrator,
        "/staff/sites/{site}/programs",
        &[("name", ""), ("level", "none")],
    ),
    (
        Role::ProgramAdministrator,
        "/staff/team/new",
        &[
            ("given", ""),
            ("email", "nowhere"),
            ("phone", "1"),
            ("duty", "x"),
        ],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/new",
        &[
            ("given", ""),
            ("family", ""),
            ("born", "soon"),
            ("email", "x"),
        ],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/handover",
        &[("happened", "He fell"), ("when", ""), ("to", "")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/vitals",
        &[("pulse", "720"), ("systolic", "80"), ("diastolic", "120")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/medicines/new",
        &[("name", ""), ("dose", "10 mg"), ("stopped_on", "soon")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/naloxone",
        &[("kits", "many"), ("on", "soon")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/paper-consents",
        &[("on.treatment", "soon"), ("seen_by.releases", "Nurse Vale")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/allergies",
        &[("reaction.1", "rash")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/screens",
        &[("tested.hiv", "soon")],
    ),
    // A test that the first answer takes back is not kept behind it.
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/screens",
        &[("asked.hiv", "no"), ("tested.hiv", "Mar 1, 2026")],
    ),
    // Nor is a dose printed beside the answer that none was given.
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/handover",
        &[
            ("happened", "Found asleep and hard to wake."),
            ("when", "2:10 pm"),
            ("naloxone", "not_given"),
            ("naloxone_words", "4 mg at 2:15 pm"),
            ("to", "Ambulance 7"),
            ("contact", "Ana, 207-555-0101"),
        ],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/details/whereabouts",
        &[
            ("home", "at"),
            ("street", "12 Wharf Street"),
            ("city", ""),
            ("zip", "4101"),
        ],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/details/emergency-contacts",
        &[("named", "declined"), ("name2", "Mia Reyes")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/details/identity",
        &[("race", "asian"), ("no_race", "declined")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/details/court",
        &[("mandated", "named"), ("by2", "County"), ("until2", "soon")],
    ),
    (
        Role::ClinicalDirector,
        "/staff/people/{person}/coverage",
        &[
            ("payers", "named"),
            ("payer1", "Harbor Health"),
            ("checked_on1", "soon"),
        ],
    ),
    (
        Role::ClinicalDirector,
        "/staff/sites/{site}/repair",
        &[("what", "life"), ("person", ""), ("through", "6 Mar 2026")],
    ),
    (
        Role::Counselor,
        "/staff/people/{person}/emergency",
        &[("reason", "help")],
    ),
    (
        Role::Counselor,
        "/staff/emergency",
        &[("given", ""), ("born", "soon"), ("reason", "help")],
    ),
    (
        Role::ProgramAdministrator,
        "/staff/setup/staff",
        &[("text", "name,salary"), ("save", "")],
    ),
    (
        Role::IntakeCoordinator,
        "/staff/people/import",
        &[("text", "given name"), ("save", "")],
    ),
    (
        Role::PrivacyOfficer,
        "/staff/emergencies/{glass}/review",
        &[("words", "")],
    ),
    (
        Role::PrivacyOfficer,
        "/staff/people/{person}/forget",
        &[("word", "forget")],
    ),
];

fn answer(served: &Served, role: Role, path: &str, fields: &[(&str, &str)]) -> Reply {
    let house = served.house();
    let path = path.replace("{site}", &house.sites[0].to_string());
    let path = path.replace("{person}", &house.patients[4].to_string());
    let path = path.replace("{glass}", &house.glass.to_string());
    served.post(&path, &served.enter(role).cookie, fields)
}

#[test]
fn the_summary_leads_to_every_field_that_has_to_be_mended() {
    let served = Served::start();
    for (role, path, fields) in WRONG {
        let reply = answer(&served, role, path, fields);
        reply.status_is(422);
        let (_, summary) = reply.body.split_once("class=\"error-summary\"").unwrap();
        let summary = summary.split_once("</ul>").unwrap().0;
        let ids: Vec<_> = summary
            .split("href=\"#")
            .skip(1)
            .map(|rest| rest.split_once('"').unwrap().0)
            .collect();
        assert!(!ids.is_empty(), "{path}");
        for id in ids {
            assert!(
                reply.body.contains(&format!(" id=\"{id}\"")),
                "{path}: nothing is #{id}"
            );
        }
    }
}

#[test]
fn nothing_that_was_typed_is_lost() {
    let served = Served::start();
    for (role, path, fields) in WRONG {
        let reply = answer(&served, role, path, fields);
        for (name, typed) in fields {
            let kept = typed.is_empty()
                || reply.body.contains(&format!("value=\"{typed}\""))
                || reply.body.contains(&format!("{typed}</textarea>"));
            // A choice that is not on the list, and the word that confirms, are asked for again.
            assert!(
                kept || matches!(*name, "level" | "word"),
                "{path}: {name} is gone"
            );
        }
    }
}

/// Somebody loses their home: the address that stood there is not taken away by hand first. What was typed beside the
/// choice is another matter.
#[test]
fn at_no_fixed_address_the_old_one_goes_and_one_that_was_just_typed_is_asked_about() {
    let served = Served::start();
    let cookie = served.enter(Role::ClinicalDirector).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/details/whereabouts");
    let at = |home, street| {
        let fields = [
            ("home", home),
            ("street", street),
            ("city", "Portland"),
            ("state", "ME"),
            ("away", "not_asked"),
        ];
        served.post(&path, &cookie, &fields)
    };
    at("at", "12 Wharf Street").status_is(303);
    let asked = at("no_fixed", "9 Mill Lane");
    let body = &asked.status_is(422).body;
    assert!(body.contains("9 Mill Lane"), "{body}");
    at("no_fixed", "12 Wharf Street").status_is(303);
    let page = served.get(&path, &cookie).body;
    assert!(!page.contains("value=\"12 Wharf Street\""), "{page}");
}
