//! What stands above every page about somebody, in one question.

use crate::intake::inquiry::REQUEST;
use crate::people::patient::BORN;
use crate::people::person::Named;
use crate::{Read, RecordError};
use care::intake::inquiry::Request;
use care::people::contact_rules::ContactRules;
use care::people::patient::BirthDate;
use care::{Contact, InquiryId, LevelOfCare, Line, PersonId, PersonName};

statements! {
    /// Somebody with the stay they are in now; of whoever has no record yet, their latest request.
    FIND: Kept = "SELECT {} FROM person p \
        JOIN person_key k ON k.organization_id = p.organization_id AND k.person_id = p.person_id \
        LEFT JOIN patient t ON t.organization_id = p.organization_id AND t.person_id = p.person_id \
        LEFT JOIN stay s ON s.organization_id = p.organization_id AND s.person_id = p.person_id AND s.until_on IS NULL \
        LEFT JOIN program g ON g.organization_id = s.organization_id AND g.program_id = s.program_id \
        LEFT JOIN inquiry i ON t.person_id IS NULL AND i.organization_id = p.organization_id \
            AND i.inquiry_id = (SELECT m.inquiry_id FROM inquiry m \
                WHERE m.organization_id = p.organization_id AND m.person_id = p.person_id \
                ORDER BY m.requested_at DESC, m.inquiry_id DESC LIMIT 1) \
        WHERE p.organization_id = $1 AND p.person_id = $2";
}

row! {
    /// All of it as it is kept.
    struct Kept of p {
        named: Named = ..,
        patient: Option<PersonId> = "t.person_id",
        born: Option<Vec<u8>> = "t.sealed_born",
        level: Option<LevelOfCare> = "s.level",
        program: Option<Line> = "g.name",
        inquiry: Option<InquiryId> = "i.inquiry_id",
        request: Option<Vec<u8>> = "i.sealed_request",
    }
}

/// Who somebody is, how they are reached, and where they stand.
#[derive(Clone, Debug)]
pub struct Known {
    /// Name.
    pub name: PersonName,
    /// How to reach them.
    pub contact: Contact,
    /// How it is safe to be in touch with them.
    pub rules: ContactRules,
    /// Date of birth, when known.
    pub born: Option<BirthDate>,
    /// Whether they have a record: they are in care, or were.
    pub has_record: bool,
    /// The level they are at now, and the program, where it is one of ours.
    pub stay: Option<(LevelOfCare, Option<Line>)>,
    /// The latest request of whoever has no record yet.
    pub inquiry: Option<InquiryId>,
}

/// What is known of somebody; [`RecordError::Forgotten`] when their key is gone.
pub fn find(read: &mut impl Read, id: PersonId) -> Result<Known, RecordError> {
    let kept = read.maybe(FIND, args![id])?;
    let kept = kept.ok_or(RecordError::Forgotten)?;
    let key = kept.named.key.open(read, id)?;
    let (name, contact) = kept.named.open_with(&key, id)?;
    let rules = kept.named.rules_with(&key, id)?;
    let born: Option<BirthDate> = match (&kept.born, kept.inquiry, &kept.request) {
        (Some(sealed), _, _) => Some(key.open_json(BORN, id.uuid(), sealed)?),
        (None, Some(inquiry), Some(sealed)) => {
            let request: Request = key.open_json(REQUEST, inquiry.uuid(), sealed)?;
            request.born
        }
        _ => None,
    };
    Ok(Known {
        name,
        contact,
        rules,
        born,
        has_record: kept.patient.is_some(),
        stay: kept.level.map(|level| (level, kept.program)),
        inquiry: kept.inquiry,
    })
}
