//! Groups and their exceptions.

use crate::people::site::line;
use crate::{Read, RecordError, Row, Tx};
use care::groups::group::{Cause, Exception, Group, GroupKind, Link, Meeting, Place, StayWeeks};
use care::{GroupId, Line, PersonId, SiteId, Track, Weekday};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

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
    INSERT_MEETING = "INSERT INTO group_meeting (organization_id, group_id, weekday, start_minute) VALUES ($1, $2, $3, $4)";
    INSERT_LEADER = "INSERT INTO group_leader (organization_id, group_id, place, person_id) VALUES ($1, $2, $3, $4)";
    ALL = "\
        SELECT group_id, site_id, program_id, name, kind, track, topic, room_id, telehealth, link, seats, smallest, \
        minutes, starts_on, ends_on, open, draft, first_week, last_week, follows_id FROM care_group \
        WHERE organization_id = $1 ORDER BY group_id";
    MEETINGS = "SELECT group_id, weekday, start_minute FROM group_meeting WHERE organization_id = $1 \
        ORDER BY group_id, weekday";
    LEADERS = "SELECT group_id, person_id FROM group_leader WHERE organization_id = $1 ORDER BY group_id, place";
    FIND = "\
        SELECT group_id, site_id, program_id, name, kind, track, topic, room_id, telehealth, link, seats, smallest, \
        minutes, starts_on, ends_on, open, draft, first_week, last_week, follows_id FROM care_group \
        WHERE organization_id = $1 AND group_id = $2";
    MEETINGS_OF = "\
        SELECT group_id, weekday, start_minute FROM group_meeting WHERE organization_id = $1 AND group_id = $2 \
        ORDER BY weekday";
    LEADERS_OF = "SELECT group_id, person_id FROM group_leader WHERE organization_id = $1 AND group_id = $2 ORDER BY place";
    INSERT_EXCEPTION = "INSERT INTO group_exception (organization_id, group_id, date, cause, change) VALUES ($1, $2, $3, $4, $5)";
    DELETE_EXCEPTION = "DELETE FROM group_exception WHERE organization_id = $1 AND group_id = $2 AND date = $3";
    SESSION_CHANGED = "INSERT INTO session_change (organization_id, group_id, date, changes) VALUES ($1, $2, $3, 1) \
        ON CONFLICT (organization_id, group_id, date) DO UPDATE SET changes = session_change.changes + 1";
    GROUP_CHANGED = "INSERT INTO group_change (organization_id, group_id, changes) VALUES ($1, $2, 1) \
        ON CONFLICT (organization_id, group_id) DO UPDATE SET changes = group_change.changes + 1";
    SESSION_CHANGES = "SELECT date, changes FROM session_change WHERE organization_id = $1 AND group_id = $2";
    GROUP_CHANGES = "SELECT coalesce(max(changes), 0) FROM group_change WHERE organization_id = $1 AND group_id = $2";
    EXCEPTIONS = "SELECT group_id, date, cause, change FROM group_exception WHERE organization_id = $1 ORDER BY group_id, date";
    EXCEPTIONS_OF = "\
        SELECT group_id, date, cause, change FROM group_exception WHERE organization_id = $1 AND group_id = $2 \
        ORDER BY date";
}

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
    insert_parts(tx, group)
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

fn telehealth(place: &Place) -> (bool, Option<&str>) {
    match place {
        Place::Telehealth(link) => (true, link.as_ref().map(Link::as_str)),
        Place::Room(_) | Place::Undecided => (false, None),
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
    gather(&rows, &meetings, &leaders)
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
    Ok(gather(&rows, &meetings, &leaders)?.pop())
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
    let sessions = sessions
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect::<Result<_, RecordError>>()?;
    Ok((u32::try_from(whole).unwrap_or(u32::MAX), sessions))
}

/// Every exception of an organization, by group and date.
pub fn exceptions(read: &mut impl Read) -> Result<Vec<Exception>, RecordError> {
    read.all(EXCEPTIONS, args![])?
        .iter()
        .map(exception)
        .collect()
}

/// The exceptions of one group, by date.
pub fn exceptions_of(read: &mut impl Read, group: GroupId) -> Result<Vec<Exception>, RecordError> {
    read.all(EXCEPTIONS_OF, args![group])?
        .iter()
        .map(exception)
        .collect()
}

fn exception(row: &Row) -> Result<Exception, RecordError> {
    let cause = Cause::from_code(&row.get::<String>(2)?);
    Ok(Exception {
        group: row.get(0)?,
        date: row.get(1)?,
        cause: cause.ok_or_else(|| RecordError::damaged("an exception's cause"))?,
        change: row.document(3)?,
    })
}

/// Rows of groups with their meetings and leaders.
fn gather(rows: &[Row], meetings: &[Row], leaders: &[Row]) -> Result<Vec<Group>, RecordError> {
    let mut groups = rows.iter().map(group).collect::<Result<Vec<_>, _>>()?;
    let places: HashMap<GroupId, usize> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| (group.id, at))
        .collect();
    for row in meetings {
        if let Some(at) = places.get(&row.get(0)?) {
            let day = Weekday::from_index(row.get(1)?);
            groups[*at].meetings.push(Meeting {
                day: day.ok_or_else(|| RecordError::damaged("a weekday"))?,
                start_minute: row.get(2)?,
            });
        }
    }
    for row in leaders {
        if let Some(at) = places.get(&row.get(0)?) {
            groups[*at].facilitators.push(row.get::<PersonId>(1)?);
        }
    }
    Ok(groups)
}

fn group(row: &Row) -> Result<Group, RecordError> {
    let kind = GroupKind::from_code(&row.get::<String>(4)?);
    let track = Track::from_code(&row.get::<String>(5)?);
    let topic: Option<String> = row.get(6)?;
    let topic = topic.map(|_| line(row, 6)).transpose()?;
    let weeks: (Option<u16>, Option<u16>) = (row.get(17)?, row.get(18)?);
    Ok(Group {
        id: row.get(0)?,
        site: row.get(1)?,
        program: row.get(2)?,
        name: line(row, 3)?,
        kind: kind.ok_or_else(|| RecordError::damaged("a kind of group"))?,
        track: track.ok_or_else(|| RecordError::damaged("a track"))?,
        topic,
        facilitators: Vec::new(),
        place: place(row)?,
        seats: row.get(10)?,
        smallest: row.get(11)?,
        meetings: Vec::new(),
        minutes: row.get(12)?,
        starts_on: row.get(13)?,
        ends_on: row.get(14)?,
        open: row.get(15)?,
        draft: row.get(16)?,
        stay_weeks: weeks
            .0
            .zip(weeks.1)
            .map(|(first, last)| StayWeeks { first, last }),
        follows: row.get(19)?,
    })
}

fn place(row: &Row) -> Result<Place, RecordError> {
    if let Some(room) = row.get(7)? {
        return Ok(Place::Room(room));
    }
    if !row.get::<bool>(8)? {
        return Ok(Place::Undecided);
    }
    let link: Option<String> = row.get(9)?;
    let link = link.map(|link| Link::parse(&link)).transpose();
    Ok(Place::Telehealth(
        link.map_err(|_| RecordError::damaged("a link"))?,
    ))
}
