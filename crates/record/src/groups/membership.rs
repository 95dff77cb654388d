//! Who is a member of which group when.

use crate::{Read, RecordError, Row, Tx};
use care::groups::group::Membership;
use care::{GroupId, MembershipId, PersonId, SiteId};
use jiff::civil::Date;

statements! {
    INSERT = "INSERT INTO membership (organization_id, membership_id, group_id, person_id, joined_on, last_on) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    END = "UPDATE membership SET last_on = $3 WHERE organization_id = $1 AND membership_id = $2";
    DELETE = "DELETE FROM membership WHERE organization_id = $1 AND membership_id = $2";
    FIND = "SELECT membership_id, group_id, person_id, joined_on, last_on FROM membership \
        WHERE organization_id = $1 AND membership_id = $2";
    ALL = "SELECT membership_id, group_id, person_id, joined_on, last_on FROM membership WHERE organization_id = $1 \
        ORDER BY group_id, joined_on, membership_id";
    OF_GROUP = "SELECT membership_id, group_id, person_id, joined_on, last_on FROM membership \
        WHERE organization_id = $1 AND group_id = $2 ORDER BY joined_on, membership_id";
    OF_GROUPS = "SELECT membership_id, group_id, person_id, joined_on, last_on FROM membership \
        WHERE organization_id = $1 AND group_id = ANY($2) ORDER BY group_id, joined_on, membership_id";
    AT_SITE = "SELECT m.membership_id, m.group_id, m.person_id, m.joined_on, m.last_on FROM care_group g \
        JOIN membership m ON m.organization_id = g.organization_id AND m.group_id = g.group_id \
        WHERE g.organization_id = $1 AND g.site_id = $2 AND m.joined_on <= $4 AND (m.last_on IS NULL \
        OR m.last_on >= $3)";
    OF_PERSON = "SELECT membership_id, group_id, person_id, joined_on, last_on FROM membership \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY joined_on, membership_id";
}

/// Adds a membership.
pub fn insert(tx: &mut Tx<'_>, membership: &Membership) -> Result<(), RecordError> {
    let Membership {
        id,
        group,
        person,
        joined_on,
        last_on,
    } = membership;
    tx.run(INSERT, args![*id, *group, *person, *joined_on, *last_on])
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
    let row = read.maybe(FIND, args![id])?;
    row.map(|row| membership(&row)).transpose()
}

/// Every membership of an organization, past ones too.
pub fn all(read: &mut impl Read) -> Result<Vec<Membership>, RecordError> {
    read.all(ALL, args![])?.iter().map(membership).collect()
}

/// The memberships of a group, past ones too, oldest first.
pub fn of_group(read: &mut impl Read, group: GroupId) -> Result<Vec<Membership>, RecordError> {
    read.all(OF_GROUP, args![group])?
        .iter()
        .map(membership)
        .collect()
}

/// The members of these groups, past and future ones too.
pub fn of_groups(read: &mut impl Read, groups: &[GroupId]) -> Result<Vec<Membership>, RecordError> {
    read.all(OF_GROUPS, args![groups])?
        .iter()
        .map(membership)
        .collect()
}

/// The memberships of a person, past ones too, oldest first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Membership>, RecordError> {
    read.all(OF_PERSON, args![person])?
        .iter()
        .map(membership)
        .collect()
}

/// The memberships in groups of a site that cover any date from the first to the last, in no order.
pub fn at_site(
    read: &mut impl Read,
    site: SiteId,
    (first, last): (Date, Date),
) -> Result<Vec<Membership>, RecordError> {
    read.all(AT_SITE, args![site, first, last])?
        .iter()
        .map(membership)
        .collect()
}

fn membership(row: &Row) -> Result<Membership, RecordError> {
    Ok(Membership {
        id: row.get(0)?,
        group: row.get(1)?,
        person: row.get(2)?,
        joined_on: row.get(3)?,
        last_on: row.get(4)?,
    })
}
