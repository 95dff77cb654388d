//! Which scheme the blind index of an organization was made by, and making it anew by the one in use.
//!
//! What somebody typed is looked up as today's scheme reads it. Whoever was entered under an earlier one, that folded a
//! letter otherwise or knew no date of birth, is not found, and nothing says so. So the scheme has a number
//! ([`INDEX_VERSION`]), each organization says by which its index was made, and the upkeep writes the rest anew, some
//! people at a time and one after the other, going on after a restart where it was.

use crate::intake::inquiry;
use crate::people::{details, emergency, patient, person};
use crate::seal::INDEX_VERSION;
use crate::{Read, RecordError, Tx};
use care::PersonId;
use care::intake::inquiry::Inquiry;
use std::collections::HashMap;
use uuid::Uuid;

statements! {
    STATE: (i64, i64, PersonId) = "SELECT version, toward, done_up_to FROM name_index WHERE organization_id = $1";
    SET = "INSERT INTO name_index (organization_id, version, toward, done_up_to) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (organization_id) DO UPDATE SET version = $2, toward = $3, done_up_to = $4";
    /// Whoever was forgotten has no key, and nothing to be found by.
    NEXT: PersonId = "SELECT person_id FROM person_key WHERE organization_id = $1 AND person_id > $2 \
        ORDER BY person_id LIMIT $3";
    LEFT: i64 = "SELECT count(*) FROM person_key WHERE organization_id = $1 AND person_id > $2";
}

/// How far an organization's index has come.
struct IndexState {
    /// The scheme by which everybody can be found.
    version: i64,
    /// The last person who was written by the scheme in use, while not all are.
    done_up_to: PersonId,
}

/// An organization from before schemes were numbered says nothing, which is scheme 0.
fn state(read: &mut impl Read) -> Result<IndexState, RecordError> {
    let nobody = PersonId::from(Uuid::nil());
    let Some((version, toward, done_up_to)) = read.maybe(STATE, args![])? else {
        return Ok(IndexState {
            version: 0,
            done_up_to: nobody,
        });
    };
    Ok(IndexState {
        version,
        // What was begun on the way to another scheme is no part of the way to this one.
        done_up_to: if toward == INDEX_VERSION {
            done_up_to
        } else {
            nobody
        },
    })
}

fn set(tx: &mut Tx<'_>, state: &IndexState) -> Result<(), RecordError> {
    let IndexState {
        version,
        done_up_to,
    } = *state;
    tx.run(SET, args![version, INDEX_VERSION, done_up_to])
        .map(drop)
}

/// Says that an organization's index is made by the scheme in use: of a new one, and once nobody is left.
pub fn set_current(tx: &mut Tx<'_>) -> Result<(), RecordError> {
    let state = IndexState {
        version: INDEX_VERSION,
        done_up_to: PersonId::from(Uuid::nil()),
    };
    set(tx, &state)
}

/// Takes an organization back to before schemes were numbered, for tests.
#[doc(hidden)]
pub fn begin_anew(tx: &mut Tx<'_>) -> Result<(), RecordError> {
    let state = IndexState {
        version: 0,
        done_up_to: PersonId::from(Uuid::nil()),
    };
    set(tx, &state)
}

/// Whether everybody can be found by the scheme in use.
pub fn is_current(read: &mut impl Read) -> Result<bool, RecordError> {
    Ok(state(read)?.version == INDEX_VERSION)
}

/// How many people are still found as an earlier scheme would have it, and not by the one in use.
pub fn left(read: &mut impl Read) -> Result<i64, RecordError> {
    let state = state(read)?;
    if state.version == INDEX_VERSION {
        return Ok(0);
    }
    read.count(LEFT, args![state.done_up_to])
}

/// Writes the index of the next people anew, of at most so many; answers of how many. None are left when it answers 0.
pub fn renew(tx: &mut Tx<'_>, people_max: u32) -> Result<usize, RecordError> {
    let state = state(tx)?;
    if state.version == INDEX_VERSION {
        return Ok(0);
    }
    let people = tx.all(NEXT, args![state.done_up_to, people_max])?;
    let Some(last) = people.last().copied() else {
        return Ok(0);
    };
    let named = person::load_all(tx, &people)?;
    let in_care = patient::find_all(tx, &people)?;
    let known = details::of_people(tx, &people)?;
    let mut asked: HashMap<PersonId, Vec<Inquiry>> = HashMap::new();
    for inquiry in inquiry::own_of(tx, &people)? {
        asked.entry(inquiry.person).or_default().push(inquiry);
    }
    for id in &people {
        let Some((name, contact)) = named.get(id) else {
            continue;
        };
        person::index_anew(tx, *id, name, contact)?;
        let asked = asked.get(id).map(Vec::as_slice).unwrap_or_default();
        let said = asked.iter().filter_map(|inquiry| inquiry.request.born);
        for born in in_care
            .get(id)
            .and_then(|patient| patient.born)
            .into_iter()
            .chain(said)
        {
            person::index_born(tx, *id, born.date())?;
        }
        for inquiry in asked {
            inquiry::askers::index(tx, inquiry)?;
        }
        if let Some(details) = known.get(id) {
            emergency::index(tx, *id, &details.emergency)?;
        }
    }
    let state = IndexState {
        done_up_to: last,
        ..state
    };
    set(tx, &state)?;
    Ok(people.len())
}
