//! What differs on one date.

use super::{day, fit, horizon, life, open, today};
use crate::groups::{schedule, told};
use crate::{Act, Clinic, Key, Refusal};
use care::groups::group::{Cause, Changed, Exception, Group, Session, SessionChange};
use care::groups::notice::ChangeAct;
use care::people::site::Site;
use care::{GroupId, SiteId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::groups::group;
use record::people::{site, staff};
use serde::Serialize;

/// How far around a moved session others are looked at, in days: a session at another site may bear another date.
const AROUND_DAYS: i32 = 2;

/// Something that differs for one session.
#[derive(Clone, Debug, Serialize)]
pub struct ExceptionDraft {
    /// The session's original date.
    pub date: Date,
    /// Why.
    pub cause: Cause,
    /// How.
    pub change: SessionChange,
}

/// Notes what differs for one session.
pub fn add_exception(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: GroupId,
    draft: &ExceptionDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("add_exception", &(id, draft)), |act| {
        let (group, site) = open(act, id, Action::ManageGroups)?;
        let exception = Exception {
            group: id,
            date: draft.date,
            cause: draft.cause,
            change: draft.change.clone(),
        };
        check(act, &group, &site, &exception)?;
        let dates = [exception.date, held_on(&exception)];
        let doing = ChangeAct::SessionChanged;
        told::around(act, doing, (site.id, &dates), |act| insert(act, &exception))
    })
}

/// On which date it is held, if it is.
pub(super) fn held_on(exception: &Exception) -> Date {
    exception.moved().map_or(exception.date, |(to, _)| to)
}

pub(super) fn insert(act: &mut Act<'_, '_>, exception: &Exception) -> Result<(), Refusal> {
    group::insert_exception(act.tx, exception)?;
    let detail = serde_json::json!({ "exception": exception });
    let subject = ("group", exception.group.uuid());
    act.journal("group.exception_added", subject, None, Some(detail))
}

pub(super) fn check(
    act: &mut Act<'_, '_>,
    group: &Group,
    site: &Site,
    exception: &Exception,
) -> Result<(), Refusal> {
    let Some(meeting) = group.meets_on(exception.date) else {
        let sentence = format!(
            "{} does not meet on {}. Choose one of its days.",
            group.name,
            day(exception.date)
        );
        return Err(Refusal::field("date", sentence));
    };
    let today = today(site, act.now);
    if exception.date < today {
        let sentence = "That session is past, and stays as it was.";
        return Err(Refusal::field("date", sentence));
    }
    let own = group::exceptions_of(act.tx, group.id)?;
    if own.iter().any(|known| known.date == exception.date) {
        let sentence = format!(
            "Something differs on {} already. Take that back first; a session has one exception.",
            day(exception.date)
        );
        return Err(Refusal::field("date", sentence));
    }
    let SessionChange::Changed(changed) = &exception.change else {
        return Ok(());
    };
    if *changed == Changed::default() {
        let sentence = "Say what differs: another time, somebody else, or another place.";
        return Err(Refusal::field("change", sentence));
    }
    if let Some((to, minute)) = changed.moved {
        let refused = if to < today {
            Some("Move it to today or later.")
        } else if (to, minute) == (exception.date, meeting.start_minute) {
            Some("It meets at that time already. Choose another.")
        } else if minute.saturating_add(group.minutes) > care::people::site::DAY_MINUTES {
            Some("That would run past midnight. Let it end the same day.")
        } else {
            None
        };
        if let Some(sentence) = refused {
            return Err(Refusal::field("to", sentence));
        }
    }
    let mut issues = Vec::new();
    if let Some(facilitators) = &changed.facilitators {
        let staff = staff::all(act.tx)?;
        issues.extend(fit::leaders(&staff, group, facilitators));
    }
    if let Some(place) = &changed.place {
        let rooms = site::rooms(act.tx)?;
        issues.extend(fit::room(&rooms, group, place));
    }
    if !issues.is_empty() {
        return Err(Refusal::Fields(issues));
    }
    let on = changed.moved.map_or(exception.date, |(date, _)| date);
    beside_others(act, group, exception.date, on, Some(exception), "to")?;
    life::moved(act, group, exception)
}

/// Refuses the session of `date`, held on `on`, beside all others around it.
fn beside_others(
    act: &mut Act<'_, '_>,
    group: &Group,
    date: Date,
    on: Date,
    exception: Option<&Exception>,
    time: &'static str,
) -> Result<(), Refusal> {
    let span = (
        on.saturating_sub(AROUND_DAYS.days()),
        on.saturating_add(AROUND_DAYS.days()),
    );
    let schedule = schedule::everywhere(act.tx)?;
    let session = schedule.session_as(group, date, exception);
    let new: Vec<Session> = session.into_iter().collect();
    let held = schedule.sessions(span);
    let fields = fit::Fields { time, ..fit::FORM };
    fit::free(act, group, &new, &held, fields)
}

/// Takes an exception back: the session is as the series says again.
pub fn remove_exception(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: GroupId,
    date: Date,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("remove_exception", &(id, date)), |act| {
        let (group, site) = open(act, id, Action::ManageGroups)?;
        let own = group::exceptions_of(act.tx, id)?;
        let exception = own
            .iter()
            .find(|exception| exception.date == date)
            .ok_or(Refusal::NotFound)?;
        let today = today(&site, act.now);
        let moved_to = exception.moved().map_or(date, |(to, _)| to);
        if date < today || moved_to < today {
            let sentence = "That session is past, and stays as it was.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        free_again(act, &group, date)?;
        let dates = [date, moved_to];
        told::around(act, ChangeAct::PutBack, (site.id, &dates), |act| {
            group::delete_exception(act.tx, id, date)?;
            let detail = serde_json::json!({ "exception": exception });
            let subject = ("group", id.uuid());
            act.journal("group.exception_removed", subject, None, Some(detail))
        })
    })
}

/// Refuses a session as its series has it where its room or its leader was given to others meanwhile.
pub(super) fn free_again(act: &mut Act<'_, '_>, group: &Group, date: Date) -> Result<(), Refusal> {
    let result = beside_others(act, group, date, date, None, "meetings")
        .and_then(|()| life::back(act, group, date));
    if let Err(Refusal::Fields(issues)) = &result {
        let said: Vec<&str> = issues.iter().map(|issue| issue.sentence.as_str()).collect();
        return Err(Refusal::Conflict(said.join(" ")));
    }
    result
}

fn cancel_all(
    act: &mut Act<'_, '_>,
    site: SiteId,
    date: Date,
    cause: Cause,
) -> Result<usize, Refusal> {
    let known = group::exceptions(act.tx)?;
    let mut cancelled = 0;
    for group in group::at_site(act.tx, site)? {
        let differs = known
            .iter()
            .any(|exception| exception.group == group.id && exception.date == date);
        if group.meets_on(date).is_some() && !differs {
            let change = SessionChange::Cancelled;
            let group = group.id;
            insert(
                act,
                &Exception {
                    group,
                    date,
                    cause,
                    change,
                },
            )?;
            cancelled += 1;
        }
    }
    Ok(cancelled)
}

/// Cancels everything at a site on one date, for a holiday or snow; answers how many sessions. What differs on that
/// date already is left as it is.
pub fn close_day(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    site: SiteId,
    date: Date,
    cause: Cause,
) -> Result<usize, Refusal> {
    clinic.act(actor, key, ("close_day", &(site, date, cause)), |act| {
        let organization = act.organization();
        act.permit_on(Action::ManageGroups, &Resource::Site(organization, site))?;
        let place = site::find(act.tx, site)?.ok_or(Refusal::NotFound)?;
        let today = today(&place, act.now);
        if date < today || date > horizon(today).1 {
            let sentence = "Choose a day from today to a year ahead.";
            return Err(Refusal::field("date", sentence));
        }
        let cancelled = told::around(act, ChangeAct::DayClosed, (site, &[date]), |act| {
            cancel_all(act, site, date, cause)
        })?;
        if cancelled == 0 {
            let sentence = format!("Nothing is planned here on {}.", day(date));
            return Err(Refusal::field("date", sentence));
        }
        Ok(cancelled)
    })
}
