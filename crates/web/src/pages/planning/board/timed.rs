//! The board as a time axis: a lane for each room or for each leader.

use super::rows;
use crate::ui::{Axis, AxisBlock, AxisDay, AxisLane, AxisMark, BlockKind, Meaning};
use care::PersonId;
use care::groups::group::{MeetingPlace, SessionState};
use care::planning::board::Conflict;
use clinic::planning::board::{Board, BoardSession, SessionLives};
use jiff::civil::Date;

/// The hours that are shown even when nothing falls into them.
const HOURS_SHOWN: (u16, u16) = (9, 17);

/// What the lanes are of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lanes {
    Rooms,
    Leaders,
}

/// How the axis is looked at.
pub(super) struct Looked<'a> {
    pub lanes: Lanes,
    /// The address of the board, to which a day or a session is added.
    pub address: String,
    /// The day that a phone shows.
    pub day: Option<Date>,
    /// Whether it is printed for others to see: times alone.
    pub discreet: bool,
    /// What lies behind the blocks.
    pub lives: Option<&'a SessionLives>,
}

/// Draws the sessions of a week on an axis.
pub(super) fn axis_of(week: &Board, looked: &Looked<'_>) -> Axis {
    let dates = rows::dates(week);
    let chosen = chosen(week, &dates, looked.day);
    let lanes = lanes(week, looked.lanes);
    let days = dates.into_iter().map(|date| AxisDay {
        label: care::day::short_text(date),
        date: date.to_string(),
        today: date == week.today,
        chosen: Some(date) == chosen,
        // Whoever prints the times alone is not led back to the names.
        choose: if looked.discreet {
            String::new()
        } else {
            format!("{}&day={date}", looked.address)
        },
        blocks: blocks(week, looked, &lanes, date),
        lives: behind(looked.lives, date),
    });
    let days: Vec<AxisDay> = days.collect();
    let (first_hour, last_hour) = hours(&days);
    Axis {
        caption: caption(week, looked.discreet),
        first_hour,
        last_hour,
        days,
        lanes: if looked.discreet {
            Vec::new()
        } else {
            lanes.into_iter().map(|(_, lane)| lane).collect()
        },
    }
}

fn caption(week: &Board, discreet: bool) -> String {
    let from = care::day::near_text(week.from, week.today);
    if discreet {
        return format!("Week of {from}");
    }
    format!("Week of {from} at {}", week.site.name)
}

/// The day that is asked for, or today, or the first on which something is held.
fn chosen(week: &Board, dates: &[Date], asked: Option<Date>) -> Option<Date> {
    let there = |date: &Date| dates.contains(date);
    let held = week.sessions.iter().map(|shown| shown.session.local.date());
    asked
        .filter(there)
        .or(Some(week.today).filter(there))
        .or_else(|| held.min().filter(there))
        .or(dates.first().copied())
}

/// The hours from the first to the last of what is drawn, and at least the usual ones.
fn hours(days: &[AxisDay]) -> (u16, u16) {
    let blocks = days.iter().flat_map(|day| &day.blocks);
    blocks.fold(HOURS_SHOWN, |(first, last), block| {
        let until = block.until_min.div_ceil(60).min(24);
        (first.min(block.from_min / 60), last.max(until))
    })
}

/// What a lane is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Room(care::RoomId),
    Elsewhere,
    Leader(PersonId),
    Nobody,
}

impl Of {
    fn session(lanes: Lanes, shown: &BoardSession) -> Self {
        match lanes {
            Lanes::Rooms => shown
                .session
                .place
                .room()
                .map_or(Self::Elsewhere, Self::Room),
            Lanes::Leaders => {
                let first = shown.session.facilitators.first();
                first.map_or(Self::Nobody, |id| Self::Leader(*id))
            }
        }
    }
}

/// Every lane in which something is held: rooms in the order of the house, leaders by name, and then the rest.
fn lanes(week: &Board, by: Lanes) -> Vec<(Of, AxisLane)> {
    let mut found: Vec<Of> = Vec::new();
    for shown in &week.sessions {
        let of = Of::session(by, shown);
        if !found.contains(&of) {
            found.push(of);
        }
    }
    let mut named: Vec<(Of, AxisLane)> = found.into_iter().map(|of| (of, lane(week, of))).collect();
    let room = |id| week.rooms.iter().position(|room| room.id == id);
    named.sort_by_cached_key(|(of, lane)| match of {
        Of::Room(id) => (0, room(*id).unwrap_or(usize::MAX), String::new()),
        Of::Leader(_) => (1, 0, lane.label.to_lowercase()),
        Of::Elsewhere | Of::Nobody => (2, 0, String::new()),
    });
    named
}

fn lane(week: &Board, of: Of) -> AxisLane {
    let (label, drop) = match of {
        Of::Room(id) => {
            let room = week.rooms.iter().find(|room| room.id == id);
            let label = room.map_or_else(|| "A room".to_owned(), |room| room.name.to_string());
            (label, Some(("place", id.to_string())))
        }
        Of::Elsewhere => (
            "Telehealth".to_owned(),
            Some(("place", "telehealth".to_owned())),
        ),
        Of::Leader(id) => {
            let label = week.leaders.get(&id).cloned();
            let label = label.unwrap_or_else(|| "Somebody who was forgotten".to_owned());
            (label, Some(("leader", id.to_string())))
        }
        Of::Nobody => ("Nobody".to_owned(), None),
    };
    AxisLane { label, drop }
}

fn blocks(
    week: &Board,
    looked: &Looked<'_>,
    lanes: &[(Of, AxisLane)],
    date: Date,
) -> Vec<AxisBlock> {
    let on = week.sessions.iter();
    on.filter(|shown| shown.session.local.date() == date)
        .map(|shown| {
            let of = Of::session(looked.lanes, shown);
            let lane = lanes.iter().position(|(one, _)| *one == of);
            block(week, looked, shown, lane.unwrap_or_default())
        })
        .collect()
}

fn block(week: &Board, looked: &Looked<'_>, shown: &BoardSession, lane: usize) -> AxisBlock {
    let session = &shown.session;
    let start = session.start_minute();
    let until = start + session.minutes;
    let plain = AxisBlock {
        id: String::new(),
        lane,
        from_min: start,
        until_min: until,
        time: care::daytime::stretch_text(start, until),
        title: "Session".to_owned(),
        detail: String::new(),
        kind: match (session.held(), &session.place) {
            (false, _) => BlockKind::CalledOff,
            (true, MeetingPlace::Telehealth(_)) if !looked.discreet => BlockKind::Telehealth,
            (true, _) => BlockKind::Session,
        },
        fill_tenths: None,
        marks: Vec::new(),
        href: None,
        move_href: None,
    };
    if looked.discreet {
        return plain;
    }
    let group = &week.groups[shown.group];
    let (id, on) = (session.group, session.date);
    let view = match looked.lanes {
        Lanes::Rooms => "rooms",
        Lanes::Leaders => "leaders",
    };
    AxisBlock {
        id: rows::block_id(shown),
        title: group.name.to_string(),
        detail: detail(week, shown),
        fill_tenths: session
            .held()
            .then(|| tenths(shown.members.len(), group.seats)),
        marks: marks(shown),
        href: Some(format!("{}&open={id}.{on}#axis-panel", looked.address)),
        move_href: rows::movable(week, shown)
            .then(|| format!("/staff/week/move?group={id}&date={on}&view={view}")),
        ..plain
    }
}

/// How full a group is, in tenths: more than none is seen, and full is full.
fn tenths(members: usize, seats: u16) -> u8 {
    let seats = usize::from(seats.max(1));
    let tenths = (members * 10).div_ceil(seats).min(10);
    // Nine seats of ten and a half are not shown as full.
    let tenths = if members < seats {
        tenths.min(9)
    } else {
        tenths
    };
    u8::try_from(tenths).unwrap_or(10)
}

/// "8/12 seats, Willow, Lea Lind", and how it differs from its series.
pub(super) fn detail(week: &Board, shown: &BoardSession) -> String {
    let session = &shown.session;
    let mut parts = Vec::new();
    if session.held() {
        let seats = week.groups[shown.group].seats;
        parts.push(format!("{}/{seats} seats", shown.members.len()));
    }
    parts.push(rows::place(week, &session.place));
    let names = session.facilitators.iter();
    parts.extend(names.filter_map(|id| week.leaders.get(id).cloned()));
    match session.state {
        SessionState::Planned => {}
        SessionState::Cancelled(cause) => parts.push(cause.label().to_lowercase()),
        SessionState::Moved(_) => {
            let from = care::day::short_text(session.date);
            parts.push(format!("moved from {from}"));
        }
        SessionState::Changed(cause) => {
            parts.push(format!("differs: {}", cause.label().to_lowercase()));
        }
    }
    parts.join(", ")
}

/// What does not fit about a session, worst first, each with the word that stands on its block.
fn marks(shown: &BoardSession) -> Vec<AxisMark> {
    let mut marks: Vec<AxisMark> = shown
        .conflicts
        .iter()
        .zip(&shown.said)
        .map(|(conflict, (urgent, sentence))| AxisMark {
            meaning: if *urgent {
                Meaning::Urgent
            } else {
                Meaning::Attention
            },
            word: word(conflict).to_owned(),
            sentence: sentence.clone(),
        })
        .collect();
    marks.sort_by_key(|mark| mark.meaning != Meaning::Urgent);
    marks
}

const fn word(conflict: &Conflict) -> &'static str {
    use care::groups::group::Shared;
    match conflict {
        Conflict::Double(Shared::Room(_), _) => "Room",
        Conflict::Double(Shared::Leader(_), _) => "Leader",
        Conflict::Double(Shared::Group(_), _) => "Twice",
        Conflict::OverCapacity => "Seats",
        Conflict::OffDuty(_) => "Off duty",
        Conflict::NoLeader => "No leader",
        Conflict::TooSmall => "Few",
    }
}

/// What the lives of those who come to one session hold on a day.
fn behind(lives: Option<&SessionLives>, date: Date) -> Vec<(u16, u16, bool)> {
    let members = lives.iter().flat_map(|lives| &lives.members);
    let mut taken: Vec<(u16, u16, bool)> = members
        .flat_map(|member| &member.busy)
        .filter(|busy| busy.date == date)
        .map(|busy| (busy.start_minute, busy.end_minute, busy.fixed))
        .collect();
    taken.sort_unstable();
    taken.dedup();
    taken
}

#[cfg(test)]
mod tests {
    use super::tenths;

    #[test]
    fn whoever_has_a_seat_is_seen_and_only_full_is_full() {
        let filled = [
            (0, 12),
            (1, 12),
            (6, 12),
            (11, 12),
            (12, 12),
            (14, 12),
            (3, 0),
        ];
        let shown = filled.map(|(members, seats)| tenths(members, seats));
        assert_eq!(shown, [0, 1, 5, 9, 10, 10, 10]);
    }
}
