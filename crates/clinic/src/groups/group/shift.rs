//! Moving a session: this one alone, or its series from this week on. With the keyboard, by dragging, through a form:
//! all of them come here.

use super::exception::{check, held_on, insert};
use super::{change_in_place, check_members, continue_from, day, open, today, unseen};
use crate::groups::schedule;
use crate::groups::schedule::FoundSession;
use crate::groups::told;
use crate::{Act, Clinic, Key, Refusal, Version};
use care::groups::group::{
    Cause, Changed, Exception, Group, Meeting, MeetingPlace, Session, SessionChange,
};
use care::groups::notice::ChangeAct;
use care::people::site::Site;
use care::planning::commitment::monday;
use care::{GroupId, PersonId, Weekday};
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::Read;
use record::groups::group;
use serde::{Deserialize, Serialize};

/// How far a move reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This session alone.
    Once,
    /// The series, from the week of this session on.
    Onward,
}

/// A session and how it shall be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionShift {
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// How far it reaches.
    pub scope: Scope,
    /// The date it shall be on.
    pub to: Date,
    /// The minute of the day at which it shall start.
    pub start_minute: u16,
    /// Where it shall be.
    pub place: MeetingPlace,
    /// Who shall lead it.
    pub facilitators: Vec<PersonId>,
    /// Why; only one session needs a reason.
    pub cause: Cause,
}

/// How things were, for taking a move back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// One session was so; none is as the series says.
    Session {
        /// The group.
        group: GroupId,
        /// The session's original date.
        date: Date,
        /// What differed.
        exception: Option<Exception>,
    },
    /// A series was so.
    Series {
        /// The group that holds now.
        group: GroupId,
        /// When it met.
        meetings: Vec<Meeting>,
        /// Where it met.
        place: MeetingPlace,
        /// Who led it.
        facilitators: Vec<PersonId>,
        /// Since when it is otherwise.
        from: Date,
    },
}

/// Moves a session; answers how to take it back.
pub fn shift(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    to: &SessionShift,
) -> Result<Before, Refusal> {
    clinic.act(actor, key, ("shift_session", to), |act| {
        let (group, site) = open(act, to.group, Action::ManageGroups)?;
        let stored = version(act.tx, &group, to.date)?;
        act.unchanged(stored)?;
        let dates = [to.date, to.to];
        told::around(
            act,
            ChangeAct::SessionMoved,
            (site.id, &dates),
            |act| match to.scope {
                Scope::Once => once(act, &group, &site, to),
                Scope::Onward => onward(act, &group, &site, to),
            },
        )
    })
}

/// Takes a move back, with the same checks: somebody may have taken the room meanwhile.
pub fn shift_back(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    before: &Before,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("shift_back", before), |act| match before {
        Before::Session {
            group,
            date,
            exception,
        } => {
            let (group, site) = open(act, *group, Action::ManageGroups)?;
            let wanted = exception
                .clone()
                .filter(|one| one.date == *date && one.group == group.id);
            let dates = [*date, wanted.as_ref().map_or(*date, held_on)];
            told::around(act, ChangeAct::PutBack, (site.id, &dates), |act| {
                replace(act, &group, &site, *date, wanted).map(drop)
            })
        }
        Before::Series {
            group,
            meetings,
            place,
            facilitators,
            from,
        } => {
            let (group, site) = open(act, *group, Action::ManageGroups)?;
            let as_it_was = Group {
                meetings: meetings.clone(),
                place: place.clone(),
                facilitators: facilitators.clone(),
                ..group.clone()
            };
            told::around(act, ChangeAct::PutBack, (site.id, &[*from]), |act| {
                reshape(act, &group, &site, as_it_was, *from).map(drop)
            })
        }
    })
}

fn once(
    act: &mut Act<'_, '_>,
    group: &Group,
    site: &Site,
    to: &SessionShift,
) -> Result<Before, Refusal> {
    let meeting = meeting_on(group, to.date)?;
    let moved = (to.to, to.start_minute) != (to.date, meeting.start_minute);
    let changed = Changed {
        moved: moved.then_some((to.to, to.start_minute)),
        facilitators: (to.facilitators != group.facilitators).then(|| to.facilitators.clone()),
        place: (to.place != group.place).then(|| to.place.clone()),
    };
    if to.facilitators.is_empty() {
        return Err(Refusal::field("facilitators", "Choose who leads it."));
    }
    let wanted = (changed != Changed::default()).then_some(Exception {
        group: group.id,
        date: to.date,
        cause: to.cause,
        change: SessionChange::Changed(changed),
    });
    let exception = replace(act, group, site, to.date, wanted)?;
    Ok(Before::Session {
        group: group.id,
        date: to.date,
        exception,
    })
}

/// Gives a session another exception, or none; answers the one it had.
fn replace(
    act: &mut Act<'_, '_>,
    group: &Group,
    site: &Site,
    date: Date,
    wanted: Option<Exception>,
) -> Result<Option<Exception>, Refusal> {
    let known = group::exceptions_of(act.tx, group.id)?;
    let known = known.into_iter().find(|one| one.date == date);
    if known == wanted {
        let sentence = "It is there already. Choose another day, time, place or leader.";
        return Err(Refusal::field("to", sentence));
    }
    if let Some(known) = &known {
        if known.moved().map_or(date, |(to, _)| to) < today(site, act.now) {
            let sentence = "That session is past, and stays as it was.";
            return Err(Refusal::field("to", sentence));
        }
        group::delete_exception(act.tx, group.id, date)?;
        let detail = serde_json::json!({ "exception": known });
        let subject = ("group", group.id.uuid());
        act.journal("group.exception_removed", subject, None, Some(detail))?;
    }
    match wanted {
        Some(exception) => {
            check(act, group, site, &exception)?;
            insert(act, &exception)?;
        }
        None => super::exception::free_again(act, group, date)?,
    }
    Ok(known)
}

fn onward(
    act: &mut Act<'_, '_>,
    group: &Group,
    site: &Site,
    to: &SessionShift,
) -> Result<Before, Refusal> {
    let old = meeting_on(group, to.date)?;
    let new = Meeting {
        day: Weekday::of(to.to),
        start_minute: to.start_minute,
    };
    let mut meetings: Vec<Meeting> = group.meetings.clone();
    meetings.retain(|meeting| *meeting != old);
    meetings.push(new);
    meetings.sort_unstable();
    let shape = Group {
        meetings,
        place: to.place.clone(),
        facilitators: to.facilitators.clone(),
        ..group.clone()
    };
    let today = today(site, act.now);
    let week = monday(to.date);
    let ahead = i64::from(new.day.index());
    // Where the new day of this week is past already, this week's session is held as it was.
    let from = if week.saturating_add(ahead.days()) < today {
        week.saturating_add(7.days())
    } else {
        week.max(today)
    };
    let from = from.max(group.starts_on);
    let holds = reshape(act, group, site, shape, from)?;
    Ok(Before::Series {
        group: holds,
        meetings: group.meetings.clone(),
        place: group.place.clone(),
        facilitators: group.facilitators.clone(),
        from,
    })
}

/// Gives a series another shape from a date on; answers the group that holds then.
fn reshape(
    act: &mut Act<'_, '_>,
    old: &Group,
    site: &Site,
    mut shape: Group,
    from: Date,
) -> Result<GroupId, Refusal> {
    let today = today(site, act.now);
    if shape.same_sessions(old) {
        let sentence = "It is there already. Choose another day, time, place or leader.";
        return Err(Refusal::field("to", sentence));
    }
    check_members(act, &shape, today)?;
    shape.follows = old.follows;
    if old.starts_on > today && from <= old.starts_on {
        return change_in_place(act, old, shape, false, today);
    }
    continue_from(act, old, shape, from, today)
}

fn meeting_on(group: &Group, date: Date) -> Result<Meeting, Refusal> {
    group.meets_on(date).ok_or_else(|| {
        let sentence = format!("{} does not meet on {}.", group.name, day(date));
        Refusal::field("date", sentence)
    })
}

/// A session that somebody is about to move.
pub struct Movable {
    /// Its group.
    pub group: Group,
    /// It, as it is now.
    pub session: Session,
    /// Where.
    pub site: Site,
    /// The version of what holds for it.
    pub version: Version,
}

/// The version of what holds for a session: its series, and what differs on its date.
fn version(read: &mut impl Read, group: &Group, date: Date) -> Result<Version, Refusal> {
    let known = group::exceptions_of(read, group.id)?;
    let differs = known.iter().find(|one| one.date == date);
    Version::of(&(group, differs))
}

/// One session, for those who may move it.
pub fn movable(
    clinic: &Clinic,
    actor: &Actor,
    id: GroupId,
    date: Date,
) -> Result<Movable, Refusal> {
    clinic.look(actor, |look| {
        let FoundSession {
            group,
            session,
            site,
        } = schedule::find_session(look.read, id, date)?;
        let resource = Resource::Site(look.organization(), group.site);
        look.permit_on(Action::ViewGroups, &resource)
            .map_err(unseen)?;
        look.permit_on(Action::ManageGroups, &resource)?;
        Ok(Movable {
            version: version(look.read, &group, date)?,
            group,
            session,
            site,
        })
    })
}
