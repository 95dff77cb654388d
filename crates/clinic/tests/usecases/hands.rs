//! Two accounts are not two people; and somebody who runs the place is left, whoever closes whom.

use crate::app::sets_up;
use crate::common::house::{House, email, line, site_draft};
use crate::common::{World, enter, token};
use crate::engines::worlds;
use care::access::hands::HANDS_DAYS;
use care::access::ways_in::WayIn;
use care::{GrantId, PersonId, PersonName, Role};
use clinic::access::journal;
use clinic::access::setup::{SetupDraft, found, operator};
use clinic::people::site;
use clinic::people::staff;
use clinic::people::staff::StaffDraft;
use clinic::{Clinic, Refusal};
use jiff::SignedDuration;
use policy::Actor;
use record::journal::Detail;
use std::thread;

/// Somebody of the first house who holds these roles, given on the server.
fn hired(world: &World, login: &str, roles: &[Role]) -> PersonId {
    let house = &world.houses[0];
    let mut draft = house.member_draft(Role::ProgramAdministrator, 0, login);
    draft.roles = roles.to_vec();
    let console = operator(house.organization);
    let clinic = &world.clinic;
    staff::add_staff(clinic, &console, clinic.fresh_key(), &draft).unwrap()
}

fn seat(world: &World, person: PersonId) -> Actor {
    world.enter(&world.houses[0], person).actor
}

fn officer(world: &World) -> Actor {
    seat(world, world.houses[0].who(Role::PrivacyOfficer, 0))
}

/// Somebody who runs the place and says the second yes, as in a small clinic.
fn both(world: &World) -> PersonId {
    let roles = [Role::ProgramAdministrator, Role::PrivacyOfficer];
    hired(world, "both", &roles)
}

fn draft_of(clinic: &Clinic, by: &Actor, person: PersonId) -> StaffDraft {
    let team = staff::team(clinic, by).unwrap();
    let found = team.into_iter().find(|one| one.id == person).unwrap();
    StaffDraft::of(found).unwrap()
}

/// Asks for a new counselor; what waits for a yes then.
fn asks(world: &World, by: &Actor, login: &str) -> (PersonId, GrantId) {
    let (clinic, house) = (&world.clinic, &world.houses[0]);
    let draft = house.member_draft(Role::Counselor, 0, login);
    let fresh = staff::add_staff(clinic, by, clinic.fresh_key(), &draft).unwrap();
    let counsels = WayIn::Given(Role::Counselor);
    (fresh, waits(world, fresh, counsels))
}

fn waits(world: &World, person: PersonId, change: WayIn) -> GrantId {
    let changes = staff::changes(&world.clinic, &officer(world)).unwrap();
    let one = changes.iter().find(|one| {
        let grant = &one.grant;
        grant.person == person && grant.change == change && grant.verdict.is_none()
    });
    one.expect("a change that waits").grant.id
}

fn says_yes(world: &World, by: &Actor, id: GrantId) -> Result<(), Refusal> {
    let clinic = &world.clinic;
    staff::decide(clinic, by, clinic.fresh_key(), id, true)
}

#[test]
fn whoever_says_yes_sends_nobodys_sign_in_elsewhere_alone() {
    for world in worlds("hands_redirected") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let both = seat(&world, both(&world));
        let director = house.who(Role::ClinicalDirector, 0);
        let mut draft = draft_of(clinic, &both, director);
        draft.email = email("taken-over@alder.example");
        staff::change_staff(clinic, &both, clinic.fresh_key(), director, &draft).unwrap();
        let invite = || staff::invite_again(clinic, &both, clinic.fresh_key(), director);
        assert!(matches!(invite(), Err(Refusal::Conflict(_))));
        let id = waits(&world, director, WayIn::Redirected);
        let own = says_yes(&world, &both, id);
        assert!(matches!(own, Err(Refusal::Conflict(_))), "{own:?}");
        // Whose address it is says no yes to it either; the server does where nobody else is there.
        let hers = says_yes(&world, &seat(&world, director), id);
        assert!(matches!(hers, Err(Refusal::Conflict(_))), "{hers:?}");
        says_yes(&world, &operator(house.organization), id).unwrap();
        invite().unwrap();
    }
}

#[test]
fn nobody_says_yes_to_what_an_account_asked_for_that_they_made() {
    for world in worlds("hands_made") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let both_id = both(&world);
        let boss = seat(&world, both_id);
        let draft = house.member_draft(Role::ProgramAdministrator, 0, "second");
        let second = staff::add_staff(clinic, &boss, clinic.fresh_key(), &draft).unwrap();
        let (fresh, id) = asks(&world, &seat(&world, second), "fresh");
        let refused = says_yes(&world, &boss, id);
        let Err(Refusal::Conflict(told)) = refused else {
            panic!("{refused:?}")
        };
        assert!(told.contains("stepwell user confirm"), "{told}");
        // The privacy officer reads on the list whose account it may be, and in the journal that it was tried.
        let shown = |by: &Actor| {
            let changes = staff::changes(clinic, by).unwrap();
            changes.into_iter().find(|one| one.grant.id == id).unwrap()
        };
        let other = officer(&world);
        let listed = shown(&other);
        assert_eq!(listed.behind.len(), 1);
        assert!(listed.may_confirm && !shown(&boss).may_confirm);
        let entries = journal::page(clinic, &other, Some(fresh.uuid()), None).unwrap();
        let mut actions = entries.iter().map(|one| one.entry.action.as_str());
        assert!(actions.any(|action| action == "role.yes_refused"));
        says_yes(&world, &other, id).unwrap();
        // After a week she has been seen by the others.
        world.wait(SignedDuration::from_hours(24 * HANDS_DAYS));
        let (_, later) = asks(&world, &seat(&world, second), "later");
        says_yes(&world, &seat(&world, both_id), later).unwrap();
    }
}

#[test]
fn nobody_says_yes_to_what_an_account_gets_that_they_made() {
    for world in worlds("hands_raised") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let boss = seat(&world, both(&world));
        let other = hired(&world, "other", &[Role::ProgramAdministrator]);
        let draft = house.member_draft(Role::ProgramAdministrator, 0, "made");
        let made = staff::add_staff(clinic, &boss, clinic.fresh_key(), &draft).unwrap();
        // Only what was given with the account is what it was made with.
        world.wait(SignedDuration::from_mins(1));
        let asker = seat(&world, other);
        let mut draft = draft_of(clinic, &asker, made);
        draft.roles.push(Role::Counselor);
        staff::change_staff(clinic, &asker, clinic.fresh_key(), made, &draft).unwrap();
        let id = waits(&world, made, WayIn::Given(Role::Counselor));
        let refused = says_yes(&world, &boss, id);
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        // The list and the journal say whose hands the account is in that gets it; whose it is that asked says nothing.
        let changes = staff::changes(clinic, &officer(&world)).unwrap();
        let listed = changes.iter().find(|one| one.grant.id == id).unwrap();
        assert!(listed.behind.is_empty());
        assert_eq!(listed.behind_person.len(), 1);
        let entries = journal::page(clinic, &officer(&world), Some(made.uuid()), None).unwrap();
        let tried = entries
            .iter()
            .find(|one| one.entry.action == "role.yes_refused")
            .unwrap();
        let detail = world.read(house, |read| record::journal::detail(read, &tried.entry));
        let Detail::Open(detail) = detail else {
            panic!("what was tried is kept")
        };
        let detail: serde_json::Value = serde_json::from_str(&detail).unwrap();
        assert_eq!(detail["for_account_of"], serde_json::json!([boss.person()]));
        assert_eq!(detail.get("asked_by_account_of"), None);
        says_yes(&world, &officer(&world), id).unwrap();
    }
}

#[test]
fn nobody_says_yes_to_what_an_account_asked_for_whose_address_they_changed_or_whose_link_they_took()
{
    let world = World::embedded();
    let clinic = &world.clinic;
    let both_id = both(&world);
    let boss = seat(&world, both_id);
    let three = ["moved", "handed", "untouched"];
    let [moved, handed, untouched] =
        three.map(|login| hired(&world, login, &[Role::ProgramAdministrator]));
    // The server made them, and says nothing of what was done with them since.
    world.wait(SignedDuration::from_mins(1));
    let mut draft = draft_of(clinic, &boss, moved);
    draft.email = email("mine@alder.example");
    staff::change_staff(clinic, &boss, clinic.fresh_key(), moved, &draft).unwrap();
    staff::hand_out(clinic, &boss, clinic.fresh_key(), handed).unwrap();
    for (asker, taken) in [(moved, true), (handed, true), (untouched, false)] {
        let login = format!("fresh-{}", asker.uuid().simple());
        let (_, id) = asks(&world, &seat(&world, asker), &login);
        let said = says_yes(&world, &boss, id);
        assert_eq!(matches!(said, Err(Refusal::Conflict(_))), taken, "{said:?}");
        assert_eq!(said.is_ok(), !taken);
    }
}

#[test]
fn a_founder_sets_up_the_team_with_the_first_who_says_yes() {
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
    let add = |by: &Actor, login: &str, role: Role| {
        let draft = StaffDraft {
            name: PersonName::parse("Some", login).unwrap(),
            email: email(&format!("{login}@cedar.example")),
            phone: None,
            roles: vec![role],
            sites: vec![at],
            credentials: Vec::new(),
            availability: Vec::new(),
        };
        staff::add_staff(clinic, by, clinic.fresh_key(), &draft).unwrap()
    };
    let director = add(&owner, "director", Role::ClinicalDirector);
    let link = staff::hand_out(clinic, &owner, clinic.fresh_key(), director).unwrap();
    sets_up(&world, token(&link));
    let second = add(&owner, "second", Role::ProgramAdministrator);
    add(&owner, "officer", Role::PrivacyOfficer);
    add(&seat(second), "counselor", Role::Counselor);
    let first = seat(director);
    let changes = staff::changes(clinic, &first).unwrap();
    let waiting = changes.iter().filter(|one| one.grant.verdict.is_none());
    let waiting: Vec<GrantId> = waiting.map(|one| one.grant.id).collect();
    assert_eq!(waiting.len(), 2);
    for id in waiting {
        says_yes(&world, &first, id).unwrap();
    }
}

/// The two of the first house who run it, and the founder gone.
fn two_administrators(world: &World) -> [PersonId; 2] {
    let house = &world.houses[0];
    let roles = [Role::ProgramAdministrator, Role::Counselor];
    let two = ["one", "other"].map(|login| hired(world, login, &roles));
    let founder = house.who(Role::ProgramAdministrator, 0);
    closes(world, &operator(house.organization), founder).unwrap();
    two
}

fn closes(world: &World, by: &Actor, person: PersonId) -> Result<(), Refusal> {
    let clinic = &world.clinic;
    staff::set_disabled(clinic, by, clinic.fresh_key(), person, true)
}

/// Leaves somebody the other role.
fn unmakes(world: &World, by: &Actor, person: PersonId) -> Result<(), Refusal> {
    let clinic = &world.clinic;
    let mut draft = draft_of(clinic, by, person);
    draft.roles = vec![Role::Counselor];
    staff::change_staff(clinic, by, clinic.fresh_key(), person, &draft)
}

fn administrators(world: &World, house: &House) -> usize {
    let team = staff::team(&world.clinic, &operator(house.organization)).unwrap();
    let open = team.iter().filter(|one| one.disabled_at.is_none());
    open.filter(|one| one.roles.contains(&Role::ProgramAdministrator))
        .count()
}

/// One way in which an administrator ends another one's part.
type Ends = fn(&World, &Actor, PersonId) -> Result<(), Refusal>;

#[test]
fn of_the_last_two_administrators_who_end_each_other_at_one_moment_one_stays() {
    let ways: [(&str, [Ends; 2]); 3] = [
        ("last_two_closed", [closes, closes]),
        ("last_two_unmade", [unmakes, unmakes]),
        ("last_two_mixed", [closes, unmakes]),
    ];
    for (name, [one_way, other_way]) in ways {
        for world in worlds(name) {
            let ids = two_administrators(&world);
            let [one, other] = ids.map(|id| seat(&world, id));
            let answers = thread::scope(|scope| {
                let first = scope.spawn(|| one_way(&world, &one, ids[1]));
                let second = scope.spawn(|| other_way(&world, &other, ids[0]));
                [first.join().unwrap(), second.join().unwrap()]
            });
            let done = answers.iter().filter(|answer| answer.is_ok()).count();
            assert_eq!(done, 1, "{name}: {answers:?}");
            assert_eq!(administrators(&world, &world.houses[0]), 1, "{name}");
        }
    }
}
