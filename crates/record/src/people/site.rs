//! Sites, their hours and their rooms.

use crate::{Columns, FromRow, FromValue, Read, RecordError, Tx, Value};
use care::people::site::{Room, Site};
use care::{Line, Seats, SiteId, Span, TimeZoneName, UsState};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO site (organization_id, site_id, name, time_zone, state, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE = "UPDATE site SET name = $3, time_zone = $4, state = $5 \
        WHERE organization_id = $1 AND site_id = $2";
    CLEAR_HOURS = "DELETE FROM site_hours WHERE organization_id = $1 AND site_id = $2";
    INSERT_HOURS = "INSERT INTO site_hours (organization_id, site_id, weekday, start_minute, end_minute) \
        VALUES ($1, $2, $3, $4, $5)";
    ALL: Named = "SELECT {} FROM site WHERE organization_id = $1 ORDER BY name, site_id";
    HOURS: (SiteId, Span) = "SELECT site_id, {} FROM site_hours WHERE organization_id = $1 \
        ORDER BY site_id, weekday, start_minute";
    INSERT_ROOM = "INSERT INTO room (organization_id, room_id, site_id, name, seats) VALUES ($1, $2, $3, $4, $5)";
    ROOMS: Room = "SELECT {} FROM room WHERE organization_id = $1 ORDER BY site_id, name, room_id";
}

row! {
    /// A site without its hours.
    struct Named of _ {
        id: SiteId = site_id,
        name: Line,
        zone: String = time_zone,
        state: Option<UsState>,
    }
}

row! { Room of _ { id = room_id, site = site_id, name, seats } }

impl FromRow for Span {
    const COLUMNS: &'static str = "weekday, start_minute, end_minute";
    const WIDTH: usize = 3;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        let (day, start, end) = FromRow::take(columns)?;
        Self::new(day, start, end).map_err(|_| RecordError::damaged("a span of time"))
    }
}

impl FromValue for UsState {
    fn from_value(value: &Value) -> Option<Self> {
        value.text().and_then(|code| Self::parse(code).ok())
    }
}

impl FromValue for Seats {
    fn from_value(value: &Value) -> Option<Self> {
        u16::from_value(value).and_then(|seats| Self::parse(&seats.to_string()).ok())
    }
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
        .into_iter()
        .map(
            |Named {
                 id,
                 name,
                 zone,
                 state,
             }| {
                let own = hours.iter().filter(|(site, _)| *site == id);
                Ok(Site {
                    id,
                    name,
                    zone: TimeZoneName::kept(&zone)
                        .map_err(|invalid| RecordError::Damaged(invalid.0))?,
                    state,
                    hours: own.map(|(_, span)| *span).collect(),
                })
            },
        )
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
    read.all(ROOMS, args![])
}
