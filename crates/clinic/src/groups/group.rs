//! Groups: weekly series, what differs on one date, and who is a member when.

use crate::groups::told;
use crate::{Act, Clinic, Key, Refusal, Version};
use care::groups::group::{
    Exception, Group, GroupKind, Meeting, MeetingPlace, Membership, Session, StayWeeks,
    most_at_once,
};
use care::groups::notice::ChangeAct;
use care::people::site::Site;
use care::{GroupId, Line, PersonId, ProgramId, RoomId, SiteId, Track};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Actor, Resource};
use record::Read;
use record::groups::{group, membership};
use record::people::site;
use serde::Serialize;

mod exception;
pub(crate) mod fit;
mod life;
mod load;
mod member;
mod shift;
mod view;

pub use exception::{ExceptionDraft, add_exception, close_day, remove_exception};
pub use load::{ProgramText, load_programs};
pub use member::{candidates, join, leave};
pub use shift::{Before, Movable, Scope, SessionShift, movable, shift, shift_back};
pub use view::{
    GroupChoices, GroupLine, GroupPage, Leader, Member, SiteGroups, choices, group_of, group_page,
    site_groups,
};

/// How far ahead rooms and leaders are looked at, in weeks: a year, so that two sites whose clocks change on different
/// days are seen to meet.
pub(crate) const AHEAD_WEEKS: i32 = 53;

/// A new group, or the new shape of one.
#[derive(Clone, Debug, Serialize)]
pub struct GroupDraft {
    /// Where.
    pub site: SiteId,
    /// The program it is part of.
    pub program: Option<ProgramId>,
    /// Its name.
    pub name: Line,
    /// What it is for.
    pub kind: GroupKind,
    /// For whom.
    pub track: Track,
    /// What it is about.
    pub topic: Option<Line>,
    /// Who leads it.
    pub facilitators: Vec<PersonId>,
    /// Where it meets.
    pub place: MeetingPlace,
    /// How many may be members at once.
    pub seats: u16,
    /// Fewer are too few.
    pub smallest: u16,
    /// When in the week it meets.
    pub meetings: Vec<Meeting>,
    /// How long a meeting lasts.
    pub minutes: u16,
    /// The first date on which it may meet.
    pub starts_on: Date,
    /// The last date.
    pub ends_on: Option<Date>,
    /// Whether newcomers may join.
    pub open: bool,
    /// Whether it is saved as it is, to be completed later.
    pub draft: bool,
    /// The weeks of a stay it is meant for.
    pub stay_weeks: Option<StayWeeks>,
}

impl GroupDraft {
    /// The group it describes.
    pub(crate) fn group(&self, id: GroupId) -> Group {
        let mut meetings = self.meetings.clone();
        meetings.sort_unstable();
        Group {
            id,
            site: self.site,
            program: self.program,
            name: self.name.clone(),
            kind: self.kind,
            track: self.track,
            topic: self.topic.clone(),
            facilitators: self.facilitators.clone(),
            place: self.place.clone(),
            seats: self.seats,
            smallest: self.smallest,
            meetings,
            minutes: self.minutes,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            open: self.open,
            draft: self.draft,
            stay_weeks: self.stay_weeks,
            follows: None,
        }
    }
}

/// Adds a group.
pub fn add_group(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &GroupDraft,
) -> Result<GroupId, Refusal> {
    clinic.act(actor, key, ("add_group", draft), |act| {
        let resource = Resource::Site(act.organization(), draft.site);
        act.permit_on(Action::ManageGroups, &resource)?;
        let group = draft.group(act.id());
        insert_group(act, &group)?;
        Ok(group.id)
    })
}

/// What adding a group does once it is allowed; loading a program does it too.
pub(crate) fn insert_group(act: &mut Act<'_, '_>, group: &Group) -> Result<(), Refusal> {
    fit::check(act, group, group.starts_on, None)?;
    group::insert(act.tx, group, act.now)?;
    let detail = serde_json::json!({ "group": group });
    act.journal(
        "group.added",
        ("group", group.id.uuid()),
        None,
        Some(detail),
    )
}

/// Adds a group in the first of these rooms that is free whenever it meets, and by video where none is.
pub(crate) fn insert_where_free(
    act: &mut Act<'_, '_>,
    mut group: Group,
    rooms: impl IntoIterator<Item = RoomId>,
) -> Result<(), Refusal> {
    let room = fit::first_free(act, &group, rooms)?;
    group.place = room.map_or(MeetingPlace::Telehealth(None), MeetingPlace::Room);
    insert_group(act, &group)
}

/// Changes a group from a date on; answers the group that holds from then on.
///
/// Where the sessions themselves change (times, leaders, place) and some were held already, the series ends the day
/// before and a new one continues it, with its members and with what was already known to differ: what was stays as
/// it was. Everything else is changed in place.
pub fn change_group(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: GroupId,
    from: Date,
    draft: &GroupDraft,
) -> Result<GroupId, Refusal> {
    clinic.act(actor, key, ("change_group", &(id, from, draft)), |act| {
        let (old, site) = open(act, id, Action::ManageGroups)?;
        act.unchanged(Version::of(&old)?)?;
        let today = site.zone.local(act.now).date();
        let mut new = GroupDraft {
            site: old.site,
            ..draft.clone()
        }
        .group(id);
        new.follows = old.follows;
        check_members(act, &new, today)?;
        let begun = !old.draft && old.starts_on <= today;
        let doing = ChangeAct::SeriesChanged;
        told::around(act, doing, (old.site, &[from]), |act| {
            if begun && !new.same_sessions(&old) {
                continue_from(act, &old, new, from, today)
            } else {
                change_in_place(act, &old, new, begun, today)
            }
        })
    })
}

/// Seats that are taken stay.
fn check_members(act: &mut Act<'_, '_>, new: &Group, today: Date) -> Result<(), Refusal> {
    let memberships = membership::of_group(act.tx, new.id)?;
    let taken = most_at_once(&memberships, today, None);
    if taken > usize::from(new.seats) {
        let members = care::counted(taken, "person is a member", "people are members");
        let sentence = format!("{members}; there cannot be fewer seats.");
        return Err(Refusal::field("seats", sentence));
    }
    if new.draft && taken > 0 {
        let sentence = "It has members. Let them leave before it becomes a draft again.";
        return Err(Refusal::Conflict(sentence.to_owned()));
    }
    Ok(())
}

fn change_in_place(
    act: &mut Act<'_, '_>,
    old: &Group,
    mut new: Group,
    begun: bool,
    today: Date,
) -> Result<GroupId, Refusal> {
    if begun {
        new.starts_on = old.starts_on;
        if new.ends_on.is_some_and(|end| end < today) && new.ends_on != old.ends_on {
            let sentence = "It was held until today. Let the last day be today or later.";
            return Err(Refusal::field("ends_on", sentence));
        }
    }
    fit::check(act, &new, today.max(new.starts_on), Some(old.id))?;
    life::series(act, old, &new, today.max(new.starts_on))?;
    group::update(act.tx, &new)?;
    let detail = serde_json::json!({ "before": old, "after": new });
    act.journal(
        "group.changed",
        ("group", old.id.uuid()),
        None,
        Some(detail),
    )?;
    Ok(old.id)
}

/// Ends a series the day before `from` and begins the one that continues it.
fn continue_from(
    act: &mut Act<'_, '_>,
    old: &Group,
    mut new: Group,
    from: Date,
    today: Date,
) -> Result<GroupId, Refusal> {
    if from < today {
        let sentence = "What was held stays as it was. Let the change begin today or later.";
        return Err(Refusal::field("from", sentence));
    }
    if old.ends_on.is_some_and(|end| end < from) {
        let sentence = "The group has ended by then. Choose an earlier day, or add a new group.";
        return Err(Refusal::field("from", sentence));
    }
    new.id = act.id();
    new.starts_on = from;
    new.follows = Some(old.id);
    fit::check(act, &new, from, Some(old.id))?;
    life::series(act, old, &new, from)?;
    let before = from
        .yesterday()
        .map_err(|_| Refusal::field("from", "Choose another day."))?;
    let ended = Group {
        ends_on: Some(before.max(old.starts_on)),
        ..old.clone()
    };
    if from <= old.starts_on {
        // It began today and its first session is the one that changes: nothing of it stays.
        new.id = old.id;
        new.follows = old.follows;
        group::update(act.tx, &new)?;
    } else {
        group::update(act.tx, &ended)?;
        group::insert(act.tx, &new, act.now)?;
        carry_over(act, &ended, &new)?;
    }
    let detail = serde_json::json!({ "from": from, "before": old, "after": new });
    act.journal(
        "group.changed",
        ("group", old.id.uuid()),
        None,
        Some(detail),
    )?;
    Ok(new.id)
}

/// Continues a series in another shape from `new.starts_on` on, with its members; answers the group that holds from then
/// on. Many may move at once, so nothing is checked here: whoever moves them checks each with [`check_moved`] once all
/// have moved.
pub(crate) fn move_group(
    act: &mut Act<'_, '_>,
    old: &Group,
    mut new: Group,
) -> Result<Group, Refusal> {
    if old.starts_on >= new.starts_on {
        // No session of it lies before the change: the series itself changes, and nothing of its old times stays.
        new.id = old.id;
        new.follows = old.follows;
        group::update(act.tx, &new)?;
        forget_exceptions(act, &new)?;
    } else {
        let eve = new.starts_on.yesterday().unwrap_or(new.starts_on);
        let ended = Group {
            ends_on: Some(eve.max(old.starts_on)),
            ..old.clone()
        };
        group::update(act.tx, &ended)?;
        group::insert(act.tx, &new, act.now)?;
        carry_over(act, &ended, &new)?;
    }
    let detail = serde_json::json!({ "from": new.starts_on, "before": old, "after": new });
    let subject = ("group", old.id.uuid());
    act.journal("group.changed", subject, None, Some(detail))?;
    Ok(new)
}

/// Refuses a group that was moved to where it cannot be held. `old` is the series that it was until then.
pub(crate) fn check_moved(act: &mut Act<'_, '_>, new: &Group, old: GroupId) -> Result<(), Refusal> {
    fit::check(act, new, new.starts_on, Some(old))
}

/// A date that a series does not have any more has nothing to differ from.
fn forget_exceptions(act: &mut Act<'_, '_>, group: &Group) -> Result<(), Refusal> {
    for one in group::exceptions_of(act.tx, group.id)? {
        if group.meets_on(one.date).is_none() {
            group::delete_exception(act.tx, group.id, one.date)?;
        }
    }
    Ok(())
}

/// Members and exceptions of a series that ended go on in the one that continues it.
fn carry_over(act: &mut Act<'_, '_>, ended: &Group, new: &Group) -> Result<(), Refusal> {
    let from = new.starts_on;
    for old in membership::of_group(act.tx, ended.id)? {
        if old.last_on.is_some_and(|last| last < from) {
            continue;
        }
        if old.joined_on < from {
            membership::end(act.tx, old.id, ended.ends_on)?;
        } else {
            membership::delete(act.tx, old.id)?;
        }
        let next = Membership {
            id: act.id(),
            group: new.id,
            joined_on: old.joined_on.max(from),
            ..old
        };
        membership::insert(act.tx, &next)?;
    }
    for old in group::exceptions_of(act.tx, ended.id)? {
        if old.date < from {
            continue;
        }
        group::delete_exception(act.tx, ended.id, old.date)?;
        // A date that the new series does not have has nothing to differ from.
        if new.meets_on(old.date).is_some() {
            let next = Exception {
                group: new.id,
                ..old
            };
            group::insert_exception(act.tx, &next)?;
        }
    }
    Ok(())
}

/// A group and its site, once the policy allows `action`. Where it does not even allow to see the group, there is
/// none.
fn open(act: &mut Act<'_, '_>, id: GroupId, action: Action) -> Result<(Group, Site), Refusal> {
    let organization = act.organization();
    let (group, site) = found(act.tx, id)?;
    let resource = Resource::Site(organization, group.site);
    act.permit_on(Action::ViewGroups, &resource)
        .map_err(unseen)?;
    act.permit_on(action, &resource)?;
    Ok((group, site))
}

/// What somebody may not see does not exist for them.
fn unseen(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Denied => Refusal::NotFound,
        other => other,
    }
}

fn found(read: &mut impl Read, id: GroupId) -> Result<(Group, Site), Refusal> {
    let group = group::find(read, id)?.ok_or(Refusal::NotFound)?;
    let site = site::find(read, group.site)?.ok_or(Refusal::NotFound)?;
    Ok((group, site))
}

/// The dates that are looked at when something begins on `from`.
fn horizon(from: Date) -> (Date, Date) {
    (from, from.saturating_add(AHEAD_WEEKS.weeks()))
}

/// A date as people read it: "Tue, Apr 14, 2026".
pub(crate) fn day(date: Date) -> String {
    care::day::dated_text(date)
}

/// A session's day and time by its site's clock: "Tue, Apr 14, 2026, 5:30 pm".
pub(crate) fn moment(session: &Session) -> String {
    let at = care::people::site::minute_text(session.start_minute());
    format!("{}, {at}", day(session.local.date()))
}

/// Today by the clock of a site.
pub(crate) fn today(site: &Site, now: Timestamp) -> Date {
    site.zone.local(now).date()
}
