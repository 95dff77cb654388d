//! Whole programs, four weeks each: loaded from a file, filled with people whose lives differ, one leader ill for a
//! day, attendance taken at the rate that programs publish, and the meters held against a recount of our own.
//!
//! People are placed one after the other into the first track in which every group can be joined; each is really
//! joined through the use case, so what cannot be is refused there. The numbers are printed with `--nocapture`.

use crate::common::World;
use crate::common::house::{House, line};
use care::attendance::Mark;
use care::commitment::{Entry, Kind};
use care::group::{Cause, GroupKind, Place, Session};
use care::{Credential, GroupId, PersonId, Role, Seats, SeededDice, Track};
use clinic::board::board;
use clinic::group::{
    GroupDraft, ProgramText, Scope, Shift, change_group, group_page, join, load_programs, movable,
    shift,
};
use clinic::hours::site_hours;
use clinic::session::{Marking, OneMark, mark};
use clinic::site::{RoomDraft, add_room};
use clinic::staff::{StaffDraft, add_staff};
use clinic::{Refusal, commitment, patient};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan as _};
use policy::Actor;
use std::collections::{BTreeMap, BTreeSet, HashMap};

const PEOPLE: usize = 24;
const WEEKS: i32 = 4;
/// Of four, three come: a rate that programs publish as their aim.
const ABSENT_OF_FOUR: u64 = 1;

fn monday() -> Date {
    date(2026, 3, 2)
}

/// The files there are: our own, which holds every form, and the published weeks where they lie beside the repository.
fn files() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let own = std::fs::read_to_string(format!("{root}/programs/examples.toml"));
    let beside = std::fs::read_to_string(format!("{root}/../shared/data/programs.toml"));
    let mut files = vec![own.expect("our own programs are in the repository")];
    files.extend(beside);
    files
}

struct Run<'a> {
    world: &'a World,
    house: &'a House,
    groups: Vec<(GroupId, GroupDraft)>,
    people: Vec<PersonId>,
    placed: BTreeMap<PersonId, Vec<GroupId>>,
    /// Hard commitments: day of the week from Monday, first and last minute.
    lives: HashMap<PersonId, Vec<(i8, u16, u16)>>,
    /// Minutes that we count ourselves, by person and week.
    kept: HashMap<(PersonId, Date), u32>,
}

impl Run<'_> {
    /// Sessions end after fifteen quiet minutes, so everybody signs in anew for each act.
    fn director(&self) -> Actor {
        let director = self.house.who(Role::ClinicalDirector, 0);
        self.world.enter(self.house, director).actor
    }

    fn leader(&self, login: &str) -> PersonId {
        let administrator = self.house.who(Role::ProgramAdministrator, 0);
        let administrator = self.world.enter(self.house, administrator).actor;
        let draft = StaffDraft {
            credentials: Credential::ALL.to_vec(),
            ..self.house.member_draft(Role::Counselor, 0, login)
        };
        let key = self.world.clinic.fresh_key();
        add_staff(&self.world.clinic, &administrator, key, &draft).expect("hired")
    }

    /// Loads a program as drafts, and gives each group a leader and a room of its own.
    fn load(&mut self, text: &str, at: usize) {
        let clinic = &self.world.clinic;
        let text = ProgramText {
            text: text.to_owned(),
            chosen: vec![at],
            days: care::program_file::Settle::default().days,
            start_minute: care::program_file::Settle::default().start_minute,
            starts_on: monday(),
        };
        let site = self.house.sites[0];
        let key = clinic.fresh_key();
        let ids = load_programs(clinic, &self.director(), key, site, &text).expect("it loads");
        for (number, id) in ids.into_iter().enumerate() {
            let group = group_page(clinic, &self.director(), id)
                .expect("a group")
                .group;
            let administrator = self.house.who(Role::ProgramAdministrator, 0);
            let administrator = self.world.enter(self.house, administrator).actor;
            let room = RoomDraft {
                site,
                name: line(&format!("Room {number}")),
                seats: Seats::parse("14").expect("a size"),
            };
            let room = add_room(clinic, &administrator, clinic.fresh_key(), &room).expect("a room");
            let place = match group.place {
                telehealth @ Place::Telehealth(_) => telehealth,
                _ => Place::Room(room),
            };
            let draft = GroupDraft {
                site,
                program: group.program,
                name: group.name,
                kind: group.kind,
                track: group.track,
                topic: group.topic,
                facilitators: vec![self.leader(&format!("leader{number}"))],
                place,
                seats: if group.kind == GroupKind::Individual {
                    1
                } else {
                    12
                },
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
            let id = change_group(clinic, &self.director(), key, id, (monday(), &draft));
            self.groups.push((id.expect("it is complete"), draft));
        }
    }

    /// Twenty-four people: working days, school mornings, evenings with children, and nothing that cannot move.
    fn admit(&mut self) {
        let clinic = &self.world.clinic;
        for number in 0..PEOPLE {
            let draft = self.house.patient_draft(&format!("p{number}"), 0, None);
            let key = clinic.fresh_key();
            let person = patient::add_patient(clinic, &self.director(), key, &draft);
            let person = person.expect("admitted");
            let (kind, span) = match number % 4 {
                0 => (Kind::Work, (8 * 60, 16 * 60 + 30)),
                1 => (Kind::School, (8 * 60, 12 * 60)),
                2 => (Kind::Caregiving, (16 * 60, 21 * 60)),
                _ => (Kind::Other, (0, 0)),
            };
            for day in (0..5).filter(|_| span.1 > 0) {
                let on = monday() + day.days();
                let entry = Entry::weekly(kind, on, span);
                let key = clinic.fresh_key();
                commitment::add(clinic, &self.director(), key, person, (&entry, false))
                    .expect("kept");
                let own = self.lives.entry(person).or_default();
                own.push((i8::try_from(day).expect("a day"), span.0, span.1));
            }
            self.people.push(person);
        }
    }

    /// Each person into the first track all of whose groups they can join; individual series are arranged elsewhere.
    fn place(&mut self) {
        let clinic = &self.world.clinic;
        let mut tracks: BTreeSet<Track> =
            self.groups.iter().map(|(_, draft)| draft.track).collect();
        if tracks.len() > 1 {
            // What is for everybody is joined besides, not instead.
            tracks.remove(&Track::General);
        }
        for person in self.people.clone() {
            for track in &tracks {
                let wanted = self.groups.iter().filter(|(_, draft)| {
                    let shared = draft.track == Track::General;
                    let now = draft.stay_weeks.is_none_or(|weeks| weeks.first == 1);
                    draft.kind != GroupKind::Individual && now && (draft.track == *track || shared)
                });
                let (own, shared): (Vec<_>, Vec<_>) =
                    wanted.partition(|(_, draft)| draft.track == *track);
                if own.iter().any(|(_, draft)| self.lies_on(person, draft)) {
                    continue;
                }
                let besides = shared
                    .into_iter()
                    .filter(|(_, draft)| !self.lies_on(person, draft));
                let mut joined = Vec::new();
                for (id, _) in own.into_iter().chain(besides) {
                    let key = clinic.fresh_key();
                    let span = (monday(), None);
                    match join(clinic, &self.director(), key, (*id, person), span) {
                        Ok(_) => joined.push(*id),
                        Err(Refusal::Fields(_) | Refusal::Conflict(_)) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
                if !joined.is_empty() {
                    self.placed.insert(person, joined);
                    break;
                }
            }
        }
    }

    /// Whether a meeting of a group lies on a hard commitment. Joining by hand does not ask that.
    fn lies_on(&self, person: PersonId, draft: &GroupDraft) -> bool {
        let spans = self.lives.get(&person);
        let mut spans = spans.into_iter().flatten();
        spans.any(|(day, from, to)| {
            draft.meetings.iter().any(|meeting| {
                i64::from(meeting.day.index()) == i64::from(*day)
                    && meeting.start_minute < *to
                    && *from < meeting.start_minute + draft.minutes
            })
        })
    }

    /// In the second week a leader is ill: somebody who leads at that time is refused, somebody free is taken.
    fn sick_call(&self) {
        let clinic = &self.world.clinic;
        let week = self.week(1);
        let ill = week.first().expect("something is held").clone();
        let busy = week
            .iter()
            .find(|other| other.group != ill.group && other.overlaps(&ill));
        let with = |leader: PersonId| {
            let to = Shift {
                group: ill.group,
                date: ill.date,
                scope: Scope::Once,
                to: ill.local.date(),
                start_minute: care::board::minute(&ill),
                place: ill.place.clone(),
                facilitators: vec![leader],
                cause: Cause::StaffAway,
            };
            shift(clinic, &self.director(), clinic.fresh_key(), &to)
        };
        if let Some(busy) = busy {
            let refused = with(busy.facilitators[0]).expect_err("they lead elsewhere");
            assert!(refused.to_string().contains("leads"), "{refused}");
        }
        let spare = self.leader("spare");
        with(spare).expect("somebody is free");
        let now = movable(clinic, &self.director(), ill.group, ill.date).expect("it is held");
        assert_eq!(now.session.facilitators, [spare]);
    }

    /// The sessions of our groups in a week; the board finds nothing that cannot stay so.
    fn week(&self, number: i32) -> Vec<Session> {
        let from = monday() + number.weeks();
        let site = self.house.sites[0];
        let seen = board(
            &self.world.clinic,
            &self.director(),
            (Some(site), Some(from)),
        );
        let seen = seen.expect("a board");
        assert_eq!(seen.counts().0, 0, "no room, leader or seat is taken twice");
        let own = |session: &Session| self.groups.iter().any(|(id, _)| *id == session.group);
        for shown in seen.sessions.iter().filter(|shown| own(&shown.session)) {
            assert!(shown.members.len() <= usize::from(seen.groups[shown.group].seats));
            for person in &shown.members {
                assert!(!self.busy(*person, &shown.session), "a hard commitment");
            }
        }
        self.nobody_is_in_two_places(&seen);
        let sessions = seen.sessions.into_iter().map(|shown| shown.session);
        sessions.filter(own).collect()
    }

    fn nobody_is_in_two_places(&self, seen: &clinic::board::Board) {
        for person in &self.people {
            let mut own: Vec<&Session> = seen
                .sessions
                .iter()
                .filter(|shown| shown.members.contains(person))
                .map(|shown| &shown.session)
                .collect();
            own.sort_by_key(|session| session.starts_at);
            for pair in own.windows(2) {
                assert!(pair[0].ends_at <= pair[1].starts_at, "{pair:?}");
            }
        }
    }

    /// Whether a session lies on a hard commitment, found without the code that refuses it.
    fn busy(&self, person: PersonId, session: &Session) -> bool {
        let day = session.local.date().weekday().to_monday_zero_offset();
        let start = care::board::minute(session);
        let spans = self.lives.get(&person).into_iter().flatten();
        spans
            .into_iter()
            .any(|(on, from, to)| *on == day && start < *to && *from < start + session.minutes)
    }

    /// Takes the attendance of one week as it happens, and counts along.
    fn attend(&mut self, number: i32, dice: &SeededDice) {
        let clinic = &self.world.clinic;
        let from = monday() + number.weeks();
        for session in self.week(number) {
            let wait = session.ends_at.duration_since(clinic.now());
            self.world.wait(wait.max(SignedDuration::ZERO));
            let members = self
                .placed
                .iter()
                .filter(|(_, groups)| groups.contains(&session.group));
            let mut marks = Vec::new();
            for (person, _) in members {
                let there = dice.below(4) >= ABSENT_OF_FOUR;
                let late_minutes = if there && dice.below(10) == 0 { 10 } else { 0 };
                if there {
                    let minutes = u32::from(session.minutes - late_minutes);
                    *self.kept.entry((*person, from)).or_default() += minutes;
                }
                let mark = if there {
                    Mark::There {
                        late_minutes,
                        early_minutes: 0,
                    }
                } else {
                    Mark::NoShow
                };
                let person = *person;
                marks.push(OneMark {
                    person,
                    seen: None,
                    mark,
                });
            }
            let marking = Marking {
                group: session.group,
                date: session.date,
                marks,
                because: None,
            };
            let director = self.director();
            mark(clinic, &director, clinic.fresh_key(), &marking).expect("marked");
        }
    }

    /// The meters of a week say what we counted; answers the median of what people kept.
    fn meters(&self, number: i32) -> u32 {
        let from = monday() + number.weeks();
        let site = self.house.sites[0];
        let found = site_hours(&self.world.clinic, &self.director(), Some(site), Some(from));
        let found = found.expect("hours").expect("a site");
        let mut kept = Vec::new();
        for person in self.placed.keys() {
            let one = found.people.iter().find(|one| one.person == *person);
            let meter = one
                .and_then(|one| one.meter)
                .expect("their hours are counted");
            let counted = self.kept.get(&(*person, from)).copied().unwrap_or(0);
            assert_eq!(meter.kept, counted, "week {number}");
            kept.push(counted);
        }
        kept.sort_unstable();
        kept.get(kept.len() / 2).copied().unwrap_or(0)
    }
}

fn simulate(text: &str, at: usize, name: &str) -> (usize, Vec<u32>) {
    let world = World::embedded();
    let mut run = Run {
        world: &world,
        house: &world.houses[0],
        groups: Vec::new(),
        people: Vec::new(),
        placed: BTreeMap::new(),
        lives: HashMap::new(),
        kept: HashMap::new(),
    };
    run.load(text, at);
    run.admit();
    run.place();
    run.sick_call();
    let dice = SeededDice::new(24);
    let mut kept = Vec::new();
    for number in 0..WEEKS {
        run.attend(number, &dice);
        kept.push(run.meters(number));
    }
    let placed = run.placed.len();
    println!(
        "{name}: {} groups, {placed} of {PEOPLE} placed, median minutes kept a week {kept:?}",
        run.groups.len()
    );
    (placed, kept)
}

#[test]
fn every_program_runs_four_weeks_and_its_meters_add_up() {
    for text in files() {
        let settle = care::program_file::Settle::default();
        let plans = care::program_file::load("programs", &text, &settle).expect("the file loads");
        assert_eq!(plans.len(), 5, "every form");
        for (at, plan) in plans.iter().enumerate() {
            let (placed, kept) = simulate(&text, at, plan.name.as_str());
            assert!(placed > 0, "{}: somebody has a week", plan.name);
            assert!(
                kept.iter().all(|minutes| *minutes > 0),
                "{}: {kept:?}",
                plan.name
            );
        }
    }
}
