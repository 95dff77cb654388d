//! Plain English, with names and hours that a person knows.

use crate::instance::{Instance, Meeting};
use crate::place::Placement;
use crate::score::Parts;

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A day's name.
pub(super) fn day(_instance: &Instance, day: usize) -> String {
    match DAYS.get(day) {
        Some(name) => (*name).to_owned(),
        None => format!("day {}", day + 1),
    }
}

/// The time at which a unit starts.
pub(super) fn time(instance: &Instance, unit: usize) -> String {
    let minute = instance.first_minute as usize + unit * instance.unit_minutes as usize;
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    let half = if hour < 12 { "am" } else { "pm" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{hour}:{minute:02} {half}")
}

/// "2 h 30 min".
pub(super) fn length(instance: &Instance, units: u32) -> String {
    let minutes = units * instance.unit_minutes;
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m} min"),
    }
}

/// "one day", "3 days".
pub(super) fn days(count: u32) -> String {
    if count == 1 {
        "one day".to_owned()
    } else {
        format!("{count} days")
    }
}

/// "Monday at 5:30 pm and Wednesday at 5:30 pm".
pub(super) fn meetings(instance: &Instance, meetings: &[Meeting]) -> String {
    let each = |m: &Meeting| {
        format!(
            "{} at {}",
            day(instance, usize::from(m.day)),
            time(instance, usize::from(m.start))
        )
    };
    list(&meetings.iter().map(each).collect::<Vec<_>>())
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// "one person", "3 people".
pub(super) fn people(count: usize) -> String {
    if count == 1 {
        "one person".to_owned()
    } else {
        format!("{count} people")
    }
}

/// With a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The costs that are not zero, heaviest first.
fn parts(parts: &Parts) -> String {
    let mut named: Vec<(&str, i64)> = parts.named().into_iter().filter(|(_, v)| *v != 0).collect();
    named.sort_by_key(|(_, v)| std::cmp::Reverse(*v));
    let each = named
        .iter()
        .take(super::REASONS_MAX)
        .map(|(name, v)| format!("{v} for {name}"));
    list(&each.collect::<Vec<_>>())
}

/// Why this week.
pub(super) fn this_week(
    instance: &Instance,
    person: usize,
    own: &Parts,
    second: Option<&Placement>,
    difference: i64,
) -> String {
    let name = &instance.people[person].name;
    let total = own.total();
    let what = if total == 0 {
        "has no drawback".to_owned()
    } else {
        format!("costs {total}: {}", parts(own))
    };
    let Some(second) = second else {
        return format!(
            "The week of {name} {what}. There is no other week to choose from as things stand."
        );
    };
    let other = super::differs_in_words(instance, second.differs);
    let compare = match difference {
        0 => "and is just as good".to_owned(),
        d if d > 0 => format!("and is worse by {d}"),
        d => format!("and would be better by {}", -d),
    };
    format!("The week of {name} {what}. The next choice {other} {compare}.")
}
