//! Requests for help, as far as the actor's reach goes.

pub(crate) mod askers;
pub mod log;

pub use askers::asked_alike;

use crate::people::patient;
use crate::people::patient::{Facts, Within};
use crate::people::person;
use crate::seal::PersonKey;
use crate::value::Args;
use crate::{Read, RecordError, Row, Tx};
use care::intake::inquiry::{Inquiry, Loss, Move, Request, Stage, StepKind, moved};
use care::{Dice, InquiryId, PersonId, SiteId};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

const REQUEST: (&str, &str) = ("inquiry", "request");
const LOSS: (&str, &str) = ("inquiry", "loss");

statements! {
    INSERT = "INSERT INTO inquiry (organization_id, inquiry_id, person_id, site_id, stage, requested_at, promised_at, \
        owner_id, sealed_request) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE inquiry \
        SET site_id = $3, stage = $4, next_call_at = $5, waiting_since = $6, clinician_id = $7, owner_id = $8, \
        joined_to = $9, sealed_request = $10, sealed_loss = $11 WHERE organization_id = $1 AND inquiry_id = $2";
    /// Nobody waits for a place who has one ($4 = 1).
    SET_STAGE = "UPDATE inquiry SET stage = $3, waiting_since = CASE WHEN $4 = 1 THEN NULL ELSE waiting_since END \
        WHERE organization_id = $1 AND inquiry_id = $2";
    FIND = "SELECT i.inquiry_id, i.person_id, i.site_id, i.stage, i.requested_at, i.promised_at, i.next_call_at, \
        i.waiting_since, i.clinician_id, i.owner_id, i.joined_to, i.sealed_request, i.sealed_loss, p.sealed_name, \
        p.sealed_contact, k.wrapped, k.master_id FROM inquiry i \
        JOIN person p ON p.organization_id = i.organization_id AND p.person_id = i.person_id \
        JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id \
        WHERE i.organization_id = $1 AND i.inquiry_id = $2";
    OF_PERSON = "SELECT i.inquiry_id, i.person_id, i.site_id, i.stage, i.requested_at, i.promised_at, i.next_call_at, \
        i.waiting_since, i.clinician_id, i.owner_id, i.joined_to, i.sealed_request, i.sealed_loss, p.sealed_name, \
        p.sealed_contact, k.wrapped, k.master_id FROM inquiry i \
        JOIN person p ON p.organization_id = i.organization_id AND p.person_id = i.person_id \
        JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id \
        WHERE i.organization_id = $1 AND (i.person_id = $2 OR i.joined_to = $2) \
        ORDER BY CASE WHEN i.person_id = $2 THEN 0 ELSE 1 END, i.requested_at DESC";
    OWN_OF = "SELECT i.inquiry_id, i.person_id, i.site_id, i.stage, i.requested_at, i.promised_at, i.next_call_at, \
        i.waiting_since, i.clinician_id, i.owner_id, i.joined_to, i.sealed_request, i.sealed_loss, p.sealed_name, \
        p.sealed_contact, k.wrapped, k.master_id FROM inquiry i \
        JOIN person p ON p.organization_id = i.organization_id AND p.person_id = i.person_id \
        JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id \
        WHERE i.organization_id = $1 AND i.person_id = ANY($2) ORDER BY i.requested_at DESC";
    /// Everything within reach that still has to be worked ($11 = 1), or that ended and came in after $12 ($11 = 0). The
    /// conditions mirror the scopes of the policy, one line each; who is in care by now is reached like everybody in care.
    LIST = "SELECT i.inquiry_id, i.person_id, i.site_id, i.stage, i.requested_at, i.promised_at, i.next_call_at, i.waiting_since, i.clinician_id, i.owner_id, i.joined_to, i.sealed_request, i.sealed_loss, p.sealed_name, p.sealed_contact, k.wrapped, k.master_id FROM inquiry i JOIN person p ON p.organization_id = i.organization_id AND p.person_id = i.person_id JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id LEFT JOIN patient t ON t.organization_id = i.organization_id AND t.person_id = i.person_id WHERE i.organization_id = $1 AND (
        $2 = 1
        OR $3 = 1 AND EXISTS (SELECT 1 FROM staff_site s WHERE s.organization_id = i.organization_id AND s.person_id = $8 AND s.site_id = coalesce(t.site_id, i.site_id))
        OR $4 = 1 AND (CASE WHEN t.person_id IS NULL THEN i.clinician_id ELSE t.counselor_id END) = $8
        OR $5 = 1 AND i.person_id = $8
        OR $6 = 1 AND EXISTS (SELECT 1 FROM support u WHERE u.organization_id = i.organization_id AND u.supporter_id = $8 AND u.patient_id = i.person_id AND u.until IS NULL)
        OR $7 = 1 AND EXISTS (SELECT 1 FROM glass g WHERE g.organization_id = i.organization_id AND g.actor_id = $8 AND g.patient_id = i.person_id AND g.expires_at > $9)
    ) AND (
        $11 = 1 AND i.joined_to IS NULL AND i.stage NOT IN ('lost', 'admitted')
        OR $11 = 0 AND (i.joined_to IS NOT NULL OR i.stage IN ('lost', 'admitted')) AND i.requested_at >= $12
    ) ORDER BY i.requested_at DESC LIMIT $10";
    /// In the columns of what ties somebody to whoever is in care; nobody is chosen as support before.
    FACTS = "SELECT i.site_id, i.clinician_id, CAST(0 AS bigint), (SELECT max(g.expires_at) FROM glass g \
        WHERE g.organization_id = i.organization_id AND g.actor_id = $3 AND g.patient_id = i.person_id) \
        FROM inquiry i WHERE i.organization_id = $1 AND i.person_id = $2 ORDER BY i.requested_at DESC LIMIT 1";
    /// The latest of each person last.
    FACTS_ALL = "SELECT i.site_id, i.clinician_id, CAST(0 AS bigint), (SELECT max(g.expires_at) FROM glass g \
        WHERE g.organization_id = i.organization_id AND g.actor_id = $3 AND g.patient_id = i.person_id), i.person_id \
        FROM inquiry i WHERE i.organization_id = $1 AND i.person_id = ANY($2) ORDER BY i.requested_at";
    OPEN_OF = "SELECT inquiry_id, stage FROM inquiry \
        WHERE organization_id = $1 AND person_id = $2 AND joined_to IS NULL AND stage <> 'lost' \
        ORDER BY requested_at DESC LIMIT 1";
    JOINED = "SELECT DISTINCT person_id FROM inquiry WHERE organization_id = $1 AND joined_to = $2";
    /// What came in between two instants, for counting.
    CAME_IN = "\
        SELECT i.inquiry_id, i.site_id, i.stage, i.requested_at, i.person_id, i.sealed_loss, k.wrapped, k.master_id \
        FROM inquiry i LEFT JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id \
        WHERE i.organization_id = $1 AND i.requested_at >= $2 AND i.requested_at < $3 AND i.joined_to IS NULL";
}

/// Adds a request. The person has to be there already.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    inquiry: &Inquiry,
    key: &PersonKey,
) -> Result<(), RecordError> {
    let it = inquiry;
    let request = key.seal_json(dice, REQUEST, it.id.uuid(), &it.request)?;
    tx.run(
        INSERT,
        args![
            it.id,
            it.person,
            it.site,
            it.stage.code(),
            it.requested_at,
            it.promised_at,
            it.owner,
            request
        ],
    )?;
    askers::index(tx, it)?;
    index_born(tx, it)?;
    let asked = (StepKind::Asked, it.stage, it.requested_at, it.owner);
    log::step(tx, (it.id, it.person), asked)
}

/// Writes an inquiry as it stands now. Name and contact are the person's own row.
pub fn update(tx: &mut Tx<'_>, dice: &dyn Dice, inquiry: &Inquiry) -> Result<(), RecordError> {
    let it = inquiry;
    let key = person::key(tx, it.person)?;
    let request = key.seal_json(dice, REQUEST, it.id.uuid(), &it.request)?;
    let loss = it.loss.as_ref();
    let loss = loss
        .map(|loss| key.seal_json(dice, LOSS, it.id.uuid(), loss))
        .transpose()?;
    tx.run(
        UPDATE,
        args![
            it.id,
            it.site,
            it.stage.code(),
            it.next_call_at,
            it.waiting_since,
            it.clinician,
            it.owner,
            it.joined_to,
            request,
            loss
        ],
    )?;
    askers::index(tx, it)?;
    index_born(tx, it)
}

fn index_born(tx: &mut Tx<'_>, inquiry: &Inquiry) -> Result<(), RecordError> {
    match inquiry.request.born {
        Some(born) => person::index_born(tx, inquiry.person, born.date()),
        None => Ok(()),
    }
}

/// One inquiry; nothing when there is none or the person was forgotten.
pub fn find(read: &mut impl Read, id: InquiryId) -> Result<Option<Inquiry>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.map(|row| inquiry(read, &row)).transpose()
}

/// The requests of one person: their own, newest first, then those that were joined to them.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Inquiry>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    rows.iter().map(|row| inquiry(read, row)).collect()
}

/// The requests of these people themselves, newest first.
pub fn own_of(read: &mut impl Read, people: &[PersonId]) -> Result<Vec<Inquiry>, RecordError> {
    let rows = read.all(OWN_OF, args![people])?;
    rows.iter().map(|row| inquiry(read, row)).collect()
}

/// What still has to be worked within reach, newest first, at most [`crate::people::patient::LIST_MAX`].
pub fn open(read: &mut impl Read, within: &Within) -> Result<Vec<Inquiry>, RecordError> {
    list(read, within, (true, within.now))
}

/// What came in since `since` within reach and has ended, newest first, at most [`crate::people::patient::LIST_MAX`].
pub fn ended(
    read: &mut impl Read,
    within: &Within,
    since: Timestamp,
) -> Result<Vec<Inquiry>, RecordError> {
    list(read, within, (false, since))
}

fn list(
    read: &mut impl Read,
    within: &Within,
    (open, since): (bool, Timestamp),
) -> Result<Vec<Inquiry>, RecordError> {
    let mut arguments = within.args();
    arguments.extend_from_slice(args_across![open, since]);
    let rows = read.all(LIST, Args(&mut arguments))?;
    rows.iter().map(|row| inquiry(read, row)).collect()
}

/// The inquiries within reach, worked or ended, whose person's name fits every word of `query`, or whose number, address
/// or date of birth it is; also the number of whoever asked for them.
pub fn search(
    read: &mut impl Read,
    within: &Within,
    query: &str,
) -> Result<Vec<Inquiry>, RecordError> {
    let mut found: HashSet<PersonId> = person::named_alike(read, query)?.into_iter().collect();
    if let Ok(phone) = care::Phone::parse(query) {
        let contact = care::Contact {
            phone: Some(phone),
            email: None,
        };
        found.extend(asked_alike(read, &contact)?);
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut inquiries = list(read, within, (true, within.now))?;
    inquiries.extend(list(read, within, (false, Timestamp::UNIX_EPOCH))?);
    inquiries.retain(|inquiry| found.contains(&inquiry.person));
    Ok(inquiries)
}

/// What ties `actor` to somebody who asked and is not in care, in the form of what ties them to somebody who is: the
/// clinician of the assessment stands where the counselor will.
pub fn facts(
    read: &mut impl Read,
    person: PersonId,
    actor: PersonId,
) -> Result<Option<Facts>, RecordError> {
    let row = read.maybe(FACTS, args![person, actor])?;
    row.as_ref().map(patient::facts_at).transpose()
}

/// The same for many people at once; whoever nobody asked for is left out.
pub fn facts_of(
    read: &mut impl Read,
    people: &[PersonId],
    actor: PersonId,
) -> Result<HashMap<PersonId, Facts>, RecordError> {
    patient::facts_with(read, FACTS_ALL, people, actor)
}

/// Moves somebody's inquiry forward to `to`; does nothing where there is none, where it ended, or where it is further.
pub fn advance(
    tx: &mut Tx<'_>,
    person: PersonId,
    to: Stage,
    at: Timestamp,
) -> Result<(), RecordError> {
    let Some(row) = tx.maybe(OPEN_OF, args![person])? else {
        return Ok(());
    };
    let id: InquiryId = row.get(0)?;
    let stage = stage(&row, 1)?;
    match moved(stage, Move::Forward(to)) {
        Ok(next) if next != stage => {
            let has_a_place = next == Stage::Admitted;
            tx.run(SET_STAGE, args![id, next.code(), has_a_place])?;
            let came = (StepKind::Came, next, at, None);
            log::step(tx, (id, person), came)
        }
        _ => Ok(()),
    }
}

/// The people whose requests were joined to this person's: the same person under another key.
pub fn joined(read: &mut impl Read, person: PersonId) -> Result<Vec<PersonId>, RecordError> {
    let rows = read.all(JOINED, args![person])?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// One inquiry that came in, for counting.
#[derive(Clone, Debug)]
pub struct CameIn {
    /// Which.
    pub id: InquiryId,
    /// Where.
    pub site: SiteId,
    /// Where it stands.
    pub stage: Stage,
    /// When it came in.
    pub requested_at: Timestamp,
    /// Why it ended; nothing for whoever was forgotten.
    pub loss: Option<Loss>,
}

/// What came in between two instants.
pub fn came_in(
    read: &mut impl Read,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<CameIn>, RecordError> {
    let rows = read.all(CAME_IN, args![from, until])?;
    let read = &*read;
    let one = |row: &Row| {
        let (id, person): (InquiryId, PersonId) = (row.get(0)?, row.get(4)?);
        let sealed: Option<Vec<u8>> = row.get(5)?;
        let wrapped: Option<Vec<u8>> = row.get(6)?;
        let loss = match (sealed, wrapped) {
            (Some(sealed), Some(wrapped)) => {
                let master: Vec<u8> = row.get(7)?;
                let key = read.key_of(person, &wrapped, &master)?;
                Some(key.open_json(LOSS, id.uuid(), &sealed)?)
            }
            _ => None,
        };
        Ok(CameIn {
            id,
            site: row.get(1)?,
            stage: stage(row, 2)?,
            requested_at: row.get(3)?,
            loss,
        })
    };
    rows.iter().map(one).collect()
}

fn stage(row: &Row, index: usize) -> Result<Stage, RecordError> {
    Stage::from_code(&row.get::<String>(index)?)
        .ok_or_else(|| RecordError::damaged("an inquiry's stage"))
}

fn inquiry(read: &impl Read, row: &Row) -> Result<Inquiry, RecordError> {
    let (id, person): (InquiryId, PersonId) = (row.get(0)?, row.get(1)?);
    let (name, contact) = person::open_at(read, person, row, 13)?;
    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(15)?, row.get(16)?);
    let key = read.key_of(person, &wrapped, &master)?;
    let request: Request = key.open_json(REQUEST, id.uuid(), &row.get::<Vec<u8>>(11)?)?;
    let loss: Option<Vec<u8>> = row.get(12)?;
    Ok(Inquiry {
        id,
        person,
        name,
        contact,
        request,
        site: row.get(2)?,
        stage: stage(row, 3)?,
        requested_at: row.get(4)?,
        promised_at: row.get(5)?,
        next_call_at: row.get(6)?,
        waiting_since: row.get(7)?,
        clinician: row.get(8)?,
        owner: row.get(9)?,
        loss: loss
            .map(|loss| key.open_json(LOSS, id.uuid(), &loss))
            .transpose()?,
        joined_to: row.get(10)?,
    })
}
