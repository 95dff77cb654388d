//! What is kept of somebody's waiting for a place, sealed; until when a place is held for them is not.

use crate::people::person;
use crate::{Read, RecordError, Tx};
use care::intake::inquiry::Inquiry;
use care::intake::waiting::Waiting;
use care::{Dice, InquiryId, PersonId};
use jiff::Timestamp;
use std::collections::HashMap;

const BODY: (&str, &str) = ("waiting", "body");
/// Offers that are looked at in one round.
const DUE_MAX: u32 = 50;

statements! {
    SET = "INSERT INTO waiting (organization_id, inquiry_id, person_id, offer_until, sealed_body) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organization_id, inquiry_id) \
        DO UPDATE SET offer_until = excluded.offer_until, sealed_body = excluded.sealed_body";
    LOOK_AT = "UPDATE waiting SET offer_until = $3 WHERE organization_id = $1 AND inquiry_id = $2";
    OF: Kept = "SELECT {} FROM waiting WHERE organization_id = $1 AND inquiry_id = $2";
    OF_PEOPLE: Kept = "SELECT {} FROM waiting WHERE organization_id = $1 AND person_id = ANY($2)";
    DUE: InquiryId = "SELECT inquiry_id FROM waiting \
        WHERE organization_id = $1 AND offer_until <= $2 ORDER BY offer_until LIMIT $3";
}

row! {
    /// A waiting before it is opened.
    struct Kept of _ {
        id: InquiryId = inquiry_id,
        person: PersonId = person_id,
        offer_until: Option<Timestamp>,
        body: Vec<u8> = sealed_body,
    }
}

/// Keeps what is known of somebody's waiting. An offer that is open is looked at when it ends.
pub fn set(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    inquiry: &Inquiry,
    waiting: &Waiting,
) -> Result<(), RecordError> {
    let (id, person) = (inquiry.id, inquiry.person);
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, id.uuid(), waiting)?;
    let until = waiting.open_offer().map(|offer| offer.until);
    tx.run(SET, args![id, person, until, sealed]).map(drop)
}

/// Says when to look at an offer next, and nothing else of it: no key is needed for that.
pub fn look_at(tx: &mut Tx<'_>, id: InquiryId, at: Option<Timestamp>) -> Result<(), RecordError> {
    tx.run(LOOK_AT, args![id, at]).map(drop)
}

/// What is known of one waiting, and when its offer is looked at.
pub fn of(
    read: &mut impl Read,
    id: InquiryId,
) -> Result<Option<(Waiting, Option<Timestamp>)>, RecordError> {
    let Some(kept) = read.maybe(OF, args![id])? else {
        return Ok(None);
    };
    let key = person::key(read, kept.person)?;
    let waiting = key.open_json(BODY, kept.id.uuid(), &kept.body)?;
    Ok(Some((waiting, kept.offer_until)))
}

/// What is known of the waiting of these people, by request. Whoever was forgotten is left out.
pub fn of_people(
    read: &mut impl Read,
    people: &[PersonId],
) -> Result<HashMap<InquiryId, Waiting>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = read.all(OF_PEOPLE, args![people])?;
    let keys = person::keys(read, people)?;
    let mut found = HashMap::new();
    for kept in rows {
        if let Some(key) = keys.get(&kept.person) {
            found.insert(kept.id, key.open_json(BODY, kept.id.uuid(), &kept.body)?);
        }
    }
    Ok(found)
}

/// The requests with an offer that ends by now, the longest over first, so many at a time.
pub fn due(read: &mut impl Read, now: Timestamp) -> Result<Vec<InquiryId>, RecordError> {
    read.all(DUE, args![now, DUE_MAX])
}
