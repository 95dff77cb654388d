//! Making the week: one person's, a site's, and its repair.

use crate::language::Language;
use crate::ui::{Block, BlockKind, Day, WeekGrid, length_text, name_in, week_grid};
use care::people::site::minute_text;
use care::planning::week::Sum;
use care::{Weekday, in_a_row};
use clinic::planning::week::WeekSession;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) mod make;
mod moving;
pub(crate) mod person;
pub(crate) mod proposal;
pub(crate) mod repair;
mod weeks;

/// The hours that a week shows even when nothing falls into them.
const HOURS_SHOWN: (u16, u16) = (8, 20);

/// "Mon, Mar 9, 2026".
pub(in crate::pages) fn day_text(date: Date) -> String {
    care::day::dated_text(date)
}

/// "9 h on 3 days, 2 h 30 min on the way".
pub(in crate::pages) fn sum_text(sum: &Sum) -> String {
    let days = if sum.days == 1 { "day" } else { "days" };
    let way = if sum.travel_minutes == 0 {
        String::new()
    } else {
        format!(", {} on the way", length_text(sum.travel_minutes))
    };
    format!("{} on {} {days}{way}", length_text(sum.minutes), sum.days)
}

/// A plan as a week.
pub(in crate::pages) fn grid(caption: &str, monday: Date, sessions: &[WeekSession]) -> Markup {
    let first = sessions.iter().map(|one| one.start_minute / 60).min();
    let last = sessions
        .iter()
        .map(|one| (one.start_minute + one.minutes).div_ceil(60))
        .max();
    let days = Weekday::ALL
        .into_iter()
        .filter(|day| *day < Weekday::Sat || sessions.iter().any(|one| one.day == *day))
        .map(|day| {
            let date = monday.saturating_add(i64::from(day.index()).days());
            let blocks = sessions.iter().filter(|one| one.day == day);
            Day {
                label: care::day::short_text(date),
                date: date.to_string(),
                today: false,
                blocks: blocks.map(block).collect(),
            }
        });
    week_grid(&WeekGrid {
        caption: caption.to_owned(),
        first_hour: first.unwrap_or(24).min(HOURS_SHOWN.0),
        last_hour: last.unwrap_or(0).max(HOURS_SHOWN.1),
        days: days.collect(),
    })
}

fn block(one: &WeekSession) -> Block {
    let end = one.start_minute + one.minutes;
    Block {
        from_min: one.start_minute,
        until_min: end,
        time: format!("{} to {}", minute_text(one.start_minute), minute_text(end)),
        title: one.name.clone(),
        detail: one.with.clone(),
        href: one.group.map(|id| format!("/staff/groups/{id}")),
        kind: match (one.off, one.video) {
            (Some(_), _) => BlockKind::CalledOff,
            (None, true) => BlockKind::Telehealth,
            (None, false) => BlockKind::Session,
        },
    }
}

/// What of a plan is not held in the week from a Monday on, and what that week comes to without it: nothing where all
/// of it is held.
pub(in crate::pages) fn closed_text(monday: Date, sessions: &[WeekSession]) -> Option<String> {
    let days = closed_days(monday, sessions);
    (!days.is_empty()).then(|| {
        format!(
            "In that week there is no session on {}: it comes to {}.",
            in_a_row(&days),
            length_text(held_minutes(sessions))
        )
    })
}

/// The days of the week from a Monday on at which something planned is not held, each with its cause.
fn closed_days<'s>(
    monday: Date,
    sessions: impl IntoIterator<Item = &'s WeekSession>,
) -> Vec<String> {
    let mut days: Vec<String> = Vec::new();
    for one in sessions {
        let Some(cause) = one.off else { continue };
        let date = monday.saturating_add(i64::from(one.day.index()).days());
        let day = format!("{} ({})", day_text(date), cause.label().to_lowercase());
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days
}

/// What a plan comes to in a week in which not all of it is held.
fn held_minutes(sessions: &[WeekSession]) -> u32 {
    let held = sessions.iter().filter(|one| one.off.is_none());
    held.map(|one| u32::from(one.minutes)).sum()
}

/// A plan in a line: "Mon, Wed, Thu 5:30 pm Evening process".
pub(crate) fn line(sessions: &[WeekSession]) -> Markup {
    line_in(Language::English, sessions)
}

/// The same on a page in a language.
pub(crate) fn line_in(language: Language, sessions: &[WeekSession]) -> Markup {
    let short = |one: &&WeekSession| {
        language
            .weekday(one.day)
            .chars()
            .take(3)
            .collect::<String>()
    };
    let mut names: Vec<&str> = Vec::new();
    for one in sessions {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    html! {
        @if names.is_empty() { span.muted { (language.say("life-none-planned")) } }
        @for (index, name) in names.iter().enumerate() {
            @let own: Vec<&WeekSession> = sessions.iter().filter(|one| one.name == *name).collect();
            @let days: Vec<String> = own.iter().map(short).collect();
            @if index > 0 { br; }
            (name_in(language, name, None)) " " span.muted.nowrap { (days.join(", ")) " " (own.first().map(|one| language.time(one.start_minute)).unwrap_or_default()) }
        }
    }
}

/// By how many percent of itself a cost, above 0, is at most above the least that there can be. Rounded up: nothing is
/// called nearer to the best than it is.
fn percent_off(cost: i64, bound: i64) -> i64 {
    let above = cost.saturating_sub(bound).max(0).saturating_mul(100);
    above.saturating_add(cost - 1) / cost.max(1)
}

#[cfg(test)]
mod tests {
    use super::{closed_text, percent_off};
    use care::Weekday;
    use care::groups::group::Cause;
    use clinic::planning::week::WeekSession;
    use jiff::civil::date;

    fn session(day: Weekday, off: Option<Cause>) -> WeekSession {
        WeekSession {
            group: None,
            name: "Evening process".to_owned(),
            day,
            start_minute: 1050,
            minutes: 180,
            with: String::new(),
            video: false,
            off,
        }
    }

    #[test]
    fn nothing_is_called_nearer_to_the_best_than_it_is() {
        let off = [(100, 82), (1_000, 811), (100, 100), (90, 100), (1, 0)];
        let said = off.map(|(cost, bound)| percent_off(cost, bound));
        assert_eq!(said, [18, 19, 0, 0, 100]);
    }

    #[test]
    fn a_week_with_a_closed_day_says_so_and_counts_without_it() {
        let monday = date(2026, 12, 7);
        let whole = [session(Weekday::Mon, None), session(Weekday::Thu, None)];
        assert_eq!(closed_text(monday, &whole), None);
        let closed = [
            session(Weekday::Mon, None),
            session(Weekday::Thu, Some(Cause::Holiday)),
            session(Weekday::Thu, Some(Cause::Holiday)),
        ];
        assert_eq!(
            closed_text(monday, &closed).as_deref(),
            Some(
                "In that week there is no session on Thu, Dec 10, 2026 (holiday): it comes to 3 h."
            )
        );
    }
}
