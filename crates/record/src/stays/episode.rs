//! Episodes: courses of care, with why they ended sealed under the person's key.

use crate::people::person;
use crate::stays::stay;
use crate::{Read, RecordError, Tx, Value};
use care::stays::episode::{Closing, Episode};
use care::{Dice, EpisodeId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

const CLOSING: (&str, &str) = ("episode", "closing");

statements! {
    INSERT = "INSERT INTO episode (organization_id, episode_id, person_id, opened_on) VALUES ($1, $2, $3, $4)";
    CLOSE = "UPDATE episode SET closed_on = $3, sealed_closing = $4 \
        WHERE organization_id = $1 AND episode_id = $2 AND closed_on IS NULL";
    OPEN: PersonId = "SELECT person_id FROM episode WHERE organization_id = $1 AND closed_on IS NULL";
    /// Of some people those who were in care and are not any more.
    LEFT_AMONG: PersonId = "SELECT DISTINCT e.person_id FROM episode e \
        WHERE e.organization_id = $1 AND e.person_id = ANY($2) AND NOT EXISTS (SELECT 1 FROM episode o \
        WHERE o.organization_id = e.organization_id AND o.person_id = e.person_id AND o.closed_on IS NULL)";
    OF_PERSON: Kept = "SELECT {} FROM episode \
        WHERE organization_id = $1 AND person_id = $2 \
        ORDER BY opened_on DESC, CASE WHEN closed_on IS NULL THEN 0 ELSE 1 END, closed_on DESC";
}

row! {
    /// An episode as it is kept.
    struct Kept of _ {
        id: EpisodeId = episode_id,
        opened: Date = opened_on,
        closed_on: Option<Date>,
        closing: Option<Vec<u8>> = sealed_closing,
    }
}

/// Adds an episode with its first stay.
pub fn insert(tx: &mut Tx<'_>, episode: &Episode) -> Result<(), RecordError> {
    let Episode {
        id,
        person,
        opened,
        stays,
        ..
    } = episode;
    tx.run(INSERT, args![*id, *person, *opened])?;
    for (number, first) in (1..).zip(stays) {
        stay::insert(tx, *id, *person, number, first)?;
    }
    Ok(())
}

/// What is sealed of how an episode ended.
#[derive(Serialize, Deserialize)]
pub struct KeptClosing {
    /// How it ended.
    #[serde(flatten)]
    pub closing: Closing,
    /// When that was written down; unknown of what was kept before that was.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// Closes an episode; answers whether it was open.
pub fn close(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    id: EpisodeId,
    person: PersonId,
    (closing, at): (&Closing, Timestamp),
) -> Result<bool, RecordError> {
    let key = person::key(tx, person)?;
    let kept = KeptClosing {
        closing: closing.clone(),
        at: Some(at),
    };
    let sealed = key.seal_json(dice, CLOSING, id.uuid(), &kept)?;
    Ok(tx.run(CLOSE, args![id, closing.on, sealed])? == 1)
}

/// Everybody who is in care now.
pub fn in_care(read: &mut impl Read) -> Result<HashSet<PersonId>, RecordError> {
    Ok(read.all(OPEN, args![])?.into_iter().collect())
}

/// Those among some people who were in care and are not any more. Whoever only asked for help was never in care.
pub fn left_among(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashSet<PersonId>, RecordError> {
    let people = Value::Ids(people.iter().map(|id| id.uuid()).collect());
    Ok(read.all(LEFT_AMONG, args![people])?.into_iter().collect())
}

/// Everything somebody went through, the present episode first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Episode>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    rows.into_iter()
        .map(|kept| episode(read, person, kept))
        .collect()
}

/// The episode that runs.
pub fn open_of(read: &mut impl Read, person: PersonId) -> Result<Option<Episode>, RecordError> {
    let mut episodes = of_person(read, person)?;
    episodes.retain(|episode| episode.closed.is_none());
    Ok(episodes.pop())
}

fn episode(read: &mut impl Read, person: PersonId, kept: Kept) -> Result<Episode, RecordError> {
    let id = kept.id;
    let (closed, closed_at) = match (kept.closed_on, kept.closing) {
        (Some(_), Some(sealed)) => {
            let key = person::key(read, person)?;
            let kept: KeptClosing = key.open_json(CLOSING, id.uuid(), &sealed)?;
            (Some(kept.closing), kept.at)
        }
        (None, None) => (None, None),
        _ => return Err(RecordError::damaged("an episode")),
    };
    Ok(Episode {
        id,
        person,
        opened: kept.opened,
        closed,
        closed_at,
        stays: stay::of_episode(read, id)?,
    })
}
