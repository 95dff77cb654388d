//! Who came to which session. Marks are only ever added.

use crate::people::person;
use crate::seal::PersonKey;
use crate::{Read, RecordError, Row, Tx};
use care::attendance::hours::{Past, Tally};
use care::attendance::roster::{Entry, Mark};
use care::{Dice, GroupId, Line, PersonId, Private, SiteId, Weekday};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;
use uuid::Uuid;

const REASON: (&str, &str) = ("attendance", "reason");
const BECAUSE: (&str, &str) = ("attendance", "because");

statements! {
    INSERT = "\
        INSERT INTO attendance (organization_id, group_id, date, person_id, revision, mark_id, site_id, weekday, \
        state, late_minutes, early_minutes, sealed_reason, sealed_because, at, by_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    OF_SESSION = "\
        SELECT person_id, revision, mark_id, state, late_minutes, early_minutes, sealed_reason, sealed_because, at, \
        by_id FROM attendance WHERE organization_id = $1 AND group_id = $2 AND date = $3 ORDER BY person_id, revision";
    /// What holds now, at a site from one date to before another.
    AT_SITE = "SELECT a.group_id, a.date, a.person_id, a.state, a.late_minutes, a.early_minutes FROM attendance a \
        WHERE a.organization_id = $1 AND a.site_id = $2 AND a.date >= $3 AND a.date < $4 AND NOT EXISTS (SELECT 1 \
        FROM attendance b WHERE b.organization_id = a.organization_id AND b.group_id = a.group_id AND b.date = a.date \
        AND b.person_id = a.person_id AND b.revision > a.revision)";
    OF_PERSON = "SELECT a.group_id, a.date, a.person_id, a.state, a.late_minutes, a.early_minutes FROM attendance a \
        WHERE a.organization_id = $1 AND a.person_id = $2 AND a.date >= $3 AND a.date < $4 AND NOT EXISTS (SELECT 1 \
        FROM attendance b WHERE b.organization_id = a.organization_id AND b.group_id = a.group_id AND b.date = a.date \
        AND b.person_id = a.person_id AND b.revision > a.revision)";
    /// How everybody at a site came, by weekday: added up here, because a site has tens of thousands of marks.
    PAST_AT_SITE = "SELECT a.person_id, a.weekday, count(*), CAST(sum(CASE WHEN a.state = 'present' THEN 1 \
        ELSE 0 END) AS bigint), CAST(sum(CASE WHEN a.late_minutes + a.early_minutes > 0 THEN 1 \
        ELSE 0 END) AS bigint), CAST(sum(a.late_minutes + a.early_minutes) AS bigint) FROM attendance a \
        WHERE a.organization_id = $1 AND a.site_id = $2 AND a.date >= $3 AND a.date < $4 AND NOT EXISTS (SELECT 1 \
        FROM attendance b WHERE b.organization_id = a.organization_id AND b.group_id = a.group_id AND b.date = a.date \
        AND b.person_id = a.person_id AND b.revision > a.revision) GROUP BY a.person_id, a.weekday";
    CLOSE = "INSERT INTO roster_closed (organization_id, group_id, date, closed_at, closed_by) VALUES ($1, $2, $3, $4, $5)";
    CLOSED = "SELECT closed_at, closed_by FROM roster_closed WHERE organization_id = $1 AND group_id = $2 AND date = $3";
    CLOSED_ON = "SELECT r.group_id, r.date, r.closed_at FROM roster_closed r \
        WHERE r.organization_id = $1 AND r.date >= $2 AND r.date < $3";
}

/// A session: its group, original date, and site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Of {
    /// The group.
    pub group: GroupId,
    /// The original date.
    pub date: Date,
    /// Where.
    pub site: SiteId,
}

/// What holds for one person and session, without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The group.
    pub group: GroupId,
    /// The original date.
    pub date: Date,
    /// Who.
    pub person: PersonId,
    /// Whether they were there.
    pub there: bool,
    /// Whether they were excused.
    pub excused: bool,
    /// Minutes missed at the beginning and the end together.
    pub cut_minutes: u16,
}

/// Adds a mark. A second one with the same revision is refused by the table's key: of two people who mark at the same
/// time one has to look again.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    of: Of,
    (id, entry): (Uuid, &Entry),
) -> Result<(), RecordError> {
    let reason = match &entry.mark {
        Mark::Excused { reason } => Some(reason),
        _ => None,
    };
    let mut sealed = [None, None];
    if reason.is_some() || entry.because.is_some() {
        let key = person::key(tx, entry.person)?;
        let texts = [(REASON, reason), (BECAUSE, entry.because.as_ref())];
        for (into, (place, text)) in sealed.iter_mut().zip(texts) {
            *into = text
                .map(|text| key.seal_json(dice, place, id, text))
                .transpose()?;
        }
    }
    let [reason, because] = sealed;
    let (late, early) = entry.mark.cut();
    tx.run(
        INSERT,
        args![
            of.group,
            of.date,
            entry.person,
            entry.revision,
            id,
            of.site,
            Weekday::of(of.date).index(),
            entry.mark.code(),
            late,
            early,
            reason,
            because,
            entry.at,
            entry.by
        ],
    )
    .map(drop)
}

/// Everything said about one session. Whoever was forgotten leaves no words.
pub fn of_session(
    read: &mut impl Read,
    group: GroupId,
    date: Date,
) -> Result<Vec<Entry>, RecordError> {
    let rows = read.all(OF_SESSION, args![group, date])?;
    let mut with_words = Vec::new();
    for row in &rows {
        let sealed: (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(6)?, row.get(7)?);
        if sealed != (None, None) {
            with_words.push(row.get(0)?);
        }
    }
    let keys = person::keys(read, &with_words)?;
    rows.iter().map(|row| entry(&keys, row)).collect()
}

fn entry(keys: &HashMap<PersonId, PersonKey>, row: &Row) -> Result<Entry, RecordError> {
    let person_id: PersonId = row.get(0)?;
    let id: Uuid = row.get(2)?;
    let sealed: (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(6)?, row.get(7)?);
    let key = keys.get(&person_id);
    let open = |place, sealed: Option<Vec<u8>>| -> Result<Option<Private<Line>>, RecordError> {
        match (key, sealed) {
            (Some(key), Some(sealed)) => Ok(Some(key.open_json(place, id, &sealed)?)),
            _ => Ok(None),
        }
    };
    let reason = open(REASON, sealed.0)?;
    let state: String = row.get(3)?;
    let mark = match state.as_str() {
        "present" => Mark::There {
            late_minutes: row.get(4)?,
            early_minutes: row.get(5)?,
        },
        "excused" => Mark::Excused {
            reason: reason.map_or_else(no_words, Ok)?,
        },
        "no_show" => Mark::NoShow,
        _ => return Err(RecordError::damaged("a mark")),
    };
    Ok(Entry {
        person: person_id,
        revision: row.get(1)?,
        mark,
        because: open(BECAUSE, sealed.1)?,
        at: row.get(8)?,
        by: row.get(9)?,
    })
}

/// What stands for the words of somebody who was forgotten.
fn no_words() -> Result<Private<Line>, RecordError> {
    Line::parse("…", "a reason")
        .map(Private::new)
        .map_err(|_| RecordError::damaged("a reason"))
}

/// What holds now for every session of a site from `from` to before `to`, by original date.
pub fn at_site(
    read: &mut impl Read,
    site: SiteId,
    (from, to): (Date, Date),
) -> Result<Vec<Said>, RecordError> {
    said(&read.all(AT_SITE, args![site, from, to])?)
}

/// What holds now for one person from `from` to before `to`, by original date.
pub fn of_person(
    read: &mut impl Read,
    person: PersonId,
    (from, to): (Date, Date),
) -> Result<Vec<Said>, RecordError> {
    said(&read.all(OF_PERSON, args![person, from, to])?)
}

fn said(rows: &[Row]) -> Result<Vec<Said>, RecordError> {
    rows.iter()
        .map(|row| {
            let state: String = row.get(3)?;
            let (late, early): (u16, u16) = (row.get(4)?, row.get(5)?);
            Ok(Said {
                group: row.get(0)?,
                date: row.get(1)?,
                person: row.get(2)?,
                there: state == "present",
                excused: state == "excused",
                cut_minutes: late.saturating_add(early),
            })
        })
        .collect()
}

/// How everybody at a site came from `from` to before `to`, by day of the week.
pub fn past_at_site(
    read: &mut impl Read,
    site: SiteId,
    (from, to): (Date, Date),
) -> Result<HashMap<PersonId, Past>, RecordError> {
    let mut people: HashMap<PersonId, Past> = HashMap::new();
    for row in read.all(PAST_AT_SITE, args![site, from, to])? {
        let day =
            Weekday::from_index(row.get(1)?).ok_or_else(|| RecordError::damaged("a weekday"))?;
        people.entry(row.get(0)?).or_default().0[usize::from(day.index())] = Tally {
            held: row.get(2)?,
            came: row.get(3)?,
            short: row.get(4)?,
            lost_minutes: row.get(5)?,
        };
    }
    Ok(people)
}

/// Closes a roster.
pub fn close(
    tx: &mut Tx<'_>,
    (group, date): (GroupId, Date),
    by: PersonId,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(CLOSE, args![group, date, now, by]).map(drop)
}

/// When a roster was closed by hand, and by whom.
pub fn closed(
    read: &mut impl Read,
    group: GroupId,
    date: Date,
) -> Result<Option<(Timestamp, PersonId)>, RecordError> {
    let row = read.maybe(CLOSED, args![group, date])?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

/// The rosters closed by hand of sessions from `from` to before `to`, and when.
pub fn closed_on(
    read: &mut impl Read,
    (from, to): (Date, Date),
) -> Result<HashMap<(GroupId, Date), Timestamp>, RecordError> {
    read.all(CLOSED_ON, args![from, to])?
        .iter()
        .map(|row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))
        .collect()
}
