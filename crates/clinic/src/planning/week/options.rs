//! When else a group could meet: for a design anywhere in the opening hours, for a repair in the rest of the week.

use super::aim::Aim;
use super::grid::{DAYS, Grid};
use super::load::SiteWeek;
use care::Weekday;
use care::groups::group::Group;
use care::planning::week::Event;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use timetable::Meeting;

/// The most ways to time one group; the first is always how it meets now.
/// House number: each is judged for everybody who might attend, whenever the search builds the group anew.
const OPTIONS_MAX: usize = 240;

/// The ways a group can be timed. The first is how it is. In a lasting week a `still` group stays so.
pub(crate) fn of(
    week: &SiteWeek,
    grid: Grid,
    aim: Aim<'_>,
    still: bool,
    group: &Group,
    now: &[Meeting],
) -> Vec<Vec<Meeting>> {
    let mut all = vec![now.to_vec()];
    // Two who lead together, and those who meet by video, keep their hour: the solver knows one leader, in one place.
    let still = still || group.facilitators.len() > 1 || group.place.room().is_none();
    let more = match aim {
        Aim::Everybody { move_groups: true } if !still => patterns(week, grid, group, now),
        Aim::Repair(event) => rest_of_week(week, grid, event, group, now),
        _ => Vec::new(),
    };
    let mut seen: BTreeSet<Vec<Meeting>> = all.iter().cloned().collect();
    for mut option in more {
        option.sort_unstable();
        if all.len() < OPTIONS_MAX && seen.insert(option.clone()) {
            all.push(option);
        }
    }
    all
}

/// When else a group like this one could meet: what a site could open for those without a week.
pub(crate) fn elsewhere(
    week: &SiteWeek,
    grid: Grid,
    group: &Group,
    now: &[Meeting],
) -> Vec<Vec<Meeting>> {
    let mut all = patterns(week, grid, group, now);
    for one in &mut all {
        one.sort_unstable();
    }
    all.retain(|one| one.as_slice() != now);
    all.truncate(OPTIONS_MAX);
    all
}

/// Whether something of this length lies in the opening hours; a site that says none is open all day.
fn open(week: &SiteWeek, grid: Grid, meeting: Meeting, minutes: u16) -> bool {
    let start = grid.minute(meeting.start);
    let day = Weekday::ALL[usize::from(meeting.day) % DAYS];
    week.site.hours.is_empty()
        || week.site.hours.iter().any(|span| {
            span.day == day && span.start_minute <= start && start + minutes <= span.end_minute
        })
}

/// The same number of meetings, all at one time of day, on sets of days that the site knows: the group's own and those
/// of other groups.
fn patterns(week: &SiteWeek, grid: Grid, group: &Group, now: &[Meeting]) -> Vec<Vec<Meeting>> {
    let mut days: Vec<Vec<u8>> = vec![now.iter().map(|one| one.day).collect()];
    for other in week.groups().filter(|other| other.site == week.site.id) {
        let set: Vec<u8> = other.meetings.iter().map(|one| one.day.index()).collect();
        if set.len() == now.len() && !days.contains(&set) {
            days.push(set);
        }
    }
    if now.len() == 1 {
        for day in 0..7 {
            if !days.contains(&vec![day]) {
                days.push(vec![day]);
            }
        }
    }
    let last = grid
        .units
        .saturating_sub(u16::from(grid.length(group.minutes)));
    let mut all = Vec::new();
    for set in days {
        for start in 0..=last {
            let Ok(start) = u8::try_from(start) else {
                continue;
            };
            let option: Vec<Meeting> = set.iter().map(|day| Meeting { day: *day, start }).collect();
            if option
                .iter()
                .all(|one| open(week, grid, *one, group.minutes))
            {
                all.push(option);
            }
        }
    }
    all
}

/// The date of a day of the week.
pub(crate) fn date(week: &SiteWeek, day: u8) -> Date {
    week.monday.saturating_add(i32::from(day).days())
}

/// Whether an event touches a meeting of a group.
pub(crate) fn touches(week: &SiteWeek, event: &Event, group: &Group, day: u8) -> bool {
    let on = date(week, day);
    match event {
        Event::StaffAway {
            staff,
            from,
            through,
        } => group.facilitators.first() == Some(staff) && (*from..=*through).contains(&on),
        Event::RoomGone {
            room,
            from,
            through,
        } => group.place.room() == Some(*room) && (*from..=*through).contains(&on),
        Event::SiteClosed { from, through } => {
            group.place.room().is_some() && (*from..=*through).contains(&on)
        }
        Event::LifeChanged { .. } | Event::LeaderOut { .. } => false,
    }
}

/// What is not touched stays; each touched meeting may move to a later hour of the week, or the touched ones fall away.
fn rest_of_week(
    week: &SiteWeek,
    grid: Grid,
    event: &Event,
    group: &Group,
    now: &[Meeting],
) -> Vec<Vec<Meeting>> {
    let (hit, kept): (Vec<Meeting>, Vec<Meeting>) = now
        .iter()
        .partition(|one| touches(week, event, group, one.day));
    let mut all = Vec::new();
    if hit.is_empty() {
        return all;
    }
    let first = hit.iter().map(|one| one.day).min().unwrap_or(0);
    let last = grid
        .units
        .saturating_sub(u16::from(grid.length(group.minutes)));
    if let [one] = hit.as_slice() {
        // The same hour on another day first, then other hours.
        let mut starts: Vec<u8> = (0..=last)
            .filter_map(|start| u8::try_from(start).ok())
            .collect();
        starts.sort_by_key(|start| start.abs_diff(one.start));
        for start in starts {
            for day in first..7 {
                let to = Meeting { day, start };
                let free =
                    !kept.iter().any(|other| other.day == day) && !touches(week, event, group, day);
                if free && open(week, grid, to, group.minutes) {
                    all.push(kept.iter().copied().chain([to]).collect());
                }
            }
        }
    }
    all.truncate(OPTIONS_MAX / 2);
    if !kept.is_empty() {
        all.push(kept);
    }
    all
}
