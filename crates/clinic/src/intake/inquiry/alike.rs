//! Noticing that somebody asked before.

use crate::{Clinic, Key, Look, Refusal};
use care::intake::inquiry::{Asker, Inquiry, InquiryDraft, Likeness, Sign, signs};
use care::people::patient::{BirthDate, Patient};
use care::{Contact, InquiryId, PersonId, PersonName, SiteId};
use policy::{Action, Actor, Resource};
use record::intake::inquiry;
use record::people::{patient, person};
use std::collections::BTreeSet;

/// How many are shown.
const SHOWN_MAX: usize = 5;

/// Somebody known here who may be the same person, and whom the actor may see. Of everybody else nothing is said, not even
/// that there is somebody: a name, a date of birth and a number typed at one site would tell who is in care at another.
#[derive(Clone, Debug)]
pub struct Alike {
    /// Why.
    pub signs: Vec<Sign>,
    /// Who.
    pub known: Known,
}

/// Somebody the actor may see.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Their request, when they are not in care.
    pub inquiry: Option<InquiryId>,
    /// Who asked for them, where the record knows.
    pub asker: Option<Asker>,
}

/// Who known here may be the person of a draft, the strongest signs first; asked before anything is saved. Nobody when the
/// form with this `key` was saved already: whoever it would be taken for is the one that it made.
pub fn alike(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Vec<Alike>, Refusal> {
    if clinic.has_answered(actor, key)? {
        return Ok(Vec::new());
    }
    clinic.look(actor, |look| {
        let one = Likeness {
            name: Some(&draft.name),
            contact: &draft.contact,
            born: draft.born,
            asked_by: draft.asker.relative(),
        };
        compare(look, draft.site, &one)
    })
}

/// The same of somebody who is still being described, at a site at which they could be added.
pub fn alike_so_far(
    clinic: &Clinic,
    actor: &Actor,
    site: SiteId,
    one: &Likeness<'_>,
) -> Result<Vec<Alike>, Refusal> {
    clinic.look(actor, |look| compare(look, site, one))
}

fn compare(
    look: &mut Look<'_, '_>,
    site: SiteId,
    one: &Likeness<'_>,
) -> Result<Vec<Alike>, Refusal> {
    let organization = look.organization();
    look.permit_on(Action::AddInquiry, &Resource::Site(organization, site))?;
    let found = find(look, None, one)?;
    let shown: Vec<PersonId> = found.iter().map(|alike| alike.known.person).collect();
    let detail = serde_json::json!({ "shown": shown, "found": found.len() });
    let subject = ("organization", organization.uuid());
    look.saw("inquiry.compared", subject, None, Some(detail));
    Ok(found)
}

/// Who may be the same person as somebody described, or belong to them, but for `except`.
pub(super) fn find(
    look: &mut Look<'_, '_>,
    except: Option<PersonId>,
    one: &Likeness<'_>,
) -> Result<Vec<Alike>, Refusal> {
    let sounding: BTreeSet<PersonId> = match one.name {
        Some(name) => person::named_alike(look.read, name.family.as_str())?
            .into_iter()
            .collect(),
        None => BTreeSet::new(),
    };
    let mut candidates = sounding.clone();
    for contact in [Some(one.contact), one.asked_by].into_iter().flatten() {
        candidates.extend(person::reached_alike(look.read, contact)?);
        candidates.extend(inquiry::asked_alike(look.read, contact)?);
    }
    let candidates: Vec<PersonId> = candidates
        .into_iter()
        .filter(|id| Some(*id) != except)
        .collect();
    look.introduce(candidates.iter().copied())?;
    let mut in_care = patient::find_all(look.read, &candidates)?;
    let asked = inquiry::own_of(look.read, &candidates)?;
    let mut found = Vec::new();
    for id in candidates {
        let own = asked
            .iter()
            .find(|inquiry| inquiry.person == id && inquiry.joined_to.is_none());
        let Some(other) = described(in_care.remove(&id), own.cloned()) else {
            continue;
        };
        let signs = signs(one, &other.likeness(), sounding.contains(&id));
        if signs.is_empty() {
            continue;
        }
        let action = match other.inquiry {
            Some(_) => Action::ViewInquiry,
            None => Action::ViewPatient,
        };
        if !look.could(action, id)? {
            continue;
        }
        let known = Known {
            person: id,
            name: other.name.full(),
            inquiry: other.inquiry,
            asker: other.asker,
        };
        found.push(Alike { signs, known });
    }
    found.sort_by(|a, b| a.signs.cmp(&b.signs));
    found.truncate(SHOWN_MAX);
    Ok(found)
}

/// Somebody to compare with.
struct Described {
    name: PersonName,
    contact: Contact,
    born: Option<BirthDate>,
    /// Their request, while they are not in care.
    inquiry: Option<InquiryId>,
    /// Who asked for them, and what that is to them.
    asker: Option<Asker>,
}

impl Described {
    fn likeness(&self) -> Likeness<'_> {
        Likeness {
            name: Some(&self.name),
            contact: &self.contact,
            born: self.born,
            asked_by: self.asker.as_ref().and_then(Asker::relative),
        }
    }
}

/// Somebody in care, or somebody who asked and was not joined to anybody; nobody else is compared.
fn described(in_care: Option<Patient>, own: Option<Inquiry>) -> Option<Described> {
    match (in_care, own) {
        (Some(patient), own) => Some(Described {
            name: patient.name,
            contact: patient.contact,
            born: patient.born,
            inquiry: None,
            asker: own.map(|inquiry| inquiry.request.asker),
        }),
        (None, Some(own)) => Some(Described {
            name: own.name,
            contact: own.contact,
            born: own.request.born,
            inquiry: Some(own.id),
            asker: Some(own.request.asker),
        }),
        (None, None) => None,
    }
}
