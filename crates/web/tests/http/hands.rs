//! A yes through another account of one's own is refused on a page that says why, and the others read whose it may be.

use crate::served::Served;
use care::Role;
use clinic::access::setup::operator;
use clinic::people::staff;

#[test]
fn a_yes_to_what_ones_own_second_account_asked_for_is_refused_with_the_way_on() {
    let served = Served::start();
    let (clinic, house) = (&served.world.clinic, served.house());
    let mut draft = house.member_draft(Role::ProgramAdministrator, 0, "both");
    draft.roles.push(Role::PrivacyOfficer);
    let console = operator(house.organization);
    let both = staff::add_staff(clinic, &console, clinic.fresh_key(), &draft).unwrap();
    let both = served.world.enter(house, both);
    let draft = house.member_draft(Role::ProgramAdministrator, 0, "second");
    let second = staff::add_staff(clinic, &both.actor, clinic.fresh_key(), &draft).unwrap();
    let second = served.world.enter(house, second);
    let mut draft = house.member_draft(Role::Counselor, 0, "fresh");
    draft.credentials.clear();
    let fresh = staff::add_staff(clinic, &second.actor, clinic.fresh_key(), &draft).unwrap();
    let officer = served.enter(Role::PrivacyOfficer);
    let changes = staff::changes(clinic, &officer.actor).unwrap();
    let waits = changes.iter().find(|one| one.grant.person == fresh);
    let confirm = format!("/staff/roles/{}/confirm", waits.unwrap().grant.id);
    let list = served
        .get("/staff/roles", &both.cookie)
        .status_is(200)
        .body
        .clone();
    assert!(!list.contains(&format!("action=\"{confirm}\"")), "{list}");
    let refused = served.post(&confirm, &both.cookie, &[]);
    let body = &refused.status_is(409).body;
    assert!(body.contains("stepwell user confirm"), "{body}");
    let list = served
        .get("/staff/roles", &officer.cookie)
        .status_is(200)
        .body
        .clone();
    assert!(
        list.contains("An account that was in the hands of"),
        "{list}"
    );
    served.post(&confirm, &officer.cookie, &[]).status_is(303);
}
