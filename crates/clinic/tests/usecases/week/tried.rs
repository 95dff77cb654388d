//! What somebody is offered, and told, where the first week that was found could not be held on some date.

use super::{EFFORT, MONDAY, Site, long_days, works};
use crate::common::World;
use crate::common::house::House;
use care::groups::group::{Cause, Changed, GroupKind, MeetingPlace, SessionChange, parse_meetings};
use care::planning::week::Purpose;
use care::{Credential, GroupId, Role, Track, Weekday};
use clinic::groups::group;
use clinic::groups::group::ExceptionDraft;
use clinic::people::staff;
use clinic::planning::week;
use jiff::ToSpan as _;
use jiff::civil::Date;

const WEDNESDAY: Date = jiff::civil::date(2026, 3, 18);

/// Relapse prevention on Wednesdays before the evening group, led by the second counselor.
fn relapse_prevention(world: &World, house: &House, site: &Site) -> GroupId {
    let clinic = &world.clinic;
    let mut draft = house.member_draft(Role::Counselor, 0, "second");
    draft.availability = long_days(house.sites[0]);
    draft.credentials = vec![Credential::LicensedCounselor, Credential::RelapsePrevention];
    let key = clinic.fresh_key();
    staff::change_staff(clinic, &site.administrator, key, site.leaders[1], &draft).unwrap();
    let mut group = house.group_draft("Relapse prevention", 0);
    group.kind = GroupKind::RelapsePrevention;
    group.track = Track::General;
    group.facilitators = vec![site.leaders[1]];
    group.place = MeetingPlace::Room(house.rooms[0]);
    group.seats = 4;
    group.smallest = 1;
    group.minutes = 60;
    group.starts_on = MONDAY;
    group.meetings = parse_meetings("Wed 4:00 pm").unwrap();
    let key = clinic.fresh_key();
    group::add_group(clinic, &site.administrator, key, &group).unwrap()
}

fn moved(world: &World, site: &Site, (group, date): (GroupId, Date), to: (Date, u16)) {
    let draft = ExceptionDraft {
        date,
        cause: Cause::Other,
        change: SessionChange::Changed(Changed {
            moved: Some(to),
            ..Changed::default()
        }),
    };
    let clinic = &world.clinic;
    let key = clinic.fresh_key();
    group::add_exception(clinic, &site.administrator, key, group, &draft).unwrap();
}

/// On one date relapse prevention lies upon the evening group. Whoever works by day does without it, and not without
/// the process group; and that it is missing is said, although nothing else of the kind is offered.
#[test]
fn of_two_new_groups_that_meet_at_one_time_the_process_group_stays_and_the_other_is_missed() {
    for minute in [17 * 60, 18 * 60 + 30] {
        let world = World::embedded();
        let house = &world.houses[0];
        let site = Site::open(&world, house);
        let (clinic, person) = (&world.clinic, house.patients[0]);
        let prevention = relapse_prevention(&world, house, &site);
        works(&world, &site.director, person, &Weekday::ALL[..5], (8, 15));
        let usual = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
        assert!(
            usual.weeks[0].plan.groups.contains(&prevention),
            "{usual:?}"
        );

        moved(&world, &site, (prevention, WEDNESDAY), (WEDNESDAY, minute));
        let offered = week::choices(clinic, &site.director, person, Some(MONDAY)).unwrap();
        assert!(!offered.weeks.is_empty(), "{minute}: {offered:?}");
        let best = &offered.weeks[0];
        assert_eq!(best.plan.groups, [site.evening], "{minute}");
        let missed = |reason: &String| reason.contains("relapse prevention");
        assert!(best.reasons.iter().any(missed), "{minute}: {best:?}");
        let key = clinic.fresh_key();
        week::accept(clinic, &site.director, key, person, MONDAY, &best.plan).unwrap();
    }
}

/// Somebody new who works by day sees a group of another site by video on Tuesdays. One evening of the only process
/// group that fits is moved onto it: they are given no week, and have none to keep.
#[test]
fn whoever_has_nothing_to_keep_is_not_said_to_keep_it() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let (clinic, person) = (&world.clinic, house.patients[0]);
    let mut draft = house.group_draft("Elsewhere", 1);
    draft.place = MeetingPlace::Telehealth(None);
    draft.smallest = 1;
    draft.minutes = 60;
    // Two hours later by the clocks here.
    draft.meetings = parse_meetings("Tue 8:00 am").unwrap();
    let key = clinic.fresh_key();
    let elsewhere = group::add_group(clinic, &site.administrator, key, &draft).unwrap();
    let key = clinic.fresh_key();
    group::join(clinic, &site.director, key, elsewhere, person, MONDAY, None).unwrap();
    let days = [Weekday::Mon, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    works(&world, &site.director, person, &days, (8, 15));
    let monday = MONDAY + 1.week();
    let tuesday = monday.tomorrow().unwrap();
    moved(&world, &site, (site.evening, monday), (tuesday, 8 * 60));

    let what = week::WeekWanted {
        site: house.sites[0],
        monday: MONDAY,
        purpose: Purpose::Assign,
    };
    let id = week::make(clinic, &site.administrator, what, EFFORT).unwrap();
    let shown = week::proposal(clinic, &site.director, id).unwrap();
    let mut people = shown.people.iter();
    let theirs = people.find(|one| one.part.person == person).unwrap();
    assert_eq!((&theirs.part.before, &theirs.part.after), (&None, &None));
    let [reason] = &theirs.part.reasons[..] else {
        panic!("{theirs:?}");
    };
    assert!(reason.contains("lies, on some date,"), "{reason}");
    assert!(reason.ends_with("so none is proposed."), "{reason}");
}
