//! The people of a site whose hours are counted: what the meter has to know of each, in one query.

use crate::person::NAME;
use crate::{Read, RecordError};
use care::patient::BirthDate;
use care::{OrganizationId, PersonId, PersonName, ProgramId, SiteId};
use jiff::civil::Date;

statements! {
    AT_SITE = "SELECT t.person_id, t.program_id, t.counselor_id, t.joined_on, t.sealed_born, p.sealed_name, k.wrapped, k.master_id FROM patient t JOIN person p ON p.organization_id = t.organization_id AND p.person_id = t.person_id JOIN person_key k ON k.organization_id = t.organization_id AND k.person_id = t.person_id WHERE t.organization_id = $1 AND t.site_id = $2 ORDER BY t.person_id";
}

/// Somebody in care at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attending {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: PersonName,
    /// The program they attend.
    pub program: ProgramId,
    /// Their primary counselor.
    pub counselor: Option<PersonId>,
    /// When they joined it.
    pub joined_on: Date,
    /// Date of birth, when known: adolescents have other hours.
    pub born: Option<BirthDate>,
}

/// Everybody in care at a site who was not forgotten.
pub fn at_site(
    read: &mut impl Read,
    organization: OrganizationId,
    site: SiteId,
) -> Result<Vec<Attending>, RecordError> {
    let rows = read.all(AT_SITE, args![organization, site])?;
    rows.iter()
        .map(|row| {
            let person: PersonId = row.get(0)?;
            let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(6)?, row.get(7)?);
            let key = read
                .vault()
                .unwrap(organization, person, &wrapped, &master)?;
            let name: Vec<u8> = row.get(5)?;
            let born: Option<Vec<u8>> = row.get(4)?;
            let born = born
                .map(|sealed| key.open_json(crate::patient::BORN, person.uuid(), &sealed))
                .transpose()?;
            Ok(Attending {
                person,
                name: key.open_json(NAME, person.uuid(), &name)?,
                program: row.get(1)?,
                counselor: row.get(2)?,
                joined_on: row.get(3)?,
                born,
            })
        })
        .collect()
}
