//! Making the week: one person, a whole site, a stale proposal.

use crate::common::World;
use crate::common::house::{House, line};
use crate::engines::worlds;
use care::groups::group::{GroupKind, Meeting, MeetingPlace};
use care::planning::commitment::{CommitmentDraft, CommitmentKind};
use care::planning::week::{ProposalState, Purpose};
use care::{Credential, GroupId, PersonId, ProposalId, Role, Seats, Span, Track, Weekday};
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::GroupDraft;
use clinic::people::site::RoomDraft;
use clinic::people::{site, staff};
use clinic::planning::week::Effort;
use clinic::planning::{commitment, week};
use jiff::civil::{Date, date};
use policy::Actor;

mod answers;
mod chosen;
mod dated;
mod repair;
mod rotation;
mod search;
mod tried;
mod twice;

/// The Monday from which everything here holds; the world begins on Monday 2 March 2026.
pub const MONDAY: Date = date(2026, 3, 9);
pub const EFFORT: Effort = Effort {
    seconds: 5,
    steps: Some(20),
};

/// A site with an evening and a morning group, led by two counselors.
pub struct Site {
    pub evening: GroupId,
    pub morning: GroupId,
    pub leaders: [PersonId; 2],
    pub administrator: Actor,
    pub director: Actor,
}

fn meetings(days: [Weekday; 3], start_minute: u16) -> Vec<Meeting> {
    days.map(|day| Meeting { day, start_minute }).to_vec()
}

fn long_days(site: care::SiteId) -> Vec<(care::SiteId, Span)> {
    Weekday::ALL[..5]
        .iter()
        .map(|day| (site, Span::new(*day, 8 * 60, 21 * 60).unwrap()))
        .collect()
}

/// A process group of three hours with eight seats.
fn process(
    site: care::SiteId,
    program: Option<care::ProgramId>,
    (name, room, leader): (&str, care::RoomId, PersonId),
    meetings: Vec<Meeting>,
) -> GroupDraft {
    GroupDraft {
        site,
        program,
        name: line(name),
        kind: GroupKind::Process,
        track: Track::General,
        topic: None,
        facilitators: vec![leader],
        place: MeetingPlace::Room(room),
        seats: 8,
        smallest: 1,
        meetings,
        minutes: 180,
        starts_on: MONDAY,
        ends_on: None,
        open: true,
        draft: false,
        stay_weeks: None,
    }
}

impl Site {
    pub fn open(world: &World, house: &House) -> Self {
        let clinic = &world.clinic;
        let at = house.sites[0];
        let enter = |role| world.enter(house, house.who(role, 0)).actor;
        let (administrator, director) = (
            enter(Role::ProgramAdministrator),
            enter(Role::ClinicalDirector),
        );
        // The group that is there ends before the week that is made.
        let last = date(2026, 3, 3);
        let out = house.membership;
        group::leave(clinic, &director, clinic.fresh_key(), out, last).unwrap();
        let mut over = house.group_draft("Evening process", 0);
        over.ends_on = Some(last);
        let key = clinic.fresh_key();
        group::change_group(clinic, &administrator, key, house.groups[0], last, &over).unwrap();
        for (name, seats) in [("Large", "12"), ("Small", "8")] {
            let (name, seats) = (line(name), Seats::parse(seats).unwrap());
            let draft = RoomDraft {
                site: at,
                name,
                seats,
            };
            site::add_room(clinic, &administrator, clinic.fresh_key(), &draft).unwrap();
        }
        let mut second = house.member_draft(Role::Counselor, 0, "second");
        (second.availability, second.credentials) =
            (long_days(at), vec![Credential::LicensedCounselor]);
        let console = clinic::access::setup::operator(house.organization);
        let second = staff::add_staff(clinic, &console, clinic.fresh_key(), &second).unwrap();
        let first = house.who(Role::Counselor, 0);
        let mut draft = house.member_draft(Role::Counselor, 0, Role::Counselor.code());
        (draft.availability, draft.credentials) =
            (long_days(at), vec![Credential::LicensedCounselor]);
        staff::change_staff(clinic, &administrator, clinic.fresh_key(), first, &draft).unwrap();
        let rooms: Vec<_> = site::sites(clinic, &administrator)
            .unwrap()
            .into_iter()
            .find(|(one, _)| one.id == at)
            .unwrap()
            .1;
        let room = |name: &str| rooms.iter().find(|one| one.name == line(name)).unwrap().id;
        let program = Some(house.programs[0]);
        let add = |name: &str, room, leader, meetings| {
            let draft = process(at, program, (name, room, leader), meetings);
            group::add_group(clinic, &administrator, clinic.fresh_key(), &draft).unwrap()
        };
        Self {
            evening: add(
                "Evening process",
                room("Large"),
                first,
                meetings([Weekday::Mon, Weekday::Wed, Weekday::Thu], 17 * 60 + 30),
            ),
            morning: add(
                "Morning process",
                room("Small"),
                second,
                meetings([Weekday::Tue, Weekday::Wed, Weekday::Fri], 9 * 60),
            ),
            leaders: [first, second],
            administrator,
            director,
        }
    }

    /// A proposal for everybody's week, groups as they are.
    pub fn assigned(&self, world: &World, house: &House) -> ProposalId {
        let what = week::WeekWanted {
            site: house.sites[0],
            monday: MONDAY,
            purpose: Purpose::Assign,
        };
        week::make(&world.clinic, &self.administrator, what, EFFORT).unwrap()
    }
}

/// Work on days of the week, from an hour to an hour.
pub fn works(world: &World, actor: &Actor, person: PersonId, days: &[Weekday], hours: (u16, u16)) {
    let mut entry = CommitmentDraft::weekly(
        CommitmentKind::Work,
        date(2026, 3, 2),
        (hours.0 * 60, hours.1 * 60),
    );
    entry.rhythm = care::planning::commitment::Rhythm::Weekly {
        days: days.to_vec(),
    };
    let clinic = &world.clinic;
    commitment::add(clinic, actor, clinic.fresh_key(), person, &entry).unwrap();
}

#[test]
fn one_person_gets_the_week_that_their_life_leaves() {
    for world in worlds("weekone") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let clinic = &world.clinic;
        let person = house.patients[0];
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let free = week::choices(clinic, &counselor, person, Some(MONDAY)).unwrap();
        assert!(free.present.is_none() && free.may_accept, "{free:?}");
        assert_eq!(free.weeks[0].label, "Best week");
        for process in [site.evening, site.morning] {
            let offered = |one: &week::WeekChoice| one.plan.groups.contains(&process);
            assert!(free.weeks.iter().any(offered), "{free:?}");
        }
        assert!(free.weeks[0].sum.minutes >= 540, "{free:?}");

        works(&world, &site.director, person, &Weekday::ALL[..5], (8, 16));
        let busy = week::choices(clinic, &counselor, person, Some(MONDAY)).unwrap();
        assert!(
            busy.weeks
                .iter()
                .all(|one| one.plan.groups == [site.evening]),
            "{busy:?}"
        );
        assert_eq!(
            (busy.weeks[0].sum.days >= 3, busy.prescribed_minutes),
            (true, 540)
        );
        let chosen = busy.weeks[0].plan.clone();
        let key = clinic.fresh_key();
        week::accept(clinic, &counselor, key, person, MONDAY, &chosen).unwrap();
        let then = week::choices(clinic, &counselor, person, Some(MONDAY)).unwrap();
        assert_eq!(
            then.present.as_ref().map(|one| &one.plan),
            Some(&chosen),
            "{then:?}"
        );
        assert_eq!(then.astray, None);
        // A week that the person's life rules out is not taken, whatever the form says.
        let mut wrong = chosen;
        wrong.groups = vec![site.morning];
        let refused = week::accept(
            clinic,
            &counselor,
            clinic.fresh_key(),
            person,
            MONDAY,
            &wrong,
        );
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    }
}

#[test]
fn somebody_without_a_week_is_told_what_it_would_take() {
    for world in worlds("weeknone") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let person = house.patients[0];
        works(&world, &site.director, person, &Weekday::ALL, (8, 22));
        let choices = week::choices(&world.clinic, &site.director, person, Some(MONDAY)).unwrap();
        assert!(choices.weeks.is_empty());
        let why = choices.why_not.unwrap();
        assert!(why.contains("No week for"), "{why}");
    }
}

#[test]
fn a_sites_week_is_made_compared_and_published() {
    for world in worlds("weeksite") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let clinic = &world.clinic;
        works(
            &world,
            &site.director,
            house.patients[0],
            &Weekday::ALL[..5],
            (8, 16),
        );
        works(
            &world,
            &site.director,
            house.patients[1],
            &Weekday::ALL[..5],
            (15, 21),
        );
        let id = site.assigned(&world, house);
        let shown = week::proposal(clinic, &site.director, id).unwrap();
        assert_eq!(
            (shown.proposal.whole.placed, shown.proposal.whole.people),
            (3, 3)
        );
        assert!(shown.proposal.whole.bound <= shown.proposal.whole.cost);
        assert!(!shown.stale && shown.may_publish && shown.groups.is_empty());
        let plan = |person| {
            let part = shown
                .people
                .iter()
                .find(|one| one.part.person == person)
                .unwrap();
            part.part.after.clone().unwrap()
        };
        assert_eq!(plan(house.patients[0]).groups, [site.evening]);
        assert_eq!(plan(house.patients[1]).groups, [site.morning]);
        let said =
            week::why_not_day(clinic, &site.director, id, house.patients[0], Weekday::Tue).unwrap();
        assert!(!said.is_empty());

        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();
        let after = week::choices(clinic, &site.director, house.patients[0], Some(MONDAY)).unwrap();
        assert_eq!(after.present.unwrap().plan, plan(house.patients[0]));
        let told = world.mail(house, "Your times have changed");
        assert_eq!(told.len(), 3);
        for (_, mail) in &told {
            for word in ["process", "group", "treatment", "Evening", "recovery"] {
                assert!(!mail.text().contains(word), "{}", mail.text());
            }
        }
        let again = week::publish(clinic, &site.administrator, clinic.fresh_key(), id, false);
        assert!(matches!(again, Err(Refusal::Conflict(_))), "{again:?}");
    }
}

#[test]
fn a_stale_proposal_is_refused_and_made_again() {
    for world in worlds("weekstale") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let clinic = &world.clinic;
        let id = site.assigned(&world, house);
        // Her evenings are taken now.
        works(
            &world,
            &site.director,
            house.patients[0],
            &Weekday::ALL[..5],
            (15, 22),
        );
        assert!(week::proposal(clinic, &site.director, id).unwrap().stale);
        let refused = week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true);
        assert!(matches!(refused, Err(Refusal::Changed)), "{refused:?}");
        let none = week::choices(clinic, &site.director, house.patients[0], Some(MONDAY)).unwrap();
        assert!(none.present.is_none(), "nothing was published");

        let next = week::renew(clinic, &site.administrator, clinic.fresh_key(), id).unwrap();
        let shown = week::proposal(clinic, &site.director, next).unwrap();
        let hers = shown
            .people
            .iter()
            .find(|one| one.part.person == house.patients[0])
            .unwrap();
        assert_eq!(hers.part.after.clone().unwrap().groups, [site.morning]);
        week::publish(clinic, &site.administrator, clinic.fresh_key(), next, false).unwrap();
        let old = week::proposal(clinic, &site.director, id).unwrap();
        assert_eq!(
            old.proposal.state,
            ProposalState::Withdrawn,
            "the newer one took its place"
        );
    }
}
