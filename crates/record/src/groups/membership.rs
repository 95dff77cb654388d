//! Who is a member of which group when.

use crate::{FromValue, Read, RecordError, Tx, Value};
use care::groups::group::{Membership, Turns};
use care::{GroupId, MembershipId, PersonId};
use jiff::civil::Date;

statements! {
    INSERT = "INSERT INTO membership (organization_id, membership_id, group_id, person_id, joined_on, last_on, turns) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    END = "UPDATE membership SET last_on = $3 WHERE organization_id = $1 AND membership_id = $2";
    DELETE = "DELETE FROM membership WHERE organization_id = $1 AND membership_id = $2";
    FIND: Membership = "SELECT {} FROM membership m \
        WHERE m.organization_id = $1 AND m.membership_id = $2";
    ALL: Membership = "SELECT {} FROM membership m WHERE m.organization_id = $1 \
        ORDER BY m.group_id, m.joined_on, m.membership_id";
    OF_GROUP: Membership = "SELECT {} FROM membership m \
        WHERE m.organization_id = $1 AND m.group_id = $2 ORDER BY m.joined_on, m.membership_id";
    OF_GROUPS: Membership = "SELECT {} FROM membership m \
        WHERE m.organization_id = $1 AND m.group_id = ANY($2) AND m.joined_on <= $4 \
        AND (m.last_on IS NULL OR m.last_on >= $3)";
    OF_PERSON: Membership = "SELECT {} FROM membership m \
        WHERE m.organization_id = $1 AND m.person_id = $2 ORDER BY m.joined_on, m.membership_id";
}

row! {
    Membership of m {
        id = membership_id,
        group = group_id,
        person = person_id,
        joined_on,
        last_on,
        turns,
    }
}

impl FromValue for Turns {
    fn from_value(value: &Value) -> Option<Self> {
        value.text().and_then(|text| Self::parse(text).ok())
    }
}

/// Adds a membership.
pub fn insert(tx: &mut Tx<'_>, membership: &Membership) -> Result<(), RecordError> {
    let Membership {
        id,
        group,
        person,
        joined_on,
        last_on,
        turns,
    } = membership;
    let turns = turns.map(Turns::text);
    tx.run(
        INSERT,
        args![*id, *group, *person, *joined_on, *last_on, turns],
    )
    .map(drop)
}

/// Sets or takes back the last date of a membership; answers whether it was there.
pub fn end(tx: &mut Tx<'_>, id: MembershipId, last_on: Option<Date>) -> Result<bool, RecordError> {
    Ok(tx.run(END, args![id, last_on])? > 0)
}

/// Takes out a membership that never began; answers whether it was there.
pub fn delete(tx: &mut Tx<'_>, id: MembershipId) -> Result<bool, RecordError> {
    Ok(tx.run(DELETE, args![id])? > 0)
}

/// One membership.
pub fn find(read: &mut impl Read, id: MembershipId) -> Result<Option<Membership>, RecordError> {
    read.maybe(FIND, args![id])
}

/// Every membership of an organization, past ones too.
pub fn all(read: &mut impl Read) -> Result<Vec<Membership>, RecordError> {
    read.all(ALL, args![])
}

/// The memberships of a group, past ones too, oldest first.
pub fn of_group(read: &mut impl Read, group: GroupId) -> Result<Vec<Membership>, RecordError> {
    read.all(OF_GROUP, args![group])
}

/// The memberships in these groups that cover any date from the first to the last, in no order.
pub fn of_groups(
    read: &mut impl Read,
    groups: &[GroupId],
    (first, last): (Date, Date),
) -> Result<Vec<Membership>, RecordError> {
    read.all(OF_GROUPS, args![groups, first, last])
}

/// The memberships of a person, past ones too, oldest first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Membership>, RecordError> {
    read.all(OF_PERSON, args![person])
}
