//! A schedule against the series and exceptions that it is made of.

use super::{any_group, denver, group, id, moved, on};
use crate::groups::group::expand::expand;
use crate::groups::group::{Cause, Group, Schedule, SessionChange, SessionState};
use crate::people::site::Site;
use crate::{GroupId, Line, TimeZoneName};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn site(number: u128, zone: &str) -> Site {
    Site {
        id: id(number),
        name: Line::parse("North", "a name").unwrap(),
        zone: TimeZoneName::parse(zone).unwrap(),
        state: None,
        hours: Vec::new(),
    }
}

/// The second week of the group.
fn week() -> (Date, Date) {
    (date(2026, 3, 9), date(2026, 3, 16))
}

#[test]
fn each_group_meets_by_the_clock_of_its_own_site() {
    let here = group();
    let east = Group {
        id: id::<GroupId>(5),
        site: id(6),
        ..group()
    };
    let sites = [site(2, "America/Denver"), site(6, "America/New_York")];
    let groups = vec![east, here];
    let both = Schedule::new(groups.clone(), Vec::new(), &sites);
    let starts = |schedule: &Schedule| -> Vec<_> {
        let sessions = schedule.sessions(week());
        sessions
            .iter()
            .map(|one| (one.group, one.starts_at.to_string()))
            .collect()
    };
    // Five thirty comes two hours earlier in the east.
    assert_eq!(
        starts(&both)[..2],
        [
            (id::<GroupId>(5), "2026-03-09T21:30:00Z".to_owned()),
            (id::<GroupId>(1), "2026-03-09T23:30:00Z".to_owned())
        ]
    );
    assert_eq!(both.sessions_at(id(6), week()).len(), 3);
    let alone = Schedule::new(groups, Vec::new(), &sites[..1]);
    assert!(starts(&alone).iter().all(|(group, _)| *group == id(1)));
    assert_eq!(alone.group(id(5)), None, "it has no clock here");
}

#[test]
fn a_session_is_found_by_its_name_wherever_it_went() {
    let (nine, eleven) = (date(2026, 3, 9), date(2026, 3, 11));
    let exceptions = vec![
        moved(eleven, date(2026, 4, 20), 540),
        on(nine, SessionChange::Cancelled),
    ];
    let schedule = Schedule::new(vec![group()], exceptions, [&site(2, "America/Denver")]);
    let state = |date| {
        schedule
            .session(&group(), date)
            .map(|one| (one.local.date(), one.state))
    };
    assert_eq!(
        state(nine),
        Some((nine, SessionState::Cancelled(Cause::Holiday)))
    );
    assert_eq!(
        state(eleven),
        Some((date(2026, 4, 20), SessionState::Moved(Cause::Holiday)))
    );
    assert_eq!(state(date(2026, 3, 10)), None, "a Tuesday");
    let back = schedule.session_as(&group(), nine, None).unwrap();
    assert_eq!(back.state, SessionState::Planned);
    // In the week it is not held on the 9th, and not there on the 11th.
    assert_eq!(schedule.sessions(week()).len(), 2);
    assert!(schedule.differing(week()).is_empty());
    let april = (date(2026, 4, 20), date(2026, 4, 21));
    assert_eq!(
        schedule.differing(april),
        [schedule.session(&group(), eleven).unwrap()]
    );
}

#[test]
fn a_group_in_another_shape_keeps_what_is_known_to_differ() {
    let nine = date(2026, 3, 9);
    let exceptions = vec![on(nine, SessionChange::Cancelled)];
    let schedule = Schedule::new(vec![group()], exceptions, [&site(2, "America/Denver")]);
    let longer = Group {
        minutes: 200,
        ..group()
    };
    let sessions = schedule.of(&longer, week());
    assert_eq!(sessions.len(), 3);
    assert!(!sessions[0].held());
    assert!(sessions.iter().all(|one| one.minutes == 200));
    let new = Group {
        id: id(9),
        ..longer
    };
    assert!(
        schedule.of(&new, week())[0].held(),
        "nothing differs for a new one"
    );
}

#[test]
fn narrowing_leaves_the_exceptions_of_what_is_left() {
    let other = Group {
        id: id::<GroupId>(3),
        ..group()
    };
    let mut of_other = on(date(2026, 3, 9), SessionChange::Cancelled);
    of_other.group = id(3);
    let own = on(date(2026, 3, 11), SessionChange::Cancelled);
    let exceptions = vec![of_other.clone(), own.clone()];
    let both = Schedule::new(
        vec![other, group()],
        exceptions,
        [&site(2, "America/Denver")],
    );
    assert_eq!(both.exceptions(), [own.clone(), of_other.clone()]);
    assert_eq!(both.exceptions_of(id(3)), [of_other]);
    assert!(both.exceptions_of(id(2)).is_empty());
    let one = both.narrowed(|group| group.id == id(1));
    assert_eq!(one.groups(), [group()]);
    assert_eq!(one.exceptions(), std::slice::from_ref(&own));
    assert_eq!(one.exception(id(1), own.date), Some(&own));
    assert_eq!(one.exception(id(1), date(2026, 3, 12)), None);
}

proptest! {
    /// Whatever is shown of a span of days, asked by its name, is the same; and of other groups nothing gets in.
    #[test]
    fn a_name_and_a_span_agree(
        one in any_group(),
        other in any_group(),
        moves in proptest::collection::btree_map(0_i32..60, (0_i32..60, 0_u16..24), 0..8),
    ) {
        let first = date(2026, 2, 1);
        let exceptions: Vec<_> = moves
            .iter()
            .map(|(from, (to, hour))| moved(first + from.days(), first + to.days(), hour * 60))
            .collect();
        let other = Group { id: id(3), ..other };
        let groups = vec![other.clone(), one.clone()];
        let schedule = Schedule::new(groups, exceptions.clone(), [&site(2, "America/Denver")]);
        let span = (first, first + 80.days());
        let sessions = schedule.sessions(span);
        for session in &sessions {
            let group = schedule.group(session.group).unwrap();
            let found = schedule.session(group, session.date);
            prop_assert_eq!(found.as_ref(), Some(session));
        }
        let mut apart = expand(&one, &exceptions, span.0, span.1, &denver());
        apart.extend(expand(&other, &[], span.0, span.1, &denver()));
        apart.sort_by_key(|session| (session.starts_at, session.group, session.date));
        prop_assert_eq!(sessions, apart);
    }
}
