//! One inquiry with everything around it.

use super::alike::{Lookalikes, find as find_alike};
use super::board::{pressing_of, standing_of};
use crate::intake::appointment::{Offers, offers_at};
use crate::intake::reminder;
use crate::intake::reminder::NoticeShown;
use crate::people::reach;
use crate::stays::planned;
use crate::{Clinic, Look, Refusal, Version};
use care::intake::appointment::{Appointment, AppointmentState};
use care::intake::inquiry::{CallRecord, Due, Inquiry, InquiryStep, Likeness, Stage, due};
use care::people::contact_rules::{Forbidden, WayOut};
use care::people::site::Site;
use care::stays::planned::PlannedAdmission;
use care::{InquiryId, PersonId, TimeZoneName};
use door::display_name;
use jiff::Timestamp;
use policy::{Action, Actor};
use record::intake::{appointment, inquiry};
use record::people::{patient, site};
use std::collections::HashMap;

/// Everything a page about one inquiry shows.
pub struct Page {
    /// The inquiry.
    pub inquiry: Inquiry,
    /// Where.
    pub site: Site,
    /// Every site.
    pub sites: Vec<Site>,
    /// What comes next.
    pub due: Due,
    /// What happened, in order, in this request and in those joined to it.
    pub steps: Vec<InquiryStep>,
    /// The calls, the latest first.
    pub calls: Vec<CallRecord>,
    /// Every appointment because of it, in order.
    pub appointments: Vec<Appointment>,
    /// What staff are called, for all of these.
    pub names: HashMap<PersonId, String>,
    /// Who may be the same person.
    pub alike: Lookalikes,
    /// The requests that were joined to it.
    pub joined: Vec<Inquiry>,
    /// The request this was joined to, where it is one.
    pub joined_to: Option<InquiryId>,
    /// The earliest times for an assessment, while there is none and the actor may book.
    pub offers: Option<Offers>,
    /// The admission that is planned, where one is.
    pub planned: Option<PlannedAdmission>,
    /// Whether the person is in care by now.
    pub in_care: bool,
    /// The rule that keeps the confirmation of an appointment from being mailed, where one does.
    pub no_confirmation: Option<Forbidden>,
    /// What was mailed about the appointment that stands, and what they said to it.
    pub notice: Option<NoticeShown>,
    /// Whether the actor may work it.
    pub may_work: bool,
    /// Whether the actor may say whether they came.
    pub may_keep: bool,
    /// Until when an emergency opening by the actor holds.
    pub glass_until: Option<Timestamp>,
    /// The version of its details, for the form that changes them.
    pub version: Version,
    /// When this was true.
    pub now: Timestamp,
}

impl Page {
    /// The appointment that stands.
    pub fn standing(&self) -> Option<&Appointment> {
        let mut appointments = self.appointments.iter();
        appointments.find(|it| it.state == AppointmentState::Booked)
    }

    /// What somebody on staff is called.
    pub fn name(&self, id: PersonId) -> &str {
        self.names.get(&id).map_or("somebody", String::as_str)
    }
}

/// Opens an inquiry. The journal knows before the answer leaves.
pub fn open(clinic: &Clinic, actor: &Actor, id: InquiryId) -> Result<Page, Refusal> {
    clinic.look(actor, |look| {
        let found = inquiry::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::ViewInquiry, found.person)?;
        let person = found.person;
        let may_work = look.could(Action::WorkInquiry, person)?;
        let appointments = appointment::of_person(look.read, person)?;
        let standing = appointments
            .iter()
            .find(|it| it.state == AppointmentState::Booked);
        let in_danger = inquiry::in_danger(look.read, &[id])?.contains(&id);
        let pressing = pressing_of(found.request.pressing(), in_danger);
        let due = due(&standing_of(&found, standing, pressing), look.now);
        // Whoever was assessed is offered nothing; another time can still be looked for by date.
        let bookable =
            may_work && found.is_open() && found.stage < Stage::Assessed && standing.is_none();
        let sites = site::all(look.read)?;
        let site = sites.iter().find(|site| site.id == found.site).cloned();
        let site = site.ok_or(Refusal::NotFound)?;
        let (language, now) = (found.request.language, look.now);
        let offers = bookable
            .then(|| offers_at(look.read, site.clone(), language, now))
            .transpose()?;
        let notice = match standing {
            Some(it) => {
                let (rules, zone) = (&found.rules, &site.zone);
                let shown = reminder::shown(look.read, it, rules, zone, look.now)?;
                Some(shown)
            }
            None => None,
        };
        let mut page = Page {
            sites,
            site,
            notice,
            due,
            steps: inquiry::log::steps(look.read, id, person)?,
            calls: inquiry::log::calls(look.read, id, person)?,
            appointments,
            names: HashMap::new(),
            alike: if may_work && found.joined_to.is_none() {
                let one = Likeness {
                    name: Some(&found.name),
                    contact: &found.contact,
                    born: found.request.born,
                    asked_by: found.request.asker.relative(),
                };
                find_alike(look, Some(person), &one)?
            } else {
                Lookalikes::default()
            },
            joined: Vec::new(),
            joined_to: None,
            offers,
            planned: planned::standing(look.read, person)?.map(|entry| entry.body),
            in_care: patient::find(look.read, person)?.is_some(),
            no_confirmation: reach::forbidden(look.read, person, WayOut::Confirmation, look.now)?,
            may_work,
            may_keep: look.could(Action::KeepAppointment, person)?,
            glass_until: glass_until(look, person)?,
            version: version(&found)?,
            now: look.now,
            inquiry: found,
        };
        joined(look, &mut page)?;
        names(look, &mut page)?;
        look.saw("inquiry.viewed", ("inquiry", id.uuid()), Some(person), None);
        Ok(page)
    })
}

fn glass_until(look: &mut Look<'_, '_>, person: PersonId) -> Result<Option<Timestamp>, Refusal> {
    let actor = look.actor.person();
    let facts = inquiry::facts(look.read, person, actor)?;
    Ok(facts
        .and_then(|facts| facts.glass_until)
        .filter(|until| *until > look.now))
}

/// The histories of the requests that were joined to this one, beside its own.
fn joined(look: &mut Look<'_, '_>, page: &mut Page) -> Result<(), Refusal> {
    if let Some(into) = page.inquiry.joined_to {
        let others = inquiry::of_person(look.read, into)?;
        page.joined_to = others.first().map(|other| other.id);
    }
    for other in inquiry::of_person(look.read, page.inquiry.person)? {
        if other.joined_to != Some(page.inquiry.person) {
            continue;
        }
        let (id, person) = (other.id, other.person);
        page.steps
            .extend(inquiry::log::steps(look.read, id, person)?);
        page.calls
            .extend(inquiry::log::calls(look.read, id, person)?);
        page.joined.push(other);
    }
    page.steps.sort_by_key(|step| step.at);
    page.calls.sort_by_key(|call| std::cmp::Reverse(call.at));
    Ok(())
}

fn names(look: &mut Look<'_, '_>, page: &mut Page) -> Result<(), Refusal> {
    let said = page.steps.iter().filter_map(|step| step.by);
    let called_by = page.calls.iter().map(|call| call.by);
    let seen_by = page.appointments.iter().map(|it| it.clinician);
    let own = [page.inquiry.owner, page.inquiry.clinician];
    let everybody: Vec<PersonId> = said
        .chain(called_by)
        .chain(seen_by)
        .chain(own.into_iter().flatten())
        .collect();
    look.meet(everybody.iter().copied())?;
    for id in everybody {
        if !page.names.contains_key(&id)
            && let Some(name) = display_name(look, id)?
        {
            page.names.insert(id, name);
        }
    }
    Ok(())
}

/// The version of an inquiry's details.
pub(super) fn version(inquiry: &Inquiry) -> Result<Version, Refusal> {
    Version::of(&(
        &inquiry.name,
        &inquiry.contact,
        &inquiry.rules,
        &inquiry.request,
        inquiry.site,
    ))
}

/// The request of somebody who asked, for a page about the person to lead to.
pub fn of_person(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<InquiryId, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewInquiry, person)?;
        let found = inquiry::of_person(look.read, person)?;
        found.first().map(|it| it.id).ok_or(Refusal::NotFound)
    })
}

/// The sites to which a request can be given, for reading a form that corrects it: its dates are those of the chosen one.
pub fn sites_to_work_at(
    clinic: &Clinic,
    actor: &Actor,
    id: InquiryId,
) -> Result<Vec<Site>, Refusal> {
    clinic.look(actor, |look| {
        let found = inquiry::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::WorkInquiry, found.person)?;
        Ok(site::all(look.read)?)
    })
}

/// The zone of the site where somebody asked, for reading the times of a form about it.
pub fn zone(clinic: &Clinic, actor: &Actor, id: InquiryId) -> Result<TimeZoneName, Refusal> {
    clinic.look(actor, |look| {
        let found = inquiry::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        look.permit_patient(Action::WorkInquiry, found.person)?;
        let site = site::find(look.read, found.site)?;
        site.map(|site| site.zone).ok_or(Refusal::NotFound)
    })
}
