//! What a search refuses, how it is stopped, and who learns of it.

use super::{EFFORT, MONDAY, Site};
use crate::common::house::line;
use crate::common::{World, minutes};
use care::groups::group::{GroupKind, Meeting};
use care::planning::week::Purpose;
use care::{Role, Track, Weekday};
use clinic::Refusal;
use clinic::groups::group;
use clinic::groups::group::GroupDraft;
use clinic::planning::week;
use clinic::planning::week::Effort;
use jiff::civil::date;

#[test]
fn a_group_between_quarter_hours_is_refused_by_name() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let clinic = &world.clinic;
    let page = group::group_page(clinic, &site.administrator, site.evening).unwrap();
    let odd = GroupDraft {
        site: house.sites[0],
        program: None,
        name: line("Odd one"),
        kind: GroupKind::Process,
        track: Track::General,
        topic: None,
        facilitators: page.group.facilitators.clone(),
        place: page.group.place.clone(),
        seats: 8,
        smallest: 1,
        meetings: vec![Meeting {
            day: Weekday::Sat,
            start_minute: 9 * 60 + 7,
        }],
        minutes: 60,
        starts_on: date(2026, 3, 2),
        ends_on: None,
        open: true,
        draft: false,
        stay_weeks: None,
    };
    group::add_group(clinic, &site.administrator, clinic.fresh_key(), &odd).unwrap();
    let what = week::WeekWanted {
        site: house.sites[0],
        monday: MONDAY,
        purpose: Purpose::Assign,
    };
    let refused = week::make(clinic, &site.administrator, what, EFFORT);
    let Err(Refusal::Conflict(said)) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        said.contains("Odd one starts between quarter hours"),
        "{said}"
    );
}

#[test]
fn the_search_runs_in_the_background_and_can_be_stopped() {
    let world = World::embedded();
    let house = &world.houses[0];
    let site = Site::open(&world, house);
    let clinic = &world.clinic;
    let at = house.sites[0];
    assert!(
        week::progress(clinic, &site.administrator, at)
            .unwrap()
            .is_none()
    );
    let long = Effort {
        seconds: week::SECONDS_MAX,
        steps: None,
    };
    let what = week::WeekWanted {
        site: at,
        monday: MONDAY,
        purpose: Purpose::Design,
    };
    week::start(clinic, &site.administrator, clinic.fresh_key(), what, long).unwrap();
    let second = week::start(clinic, &site.administrator, clinic.fresh_key(), what, long);
    assert!(matches!(second, Err(Refusal::Conflict(_))), "one at a time");
    week::stop(clinic, &site.administrator, clinic.fresh_key(), at).unwrap();
    let ended = (0..600).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        week::progress(clinic, &site.administrator, at)
            .unwrap()
            .unwrap()
            .ended
    });
    let id = ended.expect("a search that was stopped ends").unwrap();
    assert_eq!(
        week::proposals(clinic, &site.administrator, at).unwrap()[0].id,
        id
    );
    // Nobody who may not make a week learns of it.
    let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
    assert!(matches!(
        week::progress(clinic, &counselor, at),
        Err(Refusal::Denied)
    ));
    assert!(matches!(
        week::proposal(clinic, &counselor, id),
        Err(Refusal::NotFound)
    ));
    world.wait(minutes(1));
}
