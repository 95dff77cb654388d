//! What people hear of another week, in their language: days and times, and nothing about what they are for. The words
//! stand in `mail.ftl` of the crate `language`.

use super::super::explanation::Shown;
use super::super::load::SiteWeek;
use super::weeks::Weeks;
use care::PersonId;
use care::groups::group::Session;
use care::planning::week::{GroupChange, Outcome, Part, Plan};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use std::collections::BTreeSet;

/// What a person hears: days and times, and nothing about what they are for.
pub(super) fn message(weeks: &Weeks<'_>, part: &Part, changes: &[GroupChange]) -> Option<String> {
    let none = Plan::default();
    let (before, after) = (
        part.before.as_ref().unwrap_or(&none),
        part.after.as_ref().unwrap_or(&none),
    );
    let (were, are) = (
        weeks.attended(part.person),
        weeks.attends(part.person, before, after),
    );
    let same = |one: &Session, other: &Session| (one.group, one.date) == (other.group, other.date);
    let at = |session: &Session| weeks.week.site.zone.local(session.starts_at).datetime();
    let language = weeks.week.language_of(part.person);
    let said = |key: &str, when: DateTime| {
        language.say_with(key, &[("when", language.moment(when).as_str())])
    };
    let mut lines: BTreeSet<(DateTime, String)> = BTreeSet::new();
    for was in &were {
        let (when, then) = (at(was), are.iter().find(|one| same(one, was)));
        let line = match then.map(|then| at(then)) {
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
        matches!(change, GroupChange::Once { group, date, outcome: Outcome::Cancelled }
            if *group == session.group && *date == session.date)
    })
}

/// What a person hears when their lasting week changes.
pub(crate) fn lasting_message(week: &SiteWeek, person: PersonId, then: &[Shown]) -> String {
    let language = week.language_of(person);
    let line = |one: &Shown| {
        let date = week
            .monday
            .saturating_add(i32::from(one.day.index()).days());
        let weekday = language.say(&format!("opening-{}", one.day.code()));
        let from = language.time(one.start_minute);
        let to = language.time(one.start_minute + one.minutes);
        let day = language.day(date);
        let mut put_in = vec![
            ("weekday", weekday.as_str()),
            ("from", from.as_str()),
            ("to", to.as_str()),
        ];
        if one.off.is_none() {
            return language.say_with("mail-week-each", &put_in);
        }
        put_in.push(("day", day.as_str()));
        language.say_with("mail-week-each-off", &put_in)
    };
    let lines: Vec<String> = then.iter().map(line).collect();
    let (day, times) = (language.day(week.monday), lines.join("\n"));
    let put_in = [("day", day.as_str()), ("times", times.as_str())];
    language.say_with("mail-week-lasting", &put_in)
}
