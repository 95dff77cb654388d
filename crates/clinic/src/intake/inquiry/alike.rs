//! Noticing that somebody asked before.

use crate::{Clinic, Key, Look, Refusal};
use care::intake::inquiry::{Asker, Inquiry, InquiryDraft, Likeness, Sign, Stage, signs};
use care::people::patient::{BirthDate, Patient};
use care::{Contact, InquiryId, PersonId, PersonName, SiteId};
use door::reach_for;
use door::task::open;
use policy::{Action, Actor, Resource};
use record::intake::inquiry;
use record::people::search::Found;
use record::people::{patient, search};
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;
use uuid::Uuid;

/// How many are shown.
const SHOWN_MAX: usize = 5;
/// On how many forms it is kept who was shown; with more of them it begins anew, and is written once more.
const FORMS_MAX: usize = 500;

/// Who was shown on which form while it was typed, and to whom. The form is asked again at each pause: the same people
/// on the same form are one entry of the journal.
#[derive(Default)]
struct Compared(Mutex<HashMap<(PersonId, Uuid), BTreeSet<PersonId>>>);

impl Compared {
    /// Whether the journal has nothing of this form yet, or not of everybody who is shown now.
    fn is_news(&self, form: (PersonId, Uuid), shown: &[PersonId]) -> bool {
        let known = open(&self.0);
        let before = known.get(&form);
        before.is_none_or(|before| shown.iter().any(|one| !before.contains(one)))
    }

    fn tell(&self, form: (PersonId, Uuid), shown: &[PersonId]) {
        let mut known = open(&self.0);
        if known.len() >= FORMS_MAX && !known.contains_key(&form) {
            known.clear();
        }
        known.entry(form).or_default().extend(shown);
    }
}

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

/// Who may be the same person, as far as that can be shown.
#[derive(Clone, Debug, Default)]
pub struct Lookalikes {
    /// The first of them, the strongest signs first.
    pub shown: Vec<Alike>,
    /// Whether there are, or may be, more than these: somebody who is not shown is then not said to be new.
    pub has_more: bool,
}

impl Lookalikes {
    /// Whether there is nobody.
    pub const fn is_nobody(&self) -> bool {
        self.shown.is_empty() && !self.has_more
    }
}

/// Who known here may be the person of a draft, the strongest signs first; asked before anything is saved. Nobody when the
/// form with this `key` was saved already: whoever it would be taken for is the one that it made.
pub fn alike(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &InquiryDraft,
) -> Result<Lookalikes, Refusal> {
    if clinic.has_answered(actor, key)? {
        return Ok(Lookalikes::default());
    }
    clinic.look(actor, |look| {
        let one = Likeness {
            name: Some(&draft.name),
            contact: &draft.contact,
            born: draft.born,
            asked_by: draft.asker.relative(),
        };
        let found = compare(look, draft.site, &one)?;
        saw(look, &people(&found));
        Ok(found)
    })
}

/// The same of somebody who is still being described on the form with this `key`, at a site at which they could be
/// added.
pub fn alike_so_far(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    site: SiteId,
    one: &Likeness<'_>,
) -> Result<Lookalikes, Refusal> {
    let compared = clinic.memory::<Compared>();
    let form = (actor.person(), key.uuid());
    let found = clinic.look(actor, |look| {
        let found = compare(look, site, one)?;
        let shown = people(&found);
        if compared.is_news(form, &shown) {
            saw(look, &shown);
        }
        Ok(found)
    })?;
    compared.tell(form, &people(&found));
    Ok(found)
}

fn compare(
    look: &mut Look<'_, '_>,
    site: SiteId,
    one: &Likeness<'_>,
) -> Result<Lookalikes, Refusal> {
    let organization = look.organization();
    look.permit_on(Action::AddInquiry, &Resource::Site(organization, site))?;
    find(look, None, one)
}

fn people(found: &Lookalikes) -> Vec<PersonId> {
    let shown = found.shown.iter();
    shown.map(|alike| alike.known.person).collect()
}

/// Notes who was shown.
fn saw(look: &mut Look<'_, '_>, shown: &[PersonId]) {
    let detail = serde_json::json!({ "shown": shown, "found": shown.len() });
    let subject = ("organization", look.organization().uuid());
    look.saw("inquiry.compared", subject, None, Some(detail));
}

/// Who may be the same person as somebody described, or belong to them, but for `except`.
pub(super) fn find(
    look: &mut Look<'_, '_>,
    except: Option<PersonId>,
    one: &Likeness<'_>,
) -> Result<Lookalikes, Refusal> {
    let (sounding, reached) = candidates(look, one)?;
    let mut has_more = sounding.is_cut || reached.is_cut;
    let candidates = sounding.people.union(&reached.people).copied();
    let candidates: Vec<PersonId> = candidates.filter(|id| Some(*id) != except).collect();
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
        let signs = signs(one, &other.likeness(), sounding.people.contains(&id));
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
        found.push((other.is_untouched, Alike { signs, known }));
    }
    // By the same signs a stranger, who can be there any number of times, comes after whoever is known.
    found.sort_by(|(untouched, a), (other, b)| a.signs.cmp(&b.signs).then(untouched.cmp(other)));
    has_more |= found.len() > SHOWN_MAX;
    let shown = found.into_iter().map(|(_, alike)| alike);
    Ok(Lookalikes {
        shown: shown.take(SHOWN_MAX).collect(),
        has_more,
    })
}

/// Whom to compare with somebody who is described: whose name sounds alike, and who is reached alike. Each is weighed
/// by the policy afterwards. Whoever the actor does not reach at all is not even counted, or a crowd of requests at
/// another site would stand in front of those of this one.
fn candidates(look: &mut Look<'_, '_>, one: &Likeness<'_>) -> Result<(Found, Found), Refusal> {
    let (actor, now) = (look.actor, look.now);
    let within =
        reach_for(actor, Action::ViewPatient, now).or(&reach_for(actor, Action::ViewInquiry, now));
    let born = one.born.map(care::people::patient::BirthDate::date);
    let sounding = match one.name {
        Some(name) => search::named_alike(look.read, &within, name, born)?,
        None => Found::default(),
    };
    let mut reached = search::reached_alike(look.read, &within, one.contact)?;
    if let Some(contact) = one.asked_by {
        let by_asker = search::reached_alike(look.read, &within, contact)?;
        reached.people.extend(by_asker.people);
        reached.is_cut |= by_asker.is_cut;
    }
    Ok((sounding, reached))
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
    /// Whether they only asked, and nobody here has spoken with them.
    is_untouched: bool,
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
            is_untouched: false,
        }),
        (None, Some(own)) => Some(Described {
            name: own.name,
            contact: own.contact,
            born: own.request.born,
            inquiry: Some(own.id),
            asker: Some(own.request.asker),
            is_untouched: own.stage == Stage::New,
        }),
        (None, None) => None,
    }
}
