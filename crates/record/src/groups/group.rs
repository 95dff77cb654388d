//! Groups and their exceptions.

use crate::{Columns, FromRow, FromValue, Read, RecordError, Tx, Value};
use care::groups::group::{
    Cause, Exception, Group, GroupKind, Link, Meeting, MeetingPlace, SessionChange, StayWeeks,
};
use care::{GroupId, Line, PersonId, ProgramId, SiteId, Track};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

statements! {
    INSERT = "\
        INSERT INTO care_group (organization_id, group_id, site_id, program_id, name, kind, track, topic, room_id, \
        telehealth, link, seats, smallest, minutes, starts_on, ends_on, open, draft, first_week, last_week, \
        follows_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    UPDATE = "UPDATE care_group \
        SET program_id = $3, name = $4, kind = $5, track = $6, topic = $7, room_id = $8, telehealth = $9, link = $10, \
        seats = $11, smallest = $12, minutes = $13, starts_on = $14, ends_on = $15, open = $16, draft = $17, \
        first_week = $18, last_week = $19 WHERE organization_id = $1 AND group_id = $2";
    CLEAR_MEETINGS = "DELETE FROM group_meeting WHERE organization_id = $1 AND group_id = $2";
    CLEAR_LEADERS = "DELETE FROM group_leader WHERE organization_id = $1 AND group_id = $2";
    INSERT_MEETING = "INSERT INTO group_meeting (organization_id, group_id, weekday, start_minute) \
        VALUES ($1, $2, $3, $4)";
    INSERT_LEADER = "INSERT INTO group_leader (organization_id, group_id, place, person_id) VALUES ($1, $2, $3, $4)";
    ALL: Kept = "SELECT {} FROM care_group WHERE organization_id = $1 ORDER BY group_id";
    MEETINGS: (GroupId, Meeting) = "SELECT group_id, {} FROM group_meeting WHERE organization_id = $1 \
        ORDER BY group_id, weekday";
    LEADERS: (GroupId, PersonId) = "SELECT group_id, person_id FROM group_leader WHERE organization_id = $1 \
        ORDER BY group_id, place";
    FIND: Kept = "SELECT {} FROM care_group WHERE organization_id = $1 AND group_id = $2";
    MEETINGS_OF: (GroupId, Meeting) = "SELECT group_id, {} FROM group_meeting WHERE organization_id = $1 \
        AND group_id = $2 ORDER BY weekday";
    LEADERS_OF: (GroupId, PersonId) = "SELECT group_id, person_id FROM group_leader \
        WHERE organization_id = $1 AND group_id = $2 ORDER BY place";
    FIND_ALL: Kept = "SELECT {} FROM care_group WHERE organization_id = $1 AND group_id = ANY($2) ORDER BY group_id";
    MEETINGS_OF_ALL: (GroupId, Meeting) = "SELECT group_id, {} FROM group_meeting \
        WHERE organization_id = $1 AND group_id = ANY($2) ORDER BY group_id, weekday";
    LEADERS_OF_ALL: (GroupId, PersonId) = "SELECT group_id, person_id FROM group_leader \
        WHERE organization_id = $1 AND group_id = ANY($2) ORDER BY group_id, place";
    INSERT_PHASE = "INSERT INTO group_phase (organization_id, group_id, phase) VALUES ($1, $2, $3)";
    PHASES: (GroupId, u16) = "SELECT group_id, phase FROM group_phase WHERE organization_id = $1 \
        ORDER BY group_id, phase";
    /// What continues a series is for the same phases.
    INHERIT_PHASES = "INSERT INTO group_phase (organization_id, group_id, phase) \
        SELECT g.organization_id, g.group_id, p.phase FROM care_group g \
        JOIN group_phase p ON p.organization_id = g.organization_id AND p.group_id = g.follows_id \
        WHERE g.organization_id = $1 AND g.group_id = $2";
    INSERT_EXCEPTION = "INSERT INTO group_exception (organization_id, group_id, date, cause, change) \
        VALUES ($1, $2, $3, $4, $5)";
    DELETE_EXCEPTION = "DELETE FROM group_exception WHERE organization_id = $1 AND group_id = $2 AND date = $3";
    SESSION_CHANGED = "INSERT INTO session_change (organization_id, group_id, date, changes) VALUES ($1, $2, $3, 1) \
        ON CONFLICT (organization_id, group_id, date) DO UPDATE SET changes = session_change.changes + 1";
    GROUP_CHANGED = "INSERT INTO group_change (organization_id, group_id, changes) VALUES ($1, $2, 1) \
        ON CONFLICT (organization_id, group_id) DO UPDATE SET changes = group_change.changes + 1";
    SESSION_CHANGES: (Date, u32) = "SELECT date, changes FROM session_change WHERE organization_id = $1 \
        AND group_id = $2";
    GROUP_CHANGES: i64 = "SELECT coalesce(max(changes), 0) FROM group_change \
        WHERE organization_id = $1 AND group_id = $2";
    EXCEPTIONS: Exception = "SELECT {} FROM group_exception WHERE organization_id = $1 ORDER BY group_id, date";
    EXCEPTIONS_OF: Exception = "SELECT {} FROM group_exception WHERE organization_id = $1 AND group_id = $2 \
        ORDER BY date";
    EXCEPTIONS_OF_ALL: Exception = "SELECT {} FROM group_exception WHERE organization_id = $1 AND group_id = ANY($2) \
        ORDER BY group_id, date";
}

coded! { GroupKind Track Cause }
documents! { SessionChange }

row! {
    /// A group as it is kept, without its meetings and leaders.
    struct Kept of _ {
        id: GroupId = group_id,
        site: SiteId = site_id,
        program: Option<ProgramId> = program_id,
        name: Line,
        kind: GroupKind,
        track: Track,
        topic: Option<Line>,
        place: MeetingPlace = ..,
        seats: u16,
        smallest: u16,
        minutes: u16,
        starts_on: Date,
        ends_on: Option<Date>,
        open: bool,
        draft: bool,
        stay_weeks: Option<(u16, u16)> = (first_week, last_week),
        follows: Option<GroupId> = follows_id,
    }
}

impl FromRow for MeetingPlace {
    const COLUMNS: &'static str = "room_id, telehealth, link";
    const WIDTH: usize = 3;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        Ok(match FromRow::take(columns)? {
            (Some(room), _, _) => Self::Room(room),
            (None, false, _) => Self::Undecided,
            (None, true, link) => Self::Telehealth(link),
        })
    }
}

impl FromValue for Link {
    fn from_value(value: &Value) -> Option<Self> {
        value.text().and_then(|text| Self::parse(text).ok())
    }
}

row! { Meeting of _ { day = weekday, start_minute } }

row! { Exception of _ { group = group_id, date, cause, change } }

/// Adds a group.
pub fn insert(tx: &mut Tx<'_>, group: &Group, now: Timestamp) -> Result<(), RecordError> {
    let (telehealth, link) = telehealth(&group.place);
    tx.run(
        INSERT,
        args![
            group.id,
            group.site,
            group.program,
            group.name.as_str(),
            group.kind.code(),
            group.track.code(),
            group.topic.as_ref().map(Line::as_str),
            group.place.room(),
            telehealth,
            link,
            group.seats,
            group.smallest,
            group.minutes,
            group.starts_on,
            group.ends_on,
            group.open,
            group.draft,
            group.stay_weeks.map(|weeks| weeks.first),
            group.stay_weeks.map(|weeks| weeks.last),
            group.follows,
            now
        ],
    )?;
    if group.follows.is_some() {
        tx.run(INHERIT_PHASES, args![group.id])?;
    }
    insert_parts(tx, group)
}

/// Says for which phases of its program a new group is; none is all of them.
pub fn insert_phases(tx: &mut Tx<'_>, id: GroupId, phases: &[u16]) -> Result<(), RecordError> {
    for phase in phases {
        tx.run(INSERT_PHASE, args![id, *phase])?;
    }
    Ok(())
}

/// The phases of every group that is not for all of them.
pub fn phases(read: &mut impl Read) -> Result<BTreeMap<GroupId, Vec<u16>>, RecordError> {
    let mut phases: BTreeMap<GroupId, Vec<u16>> = BTreeMap::new();
    for (group, phase) in read.all(PHASES, args![])? {
        phases.entry(group).or_default().push(phase);
    }
    Ok(phases)
}

/// Changes a group, but for its site and what it follows; answers whether it was there.
pub fn update(tx: &mut Tx<'_>, group: &Group) -> Result<bool, RecordError> {
    let (telehealth, link) = telehealth(&group.place);
    let changed = tx.run(
        UPDATE,
        args![
            group.id,
            group.program,
            group.name.as_str(),
            group.kind.code(),
            group.track.code(),
            group.topic.as_ref().map(Line::as_str),
            group.place.room(),
            telehealth,
            link,
            group.seats,
            group.smallest,
            group.minutes,
            group.starts_on,
            group.ends_on,
            group.open,
            group.draft,
            group.stay_weeks.map(|weeks| weeks.first),
            group.stay_weeks.map(|weeks| weeks.last)
        ],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    tx.run(GROUP_CHANGED, args![group.id])?;
    tx.run(CLEAR_MEETINGS, args![group.id])?;
    tx.run(CLEAR_LEADERS, args![group.id])?;
    insert_parts(tx, group)?;
    Ok(true)
}

fn telehealth(place: &MeetingPlace) -> (bool, Option<&str>) {
    match place {
        MeetingPlace::Telehealth(link) => (true, link.as_ref().map(Link::as_str)),
        MeetingPlace::Room(_) | MeetingPlace::Undecided => (false, None),
    }
}

fn insert_parts(tx: &mut Tx<'_>, group: &Group) -> Result<(), RecordError> {
    for meeting in &group.meetings {
        let (day, start) = (meeting.day.index(), meeting.start_minute);
        tx.run(INSERT_MEETING, args![group.id, day, start])?;
    }
    for (place, person) in (0_u16..).zip(&group.facilitators) {
        tx.run(INSERT_LEADER, args![group.id, place, *person])?;
    }
    Ok(())
}

/// Every group of an organization, drafts and ended ones too, oldest first.
pub fn all(read: &mut impl Read) -> Result<Vec<Group>, RecordError> {
    let rows = read.all(ALL, args![])?;
    let meetings = read.all(MEETINGS, args![])?;
    let leaders = read.all(LEADERS, args![])?;
    Ok(gather(rows, meetings, leaders))
}

/// Every group of a site, drafts and ended ones too, oldest first.
pub fn at_site(read: &mut impl Read, site: SiteId) -> Result<Vec<Group>, RecordError> {
    let mut groups = all(read)?;
    groups.retain(|group| group.site == site);
    Ok(groups)
}

/// One group.
pub fn find(read: &mut impl Read, id: GroupId) -> Result<Option<Group>, RecordError> {
    let rows = read.all(FIND, args![id])?;
    let meetings = read.all(MEETINGS_OF, args![id])?;
    let leaders = read.all(LEADERS_OF, args![id])?;
    Ok(gather(rows, meetings, leaders).pop())
}

/// These groups, oldest first; what is none is left out.
pub fn find_all(read: &mut impl Read, ids: &[GroupId]) -> Result<Vec<Group>, RecordError> {
    let rows = read.all(FIND_ALL, args![ids])?;
    let meetings = read.all(MEETINGS_OF_ALL, args![ids])?;
    let leaders = read.all(LEADERS_OF_ALL, args![ids])?;
    Ok(gather(rows, meetings, leaders))
}

/// Notes what differs for one session. A second exception for the same session is refused by the table's key, so
/// look first.
pub fn insert_exception(tx: &mut Tx<'_>, exception: &Exception) -> Result<(), RecordError> {
    tx.run(
        INSERT_EXCEPTION,
        args![
            exception.group,
            exception.date,
            exception.cause.code(),
            crate::Value::document(&exception.change)?
        ],
    )?;
    session_changed(tx, exception.group, exception.date)
}

/// Counts a change of one session, so that calendars see which version is the latest.
fn session_changed(tx: &mut Tx<'_>, group: GroupId, date: Date) -> Result<(), RecordError> {
    tx.run(SESSION_CHANGED, args![group, date]).map(drop)
}

/// Takes an exception back; answers whether it was there.
pub fn delete_exception(tx: &mut Tx<'_>, group: GroupId, date: Date) -> Result<bool, RecordError> {
    let deleted = tx.run(DELETE_EXCEPTION, args![group, date])? > 0;
    if deleted {
        session_changed(tx, group, date)?;
    }
    Ok(deleted)
}

/// How often a group was changed, and how often each of its sessions by itself.
pub fn changes(
    read: &mut impl Read,
    group: GroupId,
) -> Result<(u32, HashMap<Date, u32>), RecordError> {
    let whole = read.count(GROUP_CHANGES, args![group])?;
    let sessions = read.all(SESSION_CHANGES, args![group])?;
    let whole = u32::try_from(whole).unwrap_or(u32::MAX);
    Ok((whole, sessions.into_iter().collect()))
}

/// Every exception of an organization, by group and date.
pub fn exceptions(read: &mut impl Read) -> Result<Vec<Exception>, RecordError> {
    read.all(EXCEPTIONS, args![])
}

/// The exceptions of one group, by date.
pub fn exceptions_of(read: &mut impl Read, group: GroupId) -> Result<Vec<Exception>, RecordError> {
    read.all(EXCEPTIONS_OF, args![group])
}

/// The exceptions of these groups, by group and date.
pub fn exceptions_of_all(
    read: &mut impl Read,
    groups: &[GroupId],
) -> Result<Vec<Exception>, RecordError> {
    read.all(EXCEPTIONS_OF_ALL, args![groups])
}

/// Rows of groups with their meetings and leaders.
fn gather(
    rows: Vec<Kept>,
    meetings: Vec<(GroupId, Meeting)>,
    leaders: Vec<(GroupId, PersonId)>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = rows.into_iter().map(group).collect();
    let places: HashMap<GroupId, usize> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| (group.id, at))
        .collect();
    for (id, meeting) in meetings {
        if let Some(at) = places.get(&id) {
            groups[*at].meetings.push(meeting);
        }
    }
    for (id, leader) in leaders {
        if let Some(at) = places.get(&id) {
            groups[*at].facilitators.push(leader);
        }
    }
    groups
}

fn group(kept: Kept) -> Group {
    Group {
        id: kept.id,
        site: kept.site,
        program: kept.program,
        name: kept.name,
        kind: kept.kind,
        track: kept.track,
        topic: kept.topic,
        facilitators: Vec::new(),
        place: kept.place,
        seats: kept.seats,
        smallest: kept.smallest,
        meetings: Vec::new(),
        minutes: kept.minutes,
        starts_on: kept.starts_on,
        ends_on: kept.ends_on,
        open: kept.open,
        draft: kept.draft,
        stay_weeks: kept
            .stay_weeks
            .map(|(first, last)| StayWeeks { first, last }),
        follows: kept.follows,
    }
}
