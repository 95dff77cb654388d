//! What waits for a yes, and what was decided already by whoever was faster: a page that says so and leads on, and no
//! dead end.

use crate::client::Request;
use crate::served::{Served, with_token};
use care::{Email, GrantId, PersonId, Role};
use clinic::people::{patient, staff};

/// Somebody new whose role waits for a yes.
fn asked_for(served: &Served) -> (PersonId, GrantId) {
    let (clinic, house) = (&served.world.clinic, served.house());
    let boss = served.enter(Role::ProgramAdministrator).actor;
    let mut draft = house.member_draft(Role::Counselor, 0, "fresh");
    draft.credentials.clear();
    let person = staff::add_staff(clinic, &boss, clinic.fresh_key(), &draft).unwrap();
    let officer = served.enter(Role::PrivacyOfficer).actor;
    let changes = staff::changes(clinic, &officer).unwrap();
    let mut waiting = changes.iter().filter(|one| one.grant.verdict.is_none());
    let waits = waiting.find(|one| one.grant.person == person);
    (person, waits.expect("a role that waits").grant.id)
}

#[test]
fn a_role_that_was_confirmed_already_says_by_whom_and_shows_the_list() {
    let served = Served::start();
    let (_, waits) = asked_for(&served);
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    let director = served.enter(Role::ClinicalDirector).cookie;
    let confirm = format!("/staff/roles/{waits}/confirm");
    served.post(&confirm, &officer, &[]).status_is(303);
    for (cookie, by) in [
        (&officer, "was already confirmed by you"),
        (&director, "was already confirmed by "),
    ] {
        for verb in ["confirm", "decline"] {
            let again = served.post(&format!("/staff/roles/{waits}/{verb}"), cookie, &[]);
            let body = &again.status_is(409).body;
            assert!(body.contains(by), "{body}");
            assert!(
                body.contains("Waits for a yes") && body.contains("href=\"/staff/team\""),
                "{body}"
            );
        }
    }
}

#[test]
fn what_cannot_be_done_leads_back_to_the_page_that_it_was_asked_on() {
    let served = Served::start();
    let (person, waits) = asked_for(&served);
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let (page, invite) = (
        format!("/staff/team/{person}"),
        format!("/staff/team/{person}/invite"),
    );
    let base = &served.world.clinic.settings().base_url;
    let link = format!("href=\"{page}\"");
    for (from, leads) in [
        (format!("{base}{page}?said=saved&proof=x"), true),
        (format!("{base}{invite}"), false),
        // A form that came with the answer to another one: that address is no page either.
        (format!("{base}/staff/roles/{waits}/confirm"), false),
        (format!("{base}.evil.example{page}"), false),
        (format!("https://evil.example{page}"), false),
    ] {
        let fields = with_token(&served.token(&boss), &[]);
        let request = Request::post(invite.clone(), &fields).session(&boss);
        let refused = served.send(&request.with("Referer", &from));
        let body = &refused.status_is(409).body;
        assert_eq!(body.contains(&link), leads, "{from}: {body}");
        let back = body.contains("Go back to the page as it stands now");
        assert_eq!(back, leads, "{from}: {body}");
    }
}

#[test]
fn nobody_is_said_to_be_invited_before_a_link_went_out() {
    let served = Served::start();
    let (person, waits) = asked_for(&served);
    let boss = served.enter(Role::ProgramAdministrator).cookie;
    let page = || served.get(&format!("/staff/team/{person}"), &boss).body;
    let before = page();
    assert!(before.contains("This person is invited once"), "{before}");
    assert!(!before.contains("was invited"), "{before}");
    let officer = served.enter(Role::PrivacyOfficer).cookie;
    served
        .post(&format!("/staff/roles/{waits}/confirm"), &officer, &[])
        .status_is(303);
    assert!(page().contains("This person was invited"), "{}", page());
}

#[test]
fn whose_links_go_elsewhere_is_shown_to_whoever_reads_the_journal_without_a_name() {
    let served = Served::start();
    let (clinic, house) = (&served.world.clinic, served.house());
    let (intake, person) = (
        served.enter(Role::IntakeCoordinator).actor,
        house.patients[0],
    );
    patient::invite_patient(clinic, &intake, clinic.fresh_key(), person).unwrap();
    let counselor = Some(house.who(Role::Counselor, 0));
    let mut draft = house.patient_draft("Person00", 0, counselor);
    draft.contact.email = Some(Email::parse("elsewhere@alder.example").unwrap());
    patient::change_patient(clinic, &intake, clinic.fresh_key(), person, &draft).unwrap();
    let about = format!("/staff/journal?about={person}");
    // Links that lead to different people are called differently.
    let id = person.to_string();
    let called = format!("{}</a>", &id[id.len() - 8..]);
    for (role, shown) in [
        (Role::PrivacyOfficer, true),
        (Role::ClinicalDirector, false),
    ] {
        let page = served.get("/staff/roles", &served.enter(role).cookie);
        let body = &page.status_is(200).body;
        assert_eq!(body.contains(&about), shown, "{role:?}: {body}");
        assert_eq!(body.contains(&called), shown, "{role:?}: {body}");
        assert!(!body.contains("OfAlder"), "{role:?}: {body}");
    }
}
