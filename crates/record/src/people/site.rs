//! Sites, their hours and their rooms.

use crate::{Read, RecordError, Row, Tx};
use care::people::site::{Room, Site};
use care::{Line, RoomId, Seats, SiteId, Span, TimeZoneName, UsState, Weekday};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO site (organization_id, site_id, name, time_zone, state, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE = "UPDATE site SET name = $3, time_zone = $4, state = $5 \
        WHERE organization_id = $1 AND site_id = $2";
    CLEAR_HOURS = "DELETE FROM site_hours WHERE organization_id = $1 AND site_id = $2";
    INSERT_HOURS = "INSERT INTO site_hours (organization_id, site_id, weekday, start_minute, end_minute) \
        VALUES ($1, $2, $3, $4, $5)";
    ALL = "SELECT site_id, name, time_zone, state FROM site WHERE organization_id = $1 ORDER BY name, site_id";
    HOURS = "SELECT weekday, start_minute, end_minute, site_id FROM site_hours WHERE organization_id = $1 \
        ORDER BY site_id, weekday, start_minute";
    INSERT_ROOM = "INSERT INTO room (organization_id, room_id, site_id, name, seats) VALUES ($1, $2, $3, $4, $5)";
    ROOMS = "SELECT room_id, site_id, name, seats FROM room WHERE organization_id = $1 ORDER BY site_id, name, room_id";
}

/// Adds a site with its opening hours.
pub fn insert(tx: &mut Tx<'_>, site: &Site, now: Timestamp) -> Result<(), RecordError> {
    tx.run(
        INSERT,
        args![
            site.id,
            site.name.as_str(),
            site.zone.as_str(),
            site.state.map(UsState::code),
            now
        ],
    )?;
    insert_hours(tx, site)
}

/// Changes a site's name, zone, state and hours; answers whether it was there.
pub fn update(tx: &mut Tx<'_>, site: &Site) -> Result<bool, RecordError> {
    if tx.run(
        UPDATE,
        args![
            site.id,
            site.name.as_str(),
            site.zone.as_str(),
            site.state.map(UsState::code)
        ],
    )? == 0
    {
        return Ok(false);
    }
    tx.run(CLEAR_HOURS, args![site.id])?;
    insert_hours(tx, site)?;
    Ok(true)
}

fn insert_hours(tx: &mut Tx<'_>, site: &Site) -> Result<(), RecordError> {
    for span in &site.hours {
        tx.run(
            INSERT_HOURS,
            args![
                site.id,
                span.day.index(),
                span.start_minute,
                span.end_minute
            ],
        )?;
    }
    Ok(())
}

/// Every site of an organization, oldest first.
pub fn all(read: &mut impl Read) -> Result<Vec<Site>, RecordError> {
    let hours = read.all(HOURS, args![])?;
    read.all(ALL, args![])?
        .iter()
        .map(|row| {
            let id: SiteId = row.get(0)?;
            let mut own = Vec::new();
            for span in &hours {
                if span.get::<SiteId>(3)? == id {
                    own.push(span_at(span, 0)?);
                }
            }
            Ok(Site {
                id,
                name: line(row, 1)?,
                zone: zone(row, 2)?,
                state: state(row, 3)?,
                hours: own,
            })
        })
        .collect()
}

/// One site.
pub fn find(read: &mut impl Read, id: SiteId) -> Result<Option<Site>, RecordError> {
    Ok(all(read)?.into_iter().find(|site| site.id == id))
}

/// Adds a room.
pub fn insert_room(tx: &mut Tx<'_>, room: &Room) -> Result<(), RecordError> {
    tx.run(
        INSERT_ROOM,
        args![room.id, room.site, room.name.as_str(), room.seats.get()],
    )
    .map(drop)
}

/// Every room of an organization, by site and name.
pub fn rooms(read: &mut impl Read) -> Result<Vec<Room>, RecordError> {
    read.all(ROOMS, args![])?
        .iter()
        .map(|row| {
            let seats: u16 = row.get(3)?;
            let seats = Seats::parse(&seats.to_string())
                .map_err(|_| RecordError::damaged("a room's seats"))?;
            Ok(Room {
                id: row.get::<RoomId>(0)?,
                site: row.get(1)?,
                name: line(row, 2)?,
                seats,
            })
        })
        .collect()
}

/// A span from three columns: weekday, start, end.
pub(crate) fn span_at(row: &Row, first: usize) -> Result<Span, RecordError> {
    let day =
        Weekday::from_index(row.get(first)?).ok_or_else(|| RecordError::damaged("a weekday"))?;
    Span::new(day, row.get(first + 1)?, row.get(first + 2)?)
        .map_err(|_| RecordError::damaged("a span of time"))
}

/// A line of text.
pub(crate) fn line(row: &Row, index: usize) -> Result<Line, RecordError> {
    Line::parse(&row.get::<String>(index)?, "a text")
        .map_err(|_| RecordError::damaged("a line of text"))
}

fn state(row: &Row, index: usize) -> Result<Option<UsState>, RecordError> {
    row.get::<Option<String>>(index)?
        .map(|code| UsState::parse(&code).map_err(|_| RecordError::damaged("a site’s state")))
        .transpose()
}

fn zone(row: &Row, index: usize) -> Result<TimeZoneName, RecordError> {
    let name: String = row.get(index)?;
    TimeZoneName::kept(&name).map_err(|invalid| RecordError::Damaged(invalid.0))
}
