use super::expand::expand;
use super::*;
use crate::assessment::protocol::Protocol;
use crate::{Seats, TimeZoneName, Weekday};
use jiff::ToSpan as _;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use uuid::Uuid;

mod clocks;
mod schedule;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

fn denver() -> TimeZone {
    TimeZoneName::parse("America/Denver").unwrap().zone()
}

/// A process group on Monday, Wednesday and Thursday at 5:30 pm for three hours.
fn group() -> Group {
    Group {
        id: id(1),
        site: id(2),
        program: None,
        name: Line::parse("Evening process", "a name").unwrap(),
        kind: GroupKind::Process,
        track: Track::Evening,
        topic: None,
        facilitators: vec![id(10)],
        place: MeetingPlace::Room(id(20)),
        seats: Seats::parse("10").unwrap().get(),
        smallest: 6,
        meetings: parse_meetings("Mon, Wed and Thu 5:30 pm").unwrap(),
        minutes: 180,
        starts_on: date(2026, 3, 2),
        ends_on: None,
        open: true,
        draft: false,
        stay_weeks: None,
        follows: None,
    }
}

fn on(date: Date, change: SessionChange) -> Exception {
    Exception {
        group: id(1),
        date,
        cause: Cause::Holiday,
        change,
    }
}

fn moved(from: Date, to: Date, minute: u16) -> Exception {
    let changed = Changed {
        moved: Some((to, minute)),
        ..Changed::default()
    };
    on(from, SessionChange::Changed(changed))
}

#[test]
fn meetings_are_read_as_people_write_them() {
    for (text, again) in [
        ("Mon, Wed and Thu 5:30 pm", "Mon, Wed and Thu 5:30 pm"),
        ("mon to thu 17:30", "Mon, Tue, Wed and Thu 5:30 pm"),
        ("Fridays at 9", "Fri 9:00 am"),
        ("Tues & Thurs 10am", "Tue and Thu 10:00 am"),
        ("Thu 18:00\nMon 9:00", "Mon 9:00 am\nThu 6:00 pm"),
        ("Wed.-Fri. 8:15", "Wed, Thu and Fri 8:15 am"),
    ] {
        let meetings = parse_meetings(text).unwrap();
        assert_eq!(meetings_text(&meetings), again, "{text}");
        assert_eq!(parse_meetings(again).unwrap(), meetings);
    }
    assert_eq!(parse_meetings(" \n").unwrap(), []);
    for bad in [
        "Someday 9:00",
        "Mon",
        "9:00",
        "Thu to Mon 9:00",
        "to Mon 9",
        "Mon to 9:00",
        "Mon 25:00",
        "Mon 9:00 and Tue 10:00",
    ] {
        assert!(parse_meetings(bad).is_err(), "{bad}");
    }
}

#[test]
fn what_cannot_be_is_said_beside_its_field() {
    assert_eq!(group().check(), []);
    let field = |change: fn(&mut Group)| {
        let mut group = group();
        change(&mut group);
        let issues = group.check();
        assert_eq!(issues.len(), 1, "{issues:?}");
        (issues[0].field, issues[0].sentence.clone())
    };
    let (at, sentence) = field(|g| g.ends_on = Some(date(2026, 3, 1)));
    assert_eq!(at, "ends_on");
    assert!(
        sentence.contains("2026-03-01 is before 2026-03-02"),
        "{sentence}"
    );
    let (at, sentence) = field(|g| g.facilitators.clear());
    assert_eq!(at, "facilitators");
    assert!(
        sentence.contains("Nobody leads this group yet"),
        "{sentence}"
    );
    let (at, sentence) = field(|g| g.meetings = parse_meetings("Fri 23:00").unwrap());
    assert_eq!(at, "meetings");
    assert!(sentence.contains("past midnight"), "{sentence}");
    let (at, sentence) = field(|g| g.meetings = parse_meetings("Fri 9; Fri 13").unwrap());
    assert_eq!(at, "meetings");
    assert!(sentence.contains("Friday is there twice"), "{sentence}");
    assert_eq!(field(|g| g.minutes = 14).0, "minutes");
    assert_eq!(field(|g| g.seats = 61).0, "seats");
    assert_eq!(field(|g| g.smallest = 11).0, "smallest");
    assert_eq!(field(|g| g.place = MeetingPlace::Undecided).0, "place");
    assert_eq!(field(|g| g.meetings.clear()).0, "meetings");
    assert_eq!(field(|g| g.facilitators = vec![id(9); 5]).0, "facilitators");
    assert_eq!(
        field(|g| g.stay_weeks = Some(StayWeeks { first: 4, last: 1 })).0,
        "first_week"
    );
    let mut alone = group();
    alone.kind = GroupKind::Individual;
    assert_eq!(
        alone.check()[0].sentence,
        "An individual session has one seat."
    );
}

#[test]
fn a_draft_may_lack_things_and_is_not_held() {
    let draft = Group {
        draft: true,
        facilitators: Vec::new(),
        place: MeetingPlace::Undecided,
        ..group()
    };
    assert_eq!(draft.check(), []);
    assert_eq!(draft.missing().len(), 2);
    assert_eq!(
        expand(&draft, &[], date(2026, 3, 1), date(2026, 4, 1), &denver()),
        []
    );
}

#[test]
fn sizes_outside_the_limits_are_said_and_not_forbidden() {
    let said = |seats, leaders: u128, members| {
        let group = Group {
            seats,
            facilitators: (0..leaders).map(id).collect(),
            ..group()
        };
        advice(&group, members, &Protocol::standard().unwrap().group_size)
    };
    assert_eq!(said(10, 1, 8), Vec::<String>::new());
    assert_eq!(said(12, 1, 11), ["One seat is left."]);
    assert_eq!(said(12, 1, 12), ["Every seat is taken."]);
    let many = said(13, 1, 0);
    assert_eq!(many.len(), 2, "{many:?}");
    assert!(many[0].contains("more than 12") && many[1].contains("One leader for each 12"));
    assert_eq!(said(13, 2, 0).len(), 1);
    assert!(said(10, 1, 3)[0].contains("below its smallest useful size of 6"));
}

#[test]
fn leaders_need_what_kind_and_track_ask_for() {
    let spanish = Group {
        track: Track::Spanish,
        kind: GroupKind::Family,
        ..group()
    };
    assert_eq!(
        spanish.needs(),
        [Credential::FamilyTherapist, Credential::Spanish]
    );
    assert_eq!(group().needs(), [Credential::LicensedCounselor]);
}

#[test]
fn a_series_is_held_from_its_first_to_its_last_day() {
    let group = Group {
        starts_on: date(2026, 3, 3),
        ends_on: Some(date(2026, 3, 11)),
        ..group()
    };
    let sessions = expand(&group, &[], date(2026, 1, 1), date(2027, 1, 1), &denver());
    let dates: Vec<Date> = sessions.iter().map(|session| session.date).collect();
    assert_eq!(
        dates,
        [4, 5, 9, 11].map(|day| date(2026, 3, day)),
        "Wednesday 4 to Wednesday 11"
    );
    assert_eq!(sessions[0].starts_at.to_string(), "2026-03-05T00:30:00Z");
    assert_eq!(sessions[0].local.to_string(), "2026-03-04T17:30:00");
    // The clocks changed on the 8th.
    assert_eq!(sessions[2].starts_at.to_string(), "2026-03-09T23:30:00Z");
}

#[test]
fn an_exception_changes_its_session_and_no_other() {
    let to = date(2026, 3, 20);
    let exceptions = [
        on(date(2026, 3, 9), SessionChange::Cancelled),
        moved(date(2026, 3, 11), to, 540),
        on(
            date(2026, 3, 12),
            SessionChange::Changed(Changed {
                facilitators: Some(vec![id(11)]),
                place: Some(MeetingPlace::Telehealth(None)),
                ..Changed::default()
            }),
        ),
        // No session has this date.
        moved(date(2026, 3, 10), date(2026, 3, 13), 540),
    ];
    let week = |from: Date| expand(&group(), &exceptions, from, from + 7.days(), &denver());
    let second = week(date(2026, 3, 9));
    assert_eq!(second.len(), 2, "{second:?}");
    assert_eq!(second[0].state, SessionState::Cancelled(Cause::Holiday));
    assert!(!second[0].held());
    assert_eq!(second[1].state, SessionState::Changed(Cause::Holiday));
    assert_eq!(
        (&second[1].facilitators, &second[1].place),
        (&vec![id(11)], &MeetingPlace::Telehealth(None))
    );
    let third = week(date(2026, 3, 16));
    let dates: Vec<_> = third
        .iter()
        .map(|s| (s.date, s.local.date(), s.state))
        .collect();
    assert_eq!(
        dates,
        [
            (date(2026, 3, 16), date(2026, 3, 16), SessionState::Planned),
            (date(2026, 3, 18), date(2026, 3, 18), SessionState::Planned),
            (date(2026, 3, 19), date(2026, 3, 19), SessionState::Planned),
            (date(2026, 3, 11), to, SessionState::Moved(Cause::Holiday)),
        ]
    );
}

#[test]
fn a_day_is_closed_when_everything_on_it_was_called_off() {
    let (evening, closed, open) = (group(), date(2026, 3, 5), date(2026, 3, 9));
    let other = Group {
        id: id(2),
        ..group()
    };
    let individual = Group {
        id: id(3),
        kind: GroupKind::Individual,
        ..group()
    };
    let groups = [&evening, &other, &individual];
    let of = |group: &Group, date: Date, cause: Cause| Exception {
        group: group.id,
        cause,
        ..on(date, SessionChange::Cancelled)
    };
    let exceptions = [
        of(&evening, closed, Cause::StaffAway),
        of(&other, closed, Cause::Holiday),
        of(&evening, open, Cause::Holiday),
        of(&evening, date(2026, 3, 11), Cause::StaffAway),
        of(&other, date(2026, 3, 11), Cause::TooFew),
    ];
    let days = closed_days(&groups, &exceptions, date(2026, 3, 2));
    let days: Vec<_> = days.into_iter().collect();
    assert_eq!(days, [(closed, Cause::Holiday)]);
    assert!(closed_days(&groups, &exceptions, date(2026, 3, 6)).is_empty());
}

#[test]
fn a_roster_goes_by_the_original_date() {
    let member = |person, joined_on, last_on| Membership {
        id: id(person),
        group: id(1),
        person: id(person),
        joined_on,
        last_on,
        turns: None,
    };
    let members = [
        member(5, date(2026, 3, 2), Some(date(2026, 3, 11))),
        member(6, date(2026, 3, 11), None),
    ];
    let at = |day| roster(&members, id(1), date(2026, 3, day));
    assert_eq!(at(9), [id(5)]);
    assert_eq!(at(11), [id(5), id(6)]);
    assert_eq!(at(12), [id(6)]);
    assert_eq!(roster(&members, id(2), date(2026, 3, 11)), []);
}

#[test]
fn a_link_is_encrypted_and_whole() {
    assert!(Link::parse(" https://meet.example/a?b=c ").is_ok());
    for bad in [
        "",
        "https://",
        "http://meet.example",
        "meet.example",
        "https://a b",
    ] {
        assert!(Link::parse(bad).is_err(), "{bad}");
    }
}

fn any_group() -> impl Strategy<Value = Group> {
    let days = proptest::collection::btree_set(0_i64..7, 1..5);
    (
        days,
        0_u16..48,
        1_u16..13,
        0_i32..40,
        proptest::option::of(0_i32..60),
    )
        .prop_map(|(days, half_hour, quarters, start, lasts)| {
            let starts_on = date(2026, 2, 1) + start.days();
            let minutes = (quarters * 15).min(crate::people::site::DAY_MINUTES - half_hour * 30);
            Group {
                meetings: days
                    .into_iter()
                    .map(|day| Meeting {
                        day: Weekday::from_index(day).unwrap(),
                        start_minute: half_hour * 30,
                    })
                    .collect(),
                minutes,
                starts_on,
                ends_on: lasts.map(|days| starts_on + days.days()),
                ..group()
            }
        })
}

proptest! {
    /// Stepping day by day finds the same sessions, and any cut of the time gives the same as the whole.
    #[test]
    fn expanding_agrees_with_stepping_day_by_day(group in any_group(), from in 0_i32..60, days in 0_i32..60, cut in 0_i32..60) {
        let from = date(2026, 2, 1) + from.days();
        let to = from + days.days();
        let zone = denver();
        let whole = expand(&group, &[], from, to, &zone);
        let mut naive = Vec::new();
        let mut day = from;
        while day < to {
            if let Some(meeting) = group.meets_on(day) {
                naive.push((day, start_of(day, meeting.start_minute, &zone)));
            }
            day = day.tomorrow().unwrap();
        }
        let found: Vec<_> = whole.iter().map(|s| (s.date, s.starts_at)).collect();
        prop_assert_eq!(found, naive);
        let cut = from + cut.min(days).days();
        let mut parts = expand(&group, &[], from, cut, &zone);
        parts.extend(expand(&group, &[], cut, to, &zone));
        prop_assert_eq!(parts, whole);
    }

    /// Moving sessions around loses none and doubles none.
    #[test]
    fn moving_loses_and_doubles_nothing(group in any_group(), moves in proptest::collection::btree_map(0_i32..100, (0_i32..100, 0_u16..24), 0..12)) {
        let first = date(2026, 2, 1);
        let exceptions: Vec<_> = moves.iter().map(|(from, (to, hour))| moved(first + from.days(), first + to.days(), hour * 60)).collect();
        let zone = denver();
        let (from, to) = (first, first + 200.days());
        let plain = expand(&group, &[], from, to, &zone);
        let mut names: Vec<_> = expand(&group, &exceptions, from, to, &zone).iter().map(|s| s.date).collect();
        names.sort_unstable();
        prop_assert_eq!(names, plain.iter().map(|s| s.date).collect::<Vec<_>>());
    }
}
