//! The clocks in words.

use crate::shell::ask::near;
use crate::ui::{Meaning, status};
use care::TimeZoneName;
use care::day::near_text;
use care::intake::appointment::{Appointment, AppointmentAnswer};
use care::intake::inquiry::{
    AgeBand, Due, Inquiry, Language, Next, Pressing, Stage, assessment_by, days_waiting,
};
use care::people::minor::is_minor;
use care::people::site::Site;
use jiff::Timestamp;
use jiff::civil::Date;
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

/// "waits 12 days, since Dec 2": the day is said once.
pub(crate) fn waits_since(since: Date, today: Date) -> String {
    match days_waiting(since, today) {
        0 => waits(0),
        days => format!("{}, since {}", waits(days), near_text(since, today)),
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
        return status(Meaning::Attention, &format!("{what}, {late} overdue"));
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

/// What they said to their appointment: what has to be done for it stands out, a yes does not.
pub(crate) fn answer_status(answer: AppointmentAnswer) -> Markup {
    let meaning = match answer {
        AppointmentAnswer::Yes => Meaning::Plain,
        AppointmentAnswer::AnotherTime | AppointmentAnswer::Call => Meaning::Attention,
    };
    status(meaning, answer.label())
}

/// How soon somebody has to look, by what was said when they asked; empty where it is in its turn.
pub(crate) fn pressing_status(pressing: Pressing) -> Markup {
    match pressing {
        Pressing::Now => status(Meaning::Danger, pressing.label()),
        Pressing::Today => status(Meaning::Attention, pressing.label()),
        Pressing::Normal => html! {},
    }
}

/// How old somebody is, as far as it is known; who is under 18 is marked.
pub(crate) fn age(inquiry: &Inquiry, today: Date) -> Option<Markup> {
    let request = &inquiry.request;
    let minor = |words: &str| status(Meaning::Attention, words);
    match (request.born, request.age) {
        (Some(born), _) => {
            let years = born.age_years(today);
            Some(if is_minor(years) {
                minor(&format!("{years}, under 18"))
            } else {
                html! { (years) }
            })
        }
        (None, Some(band @ AgeBand::Minor)) => Some(minor(band.label())),
        (None, Some(band)) => Some(html! { (band.label()) }),
        (None, None) => None,
    }
}

/// Age and language, as the board shows them. English goes without saying.
pub(crate) fn age_and_language(inquiry: &Inquiry, site: Option<&Site>, now: Timestamp) -> Markup {
    let age = site.and_then(|site| age(inquiry, site.zone.local(now).date()));
    let language = inquiry.request.language;
    let foreign = language != Language::English;
    html! {
        @if let Some(age) = &age { (age) }
        @if age.is_some() && foreign { ", " }
        @if foreign { span.nowrap { (language.label()) } }
    }
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
    fn since_when_somebody_waits_is_said_once() {
        let today = jiff::civil::date(2026, 12, 2);
        assert_eq!(waits_since(today, today), "waits since today");
        let earlier = waits_since(jiff::civil::date(2026, 11, 20), today);
        assert!(earlier.starts_with("waits 12 days, since "), "{earlier}");
        assert!(!earlier.contains("today"), "{earlier}");
    }

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
