//! What people hear of a lasting week: days and times, and nothing about what they are for.

use care::day::dated_text;
use care::people::site::minute_text;
use care::planning::week::Shown;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What a person hears when their lasting week changes.
pub(crate) fn lasting_message(monday: Date, then: &[Shown]) -> String {
    let lines: Vec<String> = then
        .iter()
        .map(|one| {
            let end = one.start_minute + one.minutes;
            let date = monday.saturating_add(i32::from(one.day.index()).days());
            let off = match one.off {
                Some(_) => format!(" (not on {})", dated_text(date)),
                None => String::new(),
            };
            format!(
                "{}, {} to {}{off}",
                one.day.label(),
                minute_text(one.start_minute),
                minute_text(end)
            )
        })
        .collect();
    format!(
        "From {} your weekly times are:\n\n{}\n\nSign in to see more. If this does not work for you, please call us.",
        dated_text(monday),
        lines.join("\n")
    )
}
