//! Weeks as they are proposed, and sessions that differ.

use crate::{Shape, shape};
use care::groups::group::{
    Cause, Changed, Exception, Link, Meeting, MeetingPlace, Membership, SessionChange, Turns,
};
use care::groups::notice::{ChangeAct, Difference, Held, Notice};
use care::intake::inquiry::Language;
use care::planning::week::{
    Answer, Consequence, Event, GroupChange, Hit, Nearest, Part, PartRepair, Plan, RealWeek,
    Repair, RepairDone, RepairOutcome, RepairWay, SiteOpening, Sum, WeekCause, WeekSession, Whole,
};
use care::{GroupId, Line, MembershipId, PersonId, RoomId, Weekday};
use jiff::civil::date;
use uuid::Uuid;

pub fn shapes() -> Vec<Shape> {
    vec![
        shape(parts()),
        shape(wholes()),
        shape(changes()),
        shape(notices()),
    ]
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0195_b0aa_0000_7000_8000_0000_0000_0000 + number)
}

fn group(number: u128) -> GroupId {
    GroupId::from(uuid(number))
}

fn person(number: u128) -> PersonId {
    PersonId::from(uuid(number))
}

fn meeting(day: Weekday) -> Meeting {
    Meeting {
        day,
        start_minute: 600,
    }
}

fn places() -> [MeetingPlace; 4] {
    let link = Link::parse("https://meet.example.org/r/1").unwrap();
    [
        MeetingPlace::Undecided,
        MeetingPlace::Room(RoomId::from(uuid(30))),
        MeetingPlace::Telehealth(Some(link)),
        MeetingPlace::Telehealth(None),
    ]
}

fn session(group: Option<GroupId>, off: Option<Cause>) -> WeekSession {
    WeekSession {
        group,
        name: "Understanding recovery".to_owned(),
        day: Weekday::Tue,
        start_minute: 600,
        minutes: 90,
        with: "Grace Kim".to_owned(),
        video: off.is_none(),
        off,
    }
}

/// Every act, at every kind of place, with what was, what is, and both.
fn notices() -> Vec<Notice> {
    let held = |place: &MeetingPlace, hour: i8| Held {
        series: group(10),
        date: date(2026, 3, 3),
        name: Line::parse("Understanding recovery", "a name").unwrap(),
        at: date(2026, 3, 3).at(hour, 30, 0, 0),
        minutes: 90,
        place: place.clone(),
        leaders: vec![person(1)],
    };
    let places = places();
    let around = places.iter().cycle();
    let acts = ChangeAct::ALL.iter().zip(around).zip(0..);
    acts.map(|((act, place), more)| Notice {
        act: *act,
        differences: vec![
            Difference {
                was: Some(held(place, 9)),
                is: None,
            },
            Difference {
                was: None,
                is: Some(held(place, 17)),
            },
            Difference {
                was: Some(held(place, 9)),
                is: Some(held(place, 17)),
            },
        ],
        more,
    })
    .collect()
}

#[expect(clippy::too_many_lines, reason = "one of each kind")]
fn parts() -> Vec<Part> {
    let full = Part {
        person: person(1),
        before: Some(Plan {
            groups: vec![group(10), group(11)],
            ..Plan::default()
        }),
        before_sum: Sum {
            minutes: 540,
            days: 3,
            travel_minutes: 150,
        },
        after: Some(Plan {
            groups: vec![group(12)],
            individual: Some(meeting(Weekday::Tue)),
            some_weeks: Turns::of(date(2026, 3, 2), &[true, false])
                .map(|turns| (group(12), turns))
                .into_iter()
                .collect(),
        }),
        after_sum: Sum {
            minutes: 560,
            days: 4,
            travel_minutes: 200,
        },
        prescribed_minutes: 540,
        reasons: vec!["Work on Monday ends at five.".to_owned()],
        answer: None,
        dropped: vec![(group(11), date(2026, 3, 5))],
        message: Some("From Monday on: Tuesday at ten.".to_owned()),
        language: Some(Language::Spanish),
        before_shown: vec![session(Some(group(10)), None)],
        after_shown: Cause::ALL.map(|cause| session(None, Some(cause))).into(),
        weeks: vec![RealWeek {
            monday: date(2026, 3, 2),
            minutes: 540,
            excused_minutes: 180,
        }],
        repair: part_repair(),
    };
    let bare = Part {
        person: person(2),
        before: None,
        before_sum: Sum::default(),
        after: None,
        after_sum: Sum::default(),
        prescribed_minutes: 0,
        reasons: Vec::new(),
        answer: Some(answer(WeekCause::Seat)),
        dropped: Vec::new(),
        message: None,
        language: None,
        before_shown: Vec::new(),
        after_shown: Vec::new(),
        weeks: Vec::new(),
        repair: PartRepair::default(),
    };
    let causes = [
        WeekCause::NotFoundYet,
        WeekCause::Leader,
        WeekCause::Group,
        WeekCause::OwnHours,
        WeekCause::Video,
        WeekCause::Track,
        WeekCause::Two,
        WeekCause::More,
    ];
    let others = causes.map(|cause| Part {
        answer: Some(answer(cause)),
        ..bare.clone()
    });
    [full, bare.clone()].into_iter().chain(others).collect()
}

fn answer(cause: WeekCause) -> Answer {
    Answer {
        cause,
        openings: vec![0],
        own: vec!["Being free on Monday from 5:00 pm to 6:00 pm".to_owned()],
        nearest: (cause != WeekCause::NotFoundYet).then(|| Nearest {
            sessions: vec![session(Some(group(10)), None)],
            short_minutes: 90,
            sentence: "The nearest week has 7 h 30 min on 3 days: 1 h 30 min are missing."
                .to_owned(),
        }),
        moves: vec![person(3)],
        loses: vec![person(4)],
    }
}

fn part_repair() -> PartRepair {
    let one = |instead| Consequence {
        group: group(11),
        date: date(2026, 3, 5),
        way: 1,
        minutes: 90,
        instead,
    };
    PartRepair {
        kept_minutes: 90,
        nothing_minutes: 360,
        ways: vec![one(None), one(Some((group(12), date(2026, 3, 6))))],
        offer: Some(one(Some((group(12), date(2026, 3, 6))))),
        memberships: Some(vec![Membership {
            id: MembershipId::from(uuid(40)),
            group: group(11),
            person: person(1),
            joined_on: date(2026, 1, 5),
            last_on: None,
            turns: None,
        }]),
    }
}

fn repair() -> Repair {
    let way = |joins| RepairWay {
        outcome: RepairOutcome::Cancelled,
        joins,
    };
    Repair {
        hits: vec![Hit {
            group: group(11),
            date: date(2026, 3, 5),
            ways: vec![way(Some((group(12), date(2026, 3, 6)))), way(None)],
            chosen: Some(1),
        }],
        touched_least: 4,
        done: Some(RepairDone {
            mark: vec![1, 2],
            before: vec![Exception {
                group: group(11),
                date: date(2026, 3, 5),
                cause: Cause::Holiday,
                change: SessionChange::Cancelled,
            }],
            begins_at: Some(jiff::Timestamp::UNIX_EPOCH),
            told: true,
        }),
    }
}

fn outcomes() -> Vec<RepairOutcome> {
    let mut outcomes = vec![
        RepairOutcome::Cancelled,
        RepairOutcome::LedBy(vec![person(20)]),
    ];
    let moved = |place| RepairOutcome::MovedTo {
        date: date(2026, 3, 6),
        minute: 630,
        facilitators: vec![person(20), person(21)],
        place,
    };
    outcomes.push(moved(None));
    outcomes.extend(places().map(|place| moved(Some(place))));
    outcomes.extend(places().map(RepairOutcome::In));
    outcomes
}

fn wholes() -> Vec<Whole> {
    let lasting = places().map(|place| GroupChange::Lasting {
        group: group(10),
        before: vec![meeting(Weekday::Mon)],
        after: Weekday::ALL.map(meeting).into(),
        facilitators: vec![person(20)],
        place,
    });
    let once = outcomes().into_iter().map(|outcome| GroupChange::Once {
        group: group(11),
        date: date(2026, 3, 5),
        outcome,
    });
    let (from, through) = (date(2026, 3, 2), date(2026, 3, 6));
    let events = [
        Event::StaffAway {
            staff: person(20),
            from,
            through,
        },
        Event::RoomGone {
            room: RoomId::from(uuid(30)),
            from,
            through,
        },
        Event::SiteClosed { from, through },
        Event::LifeChanged { person: person(1) },
        Event::LeaderOut {
            group: group(11),
            date: from,
        },
    ];
    let full = Whole {
        groups: lasting.into_iter().chain(once).collect(),
        cost: 1_250,
        bound: 1_200,
        placed: 48,
        people: 50,
        holding: vec!["One more room on Tuesday evening.".to_owned()],
        openings: vec![SiteOpening {
            sentence: "One more seat in Understanding recovery would give 2 people a week."
                .to_owned(),
            effort: 1,
            places: 2,
            moves: 1,
        }],
        event: None,
        names: vec![(group(10), "Understanding recovery".to_owned())],
        repair: repair(),
    };
    let after = events.map(|event| Whole {
        event: Some(event),
        ..Whole::default()
    });
    [full].into_iter().chain(after).collect()
}

fn changes() -> Vec<SessionChange> {
    let mut changes = vec![
        SessionChange::Cancelled,
        SessionChange::Changed(Changed::default()),
    ];
    changes.extend(places().map(|place| {
        SessionChange::Changed(Changed {
            moved: Some((date(2026, 3, 6), 630)),
            facilitators: Some(vec![person(20)]),
            place: Some(place),
        })
    }));
    changes
}
