//! A link that sets up a sign-in ends with whatever changes how that person signs in, or as what.

use crate::app::{PASSWORD, begin};
use crate::common::house::{House, email, line};
use crate::common::{World, browser};
use care::{Contact, PersonId, PersonName, Role};
use clinic::Refusal;
use clinic::access::{account, sign_in};
use clinic::people::staff::StaffDraft;
use clinic::people::{patient, staff};
use policy::Actor;

/// A world of its own for each path.
struct Scene {
    world: World,
}

impl Scene {
    fn house(&self) -> &House {
        &self.world.houses[0]
    }

    fn actor(&self, role: Role) -> Actor {
        let house = self.house();
        self.world.enter(house, house.who(role, 0)).actor
    }

    fn colleague(&self) -> PersonId {
        self.house().who(Role::Counselor, 0)
    }

    fn patient(&self) -> PersonId {
        self.house().patients[0]
    }

    fn link(&self, person: PersonId) -> String {
        self.world.welcome(self.house(), person)
    }

    fn change_colleague(&self, change: impl FnOnce(&mut StaffDraft)) {
        let clinic = &self.world.clinic;
        let boss = self.actor(Role::ProgramAdministrator);
        let team = staff::team(clinic, &boss).unwrap();
        let found = team.into_iter().find(|one| one.id == self.colleague());
        let mut draft = StaffDraft::of(found.unwrap()).unwrap();
        change(&mut draft);
        let key = clinic.fresh_key();
        staff::change_staff(clinic, &boss, key, self.colleague(), &draft).unwrap();
    }

    fn close(&self, closed: bool) {
        let (clinic, boss) = (&self.world.clinic, self.actor(Role::ProgramAdministrator));
        let key = clinic.fresh_key();
        staff::set_disabled(clinic, &boss, key, self.colleague(), closed).unwrap();
    }

    fn move_patient(&self, address: &str) {
        let (clinic, house) = (&self.world.clinic, self.house());
        let mut draft = house.patient_draft("Person00", 0, Some(self.colleague()));
        draft.contact.email = Some(email(address));
        let intake = self.actor(Role::IntakeCoordinator);
        let (key, person) = (clinic.fresh_key(), self.patient());
        patient::change_patient(clinic, &intake, key, person, &draft).unwrap();
    }
}

/// One way of making or ending a link; it answers a link made before.
type Way = fn(&Scene) -> String;

/// Everything that makes a link or changes how somebody signs in: what it is, and what it does. Each answers a link made
/// before, which must be dead afterwards.
const PATHS: &[(&str, Way)] = &[
    ("a colleague is sent a new link", |scene| {
        let link = scene.link(scene.colleague());
        let (clinic, boss) = (&scene.world.clinic, scene.actor(Role::ProgramAdministrator));
        let key = clinic.fresh_key();
        staff::invite_again(clinic, &boss, key, scene.colleague()).unwrap();
        link
    }),
    ("a person in care is sent a new link", |scene| {
        let link = scene.link(scene.patient());
        let (clinic, intake) = (&scene.world.clinic, scene.actor(Role::IntakeCoordinator));
        patient::invite_patient(clinic, &intake, clinic.fresh_key(), scene.patient()).unwrap();
        link
    }),
    ("the console makes a new link", |scene| {
        let link = scene.link(scene.colleague());
        scene.link(scene.colleague());
        link
    }),
    ("the address of a colleague changes", |scene| {
        let link = scene.link(scene.colleague());
        scene.change_colleague(|draft| draft.email = email("elsewhere@alder.example"));
        link
    }),
    ("the address of a person in care changes", |scene| {
        let link = scene.link(scene.patient());
        scene.move_patient("elsewhere@alder.example");
        link
    }),
    ("a role is given and another taken", |scene| {
        let link = scene.link(scene.colleague());
        scene.change_colleague(|draft| draft.roles = vec![Role::ProgramAdministrator]);
        link
    }),
    ("a role gets its yes", |scene| {
        scene.change_colleague(|draft| draft.roles.push(Role::Auditor));
        let link = scene.link(scene.colleague());
        let (clinic, officer) = (&scene.world.clinic, scene.actor(Role::PrivacyOfficer));
        let waits = staff::changes(clinic, &officer).unwrap()[0].grant.id;
        staff::decide(clinic, &officer, clinic.fresh_key(), waits, true).unwrap();
        link
    }),
    ("the account is closed", |scene| {
        let link = scene.link(scene.colleague());
        scene.close(true);
        link
    }),
    ("the account is opened again", |scene| {
        scene.close(true);
        let link = scene.link(scene.colleague());
        scene.close(false);
        link
    }),
    ("a newer link is used", |scene| {
        let link = scene.link(scene.colleague());
        scene.world.set_up(scene.house(), scene.colleague());
        link
    }),
    ("the owner changes the password", |scene| {
        scene.world.set_up(scene.house(), scene.colleague());
        let link = scene.link(scene.colleague());
        let owner = scene.actor(Role::Counselor);
        let clinic = &scene.world.clinic;
        let password = "nine boats at the harbor";
        account::change_password(clinic, &owner, clinic.fresh_key(), password).unwrap();
        link
    }),
    ("the person is forgotten", |scene| {
        let link = scene.link(scene.patient());
        let (clinic, officer) = (&scene.world.clinic, scene.actor(Role::PrivacyOfficer));
        let (key, why) = (clinic.fresh_key(), line("asked for in writing"));
        patient::forget_person(clinic, &officer, key, scene.patient(), &why).unwrap();
        link
    }),
];

#[test]
fn every_path_ends_the_links_before_it() {
    for (what, path) in PATHS {
        let scene = Scene {
            world: World::embedded(),
        };
        let link = path(&scene);
        let clinic = &scene.world.clinic;
        assert!(sign_in::look_at(clinic, &link).is_err(), "{what}");
        let from = browser("10.0.0.9");
        let accepted = sign_in::accept(clinic, &link, PASSWORD, "000000", &from);
        assert!(accepted.is_err(), "{what}");
    }
}

/// Whoever adds a statement that writes what somebody signs in with, or as what, or a link, names it here, and lets the
/// function of the record that runs it end what was begun before.
#[test]
fn every_statement_that_changes_how_somebody_signs_in_is_on_a_path() {
    let known = [
        // Through these functions the record ends what was begun: each is on a path above.
        ("account", "SET_PASSWORD"),
        ("account", "SET_TOTP"),
        ("account", "SET_LOGIN"),
        ("account", "SET_DISABLED"),
        ("account", "DELETE"),
        ("sign", "INSERT_INVITATION"),
        ("sign", "END_INVITATIONS"),
        ("staff", "INSERT_ROLE"),
        ("staff", "CLEAR_ROLES"),
        // Of a new account there is nothing before; a code and a link are spent, and nobody gets further by it.
        ("account", "INSERT"),
        ("account", "SET_TOTP_STEP"),
        ("sign", "USE_INVITATION"),
        // In which language somebody is written to opens nothing.
        ("account", "SET_LANGUAGE"),
    ];
    let writes = |sql: &str| {
        ["account", "staff_role", "invitation"].iter().any(|table| {
            ["INSERT INTO", "UPDATE", "DELETE FROM"]
                .iter()
                .any(|verb| sql.starts_with(&format!("{verb} {table} ")))
        })
    };
    let mut found: Vec<_> = record::statements()
        .into_iter()
        .filter(|(.., sql)| writes(sql))
        .map(|(module, name, _)| (module, name))
        .collect();
    let mut known = known.to_vec();
    found.sort_unstable();
    known.sort_unstable();
    assert_eq!(found, known);
}

#[test]
fn a_sign_in_begun_with_the_old_address_ends_with_it() {
    let scene = Scene {
        world: World::embedded(),
    };
    let (world, from) = (&scene.world, browser("10.0.0.2"));
    let owner = world.set_up(scene.house(), scene.patient());
    let begun = begin(&world.clinic, &owner.login, PASSWORD, &from).unwrap();
    let mail = world.mail(scene.house(), "Your sign-in code").remove(0).1;
    let code: String = mail
        .text()
        .chars()
        .filter(char::is_ascii_digit)
        .take(6)
        .collect();
    scene.move_patient("elsewhere@alder.example");
    assert!(sign_in::finish_second(&world.clinic, &begun.ticket, &code, &from).is_err());
    assert!(begin(&world.clinic, &owner.login, PASSWORD, &from).is_err());
    assert!(begin(&world.clinic, "elsewhere@alder.example", PASSWORD, &from).is_ok());
    // The old address is told, and neither of where nor of what.
    let told = world.mail(scene.house(), "Your sign-in address was changed");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].1.to().as_str(), owner.login);
    for word in ["Alder", "recovery", "clinic", "care", "elsewhere"] {
        assert!(
            !told[0]
                .1
                .text()
                .to_lowercase()
                .contains(&word.to_lowercase()),
            "{word}"
        );
    }
}

#[test]
fn where_a_persons_links_go_is_changed_by_whoever_may_invite_and_confirmed_who_they_are() {
    let scene = Scene {
        world: World::embedded(),
    };
    let (clinic, house) = (&scene.world.clinic, scene.house());
    let mut draft = house.patient_draft("Person00", 0, Some(scene.colleague()));
    draft.contact.email = Some(email("elsewhere@alder.example"));
    let change = |actor: &Actor, draft: &patient::PatientDraft| {
        patient::change_patient(clinic, actor, clinic.fresh_key(), scene.patient(), draft)
    };
    let medical = change(&scene.actor(Role::MedicalProvider), &draft);
    assert!(matches!(medical, Err(Refusal::Fields(_))));
    let intake = scene
        .world
        .enter(house, house.who(Role::IntakeCoordinator, 0));
    scene.world.wait(crate::common::minutes(6));
    let late = sign_in::authenticate(clinic, &intake.cookie).unwrap();
    assert!(matches!(change(&late, &draft), Err(Refusal::StepUp)));
    let invited = patient::invite_patient(clinic, &late, clinic.fresh_key(), scene.patient());
    assert!(matches!(invited, Err(Refusal::StepUp)));
    // Anything else about the person needs no confirmation.
    draft.contact.email = Some(email("Person00@Alder.example"));
    draft.name.pronouns = Some(line("they/them"));
    change(&late, &draft).unwrap();
}

#[test]
fn an_address_never_tells_who_signs_in_elsewhere_and_its_owner_is_told() {
    let scene = Scene {
        world: World::embedded(),
    };
    let (clinic, house) = (&scene.world.clinic, scene.house());
    let far = || Some(email("Person10@Alder.example"));
    let (intake, boss) = (
        scene.actor(Role::IntakeCoordinator),
        scene.actor(Role::ProgramAdministrator),
    );
    let key = || clinic.fresh_key();
    // Intake, an administrator and a counselor of this site type the address of somebody in care at the other.
    let mut draft = house.patient_draft("Robin", 0, None);
    draft.contact = Contact {
        email: far(),
        phone: None,
    };
    let robin = patient::seed_patient(clinic, &intake, key(), &draft).unwrap();
    patient::invite_patient(clinic, &intake, key(), robin).unwrap();
    let mut member = house.member_draft(Role::ProgramAdministrator, 0, "new");
    member.email = far().unwrap();
    let new = staff::add_staff(clinic, &boss, key(), &member).unwrap();
    let (name, address) = (PersonName::parse("Lee", "Support").unwrap(), far().unwrap());
    let counselor = scene.actor(Role::Counselor);
    let lee = patient::add_supporter(clinic, &counselor, key(), scene.patient(), &name, &address)
        .unwrap();
    // The owner of the address is told by each link, and none of them opens anything.
    for person in [robin, new, lee] {
        let link = scene.link(person);
        let told = sign_in::look_at(clinic, &link).map(|_| ()).unwrap_err();
        assert!(told.to_string().contains("another sign-in"), "{told}");
        let from = browser("10.0.0.3");
        assert!(sign_in::accept(clinic, &link, PASSWORD, "", &from).is_err());
    }
    // Of whoever they may see they are told at once.
    draft.contact.email = Some(email("Person00@Alder.example"));
    let seen = patient::seed_patient(clinic, &intake, key(), &draft);
    assert!(matches!(seen, Err(Refusal::Fields(_))));
    draft.contact.email = Some(email("counselor0@Alder.example"));
    let seen = patient::seed_patient(clinic, &intake, key(), &draft);
    assert!(matches!(seen, Err(Refusal::Fields(_))));
    // Once the other has moved on, the link works.
    let director = scene.actor(Role::ClinicalDirector);
    let mut other = house.patient_draft("Person10", 1, Some(house.who(Role::Counselor, 1)));
    other.contact.email = Some(email("moved@alder.example"));
    patient::change_patient(clinic, &director, key(), house.patients[3], &other).unwrap();
    scene.world.set_up(house, robin);
}

#[test]
fn nobody_sets_up_a_sign_in_without_an_address() {
    let scene = Scene {
        world: World::embedded(),
    };
    let (clinic, house) = (&scene.world.clinic, scene.house());
    let mut draft = house.patient_draft("Robin", 0, None);
    draft.contact.email = None;
    let intake = scene.actor(Role::IntakeCoordinator);
    let robin = patient::seed_patient(clinic, &intake, clinic.fresh_key(), &draft).unwrap();
    let link = scene.link(robin);
    let told = sign_in::look_at(clinic, &link).map(|_| ()).unwrap_err();
    assert!(told.to_string().contains("no e-mail address"), "{told}");
    let from = browser("10.0.0.4");
    assert!(sign_in::accept(clinic, &link, PASSWORD, "", &from).is_err());
}
