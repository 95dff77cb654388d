//! Joining and leaving.

use super::life::{Reach, first_taken};
use super::{AHEAD_WEEKS, day, found, moment, most_at_once, today};
use crate::groups::{schedule, told};
use crate::people::patient::saw_listed;
use crate::{Act, Clinic, Key, Refusal, Version};
use care::groups::group::{Group, GroupKind, MeetingPlace, Membership, Schedule, Session, hurried};
use care::groups::notice::ChangeAct;
use care::people::patient::Patient;
use care::people::site::Site;
use care::{GroupId, MembershipId, PersonId, SiteId};
use door::reach_for;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::groups::membership;
use record::people::patient::Which;
use record::people::{patient, search, site};
use record::planning::commitment;

/// Lets somebody join a group from a date on, for good or through a last date.
pub fn join(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: GroupId,
    person: PersonId,
    joined_on: Date,
    last_on: Option<Date>,
) -> Result<MembershipId, Refusal> {
    let command = &(id, person, joined_on, last_on);
    clinic.act(actor, key, ("join_group", command), |act| {
        act.permit_patient(Action::PlaceInGroup, person)?;
        let (group, site) = found(act.tx, id)?;
        let new = Membership {
            id: act.id(),
            group: id,
            person,
            joined_on,
            last_on,
            turns: None,
        };
        check_dates(&group, &new, today(&site, act.now))?;
        let home = check_person(act, &group, person)?;
        check_seats(act, &group, &new)?;
        check_life(act, &group, &site, &new, home)?;
        let at = (group.site, &[joined_on][..]);
        told::around(act, ChangeAct::Joined, at, |act| {
            Ok(membership::insert(act.tx, &new)?)
        })?;
        let detail = serde_json::json!({ "membership": new });
        act.journal(
            "group.joined",
            ("group", id.uuid()),
            Some(person),
            Some(detail),
        )?;
        Ok(new.id)
    })
}

fn check_dates(group: &Group, new: &Membership, today: Date) -> Result<(), Refusal> {
    let refuse = |field, sentence: String| Err(Refusal::field(field, sentence));
    if group.draft {
        let sentence = "This group is a draft. Complete it before people join.";
        return refuse("person", sentence.to_owned());
    }
    if !group.open {
        let sentence = "This group is closed to newcomers. Open it first, or choose another.";
        return refuse("person", sentence.to_owned());
    }
    if new.joined_on < today {
        return refuse(
            "from",
            "Past rosters stay as they were. Let them join today or later.".to_owned(),
        );
    }
    if let Some(end) = group.ends_on
        && end < new.joined_on
    {
        return refuse("from", format!("The group ends on {}.", day(end)));
    }
    if new.last_on.is_some_and(|last| last < new.joined_on) {
        return refuse(
            "last",
            "Let the last day be on or after the first.".to_owned(),
        );
    }
    Ok(())
}

/// Whether a group is for somebody; answers the site where they are seen.
fn check_person(act: &mut Act<'_, '_>, group: &Group, person: PersonId) -> Result<SiteId, Refusal> {
    let facts = patient::facts(act.tx, person, act.actor.person())?.ok_or(Refusal::NotFound)?;
    if facts.site != group.site && !matches!(group.place, MeetingPlace::Telehealth(_)) {
        let sentence =
            "This person is seen at another site, and the group does not meet by telehealth.";
        return Err(Refusal::field("person", sentence));
    }
    let own = facts
        .counselor
        .is_some_and(|counselor| group.facilitators.contains(&counselor));
    if group.kind == GroupKind::Individual && !own {
        let sentence = "Individual sessions are with the person’s own counselor, and that is somebody else, or nobody yet.";
        return Err(Refusal::field("person", sentence));
    }
    Ok(facts.site)
}

fn check_seats(act: &mut Act<'_, '_>, group: &Group, new: &Membership) -> Result<(), Refusal> {
    let known = membership::of_group(act.tx, group.id)?;
    let (from, through) = (new.joined_on, new.last_on);
    if known
        .iter()
        .any(|known| known.person == new.person && known.meets(from, through))
    {
        let sentence = "They are a member in that time already.";
        return Err(Refusal::field("person", sentence));
    }
    if most_at_once(&known, from, through) >= usize::from(group.seats) {
        let sentence = format!(
            "All {} seats are taken in that time. Choose a later day or another group.",
            group.seats
        );
        return Err(Refusal::field("person", sentence));
    }
    Ok(())
}

/// Nobody is in two groups at one time.
fn check_life(
    act: &mut Act<'_, '_>,
    group: &Group,
    site: &Site,
    new: &Membership,
    home: SiteId,
) -> Result<(), Refusal> {
    let span = (
        new.joined_on,
        new.joined_on.saturating_add(AHEAD_WEEKS.weeks()),
    );
    let mut others = membership::of_person(act.tx, new.person)?;
    others.retain(|other| other.meets(span.0, new.last_on));
    let own = schedule::of_group(act.tx, group, site)?;
    let wanted = attended(&own, new, group, span);
    let ids = others.iter().map(|other| other.group).collect();
    let sites = if others.is_empty() {
        Vec::new()
    } else {
        site::all(act.tx)?
    };
    let theirs = schedule::of_groups(act.tx, ids, &sites)?;
    let way_minutes = commitment::journey(act.tx, new.person)?.map_or(0, |journey| journey.minutes);
    for other in others {
        let Some(found) = theirs.group(other.group) else {
            continue;
        };
        let sessions = attended(&theirs, &other, found, span);
        let both = wanted
            .iter()
            .find(|new| sessions.iter().any(|session| session.overlaps(new)));
        if let Some(session) = both {
            let sentence = format!(
                "They are in {} at that time: {}. Let them leave it first, or choose another group.",
                found.name,
                moment(session)
            );
            return Err(Refusal::field("person", sentence));
        }
        let near = wanted.iter().find(|new| {
            sessions
                .iter()
                .any(|session| hurried(session, new, way_minutes))
        });
        if let Some(session) = near {
            let sentence = format!(
                "Between {} and this group there is not enough time for their way: {}. Choose another group.",
                found.name,
                moment(session)
            );
            return Err(Refusal::field("person", sentence));
        }
    }
    check_commitments(act, new.person, home, &wanted)
}

/// Nobody joins a group that meets, week after week, while their life cannot give way. A single day in court, or a
/// vacation, is no reason to stay out of a group. What it is that the life holds is not said: whoever may see it looks
/// there.
fn check_commitments(
    act: &mut Act<'_, '_>,
    person: PersonId,
    home: SiteId,
    wanted: &[Session],
) -> Result<(), Refusal> {
    let home = site::find(act.tx, home)?.ok_or(Refusal::NotFound)?;
    let commitments = commitment::of_person(act.tx, person)?;
    let own = commitments.iter().map(|(_, one)| one);
    let wanted: Vec<&Session> = wanted.iter().collect();
    match first_taken(own, &wanted, Reach::Weekly, &home.zone.zone()) {
        None => Ok(()),
        Some(session) => {
            let sentence = format!(
                "Their life has no room for it, the way there and back included: {}. Choose another group, or let what their life holds at that time give way first.",
                moment(session)
            );
            Err(Refusal::field("person", sentence))
        }
    }
}

/// The sessions of a group that a membership covers.
fn attended(
    schedule: &Schedule,
    member: &Membership,
    group: &Group,
    span: (Date, Date),
) -> Vec<Session> {
    let mut sessions = schedule.of(group, span);
    sessions.retain(|session| member.covers(session.date));
    sessions
}

/// Lets somebody leave a group after a last date. A membership that has not begun is taken back.
pub fn leave(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: MembershipId,
    last_on: Date,
) -> Result<GroupId, Refusal> {
    clinic.act(actor, key, ("leave_group", &(id, last_on)), |act| {
        let member = membership::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.permit_patient(Action::PlaceInGroup, member.person)?;
        act.unchanged(Version::of(&member)?)?;
        let (group, site) = found(act.tx, member.group)?;
        let today = today(&site, act.now);
        if member.last_on.is_some_and(|last| last < today) {
            let sentence = "They have left this group already.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let withdrawn = member.joined_on > today && last_on < member.joined_on;
        if !withdrawn {
            check_last(act, &group, &site, &member, last_on)?;
        }
        let at = (group.site, &[last_on][..]);
        told::around(act, ChangeAct::Left, at, |act| {
            if withdrawn {
                membership::delete(act.tx, id)?;
            } else {
                membership::end(act.tx, id, Some(last_on))?;
            }
            Ok(())
        })?;
        let detail =
            serde_json::json!({ "membership": member, "last_on": last_on, "withdrawn": withdrawn });
        act.journal(
            "group.left",
            ("group", member.group.uuid()),
            Some(member.person),
            Some(detail),
        )?;
        Ok(member.group)
    })
}

/// A last date that takes nobody off the roster of a session that has begun.
fn check_last(
    act: &mut Act<'_, '_>,
    group: &Group,
    site: &Site,
    member: &Membership,
    last_on: Date,
) -> Result<(), Refusal> {
    let today = today(site, act.now);
    let since = today.saturating_sub(1.day());
    let sessions = schedule::of_group(act.tx, group, site)?;
    let begun = sessions
        .of(group, (since, today.saturating_add(1.day())))
        .iter()
        .any(|session| session.date == today && session.starts_at <= act.now);
    let earliest = if begun || member.joined_on == today {
        today
    } else {
        since
    };
    if last_on < earliest.max(member.joined_on) {
        let sentence = format!(
            "Past rosters stay as they were. Let the last day be {} or later.",
            day(earliest.max(member.joined_on))
        );
        return Err(Refusal::field("last", sentence));
    }
    Ok(())
}

/// People whom the actor may let join a group, whose name fits `query`.
pub fn candidates(
    clinic: &Clinic,
    actor: &Actor,
    id: GroupId,
    query: &str,
) -> Result<Vec<Patient>, Refusal> {
    clinic.look(actor, |look| {
        let (group, _) = found(look.read, id)?;
        let resource = Resource::Site(look.organization(), group.site);
        look.permit_on(Action::ViewGroups, &resource)
            .map_err(super::unseen)?;
        look.permit(Action::SearchPatients)?;
        let within = reach_for(actor, Action::PlaceInGroup, look.now);
        let asked = reach_for(actor, Action::ViewInquiry, look.now);
        let mut found = search::patients(look.read, &within, &asked, Which::InCare, query)?;
        found.retain(|person| {
            person.site == group.site || matches!(group.place, MeetingPlace::Telehealth(_))
        });
        let shown: Vec<PersonId> = found.iter().map(|person| person.id).collect();
        saw_listed(look, &shown, true);
        Ok(found)
    })
}
