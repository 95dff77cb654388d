//! How somebody is reached and how they are spoken of: whom to call for a minor, by which clock, how old they are.

use crate::served::Served;
use care::intake::inquiry::InquiryDraft;
use care::people::minor::{Consent, Guardian};
use care::people::patient::BirthDate;
use care::{Line, Phone, Role};
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::intake::inquiry;
use clinic::people::minor;
use jiff::civil::date;

#[test]
fn the_number_of_a_guardian_stands_wherever_somebody_has_to_be_reached() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let (clinic, person) = (&served.world.clinic, served.house().patients[0]);
    let guardian = Guardian {
        name: Line::parse("Mia Castellan", "a name").ok(),
        relation: Line::parse("Mother", "a relation").ok(),
        phone: Phone::parse("207 555 0177").ok(),
        consent: Consent::Given,
        document: None,
        law_looked_up: None,
    };
    let seen = minor::sheet(clinic, &director.actor, person)
        .unwrap()
        .version;
    let key = clinic.fresh_key().over(seen);
    minor::set_guardian(clinic, &director.actor, key, person, &guardian).unwrap();
    for page in ["", "/safety", "/handover"] {
        let path = format!("/staff/people/{person}{page}");
        let reply = served.get(&path, &director.cookie);
        let body = &reply.status_is(200).body;
        assert!(body.contains("Mia Castellan"), "{page}: {body}");
        assert!(body.contains("href=\"tel:+12075550177\""), "{page}: {body}");
    }
}

/// The director works in New York; the person is seen in Denver, where the clock of their signal counts.
#[test]
fn what_is_told_of_a_signal_is_told_by_the_clock_of_the_site_alone() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let person = served.house().patients[3];
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    let pages = [
        "/staff/signals".to_owned(),
        format!("/staff/signals/{}", open[0].signal.id),
        format!("/staff/people/{person}/safety"),
        format!("/staff/people/{person}/handover"),
        format!("/staff/people/{person}/move"),
    ];
    for path in pages {
        let reply = served.get(&path, &director.cookie);
        let body = &reply.status_is(200).body;
        assert!(body.contains(" MST"), "{path}: {body}");
        assert!(!body.contains(" EST"), "{path}: {body}");
    }
}

#[test]
fn the_age_of_whoever_asks_is_said_once() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let clinic = &served.world.clinic;
    let house = served.house();
    let draft = InquiryDraft {
        born: BirthDate::parse("2010-01-05", date(2026, 3, 2)).ok(),
        ..house.inquiry_draft(0, "Noor", "Castellan", "207 555 0164")
    };
    let key = clinic.fresh_key();
    let person = inquiry::add_person(clinic, &intake.actor, key, &draft).unwrap();
    let id = inquiry::of_person(clinic, &intake.actor, person).unwrap();
    let page = served.get(&format!("/staff/inquiries/{id}"), &intake.cookie);
    let (_, rest) = page
        .status_is(200)
        .body
        .split_once("Date of birth")
        .unwrap();
    let (said, _) = rest.split_once("</dd>").unwrap();
    assert!(said.contains("Jan 5, 2010"), "{said}");
    // Once in words; what is drawn beside them has figures of its own.
    let words: String = said
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(words.matches("16").count(), 1, "{said}");
    assert!(words.contains("16, under 18"), "{said}");
}
