//! People in care in any number, with what comes with them: counselors, groups, requests for help, signals.

use crate::common::World;
use crate::common::house::House;
use care::groups::group::{MeetingPlace, parse_meetings};
use care::{PersonId, Role};
use clinic::access::setup::operator;
use clinic::assessment::measure;
use clinic::groups::group::{GroupDraft, add_group, join};
use clinic::intake::inquiry;
use clinic::people::{patient, staff};
use measures::Answers;
use policy::Actor;

/// People to a counselor.
const CASELOAD: usize = 20;
/// People to a group.
const GROUP: usize = 10;
/// Of this many people one has an open signal, and somebody asked for help for another.
const ONE_IN: usize = 5;

const SCREENER: [&str; 7] = ["1", "2", "3", "4", "5", "6", "6a"];
/// When the two groups of a counselor meet.
const MEETINGS: [&str; 2] = ["Mon and Wed 9:00 am", "Tue and Thu 1:00 pm"];

/// Brings the first house to so many people in care, half of them at each site.
pub fn fill(world: &World, count: usize) {
    let house = &world.houses[0];
    let director = world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor;
    let mut left = count - house.patients.len();
    for number in 0.. {
        if left == 0 {
            return;
        }
        let team = Team {
            world,
            house,
            director: &director,
            number,
        };
        let carried = left.min(CASELOAD);
        team.fill(carried);
        left -= carried;
    }
}

/// A counselor with the people on their caseload.
struct Team<'a> {
    world: &'a World,
    house: &'a House,
    director: &'a Actor,
    number: usize,
}

impl Team<'_> {
    fn at(&self) -> usize {
        self.number % 2
    }

    fn fill(&self, people: usize) {
        let counselor = self.hire();
        for (half, meetings) in MEETINGS.into_iter().enumerate() {
            let members = people.saturating_sub(half * GROUP).min(GROUP);
            let group = self.group(counselor, meetings);
            for place in 0..members {
                let person = self.admit(half * GROUP + place, counselor);
                let clinic = &self.world.clinic;
                let (key, first) = (clinic.fresh_key(), jiff::civil::date(2026, 3, 2));
                join(clinic, self.director, key, group, person, first, None).unwrap();
                if place % ONE_IN == 0 {
                    self.raise(person);
                    self.ask(half * GROUP + place);
                }
            }
        }
    }

    fn hire(&self) -> PersonId {
        let clinic = &self.world.clinic;
        let login = format!("team{}", self.number);
        let draft = self.house.member_draft(Role::Counselor, self.at(), &login);
        let boss = operator(self.house.organization);
        staff::add_staff(clinic, &boss, clinic.fresh_key(), &draft).unwrap()
    }

    fn group(&self, counselor: PersonId, meetings: &str) -> care::GroupId {
        let clinic = &self.world.clinic;
        let boss = operator(self.house.organization);
        let name = format!("Skills {} {meetings}", self.number);
        let draft = GroupDraft {
            facilitators: vec![counselor],
            place: MeetingPlace::Telehealth(None),
            meetings: parse_meetings(meetings).unwrap(),
            ..self.house.group_draft(&name, self.at())
        };
        add_group(clinic, &boss, clinic.fresh_key(), &draft).unwrap()
    }

    fn admit(&self, place: usize, counselor: PersonId) -> PersonId {
        let clinic = &self.world.clinic;
        let given = format!("Person{}of{place}", self.number);
        let draft = self.house.patient_draft(&given, self.at(), Some(counselor));
        patient::seed_patient(clinic, self.director, clinic.fresh_key(), &draft).unwrap()
    }

    fn raise(&self, person: PersonId) {
        let clinic = &self.world.clinic;
        let mut answers = Answers::new();
        for item in SCREENER {
            answers = answers.with(item, i32::from(item == "1"));
        }
        let (key, code) = (clinic.fresh_key(), "c-ssrs-screener");
        measure::record(clinic, self.director, key, person, code, &answers).unwrap();
    }

    fn ask(&self, place: usize) {
        let clinic = &self.world.clinic;
        let number = format!("207555{:04}", self.number * CASELOAD + place);
        let asker = format!("Asker{}of{place}", self.number);
        let draft = self
            .house
            .inquiry_draft(self.at(), "Robin", &asker, &number);
        inquiry::add(clinic, self.director, clinic.fresh_key(), &draft).unwrap();
    }
}
