//! Who came to which session. Marks are only ever added.

use crate::people::person;
use crate::seal::PersonKey;
use crate::{Read, RecordError, Tx};
use care::attendance::hours::{Past, Tally};
use care::attendance::roster::{Mark, RosterEntry};
use care::{Dice, GroupId, Line, PersonId, Private, SiteId, Weekday};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;
use uuid::Uuid;

const REASON: (&str, &str) = ("attendance", "reason");
const BECAUSE: (&str, &str) = ("attendance", "because");

/// Of all that was said about one person and session, what was said last, unless that was taken back.
const LATEST: &str = "a.state <> 'taken_back' AND NOT EXISTS (SELECT 1 FROM attendance b \
    WHERE b.organization_id = a.organization_id AND b.group_id = a.group_id AND b.date = a.date \
    AND b.person_id = a.person_id AND b.revision > a.revision)";

statements! {
    INSERT = "\
        INSERT INTO attendance (organization_id, group_id, date, person_id, revision, mark_id, site_id, weekday, \
        state, late_minutes, early_minutes, sealed_reason, sealed_because, at, by_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    OF_SESSION: Kept = "SELECT {} FROM attendance \
        WHERE organization_id = $1 AND group_id = $2 AND date = $3 ORDER BY person_id, revision";
    /// What holds now, at a site from one date to before another.
    AT_SITE: KeptSaid = "SELECT {} FROM attendance a \
        WHERE a.organization_id = $1 AND a.site_id = $2 AND a.date >= $3 AND a.date < $4 AND {}", LATEST;
    OF_PERSON: KeptSaid = "SELECT {} FROM attendance a \
        WHERE a.organization_id = $1 AND a.person_id = $2 AND a.date >= $3 AND a.date < $4 AND {}", LATEST;
    /// Everything that was ever said about one person, from one date to before another.
    SAID_OF_PERSON: KeptOfPerson = "SELECT {} FROM attendance a \
        WHERE a.organization_id = $1 AND a.person_id = $2 AND a.date >= $3 AND a.date < $4 \
        ORDER BY a.group_id, a.date, a.revision";
    /// How everybody at a site came, by weekday: added up here, because a site has tens of thousands of marks.
    PAST_AT_SITE: (PersonId, Weekday, Tally) = "SELECT a.person_id, a.weekday, {} FROM attendance a \
        WHERE a.organization_id = $1 AND a.site_id = $2 AND a.date >= $3 AND a.date < $4 AND {} \
        GROUP BY a.person_id, a.weekday", LATEST;
    CLOSE = "INSERT INTO roster_closed (organization_id, group_id, date, closed_at, closed_by) \
        VALUES ($1, $2, $3, $4, $5)";
    CLOSED: (Timestamp, PersonId) = "SELECT closed_at, closed_by FROM roster_closed \
        WHERE organization_id = $1 AND group_id = $2 AND date = $3";
    CLOSED_ON: (GroupId, Date, Timestamp) = "SELECT r.group_id, r.date, r.closed_at FROM roster_closed r \
        WHERE r.organization_id = $1 AND r.date >= $2 AND r.date < $3";
}

row! {
    /// A mark as it is kept.
    struct Kept of _ {
        person: PersonId = person_id,
        revision: u32,
        id: Uuid = mark_id,
        state: String,
        late_minutes: u16,
        early_minutes: u16,
        reason: Option<Vec<u8>> = sealed_reason,
        because: Option<Vec<u8>> = sealed_because,
        at: Timestamp,
        by: PersonId = by_id,
    }
}

row! {
    /// A mark of one person, with the session that it is about.
    struct KeptOfPerson of a {
        group: GroupId = group_id,
        date: Date,
        revision: u32,
        id: Uuid = mark_id,
        state: String,
        reason: Option<Vec<u8>> = sealed_reason,
    }
}

row! {
    /// The same without words.
    struct KeptSaid of a {
        group: GroupId = group_id,
        date: Date,
        person: PersonId = person_id,
        state: String,
        late_minutes: u16,
        early_minutes: u16,
    }
}

row! {
    Tally of _ {
        held = "count(*)",
        came = "CAST(sum(CASE WHEN a.state = 'present' THEN 1 ELSE 0 END) AS bigint)",
        short = "CAST(sum(CASE WHEN a.late_minutes + a.early_minutes > 0 THEN 1 ELSE 0 END) AS bigint)",
        lost_minutes = "CAST(sum(a.late_minutes + a.early_minutes) AS bigint)",
    }
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
pub struct StandingMark {
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
    id: Uuid,
    entry: &RosterEntry,
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
) -> Result<Vec<RosterEntry>, RecordError> {
    let rows = read.all(OF_SESSION, args![group, date])?;
    let with_words: Vec<PersonId> = rows
        .iter()
        .filter(|kept| kept.reason.is_some() || kept.because.is_some())
        .map(|kept| kept.person)
        .collect();
    let keys = person::keys(read, &with_words)?;
    rows.into_iter().map(|kept| entry(&keys, kept)).collect()
}

fn entry(keys: &HashMap<PersonId, PersonKey>, kept: Kept) -> Result<RosterEntry, RecordError> {
    let key = keys.get(&kept.person);
    let open = |place, sealed: Option<Vec<u8>>| -> Result<Option<Private<Line>>, RecordError> {
        match (key, sealed) {
            (Some(key), Some(sealed)) => Ok(Some(key.open_json(place, kept.id, &sealed)?)),
            _ => Ok(None),
        }
    };
    let reason = open(REASON, kept.reason)?;
    let mark = match kept.state.as_str() {
        "present" => Mark::There {
            late_minutes: kept.late_minutes,
            early_minutes: kept.early_minutes,
        },
        "excused" => Mark::Excused {
            reason: reason.map_or_else(no_words, Ok)?,
        },
        "no_show" => Mark::NoShow,
        "taken_back" => Mark::TakenBack,
        _ => return Err(RecordError::damaged("a mark")),
    };
    Ok(RosterEntry {
        person: kept.person,
        revision: kept.revision,
        mark,
        because: open(BECAUSE, kept.because)?,
        at: kept.at,
        by: kept.by,
    })
}

/// What stands for the words of somebody who was forgotten.
fn no_words() -> Result<Private<Line>, RecordError> {
    Line::parse("…", "a reason")
        .map(Private::new)
        .map_err(|_| RecordError::damaged("a reason"))
}

/// What was said last about one person and one session, with its reason where it is an excuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastSaid {
    /// How often something was said about them.
    pub revision: u32,
    /// Whether something is said now, and was not taken back.
    pub stands: bool,
    /// Why they are excused.
    pub reason: Option<Private<Line>>,
}

/// What was said last about one person and each session from `from` to before `to`, by group and original date.
pub fn last_said_of(
    read: &mut impl Read,
    person: PersonId,
    (from, to): (Date, Date),
) -> Result<HashMap<(GroupId, Date), LastSaid>, RecordError> {
    let rows = read.all(SAID_OF_PERSON, args![person, from, to])?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let key = person::key(read, person)?;
    let mut last = HashMap::new();
    // Rows come in the order in which they were written, so that the last of a session stays.
    for kept in rows {
        let reason: Option<Private<Line>> = kept
            .reason
            .map(|sealed| key.open_json(REASON, kept.id, &sealed))
            .transpose()?;
        let said = LastSaid {
            revision: kept.revision,
            stands: kept.state != "taken_back",
            reason,
        };
        last.insert((kept.group, kept.date), said);
    }
    Ok(last)
}

/// What holds now for every session of a site from `from` to before `to`, by original date.
pub fn at_site(
    read: &mut impl Read,
    site: SiteId,
    (from, to): (Date, Date),
) -> Result<Vec<StandingMark>, RecordError> {
    let rows = read.all(AT_SITE, args![site, from, to])?;
    Ok(rows.into_iter().map(said).collect())
}

/// What holds now for one person from `from` to before `to`, by original date.
pub fn of_person(
    read: &mut impl Read,
    person: PersonId,
    (from, to): (Date, Date),
) -> Result<Vec<StandingMark>, RecordError> {
    let rows = read.all(OF_PERSON, args![person, from, to])?;
    Ok(rows.into_iter().map(said).collect())
}

fn said(kept: KeptSaid) -> StandingMark {
    StandingMark {
        group: kept.group,
        date: kept.date,
        person: kept.person,
        there: kept.state == "present",
        excused: kept.state == "excused",
        cut_minutes: kept.late_minutes.saturating_add(kept.early_minutes),
    }
}

/// How everybody at a site came from `from` to before `to`, by day of the week.
pub fn past_at_site(
    read: &mut impl Read,
    site: SiteId,
    (from, to): (Date, Date),
) -> Result<HashMap<PersonId, Past>, RecordError> {
    let mut people: HashMap<PersonId, Past> = HashMap::new();
    for (person, day, tally) in read.all(PAST_AT_SITE, args![site, from, to])? {
        people.entry(person).or_default().0[usize::from(day.index())] = tally;
    }
    Ok(people)
}

/// Closes a roster.
pub fn close(
    tx: &mut Tx<'_>,
    group: GroupId,
    date: Date,
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
    read.maybe(CLOSED, args![group, date])
}

/// The rosters closed by hand of sessions from `from` to before `to`, and when.
pub fn closed_on(
    read: &mut impl Read,
    (from, to): (Date, Date),
) -> Result<HashMap<(GroupId, Date), Timestamp>, RecordError> {
    let closed = read.all(CLOSED_ON, args![from, to])?;
    Ok(closed
        .into_iter()
        .map(|(group, date, at)| ((group, date), at))
        .collect())
}
