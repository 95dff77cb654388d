//! The people whose hours are counted at a site: what the meter has to know of each, in one query.

use crate::people::patient::BORN;
use crate::people::person::{NAME, Wrapped};
use crate::{Read, RecordError};
use care::people::patient::BirthDate;
use care::{LevelOfCare, PersonId, PersonName, ProgramId, SiteId, StayId};
use jiff::civil::Date;

const WHO: &str = "\
    JOIN patient t ON t.organization_id = s.organization_id AND t.person_id = s.person_id \
    JOIN person p ON p.organization_id = s.organization_id AND p.person_id = s.person_id \
    JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id";

statements! {
    /// Everybody with a stay here on one of the days from $3 to before $4. A stay that was stepped down in between
    /// comes first, so that the later one holds.
    AT_SITE: Kept = "SELECT {} FROM stay s {} \
        WHERE s.organization_id = $1 AND s.site_id = $2 AND s.program_id IS NOT NULL AND s.from_on < $4 \
        AND (s.until_on IS NULL OR s.until_on > $3) ORDER BY s.person_id, s.from_on", WHO;
    OF_PERSON: Kept = "SELECT {} FROM stay s {} \
        WHERE s.organization_id = $1 AND s.person_id = $2 AND s.program_id IS NOT NULL AND s.from_on < $4 \
        AND (s.until_on IS NULL OR s.until_on > $3) ORDER BY s.person_id, s.from_on", WHO;
}

row! {
    /// A stay here as it is kept, with whose it is.
    struct Kept of s {
        person: PersonId = person_id,
        stay: StayId = stay_id,
        program: ProgramId = program_id,
        counselor: Option<PersonId> = counselor_id,
        joined_on: Date = from_on,
        level: LevelOfCare,
        born: Option<Vec<u8>> = "t.sealed_born",
        name: Vec<u8> = "p.sealed_name",
        key: Wrapped = ..,
    }
}

/// Somebody in care at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attending {
    /// Who.
    pub person: PersonId,
    /// Their stay.
    pub stay: StayId,
    /// Their name.
    pub name: PersonName,
    /// The program they attend.
    pub program: ProgramId,
    /// Its level of care.
    pub level: LevelOfCare,
    /// Their primary counselor.
    pub counselor: Option<PersonId>,
    /// When this stay began.
    pub joined_on: Date,
    /// Date of birth, when known: adolescents have other hours.
    pub born: Option<BirthDate>,
}

/// Everybody in care at a site on one of the days from `from` to before `to`, who was not forgotten.
pub fn at_site(
    read: &mut impl Read,
    site: SiteId,
    (from, to): (Date, Date),
) -> Result<Vec<Attending>, RecordError> {
    let rows = read.all(AT_SITE, args![site, from, to])?;
    attending(read, rows)
}

/// The same for one person, wherever they are.
pub fn of_person(
    read: &mut impl Read,
    person: PersonId,
    (from, to): (Date, Date),
) -> Result<Option<Attending>, RecordError> {
    let rows = read.all(OF_PERSON, args![person, from, to])?;
    Ok(attending(read, rows)?.pop())
}

fn attending(read: &impl Read, rows: Vec<Kept>) -> Result<Vec<Attending>, RecordError> {
    let mut people: Vec<Attending> = Vec::new();
    for kept in rows {
        let person = kept.person;
        let key = kept.key.open(read, person)?;
        let born = kept
            .born
            .map(|sealed| key.open_json(BORN, person.uuid(), &sealed))
            .transpose()?;
        if people.last().is_some_and(|last| last.person == person) {
            people.pop();
        }
        people.push(Attending {
            person,
            stay: kept.stay,
            name: key.open_json(NAME, person.uuid(), &kept.name)?,
            program: kept.program,
            level: kept.level,
            counselor: kept.counselor,
            joined_on: kept.joined_on,
            born,
        });
    }
    Ok(people)
}
