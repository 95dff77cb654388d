//! Ids of another organization are nothing at all: no reading, no writing, and no difference from an id made up.

use crate::common::World;
use crate::common::house::{House, line, site_draft};
use crate::engines::worlds;
use care::glass::Reason;
use care::{GlassId, LevelOfCare, PersonId, ProgramId, Role, Seats, SessionId, SiteId};
use clinic::patient::PatientDraft;
use clinic::program::ProgramDraft;
use clinic::site::RoomDraft;
use clinic::{Refusal, account, glass, journal, patient, program, site, staff};
use policy::Actor;
use uuid::Uuid;

/// One of each id there is.
#[derive(Clone, Copy)]
struct Ids {
    patient: PersonId,
    staff: PersonId,
    site: SiteId,
    program: ProgramId,
    glass: GlassId,
    session: SessionId,
}

impl Ids {
    fn of(house: &House, patient: usize, session: SessionId) -> Self {
        Self {
            patient: house.patients[patient],
            staff: house.who(Role::Counselor, 0),
            site: house.sites[0],
            program: house.programs[0],
            glass: house.glass,
            session,
        }
    }

    /// Ids that nobody ever had.
    fn made_up() -> Self {
        let uuid =
            |number: u128| Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number);
        Self {
            patient: uuid(1).into(),
            staff: uuid(2).into(),
            site: uuid(3).into(),
            program: uuid(4).into(),
            glass: uuid(5).into(),
            session: uuid(6).into(),
        }
    }
}

/// What every use case that takes an id answers to an actor.
fn answers(world: &World, home: &House, actor: &Actor, ids: Ids) -> Vec<(&'static str, String)> {
    let clinic = &world.clinic;
    let fresh = || clinic.fresh_key();
    // A name and an address of their own for each, so that no two of these are in each other's way.
    let draft = || home.patient_draft(&format!("Nobody{}", fresh().0.simple()), 0, None);
    let own = draft();
    let reason = Reason::parse("Somebody tried an id of another clinic.").unwrap();
    let supporter = draft();
    let (name, email) = (supporter.name, supporter.contact.email.unwrap());
    let member = |site| staff::StaffDraft {
        sites: vec![site],
        ..home.member_draft(Role::Auditor, 0, &fresh().0.simple().to_string())
    };
    let room = RoomDraft {
        site: ids.site,
        name: line("Crossing"),
        seats: Seats::parse("3").unwrap(),
    };
    let offer = ProgramDraft {
        site: ids.site,
        name: line("Crossing"),
        level: LevelOfCare::Outpatient,
    };
    let place = site_draft("Crossing", "America/Chicago");
    let in_program = PatientDraft {
        program: ids.program,
        ..draft()
    };
    let with_counselor = PatientDraft {
        counselor: Some(ids.staff),
        ..draft()
    };
    let words = line("Read and understood.");
    let ours = home.patients[0];
    vec![
        ("chart", said(patient::chart(clinic, actor, ids.patient))),
        (
            "change_patient",
            said(patient::change_patient(
                clinic,
                actor,
                fresh(),
                ids.patient,
                &own,
            )),
        ),
        (
            "invite_patient",
            said(patient::invite_patient(clinic, actor, fresh(), ids.patient)),
        ),
        (
            "forget_person",
            said(patient::forget_person(clinic, actor, fresh(), ids.patient)),
        ),
        (
            "add_supporter",
            said(patient::add_supporter(
                clinic,
                actor,
                fresh(),
                ids.patient,
                (&name, &email),
            )),
        ),
        (
            "break_glass",
            said(glass::break_glass(
                clinic,
                actor,
                fresh(),
                ids.patient,
                &reason,
            )),
        ),
        (
            "review",
            said(glass::review(clinic, actor, fresh(), ids.glass, &words)),
        ),
        (
            "add_patient to their program",
            said(patient::add_patient(clinic, actor, fresh(), &in_program)),
        ),
        (
            "add_patient with their counselor",
            said(patient::add_patient(
                clinic,
                actor,
                fresh(),
                &with_counselor,
            )),
        ),
        (
            "move ours to their program",
            said(patient::change_patient(
                clinic,
                actor,
                fresh(),
                ours,
                &in_program,
            )),
        ),
        (
            "give ours their counselor",
            said(patient::change_patient(
                clinic,
                actor,
                fresh(),
                ours,
                &with_counselor,
            )),
        ),
        (
            "change_staff",
            said(staff::change_staff(
                clinic,
                actor,
                fresh(),
                ids.staff,
                &member(home.sites[0]),
            )),
        ),
        (
            "set_disabled",
            said(staff::set_disabled(clinic, actor, fresh(), ids.staff, true)),
        ),
        (
            "invite_again",
            said(staff::invite_again(clinic, actor, fresh(), ids.staff)),
        ),
        (
            "add_staff at their site",
            said(staff::add_staff(clinic, actor, fresh(), &member(ids.site))),
        ),
        (
            "change_site",
            said(site::change_site(clinic, actor, fresh(), ids.site, &place)),
        ),
        (
            "add_room",
            said(site::add_room(clinic, actor, fresh(), &room)),
        ),
        (
            "add_program",
            said(program::add_program(clinic, actor, fresh(), &offer)),
        ),
        (
            "end_device",
            said(account::end_device(clinic, actor, fresh(), ids.session)),
        ),
        ("journal", said(empty_journal(world, actor, ids.patient))),
    ]
}

/// What came out, as far as whoever asked can tell.
fn said<T>(result: Result<T, Refusal>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(refusal) => format!("{refusal:?}"),
    }
}

/// Whoever may read the journal may ask it about anything; about others' ids it is empty, which is a refusal here.
fn empty_journal(world: &World, actor: &Actor, about: PersonId) -> Result<(), Refusal> {
    let shown = journal::page(&world.clinic, actor, Some(about.uuid()), None)?;
    if shown.is_empty() {
        Err(Refusal::NotFound)
    } else {
        Ok(())
    }
}

#[test]
fn ids_of_another_organization_are_like_ids_made_up() {
    for world in worlds("crossing") {
        let [home, theirs] = &world.houses;
        let their_session = world
            .enter(theirs, theirs.who(Role::Counselor, 0))
            .actor
            .session()
            .unwrap();
        let quiet = world.journal_length(theirs);
        let mails = || {
            world.mail(theirs, "Set up your sign-in").len()
                + world.mail(theirs, "A review is waiting for you").len()
        };
        let mails_before = mails();
        for (role, person) in home.everyone() {
            let actor = world.enter(home, person).actor;
            let made_up = answers(&world, home, &actor, Ids::made_up());
            for place in [0, 3] {
                let swapped = answers(&world, home, &actor, Ids::of(theirs, place, their_session));
                assert_eq!(swapped, made_up, "{role:?}");
            }
            for (what, said) in made_up {
                assert_ne!(said, "done", "{role:?} {what}");
            }
        }
        // Nothing was read or written over there: not even their journal has anything to say.
        assert_eq!(world.journal_length(theirs), quiet);
        assert_eq!(mails(), mails_before);
    }
}

/// The same ids do open at home, so that the test above refuses for the right reason.
#[test]
fn the_same_ids_work_at_home() {
    for world in worlds("athome") {
        let home = &world.houses[0];
        let session = world
            .enter(home, home.who(Role::Counselor, 0))
            .actor
            .session()
            .unwrap();
        let ids = Ids::of(home, 0, session);
        let mut done = std::collections::BTreeSet::new();
        // Those who change others and those who forget come last.
        let mut everyone = home.everyone();
        everyone.sort_by_key(|(role, _)| match role {
            Role::ProgramAdministrator => 1,
            Role::PrivacyOfficer => 2,
            _ => 0,
        });
        // Signed in before any account is closed.
        let enter = |(_, person)| world.enter(home, person).actor;
        let actors: Vec<_> = everyone.into_iter().map(enter).collect();
        let supporter = world.enter(home, home.supporter).actor;
        for actor in actors {
            let said = answers(&world, home, &actor, ids);
            done.extend(
                said.into_iter()
                    .filter(|(_, said)| said == "done")
                    .map(|(what, _)| what),
            );
        }
        let missing: Vec<_> = answers(&world, home, &supporter, Ids::made_up())
            .into_iter()
            .map(|(what, _)| what)
            .filter(|what| !done.contains(what))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
