//! What people hear of a repaired week, in their language: days and times, and nothing about what they are for. The
//! words stand in `mail.ftl` of the crate `language`.

use super::weeks::Weeks;
use care::GroupId;
use care::groups::group::{MeetingPlace, Session};
use care::planning::week::{GroupChange, Part, Plan, RepairOutcome};
use jiff::civil::{Date, DateTime};
use std::collections::BTreeSet;

/// What a person hears: days and times, and nothing about what they are for.
pub(super) fn message(
    weeks: &Weeks<'_>,
    part: &Part,
    changes: &[GroupChange],
    seats: &[(GroupId, Date)],
) -> Option<String> {
    let none = Plan::default();
    let (before, after) = (
        part.before.as_ref().unwrap_or(&none),
        part.after.as_ref().unwrap_or(&none),
    );
    let were = weeks.attended(part.person);
    let mut are = weeks.attends(part.person, before, after);
    let seats = weeks
        .after
        .sessions
        .iter()
        .filter(|one| seats.contains(&(one.group, one.date)));
    are.extend(seats);
    let by_video = |one: &Session| matches!(one.place, MeetingPlace::Telehealth(_));
    let same = |one: &Session, other: &Session| (one.group, one.date) == (other.group, other.date);
    let at = |session: &Session| weeks.week.site.zone.local(session.starts_at).datetime();
    let language = weeks.week.language_of(part.person);
    let said = |key: &str, when: DateTime| {
        language.say_with(key, &[("when", language.moment(when).as_str())])
    };
    let mut lines: BTreeSet<(DateTime, String)> = BTreeSet::new();
    for was in &were {
        let (when, then) = (at(was), are.iter().find(|one| same(one, was)));
        let video = then.is_some_and(|then| by_video(then) && !by_video(was));
        let line = match then.map(|then| at(then)) {
            Some(to) if to == when && video => said("mail-week-video", when),
            Some(to) if to == when => continue,
            Some(to) => {
                let (when, then) = (language.moment(when), language.moment(to));
                let put_in = [("when", when.as_str()), ("then", then.as_str())];
                language.say_with("mail-week-moved", &put_in)
            }
            None if is_off(changes, was) => said("mail-week-cancelled", when),
            None => said("mail-week-dropped", when),
        };
        lines.insert((when, line));
    }
    for is in are
        .iter()
        .filter(|is| !were.iter().any(|one| same(one, is)))
    {
        lines.insert((at(is), said("mail-week-new", at(is))));
    }
    (!lines.is_empty()).then(|| {
        let list: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        language.say_with("mail-week-once", &[("times", list.join("\n").as_str())])
    })
}

/// Whether the session is cancelled.
fn is_off(changes: &[GroupChange], session: &Session) -> bool {
    changes.iter().any(|change| {
        matches!(change, GroupChange::Once { group, date, outcome: RepairOutcome::Cancelled }
            if *group == session.group && *date == session.date)
    })
}
