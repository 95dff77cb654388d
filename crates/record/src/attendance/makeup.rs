//! Which memberships of one day are make-ups.

use crate::{Read, RecordError, Tx};
use care::{GroupId, MembershipId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;

statements! {
    INSERT = "INSERT INTO makeup (organization_id, membership_id, group_id, date, person_id, booked_at, booked_by) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE = "DELETE FROM makeup WHERE organization_id = $1 AND membership_id = $2";
    FIND: Makeup = "SELECT {} FROM makeup WHERE organization_id = $1 AND membership_id = $2";
    BETWEEN: Makeup = "SELECT {} FROM makeup WHERE organization_id = $1 AND date >= $2 AND date < $3 \
        ORDER BY date, group_id, person_id";
}

/// A session somebody comes to once, to make up for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Makeup {
    /// The membership of that day.
    pub membership: MembershipId,
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// Who comes.
    pub person: PersonId,
}

row! {
    Makeup of _ { membership = membership_id, group = group_id, date, person = person_id }
}

/// Notes that a membership is a make-up.
pub fn insert(
    tx: &mut Tx<'_>,
    makeup: &Makeup,
    by: PersonId,
    now: Timestamp,
) -> Result<(), RecordError> {
    let Makeup {
        membership,
        group,
        date,
        person,
    } = *makeup;
    tx.run(INSERT, args![membership, group, date, person, now, by])
        .map(drop)
}

/// Takes the note back; answers whether it was there.
pub fn delete(tx: &mut Tx<'_>, id: MembershipId) -> Result<bool, RecordError> {
    Ok(tx.run(DELETE, args![id])? > 0)
}

/// One make-up.
pub fn find(read: &mut impl Read, id: MembershipId) -> Result<Option<Makeup>, RecordError> {
    read.maybe(FIND, args![id])
}

/// The make-ups from `from` to before `to`, by original date.
pub fn between(read: &mut impl Read, (from, to): (Date, Date)) -> Result<Vec<Makeup>, RecordError> {
    read.all(BETWEEN, args![from, to])
}
