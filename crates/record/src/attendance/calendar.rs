//! Calendars that people subscribe to. What one says is sealed; of its secret address only the hash is kept.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::attendance::calendar::CalendarChoice;
use care::{Dice, GroupId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

const CHOICE: (&str, &str) = ("calendar", "choice");
/// Octets of the hash that name an appointment: 128 bits never meet by chance.
const UID_OCTETS: usize = 16;

statements! {
    CHOOSE = "INSERT INTO calendar (organization_id, person_id, sealed) VALUES ($1, $2, $3) \
        ON CONFLICT (organization_id, person_id) DO UPDATE SET sealed = excluded.sealed";
    SET_SECRET = "UPDATE calendar SET secret_hash = $3, made_at = $4, used_on = NULL \
        WHERE organization_id = $1 AND person_id = $2";
    REVOKE = "UPDATE calendar SET secret_hash = NULL, made_at = NULL, used_on = NULL \
        WHERE organization_id = $1 AND person_id = $2 AND secret_hash IS NOT NULL";
    OF: Kept = "SELECT {} FROM calendar WHERE organization_id = $1 AND person_id = $2";
    BY_SECRET: (PersonId, Option<Date>) = "SELECT person_id, used_on FROM calendar WHERE organization_id = $1 \
        AND secret_hash = $2";
    USED = "UPDATE calendar SET used_on = $3 \
        WHERE organization_id = $1 AND person_id = $2 AND (used_on IS NULL OR used_on < $3)";
}

row! {
    /// A calendar as it is kept.
    struct Kept of _ { sealed: Vec<u8>, made_at: Option<Timestamp>, used_on: Option<Date> }
}

/// Somebody's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it says.
    pub choice: CalendarChoice,
    /// Since when it has a secret address, if it has one.
    pub made_at: Option<Timestamp>,
    /// The last day on which somebody asked for it there.
    pub used_on: Option<Date>,
}

/// Keeps what somebody's calendar says. It has no address until one is set.
pub fn choose(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    choice: &CalendarChoice,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, CHOICE, person.uuid(), choice)?;
    tx.run(CHOOSE, args![person, sealed]).map(drop)
}

/// Gives a calendar a secret address in place of any other; answers whether there is a calendar.
pub fn set_secret(
    tx: &mut Tx<'_>,
    person: PersonId,
    hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, RecordError> {
    Ok(tx.run(SET_SECRET, args![person, hash, now])? == 1)
}

/// Takes a calendar's address away; answers whether it had one.
pub fn revoke(tx: &mut Tx<'_>, person: PersonId) -> Result<bool, RecordError> {
    Ok(tx.run(REVOKE, args![person])? == 1)
}

/// Somebody's calendar, if they ever chose what it says.
pub fn of(read: &mut impl Read, person: PersonId) -> Result<Option<Calendar>, RecordError> {
    let key = person::key(read, person)?;
    let row = read.maybe(OF, args![person])?;
    row.map(|kept| {
        Ok(Calendar {
            choice: key.open_json(CHOICE, person.uuid(), &kept.sealed)?,
            made_at: kept.made_at,
            used_on: kept.used_on,
        })
    })
    .transpose()
}

/// Whose calendar a secret address is of, and the last day on which it was used.
pub fn by_secret(
    read: &mut impl Read,
    hash: [u8; 32],
) -> Result<Option<(PersonId, Option<Date>)>, RecordError> {
    read.maybe(BY_SECRET, args![hash])
}

/// Notes that a calendar was used on a day; answers whether it is the first time that day.
pub fn used(tx: &mut Tx<'_>, person: PersonId, on: Date) -> Result<bool, RecordError> {
    Ok(tx.run(USED, args![person, on])? == 1)
}

/// What an appointment is named in somebody's calendar. It is another name in everybody's calendar, or two people
/// whose calendars lie with one company would be seen to meet.
pub fn uid(person: PersonId, group: GroupId, date: Date) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"stepwell calendar appointment 1");
    hasher.update(person.uuid().as_bytes());
    hasher.update(group.uuid().as_bytes());
    hasher.update(date.to_string());
    let digest = hasher.finalize();
    format!("{}@calendar", crate::seal_hex(&digest[..UID_OCTETS]))
}
