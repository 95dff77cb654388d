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
use clinic::people::staff::{LinkRight, StaffDraft};
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

/// By which right the actor takes the link of somebody with this role.
fn right(world: &World, by: &Actor, role: Role) -> Option<LinkRight> {
    staff::hands_out(&world.clinic, by, who(world, role)).unwrap()
}

/// Closes an account, or opens it again.
fn closes(world: &World, by: &Actor, person: PersonId, closed: bool) -> Result<(), Refusal> {
    let clinic = &world.clinic;
    staff::set_disabled(clinic, by, clinic.fresh_key(), person, closed)
}

/// Leaves somebody a role that opens no record.
fn unmakes(world: &World, by: &Actor, person: PersonId) -> Result<(), Refusal> {
    let clinic = &world.clinic;
    let team = staff::team(clinic, by).unwrap();
    let found = team.into_iter().find(|one| one.id == person).unwrap();
    let mut draft = StaffDraft::of(found).unwrap();
    draft.roles = vec![Role::ProgramAdministrator];
    staff::change_staff(clinic, by, clinic.fresh_key(), person, &draft)
}

#[test]
fn once_somebody_says_the_second_yes_an_administrator_holds_no_link_that_opens_records() {
    let world = World::embedded();
    let boss = enter(&world, Role::ProgramAdministrator);
    let wants = |role| right(&world, &boss, role).map(|one| one.right);
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
}

#[test]
fn neither_closed_accounts_nor_roles_taken_away_make_an_administrator_the_one_to_ask() {
    for world in worlds("hand_out_alone") {
        let boss = enter(&world, Role::ProgramAdministrator);
        let console = operator(world.houses[0].organization);
        let director = who(&world, Role::ClinicalDirector);
        let link = takes(&world, &boss, Role::ClinicalDirector).unwrap();
        sets_up(&world, &link);
        let denied = || matches!(takes(&world, &boss, Role::Counselor), Err(Refusal::Denied));
        // The others who say yes were only invited, so she is the last.
        let closed = closes(&world, &boss, director, true);
        assert!(matches!(closed, Err(Refusal::Conflict(_))), "{closed:?}");
        let unmade = unmakes(&world, &boss, director);
        assert!(matches!(unmade, Err(Refusal::Fields(_))), "{unmade:?}");
        closes(&world, &console, director, true).unwrap();
        assert!(denied());
        closes(&world, &console, director, false).unwrap();
        unmakes(&world, &console, director).unwrap();
        assert!(denied());
        for member in &world.houses[0].staff {
            if matches!(member.role, Role::ClinicalDirector | Role::PrivacyOfficer) {
                closes(&world, &console, member.person, true).unwrap();
            }
        }
        assert!(denied());
    }
}

#[test]
fn an_administrator_closes_one_who_says_yes_where_another_can_sign_in() {
    let world = World::embedded();
    let boss = enter(&world, Role::ProgramAdministrator);
    let house = &world.houses[0];
    let (director, officer) = (
        who(&world, Role::ClinicalDirector),
        who(&world, Role::PrivacyOfficer),
    );
    for person in [director, officer] {
        world.set_up(house, person);
    }
    closes(&world, &boss, director, true).unwrap();
    let last = closes(&world, &boss, officer, true);
    assert!(matches!(last, Err(Refusal::Conflict(_))), "{last:?}");
}

#[test]
fn no_link_replaces_a_sign_in_that_opens_records() {
    let world = World::embedded();
    let house = &world.houses[0];
    let boss = enter(&world, Role::ProgramAdministrator);
    for role in [Role::ClinicalDirector, Role::PrivacyOfficer] {
        world.set_up(house, who(&world, role));
    }
    let officer = enter(&world, Role::PrivacyOfficer);
    let refused = takes(&world, &officer, Role::ClinicalDirector);
    assert!(
        matches!(&refused, Err(Refusal::Conflict(told)) if told.contains("stepwell user link"))
    );
    let shown = right(&world, &officer, Role::ClinicalDirector).unwrap();
    assert_eq!(shown.right, Action::ConfirmRole);
    assert!(shown.refused.is_some());
    // Of whoever opens no record an administrator still makes another one.
    world.set_up(house, boss.person());
    assert!(
        right(&world, &boss, Role::ProgramAdministrator)
            .unwrap()
            .refused
            .is_none()
    );
}

#[test]
fn the_only_one_who_says_yes_is_not_replaced_by_an_administrator_either() {
    let world = World::embedded();
    let boss = enter(&world, Role::ProgramAdministrator);
    world.set_up(&world.houses[0], who(&world, Role::ClinicalDirector));
    let refused = takes(&world, &boss, Role::ClinicalDirector);
    assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
}

#[test]
fn whoever_said_yes_to_a_role_takes_another_one_for_the_link() {
    for world in worlds("hand_out_third") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = enter(&world, Role::ProgramAdministrator);
        for role in [Role::ClinicalDirector, Role::PrivacyOfficer] {
            world.set_up(house, who(&world, role));
        }
        let officer = enter(&world, Role::PrivacyOfficer);
        let draft = house.member_draft(Role::IntakeCoordinator, 0, "fresh");
        let fresh = staff::add_staff(clinic, &boss, clinic.fresh_key(), &draft).unwrap();
        let changes = staff::changes(clinic, &officer).unwrap();
        let waits = changes
            .iter()
            .find(|one| one.grant.person == fresh && one.grant.verdict.is_none());
        let waits = waits.expect("a role that waits").grant.id;
        staff::decide(clinic, &officer, clinic.fresh_key(), waits, true).unwrap();
        let hand = |by: &Actor| staff::hand_out(clinic, by, clinic.fresh_key(), fresh);
        assert!(matches!(hand(&boss), Err(Refusal::Denied)));
        assert!(matches!(hand(&officer), Err(Refusal::Conflict(_))));
        hand(&enter(&world, Role::ClinicalDirector)).unwrap();
        hand(&operator(house.organization)).unwrap();
    }
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
