//! A role that opens records or the journal takes two people.

use crate::common::house::{email, line, site_draft};
use crate::common::{World, enter};
use crate::engines::worlds;
use crate::stays::actor;
use care::access::ways_in::WayIn;
use care::{Credential, GrantId, PersonId, PersonName, Role};
use clinic::access::journal;
use clinic::access::setup::{SetupDraft, found, operator};
use clinic::people::staff;
use clinic::people::staff::StaffDraft;
use clinic::people::{patient, site};
use clinic::{Clinic, Refusal};
use policy::Actor;

fn roles_of(clinic: &Clinic, actor: &Actor, person: PersonId) -> Vec<Role> {
    let team = staff::team(clinic, actor).unwrap();
    let found = team.into_iter().find(|one| one.id == person);
    found.unwrap().roles
}

/// The role, or the address, of somebody that waits.
fn waiting(clinic: &Clinic, actor: &Actor, person: PersonId) -> GrantId {
    let licence = |one: &WayIn| matches!(one, WayIn::Qualified(_));
    waiting_change(clinic, actor, person, |change| !licence(change))
}

fn waiting_change(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    wanted: impl Fn(&WayIn) -> bool,
) -> GrantId {
    let changes = staff::changes(clinic, actor).unwrap();
    let waits = changes.iter().find(|one| {
        let grant = &one.grant;
        grant.person == person && grant.verdict.is_none() && wanted(&grant.change)
    });
    waits.expect("a change that waits").grant.id
}

#[test]
fn a_licence_to_choose_less_takes_two_people_and_is_in_the_journal() {
    for world in worlds("licence") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = actor(&world, house, Role::ProgramAdministrator);
        let officer = actor(&world, house, Role::PrivacyOfficer);
        let director = actor(&world, house, Role::ClinicalDirector);
        let key = || clinic.fresh_key();
        let held = |person: PersonId| {
            let team = staff::team(clinic, &boss).unwrap();
            let found = team.into_iter().find(|one| one.id == person);
            found.unwrap().credentials
        };
        let nurse = house.who(Role::MedicalProvider, 0);
        let login = Role::MedicalProvider.code();
        let mut draft = house.member_draft(Role::MedicalProvider, 0, login);
        draft.credentials = vec![Credential::Nurse, Credential::Prescriber];
        staff::change_staff(clinic, &boss, key(), nurse, &draft).unwrap();
        assert_eq!(held(nurse), [Credential::Nurse]);
        let prescriber = WayIn::Qualified(Credential::Prescriber);
        let waits = || waiting_change(clinic, &officer, nurse, |change| *change == prescriber);
        // A form that was made from what she holds takes back nothing that waits.
        draft.credentials = vec![Credential::Nurse];
        staff::change_staff(clinic, &boss, key(), nurse, &draft).unwrap();
        let own = staff::decide(clinic, &boss, key(), waits(), true);
        assert!(matches!(own, Err(Refusal::Denied)));
        staff::decide(clinic, &officer, key(), waits(), true).unwrap();
        assert!(held(nurse).contains(&Credential::Prescriber));
        let entries = journal::page(clinic, &officer, Some(nurse.uuid()), None).unwrap();
        let confirmed = entries
            .iter()
            .any(|one| one.entry.action == "role.confirmed");
        assert!(confirmed);
        // It is taken away at once, and the list says so.
        staff::change_staff(clinic, &boss, key(), nurse, &draft).unwrap();
        assert_eq!(held(nurse), [Credential::Nurse]);
        let changes = staff::changes(clinic, &officer).unwrap();
        let taken = WayIn::Unqualified(Credential::Prescriber);
        assert!(changes.iter().any(|one| one.grant.change == taken));
        // Nobody gives it to themselves, nor says yes to their own.
        let me = house.who(Role::ProgramAdministrator, 0);
        let mut mine = house.member_draft(Role::ProgramAdministrator, 0, "ada");
        mine.email = email("ada@Alder.example");
        mine.credentials = vec![Credential::LicensedCounselor];
        let refused = staff::change_staff(clinic, &boss, key(), me, &mine);
        let Err(Refusal::Fields(issues)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(issues[0].field, "credentials");
        let hers = director.person();
        let login = Role::ClinicalDirector.code();
        let mut draft = house.member_draft(Role::ClinicalDirector, 0, login);
        draft.credentials = vec![Credential::LicensedCounselor];
        staff::change_staff(clinic, &boss, key(), hers, &draft).unwrap();
        let waits = waiting_change(clinic, &officer, hers, |change| {
            matches!(change, WayIn::Qualified(_))
        });
        let own = staff::decide(clinic, &director, key(), waits, true);
        assert!(matches!(own, Err(Refusal::Conflict(_))));
        assert!(held(hers).is_empty());
    }
}

#[test]
fn a_counselor_is_one_when_somebody_else_has_said_yes() {
    for world in worlds("second") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = actor(&world, house, Role::ProgramAdministrator);
        let officer = actor(&world, house, Role::PrivacyOfficer);
        let draft = house.member_draft(Role::Counselor, 0, "fresh");
        let key = || clinic.fresh_key();
        let fresh = staff::add_staff(clinic, &boss, key(), &draft).unwrap();
        assert!(roles_of(clinic, &boss, fresh).is_empty());
        let links = |to: PersonId| {
            let mails = world.mail(house, "Set up your sign-in");
            mails.iter().filter(|(who, _)| *who == to).count()
        };
        assert_eq!(links(fresh), 0, "no link before there is a role");
        let again = staff::invite_again(clinic, &boss, key(), fresh);
        assert!(matches!(again, Err(Refusal::Conflict(_))));
        assert!(
            !world
                .mail(house, "A yes or no is waiting for you")
                .is_empty()
        );
        // Whoever asked says no yes, administrator or not.
        let waits = waiting(clinic, &officer, fresh);
        let own = staff::decide(clinic, &boss, key(), waits, true);
        assert!(matches!(own, Err(Refusal::Denied)));
        staff::decide(clinic, &officer, key(), waits, true).unwrap();
        assert_eq!(roles_of(clinic, &boss, fresh), [Role::Counselor]);
        assert_eq!(links(fresh), 1);
        // Whoever is second to say it is told who was first.
        let told = |who: &Actor| match staff::decide(clinic, who, key(), waits, false) {
            Err(Refusal::Conflict(told)) => told,
            other => panic!("{other:?}"),
        };
        assert!(told(&officer).contains("was already confirmed by you"));
        let team = staff::team(clinic, &boss).unwrap();
        let first = team.iter().find(|one| one.id == officer.person()).unwrap();
        let by = format!("was already confirmed by {}", first.name.full());
        let said = told(&actor(&world, house, Role::ClinicalDirector));
        assert!(said.contains(&by), "{said}");
    }
}

#[test]
fn nobody_says_yes_to_what_they_asked_for_or_get() {
    let world = World::embedded();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let (console, key) = (operator(house.organization), || clinic.fresh_key());
    // Somebody who runs the place and answers for privacy, as in a small clinic.
    let mut both = house.member_draft(Role::ProgramAdministrator, 0, "both");
    both.roles.push(Role::PrivacyOfficer);
    let id = staff::add_staff(clinic, &console, key(), &both).unwrap();
    let both = world.enter(house, id).actor;
    let draft = house.member_draft(Role::Counselor, 0, "fresh");
    let fresh = staff::add_staff(clinic, &both, key(), &draft).unwrap();
    let waits = waiting(clinic, &both, fresh);
    let own = staff::decide(clinic, &both, key(), waits, true);
    assert!(matches!(own, Err(Refusal::Conflict(_))));
    // A director for whom a role is asked says no yes to it either.
    let boss = actor(&world, house, Role::ProgramAdministrator);
    let director = house.who(Role::ClinicalDirector, 0);
    let mut more = house.member_draft(Role::ClinicalDirector, 0, Role::ClinicalDirector.code());
    more.roles.push(Role::PrivacyOfficer);
    staff::change_staff(clinic, &boss, key(), director, &more).unwrap();
    let director_seat = world.enter(house, director).actor;
    let waits = waiting(clinic, &director_seat, director);
    let own = staff::decide(clinic, &director_seat, key(), waits, true);
    assert!(matches!(own, Err(Refusal::Conflict(_))));
    // Nobody gives themselves a role at all.
    let mut raised = house.member_draft(Role::ProgramAdministrator, 0, "ada");
    raised.roles.push(Role::ClinicalDirector);
    let me = house.who(Role::ProgramAdministrator, 0);
    let raised = staff::change_staff(clinic, &boss, key(), me, &raised);
    assert!(matches!(raised, Err(Refusal::Fields(_))));
}

#[test]
fn the_first_who_says_yes_is_named_by_the_founder_alone_and_only_once() {
    let world = World::embedded();
    let clinic = &world.clinic;
    let draft = SetupDraft {
        organization: line("Cedar Recovery"),
        site: site_draft("North", "America/New_York"),
        name: PersonName::parse("Ada", "Founder").unwrap(),
        email: email("ada@cedar.example"),
    };
    let founded = found(clinic, &draft).unwrap();
    let seat = |person| enter(clinic, founded.organization, person).actor;
    let owner = seat(founded.administrator);
    let at = site::sites(clinic, &owner).unwrap()[0].0.id;
    let add = |login: &str, role: Role| {
        let draft = StaffDraft {
            name: PersonName::parse("Some", login).unwrap(),
            email: email(&format!("{login}@cedar.example")),
            phone: None,
            roles: vec![role],
            sites: vec![at],
            credentials: Vec::new(),
            availability: Vec::new(),
        };
        staff::add_staff(clinic, &owner, clinic.fresh_key(), &draft).unwrap()
    };
    let held = |person| roles_of(clinic, &owner, person);
    let early = add("early", Role::Counselor);
    let director = add("first", Role::ClinicalDirector);
    let second = add("second", Role::PrivacyOfficer);
    assert!(held(early).is_empty() && held(second).is_empty());
    assert_eq!(held(director), [Role::ClinicalDirector]);
    // An administrator cannot close the account of the only one who says yes, and is no further where it is closed.
    let close = |by: &Actor| staff::set_disabled(clinic, by, clinic.fresh_key(), director, true);
    assert!(matches!(close(&owner), Err(Refusal::Conflict(_))));
    let console = operator(founded.organization);
    close(&console).unwrap();
    assert!(held(add("third", Role::ClinicalDirector)).is_empty());
    // The server's console is the way back, and the list says so.
    let team = staff::team(clinic, &console).unwrap();
    let one = team.into_iter().find(|one| one.id == second).unwrap();
    let mut draft = StaffDraft::of(one).unwrap();
    draft.roles = vec![Role::PrivacyOfficer];
    staff::change_staff(clinic, &console, clinic.fresh_key(), second, &draft).unwrap();
    assert_eq!(held(second), [Role::PrivacyOfficer]);
    let changes = staff::changes(clinic, &seat(second)).unwrap();
    let given = changes.iter().find(|one| {
        one.grant.person == second
            && one.grant.change == WayIn::Given(Role::PrivacyOfficer)
            && one.grant.verdict.is_some_and(|said| said.yes)
    });
    assert!(given.unwrap().grant.asked_by.uuid().is_nil());
}

#[test]
fn a_changed_address_and_every_role_are_on_the_privacy_officers_list_and_in_the_journal() {
    for world in worlds("listed") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = actor(&world, house, Role::ProgramAdministrator);
        let person = house.who(Role::ClinicalDirector, 0);
        let before = world.journal_length(house);
        let mut draft = house.member_draft(Role::ClinicalDirector, 0, "taken-over");
        draft.roles.push(Role::ProgramAdministrator);
        staff::change_staff(clinic, &boss, clinic.fresh_key(), person, &draft).unwrap();
        let said = world.said_after(house, before);
        assert!(said.iter().any(|action| action == "account.redirected"));
        let told = world.mail(house, "Your sign-in address was changed");
        assert_eq!(told[0].1.to().as_str(), "clinical_director0@alder.example");
        let officer = actor(&world, house, Role::PrivacyOfficer);
        let changes = staff::changes(clinic, &officer).unwrap();
        for wanted in [WayIn::Redirected, WayIn::Given(Role::ProgramAdministrator)] {
            let listed = changes
                .iter()
                .any(|one| one.grant.person == person && one.grant.change == wanted);
            assert!(listed, "{wanted:?}");
        }
        // Whoever runs that mailbox becomes her with a link, so the second person says yes to the address first.
        let invite = || staff::invite_again(clinic, &boss, clinic.fresh_key(), person);
        assert!(matches!(invite(), Err(Refusal::Conflict(_))));
        let waits = changes
            .iter()
            .find(|one| one.grant.change == WayIn::Redirected && one.grant.verdict.is_none());
        let waits = waits.expect("an address that waits");
        assert_eq!(waits.email.as_deref(), Some(draft.email.as_str()));
        // What else is changed meanwhile does not let it through.
        draft.phone = Some(care::Phone::parse("207 555 0173").unwrap());
        staff::change_staff(clinic, &boss, clinic.fresh_key(), person, &draft).unwrap();
        assert!(matches!(invite(), Err(Refusal::Conflict(_))));
        staff::decide(clinic, &officer, clinic.fresh_key(), waits.grant.id, true).unwrap();
        invite().unwrap();
    }
}

#[test]
fn no_link_goes_to_an_address_that_got_a_no() {
    let world = World::embedded();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let boss = actor(&world, house, Role::ProgramAdministrator);
    let officer = actor(&world, house, Role::PrivacyOfficer);
    let person = house.who(Role::ClinicalDirector, 0);
    let draft = house.member_draft(Role::ClinicalDirector, 0, "taken-over");
    staff::change_staff(clinic, &boss, clinic.fresh_key(), person, &draft).unwrap();
    let waits = waiting(clinic, &officer, person);
    staff::decide(clinic, &officer, clinic.fresh_key(), waits, false).unwrap();
    let again = staff::invite_again(clinic, &boss, clinic.fresh_key(), person);
    assert!(matches!(again, Err(Refusal::Conflict(_))));
}

#[test]
fn a_role_that_waits_is_asked_for_anew_when_the_address_changes() {
    let world = World::embedded();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let boss = actor(&world, house, Role::ProgramAdministrator);
    let officer = actor(&world, house, Role::PrivacyOfficer);
    let key = || clinic.fresh_key();
    let mut draft = house.member_draft(Role::Counselor, 0, "fresh");
    let fresh = staff::add_staff(clinic, &boss, key(), &draft).unwrap();
    let seen = waiting(clinic, &officer, fresh);
    draft.email = email("elsewhere@alder.example");
    staff::change_staff(clinic, &boss, key(), fresh, &draft).unwrap();
    let stale = staff::decide(clinic, &officer, key(), seen, true);
    assert!(matches!(stale, Err(Refusal::Conflict(_))));
    let waits = waiting(clinic, &officer, fresh);
    staff::decide(clinic, &officer, key(), waits, true).unwrap();
    assert_eq!(roles_of(clinic, &boss, fresh), [Role::Counselor]);
}

#[test]
fn an_administrator_whose_own_role_waits_changes_the_rest_of_herself() {
    let world = World::embedded();
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let (console, key) = (operator(house.organization), || clinic.fresh_key());
    let draft = house.member_draft(Role::ProgramAdministrator, 0, "second");
    let second = staff::add_staff(clinic, &console, key(), &draft).unwrap();
    let boss = actor(&world, house, Role::ProgramAdministrator);
    let mut draft = draft;
    draft.roles.push(Role::Counselor);
    staff::change_staff(clinic, &boss, key(), second, &draft).unwrap();
    let herself = world.enter(house, second).actor;
    draft.phone = Some(care::Phone::parse("207 555 0173").unwrap());
    staff::change_staff(clinic, &herself, key(), second, &draft).unwrap();
    let officer = actor(&world, house, Role::PrivacyOfficer);
    // Another name asks anew, in the name of who asked before: she gave herself nothing.
    draft.name = PersonName::parse("Ada", "Newly").unwrap();
    staff::change_staff(clinic, &herself, key(), second, &draft).unwrap();
    let changes = staff::changes(clinic, &officer).unwrap();
    let hers = changes.iter().filter(|one| one.grant.person == second);
    let mut waits = hers.filter(|one| one.grant.verdict.is_none());
    let one = waits.next().expect("a role that waits");
    assert!(waits.next().is_none() && one.grant.asked_by == boss.person());
    // A role from the console leaves alone what waits.
    let team = staff::team(clinic, &console).unwrap();
    let found = team.into_iter().find(|one| one.id == second).unwrap();
    let mut given = StaffDraft::of(found).unwrap();
    given.roles.push(Role::Auditor);
    staff::change_staff(clinic, &console, key(), second, &given).unwrap();
    staff::decide(clinic, &officer, key(), one.grant.id, true).unwrap();
    let held = roles_of(clinic, &boss, second);
    assert!(held.contains(&Role::Counselor) && held.contains(&Role::Auditor));
}

#[test]
fn another_address_of_somebody_in_care_is_told_to_the_old_one_and_on_the_privacy_officers_list() {
    for world in worlds("elsewhere") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let (intake, person) = (
            actor(&world, house, Role::IntakeCoordinator),
            house.patients[0],
        );
        let key = || clinic.fresh_key();
        patient::invite_patient(clinic, &intake, key(), person).unwrap();
        let counselor = Some(house.who(Role::Counselor, 0));
        let mut draft = house.patient_draft("Person00", 0, counselor);
        let before = world.journal_length(house);
        draft.contact.email = Some(email("elsewhere@alder.example"));
        patient::change_patient(clinic, &intake, key(), person, &draft).unwrap();
        patient::invite_patient(clinic, &intake, key(), person).unwrap();
        let told = world.mail(house, "Your sign-in address was changed");
        assert_eq!(told.len(), 1);
        assert_ne!(told[0].1.to().as_str(), "elsewhere@alder.example");
        let said = world.said_after(house, before);
        assert!(said.iter().any(|action| action == "account.redirected"));
        let officer = actor(&world, house, Role::PrivacyOfficer);
        let listed = staff::elsewhere(clinic, &officer).unwrap();
        let one = listed.iter().find(|one| one.grant.person == person);
        let one = one.expect("on the list");
        assert_eq!(one.grant.change, WayIn::Redirected);
        assert_eq!(one.grant.asked_by, intake.person());
        assert!(one.by.is_some(), "who changed it is named");
        // Whoever reviews roles and reads no journal learns of nobody in care.
        let director = actor(&world, house, Role::ClinicalDirector);
        let hidden = staff::elsewhere(clinic, &director);
        assert!(matches!(hidden, Err(Refusal::Denied)));
    }
}

#[test]
fn nobody_in_care_is_on_the_list_of_roles() {
    for world in worlds("unlisted") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let intake = actor(&world, house, Role::IntakeCoordinator);
        let person = house.patients[0];
        patient::invite_patient(clinic, &intake, clinic.fresh_key(), person).unwrap();
        let officer = actor(&world, house, Role::PrivacyOfficer);
        let changes = staff::changes(clinic, &officer).unwrap();
        assert!(changes.iter().all(|one| one.grant.person != person));
    }
}
