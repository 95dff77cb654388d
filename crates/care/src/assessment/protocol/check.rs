//! What must hold beyond the grammar.

use super::numbers::{Cadence, Hours, LevelNumbers, Range};
use super::problem::Notes;
use crate::groups::group::Limits;

/// Hours in a week.
const HOURS_PER_WEEK_MAX: u16 = 168;
/// Hours in a day.
const HOURS_PER_DAY_MAX: u16 = 24;
/// Days in a week.
const DAYS_PER_WEEK_MAX: u16 = 7;
/// The most weeks of one program.
const WEEKS_MAX: u16 = 104;
/// Minutes in a day.
const DAY_MINUTES_MAX: u16 = 24 * 60;
/// The most sessions of one kind in a period.
const TIMES_MAX: u16 = 100;
/// The longest period, cadence or program, in days: ten years.
const DAYS_MAX: u16 = 3_660;
/// The most people of a group, or of a counselor.
const PEOPLE_MAX: u16 = 1_000;

/// Checks a level's numbers; `at` is where it stands.
pub(super) fn numbers(level: &LevelNumbers, at: usize, notes: &mut Notes<'_>) {
    let ranges = [
        ("days_per_week", level.days_per_week, DAYS_PER_WEEK_MAX),
        ("session_hours", level.session_hours, HOURS_PER_DAY_MAX),
        ("weeks", level.weeks, WEEKS_MAX),
    ];
    for (name, range, most) in ranges {
        if let Some(range) = range {
            self::range(name, range, most, at, notes);
        }
    }
    for hours in [level.hours_adult, level.hours_adolescent]
        .into_iter()
        .flatten()
    {
        self::hours(level, hours, at, notes);
    }
    for mix in &level.mix {
        if mix.minutes.from > mix.minutes.to || mix.times.from > mix.times.to || mix.in_days == 0 {
            notes.add(
                at,
                format!(
                    "The mix of “{}” has a range that ends before it begins, or no days.",
                    mix.kind
                ),
                "Write the smaller number first, and at least 1 day.",
            );
        }
        let of = |name: &str| format!("The mix of “{}”: {name}", mix.kind);
        at_most(&of("minutes"), mix.minutes.to, DAY_MINUTES_MAX, at, notes);
        at_most(&of("times"), mix.times.to, TIMES_MAX, at, notes);
        at_most(&of("in_days"), mix.in_days, DAYS_MAX, at, notes);
    }
    for days in &level.program_days {
        at_most("program_days", *days, DAYS_MAX, at, notes);
    }
    if let Some(caseload) = &level.caseload {
        at_most("caseload", caseload.most, PEOPLE_MAX, at, notes);
    }
    if let Some(caseload) = &level.caseload
        && (caseload.most == 0 || caseload.source.trim().is_empty())
    {
        notes.add(
            at,
            format!(
                "The caseload of “{}” is 0 or has no source.",
                level.level.code()
            ),
            "Write caseload = { most = 24, source = \"…\" }, or leave it away where there is no limit.",
        );
    }
    if level.source.trim().is_empty() {
        notes.add(
            at,
            "The level's numbers have no source.",
            "Say in your words where they come from.",
        );
    }
}

/// Checks the sizes of groups; `at` is where they stand.
pub(super) fn group_size(size: &Limits, at: usize, notes: &mut Notes<'_>) {
    let rising = 0 < size.least && size.least <= size.smallest && size.smallest <= size.most;
    if !rising || size.per_leader == 0 {
        notes.add(
            at,
            format!(
                "No group is possible with least = {}, smallest = {}, most = {} and per_leader = {}.",
                size.least, size.smallest, size.most, size.per_leader
            ),
            "Write numbers from 1 up, least no more than smallest and smallest no more than most.",
        );
    }
    for (name, number) in [("most", size.most), ("per_leader", size.per_leader)] {
        at_most(&format!("group_size.{name}"), number, PEOPLE_MAX, at, notes);
    }
    if size.source.trim().is_empty() {
        notes.add(
            at,
            "The sizes of groups have no source.",
            "Say in your words where they come from.",
        );
    }
}

/// Refuses a number that nobody can mean.
fn at_most(name: &str, number: u16, most: u16, at: usize, notes: &mut Notes<'_>) {
    if number > most {
        notes.add(
            at,
            format!("{name} = {number} is not possible."),
            format!("Write a number of at most {most}."),
        );
    }
}

fn range(name: &str, range: Range, most: u16, at: usize, notes: &mut Notes<'_>) {
    if range.from == 0 || range.from > range.to || range.to > most {
        notes.add(
            at,
            format!("{name} = [{}, {}] is not possible.", range.from, range.to),
            format!("Write two numbers from 1 to {most}, the smaller first."),
        );
    }
}

fn hours(level: &LevelNumbers, hours: Hours, at: usize, notes: &mut Notes<'_>) {
    let most = hours.below.unwrap_or(HOURS_PER_WEEK_MAX);
    if hours.from >= most || most > HOURS_PER_WEEK_MAX {
        notes.add(
            at,
            format!(
                "hours_per_week from {} below {most} is not possible.",
                hours.from
            ),
            format!("“from” is smaller than “below”, and a week has {HOURS_PER_WEEK_MAX} hours."),
        );
    }
    if let (Some(days), Some(session)) = (level.days_per_week, level.session_hours)
        // Wider than a range may be: one that cannot be was noted already, and is still multiplied here.
        && u32::from(days.to) * u32::from(session.to) < u32::from(hours.from)
    {
        notes.add(
            at,
            format!(
                "{} days of {} hours never reach the {} hours a week.",
                days.to, session.to, hours.from
            ),
            "Allow more days, longer sessions, or fewer hours.",
        );
    }
}

/// Checks a cadence.
pub(super) fn cadence(cadence: &Cadence, at: usize, notes: &mut Notes<'_>) {
    let what = format!("The cadence “{}”: every_days", cadence.what);
    at_most(&what, cadence.every_days, DAYS_MAX, at, notes);
    if cadence.every_days == 0 || cadence.levels.is_empty() || cadence.source.trim().is_empty() {
        notes.add(
            at,
            format!(
                "The cadence “{}” lacks days, levels or a source.",
                cadence.what
            ),
            "Give at least 1 day, at least one level, and where the number comes from.",
        );
    }
}
