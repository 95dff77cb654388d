//! Days and times as people say them.

use timetable::{Instance, Meeting};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MINUTES_OF_HALF_DAY: u32 = 12 * 60;

/// The short name of a day of the grid, whose first day is a Monday.
pub(crate) fn day_name(day: usize) -> &'static str {
    DAYS[day % DAYS.len()]
}

/// The day that somebody means by `tue`, `Tuesday` or `1`.
pub(crate) fn day_by_name(text: &str, days: usize) -> Option<usize> {
    let short: String = text.chars().take(3).collect::<String>().to_lowercase();
    let by_name = DAYS.iter().position(|d| d.to_lowercase() == short);
    by_name
        .or_else(|| text.parse().ok())
        .filter(|day| *day < days)
}

/// `17:30` as a minute of the day.
pub(crate) fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

/// The unit of an instance's day in which a minute falls.
pub(crate) fn unit_at(instance: &Instance, minute: u32) -> Option<usize> {
    let since = minute.checked_sub(instance.first_minute())?;
    let unit = usize::try_from(since / instance.unit_minutes()).ok()?;
    (unit < instance.units()).then_some(unit)
}

/// A minute of the day as a clock says it: `6:30 pm`.
pub(crate) fn clock(minute: u32) -> String {
    let half = if (minute / MINUTES_OF_HALF_DAY).is_multiple_of(2) {
        "am"
    } else {
        "pm"
    };
    let hour = match minute / 60 % 12 {
        0 => 12,
        h => h,
    };
    match minute % 60 {
        0 => format!("{hour} {half}"),
        m => format!("{hour}:{m:02} {half}"),
    }
}

/// The time of a unit of the generator's own grid.
pub(crate) fn clock_of_half_hours(unit: usize) -> String {
    clock(8 * 60 + 30 * u32::try_from(unit).unwrap_or(0))
}

/// The time at which a unit of an instance's grid starts.
pub(crate) fn clock_of(instance: &Instance, unit: usize) -> String {
    let unit = u32::try_from(unit).unwrap_or(0);
    clock(instance.first_minute() + unit * instance.unit_minutes())
}

/// `Tue 6:30 pm`.
pub(crate) fn meeting(instance: &Instance, m: Meeting) -> String {
    format!(
        "{} {}",
        day_name(m.day.into()),
        clock_of(instance, m.start.into())
    )
}

/// Meetings at one time of day are said once: `Mon, Wed, Fri 9 am`.
pub(crate) fn meetings(instance: &Instance, all: &[Meeting]) -> String {
    let Some(first) = all.first() else {
        return "no time".into();
    };
    if all.iter().all(|m| m.start == first.start) {
        let days: Vec<&str> = all.iter().map(|m| day_name(m.day.into())).collect();
        return format!(
            "{} {}",
            days.join(", "),
            clock_of(instance, first.start.into())
        );
    }
    let said: Vec<String> = all.iter().map(|m| meeting(instance, *m)).collect();
    said.join(", ")
}

/// A number with thousands apart: `44,411`.
pub(crate) fn thousands(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_clock_says_them() {
        let said: Vec<String> = [0, 30, 540, 720, 750, 1110].map(clock).into();
        assert_eq!(
            said,
            ["12 am", "12:30 am", "9 am", "12 pm", "12:30 pm", "6:30 pm"]
        );
    }

    #[test]
    fn days_are_known_by_name_and_number() {
        assert_eq!(day_by_name("Tuesday", 6), Some(1));
        assert_eq!(day_by_name("sat", 6), Some(5));
        assert_eq!(day_by_name("3", 6), Some(3));
        assert_eq!(day_by_name("sun", 6), None);
        assert_eq!(day_by_name("soon", 6), None);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(thousands(-1_234_567), "-1,234,567");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
    }
}
