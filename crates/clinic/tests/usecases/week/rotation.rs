//! Shifts that alternate, a vacation and a day in court: every real week is planned as it is, and the calendar shows what
//! was promised.

use super::{MONDAY, Site, works};
use crate::common::World;
use crate::engines::worlds;
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Rhythm, Template};
use care::planning::week::{Part, Plan};
use care::{GroupId, PersonId, Weekday};
use clinic::attendance::own_week;
use clinic::planning::board::board;
use clinic::planning::{commitment, week};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

fn enters(world: &World, site: &Site, person: PersonId, entry: &CommitmentDraft) {
    let clinic = &world.clinic;
    commitment::add(clinic, &site.director, clinic.fresh_key(), person, entry).unwrap();
}

/// Early from six in the week of the Monday, late from two in the next, and so on.
fn alternates(world: &World, site: &Site, person: PersonId) {
    let weeks = Template::EarlyLate.weeks();
    let shifts = CommitmentDraft::shifts(CommitmentKind::Work, weeks, MONDAY);
    enters(world, site, person, &shifts);
}

fn mondays() -> [Date; 4] {
    [0, 1, 2, 3].map(|number: i32| MONDAY + number.weeks())
}

/// The groups to which somebody comes in the week of a Monday, by their calendar, and how many minutes that is.
fn calendar(world: &World, site: &Site, person: PersonId, monday: Date) -> (Vec<GroupId>, u32) {
    let own = own_week::week_of(&world.clinic, &site.director, person, Some(monday)).unwrap();
    let groups = care::each_once(own.sessions.iter().map(|one| one.session.group));
    (groups, own.minutes())
}

fn part_of(world: &World, site: &Site, id: care::ProposalId, person: PersonId) -> Part {
    let shown = week::proposal(&world.clinic, &site.director, id).unwrap();
    let mut all = shown.people.into_iter().map(|one| one.part);
    all.find(|part| part.person == person).unwrap()
}

#[test]
fn an_alternating_shift_worker_is_planned_over_four_weeks() {
    for world in worlds("weekturns") {
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let (clinic, person) = (&world.clinic, house.patients[0]);
        alternates(&world, &site, person);
        // A day in court in the first week, and the third one away.
        let court = CommitmentDraft {
            rhythm: Rhythm::Once { on: MONDAY },
            ..CommitmentDraft::weekly(CommitmentKind::Court, MONDAY, (16 * 60, 18 * 60))
        };
        enters(&world, &site, person, &court);
        let away = CommitmentDraft::vacation(date(2026, 3, 23), date(2026, 3, 29));
        enters(&world, &site, person, &away);

        let id = site.assigned(&world, house);
        let part = part_of(&world, &site, id, person);
        let plan = part.after.clone().expect("a week for each turn");
        let [first, second, ..] = mondays();
        assert_eq!(plan.in_week(first).groups, [site.evening], "{part:?}");
        assert_eq!(plan.in_week(second).groups, [site.morning], "{part:?}");
        assert_eq!(plan.individual, None, "no hour is free in both weeks");
        let said: Vec<_> = part.weeks.iter().take(4).collect();
        let minutes: Vec<_> = said
            .iter()
            .map(|real| (real.minutes, real.excused_minutes))
            .collect();
        assert_eq!(minutes, [(360, 180), (540, 0), (0, 540), (540, 0)]);

        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();
        let groups = [site.evening, site.morning, site.evening, site.morning];
        for ((monday, group), real) in mondays().into_iter().zip(groups).zip(said) {
            let (attends, minutes) = calendar(&world, &site, person, monday);
            assert_eq!(attends, [group], "{monday}");
            assert_eq!(real.minutes + real.excused_minutes, minutes, "{monday}");
            // Whoever leads expects them in their weeks, and in no other.
            let seen = board(clinic, &site.director, Some(house.sites[0]), Some(monday)).unwrap();
            for shown in &seen.sessions {
                let expected = shown.members.contains(&person);
                assert_eq!(expected, shown.session.group == group, "{monday}");
            }
        }
        // It is what they have now, and it keeps every rule.
        let then = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
        assert_eq!(
            then.present.map(|one| one.plan),
            Some(plan),
            "{:?}",
            then.astray
        );
        assert_eq!(then.astray, None);
        let told = world.mail(house, "Your times have changed");
        let turns = |text: String| text.contains("In the week of") && text.contains("starts over");
        assert!(told.iter().any(|(_, mail)| turns(mail.text().to_string())));
    }
}

#[test]
fn one_person_is_offered_a_week_that_takes_turns_and_later_one_that_does_not() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, person) = (&world.clinic, house.patients[0]);
    alternates(&world, &site, person);
    let offered = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
    let one = offered.weeks.first().expect("a week");
    assert_eq!(one.plan.some_weeks.len(), 2, "{one:?}");
    let accept = |plan: &Plan| {
        let key = clinic.fresh_key();
        week::accept(clinic, &site.director, key, person, MONDAY, plan)
    };
    // Only one of the two turns, in every week, is what their life has no room for.
    let mut wrong = one.plan.clone();
    wrong.some_weeks.clear();
    assert!(accept(&wrong).is_err());
    wrong.groups = vec![site.evening];
    assert!(accept(&wrong).is_err());
    accept(&one.plan).unwrap();
    for (monday, group) in mondays().into_iter().zip([site.evening, site.morning]) {
        assert_eq!(calendar(&world, &site, person, monday).0, [group]);
    }
    // Made again, nothing changes for them.
    let id = site.assigned(&world, house);
    let part = part_of(&world, &site, id, person);
    assert_eq!(part.after.as_ref(), part.before.as_ref(), "{part:?}");
}

#[test]
fn two_who_alternate_the_other_way_round_share_one_seat() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, people) = (&world.clinic, &house.patients);
    for (group, seats) in [(site.evening, 1), (site.morning, 1)] {
        let seen = clinic::groups::group::group_page(clinic, &site.director, group).unwrap();
        let one = clinic::groups::group::GroupDraft {
            site: seen.group.site,
            program: seen.group.program,
            name: seen.group.name.clone(),
            kind: seen.group.kind,
            track: seen.group.track,
            topic: None,
            facilitators: seen.group.facilitators.clone(),
            place: seen.group.place.clone(),
            seats,
            smallest: 1,
            meetings: seen.group.meetings.clone(),
            minutes: seen.group.minutes,
            starts_on: seen.group.starts_on,
            ends_on: None,
            open: true,
            draft: false,
            stay_weeks: None,
        };
        let key = clinic.fresh_key();
        let from = seen.group.starts_on;
        let changed = clinic::groups::group::change_group(
            clinic,
            &site.administrator,
            key,
            group,
            from,
            &one,
        );
        changed.unwrap();
    }
    alternates(&world, &site, people[0]);
    let weeks = Template::EarlyLate.weeks();
    let other = CommitmentDraft::shifts(CommitmentKind::Work, weeks, MONDAY - 1.week());
    enters(&world, &site, people[1], &other);
    works(&world, &site.director, people[2], &Weekday::ALL, (6, 22));
    let id = site.assigned(&world, house);
    week::publish(clinic, &site.administrator, clinic.fresh_key(), id, false).unwrap();
    for (monday, person) in mondays().into_iter().zip([people[0], people[1], people[0]]) {
        assert_eq!(
            calendar(&world, &site, person, monday).0,
            [site.evening],
            "{monday}"
        );
    }
}
