//! Links that are handed over where no mail leaves: by whom, how often, and who is named for it.

use crate::app::sets_up;
use crate::common::{World, token};
use crate::engines::worlds;
use care::access::ways_in::WayIn;
use care::{PersonId, Role};
use clinic::Refusal;
use clinic::access::setup::operator;
use clinic::access::sign_in;
use clinic::people::staff;
use policy::{Action, Actor};

fn enter(world: &World, role: Role) -> Actor {
    let house = &world.houses[0];
    world.enter(house, house.who(role, 0)).actor
}

fn who(world: &World, role: Role) -> PersonId {
    world.houses[0].who(role, 0)
}

fn takes(world: &World, by: &Actor, role: Role) -> Result<String, Refusal> {
    let clinic = &world.clinic;
    let link = staff::hand_out(clinic, by, clinic.fresh_key(), who(world, role))?;
    Ok(token(&link).to_owned())
}

#[test]
fn a_link_on_paper_works_once_ends_those_before_and_names_who_took_it() {
    for world in worlds("hand_out") {
        let clinic = &world.clinic;
        let boss = enter(&world, Role::ProgramAdministrator);
        let before = world.journal_length(&world.houses[0]);
        let first = takes(&world, &boss, Role::Counselor).unwrap();
        let second = takes(&world, &boss, Role::Counselor).unwrap();
        assert!(sign_in::look_at(clinic, &first).is_err());
        sets_up(&world, &second);
        assert!(sign_in::look_at(clinic, &second).is_err());
        let entries = world.journal_after(&world.houses[0], before);
        let taken: Vec<_> = entries
            .iter()
            .filter(|entry| entry.action == "invitation.handed_out")
            .collect();
        assert_eq!(taken.len(), 2);
        let officer = enter(&world, Role::PrivacyOfficer);
        let listed = staff::changes(clinic, &officer).unwrap();
        let listed = listed
            .iter()
            .find(|one| one.grant.change == WayIn::HandedOut);
        let grant = listed.expect("it is on the list").grant;
        assert_eq!(grant.person, who(&world, Role::Counselor));
        assert_eq!(grant.asked_by, boss.person());
    }
}

#[test]
fn once_somebody_says_the_second_yes_an_administrator_holds_no_link_that_opens_records() {
    let world = World::embedded();
    let clinic = &world.clinic;
    let boss = enter(&world, Role::ProgramAdministrator);
    let wants = |role| staff::hands_out(clinic, &boss, who(&world, role)).unwrap();
    assert_eq!(wants(Role::Counselor), Some(Action::ManageStaff));
    let link = takes(&world, &boss, Role::ClinicalDirector).unwrap();
    sets_up(&world, &link);
    assert_eq!(wants(Role::Counselor), Some(Action::ConfirmRole));
    assert!(matches!(
        takes(&world, &boss, Role::Counselor),
        Err(Refusal::Denied)
    ));
    let director = enter(&world, Role::ClinicalDirector);
    takes(&world, &director, Role::Counselor).unwrap();
    // Her own link: nobody else says yes yet.
    assert_eq!(wants(Role::ClinicalDirector), Some(Action::ManageStaff));
}

#[test]
fn whoever_holds_the_server_takes_anybodys_link_and_a_second_press_takes_none() {
    let world = World::embedded();
    let clinic = &world.clinic;
    let boss = enter(&world, Role::ProgramAdministrator);
    let link = takes(&world, &boss, Role::ClinicalDirector).unwrap();
    sets_up(&world, &link);
    // Nobody says the second yes but the director herself, who may have lost her telephone.
    let console = operator(world.houses[0].organization);
    for role in [Role::ClinicalDirector, Role::ProgramAdministrator] {
        let link = takes(&world, &console, role).unwrap();
        assert!(sign_in::look_at(clinic, &link).is_ok());
    }
    let key = clinic.fresh_key();
    let counselor = who(&world, Role::Counselor);
    let first = staff::hand_out(clinic, &console, key, counselor).unwrap();
    let again = staff::hand_out(clinic, &console, key, counselor);
    assert!(matches!(again, Err(Refusal::Conflict(_))));
    assert!(sign_in::look_at(clinic, token(&first)).is_ok());
}

#[test]
fn whoever_may_hand_out_no_link_is_not_told_whether_there_is_somebody() {
    let world = World::embedded();
    let clinic = &world.clinic;
    let elsewhere = world.houses[1].who(Role::Counselor, 0);
    for (role, told) in [(Role::Auditor, false), (Role::ProgramAdministrator, true)] {
        let actor = enter(&world, role);
        let refused = staff::hand_out(clinic, &actor, clinic.fresh_key(), elsewhere);
        assert_eq!(matches!(refused, Err(Refusal::NotFound)), told, "{role:?}");
        assert!(refused.is_err());
    }
}
