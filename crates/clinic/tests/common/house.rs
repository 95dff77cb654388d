//! One organization of the test's world.

use super::{enter, key};
use care::access::glass::GlassReason;
use care::followup::on_call;
use care::groups::group::{GroupKind, MeetingPlace, parse_meetings};
use care::intake::inquiry::{Asker, InquiryDraft, Language, SafeContact, Urgency};
use care::people::patient::BirthDate;
use care::stays::referral::Receiver;
use care::{
    Contact, Credential, Email, GlassId, GroupId, LevelOfCare, Line, MembershipId, OrganizationId,
    PersonId, PersonName, Phone, ProgramId, ReferralId, Role, RoomId, Seats, SiteId, TimeZoneName,
    Track,
};
use clinic::Clinic;
use clinic::access::glass;
use clinic::access::setup::{Founded, SetupDraft, found, operator};
use clinic::assessment::placement;
use clinic::assessment::placement::ChoiceDraft;
use clinic::followup::on_call::ShiftDraft;
use clinic::groups::group::{GroupDraft, add_group, join};
use clinic::people::patient::PatientDraft;
use clinic::people::program::ProgramDraft;
use clinic::people::site::{RoomDraft, SiteDraft};
use clinic::people::staff::StaffDraft;
use clinic::people::{patient, program, site, staff};
use clinic::stays::referral;
use clinic::stays::referral::ReferralDraft;
use jiff::civil::Date;
use policy::Actor;

/// One member of staff.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub role: Role,
    pub person: PersonId,
    /// Which of the two sites they work at.
    pub at: usize,
}

/// One organization.
#[derive(Clone)]
pub struct House {
    pub name: &'static str,
    pub organization: OrganizationId,
    pub sites: [SiteId; 2],
    pub programs: [ProgramId; 2],
    /// One room at each site, with ten seats.
    pub rooms: [RoomId; 2],
    /// One group at each site: its counselor's process group, on Tuesday and Thursday evening in that room.
    pub groups: [GroupId; 2],
    /// The third person at the first site is a member of its group.
    pub membership: MembershipId,
    /// One of each role at the first site; another of each clinical role, and a privacy officer, at the second.
    pub staff: Vec<Member>,
    /// Three at each site: with that site's counselor, with the other site's, with none.
    /// The first of each three has a sign-in.
    pub patients: Vec<PersonId>,
    /// Whom the first person in care chose.
    pub supporter: PersonId,
    /// The medical provider of the first site opened the record of the last person, and nobody reviewed it.
    pub glass: GlassId,
    /// The first person in care is referred to residential care elsewhere, and nobody has answered yet.
    pub referral: ReferralId,
}

pub fn line(text: &str) -> Line {
    Line::parse(text, "a line").unwrap()
}

pub fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub fn site_draft(name: &str, zone: &str) -> SiteDraft {
    SiteDraft {
        name: line(name),
        zone: TimeZoneName::parse(zone).unwrap(),
        state: None,
        hours: Vec::new(),
    }
}

impl House {
    /// Founds an organization and fills it.
    pub fn found(clinic: &Clinic, name: &'static str) -> Self {
        let founded = found(
            clinic,
            &SetupDraft {
                organization: line(&format!("{name} Recovery")),
                site: site_draft("North", "America/New_York"),
                name: PersonName::parse("Ada", name).unwrap(),
                email: email(&format!("ada@{name}.example")),
            },
        );
        let founded = founded.unwrap();
        let actor = operator(founded.organization);
        let south = site_draft("South", "America/Denver");
        site::add_site(clinic, &actor, clinic.fresh_key(), &south).unwrap();
        let sites: Vec<SiteId> = site::sites(clinic, &actor)
            .unwrap()
            .iter()
            .map(|(site, _)| site.id)
            .collect();
        let sites = [sites[0], sites[1]];
        let mut house = Self {
            name,
            organization: founded.organization,
            programs: sites.map(|site| add_program(clinic, &actor, site)),
            rooms: sites.map(|site| add_room(clinic, &actor, site)),
            groups: [GroupId::from(uuid::Uuid::nil()); 2],
            membership: MembershipId::from(uuid::Uuid::nil()),
            sites,
            staff: Vec::new(),
            patients: Vec::new(),
            supporter: founded.administrator,
            glass: GlassId::from(uuid::Uuid::nil()),
            referral: ReferralId::from(uuid::Uuid::nil()),
        };
        house.hire(clinic, &actor, &founded);
        house.groups = [0, 1].map(|at| {
            let draft = house.group_draft("Evening process", at);
            add_group(clinic, &actor, clinic.fresh_key(), &draft).unwrap()
        });
        house.admit(clinic);
        house.open_one(clinic);
        house.refer_one(clinic);
        house
    }

    fn hire(&mut self, clinic: &Clinic, actor: &Actor, founded: &Founded) {
        let administrator = Role::ProgramAdministrator;
        self.staff.push(Member {
            role: administrator,
            person: founded.administrator,
            at: 0,
        });
        let second = [
            Role::IntakeCoordinator,
            Role::Counselor,
            Role::MedicalProvider,
            Role::ClinicalDirector,
            Role::PrivacyOfficer,
        ];
        let first = Role::STAFF
            .into_iter()
            .filter(|role| *role != administrator);
        let wanted = first
            .map(|role| (role, 0))
            .chain(second.map(|role| (role, 1)));
        for (role, at) in wanted {
            let draft = self.member_draft(role, at, role.code());
            let person = staff::add_staff(clinic, actor, clinic.fresh_key(), &draft).unwrap();
            self.staff.push(Member { role, person, at });
        }
    }

    /// A member of staff as an administrator would enter them.
    pub fn member_draft(&self, role: Role, at: usize, login: &str) -> StaffDraft {
        StaffDraft {
            name: PersonName::parse(role.label(), &format!("{} {}", self.name, at + 1)).unwrap(),
            email: email(&format!("{login}{at}@{}.example", self.name)),
            phone: None,
            roles: vec![role],
            sites: vec![self.sites[at]],
            credentials: match role {
                Role::Counselor => vec![Credential::LicensedCounselor],
                _ => Vec::new(),
            },
            availability: Vec::new(),
        }
    }

    /// A process group as an administrator would enter it, on Tuesday and Thursday at 5:30 pm.
    pub fn group_draft(&self, name: &str, at: usize) -> GroupDraft {
        GroupDraft {
            site: self.sites[at],
            program: Some(self.programs[at]),
            name: line(name),
            kind: GroupKind::Process,
            track: Track::Evening,
            topic: None,
            facilitators: vec![self.who(Role::Counselor, at)],
            place: MeetingPlace::Room(self.rooms[at]),
            seats: 10,
            smallest: 6,
            meetings: parse_meetings("Tue and Thu 5:30 pm").unwrap(),
            minutes: 180,
            starts_on: jiff::civil::date(2026, 3, 2),
            ends_on: None,
            open: true,
            draft: false,
            stay_weeks: None,
        }
    }

    fn admit(&mut self, clinic: &Clinic) {
        let director = enter(
            clinic,
            self.organization,
            self.who(Role::ClinicalDirector, 0),
        )
        .actor;
        for at in [0, 1] {
            let counselors = [Some(at), Some(1 - at), None];
            for (place, counselor) in counselors.into_iter().enumerate() {
                let counselor = counselor.map(|at| self.who(Role::Counselor, at));
                let draft = self.patient_draft(&format!("Person{at}{place}"), at, counselor);
                let person =
                    patient::seed_patient(clinic, &director, clinic.fresh_key(), &draft).unwrap();
                self.patients.push(person);
            }
        }
        let (group, person) = (self.groups[0], self.patients[2]);
        let (key, first) = (clinic.fresh_key(), jiff::civil::date(2026, 3, 2));
        self.membership = join(clinic, &director, key, group, person, first, None).unwrap();
        for person in [self.patients[0], self.patients[3]] {
            patient::invite_patient(clinic, &director, clinic.fresh_key(), person).unwrap();
        }
        let name = PersonName::parse("Sam", "Supporter").unwrap();
        let address = email(&format!("sam@{}.example", self.name));
        let added = patient::add_supporter(
            clinic,
            &director,
            clinic.fresh_key(),
            self.patients[0],
            &name,
            &address,
        );
        self.supporter = added.unwrap();
    }

    /// Somebody in care as intake would enter them.
    pub fn patient_draft(
        &self,
        given: &str,
        at: usize,
        counselor: Option<PersonId>,
    ) -> PatientDraft {
        PatientDraft {
            name: PersonName::parse(given, &format!("Of{}", self.name)).unwrap(),
            contact: Contact {
                email: Some(email(&format!("{given}@{}.example", self.name))),
                phone: None,
            },
            born: None,
            program: self.programs[at],
            counselor,
        }
    }

    /// A request for help as somebody makes it for themselves, at one of the sites.
    pub fn inquiry_draft(&self, at: usize, given: &str, family: &str, phone: &str) -> InquiryDraft {
        InquiryDraft {
            asker: Asker::Themselves,
            name: PersonName::parse(given, family).unwrap(),
            contact: Contact {
                phone: Phone::parse(phone).ok(),
                email: None,
            },
            born: None,
            age: None,
            language: Language::English,
            safe: SafeContact::default(),
            site: self.sites[at],
            source: None,
            urgency: Urgency::Soon,
            words: None,
            safe_now: None,
        }
    }

    fn open_one(&mut self, clinic: &Clinic) {
        let provider = enter(
            clinic,
            self.organization,
            self.who(Role::MedicalProvider, 0),
        )
        .actor;
        let reason = GlassReason::parse("The emergency room asked about their medicine.").unwrap();
        glass::break_glass(clinic, &provider, key(1), self.patients[5], &reason).unwrap();
        let officer = enter(clinic, self.organization, self.who(Role::PrivacyOfficer, 0)).actor;
        self.glass = glass::openings(clinic, &officer).unwrap()[0].glass.id;
    }

    fn refer_one(&mut self, clinic: &Clinic) {
        let director = enter(
            clinic,
            self.organization,
            self.who(Role::ClinicalDirector, 0),
        )
        .actor;
        let draft = referral_draft(day_of(clinic.now()));
        let (key, person) = (clinic.fresh_key(), self.patients[0]);
        self.referral = referral::refer(clinic, &director, key, person, &draft).unwrap();
    }

    /// A clinician chooses a level for somebody, so that they can be admitted.
    pub fn place(&self, clinic: &Clinic, person: PersonId, level: LevelOfCare) {
        let role = Role::ClinicalDirector;
        let director = enter(clinic, self.organization, self.who(role, 0)).actor;
        let shown = placement::show(clinic, &director, person, &[]).unwrap();
        let choice = ChoiceDraft {
            place: level.into(),
            reason: "What is known is enough to begin".to_owned(),
            plan: None,
            plan_by: None,
            seen: Some(placement::verdict_mark(&shown.placement)),
        };
        placement::choose(clinic, &director, clinic.fresh_key(), person, &choice).unwrap();
    }

    /// Somebody's shift at the first site, from eight in the morning of one day to eight of another, every week.
    pub fn shift_draft(
        &self,
        place: on_call::RotaPlace,
        role: Role,
        [on, until_on]: [Date; 2],
    ) -> ShiftDraft {
        ShiftDraft {
            site: self.sites[0],
            person: self.who(role, 0),
            shift: on_call::Shift {
                place,
                on,
                start_minute: 480,
                until_on,
                end_minute: 480,
                every_weeks: 1,
                last: None,
                phone: Phone::parse("207 555 0142").unwrap(),
            },
        }
    }

    /// The member of staff with a role at a site.
    pub fn who(&self, role: Role, at: usize) -> PersonId {
        let found = self
            .staff
            .iter()
            .find(|member| member.role == role && member.at == at);
        found.unwrap().person
    }

    /// Everybody who can sign in, with the role under which they do.
    pub fn everyone(&self) -> Vec<(Role, PersonId)> {
        let staff = self.staff.iter().map(|member| (member.role, member.person));
        let patients = [0, 3].map(|place| (Role::Patient, self.patients[place]));
        let supporter = (Role::SupportPerson, self.supporter);
        staff.chain(patients).chain([supporter]).collect()
    }
}

/// The date at the first site, New York.
fn day_of(now: jiff::Timestamp) -> Date {
    let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    care::zone::local_in(now, &zone).date()
}

/// The date at the first site now.
pub fn local_today(world: &super::World) -> Date {
    day_of(world.clinic.now())
}

/// A date of birth of somebody who decides alone.
pub fn born() -> BirthDate {
    BirthDate::parse("1987-04-14", jiff::civil::date(2026, 3, 2)).unwrap()
}

/// A referral to residential care with a provider that does not exist.
pub fn referral_draft(today: Date) -> ReferralDraft {
    ReferralDraft {
        level: LevelOfCare::Residential,
        to: Receiver {
            provider: line("Pine Hill Residence"),
            contact: line("Front desk, 207-555-0199"),
            words: None,
        },
        expected: today.checked_add(jiff::Span::new().days(3)).unwrap(),
        emergency: None,
    }
}

fn add_program(clinic: &Clinic, actor: &Actor, site: SiteId) -> ProgramId {
    let draft = ProgramDraft {
        site,
        name: line("Intensive Outpatient Program"),
        name_es: None,
        level: LevelOfCare::IntensiveOutpatient,
        adolescents: false,
    };
    program::add_program(clinic, actor, clinic.fresh_key(), &draft).unwrap()
}

fn add_room(clinic: &Clinic, actor: &Actor, site: SiteId) -> RoomId {
    let draft = RoomDraft {
        site,
        name: line("Cove"),
        seats: Seats::parse("10").unwrap(),
    };
    site::add_room(clinic, actor, clinic.fresh_key(), &draft).unwrap()
}
