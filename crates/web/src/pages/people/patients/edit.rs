//! Changing what is known about somebody in care.

use crate::pages::people::name;
use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, field, page};
use care::day::day_text;
use care::invalid::Issues;
use care::people::patient::{BirthDate, Patient};
use care::{Contact, Email, Line, PersonId, Phone, ProgramId, Role};
use clinic::people::patient;
use clinic::people::patient::PatientDraft;
use clinic::people::{program, site, staff};
use clinic::{Refusal, Version};
use maud::{Markup, html};

/// The page for changing what is known.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(again(ask, &Problems::none())?))
}

/// Changes what is known.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        Ok(patient::change_patient(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &draft,
        )?)
    });
    let on = |()| format!("/staff/people/{id}?said=saved");
    finish(result, on, |problems| again(ask, problems))
}

/// The form over the record as it is stored now.
fn again(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let (patient, version) = chart(ask)?;
    let sheet = Sheet::of(ask, version, stored(&patient), problems);
    view(ask, &patient, &sheet)
}

/// The record, for whoever may change it; for everybody else there is no such page.
fn chart(ask: &Ask<'_>) -> Result<(Patient, Version), Fault> {
    let chart = patient::chart(ask.clinic, ask.actor()?, ask.id("id", PersonId::parse)?)?;
    if chart.may_edit {
        Ok((chart.patient, chart.version))
    } else {
        Err(Refusal::NotFound.into())
    }
}

/// What is stored, as the form's fields show it.
fn stored(patient: &Patient) -> Stored {
    let Patient {
        name,
        contact,
        born,
        program,
        counselor,
        ..
    } = patient;
    let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        ("given", name.given.to_string()),
        ("family", name.family.to_string()),
        ("preferred", line(&name.preferred)),
        ("pronouns", line(&name.pronouns)),
        (
            "born",
            born.map(|born| day_text(born.date())).unwrap_or_default(),
        ),
        (
            "phone",
            contact.phone.clone().map(String::from).unwrap_or_default(),
        ),
        (
            "email",
            contact.email.clone().map(String::from).unwrap_or_default(),
        ),
        ("program", program.to_string()),
        (
            "counselor",
            counselor.map(|id| id.to_string()).unwrap_or_default(),
        ),
    ]
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<PatientDraft, Fault> {
    let mut issues = Issues::default();
    let form = &ask.form;
    let today = ask.today()?;
    let name = name::read(form, &mut issues);
    let email = issues.take("email", form.optional("email", Email::parse));
    let phone = issues.take("phone", form.optional("phone", Phone::parse));
    let born = issues.take(
        "born",
        form.optional("born", |text| BirthDate::parse(text, today)),
    );
    let program = ProgramId::parse(form.text("program"));
    if program.is_none() {
        issues.add("program", "Choose one of the programs.");
    }
    let counselor = PersonId::parse(form.text("counselor"));
    match (name, email, phone, born, program) {
        (Some(name), Some(email), Some(phone), Some(born), Some(program)) => Ok(PatientDraft {
            name,
            contact: Contact { email, phone },
            born,
            program,
            counselor,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn view(ask: &Ask<'_>, patient: &Patient, sheet: &Sheet) -> Result<Markup, Fault> {
    let actor = ask.actor()?;
    let sites = site::sites(ask.clinic, actor)?;
    let place = |id| {
        sites
            .iter()
            .find(|(site, _)| site.id == id)
            .map(|(site, _)| site.name.to_string())
    };
    let everywhere = actor.is(Role::ClinicalDirector);
    let programs: Vec<(String, String)> = program::programs(ask.clinic, actor)?
        .into_iter()
        .filter(|program| everywhere || actor.sites().contains(&program.site))
        .map(|program| {
            (
                program.id.to_string(),
                format!(
                    "{}, {}",
                    program.name,
                    place(program.site).unwrap_or_default()
                ),
            )
        })
        .collect();
    let mut counselors = vec![(String::new(), "Nobody yet".to_owned())];
    counselors.extend(
        staff::team(ask.clinic, actor)?
            .into_iter()
            .filter(|staff| staff.roles.contains(&Role::Counselor) && staff.disabled_at.is_none())
            .map(|staff| (staff.id.to_string(), staff.name.full())),
    );
    let problems = &sheet.problems;
    let back = format!("/staff/people/{}", patient.id);
    let fields = fields(&sheet.shown, problems, programs, counselors);
    let cancel = button("Cancel").quiet().href(back);
    let fields = html! { (fields) div.buttons { (button("Save")) (cancel) } };
    let body = html! {
        (error_summary(problems))
        (sheet.form(ask, fields))
    };
    Ok(page(&frame(ask, Face::Staff, "Change the record"), body))
}

fn fields(
    shown: &Form,
    problems: &Problems,
    programs: Vec<(String, String)>,
    counselors: Vec<(String, String)>,
) -> Markup {
    let value = |name: &str| shown.text(name).to_owned();
    html! {
        (name::fields(shown, problems))
        (field("born", "Date of birth").optional().date().value(value("born")).check(problems))
        (field("phone", "Telephone").optional().tel().value(value("phone")).check(problems))
        (field("email", "E-mail address").optional().email().value(value("email")).check(problems)
            .hint("What they will sign in with, if they want a sign-in of their own."))
        (field("program", "Program").select(programs).value(value("program")).check(problems))
        (field("counselor", "Primary counselor").select(counselors).value(value("counselor")).check(problems))
    }
}
