//! A site with one program from a file, its staff, and twenty-four people whose lives differ.

use crate::common::World;
use crate::common::house::{House, email, line, site_draft};
use care::groups::group::{GroupKind, MeetingPlace};
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Journey, Telehealth, Way};
use care::planning::week::Plan;
use care::{
    Credential, GroupId, PersonId, PersonName, ProgramId, Role, RoomId, Seats, SiteId, Span, Track,
    Weekday,
};
use clinic::groups::group::{GroupDraft, ProgramText, change_group, group_page, load_programs};
use clinic::people::patient;
use clinic::people::patient::PatientDraft;
use clinic::people::site::{RoomDraft, add_room, add_site};
use clinic::people::staff::{StaffDraft, add_staff};
use clinic::planning::commitment;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use policy::Actor;
use std::collections::{BTreeMap, HashMap};

pub const PEOPLE: usize = 24;
/// Seats of a group: what programs usually say of a process group.
const SEATS: u16 = 12;
/// How many counselors see people alone.
const COUNSELORS: usize = 2;

/// The first Monday that a week can be made for: the world begins on Monday 2 March 2026.
pub fn monday() -> Date {
    date(2026, 3, 9)
}

/// A program that runs, and what the test itself knows about it.
pub struct Run<'a> {
    pub world: &'a World,
    house: &'a House,
    pub site: SiteId,
    /// The program that the file made: people are planned into the groups of their own.
    program: Option<ProgramId>,
    /// The phases that a group is for, where it is not for all of them.
    pub phases: HashMap<GroupId, Vec<u16>>,
    counselors: Vec<PersonId>,
    pub groups: Vec<(GroupId, GroupDraft)>,
    pub people: Vec<PersonId>,
    /// What the published week gave to whom.
    pub plans: BTreeMap<PersonId, Plan>,
    /// Whom the published week gave nothing, and what they joined by hand.
    pub by_hand: BTreeMap<PersonId, Vec<GroupId>>,
    /// Hard commitments: day of the week from Monday, first and last minute.
    pub lives: HashMap<PersonId, Vec<(i8, u16, u16)>>,
    /// Minutes that we count ourselves, by person and week.
    pub kept: HashMap<(PersonId, Date), u32>,
}

impl<'a> Run<'a> {
    /// A site of its own, so that nobody else takes a seat or an hour.
    pub fn open(world: &'a World, text: &str, at: usize) -> Self {
        Self::with(world, text, at, PEOPLE)
    }

    /// The same with so many people.
    pub fn with(world: &'a World, text: &str, at: usize, people: usize) -> Self {
        let house = &world.houses[0];
        let (clinic, administrator) = (&world.clinic, administrator(world, house));
        let draft = site_draft("Program", "America/New_York");
        let site = add_site(clinic, &administrator, clinic.fresh_key(), &draft).expect("a site");
        let mut run = Self {
            world,
            house,
            site,
            program: None,
            phases: HashMap::new(),
            counselors: Vec::new(),
            groups: Vec::new(),
            people: Vec::new(),
            plans: BTreeMap::new(),
            by_hand: BTreeMap::new(),
            lives: HashMap::new(),
            kept: HashMap::new(),
        };
        for number in 0..COUNSELORS {
            run.room(&format!("Office {number}"), "2");
            let counselor = run.leader(&format!("counselor{number}"));
            run.counselors.push(counselor);
        }
        run.leader("spare");
        run.load(text, at);
        run.admit(people);
        run
    }

    /// Sessions end after fifteen quiet minutes, so everybody signs in anew for each act.
    pub fn director(&self) -> Actor {
        let director = self.house.who(Role::ClinicalDirector, 0);
        self.world.enter(self.house, director).actor
    }

    /// Somebody who may lead anything, on duty whenever something is held.
    fn leader(&self, login: &str) -> PersonId {
        let duty = |day: &Weekday| (self.site, Span::new(*day, 8 * 60, 22 * 60).expect("a day"));
        let draft = StaffDraft {
            name: PersonName::parse("Leader", login).expect("a name"),
            email: email(&format!("{login}@program.example")),
            phone: None,
            roles: vec![Role::Counselor],
            sites: vec![self.site],
            credentials: Credential::ALL.to_vec(),
            availability: Weekday::ALL[..5].iter().map(duty).collect(),
        };
        let clinic = &self.world.clinic;
        let console = clinic::access::setup::operator(self.house.organization);
        add_staff(clinic, &console, clinic.fresh_key(), &draft).expect("hired")
    }

    fn room(&self, name: &str, seats: &str) -> RoomId {
        let (clinic, administrator) = (&self.world.clinic, administrator(self.world, self.house));
        let draft = RoomDraft {
            site: self.site,
            name: line(name),
            seats: Seats::parse(seats).expect("a size"),
        };
        add_room(clinic, &administrator, clinic.fresh_key(), &draft).expect("a room")
    }

    /// Loads a program as drafts, and gives each group a leader and a room of its own.
    fn load(&mut self, text: &str, at: usize) {
        let clinic = &self.world.clinic;
        let settle = care::groups::program_file::Settle::default();
        let text = ProgramText {
            text: text.to_owned(),
            chosen: vec![at],
            days: settle.days,
            start_minute: settle.start_minute,
            starts_on: monday(),
        };
        let key = clinic.fresh_key();
        let plan = text.plans().expect("it is read").remove(at);
        let ids = load_programs(clinic, &self.director(), key, self.site, &text);
        for (number, id) in ids.expect("it loads").into_iter().enumerate() {
            self.phases.insert(id, plan.groups[number].phases.clone());
            let group = group_page(clinic, &self.director(), id)
                .expect("a group")
                .group;
            self.program = self.program.or(group.program);
            let place = match group.place {
                telehealth @ MeetingPlace::Telehealth(_) => telehealth,
                _ => MeetingPlace::Room(self.room(&format!("Room {number}"), "14")),
            };
            let alone = group.kind == GroupKind::Individual;
            let draft = GroupDraft {
                site: self.site,
                program: group.program,
                name: group.name,
                kind: group.kind,
                track: group.track,
                topic: group.topic,
                facilitators: vec![self.leader(&format!("leader{number}"))],
                place,
                seats: if alone { 1 } else { SEATS },
                smallest: 1,
                meetings: group.meetings,
                minutes: group.minutes,
                starts_on: monday(),
                ends_on: None,
                open: true,
                draft: false,
                stay_weeks: group.stay_weeks,
            };
            let key = clinic.fresh_key();
            let id = change_group(clinic, &self.director(), key, id, monday(), &draft);
            self.groups.push((id.expect("it is complete"), draft));
        }
    }

    /// People of four kinds: working days, school mornings, evenings with children, and nothing that cannot move. Each
    /// has a counselor, and could attend from home.
    fn admit(&mut self, people: usize) {
        let clinic = &self.world.clinic;
        for number in 0..people {
            let draft = PatientDraft {
                program: self.program.expect("a group of the program"),
                counselor: Some(self.counselors[number % COUNSELORS]),
                ..self.house.patient_draft(&format!("p{number}"), 0, None)
            };
            let key = clinic.fresh_key();
            let person = patient::seed_patient(clinic, &self.director(), key, &draft);
            let person = person.expect("admitted");
            let journey = Journey {
                by: Way::Bus,
                minutes: 20,
                telehealth: Telehealth::Possible,
                track: Track::General,
            };
            let key = clinic.fresh_key();
            commitment::set_journey(clinic, &self.director(), key, person, &journey).expect("kept");
            let (kind, span) = match number % 4 {
                0 => (CommitmentKind::Work, (8 * 60, 16 * 60 + 30)),
                1 => (CommitmentKind::School, (8 * 60, 12 * 60)),
                2 => (CommitmentKind::Caregiving, (16 * 60, 21 * 60)),
                _ => (CommitmentKind::Other, (0, 0)),
            };
            for day in (0..5).filter(|_| span.1 > 0) {
                let entry = CommitmentDraft::weekly(kind, date(2026, 3, 2) + day.days(), span);
                let key = clinic.fresh_key();
                commitment::add(clinic, &self.director(), key, person, &entry).expect("kept");
                let own = self.lives.entry(person).or_default();
                own.push((i8::try_from(day).expect("a day"), span.0, span.1));
            }
            self.people.push(person);
        }
    }
}

fn administrator(world: &World, house: &House) -> Actor {
    let administrator = house.who(Role::ProgramAdministrator, 0);
    world.enter(house, administrator).actor
}
