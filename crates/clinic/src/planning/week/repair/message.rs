//! What people hear of a repaired week: days and times, and nothing about what they are for.

use super::weeks::Weeks;
use care::groups::group::Session;
use care::people::site::{minute_of, minute_text};
use care::planning::week::{GroupChange, Outcome, Part, Plan};
use jiff::civil::Date;
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
    let at = |session: &Session| {
        let local = weeks.week.site.zone.local(session.starts_at);
        (local.date(), minute_of(local.time()))
    };
    let said = |(date, minute): (Date, u16)| {
        format!(
            "{}, {}",
            crate::groups::group::day(date),
            minute_text(minute)
        )
    };
    let is_off = |session: &Session| {
        changes.iter().any(|change| {
            matches!(change, GroupChange::Once { group, date, outcome: Outcome::Cancelled }
                if *group == session.group && *date == session.date)
        })
    };
    let mut lines: BTreeSet<((Date, u16), String)> = BTreeSet::new();
    for was in &were {
        let (key, then) = (at(was), are.iter().find(|one| same(one, was)));
        let what = match then.map(|then| at(then)) {
            Some(to) if to == key => continue,
            Some(to) => format!("moved to {}", said(to)),
            None if is_off(was) => "cancelled".to_owned(),
            None => "not this week".to_owned(),
        };
        lines.insert((key, format!("{}: {what}", said(key))));
    }
    for is in are
        .iter()
        .filter(|is| !were.iter().any(|one| same(one, is)))
    {
        lines.insert((at(is), format!("{}: new", said(at(is)))));
    }
    (!lines.is_empty()).then(|| {
        let list: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        format!("Your times this week have changed:\n\n{}\n\nIf this does not work for you, please call us.", list.join("\n"))
    })
}
