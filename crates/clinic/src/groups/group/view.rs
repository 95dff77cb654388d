//! Groups as pages show them.

use super::{found, today, unseen};
use crate::groups::schedule;
use crate::{Clinic, Look, Refusal};
use care::groups::group::{Exception, Group, Limits, MeetingPlace, Membership, Session, advice};
use care::people::program::Program;
use care::people::site::{Room, Site};
use care::people::staff::Staff;
use care::text::compare;
use care::{Credential, GroupId, MembershipId, PersonId, SiteId};
use door::display_name;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource, decide};
use record::groups::{group, membership};
use record::people::{program, site, staff};

/// How many weeks of sessions a group's page shows.
const SHOWN_WEEKS: i32 = 4;

/// Somebody who leads, and what they are called, unless they were forgotten.
#[derive(Clone, Debug)]
pub struct Leader {
    /// Who.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
}

/// One group in the list of a site.
pub struct GroupLine {
    /// The group.
    pub group: Group,
    /// How many are members today.
    pub members: usize,
    /// Who leads it.
    pub leaders: Vec<Leader>,
    /// The name of its room, if it has one.
    pub room: Option<String>,
}

/// The groups of a site.
pub struct SiteGroups {
    /// The site.
    pub site: Site,
    /// Today by its clock.
    pub today: Date,
    /// Its groups, those that ended too.
    pub groups: Vec<GroupLine>,
    /// Whether the actor may add and change groups.
    pub may_manage: bool,
}

/// Every group of a site.
pub fn site_groups(clinic: &Clinic, actor: &Actor, id: SiteId) -> Result<SiteGroups, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(Action::ViewGroups, &Resource::Site(organization, id))
            .map_err(unseen)?;
        let site = site::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let today = today(&site, look.now);
        let rooms = site::rooms(look.read)?;
        let staff = staff::all(look.read)?;
        let memberships = membership::all(look.read)?;
        let line = |group: Group| GroupLine {
            members: memberships
                .iter()
                .filter(|m| m.group == group.id && m.covers(today))
                .count(),
            leaders: leaders(&staff, &group.facilitators),
            room: room_name(&rooms, &group.place),
            group,
        };
        let groups = group::at_site(look.read, id)?
            .into_iter()
            .map(line)
            .collect();
        let may_manage = may(look, Action::ManageGroups, id);
        Ok(SiteGroups {
            site,
            today,
            groups,
            may_manage,
        })
    })
}

fn leaders(staff: &[Staff], ids: &[PersonId]) -> Vec<Leader> {
    let name = |id: PersonId| {
        let found = staff.iter().find(|member| member.id == id);
        found.map_or_else(
            || "Somebody who was forgotten".to_owned(),
            |m| m.name.full(),
        )
    };
    ids.iter()
        .map(|id| Leader {
            id: *id,
            name: name(*id),
        })
        .collect()
}

fn room_name(rooms: &[Room], place: &MeetingPlace) -> Option<String> {
    let id = place.room()?;
    let room = rooms.iter().find(|room| room.id == id)?;
    Some(room.name.to_string())
}

fn may(look: &Look<'_, '_>, action: Action, site: SiteId) -> bool {
    let resource = Resource::Site(look.organization(), site);
    decide(look.actor, action, &resource, look.now).allow
}

/// One member of a group. Whoever may not open their record sees that somebody is there, not who.
pub struct Member {
    /// Since when and until when.
    pub membership: Membership,
    /// What they are called, where the actor may know.
    pub name: Option<String>,
    /// Whether the actor may let them leave.
    pub may_leave: bool,
}

/// One group as its page shows it.
pub struct GroupPage {
    /// The group.
    pub group: Group,
    /// Its site.
    pub site: Site,
    /// Today there.
    pub today: Date,
    /// Everybody who leads it or one of its sessions.
    pub leaders: Vec<Leader>,
    /// The rooms of the organization.
    pub rooms: Vec<Room>,
    /// The program it is part of.
    pub program: Option<Program>,
    /// Its sessions of the next weeks.
    pub sessions: Vec<Session>,
    /// Everything known to differ, from today on.
    pub exceptions: Vec<Exception>,
    /// Members now and in time to come, then those who left, latest first.
    pub members: Vec<Member>,
    /// How many are members today.
    pub members_now: usize,
    /// The series this one continues, and the one that continues it.
    pub before_and_after: (Option<Group>, Option<Group>),
    /// What should be known about its size.
    pub advice: Vec<String>,
    /// Whether the actor may change it.
    pub may_manage: bool,
    /// Whether the actor may let people join.
    pub may_place: bool,
}

/// Opens a group's page. The journal knows whose names it showed.
pub fn group_page(clinic: &Clinic, actor: &Actor, id: GroupId) -> Result<GroupPage, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        let (group, site) = found(look.read, id)?;
        let resource = Resource::Site(organization, group.site);
        look.permit_on(Action::ViewGroups, &resource)
            .map_err(unseen)?;
        let today = today(&site, look.now);
        let schedule = schedule::of_group(look.read, &group, &site)?;
        let until = today.saturating_add(SHOWN_WEEKS.weeks());
        let sessions = schedule.of(&group, (today, until));
        let members = members(look, id, today)?;
        let shown: Vec<PersonId> = members
            .iter()
            .filter(|member| member.name.is_some())
            .map(|member| member.membership.person)
            .collect();
        let staff = staff::all(look.read)?;
        let mut leading: Vec<PersonId> = group.facilitators.clone();
        leading.extend(sessions.iter().flat_map(|s| s.facilitators.iter().copied()));
        leading.sort_unstable();
        leading.dedup();
        let all = group::at_site(look.read, group.site)?;
        let before = group.follows.and_then(|id| all.iter().find(|g| g.id == id));
        let after = all.iter().find(|other| other.follows == Some(id));
        let members_now = members
            .iter()
            .filter(|member| member.membership.covers(today))
            .count();
        let programs = program::all(look.read)?;
        let page = GroupPage {
            today,
            leaders: leaders(&staff, &leading),
            rooms: site::rooms(look.read)?,
            program: programs.into_iter().find(|p| Some(p.id) == group.program),
            sessions,
            exceptions: schedule
                .exceptions()
                .iter()
                .filter(|e| e.date >= today || e.moved().is_some_and(|(to, _)| to >= today))
                .cloned()
                .collect(),
            members_now,
            before_and_after: (before.cloned(), after.cloned()),
            advice: advice(&group, members_now, &clinic.protocol().group_size),
            may_manage: may(look, Action::ManageGroups, group.site),
            may_place: policy::reach(actor, Action::PlaceInGroup) != policy::Reach::default(),
            members,
            group,
            site,
        };
        let detail = (!shown.is_empty()).then(|| serde_json::json!({ "shown": shown }));
        look.saw("group.viewed", ("group", id.uuid()), None, detail);
        Ok(page)
    })
}

/// The page of the group that a membership is of; for showing it again with what has to be mended.
pub fn group_of(clinic: &Clinic, actor: &Actor, id: MembershipId) -> Result<GroupPage, Refusal> {
    let group = clinic.look(actor, |look| {
        let organization = look.organization();
        let member = membership::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let (group, _) = found(look.read, member.group)?;
        let resource = Resource::Site(organization, group.site);
        look.permit_on(Action::ViewGroups, &resource)
            .map_err(unseen)?;
        Ok(group.id)
    })?;
    group_page(clinic, actor, group)
}

fn members(look: &mut Look<'_, '_>, id: GroupId, today: Date) -> Result<Vec<Member>, Refusal> {
    let memberships = membership::of_group(look.read, id)?;
    look.introduce(memberships.iter().map(|membership| membership.person))?;
    look.meet(memberships.iter().map(|membership| membership.person))?;
    let mut members = Vec::new();
    for membership in memberships {
        let person = membership.person;
        let name = if look.could_still(Action::ViewPatient, person)? {
            display_name(look, person)?
        } else {
            None
        };
        let past = membership.last_on.is_some_and(|last| last < today);
        members.push(Member {
            may_leave: !past && look.could_still(Action::PlaceInGroup, person)?,
            name,
            membership,
        });
    }
    let left = |member: &Member| member.membership.last_on.filter(|last| *last < today);
    members.sort_by(|one, other| {
        let left = |member: &Member| {
            let left = left(member);
            (
                left.is_some(),
                left.map(std::cmp::Reverse),
                member.name.is_none(),
            )
        };
        let name = |member: &Member| member.name.clone().unwrap_or_default();
        left(one)
            .cmp(&left(other))
            .then_with(|| compare(&name(one), &name(other)))
    });
    Ok(members)
}

/// What the forms of a site's groups offer.
pub struct GroupChoices {
    /// The site.
    pub site: Site,
    /// Today there.
    pub today: Date,
    /// Who works there, with what they are qualified for.
    pub staff: Vec<(Leader, Vec<Credential>)>,
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// Its programs.
    pub programs: Vec<Program>,
    /// The sizes within which groups are useful.
    pub sizes: Limits,
}

/// What the forms of a site's groups offer, for those who may change them.
pub fn choices(clinic: &Clinic, actor: &Actor, id: SiteId) -> Result<GroupChoices, Refusal> {
    clinic.look(actor, |look| {
        let organization = look.organization();
        look.permit_on(Action::ManageGroups, &Resource::Site(organization, id))?;
        let site = site::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let mut rooms = site::rooms(look.read)?;
        rooms.retain(|room| room.site == id);
        let mut programs = program::all(look.read)?;
        programs.retain(|program| program.site == id);
        let mut members = staff::all(look.read)?;
        members.retain(|m| m.sites.contains(&id) && m.disabled_at.is_none());
        members.sort_by_key(|m| m.credentials.is_empty());
        Ok(GroupChoices {
            today: today(&site, look.now),
            staff: members
                .into_iter()
                .map(|member| {
                    let name = member.name.full();
                    (
                        Leader {
                            id: member.id,
                            name,
                        },
                        member.credentials,
                    )
                })
                .collect(),
            rooms,
            programs,
            sizes: clinic.protocol().group_size.clone(),
            site,
        })
    })
}
