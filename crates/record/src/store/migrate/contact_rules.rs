//! How it is safe to be in touch stands with the person, and no longer with each of their requests.
//!
//! Requests that were joined to somebody bring their rules along, as joining them does from now on. What a request said
//! stays in it as what was said.

use super::{Migration, Sealing};
use crate::intake::inquiry::REQUEST;
use crate::people::person::{RULES, Wrapped};
use crate::{Ask, FromRow as _, ReadAcross as _, RecordError, TxAcross};
use care::intake::inquiry::Request;
use care::people::contact_rules::ContactRules;
use care::{InquiryId, OrganizationId, PersonId};
use std::collections::BTreeMap;

pub(super) const MIGRATION: Migration = Migration {
    name: "contact rules of the person",
    statements: &["ALTER TABLE person ADD COLUMN sealed_rules @bytes"],
    sealing: Some(Sealing { seal, then: &[] }),
};

/// Not among the statements that are prepared on every start: a later step may change what stands here. Whoever was
/// forgotten has no key, and no rules. The newest comes first.
const EARLIER: Ask<Earlier> = Ask::new(filled!(
    "SELECT {} FROM inquiry i \
    JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id \
    ORDER BY i.requested_at DESC, i.inquiry_id",
    Earlier::COLUMNS
));
const KEYS: Ask<(OrganizationId, PersonId, Wrapped)> = Ask::new(filled!(
    "SELECT k.organization_id, k.person_id, {} FROM person_key k",
    Wrapped::COLUMNS
));
const SEAL: &str =
    "UPDATE person SET sealed_rules = $3 WHERE organization_id = $1 AND person_id = $2";

row! {
    /// A request as it stood before.
    struct Earlier of i {
        organization: OrganizationId = organization_id,
        id: InquiryId = inquiry_id,
        person: PersonId = person_id,
        joined_to: Option<PersonId>,
        request: Vec<u8> = sealed_request,
        key: Wrapped = ..,
    }
}

/// What holds for somebody, and something sealed earlier whose nonce it is sealed with, because nobody has dice here.
struct Said {
    rules: ContactRules,
    earlier: Vec<u8>,
}

/// By organization and person.
type Everybody = BTreeMap<(OrganizationId, PersonId), Said>;

fn seal(across: &mut TxAcross<'_>) -> Result<(), RecordError> {
    let said = said(across)?;
    if said.is_empty() {
        return Ok(());
    }
    for (organization, person, wrapped) in across.rows(KEYS, &[])? {
        let Some(Said { rules, earlier }) = said.get(&(organization, person)) else {
            continue;
        };
        let mut tx = across.within(organization);
        let key = wrapped.open(&tx, person)?;
        let sealed = key.seal_json_again(earlier, RULES, person.uuid(), rules)?;
        tx.run(SEAL, args![person, sealed])?;
    }
    Ok(())
}

/// What holds for each person: what their latest own request says, with what every request says that was joined to
/// them.
fn said(across: &mut TxAcross<'_>) -> Result<Everybody, RecordError> {
    let mut everybody = Everybody::new();
    let mut brought = Vec::new();
    for earlier in across.rows(EARLIER, &[])? {
        let (organization, person) = (earlier.organization, earlier.person);
        let tx = across.within(organization);
        let key = earlier.key.open(&tx, person)?;
        let request: Request = key.open_json(REQUEST, earlier.id.uuid(), &earlier.request)?;
        let said = Said {
            rules: ContactRules::from(request.safe_said),
            earlier: earlier.request,
        };
        if let Some(into) = earlier.joined_to {
            brought.push((
                (organization, into),
                said.rules.clone(),
                said.earlier.clone(),
            ));
        }
        everybody.entry((organization, person)).or_insert(said);
    }
    for (whom, rules, earlier) in brought {
        let nothing = Said {
            rules: ContactRules::default(),
            earlier,
        };
        let said = everybody.entry(whom).or_insert(nothing);
        said.rules.join(&rules);
    }
    Ok(everybody)
}
