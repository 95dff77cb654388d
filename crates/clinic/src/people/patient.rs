//! People in care.

mod list;
mod recent;

pub(crate) use self::list::saw_listed;
pub use self::list::{ListedPatient, listed, people};
pub use self::recent::{opened, recent};
use crate::access::account::{SignIn, sign_in_of};
use crate::access::sign_in::link;
use crate::people::minor;
use crate::people::minor::Ward;
use crate::people::reach;
use crate::people::staff as team;
use crate::stays::gate;
use crate::stays::gate::LevelWish;
use crate::stays::stay;
use crate::stays::stay::{Course, StayDraft};
use crate::{Act, Clinic, Key, Refusal, Version};
use care::access::ways_in::WayIn;
use care::people::contact_rules::{Forbidden, WayOut};
use care::people::patient::{BirthDate, Patient};
use care::people::program::Program;
use care::people::site::Site;
use care::stays::stay::{Stay, StayPlace};
use care::{Contact, InquiryId, Line, PersonId, PersonName, ProgramId};
use door::display_name;
use jiff::Timestamp;
use policy::{Action, Actor, Resource};
use record::access::{account, login, sign};
use record::intake::{appointment, inquiry};
pub use record::people::patient::Which;
use record::people::{about, patient, person, program, site, staff};
use record::stays::episode;
use serde::Serialize;

/// Somebody in care, as intake describes them. The site follows from the program.
#[derive(Clone, Debug, Serialize)]
pub struct PatientDraft {
    /// Name.
    pub name: PersonName,
    /// How to reach them.
    pub contact: Contact,
    /// Date of birth, when known.
    pub born: Option<BirthDate>,
    /// The program they attend.
    pub program: ProgramId,
    /// Their primary counselor.
    pub counselor: Option<PersonId>,
}

/// Brings in somebody who is in care already, without the way in: for the demonstration, for measuring and for tests.
/// No page leads here, and a test of the pages holds that; whoever asks for care comes by an inquiry, an assessment, a
/// placement and an admission.
pub fn seed_patient(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &PatientDraft,
) -> Result<PersonId, Refusal> {
    clinic.act(actor, key, ("seed_patient", draft), |act| {
        let program = stay::wanted(act, draft.program)?;
        act.permit_on(
            Action::AddPatient,
            &Resource::Site(act.organization(), program.site),
        )?;
        check(act, draft, None)?;
        let site = site::find(act.tx, program.site)?.ok_or(Refusal::NotFound)?;
        let patient = Patient {
            id: act.id(),
            name: draft.name.clone(),
            contact: draft.contact.clone(),
            born: draft.born,
            site: program.site,
            program: program.id,
            counselor: draft.counselor,
            joined_on: site.zone.local(act.now).date(),
        };
        patient::insert(act.tx, act.clinic.dice(), &patient, act.now)?;
        let first = StayDraft {
            program: program.id,
            bed: None,
            counselor: draft.counselor,
            over: None,
            from: patient.joined_on,
            planned: None,
            emergency: None,
            despite: None,
        };
        stay::check_caseload(act, &program, &first, None)?;
        let first = Stay {
            id: act.id(),
            level: program.level,
            site: program.site,
            place: StayPlace::Here {
                program: program.id,
                bed: None,
            },
            counselor: draft.counselor,
            from: patient.joined_on,
            planned: None,
            ended: None,
        };
        stay::open(act, patient.id, first)?;
        let detail =
            serde_json::json!({ "program": patient.program, "counselor": patient.counselor });
        act.journal(
            "patient.added",
            ("person", patient.id.uuid()),
            Some(patient.id),
            Some(detail),
        )?;
        Ok(patient.id)
    })
}

/// Changes what is known about somebody in care.
pub fn change_patient(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &PatientDraft,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_patient", &(id, draft)), |act| {
        act.permit_patient(Action::EditPatient, id)?;
        let before = patient::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        act.unchanged(Version::of(&before)?)?;
        let program = stay::wanted(act, draft.program)?;
        check(act, draft, Some(&before))?;
        follow(act, &before, draft)?;
        let patient = Patient {
            id,
            name: draft.name.clone(),
            contact: draft.contact.clone(),
            born: draft.born,
            site: program.site,
            program: program.id,
            counselor: draft.counselor,
            joined_on: before.joined_on,
        };
        patient::update(act.tx, act.clinic.dice(), &patient)?;
        let today = stay::today_at(act, patient.site)?;
        minor::notice(act, id, patient.born, today)?;
        link::follow(
            act,
            id,
            before.contact.email.as_ref(),
            patient.contact.email.as_ref(),
        )?;
        let detail = serde_json::json!({ "before": before, "after": patient });
        act.journal(
            "patient.changed",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )
    })
}

/// Lets the stay follow what the form changed: another program is another stay, another counselor is not.
fn follow(act: &mut Act<'_, '_>, before: &Patient, draft: &PatientDraft) -> Result<(), Refusal> {
    let episode = episode::open_of(act.tx, before.id)?;
    let Some((mut episode, now)) = episode.and_then(|episode| {
        let now = episode.now()?.clone();
        Some((episode, now))
    }) else {
        return Ok(());
    };
    let here = now.place.program().is_some();
    if here && draft.program != before.program {
        if !act.could(Action::MoveStay, before.id)? {
            return Err(Refusal::field(
                "program",
                "Moving somebody to another program is for their counselor, medical staff or a clinical director.",
            ));
        }
        let next = StayDraft {
            program: draft.program,
            bed: None,
            counselor: draft.counselor,
            over: None,
            from: stay::today_at(act, now.site)?.max(now.from),
            planned: None,
            emergency: None,
            despite: None,
        };
        gate::pass(act, before.id)?;
        // What is saved with it counts; a date that is cleared by the same form was still said.
        if let Some(born) = draft.born.or(before.born) {
            minor::check(act, Action::MoveStay, before.id, &next, born)?;
        }
        let next = stay::seat(act, &next, Some(&now)).map_err(|refusal| match refusal {
            Refusal::Fields(issues) if issues.iter().any(|issue| issue.field == "bed") => {
                let sentence = "People stay overnight in this program. Use “Move” on their page, where a bed can be chosen.";
                Refusal::field("program", sentence)
            }
            refusal => refusal,
        })?;
        let wish = LevelWish::from_stay(&now, next.level);
        // The form has no place of its own for it: the way to the choice stands on the page for moving.
        gate::stand(act, before.id, wish, "program").map_err(|lack| lack.beside("program"))?;
        stay::advance(act, &mut episode, next, draft.program)?;
    } else if draft.counselor != now.counselor {
        let programs = program::all(act.tx)?;
        let offered = programs.iter().find(|program| program.id == draft.program);
        if let Some(program) = offered {
            let program = Program {
                level: now.level,
                ..program.clone()
            };
            let same = StayDraft {
                program: program.id,
                bed: None,
                counselor: draft.counselor,
                over: None,
                from: now.from,
                planned: None,
                emergency: None,
                despite: None,
            };
            stay::check_caseload(act, &program, &same, Some(&now))?;
        }
        record::stays::stay::set_counselor(act.tx, now.id, draft.counselor)?;
    }
    Ok(())
}

fn check(
    act: &mut Act<'_, '_>,
    draft: &PatientDraft,
    before: Option<&Patient>,
) -> Result<(), Refusal> {
    if let Some(counselor) = draft.counselor {
        let found = staff::find(act.tx, counselor)?;
        let carries = found.is_some_and(|staff| {
            staff.roles.contains(&care::Role::Counselor) && staff.disabled_at.is_none()
        });
        if !carries && before.and_then(|before| before.counselor) != Some(counselor) {
            return Err(Refusal::field(
                "counselor",
                "Choose a counselor who works here.",
            ));
        }
    }
    let Some(email) = &draft.contact.email else {
        return Ok(());
    };
    if link::seen_holder(act, email, before.map(|before| before.id))? {
        let sentence =
            "Somebody else signs in with this address already. Use another one, or leave it empty.";
        return Err(Refusal::field("email", sentence));
    }
    Ok(())
}

/// Mails somebody in care a link to set up their own sign-in; earlier ones end. Where the address opens somebody else's
/// sign-in already, the link says so to its owner, and nobody else learns of it.
pub fn invite_patient(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
) -> Result<(), Refusal> {
    invite_despite(clinic, actor, key, id, None)
}

/// The same with a reason why it is mailed although the person's rules for being in touch stand against it.
pub fn invite_despite(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    despite: Option<&Line>,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("invite_patient", &(id, despite)), |act| {
        act.permit_patient(Action::InvitePatient, id)?;
        let (_, contact) = person::load(act.tx, id)?;
        let Some(email) = contact.email else {
            return Err(Refusal::Conflict(
                "There is no e-mail address to send the link to. Add one first.".to_owned(),
            ));
        };
        if account::of(act.tx, id)?.is_none() {
            account::insert(act.tx, id, email.as_str(), act.now)?;
        }
        link::send(act, id, &email, despite)?;
        team::grant::note(act, id, WayIn::Invited)?;
        act.journal("patient.invited", ("person", id.uuid()), Some(id), None)
    })
}

/// Somebody's record, as a page shows it.
pub struct Chart {
    /// Who.
    pub patient: Patient,
    /// Where they are seen.
    pub site: Site,
    /// The program they attend.
    pub program: Option<Program>,
    /// What their counselor is called.
    pub counselor: Option<String>,
    /// How far they have come with a sign-in of their own.
    pub sign_in: SignIn,
    /// Who answers for them, where they are a minor.
    pub ward: Ward,
    /// Until when an emergency opening by the actor holds, when that is why they see this.
    pub glass_until: Option<Timestamp>,
    /// Whether the actor may change it.
    pub may_edit: bool,
    /// Whether the actor may invite the person.
    pub may_invite: bool,
    /// The rule that stands against mailing them a link, where one does.
    pub no_invitation: Option<Forbidden>,
    /// The version of the record, for the form that changes it.
    pub version: Version,
    /// Their way through care.
    pub course: Course,
    /// The request they came in by, where there is one and the actor may see it.
    pub inquiry: Option<InquiryId>,
}

/// Opens somebody's record. The journal knows before the answer leaves.
pub fn chart(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Chart, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let patient = patient::find(look.read, id)?.ok_or(Refusal::NotFound)?;
        let facts = patient::facts(look.read, id, actor.person())?;
        let counselor = match patient.counselor {
            Some(counselor) => display_name(look, counselor)?,
            None => None,
        };
        let asked = if look.could(Action::ViewInquiry, id)? {
            inquiry::of_person(look.read, id)?
        } else {
            Vec::new()
        };
        let site = site::find(look.read, patient.site)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(look.now).date();
        let chart = Chart {
            inquiry: asked.first().map(|inquiry| inquiry.id),
            ward: minor::ward(look, id, today)?,
            site,
            program: program::all(look.read)?
                .into_iter()
                .find(|program| program.id == patient.program),
            counselor,
            sign_in: sign_in_of(look.read, id)?,
            glass_until: facts
                .and_then(|facts| facts.glass_until)
                .filter(|until| *until > look.now),
            may_edit: look.could(Action::EditPatient, id)?,
            may_invite: look.could(Action::InvitePatient, id)?,
            no_invitation: reach::forbidden(look.read, id, WayOut::Invitation, look.now)?,
            version: Version::of(&patient)?,
            course: stay::course(look, clinic.protocol(), id, patient.site)?,
            patient,
        };
        look.saw("patient.viewed", ("person", id.uuid()), Some(id), None);
        Ok(chart)
    })
}

/// Whom the privacy officer is about to forget: what they are called, and their date of birth. Nobody else is shown
/// by this, and nothing of their care.
pub fn about_to_forget(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
) -> Result<(String, Option<BirthDate>), Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ForgetPerson, id)?;
        let known = about::find(look.read, id)?;
        look.saw("patient.viewed", ("person", id.uuid()), Some(id), None);
        Ok((known.name.full(), known.born))
    })
}

/// Destroys somebody's key: from then on nothing about them can be read, here or in the log the database keeps.
/// Their sign-in ends. Backups made earlier still hold the wrapped key until they age out.
pub fn forget_person(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    reason: &Line,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("forget_person", &(id, reason)), |act| {
        act.permit_patient(Action::ForgetPerson, id)?;
        login::end_all(act.tx, id, act.now)?;
        sign::delete_passkeys_of(act.tx, id)?;
        account::delete(act.tx, id)?;
        let detail = serde_json::json!({ "reason": reason });
        act.journal(
            "person.forgotten",
            ("person", id.uuid()),
            None,
            Some(detail),
        )?;
        appointment::cancel_ahead(act.tx, id, act.now)?;
        // Requests that turned out to be this person's are kept under keys of their own.
        for other in inquiry::joined(act.tx, id)? {
            person::forget(act.tx, other, act.now)?;
        }
        if person::forget(act.tx, id, act.now)? {
            Ok(())
        } else {
            Err(Refusal::NotFound)
        }
    })?;
    Ok(clinic.record().scrub()?)
}

/// Notes that a person in care chose somebody as support, giving them a sign-in of their own.
pub fn add_supporter(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    name: &PersonName,
    email: &care::Email,
) -> Result<PersonId, Refusal> {
    clinic.act(actor, key, ("add_supporter", &(id, name, email)), |act| {
        act.permit_patient(Action::InvitePatient, id)?;
        let supporter: PersonId = act.id();
        let contact = Contact {
            email: Some(email.clone()),
            phone: None,
        };
        person::insert(
            act.tx,
            act.clinic.dice(),
            supporter,
            name,
            &contact,
            act.now,
        )?;
        account::insert(act.tx, supporter, email.as_str(), act.now)?;
        patient::add_support(act.tx, supporter, id, act.now)?;
        link::send(act, supporter, email, None)?;
        team::grant::note(act, supporter, WayIn::Invited)?;
        let detail = serde_json::json!({ "supporter": supporter });
        act.journal(
            "support.added",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )?;
        Ok(supporter)
    })
}
