//! People in care, as far as the actor's reach goes.

use crate::people::person::{self, Named};
use crate::people::sought::{Sought, worded};
use crate::value::Args;
use crate::{Read, RecordError, Tx, Value};
use care::people::patient::{BirthDate, Patient};
use care::{Dice, PersonId, ProgramId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

pub(crate) const BORN: (&str, &str) = ("patient", "born");
/// People answered at once; a longer list is narrowed by a search.
pub const LIST_MAX: u32 = 500;

/// Who may see whom, as a condition: a line for each scope of the policy, in the order of [`Within`]. Whoever lists
/// somebody says which columns are the person, the site they are seen at, and who has them on their caseload. One by
/// one the policy weighs [`Facts`] of the same columns; a test holds both against each other.
macro_rules! within {
    (person: $person:literal, site: $site:literal, counselor: $counselor:literal) => {
        concat!(
            "($2 = 1 \
            OR $3 = 1 AND EXISTS (SELECT 1 FROM staff_site w \
                WHERE w.organization_id = $1 AND w.person_id = $8 AND w.site_id = ", $site, ") \
            OR $4 = 1 AND ", $counselor, " = $8 \
            OR $5 = 1 AND ", $person, " = $8 \
            OR $6 = 1 AND EXISTS (SELECT 1 FROM support u WHERE u.organization_id = $1 AND u.supporter_id = $8 \
                AND u.patient_id = ", $person, " AND u.until IS NULL) \
            OR $7 = 1 AND EXISTS (SELECT 1 FROM glass g WHERE g.organization_id = $1 AND g.actor_id = $8 \
                AND g.patient_id = ", $person, " AND g.expires_at > $9))"
        )
    };
}
pub(crate) use within;

const WITHIN: &str = within!(person: "t.person_id", site: "t.site_id", counselor: "t.counselor_id");
const NAMED: &str = "\
    JOIN person p ON p.organization_id = t.organization_id AND p.person_id = t.person_id \
    JOIN person_key k ON k.organization_id = t.organization_id AND k.person_id = t.person_id";
/// Open episodes with whose they are, the episodes first: a plain join lets the engine begin with everybody who ever
/// came, as nobody of those who left has a counselor.
const OPEN_FIRST: &str = "episode e CROSS JOIN patient t";
const OPEN: &str = "e.organization_id = $1 AND e.closed_on IS NULL \
    AND t.organization_id = e.organization_id AND t.person_id = e.person_id";
/// Whether people in care now are meant, or the others: [`Which`].
const WHICH: &str = "($11 = 0 \
    OR $11 = 1 AND EXISTS (SELECT 1 FROM episode e \
        WHERE e.organization_id = t.organization_id AND e.person_id = t.person_id AND e.closed_on IS NULL) \
    OR $11 = 2 AND NOT EXISTS (SELECT 1 FROM episode e \
        WHERE e.organization_id = t.organization_id AND e.person_id = t.person_id AND e.closed_on IS NULL))";

statements! {
    INSERT = "\
        INSERT INTO patient (organization_id, person_id, site_id, program_id, counselor_id, sealed_born, joined_on) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE patient SET site_id = $3, program_id = $4, counselor_id = $5, sealed_born = $6 \
        WHERE organization_id = $1 AND person_id = $2";
    FIND: Kept = "SELECT {} FROM patient t {} WHERE t.organization_id = $1 AND t.person_id = $2", NAMED;
    FIND_ALL: Kept = "SELECT {} FROM patient t {} WHERE t.organization_id = $1 AND t.person_id = ANY($2)", NAMED;
    /// Everybody within reach.
    LIST: Kept = "SELECT {} FROM patient t {} WHERE t.organization_id = $1 AND {} AND {} \
        ORDER BY t.person_id DESC LIMIT $10", NAMED, WITHIN, WHICH;
    /// The same for those in care now, found by their open episodes: many more were in care than are.
    LIST_IN_CARE: Kept = "SELECT {} FROM {} {} \
        WHERE {} AND {} ORDER BY e.person_id DESC LIMIT $10", OPEN_FIRST, NAMED, OPEN, WITHIN;
    /// Those of them who are on the actor's caseload ($11 = 1), or on nobody's ($11 = 0).
    CARRIED: Kept = "SELECT {} FROM {} {} WHERE {} AND {} \
        AND ($11 = 1 AND t.counselor_id = $8 OR $11 = 0 AND t.counselor_id IS NULL) \
        ORDER BY e.person_id DESC LIMIT $10", OPEN_FIRST, NAMED, OPEN, WITHIN;
    /// How many are on nobody's.
    COUNT_UNCARRIED: i64 = "SELECT count(*) FROM {} {} WHERE {} AND {} AND t.counselor_id IS NULL LIMIT $10",
        OPEN_FIRST, NAMED, OPEN, WITHIN;
    /// The same, for people whose name has every word that is looked for.
    SEARCH: Kept = "SELECT {} FROM patient t {} WHERE t.organization_id = $1 AND {} AND {} AND {} \
        ORDER BY t.person_id DESC LIMIT $10", NAMED, WITHIN, WHICH,
        worded!("t.person_id", "$12" "$13", "$14" "$15", "$16" "$17", "$18" "$19", "$20" "$21");
    /// Those of some people who are within reach.
    AMONG: Kept = "SELECT {} FROM patient t {} WHERE t.organization_id = $1 AND {} AND {} \
        AND t.person_id = ANY($12) ORDER BY t.person_id DESC LIMIT $10", NAMED, WITHIN, WHICH;
    FACTS: (PersonId, Facts) = "SELECT t.person_id, {} FROM patient t \
        WHERE t.organization_id = $1 AND t.person_id = ANY($2)";
    ADMIT = "INSERT INTO patient (organization_id, person_id, site_id, program_id, counselor_id, joined_on) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    READMIT = "UPDATE patient SET joined_on = $3 WHERE organization_id = $1 AND person_id = $2";
    MOVE = "UPDATE patient SET site_id = $3, program_id = $4, counselor_id = $5 \
        WHERE organization_id = $1 AND person_id = $2";
    SET_BORN = "UPDATE patient SET sealed_born = $3 WHERE organization_id = $1 AND person_id = $2";
    ADD_SUPPORT = "INSERT INTO support (organization_id, supporter_id, patient_id, since) VALUES ($1, $2, $3, $4)";
    IS_SUPPORTER: i64 = "SELECT count(*) FROM support \
        WHERE organization_id = $1 AND supporter_id = $2 AND until IS NULL";
}

row! {
    /// Somebody in care, as they are kept.
    struct Kept of t {
        id: PersonId = person_id,
        site: SiteId = site_id,
        program: ProgramId = program_id,
        counselor: Option<PersonId> = counselor_id,
        born: Option<Vec<u8>> = sealed_born,
        joined_on: Date,
        named: Named = ..,
    }
}

row! {
    Facts of t {
        site = site_id,
        counselor = counselor_id,
        supported = "(SELECT count(*) FROM support u WHERE u.organization_id = t.organization_id \
            AND u.supporter_id = $3 AND u.patient_id = t.person_id AND u.until IS NULL)",
        glass_until = "(SELECT max(g.expires_at) FROM glass g WHERE g.organization_id = t.organization_id \
            AND g.actor_id = $3 AND g.patient_id = t.person_id)",
    }
}

/// Whether people who are in care now are meant, or those whose episode has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Both.
    #[default]
    Everybody,
    /// Those in care now.
    InCare,
    /// Those whose last episode has ended.
    Ended,
}

impl Which {
    const fn code(self) -> u8 {
        match self {
            Self::Everybody => 0,
            Self::InCare => 1,
            Self::Ended => 2,
        }
    }
}

/// How far an actor reaches, as the switches of the query.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one switch per scope of the policy"
)]
pub struct Within {
    /// Who reaches.
    pub actor: PersonId,
    /// When; emergency openings run out.
    pub now: Timestamp,
    /// Everybody.
    pub organization: bool,
    /// People at the actor's sites.
    pub own_sites: bool,
    /// People on the actor's caseload.
    pub caseload: bool,
    /// The actor.
    pub own: bool,
    /// People who chose the actor as support.
    pub supported: bool,
    /// Records opened in an emergency.
    pub glass: bool,
}

impl Within {
    pub(crate) fn args(&self) -> Vec<Value> {
        self.args_with(LIST_MAX)
    }

    /// As far as one of two reaches.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            organization: self.organization || other.organization,
            own_sites: self.own_sites || other.own_sites,
            caseload: self.caseload || other.caseload,
            own: self.own || other.own,
            supported: self.supported || other.supported,
            glass: self.glass || other.glass,
            ..self
        }
    }

    /// The arguments of a list of at most so many.
    pub(crate) fn args_with(&self, most: u32) -> Vec<Value> {
        let Self {
            actor,
            now,
            organization: all,
            own_sites,
            caseload,
            own,
            supported,
            glass,
        } = *self;
        args![
            all, own_sites, caseload, own, supported, glass, actor, now, most
        ]
        .0
        .to_vec()
    }
}

/// What ties an actor to somebody in care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where the person is seen.
    pub site: SiteId,
    /// Their primary counselor.
    pub counselor: Option<PersonId>,
    /// Whether they chose the actor as support.
    pub supported: bool,
    /// Until when the actor's emergency opening holds.
    pub glass_until: Option<Timestamp>,
}

/// Adds somebody in care.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    patient: &Patient,
    now: Timestamp,
) -> Result<(), RecordError> {
    let Patient {
        id,
        name,
        contact,
        born,
        site,
        program,
        counselor,
        joined_on,
    } = patient;
    let key = person::insert(tx, dice, *id, name, contact, now)?;
    if let Some(born) = born {
        person::index_born(tx, *id, born.date())?;
    }
    let born = born
        .map(|born| key.seal_json(dice, BORN, id.uuid(), &born))
        .transpose()?;
    tx.run(
        INSERT,
        args![*id, *site, *program, *counselor, born, *joined_on],
    )
    .map(drop)
}

/// Changes what is known about somebody in care.
pub fn update(tx: &mut Tx<'_>, dice: &dyn Dice, patient: &Patient) -> Result<(), RecordError> {
    let Patient {
        id,
        name,
        contact,
        born,
        site,
        program,
        counselor,
        ..
    } = patient;
    person::update(tx, dice, *id, name, contact)?;
    if let Some(born) = born {
        person::index_born(tx, *id, born.date())?;
    }
    let key = person::key(tx, *id)?;
    let born = born
        .map(|born| key.seal_json(dice, BORN, id.uuid(), &born))
        .transpose()?;
    tx.run(UPDATE, args![*id, *site, *program, *counselor, born])
        .map(drop)
}

/// One person in care.
pub fn find(read: &mut impl Read, id: PersonId) -> Result<Option<Patient>, RecordError> {
    let kept = read.maybe(FIND, args![id])?;
    kept.map(|kept| patient(read, kept)).transpose()
}

/// Those of these people who are in care, or were, and were not forgotten.
pub fn find_all(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Patient>, RecordError> {
    let rows = read.all(FIND_ALL, args![people])?;
    rows.into_iter()
        .map(|kept| Ok((kept.id, patient(read, kept)?)))
        .collect()
}

/// People within reach, at most [`LIST_MAX`], by family name.
pub fn list(
    read: &mut impl Read,
    within: &Within,
    which: Which,
) -> Result<Vec<Patient>, RecordError> {
    let mut arguments = within.args();
    let rows = if which == Which::InCare {
        read.all(LIST_IN_CARE, Args(&mut arguments))?
    } else {
        arguments.extend_from_slice(args_across![which.code()]);
        read.all(LIST, Args(&mut arguments))?
    };
    sorted(read, rows)
}

/// Those in care now within reach whose primary counselor the actor is, at most [`LIST_MAX`], by family name.
pub fn on_caseload(read: &mut impl Read, within: &Within) -> Result<Vec<Patient>, RecordError> {
    carried(read, within, LIST_MAX, true)
}

/// Those in care now within reach who have no counselor: the latest of them, and how many there are.
pub fn without_counselor(
    read: &mut impl Read,
    within: &Within,
    most: u32,
) -> Result<(Vec<Patient>, usize), RecordError> {
    let latest = carried(read, within, most, false)?;
    let all = read.count(COUNT_UNCARRIED, Args(&mut within.args()))?;
    let all = usize::try_from(all).unwrap_or(usize::MAX);
    Ok((latest, all))
}

fn carried(
    read: &mut impl Read,
    within: &Within,
    most: u32,
    by_actor: bool,
) -> Result<Vec<Patient>, RecordError> {
    let mut arguments = within.args_with(most);
    arguments.extend_from_slice(args_across![by_actor]);
    let rows = read.all(CARRIED, Args(&mut arguments))?;
    sorted(read, rows)
}

/// People within reach whose name fits every word of `query`, by its beginning or by its sound; or whose number,
/// address or date of birth it is. By the end of a number, and by that of whoever asked for them:
/// [`crate::people::search::patients`].
pub fn search(
    read: &mut impl Read,
    within: &Within,
    which: Which,
    query: &str,
) -> Result<Vec<Patient>, RecordError> {
    match Sought::typed(read, query)? {
        Some(sought) => search_for(read, within, which, &sought),
        None => Ok(Vec::new()),
    }
}

/// The same of what they are looked for by.
pub(crate) fn search_for(
    read: &mut impl Read,
    within: &Within,
    which: Which,
    sought: &Sought,
) -> Result<Vec<Patient>, RecordError> {
    let mut arguments = within.args();
    arguments.extend_from_slice(args_across![which.code()]);
    arguments.extend(sought.tokens());
    let rows = read.all(SEARCH, Args(&mut arguments))?;
    sorted(read, rows)
}

/// Those of these people who are within reach, by family name.
pub fn among(
    read: &mut impl Read,
    within: &Within,
    which: Which,
    people: &[PersonId],
) -> Result<Vec<Patient>, RecordError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut arguments = within.args();
    arguments.extend_from_slice(args_across![which.code(), people]);
    let rows = read.all(AMONG, Args(&mut arguments))?;
    sorted(read, rows)
}

fn sorted(read: &impl Read, rows: Vec<Kept>) -> Result<Vec<Patient>, RecordError> {
    let mut people = rows
        .into_iter()
        .map(|kept| patient(read, kept))
        .collect::<Result<Vec<_>, _>>()?;
    people.sort_by(|one, other| one.name.order(&other.name).then(one.id.cmp(&other.id)));
    Ok(people)
}

/// What ties `actor` to somebody in care, or nothing when there is no such person.
pub fn facts(
    read: &mut impl Read,
    id: PersonId,
    actor: PersonId,
) -> Result<Option<Facts>, RecordError> {
    Ok(facts_of(read, &[id], actor)?.remove(&id))
}

/// The same for many people at once; who is not in care, and was not before, is left out.
pub fn facts_of(
    read: &mut impl Read,
    people: &[PersonId],
    actor: PersonId,
) -> Result<HashMap<PersonId, Facts>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let facts = read.all(FACTS, args![people, actor])?;
    Ok(facts.into_iter().collect())
}

/// Where somebody belongs: their site, program and counselor.
#[derive(Clone, Copy, Debug)]
pub struct Belongs {
    /// Where they are seen.
    pub site: SiteId,
    /// The program they attend, or will come back to from elsewhere.
    pub program: ProgramId,
    /// Their primary counselor.
    pub counselor: Option<PersonId>,
}

/// Takes somebody into care who is a person here already; whoever was in care before comes back to the same record.
pub fn admit(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: PersonId,
    belongs: Belongs,
    born: Option<BirthDate>,
    joined_on: Date,
) -> Result<(), RecordError> {
    if move_to(tx, id, belongs)? {
        tx.run(READMIT, args![id, joined_on])?;
    } else {
        let Belongs {
            site,
            program,
            counselor,
        } = belongs;
        tx.run(ADMIT, args![id, site, program, counselor, joined_on])?;
    }
    if let Some(born) = born {
        let key = person::key(tx, id)?;
        let sealed = key.seal_json(dice, BORN, id.uuid(), &born)?;
        tx.run(SET_BORN, args![id, sealed])?;
        person::index_born(tx, id, born.date())?;
    }
    Ok(())
}

/// Moves somebody in care to another site, program or counselor; answers whether they were there.
pub fn move_to(tx: &mut Tx<'_>, id: PersonId, belongs: Belongs) -> Result<bool, RecordError> {
    let Belongs {
        site,
        program,
        counselor,
    } = belongs;
    Ok(tx.run(MOVE, args![id, site, program, counselor])? == 1)
}

/// Notes that a person in care chose somebody as support.
pub fn add_support(
    tx: &mut Tx<'_>,
    supporter: PersonId,
    patient: PersonId,
    now: Timestamp,
) -> Result<(), RecordError> {
    tx.run(ADD_SUPPORT, args![supporter, patient, now])
        .map(drop)
}

/// Whether anybody in care counts on this person.
pub fn is_supporter(read: &mut impl Read, id: PersonId) -> Result<bool, RecordError> {
    Ok(read.count(IS_SUPPORTER, args![id])? > 0)
}

fn patient(read: &impl Read, kept: Kept) -> Result<Patient, RecordError> {
    let id = kept.id;
    let key = kept.named.key.open(read, id)?;
    let (name, contact) = kept.named.open_with(&key, id)?;
    let born = kept.born;
    Ok(Patient {
        id,
        name,
        contact,
        born: born
            .map(|sealed| key.open_json(BORN, id.uuid(), &sealed))
            .transpose()?,
        site: kept.site,
        program: kept.program,
        counselor: kept.counselor,
        joined_on: kept.joined_on,
    })
}
