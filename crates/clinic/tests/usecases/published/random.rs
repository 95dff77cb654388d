//! A random site: rooms, leaders, groups, people, their lives, and what they are members of already.

use crate::common::World;
use crate::common::house::{House, email, line, site_draft};
use care::groups::group::{Cause, Changed, GroupKind, Meeting, MeetingPlace, SessionChange};
use care::people::patient::BirthDate;
use care::planning::commitment::{
    CommitmentDraft, CommitmentKind, Firmness, Journey, Rhythm, Telehealth, Travel, Way,
};
use care::planning::week::Event;
use care::{
    Contact, Credential, GroupId, LevelOfCare, PersonId, PersonName, ProgramId, Role, RoomId,
    Seats, SeededDice, SiteId, Span, Track, Weekday,
};
use clinic::Refusal;
use clinic::groups::group::{
    ExceptionDraft, GroupDraft, add_exception, add_group, group_page, join,
};
use clinic::people::patient::PatientDraft;
use clinic::people::program::ProgramDraft;
use clinic::people::site::RoomDraft;
use clinic::people::staff::StaffDraft;
use clinic::people::{patient, program, site, staff};
use clinic::planning::commitment;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};
use policy::Actor;
use std::collections::{BTreeMap, BTreeSet};

/// The day on which the world begins.
const TODAY: Date = date(2026, 3, 2);
const ZONES: [&str; 4] = [
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "Pacific/Honolulu",
];
/// Starts of groups, in minutes of the day.
const STARTS: [u16; 6] = [540, 570, 660, 810, 1020, 1050];

/// One hard commitment as the test itself remembers it.
#[derive(Clone, Debug)]
pub struct Hard {
    pub days: Vec<Weekday>,
    /// Every so many weeks, counted from the week of this Monday.
    pub every: (i32, Date),
    pub from: Date,
    pub until: Option<Date>,
    /// First and last minute of the day, the way with them.
    pub minutes: (i32, i32),
}

/// A site.
pub struct Site {
    pub id: SiteId,
    pub name: String,
    pub zone: &'static str,
    pub director: Actor,
    /// Everybody in care here.
    pub people: Vec<PersonId>,
    /// What cannot move in their lives.
    pub hard: BTreeMap<PersonId, Vec<Hard>>,
    /// Groups of which some session differs.
    pub differing: BTreeSet<GroupId>,
    /// Sessions that staff moved by hand, by the name of their group and their start: they asked nobody.
    pub moved: BTreeSet<(String, Timestamp)>,
    leaders: Vec<PersonId>,
    rooms: Vec<(RoomId, u16)>,
}

fn pick<T: Clone>(dice: &SeededDice, all: &[T]) -> T {
    let at = dice.below(all.len() as u64);
    all[usize::try_from(at).unwrap()].clone()
}

fn between(dice: &SeededDice, from: u16, to: u16) -> u16 {
    from + u16::try_from(dice.below(u64::from(to - from) + 1)).unwrap()
}

/// Days of the week, Monday first.
fn some_days(dice: &SeededDice, count: usize, of: usize) -> Vec<Weekday> {
    let mut days: Vec<Weekday> = Vec::new();
    while days.len() < count {
        let day = pick(dice, &Weekday::ALL[..of]);
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days.sort_unstable();
    days
}

impl Site {
    pub fn random(world: &World, dice: &SeededDice, seed: u64) -> Self {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let administrator = house.who(Role::ProgramAdministrator, 0);
        let administrator = world.enter(house, administrator).actor;
        let director = house.who(Role::ClinicalDirector, 0);
        let name = format!("Site {seed}");
        let zone = pick(dice, &ZONES);
        let draft = site_draft(&name, zone);
        let id = site::add_site(clinic, &administrator, clinic.fresh_key(), &draft).unwrap();
        let add = |level: LevelOfCare| {
            let name = line(level.label());
            let draft = ProgramDraft {
                site: id,
                name,
                name_es: None,
                level,
                adolescents: false,
            };
            program::add_program(clinic, &administrator, clinic.fresh_key(), &draft).unwrap()
        };
        let intensive = add(LevelOfCare::IntensiveOutpatient);
        let ordinary = add(LevelOfCare::Outpatient);
        let mut made = Self {
            id,
            name,
            zone,
            director: world.enter(house, director).actor,
            people: Vec::new(),
            hard: BTreeMap::new(),
            differing: BTreeSet::new(),
            moved: BTreeSet::new(),
            leaders: Vec::new(),
            rooms: Vec::new(),
        };
        made.rooms(world, dice, &administrator);
        made.leaders(world, dice, &administrator, house);
        let groups = made.groups(world, dice, (intensive, ordinary));
        made.people(world, dice, (intensive, ordinary));
        made.lives(world, dice);
        made.join_some(world, dice, &groups);
        // Some lives changed after they joined.
        made.lives_change(world, dice);
        made.dates_differ(world, dice, &groups);
        made
    }

    fn rooms(&mut self, world: &World, dice: &SeededDice, administrator: &Actor) {
        let clinic = &world.clinic;
        for number in 0..between(dice, 2, 4) {
            let seats = between(dice, 4, 10);
            let draft = RoomDraft {
                site: self.id,
                name: line(&format!("Room {number}")),
                seats: Seats::parse(&seats.to_string()).unwrap(),
            };
            let room = site::add_room(clinic, administrator, clinic.fresh_key(), &draft).unwrap();
            self.rooms.push((room, seats));
        }
    }

    /// Counselors here; one of them works at the house's first site as well, on another clock.
    fn leaders(&mut self, world: &World, dice: &SeededDice, administrator: &Actor, house: &House) {
        let clinic = &world.clinic;
        for number in 0..between(dice, 2, 4) {
            let mut sites = vec![self.id];
            if number == 0 {
                sites.push(house.sites[0]);
            }
            let duty = |site| {
                Weekday::ALL[..6]
                    .iter()
                    .map(move |day| (site, Span::new(*day, 8 * 60, 21 * 60).unwrap()))
            };
            let draft = StaffDraft {
                name: PersonName::parse("Leader", &format!("{number} of {}", self.name)).unwrap(),
                email: email(&format!(
                    "leader{number}.{}@example.org",
                    self.id.uuid().simple()
                )),
                phone: None,
                roles: vec![Role::Counselor],
                availability: sites.iter().copied().flat_map(duty).collect(),
                sites,
                credentials: Credential::ALL.to_vec(),
            };
            let key = clinic.fresh_key();
            let console = clinic::access::setup::operator(administrator.organization());
            let person = staff::add_staff(clinic, &console, key, &draft).unwrap();
            self.leaders.push(person);
        }
    }

    /// Groups as they come; what clashes is refused and left out.
    fn groups(
        &self,
        world: &World,
        dice: &SeededDice,
        (intensive, ordinary): (ProgramId, ProgramId),
    ) -> Vec<care::GroupId> {
        let clinic = &world.clinic;
        let kinds = [
            GroupKind::Process,
            GroupKind::Process,
            GroupKind::Education,
            GroupKind::Skills,
            GroupKind::RelapsePrevention,
            GroupKind::Family,
            GroupKind::Holistic,
        ];
        let mut groups = Vec::new();
        for number in 0..between(dice, 5, 10) {
            let kind = if number < 3 {
                GroupKind::Process
            } else {
                pick(dice, &kinds)
            };
            let process = kind == GroupKind::Process;
            let (room, seats) = pick(dice, &self.rooms);
            let video = dice.below(5) == 0;
            let count = if process { 3 } else { between(dice, 1, 2) };
            let start_minute = pick(dice, &STARTS);
            let meetings = some_days(dice, usize::from(count), 5)
                .into_iter()
                .map(|day| Meeting { day, start_minute });
            let draft = GroupDraft {
                // A video group of the house's first site may be led and attended from here, on another clock.
                site: if video && dice.below(2) == 0 {
                    world.houses[0].sites[0]
                } else {
                    self.id
                },
                program: match dice.below(5) {
                    _ if video => None,
                    0 => Some(ordinary),
                    1 => None,
                    _ => Some(intensive),
                },
                name: line(&format!("Group {number} of {}", self.name)),
                kind,
                track: Track::General,
                topic: (kind == GroupKind::Education).then(|| line(pick(dice, &["Sleep", "Food"]))),
                facilitators: self.facilitators(dice),
                place: if video {
                    MeetingPlace::Telehealth(None)
                } else {
                    MeetingPlace::Room(room)
                },
                seats: between(dice, 2, seats),
                smallest: 1,
                meetings: meetings.collect(),
                minutes: if process {
                    pick(dice, &[150, 180, 180, 180])
                } else {
                    pick(dice, &[60, 90])
                },
                starts_on: TODAY,
                ends_on: (dice.below(10) == 0).then(|| TODAY + 5.weeks()),
                open: dice.below(10) > 0,
                draft: false,
                stay_weeks: None,
            };
            // Leaders of this site who do not work at the other one lead nothing there, and so on.
            groups.extend(add_group(
                clinic,
                &self.director,
                clinic.fresh_key(),
                &draft,
            ));
        }
        groups
    }

    /// One leader, or sometimes two.
    fn facilitators(&self, dice: &SeededDice) -> Vec<PersonId> {
        let mut facilitators = vec![pick(dice, &self.leaders)];
        let other = pick(dice, &self.leaders);
        if dice.below(4) == 0 && !facilitators.contains(&other) {
            facilitators.push(other);
        }
        facilitators
    }

    fn people(
        &mut self,
        world: &World,
        dice: &SeededDice,
        (intensive, ordinary): (ProgramId, ProgramId),
    ) {
        let clinic = &world.clinic;
        for number in 0..between(dice, 5, 12) {
            let born = if dice.below(8) == 0 {
                "2010-05-01"
            } else {
                "1985-05-01"
            };
            let counselor = (dice.below(3) > 0).then(|| pick(dice, &self.leaders));
            let draft = PatientDraft {
                name: PersonName::parse(&format!("P{number}"), &self.name).unwrap(),
                contact: Contact::default(),
                born: Some(BirthDate::parse(born, TODAY).unwrap()),
                program: if dice.below(8) == 0 {
                    ordinary
                } else {
                    intensive
                },
                counselor,
            };
            let key = clinic.fresh_key();
            let person = patient::seed_patient(clinic, &self.director, key, &draft).unwrap();
            let telehealth = pick(dice, &Telehealth::ALL);
            let journey = Journey {
                by: Way::Bus,
                minutes: between(dice, 0, 50),
                telehealth,
                track: Track::General,
            };
            let key = clinic.fresh_key();
            commitment::set_journey(clinic, &self.director, key, person, &journey).unwrap();
            self.people.push(person);
        }
    }

    /// Up to two commitments each: hard or rather not, every week or in rotation, with a way, some not yet or not for
    /// long.
    fn lives(&mut self, world: &World, dice: &SeededDice) {
        for person in self.people.clone() {
            for _ in 0..dice.below(3) {
                self.commit(world, dice, person);
            }
        }
    }

    fn commit(&mut self, world: &World, dice: &SeededDice, person: PersonId) {
        let start = pick(dice, &[420, 480, 555, 720, 840, 960, 1020]);
        let end = start + between(dice, 30, 420);
        let (before, after) = (between(dice, 0, 45), between(dice, 0, 45));
        let count = usize::from(between(dice, 1, 3));
        let days = some_days(dice, count, 6);
        let mut entry = CommitmentDraft::weekly(CommitmentKind::Work, TODAY, (start, end));
        entry.travel = Travel {
            by: pick(dice, &Way::ALL),
            before_minutes: before,
            after_minutes: after,
        };
        let every_weeks = between(dice, 1, 4);
        entry.rhythm = if every_weeks == 1 || dice.below(2) == 0 {
            Rhythm::Weekly { days: days.clone() }
        } else {
            Rhythm::Rotating {
                days: days.clone(),
                every_weeks: u8::try_from(every_weeks).unwrap(),
                anchor: TODAY,
            }
        };
        let every = if matches!(entry.rhythm, Rhythm::Rotating { .. }) {
            i32::from(every_weeks)
        } else {
            1
        };
        if dice.below(4) == 0 {
            entry.firmness = Firmness::RatherNot;
        }
        if dice.below(6) == 0 {
            entry.from = TODAY + 2.weeks();
        }
        if dice.below(6) == 0 {
            entry.until = Some(TODAY + 3.weeks());
        }
        let way = entry.travel.by != Way::None;
        let reach = |minutes: u16| if way { i32::from(minutes) } else { 0 };
        let kept = Hard {
            days,
            every: (every, TODAY),
            from: entry.from,
            until: entry.until,
            minutes: (
                i32::from(start) - reach(before),
                i32::from(end) + reach(after),
            ),
        };
        let hard = entry.firmness == Firmness::Fixed;
        let clinic = &world.clinic;
        let key = clinic.fresh_key();
        let added = commitment::add(clinic, &self.director, key, person, &entry);
        if matches!(&added, Err(Refusal::Fields(_))) {
            // In rotation, and from its first date to its last it never comes round: nothing is added.
            assert!(every > 1, "{added:?}");
            return;
        }
        added.unwrap();
        if hard {
            self.hard.entry(person).or_default().push(kept);
        }
    }

    /// One in four has something new.
    pub fn lives_change(&mut self, world: &World, dice: &SeededDice) {
        for person in self.people.clone() {
            if dice.below(4) == 0 {
                self.commit(world, dice, person);
            }
        }
    }

    /// People join what they can: now, later, or for a time. What is refused is refused.
    fn join_some(&self, world: &World, dice: &SeededDice, groups: &[care::GroupId]) {
        let clinic = &world.clinic;
        for person in &self.people {
            for group in groups {
                if dice.below(3) > 0 {
                    continue;
                }
                let from = TODAY + i32::try_from(dice.below(3)).unwrap().weeks();
                let last = (dice.below(4) == 0).then(|| from + 10.days());
                let key = clinic.fresh_key();
                let joined = join(clinic, &self.director, key, *group, *person, from, last);
                drop(joined);
            }
        }
    }

    /// Single sessions are cancelled, moved, led by somebody else or held elsewhere. What is refused is refused.
    fn dates_differ(&mut self, world: &World, dice: &SeededDice, groups: &[GroupId]) {
        let clinic = &world.clinic;
        for group in groups {
            let page = group_page(clinic, &self.director, *group).unwrap();
            for session in page.sessions.iter().filter(|one| one.held()) {
                let on = session.local.date();
                if on <= TODAY || dice.below(5) > 0 {
                    continue;
                }
                let draft = ExceptionDraft {
                    date: session.date,
                    cause: Cause::Other,
                    change: self.change(dice, on),
                };
                let key = clinic.fresh_key();
                if add_exception(clinic, &self.director, key, *group, &draft).is_ok() {
                    self.differing.insert(*group);
                }
            }
            let page = group_page(clinic, &self.director, *group).unwrap();
            let moved = page
                .sessions
                .iter()
                .filter(|one| one.local.date() != one.date);
            let name = page.group.name.to_string();
            self.moved
                .extend(moved.map(|one| (name.clone(), one.starts_at)));
        }
    }

    fn change(&self, dice: &SeededDice, on: Date) -> SessionChange {
        let (room, _) = pick(dice, &self.rooms);
        match dice.below(5) {
            0 => SessionChange::Cancelled,
            1 => SessionChange::Changed(Changed {
                place: Some(MeetingPlace::Room(room)),
                ..Changed::default()
            }),
            2 => SessionChange::Changed(Changed {
                moved: Some((on + 1.day(), pick(dice, &STARTS))),
                facilitators: Some(vec![pick(dice, &self.leaders)]),
                ..Changed::default()
            }),
            _ => SessionChange::Changed(Changed {
                facilitators: Some(vec![pick(dice, &self.leaders)]),
                ..Changed::default()
            }),
        }
    }

    /// Somebody has something new.
    pub fn a_life_changes(&mut self, world: &World, dice: &SeededDice) -> Event {
        let person = pick(dice, &self.people);
        self.commit(world, dice, person);
        Event::LifeChanged { person }
    }

    /// Something that happens in a week: somebody ill, a room gone, snow.
    pub fn events(&self, dice: &SeededDice, monday: Date) -> Vec<Event> {
        let from = monday + i32::try_from(dice.below(5)).unwrap().days();
        let through = from;
        vec![
            Event::StaffAway {
                staff: pick(dice, &self.leaders),
                from,
                through,
            },
            Event::RoomGone {
                room: pick(dice, &self.rooms).0,
                from,
                through,
            },
            Event::SiteClosed { from, through },
        ]
    }
}
