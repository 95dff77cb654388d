//! The people who work here.

use crate::access::sign;
use crate::people::person::{self, Named};
use crate::{Read, RecordError, Tx};
use care::people::staff::Staff;
use care::{Credential, Dice, PersonId, Role, SiteId, Span};
use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap, HashSet};

statements! {
    INSERT = "INSERT INTO staff (organization_id, person_id) VALUES ($1, $2)";
    INSERT_ROLE = "INSERT INTO staff_role (organization_id, person_id, role) VALUES ($1, $2, $3)";
    INSERT_SITE = "INSERT INTO staff_site (organization_id, person_id, site_id) VALUES ($1, $2, $3)";
    INSERT_CREDENTIAL = "INSERT INTO staff_credential (organization_id, person_id, credential) VALUES ($1, $2, $3)";
    INSERT_DUTY = "INSERT INTO staff_duty (organization_id, person_id, site_id, weekday, start_minute, end_minute) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    CLEAR_ROLES = "DELETE FROM staff_role WHERE organization_id = $1 AND person_id = $2";
    CLEAR_SITES = "DELETE FROM staff_site WHERE organization_id = $1 AND person_id = $2";
    CLEAR_CREDENTIALS = "DELETE FROM staff_credential WHERE organization_id = $1 AND person_id = $2";
    CLEAR_DUTY = "DELETE FROM staff_duty WHERE organization_id = $1 AND person_id = $2";
    ALL: (PersonId, Option<Timestamp>, Named) = "SELECT s.person_id, a.disabled_at, {} FROM staff s \
        JOIN person p ON p.organization_id = s.organization_id AND p.person_id = s.person_id \
        JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id LEFT \
        JOIN account a ON a.organization_id = s.organization_id AND a.person_id = s.person_id \
        WHERE s.organization_id = $1 ORDER BY s.person_id";
    ROLES: (PersonId, String) = "SELECT person_id, role FROM staff_role WHERE organization_id = $1 \
        ORDER BY person_id, role";
    SITES: (PersonId, SiteId) = "SELECT person_id, site_id FROM staff_site WHERE organization_id = $1 \
        ORDER BY person_id, site_id";
    CREDENTIALS: (PersonId, String) = "SELECT person_id, credential FROM staff_credential WHERE organization_id = $1 \
        ORDER BY person_id, credential";
    DUTY: (PersonId, SiteId, Span) = "SELECT person_id, site_id, {} FROM staff_duty WHERE organization_id = $1 \
        ORDER BY person_id, site_id, weekday, start_minute";
    ROLES_OF: String = "SELECT role FROM staff_role WHERE organization_id = $1 AND person_id = $2 ORDER BY role";
    AMONG: PersonId = "SELECT DISTINCT person_id FROM staff_role WHERE organization_id = $1 AND person_id = ANY($2)";
    SITES_OF: SiteId = "SELECT site_id FROM staff_site WHERE organization_id = $1 AND person_id = $2 ORDER BY site_id";
}

/// Adds a member of staff.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), RecordError> {
    person::insert(tx, dice, staff.id, &staff.name, &staff.contact, now)?;
    tx.run(INSERT, args![staff.id])?;
    insert_parts(tx, staff)
}

/// Changes everything about a member of staff but their account. Another set of roles ends the links to set up their
/// sign-in: the next one says what it is good for.
pub fn update(tx: &mut Tx<'_>, dice: &dyn Dice, staff: &Staff) -> Result<(), RecordError> {
    person::update(tx, dice, staff.id, &staff.name, &staff.contact)?;
    let (before, _) = roles_and_sites(tx, staff.id)?;
    let set = |roles: &[Role]| roles.iter().copied().collect::<BTreeSet<_>>();
    if set(&before) != set(&staff.roles) {
        sign::end_begun(tx, staff.id)?;
    }
    for clear in [CLEAR_ROLES, CLEAR_SITES, CLEAR_CREDENTIALS, CLEAR_DUTY] {
        tx.run(clear, args![staff.id])?;
    }
    insert_parts(tx, staff)
}

/// Gives a member of staff one role more.
pub fn add_role(tx: &mut Tx<'_>, id: PersonId, role: Role) -> Result<(), RecordError> {
    sign::end_begun(tx, id)?;
    tx.run(INSERT_ROLE, args![id, role.code()]).map(drop)
}

/// Gives a member of staff one credential more.
pub fn add_credential(
    tx: &mut Tx<'_>,
    id: PersonId,
    credential: Credential,
) -> Result<(), RecordError> {
    tx.run(INSERT_CREDENTIAL, args![id, credential.code()])
        .map(drop)
}

fn insert_parts(tx: &mut Tx<'_>, staff: &Staff) -> Result<(), RecordError> {
    for role in &staff.roles {
        tx.run(INSERT_ROLE, args![staff.id, role.code()])?;
    }
    for site in &staff.sites {
        tx.run(INSERT_SITE, args![staff.id, *site])?;
    }
    for credential in &staff.credentials {
        tx.run(INSERT_CREDENTIAL, args![staff.id, credential.code()])?;
    }
    for (site, span) in &staff.availability {
        let (day, start, end) = (span.day.index(), span.start_minute, span.end_minute);
        tx.run(INSERT_DUTY, args![staff.id, *site, day, start, end])?;
    }
    Ok(())
}

/// Everybody who works at an organization, by family name.
pub fn all(read: &mut impl Read) -> Result<Vec<Staff>, RecordError> {
    let mut everybody = Vec::new();
    for (id, disabled_at, named) in read.all(ALL, args![])? {
        let (name, contact) = named.open(read, id)?;
        everybody.push(Staff {
            id,
            name,
            contact,
            roles: Vec::new(),
            sites: Vec::new(),
            credentials: Vec::new(),
            availability: Vec::new(),
            disabled_at,
        });
    }
    let places: HashMap<PersonId, usize> = everybody
        .iter()
        .enumerate()
        .map(|(at, staff)| (staff.id, at))
        .collect();
    // A role or a credential that this version does not know is left out.
    for (id, role) in read.all(ROLES, args![])? {
        if let Some(at) = places.get(&id) {
            everybody[*at].roles.extend(Role::from_code(&role));
        }
    }
    for (id, site) in read.all(SITES, args![])? {
        if let Some(at) = places.get(&id) {
            everybody[*at].sites.push(site);
        }
    }
    for (id, credential) in read.all(CREDENTIALS, args![])? {
        if let Some(at) = places.get(&id) {
            everybody[*at]
                .credentials
                .extend(Credential::from_code(&credential));
        }
    }
    for (id, site, span) in read.all(DUTY, args![])? {
        if let Some(at) = places.get(&id) {
            everybody[*at].availability.push((site, span));
        }
    }
    everybody.sort_by(|one, other| one.name.order(&other.name).then(one.id.cmp(&other.id)));
    Ok(everybody)
}

/// One member of staff.
pub fn find(read: &mut impl Read, id: PersonId) -> Result<Option<Staff>, RecordError> {
    Ok(all(read)?.into_iter().find(|staff| staff.id == id))
}

/// The roles and sites of somebody; empty for whoever is not staff.
pub fn roles_and_sites(
    read: &mut impl Read,
    id: PersonId,
) -> Result<(Vec<Role>, Vec<SiteId>), RecordError> {
    let mut roles = Vec::new();
    for role in read.all(ROLES_OF, args![id])? {
        roles.extend(Role::from_code(&role));
    }
    Ok((roles, read.all(SITES_OF, args![id])?))
}

/// Which of these people have a role of staff.
pub fn among(read: &mut impl Read, people: &[PersonId]) -> Result<HashSet<PersonId>, RecordError> {
    Ok(read.all(AMONG, args![people])?.into_iter().collect())
}
