//! What else people's lives hold, and how they get here. Sealed under each person's key.

use crate::people::person::{self, Wrapped};
use crate::{Read, RecordError, Tx};
use care::planning::commitment::{Commitment, Journey};
use care::{CommitmentId, Dice, GroupId, PersonId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

const BODY: (&str, &str) = ("commitment", "body");
const JOURNEY: (&str, &str) = ("journey", "body");

/// Who has a stay at site $2 that lasts beyond the day $3. Of all who were ever seen there that is few.
const SEEN: &str = "SELECT s.person_id FROM stay s \
    WHERE s.organization_id = $1 AND s.site_id = $2 AND (s.until_on IS NULL OR s.until_on > $3)";

statements! {
    INSERT = "INSERT INTO commitment (organization_id, person_id, commitment_id, sealed, changed_at) \
        VALUES ($1, $2, $3, $4, $5)";
    UPDATE = "UPDATE commitment SET sealed = $4, changed_at = $5 \
        WHERE organization_id = $1 AND person_id = $2 AND commitment_id = $3 AND removed_at IS NULL";
    REMOVE = "UPDATE commitment SET removed_at = $4 \
        WHERE organization_id = $1 AND person_id = $2 AND commitment_id = $3 AND removed_at IS NULL";
    RESTORE = "UPDATE commitment SET removed_at = NULL, changed_at = $4 \
        WHERE organization_id = $1 AND person_id = $2 AND commitment_id = $3 AND removed_at IS NOT NULL";
    OF_PERSON: (CommitmentId, Vec<u8>) = "SELECT commitment_id, sealed FROM commitment \
        WHERE organization_id = $1 AND person_id = $2 AND removed_at IS NULL ORDER BY commitment_id";
    REMOVED: Vec<u8> = "SELECT sealed FROM commitment \
        WHERE organization_id = $1 AND person_id = $2 AND commitment_id = $3 AND removed_at IS NOT NULL";
    OF_SITE: Theirs = "SELECT {} FROM commitment c \
        JOIN person_key k ON k.organization_id = c.organization_id AND k.person_id = c.person_id \
        WHERE c.organization_id = $1 AND c.person_id IN ({}) AND c.removed_at IS NULL \
        ORDER BY c.person_id, c.commitment_id", SEEN;
    OF_MEMBERS: (SiteId, Theirs) = "SELECT t.site_id, {} FROM commitment c \
        JOIN person_key k ON k.organization_id = c.organization_id AND k.person_id = c.person_id \
        JOIN patient t ON t.organization_id = c.organization_id AND t.person_id = c.person_id \
        WHERE c.organization_id = $1 AND c.removed_at IS NULL AND c.person_id IN (SELECT m.person_id FROM membership m \
        WHERE m.organization_id = $1 AND m.group_id = $2 AND (m.last_on IS NULL OR m.last_on >= $3)) \
        ORDER BY c.person_id, c.commitment_id";
    JOURNEY_OF: Vec<u8> = "SELECT sealed FROM journey WHERE organization_id = $1 AND person_id = $2";
    JOURNEYS_OF_SITE: (PersonId, Vec<u8>, Wrapped) = "SELECT j.person_id, j.sealed, {} FROM journey j \
        JOIN person_key k ON k.organization_id = j.organization_id AND k.person_id = j.person_id \
        WHERE j.organization_id = $1 AND j.person_id IN ({})", SEEN;
    SET_JOURNEY = "INSERT INTO journey (organization_id, person_id, sealed, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id, person_id) DO UPDATE \
        SET sealed = excluded.sealed, changed_at = excluded.changed_at";
}

row! {
    /// A commitment as it is kept, with whose it is.
    struct Theirs of c {
        person: PersonId = person_id,
        id: CommitmentId = commitment_id,
        sealed: Vec<u8>,
        key: Wrapped = ..,
    }
}

/// A commitment with its id.
pub type KeptCommitment = (CommitmentId, Commitment);

/// Adds a commitment.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    (id, commitment): &KeptCommitment,
    now: Timestamp,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, id.uuid(), commitment)?;
    tx.run(INSERT, args![person, *id, sealed, now]).map(drop)
}

/// Changes a commitment; answers whether it was there.
pub fn update(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    (id, commitment): &KeptCommitment,
    now: Timestamp,
) -> Result<bool, RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, id.uuid(), commitment)?;
    Ok(tx.run(UPDATE, args![person, *id, sealed, now])? == 1)
}

/// Takes a commitment out; answers whether it was there.
pub fn remove(
    tx: &mut Tx<'_>,
    person: PersonId,
    id: CommitmentId,
    now: Timestamp,
) -> Result<bool, RecordError> {
    Ok(tx.run(REMOVE, args![person, id, now])? == 1)
}

/// Puts a commitment back that was taken out; answers whether it was.
pub fn restore(
    tx: &mut Tx<'_>,
    person: PersonId,
    id: CommitmentId,
    now: Timestamp,
) -> Result<bool, RecordError> {
    Ok(tx.run(RESTORE, args![person, id, now])? == 1)
}

/// One commitment that was taken out, for asking whether to put it back.
pub fn removed(
    read: &mut impl Read,
    person: PersonId,
    id: CommitmentId,
) -> Result<Option<Commitment>, RecordError> {
    let key = person::key(read, person)?;
    read.maybe(REMOVED, args![person, id])?
        .map(|sealed| key.open_json(BODY, id.uuid(), &sealed))
        .transpose()
}

/// What one person's life holds.
pub fn of_person(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Vec<KeptCommitment>, RecordError> {
    let key = person::key(read, person)?;
    read.all(OF_PERSON, args![person])?
        .into_iter()
        .map(|(id, sealed)| Ok((id, key.open_json(BODY, id.uuid(), &sealed)?)))
        .collect()
}

/// What the lives of these people hold. People who were forgotten have none.
pub fn of_people(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Vec<KeptCommitment>>, RecordError> {
    let mut all = HashMap::new();
    for person in people {
        match of_person(read, *person) {
            Ok(own) => drop(all.insert(*person, own)),
            Err(RecordError::Forgotten) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// What the lives of everybody seen at a site on a day or after it hold, in one question. People without a commitment
/// are not in it.
pub fn of_site(
    read: &mut impl Read,
    site: SiteId,
    from: Date,
) -> Result<HashMap<PersonId, Vec<KeptCommitment>>, RecordError> {
    let rows = read.all(OF_SITE, args![site, from])?;
    opened(read, rows)
}

/// What the lives of those hold who are members of a group on a day or after it, each with where they are seen, in one
/// question. People without a commitment are not in it.
pub fn of_members(
    read: &mut impl Read,
    group: GroupId,
    from: Date,
) -> Result<HashMap<PersonId, (SiteId, Vec<KeptCommitment>)>, RecordError> {
    let (mut homes, mut rows) = (HashMap::new(), Vec::new());
    for (home, theirs) in read.all(OF_MEMBERS, args![group, from])? {
        homes.insert(theirs.person, home);
        rows.push(theirs);
    }
    let lives = opened(read, rows)?.into_iter();
    let at_home = lives.filter_map(|(person, own)| Some((person, (*homes.get(&person)?, own))));
    Ok(at_home.collect())
}

/// Commitments as they are read, person by person.
fn opened(
    read: &mut impl Read,
    rows: Vec<Theirs>,
) -> Result<HashMap<PersonId, Vec<KeptCommitment>>, RecordError> {
    let mut all: HashMap<PersonId, Vec<KeptCommitment>> = HashMap::new();
    let mut last = None;
    for theirs in rows {
        let (person, id) = (theirs.person, theirs.id);
        // Rows come person by person, so each key is unwrapped once.
        let key = match last.take() {
            Some((same, key)) if same == person => key,
            _ => theirs.key.open(read, person)?,
        };
        let body = key.open_json(BODY, id.uuid(), &theirs.sealed)?;
        all.entry(person).or_default().push((id, body));
        last = Some((person, key));
    }
    Ok(all)
}

/// How one person gets here; nothing when nobody asked yet.
pub fn journey(read: &mut impl Read, person: PersonId) -> Result<Option<Journey>, RecordError> {
    let key = person::key(read, person)?;
    read.maybe(JOURNEY_OF, args![person])?
        .map(|sealed| key.open_json(JOURNEY, person.uuid(), &sealed))
        .transpose()
}

/// How everybody seen at a site on a day or after it gets there, as far as they said.
pub fn journeys_of_site(
    read: &mut impl Read,
    site: SiteId,
    from: Date,
) -> Result<HashMap<PersonId, Journey>, RecordError> {
    read.all(JOURNEYS_OF_SITE, args![site, from])?
        .into_iter()
        .map(|(person, sealed, key)| {
            let key = key.open(read, person)?;
            Ok((person, key.open_json(JOURNEY, person.uuid(), &sealed)?))
        })
        .collect()
}

/// Keeps how somebody gets here.
pub fn set_journey(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    journey: &Journey,
    now: Timestamp,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, JOURNEY, person.uuid(), journey)?;
    tx.run(SET_JOURNEY, args![person, sealed, now]).map(drop)
}
