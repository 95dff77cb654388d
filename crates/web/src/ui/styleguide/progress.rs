//! Hours, time lines, the week.

use maud::{Markup, html};

use super::{LONG_NAME, specimen};
use crate::language::Language;
use crate::ui::{
    Axis, AxisBlock, AxisDay, AxisLane, AxisMark, Block, BlockKind, Day, DrawWeek, Drawn, Hours,
    Meaning, Stay, TimelineEvent, WeekBar, WeekGrid, axis, draw_week, hours_meter, progress, stays,
    timeline, week_bar, week_bar_key, week_grid,
};

pub fn section() -> Markup {
    html! {
        (specimen("Hours of the week", meters()))
        (specimen("Long work", progress("Entries read", 4_000, 12_000, "entries")))
        (specimen("Line of stays", stays(&episode())))
        (specimen("Timeline", timeline(&events())))
        (specimen("Week", week_grid(&week())))
        (specimen("The week of many on a time axis", axis(&many())))
        (specimen("A week to draw on", draw_week(&drawing())))
        (specimen("An empty week", week_grid(&WeekGrid { caption: "Week of April 20, Central time".into(), days: vec![day("Mon, Apr 20", false, vec![])], ..week() })))
    }
}

/// Two rooms, one of them taken twice, a day that is full and one on which nothing is.
fn many() -> Axis {
    let lane = |label: &str| AxisLane {
        label: label.into(),
        drop: None,
    };
    let block = |lane, (from_min, until_min): (u16, u16), fill_tenths| AxisBlock {
        id: String::new(),
        lane,
        from_min,
        until_min,
        time: care::daytime::stretch_text(from_min, until_min),
        title: LONG_NAME.into(),
        detail: "8/12 seats, Willow".into(),
        kind: BlockKind::Session,
        fill_tenths: Some(fill_tenths),
        marks: Vec::new(),
        href: Some("#main".into()),
        move_href: None,
    };
    let mark = AxisMark {
        meaning: Meaning::Urgent,
        word: "Room".into(),
        sentence: "Willow is also taken by Family evening".into(),
    };
    let twice = AxisBlock {
        marks: vec![mark],
        ..block(0, (1050, 1170), 6)
    };
    let day = |label: &str, date: &str, blocks| AxisDay {
        label: label.into(),
        date: date.into(),
        today: false,
        chosen: true,
        choose: String::new(),
        blocks,
        lives: vec![(960, 1065, true)],
    };
    let monday = vec![block(0, (540, 630), 10), block(1, (555, 735), 3)];
    let tuesday = vec![twice, block(0, (1080, 1200), 8)];
    Axis {
        caption: "Week of April 13 on an axis, Central time".into(),
        first_hour: 8,
        last_hour: 21,
        lanes: vec![lane("Willow"), lane(LONG_NAME)],
        days: vec![
            day("Mon, Apr 13", "2026-04-13", monday),
            day("Tue, Apr 14", "2026-04-14", tuesday),
            day("Wed, Apr 15", "2026-04-15", Vec::new()),
        ],
    }
}

fn drawing() -> DrawWeek {
    use care::Weekday::{Mon, Thu, Tue};
    let block = |day, (from_min, until_min), title: &str, kind| Drawn {
        day,
        from_min,
        until_min,
        title: title.into(),
        href: Some("#main".into()),
        half: false,
        one_day: day == Thu,
        kind,
    };
    DrawWeek {
        language: Language::English,
        caption: "A week to draw on".into(),
        action: Some("#main".into()),
        first_hour: 7,
        last_hour: 21,
        blocks: vec![
            block(Mon, (480, 810), "Bakery", BlockKind::Commitment),
            block(Tue, (480, 810), LONG_NAME, BlockKind::Commitment),
            block(Tue, (780, 900), "At the same time", BlockKind::RatherNot),
            block(Thu, (1140, 1230), "Choir", BlockKind::RatherNot),
        ],
    }
}

fn meters() -> Markup {
    let hours = |kept, possible| Hours {
        kept_minutes: kept,
        possible_minutes: possible,
        prescribed_minutes: 540,
    };
    html! {
        @for hours in [hours(540, 0), hours(270, 450), hours(360, 180), hours(150, 180)] { (hours_meter(Language::English, hours)) }
        (week_bar_key())
        @for (kept, booked, more) in [(180, 180, 90), (60, 120, 300), (120, 500, 0)] {
            (week_bar(WeekBar { kept_minutes: kept, booked_minutes: booked, more_minutes: more, needed_minutes: 540 }))
        }
    }
}

fn episode() -> [Stay; 3] {
    let stay = |level: &str, dates: &str, weeks, current| Stay {
        level: level.into(),
        dates: dates.into(),
        weeks,
        href: Some("#main".into()),
        current,
    };
    [
        stay("Partial hospitalization", "Jan 12 to Feb 2", 3, false),
        stay("Intensive outpatient", "Feb 3 to Apr 14", 10, true),
        Stay {
            href: None,
            ..stay("Outpatient", "planned from Apr 15", 6, false)
        },
    ]
}

fn events() -> [TimelineEvent; 3] {
    let event = |title: &str, when: &str, datetime: &str, meaning| TimelineEvent {
        when: when.into(),
        datetime: datetime.into(),
        title: title.into(),
        body: None,
        meaning,
    };
    [
        TimelineEvent {
            body: Some(
                html! { p { "9 h a week, evenings, from Tue, Apr 14. " a href="#main" { "Read version 3" } } },
            ),
            ..event(
                "Plan signed",
                "Tue, Apr 14, 10:42 am CDT",
                "2026-04-14T10:42-05:00",
                Meaning::Good,
            )
        },
        event(
            "Missed without a word",
            "Mon, Apr 13, 5:30 pm CDT",
            "2026-04-13T17:30-05:00",
            Meaning::Attention,
        ),
        event(
            "Came to 1 of 3 groups",
            "Fri, Apr 10",
            "2026-04-10",
            Meaning::Plain,
        ),
    ]
}

fn block(
    (from_min, until_min): (u16, u16),
    time: &str,
    title: &str,
    detail: &str,
    kind: BlockKind,
) -> Block {
    Block {
        from_min,
        until_min,
        time: time.into(),
        title: title.into(),
        detail: detail.into(),
        href: Some("#main".into()),
        kind,
    }
}

fn work() -> Block {
    block(
        (540, 960),
        "9 am to 4 pm",
        "Work",
        "",
        BlockKind::Commitment,
    )
}

fn group(kind: BlockKind) -> Block {
    let detail = "Priya Nair, Room 2";
    block(
        (1050, 1230),
        "5:30 to 8:30 pm",
        "Evening group",
        detail,
        kind,
    )
}

/// Two at the same time, and one that was called off.
fn full_day() -> Vec<Block> {
    let (counseling, school) = ("10 to 11 am", "10:30 am to 12 pm");
    vec![
        block(
            (600, 660),
            counseling,
            "Counseling",
            "Tom Okafor",
            BlockKind::Session,
        ),
        block((630, 720), school, "School run", "", BlockKind::RatherNot),
        group(BlockKind::CalledOff),
    ]
}

fn week() -> WeekGrid {
    let short = block(
        (1080, 1110),
        "6 to 6:30 pm",
        LONG_NAME,
        "",
        BlockKind::Session,
    );
    let monday = vec![work(), group(BlockKind::Session)];
    let tuesday = vec![work(), group(BlockKind::Telehealth)];
    WeekGrid {
        caption: "Week of April 13, Central time".into(),
        first_hour: 8,
        last_hour: 21,
        days: vec![
            day("Mon, Apr 13", false, monday),
            day("Tue, Apr 14", true, tuesday),
            day("Wed, Apr 15", false, full_day()),
            day("Thu, Apr 16", false, vec![short]),
            day("Fri, Apr 17", false, vec![]),
        ],
    }
}

fn day(label: &str, today: bool, blocks: Vec<Block>) -> Day {
    let number = label.split(' ').nth(1).unwrap_or("01");
    Day {
        label: label.into(),
        date: format!("2026-04-{number}"),
        today,
        blocks,
    }
}
