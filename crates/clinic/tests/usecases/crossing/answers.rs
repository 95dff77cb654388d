//! Every use case that takes an id, asked by somebody with some ids. One list, so that a use case which is not on it is
//! seen.

mod assessed;
mod course;
mod groups;

use crate::common::World;
use crate::common::house::{House, line, site_draft};
use care::access::glass::GlassReason;
use care::people::leaflet::Leaflet;
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Journey};
use care::{
    GlassId, GroupId, LevelOfCare, LoginId, MembershipId, PersonId, ProgramId, ReferralId, Role,
    Seats, SiteId,
};
use clinic::access::{account, glass, journal};
use clinic::people::patient::PatientDraft;
use clinic::people::program::{ProgramChange, ProgramDraft};
use clinic::people::site::RoomDraft;
use clinic::people::staff::StaffDraft;
use clinic::people::{leaflet, patient, program, site, staff};
use clinic::planning::commitment;
use clinic::{Key, Refusal};
use policy::Actor;
use uuid::Uuid;

/// One of each id there is.
#[derive(Clone, Copy)]
pub struct Ids {
    pub patient: PersonId,
    pub staff: PersonId,
    pub site: SiteId,
    pub program: ProgramId,
    pub glass: GlassId,
    pub group: GroupId,
    pub membership: MembershipId,
    pub session: LoginId,
    pub referral: ReferralId,
}

impl Ids {
    pub fn of(house: &House, patient: usize, session: LoginId) -> Self {
        Self {
            patient: house.patients[patient],
            staff: house.who(Role::Counselor, 0),
            site: house.sites[0],
            program: house.programs[0],
            glass: house.glass,
            group: house.groups[0],
            membership: house.membership,
            session,
            referral: house.referral,
        }
    }

    /// Ids that nobody ever had.
    pub fn made_up() -> Self {
        let uuid =
            |number: u128| Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number);
        Self {
            patient: uuid(1).into(),
            staff: uuid(2).into(),
            site: uuid(3).into(),
            program: uuid(4).into(),
            glass: uuid(5).into(),
            session: uuid(6).into(),
            group: uuid(7).into(),
            membership: uuid(8).into(),
            referral: uuid(60).into(),
        }
    }
}

/// What a use case is called, and what it answered as far as whoever asked can tell.
pub type Said = (&'static str, String);

/// Somebody of `home` with ids from wherever.
struct Asker<'a> {
    world: &'a World,
    home: &'a House,
    actor: &'a Actor,
    ids: Ids,
}

/// What every use case that takes an id answers to an actor.
pub fn answers(world: &World, home: &House, actor: &Actor, ids: Ids) -> Vec<Said> {
    let asker = Asker {
        world,
        home,
        actor,
        ids,
    };
    [
        asker.records(),
        asker.assessments(),
        asker.lives(),
        asker.ties(),
        asker.team(),
        asker.places(),
        asker.groups(),
        asker.rest(),
        asker.known(),
        asker.course(),
    ]
    .concat()
}

fn said<T>(result: Result<T, Refusal>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(refusal) => format!("{refusal:?}"),
    }
}

impl Asker<'_> {
    fn fresh(&self) -> Key {
        self.world.clinic.fresh_key()
    }

    /// Somebody new, whose name and address are in nobody's way.
    fn draft(&self) -> PatientDraft {
        self.home
            .patient_draft(&format!("Nobody{}", self.fresh().uuid().simple()), 0, None)
    }

    fn member(&self, site: SiteId) -> StaffDraft {
        let login = self.fresh().uuid().simple().to_string();
        StaffDraft {
            sites: vec![site],
            ..self
                .home
                .member_draft(Role::ProgramAdministrator, 0, &login)
        }
    }

    /// A record, looked at and changed.
    fn records(&self) -> Vec<Said> {
        let (clinic, actor, id) = (&self.world.clinic, self.actor, self.ids.patient);
        let own = self.draft();
        let chosen = self.draft();
        let (name, email) = (chosen.name, chosen.contact.email.unwrap());
        let reason = GlassReason::parse("Somebody tried an id of another clinic.").unwrap();
        vec![
            ("chart", said(patient::chart(clinic, actor, id))),
            (
                "change_patient",
                said(patient::change_patient(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &own,
                )),
            ),
            (
                "invite_patient",
                said(patient::invite_patient(clinic, actor, self.fresh(), id)),
            ),
            (
                "forget_person",
                said(patient::forget_person(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &care::Line::parse("asked for in writing", "a reason").unwrap(),
                )),
            ),
            (
                "add_supporter",
                said(patient::add_supporter(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &name,
                    &email,
                )),
            ),
            (
                "break_glass",
                said(glass::break_glass(clinic, actor, self.fresh(), id, &reason)),
            ),
        ]
    }

    /// What somebody's life holds.
    fn lives(&self) -> Vec<Said> {
        let (clinic, actor, id) = (&self.world.clinic, self.actor, self.ids.patient);
        let from = jiff::civil::date(2026, 3, 2);
        let entry = CommitmentDraft::weekly(CommitmentKind::Work, from, (540, 1020));
        let journey = Journey::default();
        vec![
            ("life", said(commitment::life(clinic, actor, id))),
            (
                "add_commitment",
                said(commitment::add(clinic, actor, self.fresh(), id, &entry)),
            ),
            (
                "set_journey",
                said(commitment::set_journey(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &journey,
                )),
            ),
        ]
    }

    /// Somebody of ours, tied to what is theirs.
    fn ties(&self) -> Vec<Said> {
        let (clinic, actor, ours) = (&self.world.clinic, self.actor, self.home.patients[0]);
        let inside = PatientDraft {
            program: self.ids.program,
            ..self.draft()
        };
        let with = PatientDraft {
            counselor: Some(self.ids.staff),
            ..self.draft()
        };
        let moved = PatientDraft {
            program: self.ids.program,
            ..self.draft()
        };
        let given = PatientDraft {
            counselor: Some(self.ids.staff),
            ..self.draft()
        };
        vec![
            (
                "add to their program",
                said(patient::seed_patient(clinic, actor, self.fresh(), &inside)),
            ),
            (
                "add with their counselor",
                said(patient::seed_patient(clinic, actor, self.fresh(), &with)),
            ),
            (
                "move to their program",
                said(patient::change_patient(
                    clinic,
                    actor,
                    self.fresh(),
                    ours,
                    &moved,
                )),
            ),
            (
                "give their counselor",
                said(patient::change_patient(
                    clinic,
                    actor,
                    self.fresh(),
                    ours,
                    &given,
                )),
            ),
        ]
    }

    fn team(&self) -> Vec<Said> {
        let (clinic, actor, id) = (&self.world.clinic, self.actor, self.ids.staff);
        let (changed, added) = (self.member(self.home.sites[0]), self.member(self.ids.site));
        vec![
            // Before the address changes: to a new one no link goes until a second person has said yes.
            (
                "invite_again",
                said(staff::invite_again(clinic, actor, self.fresh(), id)),
            ),
            (
                "change_staff",
                said(staff::change_staff(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &changed,
                )),
            ),
            (
                "set_disabled",
                said(staff::set_disabled(clinic, actor, self.fresh(), id, true)),
            ),
            (
                "add_staff at their site",
                said(staff::add_staff(clinic, actor, self.fresh(), &added)),
            ),
        ]
    }

    fn places(&self) -> Vec<Said> {
        let (clinic, actor, site) = (&self.world.clinic, self.actor, self.ids.site);
        let place = site_draft("Crossing", "America/Chicago");
        let name = line("Crossing");
        let room = RoomDraft {
            site,
            name: name.clone(),
            seats: Seats::parse("3").unwrap(),
        };
        let offer = ProgramDraft {
            site,
            name,
            name_es: None,
            level: LevelOfCare::Outpatient,
            adolescents: false,
        };
        let change = ProgramChange {
            name: line("Crossing, second floor"),
            name_es: None,
            adolescents: true,
        };
        vec![
            (
                "change_site",
                said(site::change_site(clinic, actor, self.fresh(), site, &place)),
            ),
            (
                "keep leaflet",
                said(leaflet::keep(
                    clinic,
                    actor,
                    self.fresh(),
                    site,
                    &Leaflet::default(),
                )),
            ),
            ("leaflet", said(leaflet::leaflet(clinic, actor, site))),
            (
                "add_room",
                said(site::add_room(clinic, actor, self.fresh(), &room)),
            ),
            (
                "add_program",
                said(program::add_program(clinic, actor, self.fresh(), &offer)),
            ),
            (
                "change_program",
                said(program::change_program(
                    clinic,
                    actor,
                    self.fresh(),
                    self.ids.program,
                    &change,
                )),
            ),
        ]
    }

    fn rest(&self) -> Vec<Said> {
        let (clinic, actor, ids) = (&self.world.clinic, self.actor, self.ids);
        let words = line("Read and understood.");
        vec![
            (
                "review",
                said(glass::review(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.glass,
                    &words,
                )),
            ),
            (
                "end_device",
                said(account::end_device(
                    clinic,
                    actor,
                    self.fresh(),
                    ids.session,
                )),
            ),
            ("journal", said(self.journal())),
        ]
    }

    /// Whoever reads the journal may ask it about anything; about others' ids it is empty, which is a refusal here.
    fn journal(&self) -> Result<(), Refusal> {
        let about = Some(self.ids.patient.uuid());
        let shown = journal::page(&self.world.clinic, self.actor, about, None)?;
        if shown.is_empty() {
            Err(Refusal::NotFound)
        } else {
            Ok(())
        }
    }
}
