//! The rows of the board: the same sessions, put together in another way each time.

use crate::shell::ask::time_of_day;
use crate::ui::{BoardBlock, BoardDay, BoardRow, Meaning};
use care::TimeZoneName;
use care::groups::group::{MeetingPlace, SessionState};
use care::people::patient::Patient;
use care::people::site::minute_text;
use clinic::planning::board::{Board, BoardSession};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::HashMap;

/// The rows, and what one of them is of.
pub(super) struct Rows {
    pub(super) of: &'static str,
    pub(super) rows: Vec<BoardRow>,
}

const DAYS: i32 = 7;

/// The days that have a column: Monday to Friday, and a weekend day on which something is.
pub(super) fn dates(week: &Board) -> Vec<Date> {
    (0..DAYS)
        .map(|ahead| (ahead, week.from.saturating_add(ahead.days())))
        .filter(|(ahead, date)| {
            *ahead < 5
                || week
                    .sessions
                    .iter()
                    .any(|s| s.session.local.date() == *date)
        })
        .map(|(_, date)| date)
        .collect()
}

pub(super) fn days(week: &Board) -> Vec<BoardDay> {
    let day = |date: Date| BoardDay {
        label: care::day::short_text(date),
        date: date.to_string(),
        today: date == week.today,
    };
    dates(week).into_iter().map(day).collect()
}

/// The id of a session's block on the page.
pub(super) fn block_id(shown: &BoardSession) -> String {
    format!("s-{}-{}", shown.session.group, shown.session.date)
}

/// "Tue, Apr 14, 5:30 pm EST".
pub(super) fn moment(shown: &BoardSession, zone: &TimeZoneName) -> String {
    let session = &shown.session;
    let day = care::day::short_text(session.local.date());
    format!("{day}, {}", time_of_day(session.starts_at, zone))
}

/// What a line of a block may say; a row says some of it already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Group,
    Leader,
}

fn block(week: &Board, shown: &BoardSession, without: Part, view: &str) -> BoardBlock {
    let session = &shown.session;
    let group = &week.groups[shown.group];
    let start = session.start_minute();
    let mut lines = Vec::new();
    if session.held() {
        lines.push(format!("{}/{} seats", shown.members.len(), group.seats));
    }
    if without != Part::Leader {
        let names = session.facilitators.iter();
        let names: Vec<&str> = names
            .filter_map(|id| week.leaders.get(id).map(String::as_str))
            .collect();
        lines.extend((!names.is_empty()).then(|| names.join(", ")));
    }
    lines.push(place(week, &session.place));
    let name = (session.group, session.date);
    BoardBlock {
        id: block_id(shown),
        time: format!(
            "{} to {}",
            minute_text(start),
            minute_text(start + session.minutes)
        ),
        title: if without == Part::Group {
            String::new()
        } else {
            group.name.to_string()
        },
        lines,
        said: said(shown),
        off: !session.held(),
        href: week
            .rosters_open
            .then(|| format!("/staff/sessions/{}/{}", name.0, name.1)),
        move_href: movable(week, shown).then(|| {
            format!(
                "/staff/week/move?group={}&date={}&view={view}",
                name.0, name.1
            )
        }),
    }
}

/// Whether the reader may move a session, and it is still ahead.
pub(super) fn movable(week: &Board, shown: &BoardSession) -> bool {
    let session = &shown.session;
    week.may_move && session.held() && session.local.date() >= week.today
}

fn said(shown: &BoardSession) -> Vec<(Meaning, String)> {
    let mut said = Vec::new();
    match shown.session.state {
        SessionState::Planned => {}
        SessionState::Cancelled(cause) => {
            said.push((Meaning::Plain, format!("Cancelled: {}", cause.label())));
        }
        SessionState::Moved(cause) => {
            let from = care::day::short_text(shown.session.date);
            said.push((
                Meaning::Information,
                format!("Moved from {from}: {}", cause.label()),
            ));
        }
        SessionState::Changed(cause) => {
            said.push((Meaning::Information, format!("Differs: {}", cause.label())));
        }
    }
    said.extend(shown.said.iter().map(|(urgent, text)| {
        let meaning = if *urgent {
            Meaning::Urgent
        } else {
            Meaning::Attention
        };
        (meaning, text.clone())
    }));
    said
}

pub(super) fn place(week: &Board, place: &MeetingPlace) -> String {
    match place {
        MeetingPlace::Telehealth(_) => "Telehealth".to_owned(),
        MeetingPlace::Undecided => "No room yet".to_owned(),
        MeetingPlace::Room(id) => {
            let room = week.rooms.iter().find(|room| room.id == *id);
            room.map_or_else(|| "A room".to_owned(), |room| room.name.to_string())
        }
    }
}

/// Puts the sessions that belong to a row under their days.
fn cells(
    week: &Board,
    days: &[Date],
    without: Part,
    view: &str,
    belongs: impl Fn(&BoardSession) -> bool,
) -> Vec<Vec<BoardBlock>> {
    let mut cells: Vec<Vec<BoardBlock>> = vec![Vec::new(); days.len()];
    for shown in week.sessions.iter().filter(|shown| belongs(shown)) {
        let date = shown.session.local.date();
        if let Some(at) = days.iter().position(|day| *day == date) {
            cells[at].push(block(week, shown, without, view));
        }
    }
    cells
}

pub(super) fn by_group(week: &Board) -> Rows {
    let days = dates(week);
    // One pass over the sessions: a large site has hundreds of groups.
    let mut made: HashMap<usize, Vec<Vec<BoardBlock>>> = HashMap::new();
    for shown in &week.sessions {
        let cells = made
            .entry(shown.group)
            .or_insert_with(|| vec![Vec::new(); days.len()]);
        let date = shown.session.local.date();
        if let Some(at) = days.iter().position(|day| *day == date) {
            cells[at].push(block(week, shown, Part::Group, "groups"));
        }
    }
    let rows = week.groups.iter().enumerate().filter_map(|(at, group)| {
        Some(BoardRow {
            label: group.name.to_string(),
            detail: group.kind.label().to_owned(),
            href: Some(format!("/staff/groups/{}", group.id)),
            drop: None,
            cells: made.remove(&at)?,
        })
    });
    Rows {
        of: "Group",
        rows: rows.collect(),
    }
}

fn sessions_text(count: usize) -> String {
    care::counted(count, "session", "sessions")
}

pub(super) fn by_person(week: &Board, people: &[Patient]) -> Rows {
    let days = dates(week);
    let rows = people.iter().map(|person| {
        let comes = |shown: &BoardSession| shown.members.contains(&person.id);
        let minutes: u32 = week
            .sessions
            .iter()
            .filter(|shown| shown.session.held() && comes(shown))
            .map(|shown| u32::from(shown.session.minutes))
            .sum();
        let mut cells = cells(week, &days, Part::Leader, "people", comes);
        // The same session stands in the rows of many people, and an id is there once.
        for block in cells.iter_mut().flatten() {
            block.id = format!("{}-{}", block.id, person.id);
            block.move_href = None;
        }
        BoardRow {
            label: person.name.full(),
            detail: crate::ui::length_text(minutes),
            href: Some(format!(
                "/staff/people/{}/week-print?from={}",
                person.id, week.from
            )),
            drop: None,
            cells,
        }
    });
    Rows {
        of: "Person",
        rows: rows.collect(),
    }
}

/// One row for each group that the actor leads: on a phone, a list of the day.
pub(super) fn mine(week: &Board) -> Rows {
    let days = dates(week);
    let own = |shown: &BoardSession| shown.mine;
    if !week.sessions.iter().any(own) {
        return Rows {
            of: "",
            rows: Vec::new(),
        };
    }
    let row = BoardRow {
        label: "You lead".to_owned(),
        detail: sessions_text(week.sessions.iter().filter(|s| own(s)).count()),
        href: None,
        drop: None,
        cells: cells(week, &days, Part::Leader, "mine", own),
    };
    Rows {
        of: "Who",
        rows: vec![row],
    }
}
