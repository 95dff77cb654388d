//! The clocks that run on an inquiry: the promised call back, the line after which fewer people come, the waiting.

use super::Stage;
use crate::followup::clock::NOW_MINUTES;
use crate::people::contact_rules::{ContactRules, overlap};
use crate::{Span, TimeZoneName};
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

/// An assessment within 48 hours of the request was kept by more than 70 percent, later ones by 53 percent
/// (Stasiewicz and Stalker, reported by the University at Buffalo School of Social Work, 2000); next day 72 percent,
/// after three days 41, after seven 38 (Festinger and others, Addictive Behaviors 27:131, 2002).
pub const ASSESSMENT_WITHIN_HOURS: i64 = 48;
/// Within how many minutes of opening time a request is called back, unless the installation promises something else.
pub const CALL_BACK_MINUTES: u32 = 120;
/// The longest call back that may be promised, in minutes of opening time.
pub const CALL_BACK_MINUTES_MAX: u32 = 5 * 24 * 60;
/// How far ahead opening time is looked for, in days.
const AHEAD_DAYS_MAX: i64 = 60;

/// When the 48 hours are over.
pub fn assessment_by(requested_at: Timestamp) -> Timestamp {
    after(
        requested_at,
        SignedDuration::from_hours(ASSESSMENT_WITHIN_HOURS),
    )
}

/// By when somebody has to look at a request that tells of danger, whatever the opening hours: by the clock of every
/// danger here.
pub fn answer_now_by(at: Timestamp) -> Timestamp {
    after(at, SignedDuration::from_mins(NOW_MINUTES))
}

/// When `minutes` of opening time have passed since `at` that are also times at which somebody may be called. Where no
/// opening hours are kept, the clock runs in their times alone, and never stops where any time is fine to them.
///
/// Somebody may name times at which nobody is ever here. They are called all the same: on the days on which there is
/// somebody, in their times. That is a house rule, because a promise for an hour that harms them is worse than an
/// hour's overtime. Rules that leave no time to each other are nobody's wish; until somebody edits them the opening
/// hours count.
pub fn call_back_by(
    at: Timestamp,
    hours: &[Span],
    zone: &TimeZoneName,
    minutes: u32,
    rules: &ContactRules,
) -> Timestamp {
    let windows = rules.windows().filter(|windows| !windows.is_empty());
    let mut left = SignedDuration::from_mins(i64::from(minutes));
    let first = zone.local(at).date();
    for ahead in 0..AHEAD_DAYS_MAX {
        let Ok(date) = first.checked_add(ahead.days()) else {
            break;
        };
        for (start, end) in stretches(hours, date.weekday(), windows.as_deref()) {
            let from = zone.instant(date, start).max(at);
            let open = from.duration_until(zone.instant(date, end));
            if open >= left {
                return after(from, left);
            }
            left -= open.max(SignedDuration::ZERO);
        }
    }
    after(at, SignedDuration::from_mins(i64::from(minutes)))
}

/// The stretches of a day in which somebody is called, in order.
fn stretches(hours: &[Span], day: Weekday, windows: Option<&[(u16, u16)]>) -> Vec<(u16, u16)> {
    let today = i64::from(day.to_monday_zero_offset());
    let mut open: Vec<(u16, u16)> = hours
        .iter()
        .filter(|span| i64::from(span.day.index()) == today)
        .map(|span| (span.start_minute, span.end_minute))
        .collect();
    open.sort_unstable();
    let Some(windows) = windows else {
        return open;
    };
    let ever = |window: &(u16, u16)| {
        let meets = |span: &Span| span.start_minute < window.1 && window.0 < span.end_minute;
        hours.iter().any(meets)
    };
    if hours.is_empty() || !(open.is_empty() || windows.iter().any(ever)) {
        return windows.to_vec();
    }
    overlap(&open, windows)
}

fn after(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// Whole days somebody has waited on `today`.
pub fn days_waiting(since: Date, today: Date) -> i32 {
    since.until(today).map_or(0, |span| span.get_days()).max(0)
}

/// What the clocks have to know.
#[derive(Clone, Copy, Debug)]
pub struct InquiryStanding {
    /// How far it came.
    pub stage: Stage,
    /// When it came in.
    pub requested_at: Timestamp,
    /// By when a call back was promised.
    pub promised_at: Timestamp,
    /// By when somebody has to look, where the request tells of danger.
    pub answer_by: Option<Timestamp>,
    /// When to call next.
    pub next_call_at: Option<Timestamp>,
    /// Start and end of the appointment that stands.
    pub appointment: Option<(Timestamp, Timestamp)>,
    /// Whether they wait for a place.
    pub waits: bool,
}

codes! {
    /// What comes next.
    Next {
        /// Call.
        Call = "call", "Call";
        /// Make the assessment appointment.
        Book = "book", "Book the assessment";
        /// The appointment is coming.
        Attend = "attend", "Assessment";
        /// The appointment has begun.
        Assess = "assess", "Assessment now";
        /// The appointment is over; nobody said whether they came.
        Mark = "mark", "Say whether they came";
        /// Choose a level of care.
        Place = "place", "Choose a level of care";
        /// Admit.
        Admit = "admit", "Admit";
        /// Offer a place when there is one.
        Wait = "wait", "Offer a place";
        /// Nothing.
        Nothing = "nothing", "Nothing";
    }
}

/// What comes next, and by when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// What.
    pub next: Next,
    /// By when, where there is such a time.
    pub by: Option<Timestamp>,
}

impl Due {
    /// Whether it should have happened.
    pub fn overdue(self, now: Timestamp) -> bool {
        self.by.is_some_and(|by| by < now)
    }
}

/// What comes next for an inquiry, and by when.
pub fn due(standing: &InquiryStanding, now: Timestamp) -> Due {
    let InquiryStanding {
        stage,
        requested_at,
        promised_at,
        answer_by,
        next_call_at,
        appointment,
        waits,
    } = *standing;
    let due = |next, by| Due { next, by };
    // Who told of danger and was not spoken with is called by that clock: no list and no appointment ever stops it.
    if let (Stage::New, Some(by)) = (stage, answer_by) {
        let first = by.min(promised_at);
        return due(Next::Call, Some(next_call_at.unwrap_or(first)));
    }
    match (stage, appointment) {
        (Stage::Lost | Stage::Admitted, _) => due(Next::Nothing, None),
        (Stage::Placed, _) if !waits => due(Next::Admit, None),
        (Stage::Assessed, _) if !waits => due(Next::Place, None),
        (_, Some((_, end))) if end <= now => due(Next::Mark, Some(end)),
        (_, Some((start, end))) if start <= now => due(Next::Assess, Some(end)),
        // They asked for a call, or for another time; or somebody means to call: before they would come.
        (_, Some((start, _))) => match next_call_at {
            Some(call) => due(Next::Call, Some(call.min(start))),
            None => due(Next::Attend, Some(start)),
        },
        // An offer of theirs expired, or somebody means to call.
        _ if waits => match next_call_at {
            Some(call) => due(Next::Call, Some(call)),
            None => due(Next::Wait, None),
        },
        (Stage::New, None) => due(Next::Call, Some(next_call_at.unwrap_or(promised_at))),
        (_, None) => match next_call_at {
            Some(call) => due(Next::Call, Some(call)),
            None => due(Next::Book, Some(assessment_by(requested_at))),
        },
    }
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
