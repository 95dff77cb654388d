//! The clocks in words.

use crate::shell::ask::near;
use crate::ui::{Meaning, status};
use care::TimeZoneName;
use care::intake::appointment::Appointment;
use care::intake::inquiry::{Due, Inquiry, Next, Stage, assessment_by};
use jiff::Timestamp;
use maud::{Markup, html};

/// A stretch of time as people say it: minutes, then hours, then days.
pub(crate) fn stretch(minutes: i64) -> String {
    match minutes.max(0) {
        minutes @ 0..90 => format!("{minutes} min"),
        minutes @ 90..2_880 => format!("{} h", (minutes + 30) / 60),
        minutes => format!("{} days", (minutes + 720) / 1_440),
    }
}

fn minutes_between(from: Timestamp, until: Timestamp) -> i64 {
    from.duration_until(until).as_mins()
}

/// "waits 12 days".
pub(crate) fn waits(days: i32) -> String {
    match days {
        0 => "waits since today".to_owned(),
        days => format!("waits {}", care::counted(days, "day", "days")),
    }
}

/// What comes next and by when, in the time of the site.
pub(crate) fn due_status(due: Due, now: Timestamp, zone: &TimeZoneName) -> Markup {
    let what = due.next.label();
    let Some(by) = due.by else {
        return status(Meaning::Plain, what);
    };
    if due.overdue(now) {
        let late = stretch(minutes_between(by, now));
        return status(Meaning::Urgent, &format!("{what}, {late} overdue"));
    }
    let left = minutes_between(now, by);
    let preposition = match due.next {
        Next::Attend => "",
        Next::Assess => ", until",
        _ => " by",
    };
    let words = format!(
        "{what}{preposition} {} (in {})",
        near(by, now, zone),
        stretch(left)
    );
    let meaning = if left < 60 && !matches!(due.next, Next::Attend | Next::Assess) {
        Meaning::Attention
    } else {
        Meaning::Plain
    };
    status(meaning, &words)
}

/// Where an inquiry stands to the 48 hours within which more people come.
pub(crate) fn forty_eight(
    inquiry: &Inquiry,
    appointment: Option<&Appointment>,
    now: Timestamp,
) -> Markup {
    let by = assessment_by(inquiry.requested_at);
    match appointment {
        Some(it) if it.starts_at > by => {
            let after = stretch(minutes_between(inquiry.requested_at, it.starts_at));
            status(Meaning::Attention, &format!("after {after}"))
        }
        Some(_) => status(Meaning::Good, "in time"),
        None if !matches!(inquiry.stage, Stage::New | Stage::Reached) => html! {},
        None if by > now => html! { span.nowrap { (stretch(minutes_between(now, by))) " left" } },
        None => html! { span.muted { "passed" } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_said_in_the_unit_that_fits() {
        for (minutes, words) in [
            (-5, "0 min"),
            (89, "89 min"),
            (90, "2 h"),
            (2_879, "48 h"),
            (2_880, "2 days"),
            (4_400, "3 days"),
        ] {
            assert_eq!(stretch(minutes), words);
        }
        assert_eq!(
            (waits(0), waits(1), waits(9)),
            (
                "waits since today".to_owned(),
                "waits 1 day".to_owned(),
                "waits 9 days".to_owned()
            )
        );
    }
}
